export const id = 523;
export const ids = [523];
export const modules = {

/***/ 523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(239);
;// CONCATENATED MODULE: ./actions/run-migrations/build/fingerprint.js
/** What differs between two moments, each as `added relation public.notes`. */
function differences(before, after) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => {
        if (before[name] === after[name])
            return [];
        if (before[name] === undefined)
            return [`added ${name}`];
        return [after[name] === undefined ? `missing ${name}` : `changed ${name}`];
    });
}
/** A list for a sentence; the whole is in the log. */
function shortened(items, most = 6) {
    const rest = items.length - most;
    return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/plan.js
function makePlan(facts, direction, target) {
    const ids = new Set(facts.steps.map((step) => step.id));
    const expected = direction === 'upgrade' ? [...new Set([...facts.applied, ...ids])] : facts.applied.filter((id) => !ids.has(id));
    return { direction, target, from: facts.current, heads: facts.heads, revisions: facts.steps, expected: expected.sort() };
}
/** Whether the later plan is what is left of the earlier one: another run may have done the first part meanwhile, and nothing else. */
function isRest(earlier, later) {
    const before = earlier.revisions.map((one) => one.id);
    const after = later.revisions.map((one) => one.id);
    return before.slice(before.length - after.length).join() === after.join() && earlier.expected.join() === later.expected.join();
}
function isReached(plan, facts) {
    return facts.unknown.length === 0 && [...facts.applied].sort().join() === plan.expected.join();
}
/** Revisions of a database, for people: `base` where there is none. */
function place(revisions) {
    return revisions.length === 0 ? 'base' : [...revisions].sort().join(',');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/gates.js



const state = 'Nothing was changed.';
/** Refuses what must not be started. @throws Failure `db-ahead`, `multi-head`, `not-stamped`, `unknown-revision` */
function checkGates(facts, asked) {
    refuseAhead(facts, asked);
    if (asked.direction === 'upgrade')
        refuseSeveralHeads(facts, asked);
    else
        refuseSeveralBranches(facts, asked);
    refuseUnstamped(facts, asked);
    if (facts.refused === undefined)
        return;
    throw new build/* Failure */.HR('unknown-revision', `Alembic cannot ${asked.direction} from ${place(facts.current)} to ${asked.target}: ${facts.refused}.`, {
        state,
        hint: `The image knows revisions up to ${place(facts.heads)}; check the input ${asked.direction === 'upgrade' ? 'target' : 'revision'}.`,
    });
}
function refuseAhead(facts, asked) {
    if (facts.unknown.length === 0)
        return;
    throw new build/* Failure */.HR('db-ahead', `The database is at ${place(facts.unknown)}, which ${asked.where} does not know: it has revisions up to ${place(facts.heads)}.`, {
        state,
        hint: 'An older image on a newer schema: deploy an image that has the revision, or downgrade with the image that brought it (mode downgrade).',
    });
}
function refuseSeveralHeads(facts, asked) {
    if (facts.heads.length <= 1 || asked.target !== 'head')
        return;
    throw new build/* Failure */.HR('multi-head', `The history has ${facts.heads.length} heads: ${shortened(facts.heads)}. Alembic would apply none of them.`, {
        state,
        hint: `Merge them in the repository (alembic merge -m "merge heads" ${facts.heads.join(' ')}), or set target: heads to apply all branches.`,
    });
}
/** Down by a number of steps takes one branch of several, and nobody said which. */
function refuseSeveralBranches(facts, asked) {
    if (facts.current.length <= 1 || !/^-\d+$/.test(asked.target))
        return;
    throw new build/* Failure */.HR('multi-head', `The database is at ${place(facts.current)}; ${asked.target} does not say which branch to go back.`, {
        state,
        hint: `Name it in the input revision: ${facts.current[0]}${asked.target}, or the revision to go back to.`,
    });
}
function refuseUnstamped(facts, asked) {
    if (facts.stamped || facts.tables.length === 0)
        return;
    const count = facts.tables.length === 1 ? 'a table' : `${facts.tables.length} tables`;
    throw new build/* Failure */.HR('not-stamped', `The database ${facts.database} has ${count} (${shortened(facts.tables)}) but no version table of Alembic.`, {
        state,
        hint: `Say once what it has: ${asked.command(['stamp', 'REVISION'])} with the revision that made these tables, or base where they are none of Alembic's.`,
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 13 modules
var shell_build = __webpack_require__(329);
;// CONCATENATED MODULE: ./actions/run-migrations/build/answer.js
/** What the program beside Alembic says, read from lines that any application may have written between. */
/** The message of a line, or undefined where the line is not ours. */
function readLine(line, mark) {
    const start = `\u001e${mark}`;
    // A last line without line break of somebody else's may stand before it.
    const at = line.indexOf(start);
    if (at < 0)
        return undefined;
    try {
        return message(JSON.parse(line.slice(at + start.length)));
    }
    catch {
        return undefined;
    }
}
function message(data) {
    const fields = record(data);
    switch (fields['kind']) {
        case 'answer':
            return { kind: 'answer', facts: facts(fields) };
        case 'failure':
            return { kind: 'failure', trouble: trouble(fields) };
        case 'start':
            return { kind: 'start', id: answer_text(fields['id']) };
        case 'ran':
            return { kind: 'ran', id: answer_text(fields['id']), ms: Number(fields['ms']) };
        case 'end':
            return { kind: 'end' };
        default:
            return undefined;
    }
}
function facts(fields) {
    return {
        alembic: answer_text(fields['alembic']),
        ini: answer_text(fields['ini']),
        current: texts(fields['current']),
        heads: texts(fields['heads']),
        unknown: texts(fields['unknown']),
        applied: texts(fields['applied']),
        steps: list(fields['steps'])
            .map(record)
            .map((step) => ({
            id: answer_text(step['id']),
            parents: texts(step['parents']),
            doc: answer_text(step['doc']).split('\n')[0] ?? '',
            path: answer_text(step['path']),
        })),
        refused: optional(fields['refused']),
        stamped: fields['stamped'] === true,
        tables: texts(fields['tables']),
        others: list(fields['others'])
            .map(record)
            .map((one) => ({ pid: Number(one['pid']), application: answer_text(one['application']) })),
        database: answer_text(fields['database']),
        server: answer_text(fields['server']),
        driver: answer_text(fields['driver']),
        locked: typeof fields['locked'] === 'boolean' ? fields['locked'] : undefined,
        fingerprint: fields['fingerprint'] === undefined ? undefined : hashes(record(fields['fingerprint'])),
    };
}
function trouble(fields) {
    const place = fields['place'] === null || fields['place'] === undefined ? undefined : record(fields['place']);
    return {
        phase: answer_text(fields['phase']),
        type: answer_text(fields['type']),
        message: answer_text(fields['message']),
        sqlstate: optional(fields['sqlstate']),
        statement: optional(fields['statement']),
        place: place && { path: answer_text(place['path']), line: Number(place['line']) },
        revision: optional(fields['revision']),
        loose: fields['loose'] === true,
    };
}
function record(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new TypeError('not an object');
    return value;
}
function list(value) {
    return Array.isArray(value) ? value : [];
}
function answer_text(value) {
    return typeof value === 'string' ? value : '';
}
function texts(value) {
    return list(value).map(answer_text);
}
function optional(value) {
    return typeof value === 'string' ? value : undefined;
}
function hashes(fields) {
    return Object.fromEntries(Object.entries(fields).map(([name, hash]) => [name, answer_text(hash)]));
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/channel.js
/**
 * First part of the Python program: the private channel. What the application prints while it is imported, from Python, from C or from a child
 * process, goes nowhere; only lines that start with the mark of this very call are ours. Backticks and dollar-braces must not stand in it.
 */
const channel = String.raw `
import hashlib, json, os, re, socket, sys, time
sys.dont_write_bytecode = True
ask = json.loads(sys.argv[1])
answers = os.dup(1)
voice = os.dup(2)
silence = os.open(os.devnull, os.O_WRONLY)

def route(fd):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    os.dup2(fd, 1)
    os.dup2(fd, 2)

def say(kind, **more):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    data = ('\x1e' + ask['mark'] + json.dumps(dict(more, kind=kind)) + '\n').encode()
    while data:
        data = data[os.write(answers, data):]

# Threads that an application starts when it is imported must not keep us.
def leave(code):
    route(silence)
    os._exit(code)

class Refusal(Exception):
    def __init__(self, kind, message):
        Exception.__init__(self, message)
        self.kind = kind

def first_line(text):
    text = re.sub(r"^<class '[^']*'>: ", '', str(text).strip())
    text = re.sub(r'://[^\s/]*@', '://***@', text)
    return text.split('\n')[0][:500]

def chain(error):
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        error = getattr(error, 'orig', None) or error.__cause__
    return seen

def is_database(error):
    kinds = (ConnectionError, socket.gaierror, TimeoutError)
    modules = ('asyncpg', 'psycopg', 'psycopg2', 'pg8000')
    named = lambda one: type(one).__module__.split('.')[0] in modules and not isinstance(one, ImportError)
    return any(isinstance(one, kinds) or named(one) or hasattr(one, 'orig') for one in chain(error))

# The innermost line of the application's own files: the place that a person can edit.
def place(error, files):
    found, trace = None, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if os.path.abspath(name) in files or (not files and 'site-packages' not in name and name.endswith('.py')):
            found = {'path': os.path.relpath(name), 'line': trace.tb_lineno}
        trace = trace.tb_next
    return found

def describe(error, files=()):
    state = [getattr(one, 'sqlstate', None) or getattr(one, 'pgcode', None) for one in chain(error)]
    inner = [one for one in chain(error) if hasattr(one, 'orig')]
    told = inner[-1].orig if inner else error
    message = first_line(told) if type(error).__name__ != 'ArgumentError' else 'the database URL cannot be read'
    statement = inner[-1].statement if inner and isinstance(getattr(inner[-1], 'statement', None), str) else None
    return {
        'type': type(told).__name__,
        'message': message,
        'sqlstate': next((one for one in state if isinstance(one, str)), None),
        'statement': statement and re.sub(r'\s+', ' ', statement).strip()[:400],
        'place': place(error, files),
    }

route(silence)
`;

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/facts.js
/** Third part: what is asked of the database. No percent sign, no dollar: drivers read them as parameters. */
const facts_facts = `
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

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/project.js
/** Second part: the team's Alembic, set up as its own command line sets it up, from whatever folder. */
const project = `
# 'python -c' lets the working directory shadow libraries, and 'alembic init alembic' makes a folder of that name.
sys.path[:] = [entry for entry in sys.path if entry not in ('', os.getcwd())]
try:
    import alembic, sqlalchemy
    from alembic.config import CommandLine, Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
except ImportError:
    leave(43)
sys.path.append(os.getcwd())

usual = ['.', 'backend', 'app', 'src', 'server', 'api', 'db', 'migrations', 'alembic',
         '/app', '/app/backend', '/app/src', '/code', '/src', '/srv', '/srv/app', '/usr/src/app', '/opt/app', '/workspace']

def find_ini(name):
    folders = ['.'] if os.path.isabs(name) else usual
    for folder in folders:
        path = os.path.abspath(os.path.join(folder, name))
        if os.path.isfile(path):
            return path, folder == '.'
    raise Refusal('no-ini', 'no ' + name + ' in ' + os.getcwd() + ' or in the usual folders')

# Where the ini file says a relative path, people start Alembic from the folder in which that path exists.
def load_config():
    ini, given = find_ini(ask['ini'])
    here, beside = os.getcwd(), os.path.dirname(ini)
    words = ['-c', ini, ask['direction'], ask['target']]
    options = CommandLine().parser.parse_args(['-c', ini, 'current'] if ask['task'] == 'probe' else ['-c', ini, 'upgrade', 'head'])
    config = Config(ini, cmd_opts=options)
    location = config.get_main_option('script_location')
    if not location:
        raise Refusal('no-ini', ini + ' has no script_location')
    folders = [here, beside] if given else [beside, here]
    fits = [one for one in folders if os.path.isdir(os.path.join(one, location))]
    os.chdir((fits or folders)[0])
    sys.path.append(os.getcwd())
    sys.argv[:] = ['alembic'] + words
    return config, ini

# Applied revisions are those that Alembic counts as ancestors, dependencies included.
def ancestors(script, ids):
    seen, stack = set(), list(ids)
    while stack:
        one = stack.pop()
        if one in seen:
            continue
        seen.add(one)
        revision = script.get_revision(one)
        parents = getattr(revision, '_all_down_revisions', None)
        if parents is None:
            parents = revision.down_revision or ()
        stack.extend((parents,) if isinstance(parents, str) else parents)
    return sorted(seen)

def parents_of(revision):
    down = revision.down_revision or ()
    return [down] if isinstance(down, str) else list(down)

def steps_of(script, current):
    find = script._downgrade_revs if ask['direction'] == 'downgrade' else script._upgrade_revs
    return find(ask['target'], tuple(current))

def revision_of(step):
    revision = step.revision
    return {
        'id': revision.revision,
        'parents': parents_of(revision),
        'doc': (revision.doc or '')[:200],
        'path': os.path.relpath(revision.path),
    }
`;

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/tasks.js
/** Last part: probing and migrating. Both run the team's env.py exactly as Alembic's own commands do. */
const tasks = `
state = {'phase': 'config', 'calls': 0, 'files': set(), 'revision': None, 'loose': False, 'done': []}

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
        return follow(steps)
    run_env(config, script, work, destination_rev=ask['target'])

# Alembic takes the next step only when the one before has run.
def follow(steps):
    route(voice)
    for step in steps:
        state.update(revision=step.revision.revision, loose=False)
        say('start', id=step.revision.revision)
        started = time.monotonic()
        yield step
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
        if ask['task'] == 'probe':
            probe(config, script, out)
            say('answer', **out)
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

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/index.js




/** The Python program that runs beside the application's own Alembic. */
const program = [channel, project, facts_facts, tasks].join('');

;// CONCATENATED MODULE: ./actions/run-migrations/build/launcher.js

/**
 * Tries the interpreters in turn: 43 is the program's word for "Alembic is not in this one". Everything travels as arguments, so no standard
 * input is needed on the way through engines and connections; nothing in it is secret.
 */
const launcher = [
    'program=$1 ask=$2 code=44; shift 2',
    'for python in "$@"; do',
    '  command -v "$python" >/dev/null 2>&1 || continue',
    '  "$python" -c "$program" "$ask" </dev/null; code=$?',
    '  [ "$code" -eq 43 ] || exit "$code"',
    'done',
    'exit "$code"',
].join('\n');
/** Exit codes of the launcher besides those of the program. */
const noAlembic = 43;
const noPython = 44;
const usual = [
    'python',
    'python3',
    '.venv/bin/python',
    'venv/bin/python',
    '/app/.venv/bin/python',
    '/opt/venv/bin/python',
    '/venv/bin/python',
];
/** Interpreters to try: a named one alone; otherwise the usual ones, those beside alembic.ini included. */
function interpreters(python, ini) {
    if (python !== 'python')
        return [python];
    const folder = ini.includes('/') ? ini.slice(0, ini.lastIndexOf('/')) : '';
    return folder ? [...usual, `${folder}/.venv/bin/python`, `${folder}/venv/bin/python`] : usual;
}
/** The argument vector that runs the program where Alembic is. */
function launch(ask, python) {
    return ['sh', '-c', launcher, 'sh', program, JSON.stringify(ask), ...interpreters(python, ask.ini)];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/trouble.js

/** What the program beside Alembic reported, as a failure with a reason of the contract. */
function explain(trouble, work, details) {
    const { reason, sentence, hint } = meaning(trouble, work);
    return new build/* Failure */.HR(reason, work.scrub(sentence), { hint, ...details });
}
/** The error in one line: where, what, and the server's own word for it. */
function wordsOf(trouble) {
    const place = trouble.place ? ` at ${trouble.place.path}:${trouble.place.line}` : '';
    const state = trouble.sqlstate ? ` (SQLSTATE ${trouble.sqlstate})` : '';
    return `${trouble.type}${state}${place}: ${trouble.message}`;
}
function meaning(trouble, work) {
    const { transport, inputs } = work;
    switch (trouble.phase) {
        case 'no-ini':
            return {
                reason: 'no-alembic',
                sentence: `Alembic is in ${transport.where}, but its configuration is not: ${trouble.message}.`,
                hint: 'Set the input alembic-ini to the path of the file there, and check that the image copies it.',
            };
        case 'dialect':
            return {
                reason: 'wrong-dialect',
                sentence: `The application would connect to ${trouble.message}, not to PostgreSQL: its settings fell back to a default.`,
                hint: `Check that ${inputs['database-variable']} reaches it (input database-url, or the environment of ${inputs.service} in the compose file).`,
            };
        case 'connect':
            return {
                reason: 'database-unreachable',
                sentence: `The application cannot connect to its database: ${trouble.type}: ${trouble.message}`,
                hint: connectHint(trouble.message, inputs['database-variable']),
            };
        case 'database':
            return trouble.sqlstate === '55P03'
                ? {
                    reason: 'lock-timeout',
                    sentence: `The schema could not be read, because somebody holds a lock on it: ${trouble.message}`,
                    hint: 'Look for long transactions in pg_stat_activity, then run again.',
                }
                : {
                    reason: 'query-failed',
                    sentence: `The schema could not be read: ${wordsOf(trouble)}`,
                    hint: 'Check the rights of the database user.',
                };
        case 'several':
            return {
                reason: 'broken-environment',
                sentence: 'env.py migrates several databases in one run, which cannot be planned or undone as one.',
                hint: 'Let env.py choose one database by an environment variable, and use one step for each.',
            };
        case 'changed':
            return {
                reason: 'plan-changed',
                sentence: `Alembic would run other revisions than planned: ${trouble.message}.`,
                hint: 'Run again.',
            };
        case 'history':
        case 'config':
            return {
                reason: 'broken-history',
                sentence: `The revisions in ${transport.where} cannot be read: ${wordsOf(trouble)}`,
                hint: 'Every down_revision must name a revision that is there. On a machine of yours: alembic history.',
            };
        default:
            return {
                reason: 'broken-environment',
                sentence: `env.py failed before it reached the database: ${wordsOf(trouble)}`,
                hint: `Try it there: ${transport.command(['current'])}`,
            };
    }
}
function connectHint(message, variable) {
    if (/password authentication|no password supplied/i.test(message))
        return `Check user and password in ${variable}; a volume keeps the password it was created with.`;
    if (/translate host name|name or service|getaddrinfo|name resolution/i.test(message))
        return 'Check the host name; inside compose it is the name of the database service.';
    if (/does not exist/i.test(message))
        return 'Check the names of database and user.';
    return 'Check that the database runs and that host and port are right as seen from there.';
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/probe.js






const unchanged = 'Nothing was changed.';
/** The database and the history as they are now. @throws Failure with a reason of the contract */
async function probe(work, question) {
    const messages = [];
    const code = await converse(work, { task: 'probe', connect: true, fingerprint: false, key: null, end: false, expect: [], ...question }, (message) => messages.push(message));
    for (const message of messages) {
        if (message.kind === 'answer')
            return message.facts;
        if (message.kind === 'failure')
            throw explain(message.trouble, work, { state: unchanged });
    }
    throw new build/* Failure */.HR('broken-environment', `The application ended with exit code ${code} in ${work.transport.where} before it answered.`, {
        state: unchanged,
        hint: `It ended the interpreter while it was imported. Try: ${work.transport.command(['current'])}`,
    });
}
/**
 * Runs the program beside Alembic and passes on what it says. Lines that are not its own go to `onOutput`.
 * @returns the exit code
 * @throws Failure `no-alembic`, `compose-failed`, `timeout`, `cancelled` …
 */
async function converse(work, request, onMessage, onOutput = () => { }) {
    const mark = (0,external_node_crypto_.randomUUID)();
    const { inputs } = work;
    const ask = { ...request, mark, ini: inputs['alembic-ini'], lockTimeout: inputs['ddl-lock-timeout'], run: work.runName };
    let heard = false;
    const deadline = work.remaining(request.task === 'probe' ? probeLimit : undefined);
    const onLine = (line) => {
        const message = readLine(line, mark);
        heard ||= message !== undefined;
        if (message)
            onMessage(message);
        else if (!line.includes(mark))
            onOutput(line);
    };
    const finished = await work.transport.run(ask, { deadline, signal: work.signal, onLine }).catch((error) => {
        if (!(error instanceof build/* Failure */.HR) || error.reason !== 'timeout')
            throw error;
        const what = `The application did not answer in ${work.transport.where} within ${(0,build/* formatDuration */.a3)(deadline)}.`;
        throw new build/* Failure */.HR('timeout', what, { state: unchanged, hint: 'It may wait for something while it is imported.', cause: error });
    });
    if (!heard)
        throwUnheard(work, finished.code, finished.stderr);
    return finished.code;
}
/** Importing a large application on a busy machine takes its time. */
const probeLimit = 180_000;
/** What the launcher, the engine or compose said where the program did not come to speak. */
function throwUnheard(work, code, stderr) {
    const { transport, inputs } = work;
    const fail = (message, hint) => new build/* Failure */.HR('no-alembic', message, { state: unchanged, hint });
    if (code === noPython) {
        throw fail(`There is no Python in ${transport.where}.`, 'Check image and service, or name the interpreter with the input python.');
    }
    if (code === noAlembic) {
        const hint = 'Add alembic to what the image installs, or name the interpreter of its virtual environment with the input python.';
        throw fail(`The Python in ${transport.where} has no Alembic.`, hint);
    }
    if (code === 127 || /executable file not found/i.test(stderr)) {
        throw fail(`There is no shell in ${transport.where}.`, `Check the input image: transport ${inputs.transport} needs sh and Python there.`);
    }
    if (inputs.transport === 'local')
        return;
    // Until the program speaks, standard error holds what the engine says.
    const said = work.scrub((0,shell_build.lastLines)(stderr, 5));
    if (said)
        throw new build/* Failure */.HR('compose-failed', `Alembic could not be started in ${transport.where}:\n${said}\n`, { state: unchanged });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/apply.js



/** Runs the plan's revisions with Alembic's own steps and the team's env.py. What a migration prints is shown as it comes, once it runs. */
function attempt(work, plan, signal) {
    const title = plan.direction === 'upgrade' ? 'Migrations' : 'Downgrade';
    return work.ports.log.group(title, () => follow({ ...work, signal }, plan));
}
async function follow(work, plan) {
    const { clock, log } = work.ports;
    const ran = [];
    const said = [];
    let at;
    let trouble;
    let ended = false;
    let started;
    const tell = () => log.untrusted(work.scrub(said.splice(0).join('\n')));
    let failure;
    const request = {
        task: 'migrate',
        direction: plan.direction,
        target: plan.target,
        connect: true,
        fingerprint: false,
        key: null,
        end: false,
        expect: plan.revisions.map((one) => one.id),
    };
    try {
        const code = await converse(work, request, (message) => {
            tell();
            if (message.kind === 'start') {
                started ??= clock.now();
                at = message.id;
            }
            else if (message.kind === 'ran') {
                at = undefined;
                ran.push({ id: message.id, duration: message.ms });
                log.info(`${ran.length} of ${plan.revisions.length}: ${titleOf(plan, message.id)} in ${(0,build/* formatDuration */.a3)(message.ms)}`);
            }
            else if (message.kind === 'failure')
                trouble = message.trouble;
            else if (message.kind === 'end')
                ended = true;
        }, 
        // Before the first revision it is the application that speaks, while it is imported.
        (line) => started !== undefined && said.length < 10_000 && said.push(line));
        if (trouble)
            failure = failureOf(trouble, work, plan);
        else if (!ended)
            failure = new build/* Failure */.HR('failed-clean', `The migration ended with exit code ${code} in the middle${at ? ` of ${at}` : ''}.`);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR))
            throw error;
        failure = error.reason === 'timeout' ? late(work, plan, at, error) : error;
    }
    tell();
    return { ran, duration: started === undefined ? 0 : clock.now() - started, failure, trouble, at };
}
function late(work, plan, at, cause) {
    const where = at ? `in the middle of ${titleOf(plan, at)}` : 'and no revision was under way';
    return new build/* Failure */.HR('timeout', `The migrations did not end within ${(0,build/* formatDuration */.a3)(work.inputs.timeout)}, ${where}.`, { cause });
}
function failureOf(trouble, work, plan) {
    if (trouble.phase !== 'migration')
        return explain(trouble, work, {});
    const what = trouble.revision
        ? `The revision ${titleOf(plan, trouble.revision)} failed`
        : 'The transaction of the migration failed at its end';
    const statement = trouble.statement ? ` Statement: ${trouble.statement}` : '';
    return new build/* Failure */.HR('failed-clean', work.scrub(`${what}: ${wordsOf(trouble)}.${statement}`));
}
function titleOf(plan, id) {
    const doc = plan.revisions.find((one) => one.id === id)?.doc;
    return doc ? `${id} (${doc})` : id;
}

;// CONCATENATED MODULE: ./packages/postgres/build/client.js

/** Folders in which distributions keep the programs of each major apart. */
const look = 'for d in "/usr/lib/postgresql/$1/bin" "/usr/pgsql-$1/bin" "/usr/libexec/postgresql$1"; do if [ -x "$d/pg_dump" ]; then echo "$d"; exit; fi; done';
/** The folder of the client programs of the server's own major on the shell's machine; empty where only the PATH may have some. */
async function findClient(shell, major) {
    const { stdout } = await shell.run(['sh', '-c', look, 'sh', String(major)]);
    return stdout.trim();
}
/**
 * That pg_dump and pg_restore beside the server can read it: an older client refuses a newer server in the middle of the work, so it is asked before.
 * @returns the client's major
 * @throws Failure `version-mismatch`, `program-missing`
 */
async function checkClient(database) {
    const deadline = 30_000;
    const { argv, env, secrets } = database.program('pg_dump', ['--version'], { deadline });
    const { stdout } = await database.shell.run(argv, { env, secrets, deadline });
    const client = clientMajor(stdout);
    const server = database.server.major;
    if (client >= server)
        return client;
    throw new Failure('version-mismatch', `pg_dump on ${database.shell.where} is of PostgreSQL ${client}, but ${database.where} is PostgreSQL ${server}.`, {
        state: 'Nothing was written.',
        hint: `Install the client of the server's major there (postgresql-client-${server}), or name the compose service instead of database-url.`,
    });
}
/** 17 of `pg_dump (PostgreSQL) 17.4 (Debian 17.4-1)`. */
function clientMajor(version) {
    return Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1] ?? 0);
}

;// CONCATENATED MODULE: ./packages/postgres/build/container.js

const noContainer = 'no-container';
/** True where there is nothing of the project on the machine yet: the first release. */
function isFirstRelease(error) {
    return error instanceof Failure && error.reason === noContainer && error.cause === 'new';
}
/**
 * The running container of a compose service, found by the labels that compose writes. A service that never existed is told apart from one whose
 * container is gone or whose name is misspelled: only the former may pass for a first release.
 * @throws Failure `no-container`, `database-unreachable`
 */
async function findContainer(shell, projectName, service) {
    const project = `label=com.docker.compose.project=${projectName}`;
    const all = (await container_list(shell, project)).filter((entry) => !entry.oneOff);
    const mine = all.filter((entry) => entry.service === service);
    const running = mine.filter((entry) => entry.state === 'running');
    const [container] = running;
    if (running.length > 1) {
        const names = running.map((entry) => entry.name).join(', ');
        throw new build/* Failure */.HR('database-unreachable', `Several containers of ${projectName}/${service} run on ${shell.where}: ${names}.`, {
            hint: 'A database service runs once; stop the one that is not in use.',
        });
    }
    if (container)
        return container;
    const other = mine[0];
    if (other) {
        throw new build/* Failure */.HR('database-unreachable', `The container ${other.name} of ${projectName}/${service} on ${shell.where} is ${other.state}.`, {
            hint: `Start it there (docker start ${other.name}), or read why it stopped (docker logs ${other.name}).`,
        });
    }
    if (all.length > 0) {
        const services = [...new Set(all.map((entry) => entry.service))].sort().join(', ');
        throw new build/* Failure */.HR(noContainer, `The project ${projectName} on ${shell.where} has no service ${service}; it has ${services}.`, {
            hint: "Set the input service to the database's name in the compose file, or start the service.",
        });
    }
    const volumes = await shell.run(['docker', 'volume', 'ls', '-q', '--filter', project]);
    if (volumes.stdout.trim()) {
        throw new build/* Failure */.HR(noContainer, `The project ${projectName} has volumes on ${shell.where}, but no container of ${service}.`, {
            hint: `Its data may be in them: start the service (docker compose up -d ${service}), then run again.`,
        });
    }
    throw new build/* Failure */.HR(noContainer, `Nothing of the project ${projectName} is on ${shell.where}.`, {
        hint: 'Check project-name, unless this is the first release.',
        cause: 'new',
    });
}
async function container_list(shell, filter) {
    const { stdout } = await shell.run(['docker', 'ps', '--all', '--no-trunc', '--filter', filter, '--format', '{{json .}}']);
    return stdout.split('\n').filter(Boolean).map(parseContainer);
}
/** One line of `docker ps --format '{{json .}}'`. */
function parseContainer(line) {
    const entry = JSON.parse(line);
    const labels = entry.Labels ?? '';
    const service = /(?:^|,)com\.docker\.compose\.service=([^,]*)/.exec(labels)?.[1] ?? '';
    return {
        id: entry.ID ?? '',
        name: entry.Names ?? '',
        state: entry.State ?? '',
        service,
        oneOff: /(?:^|,)com\.docker\.compose\.oneoff=True(?:,|$)/.test(labels),
    };
}

;// CONCATENATED MODULE: ./packages/postgres/build/access.js
/** English messages, because programs read them too. A dump keeps the encoding of its database; what psql says is read as UTF-8. */
function settings(program, options) {
    return {
        LC_ALL: 'C',
        PGCONNECT_TIMEOUT: '10',
        ...(program === 'psql' ? { PGCLIENTENCODING: 'UTF8' } : {}),
        ...(options.application ? { PGAPPNAME: options.application } : {}),
        ...(options.database ? { PGDATABASE: options.database } : {}),
    };
}
/**
 * What runs inside the container before each program: user, database and password default to what the container itself was started with, and the
 * password never leaves it. `timeout` ends a program whose caller is gone, because the engine does not.
 */
const enter = [
    'own() { eval "v=\\${$1:-}; f=\\${$1_FILE:-}"; if [ -z "$v" ] && [ -r "$f" ]; then v=$(cat "$f"); fi; printf %s "$v"; }',
    'u=$(own POSTGRES_USER); d=$(own POSTGRES_DB); p=$(own POSTGRES_PASSWORD); : "${PGUSER:=${u:-postgres}}"; : "${PGDATABASE:=${d:-$PGUSER}}"',
    'export PGUSER PGDATABASE; if [ -n "$p" ]; then export PGPASSWORD="${PGPASSWORD:-$p}"; fi',
    't=$1; shift; if command -v timeout >/dev/null; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"',
].join('\n');
function containerAccess(container, shell, database) {
    return {
        kind: 'container',
        where: `in the container ${container.name} on ${shell.where}`,
        database,
        pooled: false,
        command(program, args, options) {
            const flags = Object.entries(settings(program, options)).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
            const seconds = String(Math.ceil(options.deadline / 1000));
            const argv = ['docker', 'exec', '-i', ...flags, container.id, 'sh', '-c', enter, 'sh', seconds, program, ...args];
            return { argv, env: {}, secrets: {} };
        },
    };
}
/** `folder` holds the client's programs; empty where the PATH finds them. */
function urlAccess(connection, folder) {
    return {
        kind: 'url',
        where: connection.where,
        database: connection.database,
        pooled: connection.pooled,
        command(program, args, options) {
            const env = { ...connection.env, ...settings(program, options), ...connection.more };
            return { argv: [folder ? `${folder}/${program}` : program, ...args], env, secrets: connection.secrets };
        },
    };
}

;// CONCATENATED MODULE: ./packages/postgres/build/csv.js
/**
 * Rows of `psql --csv`: the one output format whose values may hold any character. NULL and the empty string look alike in it, so a query that
 * must tell them apart selects `x is null` beside x.
 */
function parseCsv(text) {
    const rows = [];
    const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;
    let row = [];
    while (field.lastIndex < text.length) {
        const at = field.lastIndex;
        const [, quoted, plain = '', end] = field.exec(text) ?? [];
        if (end === undefined)
            throw new Error(`psql wrote no CSV at character ${at}`);
        row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
        if (end === ',' && field.lastIndex < text.length)
            continue;
        if (end === ',')
            row.push('');
        rows.push(row);
        row = [];
    }
    return rows;
}

;// CONCATENATED MODULE: ./packages/postgres/build/failures.js


/** A statement that the server refused. */
class QueryFailure extends build/* Failure */.HR {
    /** Five characters of the standard; empty where the server gave none. */
    sqlstate;
    constructor(message, sqlstate, cause) {
        super('query-failed', message, { cause });
        this.sqlstate = sqlstate;
    }
}
const refused = /(?:^|\n)(?:psql:[^\n]*?: )?(?:ERROR|FATAL|PANIC): {2}([0-9A-Z]{5}): ([^\n]*)/;
/**
 * What a failed psql means: it ends with 3 where a statement failed, with 2 where the connection did.
 * @returns Failure `query-failed` (with its SQLSTATE), `database-unreachable`, or what was thrown
 */
function failures_explain(error, where) {
    if (!(error instanceof shell_build.ProgramFailure))
        return error;
    const [, sqlstate = '', message = ''] = refused.exec(error.stderr) ?? [];
    if (error.code === 3)
        return new QueryFailure(`${where} refused a statement: ${message || error.message}`, sqlstate, error);
    const said = error.stderr
        .trim()
        .replaceAll(/^psql: error: /gm, '')
        .split('\n')
        .slice(-3)
        .join(' ');
    return new build/* Failure */.HR('database-unreachable', `The database ${where} does not answer: ${said || `exit code ${error.code}`}.`, {
        hint: hintFor(error.stderr),
        cause: error,
    });
}
function hintFor(stderr) {
    if (/password authentication failed|no password supplied/i.test(stderr)) {
        return 'Check user and password in database-url; special characters in a password are percent-encoded (@ is %40).';
    }
    if (/no pg_hba\.conf entry/i.test(stderr))
        return "Allow this machine in the server's pg_hba.conf or in the provider's list of addresses.";
    if (/database ".*" does not exist/i.test(stderr))
        return 'Check the name of the database.';
    if (/SSL|certificate/i.test(stderr))
        return 'Check sslmode and sslrootcert in database-url.';
    return 'Check that the server runs and that this machine may reach it.';
}

;// CONCATENATED MODULE: ./packages/postgres/build/psql.js
/** `-w`: never a question; `-X`: nobody's psqlrc; CSV: any character may be in a value; verbose: the SQLSTATE is in the message. */
const psqlFlags = ['-X', '-q', '-w', '--csv', '-t', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose'];

;// CONCATENATED MODULE: ./packages/postgres/build/session.js





/** @throws Failure `database-unreachable` */
async function session_openSession(database, options) {
    const session = new PsqlSession(database, options);
    await session.query('select 1');
    return session;
}
class PsqlSession {
    #running;
    #lost = new AbortController();
    #where;
    #waiting;
    #text = '';
    #queue = Promise.resolve();
    #over;
    #closing = false;
    constructor(database, options) {
        this.#where = database.where;
        const { lifetime, application, signal } = options;
        this.#running = database.start('psql', psqlFlags, { deadline: lifetime, application, ...(signal ? { signal } : {}) });
        const decoder = new TextDecoder();
        this.#running.stdout.on('data', (chunk) => this.#receive(decoder.decode(chunk, { stream: true })));
        this.#running.done.then(() => this.#end(new build/* Failure */.HR('database-unreachable', `The session with ${this.#where} is over.`)), (error) => this.#end(failures_explain(error, this.#where)));
    }
    get lost() {
        return this.#lost.signal;
    }
    query(sql) {
        const answer = this.#queue.then(() => this.#ask(sql));
        this.#queue = answer.catch(() => { });
        return answer;
    }
    #ask(sql) {
        if (this.#over !== undefined)
            return Promise.reject(this.#over);
        const mark = `slipway-${(0,external_node_crypto_.randomUUID)()}`;
        return new Promise((resolve, reject) => {
            this.#waiting = { mark, resolve, reject };
            // psql writes its results out before \echo does, and both at once.
            this.#running.stdin.write(`${sql}\n;\n\\echo ${mark}\n`);
        });
    }
    #receive(text) {
        this.#text += text;
        const waiting = this.#waiting;
        if (!waiting || !this.#text.endsWith(`${waiting.mark}\n`))
            return;
        const answer = this.#text.slice(0, -waiting.mark.length - 1);
        this.#text = '';
        this.#waiting = undefined;
        try {
            waiting.resolve(parseCsv(answer));
        }
        catch (error) {
            waiting.reject(error);
        }
    }
    #end(reason) {
        this.#over = reason;
        this.#waiting?.reject(reason);
        this.#waiting = undefined;
        if (!this.#closing)
            this.#lost.abort(reason);
    }
    async close() {
        this.#closing = true;
        if (this.#over !== undefined)
            return;
        // The end of its input ends psql, and with it the connection; one that is busy is ended by force.
        this.#running.stdin.end();
        const force = setTimeout(() => this.#running.kill(), 3000);
        await this.#running.done.catch(() => { });
        clearTimeout(force);
    }
}

;// CONCATENATED MODULE: ./packages/postgres/build/url.js

/**
 * `scheme://user:password@host:port/database?parameters`. The password ends at the first `@` behind which everything has this form, so that one
 * which was pasted without percent-encoding works as it does with SQLAlchemy.
 */
const url_form = /^([a-z][a-z0-9+_]*):\/\/(?:([^:/@?]*)(?::(.*?))?@)?((?:\[[^\]]*\]|[^@/?#[\]])*)(?:\/([^?@]*))?(?:\?((?:\w+=[^&]*&?)*))?$/is;
const schemes = /^postgres(ql)?(\+\w+)?$/i;
/** URL parameters that libpq and the drivers share, and the variable that psql and pg_dump read instead. */
const variables = {
    sslmode: 'PGSSLMODE',
    ssl: 'PGSSLMODE',
    sslrootcert: 'PGSSLROOTCERT',
    sslcert: 'PGSSLCERT',
    sslkey: 'PGSSLKEY',
    sslcrl: 'PGSSLCRL',
    sslnegotiation: 'PGSSLNEGOTIATION',
    channel_binding: 'PGCHANNELBINDING',
    connect_timeout: 'PGCONNECT_TIMEOUT',
    options: 'PGOPTIONS',
    target_session_attrs: 'PGTARGETSESSIONATTRS',
    gssencmode: 'PGGSSENCMODE',
    require_auth: 'PGREQUIREAUTH',
    krbsrvname: 'PGKRBSRVNAME',
};
/**
 * Reads `postgresql://`, `postgres://` and SQLAlchemy's `postgresql+driver://`.
 * @throws Failure `bad-input`, which never shows the URL
 */
function parseUrl(url, input = 'database-url') {
    const [, scheme = '', user = '', password, authority = '', path = '', query = ''] = url_form.exec(url.trim()) ?? [];
    const example = 'Example: postgresql://user:password@db.example.com:5432/app';
    if (!schemes.test(scheme))
        throw (0,build/* badInputs */.PD)([{ input, message: `is not a PostgreSQL URL (a value of ${url.length} characters). ${example}` }]);
    const parameters = new Map(query.split('&').filter(Boolean).map(parameter));
    const hosts = authority.split(',').map(splitPort);
    const host = parameters.get('host') ?? hosts.map((entry) => entry.host).join(',');
    const port = parameters.get('port') ?? (hosts.some((entry) => entry.port) ? hosts.map((entry) => entry.port || '5432').join(',') : '');
    const login = parameters.get('user') ?? decode(user);
    const database = parameters.get('dbname') ?? (decode(path) || login);
    if (!database)
        throw (0,build/* badInputs */.PD)([{ input, message: `names no database. ${example}` }]);
    const secret = parameters.get('password') ?? (password === undefined ? undefined : decode(password));
    if (secret)
        (0,build/* addSecret */.Ck)(secret);
    const more = [...parameters].flatMap(([name, value]) => {
        const variable = variables[name];
        return variable ? [[variable, name === 'ssl' ? sslMode(value) : value]] : [];
    });
    return {
        database,
        where: `on ${host || 'the local socket'}${port ? `:${port}` : ''}`,
        env: {
            PGHOST: host,
            // A stray variable of the machine would lead elsewhere.
            PGHOSTADDR: '',
            PGPORT: port || '5432',
            PGDATABASE: database,
            ...(login ? { PGUSER: login } : {}),
        },
        more: Object.fromEntries(more),
        secrets: secret === undefined ? {} : { PGPASSWORD: secret },
        pooled: /(^|,)6543(,|$)/.test(port) || /-pooler\.|\.pooler\./.test(host) || parameters.get('pgbouncer') === 'true',
    };
}
function parameter(text) {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    return [decode(name), decode(value)];
}
function splitPort(entry) {
    const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(decode(entry)) ?? [];
    return { host: bracketed ?? (plain || decode(entry)), port };
}
/** asyncpg's `ssl=true` and `ssl=require` in libpq's words. */
function sslMode(value) {
    if (/^(true|1|on)$/i.test(value))
        return 'require';
    return /^(false|0|off)$/i.test(value) ? 'disable' : value;
}
/** Percent-decoding that leaves alone what is none: `100%` stays `100%`. */
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./packages/postgres/build/database.js








const minute = 60_000;
const unknown = { version: '', major: 0, encoding: '' };
/**
 * The database of a compose service's running container (its own programs, its local socket), or of a URL (psql and pg_dump of the shell's machine).
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`, `bad-input`
 */
async function openDatabase(shell, address) {
    const access = 'url' in address
        ? await urlWay(shell, address.url)
        : containerAccess(await findContainer(shell, address.projectName, address.service), shell, '');
    const ask = connect(shell, access, address.database ?? access.database, unknown);
    const settings = ['server_version', 'server_version_num', 'server_encoding'].map((name) => `current_setting('${name}')`);
    const sql = `select current_database(), ${settings.join(', ')}`;
    const [[name = '', version = '', number = '', encoding = ''] = []] = await ask.query(sql);
    return connect(shell, access, name, { version, major: Math.floor(Number(number) / 10_000), encoding });
}
/** Programs of the server's own major where the machine has them, else those on the PATH. */
async function urlWay(shell, url) {
    const connection = parseUrl(url);
    const plain = urlAccess(connection, '');
    const [[number = ''] = []] = await connect(shell, plain, plain.database, unknown).query("select current_setting('server_version_num')");
    return urlAccess(connection, await findClient(shell, Math.floor(Number(number) / 10_000)));
}
function connect(shell, access, name, server) {
    const where = `${name} ${access.where}`.trim();
    const at = (options) => ({ ...(name ? { database: name } : {}), ...options });
    const database = {
        name,
        where,
        server,
        access,
        shell,
        program: (program, args, options) => access.command(program, args, at(options)),
        start(program, args, options) {
            const { argv, env, secrets } = database.program(program, args, options);
            return shell.start(argv, {
                env,
                secrets,
                deadline: options.deadline,
                ...(options.signal ? { signal: options.signal } : {}),
                ...(options.onError ? { onError: options.onError } : {}),
            });
        },
        async query(sql, options = {}) {
            const deadline = options.deadline ?? minute;
            const application = options.application ?? 'slipway';
            const { argv, env, secrets } = database.program('psql', psqlFlags, { deadline, application });
            try {
                const { stdout } = await shell.run(argv, { env, secrets, deadline, input: `${sql}\n` });
                return parseCsv(stdout);
            }
            catch (error) {
                throw failures_explain(error, where);
            }
        },
        session: (options) => session_openSession(database, options),
        sibling: (other) => connect(shell, access, other, server),
    };
    return database;
}

;// CONCATENATED MODULE: ./packages/postgres/build/lock.js


/** The one key of a database, for everything that must not meet a migration: the first 64 bits of a SHA-256. */
function lockKey(databaseName) {
    return (0,external_node_crypto_.createHash)('sha256').update(`slipway:${databaseName}`).digest().readBigInt64BE(0);
}
/** What the server shows of the run, within its limit of 63 bytes. */
function applicationName(context) {
    const url = context.runUrl.replace(/^https?:\/\//, '');
    if (url && Buffer.byteLength(url) <= 63)
        return url;
    return Buffer.from(`slipway run ${context.runId} ${context.repository}`.trim()).subarray(0, 63).toString();
}
const pause = 500;
/** psql does not see that its connection is gone before it uses it. */
const heartbeat = 5000;
/**
 * The database's advisory lock, in a session of its own that is never in a transaction: it dies with its connection, and holds back no vacuum.
 * It is asked for again and again instead of waited for inside the server, because a waiting statement would hold a snapshot.
 * @throws Failure `locked` with the holders, `pooled`, `database-unreachable`
 */
async function takeLock(database, options) {
    if (database.access.pooled)
        throw pooled(database);
    const { key, mode, application, clock } = options;
    const session = await database.session({ lifetime: options.lifetime, application });
    const query = (sql) => session.query(sql);
    const started = clock.now();
    try {
        const attempt = `select pg_try_advisory_lock${mode === 'shared' ? '_shared' : ''}(${key}), pg_backend_pid()`;
        let shown = '';
        for (;;) {
            const [[got, pid] = []] = await query(attempt);
            if (got === 't') {
                if (!(await held(query, key, pid)))
                    throw pooled(database);
                break;
            }
            const holders = await lockHolders(database, key);
            const names = describeHolders(holders);
            if (names !== shown)
                options.onWait?.(holders);
            shown = names;
            if (clock.now() - started >= options.wait) {
                throw new build/* Failure */.HR('locked', `The database ${database.where} is locked by ${names}; waited ${(0,build/* formatDuration */.a3)(options.wait)}.`, {
                    hint: 'Wait for that run to end, or end it; its lock goes with its session.',
                });
            }
            await clock.sleep(Math.min(pause, options.wait));
        }
        const beat = setInterval(() => void query('select 1').catch(() => { }), heartbeat).unref();
        return {
            mode,
            waited: clock.now() - started,
            lost: session.lost,
            async assertHeld() {
                const mine = await held(query, key).catch(() => false);
                if (!mine)
                    throw new build/* Failure */.HR('lock-lost', `The lock of ${database.where} was lost: its session ended.`);
            },
            release() {
                clearInterval(beat);
                return session.close();
            },
        };
    }
    catch (error) {
        await session.close();
        throw error;
    }
}
/** Who has the lock now. */
async function lockHolders(database, key) {
    const rows = await database.query(`select a.pid, a.application_name, l.mode, extract(epoch from clock_timestamp() - a.backend_start)::bigint
     from pg_locks l join pg_stat_activity a using (pid)
     where ${ours(key)} and l.database = (select oid from pg_database where datname = current_database()) order by a.backend_start`);
    return rows.map(([pid, application = '', mode, age]) => ({
        pid: Number(pid),
        application,
        mode: mode === 'ShareLock' ? 'shared' : 'exclusive',
        age: Number(age),
    }));
}
function describeHolders(holders) {
    if (holders.length === 0)
        return 'a session that just ended';
    return holders
        .map(({ application, pid, age }) => `${application || 'an unnamed session'} (pid ${pid}, for ${(0,build/* formatDuration */.a3)(age * 1000)})`)
        .join(', ');
}
/** A transaction pooler answers from one server session and then from another. */
async function held(query, key, pid) {
    const [[count, now] = []] = await query(`select count(*), pg_backend_pid() from pg_locks l where ${ours(key)} and l.pid = pg_backend_pid()`);
    return count === '1' && (pid === undefined || pid === now);
}
function ours(key) {
    const bits = BigInt.asUintN(64, key);
    return `l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid = ${bits >> 32n} and l.objid = ${bits & 0xffffffffn}`;
}
function pooled(database) {
    return new build/* Failure */.HR('pooled', `The database ${database.where} is behind a transaction pooler, where a lock outlives its run.`, {
        state: 'Nothing was changed.',
        hint: 'Give the direct address of the server as database-url (port 5432 instead of 6543; without -pooler).',
    });
}

;// CONCATENATED MODULE: ./packages/postgres/build/tables.js


/** Ordinary tables and partitions outside the system's schemas; those of extensions come back with their extension. */
const tables = (/* unused pure expression or super */ null && (`select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') order by 1, 2`));
async function listTables(query) {
    return (await query(tables)).map(([schema = '', name = '']) => ({ schema, name }));
}
/** Exact numbers of rows, as the session's snapshot sees them. */
async function countRows(query, list) {
    const counted = [];
    for (const table of list) {
        const [[rows] = []] = await query(`select count(*) from only ${identifier(table.schema)}.${identifier(table.name)}`);
        counted.push({ ...table, rows: Number(rows) });
    }
    return counted;
}
/** Revisions in Alembic's table, sorted; undefined where it has none. */
async function alembicRevision(query) {
    const [[there] = []] = await query("select to_regclass('alembic_version') is not null");
    if (there !== 't')
        return undefined;
    const rows = await query('select version_num from alembic_version order by 1');
    return rows.map(([revision = '']) => revision).join(',');
}
/** A moment of the database that a dump and every count can share. Row security makes queries fail, as it does for pg_dump, instead of hiding rows. */
async function openSnapshot(database, options) {
    const session = await openSession(database, options);
    try {
        await session.query('set row_security = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
        await session.query('begin isolation level repeatable read read only');
        const [[id = ''] = []] = await session.query('select pg_export_snapshot()');
        return { id, session, query: (sql) => session.query(sql), close: () => session.close() };
    }
    catch (error) {
        await session.close();
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/postgres/build/index.js










;// CONCATENATED MODULE: ./actions/run-migrations/build/lock.js


/**
 * Takes the lock of the database that the application connects to, alone; backups share it.
 * @throws Failure `locked`, `pooled`, `database-unreachable`, `no-container`
 */
async function lockDatabase(work, facts) {
    const { shell, context, clock, log } = work.ports;
    const wait = work.inputs['lock-timeout'];
    const database = await openDatabase(shell, { ...work.address, database: facts.database });
    const key = lockKey(facts.database);
    const lock = await takeLock(database, {
        key,
        mode: 'exclusive',
        wait,
        // Longer than anything it guards: what is left of the time, and the way back after a failure.
        lifetime: work.remaining() + 900_000,
        application: applicationName(context),
        clock,
        onWait: (holders) => log.info(`Waiting up to ${(0,build/* formatDuration */.a3)(wait)} for the lock, held by ${describeHolders(holders)}.`),
    });
    const bits = BigInt.asUintN(64, key);
    return { lock, key: { high: String(bits >> 32n), low: String(bits & 0xffffffffn) } };
}
/** That the lock is in the database that the application migrates, as that database itself says. @throws Failure `wrong-database` */
function checkGuarded(facts, work) {
    if (facts.locked === true)
        return;
    const meant = 'url' in work.address ? 'database-url' : `the service ${work.address.service}`;
    const details = {
        state: 'Nothing was changed.',
        hint: 'Give the URL that the application itself uses as database-url, or name the right database-service.',
    };
    throw new build/* Failure */.HR('wrong-database', `The application connects to another server than that of ${meant}; a lock there guards nothing.`, details);
}
const lock_pause = 1000;
/**
 * Waits until no migration is under way in the database: one of a run that is gone may still be at work, and its lock is gone with the run.
 * @param look asks the database again
 * @throws Failure `locked`
 */
async function waitForOthers(work, facts, wait, look) {
    const { clock, log } = work.ports;
    const until = clock.now() + wait;
    let latest = facts;
    let told = false;
    while (latest.others.length > 0) {
        const names = latest.others.map((one) => `${one.application} (pid ${one.pid})`).join(', ');
        if (clock.now() >= until) {
            throw new build/* Failure */.HR('locked', `A migration of a run that is gone is still under way: ${names}; waited ${(0,build/* formatDuration */.a3)(wait)}.`, {
                hint: 'Let it end, or end it with select pg_terminate_backend(PID): its transaction is rolled back.',
            });
        }
        if (!told)
            log.info(`Waiting for a migration that is still under way: ${names}.`);
        told = true;
        await clock.sleep(Math.min(lock_pause, wait));
        latest = await look();
    }
    return latest;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/recover.js






/** How long the server may take to end what a lost client left behind. */
const settle = 60_000;
const aftertime = 600_000;
/**
 * Looks at what a failed migration left, and takes back what was committed of it. A rollback is claimed only where version and schema are
 * found as they were.
 */
async function recover(run, plan, before, failed) {
    // The run's own time may be over; what is true afterwards must be found out all the same.
    const work = { ...run, remaining: (limit = aftertime) => Math.min(limit, aftertime) };
    const look = () => probe(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true, end: true });
    let now;
    try {
        now = await waitForOthers(work, await look(), settle, look);
    }
    catch (error) {
        const state = `What it left could not be seen: ${(0,build/* messageOf */.bD)(error)}`;
        return { ...broken, state, hint: 'Look with mode plan before anything else.', facts: undefined };
    }
    if (isReached(plan, now))
        return { reason: '', state: '', hint: '', facts: now, changed: true, reached: true };
    const loose = failed.trouble?.loose === true;
    if (same(before, now))
        return loose ? uncertain(now, failed) : clean(now, failed);
    if (place(now.current) === place(before.current))
        return partial(before, now);
    if (plan.direction === 'downgrade')
        return between(before, now);
    return rollBack(work, plan, before, now, loose);
}
const broken = { reason: 'failed-partial', changed: true, reached: false };
/** The version to go back to, in Alembic's words; several branches are handled where they are refused. */
function backTo(from) {
    return from.length === 0 ? 'base' : (from[0] ?? 'base');
}
function same(before, now) {
    return place(before.current) === place(now.current) && differences(before.fingerprint ?? {}, now.fingerprint ?? {}).length === 0;
}
function clean(now, failed) {
    const waited = failed.trouble?.sqlstate === '55P03';
    return {
        reason: waited ? 'lock-timeout' : 'failed-clean',
        state: `The database is at ${place(now.current)} and its schema is as it was before.`,
        hint: waited
            ? 'Run again when no long transaction is open, or raise ddl-lock-timeout.'
            : 'Mend the revision, build the image again and run again.',
        facts: now,
        changed: false,
        reached: false,
    };
}
function uncertain(now, failed) {
    return {
        ...broken,
        state: `The database is at ${place(now.current)} with the schema of before, but ${failed.at ?? 'the revision'} ran statements outside of a transaction, so data may have changed.`,
        hint: 'Compare the data that the revision writes with what it should be before the next run.',
        facts: now,
    };
}
function between(before, now) {
    return {
        ...broken,
        state: `The database was at ${place(before.current)} and is at ${place(now.current)}: a part of the downgrade stands.`,
        hint: 'Mend the downgrade and run it again, or upgrade again with the same image.',
        facts: now,
    };
}
function partial(before, now) {
    const found = shortened(differences(before.fingerprint ?? {}, now.fingerprint ?? {}));
    return {
        ...broken,
        state: `The database still says ${place(now.current)}, but a part of the revision stands: ${found}.`,
        hint: 'Undo these by hand, or finish the revision by hand and stamp it, or restore the backup; a plain second run would meet them.',
        facts: now,
    };
}
async function rollBack(work, plan, before, now, loose) {
    const stands = `The database is at ${place(now.current)}; it was at ${place(before.current)}.`;
    const back = makePlan(now, 'downgrade', backTo(plan.from));
    const person = `Go back by hand (${work.transport.command(['downgrade', backTo(plan.from)])}) or restore the backup.`;
    const stop = (state, facts) => ({ ...broken, state, hint: person, facts });
    if (plan.from.length > 1 || now.refused !== undefined || back.expected.join() !== [...before.applied].sort().join()) {
        return stop(`${stands} There is no plain way back over several branches.`, now);
    }
    work.ports.log.info(`Going back from ${place(now.current)} to ${place(before.current)}.`);
    const undone = await attempt(work, back, work.signal);
    const after = await probe(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true });
    if (undone.failure)
        return stop(`Going back failed too: ${undone.failure.message} The database is at ${place(after.current)}.`, after);
    const left = differences(before.fingerprint ?? {}, after.fingerprint ?? {});
    if (!same(before, after)) {
        return stop(`It was taken back to ${place(after.current)}, but the schema differs from before: ${shortened(left)}.`, after);
    }
    return {
        reason: loose ? 'failed-partial' : 'failed-rolled-back',
        state: `What was committed was taken back in ${(0,build/* formatDuration */.a3)(undone.duration)}: the database is at ${place(after.current)} and its schema is as it was before${loose ? ', but a statement ran outside of a transaction, so data may have changed' : ''}.`,
        hint: 'Mend the revision, build the image again and run again.',
        facts: after,
        changed: loose,
        reached: false,
    };
}
/** A failure that says what happened and what is true now. */
function failureAfter(plan, failed, aftermath, outputs, summary) {
    const ours = ['failed-clean', 'program-failed'].includes(failed.reason);
    // How it ended stays the reason where the database is untouched: a deadline, a lost lock, a database that went away.
    const found = ours || aftermath.changed || aftermath.reason === 'failed-rolled-back' ? aftermath.reason : failed.reason;
    const reason = plan.direction === 'downgrade' && found === 'failed-clean' ? 'downgrade-failed' : found;
    return new build/* Failure */.HR(reason, failed.message, { hint: aftermath.hint, state: aftermath.state, outputs, summary, cause: failed });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/summary.js


function renderSummary(story) {
    const { plan } = story;
    const parts = [`### ${(0,build/* cell */.Hn)(story.headline)}`];
    const took = story.ran.length > 0 ? ` in ${(0,build/* formatDuration */.a3)(story.duration)}` : '';
    parts.push(`${(0,build/* code */.aY)(place(plan.from))} → ${(0,build/* code */.aY)(place(story.to))}${took}, with ${(0,build/* cell */.Hn)(story.where)}.`);
    if (plan.revisions.length > 0) {
        const rows = plan.revisions.map((one) => {
            const ran = story.ran.find((each) => each.id === one.id);
            return [(0,build/* code */.aY)(one.id), (0,build/* cell */.Hn)(one.doc), (0,build/* code */.aY)(one.path), ran ? (0,build/* formatDuration */.a3)(ran.duration) : story.rest];
        });
        parts.push((0,build/* table */.tp)(['revision', 'message', 'file', plan.direction === 'upgrade' ? 'upgrade' : 'downgrade'], rows));
    }
    if (story.command)
        parts.push(`${(0,build/* cell */.Hn)(story.command.title)}\n\n${(0,build/* block */.om)(story.command.text, story.command.language)}`);
    return parts.join('\n\n');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/report.js


/** The outputs, also of a failure. */
function outputsOf(known) {
    const { plan, ran, to, duration } = known;
    return {
        changed: String(known.changed ?? ran.length > 0),
        from: place(plan.from),
        to: place(to),
        heads: [...plan.heads].sort().join(','),
        pending: String(plan.revisions.length),
        applied: ran.map((one) => one.id).join(','),
        duration: String(Math.round(duration)),
    };
}
/** The result of a run that did what was asked. */
function conclude(work, tale) {
    const { plan, ran, to, timings } = tale;
    const where = work.transport.where;
    const undo = ran.length > 0 && plan.direction === 'upgrade' && plan.from.length <= 1;
    const story = { ...tale, where, ...(undo ? { command: wayBack(work, plan) } : {}) };
    work.ports.log.info(`${tale.headline}.`);
    return { outcome: tale.outcome, outputs: outputsOf(tale), summary: renderSummary(story), plan, applied: ran, to, timings };
}
/** With the image that knows the revisions: the one before does not. */
function wayBack(work, plan) {
    const to = place(plan.from);
    const { transport, image } = work.inputs;
    if (transport !== 'run')
        return { title: 'To go back by hand:', text: work.transport.command(['downgrade', to]), language: 'sh' };
    const lines = ['mode: downgrade', `revision: '${to}'`, ...(image ? [`image: ${image}`] : [])];
    return { title: 'To go back, with this same image, change these inputs of the step:', text: lines.join('\n'), language: 'yaml' };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/migrate.js









/** Carries a plan out under the database's lock: locks, looks again, runs, verifies. */
async function migrate(work, first, facts, timings) {
    if (first.revisions.length === 0)
        return nothingToDo(work, first, timings);
    const { clock } = work.ports;
    const started = clock.now();
    const held = await lockDatabase(work, facts);
    try {
        const { plan, before } = await lookAgain(work, first, held, clock.now() - started);
        const locked = { ...timings, lock: clock.now() - started };
        if (plan.revisions.length === 0)
            return nothingToDo(work, plan, locked);
        return await carryOut(work, plan, before, held, locked);
    }
    finally {
        await held.lock.release();
    }
}
function nothingToDo(work, plan, timings) {
    const headline = `Up to date: nothing is pending, the database is at ${place(plan.from)}`;
    return conclude(work, { outcome: 'up-to-date', headline, plan, ran: [], to: plan.from, duration: 0, rest: '', timings });
}
/** The plan under the lock: what another run did in the meantime is seen now. @throws Failure `plan-changed`, `wrong-database`, `locked` */
async function lookAgain(work, first, held, waited) {
    const { direction, target } = first;
    const look = () => probe(work, { direction, target, fingerprint: true, key: held.key });
    const seen = await look();
    checkGuarded(seen, work);
    const before = await waitForOthers(work, seen, Math.max(0, work.inputs['lock-timeout'] - waited), look);
    const { transport } = work;
    checkGates(before, { direction, target, where: transport.where, command: transport.command });
    const plan = makePlan(before, direction, target);
    if (isRest(first, plan))
        return { plan, before };
    throw new build/* Failure */.HR('plan-changed', `While this run waited, the database went from ${place(first.from)} to ${place(plan.from)}.`, {
        state: 'This run changed nothing.',
        hint: 'Run again to plan from there.',
    });
}
async function carryOut(work, plan, before, held, timings) {
    const { clock, log } = work.ports;
    const attempted = await attempt(work, plan, AbortSignal.any([work.signal, held.lock.lost]));
    const verifying = clock.now();
    const took = { ...timings, migrate: attempted.duration };
    const now = await conclusion(work, plan, before, held, attempted);
    if (attempted.failure)
        log.warn(`The program failed after its last revision was committed: ${attempted.failure.message}`);
    const times = { ...took, verify: clock.now() - verifying };
    const down = plan.direction === 'downgrade';
    const count = plan.revisions.length === 1 ? '1 revision' : `${plan.revisions.length} revisions`;
    return conclude(work, {
        outcome: down ? 'downgraded' : 'migrated',
        headline: `${down ? 'Downgraded' : 'Migrated'}: ${count}, ${place(plan.from)} to ${place(now.current)}, verified`,
        plan,
        ran: attempted.ran,
        to: now.current,
        duration: attempted.duration,
        rest: '',
        timings: times,
    });
}
/** The database after the attempt, at the target. @throws Failure where it is not */
async function conclusion(work, plan, before, held, attempted) {
    const { direction, target } = plan;
    if (!attempted.failure) {
        const now = await probe(work, { direction: 'upgrade', target: 'heads' });
        if (isReached(plan, now))
            return now;
        throw mismatch(work, plan, now, attempted);
    }
    const failed = nameLoss(attempted.failure, held);
    // A cancelled run has seconds: the container is gone, and the server rolls its transaction back.
    if (work.signal.aborted) {
        const state = `${direction} to ${target} was ended; what its transaction did is rolled back by the server.`;
        throw (0,build/* withDetails */.FE)(failed, { state, hint: 'Look with mode plan.' });
    }
    const aftermath = await recover(work, plan, before, attempted);
    if (aftermath.reached && aftermath.facts)
        return aftermath.facts;
    const to = aftermath.facts?.current ?? [];
    const still = new Set(aftermath.facts?.applied ?? []);
    const stands = attempted.ran.filter((one) => direction === 'upgrade' && still.has(one.id) && !before.applied.includes(one.id));
    const known = { plan, ran: stands, to, duration: attempted.duration, changed: aftermath.changed };
    const headline = `${direction === 'upgrade' ? 'Migration' : 'Downgrade'} failed: ${aftermath.state}`;
    const summary = renderSummary({ ...known, headline, where: work.transport.where, rest: 'not applied' });
    throw failureAfter(plan, failed, aftermath, outputsOf(known), summary);
}
function nameLoss(failure, held) {
    if (!held.lock.lost.aborted)
        return failure;
    return new build/* Failure */.HR('lock-lost', `The lock was lost while the migration ran, so it was ended: ${(0,build/* messageOf */.bD)(held.lock.lost.reason)}`, {
        cause: failure,
    });
}
function mismatch(work, plan, now, attempted) {
    const known = { plan, ran: attempted.ran, to: now.current, duration: attempted.duration, changed: true };
    const headline = `Not verified: the database is at ${place(now.current)}`;
    return new build/* Failure */.HR('verify-mismatch', `Alembic ended well, but the database is at ${place(now.current)} instead of ${plan.target}.`, {
        state: 'The revisions ran; what they did may be rolled back.',
        hint: 'Check that env.py commits: context.run_migrations() inside of context.begin_transaction(), and engine.begin() around an async run_sync.',
        outputs: outputsOf(known),
        summary: renderSummary({ ...known, headline, where: work.transport.where, rest: '' }),
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/work.js

function createWork(workplace, inputs, ports, started) {
    const { context, clock } = ports;
    return {
        ...workplace,
        inputs,
        ports,
        signal: ports.signal,
        runName: `${context.runId}.${context.runAttempt} ${context.repository}`.trim(),
        remaining(limit = Number.MAX_SAFE_INTEGER) {
            const left = started + inputs.timeout - clock.now();
            if (left > 0)
                return Math.min(left, limit);
            throw new build/* Failure */.HR('timeout', `The migrations did not end within ${(0,build/* formatDuration */.a3)(inputs.timeout)}.`, {
                hint: 'Raise the input timeout.',
            });
        },
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
;// CONCATENATED MODULE: ./packages/docker/build/discovery.js
/** Proxies that find their targets by what containers say of themselves: a colour would get traffic from them as soon as it runs. */
const labels = /^(traefik|caddy)([._]|$)/;
const discovery_variables = ['VIRTUAL_HOST', 'VIRTUAL_PORT', 'VIRTUAL_PATH', 'LETSENCRYPT_HOST'];
/** Images of such proxies. */
const proxies = /(^|\/)(traefik|caddy-docker-proxy|nginx-proxy)(?=[:@]|$)/;
/** The labels and variables of a service by which a proxy would find it. */
function discoveryOf(service) {
    const found = Object.keys(service.labels ?? {}).filter((label) => labels.test(label));
    return [...found, ...discovery_variables.filter((name) => service.environment?.[name])];
}
/** The proxies among images. */
function discoverers(images) {
    return [...new Set(images.filter((image) => proxies.test(image)))];
}
function withoutDiscovery(service) {
    if (discoveryOf(service).length === 0)
        return service;
    const kept = Object.entries(service.labels ?? {}).filter(([label]) => !labels.test(label));
    const environment = Object.entries(service.environment ?? {}).filter(([name]) => !discovery_variables.includes(name));
    return { ...service, labels: Object.fromEntries(kept), environment: Object.fromEntries(environment) };
}

;// CONCATENATED MODULE: ./packages/docker/build/model.js
/** The part of compose's resolved model (`docker compose config --format json`) that Slipway reads and changes. Everything else passes through. */
function otherColor(color) {
    return color === 'blue' ? 'green' : 'blue';
}
/** Services that are not part of a release: databases, caches, whatever has no image of ours. They stay as the team runs them. */
function model_singles(model, released) {
    return Object.keys(model.services).filter((name) => !released.includes(name));
}
/** Services outside of a release that depend on one of it, directly or through others. */
function callersOf(model, released) {
    const reached = new Set(released);
    for (let before = -1; before !== reached.size;) {
        before = reached.size;
        for (const [name, service] of Object.entries(model.services)) {
            if (Object.keys(service.depends_on ?? {}).some((other) => reached.has(other)))
                reached.add(name);
        }
    }
    return model_singles(model, released).filter((name) => reached.has(name));
}
function model_colorProject(project, color) {
    return `${project}-${color}`;
}
function publishedPorts(model, released) {
    return released.flatMap((service) => (model.services[service]?.ports ?? [])
        .filter((port) => (port.protocol ?? 'tcp') === 'tcp' && /^\d+$/.test(port.published ?? ''))
        .map((port) => ({ service, target: port.target, port: Number(port.published), address: port.host_ip ?? '' })));
}

;// CONCATENATED MODULE: ./packages/docker/build/color.js


/** Name of that network inside the colour's project. */
const routerNetwork = 'slipway-router';
/** Label of a container that says how its release treats it. */
const strategyLabel = 'slipway.strategy';
/**
 * The model of one colour: a project of its own with the released services, their images by digest, no published ports, no fixed container names,
 * networks of its own, and the *same* named volumes. The router reaches it by fixed addresses: a published port would lead through Docker's
 * proxy, which accepts connections for a container that is gone. What the colour depends on outside of the release is attached by name afterwards.
 */
function colorModel(model, options) {
    const released = Object.keys(options.images);
    const outside = [...singles(model, released), ...(options.done ?? [])];
    const networks = ownNetworks(model);
    const services = mapValues(pick(model.services, released, outside), (service, name) => {
        const strategy = options.strategies?.[name] ?? 'colours';
        const own = { image: options.images[name] ?? '', ...onNetworks(service, networks, options.network.addresses[name]) };
        // A program that runs once must not be started again by the engine.
        const restart = strategy === 'once' ? { restart: 'no', ...withoutRestartPolicy(service) } : {};
        const labels = { 'slipway.color': options.color, 'slipway.version': literal(options.version), [strategyLabel]: strategy };
        const kept = movable(service);
        return { ...kept, ...own, ...restart, labels: { ...kept.labels, ...labels } };
    });
    const router = { internal: true, ipam: { config: [{ subnet: options.network.subnet }] } };
    const all = { default: null, ...networks, [routerNetwork]: router };
    return { ...model, name: colorProject(model.name, options.color), services, networks: all, volumes: sameVolumes(model, services) };
}
/** The model with the single services alone, under the project's own name: containers that run already are theirs. */
function singlesModel(model, released) {
    const services = mapValues(pick(model.services, model_singles(model, released), released), ({ profiles: _profiles, ...kept }) => kept);
    return { ...model, services };
}
/**
 * The model for one program run in a released service's new image, where the application's own database can be reached by name.
 * @param attached whether the project's networks exist already: then the program joins them
 */
function taskModel(model, options) {
    const { depends_on: _d, restart: _r, healthcheck: _h, links: _l, ...kept } = movable(model.services[options.service] ?? {});
    const networks = options.attached
        ? mapValues(model.networks ?? { default: null }, (network, key) => ({ name: network?.name ?? `${model.name}_${key}`, external: true }))
        : ownNetworks(model);
    const task = { ...kept, image: options.image, ports: [], labels: { ...kept.labels, 'slipway.task': 'true' } };
    const services = { [options.service]: task };
    return { ...model, name: `${model.name}-task`, services, networks, volumes: sameVolumes(model, services) };
}
/** Names by which the other services reach a service: its own, its aliases, and those of links to it. A container's name resolves by itself. */
function namesOf(model, service) {
    const aliases = Object.values(model.services[service]?.networks ?? {}).flatMap((network) => network?.['aliases'] ?? []);
    const links = Object.values(model.services).flatMap((one) => one['links'] ?? []);
    const linked = links.map((link) => link.split(':')).filter(([name, alias]) => name === service && alias);
    return [...new Set([service, ...aliases, ...linked.map(([, alias = '']) => alias)])];
}
/** A service without what only one copy of it can have, and without what a colour gets from its release. */
function movable(service) {
    const { build: _b, container_name: _n, ports: _p, profiles: _f, pull_policy: _u, mac_address: _m, ...kept } = withoutDiscovery(service);
    return kept;
}
function withoutRestartPolicy(service) {
    const { restart_policy: _r, ...deploy } = service['deploy'] ?? {};
    return service['deploy'] === undefined ? {} : { deploy };
}
/**
 * The colour's own networks, where the service has no fixed address, and its container name still resolves: other services may call it by that.
 * The router's network comes last, with the address that the router knows.
 */
function onNetworks(service, own, address) {
    if (service['network_mode'] !== undefined)
        return {};
    const name = service.container_name;
    const networks = mapValues(service.networks ?? { default: null }, (network, key) => {
        const { ipv4_address: _4, ipv6_address: _6, link_local_ips: _l, mac_address: _m, ...kept } = network ?? {};
        const external = own[key]?.external === true;
        const aliases = [...(kept['aliases'] ?? []), ...(name && !external ? [name] : [])];
        const joined = aliases.length > 0 ? { ...kept, aliases } : kept;
        return Object.keys(joined).length > 0 ? joined : null;
    });
    return { networks: { ...networks, ...(address ? { [routerNetwork]: { ipv4_address: address } } : {}) } };
}
/**
 * Networks of a colour are its own, also where the team's file fixes a name: an alias of both colours on one network would cross requests. Subnets and
 * the name of a bridge can be had once only.
 */
function ownNetworks(model) {
    return mapValues(model.networks ?? {}, (network) => {
        if (!network || network.external)
            return network;
        const { name: _name, ipam: _ipam, driver_opts: options, ...kept } = network;
        const { 'com.docker.network.bridge.name': _bridge, ...others } = options ?? {};
        return Object.keys(others).length > 0 ? { ...kept, driver_opts: others } : kept;
    });
}
/** The named volumes that the services mount, under their real names: both colours use the same. */
function sameVolumes(model, services) {
    const mounted = new Set(Object.values(services).flatMap((service) => (service.volumes ?? []).map((mount) => mount.source ?? '')));
    const used = Object.entries(model.volumes ?? {}).filter(([key]) => mounted.has(key));
    return Object.fromEntries(used.map(([key, volume]) => [key, { name: volume?.name ?? `${model.name}_${key}`, external: true }]));
}
/** Compose replaces `$NAME` in every value of a file that it reads; what we write is meant as it stands. */
function literal(text) {
    return text.replaceAll('$', '$$$$');
}
function pick(services, names, without) {
    const kept = Object.entries(services).filter(([name]) => names.includes(name));
    return Object.fromEntries(kept.map(([name, service]) => {
        const { depends_on: needs, links, ...others } = service;
        const linked = (links ?? []).filter((link) => !without.includes(link.split(':')[0] ?? ''));
        const dependsOn = Object.fromEntries(Object.entries(needs ?? {}).filter(([other]) => !without.includes(other)));
        return [name, { ...others, ...(links ? { links: linked } : {}), ...(needs ? { depends_on: dependsOn } : {}) }];
    }));
}
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

;// CONCATENATED MODULE: ./packages/docker/build/engine.js


/** Every container of a compose project, running or not; one-off ones (`compose run`) left out. */
async function containersOf(shell, project) {
    const { stdout } = await shell.run(['docker', 'ps', '-aq', '--no-trunc', '--filter', `label=com.docker.compose.project=${project}`]);
    const ids = stdout.split('\n').filter(Boolean);
    if (ids.length === 0)
        return [];
    const inspected = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
    // One that vanished between the two calls is none of the project any more; docker still prints the others.
    const list = JSON.parse(inspected.stdout || '[]');
    return list.filter((one) => one.Config.Labels?.['com.docker.compose.oneoff'] !== 'True').map(container);
}
function container(one) {
    const labels = one.Config.Labels ?? {};
    return {
        id: one.Id,
        name: one.Name.replace(/^\//, ''),
        project: labels['com.docker.compose.project'] ?? '',
        service: labels['com.docker.compose.service'] ?? '',
        status: one.State.Status,
        health: one.State.Health?.Status,
        exitCode: one.State.ExitCode,
        restarts: one.RestartCount,
        startedAt: one.State.StartedAt,
        image: one.Config.Image,
        labels,
        networks: Object.keys(one.NetworkSettings.Networks ?? {}),
    };
}
/** A one-shot service, like a seed of the database, that did its work. */
function finished(container) {
    return container.status === 'exited' && container.exitCode === 0;
}
/** A container that ends or starts in this very moment cannot be updated; one that has ended can. */
const update = 'p=$1; shift; n=0; until said=$(docker update --restart "$p" "$@" 2>&1); do n=$((n + 1)); if [ $n -ge 15 ]; then echo "$said" >&2; exit 1; fi; sleep 0.3; done';
/** What the engine does when the containers end, or it starts anew: `no`, `always`, `unless-stopped`, `on-failure:3`. */
async function setRestart(shell, policy, ids) {
    if (ids.length > 0)
        await shell.run(['sh', '-c', update, 'sh', policy, ...ids]);
}
/** The running container of a service; undefined where there is none. */
async function runningContainer(shell, project, service) {
    return (await containersOf(shell, project)).find((one) => one.service === service && one.status === 'running');
}
/** Last lines that a container wrote: untrusted text. */
async function containerLogs(shell, id, lines = 30) {
    const result = await shell.run(['docker', 'logs', '--tail', String(lines), id], { allowFailure: true, deadline: 20_000 });
    return `${result.stdout}${result.stderr}`;
}
/**
 * What the engine on the shell's machine is able to do.
 * @throws Failure `engine-unavailable`, `compose-too-old`
 */
async function requireEngine(shell) {
    const engine = await shell.run(['docker', 'version', '--format', '{{.Server.Version}}'], { allowFailure: true, deadline: 30_000 });
    if (engine.code !== 0) {
        const denied = /permission denied/i.test(engine.stderr);
        throw new build/* Failure */.HR('engine-unavailable', `The Docker engine on ${shell.where} did not answer: ${engine.stderr.trim().split('\n').at(-1) ?? ''}`, {
            state: 'Nothing was changed.',
            hint: denied
                ? `As root on the server: usermod --append --groups docker ${(0,shell_build.accountOf)(shell)}`
                : 'As root on the server: systemctl enable --now docker',
        });
    }
    const compose = await shell.run(['docker', 'compose', 'version', '--short'], { allowFailure: true, deadline: 30_000 });
    const [major = 0, minor = 0] = compose.stdout.trim().replace(/^v/, '').split('.').map(Number);
    if (compose.code !== 0 || major < 2 || (major === 2 && minor < 20)) {
        const found = compose.code === 0 ? `${compose.stdout.trim()} there` : 'no compose plugin';
        throw new build/* Failure */.HR('compose-too-old', `Docker Compose 2.20 or newer is needed on ${shell.where}; found ${found}.`, {
            state: 'Nothing was changed.',
            hint: 'As root on the server: apt-get install docker-compose-plugin, from the packages of Docker (docs.docker.com/engine/install).',
        });
    }
}
/**
 * Pulls an image by digest onto the shell's machine. A login lives in a folder of its own for the time of the pull, and is removed with it.
 * @throws Failure `pull-failed`
 */
async function pullImage(shell, image, login) {
    const present = await shell.run(['docker', 'image', 'inspect', '--format', '{{.Id}}', image], { allowFailure: true });
    if (present.code === 0)
        return;
    try {
        if (!login)
            await shell.run(['docker', 'pull', '--quiet', image], { deadline: 600_000 });
        else
            await pullWithLogin(shell, image, login);
    }
    catch (error) {
        if (!(error instanceof shell_build.ProgramFailure))
            throw error;
        throw new build/* Failure */.HR('pull-failed', `${shell.where} could not pull ${image}: ${error.stderr.trim().split('\n').at(-1) ?? ''}`, {
            hint: 'Check that the server reaches the registry and that registry-username and registry-password may read the image.',
            cause: error,
        });
    }
}
async function pullWithLogin(shell, image, login) {
    const registry = image.split('/')[0] ?? '';
    const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
    const config = JSON.stringify({ auths: { [registry]: { auth } } });
    const text = [
        'set -eu; umask 077; d=$(mktemp -d); trap \'rm -rf -- "$d"\' EXIT HUP INT TERM; cat > "$d/config.json"',
        'docker --config "$d" pull --quiet "$1"',
    ].join('\n');
    await shell.run(['sh', '-c', text, 'sh', image], { input: config, deadline: 600_000 });
}

;// CONCATENATED MODULE: ./packages/docker/build/second.js




/** The single services that do not run and would be started. */
async function absentSingles(shell, project, released) {
    const wanted = model_singles(project.model, released);
    if (wanted.length === 0)
        return [];
    const there = await containersOf(shell, project.name);
    return wanted.filter((service) => !there.some((one) => one.service === service && (one.status === 'running' || finished(one))));
}
/**
 * Refuses to start a single service where another project runs it already: a network or a volume with a fixed name lets two projects meet, and the
 * second database under the same name would be an empty one, or write into the files of the first. @throws Failure `second-single`
 */
async function refuseSecond(shell, project, absent) {
    if (absent.length === 0)
        return;
    const met = meetings(project.model, absent, await strangers(shell, project.name));
    if (met.length === 0)
        return;
    const projects = [...new Set(met.map((one) => one.project).filter(Boolean))];
    throw new build/* Failure */.HR('second-single', `${met.map((one) => one.sentence).join('; ')}.`, {
        state: 'Nothing was changed.',
        hint: projects.length === 1
            ? `Where that is this application, name its project: project-name: ${projects[0]}. Otherwise give the network, volume or container another name.`
            : 'Stop the other one, or give the network, volume or container another name.',
    });
}
/** Where a service of the model would meet a container that runs already. */
function meetings(model, services, others) {
    const found = [];
    for (const service of services) {
        const own = model.services[service] ?? {};
        const names = namesOf(model, service);
        const networks = Object.keys(own.networks ?? { default: null }).map((key) => model.networks?.[key]?.name ?? `${model.name}_${key}`);
        const volumes = (own.volumes ?? [])
            .filter((mount) => mount.type === 'volume' && mount.source && !model.volumes?.[mount.source]?.external)
            .map((mount) => model.volumes?.[mount.source ?? '']?.name ?? `${model.name}_${mount.source}`);
        for (const other of others) {
            const whose = other.project ? `${other.name} of project ${other.project}` : other.name;
            const network = networks.find((one) => other.aliases[one]?.some((alias) => names.includes(alias)));
            const volume = volumes.find((one) => other.volumes.includes(one));
            if (network)
                found.push({ project: other.project, sentence: `${whose} is reached as ${service} on the network ${network} already` });
            else if (volume)
                found.push({ project: other.project, sentence: `${whose} uses the volume ${volume} of ${service}` });
            else if (own.container_name === other.name)
                found.push({ project: other.project, sentence: `${whose} has the container name of ${service}` });
        }
    }
    return found;
}
async function strangers(shell, project) {
    const ids = (await shell.run(['docker', 'ps', '-q', '--no-trunc'])).stdout.split('\n').filter(Boolean);
    if (ids.length === 0)
        return [];
    const { stdout } = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
    const ours = [project, `${project}-blue`, `${project}-green`];
    return JSON.parse(stdout || '[]')
        .map((one) => ({
        name: one.Name.replace(/^\//, ''),
        project: one.Config.Labels?.['com.docker.compose.project'] ?? '',
        aliases: Object.fromEntries(Object.entries(one.NetworkSettings.Networks ?? {}).map(([name, { Aliases }]) => [name, Aliases ?? []])),
        volumes: (one.Mounts ?? []).flatMap((mount) => (mount.Type === 'volume' && mount.Name ? [mount.Name] : [])),
    }))
        .filter((one) => !ours.includes(one.project));
}

;// CONCATENATED MODULE: ./packages/docker/build/compose.js






/**
 * Compose on a model that Slipway wrote. The file may hold secrets that compose resolved, so it is for the owner alone.
 * @throws Failure `compose-failed`, `secrets-missing`
 */
async function compose(shell, project, file, model, argv, deadline = 300_000) {
    if (project.refusal)
        throw project.refusal;
    const path = `${project.state}/${file}`;
    await (0,shell_build.replaceFile)(shell, path, `${JSON.stringify(model, null, 1)}\n`, '600');
    const base = [
        'docker',
        'compose',
        '--project-name',
        model.name,
        '--project-directory',
        project.directory,
        '--file',
        path,
        '--ansi',
        'never',
        '--progress',
        'quiet',
    ];
    try {
        await shell.run([...base, ...argv], { deadline, cwd: project.directory });
    }
    catch (error) {
        if (!(error instanceof shell_build.ProgramFailure))
            throw error;
        throw new build/* Failure */.HR('compose-failed', `docker compose ${argv[0]} failed for ${model.name} on ${shell.where}:\n${(0,shell_build.lastLines)(error.stderr)}\n`, { ...(full.test(error.stderr) ? { hint: noSubnet } : {}), cause: error });
    }
}
/** An engine has about thirty subnets for networks unless it is told otherwise, and each colour takes one or more. */
const full = /non-overlapping IPv4 address pool/;
/** What to do about it. */
const noSubnet = 'The engine has no subnet left for another network: remove unused ones (docker network prune), or give it more, like "default-address-pools": [{"base": "10.200.0.0/16", "size": 24}] in /etc/docker/daemon.json, followed by systemctl restart docker.';
/**
 * Starts the services that are not part of a release where they do not run, and never touches one that does.
 * @returns the names of those that were started
 */
async function ensureSingles(shell, project, released, waiting) {
    const wanted = model_singles(project.model, released);
    if (wanted.length === 0)
        return [];
    const absent = await absentSingles(shell, project, released);
    if (absent.length > 0) {
        await refuseSecond(shell, project, absent);
        waiting.log.info(`Starting ${absent.join(', ')}, which ${absent.length === 1 ? 'does' : 'do'} not run yet.`);
        await compose(shell, project, 'singles.json', singlesModel(project.model, released), ['up', '--detach', '--no-recreate', '--no-build', ...absent], 600_000);
    }
    await waitHealthy(shell, project.name, wanted, { ...waiting, deadline: 180_000 });
    return absent;
}
/**
 * Waits until every service is healthy, or running where it has no health check.
 * @throws Failure `unhealthy` with the last lines that the container wrote
 */
async function waitHealthy(shell, project, services, waiting) {
    const ready = (one) => well(one) || (finished(one) && (waiting.mayEnd?.(one.service) ?? true));
    const until = waiting.clock.now() + waiting.deadline;
    for (;;) {
        const all = (await containersOf(shell, project)).filter((one) => services.includes(one.service));
        const pending = services.filter((service) => !all.some((one) => one.service === service && ready(one)));
        if (pending.length === 0)
            return all;
        const broken = all.find((one) => !ready(one) && (one.status === 'dead' || one.status === 'exited' || one.restarts > (waiting.restartLimit ?? 2)));
        if (broken || waiting.clock.now() >= until) {
            throw await unhealthy(shell, broken ?? all.find((one) => pending.includes(one.service)), pending, waiting);
        }
        await waiting.clock.sleep(500);
    }
}
function well(container) {
    return container.status === 'running' && (container.health === undefined || container.health === 'healthy');
}
async function unhealthy(shell, container, pending, waiting) {
    if (!container)
        return new build/* Failure */.HR('unhealthy', `${pending.join(', ')} did not start within ${(0,build/* formatDuration */.a3)(waiting.deadline)}.`);
    waiting.log.info(`Last lines of ${container.name}:`);
    waiting.log.untrusted(await containerLogs(shell, container.id));
    const state = container.status === 'running' ? `is ${container.health ?? 'running'}` : `${container.status} with code ${container.exitCode}`;
    const times = container.restarts > 0 ? ` after ${container.restarts} restarts` : '';
    return new build/* Failure */.HR('unhealthy', `${container.service} ${state}${times} and did not become healthy within ${(0,build/* formatDuration */.a3)(waiting.deadline)}.`, {
        hint: `Its last lines stand in the log of this step; on the server: docker logs ${container.name}.`,
    });
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
;// CONCATENATED MODULE: ./packages/docker/build/project.js




/** The project's name: given, or that of the repository, in the characters that compose allows. */
function projectName(inputs, context) {
    if (inputs['project-name'] !== undefined) {
        if (/^[a-z0-9][a-z0-9_-]{0,40}$/.test(inputs['project-name']))
            return inputs['project-name'];
        throw new build/* Failure */.HR('bad-input', `project-name '${inputs['project-name']}' is not a compose project name: small letters, digits, - and _, starting with a letter or digit.`);
    }
    const last = (context.repository || context.workspace).split('/').at(-1) ?? '';
    const name = last
        .toLowerCase()
        .replaceAll(/[^a-z0-9_-]/g, '')
        .replace(/^[_-]+/, '')
        .slice(0, 40);
    if (name)
        return name;
    throw new build/* Failure */.HR('bad-input', 'project-name is missing and no repository name is known. Example: project-name: notes');
}
/** The `name:` of a compose file, as plain `docker compose up` takes it; undefined where it has none, or one that only an environment completes. */
function nameInFile(text) {
    return /^name:[ \t]+(["']?)([a-z0-9][a-z0-9_-]*)\1[ \t]*(?:#.*)?\r?$/m.exec(text)?.[2];
}
/** Folder of Slipway's own files for a project, below the home of the shell's user. */
async function stateFolder(shell, project) {
    return `${await homeFolder(shell)}/.slipway/${project}`;
}
/**
 * Resolves the team's compose file for the target, with the `.env` that stands there; nothing is written but empty folders.
 * @throws Failure `compose-missing`, `compose-invalid`, `secrets-missing` for an env_file
 */
async function openProject(shell, inputs, context) {
    const text = inputs.text ?? (await readComposeFile(context, inputs['compose-file']));
    const name = projectName({ 'project-name': inputs['project-name'] ?? nameInFile(text.toString()) }, context);
    const home = await (0,shell_build.homeFolder)(shell);
    const directory = inputs.directory ?? `${home}/apps/${name}`;
    const state = inputs.state ?? `${home}/.slipway/${name}`;
    await (0,shell_build.makeFolder)(shell, directory, '750');
    await (0,shell_build.makeFolder)(shell, state);
    const argv = ['docker', 'compose', '--project-name', name, '--project-directory', directory, '--file', '-', 'config', '--format', 'json'];
    const result = await shell.run(argv, { input: text, allowFailure: true, cwd: directory });
    if (result.code !== 0)
        throw project_refused(result.stderr, inputs['compose-file'], directory, shell.where);
    const blank = blankVariables(result.stderr);
    const refusal = blank.length > 0 ? { refusal: blankSecrets(blank, text.toString(), directory, shell.where) } : {};
    return { name, state, directory, model: JSON.parse(result.stdout), ...refusal };
}
/** Variables that compose would replace by nothing: of these it only warns. */
function blankVariables(stderr) {
    const names = [...stderr.matchAll(/The \\?"([^"\\]+)\\?" variable is not set/g)].map(([, name = '']) => name);
    return [...new Set(names)].sort();
}
/** A blank password is worse than none: an application may run with it. */
function blankSecrets(names, file, directory, where) {
    const inFile = names.filter((name) => file.includes(`$${name}`) || file.includes(`\${${name}`));
    const inValues = names.filter((name) => !inFile.includes(name));
    const missing = inFile.length > 0 ? `${inFile.join(', ')} ${inFile.length === 1 ? 'has' : 'have'} no value` : '';
    const halved = inValues.length > 0 ? `a value in .env or an env_file holds $${inValues.join(', $')}, which compose takes for a variable` : '';
    return new build/* Failure */.HR('secrets-missing', `On ${where}, in ${directory}: ${[missing, halved].filter(Boolean).join('; ')}. Compose would use a blank.`, {
        state: 'Nothing was changed.',
        hint: [
            missing ? `Set them in ${directory}/.env; where a blank is meant, write \${${inFile[0]}:-} in the compose file.` : '',
            halved ? "Write that value in single quotes: PASSWORD='pa$word'." : '',
        ]
            .filter(Boolean)
            .join(' '),
    });
}
function project_refused(stderr, file, directory, where) {
    const [, missing] = /env file (\S.*?) not found/.exec(stderr) ?? [];
    if (missing) {
        return new build/* Failure */.HR('secrets-missing', `${file} names the env_file ${missing}, which is not there on ${where}.`, {
            state: 'Nothing was changed.',
            hint: `Put it there, readable for the deploying user alone: install -m 600 your-file ${missing}. Where it may be absent, say so in the compose file: required: false.`,
        });
    }
    return new build/* Failure */.HR('compose-invalid', `Compose cannot read ${file}: ${(0,shell_build.lastLines)(stderr, 3)}`, {
        state: 'Nothing was changed.',
        hint: `Try it in ${directory} on ${where}: docker compose config. Values of variables come from the .env there.`,
    });
}
async function readComposeFile(context, path) {
    try {
        return await (0,promises_.readFile)((0,external_node_path_.resolve)(context.workspace, path));
    }
    catch (cause) {
        throw new build/* Failure */.HR('compose-missing', `${path} cannot be read in ${context.workspace}.`, {
            state: 'Nothing was changed.',
            hint: 'Check the input compose-file, and that a step before this one checks the repository out.',
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./packages/docker/build/index.js










;// CONCATENATED MODULE: ./actions/run-migrations/build/container.js



/** Alembic in a container of the new image, made for one call, with the service's environment and networks. */
async function containerTransport(shell, project, options) {
    const attached = await networksExist(shell, project.model, options.service);
    const volumes = new Set((await shell.run(['docker', 'volume', 'ls', '--quiet'])).stdout.split('\n'));
    const base = taskModel(project.model, { service: options.service, image: options.image, attached });
    const argv = (words) => {
        const flags = ['--project-name', base.name, '--project-directory', project.directory, '--file', '-', '--ansi', 'never'];
        return ['docker', 'compose', ...flags, '--progress', 'quiet', ...words];
    };
    return {
        where: `the image ${options.image} on ${shell.where}`,
        async run(ask, call) {
            const name = `${project.name}-migrate-${(0,external_node_crypto_.randomUUID)().slice(0, 8)}`;
            const input = JSON.stringify(modelOf(base, options, ask, volumes));
            const words = argv(['run', '--rm', '-T', '--no-deps', '--name', name, options.service]);
            return runNamed(shell, name, words, input, project.directory, call);
        },
        command: (words) => `docker compose run --rm -T --no-deps ${options.service} alembic ${words.join(' ')}`,
        async close() {
            if (attached)
                return;
            // The network was made for the calls alone; another run that uses it keeps it.
            const options = { input: JSON.stringify(base), allowFailure: true, cwd: project.directory };
            await shell.run(argv(['down']), options).catch(() => { });
        },
    };
}
async function runNamed(shell, name, argv, input, cwd, call) {
    try {
        return await shell.run(argv, { input, cwd, allowFailure: true, lines: 'all', ...call });
    }
    catch (error) {
        // The client is gone; the container, and with it the connection to the database, must not outlive it.
        await shell.run(['docker', 'rm', '--force', '--volumes', name], { allowFailure: true, deadline: 20_000 }).catch(() => { });
        throw error;
    }
}
/** The model of one call. It goes to compose on standard input: what compose resolved, passwords included, never stands in a file. */
function modelOf(base, options, ask, volumes) {
    const { networks, tty: _tty, stdin_open: _stdin, profiles: _profiles, ...service } = base.services[options.service] ?? {};
    const task = {
        ...service,
        ...(ask.connect ? (networks ? { networks } : {}) : { network_mode: 'none' }),
        volumes: (service.volumes ?? []).filter((mount) => mount.type !== 'volume' || exists(base, mount.source, volumes)),
        environment: { ...service.environment, ...container_mapValues(options.environment, escaped) },
        // The image's own entry point may wait, migrate or serve.
        entrypoint: launch(ask, options.python).map(escaped),
        command: [],
    };
    return { ...base, services: { [options.service]: task } };
}
/** A volume that the first release has not made yet is none that a migration needs. */
function exists(model, source, volumes) {
    return source === undefined || volumes.has(model.volumes?.[source]?.name ?? source);
}
async function networksExist(shell, model, service) {
    const names = Object.keys(model.services[service]?.networks ?? {}).map((key) => model.networks?.[key]?.name ?? `${model.name}_${key}`);
    if (names.length === 0)
        return true;
    const { code } = await shell.run(['docker', 'network', 'inspect', '--format', '{{.Id}}', ...names], { allowFailure: true });
    return code === 0;
}
/** Compose reads a dollar as the start of a variable. */
function escaped(text) {
    return text.replaceAll('$', '$$$$');
}
function container_mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/scrub.js
const telling = /pass|secret|token|key|credential|dsn|ur[il]$/i;
/** Values of an environment that nobody should read in a log. */
function secretsOf(environment) {
    const found = new Set();
    for (const [name, value] of Object.entries(environment)) {
        if (!value || !telling.test(name))
            continue;
        const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*?:(.+)@/i.exec(value)?.[1];
        if (password)
            for (const form of [password, scrub_decode(password)])
                found.add(form);
        else if (!/:\/\//.test(value) && !/^(\d{1,7}|true|false)$/i.test(value))
            found.add(value);
    }
    return [...found].filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
}
function createScrub(secrets) {
    return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}
function scrub_decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/transport.js

/** Alembic of a folder on the shell's machine. */
function localTransport(shell, options) {
    return {
        where: `${options.folder} on ${shell.where}`,
        run: (ask, call) => shell.run(launch(ask, options.python), {
            cwd: options.folder,
            secrets: options.secrets,
            allowFailure: true,
            lines: 'all',
            ...call,
        }),
        command: (words) => `cd ${options.folder} && alembic ${words.join(' ')}`,
        close: async () => { },
    };
}
/** Alembic in a container that runs already. The engine does not end what a lost client left behind; the next run sees it and waits. */
function execTransport(shell, options) {
    const variables = Object.keys(options.secrets).flatMap((name) => ['--env', name]);
    return {
        where: `the container ${options.container.name} on ${shell.where}`,
        run: (ask, call) => shell.run(['docker', 'exec', ...variables, options.container.id, ...launch(ask, options.python)], {
            secrets: options.secrets,
            allowFailure: true,
            lines: 'all',
            ...call,
        }),
        command: (words) => `docker exec ${options.container.name} alembic ${words.join(' ')}`,
        close: async () => { },
    };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/workplace.js







/** @param mayStart whether the database service may be started where it does not run */
async function openWorkplace(inputs, ports, mayStart) {
    if (inputs.transport === 'local')
        return openFolder(inputs, ports);
    const { shell } = ports;
    await requireEngine(shell);
    const project = await openProject(shell, inputs, ports.context);
    checkServices(inputs, project);
    const running = await provideDatabase(inputs, ports, project, mayStart);
    const address = addressOf(inputs, project);
    const given = givenUrl(inputs);
    const service = project.model.services[inputs.service] ?? {};
    const database = project.model.services[inputs['database-service']] ?? {};
    const scrub = createScrub(secretsOf({ ...database.environment, ...service.environment, ...given }));
    if (inputs.transport === 'exec') {
        const container = await liveContainer(shell, project.name, inputs.service);
        return { transport: execTransport(shell, { container, python: inputs.python, secrets: given }), address, running, scrub };
    }
    const image = inputs.image ?? service.image;
    if (!image)
        throw (0,build/* badInputs */.PD)([{ input: 'image', message: `is needed: the service ${inputs.service} names none in the compose file` }]);
    const { 'registry-username': username, 'registry-password': password } = inputs;
    await pullImage(shell, image, username && password ? { username, password } : undefined);
    const options = { service: inputs.service, image, python: inputs.python, environment: given };
    return { transport: await containerTransport(shell, project, options), address, running, scrub };
}
async function openFolder(inputs, ports) {
    const url = inputs['database-url'];
    if (!url)
        throw (0,build/* badInputs */.PD)([{ input: 'database-url', message: 'is needed with transport local, and is missing or empty' }]);
    const { shell, context } = ports;
    const base = shell.remote ? external_node_path_.posix.resolve(await (0,shell_build.homeFolder)(shell), inputs.directory ?? '.') : context.workspace;
    const folder = external_node_path_.posix.resolve(base, inputs['working-directory']);
    const secrets = givenUrl(inputs);
    const there = await shell.run(['test', '-d', folder], { allowFailure: true });
    if (there.code !== 0)
        throw (0,build/* badInputs */.PD)([{ input: 'working-directory', message: `names ${folder}, which is no folder on ${shell.where}` }]);
    const transport = localTransport(shell, { folder, python: inputs.python, secrets });
    return { transport, address: { url }, running: true, scrub: createScrub(secretsOf(secrets)) };
}
function givenUrl(inputs) {
    return inputs['database-url'] ? { [inputs['database-variable']]: inputs['database-url'] } : {};
}
function addressOf(inputs, project) {
    const url = inputs['database-url'];
    return url ? { url } : { projectName: project.name, service: inputs['database-service'] };
}
function checkServices(inputs, project) {
    const known = Object.keys(project.model.services);
    const wanted = inputs['database-url'] ? ['service'] : ['service', 'database-service'];
    const problems = wanted
        .filter((input) => !known.includes(inputs[input]))
        .map((input) => {
        const other = input === 'database-service' ? '; give database-url where the database is no service' : '';
        return { input, message: `'${inputs[input]}' is not a service of ${inputs['compose-file']}, which has ${known.join(', ')}${other}` };
    });
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
}
/** Starts the database service and nothing else, where that is allowed. @returns whether there is a database to ask */
async function provideDatabase(inputs, ports, project, mayStart) {
    const service = inputs['database-service'];
    if (inputs['database-url'])
        return true;
    if (!mayStart)
        return (await runningContainer(ports.shell, project.name, service)) !== undefined;
    const others = Object.keys(project.model.services).filter((name) => name !== service);
    await ensureSingles(ports.shell, project, others, ports);
    return true;
}
/** The running container of a service: of the project itself, or of the one colour that runs. */
async function liveContainer(shell, project, service) {
    const projects = [project, model_colorProject(project, 'blue'), model_colorProject(project, 'green')];
    const lists = await Promise.all(projects.map((name) => containersOf(shell, name)));
    const found = lists.flat().filter((one) => one.service === service && one.status === 'running');
    const [container] = found;
    if (container && found.length === 1)
        return container;
    const several = found.length > 1 ? `Several containers of ${service} run` : `No container of ${service} runs`;
    throw new build/* Failure */.HR('no-container', `${several} on ${shell.where}${container ? `: ${found.map((one) => one.name).join(', ')}` : ''}.`, {
        state: 'Nothing was changed.',
        hint: 'Use transport run, which makes a container of its own.',
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/run.js









/**
 * Plans, verifies, applies or undoes migrations. What was asked for is true when this returns.
 * @throws Failure with a reason of the contract, the state of the database and its outputs
 */
async function run(inputs, ports) {
    const started = ports.clock.now();
    const changes = (inputs.mode === 'apply' || inputs.mode === 'downgrade') && !inputs['dry-run'];
    const workplace = await openWorkplace(inputs, ports, changes);
    const work = createWork(workplace, inputs, ports, started);
    try {
        const direction = inputs.mode === 'downgrade' ? 'downgrade' : 'upgrade';
        const target = direction === 'downgrade' ? inputs.revision : inputs.target;
        const connect = work.running || inputs.mode === 'verify';
        const facts = await probe(work, { direction, target, connect });
        const { transport } = work;
        checkGates(facts, { direction, target, where: transport.where, command: transport.command });
        const plan = makePlan(facts, direction, target);
        tell(work, plan, facts, connect);
        const timings = { probe: ports.clock.now() - started };
        if (inputs.mode === 'verify')
            return verify(work, plan, facts, timings);
        if (changes)
            return await migrate(work, plan, facts, timings);
        return conclude(work, {
            outcome: 'planned',
            headline: planned(plan, connect),
            plan,
            ran: [],
            to: facts.current,
            duration: 0,
            rest: 'pending',
            timings,
        });
    }
    finally {
        await workplace.transport.close();
    }
}
function tell(work, plan, facts, connect) {
    const { log } = work.ports;
    const at = connect
        ? `The database ${facts.database} (PostgreSQL ${facts.server}) is at ${place(facts.current)}`
        : 'The database does not run yet';
    log.info(`${at}; ${work.transport.where} knows revisions up to ${place(facts.heads)} (Alembic ${facts.alembic}, ${facts.ini}).`);
    const verb = plan.direction === 'upgrade' ? 'Pending' : 'To undo';
    for (const one of plan.revisions)
        log.info(`${verb}: ${one.id} ${one.doc} (${one.path})`);
}
function planned(plan, connect) {
    const count = plan.revisions.length === 1 ? '1 revision' : `${plan.revisions.length} revisions`;
    if (!connect)
        return `Plan: the database does not run yet, so its revision is unknown; the history has ${count}`;
    if (plan.revisions.length === 0)
        return 'Plan: nothing is pending';
    return plan.direction === 'upgrade' ? `Plan: ${count} to apply` : `Plan: ${count} to undo`;
}
function verify(work, plan, facts, timings) {
    const tale = { plan, ran: [], to: facts.current, duration: 0, rest: 'missing', timings };
    if (plan.revisions.length === 0)
        return conclude(work, { ...tale, outcome: 'verified', headline: `Verified: the database is at ${plan.target}` });
    const missing = plan.revisions.map((one) => one.id).join(', ');
    const headline = `Not verified: ${missing} not applied`;
    throw new build/* Failure */.HR('verify-mismatch', `The database is at ${place(facts.current)} and lacks ${missing} of ${plan.target}.`, {
        state: 'Nothing was changed.',
        hint: 'Run mode apply with the same image.',
        outputs: outputsOf(tale),
        summary: renderSummary({ ...tale, headline, where: work.transport.where }),
    });
}


/***/ })

};
