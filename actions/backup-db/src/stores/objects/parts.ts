import type { Cut } from './bucket.ts';

const mebi = 1024 * 1024;
const smallest = 16 * mebi;
/** S3 takes parts of 5 GiB, Azure Blob of 4000 MiB. */
const largest = 4000 * mebi;

/** The size of the first parts: so that a backup as large as `estimate` is one upload of as many parts as planned. */
export function firstPart(estimate: number, { parts }: Pick<Cut, 'parts'>): number {
  return Math.min(largest, Math.max(smallest, Math.ceil(estimate / parts / mebi) * mebi));
}

/**
 * Nobody knows how much comes. So parts grow on the way: after 150 of them they double with every 75 more, and 900 parts hold over a tebibyte
 * even where the first had 16 MiB. Services that want parts of one size get them.
 */
export function partSize(number: number, first: number, { uniform }: Pick<Cut, 'uniform'>): number {
  if (uniform || number <= 150) return first;
  return Math.min(largest, first * 2 ** Math.ceil((number - 150) / 75));
}
