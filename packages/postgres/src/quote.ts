/** A text as an SQL literal; safe whatever standard_conforming_strings says. */
export function literal(text: string): string {
  if (text.includes('\0')) throw new Error('a text with a NUL character cannot be an SQL literal');
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  if (name.includes('\0') || name === '') throw new Error('an SQL identifier cannot be empty or hold a NUL character');
  return `"${name.replaceAll('"', '""')}"`;
}

/** A connection string that names nothing but a database: `-d` reads a name with `=` or `://` as a whole connection string. */
export function databaseArgument(name: string): string {
  return `dbname='${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
