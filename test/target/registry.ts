// An image registry on loopback. Its address means the same on the host and inside every target that is started with it.
import { docker, run, waitUntil } from './docker.ts';
import { createNetwork, freePort, label, ours, removeLabelled, uniqueName, withFreePorts } from './place.ts';

export interface Registry {
  /** `127.0.0.1:PORT`: engines trust a registry on loopback without TLS. */
  address: string;
  name: string;
  network: string;
  /** Pushes a local image as `REPOSITORY[:TAG]` and returns `ADDRESS/REPOSITORY@sha256:…`. */
  push(image: string, repository: string): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** After the targets that were started with it: they stand on its network. */
  remove(): Promise<void>;
}

export async function startRegistry(options: { port?: number } = {}): Promise<Registry> {
  const name = uniqueName('registry');
  const remove = async (): Promise<void> => {
    await removeLabelled(name);
    ours.delete(name);
  };
  ours.set(name, remove);
  try {
    await createNetwork(name);
    const port = await withFreePorts(async () => {
      const candidate = options.port ?? (await freePort());
      await removeLeftover(name);
      await docker([
        ...['run', '--detach', '--name', name, '--label', `${label}=${name}`, '--network', name, '--network-alias', 'registry'],
        ...['--env', 'REGISTRY_STORAGE_DELETE_ENABLED=true', '--publish', `127.0.0.1:${candidate}:5000`, 'registry:2'],
      ]);
      return candidate;
    });
    const registry = { ...describe(name, `127.0.0.1:${port}`), remove };
    await registry.start();
    return registry;
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A container whose port was taken exists all the same, and holds its name. */
const removeLeftover = (name: string): Promise<unknown> => run(['docker', 'rm', '--force', '--volumes', name]);

function describe(name: string, address: string): Omit<Registry, 'remove'> {
  const answers = async (): Promise<boolean> => {
    try {
      return (await fetch(`http://${address}/v2/`, { signal: AbortSignal.timeout(2000) })).ok;
    } catch {
      return false;
    }
  };
  return {
    address,
    name,
    network: name,
    async push(image, repository) {
      const remote = `${address}/${repository}`;
      await docker(['tag', image, remote]);
      try {
        await docker(['push', '--quiet', remote], { timeoutSeconds: 300 });
        const digests = (await docker(['image', 'inspect', '--format', '{{ join .RepoDigests "\\n" }}', remote])).split('\n');
        const pinned = digests.find((digest) => digest.startsWith(`${remote.replace(/:[^:/]+$/, '')}@`));
        if (pinned === undefined) throw new Error(`no digest known for ${remote} after the push`);
        return pinned;
      } finally {
        await docker(['rmi', '--no-prune', remote]);
      }
    },
    stop: async () => void (await docker(['stop', '--time', '3', name])),
    async start() {
      await docker(['start', name]);
      await waitUntil(`the registry at ${address}`, 15, answers, async () => (await run(['docker', 'logs', '--tail', '20', name])).stderr);
    },
  };
}
