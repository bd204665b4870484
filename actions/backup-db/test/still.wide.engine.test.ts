import { execFileSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { localShell, pipe, type Running, type Shell } from '@slipway/shell';
import { eventually } from '../../../test/harness/processes.ts';
import { openServer } from '../../../test/harness/shells.ts';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import type { Job } from '../src/job.ts';
import { startStill } from '../src/sources/writers/still.ts';

const image = 'python:3.13-slim';
const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
let sshd: Sshd;
let remote: Shell;
let id: string;

beforeAll(async () => {
  sshd = await startSshd();
  remote = await openServer(sshd);
}, 60_000);
afterAll(async () => {
  await remote?.close();
  await sshd?.stop();
});
beforeEach(() => {
  id = docker('run', '--detach', '--init', '--network=none', image, 'sleep', '600');
});
afterEach(() => void docker('rm', '--force', id));

const state = (): string => docker('inspect', '--format', '{{.State.Status}}', id);

/** A program beside which the container is held still, for so many seconds. */
function hold(shell: Shell, seconds: number, how: { readonly stop?: boolean; readonly silence?: number } = {}): Running {
  const user = { id, name: 'x', image, writes: true, label: '' };
  const job = { shell, remaining: () => 60_000, signal: new AbortController().signal } as unknown as Job;
  const script = `i=0; while [ $i -lt ${seconds} ]; do echo $i; i=$((i+1)); sleep 1; done`;
  const { stop = false, ...more } = how;
  const users = { pause: stop ? [] : [user], stop: stop ? [user] : [] };
  return startStill(job, users, ['docker', 'run', '--rm', '--network=none', image, 'sh', '-c', script], { title: 'reader', ...more });
}

const read = (running: Running): Promise<void> => pipe(running, new Writable({ write: (_chunk, _encoding, done) => done() }));

describe('what is held still', () => {
  test('stays so as long as somebody reads, however long that is, and goes on then', async () => {
    const reading = read(hold(localShell(), 7, { silence: 3 }));
    await eventually(() => state() === 'paused', 'it is paused');
    await sleep(5000);
    expect(state()).toBe('paused');
    await reading;
    expect(state()).toBe('running');
  }, 60_000);

  test.each(['pause', 'stop'])(
    'by %s goes on when a run over SSH is ended in the middle',
    async (way) => {
      const running = hold(remote, 40, { stop: way === 'stop' });
      const ended = read(running).catch(() => 'ended');
      await eventually(() => state() !== 'running', 'it is held', 20_000);
      await sleep(1000);
      running.kill();
      expect(await ended).toBe('ended');
      await eventually(() => state() === 'running', 'it goes on', 15_000);
    },
    60_000,
  );

  test('by one run is not let go by another, which waits', async () => {
    const first = read(hold(localShell(), 6));
    await eventually(() => state() === 'paused', 'it is paused');
    const second = read(hold(localShell(), 1));
    await sleep(4000);
    expect(state()).toBe('paused');
    await Promise.all([first, second]);
    expect(state()).toBe('running');
    await sleep(2500);
    expect(state()).toBe('running');
  }, 60_000);
});
