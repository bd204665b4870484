import type { Failure, FailureKind, LoadResult, Second, Span, VersionSeen } from './result.ts';

/** One request and what became of it. */
export interface Outcome {
  client: number;
  connection: 'fresh' | 'kept';
  reused: boolean;
  method: 'GET' | 'PUT';
  path: string;
  startedAt: number;
  endedAt: number;
  /** False if there was no complete answer, whatever it said. */
  answered: boolean;
  version: string | null;
  failure?: { kind: FailureKind; error: string } | undefined;
}

const FAILURES_KEPT = 50;
const SPAN_GAP_MS = 1_000;

interface Open extends Span {
  /** End of the latest answer. */
  latest: number;
}

interface Bucket {
  requests: number;
  failed: number;
  latencies: number[];
  byVersion: Record<string, number>;
}

/** Counts outcomes as they come in. */
export class Tally {
  requests = 0;
  failed = 0;
  private writes = 0;
  private readonly fresh = { requests: 0, failed: 0 };
  private readonly kept = { requests: 0, failed: 0 };
  private readonly failures: Failure[] = [];
  private readonly latencies: number[] = [];
  private readonly buckets = new Map<number, Bucket>();
  private readonly spans = new Map<string, Open[]>();
  private readonly started: number;

  constructor(started: number) {
    this.started = started;
  }

  record(outcome: Outcome): void {
    const failed = outcome.failure ? 1 : 0;
    const took = outcome.endedAt - outcome.startedAt;
    const bucket = this.bucket(outcome.startedAt);
    for (const count of [this, this[outcome.connection], bucket]) {
      count.requests += 1;
      count.failed += failed;
    }
    if (outcome.method === 'PUT') this.writes += 1;
    if (outcome.failure) {
      this.keepFailure(outcome, outcome.failure);
    } else {
      this.latencies.push(took);
      bucket.latencies.push(took);
    }
    if (outcome.answered && outcome.version !== null) {
      bucket.byVersion[outcome.version] = (bucket.byVersion[outcome.version] ?? 0) + 1;
      this.see(outcome.version, outcome.startedAt, outcome.endedAt);
    }
  }

  /** How many answers each version has given. */
  answers(): Record<string, number> {
    return Object.fromEntries(this.versions().map(({ version, count }) => [version, count]));
  }

  result(ended: number): Omit<LoadResult, 'url' | 'clients' | 'acknowledged' | 'notes' | 'marks'> {
    const sorted = this.latencies.toSorted(ascending);
    return {
      started: round(this.started),
      ended: round(ended),
      requests: this.requests,
      failed: this.failed,
      reads: this.requests - this.writes,
      writes: this.writes,
      fresh: this.fresh,
      kept: this.kept,
      failures: this.failures,
      versions: this.versions(),
      latency: sorted.length > 0 ? { p50: percentile(sorted, 50), p99: percentile(sorted, 99), max: percentile(sorted, 100) } : null,
      series: this.series(),
    };
  }

  private bucket(at: number): Bucket {
    const second = Math.floor((at - this.started) / 1_000);
    const found = this.buckets.get(second) ?? emptyBucket();
    this.buckets.set(second, found);
    return found;
  }

  private keepFailure(outcome: Outcome, { kind, error }: { kind: FailureKind; error: string }): void {
    if (this.failures.length >= FAILURES_KEPT) return;
    const { client, connection, reused, method, path, version } = outcome;
    const at = round(outcome.startedAt);
    const took = round(outcome.endedAt - outcome.startedAt);
    this.failures.push({ at, took, client, connection, reused, kind, method, path, version, error });
  }

  private see(version: string, startedAt: number, endedAt: number): void {
    const spans = this.spans.get(version) ?? [];
    this.spans.set(version, spans);
    const current = spans.at(-1);
    if (current === undefined || (startedAt - current.latest > SPAN_GAP_MS && this.otherAnswered(version, current.latest))) {
      spans.push({ first: endedAt, last: startedAt, latest: endedAt, count: 1 });
      return;
    }
    current.last = Math.max(current.last, startedAt);
    current.latest = Math.max(current.latest, endedAt);
    current.count += 1;
  }

  private otherAnswered(version: string, since: number): boolean {
    for (const [other, spans] of this.spans) {
      if (other !== version && (spans.at(-1)?.latest ?? 0) > since) return true;
    }
    return false;
  }

  private versions(): VersionSeen[] {
    return [...this.spans].map(([version, open]) => {
      const spans = open.map(({ first, last, count }) => ({ first: round(first), last: round(last), count }));
      return {
        version,
        first: Math.min(...spans.map((span) => span.first)),
        last: Math.max(...spans.map((span) => span.last)),
        count: spans.reduce((sum, span) => sum + span.count, 0),
        spans,
      };
    });
  }

  private series(): Second[] {
    const length = Math.max(-1, ...this.buckets.keys()) + 1;
    return Array.from({ length }, (_, second) => {
      const { requests, failed, latencies, byVersion } = this.buckets.get(second) ?? emptyBucket();
      const p99 = latencies.length > 0 ? percentile(latencies.toSorted(ascending), 99) : null;
      return { second, requests, failed, p99, byVersion };
    });
  }
}

const emptyBucket = (): Bucket => ({ requests: 0, failed: 0, latencies: [], byVersion: {} });
const ascending = (a: number, b: number): number => a - b;
const round = (ms: number): number => Math.round(ms * 10) / 10;

/** Nearest rank, of an ascending list that is not empty. */
export function percentile(sorted: readonly number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length);
  return round(sorted[Math.max(rank, 1) - 1] ?? Number.NaN);
}

export interface Progress {
  requests: number;
  failed: number;
  acknowledged: number;
  /** Answers by version. */
  versions: Record<string, number>;
}
