import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ComposeRedis, startComposeRedis } from '../../../test/engines/compose-redis.ts';
import { type RedisServer, startRedis } from '../../../test/engines/redis.ts';
import { watchCommandLines } from '../../../test/harness/processes.ts';
import type { RedisFacts } from '../src/facts.ts';
import { run } from '../src/run.ts';
import { filesOf, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

const password = 'p@ss w:rd/#%&';
let server: RedisServer;
let key: Key;
let folder: string;

beforeAll(async () => {
  key = await newKeyPair();
  folder = newFolder();
  server = await startRedis({
    requirepass: password,
    'repl-diskless-sync-delay': '0',
    'enable-debug-command': 'yes',
    'rdb-key-save-delay': '1000',
  });
  fill(server);
}, 60_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const auth = (): readonly string[] => ['--no-auth-warning', '-a', password];

/** Keys of every type, in two databases, names that trip a careless reader, one that lives a day and one that is gone at once. */
function fill({ cli }: RedisServer): void {
  const script = `for i=1,500 do redis.call('SET', 'n'..i, string.rep(i, 50)) end
    redis.call('HSET', 'h', 'a', 1) redis.call('RPUSH', 'l', 1, 2) redis.call('SADD', 's', 'x') redis.call('ZADD', 'z', 1, 'm') redis.call('XADD', 'x', '*', 'f', 'v')
    redis.call('SET', 'with\\nline \\0 and "quote"', 'v') redis.call('SET', 'day', 'v', 'EX', 86400)`;
  cli(...auth(), 'EVAL', script, '0');
  cli(...auth(), '-n', '3', 'SET', 'elsewhere', 'v');
  cli(...auth(), 'DEBUG', 'SET-ACTIVE-EXPIRE', '0');
  cli(...auth(), 'SET', 'brief', 'v', 'PX', '1');
}
const keys = 500 + 5 + 2 + 1 + 1;

const url = (port = server.port, secret = password): string => `redis://:${encodeURIComponent(secret)}@127.0.0.1:${port}/0`;
const inputs = (more: Record<string, string> = {}) =>
  inputsOf({
    kind: 'redis',
    'redis-url': url(),
    destination: folder,
    'age-recipients': key.recipient,
    'age-identity': key.identity,
    ...more,
  });

async function reasonOf(work: Promise<unknown>): Promise<{ reason: string; text: string; state?: string }> {
  const error = (await work.then(
    () => ({ reason: 'none', text: '' }),
    (thrown: unknown) => thrown,
  )) as { reason: string; text: string };
  return error;
}

async function failureOr(work: Promise<{ readonly outcome: string }>): Promise<string> {
  return work.then(
    ({ outcome }) => outcome,
    (thrown: unknown) => (thrown as { text: string }).text,
  );
}

/** What a Redis of its own has, once it has loaded the file. */
async function loaded(file: string): Promise<string> {
  const place = newFolder();
  writeFileSync(`${place}/dump.rdb`, readFileSync(file));
  const other = await startRedis({ dbfilename: 'dump.rdb' }, { folder: place });
  try {
    return [other.cli('get', 'n77'), other.cli('hget', 'h', 'a'), other.cli('-n', '3', 'get', 'elsewhere'), other.cli('dbsize')].join(' ');
  } finally {
    await other.stop();
  }
}

describe('a Redis by its address', () => {
  test('is backed up whole, proven by a restore, and comes back as a file that Redis loads', async () => {
    const { result: made, commandLines } = await watchCommandLines(() => run(inputs({ verify: 'restore' }), portsOf()));
    expect(made).toMatchObject({
      outcome: 'backed-up',
      outputs: { verified: 'true', 'verify-level': 'restore', rows: String(keys), tables: '0' },
    });
    expect(made.outputs.database).toBe(`redis:127.0.0.1:${server.port}`);
    expect(made.summary).toContain(`${keys} keys`);
    expect([...commandLines].some((line) => line.includes('--rdb'))).toBe(true);
    expect([...commandLines].filter((line) => line.includes('p@ss'))).toEqual([]);
    const into = `${folder}/back.rdb`;
    const back = await run(inputs({ mode: 'restore', into }), portsOf());
    expect(back.outcome).toBe('restored');
    expect(await loaded(into)).toBe(`${'77'.repeat(50)} 1 v ${keys - 2}`);
    const again = await reasonOf(run(inputs({ mode: 'restore', into }), portsOf()));
    expect(again).toMatchObject({ reason: 'exists' });
    writeFileSync(into, 'another');
    const replaced = await run(inputs({ mode: 'restore', into, confirm: into }), portsOf());
    expect(readFileSync(replaced.outputs.kept ?? '', 'utf8')).toBe('another');
    expect(await loaded(into)).toContain(` ${keys - 2}`);
  }, 120_000);

  test('of which a backup holds another number of keys than its manifest says is found by the default proof', async () => {
    const made = await run(inputs(), portsOf());
    const path = `${folder}/${made.outputs.id}.json`;
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { facts: RedisFacts };
    writeFileSync(path, `${JSON.stringify({ ...manifest, facts: { ...manifest.facts, keys: keys + 1 } })}\n`);
    const wrong = await reasonOf(run(inputs({ mode: 'verify', id: made.outputs.id ?? '' }), portsOf()));
    expect(wrong).toMatchObject({ reason: 'archive-corrupt', text: expect.stringContaining(`counts ${keys} keys in it`) });
    writeFileSync(path, `${JSON.stringify(manifest)}\n`);
    const drill = await reasonOf(run(inputs({ mode: 'verify', verify: 'restore', id: made.outputs.id ?? '' }), portsOf()));
    expect(drill.reason).toBe('none');
  }, 60_000);

  test('without keys, without its password, without the right to copy, or not there: each says so and stores nothing', async () => {
    const place = newFolder();
    const empty = await startRedis();
    const nothing = await run(inputs({ 'redis-url': `redis://127.0.0.1:${empty.port}`, destination: place }), portsOf());
    expect(nothing).toMatchObject({ outcome: 'nothing-to-back-up', reason: 'no-data' });
    await empty.stop();
    const node = await startRedis({ 'cluster-enabled': 'yes' });
    const part = await reasonOf(run(inputs({ 'redis-url': `redis://127.0.0.1:${node.port}`, destination: place }), portsOf()));
    await node.stop();
    expect(part).toMatchObject({ reason: 'dump-failed', text: expect.stringContaining('is a node of a cluster') });
    const wrong = await reasonOf(run(inputs({ 'redis-url': url(server.port, 'wrong-one'), destination: place }), portsOf()));
    expect(wrong).toMatchObject({ reason: 'database-unreachable', text: expect.stringMatching(/NOAUTH|WRONGPASS/) });
    expect(wrong.text).not.toContain('wrong-one');
    server.cli(...auth(), 'ACL', 'SETUSER', 'reader', 'on', '>secret-1', '~*', '+@read', '+info', '+ping', '+auth');
    const reader = `redis://reader:secret-1@127.0.0.1:${server.port}`;
    const forbidden = await reasonOf(run(inputs({ 'redis-url': reader, destination: place }), portsOf()));
    expect(forbidden).toMatchObject({ reason: 'dump-failed', text: expect.stringMatching(/NOPERM[\s\S]*\+sync/) });
    const gone = await reasonOf(run(inputs({ 'redis-url': 'redis://127.0.0.1:1', destination: place }), portsOf()));
    expect(gone).toMatchObject({ reason: 'database-unreachable' });
    expect(filesOf(place)).toEqual([]);
  }, 60_000);

  test('that lets nobody be its replica is read key by key, which the manifest says, and is loaded again to prove it', async () => {
    const place = newFolder();
    server.cli(...auth(), 'ACL', 'SETUSER', 'hosted', 'on', '>secret-2', '~*', '+@read', '+@connection', '+info', '-sync', '-psync');
    const hosted = `redis://hosted:secret-2@127.0.0.1:${server.port}`;
    const scan = (more: Record<string, string>) => inputs({ 'redis-url': hosted, 'redis-copy': 'scan', destination: place, ...more });
    const made = await run(scan({ verify: 'restore' }), portsOf());
    // The one that had expired is not there any more for who asks.
    expect(made.outputs).toMatchObject({ verified: 'true', 'verify-level': 'restore', rows: String(keys - 1) });
    expect(made.manifest?.facts).toMatchObject({ kind: 'redis', scanned: 2 });
    expect(made.summary).toContain('read one after another');
    const into = `${place}/keys`;
    await run(scan({ mode: 'restore', into }), portsOf());
    const other = await startRedis();
    try {
      execFileSync('redis-cli', ['-p', String(other.port), '--pipe'], { input: readFileSync(into) });
      const odd = `return redis.call('GET', 'with\\nline \\0 and "quote"')`;
      for (const command of [
        ['dump', 'h'],
        ['dump', 'x'],
        ['EVAL', odd, '0'],
        ['-n', '3', 'get', 'elsewhere'],
      ])
        expect([command, other.cli(...command)]).toEqual([command, server.cli(...auth(), ...command)]);
      expect(Number(other.cli('ttl', 'day'))).toBeGreaterThan(86_000);
      expect(other.cli('dbsize')).toBe(String(keys - 2));
    } finally {
      await other.stop();
    }
    const path = `${place}/${made.outputs.id}.json`;
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { facts: RedisFacts };
    writeFileSync(path, `${JSON.stringify({ ...manifest, facts: { ...manifest.facts, keys: 1 } })}\n`);
    const wrong = await reasonOf(run(scan({ mode: 'verify', id: made.outputs.id ?? '' }), portsOf()));
    expect(wrong).toMatchObject({ reason: 'archive-corrupt', text: expect.stringContaining(`holds ${keys - 1} keys`) });
    server.cli(...auth(), 'ACL', 'SETUSER', 'hosted', '-dump');
    const forbidden = await reasonOf(run(scan({}), portsOf()));
    expect(forbidden).toMatchObject({ reason: 'dump-failed', text: expect.stringMatching(/NOPERM[\s\S]*\+dump/) });
  }, 60_000);

  test('that dies in the middle of the dump leaves nothing', async () => {
    const place = newFolder();
    const dying = await startRedis({ 'repl-diskless-sync-delay': '0', 'rdb-key-save-delay': '4000' });
    dying.cli('EVAL', "for i=1,1000 do redis.call('SET', i, i) end", '0');
    const made = run(inputs({ 'redis-url': `redis://127.0.0.1:${dying.port}`, destination: place }), portsOf());
    const failed = reasonOf(made);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await dying.stop();
    expect(await failed).toMatchObject({ reason: 'dump-failed', text: expect.stringContaining('No backup was stored') });
    expect(filesOf(place)).toEqual([]);
  }, 60_000);

  test('of which every truncation and flipped bit of the stored file is found', async () => {
    const place = newFolder();
    const made = await run(inputs({ destination: place }), portsOf());
    const path = made.outputs.path ?? '';
    const good = readFileSync(path);
    for (const at of [30, Math.floor(good.length / 2), good.length - 20]) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 4;
      writeFileSync(path, bad);
      const found = await reasonOf(run(inputs({ destination: place, mode: 'verify', id: made.outputs.id ?? '' }), portsOf()));
      expect(['checksum', 'archive-corrupt', 'key-missing']).toContain(found.reason);
    }
  }, 60_000);
});

describe('the Redis of a compose service', () => {
  let redis: ComposeRedis;
  beforeAll(async () => {
    redis = await startComposeRedis();
    redis.cli('config', 'set', 'repl-diskless-sync-delay', '0');
    for (let number = 0; number < 20; number++) redis.cli('set', `key ${number}`, 'v');
  }, 60_000);
  afterAll(() => redis?.remove());

  test('is backed up by its own programs, and proven in another container that nobody reaches', async () => {
    const given = inputsOf({
      kind: 'redis',
      'project-name': redis.projectName,
      destination: folder,
      'age-recipients': key.recipient,
      'age-identity': key.identity,
      verify: 'restore',
    });
    const before = redis.docker('ps', '--all', '--quiet', '--filter', 'ancestor=redis:8');
    const { result: made, commandLines } = await watchCommandLines(() => run(given, portsOf()));
    expect(made.outputs).toMatchObject({
      verified: 'true',
      rows: '20',
      database: 'redis:redis',
      'server-version': expect.stringMatching(/^8\./),
    });
    expect([...commandLines].filter((line) => line.includes(redis.password) && !line.startsWith('redis-server'))).toEqual([]);
    expect(redis.docker('ps', '--all', '--quiet', '--filter', 'ancestor=redis:8')).toBe(before);
    const into = `${folder}/compose.rdb`;
    await run(
      inputsOf({
        kind: 'redis',
        'project-name': redis.projectName,
        destination: folder,
        'age-identity': key.identity,
        mode: 'restore',
        into,
      }),
      portsOf(),
    );
    expect(spawnSync('redis-check-rdb', [into]).stdout.toString()).toMatch(/20 keys read|Can't handle RDB format version/);
  }, 120_000);

  test('comes back when its container is gone', async () => {
    redis.docker('stop', '--time', '0', redis.id);
    const into = `${folder}/gone.rdb`;
    const given = {
      kind: 'redis',
      'project-name': redis.projectName,
      destination: folder,
      'age-identity': key.identity,
      mode: 'restore',
      into,
    };
    const came = await failureOr(run(inputsOf(given), portsOf()));
    // Debian 12 has a checker that is too old for what the container's Redis wrote, which is no fault of the backup.
    expect(came).toMatch(/^restored$|is too old to read .*, which is of Redis 8/);
  }, 60_000);

  test('is another thing than a database of the same name', async () => {
    const made = filesOf(folder).find((name) => name.includes('redis_redis') && name.endsWith('.json')) ?? '';
    const wrong = await reasonOf(
      run(
        inputsOf({
          kind: 'sqlite',
          file: '/etc/hostname',
          destination: folder,
          mode: 'verify',
          id: made.replace('.json', ''),
          'age-identity': key.identity,
        }),
        portsOf(),
      ),
    );
    expect(wrong).toMatchObject({ reason: 'wrong-kind', text: expect.stringContaining('kind: redis') });
  });
});
