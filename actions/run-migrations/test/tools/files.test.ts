import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import { openParser } from '../../src/classify/parse.ts';
import type { Known, SourceFile } from '../../src/tools/adapter.ts';
import { dbmateFiles } from '../../src/tools/dbmate.ts';
import { drizzleFiles, drizzleMarks } from '../../src/tools/drizzle.ts';
import { cutOff, revisionOf } from '../../src/tools/files-tool.ts';
import { isRefusal, migrateFiles } from '../../src/tools/golang-migrate.ts';
import { parseFolder, refuseUnreadable } from '../../src/tools/read-files.ts';
import { breaksOut, commitsAlone, isLoose, readScript } from '../../src/tools/script.ts';
import { sqlFiles } from '../../src/tools/sql/files.ts';
import { inOrder, turnsReading } from '../../src/tools/sql/folder.ts';
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
    const text = `noise\n${line('at /app')}${line('file db/m//1 a.sql')}one\n\n\u001eother file x\n\n${line('file db/m/2.sql')}no break\n${line('beside db/m/../x.config')}two\n\n${line('end')}`;
    expect(parseFolder(text, mark, 'db/m')).toEqual({
      base: '/app',
      path: 'db/m',
      files: [
        { name: '1 a.sql', path: 'db/m/1 a.sql', text: 'one\n\n\u001eother file x\n' },
        { name: '2.sql', path: 'db/m/2.sql', text: 'no break' },
        { name: 'db/m/../x.config', path: 'db/m/../x.config', text: 'two\n', beside: true },
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
    ['a savepoint, which ends nothing', 'savepoint a; create table a (x int); rollback to a; release a;', false],
    ['a rollback', 'create table a (x int); rollback; drop table b;', true],
    ['a word in a text', "insert into a values ('commit; begin');", false],
  ])('%s: whether a part may stand alone', (_, text, expected) => {
    expect(breaksOut(readScript(text, parse))).toBe(expected);
  });

  it.each([
    ['do $$ begin commit; end $$', true],
    ['call p()', true],
    ['vacuum a', true],
    ['reindex table a', true],
    ['create index concurrently i on a (x)', true],
    ['drop index concurrently i', true],
    ['create index i on a (x)', false],
    ['do $$ begin end $$; select 1', false],
  ])('%s: whether a message of it may commit a part by itself', (text, expected) => {
    expect(commitsAlone(readScript(text, parse))).toBe(expected);
  });

  it.each<[string, Partial<Known>, 'upgrade' | 'downgrade', boolean]>([
    ['a transaction around it', {}, 'upgrade', false],
    ['no transaction', { form: 'none' }, 'upgrade', true],
    ['a DO that is all of a message', { form: 'text', sql: 'do $$ begin commit; end $$' }, 'upgrade', true],
    ['a DO in a transaction', { sql: 'do $$ begin end $$' }, 'upgrade', false],
    ['what nobody saw', { unseen: 'it runs Python' }, 'upgrade', true],
    ['no SQL', { sql: '' }, 'upgrade', true],
    ['a way back that only a program knows', { down: '' }, 'downgrade', true],
    ['a way back of its own form', { downForm: 'none' }, 'downgrade', true],
    ['a way forth beside such a way back', { downForm: 'none' }, 'upgrade', false],
    ['a way back with a transaction', { form: 'none', downForm: 'one' }, 'downgrade', false],
  ])('%s: whether a part may stand where nobody saw its end', async (_, more, direction, loose) => {
    const known: Known = { id: '1', doc: '', path: 'm/1.sql', sql: 'select 1', form: 'one', down: 'select 2', ...more };
    expect(isLoose(known, direction, parse)).toBe(loose);
    const plan = { direction, target: '1', from: [], heads: [], revisions: [], expected: [] };
    expect((await cutOff([known], plan, new Failure('timeout', 'late')))?.loose).toBe(loose);
    expect(await cutOff([], plan, new Failure('timeout', 'late'))).toBeUndefined();
  });

  it.each([
    ['create table a (x int);', false],
    ['insert into a values (1);', true],
    ['insert into a values (1); alter table a add y int;', false],
    ['comment on table a is null;', true],
  ])('%s: whether it may stand where its tool commits it before its own row, and the schema is as before', async (sql, expected) => {
    const known: Known = { id: '1', doc: '', path: 'm/1.sql', sql, form: 'one', down: undefined };
    const plan = { direction: 'upgrade' as const, target: '1', from: [], heads: [], revisions: [], expected: [] };
    expect((await cutOff([known], plan, new Failure('timeout', 'late'), true))?.loose).toBe(expected);
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
    const lines = (more: Partial<Known>): unknown =>
      revisionOf({ ...known, form: 'one', ...more }, parse).statements.map(({ line }) => line);
    expect([lines({ sql: '\n\nselect 1;' }), lines({ sql: '\n\nselect 1;', line: 7 })]).toEqual([[3], [7]]);
  });
});

it('shows where a tool names its error, however long its stack is', () => {
  const stack = Array.from({ length: 12 }, (_, at) => `    at line ${at}`).join('\n');
  const lines = tellingLines(`starting\nError: relation "nowhere" does not exist\n${stack}\n\nNode.js`).split('\n');
  expect(lines).toEqual(['Error: relation "nowhere" does not exist', '    at line 9', '    at line 10', '    at line 11', 'Node.js']);
  expect(tellingLines('a\n\nb')).toBe('a\nb');
  const trace = '   0: commands::apply::Applying one\n           with name="a"\n             at engine/commands/apply_migrations.rs:95';
  expect(tellingLines(`Error: external\nNo such table: nowhere\n${trace}\n${trace}\n${trace}\n`)).toBe(
    'Error: external\nNo such table: nowhere',
  );
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
    expect(sqlFiles(['1.10_c', '1.2_b', '1_a', '2026-02-01_z', '2026-1-31_y'].map((id) => file(`${id}.sql`))).map(({ id }) => id)).toEqual([
      '1_a',
      '1.2_b',
      '1.10_c',
      '2026-1-31_y',
      '2026-02-01_z',
    ]);
    const ways = sqlFiles([file('1_a.sql', '-- slipway: no-transaction\nvacuum;'), file('1_a.down.sql', 'select 1;')]);
    expect(ways).toMatchObject([{ form: 'none', downForm: 'one' }]);
    const rows = [
      ['10_c', 'x', '1'],
      ['9_a', 'y', '3'],
      ['10_b', 'z', '1'],
    ];
    expect(inOrder(rows, known).map(({ id }) => id)).toEqual(['10_b', '10_c', '9_a']);
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

  it.each([
    ['set standard_conforming_strings = off', true],
    ['set standard_conforming_strings = on', false],
    ["set client_encoding = 'UTF8'", false],
    ["set client_encoding = 'SJIS'", true],
    ["set names 'latin1'", true],
    ['reset client_encoding', true],
    ['set local "Client_Encoding" to default', true],
    ['reset all', true],
    ['discard all', true],
    ['discard temp', false],
    ["select set_config('standard_conforming_strings', 'off', false)", true],
    ['set search_path = public', false],
  ])('plain SQL: %s, and whether it changes how psql reads', (text, expected) => {
    expect(readScript(text, parse).statements.map(turnsReading)).toEqual([expected]);
  });

  it('of bytes that are no UTF-8 are refused', () => {
    const bytes = Buffer.concat([Buffer.from("insert into a values ('"), Buffer.from([0xfc]), Buffer.from("');")]);
    expect(reasonOf(() => refuseUnreadable([file('1_a.sql', 'ü'), file('2_b.sql', bytes.toString())]))).toBe(
      'broken-history: m/2_b.sql is not written in UTF-8.',
    );
    expect(reasonOf(() => refuseUnreadable([file('1_a.sql', 'ü')]))).toBe('');
  });

  it('Drizzle: knows a file by either line break, and refuses what Drizzle would skip', () => {
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const entries = [1, 2, 3].map((when) => ({ when, tag: `000${when}_a` }));
    const files = [file('meta/_journal.json', JSON.stringify({ entries })), ...entries.map(({ tag }) => file(`${tag}.sql`, 'x\r\ny'))];
    const known = drizzleFiles(files);
    const lines = hash('x\ny');
    const rows = [
      ['1', hash('x\r\ny')],
      ['2', lines],
    ];
    expect(drizzleMarks(rows, known)).toEqual([
      { id: '0001_a', checksum: lines },
      { id: '0002_a', checksum: lines },
    ]);
    expect(known[0]?.checksum).toBe(lines);
    expect(drizzleMarks([['1', 'other']], known)).toEqual([{ id: '0001_a', checksum: 'other' }]);
    expect(drizzleMarks([], known)).toEqual([]);
    expect(reasonOf(() => drizzleMarks([['3', lines]], known))).toMatch(/^broken-history: Drizzle would skip 0001_a/);
    expect(drizzleMarks([['9', 'z']], known)).toEqual([{ id: 'the one of 9', checksum: 'z' }]);
  });

  it('golang-migrate: the server said no where its driver says so, and not where the connection was lost', () => {
    const said = (details: string): string => `error: migration failed: no in line 0: create table a (x int);\n (details: ${details})`;
    expect(isRefusal(said('pq: relation "a" already exists'))).toBe(true);
    expect(isRefusal(said('ERROR: relation "a" already exists (SQLSTATE 42P07)'))).toBe(true);
    expect(isRefusal(said('read tcp 10.0.0.1:5432: connection reset by peer'))).toBe(false);
    expect(isRefusal('migrate did not end within 3 s.')).toBe(false);
  });

  it('dbmate: line breaks of Windows, a form for each way, and no version twice', () => {
    const text = '-- migrate:up\r\ncreate a;\r\n-- migrate:down transaction:false\r\ndrop a;\r\n';
    expect(dbmateFiles([file('1_a.sql', text)])).toMatchObject([
      { sql: '-- migrate:up\ncreate a;\n\n\n', form: 'one', down: '\n\n-- migrate:down transaction:false\ndrop a;\n', downForm: 'text' },
    ]);
    const twins = [file('1_a.sql', '-- migrate:up\nx;'), file('1_b.sql', '-- migrate:up\ny;')];
    expect(reasonOf(() => dbmateFiles(twins))).toMatch(/^broken-history: Two migrations have the version 1/);
  });

  it('dbmate: sections, their lines kept where they are', () => {
    const text = '-- migrate:up transaction:false\ncreate a;\n-- migrate:down\ndrop a;\n-- migrate:up\ncreate b;\n';
    const [first, second] = dbmateFiles([file('2_b.sql', '-- migrate:up\nx;'), file('1_a.sql', text)]);
    expect(first).toMatchObject({ id: '1', doc: 'a', form: 'text', down: '\n\n-- migrate:down\ndrop a;\n\n\n' });
    expect(first?.sql.split('\n').map((one) => one.slice(0, 6))).toEqual(['-- mig', 'create', '', '', '-- mig', 'create', '']);
    expect(second).toMatchObject({ id: '2', form: 'one', down: undefined });
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
