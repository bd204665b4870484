import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import type { Known, Marks } from '../../src/tools/adapter.ts';
import { parseAnswer } from '../../src/tools/command/answer.ts';
import { applicationConnection, ownName } from '../../src/tools/database.ts';
import { wayFor } from '../../src/tools/history.ts';
import { checkTool } from '../../src/tools/inputs.ts';
import { plainUrl, withoutOverrides } from '../../src/tools/program.ts';
import { insteadFor } from '../../src/tools/words.ts';
import type { Work } from '../../src/work.ts';

const known = (id: string, more: Partial<Known> = {}): Known => ({
  id,
  doc: '',
  path: `m/${id}.sql`,
  sql: '',
  form: 'one',
  down: '',
  ...more,
});
const all = ['1', '2', '3'].map((id) => known(id));
const marks = (...ids: string[]): Pick<Marks, 'applied'> => ({ applied: ids.map((id) => ({ id })) });
const can = { title: 'x', undoes: true, stops: true };
const up = (target: string) => ({ direction: 'upgrade' as const, target });
const down = (target: string) => ({ direction: 'downgrade' as const, target });

describe('the way', () => {
  it.each([
    ['everything', marks(), up('head'), ['1', '2', '3']],
    ['what is left', marks('1'), up('heads'), ['2', '3']],
    ['what came in between too', marks('1', '3'), up('head'), ['2']],
    ['up to a target', marks('1'), up('2'), ['2']],
    ['nothing, where the target is behind', marks('1', '2'), up('1'), []],
    ['one back', marks('1', '2'), down('-1'), ['2']],
    ['back to a target', marks('1', '2', '3'), down('1'), ['3', '2']],
    ['all back', marks('1', '2'), down('base'), ['2', '1']],
    ['nothing, where it is there already', marks('1', '2'), down('2'), []],
  ])('is %s', (_, applied, question, expected) => {
    const way = wayFor(all, applied, question, can);
    expect([way.refused, way.steps.map(({ id }) => id)]).toEqual([undefined, expected]);
  });

  it.each([
    ['an unknown target', marks('1'), up('9'), can, 'there is no migration 9'],
    [
      'a target of a tool that stops nowhere',
      marks(),
      up('2'),
      { ...can, stops: false },
      'it applies everything that is pending, up to 3, and cannot stop at 2',
    ],
    ['a tool that cannot go back', marks('1'), down('-1'), { ...can, undoes: false }, 'it has no way back'],
    ['more back than there are', marks('1'), down('-2'), can, '-2 is none of the 1 that are applied'],
    ['back to what is not applied', marks('1'), down('2'), can, '2 is none of the 1 that are applied'],
  ])('is refused: %s', (_, applied, question, tool, refused) => {
    expect(wayFor(all, applied, question, tool)).toMatchObject({ refused, steps: [] });
  });

  it.each([
    ['nothing', '', up('head'), true],
    ['comments', '-- merge\n\n  -- of two;\n;', up('head'), true],
    ['a statement', '-- merge\nselect 1;', up('head'), false],
    ['a comment of another kind', '/* drop table x */', up('head'), false],
  ])('says of %s whether it is empty', (_, sql, question, empty) => {
    const [step] = wayFor([known('1', { sql })], marks(), question, can).steps;
    expect(step?.empty ?? false).toBe(empty);
  });

  it('calls nothing empty that only a program knows', () => {
    const [step] = wayFor([known('1', { unseen: 'it runs Python' })], marks(), up('head'), can).steps;
    expect(step?.empty).toBeUndefined();
    const back = (text: string): unknown => wayFor([known('1', { down: text })], marks('1'), down('base'), can).steps[0]?.empty;
    expect([back(''), back('-- nothing to undo')]).toEqual([undefined, true]);
  });

  it('is refused where a migration on it has no way back', () => {
    expect(wayFor([known('1'), known('2', { down: undefined })], marks('1', '2'), down('base'), can).refused).toBe('2 has no way back');
  });

  it('ends where the database has what nobody knows', () => {
    expect(wayFor(all, marks('1', '9'), up('head'), can)).toMatchObject({ unknown: ['9'], current: ['9'], applied: [], steps: [] });
  });

  it('names what was edited, where both sides have a checksum', () => {
    const files = [known('1', { checksum: 'a' }), known('2', { checksum: 'b' }), known('3')];
    const applied = [
      { id: '1', checksum: 'a' },
      { id: '2', checksum: 'x' },
      { id: '3', checksum: 'y' },
    ];
    expect(wayFor(files, { applied }, up('head'), can).edited).toEqual(['2']);
  });
});

describe('the answer of a program', () => {
  const whole = {
    migrations: [{ id: '1', sql: 'select 1', down: true, transaction: false }, { id: '2' }],
    applied: ['1', { id: '2', checksum: 'c' }],
    dirty: null,
    table: 'public.t',
  };

  it('is read whole', () => {
    expect(parseAnswer(JSON.stringify(whole), 'bin/m')).toMatchObject({
      known: [
        { id: '1', form: 'none', down: '', path: '1' },
        { id: '2', unseen: 'the program does not say what it runs', down: undefined },
      ],
      marks: { stamped: true, applied: [{ id: '1' }, { id: '2', checksum: 'c' }], own: ['relation public.t'] },
    });
    expect(parseAnswer(JSON.stringify({ ...whole, dirty: '2', stamped: false }), 'bin/m').marks).toMatchObject({
      dirty: '2',
      stamped: false,
    });
  });

  it.each([
    ['nothing', '', 'what is no JSON: it said nothing'],
    ['a list', '[]', 'no object'],
    ['no migrations', '{}', 'no list "migrations"'],
    ['no applied', '{"migrations":[]}', 'no list "applied"'],
    ['a migration without id', '{"migrations":[{"sql":"x"}],"applied":[]}', 'migrations[0] without a text "id"'],
    ['SQL that is no text', '{"migrations":[{"id":"1","sql":2}],"applied":[]}', 'migrations[0] whose "sql" is no text'],
    ['one twice', '{"migrations":[{"id":"1"},{"id":"1"}],"applied":[]}', 'the migration 1 twice'],
    ['an applied number', '{"migrations":[],"applied":[1]}', 'applied[0] that is neither'],
    ['a dirty that is a list', '{"migrations":[],"applied":[],"dirty":[]}', 'a "dirty" that is no text'],
  ])('is refused: %s', (_, text, words) => {
    const ask = (): unknown => parseAnswer(text, 'bin/m');
    expect(ask).toThrow(Failure);
    expect(ask).toThrow(`bin/m answered the operation probe with ${words}`);
  });
});

describe('the address of the application', () => {
  const work = (url: string, more: Partial<Work>): Work =>
    ({ inputs: { 'database-variable': 'URL', service: 'backend' }, environment: { URL: url }, hosts: [], near: false, ...more }) as Work;

  it.each([
    ['localhost', { near: false }, 'wrong-database'],
    ['localhost', { near: true }, ''],
    ['127.0.0.1', { near: false }, 'wrong-database'],
    ['[::1]', { near: false }, 'wrong-database'],
    ['', { near: false }, 'wrong-database'],
    ['db.example.com', { near: false }, ''],
    ['db', { near: false, hosts: ['db'] }, ''],
    ['other', { near: false, hosts: ['db'] }, 'wrong-database'],
  ])('leads to the locked server: %s, %o', (host, more, reason) => {
    const ask = (): string => {
      try {
        applicationConnection(work(`postgres://a:b@${host}/app`, more));
        return '';
      } catch (error) {
        return error instanceof Failure ? error.reason : String(error);
      }
    };
    expect(ask()).toBe(reason);
  });

  it('comes to the tool without what would take the place of the session of ours', () => {
    const url =
      'postgres://a:b%3F@db/app?sslmode=disable&application_name=x&options=-c%20lock_timeout%3D0&lock%5Ftimeout=0&search_path=a,b';
    const plain = 'postgres://a:b%3F@db/app?sslmode=disable&search_path=a,b';
    expect(plainUrl(work(url, {}))).toEqual({ URL: plain });
    expect(plainUrl(work(plain, {}))).toEqual({});
    expect(withoutOverrides('postgres://db/app?options=x')).toBe('postgres://db/app');
    expect(withoutOverrides('postgres://db/app')).toBe('postgres://db/app');
  });
});

describe('what is particular to a tool', () => {
  it('makes inputs that mean nothing to it a problem', () => {
    const inputs = { migrations: 'm', 'tool-command': ['x'], rehearse: 'off' };
    const named = (tool: string, more = inputs): string[] => checkTool({ tool, ...more }).map(({ input }) => input);
    expect(named('alembic')).toEqual(['migrations', 'tool-command']);
    expect(named('sql')).toEqual(['tool-command']);
    expect(named('dbmate')).toEqual([]);
    expect(named('django')).toEqual(['migrations']);
    expect(named('dbmate', { ...inputs, rehearse: 'clone' })).toEqual(['rehearse']);
    expect(named('command', { ...inputs, 'tool-command': [] })).toEqual(['migrations', 'tool-command']);
  });

  it('takes the place of the words about Alembic in what to do instead', () => {
    const other = { title: 'dbmate', outside: 'Do it so.' };
    expect(insteadFor({ title: 'Alembic', outside: '' }, 'Use op.get_context().autocommit_block().')).toContain('autocommit_block');
    const rules = [
      ['Put it into "with op.get_context().autocommit_block():", in a revision of its own.', 'Do it so.'],
      ['Use op.get_context().autocommit_block().', 'Do it so.'],
      [
        'CREATE INDEX CONCURRENTLY (postgresql_concurrently=True) in op.get_context().autocommit_block().',
        'CREATE INDEX CONCURRENTLY, outside of a transaction. Do it so.',
      ],
      [
        'Validate in a revision with a transaction of its own (transaction_per_migration, or an autocommit_block).',
        'Validate in a revision with a transaction of its own.',
      ],
      [
        'Move the rows in a revision of its own, in batches that commit (autocommit_block), before or after.',
        'Move the rows in a revision of its own, in batches that commit, before or after.',
      ],
      ['Leave it.', 'Leave it.'],
    ];
    for (const [from = '', to] of rules) expect(insteadFor(other, from)).toBe(to);
  });

  it('names its sessions so that nothing in the name is SQL', () => {
    expect(ownName("1'; drop x")).toBe('slipway-migrate 1---drop-x');
    expect(ownName('x'.repeat(90))).toHaveLength(63);
  });
});
