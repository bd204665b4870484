import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { cutShort, inPieces, loadsBy } from '../src/pieces.ts';

let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-pieces-'));
  program = join(folder, 'restore');
  // Tells its arguments and what it can read, twice: a file starts anew, a pipe does not.
  writeFileSync(program, '#!/bin/sh\necho "$*"; for last; do :; done; [ -e "$last" ] || last=-; cat "$last"; echo; cat "$last"\n');
  chmodSync(program, 0o700);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it where `nproc` and `df` say so. */
async function start(load: number, said: { processors: number; free: number; disk?: string }, input = 'archive') {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const tool = (name: string, text: string): void => writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o700 });
  tool('nproc', `echo ${said.processors}`);
  tool('df', `echo header; echo '${said.disk ?? '/dev/vda'} 100 50 ${said.free} 50% /'`);
  const shell = localShell();
  const [sh = '', ...rest] = inPieces([program, '-d', 'notes'], { load });
  const ended = await shell.run([sh, ...rest], { input, env: { PATH: `${bin}:${process.env['PATH']}` }, allowFailure: true });
  return { ...ended, said: ended.stderr.split('\n').map(loadsBy).find(Boolean) };
}

const left = (): string[] => readdirSync('/var/tmp').filter((name) => name.startsWith('slipway.'));

test.each([
  [2, 2],
  [3, 2],
  [4, 2],
  [6, 3],
  [8, 4],
  [64, 4],
])('of %s processors it takes %s', async (processors, jobs) => {
  const before = left();
  const ended = await start(7, { processors, free: 1 });
  expect(ended).toMatchObject({ code: 0, stdout: `-d notes -j ${jobs} /proc/self/fd/3\narchive\narchive`, said: jobs });
  expect(left()).toEqual(before);
});

test.each([
  ['one processor', { processors: 1, free: 1000 }, 7],
  ['a disk without room for four times as much', { processors: 4, free: 39 }, 10_000],
  ['a disk that is memory', { processors: 4, free: 1000, disk: 'tmpfs' }, 7],
])('%s: it is loaded as it comes', async (_, said, load) => {
  const ended = await start(load, said);
  expect(ended).toMatchObject({ code: 0, stdout: '-d notes\narchive\n', said: undefined });
});

test('a disk with just that room is used', async () => {
  const ended = await start(10_000, { processors: 4, free: 40 }, 'x'.repeat(10_000));
  expect(ended).toMatchObject({ code: 0, said: 2 });
});

test.each(['archiv', 'archive!', ''])('nothing is loaded of %j where 7 bytes are meant', async (input) => {
  const ended = await start(7, { processors: 4, free: 1 }, input);
  expect(ended).toMatchObject({ code: cutShort, stdout: '', stderr: `only ${input.length} of 7 bytes came\n` });
});
