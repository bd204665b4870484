import { describe, expect, test } from '@jest/globals';
import { isTablePattern } from '../src/names.ts';
import { describeProgress } from '../src/progress.ts';
import { chooseExcluded, excludeFlags } from '../src/sources/postgres/excluded.ts';

const tables = ['public.sessions', 'public.sessions_old', 'log.events', 'log.sessions', 'public.a+b', 'odd "name".x.y'].map((text) => {
  const [schema = '', ...rest] = text.split('.');
  return { schema, name: rest.join('.') };
});
const left = (...lines: string[]): string[] => chooseExcluded(tables, lines).left.map(({ schema, name }) => `${schema}.${name}`);

describe('exclude-table-data', () => {
  test.each<[string[], string[]]>([
    [['sessions'], ['public.sessions', 'log.sessions']],
    [['public.sessions'], ['public.sessions']],
    [['sessions*'], ['public.sessions', 'public.sessions_old', 'log.sessions']],
    [['log.*'], ['log.events', 'log.sessions']],
    [['a+b'], ['public.a+b']],
    [['aab'], []],
    [['*'], tables.map(({ schema, name }) => `${schema}.${name}`)],
    [[], []],
  ])('%j leaves the rows of %j out', (lines, expected) => expect(left(...lines)).toEqual(expected));

  test('names what means no table', () => {
    expect(chooseExcluded(tables, ['sessions', 'session', 'lgo.*']).unmatched).toEqual(['session', 'lgo.*']);
  });

  test('gives pg_dump names that mean just themselves', () => {
    expect(excludeFlags([{ schema: 'odd "name"', name: 'x.*' }])).toEqual(['--exclude-table-data="odd ""name"""."x.*"']);
  });

  test.each([
    ['sessions', true],
    ['log.*', true],
    ['', false],
    ['a.b.c', false],
    ['"quoted"', false],
    ['a\nb', false],
  ] as const)('%j is a pattern: %j', (line, expected) => expect(isTablePattern(line)).toBe(expected));
});

test.each<[number, number, number | undefined, string]>([
  [1_000_000, 500_000, undefined, 'Dumped: 1.0 MB, 500.0 kB/s'],
  [1_000_000, 500_000, 7_000_000, 'Dumped: 1.0 MB, 500.0 kB/s, about 12 s left'],
  [1_000_000, 100_000, 91_000_000, 'Dumped: 1.0 MB, 100.0 kB/s, about 15 min left'],
  [8_000_000, 500_000, 7_000_000, 'Dumped: 8.0 MB, 500.0 kB/s'],
  [1_000_000, 0, 7_000_000, 'Dumped: 1.0 MB, 0 B/s'],
])('progress at %d bytes, %d a second, %p expected', (bytes, rate, expected, line) => {
  expect(describeProgress('Dumped', bytes, rate, expected)).toBe(line);
});
