import type { Database, QueryOptions } from './database.ts';
import { identifier, literal } from './quote.ts';

/** What a database is created with, and cannot be changed later; its owner beside. */
export interface DatabaseProperties {
  readonly encoding: string;
  readonly collate: string;
  readonly ctype: string;
  /** `c` libc, `i` ICU, `b` builtin; empty before PostgreSQL 15. */
  readonly provider: string;
  /** Locale of ICU or of the builtin provider. */
  readonly locale: string;
  readonly owner: string;
}

export async function readProperties(database: Database): Promise<DatabaseProperties> {
  const [[json = '{}', encoding = '', owner = ''] = []] = await database.query(
    'select to_jsonb(d), pg_encoding_to_char(d.encoding), pg_get_userbyid(d.datdba) from pg_database d where datname = current_database()',
  );
  // Which columns there are differs between majors.
  const row = JSON.parse(json) as Record<string, string | null>;
  return {
    encoding,
    collate: row['datcollate'] ?? '',
    ctype: row['datctype'] ?? '',
    provider: row['datlocprovider'] ?? '',
    locale: row['datlocale'] ?? row['daticulocale'] ?? '',
    owner,
  };
}

/** The statement that creates an empty database: of template0, so that nothing of this server's template is in it. */
export function createStatement(name: string, like: DatabaseProperties): string {
  const clauses = [`encoding ${literal(like.encoding)}`, `lc_collate ${literal(like.collate)}`, `lc_ctype ${literal(like.ctype)}`];
  if (like.provider === 'c') clauses.push('locale_provider libc');
  if (like.provider === 'i') clauses.push('locale_provider icu', `icu_locale ${literal(like.locale)}`);
  if (like.provider === 'b') clauses.push('locale_provider builtin', `builtin_locale ${literal(like.locale)}`);
  return `create database ${identifier(name)} template template0 ${clauses.join(' ')}`;
}

/** Creates an empty database beside `database` and says in its comment what it is for. */
export async function createScratch(database: Database, name: string, like: DatabaseProperties, purpose: string): Promise<Database> {
  const label = `comment on database ${identifier(name)} is ${literal(purpose)}`;
  await database.query(`${createStatement(name, like)};\n${label}`, { deadline: 120_000 });
  return database.sibling(name);
}

/** Drops a database that we created; one that is gone is no error. */
export async function dropDatabase(database: Database, name: string, options: QueryOptions = {}): Promise<void> {
  const force = database.server.major >= 13 ? ' with (force)' : '';
  await database.query(`drop database if exists ${identifier(name)}${force}`, { deadline: 120_000, ...options });
}

/** Databases whose comment is exactly `purpose`. */
export async function findScratch(database: Database, purpose: string): Promise<readonly string[]> {
  const rows = await database.query(
    `select datname from pg_database where not datistemplate and shobj_description(oid, 'pg_database') = ${literal(purpose)}`,
  );
  return rows.map(([name = '']) => name);
}

export async function databaseExists(database: Database, name: string): Promise<boolean> {
  const [[count] = []] = await database.query(`select count(*) from pg_database where datname = ${literal(name)}`);
  return count !== '0';
}

const toast = 'default_toast_compression';

/**
 * Lets large values that come into a database which is being filled be compressed by LZ4, where the server has it and nobody chose otherwise: half of
 * what a restore takes may be the compression that is the default. Columns with a compression of their own keep that, and readers see no difference.
 * @returns what takes the setting away again; what is stored by then stays as it is
 */
export async function fillFaster(target: Database): Promise<() => Promise<void>> {
  const alter = (words: string): Promise<unknown> => target.query(`alter database ${identifier(target.name)} ${words}`);
  const [[choice] = []] = await target.query(
    `select count(*) from pg_settings where name = '${toast}' and source = 'default' and 'lz4' = any(enumvals) and setting <> 'lz4'`,
  );
  if (choice === '0') return async () => {};
  await alter(`set ${toast} = 'lz4'`);
  return async () => void (await alter(`reset ${toast}`));
}
