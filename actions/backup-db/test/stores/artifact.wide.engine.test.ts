// Bundles as a job runs them, against a real Redis and the fakes of GitHub's services.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type RedisServer, startRedis } from '../../../../test/engines/redis.ts';
import { toolkit } from '../../../../test/github/clients/process.ts';
import { root, runBundle, type StepResult } from '../../../../test/harness/action.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { parseYaml } from '../../../../test/harness/runner/action-yml.ts';
import { filesOf, type Key, newFolder, newKeyPair } from '../fixture.ts';
import { longAgo, type Repository, startRepository } from './artifacts.ts';

let redis: RedisServer;
let key: Key;
let repository: Repository;
let folder: string;
const signing = generateKeyPairSync('ed25519');
const pem = (one: 'publicKey' | 'privateKey'): string =>
  signing[one].export({ format: 'pem', type: one === 'publicKey' ? 'spki' : 'pkcs8' }).toString();

beforeAll(async () => {
  [redis, key] = await Promise.all([startRedis(), newKeyPair()]);
  redis.cli('EVAL', "for i=1,50 do redis.call('SET', i, string.rep(i, 100)) end", '0');
}, 60_000);
afterAll(() => redis?.stop());
beforeEach(async () => {
  repository = await startRepository();
  folder = newFolder();
});
afterEach(async () => {
  expect(repository.github.problems).toEqual([]);
  await repository.close();
  rmSync(folder, { recursive: true });
});

type Steps = readonly { readonly with: Readonly<Record<string, string>> }[];

/** The example of the README, with what its expressions would be. */
function exampleInputs(): Record<string, string> {
  const readme = readFileSync(join(root, 'actions/backup-db/README.md'), 'utf8');
  const block = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map(([, text = '']) => text)
    .find((text) => /destination: artifact:/.test(text));
  const [first] = parseYaml(block ?? '') as Steps;
  const values: Readonly<Record<string, string>> = {
    'secrets.REDIS_URL': `redis://127.0.0.1:${redis.port}`,
    'vars.AGE_RECIPIENTS': key.recipient,
    'secrets.SIGNING_KEY': pem('privateKey'),
    'vars.VERIFY_KEY': pem('publicKey'),
  };
  const evaluate = (text: string): string => text.replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => values[name] ?? `no ${name}`);
  return Object.fromEntries(Object.entries(first?.with ?? {}).map(([name, text]) => [name, evaluate(text)]));
}

interface Doing {
  readonly token?: string;
  readonly onStart?: (pid: number) => void;
}

function step(
  run: number,
  given: Readonly<Record<string, string>> = {},
  { token = 'read-token', onStart }: Doing = {},
): Promise<StepResult> {
  if (!repository.github.state.runs.has(run)) repository.github.state.addRun({ id: run, status: 'completed', updatedAt: longAgo });
  return runBundle('backup-db', {
    inputs: { ...exampleInputs(), ...given },
    env: repository.environment(run),
    github: { token, repository: 'team/notes', run_id: String(run), api_url: repository.github.url },
    deadline: 60_000,
    ...(onStart ? { onStart } : {}),
  });
}
const manifestNames = (): string[] => repository.names().filter((name) => /\.json(~|$)/.test(name));

describe('the example of the README', () => {
  test('is a backup that the official client downloads, and that later runs check, drill and prune', async () => {
    const made = await step(7);
    expect([made.outputs, made.log]).toMatchObject([{ outcome: 'backed-up', verified: 'true', rows: '50' }, expect.any(String)]);
    const { id = '', path = '' } = made.outputs;
    expect(path).toBe(`artifact://${id}.dump.zst.age`);
    expect(repository.names()).toEqual([`${id}.dump.zst.age`, `${id}.json`]);
    for (const secret of [repository.environment(7)['ACTIONS_RUNTIME_TOKEN'] ?? '', 'read-token', 'sig=']) {
      expect(made.stdout.split('\n').filter((line) => line.includes(secret) && !line.startsWith('::add-mask::'))).toEqual([]);
    }
    const { outcomes } = await toolkit(folder, [repository.environment(7), 'download', `${id}.dump.zst.age`, folder]);
    expect(outcomes).toMatchObject([{ result: { digestMismatch: false } }]);
    expect(
      readFileSync(join(folder, `${id}.dump.zst.age`))
        .subarray(0, 21)
        .toString(),
    ).toBe('age-encryption.org/v1');

    expect((await step(8, { mode: 'check' })).outputs).toMatchObject({ outcome: 'fresh', id });
    const drill = await step(9, { mode: 'verify', verify: 'restore', 'age-identity': key.identity });
    expect([drill.outputs, drill.log]).toMatchObject([{ outcome: 'verified', id, 'verify-level': 'restore' }, expect.any(String)]);
    expect(repository.results.artifacts.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^slipway-drill-/));
    const later = (await step(10)).outputs['id'] ?? '';
    const keep = { mode: 'prune', 'keep-last': '1', 'min-keep': '1' };
    const may = await step(11, keep);
    expect(may.outputs).toMatchObject({ outcome: 'failed', reason: 'destination-refused', pruned: '0' });
    expect(may.log).toContain('actions: write');
    expect((await step(11, keep, { token: 'write-token' })).outputs).toMatchObject({ outcome: 'pruned', pruned: '1' });
    expect(repository.names()).toEqual([`${later}.dump.zst.age`, `${later}.json`]);
  }, 120_000);

  test('fails with a reason where what was stored is not what is read back, and leaves nothing', async () => {
    repository.results.fail({ method: 'GET', path: /blobs/, status: 404, times: 9 });
    const { outputs, log } = await step(7);
    expect([outputs, log]).toMatchObject([{ outcome: 'failed', reason: 'destination-missing' }, expect.any(String)]);
    expect(repository.results.artifacts).toEqual([]);
  }, 60_000);

  test('with another destination goes on without artifacts where min-copies lets it, and comes back from either', async () => {
    const both = { destination: `${folder}\nartifact://`, 'min-copies': '1' };
    const made = await step(7, both);
    expect(made.outputs['copies']?.split('\n')).toHaveLength(2);
    repository.results.fail({ path: /CreateArtifact$/, status: 400, times: 9 });
    const alone = await step(8, both);
    expect([alone.outputs, alone.log]).toMatchObject([
      { outcome: 'backed-up', copies: expect.not.stringContaining('artifact') },
      expect.stringContaining('artifact:// on github.com/team/notes gets no copy'),
    ]);
    for (const name of filesOf(folder)) rmSync(join(folder, name));
    const into = join(folder, 'back');
    const back = await step(9, { ...both, mode: 'restore', into, 'age-identity': key.identity });
    expect([back.outputs, back.log]).toMatchObject([{ outcome: 'restored', id: made.outputs['id'] }, expect.any(String)]);
  }, 120_000);
});

describe('a run that is killed', () => {
  test.each([
    ['while it asks for a name', /CreateArtifact$/, 1, 0],
    ['while it sends', /comp=block&/, 1, 0],
    ['before the parts are a file', /comp=blocklist/, 1, 0],
    ['before the file is an artifact', /FinalizeArtifact$/, 1, 0],
    ['while it reads back', /GetSignedArtifactURL$/, 1, 1],
    ['before there is a manifest', /CreateArtifact$/, 2, 1],
    ['before the manifest is an artifact', /FinalizeArtifact$/, 2, 1],
  ])(
    '%s leaves no backup, and the next one takes away what can be seen of it',
    async (_, path, nth, left) => {
      const planted = repository.results.fail({ path, status: 'hang', skip: nth - 1 });
      let pid = 0;
      const onStart = (one: number): void => {
        pid = one;
      };
      const running = step(7, {}, { onStart });
      await eventually(() => planted.hits === 1, 'the request comes');
      await sleep(50);
      process.kill(pid, 'SIGKILL');
      expect((await running).signal).toBe('SIGKILL');
      expect(manifestNames()).toEqual([]);
      expect(repository.names()).toHaveLength(left);
      const next = await step(8, {}, { token: 'write-token' });
      expect([next.outputs, next.log]).toMatchObject([{ outcome: 'backed-up' }, expect.any(String)]);
      expect(repository.names()).toEqual([`${next.outputs['id']}.dump.zst.age`, `${next.outputs['id']}.json`]);
    },
    60_000,
  );
});
