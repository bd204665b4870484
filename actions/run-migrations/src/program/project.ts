/** Second part: the team's Alembic, set up as its own command line sets it up, from whatever folder. */
export const project = `
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

# A merge often has nothing to run. Code that names nothing calls nothing.
def is_empty(function):
    code = getattr(function, '__code__', None)
    if code is None or code.co_names or code.co_freevars or code.co_argcount:
        return False
    return all(one is None or isinstance(one, str) for one in code.co_consts)

def revision_of(step):
    revision = step.revision
    return {
        'id': revision.revision,
        'parents': parents_of(revision),
        'doc': (revision.doc or '')[:200],
        'path': os.path.relpath(revision.path),
        'empty': is_empty(step.migration_fn),
    }
`;
