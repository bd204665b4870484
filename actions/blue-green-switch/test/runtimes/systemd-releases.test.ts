// The folder of releases, by its real scripts and the machine's own tar: only systemd is not needed for it.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readContext } from '@slipway/action';
import { localShell } from '@slipway/shell';
import { type Packed, withPacked } from '../../src/runtimes/systemd/artifact.ts';
import { compare } from '../../src/runtimes/systemd/fetch.ts';
import { type Releases, releasesIn } from '../../src/runtimes/systemd/releases.ts';
import type { SystemdOptions } from '../../src/runtimes/systemd/systemd.ts';
import { failureOf } from './failure.ts';

const shell = localShell();
let folder: string;
let root: string;
let releases: Releases;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'releases-'));
  root = join(folder, 'opt');
  await mkdir(join(folder, 'app', 'lib'), { recursive: true });
  await mkdir(root);
  await writeFile(join(folder, 'app', 'main'), 'one', { mode: 0o755 });
  await symlink('../main', join(folder, 'app', 'lib', 'main'));
  releases = releasesIn(shell, root);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const packed = <T>(artifact: string, use: (packed: Packed) => Promise<T>): Promise<T> =>
  withPacked({ ...readContext({}), workspace: folder, temp: folder }, artifact, use);
const upload = (id: string, artifact = 'app'): Promise<void> => packed(artifact, (one) => releases.upload(id, one));
const sh = async (text: string): Promise<string> => (await shell.run(['sh', '-c', text], { cwd: folder })).stdout.trim();

test('other content under a version that runs is told before the release is called unchanged', async () => {
  await upload('v1');
  const context = { ...readContext({}), workspace: folder, temp: folder };
  const options = { shell, releases, context, artifact: 'app', back: false, units: [] } as unknown as SystemdOptions;
  await compare(options, 'v1');
  await writeFile(join(folder, 'app', 'main'), 'two');
  await releases.link('current', 'v1');
  const failure = await failureOf(compare(options, 'v1'));
  expect(failure.reason).toBe('artifact-refused');
  expect(failure.text).toContain('A release v1 with other content stands on');
  expect(failure.text).toContain('current runs from it');
  // What the runner has is no matter on the way back, nor where nothing was given.
  await compare({ ...options, back: true }, 'v1');
  await compare({ ...options, artifact: undefined }, 'v1');
});

describe('an upload', () => {
  test('becomes a release, with its modes and its links', async () => {
    await upload('v1');
    expect(await sh('cd opt/releases/v1 && find . | sort && stat -c %a main && cat lib/main')).toBe(
      '.\n./.slipway-release\n./lib\n./lib/main\n./main\n755\none',
    );
    expect(await packed('app', async ({ digest }) => digest)).toBe(await releases.look('v1'));
    expect(await readdir(join(root, 'releases'))).toEqual(['v1']);
  });

  test('of a .tar.gz is the same', async () => {
    await sh('tar -czf app.tar.gz -C app .');
    await upload('v1', 'app.tar.gz');
    expect(await readFile(join(root, 'releases/v1/main'), 'utf8')).toBe('one');
  });

  test('that was cut leaves nothing that looks like a release, and the next one clears away', async () => {
    await packed('app', async ({ file, digest }) => {
      const half = (await readFile(file)).subarray(0, 100);
      await writeFile(join(folder, 'half.tar.gz'), half);
      const failure = await failureOf(releases.upload('v1', { file: join(folder, 'half.tar.gz'), digest, bytes: 100 }));
      expect(failure.reason).toBe('runtime-failed');
      expect(failure.text).toContain('only a part of it arrived. Nothing of it is left there.');
    });
    expect(await readdir(join(root, 'releases'))).toEqual([]);
    // As a power cut leaves it, of which no trap tells.
    await mkdir(join(root, 'releases/.incoming.abcdef/tree'), { recursive: true });
    expect(await releases.look('v1')).toBe('gone');
    await upload('v1');
    expect(await readdir(join(root, 'releases'))).toEqual(['v1']);
  });

  test('without .git, in which the checkout keeps its token', async () => {
    await mkdir(join(folder, 'app/.git'));
    await writeFile(join(folder, 'app/.git/config'), 'token');
    await writeFile(join(folder, 'app/.gitignore'), '');
    await upload('v1');
    expect((await readdir(join(root, 'releases/v1'))).sort()).toEqual(['.gitignore', '.slipway-release', 'lib', 'main']);
  });

  test('of equal content is equal, whenever it was built', async () => {
    const before = await packed('app', async ({ digest }) => digest);
    await utimes(join(folder, 'app/main'), 1, 1);
    expect(await packed('app', async ({ digest }) => digest)).toBe(before);
    await writeFile(join(folder, 'app/main'), 'two');
    expect(await packed('app', async ({ digest }) => digest)).not.toBe(before);
  });

  test.each([
    ['an absolute path', 'tar -P -czf bad.tar.gz /etc/hostname', /\/etc\/hostname leads out of it/],
    ['a path through ..', 'touch x; mkdir y; cd y; tar -P -czf ../bad.tar.gz ../x', /\.\.\/x leads out of it/],
    ['an absolute link', 'ln -s /etc/passwd app/out; tar -czf bad.tar.gz -C app .', /out is a link to \/etc\/passwd/],
    ['a link through ..', 'ln -s ../../secret app/lib/out; tar -czf bad.tar.gz -C app .', /lib\/out is a link to \.\.\/\.\.\/secret/],
    [
      'a link through a link',
      'ln -s lib app/a; ln -s a/../../../x app/b; tar -czf bad.tar.gz -C app .',
      /b is a link to a\/\.\.\/\.\.\/\.\.\/x/,
    ],
    ['a pipe', 'mkfifo app/pipe; tar -czf bad.tar.gz -C app .', /pipe is no file, folder or link/],
    ['nothing', 'mkdir e; tar -czf bad.tar.gz -C e --files-from /dev/null', /there is nothing in it/],
    ['what is no archive', 'echo hello > bad.tar.gz', /no \.tar\.gz that tar can read/],
  ])('with %s is refused', async (_what, make, message) => {
    await sh(make);
    const failure = await failureOf(upload('v1', 'bad.tar.gz'));
    expect(failure.reason).toBe('artifact-refused');
    expect(failure.text).toMatch(message);
    expect(await readdir(join(root, 'releases'))).toEqual([]);
  });

  test('through a link in the archive writes nothing outside', async () => {
    await sh(
      `mkdir x victim; ln -s "$PWD/victim" x/d; tar -cf bad.tar -C x d; rm x/d; mkdir x/d; echo owned > x/d/f; tar -rf bad.tar -C x d/f; gzip bad.tar`,
    );
    expect((await failureOf(upload('v1', 'bad.tar.gz'))).reason).toBe('artifact-refused');
    expect(await readdir(join(folder, 'victim'))).toEqual([]);
  });

  test('of what is not there, outside of the checkout, or no archive says so', async () => {
    expect((await failureOf(upload('v1', 'nowhere'))).text).toContain('nowhere is not there');
    expect((await failureOf(upload('v1', '../etc'))).text).toContain('../etc lies outside of the checkout');
    expect((await failureOf(upload('v1', 'app/main'))).text).toContain('app/main is a file, but no .tar.gz');
  });
});

describe('links', () => {
  test('move by one rename: a reader always finds one of the two', async () => {
    await upload('v1');
    await upload('v2');
    await releases.link('current', 'v1');
    const reader = shell.start(['sh', '-c', 'cd "$1"; n=0; while :; do n=$((n + 1)); [ -e current/main ] || echo lost; done', 'sh', root], {
      deadline: 20_000,
    });
    let lost = '';
    reader.stdout.on('data', (chunk: Buffer) => {
      lost += chunk.toString();
    });
    for (let turn = 0; turn < 40; turn++) await releases.link('current', turn % 2 ? 'v1' : 'v2');
    reader.kill();
    await reader.done.catch(() => {});
    expect(lost).toBe('');
    expect(await releases.links()).toEqual({ current: 'v1' });
  });

  test('that a team made itself are read, and what is no link or leads elsewhere is told', async () => {
    await mkdir(join(root, 'releases/20260101'), { recursive: true });
    await symlink(join(root, 'releases/20260101'), join(root, 'current'));
    await symlink('/tmp', join(root, 'blue'));
    await mkdir(join(root, 'green'));
    expect(await releases.links()).toEqual({ current: '20260101', blue: '?', green: '!' });
    expect(await releases.look('20260101')).toBe('foreign');
    await expect(releases.link('current', 'nowhere')).rejects.toThrow('there is no releases/nowhere');
    expect((await releases.links()).current).toBe('20260101');
  });
});

test('pruning takes uploaded releases that nobody needs, and leaves the folders of others alone', async () => {
  for (const id of ['v1', 'v2', 'v3', 'v4']) await upload(id);
  await mkdir(join(root, 'releases/by-hand'));
  await releases.link('blue', 'v3');
  await releases.link('current', 'v1');
  // The newest by its times is not the newest by name.
  await utimes(join(root, 'releases/v2'), new Date(), new Date());
  expect(await releases.prune(['v4'])).toEqual(['v2']);
  expect((await readdir(join(root, 'releases'))).sort()).toEqual(['by-hand', 'v1', 'v3', 'v4']);
  expect(await releases.prune(['v4'])).toEqual([]);
});
