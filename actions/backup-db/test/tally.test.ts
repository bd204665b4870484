import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { localShell, pipe, type Running } from '@slipway/shell';
import { startTally } from '../src/tally.ts';

const shell = localShell();
const script = (text: string, from?: Running): Running => shell.start(['sh', '-c', text], { deadline: 20_000, ...(from ? { from } : {}) });
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the count of bytes', () => {
  test('is of all that passes, which is unchanged', async () => {
    const first = script('printf "PGDMP and more"');
    const tally = startTally({ from: first, head: 5, whole: true });
    const last = script('test "$(cat)" = "PGDMP and more"', tally.running);
    await pipe(first, tally.running, last);
    expect(tally.content()).toEqual({ size: 14, sha256: digest('PGDMP and more') });
    expect(tally.head.toString()).toBe('PGDMP');
  });

  test('is of nothing, where nothing came', async () => {
    const first = script(':');
    const tally = startTally({ from: first, head: 5, whole: true });
    await pipe(first, tally.running, script('cat', tally.running));
    expect(tally.content()).toEqual({ size: 0, sha256: digest('') });
    expect(tally.head.length).toBe(0);
  });

  test('grows while bytes pass', async () => {
    const first = script('echo one; sleep 1.2; echo two; sleep 1.2; echo three');
    const tally = startTally({ from: first, whole: true });
    const passed = pipe(first, tally.running, script('cat', tally.running));
    const seen = new Set<number>();
    const timer = setInterval(() => seen.add(tally.bytes), 50);
    await passed;
    clearInterval(timer);
    expect([...seen].filter((bytes) => bytes > 0 && bytes < 14)).not.toEqual([]);
    expect(tally.bytes).toBe(14);
  });

  const large = 'head -c 3000000 /dev/zero';
  const early = 'head -c 10 > /dev/null';

  test('goes on without a reader that has what it needs', async () => {
    const first = script(large);
    const tally = startTally({ from: first, whole: false });
    await pipe(first, tally.running, script(early, tally.running));
    expect(tally.content().size).toBe(3_000_000);
  });

  test('fails where the reader must have it all', async () => {
    const first = script(large);
    const tally = startTally({ from: first, whole: true });
    await expect(pipe(first, tally.running, script(early, tally.running))).rejects.toMatchObject({ reason: 'program-failed' });
  });
});
