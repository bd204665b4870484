import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePair, secretPairs, secretProblems, splitSecrets } from '../src/pairs.ts';

describe('secrets', () => {
  test.each<[string, readonly { name: string; value: string }[]]>([
    ['npm=abc', [{ name: 'npm', value: 'abc' }]],
    [
      'npm=abc\n\npip=d=e=f\n',
      [
        { name: 'npm', value: 'abc' },
        { name: 'pip', value: 'd=e=f' },
      ],
    ],
    [
      '"key=first\nsecond=\nthird"\nnpm=abc',
      [
        { name: 'key', value: 'first\nsecond=\nthird' },
        { name: 'npm', value: 'abc' },
      ],
    ],
    ['"key=say ""hi"""', [{ name: 'key', value: 'say "hi"' }]],
    ['npm="quoted"', [{ name: 'npm', value: '"quoted"' }]],
    [
      'a=1\r\nb=2\r\n',
      [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    ],
  ])('%j', (text, expected) => {
    expect(secretPairs(text)).toEqual(expected);
    expect(secretProblems(text)).toEqual([]);
  });

  test('a key that was pasted without quotes is refused, not cut to its first line', () => {
    expect(secretProblems('key=-----BEGIN KEY-----\nbWFkZSB1cA==\n-----END KEY-----')).not.toEqual([]);
  });

  test('an id given twice is refused', () => {
    expect(secretProblems('a=1\na=2')).toEqual(['entry 2 repeats the id a']);
  });

  test('any value comes through quotes unchanged, and the splitter always ends', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 4 }), (values) => {
        const text = values.map((value, index) => `"s${index}=${value.replaceAll('"', '""')}"`).join('\n');
        expect(secretPairs(text).map(({ value }) => value)).toEqual(values);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\n', '=', 'a', ' ', '\r') }), (text) => Array.isArray(splitSecrets(text))),
    );
  });
});

test('a pair needs a name', () => {
  expect(parsePair('A=b=c')).toEqual({ name: 'A', value: 'b=c' });
  expect(parsePair('A=')).toEqual({ name: 'A', value: '' });
  expect(parsePair('=b')).toBeUndefined();
  expect(parsePair('b')).toBeUndefined();
});
