import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Failure, forgetSecrets } from '@slipway/action';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { runFixture } from '../../../test/harness/fixture.ts';
import { parseDrills } from '../src/drill.ts';
import { drillsName } from '../src/drill-log.ts';
import { run } from '../src/run.ts';
import { filesOf, fillDatabase, inputsOf, type Key, newFolder, newKeyPair, portsOf, type Recorded } from './fixture.ts';

const main = new URL('../src/main.ts', import.meta.url);

let server: Postgres;
let key: Key;
let folder: string;
let workspace: string;
let url: string;

const drills = (): ReturnType<typeof parseDrills> => parseDrills(readFileSync(join(folder, drillsName), 'utf8'));
/** The ports of a run in the checkout. */
const ports = (): Recorded => {
  const usual = portsOf();
  return { ...usual, context: { ...usual.context, workspace } };
};
const given = (more: Record<string, string> = {}): Record<string, string> => ({
  environment: 'production',
  'database-url': url,
  'age-identity': key.identity,
  ...more,
});
const drill = (more: Record<string, string> = {}): ReturnType<typeof run> =>
  run(inputsOf(given({ mode: 'verify', verify: 'restore', ...more })), ports());

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  folder = newFolder();
  url = fillDatabase(server, 'app');
  workspace = mkdtempSync(join(tmpdir(), 'slipway-checkout-'));
  mkdirSync(join(workspace, '.github'));
  const lines = [
    'project: notes',
    'images: { backend: { image: registry.example.com/notes/backend } }',
    'backup: { verify: archive, max-age: 1h }',
    'environments:',
    `  production: { backup: { destination: ${folder}, age-recipients: [${key.recipient}] } }`,
  ];
  writeFileSync(join(workspace, '.github/slipway.yml'), `${lines.join('\n')}\n`);
}, 60_000);

afterAll(async () => {
  await server?.stop();
  forgetSecrets();
  for (const path of [folder, workspace]) rmSync(path, { recursive: true, force: true });
});

describe('with the Slipway file', () => {
  test('a backup goes where the environment says, to its recipients, proven as the file says', async () => {
    const step = await runFixture(main, { inputs: given({ config: join(workspace, '.github/slipway.yml') }) });
    expect(step.outputs).toMatchObject({ outcome: 'backed-up', 'verify-level': 'archive', verified: 'true' });
    const id = step.outputs['id'] ?? '';
    expect(id).toMatch(/^notes-app-/);
    expect(filesOf(folder)).toEqual([`${id}.dump.zst.age`, `${id}.json`]);
    expect(JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'))).toMatchObject({ recipients: [key.recipient] });
  }, 30_000);

  test('the age that it allows is the one that is checked, and an input wins', async () => {
    const later = { ...ports().clock, now: () => Date.now() + 2 * 3_600_000 };
    const check = (more: Record<string, string> = {}): ReturnType<typeof run> =>
      run(inputsOf({ mode: 'check', environment: 'production', ...more }), { ...ports(), clock: later });
    const failure = (await check().catch((error: unknown) => error)) as Failure;
    expect(failure.reason).toBe('stale');
    expect(failure.message).toMatch(/notes\/app was made at 20[\d-]+T[\d:.]+Z, 2 h ago; it may be 1 h old/);
    expect((await check({ 'max-age': '3h' })).outcome).toBe('fresh');
  });

  test.each([
    [{ environment: 'prod' }, 'unknown-environment'],
    [{ environment: 'production', config: 'nowhere.yml' }, 'config-missing'],
  ])('%j is %s before anything is reached', async (more, reason) => {
    await expect(run(inputsOf({ ...given(), ...more }), ports())).rejects.toMatchObject({ reason });
  });
});

describe('a restore drill', () => {
  test('leaves one line for each run, and draws the second', async () => {
    const first = await drill();
    expect(first.outcome).toBe('verified');
    expect(first.summary).not.toContain('xychart-beta');
    const second = await drill();
    const [one, two] = drills();
    expect(drills()).toHaveLength(2);
    expect(one).toMatchObject({
      id: first.outputs.id,
      project: 'notes',
      database: 'app',
      bytes: Number(first.outputs.size),
      rows: 4663,
      tables: 8,
      outcome: 'verified',
      run: 'https://github.com/team/notes/actions/runs/42',
    });
    expect(two?.seconds).toBeGreaterThan(0.05);
    expect((two?.seconds ?? 0) * 1000).toBeLessThan(Number(second.outputs.duration));
    expect((two?.seconds ?? 0) * 1000).toBeCloseTo(Math.round((two?.seconds ?? 0) * 1000), 6);
    expect(Date.parse(two?.at ?? '')).toBeGreaterThan(Date.parse(one?.at ?? ''));
    expect(statSync(join(folder, drillsName)).mode & 0o777).toBe(0o600);
    expect(second.summary).toMatch(/^\*\*The restore drill passed: `notes-app-/);
    expect(second.summary).toContain(`line [${one?.seconds.toFixed(3)}, ${two?.seconds.toFixed(3)}]`);
  }, 60_000);

  test('is no backup to list and check', async () => {
    const seen = ports();
    const listed = await run(inputsOf({ mode: 'list', environment: 'production' }), seen);
    expect(listed.summary).toContain('**1 backups.**');
    expect(seen.lines.join('')).not.toMatch(/no manifests|drills/);
    expect(await run(inputsOf({ mode: 'check', environment: 'production' }), ports())).toMatchObject({
      outcome: 'fresh',
      outputs: { id: drills()[0]?.id },
    });
  });

  test('is not what a lesser proof or a dry run is', async () => {
    const before = drills().length;
    await drill({ verify: 'archive' });
    await drill({ 'dry-run': 'true' });
    expect(drills()).toHaveLength(before);
  }, 30_000);

  test('that fails is recorded too, and its summary says so first', async () => {
    const { id = '', path = '' } = (await run(inputsOf(given()), ports())).outputs;
    copyFileSync(path, `${path}.copy`);
    const other = await newKeyPair();
    const failure = (await drill({ 'age-identity': other.identity }).catch((error: unknown) => error)) as Failure;
    expect(failure).toMatchObject({ reason: 'key-missing', details: { outputs: { id } } });
    expect(failure.details.summary).toMatch(new RegExp(`^\\*\\*The restore drill of \`${id}\` failed: key-missing\\.\\*\\*`));
    expect(drills().at(-1)).toMatchObject({ id, outcome: 'failed', reason: 'key-missing', database: 'app' });
    expect(drills().at(-1)?.seconds).toBeGreaterThan(0);
    truncateSync(path, statSync(path).size - 20);
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(20)]));
    await expect(drill()).rejects.toMatchObject({ reason: 'archive-corrupt', details: { outputs: { id, verified: 'false' } } });
    expect(drills().at(-1)).toMatchObject({ id, outcome: 'failed', reason: 'archive-corrupt' });
    expect(server.sql('postgres', "select count(*) from pg_database where datname like 'slipway%'")).toBe('0');
  }, 60_000);

  test('that finds no backup, or no database, is recorded without one', async () => {
    await expect(drill({ 'project-name': 'other' })).rejects.toMatchObject({ reason: 'no-backup' });
    expect(drills().at(-1)).toMatchObject({
      id: '',
      project: 'other',
      database: 'app',
      outcome: 'failed',
      reason: 'no-backup',
      seconds: 0,
    });
    await expect(drill({ 'database-url': url.replace(/:[^:@]*@/, ':wrong@') })).rejects.toMatchObject({ reason: 'database-unreachable' });
    expect(drills().at(-1)).toMatchObject({ id: '', database: '', reason: 'database-unreachable' });
  }, 30_000);

  test('that runs out of time, or is cancelled, is recorded after it ended', async () => {
    const seen = ports();
    const cancel = new AbortController();
    let late = 0;
    /** Something happens at the moment at which the proof begins. */
    const atProof = (happen: () => void): Recorded => ({
      ...seen,
      signal: cancel.signal,
      clock: { ...seen.clock, now: () => Date.now() + late },
      log: {
        ...seen.log,
        group: (title, work) => {
          happen();
          return seen.log.group(title, work);
        },
      },
    });
    const inputs = inputsOf(given({ mode: 'verify', verify: 'restore' }));
    const outOfTime = atProof(() => {
      late = 3_600_000;
    });
    await expect(run(inputs, outOfTime)).rejects.toMatchObject({ reason: 'timeout' });
    expect(drills().at(-1)).toMatchObject({ outcome: 'failed', reason: 'timeout' });
    expect(drills().at(-1)?.id).not.toBe('');
    await expect(
      run(
        inputs,
        atProof(() => cancel.abort()),
      ),
    ).rejects.toMatchObject({ reason: 'cancelled' });
    expect(drills().at(-1)).toMatchObject({ outcome: 'failed', reason: 'cancelled' });
    expect(server.sql('postgres', "select count(*) from pg_database where datname like 'slipway%'")).toBe('0');
  }, 30_000);

  test('whose record cannot be written has passed all the same, and says what is missing', async () => {
    const kept = readFileSync(join(folder, drillsName));
    rmSync(join(folder, drillsName));
    mkdirSync(join(folder, drillsName));
    const seen = ports();
    try {
      const result = await run(inputsOf(given({ mode: 'verify', verify: 'restore' })), seen);
      expect(result.outcome).toBe('verified');
      expect(result.summary).toMatch(/^\*\*The restore drill passed/);
      expect(seen.lines.join('')).toContain(`warning: The drill is not in ${folder}/${drillsName} on this machine`);
    } finally {
      rmSync(join(folder, drillsName), { recursive: true });
      writeFileSync(join(folder, drillsName), kept);
    }
  }, 30_000);
});
