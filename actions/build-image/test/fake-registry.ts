import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface FakeRegistry {
  /** `127.0.0.1:port`. */
  readonly address: string;
  readonly seen: Seen[];
  stop(): Promise<void>;
}

export type Reply = (request: Seen, response: ServerResponse, address: string) => void;

/** A fake for what a real registry cannot be made to do: faults, rate limits, token servers. */
export async function startFakeRegistry(reply: Reply): Promise<FakeRegistry> {
  const seen: Seen[] = [];
  let address = '';
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        authorization: request.headers.authorization,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(one);
      reply(one, response, address);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
