import { describe, expect, test } from '@jest/globals';
import { evaluate, parseCondition } from '../src/index.ts';
import { observed } from './support.ts';

describe('a body that was not read to its end', () => {
  const answer = observed({ truncated: true, body: `start ${'x'.repeat(2000)}` });

  test.each(['[BODY] != pat(*Application error*)', '[BODY] != nothing', '[BODY] == pat(*xxx)', '[BODY] != any(a, b)', '[BODY] > 5'])(
    '%s does not hold',
    (text) => {
      const result = evaluate(parseCondition(text), answer);
      expect(result).toMatchObject({ passed: false });
      expect(result.actual).toContain('larger than 1 MiB');
    },
  );

  test('proves how it begins', () => {
    for (const text of ['[BODY] == pat(start*)', '[BODY] == any(no, pat(*xxx*))'])
      expect(evaluate(parseCondition(text), answer).passed).toBe(true);
    expect(evaluate(parseCondition('[BODY] != pat(*start*)'), answer)).toMatchObject({ passed: false, actual: 'a body that begins so' });
  });
});
