/**
 * What is asked of a database, for every tool: the program beside Alembic asks over the application's own connection, the others over psql. No percent
 * sign, no dollar, no backslash and no brace: drivers and Python read them as their own.
 */
const own = (
  oid: string,
): string => `n.nspname not in ('pg_catalog', 'information_schema') and left(n.nspname, 7) <> 'pg_temp' and left(n.nspname, 8) <> 'pg_toast'
  and not exists (select 1 from pg_depend e where e.objid = ${oid} and e.deptype = 'e')`;

const name = "n.nspname || '.' || c.relname";

const relation = (join = '', kinds = "'r','p','v','m','f','S'"): string =>
  `from pg_class c join pg_namespace n on n.oid = c.relnamespace ${join} where c.relkind in (${kinds}) and ${own('c.oid')}`;

const part = (line: string, join = ''): string => `select 'relation ' || ${name} as object, ${line} as line ${relation(join)}`;

/** What hangs on a relation is an object of its own, so that a difference names it. */
const hanging = (kind: string, own: string, line: string, join: string): string =>
  `select '${kind} ' || ${own} || ' on ' || ${name} as object, ${line} as line ${relation(join)}`;

const expression = (text: string, of: string): string => `coalesce(pg_get_expr(${text}, ${of}), '')`;

const parts = [
  part("'kind ' || c.relkind::text || c.relrowsecurity::text"),
  hanging(
    'column',
    'a.attname',
    `format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || a.attidentity::text || ' ' || ${expression('d.adbin', 'd.adrelid')}`,
    'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum',
  ),
  hanging('constraint', 'k.conname', 'pg_get_constraintdef(k.oid) || k.convalidated::text', 'join pg_constraint k on k.conrelid = c.oid'),
  hanging(
    'index',
    "n.nspname || '.' || x.relname",
    'pg_get_indexdef(i.indexrelid) || i.indisvalid::text || i.indisready::text',
    'join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid',
  ),
  hanging(
    'trigger',
    't.tgname',
    'pg_get_triggerdef(t.oid) || t.tgenabled::text',
    'join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal',
  ),
  part("'view ' || pg_get_viewdef(v.oid)", "join pg_class v on v.oid = c.oid and v.relkind in ('v','m')"),
  hanging(
    'policy',
    'p.polname',
    `${expression('p.polqual', 'p.polrelid')} || ${expression('p.polwithcheck', 'p.polrelid')}`,
    'join pg_policy p on p.polrelid = c.oid',
  ),
  `select 'type ' || n.nspname || '.' || t.typname, 'label ' || l.enumsortorder::text || ' ' || l.enumlabel from pg_type t join pg_enum l on l.enumtypid = t.oid join pg_namespace n on n.oid = t.typnamespace where ${own('t.oid')}`,
  `select 'type ' || n.nspname || '.' || t.typname, 'domain ' || format_type(t.typbasetype, t.typtypmod) || t.typnotnull::text || coalesce(t.typdefault, '') || coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k where k.contypid = t.oid), '') from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and ${own('t.oid')}`,
  `select 'function ' || n.nspname || '.' || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')', f.prosrc || format_type(f.prorettype, null) from pg_proc f join pg_namespace n on n.oid = f.pronamespace where ${own('f.oid')}`,
  `select 'schema ' || n.nspname, n.nspname from pg_namespace n where ${own('n.oid')}`,
  "select 'extension ' || x.extname, x.extversion from pg_extension x",
];

/** Object and the hash of its definition. */
export const fingerprintSql = `select object, md5(string_agg(line, chr(10) order by line)) from (${parts.join(' union all ')}) parts group by object`;

export const tablesSql = `select ${name} ${relation('', "'r','p'")} and n.nspname = any(current_schemas(false)) order by 1 limit 200`;

export const serverSql = "select current_database(), current_setting('server_version'), current_setting('lock_timeout')";

/** Sessions of migrations under way: pid and name. */
export const othersSql =
  "select pid, application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and left(application_name, 16) = 'slipway-migrate '";

/** Sessions whose lock keeps even readers away: pid, name, seconds of the transaction. */
export const blockersSql =
  "select distinct a.pid, a.application_name, extract(epoch from clock_timestamp() - a.xact_start)::bigint from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'relation' and l.granted and l.mode = 'AccessExclusiveLock' and l.database = (select oid from pg_database where datname = current_database()) and a.pid <> pg_backend_pid()";

/** Whether the advisory lock of this key is held in this very database. */
export const lockedSql = (high: string, low: string): string =>
  `select count(*) from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.mode = 'ExclusiveLock' and l.database = (select oid from pg_database where datname = current_database()) and l.classid = ${high} and l.objid = ${low}`;

/** Ends the sessions of a name. */
export const endedSql = (application: string): string =>
  `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = '${application}'`;

/** What the rules know of the live database: its major and time zone. */
export const liveServerSql = "select current_setting('server_version_num')::int / 10000, current_setting('TimeZone')";

/** Tables of a partitioned one, at every depth: itself holds nothing, and what is done to it is done to all of them. */
const parted = `with recursive parted (root, part) as (select oid, oid from pg_class where relkind = 'p'
  union select p.root, i.inhrelid from parted p join pg_inherits i on i.inhparent = p.part),
  held as (select p.root, sum(c.reltuples::float8) filter (where c.reltuples >= 0) as tuples, sum(pg_relation_size(c.oid)) as bytes
  from parted p join pg_class c on c.oid = p.part where c.relkind = 'r' group by p.root)`;

const tuples = "case when c.relkind = 'p' then h.tuples when c.reltuples >= 0 then c.reltuples end";
const bytes = "case when c.relkind = 'p' then coalesce(h.bytes, 0) else pg_relation_size(c.oid) end";

export const sizesSql = `${parted} select ${name}, (${tuples})::bigint, (${bytes})::bigint ${relation('left join held h on h.root = c.oid', "'r','p','m'")} limit 20000`;

export const columnsSql = `select ${name}, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull ${relation('join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped', "'r','p'")} limit 20000`;

export const provenSql = `select ${name}, pg_get_constraintdef(k.oid) ${relation("join pg_constraint k on k.conrelid = c.oid and k.contype = 'c' and k.convalidated")} and position('IS NOT NULL' in pg_get_constraintdef(k.oid)) > 0 limit 2000`;

export const indexesSql = `select n.nspname || '.' || x.relname, n.nspname || '.' || c.relname ${relation('join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid', "'r','p','m'")} limit 20000`;
