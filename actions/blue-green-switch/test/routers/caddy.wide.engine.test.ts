import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../../test/engines/host.ts';
import { openRouter } from '../../src/open-router.ts';
import { wordOf } from '../../src/route.ts';
import { type CaddyRig, startCaddy } from './caddy-rig.ts';
import { startUsers } from './load.ts';
import { snapshot } from './rig.ts';
import { routerContract } from './suite.ts';
import { ask, openSocket } from './users.ts';

routerContract('caddy by file', () => startCaddy({ mode: 'file' }), { sequences: 10, races: 1 });
routerContract('caddy by its API', startCaddy, { sequences: 4, races: 1 });

let rig: CaddyRig;
afterEach(() => rig?.close());

const upstreams = async (): Promise<unknown> => JSON.parse((await rig.order('GET', '/id/notes/upstreams')).body) as unknown;

test('what stood there before the first release is what `none` goes back to', async () => {
  const before = [{ dial: '127.0.0.1:1', max_requests: 5 }];
  rig = await startCaddy({ handler: { upstreams: before } });
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.move('none', 'blue_trial');
  await router.prepare('blue');
  await router.route(undefined);
  expect(await upstreams()).toEqual(before);
});

test('a hand-made list is no word, and is not overwritten once a colour is confirmed', async () => {
  rig = await startCaddy();
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  await rig.order('PATCH', '/id/notes/upstreams', [{ dial: '127.0.0.1:1' }]);
  expect(wordOf(await router.read())).toBe('none');
  const { reason, text } = await failureOf(router.prepare(undefined));
  expect([reason, text]).toEqual([
    'router-change',
    expect.stringMatching(/routes @id notes to 127\.0\.0\.1:1, and blue is what was confirmed/),
  ]);
});

test('switches cost connections: every failure is counted, and none of them is a wrong answer', async () => {
  rig = await startCaddy();
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  const users = startUsers(router.front(rig.published));
  for (let turn = 0; turn < 5; turn++) {
    await router.move('blue', 'green_trial');
    await router.route('blue');
  }
  const { requests, failed, reset, why } = await users.stop();
  console.log(`caddy: ${requests} requests, 10 changes: ${failed} failed, ${reset} kept connections closed`);
  expect(why.filter((one) => !/ECONNRESET|socket hang up|ECONNREFUSED|EPIPE/.test(one))).toEqual([]);
  expect(requests).toBeGreaterThan(500);
}, 60_000);

test('by file, switches cost no request at all', async () => {
  rig = await startCaddy({ mode: 'file' });
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  const users = startUsers(router.front(rig.published));
  for (let turn = 0; turn < 5; turn++) {
    await router.move('blue', 'green_trial');
    await router.route('blue');
  }
  const { requests, ...counted } = await users.stop();
  expect(counted).toEqual({ failed: 0, reset: 0, why: [] });
  expect(requests).toBeGreaterThan(100);
});

test('by file, it is refused where Caddy reads another file, or the address of the live colour moves', async () => {
  rig = await startCaddy({ mode: 'file' });
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  const folder = join(rig.folder, 'addresses/notes');
  writeFileSync(join(folder, 'blue/8000'), '127.0.0.1:2\n');
  const before = await snapshot(rig.files);
  expect(await failureOf(router.prepare('blue'))).toMatchObject({
    reason: 'router-change',
    message: expect.stringContaining('from 127.0.0.1:2 to'),
  });
  // The second one is what a Caddyfile makes of a path where an address belongs.
  for (const dial of ['127.0.0.1:1', `{file.${folder}/live/8000}:80`]) {
    await rig.order('PATCH', '/id/notes/upstreams', [{ dial }]);
    const { reason, text } = await failureOf(router.prepare(undefined));
    expect([reason, text]).toEqual([
      'router-setup',
      expect.stringContaining(`vars slipway_8000 {file.${folder}/live/8000}\n    reverse_proxy {vars.slipway_8000}`),
    ]);
  }
  expect(await snapshot(rig.files)).toEqual(before);
  const missing = await rig.open({ 'caddy-directory': '/nonexistent' });
  expect((await failureOf(missing.prepare(undefined))).reason).toBe('router-setup');
});

test('with stream_close_delay an open WebSocket outlives the switch', async () => {
  rig = await startCaddy({ handler: { stream_close_delay: '30s' } });
  const router = openRouter(rig.shell, rig.adapter);
  expect(rig.adapter.abilities.websockets).toBe('kept');
  await router.prepare(undefined);
  await router.confirm('blue');
  const socket = await openSocket(router.front(rig.published));
  await router.move('blue', 'green_trial');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([socket.color, await socket.echoes()]).toEqual(['blue', true]);
  socket.close();
});

test('a policy that gives no shares is no reason to change it: there is no canary then', async () => {
  rig = await startCaddy({ handler: { load_balancing: { selection_policy: { policy: 'ip_hash' } } } });
  const router = openRouter(rig.shell, rig.adapter);
  expect(router.abilities.weights).toBe('binary');
  await router.prepare(undefined);
  await router.confirm('blue');
  const { message } = await failureOf(router.move('blue', 'green_10'));
  expect(message).toContain('use random or round_robin');
  expect(await ask(router.front(rig.published))).toBe('blue');
});

describe('refused, with nothing changed', () => {
  const refused = async (given: Record<string, string> = {}): Promise<[string, string]> => {
    const before = [await snapshot(rig.files), (await rig.order('GET', '/config/')).body];
    const { reason, text } = await failureOf(rig.open(given).then((one) => one.prepare(undefined)));
    expect([await snapshot(rig.files), (await rig.order('GET', '/config/')).body]).toEqual(before);
    return [reason, text];
  };

  test('a Caddy that would forget the route', async () => {
    rig = await startCaddy({ resume: false });
    // The other Caddys of this machine are resumed, and this one cannot be told from them: what it says of itself can.
    await rig.order('POST', '/config/admin/config', { persist: false });
    expect(await refused()).toEqual(['router-setup', expect.stringContaining('caddy run --resume')]);
  });

  test('no object of that id, one that is no reverse_proxy, and one that finds its upstreams itself', async () => {
    rig = await startCaddy();
    expect(await refused({ 'caddy-id': 'other' })).toEqual([
      'router-setup',
      expect.stringMatching(/no object with @id other.*"@id":"other"/),
    ]);
    await rig.order('PATCH', '/id/notes', { '@id': 'notes', handler: 'static_response' });
    expect(await refused()).toEqual(['router-setup', expect.stringContaining('no reverse_proxy at @id notes, but static_response')]);
    await rig.order('PATCH', '/id/notes', {
      '@id': 'notes',
      handler: 'reverse_proxy',
      dynamic_upstreams: { source: 'a', name: 'localhost', port: '1' },
    });
    expect(await refused()).toEqual(['router-setup', expect.stringContaining('dynamic_upstreams')]);
  });

  test('no Caddy at that address, and an id that could not stand there', async () => {
    rig = await startCaddy();
    expect(await refused({ 'caddy-admin': 'http://127.0.0.1:1' })).toEqual([
      'router-setup',
      expect.stringContaining('caddy-admin: http://127.0.0.1:2019'),
    ]);
    expect(await refused({ 'caddy-id': 'a/b' })).toEqual(['bad-input', expect.stringContaining('caddy-id: notes')]);
  });
});
