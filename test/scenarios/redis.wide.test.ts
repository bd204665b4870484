// The nightly backup of the team whose data is all in a hosted Redis over TLS, which lets nobody be its replica. There is no server and no disk: a
// scheduled job stores it in a bucket and in the artifacts of its run, and another job brings it back into a new Redis.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Key, newFolder, newKeyPair } from '../../actions/backup-db/test/fixture.ts';
import { type Authority, createAuthority } from '../engines/certificates.ts';
import { type RedisServer, startRedis } from '../engines/redis.ts';
import { type S3Server, startVersitygw } from '../engines/versitygw.ts';
import { type FakeGitHub, startGitHub } from '../github/api.ts';
import { type FakeResults, startResults } from '../github/results.ts';
import { runBundle, type StepResult } from '../harness/action.ts';

const password = 'AX4s-of-the-provider';
const repository = 'acme/threadr';
let authority: Authority;
let hosted: RedisServer;
let s3: S3Server;
let results: FakeResults;
let github: FakeGitHub;
let key: Key;
let folder: string;

const tls = (): readonly string[] => ['--tls', '--cacert', authority.caFile, '--no-auth-warning', '-a', password];

/** A Redis as the provider runs it: TLS alone, and no right to replicate for anybody. */
function startHosted(): Promise<RedisServer> {
  const { keyFile, certFile } = authority.issue('redis', 'IP:127.0.0.1');
  const files = { 'tls-cert-file': certFile, 'tls-key-file': keyFile, 'tls-ca-cert-file': authority.caFile, 'tls-auth-clients': 'no' };
  const rights = ['default', 'on', `>${password}`, '~*', '&*', '+@all', '-psync', '-sync', '-replconf'];
  return startRedis({ ...files, user: rights }, { tls: true });
}

beforeAll(async () => {
  authority = createAuthority();
  folder = newFolder();
  [hosted, s3, results, key] = await Promise.all([startHosted(), startVersitygw(), startResults(), newKeyPair()]);
  github = await startGitHub({ repository, tokens: { 'job-token': { permissions: { actions: 'read' } } }, shelf: results.shelf });
  const script = `for i=1,400 do redis.call('HSET', 'thread:'..i, 'title', 'Thread '..i, 'body', string.rep('x', i)) redis.call('ZADD', 'timeline', i, 'thread:'..i) end
    for i=1,50 do redis.call('SET', 'session:'..i, 'user-'..i, 'EX', 604800) end
    redis.call('SADD', 'users', 'ana', 'ben')`;
  hosted.cli(...tls(), 'EVAL', script, '0');
}, 60_000);
afterAll(async () => {
  await Promise.all([hosted?.stop(), s3?.stop(), results?.close(), github?.close()]);
  authority?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});
const keys = 400 + 1 + 50 + 1;

/** A step of a job of that run. */
function step(run: number, given: Readonly<Record<string, string>>): Promise<StepResult> {
  if (!github.state.runs.has(run)) github.state.addRun({ id: run, event: 'schedule' });
  const inputs = {
    kind: 'redis',
    'redis-url': `rediss://default:${password}@127.0.0.1:${hosted.port}`,
    'redis-copy': 'scan',
    destination: `s3://${s3.bucket}/threadr?endpoint=${s3.endpoint}&region=${s3.region}\nartifact://?retention-days=30`,
    's3-access-key-id': s3.id,
    's3-secret-access-key': s3.secret,
    'age-recipients': key.recipient,
    ...given,
  };
  const trust = { SSL_CERT_FILE: authority.caFile, NODE_EXTRA_CA_CERTS: authority.caFile };
  const job = { repository, run_id: String(run), api_url: github.url, token: 'job-token' };
  return runBundle('backup-db', { inputs, env: { ...trust, ...results.environment(run, 'backup') }, github: job, deadline: 90_000 });
}

describe('all the data of a team in a hosted Redis', () => {
  test('goes every night into a bucket and an artifact, and comes back into a new Redis when the provider and the bucket are gone', async () => {
    const refused = await step(1, { 'redis-copy': 'replica' });
    expect([refused.code, refused.outputs]).toMatchObject([1, { outcome: 'failed' }]);
    expect(refused.log).toMatch(/redis-copy: scan/);
    expect(results.shelf.all()).toEqual([]);

    const made = await step(2, { verify: 'restore' });
    expect([made.outputs, made.log]).toMatchObject([
      { outcome: 'backed-up', verified: 'true', 'verify-level': 'restore', rows: String(keys) },
      expect.any(String),
    ]);
    expect(made.outputs['copies']?.split('\n')).toHaveLength(2);
    expect((await step(3, {})).outputs).toMatchObject({ outcome: 'backed-up', verified: 'true' });
    expect((await step(4, { mode: 'check', 'max-age': '26h' })).outputs).toMatchObject({ outcome: 'fresh' });
    expect(results.shelf.all().map(({ run }) => run)).toEqual(['2', '2', '3', '3']);

    const before = (command: readonly string[]): string => hosted.cli(...tls(), ...command);
    const asked = [['HGET', 'thread:77', 'body'], ['ZCARD', 'timeline'], ['SORT', 'users', 'ALPHA'], ['GET', 'session:9'], ['DBSIZE']];
    const expected = asked.map(before);
    await Promise.all([hosted.stop(), s3.stop()]);
    const into = join(folder, 'threadr.resp');
    const away = { mode: 'restore', into, 'age-identity': key.identity, destination: 'artifact://' };
    const back = await step(5, away);
    expect([back.outputs, back.log]).toMatchObject([{ outcome: 'restored' }, expect.any(String)]);
    hosted = await startHosted();
    execFileSync('redis-cli', ['-p', String(hosted.port), ...tls(), '--pipe'], {
      input: readFileSync(into),
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    expect(asked.map(before)).toEqual(expected);
    const left = Number(before(['TTL', 'session:9']));
    expect(left).toBeGreaterThan(604_800 - 600);
    expect(left).toBeLessThanOrEqual(604_800);
    for (const one of [made, back]) expect(one.log + one.summary).not.toContain(password);
    expect(github.problems).toEqual([]);
  }, 240_000);

  test('is refused unencrypted, before anything is asked of anybody', async () => {
    const { outputs, log } = await step(6, { encryption: 'none', 'age-recipients': '' });
    expect(outputs).toMatchObject({ outcome: 'failed', reason: 'bad-input' });
    expect(log).toContain('artifact:// takes only what is encrypted');
  }, 60_000);
});
