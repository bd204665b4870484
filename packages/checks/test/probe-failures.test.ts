import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Observation, type ProbeRequest, probe } from '../src/index.ts';
import { freePort, track } from './support.ts';

const cleanups: (() => unknown)[] = [];
const signal = new AbortController().signal;
const ask = (request: ProbeRequest): Promise<Observation> => probe({ timeout: 3000, ...request }, { signal });
const server = track();

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A server below HTTP. */
async function raw(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    tcp.close();
  });
  const address = tcp.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}

describe('what goes wrong has a class and a sentence', () => {
  test('refused', async () => {
    const port = await freePort();
    const answer = await ask({ url: `http://127.0.0.1:${port}/` });
    expect(answer).toMatchObject({ connected: false, error: { class: 'refused', message: `127.0.0.1:${port} refused the connection` } });
    expect(answer.status).toBeUndefined();
  });

  test('a name without an address', async () => {
    expect((await ask({ url: 'http://nothing.invalid/' })).error?.class).toBe('dns');
  });

  test('no answer in time', async () => {
    const { url, port } = await server(() => {});
    const started = performance.now();
    const answer = await ask({ url, timeout: 200 });
    expect(answer).toMatchObject({ connected: true, error: { class: 'timeout' } });
    expect(answer.error?.message).toBe(`127.0.0.1:${port} accepted the connection and did not answer within 200 ms`);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('an answer that drips for longer than it may', async () => {
    const { url } = await server((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const answer = await ask({ url, timeout: 250 });
    expect(answer).toMatchObject({ connected: true, status: 200, error: { class: 'timeout' } });
    expect(answer.error?.message).toContain('began to answer');
  });

  test('a connection that is reset, closed, or broken off in the middle', async () => {
    const reset = await ask({ url: await raw((socket) => socket.once('data', () => socket.resetAndDestroy())) });
    expect(reset).toMatchObject({ connected: true, error: { class: 'reset' } });
    expect(reset.error?.message).toContain('without an answer');
    const closed = await ask({ url: await raw((socket) => socket.once('data', () => socket.end())) });
    expect(closed.error?.class).toBe('reset');
    const half = await ask({
      url: await raw((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"status":'))),
    });
    expect(half).toMatchObject({ status: 200, error: { class: 'reset' } });
    expect(half.error?.message).toContain('in the middle of its answer');
  });

  test('something that is not HTTP', async () => {
    const answer = await ask({ url: await raw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')) });
    expect(answer.error).toMatchObject({ class: 'invalid' });
    expect(answer.error?.message).toContain('not HTTP');
  });

  test('a unix socket that is not there', async () => {
    expect((await ask({ url: 'http://app/', address: { path: '/nowhere/s' } })).error?.class).toBe('refused');
  });

  test('a cancelled run ends the request at once', async () => {
    const { url } = await server(() => {});
    const cancel = new AbortController();
    const asked = probe({ url, timeout: 20_000 }, { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 50);
    await expect(asked).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test.each<[string, Partial<ProbeRequest>]>([
    ['an address without a scheme', { url: 'app.example.com' }],
    ['a file', { url: 'file:///etc/passwd' }],
    ['broken credentials', { url: 'http://a%ZZ:b@h/' }],
    ['a method with a space', { method: 'GET /' }],
    ['a header with a line break', { headers: { 'X-A': 'secret\r\nX-B: 1' } }],
    ['a header without a name', { headers: { '': 'secret' } }],
    ['a host with a path', { hostHeader: 'a/b' }],
    ['no time', { timeout: 0 }],
    ['six redirects', { redirects: 6 }],
  ])('%s is refused before anything is sent', async (_, request) => {
    const failure: unknown = await ask({ url: 'http://127.0.0.1:1/', ...request }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'bad-input' });
    expect(String(failure)).not.toContain('secret');
  });
});
