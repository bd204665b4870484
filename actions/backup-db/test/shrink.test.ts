import { expect, test } from '@jest/globals';
import type { Manifest } from '../src/manifest.ts';
import { findShrinkage } from '../src/shrink.ts';
import { manifestOf } from './manifests.ts';

const of = (size: number, tables = 1): Manifest => {
  const base = manifestOf(0, { plain: { size, sha256: 'b'.repeat(64) } });
  const named = Array.from({ length: tables }, (_, index) => ({ schema: 'public', name: `t${index}`, rows: 1 }));
  return { ...base, facts: { ...base.facts, tables: named } as Manifest['facts'] };
};

test.each<[string, Manifest, readonly Manifest[], string | undefined]>([
  ['is the first', of(1), [], undefined],
  ['is just half as large', of(50), [of(100)], undefined],
  ['is smaller than half', of(49), [of(100)], '49 B are less than half of the usual 100 B'],
  ['is as small as most are', of(49), [of(200), of(60), of(60)], undefined],
  ['is small after one that was small', of(10), [of(10), of(100), of(100), of(100)], '10 B are less than half of the usual 100 B'],
  [
    'is as small as the newest seven are',
    of(10),
    [...Array.from({ length: 7 }, () => of(10)), ...Array.from({ length: 20 }, () => of(100))],
    undefined,
  ],
  ['is larger than any', of(10_000), [of(100)], undefined],
  ['is small after one small and one large', of(10), [of(10), of(100)], '10 B are less than half of the usual 55 B'],
  ['has a table fewer', of(100, 2), [of(100, 3), of(100, 2)], '2 tables are fewer than the 3 of the backup before'],
  ['has as many tables as the last', of(100, 2), [of(100, 2), of(100, 3)], undefined],
  [
    'has lost both',
    of(1, 1),
    [of(100, 2)],
    '1 B are less than half of the usual 100 B, and 1 table is fewer than the 2 of the backup before',
  ],
])('a backup that %s', (_, made, before, expected) => {
  expect(findShrinkage(made, before)).toBe(expected);
});
