import { type Facts, isFacts } from './facts.ts';
import { type Encryption, isId } from './names.ts';

export type ProofLevel = 'archive' | 'restore' | 'checksum';

export interface Proof {
  /** `failed` where a later verify found the backup broken. */
  readonly level: ProofLevel | 'failed';
  readonly at: string;
  readonly reason?: string;
  /** Of the whole manifest with this proof. */
  readonly signature?: Signature;
}

export interface Signature {
  /** Name of the key: the beginning of its SHA-256. */
  readonly key: string;
  readonly value: string;
}

export interface Content {
  readonly size: number;
  readonly sha256: string;
}

/** What is known of a backup. It is written last, so a file without one is not a backup. */
export interface Manifest {
  readonly version: 2;
  readonly id: string;
  /** ISO time of the moment that it is of. */
  readonly created: string;
  readonly project: string;
  /** What was backed up: the name of a PostgreSQL database, or `kind:name`. */
  readonly database: string;
  readonly tag: string;
  readonly run: string;
  readonly facts: Facts;
  readonly plain: Content;
  readonly stored: Content;
  readonly compression: 'zstd';
  readonly encryption: Encryption;
  /** Public keys that open it. */
  readonly recipients: readonly string[];
  /** Milliseconds of the dump. */
  readonly duration: number;
  readonly verified?: Proof;
  /** Of everything but the proof. */
  readonly signature?: Signature;
}

/** Read back whole: only such a backup counts. */
export function isProven(manifest: Manifest): boolean {
  return manifest.verified?.level === 'archive' || manifest.verified?.level === 'restore';
}

/** One line, so that many files read as one are still told apart. */
export function renderManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest)}\n`;
}

/** The manifest in a line; undefined where it is none of ours. Its id becomes part of paths, so nothing but a good one passes. */
export function parseManifest(line: string): Manifest | undefined {
  try {
    const value = JSON.parse(line) as Partial<Manifest>;
    const whole =
      value.version === 2 &&
      typeof value.id === 'string' &&
      isId(value.id) &&
      typeof value.project === 'string' &&
      typeof value.database === 'string' &&
      !Number.isNaN(Date.parse(value.created ?? '')) &&
      (value.encryption === 'age' || value.encryption === 'none') &&
      isContent(value.plain) &&
      isContent(value.stored) &&
      typeof value.tag === 'string' &&
      isFacts(value.facts) &&
      isProof(value.verified);
    return whole ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

function isContent(value: Partial<Content> | undefined): boolean {
  return Number.isSafeInteger(value?.size) && /^[0-9a-f]{64}$/.test(value?.sha256 ?? '');
}

function isProof(value: Partial<Proof> | undefined): boolean {
  return value === undefined || (typeof value?.level === 'string' && typeof value.at === 'string');
}
