import { describe, expect, test } from '@jest/globals';
import { keepSummary, parseAssignments } from './runner/file-commands.ts';
import { LogReader, parseCommand } from './runner/log-commands.ts';
import { Masks } from './runner/masks.ts';

/** The harness is only worth what it shares with the runner: these rows come from the tests of actions/runner. */

describe('file commands', () => {
  test.each<[string, Record<string, string>]>([
    ['', {}],
    ['\n\r\n', {}],
    ['a=b\n', { a: 'b' }],
    ['a=', { a: '' }],
    ['a==b=c', { a: '=b=c' }],
    ['a=b<<EOF', { a: 'b<<EOF' }],
    ['a<<EOF\nx\ny\nEOF\nb=1\n', { a: 'x\ny', b: '1' }],
    ['a<<EOF\nEOF\n', { a: '' }],
    ['a<<EOF\n\n\nEOF\n', { a: '\n' }],
    ['a<<EOF\r\nx\r\ny\r\nEOF\r\n', { a: 'x\r\ny' }],
    ['a<<=EOF=\nx=1\n=EOF=\n', { a: 'x=1' }],
    [' a =b', { ' a ': 'b' }],
  ])('%j', (content, values) => {
    expect(parseAssignments(content)).toEqual(values);
  });

  test.each([
    ['=b', 'Name must not be empty'],
    ['just text', "Invalid format 'just text'"],
    ['<<EOF\nx\nEOF\n', 'must not be empty'],
    ['a<<\nx\n', 'must not be empty'],
    ['a<<EOF\nx\n EOF\n', "Matching delimiter not found 'EOF'"],
    ['a<<EOF\nx', 'EOF value must be followed by a newline'],
  ])('%j fails the step', (content, message) => {
    expect(() => parseAssignments(content)).toThrow(message);
  });

  test('a summary above 1 MiB is thrown away as a whole', () => {
    expect(keepSummary('x'.repeat(1024 * 1024)).problem).toBeUndefined();
    expect(keepSummary('x'.repeat(1024 * 1024 + 1))).toEqual({ summary: '', problem: expect.stringContaining('1024k') });
  });
});

describe('log commands', () => {
  test.each([
    ['::error file=a.js,line=1::m', { name: 'error', properties: { file: 'a.js', line: '1' }, data: 'm' }],
    ['  ::debug::x::y', { name: 'debug', properties: {}, data: 'x::y' }],
    ['::warning title=a%3Ab%2Cc%25::100%25%0Anext', { name: 'warning', properties: { title: 'a:b,c%' }, data: '100%\nnext' }],
    ['x ##[error]y', { name: 'error', properties: {}, data: 'y' }],
  ])('%s', (line, command) => {
    expect(parseCommand(line)).toEqual(command);
  });

  test.each(['x ::error::y', '::error', ':: ::x', 'text'])('%j is text', (line) => {
    const reader = new LogReader(new Masks());
    reader.read(line);
    expect(reader.log).toEqual([line]);
  });

  test('stop-commands stops until its own token', () => {
    const reader = new LogReader(new Masks());
    for (const line of ['::stop-commands::abc', '::error::no', '::other::', '::abc::', '::error::yes', '::set-output name=a::b'])
      reader.read(line);
    expect(reader.annotations).toEqual([{ level: 'error', message: 'yes' }]);
    expect(reader.refused).toEqual(['::set-output name=a::b']);
  });

  test('masks hide what follows, not what came before', () => {
    const reader = new LogReader(new Masks(['given']));
    for (const line of ['given later', '::add-mask::later', 'later']) reader.read(line);
    expect(reader.log).toEqual(['*** later', '***']);
  });
});

test('masks cover lines and encodings of a secret', () => {
  const masks = new Masks(['first line\n  second&line  \n']);
  const url = encodeURIComponent('second&line');
  expect(masks.apply(`first line / second&line / ${url} / second&amp;line`)).toBe('*** / *** / *** / ***');
  const wrapped = Buffer.from('user:first line').toString('base64');
  expect(masks.apply(wrapped)).not.toBe(wrapped);
});
