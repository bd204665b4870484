import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, type Host, readContext, readInputs } from '@slipway/action';
import { localShell, type Shell } from '@slipway/shell';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Postgres } from '../../../test/engines/postgres.ts';
import { contract, type Inputs } from '../src/contract.ts';
import type { Ports } from '../src/job.ts';

/** The inputs as a workflow would write them. */
export function inputsOf(given: Readonly<Record<string, string>>): Inputs {
  return readInputs(contract, Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])));
}

export interface Recorded extends Ports {
  readonly lines: string[];
}

export function portsOf(shell: Shell = localShell(), signal = new AbortController().signal): Recorded {
  const lines: string[] = [];
  const host: Host = {
    context: readContext({ GITHUB_REPOSITORY: 'team/notes', GITHUB_RUN_ID: '42' }),
    log: createLog({ runner: false, write: (text) => void lines.push(text) }),
    clock: { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) },
    signal,
  };
  return { ...host, shell, lines };
}

export interface Key {
  readonly identity: string;
  readonly recipient: string;
}

export async function newKeyPair(): Promise<Key> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'slipway-backups-'));

/** What stands in a destination; the empty file of its lock is no content. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('.lock'))
    .sort();

/** Names, values and types that trip a careless backup: quotes, schemas, partitions, inheritance, generated columns, large texts, an empty table. */
export const content = `
create schema "odd ""name""";
create table notes(id bigserial primary key, body text not null, at timestamptz default now());
insert into notes(body) select repeat(md5(i::text), 20) from generate_series(1, 4000) i;
create table "odd ""name"""."Table, with ; signs"(a int, b jsonb, c bytea);
insert into "odd ""name"""."Table, with ; signs" select i, jsonb_build_object('k', E'\\n''"' || i), decode(md5(i::text), 'hex') from generate_series(1, 500) i;
create table empty(x int);
create table parted(id int, v text) partition by range (id);
create table parted_1 partition of parted for values from (0) to (100);
create table parted_2 partition of parted for values from (100) to (200);
insert into parted select i, 'v' || i from generate_series(0, 149) i;
create table parent(id int); create table child(extra text) inherits (parent);
insert into parent select generate_series(1, 7); insert into child select i, 'c' from generate_series(1, 5) i;
create table alembic_version(version_num varchar(32) primary key); insert into alembic_version values ('0002_tags');
create view recent as select * from notes order by at desc; create materialized view total as select count(*) from notes;
create sequence loose; select nextval('loose');
`;

/** A database of its own with that content. */
export function fillDatabase(server: Postgres, name: string): string {
  server.sql('postgres', `create database "${name}"`);
  server.sql(name, content);
  return server.url(name);
}

/** Every table's rows as one number, whatever their order: equal only where the content is. */
export function fingerprint(server: Pick<Postgres, 'sql'>, database: string): string {
  const tables = server.sql(
    database,
    "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where relkind = 'r' and nspname !~ '^(pg_|information_schema)' order by 1",
  );
  return tables
    .split('\n')
    .map(
      (table) => `${table} ${server.sql(database, `select count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) from only ${table} t`)}`,
    )
    .join('\n');
}

/** What a failure says; the reason is `none` where there was none. */
export interface Thrown {
  readonly reason: string;
  readonly text: string;
}

export const failureOf = (work: Promise<unknown>): Promise<Thrown> =>
  work.then(
    () => ({ reason: 'none', text: '' }),
    (thrown: unknown) => thrown as Thrown,
  );
