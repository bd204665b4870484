// "The server" of tests and demo: a container that boots systemd, with SSH, HAProxy and its own Docker engine,
// prepared by the same script a team runs on a real one (prepare-server.sh) and reached only as a real one is.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../harness/processes.ts';
import { docker, loadImages, type Ran, run } from './docker.ts';
import { runMachine } from './machine.ts';
import { createNetwork, freePort, label, ours, removeLabelled, uniqueName, withFreePorts } from './place.ts';
import { hostKeyLine, makeKey, prepare, ready, useRegistry } from './prepare.ts';
import type { Registry } from './registry.ts';
import { keep, plant } from './seed.ts';

export { type Registry, startRegistry } from './registry.ts';

export interface Target {
  /** The container's name, unique. */
  name: string;
  network: string;
  /** How the user `deploy` gets in; `knownHosts` is the real known_hosts line for the published port. */
  ssh: { host: string; port: number; username: string; keyFile: string; key: string; knownHosts: string };
  /** The loopback port on the host for a port of the machine that was asked for in `options.ports`. */
  port(inner: number): number;
  /** The test's own eyes: past SSH, by docker exec. Past its deadline it rejects; what it started inside may run on. */
  exec(argv: readonly string[], options?: { user?: string; input?: string; timeoutSeconds?: number }): Promise<Ran>;
  /** Power cut: nothing on the machine gets to say goodbye. */
  kill(): Promise<void>;
  /** Power on; resolves when the boot is over and SSH and the engine answer. */
  start(): Promise<void>;
  /** The machine hangs: its ports accept, nothing answers. */
  pause(): Promise<void>;
  unpause(): Promise<void>;
  /** An orderly restart; resolves like `start`. */
  reboot(): Promise<void>;
  /**
   * The cable is pulled: packets vanish, open connections hang instead of closing, and everything on the machine runs on.
   * Mended in time, they go on where they were. (Detaching the container from its network would close every connection
   * at once, and a published port would refuse: kinder than any real cut.) A reboot mends it as well.
   */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Container, volume, network and key; safe to call twice. */
  remove(): Promise<void>;
}

export interface TargetOptions {
  name?: string;
  /** Ports of the machine to publish on the host's loopback, besides SSH. */
  ports?: readonly number[];
  /** Images of the local engine to load into the machine's engine. */
  images?: readonly string[];
  /** Reached inside under the same address; also the mirror for names without a registry (push to `library/NAME`). Targets with one registry share a network. */
  registry?: Registry;
}

const keyFolder = 'slipway-target-key-';

export async function startTarget(options: TargetOptions = {}): Promise<Target> {
  const name = options.name ?? uniqueName('target');
  const network = options.registry?.network ?? name;
  const folder = await mkdtemp(join(tmpdir(), keyFolder));
  const remove = async (): Promise<void> => {
    await removeLabelled(name);
    await rm(folder, { recursive: true, force: true });
    ours.delete(name);
  };
  ours.set(name, remove);
  try {
    const keyFile = join(folder, 'id_ed25519');
    const [key] = await Promise.all([
      makeKey(keyFile),
      network === name ? createNetwork(name) : undefined,
      docker(['volume', 'create', '--label', `${label}=${name}`, `${name}-docker`]),
    ]);
    const images = options.images ?? [];
    const volume = `${name}-docker`;
    const planted = await plant(images, volume);
    const published = await withFreePorts(() => create(name, network, options.ports ?? []));
    const port = portOf(published);
    await ready(name, port(22));
    await Promise.all([
      prepare(name, key.public),
      options.registry && useRegistry(name, options.registry.address),
      planted || loadImages(name, images),
    ]);
    if (!planted) await keep(images, volume, name);
    const knownHosts = await hostKeyLine(name, port(22));
    const ssh = { host: '127.0.0.1', port: port(22), username: 'deploy', keyFile, key: key.private, knownHosts };
    return { name, network, ssh, port, ...controls(name, port(22)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Ends what this process started and did not remove: for Ctrl-C. With `everyone` also what other processes started and
 * left, such as a demo that was kept or a run that was killed; others that are still at work lose their machines too.
 */
export async function removeAll(options: { everyone?: boolean } = {}): Promise<void> {
  if (options.everyone) {
    await removeLabelled();
    const left = (await readdir(tmpdir())).filter((entry) => entry.startsWith(keyFolder));
    for (const entry of left) await rm(join(tmpdir(), entry), { recursive: true, force: true });
  }
  // Targets stand on the network of their registry, and a network goes only when nothing stands on it.
  const last = (name: string): boolean => name.includes('registry');
  for (const [, remove] of [...ours].sort(([a], [b]) => Number(last(a)) - Number(last(b)))) await remove();
}

async function create(name: string, network: string, ports: readonly number[]): Promise<Map<number, number>> {
  const published = new Map<number, number>();
  for (const inner of new Set([22, ...ports])) published.set(inner, await freePort());
  await run(['docker', 'rm', '--force', name]); // what an attempt with taken ports left
  await runMachine(name, [
    ...['--hostname', 'target', '--label', `${label}=${name}`, '--network', network, '--volume', `${name}-docker:/var/lib/docker`],
    ...[...published].flatMap(([inner, outer]) => ['--publish', `127.0.0.1:${outer}:${inner}`]),
    'slipway-target:bookworm',
  ]);
  return published;
}

function portOf(published: ReadonlyMap<number, number>): Target['port'] {
  return (inner) => {
    const outer = published.get(inner);
    if (outer === undefined) throw new Error(`port ${inner} is not published: ask for it in startTarget({ ports: [${inner}] })`);
    return outer;
  };
}

type Controls = Omit<Target, 'name' | 'network' | 'ssh' | 'port' | 'remove'>;

function controls(name: string, sshPort: number): Controls {
  const inside = (argv: readonly string[]): Promise<string> => docker(['exec', name, ...argv]);
  return {
    exec(argv, options = {}) {
      const user = options.user === undefined ? [] : ['--user', options.user];
      return run(['docker', 'exec', '--interactive', ...user, name, ...argv], options);
    },
    kill: async () => void (await docker(['kill', name])),
    async start() {
      await docker(['start', name]);
      await ready(name, sshPort);
    },
    async pause() {
      // A group that starts programs all the time is frozen only between two of them; runc gives up after some tries.
      const frozen = async (): Promise<boolean> => (await run(['docker', 'pause', name])).code === 0;
      await eventually(frozen, `${name} being paused`, 30_000);
    },
    unpause: async () => void (await docker(['unpause', name])),
    async reboot() {
      await docker(['restart', '--time', '30', name]);
      await ready(name, sshPort);
    },
    cut: async () => void (await inside(['ip', 'link', 'set', 'eth0', 'down'])),
    async mend() {
      const gateway = await docker(['inspect', '--format', '{{ range .NetworkSettings.Networks }}{{ .Gateway }}{{ end }}', name]);
      await inside(['ip', 'link', 'set', 'eth0', 'up']);
      // The default route goes away with the link.
      await inside(['ip', 'route', 'replace', 'default', 'via', gateway]);
    },
  };
}
