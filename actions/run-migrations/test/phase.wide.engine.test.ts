import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { addRevision, databaseOf, project, type RevisionFile, remove, runCore } from './fixture.ts';

const history: readonly RevisionFile[] = [
  {
    id: 'a1',
    parent: null,
    up: "op.execute('create table notes (id int primary key, body text)')",
    down: "op.execute('drop table notes')",
  },
  {
    id: 'b2',
    parent: 'a1',
    up: "op.execute('alter table notes add pinned bool')",
    down: "op.execute('alter table notes drop pinned')",
  },
  {
    id: 'c3',
    parent: 'b2',
    up: "op.execute('alter table notes rename body to content')",
    down: "op.execute('alter table notes rename content to body')",
  },
];

describe('phases', () => {
  let server: Postgres;
  let count = 0;
  const database = (): ReturnType<typeof databaseOf> => databaseOf(server, `app_${++count}`);
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('expand ends before what breaks old code, and contract runs that once the old version is gone', async () => {
    const { inputs, sql } = database();
    const folder = project({ revisions: history.slice(0, 1) });
    try {
      expect((await runCore(inputs, folder)).result?.outputs).toMatchObject({ applied: 'a1', remaining: '' });
      for (const one of history.slice(1)) addRevision(folder, one);
      expect((await runCore(inputs, folder)).failure).toMatchObject({ reason: 'unsafe-migration' });
      const expand = { ...inputs, phase: 'expand' };
      const planned = (await runCore({ ...expand, mode: 'plan' }, folder)).result;
      expect(planned).toMatchObject({ outcome: 'planned', outputs: { pending: '1', remaining: 'c3', to: 'a1' } });
      const linted = await runCore({ ...expand, mode: 'lint' }, folder);
      expect(linted.result).toMatchObject({
        outcome: 'linted',
        outputs: { pending: '1', remaining: 'c3', 'old-code-compatible': 'true' },
        annotations: expect.arrayContaining([expect.objectContaining({ title: 'rename-column', level: 'warning' })]),
      });
      const found = JSON.parse(linted.result?.outputs.findings ?? '[]') as { revision: string; rule: string; level: string }[];
      expect(found).toContainEqual(expect.objectContaining({ revision: 'c3', rule: 'rename-column', level: 'warning' }));
      expect(found).toContainEqual(expect.objectContaining({ revision: 'b2', rule: 'add-column' }));
      expect(linted.result?.summary).toMatch(/^### Plan: 1 revision to apply; 1 revision waits for phase contract/);
      expect(linted.result?.summary).toMatch(/`c3` \| ⚠️ breaks-old-code \| `rename-column`/);
      expect(linted.log).toContain('For phase contract: c3 (migrations/versions/c3.py): breaks-old-code');
      expect((await runCore({ ...expand, mode: 'verify' }, folder)).failure).toMatchObject({ reason: 'verify-mismatch' });
      const expanded = (await runCore(expand, folder)).result;
      expect(expanded).toMatchObject({
        outcome: 'migrated',
        outputs: { applied: 'b2', to: 'b2', remaining: 'c3', 'old-code-compatible': 'true', changed: 'true' },
      });
      expect(expanded?.summary).toMatch(/^### Migrated: 1 revision, a1 to b2, verified; 1 revision waits for phase contract/);
      expect(expanded?.summary).toMatch(/For phase contract, once no old version serves any more: `c3`\. .*notes\.body/);
      const again = (await runCore(expand, folder)).result;
      expect(again).toMatchObject({ outcome: 'up-to-date', outputs: { changed: 'false', pending: '0', remaining: 'c3' } });
      expect(again?.summary).toContain('nothing is to expand, the database is at b2; 1 revision waits');
      expect((await runCore({ ...expand, mode: 'verify' }, folder)).result?.outcome).toBe('verified');
      const contracted = (await runCore({ ...inputs, phase: 'contract' }, folder)).result;
      expect(contracted).toMatchObject({ outcome: 'migrated', outputs: { applied: 'c3', remaining: '', 'old-code-compatible': 'false' } });
      expect(contracted?.summary).toContain('Allowed: phase contract, old code is gone');
      expect(sql('select version_num from alembic_version')).toBe('c3');
      expect((await runCore({ ...expand, mode: 'verify' }, folder)).result?.outcome).toBe('verified');
    } finally {
      remove(folder);
    }
  }, 120_000);

  it('expand refuses a history in which a revision that breaks nothing comes after one that does; contract destroys nothing unasked', async () => {
    const { inputs, sql } = database();
    const folder = project({ revisions: [...history, { id: 'd4', parent: 'c3', up: "op.execute('alter table notes add color text')" }] });
    try {
      await runCore({ ...inputs, target: 'a1' }, folder);
      const refused = (await runCore({ ...inputs, phase: 'expand' }, folder)).failure;
      expect(refused).toMatchObject({ reason: 'phase-order', message: expect.stringMatching(/^d4 comes after c3, .*notes\.body/) });
      // What was found is told with the refusal.
      expect(refused?.details.outputs).toMatchObject({ pending: '3', findings: expect.stringContaining('rename-column') });
      expect(refused?.details.annotations).toContainEqual(expect.objectContaining({ title: 'rename-column' }));
      expect(sql('select version_num from alembic_version')).toBe('a1');
      await runCore({ ...inputs, phase: 'contract' }, folder);
      addRevision(folder, { id: 'e5', parent: 'd4', up: "op.execute('drop table notes')" });
      expect((await runCore({ ...inputs, phase: 'contract' }, folder)).failure).toMatchObject({ reason: 'unsafe-migration' });
      expect(sql('select version_num from alembic_version')).toBe('d4');
    } finally {
      remove(folder);
    }
  }, 120_000);

  it('expand leaves no branch out, and refuses what could not be judged until somebody says what it is', async () => {
    const { inputs, sql } = database();
    const branch: RevisionFile = { id: 'x1', parent: 'a1', up: "op.execute('create table tags (id int primary key)')" };
    const folder = project({ revisions: [...history, branch] });
    const seeing: RevisionFile = {
      id: 'y2',
      parent: 'x1',
      up: "if op.get_bind().scalar(sa.text('select 1')) == 1: op.execute('select 1')",
    };
    try {
      await runCore({ ...inputs, target: 'a1' }, folder);
      const expand = { ...inputs, phase: 'expand', target: 'heads' };
      const refused = (await runCore(expand, folder)).failure;
      expect(refused).toMatchObject({
        reason: 'phase-order',
        message: expect.stringMatching(/of another branch would not be run|comes after c3/),
      });
      expect(sql('select version_num from alembic_version')).toBe('a1');
      addRevision(folder, seeing);
      const unclear = { ...expand, target: 'y2' };
      expect((await runCore(unclear, folder)).failure).toMatchObject({
        reason: 'phase-unclear',
        message: expect.stringMatching(/^y2 could not be judged/),
      });
      expect((await runCore({ ...unclear, mode: 'verify' }, folder)).failure?.reason).toBe('phase-unclear');
      expect(sql('select version_num from alembic_version')).toBe('a1');
      addRevision(folder, { ...seeing, up: `# slipway: allow unclassified because it writes nothing\n${seeing.up}` });
      expect((await runCore(unclear, folder)).result).toMatchObject({ outcome: 'migrated', outputs: { applied: 'x1,y2', remaining: '' } });
    } finally {
      remove(folder);
    }
  }, 120_000);
});
