import { lines, type Table } from '../tables.ts';

/** Names come in hexadecimal digits: they may hold whatever separates values and lines. */
export const listSql = `select version();
select hex(schema_name) || ' ' || hex(table_name) from duckdb_tables() where database_name = current_database() and not internal and not temporary order by schema_name, table_name;
`;

export interface Name {
  readonly schema: string;
  readonly table: string;
}

export function parseList(text: string): { readonly version: string; readonly names: readonly Name[] } {
  const [version = '', ...names] = lines(text);
  const word = (hex = ''): string => Buffer.from(hex, 'hex').toString();
  return {
    version: version.replace(/^v/, ''),
    names: names.map((name) => ({ schema: word(name.split(' ')[0]), table: word(name.split(' ')[1]) })),
  };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Rows, and a hash over every value: a count alone reads none of them, and would meet no damaged block. */
export function countSql(names: readonly Name[]): string {
  return names
    .map(({ schema, table }) => {
      const row = 'slipway_whole_row';
      return `select count(*) || ' ' || coalesce(bit_xor(hash(${row})), 0) from ${quoted(schema)}.${quoted(table)} ${row};\n`;
    })
    .join('');
}

/** As people say it: the schema only where it is not DuckDB's own first one. */
export const nameOfTable = ({ schema, table }: Name): string => (schema === 'main' ? table : `${schema}.${table}`);

/** @throws Error where the answer is not of that form for each name */
export function parseCounts(names: readonly Name[], text: string): Table[] {
  const counts = lines(text).map((line) => /^(\d+) \d+$/.exec(line));
  if (counts.length !== names.length || counts.includes(null)) {
    throw new Error(`${names.length} tables were counted, and the answer is: ${text.slice(0, 200)}`);
  }
  return names.map((name, index) => ({ name: nameOfTable(name), rows: Number(counts[index]?.[1]) }));
}
