import { amountOf, counted } from './content.ts';
import type { Manifest } from './manifest.ts';
import { formatBytes } from './progress.ts';

type Made = Pick<Manifest, 'plain' | 'facts'>;

/** How many backups before it a new one is compared with. */
export const compared = 7;

/**
 * Why a backup looks as if the data had been lost before it was made: it is not half as large as the median of those before it, or has fewer tables
 * than the last. A dump of a database that somebody emptied is a perfect archive, so no other check sees it.
 * @param before proven ones of the same database, newest first; only the first `compared` count
 */
export function findShrinkage(made: Made, before: readonly Made[]): string | undefined {
  const recent = before.slice(0, compared);
  const [last] = recent;
  if (!last) return undefined;
  const usual = median(recent.map(({ plain }) => plain.size));
  const [tables, tablesBefore] = [amountOf(made.facts).tables, amountOf(last.facts).tables];
  const losses = [
    ...(made.plain.size * 2 < usual ? [`${formatBytes(made.plain.size)} are less than half of the usual ${formatBytes(usual)}`] : []),
    ...(tables < tablesBefore
      ? [`${counted(tables, 'table')} ${tables === 1 ? 'is' : 'are'} fewer than the ${tablesBefore} of the backup before`]
      : []),
  ];
  return losses.length > 0 ? losses.join(', and ') : undefined;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
