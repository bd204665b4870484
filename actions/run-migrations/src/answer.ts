import { type Offline, readOffline } from './classify/read.ts';

/** What the program beside Alembic says, read from lines that any application may have written between. */

export interface Revision {
  readonly id: string;
  readonly parents: readonly string[];
  /** First line of its message. */
  readonly doc: string;
  /** Path of its file, from the folder where Alembic runs. */
  readonly path: string;
  /** It has nothing to run, as a merge of branches has not: only the version table changes. */
  readonly empty?: boolean;
}

/** The database and the history, at one moment. */
export interface Facts {
  readonly alembic: string;
  readonly ini: string;
  readonly current: readonly string[];
  readonly heads: readonly string[];
  /** Revisions of the database that the history does not have. */
  readonly unknown: readonly string[];
  readonly applied: readonly string[];
  /** Revisions to run for the target that was asked for, in order. */
  readonly steps: readonly Revision[];
  /** Why Alembic finds no steps to the target. */
  readonly refused: string | undefined;
  /** Whether there is a version table. */
  readonly stamped: boolean;
  readonly tables: readonly string[];
  /** Sessions of migrations under way, possibly of a run that is gone. */
  readonly others: readonly { readonly pid: number; readonly application: string }[];
  readonly database: string;
  readonly server: string;
  readonly driver: string;
  /** Whether our lock is held in this very database; undefined where it was not asked. */
  readonly locked: boolean | undefined;
  /** Object of the schema to the hash of its definition. */
  readonly fingerprint: Readonly<Record<string, string>> | undefined;
  /** The revisions' SQL, where it was asked for and could be had. */
  readonly offline?: Offline;
  /** The migration that the tool's own table calls failed in the middle. */
  readonly dirty?: string;
  /** Applied migrations whose file is another one than was applied, where the tool keeps a checksum. */
  readonly edited?: readonly string[];
}

export interface Trouble {
  readonly phase: string;
  readonly type: string;
  readonly message: string;
  readonly sqlstate: string | undefined;
  readonly statement: string | undefined;
  readonly place: { readonly path: string; readonly line: number } | undefined;
  /** Revision that ran when it happened. */
  readonly revision: string | undefined;
  /** Whether that revision ran statements outside of its transaction. */
  readonly loose: boolean;
  /** Where it got so far as to know it. */
  readonly database?: string | undefined;
}

export type Message =
  | { readonly kind: 'answer'; readonly facts: Facts }
  | { readonly kind: 'offline'; readonly offline: Offline }
  | { readonly kind: 'failure'; readonly trouble: Trouble }
  | { readonly kind: 'start'; readonly id: string }
  | { readonly kind: 'ran'; readonly id: string; readonly ms: number }
  | { readonly kind: 'statement'; readonly id: string; readonly sql: string; readonly line: number | undefined }
  | { readonly kind: 'unseen'; readonly id: string; readonly why: string }
  | { readonly kind: 'outside'; readonly id: string; readonly ms: number }
  | { readonly kind: 'locked'; readonly id: string; readonly tables: readonly string[] }
  | { readonly kind: 'models'; readonly differences: readonly string[] }
  | { readonly kind: 'end' };

/** The message of a line, or undefined where the line is not ours. */
export function readLine(line: string, mark: string): Message | undefined {
  const start = `\u001e${mark}`;
  // A last line without line break of somebody else's may stand before it.
  const at = line.indexOf(start);
  if (at < 0) return undefined;
  try {
    return message(JSON.parse(line.slice(at + start.length)) as unknown);
  } catch {
    return undefined;
  }
}

function message(data: unknown): Message | undefined {
  const fields = record(data);
  switch (fields['kind']) {
    case 'answer':
      return { kind: 'answer', facts: facts(fields) };
    case 'offline':
      return { kind: 'offline', offline: readOffline(fields) };
    case 'failure':
      return { kind: 'failure', trouble: trouble(fields) };
    case 'start':
      return { kind: 'start', id: text(fields['id']) };
    case 'ran':
      return { kind: 'ran', id: text(fields['id']), ms: Number(fields['ms']) };
    case 'statement': {
      const line = typeof fields['line'] === 'number' ? fields['line'] : undefined;
      return { kind: 'statement', id: text(fields['id']), sql: text(fields['sql']), line };
    }
    case 'unseen':
      return { kind: 'unseen', id: text(fields['id']), why: text(fields['why']) };
    case 'outside':
      return { kind: 'outside', id: text(fields['id']), ms: Number(fields['ms']) };
    case 'locked':
      return { kind: 'locked', id: text(fields['id']), tables: texts(fields['tables']) };
    case 'models':
      return { kind: 'models', differences: texts(fields['differences']) };
    case 'end':
      return { kind: 'end' };
    default:
      return undefined;
  }
}

function facts(fields: Fields): Facts {
  return {
    alembic: text(fields['alembic']),
    ini: text(fields['ini']),
    current: texts(fields['current']),
    heads: texts(fields['heads']),
    unknown: texts(fields['unknown']),
    applied: texts(fields['applied']),
    steps: list(fields['steps'])
      .map(record)
      .map((step) => ({
        id: text(step['id']),
        parents: texts(step['parents']),
        doc: text(step['doc']).split('\n')[0] ?? '',
        path: text(step['path']),
        ...(step['empty'] === true ? { empty: true } : {}),
      })),
    refused: optional(fields['refused']),
    stamped: fields['stamped'] === true,
    tables: texts(fields['tables']),
    others: list(fields['others'])
      .map(record)
      .map((one) => ({ pid: Number(one['pid']), application: text(one['application']) })),
    database: text(fields['database']),
    server: text(fields['server']),
    driver: text(fields['driver']),
    locked: typeof fields['locked'] === 'boolean' ? fields['locked'] : undefined,
    fingerprint: fields['fingerprint'] === undefined ? undefined : hashes(record(fields['fingerprint'])),
  };
}

function trouble(fields: Fields): Trouble {
  const place = fields['place'] === null || fields['place'] === undefined ? undefined : record(fields['place']);
  return {
    phase: text(fields['phase']),
    type: text(fields['type']),
    message: text(fields['message']),
    sqlstate: optional(fields['sqlstate']),
    statement: optional(fields['statement']),
    place: place && { path: text(place['path']), line: Number(place['line']) },
    revision: optional(fields['revision']),
    loose: fields['loose'] === true,
    database: optional(fields['database']),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
  return value as Fields;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): readonly string[] {
  return list(value).map(text);
}

function optional(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function hashes(fields: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, hash]) => [name, text(hash)]));
}
