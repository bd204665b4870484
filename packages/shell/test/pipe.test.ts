import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { PassThrough, Transform, Writable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { eventually, isRunning } from '../../../test/harness/processes.ts';
import { localShell, pipe, type Running } from '../src/index.ts';

const shell = localShell();
const script = (text: string, ...args: string[]): Running => shell.start(['sh', '-c', text, 'sh', ...args], { deadline: 20_000 });

function sink(): { stream: Writable; hash: () => string; size: () => number } {
  const sum = createHash('sha256');
  let size = 0;
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      size += chunk.length;
      sum.update(chunk);
      done();
    },
  });
  return { stream, hash: () => sum.digest('hex'), size: () => size };
}

describe('bytes', () => {
  test('flow unchanged through programs and transforms', async () => {
    const end = sink();
    await pipe(script('seq 1 400000; head -c 1000000 /dev/zero'), createGzip(), script('cat'), createGunzip(), end.stream);
    const direct = await shell.run(['sh', '-c', '{ seq 1 400000; head -c 1000000 /dev/zero; } | sha256sum']);
    expect(end.hash()).toBe(direct.stdout.split(' ')[0]);
  });

  test('a program at the end reads them all', async () => {
    const last = script('test "$(wc -c)" = 3000000');
    await pipe(script('head -c 3000000 /dev/zero'), script('cat'), last);
  });

  test('a stream may be the first, and wait for a slow reader', async () => {
    const source = new PassThrough();
    for (let count = 0; count < 50; count++) source.write(Buffer.alloc(20_000, 'x'));
    source.end();
    await pipe(source, script('sleep 0.3; test "$(wc -c)" = 1000000'));
  });
});

describe('a failing part fails the whole', () => {
  const fine = 'cat';
  test.each([
    ['first', 'echo first >&2; exit 3', fine, fine, 3],
    ['middle', 'yes', 'head -c 100000 >/dev/null; exit 4', fine, 4],
    ['middle, having passed everything on', 'seq 1 10', 'cat; exit 5', fine, 5],
    ['last', 'yes', fine, 'head -c 100000 >/dev/null; exit 6', 6],
    ['last, having read everything', 'seq 1 10', fine, 'cat >/dev/null; exit 7', 7],
    ['first, after its output', 'seq 1 10; exit 8', fine, fine, 8],
  ])('%s', async (_, first, middle, last, code) => {
    const parts = [script(first), script(middle), script(last)] as const;
    await expect(pipe(...parts)).rejects.toMatchObject({ reason: 'program-failed', code });
    // Nobody of the pipeline is left behind.
    await Promise.all(parts.map((part) => part.done.catch(() => {})));
  });

  test('at once, also where another part would sleep on', async () => {
    const begun = performance.now();
    await expect(pipe(script('sleep 310'), script('cat'), script('exit 9'))).rejects.toMatchObject({ code: 9 });
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  test('by a signal', async () => {
    await expect(pipe(script('seq 1 10'), script('kill -9 $$'), script('cat'))).rejects.toMatchObject({ reason: 'program-failed' });
  });

  test('a transform in the middle', async () => {
    const broken = new Transform({ transform: (_chunk, _, done) => done(new Error('not a valid backup')) });
    await expect(pipe(script('seq 1 100000'), broken, script('cat'))).rejects.toThrow('not a valid backup');
  });

  test('the last stream', async () => {
    const full = new Writable({ write: (_chunk, _, done) => done(new Error('disk full')) });
    await expect(pipe(script('yes'), script('cat'), full)).rejects.toThrow('disk full');
  });

  test('a program that is not installed, and ends the endless ones beside it', async () => {
    const endless = script('echo $$ >&2; exec yes');
    const missing = shell.start(['no-such-program']);
    await expect(pipe(endless, missing)).rejects.toMatchObject({ reason: 'program-missing' });
    await endless.done.catch(() => {});
  });

  test('a reader that has enough is a failure too, because the writer lost bytes', async () => {
    await expect(pipe(script('yes'), script('head -c 10'))).rejects.toMatchObject({ reason: 'program-failed' });
  });

  test('a deadline, which ends every part', async () => {
    const slow = shell.start(['sleep', '308'], { deadline: 300 });
    const other = shell.start(['sh', '-c', 'echo $$ >&2; exec cat'], { deadline: 20_000 });
    await expect(pipe(slow, other)).rejects.toMatchObject({ reason: 'timeout' });
    const finished = await other.done.catch((error: { stderr?: string }) => error);
    const pid = Number(finished.stderr);
    await eventually(() => !isRunning(pid), 'the other part ended');
  });
});

describe('a program started from another', () => {
  const start = (text: string, from: Running): Running => shell.start(['sh', '-c', text], { deadline: 20_000, from });

  test('reads all that it writes, and this process none of it', async () => {
    const first = script('head -c 3000000 /dev/zero');
    const second = start('cat', first);
    const third = start('test "$(wc -c)" = 3000000', second);
    await pipe(first, second, third);
    expect([first.stdout, second.stdout].map((stream) => (stream as Socket).bytesRead)).toEqual([0, 0]);
  });

  test('reads all of what comes through this process too', async () => {
    const early = script('head -c 3000000 /dev/zero');
    // A piece was read here already: it must not be lost.
    await once(early.stdout, 'readable');
    const reader = start('test "$(wc -c)" = 3000000', early);
    await pipe(early, reader);
  });

  test('and writes, between streams of this process', async () => {
    const end = sink();
    const first = script('seq 1 400000');
    await pipe(first, start('cat', first), createGzip(), createGunzip(), end.stream);
    expect(end.size()).toBe(2_688_895);
  });

  test.each([
    ['first', 'exit 3', 'cat', 3],
    ['last', 'yes', 'exit 4', 4],
  ])('fails with the %s, and nobody is left', async (_, one, other, code) => {
    const first = script(one);
    const last = start(other, first);
    await expect(pipe(first, last)).rejects.toMatchObject({ code });
    await Promise.all([first, last].map((part) => part.done.catch(() => {})));
  });

  test('may end early through this process too: the rest is taken', async () => {
    const early = script('head -c 3000000 /dev/zero; echo done >&2');
    await once(early.stdout, 'readable');
    const reader = start('head -c 10 >/dev/null', early);
    await pipe(early, reader);
    expect((await early.done).stderr).toBe('done\n');
  });
});
