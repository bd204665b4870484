import type { LoadResult, Span } from './result.ts';

export interface Switchover {
  /** Start of the last request that the old version answered, after the switch (negative: before it). Null if it was not seen before. */
  lastOldMs: number | null;
  /** End of the first answer of the new version, after the switch. Null if it was not seen. */
  firstNewMs: number | null;
}

/**
 * When traffic went over from `old` to `next`, in milliseconds from `switchedAt` (since the epoch).
 * Of a version that served more than once (released, taken back) the span around the switch is meant; spans less than a second
 * apart cannot be told from each other.
 */
export function lastOldFirstNew(result: Pick<LoadResult, 'versions'>, old: string, next: string, switchedAt: number): Switchover {
  const spansOf = (version: string): Span[] => result.versions.find((seen) => seen.version === version)?.spans ?? [];
  const before = spansOf(old).findLast((span) => span.first <= switchedAt);
  const after = spansOf(next).find((span) => span.last >= switchedAt);
  return { lastOldMs: relative(before?.last, switchedAt), firstNewMs: relative(after?.first, switchedAt) };
}

function relative(instant: number | undefined, to: number): number | null {
  return instant === undefined ? null : Math.round((instant - to) * 10) / 10;
}
