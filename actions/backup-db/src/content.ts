import type { Facts, VolumeFacts } from './facts.ts';

/** `1 table`, `3 tables`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** How much a backup holds, in the same words for every kind. */
export interface Amount {
  /** 0 for kinds that have none. */
  readonly tables: number;
  /** Rows, keys or files. */
  readonly rows: number;
  /** What a row is: `rows`, `keys` or `files`. */
  readonly unit: string;
  /** `3 tables with 40 rows`. */
  readonly text: string;
  /** What it was made from: `PostgreSQL 17.4`. */
  readonly origin: string;
  /** Version of the server, or of the program where there is none. */
  readonly version: string;
}

export function amountOf(facts: Facts): Amount {
  switch (facts.kind) {
    case 'postgres': {
      const { version } = facts.server;
      const left = facts.tables.filter((table) => table.left).length;
      const amount = tabular(facts.tables);
      const text = left > 0 ? `${amount.text}, ${left} of them without theirs` : amount.text;
      return { ...amount, text, origin: `PostgreSQL ${version}`, version };
    }
    case 'redis': {
      const { version } = facts.server;
      return {
        tables: 0,
        rows: facts.keys,
        unit: 'keys',
        text: `${counted(facts.keys, 'key')}${facts.scanned ? ', read one after another' : ''}`,
        origin: `Redis ${version}`,
        version,
      };
    }
    case 'sqlite':
      return { ...tabular(facts.tables), origin: `SQLite ${facts.version}`, version: facts.version };
    case 'duckdb':
      return {
        ...tabular(facts.tables),
        origin: `DuckDB ${facts.version}, ${how[facts.writers]}`,
        version: facts.version,
      };
    case 'volume':
      return {
        tables: 0,
        rows: facts.files,
        unit: 'files',
        text: counted(facts.files, 'file'),
        origin: `volume, ${how[facts.writers]}`,
        version: '',
      };
  }
}

const how: Readonly<Record<VolumeFacts['writers'], string>> = {
  still: 'nothing wrote to it',
  pause: 'writers were paused',
  stop: 'writers were stopped',
  live: 'while it was written to',
};

function tabular(tables: readonly { readonly rows: number }[]): Pick<Amount, 'tables' | 'rows' | 'unit' | 'text'> {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return { tables: tables.length, rows, unit: 'rows', text: `${counted(tables.length, 'table')} with ${counted(rows, 'row')}` };
}
