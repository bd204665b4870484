// Two published ports behind one Caddy: they are two changes, and a switch that ends between them leaves no port behind.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../../../test/engines/host.ts';
import { testHost } from '../../../../test/scenarios/host.ts';
import { openRouter } from '../../src/open-router.ts';
import { wordOf } from '../../src/route.ts';
import type { Router } from '../../src/router.ts';
import { openAdmin } from '../../src/routers/caddy/admin.ts';
import { caddyRouter } from '../../src/routers/caddy/caddy.ts';
import { type CaddyRig, startCaddy } from './caddy-rig.ts';

const dials = { blue: '127.0.0.1:18001', green: '127.0.0.1:18002' };
const ids = ['notes-8000', 'notes-3000'];
let rig: CaddyRig;
let router: Router;

const upstreams = (): Promise<unknown[]> =>
  Promise.all(ids.map(async (id) => JSON.parse((await rig.order('GET', `/id/${id}/upstreams`)).body) as unknown));

beforeAll(async () => {
  rig = await startCaddy();
  const address = rig.admin;
  const handlers = ids.map((id) => ({ id, ...dials }));
  const routes = ids.map((id) => ({ handle: [{ '@id': id, handler: 'reverse_proxy', upstreams: [] }] }));
  await rig.order('POST', '/config/apps/http/servers/two', { listen: ['127.0.0.1:0'], automatic_https: { disable: true }, routes });
  const { log } = testHost(rig.folder);
  const state = `${rig.folder}/state/two`;
  const front = rig.adapter.front(rig.published);
  const adapter = await caddyRouter({ shell: rig.shell, log, admin: openAdmin(rig.shell, address), address, state, handlers, front });
  router = openRouter(rig.shell, adapter);
  await router.prepare(undefined);
}, 30_000);

beforeEach(() => router.confirm('blue'));

afterAll(() => rig?.close());

test('both get the new colour', async () => {
  await router.move('blue', 'green_trial');
  expect(await upstreams()).toEqual(ids.map(() => [{ dial: dials.green }, { dial: dials.green }]));
});

test('where the second is refused, the first is set back', async () => {
  const place = '/config/apps/http/servers/two/routes/1/handle/0';
  const { '@id': id, ...object } = JSON.parse((await rig.order('GET', place)).body) as Record<string, unknown>;
  await rig.order('PATCH', place, object);
  const { reason, text } = await failureOf(router.route('green'));
  await rig.order('PATCH', place, { '@id': id, ...object });
  expect(reason).toBe('router-failed');
  expect(text).toMatch(/the upstreams of @id notes-3000[\s\S]*@id notes-8000 was set back to blue/);
  expect(await upstreams()).toEqual(ids.map(() => [{ dial: dials.blue }]));
});

test('where a run was lost between the two, the route is what was not confirmed, and one order sets both', async () => {
  await rig.order('PATCH', '/id/notes-8000/upstreams', [{ dial: dials.green }, { dial: dials.green }]);
  expect(wordOf(await router.read())).toBe('green_trial');
  await router.route('blue');
  expect(await upstreams()).toEqual(ids.map(() => [{ dial: dials.blue }]));
});
