import { parseDuration } from '@slipway/action';

/** The number that a text writes: decimal, or `0x`, `0o`, `0b`. Undefined where it is none, or is too large to be told from its neighbour. */
export function parseNumber(text: string): number | undefined {
  if (text.length > 40) return undefined;
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) && !isRadix(text)) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number))) return undefined;
  return number;
}

/** The whole number that a text writes. `1.10` is a version as often as a number, so texts of that kind are not compared as numbers. */
export function parseInteger(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) || isRadix(text) ? parseNumber(text) : undefined;
}

function isRadix(text: string): boolean {
  return /^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(text);
}

/** Milliseconds of `300ms`, `2s`, `14d`. */
export function parseTime(text: string): number | undefined {
  return text.length > 40 ? undefined : parseDuration(text);
}

/** The share that `1%` or `0.5%` writes, 0 to 1; undefined for more than 100 and everything else. */
export function parseShare(text: string): number | undefined {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,15})?)%$/.exec(text) ?? [];
  // Moving the point keeps 0.7% exactly what 0.007 writes.
  const share = percent === undefined ? undefined : Number(`${percent}e-2`);
  return share !== undefined && share <= 1 ? share : undefined;
}
