import { describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { ConditionError, parseCondition, parseConditions } from '../src/index.ts';

function problemOf(text: string): ConditionError {
  try {
    parseCondition(text);
  } catch (error) {
    if (error instanceof ConditionError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('conditions as gatus users write them', () => {
  test.each([
    '[STATUS] == 200',
    '[STATUS] != 200',
    '[STATUS] <= 200',
    '[STATUS] >= 200',
    '[STATUS] < 300',
    '[STATUS] == any(200, 201, 202, 203)',
    'any(200, 429) == [STATUS]',
    '[STATUS] == [BODY].status',
    '[status] == 200',
    '[CONNECTED] == true',
    '[RESPONSE_TIME] < 500',
    '[RESPONSE_TIME] < 2s',
    '300 > [RESPONSE_TIME]',
    '[BODY] == 1',
    '[BODY] == hello world',
    '[BODY].test.wat == wat',
    '[BODY].age == [BODY].id',
    '[BODY].users[0].id == 1',
    '[BODY][0].id == 1',
    "[BODY].items[0]['x-y'].z == 1",
    '[BODY].items[*].state == ready',
    'len([BODY].users) == 100',
    'len([BODY]) > 0',
    'has([BODY].errors) == false',
    'has([HEADER].etag) == true',
    '[BODY].name == pat(john*)',
    '[BODY] == pat(*<div id="user">(john.doe)</div>*)',
    'pat(*john*) == [BODY]',
    '[CERTIFICATE_EXPIRATION] > 48h',
    '[CERTIFICATE_EXPIRATION] > 2419200000',
    '[HEADER].x-frame-options == DENY',
    '[HEADER].Strict-Transport-Security == pat(max-age=*)',
    '[VERSION] == 1.2.3',
    '[TLS] >= 1.2',
    '[REDIRECTS] == 0',
    '[BODY].text == "a == b"',
    "[BODY].text == 'pat(x)'",
  ])('%s', (text) => {
    expect(parseCondition(`  ${text} `).text).toBe(text);
  });

  test('a quoted value is text, an unquoted one takes the type of the other side', () => {
    expect(parseCondition('[BODY].a == "5"').right).toEqual({ kind: 'literal', text: '5', quoted: true });
    expect(parseCondition('[BODY].a == 5').right).toEqual({ kind: 'literal', text: '5', quoted: false });
  });

  test('any() keeps commas that stand in quotes and brackets', () => {
    expect(parseCondition('[BODY].a == any("a, b", pat(x,*), c)').right).toEqual({
      kind: 'any',
      of: [
        { kind: 'literal', text: 'a, b', quoted: true },
        { kind: 'pattern', glob: 'x,*' },
        { kind: 'literal', text: 'c', quoted: false },
      ],
    });
  });
});

describe('a condition that means nothing is refused with its place', () => {
  test.each([
    ['[STAUS] == 200', 0, '[STATUS]'],
    ['[BODY].a == [STAUTS]', 12, '[STATUS]'],
    ['[HEADERS].etag == x', 0, '[HEADER]'],
    ['lenn([BODY].a) == 1', 0, 'len()'],
    ['[BODY].a == patt(*x*)', 12, 'pat()'],
    ['[STATUS] === 200', 9, '=='],
    ['[STATUS] = 200', 9, '=='],
    ['[STATUS] <> 200', 9, '!='],
    ['[BODY].a contains b', 9, '== pat(*text*)'],
    ['[CERTIFICATE_EXPIRATION] > 14', 27, '14d'],
  ])('%s: column %i, did you mean %s', (text, position, suggestion) => {
    const problem = problemOf(text);
    expect([problem.position, problem.suggestion]).toEqual([position, suggestion]);
    expect(problem.message).toContain(`did you mean ${suggestion}?`);
    expect(problem.message).toContain(`column ${position + 1}`);
  });

  test.each([
    ['', 0, /empty/],
    ['[STATUS]', 8, /no operator/],
    ['[STATUS] ==', 11, /Nothing stands behind/],
    ['[STATUS]==200', 8, /space/],
    ['[STATUS] ==200', 9, /space/],
    ['[STATUS] ? 201', 9, /expected here/],
    ['[STATUS] = = 201', 9, /no operator/],
    ['raw == raw', 0, /constants/],
    ['200', 0, /written/],
    ['[STATUS] == abc', 12, /is a number/],
    ['[STATUS] != ok', 12, /is a number/],
    ['[STATUS] == "200"', 12, /is a number/],
    ['[STATUS] == any(200, ok)', 12, /is a number/],
    ['[STATUS].code == 200', 0, /no parts/],
    ['[CERTIFICATE_EXPIRATION] == 1000', 28, /milliseconds/],
    ['[RESPONSE_TIME] < fast', 18, /is a duration/],
    ['[CONNECTED] == yes', 15, /true or false/],
    ['[CONNECTED] > true', 12, /no order/],
    ['has([BODY].a) == 1', 17, /true or false/],
    ['len([BODY].a) > many', 16, /is a number/],
    ['len([STATUS]) == 3', 0, /\[BODY\] or \[HEADER\]/],
    ['len([BODY].users == 100', 17, /no closing bracket/],
    ['[BODY].a < abc', 11, /no number, no duration and no share/],
    ['[BODY].a < pat(1*)', 9, /pat\(\) and any\(\) go with/],
    ['[BODY].a == any()', 16, /needs values/],
    ['[BODY].a == any(1,,2)', 18, /needs values/],
    ['[BODY].a == any(any(1))', 16, /cannot stand inside/],
    ['[BODY].a == pat()', 12, /needs a pattern/],
    ['[BODY].a == pat(x', 12, /no closing bracket/],
    ['[BODY].a == "x', 12, /not closed/],
    ['[BODY]..a == x', 7, /name of a key/],
    ['[BODY].a[ == x', 9, /An index/],
    ['[BODY].a[1 == x', 8, /not closed/],
    ["[BODY].a['b == x", 9, /not closed/],
    ['[BODY].a[*].b[*] == 1', 0, /once/],
    ['[HEADER] == x', 0, /name of one header/],
    ['[IP] == 127.0.0.1', 0, /has no value here/],
    ['[BODY].a != error && [STATUS] == 200', 18, /second comparison/],
    ['[BODY].a != x == y', 14, /second comparison/],
    ['[VERSION] > 1.2', 10, /no order/],
    ['[BODY].a == b\n[STATUS] == 200', 13, /one line/],
    [`[BODY].a == ${'x'.repeat(2000)}`, 2000, /longer than/],
    [`[BODY].a == pat(${'x'.repeat(501)})`, 12, /longer than/],
  ])('%s: column %i', (text, position, message) => {
    const problem = problemOf(text);
    expect(problem.message).toMatch(message);
    expect(problem.position).toBe(position);
  });

  test('all of several lines are named at once', () => {
    let failure: unknown;
    try {
      parseConditions(['[STAUS] == 200', '[STATUS] == 200', '[BODY].a ~ b']);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).reason).toBe('bad-condition');
    expect((failure as Failure).message).toContain('2 conditions mean nothing');
    expect((failure as Failure).message).toContain('[STAUS] is no placeholder');
    expect((failure as Failure).message).toContain('~ is no operator');
  });
});
