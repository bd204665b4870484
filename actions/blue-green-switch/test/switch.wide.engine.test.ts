import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrateByHand } from '../../../test/scenarios/notes.ts';
import { failureOf, type NotesStage, password, startNotesStage } from './notes-stage.ts';

// The ways back and the lost runs are in switch-back.wide.engine.test.ts, and on a smaller application in test/faults.
let stage: NotesStage;
beforeAll(async () => {
  stage = await startNotesStage();
}, 240_000);
afterAll(() => stage?.remove(), 60_000);

describe('on a server that knows nothing of the application', () => {
  test('the first release brings up database, one colour and the router', async () => {
    const { outcome, outputs } = await stage.deploy('v1');
    expect(outcome).toBe('switched');
    expect(outputs).toMatchObject({ live: 'blue', version: 'v1', 'previous-version': '' });
    expect(await stage.served()).toBe('v1');
    expect((await fetch(`http://127.0.0.1:${stage.target.port(3000)}/`)).status).toBe(200);
    expect(await stage.inside('cat', '/etc/haproxy/slipway/notes.map')).toBe('live blue');
    await migrateByHand(stage.target, stage.images['v3']?.backend ?? '', password);
  }, 360_000);

  test('the same images again change nothing', async () => {
    const before = await stage.inside('docker', 'ps', '--no-trunc', '-q');
    expect((await stage.deploy('v1')).outcome).toBe('unchanged');
    expect(await stage.inside('docker', 'ps', '--no-trunc', '-q')).toBe(before);
  }, 240_000);
});

describe('with users at work', () => {
  test('a good version takes over without a failed request, and the old one is stopped for good', async () => {
    const database = await stage.inside('docker', 'inspect', '--format', '{{.Id}} {{.State.StartedAt}}', 'notes-db');
    const seen = await stage.underLoad(async () => {
      const { outputs, receipt } = await stage.deploy('v2');
      expect(outputs).toMatchObject({ live: 'green', version: 'v2', 'previous-version': 'v1', 'failed-requests': '0' });
      expect(receipt?.identity).toBe('v2 on 20 fresh connections in a row');
      expect(receipt?.undo).toContain('disarmed');
    });
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(seen.requests).toBeGreaterThan(500);
    expect(await stage.served()).toBe('v2');
    expect(await stage.inside('docker', 'ps', '-q', '--filter', 'label=com.docker.compose.project=notes-blue')).toBe('');
    const old = await stage.inside('docker', 'ps', '-aq', '--filter', 'label=com.docker.compose.project=notes-blue');
    for (const id of old.split('\n'))
      expect(await stage.inside('docker', 'inspect', '--format', '{{.HostConfig.RestartPolicy.Name}}', id)).toBe('no');
    expect(await stage.inside('docker', 'inspect', '--format', '{{.Id}} {{.State.StartedAt}}', 'notes-db')).toBe(database);
  }, 360_000);

  test('status reads what is live from the router and changes nothing', async () => {
    const { outcome, outputs, summary } = await stage.go('status');
    expect(outcome).toBe('reported');
    expect(outputs.version).toBe('v2');
    expect(summary).toContain('serves `v2`');
  }, 30_000);

  test('a promotion in shares gives users both versions and loses no request', async () => {
    await stage.go('prepare', { version: 'v1', images: stage.list('v1') });
    const wrong = await failureOf(stage.go('promote', { version: 'v3' }));
    expect(wrong).toMatchObject({ reason: 'nothing-prepared', message: expect.stringContaining('v1 is prepared, not v3') });
    const seen = await stage.underLoad(async () => {
      const { outcome, receipt } = await stage.go('promote', { steps: '20@4s, 100', 'bake-time': '2s' });
      expect(outcome).toBe('switched');
      expect(receipt?.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['switch 20 %', 'canary 20 %', 'switch', 'confirm']));
    });
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(await stage.served()).toBe('v1');
  }, 360_000);
});
