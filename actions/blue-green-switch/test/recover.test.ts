import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { testHost } from '../../../test/scenarios/host.ts';
import { settle } from '../src/recover.ts';
import { type Route, routeOf } from '../src/route.ts';
import type { Work } from '../src/work.ts';

const state = mkdtempSync(join(tmpdir(), 'recover-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** What a run that finds this route orders, and which colour it says is live. */
async function settled(route: Route): Promise<{ live: string | undefined; orders: string[]; said: string }> {
  const orders: string[] = [];
  const host = testHost('/');
  const router = { read: async () => route, confirm: async (color?: string) => void orders.push(`confirm ${color ?? 'none'}`) };
  const session = { unfinished: [], step: (_name: string, _intent: unknown, act: () => Promise<unknown>) => act() };
  const work = { host, router, session, runtime: {}, shell: localShell(), state, timings: [] } as unknown as Work;
  return { live: await settle(work), orders, said: host.text() };
}

test.each([
  ['what serves is confirmed', routeOf('blue', 'blue'), 'blue', []],
  ['a trial was left', routeOf('green_trial', 'blue'), 'blue', ['confirm blue']],
  ['a share was left', routeOf('green_10', 'blue'), 'blue', ['confirm blue']],
  ['a first release was left on trial', routeOf('blue_trial', 'none'), undefined, ['confirm none']],
  ['a confirm was not taken off trial', routeOf('green_trial', 'green'), 'green', ['confirm green']],
  ['what was confirmed is lost', routeOf('blue', 'none'), 'blue', ['confirm blue']],
  ['what was confirmed cannot be read', routeOf('green', 'gr\u0000'), 'green', ['confirm green']],
  ['nothing ever served', routeOf('none', 'none'), undefined, []],
])('where %s, traffic stays on what was confirmed, or on what stands alone', async (_what, route, live, orders) => {
  const { said, ...found } = await settled(route);
  expect(found).toEqual({ live, orders });
  expect(said.includes('is lost; it is written anew')).toBe(live !== undefined && route.confirmed === undefined);
});
