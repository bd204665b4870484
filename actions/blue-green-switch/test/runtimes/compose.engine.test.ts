import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type App, type Place, startPlace } from './compose-place.ts';
import { type Shop, startShop } from './compose-versions.ts';

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

describe('a team’s file with a worker, a migration and a database', () => {
  const services = ['backend', 'migrate', 'worker'];
  const compose = ([port]: readonly number[]): string => `
services:
  backend:
    image: \${REGISTRY}/shop:latest
    build: ./backend
    container_name: shop-backend-${port}
    command: python shop.py web
    ports: ["${port}:8000"]
    env_file: app.env
    environment: {PASSWORD: "\${PASSWORD}", LITERAL: "a$\${b}c"}
    depends_on:
      db: {condition: service_healthy}
      migrate: {condition: service_completed_successfully}
    labels: {traefik.enable: "true"}
    pull_policy: build
  migrate:
    image: \${REGISTRY}/shop:latest
    command: python shop.py migrate
    volumes: ["work:/work"]
  worker:
    image: \${REGISTRY}/shop:latest
    command: python shop.py worker
    restart: unless-stopped
    volumes: ["work:/work"]
  db:
    image: ${shop.images['v1']}
    command: python shop.py db
    container_name: shop-db-${port}
    healthcheck: {test: ["CMD", "python", "-c", "import socket; socket.create_connection(('127.0.0.1', 5432))"], interval: 500ms}
volumes: {work: {}}
networks: {default: {name: shop-network-${port}}}
`;
  const files = {
    '.env': `REGISTRY=127.0.0.1:5\nPASSWORD='pa$ss#w"o rd'\n`,
    'app.env': `SINGLE='s$ecret # "q" x'\nDOUBLE="d\\"q # y"\nPLAIN=un#quoted # comment\n`,
  };
  let app: App;
  beforeAll(async () => {
    app = await place.app(compose, files);
  }, 60_000);

  test('the plan says how each service is treated, and changes nothing', async () => {
    const host = app.host();
    const { outcome, summary } = await app.act('deploy', { ...shop.release('v1', ...services), 'dry-run': 'true' }, host);
    expect(outcome).toBe('reported');
    for (const line of ['backend | colours', 'migrate | once', 'worker | singleton', 'db | single']) expect(summary).toContain(line);
    expect(summary).toContain('traefik.enable');
    expect(await app.containers('', true)).toEqual([]);
  }, 60_000);

  test('the first release runs the migration once, before the backend, and starts the worker at the confirm', async () => {
    expect((await app.act('deploy', shop.release('v1', ...services))).outcome).toBe('switched');
    expect(await app.containers('blue')).toEqual(['backend', 'worker']);
    expect(await app.log()).toEqual(['migrate v1 run', 'worker v1 start']);
    expect(await (await app.ask('/database')).text()).toContain('database');
  }, 90_000);

  test('values of .env and env_file reach the container as they are written', async () => {
    const environment = (await (await app.ask('/environment')).json()) as Record<string, string>;
    // And nowhere that others may read.
    const open = await place.shell.run(['find', `${place.home}/.slipway`, '-type', 'f', '-perm', '/077']);
    expect(open.stdout).toBe('');
    expect((await place.shell.run(['ls', '-A', place.home])).stdout).not.toContain('.docker');
    expect(environment).toMatchObject({
      PASSWORD: 'pa$ss#w"o rd',
      LITERAL: 'a${b}c',
      SINGLE: 's$ecret # "q" x',
      DOUBLE: 'd"q # y',
      PLAIN: 'un#quoted',
    });
  }, 30_000);

  test('the same release again changes nothing', async () => {
    expect((await app.act('deploy', shop.release('v1', ...services))).outcome).toBe('unchanged');
    expect(await app.log()).toHaveLength(2);
  }, 60_000);

  test('the worker moves at the confirm: it ends before the new one starts', async () => {
    const host = app.host();
    expect((await app.act('deploy', shop.release('v2', ...services), host)).outcome).toBe('switched');
    expect(await app.log()).toEqual(['migrate v1 run', 'worker v1 start', 'migrate v2 run', 'worker v1 end', 'worker v2 start']);
    expect(await app.containers('green')).toEqual(['backend', 'worker']);
    expect(await app.containers('blue')).toEqual([]);
    expect(host.text()).toContain('side by side');
  }, 90_000);

  test('the same images with another value in an env_file are released anew, and then nothing is left to do', async () => {
    writeFileSync(join(app.directory, 'app.env'), files['app.env'].replace('un#quoted', 'other'));
    const host = app.host();
    expect((await app.act('deploy', shop.release('v2', ...services), host)).outcome).toBe('switched');
    expect(host.text()).toMatch(/with other settings of backend than those of now/);
    expect(await (await app.ask('/environment')).json()).toMatchObject({ PLAIN: 'other' });
    expect(await app.containers('green')).toEqual([]);
    expect((await app.log()).filter((line) => line.startsWith('migrate v2'))).toEqual(['migrate v2 run']);
    expect((await app.act('deploy', shop.release('v2', ...services))).outcome).toBe('unchanged');
  }, 120_000);
});
