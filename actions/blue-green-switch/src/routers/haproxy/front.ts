import type { Published } from '@slipway/docker';
import type { RouterAdapter } from '../../router.ts';

/** Whether a port is published on every address of the server. */
export function isEvery(address: string): boolean {
  return address === '' || address === '0.0.0.0' || address === '::';
}

/** Where the server itself asks for a published port: on loopback, unless it is published on one address alone. */
export function frontOn({ address, port }: Pick<Published, 'address' | 'port'>): ReturnType<RouterAdapter['front']> {
  const host = isEvery(address) ? '127.0.0.1' : address;
  return { address: { host, port }, url: `http://${host.includes(':') ? `[${host}]` : host}:${port}` };
}
