import type { Figures } from './measurement.ts';

/** What one request saw. Everything in it came from somebody else: show it through `show`, never raw. */
export interface Observation {
  /** The address that was asked, after redirects, without credentials. */
  readonly url: string;
  /** The connection stood (TCP, and TLS where it is used). Through a tunnel or a unix socket only an answer proves that. */
  readonly connected: boolean;
  /** Absent where no answer began. */
  readonly status?: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 1 MiB. */
  readonly body: string;
  /** The body was longer than that, and the rest was not read. */
  readonly truncated: boolean;
  /** The body as JSON; absent where it is none. */
  readonly json?: unknown;
  /** Where `[BODY]` is one of several texts, not `body`: each answer of a name server in its spellings, the usual one first. */
  readonly answers?: readonly (readonly string[])[];
  /** Milliseconds from the request to the last byte, redirects included. */
  readonly responseTime: number;
  /** Milliseconds until the certificate ends. */
  readonly certificateExpiration?: number;
  /** `1.2`, `1.3`. */
  readonly tlsVersion?: string;
  /** Every version that the answer names, first the place that counts most. */
  readonly versions: readonly string[];
  readonly redirects: readonly Redirect[];
  /** Figures of many requests, where they were measured. */
  readonly measured?: Pick<Figures, 'n' | 'answered' | 'errorRate' | 'p50' | 'p95' | 'p99'>;
  /** Why there is no whole answer. `status` may still be there, where an answer began and broke off. */
  readonly error?: ProbeError;
}

export interface Redirect {
  readonly status: number;
  /** Where from. */
  readonly url: string;
  readonly location: string;
}

export type ErrorClass = 'refused' | 'timeout' | 'dns' | 'reset' | 'tls' | 'unreachable' | 'invalid' | 'private';

export interface ProbeError {
  readonly class: ErrorClass;
  /** A sentence for people. */
  readonly message: string;
  /** Of the system, of OpenSSL or of Node: `ECONNREFUSED`. */
  readonly code: string;
}

/** Something came back that can be looked at. An answer over HTTP has a status; other kinds have what they found out as JSON. */
export function isAnswered({ status, json, error }: Pick<Observation, 'status' | 'json' | 'error'>): boolean {
  return status !== undefined || json !== undefined || error === undefined;
}
