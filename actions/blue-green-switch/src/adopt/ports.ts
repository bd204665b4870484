import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { Original } from './record.ts';

/** What prepare-server.sh installs for it, for root. */
const helper = '/usr/local/sbin/slipway-ports';
const asRoot = 'if [ "$(id -u)" = 0 ]; then exec "$0" "$@"; fi; exec sudo -n -- "$0" "$@"';
const firewallCloses = 4;

/** Leads new connections to published ports to the ports beside them, by rules of the kernel that a reboot clears. */
export interface Redirect {
  /** Why that cannot be done here; undefined where it can. @throws Failure `port-taken` where users could not reach the router afterwards */
  obstacle(): Promise<string | undefined>;
  /** Idempotent, like `remove`. */
  add(): Promise<void>;
  remove(): Promise<void>;
  /** The same for other ports beside. */
  with(original: Pick<Original, 'held' | 'beside'>): Redirect;
}

export function openRedirect(shell: Shell, original: Pick<Original, 'held' | 'beside'>): Redirect {
  const pairs = pairsOf(original);
  const run = (operation: string) => shell.run(['sh', '-c', asRoot, helper, operation, ...pairs], { allowFailure: true });
  const change = async (operation: 'add' | 'remove'): Promise<void> => {
    const { code, stderr } = await run(operation);
    if (code === 0) return;
    throw new Failure('router-setup', `slipway-ports ${operation} failed on ${shell.where}: ${stderr.trim() || `exit code ${code}`}.`, {
      hint: `Try it on the server: sudo ${helper} ${operation} ${pairs.join(' ')}`,
    });
  };
  return {
    async obstacle() {
      const foreign = original.held.find(({ address }) => address.includes(':') && address !== '::');
      if (foreign)
        return `port ${foreign.port} is published on ${foreign.address}, and only IPv4 addresses can be led elsewhere one by one`;
      const { code, stderr } = await run('check');
      if (code === firewallCloses) {
        throw new Failure('port-taken', `HAProxy on ${shell.where} would not be reached from outside: ${stderr.trim()}.`, {
          state: 'Nothing was changed.',
          hint: 'Published ports of containers pass by the firewall, HAProxy does not: open the port, then run this again.',
        });
      }
      return code === 0 ? undefined : stderr.trim().split('\n').at(-1) || `slipway-ports ended with ${code}`;
    },
    with: (other) => openRedirect(shell, other),
    add: () => change('add'),
    async remove() {
      // Where there is nothing that could have added rules, there are none.
      const listed = await shell.run(['sh', '-c', asRoot, helper, 'list'], { allowFailure: true });
      if (listed.code === 0 && listed.stdout.split('\n').some((pair) => pairs.includes(pair))) await change('remove');
    },
  };
}

/** As slipway-ports takes them: `8000:18000`, or with the address that a port is published on alone. */
export function pairsOf({ held, beside }: Pick<Original, 'held' | 'beside'>): string[] {
  return held.map(({ port, address }) => {
    const any = address === '' || address === '0.0.0.0' || address === '::';
    return `${any ? '' : `${address}:`}${port}:${beside[port] ?? 0}`;
  });
}
