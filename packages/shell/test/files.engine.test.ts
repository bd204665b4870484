import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { descendants, eventually } from '../../../test/harness/processes.ts';
import { openServer } from '../../../test/harness/shells.ts';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import { createFile, homeFolder, localShell, makeFolder, readText, removeFiles, replaceFile, type Shell } from '../src/index.ts';
import { everyByte } from './hostile.ts';

let server: Sshd;
let remote: Shell;
let folder: string;
beforeAll(async () => {
  server = await startSshd();
  remote = await openServer(server);
});
afterAll(async () => {
  await remote?.close();
  await server?.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway it's a test "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mode = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

const shells: [string, () => Shell][] = [
  ['this machine', () => localShell()],
  ['a server', () => remote],
];

describe.each(shells)('%s', (_, shell) => {
  test('replaces a file as a whole under a reader', async () => {
    const path = join(folder, '-a file');
    const size = 300_000;
    const content = (round: number): string => String.fromCharCode(97 + round).repeat(size);
    writeFileSync(path, content(0));
    let reading = true;
    let reads = 0;
    const reader = (async () => {
      while (reading) {
        const text = readFileSync(path, 'utf8');
        if (text.length !== size || text !== text.charAt(0).repeat(size))
          throw new Error(`a part of a file was seen: ${text.length} characters`);
        reads++;
        await new Promise(setImmediate);
      }
    })();
    for (let round = 1; round <= 8; round++) await replaceFile(shell(), path, content(round));
    reading = false;
    await reader;
    expect(reads).toBeGreaterThan(20);
    expect(readFileSync(path, 'utf8')).toBe(content(8));
    expect(readdirSync(folder)).toEqual(['-a file']);
  });

  test('keeps mode and owner, gives a new file 0600, and the mode that is asked for', async () => {
    const old = join(folder, 'old');
    writeFileSync(old, 'x', { mode: 0o640 });
    const owner = process.getuid?.() === 0 ? 65534 : statSync(old).uid;
    chownSync(old, owner, statSync(old).gid);
    await replaceFile(shell(), old, 'y');
    expect([mode(old), statSync(old).uid, readFileSync(old, 'utf8')]).toEqual(['640', owner, 'y']);
    await replaceFile(shell(), join(folder, 'new'), '');
    expect([mode(join(folder, 'new')), readFileSync(join(folder, 'new'), 'utf8')]).toEqual(['600', '']);
    await replaceFile(shell(), old, 'z', '755');
    expect(mode(old)).toBe('755');
  });

  test('every byte arrives, and comes back', async () => {
    const path = join(folder, 'bytes');
    const bytes = Buffer.concat([Buffer.from([0, 255, 254, 10]), Buffer.from(everyByte)]);
    await replaceFile(shell(), path, bytes);
    expect(readFileSync(path)).toEqual(bytes);
    await replaceFile(shell(), path, everyByte);
    expect(await readText(shell(), path)).toBe(everyByte);
  });

  test('a folder in the way is an error, and stays', async () => {
    mkdirSync(join(folder, 'd'));
    await expect(replaceFile(shell(), join(folder, 'd'), 'x')).rejects.toMatchObject({ reason: 'program-failed' });
    await expect(replaceFile(shell(), join(folder, 'none', 'x'), 'x')).rejects.toMatchObject({ reason: 'program-failed' });
    expect(readdirSync(join(folder, 'd'))).toEqual([]);
    expect(readdirSync(folder)).toEqual(['d']);
  });

  test('of 20 that create one file at once, one does', async () => {
    const path = join(folder, 'lock');
    const racers = Array.from({ length: 20 }, (_unused, index) => createFile(shell(), path, `racer ${index}`));
    const won = await Promise.all(racers);
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(`racer ${won.indexOf(true)}`);
    expect([mode(path), readdirSync(folder)]).toEqual(['600', ['lock']]);
    expect(await createFile(shell(), path, 'late')).toBe(false);
  });

  test('creates nothing over a link, a folder or in no folder', async () => {
    symlinkSync('nowhere', join(folder, 'link'));
    mkdirSync(join(folder, 'd'));
    await expect(createFile(shell(), join(folder, 'd'), 'x')).resolves.toBe(false);
    await createFile(shell(), join(folder, 'link'), 'x').catch(() => false);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    await expect(createFile(shell(), join(folder, 'none', 'x'), 'x')).rejects.toMatchObject({ reason: 'program-failed' });
    expect(readdirSync(folder).sort()).toEqual(['d', 'link']);
  });

  test('reads what is there, and tells what is not from what cannot be read', async () => {
    expect(await readText(shell(), join(folder, 'none'))).toBeUndefined();
    await expect(readText(shell(), folder)).rejects.toMatchObject({
      reason: 'program-failed',
      message: expect.stringContaining('cannot be read'),
    });
  });

  test('makes folders for their owner, leaves those that exist, and removes files', async () => {
    const path = join(folder, 'a/b');
    await makeFolder(shell(), path);
    expect(mode(path)).toBe('700');
    await makeFolder(shell(), path, '755');
    expect(mode(path)).toBe('700');
    writeFileSync(join(path, '-f'), '');
    await removeFiles(shell(), join(path, '-f'), join(path, 'none'));
    expect(readdirSync(path)).toEqual([]);
    expect(await homeFolder(shell())).toMatch(/^\//);
  });

  test.each([
    ['000', '755'],
    ['077', '700'],
  ])('with the umask %s others may not rename what a folder holds', async (umask, expected) => {
    const under = shell();
    const open: Shell = { ...under, run: (argv, options) => under.run(['sh', '-c', `umask ${umask}; exec "$@"`, 'sh', ...argv], options) };
    await makeFolder(open, join(folder, 'parent/own'));
    expect([mode(join(folder, 'parent')), mode(join(folder, 'parent/own'))]).toEqual([expected, '700']);
  });
});

describe('a connection that is cut while a file arrives', () => {
  test.each(['replace', 'create'] as const)('%s: the old state stays, and nothing else', async (what) => {
    const path = join(folder, 'file');
    if (what === 'replace') writeFileSync(path, 'old');
    const own = await openServer(server);
    const sessions = new Set(descendants(server.pid));
    const content = Buffer.alloc(200_000_000, 'n');
    const work = what === 'replace' ? replaceFile(own, path, content) : createFile(own, path, content);
    const caught = work.then(
      () => undefined,
      (error: { reason?: string }) => error,
    );
    // Bytes are in the temporary file, and more are on their way.
    const temporary = (): string | undefined => readdirSync(folder).find((name) => name.startsWith('.slipway.'));
    await eventually(
      () => statSync(join(folder, temporary() ?? 'none'), { throwIfNoEntry: false })?.size !== undefined,
      'the file is on its way',
    );
    // The connection only: what runs on the server sees its input end.
    for (const pid of descendants(server.pid)) if (sessions.has(pid) && connectionOf(pid)) process.kill(pid, 'SIGKILL');
    expect(await caught).toMatchObject({ reason: 'unreachable' });
    await own.close();
    await eventually(() => temporary() === undefined, 'the server noticed and removed its part');
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(what === 'replace' ? 'old' : undefined);
    remote = await openServer(server);
  });
});

/** The process of sshd that serves one connection, and not the program that it runs. */
function connectionOf(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('sshd: ');
  } catch {
    return false;
  }
}
