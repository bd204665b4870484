// What a release meets on a server that people work on as well, and modes in states that are not their usual ones.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { docker } from '../../../../test/target/docker.ts';
import { type App, type Place, startPlace } from './compose-place.ts';
import { failureOf, type Shop, startShop } from './compose-versions.ts';

let shop: Shop;
let place: Place;

beforeAll(async () => {
  shop = await startShop({ v1: '', v2: '', v3: '' });
  place = await startPlace();
}, 240_000);

afterAll(async () => {
  try {
    await place?.close();
  } finally {
    await shop?.close();
  }
}, 240_000);

const compose = ([port, other]: readonly number[]): string => `
services:
  backend: {image: shop, command: python shop.py web, restart: unless-stopped, ports: ["${port}:8000"]}
  frontend: {image: shop, command: python shop.py web, restart: unless-stopped, ports: ["${other}:8000"]}
`;
const services = ['backend', 'frontend'];
const release = (version: string): Record<string, string> => ({ ...shop.release(version, ...services), service: 'backend' });
const served = async (app: App): Promise<(string | null)[]> =>
  Promise.all(app.ports.map(async (port) => (await app.ask('/', port)).headers.get('x-version')));
/** Ids of the containers of a service in a colour, also stopped ones. */
const idsOf = (app: App, color: string, service: string): Promise<string> => {
  const labels = [`project=${app.name}-${color}`, `service=${service}`].flatMap((one) => ['--filter', `label=com.docker.compose.${one}`]);
  return docker(['ps', '--all', '--quiet', ...labels]);
};

describe('before a first release', () => {
  let app: App;
  beforeAll(async () => {
    app = await place.app(compose);
  }, 60_000);

  test('containers of somebody else in a project that is called like a colour are never touched', async () => {
    const labels = [`project=${app.name}-blue`, 'service=backend', 'oneoff=False'].flatMap((one) => [
      '--label',
      `com.docker.compose.${one}`,
    ]);
    const other = await docker(['run', '--detach', '--name', `${app.name}-other`, ...labels, shop.images['v1'] ?? '', 'sleep', '300']);
    try {
      const { reason, text } = await failureOf(app.act('deploy', release('v1')));
      expect([reason, text]).toEqual(['runtime-setup', expect.stringContaining(`${app.name}-other of the project ${app.name}-blue`)]);
      expect((await app.act('abort')).outcome).toBe('unchanged');
      expect(await docker(['inspect', '--format', '{{.State.Running}}', other.trim()])).toBe('true');
    } finally {
      await docker(['rm', '--force', other.trim()]);
    }
  }, 60_000);

  test('what was prepared is taken away by abort', async () => {
    expect((await app.act('prepare', release('v1'))).outcome).toBe('prepared');
    expect(await app.containers('blue')).toEqual(services);
    const { outcome, summary } = await app.act('abort');
    expect([outcome, summary]).toEqual(['aborted', expect.stringContaining('v1')]);
    expect(await app.containers('blue')).toEqual([]);
  }, 90_000);
});

describe('with releases', () => {
  let app: App;
  beforeAll(async () => {
    app = await place.app(compose);
    await app.act('deploy', release('v1'));
    await app.act('deploy', { ...release('v2'), previous: 'keep-running' });
  }, 120_000);

  test('the old colour runs on where that is wanted, also when the same release comes again', async () => {
    expect((await app.act('deploy', { ...release('v2'), previous: 'keep-running' })).outcome).toBe('unchanged');
    expect(await app.containers('blue')).toEqual(services);
    expect((await app.act('deploy', release('v2'))).outcome).toBe('unchanged');
    expect(await app.containers('blue')).toEqual([]);
  }, 60_000);

  test('a dry run of promote, and of unlock, says what it would do and does nothing', async () => {
    await app.act('prepare', release('v3'));
    expect((await app.act('promote', { 'dry-run': 'true' })).outcome).toBe('reported');
    expect((await app.act('unlock', { 'dry-run': 'true', holder: '1' })).outcome).toBe('reported');
    expect(await served(app)).toEqual(['v2', 'v2']);
    expect((await app.act('abort')).outcome).toBe('aborted');
  }, 90_000);

  test('a colour of which a part was removed is made anew by a rollback, and never serves without it', async () => {
    await app.act('deploy', release('v3'));
    await docker(['rm', (await idsOf(app, 'green', 'frontend')).trim()]);
    const back = await app.act('rollback');
    expect([back.outcome, back.outputs['version']]).toEqual(['rolled-back', 'v2']);
    expect(await served(app)).toEqual(['v2', 'v2']);
  }, 120_000);
});
