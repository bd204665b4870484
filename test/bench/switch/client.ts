// Users of a router: node client.ts PORT keepalive|close SECONDS. 32 of them ask again 4 to 12 ms after each answer, 4 ask for what takes 700 ms, and
// 4 hold a WebSocket. Each user has one connection, or one for each request. What they saw is one JSON object on standard output at the end.
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../load/exchange.ts';
import type { Seen, SocketSeen, UsersSaw } from './saw.ts';

const [port = 0, seconds = 0] = [Number(process.argv[2]), Number(process.argv[4])];
const kept = process.argv[3] === 'keepalive';
const end = now() + seconds * 1000;
const saw: { requests: Seen[]; sockets: SocketSeen[] } = { requests: [], sockets: [] };

function ask(agent: Agent | false, path: string): Promise<void> {
  const start = now();
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, agent, timeout: 8000 });
    let answered = false;
    const over = (color: string, error: string): void => {
      const idle = error === 'ECONNRESET' && sent.reusedSocket && !answered;
      saw.requests.push({ start, end: now(), color, error, idle, slow: path !== '/' });
      resolve();
    };
    sent.on('response', (response) => {
      answered = true;
      response.on('error', (error: NodeJS.ErrnoException) => over('', error.code ?? 'broken'));
      response.on('end', () =>
        over(String(response.headers['x-color'] ?? ''), response.statusCode === 200 ? '' : `${response.statusCode}`),
      );
      response.resume();
    });
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('late'), { code: 'TIMEOUT' })));
    sent.on('error', (error: NodeJS.ErrnoException) => answered || over('', error.code ?? error.message));
    sent.end();
  });
}

async function user(path: string, pause: () => number): Promise<void> {
  const agent = kept && new Agent({ keepAlive: true, maxSockets: 1 });
  while (now() < end) {
    await ask(agent, path);
    await sleep(pause());
  }
  if (agent) agent.destroy();
}

/** A socket that ends is opened again: each time that happens is one that was cut. */
async function talker(): Promise<void> {
  while (now() < end) {
    const cut = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let pings: NodeJS.Timeout | undefined;
      const last = setTimeout(() => over(false), Math.max(0, end - now()));
      const over = (early: boolean): void => {
        clearInterval(pings);
        clearTimeout(last);
        socket.destroy();
        resolve(early);
      };
      socket.on('error', () => {}).on('close', () => over(true));
      socket.once('data', () => (pings = setInterval(() => socket.write('ping'), 100)));
      socket.write('GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
      socket.write('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n');
    });
    if (cut && now() < end) saw.sockets.push({ cutAt: now() });
    if (cut) await sleep(50);
  }
}

const many = <T>(count: number, begin: () => Promise<T>): Promise<T>[] => Array.from({ length: count }, begin);
await Promise.all([
  ...many(32, () => user('/', () => 8 * (0.5 + Math.random()))),
  ...many(4, () => user('/slow?ms=700', () => 5)),
  ...many(4, talker),
]);
process.stdout.write(JSON.stringify(saw satisfies UsersSaw));
