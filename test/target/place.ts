// Where test machines stand: names, labels, loopback ports and a network of their own.
import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { docker, run } from './docker.ts';

/** On everything a test starts, so that leftovers can be found and removed without touching anything else. */
export const label = 'slipway-test';

export const uniqueName = (kind: string): string => `slipway-${kind}-${randomBytes(4).toString('hex')}`;

/** A loopback port nobody listens on, below the range from which the kernel takes ports for outgoing connections. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = randomInt(20_000, 32_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.on('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error('found no free port on 127.0.0.1 between 20000 and 32000');
}

/** Two that start together may pick the same port: start again with others, the engine decides who was first. */
export async function withFreePorts<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (tries === 5 || !/port is already allocated|address already in use/i.test(String(error))) throw error;
    }
  }
}

/**
 * A network with a subnet of its own: on the engine's default ranges the engine *inside* a target would pick the same one
 * for its own networks, and the target would lose the way out. The engine refuses a subnet that is taken, so just try.
 */
export async function createNetwork(name: string): Promise<void> {
  const first = randomInt(0, 256);
  for (let step = 0; step < 256; step++) {
    const subnet = `10.77.${(first + step) % 256}.0/24`;
    const made = await run(['docker', 'network', 'create', '--label', `${label}=${name}`, '--subnet', subnet, name]);
    if (made.code === 0) return;
    if (!/overlaps/i.test(made.stderr)) throw new Error(`docker network create ${name}: ${made.stderr.trim()}`);
  }
  throw new Error('every subnet of 10.77.0.0/16 is taken: remove leftovers with removeAll()');
}

/** What this process started and did not remove yet: by name, how to remove it. */
export const ours = new Map<string, () => Promise<void>>();

/** Removes containers, then volumes, then networks that carry the label (of one name, or any); what is gone already is fine. */
export async function removeLabelled(name?: string): Promise<void> {
  const filter = ['--filter', name === undefined ? `label=${label}` : `label=${label}=${name}`];
  await removeListed(['ps', '--all', '--quiet', ...filter], ['rm', '--force', '--volumes']);
  await removeListed(['volume', 'ls', '--quiet', ...filter], ['volume', 'rm', '--force']);
  await removeListed(['network', 'ls', '--quiet', ...filter], ['network', 'rm']);
}

async function removeListed(list: readonly string[], remove: readonly string[]): Promise<void> {
  const ids = (await docker(list)).split('\n').filter((line) => line !== '');
  if (ids.length === 0) return;
  const removed = await run(['docker', ...remove, ...ids]);
  // Two that clean up at once meet each other's work.
  if (removed.code !== 0 && !/No such|not found|already in progress/i.test(removed.stderr)) {
    throw new Error(`docker ${remove.join(' ')}: ${removed.stderr.trim()}`);
  }
}
