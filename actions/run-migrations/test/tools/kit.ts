import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One migration, in SQL. */
export interface Move {
  readonly name: string;
  readonly up: string;
  readonly down?: string;
  /** Asks the tool to run it outside of a transaction. */
  readonly loose?: boolean;
}

/** A tool as the contract's test meets it. */
export interface Kit {
  /** Value of the input `tool`. */
  readonly tool: string;
  /** Further inputs: how it is started. */
  readonly inputs: Readonly<Record<string, string>>;
  /** URL for it, of a plain `postgresql://` one. */
  url(plain: string): string;
  /** Writes a project with these migrations into a folder. */
  write(folder: string, moves: readonly Move[]): void;
  /** Id of the n-th one, from 1. */
  id(moves: readonly Move[], n: number): string;
  /** What the second one of a history is called where its file is not there. */
  readonly ahead?: string;
  /** It does not say why it fails. */
  readonly silent?: boolean;
  /** Reason where there is no project at all. */
  readonly missing?: string;
  /** Name of its file, as findings show it. */
  readonly file: RegExp;
  readonly undoes: boolean;
  readonly stops: boolean;
  /** Whether it keeps a checksum. */
  readonly remembers: boolean;
  /** Whether one that fails takes those before it in the same run with it. */
  readonly together: boolean;
  /** Whether a comment in the SQL reaches the classifier: it does where the migration is a file of SQL. */
  readonly comments: '--' | '#';
  /** Makes the table call the migration failed in the middle; undefined where it has no such mark. */
  readonly spoil?: (id: string) => string;
  /** Whether it can run statements outside of a transaction. */
  readonly looses: boolean;
}

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'slipway-tool-'));
}

export function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Empties what a kit wrote before. */
export function clear(folder: string, path: string): void {
  rmSync(join(folder, path), { recursive: true, force: true });
}

/** The n-th of some ids: `0001_name`. */
export function numbered({ name }: Move, at: number, digits = 4): string {
  return `${String(at + 1).padStart(digits, '0')}_${name}`;
}

/** What Go's driver needs where the server speaks no TLS. */
export const withoutTls = (url: string): string => `${url}?sslmode=disable`;
