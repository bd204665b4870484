/** What the rules know of the live database: its major, sizes, columns. No percent sign, no dollar: drivers read them as parameters. */
export const live = `
SERVER = "select current_setting('server_version_num')::int / 10000, current_setting('TimeZone')"

SIZES = "select " + NAME + ", case when c.reltuples < 0 then null else c.reltuples::bigint end, case when c.relkind = 'p' then 0 else pg_relation_size(c.oid) end " + RELATION.format(join='').replace("('r','p','v','m','f','S')", "('r','p','m')") + " limit 20000"

COLUMNS = "select " + NAME + ", a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull " + RELATION.format(
    join='join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped').replace("('r','p','v','m','f','S')", "('r','p')") + " limit 20000"

PROVEN = "select " + NAME + ", pg_get_constraintdef(k.oid) " + RELATION.format(
    join="join pg_constraint k on k.conrelid = c.oid and k.contype = 'c' and k.convalidated") + " and position('IS NOT NULL' in pg_get_constraintdef(k.oid)) > 0 limit 2000"

INDEXES = "select n.nspname || '.' || x.relname, n.nspname || '.' || c.relname " + RELATION.format(
    join='join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid').replace("('r','p','v','m','f','S')", "('r','p','m')") + " limit 20000"

def read_live(connection):
    server = rows(connection, SERVER)[0]
    return {'major': server[0], 'timeZone': server[1], 'tables': rows(connection, SIZES), 'columns': rows(connection, COLUMNS),
            'proven': rows(connection, PROVEN), 'indexes': rows(connection, INDEXES)}
`;
