/** A table of a database in a file, and its rows. */
export interface Table {
  readonly name: string;
  readonly rows: number;
}

export function differences(found: readonly Table[], expected: readonly Table[]): string[] {
  const rows = new Map(found.map((table) => [table.name, table.rows]));
  const known = new Set(expected.map(({ name }) => name));
  return [
    ...expected
      .filter((table) => rows.get(table.name) !== table.rows)
      .map((table) => `${table.name}: ${rows.get(table.name) ?? 'no such table'} instead of ${table.rows} rows`),
    ...found.filter(({ name }) => !known.has(name)).map(({ name }) => `${name}: not in the manifest`),
  ];
}

/** What a program printed, a value to a line. */
export const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
