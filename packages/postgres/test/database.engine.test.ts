import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Clock } from '@slipway/action';
import { localShell } from '@slipway/shell';
import fc from 'fast-check';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { eventually } from '../../../test/harness/processes.ts';
import {
  createScratch,
  type Database,
  dropDatabase,
  findScratch,
  identifier,
  type LockOptions,
  literal,
  lockHolders,
  lockKey,
  openDatabase,
  openSnapshot,
  readProperties,
  takeLock,
} from '../src/index.ts';

let server: Postgres;
let database: Database;

beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase(localShell(), { url: server.url('postgres') });
}, 60_000);

afterAll(() => server?.stop());

const clock: Clock = { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) };
const lifetime = 60_000;
const lock = (mode: 'shared' | 'exclusive', more: Partial<LockOptions> = {}): Promise<Awaited<ReturnType<typeof takeLock>>> =>
  takeLock(database, { key: lockKey('postgres'), mode, wait: 0, lifetime, application: `the ${mode} one`, clock, ...more });

describe('query', () => {
  test('knows its server', () => {
    expect(database).toMatchObject({ name: 'postgres', server: { major: server.major, encoding: 'UTF8' } });
    expect(database.where).toBe(`postgres on 127.0.0.1:${server.port}`);
  });

  test('gives back any text that was quoted as a literal or an identifier', async () => {
    // psql itself drops the two noncharacters at the very end of Unicode.
    const usual = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 1 })
      .filter((value) => value.isWellFormed() && !/[\0\u{10FFFE}\u{10FFFF}]/u.test(value));
    const hostile = fc.constantFrom("'", '"', '\\', '\n', '\r', '$$', ';', ':a', '%', ',', "E'", '--', '/*', '\\\\', '\\echo');
    const text = fc.string({ unit: fc.oneof(usual, hostile), minLength: 1, maxLength: 12 });
    const values = fc.sample(text, { numRuns: 400, seed: 7 });
    const rows = await database.query(
      values.map((value) => `select ${literal(value)}, length(${literal(value)}) as ${identifier(value)};`).join('\n'),
    );
    expect(rows.map(([value]) => value)).toEqual(values);
  });

  test('a statement that the server refuses is query-failed with its SQLSTATE', async () => {
    await expect(database.query('select * from nowhere')).rejects.toMatchObject({ reason: 'query-failed', sqlstate: '42P01' });
    await expect(database.query('select 1/0; select 2')).rejects.toMatchObject({ sqlstate: '22012' });
  });

  test('a server that is not there, a database that is not there and a wrong user are database-unreachable, each with a hint', async () => {
    const open = (url: string): Promise<Database> => openDatabase(localShell(), { url });
    await expect(open('postgresql://a:b@127.0.0.1:1/x')).rejects.toMatchObject({ reason: 'database-unreachable' });
    await expect(open(server.url('absent'))).rejects.toMatchObject({ details: { hint: 'Check the name of the database.' } });
    await expect(open(server.url('postgres').replace('app', 'nobody'))).rejects.toMatchObject({ reason: 'database-unreachable' });
  });

  test('psql meta-commands in a literal stay text', async () => {
    expect(await database.query(`select ${literal('a\n\\! touch /tmp/slipway-was-here\n')}`)).toEqual([
      ['a\n\\! touch /tmp/slipway-was-here\n'],
    ]);
  });
});

describe('the advisory lock', () => {
  test('is shared by backups and kept from migrations, which learn who has it', async () => {
    const [one, two] = await Promise.all([lock('shared'), lock('shared', { application: 'another one' })]);
    await one.assertHeld();
    const failure = await lock('exclusive').catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'locked' });
    // Sessions that began in the same second have no order.
    expect(String(failure)).toMatch(/the shared one \(pid \d+, for /);
    expect(String(failure)).toMatch(/another one \(pid \d+, for /);
    await Promise.all([one.release(), two.release()]);
    const exclusive = await lock('exclusive', { wait: 5000 });
    expect(await lockHolders(database, lockKey('postgres'))).toMatchObject([{ application: 'the exclusive one', mode: 'exclusive' }]);
    await expect(lock('shared')).rejects.toMatchObject({ reason: 'locked' });
    await exclusive.release();
    expect(await lockHolders(database, lockKey('postgres'))).toEqual([]);
  }, 30_000);

  test('is waited for outside of the server: no statement and no snapshot of the waiting one', async () => {
    const held = await lock('exclusive');
    const seen: string[] = [];
    const waiting = lock('shared', {
      wait: 10_000,
      application: 'the waiting one',
      onWait: (holders) => void seen.push(...holders.map(({ application }) => application)),
    });
    await eventually(() => seen.length > 0, 'somebody waits');
    const state = await database.query(
      "select state, backend_xmin is null from pg_stat_activity where application_name = 'the waiting one'",
    );
    expect(state).toEqual([['idle', 't']]);
    const asked = Date.now();
    await eventually(() => Date.now() - asked > 2100, 'the holder is older by seconds');
    await held.release();
    const got = await waiting;
    expect(got.waited).toBeGreaterThan(0);
    expect(seen).toEqual(['the exclusive one']);
    await got.release();
  }, 30_000);

  test('that was lost is noticed', async () => {
    const held = await lock('exclusive');
    server.sql('postgres', "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'the exclusive one'");
    await eventually(() => held.lost.aborted, 'the loss is noticed', 8000);
    await expect(held.assertHeld()).rejects.toMatchObject({ reason: 'lock-lost' });
    await held.release();
  }, 30_000);

  test('is refused behind a pooler', async () => {
    const pooled = { ...database, access: { ...database.access, pooled: true } };
    await expect(takeLock(pooled, { key: 1n, mode: 'shared', wait: 0, lifetime, application: 'x', clock })).rejects.toMatchObject({
      reason: 'pooled',
    });
  });
});

test('a snapshot does not move, and ends with its session', async () => {
  server.sql('postgres', 'create table moving(x int); insert into moving values (1)');
  const snapshot = await openSnapshot(database, { lifetime, application: 'snapshot' });
  expect(snapshot.id).toMatch(/^[0-9A-F-]+$/);
  server.sql('postgres', 'insert into moving values (2)');
  expect(await snapshot.query('select count(*) from moving')).toEqual([['1']]);
  await snapshot.close();
  await expect(snapshot.query('select 1')).rejects.toMatchObject({ reason: 'database-unreachable' });
}, 30_000);

test('a scratch database is found by its comment alone, and dropped with its sessions', async () => {
  const like = await readProperties(database);
  const scratch = await createScratch(database, 'scratch "1"', like, "it's ours");
  expect(await scratch.query('select current_database()')).toEqual([['scratch "1"']]);
  expect(await findScratch(database, "it's ours")).toEqual(['scratch "1"']);
  const session = await scratch.session({ lifetime, application: 'x' });
  await dropDatabase(database, 'scratch "1"');
  expect(await findScratch(database, "it's ours")).toEqual([]);
  await session.close();
}, 30_000);
