import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestHost } from '../../../../test/scenarios/host.ts';
import { docker } from '../../../../test/target/docker.ts';
import type { Runtime } from '../../src/runtime.ts';
import { type App, type Place, startPlace } from './compose-place.ts';
import { failureOf, type Shop, startShop } from './compose-versions.ts';

let shop: Shop;
let place: Place;

beforeAll(async () => {
  shop = await startShop({ v1: '', v2: '', bad: 'store,worker', unmigrated: 'migrate' });
  place = await startPlace();
}, 240_000);

afterAll(async () => {
  try {
    await place?.close();
  } finally {
    await shop?.close();
  }
}, 240_000);

describe('what runs once, and what runs on one colour', () => {
  const compose = (): string => `
services:
  worker:
    image: shop
    command: python shop.py worker
    restart: unless-stopped
    volumes: ["work:/work"]
  migrate: {image: shop, command: python shop.py migrate, volumes: ["work:/work"]}
  backend:
    image: shop
    container_name: fixed-name
    command: python shop.py web
    environment: {DB_HOST: database}
    expose: ["8000"]
    links: ["db:database"]
    depends_on: {migrate: {condition: service_completed_successfully}, db: {condition: service_started}}
  db: {image: "${shop.images['v1']}", command: python shop.py db}
volumes: {work: {}}
`;
  const services = ['worker', 'migrate', 'backend'];
  const made = (version: string): { version: string; images: Record<string, string> } => ({
    version,
    images: Object.fromEntries(services.map((service) => [service, shop.images[version] ?? ''])),
  });
  let app: App;
  let host: TestHost;
  let runtime: Runtime;
  /** What a service of a colour says when another program of that colour asks it. */
  const inside = (project: string, path: string, name: string): Promise<string> =>
    docker([
      'exec',
      `${project}-backend-1`,
      'python',
      '-c',
      `import urllib.request as u; print(u.urlopen('http://${name}:8000${path}').read().decode())`,
    ]);

  beforeAll(async () => {
    app = await place.app(compose);
    host = app.host();
    const application = await app.open({}, host);
    runtime = await application.runtime(place.shell, services);
    await application.ensure(place.shell, services);
    for (const version of Object.keys(shop.images)) await runtime.fetch(made(version));
    await runtime.up('blue', made('v1'), 20_000);
    await runtime.settle?.('blue', made('v1'));
  }, 60_000);

  test('a name that was fixed, and an alias of a link, still resolve inside of a colour', async () => {
    expect(await inside(`${app.name}-blue`, '/database', 'fixed-name')).toContain('database');
  });

  test('on the way back the worker moves back, and nothing migrates', async () => {
    await runtime.up('green', made('v2'), 20_000);
    await runtime.settle?.('green', made('v2'));
    await runtime.stop('blue', 5);
    await runtime.start('blue', 20_000);
    expect(await app.containers('blue')).toEqual(['backend']);
    await runtime.settle?.('blue', made('v1'));
    expect(await app.log()).toEqual([
      ...['migrate v1 run', 'worker v1 start', 'migrate v2 run', 'worker v1 end', 'worker v2 start'],
      ...['worker v2 end', 'worker v1 start'],
    ]);
  }, 60_000);

  test('a worker that ends at once in the new version goes on in the old one, also where the old colour is stopped', async () => {
    await runtime.up('green', made('bad'), 20_000);
    await expect(runtime.settle?.('green', made('bad'))).rejects.toThrow(/ended within[\s\S]*worker of the version before goes on/);
    await runtime.stop('blue', 5);
    expect(await app.containers('blue')).toEqual(['worker']);
    const said = (await app.log()).filter((line, index, all) => line !== all[index - 1]).slice(7);
    expect(said).toEqual(['migrate bad run', 'worker v1 end', 'worker bad start', 'worker v1 start']);
  }, 60_000);

  test('a second try of a release does not migrate again, and going back to one neither', async () => {
    await runtime.up('green', made('bad'), 20_000);
    await runtime.up('green', { ...made('v2'), repeated: true }, 20_000);
    expect((await app.log()).filter((line) => line.startsWith('migrate'))).toEqual(['migrate v1 run', 'migrate v2 run', 'migrate bad run']);
    expect((await runtime.instances('green')).map(({ service, rests }) => [service, rests])).toEqual(
      expect.arrayContaining([
        ['backend', undefined],
        ['migrate', 'finished'],
        ['worker', 'waits'],
      ]),
    );
  }, 60_000);

  test('a migration that fails says why, and what waits for it does not start', async () => {
    const failure = await failureOf(runtime.up('green', made('unmigrated'), 20_000));
    expect(failure.reason).toBe('compose-failed');
    expect(host.text()).toContain('migrating as unmigrated');
    expect(await app.containers('green')).toEqual([]);
  }, 60_000);

  test('two applications with the same names of services do not meet', async () => {
    const other = await place.app(() => compose().replaceAll('fixed-name', 'other-name'));
    const application = await other.open();
    const its = await application.runtime(place.shell, services);
    await application.ensure(place.shell, services);
    await its.up('blue', made('v2'), 20_000);
    const asked = await Promise.all([app, other].map((one) => inside(`${one.name}-blue`, '/database', 'backend').catch(() => 'stopped')));
    await runtime.start('blue', 20_000);
    expect(new Set([await inside(`${app.name}-blue`, '/database', 'backend'), asked[1]]).size).toBe(2);
    await its.remove('blue');
    expect(await app.containers('blue')).toEqual(['backend', 'worker']);
    expect((await other.log()).filter((line) => line.includes('v1'))).toEqual([]);
  }, 60_000);

  test('images of releases that are not kept are removed, and no others', async () => {
    const elsewhere = `${shop.registry.address}/elsewhere`;
    const old = await shop.registry.push('slipway-shop:unmigrated', 'elsewhere/shop');
    await runtime.fetch({ version: 'old', images: { backend: old } });
    const listed = (): Promise<string> => docker(['images', '--digests', '--format', '{{.Repository}}@{{.Digest}}']);
    expect(await listed()).toContain(elsewhere);
    // The colour that failed holds the same image.
    await runtime.remove('green');
    const known = [made('v1'), made('bad'), { version: 'old', images: { backend: old } }];
    await runtime.prune?.(known, [made('v2')]);
    const left = await listed();
    expect(left).not.toContain(elsewhere);
    // A container of blue has it.
    expect(left).toContain(shop.images['v1']);
  }, 60_000);
});
