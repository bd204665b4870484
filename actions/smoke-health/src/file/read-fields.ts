import { nearest, parseDuration } from '@slipway/action';
import type { Field, Fields, ReadOf } from './fields.ts';

export type Path = readonly (string | number)[];

/** What is noted while a file is read, each with the place of its value. */
export interface Notes {
  problem(path: Path, message: string): void;
  ignored(path: Path): void;
}

/** The values of a mapping that stand where they may, with every problem noted. */
export function readFields<const T extends Fields>(value: unknown, fields: T, path: Path, notes: Notes): ReadOf<T> {
  if (!isMapping(value)) {
    notes.problem(path, 'must be a mapping of keys to values');
    return {};
  }
  const read: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(value)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const at = [...path, key];
    if (field === undefined) {
      const near = nearest(key, Object.keys(fields));
      notes.problem(at, `${key} is not a key here${near ? `; did you mean ${near}` : ''}`);
    } else if (field.type === 'ignored') notes.ignored(at);
    else if (field.type === 'refused') notes.problem(at, `${key} is not supported here: ${field.instead}`);
    else if (given !== null && given !== undefined) {
      const found = readValue(given, field, at, notes);
      if (found !== undefined) read[key] = found;
    }
  }
  return read as ReadOf<T>;
}

function readValue(given: unknown, field: Exclude<Field, { type: 'ignored' | 'refused' }>, path: Path, notes: Notes): unknown {
  const key = String(path.at(-1));
  const wrong = (what: string): undefined => notes.problem(path, `${key} must be ${what}`) as undefined;
  switch (field.type) {
    case 'text':
      return isScalar(given) ? String(given) : wrong('a text');
    case 'boolean':
      return typeof given === 'boolean' ? given : wrong('true or false');
    case 'duration':
      return readDuration(given) ?? wrong('a duration such as 10s or 500ms');
    case 'lines':
      return Array.isArray(given) && given.every(isScalar) ? given.map(String) : wrong('a list of texts');
    case 'pairs':
      if (!isMapping(given) || !Object.values(given).every(isScalar)) return wrong('a mapping of names to texts');
      return Object.fromEntries(Object.entries(given).map(([name, text]) => [name, String(text)]));
    case 'scalars':
      return isMapping(given) && Object.values(given).every(isScalar) ? given : wrong('a mapping of names to single values');
    case 'fields':
      return readFields(given, field.fields, path, notes);
  }
}

function readDuration(given: unknown): number | undefined {
  const time = typeof given === 'string' ? parseDuration(given) : undefined;
  return time === undefined || time < 1 ? undefined : time;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
