import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { type Globals, openDatabase, readGlobals } from '@slipway/postgres';
import { localShell } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import type { PostgresFacts } from '../src/facts.ts';
import type { Manifest } from '../src/manifest.ts';
import type { BackupResult } from '../src/result.ts';
import { run } from '../src/run.ts';
import { inputsOf, type Key, newFolder, newKeyPair, portsOf, type Recorded } from './fixture.ts';

// What pg_dump of one database leaves out, brought back to a server that has never heard of it.
let from: Postgres;
let to: Postgres;
let key: Key;
let manifest: Manifest;
const folder = newFolder();

const setUp = `
create role "team's owners" nologin;
create role web login password 'pA55-of-web' in role "team's owners";
create role reader login noinherit connection limit 7 in role pg_read_all_data password 'pA55-of-reader';
create role boss login superuser;
create role stranger login;
alter database notes owner to "team's owners";
create table notes(id int primary key); alter table notes owner to web;
create table ledger(id int); alter table ledger owner to boss;
grant select on notes to reader;
insert into notes values (1), (2);
alter database notes set timezone = 'Europe/Berlin';
alter database notes set search_path = "$user", "odd, 'name'", public;
alter database notes set "my.tenant" = 'it''s "one", two';
alter role reader in database notes set statement_timeout = '3s';
revoke connect on database notes from public;
grant connect on database notes to reader with grant option;
`;

beforeAll(async () => {
  [from, to] = await Promise.all([startPostgres(), startPostgres()]);
  key = await newKeyPair();
  from.sql('postgres', 'create database notes');
  from.sql('notes', setUp);
  const made = await go({ 'database-url': from.url('notes'), 'age-recipients': key.recipient });
  if (!made.manifest) throw new Error('no backup was made');
  manifest = made.manifest;
}, 90_000);
afterAll(async () => {
  await from?.stop();
  await to?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const go = (more: Record<string, string>, ports: Recorded = portsOf()): Promise<BackupResult> =>
  run(inputsOf({ 'project-name': 'notes', destination: folder, ...more }), ports);
const back = (into: string, more: Record<string, string> = {}, ports?: Recorded): Promise<BackupResult> =>
  go({ mode: 'restore', into, 'database-url': to.url('postgres'), id: manifest.id, 'age-identity': key.identity, ...more }, ports);
const globalsOf = async (server: Postgres, name: string): Promise<Globals> => {
  const database = await openDatabase(localShell(), { url: server.url(name) });
  return readGlobals((sql) => database.query(sql));
};
const asUser = (name: string): string => Object.assign(new URL(to.url('postgres')), { username: name, password: 'x' }).href;
const rolesThere = (): string =>
  to.sql('postgres', "select string_agg(rolname, ' ' order by rolname) from pg_roles where rolname !~ '^pg_' and rolname <> current_user");

test('the manifest has roles, settings and grants of the database, no role of another, and no password', async () => {
  const { globals } = manifest.facts as PostgresFacts & { globals: Globals };
  expect(globals.roles.map(({ name, memberOf, powers }) => [name, memberOf, powers])).toEqual(
    expect.arrayContaining([
      ['web', ["team's owners"], []],
      ['boss', [], ['SUPERUSER']],
      ['reader', [], ['pg_read_all_data']],
      ["team's owners", [], []],
    ]),
  );
  expect(globals.roles.map(({ name }) => name)).not.toContain('stranger');
  expect(JSON.stringify(manifest)).not.toMatch(/pA55|SCRAM/);
});

test('who may create no roles is told which are missing, and nothing is changed', async () => {
  to.sql('postgres', "create role restorer login createdb password 'x'");
  const failure = (await back('notes', { 'database-url': asUser('restorer') }).catch((error: unknown) => error)) as Failure;
  expect(failure).toMatchObject({ reason: 'restore-failed', details: { state: 'Nothing was changed.' } });
  expect(failure.message).toContain("The roles boss, reader, team's owners, web are missing");
  expect(failure.details.hint).toContain(`create role "team's owners" nologin inherit connection limit -1`);
  to.sql('postgres', 'drop role restorer');
  expect(rolesThere()).toBe('');
}, 60_000);

test('a restore that fails takes the roles away again that it made', async () => {
  // It may create roles, but not give tables to them.
  to.sql('postgres', "create role limited login createdb createrole password 'x'");
  const failure = await back('notes', { 'database-url': asUser('limited') }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ reason: 'restore-failed', message: expect.stringMatching(/role/) });
  to.sql('postgres', 'drop role limited');
  expect(rolesThere()).toBe('');
}, 60_000);

test('a server that never heard of it gets it with its roles, settings and grants; rights over the server are named, not given', async () => {
  const ports = portsOf();
  const result = await back('notes', {}, ports);
  expect(result.outcome).toBe('restored');
  const [there, here] = [await globalsOf(from, 'notes'), await globalsOf(to, 'notes')];
  expect(here.settings).toEqual(there.settings);
  const [by, user] = [from, to].map((server) => server.user);
  const grants = (globals: Globals): string[] => (globals.grants ?? []).map((grant) => JSON.stringify(grant)).sort();
  expect(by).toBe(user);
  expect(grants(here)).toEqual(grants(there));
  expect(here.roles.map(({ powers: _, ...role }) => role)).toEqual(there.roles.map(({ powers: _, ...role }) => role));
  expect(here.roles.find(({ name }) => name === 'boss')?.powers).toEqual([]);
  expect(to.sql('notes', 'show timezone')).toBe('Europe/Berlin');
  expect(to.sql('notes', 'show my.tenant')).toBe('it\'s "one", two');
  const log = ports.lines.join('\n');
  expect(log).toContain(`The role boss was missing, and was created. It has no password yet: alter role "boss" password '…'.`);
  expect(log).toContain('It had SUPERUSER, which was not given back.');
  expect(log).not.toContain('could not be given');
}, 60_000);

test('a database that is replaced keeps the settings that it has now', async () => {
  to.sql('postgres', "alter database notes set timezone = 'Asia/Tokyo'");
  await back('notes', { confirm: 'notes' });
  expect(to.sql('notes', 'show timezone')).toBe('Asia/Tokyo');
  expect(to.sql('notes', 'select count(*) from notes')).toBe('2');
}, 60_000);
