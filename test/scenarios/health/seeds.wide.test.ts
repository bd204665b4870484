import { describe, expect, test } from '@jest/globals';
import { caidence } from './seeds/caidence.ts';
import { deita } from './seeds/deita.ts';
import { fastvue } from './seeds/fastvue.ts';
import type { Seed } from './seeds/seed.ts';
import { expectFailed, expectHealthy, file, smoke, type Told } from './seeds/smoke.ts';
import { threadr } from './seeds/threadr.ts';
import { threads } from './seeds/threads.ts';

describe.each<[string, Seed, Readonly<Record<string, Told>>]>([
  [
    'S0, a page and metrics',
    threads,
    {
      'a queue that grows': {
        reason: 'unhealthy',
        words: /\[BODY\]\.ingestion_queue_depth < 1000 does not hold: 1000/,
        condition: '[BODY].ingestion_queue_depth < 1000',
      },
      'a metric that was renamed': { reason: 'unhealthy', words: /ingestion_backlog/, condition: '[BODY].ingestion_queue_depth < 1000' },
      'metrics for everybody': {
        reason: 'unhealthy',
        words: /metrics are not public failed: .*any\(401, 403\)/,
        condition: '[STATUS] == any(401, 403)',
      },
      'headers lost': {
        reason: 'unhealthy',
        words: /\[HEADER\]\.strict-transport-security .*\(and 1 more\)/,
        condition: '[HEADER].content-security-policy',
      },
    },
  ],
  [
    'S1, /health and /readiness',
    threadr,
    {
      'Redis away, told in a body with 200': {
        reason: 'unhealthy',
        words: /\[BODY\]\.status == healthy does not hold: degraded \(and 1 more\)/,
        condition: '[BODY].services.redis == connected',
      },
      'Redis away, told by an exception': { reason: 'unhealthy', words: /\[STATUS\] == 200 does not hold: 500/ },
      'not ready yet': { reason: 'unhealthy', words: /readiness failed: \[STATUS\] == 200 does not hold: 503/ },
    },
  ],
  [
    'S2, /health and the queue of jobs',
    caidence,
    {
      'model away': {
        reason: 'unhealthy',
        words: /ai\.status == connected does not hold: disconnected/,
        condition: '[BODY].ai.status == connected',
      },
      'a queue of 1000': { reason: 'unhealthy', words: /queue_depth < 1000 does not hold: 1000/, condition: '[BODY].queue_depth < 1000' },
      'Redis away': {
        reason: 'unhealthy',
        words: /\[BODY\]\.redis == connected does not hold: disconnected/,
        condition: '[BODY].redis == connected',
      },
    },
  ],
  [
    'S3, /health with version and environment',
    fastvue,
    {
      'settings of another environment': {
        reason: 'unhealthy',
        words: /environment == production does not hold: development/,
        condition: '[BODY].environment == production',
      },
      'plain HTTP is redirected': { reason: 'unhealthy', words: /307.*https/s },
      'host not allowed': { reason: 'unhealthy', words: /does not hold: 400.*host/is },
    },
  ],
  [
    'S4, /v1/health and a page',
    deita,
    {
      'backend down behind nginx': { reason: 'unhealthy', words: /backend failed: \[STATUS\] == 200 does not hold: 502/ },
      'another service at its address': {
        reason: 'unhealthy',
        words: /service == deita-backend does not hold: deita-worker/,
        condition: '[BODY].service == deita-backend',
      },
    },
  ],
])('%s', (_, seed, failing) => {
  test('healthy', async () => expectHealthy(await smoke(seed, 'healthy', file)));

  test.each(Object.entries(failing))('%s', async (state, told) => expectFailed(await smoke(seed, state, file), seed, told));
});

test('S2: a queue of 999 is none of 1000', async () => expectHealthy(await smoke(caidence, 'a queue of 999', file)));

test('S0: the login of the metrics is nowhere to be read', async () => {
  const result = await smoke(threads, 'a queue that grows', file);
  expect(`${result.log}${result.summary}${JSON.stringify(result.outputs)}`).not.toContain('m3trics');
});

test('S0: what a gate cannot use of a file for gatus is named', async () => {
  const result = await smoke(threads, 'healthy', file);
  const warnings = result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
  expect(warnings).toEqual([expect.stringMatching(/endpoints\.interval \(line 5\).*endpoints\.alerts \(line 10\)/)]);
});
