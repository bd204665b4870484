import { request } from 'node:http';
import { connect } from 'node:net';
import type { Address } from '@slipway/shell';

/** What people see through a router: each of these opens a connection of its own. */
export interface Front {
  readonly address: Address;
  readonly url: string;
  readonly host?: string;
}

let users = 0;

/** The colour that answered a GET. Rejects for everything but an answer of 200. */
export function ask({ address, url, host }: Front, path = '/', timeout = 10_000): Promise<string> {
  const place = 'path' in address ? { socketPath: address.path } : { host: address.host, port: address.port };
  // A share of the traffic may be drawn by user.
  const headers = { host: host ?? new URL(url).host, 'user-agent': `user/${users++}` };
  return new Promise((resolve, reject) => {
    const sent = request({ ...place, path, agent: false, headers, timeout }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('error', reject).on('end', () => {
        const color = response.headers['x-color'];
        if (response.statusCode === 200 && response.complete) resolve(typeof color === 'string' ? color : body);
        else reject(new Error(`status ${response.statusCode}: ${body.slice(0, 100)}`));
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeout} ms`))).on('error', reject);
    sent.end();
  });
}

/** The colours that answer `times` requests, one after the other. */
export async function askMany(front: Front, times: number): Promise<string[]> {
  const colors: string[] = [];
  for (let count = 0; count < times; count++) colors.push(await ask(front));
  return colors;
}

export interface OpenSocket {
  /** The colour at its other end. */
  readonly color: string;
  /** Whether what is sent still comes back. */
  echoes(): Promise<boolean>;
  close(): void;
}

/** A WebSocket, as far as a router knows one: an upgrade, and bytes both ways after it. */
export function openSocket({ address, url, host }: Front): Promise<OpenSocket> {
  const socket = 'path' in address ? connect(address.path) : connect(address.port, address.host);
  const heard: ((text: string | undefined) => void)[] = [];
  const next = (): Promise<string | undefined> => new Promise((resolve) => heard.push(resolve));
  const tell = (text: string | undefined): void => {
    for (const resolve of heard.splice(0)) resolve(text);
  };
  socket.setEncoding('utf8').on('data', (text: string) => tell(text));
  socket.on('error', () => {}).on('close', () => tell(undefined));
  socket.setTimeout(5000, () => tell(undefined));
  const asked = ['GET /ws HTTP/1.1', `Host: ${host ?? new URL(url).host}`, 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write(`${[...asked, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13'].join('\r\n')}\r\n\r\n`);
  return next().then((head = '') => {
    const color = /^x-color: (\w+)/im.exec(head)?.[1];
    if (!head.startsWith('HTTP/1.1 101') || color === undefined) {
      socket.destroy();
      throw new Error(`no WebSocket: ${head.slice(0, 100)}`);
    }
    return {
      color,
      echoes: async () => {
        if (socket.destroyed || socket.readableEnded) return false;
        const answer = next();
        socket.write('ping');
        return (await answer) === 'ping';
      },
      close: () => socket.destroy(),
    };
  });
}
