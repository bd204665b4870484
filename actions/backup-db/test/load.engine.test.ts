import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { run } from '../src/run.ts';
import { fillDatabase, fingerprint, inputsOf, newFolder, portsOf } from './fixture.ts';

let server: Postgres;
let folder: string;

beforeAll(async () => {
  server = await startPostgres();
  folder = newFolder();
}, 60_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A backup of the database, brought back beside it. @returns what was said */
async function bringBack(name: string, by = server.url(name)): Promise<string> {
  const address = { 'project-name': 'notes', 'database-url': server.url(name), destination: folder, encryption: 'none' };
  await run(inputsOf(address), portsOf());
  const ports = portsOf();
  await run(inputsOf({ ...address, 'database-url': by, mode: 'restore', into: `${name}_back` }), ports);
  return ports.lines.join('');
}

test('several connections load a backup, once all of it was read', async () => {
  fillDatabase(server, 'wide');
  expect(await bringBack('wide')).toMatch(/All of it was read; [2-4] connections load it\./);
  expect(fingerprint(server, 'wide_back')).toBe(fingerprint(server, 'wide'));
}, 60_000);

test('where only one connection may be, one loads it', async () => {
  server.sql('postgres', "create role narrow login createdb connection limit 1 password 'narrow'");
  server.sql('postgres', 'create database tied owner narrow');
  server.sql('tied', 'set role narrow; create table notes as select i as id, md5(i::text) as body from generate_series(1, 3000) i');
  const url = new URL(server.url('tied'));
  [url.username, url.password] = ['narrow', 'narrow'];
  expect(await bringBack('tied', url.href)).toMatch(/could not be loaded by several connections, so it is by one: .*too many connections/);
  expect(fingerprint(server, 'tied_back')).toBe(fingerprint(server, 'tied'));
  expect(server.sql('postgres', "select count(*) from pg_database where datname like 'tied\\_%'")).toBe('1');
}, 60_000);
