import { describe, expect, test } from '@jest/globals';
import { type Check, type CheckReport, parseConditions, runCheck } from '../src/index.ts';
import { instantPorts, realPorts, sendJson, track } from './support.ts';

const server = track();
const either = [parseConditions(['[STATUS] == 200', '[BODY].mode == full']), parseConditions(['[STATUS] == 404'])];
const check = (url: string, more: Partial<Check> = {}): Promise<CheckReport> =>
  runCheck({ name: 'docs', url, timeout: 2000, consecutive: 2, deadline: 5000, either, ...more }, instantPorts());

describe('alternatives', () => {
  test('all of one must hold, and the one that does is reported', async () => {
    const one = await server((_, response) => sendJson(response, {}, 404));
    const report = await check(one.url);
    expect(report).toMatchObject({ passed: true, attempts: 2 });
    expect(report.conditions.map(({ text, passed }) => [text, passed])).toEqual([['[STATUS] == 404', true]]);
  });

  test('are chosen on every answer anew', async () => {
    const one = await server((_, response, number) => sendJson(response, { mode: 'full' }, [500, 404, 200][number - 1]));
    expect(await check(one.url)).toMatchObject({ passed: true, attempts: 3 });
  });

  test('of which none holds fail with the first one, and beside the conditions that always count', async () => {
    const one = await server((_, response) => sendJson(response, { mode: 'half' }));
    const report = await check(one.url);
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy' });
    expect(report.sentence).toContain('[BODY].mode == full does not hold: half');
    const gone = await server((_, response) => sendJson(response, {}, 404));
    const strict = await check(gone.url, { conditions: parseConditions(['[HEADER].x-frame-options == DENY']) });
    expect(strict).toMatchObject({ passed: false });
    expect(strict.conditions.map(({ passed }) => passed)).toEqual([false, true]);
  });

  test('count in a measurement, and cannot be about one', async () => {
    const one = await server((_, response) => sendJson(response, {}, 404));
    const report = await runCheck(
      { name: 'docs', url: one.url, consecutive: 1, either, measure: { samples: 4, rate: 20 }, errorBudget: 0 },
      realPorts(),
    );
    expect(report).toMatchObject({ passed: true, measurement: { n: 4, failed: 0 } });
    await expect(check(one.url, { either: [parseConditions(['[P95] < 2s'])] })).rejects.toMatchObject({ reason: 'bad-input' });
  });
});
