import { Failure } from '@slipway/action';
import { checkTypes } from './check-types.ts';
import { type Condition, ConditionError, everyElement, type Operand } from './condition.ts';
import { Cursor } from './cursor.ts';
import { parseLeft, parseRight } from './operand.ts';
import { parseOperator } from './operator.ts';

/** Long enough for every condition that a person can read. */
const longest = 2000;

/**
 * Reads one condition. What it cannot mean is refused here, before anything is asked: an unknown name, a number compared with a word, two constants.
 * @throws ConditionError
 */
export function parseCondition(text: string): Condition {
  const cursor = new Cursor(text.trim());
  if (cursor.text === '') cursor.fail('The condition is empty; one is written [STATUS] == 200.');
  if (cursor.text.length > longest) cursor.fail(`The condition is longer than ${longest} characters.`, longest);
  const control = cursor.text.search(/[^\P{Cc}\t]/u);
  if (control >= 0) cursor.fail('A condition is one line without control characters.', control);
  const left = parseLeft(cursor);
  const operatorAt = cursor.position + cursor.rest.search(/\S|$/);
  const operator = parseOperator(cursor);
  const rightAt = cursor.position;
  const right = parseRight(cursor);
  if (wildcards(left) + wildcards(right) > 1) cursor.fail('[*] can stand once in a condition.', 0);
  checkTypes({ left, operator, right }, cursor, { left: 0, operator: operatorAt, right: rightAt });
  return { text: cursor.text, left, operator, right };
}

/**
 * Reads several conditions.
 * @throws Failure `bad-condition` with every line that means nothing
 */
export function parseConditions(lines: readonly string[]): readonly Condition[] {
  const problems: string[] = [];
  const conditions = lines.flatMap((line) => {
    try {
      return [parseCondition(line)];
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      problems.push(`- ${error.message}`);
      return [];
    }
  });
  if (problems.length === 0) return conditions;
  const count = problems.length === 1 ? 'One condition means' : `${problems.length} conditions mean`;
  throw new Failure('bad-condition', `${count} nothing:\n${problems.join('\n')}\n`, { state: 'Nothing was asked.' });
}

function wildcards(operand: Operand): number {
  const placeholder = operand.kind === 'call' ? operand.of : operand;
  return placeholder.kind === 'placeholder' ? placeholder.path.filter((step) => step === everyElement).length : 0;
}
