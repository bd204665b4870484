/** The smallest value that at least `share` of all values do not exceed; undefined where there are fewer than `least` of them. */
export function percentile(sorted: readonly number[], share: number, least = 1): number | undefined {
  if (sorted.length < least) return undefined;
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
