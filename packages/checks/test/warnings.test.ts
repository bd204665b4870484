import { describe, expect, test } from '@jest/globals';
import { parseConditions } from '../src/index.ts';
import { bodyWarnings, findComplaint } from '../src/warnings.ts';
import { observed, observedJson } from './support.ts';

describe('an answer of 200 that says otherwise in its body', () => {
  test.each([
    [{ status: 'unhealthy' }, 'status: unhealthy'],
    [{ status: 'ok', services: { redis: 'ERROR', db: 'ok' } }, 'services.redis: ERROR'],
    [{ ai: { status: 'degraded' }, jobs: { status: 'error' } }, 'ai.status: degraded'],
    [{ checks: [{ name: 'db', status: 'down' }] }, 'checks.0.status: down'],
    [{ healthy: false }, 'healthy: false'],
    [{ error: 'no connection to the database' }, 'error: no connection to the database'],
    ['unhealthy', 'unhealthy'],
    [{ status: 'Not ready' }, 'status: Not ready'],
    [{ redis: 'error: connection refused' }, 'redis: error: connection refused'],
    [{ components: { queue: { state: 'DOWN (3 workers)' } } }, 'components.queue.state: DOWN (3 workers)'],
  ])('%j', (json, line) => {
    expect(findComplaint(json)).toBe(line);
  });

  test.each([
    { status: 'ok' },
    { error: null, errors: [] },
    { message: 'no error' },
    { message: 'Error budget left: 99 %' },
    { log_level: 'error', logLevel: 'error', level: 'error' },
    { name: 'down', title: 'Failed' },
    { restart: { on: 'failure' } },
    { debug: false },
    { a: { b: { c: { d: 'error' } } } },
    null,
    7,
  ])('%j is fine', (json) => {
    expect(findComplaint(json)).toBeUndefined();
  });

  test('warns only where no condition looks at the body', () => {
    const answer = observedJson({ status: 'degraded' });
    const [warning] = bodyWarnings(parseConditions(['[STATUS] == 200']), answer);
    expect(warning).toBe('The status is 200, but the body says status: degraded, and no condition looks at the body.');
    expect(bodyWarnings(parseConditions(['[STATUS] == 200', 'has([BODY].status) == true']), answer)).toEqual([]);
    expect(bodyWarnings([], observed({ body: 'degraded' }))).toEqual([]);
  });

  test('a wide and deep body is looked at only near its top', () => {
    let looks = 0;
    // What is asked of the objects further down is counted.
    const deep = new Proxy({ status: 'failed' }, { get: () => void looks++ });
    const wide = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`k${index}`, { status: 'ok', inner: { inner: { inner: { deep } } } }]),
    );
    expect(findComplaint({ wide })).toBeUndefined();
    expect(looks).toBe(0);
    expect(findComplaint({ near: { status: 'failed' } })).toBeDefined();
  });
});
