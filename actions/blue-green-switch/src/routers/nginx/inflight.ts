import type { Shell } from '@slipway/shell';

/**
 * Connections that the server has open to an address, as `ss` counts them: `127.0.0.1:8000`, or the path of a unix socket.
 * Undefined where it cannot be asked.
 */
export async function connectionsTo(shell: Shell, address: string): Promise<number | undefined> {
  const path = address.startsWith('unix:') ? address.slice('unix:'.length) : undefined;
  const argv =
    path === undefined ? ['ss', '-Htn', 'state', 'established', 'dst', address] : ['ss', '-Hxn', 'state', 'established', 'src', path];
  const { code, stdout } = await shell.run(argv, { allowFailure: true });
  return code === 0 ? stdout.split('\n').filter(Boolean).length : undefined;
}

/** The sum; undefined where a part of it is not known. */
export function sum(parts: readonly (number | undefined)[]): number | undefined {
  return parts.reduce((all, part) => (all === undefined || part === undefined ? undefined : all + part), 0 as number | undefined);
}
