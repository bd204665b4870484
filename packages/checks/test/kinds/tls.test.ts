import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, type Certificate, createAuthority } from '../../../../test/engines/certificates.ts';
import { ask, holds, problemsOf, trackTcp } from './support.ts';

let authority: Authority;
let good: Certificate;
beforeAll(() => {
  authority = createAuthority();
  good = authority.issue('good', 'DNS:app.example.com,DNS:*.apps.example.com,IP:127.0.0.1');
});
afterAll(() => authority.remove());

const servers: { close(done: () => void): unknown }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
});
const listen = trackTcp();

async function serve(certificate: Certificate, options: TlsOptions = {}): Promise<string> {
  const server = createServer({ key: certificate.key, cert: certificate.cert, ...options });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => socket.on('error', () => {}));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `tls://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

describe('tls', () => {
  test('a good certificate and what it says', async () => {
    const url = await serve(good);
    const seen = await ask(url, { ca: authority.ca });
    expect([seen.error, seen.broken]).toEqual([undefined, []]);
    expect(seen.json).toMatchObject({
      protocol: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_/),
      issuer: 'CN=test authority',
      subject: 'CN=good',
      names: ['app.example.com', '*.apps.example.com', '127.0.0.1'],
      chain: 2,
      authorized: true,
      problem: '',
    });
    for (const text of [
      '[CERTIFICATE_EXPIRATION] > 14d',
      '[TLS] >= 1.3',
      '[BODY].authorized == true',
      '[BODY].names[0] == app.example.com',
    ])
      expect([text, holds(text, seen)]).toEqual([text, true]);
    expect(holds('[CERTIFICATE_EXPIRATION] > 30d', seen)).toBe(false);
  });

  test('by another name than that of the address', async () => {
    const url = await serve(good);
    expect((await ask(url, { ca: authority.ca, options: { 'server-name': 'one.apps.example.com' } })).error).toBeUndefined();
    const wrong = await ask(url, { ca: authority.ca, options: { 'server-name': 'shop.example.com' } });
    expect(wrong).toMatchObject({ connected: true, error: { class: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' } });
    expect(wrong.error?.message).toBe(
      `the certificate of ${url.slice(6)} is not for that name but for app.example.com, *.apps.example.com, 127.0.0.1`,
    );
    expect(wrong.json).toMatchObject({ authorized: false });
  });

  test('one that ended yesterday, one that ends tomorrow, one that nobody trusts', async () => {
    const old = await serve(authority.issue('old', 'IP:127.0.0.1', -1));
    const expired = await ask(old, { ca: authority.ca });
    expect(expired.error).toMatchObject({
      class: 'tls',
      code: 'CERT_HAS_EXPIRED',
      message: `the certificate of ${old.slice(6)} has expired`,
    });
    expect(holds('[CERTIFICATE_EXPIRATION] > 0', expired)).toBe(false);
    const soon = await ask(await serve(authority.issue('soon', 'IP:127.0.0.1', 1)), { ca: authority.ca });
    expect([soon.error, holds('[CERTIFICATE_EXPIRATION] > 14d', soon)]).toEqual([undefined, false]);
    const stranger = await ask(await serve(good));
    expect(stranger.error?.message).toMatch(
      /^the certificate of 127\.0\.0\.1:\d+ comes (from an authority that is not trusted|without the intermediate)/,
    );
  });

  test('insecure looks and does not judge', async () => {
    const url = await serve(authority.issue('old', 'DNS:other.example.com', -1));
    const seen = await ask(url, { options: { insecure: true } });
    expect([seen.error, seen.broken]).toEqual([undefined, []]);
    expect(seen.json).toMatchObject({ authorized: false, problem: expect.stringMatching(/^the certificate of 127\.0\.0\.1/) });
  });

  test('the least version that must be there', async () => {
    const url = await serve(good, { maxVersion: 'TLSv1.2' });
    const seen = await ask(url, { ca: authority.ca });
    expect([seen.error, seen.tlsVersion, holds('[TLS] >= 1.3', seen)]).toEqual([undefined, '1.2', false]);
    const refused = await ask(url, { ca: authority.ca, options: { 'min-version': 1.3 } });
    expect(refused.error).toMatchObject({ class: 'tls', message: `${url.slice(6)} speaks TLS, and no version from 1.3 on` });
  });

  test('a port that speaks something else', async () => {
    const server = await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const seen = await ask(`tls://127.0.0.1:${server.port}`);
    expect(seen.error?.message).toBe(`127.0.0.1:${server.port} does not speak TLS`);
  });

  test('what an address cannot mean', async () => {
    expect(await problemsOf('tls://')).toEqual([expect.stringMatching(/^The url/)]);
    expect(await problemsOf('tls://app.example.com', { 'min-version': '1.4' })).toEqual(['min-version is not 1.2 or 1.3.']);
    expect(await problemsOf('tls://app.example.com', { servername: 'x' })).toEqual([
      'servername is no option of this check. Did you mean server-name?',
    ]);
  });
});
