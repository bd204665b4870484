import { beforeAll, describe, expect, it } from '@jest/globals';
import { classify } from '../src/classify/classify.ts';
import type { Allow, Finding, Live, PlanSql, TableFacts } from '../src/classify/hazard.ts';
import { openParser, type Parse } from '../src/classify/parse.ts';
import { decide, oldCodeCompatible, readAllows } from '../src/classify/policy.ts';
import { provenByText } from '../src/classify/proven.ts';
import { complete, readOffline } from '../src/classify/read.ts';
import { labels } from './labels.ts';

const table = (columns: Readonly<Record<string, string>>, proven: readonly string[] = []): TableFacts => ({
  rows: 200,
  bytes: 8192,
  proven,
  columns: Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, { type: type.replace(' required', ''), required: type.endsWith(' required') }]),
  ),
});

/** What the probe says of the schema of the labels. */
const live: Live = {
  major: 15,
  timeZone: 'Etc/UTC',
  indexes: { notes_body: 'notes', tags_name: 'tags', plain_id: 'plain' },
  tables: {
    notes: table(
      {
        id: 'integer required',
        body: 'text',
        title: 'character varying(50)',
        code: 'character varying(10) required',
        price: 'numeric(10,2)',
        at: 'timestamp with time zone',
        day: 'timestamp without time zone',
        small: 'smallint',
        n: 'integer required',
        m: 'integer',
        kind: 'mood',
        checked: 'integer',
      },
      ['checked'],
    ),
    tags: table({ id: 'integer required', note_id: 'integer', name: 'text' }),
    plain: table({ id: 'integer', body: 'text' }),
    parts_new: table({ id: 'integer required', at: 'date required' }),
  },
};

let parse: Parse;
beforeAll(async () => {
  parse = await openParser();
});

const planOf = (revisions: readonly (readonly string[])[], more: Partial<PlanSql> = {}): PlanSql => ({
  transactional: true,
  perRevision: false,
  revisions: revisions.map((statements, index) => ({
    id: `r${index}`,
    path: `v/r${index}.py`,
    statements: statements.map((sql, at) => ({ sql, line: at + 10 })),
    unseen: undefined,
    allows: [],
  })),
  ...more,
});

/** What is found at the last statement, without what only takes a lock for a moment unless that is all. */
const last = (findings: readonly Finding[], line: number): string[] => {
  const here = findings.filter((one) => one.line === line);
  const grave = here.filter((one) => one.class !== 'brief-lock').map((one) => `${one.rule} ${one.class}`);
  return grave.length === 0 && here.length > 0 ? ['brief'] : grave.sort();
};

describe('the rules', () => {
  it('are labelled for more statements than sixty', () => expect(labels.length).toBeGreaterThan(100));

  it.each(labels.map((label) => [`${[...(label.before ?? []), label.sql].join('; ')}${label.loose ? ' (loose)' : ''}`, label] as const))(
    '%s',
    (_, { sql, before = [], loose = false, found }) => {
      const [judged] = classify(planOf([[...before, sql]], { transactional: !loose }), live, parse);
      expect(last(judged?.findings ?? [], 10 + before.length)).toEqual([...found].sort());
      expect(judged?.unseen).toBeUndefined();
    },
  );
});

describe('across a plan', () => {
  const kinds = (judged: readonly { readonly findings: readonly Finding[] }[]): string[][] =>
    judged.map(({ findings }) => findings.filter((one) => one.class !== 'brief-lock').map((one) => `${one.rule} ${one.class}`));
  const validated = [
    ['alter table notes add constraint c check (m is not null) not valid'],
    ['alter table notes validate constraint c'],
    ['alter table notes alter m set not null'],
  ];

  it('a table of an earlier revision is nobody else’s, also under another name', () => {
    const judged = classify(
      planOf([
        ['create table fresh (id int)', 'alter table fresh rename to newer'],
        ['create index on newer (id)', 'drop table newer'],
      ]),
      live,
      parse,
    );
    expect(kinds(judged)).toEqual([[], []]);
  });

  it('a table that is renamed keeps its columns', () => {
    const [judged] = classify(
      planOf([['alter table notes rename to texts', 'alter table texts alter title type varchar(80)']]),
      live,
      parse,
    );
    expect(judged?.findings.map((one) => one.rule)).toEqual(['rename-table', 'change-type']);
  });

  it('a required column whose default a later revision drops breaks old code', () => {
    const judged = classify(
      planOf([['alter table notes add a int not null default 5'], ['alter table notes alter a drop default']]),
      live,
      parse,
    );
    expect(kinds(judged)).toEqual([[], ['add-required-column breaks-old-code']]);
  });

  it('a column without default that a later revision requires breaks old code', () => {
    const judged = classify(planOf([['alter table notes add a int'], ['alter table notes alter a set not null']]), live, parse);
    expect(kinds(judged)[1]).toContain('add-required-column breaks-old-code');
  });

  it('a validated check makes NOT NULL cheap, and is validated beside the traffic only in a transaction of its own', () => {
    expect(kinds(classify(planOf(validated, { perRevision: true }), live, parse))).toEqual([
      [],
      ['validate-constraint may-fail-on-data'],
      [],
    ]);
    const together = kinds(classify(planOf(validated), live, parse));
    expect(together[1]).toContain('validate-under-lock scan-under-lock');
  });

  it('an autocommit block ends the transaction, and what it held', () => {
    const block = ['COMMIT;', "alter type mood add value 'glad'", 'create index concurrently on notes (n)', 'BEGIN;'];
    const judged = classify(
      planOf([['alter table notes add a int', ...block, "update notes set kind = 'glad' where id = 1"]]),
      live,
      parse,
    );
    expect(kinds(judged)).toEqual([[]]);
  });

  it('one transaction for all revisions holds locks and new enum values across them', () => {
    const revisions = [
      ['alter table notes add a int', "alter type mood add value 'glad'"],
      ["update notes set kind = 'glad' where id = 1"],
    ];
    expect(kinds(classify(planOf(revisions), live, parse))[1]).toEqual([
      'enum-value-used wrong-transaction-form',
      'ddl-plus-backfill scan-under-lock',
    ]);
    expect(kinds(classify(planOf(revisions, { perRevision: true }), live, parse))[1]).toEqual([]);
  });

  it('a value of an enum before PostgreSQL 12 needs a place outside of a transaction', () => {
    const plan = planOf([["alter type mood add value 'glad'"]]);
    expect(kinds(classify(plan, { ...live, major: 11 }, parse))).toEqual([['enum-value-in-transaction wrong-transaction-form']]);
    expect(
      kinds(classify(planOf([["alter type mood add value 'glad'"]], { transactional: false }), { ...live, major: 11 }, parse)),
    ).toEqual([[]]);
  });

  it('what is put back at once is not missed', () => {
    const view = ['drop view notes_view', 'create view notes_view as select id from notes'];
    const moved = ['alter table tags rename to labels', 'create view tags as select * from labels'];
    expect(kinds(classify(planOf([[...view, ...moved]]), live, parse))).toEqual([[]]);
  });

  it('a time zone other than UTC makes the change of a timestamp a rewrite', () => {
    const plan = planOf([['alter table notes alter at type timestamp']]);
    expect(kinds(classify(plan, { ...live, timeZone: 'Europe/Zurich' }, parse))[0]).toContain('change-type rewrite');
  });

  it('names of public are the same with and without it, others are others', () => {
    const judged = classify(planOf([['create table public.fresh (id int)', 'drop table fresh', 'drop table other.fresh']]), live, parse);
    expect(kinds(judged)).toEqual([['drop-table breaks-old-code', 'drop-table destructive']]);
  });

  it('what cannot be read, or is code, is unseen and not harmless', () => {
    const unseen = (sql: string): string | undefined => classify(planOf([[sql]]), live, parse)[0]?.unseen;
    expect(unseen('alter table nonsense frobnicate')).toMatch(/cannot be read \(syntax error/);
    expect(unseen("do 'begin drop table notes; end'")).toMatch(/block of code/);
    expect(unseen('alter domain short add check (length(value) < 3)')).toMatch(/no rule knows AlterDomain/);
    expect(unseen('call tidy()')).toMatch(/block of code/);
    expect(unseen("update notes set body = $1 where body like '50%'")).toBeUndefined();
    expect(unseen('-- only a comment')).toBeUndefined();
  });
});

describe('the policy', () => {
  const policy = { allow: [], maxRows: 1000 };
  const levels = (sql: string, more: { rows?: number; bytes?: number; allow?: readonly Allow[] } = {}): string[] => {
    const notes = { ...live.tables['notes'], rows: more.rows, bytes: more.bytes ?? 8192 } as TableFacts;
    const here = { ...live, tables: { ...live.tables, notes } };
    const verdicts = decide(classify(planOf([[sql]]), here, parse), here, { ...policy, ...more });
    return verdicts.filter((one) => one.class !== 'brief-lock').map((one) => one.level);
  };
  const index = 'create index on notes (n)';

  it('stops what breaks or loses, unless a person gave a reason', () => {
    expect(levels('drop table notes')).toEqual(['error', 'error']);
    expect(levels('drop table notes', { allow: readAllows(['drop-table: it is empty']) })).toEqual(['note', 'note']);
    expect(levels('drop table notes', { allow: readAllows(['drop-column: it is empty']) })).toEqual(['error', 'error']);
  });

  it('goes by the size of the table for what reads or writes all of it', () => {
    expect(levels(index, { rows: 1000 })).toEqual(['warning']);
    expect(levels(index, { rows: 1001 })).toEqual(['error']);
    expect(levels(index, { bytes: 2 ** 30 + 1 })).toEqual(['error']);
    expect(levels('alter table notes alter n type bigint', { rows: 1001 })).toEqual(['error']);
    expect(levels('alter table notes add constraint c check (n > 0)', { rows: 1001 })).toEqual(['error', 'warning']);
    expect(levels(index, { rows: 1001, allow: readAllows(['create-index: at night']) })).toEqual(['note']);
  });

  it('stops what the server refuses, whatever a person says', () => {
    const allow = readAllows(['not-in-transaction: I know better']);
    expect(levels('create index concurrently on notes (n)', { allow })).toEqual(['error']);
  });

  it('knows no allow without a reason', () => {
    expect(readAllows(['drop-table', 'drop-table:', 'drop-table: empty'])).toEqual([
      { rule: 'drop-table', reason: 'empty', line: undefined },
    ]);
  });

  it('calls a plan compatible only where all of it was seen', () => {
    const of = (...sql: string[]): string => oldCodeCompatible(classify(planOf([sql]), live, parse));
    expect(of('alter table notes add a text')).toBe('true');
    expect(of('alter table notes add a text', 'call tidy()')).toBe('unknown');
    expect(of('drop table notes', 'call tidy()')).toBe('false');
  });
});

describe('what the program says', () => {
  const steps = [
    { id: 'r1', path: 'v/r1.py' },
    { id: 'r2', path: 'v/r2.py' },
  ];
  const revision = { id: 'r1', statements: [{ sql: 'select 1', line: 3 }], unseen: null, allows: [] };

  it('is complete, or the rest is unseen', () => {
    const read = readOffline({ revisions: [revision], transactional: true, live: null, failed: 'SystemExit: 1' });
    const { revisions } = complete(read.plan, steps, read.failed ?? '');
    expect(revisions.map((one) => [one.id, one.path, one.unseen])).toEqual([
      ['r1', 'v/r1.py', 'SystemExit: 1'],
      ['r2', 'v/r2.py', 'env.py does not run offline: SystemExit: 1'],
    ]);
  });

  it('tells tables by the names that people use', () => {
    const { live: known } = readOffline({
      revisions: [],
      live: {
        major: 17,
        timeZone: 'UTC',
        tables: [
          ['public.notes', 12, 8192],
          ['other.notes', null, 0],
        ],
        columns: [['public.notes', 'n', 'integer', true]],
        proven: [['public.notes', 'CHECK (((n IS NOT NULL) AND (m IS NOT NULL)))']],
        indexes: [['public.i', 'public.notes']],
      },
    });
    expect(known).toEqual({
      major: 17,
      timeZone: 'UTC',
      indexes: { i: 'notes' },
      tables: {
        notes: { rows: 12, bytes: 8192, columns: { n: { type: 'integer', required: true } }, proven: ['n', 'm'] },
        'other.notes': { rows: undefined, bytes: 0, columns: {}, proven: [] },
      },
    });
  });

  it('proves nothing by a check that may be true for an empty column', () => {
    expect(provenByText('CHECK ((n IS NOT NULL))')).toEqual(['n']);
    expect(provenByText('CHECK (("user" IS NOT NULL))')).toEqual(['user']);
    expect(provenByText('CHECK (((n IS NOT NULL) OR (m > 0)))')).toEqual([]);
    expect(provenByText('CHECK (((n IS NOT NULL) AND (m > 0)))')).toEqual([]);
  });
});
