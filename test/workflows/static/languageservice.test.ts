import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { root } from '../../../script/lib/workspace.ts';
import { asWorkflow, findExamples } from '../examples.ts';
import { type Diagnostic, type Document, validate } from './languageservice.ts';
import { pinned } from './pinned.ts';
import { loadWorkflows } from './workflow.ts';

const called = '.github/workflows/called.yml';
const files = {
  [called]: `on:
  workflow_call:
    inputs:
      replicas: {description: How many., type: number, required: true}
      dry-run: {description: Only say it., type: boolean, default: false}
    secrets:
      SSH_KEY: {description: Key., required: true}
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: echo
`,
};

function caller(uses: string, inputs: string, secrets = '{SSH_KEY: "${{ secrets.SSH_KEY }}"}'): Document {
  return {
    path: '.github/workflows/caller.yml',
    text: `on: push\njobs:\n  a:\n    uses: ${uses}\n    with: ${inputs}\n    secrets: ${secrets}\n`,
  };
}

function job(lines: string): Document {
  return { path: '.github/workflows/job.yml', text: `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${lines}` };
}

const step = (lines: string): Document => job(`    steps:\n      - ${lines}\n`);

/** Every document of this file goes through one process: starting it takes longer than all that it then says. */
const controls: Readonly<Record<string, Document>> = {
  'a call by the tag': caller('slipway/slipway/.github/workflows/called.yml@v1', '{replicas: 2}'),
  'a call by the commit that runs': caller('$/.github/workflows/called.yml', '{replicas: 2, dry-run: true}'),
  'a call of a file beside it': caller('./.github/workflows/called.yml', '{replicas: 2}'),
  'a queue, an environment without deployment, and a cache mode': job(
    '    cache-mode: none\n    environment: {name: a, deployment: false}\n    concurrency: {group: a, cancel-in-progress: false, queue: max}\n    steps:\n      - run: echo\n',
  ),
  'a step of the suite': step('uses: slipway/slipway/actions/smoke-health@v1\n        with: {url: https://example.com}'),
};
const planted: Readonly<Record<string, readonly [Document, string]>> = {
  'an input that is not there': [
    caller('$/.github/workflows/called.yml', '{replicas: 2, count: 3}'),
    'Invalid input, count is not defined in the referenced workflow',
  ],
  'an input that is missing': [
    caller('slipway/slipway/.github/workflows/called.yml@v1', '{dry-run: true}'),
    'Input replicas is required, but not provided',
  ],
  'a secret that is missing': [
    caller('slipway/slipway/.github/workflows/called.yml@v1', '{replicas: 2}', '{}'),
    'Secret SSH_KEY is required, but not provided',
  ],
  'a secret that is not there': [
    caller('$/.github/workflows/called.yml', '{replicas: 2}', '{SSH_KEY: a, SSH_KEI: b}'),
    'Invalid secret, SSH_KEI is not defined in the referenced workflow',
  ],
  'a workflow that is not there': [caller('$/.github/workflows/nowhere.yml', '{}'), 'Unable to find reusable workflow'],
  'a workflow of somebody else': [caller('acme/suite/.github/workflows/called.yml@v1', '{}'), 'Unable to find reusable workflow'],
  'the suite at another tag': [caller('slipway/slipway/.github/workflows/called.yml@v9', '{}'), 'Unable to find reusable workflow'],
  'an input that an action does not have': [
    step('uses: $/actions/smoke-health\n        with: {url: a, uri: b}'),
    "Invalid action input 'uri'",
  ],
  'an input that an action of a tag does not have': [
    step('uses: slipway/slipway/actions/smoke-health@v1\n        with: {url: a, uri: b}'),
    "Invalid action input 'uri'",
  ],
  'an input that an action needs': [step('uses: $/actions/build-image'), 'Missing required input `image`'],
  'an input that a pinned action does not have': [
    step('uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8\n        with: {persist-credential: false}'),
    "Invalid action input 'persist-credential'",
  ],
  'an action without metadata here': [step(`uses: acme/other@${'1'.repeat(40)}`), 'Unable to resolve action'],
  'an action of the suite that is not there': [step('uses: $/actions/nowhere'), 'Unable to resolve action'],
  'a key that nobody knows': [job('    cache-mod: none\n    steps:\n      - run: echo\n'), "Unexpected value 'cache-mod'"],
  'another key beside the one that is let pass': [
    job('    cache-mode: none\n    timezone: UTC\n    steps:\n      - run: echo\n'),
    "Unexpected value 'timezone'",
  ],
  'that key in a step': [step('run: echo\n        cache-mode: none'), "Unexpected value 'cache-mode'"],
  'that key with another value': [job('    cache-mode: always\n    steps:\n      - run: echo\n'), "Unexpected value 'cache-mode'"],
  'a queue whose runs are cancelled': [
    job('    concurrency: {group: a, cancel-in-progress: true, queue: max}\n    steps:\n      - run: echo\n'),
    "'queue: max' cannot be combined with 'cancel-in-progress: true'",
  ],
  'a context where there is none': [
    { path: 'a.yml', text: 'on: push\njobs:\n  a:\n    if: secrets.A\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n' },
    "Unrecognized named-value: 'secrets'",
  ],
};

let found: Diagnostic[];
beforeAll(async () => {
  const documents = { ...controls, ...Object.fromEntries(Object.entries(planted).map(([name, [document]]) => [name, document])) };
  found = await validate(
    Object.entries(documents).map(([name, { text }]) => ({ path: `.github/workflows/${name}.yml`, text })),
    files,
  );
}, 60_000);

function messagesOf(name: string): string[] {
  return found.filter(({ path }) => path === `.github/workflows/${name}.yml`).map(({ message }) => message);
}

describe('the referee', () => {
  test.each(Object.keys(controls))('has nothing against %s', (name) => expect(messagesOf(name)).toEqual([]));

  test.each(Object.entries(planted).map(([name, [, message]]) => [name, message] as const))('finds %s', (name, message) =>
    expect(messagesOf(name).join('\n')).toContain(message),
  );
});

describe('in what this repository ships', () => {
  const examples = findExamples();

  test('the workflows of the suite and those that teams copy are what GitHub takes', async () => {
    const documents = loadWorkflows().map(({ path, text }) => ({ path, text }));
    expect(documents.length).toBeGreaterThan(10);
    expect(await validate(documents)).toEqual([]);
  }, 60_000);

  test('so are those that the documentation shows, whole or in parts', async () => {
    const documents = examples.flatMap((example) => {
      const text = asWorkflow(example);
      return text === undefined ? [] : [{ path: `${example.place}.yml`, text, kind: example.kind }];
    });
    const whole = new Set(documents.filter(({ kind }) => kind === 'workflow').map(({ path }) => path));
    // A part may read what the rest of its workflow gives.
    const problems = (await validate(documents)).filter(
      ({ path, message }) => whole.has(path) || !message.startsWith('Context access might be invalid'),
    );
    expect(problems).toEqual([]);
  }, 60_000);

  test('every action.yml is what GitHub takes', async () => {
    const paths = globSync(['action.yml', 'actions/*/action.yml'], { cwd: root });
    expect(paths.length).toBeGreaterThan(7);
    const broken = { path: 'a/action.yml', text: 'name: a\ndescription: a\nruns:\n  using: node24\n  mian: index.js\n' };
    const problems = await validate([...paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })), broken]);
    expect(problems.map(({ path }) => path)).toEqual(problems.map(() => broken.path));
    expect(problems.map(({ message }) => message).join('\n')).toContain('mian');
  }, 60_000);

  test('the metadata of every pinned action is of a commit that is used', () => {
    const all = [...loadWorkflows(), ...examples].map(({ text }) => text).join('\n');
    expect(Object.keys(pinned).filter((uses) => !all.includes(uses))).toEqual([]);
  });
});
