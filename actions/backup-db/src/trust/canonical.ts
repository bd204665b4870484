/** One text for a value of JSON, whatever the order of its keys: what a signature is made over. */
export function canonical(value: unknown): string {
  return JSON.stringify(ordered(value));
}

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const source = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(source).sort();
  // Without a prototype, and keys of digits, which an object puts first by itself, are first in every order of it: the text is one all the same.
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of keys) copy[key] = ordered(source[key]);
  return copy;
}
