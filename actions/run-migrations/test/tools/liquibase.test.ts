import { describe, expect, it } from '@jest/globals';
import { openParser } from '../../src/classify/parse.ts';
import { parseAnswer } from '../../src/tools/liquibase/ask.ts';
import { appliedOf, type Change, changesOf, countTo, withAlways } from '../../src/tools/liquibase/changes.ts';
import { keyOf, listed, partsOf, waysBack } from '../../src/tools/liquibase/history.ts';
import { findSource } from '../../src/tools/liquibase/sources.ts';

const parse = await openParser();

describe("Liquibase's own list", () => {
  const history = [
    '"ID","AUTHOR","FILENAME","DATEEXECUTED","ORDEREXECUTED","EXECTYPE","MD5SUM","DESCRIPTION","COMMENTS","TAG"',
    '"1","team","db/1.sql","2026-01-01","1","EXECUTED","9:aa","sql","",""',
    '"two ""2""","team","classpath:db/2.xml","2026-01-01","2","EXECUTED","9:bb","createTable tableName=b","so\nand so",""',
  ].join('\n');
  const sql =
    '-- Change Log: root\n\n-- Changeset db/1.sql::1::team\ncreate table a (x int);\n\n-- Changeset classpath:db/2.xml::two "2"::team\n-- so\ncreate table b (x int);\n';

  it('is read with the SQL that each runs', () => {
    expect(listed(history, sql).map(({ key, checksum, doc, sql: text }) => [key, checksum, doc, text])).toEqual([
      ['db/1.sql::1::team', '9:aa', '', 'create table a (x int);'],
      ['db/2.xml::two "2"::team', '9:bb', 'so', '-- so\ncreate table b (x int);'],
    ]);
    expect(listed(history, '').map((one) => one.sql)).toEqual(['', '']);
    expect(keyOf('./classpath:db/1.sql', '1', 'me')).toBe('db/1.sql::1::me');
  });

  it('is told apart from what it prints', () => {
    const mark = 'abc';
    const line = (word: string, rest: string): string => `\u001e${mark} ${word} ${rest}`;
    const text = `noise\n${line('at', '/app')}${line('history', 'h\n')}${line('sql', 'a\n\u001eother end\n')}${line('end', '\n')}`;
    expect(parseAnswer(text, mark)).toEqual({ base: '/app', history: 'h\n', sql: 'a\n\u001eother end\n' });
    expect(parseAnswer(text.replace(`\u001e${mark} end`, ''), mark)).toBeUndefined();
    expect(parseAnswer('', mark)).toBeUndefined();
  });

  it('has the parts of a text in their order, and none for what is not there', () => {
    expect(partsOf('a\n1\nb\n2\n', ['a', 'x', 'b'])).toEqual(['1', undefined, '2']);
    expect(partsOf('b\n2\na\n1', ['a', 'b'])).toEqual(['1', undefined]);
  });

  it('has the way back of those that it came to', () => {
    const text = [
      '-- Lock Database',
      '-- Rolling Back ChangeSet: db/2.sql::2::team',
      'drop table b;',
      '',
      "DELETE FROM public.databasechangelog WHERE ID = '2' AND AUTHOR = 'team' AND FILENAME = 'db/2.sql';",
      '',
      '-- Rolling Back ChangeSet: db/1.sql::1::team',
      "DELETE FROM databasechangelog WHERE ID = '1';",
      '',
      '-- Rolling Back ChangeSet: db/0.sql::0::team',
      '-- Release Database Lock',
      'UPDATE public.databasechangeloglock SET LOCKED = FALSE;',
    ].join('\n');
    const keys = ['db/2.sql::2::team', 'db/1.sql::1::team', 'db/0.sql::0::team'];
    expect([...waysBack(text, keys, 'databasechangelog')]).toEqual([
      ['db/2.sql::2::team', 'drop table b;'],
      ['db/1.sql::1::team', ''],
    ]);
  });
});

describe('a change set in its file', () => {
  const key = { id: '2', author: 'team' };
  const sql = [
    '--liquibase formatted sql',
    '--changeset team:1',
    'create table a (x int);',
    '-- changeset "team":2 runInTransaction:false runOnChange:true',
    '-- slipway: allow drop-table because gone',
    'drop table a;',
    '--rollback create table a (x int);',
    '--changeset team:3 runAlways:true',
    'select 3;',
  ].join('\n');

  it('of SQL stands where it stands in the file', () => {
    const found = findSource('db/a.sql', sql, key);
    expect(found).toMatchObject({ line: 4, plain: true, transaction: false, always: false, onChange: true });
    expect(found?.text.split('\n').slice(0, 6)).toEqual(['', '', '', ...sql.split('\n').slice(3, 6)]);
    expect(found?.text).not.toContain('select 3');
    expect(found?.allows).toEqual([{ rule: 'drop-table', reason: 'gone', line: 5 }]);
    expect(findSource('db/a.sql', sql, { id: '3', author: 'team' })).toMatchObject({ always: true, transaction: true });
    expect(findSource('db/a.sql', sql, { id: '3', author: 'other' })).toBeUndefined();
    expect(findSource('db/a.sql', sql.replace('drop table a', 'drop table ${a}'), key)?.plain).toBe(false);
    expect(findSource('db/a.sql', sql.replace('runOnChange:true', 'endDelimiter:/'), key)?.plain).toBe(false);
  });

  const xml = `<databaseChangeLog>
  <changeSet id="1" author="team"><sql>x</sql></changeSet>
  <!-- slipway: allow nothing because it is outside -->
  <changeSet author='team'
    id="2" runInTransaction="false">
    <!-- slipway: allow drop-column because nobody reads it -->
    <validCheckSum>9:old</validCheckSum>
    <dropColumn tableName="a" columnName="id"/>
  </changeSet>
</databaseChangeLog>`;
  const yaml = `databaseChangeLog:
  - changeSet:
      id: 1
      author: team
  - changeSet:
      author: team
      id: "2"
      runInTransaction: false
      # slipway: allow drop-column because nobody reads it
      validCheckSum: "9:old"
      changes:
        - addColumn: { columns: [{ column: { name: id } }] }
`;
  const json = JSON.stringify(
    {
      databaseChangeLog: [
        { changeSet: { id: '1', author: 'team' } },
        { changeSet: { id: '2', author: 'team', runInTransaction: false, validCheckSum: '9:old' } },
      ],
    },
    null,
    1,
  );

  it.each([
    ['db/a.xml', xml, 4],
    ['db/a.yaml', yaml, 5],
    ['db/a.yml', yaml, 5],
    ['db/a.json', json, 10],
  ])('%s: is found with what it says of itself', (path, text, line) => {
    const found = findSource(path, text, key);
    expect(found).toMatchObject({ line, plain: false, transaction: false, always: false, onChange: false });
    expect([found?.accepts('9:old'), found?.accepts('9:other')]).toEqual([true, false]);
    const allows = path.endsWith('json') ? [] : [{ rule: 'drop-column', reason: 'nobody reads it' }];
    expect(found?.allows.map(({ rule, reason }) => ({ rule, reason }))).toEqual(allows);
    expect(findSource(path, text, { ...key, id: '1' })).toMatchObject({ transaction: true, allows: [] });
    expect(findSource(path, text, { ...key, id: 'id' })).toBeUndefined();
  });

  it('may have been applied as anything', () => {
    const any = (text: string): boolean | undefined =>
      findSource('a.xml', xml.replace('<validCheckSum>9:old</validCheckSum>', text), key)?.accepts('9:x');
    expect([any('<validCheckSum>ANY</validCheckSum>'), any('<validCheckSum>1:any</validCheckSum>'), any('')]).toEqual([true, true, false]);
  });

  it('of another ending is not looked for', () => {
    expect(findSource('db/a.groovy', xml, key)).toBeUndefined();
  });
});

describe('the change sets of a changelog', () => {
  const one = (id: string, sql: string, path = 'db/a.xml'): Parameters<typeof changesOf>[0][number] => ({
    key: keyOf(path, id, 'team'),
    id,
    author: 'team',
    path,
    checksum: `9:${id}`,
    doc: '',
    sql,
  });
  const file = (...sets: string[]): ReadonlyMap<string, string> =>
    new Map([['db/a.xml', sets.map((text, at) => `<changeSet id="${at + 1}" author="team" ${text}`).join('\n')]]);
  const changes = changesOf(
    [
      one('1', 'create table a (x int);'),
      one('2', 'grant select on a to b;'),
      one('3', 'create index concurrently i on a (x);'),
      one('4', ''),
    ],
    file('/>', 'runAlways="true"/>', 'runInTransaction="false"/>', 'runOnChange="true"/>'),
    parse,
  );
  const ids = changes.map(({ id }) => id);
  const rows = (...checksums: (string | undefined)[]): string[][] =>
    checksums.flatMap((checksum, at) => (checksum === undefined ? [] : [['db/a.xml', String(at + 1), 'team', checksum]]));

  it('are judged by the SQL that Liquibase makes, at the line where they start', () => {
    expect(changes.map(({ form, line, unseen }) => [form, line, unseen])).toEqual([
      ['one', 1, undefined],
      ['one', 2, undefined],
      ['none', 3, undefined],
      ['one', 4, 'Liquibase shows no SQL of it'],
    ]);
    const [lost] = changesOf([one('9', 'create index concurrently i on a (x);')], new Map(), parse);
    expect(lost).toMatchObject({ form: 'none', unseen: 'how it runs is not known: it was not found in db/a.xml' });
    expect(lost).not.toHaveProperty('line');
  });

  it('of SQL are judged as they stand, with the reasons beside', () => {
    const text = '--liquibase formatted sql\n--changeset team:1\n-- slipway: allow drop-table because gone\ndrop table a;\n';
    const made = (source: string): Change | undefined =>
      changesOf([one('1', 'drop table a;', 'db/a.sql')], new Map([['db/a.sql', source]]), parse)[0];
    expect(made(text)).toMatchObject({ sql: `\n${text.slice(26)}` });
    const generated = made(text.replace('drop table a', 'drop table ${a}'));
    expect(generated).toMatchObject({ sql: '-- slipway: allow drop-table because gone\ndrop table a;', line: 2 });
  });

  it('are applied as the table says, and pending again where they changed', () => {
    expect(appliedOf(rows('9:1', '9:x', '9:3', '9:x'), changes)).toEqual(ids.slice(0, 3).map((id) => ({ id })));
    expect(appliedOf(rows('9:x'), changes)).toEqual([{ id: ids[0], checksum: '9:x' }]);
    // Of another kind, or taken away: Liquibase itself compares it.
    expect(appliedOf(rows('8:x', undefined, '', '8:x'), changes)).toEqual([ids[0], ids[2], ids[3]].map((id) => ({ id })));
    expect(appliedOf([['db/b.sql', '1', 'me', '9:x']], changes)).toEqual([{ id: 'db/b.sql::1::me' }]);
  });

  it('count what always runs, which nobody judges', () => {
    const done = (...at: number[]): { id: string }[] => at.map((index) => ({ id: ids[index] ?? '' }));
    expect(countTo(changes, [], ids[3])).toBe(4);
    expect(countTo(changes, done(0, 1), ids[2])).toBe(2);
    expect(countTo(changes, done(0), ids[2])).toBe(2);
    expect(withAlways(changes, done(0)).map(({ unseen }) => unseen)).toEqual(changes.map(({ unseen }) => unseen));
    expect(withAlways(changes, done(0, 1))[2]?.unseen).toBe(`Liquibase runs ${ids[1]} with it, because of runAlways`);
    expect(withAlways(changes, done(0, 1, 2, 3))).toBe(changes);
  });
});
