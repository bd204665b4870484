import { describe, expect, test } from '@jest/globals';
import { evaluate, parseCondition } from '../src/index.ts';
import { observed, observedJson } from './support.ts';

const json = {
  status: 'UP',
  count: 10,
  ratio: 1.1,
  big: 2 ** 60,
  none: null,
  yes: true,
  hex: '0x10',
  version: '1.10',
  age: '3m',
  services: { redis: 'connected', db: 'ok' },
  items: [
    { id: 1, state: 'ready', 'x-y': { z: 'deep' } },
    { id: 2, state: 'ready' },
  ],
  mixed: [{ state: 'ready' }, { state: 'broken' }],
  empty: [],
  object: {},
  words: ['hello', 'Whatever'],
};

const ask = (text: string, answer = observedJson(json)): ReturnType<typeof evaluate> => evaluate(parseCondition(text), answer);

describe('holds', () => {
  test.each([
    '[STATUS] == 200',
    '[STATUS] == any(200, 204)',
    '[STATUS] == pat(2*)',
    '[STATUS] < 300',
    '300 > [STATUS]',
    '200 <= [STATUS]',
    '[CONNECTED] == true',
    '[RESPONSE_TIME] < 300',
    '[RESPONSE_TIME] < 2s',
    '[BODY].status == UP',
    '[BODY].status != DOWN',
    '[BODY].status == "UP"',
    '[BODY].services.redis == connected',
    "[BODY].items[0]['x-y'].z == deep",
    '[BODY].items[1].id == 2',
    '[BODY].items[*].state == ready',
    '[BODY].items[*].id > 0',
    '[BODY].count == 10.0',
    '[BODY].count > 9',
    '[BODY].ratio < 1.2',
    '[BODY].hex == 16',
    '[BODY].hex >= 16',
    '[BODY].age < 5m',
    '[BODY].none == null',
    '[BODY].yes == true',
    '[BODY].yes != false',
    '[BODY].words == pat(*Whatever*)',
    '[BODY] == pat({*})',
    '[BODY].status == any(pat(x*), UP)',
    '[BODY].status != any(DOWN, OUT)',
    '[BODY].services.redis != [BODY].services.db',
    '[BODY].items[0].id == [BODY].items[0].id',
    'len([BODY].items) == 2',
    'len([BODY].empty) == 0',
    'len([BODY].object) == 0',
    'len([BODY].services) == 2',
    'len([BODY].status) == 2',
    'len([BODY].count) == 2',
    'has([BODY].services.redis) == true',
    'has([BODY].errors) == false',
    'has([BODY].none) == false',
    'has([BODY]) == true',
  ])('%s', (text) => {
    expect(ask(text)).toMatchObject({ passed: true, text });
  });

  test('bodies that are no JSON are text', () => {
    expect(ask('[BODY] == test', observed({ body: ' test\n' })).passed).toBe(true);
    expect(ask('[BODY] > 122', observed({ body: '123' })).passed).toBe(true);
    expect(ask('len([BODY]) == 8', observed({ body: 'john.doe' })).passed).toBe(true);
    expect(ask('[BODY] == "OK"', observed({ body: '"OK"', json: 'OK' })).passed).toBe(true);
    expect(ask('[BODY] == "OK"', observed({ body: 'OK' })).passed).toBe(true);
  });

  test('headers, certificates, TLS, redirects, versions', () => {
    const answer = observed({
      headers: { 'x-frame-options': 'DENY', 'content-length': '120' },
      certificateExpiration: 20 * 86_400_000,
      tlsVersion: '1.3',
      versions: ['1.2.3', 'abcdef0123456789'],
      redirects: [{ status: 301, url: 'http://a/', location: 'https://a/' }],
    });
    for (const text of [
      '[HEADER].X-Frame-Options == DENY',
      '[HEADER].content-length > 100',
      'has([HEADER].x-frame-options) == true',
      'has([HEADER].etag) == false',
      '[CERTIFICATE_EXPIRATION] > 14d',
      '[TLS] >= 1.2',
      '[REDIRECTS] == 1',
      '[VERSION] == v1.2.3',
      '[VERSION] == abcdef0',
      '[VERSION] != 1.2.4',
      '[VERSION] == pat(1.*)',
    ]) {
      expect(ask(text, answer)).toMatchObject({ text, passed: true });
    }
  });
});

describe('does not hold, and says what is there', () => {
  test.each([
    ['[STATUS] == 500', '200', '== 500'],
    ['500 == [STATUS]', '200', '== 500'],
    ['500 < [STATUS]', '200', '> 500'],
    ['[STATUS] == any(201, 204)', '200', '== any(201, 204)'],
    ['[RESPONSE_TIME] < 5', '12 ms', '< 5'],
    ['[BODY].services.db == connected', 'ok', '== connected'],
    ['[BODY].services.cache == x', '[BODY].services has the keys redis, db, and no cache', '== x'],
    ['[BODY].services.rediss == x', '[BODY].services has the keys redis, db, and no rediss (did you mean redis?)', '== x'],
    ['[BODY].services.cache != x', '[BODY].services has the keys redis, db, and no cache', '!= x'],
    ['[BODY].status.deep == x', '[BODY].status is UP, so it has no deep', '== x'],
    ['[BODY].items[7].id == 1', '[BODY].items is a list of 2, so it has no [7]', '== 1'],
    ['[BODY].services[0] == 1', '[BODY].services is an object with the keys redis, db, not a list', '== 1'],
    ['[BODY].constructor == x', /no constructor/, '== x'],
    ['[BODY].mixed[*].state == ready', 'broken at [BODY].mixed[1]', '== ready'],
    ['[BODY].empty[*].state == ready', '[BODY].empty is a list of 0', '== ready'],
    ['has([BODY].empty[*].bad) == false', '[BODY].empty is a list of 0', '== false'],
    ['[BODY].none == OK', 'null', '== OK'],
    ['[BODY].version == 1.1', '1.10', '== 1.1'],
    ['[BODY].count == "10"', '10', '== "10"'],
    ['[BODY].count < 5m', '10 (one side is a duration, the other a number without a unit)', '< 5m'],
    ['[BODY].status > 5', 'UP (a text has no order)', '> 5'],
    ['[BODY].big == 1152921504606846976', /too large/, '== 1152921504606846976'],
    ['[BODY].big != 5', /too large/, '!= 5'],
    ['[BODY].services == ok', 'an object with the keys redis, db', '== ok'],
    ['[BODY].items[0].id == [BODY].items[1].id', '1, and the other is 2', '== [BODY].items[1].id'],
    ['[BODY].items[0].id != [BODY].nothing', /no nothing/, '!= [BODY].nothing'],
    ['[HEADER].etag != x', 'the answer has no header etag', '!= x'],
    ['[CERTIFICATE_EXPIRATION] == 0', 'the connection does not use TLS', '== 0'],
    ['[VERSION] != x', 'the answer names no version', '!= x'],
  ])('%s', (text, actual, expected) => {
    const result = ask(text);
    expect(result).toMatchObject({ passed: false, text, expected });
    expect(result.actual).toMatch(typeof actual === 'string' ? new RegExp(`^${actual.replaceAll(/[[\]().*?]/g, '\\$&')}`) : actual);
  });

  test('nothing that needs an answer holds without one, whatever the operator', () => {
    const nothing = observed({
      connected: false,
      error: { class: 'refused', code: 'ECONNREFUSED', message: 'app:80 refused the connection' },
    });
    const { status: _status, ...answer } = nothing;
    for (const text of [
      '[STATUS] != 500',
      '[BODY] != x',
      '[BODY].a != x',
      'has([BODY].a) == false',
      'has([BODY]) == false',
      'len([BODY]) == 0',
      '[RESPONSE_TIME] < 5s',
    ]) {
      expect(ask(text, answer)).toMatchObject({ passed: false, actual: 'no answer: app:80 refused the connection' });
    }
    expect(ask('[CONNECTED] == false', answer).passed).toBe(true);
  });

  test('a body that is no JSON has nothing and lacks nothing', () => {
    const answer = observed({ body: '<html>\u001b[31mBad Gateway</html>' });
    expect(ask('has([BODY].errors) == false', answer)).toMatchObject({
      passed: false,
      actual: 'the body is not JSON: <html> [31mBad Gateway</html>',
    });
    expect(ask('[BODY].a != x', observed({ truncated: true, body: '{' })).actual).toContain('larger than 1 MiB');
  });

  test('a hostile body is shown short, on one line, and without control characters', () => {
    const hostile = observedJson({ [`::error::\n${'k'.repeat(5000)}`]: 1, a: `x\r\n::add-mask::y\u202e${'z'.repeat(5000)}` });
    const missing = ask('[BODY].b == 1', hostile).actual;
    const shown = ask('[BODY].a == 1', hostile).actual;
    for (const text of [missing, shown]) {
      expect(text.length).toBeLessThan(300);
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  test('a body nested a hundred thousand levels deep is judged, not crashed on', () => {
    const body = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const answer = observed({ body, json: JSON.parse(body) as unknown });
    for (const text of ['[BODY][0] == pat(*)', '[BODY][0] != pat(x)', '[BODY][0] != x', '[BODY][0][0] == [BODY][0]']) {
      expect(ask(text, answer)).toMatchObject({ passed: false, actual: 'a list of 1 (nested too deeply to be compared)' });
    }
    expect(ask('len([BODY][0]) == 1', answer).passed).toBe(true);
  });
});
