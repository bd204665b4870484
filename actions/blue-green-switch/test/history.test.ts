import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import type { Entry } from '@slipway/journal';
import { type Confirmed, confirmedReleases, namedRelease, releaseBefore } from '../src/history.ts';
import { breaksOldCode } from '../src/schema.ts';

const first = `1234567${'a'.repeat(33)}`;
const second = `1234567${'b'.repeat(33)}`;

/** One release as the journal tells it. */
function release(run: number, version: string, end?: string, confirmed = true): Entry[] {
  const entry = (step: string, phase: Entry['phase'], data?: Entry['data']): Entry => {
    return { at: '2026-01-01T00:00:00Z', fence: run, transaction: `${run}.1.1`, step, phase, ...(data ? { data } : {}) };
  };
  return [
    entry('switch', 'intent', { version, images: { backend: `registry.example.com/notes@${version}` } }),
    ...(confirmed ? [entry('confirm', 'done')] : []),
    ...(end ? [entry('end', 'done', { outcome: end })] : []),
  ];
}

function failureOf(known: readonly Confirmed[], asked?: string): string {
  try {
    return `found ${namedRelease(known, asked)?.version}`;
  } catch (error) {
    if (error instanceof Failure) return `${error.reason}: ${error.text}`;
    throw error;
  }
}

test('only what was confirmed counts, newest first, also where its run was lost after that', () => {
  const entries = [...release(1, 'v1', 'switched'), ...release(2, 'v2'), ...release(3, 'v3', 'rolled-back', false)];
  expect(confirmedReleases(entries).map(({ version, byRollback }) => [version, byRollback])).toEqual([
    ['v2', false],
    ['v1', false],
  ]);
});

test('what was moved back after its confirm, because the connection broke in that moment, was not confirmed', () => {
  const lost = release(2, 'v2', 'rolled-back');
  const back: Entry = { at: '2026-01-01T00:00:00Z', fence: 2, transaction: '2.1.1', step: 'move back', phase: 'done' };
  const entries = [...release(1, 'v1', 'switched'), ...lost.slice(0, -1), back, ...lost.slice(-1)];
  expect(confirmedReleases(entries).map(({ version }) => version)).toEqual(['v1']);
  expect(namedRelease(confirmedReleases(entries), undefined)).toBeUndefined();
  // What was migrated for it is still something that v1 has to live with.
  const migrated: Entry = { ...back, step: 'migrate', data: { oldCodeCompatible: 'false' } };
  expect([entries, [...entries.slice(0, 3), migrated, ...entries.slice(3)]].map((one) => breaksOldCode(one))).toEqual([false, true]);
});

test('without a name it is the one on the idle colour; after a rollback that would go forward again, so it must be named', () => {
  const two = [...release(1, 'v1', 'released'), ...release(2, 'v2', 'released')];
  expect(namedRelease(confirmedReleases(two), undefined)).toBeUndefined();
  const back = confirmedReleases([...two, ...release(3, 'v1', 'rolled-back')]);
  expect(failureOf(back)).toMatch(/nothing-to-roll-back: v1 serves because of a rollback.*Nothing was changed.*newest first: v2\./);
  expect(namedRelease(back, 'v2')).toMatchObject({ version: 'v2', images: { backend: 'registry.example.com/notes@v2' } });
  // A release that failed after the rollback changes nothing of that.
  expect(failureOf(confirmedReleases([...two, ...release(3, 'v1', 'rolled-back'), ...release(4, 'v3', 'failed', false)]))).toContain(
    'v1 serves',
  );
});

test('what served before the newest release is another version than that', () => {
  const known = confirmedReleases([...release(1, 'v1', 'switched'), ...release(2, 'v2', 'switched'), ...release(3, 'v2', 'switched')]);
  expect(releaseBefore(known)?.version).toBe('v1');
  expect(releaseBefore(known.slice(0, 2))).toBeUndefined();
  expect(releaseBefore([])).toBeUndefined();
});

test('a commit may be shortened, where that means one release; what is unknown is refused with the list', () => {
  const known = confirmedReleases([...release(1, first, 'released'), ...release(2, second, 'released'), ...release(3, 'v1', 'released')]);
  expect(namedRelease(known, first.slice(0, 8))?.version).toBe(first);
  expect(failureOf(known, '1234567')).toContain('is the beginning of several releases');
  expect(failureOf(known, first.slice(0, 6))).toContain(`knows no confirmed release ${first.slice(0, 6)}`);
  expect(failureOf(known, 'v9')).toContain(`Confirmed before v1, newest first: ${second}, ${first}.`);
  expect(failureOf([], 'v9')).toContain('none was ever confirmed');
});
