import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seed, times } from '../../../test/harness/sample.ts';
import { ConditionError, evaluate, type Observation, parseCondition } from '../src/index.ts';
import { observed, observedJson } from './support.ts';

const runs = { numRuns: times('grammar', 300, 20_000), seed };
const holds = (text: string, answer: Observation): boolean => evaluate(parseCondition(text), answer).passed;
const measured = (figures: Partial<NonNullable<Observation['measured']>>): Observation =>
  observed({ measured: { n: 200, answered: 200, errorRate: 0, ...figures } });

const operators = ['==', '!=', '<', '<=', '>', '>='] as const;
const operator = fc.constantFrom(...operators);
const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
const compare = (a: number, sign: (typeof operators)[number], b: number): boolean =>
  ({ '==': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b })[sign];
const integer = fc.integer({ min: -1_000_000, max: 1_000_000 });

describe('numbers compare as numbers', () => {
  test('whatever stands on which side', () => {
    fc.assert(
      fc.property(integer, operator, integer, (a, sign, b) => {
        const answer = observedJson({ a });
        expect(holds(`[BODY].a ${sign} ${b}`, answer)).toBe(compare(a, sign, b));
        expect(holds(`${b} ${mirrored[sign]} [BODY].a`, answer)).toBe(compare(a, sign, b));
      }),
      runs,
    );
  });

  test('two values of one answer', () => {
    fc.assert(
      fc.property(integer, operator, integer, (a, sign, b) => {
        expect(holds(`[BODY].a ${sign} [BODY].b`, observedJson({ a, b }))).toBe(compare(a, sign, b));
      }),
      runs,
    );
  });

  test('a text is never equal to a number by a rounding slip', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }), (large) => {
        expect(holds(`[BODY].a == ${large}`, observedJson({ a: String(large + 1n) }))).toBe(false);
      }),
      runs,
    );
  });
});

describe('durations compare as durations', () => {
  const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

  test('in every unit', () => {
    fc.assert(
      fc.property(integer.map(Math.abs), operator, fc.nat(5000), fc.constantFrom('ms', 's', 'm', 'h', 'd'), (time, sign, count, unit) => {
        const limit = count * units[unit];
        expect(holds(`[RESPONSE_TIME] ${sign} ${count}${unit}`, observed({ responseTime: time }))).toBe(compare(time, sign, limit));
        for (const name of ['P50', 'P95', 'P99']) {
          const figure = measured({ [name.toLowerCase()]: time });
          expect(holds(`[${name}] ${sign} ${count}${unit}`, figure)).toBe(compare(time, sign, limit));
          expect(holds(`${count}${unit} ${mirrored[sign]} [${name}]`, figure)).toBe(compare(time, sign, limit));
        }
      }),
      runs,
    );
  });

  test('a number without a unit is milliseconds', () => {
    fc.assert(
      fc.property(fc.nat(100_000), operator, fc.nat(100_000), (time, sign, limit) => {
        expect(holds(`[P95] ${sign} ${limit}`, measured({ p95: time }))).toBe(compare(time, sign, limit));
      }),
      runs,
    );
  });
});

describe('shares', () => {
  const share = fc.nat(1000).map((thousandths) => thousandths / 1000);

  test('are written as percent or as a part of one, and mean the same', () => {
    fc.assert(
      fc.property(share, operator, fc.nat(999), (rate, sign, thousandths) => {
        const expected = compare(rate, sign, thousandths / 1000);
        expect(holds(`[ERROR_RATE] ${sign} ${thousandths / 10}%`, measured({ errorRate: rate }))).toBe(expected);
        expect(holds(`[ERROR_RATE] ${sign} ${thousandths / 1000}`, measured({ errorRate: rate }))).toBe(expected);
        if (sign === '==' || sign === '!=') return;
        expect(holds(`[BODY].connections.share ${sign} ${thousandths / 10}%`, observedJson({ connections: { share: rate } }))).toBe(
          expected,
        );
      }),
      runs,
    );
  });

  test('more than everything, a duration and a word are refused with their place', () => {
    fc.assert(
      fc.property(fc.constantFrom('1', '5', '101%', '2.5', '-1%', '300ms', 'low', '"1%"', '%'), operator, (written, sign) => {
        expect(() => parseCondition(`[ERROR_RATE] ${sign} ${written}`)).toThrow(ConditionError);
      }),
    );
    expect(() => parseCondition('[ERROR_RATE] < 1')).toThrow('[ERROR_RATE] is a share such as 1% or 0.01, and 1 is none; did you mean 1%?');
  });

  test('a number that is no share is compared with none', () => {
    for (const sign of ['<', '>']) expect(holds(`[BODY].used ${sign} 90%`, observedJson({ used: 95 }))).toBe(false);
    expect(evaluate(parseCondition('[BODY].used > 90%'), observedJson({ used: 95 })).actual).toBe('95 (95 is no share of 0 to 1)');
    expect(evaluate(parseCondition('[BODY].used > 90%'), observedJson({ used: '95%' })).passed).toBe(true);
  });
});

describe('texts', () => {
  const word = fc.stringMatching(/^[A-Za-z][\w.-]{0,20}$/);

  test('are equal to themselves and to nothing else', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(holds(`[BODY].a == ${a}`, observedJson({ a: b }))).toBe(a === b);
        expect(holds(`[BODY].a == "${a}"`, observedJson({ a: b }))).toBe(a === b);
        expect(holds(`[BODY].a == any(${a}, other)`, observedJson({ a: b }))).toBe(a === b || b === 'other');
        expect(holds(`[BODY].a == pat(*${a}*)`, observedJson({ a: b }))).toBe(b.includes(a));
      }),
      runs,
    );
  });

  test('a value that is not there fails every operator', () => {
    fc.assert(
      fc.property(word, operator, (key, sign) => {
        expect(holds(`[BODY].${key.replaceAll('.', '')}x ${sign} 1`, observedJson({ a: 1 }))).toBe(false);
      }),
      runs,
    );
  });

  test('any JSON at any path: an answer, and never more than a line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(word, { maxLength: 3 }), operator, (json, path, sign) => {
        const text = `[BODY]${path.map((key) => `['${key}']`).join('')} ${sign} 1`;
        const { actual, passed } = evaluate(parseCondition(text), observedJson(json));
        expect(typeof passed).toBe('boolean');
        expect(actual).not.toMatch(/[\r\n\u202e]/);
      }),
      runs,
    );
  });
});

describe('what was not measured', () => {
  test.each(['[P50] < 1d', '[P95] < 1d', '[P99] < 1d', '[ERROR_RATE] < 100%', '[P50] != 1', '[ERROR_RATE] != 5%'])(
    '%s does not hold',
    (text) => {
      expect(evaluate(parseCondition(text), observed())).toMatchObject({ passed: false, actual: 'nothing was measured' });
      const none = measured({ n: 0, answered: 0 });
      expect(evaluate(parseCondition(text), none)).toMatchObject({ passed: false, actual: 'nothing was measured' });
    },
  );

  test('[P99] of fewer than 100 answers says how many there were', () => {
    const few = measured({ n: 100, answered: 90, errorRate: 0.2, p50: 1, p95: 2 });
    expect(evaluate(parseCondition('[P99] < 1s'), few).actual).toBe('only 80 requests were answered well, and [P99] needs 100');
    expect(evaluate(parseCondition('[P50] < 1s'), measured({ n: 5, answered: 0, errorRate: 1 })).actual).toBe(
      'none of 5 requests was answered',
    );
  });
});

describe('other kinds', () => {
  const found = (json: unknown): Observation => {
    const { status: _, ...answer } = observedJson(json);
    return answer;
  };

  test('what they found is read by the same grammar', () => {
    expect(holds('[BODY].connections.share < 90%', found({ connections: { share: 0.85 } }))).toBe(true);
    expect(holds('[WS] == open', found({ state: 'open' }))).toBe(true);
    expect(holds('[WS] == open', found({ state: 'closed' }))).toBe(false);
    expect(holds('[DNS_RCODE] == NOERROR', found({ rcode: 'NOERROR' }))).toBe(true);
    expect(holds('[BODY]["queue_depth{queue=\'mail\'}"] < 1000', found({ "queue_depth{queue='mail'}": 12 }))).toBe(true);
    expect(evaluate(parseCondition('[STATUS] == 200'), found({})).actual).toContain('not one over HTTP');
  });

  test('nothing was found where nothing answered', () => {
    const refused: Observation = { ...found({}), connected: false, error: { class: 'refused', code: 'X', message: 'it refused' } };
    const { json: _, ...answer } = refused;
    for (const text of ['[WS] == open', '[WS] != open', '[BODY].a != 1', '[RESPONSE_TIME] < 1s', '[DNS_RCODE] != X'])
      expect(evaluate(parseCondition(text), answer)).toMatchObject({ passed: false, actual: 'no answer: it refused' });
    expect(holds('[CONNECTED] == false', answer)).toBe(true);
  });
});
