import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { runFixture } from '../../../test/harness/fixture.ts';
import { descendants, eventually, watchCommandLines } from '../../../test/harness/processes.ts';
import type { Inputs } from '../src/contract.ts';
import { run } from '../src/run.ts';
import { filesOf, fillDatabase, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

const main = new URL('../src/main.ts', import.meta.url);

let server: Postgres;
let key: Key;
let folder: string;

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  fillDatabase(server, 'app');
  // Takes about a second to dump: time to be killed in.
  fillDatabase(server, 'large');
  server.sql(
    'large',
    'insert into notes(body) select repeat(md5(random()::text), 5) || md5(random()::text) from generate_series(1, 300000)',
  );
}, 120_000);

beforeAll(() => {
  folder = newFolder();
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const given = (database: string, destination: string, more: Record<string, string> = {}): Record<string, string> => ({
  'project-name': 'notes',
  'database-url': server.url(database),
  destination,
  'age-recipients': key.recipient,
  ...more,
});
const inputs = (more: Record<string, string> = {}): Inputs => inputsOf(given('app', folder, more));

describe('a backup that is cut', () => {
  test.each([
    ['pg_dump', /pg_dump/, 'pg_dump failed'],
    ['zstd', /^zstd/, 'zstd was ended by SIGKILL on this machine'],
    ['the count of bytes', /"crypt":"none"/, 'the count of bytes was ended by SIGKILL on this machine'],
    ['age', /"crypt":"seal"/, 'age was ended by SIGKILL on this machine'],
  ])(
    'by the end of %s leaves nothing, and says so',
    async (_, program, words) => {
      const empty = newFolder();
      const running = run(inputsOf(given('large', empty)), portsOf()).catch((error: unknown) => error);
      await eventually(
        () => filesOf(empty).some((name) => name.endsWith('.partial') && statSync(`${empty}/${name}`).size > 100_000),
        'bytes arrive',
      );
      const [victim] = descendants(process.pid).filter((pid) => program.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')));
      process.kill(victim ?? 0, 'SIGKILL');
      expect(await running).toMatchObject({ reason: 'dump-failed', message: expect.stringContaining(words) });
      expect(filesOf(empty)).toEqual([]);
      rmSync(empty, { recursive: true });
    },
    60_000,
  );

  test('by the server ending the connection leaves nothing', async () => {
    const empty = newFolder();
    const running = run(inputsOf(given('large', empty)), portsOf()).catch((error: unknown) => error);
    await eventually(
      () => filesOf(empty).some((name) => name.endsWith('.partial') && statSync(`${empty}/${name}`).size > 100_000),
      'bytes arrive',
    );
    server.sql('postgres', "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'slipway-dump-%'");
    expect(await running).toMatchObject({ reason: 'dump-failed' });
    expect(filesOf(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  }, 60_000);

  test('by a full disk leaves nothing and names the destination', async () => {
    const empty = newFolder();
    const shell = localShell();
    // No file may grow beyond a megabyte: what the kernel says is what it says of a full disk, at the same place.
    const start: typeof shell.start = (argv, options) => shell.start(['prlimit', '--fsize=1000000', '--', ...argv], options);
    const failure = run(inputsOf(given('large', empty)), portsOf({ ...shell, start }));
    await expect(failure).rejects.toMatchObject({ reason: 'destination-unwritable' });
    expect(filesOf(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  }, 60_000);

  test('by SIGKILL of the action leaves only a partial file and no lock; the next run removes it', async () => {
    const empty = newFolder();
    const step = runFixture(main, { inputs: given('large', empty), interrupt: { when: /Dump of large/, signal: 'SIGKILL' } });
    expect((await step).signal).toBe('SIGKILL');
    await eventually(() => server.sql('postgres', "select count(*) from pg_locks where locktype = 'advisory'") === '0', 'the lock is gone');
    expect(filesOf(empty).filter((name) => !name.endsWith('.partial'))).toEqual([]);
    writeFileSync(`${empty}/notes-large-20200101T000000Z-beef.partial`, 'of an earlier one');
    writeFileSync(`${empty}/notes-large-other-20200101T000000Z-beef.partial`, 'of another database');
    const next = await run(inputsOf(given('large', empty)), portsOf());
    expect(next.outcome).toBe('backed-up');
    expect(filesOf(empty)).toEqual(
      [`${next.outputs.id}.dump.zst.age`, `${next.outputs.id}.json`, 'notes-large-other-20200101T000000Z-beef.partial'].sort(),
    );
    rmSync(empty, { recursive: true });
  }, 60_000);

  test('by its deadline leaves nothing', async () => {
    const empty = newFolder();
    const shell = localShell();
    const stalls = ['sh', '-c', '"$@" | { head -c 200000; sleep 60; cat; }', 'sh'];
    const start: typeof shell.start = (argv, options) => shell.start(options?.title === 'pg_dump' ? [...stalls, ...argv] : argv, options);
    const running = run(inputsOf(given('large', empty, { timeout: '2s' })), portsOf({ ...shell, start }));
    await expect(running).rejects.toMatchObject({ reason: 'timeout' });
    expect(filesOf(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  }, 60_000);

  test('by cancelling leaves nothing', async () => {
    const empty = newFolder();
    const cancel = new AbortController();
    const running = run(inputsOf(given('large', empty)), portsOf(undefined, cancel.signal)).catch((error: unknown) => error);
    await eventually(
      () => filesOf(empty).some((name) => name.endsWith('.partial') && statSync(`${empty}/${name}`).size > 100_000),
      'bytes arrive',
    );
    cancel.abort();
    expect(await running).toMatchObject({ reason: 'cancelled' });
    expect(filesOf(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  }, 60_000);
});

test('two backups of one database wait for each other, and neither takes the files of the other', async () => {
  const both = newFolder();
  const first = run(inputsOf(given('large', both)), portsOf());
  await eventually(() => filesOf(both).some((name) => name.endsWith('.partial')), 'the first has begun');
  const results = await Promise.all([first, run(inputsOf(given('large', both)), portsOf())]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['backed-up', 'backed-up']);
  expect(filesOf(both)).toHaveLength(4);
  rmSync(both, { recursive: true });
}, 60_000);

test('no secret stands on a command line or in the log', async () => {
  const made = await run(inputs(), portsOf());
  const { result, commandLines } = await watchCommandLines(() =>
    runFixture(main, {
      inputs: given('app', folder, { mode: 'verify', verify: 'restore', id: made.outputs.id ?? '', 'age-identity': key.identity }),
    }),
  );
  const { result: backup, commandLines: more } = await watchCommandLines(() => runFixture(main, { inputs: given('app', folder) }));
  expect([result.outputs['outcome'], backup.outputs['outcome']]).toEqual(['verified', 'backed-up']);
  const lines = [...commandLines, ...more];
  expect(lines.some((line) => line.includes('pg_dump'))).toBe(true);
  expect(lines.some((line) => line.includes('pg_restore'))).toBe(true);
  for (const secret of [server.password, encodeURIComponent(server.password), key.identity]) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    expect(result.log + backup.log + backup.summary).not.toContain(secret);
  }
}, 60_000);
