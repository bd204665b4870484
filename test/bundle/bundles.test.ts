import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parserFile } from '../../script/lib/parser.ts';
import { actionNames } from '../../script/lib/workspace.ts';
import { node, root, runBundle, type StepResult } from '../harness/action.ts';
import { readActionFile } from '../harness/runner/action-yml.ts';

/** A bundle must start in about the time that Node itself takes: contract and reading of inputs, nothing else. */
const budget = 400_000;

const built = actionNames.filter((name) => existsSync(join(root, 'dist', name, 'index.js')));

describe.each(built)('dist/%s', (name) => {
  const dist = join(root, 'dist', name);
  const action = readActionFile(join(root, 'actions', name, 'action.yml'));
  const named = (step: StepResult): string[] =>
    [...(step.annotations[0]?.message ?? '').matchAll(/^- ([^:\n]+): /gm)].map(([, input = '']) => input);

  test('is there, whole, as an ES module with its licences', () => {
    expect(JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'))).toEqual({ type: 'module' });
    expect(statSync(join(dist, 'licenses.txt')).size).toBeGreaterThan(0);
    const files = globSync('*.js', { cwd: dist });
    expect(files).toContain('index.js');
    for (const file of files) {
      execFileSync(node, ['--check', join(dist, file)]);
      expect(readFileSync(join(dist, file), 'utf8')).not.toMatch(/webpackMissingModule/);
    }
  });

  test('holds no path of the machine that built it', () => {
    for (const file of globSync('*', { cwd: dist })) expect(readFileSync(join(dist, file), 'utf8')).not.toContain(root);
  });

  test(`starts from ${budget} bytes at most; schemas, YAML and the API client are loaded when used`, () => {
    const text = readFileSync(join(dist, 'index.js'), 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget);
    for (const mark of ['class YAMLException', 'ZodError', '@octokit/', 'OidcClient']) expect(text).not.toContain(mark);
  });

  test('runs on the Node of runners', () => {
    expect(action.using).toBe('node24');
    expect(action.main).toBe(join(dist, 'index.js'));
  });

  test.each([
    ['no inputs at all', false],
    ['every input empty', true],
  ])('with %s ends with every problem named, or has none', async (_, empty) => {
    const inputs = Object.fromEntries(Object.keys(action.inputs).map((input) => [input, '']));
    const bare = Object.fromEntries(Object.keys(action.inputs).map((input) => [`INPUT_${input.toUpperCase()}`, undefined]));
    const step = await runBundle(name, empty ? { inputs } : { env: bare });
    clean(step);
    expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed' } });
    const required = Object.entries(action.inputs).filter(([, { required }]) => required);
    if (required.length > 0) expect(step.outputs['reason']).toBe('bad-input');
    expect(named(step)).toEqual(expect.arrayContaining(required.map(([input]) => input)));
  });

  test('with names close to known ones, and values of the wrong kind, ends with all of them in one run', async () => {
    const swapped = (input: string): string => `${input.slice(0, -2)}${input.at(-1)}${input.at(-2)}`;
    const inputs = Object.keys(action.inputs).filter(
      (input) => input.length > 3 && input.at(-1) !== input.at(-2) && !(swapped(input) in action.inputs),
    );
    // An annotation holds some 50 of them.
    for (let from = 0; from < inputs.length; from += 40) {
      const some = inputs.slice(from, from + 40);
      const step = await runBundle(name, {
        inputs: { ...Object.fromEntries(some.map((input) => [swapped(input), 'x'])), 'dry-run': 'maybe' },
      });
      clean(step);
      expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'bad-input' } });
      for (const input of some)
        expect(step.annotations[0]?.message).toMatch(new RegExp(`- ${swapped(input)}: is not an input of ${name}; did you mean `));
      if ('dry-run' in action.inputs) expect(named(step)).toContain('dry-run');
    }
  });

  test('never prints a secret, whatever is wrong', async () => {
    const secrets = Object.keys(action.inputs).filter(
      (input) => /key|token|password|url|identity/.test(input) && !/known|public/.test(input),
    );
    const value = 'plain-S3cret-\u0007value';
    const step = await runBundle(name, { inputs: Object.fromEntries(secrets.map((input) => [input, value])) });
    clean(step);
    const own = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const declared = secrets.filter((input) => readFileSync(join(root, 'actions', name, 'src/contract.ts'), 'utf8').includes(input));
    if (declared.length > 0) expect(own.join('\n')).not.toContain('plain-S3cret');
  });

  test('and nothing else is in dist', () => {
    const parser = name === 'run-migrations' || name === 'release' ? [parserFile] : [];
    const stray = globSync('*', { cwd: dist }).filter((file) => !/^(index\.js|\d+\.index\.js|licenses\.txt|package\.json)$/.test(file));
    expect(stray).toEqual(parser);
  });
});

test('run-migrations is below a million bytes with the parser of PostgreSQL', () => {
  const dist = join(root, 'dist/run-migrations');
  const bytes = globSync('*', { cwd: dist }).reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
  expect(bytes).toBeLessThan(1_000_000);
});

/** What a person must never see. */
function clean(step: StepResult): void {
  expect(step).toMatchObject({ stderr: '', complaints: [], undeclared: [], dropped: [], signal: undefined });
  expect(step.stdout).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(step.stdout).not.toMatch(/webpackMissingModule|Cannot find module|undefined \(reading/);
  expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
}

test('the action in the root is release', () => {
  const file = readActionFile(join(root, 'action.yml'));
  expect(file.main).toBe(join(root, 'dist/release/index.js'));
  expect(Object.keys(file.inputs)).toEqual(Object.keys(readActionFile(join(root, 'actions/release/action.yml')).inputs));
});

test('dist holds the suite and nothing else', () => {
  expect(globSync('*', { cwd: join(root, 'dist') }).sort()).toEqual([...actionNames].sort());
  expect(built).toEqual([...actionNames]);
});
