import type { Shell } from '@slipway/shell';
import type { Container } from './container.ts';
import { inPieces, type Pieces } from './pieces.ts';
import type { Connection } from './url.ts';

/** A program beside the server: what the shell starts, with everything secret in the environment. */
export interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface CommandOptions extends Pieces {
  /** Another database of the same server. */
  readonly database?: string;
  /** application_name of the connection. */
  readonly application?: string;
  /** Milliseconds after which the program is ended where it runs. */
  readonly deadline: number;
}

/** The way to a server's programs and to the server itself. */
export interface Access {
  readonly kind: 'container' | 'url';
  /** Where the server is, for messages: `on db.example.com:5432`. */
  readonly where: string;
  /** Database that is meant; empty where only the container knows. */
  readonly database: string;
  readonly pooled: boolean;
  command(program: string, args: readonly string[], options: CommandOptions): Command;
}

/** English messages, because programs read them too. A dump keeps the encoding of its database; what psql says is read as UTF-8. */
function settings(program: string, options: CommandOptions): Record<string, string> {
  return {
    LC_ALL: 'C',
    PGCONNECT_TIMEOUT: '10',
    ...(program === 'psql' ? { PGCLIENTENCODING: 'UTF8' } : {}),
    ...(options.application ? { PGAPPNAME: options.application } : {}),
    ...(options.database ? { PGDATABASE: options.database } : {}),
  };
}

/**
 * What runs inside the container before each program: user, database and password default to what the container itself was started with, and the
 * password never leaves it. `timeout` ends a program whose caller is gone, because the engine does not.
 */
const enter = [
  'own() { eval "v=\\${$1:-}; f=\\${$1_FILE:-}"; if [ -z "$v" ] && [ -r "$f" ]; then v=$(cat "$f"); fi; printf %s "$v"; }',
  'u=$(own POSTGRES_USER); d=$(own POSTGRES_DB); p=$(own POSTGRES_PASSWORD); : "${PGUSER:=${u:-postgres}}"; : "${PGDATABASE:=${d:-$PGUSER}}"',
  'export PGUSER PGDATABASE; if [ -n "$p" ]; then export PGPASSWORD="${PGPASSWORD:-$p}"; fi',
  't=$1; shift; if command -v timeout >/dev/null; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"',
].join('\n');

export function containerAccess(container: Container, shell: Shell, database: string): Access {
  return {
    kind: 'container',
    where: `in the container ${container.name} on ${shell.where}`,
    database,
    pooled: false,
    command(program, args, options) {
      const flags = Object.entries(settings(program, options)).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
      const seconds = String(Math.ceil(options.deadline / 1000));
      const argv = [
        'docker',
        'exec',
        '-i',
        ...flags,
        container.id,
        'sh',
        '-c',
        enter,
        'sh',
        seconds,
        ...inPieces([program, ...args], options),
      ];
      return { argv, env: {}, secrets: {} };
    },
  };
}

/** `folder` holds the client's programs; empty where the PATH finds them. */
export function urlAccess(connection: Connection, folder: string): Access {
  return {
    kind: 'url',
    where: connection.where,
    database: connection.database,
    pooled: connection.pooled,
    command(program, args, options) {
      const env = { ...connection.env, ...settings(program, options), ...connection.more };
      const argv = inPieces([folder ? `${folder}/${program}` : program, ...args], options);
      return { argv, env, secrets: connection.secrets };
    },
  };
}
