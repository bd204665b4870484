import { describe, expect, test } from '@jest/globals';
import { type DemoRelease, type Promised, shortfalls, totals } from './receipt.ts';
import { sampleReceipt } from './sample.ts';

const promised: readonly Promised[] = [
  { version: 'v1', outcome: 'released', requests: 0 },
  { version: 'v2', outcome: 'released', requests: 500 },
  { version: 'v3', outcome: 'rolled-back', requests: 500 },
];

function changed(version: string, change: Partial<DemoRelease>): { releases: DemoRelease[] } {
  return { releases: sampleReceipt().releases.map((release) => (release.version === version ? { ...release, ...change } : release)) };
}

describe('shortfalls', () => {
  test('none where everything is as promised', () => {
    expect(shortfalls(sampleReceipt(), promised)).toEqual([]);
  });

  test.each<[string, Partial<DemoRelease>, string]>([
    ['v1', { outcome: 'failed' }, 'v1 ended as failed, not released'],
    ['v2', { failed: 1, requests: 3000 }, '1 of 3000 requests failed during v2'],
    ['v2', { requests: 499 }, 'only 499 requests were sent during v2, not 500'],
    ['v3', { outcome: 'released' }, 'v3 ended as released, not rolled-back'],
    ['v3', { failed: 2, requests: 3000 }, '2 of 3000 requests failed during v3'],
    ['v3', { notes: { acknowledged: 2000, missing: 1 } }, '1 of 2000 acknowledged notes are missing after v3'],
  ])('%s with %j', (version, change, sentence) => {
    expect(shortfalls(changed(version, change), promised)).toEqual([sentence]);
  });

  test('a release that was never attempted is one', () => {
    expect(shortfalls({ releases: sampleReceipt().releases.slice(0, 2) }, promised)).toEqual(['v3 was not attempted']);
  });
});

test('totals count the notes once, not once for each release', () => {
  expect(totals(sampleReceipt())).toEqual({
    released: 2,
    rolledBack: 1,
    unsuccessful: 0,
    requests: 6650,
    failed: 0,
    notes: { acknowledged: 2011, missing: 0 },
  });
});
