import type { Facts } from './manifest.ts';

/** How much a backup holds, in the same words for every kind. */
export interface Amount {
  /** 0 for kinds that have none. */
  readonly tables: number;
  /** Rows, keys or files. */
  readonly rows: number;
  /** `3 tables with 40 rows`. */
  readonly text: string;
  /** What it was made from: `PostgreSQL 17.4`. */
  readonly origin: string;
  /** Version of the server; empty for what is no server. */
  readonly version: string;
}

export function amountOf(facts: Facts): Amount {
  const tables = facts.tables.length;
  const rows = facts.tables.reduce((sum, table) => sum + table.rows, 0);
  const { version } = facts.server;
  const left = facts.tables.filter((table) => table.left).length;
  const text = `${tables} tables with ${rows} rows${left > 0 ? `, ${left} of them without theirs` : ''}`;
  return { tables, rows, text, origin: `PostgreSQL ${version}`, version };
}
