import type { Condition, LiteralOperand, Operand } from './condition.ts';
import type { Cursor } from './cursor.ts';
import { parseNumber, parseShare, parseTime } from './number.ts';
import { placeholders, type ValueType } from './placeholders.ts';

/** Offsets of the three parts in the text. */
export interface Places {
  readonly left: number;
  readonly operator: number;
  readonly right: number;
}

type Parts = Omit<Condition, 'text'>;

/** `[CERTIFICATE_EXPIRATION] > 14` would be 14 milliseconds: shorter times than this are a slip. */
const shortestExpiry = 1_000_000;

/** Refuses comparisons that can only ever go one way. @throws ConditionError */
export function checkTypes(parts: Parts, cursor: Cursor, at: Places): void {
  const { left, operator, right } = parts;
  const ordered = operator !== '==' && operator !== '!=';
  if (isConstant(left) && isConstant(right)) cursor.fail('Both sides are constants, so no answer can change the result.', at.left);
  if (ordered && [left, right].some((side) => side.kind === 'pattern' || side.kind === 'any')) {
    cursor.fail(`${operator} needs a number or a duration; pat() and any() go with == and !=.`, at.operator);
  }
  for (const [value, other, place] of [[left, right, at.right] as const, [right, left, at.left] as const]) {
    const type = typeOf(value);
    if (type === undefined) continue;
    if (ordered && (type === 'boolean' || type === 'version'))
      cursor.fail(`${nameOf(value)} has no order; it goes with == and !=.`, at.operator);
    for (const literal of literalsOf(other)) checkLiteral({ value, type, literal, ordered }, cursor, place);
  }
}

interface Pair {
  readonly value: Operand;
  readonly type: ValueType;
  readonly literal: LiteralOperand;
  readonly ordered: boolean;
}

function checkLiteral({ value, type, literal, ordered }: Pair, cursor: Cursor, place: number): void {
  const name = nameOf(value);
  const written = literal.quoted ? `"${literal.text}"` : literal.text;
  const number = literal.quoted ? undefined : parseNumber(literal.text);
  const time = literal.quoted ? undefined : parseTime(literal.text);
  const share = literal.quoted ? undefined : parseShare(literal.text);
  if (type === 'share') checkShare({ name, written, number, share }, cursor, place);
  if (type === 'number' && number === undefined) cursor.fail(`${name} is a number, and ${written} is none.`, place);
  if (type === 'duration' && number === undefined && time === undefined)
    cursor.fail(`${name} is a duration, and ${written} is none: 300ms, 2s, 14d.`, place);
  if (type === 'boolean' && (literal.quoted || !/^(true|false)$/.test(literal.text)))
    cursor.fail(`${name} is true or false, and not ${written}.`, place);
  if (type === 'any' && ordered && number === undefined && time === undefined && share === undefined) {
    cursor.fail(`${written} is no number, no duration and no share, so nothing is more or less than it.`, place);
  }
  const expiry = value.kind === 'placeholder' && value.name === 'CERTIFICATE_EXPIRATION';
  if (expiry && number && Math.abs(number) < shortestExpiry) cursor.fail(`${written} would be milliseconds here`, place, `${written}d`);
}

interface WrittenShare {
  readonly name: string;
  readonly written: string;
  readonly number: number | undefined;
  readonly share: number | undefined;
}

/** `[ERROR_RATE] < 1` would be every rate but that of a server that is down. */
function checkShare({ name, written, number, share }: WrittenShare, cursor: Cursor, place: number): void {
  if (share !== undefined || (number !== undefined && number >= 0 && number < 1)) return;
  const percent = number !== undefined && number >= 1 && number <= 100;
  cursor.fail(`${name} is a share such as 1% or 0.01, and ${written} is none`, place, percent ? `${written}%` : undefined);
}

function isConstant(operand: Operand): boolean {
  return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}

function typeOf(operand: Operand): ValueType | undefined {
  if (operand.kind === 'placeholder') return placeholders[operand.name].type;
  if (operand.kind === 'call') return operand.name === 'len' ? 'number' : 'boolean';
  return undefined;
}

function nameOf(operand: Operand): string {
  if (operand.kind === 'call') return `${operand.name}()`;
  return operand.kind === 'placeholder' ? `[${operand.name}]` : 'The constant';
}

function literalsOf(operand: Operand): readonly LiteralOperand[] {
  if (operand.kind === 'literal') return [operand];
  return operand.kind === 'any' ? operand.of.filter((item) => item.kind === 'literal') : [];
}
