import { describe, expect, test } from '@jest/globals';
import { CookieJar } from '../src/cookies.ts';
import { type Observation, type ProbeRequest, probe } from '../src/index.ts';
import { sendJson, track } from './support.ts';

const signal = new AbortController().signal;
const ask = (request: ProbeRequest): Promise<Observation> => probe({ timeout: 3000, ...request }, { signal });
const server = track();
const place = { host: 'app.example.com', path: '/a/b', secure: true };

describe('cookies over the redirects of one attempt', () => {
  test('come back, and the next attempt begins without', async () => {
    const one = await server((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/in', 'set-cookie': ['sid=1; Path=/; HttpOnly', 'theme=dark'] }).end();
      else sendJson(response, { cookie: request.headers.cookie });
    });
    expect((await ask({ url: one.url, headers: { Cookie: 'mine=1; sid=old' } })).json).toEqual({ cookie: 'mine=1; sid=1; theme=dark' });
    expect(one.requests[0]?.headers.cookie).toBe('mine=1; sid=old');
    await ask({ url: one.url });
    expect(one.requests[2]?.headers.cookie).toBeUndefined();
  });

  test('stay with the server that set them', async () => {
    const other = await server((request, response) => sendJson(response, { cookie: request.headers.cookie ?? null }));
    const one = await server((_, response) =>
      response.writeHead(302, { location: other.url.replace('127.0.0.1', 'localhost'), 'set-cookie': 'sid=1; Path=/' }).end(),
    );
    expect((await ask({ url: one.url })).json).toEqual({ cookie: null });
  });
});

describe('a cookie jar', () => {
  const kept = (line: string, to: Partial<typeof place> = {}): string | undefined => {
    const jar = new CookieJar();
    jar.store([line], place);
    return jar.header({ ...place, ...to });
  };

  test.each<[string, Partial<typeof place>, string | undefined]>([
    ['a=1', {}, 'a=1'],
    ['a=1', { path: '/a/c' }, 'a=1'],
    ['a=1', { path: '/ab' }, undefined],
    ['a=1; Path=/', { path: '/x' }, 'a=1'],
    ['a=1; Path=/x', { path: '/xy' }, undefined],
    ['a=1; Path=/', { host: 'www.app.example.com' }, undefined],
    ['a=1; Path=/; Domain=example.com', { host: 'www.example.com' }, 'a=1'],
    ['a=1; Path=/; Domain=.example.com', { host: 'badexample.com' }, undefined],
    ['a=1; Path=/; Domain=com', { host: 'other.com' }, undefined],
    ['a=1; Path=/; Domain=other.org', { host: 'other.org' }, undefined],
    ['a=1; Secure', { secure: false }, undefined],
    ['a=1; Max-Age=0', {}, undefined],
    ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', {}, undefined],
    ['a=b=c', {}, 'a=b=c'],
    ['=x', {}, undefined],
    ['nothing', {}, undefined],
    ['a=\u0001', {}, undefined],
  ])('%j seen by %j: %j', (line, to, header) => {
    expect(kept(line, to)).toBe(header);
  });

  test('a later one takes the place of an earlier one, and one that is over removes it', () => {
    const jar = new CookieJar();
    jar.store(['a=1; Path=/', 'b=1; Path=/'], place);
    jar.store(['a=2; Path=/', 'b=; Path=/; Max-Age=0'], place);
    expect(jar.header(place)).toBe('a=2');
  });

  test('holds a bounded number', () => {
    const jar = new CookieJar();
    for (let round = 0; round < 3; round++)
      jar.store(
        Array.from({ length: 100 }, (_, index) => `c${round}-${index}=1; Path=/`),
        place,
      );
    expect(jar.header(place)?.split('; ')).toHaveLength(50);
  });
});
