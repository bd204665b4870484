export const id = 935;
export const ids = [935];
export const modules = {

/***/ 935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tool: () => (/* binding */ tool)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/files-tool.js + 1 modules
var files_tool = __webpack_require__(4038);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/program.js
var program = __webpack_require__(5334);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/command/answer.js

const shown = 200;
/** What the team's program answered to `probe`. @throws Failure `broken-history` naming the first thing that is wrong */
function parseAnswer(text, program) {
    const wrong = (what) => {
        const said = text.trim().slice(0, shown);
        return new build/* Failure */.HR('broken-history', `${program} answered the operation probe with ${what}: ${said || 'it said nothing'}`, {
            state: 'Nothing was changed.',
            hint: 'It must print {"migrations": [{"id": …, "sql": …}], "applied": ["…"]} and nothing else; the README has all fields.',
        });
    };
    let answer;
    try {
        answer = JSON.parse(text);
    }
    catch {
        throw wrong('what is no JSON');
    }
    if (!isRecord(answer))
        throw wrong('no object');
    const { migrations, applied, dirty, table } = answer;
    if (!Array.isArray(migrations))
        throw wrong('no list "migrations"');
    if (!Array.isArray(applied))
        throw wrong('no list "applied"');
    if (dirty !== undefined && dirty !== null && typeof dirty !== 'string')
        throw wrong('a "dirty" that is no text');
    const known = migrations.map((one, index) => {
        if (!isRecord(one))
            throw wrong(`migrations[${index}] that is no object`);
        const text = (name) => {
            const value = one[name] ?? undefined;
            if (value !== undefined && typeof value !== 'string')
                throw wrong(`migrations[${index}] whose "${name}" is no text`);
            return value;
        };
        const id = text('id');
        if (!id)
            throw wrong(`migrations[${index}] without a text "id"`);
        return knownOf(id, text, one);
    });
    const twin = known.find(({ id }, at) => known.findIndex((other) => other.id === id) !== at);
    if (twin)
        throw wrong(`the migration ${twin.id} twice`);
    const marks = applied.map((one, index) => {
        if (typeof one === 'string')
            return { id: one };
        if (isRecord(one) && typeof one['id'] === 'string' && typeof one['checksum'] === 'string')
            return { id: one['id'], checksum: one['checksum'] };
        throw wrong(`applied[${index}] that is neither a text nor {"id": …, "checksum": …}`);
    });
    const own = typeof table === 'string' ? [`relation ${table}`] : [];
    const stamped = answer['stamped'] !== false;
    return { known, marks: { stamped, applied: marks, ...(typeof dirty === 'string' ? { dirty } : {}), own } };
}
function knownOf(id, text, one) {
    const sql = text('sql');
    const checksum = text('checksum');
    return {
        id,
        doc: text('description') ?? '',
        path: text('path') ?? id,
        sql: sql ?? '',
        form: one['transaction'] === false ? 'none' : 'one',
        ...(checksum === undefined ? {} : { checksum }),
        ...(sql === undefined ? { unseen: 'the program does not say what it runs' } : {}),
        // What it does is the program's own matter.
        down: one['down'] === true ? '' : undefined,
    };
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/command/tool.js





const probeLimit = 60_000;
/** The team's program gets its order by environment variables. */
function task(work, operation, more = {}) {
    const own = { SLIPWAY_OPERATION: operation, SLIPWAY_LOCK_TIMEOUT: String(work.inputs['ddl-lock-timeout']), ...(0,program/* sessionEnvironment */.aq)(work) };
    return { argv: work.inputs['tool-command'], connect: true, environment: { ...own, ...more } };
}
const adapter = {
    title: 'the command',
    undoes: true,
    stops: true,
    folder: '',
    connects: false,
    outside: 'Let the program run it outside of a transaction, and say "transaction": false.',
    unverified: 'The program ended well, and its own probe does not say that these are applied.',
    known: () => [],
    marks: async () => ({ stamped: false, applied: [], own: [] }),
    async survey(work) {
        const { transport } = work;
        const program = work.inputs['tool-command'].join(' ');
        const call = { deadline: work.remaining(probeLimit), signal: work.signal };
        const finished = await transport.exec(task(work, 'probe'), call);
        if (finished.code === 0)
            return parseAnswer(finished.stdout, program);
        const state = 'Nothing was changed.';
        if (finished.code === 127 || finished.code === 126) {
            const hint = 'Correct the input tool-command; see the first line of the program, and chmod +x.';
            throw new build/* Failure */.HR('no-tool', `${program} is not in ${transport.where}, or cannot be started there.`, { state, hint });
        }
        const said = work.scrub((0,shell_build.lastLines)(finished.stderr, 8));
        const how = `ended with exit code ${finished.code}${said ? `:\n${said}\n` : ' and said nothing.'}`;
        throw new build/* Failure */.HR('broken-environment', `${program} (probe) in ${transport.where} ${how}`, { state });
    },
    steps: async (work, plan) => plan.revisions.map(({ id }) => step(work, plan, id)),
    stamp: 'Let the program keep a table of what is applied, and answer "stamped": true once it knows what these tables are.',
    mend: (id) => `Look what of ${id} stands, and undo or finish it by hand, as the program wants it.`,
};
function step(work, { direction }, id) {
    const order = task(work, direction === 'upgrade' ? 'apply' : 'down', { SLIPWAY_MIGRATION: id });
    return { ids: [id], run: (call) => work.transport.exec(order, call) };
}
const tool = (0,files_tool/* filesTool */.sQ)(adapter);


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
