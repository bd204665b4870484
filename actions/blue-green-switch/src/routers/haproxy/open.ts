import type { RouterContext } from '../../open.ts';
import { parseAssetPaths } from './assets.ts';
import { Haproxy, mapFileOf } from './haproxy.ts';
import { parseTrustedProxies } from './trusted.ts';

export async function open({ shell, host, inputs, name, published, address }: RouterContext): Promise<Haproxy> {
  // The size of such a file is always 0: it must be read.
  const ipv6 = (await shell.run(['grep', '-q', '.', '/proc/net/if_inet6'], { allowFailure: true })).code === 0;
  const place = { directory: inputs['router-directory'], project: name };
  const sockets = { socket: inputs['haproxy-socket'], masterSocket: inputs['haproxy-master-socket'] };
  return new Haproxy(
    { shell, clock: host.clock, log: host.log, ...place, ...sockets },
    {
      project: name,
      published,
      address,
      mapFile: mapFileOf(place),
      ipv6,
      assets: parseAssetPaths(inputs['asset-paths']),
      trusted: parseTrustedProxies(inputs['trusted-proxies']),
    },
  );
}
