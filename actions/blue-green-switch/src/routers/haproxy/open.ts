import type { RouterContext } from '../../open.ts';
import { Haproxy, mapFileOf } from './haproxy.ts';

export async function open({ shell, host, inputs, name, published, address }: RouterContext): Promise<Haproxy> {
  const ipv6 = (await shell.run(['test', '-s', '/proc/net/if_inet6'], { allowFailure: true })).code === 0;
  const place = { directory: inputs['router-directory'], project: name };
  const sockets = { socket: inputs['haproxy-socket'], masterSocket: inputs['haproxy-master-socket'] };
  return new Haproxy(
    { shell, clock: host.clock, log: host.log, ...place, ...sockets },
    { project: name, published, address, mapFile: mapFileOf(place), ipv6 },
  );
}
