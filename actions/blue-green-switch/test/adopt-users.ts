// Users of a server in a test: outside of it, on the server itself, and at ports that are not for them.
import { connect, createServer, type Socket } from 'node:net';
import type { Shell } from '@slipway/shell';
import { type Load, startLoad } from '../../../test/load/client.ts';
import { docker } from '../../../test/target/docker.ts';
import type { Target } from '../../../test/target/target.ts';
import type { Stage } from './adopt-stage.ts';

/** @param door where `openDoor` leads in */
export function users(target: Target, door: string): Pick<Stage, 'underLoad' | 'served' | 'inside'> {
  const outer = `http://127.0.0.1:${target.port(8000)}`;
  return {
    async underLoad(change) {
      const loads: Load[] = [startLoad({ url: outer, clients: 8, rate: 60 }), startLoad({ url: door, clients: 4, rate: 30 })];
      await Promise.all(loads.map((load) => load.ready));
      try {
        await change();
      } finally {
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      const [outside, inside] = (await Promise.all(loads.map((load) => load.stop()))).map((one) => ({
        ...one,
        freshFailed: one.fresh.failed,
      }));
      if (!outside || !inside) throw new Error('the load ended without a result');
      return { outside, inside };
    },
    served: () =>
      Promise.all(
        [outer, door].map(async (url) => {
          const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) });
          if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
          return answer.headers.get('x-version');
        }),
      ),
    inside: async (...argv) => (await target.exec(argv)).stdout.trim(),
  };
}

export async function outsider(target: Target): Promise<Stage['reaches']> {
  const host = await docker(['inspect', '--format', '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}', target.name]);
  return (port) =>
    new Promise((resolve) => {
      const socket = connect({ host, port, timeout: 1000 });
      const end = (reached: boolean): void => {
        socket.destroy();
        resolve(reached);
      };
      socket
        .on('connect', () => end(true))
        .on('timeout', () => end(false))
        .on('error', () => end(false));
    });
}

/** Each connection to it becomes one from the server's own loopback to the published port there. */
export async function openDoor(shell: () => Shell): Promise<{ url: string; close: () => Promise<void> }> {
  const lead = async (client: Socket): Promise<void> => {
    const address = await shell().reach({ host: '127.0.0.1', port: 8000 });
    const far = 'path' in address ? connect(address.path) : connect(address.port, address.host);
    client.on('close', () => far.destroy());
    far.on('error', () => client.resetAndDestroy()).on('close', () => client.destroy());
    client.pipe(far).pipe(client);
  };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy()).on('close', () => open.delete(client));
    lead(client).catch(() => client.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port for the door');
  const close = async (): Promise<void> => {
    for (const client of open) client.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${bound.port}`, close };
}
