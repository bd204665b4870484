import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { addRevision, databaseOf, project, type RevisionFile, remove, runCore, syncEnv } from './fixture.ts';

const notes: RevisionFile = { id: 'a1', parent: null, up: "op.execute('create table notes (id int primary key, body text)')" };
const pinned: RevisionFile = { id: 'b2', parent: 'a1', up: "op.execute('alter table notes add pinned bool')" };
const color: RevisionFile = { id: 'c3', parent: 'a1', up: "op.execute('alter table notes add color text')" };
const merge: RevisionFile = { id: 'm4', parent: ['b2', 'c3'], doc: 'merge heads', up: '"""Nothing."""\npass', down: 'pass' };

describe('a merge that runs nothing', () => {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  /** A database where the branches are applied, and a history that merges them. */
  const merged = async (env = syncEnv) => {
    const database = databaseOf(server, `app_${++count}`);
    const folder = project({ revisions: [notes, pinned, color], env });
    folders.push(folder);
    expect((await runCore({ ...database.inputs, target: 'heads' }, folder)).result?.outputs.to).toBe('b2,c3');
    addRevision(folder, merge);
    return { ...database, folder };
  };
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));

  it('is said as empty, needs no backup, changes no schema and is applied', async () => {
    const { inputs, sql, folder } = await merged();
    const careful = { ...inputs, backup: 'always' };
    const plan = await runCore({ ...careful, mode: 'plan' }, folder);
    expect(plan.log).toContain('Pending: m4 merge heads (migrations/versions/m4.py): empty');
    expect(plan.result).toMatchObject({ outcome: 'planned', outputs: { pending: '1', 'old-code-compatible': 'true' } });
    expect(plan.result?.summary).toMatch(/^### Plan: 1 empty revision to apply\n/);
    expect(plan.result?.summary).toContain('| `m4` | empty |');
    const behind = await runCore({ ...careful, mode: 'verify' }, folder);
    expect(behind.failure?.message).toContain('lacks m4 (empty) of head');
    const ended = await runCore(careful, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: 'm4', to: 'm4', changed: 'false' } });
    expect(ended.result?.summary).toMatch(/^### Migrated: 1 empty revision, b2,c3 to m4, verified/);
    expect(sql('select version_num from alembic_version')).toBe('m4');
  }, 120_000);

  it('breaks nothing where env.py has no offline mode either', async () => {
    const env = syncEnv.replace('engine =', 'if context.is_offline_mode():\n    raise SystemExit("not offline")\nengine =');
    const { inputs, folder } = await merged(env);
    const ended = await runCore({ ...inputs, backup: 'auto' }, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result?.outputs).toMatchObject({ applied: 'm4', 'old-code-compatible': 'true' });
  }, 120_000);

  it('is not any revision that calls something, and counts beside one', async () => {
    const { inputs, folder } = await merged();
    addRevision(folder, { id: 'd5', parent: 'm4', up: '(lambda: op.execute("select 1"))()' });
    addRevision(folder, { id: 'e6', parent: 'd5', up: 'if False:\n    pass\nop.execute("alter table notes add extra int")' });
    const plan = await runCore({ ...inputs, mode: 'plan' }, folder);
    expect(plan.log).toMatch(/m4\.py\): empty[\s\S]*d5\.py\): safe[\s\S]*e6\.py\): brief-lock/);
    expect(plan.result?.summary).toMatch(/^### Plan: 3 revisions \(1 empty\) to apply\n/);
    const refused = await runCore({ ...inputs, backup: 'always' }, folder);
    expect(refused.failure?.reason).toBe('backup-needed');
  }, 120_000);

  it('waits with the branch that it merges where that is of phase contract', async () => {
    const { inputs, sql, folder } = await merged();
    addRevision(folder, { id: 'd5', parent: 'm4', up: "op.execute('alter table notes rename body to content')" });
    addRevision(folder, { id: 'f7', parent: 'd5' });
    const ended = await runCore({ ...inputs, phase: 'expand' }, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result?.outputs).toMatchObject({ applied: 'm4', remaining: 'd5,f7', changed: 'false' });
    expect(sql('select version_num from alembic_version')).toBe('m4');
  }, 120_000);
});
