import type { Address } from '@slipway/shell';

/** How a measurement asks: at a constant rate, whatever became of the requests before. */
export interface Measure {
  /** Requests to send; 50 unless said, and not together with `duration`. */
  readonly samples?: number;
  /** Milliseconds to go on asking. */
  readonly duration?: number;
  /** Requests in a second; 10 unless said. */
  readonly rate?: number;
}

/** Another address to measure at the same time: the old version. The requests alternate, so both get `rate`. */
export interface Comparison {
  /** `http:` or `https:`; asked with the method, headers and body of the check. */
  readonly url: string;
  readonly address?: Address;
  readonly hostHeader?: string;
  readonly ratio?: RatioLimits;
}

/** The most that a figure may be of the other one's: 1.5 is half as much again. A difference of less than 5 ms is none. */
export interface RatioLimits {
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly errorRate?: number;
}

/** What a series of requests showed. Latency counts from the planned start of each, over the good answers. */
export interface Figures {
  /** Requests that were sent and judged. */
  readonly n: number;
  readonly failed: number;
  /** Share, 0 to 1. */
  readonly errorRate: number;
  /** Requests that were answered, well or not. */
  readonly answered: number;
  /** Milliseconds; absent where nothing was answered well. */
  readonly p50?: number;
  readonly p95?: number;
  /** Absent below 100 good answers: it would say nothing. */
  readonly p99?: number;
  /** Good answers by latency: as many as took up to the bound of `histogramBounds` at the same place; the last ones took longer than all. */
  readonly histogram: readonly number[];
}

export interface Measurement extends Figures {
  /** Requests in a second that were planned. */
  readonly rate: number;
  /** Milliseconds from the first planned start to the end. */
  readonly duration: number;
  /** What the first failed request met. */
  readonly problem?: string;
  readonly compared?: Compared;
}

export interface Compared extends Figures {
  readonly url: string;
  /** This address by the other one; absent where either has no figure, or the other one's is 0. */
  readonly ratio: RatioLimits;
}

/** Milliseconds, in steps of a third of a decade. */
export const histogramBounds: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
