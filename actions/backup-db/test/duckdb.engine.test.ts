import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type DuckdbService, prepareDuckdb, writer } from '../../../test/engines/duckdb.ts';
import { eventually } from '../../../test/harness/processes.ts';
import type { DuckdbFacts } from '../src/facts.ts';
import { run } from '../src/run.ts';
import { failureOf, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let service: DuckdbService;
let key: Key;
let place: string;
let destination: string;

const duckdb = (path: string, sql: string): string =>
  execFileSync('duckdb', ['-batch', '-list', '-noheader', '-init', '/dev/null', path], { input: sql }).toString().trim();

beforeAll(async () => {
  key = await newKeyPair();
  place = mkdtempSync(join(tmpdir(), 'slipway-duckdb-test-'));
  destination = newFolder();
  service = prepareDuckdb();
}, 120_000);

afterEach(() => service.removeContainers(), 60_000);

afterAll(() => {
  service?.stop();
  for (const folder of [place, destination]) rmSync(folder, { recursive: true, force: true });
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

describe('a DuckDB database on the machine', () => {
  test('is copied with the log that a crash left, proven, and comes back whole', async () => {
    const file = join(place, "it's notes.duckdb");
    duckdb(file, 'create schema "o ""d"""; create table "o ""d"""."a;\nb" as select range as x from range(3);');
    // A writer that ends without a word leaves what it committed in the log.
    const crash = spawn('duckdb', ['-batch', '-init', '/dev/null', file]);
    crash.stdin.write("create table notes as select range as id, 'note ' || range as body from range(5000);\nselect 'ready';\n");
    await new Promise((resolve) => crash.stdout.once('data', resolve));
    crash.kill('SIGKILL');
    await new Promise((resolve) => crash.once('close', resolve));
    expect(readdirSync(place)).toContain("it's notes.duckdb.wal");
    const before = readFileSync(file);
    const made = await run(inputs({ file, verify: 'restore' }), portsOf());
    expect(made.outputs).toMatchObject({ verified: 'true', 'verify-level': 'restore', database: `duckdb:${file}` });
    expect(rowsOf(made.manifest?.facts)).toEqual({ notes: 5000, 'o "d".a;\nb': 3 });
    expect(made.manifest?.facts).toMatchObject({ writers: 'still', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(readFileSync(file).equals(before)).toBe(true);
    const into = join(place, 'back.duckdb');
    await run(inputs({ mode: 'restore', file, into, id: made.outputs.id ?? '' }), portsOf());
    const all = 'select sum(id), max(body) from notes; select sum(x) from "o ""d"""."a;\nb";';
    expect(duckdb(into, all)).toBe('12497500|note 999\n3');
    expect(duckdb(file, all)).toBe('12497500|note 999\n3');
    await expectNothingLeft();
  }, 60_000);

  test('that something has open is refused with who it is; one without tables and one that is not there say so', async () => {
    const file = join(place, 'open.duckdb');
    const holder = spawn('duckdb', ['-batch', '-init', '/dev/null', file]);
    holder.stdin.write("create table t(a integer);\nselect 'ready';\n");
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const refused = await failureOf(run(inputs({ file }), portsOf()));
    holder.stdin.end();
    await new Promise((resolve) => holder.once('close', resolve));
    expect(refused).toMatchObject({ reason: 'volume-in-use', text: expect.stringContaining(`PID ${holder.pid}`) });
    duckdb(file, 'drop table t;');
    expect(await run(inputs({ file }), portsOf())).toMatchObject({ outcome: 'nothing-to-back-up', reason: 'no-tables' });
    const missing = await failureOf(run(inputs({ file: `${file}x` }), portsOf()));
    expect(missing).toMatchObject({ reason: 'database-unreachable', text: expect.stringContaining('is no file') });
    symlinkSync(file, join(place, 'link.duckdb'));
    const linked = await failureOf(run(inputs({ file: join(place, 'link.duckdb') }), portsOf()));
    expect(linked).toMatchObject({ reason: 'database-unreachable', text: expect.stringContaining(`is a link to ${file}`) });
    writeFileSync(`${file}x`, 'no database');
    expect((await failureOf(run(inputs({ file: `${file}x` }), portsOf()))).reason).toBe('database-unreachable');
    await expectNothingLeft();
  }, 60_000);

  test('that changes while it is copied, with no lock held, is no backup', async () => {
    const file = join(place, 'unlocked.duckdb');
    duckdb(file, 'create table t as select range from range(10);');
    const bin = mkdtempSync(join(place, 'bin-'));
    writeFileSync(join(bin, 'cp'), '#!/bin/sh\n/bin/cp "$@"; touch "$2"\n', { mode: 0o755 });
    const before = process.env['PATH'];
    process.env['PATH'] = `${bin}:${before}`;
    try {
      expect(await failureOf(run(inputs({ file }), portsOf()))).toMatchObject({
        reason: 'volume-in-use',
        text: expect.stringContaining('changed while it was copied'),
      });
    } finally {
      process.env['PATH'] = before;
    }
    await expectNothingLeft();
  }, 60_000);

  test('of which a backup holds other rows than its manifest says is found by the default proof', async () => {
    const file = join(place, 'counted.duckdb');
    duckdb(file, 'create table t as select range from range(10);');
    const at = newFolder();
    const made = await run(inputs({ file, destination: at }), portsOf());
    const path = `${at}/${made.outputs.id}.json`;
    writeFileSync(path, readFileSync(path, 'utf8').replace('"rows":10', '"rows":11'));
    const verify = inputs({ file, destination: at, mode: 'verify', id: made.outputs.id ?? '' });
    expect(await failureOf(run(verify, portsOf()))).toMatchObject({
      reason: 'archive-corrupt',
      text: expect.stringContaining('t: 10 instead of 11 rows'),
    });
    await expectNothingLeft();
  }, 60_000);
});

test('a DuckDB database that a service has open is refused until somebody says what to do, and is then of one moment', async () => {
  const id = await service.start('notes-paused', writer);
  const given = { 'project-name': 'notes-paused', service: 'backend', file: service.file };
  expect(await failureOf(run(inputs(given), portsOf()))).toMatchObject({
    reason: 'volume-in-use',
    text: expect.stringMatching(/is written to by .*nothing says what to do[\s\S]*slipway\.backup: pause/),
  });
  const made = await run(inputs({ ...given, writers: 'pause', verify: 'restore' }), portsOf());
  expect(made.outputs).toMatchObject({ verified: 'true', database: `duckdb:${service.file}` });
  expect(made.manifest?.facts).toMatchObject({ writers: 'pause' });
  const { first = 0, second = 1 } = rowsOf(made.manifest?.facts);
  expect(first).toBe(second);
  expect(first).toBeGreaterThanOrEqual(20);
  expect(service.docker('inspect', '--format', '{{.State.Status}}', id)).toBe('running');
  await expectNothingLeft();
}, 120_000);
