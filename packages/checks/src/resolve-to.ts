import { isIP } from 'node:net';

/** Entries of `resolve` by `host:port`; a text where one of them is none. */
export function parseResolve(entries: readonly string[]): ReadonlyMap<string, string> | string {
  const found = new Map<string, string>();
  for (const entry of entries) {
    const [, host, port, address] = /^([^\s:[\]]+|\[[0-9a-f:.]+\]):(\d{1,5}):\[?([0-9a-f:.]+?)\]?$/i.exec(entry.trim()) ?? [];
    if (host === undefined || port === undefined || address === undefined || isIP(address) === 0 || Number(port) > 65_535) {
      return `resolve: '${entry.slice(0, 200)}' is not host:port:address. Example: app.example.com:443:192.0.2.7`;
    }
    found.set(`${host.toLowerCase()}:${Number(port)}`, address);
  }
  return found;
}
