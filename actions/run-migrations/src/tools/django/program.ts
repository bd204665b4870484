import { channel } from '../../program/channel.ts';
import { questions } from '../../program/facts.ts';
import { live } from '../../program/live.ts';
import { allows } from '../../program/offline.ts';
import { survey } from './survey.ts';

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

export const program: string = [channel, questions, live, allows, django, survey, work].join('');
