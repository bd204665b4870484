import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { eventually } from '../../../test/harness/processes.ts';
import { remove, runCore } from './fixture.ts';
import { type Kit, makeFolder, put } from './tools/kit.ts';
import { django, golangMigrate, sql as sqlKit } from './tools/kits.ts';

jest.setTimeout(120_000);

const notes = { name: 'notes', up: 'create table notes (id int primary key, body text);', down: 'drop table notes;' };
const pinned = { name: 'pinned', up: 'alter table notes add pinned bool;', down: 'alter table notes drop pinned;' };

describe('what is particular to a tool', () => {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));
  const make = (kit: Kit) => {
    const name = `app_${++count}`;
    server.sql('postgres', `create database ${name}`);
    const folder = makeFolder();
    folders.push(folder);
    const inputs = { tool: kit.tool, transport: 'local', 'database-url': kit.url(server.url(name)), ...kit.inputs };
    return { folder, inputs, sql: (text: string) => server.sql(name, text) };
  };

  it.each([
    ['in its transaction', false, 'what its transaction did is rolled back by the server.', '0'],
    ['outside of one', true, 'a part of it may stand, because it ran outside of a transaction.', '1'],
  ])(
    'a folder of SQL that is cancelled under way %s ends its session at the server before the lock goes',
    async (_, loose, state, half) => {
      const { folder, inputs, sql } = make(sqlKit);
      sqlKit.write(folder, [notes, { name: 'slow', up: 'create table half (x int);\nselect pg_sleep(60);', loose }]);
      const cancel = new AbortController();
      const running = runCore(inputs, folder, { signal: cancel.signal });
      const sessions = "select count(*) from pg_stat_activity where application_name like 'slipway-migrate %'";
      await eventually(() => sql(`${sessions} and query like '%pg_sleep%' and state = 'active'`) !== '0', 'the file is under way', 60_000);
      const cancelled = Date.now();
      cancel.abort();
      const { failure } = await running;
      expect(failure).toMatchObject({ reason: 'cancelled', details: { state: expect.stringContaining(state) } });
      expect(sql(sessions)).toBe('0');
      expect(Date.now() - cancelled).toBeLessThan(20_000);
      expect(sql("select count(*) from pg_class where relname = 'half'")).toBe(half);
      expect(sql("select count(*) from pg_locks where locktype = 'advisory'")).toBe('0');
      expect(sql("select string_agg(id, ',') from slipway_migrations")).toBe('0001_notes');
    },
  );

  it.each(['x-multi-statement=true', 'x-multi-statement=1', 'x-migrations-table=other&x-multi-statement=t'])(
    'golang-migrate with %s in its URL is refused: a part of a failed file would stand',
    async (query) => {
      const { folder, inputs, sql } = make(golangMigrate);
      golangMigrate.write(folder, [notes]);
      const { failure } = await runCore({ ...inputs, 'database-url': `${inputs['database-url']}&${query}` }, folder);
      expect(failure).toMatchObject({ reason: 'bad-input', message: expect.stringContaining('x-multi-statement') });
      expect(sql("select count(*) from pg_class where relnamespace = 'public'::regnamespace")).toBe('0');
      const off = await runCore({ ...inputs, 'database-url': `${inputs['database-url']}&x-multi-statement=false` }, folder);
      expect(off.result?.outcome).toBe('migrated');
    },
  );

  const migration = (lines: string): string => `from django.db import migrations\nclass Migration(migrations.Migration):\n${lines}\n`;
  const squash = (replaces: string): string =>
    migration(
      `    ${replaces}\n    dependencies = []\n    operations = [migrations.RunSQL("create table notes (id int primary key, body text, pinned bool)", reverse_sql="drop table notes")]`,
    );
  const squashed = 'notes/migrations/0001_squashed_0002_pinned.py';
  const replaces = "replaces = [('notes', '0001_notes'), ('notes', '0002_pinned')]";

  it('a squashed migration of Django is applied for its parts where none is', async () => {
    const { folder, inputs, sql } = make(django);
    django.write(folder, [notes, pinned]);
    put(folder, squashed, squash(replaces));
    const ended = await runCore(inputs, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: 'notes.0001_squashed_0002_pinned' } });
    expect(sql('select count(*) from notes')).toBe('0');
    expect((await runCore(inputs, folder)).result?.outcome).toBe('up-to-date');
  });

  it('and stands for them where all are, also once their files are gone', async () => {
    const { folder, inputs, sql } = make(django);
    django.write(folder, [notes, pinned]);
    expect((await runCore(inputs, folder)).result?.outcome).toBe('migrated');
    put(folder, squashed, squash(replaces));
    expect((await runCore({ ...inputs, mode: 'verify' }, folder)).result?.outcome).toBe('verified');
    expect((await runCore(inputs, folder)).result).toMatchObject({
      outcome: 'up-to-date',
      outputs: { to: 'notes.0001_squashed_0002_pinned' },
    });
    for (const name of ['0001_notes', '0002_pinned']) remove(`${folder}/notes/migrations/${name}.py`);
    expect((await runCore({ ...inputs, mode: 'verify' }, folder)).result?.outcome).toBe('verified');
    put(
      folder,
      'notes/migrations/0003_color.py',
      migration(
        "    dependencies = [('notes', '0001_squashed_0002_pinned')]\n    operations = [migrations.RunSQL('alter table notes add color text', reverse_sql='alter table notes drop color')]",
      ),
    );
    const next = await runCore(inputs, folder);
    expect(next.failure?.text).toBeUndefined();
    expect(next.result?.outputs).toMatchObject({ applied: 'notes.0003_color', from: 'notes.0001_squashed_0002_pinned' });
    expect(sql("select count(*) from information_schema.columns where table_name = 'notes'")).toBe('4');
    // Without the word for what it replaces, the rows of the parts are of nothing that the image has.
    put(folder, squashed, squash(''));
    expect((await runCore({ ...inputs, mode: 'plan' }, folder)).failure).toMatchObject({ reason: 'db-ahead' });
  });

  it('and is refused where a part of its parts is applied', async () => {
    const { folder, inputs, sql } = make(django);
    django.write(folder, [notes]);
    expect((await runCore(inputs, folder)).result?.outcome).toBe('migrated');
    django.write(folder, [notes, pinned]);
    put(folder, squashed, squash(replaces));
    const { failure } = await runCore(inputs, folder);
    expect(failure).toMatchObject({ reason: 'broken-history', message: expect.stringContaining('notes.0001_squashed_0002_pinned') });
    expect(sql("select count(*) from information_schema.columns where table_name = 'notes'")).toBe('2');
  });

  it('a merge of Django is empty: it needs no backup and breaks nothing', async () => {
    const { folder, inputs } = make(django);
    django.write(folder, [notes, pinned]);
    await runCore(inputs, folder);
    const parents = "    dependencies = [('notes', '0002_pinned')]\n";
    put(folder, 'notes/migrations/0003_merge.py', migration(`${parents}    operations = []`));
    const ended = await runCore({ ...inputs, backup: 'always' }, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.log).toContain('(notes/migrations/0003_merge.py): empty');
    expect(ended.result).toMatchObject({
      outcome: 'migrated',
      outputs: { changed: 'false', applied: 'notes.0003_merge', 'old-code-compatible': 'true' },
    });
  });
});
