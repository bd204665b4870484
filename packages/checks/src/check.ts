import type { Host } from '@slipway/action';
import type { Address } from '@slipway/shell';
import type { Condition, ConditionResult } from './condition.ts';
import type { ProbeError, Redirect } from './observation.ts';
import type { ExpectedVersion, Identity, VersionPlace } from './version.ts';

/** One HTTP request on a fresh connection. */
export interface ProbeRequest {
  /** `http:` or `https:`. Credentials in it are sent as basic authentication and never shown. */
  readonly url: string;
  /** GET unless said. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole exchange, redirects included; 10,000 unless said. */
  readonly timeout?: number;
  /** Where to connect instead of the host and port of `url`, for example `await shell.reach({ host: '127.0.0.1', port: 8102 })`. */
  readonly address?: Address;
  /** The `Host` header, and the name that a certificate must have, where it is not the host of `url`. */
  readonly hostHeader?: string;
  /** Redirects to follow, 0 to 5; 5 unless said. One to another host is not followed where `address` is given. */
  readonly redirects?: number;
  /** Where an answer names its version. */
  readonly version?: VersionPlace;
  /** Certificates (PEM) to trust besides the system's. */
  readonly ca?: string;
}

export type ProbePorts = Pick<Host, 'signal'>;

/** A request, what its answer must be, and how long and how often to ask. */
export interface Check extends Omit<ProbeRequest, 'version'> {
  /** A noun for tables: `health`, `idle color`. */
  readonly name: string;
  /** `[STATUS] == 200` unless said; an empty list is that too. */
  readonly conditions?: readonly Condition[];
  readonly expectVersion?: ExpectedVersion;
  /** Milliseconds for everything; 120,000 unless said. */
  readonly deadline?: number;
  /** Longest pause after a failure, shortened at random by up to a half; 2,000 ms unless said. */
  readonly retryDelay?: number;
  /** Successes in a row, each on a fresh connection; 3 unless said. */
  readonly consecutive?: number;
  /** Pause between two successes; 200 ms unless said, longer than a proxy's old workers answer after a reload. */
  readonly successDelay?: number;
  /** Repeat the request although its method is not GET, HEAD or OPTIONS. Without it, such a request is sent once. */
  readonly idempotent?: boolean;
}

export interface CheckPorts extends Pick<Host, 'clock' | 'signal'> {
  /** Progress lines: the first failure, and every change after it. */
  readonly log?: Pick<Host['log'], 'info'>;
  /** For the jitter, 0 to 1; `Math.random` unless said. */
  readonly random?: () => number;
}

/** Why a check did not pass; `unsteady`: it did answer well, but not often enough in a row before the deadline. */
export type CheckFailure = 'unreachable' | 'unhealthy' | 'stale-version' | 'version-not-found' | 'unsteady';

export interface CheckReport {
  readonly name: string;
  /** Without credentials. */
  readonly url: string;
  readonly passed: boolean;
  readonly failure?: CheckFailure;
  /** One sentence: what is true. */
  readonly sentence: string;
  readonly attempts: number;
  /** Successes in a row at the end, of `required`. */
  readonly successes: number;
  readonly required: number;
  /** Of the last attempt that says something: the last failed one, or the last one where the check passed. */
  readonly conditions: readonly ConditionResult[];
  readonly last: ObservationSummary;
  readonly identity: Identity;
  readonly version?: string;
  readonly expectedVersion?: string;
  /** Things that do not fail the check and should be known. */
  readonly warnings: readonly string[];
  /** What to look at, for a check that failed. */
  readonly hints: readonly string[];
  /** Milliseconds. */
  readonly duration: number;
}

/** What may be printed of an observation: short, on one line each, without control characters. */
export interface ObservationSummary {
  readonly connected: boolean;
  readonly status?: number;
  readonly responseTime: number;
  readonly contentType?: string;
  /** The beginning of the body. */
  readonly excerpt: string;
  readonly redirects: readonly Redirect[];
  readonly error?: ProbeError;
}
