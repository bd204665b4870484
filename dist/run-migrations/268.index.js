export const id = 268;
export const ids = [268];
export const modules = {

/***/ 7268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compare: () => (/* binding */ compare),
/* harmony export */   flywayFiles: () => (/* binding */ flywayFiles),
/* harmony export */   flywayMarks: () => (/* binding */ flywayMarks),
/* harmony export */   tool: () => (/* binding */ tool)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8522);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3239);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6710);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7337);
/* harmony import */ var _files_tool_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2311);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5334);






const form = /(?:^|\/)V([0-9][0-9._]*)__(.+)\.sql$/;
const repeated = /(?:^|\/)R__(.+)\.sql$/;
/** `V1_2__title.sql` in the order of their versions, then `R__title.sql`, which run again whenever they change. @throws Failure `broken-history` */
function flywayFiles(files) {
    const versioned = files.flatMap((file) => {
        const [, version, title = ''] = form.exec(file.name) ?? [];
        return version === undefined ? [] : [knownOf(file, versionOf(version), title)];
    });
    const twin = versioned.find(({ id }, at) => versioned.findIndex((other) => other.id === id) !== at);
    if (twin)
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('broken-history', `Two migrations have the version ${twin.id}.`, { state: 'Nothing was changed.' });
    const again = files.flatMap((file) => {
        const [, title] = repeated.exec(file.name) ?? [];
        return title === undefined ? [] : [knownOf(file, `R ${wordsOf(title)}`, title)];
    });
    return [...versioned.sort((a, b) => compare(a.id, b.id)), ...again.sort((a, b) => (a.id < b.id ? -1 : 1))];
}
function knownOf({ path, text }, id, title) {
    return { id, doc: wordsOf(title), path, sql: text, form: 'one', checksum: String(checksumOf(text)), down: undefined };
}
const wordsOf = (title) => title.replaceAll('_', ' ');
/** `1.2` of `1_02`. */
function versionOf(text) {
    return text
        .split(/[._]/)
        .filter((part) => part !== '')
        .map((part) => String(BigInt(part)))
        .join('.');
}
function compare(a, b) {
    const [first, second] = [a, b].map((id) => id.split('.').map(BigInt));
    for (let at = 0; at < Math.max(first?.length ?? 0, second?.length ?? 0); at++) {
        const [left = 0n, right = 0n] = [first?.[at], second?.[at]];
        if (left !== right)
            return left < right ? -1 : 1;
    }
    return 0;
}
/** Of the lines without their ends, as a signed number: as Flyway writes it. */
function checksumOf(text) {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
    return lines.reduce((sum, line) => (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(line, sum), 0) | 0;
}
/** Rows of the table: what is applied. Migrations in Java have no file, so they are nobody's matter here. */
function flywayMarks(rows, known) {
    const applied = new Map();
    let dirty;
    for (const [version = '', description = '', type = '', checksum = '', success = ''] of rows) {
        const id = version === '' ? `R ${description}` : versionOf(version);
        if (success === 't')
            apply({ id, type, checksum }, known, applied);
        else
            dirty = id;
    }
    return { applied: [...applied.values()], ...(dirty === undefined ? {} : { dirty }) };
}
function apply(row, known, applied) {
    const { id, type, checksum } = row;
    if (type.includes('BASELINE')) {
        const before = known.filter((one) => !isRepeated(one.id) && compare(one.id, id) <= 0);
        for (const one of before)
            applied.set(one.id, { id: one.id });
    }
    if (type === 'SQL' || type === 'DELETE')
        applied.delete(id);
    // One that runs again when it changes is pending then.
    const current = !isRepeated(id) || known.find((one) => one.id === id)?.checksum === checksum;
    if (type === 'SQL' && current)
        applied.set(id, { id, checksum });
}
const isRepeated = (id) => id.startsWith('R ');
/** The schema of the history, where Flyway's own variables or the URL name one. */
function homeOf(work) {
    const { environment } = work;
    const path = (0,_database_js__WEBPACK_IMPORTED_MODULE_3__/* .parameterOf */ .lS)(work, 'search_path') ?? (0,_database_js__WEBPACK_IMPORTED_MODULE_3__/* .parameterOf */ .lS)(work, 'schema');
    const named = environment['FLYWAY_DEFAULT_SCHEMA'] ?? environment['FLYWAY_SCHEMAS'] ?? path;
    return named?.split(',')[0]?.trim();
}
function variables(work, folder, last) {
    const { env, more, secrets, database } = (0,_database_js__WEBPACK_IMPORTED_MODULE_3__/* .applicationConnection */ .vX)(work);
    const name = `?ApplicationName=${encodeURIComponent((0,_database_js__WEBPACK_IMPORTED_MODULE_3__/* .ownName */ .qU)(work.runName))}`;
    const query = more['PGSSLMODE'] ? `${name}&sslmode=${encodeURIComponent(more['PGSSLMODE'])}` : name;
    const schema = homeOf(work);
    const environment = {
        FLYWAY_URL: `jdbc:postgresql://${env['PGHOST']}:${env['PGPORT']}/${encodeURIComponent(database)}${query}`,
        FLYWAY_USER: env['PGUSER'] ?? '',
        FLYWAY_LOCATIONS: `filesystem:${folder}`,
        FLYWAY_INIT_SQL: `set lock_timeout = ${Math.trunc(work.inputs['ddl-lock-timeout'])}`,
        ...(schema ? { FLYWAY_DEFAULT_SCHEMA: schema } : {}),
        ...(last === undefined ? {} : { FLYWAY_TARGET: last }),
    };
    return { environment, secrets: { FLYWAY_PASSWORD: secrets['PGPASSWORD'] ?? '' } };
}
const adapter = {
    title: 'Flyway',
    undoes: false,
    stops: true,
    folder: 'sql',
    connects: true,
    outside: 'Flyway runs a file without a transaction where all of its statements need that; give it a file of its own.',
    unverified: 'Flyway skips a migration whose version is before that of the newest applied one, unless out of order is allowed.',
    known: flywayFiles,
    async marks(work, database, known) {
        const [table, schema] = [work.environment['FLYWAY_TABLE'] ?? 'flyway_schema_history', homeOf(work)];
        const found = await (0,_database_js__WEBPACK_IMPORTED_MODULE_3__/* .findTable */ .UI)(work, database, schema ? `${(0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .identifier */ .Cv)(schema)}.${(0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .identifier */ .Cv)(table)}` : table);
        if (!found)
            return { stamped: false, applied: [], own: [] };
        const rows = await database.query(`select version, description, type, checksum, success from ${found.quoted} order by installed_rank`);
        return { stamped: true, ...flywayMarks(rows, known), own: [`relation ${found.name}`] };
    },
    steps: async (work, { revisions }, place) => {
        const ids = revisions.map(({ id }) => id);
        const last = ids.findLast((id) => !isRepeated(id));
        return [(0,_program_js__WEBPACK_IMPORTED_MODULE_5__/* .program */ .DM)(work, ids, place.base, [...(0,_program_js__WEBPACK_IMPORTED_MODULE_5__/* .started */ .A4)(work, ['flyway']), 'migrate'], variables(work, place.folder, last))];
    },
    stamp: 'Say once what it has: flyway baseline -baselineVersion=VERSION, with the version of the migration that made these tables.',
    mend: (id) => `Look what of ${id} stands, undo or finish it by hand, and say so: flyway repair.`,
};
const tool = (0,_files_tool_js__WEBPACK_IMPORTED_MODULE_4__/* .filesTool */ .sQ)(adapter);


/***/ }),

/***/ 5334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A4: () => (/* binding */ started),
/* harmony export */   DM: () => (/* binding */ program),
/* harmony export */   Ix: () => (/* binding */ addressVariables),
/* harmony export */   aq: () => (/* binding */ sessionEnvironment),
/* harmony export */   kP: () => (/* binding */ plainUrl)
/* harmony export */ });
/* unused harmony export withoutOverrides */
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6710);
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
