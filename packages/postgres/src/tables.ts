import type { Database } from './database.ts';
import { identifier } from './quote.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';

/** A table whose rows a dump holds. */
export interface Table {
  readonly schema: string;
  readonly name: string;
}

export interface CountedTable extends Table {
  readonly rows: number;
}

type Query = (sql: string) => Promise<string[][]>;

/** Ordinary tables and partitions outside the system's schemas; those of extensions come back with their extension. */
const tables = `select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') order by 1, 2`;

export async function listTables(query: Query): Promise<readonly Table[]> {
  return (await query(tables)).map(([schema = '', name = '']) => ({ schema, name }));
}

/** Exact numbers of rows, as the session's snapshot sees them. */
export async function countRows(query: Query, list: readonly Table[]): Promise<readonly CountedTable[]> {
  const counted: CountedTable[] = [];
  for (const table of list) {
    const [[rows] = []] = await query(`select count(*) from only ${identifier(table.schema)}.${identifier(table.name)}`);
    counted.push({ ...table, rows: Number(rows) });
  }
  return counted;
}

/** Revisions in Alembic's table, sorted; undefined where it has none. */
export async function alembicRevision(query: Query): Promise<string | undefined> {
  const [[there] = []] = await query("select to_regclass('alembic_version') is not null");
  if (there !== 't') return undefined;
  const rows = await query('select version_num from alembic_version order by 1');
  return rows.map(([revision = '']) => revision).join(',');
}

export interface Snapshot {
  /** For `pg_dump --snapshot`; valid while the snapshot is open. */
  readonly id: string;
  readonly session: Session;
  readonly query: Query;
  close(): Promise<void>;
}

/** A moment of the database that a dump and every count can share. Row security makes queries fail, as it does for pg_dump, instead of hiding rows. */
export async function openSnapshot(database: Database, options: SessionOptions): Promise<Snapshot> {
  const session = await openSession(database, options);
  try {
    await session.query('set row_security = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
    await session.query('begin isolation level repeatable read read only');
    const [[id = ''] = []] = await session.query('select pg_export_snapshot()');
    return { id, session, query: (sql) => session.query(sql), close: () => session.close() };
  } catch (error) {
    await session.close();
    throw error;
  }
}
