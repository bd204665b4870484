import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import type { TestHost } from '../../../../test/scenarios/host.ts';
import { docker, run } from '../../../../test/target/docker.ts';
import { type Registry, startRegistry } from '../../../../test/target/registry.ts';
import type { Runtime } from '../../src/runtime.ts';
import { type App, type Place, shopImage, startPlace } from './compose-place.ts';

let registry: Registry;
let place: Place;
const images: Record<string, string> = {};

beforeAll(async () => {
  registry = await startRegistry();
  for (const [version, fail] of [
    ['v1', ''],
    ['v2', ''],
    ['bad', 'store,worker'],
    ['unmigrated', 'migrate'],
  ] as const)
    images[version] = await shopImage(registry, version, fail);
  place = await startPlace();
}, 240_000);

afterAll(async () => {
  await place?.close();
  for (const image of Object.values(images)) await run(['docker', 'image', 'rm', '--force', image]);
  await registry?.remove();
}, 120_000);

function release(version: string, ...services: string[]): Record<string, string> {
  return { version, images: services.map((service) => `${service}=${images[version]}`).join('\n') };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error('nothing was thrown');
}

/** Lines of the log, without the time. */
const did = async (app: App): Promise<string[]> => (await app.log()).map((line) => line.split(' ').slice(1).join(' '));

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
    image: ${images['v1']}
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
    const { outcome, summary } = await app.act('deploy', { ...release('v1', ...services), 'dry-run': 'true' }, host);
    expect(outcome).toBe('reported');
    for (const line of ['backend | colours', 'migrate | once', 'worker | singleton', 'db | single']) expect(summary).toContain(line);
    expect(summary).toContain('traefik.enable');
    expect(await app.containers('', true)).toEqual([]);
  }, 60_000);

  test('the first release runs the migration once, before the backend, and starts the worker at the confirm', async () => {
    expect((await app.act('deploy', release('v1', ...services))).outcome).toBe('switched');
    expect(await app.containers('blue')).toEqual(['backend', 'worker']);
    expect(await did(app)).toEqual(['migrate v1 run', 'worker v1 start']);
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
    expect((await app.act('deploy', release('v1', ...services))).outcome).toBe('unchanged');
    expect(await did(app)).toHaveLength(2);
  }, 60_000);

  test('the worker moves at the confirm: it ends before the new one starts', async () => {
    const host = app.host();
    expect((await app.act('deploy', release('v2', ...services), host)).outcome).toBe('switched');
    expect(await did(app)).toEqual(['migrate v1 run', 'worker v1 start', 'migrate v2 run', 'worker v1 end', 'worker v2 start']);
    expect(await app.containers('green')).toEqual(['backend', 'worker']);
    expect(await app.containers('blue')).toEqual([]);
    expect(host.text()).toContain('side by side');
  }, 90_000);
});

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
  db: {image: "${images['v1']}", command: python shop.py db}
volumes: {work: {}}
`;
  const services = ['worker', 'migrate', 'backend'];
  const made = (version: string): { version: string; images: Record<string, string> } => ({
    version,
    images: Object.fromEntries(services.map((service) => [service, images[version] ?? ''])),
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
    for (const version of Object.keys(images)) await runtime.fetch(made(version));
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
    expect(await did(app)).toEqual([
      ...['migrate v1 run', 'worker v1 start', 'migrate v2 run', 'worker v1 end', 'worker v2 start'],
      ...['worker v2 end', 'worker v1 start'],
    ]);
  }, 60_000);

  test('a worker that ends at once in the new version goes on in the old one, also where the old colour is stopped', async () => {
    await runtime.up('green', made('bad'), 20_000);
    await expect(runtime.settle?.('green', made('bad'))).rejects.toThrow(/ended within[\s\S]*worker of the version before goes on/);
    await runtime.stop('blue', 5);
    expect(await app.containers('blue')).toEqual(['worker']);
    const said = (await did(app)).filter((line, index, all) => line !== all[index - 1]).slice(7);
    expect(said).toEqual(['migrate bad run', 'worker v1 end', 'worker bad start', 'worker v1 start']);
  }, 60_000);

  test('a second try of a release does not migrate again, and going back to one neither', async () => {
    await runtime.up('green', made('bad'), 20_000);
    await runtime.up('green', { ...made('v2'), repeated: true }, 20_000);
    expect((await did(app)).filter((line) => line.startsWith('migrate'))).toEqual(['migrate v1 run', 'migrate v2 run', 'migrate bad run']);
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
    const elsewhere = `${registry.address}/elsewhere`;
    const old = await registry.push('slipway-shop:unmigrated', 'elsewhere/shop');
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
    expect(left).toContain(images['v1']);
  }, 60_000);
});

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
    const failure = await failureOf(app.open().then((application) => application.survey?.({ backend: images['v1'] ?? '' })));
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
      () => `services: {db: {image: "${images['v1']}", command: python shop.py db}}\nnetworks: {default: {name: ${network}}}\n`,
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
    const failure = await failureOf(runtime.fetch({ version: 'v1', images: { backend: images['v1'] ?? '' } }));
    expect(failure.text).toMatch(/backend mounts the folder .* over \/app, where the code of its image is/);
    app.write(web('    command: ["./start.sh"]\n    volumes: [".:/app/data"]'));
    const told = app.host();
    await (await (await app.open({}, told)).runtime(place.shell, ['backend'])).fetch({
      version: 'v1',
      images: { backend: images['v1'] ?? '' },
    });
    expect(told.text()).toContain('/app/start.sh: alembic upgrade');
    expect(await docker(['ps', '-aq', '--filter', 'label=slipway.look'])).toBe('');
  }, 30_000);

  test('a compose.override.yml in the folder of the server is said to be unused, and is', async () => {
    app.write(web());
    writeFileSync(`${app.directory}/compose.override.yml`, 'services: {backend: {network_mode: host}}\n');
    const host = app.host();
    await (await app.open({}, host)).survey?.({ backend: images['v1'] ?? '' });
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
    expect((await app.act('deploy', release('v1', 'store', 'web'))).outcome).toBe('switched');
    const refused = await failureOf(app.act('deploy', release('v2', 'store', 'web')));
    expect(refused.reason).toBe('outage');
    expect(refused.text).toContain('allow-outage: true');
    expect(await did(app)).toEqual(['store v1 start']);
    const { outputs } = await app.act('deploy', { ...release('v2', 'store', 'web'), 'allow-outage': 'true' });
    expect(Number(outputs['outage-ms'])).toBeGreaterThan(200);
    expect(Number(outputs['outage-ms'])).toBeLessThan(15_000);
    expect(await did(app)).toEqual(['store v1 start', 'store v1 end', 'store v2 start']);
    expect(await policy('green')).toBe('running unless-stopped');
    expect(await policy('blue')).toBe('exited no');
  }, 120_000);

  test('runs again in the old version where the run is lost and the armed undo acts', async () => {
    const runtime = await (await app.open()).runtime(place.shell, ['store', 'web']);
    const shop = images['v1'] ?? '';
    await runtime.up('blue', { version: 'v1', images: { store: shop, web: shop } }, 20_000);
    const undo = await runtime.handover?.undo('blue');
    await runtime.handover?.take('blue', 20_000);
    expect([await policy('blue'), await policy('green')]).toEqual(['running no', 'exited always']);
    await place.shell.run(['sh', '-c', `${undo?.functions}\nhand_back`], { env: undo?.variables ?? {} });
    expect([await policy('blue'), await policy('green')]).toEqual(['exited no', 'running unless-stopped']);
    await runtime.stop('blue', 1);
  }, 60_000);

  test('that fails in the new version runs again in the old one', async () => {
    const failure = await failureOf(
      app.act('deploy', { ...release('bad', 'store', 'web'), 'allow-outage': 'true', 'health-timeout': '3s' }),
    );
    expect(failure.reason).toBe('idle-check-failed');
    expect(failure.text).toMatch(/store of green was away for .* and runs again/);
    expect((await app.ask('/health')).headers.get('x-version')).toBe('v2');
    expect(await policy('green')).toBe('running unless-stopped');
    expect((await did(app)).at(-1)).toBe('store v2 start');
  }, 120_000);
});
