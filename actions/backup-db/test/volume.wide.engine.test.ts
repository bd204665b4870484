import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { runBundle } from '../../../test/harness/action.ts';
import { descendants, eventually } from '../../../test/harness/processes.ts';
import { sample } from '../../../test/harness/sample.ts';
import type { VolumeFacts } from '../src/facts.ts';
import { run } from '../src/run.ts';
import { failureOf, filesOf, inputsOf, type Key, newFolder, newKeyPair, portsOf, type Thrown } from './fixture.ts';

const image = 'python:3.13-slim';
const volume = `slipway-test-${randomBytes(4).toString('hex')}`;
const made = new Set<string>([volume]);
const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
let key: Key;
let destination: string;

/** What stands in a volume: kind, mode, owner, size and name, and the hash of every file. */
const contentOf = (name: string): string =>
  docker(
    'run',
    '--rm',
    '--network=none',
    '--volume',
    `${name}:/v:ro`,
    image,
    'sh',
    '-c',
    'cd /v; find . -printf "%y %m %U:%G %s %l %p\\0" | sort -z | tr "\\0" "\\n"; find . -type f -print0 | sort -z | xargs -0 sha256sum',
  );

beforeAll(async () => {
  key = await newKeyPair();
  destination = newFolder();
  docker('volume', 'create', volume);
  const fill = `cd /v; mkdir -p 'a b/c' empty; i=0; while [ $i -lt 300 ]; do echo "file $i" > "a b/c/$i.txt"; i=$((i+1)); done
    printf x > "with
line"; ln -s 'a b' link; ln 'a b/c/1.txt' hard; chmod 0640 hard; chown 1234:4321 'a b/c/2.txt'; head -c 3000000 /dev/urandom > large; : > .hidden`;
  docker('run', '--rm', '--network=none', '--volume', `${volume}:/v`, image, 'sh', '-c', fill);
}, 60_000);

/** What one test started writes into no other's volume, even when that test failed. */
afterEach(() => {
  for (const id of docker('ps', '--all', '--quiet', '--filter', 'label=slipway-test-volume').split('\n').filter(Boolean))
    docker('rm', '--force', id);
}, 60_000);

afterAll(() => {
  for (const name of made) spawnSync('docker', ['volume', 'rm', '--force', name]);
  rmSync(destination, { recursive: true, force: true });
});

const given = (more: Record<string, string> = {}): Record<string, string> => ({
  kind: 'volume',
  volume,
  'project-name': 'notes',
  destination,
  'age-recipients': key.recipient,
  'age-identity': key.identity,
  ...more,
});
const inputs = (more: Record<string, string> = {}) => inputsOf(given(more));

/** A container that writes without pause: two files that grow by a byte in turn, so that at no moment their lengths differ by more than one. */
function startWriter(...flags: readonly string[]): string {
  const loop = ': > /v/first; : > /v/second; while :; do printf x >> /v/first; printf x >> /v/second; sleep 0.02; done';
  return docker(
    'run',
    '--detach',
    '--init',
    '--network=none',
    '--label',
    'slipway-test-volume',
    '--volume',
    `${volume}:/v`,
    ...flags,
    image,
    'sh',
    '-c',
    loop,
  );
}
const stateOf = (id: string): string => docker('inspect', '--format', '{{.State.Status}}', id);

const isZstd = (pid: number): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('zstd');

describe('a volume', () => {
  test('is packed, proven by unpacking it elsewhere, and comes back with owners, modes, links and odd names', async () => {
    const before = docker('volume', 'ls', '--quiet');
    const backup = await run(inputs({ verify: 'restore' }), portsOf());
    expect(backup.outputs).toMatchObject({ verified: 'true', 'verify-level': 'restore', database: `volume:${volume}` });
    expect(backup.manifest?.facts).toEqual({ kind: 'volume', files: 309, writers: 'still' });
    expect(docker('volume', 'ls', '--quiet')).toBe(before);
    const into = `${volume}-back`;
    made.add(into);
    await run(inputs({ mode: 'restore', into }), portsOf());
    expect(contentOf(into)).toBe(contentOf(volume));
    expect(await failureOf(run(inputs({ mode: 'restore', into }), portsOf()))).toMatchObject({ reason: 'exists' });
    docker('run', '--rm', '--network=none', '--volume', `${into}:/v`, image, 'sh', '-c', 'rm -r "/v/a b"; echo other > /v/other');
    const other = contentOf(into);
    const { outputs } = await run(inputs({ mode: 'restore', into, confirm: into }), portsOf());
    made.add(outputs.kept ?? '');
    expect(contentOf(into)).toBe(contentOf(volume));
    expect(contentOf(outputs.kept ?? '')).toBe(other);
  }, 120_000);

  test('to which something writes is refused until somebody says what to do, and is then of one moment', async () => {
    const id = startWriter();
    const refused = await failureOf(run(inputs(), portsOf()));
    expect(refused).toMatchObject({
      reason: 'volume-in-use',
      text: expect.stringMatching(/nothing says what to do[\s\S]*slipway\.backup: pause/),
    });
    for (const writers of ['pause', 'stop'] as const) {
      const backup = await run(inputs({ writers, tag: writers }), portsOf());
      expect((backup.manifest?.facts as VolumeFacts | undefined)?.writers).toBe(writers);
      expect(stateOf(id)).toBe('running');
      const into = `${volume}-${writers}`;
      made.add(into);
      await run(inputs({ mode: 'restore', into, id: backup.outputs.id ?? '' }), portsOf());
      const seen = docker('run', '--rm', '--network=none', '--volume', `${into}:/v`, image, 'stat', '--format=%s', '/v/first', '/v/second')
        .split('\n')
        .map(Number);
      expect(seen[0]).toBeGreaterThan(0);
      expect([0, 1]).toContain((seen[0] ?? Number.NaN) - (seen[1] ?? Number.NaN));
    }
    docker('rm', '--force', id);
    const labelled = startWriter('--label', 'slipway.backup=live');
    const live = await failureOf(run(inputs({ tag: 'live' }), portsOf()));
    expect(['none', 'dump-failed']).toContain(live.reason);
    docker('rm', '--force', labelled);
    const reader = docker(
      'run',
      '--detach',
      '--network=none',
      '--label',
      'slipway-test-volume',
      '--volume',
      `${volume}:/v:ro`,
      image,
      'sleep',
      '60',
    );
    expect((await failureOf(run(inputs({ tag: 'reader' }), portsOf()))).reason).toBe('none');
    docker('rm', '--force', reader);
  }, 180_000);

  test.each(sample('how a run is lost', ['SIGKILL', 'SIGSTOP'] as const, 1))(
    'goes on being written to when the run that paused it meets %s',
    async (signal) => {
      const id = startWriter('--label', 'slipway.backup=pause');
      docker('run', '--rm', '--network=none', '--volume', `${volume}:/v`, image, 'sh', '-c', 'head -c 150000000 /dev/urandom > /v/larger');
      const place = newFolder();
      let action = 0;
      const lost = runBundle('backup-db', { inputs: given({ destination: place }), onStart: (pid) => (action = pid), deadline: 90_000 });
      await eventually(() => stateOf(id) === 'paused', 'the writer is paused', 30_000);
      // The bytes do not pass the action: where it alone stands still, the copy is whole before anybody misses it.
      const frozen = signal === 'SIGSTOP' ? [action, ...descendants(action).filter(isZstd)] : [action];
      for (const pid of frozen) process.kill(pid, signal);
      await eventually(() => stateOf(id) === 'running', 'the writer goes on', 50_000);
      if (signal === 'SIGSTOP') for (const pid of frozen) process.kill(pid, 'SIGCONT');
      expect((await lost).success).toBe(false);
      expect(filesOf(place).filter((name) => name.endsWith('.json'))).toEqual([]);
      docker('run', '--rm', '--network=none', '--volume', `${volume}:/v`, image, 'rm', '/v/larger');
    },
    150_000,
  );

  test('of which a backup lists other files than its manifest says is found by the default proof', async () => {
    const place = newFolder();
    const backup = await run(inputs({ destination: place }), portsOf());
    const path = `${place}/${backup.outputs.id}.json`;
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { facts: VolumeFacts };
    const wrong = `${JSON.stringify({ ...manifest, facts: { ...manifest.facts, files: manifest.facts.files + 1 } })}\n`;
    const verify = (level: string): Promise<Thrown> => {
      writeFileSync(path, wrong);
      return failureOf(run(inputs({ destination: place, mode: 'verify', verify: level, id: backup.outputs.id ?? '' }), portsOf()));
    };
    expect(await verify('archive')).toMatchObject({ reason: 'archive-corrupt', text: expect.stringContaining('tar lists') });
    expect(await verify('restore')).toMatchObject({ reason: 'count-mismatch' });
  }, 120_000);

  test('that is not there, or is empty, says so', async () => {
    const place = newFolder();
    const missing = await failureOf(run(inputs({ volume: volume.slice(0, -1), destination: place }), portsOf()));
    expect(missing).toMatchObject({ reason: 'volume-missing', text: expect.stringContaining(`Did you mean ${volume}`) });
    const empty = `${volume}-empty`;
    made.add(empty);
    docker('volume', 'create', empty);
    expect(await run(inputs({ volume: empty, destination: place }), portsOf())).toMatchObject({
      outcome: 'nothing-to-back-up',
      reason: 'no-data',
    });
    expect(filesOf(place)).toEqual([]);
  }, 60_000);
});
