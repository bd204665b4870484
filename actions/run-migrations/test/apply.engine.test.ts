import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/harness/processes.ts';
import { linear, perMigrationEnv, runCore } from './fixture.ts';
import { migrating, useServer } from './server.ts';

describe('run-migrations against PostgreSQL', () => {
  const { make, database } = useServer();

  it('brings an empty database to the head, and a second run finds nothing to do', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: linear });
    const first = await runCore(inputs, folder);
    expect(first.failure).toBeUndefined();
    expect(first.result).toMatchObject({
      outcome: 'migrated',
      outputs: { changed: 'true', from: 'base', to: 'c3', heads: 'c3', pending: '3', applied: 'a1,b2,c3' },
    });
    expect(sql('select version_num from alembic_version')).toBe('c3');
    expect(first.result?.summary).toContain('| `b2` | add pinned | `migrations/versions/b2.py` |');
    expect(first.result?.summary).toContain('which drops every table that these revisions made');
    expect(first.result?.summary).toContain('downgrade base');
    // The report says it once.
    expect(first.log).not.toContain('Migrated: 3 revisions');
    const second = await runCore(inputs, folder);
    expect(second.result).toMatchObject({
      outcome: 'up-to-date',
      outputs: { changed: 'false', from: 'c3', to: 'c3', pending: '0', applied: '' },
    });
  });

  it('plans without a change, and verifies only what is applied', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: linear });
    const plan = await runCore({ ...inputs, mode: 'plan' }, folder);
    expect(plan.result).toMatchObject({
      outcome: 'planned',
      outputs: { changed: 'false', from: 'base', to: 'base', pending: '3', applied: '' },
    });
    expect(plan.result?.summary).toContain('`base` → `c3`, not done yet');
    const dry = await runCore({ ...inputs, 'dry-run': 'true' }, folder);
    expect(dry.result?.outcome).toBe('planned');
    expect(sql("select count(*) from pg_class where relnamespace = 'public'::regnamespace")).toBe('0');
    const missing = await runCore({ ...inputs, mode: 'verify' }, folder);
    expect(missing.failure).toMatchObject({ reason: 'verify-mismatch', details: { outputs: { from: 'base', pending: '3' } } });
    await runCore(inputs, folder);
    const verified = await runCore({ ...inputs, mode: 'verify' }, folder);
    expect(verified.result).toMatchObject({ outcome: 'verified', outputs: { to: 'c3' } });
  });

  it('stops at the target that was asked for', async () => {
    const { inputs } = database();
    const folder = make({ revisions: linear });
    const ended = await runCore({ ...inputs, target: 'b2' }, folder);
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { to: 'b2', heads: 'c3', applied: 'a1,b2' } });
    const wrong = await runCore({ ...inputs, target: 'nowhere' }, folder);
    expect(wrong.failure?.reason).toBe('unknown-revision');
  });

  it('lets one of two runs migrate while the other waits and finds nothing to do', async () => {
    const { inputs, sql } = database();
    const revisions = [{ id: 'a1', parent: null, up: "op.execute('create table once (x int)')\nop.execute('select pg_sleep(2)')" }];
    const folder = make({ revisions, env: perMigrationEnv });
    const both = await Promise.all(['1', '2'].map((runId) => runCore(inputs, folder, { runId })));
    expect(both.map((one) => one.failure?.text)).toEqual([undefined, undefined]);
    expect(both.map((one) => one.result?.outcome).sort()).toEqual(['migrated', 'up-to-date']);
    const waiter = both.find((one) => one.result?.outcome === 'up-to-date');
    expect(waiter?.log).toMatch(
      /Waiting up to 10 min for the lock, held by (slipway run [12] team\/notes|github\.com\/team\/notes\/actions\/runs\/[12]) /,
    );
    expect(sql("select count(*) from pg_locks where locktype = 'advisory'")).toBe('0');
  });

  it('waits as well where the other run keeps it from reading the schema, and names whoever else does', async () => {
    const { inputs, sql, url } = database();
    await runCore(inputs, make({ revisions: linear.slice(0, 1) }));
    const up = "op.execute('alter table notes add pinned bool')\nop.execute('select pg_sleep(3)')";
    const folder = make({ revisions: [...linear.slice(0, 1), { id: 'b2', parent: 'a1', up }] });
    const first = runCore(inputs, folder, { runId: '1' });
    await eventually(() => sql(migrating) === '1', 'the first run is under way');
    const second = await runCore({ ...inputs, 'ddl-lock-timeout': '200ms' }, folder, { runId: '2' });
    expect((await first).result?.outcome).toBe('migrated');
    expect(second.failure?.text).toBeUndefined();
    expect(second.result?.outcome).toBe('up-to-date');
    expect(second.log).toMatch(/Waiting up to .* for the lock, held by .*runs\/1 /);
    const holder = spawn('psql', ['-X', '-q', url.replace('+psycopg', '')], { stdio: ['pipe', 'ignore', 'inherit'] });
    try {
      holder.stdin.write("set application_name = 'report'; begin; lock notes;\n");
      await eventually(() => sql("select count(*) from pg_locks where mode = 'AccessExclusiveLock'") === '1', 'a lock is held');
      const { failure } = await runCore({ ...inputs, 'ddl-lock-timeout': '200ms' }, make({ revisions: linear }));
      expect(failure?.reason).toBe('lock-timeout');
      expect(failure?.text).toMatch(/a lock on it is held by report \(pid \d+, for .*\)\. Nothing was changed\. Let it end/);
    } finally {
      holder.stdin.end('rollback;\n');
    }
  }, 60_000);

  it('gives up on the lock after lock-timeout and names the holder', async () => {
    const { inputs } = database();
    const folder = make({ revisions: [{ id: 'a1', parent: null, up: "op.execute('select pg_sleep(4)')" }] });
    let begun = (): void => {};
    const running = new Promise<void>((resolve) => (begun = resolve));
    const first = runCore(inputs, folder, { runId: '7', onLog: (text) => text.includes('Migrations') && begun() });
    await running;
    const second = await runCore({ ...inputs, 'lock-timeout': '1s' }, folder, { runId: '8' });
    expect(second.failure?.reason).toBe('locked');
    expect(second.failure?.message).toMatch(/locked by .*runs\/7 /);
    expect((await first).result?.outcome).toBe('migrated');
  });
});
