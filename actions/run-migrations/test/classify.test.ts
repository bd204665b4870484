import { beforeAll, describe, expect, it } from '@jest/globals';
import { classify } from '../src/classify/classify.ts';
import type { Finding, Live, PlanSql, TableFacts } from '../src/classify/hazard.ts';
import { openParser, type Parse } from '../src/classify/parse.ts';
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
