import type { Address } from '@slipway/shell';
import type { CookiePlace } from './cookies.ts';
import type { TlsSettings } from './tls-settings.ts';

/** One request to one address. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly address?: Address;
  /** Addresses by `host:port`, from `resolve`. */
  readonly resolve: ReadonlyMap<string, string>;
  /** Host and port of the `Host` header. */
  readonly host: string;
  readonly tls: TlsSettings;
}

export function endpointOf(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

/** Where the connection goes: the address that was given, the one of `resolve`, else the host and port of the URL. */
export function destinationOf(hop: Hop): Address {
  if (hop.address !== undefined) return hop.address;
  return { host: hop.resolve.get(endpointOf(hop.url).toLowerCase()) ?? bare(hop.url.hostname), port: portOf(hop.url) };
}

/** The name that the server knows itself by. */
export function nameOf(hop: Hop): string {
  return bare(new URL(`${hop.url.protocol}//${hop.host}`).hostname);
}

export function cookiePlace(hop: Hop): CookiePlace {
  return { host: nameOf(hop), path: hop.url.pathname, secure: hop.url.protocol === 'https:' };
}

function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}

/** An IPv6 address without the brackets that it has in a URL. */
function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
