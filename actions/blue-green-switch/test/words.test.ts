import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../src/canary.ts';
import { parseSteps } from '../src/canary-steps.ts';
import { parseWord, routeOf, trialWord, wordOf } from '../src/route.ts';
import { breaksOldCode } from '../src/schema.ts';

const minute = 60_000;

test('a route written as a word and read again is the same route', () => {
  const color = fc.constantFrom('blue' as const, 'green' as const);
  fc.assert(
    fc.property(color, fc.integer({ min: 1, max: 100 }), (live, share) => {
      expect(parseWord(wordOf({ live, trial: true, share }))).toEqual({ live, trial: true, share });
      expect(wordOf({ live, trial: false, share: 100 })).toBe(live);
    }),
  );
  expect(trialWord('green')).toBe('green_trial');
});

test.each(['', 'red', 'blue_', 'blue_0', 'blue_100', 'blue_trial_10', 'none_10', 'blue green', 'BLUE'])('%j is no word', (text) => {
  expect(parseWord(text)).toBeUndefined();
});

test('what is on trial is never what was confirmed', () => {
  expect(routeOf('green_10', 'blue')).toEqual({ live: 'green', trial: true, share: 10, confirmed: 'blue' });
  expect(routeOf('blue', 'green_trial').confirmed).toBeUndefined();
  expect(routeOf('none', 'none')).toEqual({ live: undefined, trial: false, share: 100, confirmed: undefined });
});

test('shares grow, each has a time, and the last is all of it', () => {
  expect(parseSteps('100', 'binary')).toEqual([]);
  expect(parseSteps('10@2m, 50 @ 30s,100', 'percent')).toEqual([
    { share: 10, hold: 2 * minute },
    { share: 50, hold: minute / 2 },
  ]);
});

test.each([
  ['10@2m', 'must end with 100'],
  ['10@2m, 100@5m', 'must end with 100'],
  ['10, 100', 'not a share'],
  ['50@1m, 10@1m, 100', 'shares grow'],
  ['0@1m, 100', 'not a share'],
  ['10@0s, 100', 'less than a second'],
  ['10@2h, 100', 'more than 55 minutes'],
  ['100@1m, 100', 'not a share'],
  ['', 'must end with 100'],
])('steps %j are refused: %s', (text, why) => {
  expect(() => parseSteps(text, 'percent')).toThrow(why);
  expect(() => parseSteps(text, 'percent')).toThrow('Example: steps: 10@2m, 50@2m, 100');
});

test('a router that cannot weigh takes no shares', () => {
  expect(() => parseSteps('10@2m, 100', 'binary')).toThrow('needs a router');
});

const report = (requests: number, failed: number, p95?: number) => ({
  requests,
  failed,
  failures: [],
  byVersion: {},
  duration: 1,
  ...(p95 === undefined ? {} : { p95 }),
});

test.each([
  ['as good', report(100, 0, 20), report(100, 0, 20), undefined],
  ['slower by what does not matter', report(100, 0, 60), report(100, 0, 10), undefined],
  ['slower by what does', report(100, 0, 300), report(100, 0, 20), 'p95 300 ms'],
  ['failing where the old one does not', report(100, 1, 20), report(100, 0, 20), '1 of 100 requests failed'],
  ['failing less than the old one', report(100, 1, 20), report(100, 2, 20), undefined],
  ['not measured', report(0, 0), report(100, 0, 20), 'nothing of it was measured'],
])('a new version that is %s', (_what, fresh, old, why) => {
  const found = compare(fresh, old);
  if (why === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(why);
});

const entry = (transaction: string, step: string, phase: 'intent' | 'done' | 'failed', data?: Record<string, unknown>) => ({
  at: '',
  fence: 1,
  transaction,
  step,
  phase,
  ...(data ? { data } : {}),
});

test('a migration that breaks old code counts until a release is confirmed after it, and for every release before it', () => {
  const released = (id: string, version: string) => [entry(id, 'switch', 'intent', { version }), entry(id, 'confirm', 'done')];
  const broken = entry('2', 'migrate', 'done', { oldCodeCompatible: false });
  const before = [...released('1', 'v1'), entry('2', 'migrate', 'done', { oldCodeCompatible: true })];
  expect(breaksOldCode(before)).toBe(false);
  expect(breaksOldCode([...before, broken])).toBe(true);
  const after = [...before, broken, ...released('2', 'v2')];
  expect(breaksOldCode(after)).toBe(false);
  expect(breaksOldCode(after, 'v1')).toBe(true);
  expect(breaksOldCode(after, 'v2')).toBe(false);
});

test.each<[string, readonly ReturnType<typeof entry>[], boolean]>([
  ['is lost', [], true],
  ['ends well', [entry('2', 'migrate', 'done', { oldCodeCompatible: 'false' })], true],
  ['left a part', [entry('2', 'migrate', 'failed', { reason: 'failed-partial' })], true],
  ['was cancelled', [entry('2', 'migrate', 'failed', { reason: 'cancelled' })], true],
  ['changed nothing', [entry('2', 'migrate', 'failed', { reason: 'failed-clean' })], false],
  ['was taken back', [entry('2', 'migrate', 'failed', { reason: 'failed-rolled-back' })], false],
])('a migration that was known to break old code, and %s, counts in the next release', (_, end, expected) => {
  const begun = [entry('2', 'migrate', 'intent'), entry('2', 'schema', 'done', { oldCodeCompatible: 'false' }), ...end];
  expect(breaksOldCode([...begun, entry('3', 'migrate', 'done', { oldCodeCompatible: 'true' })])).toBe(expected);
});
