import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { eventually } from '../../../test/harness/processes.ts';
import { databaseOf, linear, type ProjectOptions, perMigrationEnv, project, type RevisionFile, remove, runCore } from './fixture.ts';

/** The schema as pg_dump would see it, without Alembic's own table. */
const shape = `select string_agg(c.relname || ':' || coalesce((select string_agg(attname, ',' order by attname) from pg_attribute a where a.attrelid = c.oid
  and attnum > 0 and not attisdropped), ''), ' ' order by c.relname) from pg_class c where relnamespace = 'public'::regnamespace and relname not like 'alembic%'`;

const create = (id: string, parent: string | null): RevisionFile => ({
  id,
  parent,
  doc: `create ${id}`,
  up: `op.execute('create table t_${id} (x int)')`,
  down: `op.execute('drop table t_${id}')`,
});
const broken = (id: string, parent: string | null, before = ''): RevisionFile => ({
  id,
  parent,
  doc: 'breaks',
  up: `${before}op.execute('alter table nowhere add x int')`,
});
const aside = (statement: string): string => `with op.get_context().autocommit_block():\n    op.execute('${statement}')\n`;

describe('a migration that fails', () => {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  const make = (options: ProjectOptions): string => {
    const folder = project(options);
    folders.push(folder);
    return folder;
  };
  const database = (): ReturnType<typeof databaseOf> => databaseOf(server, `app_${++count}`);

  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));

  it('leaves nothing in its one transaction: failed-clean', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: [create('a1', null)] });
    await runCore(inputs, folder);
    const before = sql(shape);
    const next = make({ revisions: [create('a1', null), create('b2', 'a1'), broken('c3', 'b2')] });
    const { failure, log } = await runCore(inputs, next);
    expect(failure).toMatchObject({
      reason: 'failed-clean',
      details: { outputs: { changed: 'false', from: 'a1', to: 'a1', pending: '2', applied: '' } },
    });
    expect(failure?.message).toMatch(
      /The revision c3 \(breaks\) failed: UndefinedTable \(SQLSTATE 42P01\) at migrations\/versions\/c3.py:7/,
    );
    expect(failure?.text).toContain('The database is at a1 and its schema is as it was before.');
    expect(failure?.details.summary).toContain('not applied');
    expect(log).toContain('1 of 2: b2 (create b2)');
    expect(sql(shape)).toBe(before);
  });

  it('is clean on an empty database too', async () => {
    const { inputs, sql } = database();
    const { failure } = await runCore(inputs, make({ revisions: [create('a1', null), broken('b2', 'a1')] }));
    expect(failure).toMatchObject({ reason: 'failed-clean', details: { outputs: { from: 'base', to: 'base' } } });
    expect(sql(shape)).toBe('');
  });

  it('is taken back where earlier revisions were committed: failed-rolled-back', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const before = sql(shape);
    const env = perMigrationEnv;
    const { failure } = await runCore(inputs, make({ env, revisions: [create('a1', null), create('b2', 'a1'), broken('c3', 'b2')] }));
    expect(failure).toMatchObject({
      reason: 'failed-rolled-back',
      details: { outputs: { changed: 'false', from: 'a1', to: 'a1', applied: '' } },
    });
    expect(sql('select version_num from alembic_version')).toBe('a1');
    expect(sql(shape)).toBe(before);
  });

  it('says failed-partial where the way back does not restore the schema', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const oneWay = { ...create('b2', 'a1'), down: 'pass' };
    const { failure } = await runCore(inputs, make({ env: perMigrationEnv, revisions: [create('a1', null), oneWay, broken('c3', 'b2')] }));
    expect(failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { changed: 'true', from: 'a1', to: 'a1' } } });
    expect(failure?.text).toContain('added relation public.t_b2');
    expect(sql(shape)).toContain('t_b2');
  });

  it('says failed-partial, and with what, where a block outside of the transaction stands', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const half = broken('b2', 'a1', aside('create table half (x int)'));
    const { failure } = await runCore(inputs, make({ revisions: [create('a1', null), half] }));
    expect(failure).toMatchObject({
      reason: 'failed-partial',
      details: { outputs: { changed: 'true', from: 'a1', to: 'a1', applied: '' } },
    });
    expect(failure?.text).toContain('The database still says a1, but a part of the revision stands: added relation public.half.');
    expect(sql(shape)).toContain('half');
  });

  it('does not call data clean that was written outside of the transaction', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const written = broken('b2', 'a1', aside('insert into t_a1 values (1)'));
    const { failure } = await runCore(inputs, make({ revisions: [create('a1', null), written] }));
    expect(failure).toMatchObject({ reason: 'failed-partial' });
    expect(failure?.text).toContain('data may have changed');
    expect(sql('select count(*) from t_a1')).toBe('1');
  });

  it('counts as done where only what comes after the last commit fails', async () => {
    const { inputs } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const env = `${perMigrationEnv}\nimport sys\nif 'upgrade' in sys.argv and context.get_context().opts.get('dont_mutate') is None:\n    raise RuntimeError('mail server is away')\n`;
    const ended = await runCore(inputs, make({ env, revisions: [create('a1', null), create('b2', 'a1')] }));
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { to: 'b2', applied: 'b2' } });
    expect(ended.log).toContain('mail server is away');
  });

  it('waits for a lock no longer than ddl-lock-timeout: lock-timeout', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: linear.slice(0, 1) }));
    const folder = make({ revisions: linear.slice(0, 2) });
    const holder = spawn('psql', ['-X', '-q', server.url(`app_${count}`)], { stdio: ['pipe', 'ignore', 'inherit'] });
    try {
      holder.stdin.write('begin; select * from notes;\n');
      const held = "select count(*) from pg_locks l join pg_class c on c.oid = relation where relname = 'notes'";
      await eventually(() => sql(held) !== '0', 'a reader holds its lock');
      const { failure } = await runCore({ ...inputs, 'ddl-lock-timeout': '500ms' }, folder);
      expect(failure).toMatchObject({ reason: 'lock-timeout', details: { outputs: { changed: 'false', to: 'a1' } } });
      expect(failure?.text).toContain('55P03');
    } finally {
      holder.stdin.end('rollback;\n');
    }
  });

  it('ends a migration at the deadline and says what it left', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: [create('a1', null), { id: 'b2', parent: 'a1', up: "op.execute('select pg_sleep(170)')" }] });
    const { failure } = await runCore({ ...inputs, timeout: '20s' }, folder);
    expect(failure).toMatchObject({ reason: 'timeout', details: { outputs: { changed: 'false', to: 'base' } } });
    expect(failure?.text).toContain('The database is at base and its schema is as it was before.');
    expect(sql("select count(*) from pg_stat_activity where application_name like 'slipway%'")).toBe('0');
    expect(sql("select count(*) from pg_class where relname = 't_a1'")).toBe('0');
    expect(failure?.message).toBe('The migrations did not end within 20.0 s, in the middle of b2 (revision b2).');
  }, 150_000);

  it('keeps the schema where a downgrade fails: downgrade-failed', async () => {
    const { inputs } = database();
    const folder = make({ revisions: [{ ...create('a1', null), down: "op.execute('drop table nowhere')" }] });
    await runCore(inputs, folder);
    const { failure } = await runCore({ ...inputs, mode: 'downgrade' }, folder);
    expect(failure).toMatchObject({ reason: 'downgrade-failed', details: { outputs: { changed: 'false', from: 'a1', to: 'a1' } } });
  });

  it('finds out that env.py never commits: verify-mismatch', async () => {
    const { inputs } = database();
    const env = perMigrationEnv
      .replace('    with context.begin_transaction():\n        context', '    transaction = connection.begin()\n    context')
      .replace(', transaction_per_migration=True', '');
    const { failure } = await runCore(inputs, make({ env, revisions: [create('a1', null)] }));
    expect(failure).toMatchObject({ reason: 'verify-mismatch', details: { outputs: { to: 'base' } } });
  });
});
