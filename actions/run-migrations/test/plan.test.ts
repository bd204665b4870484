import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import type { Facts } from '../src/answer.ts';
import { differences, shortened, undoByHand, withoutOwn } from '../src/fingerprint.ts';
import { type Asked, checkGates } from '../src/gates.ts';
import { cutForExpand } from '../src/phase.ts';
import { describeRevisions, isReached, isRest, makePlan, place, runsNothing } from '../src/plan.ts';

const step = (id: string, parent?: string): Facts['steps'][number] => ({
  id,
  parents: parent ? [parent] : [],
  doc: `does ${id}`,
  path: `v/${id}.py`,
});
const facts = (more: Partial<Facts> = {}): Facts => ({
  alembic: '1.20.1',
  ini: 'alembic.ini',
  current: ['a1'],
  heads: ['c3'],
  unknown: [],
  applied: ['a1'],
  steps: [step('b2', 'a1'), step('c3', 'b2')],
  refused: undefined,
  stamped: true,
  tables: ['public.notes'],
  others: [],
  database: 'app',
  server: '17.4',
  driver: 'psycopg',
  locked: undefined,
  fingerprint: undefined,
  ...more,
});
const asked: Asked = {
  direction: 'upgrade',
  target: 'head',
  where: 'the image x',
  title: 'Alembic',
  stamp: 'alembic stamp REVISION',
  mend: (id) => `look at ${id}`,
};

const reasonOf = (given: Partial<Facts>, how: Partial<Asked> = {}): string => {
  try {
    checkGates(facts(given), { ...asked, ...how });
    return '';
  } catch (error) {
    if (error instanceof Failure) return error.reason;
    throw error;
  }
};

describe('the plan', () => {
  it('knows where it leads: over branches, back, and in a history without parents', () => {
    const goal = (given: Partial<Facts>, direction: 'upgrade' | 'downgrade' = 'upgrade') => makePlan(facts(given), direction, 'x').goal;
    expect(goal({})).toEqual(['c3']);
    expect(goal({ current: ['a1', 'z1'] })).toEqual(['z1', 'c3']);
    expect(goal({ steps: [step('2'), step('10')], current: ['1'] })).toEqual(['10']);
    expect(goal({ steps: [step('a1')] }, 'downgrade')).toEqual([]);
    expect(goal({ steps: [step('b2', 'a1')], current: ['b2'] }, 'downgrade')).toEqual(['a1']);
    expect(goal({ steps: [step('10')], current: ['10'], applied: ['1', '2', '10'] }, 'downgrade')).toEqual(['2']);
  });

  it('knows what will be applied', () => {
    const plan = makePlan(facts(), 'upgrade', 'head');
    expect(plan).toMatchObject({ from: ['a1'], expected: ['a1', 'b2', 'c3'] });
    expect(isReached(plan, facts({ applied: ['c3', 'a1', 'b2'] }))).toBe(true);
    expect(isReached(plan, facts({ applied: ['a1', 'b2'] }))).toBe(false);
    expect(isReached(plan, facts({ applied: ['a1', 'b2', 'c3'], unknown: ['zz'] }))).toBe(false);
    expect(isReached(plan, facts({ applied: ['a1', 'b2', 'c3'], dirty: 'b2' }))).toBe(false);
  });

  it('knows what a downgrade leaves', () => {
    const plan = makePlan(facts({ applied: ['a1', 'b2'], current: ['b2'], steps: [step('b2', 'a1')] }), 'downgrade', '-1');
    expect(plan.expected).toEqual(['a1']);
  });

  it('may shrink from its beginning while the run waits, and not otherwise', () => {
    const first = makePlan(facts(), 'upgrade', 'head');
    const after = (applied: string[], steps: string[]): boolean =>
      isRest(first, makePlan(facts({ applied, steps: steps.map((id) => step(id)) }), 'upgrade', 'head'));
    expect(after(['a1'], ['b2', 'c3'])).toBe(true);
    expect(after(['a1', 'b2'], ['c3'])).toBe(true);
    expect(after(['a1', 'b2', 'c3'], [])).toBe(true);
    expect(after([], ['a1', 'b2', 'c3'])).toBe(false);
    expect(after(['a1', 'c3'], ['b2'])).toBe(false);
    expect(after(['a1', 'x9'], ['c3'])).toBe(false);
    expect(after(['a1', 'b2', 'x9'], [])).toBe(false);
  });

  it('says which of it is empty', () => {
    const some = { ...step('b2'), empty: true };
    const words = [[], [step('a')], [some], [some, some], [step('a'), some]].map(describeRevisions);
    expect(words).toEqual(['0 revisions', '1 revision', '1 empty revision', '2 empty revisions', '2 revisions (1 empty)']);
    expect([[], [some], [step('a')], [some, step('a')]].map(runsNothing)).toEqual([true, true, false, false]);
  });

  it('leaves a merge behind what breaks old code to phase contract, and refuses any other revision there', () => {
    const finding = { rule: 'rename-column', class: 'breaks-old-code', object: 'notes.body' };
    const judged = (id: string, found: readonly object[] = []): object => ({ id, path: '', unseen: undefined, findings: found });
    const judgement = { revisions: [judged('b2'), judged('c3', [finding]), judged('m4')] } as never;
    const cut = (empty: boolean) =>
      cutForExpand({ revisions: [step('b2'), step('c3'), { ...step('m4'), ...(empty ? { empty } : {}) }] }, judgement, false);
    expect(cut(true)).toEqual({ last: 'b2', left: { revisions: ['c3', 'm4'], why: 'rename-column on notes.body' } });
    expect(() => cut(false)).toThrow('m4 comes after c3');
  });

  it('names places as people do', () => {
    expect([place([]), place(['a1']), place(['b2', 'a1'])]).toEqual(['base', 'a1', 'a1,b2']);
  });
});

describe('the gates', () => {
  it.each<[string, Partial<Facts>, Partial<Asked>, string]>([
    ['a plain plan', {}, {}, ''],
    ['nothing to do', { steps: [], current: ['c3'] }, {}, ''],
    ['an empty database', { current: [], applied: [], stamped: false, tables: [] }, {}, ''],
    ['a database ahead', { current: ['zz'], unknown: ['zz'] }, {}, 'db-ahead'],
    ['a database ahead, going down', { current: ['zz'], unknown: ['zz'] }, { direction: 'downgrade', target: '-1' }, 'db-ahead'],
    ['two heads', { heads: ['c3', 'd3'] }, {}, 'multi-head'],
    ['two heads, all of them asked for', { heads: ['c3', 'd3'] }, { target: 'heads' }, ''],
    ['two heads, one of them named', { heads: ['c3', 'd3'] }, { target: 'c3' }, ''],
    ['two branches, one step down', { current: ['c3', 'd3'] }, { direction: 'downgrade', target: '-1' }, 'multi-head'],
    ['two branches, down to a revision', { current: ['c3', 'd3'] }, { direction: 'downgrade', target: 'a1' }, ''],
    ['tables without version', { current: [], applied: [], stamped: false }, {}, 'not-stamped'],
    ['a failure in the middle', { dirty: 'b2' }, {}, 'dirty'],
    ['a file that is another one now', { edited: ['a1'] }, {}, 'edited-migration'],
    ['tables, stamped at base', { current: [], applied: [], stamped: true }, {}, ''],
    [
      'a target that is not there',
      { steps: [], refused: "Can't locate revision identified by 'zz'" },
      { target: 'zz' },
      'unknown-revision',
    ],
    ['ahead and two heads: the first is what matters', { unknown: ['zz'], heads: ['c3', 'd3'] }, {}, 'db-ahead'],
  ])('%s', (_, given, how, reason) => {
    expect(reasonOf(given, how)).toBe(reason);
  });
});

describe('the fingerprint', () => {
  it('tells what was added, is missing and changed', () => {
    expect(differences({ a: '1', b: '2', c: '3' }, { b: '2', c: '4', d: '5' })).toEqual(['removed a', 'changed c', 'added d']);
    expect(differences({ a: '1' }, { a: '1' })).toEqual([]);
  });
  it('names what hangs on a table, unless the table itself came or went', () => {
    const before = { 'relation public.n': '1', 'relation public.gone': '1', 'column x on public.gone': '1' };
    const after = { 'relation public.n': '1', 'index public.ix_n on public.n': '1', 'relation public.t': '1', 'column a on public.t': '1' };
    const found = differences(before, after);
    expect(found).toEqual(['added index public.ix_n on public.n', 'removed relation public.gone', 'added relation public.t']);
    expect(undoByHand(found)).toBe('Undo these by hand (drop index concurrently public.ix_n;)');
    expect(undoByHand(['added constraint u on public.n', 'added index public.u on public.n'])).toBe('Undo these by hand');
    expect(withoutOwn(after, new Set(['relation public.t', 'relation public.n']))).toEqual({});
  });
  it('is cut for a sentence', () => {
    expect(shortened(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
    expect(shortened(['a', 'b'], 2)).toBe('a, b');
  });
});
