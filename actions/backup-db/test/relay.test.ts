import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { localShell, pipe, type Running } from '@slipway/shell';
import { startRelay } from '../src/relay/relay.ts';

const shell = localShell();
const script = (text: string, from?: Running): Running => shell.start(['sh', '-c', text], { deadline: 20_000, ...(from ? { from } : {}) });
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a relay', () => {
  test('is of all that passes, which is unchanged', async () => {
    const first = script('printf "PGDMP and more"');
    const relay = startRelay({ from: first, head: 5, whole: true });
    const last = script('test "$(cat)" = "PGDMP and more"', relay.running);
    await pipe(first, relay.running, last);
    expect(relay.content()).toEqual({ size: 14, sha256: digest('PGDMP and more') });
    expect(relay.head.toString()).toBe('PGDMP');
  });

  test('is of nothing, where nothing came', async () => {
    const first = script(':');
    const relay = startRelay({ from: first, head: 5, whole: true });
    await pipe(first, relay.running, script('cat', relay.running));
    expect(relay.content()).toEqual({ size: 0, sha256: digest('') });
    expect(relay.head.length).toBe(0);
  });

  test('grows while bytes pass', async () => {
    const first = script('for n in 1 2 3 4 5 6 7; do echo $n; sleep 0.5; done');
    const relay = startRelay({ from: first, whole: true });
    const passed = pipe(first, relay.running, script('cat', relay.running));
    const seen = new Set<number>();
    const timer = setInterval(() => seen.add(relay.bytes), 50);
    await passed;
    clearInterval(timer);
    expect([...seen].filter((bytes) => bytes > 0 && bytes < 14)).not.toEqual([]);
    expect(relay.bytes).toBe(14);
  });

  const large = 'head -c 3000000 /dev/zero';
  const early = 'head -c 10 > /dev/null';

  test('goes on without a reader that has what it needs', async () => {
    const first = script(large);
    const relay = startRelay({ from: first, whole: false });
    await pipe(first, relay.running, script(early, relay.running));
    expect(relay.content().size).toBe(3_000_000);
  });

  test('fails where the reader must have it all', async () => {
    const first = script(large);
    const relay = startRelay({ from: first, whole: true });
    await expect(pipe(first, relay.running, script(early, relay.running))).rejects.toMatchObject({ reason: 'program-failed' });
  });
});
