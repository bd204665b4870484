import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../../../test/harness/sample.ts';
import { type ExpectedVersion, identify } from '../src/index.ts';
import { readVersions } from '../src/version.ts';
import { observedJson } from './support.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const other = 'fedcba9876543210fedcba9876543210fedcba98';

describe('version identity', () => {
  test.each<[object, ExpectedVersion, string, string | undefined]>([
    [{ version: commit }, { value: commit }, 'proven', commit],
    [{ version: commit.slice(0, 7) }, { value: commit }, 'proven', commit.slice(0, 7)],
    [{ version: commit.toUpperCase() }, { value: commit.slice(0, 12) }, 'proven', commit.toUpperCase()],
    [{ version: commit.slice(0, 6) }, { value: commit, derived: true }, 'unproven', commit.slice(0, 6)],
    [{ version: commit.slice(0, 6) }, { value: commit }, 'stale', commit.slice(0, 6)],
    [{ version: other }, { value: commit }, 'stale', other],
    [{ version: other }, { value: commit, derived: true }, 'stale', other],
    [{ version: '0.1.0' }, { value: commit, derived: true }, 'unproven', '0.1.0'],
    [{ version: '0.1.0' }, { value: '0.1.0' }, 'proven', '0.1.0'],
    [{ version: 'v0.1.0' }, { value: '0.1.0' }, 'proven', 'v0.1.0'],
    [{ version: '0.1.1' }, { value: '0.1.0' }, 'stale', '0.1.1'],
    [{ version: '0.1.0', commit }, { value: commit }, 'proven', commit],
    [{ version: '0.1.0', commit: other }, { value: commit, derived: true }, 'stale', other],
    [{ version: '0.1.0' }, {}, 'unproven', '0.1.0'],
    [{ status: 'ok' }, { value: commit }, 'unproven', undefined],
    [{ version: { nested: 1 } }, { value: commit }, 'unproven', undefined],
    [{ build: { sha: commit } }, { value: commit }, 'proven', commit],
    [{ app: { rev: commit }, version: other }, { value: commit, path: 'app.rev' }, 'proven', commit],
    [{ version: commit }, { value: commit, path: 'app.rev' }, 'unproven', undefined],
    [{ version: 7 }, { value: '7' }, 'proven', '7'],
  ])('%j with %j is %s', (json, expected, identity, version) => {
    const answer = observedJson(json);
    expect(identify(answer, expected)).toEqual({ identity, ...(version === undefined ? {} : { version }) });
  });

  test('the header counts before the body, and alone where it is named', () => {
    const answer = observedJson({ version: other }, { headers: { 'x-version': commit, 'x-app': '3' } });
    expect(readVersions(answer)).toEqual([commit, other]);
    expect(readVersions(answer, { header: 'X-App' })).toEqual(['3']);
    expect(readVersions(answer, { header: 'missing' })).toEqual([]);
  });

  test('no two different commits are ever taken for one', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 7, maxLength: 40 });
    fc.assert(
      fc.property(hex, hex, (a, b) => {
        const same = a.startsWith(b) || b.startsWith(a);
        return identify(observedJson({ commit: a }), { value: b }).identity === (same ? 'proven' : 'stale');
      }),
      { seed },
    );
  });
});
