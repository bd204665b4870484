import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';

/** Loopback ports that say which word is live: below those that the kernel gives to connections, so that none of them is taken while nginx is down. */
const range = { from: 19_600, to: 19_699 };

/** A port that neither another project of this folder has nor anything listens on. @throws Failure `router-setup` */
export async function freePort(shell: Shell, directory: string): Promise<number> {
  const taken = await shell.run(['sh', '-c', 'sed -n "s/^active /:/p" "$1"/*.routes 2>/dev/null; ss -Hltn', 'sh', directory], {
    allowFailure: true,
  });
  const numbers = new Set([...taken.stdout.matchAll(/:(\d+)\b/g)].map(([, port]) => Number(port)));
  for (let port = range.from; port <= range.to; port++) if (!numbers.has(port)) return port;
  throw new Failure('router-setup', `No loopback port of ${range.from} to ${range.to} is free on ${shell.where}.`, {
    state: 'Nothing was changed.',
  });
}
