import { describe, expect, test } from '@jest/globals';
import { hintsFor } from '../src/hints.ts';
import type { ErrorClass, Observation } from '../src/observation.ts';
import { observed } from './support.ts';

const url = 'http://app.example.com/health';
const hint = (answer: Partial<Observation>): string => hintsFor({ url }, observed(answer)).join(' ');

describe('hints', () => {
  test.each<[string, Partial<Observation>, RegExp]>([
    ['a redirect to https', { status: 301, headers: { location: 'https://app.example.com/health' } }, /X-Forwarded-Proto: https/],
    [
      'a followed one',
      { status: 404, redirects: [{ status: 308, url, location: 'https://app.example.com/' }] },
      /X-Forwarded-Proto.*nothing at this path/,
    ],
    ['a login', { status: 302, headers: { location: '/login?next=/' } }, /asks for a login/],
    ['a circle', { status: 302, error: { class: 'invalid', code: 'REDIRECTS', message: 'circle' } }, /circle/],
    ['another redirect', { status: 302, headers: { location: '/elsewhere' } }, /redirects to \/elsewhere/],
    ['Django', { status: 400, body: '<h1>Bad Request (400)</h1>' }, /ALLOWED_HOSTS/],
    ['Starlette', { status: 400, body: 'Invalid host header' }, /TrustedHostMiddleware/],
    ['Rails', { status: 403, body: 'Blocked hosts: app.example.com' }, /config\.hosts/],
    ['Vite', { status: 403, body: 'Blocked request. This host ("app") is not allowed.' }, /allowedHosts/],
    ['a wrong path', { status: 404, body: '{"detail":"Not Found"}' }, /nothing at this path/],
    ['credentials', { status: 401 }, /needs credentials/],
    ['a proxy', { status: 502 }, /proxy answers/],
    ['a crash', { status: 500 }, /its log/],
    ['compression', { headers: { 'content-encoding': 'gzip' } }, /compressed/],
  ])('%s', (_, answer, expected) => {
    expect(hint(answer)).toMatch(expected);
  });

  test.each<[ErrorClass, boolean, RegExp]>([
    ['refused', false, /0\.0\.0\.0/],
    ['timeout', false, /firewall/],
    ['timeout', true, /hangs/],
    ['dns', false, /typing slip/],
    ['unreachable', false, /no way there/],
    ['reset', true, /crashed/],
  ])('%s (connected: %s)', (kind, connected, expected) => {
    const { status: _, ...answer } = observed({ connected, error: { class: kind, code: 'X', message: 'x' } });
    expect(hintsFor({ url }, answer).join(' ')).toMatch(expected);
  });

  test('through a tunnel, a closed connection may mean that nothing listens', () => {
    const { status: _, ...answer } = observed({ connected: false, error: { class: 'reset', code: 'ECONNRESET', message: 'x' } });
    expect(hintsFor({ url, address: { path: '/tmp/f0' } }, answer).join(' ')).toMatch(/Nothing listens on that port on the server/);
  });

  test.each([
    ['CERT_HAS_EXPIRED', /Renew/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /fullchain\.pem/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /`ca`/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /name that the certificate is for/],
  ])('a certificate: %s', (code, expected) => {
    const { status: _, ...answer } = observed({ connected: false, error: { class: 'tls', code, message: 'x' } });
    expect(hintsFor({ url: 'https://app.example.com/' }, answer).join(' ')).toMatch(expected);
  });

  test('a good answer needs none', () => {
    expect(hintsFor({ url }, observed())).toEqual([]);
  });
});
