import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../../test/engines/postgres.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { ask, holds, problemsOf } from './support.ts';

const word = 'p@ss/w:rd?#%&é';
const encoded = encodeURIComponent(word);
let server: Postgres;
let folder: string;
const at = (login: string, database = 'postgres', more = ''): string => `postgresql://${login}@127.0.0.1:${server.port}/${database}${more}`;

beforeAll(async () => {
  server = await startPostgres({ max_connections: 20 });
  folder = server.sql('postgres', 'show data_directory');
  const roles = [
    `create role plain login password '${word}'`,
    `set password_encryption = 'md5'; create role older login password '${word}'`,
    `create role clear login password '${word}'`,
    'create role ident login',
  ];
  server.sql('postgres', roles.join(';'));
  const rules = [
    'host all older 127.0.0.1/32 md5',
    'host all clear 127.0.0.1/32 password',
    'host all ident 127.0.0.1/32 ident',
    'host all locked 127.0.0.1/32 reject',
  ];
  const file = join(folder, 'pg_hba.conf');
  writeFileSync(file, `${rules.join('\n')}\n${readFileSync(file, 'utf8')}`);
  server.sql('postgres', 'select pg_reload_conf()');
});

afterAll(async () => {
  await server.stop();
});

/** Sessions that stand idle while `work` runs. */
async function withSessions<T>(count: number, work: () => Promise<T>): Promise<T> {
  const env = {
    ...process.env,
    PGHOST: '127.0.0.1',
    PGPORT: String(server.port),
    PGUSER: server.user,
    PGPASSWORD: server.password,
    PGDATABASE: 'postgres',
  };
  const others = Array.from({ length: count }, () => spawn('psql', ['-X', '-q'], { env, stdio: ['pipe', 'ignore', 'ignore'] }));
  for (const other of others) other.stdin.write("select 'here' \\g\n");
  try {
    return await work();
  } finally {
    const ended = others.map((other) => new Promise((resolve) => other.on('close', resolve)));
    for (const other of others) other.kill('SIGKILL');
    await Promise.all(ended);
    await eventually(async () => holds('[BODY].connections.used == 0', await ask(server.url('postgres'))), 'the sessions end');
  }
}

describe('PostgreSQL', () => {
  test('a healthy one, by each way in', async () => {
    for (const user of ['plain', 'older', 'clear']) {
      const seen = await ask(at(`${user}:${encoded}`));
      expect([user, seen.error, seen.broken]).toEqual([user, undefined, []]);
      expect(seen.json).toMatchObject({
        select: 1,
        recovery: false,
        pooler: false,
        connections: { used: 0, max: 20, reserved: 3, share: 0 },
      });
      expect(holds(`[BODY].version == pat(${server.major}*)`, seen)).toBe(true);
      expect(seen.url).toBe(`postgresql://127.0.0.1:${server.port}/postgres`);
    }
  });

  test('at 90 % of its connections it fails, also as a user who sees only himself', async () => {
    await withSessions(15, async () => {
      const url = at(`plain:${encoded}`);
      await eventually(async () => holds('[BODY].connections.used == 15', await ask(url)), 'the sessions stand');
      const seen = await ask(url);
      expect([seen.error, seen.broken]).toEqual([undefined, []]);
      expect(holds('[BODY].connections.share < 0.75', seen)).toBe(false);
      expect(holds('[BODY].connections.share == 0.75', seen)).toBe(true);
    });
    await withSessions(18, async () => {
      // Only a superuser gets one of the last three.
      const url = server.url('postgres');
      await eventually(async () => holds('[BODY].connections.used == 18', await ask(url)), 'the sessions stand');
      const seen = await ask(url);
      expect(seen.broken).toMatchObject([{ text: '[BODY].connections.share < 0.9', actual: '0.9' }]);
      const full = await ask(at(`plain:${encoded}`));
      expect(full.error).toMatchObject({ code: '53300', message: expect.stringMatching(/^127\.0\.0\.1:\d+ has no connection left: /) });
    });
  });

  test('the pools of an application', async () => {
    const url = at(`plain:${encoded}`);
    const enough = await ask(url, { options: { pool: '2+1*3' } });
    expect(enough.error).toBeUndefined();
    expect(enough.json).toMatchObject({ pool: { needed: 19, formula: '(2 + 1) * 3 + 10' } });
    expect(holds('[BODY].pool.needed <= [BODY].connections.max', enough)).toBe(true);
    const tooMany = await ask(url, { options: { pool: '20+10*3' } });
    expect(tooMany).toMatchObject({ connected: true, error: { code: 'POOL' } });
    expect(tooMany.error?.message).toBe(`max_connections of 127.0.0.1:${server.port} is 20, and the pools need (20 + 10) * 3 + 10 = 100`);
    expect(await problemsOf(url, { pool: '20+10' })).toEqual(['pool is not pool size + overflow * instances, such as 20+10*3.']);
  });

  test('a wrong password, none, a stranger, a missing database, a locked door', async () => {
    const message = async (url: string): Promise<string | undefined> => (await ask(url)).error?.message;
    const where = `127.0.0.1:${server.port}`;
    for (const user of ['plain', 'older', 'clear'])
      expect(await message(at(`${user}:${encoded}x`))).toBe(`${where} refused the password of the user ${user}`);
    expect(await message(at('plain'))).toBe(`${where} wants a password for the user plain, and the url has none`);
    expect(await message(at(`stranger:${encoded}`))).toBe(`${where} refused the password of the user stranger`);
    expect(await message(at(`plain:${encoded}`, 'nothing'))).toBe(`${where} has no database nothing`);
    expect(await message(at(`locked:${encoded}`))).toMatch(`${where} does not let the user locked in: pg_hba.conf rejects connection`);
    expect(await message(at(`ident:${encoded}`))).toMatch(/refused|does not let the user ident in/);
    expect(JSON.stringify(await ask(at(`plain:${encoded}x`)))).not.toMatch(/p@ss|p%40ss/);
  });

  test('through its own unix socket', async () => {
    const directory = server.sql('postgres', 'show unix_socket_directories');
    const seen = await ask(at(`plain:${encoded}`, 'postgres', `?host=${directory}`));
    expect([seen.error, seen.broken]).toEqual([undefined, []]);
  });

  test('a pooler, which names another process than the one that answers', async () => {
    const pooler = createServer((socket) => {
      const upstream = connect(server.port, '127.0.0.1');
      for (const end of [socket, upstream]) end.on('error', () => {});
      socket.pipe(upstream);
      upstream.on('data', (chunk: Buffer) => {
        const key = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
        if (key >= 0) chunk.writeInt32BE(1, key + 5);
        socket.write(chunk);
      });
      socket.on('close', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => pooler.listen(0, '127.0.0.1', resolve));
    const { port } = pooler.address() as { port: number };
    const seen = await ask(at(`plain:${encoded}`, 'postgres', '?sslmode=disable').replace(`:${server.port}/`, `:${port}/`));
    expect(seen.json).toMatchObject({ select: 1, pooler: true });
    await new Promise((resolve) => pooler.close(resolve));
  });

  test('what an address cannot mean', async () => {
    expect(await problemsOf('postgres://plain:p@ss/word@db/app')).toEqual([expect.stringContaining('/ is %2F')]);
    expect(await problemsOf('postgres://db/app?password=secret')).toEqual([expect.stringContaining('stands before the host')]);
    expect(await problemsOf('postgres://db/app?sslmode=sometimes')).toEqual([expect.stringMatching(/^sslmode/)]);
    expect(await problemsOf('postgres:///app')).toEqual([expect.stringContaining('names no host')]);
  });
});

describe('a server of a host that is not this one', () => {
  test('gets no password in clear text', async () => {
    const heard: Buffer[] = [];
    const fake = createServer((socket: Socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk: Buffer) => {
        heard.push(chunk);
        if (heard.length === 1) socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      });
    });
    await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve));
    const { port } = fake.address() as { port: number };
    const shell = { ...localShell(), reach: async () => ({ host: '127.0.0.1', port }) };
    const seen = await ask(`postgres://plain:${encoded}@db.internal:${port}/app?sslmode=disable`, {}, { shell });
    expect(seen.error).toMatchObject({ code: 'CLEARTEXT' });
    expect(Buffer.concat(heard).toString()).not.toContain(word);
    await new Promise((resolve) => fake.close(resolve));
  });
});
