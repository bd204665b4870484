export const id = 192;
export const ids = [192];
export const modules = {

/***/ 7192:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   drizzleFiles: () => (/* binding */ drizzleFiles),
/* harmony export */   drizzleMarks: () => (/* binding */ drizzleMarks),
/* harmony export */   tool: () => (/* binding */ tool)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3239);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7337);
/* harmony import */ var _files_tool_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4038);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5334);





const state = 'Nothing was changed.';
/** The journal's entries and their files; the table knows an entry by its time. @throws Failure `broken-history` */
function drizzleFiles(files) {
    const journal = files.find(({ name }) => name === 'meta/_journal.json');
    if (!journal)
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('broken-history', 'The folder of migrations has no meta/_journal.json.', { state });
    return entriesOf(journal.text).map(({ when, tag }) => {
        const file = files.find(({ name }) => name === `${tag}.sql`);
        if (!file)
            throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('broken-history', `The journal names ${tag}, and there is no ${tag}.sql.`, { state });
        const text = file.text.replaceAll('\r\n', '\n');
        const [checksum, raw] = [text, file.text].map((one) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(one).digest('hex'));
        const doc = tag.replace(/^\d+_/, '').replaceAll('_', ' ');
        return { id: tag, doc, path: file.path, sql: text, form: 'one', checksum, down: undefined, when: String(when), raw };
    });
}
function entriesOf(text) {
    const wrong = (why) => new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('broken-history', `meta/_journal.json cannot be read: ${why}.`, { state });
    let data;
    try {
        data = JSON.parse(text);
    }
    catch {
        throw wrong('it is no JSON');
    }
    const entries = typeof data === 'object' && data !== null && 'entries' in data && Array.isArray(data.entries) ? data.entries : undefined;
    if (!entries)
        throw wrong('it has no list "entries"');
    return entries.map((entry) => {
        const one = entry;
        if (typeof one?.when !== 'number' || typeof one.tag !== 'string')
            throw wrong('an entry has no "when" and "tag"');
        return { when: one.when, tag: one.tag };
    });
}
/** Drizzle runs what is later than the newest row, and leaves the rest out without a word. @throws Failure `broken-history` */
function drizzleMarks(rows, known) {
    const byTime = new Map(known.map((one) => [one.when, one]));
    const done = new Set(rows.map(([when = '']) => when));
    const newest = Math.max(...[...done].map(Number));
    // A newer image knows more of the rows, and that is said elsewhere.
    const whole = rows.every(([when = '']) => byTime.has(when));
    const skipped = known.find(({ when }) => whole && !done.has(when) && Number(when) <= newest);
    if (skipped) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('broken-history', `Drizzle would skip ${skipped.id}: its time in the journal is before that of what is applied.`, {
            state,
            hint: 'Generate it again, so that it is the newest one.',
        });
    }
    return rows.map(([when = '', hash = '']) => {
        const one = byTime.get(when);
        return { id: one?.id ?? `the one of ${when}`, checksum: hash === one?.raw ? (one.checksum ?? hash) : hash };
    });
}
const adapter = {
    title: 'Drizzle',
    undoes: false,
    stops: false,
    together: true,
    folder: 'drizzle',
    connects: true,
    outside: 'Drizzle runs all in one transaction: run this one by hand, or by another tool.',
    unverified: 'Drizzle skips a migration whose time in the journal is before that of the newest applied one.',
    known: drizzleFiles,
    async marks(work, database, known) {
        const found = await (0,_database_js__WEBPACK_IMPORTED_MODULE_2__/* .findTable */ .UI)(work, database, 'drizzle.__drizzle_migrations');
        if (!found)
            return { stamped: false, applied: [], own: ['schema drizzle'] };
        const rows = await database.query(`select created_at, hash from ${found.quoted} order by created_at, id`);
        const applied = drizzleMarks(rows, known);
        return { stamped: true, applied, own: ['schema drizzle', `relation ${found.name}`, `relation ${found.name}_id_seq`] };
    },
    steps: async (work, { revisions }, place) => {
        const ids = revisions.map(({ id }) => id);
        const argv = (0,_program_js__WEBPACK_IMPORTED_MODULE_4__/* .started */ .A4)(work, ['node_modules/.bin/drizzle-kit', 'migrate']);
        return [(0,_program_js__WEBPACK_IMPORTED_MODULE_4__/* .program */ .DM)(work, ids, place.base, argv, { environment: (0,_program_js__WEBPACK_IMPORTED_MODULE_4__/* .sessionEnvironment */ .aq)(work), secrets: (0,_program_js__WEBPACK_IMPORTED_MODULE_4__/* .plainUrl */ .kP)(work) })];
    },
    stamp: 'Say once what it has: a row of drizzle.__drizzle_migrations (hash, created_at) for each migration that made these tables.',
    mend: (id) => `Look at ${id}.`,
};
const tool = (0,_files_tool_js__WEBPACK_IMPORTED_MODULE_3__/* .filesTool */ .sQ)(adapter);


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
