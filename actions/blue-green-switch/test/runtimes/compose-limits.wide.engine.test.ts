import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { docker } from '../../../../test/target/docker.ts';
import { type App, type Place, startPlace } from './compose-place.ts';
import { failureOf, type Shop, startShop } from './compose-versions.ts';

let shop: Shop;
let place: Place;

beforeAll(async () => {
  shop = await startShop({ v1: '', v2: '', bad: 'store' });
  place = await startPlace();
}, 240_000);

afterAll(async () => {
  try {
    await place?.close();
  } finally {
    await shop?.close();
  }
}, 240_000);

describe('what cannot be released is refused by name, and nothing is changed', () => {
  const web = (lines = '', end = ''): string =>
    `services:\n  backend:\n    image: shop\n    ports: ["1:8000"]\n${lines}${lines ? '\n' : ''}  db: {image: postgres, networks: {default: {aliases: [database]}}}\n${end}`;
  let app: App;
  beforeAll(async () => {
    app = await place.app(() => web());
  });

  async function refusal(compose: string, env = ''): Promise<string> {
    app.write(compose);
    writeFileSync(`${app.directory}/.env`, env);
    const failure = await failureOf(app.open().then((application) => application.survey?.({ backend: shop.images['v1'] ?? '' })));
    expect(failure.text).toContain('Nothing was changed');
    return `${failure.reason}: ${failure.text}`;
  }

  test.each([
    ['an env_file that is not there', '    env_file: [secret.env]', '', /^secrets-missing: .*secret\.env, which is not there/],
    [
      'a variable without a value',
      '    environment: {PASSWORD: "${PASSWORD}"}',
      '',
      /^secrets-missing: .*PASSWORD has no value[\s\S]*\$\{PASSWORD:-\}/,
    ],
    [
      'a value that holds a dollar sign',
      '    environment: {P: "${P}"}',
      'P=pa$word\n',
      /^secrets-missing: .*holds \$word[\s\S]*single quotes/,
    ],
    [
      'a file that is mounted and not there',
      '    volumes: ["./app.conf:/etc/app.conf:ro"]',
      '',
      /^compose-unfit: [\s\S]*app\.conf, which is not there/,
    ],
    [
      'an external volume that is not there',
      '    volumes: ["other:/data"]\nvolumes: {other: {external: true}}',
      '',
      /^compose-unfit: [\s\S]*volume other is external/,
    ],
    ['the network of the host', '    network_mode: host', '', /^compose-unfit: [\s\S]*network of the host/],
    ['copies of a published service', '    deploy: {replicas: 2}', '', /^compose-unfit: [\s\S]*has 2 copies/],
  ])('%s', async (_name, lines, env, expected) => {
    const [service = '', end = ''] = lines.split('\nvolumes:');
    expect(await refusal(web(service, end ? `volumes:${end}\n` : ''), env)).toMatch(expected);
    expect(await app.containers('', true)).toEqual([]);
  });

  test('a second, empty database under the name of one that runs for another project', async () => {
    const network = `deita-${app.name}`;
    const first = await place.app(
      () => `services: {db: {image: "${shop.images['v1']}", command: python shop.py db}}\nnetworks: {default: {name: ${network}}}\n`,
    );
    await (await first.open()).ensure(place.shell, []);
    const named = web('', `networks: {default: {name: ${network}}}\n`);
    expect(await refusal(named)).toMatch(
      new RegExp(
        `^second-single: .*of project ${first.name} is reached as db on the network ${network} already[\\s\\S]*project-name: ${first.name}`,
      ),
    );
    await expect((await app.open()).ensure(place.shell, ['backend'])).rejects.toMatchObject({ reason: 'second-single' });
    expect(await app.containers('', true)).toEqual([]);
  }, 30_000);

  test('a folder of the server over the code of the image, and a start script that migrates is told', async () => {
    app.write(web('    volumes: [".:/app"]'));
    const host = app.host();
    const runtime = await (await app.open({}, host)).runtime(place.shell, ['backend']);
    const failure = await failureOf(runtime.fetch({ version: 'v1', images: { backend: shop.images['v1'] ?? '' } }));
    expect(failure.text).toMatch(/backend mounts the folder .* over \/app, where the code of its image is/);
    app.write(web('    command: ["./start.sh"]\n    volumes: [".:/app/data"]'));
    const told = app.host();
    await (await (await app.open({}, told)).runtime(place.shell, ['backend'])).fetch({
      version: 'v1',
      images: { backend: shop.images['v1'] ?? '' },
    });
    expect(told.text()).toContain('/app/start.sh: alembic upgrade');
    expect(await docker(['ps', '-aq', '--filter', 'label=slipway.look'])).toBe('');
  }, 30_000);

  test('a compose.override.yml in the folder of the server is said to be unused, and is', async () => {
    app.write(web());
    writeFileSync(`${app.directory}/compose.override.yml`, 'services: {backend: {network_mode: host}}\n');
    const host = app.host();
    await (await app.open({}, host)).survey?.({ backend: shop.images['v1'] ?? '' });
    expect(host.text()).toContain('compose.override.yml is there and is not used');
  });
});

describe('a service that only one may write for', () => {
  const compose = ([port, other]: readonly number[]): string => `
services:
  store:
    image: shop
    command: python shop.py store
    ports: ["${port}:8000"]
    volumes: ["data:/data", "work:/work"]
    environment: {DUCKDB_PATH: /data/store.duckdb}
    restart: unless-stopped
  web:
    image: shop
    command: python shop.py web
    ports: ["${other}:8000"]
    depends_on: [store]
    restart: unless-stopped
volumes: {data: {}, work: {}}
`;
  let app: App;
  const policy = async (color: string): Promise<string> => {
    const id = await docker([
      'ps',
      '-aq',
      '--filter',
      `label=com.docker.compose.project=${app.name}-${color}`,
      '--filter',
      'label=com.docker.compose.service=store',
    ]);
    return docker(['inspect', '--format', '{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}', id]);
  };
  beforeAll(async () => {
    app = await place.app(compose);
  }, 60_000);

  test('is told before, refused without leave, and measured', async () => {
    expect((await app.act('deploy', shop.release('v1', 'store', 'web'))).outcome).toBe('switched');
    const refused = await failureOf(app.act('deploy', shop.release('v2', 'store', 'web')));
    expect(refused.reason).toBe('outage');
    expect(refused.text).toContain('allow-outage: true');
    expect(await app.log()).toEqual(['store v1 start']);
    const { outputs } = await app.act('deploy', { ...shop.release('v2', 'store', 'web'), 'allow-outage': 'true' });
    expect(Number(outputs['outage-ms'])).toBeGreaterThan(200);
    expect(Number(outputs['outage-ms'])).toBeLessThan(15_000);
    expect(await app.log()).toEqual(['store v1 start', 'store v1 end', 'store v2 start']);
    expect(await policy('green')).toBe('running unless-stopped');
    expect(await policy('blue')).toBe('exited no');
  }, 120_000);

  test('runs again in the old version where the run is lost and the armed undo acts', async () => {
    const runtime = await (await app.open()).runtime(place.shell, ['store', 'web']);
    const image = shop.images['v1'] ?? '';
    await runtime.up('blue', { version: 'v1', images: { store: image, web: image } }, 20_000);
    const undo = await runtime.handover?.undo('blue');
    await runtime.handover?.take('blue', 20_000);
    expect([await policy('blue'), await policy('green')]).toEqual(['running no', 'exited always']);
    await place.shell.run(['sh', '-c', `${undo?.functions}\nhand_back`], { env: undo?.variables ?? {} });
    expect([await policy('blue'), await policy('green')]).toEqual(['exited no', 'running unless-stopped']);
    await runtime.stop('blue', 1);
  }, 60_000);

  test('that fails in the new version runs again in the old one', async () => {
    const failure = await failureOf(
      app.act('deploy', { ...shop.release('bad', 'store', 'web'), 'allow-outage': 'true', 'health-timeout': '3s' }),
    );
    expect(failure.reason).toBe('idle-check-failed');
    expect(failure.text).toMatch(/store of green was away for .* and runs again/);
    expect((await app.ask('/health')).headers.get('x-version')).toBe('v2');
    expect(await policy('green')).toBe('running unless-stopped');
    expect((await app.log()).at(-1)).toBe('store v2 start');
  }, 120_000);
});
