import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkClient, openDatabase } from '@slipway/postgres';
import { localShell, pipe } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import type { PostgresFacts } from '../src/facts.ts';
import { run } from '../src/run.ts';
import { failureOf, filesOf, fillDatabase, fingerprint, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let server: Postgres;
let key: Key;
let folder: string;
let url: string;

const inputs = (more: Record<string, string> = {}) =>
  inputsOf({ 'project-name': 'notes', 'database-url': url, destination: folder, 'age-recipients': key.recipient, ...more });

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  folder = newFolder();
  url = fillDatabase(server, 'app');
}, 60_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  test('is stored encrypted, proven by a restore, and says what is in it', async () => {
    const ports = portsOf();
    const result = await run(inputs({ verify: 'restore', tag: 'nightly' }), ports);
    expect(result.outcome).toBe('backed-up');
    expect(result.outputs).toMatchObject({ verified: 'true', 'verify-level': 'restore', tables: '8', database: 'app' });
    // 4000 notes, 500 odd, 150 in two partitions, 7 and 5 by inheritance, 1 revision
    expect(result.outputs.rows).toBe('4663');
    expect(result.manifest).toMatchObject({
      facts: { alembic: '0002_tags' },
      tag: 'nightly',
      encryption: 'age',
      recipients: [key.recipient],
    });
    const id = result.outputs.id ?? '';
    expect(filesOf(folder)).toEqual([`${id}.dump.zst.age`, `${id}.json`]);
    expect(statSync(`${folder}/${id}.dump.zst.age`).mode & 0o077).toBe(0);
    expect(statSync(`${folder}/${id}.dump.zst.age`).size).toBe(Number(result.outputs.size));
    expect(readFileSync(`${folder}/${id}.dump.zst.age`).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(server.sql('postgres', "select count(*) from pg_database where datname like 'slipway%'")).toBe('0');
    expect(readFileSync(`${folder}/${id}.json`, 'utf8')).not.toContain(server.password);
    // A weaker proof of the same bytes takes nothing from the stronger one.
    for (const verify of ['archive', 'checksum']) {
      const again = await run(inputs({ mode: 'verify', verify, id, 'age-identity': key.identity }), portsOf());
      expect(again).toMatchObject({
        outcome: 'verified',
        outputs: { 'verify-level': 'restore' },
        manifest: { verified: { level: 'restore' } },
      });
      expect(again.summary).toContain(`**Backup \`${id}\`: passed ${verify} now, and is proven by restore.**`);
    }
  }, 60_000);

  test('comes back into a new database, row for row, with the private key that never was on the runner', async () => {
    const made = await run(inputs(), portsOf());
    const result = await run(
      inputs({ mode: 'restore', id: made.outputs.id ?? '', into: 'app_back', 'age-identity': key.identity }),
      portsOf(),
    );
    expect(result).toMatchObject({ outcome: 'restored', outputs: { database: 'app_back' } });
    expect(fingerprint(server, 'app_back')).toBe(fingerprint(server, 'app'));
    expect(Number(result.outputs.duration)).toBeGreaterThan(0);
  }, 60_000);

  test('of a database under a live writer holds the rows of one moment', async () => {
    fillDatabase(server, 'busy');
    const address = server.url('busy');
    const database = await openDatabase(localShell(), { url: address });
    const writer = await database.session({ lifetime: 110_000, application: 'the writer' });
    const loop =
      'loop insert into notes(body) values (md5(random()::text)); insert into parent values (1); commit; perform pg_sleep(0.001); end loop';
    const writing = writer.query(`do $$ begin ${loop}; end $$`).catch((error: unknown) => error);
    try {
      for (let round = 0; round < 3; round++) {
        const before = Number(server.sql('busy', 'select count(*) from notes'));
        const result = await run(inputs({ 'database-url': address, verify: 'restore' }), portsOf());
        expect(result.outputs['verify-level']).toBe('restore');
        expect(Number(server.sql('busy', 'select count(*) from notes'))).toBeGreaterThan(before + 20);
      }
    } finally {
      server.sql('postgres', "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'the writer'");
      await writing;
      await writer.close();
    }
  }, 120_000);

  test('is the same archive for the CLI tools of age, zstd and pg_restore', async () => {
    const made = await run(inputs(), portsOf());
    const shell = localShell();
    writeFileSync(`${folder}/key.txt`, key.identity, { mode: 0o600 });
    const age = shell.start(['age', '-d', '-i', `${folder}/key.txt`, made.outputs.path ?? '']);
    const list = shell.start(['pg_restore', '-f', '-']);
    let text = '';
    list.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    await pipe(age, shell.start(['zstd', '-d', '-c']), list).finally(() => rmSync(`${folder}/key.txt`));
    expect(text).toContain('COPY public.notes');
  }, 30_000);

  test('dry-run writes nothing', async () => {
    const before = filesOf(folder);
    const result = await run(inputs({ 'dry-run': 'true' }), portsOf());
    expect(result.outcome).toBe('planned');
    expect(filesOf(folder)).toEqual(before);
  });

  test('without encryption must be asked for, and is still proven', async () => {
    const result = await run(
      inputsOf({ 'project-name': 'notes', 'database-url': url, destination: folder, encryption: 'none' }),
      portsOf(),
    );
    expect(result.outputs.path).toMatch(/\.dump\.zst$/);
    expect(result.outputs.verified).toBe('true');
  }, 30_000);

  test('leaves rows out where that is asked for, is restored without them, and refuses what could not be restored', async () => {
    const excluding = fillDatabase(server, 'excluding');
    server.sql('excluding', 'create table sessions(id int primary key); insert into sessions select generate_series(1, 50)');
    const given = { 'database-url': excluding, 'exclude-table-data': 'sessions\nodd*.*\nnothing', verify: 'restore' };
    const ports = portsOf();
    const { manifest } = await run(inputs(given), ports);
    expect(manifest?.verified?.level).toBe('restore');
    expect((manifest?.facts as PostgresFacts | undefined)?.tables.filter(({ left }) => left)).toEqual([
      { schema: 'odd "name"', name: 'Table, with ; signs', rows: 0, left: true },
      { schema: 'public', name: 'sessions', rows: 0, left: true },
    ]);
    expect(ports.lines.join('\n')).toContain('rows, 2 of them without theirs');
    expect(ports.lines.join('\n')).toContain('exclude-table-data: there is no table nothing.');
    // A partitioned table has no rows of its own: its partitions are what is left out.
    server.sql(
      'excluding',
      `create table visits(session int references sessions) partition by range (session);
       create table visits_1 partition of visits for values from (0) to (100); insert into visits values (7);`,
    );
    const all = { ...given, 'exclude-table-data': 'sessions\nvisits_1' };
    expect((await run(inputs(all), portsOf())).manifest?.verified?.level).toBe('restore');
    server.sql('excluding', 'create table carts(session int references sessions); insert into carts values (7)');
    const before = filesOf(folder);
    const failure = await run(inputs(all), portsOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      reason: 'bad-input',
      message: expect.stringContaining('to which rows of carts refer (carts_session_fkey)'),
    });
    expect(filesOf(folder)).toEqual(before);
  }, 60_000);

  test('of a database without tables is none, and says so', async () => {
    server.sql('postgres', 'create database hollow');
    const ports = portsOf();
    const result = await run(inputs({ 'database-url': server.url('hollow') }), ports);
    expect(result).toMatchObject({ outcome: 'nothing-to-back-up', reason: 'no-tables', outputs: { verified: 'false' } });
    expect(ports.lines.join('')).toContain('No backup was made');
  });
});

describe('what refuses', () => {
  test('a wrong password: database-unreachable, nothing written, the password in no text', async () => {
    const empty = newFolder();
    const wrong = url.replace(/:[^:@]*@/, ':wrong-secret@');
    const failure = await run(inputs({ 'database-url': wrong, destination: empty }), portsOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'database-unreachable' });
    expect(String((failure as { text: string }).text)).toMatch(
      /password authentication failed.*No backup was made\. Check .*database-url/s,
    );
    expect(String((failure as { text: string }).text)).not.toContain('wrong-secret');
    expect(filesOf(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });

  test('a role without rights: what it may not, that there is no backup, and what it needs; for a restore too', async () => {
    server.sql('postgres', "create role poor login password 'poor'");
    const poor = { 'database-url': url.replace(/\/\/[^@]+@/, '//poor:poor@') };
    const { text } = await failureOf(run(inputs(poor), portsOf()));
    expect(text).toMatch(/permission denied for [\s\S]*No backup was (made|stored)\.[\s\S]* grant it pg_read_all_data/);
    server.sql('postgres', 'grant pg_read_all_data to poor');
    const restored = await failureOf(run(inputs({ ...poor, verify: 'restore' }), portsOf()));
    expect(restored.text).toMatch(/permission denied to create database[\s\S]*The new backup was removed[\s\S]*needs the right CREATEDB/);
  }, 30_000);

  test('one of two destinations: with min-copies the log says where the backup stands and where not, without it the failure alone', async () => {
    const near = newFolder();
    const destination = `${near}\n/proc/zz`;
    const ports = portsOf();
    await run(inputs({ destination, 'min-copies': '1' }), ports);
    const said = ports.lines.join('');
    expect(said).toMatch(new RegExp(`is stored in ${near}\\.\n`));
    expect(said).toContain('warning: /proc/zz on this machine gets no copy: ');
    expect(said).not.toContain('No backup was');
    const quiet = portsOf();
    expect(await failureOf(run(inputs({ destination }), quiet))).toMatchObject({ reason: 'destination-unwritable' });
    expect(quiet.lines.join('')).not.toContain('/proc/zz on this machine gets no copy');
    rmSync(near, { recursive: true });
  }, 30_000);

  test.each([
    ['below a file', () => '/etc/hostname/backups'],
    ['on a read-only file system', () => '/proc/slipway'],
    ['full', () => '/dev/full'],
  ])('a destination that is %s: destination-unwritable', async (_, path) => {
    await expect(run(inputs({ destination: path() }), portsOf())).rejects.toMatchObject({ reason: 'destination-unwritable' });
  });

  test('a recipient that was mistyped: bad-input before anything is written', async () => {
    const typo = `${key.recipient.slice(0, -1)}${key.recipient.endsWith('q') ? 'p' : 'q'}`;
    const empty = newFolder();
    await expect(run(inputs({ 'age-recipients': typo, destination: empty }), portsOf())).rejects.toMatchObject({ reason: 'bad-input' });
    expect(filesOf(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });

  test('an older client than the server: version-mismatch before a byte is written', async () => {
    const database = await openDatabase(localShell(), { url });
    const newer = { ...database, server: { ...database.server, major: 99 } };
    await expect(checkClient(newer)).rejects.toMatchObject({ reason: 'version-mismatch' });
  });
});
