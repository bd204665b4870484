// What the README says of a restored Redis, as it stands there.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { root } from '../../../script/lib/workspace.ts';
import { type ComposeRedis, startComposeRedis } from '../../../test/engines/compose-redis.ts';
import { eventually } from '../../../test/harness/processes.ts';
import { run } from '../src/run.ts';
import { inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let redis: ComposeRedis;
let key: Key;
let folder: string;

beforeAll(async () => {
  key = await newKeyPair();
  folder = newFolder();
});

afterEach(() => {
  spawnSync('docker', ['rm', '--force', 'restored']);
  redis?.remove();
}, 30_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const steps = (file: string): string => {
  const readme = readFileSync(join(root, 'actions/backup-db/README.md'), 'utf8');
  const [, block = ''] = /```sh\n([^`]*replicaof no one[^`]*)```/.exec(readme) ?? [];
  const given = block.replace('notes-redis-1', redis.id).replace('/srv/notes/restored.rdb', file);
  if (!given.includes(`redis=${redis.id} file=${file}\n`)) throw new Error('the README begins with another line');
  return given;
};

/** A person stops where something fails. */
function follow(file: string, password: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', steps(file)], {
    input: `${password}\n`,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect({ status, stderr: stderr.replaceAll(/\S*sha256:\S*/g, '') }).toMatchObject({ status: 0 });
  return stdout;
}

describe('a restored Redis', () => {
  test.each([
    ['with a password and an append-only file', undefined, 'yes'],
    ['without either', '', 'no'],
  ])(
    'comes into a server %s by the steps of the README, and is there after a restart',
    async (_, password, appendonly) => {
      redis = await startComposeRedis(password, '--appendonly', appendonly);
      redis.cli('config', 'set', 'repl-diskless-sync-delay', '0');
      redis.cli('eval', "for i=1,300 do redis.call('set', 'n'..i, i) end redis.call('hset', 'h', 'a', 1)", '0');
      redis.cli('-n', '3', 'set', 'day', 'v', 'ex', '86400');
      const given = { kind: 'redis', 'project-name': redis.projectName, destination: folder, 'age-recipients': key.recipient };
      expect((await run(inputsOf(given), portsOf())).outputs.rows).toBe('302');
      const file = join(folder, `${appendonly}.rdb`);
      await run(inputsOf({ ...given, 'age-identity': key.identity, mode: 'restore', into: file }), portsOf());
      redis.cli('flushall');
      redis.cli('set', 'n7', 'another');
      redis.cli('set', 'of nobody', 'v');
      const said = follow(file, redis.password);
      expect(said.match(/^db0:keys=301,expires=0.*\r?\ndb3:keys=1,expires=1/gm)).toHaveLength(2);
      redis.docker('restart', '--time', '20', redis.id);
      await eventually(() => answers('ping') === 'PONG', 'Redis answers again', 30_000);
      expect([redis.cli('get', 'n7'), redis.cli('exists', 'of nobody'), redis.cli('dbsize')]).toEqual(['7', '0', '301']);
      expect(redis.cli('-n', '3', 'get', 'day')).toBe('v');
      expect(redis.cli('info', 'replication')).toContain('role:master');
      expect(spawnSync('docker', ['inspect', 'restored']).status).not.toBe(0);
    },
    120_000,
  );
});

function answers(command: string): string {
  try {
    return redis.cli(command);
  } catch {
    return '';
  }
}
