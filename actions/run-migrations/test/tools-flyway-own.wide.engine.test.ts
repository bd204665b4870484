import { describe, expect, it, jest } from '@jest/globals';
import { runCore } from './fixture.ts';
import { useCases } from './tools/java.ts';
import { flyway } from './tools/kits-java.ts';

jest.setTimeout(300_000);

describe('what is particular to Flyway', () => {
  const open = useCases(flyway);
  const notes = 'create table notes (id int primary key, body text);\n';

  it('builds an index beside writers, without its own lock in the way', async () => {
    const { inputs, folder, put, sql } = open();
    put('sql/V1__notes.sql', notes);
    put('sql/V2__index.sql', 'create index concurrently notes_body on notes (body);\n');
    const ended = await runCore(inputs, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: '1,2', 'old-code-compatible': 'true' } });
    expect(sql("select count(*) from pg_indexes where indexname = 'notes_body'")).toBe('1');
  });

  it('calls one that failed outside of a transaction dirty, until somebody repairs it', async () => {
    const { inputs, folder, put, sql } = open();
    put('sql/V1__notes.sql', notes);
    put('sql/V2__index.sql', 'create unique index concurrently notes_body on notes (body);\n');
    put('sql/V1_5__rows.sql', "insert into notes values (1, 'x'), (2, 'x');\n");
    const ended = await runCore(inputs, folder);
    expect(ended.failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { to: '1.5', applied: '1,1.5' } } });
    expect(ended.failure?.text).toContain('Flyway calls 2 failed in the middle');
    const again = await runCore({ ...inputs, mode: 'plan' }, folder);
    expect(again.failure).toMatchObject({ reason: 'dirty' });
    expect(again.failure?.text).toContain('flyway repair');
    expect(sql('select count(*) from flyway_schema_history where not success')).toBe('1');
  });

  it('runs repeatable ones last, again when they change, and not where the run ends before them', async () => {
    const { inputs, folder, put, sql } = open();
    put('sql/V1__notes.sql', notes);
    put('sql/V2__pinned.sql', 'alter table notes add pinned bool;\n');
    put('sql/R__all_notes.sql', 'create or replace view all_notes as select id from notes;\n');
    const first = await runCore({ ...inputs, target: '1' }, folder);
    expect(first.failure?.text).toBeUndefined();
    expect(first.result).toMatchObject({ outcome: 'migrated', outputs: { applied: '1', to: '1' } });
    expect(sql("select to_regclass('all_notes') is null")).toBe('t');
    const rest = await runCore(inputs, folder);
    expect(rest.result).toMatchObject({ outcome: 'migrated', outputs: { applied: '2,R all notes', to: 'R all notes' } });
    expect((await runCore(inputs, folder)).result?.outcome).toBe('up-to-date');
    put('sql/R__all_notes.sql', 'create or replace view all_notes as select id, body from notes;\n');
    put('sql/V3__color.sql', 'alter table notes add color text;\n');
    const stopped = await runCore({ ...inputs, target: '3' }, folder);
    expect(stopped.failure?.text).toBeUndefined();
    expect(stopped.result).toMatchObject({ outcome: 'migrated', outputs: { applied: '3' } });
    const changed = await runCore(inputs, folder);
    expect(changed.failure?.text).toBeUndefined();
    expect(changed.result).toMatchObject({ outcome: 'migrated', outputs: { applied: 'R all notes' } });
    expect(sql("select count(*) from information_schema.columns where table_name = 'all_notes'")).toBe('2');
  });

  it('refuses one that Flyway would leave out', async () => {
    const { inputs, folder, put } = open();
    put('sql/V2__notes.sql', notes);
    await runCore(inputs, folder);
    put('sql/V1__late.sql', 'create table late (x int);\n');
    const ended = await runCore(inputs, folder);
    expect(ended.failure).toMatchObject({ reason: 'broken-history', details: { state: 'Nothing was changed.' } });
    expect(ended.failure?.message).toContain('Flyway would not run 1');
  });

  it('takes a baseline for what was there', async () => {
    const { inputs, folder, put, sql } = open();
    put('sql/V1__notes.sql', notes);
    put('sql/V2__pinned.sql', 'alter table notes add pinned bool;\n');
    sql(notes);
    const before = await runCore(inputs, folder);
    expect(before.failure).toMatchObject({ reason: 'not-stamped' });
    expect(before.failure?.text).toContain('flyway baseline');
    sql(
      `create table flyway_schema_history (installed_rank int primary key, version varchar(50), description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,
       checksum int, installed_by varchar(100) not null, installed_on timestamp not null default now(), execution_time int not null, success bool not null);
       insert into flyway_schema_history values (1, '1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', null, 'postgres', now(), 0, true)`,
    );
    const ended = await runCore(inputs, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { from: '1', to: '2', applied: '2' } });
  });

  it.each([
    ['flyway.conf', 'flyway.placeholders.column=extra\nflyway.table=elsewhere\n'],
    ['flyway.toml', '[flyway]\ntable = "elsewhere"\n[flyway.placeholders]\ncolumn = "extra"\n'],
  ])('says that nobody judged what %s puts in, or what runs beside', async (name, text) => {
    const { inputs, folder, put, sql } = open();
    put(name, text);
    put('sql/V1__notes.sql', 'create table notes (id int, ${column} text);\n');
    put('sql/afterMigrate.sql', "comment on table notes is 'seen';\n");
    const ended = await runCore(inputs, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: '1', 'old-code-compatible': 'unknown' } });
    expect(ended.result?.summary).toContain('the value of its placeholder column is not known here');
    expect(sql("select obj_description('notes'::regclass)")).toBe('seen');
    // What a file says otherwise does not count.
    expect(sql("select to_regclass('elsewhere') is null and to_regclass('flyway_schema_history') is not null")).toBe('t');
  });
});
