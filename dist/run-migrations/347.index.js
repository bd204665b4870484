export const id = 347;
export const ids = [347];
export const modules = {

/***/ 6347:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tool: () => (/* binding */ tool)
});

// EXTERNAL MODULE: ./actions/run-migrations/build/apply.js
var apply = __webpack_require__(2722);
// EXTERNAL MODULE: ./actions/run-migrations/build/probe.js + 1 modules
var probe = __webpack_require__(7935);
// EXTERNAL MODULE: ./actions/run-migrations/build/trouble.js
var build_trouble = __webpack_require__(7077);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/channel.js
var channel = __webpack_require__(8254);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/facts.js
var facts = __webpack_require__(4402);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/live.js
var live = __webpack_require__(7711);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/offline.js
var offline = __webpack_require__(3766);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/django/survey.js
/** What is applied, what is pending and what is to be undone, by Django's own loader. */
const survey = String.raw `
# What the database remembers of applications that are gone is nobody's matter; Django ignores it too.
def recorded(loader, recorder):
    if not recorder.has_table():
        return []
    keys = [(one.app, one.name) for one in recorder.migration_qs.order_by('id')]
    return [key for key in keys if key[0] in loader.migrated_apps]

def unknown_of(loader, keys):
    replaced = set(key for migration in loader.disk_migrations.values() for key in migration.replaces)
    return [name_of(key) for key in keys if key not in loader.disk_migrations and key not in replaced]

# A squash stands for its parts: Django keeps either in its graph, and so must what is compared before and after.
def effective(loader, keys):
    nodes = loader.graph.nodes
    found = []
    for key in keys:
        one = key if key in nodes else next((squash for squash, migration in loader.replacements.items() if squash in nodes and key in migration.replaces), None)
        if one and one not in found:
            found.append(one)
    return found

def refuse_half(loader):
    for squash in loader.replacements:
        outer = any(squash in migration.replaces for key, migration in loader.replacements.items() if key in loader.graph.nodes)
        if squash not in loader.graph.nodes and not outer:
            raise Refusal('squash', name_of(squash))

def upward(executor, out):
    plan = [migration for migration, backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if ask['target'] in ('head', 'heads'):
        return plan
    ids = [name_of((one.app_label, one.name)) for one in plan]
    if ask['target'] in out['applied']:
        return []
    if ask['target'] not in ids:
        out['refused'] = 'there is no migration ' + ask['target']
        return []
    return plan[:ids.index(ask['target']) + 1]

def downward(loader, keys, out):
    target, ids = ask['target'], [name_of(key) for key in keys]
    kept = None
    if target == 'base':
        kept = 0
    elif re.match(r'-\d+$', target) and int(target[1:]) <= len(ids):
        kept = len(ids) - int(target[1:])
    elif target in ids:
        kept = ids.index(target) + 1
    if kept is None:
        out['refused'] = target + ' is none of the ' + str(len(ids)) + ' that are applied'
        return []
    return [loader.get_migration(*key) for key in reversed(keys[kept:])]

def survey(connection, out):
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader
    state['phase'] = 'history'
    if not ask['connect']:
        loader = MigrationLoader(None)
        plan = []
        for leaf in loader.graph.leaf_nodes():
            plan.extend(key for key in loader.graph.forwards_plan(leaf) if key not in plan)
        out['heads'] = [name_of(plan[-1])] if plan else []
        return None, [loader.get_migration(*key) for key in plan]
    executor = MigrationExecutor(connection)
    loader = executor.loader
    conflicts = loader.detect_conflicts()
    if conflicts:
        raise Refusal('conflict', ', '.join(app + ': ' + ', '.join(names) for app, names in sorted(conflicts.items())))
    keys = recorded(loader, executor.recorder)
    out['stamped'] = executor.recorder.has_table()
    out['unknown'] = unknown_of(loader, keys)
    pending = [one for one, backwards in executor.migration_plan(loader.graph.leaf_nodes())]
    kept = effective(loader, keys)
    out['current'] = out['unknown'] or [name_of(key) for key in kept[-1:]]
    last = (pending[-1].app_label, pending[-1].name) if pending else kept[-1] if kept else None
    out['heads'] = [name_of(last)] if last else []
    if out['unknown']:
        return executor, []
    if pending or ask['direction'] == 'downgrade':
        refuse_half(loader)
    keys = kept
    out['applied'] = [name_of(key) for key in keys]
    steps = downward(loader, keys, out) if ask['direction'] == 'downgrade' else upward(executor, out)
    return executor, steps
`;

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/django/program.js





/**
 * Runs the team's manage.py with one order put in the place of its own: so settings, path and interpreter are those of the team. Then the history is read by
 * Django's own loader, and `migrate` is Django's own command.
 */
const django = `
try:
    import django
except ImportError:
    leave(43)

state = {'phase': 'config', 'called': False, 'files': set(), 'revision': None, 'loose': False}
usual = ['.', 'backend', 'app', 'src', 'server', 'api', '/app', '/app/backend', '/app/src', '/code', '/src', '/srv', '/srv/app', '/usr/src/app', '/opt/app']

def find_manage():
    name = ask['ini'] or 'manage.py'
    for folder in ['.'] if os.path.isabs(name) else usual:
        path = os.path.abspath(os.path.join(folder, name))
        if os.path.isfile(path):
            return path
    raise Refusal('no-ini', 'no ' + name + ' in ' + os.getcwd() + ' or in the usual folders')

def rows(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [list(row) for row in cursor.fetchall()]

def run(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)

def prepare_session(sender=None, connection=None, **more):
    run(connection, 'set lock_timeout = ' + str(int(ask['lockTimeout'])))
    if ask['task'] == 'migrate':
        run(connection, "set application_name = '" + own_name() + "'")
        run(connection, "select set_config(name, '2s', false) from pg_settings where name = 'client_connection_check_interval'")

def name_of(key):
    return key[0] + '.' + key[1]

def file_of(migration):
    return os.path.abspath(sys.modules[type(migration).__module__].__file__)

def revision_of(migration):
    own = [name_of(key) for key in migration.dependencies if key[0] == migration.app_label]
    doc = migration.name.lstrip('0123456789_').replace('_', ' ')
    empty = not migration.operations and not {'apply', 'unapply'} & set(vars(type(migration)))
    return {'id': name_of((migration.app_label, migration.name)), 'parents': own, 'doc': doc, 'path': os.path.relpath(file_of(migration)), 'empty': empty}

`;
const work = `
# What a migration runs, by Django's own sqlmigrate; in a session that cannot write, whatever operations of the team do meanwhile.
def see(connection, loader, steps):
    seen = []
    connection.close()
    run(connection, 'set session characteristics as transaction read only')
    for migration in steps:
        entry = {'id': name_of((migration.app_label, migration.name)), 'statements': [], 'unseen': None, 'allows': allows_in(file_of(migration))}
        seen.append(entry)
        try:
            lines = loader.collect_sql([(migration, False)])
        except Exception as error:
            entry['unseen'] = 'Django cannot write it as SQL: ' + type(error).__name__ + ': ' + first_line(error)[:200]
            continue
        if any('CANNOT BE WRITTEN AS SQL' in line for line in lines):
            entry['unseen'] = 'it runs Python'
        statements = [{'sql': line[:20000], 'line': None} for line in lines if not line.lstrip().startswith('--')]
        if not migration.atomic:
            statements = [{'sql': 'commit', 'line': None}] + statements + [{'sql': 'begin', 'line': None}]
        entry['statements'] = statements
    connection.close()
    return {'revisions': seen, 'transactional': True, 'perRevision': True, 'live': read_live(connection), 'failed': None}

def follow(name):
    from django.db.migrations.executor import MigrationExecutor
    original = getattr(MigrationExecutor, name)
    def told(self, project, migration, *positional, **named):
        state.update(revision=name_of((migration.app_label, migration.name)), loose=not migration.atomic)
        say('start', id=state['revision'])
        started = time.monotonic()
        result = original(self, project, migration, *positional, **named)
        say('ran', id=state['revision'], ms=int((time.monotonic() - started) * 1000))
        state.update(revision=None)
        return result
    setattr(MigrationExecutor, name, told)

def orders(loader, steps):
    if ask['direction'] == 'upgrade':
        return [(one.app_label, one.name) for one in steps]
    before = lambda key: sorted(node.key for node in loader.graph.node_map[key].parents if node.key[0] == key[0])
    keys = [(one.app_label, one.name) for one in steps]
    return [(key[0], before(key)[-1][1] if before(key) else 'zero') for key in keys]

def migrate(executor, steps):
    from django.core.management import call_command
    if [name_of((one.app_label, one.name)) for one in steps] != ask['expect']:
        raise Refusal('changed', 'the migrations to run are not those that were planned')
    state['files'] = set(file_of(one) for one in steps)
    state['phase'] = 'migration'
    follow('apply_migration')
    follow('unapply_migration')
    route(voice)
    options = {'interactive': False, 'verbosity': 1, 'no_color': True}
    if ask['direction'] == 'upgrade' and ask['target'] in ('head', 'heads'):
        return call_command('migrate', **options)
    for app, name in orders(executor.loader, steps):
        call_command('migrate', app, name, **options)

def inside(argv=None):
    state['called'] = True
    state['phase'] = 'environment'
    django.setup()
    from django.db import connection
    from django.db.backends.signals import connection_created
    if connection.vendor != 'postgresql':
        raise Refusal('dialect', connection.vendor)
    connection_created.connect(prepare_session)
    if ask['connect']:
        state['phase'] = 'connect'
        connection.ensure_connection()
    executor, steps = survey(connection, state['out'])
    if ask['task'] == 'migrate':
        migrate(executor, steps)
        say('end')
        leave(0)
    out = state['out']
    out['steps'] = [revision_of(one) for one in steps]
    if ask['connect']:
        state['phase'] = 'database'
        schema = rows(connection, 'select current_schema()')[0][0] or 'public'
        table = schema + '.django_migrations'
        out.update(facts_of(connection, table, (table + '_id_seq',)), driver='django')
    say('answer', **out)
    if ask['sql'] and steps:
        say('offline', **see(connection, executor.loader, steps))
    leave(0)

def main():
    state['out'] = {'alembic': django.get_version(), 'current': [], 'heads': [], 'unknown': [], 'applied': [], 'steps': [], 'stamped': False, 'tables': [], 'others': []}
    try:
        path = find_manage()
        state['out']['ini'] = os.path.relpath(path)
        os.chdir(os.path.dirname(path))
        sys.path[:] = [os.getcwd()] + [entry for entry in sys.path if entry not in ('', os.getcwd())]
        sys.argv[:] = ['manage.py', 'migrate']
        import runpy
        from django.core import management
        management.execute_from_command_line = inside
        state['phase'] = 'environment'
        runpy.run_path(path, run_name='__main__')
        raise Refusal('environment', 'manage.py did not call execute_from_command_line()')
    except BaseException as error:
        route(silence)
        refusal = next((one for one in chain(error) if isinstance(one, Refusal)), None)
        kind = refusal.kind if refusal else state['phase']
        say('failure', phase=kind, revision=state['revision'], loose=state['loose'], heads=state['out']['heads'], **describe(refusal or error, state['files']))
        leave(1)

main()
`;
const program = [channel/* channel */.I, facts/* questions */.a, live/* live */.V, offline/* allows */.N, django, survey, work].join('');

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/django/tool.js




/** Django, by a program that runs in the place of the team's manage.py command. Its own database `default` is asked and migrated. */
const tool = {
    title: 'Django',
    undoes: true,
    program: program,
    outside: 'Use AddIndexConcurrently (or RunSQL) in a migration of its own with atomic = False.',
    unverified: 'Look for a router or a setting that leads migrate to another database.',
    meaning,
    probe: probe/* probeProgram */.XE,
    attempt: apply/* follow */.e6,
    stamp: () => 'Say once what it has: manage.py migrate --fake APP MIGRATION, for each application whose tables are there.',
    mend: (_, id) => `Look at ${id}: manage.py showmigrations`,
    goBack: (_, to) => `Go back with mode downgrade, revision ${to}, or restore a backup.`,
    noWayBack: ({ refused }) => `There is no way back by itself: ${refused ?? 'what was applied is not the newest'}.`,
};
function meaning(trouble, { transport, inputs }) {
    const words = (0,build_trouble/* wordsOf */.Z9)(trouble);
    switch (trouble.phase) {
        case 'no-ini':
            return {
                reason: 'no-tool',
                sentence: `Django is in ${transport.where}, but its manage.py is not: ${trouble.message}.`,
                hint: 'Set the input tool-command to the path of manage.py there.',
            };
        case 'conflict':
            return {
                reason: 'multi-head',
                sentence: `The history has several heads: ${trouble.message}. Django would apply none of them.`,
                hint: 'Merge them in the repository: manage.py makemigrations --merge.',
            };
        case 'squash':
            return {
                reason: 'broken-history',
                sentence: `A part of what ${trouble.message} replaces is applied, and another part is not.`,
                hint: 'Deploy the release before the squash first, so that all of its parts are applied.',
            };
        case 'history':
        case 'config':
            return {
                reason: 'broken-history',
                sentence: `The migrations in ${transport.where} cannot be read: ${words}`,
                hint: 'On a machine of yours: manage.py showmigrations --plan.',
            };
        case 'environment':
            return {
                reason: 'broken-environment',
                sentence: `The settings failed before they reached the database: ${words}`,
                hint: `Check the environment of ${inputs.service}; on a machine of yours: manage.py check.`,
            };
        default:
            return undefined;
    }
}


/***/ })

};
