import { describe, expect, test } from '@jest/globals';
import { type Check, type CheckReport, runCheck } from '../src/index.ts';
import { realPorts, sendJson, type TestServer, track } from './support.ts';

const server = track();
const check = (one: TestServer, more: Partial<Check> = {}): Promise<CheckReport> =>
  runCheck({ name: 'health', url: one.url, consecutive: 1, deadline: 3000, timeout: 2000, ...more }, realPorts());

/** Good at first, so that the gate passes, and then as `later` says; the number counts from 1. */
const afterGate =
  (later: (number: number) => number) => (_: unknown, response: Parameters<Parameters<typeof server>[0]>[1], number: number) =>
    sendJson(response, {}, number === 1 ? 200 : later(number - 1));

describe('a comparison', () => {
  const answering = (pause: number): Promise<TestServer> => server((_, response) => void setTimeout(() => sendJson(response, {}), pause));

  test('fails where this one is slower than the other by more than its ratio', async () => {
    const [now, before] = [await answering(120), await answering(20)];
    const report = await check(now, { measure: { samples: 10, rate: 10 }, compareTo: { url: before.url, ratio: { p50: 1.5 } } });
    expect(report).toMatchObject({ passed: false, failure: 'regressed', measurement: { n: 10, compared: { n: 10, url: before.url } } });
    expect(report.measurement?.compared?.ratio.p50).toBeGreaterThan(1.5);
    expect(report.sentence).toMatch(
      /p50 is [\d.]+ ms and [\d.]+ ms at http.*, and at most 1\.5 times that is allowed \(10 requests each\)/,
    );
    expect(before.requests).toHaveLength(10);
  });

  test('passes where it is not, and a difference of a few milliseconds is none', async () => {
    const [now, before] = [await answering(0), await answering(0)];
    const report = await check(now, { measure: { samples: 10, rate: 10 }, compareTo: { url: before.url, ratio: { p50: 0.2 } } });
    expect(report.passed || (report.measurement?.p50 ?? 0) > 5).toBe(true);
  });

  test('errors count, where the other one has none', async () => {
    const now = await server(afterGate((number) => (number === 3 ? 500 : 200)));
    const report = await check(now, {
      measure: { samples: 10, rate: 10 },
      compareTo: { url: (await answering(0)).url, ratio: { errorRate: 2 } },
    });
    expect(report).toMatchObject({ failure: 'regressed' });
    expect(report.sentence).toContain('the error rate is 10 % and 0 % at');
  });

  test('with nobody is no data', async () => {
    const gone = await answering(0);
    await gone.close();
    const report = await check(await answering(0), { measure: { samples: 5, rate: 10 }, compareTo: { url: gone.url } });
    expect(report).toMatchObject({ failure: 'no-data' });
    expect(report.sentence).toContain('did not answer one of 5 requests');
  });

  test('with one that answers nothing but errors is no data, and with one that answers some is told', async () => {
    const slowly = (status: (number: number) => number): Promise<TestServer> =>
      server((_, response, number) => void setTimeout(() => sendJson(response, {}, status(number)), 40));
    const asked = { measure: { samples: 10, rate: 10 } };
    const broken = await slowly(() => 500);
    const report = await check(await answering(0), { ...asked, compareTo: { url: broken.url, ratio: { p95: 1.5 } } });
    expect(report).toMatchObject({ passed: false, failure: 'no-data' });
    expect(report.sentence).toContain('gave no good answer to any of 10 requests');
    const half = await slowly((number) => (number % 2 === 0 ? 500 : 200));
    const told = await check(await answering(0), { ...asked, compareTo: { url: half.url, ratio: { p95: 1.5 } } });
    expect(told).toMatchObject({ passed: true, warnings: [expect.stringMatching(/^5 of 10 requests to http.* failed/)] });
  });

  test('does not excuse failures of its own', async () => {
    const now = await server(afterGate(() => 500));
    const report = await check(now, {
      measure: { samples: 10, rate: 10 },
      compareTo: { url: (await answering(0)).url, ratio: { p95: 1.5 } },
    });
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy' });
  });
});
