// A server for compose runtimes without a machine of its own: this engine, an HAProxy on loopback, and a home folder that is removed again.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInputs } from '@slipway/action';
import { localShell, type Shell } from '@slipway/shell';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import { type TestHost, testHost } from '../../../../test/scenarios/host.ts';
import { docker, run as program } from '../../../../test/target/docker.ts';
import { contract, run, type SwitchResult } from '../../src/index.ts';
import type { Application } from '../../src/open.ts';
import { ask } from '../../src/routers/haproxy/socket.ts';
import type { Inputs } from '../../src/run.ts';
import { open } from '../../src/runtimes/compose/open.ts';

export interface Place {
  readonly shell: Shell;
  readonly home: string;
  /** Starts a team's application: its compose file in a checkout, its `.env` and other files in its folder on the server. */
  app(compose: (ports: readonly number[]) => string, files?: Readonly<Record<string, string>>): Promise<App>;
  close(): Promise<void>;
}

export interface App {
  readonly name: string;
  readonly directory: string;
  readonly ports: readonly number[];
  /** Runs the action. */
  act(mode: string, given?: Readonly<Record<string, string>>, host?: TestHost): Promise<SwitchResult>;
  /** The application without the action around it. */
  open(given?: Readonly<Record<string, string>>, host?: TestHost): Promise<Application>;
  /** Path of a published port, as users ask for it. */
  ask(path: string, port?: number): Promise<Response>;
  host(): TestHost;
  write(compose: string): void;
  /** What the programs wrote into the volume `work`, oldest first. */
  log(): Promise<string[]>;
  containers(color: string, all?: boolean): Promise<string[]>;
  remove(): Promise<void>;
}

const main = (folder: string): string =>
  [
    'global',
    `    stats socket ${folder}/admin.sock mode 666 level admin`,
    '    nbthread 1',
    '    hard-stop-after 2s',
    'defaults',
    '    mode http',
    '    timeout connect 2s',
    '    timeout client 60s',
    '    timeout server 60s',
    '',
  ].join('\n');

export async function startPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'place-'));
  mkdirSync(join(folder, 'slipway'));
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  const local = localShell();
  const env = { HOME: home };
  const shell: Shell = {
    ...local,
    start: (argv, options) => local.start(argv, { ...options, env: { ...env, ...options?.env } }),
    run: (argv, options) => local.run(argv, { ...options, env: { ...env, ...options?.env } }),
  };
  writeFileSync(join(folder, 'main.cfg'), main(folder));
  const master = `${folder}/master.sock,mode,666,level,admin`;
  const argv = ['-W', '-db', '-S', master, '-f', join(folder, 'main.cfg'), '-f', join(folder, 'slipway')];
  // As the user of the test, so that it may read what that user's deploys write.
  const daemon = spawn('haproxy', argv, { stdio: 'ignore' });
  const ended = once(daemon, 'close');
  await eventually(
    () =>
      ask(shell, `${folder}/admin.sock`, 'show version').then(
        () => true,
        () => false,
      ),
    'HAProxy answers',
  );
  const apps: App[] = [];
  return {
    shell,
    home,
    async app(compose, files = {}) {
      const app = await createApp(shell, folder, home, compose, files);
      apps.push(app);
      return app;
    },
    async close() {
      const removed = await Promise.allSettled(apps.map((app) => app.remove()));
      daemon.kill();
      await ended;
      for (const path of [folder, home]) rmSync(path, { recursive: true, force: true });
      const failed = removed.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

async function createApp(
  shell: Shell,
  folder: string,
  home: string,
  compose: (ports: readonly number[]) => string,
  files: Readonly<Record<string, string>>,
): Promise<App> {
  const name = `shop${randomBytes(3).toString('hex')}`;
  const checkout = join(home, 'checkouts', name);
  const directory = join(home, 'apps', name);
  for (const path of [checkout, directory]) mkdirSync(path, { recursive: true });
  const ports = [await freePort(), await freePort()];
  const write = (text: string): void => writeFileSync(join(checkout, 'docker-compose.yml'), text);
  write(compose(ports));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text, { mode: 0o600 });
  }
  const fixed = {
    'project-name': name,
    'router-directory': join(folder, 'slipway'),
    'haproxy-socket': join(folder, 'admin.sock'),
    'haproxy-master-socket': join(folder, 'master.sock'),
    'bake-time': '1s',
    'health-timeout': '20s',
    'drain-timeout': '2s',
  };
  const inputsFor = (mode: string, given: Readonly<Record<string, string>>): Inputs =>
    readInputs(
      contract,
      Object.fromEntries(Object.entries({ ...fixed, mode, ...given }).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
    );
  return {
    name,
    directory,
    ports,
    write,
    host: () => testHost(checkout),
    act(mode, given = {}, host = testHost(checkout)) {
      return run(inputsFor(mode, given), { ...host, shell });
    },
    open: (given = {}, host = testHost(checkout)) => open({ shell, host, inputs: inputsFor('status', given) }),
    ask: (path, port = ports[0]) => fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5000) }),
    async log() {
      const ran = await program(['docker', 'run', '--rm', '--volume', `${name}_work:/work`, 'python:3.13-slim', 'cat', '/work/log']);
      return ran.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' ').slice(1).join(' '));
    },
    async containers(color, all = false) {
      const filter = ['--filter', `label=com.docker.compose.project=${name}${color ? `-${color}` : ''}`];
      const listed = await docker(['ps', ...(all ? ['--all'] : []), '--format', '{{.Label "com.docker.compose.service"}}', ...filter]);
      return listed.split('\n').filter(Boolean).sort();
    },
    async remove() {
      const projects = [`${name}-blue`, `${name}-green`, name].map((project) => [
        '--filter',
        `label=com.docker.compose.project=${project}`,
      ]);
      // Containers of all of them first: a database is on the networks of both colours.
      for (const filter of projects) await removeListed(['ps', '-aq', ...filter], ['rm', '--force', '--volumes']);
      for (const filter of projects) await removeListed(['network', 'ls', '-q', ...filter], ['network', 'rm']);
      for (const filter of projects) await removeListed(['volume', 'ls', '-q', ...filter], ['volume', 'rm']);
    },
  };
}

async function removeListed(list: readonly string[], remove: readonly string[]): Promise<void> {
  const ids = (await docker(list)).split('\n').filter(Boolean);
  if (ids.length > 0) await docker([...remove, ...ids]);
}
