import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Observation, type ProbeRequest, probe } from '../src/index.ts';
import { freePort, type Handler, sendJson, serve, type TestServer } from './support.ts';

const cleanups: (() => unknown)[] = [];
const signal = new AbortController().signal;
const ask = (request: ProbeRequest): Promise<Observation> => probe({ timeout: 3000, ...request }, { signal });

async function server(handler: Handler): Promise<TestServer> {
  const started = await serve(handler);
  cleanups.push(started.close);
  return started;
}

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

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

describe('what a probe sees', () => {
  test('a good answer', async () => {
    const { url } = await server((_, response) =>
      sendJson(response, { status: 'ok', version: '1.2.3' }, 200, { 'X-Frame-Options': 'DENY' }),
    );
    const answer = await ask({ url });
    expect(answer).toMatchObject({
      connected: true,
      status: 200,
      json: { status: 'ok' },
      versions: ['1.2.3'],
      redirects: [],
      truncated: false,
    });
    expect(answer.headers['x-frame-options']).toBe('DENY');
    expect(answer.error).toBeUndefined();
    expect(answer.responseTime).toBeGreaterThan(0);
  });

  test('every request has a connection of its own, asks for no compression, and sends what it was given', async () => {
    const one = await server((request, response) => {
      request.resume().on('end', () => sendJson(response, { method: request.method }));
    });
    for (let count = 0; count < 3; count++) {
      await ask({
        url: one.url,
        method: 'POST',
        body: '{"a":1}',
        headers: { 'X-Token': 'abc', connection: 'keep-alive' },
        hostHeader: 'app.example.com',
      });
    }
    expect(one.connections()).toBe(3);
    expect(one.requests[0]?.headers).toMatchObject({
      host: 'app.example.com',
      'x-token': 'abc',
      connection: 'close',
      'accept-encoding': 'identity',
      'content-length': '7',
    });
  });

  test('credentials of the url are sent and not shown', async () => {
    const { url, requests } = await server((_, response) => sendJson(response, {}));
    const answer = await ask({ url: url.replace('http://', 'http://me:pa%40ss@') });
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:pa@ss').toString('base64')}`);
    expect(answer.url).toBe(url);
  });

  test('a body that is no JSON, an empty one, one with a byte order mark', async () => {
    const { url } = await server((request, response) =>
      response.end(request.url === '/bom' ? '\uFEFF{"a":1}' : request.url === '/bad' ? '{"a":' : ''),
    );
    expect((await ask({ url: `${url}bad` })).json).toBeUndefined();
    expect((await ask({ url })).json).toBeUndefined();
    expect((await ask({ url: `${url}bom` })).json).toEqual({ a: 1 });
  });

  test('a compressed body is said to be one', async () => {
    const { url } = await server((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
    });
    expect(await ask({ url })).toMatchObject({ status: 200, headers: { 'content-encoding': 'gzip' } });
  });

  test('a body without end is cut at 1 MiB', async () => {
    const { url } = await server((_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(65_536, 120)));
        response.once('drain', more);
      };
      more();
    });
    const answer = await ask({ url });
    expect(answer).toMatchObject({ status: 200, truncated: true });
    expect(answer.error).toBeUndefined();
    expect(answer.body).toHaveLength(1024 * 1024);
  });

  test('an address takes the place of the host, also a unix socket', async () => {
    const one = await server((request, response) => sendJson(response, { host: request.headers.host }));
    const url = 'http://app.invalid/health';
    expect((await ask({ url, address: { host: '127.0.0.1', port: one.port } })).json).toEqual({ host: 'app.invalid' });
    const folder = mkdtempSync(join(tmpdir(), 'slipway-checks-'));
    const path = join(folder, 's');
    cleanups.push(() => rmSync(folder, { recursive: true }));
    one.server.close();
    one.server.closeAllConnections();
    await new Promise<void>((resolve) => one.server.listen(path, resolve));
    expect(await ask({ url, address: { path } })).toMatchObject({ connected: true, json: { host: 'app.invalid' } });
  });
});

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
    expect(performance.now() - started).toBeLessThan(700);
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

describe('redirects', () => {
  test('are followed, reported, and each has a connection of its own', async () => {
    const one = await server((request, response) => {
      const next: Record<string, string> = { '/': '/b', '/b': '/c' };
      const location = next[request.url ?? ''];
      if (location === undefined) sendJson(response, { at: request.url });
      else response.writeHead(302, { location }).end();
    });
    const answer = await ask({ url: one.url, headers: { 'x-token': 't' } });
    expect(answer).toMatchObject({
      status: 200,
      json: { at: '/c' },
      redirects: [{ status: 302, url: one.url, location: `${one.url}b` }, { status: 302 }],
    });
    expect(one.connections()).toBe(3);
    expect(one.requests[2]?.headers['x-token']).toBe('t');
    expect(await ask({ url: one.url, redirects: 0 })).toMatchObject({ status: 302, redirects: [] });
  });

  test('a circle ends after five', async () => {
    const { url, requests } = await server((_, response) => response.writeHead(302, { location: '/' }).end());
    const answer = await ask({ url });
    expect(answer).toMatchObject({ status: 302, error: { code: 'REDIRECTS' } });
    expect(requests).toHaveLength(6);
  });

  test('another server sees no header of ours', async () => {
    const other = await server((_, response) => sendJson(response, {}));
    const one = await server((_, response) => response.writeHead(307, { location: other.url }).end());
    await ask({
      url: one.url.replace('http://', 'http://me:pw@'),
      headers: { 'X-Token': 'secret', Cookie: 'a=b' },
      hostHeader: 'app.example.com',
    });
    expect(other.requests[0]?.headers).toEqual({
      accept: '*/*',
      'user-agent': 'slipway',
      host: `127.0.0.1:${other.port}`,
      'accept-encoding': 'identity',
      connection: 'close',
    });
  });

  test('through an address, another host is reported and not asked', async () => {
    const other = await server((_, response) => sendJson(response, {}));
    const one = await server((_, response) => response.writeHead(301, { location: other.url }).end());
    const answer = await ask({ url: 'http://app.invalid/', address: { host: '127.0.0.1', port: one.port } });
    expect(answer).toMatchObject({ status: 301, headers: { location: other.url } });
    expect(other.requests).toHaveLength(0);
  });

  test('a server that writes the name of the Host header is the same server', async () => {
    const one = await server((request, response) => {
      if (request.url === '/') response.writeHead(301, { location: 'http://app.example.com/x' }).end();
      else sendJson(response, { host: request.headers.host });
    });
    expect((await ask({ url: one.url, hostHeader: 'app.example.com' })).json).toEqual({ host: 'app.example.com' });
  });

  test('a POST becomes a GET after 303 and stays one after 307', async () => {
    const one = await server((request, response) => {
      if (request.url === '/303') response.writeHead(303, { location: '/' }).end();
      else if (request.url === '/307') response.writeHead(307, { location: '/' }).end();
      else
        request
          .on('data', () => {})
          .on('end', () => sendJson(response, { method: request.method, length: request.headers['content-length'] ?? null }));
    });
    const post = { method: 'POST', body: 'abc', headers: { 'content-type': 'text/plain' } };
    expect((await ask({ url: `${one.url}303`, ...post })).json).toEqual({ method: 'GET', length: null });
    expect((await ask({ url: `${one.url}307`, ...post })).json).toEqual({ method: 'POST', length: '3' });
  });
});
