import { createServer, type Socket } from 'node:net';
import { afterEach } from '@jest/globals';

/** Starts servers below HTTP on the loopback; they end with their test. */
export function trackRaw(): (onSocket: (socket: Socket) => void, host?: string) => Promise<string> {
  const cleanups: (() => unknown)[] = [];
  afterEach(() => {
    for (const cleanup of cleanups.splice(0)) cleanup();
  });
  return async (onSocket, host = '127.0.0.1') => {
    const sockets = new Set<Socket>();
    const tcp = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      onSocket(socket);
    });
    await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(0, host, resolve));
    cleanups.push(() => {
      for (const socket of sockets) socket.destroy();
      tcp.close();
    });
    const address = tcp.address();
    const shown = host.includes(':') ? `[${host}]` : host;
    return `http://${shown}:${typeof address === 'object' && address ? address.port : 0}/`;
  };
}

/** Writes `text` again and again, as fast as it is taken, or `limit` times. */
export function flood(socket: Socket, text: string | Buffer, limit = Number.POSITIVE_INFINITY): void {
  let count = 0;
  const more = (): void => {
    while (!socket.destroyed && count++ < limit && socket.write(text));
    if (!socket.destroyed && count < limit) socket.once('drain', more);
  };
  more();
}

/** Writes the next piece every `pause` milliseconds: a character of a text, or an item of a list. */
export function drip(socket: Socket, pieces: string | readonly string[], pause: number): void {
  let place = 0;
  const timer = setInterval(() => socket.write(pieces[place++ % pieces.length] ?? ''), pause);
  socket.on('close', () => clearInterval(timer));
}

/** What a server does to the one request that it gets, and what must be said about it. */
export interface Hostile {
  readonly name: string;
  readonly serve: (socket: Socket) => void;
  readonly says: RegExp;
  readonly class: string;
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const once = (socket: Socket, act: () => void): void => void socket.once('data', act);

export const hostile: readonly Hostile[] = [
  {
    name: 'hangs',
    serve: (socket) => socket.resume(),
    class: 'timeout',
    says: /accepted the connection and did not answer within/,
  },
  {
    name: 'drips its status line',
    serve: (socket) => once(socket, () => drip(socket, head, 100)),
    class: 'timeout',
    says: /accepted the connection and did not answer within/,
  },
  {
    name: 'drips its body',
    serve: (socket) =>
      once(socket, () => {
        socket.write(`${head}\r\n`);
        drip(socket, '.', 100);
      }),
    class: 'timeout',
    says: /began to answer and did not end within/,
  },
  {
    name: 'sends promises without end',
    serve: (socket) => once(socket, () => drip(socket, ['HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(50)], 5)),
    class: 'timeout',
    says: /accepted the connection and did not answer within/,
  },
  {
    name: 'resets',
    serve: (socket) => once(socket, () => socket.resetAndDestroy()),
    class: 'reset',
    says: /closed the connection without an answer/,
  },
  {
    name: 'breaks off',
    serve: (socket) => once(socket, () => socket.end(`${head}Content-Length: 100\r\n\r\n{"status":`)),
    class: 'reset',
    says: /broke off in the middle of its answer/,
  },
  {
    name: 'sends a bomb of headers',
    serve: (socket) =>
      once(socket, () => {
        socket.write(head);
        flood(socket, `X-Bomb: ${'x'.repeat(1000)}\r\n`);
      }),
    class: 'invalid',
    says: /sent more headers than fit in 16 KiB/,
  },
  {
    name: 'speaks SSH',
    serve: (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
    class: 'invalid',
    says: /answered something that is not HTTP/,
  },
  {
    name: 'sends two lengths',
    serve: (socket) => once(socket, () => socket.write(`${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`)),
    class: 'invalid',
    says: /answered something that is not HTTP \(HPE_/,
  },
  {
    name: 'sends broken chunks',
    serve: (socket) => once(socket, () => socket.write(`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)),
    class: 'invalid',
    says: /answered something that is not HTTP \(HPE_/,
  },
  {
    name: 'changes the protocol',
    serve: (socket) => once(socket, () => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n')),
    class: 'invalid',
    says: /answered a plain request with another protocol: .*h2c/,
  },
];
