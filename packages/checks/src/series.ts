import { type Figures, histogramBounds } from './measurement.ts';
import { percentile } from './percentile.ts';
import { leastForP99 } from './plan.ts';

/** What a series of requests showed so far. */
export class Series {
  n = 0;
  failed = 0;
  answered = 0;
  /** What was wrong with the first one that failed. */
  problem: string | undefined;
  readonly #latencies: number[] = [];

  /** `latency` in milliseconds from the planned start, where there was an answer. That of a bad one says nothing: errors are often fast. */
  add(latency: number | undefined, problem: string | undefined): void {
    this.n++;
    if (latency !== undefined) {
      this.answered++;
      if (problem === undefined) this.#latencies.push(Math.max(0, latency));
    }
    if (problem === undefined) return;
    this.failed++;
    this.problem ??= problem;
  }

  figures(): Figures {
    const sorted = this.#latencies.toSorted((a, b) => a - b);
    const shares = { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99, leastForP99) };
    const known = Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, tenth(value)] as const]));
    return {
      n: this.n,
      failed: this.failed,
      errorRate: this.n === 0 ? 0 : this.failed / this.n,
      answered: this.answered,
      ...Object.fromEntries(known),
      histogram: histogramOf(sorted),
    };
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function histogramOf(latencies: readonly number[]): readonly number[] {
  const counts = new Array<number>(histogramBounds.length + 1).fill(0);
  for (const latency of latencies) {
    const place = histogramBounds.findIndex((bound) => latency <= bound);
    const index = place < 0 ? histogramBounds.length : place;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
