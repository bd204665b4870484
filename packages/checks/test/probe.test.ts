import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type Observation, type ProbeRequest, probe } from '../src/index.ts';
import { sendJson, track } from './support.ts';

const signal = new AbortController().signal;
const ask = (request: ProbeRequest): Promise<Observation> => probe({ timeout: 3000, ...request }, { signal });
const server = track();

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
    one.server.close();
    one.server.closeAllConnections();
    await new Promise<void>((resolve) => one.server.listen(path, resolve));
    expect(await ask({ url, address: { path } })).toMatchObject({ connected: true, json: { host: 'app.invalid' } });
    rmSync(folder, { recursive: true });
  });
});
