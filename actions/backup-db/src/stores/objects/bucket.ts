import type { Readable } from 'node:stream';
import type { Body } from './http.ts';

/** An object as a listing shows it. */
export interface Entry {
  /** Below the prefix of the destination. */
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970, by the clock of the service. */
  readonly modified: number;
}

export interface Page {
  readonly entries: readonly Entry[];
  /** The clock of the service. */
  readonly now: number;
}

/** An object that comes in parts, and is none before it is completed. */
export interface Upload {
  readonly id: string;
  /** @param number from 1 on */
  part(number: number, body: Hashed): Promise<void>;
  /** It becomes an object of that many bytes, and is the one that is there then. */
  complete(size: number): Promise<void>;
}

/** Bytes whose hash the service compares. */
export interface Hashed extends Body {
  /** Hexadecimal. */
  readonly sha256: string;
}

/** How an upload is cut for a service. */
export interface Cut {
  /** All parts but the last must have one size. */
  readonly uniform: boolean;
  /** Parts that an upload is planned for. */
  readonly parts: number;
}

/** What a service that keeps objects must be able to do; names are below the prefix of the destination. */
export interface Bucket {
  readonly folder: string;
  readonly where: string;
  readonly cut: Cut;
  /** All objects whose names start so, without those of a folder below. */
  list(start: string): Promise<Page>;
  /** Undefined where there is none. */
  get(name: string): Promise<string | undefined>;
  read(name: string, signal: AbortSignal): Readable;
  put(name: string, text: string): Promise<void>;
  /** Until when the service lets nobody remove it; undefined where it lets. */
  lockedUntil(name: string): Promise<string | undefined>;
  /** One that is not there is no error. */
  remove(name: string): Promise<void>;
  upload(name: string, signal: AbortSignal): Promise<Upload>;
  /** Ends an upload that is not to be completed. */
  endUpload(name: string, id: string): Promise<void>;
  /** Ends all of those that begin with `start`, and are ours by their names; returns these. */
  endUploads(start: string, ours: (name: string) => boolean): Promise<readonly string[]>;
  close(): void;
}
