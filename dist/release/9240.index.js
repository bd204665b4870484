export const id = 9240;
export const ids = [9240];
export const modules = {

/***/ 6868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mismatch),
/* harmony export */   T: () => (/* binding */ readFile)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2441);
/* harmony import */ var _tables_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5256);



/** Writes the file of a backup where its program runs, and compares. @throws Failure `archive-corrupt`, `checksum`, `key-missing`, and that of `differs` */
async function readFile(job, store, evidence, reading) {
    const write = ['sh', '-c', 'umask 077; exec cat > "$1"', 'sh', reading.copy];
    const start = (from) => reading.room.start(write, { title: 'a copy to read', deadline: job.remaining(), signal: job.signal, from });
    await (0,_readback_js__WEBPACK_IMPORTED_MODULE_1__/* .readBack */ .e7)(job, store, evidence, { start, fault: () => undefined });
    const different = (0,_tables_js__WEBPACK_IMPORTED_MODULE_2__/* .differences */ .t)(await inArchive(evidence, () => reading.count()), reading.expected);
    if (different.length > 0)
        throw reading.differs(evidence, different.slice(0, 5).join('; '));
}
/** Words of SQLite and DuckDB that speak of what is in a file, and not of the memory, the disk or the program. */
const damage = /malformed|not a database|corrupt|checksum|serializ|replaying WAL|not a valid DuckDB|INTERNAL Error|Catalog Error|Binder Error|Invalid Input/i;
/** A database that cannot be read here is the archive, and not the source. */
async function inArchive(evidence, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && error.reason === 'database-unreachable' && damage.test(error.message))
            throw (0,_readback_js__WEBPACK_IMPORTED_MODULE_1__/* .corrupt */ .qb)(evidence, error.message, error);
        throw error;
    }
}
/** What a rehearsal calls it. */
function mismatch({ manifest }, why) {
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('count-mismatch', `What was restored from ${manifest.id} differs from its manifest: ${why}.`, {
        hint: 'Use another backup, and report this one: its copy and its counts are of the same moment.',
    });
}


/***/ }),

/***/ 5297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ filePlace)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6816);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2441);





const look = 'if [ -L "$1" ]; then echo link; elif [ -d "$1" ]; then echo folder; elif [ -e "$1" ]; then echo file; elif [ -w "$(dirname -- "$1")" ]; then echo free; else echo closed; fi';
/** What an ended run left is removed a day later: another may be at work on it. */
const write = 'set -eu; umask 077; for f in "$1".restore-????????; do [ ! -f "$f" ] || find "$f" -maxdepth 0 -mmin +1440 -exec rm -f -- {} \\; ; done; cat > "$2"; sync "$2"';
/**
 * A name that is free is taken without overwriting; one that is not has its file kept under another first, and is never without one. What fails on
 * the way leaves everything as it was.
 */
const take = [
    'set -eu; new=$1 into=$2 kept=$3; shift 3',
    'if [ -z "$kept" ]; then ln -T -- "$new" "$into"; rm -f -- "$new"; sync "$into"; exit; fi',
    'chmod "$(stat -c %a -- "$into")" "$new"; chown "$(stat -c %u:%g -- "$into")" "$new" 2>/dev/null || [ "$(stat -c %u:%g -- "$into")" = "$(stat -c %u:%g -- "$new")" ] || echo "owner" >&2',
    'back() { for side in "$@"; do if [ -e "$kept$side" ]; then mv -fT -- "$kept$side" "$into$side"; fi; done; rm -f -- "$kept"; }',
    'ln -T -- "$into" "$kept"; trap \'back "$@"\' EXIT',
    'for side in "$@"; do if [ -e "$into$side" ]; then mv -fT -- "$into$side" "$kept$side"; fi; done',
    'mv -fT -- "$new" "$into"; trap - EXIT; sync "$(dirname -- "$into")"',
].join('\n');
const refusals = {
    link: 'is a link, and who opens what it leads to would not see the restored file',
    folder: 'is a folder',
    closed: 'is in a folder that this user cannot write to, or that is not there',
};
/** A path on the machine, or in the container, of a source. @throws Failure `restore-failed` where nothing can be written there */
async function filePlace(job, order) {
    const { room, into } = order;
    const found = (await room.run(['sh', '-c', look, 'sh', into])).stdout.trim();
    const why = refusals[found];
    if (why !== undefined) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('restore-failed', `${into} ${room.where} ${why}.`, {
            state: 'Nothing was changed.',
            hint: 'Give the path of the file that is to be made in the input into.',
        });
    }
    const taken = found === 'file';
    const keptAs = `${into}_before_${(0,_names_js__WEBPACK_IMPORTED_MODULE_4__/* .stamp */ .iE)(new Date(job.clock.now()))}`;
    return {
        words: `the file ${into} ${room.where}`,
        taken,
        keptAs,
        bringBack: (store, _, evidence) => bringBack(job, store, evidence, { ...order, kept: taken ? keptAs : undefined }),
    };
}
/** First all of it is read where that changes nothing, then it is written beside the path, and then it takes the name. */
async function bringBack(job, store, evidence, order) {
    const { room, into, kept } = order;
    const scratch = `${into}.restore-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    try {
        await job.log.group(`Proof of ${evidence.manifest.id}`, () => order.prove(store, evidence));
        const start = (from) => room.start(['sh', '-c', write, 'sh', into, scratch], { deadline: job.remaining(), signal: job.signal, from });
        await job.log.group(`Restore of ${evidence.manifest.id}`, () => (0,_readback_js__WEBPACK_IMPORTED_MODULE_3__/* .readBack */ .e7)(job, store, evidence, { start, fault: () => undefined }));
        const { stderr } = await room.run(['sh', '-c', take, 'sh', scratch, into, kept ?? '', ...order.sides]);
        if (stderr.includes('owner'))
            job.log.warn(`${into} belongs to the user of this run now: only root can give it to the owner that it had.`);
        return kept;
    }
    catch (error) {
        await room.run(['rm', '-f', '--', scratch]).catch(() => { });
        const state = error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error.details.state : undefined;
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .withDetails */ .FE)(restoreFailed(error, into), { state: state ?? `${into} is as it was.` });
    }
}
function restoreFailed(error, into) {
    if (error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR && !(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9))
        return error;
    const said = error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9 ? error.stderr.trim().split('\n').at(-1) : String(error);
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('restore-failed', `${into} could not be written: ${said}`, { cause: error });
}


/***/ }),

/***/ 150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hf: () => (/* binding */ machineRoom),
/* harmony export */   LQ: () => (/* binding */ containerRoom),
/* harmony export */   Lp: () => (/* binding */ roomIn),
/* harmony export */   hh: () => (/* binding */ serviceContainer)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4677);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);



function machineRoom(shell) {
    return {
        where: `on ${shell.where}`,
        container: undefined,
        run: (argv, options = {}) => shell.run(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
        start: (argv, options = {}) => shell.start(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
    };
}
/** Ends a program whose caller is gone, because the engine does not. */
const enter = 't=$1; shift; if command -v timeout >/dev/null; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"';
/** The container of a compose service: where it was switched, that of a colour. @throws Failure `no-container`, `database-unreachable` */
async function serviceContainer({ shell, project }, service) {
    try {
        return await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .findContainer */ .FA)(shell, project, service);
    }
    catch (error) {
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9)
            throw error;
        let known = error;
        for (const colour of ['blue', 'green']) {
            try {
                return await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .findContainer */ .FA)(shell, `${project}-${colour}`, service);
            }
            catch (other) {
                if (!(other instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || other instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9)
                    throw other;
                // A container that is there and does not run says more than a project that has none.
                if (other.reason !== 'no-container')
                    known = other;
            }
        }
        throw known;
    }
}
async function containerRoom(job, service) {
    const { id, name } = await serviceContainer(job, service);
    return roomIn(job.shell, id, `in the container ${name} on ${job.shell.where}`);
}
/** Inside a container. What is secret reaches it by the environment of the engine's client. */
function roomIn(shell, container, where) {
    const command = (argv, { env = {}, secrets = {}, deadline = 60_000 }) => {
        const names = Object.keys({ LC_ALL: '', ...env, ...secrets }).flatMap((name) => ['-e', name]);
        return ['docker', 'exec', '-i', ...names, container, 'sh', '-c', enter, 'sh', String(Math.ceil(deadline / 1000)), ...argv];
    };
    const inside = (options) => ({ ...options, env: { LC_ALL: 'C', ...options.env } });
    return {
        where,
        container,
        run: (argv, options = {}) => shell.run(command(argv, options), inside(options)),
        start: (argv, options = {}) => shell.start(command(argv, options), inside(options)),
    };
}


/***/ }),

/***/ 9240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ sqlite_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __webpack_require__(3407);
// EXTERNAL MODULE: ./actions/backup-db/build/readback.js
var readback = __webpack_require__(2441);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/file-archive.js
var file_archive = __webpack_require__(6868);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/file-place.js
var file_place = __webpack_require__(5297);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/room.js
var sources_room = __webpack_require__(150);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/tables.js
var tables = __webpack_require__(5256);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/sqlite/content.js

/** Names come in hexadecimal digits: they may hold whatever separates values and lines. Virtual tables keep their rows in tables of their own. */
const listSql = `select sqlite_version();
select hex(name) from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and sql not like 'create virtual%' order by name;
`;
function parseList(text) {
    const [version = '', ...names] = (0,tables/* lines */.M)(text);
    return { version, names: names.map((name) => Buffer.from(name, 'hex').toString()) };
}
function countSql(names) {
    return names.map((name) => `select count(*) from "${name.replaceAll('"', '""')}";\n`).join('');
}
/** @throws Error where the answer is not a number for each name */
function parseCounts(names, text) {
    const counts = (0,tables/* lines */.M)(text);
    if (counts.length !== names.length || !counts.every((count) => /^\d+$/.test(count))) {
        throw new Error(`${names.length} tables were counted, and the answer is: ${text.slice(0, 200)}`);
    }
    return names.map((name, index) => ({ name, rows: Number(counts[index]) }));
}
const integritySql = 'pragma integrity_check(5);\n';
/** What is wrong with it; undefined where nothing is. */
function parseIntegrity(text) {
    const said = (0,tables/* lines */.M)(text);
    return said.length === 1 && said[0] === 'ok' ? undefined : said.join('; ') || 'SQLite says nothing';
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/sqlite/scripts.js
/** What runs beside an SQLite database: by the sqlite3 program or, as in most images of applications, by the one in Python. */
/** `sql FILE` runs the statements on standard input, and prints a value to a line. Settings of the user's own are not read. */
const sql = [
    'sql() { if command -v sqlite3 >/dev/null 2>&1; then sqlite3 -init /dev/null -batch -bail -list -noheader -cmd ".timeout 60000" "$1";',
    'elif command -v python3 >/dev/null 2>&1; then python3 -c \'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)\nheld = ""\nfor line in sys.stdin:\n  held += line\n  if sqlite3.complete_statement(held):\n    for (value,) in c.execute(held): print(value)\n    held = ""\' "$1";',
    'else echo "sqlite3 or python3 is needed" >&2; return 127; fi; }',
].join('\n');
/** Where copies are made. One of an ended run is removed a day later: another run may be at work on its own. */
const folder = 't=/var/tmp; [ -w "$t" ] || t=${TMPDIR:-/tmp}; find "$t" -maxdepth 1 -type d -name "slipway-sqlite.??????????" -mmin +1440 -exec rm -rf -- {} + 2>/dev/null; d=$(mktemp -d "$t/slipway-sqlite.XXXXXXXXXX") || exit 1';
/** A name that does not exist would be made as an empty database. */
const there = '[ -f "$1" ] || { echo "$1 is no file, or not to be seen by this user" >&2; exit 66; }';
const programScript = 'command -v sqlite3 >/dev/null 2>&1 || command -v python3 >/dev/null 2>&1 || { echo "sqlite3 or python3 is needed" >&2; exit 1; }';
const askScript = `set -u\n${sql}\n${there}\nsql "$1"`;
/**
 * A copy in a folder of its own, made in one read transaction: writers of a database with a write-ahead log go on meanwhile, others wait. Prints its
 * path.
 */
const copyScript = [
    'set -u; umask 077',
    sql,
    there,
    folder,
    'echo "vacuum into \'$d/copy\';" | sql "$1" || { s=$?; rm -rf "$d"; exit $s; }',
    'echo "$d/copy"',
].join('\n');
/** A folder for an archive that is read back. */
const scratchScript = `umask 077; ${folder}; echo "$d/copy"`;
const dropScript = 'case $1 in */slipway-sqlite.*/copy) rm -rf -- "${1%/copy}";; esac';

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/sqlite/sqlite.js










/**
 * One SQLite database, on the machine or in the container of a service. Its file alone would be without its write-ahead log: what is stored is a
 * copy that SQLite makes of a single moment.
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`
 */
async function sqlite_open(job) {
    const { file = '', service } = job.inputs;
    const room = service ? await (0,sources_room/* containerRoom */.LQ)(job, service) : (0,sources_room/* machineRoom */.Hf)(job.shell);
    const where = `${file} ${room.where}`;
    const prove = (store, evidence) => readArchive(job, room, store, evidence, readback/* corrupt */.qb);
    return {
        kind: 'sqlite',
        name: (0,facts/* nameOf */.Vb)('sqlite', file),
        where,
        async look() {
            const { version, names } = parseList(await ask(job, room, file, listSql));
            if (names.length > 0)
                return { holds: `${(0,content/* counted */.h)(names.length, 'table')}, by SQLite ${version}` };
            return { reason: 'no-tables', text: `${where} has no tables: there is nothing to back up.` };
        },
        // A restore comes when the file may be gone.
        check: () => (job.inputs.mode === 'backup' ? ask(job, room, file, 'select 1;\n').then(() => { }) : checkProgram(room, file)),
        guarded: (work) => work(),
        open: () => openMoment(job, room, file),
        readArchive: prove,
        async rehearse(store, evidence) {
            const started = job.clock.now();
            await readArchive(job, room, store, evidence, file_archive/* mismatch */.J);
            return job.clock.now() - started;
        },
        // An old log beside a new file would be played into it.
        place: (into) => (0,file_place/* filePlace */.W)(job, { room, into, sides: ['-wal', '-shm', '-journal'], prove }),
    };
}
/** @throws Failure `database-unreachable`, `program-missing` */
async function ask(job, room, file, statements) {
    const options = { input: statements, allowFailure: true, deadline: job.remaining(), signal: job.signal };
    const { code, stdout, stderr } = await room.run(['sh', '-c', askScript, 'sh', file], options);
    if (code === 0)
        return stdout;
    throw unreadable(room, file, code, stderr);
}
/** @throws Failure `program-missing` */
async function checkProgram(room, file) {
    const { code, stderr } = await room.run(['sh', '-c', programScript], { allowFailure: true });
    if (code !== 0)
        throw unreadable(room, file, 127, stderr);
}
function unreadable(room, file, code, stderr) {
    const said = stderr.trim().split('\n').at(-1) || `exit code ${code}`;
    const state = 'Nothing was written.';
    if (code === 127)
        return new build/* Failure */.HR('program-missing', `${said} ${room.where}.`, { state, hint: 'On Debian and Ubuntu: apt-get install sqlite3.' });
    return new build/* Failure */.HR('database-unreachable', `${file} ${room.where} cannot be read: ${said}`, {
        state,
        hint: 'Check the input file, and that the user of this run may read it and the folder that it is in.',
    });
}
async function openMoment(job, room, file) {
    const options = { deadline: job.remaining(), signal: job.signal, allowFailure: true };
    const { code, stdout, stderr } = await room.run(['sh', '-c', copyScript, 'sh', file], options);
    if (code !== 0) {
        throw new build/* Failure */.HR('dump-failed', `SQLite could not copy ${file}: ${stderr.trim().split('\n').at(-1)}`, {
            state: 'No backup was stored.',
            hint: 'The copy needs SQLite 3.27 or newer, and room for the database in /var/tmp. Where something writes without pause and without a write-ahead log, it waits a minute.',
        });
    }
    const copy = stdout.trim();
    return {
        program: 'SQLite',
        magic: 'SQLite format 3\0',
        hint: 'The copy could not be read.',
        start: () => room.start(['cat', '--', copy], { deadline: job.remaining(), signal: job.signal }),
        facts: () => factsAbout(job, room, copy),
        abandon: async () => { },
        close: () => drop(room, copy),
    };
}
async function factsAbout(job, room, file) {
    const { version, names } = parseList(await ask(job, room, file, listSql));
    return { kind: 'sqlite', version, tables: names.length > 0 ? parseCounts(names, await ask(job, room, file, countSql(names))) : [] };
}
/** @throws Failure `archive-corrupt`, `checksum`, `key-missing`, and what `differs` makes of another content */
async function readArchive(job, room, store, evidence, differs) {
    const copy = (await room.run(['sh', '-c', scratchScript])).stdout.trim();
    const count = async () => {
        const problem = parseIntegrity(await ask(job, room, copy, integritySql));
        if (problem)
            throw (0,readback/* corrupt */.qb)(evidence, `SQLite finds in it: ${problem}`);
        return (await factsAbout(job, room, copy)).tables;
    };
    try {
        await (0,file_archive/* readFile */.T)(job, store, evidence, { room, copy, expected: (0,facts/* factsOf */.xS)(evidence.manifest, 'sqlite').tables, count, differs });
    }
    finally {
        await drop(room, copy);
    }
}
async function drop(room, copy) {
    await room.run(['sh', '-c', dropScript, 'sh', copy], { allowFailure: true }).catch((error) => {
        if (!(error instanceof shell_build/* ProgramFailure */.J9))
            throw error;
    });
}


/***/ }),

/***/ 5256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ lines),
/* harmony export */   t: () => (/* binding */ differences)
/* harmony export */ });
function differences(found, expected) {
    const rows = new Map(found.map((table) => [table.name, table.rows]));
    const known = new Set(expected.map(({ name }) => name));
    return [
        ...expected
            .filter((table) => rows.get(table.name) !== table.rows)
            .map((table) => `${table.name}: ${rows.get(table.name) ?? 'no such table'} instead of ${table.rows} rows`),
        ...found.filter(({ name }) => !known.has(name)).map(({ name }) => `${name}: not in the manifest`),
    ];
}
/** What a program printed, a value to a line. */
const lines = (text) => text.split('\n').filter((line) => line !== '');


/***/ })

};
