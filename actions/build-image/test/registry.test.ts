import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { failureOf, type TestHost, testHost } from '../../../test/engines/host.ts';
import type { Credentials } from '../src/credentials.ts';
import { digestOf, openRegistry, type Registry } from '../src/registry.ts';
import { parseChallenge, tokenRequest } from '../src/registry-auth.ts';
import { retryAfter } from '../src/registry-http.ts';
import { parseRepository, type Repository } from '../src/repository.ts';
import { type FakeRegistry, type Reply, startFakeRegistry } from './fake-registry.ts';

const bytes = Buffer.from('{"schemaVersion":2,"layers":[]}');
const digest = digestOf(bytes);
const mediaType = 'application/vnd.oci.image.manifest.v1+json';
const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
const me: Credentials = { username: 'me', password: 'secret' };

const folder = mkdtempSync(join(tmpdir(), 'slipway-registry-test-'));
let fake: FakeRegistry;
let host: TestHost;

afterEach(() => fake.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(reply: Reply, credentials?: Credentials, patience?: number): Promise<Registry> {
  fake = await startFakeRegistry(reply);
  host = testHost(folder);
  const repository = parseRepository(`${fake.address}/acme/app`) as Repository;
  return openRegistry(repository, { credentials, clock: host.clock, signal: host.signal, retries: 2, ...(patience ? { patience } : {}) });
}

const serve: Reply = (_, response) =>
  void response.writeHead(200, { 'content-type': mediaType, 'docker-content-digest': digest }).end(bytes);

describe('authentication', () => {
  test('none where none is asked for', async () => {
    const registry = await open(serve, me);
    expect(await registry.manifest('1.0')).toEqual({ digest, mediaType, bytes });
    expect(fake.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test('basic', async () => {
    const registry = await open((request, response, address) => {
      if (request.authorization === basic) serve(request, response, address);
      else response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    }, me);
    expect((await registry.manifest('1.0'))?.digest).toBe(digest);
    await registry.manifest('1.1');
    expect(fake.seen.map(({ authorization }) => authorization)).toEqual([undefined, basic, basic]);
  });

  const bearer: Reply = (request, response, address) => {
    if (request.path.startsWith('/token')) {
      const good = request.authorization === basic || request.body.includes('refresh_token=identity');
      response.writeHead(good ? 200 : 401).end(JSON.stringify({ access_token: 'granted' }));
    } else if (request.authorization === 'Bearer granted') serve(request, response, address);
    else response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${address}/token",service="fake",scope="x"` }).end();
  };

  test('bearer token: asked for once, with the repository as scope', async () => {
    const registry = await open(bearer, me);
    await registry.manifest('1.0');
    await registry.manifest('1.1');
    const [, token] = fake.seen;
    expect(token?.path).toBe('/token?service=fake&scope=repository%3Aacme%2Fapp%3Apull%2Cpush');
    expect(fake.seen.map(({ path }) => path.split('?')[0])).toEqual([
      '/v2/acme/app/manifests/1.0',
      '/token',
      '/v2/acme/app/manifests/1.0',
      '/v2/acme/app/manifests/1.1',
    ]);
  });

  test('identity token', async () => {
    const registry = await open(bearer, { identityToken: 'identity' });
    expect((await registry.manifest('1.0'))?.digest).toBe(digest);
    expect(fake.seen[1]).toMatchObject({ method: 'POST', authorization: undefined });
  });

  test('a token that ran out is renewed, and does not go to the token server', async () => {
    let tokens = 0;
    const registry = await open((request, response, address) => {
      if (request.path.startsWith('/token')) response.end(JSON.stringify({ token: `t${++tokens}` }));
      else if (request.authorization === 'Bearer t1' && request.path.endsWith('1.0')) serve(request, response, address);
      else if (request.authorization === 'Bearer t2') serve(request, response, address);
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${address}/token"` }).end();
    }, me);
    await registry.manifest('1.0');
    expect((await registry.manifest('1.1'))?.digest).toBe(digest);
    expect(fake.seen.filter(({ path }) => path.startsWith('/token')).map(({ authorization }) => authorization)).toEqual([basic, basic]);
  });

  test('a wrong password is refused, whichever way it is asked for', async () => {
    const registry = await open(bearer, { username: 'me', password: 'wrong' });
    expect(await failureOf(registry.checkPush())).toMatchObject({ reason: 'registry-refused' });
    await fake.stop();
    const other = await open((_, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(), me);
    expect(await failureOf(other.manifest('1.0'))).toMatchObject({ reason: 'registry-refused' });
  });

  test('credentials never go to a token server over plain HTTP elsewhere', () => {
    const challenge = parseChallenge('Bearer realm="http://tokens.example.com/t",service="s"');
    expect(challenge).toEqual({ scheme: 'bearer', parameters: { realm: 'http://tokens.example.com/t', service: 's' } });
    expect(challenge && tokenRequest(challenge, 'scope', me)).toBeUndefined();
    const safe = parseChallenge('Bearer realm="https://tokens.example.com/t"');
    expect(safe && tokenRequest(safe, 'scope', me)?.url).toBe('https://tokens.example.com/t?scope=scope');
    expect(parseChallenge('Negotiate')).toBeUndefined();
    expect(parseChallenge(null)).toBeUndefined();
  });
});

describe('faults', () => {
  test('a server error that passes is waited out', async () => {
    let calls = 0;
    const registry = await open((request, response, address) => {
      if (++calls < 3) response.writeHead(503).end('busy');
      else serve(request, response, address);
    });
    expect((await registry.manifest('1.0'))?.digest).toBe(digest);
    expect(host.waits).toHaveLength(2);
  });

  test('a server error that stays is registry-error, after three attempts', async () => {
    const registry = await open((_, response) => void response.writeHead(500).end('{"errors":[{"code":"UNKNOWN","message":"boom"}]}'));
    const failure = await failureOf(registry.checkPush());
    expect(failure).toMatchObject({ reason: 'registry-error', message: expect.stringContaining('500 (UNKNOWN: boom)') });
    expect(fake.seen).toHaveLength(3);
  });

  test('a registry that asks to wait gets the time it asked for', async () => {
    let calls = 0;
    const registry = await open((request, response, address) => {
      if (++calls < 2) response.writeHead(429, { 'retry-after': '7' }).end();
      else serve(request, response, address);
    });
    await registry.manifest('1.0');
    expect(host.waits).toEqual([7000]);
  });

  test('a registry that is not there is registry-unreachable', async () => {
    const registry = await open(serve);
    await fake.stop();
    expect(await failureOf(registry.manifest('1.0'))).toMatchObject({ reason: 'registry-unreachable' });
    expect(host.waits).toHaveLength(2);
  });

  test('a registry that never answers is given up', async () => {
    const registry = await open(() => {}, undefined, 50);
    const started = Date.now();
    expect(await failureOf(registry.manifest('1.0'))).toMatchObject({ reason: 'registry-unreachable' });
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test('content with another digest is digest-mismatch', async () => {
    const registry = await open((_, response) => void response.writeHead(200, { 'content-type': mediaType }).end('{"layers":[1]}'));
    expect(await failureOf(registry.manifest(digest))).toMatchObject({ reason: 'digest-mismatch' });
  });

  test('a header that says another digest than the content is digest-mismatch', async () => {
    const other = `sha256:${'0'.repeat(64)}`;
    const registry = await open((_, response) => void response.writeHead(200, { 'docker-content-digest': other }).end(bytes));
    expect(await failureOf(registry.manifest('1.0'))).toMatchObject({ reason: 'digest-mismatch' });
  });

  test('nothing there is no failure; an immutable tag is push-failed', async () => {
    const registry = await open(
      (request, response) =>
        void response.writeHead(request.method === 'PUT' ? 400 : 404).end('{"errors":[{"code":"TAG_INVALID","message":"immutable"}]}'),
    );
    expect(await registry.manifest('1.0')).toBeUndefined();
    const failure = await failureOf(registry.put('1.0', { digest, mediaType, bytes }));
    expect(failure).toMatchObject({ reason: 'push-failed', message: expect.stringContaining('TAG_INVALID: immutable') });
  });

  test('Retry-After as seconds, as date, as nonsense', () => {
    const now = Date.parse('2026-11-20T10:00:00Z');
    expect(
      ['3', 'Fri, 20 Nov 2026 10:00:05 GMT', 'Fri, 20 Nov 2026 09:00:00 GMT', 'soon', null].map((header) => retryAfter(header, now)),
    ).toEqual([3000, 5000, 0, 0, 0]);
  });
});
