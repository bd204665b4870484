// The kinds that are not PostgreSQL, on a server: programs, files, containers and the way to a Redis are there, and the run is here.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Shell } from '@slipway/shell';
import { type RedisServer, startRedis } from '../../../test/engines/redis.ts';
import { watchCommandLines } from '../../../test/harness/processes.ts';
import { openServer } from '../../../test/harness/shells.ts';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import { run } from '../src/run.ts';
import { inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

const volume = `slipway-test-${randomBytes(4).toString('hex')}`;
const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
let sshd: Sshd;
let shell: Shell;
let redis: RedisServer;
let key: Key;
let folder: string;

beforeAll(async () => {
  [sshd, redis, key] = await Promise.all([
    startSshd(),
    startRedis({ requirepass: 'secret-word-9', 'repl-diskless-sync-delay': '0', 'rdb-key-save-delay': '1000' }),
    newKeyPair(),
  ]);
  shell = await openServer(sshd);
  folder = newFolder();
  redis.cli('--no-auth-warning', '-a', 'secret-word-9', 'EVAL', "for i=1,300 do redis.call('SET', i, i) end", '0');
  execFileSync('sqlite3', [`${folder}/app.db`], { input: 'create table t(x); insert into t values (1), (2);' });
  docker('volume', 'create', volume);
  docker('run', '--rm', '--network=none', '--volume', `${volume}:/v`, 'python:3.13-slim', 'sh', '-c', 'echo one > /v/a; echo two > /v/b');
}, 60_000);

afterAll(async () => {
  await shell?.close();
  await sshd?.stop();
  await redis?.stop();
  for (const name of [volume, `${volume}-back`]) execFileSync('docker', ['volume', 'rm', '--force', name], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const rows = (): readonly { name: string; given: Record<string, string>; rows: string; into: string; back: () => string }[] => {
  const url = `redis://:secret-word-9@127.0.0.1:${redis.port}`;
  const loadedKeys = (): string => readFileSync(`${folder}/keys`, 'latin1').split('RESTORE').length.toString();
  return [
    {
      name: 'redis',
      given: { kind: 'redis', 'redis-url': url },
      rows: '300',
      into: `${folder}/r.rdb`,
      back: () => readFileSync(`${folder}/r.rdb`).toString('latin1', 0, 5),
    },
    {
      name: 'redis, key by key',
      given: { kind: 'redis', 'redis-url': url, 'redis-copy': 'scan' },
      rows: '300',
      into: `${folder}/keys`,
      back: loadedKeys,
    },
    {
      name: 'sqlite',
      given: { kind: 'sqlite', file: `${folder}/app.db` },
      rows: '2',
      into: `${folder}/back.db`,
      back: () =>
        execFileSync('sqlite3', [`${folder}/back.db`, 'select sum(x) from t'])
          .toString()
          .trim(),
    },
    {
      name: 'volume',
      given: { kind: 'volume', volume },
      rows: '3',
      into: `${volume}-back`,
      back: () => docker('run', '--rm', '--network=none', '--volume', `${volume}-back:/v`, 'python:3.13-slim', 'cat', '/v/a', '/v/b'),
    },
  ];
};
const expected: Readonly<Record<string, string>> = { redis: 'REDIS', 'redis, key by key': '301', sqlite: '3', volume: 'one\ntwo' };

test.each(Object.keys(expected))(
  '%s is backed up, proven by a restore and brought back over SSH, and nothing secret is on a command line',
  async (name) => {
    const row = rows().find((one) => one.name === name);
    const destination = `${folder}/backups-${name.replaceAll(/\W/g, '')}`;
    const given = (more: Record<string, string>) =>
      inputsOf({ ...row?.given, destination, 'age-recipients': key.recipient, 'age-identity': key.identity, ...more });
    const { result: made, commandLines } = await watchCommandLines(() => run(given({ verify: 'restore' }), portsOf(shell)));
    expect(made.outputs).toMatchObject({ verified: 'true', 'verify-level': 'restore', rows: row?.rows });
    expect((await run(given({ mode: 'restore', into: row?.into ?? '' }), portsOf(shell))).outcome).toBe('restored');
    expect(row?.back()).toBe(expected[name]);
    expect(commandLines.size).toBeGreaterThan(10);
    expect([...commandLines].filter((line) => line.includes('secret-word-9') && !line.startsWith('redis-server'))).toEqual([]);
  },
  120_000,
);
