import { Failure } from '@slipway/action';
import type { RouterContext } from '../../open.ts';
import type { RouterAdapter } from '../../router.ts';
import { parseAssetPaths } from '../haproxy/assets.ts';
import type { RouterPlan } from '../haproxy/config.ts';
import type { Edge } from '../haproxy/edge.ts';
import { Haproxy, mapFileOf } from '../haproxy/haproxy.ts';
import { managedRouter } from './managed.ts';
import { type Place, placeOf, tlsPort } from './place.ts';

export async function open({ shell, host, inputs, name, state, published, address }: RouterContext): Promise<RouterAdapter> {
  const facts =
    'id -u; id -g; cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024; wc -c < /proc/net/if_inet6 2>/dev/null || echo 0';
  const [uid = 0, gid = 0, unprivileged = 1024, ipv6 = 0] = (await shell.run(['sh', '-c', facts])).stdout.split('\n').map(Number);
  const place = placeOf(name, state, { uid, gid });
  const edge = edgeOf(place, published, inputs);
  const assets = parseAssetPaths(inputs['asset-paths']);
  const plan: RouterPlan = { project: name, published, address, mapFile: mapFileOf(place), ipv6: ipv6 > 0, edge, assets };
  const ports = [...published.map(({ port }) => port), ...(edge.tls ? [443] : [])];
  const installation = {
    check: ['docker', 'exec', '--user', `${uid}:${gid}`, place.container, 'haproxy', '-c', '-q', '-f', place.directory],
    log: `docker logs ${place.container}`,
  };
  const common = { shell, clock: host.clock, log: host.log };
  return managedRouter({
    ...common,
    place,
    plan,
    haproxy: new Haproxy({ ...common, ...place, installation }, plan),
    image: inputs['router-image'],
    privileged: ports.some((port) => port < unprivileged),
    certificate: inputs['tls-certificate'],
  });
}

/** Without published ports, as where only the state is asked for, there is nothing to be in front of. */
function edgeOf(
  place: Place,
  published: RouterContext['published'],
  inputs: Pick<RouterContext['inputs'], 'tls-certificate' | 'tls-port' | 'client-address'>,
): Edge {
  const proxyProtocol = inputs['client-address'] === 'proxy';
  if (inputs['tls-certificate'] === undefined || published.length === 0) return { proxyProtocol };
  const port = tlsPort(published, inputs['tls-port']);
  if (typeof port === 'string') throw new Failure('bad-input', port, { state: 'Nothing was changed.' });
  return { proxyProtocol, tls: { file: place.certificate, port } };
}
