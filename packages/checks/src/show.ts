import { redact } from '@slipway/action';

/** Longer secrets than this may be shown in part where a text is cut. */
const margin = 16_384;

/** Foreign text for a person: on one line, without control and direction characters, without secrets, cut to `limit` characters. */
export function show(text: string, limit = 120): string {
  // A secret must be hidden before it is cut in half.
  const line = redact(copyText(text, limit * 4 + margin))
    .slice(0, limit * 4)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return line.length > limit || text.length > limit * 4 ? `${line.slice(0, limit - 3).trimEnd()}...` : line;
}

/** The beginning of a text as a text of its own: a slice of a string holds the whole string in memory. */
export function copyText(text: string, limit: number): string {
  return text.length <= limit ? text : Buffer.from(text.slice(0, limit)).toString();
}

/** A JSON value for a person: scalars as they are, lists and objects by what they hold. */
export function showJson(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : show(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object with ${showKeys(value)}`;
  return show(String(value));
}

/** The first keys of an object. */
export function showKeys(value: object, limit = 12): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'no keys';
  const shown = keys.slice(0, limit).map((key) => show(key, 40));
  const more = keys.length > limit ? ` and ${keys.length - limit} more` : '';
  return `the keys ${shown.join(', ')}${more}`;
}
