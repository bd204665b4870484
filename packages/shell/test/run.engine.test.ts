import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, isRunning, killTree, watchCommandLines } from '../../../test/harness/processes.ts';
import { openServer } from '../../../test/harness/shells.ts';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import { localShell, type Shell } from '../src/index.ts';

let server: Sshd;
let remote: Shell;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  server = await startSshd();
  remote = await openServer(server);
});
afterAll(async () => {
  await remote?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const shells: [string, () => Shell][] = [
  ['this machine', () => localShell()],
  ['a server', () => remote],
];

describe.each(shells)('%s', (_, shell) => {
  test('returns code, output and duration', async () => {
    const result = await shell().run(['sh', '-c', 'echo out; echo err >&2']);
    expect(result).toMatchObject({ code: 0, stdout: 'out\n', stderr: 'err\n' });
    expect(result.duration).toBeGreaterThan(0);
  });

  test('a code other than 0 is a failure with the last lines, or a result where asked for', async () => {
    const argv = ['sh', '-c', 'seq 1 30 >&2; echo "disk full" >&2; exit 3'];
    const failure = expect.objectContaining({
      reason: 'program-failed',
      code: 3,
      message: expect.stringMatching(/ended with exit code 3[\s\S]*\n30\ndisk full\n/),
    });
    await expect(shell().run(argv)).rejects.toEqual(failure);
    expect(await shell().run(argv, { allowFailure: true })).toMatchObject({ code: 3, stderr: expect.stringContaining('disk full') });
  });

  test('what a program says on standard output only is in the failure too', async () => {
    await expect(shell().run(['sh', '-c', 'echo "no space"; exit 1'])).rejects.toThrow('no space');
  });

  test('a program that is not there', async () => {
    await expect(shell().run(['no-such-program', 'x'])).rejects.toMatchObject({
      reason: 'program-missing',
      message: expect.stringContaining('no-such-program is not installed on'),
    });
    await expect(shell().run(['no-such-program'], { allowFailure: true })).rejects.toMatchObject({ reason: 'program-missing' });
  });

  test('a program that a script misses is the failure of the script', async () => {
    await expect(shell().run(['sh', '-c', 'no-such-program'])).rejects.toMatchObject({ reason: 'program-failed', code: 127 });
  });

  test('a folder that is not there is not a missing program', async () => {
    await expect(shell().run(['true'], { cwd: '/no/such/folder' })).rejects.toMatchObject({
      reason: 'program-failed',
      message: expect.stringContaining('/no/such/folder'),
    });
  });

  test('lines come while the program runs, whole, however they are cut', async () => {
    const lines: string[] = [];
    const script = 'printf "a é"; sleep 0.1; printf "b\\nc" ; sleep 0.1; printf "\\r\\nd"; printf "e\\n" >&2';
    await shell().run(['sh', '-c', script], { onLine: (line) => void lines.push(line), lines: 'all' });
    expect(lines.sort()).toEqual(['a éb', 'c', 'd', 'e']);
  });

  test('a program need not read its input', async () => {
    expect(await shell().run(['true'], { input: Buffer.alloc(5_000_000) })).toMatchObject({ code: 0 });
  });

  test('the deadline ends the program and its children', async () => {
    const file = join(folder, `pids-${shell().remote}`);
    const script = `sleep 301 & echo $! >"$1"; (trap '' TERM; sleep 302; sleep 303) & echo $! >>"$1"; wait`;
    const begun = performance.now();
    await expect(shell().run(['sh', '-c', script, 'sh', file], { deadline: 1000 })).rejects.toMatchObject({
      reason: 'timeout',
      message: expect.stringContaining('did not end within 1.0 s'),
    });
    expect(performance.now() - begun).toBeLessThan(12_000);
    const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    await eventually(() => !pids.some(isRunning), 'the children of the program ended', 8000);
  });

  test('a cancelled run ends the program at once', async () => {
    const file = join(folder, `cancel-${shell().remote}`);
    const cancel = new AbortController();
    const running = shell().run(['sh', '-c', 'echo $$ >"$1"; exec sleep 304', 'sh', file], { signal: cancel.signal, deadline: 60_000 });
    await eventually(() => read(file) !== '', 'the program started');
    cancel.abort();
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
    const pid = Number(read(file));
    await eventually(() => !isRunning(pid), 'the program ended', 5000);
  });

  test('an already cancelled run starts nothing that lasts', async () => {
    await expect(shell().run(['sleep', '305'], { signal: AbortSignal.abort() })).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test('a secret is on no command line, on neither end, and in no error', async () => {
    const secret = 's3cr3t-Af9-on-no-line';
    const { result, commandLines } = await watchCommandLines(() =>
      shell()
        .run(['sh', '-c', 'sleep 0.5; cat >/dev/null; echo "password $PASSWORD was wrong" >&2; exit 1'], {
          secrets: { PASSWORD: secret },
          input: `${secret}-in-input`,
        })
        .catch((error: Error) => error.message),
    );
    expect(result).toContain('password *** was wrong');
    expect([...commandLines].some((line) => line.includes('was wrong'))).toBe(true);
    expect([...commandLines].filter((line) => line.includes(secret))).toEqual([]);
  });
});

test('here, whoever left the process group keeps nobody waiting after the deadline', async () => {
  const file = join(folder, 'daemon');
  const begun = performance.now();
  const script = 'setsid sh -c "echo \\$\\$ >$1; exec sleep 306" & sleep 307';
  await expect(localShell().run(['sh', '-c', script, 'sh', file], { deadline: 500 })).rejects.toMatchObject({ reason: 'timeout' });
  expect(performance.now() - begun).toBeLessThan(6000);
  killTree(Number(read(file)));
});

test('a deadline longer than a timer can count is none that passes at once', async () => {
  expect(await localShell().run(['sleep', '0.2'], { deadline: 40 * 86_400_000 })).toMatchObject({ code: 0 });
});

test('an answer beyond all measure ends the program', async () => {
  await expect(localShell().run(['cat', '/dev/zero'])).rejects.toThrow(/wrote more than \d+ bytes/);
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
