import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localShell, type Shell } from '@slipway/shell';
import { type RedisServer, startRedis } from '../../../../test/engines/redis.ts';
import { openServer } from '../../../../test/harness/shells.ts';
import { type Sshd, startSshd } from '../../../../test/harness/sshd.ts';
import { freePort } from '../support.ts';
import { ask, holds, problemsOf, trackTcp } from './support.ts';

const listen = trackTcp();

describe('tcp', () => {
  test('a port that accepts and is silent, and one that nobody listens on', async () => {
    const server = await listen((socket) => socket.resume());
    const seen = await ask(`tcp://127.0.0.1:${server.port}`);
    expect(seen).toMatchObject({ connected: true, json: {}, broken: [] });
    expect(seen.error).toBeUndefined();
    const port = await freePort();
    const refused = await ask(`tcp://127.0.0.1:${port}`);
    expect(refused).toMatchObject({ connected: false, error: { class: 'refused', message: `127.0.0.1:${port} refused the connection` } });
    expect(holds('[CONNECTED] == false', refused)).toBe(true);
  });

  test('IPv6, and a connection that is never made', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    expect((await ask(`tcp://[::1]:${port}`)).broken).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
    const shell: Shell = { ...localShell(), reach: () => new Promise(() => {}) };
    const late = await ask('tcp://db.internal:5432', { timeout: 300 }, { shell });
    expect(late.error).toMatchObject({ class: 'timeout', message: 'db.internal:5432 did not accept a connection within 300 ms' });
  });

  test('only public addresses, where somebody without trust asks', async () => {
    const server = await listen((socket) => socket.resume());
    for (const url of [
      `tcp://127.0.0.1:${server.port}`,
      `tcp://localhost:${server.port}`,
      `redis://127.0.0.1:${server.port}`,
      `dns://127.0.0.1:${server.port}`,
    ]) {
      const options = url.startsWith('dns') ? { 'query-name': 'app.example.com' } : {};
      const seen = await ask(url, { options }, { publicOnly: true });
      expect([url, seen.error?.class]).toEqual([url, 'private']);
    }
    expect(server.connections).toHaveLength(0);
  });

  test('what an address cannot mean', async () => {
    expect(await problemsOf('tcp://db.internal')).toEqual(['The url names no port. Example: tcp://db.internal:5432']);
    expect(await problemsOf('tcp://db.internal:99999')).toHaveLength(1);
    expect(await problemsOf('tcp://-oProxyCommand=x:1')).toHaveLength(1);
  });
});

describe('from a server behind SSH', () => {
  let sshd: Sshd;
  let shell: Shell;
  let redis: RedisServer;
  beforeAll(async () => {
    [sshd, redis] = await Promise.all([startSshd(), startRedis({ requirepass: 'secret-word' })]);
    shell = await openServer(sshd);
  });
  afterAll(async () => {
    await shell.close();
    await sshd.stop();
    await redis.stop();
  });

  test('a silent port is told from a closed one', async () => {
    const server = await listen((socket) => socket.resume());
    const open = await ask(`tcp://127.0.0.1:${server.port}`, {}, { shell });
    expect([open.error, open.broken, open.connected]).toEqual([undefined, [], true]);
    const port = await freePort();
    const closed = await ask(`tcp://127.0.0.1:${port}`, {}, { shell });
    expect(closed).toMatchObject({ connected: false, error: { class: 'refused', code: 'ECONNREFUSED' } });
    expect(closed.error?.message).toBe(`127.0.0.1:${port} refused the connection, seen from ${shell.where}`);
    const unknown = await ask('tcp://no-such-name.invalid:80', {}, { shell });
    expect(unknown.error?.class).toBe('dns');
  });

  test('the other kinds pass the tunnel', async () => {
    const seen = await ask(`redis://:secret-word@127.0.0.1:${redis.port}`, {}, { shell });
    expect([seen.error, seen.broken, seen.connected]).toEqual([undefined, [], true]);
    const port = await freePort();
    const closed = await ask(`redis://127.0.0.1:${port}`, {}, { shell });
    expect(closed).toMatchObject({
      connected: false,
      error: { class: 'reset', message: `127.0.0.1:${port} closed the connection without an answer, or nothing listens there` },
    });
    const exporter = createServer((_, response) => response.end('queue_depth 3\n'));
    await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
    const address = exporter.address();
    const page = await ask(
      `prometheus+http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/metrics`,
      {},
      { shell },
    );
    expect([page.error, holds('[BODY].queue_depth == 3', page)]).toEqual([undefined, true]);
    await new Promise((resolve) => exporter.close(resolve));
    const disk = await ask('disk:///', {}, { shell });
    expect(holds('[BODY].share > 0', disk)).toBe(true);
  });

  test('a connection that is lost is not the fault of what was asked', async () => {
    const lost: Shell = await openServer(sshd);
    await lost.close();
    const seen = await ask(`redis://127.0.0.1:${redis.port}`, { timeout: 3000 }, { shell: lost });
    expect(seen.connected).toBe(false);
    expect(seen.error).toBeDefined();
  });
});
