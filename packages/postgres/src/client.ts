import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { Database } from './database.ts';

/** Folders in which distributions keep the programs of each major apart. */
const look =
  'for d in "/usr/lib/postgresql/$1/bin" "/usr/pgsql-$1/bin" "/usr/libexec/postgresql$1"; do if [ -x "$d/pg_dump" ]; then echo "$d"; exit; fi; done';

/** The folder of the client programs of the server's own major on the shell's machine; empty where only the PATH may have some. */
export async function findClient(shell: Shell, major: number): Promise<string> {
  const { stdout } = await shell.run(['sh', '-c', look, 'sh', String(major)]);
  return stdout.trim();
}

/**
 * That pg_dump and pg_restore beside the server can read it: an older client refuses a newer server in the middle of the work, so it is asked before.
 * @returns the client's major
 * @throws Failure `version-mismatch`, `program-missing`
 */
export async function checkClient(database: Database): Promise<number> {
  const deadline = 30_000;
  const { argv, env, secrets } = database.program('pg_dump', ['--version'], { deadline });
  const { stdout } = await database.shell.run(argv, { env, secrets, deadline });
  const client = clientMajor(stdout);
  const server = database.server.major;
  if (client >= server) return client;
  throw new Failure(
    'version-mismatch',
    `pg_dump on ${database.shell.where} is of PostgreSQL ${client}, but ${database.where} is PostgreSQL ${server}.`,
    {
      state: 'Nothing was written.',
      hint: `Install the client of the server's major there (postgresql-client-${server}), or name the compose service instead of database-url.`,
    },
  );
}

/** 17 of `pg_dump (PostgreSQL) 17.4 (Debian 17.4-1)`. */
export function clientMajor(version: string): number {
  return Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1] ?? 0);
}
