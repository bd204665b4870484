import type { Operator } from './condition.ts';
import { type Cursor, isSpace } from './cursor.ts';

/** Longer ones first, so that `<=` is not read as `<`. */
export const operators: readonly Operator[] = ['==', '!=', '<=', '>=', '<', '>'];

/** What people of other languages write. */
const meant: Readonly<Record<string, string>> = {
  '=': '==',
  '===': '==',
  is: '==',
  eq: '==',
  '!==': '!=',
  '<>': '!=',
  '=!': '!=',
  '=>': '>=',
  '=<': '<=',
  in: '== any(a, b)',
  contains: '== pat(*text*)',
  matches: '== pat(*text*)',
  '=~': '== pat(*text*)',
  '~': '== pat(*text*)',
};

export function parseOperator(cursor: Cursor): Operator {
  const start = cursor.position;
  if (cursor.here === '') cursor.fail(`There is no operator. There are ${operators.join(' ')}.`);
  const spaced = isSpace(cursor.here);
  cursor.skipSpaces();
  const word = cursor.takeWhile((character) => !isSpace(character));
  const operator = operators.find((candidate) => candidate === word);
  if (operator !== undefined && spaced) {
    cursor.skipSpaces();
    if (cursor.here === '') cursor.fail(`Nothing stands behind ${operator}.`);
    return operator;
  }
  const at = spaced ? cursor.position - word.length : start;
  const glued = operators.find((candidate) => word.startsWith(candidate));
  if (Object.hasOwn(meant, word)) return cursor.fail(`${word} is no operator`, at, meant[word]);
  if (glued !== undefined) return cursor.fail(`${glued} needs a space before and behind it.`, at);
  return cursor.fail(`One of ${operators.join(' ')} between spaces is expected here.`, at);
}
