export const id = 9971;
export const ids = [9971];
export const modules = {

/***/ 9971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  explain: () => (/* binding */ explain),
  tool: () => (/* binding */ tool),
  withSession: () => (/* binding */ withSession)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/database.js
var tools_database = __webpack_require__(7337);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/files-tool.js + 1 modules
var files_tool = __webpack_require__(4038);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/program.js
var program = __webpack_require__(5334);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/prisma/files.js

const files_form = /^([^/]+)\/migration\.sql$/;
/** `20260101120000_notes/migration.sql`, in the order in which Prisma sorts their names. */
function prismaFiles(files, driver) {
    return files
        .flatMap(({ name, path, text }) => {
        const [, id] = files_form.exec(name) ?? [];
        if (id === undefined)
            return [];
        const doc = id.replace(/^\d+_/, '').replaceAll('_', ' ');
        // A driver in JavaScript cuts the file at each semicolon and sends the parts one by one.
        return [{ id, doc, path, sql: text, form: driver ? 'none' : 'text', checksum: hex(digest(text)), down: undefined }];
    })
        .sort((a, b) => a.id.localeCompare(b.id));
}
/**
 * Rows without those that were taken back: name, checksum, whether it came to its end. A row is written before its file runs, so one that came to no end
 * says which migration failed, or was cut off.
 */
function prismaMarks(rows, known) {
    const byId = new Map(known.map((one) => [one.id, one]));
    const applied = new Map();
    let dirty;
    for (const [id = '', checksum = '', finished = ''] of rows) {
        if (finished !== 't')
            dirty ??= id;
        else
            applied.set(id, { id, checksum: sameText(byId.get(id), checksum) });
    }
    return { applied: [...applied.values()], ...(dirty === undefined ? {} : { dirty }) };
}
/** Line breaks do not count, and its first versions left the zeros out: what stands for the same file becomes the same. */
function sameText(known, checksum) {
    if (known?.checksum === undefined)
        return checksum;
    const plain = known.sql.replaceAll('\r\n', '\n');
    const sums = [known.sql, plain, plain.replaceAll('\n', '\r\n')].map(digest);
    const same = sums.some((sum) => hex(sum) === checksum || files_short(sum) === checksum);
    return same ? known.checksum : checksum;
}
const digest = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest();
const hex = (sum) => sum.toString('hex');
const files_short = (sum) => [...sum].map((byte) => byte.toString(16)).join('');

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var action_build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/prisma/project.js


/** Where Prisma looks for its configuration; and its schema, which stands beside the migrations unless the configuration says otherwise. */
function patterns(folder) {
    const configured = ['prisma7.config.*', '.config/prisma7.*', 'prisma.config.*', '.config/prisma.*', '.config/prisma.config.*'];
    return [...configured, `${folder}/../*.prisma`];
}
const address = /\b(directUrl|url|connectionString)\s*[:=]\s*(?:env(?:<\w+>)?\(\s*["'](\w+)["']\s*\)|process\.env(?:\.(\w+)|\[\s*["'](\w+)["']\s*\]))/g;
const ownFolder = /\bmigrations\s*:\s*\{[^{}]*?\bpath\s*:\s*(["'`])([^"'`$]+)\1/;
function readProject(all) {
    const files = all
        .filter(({ beside }) => beside)
        .map((file) => ({
        ...file,
        path: external_node_path_.posix.normalize(file.path),
        text: withoutComments(file.text),
    }));
    // Of several it takes the first that it finds.
    const config = files.find(({ path }) => !path.endsWith('.prisma'));
    const schemas = files.filter(({ path }) => path.endsWith('.prisma'));
    const text = config?.text ?? '';
    const driver = /\badapter\b/.test(text) && !/\bengine\s*:\s*["'`]classic\b/.test(text);
    // An address in the configuration takes the place of the one in the schema.
    const deciding = config && (driver || /\bdatasource\b/.test(text)) ? [config] : schemas;
    const [, , name] = ownFolder.exec(text) ?? [];
    return { driver, variable: variableIn(deciding), folder: config && name !== undefined ? { name, path: config.path } : undefined };
}
/** Migrations go by the direct address where there is one. */
function variableIn(files) {
    const found = files.flatMap(({ path, text }) => [...text.matchAll(address)].map(([, key = '', ...names]) => ({ key, path, name: names.find(Boolean) ?? '' })));
    const taken = ['directUrl', 'url', 'connectionString'].map((key) => found.find((one) => one.key === key)).find(Boolean);
    return taken && { name: taken.name, path: taken.path };
}
/** The two slashes of an address are no comment. */
function withoutComments(text) {
    return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
/** What would lead Prisma to another database or folder than was looked at. @throws Failure `bad-input` */
function refuseElsewhere(project, variable, folder) {
    const problems = [];
    if (project.variable && project.variable.name !== variable) {
        const { name, path } = project.variable;
        problems.push({
            input: 'database-variable',
            message: `names ${variable}, while Prisma takes the address that it migrates from ${name} (${path}). Example: ${name}`,
        });
    }
    if (project.folder && !folder.startsWith('/')) {
        const { name, path } = project.folder;
        const read = plain(external_node_path_.posix.join(external_node_path_.posix.dirname(path), name));
        if (read !== plain(folder))
            problems.push({ input: 'migrations', message: `is ${folder}, while Prisma reads ${read} (${path}). Example: ${read}` });
    }
    if (problems.length > 0)
        throw (0,action_build/* badInputs */.PD)(problems);
}
function plain(path) {
    return external_node_path_.posix.normalize(path).replace(/\/$/, '');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/prisma/tool.js







/** Prisma's engine reads none of libpq's variables, so what the session is to have stands in the URL, which the drivers in JavaScript read too. */
function withSession(url, timeout, name) {
    const [, query = ''] = url.split(/\?(.*)/s);
    const given = new URLSearchParams(query).get('options');
    const options = [given, `-c lock_timeout=${Math.trunc(timeout)}`].filter(Boolean).join(' ');
    const base = (0,program/* withoutOverrides */.Av)(url);
    const glue = base.includes('?') ? '&' : '?';
    return `${base}${glue}options=${encodeURIComponent(options)}&application_name=${encodeURIComponent(name)}`;
}
function variables(work) {
    const url = withSession((0,tools_database/* applicationUrl */.cm)(work) ?? '', work.inputs['ddl-lock-timeout'], (0,tools_database/* ownName */.qU)(work.runName));
    // A migration is no moment to ask elsewhere for news.
    const quiet = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_COLOR: '1' };
    return { environment: { ...(0,program/* sessionEnvironment */.aq)(work), ...quiet }, secrets: { [work.inputs['database-variable']]: url } };
}
function run(work, place, ids, words) {
    return (0,program/* program */.DM)(work, ids, place.base, [...(0,program/* started */.A4)(work, ['node_modules/.bin/prisma']), 'migrate', ...words], variables(work));
}
const code = /Database error code: ([0-9A-Z]{5})\b/;
const words = /Database error:\s*((?:ERROR|FATAL|PANIC): [^\n]*)/;
/** What Prisma's engine says of a migration that failed (P3018): the server's code and words. */
function explain({ stderr, stdout }) {
    const said = (0,external_node_util_.stripVTControlCharacters)(`${stderr}\n${stdout}`);
    // It waits for a lock of its own besides, for as long as it likes.
    if (/Timed out trying to acquire a postgres advisory lock/.test(said))
        return { sqlstate: '55P03' };
    const [, sqlstate] = code.exec(said) ?? [];
    const [, message] = words.exec(said) ?? [];
    return sqlstate === undefined || message === undefined ? {} : { sqlstate, message };
}
const folder = 'prisma/migrations';
const adapter = {
    title: 'Prisma',
    undoes: false,
    stops: false,
    announces: true,
    folder,
    connects: true,
    outside: 'Put it into a migration of its own: the server makes one transaction of a file with several statements.',
    unverified: 'Compare the folder and the database that Prisma names in its output with those that were asked.',
    beside: patterns,
    check(work, files) {
        refuseElsewhere(readProject(files), work.inputs['database-variable'], work.inputs.migrations ?? folder);
    },
    known: (files) => prismaFiles(files, readProject(files).driver),
    async marks(work, database, known) {
        const home = (0,tools_database/* parameterOf */.lS)(work, 'schema') ?? 'public';
        // It makes the schema that its URL names.
        const made = home === 'public' ? [] : [`schema ${home}`];
        const found = await (0,tools_database/* findTable */.UI)(work, database, `${(0,build/* identifier */.Cv)(home)}._prisma_migrations`);
        if (!found)
            return { stamped: false, applied: [], own: made };
        const rows = await database.query(`select migration_name, checksum, finished_at is not null from ${found.quoted} where rolled_back_at is null order by started_at, id`);
        return { stamped: true, ...prismaMarks(rows, known), own: [`relation ${found.name}`, ...made] };
    },
    steps: async (work, { revisions }, place) => [
        run(work, place, revisions.map(({ id }) => id), ['deploy']),
    ],
    explain,
    refused: (said) => said.startsWith('ERROR: '),
    unmark: (work, place, { id }) => run(work, place, [id], ['resolve', '--rolled-back', id]),
    stamp: 'Say once what it has, the oldest first: prisma migrate resolve --applied MIGRATION, for each one that made these tables. Prisma itself would end with P3005.',
    mend: (id) => `Its row in _prisma_migrations has no finished_at, and Prisma goes on only once that is settled (P3009). Look what of ${id} stands; undo it by hand and say so: prisma migrate resolve --rolled-back ${id}; or finish it by hand: prisma migrate resolve --applied ${id}.`,
};
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
