import { describe, expect, test } from '@jest/globals';
import { parseSeverities, severityOf } from '../src/severity.ts';
import { inputsOf } from './inputs.ts';

const image = `ghcr.io/acme/notes@sha256:${'a'.repeat(64)}`;

describe('inputs', () => {
  test('an image by digest is enough, and the gate is on', () => {
    expect(inputsOf({ image })).toMatchObject({
      'fail-on': 'critical,high',
      'only-fixable': true,
      'fail-on-eol': true,
      'db-max-age': 172_800_000,
    });
    expect(inputsOf({ path: 'image.tar' }).path).toBe('image.tar');
    expect(inputsOf({ image: `localhost:5000/a/b:1.0@sha256:${'b'.repeat(64)}` }).image).toContain('1.0');
  });

  test.each([
    ['nothing', {}, 'image: is required'],
    ['an image by tag', { image: 'ghcr.io/acme/notes:1.0' }, 'image: has no digest'],
    ['an image that is an option', { image: `--input@sha256:${'a'.repeat(64)}` }, 'image: has no digest'],
    ['an image and an archive', { image, path: 'a.tar' }, 'path: names an archive'],
    ['an unknown severity', { image, severity: 'critical,severe' }, 'severity: takes critical'],
    ['no severity at all', { image, severity: 'none' }, 'severity: takes critical'],
    ['an unknown gate', { image, 'fail-on': 'everything' }, 'fail-on: takes critical'],
    ['a gate on what is not reported', { image, severity: 'critical', 'fail-on': 'critical,high' }, 'fail-on: names high'],
    ['a password without user', { image, 'registry-password': 'hunter22' }, 'registry-username: is needed'],
    ['a user without password', { image, 'registry-username': 'me' }, 'registry-password: is needed'],
  ])('%s is refused', (_, given, message) => {
    expect(() => inputsOf(given)).toThrow(message);
  });
});

test('severities', () => {
  expect(parseSeverities('CRITICAL, high')).toEqual(['critical', 'high']);
  expect(parseSeverities('none')).toEqual([]);
  expect(parseSeverities('')).toBeUndefined();
  expect(parseSeverities('none,high')).toBeUndefined();
  expect([severityOf('HIGH'), severityOf('negligible'), severityOf('')]).toEqual(['high', 'unknown', 'unknown']);
});
