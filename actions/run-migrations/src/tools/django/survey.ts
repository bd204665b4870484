/** What is applied, what is pending and what is to be undone, by Django's own loader. */
export const survey = String.raw`
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
