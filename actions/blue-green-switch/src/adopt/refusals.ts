import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { Original } from './record.ts';

/** Files of a web server's configuration that pass users on to one of the ports. */
export async function proxyBefore(shell: Shell, held: Original['held']): Promise<string[]> {
  const ports = held.map(({ port }) => port).join('|');
  const folders = ['/etc/nginx', '/etc/caddy', '/etc/apache2', '/etc/httpd', '/etc/traefik'];
  const pattern = `(127\\.0\\.0\\.1|localhost|\\[::1\\]):(${ports})([^0-9]|$)`;
  const { stdout } = await shell.run(['grep', '-rlsE', '--', pattern, ...folders], { allowFailure: true });
  return stdout.split('\n').filter(Boolean);
}

export interface Outage {
  /** Why the ports cannot be led elsewhere meanwhile. */
  readonly because: string;
  /** What happens between stop and bind. */
  readonly what: string;
  /** Seconds at the most that the steps in between take. */
  readonly seconds: number;
  readonly before: readonly string[];
}

/** Says exactly what the outage will be. */
export function refuseOutage(where: string, ports: readonly number[], { because, what, seconds, before }: Outage): Failure {
  const list = `${ports.length === 1 ? 'Port' : 'Ports'} ${ports.join(', ')}`;
  const instead =
    before.length > 0 ? ` A proxy stands in front already (${before.join(', ')}): switch in that one instead (router: nginx).` : '';
  return new Failure('port-taken', `${list} on ${where} can change hands only with an outage: ${what}, about 1 to ${seconds} s.`, {
    state: 'Nothing was changed; the application serves on.',
    hint: `Because: ${because}. Run script/prepare-server.sh again, as root (docs/server.md), for a takeover without outage; or accept this one with allow-takeover: true.${instead}`,
  });
}
