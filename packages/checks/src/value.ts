import type { CallOperand, Operand, PlaceholderOperand } from './condition.ts';
import { parseNumber, parseTime } from './number.ts';
import type { Observation } from './observation.ts';
import { lookUp } from './path.ts';
import { show, showJson } from './show.ts';

/** One side of a comparison with its type. */
export type Value =
  | { readonly type: 'number'; readonly number: number }
  /** Milliseconds. */
  | { readonly type: 'duration'; readonly time: number }
  | { readonly type: 'boolean'; readonly boolean: boolean }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'null' }
  | { readonly type: 'structure'; readonly json: object }
  | { readonly type: 'versions'; readonly versions: readonly string[] }
  /** As written in the condition: it takes the type of what it is compared with. */
  | { readonly type: 'literal'; readonly text: string; readonly quoted: boolean; readonly number?: number; readonly time?: number };

export type Resolved = { readonly value: Value } | { readonly missing: string };

/** The value of an operand in an answer; `pat()` and `any()` have none of their own. */
export function resolve(operand: Exclude<Operand, { kind: 'pattern' | 'any' }>, observation: Observation): Resolved {
  if (operand.kind === 'literal') return { value: literal(operand) };
  return operand.kind === 'call' ? resolveCall(operand, observation) : resolvePlaceholder(operand, observation);
}

export function literal({ text, quoted }: { readonly text: string; readonly quoted: boolean }): Value {
  const number = quoted ? undefined : parseNumber(text);
  const time = quoted ? undefined : parseTime(text);
  return { type: 'literal', text, quoted, ...(number === undefined ? {} : { number }), ...(time === undefined ? {} : { time }) };
}

function resolvePlaceholder({ name, path }: PlaceholderOperand, observation: Observation): Resolved {
  switch (name) {
    case 'CONNECTED':
      return { value: { type: 'boolean', boolean: observation.connected } };
    case 'STATUS':
      return observation.status === undefined ? noAnswer(observation) : { value: { type: 'number', number: observation.status } };
    case 'RESPONSE_TIME':
      return observation.status === undefined ? noAnswer(observation) : { value: { type: 'duration', time: observation.responseTime } };
    case 'REDIRECTS':
      return observation.status === undefined ? noAnswer(observation) : { value: { type: 'number', number: observation.redirects.length } };
    case 'CERTIFICATE_EXPIRATION':
      if (observation.certificateExpiration === undefined) return noTls(observation);
      return { value: { type: 'duration', time: observation.certificateExpiration } };
    case 'TLS':
      return observation.tlsVersion === undefined
        ? noTls(observation)
        : { value: { type: 'number', number: Number(observation.tlsVersion) } };
    case 'VERSION':
      if (observation.status === undefined) return noAnswer(observation);
      if (observation.versions.length === 0) return { missing: 'the answer names no version' };
      return { value: { type: 'versions', versions: observation.versions } };
    case 'HEADER':
      return resolveHeader(String(path[0]), observation);
    case 'BODY':
      return path.length === 0 ? resolveBody(observation) : resolvePath(path, observation);
  }
}

function resolveHeader(name: string, observation: Observation): Resolved {
  if (observation.status === undefined) return noAnswer(observation);
  const value = Object.hasOwn(observation.headers, name.toLowerCase()) ? observation.headers[name.toLowerCase()] : undefined;
  return value === undefined ? { missing: `the answer has no header ${name}` } : { value: { type: 'text', text: value.trim() } };
}

function resolveBody(observation: Observation): Resolved {
  if (observation.status === undefined) return noAnswer(observation);
  return { value: { type: 'text', text: observation.body.trim() } };
}

function resolvePath(path: PlaceholderOperand['path'], observation: Observation): Resolved {
  const json = jsonOf(observation);
  if ('missing' in json) return json;
  const found = lookUp(json.value, path);
  return 'missing' in found ? found : { value: fromJson(found.value) };
}

function jsonOf(observation: Observation): { readonly value: unknown } | { readonly missing: string } {
  if (observation.status === undefined) return noAnswer(observation);
  if (observation.json !== undefined) return { value: observation.json };
  if (observation.truncated) return { missing: 'the body is larger than 1 MiB and was not read to its end' };
  if (observation.body.trim() === '') return { missing: 'the body is empty' };
  return { missing: `the body is not JSON: ${show(observation.body, 60)}` };
}

function fromJson(json: unknown): Value {
  if (typeof json === 'number') return { type: 'number', number: json };
  if (typeof json === 'string') return { type: 'text', text: json };
  if (typeof json === 'boolean') return { type: 'boolean', boolean: json };
  return typeof json === 'object' && json !== null ? { type: 'structure', json } : { type: 'null' };
}

function resolveCall({ name, of }: CallOperand, observation: Observation): Resolved {
  if (of.path.length === 0) return resolveWholeBody(name, observation);
  if (name === 'len') {
    const found = resolvePlaceholder(of, observation);
    return 'missing' in found ? found : { value: { type: 'number', number: lengthOf(found.value) } };
  }
  // Where there is no JSON at all, nobody knows what it has: that is no `false`.
  if (of.name === 'BODY') {
    const json = jsonOf(observation);
    if ('missing' in json) return json;
  } else if (observation.status === undefined) return noAnswer(observation);
  const found = resolvePlaceholder(of, observation);
  return { value: { type: 'boolean', boolean: 'value' in found && found.value.type !== 'null' } };
}

function resolveWholeBody(name: 'len' | 'has', observation: Observation): Resolved {
  if (observation.status === undefined) return noAnswer(observation);
  if (name === 'has') return { value: { type: 'boolean', boolean: observation.body.trim() !== '' } };
  if (observation.truncated) return { missing: 'the body is larger than 1 MiB and was not read to its end' };
  const { json } = observation;
  if (typeof json === 'object' && json !== null) return { value: { type: 'number', number: lengthOf(fromJson(json)) } };
  return { value: { type: 'number', number: observation.body.trim().length } };
}

/** Items of a list, keys of an object, characters of everything else. */
function lengthOf(value: Value): number {
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
  return plainText(value) === '' ? 'an empty text' : show(plainText(value));
}

function noAnswer(observation: Observation): { readonly missing: string } {
  return { missing: `no answer: ${observation.error?.message ?? 'nothing arrived'}` };
}

function noTls(observation: Observation): { readonly missing: string } {
  return observation.status === undefined ? noAnswer(observation) : { missing: 'the connection does not use TLS' };
}
