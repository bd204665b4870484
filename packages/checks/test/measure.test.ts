import { describe, expect, test } from '@jest/globals';
import { type Check, type CheckReport, histogramBounds, measure, parseConditions, runCheck } from '../src/index.ts';
import { instantPorts, realPorts, sendJson, type TestServer, track } from './support.ts';

const server = track();
const check = (one: TestServer, more: Partial<Check> = {}): Promise<CheckReport> =>
  runCheck({ name: 'health', url: one.url, consecutive: 1, deadline: 3000, timeout: 2000, ...more }, realPorts());
const fast = { samples: 20, rate: 20 };

/** Good at first, so that the gate passes, and then as `later` says; the number counts from 1. */
const afterGate =
  (later: (number: number) => number) => (_: unknown, response: Parameters<Parameters<typeof server>[0]>[1], number: number) =>
    sendJson(response, {}, number === 1 ? 200 : later(number - 1));

describe('a measurement', () => {
  test('asks at its rate on fresh connections, reports n and percentiles, and no p99 of 20', async () => {
    const one = await server((_, response) => void setTimeout(() => sendJson(response, {}), 30));
    const report = await check(one, { measure: fast, conditions: parseConditions(['[STATUS] == 200', '[P95] < 2s', '[ERROR_RATE] < 1%']) });
    expect(report).toMatchObject({ passed: true, measurement: { n: 20, failed: 0, answered: 20, errorRate: 0, rate: 20 } });
    const { p50 = 0, p95 = 0, p99, histogram = [], duration = 0 } = report.measurement ?? {};
    expect(p50).toBeGreaterThanOrEqual(29);
    expect(p95).toBeGreaterThanOrEqual(p50);
    expect(p99).toBeUndefined();
    expect(histogram).toHaveLength(histogramBounds.length + 1);
    expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(histogram.slice(0, 4).every((count) => count === 0)).toBe(true);
    expect(duration).toBeGreaterThan(900);
    expect(one.connections()).toBe(21);
    expect(report.conditions.map(({ text, passed }) => [text, passed])).toEqual([
      ['[STATUS] == 200', true],
      ['[P95] < 2s', true],
      ['[ERROR_RATE] < 1%', true],
    ]);
    expect(report.sentence).toMatch(/1 of 1 times in a row \(.*\)\. 20 requests at 20 a second in .*: none failed, p50 /);
  });

  test('does not begin where the check does not pass', async () => {
    const one = await server((_, response) => sendJson(response, {}, 503));
    const report = await check(one, { measure: fast, deadline: 300, conditions: parseConditions(['[STATUS] == 200', '[P95] < 1']) });
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy' });
    expect(report.measurement).toBeUndefined();
  });

  test('a condition on its figures fails with what was measured', async () => {
    const one = await server((_, response) => void setTimeout(() => sendJson(response, {}), 60));
    const report = await check(one, { measure: fast, conditions: parseConditions(['[P50] < 20']) });
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy' });
    expect(report.sentence).toMatch(/^health failed when it was measured: \[P50\] < 20 does not hold: \d+ ms over 20 requests\.$/);
    expect(report.conditions.map(({ text }) => text)).toEqual(['[STATUS] == 200', '[P50] < 20']);
  });

  test('failed requests fail it where nothing allows them', async () => {
    const failing = (): Promise<TestServer> => server(afterGate((number) => (number % 4 === 0 ? 500 : 200)));
    for (const conditions of [[], parseConditions(['[P95] < 2s'])]) {
      const quiet = await check(await failing(), { measure: fast, conditions });
      expect(quiet).toMatchObject({ passed: false, failure: 'error-budget', measurement: { n: 20, failed: 5, errorRate: 0.25 } });
      expect(quiet.sentence).toMatch(/5 of 20 requests failed, and nothing allows that; the first: .*500/);
    }
    expect(await check(await failing(), { measure: fast, errorBudget: 0.25 })).toMatchObject({ passed: true });
    const two = await server(afterGate((number) => (number % 4 === 0 ? 500 : 200)));
    const asked = await check(two, { measure: fast, conditions: parseConditions(['[ERROR_RATE] <= 10%']) });
    expect(asked).toMatchObject({ passed: false, failure: 'unhealthy' });
    expect(asked.sentence).toContain('[ERROR_RATE] <= 10% does not hold: 25%');
  });

  test('where all failed is unhealthy, and gives no latency', async () => {
    const one = await server(afterGate(() => 500));
    const report = await check(one, { measure: fast, conditions: parseConditions(['[P95] < 500']) });
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy', measurement: { n: 20, failed: 20, answered: 20 } });
    expect(report.measurement?.p95).toBeUndefined();
    expect(report.sentence).toContain('all 20 requests failed; the first: [STATUS] == 200 does not hold: 500');
  });

  test('latency is that of the good answers', async () => {
    const one = await server((_, response, number) =>
      number % 2 === 1 ? void setTimeout(() => sendJson(response, {}), 80) : sendJson(response, {}, 500),
    );
    const conditions = parseConditions(['[ERROR_RATE] <= 60%', '[P50] > 70']);
    const report = await check(one, { measure: fast, conditions });
    expect(report).toMatchObject({ passed: true, measurement: { n: 20, failed: 10, answered: 20 } });
    expect(report.measurement?.histogram.reduce((sum, count) => sum + count, 0)).toBe(10);
  });

  test('does not wait a whole timeout for requests that hang at its end, and waits for what was slow before', async () => {
    const hanging = await server((_, response, number) => (number === 1 ? sendJson(response, {}) : undefined));
    const started = performance.now();
    const report = await check(hanging, { measure: { samples: 4, rate: 20 }, timeout: 20_000 });
    expect(report).toMatchObject({ passed: false, failure: 'no-data', measurement: { n: 4, failed: 4 } });
    expect(performance.now() - started).toBeLessThan(4500);
    const slow = await server((_, response, number) => void setTimeout(() => sendJson(response, {}), number === 1 ? 1000 : 2400));
    expect(await check(slow, { measure: { samples: 1, rate: 20 }, timeout: 5000 })).toMatchObject({ passed: true });
  }, 15_000);

  test('latency counts from the planned start', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const { clock, signal } = instantPorts();
    const late = { now: clock.now, sleep: (milliseconds: number) => clock.sleep(milliseconds + 400) };
    const { p50 } = await measure({ url: one.url }, { samples: 5, rate: 1 }, { clock: late, signal });
    expect(p50).toBeGreaterThanOrEqual(400);
  });

  test('ends with a cancelled run', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 300);
    const asked = measure({ url: one.url }, { duration: 60_000, rate: 5 }, { ...realPorts(), signal: cancel.signal });
    await expect(asked).rejects.toMatchObject({ reason: 'cancelled' });
    expect(one.requests.length).toBeLessThan(5);
  });

  test('a POST is not measured unless it is idempotent', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    await expect(check(one, { method: 'POST', measure: fast })).rejects.toMatchObject({ reason: 'bad-input' });
    expect(await check(one, { method: 'POST', idempotent: true, measure: fast })).toMatchObject({ passed: true });
  });
});

describe('a soak', () => {
  test('fails as soon as its budget is spent', async () => {
    const one = await server(afterGate((number) => (number === 5 ? 500 : 200)));
    const started = performance.now();
    const report = await check(one, { soak: 20_000, measure: { rate: 20 } });
    expect(performance.now() - started).toBeLessThan(3000);
    expect(report).toMatchObject({ passed: false, failure: 'error-budget' });
    expect(report.sentence).toMatch(
      /1 of \d+ requests failed, and at most 0 % of 400 may; the first: \[STATUS\] == 200 does not hold: 500/,
    );
    expect(report.hints).toHaveLength(1);
  });

  test('passes within its budget', async () => {
    const one = await server(afterGate((number) => (number === 5 ? 500 : 200)));
    const report = await check(one, { soak: 1000, errorBudget: 0.05, measure: { rate: 20 } });
    expect(report).toMatchObject({ passed: true, warnings: [], measurement: { n: 20, failed: 1 } });
  });

  test('a server that dies under way gave no data, or is let pass where that is said', async () => {
    const dying = (): Promise<TestServer> =>
      server((_, response, number) => (number === 1 ? sendJson(response, {}) : void response.socket?.destroy()));
    const failed = await check(await dying(), { measure: fast, conditions: parseConditions(['[P95] < 1s']) });
    expect(failed).toMatchObject({ passed: false, failure: 'no-data', measurement: { n: 20, answered: 0, errorRate: 1 } });
    expect(failed.sentence).toContain('none of 20 requests was answered');
    const passed = await check(await dying(), { measure: fast, onNoData: 'pass', conditions: parseConditions(['[P95] < 1s']) });
    expect(passed).toMatchObject({ passed: true });
    expect(passed.warnings.join(' ')).toContain('none of 20 requests was answered; on-no-data lets that pass');
    const rate = await check(await dying(), { measure: fast, onNoData: 'pass', conditions: parseConditions(['[ERROR_RATE] < 1%']) });
    expect(rate).toMatchObject({ passed: false, failure: 'unhealthy' });
    const soaked = await check(await dying(), { soak: 1000, onNoData: 'pass' });
    expect(soaked).toMatchObject({ passed: false, failure: 'error-budget' });
  });
});
