import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';

/** Caddy's admin API, asked on the server itself, where it listens on loopback alone. */
export interface Admin {
  /** The value at a path; undefined where there is none. @throws Failure `router-setup` */
  get(path: string): Promise<unknown>;
}

export function openAdmin(shell: Shell, address: string): Admin {
  return {
    async get(path) {
      const asked = ['curl', '-sS', '--max-time', '10', '--noproxy', '*', '--write-out', '\n%{http_code}', `${address}${path}`];
      const { code, stdout, stderr } = await shell.run(['sh', '-c', 'command -v "$1" >/dev/null || exit 127; exec "$@"', 'sh', ...asked], {
        allowFailure: true,
      });
      if (code === 127)
        throw new Failure('router-setup', `curl is not installed on ${shell.where}, and Caddy is steered with it.`, {
          state: 'Nothing was changed.',
          hint: 'As root on the server: apt-get install curl',
        });
      const end = stdout.lastIndexOf('\n');
      const [body, status] = [stdout.slice(0, end), stdout.slice(end + 1)];
      if (code === 0 && status === '200') return parse(body);
      if (code === 0 && (status === '404' || status === '400')) return undefined;
      throw new Failure(
        'router-setup',
        `Caddy's admin API ${address} on ${shell.where} does not answer: ${stderr.trim() || body.trim()}.`,
        {
          state: 'Nothing was changed.',
          hint: 'Start Caddy there, or give its address, like caddy-admin: http://127.0.0.1:2019.',
        },
      );
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
