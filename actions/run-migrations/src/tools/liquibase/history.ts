import { parseCsv } from '@slipway/postgres';

/** A change set as Liquibase itself lists it. */
export interface Listed {
  readonly key: string;
  readonly id: string;
  readonly author: string;
  readonly path: string;
  readonly checksum: string;
  readonly doc: string;
  /** What it runs, as Liquibase writes it. */
  readonly sql: string;
}

/** `db/changelog/0001.sql::1::team`, as Liquibase prints it. */
export function keyOf(path: string, id: string, author: string): string {
  return `${path.replace(/^(classpath:|\.\/)+/, '')}::${id}::${author}`;
}

/** What Liquibase would write into its table, and the SQL that it would run, for a database that has nothing. */
export function listed(history: string, sql: string): readonly Listed[] {
  const [head = [], ...rows] = parseCsv(history.replaceAll('\r\n', '\n'));
  const at = (name: string): number => head.indexOf(name);
  const [id, author, path, checksum, description, comments] = ['ID', 'AUTHOR', 'FILENAME', 'MD5SUM', 'DESCRIPTION', 'COMMENTS'].map(at);
  const all = rows.map((row) => {
    const field = (index = -1): string => row[index] ?? '';
    const doc = (field(comments) || field(description).replace(/^sql$/, '')).split('\n')[0] ?? '';
    const own = { id: field(id), author: field(author), path: field(path) };
    return { ...own, key: keyOf(own.path, own.id, own.author), checksum: field(checksum), doc: doc.slice(0, 80) };
  });
  const parts = partsOf(
    sql,
    all.map((one) => `-- Changeset ${one.path}::${one.id}::${one.author}`),
  );
  return all.map((one, index) => ({ ...one, sql: parts[index] ?? '' }));
}

/** The text behind each of some lines, which come in this order. A line that is not there has none. */
export function partsOf(text: string, heads: readonly string[]): readonly (string | undefined)[] {
  const lines = text.split(/\r?\n/);
  let from = 0;
  const starts = heads.map((head) => {
    const at = lines.indexOf(head, from);
    if (at >= 0) from = at + 1;
    return at;
  });
  return starts.map((start, index) => {
    if (start < 0) return undefined;
    const end = starts.slice(index + 1).find((other) => other >= 0);
    return lines
      .slice(start + 1, end)
      .join('\n')
      .trim();
  });
}

/**
 * The way back of those that Liquibase came to, newest first, without what it does to its own table. It begins with one that has no way back too, and ends there.
 * @param table name of its own
 */
export function waysBack(sql: string, keys: readonly string[], table: string): ReadonlyMap<string, string> {
  const own = new RegExp(`^DELETE FROM (?:\\S+\\.)?"?${table}"? [\\s\\S]*`, 'im');
  const parts = partsOf(
    sql,
    keys.map((key) => `-- Rolling Back ChangeSet: ${key}`),
  );
  return new Map(
    keys.flatMap((key, index) => {
      const part = parts[index];
      return part !== undefined && own.test(part) ? [[key, part.replace(own, '').trim()] as const] : [];
    }),
  );
}
