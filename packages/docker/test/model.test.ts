import { expect, test } from '@jest/globals';
import {
  callersOf,
  colorModel,
  type Model,
  namesOf,
  publishedPorts,
  routerNetwork,
  settingsOf,
  singles,
  singlesModel,
  taskModel,
} from '../src/index.ts';

/** What compose resolves from a file like those that teams have: fixed names, published ports, a network with a name of its own. */
const model: Model = {
  name: 'shop',
  services: {
    backend: {
      image: 'ghcr.io/acme/backend:latest',
      build: { context: './backend' },
      container_name: 'shop-backend',
      ports: [{ target: 8000, published: '8000', protocol: 'tcp', mode: 'ingress' }],
      depends_on: { db: { condition: 'service_healthy', required: true }, cache: { condition: 'service_started', required: true } },
      networks: { default: null },
      volumes: [{ type: 'volume', source: 'uploads', target: '/uploads' }],
      environment: { DATABASE_URL: 'postgresql://db/shop' },
      restart: 'unless-stopped',
    },
    frontend: {
      ports: [
        { target: 80, published: '3000', protocol: 'tcp', host_ip: '127.0.0.1' },
        { target: 53, published: '5353', protocol: 'udp' },
      ],
      depends_on: { backend: { condition: 'service_started', required: true } },
      networks: { default: null },
    },
    db: {
      image: 'postgres:17',
      container_name: 'shop-db',
      volumes: [{ type: 'volume', source: 'data', target: '/var/lib/postgresql/data' }],
      networks: { default: null },
    },
    cache: { image: 'redis:8', networks: { default: null } },
  },
  networks: { default: { name: 'shop-network' }, edge: { name: 'edge', external: true } },
  volumes: { data: { name: 'shop_data' }, uploads: { name: 'shop_uploads' } },
};
const images = { backend: `ghcr.io/acme/backend@sha256:${'a'.repeat(64)}`, frontend: `ghcr.io/acme/frontend@sha256:${'b'.repeat(64)}` };
const network = { subnet: '10.231.0.0/28', addresses: { backend: '10.231.0.2', frontend: '10.231.0.3' } };
const green = colorModel(model, { color: 'green', images, network, version: 'v2' });

test('a colour is a project of its own with the released services alone, by digest', () => {
  expect(green.name).toBe('shop-green');
  expect(Object.keys(green.services)).toEqual(['backend', 'frontend']);
  expect(green.services['backend']?.image).toBe(images.backend);
  expect(green.services['backend']).not.toHaveProperty('build');
});

test('two colours can stand side by side: no fixed names, no published ports', () => {
  for (const service of Object.values(green.services)) {
    expect(service).not.toHaveProperty('container_name');
    expect(service).not.toHaveProperty('ports');
  }
});

test('what a colour depends on within the release stays, what it depends on outside goes', () => {
  expect(green.services['backend']?.depends_on).toEqual({});
  expect(Object.keys(green.services['frontend']?.depends_on ?? {})).toEqual(['backend']);
});

test('a network with a fixed name becomes one of each colour: aliases of two colours on one network would cross requests', () => {
  expect(green.networks?.['default']).toEqual({});
  expect(green.networks?.['edge']).toEqual({ name: 'edge', external: true });
});

test('the router reaches each published service at its own fixed address', () => {
  expect(green.networks?.[routerNetwork]).toEqual({ internal: true, ipam: { config: [{ subnet: '10.231.0.0/28' }] } });
  expect(green.services['backend']?.networks?.[routerNetwork]).toEqual({ ipv4_address: '10.231.0.2' });
  expect(green.services['frontend']?.networks).toEqual({ default: null, [routerNetwork]: { ipv4_address: '10.231.0.3' } });
});

test('a container name that others may call is a name inside of the colour', () => {
  expect(green.services['backend']?.networks?.['default']).toEqual({ aliases: ['shop-backend'] });
});

test('both colours mount the same named volumes, and only those that they mount', () => {
  expect(green.volumes).toEqual({ uploads: { name: 'shop_uploads', external: true } });
});

test('everything else of a service passes through', () => {
  expect(green.services['backend']).toMatchObject({ environment: { DATABASE_URL: 'postgresql://db/shop' }, restart: 'unless-stopped' });
  expect(green.services['backend']?.labels).toMatchObject({ 'slipway.color': 'green', 'slipway.version': 'v2' });
});

test('what is not released stays in the team’s own project, as it is', () => {
  expect(singles(model, Object.keys(images))).toEqual(['db', 'cache']);
  const kept = singlesModel(model, Object.keys(images));
  expect(kept.name).toBe('shop');
  expect(kept.services['db']).toEqual(model.services['db']);
});

test('published TCP ports of released services are what the router takes over', () => {
  expect(publishedPorts(model, Object.keys(images))).toEqual([
    { service: 'backend', target: 8000, port: 8000, address: '' },
    { service: 'frontend', target: 80, port: 3000, address: '127.0.0.1' },
  ]);
});

test('a task runs beside the application: its networks, its volumes, nothing that users could reach', () => {
  const task = taskModel(model, { service: 'backend', image: images.backend, attached: true });
  expect(Object.keys(task.services)).toEqual(['backend']);
  expect(task.networks?.['default']).toEqual({ name: 'shop-network', external: true });
  expect(task.services['backend']).toMatchObject({ image: images.backend, ports: [] });
  expect(task.services['backend']).not.toHaveProperty('depends_on');
  expect(task.services['backend']).not.toHaveProperty('restart');
});

test('what only one of two can have is left out: addresses, subnets, the name of a bridge, labels by which proxies find a container', () => {
  const fixed: Model = {
    ...model,
    services: {
      ...model.services,
      backend: {
        ...model.services['backend'],
        networks: { fix: { ipv4_address: '10.9.0.5', aliases: ['api'] } },
        labels: { 'traefik.enable': 'true', team: 'a' },
        profiles: ['prod'],
        pull_policy: 'build',
        links: ['db:database', 'frontend'],
      },
    },
    networks: { fix: { ipam: { config: [{ subnet: '10.9.0.0/24' }] }, driver_opts: { 'com.docker.network.bridge.name': 'br0' } } },
  };
  const blue = colorModel(fixed, { color: 'blue', images, network, version: 'v1' });
  const backend = blue.services['backend'];
  expect(backend?.networks?.['fix']).toEqual({ aliases: ['api', 'shop-backend'] });
  expect(blue.networks?.['fix']).toEqual({});
  expect(backend?.labels).not.toHaveProperty('traefik.enable');
  expect(backend?.labels).toMatchObject({ team: 'a' });
  expect(backend).not.toHaveProperty('profiles');
  expect(backend).not.toHaveProperty('pull_policy');
  expect(backend?.['links']).toEqual(['frontend']);
  expect(namesOf(fixed, 'db')).toEqual(['db', 'database']);
});

test('what runs once is never started again by the engine, and nothing waits for one that ended before', () => {
  const withMigrate: Model = {
    ...model,
    services: {
      backend: { depends_on: { migrate: { condition: 'service_completed_successfully' } } },
      migrate: { restart: 'always', deploy: { restart_policy: { condition: 'any' }, resources: {} } },
    },
  };
  const both = { backend: images.backend, migrate: images.backend };
  const options = { color: 'blue', images: both, network, version: 'v1', strategies: { migrate: 'once' } } as const;
  const first = colorModel(withMigrate, options);
  expect(first.services['migrate']).toMatchObject({ restart: 'no', deploy: { resources: {} } });
  expect(first.services['migrate']?.['deploy']).not.toHaveProperty('restart_policy');
  expect(first.services['backend']?.depends_on).toHaveProperty('migrate');
  expect(colorModel(withMigrate, { ...options, done: ['migrate'] }).services['backend']?.depends_on).toEqual({});
});

test('a profile that made a single service part of the application does not keep it from starting', () => {
  const kept = singlesModel({ ...model, services: { db: { image: 'postgres:17', profiles: ['prod'] } } }, []);
  expect(kept.services['db']).toEqual({ image: 'postgres:17' });
});

test('the model that compose gave is not changed', () => {
  expect(model.services['backend']?.container_name).toBe('shop-backend');
});

test('a service that is not released and depends on one that is would meet both colours', () => {
  expect(callersOf(model, ['backend', 'frontend'])).toEqual([]);
  expect(callersOf(model, ['backend'])).toEqual(['frontend']);
});

test('what Slipway writes into a model is no variable for compose', () => {
  const written = colorModel(model, { color: 'blue', images, network, version: 'v1-${POSTGRES_PASSWORD}' });
  expect(written.services['backend']?.labels?.['slipway.version']).toBe('v1-$${POSTGRES_PASSWORD}');
});

test('settings have one name whatever the image and the order of keys, and another with another value or strategy', () => {
  const service = { image: 'a', build: '.', environment: { A: '1', B: '2' }, ports: [{ target: 80 }] };
  const name = settingsOf(service);
  expect(name).toMatch(/^[0-9a-f]{16}$/);
  expect(settingsOf({ ports: [{ target: 80 }], environment: { B: '2', A: '1' }, image: 'b' })).toBe(name);
  expect(settingsOf({ ...service, environment: { A: '1', B: '3' } })).not.toBe(name);
  expect(settingsOf({ ...service, ports: [{ target: 81 }] })).not.toBe(name);
  expect(settingsOf(service, 'singleton')).not.toBe(name);
});
