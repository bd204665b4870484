import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { cutShort, inPieces, loadsBy, unstaged } from '../src/pieces.ts';

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

interface Said {
  readonly processors: number;
  readonly free: number | string;
  /** What `stat` says instead, as a script. */
  readonly stat?: string;
  /** What starts it. */
  readonly within?: readonly string[];
}

/** Runs it where `nproc`, `df` and `stat` say so. */
async function start(load: number, said: Said, input = 'archive') {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const tool = (name: string, text: string): void => writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o700 });
  tool('nproc', `echo ${said.processors}`);
  tool('df', `echo header; echo '/dev/vda 100 50 ${said.free} 50% /'`);
  if (said.stat) tool('stat', said.stat);
  const shell = localShell();
  const argv = [...(said.within ?? []), ...inPieces([program, '-d', 'notes'], { load })];
  const ended = await shell.run(argv, { input, env: { PATH: `${bin}:${process.env['PATH']}` }, allowFailure: true });
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
  ['a disk that says nothing of its room', { processors: 4, free: '-' }, 7],
  ['a disk that is memory, whatever it is called', { processors: 4, free: 1000, stat: '[ "$1" = -f ] && echo tmpfs || echo 0' }, 7],
  ['a file that cannot be seen once it has no name', { processors: 4, free: 1000, stat: '[ "$1" = -f ] && echo ext2/ext3' }, 7],
  ['no word on the size of a file', { processors: 4, free: 1000, stat: 'exit 127' }, 7],
])('%s: it is loaded as it comes', async (_, said, load) => {
  const before = left();
  const ended = await start(load, said);
  expect(ended).toMatchObject({ code: 0, stdout: '-d notes\narchive\n', stderr: '', said: undefined });
  expect(left()).toEqual(before);
});

test('a disk with just that room is used', async () => {
  const ended = await start(10_000, { processors: 4, free: 40 }, 'x'.repeat(10_000));
  expect(ended).toMatchObject({ code: 0, said: 2 });
});

test.each(['archiv', 'archive!', ''])('nothing is loaded of %j where 7 bytes are meant', async (input) => {
  const ended = await start(7, { processors: 4, free: 1 }, input);
  expect(ended).toMatchObject({ code: cutShort, stdout: '', stderr: `${input.length} bytes came instead of 7\n` });
});

test('nothing is loaded where the disk takes less than it said', async () => {
  const before = left();
  const ended = await start(5000, { processors: 4, free: 1000, within: ['prlimit', '--fsize=1000', '--'] }, 'x'.repeat(5000));
  expect(ended).toMatchObject({ code: unstaged, stdout: '' });
  expect(left()).toEqual(before);
});
