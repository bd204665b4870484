import { expect, test } from '@jest/globals';
import { broken, brokenByCrash } from './promises.ts';
import type { Seen } from './site.ts';

type Failed = Seen['failures'][number];

const failed = (change: Partial<Failed> = {}): Failed => ({
  at: 1000,
  took: 1,
  client: 1,
  connection: 'kept',
  reused: true,
  kind: 'connection',
  method: 'GET',
  path: '/',
  version: null,
  error: 'read ECONNRESET',
  ...change,
});

function seen(failures: readonly Failed[], change: Partial<Seen> = {}): Seen {
  const figures = { requests: 500, failed: failures.length, missing: 0, settled: 2000 };
  return { ...figures, failures, ...change } as unknown as Seen;
}

test('each promise allows what it says, and nothing else', () => {
  const fresh = failed({ connection: 'fresh', reused: false });
  const answer = failed({ kind: 'status', error: 'status 502' });
  const allowed = (['nothing', 'kept', 'connections'] as const).map((promise) =>
    [failed(), fresh, answer].map((one) => broken(seen([one]), promise).length === 0),
  );
  expect(allowed).toEqual([
    [false, false, false],
    [true, false, false],
    [true, true, false],
  ]);
});

test('lost notes, no load and more failures than a change can cost are seen', () => {
  expect(broken(seen([], { missing: 1 }), 'kept')).toEqual(['1 notes are lost']);
  expect(broken(seen([], { requests: 3 }), 'kept')).toEqual(['there were 3 requests only']);
  expect(broken(seen([], { failed: 13 }), 'kept')).toEqual(['13 of 500 requests failed']);
});

test('without a reserve requests may fail until the traffic is back; with one, as at any other time', () => {
  const answer = failed({ kind: 'status', error: 'status 502' });
  expect(brokenByCrash(seen([answer]), { move: 'nothing', crash: 'back' })).toEqual([]);
  expect(brokenByCrash(seen([{ ...answer, at: 2500 }]), { move: 'nothing', crash: 'back' })).toEqual([
    'status 502, 500 ms after the run had ended',
  ]);
  expect(brokenByCrash(seen([answer]), { move: 'kept', crash: 'reserve' })).toHaveLength(1);
});
