import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Contract, checkTarget, commonOutputs, environmentName, readInputs } from '@slipway/action';
import * as backupDb from '@slipway/backup-db';
import * as blueGreenSwitch from '@slipway/blue-green-switch';
import * as buildImage from '@slipway/build-image';
import { parseConfig } from '@slipway/config';
import * as release from '@slipway/release';
import * as runMigrations from '@slipway/run-migrations';
import * as scanImage from '@slipway/scan-image';
import * as alarm from '../../actions/alarm/src/contract.ts';
import * as gate from '../../actions/gate/src/contract.ts';
import * as smokeHealth from '../../actions/smoke-health/src/contract.ts';
import { readChecks } from '../../actions/smoke-health/src/file/read-file.ts';
import { actionNames } from '../../script/lib/workspace.ts';
import { run } from '../target/docker.ts';
import { actionOf, asWorkflow, blocksOf, type Example, evaluate, findCommands, findExamples, type Step } from './examples.ts';
import { lint } from './static/actionlint.ts';
import { namesWhatItUses } from './static/rules/references.ts';
import { interpolatesNothing, keepsNoCredentials } from './static/rules/steps.ts';
import { loadWorkflows, readWorkflow } from './static/workflow.ts';
import { audit, namesTheSuite, tolerated } from './static/zizmor.ts';

type Environment = Readonly<Record<string, string>>;

/** Contract and reading of every action, as its main does it. */
const actions: Readonly<Record<string, { readonly contract: Contract; readonly read: (env: Environment) => unknown }>> = {
  'build-image': { contract: buildImage.contract, read: (env) => readInputs(buildImage.contract, env, buildImage.check) },
  'scan-image': { contract: scanImage.contract, read: (env) => readInputs(scanImage.contract, env, scanImage.check) },
  'backup-db': { contract: backupDb.contract, read: (env) => readInputs(backupDb.contract, env, backupDb.checkInputs) },
  'run-migrations': { contract: runMigrations.contract, read: (env) => readInputs(runMigrations.contract, env, checkTarget) },
  'blue-green-switch': { contract: blueGreenSwitch.contract, read: (env) => readInputs(blueGreenSwitch.contract, env, checkTarget) },
  'smoke-health': { contract: smokeHealth.contract, read: (env) => readInputs(smokeHealth.contract, env, smokeHealth.checkInputs) },
  gate: { contract: gate.contract, read: (env) => readInputs(gate.contract, env, gate.checkInputs) },
  alarm: { contract: alarm.contract, read: (env) => readInputs(alarm.contract, env, alarm.checkInputs) },
  release: { contract: release.contract, read: (env) => readInputs(release.contract, env) },
};

const examples = findExamples();
test('every action and the root action have an example, and no block is of a kind that nothing checks', () => {
  const used = new Set(examples.flatMap(({ steps }) => steps.map(actionOf)));
  expect([...used].filter((name) => name !== undefined).sort()).toEqual([...actionNames].sort());
  expect(examples.filter(({ kind }) => kind === 'unknown').map(({ place }) => place)).toEqual([]);
  expect(examples.filter(({ kind }) => kind === 'workflow').length).toBeGreaterThanOrEqual(20);
});

describe.each(examples.map((example) => [example.place, example] as const))('%s', (_, example) => {
  test('gives every action what it takes', () => expect(example.steps.flatMap(problemsOf)).toEqual([]));

  test('reads outputs that there are', () => expect(unknownOutputs(example)).toEqual([]));

  test('as a Slipway file has no problem', () => {
    if (example.kind === 'slipway') parseConfig(example.text, '.github/slipway.yml');
  });

  test('as a compose file is one for compose', async () => {
    if (example.kind !== 'compose') return;
    const folder = mkdtempSync(join(tmpdir(), 'slipway-examples-'));
    try {
      // An env_file has to be there, and a part of a file has no image.
      writeFileSync(join(folder, '.env'), '');
      const place = ['--project-name', 'example', '--project-directory', folder, '--file', '-'];
      const argv = ['docker', 'compose', ...place, 'config', '--no-consistency', '--quiet'];
      expect(await run(argv, { input: example.text })).toMatchObject({ code: 0, stderr: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('as a file of checks has no problem', async () => {
    if (example.kind !== 'checks') return;
    const environment = Object.fromEntries([...example.text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name, 'value']));
    const trusted = { environment, mayFill: () => true };
    const around = { base: 'https://app.example.com', common: {}, measuring: () => ({}), expectVersion: () => undefined, ...trusted };
    const { checks } = await readChecks(example.text, example.place, { ...around, readFile: () => Promise.resolve(undefined) });
    expect(checks.length).toBeGreaterThan(0);
  });
});

describe('all of them, as workflows', () => {
  const suite = loadWorkflows().filter(({ kind }) => kind === 'suite');
  const documents = examples.flatMap((example) => {
    const text = asWorkflow(example);
    return text === undefined ? [] : [{ path: example.place, text, kind: example.kind }];
  });

  test('pass actionlint', async () => {
    // A part reads what the whole gives.
    const found = (await lint([...suite, ...documents])).filter(
      (line) => !/property "[\w-]+" is not defined in object type \{/.test(line) || kindOf(line) === 'workflow',
    );
    expect(found).toEqual([]);
  });

  test('pass zizmor as an auditor, but for naming the suite by its tag', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-examples-'));
    try {
      // What holds for the whole of a workflow holds for those that are shown whole.
      const whole = documents.filter(({ kind }) => kind === 'workflow');
      const names = new Map(whole.map(({ path }) => [`${path.replaceAll(/\W+/g, '-')}.yml`, path]));
      for (const { path, text } of whole) writeFileSync(join(folder, `${path.replaceAll(/\W+/g, '-')}.yml`), text);
      const findings = (await audit([...names.keys()], folder)).filter((finding) => !namesTheSuite(finding));
      const others = findings.filter(
        ({ audit: name, path, text }) =>
          !tolerated.some((one) => one.audit === name && names.get(path)?.startsWith(one.path) && one.text === text),
      );
      expect(others.map(({ audit: name, path, line, text }) => `${names.get(path)} ${line} ${name}: ${text}`)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('pin what is not ours, keep no token, and put no expression into a script', () => {
    const read = documents.map(({ path, text }) => readWorkflow(path, text));
    expect(
      read.flatMap((workflow) => [namesWhatItUses, keepsNoCredentials, interpolatesNothing].flatMap((rule) => rule(workflow, read))),
    ).toEqual([]);
  });

  function kindOf(line: string): string | undefined {
    return documents.find(({ path }) => line.startsWith(`${path}:`))?.kind;
  }
});

describe('commands that people copy', () => {
  const commands = findCommands();

  test('are shell', async () => {
    expect(commands.length).toBeGreaterThan(10);
    const wrong = await Promise.all(commands.map(async ({ place, text }) => ({ place, ...(await run(['bash', '-n'], { input: text })) })));
    expect(wrong.filter(({ code }) => code !== 0).map(({ place, stderr }) => `${place}: ${stderr}`)).toEqual([]);
  });

  test('are seen through: a quote that does not end is found', async () => {
    expect((await run(['bash', '-n'], { input: "gh secret set SSH_KEY --body 'a\n" })).code).not.toBe(0);
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
