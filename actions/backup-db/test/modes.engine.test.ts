import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { lockKey, openDatabase, takeLock } from '@slipway/postgres';
import { localShell } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import type { Inputs } from '../src/contract.ts';
import { run } from '../src/run.ts';
import { fillDatabase, fingerprint, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let server: Postgres;
let key: Key;
let folder: string;
let url: string;

const inputs = (more: Record<string, string> = {}): Inputs =>
  inputsOf({
    'project-name': 'notes',
    'database-url': url,
    destination: folder,
    'age-recipients': key.recipient,
    'age-identity': key.identity,
    ...more,
  });
const at = (hours: number): ReturnType<typeof portsOf> => {
  const ports = portsOf();
  return { ...ports, clock: { ...ports.clock, now: () => Date.now() + hours * 3_600_000 } };
};

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  folder = newFolder();
  url = fillDatabase(server, 'app');
}, 60_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('check', () => {
  test('without any backup is no-backup', async () => {
    const failure = (await run(inputs({ mode: 'check' }), portsOf()).catch((error: unknown) => error)) as Failure;
    expect(failure).toMatchObject({ reason: 'no-backup', details: { outputs: { id: '', 'newest-age': '' } } });
    expect(failure.details.summary).toMatch(
      /^\*\*.* holds no backup of notes; the newest proven one may be 26 h old\.\*\* Check destination/,
    );
  });

  test('an unproven one does not count', async () => {
    await run(inputs({ verify: 'none' }), portsOf());
    const made = await run(inputs({ verify: 'checksum' }), at(0.1));
    const failure = (await run(inputs({ mode: 'check' }), portsOf()).catch((error: unknown) => error)) as Failure;
    expect(failure).toMatchObject({
      reason: 'no-backup',
      details: { outputs: { id: made.outputs.id, 'newest-age': '', verified: 'false' } },
    });
    expect(failure.details.summary).toContain('| app | **none is proven** |');
  }, 30_000);

  test('is fresh below max-age and stale above, with its age', async () => {
    const made = await run(inputs(), portsOf());
    const fresh = await run(inputs({ mode: 'check' }), at(25));
    expect(fresh).toMatchObject({ outcome: 'fresh', outputs: { id: made.outputs.id } });
    expect(Number(fresh.outputs['newest-age'])).toBeGreaterThanOrEqual(25 * 3600);
    const failure = (await run(inputs({ mode: 'check' }), at(27)).catch((error: unknown) => error)) as Failure;
    const { id = '' } = made.outputs;
    expect(failure).toMatchObject({ reason: 'stale', details: { outputs: { id, verified: 'true' } } });
    expect(Number(failure.details.outputs?.['newest-age'])).toBeGreaterThanOrEqual(27 * 3600);
    const { created = '' } = made.manifest ?? {};
    expect(failure.details.summary).toContain(
      `**The newest proven backup of notes/app was made at ${created}, 27 h ago; it may be 26 h old.** Make a backup now, and look at the schedule`,
    );
    expect(failure.details.summary).toContain(`| app | \`${id}\` | ${created} | 27 h | 26 h |`);
  }, 30_000);

  test('a manifest whose file is gone does not count', async () => {
    const made = await run(inputs(), at(10));
    expect((await run(inputs({ mode: 'check' }), at(11))).outputs.id).toBe(made.outputs.id);
    rmSync(made.outputs.path ?? '');
    expect((await run(inputs({ mode: 'check' }), at(11))).outputs.id).not.toBe(made.outputs.id);
    await expect(run(inputs({ mode: 'verify', id: made.outputs.id ?? '' }), portsOf())).rejects.toMatchObject({ reason: 'no-backup' });
  }, 30_000);
});

describe('restore', () => {
  test('refuses a database that exists, and one confirmed by another name', async () => {
    const before = fingerprint(server, 'app');
    await expect(run(inputs({ mode: 'restore', into: 'app' }), portsOf())).rejects.toMatchObject({ reason: 'exists' });
    await expect(run(inputs({ mode: 'restore', into: 'app', confirm: 'yes' }), portsOf())).rejects.toMatchObject({ reason: 'exists' });
    expect(fingerprint(server, 'app')).toBe(before);
  });

  test('replaces a confirmed one in use, and keeps the old one whole', async () => {
    fillDatabase(server, 'live');
    const address = { 'database-url': server.url('live') };
    await run(inputs(address), portsOf());
    const good = fingerprint(server, 'live');
    server.sql('live', 'delete from notes where id > 10');
    const spoiled = fingerprint(server, 'live');
    const user = await (await openDatabase(localShell(), { url: server.url('live') })).session({ lifetime: 60_000, application: 'a user' });
    const result = await run(inputs({ ...address, mode: 'restore', into: 'live', confirm: 'live' }), portsOf());
    expect(fingerprint(server, 'live')).toBe(good);
    expect(fingerprint(server, result.outputs.kept ?? '')).toBe(spoiled);
    await expect(user.query('select 1')).rejects.toMatchObject({ reason: 'database-unreachable' });
    expect(server.sql('postgres', "select count(*) from pg_database where datname like '%\\_restore\\_%'")).toBe('0');
  }, 60_000);

  test('compresses large values by LZ4, those of columns with another way as before, and leaves no setting behind', async () => {
    fillDatabase(server, 'large');
    server.sql(
      'large',
      `create table texts(usual text, own text compression pglz);
       insert into texts select repeat('a long story ', 5000), repeat('a long story ', 5000)`,
    );
    const address = { 'database-url': server.url('large') };
    await run(inputs(address), portsOf());
    const before = fingerprint(server, 'large');
    await run(inputs({ ...address, mode: 'restore', into: 'large_back' }), portsOf());
    expect(fingerprint(server, 'large_back')).toBe(before);
    const ways = 'select pg_column_compression(usual), pg_column_compression(own) from texts';
    expect([server.sql('large', ways), server.sql('large_back', ways)]).toEqual(['pglz|pglz', 'lz4|pglz']);
    expect(server.sql('large_back', 'show default_toast_compression')).toBe('pglz');
    // Where somebody chose, that holds.
    server.sql('large', "alter database large set default_toast_compression = 'pglz'");
    await run(inputs(address), portsOf());
    await run(inputs({ ...address, mode: 'restore', into: 'large_own' }), portsOf());
    expect(server.sql('large_own', ways)).toBe('pglz|pglz');
  }, 60_000);

  test('waits for no migration: a lock that is held refuses the replacement', async () => {
    const live = await openDatabase(localShell(), { url: server.url('live') });
    const ports = portsOf();
    const options = { mode: 'exclusive', wait: 0, lifetime: 60_000, application: 'octo-org/notes run 7', clock: ports.clock } as const;
    const lock = await takeLock(live, { ...options, key: lockKey('live') });
    const before = fingerprint(server, 'live');
    const more = { 'database-url': server.url('live'), mode: 'restore', into: 'live', confirm: 'live', timeout: '6s' };
    const failure = await run(inputs(more), ports).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'locked' });
    expect(String((failure as Error).message)).toContain('octo-org/notes run 7');
    await lock.release();
    expect(fingerprint(server, 'live')).toBe(before);
  }, 60_000);

  test('that fails half-way leaves no database behind', async () => {
    fillDatabase(server, 'owned');
    // A rule that names a table without its schema is what no restore gets through: it looks for tables nowhere else.
    server.sql(
      'owned',
      `create table zz(open bool); insert into zz values (true);
       create function opened() returns bool language plpgsql as 'begin return (select open from zz limit 1); end';
       create table aa(x int check (opened())); insert into aa values (1);`,
    );
    const address = { 'database-url': server.url('owned') };
    await run(inputs(address), portsOf());
    const failure = await run(inputs({ ...address, mode: 'restore', into: 'owned_back' }), portsOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'restore-failed' });
    expect((failure as { text: string }).text).toContain('"zz" does not exist');
    expect(server.sql('postgres', "select count(*) from pg_database where datname like 'owned\\_%'")).toBe('0');
  }, 60_000);
});

test('a backup waits for a migration and names it', async () => {
  const database = await openDatabase(localShell(), { url });
  const ports = portsOf();
  const options = { mode: 'exclusive', wait: 0, lifetime: 60_000, application: 'octo-org/notes run 8', clock: ports.clock } as const;
  const lock = await takeLock(database, { ...options, key: lockKey('app') });
  const running = run(inputs(), ports);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await lock.release();
  expect((await running).outcome).toBe('backed-up');
  expect(ports.lines.join('')).toContain('held by octo-org/notes run 8');
}, 30_000);

test('list shows every backup with its proof, newest first, while the database is down', async () => {
  const ports = portsOf();
  const result = await run(inputsOf({ mode: 'list', destination: folder, 'project-name': 'notes', database: 'app' }), ports);
  const lines = ports.lines.filter((line) => /^(keep|remove) +notes-app-/.test(line));
  expect(lines.length).toBeGreaterThan(3);
  const times = lines.map((line) => /\d{8}T\d{6}Z/.exec(line)?.[0] ?? '');
  expect([...times].sort().reverse()).toEqual(times);
  expect(lines.join('')).toMatch(/file missing/);
  expect(lines.join('')).toMatch(/not proven/);
  expect(result.summary).toContain('| archive |');
});
