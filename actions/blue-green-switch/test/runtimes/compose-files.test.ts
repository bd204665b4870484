import { expect, test } from '@jest/globals';
import type { Model } from '@slipway/docker';
import { collisionsOf, crossings, exposures, strangersOf } from '../../src/runtimes/compose-files/collisions.ts';
import { releasedModel } from '../../src/runtimes/compose-files/model.ts';
import { type Models, parsePublicPorts, resolvePorts } from '../../src/runtimes/compose-files/ports.ts';

type Service = Model['services'][string];

/** As compose resolves a file for a project. */
function model(name: string, port: string, more: Partial<Model> = {}, service: Partial<Service> = {}): Model {
  const backend: Service = { image: 'notes:latest', ports: [{ target: 8000, published: port, host_ip: '127.0.0.1' }], ...service };
  return { name, services: { backend }, networks: { default: { name: `${name}_default` } }, ...more };
}
const pair = (more: Partial<Model> = {}, service: Partial<Service> = {}, green: Partial<Service> = service): Models => ({
  blue: model('n-blue', '8001', more, service),
  green: model('n-green', '8002', more, green),
});

test('files that share nothing stand side by side', () => {
  expect(collisionsOf(pair())).toEqual([]);
});

test.each<[string, Models, RegExp]>([
  [
    'the port of the server',
    { blue: model('n-blue', '8001'), green: model('n-green', '8001') },
    /both files publish port 8001 of the server \(backend, backend\)/,
  ],
  [
    'the port on all addresses and on one',
    { blue: model('n-blue', '8001', {}, { ports: [{ target: 1, published: '8001' }] }), green: model('n-green', '8001') },
    /both files publish port 8001/,
  ],
  ['a container name', pair({}, { container_name: 'app' }), /both files name a container app/],
  ['a network that both create', pair({ networks: { default: { name: 'shop' } } }), /both files create the network shop; make it external/],
])('%s in both is a collision', (_what, models, message) => {
  expect(collisionsOf(models).join()).toMatch(message);
});

test('a network of others is no collision; two services on it are a warning', () => {
  const networks = { infra: { name: 'infra', external: true } };
  const services: Model['services'] = {
    backend: { networks: { infra: null } },
    frontend: { networks: { infra: null } },
  };
  const models = pair({ networks, services });
  expect(collisionsOf(models)).toEqual([]);
  expect(crossings(models, ['backend', 'frontend'])).toEqual([expect.stringContaining('backend, frontend join infra')]);
  expect(crossings(models, ['backend'])).toEqual([]);
});

test('a port on every address is told', () => {
  expect(exposures(pair())).toEqual([]);
  const open = pair({}, { ports: [{ target: 8000, published: '8001' }] });
  expect(exposures(open)[0]).toContain('The blue file publishes port 8001 of backend on every address');
});

test('a volume must be the same for both, or data would change with the colour', () => {
  const mount = { volumes: [{ type: 'volume', source: 'uploads', target: '/uploads' }] };
  expect(collisionsOf(pair({ volumes: { uploads: null } }, mount)).join()).toMatch(
    /backend keeps \/uploads in n-blue_uploads as blue and in n-green_uploads as green/,
  );
  expect(collisionsOf(pair({ volumes: { uploads: { name: 'uploads' } } }, mount))).toEqual([]);
});

test('a database has no place in a file of a colour, and nothing runs by a tag', () => {
  const services = {
    backend: {},
    db: { image: 'postgres:17', volumes: [{ type: 'volume', source: 'data', target: '/data' }] },
    cache: { image: 'redis:7' },
    proxy: {
      image: `envoy@sha256:${'0'.repeat(64)}`,
      volumes: [{ type: 'bind', source: '/etc/envoy', target: '/etc/envoy', read_only: true }],
    },
  };
  const found = strangersOf(pair({ services }), ['backend']);
  expect(found).toHaveLength(4);
  expect(found.join()).toMatch(/db of the blue file keeps data.*cache of the blue file has no image by digest/);
});

test('a colour runs its file with the images of the release, and owns no volume', () => {
  const built = model(
    'n-green',
    '8002',
    { volumes: { cache: null, up: { name: 'uploads' } } },
    { build: '.', container_name: 'app-green' },
  );
  const image = `a@sha256:${'1'.repeat(64)}`;
  const made = releasedModel(built, { color: 'green', images: { backend: image }, version: 'v$1' });
  expect(made.services['backend']).toEqual({
    image,
    container_name: 'app-green',
    ports: [{ target: 8000, published: '8002', host_ip: '127.0.0.1' }],
    labels: { 'slipway.color': 'green', 'slipway.version': 'v$$1' },
  });
  expect(made.volumes).toEqual({ cache: { name: 'n-green_cache', external: true }, up: { name: 'uploads', external: true } });
});

test('public ports lead to what each file publishes', () => {
  const [port] = resolvePorts(pair(), parsePublicPorts(['backend=127.0.0.1:8000']));
  expect(port).toEqual({
    service: 'backend',
    port: 8000,
    address: '127.0.0.1',
    target: 8000,
    targets: { blue: 8000, green: 8000 },
    blue: { host: '127.0.0.1', port: 8001 },
    green: { host: '127.0.0.1', port: 8002 },
  });
});

test.each<[string[], Models, RegExp]>([
  [[], pair(), /ports: is missing: the ports that users know/],
  [['backend=8000:8101:8102'], pair(), /is not service=public or service=public:container/],
  [['backend=8000', 'frontend=8000'], pair(), /8000 is named twice/],
  [['bakend=8000'], pair(), /ports names bakend, which the blue file does not have; it has backend/],
  [['backend=8001'], pair(), /the blue file publishes 8001 of backend itself, which is the router's/],
  [['backend=8000:9000'], pair(), /publishes no port 9000 of backend/],
  [['backend=8000'], pair({}, { ports: [{ target: 8000 }] }), /gives no fixed port of the server for backend:8000/],
  [
    ['backend=8000'],
    pair(
      {},
      {
        ports: [
          { target: 1, published: '1' },
          { target: 2, published: '2' },
        ],
      },
    ),
    /several ports of backend. Say which/,
  ],
])('ports %j are refused', (lines, models, message) => {
  expect(() => resolvePorts(models, parsePublicPorts(lines))).toThrow(message);
});
