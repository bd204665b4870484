import type { Running, Shell, StartOptions } from '@slipway/shell';
import { type Access, type Command, type CommandOptions, containerAccess, urlAccess } from './access.ts';
import { findClient } from './client.ts';
import { findContainer } from './container.ts';
import { parseCsv } from './csv.ts';
import { explain } from './failures.ts';
import { psqlFlags } from './psql.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { parseUrl } from './url.ts';

export interface Server {
  /** As the server says it: `17.4 (Debian 17.4-1)`. */
  readonly version: string;
  readonly major: number;
  /** Encoding of the database: `UTF8`. */
  readonly encoding: string;
}

export type DatabaseAddress =
  | { readonly projectName: string; readonly service: string; readonly database?: string }
  | { readonly url: string; readonly database?: string };

export interface QueryOptions {
  /** Milliseconds; a minute unless said. */
  readonly deadline?: number;
  readonly application?: string;
}

/** A database on its server, and the server's programs beside it. */
export interface Database {
  readonly name: string;
  /** For messages: `app in the container notes-db-1 on deploy@app.example.com`. */
  readonly where: string;
  readonly server: Server;
  readonly access: Access;
  readonly shell: Shell;
  /**
   * Rows of the statements, each value as text, NULL as the empty string. The text goes to psql's standard input; values inside it are quoted with
   * `literal` and `identifier`. @throws Failure `query-failed` (a `QueryFailure`), `database-unreachable`, `timeout`
   */
  query(sql: string, options?: QueryOptions): Promise<string[][]>;
  /** A connection of its own that stays open: for locks and snapshots. */
  session(options: SessionOptions): Promise<Session>;
  /** psql, pg_dump or pg_restore where the server's own binaries are. */
  program(name: string, args: readonly string[], options: CommandOptions): Command;
  start(name: string, args: readonly string[], options: CommandOptions & Pick<StartOptions, 'signal' | 'onError' | 'from'>): Running;
  /** Another database of the same server. */
  sibling(name: string): Database;
}

const minute = 60_000;
const unknown: Server = { version: '', major: 0, encoding: '' };

/**
 * The database of a compose service's running container (its own programs, its local socket), or of a URL (psql and pg_dump of the shell's machine).
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`, `bad-input`
 */
export async function openDatabase(shell: Shell, address: DatabaseAddress): Promise<Database> {
  const access =
    'url' in address
      ? await urlWay(shell, address.url, address.database)
      : containerAccess(await findContainer(shell, address.projectName, address.service), shell, '');
  const ask = connect(shell, access, address.database ?? access.database, unknown);
  const settings = ['server_version', 'server_version_num', 'server_encoding'].map((name) => `current_setting('${name}')`);
  const sql = `select current_database(), ${settings.join(', ')}`;
  const [[name = '', version = '', number = '', encoding = ''] = []] = await ask.query(sql);
  return connect(shell, access, name, { version, major: Math.floor(Number(number) / 10_000), encoding });
}

/** Programs of the server's own major where the machine has them, else those on the PATH. */
async function urlWay(shell: Shell, url: string, database?: string): Promise<Access> {
  const connection = parseUrl(url);
  const plain = urlAccess(connection, '');
  const [[number = ''] = []] = await connect(shell, plain, database ?? plain.database, unknown).query(
    "select current_setting('server_version_num')",
  );
  return urlAccess(connection, await findClient(shell, Math.floor(Number(number) / 10_000)));
}

function connect(shell: Shell, access: Access, name: string, server: Server): Database {
  const where = `${name} ${access.where}`.trim();
  const at = (options: CommandOptions): CommandOptions => ({ ...(name ? { database: name } : {}), ...options });
  const database: Database = {
    name,
    where,
    server,
    access,
    shell,
    program: (program, args, options) => access.command(program, args, at(options)),
    start(program, args, options) {
      const { argv, env, secrets } = database.program(program, args, options);
      return shell.start(argv, {
        title: program,
        env,
        secrets,
        deadline: options.deadline,
        ...(options.signal ? { signal: options.signal } : {}),
        ...(options.onError ? { onError: options.onError } : {}),
        ...(options.from ? { from: options.from } : {}),
      });
    },
    async query(sql, options = {}) {
      const deadline = options.deadline ?? minute;
      const application = options.application ?? 'slipway';
      const { argv, env, secrets } = database.program('psql', psqlFlags, { deadline, application });
      try {
        const { stdout } = await shell.run(argv, { env, secrets, deadline, input: `${sql}\n` });
        return parseCsv(stdout);
      } catch (error) {
        throw explain(error, where);
      }
    },
    session: (options) => openSession(database, options),
    sibling: (other) => connect(shell, access, other, server),
  };
  return database;
}
