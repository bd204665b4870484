export const id = 4038;
export const ids = [4038];
export const modules = {

/***/ 7337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UI: () => (/* binding */ findTable),
/* harmony export */   cm: () => (/* binding */ applicationUrl),
/* harmony export */   e4: () => (/* binding */ openApplicationDatabase),
/* harmony export */   kc: () => (/* binding */ endOwn),
/* harmony export */   lS: () => (/* binding */ parameterOf),
/* harmony export */   qU: () => (/* binding */ ownName),
/* harmony export */   t5: () => (/* binding */ lookAt),
/* harmony export */   vX: () => (/* binding */ applicationConnection)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4677);
/* harmony import */ var _classify_read_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(67);
/* harmony import */ var _program_sql_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6553);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7077);





/** As the program beside Alembic names its sessions. */
function ownName(run) {
    return `slipway-migrate ${run.replaceAll(/[^A-Za-z0-9._:/-]/g, '-')}`.slice(0, 63);
}
/** The URL that the application itself uses, where its environment has one. @throws Failure `wrong-dialect` */
function applicationUrl(work) {
    const variable = work.inputs['database-variable'];
    const url = work.environment[variable];
    if (!url)
        return undefined;
    const scheme = /^([a-z0-9+.-]*):/i.exec(url)?.[1] ?? '';
    if (/^postgres(ql)?(\+\w+)?$/i.test(scheme))
        return url;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('wrong-dialect', `${variable} leads to ${scheme || 'something without a scheme'}, not to PostgreSQL.`, {
        state: 'Nothing was changed.',
        hint: `Check ${variable} in the environment of ${work.inputs.service}, or give database-url.`,
    });
}
/**
 * How a tool that connects for itself is told where to. Its database must be the very one that is locked.
 * @throws Failure `bad-input`, `wrong-database`, `wrong-dialect`
 */
function applicationConnection(work) {
    const variable = work.inputs['database-variable'];
    const url = applicationUrl(work);
    if (url === undefined) {
        const message = `names ${variable}, which the service ${work.inputs.service} does not have; give the variable that holds its URL, or database-url`;
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)([{ input: 'database-variable', message }]);
    }
    const connection = (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .parseUrl */ .Dl)(url, 'database-variable');
    const host = connection.env['PGHOST'] ?? '';
    if (work.hosts.length > 0 && !work.hosts.includes(host)) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('wrong-database', `${variable} leads to ${host || 'a local socket'}, which is not the service ${work.hosts[0]}.`, {
            state: 'Nothing was changed.',
            hint: 'Name the right database-service; or, where the database is none of compose, give database-url.',
        });
    }
    if (!work.near && isLoopback(host)) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('wrong-database', `${variable} leads to ${host || 'a local socket'}, which is the container itself where the tool runs.`, {
            state: 'Nothing was changed.',
            hint: 'Give the name under which containers reach the database.',
        });
    }
    return connection;
}
function isLoopback(host) {
    return host.split(',').some((one) => one === '' || one.startsWith('/') || /^(localhost|127\.[\d.]+|::1|0\.0\.0\.0)$/i.test(one));
}
/** Where a server is does not change while a run lasts. */
const open = new WeakMap();
/** The database of the application, over the way on which it is locked. */
function openApplicationDatabase(work) {
    const found = open.get(work.address) ?? openNow(work);
    open.set(work.address, found);
    // What could not be reached is tried again.
    found.catch(() => open.delete(work.address));
    return found;
}
async function openNow(work) {
    const url = applicationUrl(work);
    const database = url === undefined ? undefined : (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .parseUrl */ .Dl)(url, 'database-variable').database;
    return (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .openDatabase */ .qI)(work.ports.shell, { ...work.address, ...(database === undefined ? {} : { database }) });
}
const list = (sql, columns) => {
    const names = Array.from({ length: columns }, (_, at) => `c${at}`).join(', ');
    return `(select coalesce(json_agg(json_build_array(${names})), '[]') from (${sql}) as listed (${names}))`;
};
const endLimit = 5000;
/** Ends what a cancelled run left at the server: a program beside the database outlives the client that started it. A cancelled run has seconds. */
async function endOwn(work) {
    const database = await openApplicationDatabase(work);
    const until = work.ports.clock.now() + endLimit;
    for (;;) {
        const ended = await database.query((0,_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .endedSql */ .Pz)(ownName(work.runName)), { deadline: endLimit });
        if (ended.length === 0)
            return;
        if (work.ports.clock.now() > until)
            throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('timeout', 'The server did not end the session of this run.');
    }
}
/** What the database is like, in one answer. */
async function lookAt(database, run, look) {
    if (look.end)
        await database.query((0,_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .endedSql */ .Pz)(ownName(run)));
    const fields = [
        ['tables', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .tablesSql */ .uk, 1)],
        ['others', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .othersSql */ .Mw, 2)],
    ];
    if (look.key)
        fields.push(['locked', list((0,_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .lockedSql */ .Z2)(String(BigInt(look.key.high)), String(BigInt(look.key.low))), 1)]);
    if (look.fingerprint)
        fields.push(['fingerprint', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .fingerprintSql */ .B_, 2)]);
    if (look.live) {
        fields.push(['server', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .liveServerSql */ .SM, 2)], ['sizes', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .sizesSql */ .jQ, 3)], ['columns', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .columnsSql */ .Ck, 4)]);
        fields.push(['proven', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .provenSql */ .tP, 2)], ['indexes', list(_program_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .indexesSql */ .Dl, 2)]);
    }
    const pairs = fields.flatMap(([name, sql]) => [(0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu)(name), sql]).join(', ');
    // Below the deadline of a query.
    const bounded = `set lock_timeout = ${Math.trunc(Math.min(look.lockTimeout, 30_000))};\nselect json_build_object(${pairs})`;
    const [[text = '{}'] = []] = await database.query(bounded).catch((error) => {
        throw error instanceof _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .QueryFailure */ .hR && error.sqlstate === '55P03' ? new _trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .SchemaLocked */ .An(database.name, error.message) : error;
    });
    const answer = JSON.parse(text);
    const rows = (name) => answer[name] ?? [];
    const [[major, timeZone] = []] = rows('server');
    return {
        tables: rows('tables').map(([name]) => String(name)),
        others: rows('others').map(([pid, application]) => ({ pid: Number(pid), application: String(application) })),
        locked: look.key ? Number(rows('locked')[0]?.[0]) > 0 : undefined,
        fingerprint: look.fingerprint ? Object.fromEntries(rows('fingerprint').map(([name, hash]) => [String(name), String(hash)])) : undefined,
        live: look.live
            ? (0,_classify_read_js__WEBPACK_IMPORTED_MODULE_4__/* .readLive */ .p9)({
                major,
                timeZone,
                tables: answer['sizes'],
                columns: answer['columns'],
                proven: answer['proven'],
                indexes: answer['indexes'],
            })
            : undefined,
    };
}
/** A parameter of the application's URL. */
function parameterOf(work, name) {
    const [, query = ''] = /\?(.*)$/s.exec(applicationUrl(work) ?? '') ?? [];
    return new URLSearchParams(query).get(name) ?? undefined;
}
/** A tool's table: in the schema that its URL names, else on the search path. Undefined where there is none. */
async function findTable(work, database, name) {
    const [home] = (parameterOf(work, 'search_path') ?? parameterOf(work, 'schema') ?? '').split(',').map((one) => one.trim());
    const full = home && !name.includes('.') ? `${(0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .identifier */ .Cv)(home)}.${name}` : name;
    const [[schema = '', table = '', quoted = '', columns = ''] = []] = await database.query(`select n.nspname, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
     (select string_agg(attname, ',') from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass(${(0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu)(full)})`);
    return table === '' ? undefined : { name: `${schema}.${table}`, quoted, columns: columns.split(',') };
}


/***/ }),

/***/ 4038:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sQ: () => (/* binding */ filesTool)
});

// UNUSED EXPORTS: cutOff, revisionOf

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/run-migrations/build/apply.js
var apply = __webpack_require__(2722);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/parse.js
var parse = __webpack_require__(7726);
// EXTERNAL MODULE: ./actions/run-migrations/build/fingerprint.js
var fingerprint = __webpack_require__(6162);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/database.js
var tools_database = __webpack_require__(7337);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/history.js
/** The history as the database made it: what was applied, in that order, and behind it what is pending. */
function wayFor(known, marks, question, tool) {
    const byId = new Map(known.map((one) => [one.id, one]));
    const done = new Set(marks.applied.map(({ id }) => id));
    const pending = known.filter(({ id }) => !done.has(id));
    const last = marks.applied.at(-1);
    const unknown = marks.applied.filter(({ id }) => !byId.has(id)).map(({ id }) => id);
    const edited = marks.applied.filter(({ id, checksum }) => {
        const now = byId.get(id)?.checksum;
        return checksum !== undefined && now !== undefined && checksum !== now;
    });
    const head = pending.at(-1) ?? (last && byId.has(last.id) ? last : known.at(-1));
    const base = {
        current: last ? [last.id] : [],
        heads: head ? [head.id] : [],
        unknown,
        edited: edited.map(({ id }) => id),
    };
    // Nobody knows what comes after a migration that the image does not have.
    if (unknown.length > 0)
        return { ...base, current: unknown, applied: [], steps: [], refused: undefined };
    const applied = marks.applied.map(({ id }) => id);
    const found = question.direction === 'upgrade' ? upTo(question.target, pending, done, tool) : downTo(question.target, marks.applied, byId, tool);
    if ('refused' in found)
        return { ...base, applied, steps: [], refused: found.refused };
    const steps = found.steps.map((one) => ({
        id: one.id,
        parents: [],
        doc: one.doc,
        path: one.path,
        ...(isEmpty(one, question.direction) ? { empty: true } : {}),
    }));
    return { ...base, applied, steps, refused: undefined };
}
/** Comments alone. */
const nothing = /^(?:\s|;|--[^\n]*(?:\n|$))*$/;
function isEmpty({ sql, down, unseen }, direction) {
    const text = direction === 'upgrade' ? sql : down;
    // A way back without text is one that only a program knows.
    if (unseen !== undefined || text === undefined || (text === '' && direction === 'downgrade'))
        return false;
    return nothing.test(text);
}
function upTo(target, pending, done, tool) {
    if (target === 'head' || target === 'heads')
        return { steps: pending };
    if (done.has(target))
        return { steps: [] };
    const at = pending.findIndex(({ id }) => id === target);
    if (at < 0)
        return { refused: `there is no migration ${target}` };
    if (at < pending.length - 1 && !tool.stops)
        return { refused: `it applies everything that is pending, up to ${pending.at(-1)?.id}, and cannot stop at ${target}` };
    return { steps: pending.slice(0, at + 1) };
}
function downTo(target, applied, byId, tool) {
    if (!tool.undoes)
        return { refused: 'it has no way back' };
    const ids = applied.map(({ id }) => id);
    const kept = keptFor(target, ids);
    if (kept === undefined)
        return { refused: `${target} is none of the ${ids.length} that are applied` };
    const steps = ids
        .slice(kept)
        .reverse()
        .flatMap((id) => byId.get(id) ?? []);
    const stuck = steps.find((one) => one.down === undefined);
    if (stuck)
        return { refused: `${stuck.id} has no way back` };
    return { steps };
}
/** How many of the applied ones stay. */
function keptFor(target, ids) {
    if (target === 'base')
        return 0;
    const [, count] = /^-(\d+)$/.exec(target) ?? [];
    if (count !== undefined)
        return Number(count) > ids.length ? undefined : ids.length - Number(count);
    const at = ids.indexOf(target);
    return at < 0 ? undefined : at + 1;
}

// EXTERNAL MODULE: ./actions/run-migrations/build/tools/read-files.js
var read_files = __webpack_require__(6042);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/script.js
var script = __webpack_require__(1955);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/trouble.js
var tools_trouble = __webpack_require__(2969);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/files-tool.js










/** A tool of the suite, from what is particular to it. */
function filesTool(adapter) {
    const { title, undoes, unverified, outside, announces = false } = adapter;
    return {
        title,
        undoes,
        unverified,
        outside,
        announces,
        probe: (work, question) => probe(work, question, adapter),
        attempt: (work, plan) => attempt(work, plan, adapter),
        async settle(work, { direction }, now, { at, trouble }) {
            if (now.dirty === undefined || at === undefined || trouble?.loose !== false || !adapter.unmark)
                return false;
            // A program that was ended, or lost its connection, may have committed what it did not mark.
            if (!adapter.refused?.(trouble.message))
                return false;
            const step = adapter.unmark(work, await openPlace(work, adapter, direction), { id: at, direction });
            work.ports.log.info(`${at} was one transaction, so nothing of it stands: ${title}'s mark of the failure is taken back.`);
            const call = { title, deadline: work.remaining(), signal: work.signal, onLine: shown(work) };
            // Whether it helped is seen by looking.
            await step.run(call).catch((error) => work.ports.log.warn((0,build/* messageOf */.bD)(error)));
            return true;
        },
        stop: tools_database/* endOwn */.kc,
        stamp: () => adapter.stamp,
        mend: (_, id) => adapter.mend(id),
        goBack: (_, to) => undoes ? `Go back with mode downgrade, revision ${to}, or restore a backup.` : 'Restore a backup, or go on with a new migration.',
        noWayBack: (now) => `There is no way back by itself: ${now.refused ?? 'what was applied is not the newest'}.`,
    };
}
/** The image and the database, as the tool will meet them. */
async function openPlace(work, adapter, direction) {
    if (adapter.survey) {
        // A program may find its database by other ways; where it has the URL, that is checked before anything runs.
        if ((0,tools_database/* applicationUrl */.cm)(work) !== undefined)
            (0,tools_database/* applicationConnection */.vX)(work);
        const seen = await adapter.survey(work, direction);
        return { base: '.', folder: adapter.folder, database: await (0,tools_database/* openApplicationDatabase */.e4)(work), ...seen };
    }
    const folder = await (0,read_files/* readFolder */.j1)(work, work.inputs.migrations ?? adapter.folder, adapter.title, adapter.beside);
    adapter.check?.(work, folder.files);
    const known = await adapter.known(folder.files, work);
    if (adapter.connects)
        (0,tools_database/* applicationConnection */.vX)(work);
    const database = await (0,tools_database/* openApplicationDatabase */.e4)(work);
    return { base: folder.base, folder: folder.path, known, database, marks: await adapter.marks(work, database, known, folder.files) };
}
async function probe(work, question, adapter) {
    if (question.connect === false && (!adapter.survey || adapter.offline))
        return withoutDatabase(work, question, adapter);
    const { known, folder, database, marks } = await openPlace(work, adapter, question.direction);
    const seen = await (0,tools_database/* lookAt */.t5)(database, work.runName, {
        fingerprint: question.fingerprint ?? false,
        live: question.sql ?? false,
        key: question.key ?? null,
        end: question.end ?? false,
        lockTimeout: work.inputs['ddl-lock-timeout'],
    });
    const way = wayFor(known, marks, question, adapter);
    const own = new Set(marks.own);
    return {
        ...way,
        ...(marks.dirty === undefined ? {} : { dirty: marks.dirty }),
        alembic: '',
        ini: folder,
        stamped: marks.stamped,
        tables: seen.tables.filter((name) => !own.has(`relation ${name}`)),
        others: seen.others,
        database: database.name,
        server: database.server.version,
        driver: 'psql',
        locked: seen.locked,
        fingerprint: seen.fingerprint && (0,fingerprint/* withoutOwn */.VW)(seen.fingerprint, own),
        ...(seen.live ? { offline: offlineOf(known, way.steps, seen.live, await (0,parse/* openParser */.q)()) } : {}),
    };
}
async function withoutDatabase(work, question, adapter) {
    const { known, folder } = await (adapter.offline?.(work) ?? readKnown(work, adapter));
    const way = wayFor(known, { applied: [] }, question, adapter);
    const none = { tables: [], others: [], database: '', server: '', driver: 'psql', locked: undefined, fingerprint: undefined };
    return { ...way, ...none, alembic: '', ini: folder, stamped: false };
}
async function readKnown(work, adapter) {
    const folder = await (0,read_files/* readFolder */.j1)(work, work.inputs.migrations ?? adapter.folder, adapter.title, adapter.beside);
    return { folder: folder.path, known: await adapter.known(folder.files, work) };
}
/** What the migrations run, for the rules. */
function offlineOf(known, steps, live, parse) {
    const revisions = steps.flatMap(({ id }) => {
        const one = known.find((each) => each.id === id);
        return one ? [revisionOf(one, parse)] : [];
    });
    return { plan: { transactional: true, perRevision: true, revisions }, live, failed: undefined };
}
function revisionOf(known, parse) {
    const { id, path, form, sql } = known;
    const { statements, wrong, allows } = (0,script/* readScript */.Uq)(sql, parse);
    const unseen = known.unseen ?? (wrong === undefined ? undefined : `PostgreSQL's parser cannot read it: ${wrong}`);
    const read = statements.map((one) => ({ sql: one.sql, line: known.line ?? one.line }));
    // The server makes a message of one statement no transaction that this statement would be in.
    const alone = form === 'none' || (form === 'text' && statements.length === 1);
    const mark = (word) => ({ sql: word, line: undefined });
    return { id, path, statements: alone ? [mark('commit'), ...read, mark('begin')] : read, unseen, allows };
}
const shown = (work) => (line) => work.ports.log.untrusted(work.scrub(line));
async function attempt(work, plan, adapter) {
    const { clock, log } = work.ports;
    const ran = [];
    let started = clock.now();
    const end = (failure, trouble, at) => ({
        ran,
        duration: clock.now() - started,
        failure,
        trouble,
        at,
    });
    let at;
    let under = [];
    try {
        const place = await openPlace(work, adapter, plan.direction);
        const steps = await adapter.steps(work, plan, place);
        started = clock.now();
        for (const step of steps) {
            at = step.ids[0];
            under = step.ids.flatMap((id) => place.known.find((one) => one.id === id) ?? []);
            const from = clock.now();
            const finished = await step.run({ title: adapter.title, deadline: work.remaining(), signal: work.signal, onLine: shown(work) });
            const took = clock.now() - from;
            const done = finished.code === 0 ? step.ids : await doneOf(work, step, plan, adapter);
            for (const id of done) {
                // A tool that runs several in one go does not tell how long each of them took.
                ran.push({ id, duration: took / step.ids.length });
                log.info(`${ran.length} of ${plan.revisions.length}: ${(0,apply/* titleOf */.Gg)(plan, id)} in ${(0,build/* formatDuration */.a3)(took / step.ids.length)}`);
            }
            if (finished.code === 0)
                continue;
            const left = step.ids.filter((id) => !done.includes(id));
            const named = new Set(adapter.together ? left : left.slice(0, 1));
            const suspects = under.filter(({ id }) => named.has(id));
            at = suspects.length === 1 ? suspects[0]?.id : undefined;
            const output = work.scrub((0,external_node_util_.stripVTControlCharacters)(finished.stderr.trim() || finished.stdout.trim()));
            const said = (0,tools_trouble/* tellingLines */.$h)(output);
            const unmarked = adapter.apart === true && adapter.refused?.(output) !== true;
            const trouble = await (0,tools_trouble/* troubleOf */.LH)(suspects, plan, { output, said, unmarked }, (path, script) => adapter.explain?.(finished, path, script) ?? {});
            if ((0,tools_trouble/* isMissing */.b2)(finished))
                return end((0,tools_trouble/* missing */.LO)(work, adapter.title), undefined, at);
            return end((0,tools_trouble/* failureOf */.g5)(trouble, plan, `${adapter.title} ended with exit code ${finished.code}`, said, at), trouble, at);
        }
        return end();
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR))
            throw error;
        return end(error.reason === 'timeout' ? (0,apply/* late */.fn)(work, plan, at, error) : error, await cutOff(under, plan, error, adapter.apart), at);
    }
}
/** It was ended from outside: what it had done by then may stand where no transaction was around it. */
async function cutOff(under, plan, error, unmarked = false) {
    return under.length === 0 ? undefined : (0,tools_trouble/* troubleOf */.LH)(under, plan, { output: '', said: error.message, unmarked }, () => ({}));
}
/** Which ones of a failed step are committed all the same. */
async function doneOf(work, step, plan, adapter) {
    if (step.ids.length === 1)
        return [];
    const { marks } = await openPlace(work, adapter, 'upgrade');
    const applied = new Set(marks.applied.map(({ id }) => id));
    return step.ids.filter((id) => applied.has(id) === (plan.direction === 'upgrade'));
}


/***/ }),

/***/ 6042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ usual),
/* harmony export */   Ir: () => (/* binding */ parseFolder),
/* harmony export */   j1: () => (/* binding */ readFolder),
/* harmony export */   ws: () => (/* binding */ refuseUnreadable)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7077);




/** Exit code of the script where there is no such folder. */
const noFolder = 45;
const readLimit = 60_000;
/**
 * Prints the files of a folder, each behind a line of its own that starts with a mark unknown to whoever wrote them. A relative folder is looked for where
 * the program starts and in the usual places.
 */
const script = [
    'mark=$1 folder=$2 beside=$3; shift 3',
    'case $folder in /*) set -- . ;; esac',
    'for base in "$@"; do',
    '  case $folder in /*) full=$folder ;; *) full=$base/$folder ;; esac',
    '  [ -d "$full" ] || continue',
    '  cd "$base" || continue',
    '  printf "\\036%s at %s\\n" "$mark" "$PWD"',
    '  find "$folder/" -type f | LC_ALL=C sort | while IFS= read -r file; do',
    '    case $file in *.sql | *.sql.conf | */_journal.json) ;; *) continue ;; esac',
    '    printf "\\036%s file %s\\n" "$mark" "$file"; cat "$file"; printf "\\n"',
    '  done',
    "  IFS='\n'",
    '  for file in $beside; do',
    '    [ -f "$file" ] || continue',
    '    printf "\\036%s beside %s\\n" "$mark" "$file"; cat "$file"; printf "\\n"',
    '  done',
    '  printf "\\036%s end\\n" "$mark"; exit 0',
    'done',
    'exit 45',
].join('\n');
/** Folders in which a relative path is looked for. */
const usual = [
    '.',
    'backend',
    'app',
    'src',
    'server',
    'api',
    '/app',
    '/app/backend',
    '/code',
    '/src',
    '/srv',
    '/srv/app',
    '/usr/src/app',
    '/opt/app',
    '/',
];
/** An image does not change while a run lasts. */
const read = new WeakMap();
/** The files of the migrations, as the image has them. @throws Failure `no-tool` */
async function readFolder(work, folder, title, beside) {
    const known = read.get(work.transport) ?? new Map();
    read.set(work.transport, known);
    const found = known.get(folder) ?? (await readNow(work, folder, title, beside));
    known.set(folder, found);
    return found;
}
async function readNow(work, folder, title, beside) {
    const mark = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    const plain = folder.replace(/\/+$/, '') || '/';
    const argv = ['sh', '-c', script, 'sh', mark, plain, beside?.(plain).join('\n') ?? '', ...usual];
    const { transport } = work;
    const finished = await transport.exec({ argv, connect: false }, { deadline: work.remaining(readLimit), signal: work.signal });
    const found = parseFolder(finished.stdout, mark, folder);
    if (found) {
        refuseUnreadable(found.files);
        return found;
    }
    const state = 'Nothing was changed.';
    if (finished.code === noFolder) {
        const what = `There is no folder ${folder} in ${transport.where}, nor in the usual folders below it.`;
        const hint = `Set the input migrations to the folder of ${title}'s migrations there${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .copied */ .pG)(work.inputs)}.`;
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('no-tool', what, { state, hint });
    }
    const said = work.scrub((0,_slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .lastLines */ .w$)(finished.stderr, 5));
    const what = `The migrations could not be read in ${transport.where}: exit code ${finished.code}${said ? `:\n${said}\n` : '.'}`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('no-tool', what, { state, hint: 'The image needs sh, find and cat.' });
}
/** What is no UTF-8 arrives as U+FFFD: it would be judged, summed up and run as another text than the tool sees. @throws Failure `broken-history` */
function refuseUnreadable(files) {
    const broken = files.find(({ text }) => text.includes('\uFFFD'));
    if (!broken)
        return;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('broken-history', `${broken.path} is not written in UTF-8.`, {
        state: 'Nothing was changed.',
        hint: 'Save it as UTF-8, without U+FFFD.',
    });
}
/** What the script printed; undefined where it did not come to its end. */
function parseFolder(text, mark, folder) {
    const [, ...parts] = text.split(`\u001e${mark} `);
    const files = [];
    const prefix = folder.replace(/^\.(\/|$)/, '').replace(/\/+$/, '');
    let base = '';
    let ended = false;
    for (const part of parts) {
        const at = part.indexOf('\n');
        const head = part.slice(0, at);
        const [, word = '', rest = ''] = /^(\w+) ?(.*)$/s.exec(head) ?? [];
        if (word === 'at')
            base = rest;
        else if (word === 'file' || word === 'beside') {
            const path = rest.replace(/^\.\//, '').replaceAll('//', '/');
            // The line break behind the last line is the script's.
            const text = part.slice(at + 1).replace(/\n$/, '');
            if (word === 'beside')
                files.push({ name: path, path, text, beside: true });
            else
                files.push({ name: path.slice(prefix.length).replace(/^\//, ''), path, text });
        }
        else if (word === 'end')
            ended = true;
    }
    return ended ? { base, path: folder, files } : undefined;
}


/***/ }),

/***/ 1955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MC: () => (/* binding */ leavesTrace),
/* harmony export */   Pu: () => (/* binding */ breaksOut),
/* harmony export */   QU: () => (/* binding */ formOf),
/* harmony export */   Uq: () => (/* binding */ readScript),
/* harmony export */   pg: () => (/* binding */ isLoose)
/* harmony export */ });
/* unused harmony export commitsAlone */
function readScript(text, parse) {
    const parsed = parse(text);
    const allows = allowsIn(text);
    if ('wrong' in parsed)
        return { statements: [], wrong: parsed.wrong, allows };
    const bytes = Buffer.from(text);
    let from = 0;
    let line = 1;
    const statements = parsed.map(({ node, text: sql, at }) => {
        line += lines(bytes.subarray(from, at).toString());
        from = at;
        // The parser counts what stands ahead of a statement as a part of it.
        const gap = /^\s*/.exec(bytes.subarray(at, at + 4096).toString())?.[0] ?? '';
        const ahead = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0] ?? '';
        return { sql: sql.slice(ahead.length), line: line + lines(gap) + lines(ahead), node };
    });
    return { statements, wrong: undefined, allows };
}
/** `-- slipway: allow rule because reason` */
function allowsIn(text) {
    return text.split('\n').flatMap((line, index) => {
        const [, rule, reason = ''] = /--\s*slipway:\s*allow\s+([a-z][a-z0-9-]*)(?:\s+because\s+(\S.*))?/.exec(line) ?? [];
        return rule === undefined ? [] : [{ rule, reason: reason.trim().slice(0, 300), line: index + 1 }];
    });
}
/** Whether a part may stand when the rest fails, although the whole is one message or has a transaction around it. */
function breaksOut(script) {
    return (script.wrong !== undefined || script.statements.some(({ node }) => 'TransactionStmt' in node && endsTransaction(node.TransactionStmt)));
}
const inner = new Set(['TRANS_STMT_SAVEPOINT', 'TRANS_STMT_RELEASE', 'TRANS_STMT_ROLLBACK_TO']);
function endsTransaction({ kind }) {
    return kind === undefined || !inner.has(kind);
}
const committing = ['DoStmt', 'CallStmt', 'VacuumStmt', 'ReindexStmt'];
/** Whether a message of this one statement may commit a part by itself: with nothing beside it, the server makes no transaction around it. */
function commitsAlone({ statements }) {
    const [only, ...others] = statements;
    if (!only || others.length > 0)
        return false;
    return committing.some((name) => name in only.node) || JSON.stringify(only.node).includes('"concurrent":true');
}
/** Whether it changes the schema: that it is as before says then that nothing of it was committed. */
function leavesTrace({ statements }) {
    return statements.some(({ node }) => /^(Create|Alter|Drop|Rename|Index|View|Define)(?!\w*(Role|Database|Privileges|System))\w*Stmt$/.test(Object.keys(node)[0] ?? ''));
}
/** How the tool runs the SQL of a direction. */
function formOf(known, direction) {
    return direction === 'upgrade' ? known.form : (known.downForm ?? known.form);
}
/** Whether what it did may stand although it failed, or although nobody saw its end. */
function isLoose(known, direction, parse) {
    const text = direction === 'upgrade' ? known.sql : known.down;
    const form = formOf(known, direction);
    if (form === 'none' || known.unseen !== undefined || !text)
        return true;
    const script = readScript(text, parse);
    return breaksOut(script) || (form === 'text' && commitsAlone(script));
}
function lines(text) {
    return text.split('\n').length - 1;
}


/***/ }),

/***/ 2969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ tellingLines),
/* harmony export */   LH: () => (/* binding */ troubleOf),
/* harmony export */   LO: () => (/* binding */ missing),
/* harmony export */   b2: () => (/* binding */ isMissing),
/* harmony export */   g5: () => (/* binding */ failureOf)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2722);
/* harmony import */ var _classify_parse_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7726);
/* harmony import */ var _program_values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(983);
/* harmony import */ var _script_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1955);





/** Lines of a stack of Rust's. */
const trace = /^\s+(?:\d+: [\w:\s]+$|with \w+=|at [\w/.-]+\.rs:\d+)/;
/** For people: an error may stand far above the last lines, which are a stack then. */
function tellingLines(output) {
    const lines = output.split('\n').filter((line) => line.trim() !== '' && !trace.test(line));
    if (lines.length <= 8)
        return (0,_program_values_js__WEBPACK_IMPORTED_MODULE_3__/* .linesWithoutValues */ .yt)(lines.join('\n'));
    const named = lines.filter((line) => /error|timeout|failed/i.test(line)).slice(0, 4);
    return (0,_program_values_js__WEBPACK_IMPORTED_MODULE_3__/* .linesWithoutValues */ .yt)([...new Set([...named, ...lines.slice(-4)])].join('\n'));
}
/** The server's own words, in any tool's output, for a lock that was waited for too long. */
const lockWords = /\b55P03\b|canceling statement due to lock timeout/;
async function troubleOf(suspects, plan, { output, said, unmarked = false }, explain) {
    const sqlstate = lockWords.test(output) ? '55P03' : undefined;
    const parse = await (0,_classify_parse_js__WEBPACK_IMPORTED_MODULE_2__/* .openParser */ .q)();
    const scripts = suspects.map((one) => {
        const text = plan.direction === 'upgrade' ? one.sql : one.down;
        const script = (0,_script_js__WEBPACK_IMPORTED_MODULE_4__/* .readScript */ .Uq)(text ?? '', parse);
        return { path: one.path, loose: (0,_script_js__WEBPACK_IMPORTED_MODULE_4__/* .isLoose */ .pg)(one, plan.direction, parse) || (unmarked && !(0,_script_js__WEBPACK_IMPORTED_MODULE_4__/* .leavesTrace */ .MC)(script)), script };
    });
    const [only, ...others] = scripts;
    const revision = others.length === 0 ? suspects[0]?.id : undefined;
    const loose = scripts.length === 0 || scripts.some((one) => one.loose);
    const base = { phase: 'migration', type: '', message: said, sqlstate, statement: undefined, place: undefined, revision, loose };
    return { ...base, ...(only && others.length === 0 ? explain(only.path, only.script) : {}) };
}
function isMissing({ code, stderr }) {
    return (code === 127 || code === 126) && /not found|no such file|permission denied/i.test(stderr);
}
function missing(work, title) {
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('no-tool', `${title} is not in ${work.transport.where}, or cannot be started there.`, {
        hint: `Check that ${work.inputs.transport === 'local' ? 'it is installed' : 'the image has it'}; the input tool-command says how it is started.`,
    });
}
function failureOf({ sqlstate, place }, plan, how, said, at) {
    const what = at === undefined ? 'The migration' : `The migration ${(0,_apply_js__WEBPACK_IMPORTED_MODULE_1__/* .titleOf */ .Gg)(plan, at)}`;
    const code = sqlstate ? ` (SQLSTATE ${sqlstate})` : '';
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('failed-clean', `${what} failed${place ? ` at ${place.path}:${place.line}` : ''}${code}: ${how}${said ? `:\n${said}\n` : '.'}`);
}


/***/ })

};
