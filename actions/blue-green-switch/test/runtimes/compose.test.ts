import { expect, test } from '@jest/globals';
import type { Container, Decision, Model, Service } from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import { testHost } from '../../../../test/scenarios/host.ts';
import { parseAssetPaths } from '../../src/routers/haproxy/assets.ts';
import { coveringMounts, scriptsIn } from '../../src/runtimes/compose/content.ts';
import type { Facts } from '../../src/runtimes/compose/facts.ts';
import { memoryNeed } from '../../src/runtimes/compose/memory.ts';
import { fixedNames, notices } from '../../src/runtimes/compose/notices.ts';
import { alreadyDone, onlyOnes, restsOf } from '../../src/runtimes/compose/once.ts';
import { expired } from '../../src/runtimes/compose/prune.ts';
import { type Resources, refuseShort } from '../../src/runtimes/compose/resources.ts';
import { unfit } from '../../src/runtimes/compose/rules.ts';
import { parseStrategies } from '../../src/runtimes/compose/strategies.ts';
import { countFree, networksOfColor, requireSubnets } from '../../src/runtimes/compose/subnets.ts';

const facts: Facts = { paths: {}, overrides: [], missing: [], running: [], absent: [], unbuilt: [] };

function review(
  service: Service,
  more: { facts?: Partial<Facts>; router?: string; strategy?: Decision['strategy']; others?: Model['services'] } = {},
) {
  const model: Model = { name: 'shop', services: { web: service, ...more.others } };
  const singles = Object.keys(more.others ?? {}).map((name) => ({ service: name, strategy: 'single' as const, why: '' }));
  return {
    model,
    decisions: [{ service: 'web', strategy: more.strategy ?? 'colours', why: '' }, ...singles],
    facts: { ...facts, ...more.facts },
    router: more.router ?? 'haproxy',
  };
}
const ports = [{ target: 80, published: '80' }];

test.each<[string, Parameters<typeof review>, RegExp | undefined]>([
  ['the network of the host', [{ network_mode: 'host' }], /same ports/],
  ['the network of another service', [{ network_mode: 'service:vpn', ports }], /publish them on the service/],
  ['copies of a published service', [{ ports, deploy: { replicas: 3 } }], /has 3 copies: run one/],
  ['copies of an inner service', [{ scale: 3 }], undefined],
  ['copies of what may run only once', [{ scale: 3 }, { strategy: 'singleton' }], /a singleton has one/],
  ['no copies', [{ deploy: { replicas: 0 } }], /no copies/],
  ['a range of ports', [{ ports: [{ target: 80, published: '8000-8005' }] }], /one of the ports 8000-8005/],
  ['volumes of a single service', [{ volumes_from: ['data:ro'] }, { others: { data: {} } }], /takes the volumes of data/],
  ['labels where Traefik runs', [{ labels: { 'traefik.enable': 'true' } }, { facts: { running: ['traefik:v3'] } }], /router: traefik/],
  [
    'labels where the router is Traefik',
    [{ labels: { 'traefik.enable': 'true' } }, { facts: { running: ['traefik:v3'] }, router: 'traefik' }],
    undefined,
  ],
  ['labels that nobody reads', [{ labels: { 'traefik.enable': 'true' } }], undefined],
  [
    'the folder that it is built from',
    [{ build: { context: '/srv/app' }, volumes: [{ type: 'bind', source: '/srv/app', target: '/app' }] }],
    /compose.override.yml/,
  ],
  [
    'a file that is not there',
    [
      { volumes: [{ type: 'bind', source: '/srv/nginx.conf', target: '/etc/nginx/nginx.conf' }] },
      { facts: { paths: { '/srv/nginx.conf': 'nothing' } } },
    ],
    /nginx.conf, which is not there/,
  ],
  [
    'a folder that Docker makes',
    [{ volumes: [{ type: 'bind', source: '/srv/data', target: '/data' }] }, { facts: { paths: { '/srv/data': 'nothing' } } }],
    undefined,
  ],
  ['a single service without an image', [{}, { facts: { unbuilt: ['adminer'] }, others: { adminer: {} } }], /adminer is built from source/],
])('unfit: %s', (_name, given, expected) => {
  const found = unfit(review(...given)).map(({ what, hint }) => `${what}: ${hint}`);
  if (expected) expect(found.join('\n')).toMatch(expected);
  else expect(found).toEqual([]);
});

test('what a person should know is told, and does not stop a release', () => {
  const service: Service = {
    image: 'ghcr.io/acme/app:latest',
    ports,
    command: ['sh', '-c', 'alembic upgrade head && uvicorn app:app'],
    container_name: 'app',
    labels: { 'traefik.enable': 'true' },
    volumes: [{ type: 'volume', source: 'uploads', target: '/uploads' }],
    environment: { TOKEN: null },
  };
  const others = { worker: { image: 'ghcr.io/acme/app:1.2' }, db: { image: 'postgres:17' } };
  const said = notices(review(service, { others, facts: { overrides: ['/srv/compose.override.yml'] } })).join('\n');
  for (const part of [
    'compose.override.yml is there and is not used',
    'alembic upgrade',
    'loses traefik.enable',
    'no restart policy',
    'wants TOKEN',
    'write to uploads',
    'worker runs the image of web and is not released with it',
  ])
    expect(said).toContain(part);
  expect(said).not.toContain('db runs');
  // It is so at every release: a line of the log, and no annotation.
  expect(said).not.toContain('container name');
  expect(fixedNames(review(service, { others }))).toMatch(/^web has no fixed container name in its colours;/);
  expect(fixedNames(review({ ports }))).toBe('');
  expect(notices(review({ ports, restart: 'always' }))).toEqual([]);
});

test('strategies are read line by line, and every line that cannot be true is named', () => {
  const model: Model = { name: 'shop', services: { web: { ports, depends_on: { queue: {} } }, queue: {}, worker: {}, db: {} } };
  const released = ['web', 'queue', 'worker'];
  expect(parseStrategies(['worker=singleton', 'web = recreate', 'db=single'], model, released)).toEqual({
    worker: 'singleton',
    web: 'recreate',
    db: 'single',
  });
  const wrong = (line: string) => () => parseStrategies([line], model, released);
  expect(wrong('web=twice')).toThrow(/one of colours, recreate/);
  expect(wrong('wroker=singleton')).toThrow(/did you mean worker/);
  expect(wrong('web=singleton')).toThrow(/publishes port 80/);
  expect(wrong('queue=singleton')).toThrow(/web depends on it/);
  expect(wrong('web=single')).toThrow(/contradicts images/);
  expect(wrong('db=colours')).toThrow(/needs an image for db/);
  // Where one only looks, nothing is released, and nothing contradicts.
  expect(parseStrategies(['worker=singleton'], model, [])).toEqual({ worker: 'singleton' });
});

test('a mount over the folder of the code hides it; one below it does not', () => {
  const mounts = (target: string, type = 'bind', source: string | undefined = '/srv') =>
    coveringMounts({ volumes: [{ type, target, ...(source ? { source } : {}) }] }, { workingDir: '/app/src' }).length;
  expect([mounts('/app/src'), mounts('/app'), mounts('/app/'), mounts('/app/src', 'volume', 'code')]).toEqual([1, 1, 1, 1]);
  expect([mounts('/app/src/data'), mounts('/application'), mounts('/app', 'tmpfs', '')]).toEqual([0, 0, 0]);
});

test('start scripts are found among the words of a command', () => {
  expect(scriptsIn(['/bin/sh', './start.sh', 'uvicorn'], '/app')).toEqual(['/app/start.sh']);
  expect(scriptsIn(['docker-entrypoint', '/usr/bin/entrypoint.sh', '--start'], '/app/')).toEqual([
    '/app/docker-entrypoint',
    '/usr/bin/entrypoint.sh',
  ]);
});

const container = (service: string, strategy: string, status: string, more: Partial<Container> = {}): Container => ({
  id: service,
  name: service,
  project: '',
  service,
  status,
  health: undefined,
  exitCode: 0,
  restarts: 0,
  startedAt: '',
  image: 'a@sha256:1',
  labels: { 'slipway.strategy': strategy, 'slipway.version': 'v1' },
  networks: [],
  ...more,
});

test('what runs once is done where it ended well for the same version and image', () => {
  const release = { version: 'v1', images: { migrate: 'a@sha256:1' } };
  const left = (more: Partial<Container>) => [container('migrate', 'once', 'exited', more)];
  expect(alreadyDone(['migrate'], release, left({}))).toEqual(['migrate']);
  expect(alreadyDone(['migrate'], release, left({ exitCode: 1 }))).toEqual([]);
  expect(alreadyDone(['migrate'], release, left({ image: 'a@sha256:2' }))).toEqual([]);
  expect(alreadyDone(['migrate'], { ...release, version: 'v2' }, left({}))).toEqual([]);
  expect(alreadyDone(['migrate'], { ...release, repeated: true }, [])).toEqual(['migrate']);
});

test('rest is what is due: an end that was wanted, or a start that is still to come', () => {
  expect(restsOf(container('migrate', 'once', 'exited'))).toBe('finished');
  expect(restsOf(container('migrate', 'once', 'exited', { exitCode: 1 }))).toBeUndefined();
  expect(restsOf(container('worker', 'singleton', 'created'))).toBe('waits');
  expect(restsOf(container('worker', 'singleton', 'restarting'))).toBeUndefined();
  expect(restsOf(container('web', 'colours', 'exited'))).toBeUndefined();
});

test('a worker that could not move is not stopped with its colour', () => {
  const blue = [container('worker', 'singleton', 'running'), container('web', 'colours', 'running')];
  const names = (green: Container[]) => onlyOnes('blue', { blue, green }).map(({ service }) => service);
  expect(names([container('worker', 'singleton', 'exited')])).toEqual(['worker']);
  expect(names([container('worker', 'singleton', 'running')])).toEqual([]);
  expect(names([])).toEqual([]);
});

test('only images by digest that no kept release has are up for removal', () => {
  const release = (version: string, image: string) => ({ version, images: { web: image } });
  const known = [release('v1', 'a@sha256:1'), release('v2', 'a@sha256:2'), release('v3', 'a@sha256:1'), release('old', 'a:latest')];
  expect(expired(known, [release('v3', 'a@sha256:1')])).toEqual(['a@sha256:2']);
});

test('too little disk or memory is refused with what to change', () => {
  const gigabyte = 1024 ** 3;
  const server = (disk: number, memory: number): Resources => ({
    root: '/var/lib/docker',
    disk: { free: disk * gigabyte, needed: gigabyte },
    memory: { available: memory * gigabyte, needed: gigabyte, most: gigabyte },
    idle: [],
  });
  const { log } = testHost('/');
  expect(() => refuseShort(server(2, 2), 'here', log)).not.toThrow();
  expect(() => refuseShort(server(0.5, 2), 'here', log)).toThrow('512 MB are free below /var/lib/docker, and the images need about 1.0 GB');
  expect(() => refuseShort(server(2, 0.5), 'here', log)).toThrow(/512 MB of memory are available/);
});

test('a limit that the server cannot keep is a warning', () => {
  const host = testHost('/');
  const memory = { available: 2 * 1024 ** 3, needed: 1024 ** 3, most: 3 * 1024 ** 3 };
  refuseShort({ root: '/', disk: { free: 1, needed: 0 }, memory, idle: [] }, 'here', host.log);
  expect(host.text()).toMatch(/use up to 3\.0 GB of memory, and 2\.0 GB are available on here/);
});

const megabyte = 1024 ** 2;
test.each<[string, Service, number[], number, number]>([
  ['what the one that serves uses', {}, [30, 40], 40, 40],
  ['nothing, where nothing is known', {}, [], 0, 0],
  ['what is reserved, where it uses less', { mem_reservation: String(64 * megabyte) }, [40], 64, 64],
  ['what is reserved for a deployment', { deploy: { resources: { reservations: { memory: String(64 * megabyte) } } } }, [], 64, 64],
  ['no more than is allowed', { mem_limit: String(32 * megabyte) }, [40], 32, 32],
  ['what it uses, and up to the limit one day', { mem_limit: String(512 * megabyte) }, [40], 40, 512],
  ['no limit of its own as a need', { deploy: { resources: { limits: { memory: String(512 * megabyte) } } } }, [], 0, 512],
])('a second copy needs %s', (_, service, used, needed, most) => {
  const model = { name: 'shop', services: { web: service, worker: { mem_reservation: String(megabyte) } } };
  const decisions = [
    { service: 'web', strategy: 'colours', why: '' },
    { service: 'worker', strategy: 'singleton', why: '' },
  ] as const;
  const need = memoryNeed(model, decisions, () => used.map((one) => one * megabyte));
  expect([need.needed / megabyte, need.most / megabyte]).toEqual([needed, most]);
});

test('subnets that networks, routes or addresses touch are not free', () => {
  const pools = [
    { Base: '10.200.0.0/22', Size: 24 },
    { Base: 'fd00::/48', Size: 64 },
  ];
  expect(countFree(pools, [], 9)).toBe(4);
  expect(countFree(pools, [], 2)).toBe(2);
  expect(countFree(pools, ['10.200.1.128/25', '10.200.2.7', '10.201.0.0/16'], 9)).toBe(2);
  expect(countFree(pools, ['10.0.0.0/8'], 9)).toBe(0);
  expect(countFree([{ Base: '10.200.0.0/24', Size: 16 }], [], 9)).toBe(0);
});

test('the networks of a colour are those of its services, without what is external', () => {
  const networks = { default: null, front: {}, shared: { external: true, name: 'proxy' }, unused: {} };
  const services = {
    web: { networks: { default: null, front: null, shared: null } },
    api: {},
    job: { network_mode: 'none' },
    db: { networks: { unused: null } },
  };
  expect(networksOfColor({ name: 'shop', networks, services }, ['web', 'api', 'job'], 'green')).toEqual([
    'shop-green_default',
    'shop-green_front',
  ]);
});

test.each<[string, string[], ('blue' | 'green')[], string | undefined]>([
  ['enough is left', ['network bridge 172.17.0.0/16'], ['blue', 'green'], undefined],
  [
    'none is left',
    ['network bridge 10.200.0.0/24', 'network shop_default 10.200.1.0/24'],
    ['blue'],
    'no subnet left for networks, and the next colour needs 1',
  ],
  [
    'none is left, and the idle colour has its network',
    ['network shop-blue_default 10.200.0.0/24', 'network shop_default 10.200.1.0/24'],
    ['blue'],
    undefined,
  ],
  ['none is left, and both colours run', ['network bridge 10.200.0.0/23'], [], undefined],
])('where %s', async (_, lines, idle, refusal) => {
  const run = async () => ({ code: 0, stdout: ['[{"Base":"10.200.0.0/23","Size":24}]', ...lines].join('\n'), stderr: '', duration: 1 });
  const shell = { where: 'here', run } as unknown as Shell;
  const asked = requireSubnets(shell, { name: 'shop', services: { web: {} } }, ['web'], idle);
  if (refusal === undefined) await expect(asked).resolves.toBeUndefined();
  else
    await expect(asked).rejects.toMatchObject({
      reason: 'server-full',
      message: expect.stringContaining(refusal),
      details: { hint: expect.stringContaining('docker network prune') },
    });
});

test('asset paths are beginnings of paths', () => {
  expect(parseAssetPaths(['/assets/', '/_next/static/'])).toEqual(['/assets/', '/_next/static/']);
  expect(parseAssetPaths(['none'])).toEqual([]);
  expect(() => parseAssetPaths(['/'])).toThrow('beginning of a path');
  expect(() => parseAssetPaths(['/a b', 'assets'])).toThrow(/'\/a b'[\s\S]*'assets'/);
});
