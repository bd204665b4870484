import type { Condition } from './condition.ts';
import type { ExpectedVersion } from './version.ts';

/** How a watch asks. */
export interface WatchOptions {
  /** Requests in a second, evenly spaced, above 0 up to 20. A slow answer delays no other request. */
  readonly rate: number;
  /** Milliseconds after which it ends by itself, up to an hour. */
  readonly maxDuration: number;
  /** What an answer must be to count as good; `[STATUS] == 200` unless said. */
  readonly conditions?: readonly Condition[];
  /** Decides which of several versions in an answer is the one to count by. A stale answer is no failure here: during a switch there are two. */
  readonly expectVersion?: ExpectedVersion;
  /** Called at once for every failed request, with how many failed so far. */
  readonly onFailure?: (sample: Sample, failed: number) => void;
}

/** One request of a watch; times are those of the clock. */
export interface Sample {
  /** When it was due. Latency counts from here, so that a stalled watcher cannot hide a stalled server. */
  readonly planned: number;
  readonly start: number;
  readonly end: number;
  readonly status?: number;
  readonly ok: boolean;
  readonly version?: string;
  /** What was wrong, in a few words. */
  readonly problem?: string;
}

/** A sampler under way. */
export interface Watch {
  readonly requests: number;
  readonly failed: number;
  /** The instant that parts the report into before and after; requests that began at it or later are after. */
  part(at: number): void;
  /** Ends the sampling, waits for the requests under way, and never throws. A second call returns the same report. */
  stop(): Promise<WatchReport>;
}

/** Requests and how they were answered. */
export interface WatchFigures {
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds from the planned start, over the requests that were answered; absent where none was. */
  readonly p50?: number;
  readonly p95?: number;
  /** Absent below 100 answers: it would say nothing. */
  readonly p99?: number;
}

export interface WatchReport extends WatchFigures {
  /** The first 20. */
  readonly failures: readonly Sample[];
  readonly byVersion: Readonly<Record<string, VersionSpan>>;
  /** What was asked before and after the instant that `part` named. */
  readonly before?: WatchFigures;
  readonly after?: WatchFigures;
  readonly duration: number;
}

/** When a version answered, by the clock. */
export interface VersionSpan {
  readonly requests: number;
  readonly firstStart: number;
  /** First answer complete: how soon users had it. */
  readonly firstEnd: number;
  /** Start of the last request that it answered: how long users still met it. */
  readonly lastStart: number;
  readonly lastEnd: number;
}
