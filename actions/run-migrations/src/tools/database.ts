import { badInputs, Failure } from '@slipway/action';
import { type Connection, type Database, identifier, literal, openDatabase, parseUrl, QueryFailure } from '@slipway/postgres';
import type { Facts } from '../answer.ts';
import type { Live } from '../classify/hazard.ts';
import { readLive } from '../classify/read.ts';
import type { Ask } from '../program/index.ts';
import {
  columnsSql,
  endedSql,
  fingerprintSql,
  indexesSql,
  liveServerSql,
  lockedSql,
  othersSql,
  provenSql,
  sizesSql,
  tablesSql,
} from '../program/sql.ts';
import { SchemaLocked } from '../trouble.ts';
import type { Work } from '../work.ts';

/** As the program beside Alembic names its sessions. */
export function ownName(run: string): string {
  return `slipway-migrate ${run.replaceAll(/[^A-Za-z0-9._:/-]/g, '-')}`.slice(0, 63);
}

/** The URL that the application itself uses, where its environment has one. @throws Failure `wrong-dialect` */
export function applicationUrl(work: Work): string | undefined {
  const variable = work.inputs['database-variable'];
  const url = work.environment[variable];
  if (!url) return undefined;
  const scheme = /^([a-z0-9+.-]*):/i.exec(url)?.[1] ?? '';
  if (/^postgres(ql)?(\+\w+)?$/i.test(scheme)) return url;
  throw new Failure('wrong-dialect', `${variable} leads to ${scheme || 'something without a scheme'}, not to PostgreSQL.`, {
    state: 'Nothing was changed.',
    hint: `Check ${variable} in the environment of ${work.inputs.service}, or give database-url.`,
  });
}

/**
 * How a tool that connects for itself is told where to. Its database must be the very one that is locked.
 * @throws Failure `bad-input`, `wrong-database`, `wrong-dialect`
 */
export function applicationConnection(work: Work): Connection {
  const variable = work.inputs['database-variable'];
  const url = applicationUrl(work);
  if (url === undefined) {
    const message = `names ${variable}, which the service ${work.inputs.service} does not have; give the variable that holds its URL, or database-url`;
    throw badInputs([{ input: 'database-variable', message }]);
  }
  const connection = parseUrl(url, 'database-variable');
  const host = connection.env['PGHOST'] ?? '';
  if (work.hosts.length > 0 && !work.hosts.includes(host)) {
    throw new Failure('wrong-database', `${variable} leads to ${host || 'a local socket'}, which is not the service ${work.hosts[0]}.`, {
      state: 'Nothing was changed.',
      hint: 'Name the right database-service; or, where the database is none of compose, give database-url.',
    });
  }
  if (!work.near && isLoopback(host)) {
    throw new Failure(
      'wrong-database',
      `${variable} leads to ${host || 'a local socket'}, which is the container itself where the tool runs.`,
      {
        state: 'Nothing was changed.',
        hint: 'Give the name under which containers reach the database.',
      },
    );
  }
  return connection;
}

function isLoopback(host: string): boolean {
  return host.split(',').some((one) => one === '' || one.startsWith('/') || /^(localhost|127\.[\d.]+|::1|0\.0\.0\.0)$/i.test(one));
}

/** Where a server is does not change while a run lasts. */
const open = new WeakMap<Work['address'], Promise<Database>>();

/** The database of the application, over the way on which it is locked. */
export function openApplicationDatabase(work: Work): Promise<Database> {
  const found = open.get(work.address) ?? openNow(work);
  open.set(work.address, found);
  // What could not be reached is tried again.
  found.catch(() => open.delete(work.address));
  return found;
}

async function openNow(work: Work): Promise<Database> {
  const url = applicationUrl(work);
  const database = url === undefined ? undefined : parseUrl(url, 'database-variable').database;
  return openDatabase(work.ports.shell, { ...work.address, ...(database === undefined ? {} : { database }) });
}

export interface Look {
  readonly fingerprint: boolean;
  readonly live: boolean;
  readonly key: Ask['key'];
  /** Ends what a lost call of this run left. */
  readonly end: boolean;
  /** Milliseconds that it waits for a lock. */
  readonly lockTimeout: number;
}

export interface Seen extends Pick<Facts, 'tables' | 'others' | 'locked'> {
  readonly fingerprint: Readonly<Record<string, string>> | undefined;
  readonly live: Live | undefined;
}

const list = (sql: string, columns: number): string => {
  const names = Array.from({ length: columns }, (_, at) => `c${at}`).join(', ');
  return `(select coalesce(json_agg(json_build_array(${names})), '[]') from (${sql}) as listed (${names}))`;
};

const endLimit = 5000;

/** Ends what a cancelled run left at the server: a program beside the database outlives the client that started it. A cancelled run has seconds. */
export async function endOwn(work: Work): Promise<void> {
  const database = await openApplicationDatabase(work);
  const until = work.ports.clock.now() + endLimit;
  for (;;) {
    const ended = await database.query(endedSql(ownName(work.runName)), { deadline: endLimit });
    if (ended.length === 0) return;
    if (work.ports.clock.now() > until) throw new Failure('timeout', 'The server did not end the session of this run.');
  }
}

/** What the database is like, in one answer. */
export async function lookAt(database: Database, run: string, look: Look): Promise<Seen> {
  if (look.end) await database.query(endedSql(ownName(run)));
  const fields: [string, string][] = [
    ['tables', list(tablesSql, 1)],
    ['others', list(othersSql, 2)],
  ];
  if (look.key) fields.push(['locked', list(lockedSql(String(BigInt(look.key.high)), String(BigInt(look.key.low))), 1)]);
  if (look.fingerprint) fields.push(['fingerprint', list(fingerprintSql, 2)]);
  if (look.live) {
    fields.push(['server', list(liveServerSql, 2)], ['sizes', list(sizesSql, 3)], ['columns', list(columnsSql, 4)]);
    fields.push(['proven', list(provenSql, 2)], ['indexes', list(indexesSql, 2)]);
  }
  const pairs = fields.flatMap(([name, sql]) => [literal(name), sql]).join(', ');
  // Below the deadline of a query.
  const bounded = `set lock_timeout = ${Math.trunc(Math.min(look.lockTimeout, 30_000))};\nselect json_build_object(${pairs})`;
  const [[text = '{}'] = []] = await database.query(bounded).catch((error: unknown) => {
    throw error instanceof QueryFailure && error.sqlstate === '55P03' ? new SchemaLocked(database.name, error.message) : error;
  });
  const answer = JSON.parse(text) as Readonly<Record<string, readonly (readonly unknown[])[] | undefined>>;
  const rows = (name: string): readonly (readonly unknown[])[] => answer[name] ?? [];
  const [[major, timeZone] = []] = rows('server');
  return {
    tables: rows('tables').map(([name]) => String(name)),
    others: rows('others').map(([pid, application]) => ({ pid: Number(pid), application: String(application) })),
    locked: look.key ? Number(rows('locked')[0]?.[0]) > 0 : undefined,
    fingerprint: look.fingerprint ? Object.fromEntries(rows('fingerprint').map(([name, hash]) => [String(name), String(hash)])) : undefined,
    live: look.live
      ? readLive({
          major,
          timeZone,
          tables: answer['sizes'],
          columns: answer['columns'],
          proven: answer['proven'],
          indexes: answer['indexes'],
        })
      : undefined,
  };
}

/** A parameter of the application's URL. */
export function parameterOf(work: Work, name: string): string | undefined {
  const [, query = ''] = /\?(.*)$/s.exec(applicationUrl(work) ?? '') ?? [];
  return new URLSearchParams(query).get(name) ?? undefined;
}

export interface Table {
  /** With its schema, as the fingerprint has it. */
  readonly name: string;
  readonly quoted: string;
  readonly columns: readonly string[];
}

/** A tool's table: in the schema that its URL names, else on the search path. Undefined where there is none. */
export async function findTable(work: Work, database: Database, name: string): Promise<Table | undefined> {
  const [home] = (parameterOf(work, 'search_path') ?? parameterOf(work, 'schema') ?? '').split(',').map((one) => one.trim());
  const full = home && !name.includes('.') ? `${identifier(home)}.${name}` : name;
  const [[schema = '', table = '', quoted = '', columns = ''] = []] = await database.query(
    `select n.nspname, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
     (select string_agg(attname, ',') from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass(${literal(full)})`,
  );
  return table === '' ? undefined : { name: `${schema}.${table}`, quoted, columns: columns.split(',') };
}
