import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Failure, readContext, readInputs } from '@slipway/action';
import { contract as switchContract } from '@slipway/blue-green-switch';
import { schema } from '../../../packages/config/src/schema.ts';
import { contract } from '../src/contract.ts';
import { type Inputs, makePlan } from '../src/settings.ts';
import { buildInputs, inputsFor, tagOf } from '../src/step-inputs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'));
  await writeFile(
    join(folder, 'slipway.yml'),
    [
      'project: notes',
      'images:',
      '  backend: { image: registry.example.com/notes, context: backend, build-args: { APP_VERSION: "{{version}}" } }',
      'environments:',
      '  production: { host: app.example.com, port: 2222, username: releaser }',
    ].join('\n'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

function inputs(given: Record<string, string>): Inputs {
  return readInputs(
    contract,
    Object.fromEntries(Object.entries({ config: 'slipway.yml', ...given }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  );
}
const context = (sha = 'f'.repeat(40)) => ({ ...readContext({}), workspace: folder, sha });
const ssh = { 'ssh-key': 'a key', 'known-hosts': 'a line' };
async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error('nothing was thrown');
}

test('the server comes from the Slipway file, the only environment needs no name, the version is the commit', async () => {
  const plan = await makePlan(inputs(ssh), context());
  expect(plan.target).toMatchObject({ host: 'app.example.com', port: 2222, username: 'releaser' });
  expect(plan).toMatchObject({ version: 'f'.repeat(40), derivedVersion: true });
});

test('inputs win over the Slipway file', async () => {
  const plan = await makePlan(inputs({ ...ssh, host: 'other.example.com', port: '22', username: 'me', version: '1.4' }), context());
  expect(plan.target).toMatchObject({ host: 'other.example.com', port: 22, username: 'me' });
  expect(plan).toMatchObject({ version: '1.4', derivedVersion: false });
});

test('a server without a key is refused before anything happens, both inputs named', async () => {
  const failure = await failureOf(makePlan(inputs({}), context()));
  expect(failure.reason).toBe('bad-input');
  expect(failure.message).toMatch(/ssh-key[\s\S]*known-hosts/);
});

test('a missing Slipway file names the input and the folder', async () => {
  const failure = await failureOf(makePlan(inputs({ ...ssh, config: 'nowhere.yml' }), context()));
  expect(failure.reason).toBe('config-missing');
  expect(failure.text).toContain('Nothing was changed.');
});

test('an unknown environment names the known ones', async () => {
  const failure = await failureOf(makePlan(inputs({ ...ssh, environment: 'producton' }), context()));
  expect(failure.reason).toBe('unknown-environment');
  expect(failure.message).toContain('did you mean production');
});

test('without a commit the version must be given', async () => {
  expect((await failureOf(makePlan(inputs(ssh), context('')))).message).toContain('version');
});

test('the version reaches build arguments that ask for it', async () => {
  const plan = await makePlan(inputs({ ...ssh, version: '2.0' }), context());
  const image = plan.settings.images['backend'];
  expect(image && buildInputs(inputs(ssh), plan, image)['build-args']).toEqual(['APP_VERSION=2.0']);
});

test('a step gets its own defaults and its own checks', () => {
  expect(inputsFor(switchContract, { images: ['a=b'] })).toMatchObject({ images: ['a=b'], 'health-path': '/health', 'bake-time': 30_000 });
  expect(() => inputsFor(switchContract, { 'bake-time': 'soon', images: ['a=b'] })).toThrow('bake-time');
  expect(() => inputsFor(switchContract, { baketime: '1m' })).toThrow('no input');
});

test.each([
  ['1.4.0', '1.4.0'],
  ['feature/a b', 'feature-a-b'],
  ['.hidden', 'hidden'],
  ['x'.repeat(200), 'x'.repeat(128)],
])('version %s is tagged as %s', (version, tag) => {
  expect(tagOf(version)).toBe(tag);
});

test.each(['1.0/1', 'a b', `v${'1'.repeat(128)}`, '-->', '$HOME', 'v1\u202e'])(
  'the version %j is refused: it becomes a tag and a label',
  async (version) => {
    const failure = await failureOf(makePlan(inputs({ ...ssh, version }), context()));
    expect(failure).toMatchObject({ reason: 'bad-input', message: expect.stringContaining('version') });
  },
);

test('what a Slipway file sets for the switch are inputs of the switch', () => {
  const names = Object.keys(schema.shape.switch.unwrap().shape);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !(name in switchContract.inputs))).toEqual([]);
});
