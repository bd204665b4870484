import type { Running } from '@slipway/shell';
import type { Facts, Kind } from './facts.ts';
import type { Manifest } from './manifest.ts';
import type { Evidence } from './readback.ts';
import type { Reader } from './stores/store.ts';

/**
 * What is backed up. A new kind is one folder in `sources/` and one line in `sources/open.ts`. Nothing is changed by opening one.
 */
export interface Source {
  readonly kind: Kind;
  /** A part of ids and manifests: the name of a database, of a volume, of a file. */
  readonly name: string;
  /** For messages: `app in the container notes-db-1 on deploy@app.example.com`. */
  readonly where: string;
  /** What a backup would hold, in words; or why there is nothing to back up. */
  look(): Promise<{ readonly holds: string } | { readonly reason: 'no-tables' | 'no-data'; readonly text: string }>;
  /** That the programs which read it, or read a backup of it, are there. Nothing is written. @throws Failure `version-mismatch`, `program-missing` */
  check(): Promise<void>;
  /** Does the work while nobody changes the form of what is read, and nobody but readers is at it. */
  guarded<T>(work: () => Promise<T>): Promise<T>;
  /** A moment of it, held until it is closed. */
  open(): Promise<Moment>;
  /** Reads an archive whole, and restores it nowhere. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
  readArchive(store: Reader, evidence: Evidence): Promise<void>;
  /**
   * Restores into a throw-away place beside it, and compares with the manifest. The place is gone afterwards, whatever happens.
   * @returns milliseconds that a recovery would have taken
   * @throws Failure `restore-failed`, `count-mismatch`, and those of `readArchive`
   */
  rehearse(store: Reader, evidence: Evidence): Promise<number>;
  /** A place to restore to. */
  place(into: string): Promise<Place>;
}

/** One moment of a source: what is read is of it, and so is what is counted. */
export interface Moment {
  /** Name of the program that writes the archive, for messages. */
  readonly program: string;
  /** Bytes that every archive of the kind has at its beginning. */
  readonly magic: string;
  /** Where they stand, in bytes from the beginning; 0 where it says nothing. */
  readonly magicAt?: number;
  /** What to do where the program fails. */
  readonly hint: string;
  /** Writes the archive to its standard output. */
  start(): Running;
  /** What the manifest says of the content; runs beside the program. */
  facts(): Promise<Facts>;
  /** Ends what goes on somewhere although its caller is gone. */
  abandon(): Promise<void>;
  close(): Promise<void>;
}

/** Where a backup is brought back to. */
export interface Place {
  /** As people say it: `the database notes_restored`. */
  readonly words: string;
  /** Something has the name already: it has to be confirmed, and is kept under another. */
  readonly taken: boolean;
  /** The name under which it would be kept. */
  readonly keptAs: string;
  /** Restores beside what is there, compares with the manifest, and only then takes the name. @returns the name under which the old one is kept */
  bringBack(store: Reader, manifest: Manifest, evidence: Evidence): Promise<string | undefined>;
}
