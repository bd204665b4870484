import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openRouter } from '../../src/open-router.ts';
import type { Haproxy } from '../../src/routers/haproxy/haproxy.ts';
import { startHaproxy } from './haproxy-rig.ts';
import type { Rig } from './rig.ts';
import { routerContract } from './suite.ts';
import { failureOf } from './suite-parts.ts';
import { ask } from './users.ts';

routerContract('haproxy', startHaproxy);

describe('a map file that was lost', () => {
  let rig: Rig;
  let map: string;
  beforeAll(async () => {
    rig = await startHaproxy();
    map = join(rig.files[0] ?? '', 'notes.map');
    await rig.adapter.prepare(undefined);
  }, 60_000);
  afterAll(() => rig?.close(), 30_000);

  test('is no route that was lost: users are where they were, and a reload writes down where', async () => {
    const router = openRouter(rig.shell, rig.adapter);
    await router.confirm('blue');
    rmSync(map);
    expect(await router.read()).toEqual({ live: 'blue', trial: false, share: 100, confirmed: undefined });
    // A restart would not find it, so nothing goes forward; back is open.
    expect((await failureOf(router.move('blue', 'green_trial'))).message).toContain('notes.map is not there');
    await router.route('blue');
    await (rig.adapter as Haproxy).prepare('blue', true);
    expect(readFileSync(map, 'utf8')).toBe('live blue\n');
    expect(await router.read()).toMatchObject({ live: 'blue', confirmed: 'blue' });
    expect(await ask(rig.adapter.front(rig.published))).toBe('blue');
  }, 60_000);
});
