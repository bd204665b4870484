import { describe, expect, test } from '@jest/globals';
import { type Observation, type ProbeRequest, probe } from '../src/index.ts';
import { parseResolve } from '../src/resolve-to.ts';
import { sendJson, track } from './support.ts';

const signal = new AbortController().signal;
const ask = (request: ProbeRequest): Promise<Observation> => probe({ timeout: 3000, ...request }, { signal });
const server = track();

describe('resolve', () => {
  test('connects elsewhere and keeps the name, also after a redirect to a name that it knows', async () => {
    const one = await server((request, response) => {
      const { host = '' } = request.headers;
      if (host.startsWith('app.')) response.writeHead(301, { location: `http://www.example.com:${one.port}/x` }).end();
      else sendJson(response, { host });
    });
    const resolve = ['app', 'www'].map((name) => `${name}.example.com:${one.port}:127.0.0.1`);
    const answer = await ask({ url: `http://APP.example.com:${one.port}/`, resolve });
    expect(answer).toMatchObject({ status: 200, json: { host: `www.example.com:${one.port}` } });
    expect(one.requests[0]?.headers.host).toBe(`app.example.com:${one.port}`);
  });

  test('counts for its port only', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const answer = await ask({ url: `http://app.invalid:${one.port}/`, resolve: 'app.invalid:81:127.0.0.1' });
    expect(answer.error?.class).toBe('dns');
  });

  test.each([
    'app.example.com:443:192.0.2.7',
    'app.example.com:443:[2001:db8::1]',
    'app.example.com:443:2001:db8::1',
    '[2001:db8::1]:80:127.0.0.1',
  ])('%s', (entry) => {
    expect(parseResolve([entry])).toBeInstanceOf(Map);
  });

  test.each(['', 'a', 'a:80', 'a:80:b', 'a:99999:127.0.0.1', 'a:x:127.0.0.1', ':80:127.0.0.1', 'a:80:999.0.0.1'])(
    '%j is none',
    async (entry) => {
      const failure: unknown = await ask({ url: 'http://a/', resolve: entry }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ reason: 'bad-input' });
      expect(String(failure)).toContain('host:port:address');
    },
  );
});

test('parameters of an address that look like credentials are not shown', async () => {
  const one = await server((_, response) => sendJson(response, {}));
  const answer = await ask({ url: `${one.url}health?token=abc&full=1&api_key=def` });
  expect(answer.url).toBe(`${one.url}health?token=***&full=1&api_key=***`);
  expect(one.requests[0]?.url).toBe('/health?token=abc&full=1&api_key=def');
});
