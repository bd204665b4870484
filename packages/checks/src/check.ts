import type { Host } from '@slipway/action';
import type { Address, Shell } from '@slipway/shell';
import type { Condition } from './condition.ts';
import type { Comparison, Measure } from './measurement.ts';
import type { ExpectedVersion, VersionPlace } from './version.ts';

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
  /**
   * `host:port:address`, as curl writes it: where to connect instead for that host and port, also after a redirect. The name in the `Host` header and
   * in the certificate stays that of the URL.
   */
  readonly resolve?: string | readonly string[];
  /** Redirects to follow, 0 to 5; 5 unless said. One to another host is not followed where `address` is given. Cookies are kept on the way. */
  readonly redirects?: number;
  /** Where an answer names its version. */
  readonly version?: VersionPlace;
  /** Certificates (PEM) to trust besides the system's. */
  readonly ca?: string;
  /** Certificate chain (PEM) that this side shows, with `clientKey`. */
  readonly clientCertificate?: string;
  /** Private key (PEM) of `clientCertificate`. */
  readonly clientKey?: string;
  /** Trust any certificate, whoever signed it for whatever name. The report of a check warns of it. */
  readonly insecure?: boolean;
}

export interface ProbePorts extends Pick<Host, 'signal'> {
  /**
   * Connect to public addresses only: nothing of this machine, of private networks or of cloud metadata, whatever a name resolves to and wherever a
   * redirect leads. For checks that somebody without trust wrote.
   */
  readonly publicOnly?: boolean;
}

/**
 * A question, what its answer must be, and how long and how often to ask. The scheme of `url` chooses how it is asked: `http`, `https`, or one of
 * `kinds.ts` (`tcp`, `tls`, `ws`, `dns`, `postgres` …), for which only `url`, `ca`, `timeout` and `options` of the request mean something.
 */
export interface Check extends Omit<ProbeRequest, 'version'> {
  /** A noun for tables: `health`, `idle color`. */
  readonly name: string;
  /** `[STATUS] == 200` unless said, or what the kind asks for by itself; an empty list is that too. */
  readonly conditions?: readonly Condition[];
  /** Alternatives: each answer must fulfil all of one of them, besides `conditions`, which then may be empty. None is about a measurement. */
  readonly either?: readonly (readonly Condition[])[];
  /** What only the kind of the check knows: `query-name`, `pool`. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly expectVersion?: ExpectedVersion;
  /** `sha256:…`, also behind a repository: what the header `x-image-digest` or `digest` in the JSON body must say. */
  readonly expectDigest?: string;
  /** Milliseconds until it must have passed; 120,000 unless said. A measurement begins after that, and takes its own planned time. */
  readonly deadline?: number;
  /** Longest pause after a failure, shortened at random by up to a half; 2,000 ms unless said. */
  readonly retryDelay?: number;
  /** Successes in a row, each on a fresh connection; 3 unless said. */
  readonly consecutive?: number;
  /** Pause between two successes; 200 ms unless said, longer than a proxy's old workers answer after a reload. */
  readonly successDelay?: number;
  /** Repeat the request although its method is not GET, HEAD or OPTIONS. Without it, such a request is sent once. */
  readonly idempotent?: boolean;
  /** Latency and errors over many requests, once the check passed. Also where a condition names `[P50]`, `[P95]`, `[P99]` or `[ERROR_RATE]`. */
  readonly measure?: Measure;
  /** Milliseconds of a measurement that fails when more than `errorBudget` of its requests failed; it ends as soon as that is certain. */
  readonly soak?: number;
  /** Share of failed requests that a measurement may have, 0 to 1; 0 unless said, or unless a condition or a ratio looks at the errors. */
  readonly errorBudget?: number;
  /** Another address that is measured at the same time, and how much worse than it this one may be. */
  readonly compareTo?: Comparison;
  /** What a measurement without one answer means; `fail` unless said. */
  readonly onNoData?: 'fail' | 'pass';
  /** Measure faster than 20 requests in a second, or longer than 5 minutes; up to 200 and an hour. */
  readonly allowLoad?: boolean;
}

export interface CheckPorts extends ProbePorts, Pick<Host, 'clock'> {
  /** The machine that asks; needed by every check that is not one over HTTP. */
  readonly shell?: Shell;
  /** Progress lines: the first failure, and every change after it. */
  readonly log?: Pick<Host['log'], 'info'>;
  /** For the jitter, 0 to 1; `Math.random` unless said. */
  readonly random?: () => number;
}
