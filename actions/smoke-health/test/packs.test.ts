import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Check, CheckReport } from '@slipway/checks';
import { conduct } from '../src/conduct.ts';
import { readPacks } from '../src/packs/index.ts';
import { planChecks } from '../src/plan.ts';
import { type Certificate, certificate } from './certificate.ts';
import { inputsOf, realPorts, serve, type TestServer } from './support.ts';

const closing: (() => unknown)[] = [];
let pair: Certificate;

beforeAll(() => {
  pair = certificate(90);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function http(listener: RequestListener): Promise<TestServer> {
  const server = await serve(listener);
  closing.push(server.close);
  return server;
}

async function https(listener: RequestListener, options: Certificate = pair): Promise<string> {
  const server = createServer(options, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `https://localhost:${(server.address() as AddressInfo).port}/`;
}

const headers =
  (given: Record<string, string>): RequestListener =>
  (_, response) =>
    response.writeHead(200, given).end();

/** Names of the checks that did not pass, of those with this name or all. */
async function failed(pack: string, base: string, more: Partial<Check> = {}): Promise<readonly string[]> {
  const common = { consecutive: 1, deadline: 700, retryDelay: 200, ca: pair.cert, ...more };
  const reports = await conduct(readPacks([pack], base, common), { concurrency: 8, deadline: 700 }, realPorts());
  return reports.filter(({ passed }) => !passed).map(({ name }: CheckReport) => name.slice(name.indexOf('/') + 1));
}

describe('security-headers', () => {
  const good = {
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin',
    'content-security-policy': "default-src 'self'",
  };

  test('all are there', async () => expect(await failed('security-headers', await https(headers(good)))).toEqual([]));

  test('frame-ancestors stands for the frame options', async () => {
    const { 'x-frame-options': _, ...rest } = good;
    const policy = { ...rest, 'content-security-policy': "frame-ancestors 'none'" };
    expect(await failed('security-headers', await https(headers(policy)))).toEqual([]);
    expect(await failed('security-headers', await https(headers(rest)))).toEqual(['framing']);
  });

  test.each(['frame-ancestors *', "default-src 'self'; frame-ancestors *; img-src *", "frame-ancestors * 'self'"])(
    'every site may frame it, whatever the frame options say: %s',
    async (policy) => {
      expect(await failed('security-headers', await https(headers({ ...good, 'content-security-policy': policy })))).toEqual(['framing']);
    },
  );

  test('some sites may frame it', async () => {
    for (const policy of ["frame-ancestors 'self' https://*.example.com", "frame-ancestors 'none'; img-src *"])
      expect(await failed('security-headers', await https(headers({ ...good, 'content-security-policy': policy })))).toEqual([]);
  });

  test('a policy that is over at once is none', async () => {
    const given = { ...good, 'strict-transport-security': 'max-age=0; includeSubDomains' };
    expect(await failed('security-headers', await https(headers(given)))).toEqual(['transport']);
  });

  test('none is there', async () => {
    const found = await failed('security-headers', await https(headers({ 'referrer-policy': 'unsafe-url' })));
    expect(found).toEqual(['transport', 'type', 'framing', 'referrer', 'content policy']);
  });
});

describe('fastapi', () => {
  const serving = (health: object, open: boolean, debug = false): RequestListener => {
    const answers: Record<string, [number, string]> = {
      '/health': [200, JSON.stringify(health)],
      '/openapi.json': open ? [500, 'Internal Server Error'] : [404, '{}'],
      '/docs': open ? [200, '<html>'] : [404, '{}'],
    };
    return (request, response) => {
      const [status, body] = answers[request.url ?? ''] ?? (debug ? [404, 'Traceback (most recent call last): x'] : [404, '{}']);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    };
  };

  test('healthy, and closed', async () => expect(await failed('fastapi', (await http(serving({ status: 'ok' }, false))).url)).toEqual([]));

  test('a status of 200 whose body says degraded fails, and so do open docs, a broken schema and debug mode', async () => {
    const { url } = await http(serving({ status: 'degraded' }, true, true));
    expect(await failed('fastapi', url)).toEqual(['health', 'schema', 'docs closed', 'no debug']);
  });

  test('the path of the health endpoint may be said', async () => {
    const [first] = readPacks(['fastapi /v1/health'], 'https://app.example.com/x', {});
    expect(first?.check.url).toBe('https://app.example.com/v1/health');
  });
});

describe('nextjs', () => {
  const page = (body: string, missing: number): RequestListener => {
    return (request, response) => {
      const status = request.url?.startsWith('/_next/') ? missing : 200;
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);
    };
  };

  test('a page of a production build', async () => {
    const { url } = await http(page('<script src="/_next/static/chunks/main-1a2b.js">', 404));
    expect(await failed('nextjs', url)).toEqual([]);
  });

  test('an error page, and a proxy that answers every path with the page', async () => {
    const { url } = await http(page('Application error: a server-side exception has occurred', 200));
    expect(await failed('nextjs', url)).toEqual(['page', 'missing file']);
  });
});

describe('cors', () => {
  const allowing =
    (allow: (origin: string) => Record<string, string>): RequestListener =>
    (request, response) =>
      response.writeHead(204, allow(request.headers.origin ?? '')).end();
  const own = 'https://www.example.com';
  const credentials = { 'access-control-allow-credentials': 'true' };

  test.each<[string, (origin: string) => Record<string, string>, string[]]>([
    ['the exact origin', (origin) => (origin === own ? { ...credentials, 'access-control-allow-origin': own } : {}), []],
    ['always the same origin', () => ({ ...credentials, 'access-control-allow-origin': own }), []],
    ['any origin that asks', (origin) => ({ ...credentials, 'access-control-allow-origin': origin }), ['foreign origin']],
    ['a star', () => ({ ...credentials, 'access-control-allow-origin': '*' }), ['own origin', 'foreign origin']],
    ['none', () => ({}), ['own origin']],
  ])('%s', async (_, allow, found) => expect(await failed(`cors ${own}`, (await http(allowing(allow))).url)).toEqual(found));
});

describe('tls', () => {
  test('a good certificate; nothing answers http', async () => {
    expect(await failed('tls', await https(headers({})))).toEqual(['from http']);
  });

  test('one that ends soon, and one that nobody trusts', async () => {
    const soon = certificate(5);
    expect(await failed('tls', await https(headers({}), soon), { ca: soon.cert })).toContain('certificate');
    expect(await failed('tls', await https(headers({}), certificate(90)))).toContain('certificate');
  });

  test('who asks is not told over plain http', () => {
    const checks = readPacks(['tls', 'nextjs'], 'https://app.example.com', { headers: { Authorization: 'Bearer abc' } });
    const told = checks.filter(({ check }) => check.headers?.['Authorization'] !== undefined).map(({ check }) => check.name);
    expect(told).toEqual(['nextjs/page', 'nextjs/missing file']);
  });
});

test.each([
  ['fastap', 'https://a.example.com', /"fastap" is no pack; did you mean fastapi\. There are fastapi, nextjs/],
  ['tls now', 'https://a.example.com', /tls takes nothing behind its name/],
  ['tls', 'http://a.example.com', /tls needs a url that begins with https/],
  ['nextjs', 'tcp://a.example.com:1', /nextjs needs a url that begins with https:\/\/ or http/],
  ['cors www.example.com', 'https://a.example.com', /is not an origin/],
  ['fastapi health', 'https://a.example.com', /is not a path/],
])('%s of %s ends before anything is asked', async (pack, url, message) => {
  await expect(planChecks(inputsOf({ pack, url }), { context: realPorts().context })).rejects.toMatchObject({
    reason: 'bad-input',
    message: expect.stringMatching(message),
  });
});
