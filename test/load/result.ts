/** Instants are milliseconds since the epoch, durations milliseconds; both with fractions. */
export interface LoadResult {
  url: string;
  clients: number;
  started: number;
  ended: number;
  requests: number;
  failed: number;
  reads: number;
  writes: number;
  /** Clients that open a connection for each request. */
  fresh: Count;
  /** Clients that keep one connection open between requests. */
  kept: Count;
  /** The first 50; `failed` counts them all. */
  failures: Failure[];
  versions: VersionSeen[];
  /** Notes whose PUT was answered with success; each of them must be readable ever after. */
  acknowledged: number;
  /** The file with those notes, one JSON object on a line: `readNotes()` reads it. */
  notes: string;
  /** Of the requests that succeeded; null if none did. */
  latency: { p50: number; p99: number; max: number } | null;
  /** One row for each second from `started`, also for those in which nothing was asked. A request belongs to the second of its start. */
  series: Second[];
  marks: Mark[];
}

export interface Count {
  requests: number;
  failed: number;
}

export interface Second extends Count {
  second: number;
  p99: number | null;
  byVersion: Record<string, number>;
}

export interface Mark {
  label: string;
  at: number;
}

/**
 * - `connection`: refused, reset, or closed without an answer
 * - `timeout`: no complete answer in time
 * - `truncated`: the answer broke off
 * - `status`: anything but 2xx
 * - `body`: 2xx, but not what was asked for
 * - `lost`: a note acknowledged earlier is gone or has another text
 */
export type FailureKind = 'connection' | 'timeout' | 'truncated' | 'status' | 'body' | 'lost';

export interface Failure {
  /** When the request was started. */
  at: number;
  /** How long it took to fail. */
  took: number;
  client: number;
  connection: 'fresh' | 'kept';
  /** Sent on a connection that had carried a request before. */
  reused: boolean;
  kind: FailureKind;
  method: string;
  path: string;
  version: string | null;
  error: string;
}

/** A time in which a version answered. It ends when the version is silent for a second in which another one answers. */
export interface Span {
  /** End of the first answer. */
  first: number;
  /** Latest start of a request that it answered. */
  last: number;
  count: number;
}

export interface VersionSeen extends Span {
  version: string;
  spans: Span[];
}

export interface Note {
  id: string;
  text: string;
}
