import { badInputs } from '@slipway/action';
import { literal, type Snapshot, type Table } from '@slipway/postgres';
import { wildcard } from '../../names.ts';

export interface Excluded {
  /** Tables whose rows are left out. */
  readonly left: readonly Table[];
  /** Lines that no table is meant by. */
  readonly unmatched: readonly string[];
}

export function chooseExcluded(tables: readonly Table[], lines: readonly string[]): Excluded {
  const tests = lines.map((line) => ({ line, meant: matcher(line) }));
  return {
    left: tables.filter((table) => tests.some(({ meant }) => meant(table))),
    unmatched: tests.filter(({ meant }) => !tables.some(meant)).map(({ line }) => line),
  };
}

function matcher(line: string): (table: Table) => boolean {
  const pattern = wildcard(line);
  return line.includes('.') ? ({ schema, name }) => pattern.test(`${schema}.${name}`) : ({ name }) => pattern.test(name);
}

/** Exact names for pg_dump: in quotes its patterns mean just what they say. */
export function excludeFlags(tables: readonly Table[]): readonly string[] {
  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  return tables.map(({ schema, name }) => `--exclude-table-data=${quote(schema)}.${quote(name)}`);
}

/**
 * A foreign key from rows that are kept to rows that are not lets no restore through. A partitioned table has no rows, its partitions have.
 * @throws Failure `bad-input`
 */
export async function refuseDangling(snapshot: Pick<Snapshot, 'query'>, left: readonly Table[]): Promise<void> {
  if (left.length === 0) return;
  const names = left.map(({ schema, name }) => `(${literal(schema)}, ${literal(name)})`).join(', ');
  const rows = await snapshot.query(`with gone as (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where (n.nspname, c.relname) in (${names}))
    select conname, conrelid::regclass, confrelid::regclass from pg_constraint join pg_class c on c.oid = conrelid
    where contype = 'f' and c.relkind = 'r' and confrelid in (select oid from gone) and conrelid not in (select oid from gone) order by 2, 1`);
  const [[key = '', from = '', to = ''] = []] = rows;
  if (rows.length === 0) return;
  const message = `leaves out the rows of ${to}, to which rows of ${from} refer (${key}): no restore would get through. Leave ${from} out too, or keep ${to}`;
  throw badInputs([{ input: 'exclude-table-data', message }]);
}
