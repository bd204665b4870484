import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Color } from '@slipway/docker';
import type { Address } from '@slipway/shell';

/** One colour as a router sees it: it says its name, takes its time on `/slow?ms=`, and echoes on a WebSocket. */
export interface ColorServer {
  readonly color: Color;
  readonly host: { readonly host: string; readonly port: number };
  readonly path: Address & { readonly path: string };
  /** Ends at once, as a program does that crashed: every connection is cut. */
  crash(): Promise<void>;
  /** Listens again where it did. */
  revive(): Promise<void>;
}

export interface LocalColor extends ColorServer {
  /** Answers what it has begun, cuts WebSockets, and closes every connection that is idle. */
  drain(): Promise<void>;
}

/** @param at its port; any that is free unless given */
export async function startColor(color: Color, path: string, at = 0): Promise<LocalColor> {
  const sockets = new Set<Socket>();
  const upgraded = new Set<Duplex>();
  let port = at;
  let servers: Server[] = [];
  const revive = async (): Promise<void> => {
    const [tcp, unix] = [answering(color, sockets, upgraded), answering(color, sockets, upgraded)];
    servers = [tcp, unix];
    rmSync(path, { force: true });
    await new Promise<void>((resolve, reject) => void tcp.on('error', reject).listen(port, '127.0.0.1', resolve));
    await new Promise<void>((resolve, reject) => void unix.on('error', reject).listen(path, resolve));
    // The router's workers are another user's.
    chmodSync(path, 0o777);
    port = (tcp.address() as AddressInfo).port;
  };
  await revive();
  return {
    color,
    host: { host: '127.0.0.1', port },
    path: { path },
    revive,
    async drain() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of upgraded) socket.destroy();
      const idle = setInterval(() => servers.forEach((server) => void server.closeIdleConnections()), 20);
      const late = setTimeout(() => sockets.forEach((socket) => void socket.destroy()), 3000);
      await Promise.all(closed);
      clearInterval(idle);
      clearTimeout(late);
    },
    async crash() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function answering(color: Color, sockets: Set<Socket>, upgraded: Set<Duplex>): Server {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = (): void => {
      response.writeHead(200, { 'content-type': 'text/plain', 'x-color': color });
      response.end(color);
    };
    if (url.pathname === '/slow') setTimeout(answer, Number(url.searchParams.get('ms') ?? 700));
    else answer();
  });
  // Longer than any router keeps an idle connection to it.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nX-Color: ${color}\r\n\r\n`,
    );
    upgraded.add(socket);
    socket
      .on('error', () => {})
      .on('close', () => upgraded.delete(socket))
      .on('data', (chunk) => socket.write(chunk));
  });
  return server;
}
