import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { failureOf } from '../../../../test/engines/host.ts';
import { openRouter } from '../../src/open-router.ts';
import { startUsers } from './load.ts';
import { snapshot } from './rig.ts';
import { routerContract } from './suite.ts';
import { startTraefik, type TraefikRig } from './traefik-rig.ts';
import { ask } from './users.ts';

routerContract('traefik', startTraefik, { sequences: 4, races: 1 });

let rig: TraefikRig;
afterEach(() => rig?.close());

const refused = async (given: Record<string, string> = {}): Promise<[string, string]> => {
  const before = await snapshot(rig.files);
  const { reason, text } = await failureOf(rig.open(given).then((one) => one.prepare(undefined)));
  expect(await snapshot(rig.files)).toEqual(before);
  return [reason, text];
};

test('switches fail no request', async () => {
  rig = await startTraefik();
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  const users = startUsers(router.front(rig.published));
  for (let turn = 0; turn < 3; turn++) {
    await router.move('blue', 'green_trial');
    await router.route('blue');
  }
  expect(await users.stop()).toMatchObject({ failed: 0, reset: 0 });
});

test('the file is what Traefik reads: one service that names the word, and the two colours', async () => {
  rig = await startTraefik();
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  await router.move('blue', 'green_10');
  const text = readFileSync(join(rig.directory, 'slipway-notes.yml'), 'utf8');
  expect(text).toContain(
    ['    notes-8000:', '      weighted:', '        services:', '          - name: notes-8000-green_10', '            weight: 1'].join(
      '\n',
    ),
  );
  expect(text).toMatch(/name: notes-8000-green\n +weight: 10\n +- name: notes-8000-blue\n +weight: 90\n/);
  expect(text).toMatch(/cookie:\n +name: slipway_share/);
});

test('refused, with every file as it was: no folder, no API, a service that no router names', async () => {
  rig = await startTraefik({ leads: 'other' });
  const folder = await refused({ 'traefik-directory': '/nonexistent' });
  expect(folder).toEqual(['router-setup', expect.stringContaining('traefik-directory: /etc/traefik/dynamic')]);
  expect(await refused({ 'traefik-api': 'http://127.0.0.1:1' })).toEqual(['router-setup', expect.stringContaining('does not answer')]);
  expect(await refused()).toEqual(['router-setup', expect.stringContaining('service: notes-8000@file')]);
});

test('a file of the team that Traefik cannot read keeps it from reading ours: said, and ours is taken away', async () => {
  rig = await startTraefik();
  writeFileSync(join(rig.directory, 'team.yml'), 'http: [');
  expect(await refused()).toEqual([
    'router-config',
    expect.stringMatching(/service not found: notes-8000@file.*providers\.file\.directory/s),
  ]);
});

test('the address of the colour that serves is not changed', async () => {
  rig = await startTraefik();
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  const base = join(rig.files[0] ?? '', 'traefik/base.yml');
  writeFileSync(base, readFileSync(base, 'utf8').replace(/:\d+$/m, ':1'));
  expect(await refused()).toEqual(['router-change', expect.stringContaining('notes-8000-blue')]);
  expect(await ask(router.front(rig.published))).toBe('blue');
});

test('where the state of Slipway was lost, users stay with the colour that they had', async () => {
  rig = await startTraefik();
  const router = openRouter(rig.shell, rig.adapter);
  await router.prepare(undefined);
  await router.confirm('blue');
  rmSync(join(rig.files[0] ?? '', 'traefik'), { recursive: true });
  await router.prepare(undefined);
  expect(await ask(router.front(rig.published))).toBe('blue');
  expect(await router.read()).toMatchObject({ live: 'blue', confirmed: undefined });
});
