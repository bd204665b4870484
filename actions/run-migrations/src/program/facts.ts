import { endedSql, fingerprintSql, lockedSql, othersSql, serverSql, tablesSql } from './sql.ts';

/** What is asked of the database, by a program that has a connection: `rows(connection, sql)`. */
export const questions = `
FINGERPRINT = """${fingerprintSql}"""

TABLES = """${tablesSql}"""

SERVER_NOW = """${serverSql}"""

OTHERS = """${othersSql}"""

LOCKED = """${lockedSql('{high}', '{low}')}"""

ENDED = """${endedSql('{name}')}"""

# Seen by people and by later runs in the server's list of sessions.
def own_name():
    return ('slipway-migrate ' + re.sub(r'[^A-Za-z0-9._:/-]', '-', ask['run']))[:63]

# The version table of the tool itself is no part of the schema that is compared.
def facts_of(connection, version, more=()):
    server = rows(connection, SERVER_NOW)[0]
    ask['database'] = server[0]
    if ask['end']:
        rows(connection, ENDED.format(name=own_name()))
    facts = {
        'database': server[0],
        'server': server[1],
        'tables': [row[0] for row in rows(connection, TABLES) if row[0] != version],
        'others': [{'pid': row[0], 'application': row[1]} for row in rows(connection, OTHERS)],
    }
    if ask['key']:
        facts['locked'] = rows(connection, LOCKED.format(high=int(ask['key']['high']), low=int(ask['key']['low'])))[0][0] > 0
    if ask['fingerprint']:
        objects = dict((row[0], row[1]) for row in rows(connection, FINGERPRINT))
        own = (version,) + tuple(more)
        facts['fingerprint'] = dict((name, line) for name, line in objects.items() if re.split('^relation | on ', name)[-1] not in own)
    return facts
`;

/** Third part: the same over the connection of Alembic's context. */
export const facts = `${questions}
def rows(connection, sql):
    return [list(row) for row in connection.exec_driver_sql(sql).fetchall()]

def read_facts(context):
    connection = context.connection
    schema = context.version_table_schema or rows(connection, 'select current_schema()')[0][0]
    facts = facts_of(connection, (schema or 'public') + '.' + context.version_table)
    facts['driver'] = connection.dialect.driver
    facts['stamped'] = sqlalchemy.inspect(connection).has_table(context.version_table, schema=context.version_table_schema)
    return facts
`;
