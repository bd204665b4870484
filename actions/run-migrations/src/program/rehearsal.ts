/**
 * What only a copy of the database is asked: what the revisions run and lock there, and whether the schema is that of the application's models.
 */
export const rehearsal = String.raw`
STRONG = "select n.nspname || '.' || c.relname from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace where l.pid = pg_backend_pid() and l.granted and l.mode = 'AccessExclusiveLock' and c.relkind in ('r', 'p') and left(n.nspname, 3) <> 'pg_' limit 200"

# Numbered parameters are PostgreSQL's own, so its parser reads the statement; a loop that runs the same one again says nothing new.
def tell_statement(statement, style):
    sql, line = str(statement), line_in(state['path'])
    if style in ('pyformat', 'format'):
        numbers = iter(range(1, 100000))
        sql = re.sub(r'%\(\w+\)s|%s', lambda match: '$' + str(next(numbers)), sql).replace('%%', '%')
    if state['told'] == (sql, line):
        return
    state['told'] = (sql, line)
    state['count'] += 1
    if state['count'] > MOST:
        return tell_unseen('it runs more than ' + str(MOST) + ' statements')
    say('statement', id=state['revision'], sql=sql.strip()[:20000], line=line)

# As offline mode writes them: what stands outside of a transaction is judged by that.
def tell_transaction(connection):
    driver = state['driver'](connection)
    raw = getattr(driver, 'dbapi_connection', None) or driver.connection
    free = getattr(raw, 'autocommit', False) is True
    if free != state['free']:
        state['free'] = free
        say('statement', id=state['revision'], sql='COMMIT' if free else 'BEGIN', line=None)

# Its locks are given back before anybody can look: they are held no longer than it takes.
def tell_outside(connection, cursor, statement, parameters, context, many):
    if state['inside'] and state['free']:
        say('outside', id=state['revision'], ms=int((time.monotonic() - state['begun']) * 1000))

def tell_unseen(why):
    say('unseen', id=state['revision'], why=why)

# Whoever takes the driver's own connection runs what SQLAlchemy does not see.
def watch_driver():
    original = sqlalchemy.engine.Connection.connection.fget
    own = tuple(os.path.dirname(os.path.abspath(one.__file__)) + os.sep for one in (sqlalchemy, alembic))
    state['driver'] = original
    def taken(connection):
        if state['inside'] and not os.path.abspath(sys._getframe(1).f_code.co_filename).startswith(own):
            tell_unseen("it takes the driver's own connection")
        return original(connection)
    sqlalchemy.engine.Connection.connection = property(taken)

def captured(step, context):
    run = step.migration_fn
    def watched(*positional, **named):
        state.update(inside=True, path=os.path.abspath(step.revision.path), told=None, count=0, free=False)
        try:
            run(*positional, **named)
        finally:
            state['inside'] = False
        if state['free']:
            say('statement', id=step.revision.revision, sql='BEGIN', line=None)
        say('locked', id=step.revision.revision, tables=[row[0] for row in rows(context.connection, STRONG)])
    step.migration_fn = watched
    return step

def name_of(part):
    table = getattr(getattr(part, 'table', None), 'name', None)
    name = getattr(part, 'name', None)
    return '.'.join(one for one in (table, name) if isinstance(one, str)) if name else None

def words_of(difference):
    if isinstance(difference, list):
        return [words for one in difference for words in words_of(one)]
    named = [name_of(part) or part for part in difference[1:]]
    return [' '.join([difference[0]] + [one for one in named if isinstance(one, str)])]

def compare_models(config, script):
    found = []
    def compare(current, context):
        from alembic.autogenerate import compare_metadata
        metadata = context.opts.get('target_metadata')
        if metadata is not None:
            found.extend(words for one in compare_metadata(context, metadata) for words in words_of(one))
        return []
    run_env(config, script, compare, dont_mutate=True)
    return found[:50]
`;
