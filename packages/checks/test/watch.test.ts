import { describe, expect, test } from '@jest/globals';
import { parseConditions, type Sample, watch } from '../src/index.ts';
import { percentile } from '../src/percentile.ts';
import { freePort, instantPorts, realPorts, sendJson, track } from './support.ts';

const server = track();
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a watch', () => {
  test('asks at its rate on fresh connections until it is stopped', async () => {
    const one = await server((_, response) => sendJson(response, { version: '1' }));
    const began = performance.now();
    const watching = watch({ url: one.url }, { rate: 20, maxDuration: 60_000 }, realPorts());
    await pause(1050);
    const due = (20 * (performance.now() - began)) / 1000;
    const report = await watching.stop();
    expect(Math.abs(report.requests - due)).toBeLessThan(4);
    expect(report).toMatchObject({ failed: 0, failures: [] });
    expect(report.byVersion['1']?.requests).toBe(report.requests);
    expect(one.connections()).toBe(report.requests);
    expect(report.p50).toBeLessThan(1000);
    expect(report.p99).toBeUndefined();
    await pause(200);
    expect(one.requests).toHaveLength(report.requests);
    expect(await watching.stop()).toBe(report);
  });

  test('tells of each failure at once, counts them, and keeps the first twenty', async () => {
    const one = await server((_, response, number) => sendJson(response, {}, number % 2 ? 500 : 200));
    const told: [Sample, number][] = [];
    const watching = watch(
      { url: one.url },
      {
        rate: 20,
        maxDuration: 5000,
        onFailure: (sample, failed) => {
          told.push([sample, failed]);
          throw new Error('a handler with a defect');
        },
      },
      instantPorts(),
    );
    while (watching.requests < 100) await pause(5);
    expect(watching.failed).toBe(50);
    const report = await watching.stop();
    expect(report).toMatchObject({ requests: 100, failed: 50, duration: 5000 });
    expect(report.failures).toHaveLength(20);
    expect(told.map(([, failed]) => failed)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(told[0]?.[0]).toMatchObject({ ok: false, status: 500, problem: '[STATUS] == 200 does not hold: 500' });
    expect(report.p99).toBeDefined();
  });

  test('shows when the last old and the first new version answered', async () => {
    const one = await server((_, response, number) =>
      sendJson(response, { version: '0.1.0', commit: number <= 10 ? 'aaaaaaa' : 'bbbbbbb' }),
    );
    const { clock, signal } = instantPorts();
    const began = clock.now();
    const sleep = async (milliseconds: number): Promise<void> => {
      await clock.sleep(milliseconds);
      await pause(15);
    };
    const watching = watch(
      { url: one.url },
      { rate: 10, maxDuration: 2000, expectVersion: { value: 'b'.repeat(40) } },
      { clock: { now: clock.now, sleep }, signal },
    );
    while (watching.requests < 20) await pause(5);
    const { byVersion } = await watching.stop();
    expect(Object.keys(byVersion)).toEqual(['aaaaaaa', 'bbbbbbb']);
    expect(byVersion['aaaaaaa']).toMatchObject({ requests: 10, firstStart: began, lastStart: began + 900 });
    expect(byVersion['bbbbbbb']).toMatchObject({ requests: 10, firstStart: began + 1000, lastStart: began + 1900 });
    expect(byVersion['bbbbbbb']?.firstEnd).toBeGreaterThan(began + 1000);
  });

  test('a slow answer delays no other request, and a refused connection is a failure', async () => {
    const slow = await server((_, response) => void setTimeout(() => sendJson(response, {}), 600));
    const watching = watch({ url: slow.url }, { rate: 20, maxDuration: 500 }, realPorts());
    await pause(300);
    expect(slow.requests.length).toBeGreaterThanOrEqual(3);
    const report = await watching.stop();
    expect(report.failed).toBe(0);
    expect(report.p50).toBeGreaterThanOrEqual(590);
    const refused = watch({ url: `http://127.0.0.1:${await freePort()}/` }, { rate: 20, maxDuration: 100 }, realPorts());
    while (refused.requests < 2) await pause(5);
    const { requests, failed, failures, p50 } = await refused.stop();
    expect([requests, failed, p50]).toEqual([2, 2, undefined]);
    expect(failures[0]?.problem).toContain('refused the connection');
  });

  test('latency counts from the planned start: a stalled watcher hides nothing', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const { clock, signal } = instantPorts();
    // Every sleep takes a second longer than it should.
    const late = { now: clock.now, sleep: (milliseconds: number) => clock.sleep(milliseconds + 1000) };
    const watching = watch({ url: one.url }, { rate: 1, maxDuration: 4000 }, { clock: late, signal });
    while (watching.requests < 4) await pause(5);
    const report = await watching.stop();
    expect(report.p95).toBeGreaterThanOrEqual(1000);
  });

  test('judges by the conditions that it is given', async () => {
    const one = await server((_, response) => sendJson(response, { status: 'degraded' }));
    const conditions = parseConditions(['[STATUS] == 200', '[BODY].status == ok']);
    const watching = watch({ url: one.url }, { rate: 20, maxDuration: 100, conditions }, instantPorts());
    while (watching.requests < 2) await pause(5);
    expect(await watching.stop()).toMatchObject({ requests: 2, failed: 2 });
  });

  test('ends with a cancelled run, and still reports', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const cancel = new AbortController();
    const watching = watch({ url: one.url }, { rate: 20, maxDuration: 60_000 }, { ...realPorts(), signal: cancel.signal });
    await pause(120);
    cancel.abort();
    expect((await watching.stop()).failed).toBe(0);
  });

  test.each([{ rate: 21 }, { rate: 0 }, { rate: Number.NaN }, { maxDuration: 3_600_001 }, { maxDuration: 0 }])(
    '%j is refused',
    (options) => {
      expect(() => watch({ url: 'http://127.0.0.1:1/' }, { rate: 1, maxDuration: 1000, ...options }, instantPorts())).toThrow(/watch/);
    },
  );
});

test('percentiles are values that were measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99, 100)]).toEqual([50, 95, 99]);
  expect(percentile(values.slice(1), 0.99, 100)).toBeUndefined();
  expect(percentile([7], 0.5)).toBe(7);
  expect(percentile([], 0.5)).toBeUndefined();
});
