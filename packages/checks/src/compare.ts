import type { Operator } from './condition.ts';
import { matchGlob } from './glob.ts';
import { parseInteger, parseNumber, parseShare, parseTime } from './number.ts';
import { isUnwritable, plainText, type Value } from './value.ts';
import { sameVersion } from './version.ts';

/** True or false, or why the two cannot be compared. */
export type Verdict = boolean | { readonly why: string };

const tooDeep: Verdict = { why: 'nested too deeply to be compared' };

/** Whether a value is as `pat()` says. */
export function matches(glob: string, value: Value): Verdict {
  if (isUnwritable(value)) return tooDeep;
  return textsOf(value).some((text) => matchGlob(glob, text));
}

function textsOf(value: Value): readonly string[] {
  if (value.type === 'versions') return value.versions;
  return value.type === 'texts' ? value.texts : [plainText(value)];
}

export function equal(a: Value, b: Value): Verdict {
  if (a.type === 'literal' && b.type !== 'literal') return equal(b, a);
  if (b.type === 'texts') return equal(b, a);
  if (a.type === 'texts') return a.texts.some((text) => equal({ type: 'text', text }, b) === true);
  if (isUnwritable(a) || isUnwritable(b)) return tooDeep;
  if (a.type === 'versions' || b.type === 'versions') return equalVersions(a, b);
  if (b.type === 'literal') return equalLiteral(a, b);
  if (a.type === 'number' && b.type === 'number') return tooLarge(a.number) ?? a.number === b.number;
  if ((a.type === 'null' || b.type === 'null') && a.type !== b.type) return false;
  return equalText(plainText(a), plainText(b));
}

function equalLiteral(a: Value, b: Extract<Value, { type: 'literal' }>): Verdict {
  switch (a.type) {
    case 'number':
      return tooLarge(a.number) ?? b.number === a.number;
    case 'share':
      return (parseShare(b.text) ?? b.number) === a.share;
    case 'duration':
      return (b.time ?? b.number) === a.time;
    case 'boolean':
      return !b.quoted && b.text === String(a.boolean);
    case 'null':
      return !b.quoted && b.text === 'null';
    case 'structure':
      return plainText(a) === b.text;
    default:
      // A body that is itself quoted JSON is meant as often as the text in the quotes.
      return b.quoted ? [b.text, `"${b.text}"`, `'${b.text}'`].includes(plainText(a)) : equalText(plainText(a), b.text);
  }
}

/** Texts that both write a whole number are compared as numbers, as gatus does: `0x10` is `16`. */
function equalText(a: string, b: string): boolean {
  if (a === b) return true;
  const number = parseInteger(a);
  return number !== undefined && number === parseInteger(b);
}

function equalVersions(a: Value, b: Value): boolean {
  const listOf = (value: Value): readonly string[] => (value.type === 'versions' ? value.versions : [plainText(value)]);
  return listOf(a).some((version) => listOf(b).some((other) => sameVersion(version, other)));
}

/** JSON numbers beyond 2^53 arrive rounded: two different ones would look alike. */
function tooLarge(number: number): { why: string } | undefined {
  const unsafe = Number.isInteger(number) && !Number.isSafeInteger(number);
  return unsafe ? { why: `${number} is too large to be compared exactly` } : undefined;
}

export function ordered(operator: Operator, a: Value, b: Value): Verdict {
  const pair = magnitudes(a, b);
  if (!('left' in pair)) return pair;
  const { left, right } = pair;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

/**
 * Both sides as numbers of one kind. A number without a unit is milliseconds beside `[RESPONSE_TIME]`, and nothing beside another duration; beside a
 * share it is one of 0 to 1.
 */
function magnitudes(a: Value, b: Value): { left: number; right: number } | { why: string } {
  const [left, right] = [magnitude(a), magnitude(b)];
  for (const [value, found] of [[a, left] as const, [b, right] as const]) {
    if (found === undefined) return { why: `${value.type === 'text' ? 'a text' : value.type} has no order` };
  }
  if (left === undefined || right === undefined) return { why: 'no order' };
  const sizes = { left: left.size, right: right.size };
  if (left.kind === right.kind) return sizes;
  if (left.kind === 'share' || right.kind === 'share') return beside(left, right) ?? sizes;
  if (a.type !== 'duration' && b.type !== 'duration') return { why: 'one side is a duration, the other a number without a unit' };
  return sizes;
}

interface Magnitude {
  readonly kind: 'number' | 'time' | 'share';
  readonly size: number;
}

/** Why a share cannot be compared with what is no share. 95 may be percent or not: nobody knows. */
function beside(...sides: readonly Magnitude[]): { why: string } | undefined {
  const other = sides.find(({ kind }) => kind !== 'share');
  if (other === undefined) return undefined;
  if (other.kind === 'time') return { why: 'one side is a share, the other a duration' };
  return other.size >= 0 && other.size <= 1 ? undefined : { why: `${other.size} is no share of 0 to 1` };
}

function magnitude(value: Value): Magnitude | undefined {
  if (value.type === 'number') return { kind: 'number', size: value.number };
  if (value.type === 'duration') return { kind: 'time', size: value.time };
  if (value.type === 'share') return { kind: 'share', size: value.share };
  if (value.type !== 'text' && value.type !== 'literal') return undefined;
  const number = parseNumber(value.text);
  if (number !== undefined) return { kind: 'number', size: number };
  const time = parseTime(value.text);
  if (time !== undefined) return { kind: 'time', size: time };
  const share = parseShare(value.text);
  return share === undefined ? undefined : { kind: 'share', size: share };
}
