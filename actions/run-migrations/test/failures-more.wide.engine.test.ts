import { describe, expect, it } from '@jest/globals';
import { aside, broken, create, failing, shape } from './failing.ts';
import { perMigrationEnv, runCore } from './fixture.ts';

describe('a migration that fails', () => {
  const { make, database } = failing();

  it('is clean on an empty database too', async () => {
    const { inputs, sql } = database();
    const { failure } = await runCore(inputs, make({ revisions: [create('a1', null), broken('b2', 'a1')] }));
    expect(failure).toMatchObject({ reason: 'failed-clean', details: { outputs: { from: 'base', to: 'base' } } });
    expect(sql(shape)).toBe('');
  });

  it('says failed-partial where the way back does not restore the schema', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const oneWay = { ...create('b2', 'a1'), down: 'pass' };
    const { failure } = await runCore(inputs, make({ env: perMigrationEnv, revisions: [create('a1', null), oneWay, broken('c3', 'b2')] }));
    expect(failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { changed: 'true', from: 'a1', to: 'a1' } } });
    expect(failure?.text).toContain('added relation public.t_b2. Undo it by hand, before the next run.');
    expect(sql(shape)).toContain('t_b2');
  });

  it('does not call data clean that was written outside of the transaction', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: [create('a1', null)] }));
    const written = broken('b2', 'a1', aside('insert into t_a1 values (1)'));
    const { failure } = await runCore(inputs, make({ revisions: [create('a1', null), written] }));
    expect(failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { changed: 'false' } } });
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
