import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../harness/processes.ts';
import { freePort } from '../harness/sshd.ts';

/** A throw-away PostgreSQL server of this machine's packages, on a free port of the loopback interface. */
export interface Postgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Holds every character that URLs, shells and SQL treat specially. */
  readonly password: string;
  readonly major: number;
  readonly pid: number;
  /** Its data directory. */
  readonly data: string;
  /** A URL with the password encoded as a careful person does. */
  url(database: string): string;
  /** Rows as psql prints them, fields separated by `|`. */
  sql(database: string, text: string): string;
  stop(): Promise<void>;
}

const password = `p@ss/w:rd?#%&'"\\ $x;é`;
const user = 'app';

/** Settings are those of postgresql.conf, besides our own; `env` is what its environment has more. @throws Error where no server is installed: script/bootstrap does that */
export async function startPostgres(
  more: Readonly<Record<string, string | number>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Postgres> {
  const { folder: programs, major } = newestServer();
  const owner = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'slipway-postgres-'));
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  if (owner) for (const path of [folder, join(folder, 'password')]) chownSync(path, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const options = [
    '-D',
    data,
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-U',
    user,
    '-A',
    'scram-sha-256',
    `--pwfile=${folder}/password`,
    '--no-sync',
  ];
  execFileSync(join(programs, 'initdb'), options, { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    fsync: 'off',
    shared_buffers: '64MB',
    max_connections: 60,
    log_min_messages: 'fatal',
    ...more,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...flags], {
    ...owner,
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => void server.on('close', () => resolve()));
  const run = (database: string, text: string): string =>
    execFileSync('psql', ['-X', '-q', '-A', '-t', '-w', '-v', 'ON_ERROR_STOP=1'], {
      input: text,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: database },
    })
      .toString()
      .trimEnd();
  await eventually(() => server.exitCode !== null || answers(run), `PostgreSQL answers: ${said}`, 30_000);
  if (server.exitCode !== null || server.pid === undefined) throw new Error(`PostgreSQL ended at once: ${said}`);
  return {
    host: '127.0.0.1',
    port,
    user,
    password,
    major,
    pid: server.pid,
    data,
    url: (database) => `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    sql: run,
    async stop() {
      // Fast shutdown: sessions are ended, not waited for.
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(run: (database: string, text: string) => string): boolean {
  try {
    return run('postgres', 'select 1') === '1';
  } catch {
    return false;
  }
}

export function newestServer(): { folder: string; major: number } {
  const base = '/usr/lib/postgresql';
  const majors = existsSync(base)
    ? readdirSync(base)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const major = majors.find((entry) => existsSync(`${base}/${entry}/bin/initdb`));
  if (!major) throw new Error('PostgreSQL is not installed: run script/bootstrap (Debian package postgresql)');
  return { folder: `${base}/${major}/bin`, major };
}

/** The server refuses to run as root. */
export function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}
