import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Clock, createLog } from '@slipway/action';
import { localShell, replaceFile, type Shell } from '@slipway/shell';
import { openServer } from '../../../test/harness/shells.ts';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import { describe as describeOwner, Journal, type Lease, type LeaseOptions, type Owner, takeLease } from '../src/index.ts';
import { releaseScript } from '../src/scripts.ts';
import { startOwner } from './owner.ts';

let server: Sshd;
let remote: Shell;
let folder: string;
const held: Lease[] = [];
beforeAll(async () => {
  server = await startSshd();
  remote = await openServer(server);
});
afterAll(async () => {
  await remote?.close();
  await server?.stop();
});
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'slipway-lease-')), "the app's state");
});
afterEach(async () => {
  for (const lease of held.splice(0)) await lease.release();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

const clock: Clock = { now: () => Date.now(), sleep: (milliseconds) => setTimeout(milliseconds) };
const told: string[] = [];
const log = createLog({ runner: false, write: (text) => void told.push(text) });
const run = (runId: string): Owner => ({
  repository: 'o/r',
  runId,
  attempt: 1,
  url: `https://example.com/${runId}`,
  actor: 'ann',
  what: 'release v2',
});

async function take(shell: Shell, name: string, options: Partial<LeaseOptions> = {}): Promise<Lease> {
  const lease = await takeLease(shell, folder, run(name), { wait: 0, clock, log, ...options });
  held.push(lease);
  return lease;
}

const expired = (): void => {
  const path = join(folder, 'lease');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/^(\d+ \S+) \d+/, (_, head: string) => `${head} ${Math.floor(Date.now() / 1000) - 1}`),
  );
};

describe.each<[string, () => Shell]>([
  ['this machine', () => localShell()],
  ['a server', () => remote],
])('on %s', (_, shell) => {
  test('of eight that ask at once one gets the lease, and the number grows with every owner', async () => {
    const fences: number[] = [];
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.allSettled(Array.from({ length: 8 }, (_unused, index) => take(shell(), `run-${index}`)));
      const got = answers.filter((answer) => answer.status === 'fulfilled').map((answer) => answer.value);
      expect(got).toHaveLength(1);
      for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ reason: 'locked' });
      fences.push(got[0]?.fence ?? 0);
      await got[0]?.release();
    }
    expect(fences).toEqual([1, 2, 3]);
  });

  test('the one that is refused learns who holds it', async () => {
    await take(shell(), '41');
    await expect(take(shell(), '42')).rejects.toMatchObject({
      reason: 'locked',
      text: expect.stringMatching(
        /^Release v2 by ann \(https:\/\/example\.com\/41\) holds the lease on .*; waited 0 ms\. Nothing was changed\. /,
      ),
    });
  });

  test('a run that is over loses it, and is named as the one before', async () => {
    const first = await take(shell(), '41');
    const second = await take(shell(), '42', { isOver: async (owner) => owner.runId === '41' });
    expect(second.fence).toBe(first.fence + 1);
    expect(second.takenFrom).toMatchObject({ runId: '41', actor: 'ann' });
  });

  test.each<[string, () => Promise<boolean | undefined>]>([
    ['runs', async () => false],
    ['is unknown, like a 404', async () => undefined],
    ['cannot be asked for', () => Promise.reject(new Error('502'))],
  ])('a run that %s keeps it', async (_state, isOver) => {
    await take(shell(), '41');
    await expect(take(shell(), '42', { isOver })).rejects.toMatchObject({ reason: 'locked' });
  });

  test('a lease that ran out is free, by the clock of the target and of nobody else', async () => {
    await take(shell(), '41');
    const tomorrow: Clock = { ...clock, now: () => Date.now() + 86_400_000 };
    await expect(take(shell(), '42', { clock: tomorrow })).rejects.toMatchObject({ reason: 'locked' });
    expired();
    expect((await take(shell(), '42')).takenFrom).toMatchObject({ runId: '41' });
  });

  test('who was taken over can change nothing any more, by any way', async () => {
    const old = await take(shell(), '41');
    await old.shell.run(['touch', join(folder, 'allowed')]);
    const journal = await Journal.open(old.shell, folder, old.fence);
    await take(shell(), '42', { isOver: async () => true });
    const lost = { reason: 'lease-lost', text: expect.stringContaining('This run has changed nothing since') };
    await expect(old.shell.run(['touch', join(folder, 'forbidden')])).rejects.toMatchObject(lost);
    await expect(old.shell.run(['touch', join(folder, 'forbidden')], { allowFailure: true })).rejects.toMatchObject(lost);
    await expect(old.shell.start(['touch', join(folder, 'forbidden')]).done).rejects.toMatchObject(lost);
    await expect(replaceFile(old.shell, join(folder, 'forbidden'), 'x')).rejects.toMatchObject(lost);
    await expect(journal.write('t', 's', 'intent')).rejects.toMatchObject(lost);
    expect([existsSync(join(folder, 'allowed')), existsSync(join(folder, 'forbidden')), existsSync(join(folder, 'journal.jsonl'))]).toEqual(
      [true, false, false],
    );
  });

  test('a change under way holds a takeover back, and is its last', async () => {
    const old = await take(shell(), '41');
    const change = old.shell.run(['sh', '-c', 'touch "$1/begun"; sleep 3; date +%s%N > "$1/ended"', 'sh', folder]);
    while (!existsSync(join(folder, 'begun'))) await setTimeout(20);
    await expect(take(shell(), '42', { isOver: async () => true })).rejects.toMatchObject({
      reason: 'locked',
      text: expect.stringContaining('A change of release v2 by ann'),
    });
    const next = await take(shell(), '42', { isOver: async () => true, wait: 20_000 });
    const { stdout } = await next.shell.run(['sh', '-c', 'date +%s%N; cat "$1/ended"', 'sh', folder]);
    const [now = '', ended = ''] = stdout.split('\n');
    expect(BigInt(ended)).toBeLessThan(BigInt(now));
    await change;
    await expect(old.shell.run(['true'])).rejects.toMatchObject({ reason: 'lease-lost' });
  });

  test.each([
    ['a part of a line', '12', '13'],
    ['words', 'not a lease at all\n', 'x y\n'],
    ['numbers that are none', '08 nonce 99999999999999999999\n{}', '09\n'],
  ])('files that hold %s keep nobody out', async (_what, lease, fence) => {
    await (await take(shell(), '41')).release();
    writeFileSync(join(folder, 'lease'), lease);
    writeFileSync(join(folder, 'fence'), fence);
    const next = await take(shell(), '42');
    expect(next.fence).toBeGreaterThan(0);
    expect((await next.shell.run(['echo', 'mine'])).stdout).toBe('mine\n');
    await expect(take(shell(), '43')).rejects.toMatchObject({ reason: 'locked' });
  });

  test('the holder is named as it is, whatever stands in its name', async () => {
    const odd = { ...run('41'), what: 'release back\\slash \\n "quoted"\nnext' };
    held.push(await takeLease(shell(), folder, odd, { wait: 0, clock, log }));
    const asked: Owner[] = [];
    const isOver = async (owner: Owner): Promise<boolean> => {
      asked.push(owner);
      return false;
    };
    await expect(take(shell(), '42', { isOver })).rejects.toMatchObject({ reason: 'locked' });
    expect(asked[0]).toEqual(odd);
  });

  test('a program that writes what a refusal says is not taken for one', async () => {
    const lease = await take(shell(), '41');
    const says = ['sh', '-c', 'echo "slipway-lease: taken over" >&2; exit "$1"', 'sh'];
    expect((await lease.shell.run([...says, '0'])).code).toBe(0);
    await expect(lease.shell.run([...says, '7'])).rejects.toMatchObject({ reason: 'program-failed' });
  });

  test('given back by a stranger, or by one who was taken over, it stays', async () => {
    const old = await take(shell(), '41');
    await shell().run(['sh', '-c', releaseScript, 'sh', folder, 'another-nonce']);
    await expect(take(shell(), '42')).rejects.toMatchObject({ reason: 'locked' });
    const second = await take(shell(), '43', { isOver: async () => true });
    await old.release();
    await expect(take(shell(), '44')).rejects.toMatchObject({ reason: 'locked' });
    await second.shell.run(['true']);
  });

  test('the guarded shell is a shell: arguments, input, environment and failures pass', async () => {
    const lease = await take(shell(), '41');
    const { stdout } = await lease.shell.run(['sh', '-c', 'printf "%s|%s|" "$1" "$A"; cat', 'sh', "it's $HOME\n"], {
      input: 'in',
      env: { A: ' b ' },
    });
    expect(stdout).toBe("it's $HOME\n| b |in");
    await expect(lease.shell.run(['sh', '-c', 'exit 76'])).rejects.toMatchObject({ reason: 'program-failed', code: 76 });
    await expect(lease.shell.run(['no-such-program'])).rejects.toMatchObject({
      reason: 'program-missing',
      message: expect.stringContaining('no-such-program is not installed'),
    });
    expect(await lease.shell.run(['sh', '-c', 'exit 3'], { allowFailure: true })).toMatchObject({ code: 3 });
  });
});

describe('processes', () => {
  test('of four that start at once, exactly one gets the lease', async () => {
    for (let round = 0; round < 2; round++) {
      const racers = ['a', 'b', 'c', 'd'].map((name) => startOwner(folder, name, { task: 'hold' }));
      const answers = await Promise.all(
        racers.map((racer) => racer.until((event) => event.taken !== undefined || event.failed !== undefined)),
      );
      expect(answers.map((answer) => answer.failed ?? 'taken').sort()).toEqual(['locked', 'locked', 'locked', 'taken']);
      await Promise.all(racers.map((racer) => racer.kill()));
      rmSync(join(folder, 'lease'));
    }
  });

  test('all that wait get it in the end, one after the other', async () => {
    const owners = ['a', 'b', 'c'].map((name) => startOwner(folder, name, { wait: 30_000 }));
    const fences = await Promise.all(owners.map(async (owner) => (await owner.until((event) => event.taken !== undefined)).taken));
    await Promise.all(owners.map((owner) => owner.ended));
    expect(fences.sort()).toEqual([1, 2, 3]);
    expect(existsSync(join(folder, 'lease'))).toBe(false);
  });

  test('one that was killed is followed when its lease runs out, and not before', async () => {
    const owner = startOwner(folder, 'a', { ttl: 4000, task: 'hold' });
    await owner.until((event) => event.taken !== undefined);
    await owner.kill();
    await expect(take(localShell(), '42')).rejects.toMatchObject({ reason: 'locked' });
    const next = await take(localShell(), '42', { wait: 15_000 });
    expect([next.fence, next.takenFrom?.runId]).toEqual([2, 'a']);
  });

  test('one that lives keeps it beyond its time, by its heartbeat', async () => {
    const owner = startOwner(folder, 'a', { ttl: 3000, task: 'hold' });
    await owner.until((event) => event.taken !== undefined);
    await expect(take(localShell(), '42', { wait: 6000 })).rejects.toMatchObject({ reason: 'locked' });
    await owner.kill();
  });

  test('the last change of one that was killed ends before the next owner begins', async () => {
    const owner = startOwner(folder, 'a', { task: 'change' });
    await owner.until((event) => event.changing === true);
    while (!statSync(join(folder, 'changing'), { throwIfNoEntry: false })) await setTimeout(20);
    await setTimeout(500);
    await owner.kill();
    const next = await take(localShell(), '42', { isOver: async () => true, wait: 20_000 });
    // Either the change had ended, or the operating system ended it with its owner: it cannot come later.
    const before = existsSync(join(folder, 'changed'));
    await setTimeout(4000);
    expect(existsSync(join(folder, 'changed'))).toBe(before);
    expect(next.fence).toBe(2);
  });
});

test('a lease that nobody can read is no obstacle for ever', async () => {
  const first = await take(localShell(), '41');
  writeFileSync(join(folder, 'lease'), 'gar\u0000bage\n');
  const second = await take(localShell(), '42');
  expect(second.fence).toBeGreaterThan(first.fence);
});

test('who waits is told for whom, once', async () => {
  await take(localShell(), '41');
  told.length = 0;
  await expect(take(localShell(), '42', { wait: 4500 })).rejects.toMatchObject({ reason: 'locked' });
  expect(told.join('').match(/Waiting for release v2 by ann \(https:\/\/example.com\/41\) \(up to /g)).toHaveLength(1);
});

test('an owner is described by its run, or by what is known', () => {
  expect(describeOwner(run('41'))).toBe('release v2 by ann (https://example.com/41)');
  expect(describeOwner({ ...run('local-1'), url: '', repository: '', actor: '' })).toBe('release v2 by somebody (a local run local-1)');
});
