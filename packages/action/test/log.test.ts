import { describe, expect, test } from '@jest/globals';
import { createLog } from '../src/index.ts';

function written(work: (log: ReturnType<typeof createLog>) => unknown, runner = true): string[] {
  const lines: string[] = [];
  work(createLog({ runner, write: (text) => void lines.push(...text.replace(/\n$/, '').split('\n')) }));
  return lines;
}

/** A line that a runner would obey: `::command` at its start, or the old `##[command]` anywhere. */
const obeyed = /^\s*::|##\[/;

describe('for a runner', () => {
  test.each([
    ['info', (log: ReturnType<typeof createLog>) => log.info('::error::a\r::add-mask::b\nsome ##[error]c')],
    ['a group title', (log: ReturnType<typeof createLog>) => log.group('x\n::error::a ##[error]b', async () => {})],
    [
      'an annotation after the limit',
      (log: ReturnType<typeof createLog>) => {
        for (let count = 0; count < 11; count++) log.annotate({ level: 'notice', message: count < 10 ? 'fine' : 'late\n::error::a' });
      },
    ],
  ])('foreign text in %s is never a command', (_, work) => {
    const ours = /^::(group::x%0A::error::a ##\[error\]b$|endgroup::|notice::fine)/;
    const lines = written(work).flatMap((line) => line.split('\r'));
    expect(lines.filter((line) => obeyed.test(line) && !ours.test(line))).toEqual([]);
  });

  test('untrusted output stands between stop marks that it cannot know', () => {
    const lines = written((log) => log.untrusted('::error::x\n'));
    expect(lines[0]).toMatch(/^::stop-commands::[0-9a-f-]{36}$/);
    expect(lines[1]).toBe('::error::x');
    expect(lines[2]).toBe(`::${lines[0]?.slice('::stop-commands::'.length)}::`);
  });

  test('eleven findings are ten annotations and a count', () => {
    const lines = written((log) => {
      for (let count = 1; count <= 11; count++) log.annotate({ level: 'error', message: `m${count}`, file: 'a.sql', line: count });
    });
    expect(lines[0]).toBe('::error file=a.sql,line=1::m1');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.at(-2)).toBe('More errors follow in the log only: a step shows 10 of them.');
    expect(lines.at(-1)).toBe('error: a.sql:11: m11');
  });

  test('an inner group is a heading of its outer one', async () => {
    const lines: string[] = [];
    const log = createLog({ runner: true, write: (text) => void lines.push(text.trimEnd()) });
    await log.group('Outer', () => log.group('Inner', async () => log.info('inside')));
    const took = /\d+ ms$/;
    expect(lines.map((line) => line.replace(took, 'N'))).toEqual([
      '::group::Outer',
      '- Inner',
      'inside',
      '  Inner took N',
      '::endgroup::',
      'Outer took N',
    ]);
  });

  test('a failed group says so and ends', async () => {
    const lines: string[] = [];
    const log = createLog({ runner: true, write: (text) => void lines.push(text.trimEnd()) });
    await expect(log.group('Work', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(lines.slice(-2)).toEqual(['::endgroup::', expect.stringMatching(/^Work failed after \d+ ms$/)]);
  });
});

test('for a person there is no command at all', () => {
  const lines = written((log) => {
    log.warn('careful');
    log.annotate({ level: 'error', message: 'bad', file: 'a.sql', line: 3 });
    log.untrusted('some output');
  }, false);
  expect(lines).toEqual(['warning: careful', 'error: a.sql:3: bad', 'some output']);
});
