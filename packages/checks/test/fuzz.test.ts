import { describe, expect, test } from '@jest/globals';
import { generator, times } from '../../../test/harness/sample.ts';
import { type Condition, ConditionError, evaluate, parseCondition } from '../src/index.ts';
import { writeOperand } from '../src/write.ts';
import { observed, observedJson } from './support.ts';

/** Pieces that lead deep into the parser, and characters that lead nowhere. */
const pieces = [
  ...[
    '[STATUS]',
    '[BODY]',
    '[HEADER]',
    '[VERSION]',
    '[CONNECTED]',
    '[CERTIFICATE_EXPIRATION]',
    '[RESPONSE_TIME]',
    '[TLS]',
    '[IP]',
    '[P50]',
    '[P95]',
    '[P99]',
    '[ERROR_RATE]',
    '[WS]',
    '[DNS_RCODE]',
    '[P9]',
    '[X]',
    '[',
    ']',
  ],
  ...[' == ', ' != ', ' < ', ' >= ', ' = ', '==', ' && ', ' ', '\t', '.', '.a', '.b-c', '[0]', '[*]', "['x y']", '["z"]', '[999999999999]'],
  ...[
    'len(',
    'has(',
    'pat(',
    'any(',
    'foo(',
    ')',
    ',',
    '*',
    '?',
    '"',
    "'",
    '200',
    '-1.5e3',
    '0x10',
    '14d',
    '1%',
    '99.5%',
    '101%',
    '300ms',
    'true',
    'null',
    'ok',
    'pat(*ok*)',
  ],
  ...[
    'any(1, 2)',
    '\\',
    '\u0000',
    '\n',
    '\u202e',
    '💧',
    '\ud800',
    '__proto__',
    'constructor',
    'a'.repeat(300),
    '1'.repeat(300),
    '$',
    '%',
    '((((',
    '[[[[',
  ],
];

const answers = [
  observedJson(
    { a: 1, 'b-c': ['x', { z: null }], 'x y': '3m', __proto__: 1 },
    { versions: ['abcdef0'], headers: { a: 'DENY' }, tlsVersion: '1.3' },
  ),
  observedJson([0, 'ok', { a: [] }], { measured: { n: 100, answered: 99, errorRate: 0.01, p50: 1, p95: 2 } }),
  observedJson({ state: 'open', rcode: 7 }, { measured: { n: 5, answered: 0, errorRate: 1 } }),
  observed({ body: 'plain text', certificateExpiration: 1e9 }),
  observed({ connected: false, error: { class: 'refused', code: 'ECONNREFUSED', message: 'refused' } }),
];

function randomText(random: () => number): string {
  const pick = (list: readonly string[] = pieces): string => list[Math.floor(random() * list.length)] ?? '';
  const raw = (): string => String.fromCharCode(Math.floor(random() * (random() < 0.9 ? 128 : 65_536)));
  const kind = random();
  if (kind < 0.5) {
    // Nearly a condition: one of its characters may be lost or another one added.
    const text = `${pick(subjects)}${pick(steps)}${pick(steps)} ${pick(operators)} ${pick(objects)}`;
    const place = Math.floor(random() * text.length);
    return random() < 0.6 ? text : `${text.slice(0, place)}${random() < 0.5 ? '' : raw()}${text.slice(place + 1)}`;
  }
  let text = '';
  for (let left = Math.floor(random() * 12); left >= 0; left--) text += kind < 0.65 || random() < 0.1 ? raw() : pick();
  return text;
}

const subjects = [
  '[STATUS]',
  '[BODY]',
  '[BODY]',
  '[HEADER]',
  '[CONNECTED]',
  '[VERSION]',
  '[RESPONSE_TIME]',
  '[P95]',
  '[ERROR_RATE]',
  '[WS]',
  'len([BODY].a)',
  'has([BODY][*])',
  '200',
];
const steps = ['', '', '.a', '.b-c', '[0]', "['x y']", '[*]', '.__proto__', '.constructor'];
const operators = ['==', '!=', '<', '<=', '>', '>='];
const objects = [
  '200',
  'true',
  'ok',
  '"a b"',
  '300ms',
  '-1.5e3',
  'null',
  'pat(*a?)',
  'any(1, pat(*))',
  '[BODY].a',
  'len([BODY])',
  '0x10',
  '2.5%',
  '[P50]',
  '🙂 x',
];

function parse(text: string): Condition | ConditionError {
  try {
    return parseCondition(text);
  } catch (error) {
    if (error instanceof ConditionError) return error;
    throw new Error(`${JSON.stringify(text)} crashed the parser`, { cause: error });
  }
}

describe('any text', () => {
  const name = 'condition fuzz';
  const count = times(name, 5000, 100_000);

  test(`${count} random texts: a condition that can be evaluated, or an error with its place, and no hang`, () => {
    const random = generator(name);
    let accepted = 0;
    let slowest = 0;
    for (let number = 0; number < count; number++) {
      const text = randomText(random);
      const started = performance.now();
      const parsed = parse(text);
      if (parsed instanceof ConditionError) {
        expect(parsed.position).toBeGreaterThanOrEqual(0);
        expect(parsed.position).toBeLessThanOrEqual(parsed.condition.length);
        expect(parsed.message.length).toBeLessThan(1000);
      } else {
        accepted++;
        for (const answer of answers) {
          const result = evaluate(parsed, answer);
          expect(typeof result.passed).toBe('boolean');
          expect(`${result.actual}${result.expected}`.length).toBeLessThan(4000);
        }
      }
      slowest = Math.max(slowest, performance.now() - started);
    }
    expect(accepted).toBeGreaterThan(count / 40);
    expect(slowest).toBeLessThan(3000);
  }, 180_000);

  test('what was accepted and is written out again is the same condition', () => {
    const random = generator(`${name} round trip`);
    for (let number = 0; number < count; number++) {
      const parsed = parse(randomText(random));
      if (parsed instanceof ConditionError || /["']/.test(parsed.text)) continue;
      const written = `${writeOperand(parsed.left)} ${parsed.operator} ${writeOperand(parsed.right)}`;
      expect(parseCondition(written)).toEqual({ ...parsed, text: written });
    }
  }, 180_000);

  test.each([
    ['brackets', `[BODY]${'[0]'.repeat(600)} == 1`],
    ['open brackets', '['.repeat(2000)],
    ['calls', 'len('.repeat(500)],
    ['alternatives', `[BODY].a == any(${'x,'.repeat(990)}`],
    ['stars', `[BODY].a == pat(${'*a'.repeat(240)})`],
    ['digits', `[BODY].a == ${'9'.repeat(1900)}`],
    ['spaces', `[STATUS]${' '.repeat(1900)}== 200`],
    ['durations', `[BODY].a == ${'1s'.repeat(900)}`],
  ])('many %s take no time', (_, text) => {
    const started = performance.now();
    parse(text);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
