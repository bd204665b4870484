import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { block, cell, code, formatDuration, nearest, parseDuration, table } from '../src/index.ts';

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['2d', 172_800_000],
    ['0s', 0],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(['', '90', 's', '5 m', '-5m', '5M', '1h 30m', '1e3s', '5m30', '.5s', 'PT5M', '5m\n'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([
    [0, '0 ms'],
    [340, '340 ms'],
    [2400, '2.4 s'],
    [59_949, '59.9 s'],
    [59_999, '1 min'],
    [200_000, '3 min 20 s'],
    [180_000, '3 min'],
    [3_599_900, '1 h'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms reads %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('nearest', () => {
  const names = ['host', 'port', 'ssh-key', 'known-hosts', 'database-url', 'compose-file'];
  test.each([
    ['hots', 'host'],
    ['hsot', 'host'],
    ['Host', 'host'],
    ['prot', 'port'],
    ['sshKey', 'ssh-key'],
    ['known_hosts', 'known-hosts'],
    ['knownhost', 'known-hosts'],
    ['databaseurl', 'database-url'],
    ['docker-compose-file', undefined],
    ['image', undefined],
    ['x', undefined],
  ])('%s: %s', (word, meant) => {
    expect(nearest(word, names)).toBe(meant);
  });
});

describe('markdown', () => {
  /** Cells of a row as GitHub splits it: at every `|` that no backslash escapes, where a backslash may itself be escaped. */
  function cellsOf(row: string): string[] {
    const cells: string[] = [];
    let current = '';
    for (let index = 0; index < row.length; index++) {
      const character = row[index] ?? '';
      if (character === '\\') current += character + (row[++index] ?? '');
      else if (character === '|') {
        cells.push(current.trim());
        current = '';
      } else current += character;
    }
    return [...cells, current.trim()].slice(1, -1);
  }
  const hostile = fc.string({ unit: fc.constantFrom('|', '\\', '`', '<', '>', '[', ']', '\n', '\r\n', '&', 'a', ' '), maxLength: 20 });

  test('no text breaks out of its cell, starts a tag or opens a link', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [head, , row = '', ...more] = table(['a', 'b'], [[cell(text), 'end']]).split('\n');
        expect(more).toEqual([]);
        expect(head).toBe('| a | b |');
        expect(cellsOf(row)).toHaveLength(2);
        expect(cell(text).replaceAll('<br>', '')).not.toMatch(/[<>[]/);
      }),
    );
  });

  test('no text breaks out of inline code, also in a table', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const row = `| ${code(text)} | end |`;
        expect(row).not.toContain('\n');
        expect(cellsOf(row)).toHaveLength(2);
      }),
    );
    expect(code('a `b` c')).toBe('`` a `b` c ``');
    expect(code('a|b')).toBe('`a\\|b`');
  });

  test('a block has a fence longer than any inside', () => {
    expect(block('echo ```', 'sh')).toBe('````sh\necho ```\n````');
  });
});
