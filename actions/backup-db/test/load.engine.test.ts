import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localShell, type Shell } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { descendants, eventually, killTree } from '../../../test/harness/processes.ts';
import { run } from '../src/run.ts';
import { failureOf, fillDatabase, fingerprint, inputsOf, newFolder, portsOf, type Thrown } from './fixture.ts';

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

/** A backup of the database, brought back beside it. @returns what was said, and the failure */
async function tryBack(name: string, by = server.url(name), shell?: Shell): Promise<Thrown & { said: string }> {
  const address = { 'project-name': 'notes', 'database-url': server.url(name), destination: folder, encryption: 'none' };
  await run(inputsOf(address), portsOf());
  const ports = portsOf(shell);
  const { reason, text } = await failureOf(run(inputsOf({ ...address, 'database-url': by, mode: 'restore', into: `${name}_back` }), ports));
  return { reason, text, said: ports.lines.join('') };
}

/** @returns what was said */
async function bringBack(name: string, by?: string, shell?: Shell): Promise<string> {
  const { said, ...failure } = await tryBack(name, by, shell);
  expect(failure).toEqual({ reason: 'none', text: '' });
  return said;
}

/** Databases that came of it. */
const made = (name: string): string => server.sql('postgres', `select count(*) from pg_database where datname like '${name}\\_%'`);

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
  expect(made('tied')).toBe('1');
}, 60_000);

test('where the disk takes less than it said, one connection loads it', async () => {
  fillDatabase(server, 'quota');
  const shell = localShell();
  const start: Shell['start'] = (argv, options) =>
    shell.start(options?.title === 'pg_restore' ? ['prlimit', '--fsize=20000', '--', ...argv] : argv, options);
  const said = await bringBack('quota', undefined, { ...shell, start });
  expect(said).toMatch(/so it is by one: there is no room for it beside the program: File size limit exceeded\n/);
  expect(fingerprint(server, 'quota_back')).toBe(fingerprint(server, 'quota'));
}, 60_000);

/** A materialized view that cannot be filled where it is restored: what is last of all to be loaded. */
function breakAtTheEnd(name: string, body: string): void {
  fillDatabase(server, name);
  server.sql(
    name,
    `create function late() returns bigint language plpgsql as $$ begin ${body} end $$; create publication words for table notes`,
  );
  server.sql(name, 'create materialized view late as select public.late()');
}

test('what nobody can load is tried by one connection once, and told in the words of the server', async () => {
  breakAtTheEnd('unqualified', 'return (select count(*) from notes);');
  const { reason, text, said } = await tryBack('unqualified');
  const words =
    /pg_restore: error: could not execute query: ERROR: {2}relation "notes" does not exist Command was: REFRESH MATERIALIZED VIEW public.late;/;
  expect(said.match(/^warning: .*$/gm)).toEqual([
    expect.stringMatching(
      new RegExp(`^warning: \\S+ could not be loaded by several connections, so it is by one: pg_restore cannot use it: ${words.source}$`),
    ),
  ]);
  expect(reason).toBe('restore-failed');
  expect(text).toMatch(new RegExp(`^The backup \\S+ cannot be restored: pg_restore cannot use it: ${words.source}. Nothing was changed`));
  expect(made('unqualified')).toBe('0');
}, 60_000);

function loads(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').endsWith('\0/proc/self/fd/3\0');
  } catch {
    return false;
  }
}

test('a pg_restore that is killed is told in one sentence', async () => {
  breakAtTheEnd('killed', "if current_database() <> 'killed' then perform pg_sleep(60); end if; return 1;");
  const back = tryBack('killed');
  const waiting = "select count(*) from pg_stat_activity where application_name = 'slipway restore' and wait_event = 'PgSleep'";
  await eventually(() => server.sql('postgres', waiting) === '1', 'it loads');
  const leader = descendants(process.pid).find(loads);
  if (leader === undefined) throw new Error('pg_restore is not there');
  // It must not hear of its workers.
  process.kill(leader, 'SIGSTOP');
  killTree(leader);
  const { reason, text } = await back;
  expect(reason).toBe('program-failed');
  expect(text).toBe('pg_restore was ended by SIGKILL on this machine. Nothing was changed.');
  expect(made('killed')).toBe('0');
}, 60_000);

test('a disk of the server that is full is filled once only', async () => {
  breakAtTheEnd('brim', "if current_database() <> 'brim' then copy (select 1) to '/dev/full'; end if; return 1;");
  const { reason, text, said } = await tryBack('brim');
  expect(said).not.toMatch(/by one/);
  expect(reason).toBe('restore-failed');
  expect(text).toMatch(/No space left on device.*Nothing was changed\. Make room on the disk of the server/);
  expect(made('brim')).toBe('0');
}, 60_000);

test.each([
  ['one byte less', (size: number) => size - 1, 'archive-corrupt'],
  ['one byte more', (size: number) => size + 1, 'archive-corrupt'],
  ['more bytes than any disk', () => 1e15, 'checksum'],
])(
  'a manifest whose dump has %s is found, whoever loads',
  async (_, says, found) => {
    server.sql('postgres', 'drop database if exists sized');
    fillDatabase(server, 'sized');
    const address = { 'project-name': 'notes', 'database-url': server.url('sized'), destination: folder, encryption: 'none' };
    const { outputs, manifest } = await run(inputsOf(address), portsOf());
    const path = join(folder, `${outputs.id}.json`);
    const size = manifest?.plain.size ?? 0;
    writeFileSync(path, readFileSync(path, 'utf8').replace(new RegExp(`"size":\\s*${size}\\b`), `"size":${says(size)}`));
    const back = run(inputsOf({ ...address, mode: 'restore', into: 'sized_back', id: outputs.id ?? '' }), portsOf());
    const { reason, text } = await failureOf(back);
    expect({ reason, text }).toEqual({ reason: found, text: expect.stringMatching(`${size} bytes.*${says(size)}`) });
    expect(made('sized')).toBe('0');
  },
  60_000,
);
