import { nearest } from '@slipway/action';
import type { AnyOperand, CallOperand, LiteralOperand, Operand, PatternOperand, PlaceholderName, PlaceholderOperand } from './condition.ts';
import type { Cursor } from './cursor.ts';
import { longestGlob } from './glob.ts';
import { operators } from './operator.ts';
import { foreignPlaceholders, functionNames, placeholderNames, placeholders } from './placeholders.ts';
import { parseSteps } from './steps.ts';

/** Characters of names: of placeholders and functions. */
const isNameCharacter = (character: string): boolean => /[A-Za-z0-9_]/.test(character);

/** `[BODY].a.b[0]`: everything that names a value of the answer. */
export function parsePlaceholder(cursor: Cursor): PlaceholderOperand {
  const start = cursor.position;
  if (!cursor.take('[')) cursor.fail('A placeholder such as [STATUS] or [BODY].status is expected here.');
  const written = cursor.takeWhile(isNameCharacter);
  if (!cursor.take(']')) cursor.fail(`The placeholder [${written} has no closing bracket.`);
  const name = placeholderNames.find((candidate) => candidate === written.toUpperCase());
  if (name === undefined) return refusePlaceholder(cursor, start, written);
  const path = parseSteps(cursor);
  checkPath(cursor, start, name, path);
  return { kind: 'placeholder', name, path };
}

function refusePlaceholder(cursor: Cursor, start: number, written: string): never {
  if (foreignPlaceholders.includes(written.toUpperCase())) {
    return cursor.fail(`[${written}] has no value here. There are [${placeholderNames.join('], [')}].`, start);
  }
  const near = nearest(written.toUpperCase(), placeholderNames);
  const problem = `[${written}] is no placeholder`;
  return near === undefined
    ? cursor.fail(`${problem}. There are [${placeholderNames.join('], [')}].`, start)
    : cursor.fail(problem, start, `[${near}]`);
}

function checkPath(cursor: Cursor, start: number, name: PlaceholderName, path: PlaceholderOperand['path']): void {
  const kind = placeholders[name].path;
  if (kind === 'none' && path.length > 0) cursor.fail(`[${name}] is one value and has no parts.`, start);
  if (kind === 'required' && (path.length !== 1 || typeof path[0] !== 'string')) {
    cursor.fail(`[${name}] needs the name of one header: [${name}].content-type.`, start);
  }
}

/** What stands left of the operator; the cursor stops behind it. */
export function parseLeft(cursor: Cursor): Operand {
  if (cursor.here === '[') return parsePlaceholder(cursor);
  const start = cursor.position;
  if (functionName(cursor.rest) === 'len' || functionName(cursor.rest) === 'has') return parseCall(cursor);
  const end = findOperator(cursor.text, start);
  if (end === undefined) {
    if (functionName(cursor.rest) !== undefined) parseConstant(cursor, cursor.text, start);
    return cursor.fail(
      `A condition is written [STATUS] == 200: a value, one of ${operators.join(' ')} between spaces, and what it must be.`,
      start,
    );
  }
  cursor.position = end;
  return parseConstant(cursor, cursor.text.slice(start, end), start);
}

/** Everything right of the operator. */
export function parseRight(cursor: Cursor): Operand {
  const start = cursor.position;
  const rest = cursor.rest;
  const name = functionName(rest);
  if (!/^\[[A-Za-z_]\w*\]/.test(rest) && name !== 'len' && name !== 'has') return parseConstant(cursor, rest, start);
  const operand = name === undefined ? parsePlaceholder(cursor) : parseCall(cursor);
  if (cursor.here !== '') cursor.fail('Nothing may follow here. Write one condition on a line, and text that holds brackets in quotes.');
  return operand;
}

function parseCall(cursor: Cursor): CallOperand {
  const start = cursor.position;
  const name = cursor.takeWhile(isNameCharacter) === 'len' ? 'len' : 'has';
  cursor.take('(');
  cursor.skipSpaces();
  const of = parsePlaceholder(cursor);
  cursor.skipSpaces();
  if (!cursor.take(')')) cursor.fail(`${name}( has no closing bracket.`);
  if (of.name !== 'BODY' && of.name !== 'HEADER')
    cursor.fail(`${name}() looks at [BODY] or [HEADER], and [${of.name}] is one value.`, start);
  return { kind: 'call', name, of };
}

/** A literal, `pat()` or `any()`: what an answer is compared with. */
function parseConstant(cursor: Cursor, text: string, start: number): LiteralOperand | PatternOperand | AnyOperand {
  const name = functionName(text);
  if (name === undefined) return parseLiteral(cursor, text, start);
  if (!functionNames.includes(name)) {
    const problem = `${name}() is no function`;
    const near = nearest(name, functionNames);
    if (near !== undefined) cursor.fail(problem, start, `${near}()`);
    cursor.fail(`${problem}. There are ${functionNames.join('(), ')}(); text that holds brackets stands in quotes.`, start);
  }
  if (!text.endsWith(')')) cursor.fail(`${name}( has no closing bracket at the end.`, start);
  const inner = text.slice(name.length + 1, -1);
  if (name === 'any') return parseAny(cursor, inner, start + name.length + 1);
  if (name !== 'pat') cursor.fail(`${name}() is not expected here.`, start);
  if (inner === '') cursor.fail('pat() needs a pattern: pat(*ok*).', start);
  if (inner.length > longestGlob) cursor.fail(`The pattern is longer than ${longestGlob} characters.`, start);
  return { kind: 'pattern', glob: inner };
}

function parseAny(cursor: Cursor, inner: string, start: number): AnyOperand {
  const of: (LiteralOperand | PatternOperand)[] = [];
  for (const { text, offset } of splitList(inner)) {
    if (text === '') cursor.fail('any() needs values between its commas: any(200, 204).', start + offset);
    const item = parseConstant(cursor, text, start + offset);
    if (item.kind === 'any') cursor.fail('any() cannot stand inside any().', start + offset);
    else of.push(item);
  }
  return { kind: 'any', of };
}

/** The parts of a list, without the spaces around them; commas in quotes and brackets are text. */
function splitList(list: string): { text: string; offset: number }[] {
  const parts: { text: string; offset: number }[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let index = 0; index <= list.length; index++) {
    const character = list.charAt(index);
    if (character === '' || (character === ',' && depth <= 0 && quote === '')) {
      const part = list.slice(start, index);
      parts.push({ text: part.trim(), offset: start + (part.length - part.trimStart().length) });
      start = index + 1;
    } else if (quote !== '') quote = character === quote ? '' : quote;
    else if ((character === '"' || character === "'") && list.slice(start, index).trim() === '') quote = character;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
  }
  return parts;
}

function parseLiteral(cursor: Cursor, text: string, start: number): LiteralOperand {
  const quote = text.charAt(0);
  if (quote === '"' || quote === "'") {
    if (text.length < 2 || !text.endsWith(quote)) cursor.fail(`The quote ${quote} is not closed at the end.`, start);
    return { kind: 'literal', text: text.slice(1, -1), quoted: true };
  }
  for (const word of text.matchAll(/\S+/g)) {
    const second = [...operators, '&&', '||'].some((operator) => operator === word[0]) || /^\[[A-Z_][A-Z0-9_]*\]/.test(word[0]);
    if (second)
      cursor.fail('A second comparison begins here. Write one condition on a line, and text that holds it in quotes.', start + word.index);
  }
  return { kind: 'literal', text, quoted: false };
}

/** `len` of `len([BODY].x)…`: a name with an opening bracket behind it. */
function functionName(text: string): string | undefined {
  return /^([A-Za-z_]\w*)\(/.exec(text)?.[1];
}

/** Offset of the space before the first operator that stands between spaces. */
function findOperator(text: string, from: number): number | undefined {
  for (const word of text.slice(from).matchAll(/\S+/g)) {
    if (word.index > 0 && operators.some((operator) => operator === word[0]))
      return from + text.slice(from, from + word.index).trimEnd().length;
  }
  return undefined;
}
