// A server on which the team started its stack by plain `docker compose up`, and runs of ours that can be lost at any command.
import { rm } from 'node:fs/promises';
import { readInputs } from '@slipway/action';
import { openSsh, type Shell } from '@slipway/shell';
import type { LoadResult } from '../../../test/load/client.ts';
import { testHost } from '../../../test/scenarios/host.ts';
import { appPorts, buildNotes, type Images, migrateByHand, notesFolder, placeSecrets } from '../../../test/scenarios/notes.ts';
import { docker } from '../../../test/target/docker.ts';
import { startRegistry, startTarget, type Target } from '../../../test/target/target.ts';
import { contract, run, type SwitchResult } from '../src/index.ts';
import { openDoor, outsider, users } from './adopt-users.ts';

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
