import { readdirSync, rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type DuckdbService, prepareDuckdb, writer } from '../../../test/engines/duckdb.ts';
import { eventually } from '../../../test/harness/processes.ts';
import type { DuckdbFacts } from '../src/facts.ts';
import { run } from '../src/run.ts';
import { failureOf, filesOf, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let service: DuckdbService;
let key: Key;
let destination: string;

beforeAll(async () => {
  key = await newKeyPair();
  destination = newFolder();
  service = prepareDuckdb();
}, 120_000);

afterEach(() => service.removeContainers(), 60_000);

afterAll(() => {
  service?.stop();
  rmSync(destination, { recursive: true, force: true });
}, 60_000);

const inputs = (more: Record<string, string> = {}) =>
  inputsOf({
    kind: 'duckdb',
    'project-name': 'notes',
    destination,
    'age-recipients': key.recipient,
    'age-identity': key.identity,
    ...more,
  });

const expectNothingLeft = async (): Promise<void> => {
  const copies = (): string[] => readdirSync('/var/tmp').filter((name) => name.startsWith('slipway-duckdb.'));
  await eventually(() => copies().length === 0, 'no copy is left', 10_000);
  expect(service.docker('ps', '--all', '--quiet', '--filter', 'name=slipway-duckdb-')).toBe('');
};

const rowsOf = (facts: unknown): Record<string, number> =>
  Object.fromEntries((facts as DuckdbFacts).tables.map(({ name, rows }) => [name, rows]));

describe('a DuckDB database in a volume of a service', () => {
  test('that has it open is not copied while it goes on; one moment after the other is, by pause and by stop', async () => {
    const project = 'notes-held';
    const id = await service.start(project, writer);
    const given = { 'project-name': project, service: 'backend', file: service.file };
    const state = (): string => service.docker('inspect', '--format', '{{.State.Status}}', id);
    expect(await failureOf(run(inputs({ ...given, writers: 'live' }), portsOf()))).toMatchObject({
      reason: 'volume-in-use',
      text: expect.stringMatching(/is to go on/),
    });
    let before = 0;
    for (const writers of ['pause', 'stop']) {
      const made = await run(inputs({ ...given, writers, tag: writers, verify: 'restore' }), portsOf());
      expect(made.outputs).toMatchObject({ verified: 'true', database: `duckdb:${service.file}` });
      expect(made.manifest?.facts).toMatchObject({ writers });
      const { first = 0, second = 0 } = rowsOf(made.manifest?.facts);
      expect(first).toBe(second);
      expect(first).toBeGreaterThan(before);
      before = first;
      expect(state()).toBe('running');
    }
    await expectNothingLeft();
  }, 180_000);

  test('is found in the colour that serves, with its label; comes back into the container; and what lies in no volume is refused', async () => {
    const project = 'notes-colours';
    const id = await service.start(`${project}-green`, writer, '--label', 'slipway.backup=pause');
    const given = { 'project-name': project, service: 'backend', file: service.file };
    const made = await run(inputs(given), portsOf());
    expect(made.manifest?.facts).toMatchObject({ writers: 'pause' });
    await run(inputs({ ...given, mode: 'restore', into: '/app/data/back.duckdb', id: made.outputs.id ?? '' }), portsOf());
    const count =
      'import duckdb; print(duckdb.connect("/app/data/back.duckdb", read_only=True).execute("select count(*) from first").fetchone()[0])';
    expect(Number(service.docker('exec', id, 'python3', '-c', count))).toBe(rowsOf(made.manifest?.facts)['first']);
    const live = inputs({ ...given, mode: 'restore', into: service.file, confirm: service.file, id: made.outputs.id ?? '' });
    expect(await failureOf(run(live, portsOf()))).toMatchObject({ reason: 'volume-in-use', text: expect.stringContaining('docker stop') });
    service.docker('stop', '--time', '1', id);
    const { outputs } = await run(live, portsOf());
    expect(outputs.kept).toMatch(/^\/app\/data\/notes\.duckdb_before_/);
    service.docker('start', id);
    await eventually(() => Number(service.docker('logs', id).split('ready').length) > 2, 'the service is ready again', 30_000);
    expect(await failureOf(run(inputs({ ...given, file: '/srv/other.duckdb' }), portsOf()))).toMatchObject({
      reason: 'volume-missing',
      text: expect.stringContaining('is in no volume of the container'),
    });
    await expectNothingLeft();
  }, 180_000);

  test('that nothing has open holds nobody still', async () => {
    const project = 'notes-idle';
    const idle = 'import time; print("ready", flush=True); time.sleep(600)';
    await service.start(project, idle);
    const made = await run(inputs({ 'project-name': project, service: 'backend', file: service.file }), portsOf());
    expect(made.manifest?.facts).toMatchObject({ writers: 'still' });
    expect(filesOf(destination).some((name) => name.startsWith(made.outputs.id ?? 'none'))).toBe(true);
  }, 60_000);
});
