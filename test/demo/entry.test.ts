import { describe, expect, test } from '@jest/globals';
import type { LoadResult } from '../load/result.ts';
import { composeRelease, type Seen } from './entry.ts';

const switchedAt = Date.UTC(2026, 0, 2, 3, 4, 5);
const span = (version: string, first: number, last: number, count: number): LoadResult['versions'][number] => ({
  version,
  first: switchedAt + first,
  last: switchedAt + last,
  count,
  spans: [{ first: switchedAt + first, last: switchedAt + last, count }],
});
const load: LoadResult = {
  url: 'http://127.0.0.1:8000',
  clients: 8,
  started: switchedAt - 9000,
  ended: switchedAt + 9000,
  requests: 1800,
  failed: 3,
  reads: 1200,
  writes: 600,
  fresh: { requests: 900, failed: 3 },
  kept: { requests: 900, failed: 0 },
  failures: [],
  versions: [span('v2', 12, 8990, 897), span('v1', -8990, 3, 900)],
  acknowledged: 600,
  notes: 'notes.jsonl',
  latency: { p50: 4, p99: 20, max: 80 },
  series: [{ second: 0, requests: 100, failed: 3, p99: 20, byVersion: { v1: 97 } }],
  marks: [],
};
const told = {
  outcome: 'released',
  version: 'v2',
  // The action's own watch; the receipt of the demo must not take it for the users.
  requests: 40,
  failed: 0,
  lastOldMs: 1,
  firstNewMs: 2,
  switchedAt: new Date(switchedAt).toISOString(),
  steps: [{ name: 'switch', seconds: 0.05 }],
  timeline: [{ name: 'switch', start: switchedAt, end: switchedAt + 50 }],
  images: { backend: 'x@sha256:1' },
  scan: {},
  identity: 'v2 on 3 fresh connections in a row',
  undo: 'armed',
  rollbackCommand: 'back',
};
const seen: Seen = {
  version: 'v2',
  previous: 'v1',
  exitCode: 0,
  outputs: { outcome: 'released', reason: '', receipt: JSON.stringify(told) },
  message: '',
  load,
  notes: { acknowledged: 600, missing: 0 },
};

describe('a release of the receipt', () => {
  test("has the users' figures, not those of the action's watch", () => {
    const release = composeRelease(seen);
    expect(release).toMatchObject({
      outcome: 'released',
      requests: 1800,
      failed: 3,
      lastOldMs: 3,
      firstNewMs: 12,
      rollbackCommand: 'back',
    });
    expect(release.served.map(({ version }) => version)).toEqual(['v1', 'v2']);
  });

  test('has null, not nothing, where there was no backup', () => {
    expect(JSON.parse(JSON.stringify(composeRelease(seen)))).toMatchObject({ backup: null, migration: null });
  });

  test.each<[number, string, string]>([
    [1, 'released', 'failed'],
    [0, 'rolled-back', 'failed'],
    [1, 'rolled-back', 'rolled-back'],
    [1, 'failed', 'failed'],
    [0, 'unchanged', 'failed'],
    [137, '', 'failed'],
  ])('exit code %i and outcome %j are %s', (exitCode, outcome, expected) => {
    expect(composeRelease({ ...seen, exitCode, outputs: { outcome } }).outcome).toBe(expected);
  });

  test('that said nothing at all is still a release', () => {
    const release = composeRelease({ ...seen, exitCode: 137, outputs: {}, message: 'no answer', load: undefined });
    expect(release).toMatchObject({ outcome: 'failed', message: 'no answer', steps: [], requests: 0, lastOldMs: null });
  });

  test('carries the message only where it was not released', () => {
    expect(composeRelease({ ...seen, message: 'noise' }).message).toBe('');
  });
});
