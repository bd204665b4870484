import { describe, expect, test } from '@jest/globals';
import { type Check, type CheckReport, parseConditions, runCheck } from '../src/index.ts';
import { freePort, instantPorts, realPorts, sendJson, type TestServer, track } from './support.ts';

const server = track();

const check = (url: string, more: Partial<Check> = {}, ports = instantPorts()): Promise<CheckReport> =>
  runCheck({ name: 'health', url, timeout: 2000, ...more }, ports);

describe('a check', () => {
  test('passes after three good answers in a row on fresh connections', async () => {
    const one = await server((_, response) => sendJson(response, { status: 'ok', version: '1.2.3' }));
    const ports = instantPorts();
    const report = await check(one.url, {}, ports);
    expect(report).toMatchObject({
      passed: true,
      attempts: 3,
      successes: 3,
      required: 3,
      identity: 'unproven',
      version: '1.2.3',
      hints: [],
      warnings: [],
    });
    expect(report.failure).toBeUndefined();
    expect(report.conditions).toEqual([{ text: '[STATUS] == 200', passed: true, actual: '200', expected: '== 200' }]);
    expect(report.sentence).toBe('health answers 200 from version 1.2.3, 3 of 3 times in a row (3 attempts in 400 ms).');
    expect(one.connections()).toBe(3);
    expect(ports.slept).toEqual([200, 200]);
  });

  test('tries every failure again, and one bad answer begins the count anew', async () => {
    const statuses = [503, 200, 200, 500, 200, 200, 200];
    const one = await server((_, response, number) => sendJson(response, {}, statuses[number - 1]));
    const ports = instantPorts();
    expect(await check(one.url, {}, ports)).toMatchObject({ passed: true, attempts: 7 });
    expect(ports.slept).toEqual([2000, 200, 200, 2000, 200, 200]);
    expect(ports.lines).toEqual([
      'health, attempt 1: [STATUS] == 200 does not hold: 503',
      'health, attempt 2: 200',
      'health, attempt 4: [STATUS] == 200 does not hold: 500',
      'health, attempt 5: 200',
    ]);
  });

  test('ends at its deadline, with the last failure and what to look at', async () => {
    const one = await server((_, response) => sendJson(response, { detail: 'Not Found' }, 404));
    const report = await check(one.url, { deadline: 10_000 });
    expect(report).toMatchObject({
      passed: false,
      failure: 'unhealthy',
      successes: 0,
      last: { status: 404, excerpt: '{"detail":"Not Found"}' },
    });
    expect(report.sentence).toMatch(/^health failed: \[STATUS\] == 200 does not hold: 404 \(6 attempts in 9\.8 s\)\.$/);
    expect(report.hints).toEqual([expect.stringContaining('nothing at this path')]);
  });

  test('the pause after a failure is shortened at random, never lengthened', async () => {
    const one = await server((_, response) => sendJson(response, {}, 500));
    const ports = { ...instantPorts(), random: () => 0.999 };
    await check(one.url, { deadline: 3000 }, ports);
    expect(ports.slept[0]).toBeCloseTo(1001, 0);
  });

  test('answers too seldom in a row before the deadline', async () => {
    const one = await server((_, response, number) => sendJson(response, {}, number % 2 ? 200 : 500));
    const report = await check(one.url, { deadline: 4900 });
    expect(report).toMatchObject({ passed: false, failure: 'unsteady', successes: 1 });
    expect(report.sentence).toContain('only 1 of 3 times in a row before the deadline');
    expect(report.sentence).toContain('Before that: [STATUS] == 200 does not hold: 500.');
  });

  test('nothing listens: unreachable', async () => {
    const port = await freePort();
    const report = await check(`http://user:secret@127.0.0.1:${port}/`, { deadline: 3000 });
    expect(report).toMatchObject({ passed: false, failure: 'unreachable', url: `http://127.0.0.1:${port}/`, last: { connected: false } });
    expect(report.hints.join(' ')).toContain('0.0.0.0');
  });

  test('a server that begins to listen is found', async () => {
    const port = await freePort();
    const ports = instantPorts();
    let late: TestServer | undefined;
    const sleep = async (milliseconds: number): Promise<void> => {
      await ports.clock.sleep(milliseconds);
      if (late !== undefined) return;
      late = await server((_, response) => sendJson(response, {}));
      late.server.close();
      await new Promise<void>((resolve) => late?.server.listen(port, '127.0.0.1', resolve));
    };
    const report = await check(`http://127.0.0.1:${port}/`, {}, { ...ports, clock: { ...ports.clock, sleep } });
    expect(report).toMatchObject({ passed: true, attempts: 4 });
  });

  test('a good status of an answer that breaks off does not pass', async () => {
    const one = await server((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await check(one.url, { deadline: 1000 })).toMatchObject({
      passed: false,
      failure: 'unhealthy',
      last: { status: 200, error: { class: 'reset' } },
    });
  });

  test('a closed port can be what is asked for', async () => {
    const url = `http://127.0.0.1:${await freePort()}/`;
    expect(await check(url, { conditions: parseConditions(['[CONNECTED] == false']) })).toMatchObject({ passed: true });
  });

  test('a POST is sent once, unless it is said to be idempotent', async () => {
    const one = await server((request, response) => request.resume().on('end', () => sendJson(response, {}, 500)));
    expect(await check(one.url, { method: 'POST' })).toMatchObject({ passed: false, attempts: 1, required: 1 });
    expect(one.requests).toHaveLength(1);
    expect(await check(one.url, { method: 'POST', idempotent: true, deadline: 5000 })).toMatchObject({ attempts: 4, required: 3 });
  });

  test('warns where the body contradicts a status that is all that was asked for', async () => {
    const one = await server((_, response) => sendJson(response, { status: 'degraded' }));
    const report = await check(one.url);
    expect(report).toMatchObject({ passed: true, warnings: [expect.stringContaining('status: degraded')] });
  });

  test('is ended by a cancelled run', async () => {
    const one = await server(() => {});
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 50);
    await expect(check(one.url, {}, instantPorts(cancel.signal))).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test('on real time: an application that becomes healthy is reported within one retry delay, a hanging one within the deadline', async () => {
    const born = performance.now() + 500;
    const one = await server((_, response) => sendJson(response, {}, performance.now() < born ? 503 : 200));
    const passed = await runCheck({ name: 'health', url: one.url, retryDelay: 300, consecutive: 1 }, realPorts());
    expect(passed.passed).toBe(true);
    expect(performance.now() - born).toBeLessThan(800);
    const hanging = await server(() => {});
    const started = performance.now();
    const report = await runCheck({ name: 'health', url: hanging.url, deadline: 1000, timeout: 10_000 }, realPorts());
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy', last: { error: { class: 'timeout' } } });
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe('the version that answers', () => {
  const [before, after] = ['a'.repeat(40), 'b'.repeat(40)];

  test('an old version that answers well is stale, until the new one answers three times in a row', async () => {
    const versions = [before, before, after, after, before, after, after, after];
    const one = await server((_, response, number) => sendJson(response, { version: versions[number - 1] }));
    const report = await check(one.url, { expectVersion: { value: after } });
    expect(report).toMatchObject({ passed: true, attempts: 8, identity: 'proven', version: after });
  });

  test('stale to the end', async () => {
    const one = await server((_, response) => sendJson(response, { version: before }));
    const report = await check(one.url, { expectVersion: { value: after }, deadline: 5000 });
    expect(report).toMatchObject({ passed: false, failure: 'stale-version', identity: 'stale', version: before, expectedVersion: after });
    expect(report.sentence).toContain(`version ${before} answers, and ${after} was expected`);
  });

  test('an unhealthy answer is unhealthy first, whatever its version', async () => {
    const one = await server((_, response) => sendJson(response, { version: before }, 500));
    expect(await check(one.url, { expectVersion: { value: after }, deadline: 1000 })).toMatchObject({
      failure: 'unhealthy',
      identity: 'stale',
    });
  });

  test('no version in the answer: unproven with a warning, or a failure where one is required', async () => {
    const one = await server((_, response) => sendJson(response, { status: 'ok' }));
    const report = await check(one.url, { expectVersion: { value: after } });
    expect(report).toMatchObject({ passed: true, identity: 'unproven', warnings: [expect.stringContaining('not proven')] });
    const strict = await check(one.url, { expectVersion: { value: after, required: true }, deadline: 1000 });
    expect(strict).toMatchObject({ passed: false, failure: 'version-not-found' });
  });

  test('two servers behind one address during a reload never pass while the old one still answers', async () => {
    let number = 0;
    const one = await server((_, response) => {
      number++;
      sendJson(response, { version: number < 40 && number % 3 === 0 ? before : after });
    });
    const report = await check(one.url, { expectVersion: { value: after }, deadline: 600_000 });
    expect(report.passed).toBe(true);
    expect(report.attempts).toBeGreaterThanOrEqual(42);
  });
});
