import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';
import type { Address } from '@slipway/shell';

/** Ranges of IPv4 that are no public unicast addresses: IANA's special-purpose registry, multicast, and the platform address of Azure's machines. */
const ranges4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The public unicast addresses of IPv6; what is not in here is not public. */
const public6: readonly (readonly [string, number])[] = [['2000::', 3]];

/** Parts of it that are special after all: some of them hold an address of IPv4, which may be any. */
const ranges6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const localNames = /^(.+\.)?(localhost|local|internal|lan|home\.arpa)$/;

/**
 * True for a host that is not on the public internet: an address of this machine, of a private or link-local network, of cloud metadata, or a name
 * that can only mean such a one. Every other name is false here; what it resolves to is looked at when the connection is made.
 */
export function isPrivate(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const version = isIP(name);
  if (version === 4) return blocked4.check(name, 'ipv4');
  if (version === 6) return !allowed6.check(name, 'ipv6') || blocked6.check(name, 'ipv6');
  const plain = name.replace(/\.$/, '').toLowerCase();
  return plain === '' || localNames.test(plain);
}

const blocked4 = listOf(ranges4, 'ipv4');
const allowed6 = listOf(public6, 'ipv6');
const blocked6 = listOf(ranges6, 'ipv6');

function listOf(ranges: readonly (readonly [string, number])[], type: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, type);
  return list;
}

export const privateCode = 'PRIVATE_ADDRESS';

/** A target that is not public, where only public ones may be asked. */
export class PrivateTarget extends Error {
  readonly code = privateCode;
  readonly address: string;

  constructor(address: string) {
    super(`${address} is not a public address`);
    this.name = 'PrivateTarget';
    this.address = address;
  }
}

/** What can be refused before a name is resolved. @throws PrivateTarget */
export function requirePublic(address: Address): void {
  if ('path' in address) throw new PrivateTarget('a unix socket');
  if (isPrivate(address.host)) throw new PrivateTarget(address.host);
}

/**
 * A `lookup` for sockets that refuses a name as soon as one of its addresses is not public. The socket connects to what was looked at here, so a name
 * that answers otherwise a moment later gains nothing.
 */
export function publicLookup(lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const first = addresses[0];
      const bad = addresses.find(({ address }) => isPrivate(address));
      if (bad !== undefined || first === undefined) return callback(new PrivateTarget(bad?.address ?? hostname), '');
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, isIPv4(first.address) ? 4 : 6);
    });
  };
}
