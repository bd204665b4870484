import { describe, expect, test } from '@jest/globals';
import { choose } from '../src/choose.ts';
import type { Entry } from '../src/entry.ts';
import { readInstant } from '../src/instant.ts';
import { isName } from '../src/names.ts';
import { withDefaults } from '../src/settled.ts';
import { inputsOf } from './fixture.ts';
import { entryOf, manifestOf, unproven } from './manifests.ts';

const id = (time: string, end: string, database = 'app'): string => `notes-${database}-${time}-${end}`;
const backup = (created: string, name: string, more = {}): Entry => entryOf(manifestOf(created, { id: name, ...more }));
const newest = entryOf(unproven('2026-01-03T03:00:00Z', { id: id('20260103T030000Z', '00ff') }));
const lost = { ...backup('2026-01-02T12:00:00Z', id('20260102T120000Z', '0001')), whole: false };
const cut = { ...backup('2026-01-04T12:00:00Z', id('20260104T120000Z', '0002')), whole: false, found: 5 };
const second = backup('2026-01-02T03:00:00Z', id('20260102T030000Z', '1a2b'));
const first = backup('2026-01-01T03:00:00Z', id('20260101T030000Z', 'beef'));
const elsewhere = backup('2026-01-01T03:00:00Z', id('20260101T030000Z', 'beef', 'other'), { database: 'other' });
const backups = [cut, newest, lost, second, first, elsewhere];
const store = { folder: '/b', list: async () => ({ backups, strange: 0 }) };
const chosen = (more: Record<string, string> = {}, project = 'notes', database = 'app'): Promise<Entry> => {
  const inputs = withDefaults(inputsOf({ mode: 'restore', into: 'x', destination: '/b', ...more }));
  return choose({ inputs, project, keys: { signer: undefined, verifiers: [] } }, store, database);
};

describe('without a wish', () => {
  test('it is the newest proven one that is whole', async () => {
    expect((await chosen()).manifest.id).toBe(second.manifest.id);
    await expect(chosen({}, 'notes', 'none')).rejects.toMatchObject({ reason: 'no-backup' });
    await expect(chosen({}, 'other')).rejects.toMatchObject({ reason: 'no-backup' });
  });

  test.each([
    ['that can be named', [cut, newest], 'Name one with id to use it all the same.'],
    ['that cannot be used', [cut, { ...newest, authentic: false, doubt: 'changed' }], 'None of them can be used, and mode: list shows why'],
    ['at all', [], 'mode: list shows what is there'],
  ])('where none is proven, what to do depends on whether there is one %s', async (_, there: readonly Entry[], hint) => {
    const inputs = withDefaults(inputsOf({ mode: 'verify', destination: '/b' }));
    const place = { folder: '/b', list: async () => ({ backups: there, strange: 0 }) };
    const keys = { signer: undefined, verifiers: there.some(({ doubt }) => doubt) ? [{ name: 'k', verify: () => false }] : [] };
    await expect(choose({ inputs, project: 'notes', keys }, place, 'app')).rejects.toMatchObject({
      reason: 'no-backup',
      details: { hint: expect.stringContaining(hint) },
    });
  });
});

describe('by time', () => {
  test.each([
    ['2026-01-02T03:00:00Z', second],
    ['2026-01-02T02:59:59Z', first],
    ['2026-01-02 05:00:00+02:00', second],
    ['2026-01-01T23:59', first],
    ['2030-01-01T00:00:00Z', second],
  ])('%s', async (at, expected) => {
    expect((await chosen({ at })).manifest.id).toBe(expected.manifest.id);
  });

  test('before the first one there is none, and it says which is the first', async () => {
    await expect(chosen({ at: '2026-01-01T02:59:59Z' })).rejects.toMatchObject({
      reason: 'no-backup',
      details: { hint: `The oldest proven one is ${first.manifest.id}.` },
    });
  });

  test('a day alone is no time, nor is what is no date', () => {
    for (const text of ['2026-01-02', '02.01.2026 03:00', '2026-13-01T00:00:00Z', '2026-01-02T25:00:00Z', 'yesterday', '2026-01-02T03'])
      expect(readInstant(text)).toBeUndefined();
  });
});

describe('by name', () => {
  test.each([
    ['the whole', second.manifest.id, second],
    ['an unproven one', newest.manifest.id, newest],
    ['that of another database', elsewhere.manifest.id, elsewhere],
    ['its end', '1a2b', second],
    ['its end, where another database has it too', 'beef', first],
    ['its day', '20260101', first],
    ['its minute', '20260102T0300', second],
  ])('%s', async (_, name, expected) => {
    expect((await chosen({ id: name })).manifest.id).toBe(expected.manifest.id);
  });

  test.each([
    ['20260102', 'ambiguous', /may mean 2 backups in \/b: notes-app-20260102T120000Z-0001, notes-app-20260102T030000Z-1a2b/],
    ['20260105', 'no-backup', /no backup 20260105/],
    ['ffff', 'no-backup', /no backup ffff/],
    [lost.manifest.id, 'no-backup', /^The file of notes-app-20260102T120000Z-0001 in \/b is missing\.$/],
    ['0002', 'no-backup', /^The file of notes-app-20260104T120000Z-0002 in \/b has 5 of the 10 bytes that its manifest says\.$/],
  ])('%s is %s', async (name, reason, message) => {
    await expect(chosen({ id: name })).rejects.toMatchObject({ reason, message: expect.stringMatching(message) });
  });

  test('a name is whole, a time or four signs', () => {
    for (const text of ['2026010', '20260102X', '../x', 'app', '1A2B', '1a2b3', '-1a2b', '']) expect(isName(text)).toBe(false);
    for (const text of ['20260102', '20260102T03', '20260102T030000Z-1a', '1a2b', second.manifest.id]) expect(isName(text)).toBe(true);
  });
});
