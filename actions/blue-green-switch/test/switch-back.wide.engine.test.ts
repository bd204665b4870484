import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { openSsh } from '@slipway/shell';
import { startLoad } from '../../../test/load/client.ts';
import { migrateByHand } from '../../../test/scenarios/notes.ts';
import type { SwitchResult } from '../src/index.ts';
import { failureOf, type NotesStage, password, startNotesStage } from './notes-stage.ts';

let stage: NotesStage;
beforeAll(async () => {
  stage = await startNotesStage();
  await stage.deploy('v1');
  await migrateByHand(stage.target, stage.images['v3']?.backend ?? '', password);
  await stage.deploy('v2');
}, 240_000);
afterAll(() => stage?.remove(), 60_000);

describe('with users at work', () => {
  test('a version that dies under traffic is rolled back by itself, and nobody notices', async () => {
    let failure: Failure | undefined;
    const seen = await stage.underLoad(async () => {
      failure = await failureOf(stage.deploy('v3', { 'bake-time': '15s' }));
    });
    expect(failure?.reason).toBe('bake-failed');
    expect(failure?.details).toMatchObject({ outcome: 'rolled-back', outputs: { live: 'green', version: 'v2' } });
    expect(failure?.text).toContain('Traffic is back on green (v2)');
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(seen.versions.map(({ version }) => version)).toContain('v3');
    expect(await stage.served()).toBe('v2');
    expect(await stage.inside('docker', 'ps', '-q', '--filter', 'label=com.docker.compose.project=notes-blue')).toBe('');
  }, 360_000);

  test('a version that never becomes healthy gets no traffic', async () => {
    let failure: Failure | undefined;
    const seen = await stage.underLoad(async () => {
      failure = await failureOf(stage.deploy('v4', { 'health-timeout': '8s' }));
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
    const failure = await failureOf(stage.deploy('v1', {}, { gate }));
    expect(failure.details.outcome).toBe('rolled-back');
    expect(await stage.served()).toBe('v2');
    expect(await stage.inside('cat', '/etc/haproxy/slipway/notes.map')).toBe('live green');
  }, 360_000);

  test('rollback serves the release before', async () => {
    await stage.deploy('v1');
    expect(await stage.served()).toBe('v1');
    const seen = await stage.underLoad(async () => {
      const { outcome, outputs } = await stage.go('rollback');
      expect(outcome).toBe('rolled-back');
      expect(outputs).toMatchObject({ version: 'v2', 'previous-version': 'v1' });
    });
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(await stage.served()).toBe('v2');
  }, 360_000);
});

describe('in two steps', () => {
  test('what was prepared stands without traffic, can be taken away, and without it nothing is promoted', async () => {
    const prepared = await stage.go('prepare', { version: 'v1', images: stage.list('v1') });
    expect(prepared).toMatchObject({ outcome: 'prepared', outputs: { version: 'v1', 'previous-version': 'v2' } });
    expect(await stage.served()).toBe('v2');
    expect((await stage.go('status')).summary).toContain('v1 is prepared');
    const aborted = await stage.go('abort');
    expect(aborted).toMatchObject({ outcome: 'aborted', outputs: { version: 'v2' } });
    expect((await failureOf(stage.go('promote'))).reason).toBe('nothing-prepared');
    expect(await stage.served()).toBe('v2');
  }, 360_000);

  test('where old code cannot work with the schema, nothing moves unasked, and nothing moves back', async () => {
    const given = { version: 'v3', images: stage.list('v3'), 'old-code-compatible': 'false' };
    const refused = await failureOf(stage.go('deploy', given));
    expect(refused.reason).toBe('contract');
    expect(await stage.served()).toBe('v2');
    // v3 dies under traffic.
    const load = startLoad({ url: stage.url, clients: 4, rate: 40 });
    await load.ready;
    const failed = await failureOf(stage.go('deploy', { ...given, 'allow-contract': 'true', 'bake-time': '20s' }));
    await load.stop();
    expect(failed.reason).toBe('bake-failed');
    expect(failed.text).toContain('which is confirmed');
    expect(await stage.inside('sh', '-c', 'ls /home/deploy/.slipway/notes/undo/*/armed 2>/dev/null | wc -l')).toBe('0');
    expect(await stage.inside('cat', '/etc/haproxy/slipway/notes.map')).toMatch(/^live (blue|green)$/);
    const { outcome } = await stage.go('rollback', { version: 'v2' });
    expect(outcome).toBe('rolled-back');
  }, 360_000);
});

describe('when the run is lost', () => {
  test('an undo on the server moves the traffic back by itself', async () => {
    const lost = await openSsh(stage.target.ssh);
    let gone: Promise<void> | undefined;
    const gate = (): Promise<void> => {
      // The connection breaks and the run never comes back: nothing of it can act any more.
      gone = lost.close();
      return new Promise(() => {});
    };
    const host = stage.host();
    void stage.deploy('v1', { 'confirm-timeout': '4s' }, { ...host, shell: lost, gate }).catch(() => {});
    while (!gone) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await stage.served()).toBe('v1');
    await new Promise((resolve) => setTimeout(resolve, 7000));
    expect(await stage.served()).toBe('v2');
    expect(await stage.inside('sh', '-c', 'cat /home/deploy/.slipway/notes/undo/*/fired')).toMatch(/^traffic is back on (blue|green)$/);
    host.cancel();
  }, 360_000);

  test('what the lost run holds is named, and freed by name only; the next run settles and goes on', async () => {
    const locked = await failureOf(stage.deploy('v1', { 'lock-timeout': '1s' }));
    expect(locked.reason).toBe('locked');
    expect(locked.text).toContain('Nothing was changed');
    const [, holder = ''] = /holder: (\S+)\./.exec(locked.text) ?? [];
    const unlock = (name: string): Promise<SwitchResult> => stage.go('unlock', { holder: name });
    expect((await failureOf(unlock('another'))).reason).toBe('locked');
    expect(await unlock(holder)).toMatchObject({ outcome: 'unlocked' });
    const { outcome } = await stage.deploy('v1');
    expect(outcome).toBe('switched');
    expect(await stage.served()).toBe('v1');
  }, 360_000);

  test('a reboot in the middle of a trial comes back with the confirmed version', async () => {
    let reboot: Promise<void> | undefined;
    const gate = async (): Promise<void> => {
      expect(await stage.served()).toBe('v2');
      reboot = stage.target.reboot();
      await reboot;
    };
    await failureOf(stage.deploy('v2', {}, { shell: await openSsh(stage.target.ssh), gate }));
    const until = Date.now() + 60_000;
    let version: string | null = null;
    while (version === null && Date.now() < until) {
      version = await stage.served().catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(version).toBe('v1');
  }, 360_000);
});
