import { describe, expect, test } from '@jest/globals';
import { gate } from '../src/gate.ts';
import { runCheck } from '../src/index.ts';
import { openCheck } from '../src/open-check.ts';
import { instantPorts, sendJson, track } from './support.ts';

const server = track();
const large = { version: '1.2.3', text: 'x'.repeat(200_000) };

describe('what is held of a large answer', () => {
  test('over a pause, only what a report shows', async () => {
    const one = await server((_, response) => sendJson(response, large));
    const { clock, ...ports } = instantPorts();
    const oversleeping = { now: clock.now, sleep: (milliseconds: number) => clock.sleep(milliseconds + 60_000) };
    const open = await openCheck({ name: 'large', url: one.url, deadline: 5000, expectDigest: `sha256:${'a'.repeat(64)}` }, instantPorts());
    const gated = await gate(open, { ...ports, clock: oversleeping });
    expect(gated?.attempts).toBe(1);
    expect(gated?.last.observation.json).toBeUndefined();
    expect(gated?.last.observation.body).toHaveLength(4000);
  });

  test('the beginning is read where no version is expected, and all where one is', async () => {
    const one = await server((_, response) => sendJson(response, large));
    const lengthWith = async (expectVersion: object): Promise<number> => {
      const open = await openCheck({ name: 'large', url: one.url, expectVersion }, instantPorts());
      return (await open.ask()).body.length;
    };
    expect(await lengthWith({ derived: true })).toBe(65_536);
    expect(await lengthWith({ value: '' })).toBe(65_536);
    for (const asked of [{ value: '1.2.3' }, { path: 'version' }]) expect(await lengthWith(asked)).toBeGreaterThan(200_000);
  });
});

test('two servers in turn for ever are a stale version, whichever answers last', async () => {
  const after = 'b'.repeat(40);
  for (const odd of [0, 1]) {
    const one = await server((_, response, number) => sendJson(response, { version: number % 2 === odd ? 'a'.repeat(40) : after }));
    const report = await runCheck({ name: 'health', url: one.url, expectVersion: { value: after }, deadline: 20_000 }, instantPorts());
    expect(report).toMatchObject({ passed: false, failure: 'stale-version' });
    expect(report.hints.join(' ')).toContain('old version');
  }
});
