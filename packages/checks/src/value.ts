import { parseNumber, parseTime } from './number.ts';
import { show, showJson } from './show.ts';

/** One side of a comparison with its type. */
export type Value =
  | { readonly type: 'number'; readonly number: number }
  /** Milliseconds. */
  | { readonly type: 'duration'; readonly time: number }
  /** 0 to 1. */
  | { readonly type: 'share'; readonly share: number }
  | { readonly type: 'boolean'; readonly boolean: boolean }
  | { readonly type: 'text'; readonly text: string }
  /** One of several; it is equal to what any of them equals. */
  | { readonly type: 'texts'; readonly texts: readonly string[]; readonly shown: string }
  | { readonly type: 'null' }
  | { readonly type: 'structure'; readonly json: object }
  | { readonly type: 'versions'; readonly versions: readonly string[] }
  /** As written in the condition: it takes the type of what it is compared with. */
  | { readonly type: 'literal'; readonly text: string; readonly quoted: boolean; readonly number?: number; readonly time?: number };

export function literal({ text, quoted }: { readonly text: string; readonly quoted: boolean }): Value {
  const number = quoted ? undefined : parseNumber(text);
  const time = quoted ? undefined : parseTime(text);
  return { type: 'literal', text, quoted, ...(number === undefined ? {} : { number }), ...(time === undefined ? {} : { time }) };
}

export function fromJson(json: unknown): Value {
  if (typeof json === 'number') return { type: 'number', number: json };
  if (typeof json === 'string') return { type: 'text', text: json };
  if (typeof json === 'boolean') return { type: 'boolean', boolean: json };
  return typeof json === 'object' && json !== null ? { type: 'structure', json } : { type: 'null' };
}

/** Items of a list, keys of an object, characters of everything else. */
export function lengthOf(value: Value): number {
  if (value.type === 'structure') return Array.isArray(value.json) ? value.json.length : Object.keys(value.json).length;
  return plainText(value).length;
}

/** A structure of so many levels that it cannot be written as text. */
export function isUnwritable(value: Value): boolean {
  return value.type === 'structure' && stringify(value.json) === '';
}

/** The text that `pat()` looks at, and that two values of unlike types are compared by. */
export function plainText(value: Value): string {
  switch (value.type) {
    case 'number':
      return String(value.number);
    case 'duration':
      return String(Math.round(value.time));
    case 'share':
      return `${Number((value.share * 100).toFixed(3))}%`;
    case 'boolean':
      return String(value.boolean);
    case 'text':
    case 'literal':
      return value.text;
    case 'null':
      return 'null';
    case 'structure':
      return stringify(value.json);
    case 'versions':
      return value.versions[0] ?? '';
    case 'texts':
      return value.texts[0] ?? '';
  }
}

/** JSON text; empty where it is nested too deeply to be written. */
function stringify(json: object): string {
  try {
    return JSON.stringify(json);
  } catch {
    return '';
  }
}

export function showValue(value: Value): string {
  if (value.type === 'structure') return showJson(value.json);
  if (value.type === 'duration') return `${Math.round(value.time)} ms`;
  if (value.type === 'versions') return value.versions.map((version) => show(version, 60)).join(', ');
  if (value.type === 'texts') return show(value.shown);
  return plainText(value) === '' ? 'an empty text' : show(plainText(value));
}
