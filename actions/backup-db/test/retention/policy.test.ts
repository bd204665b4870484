import { describe, expect, test } from '@jest/globals';
import { periodOf } from '../../src/retention/calendar.ts';
import { defaultPolicy, isEmpty, type PolicyInputs, periods, readPolicy, rulesOf } from '../../src/retention/policy.ts';
import { before, formatSpan, parseSpan } from '../../src/retention/span.ts';

const policyOf = (inputs: Partial<PolicyInputs>): ReturnType<typeof readPolicy> => readPolicy({ 'keep-tag': [], ...inputs });

describe('a span', () => {
  test.each([
    ['1y6m14d12h', '1y6m14d12h'],
    ['36h', '36h'],
    [' 2m ', '2m'],
    ['0d', '0h'],
  ])('%j is %s', (text, shown) => {
    expect(formatSpan(parseSpan(text) ?? { years: 9, months: 9, days: 9, hours: 9 })).toBe(shown);
  });

  test.each(['', '1w', '7', 'd', '1d1d', '1h1d', '-1d', '1.5d', '99999y', '1m 2d'])('%j is none', (text) => {
    expect(parseSpan(text)).toBeUndefined();
  });

  test.each([
    ['2024-03-31T12:00:00Z', '1m', '2024-03-02T12:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '1y', '2023-03-01T00:00:00.000Z'],
    ['2024-03-31T01:30:00Z', '1d1h', '2024-03-30T00:30:00.000Z'],
    ['2024-01-15T00:00:00Z', '1950y', '0074-01-15T00:00:00.000Z'],
  ])('%s less %s is %s', (from, span, to) => {
    expect(new Date(before(Date.parse(from), parseSpan(span) ?? { years: 0, months: 0, days: 0, hours: 0 })).toISOString()).toBe(to);
  });
});

test.each([
  ['2024-12-30T00:00:00Z', [2024123000, 20241230, 202501, 202412, 2024]],
  ['2021-01-03T23:59:59Z', [2021010323, 20210103, 202053, 202101, 2021]],
  ['2021-01-04T00:00:00Z', [2021010400, 20210104, 202101, 202101, 2021]],
  ['2024-02-29T07:00:00Z', [2024022907, 20240229, 202409, 202402, 2024]],
])('%s belongs to %j', (time, expected) => {
  expect(periods.map((period) => periodOf(period, Date.parse(time)))).toEqual(expected);
});

describe('a policy', () => {
  test('is 7 daily, 4 weekly, 12 monthly where nothing is said, and just what is said where anything is', () => {
    expect(rulesOf(policyOf({}).policy)).toEqual(['keep-daily 7', 'keep-weekly 4', 'keep-monthly 12']);
    expect(rulesOf(policyOf({ 'keep-last': '3', 'keep-yearly': 'unlimited' }).policy)).toEqual(['keep-last 3', 'keep-yearly unlimited']);
    expect(rulesOf(policyOf({ 'keep-within': '7d', 'keep-within-weekly': '2m', 'keep-tag': ['a,b'] }).policy)).toEqual([
      'keep-within 7d',
      'keep-within-weekly 2m',
      'keep-tag a,b',
    ]);
  });

  test('that keeps nothing is refused, as restic refuses it', () => {
    expect(policyOf({ 'keep-last': '0' }).problems).toEqual([{ input: 'keep-last', message: expect.stringMatching(/keep nothing/) }]);
    expect(policyOf({ 'keep-daily': '0', 'keep-within': '0h' }).problems.map(({ input }) => input)).toEqual(['keep-daily']);
    expect(policyOf({ 'keep-daily': '0', 'keep-last': '1' }).problems).toEqual([]);
    expect(isEmpty(defaultPolicy)).toBe(false);
  });

  test.each([
    ['keep-daily', '-1'],
    ['keep-daily', '7.5'],
    ['keep-daily', 'all'],
    ['keep-within', '7'],
    ['keep-within-yearly', '1w'],
  ] as const)('%s: %s is a problem', (name, text) => {
    expect(policyOf({ [name]: text }).problems.map(({ input }) => input)).toEqual([name]);
  });
});
