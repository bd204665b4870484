import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { eventually } from '../harness/processes.ts';

/** A PostgreSQL container that carries the labels of a compose service, as `docker compose up` would leave it. */
export interface ComposePostgres {
  readonly projectName: string;
  readonly service: string;
  readonly id: string;
  readonly password: string;
  sql(database: string, text: string): string;
  docker(...args: readonly string[]): string;
  remove(): void;
}

/** @param flags more of `docker run` @throws Error where no engine answers or it has no postgres:17: script/bootstrap makes both */
export async function startComposePostgres(flags: readonly string[] = []): Promise<ComposePostgres> {
  const docker = (...args: readonly string[]): string =>
    execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
      .toString()
      .trim();
  const projectName = `slipway-test-${randomBytes(4).toString('hex')}`;
  const password = `in the container: '"$\\ ${randomBytes(6).toString('hex')}`;
  const labels = { 'com.docker.compose.project': projectName, 'com.docker.compose.service': 'db', 'com.docker.compose.oneoff': 'False' };
  const env = {
    POSTGRES_USER: 'notes',
    POSTGRES_DB: 'notes_prod',
    POSTGRES_PASSWORD: password,
  };
  const id = docker(
    'run',
    '--detach',
    '--network=none',
    ...flags,
    ...Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    'postgres:17',
  );
  const remove = (): void => void docker('rm', '--force', '--volumes', id);
  try {
    // Over TCP: while the image initialises its volume, a temporary server answers on the socket only.
    const ready = (): boolean => {
      try {
        return docker('exec', id, 'pg_isready', '-h', '127.0.0.1', '-U', 'notes', '-d', 'notes_prod').includes('accepting');
      } catch {
        return false;
      }
    };
    await eventually(ready, `PostgreSQL in ${id} answers`, 60_000);
    // Its socket asks for a password too, as it does with POSTGRES_INITDB_ARGS=--auth-local=scram-sha-256: the hardest of the image's settings.
    docker('exec', id, 'sh', '-c', 'sed -i -E "s/^(local.*)trust$/\\1scram-sha-256/" "$PGDATA/pg_hba.conf"');
    docker('kill', '--signal', 'HUP', id);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    projectName,
    service: 'db',
    id,
    password,
    sql: (database, text) => {
      const flags = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-U', 'notes', '-d', database];
      return execFileSync('docker', ['exec', '-i', '-e', `PGPASSWORD=${password}`, id, 'psql', ...flags], {
        input: text,
        stdio: ['pipe', 'pipe', 'pipe'],
      })
        .toString()
        .trimEnd();
    },
    docker,
    remove,
  };
}
