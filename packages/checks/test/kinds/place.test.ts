import { expect, test } from '@jest/globals';
import { parseCondition } from '../../src/index.ts';
import { placeOf, placeProblems } from '../../src/kinds/place.ts';
import { kinds } from '../../src/kinds.ts';

const rules = { port: 5432, example: 'postgres://user:password@db/app' };

test('the parts of an address, and what may be shown of it', () => {
  expect(placeOf('postgres://app%40x:p%2Fw%25@db.internal/my%20db?sslmode=require&token=hidden', rules)).toMatchObject({
    host: 'db.internal',
    port: 5432,
    user: 'app@x',
    password: 'p/w%',
    path: 'my db',
    endpoint: 'db.internal:5432',
    shown: 'postgres://db.internal/my%20db',
  });
  expect(placeOf('redis://[::1]:7000', rules)).toMatchObject({
    host: '::1',
    port: 7000,
    endpoint: '[::1]:7000',
    shown: 'redis://[::1]:7000',
  });
  expect(placeOf('wss://app.example.com/ws', { web: true, example: '' })).toMatchObject({ port: 443, endpoint: 'app.example.com:443' });
});

test('an address that is written wrongly is refused without being shown', () => {
  for (const url of [
    'nonsense',
    'postgres://u:top/secret@db/app',
    'postgres://u:a@top/secret@db/app',
    'postgres://u:1234#secret@db/app',
    'postgres://u:1234?secret@db/app',
    'postgres://u:top?secret@db/app',
    'postgres://u:top#secret@db/app',
    'postgres://u:%zz-secret@db',
    'postgres://u:secret@',
    'postgres://u:secret@a b/app',
    'postgres://u:secret@[::zz]/app',
  ]) {
    const problems = placeProblems(url, rules);
    expect([url, problems.length]).toEqual([url, 1]);
    expect(problems.join('')).not.toMatch(/secret|top/);
    expect(() => placeOf(url, rules)).toThrow(/Example: /);
  }
});

test('every kind has conditions that mean something, and options that it knows', async () => {
  expect(Object.keys(kinds)).toHaveLength(13);
  for (const [scheme, load] of Object.entries(kinds)) {
    const kind = await load();
    expect([scheme, kind.conditions.length > 0]).toEqual([scheme, true]);
    for (const text of kind.conditions) expect(() => parseCondition(text)).not.toThrow();
    const problems = kind.check({ url: 'x', timeout: 1, options: { nonsense: 1 } });
    expect([scheme, problems.some((problem) => problem.startsWith('nonsense is no option of this check.'))]).toEqual([scheme, true]);
    expect([scheme, problems.length >= 2]).toEqual([scheme, true]);
  }
});
