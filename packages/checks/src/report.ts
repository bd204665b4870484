import type { ConditionResult } from './condition.ts';
import type { Measurement } from './measurement.ts';
import type { ProbeError, Redirect } from './observation.ts';
import type { Identity } from './version.ts';

/**
 * Why a check did not pass. `unsteady`: it did answer well, but not often enough in a row before the deadline (where the last bad answer was of
 * another version, that is the failure). `error-budget`: too many requests of a
 * measurement failed. `regressed`: it is worse than what it was compared to. `no-data`: a measurement got no answer at all. `private-target`: the
 * address is not public and only public ones may be asked. `not-asked`: the time of the whole run was over before its turn.
 */
export type CheckFailure =
  | 'unreachable'
  | 'unhealthy'
  | 'stale-version'
  | 'version-not-found'
  | 'unsteady'
  | 'error-budget'
  | 'regressed'
  | 'no-data'
  | 'private-target'
  | 'not-asked';

export interface CheckReport {
  readonly name: string;
  /** `http` (for https too), else the scheme of the address: `tcp`, `postgres`. */
  readonly kind: string;
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
  /** Of the image, as the answer names it. */
  readonly digest?: string;
  readonly expectedDigest?: string;
  /** Absent where nothing was measured. */
  readonly measurement?: Measurement;
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
  /** Those that help to see who answered: `server`, `location`, `content-type` …; short and without secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 500 characters of the body, without secrets. */
  readonly excerpt: string;
  readonly redirects: readonly Redirect[];
  readonly error?: ProbeError;
}
