import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { evaluate, type Observation, type ProbeRequest, parseCondition, parseConditions, probe, runCheck } from '../src/index.ts';
import { realPorts } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-tls-'));
const servers: { close(): unknown }[] = [];
const signal = new AbortController().signal;
const ask = (request: ProbeRequest): Promise<Observation> => probe({ timeout: 5000, ...request }, { signal });

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate that openssl signs with its own key, as a test server has one; one of -1 days ended yesterday. */
function certificate(name: string, subjects: string, days: number): Certificate {
  const path = (ending: string): string => join(folder, `${name}.${ending}`);
  const openssl = (...args: readonly string[]): unknown => execFileSync('openssl', args, { stdio: 'ignore' });
  writeFileSync(path('ext'), `subjectAltName=${subjects}\n`);
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', ...curve, '-keyout', path('key'), '-out', path('csr'), '-subj', `/CN=${name}`);
  openssl('x509', '-req', '-in', path('csr'), '-signkey', path('key'), '-days', String(days), '-extfile', path('ext'), '-out', path('pem'));
  return { key: readFileSync(path('key'), 'utf8'), cert: readFileSync(path('pem'), 'utf8') };
}

type ServeOptions = Certificate & Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'ca' | 'requestCert' | 'rejectUnauthorized'>;

async function serve(options: ServeOptions): Promise<string> {
  const server: Server = createServer(options, (_, response) => response.end('{"status":"ok"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

let good: Certificate;
beforeAll(() => {
  good = certificate('good', 'DNS:app.example.com,IP:127.0.0.1', 20);
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

describe('TLS', () => {
  test('a trusted certificate: its end and the version are seen, by address and by name', async () => {
    const url = await serve(good);
    const answer = await ask({ url, ca: good.cert });
    expect(answer).toMatchObject({ connected: true, status: 200, tlsVersion: '1.3' });
    expect(Math.round((answer.certificateExpiration ?? 0) / 86_400_000)).toBe(20);
    for (const [text, passed] of [
      ['[CERTIFICATE_EXPIRATION] > 14d', true],
      ['[CERTIFICATE_EXPIRATION] > 30d', false],
      ['[TLS] >= 1.3', true],
    ] as const) {
      expect(evaluate(parseCondition(text), answer).passed).toBe(passed);
    }
    expect((await ask({ url, ca: good.cert, hostHeader: 'app.example.com' })).status).toBe(200);
    const { port } = new URL(url);
    expect((await ask({ url: 'https://app.example.com/', ca: good.cert, address: { host: '127.0.0.1', port: Number(port) } })).status).toBe(
      200,
    );
  });

  test('TLS 1.2 is told from 1.3', async () => {
    expect((await ask({ url: await serve({ ...good, maxVersion: 'TLSv1.2' }), ca: good.cert })).tlsVersion).toBe('1.2');
  });

  test('a certificate of nobody who is trusted', async () => {
    const answer = await ask({ url: await serve(good) });
    expect(answer).toMatchObject({ connected: false, error: { class: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(answer.error?.message).toContain('signed by itself');
    expect(answer.status).toBeUndefined();
  });

  test('a certificate for another name, also where only the Host header says so', async () => {
    const answer = await ask({ url: await serve(good), ca: good.cert, hostHeader: 'other.example.com' });
    expect(answer).toMatchObject({ error: { class: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' } });
    expect(answer.error?.message).toContain('app.example.com');
  });

  test('an expired certificate', async () => {
    const old = certificate('old', 'IP:127.0.0.1', -1);
    const url = await serve(old);
    const answer = await ask({ url, ca: old.cert });
    expect(answer).toMatchObject({ connected: false, error: { class: 'tls', code: 'CERT_HAS_EXPIRED' } });
    expect(answer.error?.message).toContain('has expired');
  });

  test('a server that speaks no TLS', async () => {
    const plain = createTcp((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    servers.push(plain);
    const answer = await ask({ url: `https://127.0.0.1:${(plain.address() as AddressInfo).port}/` });
    expect(answer.error).toMatchObject({ class: 'tls' });
    expect(answer.error?.message).toContain('does not speak TLS');
  });

  test('TLS where http was asked for', async () => {
    const answer = await ask({ url: (await serve(good)).replace('https:', 'http:') });
    expect(answer.error ?? answer.status).toBeDefined();
    expect(answer.status).not.toBe(200);
  });

  test('a certificate that ends soon passes as a connection and fails its condition', async () => {
    const soon = certificate('soon', 'IP:127.0.0.1', 3);
    const conditions = parseConditions(['[STATUS] == 200', '[CERTIFICATE_EXPIRATION] > 14d']);
    const check = { name: 'tls', url: await serve(soon), ca: soon.cert, conditions, deadline: 600, retryDelay: 200 };
    const report = await runCheck(check, realPorts());
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy', last: { status: 200 } });
    expect(report.sentence).toMatch(/\[CERTIFICATE_EXPIRATION\] > 14d does not hold: \d+ ms/);
  });

  test('a server that speaks only versions that are too old', async () => {
    const url = await serve({ ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    const answer = await ask({ url, ca: good.cert });
    expect(answer).toMatchObject({ connected: false, error: { class: 'tls' } });
    expect(answer.error?.message).toMatch(/speaks only versions of TLS that are too old \(1\.2 is the least\)$/);
  });

  test('a handshake that hangs', async () => {
    const silent = createTcp((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    servers.push(silent);
    const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const started = performance.now();
    const answer = await ask({ url, timeout: 300 });
    expect(performance.now() - started).toBeLessThan(800);
    expect(answer).toMatchObject({ connected: false, error: { class: 'timeout' } });
  });

  test('insecure takes any certificate, and the report of a check warns', async () => {
    const url = await serve(certificate('bad', 'DNS:other.example.com', -1));
    expect(await ask({ url, insecure: true })).toMatchObject({ status: 200, tlsVersion: '1.3' });
    const report = await runCheck({ name: 'tls', url, insecure: true, consecutive: 1 }, realPorts());
    expect(report).toMatchObject({ passed: true, warnings: [expect.stringContaining('was not checked')] });
  });
});

describe('a client certificate', () => {
  const wanting = (): Promise<string> => serve({ ...good, ca: client.cert, requestCert: true, rejectUnauthorized: true });
  let client: Certificate;
  beforeAll(() => {
    client = certificate('client', 'DNS:client', 20);
  });

  test('is shown to a server that wants one', async () => {
    const answer = await ask({ url: await wanting(), ca: good.cert, clientCertificate: client.cert, clientKey: client.key });
    expect(answer).toMatchObject({ status: 200 });
  });

  test('that is missing has its sentence', async () => {
    const answer = await ask({ url: await wanting(), ca: good.cert });
    expect(answer.status).toBeUndefined();
    expect(answer.error?.message).toMatch(/wants a client certificate that it trusts/);
  });

  test('is not shown to another server', async () => {
    const other = await wanting();
    const redirecting = createServer(good, (_, response) => response.writeHead(302, { location: other }).end());
    await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
    servers.push(redirecting);
    const url = `https://127.0.0.1:${(redirecting.address() as AddressInfo).port}/`;
    const answer = await ask({ url, ca: good.cert, clientCertificate: client.cert, clientKey: client.key });
    expect(answer).toMatchObject({ redirects: [{ status: 302 }], error: { class: 'tls' } });
  });

  test.each<[string, (pair: Certificate) => Partial<ProbeRequest>]>([
    ['a certificate without its key', ({ cert }) => ({ clientCertificate: cert })],
    ['a key without its certificate', ({ key }) => ({ clientKey: key })],
    ['a key of another certificate', ({ cert }) => ({ clientCertificate: cert, clientKey: good.key })],
    ['a key that is none', ({ cert }) => ({ clientCertificate: cert, clientKey: 'hunter2' })],
  ])('%s is refused before anything is asked, and not shown', async (_, make) => {
    const failure: unknown = await ask({ url: 'https://127.0.0.1:1/', ...make(client) }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'bad-input' });
    expect(String(failure)).not.toMatch(/hunter2|BEGIN/);
  });
});
