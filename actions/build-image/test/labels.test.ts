import { expect, test } from '@jest/globals';
import { candidateTag } from '../src/candidate.ts';
import { imageLabels } from '../src/labels.ts';
import { tagPattern } from '../src/repository.ts';
import { formatBytes } from '../src/summary.ts';

const revision = '0123456789abcdef0123456789abcdef01234567';

test('labels are set where their value is known, and the user has the last word', () => {
  const origin = { revision, created: '2026-11-20T10:00:00+01:00', source: undefined };
  expect(
    imageLabels(origin, 'backend', undefined, [
      { name: 'org.opencontainers.image.title', value: 'Notes' },
      { name: 'team', value: 'a' },
    ]),
  ).toEqual([
    { name: 'org.opencontainers.image.title', value: 'Notes' },
    { name: 'org.opencontainers.image.revision', value: revision },
    { name: 'org.opencontainers.image.created', value: '2026-11-20T10:00:00+01:00' },
    { name: 'team', value: 'a' },
  ]);
});

test('a throw-away tag is a valid tag that names commit, run and attempt', () => {
  expect(candidateTag(revision, { runId: '77', runAttempt: 2 })).toBe('candidate-0123456789ab-77-2');
  expect(candidateTag(undefined, { runId: 'local-a/b c', runAttempt: 1 })).toMatch(/^candidate-[0-9a-f]{12}-local-a-b-c-1$/);
  expect(candidateTag(revision, { runId: 'x'.repeat(300), runAttempt: 1 })).toMatch(tagPattern);
});

test('sizes', () => {
  expect([0, 999, 1000, 1_234_567, 5e9].map(formatBytes)).toEqual(['0 B', '999 B', '1.0 kB', '1.2 MB', '5.0 GB']);
});
