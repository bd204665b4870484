import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import { eventually } from '../../../test/harness/processes.ts';
import { aside, broken, create, failing, shape } from './failing.ts';
import { linear, perMigrationEnv, runCore } from './fixture.ts';

describe('a migration that fails', () => {
  const { make, database } = failing();

  it('leaves nothing in its one transaction: failed-clean', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: [create('a1', null)] });
    await runCore(inputs, folder);
    const before = sql(shape);
    const secret = { ...broken('c3', 'b2'), up: `op.execute("insert into nowhere values (2, 'sk_live_X')")` };
    const next = make({ revisions: [create('a1', null), create('b2', 'a1'), secret] });
    const { failure, log } = await runCore(inputs, next);
    expect(failure).toMatchObject({
      reason: 'failed-clean',
      details: { outputs: { changed: 'false', from: 'a1', to: 'a1', pending: '2', applied: '' } },
    });
    expect(failure?.message).toMatch(
      /The revision c3 \(breaks\) failed: UndefinedTable \(SQLSTATE 42P01\) at migrations\/versions\/c3.py:7/,
    );
    expect(failure?.text).toContain('The database is at a1 and its schema is as it was before.');
    expect(failure?.text).toContain("Statement: insert into nowhere values (2, '...')");
    expect(failure?.details.summary).toContain('not applied');
    expect(log).toContain('1 of 2: b2 (create b2)');
    expect(sql(shape)).toBe(before);
  });

  it('in a way that nobody foresaw does not claim that nothing was changed', async () => {
    const { inputs } = database();
    const onLog = (text: string): void => {
      if (text.includes('Migrations')) throw new Failure('unreachable', 'The log went away.');
    };
    const { failure } = await runCore(inputs, make({ revisions: [create('a1', null)] }), { onLog });
    expect(failure).toMatchObject({ message: 'The log went away.', details: { outputs: { changed: '' } } });
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

  it('says failed-partial, and with what, where a block outside of the transaction stands', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const half = broken('b2', 'a1', `${aside('create table half (x int)')}${aside('create index concurrently ix_x on t_a1 (x)')}`);
    const { failure } = await runCore(inputs, make({ revisions: [create('a1', null), half] }));
    expect(failure).toMatchObject({
      reason: 'failed-partial',
      details: { outputs: { changed: 'true', from: 'a1', to: 'a1', applied: '' } },
    });
    expect(failure?.text).toContain(
      'The database still says a1, but a part of the revision stands: added index public.ix_x on public.t_a1, added relation public.half. Undo these by hand (drop index concurrently public.ix_x;), or finish',
    );
    expect(failure?.text).not.toContain('backup');
    expect(failure?.details.summary).toMatch(/The revision b2 \(breaks\) failed: UndefinedTable .* at migrations\/versions\/b2.py:\d+/);
    expect(failure?.details.summary).toContain('drop index concurrently public.ix_x;');
    expect(sql(shape)).toContain('half');
  });

  it('waits for a lock no longer than ddl-lock-timeout: lock-timeout', async () => {
    const { inputs, sql, url } = database();
    await runCore(inputs, make({ revisions: linear.slice(0, 1) }));
    const folder = make({ revisions: linear.slice(0, 2) });
    const holder = spawn('psql', ['-X', '-q', url.replace('+psycopg', '')], { stdio: ['pipe', 'ignore', 'inherit'] });
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
});
