import { spawn } from 'node:child_process';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, createAuthority } from '../../../../test/engines/certificates.ts';
import { newestServer, type Postgres, serverUser, startPostgres } from '../../../../test/engines/postgres.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../support.ts';
import { ask, holds } from './support.ts';

describe('PostgreSQL over TLS', () => {
  let server: Postgres;
  let authority: Authority;
  const url = (parameters: string): string => `${server.url('postgres')}?${parameters}`;
  beforeAll(async () => {
    server = await startPostgres();
    const folder = server.sql('postgres', 'show data_directory');
    authority = createAuthority();
    const { keyFile, certFile } = authority.issue('db', 'IP:127.0.0.1');
    const owner = serverUser();
    const copy = (from: string, name: string): void => {
      writeFileSync(join(folder, name), readFileSync(from), { mode: 0o600 });
      if (owner) chownSync(join(folder, name), owner.uid, owner.gid);
    };
    copy(keyFile, 'server.key');
    copy(certFile, 'server.crt');
    server.sql('postgres', 'alter system set ssl = on');
    server.sql('postgres', 'select pg_reload_conf()');
  });
  afterAll(async () => {
    authority.remove();
    await server.stop();
  });

  test('each mode', async () => {
    for (const mode of ['prefer', 'require']) expect(await ask(url(`sslmode=${mode}`))).toMatchObject({ tlsVersion: '1.3', broken: [] });
    expect(await ask(url('ssl=true'))).toMatchObject({ tlsVersion: '1.3', broken: [] });
    const verified = await ask(url('sslmode=verify-full'), { ca: authority.ca });
    expect([verified.error, verified.broken]).toEqual([undefined, []]);
    expect(holds('[CERTIFICATE_EXPIRATION] > 14d', verified)).toBe(true);
    const untrusted = await ask(url('sslmode=verify-full'));
    expect(untrusted.error).toMatchObject({ class: 'tls', message: expect.stringMatching(/^the certificate of 127\.0\.0\.1/) });
    expect((await ask(url('sslmode=disable'))).tlsVersion).toBeUndefined();
  });

  test('a server without it', async () => {
    server.sql('postgres', 'alter system set ssl = off');
    server.sql('postgres', 'select pg_reload_conf()');
    const seen = await ask(url('sslmode=require'));
    expect(seen.error?.message).toBe(`127.0.0.1:${server.port} does not offer TLS, and the url asks for sslmode=require`);
  });
});

test('one that is still starting up', async () => {
  const other = await startPostgres();
  const data = other.sql('postgres', 'show data_directory');
  const sockets = other.sql('postgres', 'show unix_socket_directories');
  process.kill(other.pid, 'SIGINT');
  const port = await freePort();
  const owner = serverUser();
  writeFileSync(join(data, 'recovery.signal'), '');
  if (owner) chownSync(join(data, 'recovery.signal'), owner.uid, owner.gid);
  await eventually(async () => (await ask(other.url('postgres'))).error?.class === 'refused', 'it ended');
  const flags = [
    '-c',
    'restore_command=sleep 2; false',
    '-c',
    `port=${port}`,
    '-c',
    `unix_socket_directories=${sockets}`,
    '-c',
    'log_min_messages=fatal',
  ];
  const recovering = spawn(join(newestServer().folder, 'postgres'), ['-D', data, ...flags], { ...owner, stdio: 'ignore', cwd: data });
  const ended = new Promise((resolve) => recovering.on('close', resolve));
  try {
    const url = other.url('postgres').replace(`:${other.port}/`, `:${port}/`);
    await eventually(async () => (await ask(url)).error?.class !== 'refused', 'it listens');
    const seen = await ask(url);
    expect(seen.error).toMatchObject({
      code: '57P03',
      message: `127.0.0.1:${port} takes no connections yet: the database system is starting up`,
    });
  } finally {
    recovering.kill('SIGQUIT');
    await ended;
    await other.stop();
  }
});
