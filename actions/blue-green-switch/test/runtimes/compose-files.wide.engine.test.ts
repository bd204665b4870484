import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type InputsOf, readInputs } from '@slipway/action';
import { localShell } from '@slipway/shell';
import { testHost } from '../../../../test/scenarios/host.ts';
import { freePort, uniqueName } from '../../../../test/target/place.ts';
import { contract } from '../../src/contract.ts';
import { type Application, openApplication } from '../../src/open.ts';
import type { Release } from '../../src/runtime.ts';
import { takeTurnsBehindHaproxy } from './compose-files-behind-haproxy.ts';
import { keepsTheRuntimeContract, type Subject } from './contract.ts';
import { failureOf } from './failure.ts';
import { writeApplication } from './systemd-app.ts';

const docker = async (...argv: string[]): Promise<string> => (await promisify(execFile)('docker', argv)).stdout.trim();
const name = uniqueName('files');
const shell = localShell();
let folder: string;
let ports: Record<'blue' | 'green', number>;
let application: Application;
let subject: Subject;
const releaseOf = (version: string): Release => ({ version, images: { backend: `${name}:${version}` } });

/** A file as a team writes it for one colour; `more` is added to its service. */
const file = (port: number, more: readonly string[] = [], rest: readonly string[] = []): string =>
  [
    'services:',
    '  backend:',
    '    image: registry.example/notes:latest',
    '    build: .',
    '    init: true',
    '    restart: unless-stopped',
    `    ports: ["127.0.0.1:${port}:8000"]`,
    '    environment: { NOTES: /notes, PORT: "8000" }',
    '    volumes: ["notes:/notes"]',
    ...more,
    'volumes:',
    `  notes: { name: ${name} }`,
    ...rest,
  ].join('\n');

async function open(given: Record<string, string> = {}): Promise<Application> {
  const all = { runtime: 'compose-files', 'project-name': name, directory: folder, ports: 'backend=8000', ...given };
  const inputs: InputsOf<typeof contract> = readInputs(
    contract,
    Object.fromEntries(Object.entries(all).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
  );
  return openApplication({ shell, host: testHost(folder), inputs });
}

function answers(color: 'blue' | 'green'): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port: ports[color], path: '/health', timeout: 2000, agent: false }, (response) => {
      response.resume();
      resolve(String(response.headers['x-version']));
    });
    request.on('error', () => resolve(undefined));
    request.on('timeout', () => request.destroy());
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  ports = { blue: await freePort(), green: await freePort() };
  await writeApplication(folder, 'serves');
  const program = (await readFile(join(folder, 'notes.pl'), 'utf8')).replace("'127.0.0.1'", "'0.0.0.0'");
  await writeFile(join(folder, 'notes.pl'), program);
  for (const version of ['v1', 'v2']) {
    const recipe = `FROM debian:bookworm-slim\nCOPY notes.pl /notes.pl\nENV SLIPWAY_VERSION=${version}\nCMD ["/notes.pl"]\n`;
    await writeFile(join(folder, 'Dockerfile'), recipe);
    await docker('build', '--quiet', '--tag', `${name}:${version}`, folder);
  }
  await writeFile(join(folder, 'docker-compose.blue.yml'), file(ports.blue));
  await writeFile(join(folder, 'docker-compose.green.yml'), file(ports.green));
  application = await open();
  const runtime = await application.runtime(shell, ['backend']);
  const reopen: Subject['open'] = (other) => application.runtime(other, ['backend']);
  // The first connections reach Docker's proxy before the program listens.
  const settled = async (color: 'blue' | 'green'): Promise<string | undefined> => {
    for (let tries = 0; tries < 20; tries++) {
      const version = await answers(color);
      const running = (await runtime.instances(color)).some((one) => one.status === 'running');
      if (running === (version !== undefined)) return version;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return undefined;
  };
  subject = { runtime, open: reopen, shell, first: releaseOf('v1'), second: releaseOf('v2'), answers: settled };
}, 120_000);

afterAll(async () => {
  for (const color of ['blue', 'green'] as const) await subject?.runtime.remove(color).catch(() => {});
  await docker('volume', 'rm', '--force', name);
  await docker('rmi', '--force', `${name}:v1`, `${name}:v2`);
  await rm(folder, { recursive: true, force: true });
  await rm(application.state, { recursive: true, force: true });
}, 60_000);

describe('the runtime contract', () => {
  keepsTheRuntimeContract(() => subject);
});

/** What the first colour keeps, the second one serves: they have one volume. */
async function shareOneVolume(): Promise<void> {
  const { runtime, first, second } = subject;
  const ask = (color: 'blue' | 'green', init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${ports[color]}/api/notes/a1`, { headers: { connection: 'close' }, ...init });
  await runtime.up('blue', first, 30_000);
  await runtime.up('green', second, 30_000);
  expect([await subject.answers('blue'), await subject.answers('green')]).toEqual(['v1', 'v2']);
  expect((await ask('blue', { method: 'PUT', body: '{"text":"kept"}' })).status).toBe(200);
  expect(await (await ask('green')).json()).toEqual({ id: 'a1', text: 'kept' });
  await runtime.remove('blue');
  await runtime.remove('green');
}

const stages: [string, () => Promise<void>][] = [
  ['on their own ports', shareOneVolume],
  ['behind HAProxy', () => takeTurnsBehindHaproxy([`${name}:v1`, `${name}:v2`])],
];

test.each(process.env['SLIPWAY_FULL'] ? stages : stages.slice(0, 1))('two files take turns %s', (_where, play) => play(), 240_000);

describe('what the files promise', () => {
  test('a stopped colour is not revived by a reboot, and the volume outlives both', async () => {
    const { runtime, first } = subject;
    await runtime.up('blue', first, 30_000);
    const [one] = await runtime.instances('blue');
    const policy = (): Promise<string> => docker('inspect', '--format', '{{.HostConfig.RestartPolicy.Name}}', one?.id ?? '');
    expect(await policy()).toBe('unless-stopped');
    await runtime.stop('blue', 2);
    expect(await policy()).toBe('no');
    await runtime.start('blue', 30_000);
    expect(await policy()).toBe('unless-stopped');
    await runtime.remove('blue');
    expect(await docker('volume', 'ls', '--quiet', '--filter', `name=${name}`)).toBe(name);
  }, 60_000);

  test('a stack that somebody started from the same file is left alone', async () => {
    await docker('run', '--detach', '--name', `${name}-hand`, '--publish', `127.0.0.1:${ports.blue}:8000`, `${name}:v1`, 'sleep', '60');
    try {
      const failure = await failureOf(subject.runtime.up('blue', subject.first, 10_000));
      expect(failure.reason).toBe('port-taken');
      expect(failure.text).toContain(`docker ps --filter publish=${ports.blue}`);
      await docker('container', 'inspect', `${name}-hand`);
    } finally {
      await docker('rm', '--force', `${name}-hand`);
    }
    const project = `${name}-blue`;
    const label = (key: string, value: string): string[] => ['--label', `com.docker.compose.${key}=${value}`];
    await docker(
      'run',
      '--detach',
      '--name',
      `${name}-hand`,
      ...label('project', project),
      ...label('service', 'backend'),
      `${name}:v1`,
      'sleep',
      '60',
    );
    try {
      const failure = await failureOf(subject.runtime.up('blue', subject.first, 10_000));
      expect(failure.reason).toBe('runtime-setup');
      expect(failure.text).toContain(`docker compose -p ${project} down`);
      // What a run that was refused does next.
      await subject.runtime.stop('blue', 1);
      expect(await subject.runtime.instances('blue')).toEqual([]);
      expect(await docker('inspect', '--format', '{{.State.Running}}', `${name}-hand`)).toBe('true');
    } finally {
      await docker('rm', '--force', `${name}-hand`);
    }
  }, 60_000);

  test('files that collide are refused as a whole, before anything is done', async () => {
    await writeFile(join(folder, 'a.yml'), file(ports.blue, ['    container_name: backend'], ['networks:', '  default: { name: shop }']));
    await writeFile(join(folder, 'b.yml'), file(ports.blue, ['    container_name: backend'], ['networks:', '  default: { name: shop }']));
    const colliding = await open({ 'blue-file': 'a.yml', 'green-file': 'b.yml' });
    const failure = await failureOf(Promise.resolve().then(() => colliding.refuse(['backend'])));
    expect(failure.reason).toBe('colors-collide');
    expect(failure.text).toMatch(/container backend.*port \d+ of the server.*network shop.*Nothing was changed/s);
    const missing = await failureOf(open({ 'green-file': 'nowhere.yml' }));
    expect(missing.text).toContain('nowhere.yml is neither in');
  }, 30_000);
});
