// The exchange of a volume's content is killed at each of its steps, as a server that loses its power would end it.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localShell, type Shell } from '@slipway/shell';
import { run } from '../src/run.ts';
import { exchangeScript, unfinished } from '../src/sources/volume/scripts.ts';
import { failureOf, inputsOf, type Key, newFolder, newKeyPair, portsOf, type Thrown } from './fixture.ts';

const image = 'python:3.13-slim';
const volume = `slipway-test-${randomBytes(4).toString('hex')}`;
const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
const inside = (script: string, name = volume): string =>
  docker('run', '--rm', '--network=none', '--volume', `${name}:/v`, image, 'sh', '-c', script);
const contentOf = (name: string): string => inside('cd /v; find . -type f | sort | xargs sha256sum', name);
const volumes = (label: string): string[] => docker('volume', 'ls', '--quiet', '--filter', `label=${label}`).split('\n').filter(Boolean);
const old =
  'rm -rf /v/* /v/.slip*; mkdir /v/a; for i in 1 2 3 4 5; do echo "old $i" > /v/a/$i; echo "old $i" > /v/$i; done; echo only > /v/old';

const kept = `slipway.kept=${volume}`;
const scratch = `slipway.unfinished=notes/volume:${volume}`;

let key: Key;
let destination: string;
let programs: string;
let before: string;
let after: string;

/** Programs that count themselves, and of which one is the last: half done where it copies or removes, and not done where it does anything else. */
const counted = `#!/bin/sh
n=$(($(cat /count 2>/dev/null || echo 0) + 1)); echo $n > /count; me=$(basename "$0")
if [ $n = "$LAST" ]; then
  case "$me $*" in
    cp*) /bin/cp -a "$2/1" "$3"; /bin/cp -a "$2/a" "$3" ;;
    find*-exec*) /bin/rm -rf /to/1 /to/a/3 ;;
  esac
  kill -9 "$PPID"; exit 1
fi
exec "/bin/$me" "$@"
`;

beforeAll(async () => {
  key = await newKeyPair();
  destination = newFolder();
  programs = newFolder();
  for (const name of ['cp', 'find', 'ln', 'rm', 'sync']) {
    writeFileSync(join(programs, name), counted);
    chmodSync(join(programs, name), 0o755);
  }
  docker('volume', 'create', volume);
  inside('mkdir /v/a; for i in 1 2 3; do echo "new $i" > /v/a/$i; echo "new $i" > /v/$i; done; echo only > /v/new');
  await run(inputs(), portsOf());
  after = contentOf(volume);
  inside(old);
  before = contentOf(volume);
}, 120_000);

afterAll(() => {
  for (const name of [volume, ...volumes(kept), ...volumes(scratch)]) spawnSync('docker', ['volume', 'rm', '--force', name]);
  for (const path of [destination, programs]) rmSync(path, { recursive: true, force: true });
});

const inputs = (more: Record<string, string> = {}) =>
  inputsOf({
    kind: 'volume',
    volume,
    image,
    'project-name': 'notes',
    destination,
    'age-recipients': key.recipient,
    'age-identity': key.identity,
    ...more,
  });
const restore = (shell?: Shell) => run(inputs({ mode: 'restore', into: volume, confirm: volume }), portsOf(shell));

/** A machine on which the exchange ends with its nth program. The first process of a container cannot be killed from inside, so it is a second one. */
function endingAt(last: number): Shell & { readonly ended: () => boolean } {
  const shell = localShell();
  let code = 0;
  return {
    ...shell,
    ended: () => code !== 0,
    async run(argv, options) {
      const at = argv.indexOf(exchangeScript);
      if (at < 0) return shell.run(argv, options);
      const flags = ['--volume', `${programs}:/programs:ro`, '--env', `LAST=${last}`, '--env', 'PATH=/programs:/usr/bin:/bin'];
      const rest = ['sh -c "$@"; exit $?', 'sh', ...argv.slice(at)];
      const finished = await shell.run([...argv.slice(0, 2), ...flags, ...argv.slice(2, at), ...rest], options);
      code = finished.code;
      return finished;
    },
  };
}

/** What a cut exchange left, which is one of three things. */
async function leftBy(failure: Thrown): Promise<'old' | 'new' | 'marked'> {
  const marked = inside(`readlink /v/${unfinished} || :`);
  if (!marked) {
    expect([before, after]).toContain(contentOf(volume));
    return contentOf(volume) === before ? 'old' : 'new';
  }
  expect(contentOf(marked)).toBe(before);
  expect(failure.text).toContain(`may not be whole. What was in it before is in the volume ${marked}.`);
  // What is in it would be proven as a backup, and is none.
  expect(await failureOf(run(inputs(), portsOf()))).toMatchObject({ reason: 'dump-failed', text: expect.stringContaining(marked) });
  return 'marked';
}

describe('a restore over a volume', () => {
  test('that is killed at any step leaves the old content, the new one, or one that the next run names and finishes', async () => {
    const seen: string[] = [];
    for (let last = 1; ; last++) {
      inside(old);
      for (const name of volumes(kept)) docker('volume', 'rm', name);
      const shell = endingAt(last);
      const failure = await failureOf(restore(shell));
      if (!shell.ended()) {
        expect(failure.reason).toBe('none');
        break;
      }
      expect(failure.reason).toBe('swap-failed');
      seen.push(await leftBy(failure));
      const { outputs } = await restore();
      expect(contentOf(volume)).toBe(after);
      // What took the place of the new content has that; every other whole copy is of the old one.
      if (seen.at(-1) !== 'new') expect(contentOf(outputs.kept ?? '')).toBe(before);
      for (const name of volumes(kept)) expect([before, after]).toContain(contentOf(name));
      expect(volumes(scratch)).toEqual([]);
    }
    expect([...new Set(seen)]).toEqual(['old', 'marked', 'new']);
    process.stderr.write(`killed at ${seen.length} steps: ${seen.join(' ')}\n`);
  }, 900_000);

  test('into a new volume that was killed is taken up without asking, and leaves nothing of the first attempt', async () => {
    const into = `${volume}-new`;
    docker('volume', 'create', '--label', kept, into);
    inside(`: > /v/${unfinished}; echo half > /v/half; mkdir /v/b; echo x > /v/b/y`, into);
    const user = docker('create', '--volume', `${into}:/v`, image, 'true');
    try {
      const ports = portsOf();
      expect(await run(inputs({ mode: 'restore', into }), ports)).toMatchObject({ outcome: 'restored' });
      expect(ports.lines.join('')).toContain('a restore into it was ended on the way; there was nothing in it before');
      expect(contentOf(into)).toBe(after);
    } finally {
      docker('rm', user);
      docker('volume', 'rm', into);
    }
  }, 60_000);
});
