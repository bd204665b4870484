import { describe, expect, it } from '@jest/globals';
import { addRevision, asyncEnv, linear, runCore } from './fixture.ts';
import { useServer } from './server.ts';

describe('run-migrations against PostgreSQL', () => {
  const { make, database } = useServer();

  it('works with an async env.py on asyncpg, where a lock is waited for no longer than asked', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: linear, env: asyncEnv });
    const ended = await runCore(inputs, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { to: 'c3', applied: 'a1,b2,c3' } });
    addRevision(folder, {
      id: 'd4',
      parent: 'c3',
      up: "op.execute('create table seen as select current_setting(\\'lock_timeout\\') as value')",
    });
    await runCore({ ...inputs, 'ddl-lock-timeout': '1234ms' }, folder);
    expect(sql('select value from seen')).toBe('1234ms');
  });

  it('goes back one revision, or to a named one', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: linear });
    await runCore(inputs, folder);
    const unproven = await runCore({ ...inputs, mode: 'downgrade', backup: 'always' }, folder);
    expect(unproven.failure?.reason).toBe('backup-needed');
    const one = await runCore({ ...inputs, mode: 'downgrade' }, folder);
    expect(one.failure?.text).toBeUndefined();
    expect(one.result).toMatchObject({
      outcome: 'downgraded',
      outputs: { changed: 'true', from: 'c3', to: 'b2', pending: '1', applied: 'c3' },
    });
    const base = await runCore({ ...inputs, mode: 'downgrade', revision: 'base' }, folder);
    expect(base.result).toMatchObject({ outcome: 'downgraded', outputs: { from: 'b2', to: 'base', applied: 'b2,a1' } });
    expect(sql('select count(*) from alembic_version')).toBe('0');
    const none = await runCore({ ...inputs, mode: 'downgrade' }, folder);
    expect(none.failure?.reason).toBe('unknown-revision');
  });

  it('applies all branches with target heads', async () => {
    const { inputs } = database();
    const folder = make({
      revisions: [
        { id: 'a1', parent: null, up: "op.execute('create table a (x int)')" },
        { id: 'b1', parent: 'a1' },
        { id: 'b2', parent: 'a1' },
      ],
    });
    const refused = await runCore(inputs, folder);
    expect(refused.failure).toMatchObject({ reason: 'multi-head' });
    expect(refused.failure?.text).toMatch(/2 heads: b[12], b[12].*Nothing was changed.*alembic merge/s);
    const ended = await runCore({ ...inputs, target: 'heads' }, folder);
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { to: 'b1,b2' } });
    const back = await runCore({ ...inputs, mode: 'downgrade' }, folder);
    expect(back.failure?.reason).toBe('multi-head');
    addRevision(folder, { id: 'm1', parent: ['b1', 'b2'] });
    const merged = await runCore(inputs, folder);
    expect(merged.result).toMatchObject({ outcome: 'migrated', outputs: { from: 'b1,b2', to: 'm1' } });
  });
});
