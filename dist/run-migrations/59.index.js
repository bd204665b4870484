export const id = 59;
export const ids = [59];
export const modules = {

/***/ 2722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CD: () => (/* binding */ attempt),
/* harmony export */   Gg: () => (/* binding */ titleOf),
/* harmony export */   e6: () => (/* binding */ follow),
/* harmony export */   fn: () => (/* binding */ late)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _probe_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7935);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7077);



/** Runs the plan's revisions with the team's own tool. What a migration prints is shown as it comes, once it runs. */
function attempt(work, plan, signal) {
    const title = plan.direction === 'upgrade' ? 'Migrations' : 'Downgrade';
    return work.ports.log.group(title, () => work.tool.attempt({ ...work, signal }, plan));
}
/** With Alembic's own steps and the team's env.py. @param onCaptured gets what the revisions run and lock: on a copy only */
async function follow(work, plan, onCaptured) {
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
        sql: false,
        key: null,
        end: false,
        capture: onCaptured !== undefined,
        expect: plan.revisions.map((one) => one.id),
    };
    try {
        const code = await (0,_probe_js__WEBPACK_IMPORTED_MODULE_1__/* .converse */ .iq)(work, request, (message) => {
            tell();
            if (message.kind === 'start') {
                started ??= clock.now();
                at = message.id;
            }
            else if (message.kind === 'ran') {
                at = undefined;
                ran.push({ id: message.id, duration: message.ms });
                log.info(`${ran.length} of ${plan.revisions.length}: ${titleOf(plan, message.id)} in ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(message.ms)}`);
            }
            else if (message.kind === 'failure')
                trouble = message.trouble;
            else if (message.kind === 'end')
                ended = true;
            else
                onCaptured?.(message);
        }, 
        // Before the first revision it is the application that speaks, while it is imported.
        (line) => started !== undefined && said.length < 10_000 && said.push(line));
        if (trouble)
            failure = failureOf(trouble, work, plan);
        else if (!ended)
            failure = new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('failed-clean', `The migration ended with exit code ${code} in the middle${at ? ` of ${at}` : ''}.`);
    }
    catch (error) {
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        failure = error.reason === 'timeout' ? late(work, plan, at, error) : error;
    }
    tell();
    return { ran, duration: started === undefined ? 0 : clock.now() - started, failure, trouble, at };
}
function late(work, plan, at, cause) {
    const where = at ? `in the middle of ${titleOf(plan, at)}` : 'and no revision was under way';
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('timeout', `The migrations did not end within ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(work.inputs.timeout)}, ${where}.`, { cause });
}
function failureOf(trouble, work, plan) {
    if (trouble.phase !== 'migration')
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .explain */ .WE)(trouble, work, {});
    const what = trouble.revision
        ? `The revision ${titleOf(plan, trouble.revision)} failed`
        : 'The transaction of the migration failed at its end';
    const statement = trouble.statement ? ` Statement: ${trouble.statement}` : '';
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('failed-clean', work.scrub(`${what}: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .wordsOf */ .Z9)(trouble)}.${statement}`));
}
function titleOf(plan, id) {
    const doc = plan.revisions.find((one) => one.id === id)?.doc;
    return doc ? `${id} (${doc})` : id;
}


/***/ }),

/***/ 9585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ classify),
  Q: () => (/* binding */ worst)
});

// EXTERNAL MODULE: ./actions/run-migrations/build/program/values.js
var values = __webpack_require__(983);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/hazard.js
var hazard = __webpack_require__(829);
;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/known.js
/** Kinds of statements that a rule judges, or that stop nobody. What is not here is unclassified: a rule that was never written finds nothing. */
const known = new Set(`SelectStmt InsertStmt UpdateStmt DeleteStmt MergeStmt CopyStmt ExplainStmt VariableSetStmt VariableShowStmt TransactionStmt NotifyStmt
  CreateStmt CreateTableAsStmt ViewStmt CreateSeqStmt AlterSeqStmt CreateSchemaStmt CreateEnumStmt CreateDomainStmt CompositeTypeStmt CreateRangeStmt
  DefineStmt CreateFunctionStmt CreateExtensionStmt CreateStatsStmt CreateCastStmt CreateTrigStmt CreatePolicyStmt AlterPolicyStmt CreateRoleStmt
  IndexStmt AlterTableStmt RenameStmt DropStmt AlterObjectSchemaStmt AlterOwnerStmt AlterEnumStmt TruncateStmt LockStmt VacuumStmt ClusterStmt
  ReindexStmt RefreshMatViewStmt CommentStmt GrantStmt GrantRoleStmt AlterDefaultPrivilegesStmt SecLabelStmt CreatePublicationStmt
  CreatedbStmt DropdbStmt AlterSystemStmt CreateTableSpaceStmt DropTableSpaceStmt`.split(/\s+/));
/** Why a statement cannot be judged, if so. */
function unjudged(node) {
    const kind = Object.keys(node)[0] ?? '';
    if (kind === 'DoStmt' || kind === 'CallStmt' || kind === 'ExecuteStmt')
        return 'what a block of code does is not known';
    return known.has(kind) ? undefined : `no rule knows ${kind.replace(/Stmt$/, '')}`;
}

// EXTERNAL MODULE: ./actions/run-migrations/build/classify/names.js
var classify_names = __webpack_require__(9169);
;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/type-name.js

const aliases = {
    'character varying': 'varchar',
    character: 'bpchar',
    char: 'bpchar',
    'timestamp without time zone': 'timestamp',
    'timestamp with time zone': 'timestamptz',
    'time without time zone': 'time',
    'time with time zone': 'timetz',
    smallint: 'int2',
    integer: 'int4',
    int: 'int4',
    bigint: 'int8',
    real: 'float4',
    'double precision': 'float8',
    boolean: 'bool',
    decimal: 'numeric',
    'bit varying': 'varbit',
};
/** A type as `format_type` prints it. */
function typeOfText(text) {
    const modifiers = /\(([\d, ]+)\)/.exec(text)?.[1]?.split(',').map(Number) ?? [];
    const [, bare = '', array = ''] = /^(.*?)((?:\[\])*)$/.exec(text
        .replace(/\([\d, ]+\)/, '')
        .replaceAll('"', '')
        .trim()) ?? [];
    return { name: (aliases[bare] ?? bare.replace(/^public\./, '')) + array, modifiers };
}
function typeOfNode(type) {
    const names = (0,classify_names/* namesOf */.eZ)(type?.names).filter((name) => name !== 'pg_catalog' && name !== 'public');
    const modifiers = (type?.typmods ?? []).flatMap((node) => ('A_Const' in node ? [node.A_Const.ival?.ival ?? 0] : []));
    const array = (type?.arrayBounds ?? []).length > 0 ? '[]' : '';
    const name = names.join('.');
    return { name: (aliases[name] ?? name) + array, modifiers };
}
const harmless = { rewrites: false, narrows: false, differs: false };
const integers = ['int2', 'int4', 'int8'];
const strings = ['varchar', 'text'];
/** What changing a column's type does, measured on PostgreSQL 15: growing a limit is only written down. */
function compareTypes(from, to, timeZone) {
    if (from.name === to.name)
        return compareLimits(from, to);
    if (strings.includes(from.name) && strings.includes(to.name)) {
        if (to.modifiers.length === 0)
            return harmless;
        return { rewrites: true, narrows: true, differs: false };
    }
    if (from.name === 'cidr' && to.name === 'inet')
        return harmless;
    if (['timestamp', 'timestamptz'].includes(from.name) && ['timestamp', 'timestamptz'].includes(to.name)) {
        const same = (from.modifiers[0] ?? 6) <= (to.modifiers[0] ?? 6);
        return { rewrites: !(same && /^(Etc\/)?(UTC|GMT)$/.test(timeZone)), narrows: false, differs: true };
    }
    const [before, after] = [integers.indexOf(from.name), integers.indexOf(to.name)];
    if (before >= 0 && after >= 0)
        return { rewrites: true, narrows: after < before, differs: false };
    return { rewrites: true, narrows: true, differs: true };
}
function compareLimits(from, to) {
    const [before, after] = [from.modifiers, to.modifiers];
    if (before.join() === after.join())
        return harmless;
    switch (from.name) {
        case 'varchar':
        case 'varbit':
            if (after.length === 0 || (before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0)))
                return harmless;
            return { rewrites: true, narrows: true, differs: false };
        case 'numeric': {
            if (after.length === 0)
                return harmless;
            const scale = (limits) => limits[1] ?? 0;
            const grows = before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0) && scale(after) === scale(before);
            if (grows)
                return harmless;
            const room = (limits) => (limits[0] ?? 0) - scale(limits);
            return { rewrites: true, narrows: before.length === 0 || room(after) < room(before) || scale(after) < scale(before), differs: false };
        }
        case 'timestamp':
        case 'timestamptz':
        case 'time':
        case 'timetz':
            if ((after[0] ?? 6) >= (before[0] ?? 6))
                return harmless;
            return { rewrites: true, narrows: true, differs: false };
        default:
            return { rewrites: true, narrows: true, differs: false };
    }
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/memory.js

const unknownColumn = { type: undefined, required: undefined, filled: undefined, added: false };
function createMemory(live, transactional) {
    const proven = Object.entries(live.tables).flatMap(([table, facts]) => facts.proven.map((column) => `${table}.${column}`));
    return {
        live,
        made: new Set(),
        madeTypes: new Set(),
        indexes: new Map(Object.entries(live.indexes)),
        columns: new Map(),
        proven: new Set(proven),
        unproven: new Map(),
        aliases: new Map(),
        inTransaction: transactional,
        locked: new Map(),
        values: [],
    };
}
/** The end of a transaction gives its locks back, and makes new enum values usable. */
function endTransaction(memory, next) {
    memory.locked.clear();
    memory.values = [];
    memory.inTransaction = next;
}
function liveName(memory, table) {
    return memory.aliases.get(table) ?? table;
}
function columnOf(memory, table, name) {
    const seen = memory.columns.get(`${table}.${name}`);
    if (seen)
        return seen;
    const facts = memory.live.tables[liveName(memory, table)]?.columns[name];
    return facts ? { ...unknownColumn, type: typeOfText(facts.type), required: facts.required } : unknownColumn;
}
function setColumn(memory, table, name, change) {
    memory.columns.set(`${table}.${name}`, { ...columnOf(memory, table, name), ...change });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/column-definition.js

function constraintsOf(definition) {
    return (definition.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
}
function isNull(expression) {
    if ('TypeCast' in expression)
        return expression.TypeCast.arg !== undefined && isNull(expression.TypeCast.arg);
    return 'A_Const' in expression && expression.A_Const.isnull === true;
}
/** Functions whose value is one for the whole statement; PostgreSQL computes such a default once. Any other may differ from row to row. */
const steady = new Set(`now transaction_timestamp statement_timestamp current_setting current_database current_schema timezone date_trunc date_part extract age
  to_char to_date to_timestamp to_number make_date make_time make_timestamp make_timestamptz make_interval
  lower upper initcap trim btrim ltrim rtrim concat concat_ws format left right lpad rpad replace substring substr md5 length repeat reverse
  abs ceil floor round trunc power sqrt mod greatest least json_build_object jsonb_build_object json_build_array jsonb_build_array
  to_json to_jsonb array_fill string_to_array decode encode int4range int8range numrange tsrange tstzrange daterange`.split(/\s+/));
function isVolatile(expression) {
    return (0,classify_names/* findAll */.JW)(expression, 'FuncCall').some((call) => !steady.has((0,classify_names/* namesOf */.eZ)(call.funcname).at(-1) ?? ''));
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/remember.js




/** Writes down what a statement did, for those after it. */
function remember({ node, command, table }, memory) {
    if (command)
        rememberCommand(command, table, memory);
    else {
        rememberMade(node, memory);
        rememberChanged(node, memory);
    }
    if ('RenameStmt' in node)
        rememberName(node.RenameStmt, memory);
}
function rememberMade(node, memory) {
    if ('CreateStmt' in node)
        memory.made.add((0,classify_names/* tableOf */.c_)(node.CreateStmt.relation));
    else if ('CreateTableAsStmt' in node)
        memory.made.add((0,classify_names/* tableOf */.c_)(node.CreateTableAsStmt.into?.rel));
    else if ('ViewStmt' in node)
        memory.made.add((0,classify_names/* tableOf */.c_)(node.ViewStmt.view));
    else if ('CreateSeqStmt' in node)
        memory.made.add((0,classify_names/* tableOf */.c_)(node.CreateSeqStmt.sequence));
    else if ('CreateEnumStmt' in node)
        memory.madeTypes.add((0,classify_names/* nameOf */.Vb)(node.CreateEnumStmt.typeName));
    else if ('CreateDomainStmt' in node)
        memory.madeTypes.add((0,classify_names/* nameOf */.Vb)(node.CreateDomainStmt.domainname));
    else if ('CreateSchemaStmt' in node)
        memory.made.add(node.CreateSchemaStmt.schemaname ?? '');
    else if ('IndexStmt' in node)
        memory.indexes.set(node.IndexStmt.idxname ?? '', (0,classify_names/* tableOf */.c_)(node.IndexStmt.relation));
}
function rememberChanged(node, memory) {
    if ('AlterEnumStmt' in node) {
        const { typeName, newVal, oldVal } = node.AlterEnumStmt;
        const type = (0,classify_names/* nameOf */.Vb)(typeName);
        const waits = memory.inTransaction && !memory.madeTypes.has(type);
        if (newVal !== undefined && oldVal === undefined && waits)
            memory.values = [...memory.values, [type, newVal]];
    }
    if ('TransactionStmt' in node) {
        const kind = node.TransactionStmt.kind;
        if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START')
            endTransaction(memory, true);
        if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK')
            endTransaction(memory, false);
    }
}
function rememberName(statement, memory) {
    const { renameType, newname = '' } = statement;
    const on = statement.relation ? (0,classify_names/* tableOf */.c_)(statement.relation) : (0,classify_names/* objectName */.Hd)(statement.object);
    if (renameType === 'OBJECT_TABLE')
        renameTable(on, newname, memory);
    if (renameType === 'OBJECT_TYPE' && memory.madeTypes.delete(on))
        memory.madeTypes.add(newname);
    if (renameType === 'OBJECT_COLUMN')
        setColumn(memory, on, newname, columnOf(memory, on, statement.subname ?? ''));
}
function renameTable(from, to, memory) {
    if (memory.made.delete(from))
        memory.made.add(to);
    else
        memory.aliases.set(to, liveName(memory, from));
    for (const [key, column] of [...memory.columns]) {
        if (key.startsWith(`${from}.`))
            memory.columns.set(`${to}${key.slice(from.length)}`, column);
    }
}
function rememberCommand(command, table, memory) {
    const name = command.name ?? '';
    switch (command.subtype) {
        case 'AT_AddColumn':
            rememberColumn(command.def, table, memory);
            break;
        case 'AT_ColumnDefault':
            setColumn(memory, table, name, { filled: command.def !== undefined && !isNull(command.def) });
            break;
        case 'AT_SetNotNull':
            setColumn(memory, table, name, { required: true });
            break;
        case 'AT_DropNotNull':
            setColumn(memory, table, name, { required: false });
            break;
        case 'AT_AlterColumnType':
            if (command.def && 'ColumnDef' in command.def)
                setColumn(memory, table, name, { type: typeOfNode(command.def.ColumnDef.typeName) });
            break;
        case 'AT_AddConstraint':
            rememberCheck(command.def, table, memory);
            break;
        case 'AT_ValidateConstraint':
            for (const column of memory.unproven.get(`${table}.${name}`) ?? [])
                memory.proven.add(`${table}.${column}`);
            return;
        case 'AT_DropConstraint':
            for (const column of memory.unproven.get(`${table}.${name}`) ?? [])
                memory.proven.delete(`${table}.${column}`);
    }
}
function rememberCheck(definition, table, memory) {
    if (!definition || !('Constraint' in definition))
        return;
    const { contype, conname = '', raw_expr: check, skip_validation: unchecked } = definition.Constraint;
    if (contype !== 'CONSTR_CHECK')
        return;
    const columns = provenBy(check);
    if (unchecked)
        memory.unproven.set(`${table}.${conname}`, columns);
    else
        for (const column of columns)
            memory.proven.add(`${table}.${column}`);
}
function rememberColumn(definition, table, memory) {
    if (!definition || !('ColumnDef' in definition))
        return;
    const column = definition.ColumnDef;
    const given = constraintsOf(column);
    const fallback = given.find((one) => one.contype === 'CONSTR_DEFAULT')?.raw_expr;
    const type = typeOfNode(column.typeName);
    const own = given.some((one) => one.contype === 'CONSTR_IDENTITY' || one.contype === 'CONSTR_GENERATED');
    setColumn(memory, table, column.colname ?? '', {
        type,
        required: given.some((one) => one.contype === 'CONSTR_NOTNULL' || one.contype === 'CONSTR_PRIMARY'),
        filled: own || /serial/.test(type.name) || (fallback !== undefined && !isNull(fallback)),
        added: true,
    });
}
/** Columns that a check of the form `a IS NOT NULL AND b IS NOT NULL` proves. */
function provenBy(check) {
    if (!check)
        return [];
    if ('NullTest' in check && check.NullTest.nulltesttype === 'IS_NOT_NULL') {
        const arg = check.NullTest.arg;
        return arg && 'ColumnRef' in arg ? (0,classify_names/* findAll */.JW)(arg, 'sval').slice(-1) : [];
    }
    if ('BoolExpr' in check && check.BoolExpr.boolop === 'AND_EXPR')
        return (check.BoolExpr.args ?? []).flatMap(provenBy);
    return [];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/rule.js
const later = 'Do it in a later release, when no running version uses it any more.';
function briefly(rule, object, what) {
    const why = `${what}: everything on ${object} waits for a moment, and for as long as the statement itself waits for its lock`;
    return { rule, class: 'brief-lock', object, why, instead: '' };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/access.js


/** Rights, row security, triggers and partitions: who sees what. */
function access({ node, command, table }, memory) {
    if (command)
        return byCommand(command.subtype ?? '', table, command.def, memory);
    if ('GrantStmt' in node && !node.GrantStmt.is_grant) {
        const objects = (node.GrantStmt.objects ?? []).map((one) => (0,classify_names/* objectName */.Hd)(one)).filter((name) => !memory.made.has(name));
        return objects.map((object) => breaks('revoke', object, 'Old code may lose the right that it uses'));
    }
    if ('CreateTrigStmt' in node) {
        const on = (0,classify_names/* tableOf */.c_)(node.CreateTrigStmt.relation);
        return memory.made.has(on) ? [] : [briefly('create-trigger', on, 'Writes run a trigger from now on')];
    }
    if ('CreatePolicyStmt' in node) {
        const on = (0,classify_names/* tableOf */.c_)(node.CreatePolicyStmt.table);
        return memory.made.has(on) ? [] : [briefly('create-policy', on, 'A policy is added')];
    }
    if ('LockStmt' in node) {
        const names = (node.LockStmt.relations ?? []).map((one) => ('RangeVar' in one ? (0,classify_names/* tableOf */.c_)(one.RangeVar) : ''));
        return names
            .filter((name) => !memory.made.has(name))
            .map((name) => briefly('lock-table', name, 'It is locked until the transaction ends'));
    }
    return [];
}
function breaks(rule, object, why) {
    return { rule, class: 'breaks-old-code', object, why, instead: later };
}
function byCommand(subtype, table, definition, memory) {
    switch (subtype) {
        case 'AT_EnableRowSecurity':
        case 'AT_ForceRowSecurity':
            return [breaks('row-security', table, 'Rows that no policy allows are gone for old code')];
        case 'AT_EnableTrig':
        case 'AT_DisableTrig':
        case 'AT_EnableTrigAll':
        case 'AT_DisableTrigAll':
        case 'AT_EnableTrigUser':
        case 'AT_DisableTrigUser':
        case 'AT_EnableAlwaysTrig':
        case 'AT_EnableReplicaTrig':
            return [briefly('switch-trigger', table, 'Triggers are switched')];
        case 'AT_AttachPartition':
            return attach(partitionOf(definition), memory);
        case 'AT_DetachPartition': {
            const object = partitionOf(definition);
            return [
                briefly('detach-partition', table, 'A partition is detached'),
                breaks('detach-partition', object, 'Its rows are gone from the table for old code'),
            ];
        }
        case 'AT_AddInherit':
        case 'AT_DropInherit':
        case 'AT_ChangeOwner':
        case 'AT_ReplicaIdentity':
        case 'AT_DisableRowSecurity':
        case 'AT_NoForceRowSecurity':
            return [briefly('alter-table', table, 'The table is changed')];
        default:
            return [];
    }
}
function partitionOf(definition) {
    const { PartitionCmd: command } = (definition ?? {});
    return (0,classify_names/* tableOf */.c_)(command?.name);
}
function attach(child, memory) {
    if (memory.made.has(child))
        return [];
    const why = 'Every row of the partition is checked while nobody can read or write it';
    const instead = 'Add a CHECK that says the same as the bounds, NOT VALID, validate it, then attach.';
    return [
        { rule: 'attach-partition', class: 'scan-under-lock', object: child, why, instead },
        {
            rule: 'attach-partition',
            class: 'may-fail-on-data',
            object: child,
            why: 'It fails where a row is outside of the bounds',
            instead: '',
        },
    ];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/columns.js




/** Columns: added, made required, given and deprived of defaults. */
function columns({ command, table }, memory) {
    const name = command?.name ?? '';
    const object = `${table}.${name}`;
    switch (command?.subtype) {
        case 'AT_AddColumn':
            return command.def && 'ColumnDef' in command.def ? addColumn(command.def.ColumnDef, table) : [];
        case 'AT_SetNotNull':
            return setNotNull(table, name, memory);
        case 'AT_DropNotNull':
            return [briefly('drop-not-null', object, 'The column may be empty from now on, which old code may meet')];
        case 'AT_ColumnDefault':
            return command.def && !isNull(command.def)
                ? [briefly('set-default', object, 'New rows get another default')]
                : dropDefault(table, name, memory);
        case 'AT_AddIdentity':
        case 'AT_SetIdentity':
        case 'AT_DropIdentity':
        case 'AT_DropExpression':
        case 'AT_CookedColumnDefault':
            return [briefly('change-default', object, 'New rows are filled in another way')];
        case 'AT_SetExpression':
            return [rewriting('set-expression', object, 'A stored expression is computed for every row')];
        default:
            return [];
    }
}
function addColumn(definition, table) {
    const object = `${table}.${definition.colname ?? ''}`;
    const given = constraintsOf(definition);
    const found = [briefly('add-column', object, 'A column is added')];
    const generated = given.some((one) => one.contype === 'CONSTR_GENERATED' && one.generated_kind !== 'v');
    const serial = /^(small|big)?serial[248]?$/.test(typeOfNode(definition.typeName).name);
    const numbered = serial || given.some((one) => one.contype === 'CONSTR_IDENTITY');
    const fallback = given.find((one) => one.contype === 'CONSTR_DEFAULT')?.raw_expr;
    if (generated || numbered || (fallback && isVolatile(fallback))) {
        found.push(rewriting('add-column-computed', object, 'Every row gets a value of its own, so the whole table is written anew'));
    }
    const required = given.some((one) => one.contype === 'CONSTR_NOTNULL' || one.contype === 'CONSTR_PRIMARY');
    const filled = generated || numbered || (fallback !== undefined && !isNull(fallback));
    if (required && !filled)
        found.push(...requiredColumn(object, true));
    return [...found, ...given.flatMap((one) => inlineConstraint(one, object, filled))];
}
/** A constraint in the definition of a new column is checked at once. */
function inlineConstraint(constraint, object, filled) {
    const scan = (what, instead) => ({
        rule: 'add-column-constraint',
        class: 'scan-under-lock',
        object,
        why: `${what} while nobody can read or write the table`,
        instead,
    });
    switch (constraint.contype) {
        case 'CONSTR_UNIQUE':
        case 'CONSTR_PRIMARY':
            return [
                scan('Its index is built', 'Add the column alone, create the unique index CONCURRENTLY, then add the constraint USING INDEX.'),
            ];
        case 'CONSTR_CHECK':
            return [
                scan('Every row is checked', 'Add the column alone, then the constraint NOT VALID, then VALIDATE CONSTRAINT in another revision.'),
            ];
        case 'CONSTR_FOREIGN':
            return filled
                ? [scan('Every row is looked up', 'Add the column alone, then the foreign key NOT VALID, then validate it in another revision.')]
                : [];
        default:
            return [];
    }
}
function rewriting(rule, object, why) {
    const instead = 'Add the column without it, set the default for new rows, and fill old rows in batches outside of the migration.';
    return { rule, class: 'rewrite', object, why: `${why} while nobody can read or write it`, instead };
}
function requiredColumn(object, onRows) {
    const rule = 'add-required-column';
    const instead = 'Give it a server default that stays until no running version lacks the column, or leave it nullable for this release.';
    const why = 'Old code does not name the column when it inserts, and there is no default: its inserts fail';
    const fails = { rule, class: 'may-fail-on-data', object, why: 'Rows that are there have no value for it', instead };
    return [{ rule, class: 'breaks-old-code', object, why, instead }, ...(onRows ? [fails] : [])];
}
function setNotNull(table, name, memory) {
    const object = `${table}.${name}`;
    const column = columnOf(memory, table, name);
    const late = column.added && column.filled !== true ? requiredColumn(object, false) : [];
    if (column.required === true)
        return [briefly('set-not-null', object, 'The column is required already')];
    if (memory.proven.has(object))
        return [briefly('set-not-null', object, 'A validated CHECK proves it, so no row is read'), ...late];
    const instead = `Add CHECK (${name} IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT it in another transaction, then SET NOT NULL.`;
    return [
        { rule: 'set-not-null', class: 'scan-under-lock', object, why: 'Every row is read while nobody can read or write the table', instead },
        { rule: 'set-not-null', class: 'may-fail-on-data', object, why: 'It fails where a row has no value', instead },
        ...late,
    ];
}
function dropDefault(table, name, memory) {
    const object = `${table}.${name}`;
    const column = columnOf(memory, table, name);
    const drop = briefly('drop-default', object, 'New rows get no default');
    if (column.required === false)
        return [drop];
    if (column.added)
        return column.required ? [drop, ...requiredColumn(object, false)] : [drop];
    const why = 'Inserts of old code that leave the column out fail, because it is required';
    return [
        drop,
        { rule: 'drop-default', class: 'breaks-old-code', object, why, instead: 'Drop the default once no running version relies on it.' },
    ];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/constraints.js


/** A key of a new table to an old one: writers of the old one wait for a moment. */
function references({ node, command }, memory) {
    const inside = command ? command.def : 'CreateStmt' in node ? node : undefined;
    const keys = (0,classify_names/* findAll */.JW)(inside, 'Constraint').filter((one) => one.contype === 'CONSTR_FOREIGN');
    const others = new Set(keys.map((one) => (0,classify_names/* tableOf */.c_)(one.pktable)).filter((name) => !memory.made.has(name) && !isSelf(node, name)));
    const parents = 'CreateStmt' in node && node.CreateStmt.partbound ? (node.CreateStmt.inhRelations ?? []) : [];
    const partitioned = parents.map((one) => ('RangeVar' in one ? (0,classify_names/* tableOf */.c_)(one.RangeVar) : '')).filter((name) => !memory.made.has(name));
    return [
        ...[...others].map((name) => briefly('reference', name, 'A new table gets a key to it')),
        ...partitioned.map((name) => briefly('add-partition', name, 'It gets a new partition')),
    ];
}
function isSelf(node, name) {
    return 'CreateStmt' in node && (0,classify_names/* tableOf */.c_)(node.CreateStmt.relation) === name;
}
/** Constraints: what is checked, under which lock, and whether the rows may fail it. */
function constraints({ command, table }, memory) {
    switch (command?.subtype) {
        case 'AT_AddConstraint':
            return command.def && 'Constraint' in command.def ? add(command.def.Constraint, table) : [];
        case 'AT_DropConstraint':
            return [briefly('drop-constraint', table, 'A constraint is dropped')];
        case 'AT_AlterConstraint':
            return [briefly('alter-constraint', table, 'A constraint is changed')];
        case 'AT_ValidateConstraint':
            return validate(command.name ?? '', table, memory);
        default:
            return [];
    }
}
function add(constraint, table) {
    const { contype, conname = '', skip_validation: unchecked } = constraint;
    const object = conname ? `${table} (${conname})` : table;
    const later = 'VALIDATE CONSTRAINT it in a revision with a transaction of its own.';
    switch (contype) {
        case 'CONSTR_CHECK':
            if (unchecked)
                return [briefly('add-check', object, 'The check holds for new rows')];
            return checked('add-check', object, 'Every row is checked while nobody can read or write the table', `Add it NOT VALID, then ${later}`);
        case 'CONSTR_FOREIGN': {
            const other = (0,classify_names/* tableOf */.c_)(constraint.pktable);
            if (unchecked)
                return [briefly('add-foreign-key', object, `The key holds for new rows; writes to ${table} and ${other} wait`)];
            const why = `Every row is looked up while nobody can write to ${table} and ${other}`;
            return checked('add-foreign-key', object, why, `Add it NOT VALID (postgresql_not_valid=True), then ${later}`);
        }
        case 'CONSTR_NOTNULL':
            if (unchecked)
                return [briefly('set-not-null', object, 'The column is required for new rows')];
            return checked('set-not-null', object, 'Every row is read while nobody can read or write the table', `Add it NOT VALID, then ${later}`);
        case 'CONSTR_PRIMARY':
        case 'CONSTR_UNIQUE': {
            if (constraint.indexname)
                return [briefly('add-unique', object, 'An index that is there becomes a constraint')];
            const why = 'Its index is built while nobody can write to the table, or read it';
            return checked('add-unique', object, why, 'Create the unique index CONCURRENTLY, then add the constraint USING INDEX.');
        }
        case 'CONSTR_EXCLUSION':
            return checked('add-exclusion', object, 'Its index is built while nobody can read or write the table', 'Plan a time with little traffic.');
        default:
            return [briefly('add-constraint', object, 'A constraint is added')];
    }
}
function checked(rule, object, why, instead) {
    return [
        briefly(rule, object, 'A constraint is added'),
        { rule, class: 'scan-under-lock', object, why, instead },
        { rule, class: 'may-fail-on-data', object, why: 'It fails where a row breaks it', instead },
    ];
}
/** The scan itself disturbs nobody, unless the transaction holds a stronger lock from before. */
function validate(name, table, memory) {
    const object = `${table} (${name})`;
    const instead = 'Validate in a revision with a transaction of its own (transaction_per_migration, or an autocommit_block).';
    const fails = {
        rule: 'validate-constraint',
        class: 'may-fail-on-data',
        object,
        why: 'It fails where a row breaks it',
        instead: '',
    };
    const held = memory.locked.get(table);
    if (held === undefined)
        return [fails];
    const why = `The lock that ${held} took in the same transaction is held while every row is checked`;
    return [{ rule: 'validate-under-lock', class: 'scan-under-lock', object, why, instead }, fails];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/data.js

/** Rows that are changed, and what is locked meanwhile. */
function data({ node }, memory) {
    const change = changeOf(node);
    if (!change)
        return [];
    const object = (0,classify_names/* tableOf */.c_)(change.relation);
    const found = [];
    const old = !memory.made.has(object);
    if (old && change.kind === 'delete' && !change.limited) {
        found.push({ rule: 'delete-all', class: 'destructive', object, why: 'Every row is deleted', instead: 'Say which rows by WHERE.' });
        found.push({
            rule: 'delete-all',
            class: 'breaks-old-code',
            object,
            why: 'The rows are gone for old code too',
            instead: 'Delete in a later release.',
        });
    }
    const instead = 'Move the rows in a revision of its own, in batches that commit (autocommit_block), before or after the change of the schema.';
    const [held, by] = [...memory.locked].find(([table]) => table === object) ?? [...memory.locked][0] ?? [];
    if (held !== undefined && change.many) {
        const why = `The lock that ${by} took on ${held} in the same transaction is held until the rows are written`;
        found.push({ rule: 'ddl-plus-backfill', class: 'scan-under-lock', object: held, why, instead });
    }
    else if (old && change.kind === 'update' && !change.limited) {
        const why = 'Every row is locked until the end of the transaction: writers of old code wait for it';
        found.push({ rule: 'unbatched-backfill', class: 'scan-under-lock', object, why, instead });
    }
    return found;
}
function changeOf(node) {
    if ('UpdateStmt' in node) {
        const { relation, whereClause } = node.UpdateStmt;
        return { kind: 'update', relation, limited: whereClause !== undefined, many: true };
    }
    if ('DeleteStmt' in node) {
        const { relation, whereClause, usingClause } = node.DeleteStmt;
        return { kind: 'delete', relation, limited: whereClause !== undefined || (usingClause ?? []).length > 0, many: true };
    }
    if ('InsertStmt' in node) {
        const { relation, selectStmt } = node.InsertStmt;
        const select = selectStmt && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : undefined;
        return { kind: 'insert', relation, limited: false, many: (select?.fromClause ?? []).length > 0 };
    }
    if ('MergeStmt' in node)
        return { kind: 'merge', relation: node.MergeStmt.relation, limited: true, many: true };
    return undefined;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/drops.js


/** What is taken away or gets another name. */
function drops({ node, command, table }, memory) {
    if (command?.subtype === 'AT_DropColumn')
        return dropColumn(`${table}.${command.name ?? ''}`, memory);
    if ('DropStmt' in node)
        return dropObjects(node.DropStmt, memory);
    if ('RenameStmt' in node)
        return rename(node.RenameStmt, memory);
    if ('AlterObjectSchemaStmt' in node) {
        const moved = node.AlterObjectSchemaStmt;
        const object = moved.relation ? (0,classify_names/* tableOf */.c_)(moved.relation) : (0,classify_names/* objectName */.Hd)(moved.object);
        if (memory.made.has(object))
            return [];
        return [breaking('set-schema', object, 'Old code looks for it in the schema where it was', 'Leave it there.', `relation ${object}`)];
    }
    if ('TruncateStmt' in node) {
        const names = (node.TruncateStmt.relations ?? []).map((one) => ('RangeVar' in one ? (0,classify_names/* tableOf */.c_)(one.RangeVar) : ''));
        return names.filter((name) => !memory.made.has(name)).flatMap((name) => lost('truncate', name, 'Every row is gone, also for old code'));
    }
    return [];
}
function breaking(rule, object, why, instead, unlessMade) {
    return { rule, class: 'breaks-old-code', object, why, instead, ...(unlessMade ? { unlessMade } : {}) };
}
function lost(rule, object, why) {
    return [breaking(rule, object, why, later), { rule, class: 'destructive', object, why: 'Its data is gone with it', instead: later }];
}
function dropColumn(object, memory) {
    if (memory.columns.get(object)?.added)
        return [];
    return [
        briefly('drop-column', object, 'A column is dropped'),
        ...lost('drop-column', object, 'Old code still names the column in its queries'),
    ];
}
/** Kinds that hold data of their own. */
const holding = new Set(['OBJECT_TABLE', 'OBJECT_SCHEMA', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_EXTENSION']);
/** Kinds without which old code only behaves otherwise. */
const drops_harmless = new Set([
    'OBJECT_INDEX',
    'OBJECT_TRIGGER',
    'OBJECT_POLICY',
    'OBJECT_RULE',
    'OBJECT_STATISTIC_EXT',
    'OBJECT_EVENT_TRIGGER',
]);
function dropObjects(statement, memory) {
    const kind = statement.removeType ?? '';
    const what = kind.replace('OBJECT_', '').toLowerCase().replaceAll('_', '-');
    if (kind === 'OBJECT_INDEX')
        return [];
    return (statement.objects ?? []).flatMap((node) => {
        const name = (0,classify_names/* objectName */.Hd)(node);
        if (memory.made.has(name) || memory.madeTypes.has(name))
            return [];
        if (drops_harmless.has(kind))
            return [briefly(`drop-${what}`, name, `A ${what} is dropped`)];
        if (kind === 'OBJECT_MATVIEW')
            return [breaking('drop-matview', name, 'Old code still reads it', later, `relation ${name}`)];
        if (holding.has(kind))
            return lost(`drop-${what}`, name, `Old code still uses the ${what}`);
        return [breaking(`drop-${what}`, name, `Old code may still use the ${what}`, later, `${keyOf(kind)} ${name}`)];
    });
}
/** Views stand for tables; everything else is put back by its own kind. */
function keyOf(kind) {
    if (kind === 'OBJECT_VIEW')
        return 'relation';
    return kind === 'OBJECT_FUNCTION' || kind === 'OBJECT_PROCEDURE' || kind === 'OBJECT_ROUTINE' ? 'function' : kind;
}
function rename(statement, memory) {
    const on = statement.relation ? (0,classify_names/* tableOf */.c_)(statement.relation) : (0,classify_names/* objectName */.Hd)(statement.object);
    const instead = 'Add the new one beside it, write both, and drop the old one in a later release; for a table, a view of the old name helps.';
    switch (statement.renameType) {
        case 'OBJECT_COLUMN': {
            const object = `${on}.${statement.subname ?? ''}`;
            if (memory.made.has(on) || memory.columns.get(object)?.added)
                return [];
            return [breaking('rename-column', object, 'Old code still names the column', instead)];
        }
        case 'OBJECT_TABLE':
        case 'OBJECT_VIEW':
        case 'OBJECT_MATVIEW':
            return memory.made.has(on) ? [] : [breaking('rename-table', on, 'Old code still names it', instead, `relation ${on}`)];
        case 'OBJECT_SCHEMA':
            return [breaking('rename-schema', statement.subname ?? '', 'Old code still names the schema', instead)];
        case 'OBJECT_TYPE':
        case 'OBJECT_DOMAIN':
            return memory.madeTypes.has(on) ? [] : [breaking('rename-type', on, 'Old code may still cast to it', instead, `type ${on}`)];
        case 'OBJECT_FUNCTION':
        case 'OBJECT_PROCEDURE':
        case 'OBJECT_SEQUENCE':
            return [breaking('rename-function', on, 'Old code may still call it', instead, `function ${on}`)];
        default:
            return memory.made.has(on) ? [] : [briefly('rename', on, 'A name is changed that queries do not use')];
    }
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/indexes.js


/** Indexes, and what else writes whole tables anew. */
function indexes({ node, command, table }, memory) {
    if ('IndexStmt' in node) {
        const on = (0,classify_names/* tableOf */.c_)(node.IndexStmt.relation);
        return memory.made.has(on) ? [] : createIndex(on, node.IndexStmt.unique === true, node.IndexStmt.concurrent === true);
    }
    if ('DropStmt' in node && node.DropStmt.removeType === 'OBJECT_INDEX' && !node.DropStmt.concurrent) {
        return (node.DropStmt.objects ?? []).flatMap((object) => {
            const on = memory.indexes.get((0,classify_names/* objectName */.Hd)(object));
            return on !== undefined && memory.made.has(on) ? [] : [briefly('drop-index', on ?? (0,classify_names/* objectName */.Hd)(object), 'An index is dropped')];
        });
    }
    return command ? moves(command.subtype, table) : wholes(node, memory);
}
/** Statements that work on a whole table. */
function wholes(node, memory) {
    if ('ReindexStmt' in node && !(0,classify_names/* isOn */.Mp)(node.ReindexStmt.params, 'concurrently')) {
        const on = node.ReindexStmt.relation ? (0,classify_names/* tableOf */.c_)(node.ReindexStmt.relation) : (node.ReindexStmt.name ?? '');
        const why = 'Indexes are built while nobody can write, and queries that would use them wait';
        const instead = 'REINDEX CONCURRENTLY, in an autocommit_block.';
        return [{ rule: 'reindex', class: 'scan-under-lock', object: memory.indexes.get(on) ?? on, why, instead }];
    }
    if ('ClusterStmt' in node)
        return [indexes_rewriting('cluster', (0,classify_names/* tableOf */.c_)(node.ClusterStmt.relation))];
    if ('VacuumStmt' in node && (0,classify_names/* isOn */.Mp)(node.VacuumStmt.options, 'full'))
        return vacuumed(node.VacuumStmt);
    if ('RefreshMatViewStmt' in node && !node.RefreshMatViewStmt.concurrent) {
        const object = (0,classify_names/* tableOf */.c_)(node.RefreshMatViewStmt.relation);
        const why = 'Readers of the view wait until it is filled';
        const instead = 'REFRESH MATERIALIZED VIEW CONCURRENTLY.';
        return memory.made.has(object) ? [] : [{ rule: 'refresh-view', class: 'rewrite', object, why, instead }];
    }
    return [];
}
function vacuumed(statement) {
    const tables = (statement.rels ?? []).map((one) => ('VacuumRelation' in one ? (0,classify_names/* tableOf */.c_)(one.VacuumRelation.relation) : ''));
    return (tables.length > 0 ? tables : ['every table']).map((table) => indexes_rewriting('vacuum-full', table));
}
function createIndex(on, unique, concurrent) {
    const instead = 'CREATE INDEX CONCURRENTLY (postgresql_concurrently=True) in op.get_context().autocommit_block().';
    const why = 'The index is built while nobody can write to the table';
    const found = concurrent ? [] : [{ rule: 'create-index', class: 'scan-under-lock', object: on, why, instead }];
    if (unique) {
        const left = concurrent ? ', and leaves an invalid index' : '';
        found.push({ rule: 'create-index', class: 'may-fail-on-data', object: on, why: `It fails where rows are equal${left}`, instead: '' });
    }
    return found;
}
function indexes_rewriting(rule, object) {
    const why = 'The whole table is written anew while nobody can read or write it';
    return { rule, class: 'rewrite', object, why, instead: 'Plan a time with little traffic, outside of a release.' };
}
function moves(subtype, table) {
    switch (subtype) {
        case 'AT_SetLogged':
        case 'AT_SetUnLogged':
            return [indexes_rewriting('set-logged', table)];
        case 'AT_SetTableSpace':
            return [indexes_rewriting('set-tablespace', table)];
        case 'AT_SetAccessMethod':
            return [indexes_rewriting('set-access-method', table)];
        default:
            return [];
    }
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/transaction.js

/** What the server refuses inside of a transaction. */
function transaction({ node, command }, memory) {
    if (!memory.inTransaction)
        return [];
    const what = outside(node) ?? (command?.subtype === 'AT_DetachPartition' && isConcurrent(command.def) ? 'DETACH PARTITION CONCURRENTLY' : undefined);
    if (what === undefined)
        return [];
    const why = `The server refuses ${what} in a transaction, and the revision runs in one`;
    const instead = 'Put it into "with op.get_context().autocommit_block():", in a revision of its own.';
    return [{ rule: 'not-in-transaction', class: 'wrong-transaction-form', object: what, why, instead }];
}
const plain = {
    CreatedbStmt: 'CREATE DATABASE',
    DropdbStmt: 'DROP DATABASE',
    AlterSystemStmt: 'ALTER SYSTEM',
    CreateTableSpaceStmt: 'CREATE TABLESPACE',
    DropTableSpaceStmt: 'DROP TABLESPACE',
};
function outside(node) {
    if ('IndexStmt' in node)
        return node.IndexStmt.concurrent ? 'CREATE INDEX CONCURRENTLY' : undefined;
    if ('DropStmt' in node)
        return node.DropStmt.concurrent ? 'DROP INDEX CONCURRENTLY' : undefined;
    if ('ReindexStmt' in node) {
        if ((0,classify_names/* isOn */.Mp)(node.ReindexStmt.params, 'concurrently'))
            return 'REINDEX CONCURRENTLY';
        return node.ReindexStmt.kind === 'REINDEX_OBJECT_TABLE' || node.ReindexStmt.kind === 'REINDEX_OBJECT_INDEX'
            ? undefined
            : 'REINDEX of several tables';
    }
    if ('VacuumStmt' in node)
        return node.VacuumStmt.is_vacuumcmd ? 'VACUUM' : undefined;
    if ('ClusterStmt' in node)
        return node.ClusterStmt.relation ? undefined : 'CLUSTER of all tables';
    return plain[Object.keys(node)[0] ?? ''];
}
function isConcurrent(definition) {
    return definition !== undefined && 'PartitionCmd' in definition && definition.PartitionCmd.concurrent === true;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/rules/types.js




/** Types: of columns, and the values of enums. */
function types({ node, command, table }, memory) {
    if (command?.subtype === 'AT_AlterColumnType')
        return changeType(command.name ?? '', command.def, table, memory);
    if ('AlterEnumStmt' in node)
        return changeEnum((0,classify_names/* nameOf */.Vb)(node.AlterEnumStmt.typeName), node.AlterEnumStmt.oldVal, memory);
    return newValueUsed(node, memory);
}
function changeType(name, definition, table, memory) {
    const object = `${table}.${name}`;
    if (!definition || !('ColumnDef' in definition))
        return [];
    const { typeName, raw_default: using } = definition.ColumnDef;
    const from = columnOf(memory, table, name).type;
    const instead = 'Add a column of the new type, write both, fill the old rows in batches, read the new one, drop the old one in a later release.';
    const rewrite = (why) => ({ rule: 'change-type', class: 'rewrite', object, why, instead });
    const brief = briefly('change-type', object, 'The type is changed');
    if (!from)
        return [brief, rewrite('The type before is not known; unless a limit only grows, the whole table is written anew under the lock')];
    const plain = !using || isPlain(using, name);
    const change = compareTypes(from, typeOfNode(typeName), memory.live.timeZone);
    const found = [brief];
    if (change.rewrites || !plain)
        found.push(rewrite('The whole table is written anew, and its indexes, while nobody can read or write it'));
    if (change.narrows)
        found.push({ rule: 'change-type', class: 'may-fail-on-data', object, why: 'Values that are there may not fit the new type', instead });
    if (change.narrows || change.differs || !plain)
        found.push({ rule: 'change-type', class: 'breaks-old-code', object, why: 'Old code reads and writes values of the old type', instead });
    return found;
}
/** USING that says no more than the new type does. */
function isPlain(using, name) {
    if ('TypeCast' in using)
        return using.TypeCast.arg !== undefined && isPlain(using.TypeCast.arg, name);
    return 'ColumnRef' in using && (0,classify_names/* namesOf */.eZ)(using.ColumnRef.fields).at(-1) === name;
}
function changeEnum(type, renamed, memory) {
    if (memory.madeTypes.has(type))
        return [];
    if (renamed !== undefined) {
        const why = `Old code reads and writes '${renamed}', which is no value any more`;
        return [
            {
                rule: 'rename-enum-value',
                class: 'breaks-old-code',
                object: type,
                why,
                instead: 'Add the new value, use it, and leave the old one.',
            },
        ];
    }
    if (memory.live.major < 12 && memory.inTransaction) {
        const why = 'Before PostgreSQL 12 a value cannot be added in a transaction';
        return [
            {
                rule: 'enum-value-in-transaction',
                class: 'wrong-transaction-form',
                object: type,
                why,
                instead: 'Use op.get_context().autocommit_block().',
            },
        ];
    }
    return [];
}
/** A value that is not committed yet cannot be used: the server refuses it as unsafe. */
function newValueUsed(node, memory) {
    if (memory.values.length === 0)
        return [];
    const strings = new Set((0,classify_names/* findAll */.JW)(node, 'sval'));
    const tables = new Set((0,classify_names/* findAll */.JW)(node, 'relname'));
    const casts = new Set((0,classify_names/* findAll */.JW)(node, 'names').map((names) => (0,classify_names/* nameOf */.Vb)(names)));
    return memory.values.flatMap(([type, value]) => {
        if (!strings.has(value))
            return [];
        const holds = [...tables].some((table) => columnsOf(memory, table).includes(type));
        if (!holds && !casts.has(type))
            return [];
        const why = `'${value}' was added in the same transaction, in which the server lets nobody use it`;
        const instead = 'Add the value in a revision of its own, in op.get_context().autocommit_block().';
        return [{ rule: 'enum-value-used', class: 'wrong-transaction-form', object: type, why, instead }];
    });
}
function columnsOf(memory, table) {
    const facts = Object.keys(memory.live.tables[liveName(memory, table)]?.columns ?? {});
    const here = [...memory.columns.keys()].filter((key) => key.startsWith(`${table}.`)).map((key) => key.slice(table.length + 1));
    return [...facts, ...here].map((name) => columnOf(memory, table, name).type?.name ?? '');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/classify.js














const families = [columns, types, constraints, indexes, drops, data, access];
/** Judges a plan's revisions, each with what the ones before it did in mind. */
function classify(plan, live, parse) {
    const memory = createMemory(live, plan.transactional);
    return plan.revisions.map((revision) => {
        if (plan.perRevision)
            endTransaction(memory, plan.transactional);
        return judge(revision, memory, parse);
    });
}
function judge(revision, memory, parse) {
    let drafts = [];
    let unseen = revision.unseen;
    for (const { sql, line } of revision.statements) {
        const parsed = parse(sql);
        if ('wrong' in parsed) {
            unseen ??= `a statement cannot be read (${parsed.wrong}): ${shorten(sql)}`;
            continue;
        }
        for (const { node, text } of parsed) {
            const blind = unjudged(node);
            if (blind !== undefined)
                unseen ??= `${blind}: ${shorten(text)}`;
            const made = madeBy(node);
            drafts = drafts.filter((draft) => draft.unlessMade === undefined || !made.includes(draft.unlessMade));
            for (const act of actsOf(node)) {
                const hazards = hazardsOf(act, memory);
                drafts.push(...hazards.map((hazard) => ({ ...hazard, line, statement: shorten(text) })));
                remember(act, memory);
                holdLocks(hazards, act, memory);
            }
        }
    }
    const { id, path, allows } = revision;
    const findings = drafts.map(({ unlessMade: _, ...draft }) => ({
        ...draft,
        revision: id,
        path,
        allowed: allows.find((allow) => allow.rule === draft.rule && allow.reason !== '')?.reason,
    }));
    return { id, path, findings, unseen, vouched: allows.find((allow) => allow.rule === 'unclassified' && allow.reason !== '')?.reason };
}
function hazardsOf(act, memory) {
    const form = transaction(act, memory);
    // Nobody uses what the plan itself made.
    if ('CreateStmt' in act.node || (act.command && memory.made.has(act.table)))
        return [...form, ...references(act, memory)];
    return [...form, ...families.flatMap((family) => family(act, memory))];
}
function actsOf(node) {
    if (!('AlterTableStmt' in node))
        return [{ node, command: undefined, table: '' }];
    const table = (0,classify_names/* tableOf */.c_)(node.AlterTableStmt.relation);
    return (node.AlterTableStmt.cmds ?? []).flatMap((one) => ('AlterTableCmd' in one ? [{ node, command: one.AlterTableCmd, table }] : []));
}
/** Rules whose lock lets readers and writers pass. */
const gentle = new Set(['validate-constraint', 'unbatched-backfill', 'ddl-plus-backfill', 'revoke', 'delete-all', 'not-in-transaction']);
function holdLocks(hazards, { node, command, table }, memory) {
    if (!memory.inTransaction)
        return;
    const [first] = hazards.filter((hazard) => !gentle.has(hazard.rule));
    if (!first)
        return;
    const on = command ? table : lockedBy(node);
    for (const name of on === '' ? [] : [on])
        if (!memory.locked.has(name) && !memory.made.has(name))
            memory.locked.set(name, first.rule);
}
function lockedBy(node) {
    if ('IndexStmt' in node)
        return (0,classify_names/* tableOf */.c_)(node.IndexStmt.relation);
    if ('RenameStmt' in node && node.RenameStmt.relation)
        return node.RenameStmt.renameType === 'OBJECT_TABLE' ? (node.RenameStmt.newname ?? '') : (0,classify_names/* tableOf */.c_)(node.RenameStmt.relation);
    if ('CreateTrigStmt' in node)
        return (0,classify_names/* tableOf */.c_)(node.CreateTrigStmt.relation);
    return '';
}
/** Keys of what a statement makes, which may take the place of something dropped or renamed. */
function madeBy(node) {
    if ('ViewStmt' in node)
        return [`relation ${(0,classify_names/* tableOf */.c_)(node.ViewStmt.view)}`];
    if ('CreateTableAsStmt' in node)
        return [`relation ${(0,classify_names/* tableOf */.c_)(node.CreateTableAsStmt.into?.rel)}`];
    if ('CreateFunctionStmt' in node)
        return [`function ${(0,classify_names/* nameOf */.Vb)(node.CreateFunctionStmt.funcname)}`];
    if ('CreateEnumStmt' in node)
        return [`type ${(0,classify_names/* nameOf */.Vb)(node.CreateEnumStmt.typeName)}`];
    return [];
}
/** The worst of some findings. */
function worst(findings) {
    return hazard/* hazardClasses */.L[Math.max(0, ...findings.map((one) => hazard/* hazardClasses */.L.indexOf(one.class)))] ?? 'safe';
}
function shorten(sql) {
    const line = (0,values/* withoutValues */.lO)(sql).replaceAll(/\s+/g, ' ').trim();
    return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}


/***/ }),

/***/ 829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ hazardClasses),
/* harmony export */   s: () => (/* binding */ nothingLive)
/* harmony export */ });
/** What a statement may do to a database in use, from harmless to refused. */
const hazardClasses = [
    'safe',
    'brief-lock',
    'scan-under-lock',
    'rewrite',
    'may-fail-on-data',
    'breaks-old-code',
    'destructive',
    'wrong-transaction-form',
];
const nothingLive = { major: 18, timeZone: '', tables: {}, indexes: {} };


/***/ }),

/***/ 9169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ objectName),
/* harmony export */   JW: () => (/* binding */ findAll),
/* harmony export */   MH: () => (/* binding */ plainName),
/* harmony export */   Mp: () => (/* binding */ isOn),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   c_: () => (/* binding */ tableOf),
/* harmony export */   eZ: () => (/* binding */ namesOf)
/* harmony export */ });
/** A name of the catalog as rules compare it: `public.` is what most people leave out. */
function plainName(name) {
    return name.startsWith('public.') ? name.slice('public.'.length) : name;
}
function tableOf(relation) {
    const { schemaname, relname = '' } = relation ?? {};
    return plainName(schemaname ? `${schemaname}.${relname}` : relname);
}
/** Strings of a list, as in `a.b.c`. */
function namesOf(nodes) {
    return (nodes ?? []).flatMap((node) => ('String' in node && node.String.sval !== undefined ? [node.String.sval] : []));
}
function nameOf(nodes) {
    return plainName(namesOf(nodes).join('.'));
}
/** The name of an object of DROP, ALTER or COMMENT, whatever node it is. */
function objectName(node) {
    if (!node)
        return '';
    if ('List' in node)
        return nameOf(node.List.items);
    if ('String' in node)
        return node.String.sval ?? '';
    if ('TypeName' in node)
        return nameOf(node.TypeName.names);
    if ('ObjectWithArgs' in node)
        return nameOf(node.ObjectWithArgs.objname);
    if ('RangeVar' in node)
        return tableOf(node.RangeVar);
    return '';
}
/** Every node of a kind below a value, in the order of the text. */
function findAll(value, kind) {
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([key, inner]) => [...(key === kind ? [inner] : []), ...findAll(inner, kind)]);
}
/** Whether an option of a statement is given, as in `REINDEX (CONCURRENTLY)`, and not switched off. */
function isOn(options, name) {
    return (options ?? []).some((node) => {
        if (!('DefElem' in node) || node.DefElem.defname !== name)
            return false;
        const said = findAll(node.DefElem.arg, 'sval').map(String).join('');
        return (!/^(false|off|0)$/i.test(said) && !(node.DefElem.arg && 'Boolean' in node.DefElem.arg && node.DefElem.arg.Boolean.boolval !== true));
    });
}


/***/ }),

/***/ 7726:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ openParser)
/* harmony export */ });
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8877);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3239);


/**
 * What V8 compiles a second time, better, while a module runs: a plan is judged before that is done, and the process waits at its end for what it
 * never used. `--liftoff-only` means both, but V8 works out what one flag means for others only when it starts.
 */
const onceIsEnough = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];
let opened;
/**
 * PostgreSQL's own parser, once. Its module starts to load when it is imported, so that is done only where something is to be judged: by who knows that
 * early, while the database is asked.
 */
function openParser() {
    opened ??= load();
    return opened;
}
async function load() {
    for (const flag of onceIsEnough)
        (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)(flag);
    const parser = await __webpack_require__.e(/* import() */ 627).then(__webpack_require__.t.bind(__webpack_require__, 2627, 19));
    await parser.loadModule();
    return (sql) => {
        if (sql.trim() === '')
            return [];
        try {
            const bytes = Buffer.from(sql);
            return (parser.parseSync(sql).stmts ?? []).flatMap(({ stmt, stmt_location: from = 0, stmt_len: length = 0 }) => stmt
                ? [
                    {
                        node: stmt,
                        at: from,
                        text: bytes
                            .subarray(from, length > 0 ? from + length : undefined)
                            .toString()
                            .trim()
                            .replace(/;$/, ''),
                    },
                ]
                : []);
        }
        catch (error) {
            return { wrong: (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error) };
        }
    };
}


/***/ }),

/***/ 9939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ oldCodeCompatible),
/* harmony export */   DR: () => (/* binding */ idleAllows),
/* harmony export */   JX: () => (/* binding */ readAllows),
/* harmony export */   LD: () => (/* binding */ decide)
/* harmony export */ });
/* harmony import */ var _rule_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2930);

/** A gibibyte, for tables that were never analyzed or have few large rows. */
const maxBytes = 2 ** 30;
/** What each finding means for the run: an error stops it, unless a person gave a reason. */
function decide(revisions, live, policy) {
    return revisions.flatMap(({ findings }) => findings.map((finding) => {
        const gone = policy.oldGone && finding.class === 'breaks-old-code' ? 'phase contract, old code is gone' : undefined;
        const allowed = finding.allowed ?? policy.allow.find((one) => one.rule === finding.rule)?.reason ?? gone;
        const size = sizeWords(finding, live, policy);
        return { ...finding, why: `${finding.why}${size}`, allowed, level: levelOf({ ...finding, allowed }, live, policy) };
    }));
}
function levelOf(finding, live, policy) {
    const allowed = finding.allowed !== undefined;
    switch (finding.class) {
        case 'wrong-transaction-form':
            // It cannot work, whatever a person says.
            return 'error';
        case 'breaks-old-code':
        case 'destructive':
            return allowed ? 'note' : 'error';
        case 'scan-under-lock':
        case 'rewrite':
            if (allowed)
                return 'note';
            return isLarge(finding.object, live, policy) ? 'error' : 'warning';
        case 'may-fail-on-data':
            return allowed ? 'note' : 'warning';
        default:
            return 'note';
    }
}
function isLarge(object, live, policy) {
    const facts = tableFacts(object, live)?.facts;
    return facts !== undefined && ((facts.rows ?? 0) > policy.maxRows || facts.bytes > maxBytes);
}
function tableFacts(object, live) {
    // `table`, `table.column`, `table (constraint)`
    const name = object.replace(/ \(.*$/, '');
    const found = live.tables[name] ? name : name.slice(0, name.lastIndexOf('.'));
    const facts = live.tables[found];
    return facts && { name: found, facts };
}
/** How large the table is, and the limit that decides. */
function sizeWords(finding, live, { maxRows }) {
    const found = finding.class === 'scan-under-lock' || finding.class === 'rewrite' ? tableFacts(finding.object, live) : undefined;
    if (!found)
        return '';
    const { rows, bytes } = found.facts;
    const count = (number) => number.toLocaleString('en-US');
    const size = `${rows === undefined ? 'an unknown number of' : `about ${count(rows)}`} rows (${(bytes / 1e6).toFixed(1)} MB)`;
    const limit = `max-lock-rows (${count(maxRows)})`;
    if ((rows ?? 0) > maxRows)
        return `; ${found.name} has ${size}, above ${limit}`;
    return `; ${found.name} has ${size}, ${bytes > maxBytes ? 'above 1 GiB' : `not above ${limit}`}`;
}
/** Comments that allow nothing, because their rule is none or they give no reason. */
function idleAllows(revisions) {
    return revisions.flatMap(({ id, path, allows }) => allows.flatMap(({ rule, reason, line }) => {
        const why = (0,_rule_names_js__WEBPACK_IMPORTED_MODULE_0__/* .wrongRule */ .e)(rule) ?? (reason === '' ? 'it gives no reason' : undefined);
        if (why === undefined)
            return [];
        const place = { revision: id, path, line, statement: '', allowed: undefined };
        const instead = 'Write: slipway: allow drop-column because no version since v12 reads it.';
        return [
            {
                rule: 'idle-allow',
                class: 'safe',
                object: `allow ${rule}`,
                why: `The comment allows nothing: ${why}`,
                instead,
                level: 'warning',
                ...place,
            },
        ];
    }));
}
/** Whether code from before these revisions works with the schema after them. Allowing a finding changes nothing about that. */
function oldCodeCompatible(revisions) {
    if (revisions.some(({ findings }) => findings.some((one) => one.class === 'breaks-old-code')))
        return 'false';
    return revisions.some(({ unseen }) => unseen !== undefined) ? 'unknown' : 'true';
}
/** Lines of the input `allow`, `rule: reason`, which were checked before. */
function readAllows(lines) {
    return lines.flatMap((text) => {
        const [, rule, reason] = /^([a-z][a-z0-9-]*)\s*:\s*(\S.*)$/.exec(text) ?? [];
        return rule && reason ? [{ rule, reason, line: undefined }] : [];
    });
}


/***/ }),

/***/ 67:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  My: () => (/* binding */ complete),
  p9: () => (/* binding */ readLive),
  wl: () => (/* binding */ readOffline)
});

// EXTERNAL MODULE: ./actions/run-migrations/build/classify/names.js
var names = __webpack_require__(9169);
;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/proven.js
/** Columns that a check proves to be not null, from the server's words: `CHECK ((n IS NOT NULL))`, `CHECK (((a IS NOT NULL) AND (b IS NOT NULL)))`. */
function provenByText(check) {
    const inner = /^CHECK \((.*)\)$/.exec(check)?.[1];
    if (inner === undefined)
        return [];
    const parts = inner
        .replace(/^\((\(.*\))\)$/, '$1')
        .split(' AND ')
        .map((part) => /^\(("?)([A-Za-z_][\w]*)\1 IS NOT NULL\)$/.exec(part.trim())?.[2]);
    return parts.every((part) => part !== undefined) ? parts : [];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/read.js


/** Reads the program's message; what is missing in it is unseen, never harmless. */
function readOffline(message) {
    const failed = typeof message['failed'] === 'string' ? message['failed'] : undefined;
    const plan = {
        transactional: message['transactional'] !== false,
        perRevision: message['perRevision'] === true,
        revisions: list(message['revisions']).map((one) => revision(one)),
    };
    const seen = failed === undefined ? plan : { ...plan, revisions: failing(plan.revisions, failed) };
    return {
        plan: seen,
        live: readLive(message['live']),
        failed: failed === undefined ? undefined : `env.py does not run offline: ${failed}`,
    };
}
/** Every revision of the plan, in order; one that the program did not come to is unseen. */
function complete(sql, steps, why) {
    const revisions = steps.map(({ id, path, empty }) => {
        // Whatever became of env.py offline.
        if (empty)
            return { id, path, statements: [], unseen: undefined, allows: [] };
        const seen = sql.revisions.find((one) => one.id === id);
        return seen ? { ...seen, path } : { id, path, statements: [], unseen: why, allows: [] };
    });
    return { ...sql, revisions };
}
/** After the end of env.py in the middle, the last revision is not known to its end. */
function failing(revisions, why) {
    return revisions.map((one, index) => (index === revisions.length - 1 ? { ...one, unseen: one.unseen ?? why } : one));
}
function revision(fields) {
    return {
        id: String(fields['id']),
        path: '',
        unseen: typeof fields['unseen'] === 'string' ? fields['unseen'] : undefined,
        statements: list(fields['statements'])
            .map((one) => one)
            .map((one) => ({ sql: String(one['sql']), line: line(one['line']) })),
        allows: list(fields['allows'])
            .map((one) => one)
            .map((one) => ({ rule: String(one['rule']), reason: String(one['reason']), line: line(one['line']) })),
    };
}
/** Rows as the program and psql give them. */
function readLive(value) {
    const fields = (typeof value === 'object' && value !== null ? value : {});
    const tables = {};
    for (const [name, rows, bytes] of rowsOf(fields['tables'])) {
        tables[(0,names/* plainName */.MH)(String(name))] = { rows: rows === null ? undefined : Number(rows), bytes: Number(bytes), columns: {}, proven: [] };
    }
    const change = (name, more) => {
        const key = (0,names/* plainName */.MH)(String(name));
        const facts = tables[key];
        if (facts)
            tables[key] = { ...facts, ...more(facts) };
    };
    const columns = new Map();
    for (const [name, column, type, required] of rowsOf(fields['columns'])) {
        const key = (0,names/* plainName */.MH)(String(name));
        const known = columns.get(key) ?? {};
        known[String(column)] = { type: String(type), required: required === true };
        columns.set(key, known);
    }
    for (const [name, known] of columns)
        change(name, () => ({ columns: known }));
    for (const [name, check] of rowsOf(fields['proven']))
        change(name, ({ proven }) => ({ proven: [...proven, ...provenByText(String(check))] }));
    const indexes = rowsOf(fields['indexes']).map(([index, table]) => [(0,names/* plainName */.MH)(String(index)), (0,names/* plainName */.MH)(String(table))]);
    return { major: Number(fields['major']) || 0, timeZone: String(fields['timeZone'] ?? ''), tables, indexes: Object.fromEntries(indexes) };
}
function list(value) {
    return Array.isArray(value) ? value : [];
}
function rowsOf(value) {
    return list(value).filter((row) => Array.isArray(row));
}
function line(value) {
    return typeof value === 'number' ? value : undefined;
}


/***/ }),

/***/ 5077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B6: () => (/* binding */ containerTransport),
/* harmony export */   Mk: () => (/* binding */ escaped)
/* harmony export */ });
/* unused harmony exports modelOf, taskOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_docker__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2132);
/* harmony import */ var _launcher_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4877);



/** Alembic in a container of the new image, made for one call, with the service's environment and networks. */
async function containerTransport(shell, project, options) {
    const attached = await networksExist(shell, project.model, options.service);
    const volumes = new Set((await shell.run(['docker', 'volume', 'ls', '--quiet'])).stdout.split('\n'));
    const base = (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_1__/* .taskModel */ .L5)(project.model, { service: options.service, image: options.image, attached });
    const argv = (words) => {
        const flags = ['--project-name', base.name, '--project-directory', project.directory, '--file', '-', '--ansi', 'never'];
        return ['docker', 'compose', ...flags, '--progress', 'quiet', ...words];
    };
    const start = (model, call) => {
        const name = `${project.name}-migrate-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)().slice(0, 8)}`;
        const words = argv(['run', '--rm', '-T', '--no-deps', '--name', name, options.service]);
        return runNamed(shell, name, words, JSON.stringify(model), project.directory, call);
    };
    return {
        where: `the image ${options.image} on ${shell.where}`,
        run: (ask, call) => start(modelOf(base, options, ask, volumes), call),
        exec: (task, call) => start(taskOf(base, options, task, volumes), call),
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
    return taskOf(base, options, { argv: (0,_launcher_js__WEBPACK_IMPORTED_MODULE_2__/* .launch */ .ql)(ask, options.python), connect: ask.connect }, volumes);
}
function taskOf(base, options, { argv, connect, environment, secrets }, volumes) {
    const { networks, tty: _tty, stdin_open: _stdin, profiles: _profiles, ...service } = base.services[options.service] ?? {};
    const task = {
        ...service,
        ...(connect ? (networks ? { networks } : {}) : { network_mode: 'none' }),
        volumes: (service.volumes ?? []).filter((mount) => mount.type !== 'volume' || exists(base, mount.source, volumes)),
        environment: { ...service.environment, ...mapValues({ ...options.environment, ...environment, ...secrets }, escaped) },
        // The image's own entry point may wait, migrate or serve.
        entrypoint: argv.map(escaped),
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
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}


/***/ }),

/***/ 6162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nj: () => (/* binding */ undoByHand),
/* harmony export */   VW: () => (/* binding */ withoutOwn),
/* harmony export */   tX: () => (/* binding */ differences),
/* harmony export */   vI: () => (/* binding */ shortened)
/* harmony export */ });
/** The relation that an object hangs on: `index public.notes_body on public.notes`. */
function relationOf(name) {
    const [, on] = / on (.+)$/.exec(name) ?? [];
    return on === undefined ? undefined : `relation ${on}`;
}
/** What differs between two moments, each as `added relation public.notes`; what comes and goes with its relation is not named beside it. */
function differences(before, after) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => {
        const relation = relationOf(name);
        if (before[name] === after[name] || (relation && (before[relation] === undefined) !== (after[relation] === undefined)))
            return [];
        if (before[name] === undefined)
            return [`added ${name}`];
        return [after[name] === undefined ? `removed ${name}` : `changed ${name}`];
    });
}
/** Without the objects that are a tool's own. */
function withoutOwn(fingerprint, own) {
    return Object.fromEntries(Object.entries(fingerprint).filter(([name]) => !own.has(name) && !own.has(relationOf(name) ?? name)));
}
/** What a person does with what stands: an index is dropped without a lock that anybody waits for. */
function undoByHand(found) {
    const drops = found.flatMap((one) => {
        const [, schema, index = ''] = /^added index ([a-z_]\w*)\.([a-z_]\w*) on /.exec(one) ?? [];
        // That of a constraint goes with it.
        return schema === undefined || found.some((each) => each.startsWith(`added constraint ${index} on `))
            ? []
            : [`drop index concurrently ${schema}.${index};`];
    });
    const words = found.length === 1 ? 'Undo it by hand' : 'Undo these by hand';
    return drops.length === 0 ? words : `${words} (${drops.join(' ')})`;
}
/** A list for a sentence; the whole is in the log. */
function shortened(items, most = 6) {
    const rest = items.length - most;
    return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}


/***/ }),

/***/ 4409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S4: () => (/* binding */ judge),
  i2: () => (/* binding */ judgementOfLeft),
  H_: () => (/* binding */ refuseUnsafe)
});

// UNUSED EXPORTS: describe

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/classify.js + 14 modules
var classify = __webpack_require__(9585);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/hazard.js
var hazard = __webpack_require__(829);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/parse.js
var parse = __webpack_require__(7726);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/policy.js
var classify_policy = __webpack_require__(9939);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/read.js + 1 modules
var read = __webpack_require__(67);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/run-migrations/build/classify/sarif.js

const levels = { error: 'error', warning: 'warning', note: 'note' };
/** SARIF 2.1.0 as code scanning takes it, each result at the line of the revision's file. */
function renderSarif(verdicts, unseen) {
    const results = [
        ...verdicts.filter((one) => one.class !== 'brief-lock').map((one) => resultOf(one)),
        ...unseen.map((one) => result('unclassified', 'warning', `What ${one.id} does could not be judged: ${one.unseen}`, one.path, 1, `${one.id} unclassified`)),
    ];
    const rules = [...new Set(results.map((one) => one.ruleId))].sort().map((id) => ({ id, shortDescription: { text: id } }));
    const driver = { name: 'Slipway run-migrations', informationUri: 'https://www.postgresql.org/docs/current/explicit-locking.html', rules };
    const run = { tool: { driver }, automationDetails: { id: 'run-migrations/' }, results };
    return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
function resultOf(one) {
    const message = `${one.class} on ${one.object}: ${one.why}.${one.instead ? ` ${one.instead}` : ''}`;
    const made = result(one.rule, levels[one.level], message, one.path, one.line ?? 1, `${one.revision} ${one.class} ${one.object} ${one.rule}`);
    // A person's reason shows as such in code scanning.
    return one.allowed === undefined ? made : { ...made, suppressions: [{ kind: 'inSource', justification: one.allowed }] };
}
function result(ruleId, level, text, uri, line, key) {
    return {
        ruleId,
        level,
        message: { text },
        locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(uri) }, region: { startLine: line } } }],
        partialFingerprints: { primaryLocationLineHash: (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, 32) },
    };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/words.js
/** The rules speak of Alembic where a statement must not stand in a transaction; another tool has its own way. */
function insteadFor({ title, outside }, instead) {
    if (title === 'Alembic' || !instead.includes('autocommit_block'))
        return instead;
    if (/^(Use|Put it into) /.test(instead))
        return outside;
    const plain = instead.replace(' (postgresql_concurrently=True)', '').replace(/ \([^()]*autocommit_block\)/, '');
    return plain.includes('autocommit_block')
        ? `${plain.replace(/,? in op\.get_context\(\)\.autocommit_block\(\)\.$/, ', outside of a transaction.')} ${outside}`
        : plain;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/judgement.js










/** Judges the revisions to run, and writes the report. */
async function judge(work, facts) {
    const { inputs, ports } = work;
    const report = async (verdicts, unseen) => {
        if (inputs.sarif !== undefined)
            await (0,build/* writeReport */.u5)('SARIF report', inputs.sarif, renderSarif(verdicts, unseen), ports);
    };
    if (facts.steps.length === 0) {
        await report([], []);
        return undefined;
    }
    const ended = 'the application ended before it could be asked for its SQL';
    const seen = facts.offline ?? { plan: { transactional: true, perRevision: false, revisions: [] }, live: hazard/* nothingLive */.s, failed: undefined };
    const sql = (0,read/* complete */.My)(seen.plan, facts.steps, seen.failed ?? ended);
    const placed = placeOf(ports.context.workspace, inputs['working-directory'], inputs.service);
    const judged = (0,classify/* classify */.L)(sql, seen.live, await (0,parse/* openParser */.q)());
    const empty = new Set(facts.steps.filter((one) => one.empty).map((one) => one.id));
    const revisions = judged.map((one) => ({
        ...one,
        ...(empty.has(one.id) ? { empty: true } : {}),
        path: placed(one.path),
        unseen: one.unseen === undefined ? undefined : work.scrub(one.unseen),
        findings: one.findings.map((finding) => ({
            ...finding,
            path: placed(finding.path),
            object: work.scrub(finding.object),
            why: work.scrub(finding.why),
            instead: insteadFor(work.tool, finding.instead),
        })),
    }));
    const policy = { allow: (0,classify_policy/* readAllows */.JX)(inputs.allow), maxRows: inputs['max-lock-rows'], oldGone: inputs.phase === 'contract' };
    const idle = (0,classify_policy/* idleAllows */.DR)(sql.revisions.map((one) => ({ ...one, path: placed(one.path) })));
    const verdicts = [...idle, ...(0,classify_policy/* decide */.LD)(revisions, seen.live, policy)];
    const unseen = revisions.filter((one) => one.unseen !== undefined);
    await report(verdicts, unseen);
    return { revisions, verdicts, compatible: (0,classify_policy/* oldCodeCompatible */.BM)(revisions), annotations: annotationsOf(verdicts, unseen) };
}
/** @throws Failure `unsafe-migration` where a finding stops the run */
function refuseUnsafe(judgement, details) {
    const errors = (judgement?.verdicts ?? []).filter((one) => one.level === 'error');
    if (errors.length === 0)
        return;
    const lines = errors.map((one) => `- ${one.path}${one.line ? `:${one.line}` : ''}: ${describe(one)}`);
    const count = errors.length === 1 ? 'A finding stops' : `${errors.length} findings stop`;
    const free = errors.filter((one) => one.class !== 'wrong-transaction-form').map((one) => one.rule);
    const hint = free.length > 0
        ? ` Or, where it is meant, write beside it: ${errors[0]?.path.endsWith('.sql') ? '--' : '#'} slipway: allow ${free[0]} because ...`
        : '';
    throw new build/* Failure */.HR('unsafe-migration', `${count} the pending revisions:\n${lines.join('\n')}\n`, {
        state: 'Nothing was changed.',
        hint: `Do what is said there instead.${hint}`,
        ...details,
    });
}
/** The judgement of revisions that a phase leaves: said like the rest, and stopping nothing now. */
function judgementOfLeft(whole, left) {
    const ids = new Set(left);
    const revisions = whole.revisions.filter((one) => ids.has(one.id));
    const verdicts = whole.verdicts
        .filter((one) => ids.has(one.revision))
        .map((one) => (one.level === 'error' ? { ...one, level: 'warning' } : one));
    const unseen = revisions.filter((one) => one.unseen !== undefined);
    return { revisions, verdicts, compatible: (0,classify_policy/* oldCodeCompatible */.BM)(revisions), annotations: annotationsOf(verdicts, unseen) };
}
function describe(one) {
    return `${one.rule} (${one.class}) on ${one.object}: ${one.why}.${one.instead ? ` ${one.instead}` : ''}`;
}
function annotationsOf(verdicts, unseen) {
    const found = verdicts.flatMap((one) => one.level === 'note'
        ? []
        : [
            {
                level: one.level,
                title: one.rule,
                message: describe(one),
                file: one.path,
                ...(one.line === undefined ? {} : { line: one.line }),
            },
        ]);
    const blind = unseen.map((one) => {
        const message = `What ${one.id} does could not be judged: ${one.unseen}. Whether old code works with it is unknown.`;
        return { level: 'warning', title: 'unclassified', message, file: one.path, line: 1 };
    });
    return [...found, ...blind];
}
/** Alembic names files as seen from where it runs, in an image; people edit them in the repository. */
function placeOf(workspace, folder, service) {
    return (path) => {
        const inside = path.replace(/^(\.\.\/)+/, '').replace(/^\/+/, '');
        const places = [folder, '.', service, 'backend', 'app', 'src', 'server', 'api'].map((base) => external_node_path_.posix.normalize(external_node_path_.posix.join(base, inside)));
        return places.find((place) => !place.startsWith('..') && (0,external_node_fs_.existsSync)(external_node_path_.posix.join(workspace, place))) ?? inside;
    };
}


/***/ }),

/***/ 4877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ql: () => (/* binding */ launch),
  XV: () => (/* binding */ noAlembic),
  Gg: () => (/* binding */ noPython)
});

// UNUSED EXPORTS: interpreters

// EXTERNAL MODULE: ./actions/run-migrations/build/program/channel.js
var channel = __webpack_require__(8254);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/facts.js
var facts = __webpack_require__(4402);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/live.js
var live = __webpack_require__(7711);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/offline.js
var offline = __webpack_require__(3766);
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

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/rehearsal.js
/**
 * What only a copy of the database is asked: what the revisions run and lock there, and whether the schema is that of the application's models.
 */
const rehearsal = String.raw `
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

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/tasks.js
/** Last part: probing and migrating. Both run the team's env.py exactly as Alembic's own commands do. */
const tasks = `
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

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/index.js







/** The Python program that runs beside the application's own Alembic. */
const program = [channel/* channel */.I, project, facts/* facts */.I, live/* live */.V, offline/* allows */.N, offline/* offline */.W, rehearsal, tasks].join('');

;// CONCATENATED MODULE: ./actions/run-migrations/build/launcher.js

/**
 * Tries the interpreters in turn: 43 is the program's word for "what I need is not in this one". Everything travels as arguments, so no standard
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
/** The argument vector that runs the program, Alembic's unless said, where its module is. */
function launch(ask, python, text = program) {
    return ['sh', '-c', launcher, 'sh', text, JSON.stringify(ask), ...interpreters(python, ask.ini)];
}


/***/ }),

/***/ 2895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cs: () => (/* binding */ makePlan),
/* harmony export */   ag: () => (/* binding */ runsNothing),
/* harmony export */   cs: () => (/* binding */ describeRevisions),
/* harmony export */   ik: () => (/* binding */ place),
/* harmony export */   pP: () => (/* binding */ isRest),
/* harmony export */   xg: () => (/* binding */ isReached)
/* harmony export */ });
function makePlan(facts, direction, target) {
    const ids = new Set(facts.steps.map((step) => step.id));
    const expected = direction === 'upgrade' ? [...new Set([...facts.applied, ...ids])] : facts.applied.filter((id) => !ids.has(id));
    const goal = direction === 'upgrade' ? goalUp(facts) : goalDown(facts, ids);
    return { direction, target, from: facts.current, heads: facts.heads, revisions: facts.steps, expected: expected.sort(), goal };
}
/** Tools of files know no parents: their history is a line, in the order in which it is told. */
function goalUp({ current, steps }) {
    const under = new Set(steps.flatMap((one) => one.parents));
    if (under.size === 0 && steps.length > 0)
        return steps.slice(-1).map(({ id }) => id);
    return [...current, ...steps.map(({ id }) => id)].filter((id) => !under.has(id));
}
function goalDown({ current, applied, steps }, undone) {
    const left = [...current, ...steps.flatMap((one) => one.parents)].filter((id) => !undone.has(id));
    return left.length > 0 ? [...new Set(left)] : applied.filter((id) => !undone.has(id)).slice(-1);
}
/** Whether the later plan is what is left of the earlier one: another run may have done the first part meanwhile, and nothing else. */
function isRest(earlier, later) {
    const before = earlier.revisions.map((one) => one.id);
    const after = later.revisions.map((one) => one.id);
    return before.slice(before.length - after.length).join() === after.join() && earlier.expected.join() === later.expected.join();
}
/** What the tool itself calls failed in the middle stands nowhere, whatever is applied. */
function isReached(plan, facts) {
    return facts.dirty === undefined && facts.unknown.length === 0 && [...facts.applied].sort().join() === plan.expected.join();
}
/** Whether nothing is to be run: empty revisions change the version table alone. */
function runsNothing(revisions) {
    return revisions.every((one) => one.empty === true);
}
/** `2 revisions`, `3 revisions (1 empty)`, `1 empty revision`. */
function describeRevisions(revisions) {
    const { length } = revisions;
    const empty = revisions.filter((one) => one.empty).length;
    const noun = length === 1 ? 'revision' : 'revisions';
    if (empty === length && length > 0)
        return `${length} empty ${noun}`;
    return `${length} ${noun}${empty > 0 ? ` (${empty} empty)` : ''}`;
}
/** Revisions of a database, for people: `base` where there is none. */
function place(revisions) {
    return revisions.length === 0 ? 'base' : [...revisions].sort().join(',');
}


/***/ }),

/***/ 7935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  iq: () => (/* binding */ converse),
  dy: () => (/* binding */ probe),
  XE: () => (/* binding */ probeProgram)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/read.js + 1 modules
var read = __webpack_require__(67);
;// CONCATENATED MODULE: ./actions/run-migrations/build/answer.js

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
        case 'offline':
            return { kind: 'offline', offline: (0,read/* readOffline */.wl)(fields) };
        case 'failure':
            return { kind: 'failure', trouble: trouble(fields) };
        case 'start':
            return { kind: 'start', id: answer_text(fields['id']) };
        case 'ran':
            return { kind: 'ran', id: answer_text(fields['id']), ms: Number(fields['ms']) };
        case 'statement': {
            const line = typeof fields['line'] === 'number' ? fields['line'] : undefined;
            return { kind: 'statement', id: answer_text(fields['id']), sql: answer_text(fields['sql']), line };
        }
        case 'unseen':
            return { kind: 'unseen', id: answer_text(fields['id']), why: answer_text(fields['why']) };
        case 'outside':
            return { kind: 'outside', id: answer_text(fields['id']), ms: Number(fields['ms']) };
        case 'locked':
            return { kind: 'locked', id: answer_text(fields['id']), tables: texts(fields['tables']) };
        case 'models':
            return { kind: 'models', differences: texts(fields['differences']) };
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
            ...(step['empty'] === true ? { empty: true } : {}),
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
        database: optional(fields['database']),
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

// EXTERNAL MODULE: ./actions/run-migrations/build/launcher.js + 4 modules
var launcher = __webpack_require__(4877);
// EXTERNAL MODULE: ./actions/run-migrations/build/trouble.js
var build_trouble = __webpack_require__(7077);
;// CONCATENATED MODULE: ./actions/run-migrations/build/probe.js






const unchanged = 'Nothing was changed.';
/** The database and the history as they are now. @throws Failure with a reason of the contract */
function probe(work, question) {
    return work.tool.probe(work, question);
}
/** The same by a program beside the team's own code, which answers for itself. */
async function probeProgram(work, question) {
    const messages = [];
    const code = await converse(work, { task: 'probe', connect: true, fingerprint: false, sql: false, key: null, end: false, capture: false, expect: [], ...question }, (message) => messages.push(message));
    for (const message of messages) {
        if (message.kind === 'answer')
            return withOffline(message.facts, messages);
        if (message.kind === 'failure')
            throw (0,build_trouble/* explain */.WE)(message.trouble, work, { state: unchanged });
    }
    throw new build/* Failure */.HR('broken-environment', `The application ended with exit code ${code} in ${work.transport.where} before it answered.`, {
        state: unchanged,
        hint: `It ended the interpreter while it was imported. Try: ${work.transport.command(['current'])}`,
    });
}
function withOffline(facts, messages) {
    const told = messages.find((message) => message.kind === 'offline');
    return told ? { ...facts, offline: told.offline } : facts;
}
/**
 * Runs the program beside Alembic and passes on what it says. Lines that are not its own go to `onOutput`.
 * @returns the exit code
 * @throws Failure `no-alembic`, `compose-failed`, `timeout`, `cancelled` …
 */
async function converse(work, request, onMessage, onOutput = () => { }) {
    const mark = (0,external_node_crypto_.randomUUID)();
    const { inputs, tool } = work;
    const ask = {
        ...request,
        mark,
        ini: tool.program === undefined ? inputs['alembic-ini'] : (inputs['tool-command'][0] ?? ''),
        lockTimeout: inputs['ddl-lock-timeout'],
        run: work.runName,
    };
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
    const call = { title: tool.title, deadline, signal: work.signal, onLine };
    const other = tool.program === undefined ? undefined : { argv: (0,launcher/* launch */.ql)(ask, inputs.python, tool.program), connect: ask.connect };
    const finished = await (other ? work.transport.exec(other, call) : work.transport.run(ask, call)).catch((error) => {
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
    const { title, program } = work.tool;
    const reason = program === undefined ? 'no-alembic' : 'no-tool';
    const fail = (message, hint) => new build/* Failure */.HR(reason, message, { state: unchanged, hint });
    if (code === launcher/* noPython */.Gg) {
        throw fail(`There is no Python in ${transport.where}.`, 'Check image and service, or name the interpreter with the input python.');
    }
    if (code === launcher/* noAlembic */.XV) {
        const hint = `Add ${title.toLowerCase()} to what the image installs, or name the interpreter of its virtual environment with the input python.`;
        throw fail(`The Python in ${transport.where} has no ${title}.`, hint);
    }
    if (code === 127 || /executable file not found/i.test(stderr)) {
        throw fail(`There is no shell in ${transport.where}.`, `Check the input image: transport ${inputs.transport} needs sh and Python there.`);
    }
    if (inputs.transport === 'local')
        return;
    // Until the program speaks, standard error holds what the engine says.
    const said = work.scrub((0,shell_build.lastLines)(stderr, 5));
    if (said)
        throw new build/* Failure */.HR('compose-failed', `${title} could not be started in ${transport.where}:\n${said}\n`, { state: unchanged });
}


/***/ }),

/***/ 8254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ channel)
/* harmony export */ });
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(983);

/**
 * First part of the Python program: the private channel. What the application prints while it is imported, from Python, from C or from a child
 * process, goes nowhere; only lines that start with the mark of this very call are ours. Backticks and dollar-braces must not stand in it.
 */
const channel = String.raw `
import gc, hashlib, json, os, re, socket, sys, time
sys.dont_write_bytecode = True
# What is imported stays: to look through it again and again for what nobody needs takes a sixth of the start.
gc.disable()
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
    return text.split('\n')[0].replace('\t', ' ')[:500]

VALUES = re.compile(r'''${_values_js__WEBPACK_IMPORTED_MODULE_0__/* .valuesPattern */ .re}''')

def without_values(sql):
    def hidden(match):
        found = match.group(0)
        return found if found[0] == '"' else '' if found[:2] in ('--', '/*') else "'...'"
    return VALUES.sub(hidden, sql)

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
        'statement': statement and re.sub(r'\s+', ' ', without_values(statement)).strip()[:400],
        'place': place(error, files),
        'database': ask.get('database'),
    }

route(silence)
`;


/***/ }),

/***/ 4402:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ facts),
/* harmony export */   a: () => (/* binding */ questions)
/* harmony export */ });
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6553);

/** What is asked of the database, by a program that has a connection: `rows(connection, sql)`. */
const questions = `
FINGERPRINT = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprintSql */ .B_}"""

TABLES = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .tablesSql */ .uk}"""

SERVER_NOW = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .serverSql */ .wE}"""

OTHERS = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .othersSql */ .Mw}"""

LOCKED = """${(0,_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .lockedSql */ .Z2)('{high}', '{low}')}"""

ENDED = """${(0,_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .endedSql */ .Pz)('{name}')}"""

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
const facts = `${questions}
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


/***/ }),

/***/ 7711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ live)
/* harmony export */ });
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6553);

/** What the rules know of the live database: its major, sizes, columns. */
const live = `
SERVER = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .liveServerSql */ .SM}"""

SIZES = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .sizesSql */ .jQ}"""

COLUMNS = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .columnsSql */ .Ck}"""

PROVEN = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .provenSql */ .tP}"""

INDEXES = """${_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .indexesSql */ .Dl}"""

def read_live(connection):
    server = rows(connection, SERVER)[0]
    return {'major': server[0], 'timeZone': server[1], 'tables': rows(connection, SIZES), 'columns': rows(connection, COLUMNS),
            'proven': rows(connection, PROVEN), 'indexes': rows(connection, INDEXES)}
`;


/***/ }),

/***/ 3766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ allows),
/* harmony export */   W: () => (/* binding */ offline)
/* harmony export */ });
/** A person's words in a revision's file. */
const allows = String.raw `
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
const offline = `
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


/***/ }),

/***/ 6553:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B_: () => (/* binding */ fingerprintSql),
/* harmony export */   Ck: () => (/* binding */ columnsSql),
/* harmony export */   Dl: () => (/* binding */ indexesSql),
/* harmony export */   Mw: () => (/* binding */ othersSql),
/* harmony export */   Pz: () => (/* binding */ endedSql),
/* harmony export */   SM: () => (/* binding */ liveServerSql),
/* harmony export */   Z2: () => (/* binding */ lockedSql),
/* harmony export */   jQ: () => (/* binding */ sizesSql),
/* harmony export */   se: () => (/* binding */ blockersSql),
/* harmony export */   tP: () => (/* binding */ provenSql),
/* harmony export */   uk: () => (/* binding */ tablesSql),
/* harmony export */   wE: () => (/* binding */ serverSql)
/* harmony export */ });
/**
 * What is asked of a database, for every tool: the program beside Alembic asks over the application's own connection, the others over psql. No percent
 * sign, no dollar, no backslash and no brace: drivers and Python read them as their own.
 */
const own = (oid) => `n.nspname not in ('pg_catalog', 'information_schema') and left(n.nspname, 7) <> 'pg_temp' and left(n.nspname, 8) <> 'pg_toast'
  and not exists (select 1 from pg_depend e where e.objid = ${oid} and e.deptype = 'e')`;
const name = "n.nspname || '.' || c.relname";
const relation = (join = '', kinds = "'r','p','v','m','f','S'") => `from pg_class c join pg_namespace n on n.oid = c.relnamespace ${join} where c.relkind in (${kinds}) and ${own('c.oid')}`;
const part = (line, join = '') => `select 'relation ' || ${name} as object, ${line} as line ${relation(join)}`;
/** What hangs on a relation is an object of its own, so that a difference names it. */
const hanging = (kind, own, line, join) => `select '${kind} ' || ${own} || ' on ' || ${name} as object, ${line} as line ${relation(join)}`;
const expression = (text, of) => `coalesce(pg_get_expr(${text}, ${of}), '')`;
const parts = [
    part("'kind ' || c.relkind::text || c.relrowsecurity::text"),
    hanging('column', 'a.attname', `format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || a.attidentity::text || ' ' || ${expression('d.adbin', 'd.adrelid')}`, 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum'),
    hanging('constraint', 'k.conname', 'pg_get_constraintdef(k.oid) || k.convalidated::text', 'join pg_constraint k on k.conrelid = c.oid'),
    hanging('index', "n.nspname || '.' || x.relname", 'pg_get_indexdef(i.indexrelid) || i.indisvalid::text || i.indisready::text', 'join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid'),
    hanging('trigger', 't.tgname', 'pg_get_triggerdef(t.oid) || t.tgenabled::text', 'join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal'),
    part("'view ' || pg_get_viewdef(v.oid)", "join pg_class v on v.oid = c.oid and v.relkind in ('v','m')"),
    hanging('policy', 'p.polname', `${expression('p.polqual', 'p.polrelid')} || ${expression('p.polwithcheck', 'p.polrelid')}`, 'join pg_policy p on p.polrelid = c.oid'),
    `select 'type ' || n.nspname || '.' || t.typname, 'label ' || l.enumsortorder::text || ' ' || l.enumlabel from pg_type t join pg_enum l on l.enumtypid = t.oid join pg_namespace n on n.oid = t.typnamespace where ${own('t.oid')}`,
    `select 'type ' || n.nspname || '.' || t.typname, 'domain ' || format_type(t.typbasetype, t.typtypmod) || t.typnotnull::text || coalesce(t.typdefault, '') || coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k where k.contypid = t.oid), '') from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and ${own('t.oid')}`,
    `select 'function ' || n.nspname || '.' || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')', f.prosrc || format_type(f.prorettype, null) from pg_proc f join pg_namespace n on n.oid = f.pronamespace where ${own('f.oid')}`,
    `select 'schema ' || n.nspname, n.nspname from pg_namespace n where ${own('n.oid')}`,
    "select 'extension ' || x.extname, x.extversion from pg_extension x",
];
/** Object and the hash of its definition. */
const fingerprintSql = `select object, md5(string_agg(line, chr(10) order by line)) from (${parts.join(' union all ')}) parts group by object`;
const tablesSql = `select ${name} ${relation('', "'r','p'")} and n.nspname = any(current_schemas(false)) order by 1 limit 200`;
const serverSql = "select current_database(), current_setting('server_version'), current_setting('lock_timeout')";
/** Sessions of migrations under way: pid and name. */
const othersSql = "select pid, application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and left(application_name, 16) = 'slipway-migrate '";
/** Sessions whose lock keeps even readers away: pid, name, seconds of the transaction. */
const blockersSql = "select distinct a.pid, a.application_name, extract(epoch from clock_timestamp() - a.xact_start)::bigint from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'relation' and l.granted and l.mode = 'AccessExclusiveLock' and l.database = (select oid from pg_database where datname = current_database()) and a.pid <> pg_backend_pid()";
/** Whether the advisory lock of this key is held in this very database. */
const lockedSql = (high, low) => `select count(*) from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.mode = 'ExclusiveLock' and l.database = (select oid from pg_database where datname = current_database()) and l.classid = ${high} and l.objid = ${low}`;
/** Ends the sessions of a name. */
const endedSql = (application) => `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = '${application}'`;
/** What the rules know of the live database: its major and time zone. */
const liveServerSql = "select current_setting('server_version_num')::int / 10000, current_setting('TimeZone')";
/** Tables of a partitioned one, at every depth: itself holds nothing, and what is done to it is done to all of them. */
const parted = `with recursive parted (root, part) as (select oid, oid from pg_class where relkind = 'p'
  union select p.root, i.inhrelid from parted p join pg_inherits i on i.inhparent = p.part),
  held as (select p.root, sum(c.reltuples::float8) filter (where c.reltuples >= 0) as tuples, sum(pg_relation_size(c.oid)) as bytes
  from parted p join pg_class c on c.oid = p.part where c.relkind = 'r' group by p.root)`;
const tuples = "case when c.relkind = 'p' then h.tuples when c.reltuples >= 0 then c.reltuples end";
const bytes = "case when c.relkind = 'p' then coalesce(h.bytes, 0) else pg_relation_size(c.oid) end";
const sizesSql = `${parted} select ${name}, (${tuples})::bigint, (${bytes})::bigint ${relation('left join held h on h.root = c.oid', "'r','p','m'")} limit 20000`;
const columnsSql = `select ${name}, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull ${relation('join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped', "'r','p'")} limit 20000`;
const provenSql = `select ${name}, pg_get_constraintdef(k.oid) ${relation("join pg_constraint k on k.conrelid = c.oid and k.contype = 'c' and k.convalidated")} and position('IS NOT NULL' in pg_get_constraintdef(k.oid)) > 0 limit 2000`;
const indexesSql = `select n.nspname || '.' || x.relname, n.nspname || '.' || c.relname ${relation('join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid', "'r','p','m'")} limit 20000`;


/***/ }),

/***/ 983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lO: () => (/* binding */ withoutValues),
/* harmony export */   re: () => (/* binding */ valuesPattern),
/* harmony export */   yt: () => (/* binding */ linesWithoutValues)
/* harmony export */ });
/**
 * What is no statement's form: comments, names in quotes (which stay), strings and dollar-quoted strings; one that is not closed goes to the end. Read by
 * JavaScript and by Python, so it holds no backtick, no dollar before a brace and no three quotes in a row.
 */
const valuesPattern = String.raw `--[^\n]*|/\*[\s\S]*?\*/|"[^"]*"|\b[eE]'(?:\\[\s\S]|''|[^'\\])*(?:'|$)|'[^']*(?:'|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)`;
const pattern = new RegExp(valuesPattern, 'g');
/** A statement with its literals left out: they may be secrets. Numbers stay. */
function withoutValues(sql) {
    return sql.replace(pattern, (found) => {
        if (found.startsWith('"'))
            return found;
        return /^(--|\/\*)/.test(found) ? '' : "'...'";
    });
}
/** `can't`, `server's`: no string begins there. */
const apostrophe = /(?<=[A-Za-z]{2})'(?=(?:s|t|d|m|re|ve|ll)\b)/g;
const statement = /^\s*[(,'$]|\b(?:select|insert|update|delete|merge|values|set|create|alter|drop|comment|copy|do|call|grant|execute|where)\b/i;
/** What a program said, where lines may quote statements. */
function linesWithoutValues(text) {
    const hide = (line) => withoutValues(line.replaceAll(apostrophe, '\u2019').replaceAll('--', '\u0000')).replaceAll('\u0000', '--').replaceAll('\u2019', "'");
    return text
        .split('\n')
        .map((line) => (statement.test(line) ? hide(line) : line))
        .join('\n');
}


/***/ }),

/***/ 6059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/parse.js
var parse = __webpack_require__(7726);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/policy.js
var policy = __webpack_require__(9939);
// EXTERNAL MODULE: ./actions/run-migrations/build/fingerprint.js
var fingerprint = __webpack_require__(6162);
// EXTERNAL MODULE: ./actions/run-migrations/build/plan.js
var build_plan = __webpack_require__(2895);
;// CONCATENATED MODULE: ./actions/run-migrations/build/gates.js



const state = 'Nothing was changed.';
function askedOf(work, direction, target) {
    const { tool, transport } = work;
    return { direction, target, where: transport.where, title: tool.title, stamp: tool.stamp(work), mend: (id) => tool.mend(work, id) };
}
/** Refuses what must not be started. @throws Failure `db-ahead`, `dirty`, `edited-migration`, `multi-head`, `not-stamped`, `unknown-revision` */
function checkGates(facts, asked) {
    refuseAhead(facts, asked);
    refuseDirty(facts, asked);
    refuseEdited(facts, asked);
    if (asked.direction === 'upgrade')
        refuseSeveralHeads(facts, asked);
    else
        refuseSeveralBranches(facts, asked);
    refuseUnstamped(facts, asked);
    if (facts.refused === undefined)
        return;
    const steps = /^\d{1,2}$/.test(asked.target)
        ? ` A number of steps has a sign: ${asked.direction === 'upgrade' ? '+' : '-'}${asked.target}.`
        : '';
    throw new build/* Failure */.HR('unknown-revision', `${asked.title} cannot ${asked.direction} from ${(0,build_plan/* place */.ik)(facts.current)} to ${asked.target}: ${facts.refused}.`, {
        state,
        hint: `There are revisions up to ${(0,build_plan/* place */.ik)(facts.heads)}; check the input ${asked.direction === 'upgrade' ? 'target' : 'revision'}.${steps}`,
    });
}
function refuseAhead(facts, asked) {
    if (facts.unknown.length === 0)
        return;
    throw new build/* Failure */.HR('db-ahead', `The database is at ${(0,build_plan/* place */.ik)(facts.unknown)}, which ${asked.where} does not know: it has revisions up to ${(0,build_plan/* place */.ik)(facts.heads)}.`, {
        state,
        hint: 'An older image on a newer schema: deploy an image that has the revision, or downgrade with the image that brought it (mode downgrade).',
    });
}
/** What a failure in the middle left is unknown to the tool, and it would refuse to go on. */
function refuseDirty(facts, asked) {
    if (facts.dirty === undefined)
        return;
    throw new build/* Failure */.HR('dirty', `${asked.title} says that ${facts.dirty} failed in the middle, in the database ${facts.database}.`, {
        state: `${state} What of it stands, nobody has looked at.`,
        hint: asked.mend(facts.dirty),
    });
}
function refuseEdited(facts, asked) {
    const edited = facts.edited ?? [];
    if (edited.length === 0)
        return;
    const count = edited.length === 1 ? 'A migration was edited' : `${edited.length} migrations were edited`;
    throw new build/* Failure */.HR('edited-migration', `${count} after it was applied: ${(0,fingerprint/* shortened */.vI)(edited)}. ${asked.where} has another text.`, {
        state,
        hint: 'Give the file back the text that was applied, and write what it needs besides as a new migration.',
    });
}
function refuseSeveralHeads(facts, asked) {
    if (facts.heads.length <= 1 || asked.target !== 'head')
        return;
    throw new build/* Failure */.HR('multi-head', `The history has ${facts.heads.length} heads: ${(0,fingerprint/* shortened */.vI)(facts.heads)}. Alembic would apply none of them.`, {
        state,
        hint: `Merge them in the repository (alembic merge -m "merge heads" ${facts.heads.join(' ')}), or set target: heads to apply all branches.`,
    });
}
/** Down by a number of steps takes one branch of several, and nobody said which. */
function refuseSeveralBranches(facts, asked) {
    if (facts.current.length <= 1 || !/^-\d+$/.test(asked.target))
        return;
    throw new build/* Failure */.HR('multi-head', `The database is at ${(0,build_plan/* place */.ik)(facts.current)}; ${asked.target} does not say which branch to go back.`, {
        state,
        hint: `Name it in the input revision: ${facts.current[0]}${asked.target}, or the revision to go back to.`,
    });
}
function refuseUnstamped(facts, asked) {
    if (facts.stamped || facts.tables.length === 0)
        return;
    const count = facts.tables.length === 1 ? 'a table' : `${facts.tables.length} tables`;
    throw new build/* Failure */.HR('not-stamped', `The database ${facts.database} has ${count} (${(0,fingerprint/* shortened */.vI)(facts.tables)}) but no version table of ${asked.title}.`, {
        state,
        hint: asked.stamp,
    });
}

// EXTERNAL MODULE: ./actions/run-migrations/build/judgement.js + 2 modules
var judgement = __webpack_require__(4409);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var postgres_build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/run-migrations/build/probe.js + 1 modules
var probe = __webpack_require__(7935);
// EXTERNAL MODULE: ./actions/run-migrations/build/program/sql.js
var sql = __webpack_require__(6553);
// EXTERNAL MODULE: ./actions/run-migrations/build/trouble.js
var trouble = __webpack_require__(7077);
;// CONCATENATED MODULE: ./actions/run-migrations/build/lock.js





/**
 * Takes the lock of the database that the application connects to, alone; backups share it.
 * @throws Failure `locked`, `pooled`, `database-unreachable`, `no-container`
 */
async function lockDatabase(work, facts, wait = work.inputs['lock-timeout']) {
    const { shell, context, clock, log } = work.ports;
    const database = await (0,postgres_build/* openDatabase */.qI)(shell, { ...work.address, database: facts.database });
    const key = (0,postgres_build/* lockKey */.TL)(facts.database);
    const lock = await (0,postgres_build/* takeLock */.HJ)(database, {
        key,
        mode: 'exclusive',
        wait,
        // Longer than anything it guards: what is left of the time, and the way back after a failure.
        lifetime: work.remaining() + 900_000,
        application: (0,postgres_build/* applicationName */.SX)(context),
        clock,
        onWait: (holders) => log.info(`Waiting up to ${(0,build/* formatDuration */.a3)(wait)} for the lock, held by ${(0,postgres_build/* describeHolders */.hX)(holders)}.`),
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
const pause = 1000;
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
        await clock.sleep(Math.min(pause, wait));
        latest = await look();
    }
    return latest;
}
/**
 * The probe, and where a migration under way keeps the schema from being read, another one after its end.
 * @throws Failure `locked`; `lock-timeout` with who it is, where no migration has the lock
 */
async function probeWaiting(work, question) {
    const { clock } = work.ports;
    const until = clock.now() + work.inputs['lock-timeout'];
    for (;;) {
        try {
            return await (0,probe/* probe */.dy)(work, question);
        }
        catch (error) {
            if (!(error instanceof trouble/* SchemaLocked */.An))
                throw error;
            // Who looks for its key has it.
            await waitForMigration(work, error, until, question.key !== undefined);
        }
    }
}
async function waitForMigration(work, failure, until, isOurs) {
    const { shell, clock } = work.ports;
    const database = await (0,postgres_build/* openDatabase */.qI)(shell, { ...work.address, database: failure.database });
    const look = async () => ({
        others: (await database.query(sql/* othersSql */.Mw)).map(([pid, application = '']) => ({ pid: Number(pid), application })),
    });
    const holders = isOurs ? [] : await (0,postgres_build/* lockHolders */.NY)(database, (0,postgres_build/* lockKey */.TL)(database.name));
    const runs = holders.some(({ mode }) => mode === 'exclusive');
    if (runs)
        await (await lockDatabase(work, { database: database.name }, until - clock.now())).lock.release();
    const seen = await look();
    if (!runs && seen.others.length === 0)
        await refuseBlocked(database, failure, clock.now() >= until);
    await waitForOthers(work, seen, until - clock.now(), look);
}
/** Nobody of ours is at work: whoever blocks is named. One that just ended is no reason to give up in time. */
async function refuseBlocked(database, failure, late) {
    const rows = await database.query(sql/* blockersSql */.se);
    if (rows.length === 0 && !late)
        return;
    const holders = rows.map(([pid, application = '', age]) => ({
        pid: Number(pid),
        application,
        mode: 'exclusive',
        age: Number(age),
    }));
    throw new build/* Failure */.HR(failure.reason, `The schema could not be read, because a lock on it is held by ${(0,postgres_build/* describeHolders */.hX)(holders)}.`, {
        state: 'Nothing was changed.',
        hint: 'Let it end, or end it with select pg_terminate_backend(PID), then run again.',
        cause: failure,
    });
}

// EXTERNAL MODULE: ./actions/run-migrations/build/apply.js
var apply = __webpack_require__(2722);
;// CONCATENATED MODULE: ./actions/run-migrations/build/phase.js

/**
 * Undefined where nothing is left.
 * @param vouched a person's word that what could not be judged breaks nothing
 * @throws Failure `phase-order` where a revision that breaks nothing comes after one that does: the new code may need it, and cannot have it;
 * `phase-unclear` where nobody knows of which phase one is
 */
function cutForExpand(plan, judgement, vouched) {
    const judged = new Map((judgement?.revisions ?? []).map((one) => [one.id, one]));
    for (const { id } of plan.revisions)
        refuseUnclear(id, judged.get(id), vouched);
    const breaks = (id) => {
        const finding = judged.get(id)?.findings.find((each) => each.class === 'breaks-old-code');
        return finding && `${finding.rule} on ${finding.object}`;
    };
    const ids = plan.revisions.map((one) => one.id);
    const first = ids.findIndex((id) => breaks(id) !== undefined);
    if (first < 0)
        return undefined;
    const revisions = ids.slice(first);
    const [breaking = ''] = revisions;
    const why = breaks(breaking) ?? '';
    const empty = new Set(plan.revisions.filter((one) => one.empty).map((one) => one.id));
    // A merge behind them is left with them: no code needs it.
    const behind = revisions.find((id) => breaks(id) === undefined && !empty.has(id));
    if (behind !== undefined) {
        throw new build/* Failure */.HR('phase-order', `${behind} comes after ${breaking}, which is of phase contract (${why}), so phase expand cannot reach it.`, {
            state: 'Nothing was changed.',
            hint: `Once no old version serves any more, run phase contract; or let ${behind} come before ${breaking} in the history, if the new version needs it.`,
        });
    }
    return { last: ids[first - 1], left: { revisions, why } };
}
function refuseUnclear(id, judged, vouched) {
    const unseen = judged === undefined ? 'nothing is known of it' : judged.unseen;
    if (unseen === undefined || vouched || judged?.vouched !== undefined)
        return;
    throw new build/* Failure */.HR('phase-unclear', `${id} could not be judged (${unseen}), so nobody knows whether it is of phase expand or contract.`, {
        state: 'Nothing was changed.',
        hint: 'Where old code works with it, write a comment into its file, slipway: allow unclassified because ... Where it does not, apply it with phase contract, or all, once no old version serves.',
    });
}
/** The part that Alembic would run is the one that was meant: with branches it may be less. @throws Failure `phase-order` */
function refuseOther(plan, part, cut) {
    const meant = plan.revisions.map((one) => one.id).slice(0, plan.revisions.length - cut.left.revisions.length);
    const would = new Set(part.revisions.map((one) => one.id));
    const missed = meant.filter((id) => !would.has(id));
    if (missed.length === 0 && would.size === meant.length)
        return;
    const text = missed.length > 0
        ? `Phase expand would end at ${cut.last}, and ${missed.join(', ')} of another branch would not be run.`
        : 'The database was changed by somebody else while this run looked at it.';
    throw new build/* Failure */.HR('phase-order', text, {
        state: 'Nothing was changed.',
        hint: missed.length > 0
            ? 'Merge the branches, let what breaks old code come last, or apply the branch by its name in target.'
            : 'Run again.',
    });
}
/** `2 revisions wait for phase contract`, as the end of a headline. */
function describeLeft(left) {
    if (!left)
        return '';
    const { length } = left.revisions;
    return `; ${length === 1 ? '1 revision waits' : `${length} revisions wait`} for phase contract`;
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
    const look = () => (0,probe/* probe */.dy)(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true, end: true });
    let now;
    try {
        now = await waitForOthers(work, await look(), settle, look);
        // Where the schema is another one, something stands, and the tool's mark says so rightly.
        if (unchanged(before, now) && (await work.tool.settle?.(work, plan, now, failed)))
            now = await look();
    }
    catch (error) {
        const state = `What it left could not be seen: ${(0,build/* messageOf */.bD)(error)}`;
        return { ...broken, state, hint: 'Look with mode plan before anything else.', facts: undefined };
    }
    if ((0,build_plan/* isReached */.xg)(plan, now))
        return { reason: '', state: '', hint: '', facts: now, changed: true, reached: true };
    if (now.dirty !== undefined)
        return dirty(work, before, now, now.dirty);
    // Without such a mark nothing of it ran.
    const loose = failed.trouble?.loose === true && work.tool.announces !== true;
    if (same(before, now))
        return loose ? uncertain(now, failed) : clean(work, now, failed);
    if (samePlace(before, now))
        return partial(plan, before, now);
    if (plan.direction === 'downgrade')
        return between(before, now);
    return rollBack(work, plan, before, now, loose);
}
const broken = { reason: 'failed-partial', changed: true, reached: false };
/** The version to go back to, in Alembic's words; several branches are handled where they are refused. */
function backTo(from) {
    return from.length === 0 ? 'base' : (from[0] ?? 'base');
}
/** A tool may apply what comes before its newest one, so the newest alone does not tell. */
function samePlace(before, now) {
    return (0,build_plan/* place */.ik)(before.current) === (0,build_plan/* place */.ik)(now.current) && (0,build_plan/* place */.ik)(before.applied) === (0,build_plan/* place */.ik)(now.applied);
}
function same(before, now) {
    return samePlace(before, now) && unchanged(before, now);
}
function unchanged(before, now) {
    return (0,fingerprint/* differences */.tX)(before.fingerprint ?? {}, now.fingerprint ?? {}).length === 0;
}
function clean(work, now, failed) {
    const waited = failed.trouble?.sqlstate === '55P03';
    return {
        reason: waited ? 'lock-timeout' : 'failed-clean',
        state: `The database is at ${(0,build_plan/* place */.ik)(now.current)} and its schema is as it was before.`,
        hint: waited ? 'Run again when no long transaction is open, or raise ddl-lock-timeout.' : mendFirst(work),
        facts: now,
        changed: false,
        reached: false,
    };
}
/** The tool's table says that a migration failed in the middle, and its own way to take that back did not help. */
function dirty(work, before, now, id) {
    const found = (0,fingerprint/* differences */.tX)(before.fingerprint ?? {}, now.fingerprint ?? {});
    const schema = found.length === 0 ? 'the schema is as it was before' : `the schema differs: ${(0,fingerprint/* shortened */.vI)(found)}`;
    return {
        ...broken,
        state: `${work.tool.title} calls ${id} failed in the middle, and will not go on; ${schema}.`,
        hint: work.tool.mend(work, id),
        facts: now,
    };
}
function uncertain(now, failed) {
    return {
        ...broken,
        state: `The database is at ${(0,build_plan/* place */.ik)(now.current)} with the schema of before, but not all of ${failed.at ?? 'the revision'} ran in one transaction with its mark, so data may have changed.`,
        hint: 'Compare the data that the revision writes with what it should be before the next run.',
        facts: now,
        changed: false,
    };
}
function between(before, now) {
    return {
        ...broken,
        state: `The database was at ${(0,build_plan/* place */.ik)(before.current)} and is at ${(0,build_plan/* place */.ik)(now.current)}: a part of the downgrade stands.`,
        hint: 'Mend the downgrade and run it again, or upgrade again with the same image.',
        facts: now,
    };
}
/** Where there is a backup, that is a way too. */
function orRestore({ backup }) {
    return backup ? `, or restore the backup ${backup}` : '';
}
function mendFirst({ inputs }) {
    return `Mend the revision${inputs.transport === 'local' ? '' : ', build the image again'} and run again.`;
}
function partial(plan, before, now) {
    const found = (0,fingerprint/* differences */.tX)(before.fingerprint ?? {}, now.fingerprint ?? {});
    return {
        ...broken,
        state: `The database still says ${(0,build_plan/* place */.ik)(now.current)}, but a part of the revision stands: ${(0,fingerprint/* shortened */.vI)(found)}.`,
        hint: `${(0,fingerprint/* undoByHand */.Nj)(found)}, or finish the revision by hand and stamp it${orRestore(plan)}; a plain second run would meet what stands.`,
        facts: now,
    };
}
async function rollBack(work, plan, before, now, loose) {
    const stands = `The database is at ${(0,build_plan/* place */.ik)(now.current)}; it was at ${(0,build_plan/* place */.ik)(before.current)}.`;
    const back = (0,build_plan/* makePlan */.Cs)(now, 'downgrade', backTo(plan.from));
    const person = work.tool.goBack(work, backTo(plan.from));
    const stop = (state, facts) => ({ ...broken, state, hint: person, facts });
    if (plan.from.length > 1 || now.refused !== undefined || back.expected.join() !== [...before.applied].sort().join()) {
        return stop(`${stands} ${work.tool.noWayBack(now)}`, now);
    }
    work.ports.log.info(`Going back from ${(0,build_plan/* place */.ik)(now.current)} to ${(0,build_plan/* place */.ik)(before.current)}.`);
    const undone = await (0,apply/* attempt */.CD)(work, back, work.signal);
    const after = await (0,probe/* probe */.dy)(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true });
    if (undone.failure)
        return stop(`Going back failed too: ${undone.failure.message} The database is at ${(0,build_plan/* place */.ik)(after.current)}.`, after);
    const left = (0,fingerprint/* differences */.tX)(before.fingerprint ?? {}, after.fingerprint ?? {});
    if (!same(before, after)) {
        const state = `It was taken back to ${(0,build_plan/* place */.ik)(after.current)}, but the schema differs from before: ${(0,fingerprint/* shortened */.vI)(left)}.`;
        return { ...stop(state, after), hint: `${(0,fingerprint/* undoByHand */.Nj)(left)}${orRestore(plan)}, before the next run.` };
    }
    return {
        reason: loose ? 'failed-partial' : 'failed-rolled-back',
        state: `What was committed was taken back in ${(0,build/* formatDuration */.a3)(undone.duration)}: the database is at ${(0,build_plan/* place */.ik)(after.current)} and its schema is as it was before${loose ? ', but a statement ran outside of a transaction, so data may have changed' : ''}.`,
        hint: mendFirst(work),
        facts: after,
        changed: false,
        reached: false,
    };
}
/** A failure that says what happened and what is true now. */
function failureAfter(plan, failed, aftermath, outputs, summary) {
    const ours = ['failed-clean', 'program-failed'].includes(failed.reason);
    // How it ended stays the reason where the database is untouched: a deadline, a lost lock, a database that went away.
    const found = ours || ['failed-partial', 'failed-rolled-back'].includes(aftermath.reason) ? aftermath.reason : failed.reason;
    const reason = plan.direction === 'downgrade' && found === 'failed-clean' ? 'downgrade-failed' : found;
    return new build/* Failure */.HR(reason, failed.message, { hint: aftermath.hint, state: aftermath.state, outputs, summary, cause: failed });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/rehearsal.js
/** The output `rehearsal`. */
function toJson(one) {
    const { restored, bytes, duration, ran, locks, outside, repeatable, oldCode, notes } = one;
    return JSON.stringify({ restored, bytes, duration, revisions: ran, locks, outside, repeatable, oldCode, notes });
}

// EXTERNAL MODULE: ./actions/run-migrations/build/classify/classify.js + 14 modules
var classify = __webpack_require__(9585);
;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/words.js

/** What a rehearsal showed, for the summary. */
function rehearsalParts(rehearsal) {
    if (!rehearsal)
        return [];
    const rows = rehearsal.notes.map((one) => [(0,build/* code */.aY)(one.revision), (0,build/* code */.aY)(one.rule), (0,build/* cell */.Hn)(one.why)]);
    const notes = rows.length > 0 ? [(0,build/* table */.tp)(['revision', 'found in the rehearsal', 'why'], rows)] : [];
    return [`**Rehearsed** ${wordsOf(rehearsal)}`, ...notes];
}
/** The rehearsal in a few sentences, after the word `Rehearsed`. */
function wordsOf(rehearsal) {
    const { restored, bytes, duration, ran } = rehearsal;
    const count = ran.length === 1 ? '1 revision' : `${ran.length} revisions`;
    const copy = `a copy of ${(bytes / 1e6).toFixed(1)} MB, made in ${(0,build/* formatDuration */.a3)(restored)}`;
    const first = `on ${copy}: ${count} in ${(0,build/* formatDuration */.a3)(duration)}.`;
    return [first, ...lockWords(rehearsal), ...wayBackWords(rehearsal), ...oldCodeWords(rehearsal)].join(' ');
}
function lockWords({ locks, outside }) {
    const held = Object.entries(locks).sort(([, a], [, b]) => b - a);
    const free = Object.entries(outside).map(([id, time]) => `${(0,build/* code */.aY)(id)} (the longest ${(0,build/* formatDuration */.a3)(time)})`);
    const blind = free.length > 0 ? [`Not in this are locks of statements outside of a transaction: ${free.join(', ')}.`] : [];
    if (held.length === 0)
        return ['No revision ended with a lock against readers.', ...blind];
    const words = held.slice(0, 5).map(([name, time]) => `${(0,build/* code */.aY)(name)} ${(0,build/* formatDuration */.a3)(time)}`);
    const rest = held.length > 5 ? ` and ${held.length - 5} more` : '';
    return [`Locked against readers until its revision ended, at most: ${words.join(', ')}${rest}.`, ...blind];
}
function wayBackWords({ repeatable, notes }) {
    if (repeatable === undefined)
        return ['There is no plain way back to rehearse.'];
    if (repeatable)
        return ['Down and up again led to the same schema.'];
    return [notes.some((one) => one.rule === 'downgrade-fails') ? 'There is **no way back**.' : 'The way back is **not repeatable**.'];
}
function oldCodeWords({ oldCode }) {
    if (oldCode === undefined)
        return [];
    return [
        oldCode ? 'The version that serves worked on the migrated copy.' : 'The version that serves did **not** work on the migrated copy.',
    ];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/summary.js




function renderSummary(story) {
    const { plan } = story;
    const parts = [`### ${(0,build/* cell */.Hn)(story.headline)}`];
    const took = story.ran.length > 0 ? ` in ${(0,build/* formatDuration */.a3)(story.duration)}` : '';
    if (story.failure)
        parts.push((0,build/* cell */.Hn)(story.failure.message.trim()), (0,build/* cell */.Hn)(story.failure.hint));
    const goes = story.ran.length === 0 && plan.revisions.length > 0 && !story.failure;
    const to = goes && plan.goal ? `${(0,build/* code */.aY)((0,build_plan/* place */.ik)(plan.goal))}, not done yet` : (0,build/* code */.aY)((0,build_plan/* place */.ik)(story.to));
    parts.push(`${(0,build/* code */.aY)((0,build_plan/* place */.ik)(plan.from))} → ${to}${took}, with ${(0,build/* cell */.Hn)(story.where)}.`);
    if (plan.revisions.length > 0) {
        const rows = plan.revisions.map((one) => {
            const ran = story.ran.find((each) => each.id === one.id);
            return [(0,build/* code */.aY)(one.id), (0,build/* cell */.Hn)(one.doc), (0,build/* code */.aY)(one.path), ran ? (0,build/* formatDuration */.a3)(ran.duration) : story.rest];
        });
        parts.push((0,build/* table */.tp)(['revision', 'message', 'file', plan.direction === 'upgrade' ? 'upgrade' : 'downgrade'], rows));
    }
    parts.push(...judgementParts(story), ...rehearsalParts(plan.rehearsal), ...leftParts(plan.left));
    if (story.command)
        parts.push(`${(0,build/* cell */.Hn)(story.command.title)}\n\n${(0,build/* block */.om)(story.command.text, story.command.language)}`);
    return parts.join('\n\n');
}
/** The class of a revision, for the log. */
function classOf(plan, id) {
    const judged = plan.judgement?.revisions.find((one) => one.id === id);
    if (judged)
        return `: ${classOfJudged(judged)}`;
    return plan.revisions.find((one) => one.id === id)?.empty ? ': empty' : '';
}
function classOfJudged({ empty, unseen, findings }) {
    if (empty)
        return 'empty';
    return unseen === undefined ? (0,classify/* worst */.Q)(findings) : 'unclassified';
}
/** What the revisions do to a database in use; findings that a person allowed stand with the reason. */
function judgementParts({ plan, ran, failure }) {
    const { judgement } = plan;
    if (!judgement)
        return [];
    // The schema is none after the plan.
    if (failure && ran.length === 0)
        return [findingsTable(judgement)];
    const words = ran.length > 0 ? { true: 'works', false: 'does **not** work' } : { true: 'would work', false: 'would **not** work' };
    const sentence = judgement.compatible === 'unknown'
        ? 'Whether code from before this plan works with the schema after it is not known: not everything could be judged.'
        : `Code from before this plan ${words[judgement.compatible]} with the schema after it.`;
    return [findingsTable(judgement), sentence];
}
function findingsTable(judgement) {
    const rows = judgement.revisions.flatMap((judged) => {
        const { id, unseen } = judged;
        const grave = judgement.verdicts.filter((one) => one.revision === id && one.class !== 'brief-lock');
        const blind = unseen === undefined ? [] : [[(0,build/* code */.aY)(id), 'unclassified', (0,build/* cell */.Hn)(unseen), 'Old code may or may not work with it: look at it by hand.']];
        if (grave.length === 0 && blind.length === 0)
            return [[(0,build/* code */.aY)(id), classOfJudged(judged), '', '']];
        return [...blind, ...grave.map((one) => [(0,build/* code */.aY)(id), `${mark[one.level]} ${one.class}`, why(one), (0,build/* cell */.Hn)(instead(one))])];
    });
    return (0,build/* table */.tp)(['revision', 'class', 'why', 'what to do instead'], rows);
}
/** What phase expand leaves, and what is found in it. */
function leftParts(left) {
    if (!left)
        return [];
    const ids = left.revisions.map(build/* code */.aY).join(', ');
    const sentence = `For phase contract, once no old version serves any more: ${ids}. The first of them is not of phase expand: ${(0,build/* cell */.Hn)(left.why)}.`;
    return [sentence, ...(left.judgement ? [findingsTable(left.judgement)] : [])];
}
const mark = { error: '❌', warning: '⚠️', note: 'ℹ️' };
function why(one) {
    const at = one.line === undefined ? '' : ` (line ${one.line})`;
    return `${(0,build/* code */.aY)(one.rule)} on ${(0,build/* code */.aY)(one.object)}${at}: ${(0,build/* cell */.Hn)(one.why)}`;
}
function instead(one) {
    return one.allowed === undefined ? one.instead : `Allowed: ${one.allowed}`;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/report.js




/** The outputs, also of a failure. */
function outputsOf(known) {
    const { plan, ran, to, duration } = known;
    return {
        changed: String(known.changed ?? ran.some(({ id }) => !plan.revisions.find((one) => one.id === id)?.empty)),
        from: (0,build_plan/* place */.ik)(plan.from),
        to: (0,build_plan/* place */.ik)(to),
        heads: [...plan.heads].sort().join(','),
        pending: String(plan.revisions.length),
        applied: ran.map((one) => one.id).join(','),
        duration: String(Math.round(duration)),
        'backup-id': plan.backup ?? '',
        rehearsal: plan.rehearsal ? toJson(plan.rehearsal) : '',
        ...judged(plan),
    };
}
/** The same error, with the output `changed` where it has none: whoever stopped before the change knows that nothing was. */
function withChanged(error, changed) {
    if (!(error instanceof build/* Failure */.HR) || error.details.outputs?.['changed'] !== undefined)
        return error;
    return (0,build/* withDetails */.FE)(error, { outputs: { changed } });
}
/** A statement may hold a password, so none is told. */
function judged(plan) {
    if (plan.direction === 'downgrade')
        return {};
    const { judgement, left } = plan;
    const verdicts = [...(judgement?.verdicts ?? []), ...(left?.judgement?.verdicts ?? [])];
    const findings = verdicts.map(({ statement: _, ...one }) => one);
    const compatible = judgement?.compatible ?? (plan.revisions.length === 0 ? 'true' : 'unknown');
    return {
        'old-code-compatible': compatible,
        remaining: (left?.revisions ?? []).join(','),
        findings: JSON.stringify(findings.slice(0, 500)),
    };
}
/** Of all that was judged, what a phase leaves included. */
function annotationsOf({ judgement, left }) {
    return [...(judgement?.annotations ?? []), ...(left?.judgement?.annotations ?? [])];
}
/** The result of a run that did what was asked. */
function conclude(work, tale) {
    const { plan, ran, to, timings } = tale;
    const where = work.transport.where;
    const undo = ran.length > 0 && plan.direction === 'upgrade' && plan.from.length <= 1 && work.tool.undoes;
    const story = { ...tale, where, ...(undo ? { command: wayBack(work, plan) } : {}) };
    // Alone, the head of the summary is the last line of the log anyway.
    if (work.ports.gate)
        work.ports.log.info(`${tale.headline}.`);
    const told = { outputs: outputsOf(tale), summary: renderSummary(story), annotations: annotationsOf(plan) };
    return { outcome: tale.outcome, ...told, plan, applied: ran, to, timings };
}
/** With the image that knows the revisions: the one before does not. */
function wayBack(work, plan) {
    const to = (0,build_plan/* place */.ik)(plan.from);
    const { transport, image } = work.inputs;
    const loss = plan.from.length === 0 ? ', which drops every table that these revisions made, with its data' : '';
    if (transport !== 'run' && work.tool.title === 'Alembic')
        return { title: `To go back by hand${loss}:`, text: work.transport.command(['downgrade', to]), language: 'sh' };
    const lines = ['mode: downgrade', `revision: '${to}'`, ...(image ? [`image: ${image}`] : [])];
    return { title: `To go back, with this same image, change these inputs of the step${loss}:`, text: lines.join('\n'), language: 'yaml' };
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
    const what = plan.left ? 'to expand' : 'pending';
    const headline = `Up to date: nothing is ${what}, the database is at ${(0,build_plan/* place */.ik)(plan.from)}${describeLeft(plan.left)}`;
    return conclude(work, { outcome: 'up-to-date', headline, plan, ran: [], to: plan.from, duration: 0, rest: '', timings });
}
/** The plan under the lock: what another run did in the meantime is seen now. @throws Failure `plan-changed`, `wrong-database`, `locked` */
async function lookAgain(work, first, held, waited) {
    const { direction, target } = first;
    const look = () => probeWaiting(work, { direction, target, fingerprint: true, key: held.key });
    const seen = await look();
    checkGuarded(seen, work);
    const before = await waitForOthers(work, seen, Math.max(0, work.inputs['lock-timeout'] - waited), look);
    checkGates(before, askedOf(work, direction, target));
    const plan = {
        ...(0,build_plan/* makePlan */.Cs)(before, direction, target),
        judgement: first.judgement,
        left: first.left,
        rehearsal: first.rehearsal,
        backup: first.backup,
    };
    if ((0,build_plan/* isRest */.pP)(first, plan))
        return { plan, before };
    throw new build/* Failure */.HR('plan-changed', `While this run waited, the database went from ${(0,build_plan/* place */.ik)(first.from)} to ${(0,build_plan/* place */.ik)(plan.from)}.`, {
        state: 'This run changed nothing.',
        hint: 'Run again to plan from there.',
    });
}
async function carryOut(work, plan, before, held, timings) {
    const { clock, log } = work.ports;
    // From here on nobody who fails knows by that alone what was changed.
    const unknown = (error) => {
        throw withChanged(error, '');
    };
    const attempted = await (0,apply/* attempt */.CD)(work, plan, AbortSignal.any([work.signal, held.lock.lost])).catch(unknown);
    const verifying = clock.now();
    const took = { ...timings, migrate: attempted.duration };
    const now = await conclusion(work, plan, before, held, attempted).catch(unknown);
    if (attempted.failure)
        log.warn(`The program failed after its last revision was committed: ${attempted.failure.message}`);
    const times = { ...took, verify: clock.now() - verifying };
    const down = plan.direction === 'downgrade';
    const count = (0,build_plan/* describeRevisions */.cs)(plan.revisions);
    return conclude(work, {
        outcome: down ? 'downgraded' : 'migrated',
        headline: `${down ? 'Downgraded' : 'Migrated'}: ${count}, ${(0,build_plan/* place */.ik)(plan.from)} to ${(0,build_plan/* place */.ik)(now.current)}, verified${describeLeft(plan.left)}`,
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
        const now = await (0,probe/* probe */.dy)(work, { direction: 'upgrade', target: 'heads' });
        if ((0,build_plan/* isReached */.xg)(plan, now))
            return now;
        throw mismatch(work, plan, now, attempted);
    }
    const failed = nameLoss(attempted.failure, held);
    if (work.signal.aborted) {
        const state = `${direction} to ${target} was ended; ${await leftBy(work, attempted)}`;
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
    const failure = { message: failed.message, hint: aftermath.hint };
    const rest = direction === 'upgrade' ? 'not applied' : 'not undone';
    const summary = renderSummary({ ...known, headline, failure, where: work.transport.where, rest });
    throw failureAfter(plan, failed, aftermath, outputsOf(known), summary);
}
/** A cancelled run has seconds: the container is gone, and what the server still does is ended while the lock is held. */
async function leftBy(work, { trouble }) {
    try {
        await work.tool.stop?.(work);
    }
    catch (error) {
        return `whether the server still works on it could not be seen: ${(0,build/* messageOf */.bD)(error)}`;
    }
    if (trouble?.loose)
        return 'a part of it may stand, because it ran outside of a transaction.';
    return 'what its transaction did is rolled back by the server.';
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
    const headline = `Not verified: the database is at ${(0,build_plan/* place */.ik)(now.current)}`;
    const message = `${work.tool.title} ended well, but the database is at ${(0,build_plan/* place */.ik)(now.current)} instead of ${plan.target}.`;
    const failure = { message, hint: work.tool.unverified };
    return new build/* Failure */.HR('verify-mismatch', message, {
        state: 'The revisions ran; what they did may be rolled back.',
        hint: work.tool.unverified,
        outputs: outputsOf(known),
        summary: renderSummary({ ...known, headline, failure, where: work.transport.where, rest: '' }),
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/proof.js



const grave = ['destructive', 'rewrite', 'may-fail-on-data'];
/** Whether there is nothing that could be lost: tables outside of the search path are known by the version that made them. */
function isEmpty(facts) {
    return facts.tables.length === 0 && facts.current.length === 0;
}
/** Why a plan needs a backup that was read back; undefined where it needs none. */
function whyBackup(plan, facts) {
    if ((0,build_plan/* runsNothing */.ag)(plan.revisions) || plan.direction === 'downgrade' || isEmpty(facts))
        return undefined;
    const { judgement } = plan;
    const finding = (judgement?.revisions ?? []).flatMap((one) => one.findings).find((one) => grave.includes(one.class));
    if (finding)
        return `${finding.revision} is ${finding.class} (${finding.rule} on ${finding.object})`;
    const blind = unjudged(judgement, plan);
    return blind === undefined ? undefined : `nobody could judge what ${blind} does`;
}
function unjudged(judgement, plan) {
    if (!judgement)
        return plan.revisions[0]?.id;
    return judgement.revisions.find((one) => one.unseen !== undefined)?.id;
}
/** The proven backup that the run relies on: its id, empty where none of this database is known. */
function proofOf(work, facts) {
    const { inputs, ports } = work;
    if (ports.proof)
        return ports.proof.databases.includes(facts.database) ? ports.proof.id : '';
    return inputs['backup-verified'] ? (inputs['backup-id'] ?? '') : '';
}
/** No proof, no migration. @throws Failure `backup-needed` */
function requireProof(work, plan, facts) {
    const { backup, 'backup-id': id, 'backup-verified': verified } = work.inputs;
    if (backup === 'never' || (0,build_plan/* runsNothing */.ag)(plan.revisions) || proofOf(work, facts) !== '')
        return;
    const why = backup === 'always' && !isEmpty(facts) ? 'backup is always' : whyBackup(plan, facts);
    if (why === undefined)
        return;
    const have = id && !verified ? `${id} was not read back (backup-verified is not true)` : 'none is known';
    throw new build/* Failure */.HR('backup-needed', `The plan needs a proven backup, because ${why}, and ${have}.`, {
        state: 'Nothing was changed.',
        hint: 'Run backup-db in a step before and hand on its outputs: backup-id: ${{ steps.backup.outputs.id }} and backup-verified: ${{ steps.backup.outputs.verified }}. In a release: the part backup of the Slipway file. Or accept the loss: backup: never.',
        outputs: outputsOf({ plan, ran: [], to: facts.current, duration: 0 }),
        annotations: plan.judgement?.annotations ?? [],
    });
}
/**
 * What the rehearsal has shown to take longer than what is left would be ended in the middle.
 * @param left milliseconds
 * @throws Failure `timeout`
 */
function requireTime(left, rehearsal) {
    if (!rehearsal)
        return;
    const needed = 2 * rehearsal.duration + 30_000;
    if (left >= needed)
        return;
    throw new build/* Failure */.HR('timeout', `${(0,build/* formatDuration */.a3)(left)} are left, and the revisions took ${(0,build/* formatDuration */.a3)(rehearsal.duration)} on a copy.`, {
        state: 'Nothing was changed.',
        hint: `Raise the input timeout by ${(0,build/* formatDuration */.a3)(needed - left)} at least.`,
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/open.js
/** Each is loaded when an input names it. */
const tools = {
    alembic: () => __webpack_require__.e(/* import() */ 1).then(__webpack_require__.bind(__webpack_require__, 2001)),
    sql: () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(852)]).then(__webpack_require__.bind(__webpack_require__, 852)),
    'golang-migrate': () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(162)]).then(__webpack_require__.bind(__webpack_require__, 4162)),
    dbmate: () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(647)]).then(__webpack_require__.bind(__webpack_require__, 6647)),
    django: () => __webpack_require__.e(/* import() */ 347).then(__webpack_require__.bind(__webpack_require__, 6347)),
    drizzle: () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(192)]).then(__webpack_require__.bind(__webpack_require__, 7192)),
    prisma: () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(971)]).then(__webpack_require__.bind(__webpack_require__, 9971)),
    command: () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(935)]).then(__webpack_require__.bind(__webpack_require__, 935)),
    flyway: () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(904)]).then(__webpack_require__.bind(__webpack_require__, 8904)),
    liquibase: () => Promise.all(/* import() */[__webpack_require__.e(38), __webpack_require__.e(268)]).then(__webpack_require__.bind(__webpack_require__, 4268)),
};
async function openTool(name) {
    return (await tools[name]()).tool;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/work.js

function createWork(workplace, tool, inputs, ports, started) {
    const { context, clock } = ports;
    return {
        ...workplace,
        tool,
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

// EXTERNAL MODULE: ./actions/run-migrations/build/workplace.js
var build_workplace = __webpack_require__(5526);
;// CONCATENATED MODULE: ./actions/run-migrations/build/run.js















/**
 * Plans, verifies, applies or undoes migrations. What was asked for is true when this returns.
 * @throws Failure with a reason of the contract, the state of the database and its outputs
 */
function run(inputs, ports) {
    return perform(inputs, ports).catch((error) => {
        throw withChanged(error, 'false');
    });
}
async function perform(inputs, ports) {
    const started = ports.clock.now();
    const changes = (inputs.mode === 'apply' || inputs.mode === 'downgrade') && !inputs['dry-run'];
    const tool = await openTool(inputs.tool);
    const workplace = await (0,build_workplace/* openWorkplace */.x)(inputs, ports, changes);
    const work = createWork(workplace, tool, inputs, ports, started);
    try {
        const direction = inputs.mode === 'downgrade' ? 'downgrade' : 'upgrade';
        const target = direction === 'downgrade' ? inputs.revision : inputs.target;
        const connect = work.running || inputs.mode === 'verify' || inputs.mode === 'lint';
        const expands = inputs.phase === 'expand' && direction === 'upgrade';
        const judges = connect && direction === 'upgrade' && (inputs.mode !== 'verify' || expands);
        const whole = await survey(work, { direction, target, connect, judges });
        const { plan, facts } = expands && judges ? await expandOnly(work, whole, !changes && inputs.mode !== 'verify') : whole;
        tell(work, plan, facts, connect);
        const timings = { probe: ports.clock.now() - started };
        if (inputs.mode === 'verify')
            return verify(work, plan, facts, timings);
        const known = changes || !judges || inputs['dry-run'] ? plan : await tryOut(work, plan, facts);
        if (inputs.mode === 'lint')
            refuse(work, known, facts, timings);
        if (inputs.mode === 'apply' && changes)
            return await migrate(work, await permit(work, plan, facts, timings), facts, timings);
        if (changes) {
            requireProof(work, plan, facts);
            return await migrate(work, { ...plan, backup: proofOf(work, facts) }, facts, timings);
        }
        return conclude(work, {
            outcome: inputs.mode === 'lint' ? 'linted' : 'planned',
            headline: planned(known, connect),
            plan: known,
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
async function survey(work, { direction, target, connect, judges }) {
    // It loads while the application starts; whoever needs it hears of a failure.
    if (judges)
        (0,parse/* openParser */.q)().catch(() => { });
    const facts = await probeWaiting(work, { direction, target, connect, sql: judges });
    checkGates(facts, askedOf(work, direction, target));
    return { facts, plan: { ...(0,build_plan/* makePlan */.Cs)(facts, direction, target), judgement: judges ? await (0,judgement/* judge */.S4)(work, facts) : undefined } };
}
/**
 * The plan up to the first revision that breaks old code. The report of the whole plan is written by then.
 * @param all whether what is found in the rest is told too
 */
async function expandOnly(work, whole, all) {
    const { plan, facts } = whole;
    const cut = cutOf(work, whole);
    if (!cut)
        return whole;
    const { last } = cut;
    const left = all && plan.judgement ? { ...cut.left, judgement: (0,judgement/* judgementOfLeft */.i2)(plan.judgement, cut.left.revisions) } : cut.left;
    work.ports.log.info(`Phase expand ends before ${left.revisions[0]}: ${left.why}.`);
    if (last === undefined)
        return { facts, plan: { ...plan, revisions: [], expected: [...facts.applied].sort(), judgement: undefined, left } };
    const quiet = { ...work, inputs: { ...work.inputs, sarif: undefined } };
    const part = await survey(quiet, { direction: 'upgrade', target: last, connect: true, judges: true });
    refuseOther(plan, part.plan, cut);
    return { facts: part.facts, plan: { ...part.plan, left } };
}
/** @throws Failure `phase-order`, `phase-unclear`, with what was found */
function cutOf({ inputs }, { plan, facts }) {
    const vouched = (0,policy/* readAllows */.JX)(inputs.allow).some(({ rule }) => rule === 'unclassified');
    try {
        return cutForExpand(plan, plan.judgement, vouched);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR))
            throw error;
        throw (0,build/* withDetails */.FE)(error, { outputs: outputsOf({ plan, ran: [], to: facts.current, duration: 0 }), annotations: annotationsOf(plan) });
    }
}
/** Everything that stands before a change: findings, the backup, the rehearsal, the release's own gate. */
async function permit(work, plan, facts, timings) {
    refuse(work, plan, facts, timings);
    requireProof(work, plan, facts);
    const known = { ...(await tryOut(work, plan, facts)), backup: proofOf(work, facts) };
    requireTime(work.remaining(), known.rehearsal);
    refuse(work, known, facts, timings);
    await work.ports.gate?.(known.judgement?.compatible ?? 'true');
    return known;
}
/** On a copy first, where that is asked; what could not be judged before is judged by what it ran there. */
async function tryOut(work, plan, facts) {
    const { rehearse: way } = work.inputs;
    if (way === 'off' || plan.revisions.length === 0)
        return plan;
    if ((0,build_plan/* runsNothing */.ag)(plan.revisions)) {
        work.ports.log.info('What is pending is empty: there is nothing to rehearse.');
        return plan;
    }
    if (isEmpty(facts)) {
        work.ports.log.info('The database is empty: there is nothing to rehearse on.');
        return plan;
    }
    const [{ rehearse }, { learn }] = await Promise.all([__webpack_require__.e(/* import() */ 187).then(__webpack_require__.bind(__webpack_require__, 2187)), __webpack_require__.e(/* import() */ 280).then(__webpack_require__.bind(__webpack_require__, 2280))]);
    const rehearsal = await rehearse(work, plan, facts).catch((error) => {
        if (!(error instanceof build/* Failure */.HR))
            throw error;
        // What was found before is told all the same.
        const outputs = outputsOf({ plan, ran: [], to: facts.current, duration: 0 });
        throw (0,build/* withDetails */.FE)(error, { outputs, annotations: annotationsOf(plan) });
    });
    return learn(work, plan, facts, rehearsal);
}
/** @throws Failure `unsafe-migration` where a finding stops the run */
function refuse(work, plan, facts, timings) {
    const tale = { plan, ran: [], to: facts.current, duration: 0, rest: 'not applied', timings };
    const summary = renderSummary({ ...tale, headline: 'Not applied: a finding stops the plan', where: work.transport.where });
    (0,judgement/* refuseUnsafe */.H_)(plan.judgement, { outputs: outputsOf(tale), summary, annotations: annotationsOf(plan) });
}
function tell(work, plan, facts, connect) {
    const { log } = work.ports;
    const at = connect
        ? `The database ${facts.database} (PostgreSQL ${facts.server}) is at ${(0,build_plan/* place */.ik)(facts.current)}`
        : 'The database does not run yet';
    log.info(`${at}; ${work.transport.where} knows revisions up to ${(0,build_plan/* place */.ik)(facts.heads)} (${[work.tool.title, facts.alembic].filter(Boolean).join(' ')}, ${facts.ini}).`);
    const verb = plan.direction === 'upgrade' ? 'Pending' : 'To undo';
    for (const one of plan.revisions)
        log.info(`${verb}: ${one.id} ${one.doc} (${one.path})${classOf(plan, one.id)}`);
    for (const one of plan.left?.judgement?.revisions ?? [])
        log.info(`For phase contract: ${one.id} (${one.path}): ${classOfJudged(one)}`);
}
function planned(plan, connect) {
    const count = (0,build_plan/* describeRevisions */.cs)(plan.revisions);
    if (!connect)
        return `Plan: the database does not run yet, so its revision is unknown; the history has ${count}`;
    const left = describeLeft(plan.left);
    if (plan.revisions.length === 0)
        return `Plan: nothing is ${plan.left ? 'to expand' : 'pending'}${left}`;
    return plan.direction === 'upgrade' ? `Plan: ${count} to apply${left}` : `Plan: ${count} to undo`;
}
function verified(plan) {
    return plan.left ? `Verified: phase expand is done${describeLeft(plan.left)}` : `Verified: the database is at ${plan.target}`;
}
function verify(work, plan, facts, timings) {
    const tale = { plan, ran: [], to: facts.current, duration: 0, rest: 'missing', timings };
    if (plan.revisions.length === 0)
        return conclude(work, { ...tale, outcome: 'verified', headline: verified(plan) });
    const missing = plan.revisions.map((one) => `${one.id}${one.empty ? ' (empty)' : ''}`).join(', ');
    const headline = `Not verified: ${missing} not applied`;
    throw new build/* Failure */.HR('verify-mismatch', `The database is at ${(0,build_plan/* place */.ik)(facts.current)} and lacks ${missing} of ${plan.target}.`, {
        state: 'Nothing was changed.',
        hint: 'Run mode apply with the same image.',
        outputs: outputsOf(tale),
        summary: renderSummary({ ...tale, headline, where: work.transport.where }),
    });
}


/***/ }),

/***/ 3225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EN: () => (/* binding */ createScrub),
/* harmony export */   Fj: () => (/* binding */ secretsOf),
/* harmony export */   gM: () => (/* binding */ telling)
/* harmony export */ });
/** Names of variables whose value is nobody's to read. */
const telling = /pass|pwd|secret|token|key|credential|dsn|ur[il]$/i;
/** Values of an environment that nobody should read in a log. */
function secretsOf(environment) {
    const found = new Set();
    for (const [name, value] of Object.entries(environment)) {
        if (!value || !telling.test(name))
            continue;
        const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*?:(.+)@/i.exec(value)?.[1];
        if (password)
            for (const form of [password, decode(password)])
                found.add(form);
        else if (!/:\/\//.test(value) && !/^(\d{1,7}|true|false)$/i.test(value))
            found.add(value);
    }
    return [...found].filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
}
function createScrub(secrets) {
    return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 4954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PC: () => (/* binding */ labelsOf),
/* harmony export */   X0: () => (/* binding */ sweep),
/* harmony export */   cl: () => (/* binding */ secondsThere),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/* unused harmony export label */
/** Everything of a rehearsal says whose it is, and until when it may stand although nobody ends it: seconds of the machine's own clock. */
const label = 'slipway.rehearsal';
const until = 'slipway.until';
function labelsOf(project, end) {
    return { [label]: project, [until]: String(end) };
}
/** Folder of a rehearsal's files below that of a project: it says its end too. */
function folderOf(state, end, word) {
    return `${state}/rehearsal-${end}-${word}`;
}
/** Seconds of the machine's own clock: those of several runners may differ. */
async function secondsThere(shell) {
    const { stdout } = await shell.run(['date', '+%s']);
    return Number(stdout.trim());
}
const format = `'{{.ID}} {{.Label "${until}"}}'`;
const script = [
    'now=$(date +%s)',
    'over() { while read -r id end; do case $end in ""|*[!0-9]*) ;; *) if [ "$end" -lt "$now" ]; then echo "$id"; fi ;; esac; done; }',
    `for id in $(docker ps --all --filter label=${until} --format ${format} | over); do docker rm --force --volumes "$id" >/dev/null; done`,
    `for id in $(docker network ls --filter label=${until} --format ${format} | over); do docker network rm "$id" >/dev/null; done`,
    'for folder in "$HOME"/.slipway/*/rehearsal-*; do',
    '  name=${folder##*/rehearsal-}; end=${name%%-*}',
    '  if [ -d "$folder" ] && [ -n "$(echo "$folder $end" | over)" ]; then rm -rf -- "$folder"; fi',
    'done',
].join('\n');
/** Removes what rehearsals of any project left on the machine, once their time is over: their runs were lost. */
async function sweep(shell) {
    await shell.run(['sh', '-c', script], { allowFailure: true, deadline: 60_000 });
}


/***/ }),

/***/ 4131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ execTransport),
/* harmony export */   h: () => (/* binding */ localTransport)
/* harmony export */ });
/* harmony import */ var _launcher_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4877);

/** Alembic of a folder on the shell's machine. */
function localTransport(shell, options) {
    const exec = ({ argv, environment = {}, secrets }, call) => shell.run(argv, {
        cwd: options.folder,
        env: environment,
        secrets: { ...options.secrets, ...secrets },
        allowFailure: true,
        lines: 'all',
        ...call,
    });
    return {
        where: `${options.folder} on ${shell.where}`,
        exec,
        run: (ask, call) => exec({ argv: (0,_launcher_js__WEBPACK_IMPORTED_MODULE_0__/* .launch */ .ql)(ask, options.python), connect: ask.connect }, call),
        command: (words) => `cd ${options.folder} && alembic ${words.join(' ')}`,
        close: async () => { },
    };
}
/** Alembic in a container that runs already. The engine does not end what a lost client left behind; the next run sees it and waits. */
function execTransport(shell, options) {
    const exec = ({ argv, environment = {}, ...task }, call) => {
        const secrets = { ...options.secrets, ...task.secrets };
        const variables = Object.keys({ ...environment, ...secrets }).flatMap((name) => ['--env', name]);
        return shell.run(['docker', 'exec', ...variables, options.container.id, ...argv], {
            env: environment,
            secrets,
            allowFailure: true,
            lines: 'all',
            ...call,
        });
    };
    return {
        where: `the container ${options.container.name} on ${shell.where}`,
        exec,
        run: (ask, call) => exec({ argv: (0,_launcher_js__WEBPACK_IMPORTED_MODULE_0__/* .launch */ .ql)(ask, options.python), connect: ask.connect }, call),
        command: (words) => `docker exec ${options.container.name} alembic ${words.join(' ')}`,
        close: async () => { },
    };
}


/***/ }),

/***/ 7077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ SchemaLocked),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   pG: () => (/* binding */ copied)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);

/** Somebody's lock keeps the schema from being read. */
class SchemaLocked extends _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    database;
    constructor(database, said, details = {}) {
        super('lock-timeout', `The schema could not be read, because somebody holds a lock on it: ${said}`, {
            state: 'Nothing was changed.',
            hint: 'Look for long transactions in pg_stat_activity, then run again.',
            ...details,
        });
        this.database = database;
    }
}
/** What the program beside Alembic reported, as a failure with a reason of the contract. */
function explain(trouble, work, details) {
    if (trouble.phase === 'database' && trouble.sqlstate === '55P03' && trouble.database)
        return new SchemaLocked(trouble.database, work.scrub(trouble.message), details);
    const { reason, sentence, hint } = work.tool.meaning?.(trouble, work) ?? meaning(trouble, work);
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(reason, work.scrub(sentence), { hint, ...details });
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
                hint: `Set the input alembic-ini to the path of the file there${copied(inputs)}.`,
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
            return {
                reason: trouble.sqlstate === '55P03' ? 'lock-timeout' : 'query-failed',
                sentence: `The schema could not be read: ${wordsOf(trouble)}`,
                hint: trouble.sqlstate === '55P03'
                    ? 'Look for long transactions in pg_stat_activity, then run again.'
                    : 'Check the rights of the database user.',
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
                hint: `${isCode(trouble.type) ? 'Mend the file.' : 'Every down_revision must name a revision that is there.'} On a machine of yours: alembic history.`,
            };
        default:
            return {
                reason: 'broken-environment',
                sentence: `env.py failed before it reached the database: ${wordsOf(trouble)}`,
                hint: `Try it there: ${transport.command(['current'])}`,
            };
    }
}
/** What goes wrong in the text of a file; a history that does not hold together is a KeyError, or of Alembic's own. */
function isCode(type) {
    return /^(Syntax|Indentation|Tab|Name|Import|ModuleNotFound|Attribute|Type|Value)Error$/.test(type);
}
/** Only a container has what an image copied. */
function copied({ transport }) {
    return transport === 'local' ? '' : ', and check that the image copies it';
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


/***/ }),

/***/ 5526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ loginOf),
/* harmony export */   x: () => (/* binding */ openWorkplace)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3239);
/* harmony import */ var _slipway_docker__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2132);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8155);
/* harmony import */ var _container_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5077);
/* harmony import */ var _scrub_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3225);
/* harmony import */ var _sweep_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4954);
/* harmony import */ var _transport_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4131);








/** @param mayStart whether the database service may be started where it does not run */
async function openWorkplace(inputs, ports, mayStart) {
    if (inputs.transport === 'local')
        return openFolder(inputs, ports);
    const { shell } = ports;
    await (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .requireEngine */ .Wp)(shell);
    // What it cannot remove hinders nobody here.
    await (0,_sweep_js__WEBPACK_IMPORTED_MODULE_5__/* .sweep */ .X0)(shell).catch((error) => ports.log.debug((0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)));
    const project = await (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .openProject */ .U8)(shell, inputs, ports.context);
    checkServices(inputs, project);
    const running = await provideDatabase(inputs, ports, project, mayStart);
    const address = addressOf(inputs, project);
    const given = givenUrl(inputs);
    const service = project.model.services[inputs.service] ?? {};
    const database = project.model.services[inputs['database-service']] ?? {};
    const scrub = (0,_scrub_js__WEBPACK_IMPORTED_MODULE_7__/* .createScrub */ .EN)((0,_scrub_js__WEBPACK_IMPORTED_MODULE_7__/* .secretsOf */ .Fj)({ ...database.environment, ...service.environment, ...given }));
    const environment = { ...plainOf(service.environment ?? {}), ...given };
    const place = {
        address,
        running,
        scrub,
        environment,
        hosts: inputs['database-url'] ? [] : hostsOf(inputs['database-service'], database),
        near: service['network_mode'] === 'host',
    };
    if (inputs.transport === 'exec') {
        const container = await liveContainer(shell, project.name, inputs.service);
        return { transport: (0,_transport_js__WEBPACK_IMPORTED_MODULE_6__/* .execTransport */ .Z)(shell, { container, python: inputs.python, secrets: given }), ...place };
    }
    const image = inputs.image ?? service.image;
    if (!image)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .badInputs */ .PD)([{ input: 'image', message: `is needed: the service ${inputs.service} names none in the compose file` }]);
    await (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .pullImage */ .ZP)(shell, image, loginOf(inputs));
    const options = { service: inputs.service, image, python: inputs.python, environment: given };
    return { transport: await (0,_container_js__WEBPACK_IMPORTED_MODULE_4__/* .containerTransport */ .B6)(shell, project, options), ...place };
}
function loginOf(inputs) {
    const { 'registry-username': username, 'registry-password': password } = inputs;
    return username && password ? { username, password } : undefined;
}
async function openFolder(inputs, ports) {
    const url = inputs['database-url'];
    if (!url)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .badInputs */ .PD)([{ input: 'database-url', message: 'is needed with transport local, and is missing or empty' }]);
    const { shell, context } = ports;
    const base = shell.remote ? node_path__WEBPACK_IMPORTED_MODULE_0__.posix.resolve(await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_3__.homeFolder)(shell), inputs.directory ?? '.') : context.workspace;
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.resolve(base, inputs['working-directory']);
    const secrets = givenUrl(inputs);
    const there = await shell.run(['test', '-d', folder], { allowFailure: true });
    if (there.code !== 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .badInputs */ .PD)([{ input: 'working-directory', message: `names ${folder}, which is no folder on ${shell.where}` }]);
    const transport = (0,_transport_js__WEBPACK_IMPORTED_MODULE_6__/* .localTransport */ .h)(shell, { folder, python: inputs.python, secrets });
    return {
        transport,
        address: { url },
        running: true,
        scrub: (0,_scrub_js__WEBPACK_IMPORTED_MODULE_7__/* .createScrub */ .EN)((0,_scrub_js__WEBPACK_IMPORTED_MODULE_7__/* .secretsOf */ .Fj)(secrets)),
        environment: secrets,
        hosts: [],
        near: true,
    };
}
function givenUrl(inputs) {
    return inputs['database-url'] ? { [inputs['database-variable']]: inputs['database-url'] } : {};
}
/** Compose writes a dollar twice. */
function plainOf(environment) {
    return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, (value ?? '').replaceAll('$$', '$')]));
}
function hostsOf(name, service) {
    const networks = Object.values(service.networks ?? {});
    const others = [service['container_name'], service['hostname']].filter((one) => typeof one === 'string');
    return [name, ...others, ...networks.flatMap((one) => one?.aliases ?? [])];
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
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .badInputs */ .PD)(problems);
}
/** Starts the database service and nothing else, where that is allowed. @returns whether there is a database to ask */
async function provideDatabase(inputs, ports, project, mayStart) {
    const service = inputs['database-service'];
    if (inputs['database-url'])
        return true;
    if (!mayStart)
        return (await (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .runningContainer */ .Bf)(ports.shell, project.name, service)) !== undefined;
    const others = Object.keys(project.model.services).filter((name) => name !== service);
    await (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .ensureSingles */ .kR)(ports.shell, project, others, ports);
    return true;
}
/** The running container of a service: of the project itself, or of the one colour that runs. */
async function liveContainer(shell, project, service) {
    const projects = [project, (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .colorProject */ .t_)(project, 'blue'), (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .colorProject */ .t_)(project, 'green')];
    const lists = await Promise.all(projects.map((name) => (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_2__/* .containersOf */ .Mz)(shell, name)));
    const found = lists.flat().filter((one) => one.service === service && one.status === 'running');
    const [container] = found;
    if (container && found.length === 1)
        return container;
    const several = found.length > 1 ? `Several containers of ${service} run` : `No container of ${service} runs`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('no-container', `${several} on ${shell.where}${container ? `: ${found.map((one) => one.name).join(', ')}` : ''}.`, {
        state: 'Nothing was changed.',
        hint: 'Use transport run, which makes a container of its own.',
    });
}


/***/ }),

/***/ 2132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t_: () => (/* reexport */ model_colorProject),
  BX: () => (/* reexport */ containerLogs),
  Mz: () => (/* reexport */ containersOf),
  kR: () => (/* reexport */ ensureSingles),
  eZ: () => (/* reexport */ namesOf),
  U8: () => (/* reexport */ openProject),
  ZP: () => (/* reexport */ pullImage),
  Wp: () => (/* reexport */ requireEngine),
  Bf: () => (/* reexport */ runningContainer),
  L5: () => (/* reexport */ taskModel)
});

// UNUSED EXPORTS: absentSingles, blankVariables, callersOf, colorModel, commandText, compose, decide, discoverers, discoveryOf, finished, heldBack, meetings, migrates, migrationIn, nameInFile, noSubnet, otherColor, projectName, publishedPorts, refuseSecond, restartOf, routerNetwork, setRestart, settingsLabel, settingsOf, singleWriter, singles, singlesModel, stateFolder, strategies, strategyLabel, waitHealthy, writable

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/docker/build/discovery.js
/** Proxies that find their targets by what containers say of themselves: a colour would get traffic from them as soon as it runs. */
const labels = /^(traefik|caddy)([._]|$)/;
const variables = ['VIRTUAL_HOST', 'VIRTUAL_PORT', 'VIRTUAL_PATH', 'LETSENCRYPT_HOST'];
/** Images of such proxies. */
const proxies = /(^|\/)(traefik|caddy-docker-proxy|nginx-proxy)(?=[:@]|$)/;
/** The labels and variables of a service by which a proxy would find it. */
function discoveryOf(service) {
    const found = Object.keys(service.labels ?? {}).filter((label) => labels.test(label));
    return [...found, ...variables.filter((name) => service.environment?.[name])];
}
/** The proxies among images. */
function discoverers(images) {
    return [...new Set(images.filter((image) => proxies.test(image)))];
}
function withoutDiscovery(service) {
    if (discoveryOf(service).length === 0)
        return service;
    const kept = Object.entries(service.labels ?? {}).filter(([label]) => !labels.test(label));
    const environment = Object.entries(service.environment ?? {}).filter(([name]) => !variables.includes(name));
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
/** Label of a container that names the settings that it was made with. */
const settingsLabel = 'slipway.settings';
/**
 * A name for all that the team's file and its `.env` say of a service besides its image: what compose resolved, and how the release treats it. The
 * same settings have the same name.
 */
function settingsOf(service, strategy = 'colours') {
    const { image: _image, build: _build, ...settings } = service;
    return createHash('sha256').update(canonical({ settings, strategy })).digest('hex').slice(0, 16);
}
/** JSON with sorted keys. */
function canonical(value) {
    return JSON.stringify(value, (_key, inner) => inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
        : inner);
}
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
        const labels = {
            'slipway.color': options.color,
            'slipway.version': literal(options.version),
            [strategyLabel]: strategy,
            [settingsLabel]: settingsOf(model.services[name] ?? {}, strategy),
        };
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

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
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
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
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
        throw refused(result.stderr, inputs['compose-file'], directory, shell.where);
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
function refused(stderr, file, directory, where) {
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











/***/ }),

/***/ 4677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hR: () => (/* reexport */ QueryFailure),
  SX: () => (/* reexport */ applicationName),
  Qe: () => (/* reexport */ createRoles),
  Hj: () => (/* reexport */ createScratch),
  Bh: () => (/* reexport */ databaseArgument),
  i4: () => (/* reexport */ databaseExists),
  hX: () => (/* reexport */ describeHolders),
  Zi: () => (/* reexport */ dropDatabase),
  sd: () => (/* reexport */ globalStatements),
  Cv: () => (/* reexport */ quote_identifier),
  eu: () => (/* reexport */ quote_literal),
  NY: () => (/* reexport */ lockHolders),
  TL: () => (/* reexport */ lockKey),
  eI: () => (/* reexport */ missingRoles),
  qI: () => (/* reexport */ openDatabase),
  Wk: () => (/* reexport */ parseCsv),
  Dl: () => (/* reexport */ parseUrl),
  EB: () => (/* reexport */ psqlFlags),
  $q: () => (/* reexport */ readGlobals),
  Qh: () => (/* reexport */ readProperties),
  iZ: () => (/* reexport */ readRoles),
  HJ: () => (/* reexport */ takeLock)
});

// UNUSED EXPORTS: alembicRevision, checkClient, countRows, cutShort, dropRoles, fillFaster, findContainer, findScratch, isFirstRelease, listTables, loadsBy, openSnapshot, roleStatements, unstaged

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
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
    const all = (await list(shell, project)).filter((entry) => !entry.oneOff);
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
            hint: other.state === 'paused'
                ? `A backup may hold it still for a moment: run again. Else let it go on there: docker unpause ${other.name}.`
                : `Start it there (docker start ${other.name}), or read why it stopped (docker logs ${other.name}).`,
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
async function list(shell, filter) {
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

;// CONCATENATED MODULE: ./packages/postgres/build/pieces.js
/** How pg_dump and pg_restore are started where they read or write much: as scripts for any sh, with the program's own arguments behind theirs. */
/** Both take 4 KiB at a time, which costs more than what they do with them. Where coreutils are not the GNU ones it is slower. */
const large = 'if command -v stdbuf >/dev/null 2>&1; then exec stdbuf -i 262144 -o 262144 "$@"; fi; exec "$@"';
/** Exit code of what loads where not all bytes came. */
const cutShort = 65;
/** And where there was less room for them than the disk had said: a quota, a limit of the process, or somebody who was faster. */
const unstaged = 66;
/** How many connections load, of a line of its standard error that says so; undefined of every other. */
function loadsBy(line) {
    const [, jobs] = /^slipway: (\d+) connections$/.exec(line) ?? [];
    return jobs === undefined ? undefined : Number(jobs);
}
/**
 * pg_restore loads by several connections only from a file: one without a name, which ends with the program however that ends, on a disk with room
 * for it and for what comes of it. Half of the processors, for an application may be at work on them. Nothing is loaded of an archive that is cut.
 * Where there is one processor, no room, no /proc, or a file without a name cannot be seen there, it is loaded as it comes.
 */
const staged = `
bytes=$1 need=$2; shift 2
jobs=$(nproc 2>/dev/null || echo 1)
if [ "$jobs" -gt 1 ] && [ -e /proc/self/fd/0 ]; then
  jobs=$((jobs / 2)); [ "$jobs" -gt 1 ] || jobs=2; [ "$jobs" -lt 5 ] || jobs=4
  for dir in /var/tmp "\${TMPDIR:-/tmp}"; do
    free=$(df -Pk "$dir" 2>/dev/null | { read -r _; read -r _ _ _ free _; echo "$free"; })
    [ "\${free:-0}" -ge "$need" ] 2>/dev/null || continue
    case $(stat -f -c %T "$dir" 2>/dev/null) in tmpfs | ramfs) continue ;; esac
    file=$(mktemp "$dir/slipway.XXXXXX" 2>/dev/null) || continue
    exec 3<>"$file" && rm -f "$file" || exit 1
    [ "$(stat -L -c %s /proc/self/fd/3 2>/dev/null)" = 0 ] || continue
    cat >&3 || exit ${unstaged}
    came=$(stat -L -c %s /proc/self/fd/3)
    if [ "$came" != "$bytes" ]; then echo "$came bytes came instead of $bytes" >&2; exit ${cutShort}; fi
    echo "slipway: $jobs connections" >&2
    exec "$@" -j "$jobs" /proc/self/fd/3
  done
fi
${large}`;
/** What a restore takes of a disk, beside the bytes of its archive: rows, their indexes, and what the server logs of them. */
const grows = 4;
function inPieces(argv, { pieces, load }) {
    if (load !== undefined)
        return ['sh', '-c', staged, 'sh', String(load), String(Math.ceil((grows * load) / 1024)), ...argv];
    return pieces ? ['sh', '-c', large, 'sh', ...argv] : argv;
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
            const argv = [
                'docker',
                'exec',
                '-i',
                ...flags,
                container.id,
                'sh',
                '-c',
                enter,
                'sh',
                seconds,
                ...inPieces([program, ...args], options),
            ];
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
            const argv = inPieces([folder ? `${folder}/${program}` : program, ...args], options);
            return { argv, env, secrets: connection.secrets };
        },
    };
}

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
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
/** The word of severity is in the language of the server (`FEHLER`), and a notice has the same form: the error, which ends it, comes last. */
const refused = /(?:^|\n)(?:psql:[^\n]*?: )?[^\s:]+: {2}([0-9A-Z]{5}): ([^\n]*)/g;
/**
 * What a failed psql means: it ends with 3 where a statement failed, with 2 where the connection did.
 * @returns Failure `query-failed` (with its SQLSTATE), `database-unreachable`, or what was thrown
 */
function explain(error, where) {
    if (!(error instanceof shell_build.ProgramFailure))
        return error;
    const [, sqlstate = '', message = ''] = [...error.stderr.matchAll(refused)].at(-1) ?? [];
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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
        this.#running.done.then(() => this.#end(new build/* Failure */.HR('database-unreachable', `The session with ${this.#where} is over.`)), (error) => this.#end(explain(error, this.#where)));
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
const url_form = /^([a-z][a-z0-9+_]*):\/\/(?:([^:/@?]*)(?::(.*?))?@)?((?:\[[^\]]*\]|[^@/?#[\]])*)(?:\/([^?@]*))?(?:\?((?:[\w-]+=[^&]*&?)*))?$/is;
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
        ? await urlWay(shell, address.url, address.database)
        : containerAccess(await findContainer(shell, address.projectName, address.service), shell, '');
    const ask = connect(shell, access, address.database ?? access.database, unknown);
    const settings = ['server_version', 'server_version_num', 'server_encoding'].map((name) => `current_setting('${name}')`);
    const sql = `select current_database(), ${settings.join(', ')}`;
    const [[name = '', version = '', number = '', encoding = ''] = []] = await ask.query(sql);
    return connect(shell, access, name, { version, major: Math.floor(Number(number) / 10_000), encoding });
}
/** Programs of the server's own major where the machine has them, else those on the PATH. */
async function urlWay(shell, url, database) {
    const connection = parseUrl(url);
    const plain = urlAccess(connection, '');
    const [[number = ''] = []] = await connect(shell, plain, database ?? plain.database, unknown).query("select current_setting('server_version_num')");
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
                title: program,
                env,
                secrets,
                deadline: options.deadline,
                ...(options.signal ? { signal: options.signal } : {}),
                ...(options.onError ? { onError: options.onError } : {}),
                ...(options.from ? { from: options.from } : {}),
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
                throw explain(error, where);
            }
        },
        session: (options) => session_openSession(database, options),
        sibling: (other) => connect(shell, access, other, server),
    };
    return database;
}

;// CONCATENATED MODULE: ./packages/postgres/build/quote.js
/** A text as an SQL literal; safe whatever standard_conforming_strings says. */
function quote_literal(text) {
    if (text.includes('\0'))
        throw new Error('a text with a NUL character cannot be an SQL literal');
    return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
/** A name as an SQL identifier. */
function quote_identifier(name) {
    if (name.includes('\0') || name === '')
        throw new Error('an SQL identifier cannot be empty or hold a NUL character');
    return `"${name.replaceAll('"', '""')}"`;
}
/** A connection string that names nothing but a database: `-d` reads a name with `=` or `://` as a whole connection string. */
function databaseArgument(name) {
    return `dbname='${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

;// CONCATENATED MODULE: ./packages/postgres/build/globals.js

const memberships = `memberships as (select m.member, g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid)`;
const roles = `coalesce(json_agg(json_build_object('name', rolname, 'login', rolcanlogin, 'inherit', rolinherit, 'createdb', rolcreatedb,
      'connections', rolconnlimit,
      'memberOf', array(select m.rolname from memberships m where m.member = r.oid and m.rolname !~ '^pg_' order by 1),
      'powers', array_remove(array[case when rolsuper then 'SUPERUSER' end, case when rolcreaterole then 'CREATEROLE' end,
        case when rolreplication then 'REPLICATION' end, case when rolbypassrls then 'BYPASSRLS' end], null)
        || array(select m.rolname::text from memberships m where m.member = r.oid and m.rolname ~ '^pg_' order by 1)) order by rolname), '[]')`;
const query = `with recursive db as (select * from pg_database where datname = current_database()),
seeds as (
  select refobjid as role from pg_shdepend, db where refclassid = 'pg_authid'::regclass
    and (dbid = db.oid or (classid = 'pg_database'::regclass and objid = db.oid))
  union select datdba from db
  union select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union select setrole from pg_db_role_setting, db where setdatabase = db.oid and setrole <> 0),
needed as (select role from seeds union select m.roleid from pg_auth_members m join needed on m.member = needed.role),
${memberships}
select json_build_object(
  'roles', (select ${roles}
    from pg_roles r where oid in (select role from needed) and rolname !~ '^pg_'),
  'settings', (select coalesce(json_agg(json_build_object('role', coalesce(r.rolname, ''), 'name', split_part(line, '=', 1),
      'value', substr(line, strpos(line, '=') + 1)) order by r.rolname nulls first, line), '[]')
    from db join pg_db_role_setting s on s.setdatabase = db.oid left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) line),
  'grants', (select json_agg(json_build_object('role', coalesce(r.rolname, ''), 'right', privilege_type, 'grantable', is_grantable)
      order by r.rolname nulls first, privilege_type)
    from db, aclexplode(db.datacl) left join pg_roles r on r.oid = grantee))`;
async function readGlobals(ask) {
    const [[json = '{}'] = []] = await ask(query);
    return JSON.parse(json);
}
/** All roles of the server, but for its own. */
async function readRoles(ask) {
    const [[json = '[]'] = []] = await ask(`with ${memberships} select ${roles} from pg_roles r where rolname !~ '^pg_'`);
    return JSON.parse(json);
}
/** Roles that the server lacks. */
async function missingRoles(database, roles) {
    const there = new Set((await database.query('select rolname from pg_roles')).map(([name]) => name));
    return roles.filter(({ name }) => !there.has(name));
}
/** Statements that create roles without a password and without `powers`; the memberships come when all are there. */
function roleStatements(roles) {
    const created = roles.map(({ name, login, inherit, createdb, connections }) => {
        const rights = [login ? 'login' : 'nologin', inherit ? 'inherit' : 'noinherit', ...(createdb ? ['createdb'] : [])];
        return `create role ${quote_identifier(name)} ${rights.join(' ')} connection limit ${Math.trunc(connections)}`;
    });
    const members = roles.flatMap(({ name, memberOf }) => memberOf.map((group) => `grant ${quote_identifier(group)} to ${quote_identifier(name)}`));
    return [...created, ...members];
}
/** All or none of them. @throws Failure `query-failed` */
async function createRoles(database, roles) {
    if (roles.length > 0)
        await database.query(['begin', ...roleStatements(roles), 'commit'].join(';\n'));
}
/** Those that own nothing. */
async function dropRoles(database, roles) {
    if (roles.length > 0)
        await database.query(`drop role if exists ${roles.map(({ name }) => identifier(name)).join(', ')}`);
}
const rights = ['CREATE', 'CONNECT', 'TEMPORARY'];
/**
 * What gives a database the settings and grants of another one: each an own piece, because a user may be allowed some and not others.
 * A value takes the way over the session, so that none has to be written as the setting's own syntax wants it.
 */
function globalStatements(name, { settings, grants }) {
    const database = quote_identifier(name);
    const set = settings.map(({ role, name: setting, value }) => {
        const whose = role === '' ? `alter database ${database}` : `alter role ${quote_identifier(role)} in database ${database}`;
        const path = setting.split('.').map(quote_identifier).join('.');
        const sql = `select set_config(${quote_literal(setting)}, ${quote_literal(value)}, false);\n${whose} set ${path} from current`;
        return { what: `the setting ${setting}${role === '' ? '' : ` of ${role}`}`, sql };
    });
    if (!grants)
        return set;
    const given = grants
        .filter(({ right }) => rights.includes(right))
        .map(({ role, right, grantable }) => {
        const sql = `grant ${right} on database ${database} to ${role === '' ? 'public' : quote_identifier(role)}${grantable ? ' with grant option' : ''}`;
        return { what: `${right} of ${role || 'public'}`, sql };
    });
    return [...set, { what: 'the rights of everybody', sql: `revoke all on database ${database} from public` }, ...given];
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
        let shown;
        for (;;) {
            const [[got, pid] = []] = await query(attempt);
            if (got === 't') {
                if (!(await held(query, key, pid)))
                    throw pooled(database);
                break;
            }
            const holders = await lockHolders(database, key);
            const pids = holders.map((holder) => holder.pid).join();
            if (pids !== shown)
                options.onWait?.(holders);
            shown = pids;
            if (clock.now() - started >= options.wait) {
                throw new build/* Failure */.HR('locked', `The database ${database.where} is locked by ${describeHolders(holders)}; waited ${(0,build/* formatDuration */.a3)(options.wait)}.`, {
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

;// CONCATENATED MODULE: ./packages/postgres/build/scratch.js

async function readProperties(database) {
    const [[json = '{}', encoding = '', owner = ''] = []] = await database.query('select to_jsonb(d), pg_encoding_to_char(d.encoding), pg_get_userbyid(d.datdba) from pg_database d where datname = current_database()');
    // Which columns there are differs between majors.
    const row = JSON.parse(json);
    return {
        encoding,
        collate: row['datcollate'] ?? '',
        ctype: row['datctype'] ?? '',
        provider: row['datlocprovider'] ?? '',
        locale: row['datlocale'] ?? row['daticulocale'] ?? '',
        owner,
    };
}
/** The statement that creates an empty database: of template0, so that nothing of this server's template is in it. */
function createStatement(name, like) {
    const clauses = [`encoding ${quote_literal(like.encoding)}`, `lc_collate ${quote_literal(like.collate)}`, `lc_ctype ${quote_literal(like.ctype)}`];
    if (like.provider === 'c')
        clauses.push('locale_provider libc');
    if (like.provider === 'i')
        clauses.push('locale_provider icu', `icu_locale ${quote_literal(like.locale)}`);
    if (like.provider === 'b')
        clauses.push('locale_provider builtin', `builtin_locale ${quote_literal(like.locale)}`);
    return `create database ${quote_identifier(name)} template template0 ${clauses.join(' ')}`;
}
/** Creates an empty database beside `database` and says in its comment what it is for. */
async function createScratch(database, name, like, purpose) {
    const label = `comment on database ${quote_identifier(name)} is ${quote_literal(purpose)}`;
    await database.query(`${createStatement(name, like)};\n${label}`, { deadline: 120_000 });
    return database.sibling(name);
}
/** Drops a database that we created; one that is gone is no error. */
async function dropDatabase(database, name, options = {}) {
    const force = database.server.major >= 13 ? ' with (force)' : '';
    await database.query(`drop database if exists ${quote_identifier(name)}${force}`, { deadline: 120_000, ...options });
}
/** Databases whose comment is exactly `purpose`. */
async function findScratch(database, purpose) {
    const rows = await database.query(`select datname from pg_database where not datistemplate and shobj_description(oid, 'pg_database') = ${literal(purpose)}`);
    return rows.map(([name = '']) => name);
}
async function databaseExists(database, name) {
    const [[count] = []] = await database.query(`select count(*) from pg_database where datname = ${quote_literal(name)}`);
    return count !== '0';
}
const toast = 'default_toast_compression';
/**
 * Lets large values that come into a database which is being filled be compressed by LZ4, where the server has it and nobody chose otherwise: half of
 * what a restore takes may be the compression that is the default. Columns with a compression of their own keep that, and readers see no difference.
 * @returns what takes the setting away again; what is stored by then stays as it is
 */
async function fillFaster(target) {
    const alter = (words) => target.query(`alter database ${identifier(target.name)} ${words}`);
    const [[choice] = []] = await target.query(`select count(*) from pg_settings where name = '${toast}' and source = 'default' and 'lz4' = any(enumvals) and setting <> 'lz4'`);
    if (choice === '0')
        return async () => { };
    await alter(`set ${toast} = 'lz4'`);
    return async () => void (await alter(`reset ${toast}`));
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















/***/ })

};
