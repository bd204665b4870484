import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seed, times } from '../../../test/harness/sample.ts';
import { matchGlob } from '../src/glob.ts';

describe('pat()', () => {
  test.each([
    ['*', '', true],
    ['*', 'anything\nwith lines', true],
    ['', '', true],
    ['', 'a', false],
    ['ok', 'ok', true],
    ['ok', 'okay', false],
    ['*ok*', 'it is ok now', true],
    ['ok*', 'not ok', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['what?', 'what?', true],
    ['[a]', '[a]', true],
    ['[a]', 'a', false],
    ['.*', 'x', false],
    ['*a*b*c*', 'xxaxxbxxcxx', true],
    ['*a*b*c*', 'xxcxxbxxaxx', false],
    ['**a', 'bba', true],
    ['<div id="x">*</div>', '<div id="x">a/b</div>', true],
  ])('%j on %j is %s', (glob, text, expected) => {
    expect(matchGlob(glob, text)).toBe(expected);
  });

  test('agrees with a naive matcher', () => {
    const naive = (glob: string, text: string): boolean => {
      if (glob === '') return text === '';
      if (glob.startsWith('*')) return naive(glob.slice(1), text) || (text !== '' && naive(glob, text.slice(1)));
      return text !== '' && (glob[0] === '?' || glob[0] === text[0]) && naive(glob.slice(1), text.slice(1));
    };
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '?'), maxLength: 10 });
    const globs = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const numRuns = times('glob', 2000, 50_000);
    fc.assert(
      fc.property(globs, letters, (glob, text) => matchGlob(glob, text) === naive(glob, text)),
      { numRuns, seed },
    );
  });

  test('every text is matched by itself with stars put in, also beyond 32 and 64 tokens', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '.', '💧'), minLength: 1, maxLength: 140, size: 'max' });
    const place = fc.nat(140);
    fc.assert(
      fc.property(texts, place, place, (text, one, other) => {
        const starred = `${text.slice(0, one)}*${text.slice(one)}`;
        return (
          matchGlob(text, text) &&
          matchGlob(starred, text) &&
          matchGlob(`${text.slice(0, other)}*`, text) &&
          !matchGlob(`${starred}x`, text)
        );
      }),
      { numRuns: times('glob', 1000, 20_000), seed },
    );
  });

  test('a pattern made to explode takes time that grows with the text only', () => {
    const text = 'a'.repeat(1024 * 1024);
    const started = performance.now();
    expect(matchGlob(`${'*a'.repeat(249)}b`, text)).toBe(false);
    expect(matchGlob(`${'*a'.repeat(240)}*?b`, text)).toBe(false);
    expect(matchGlob(`*${'a'.repeat(249)}b${'a'.repeat(248)}*`, text)).toBe(false);
    expect(matchGlob(`*b${'a'.repeat(497)}*`, text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('hundreds of ordinary patterns on a large text take no time', () => {
    const text = 'a'.repeat(1024 * 1024);
    const started = performance.now();
    for (let number = 0; number < 200; number++) expect(matchGlob(`*${'Application error '.repeat(20)}${number}*`, text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
