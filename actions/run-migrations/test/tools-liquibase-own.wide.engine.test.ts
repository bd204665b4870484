import { describe, expect, it, jest } from '@jest/globals';
import { runCore } from './fixture.ts';
import { type Case, useCases } from './tools/java.ts';
import { liquibase } from './tools/kits-java.ts';

jest.setTimeout(300_000);

const head = '--liquibase formatted sql\n';
const notes = '--changeset team:1\ncreate table notes (id int primary key, body text);\n--rollback drop table notes;\n';
const at = (id: string): string => `db/changelog/changes/a.sql::${id}::team`;
const file = 'db/changelog/changes/a.sql';

describe('what is particular to Liquibase', () => {
  const open = useCases(liquibase);
  const project = (...sets: string[]): Case => {
    const made = open();
    made.put('db/changelog/root.yaml', `databaseChangeLog:\n  - include:\n      file: ${file}\n`);
    made.put(file, head + sets.join(''));
    return made;
  };

  it('judges the SQL that Liquibase makes of a changelog, where its change set starts', async () => {
    const { inputs, folder, put, sql } = open();
    const path = 'db/changelog/root.xml';
    const named = { ...inputs, migrations: path };
    const column = (name: string, type: string): string => `<column name="${name}" type="${type}"/>`;
    const first = `<changeSet id="1" author="team"><createTable tableName="notes">${column('id', 'int')}${column('body', 'text')}</createTable></changeSet>`;
    const second = '<changeSet id="2" author="team">\n<dropColumn tableName="notes" columnName="body"/>\n</changeSet>';
    const schema = 'http://www.liquibase.org/xml/ns/dbchangelog';
    const names = `xmlns="${schema}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${schema} ${schema}/dbchangelog-latest.xsd"`;
    const text = (...sets: string[]): string => `<databaseChangeLog ${names}>\n${sets.join('\n')}\n</databaseChangeLog>\n`;
    put(path, text(first));
    const made = await runCore(named, folder);
    expect(made.failure?.text).toBeUndefined();
    expect(made.result).toMatchObject({ outcome: 'migrated', outputs: { 'old-code-compatible': 'true' } });
    put(path, text(first, second));
    const { failure } = await runCore(named, folder);
    expect(failure).toMatchObject({ reason: 'unsafe-migration' });
    expect(failure?.text).toContain(`${path}:3: drop-column`);
    put(path, text(first, second.replace('\n', '\n<!-- slipway: allow drop-column because nobody reads it -->\n')));
    const allowed = await runCore(named, folder);
    expect(allowed.failure?.text).toBeUndefined();
    expect(sql("select count(*) from information_schema.columns where table_name = 'notes'")).toBe('1');
    const back = await runCore({ ...named, mode: 'downgrade' }, folder);
    expect(back.failure).toMatchObject({ reason: 'unknown-revision' });
    expect(back.failure?.message).toContain(`${path}::2::team has no way back`);
  });

  it('builds an index beside writers', async () => {
    const { inputs, folder, sql } = project(
      notes,
      '--changeset team:2 runInTransaction:false\ncreate index concurrently notes_body on notes (body);\n',
    );
    const ended = await runCore(inputs, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({
      outcome: 'migrated',
      outputs: { applied: `${at('1')},${at('2')}`, 'old-code-compatible': 'true' },
    });
    expect(sql("select count(*) from pg_indexes where indexname = 'notes_body'")).toBe('1');
  });

  it('runs again what changed or always runs, and says that the latter is not judged', async () => {
    const view = (columns: string): string =>
      `--changeset team:2 runOnChange:true\ncreate or replace view all_notes as select ${columns} from notes;\n`;
    const always = '--changeset team:3 runAlways:true\ngrant select on notes to public;\n';
    const { inputs, folder, put } = project(notes, view('id'), always);
    await runCore(inputs, folder);
    const nothing = await runCore(inputs, folder);
    expect(nothing.failure?.text).toBeUndefined();
    expect(nothing.result?.outcome).toBe('up-to-date');
    put(file, head + notes + view('id, body') + always);
    const changed = await runCore(inputs, folder);
    expect(changed.failure?.text).toBeUndefined();
    expect(changed.result).toMatchObject({ outcome: 'migrated', outputs: { applied: at('2'), 'old-code-compatible': 'unknown' } });
    expect(changed.result?.summary).toContain('because of runAlways');
  });

  it('takes back no further than Liquibase can', async () => {
    const second = '--changeset team:2\nalter table notes add pinned bool;\n';
    const third = '--changeset team:3\nalter table notes add color text;\n--rollback alter table notes drop color;\n';
    const { inputs, folder, put } = project(notes, second, third);
    await runCore(inputs, folder);
    const two = await runCore({ ...inputs, mode: 'downgrade', revision: '-2' }, folder);
    expect(two.failure).toMatchObject({ reason: 'unknown-revision', details: { state: 'Nothing was changed.' } });
    expect(two.failure?.message).toContain(`${at('2')} has no way back`);
    const one = await runCore({ ...inputs, mode: 'downgrade' }, folder);
    expect(one.failure?.text).toBeUndefined();
    expect(one.result).toMatchObject({ outcome: 'downgraded', outputs: { to: at('2'), applied: at('3') } });
    put(file, [head, notes, second, third, '--changeset team:4\nalter table nowhere add x int;\n'].join(''));
    const failed = await runCore(inputs, folder);
    expect(failed.failure).toMatchObject({ reason: 'failed-rolled-back' });
  });

  it('refuses where Liquibase was killed, and says what to do', async () => {
    const { inputs, folder, sql, put } = project(notes);
    await runCore(inputs, folder);
    put(file, `${head}${notes}--changeset team:2\nalter table notes add pinned bool;\n`);
    const lock = (holder: string): string =>
      sql(`update databasechangeloglock set locked = true, lockgranted = now(), lockedby = '${holder}'`);
    lock('build-7 (10.0.0.7)');
    const other = await runCore(inputs, folder);
    expect(other.failure).toMatchObject({ reason: 'locked', details: { state: 'Nothing was changed.' } });
    expect(other.failure?.text).toContain('is held by build-7 (10.0.0.7) since');
    expect(other.failure?.text).toContain('liquibase release-locks');
    lock('a#slipway-migrate_41.1-team/notes (10.0.0.7)');
    expect((await runCore(inputs, folder)).failure?.text).toContain('That run is gone');
    expect(sql('select count(*) from databasechangelog')).toBe('1');
    sql('update databasechangeloglock set locked = false, lockedby = null');
    expect((await runCore(inputs, folder)).result?.outcome).toBe('migrated');
  });

  it('gives its lock back where the run ends it', async () => {
    const slow = '--changeset team:2\ncreate table slow as select 1 as x from pg_sleep(60);\n';
    const { inputs, folder, sql, put } = project(notes);
    await runCore(inputs, folder);
    put(file, head + notes + slow);
    const late = await runCore({ ...inputs, timeout: '15s' }, folder);
    expect(late.failure).toMatchObject({ reason: 'timeout', details: { outputs: { changed: 'false', to: at('1') } } });
    expect(sql('select locked, lockedby is null from databasechangeloglock')).toBe('f|t');
    put(file, head + notes + slow.replace('60', '0'));
    expect((await runCore(inputs, folder)).result?.outcome).toBe('migrated');
  });

  it('does not say of rows that they are as before where it was cut off', async () => {
    const { inputs, folder, put } = project(notes);
    await runCore(inputs, folder);
    put(file, `${head}${notes}--changeset team:2\ninsert into notes select 1, 'x' from pg_sleep(60);\n`);
    const late = await runCore({ ...inputs, timeout: '12s' }, folder);
    expect(late.failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { to: at('1') } } });
    expect(late.failure?.text).toContain('data may have changed');
  });

  it('takes one that its precondition marked for applied', async () => {
    const marked =
      '--changeset team:2\n--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:1 select 0\ndrop table notes;\n--rollback empty\n';
    const { inputs, folder, sql } = project(notes, marked);
    const ended = await runCore({ ...inputs, allow: 'drop-table: it does not run' }, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: `${at('1')},${at('2')}` } });
    expect(sql("select exectype from databasechangelog where id = '2'")).toBe('MARK_RAN');
    expect((await runCore({ ...inputs, mode: 'verify' }, folder)).result?.outcome).toBe('verified');
  });

  it('says what in a changelog Liquibase cannot read', async () => {
    const { inputs, folder, put } = project(notes);
    put('db/changelog/root.yaml', 'databaseChangeLog:\n  - include:\n      file: db/changelog/nowhere.sql\n');
    const broken = await runCore({ ...inputs, mode: 'plan' }, folder);
    expect(broken.failure).toMatchObject({ reason: 'broken-history', details: { state: 'Nothing was changed.' } });
    expect(broken.failure?.message).toContain('nowhere.sql');
  });
});
