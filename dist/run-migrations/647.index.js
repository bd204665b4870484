export const id = 647;
export const ids = [647];
export const modules = {

/***/ 6647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dbmateFiles: () => (/* binding */ dbmateFiles),
/* harmony export */   tool: () => (/* binding */ tool)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7337);
/* harmony import */ var _files_tool_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4038);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5334);




const form = /^(\d+)(.*)\.sql$/;
const section = /^--\s*migrate:(up|down)(?:\s|$)(.*)$/;
/** `20260101120000_notes.sql` with the sections `-- migrate:up` and `-- migrate:down`. @throws Failure `broken-history` */
function dbmateFiles(files) {
    const known = files
        .flatMap(({ name, path, text }) => {
        const [, id, title = ''] = form.exec(name) ?? [];
        if (id === undefined || name.includes('/'))
            return [];
        const up = sectionOf(text, 'up');
        const down = sectionOf(text, 'down');
        // Without a transaction a section is still one message.
        return [
            {
                id,
                doc: title.replaceAll('_', ' ').trim(),
                path,
                sql: up.sql,
                form: up.transaction ? 'one' : 'text',
                downForm: down.transaction ? 'one' : 'text',
                down: down.found ? down.sql : undefined,
            },
        ];
    })
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    const twin = known.find(({ id }, at) => known.findIndex((other) => other.id === id) !== at);
    if (!twin)
        return known;
    const hint = 'Give one of them a version of its own.';
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('broken-history', `Two migrations have the version ${twin.id}.`, { state: 'Nothing was changed.', hint });
}
/** The lines of a section, each where it stands in the file. */
function sectionOf(text, wanted) {
    let inside = false;
    let transaction = true;
    let found = false;
    const lines = text.split(/\r?\n/).map((line) => {
        const [, way, options = ''] = section.exec(line) ?? [];
        if (way !== undefined)
            inside = way === wanted;
        if (way === wanted) {
            found = true;
            if (/(^|\s)transaction:false(\s|$)/.test(options))
                transaction = false;
        }
        return inside ? line : '';
    });
    return { sql: lines.join('\n'), transaction, found };
}
/**
 * dbmate applies all that is pending in its folder, and goes back by what is newest there. So it gets a folder with the one migration that is meant.
 */
const stage = [
    'cd "$1" || exit 46; file=$2; shift 2',
    'stage=$(mktemp -d) || exit 46',
    'trap \'rm -rf "$stage"\' EXIT',
    'cp "$file" "$stage/" || exit 46',
    'DBMATE_MIGRATIONS_DIR=$stage "$@"',
].join('\n');
function step(work, place, id, word) {
    const path = place.known.find((one) => one.id === id)?.path ?? '';
    const words = [...(0,_program_js__WEBPACK_IMPORTED_MODULE_3__/* .started */ .A4)(work, ['dbmate']), '--env', work.inputs['database-variable'], '--no-dump-schema', word];
    const argv = ['sh', '-c', stage, 'sh', place.base, path, ...words];
    const environment = (0,_program_js__WEBPACK_IMPORTED_MODULE_3__/* .sessionEnvironment */ .aq)(work);
    const secrets = (0,_program_js__WEBPACK_IMPORTED_MODULE_3__/* .plainUrl */ .kP)(work);
    return { ids: [id], run: (call) => work.transport.exec({ argv, connect: true, environment, secrets }, call) };
}
const adapter = {
    title: 'dbmate',
    undoes: true,
    stops: true,
    folder: 'db/migrations',
    connects: true,
    outside: 'Put it into a migration of its own that begins with "-- migrate:up transaction:false".',
    unverified: 'Compare the database that it connects to with the one that was asked.',
    known: dbmateFiles,
    async marks(work, database) {
        const found = await (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .findTable */ .UI)(work, database, work.environment['DBMATE_MIGRATIONS_TABLE'] ?? 'schema_migrations');
        if (!found)
            return { stamped: false, applied: [], own: [] };
        if (found.columns.includes('dirty')) {
            throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('broken-history', `The table ${found.name} is golang-migrate's, not dbmate's.`, {
                state: 'Nothing was changed.',
                hint: 'Check the input tool.',
            });
        }
        const rows = await database.query(`select version from ${found.quoted} order by version`);
        return { stamped: true, applied: rows.map(([id = '']) => ({ id })), own: [`relation ${found.name}`] };
    },
    steps: async (work, { direction, revisions }, place) => revisions.map(({ id }) => step(work, place, id, direction === 'upgrade' ? 'migrate' : 'rollback')),
    stamp: 'Say once what it has: insert the version of each migration that made these tables into schema_migrations (version varchar primary key).',
    mend: (id) => `Look at ${id}.`,
};
const tool = (0,_files_tool_js__WEBPACK_IMPORTED_MODULE_2__/* .filesTool */ .sQ)(adapter);


/***/ }),

/***/ 5334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A4: () => (/* binding */ started),
/* harmony export */   Av: () => (/* binding */ withoutOverrides),
/* harmony export */   DM: () => (/* binding */ program),
/* harmony export */   Ix: () => (/* binding */ addressVariables),
/* harmony export */   aq: () => (/* binding */ sessionEnvironment),
/* harmony export */   kP: () => (/* binding */ plainUrl)
/* harmony export */ });
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4677);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7337);


const enter = 'cd "$1" || exit 46; shift; exec "$@"';
/** A step that is one program of the image, run in a folder of it. */
function program(work, ids, base, argv, variables) {
    const words = ['sh', '-c', enter, 'sh', base, ...argv];
    return { ids, run: (call) => work.transport.exec({ argv: words, connect: true, ...variables }, call) };
}
/** How the tool is started: the input, a word a line, or what is usual for it. */
function started(work, usual) {
    const words = work.inputs['tool-command'];
    return words.length > 0 ? words : usual;
}
/** What drivers read that follow libpq's variables: the bound for locks, and the name by which a lost session is found. */
function sessionEnvironment(work) {
    const url = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationUrl */ .cm)(work);
    const given = url === undefined ? undefined : (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_0__/* .parseUrl */ .Dl)(url, 'database-variable').more['PGOPTIONS'];
    // Drivers take it from the URL, libpq does not.
    const path = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .parameterOf */ .lS)(work, 'search_path')?.replaceAll(/[^\w,$"-]/g, '');
    const timeout = `-c lock_timeout=${Math.trunc(work.inputs['ddl-lock-timeout'])}`;
    return { PGOPTIONS: [given, path && `-c search_path=${path}`, timeout].filter(Boolean).join(' '), PGAPPNAME: (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .ownName */ .qU)(work.runName) };
}
const overriding = new Set(['application_name', 'fallback_application_name', 'options', 'lock_timeout']);
/** Drivers let a parameter of the URL take the place of our variables, which carry it where it is needed. */
function withoutOverrides(url) {
    const [base = '', query] = url.split(/\?(.*)/s);
    if (query === undefined)
        return url;
    const kept = query.split('&').filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => overriding.has(name)));
    return kept.length === 0 ? base : `${base}?${kept.join('&')}`;
}
/** The application's URL for a tool that reads it itself. */
function plainUrl(work) {
    const url = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationUrl */ .cm)(work);
    const plain = url === undefined ? undefined : withoutOverrides(url);
    return plain === undefined || plain === url ? {} : { [work.inputs['database-variable']]: plain };
}
/** The address of the database in variables, for programs that would want a URL with the password as an argument. */
function addressVariables(work) {
    const { env, more, secrets } = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationConnection */ .vX)(work);
    // Go's driver refuses these two.
    const { PGHOSTADDR: _address, PGSSLCRL: _list, ...rest } = { ...env, ...more };
    return { environment: { ...rest, ...sessionEnvironment(work) }, secrets };
}


/***/ })

};
