import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../support.ts';
import { ask, trackTcp } from './support.ts';

const listen = trackTcp();
const timeout = 400;

const addresses: Readonly<Record<string, (port: number) => string>> = {
  tls: (port) => `tls://127.0.0.1:${port}`,
  ws: (port) => `ws://127.0.0.1:${port}/ws`,
  wss: (port) => `wss://127.0.0.1:${port}/ws`,
  redis: (port) => `redis://user:s3cret-word@127.0.0.1:${port}/0`,
  rediss: (port) => `rediss://:s3cret-word@127.0.0.1:${port}`,
  postgres: (port) => `postgres://user:s3cret-word@127.0.0.1:${port}/app`,
  postgresql: (port) => `postgresql://user:s3cret-word@127.0.0.1:${port}/app?sslmode=disable`,
  'prometheus+http': (port) => `prometheus+http://user:s3cret-word@127.0.0.1:${port}/metrics`,
};

/** Sends without an end, as fast as it is taken. */
function flood(socket: Socket, first: string): void {
  const block = Buffer.alloc(64 * 1024, 'x');
  socket.write(first);
  const more = (): void => {
    while (socket.writable && socket.write(block));
  };
  socket.on('drain', more);
  more();
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('+'), 100);
  socket.on('close', () => clearInterval(timer));
}

describe.each(Object.entries(addresses))('%s', (name, address) => {
  test('a port that nobody listens on', async () => {
    const port = await freePort();
    const seen = await ask(address(port));
    expect(seen).toMatchObject({ connected: false, error: { class: 'refused', code: 'ECONNREFUSED' } });
    expect(seen.error?.message).toBe(`127.0.0.1:${port} refused the connection`);
    expect(seen.broken.length).toBeGreaterThan(0);
  });

  test('a server that accepts and says nothing', async () => {
    const server = await listen((socket) => socket.resume());
    const seen = await ask(address(server.port), { timeout });
    expect(seen.error).toMatchObject({ class: 'timeout', code: 'TIMEOUT' });
    const secure = ['tls', 'wss', 'rediss'].includes(name);
    const what = secure ? 'did not finish the TLS handshake' : 'did not answer';
    expect(seen.error?.message).toBe(`127.0.0.1:${server.port} accepted the connection and ${what} within 400 ms`);
    await eventually(server.idle, 'the connection is closed');
  });

  test('a server that closes at once, and one that resets', async () => {
    for (const end of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
      const server = await listen(end);
      const seen = await ask(address(server.port), { timeout });
      expect(seen.error?.class).toBe('reset');
      expect(seen.error?.message).toMatch(/closed the connection (without an answer|during the TLS handshake)$/);
    }
  });

  test('a server of another protocol', async () => {
    const server = await listen((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n')));
    const seen = await ask(address(server.port), { timeout });
    expect(seen.error?.message).toMatch(/not (HTTP|Redis|PostgreSQL)|does not speak TLS|asking 127\.0\.0\.1:\d+ failed|TLS/);
    expect(seen.broken.length).toBeGreaterThan(0);
    await eventually(server.idle, 'the connection is closed');
  });

  test('a server that drips, and one that never stops: both end in time and in little memory', async () => {
    const before = process.memoryUsage.rss();
    for (const handler of [drip, (socket: Socket) => socket.once('data', () => flood(socket, '$999999999\r\n'))]) {
      const server = await listen((socket) => handler(socket));
      const seen = await ask(address(server.port), { timeout });
      expect(seen.error).toBeDefined();
      expect(seen.body.length).toBeLessThanOrEqual(1024 * 1024);
      await eventually(server.idle, 'the connection is closed');
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('a password is in nothing that is shown', async () => {
    const server = await listen((socket) => socket.once('data', (data) => socket.end(data)));
    const seen = await ask(address(server.port), { timeout });
    expect(JSON.stringify({ url: seen.url, error: seen.error, json: seen.json })).not.toContain('s3cret');
  });
});

test('a cancelled run ends the question at once', async () => {
  const server = await listen((socket) => socket.resume());
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  await expect(ask(addresses['redis']?.(server.port) ?? '', { timeout: 3000 }, { signal: controller.signal })).rejects.toMatchObject({
    reason: 'cancelled',
  });
  await eventually(server.idle, 'the connection is closed');
});
