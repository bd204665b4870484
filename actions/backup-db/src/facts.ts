import { Failure } from '@slipway/action';
import type { CountedTable, DatabaseProperties, Globals } from '@slipway/postgres';

/** What a PostgreSQL dump holds, as its own snapshot saw it. */
export interface PostgresFacts {
  readonly kind: 'postgres';
  readonly server: { readonly version: string; readonly major: number };
  readonly properties: DatabaseProperties;
  /** `left` where the rows of a table were left out: it comes back empty. */
  readonly tables: readonly (CountedTable & { readonly left?: true })[];
  /** What stands beside the database on its server: roles without passwords, settings, grants. */
  readonly globals?: Globals;
  /** Alembic's revision in the same snapshot, where it has its table. */
  readonly alembic?: string;
}

/** What a backup of Redis holds, as it was counted in the very bytes of the dump. */
export interface RedisFacts {
  readonly kind: 'redis';
  readonly server: { readonly version: string };
  /** Keys of all its databases, those among them that had expired and were not removed yet. */
  readonly keys: number;
  /** In how many databases, where they were read one after another: it is of no single moment then. */
  readonly scanned?: number;
}

/** What a copy of an SQLite database holds, as it was counted in that copy. */
export interface SqliteFacts {
  readonly kind: 'sqlite';
  /** Of the program that made the copy. */
  readonly version: string;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
}

/** What a copy of a DuckDB database holds, as it was counted in that copy. */
export interface DuckdbFacts {
  readonly kind: 'duckdb';
  /** Of the program that counted. */
  readonly version: string;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** What was done about who had it open; `still` where nobody had. */
  readonly writers: 'still' | 'pause' | 'stop';
}

/** What an archive of a volume holds, as tar listed the very bytes of the dump. */
export interface VolumeFacts {
  readonly kind: 'volume';
  /** Files, folders, links and all else that has a name in it. */
  readonly files: number;
  /** What was done about containers that write to it; `still` where there were none. */
  readonly writers: 'still' | 'pause' | 'stop' | 'live';
}

/** What is known of the content of a backup, by its kind. */
export type Facts = PostgresFacts | RedisFacts | SqliteFacts | DuckdbFacts | VolumeFacts;
export type Kind = Facts['kind'];
export const kinds = ['postgres', 'redis', 'sqlite', 'duckdb', 'volume'] as const satisfies readonly Kind[];

/** A name as manifests have it: of a PostgreSQL database the plain one, as ever; of everything else with its kind before it. */
export function nameOf(kind: Exclude<Kind, 'postgres'>, name: string): string {
  return `${kind}:${name}`;
}

/** Whether a name of a PostgreSQL database could be taken for one of another kind. */
export function isAmbiguous(database: string): boolean {
  return kinds.some((kind) => database.startsWith(`${kind}:`));
}

export function isFacts(value: Partial<Facts> | undefined): boolean {
  switch (value?.kind) {
    case 'postgres':
      return Array.isArray(value.tables) && value.properties !== undefined && value.server !== undefined;
    case 'redis':
      return Number.isSafeInteger(value.keys) && typeof value.server?.version === 'string';
    case 'sqlite':
    case 'duckdb':
      return Array.isArray(value.tables) && typeof value.version === 'string';
    case 'volume':
      return Number.isSafeInteger(value.files) && typeof value.writers === 'string';
    default:
      return false;
  }
}

/**
 * What is known of a backup of the kind that is asked for.
 * @throws Failure `wrong-kind` where it is of another
 */
export function factsOf<K extends Kind>(
  { id, facts }: { readonly id: string; readonly facts: Facts },
  kind: K,
): Extract<Facts, { readonly kind: K }> {
  if (isOf(facts, kind)) return facts;
  throw new Failure('wrong-kind', `${id} is a backup of the kind ${facts.kind}, not ${kind}.`, {
    state: 'Nothing was changed.',
    hint: `Set the input kind: ${facts.kind}.`,
  });
}

function isOf<K extends Kind>(facts: Facts, kind: K): facts is Extract<Facts, { readonly kind: K }> {
  return facts.kind === kind;
}
