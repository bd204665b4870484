import { describe, expect, test } from '@jest/globals';
import { type Check, parseConditions, runChecks } from '../src/index.ts';
import { Turns } from '../src/turns.ts';
import { freePort, instantPorts, realPorts, sendJson, track } from './support.ts';

const server = track();
const named = (url: string, count: number, more: Partial<Check> = {}): Check[] =>
  Array.from({ length: count }, (_, index) => ({ name: `check ${index}`, url: `${url}${index}`, consecutive: 1, ...more }));

describe('many checks', () => {
  test('run a few at a time, and the reports keep their order', async () => {
    let [now, most] = [0, 0];
    const one = await server((request, response) => {
      most = Math.max(most, ++now);
      response.on('finish', () => now--);
      setTimeout(() => sendJson(response, {}, request.url === '/7' ? 500 : 200), 20);
    });
    const reports = await runChecks(named(one.url, 40, { deadline: 400 }), { concurrency: 5 }, realPorts());
    expect(reports.map(({ name }) => name)).toEqual(named('', 40).map(({ name }) => name));
    expect(reports.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['check 7']);
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThanOrEqual(6);
  });

  test('a check that waits for its next attempt lets the others ask', async () => {
    const good = await server((_, response) => sendJson(response, {}));
    const bad = await server((_, response) => sendJson(response, {}, 503));
    const slow = named(bad.url, 2, { deadline: 3000, retryDelay: 2000 });
    const started = performance.now();
    let all = 0;
    const info = (line: string): void => {
      if (line.endsWith('200')) all = performance.now() - started;
    };
    const ports = { ...realPorts(), log: { info } };
    const reports = await runChecks([...slow, ...named(good.url, 10)], { concurrency: 1 }, ports);
    expect(reports.filter(({ passed }) => passed)).toHaveLength(10);
    expect(all).toBeLessThan(1500);
  });

  test('those that the time of the whole run leaves no turn are not asked, and say so', async () => {
    const hanging = await server(() => {});
    const started = performance.now();
    const reports = await runChecks(named(hanging.url, 6, { timeout: 10_000 }), { concurrency: 2, deadline: 800 }, realPorts());
    expect(performance.now() - started).toBeLessThan(1300);
    expect(reports.map(({ failure }) => failure)).toEqual(['unhealthy', 'unhealthy', 'not-asked', 'not-asked', 'not-asked', 'not-asked']);
    expect(reports[5]?.sentence).toBe('check 5 was not asked: the time of the whole run was over before its turn.');
    expect(hanging.requests).toHaveLength(2);
  });

  test('a measurement waits until the others were asked, and stays within the time of the run', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const measured = { name: 'measured', url: one.url, consecutive: 1, measure: { samples: 40, rate: 10 } };
    const started = performance.now();
    const [report] = await runChecks([measured, ...named(one.url, 20)], { concurrency: 1, deadline: 1500 }, realPorts());
    expect(performance.now() - started).toBeLessThan(2200);
    expect(report?.measurement?.n).toBeLessThan(20);
    expect(one.requests.slice(0, 21).every(({ url }, index) => (index === 0) === (url === '/'))).toBe(true);
  });

  test('all measurements together keep to the rate of one', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const checks = named(one.url, 4, { measure: { samples: 10, rate: 10 } });
    const started = performance.now();
    const reports = await runChecks(checks, {}, realPorts());
    expect(reports.every(({ passed }) => passed)).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(1900);
  });

  test('everything that is wrong with them is said before one is asked', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const checks: Check[] = [
      { name: 'good', url: one.url },
      { name: 'odd', url: 'postgers://db/app' },
      { name: 'bad', url: 'localhost:8080/health' },
      { name: 'meaningless', url: 'tcp://db:5432', conditions: parseConditions(['[STATUS] == 200']) },
    ];
    const failure: unknown = await runChecks(checks, {}, instantPorts()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'bad-input' });
    expect(String(failure)).toMatch(
      /3 checks cannot be asked:\n- odd: .*did you mean postgres\?\n- bad: The url is not an address.*\n- meaningless: \[STATUS\] has no value in a check over tcp/,
    );
    expect(one.requests).toHaveLength(0);
  });

  test.each([{ concurrency: 0 }, { concurrency: 65 }, { concurrency: 1.5 }, { deadline: 0 }])('%j is refused', async (options) => {
    await expect(runChecks([], options, instantPorts())).rejects.toMatchObject({ reason: 'bad-input' });
  });

  test('more conditions than a check may have are refused', async () => {
    const conditions = Array.from({ length: 100 }, (_, index) => parseConditions([`[STATUS] != ${300 + index}`])).flat();
    const asked = (count: number): Promise<unknown> =>
      runChecks(
        [{ name: 'many', url: 'http://127.0.0.1:1/', conditions, either: [conditions.slice(0, count)], deadline: 1 }],
        {},
        instantPorts(),
      );
    await expect(asked(100)).resolves.toHaveLength(1);
    await expect(
      runChecks(
        [{ name: 'many', url: 'http://127.0.0.1:1/', conditions: [...conditions, ...conditions, ...conditions] }],
        {},
        instantPorts(),
      ),
    ).rejects.toThrow(/at most 200 conditions/);
  });

  test('nothing to check is nothing', async () => {
    expect(await runChecks([], {}, instantPorts())).toEqual([]);
  });

  test('a cancelled run ends all of them', async () => {
    const hanging = await server(() => {});
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 100);
    await expect(runChecks(named(hanging.url, 20), {}, instantPorts(cancel.signal))).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test('a thousand checks end', async () => {
    const one = await server((_, response) => sendJson(response, { status: 'ok', version: '1.2.3' }));
    const conditions = parseConditions(['[STATUS] == 200', '[BODY].status == ok']);
    const reports = await runChecks(named(one.url, 1000, { conditions }), { concurrency: 32 }, realPorts());
    expect(reports.every(({ passed }) => passed)).toBe(true);
    expect(one.connections()).toBe(1000);
  }, 30_000);

  test('a refused port is one sentence for each', async () => {
    const port = await freePort();
    const reports = await runChecks(named(`http://127.0.0.1:${port}/`, 3, { deadline: 1000 }), {}, instantPorts());
    for (const { sentence } of reports) expect(sentence).toContain('refused the connection');
  });
});

test('turns: those that worked before go first, and heavy work is not passed by for ever', async () => {
  const turns = new Turns(2);
  const order: string[] = [];
  const work = (name: string, again: boolean, weight = 1): Promise<unknown> => turns.take(again, weight).then(() => order.push(name));
  await work('a', false, 2);
  const rest = [work('heavy', false, 2), work('light', false), work('again', true)];
  turns.give(2);
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(['a', 'again']);
  turns.give();
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(['a', 'again', 'heavy']);
  turns.give(2);
  await Promise.all(rest);
  expect(order.at(-1)).toBe('light');
});
