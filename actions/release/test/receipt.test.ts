import { expect, test } from '@jest/globals';
import { type ReleaseReceipt, renderRelease } from '../src/receipt.ts';
import { receipt } from './receipts.ts';

const row = (label: string, change: Partial<ReleaseReceipt>): string | undefined =>
  renderRelease({ ...receipt, ...change })
    .split('\n')
    .find((line) => line.startsWith(`| ${label} |`));

test.each<[string, Partial<ReleaseReceipt>, string]>([
  ['released', {}, '`4f2c0d9` on green, before `9a8b7c6`'],
  ['released first', { previousVersion: '' }, '`4f2c0d9` on green'],
  ['live already', { outcome: 'unchanged', previousVersion: '' }, '`4f2c0d9` on green'],
  ['rolled back', { outcome: 'rolled-back', live: 'blue' }, '`9a8b7c6` on blue'],
  ['never moved', { outcome: 'failed', live: '', previousVersion: '' }, 'what served before: no traffic was moved'],
  [
    'out of sight',
    { outcome: 'failed', live: 'unknown', previousVersion: '' },
    'not seen: the server could not be told what to do, or not be asked; what is known stands below',
  ],
])('a summary says what serves: %s', (_, change, expected) => {
  expect(row('Serving now', change)).toBe(`| Serving now | ${expected} |`);
});

test('the last request to the old version may have begun before the order', () => {
  expect(row('Old version last asked, new one first answered', {})).toContain('| 12 ms before the order, 7 ms after the order |');
});

test('an outage stands in the summary, and no other', () => {
  expect(row('Outage of what may run only once', { outageMs: 4200 })).toContain('| 4.2 s |');
  expect(row('Outage of what may run only once', {})).toBeUndefined();
});
