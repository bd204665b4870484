// A server on which the team started its stack by plain `docker compose up`, and runs of ours that can be lost at any command.
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { readInputs } from '@slipway/action';
import { openSsh, type Shell } from '@slipway/shell';
import { type Load, type LoadResult, startLoad } from '../../../test/load/client.ts';
import { testHost } from '../../../test/scenarios/host.ts';
import { appPorts, buildNotes, type Images, migrateByHand, notesFolder, placeSecrets } from '../../../test/scenarios/notes.ts';
import { docker } from '../../../test/target/docker.ts';
import { startRegistry, startTarget, type Target } from '../../../test/target/target.ts';
import { contract, run, type SwitchResult } from '../src/index.ts';

const password = 'pA55-word.of_the~db';

export interface RunOptions {
  /** The run is lost, as by SIGKILL, right after the first command for which this holds; the command itself was done. */
  readonly until?: (command: string) => boolean;
}

export interface Seen extends LoadResult {
  /** Requests on fresh connections that failed. */
  readonly freshFailed: number;
}

export interface Stage {
  readonly target: Target;
  readonly images: Readonly<Record<'v1' | 'v2', Images>>;
  /** @returns undefined where the run was lost on the way */
  run(given: Record<string, string>, options?: RunOptions): Promise<SwitchResult | undefined>;
  deploy(version: 'v1' | 'v2', given?: Record<string, string>, options?: RunOptions): Promise<SwitchResult | undefined>;
  /** Gives the lease of lost runs free. */
  unlock(): Promise<void>;
  /** What users from outside and on the server itself see meanwhile. */
  underLoad(change: () => Promise<unknown>): Promise<{ outside: Seen; inside: Seen }>;
  /** Versions that answer outside and inside. */
  served(): Promise<readonly (string | null)[]>;
  inside(...argv: string[]): Promise<string>;
  reboot(): Promise<void>;
  /** Whether somebody outside gets a connection to a port of the server, at its own address. */
  reaches(port: number): Promise<boolean>;
  remove(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const registry = await startRegistry();
  const undo: (() => Promise<unknown>)[] = [() => registry.remove()];
  const remove = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  try {
    await registry.push('postgres:17', 'library/postgres:17');
    const target = await startTarget({ registry, ports: appPorts });
    undo.push(() => target.remove());
    const images = { v1: await buildNotes(registry, 'v1'), v2: await buildNotes(registry, 'v2') };
    for (const part of ['backend', 'frontend']) await registry.push(`notes-${part}:v1`, `notes/${part}:latest`);
    await placeSecrets(target, registry, password);
    const folder = await notesFolder('v1');
    undo.push(() => rm(folder, { recursive: true, force: true }));
    await docker(['cp', `${folder}/docker-compose.yml`, `${target.name}:/home/deploy/apps/notes/docker-compose.yml`]);
    const up = await target.exec(['sh', '-c', 'cd /home/deploy/apps/notes && docker compose up --detach --wait --quiet-pull'], {
      timeoutSeconds: 120,
    });
    if (up.code !== 0) throw new Error(`docker compose up: ${up.stderr}`);
    // The schema of both versions: additive.
    await migrateByHand(target, images.v2.backend, password);
    let shell = await openSsh(target.ssh);
    undo.push(() => shell.close());
    const door = await openDoor(() => shell);
    undo.push(door.close);
    const reboot = async (): Promise<void> => {
      await target.reboot();
      await shell.close();
      shell = await openSsh(target.ssh);
    };
    return {
      target,
      images,
      ...runs(() => shell, images, folder),
      ...users(target, door.url),
      reboot,
      reaches: await outsider(target),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function runs(shell: () => Shell, images: Stage['images'], folder: string): Pick<Stage, 'run' | 'deploy' | 'unlock'> {
  const lost: string[] = [];
  const start = (given: Record<string, string>, host = testHost(folder), through = shell()): Promise<SwitchResult> => {
    const all = { 'project-name': 'notes', service: 'backend', 'bake-time': '1s', 'drain-timeout': '2s', 'lock-timeout': '5s', ...given };
    const values = Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
    return run(readInputs(contract, values), { ...host, shell: through });
  };
  const stage: Pick<Stage, 'run' | 'deploy' | 'unlock'> = {
    async run(given, { until } = {}) {
      if (!until) return start(given);
      const host = testHost(folder);
      const mortal = mortalShell(shell(), until);
      const result = await Promise.race([start(given, host, mortal.shell), mortal.died]);
      if (result === undefined) lost.push(host.context.runId);
      return result;
    },
    deploy(version, given, options) {
      const list = Object.entries(images[version]).map(([service, image]) => `${service}=${image}`);
      return stage.run({ mode: 'deploy', version, images: list.join('\n'), ...given }, options);
    },
    async unlock() {
      for (const holder of lost.splice(0)) await start({ mode: 'unlock', holder });
    },
  };
  return stage;
}

/** A shell whose user is gone after a certain command: nothing is asked or ordered any more, and nobody hears of it. */
function mortalShell(shell: Shell, until: (command: string) => boolean): { shell: Shell; died: Promise<undefined> } {
  let dead = false;
  const silence = new Promise<never>(() => {});
  const { promise: died, resolve } = Promise.withResolvers<undefined>();
  const mortal: Shell = {
    where: shell.where,
    remote: shell.remote,
    reach: (address) => (dead ? silence : shell.reach(address)),
    start: (argv, options) => shell.start(argv, options),
    close: async () => {},
    async run(argv, options) {
      if (dead) return silence;
      const result = await shell.run(argv, options);
      if (dead || !until([...argv, String(options?.input ?? '')].join(' '))) return dead ? silence : result;
      dead = true;
      resolve(undefined);
      return silence;
    },
  };
  return { shell: mortal, died };
}

function users(target: Target, door: string): Pick<Stage, 'underLoad' | 'served' | 'inside'> {
  const outer = `http://127.0.0.1:${target.port(8000)}`;
  return {
    async underLoad(change) {
      const loads: Load[] = [startLoad({ url: outer, clients: 8, rate: 60 }), startLoad({ url: door, clients: 4, rate: 30 })];
      await Promise.all(loads.map((load) => load.ready));
      try {
        await change();
      } finally {
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      const [outside, inside] = (await Promise.all(loads.map((load) => load.stop()))).map((one) => ({
        ...one,
        freshFailed: one.fresh.failed,
      }));
      if (!outside || !inside) throw new Error('the load ended without a result');
      return { outside, inside };
    },
    served: () =>
      Promise.all(
        [outer, door].map(async (url) => {
          const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) });
          if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
          return answer.headers.get('x-version');
        }),
      ),
    inside: async (...argv) => (await target.exec(argv)).stdout.trim(),
  };
}

async function outsider(target: Target): Promise<Stage['reaches']> {
  const host = await docker(['inspect', '--format', '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}', target.name]);
  return (port) =>
    new Promise((resolve) => {
      const socket = connect({ host, port, timeout: 1000 });
      const end = (reached: boolean): void => {
        socket.destroy();
        resolve(reached);
      };
      socket
        .on('connect', () => end(true))
        .on('timeout', () => end(false))
        .on('error', () => end(false));
    });
}

/** Each connection to it becomes one from the server's own loopback to the published port there. */
async function openDoor(shell: () => Shell): Promise<{ url: string; close: () => Promise<void> }> {
  const lead = async (client: Socket): Promise<void> => {
    const address = await shell().reach({ host: '127.0.0.1', port: 8000 });
    const far = 'path' in address ? connect(address.path) : connect(address.port, address.host);
    client.on('close', () => far.destroy());
    far.on('error', () => client.resetAndDestroy()).on('close', () => client.destroy());
    client.pipe(far).pipe(client);
  };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy()).on('close', () => open.delete(client));
    lead(client).catch(() => client.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port for the door');
  const close = async (): Promise<void> => {
    for (const client of open) client.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${bound.port}`, close };
}
