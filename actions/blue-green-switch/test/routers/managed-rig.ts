import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localShell, type Shell } from '@slipway/shell';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import { openRouter } from '../../src/open-router.ts';
import type { Router, RouterAdapter } from '../../src/router.ts';
import { open } from '../../src/routers/managed/open.ts';
import { routerContext } from './context.ts';
import { deployer, type Rig, removeFolder, rigFolder, startColors } from './rig.ts';

export function docker(...argv: readonly string[]): string {
  return execFileSync('docker', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** The deploying user, who may also use the engine. */
function engineUser(): Shell {
  const local = localShell();
  const group = statSync('/var/run/docker.sock').gid;
  const as = (argv: readonly string[]): string[] =>
    deployer ? ['setpriv', `--reuid=${deployer.uid}`, `--regid=${deployer.gid}`, `--groups=${group}`, '--', ...argv] : [...argv];
  return {
    ...local,
    start: (argv, options) => local.start(as(argv), options),
    run: (argv, options) => local.run(as(argv), { ...options, env: { HOME: '/nonexistent', ...options?.env } }),
  };
}

export interface ManagedRig extends Rig {
  readonly project: string;
  readonly container: string;
  readonly folder: string;
  /** Another router over the same state, as another run opens it. */
  router(given?: Readonly<Record<string, string>>): Promise<Router>;
  /** The same, prepared. */
  prepared(given?: Readonly<Record<string, string>>): Promise<Router>;
  /** Names of the project's router containers in a state. */
  containers(status: 'running' | 'exited' | 'restarting'): string[];
  /** A file of the router's own folder. */
  file(name: string): string;
}

let count = 0;

/** @param given where users ask; a free port of 127.0.0.1 unless given */
export async function startManaged(given: { address?: string; port?: number } = {}): Promise<ManagedRig> {
  const project = `managed-${process.pid}-${++count}`;
  const container = `${project}-router`;
  const folder = rigFolder('state');
  const state = join(folder, 'state');
  const colors = await startColors(folder);
  const shell = engineUser();
  const published = { service: 'backend', target: 8000, port: given.port ?? (await freePort()), address: given.address ?? '127.0.0.1' };
  const adapterOf = (inputs: Readonly<Record<string, string>> = {}): Promise<RouterAdapter> =>
    open(routerContext({ router: 'managed', ...inputs }, { name: project, state, shell, published: [published], colors }));
  const router = async (inputs?: Readonly<Record<string, string>>): Promise<Router> => openRouter(shell, await adapterOf(inputs));
  const containers = (status: string): string[] =>
    docker('ps', '-a', '--format', '{{.Names}}', '--filter', `label=slipway.router=${project}`, '--filter', `status=${status}`)
      .split('\n')
      .filter(Boolean);
  const adapter = await adapterOf();
  const directory = join(state, 'router');
  const map = join(directory, `${project}.map`);
  return {
    project,
    container,
    folder,
    shell,
    adapter,
    published,
    colors,
    files: [state],
    router,
    containers,
    file: (name) => readFileSync(join(directory, name), 'utf8'),
    async prepared(inputs) {
      const one = await router(inputs);
      await one.prepare((await one.read()).live);
      return one;
    },
    faults: {
      'the socket is gone': async () => {
        renameSync(join(directory, 'admin.sock'), join(folder, 'hidden'));
        return async () => renameSync(join(folder, 'hidden'), join(directory, 'admin.sock'));
      },
      'another map is loaded': async () => {
        const other = join(directory, 'other.map');
        writeFileSync(other, readFileSync(map));
        renameSync(map, join(folder, 'map'));
        return async () => {
          removeFolder(other);
          renameSync(join(folder, 'map'), map);
        };
      },
    },
    async restart() {
      docker('kill', container);
      docker('start', container);
      await eventually(async () => (await adapter.words?.().catch(() => undefined))?.kept !== undefined, 'the container serves again');
    },
    async close() {
      const left = ['running', 'exited', 'created', 'restarting'].flatMap(containers);
      if (left.length > 0) docker('rm', '--force', ...left);
      await Promise.all([colors.blue.crash(), colors.green.crash()]);
      removeFolder(folder);
    },
  };
}
