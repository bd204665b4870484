import { describe, expect, test } from '@jest/globals';
import { type Observation, type ProbeRequest, probe } from '../src/index.ts';
import { sendJson, track } from './support.ts';

const signal = new AbortController().signal;
const ask = (request: ProbeRequest): Promise<Observation> => probe({ timeout: 3000, ...request }, { signal });
const server = track();

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
    expect(answer).toMatchObject({ status: 301, headers: { location: other.url }, redirects: [] });
    expect(one.requests).toHaveLength(1);
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
