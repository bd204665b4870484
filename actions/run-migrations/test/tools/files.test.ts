import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import { openParser } from '../../src/classify/parse.ts';
import type { SourceFile } from '../../src/tools/adapter.ts';
import { dbmateFiles } from '../../src/tools/dbmate.ts';
import { drizzleFiles } from '../../src/tools/drizzle.ts';
import { revisionOf } from '../../src/tools/files-tool.ts';
import { flywayFiles, flywayMarks } from '../../src/tools/flyway.ts';
import { migrateFiles } from '../../src/tools/golang-migrate.ts';
import { parseFolder } from '../../src/tools/read-files.ts';
import { breaksOut, readScript } from '../../src/tools/script.ts';
import { sqlFiles } from '../../src/tools/sql/files.ts';
import { tellingLines } from '../../src/tools/trouble.ts';

const parse = await openParser();
const file = (name: string, text = 'select 1;\n'): SourceFile => ({ name, path: `m/${name}`, text });
const reasonOf = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (error) {
    if (error instanceof Failure) return `${error.reason}: ${error.message}`;
    throw error;
  }
};

describe('what the image printed of its files', () => {
  const mark = 'abc';
  const line = (text: string): string => `\u001e${mark} ${text}\n`;

  it('is told apart from what stands in the files, byte for byte', () => {
    const text = `noise\n${line('at /app')}${line('file db/m//1 a.sql')}one\n\n\u001eother file x\n\n${line('file db/m/2.sql')}no break\n${line('end')}`;
    expect(parseFolder(text, mark, 'db/m')).toEqual({
      base: '/app',
      path: 'db/m',
      files: [
        { name: '1 a.sql', path: 'db/m/1 a.sql', text: 'one\n\n\u001eother file x\n' },
        { name: '2.sql', path: 'db/m/2.sql', text: 'no break' },
      ],
    });
  });

  it('counts for nothing where it does not come to its end', () => {
    expect(parseFolder(`${line('at /app')}${line('file m/1.sql')}drop`, mark, 'm')).toBeUndefined();
    expect(parseFolder('', mark, 'm')).toBeUndefined();
  });
});

describe('a file of SQL', () => {
  it('is read into statements, each at the line where it starts', () => {
    const text =
      "-- ahead\n\ncreate table ü (x text default 'a;b');\n\n/* two\nlines */ alter table ü\n  add y int;\n-- slipway: allow drop-table because gone\ndrop table z;";
    const script = readScript(text, parse);
    expect(script.statements.map(({ line, sql }) => [line, sql.split('\n')[0]])).toEqual([
      [3, "create table ü (x text default 'a;b')"],
      [6, 'alter table ü'],
      [9, 'drop table z'],
    ]);
    expect(script.allows).toEqual([{ rule: 'drop-table', reason: 'gone', line: 8 }]);
  });

  it.each([
    ['plain statements', 'create table a (x int); drop table b;', false],
    ['a commit', 'create table a (x int); commit; drop table b;', true],
    ['what cannot be read', '\\! date', true],
    ['a word in a text', "insert into a values ('commit; begin');", false],
  ])('%s: whether a part may stand alone', (_, text, expected) => {
    expect(breaksOut(readScript(text, parse))).toBe(expected);
  });

  it('is judged in the transaction that the tool gives it', () => {
    const known = { id: '1', doc: '', path: 'm/1.sql', sql: 'create index concurrently i on t (x);', down: undefined };
    const words = (form: 'one' | 'text' | 'none', sql = known.sql): string[] =>
      revisionOf({ ...known, form, sql }, parse).statements.map((one) => one.sql.split(' ')[0] ?? '');
    expect(words('one')).toEqual(['create']);
    expect(words('none')).toEqual(['commit', 'create', 'begin']);
    expect(words('text')).toEqual(['commit', 'create', 'begin']);
    expect(words('text', `${known.sql} select 1;`)).toEqual(['create', 'select']);
    expect(revisionOf({ ...known, form: 'one', sql: 'selec 1' }, parse).unseen).toContain('syntax error');
  });
});

it('shows where a tool names its error, however long its stack is', () => {
  const stack = Array.from({ length: 12 }, (_, at) => `    at line ${at}`).join('\n');
  const lines = tellingLines(`starting\nError: relation "nowhere" does not exist\n${stack}\n\nNode.js`).split('\n');
  expect(lines).toEqual(['Error: relation "nowhere" does not exist', '    at line 9', '    at line 10', '    at line 11', 'Node.js']);
  expect(tellingLines('a\n\nb')).toBe('a\nb');
});

describe('the files of a tool', () => {
  it('plain SQL: in the order of their numbers, with the way back beside', () => {
    const known = sqlFiles([
      file('10_b.sql'),
      file('9_a.up.sql'),
      file('9_a.down.sql', 'drop'),
      file('sub/1.sql'),
      file('10_c.sql', '-- slipway: no-transaction\nvacuum;'),
    ]);
    expect(known.map(({ id, form, down }) => [id, form, down])).toEqual([
      ['9_a', 'one', 'drop'],
      ['10_b', 'one', undefined],
      ['10_c', 'none', undefined],
    ]);
    expect(reasonOf(() => sqlFiles([file('1_a.sql'), file('1_a.up.sql')]))).toMatch(/^broken-history: The migration 1_a is there twice/);
  });

  it('golang-migrate: by number, whatever its zeros', () => {
    const known = migrateFiles([file('10_b.up.sql'), file('000009_a.up.sql'), file('9_a.down.sql', 'drop'), file('readme.sql')]);
    expect(known.map(({ id, doc, down }) => [id, doc, down])).toEqual([
      ['000009', 'a', 'drop'],
      ['10', 'b', undefined],
    ]);
    expect(reasonOf(() => migrateFiles([file('01_a.up.sql'), file('1_b.up.sql')]))).toMatch(
      /^broken-history: Two migrations have the number/,
    );
  });

  it('dbmate: sections, their lines kept where they are', () => {
    const text = '-- migrate:up transaction:false\ncreate a;\n-- migrate:down\ndrop a;\n-- migrate:up\ncreate b;\n';
    const [first, second] = dbmateFiles([file('2_b.sql', '-- migrate:up\nx;'), file('1_a.sql', text)]);
    expect(first).toMatchObject({ id: '1', doc: 'a', form: 'text', down: '\n\n-- migrate:down\ndrop a;\n\n\n' });
    expect(first?.sql.split('\n').map((one) => one.slice(0, 6))).toEqual(['-- mig', 'create', '', '', '-- mig', 'create', '']);
    expect(second).toMatchObject({ id: '2', form: 'one', down: undefined });
  });

  it('Flyway: by version, then what runs again whenever it changes', () => {
    const known = flywayFiles([
      file('V10__c.sql'),
      file('V1_02__a_b.sql', 'a\r\nb\n'),
      file('sub/V1.1__x.sql'),
      file('R__views.sql', 'v'),
      file('notes.sql'),
    ]);
    expect(known.map(({ id, doc }) => [id, doc])).toEqual([
      ['1.1', 'x'],
      ['1.2', 'a b'],
      ['10', 'c'],
      ['R views', 'views'],
    ]);
    // CRC-32 of "ab", as Java's signed number.
    expect(known[1]?.checksum).toBe('-1635563411');
    expect(reasonOf(() => flywayFiles([file('V1__a.sql'), file('V01__b.sql')]))).toMatch(
      /^broken-history: Two migrations have the version 1/,
    );
    const rows = [
      ['1.1', '<< Flyway Baseline >>', 'BASELINE', '', 't'],
      ['1.2', 'a b', 'SQL', '5', 't'],
      ['3', 'in Java', 'JDBC', '', 't'],
      ['', 'views', 'SQL', '1', 't'],
    ];
    expect(flywayMarks(rows, known)).toEqual({ applied: [{ id: '1.1' }, { id: '1.2', checksum: '5' }] });
    const again = [...rows, ['', 'views', 'SQL', known[3]?.checksum ?? '', 't'], ['10', 'c', 'SQL', '1', 'f']];
    expect(flywayMarks(again, known)).toMatchObject({ applied: [{ id: '1.1' }, { id: '1.2' }, { id: 'R views' }], dirty: '10' });
    expect(flywayMarks([...rows, ['1.2', 'a b', 'DELETE', '', 't']], known).applied).toEqual([{ id: '1.1' }]);
  });

  it('Drizzle: by its journal', () => {
    const journal = (entries: unknown): SourceFile => file('meta/_journal.json', JSON.stringify({ entries }));
    const entry = { when: 17, tag: '0000_a_b' };
    expect(drizzleFiles([journal([entry]), file('0000_a_b.sql', 'x\r\ny')])).toMatchObject([
      { id: '0000_a_b', doc: 'a b', when: '17', sql: 'x\ny' },
    ]);
    expect(reasonOf(() => drizzleFiles([]))).toContain('no meta/_journal.json');
    expect(reasonOf(() => drizzleFiles([journal([entry])]))).toContain('there is no 0000_a_b.sql');
    expect(reasonOf(() => drizzleFiles([journal([{ tag: 'x' }])]))).toContain('an entry has no "when"');
    expect(reasonOf(() => drizzleFiles([journal(undefined)]))).toContain('no list "entries"');
    expect(reasonOf(() => drizzleFiles([file('meta/_journal.json', '{')]))).toContain('it is no JSON');
  });
});
