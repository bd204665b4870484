import { expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { questionsFor } from '../src/checks.ts';

const published = [
  { service: 'backend', target: 8000, port: 8000, address: '' },
  { service: 'frontend', target: 3000, port: 3000, address: '' },
];
const ask = (checks: readonly string[]) => questionsFor({ service: 'backend', healthPath: '/health', checks, published });

test('checks of one place are asked together, and every other published service whether it answers', () => {
  expect(
    ask(['backend /jobs [STATUS] == 200', 'backend /jobs [BODY].depth < 1000']).map((one) => [one.service, one.path, one.conditions]),
  ).toEqual([
    ['backend', '/health', ['[STATUS] == 200']],
    ['backend', '/jobs', ['[STATUS] == 200', '[BODY].depth < 1000']],
    ['frontend', '/', ['[STATUS] < 500']],
  ]);
});

test.each([
  ['bakend /health [STATUS] == 200', 'did you mean backend? Those are: backend, frontend'],
  ['db /health [STATUS] == 200', 'which is no released service with a published port. Those are'],
  ['backend health [STATUS] == 200', "the path in 'backend health [STATUS] == 200' does not start with /"],
  ['backend /health', "is not 'service path condition'"],
  ['backend /health BODY.database = connected', 'One condition means nothing'],
])('%j is refused before a colour is started for it', (line, why) => {
  expect.assertions(2);
  try {
    ask([line]);
  } catch (error) {
    expect((error as Failure).reason).toBe('bad-input');
    expect((error as Failure).text).toContain(why);
  }
});
