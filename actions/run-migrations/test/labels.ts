/** Statements with what they do to tables in use. The engine test executes them to hold these labels against a real server. */
export interface Label {
  readonly sql: string;
  /** `rule class`, as they are found; what only takes a lock for a moment is `brief` alone, what harms nobody is nothing. */
  readonly found: readonly string[];
  /** Statements before it in the same transaction. */
  readonly before?: readonly string[];
  /** Runs outside of a transaction. */
  readonly loose?: boolean;
  /** Only words, no server: it needs a role, an extension or a state that a test has not. */
  readonly wordsOnly?: boolean;
}

/** The database that the labels are about. */
export const schema = `
  create type mood as enum ('sad', 'ok');
  create table notes (id int primary key, body text, title varchar(50), code varchar(10) not null default 'x', price numeric(10, 2), at timestamptz,
    day timestamp, small int2, n int not null, m int, kind mood, checked int, constraint checked_there check (checked is not null));
  create table tags (id int primary key, note_id int, name text);
  create table plain (id int, body text);
  create table owned (id int primary key references notes (id));
  create table parts (id int not null, at date not null) partition by range (at);
  create table parts_old partition of parts for values from ('2020-01-01') to ('2021-01-01');
  create table parts_new (id int not null, at date not null);
  create index notes_body on notes (body);
  create unique index tags_name on tags (name);
  create unique index plain_id on plain (id);
  create view notes_view as select id, day from notes;
  create materialized view notes_mat as select id, day from notes;
  create unique index notes_mat_id on notes_mat (id);
  create sequence counter;
  create function touch() returns trigger language plpgsql as 'begin return new; end';
  create function helper() returns int language sql as 'select 1';
  create trigger touched before update on notes for each row execute function touch();
  alter table notes add constraint waiting check (n > 0) not valid;
  insert into notes (id, n, m, checked, kind) select i, i, i, i, 'ok' from generate_series(1, 201) i;
  insert into tags select i, i, 'tag' || i from generate_series(1, 200) i;
  insert into plain select i, 'x' from generate_series(1, 200) i;
  insert into parts_new select i, '2021-05-05' from generate_series(1, 200) i;
  do $$ begin create role application; exception when duplicate_object then null; end $$;
  grant all on all tables in schema public to public;
  grant all on all sequences in schema public to public;
  alter default privileges in schema public grant all on sequences to public;
  refresh materialized view notes_mat;
  analyze`;

const pythonType = (column: string): string =>
  `case when pg_typeof(${column})::text in ('text', 'character varying') then 'str' when pg_typeof(${column})::text ~ 'int' then 'int' else pg_typeof(${column})::text end`;

/**
 * What the version that serves asks all day: each column by its name, read as the type that its driver makes of it, and rows that fit every
 * constraint which the rows that are there fit.
 */
export const oldCode: readonly string[] = [
  'select count((id, body, title, code, price, at, day, small, n, m, kind, checked)) from notes',
  `select ${['body', 'title', 'price', 'at', 'day', 'small', 'n', 'kind'].map(pythonType).join(', ')} from notes limit 1`,
  "insert into notes (id, n, m, checked, kind) values (9001, 90001, 1, 1, 'sad') returning code",
  "insert into notes (id, body, title, code, price, n, m, kind, checked) values (9002, 'a body of some length', 'a title of some length', 'c', 1.55, 90002, 1, 'ok', 1) returning price = 1.55",
  "update notes set body = 'changed' where id = 1 returning body",
  'delete from notes where id = 201 returning id',
  'select count((id, note_id, name)) > 0 from tags',
  "insert into tags (id, note_id, name) values (9001, null, 'new') returning id",
  'select count((id, body)) > 0 from plain',
  "insert into plain (id, body) values (9001, 'x') returning id",
  'insert into owned (id) values (5) returning id',
  "insert into parts (id, at) values (1, '2020-05-05') returning id",
  'select count((id, at)) from parts_old',
  'select count((id, at)) from parts_new',
  'select count((id, day)) from notes_view',
  'select count((id, day)) from notes_mat',
  "select nextval('counter') > 0",
  'select helper()',
];

const required = ['add-required-column breaks-old-code', 'add-required-column may-fail-on-data'];
const scanned = (rule: string): string[] => [`${rule} scan-under-lock`, `${rule} may-fail-on-data`];
const lost = (rule: string): string[] => [`${rule} breaks-old-code`, `${rule} destructive`];
const computed = ['add-column-computed rewrite'];

export const labels: readonly Label[] = [
  // Columns: a default that is the same for every row is written once.
  { sql: 'alter table notes add a text', found: ['brief'] },
  { sql: "alter table notes add a text default 'x'", found: ['brief'] },
  { sql: 'alter table notes add a timestamptz default now()', found: ['brief'] },
  { sql: 'alter table notes add a timestamptz default current_timestamp', found: ['brief'] },
  { sql: 'alter table notes add a int not null default 5', found: ['brief'] },
  { sql: "alter table notes add a jsonb not null default '{}'::jsonb", found: ['brief'] },
  { sql: "alter table notes add a text default lower('X')", found: ['brief'] },
  { sql: "alter table notes add a date default timezone('UTC', now())::date", found: ['brief'] },
  { sql: 'alter table notes add a bool default null', found: ['brief'] },
  { sql: 'alter table if exists notes add column if not exists a text', found: ['brief'] },
  { sql: 'alter table notes add a timestamptz default clock_timestamp()', found: computed },
  { sql: 'alter table notes add a uuid default gen_random_uuid()', found: computed },
  { sql: 'alter table notes add a uuid not null default gen_random_uuid()', found: computed },
  { sql: "alter table notes add a int default nextval('counter')", found: computed },
  { sql: 'alter table notes add a float default random()', found: computed },
  { sql: 'alter table notes add a serial', found: computed },
  { sql: 'alter table notes add a bigint generated always as identity', found: computed },
  { sql: 'alter table notes add a int generated always as (n * 2) stored', found: computed },
  { sql: 'alter table notes add a int not null', found: required },
  { sql: 'alter table notes add a int not null default null', found: required },
  { sql: 'alter table notes add a int unique', found: ['add-column-constraint scan-under-lock'] },
  { sql: 'alter table notes add a int check (a > 0)', found: ['add-column-constraint scan-under-lock'] },
  { sql: 'alter table notes add a int references tags (id)', found: ['brief'] },
  { sql: 'alter table notes alter m set not null', found: scanned('set-not-null') },
  { sql: 'alter table notes alter checked set not null', found: ['brief'] },
  { sql: 'alter table notes alter n set not null', found: ['brief'] },
  { sql: 'alter table notes alter m set not null', before: ['alter table notes add constraint c check (m is not null)'], found: ['brief'] },
  { sql: 'alter table notes alter n drop not null', found: ['brief'] },
  { sql: 'alter table notes alter m set default 3', found: ['brief'] },
  { sql: 'alter table notes alter m drop default', found: ['brief'] },
  { sql: 'alter table notes alter code drop default', found: ['drop-default breaks-old-code'] },
  {
    sql: 'alter table notes alter a drop default',
    before: ['alter table notes add a int not null default 5'],
    found: ['add-required-column breaks-old-code'],
  },
  { sql: 'alter table notes alter a drop default', before: ['alter table notes add a int default 5'], found: ['brief'] },
  {
    sql: 'alter table notes alter a set not null',
    before: ['delete from notes where false', 'alter table notes add a int default 5'],
    found: scanned('set-not-null'),
  },
  { sql: 'alter table notes drop column body', found: lost('drop-column') },
  { sql: 'alter table notes drop column a', before: ['alter table notes add a int'], found: [] },
  { sql: 'alter table notes rename column body to text', found: ['rename-column breaks-old-code'] },
  // Types: growing a limit is only written down.
  { sql: 'alter table notes alter title type varchar(100)', found: ['brief'] },
  { sql: 'alter table notes alter title type text', found: ['brief'] },
  { sql: 'alter table notes alter title type text using title::text', found: ['brief'] },
  { sql: 'alter table notes alter body type varchar', found: ['brief'] },
  { sql: 'alter table notes alter price type numeric(12, 2)', found: ['brief'] },
  { sql: 'alter table notes alter price type numeric', found: ['brief'] },
  { sql: 'alter table notes alter title type varchar(20)', found: narrowed() },
  { sql: 'alter table notes alter body type varchar(20)', found: narrowed() },
  { sql: 'alter table notes alter n type bigint', found: ['change-type rewrite'] },
  { sql: 'alter table notes alter small type int', found: ['change-type rewrite'] },
  { sql: 'alter table notes alter n type smallint', found: narrowed() },
  { sql: 'alter table notes alter price type numeric(12, 1)', found: narrowed() },
  { sql: 'alter table notes alter price type numeric(12, 3)', found: narrowed().slice(0, 1) },
  { sql: 'alter table notes alter body type int using length(body)', found: narrowed() },
  { sql: 'alter table notes alter at type timestamp', found: ['change-type breaks-old-code'] },
  { sql: 'alter table notes alter kind type text', found: narrowed() },
  // Constraints.
  { sql: 'alter table notes add constraint c check (m > 0)', found: scanned('add-check') },
  { sql: 'alter table notes add constraint c check (m > 0) not valid', found: ['brief'] },
  { sql: 'alter table tags add constraint f foreign key (note_id) references notes (id)', found: scanned('add-foreign-key') },
  { sql: 'alter table tags add constraint f foreign key (note_id) references notes (id) not valid', found: ['brief'] },
  { sql: 'alter table notes validate constraint waiting', found: ['validate-constraint may-fail-on-data'] },
  {
    sql: 'alter table notes validate constraint c',
    before: ['alter table notes add constraint c check (m > 0) not valid'],
    found: ['validate-under-lock scan-under-lock', 'validate-constraint may-fail-on-data'],
  },
  { sql: 'alter table plain add primary key (id)', found: scanned('add-unique') },
  { sql: 'alter table tags add constraint u unique (note_id)', found: scanned('add-unique') },
  { sql: 'alter table tags add constraint u unique using index tags_name', found: ['brief'] },
  { sql: 'alter table tags add constraint x exclude (note_id with =)', found: scanned('add-exclusion') },
  { sql: 'alter table notes drop constraint checked_there', found: ['brief'] },
  // Indexes.
  { sql: 'create index on notes (n)', found: ['create-index scan-under-lock'] },
  { sql: 'create unique index on notes (n)', found: scanned('create-index') },
  { sql: 'create index concurrently on notes (n)', loose: true, found: [] },
  { sql: 'create unique index concurrently on notes (n)', loose: true, found: ['create-index may-fail-on-data'] },
  { sql: 'create index concurrently on notes (n)', found: ['not-in-transaction wrong-transaction-form'] },
  { sql: 'drop index notes_body', found: ['brief'] },
  { sql: 'drop index concurrently notes_body', loose: true, found: [] },
  { sql: 'drop index concurrently notes_body', found: ['not-in-transaction wrong-transaction-form'] },
  { sql: 'reindex table notes', found: ['reindex scan-under-lock'] },
  { sql: 'reindex table concurrently notes', loose: true, found: [] },
  { sql: 'reindex table concurrently notes', found: ['not-in-transaction wrong-transaction-form'] },
  { sql: 'vacuum full notes', loose: true, found: ['vacuum-full rewrite'] },
  { sql: 'vacuum notes', found: ['not-in-transaction wrong-transaction-form'] },
  { sql: 'vacuum notes', loose: true, found: [] },
  { sql: 'analyze notes', found: [] },
  { sql: 'cluster notes using notes_pkey', found: ['cluster rewrite'] },
  { sql: 'alter table plain set unlogged', found: ['set-logged rewrite'] },
  { sql: 'refresh materialized view notes_mat', found: ['refresh-view rewrite'] },
  { sql: 'refresh materialized view concurrently notes_mat', found: [] },
  // Whole objects.
  { sql: 'drop table tags', found: lost('drop-table') },
  { sql: 'drop table if exists tags cascade', found: lost('drop-table') },
  { sql: 'truncate tags', found: lost('truncate') },
  { sql: 'alter table tags rename to labels', found: ['rename-table breaks-old-code'] },
  { sql: 'alter table tags set schema pg_temp', wordsOnly: true, found: ['set-schema breaks-old-code'] },
  { sql: 'drop view notes_view', found: ['drop-view breaks-old-code'] },
  { sql: 'create or replace view notes_view as select id, day, n from notes', found: [] },
  { sql: 'drop function helper()', found: ['drop-function breaks-old-code'] },
  { sql: 'drop schema other', wordsOnly: true, found: lost('drop-schema') },
  { sql: 'drop extension pgcrypto', wordsOnly: true, found: lost('drop-extension') },
  // Rows.
  { sql: "update notes set body = 'x'", found: ['unbatched-backfill scan-under-lock'] },
  { sql: "update notes set body = 'x' where body is null", found: [] },
  {
    sql: "update notes set body = 'x' where body is null",
    before: ['alter table notes add a int'],
    found: ['ddl-plus-backfill scan-under-lock'],
  },
  {
    sql: 'insert into plain select id + 1000, body from notes',
    before: ['alter table notes add a int'],
    found: ['ddl-plus-backfill scan-under-lock'],
  },
  { sql: "insert into plain values (1000, 'x')", before: ['alter table notes add a int'], found: [] },
  { sql: 'delete from tags', found: ['delete-all destructive', 'delete-all breaks-old-code'] },
  { sql: 'delete from tags where id = 3', found: [] },
  // Who sees what.
  { sql: 'alter table notes enable row level security', found: ['row-security breaks-old-code'] },
  { sql: 'revoke select on notes from public', found: ['revoke breaks-old-code'] },
  { sql: 'grant select on notes to public', found: [] },
  { sql: 'alter table notes disable trigger touched', found: ['brief'] },
  { sql: 'create trigger other before insert on notes for each row execute function touch()', found: ['brief'] },
  { sql: 'drop trigger touched on notes', found: ['brief'] },
  {
    sql: "alter table parts attach partition parts_new for values from ('2021-01-01') to ('2022-01-01')",
    found: scanned('attach-partition'),
  },
  { sql: 'alter table parts detach partition parts_old', found: ['detach-partition breaks-old-code'] },
  {
    sql: 'alter table parts detach partition parts_old concurrently',
    wordsOnly: true,
    found: ['detach-partition breaks-old-code', 'not-in-transaction wrong-transaction-form'],
  },
  // Enums.
  { sql: "alter type mood add value 'glad'", found: [] },
  { sql: "alter type mood rename value 'sad' to 'down'", found: ['rename-enum-value breaks-old-code'] },
  {
    sql: "update notes set kind = 'glad' where id = 1",
    before: ["alter type mood add value 'glad'"],
    found: ['enum-value-used wrong-transaction-form'],
  },
  { sql: "update notes set body = 'glad' where id = 1", before: ["alter type mood add value 'cheerful'"], found: [] },
  { sql: "create table fresh partition of parts for values from ('2023-01-01') to ('2024-01-01')", found: ['brief'] },
  { sql: 'alter table notes alter code set default null', found: ['drop-default breaks-old-code'] },
  // Harmless, though they look like something.
  { sql: 'alter table notes set (fillfactor = 70)', found: [] },
  { sql: 'alter table notes alter body set statistics 500', found: [] },
  { sql: "comment on table notes is 'x'", found: [] },
  { sql: 'create table fresh (id int primary key, note_id int references notes (id))', found: ['brief'] },
  { sql: 'create index on fresh (id)', before: ['create table fresh (id int)'], found: [] },
  { sql: 'alter table fresh alter id set not null', before: ['create table fresh (id int)'], found: [] },
  { sql: 'alter table fresh drop column id', before: ['create table fresh (id int)'], found: [] },
  { sql: 'drop table fresh', before: ['create table fresh (id int)'], found: [] },
  { sql: 'update fresh set id = 3', before: ['create table fresh (id int)'], found: [] },
  { sql: 'alter table fresh add foreign key (id) references notes (id)', before: ['create table fresh (id int)'], found: ['brief'] },
  { sql: "create type kind as enum ('a'); create domain short as varchar(5)", found: [] },
  { sql: 'select 1', found: [] },
];

function narrowed(): string[] {
  return ['change-type rewrite', 'change-type may-fail-on-data', 'change-type breaks-old-code'];
}
