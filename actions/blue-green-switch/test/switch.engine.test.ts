import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure, type InputsOf, readInputs } from '@slipway/action';
import { openSsh, type Shell } from '@slipway/shell';
import { type LoadResult, readNotes, startLoad, verifyNotes } from '../../../test/load/client.ts';
import { testHost } from '../../../test/scenarios/host.ts';
import { appPorts, buildNotes, type Images, migrateByHand, notesFolder, placeSecrets } from '../../../test/scenarios/notes.ts';
import { type Registry, startRegistry, startTarget, type Target } from '../../../test/target/target.ts';
import { contract, run, type SwitchResult } from '../src/index.ts';

const password = 'pA55-word.of_the~db';
let registry: Registry;
let target: Target;
let shell: Shell;
let folder: string;
const images: Record<string, Images> = {};

beforeAll(async () => {
  registry = await startRegistry();
  await registry.push('postgres:17', 'library/postgres:17');
  target = await startTarget({ registry, ports: appPorts });
  for (const version of ['v1', 'v2', 'v3', 'v4'] as const) images[version] = await buildNotes(registry, version);
  await placeSecrets(target, registry, password);
  folder = await notesFolder('v1');
  shell = await openSsh(target.ssh);
}, 240_000);

afterAll(async () => {
  await shell?.close();
  await target?.remove();
  await registry?.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

function inputs(given: Record<string, string>): InputsOf<typeof contract> {
  const all = { 'project-name': 'notes', service: 'backend', 'bake-time': '4s', ...given };
  return readInputs(contract, Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])));
}

function deploy(version: string, given: Record<string, string> = {}): Promise<SwitchResult> {
  const list = Object.entries(images[version] ?? {}).map(([service, image]) => `${service}=${image}`);
  return run(inputs({ mode: 'deploy', version, images: list.join('\n'), ...given }), { ...testHost(folder), shell });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error('nothing was thrown');
}

const url = (): string => `http://127.0.0.1:${target.port(8000)}`;
const served = async (): Promise<string | null> =>
  (await fetch(`${url()}/health`, { signal: AbortSignal.timeout(5000) })).headers.get('x-version');
const inside = async (...argv: string[]): Promise<string> => (await target.exec(argv)).stdout.trim();

/** Users at work during `change`: what they saw, and whether everything that was acknowledged is still there. */
async function underLoad(change: () => Promise<unknown>): Promise<LoadResult & { missing: number }> {
  const load = startLoad({ url: url(), clients: 8, rate: 80 });
  await load.ready;
  try {
    await change();
  } finally {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  const result = await load.stop();
  return { ...result, missing: (await verifyNotes(url(), await readNotes(result.notes))).length };
}

describe('on a server that knows nothing of the application', () => {
  test('the first release brings up database, one colour and the router', async () => {
    const { outcome, outputs } = await deploy('v1');
    expect(outcome).toBe('switched');
    expect(outputs).toMatchObject({ live: 'blue', version: 'v1', 'previous-version': '' });
    expect(await served()).toBe('v1');
    expect((await fetch(`http://127.0.0.1:${target.port(3000)}/`)).status).toBe(200);
    expect(await inside('cat', '/etc/haproxy/slipway/notes.map')).toBe('live blue');
    await migrateByHand(target, images['v3']?.backend ?? '', password);
  }, 360_000);

  test('the same images again change nothing', async () => {
    const before = await inside('docker', 'ps', '--no-trunc', '-q');
    expect((await deploy('v1')).outcome).toBe('unchanged');
    expect(await inside('docker', 'ps', '--no-trunc', '-q')).toBe(before);
  }, 240_000);
});

describe('with users at work', () => {
  test('a good version takes over without a failed request, and the old one is stopped for good', async () => {
    const database = await inside('docker', 'inspect', '--format', '{{.Id}} {{.State.StartedAt}}', 'notes-db');
    const seen = await underLoad(async () => {
      const { outputs, receipt } = await deploy('v2');
      expect(outputs).toMatchObject({ live: 'green', version: 'v2', 'previous-version': 'v1', 'failed-requests': '0' });
      expect(receipt?.identity).toBe('v2 on 20 fresh connections in a row');
      expect(receipt?.undo).toContain('disarmed');
    });
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(seen.requests).toBeGreaterThan(500);
    expect(await served()).toBe('v2');
    expect(await inside('docker', 'ps', '-q', '--filter', 'label=com.docker.compose.project=notes-blue')).toBe('');
    const old = await inside('docker', 'ps', '-aq', '--filter', 'label=com.docker.compose.project=notes-blue');
    for (const id of old.split('\n'))
      expect(await inside('docker', 'inspect', '--format', '{{.HostConfig.RestartPolicy.Name}}', id)).toBe('no');
    expect(await inside('docker', 'inspect', '--format', '{{.Id}} {{.State.StartedAt}}', 'notes-db')).toBe(database);
  }, 360_000);

  test('a version that dies under traffic is rolled back by itself, and nobody notices', async () => {
    let failure: Failure | undefined;
    const seen = await underLoad(async () => {
      failure = await failureOf(deploy('v3', { 'bake-time': '15s' }));
    });
    expect(failure?.reason).toBe('bake-failed');
    expect(failure?.details).toMatchObject({ outcome: 'rolled-back', outputs: { live: 'green', version: 'v2' } });
    expect(failure?.text).toContain('Traffic is back on green (v2)');
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(seen.versions.map(({ version }) => version)).toContain('v3');
    expect(await served()).toBe('v2');
    expect(await inside('docker', 'ps', '-q', '--filter', 'label=com.docker.compose.project=notes-blue')).toBe('');
  }, 360_000);

  test('a version that never becomes healthy gets no traffic', async () => {
    let failure: Failure | undefined;
    const seen = await underLoad(async () => {
      failure = await failureOf(deploy('v4', { 'health-timeout': '8s' }));
    });
    expect(failure?.reason).toBe('unhealthy');
    expect(failure?.details.outcome).toBeUndefined();
    expect(failure?.text).toContain('Traffic never left green (v2).');
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(seen.versions.map(({ version }) => version)).toEqual(['v2']);
  }, 360_000);

  test('a gate that refuses after the switch moves the traffic back', async () => {
    const gate = async (): Promise<void> => {
      throw new Failure('unhealthy', 'The public address says no.');
    };
    const list = Object.entries(images['v1'] ?? {}).map(([service, image]) => `${service}=${image}`);
    const refused = run(inputs({ mode: 'deploy', version: 'v1', images: list.join('\n') }), { ...testHost(folder), shell, gate });
    const failure = await failureOf(refused);
    expect(failure.details.outcome).toBe('rolled-back');
    expect(await served()).toBe('v2');
    expect(await inside('cat', '/etc/haproxy/slipway/notes.map')).toBe('live green');
  }, 360_000);

  test('rollback serves the release before', async () => {
    await deploy('v1');
    expect(await served()).toBe('v1');
    const seen = await underLoad(async () => {
      const { outcome, outputs } = await run(inputs({ mode: 'rollback' }), { ...testHost(folder), shell });
      expect(outcome).toBe('rolled-back');
      expect(outputs).toMatchObject({ version: 'v2', 'previous-version': 'v1' });
    });
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(await served()).toBe('v2');
  }, 360_000);

  test('status reads what is live from the router and changes nothing', async () => {
    const { outcome, outputs, summary } = await run(inputs({ mode: 'status' }), { ...testHost(folder), shell });
    expect(outcome).toBe('reported');
    expect(outputs.version).toBe('v2');
    expect(summary).toContain('serves `v2`');
  }, 30_000);
});

describe('in two steps', () => {
  const go = (mode: string, given: Record<string, string> = {}): Promise<SwitchResult> =>
    run(inputs({ mode, ...given }), { ...testHost(folder), shell });
  const list = (version: string): string =>
    Object.entries(images[version] ?? {})
      .map(([service, image]) => `${service}=${image}`)
      .join('\n');

  test('what was prepared stands without traffic, can be taken away, and without it nothing is promoted', async () => {
    const prepared = await go('prepare', { version: 'v1', images: list('v1') });
    expect(prepared).toMatchObject({ outcome: 'prepared', outputs: { version: 'v1', 'previous-version': 'v2' } });
    expect(await served()).toBe('v2');
    expect((await go('status')).summary).toContain('v1 is prepared');
    const aborted = await go('abort');
    expect(aborted).toMatchObject({ outcome: 'aborted', outputs: { version: 'v2' } });
    expect((await failureOf(go('promote'))).reason).toBe('nothing-prepared');
    expect(await served()).toBe('v2');
  }, 360_000);

  test('a promotion in shares gives users both versions and loses no request', async () => {
    await go('prepare', { version: 'v1', images: list('v1') });
    const wrong = await failureOf(go('promote', { version: 'v3' }));
    expect(wrong).toMatchObject({ reason: 'nothing-prepared', message: expect.stringContaining('v1 is prepared, not v3') });
    const seen = await underLoad(async () => {
      const { outcome, receipt } = await go('promote', { steps: '20@4s, 100', 'bake-time': '2s' });
      expect(outcome).toBe('switched');
      expect(receipt?.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['switch 20 %', 'canary 20 %', 'switch', 'confirm']));
    });
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(await served()).toBe('v1');
  }, 360_000);

  test('where old code cannot work with the schema, nothing moves unasked, and nothing moves back', async () => {
    const given = { version: 'v3', images: list('v3'), 'old-code-compatible': 'false' };
    const refused = await failureOf(go('deploy', given));
    expect(refused.reason).toBe('contract');
    expect(await served()).toBe('v1');
    // v3 dies under traffic.
    const load = startLoad({ url: url(), clients: 4, rate: 40 });
    await load.ready;
    const failed = await failureOf(go('deploy', { ...given, 'allow-contract': 'true', 'bake-time': '20s' }));
    await load.stop();
    expect(failed.reason).toBe('bake-failed');
    expect(failed.text).toContain('which is confirmed');
    expect(await inside('sh', '-c', 'ls /home/deploy/.slipway/notes/undo/*/armed 2>/dev/null | wc -l')).toBe('0');
    expect(await inside('cat', '/etc/haproxy/slipway/notes.map')).toMatch(/^live (blue|green)$/);
    const { outcome } = await go('rollback', { version: 'v2' });
    expect(outcome).toBe('rolled-back');
  }, 360_000);
});

describe('when the run is lost', () => {
  test('an undo on the server moves the traffic back by itself', async () => {
    const list = Object.entries(images['v1'] ?? {}).map(([service, image]) => `${service}=${image}`);
    const lost = await openSsh(target.ssh);
    let gone: Promise<void> | undefined;
    const gate = (): Promise<void> => {
      // The connection breaks and the run never comes back: nothing of it can act any more.
      gone = lost.close();
      return new Promise(() => {});
    };
    const given = inputs({ mode: 'deploy', version: 'v1', images: list.join('\n'), 'confirm-timeout': '4s' });
    const host = testHost(folder);
    void run(given, { ...host, shell: lost, gate }).catch(() => {});
    while (!gone) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await served()).toBe('v1');
    await new Promise((resolve) => setTimeout(resolve, 7000));
    expect(await served()).toBe('v2');
    expect(await inside('sh', '-c', 'cat /home/deploy/.slipway/notes/undo/*/fired')).toMatch(/^traffic is back on (blue|green)$/);
    host.cancel();
  }, 360_000);

  test('what the lost run holds is named, and freed by name only; the next run settles and goes on', async () => {
    const locked = await failureOf(deploy('v1', { 'lock-timeout': '1s' }));
    expect(locked.reason).toBe('locked');
    expect(locked.text).toContain('Nothing was changed');
    const [, holder = ''] = /holder: (\S+)\./.exec(locked.text) ?? [];
    const unlock = (name: string): Promise<SwitchResult> => run(inputs({ mode: 'unlock', holder: name }), { ...testHost(folder), shell });
    expect((await failureOf(unlock('another'))).reason).toBe('locked');
    expect(await unlock(holder)).toMatchObject({ outcome: 'unlocked' });
    const { outcome } = await deploy('v1');
    expect(outcome).toBe('switched');
    expect(await served()).toBe('v1');
  }, 360_000);

  test('a reboot in the middle of a trial comes back with the confirmed version', async () => {
    const list = Object.entries(images['v2'] ?? {}).map(([service, image]) => `${service}=${image}`);
    let reboot: Promise<void> | undefined;
    const gate = async (): Promise<void> => {
      expect(await served()).toBe('v2');
      reboot = target.reboot();
      await reboot;
    };
    await failureOf(
      run(inputs({ mode: 'deploy', version: 'v2', images: list.join('\n') }), {
        ...testHost(folder),
        shell: await openSsh(target.ssh),
        gate,
      }),
    );
    const until = Date.now() + 60_000;
    let version: string | null = null;
    while (version === null && Date.now() < until) {
      version = await served().catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(version).toBe('v1');
  }, 360_000);
});
