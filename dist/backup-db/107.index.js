export const id = 107;
export const ids = [107,197];
export const modules = {

/***/ 7197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fault: () => (/* binding */ fault),
/* harmony export */   load: () => (/* binding */ load)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4677);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2441);




/** Of those before it, pg_restore does not find by several connections what a dump wrote into a pipe. */
const firstMajor = 13;
/**
 * Restores by several connections where that can be. What only one can load, because the user may have no more, say, is loaded so, into a
 * new database, before it counts as failed.
 * @throws Failure `restore-failed` and those of `readBack`
 */
async function load(job, what, store, evidence) {
    const several = what.clear !== undefined && what.target.server.major >= firstMajor;
    try {
        await fill(job, what, store, evidence, several);
    }
    catch (error) {
        if (!(error instanceof FailedTogether))
            throw error;
        job.log.warn(`${evidence.manifest.id} could not be loaded by several connections, so it is by one: ${error.message}`);
        await what.clear?.();
        await fill(job, what, store, evidence, false);
    }
}
/** What several connections could not do, for a reason that one may not have. */
class FailedTogether extends _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
}
const roles = 'Roles that own or may read tables must exist on the server, and extensions must be installed there.';
const room = 'Make room on the disk of the server, and run the same job again.';
async function fill(job, { target, faster = false, flags = [] }, store, evidence, several) {
    const args = ['-w', '--exit-on-error', ...flags, '-d', (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .databaseArgument */ .Bh)(target.name)];
    let together = false;
    const onError = (line) => {
        const connections = (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .loadsBy */ .dR)(line);
        if (connections === undefined)
            return;
        together = true;
        job.log.info(`All of it was read; ${connections} connections load it.`);
    };
    const way = several ? { load: evidence.manifest.plain.size } : { pieces: true };
    const options = { deadline: job.remaining(), signal: job.signal, application: 'slipway restore', onError, ...way };
    let own;
    const start = (from) => {
        const program = target.start('pg_restore', args, { ...options, from });
        program.done.catch((error) => {
            own = error;
        });
        return program;
    };
    const filled = faster ? await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .fillFaster */ .h6)(target) : undefined;
    try {
        await (0,_readback_js__WEBPACK_IMPORTED_MODULE_3__/* .readBack */ .e7)(job, store, evidence, { start, fault });
    }
    catch (error) {
        if (several && error === own && error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure)
            throw inBrief(error, target);
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || !(error.cause instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure) || error.reason !== 'archive-corrupt')
            throw error;
        const { cause } = error;
        if (cause.code === _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .cutShort */ .VV)
            throw error;
        const full = cause.reason === 'disk-full';
        if (together && !full)
            throw new FailedTogether('restore-failed', fault(cause) ?? cause.message);
        const text = error.message.replace('cannot be read back', 'cannot be restored');
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('restore-failed', text, { hint: full ? room : roles, cause });
    }
    await filled?.();
}
/** What ended it, without what our own script said before. */
function inBrief({ code, signal, stderr, duration, reason }, { shell }) {
    const words = stderr.split('\n').filter((line) => (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .loadsBy */ .dR)(line) === undefined);
    if (code !== _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .unstaged */ .UB)
        return new _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure('pg_restore', code, signal, words.join('\n'), duration, shell.where);
    return new FailedTogether(reason, `there is no room for it beside the program: ${(0,_slipway_shell__WEBPACK_IMPORTED_MODULE_2__.lastLines)(stderr, 1)}`);
}
/** pg_restore ends with 1 and its own words where it cannot use the archive; with others where it never came to that. */
function fault({ code, stderr }) {
    if (code === _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .cutShort */ .VV)
        return /^\d+ bytes came instead of \d+$/m.exec(stderr)?.[0] ?? stderr.trim();
    const lines = stderr.split('\n');
    const first = lines.findIndex((line) => line.startsWith('pg_restore: error:'));
    if (code !== 1 || first < 0)
        return undefined;
    // What was only a warning has hints too, and who waited for a worker knows least.
    const words = lines.slice(first).filter((line) => /^(pg_restore: )?(error|detail|hint):|^command was/i.test(line));
    const own = words.filter((line, at) => at === 0 || !line.endsWith('a worker process died unexpectedly'));
    return `pg_restore cannot use it: ${own.slice(-4).join(' ').slice(0, 600)}`;
}


/***/ }),

/***/ 4107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareRows: () => (/* binding */ compareRows),
/* harmony export */   describeDifferences: () => (/* binding */ describeDifferences),
/* harmony export */   readArchive: () => (/* binding */ readArchive),
/* harmony export */   rehearse: () => (/* binding */ rehearse)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4677);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3407);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2441);
/* harmony import */ var _load_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7197);






/** Reads all that is stored through the server's own pg_restore, which writes it nowhere. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
async function readArchive(job, database, store, evidence) {
    const named = new Set();
    const onError = (line) => {
        const [, name] = /processing data for table "(.*)"$/.exec(line) ?? [];
        if (name)
            named.add(name);
    };
    const options = { deadline: job.remaining(), signal: job.signal, onError, pieces: true };
    const start = (from) => database.start('pg_restore', ['-v', '-f', '/dev/null'], { ...options, from });
    await (0,_readback_js__WEBPACK_IMPORTED_MODULE_4__/* .readBack */ .e7)(job, store, evidence, { start, fault: _load_js__WEBPACK_IMPORTED_MODULE_5__.fault });
    const absent = (0,_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(evidence.manifest, 'postgres').tables.filter(({ schema, name, left }) => !left && !/\p{Cc}/u.test(schema + name) && !named.has(`${schema}.${name}`));
    if (absent.length === 0)
        return;
    const list = absent.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`);
    throw (0,_readback_js__WEBPACK_IMPORTED_MODULE_4__/* .corrupt */ .qb)(evidence, `it holds no data of ${absent.length} tables that its snapshot had: ${list.join(', ')}`);
}
/**
 * Restores into a throw-away database beside the real one and counts every table; it is dropped whatever happens.
 * @returns milliseconds until the last table was counted, as a recovery would have taken them
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
async function rehearse(job, database, store, evidence) {
    const { manifest } = evidence;
    const facts = (0,_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(manifest, 'postgres');
    // Only databases with exactly this comment are ours to drop.
    const purpose = `throw-away database of slipway/backup-db for ${manifest.project}/${manifest.database}`;
    for (const name of await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .findScratch */ .kz)(database, purpose))
        await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name);
    const started = job.clock.now();
    const name = `slipway_verify_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(5).toString('hex')}`;
    const make = () => (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .createScratch */ .Hj)(database, name, facts.properties, purpose);
    const clear = () => (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name).then(make);
    const scratch = await make().catch((error) => {
        if (!(error instanceof _slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .QueryFailure */ .hR))
            throw error;
        const hint = 'For verify: restore the user needs the right CREATEDB, and the server the locale of the backup; verify: archive needs neither.';
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .withDetails */ .FE)(error, { state: 'The backup is as it was.', hint });
    });
    try {
        const flags = ['--no-owner', '--no-acl', '--no-publications', '--no-subscriptions'];
        await (0,_load_js__WEBPACK_IMPORTED_MODULE_5__.load)(job, { target: scratch, clear, faster: true, flags }, store, evidence);
        await compareRows(job, scratch, manifest.id, facts);
        return job.clock.now() - started;
    }
    finally {
        await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name);
    }
}
/** @throws Failure `count-mismatch` */
async function compareRows(job, target, id, expected) {
    const session = await target.session({ lifetime: job.remaining(), application: 'slipway count', signal: job.signal });
    const query = (sql) => session.query(sql);
    try {
        const found = await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .countRows */ .BO)(query, await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .listTables */ .WS)(query));
        const differences = describeDifferences(found, expected.tables);
        const revision = await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .alembicRevision */ .pc)(query);
        if (revision !== expected.alembic)
            differences.push(`alembic_version: ${revision ?? 'none'} instead of ${expected.alembic ?? 'none'}`);
        if (differences.length === 0)
            return;
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('count-mismatch', `What was restored from ${id} differs from its manifest: ${differences.slice(0, 5).join('; ')}.`, {
            hint: 'Use another backup, and report this one: its dump and its counts are of the same snapshot.',
        });
    }
    finally {
        await session.close();
    }
}
function describeDifferences(found, expected) {
    const key = ({ schema, name }) => JSON.stringify([schema, name]);
    const rows = new Map(found.map((table) => [key(table), table.rows]));
    const known = new Set(expected.map(key));
    const lines = expected
        .filter((table) => rows.get(key(table)) !== table.rows)
        .map((table) => `${table.schema}.${table.name}: ${rows.get(key(table)) ?? 'no such table'} instead of ${table.rows} rows`);
    const more = found.filter((table) => !known.has(key(table))).map((table) => `${table.schema}.${table.name}: not in the manifest`);
    return [...lines, ...more];
}


/***/ })

};
