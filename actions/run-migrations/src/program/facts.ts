/** Third part: what is asked of the database. No percent sign, no dollar: drivers read them as parameters. */
export const facts = `
OWN = """
  n.nspname not in ('pg_catalog', 'information_schema') and left(n.nspname, 7) <> 'pg_temp' and left(n.nspname, 8) <> 'pg_toast'
  and not exists (select 1 from pg_depend e where e.objid = {oid} and e.deptype = 'e')
"""
RELATION = "from pg_class c join pg_namespace n on n.oid = c.relnamespace {join} where c.relkind in ('r','p','v','m','f','S') and " + OWN.format(oid='c.oid')
NAME = "n.nspname || '.' || c.relname"

def part(line, join=''):
    return "select 'relation ' || " + NAME + " as object, " + line + " as line " + RELATION.format(join=join)

FINGERPRINT = "select object, md5(string_agg(line, chr(10) order by line)) from (" + " union all ".join([
    part("'kind ' || c.relkind::text || c.relrowsecurity::text"),
    part("'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')",
         'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum'),
    part("'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) || k.convalidated::text", 'join pg_constraint k on k.conrelid = c.oid'),
    part("'index ' || pg_get_indexdef(i.indexrelid) || i.indisvalid::text || i.indisready::text", 'join pg_index i on i.indrelid = c.oid'),
    part("'trigger ' || pg_get_triggerdef(t.oid) || t.tgenabled::text", 'join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal'),
    part("'view ' || pg_get_viewdef(v.oid)", "join pg_class v on v.oid = c.oid and v.relkind in ('v','m')"),
    part("'policy ' || p.polname || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')", 'join pg_policy p on p.polrelid = c.oid'),
    "select 'type ' || n.nspname || '.' || t.typname, 'label ' || l.enumsortorder::text || ' ' || l.enumlabel from pg_type t join pg_enum l on l.enumtypid = t.oid join pg_namespace n on n.oid = t.typnamespace where " + OWN.format(oid='t.oid'),
    "select 'type ' || n.nspname || '.' || t.typname, 'domain ' || format_type(t.typbasetype, t.typtypmod) || t.typnotnull::text || coalesce(t.typdefault, '') || coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k where k.contypid = t.oid), '') from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and " + OWN.format(oid='t.oid'),
    "select 'function ' || n.nspname || '.' || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')', f.prosrc || format_type(f.prorettype, null) from pg_proc f join pg_namespace n on n.oid = f.pronamespace where " + OWN.format(oid='f.oid'),
    "select 'schema ' || n.nspname, n.nspname from pg_namespace n where " + OWN.format(oid='n.oid'),
    "select 'extension ' || x.extname, x.extversion from pg_extension x",
]) + ") parts group by object"

TABLES = "select " + NAME + " " + RELATION.format(join='').replace("('r','p','v','m','f','S')", "('r','p')") + " and n.nspname = any(current_schemas(false)) order by 1 limit 200"

OTHERS = "select pid, application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and left(application_name, 16) = 'slipway-migrate '"

LOCKED = "select count(*) from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.mode = 'ExclusiveLock' and l.database = (select oid from pg_database where datname = current_database()) and l.classid = {high} and l.objid = {low}"

ENDED = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = '{name}'"

# Seen by people and by later runs in the server's list of sessions.
def own_name():
    return ('slipway-migrate ' + re.sub(r'[^A-Za-z0-9._:/-]', '-', ask['run']))[:63]

def rows(connection, sql):
    return [list(row) for row in connection.exec_driver_sql(sql).fetchall()]

def read_facts(context):
    connection = context.connection
    schema = context.version_table_schema or rows(connection, 'select current_schema()')[0][0]
    version = (schema or 'public') + '.' + context.version_table
    server = rows(connection, "select current_database(), current_setting('server_version'), current_setting('lock_timeout')")[0]
    if ask['end']:
        rows(connection, ENDED.format(name=own_name()))
    facts = {
        'database': server[0],
        'server': server[1],
        'driver': connection.dialect.driver,
        'stamped': sqlalchemy.inspect(connection).has_table(context.version_table, schema=context.version_table_schema),
        'tables': [row[0] for row in rows(connection, TABLES) if row[0] != version],
        'others': [{'pid': row[0], 'application': row[1]} for row in rows(connection, OTHERS)],
    }
    if ask['key']:
        facts['locked'] = rows(connection, LOCKED.format(high=int(ask['key']['high']), low=int(ask['key']['low'])))[0][0] > 0
    if ask['fingerprint']:
        objects = dict((row[0], row[1]) for row in rows(connection, FINGERPRINT))
        objects.pop('relation ' + version, None)
        facts['fingerprint'] = objects
    return facts
`;
