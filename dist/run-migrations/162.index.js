export const id = 162;
export const ids = [162];
export const modules = {

/***/ 4162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   isRefusal: () => (/* binding */ isRefusal),
/* harmony export */   migrateFiles: () => (/* binding */ migrateFiles),
/* harmony export */   tool: () => (/* binding */ tool)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7337);
/* harmony import */ var _files_tool_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4038);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5334);




const form = /^(\d+)_(.*)\.(up|down)\.sql$/;
/** `000002_pinned.up.sql`, `000002_pinned.down.sql`: the number alone is what the tool knows. @throws Failure `broken-history` */
function migrateFiles(files) {
    const read = files.flatMap((file) => {
        const [, id, doc = '', way] = form.exec(file.name) ?? [];
        return id === undefined ? [] : [{ ...file, id, doc, way }];
    });
    const downs = new Map(read.filter(({ way }) => way === 'down').map(({ id, text }) => [versionOf(id), text]));
    const ups = read.filter(({ way }) => way === 'up');
    const twins = ups.filter(({ id }, at) => ups.findIndex((other) => versionOf(other.id) === versionOf(id)) !== at);
    if (twins.length > 0) {
        const hint = 'Give one of them a number of its own.';
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('broken-history', `Two migrations have the number ${twins[0]?.id}.`, { state: 'Nothing was changed.', hint });
    }
    return ups
        .map(({ id, doc, path, text }) => ({
        id,
        doc: doc.replaceAll('_', ' '),
        path,
        sql: text,
        form: 'text',
        down: downs.get(versionOf(id)),
    }))
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}
function versionOf(id) {
    return String(BigInt(id));
}
/** Parameters of the tool's own, in the URL that the application has. */
function parameters(work) {
    const query = new URLSearchParams(/\?(.*)$/s.exec((0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationUrl */ .cm)(work) ?? '')?.[1] ?? '');
    const own = new URLSearchParams([...query].filter(([name]) => name.startsWith('x-')));
    // Each statement would be a message of its own, and a part of a failed file would stand.
    if (!/^(false|f|0)?$/i.test(own.get('x-multi-statement') ?? '')) {
        const message = `names a URL with x-multi-statement, which takes the transaction from every file; leave it out`;
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)([{ input: 'database-variable', message }]);
    }
    return own;
}
/** The driver's own words for an error of the server stand behind the statement: those of lib/pq, or of pgx. */
function isRefusal(said) {
    return /\(details: (?:pq: |ERROR: )/.test(said);
}
function run(work, place, id, words) {
    const query = String(parameters(work));
    // The address and the password are in variables: an argument would be seen by everybody on the machine.
    const url = `postgres:///${encodeURIComponent(place.database.name)}${query ? `?${query}` : ''}`;
    const argv = [...(0,_program_js__WEBPACK_IMPORTED_MODULE_3__/* .started */ .A4)(work, ['migrate']), '-path', place.folder, '-database', url, ...words];
    return (0,_program_js__WEBPACK_IMPORTED_MODULE_3__/* .program */ .DM)(work, [id], place.base, argv, (0,_program_js__WEBPACK_IMPORTED_MODULE_3__/* .addressVariables */ .Ix)(work));
}
const adapter = {
    title: 'golang-migrate',
    undoes: true,
    stops: true,
    folder: 'migrations',
    connects: true,
    outside: 'Put it into a migration of its own: the server makes one transaction of a file with several statements.',
    unverified: 'Compare the database that it connects to with the one that was asked.',
    known: migrateFiles,
    async marks(work, database, known) {
        const name = parameters(work).get('x-migrations-table') ?? 'schema_migrations';
        const found = await (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .findTable */ .UI)(work, database, name);
        if (!found)
            return { stamped: false, applied: [], own: [] };
        if (!found.columns.includes('dirty')) {
            throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('broken-history', `The table ${found.name} is not golang-migrate's: it has no column dirty.`, {
                state: 'Nothing was changed.',
                hint: 'Check the input tool.',
            });
        }
        const [[version, dirty] = []] = await database.query(`select version, dirty from ${found.quoted} limit 1`);
        const own = [`relation ${found.name}`];
        if (version === undefined)
            return { stamped: true, applied: [], own };
        const at = known.find(({ id }) => versionOf(id) === version)?.id ?? version;
        const before = known.filter(({ id }) => BigInt(id) < BigInt(version)).map(({ id }) => ({ id }));
        return dirty === 't' ? { stamped: true, applied: before, dirty: at, own } : { stamped: true, applied: [...before, { id: at }], own };
    },
    steps: async (work, { direction, revisions }, place) => revisions.map(({ id }) => run(work, place, id, [direction === 'upgrade' ? 'up' : 'down', '1'])),
    refused: isRefusal,
    unmark(work, place, { id, direction }) {
        const at = place.known.findIndex((one) => one.id === id);
        const stands = direction === 'upgrade' ? place.known[at - 1]?.id : id;
        return run(work, place, id, ['force', stands === undefined ? '-1' : versionOf(stands)]);
    },
    stamp: 'Say once what it has: migrate force VERSION, with the number of the migration that made these tables.',
    mend: (id) => `Look what of ${id} stands, undo or finish it by hand, and say so: migrate force VERSION, with the number of the last one that stands whole.`,
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
