import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Owner, takeLease } from '@slipway/journal';
import { localShell, type Shell } from '@slipway/shell';
import { testHost } from '../../../../test/scenarios/host.ts';
import { freePort } from '../../../../test/target/place.ts';
import type { Instance, Runtime } from '../../src/runtime.ts';
import { commandRuntime } from '../../src/runtimes/command/command.ts';
import { commandImages } from '../../src/runtimes/command/images.ts';
import { openProgram } from '../../src/runtimes/command/program.ts';
import { parseColorPorts } from '../../src/runtimes/systemd/ports.ts';
import { writeProgram } from './command-program.ts';
import { keepsTheRuntimeContract, type Subject } from './contract.ts';
import { failureOf } from './failure.ts';

const shell = localShell();
let folder: string;
let subject: Subject;

function runtimeOf(path: string, ports: readonly string[], through: Shell = shell): Runtime {
  return commandRuntime({ program: openProgram(through, path, 'notes', folder), ports: parseColorPorts(ports), waiting: testHost(folder) });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-'));
  const path = await writeProgram(folder);
  const ports = { blue: await freePort(), green: await freePort() };
  const lines = [`backend=8000:${ports.blue}:${ports.green}`];
  const runtime = runtimeOf(path, lines);
  const release = (version: string) => ({ version, images: { backend: `notes-${version}` } });
  const answers = async (color: 'blue' | 'green'): Promise<string | undefined> => {
    const running = (await runtime.instances(color)).some((one) => one.status === 'running');
    for (let tries = 0; tries < 20; tries++) {
      const response = await fetch(`http://127.0.0.1:${ports[color]}/`, { headers: { connection: 'close' } }).catch(() => undefined);
      if (response || !running) return response?.headers.get('x-version') ?? undefined;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  };
  subject = { runtime, shell, open: async (other) => runtimeOf(path, lines, other), first: release('v1'), second: release('v2'), answers };
});

afterAll(async () => {
  for (const color of ['blue', 'green'] as const) await subject.runtime.remove(color).catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

describe('the runtime contract', () => {
  keepsTheRuntimeContract(() => subject);
});

describe('a program that does not keep its part', () => {
  let count = 0;
  const lines = ['backend=8000:8101:8102'];
  const release = { version: 'v1', images: { backend: 'v1' } };
  /** A program that does this for every operation, or for those that the text names. */
  async function programOf(text: string): Promise<Runtime> {
    const path = join(folder, `bad-${count++}`);
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, 0o755);
    return runtimeOf(path, lines);
  }

  test.each([
    ['says nothing', 'exit 0', /what is no JSON: it said nothing.*must print \{"instances"/s],
    ['says prose', 'echo "all is well"', /what is no JSON: all is well/],
    ['answers with a list', 'echo "[]"', /no list "instances": \[\]/],
    [
      'leaves a field out',
      `echo '{"instances":[{"id":"a","service":"b","version":"c","image":"d"}]}'`,
      /instances\[0\] without a text "status"/,
    ],
    [
      'gives a number as text',
      `echo '{"instances":[{"id":"a","service":"b","version":"c","image":"d","status":"running","restarts":"2"}]}'`,
      /instances\[0\] whose "restarts" is no number/,
    ],
  ])('one that %s', async (_what, text, expected) => {
    const failure = await failureOf((await programOf(text)).instances('blue'));
    expect(failure.reason).toBe('runtime-failed');
    expect(failure.text).toMatch(expected);
  });

  test('one that fails is quoted', async () => {
    const failure = await failureOf((await programOf('echo "no such cluster" >&2; exit 7')).up('blue', release, 5000));
    expect(failure.reason).toBe('runtime-failed');
    expect(failure.text).toMatch(/up for blue on this machine ended with exit code 7:\nno such cluster/);
  });

  test('one that hangs is ended, and so is what it started', async () => {
    const runtime = await programOf('sleep 61.25 & sleep 61.25');
    const failure = await failureOf(runtime.up('blue', release, 1000));
    expect(failure.text).toMatch(/up for blue on this machine did not end within 1\.0 s, and was ended/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await shell.run(['pgrep', '-f', 'sleep 61.25'], { allowFailure: true })).stdout).toBe('');
  });

  test('one that says it is up, and is not', async () => {
    const runtime = await programOf(
      `case $SLIPWAY_OPERATION in up) ;; logs) echo "panic: no disk" ;; *) echo '{"instances":[{"id":"a","service":"backend","version":"v1","image":"v1","status":"failed","exitCode":2}]}' ;; esac`,
    );
    const failure = await failureOf(runtime.up('blue', release, 5000));
    expect([failure.reason, failure.message]).toEqual(['unhealthy', 'backend is failed, and did not become healthy within 5.0 s.']);
  });

  test('one that says it is down, and is not', async () => {
    const runtime = await programOf(
      `if [ "$SLIPWAY_OPERATION" = live ]; then echo '{"instances":[{"id":"a","service":"backend","version":"v1","image":"v1","status":"running"}]}'; fi`,
    );
    expect((await failureOf(runtime.stop('blue', 1))).text).toContain('down ended well, but a of blue still runs');
  });

  test('one that cannot be started', async () => {
    expect((await failureOf(runtimeOf(join(folder, 'nowhere'), lines).instances('blue'))).reason).toBe('program-missing');
  });
});

test('the order comes by the environment, as it stands', async () => {
  const path = join(folder, 'tell');
  const answer = `{"instances":[{"id":"a","service":"b","version":"c","image":"d","status":"running"}]}`;
  const told = join(folder, 'told');
  await writeFile(path, `#!/bin/sh\nenv | grep ^SLIPWAY_ | sort > "${told}-$SLIPWAY_OPERATION"; echo '${answer}'\n`);
  await chmod(path, 0o755);
  const runtime = runtimeOf(path, ['b=8000:8101:/run/green.sock']);
  await runtime.up('green', { version: "v'1; $(id)", images: { b: '$(id)' } }, 5000);
  expect((await readFile(`${told}-up`, 'utf8')).trim().split('\n')).toEqual([
    'SLIPWAY_COLOR=green',
    'SLIPWAY_FRESH=true',
    'SLIPWAY_IMAGES={"b":"$(id)"}',
    'SLIPWAY_OPERATION=up',
    'SLIPWAY_PORTS=[{"service":"b","port":8000,"address":"/run/green.sock"}]',
    'SLIPWAY_PROJECT=notes',
    'SLIPWAY_SECONDS=5',
    "SLIPWAY_VERSION=v'1; $(id)",
  ]);
  await runtime.logs({ ...(await runtime.instances('green'))[0] } as Instance);
  expect(await readFile(`${told}-logs`, 'utf8')).toContain('SLIPWAY_INSTANCE=a\n');
});

test('what it leaves in the background does not keep the lease from the next run, and it itself does', async () => {
  const path = join(folder, 'background');
  const answer = `{"instances":[{"id":"a","service":"backend","version":"v1","image":"v1","status":"running"}]}`;
  await writeFile(path, `#!/bin/sh\nif [ "$SLIPWAY_OPERATION" = up ]; then sleep 30.5 >/dev/null 2>&1 & sleep 5; fi; echo '${answer}'\n`);
  await chmod(path, 0o755);
  const state = join(folder, 'lease');
  const host = testHost(folder);
  const owner: Owner = { repository: '', runId: '1', attempt: 1, url: '', actor: '', what: 'deploy' };
  const take = (wait: number) => takeLease(shell, state, owner, { wait, clock: host.clock, log: host.log, isOver: async () => true });
  const lease = await take(0);
  const up = runtimeOf(path, ['backend=8000:8101:8102'], lease.shell).up('blue', { version: 'v1', images: { backend: 'v1' } }, 20_000);
  try {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await failureOf(take(0))).text).toContain('is still under way');
    await up;
    await (await take(10_000)).release();
  } finally {
    await up.catch(() => {});
    await shell.run(['pkill', '-f', '^sleep 30[.]5'], { allowFailure: true });
  }
});

test('images may be left out, and are then the version', () => {
  expect(commandImages([], ['backend', 'frontend'], 'v1')).toEqual({ backend: 'v1', frontend: 'v1' });
  expect(commandImages(['backend=a:1', 'worker=b'], ['backend'], 'v1')).toEqual({ backend: 'a:1', worker: 'b' });
  expect(() => commandImages([], ['backend'], undefined)).toThrow('version: is missing');
  expect(() => commandImages(['backend'], ['backend'], 'v1')).toThrow("'backend' is not service=image");
  expect(() => commandImages(['worker=b'], ['backend'], 'v1')).toThrow('backend has a line in ports, and none here');
});
