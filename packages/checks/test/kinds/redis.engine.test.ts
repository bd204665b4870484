import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, createAuthority } from '../../../../test/engines/certificates.ts';
import { type RedisServer, startRedis } from '../../../../test/engines/redis.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { ask, holds, problemsOf } from './support.ts';

const password = 'p@ss/w:rd?#%&é word';
const encoded = encodeURIComponent(password);
const started: RedisServer[] = [];
const start = async (...args: Parameters<typeof startRedis>): Promise<RedisServer> => {
  const server = await startRedis(...args);
  started.push(server);
  return server;
};

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

describe('Redis', () => {
  test('a healthy one: what it is, and the share of its memory', async () => {
    const { port } = await start({ maxmemory: '100mb' });
    const seen = await ask(`redis://127.0.0.1:${port}`);
    expect(seen.error).toBeUndefined();
    expect(seen.broken).toEqual([]);
    expect(seen.json).toMatchObject({ ping: 'PONG', role: 'master', memory: { max: 100 * 1024 * 1024, limit: 'maxmemory' } });
    for (const condition of [
      '[BODY].memory.share < 0.5',
      '[BODY].memory.used > 100000',
      '[BODY].version == pat(?*.*)',
      '[CONNECTED] == true',
    ])
      expect([condition, holds(condition, seen)]).toEqual([condition, true]);
    expect(seen.url).toBe(`redis://127.0.0.1:${port}`);
  });

  test('memory that is nearly full', async () => {
    const { port, cli } = await start({ maxmemory: '6mb' });
    cli('EVAL', "for i=1,45 do redis.call('SET', i, string.rep('x', 100000)) end", '0');
    const seen = await ask(`redis://127.0.0.1:${port}`);
    expect(holds('[BODY].memory.share > 0.8', seen)).toBe(true);
    expect(holds('[BODY].memory.share < 0.8', seen)).toBe(false);
  });

  test('a memory without a limit is compared with that of the machine', async () => {
    const { port } = await start();
    const { json } = await ask(`redis://127.0.0.1:${port}`);
    expect(json).toMatchObject({ memory: { limit: 'system', share: expect.any(Number) } });
  });

  test('a password: right, wrong, none, and one that nobody asked for', async () => {
    const { port } = await start({ requirepass: password });
    const right = await ask(`redis://:${encoded}@127.0.0.1:${port}/2`);
    expect([right.error, right.broken, right.url]).toEqual([undefined, [], `redis://127.0.0.1:${port}/2`]);
    const wrong = await ask(`redis://:${encoded}x@127.0.0.1:${port}`);
    expect(wrong).toMatchObject({ connected: true, error: { code: 'WRONGPASS', message: `127.0.0.1:${port} refused the password` } });
    const none = await ask(`redis://127.0.0.1:${port}`);
    expect(none.error).toMatchObject({ code: 'NOAUTH', message: `127.0.0.1:${port} wants a password, and the url has none` });
    expect(JSON.stringify([right, wrong, none])).not.toMatch(/p@ss|p%40ss/);
    const open = await start();
    const surplus = await ask(`redis://:${encoded}@127.0.0.1:${open.port}`);
    expect(surplus.error?.message).toBe(`a password was given, and 127.0.0.1:${open.port} has none set`);
  });

  test('a user of the ACL: one who may look, one who may only ping, one who may not even that', async () => {
    const { port, cli } = await start();
    cli('ACL', 'SETUSER', 'app', 'on', `>${password}`, '+ping', '+info');
    cli('ACL', 'SETUSER', 'little', 'on', `>${password}`, '+ping');
    cli('ACL', 'SETUSER', 'nobody', 'on', `>${password}`, '+get');
    const app = await ask(`redis://app:${encoded}@127.0.0.1:${port}`);
    expect([app.error, app.broken]).toEqual([undefined, []]);
    expect(app.json).toMatchObject({ role: 'master' });
    const little = await ask(`redis://little:${encoded}@127.0.0.1:${port}`);
    expect([little.error, little.broken]).toEqual([undefined, []]);
    expect(little.json).toEqual({ ping: 'PONG', problem: expect.stringMatching(/^NOPERM/) });
    expect(holds('[BODY].memory.share < 0.9', little)).toBe(false);
    const nobody = await ask(`redis://nobody:${encoded}@127.0.0.1:${port}`);
    expect(nobody.error).toMatchObject({ code: 'NOPERM', message: expect.stringContaining('does not let this user ask') });
    const unknown = await ask(`redis://stranger:${encoded}@127.0.0.1:${port}`);
    expect(unknown.error?.message).toBe(`127.0.0.1:${port} refused the user stranger with this password`);
  });

  test('one that is still loading', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-redis-'));
    const first = await startRedis({}, { folder });
    first.cli('EVAL', "for i=1,400 do redis.call('SET', i, string.rep('x', 200)..i) end", '0');
    first.cli('SHUTDOWN', 'SAVE');
    const { port } = await start({ 'key-load-delay': '20000', 'loading-process-events-interval-bytes': '1024' }, { folder });
    const seen = await ask(`redis://127.0.0.1:${port}`);
    expect(seen.error).toMatchObject({ code: 'LOADING', message: `127.0.0.1:${port} is still loading its data into memory` });
    expect(seen.broken).toHaveLength(1);
  });

  test('a replica: what it is, that it takes no writes, and that it lost its master', async () => {
    const main = await start();
    const replica = await start({
      replicaof: ['127.0.0.1', String(main.port)],
      'repl-diskless-sync-delay': '0',
      'replica-serve-stale-data': 'no',
    });
    const url = `redis://127.0.0.1:${replica.port}`;
    await eventually(async () => holds('[BODY].link == up', await ask(url)), 'the replica follows');
    expect((await ask(url)).json).toMatchObject({ role: 'slave', link: 'up' });
    expect((await ask(url, { options: { role: 'slave' } })).error).toBeUndefined();
    const wrong = await ask(url, { options: { role: 'master' } });
    expect(wrong).toMatchObject({
      connected: true,
      error: { code: 'READONLY', message: `127.0.0.1:${replica.port} is a replica, so writes fail with READONLY` },
    });
    await main.stop();
    started.splice(started.indexOf(main), 1);
    await eventually(async () => (await ask(url)).error?.code === 'MASTERDOWN', 'the replica notices');
    expect((await ask(url)).error?.message).toContain('lost its master');
  });

  test('one that cannot write its snapshot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-redis-'));
    const { port, cli } = await start({ save: '3600 1' }, { folder });
    rmSync(folder, { recursive: true });
    cli('SET', 'a', '1');
    cli('BGSAVE');
    const url = `redis://127.0.0.1:${port}`;
    await eventually(async () => (await ask(url)).error?.code === 'MISCONF', 'the snapshot fails');
    expect((await ask(url)).error?.message).toBe(`127.0.0.1:${port} cannot write its data to disk, and refuses writes`);
  });

  test('no connection left, and a database that is not there', async () => {
    const { port, cli } = await start({ maxclients: '2' });
    const url = `redis://127.0.0.1:${port}`;
    expect((await ask(`${url}/77`)).error?.message).toBe(`127.0.0.1:${port} has no database 77`);
    cli('CONFIG', 'SET', 'maxclients', '1');
    const taken = connect(port, '127.0.0.1');
    await eventually(async () => (await ask(url)).error !== undefined, 'the only connection is taken');
    expect((await ask(url)).error?.message).toBe(`127.0.0.1:${port} has no connection left (maxclients)`);
    taken.destroy();
  });
});

describe('Redis over TLS', () => {
  let authority: Authority;
  let url: string;
  let server: RedisServer;
  beforeAll(async () => {
    authority = createAuthority();
    const { keyFile, certFile } = authority.issue('redis', 'IP:127.0.0.1,DNS:redis.internal');
    const files = { 'tls-cert-file': certFile, 'tls-key-file': keyFile, 'tls-ca-cert-file': authority.caFile, 'tls-auth-clients': 'no' };
    server = await startRedis({ ...files, requirepass: password }, { tls: true });
    url = `rediss://:${encoded}@127.0.0.1:${server.port}`;
  });
  afterAll(async () => {
    await server.stop();
    authority.remove();
  });

  test('with a certificate that is trusted', async () => {
    const seen = await ask(url, { ca: authority.ca });
    expect([seen.error, seen.broken, seen.tlsVersion]).toEqual([undefined, [], '1.3']);
    expect(Math.round((seen.certificateExpiration ?? 0) / 86_400_000)).toBe(20);
    expect(holds('[CERTIFICATE_EXPIRATION] > 14d', seen)).toBe(true);
  });

  test('with one that is not, and nobody who looks at it', async () => {
    const seen = await ask(url);
    expect(seen.error).toMatchObject({ class: 'tls' });
    expect(seen.error?.message).toMatch(/^the certificate of 127\.0\.0\.1:\d+ /);
    expect((await ask(url, { options: { insecure: true } })).broken).toEqual([]);
  });

  test('asked without TLS', async () => {
    const seen = await ask(url.replace('rediss:', 'redis:'));
    expect(seen.error).toBeDefined();
    expect(seen.error?.message).toMatch(/speaks TLS: ask it by rediss:\/\/|closed the connection without an answer/);
  });
});

test('what a Redis address cannot mean', async () => {
  expect(await problemsOf('redis://127.0.0.1/app')).toEqual(['The path of the url is not the number of a database.']);
  expect(await problemsOf('redis://127.0.0.1', { rolle: 'master' })).toEqual(['rolle is no option of this check. Did you mean role?']);
  expect(await problemsOf('redis://127.0.0.1', { role: 'main' })).toEqual(['role is not master or slave.']);
});
