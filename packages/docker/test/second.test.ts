import { expect, test } from '@jest/globals';
import { blankVariables, discoverers, discoveryOf, type Model, meetings } from '../src/index.ts';

const model: Model = {
  name: 'notes',
  services: {
    postgres: {
      container_name: 'deita-postgres',
      networks: { default: null },
      volumes: [{ type: 'volume', source: 'data', target: '/var/lib/postgresql/data' }],
    },
  },
  networks: { default: { name: 'deita-network' } },
  volumes: { data: { name: 'deita_data' } },
};
const other: Parameters<typeof meetings>[2][number] = { name: 'x', project: 'deita', aliases: {}, volumes: [] };

test('another project meets ours on a network of a fixed name, in a volume, or by a container’s name', () => {
  const sentences = (one: Partial<typeof other> & object) =>
    meetings(model, ['postgres'], [{ ...other, ...one }]).map(({ sentence }) => sentence);
  expect(sentences({ aliases: { 'deita-network': ['x', 'postgres'] } })).toEqual([
    'x of project deita is reached as postgres on the network deita-network already',
  ]);
  expect(sentences({ volumes: ['deita_data'] })).toEqual(['x of project deita uses the volume deita_data of postgres']);
  expect(sentences({ name: 'deita-postgres' })).toEqual(['deita-postgres of project deita has the container name of postgres']);
});

test('the same names on networks of their own meet nowhere', () => {
  const own = { ...other, aliases: { shop_default: ['postgres'] }, volumes: ['shop_data'] };
  expect(meetings(model, ['postgres'], [own])).toEqual([]);
  const shared = { ...model, volumes: { data: { name: 'deita_data', external: true } } };
  expect(meetings(shared, ['postgres'], [{ ...other, volumes: ['deita_data'] }])).toEqual([]);
});

test('every blank that compose only warns of is known by name, once', () => {
  const line = (name: string): string =>
    `time="2026-11-20T19:33:12Z" level=warning msg="The \\"${name}\\" variable is not set. Defaulting to a blank string."`;
  expect(blankVariables([line('SECRET_KEY'), line('DB'), line('DB'), 'something else'].join('\n'))).toEqual(['DB', 'SECRET_KEY']);
});

test('labels and variables by which proxies find containers', () => {
  const service = {
    labels: { 'traefik.enable': 'true', caddy: 'a.example', 'com.example.traefik': 'x' },
    environment: { VIRTUAL_HOST: 'a', HOST: 'b' },
  };
  expect(discoveryOf(service)).toEqual(['traefik.enable', 'caddy', 'VIRTUAL_HOST']);
  expect(
    discoverers(['traefik:v3', 'docker.io/library/traefik@sha256:0', 'nginxproxy/nginx-proxy:1', 'acme/traefik-docs:1', 'nginx']),
  ).toEqual(['traefik:v3', 'docker.io/library/traefik@sha256:0', 'nginxproxy/nginx-proxy:1']);
});
