import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Certificate } from '../../../../test/engines/certificates.ts';

export interface WsServer {
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
  /** Payloads of the text frames that arrived. */
  readonly texts: readonly string[];
  /** Close frames that arrived. */
  readonly closes: () => number;
  close(): Promise<void>;
}

export interface WsOptions {
  readonly certificate?: Certificate;
  /** Headers of the answer instead of the right ones. */
  readonly headers?: (right: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Frames that are sent as soon as it is open. */
  readonly greeting?: readonly Buffer[];
  /** Answers pings, as the protocol demands; true unless said. */
  readonly pongs?: boolean;
  /** What is sent for a text. */
  readonly reply?: (text: string) => readonly Buffer[];
}

/** A WebSocket server of the test's own: frames of a server are not masked. */
export function frame(first: number, payload: string | Buffer): Buffer {
  const body = Buffer.from(payload);
  const head = body.length < 126 ? Buffer.from([first, body.length]) : Buffer.from([first, 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, body]);
}

export async function startWs(options: WsOptions = {}): Promise<WsServer> {
  const { certificate, headers = (right) => right, greeting = [], pongs = true, reply = (text) => [frame(0x81, text)] } = options;
  const requests: IncomingMessage[] = [];
  const texts: string[] = [];
  const sockets: Duplex[] = [];
  let closes = 0;
  const server = certificate ? createSecure({ key: certificate.key, cert: certificate.cert }) : createServer();
  server.on('request', (_request, response) => response.writeHead(426, { upgrade: 'websocket' }).end());
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    requests.push(request);
    sockets.push(socket);
    socket.on('error', () => {});
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const offered = request.headers['sec-websocket-protocol'];
    const right = {
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Accept': createHash('sha1').update(key).digest('base64'),
      ...(offered === undefined ? {} : { 'Sec-WebSocket-Protocol': offered }),
    };
    const lines = Object.entries(headers(right)).map(([name, value]) => `${name}: ${value}`);
    socket.write(Buffer.concat([Buffer.from(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`), ...greeting]));
    const answer = (code: number, payload: Buffer): void => {
      if (code === 9 && pongs) socket.write(frame(0x8a, payload));
      if (code === 8) closes++;
      if (code !== 1) return;
      texts.push(payload.toString());
      for (const one of reply(payload.toString())) socket.write(one);
    };
    let held = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      for (let taken = unmask(held); taken !== undefined; taken = unmask(held)) {
        held = Buffer.from(taken.rest);
        answer(taken.code, taken.payload);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    requests,
    texts,
    closes: () => closes,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A masked frame of a client; longer ones than 64 KiB do not occur. @throws Error for one without a mask */
function unmask(bytes: Buffer): { code: number; payload: Buffer; rest: Buffer } | undefined {
  if (bytes.length < 2) return undefined;
  const [first = 0, second = 0] = bytes;
  if ((second & 0x80) === 0) throw new Error('a client masks what it sends');
  const short = second & 0x7f;
  const start = short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  const end = start + 4 + length;
  if (bytes.length < end) return undefined;
  const mask = bytes.subarray(start, start + 4);
  const payload = Buffer.from(bytes.subarray(start + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return { code: first & 0x0f, payload, rest: bytes.subarray(end) };
}
