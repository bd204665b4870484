import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import type { Inputs } from '../src/contract.ts';
import { run } from '../src/run.ts';
import { chooseDatabases } from '../src/several.ts';
import { filesOf, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let server: Postgres;
let key: Key;
let folder: string;

const inputs = (more: Record<string, string> = {}): Inputs =>
  inputsOf({
    'project-name': 'notes',
    'database-url': server.url('postgres'),
    destination: folder,
    'age-recipients': key.recipient,
    'age-identity': key.identity,
    ...more,
  });

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  folder = newFolder();
  for (const name of ['tenant_a', 'tenant_b', 'tenant"c', 'empty', 'other']) {
    server.sql('postgres', `create database "${name.replace('"', '""')}"`);
    if (name !== 'empty') server.sql(name, 'create table t as select n from generate_series(1, 5) n');
  }
}, 60_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Brief {
  readonly database: string;
  readonly id: string;
  readonly verified: boolean;
}
const briefs = (text: string | undefined): Brief[] => JSON.parse(text ?? '[]') as Brief[];

describe('several databases in one run', () => {
  test('each get a backup and a proof of their own, by name and by wildcard; each comes back by its id', async () => {
    const made = await run(inputs({ databases: 'tenant_*\nother' }), portsOf());
    const list = briefs(made.outputs.backups);
    expect(list.map(({ database, verified }) => [database, verified])).toEqual([
      ['other', true],
      ['tenant_a', true],
      ['tenant_b', true],
    ]);
    expect(made.outputs).toMatchObject({ verified: 'true', id: list[0]?.id });
    expect(made.summary).toContain('**3 of 3 databases are backed up**');
    expect(filesOf(folder).filter((name) => name.endsWith('.json'))).toHaveLength(3);
    const { id = '' } = list[2] ?? {};
    await run(inputs({ mode: 'restore', id, database: 'tenant_b', into: 'back' }), portsOf());
    expect(server.sql('back', 'select count(*) from t')).toBe('5');
    server.sql('postgres', 'drop database back');
  }, 120_000);

  test('all of them leave out templates and postgres, and say of one without tables that there is nothing', async () => {
    server.sql('postgres', 'create database slipway_verify_1');
    server.sql('postgres', "comment on database slipway_verify_1 is 'throw-away database of slipway/backup-db for n/a'");
    const made = await run(inputs({ databases: '*', destination: newFolder() }), portsOf());
    expect(briefs(made.outputs.backups).map(({ database }) => database)).toEqual(['other', 'tenant"c', 'tenant_a', 'tenant_b']);
    expect(made.summary).toContain('**4 of 5 databases are backed up**');
    expect(made.summary).toMatch(/No backup was made\.\*\* The database empty .* has no tables/);
  }, 120_000);

  test('of which one cannot be read leave the others with theirs, and the run fails with its reason', async () => {
    server.sql(
      'tenant_a',
      'create role nobody_here; create table secret(n int); create policy p on secret using (false); alter table secret enable row level security, force row level security',
    );
    server.sql('postgres', "create role plain login password 'plain'; grant pg_read_all_data to plain");
    const url = server.url('postgres').replace(/\/\/[^@]+@/, '//plain:plain@');
    const place = newFolder();
    const failure = (await run(inputs({ databases: 'tenant_*', 'database-url': url, destination: place }), portsOf()).catch(
      (error: unknown) => error,
    )) as Failure;
    expect(failure.text).toMatch(/1 of 2 databases are backed up\. tenant_a: /);
    expect(failure.reason).toMatch(/^(dump-failed|query-failed)$/);
    const list = briefs(failure.details.outputs?.['backups']);
    expect(list.map(({ database }) => database)).toEqual(['tenant_b']);
    expect(failure.text).toContain(`Stored: ${list[0]?.id}.`);
    expect(failure.details.summary).toMatch(/\| tenant_a \| \*\*(dump|query)-failed\*\*/);
    expect(filesOf(place).filter((name) => name.endsWith('.json'))).toEqual([`${list[0]?.id}.json`]);
  }, 120_000);

  test('of which one is not there leave the others with theirs, and the run fails with its name and what there is', async () => {
    const place = newFolder();
    const failure = (await run(inputs({ databases: 'nope\ntenant_b', destination: place }), portsOf()).catch(
      (error: unknown) => error,
    )) as Failure;
    const [made] = briefs(failure.details.outputs?.['backups']);
    expect(failure).toMatchObject({ reason: 'database-missing', details: { outputs: { verified: 'false' } } });
    expect(failure.text).toContain(`1 of 2 databases are backed up. nope: The server has no database nope. Stored: ${made?.id}. Correct`);
    expect(filesOf(place)).toContain(`${made?.id}.json`);
  }, 60_000);

  test('of which none has that name are refused before anything is written; so is a database beside them', async () => {
    const place = newFolder();
    const failure = (await run(inputs({ databases: 'tenant_x*', destination: place }), portsOf()).catch(
      (error: unknown) => error,
    )) as Failure;
    expect(failure).toMatchObject({
      reason: 'database-missing',
      text: expect.stringContaining('No backup was stored. Correct the input databases; the server has empty, other'),
    });
    expect(filesOf(place)).toEqual([]);
    const dry = await run(inputs({ databases: 'tenant_b\nother', destination: place, 'dry-run': 'true' }), portsOf());
    expect([dry.outcome, dry.summary]).toEqual(['planned', expect.stringContaining('2 of 2 databases would be backed up')]);
    expect(filesOf(place)).toEqual([]);
    for (const more of [{ database: 'other' }, { mode: 'check' }])
      await expect(run(inputs({ databases: 'other', ...more }), portsOf())).rejects.toMatchObject({ reason: 'bad-input' });
    expect(chooseDatabases(['a.b', 'axb'], ['a.b']).names).toEqual(['a.b']);
    const all = ['app', 'app_before_20260102T030405Z', 'postgres'];
    expect([chooseDatabases(all, ['*']).names, chooseDatabases(all, ['postgres']).names]).toEqual([['app'], ['postgres']]);
  }, 60_000);
});
