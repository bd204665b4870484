import type { Running } from '@slipway/shell';
import type { Drill } from '../drill.ts';
import type { Content, Manifest } from '../manifest.ts';

/** A backup as it stands in the destination. */
export interface Stored {
  readonly manifest: Manifest;
  readonly path: string;
  /** False where its file is gone or has another size: then it does not count, whatever its manifest says. */
  readonly whole: boolean;
  /** Bytes of its file, where it is there; of a kind of destination that knows them. */
  readonly found?: number;
  /** In how many of several destinations it is whole and as proven as this one. */
  readonly copies?: number;
}

export interface Listing {
  /** Newest first. */
  readonly backups: readonly Stored[];
  /** Files that have the name of a manifest, and are none. */
  readonly strange: number;
}

/** What names the file of a backup. */
export type Draft = Pick<Manifest, 'id' | 'encryption'>;

/** What tells it from another file of the same name. */
export type Filed = Draft & Pick<Manifest, 'stored'>;

/** `partial` until the backup is published: its proof reads it then. */
export type State = 'partial' | 'published';

export interface Held {
  /** What runs that were ended had left, and is gone. */
  readonly removed: readonly string[];
  release(): Promise<void>;
}

export interface Receiver {
  /** Takes the bytes on its standard input. */
  readonly running: Running;
  /**
   * What arrived is compared with what was sent, and becomes a file that can be read as `partial`: only after every other part of the pipe has
   * ended well. @throws Failure `checksum`
   */
  complete(sent: Content): Promise<void>;
}

export interface Removal {
  readonly removed: boolean;
  /** Why the destination keeps it: `locked until 2026-02-01T00:00:00Z`. */
  readonly why?: string;
}

/** One destination. A backup is a file and its manifest; the manifest comes last and goes first. */
export interface Destination {
  /** As people write it: `/var/backups/notes`, `s3://bucket/notes`. */
  readonly folder: string;
  /** The machine or service that has it. */
  readonly where: string;
  /** The full name of a file in it. */
  path(name: string): string;
  list(): Promise<Listing>;
  /** Has the prefix for this run alone, and removes what a run that was killed left of it. @throws Failure `locked` */
  hold(prefix: string): Promise<Held>;
  /** @param from what writes those bytes, where it is a program beside this one */
  receive(draft: Draft, from?: Running): Receiver;
  read(draft: Filed, state: State): Running;
  /** Ends what `receive` began, whatever came of it. */
  removePartial(draft: Draft): Promise<void>;
  /** The partial file gets its name, and then its manifest. */
  publish(manifest: Manifest): Promise<void>;
  /** Replaces the manifest of a backup that is there. */
  update(manifest: Manifest): Promise<void>;
  /** First the manifest, then the file: what is left of an interrupted removal is no backup. */
  remove(draft: Draft): Promise<Removal>;
  /** Adds a drill to those that are kept, and gives back the last ones, oldest first. */
  record(drill: Drill): Promise<readonly Drill[]>;
  /** What an error of `receive` means for the destination; what is not of it stays what it is. */
  explain(error: unknown): unknown;
  close(): Promise<void>;
}

/** What a proof reads from. */
export type Reader = Pick<Destination, 'read'>;

/** All destinations of a run as one. */
export interface Store extends Destination {
  /** Those that have what this run makes; or those that have a backup whole, once it was listed. */
  copies(id?: string): readonly Destination[];
  /** Goes on without a copy that failed. @throws Failure where too few are left */
  drop(copy: Destination, why: unknown): Promise<void>;
}
