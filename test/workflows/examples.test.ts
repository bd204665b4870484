import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Contract, checkTarget, commonOutputs, environmentName, readInputs } from '@slipway/action';
import * as backupDb from '@slipway/backup-db';
import * as blueGreenSwitch from '@slipway/blue-green-switch';
import * as buildImage from '@slipway/build-image';
import { parseConfig } from '@slipway/config';
import * as release from '@slipway/release';
import * as runMigrations from '@slipway/run-migrations';
import * as scanImage from '@slipway/scan-image';
import * as smokeHealth from '../../actions/smoke-health/src/contract.ts';
import { actionNames, root } from '../../script/lib/workspace.ts';
import { run } from '../target/docker.ts';
import { actionOf, blocksOf, type Example, evaluate, findExamples, type Step } from './examples.ts';

type Environment = Readonly<Record<string, string>>;

/** Contract and reading of every action, as its main does it. */
const actions: Readonly<Record<string, { readonly contract: Contract; readonly read: (env: Environment) => unknown }>> = {
  'build-image': { contract: buildImage.contract, read: (env) => readInputs(buildImage.contract, env, buildImage.check) },
  'scan-image': { contract: scanImage.contract, read: (env) => readInputs(scanImage.contract, env, scanImage.check) },
  'backup-db': { contract: backupDb.contract, read: (env) => readInputs(backupDb.contract, env, backupDb.checkInputs) },
  'run-migrations': { contract: runMigrations.contract, read: (env) => readInputs(runMigrations.contract, env, checkTarget) },
  'blue-green-switch': { contract: blueGreenSwitch.contract, read: (env) => readInputs(blueGreenSwitch.contract, env, checkTarget) },
  'smoke-health': { contract: smokeHealth.contract, read: (env) => readInputs(smokeHealth.contract, env, smokeHealth.checkInputs) },
  release: { contract: release.contract, read: (env) => readInputs(release.contract, env) },
};

const examples = findExamples();
const workflows = examples.filter(({ kind }) => kind === 'workflow');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-examples-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('every action and the root action have an example, and no block is of a kind that nothing checks', () => {
  const used = new Set(examples.flatMap(({ steps }) => steps.map(actionOf)));
  expect([...used].filter((name) => name !== undefined).sort()).toEqual([...actionNames].sort());
  expect(examples.filter(({ kind }) => kind === 'unknown').map(({ place }) => place)).toEqual([]);
  expect(workflows.length).toBeGreaterThanOrEqual(3);
});

describe.each(examples.map((example) => [example.place, example] as const))('%s', (_, example) => {
  test('gives every action what it takes', () => expect(example.steps.flatMap(problemsOf)).toEqual([]));

  test('reads outputs that there are', () => expect(unknownOutputs(example)).toEqual([]));

  test('as a Slipway file has no problem', () => {
    if (example.kind === 'slipway') parseConfig(example.text, '.github/slipway.yml');
  });
});

describe.each(workflows.map((example) => [example.place, example] as const))('%s, a whole workflow', (place, { text }) => {
  test('passes actionlint', async () => {
    // Programs that a machine may have or not change nothing here.
    const linted = await run([join(root, '.cache/bin/actionlint'), '-no-color', '-shellcheck=', '-pyflakes=', '-'], { input: text });
    expect(linted.stdout).toBe('');
    expect(linted.code).toBe(0);
  });

  test('passes zizmor as an auditor, but for naming the suite by its tag', async () => {
    const file = join(folder, `${place.replaceAll(/\W+/g, '-')}.yml`);
    await writeFile(file, text);
    const audited = await run([join(root, '.cache/bin/zizmor'), '--offline', '--persona', 'auditor', '--format', 'json', file]);
    const findings = JSON.parse(audited.stdout) as { ident: string; locations: { concrete: { feature: string } }[] }[];
    const ours = /uses: slipway\/slipway(\/actions\/[\w-]+)?@v1/;
    const others = findings.filter(({ ident, locations }) => ident !== 'unpinned-uses' || !ours.test(locations[0]?.concrete.feature ?? ''));
    expect(others.map(({ ident, locations }) => `${ident}: ${locations[0]?.concrete.feature}`)).toEqual([]);
  });
});

describe('the check itself', () => {
  const [broken] = blocksOf(
    'README.md',
    '1. Like so:\n\n   ```yaml\n   - id: build\n     uses: slipway/slipway/actions/build-image@v1\n     with:\n       imge: x\n       mode: bild\n   - uses: slipway/slipway/actions/scan-imag@v1\n   - run: echo ${{ steps.build.outputs.digset }}\n   ```\n',
  );

  test('sees an unknown input, a missing one, a wrong value, an unknown action and an unknown output', () => {
    expect(broken?.place).toBe('README.md:4');
    const [known, unknown] = [problemsOf(broken?.steps[0] ?? {}).join('\n'), problemsOf(broken?.steps[1] ?? {})];
    for (const words of ['imge is no input', 'image: is required', "'bild' is none of build, tag"]) expect(known).toContain(words);
    expect(unknown).toEqual(['scan-imag is no action of the suite']);
    expect(broken && unknownOutputs(broken)).toEqual(['build-image has no output digset']);
  });
});

function problemsOf(step: Step): string[] {
  const name = actionOf(step);
  if (name === undefined) return [];
  const action = actions[name];
  if (!action) return [`${name} is no action of the suite`];
  const given = Object.entries(step.with ?? {}).map(([input, value]) => [input, evaluate(value)] as const);
  const unknown = given.filter(([input]) => !(input in action.contract.inputs)).map(([input]) => `${input} is no input of ${name}`);
  try {
    action.read(Object.fromEntries(given.map(([input, value]) => [environmentName(input), value])));
    return unknown;
  } catch (error) {
    return [...unknown, String(error)];
  }
}

/** Outputs of the suite's own steps that an example reads, and that no contract has. */
function unknownOutputs({ text, steps }: Example): string[] {
  const reads = [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)];
  return reads.flatMap(([, id, output = '']) => {
    const name = actionOf(steps.find((step) => step.id === id) ?? {});
    const contract = name === undefined ? undefined : actions[name]?.contract;
    return contract && !(output in { ...contract.outputs, ...commonOutputs }) ? [`${name} has no output ${output}`] : [];
  });
}
