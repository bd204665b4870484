// A server that does not speak English.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase, QueryFailure } from '@slipway/postgres';
import { localShell } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { run } from '../src/run.ts';
import { failureOf, fillDatabase, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let server: Postgres;
let key: Key;
let folder: string;
let locales: string;

/** The machine itself gets no locale of ours. */
beforeAll(async () => {
  locales = mkdtempSync(join(tmpdir(), 'slipway-locales-'));
  chmodSync(locales, 0o755);
  execFileSync('localedef', ['--no-archive', '-i', 'de_DE', '-f', 'UTF-8', join(locales, 'de_DE.UTF-8')]);
  key = await newKeyPair();
  folder = newFolder();
  server = await startPostgres({ lc_messages: 'de_DE.UTF-8' }, { LOCPATH: locales });
  fillDatabase(server, 'app');
}, 60_000);

afterAll(async () => {
  await server?.stop();
  for (const path of [folder, locales]) rmSync(path, { recursive: true, force: true });
});

const inputs = (database: string, more: Record<string, string> = {}) =>
  inputsOf({
    'project-name': 'notes',
    'database-url': server.url(database),
    destination: folder,
    'age-recipients': key.recipient,
    'age-identity': key.identity,
    ...more,
  });

describe('a server whose messages are in German', () => {
  test('is understood by its codes', async () => {
    const database = await openDatabase(localShell(), { url: server.url('app') });
    const failure = await failureOf(database.query("do $$ begin raise notice 'x'; end $$; select * from nowhere"));
    expect(failure).toBeInstanceOf(QueryFailure);
    expect(failure).toMatchObject({ sqlstate: '42P01', text: expect.stringContaining('Relation »nowhere« existiert nicht') });
  }, 30_000);

  test('gets a database back that it does not have any more', async () => {
    await run(inputs('app'), portsOf());
    server.sql('postgres', 'drop database app');
    const ports = portsOf();
    expect(await run(inputs('app', { mode: 'restore', into: 'app' }), ports)).toMatchObject({ outcome: 'restored' });
    expect(ports.lines.join('')).toContain('The server has no database app; it is reached through the database postgres.');
    expect(server.sql('app', 'select count(*) from notes')).toBe('4000');
  }, 60_000);

  test('whose trouble is another one is told in its own words', async () => {
    server.sql('postgres', 'alter database app allow_connections false');
    const refused = await failureOf(run(inputs('app', { mode: 'restore', into: 'app' }), portsOf()));
    expect(refused).toMatchObject({ reason: 'database-unreachable', text: expect.stringContaining('Verbindungen') });
    const wrong = server.url('app').replace(/:[^:@]+@/, ':wrong@');
    const failure = await failureOf(run(inputs('app', { mode: 'restore', into: 'app', 'database-url': wrong }), portsOf()));
    expect(failure).toMatchObject({ reason: 'database-unreachable', text: expect.stringContaining('Passwort') });
  }, 30_000);
});

test('a container says the name of the database that it was started with, where that is gone', async () => {
  const { startComposePostgres } = await import('../../../test/engines/compose-postgres.ts');
  const compose = await startComposePostgres();
  try {
    const given = {
      'project-name': compose.projectName,
      destination: folder,
      'age-recipients': key.recipient,
      'age-identity': key.identity,
    };
    compose.sql('notes_prod', 'create table notes as select n from generate_series(1, 9) n');
    await run(inputsOf(given), portsOf());
    compose.sql('postgres', 'drop database notes_prod');
    await run(inputsOf({ ...given, mode: 'restore', into: 'notes_prod' }), portsOf());
    expect(compose.sql('notes_prod', 'select count(*) from notes')).toBe('9');
  } finally {
    compose.remove();
  }
}, 120_000);
