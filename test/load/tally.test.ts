import { describe, expect, test } from '@jest/globals';
import { percentile, Tally } from './tally.ts';

describe('the tally', () => {
  const request = { client: 0, connection: 'fresh', reused: false, method: 'GET', path: '/', answered: true } as const;

  test('percentiles are of the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 99, 100]);
    expect(percentile([7], 50)).toBe(7);
  });

  test('a second in which nothing was asked has a row', () => {
    const tally = new Tally(0);
    for (const startedAt of [100, 2_100]) tally.record({ ...request, startedAt, endedAt: startedAt + 5, version: 'v1' });
    expect(tally.result(3_000).series.map(({ requests, p99 }) => [requests, p99])).toEqual([
      [1, 5],
      [0, null],
      [1, 5],
    ]);
  });

  test('a version that is silent because nobody asked stays in one span', () => {
    const tally = new Tally(0);
    for (const startedAt of [0, 5_000]) tally.record({ ...request, startedAt, endedAt: startedAt + 5, version: 'v1' });
    expect(tally.result(6_000).versions).toEqual([
      { version: 'v1', first: 5, last: 5_000, count: 2, spans: [{ first: 5, last: 5_000, count: 2 }] },
    ]);
  });
});
