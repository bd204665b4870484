export const id = 8904;
export const ids = [8904];
export const modules = {

/***/ 8904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tool: () => (/* binding */ tool)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var postgres_build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/parse.js
var parse = __webpack_require__(7726);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/database.js
var tools_database = __webpack_require__(7337);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/files-tool.js + 1 modules
var files_tool = __webpack_require__(4038);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/jdbc.js
var jdbc = __webpack_require__(6901);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/program.js
var program = __webpack_require__(5334);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/flyway/explain.js
/** Flyway names the server's code, and the line of the file at which the statement starts. */
function explain(finished, path) {
    const said = `${finished.stderr}\n${finished.stdout}`;
    const [, sqlstate] = /^SQL State +: ([0-9A-Z]{5})\s*$/m.exec(said) ?? [];
    const [, line] = /^Line +: (\d+)\s*$/m.exec(said) ?? [];
    return { ...(sqlstate === undefined ? {} : { sqlstate }), ...(line === undefined ? {} : { place: { path, line: Number(line) } }) };
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/script.js
var script = __webpack_require__(1955);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/flyway/files.js



const files_form = /(?:^|\/)([VB])([0-9][0-9._]*)__(.+)\.sql$/;
const repeated = /(?:^|\/)R__(.+)\.sql$/;
/** Files that Flyway runs beside migrations, by their names. */
const callback = /(?:^|\/)((?:(?:before|after)(?:Each)?(?:Migrate|Validate|Connect|Versioned|Repeatables)\w*?|createSchema)(?:__.+)?\.sql)$/;
const state = 'Nothing was changed.';
/** `V1_2__title.sql` in the order of their versions, then `R__title.sql`, which run again whenever they change. @throws Failure `broken-history` */
function flywayFiles(files, parse, settings) {
    const beside = files.flatMap(({ name }) => callback.exec(name)?.[1] ?? []);
    const configurations = new Map(files.filter(({ name }) => name.endsWith('.sql.conf')).map(({ name, text }) => [name, text]));
    const read = (file, id, title) => {
        const own = readConfiguration(configurations.get(`${file.name}.conf`) ?? '');
        return knownOf({ file, id, title, own, beside }, parse, settings);
    };
    const versioned = files.flatMap((file) => {
        const [, prefix, version, title = ''] = files_form.exec(file.name) ?? [];
        return version === undefined || prefix === 'B' ? [] : [read(file, versionOf(version), title)];
    });
    const again = files.flatMap((file) => {
        const [, title] = repeated.exec(file.name) ?? [];
        return title === undefined ? [] : [read(file, `R ${wordsOf(title)}`, title)];
    });
    const all = [...versioned.sort((a, b) => compare(a.id, b.id)), ...again.sort((a, b) => (a.id < b.id ? -1 : 1))];
    const twin = all.find(({ id }, at) => all.findIndex((other) => other.id === id) !== at);
    if (!twin)
        return all;
    const what = isRepeated(twin.id) ? `the description ${twin.doc}` : `the version ${twin.id}`;
    throw new build/* Failure */.HR('broken-history', `Two migrations have ${what}.`, { state, hint: 'Give one of them another one.' });
}
/** Which files run where one of these is there, and nothing yet is applied, is not decided by their versions alone. */
function baselineIn(files) {
    return files.find(({ name }) => files_form.exec(name)?.[1] === 'B')?.path;
}
function knownOf({ file, id, title, own, beside }, parse, settings) {
    const { sql, missing } = own.replaces ? settings.replace(file.text) : { sql: file.text, missing: undefined };
    if (missing !== undefined && isRepeated(id))
        refuseUnsettled(id, missing);
    const unseen = whyUnseen(own, beside, missing);
    // A repeatable one is summed up as it runs.
    const summed = isRepeated(id) ? sql : file.text;
    return {
        id,
        doc: wordsOf(title),
        path: file.path,
        sql,
        form: (own.transaction ?? !runsAlone(sql, parse, settings.mixed)) ? 'one' : 'none',
        checksum: String(checksumOf(summed)),
        ...(unseen === undefined ? {} : { unseen }),
        down: undefined,
    };
}
/** What a repeatable one is as it runs decides whether it is pending. */
function refuseUnsettled(id, placeholder) {
    throw new build/* Failure */.HR('broken-history', `Whether ${id} runs again depends on the value of its placeholder ${placeholder}, which is not known here.`, { state, hint: `Set FLYWAY_PLACEHOLDERS_${placeholder.toUpperCase()} in the environment of the service.` });
}
function whyUnseen(own, beside, missing) {
    if (own.conditional)
        return 'its .sql.conf says when it is executed';
    if (own.encoding !== undefined)
        return `its .sql.conf says that it is written in ${own.encoding}`;
    if (missing !== undefined)
        return `the value of its placeholder ${missing} is not known here`;
    return beside.length === 0 ? undefined : `Flyway runs ${beside.join(', ')} with it`;
}
/** `V2__title.sql.conf` beside a file. */
function readConfiguration(text) {
    const lines = [...text.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*(.*?)[ \t\r]*$/gm)].map(([, name = '', value = '']) => [name, value]);
    const values = new Map(lines);
    const transaction = values.get('executeInTransaction');
    const encoding = values.get('encoding');
    return {
        transaction: transaction === undefined ? undefined : /^true$/i.test(transaction),
        replaces: !/^false$/i.test(values.get('placeholderReplacement') ?? ''),
        conditional: values.has('shouldExecute'),
        encoding: encoding === undefined || /^utf-?8$/i.test(encoding) ? undefined : encoding,
    };
}
/** What Flyway itself knows to be refused in a transaction. */
const outside = /^(?:(?:create|drop) (?:database|tablespace|subscription)|alter system|create (?:unique )?index concurrently|drop index concurrently|reindex (?:verbose )?(?:schema|database|system)|vacuum|discard all)\b/;
/** Whether Flyway runs the file without a transaction: all of its statements need that, or one does where both may be mixed. */
function runsAlone(sql, parse, mixed) {
    const { statements } = (0,script/* readScript */.Uq)(sql, parse);
    const alone = statements.filter((one) => outside.test(one.sql.slice(0, 200).replaceAll(/\s+/g, ' ').toLowerCase()));
    return mixed ? alone.length > 0 : alone.length > 0 && alone.length === statements.length;
}
const isRepeated = (id) => id.startsWith('R ');
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
    return lines.reduce((sum, line) => (0,external_node_zlib_.crc32)(line, sum), 0) | 0;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/flyway/marks.js


/** Rows of the table: what is applied. @throws Failure `broken-history` where a row is of what no file of SQL made */
function flywayMarks(rows, known) {
    const applied = new Map();
    const foreign = new Map();
    let dirty;
    for (const [version = '', description = '', type = '', checksum = '', success = ''] of rows) {
        const id = version === '' ? `R ${description}` : versionOf(version);
        if (success !== 't')
            dirty = id;
        else {
            apply({ id, type, checksum }, known, applied);
            if (isForeign(type))
                foreign.set(id, type);
            else if (isGone(type))
                foreign.delete(id);
        }
    }
    const [other] = foreign;
    if (other) {
        throw new build/* Failure */.HR('broken-history', `The migration ${other[0]} was no file of SQL (${other[1]}): what such a one does is not judged here.`, {
            state: 'Nothing was changed.',
            hint: 'Use tool command with a program that starts Flyway as you do.',
        });
    }
    return { applied: [...applied.values()], ...(dirty === undefined ? {} : { dirty }) };
}
/** Written in Java, as a script, or by an extension. */
function isForeign(type) {
    return !/^(SCHEMA|BASELINE|DELETE|SQL|SQL_BASELINE)$/.test(type) && !type.startsWith('UNDO_');
}
function isGone(type) {
    return type === 'DELETE' || type.startsWith('UNDO_');
}
function apply({ id, type, checksum }, known, applied) {
    if (type.includes('BASELINE')) {
        const before = known.filter((one) => !isRepeated(one.id) && compare(one.id, id) <= 0);
        for (const one of before)
            applied.set(one.id, { id: one.id });
    }
    if (type === 'SQL' || isGone(type))
        applied.delete(id);
    // One that runs again when it changes is pending then.
    const current = !isRepeated(id) || known.find((one) => one.id === id)?.checksum === checksum;
    if (type === 'SQL' && current)
        applied.set(id, { id, ...(checksum === '' ? {} : { checksum }) });
}
/** Flyway does not run what comes before the newest applied one. @throws Failure `broken-history` */
function refuseEarlier(known, applied) {
    const done = new Set(applied.map(({ id }) => id));
    const newest = [...done]
        .filter((id) => !isRepeated(id))
        .sort(compare)
        .at(-1);
    // A newer image knows more of the rows, and that is said elsewhere.
    if (newest === undefined || applied.some(({ id }) => !known.some((one) => one.id === id)))
        return;
    const earlier = known.find(({ id }) => !isRepeated(id) && !done.has(id) && compare(id, newest) < 0);
    if (!earlier)
        return;
    throw new build/* Failure */.HR('broken-history', `Flyway would not run ${earlier.id}: its version is before ${newest}, which is applied.`, {
        state: 'Nothing was changed.',
        hint: "Give it a newer version; or, where it is meant, set FLYWAY_OUT_OF_ORDER: 'true' in the environment of the service.",
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/flyway/settings.js
/** @param environment that of the service */
function readSettings(environment) {
    const flag = (name, otherwise = false) => (environment[name] ?? String(otherwise)).toLowerCase() === 'true';
    const [prefix, suffix] = [environment['FLYWAY_PLACEHOLDER_PREFIX'] ?? '${', environment['FLYWAY_PLACEHOLDER_SUFFIX'] ?? '}'];
    const replacement = flag('FLYWAY_PLACEHOLDER_REPLACEMENT', true);
    const values = valuesIn(environment);
    const settings = {
        table: environment['FLYWAY_TABLE'] ?? 'flyway_schema_history',
        mixed: flag('FLYWAY_MIXED'),
        outOfOrder: flag('FLYWAY_OUT_OF_ORDER'),
        replacement,
        prefix,
        suffix,
    };
    return {
        ...settings,
        replace(text) {
            if (!replacement)
                return { sql: text, missing: undefined };
            const missing = placeholdersIn(text, settings).find((name) => !values.has(name));
            if (missing !== undefined)
                return { sql: text, missing };
            const sql = text.replaceAll(pattern(settings), (_, name) => values.get(name.toLowerCase()) ?? '');
            return { sql, missing: undefined };
        },
    };
}
/** `FLYWAY_PLACEHOLDERS_OWNER` is the value of `${owner}`, in whatever case. */
function valuesIn(environment) {
    const start = 'FLYWAY_PLACEHOLDERS_';
    const own = Object.entries(environment).filter(([name]) => name.startsWith(start));
    return new Map(own.map(([name, value]) => [name.slice(start.length).toLowerCase(), value]));
}
/** Names in a text, in small letters. */
function placeholdersIn(text, form) {
    return form.replacement ? [...text.matchAll(pattern(form))].map(([, name = '']) => name.toLowerCase()) : [];
}
function pattern({ prefix, suffix }) {
    const [start, end] = [prefix, suffix].map((text) => text.replaceAll(/[^\w\s]/g, '\\$&'));
    return new RegExp(`${start}(.*?)${end}`, 'g');
}
/** The same for Flyway, so that a file of its own cannot mean another table, order or form than was judged. */
function settingVariables(settings) {
    return {
        FLYWAY_TABLE: settings.table,
        FLYWAY_MIXED: String(settings.mixed),
        FLYWAY_OUT_OF_ORDER: String(settings.outOfOrder),
        FLYWAY_PLACEHOLDER_REPLACEMENT: String(settings.replacement),
        FLYWAY_PLACEHOLDER_PREFIX: settings.prefix,
        FLYWAY_PLACEHOLDER_SUFFIX: settings.suffix,
        FLYWAY_ENCODING: 'UTF-8',
        FLYWAY_SQL_MIGRATION_PREFIX: 'V',
        FLYWAY_SQL_MIGRATION_SEPARATOR: '__',
        FLYWAY_SQL_MIGRATION_SUFFIXES: '.sql',
        FLYWAY_REPEATABLE_SQL_MIGRATION_PREFIX: 'R',
        // Each has a transaction of its own, and is named when it fails.
        FLYWAY_GROUP: 'false',
        FLYWAY_EXECUTE_IN_TRANSACTION: 'true',
        FLYWAY_BASELINE_ON_MIGRATE: 'false',
        FLYWAY_SKIP_EXECUTING_MIGRATIONS: 'false',
        FLYWAY_VALIDATE_ON_MIGRATE: 'true',
        // Flyway's lock in a transaction would be waited for by CREATE INDEX CONCURRENTLY for ever; that of a session goes with the session just the same.
        FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK: 'false',
    };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/flyway/tool.js











/** The schema of the history, where Flyway's own variables or the URL name one. */
function homeOf(work) {
    const { environment } = work;
    const path = (0,tools_database/* parameterOf */.lS)(work, 'search_path') ?? (0,tools_database/* parameterOf */.lS)(work, 'schema');
    const named = environment['FLYWAY_DEFAULT_SCHEMA'] ?? environment['FLYWAY_SCHEMAS'] ?? path;
    return named?.split(',')[0]?.trim();
}
/** @param ids what is to be run, in order */
function variables(work, place, ids) {
    const { url, user, password } = (0,jdbc/* jdbcOf */.d)(work);
    const schema = homeOf(work);
    const environment = {
        ...settingVariables(readSettings(work.environment)),
        FLYWAY_URL: url,
        FLYWAY_USER: user,
        FLYWAY_LOCATIONS: `filesystem:${place.folder}`,
        ...(schema ? { FLYWAY_DEFAULT_SCHEMA: schema } : {}),
        ...endAt(ids, waiting(place)),
    };
    return { environment, secrets: { FLYWAY_PASSWORD: password } };
}
/** Repeatable ones that are pending, in order. */
function waiting({ known, marks }) {
    const done = new Set(marks.applied.map(({ id }) => id));
    return known.map(({ id }) => id).filter((id) => isRepeated(id) && !done.has(id));
}
/** Flyway runs all repeatable ones whenever it runs, whatever its target: they are hidden where the run ends before them. @throws Failure `unknown-revision` */
function endAt(ids, repeated) {
    const last = ids.at(-1) ?? '';
    if (!isRepeated(last)) {
        const hidden = {
            FLYWAY_REPEATABLE_SQL_MIGRATION_PREFIX: 'slipway-hides-',
            FLYWAY_IGNORE_MIGRATION_PATTERNS: '*:future,repeatable:missing',
        };
        return { FLYWAY_TARGET: last, ...(repeated.length > 0 ? hidden : {}) };
    }
    if (repeated.at(-1) === last)
        return { FLYWAY_TARGET: 'latest' };
    throw new build/* Failure */.HR('unknown-revision', `Flyway cannot stop at ${last}: it runs all repeatable ones in one go, up to ${repeated.at(-1)}.`, {
        hint: 'Name the last of them as target, or a version.',
    });
}
const adapter = {
    title: 'Flyway',
    undoes: false,
    stops: true,
    folder: 'sql',
    connects: true,
    outside: 'Flyway runs a file without a transaction where all of its statements need that; give it a file of its own.',
    unverified: 'Look for what a configuration file of Flyway says otherwise than the service does.',
    known: async (files, work) => flywayFiles(files, await (0,parse/* openParser */.q)(), readSettings(work.environment)),
    async marks(work, database, known, files) {
        const [settings, schema] = [readSettings(work.environment), homeOf(work)];
        const { table } = settings;
        const found = await (0,tools_database/* findTable */.UI)(work, database, schema ? `${(0,postgres_build/* identifier */.Cv)(schema)}.${(0,postgres_build/* identifier */.Cv)(table)}` : table);
        const rows = found
            ? await database.query(`select version, description, type, checksum, success from ${found.quoted} order by installed_rank`)
            : [];
        const marks = flywayMarks(rows, known);
        const baseline = baselineIn(files);
        if (baseline !== undefined && rows.length === 0) {
            throw new build/* Failure */.HR('broken-history', `${baseline} takes the place of others where nothing is applied yet, which is not judged here.`, {
                state: 'Nothing was changed.',
                hint: 'Start such a database by Flyway itself, or leave the file out of the folder.',
            });
        }
        if (!settings.outOfOrder)
            refuseEarlier(known, marks.applied);
        return { stamped: found !== undefined, ...marks, own: found ? [`relation ${found.name}`] : [] };
    },
    steps: async (work, { revisions }, place) => {
        const ids = revisions.map(({ id }) => id);
        return [(0,program/* program */.DM)(work, ids, place.base, [...(0,program/* started */.A4)(work, ['flyway']), 'migrate'], variables(work, place, ids))];
    },
    explain: explain,
    stamp: 'Say once what it has: flyway baseline -baselineVersion=VERSION, with the version of the migration that made these tables.',
    mend: (id) => `Look what of ${id} stands, undo or finish it by hand, and say so: flyway repair.`,
};
const tool = (0,files_tool/* filesTool */.sQ)(adapter);


/***/ }),

/***/ 6901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ jdbcOf)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7337);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5334);



/** Parameters of the URL in libpq's words, and in those of Java's driver. */
const renamed = {
    PGSSLMODE: 'sslmode',
    PGSSLROOTCERT: 'sslrootcert',
    PGSSLCERT: 'sslcert',
    PGSSLKEY: 'sslkey',
    PGCHANNELBINDING: 'channelBinding',
    PGCONNECT_TIMEOUT: 'connectTimeout',
    PGGSSENCMODE: 'gssEncMode',
};
/** The bound for locks and the session's name stand in the URL: the team's own first statements of a session are left to it. @throws Failure `bad-input` */
function jdbcOf(work) {
    const connection = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationConnection */ .vX)(work);
    const { env, more, secrets, database } = connection;
    const schema = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .parameterOf */ .lS)(work, 'search_path') === undefined ? (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .parameterOf */ .lS)(work, 'schema') : undefined;
    const parameters = [
        ['ApplicationName', (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .ownName */ .qU)(work.runName)],
        ['options', (0,_program_js__WEBPACK_IMPORTED_MODULE_2__/* .sessionEnvironment */ .aq)(work)['PGOPTIONS'] ?? ''],
        ...Object.entries(renamed).map(([name, own]) => [own, more[name] ?? '']),
        ['currentSchema', schema ?? ''],
    ];
    const query = parameters.filter(([, value]) => value !== '').map((pair) => pair.map(encoded).join('='));
    return {
        url: `jdbc:postgresql://${authorityOf(connection)}/${encoded(database)}?${query.join('&')}`,
        user: env['PGUSER'] ?? '',
        password: secrets['PGPASSWORD'] ?? '',
    };
}
const encoded = (text) => encodeURIComponent(text ?? '');
function authorityOf({ env }) {
    const hosts = (env['PGHOST'] ?? '').split(',');
    if (hosts.some((host) => host === '' || host.startsWith('/'))) {
        const message = 'leads to a local socket, which programs in Java cannot use; name a host';
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)([{ input: 'database-variable', message }]);
    }
    const ports = (env['PGPORT'] ?? '5432').split(',');
    return hosts.map((host, at) => `${host.includes(':') ? `[${host}]` : host}:${ports[at] ?? ports[0]}`).join(',');
}


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
