import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../../src/entry.ts';
import { decide, type Rules } from '../../src/retention/decide.ts';
import { findExcess } from '../../src/retention/limit.ts';
import { type PolicyInputs, readPolicy } from '../../src/retention/policy.ts';
import { entryOf, manifestOf, unproven } from '../manifests.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const day = 86_400_000;
const rules = (inputs: Partial<PolicyInputs> = {}, minKeep = 1): Rules => ({
  policy: readPolicy({ 'keep-tag': [], ...inputs }).policy,
  minKeep,
});
/** Days before now. */
const made = (days: number, more = {}): Entry => entryOf(manifestOf(now - days * day, more));
const kept = (entries: readonly Entry[], by: Rules): number[] =>
  decide(entries, by, now).flatMap(({ keep, entry }) => (keep ? [Math.round((now - Date.parse(entry.manifest.created)) / day)] : []));

test('by default 7 days, 4 weeks and 12 months stay', () => {
  const entries = Array.from({ length: 500 }, (_, index) => made(index));
  const left = kept(entries, rules());
  expect(left.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(left).toHaveLength(7 + 3 + 10); // This week is among the days, and so are the ends of this month and of the last.
  // The last day of a month, at noon.
  expect(left.at(-1)).toBe(Math.round((now - Date.parse('2025-04-30T12:00:00Z')) / day));
});

test('each says why in words', () => {
  const entries = [
    made(0),
    made(0.1),
    made(1),
    made(9, { tag: 'audit' }),
    entryOf(unproven(now - 3 * day)),
    entryOf(unproven(now - 30 * day)),
  ];
  const decided = decide(entries, rules({ 'keep-daily': '1', 'keep-tag': ['audit'] }, 2), now);
  expect(decided.map(({ keep, why }) => `${keep ? 'keep' : 'remove'}: ${why}`)).toEqual([
    'keep: the newest proven; keep-daily: 1 of 1',
    'keep: one of the 2 newest proven (min-keep)',
    'remove: outside keep-daily 1, keep-tag audit',
    'keep: keep-tag audit',
    'keep: not proven; goes when it is 7 days older than the newest proven',
    'remove: not proven, and more than 7 days older than the newest proven',
  ]);
});

describe('what does not count', () => {
  const failed = (days: number): Entry => made(days, { verified: { level: 'failed', at: '' } });
  const missing = (days: number): Entry => ({ ...made(days), whole: false });
  const doubted = (days: number): Entry => ({ ...made(days), authentic: false, doubt: 'its manifest is not signed' });

  test('pushes nothing out that does', () => {
    const proven = [made(5), made(6), made(7)];
    const noise = [failed(0), missing(1), doubted(2), entryOf(unproven(now - 3 * day))];
    const by = rules({ 'keep-last': '2' });
    expect(kept(proven, by)).toEqual([5, 6]);
    expect(kept([...noise, ...proven], by)).toEqual([0, 1, 2, 3, 5, 6]);
  });

  test('stays while nothing is proven', () => {
    const entries = [failed(0), missing(40), entryOf(unproven(now - 400 * day))];
    expect(decide(entries, rules({ 'keep-last': '1' }), now).map(({ why }) => why)).toEqual([
      'failed its proof; stays while none is proven',
      'its file is missing or has another size; stays while none is proven',
      'not proven; stays while none is proven',
    ]);
  });

  test('and is not believed, is not removed at any age', () => {
    const [, old] = decide([made(0), doubted(4000)], rules({ 'keep-last': '1' }), now);
    expect(old).toMatchObject({ keep: true, why: 'its manifest is not signed: does not count, and is not ours to remove' });
  });
});

test('backups before a release have a track of their own', () => {
  const releases = Array.from({ length: 10 }, (_, index) => made(index / 24, { tag: 'pre-deploy' }));
  const nightly = [made(0.5), made(1.5), made(2.5)];
  const left = decide([...releases, ...nightly], rules({ 'keep-last': '2' }), now).filter(({ keep }) => keep);
  expect(left.map(({ entry }) => entry)).toEqual([releases[0], releases[1], nightly[0], nightly[1]]);
});

test('databases and projects take no place of each other', () => {
  const entries = [made(0), made(1, { database: 'b' }), made(2, { project: 'c' }), made(3), made(4, { database: 'b' })];
  expect(kept(entries, rules({ 'keep-last': '1' }))).toEqual([0, 1, 2]);
});

test('a backup that a wrong clock dates into the future does not stand in for the newest', () => {
  const entries = [made(-4000), made(0.5), made(1)];
  expect(kept(entries, rules({ 'keep-last': '1' }))).toEqual([-4000, 1]);
  expect(decide(entries, rules({ 'keep-last': '1' }), now)[1]).toMatchObject({ keep: true, why: 'the newest proven' });
});

describe('the limit', () => {
  const plan = (days: number, keep: string): ReturnType<typeof decide> =>
    decide([...Array.from({ length: days }, (_, index) => made(index)), made(0, { database: 'b' })], rules({ 'keep-last': keep }), now);

  test('is by database: half may go, and no more', () => {
    expect(findExcess(plan(10, '5'), 50)).toEqual([]);
    expect(findExcess(plan(10, '4'), 50)).toEqual([{ project: 'notes', database: 'app', removed: 6, all: 10 }]);
    expect(findExcess(plan(10, '4'), 60)).toEqual([]);
    expect(findExcess(plan(100, '1'), 100)).toEqual([]);
  });

  test('is by track: what stays of the one does not pay for the other', () => {
    const entries = [
      ...Array.from({ length: 4 }, (_, index) => made(index)),
      ...Array.from({ length: 96 }, (_, index) => made(index / 1000, { tag: 'pre-deploy' })),
    ];
    expect(findExcess(decide(entries, rules({ 'keep-daily': '1', 'keep-tag': ['pre-deploy'] }), now), 50)).toMatchObject([
      { removed: 3, all: 4 },
    ]);
  });
});
