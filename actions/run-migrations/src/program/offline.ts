/** A person's words in a revision's file. */
export const allows = String.raw`
def allows_in(path):
    found = []
    with open(path, encoding='utf-8', errors='replace') as lines:
        for number, line in enumerate(lines, 1):
            match = re.search(r'#\s*slipway:\s*allow\s+([a-z][a-z0-9-]*)(?:\s+because\s+(\S.*))?', line)
            if match:
                found.append({'line': number, 'rule': match.group(1), 'reason': (match.group(2) or '').strip()[:300]})
    return found
`;

/**
 * What the revisions would run, by Alembic's offline mode. Their code runs for it, so while it does, nothing may leave the process: no connection,
 * no program, no file that is written. What a revision tried all the same makes it unseen, whatever it did with our refusal.
 */
export const offline = `
stage = {'on': False, 'unseen': None, 'statements': [], 'path': ''}
MOST = 2000

def unseen(reason):
    stage['unseen'] = stage['unseen'] or reason
    raise Refusal('offline', reason)

OUTSIDE = ('socket.connect', 'socket.sendto', 'subprocess.Popen', 'os.system', 'os.exec', 'os.fork', 'os.forkpty', 'os.spawn', 'os.posix_spawn',
           'os.remove', 'os.rename', 'os.mkdir', 'os.rmdir', 'os.truncate', 'os.link', 'os.symlink', 'shutil.rmtree', 'shutil.move', 'shutil.copyfile')

def guard(event, arguments):
    if not stage['on']:
        return
    if event in OUTSIDE:
        unseen('it reaches outside of the migration (' + event + ')')
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    if event == 'open' and arguments[0] != os.devnull and isinstance(arguments[2], int) and arguments[2] & writes:
        unseen('it writes a file')

def no_connection(*positional, **named):
    unseen('it opens a connection of its own')

# Drivers in C are seen by no audit hook.
def refuse_drivers():
    from sqlalchemy import event
    def refused(*positional):
        if stage['on']:
            no_connection()
    event.listen(sqlalchemy.engine.Engine, 'do_connect', refused)
    event.listen(sqlalchemy.engine.Engine, 'before_cursor_execute', refused)
    for module, owner, name in (('psycopg2', None, '_connect'), ('psycopg', 'Connection', '_connect_gen'), ('psycopg', 'AsyncConnection', '_connect_gen')):
        target = sys.modules.get(module)
        target = getattr(target, owner, None) if owner and target else target
        original = getattr(target, name, None)
        if original is not None:
            setattr(target, name, staged(original))

def staged(original):
    def either(*positional, **named):
        return no_connection() if stage['on'] else original(*positional, **named)
    return either

def line_in(path):
    frame = sys._getframe(1)
    while frame is not None:
        if os.path.abspath(frame.f_code.co_filename) == path:
            return frame.f_lineno
        frame = frame.f_back
    return None

def record(sql):
    if not stage['on']:
        return
    if len(stage['statements']) >= MOST:
        unseen('it runs more than ' + str(MOST) + ' statements')
    stage['statements'].append({'sql': str(sql).strip()[:20000], 'line': line_in(stage['path'])})

# Numbered parameters are PostgreSQL's own, so its parser reads a statement whose values cannot be written out.
def text_of(construct, dialect):
    if isinstance(construct, str):
        construct = sqlalchemy.text(construct)
    if isinstance(construct, sqlalchemy.schema.DDLElement):
        return str(construct.compile(dialect=dialect))
    try:
        return str(construct.compile(dialect=dialect, compile_kwargs={'literal_binds': True}))
    except Exception:
        return str(construct.compile(dialect=dialect))

def capture(context):
    from sqlalchemy.dialects.postgresql.base import PGDialect
    dialect = PGDialect(paramstyle='numeric_dollar' if sqlalchemy.__version__ >= '2' else 'named')
    def execute(construct, execution_options=None, multiparams=None, params=None):
        record(text_of(construct, dialect))
    context.impl._exec = execute
    context.impl.static_output = record

def watched(step, seen):
    run = step.migration_fn
    source = os.path.abspath(step.revision.path)
    def show(*positional, **named):
        stage.update(on=True, unseen=None, statements=[], path=source)
        try:
            run(*positional, **named)
        except Exception as error:
            stage['unseen'] = stage['unseen'] or 'it cannot run without the database: ' + type(error).__name__ + ': ' + first_line(error)[:200]
        finally:
            stage['on'] = False
            seen.append({'id': step.revision.revision, 'statements': stage['statements'], 'unseen': stage['unseen'], 'allows': allows_in(source)})
    step.migration_fn = show
    return step

# Code that asks whether it is offline may do something else when it is not.
def tell_offline(original):
    def asked(self):
        if stage['on']:
            stage['unseen'] = stage['unseen'] or 'it asks whether it runs offline'
        return original(self)
    return asked

def see(config, script, current):
    seen = []
    answer = {'revisions': seen, 'transactional': True, 'perRevision': False, 'live': state['live'], 'failed': None}
    def show(rev, context):
        answer['transactional'] = bool(context.impl.transactional_ddl)
        answer['perRevision'] = bool(getattr(context, '_transaction_per_migration', False))
        capture(context)
        for step in steps_of(script, current):
            yield watched(step, seen)
    try:
        sys.addaudithook(guard)
        refuse_drivers()
        EnvironmentContext.is_offline_mode = tell_offline(EnvironmentContext.is_offline_mode)
        with EnvironmentContext(config, script, fn=show, as_sql=True, starting_rev=tuple(current) or None, destination_rev=ask['target']):
            script.run_env()
    except BaseException as error:
        answer['failed'] = type(error).__name__ + ': ' + first_line(error)[:200]
    return answer
`;
