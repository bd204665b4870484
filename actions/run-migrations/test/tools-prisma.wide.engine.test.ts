import { execFileSync, spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { eventually, watchCommandLines } from '../../../test/harness/processes.ts';
import { remove, runCore } from './fixture.ts';
import { keepsTheContract } from './tools/contract.ts';
import { type Kit, type Move, makeFolder, put } from './tools/kit.ts';
import { prisma, prismaDriver } from './tools/prisma.ts';

keepsTheContract(prisma);

jest.setTimeout(120_000);

const notes: Move = { name: 'notes', up: 'create table notes (id int primary key, body text);' };
const pinned: Move = { name: 'pinned', up: 'alter table notes add pinned bool;' };
const broken: Move = { name: 'broken', up: 'create table half (x int);\nalter table nowhere add x int;' };
const mended: Move = { name: 'broken', up: 'create table half (x int);' };

describe('what Prisma says of a migration, and what is said of it here', () => {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));

  const make = (moves: readonly Move[], kit: Kit = prisma): string => {
    const folder = makeFolder();
    folders.push(folder);
    kit.write(folder, moves);
    return folder;
  };
  const database = (query = '', kit: Kit = prisma) => {
    const name = `app_${++count}`;
    server.sql('postgres', `create database ${name}`);
    const url = `${server.url(name)}${query}`;
    const inputs: Record<string, string> = { tool: 'prisma', transport: 'local', 'database-url': url, ...kit.inputs };
    return { inputs, url, sql: (text: string) => server.sql(name, text) };
  };
  type Base = ReturnType<typeof database>;
  /** The command of a hint, run as a person would. */
  const byHand = ({ inputs, url }: Base, folder: string, text: string): void => {
    const [, ...words] = /prisma (migrate resolve [\w-]+ \w+)/.exec(text)?.[0].split(' ') ?? [];
    const [program = '', ...more] = (inputs['tool-command'] ?? '').split('\n');
    execFileSync(program, [...more, ...words], { cwd: folder, env: { ...process.env, DATABASE_URL: url }, stdio: 'pipe' });
  };
  const rows =
    "select string_agg(migration_name || ' ' || (finished_at is not null) || ' ' || (rolled_back_at is not null) || ' ' || (coalesce(logs, '') <> '') || ' ' || applied_steps_count, ', ' order by started_at) from _prisma_migrations";
  const ids = ['20260101000001_notes', '20260101000002_broken', '20260101000003_broken'];

  it('takes the mark of a failure back where the server refused a file that was one transaction', async () => {
    const base = database();
    await runCore(base.inputs, make([notes]));
    const { failure } = await runCore(base.inputs, make([notes, broken]));
    expect(failure).toMatchObject({ reason: 'failed-clean' });
    expect(failure?.message).toContain('SQLSTATE 42P01');
    expect(base.sql(rows)).toBe(`${ids[0]} true false false 1, ${ids[1]} false true true 0`);
    expect((await runCore(base.inputs, make([notes, mended]))).result?.outcome).toBe('migrated');
    expect(base.sql(rows)).toBe(`${ids[0]} true false false 1, ${ids[1]} false true true 0, ${ids[1]} true false false 1`);
  });

  it('leaves the mark where an earlier one of the same run stands, and the command that it names leads on', async () => {
    const base = database();
    const { failure } = await runCore(base.inputs, make([notes, pinned, broken]));
    expect(failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { applied: `${ids[0]},20260101000002_pinned` } } });
    expect(failure?.text).toContain(`Prisma calls ${ids[2]} failed in the middle`);
    const again = await runCore(base.inputs, make([notes, pinned, mended]));
    expect(again.failure).toMatchObject({ reason: 'dirty' });
    const folder = make([notes, pinned, mended]);
    byHand(base, folder, again.failure?.text ?? '');
    expect((await runCore(base.inputs, folder)).result).toMatchObject({ outcome: 'migrated', outputs: { applied: ids[2] } });
  });

  it('says which part stands where a driver sends statement after statement', async () => {
    const base = database('', prismaDriver);
    const first = await runCore(base.inputs, make([notes], prismaDriver));
    expect(first.failure?.text).toBeUndefined();
    const { failure } = await runCore(base.inputs, make([notes, broken], prismaDriver));
    expect(failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { changed: 'true', to: ids[0] } } });
    expect(failure?.text).toContain('added relation public.half');
    expect(base.sql(rows)).toBe(`${ids[0]} true false false 1, ${ids[1]} false false true 0`);
    base.sql('drop table half');
    const folder = make([notes, mended], prismaDriver);
    byHand(base, folder, failure?.text ?? '');
    expect((await runCore(base.inputs, folder)).result?.outcome).toBe('migrated');
  });

  it('says that nothing stands, and calls it a part all the same, where such a driver wrote rows alone', async () => {
    const base = database('', prismaDriver);
    await runCore(base.inputs, make([notes], prismaDriver));
    const writes = { name: 'broken', up: "insert into notes values (1, 'x');\nalter table nowhere add x int;" };
    const { failure } = await runCore(base.inputs, make([notes, writes], prismaDriver));
    expect(failure).toMatchObject({ reason: 'failed-partial' });
    expect(failure?.text).toContain('the schema is as it was before');
    expect(base.sql('select count(*) from notes')).toBe('1');
  });

  it('sees the index that a failed CREATE INDEX CONCURRENTLY leaves', async () => {
    const base = database();
    await runCore(base.inputs, make([notes]));
    base.sql("insert into notes values (1, 'a'), (2, 'a')");
    const alone = { name: 'broken', up: 'create unique index concurrently bodies on notes (body);' };
    const { failure } = await runCore(base.inputs, make([notes, alone]));
    expect(failure).toMatchObject({ reason: 'failed-partial' });
    expect(failure?.text).toContain('added index public.bodies on public.notes');
    const both = { name: 'broken', up: 'select 1;\ncreate index concurrently bodies on notes (body);' };
    const other = database();
    await runCore(other.inputs, make([notes]));
    expect((await runCore(other.inputs, make([notes, both]))).failure).toMatchObject({ reason: 'unsafe-migration' });
  });

  it('says how far nobody knows where it was cut off in the middle, and leaves the mark', async () => {
    const base = database();
    const folder = make([notes, { name: 'broken', up: 'create table half (x int);\nselect pg_sleep(100);' }]);
    await runCore(base.inputs, make([notes]));
    const { failure } = await runCore({ ...base.inputs, timeout: '35s' }, folder);
    expect(failure).toMatchObject({ reason: 'failed-partial' });
    expect(failure?.text).toContain('did not end within');
    expect(failure?.text).toContain('the schema is as it was before');
    expect(base.sql(rows)).toBe(`${ids[0]} true false false 1, ${ids[1]} false false false 0`);
    expect(base.sql("select count(*) from pg_stat_activity where application_name like 'slipway%'")).toBe('0');
  });

  it('asks for a baseline where there are tables and no history, and goes on from there', async () => {
    const base = database();
    base.sql(notes.up);
    const folder = make([notes, pinned]);
    const { failure } = await runCore(base.inputs, folder);
    expect(failure).toMatchObject({ reason: 'not-stamped', details: { state: 'Nothing was changed.' } });
    expect(failure?.text).toContain('P3005');
    byHand(base, folder, `prisma migrate resolve --applied ${ids[0]}`);
    expect((await runCore(base.inputs, folder)).result).toMatchObject({
      outcome: 'migrated',
      outputs: { applied: '20260101000002_pinned' },
    });
  });

  it('keeps its history in the schema that the URL names', async () => {
    const base = database('?schema=app');
    base.sql('create schema app; create table public.theirs (x int)');
    const folder = make([notes, pinned]);
    const first = await runCore(base.inputs, folder);
    // Tables elsewhere are no concern of its, and yet nobody knows who made them.
    expect(first.failure).toMatchObject({ reason: 'not-stamped' });
    base.sql('drop table theirs');
    expect((await runCore(base.inputs, folder)).result).toMatchObject({ outcome: 'migrated', outputs: { pending: '2' } });
    expect(base.sql('select count(*) from app._prisma_migrations where finished_at is not null')).toBe('2');
    expect(base.sql("select to_regclass('app.notes') is not null")).toBe('t');
    expect((await runCore(base.inputs, folder)).result?.outcome).toBe('up-to-date');
    expect((await runCore(base.inputs, make([notes, pinned, broken]))).failure?.reason).toBe('failed-clean');
  });

  it.each([
    ['its engine', prisma],
    ['a driver', prismaDriver],
  ])("waits for Prisma's own lock no longer than for another, by %s", async (_, kit) => {
    const base = database('', kit);
    await runCore(base.inputs, make([notes], kit));
    const holder = spawn('psql', ['-X', '-q', base.url], { stdio: ['pipe', 'ignore', 'inherit'] });
    try {
      holder.stdin.write('select pg_advisory_lock(72707369);\n');
      await eventually(() => base.sql("select count(*) from pg_locks where locktype = 'advisory'") !== '0', 'the lock is held');
      const { failure } = await runCore({ ...base.inputs, 'ddl-lock-timeout': '1s' }, make([notes, pinned], kit));
      expect(failure).toMatchObject({ reason: 'lock-timeout', details: { outputs: { changed: 'false', to: ids[0] } } });
    } finally {
      holder.stdin.end('\\q\n');
    }
    expect((await runCore(base.inputs, make([notes, pinned], kit))).result?.outcome).toBe('migrated');
  });

  it('knows a file again with the line breaks of Windows', async () => {
    const base = database();
    const up = 'create table notes (\n  id int\n);';
    await runCore(base.inputs, make([{ name: 'notes', up }]));
    const folder = make([{ name: 'notes', up }]);
    put(folder, `prisma/migrations/${ids[0]}/migration.sql`, `${up}\n`.replaceAll('\n', '\r\n'));
    expect((await runCore({ ...base.inputs, mode: 'verify' }, folder)).result?.outcome).toBe('verified');
  });

  it('is refused where its own files lead to another address or folder', async () => {
    const base = database();
    const direct = make([notes]);
    put(direct, 'prisma/schema.prisma', 'datasource db {\n  url = env("DATABASE_URL")\n  directUrl = env("DIRECT_URL")\n}\n');
    const elsewhere = await runCore(base.inputs, direct);
    expect(elsewhere.failure).toMatchObject({ reason: 'bad-input' });
    expect(elsewhere.failure?.text).toContain('DIRECT_URL (prisma/schema.prisma)');
    const moved = make([notes]);
    put(moved, 'prisma.config.ts', "export default { migrations: { path: 'db/migrations' } };\n");
    expect((await runCore(base.inputs, moved)).failure?.text).toContain('while Prisma reads db/migrations (prisma.config.ts)');
    expect(base.sql("select to_regclass('notes') is null")).toBe('t');
  });

  it('gets no secret on a command line, and what it prints shows none', async () => {
    const base = database();
    const { result: ended, commandLines } = await watchCommandLines(() => runCore(base.inputs, make([notes, broken])));
    const encoded = encodeURIComponent(server.password);
    expect(ended.failure).toMatchObject({ reason: 'failed-partial' });
    expect([...commandLines].filter((line) => line.includes(encoded) || line.includes(server.password))).toEqual([]);
    expect([...commandLines].some((line) => line.includes('prisma/build/index.js migrate deploy'))).toBe(true);
    expect(`${ended.log}${ended.failure?.text}`).not.toContain(encoded);
  });
});
