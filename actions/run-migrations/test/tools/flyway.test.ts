import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import { openParser } from '../../src/classify/parse.ts';
import type { Known, SourceFile } from '../../src/tools/adapter.ts';
import { explain } from '../../src/tools/flyway/explain.ts';
import { baselineIn, flywayFiles } from '../../src/tools/flyway/files.ts';
import { flywayMarks, refuseEarlier } from '../../src/tools/flyway/marks.ts';
import { readSettings, settingVariables } from '../../src/tools/flyway/settings.ts';

const parse = await openParser();
const file = (name: string, text = 'select 1;\n'): SourceFile => ({ name, path: `sql/${name}`, text });
const known = (files: readonly SourceFile[], environment: Record<string, string> = {}): readonly Known[] =>
  flywayFiles(files, parse, readSettings(environment));
const reasonOf = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (error) {
    if (error instanceof Failure) return `${error.reason}: ${error.message}`;
    throw error;
  }
};

describe("Flyway's files", () => {
  it('run by version, then what runs again whenever it changes', () => {
    const all = known([
      file('V10__c.sql'),
      file('V1_02__a_b.sql', 'a\r\nb\n'),
      file('sub/V1.1__x.sql'),
      file('R__views.sql', 'v'),
      file('notes.sql'),
      file('U10__c.sql'),
    ]);
    expect(all.map(({ id, doc }) => [id, doc])).toEqual([
      ['1.1', 'x'],
      ['1.2', 'a b'],
      ['10', 'c'],
      ['R views', 'views'],
    ]);
    // CRC-32 of "ab", as Java's signed number.
    expect(all[1]?.checksum).toBe('-1635563411');
    expect(reasonOf(() => known([file('V1__a.sql'), file('V01__b.sql')]))).toMatch(/^broken-history: Two migrations have the version 1/);
    expect(reasonOf(() => known([file('R__a.sql'), file('sub/R__a.sql')]))).toMatch(
      /^broken-history: Two migrations have the description a/,
    );
  });

  it.each<[string, string, string, 'one' | 'none', Record<string, string>]>([
    ['plain statements', 'create table a (x int);', '', 'one', {}],
    ['an index beside writers', '-- so\ncreate  unique index\n concurrently i on a (x);', '', 'none', {}],
    ['several of them', 'drop index concurrently i; vacuum a;', '', 'none', {}],
    ['one among others, which Flyway refuses', 'create table a (x int); vacuum a;', '', 'one', {}],
    ['one among others, where that is allowed', 'create table a (x int); vacuum a;', '', 'none', { FLYWAY_MIXED: 'TRUE' }],
    ['what its file says', 'create table a (x int);', 'executeInTransaction=false\r\n', 'none', {}],
    ['what its file says the other way', 'vacuum a;', ' executeInTransaction = true', 'one', {}],
    ['a new value of a type', "alter type a add value 'b';", '', 'one', {}],
  ])('%s: the form in which Flyway runs it', (_, text, conf, form, environment) => {
    const files = [file('V1__a.sql', text), ...(conf === '' ? [] : [file('V1__a.sql.conf', conf)])];
    expect(known(files, environment)).toMatchObject([{ form }]);
  });

  it('are judged with the values of their placeholders, where the service has them', () => {
    const text = 'alter table ${Owner}.a add x int; -- ${owner}';
    const environment = { FLYWAY_PLACEHOLDERS_OWNER: 'app' };
    const [plain] = known([file('V1__a.sql', text)]);
    const [filled] = known([file('V1__a.sql', text)], environment);
    expect(plain).toMatchObject({ sql: text, unseen: 'the value of its placeholder owner is not known here' });
    expect(filled?.sql).toBe('alter table app.a add x int; -- app');
    expect(filled?.unseen).toBeUndefined();
    // Of the text as it stands.
    expect(filled?.checksum).toBe(plain?.checksum);
    expect(known([file('V1__a.sql', text), file('V1__a.sql.conf', 'placeholderReplacement=false')])[0]?.unseen).toBeUndefined();
    expect(known([file('V1__a.sql', text)], { FLYWAY_PLACEHOLDER_REPLACEMENT: 'false' })[0]?.unseen).toBeUndefined();
    expect(known([file('V1__a.sql', '#[x]')], { FLYWAY_PLACEHOLDER_PREFIX: '#[', FLYWAY_PLACEHOLDER_SUFFIX: ']' })[0]?.unseen).toContain(
      'x',
    );
    // A repeatable one is summed up with the values, which decide whether it runs.
    const [again] = known([file('R__a.sql', text)], environment);
    expect(again?.checksum).toBe(known([file('R__a.sql', 'alter table app.a add x int; -- app')])[0]?.checksum);
    expect(reasonOf(() => known([file('R__a.sql', text)]))).toMatch(
      /^broken-history: Whether R a runs again depends on .* placeholder owner/,
    );
  });

  it('are not judged where something runs with them, or decides whether they run', () => {
    const unseen = (...more: SourceFile[]): unknown => known([file('V1__a.sql'), ...more])[0]?.unseen;
    expect(unseen()).toBeUndefined();
    expect(unseen(file('beforeMigrate.sql'))).toBe('Flyway runs beforeMigrate.sql with it');
    expect(unseen(file('sub/afterEachMigrate__grants.sql'))).toContain('afterEachMigrate__grants.sql');
    expect(unseen(file('beforeClean.sql'), file('V2__beforeMigrate.sql'))).toBeUndefined();
    expect(unseen(file('V1__a.sql.conf', 'shouldExecute=${flyway:environment}==x'))).toContain('says when it is executed');
    expect(unseen(file('V1__a.sql.conf', 'encoding=latin1'))).toContain('latin1');
    expect(unseen(file('V1__a.sql.conf', 'encoding=UTF-8'))).toBeUndefined();
    expect(baselineIn([file('V1__a.sql'), file('B5__all.sql')])).toBe('sql/B5__all.sql');
    expect(baselineIn([file('V1__a.sql')])).toBeUndefined();
  });
});

describe("Flyway's table", () => {
  const all = known([file('V1.1__x.sql'), file('V1_02__a_b.sql'), file('V10__c.sql'), file('R__views.sql', 'v')]);
  const row = (version: string, type: string, checksum = '', success = 't', description = 'x'): string[] => [
    version,
    description,
    type,
    checksum,
    success,
  ];
  const baseline = row('1.1', 'BASELINE');

  it('says what is applied', () => {
    const rows = [row('', 'SCHEMA'), baseline, row('1.02', 'SQL', '5'), row('', 'SQL', '1', 't', 'views')];
    expect(flywayMarks(rows, all)).toEqual({ applied: [{ id: '1.1' }, { id: '1.2', checksum: '5' }] });
    const again = [...rows, row('', 'SQL', all[3]?.checksum, 't', 'views'), row('10', 'SQL', '1', 'f')];
    expect(flywayMarks(again, all)).toMatchObject({ applied: [{ id: '1.1' }, { id: '1.2' }, { id: 'R views' }], dirty: '10' });
    expect(flywayMarks([...rows, row('1.2', 'DELETE')], all).applied).toEqual([{ id: '1.1' }]);
    expect(flywayMarks([...rows, row('1.2', 'UNDO_SQL')], all).applied).toEqual([{ id: '1.1' }]);
    expect(flywayMarks([row('1.2', 'SQL_BASELINE', '7')], all).applied).toEqual([{ id: '1.1' }, { id: '1.2' }]);
  });

  it('is refused where something was applied that is no file of SQL', () => {
    expect(reasonOf(() => flywayMarks([baseline, row('3', 'JDBC')], all))).toMatch(
      /^broken-history: The migration 3 was no file of SQL \(JDBC\)/,
    );
    expect(flywayMarks([baseline, row('3', 'JDBC'), row('3', 'DELETE')], all).applied).toEqual([{ id: '1.1' }]);
    expect(flywayMarks([baseline, row('3', 'JDBC'), row('3', 'UNDO_JDBC')], all).applied).toEqual([{ id: '1.1' }]);
  });

  it('is refused where Flyway would leave one out', () => {
    const refused = (...ids: string[]): string =>
      reasonOf(() =>
        refuseEarlier(
          all,
          ids.map((id) => ({ id })),
        ),
      );
    expect(refused('1.1', '10')).toBe('broken-history: Flyway would not run 1.2: its version is before 10, which is applied.');
    expect(refused('1.1', '1.2')).toBe('');
    expect(refused('R views')).toBe('');
    expect(refused()).toBe('');
    // That the database is ahead is said elsewhere.
    expect(refused('1.1', '11')).toBe('');
  });
});

it("is told every setting that was taken for so, and the service's own", () => {
  const told = settingVariables(readSettings({ FLYWAY_TABLE: 'history', FLYWAY_OUT_OF_ORDER: 'true' }));
  expect(told).toMatchObject({ FLYWAY_TABLE: 'history', FLYWAY_OUT_OF_ORDER: 'true', FLYWAY_MIXED: 'false', FLYWAY_GROUP: 'false' });
});

it('names the code and the line of an error', () => {
  const stderr = 'ERROR: Script V2__b.sql failed\n------\nSQL State  : 42P01\nError Code : 0\nLocation   : sql/V2__b.sql\nLine       : 2\n';
  const finished = { code: 1, stdout: '', stderr, duration: 1 };
  expect(explain(finished, 'sql/V2__b.sql')).toEqual({ sqlstate: '42P01', place: { path: 'sql/V2__b.sql', line: 2 } });
  expect(explain({ ...finished, stderr: 'ERROR: Unable to connect' }, 'x')).toEqual({});
});
