// Databases that need what the DuckDB that reads them does not have.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type DuckdbService, prepareDuckdb } from '../../../test/engines/duckdb.ts';
import { run } from '../src/run.ts';
import { failureOf, filesOf, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';
import { logOfVss, withSpatial, withVss } from './lacking.ts';

let service: DuckdbService;
let key: Key;
let folder: string;

beforeAll(async () => {
  key = await newKeyPair();
  folder = newFolder();
  service = prepareDuckdb();
}, 120_000);

afterEach(() => service.removeContainers(), 60_000);

afterAll(() => {
  service?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const inputs = (more: Record<string, string> = {}) =>
  inputsOf({ kind: 'duckdb', 'project-name': 'notes', 'age-recipients': key.recipient, 'age-identity': key.identity, ...more });

/** A program that leaves files, and has none of them open. */
const leaving = (files: Readonly<Record<string, string>>): string =>
  [
    'import base64, gzip, time',
    ...Object.entries(files).map(([path, text]) => `open("${path}", "wb").write(gzip.decompress(base64.b64decode("${text}")))`),
    'print("ready", flush=True); time.sleep(600)',
  ].join('\n');

describe('a DuckDB database that needs an extension', () => {
  test.each([
    ['for a column', { '': withSpatial }, 'lacks the extension spatial'],
    ['for an index that is in its log', { '': withVss, '.wal': logOfVss }, 'lacks an extension'],
  ] as const)(
    '%s is not backed up without it, and says so',
    async (_, files, said) => {
      const project = 'notes-lacking';
      const destination = newFolder();
      const named = Object.fromEntries(Object.entries(files).map(([end, text]) => [service.file + end, text]));
      await service.start(project, leaving(named));
      const given = { 'project-name': project, service: 'backend', file: service.file, destination };
      const failure = await failureOf(run(inputs(given), portsOf()));
      expect(failure).toMatchObject({
        reason: 'program-missing',
        text: expect.stringContaining(`${said}, and ${service.file} cannot be read`),
      });
      expect(failure.text).toContain('INSTALL');
      expect(filesOf(destination)).toEqual([]);
      rmSync(destination, { recursive: true });
    },
    120_000,
  );

  test('and was backed up with it stays proven where another DuckDB, without it, is asked to verify it', async () => {
    const [file, programs, destination] = [join(folder, 'notes.duckdb'), join(folder, 'bin'), join(folder, 'backups')];
    writeFileSync(file, gunzipSync(Buffer.from(withSpatial, 'base64')));
    mkdirSync(programs);
    mkdirSync(destination);
    // A stand-in for a DuckDB that has the extension: it says what that one would.
    const program = [
      '#!/bin/sh',
      'asked=$(cat)',
      'case $asked in',
      '  *.shell*) eval "$(printf "%s\\n" "$asked" | sed -n "s/^[.]shell //p")" ;;',
      '  *duckdb_tables*) echo v1.5.6; echo "6D61696E 74" ;;',
      '  *"count("*) echo "1 5" ;;',
      'esac',
    ];
    writeFileSync(join(programs, 'duckdb'), program.join('\n'), { mode: 0o755 });
    const path = process.env['PATH'] ?? '';
    process.env['PATH'] = `${programs}:${path}`;
    const made = await run(inputs({ file, destination }), portsOf()).finally(() => {
      process.env['PATH'] = path;
    });
    expect(made.outputs).toMatchObject({ verified: 'true', rows: '1' });
    for (const level of ['archive', 'restore']) {
      const failure = await failureOf(run(inputs({ file, destination, mode: 'verify', verify: level }), portsOf()));
      expect(failure).toMatchObject({ reason: 'program-missing', text: expect.stringContaining(`${made.outputs.id} cannot be read`) });
    }
    expect((await run(inputs({ file, destination, mode: 'list' }), portsOf())).outputs).toMatchObject({
      id: made.outputs.id,
      verified: 'true',
    });
  }, 60_000);
});
