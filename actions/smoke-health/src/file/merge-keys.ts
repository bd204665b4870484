import { isMapping } from './read-fields.ts';

/**
 * The value with every merge key resolved: `<<: *defaults`, or a list of which the first counts most. What a mapping says itself counts more.
 * Each value is resolved once: aliases may stand for one value in very many places.
 */
export function mergeKeys(value: unknown, seen: Map<object, unknown> = new Map()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  // A value that holds itself ends here, as it was written.
  seen.set(value, value);
  const merged = Array.isArray(value) ? value.map((item: unknown) => mergeKeys(item, seen)) : mergeMapping(value, seen);
  seen.set(value, merged);
  return merged;
}

function mergeMapping(mapping: object, seen: Map<object, unknown>): unknown {
  const own = Object.entries(mapping).map(([key, item]): [string, unknown] => [key, mergeKeys(item, seen)]);
  const given: unknown = own.find(([key]) => key === '<<')?.[1];
  const sources: readonly unknown[] = Array.isArray(given) ? given : [given];
  // What cannot be merged stays where it is, and the reader names it.
  if (given === undefined || !sources.every(isMapping)) return Object.fromEntries(own);
  const inherited = sources.toReversed().flatMap((source) => Object.entries(source));
  return Object.fromEntries([...inherited, ...own.filter(([key]) => key !== '<<')]);
}
