import { lines, type Table } from '../tables.ts';

/** Names come in hexadecimal digits: they may hold whatever separates values and lines. Virtual tables keep their rows in tables of their own. */
export const listSql = `select sqlite_version();
select hex(name) from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and sql not like 'create virtual%' order by name;
`;

export function parseList(text: string): { readonly version: string; readonly names: readonly string[] } {
  const [version = '', ...names] = lines(text);
  return { version, names: names.map((name) => Buffer.from(name, 'hex').toString()) };
}

export function countSql(names: readonly string[]): string {
  return names.map((name) => `select count(*) from "${name.replaceAll('"', '""')}";\n`).join('');
}

/** @throws Error where the answer is not a number for each name */
export function parseCounts(names: readonly string[], text: string): Table[] {
  const counts = lines(text);
  if (counts.length !== names.length || !counts.every((count) => /^\d+$/.test(count))) {
    throw new Error(`${names.length} tables were counted, and the answer is: ${text.slice(0, 200)}`);
  }
  return names.map((name, index) => ({ name, rows: Number(counts[index]) }));
}

export const integritySql = 'pragma integrity_check(5);\n';

/** What is wrong with it; undefined where nothing is. */
export function parseIntegrity(text: string): string | undefined {
  const said = lines(text);
  return said.length === 1 && said[0] === 'ok' ? undefined : said.join('; ') || 'SQLite says nothing';
}
