import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** A real server on a port of the loopback that the system chooses; with a certificate, over HTTPS. */
export async function serve(handler: Handler, tls?: { readonly key: string; readonly cert: string }): Promise<TestServer> {
  const server = tls === undefined ? createServer(handler) : createSecureServer({ key: tls.key, cert: tls.cert }, handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, close: () => end(server) };
}

function end(server: Pick<Server, 'close' | 'closeAllConnections'>): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}

export function sendJson(response: ServerResponse, body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
