import { everyElement, type Step } from './condition.ts';
import type { Cursor } from './cursor.ts';

const isKeyCharacter = (character: string): boolean => !/[\s.[\]()'"=<>!,]/.test(character);
const isDigit = (character: string): boolean => character >= '0' && character <= '9';

/** `.a.b[0]['x-y'][*]` behind a placeholder. */
export function parseSteps(cursor: Cursor): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (cursor.take('.')) {
      const key = cursor.takeWhile(isKeyCharacter);
      if (key === '') cursor.fail("The name of a key is expected behind the dot; one with other characters is written ['x y'].");
      steps.push(key);
    } else if (cursor.take('[')) steps.push(parseBracket(cursor));
    else return steps;
  }
}

function parseBracket(cursor: Cursor): Step {
  const start = cursor.position;
  const step = parseInBracket(cursor);
  if (!cursor.take(']')) cursor.fail('The bracket is not closed.', start - 1);
  return step;
}

function parseInBracket(cursor: Cursor): Step {
  const start = cursor.position;
  if (cursor.take('*')) return everyElement;
  const quote = cursor.here;
  if (quote === "'" || quote === '"') {
    cursor.take(quote);
    const key = cursor.takeWhile((character) => character !== quote);
    if (!cursor.take(quote)) cursor.fail(`The quote ${quote} is not closed.`, start);
    return key;
  }
  const digits = cursor.takeWhile(isDigit);
  if (digits === '' || digits.length > 9)
    cursor.fail("An index, * or a key in quotes is expected in the bracket: [0], [*], ['x-y'].", start);
  return Number(digits);
}
