/** Last part: probing and migrating. Both run the team's env.py exactly as Alembic's own commands do. */
export const tasks = `
state = {'phase': 'config', 'calls': 0, 'files': set(), 'revision': None, 'loose': False, 'done': [], 'live': None, 'inside': False, 'path': '', 'told': None, 'count': 0, 'free': False, 'driver': None, 'begun': 0}

def refuse_other_dialects(dialect, record, arguments, parameters):
    if dialect.name != 'postgresql':
        raise Refusal('dialect', dialect.name)

# One way for every driver: asyncpg ignores PGOPTIONS, and poolers refuse start parameters.
def prepare_session(connection, record):
    cursor = connection.cursor()
    cursor.execute('set lock_timeout = ' + str(int(ask['lockTimeout'])))
    if ask['task'] == 'migrate':
        cursor.execute("set application_name = '" + own_name() + "'")
        # A server that is busy with a statement does not look whether its client is still there.
        cursor.execute("select set_config(name, '2s', false) from pg_settings where name = 'client_connection_check_interval'")
    cursor.close()
    connection.commit()

# What runs outside of a transaction stays when the revision fails.
def watch_statement(connection, cursor, statement, parameters, context, many):
    if ask['capture']:
        if state['inside']:
            tell_transaction(connection)
            tell_statement(statement, connection.dialect.paramstyle)
            state['begun'] = time.monotonic()
        return
    raw = getattr(connection.connection, 'dbapi_connection', None) or connection.connection.connection
    if state['revision'] and getattr(raw, 'autocommit', False) is True:
        state['loose'] = True

def watch_commit(connection):
    if state['revision']:
        state['loose'] = True

def listen():
    from sqlalchemy import event
    event.listen(sqlalchemy.engine.Engine, 'do_connect', refuse_other_dialects)
    event.listen(sqlalchemy.pool.Pool, 'connect', prepare_session)
    event.listen(sqlalchemy.engine.Engine, 'before_cursor_execute', watch_statement)
    event.listen(sqlalchemy.engine.Engine, 'commit', watch_commit)
    if ask['capture']:
        event.listen(sqlalchemy.engine.Engine, 'after_cursor_execute', tell_outside)
        watch_driver()

def run_env(config, script, work, **options):
    def once(current, context):
        state['calls'] += 1
        if state['calls'] > 1:
            raise Refusal('several', 'env.py migrates several databases in one run')
        state['phase'] = 'database'
        return work(list(current), context)
    state['phase'] = 'environment'
    with EnvironmentContext(config, script, fn=once, **options):
        script.run_env()
    if state['calls'] == 0:
        raise Refusal('environment', 'env.py did not call context.run_migrations()')

def probe(config, script, out):
    def look(current, context):
        out['current'] = current
        out.update(read_facts(context))
        if ask['sql']:
            state['live'] = read_live(context.connection)
        return []
    if ask['connect']:
        run_env(config, script, look, dont_mutate=True)
    known = set(revision.revision for revision in script.walk_revisions())
    out['unknown'] = [one for one in out['current'] if one not in known]
    if out['unknown']:
        return
    out['applied'] = ancestors(script, out['current'])
    try:
        out['steps'] = [revision_of(step) for step in steps_of(script, out['current'])]
    except Exception as error:
        out['refused'] = first_line(error)

def migrate(config, script):
    def work(current, context):
        steps = steps_of(script, current)
        if [step.revision.revision for step in steps] != ask['expect']:
            raise Refusal('changed', 'the revisions to run are not those that were planned')
        state['files'] = set(os.path.abspath(step.revision.path) for step in steps)
        state['phase'] = 'migration'
        gc.enable()
        return follow(steps, context)
    run_env(config, script, work, destination_rev=ask['target'])

# Alembic takes the next step only when the one before has run.
def follow(steps, context):
    route(voice)
    for step in steps:
        state.update(revision=step.revision.revision, loose=False)
        say('start', id=step.revision.revision)
        started = time.monotonic()
        yield captured(step, context) if ask['capture'] else step
        say('ran', id=step.revision.revision, ms=int((time.monotonic() - started) * 1000))
        state.update(revision=None)
    # Only the end of the transaction is left.

def main():
    out = {'alembic': alembic.__version__, 'current': [], 'heads': [], 'unknown': [], 'applied': [], 'steps': [], 'stamped': False, 'tables': [], 'others': []}
    try:
        config, ini = load_config()
        out['ini'] = os.path.relpath(ini)
        state['phase'] = 'history'
        listen()
        script = ScriptDirectory.from_config(config)
        out['heads'] = list(script.get_heads())
        list(script.walk_revisions())
        if ask['task'] == 'models':
            say('models', differences=compare_models(config, script))
        elif ask['task'] == 'probe':
            probe(config, script, out)
            say('answer', **out)
            # After the answer: whatever revisions do when they run for show, the facts are told.
            if ask['sql'] and out['steps']:
                say('offline', **see(config, script, out['current']))
        else:
            migrate(config, script)
            say('end')
        leave(0)
    except BaseException as error:
        route(silence)
        refusal = next((one for one in chain(error) if isinstance(one, Refusal)), None)
        kind = refusal.kind if refusal else state['phase']
        if kind in ('environment', 'history') and is_database(error):
            kind = 'connect'
        say('failure', phase=kind, revision=state['revision'], loose=state['loose'], heads=out['heads'], **describe(refusal or error, state['files']))
        leave(1)

main()
`;
