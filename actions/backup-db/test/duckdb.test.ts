import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as duckdb from '../src/sources/duckdb/content.ts';
import { lackedExtension, said } from '../src/sources/duckdb/query.ts';
import { askScript, heldCopyScript } from '../src/sources/duckdb/scripts.ts';
import { mountOf, shares } from '../src/sources/duckdb/workshop.ts';
import { newFolder } from './fixture.ts';

describe('DuckDB', () => {
  test('lists and counts by schema and name, which hold anything', () => {
    const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();
    const names = [
      { schema: 'main', table: 'notes' },
      { schema: 's "1"', table: 'a\nb' },
    ];
    const listed = `v1.5.6\n${names.map(({ schema, table }) => `${hex(schema)} ${hex(table)}\n`).join('')}`;
    expect(duckdb.parseList(listed)).toEqual({ version: '1.5.6', names });
    expect(duckdb.countSql(names)).toContain('from "s ""1"""."a\nb" slipway_whole_row;\n');
    expect(duckdb.parseCounts(names, '4 18446744073709551615\n0 0\n')).toEqual([
      { name: 'notes', rows: 4 },
      { name: 's "1".a\nb', rows: 0 },
    ]);
    expect(() => duckdb.parseCounts(names, '4 1\nError\n')).toThrow('2 tables were counted');
  });

  test('says of what a program prints the line that names the error', () => {
    const error = 'IO Error: Could not set lock on file "/n": Conflicting lock is held in python3 (PID 7).';
    expect(said(`Traceback (most recent call last):\n  File "<string>"\n_duckdb.IOException: ${error}\n\n`)).toContain(error);
    expect(said(' sh: not found\n\n')).toBe('sh: not found');
    expect(said('')).toBe('');
  });

  test('is copied with every log beside it while its writer is held, and not where something changes it or it is a link', () => {
    const folder = newFolder();
    const [from, to] = [join(folder, "a b'.duckdb"), join(folder, 'copy')];
    for (const end of ['', '.wal', '.wal.checkpoint']) writeFileSync(from + end, `content${end}`);
    const copyBy = (path: string, file = from) => {
      const env = { ...process.env, PATH: path };
      const { status, stderr } = spawnSync('sh', ['-c', heldCopyScript, 'sh', file, to], { env, encoding: 'utf8' });
      return { status, stderr };
    };
    const path = process.env['PATH'] ?? '';
    expect(copyBy(path)).toEqual({ status: 0, stderr: '' });
    for (const end of ['', '.wal', '.wal.checkpoint']) expect(readFileSync(to + end, 'utf8')).toBe(`content${end}`);
    symlinkSync(from, join(folder, 'link'));
    expect(copyBy(path, join(folder, 'link')).stderr).toContain('is a link to');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/cp'), '#!/bin/sh\n/bin/cp "$@"; touch "$2"\n', { mode: 0o755 });
    expect(copyBy(`${join(folder, 'bin')}:${path}`)).toMatchObject({
      status: 74,
      stderr: expect.stringContaining('changed while it was copied'),
    });
    rmSync(folder, { recursive: true });
  });

  test('says in several ways that it lacks an extension, and a table that is not there is none of them', () => {
    const area = 'Scalar Function with name "st_area" is not in the catalog, but it exists in the spatial extension.';
    expect(lackedExtension(`_duckdb.CatalogException: Catalog Error: ${area}`)).toBe('spatial');
    const auto = "An error occurred while trying to automatically install the required extension 'icu':\nFailed to download";
    expect(lackedExtension(`Extension Autoloading Error: ${auto}`)).toBe('icu');
    const index =
      "unknown index type 'HNSW'. You need to load the extension that provides this index type before table 't' can be modified.";
    expect(lackedExtension(`FATAL Error: Failed to create checkpoint because of error: Cannot bind index 't', ${index}`)).toBe('');
    expect(lackedExtension('Catalog Error: Scalar Function with name h3_cell does not exist!')).toBe('');
    expect(lackedExtension('Catalog Error: Table with name notes does not exist!')).toBeUndefined();
    expect(lackedExtension('IO Error: Could not read from file')).toBeUndefined();
  });

  test('is asked again with what is installed, where it misses an extension', () => {
    const folder = newFolder();
    // A stand-in: no extension is here. It answers only who has loaded one, and refuses what nobody has installed.
    const program = [
      '#!/bin/sh',
      'asked=$(cat)',
      'case $asked in *duckdb_extensions*) echo "load spatial;";; "load spatial;"*) echo "5 7";; *) echo "it exists in the spatial extension" >&2; exit 1;; esac',
    ];
    writeFileSync(join(folder, 'duckdb'), program.join('\n'), { mode: 0o755 });
    writeFileSync(join(folder, 'notes.duckdb'), '');
    const env = { ...process.env, PATH: `${folder}:/usr/bin:/bin` };
    const asked = { env, input: 'select 1;\n', encoding: 'utf8' } as const;
    const { status, stdout } = spawnSync('sh', ['-c', askScript, 'sh', join(folder, 'notes.duckdb'), 'ro'], asked);
    expect([status, stdout]).toEqual([0, '5 7\n']);
    rmSync(folder, { recursive: true });
  });

  test('is in the deepest mount of its container, which others share by volume or by folder', () => {
    const mount = (Destination: string, Source = '', Name?: string) => ({
      Type: Name ? 'volume' : 'bind',
      ...(Name ? { Name } : {}),
      Source,
      Destination,
      RW: true,
    });
    const mounts = [mount('/', '/srv'), mount('/app', '/srv/app'), mount('/app/data/', '', 'data'), mount('/app/database', '/d')];
    const of = (path: string) => mountOf({ Mounts: mounts.slice(1) }, path)?.Destination;
    expect([of('/app/data/n.duckdb'), of('/app/data2/n'), of('/app'), of('/etc/n')]).toEqual(['/app/data/', '/app', '/app', undefined]);
    const byFolder = shares(mount('/app', '/srv/app'));
    expect([mount('/x', '/srv'), mount('/x', '/srv/app/data'), mount('/x', '/srv/app2')].map(byFolder)).toEqual([true, true, false]);
    expect([mount('/x', '', 'data'), mount('/x', '', 'data2'), mount('/x', '/srv')].map(shares(mount('/y', '', 'data')))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
