export const id = 4107;
export const ids = [4107];
export const modules = {

/***/ 4107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Km: () => (/* binding */ rehearse),
/* harmony export */   bL: () => (/* binding */ readArchive),
/* harmony export */   compareRows: () => (/* binding */ compareRows),
/* harmony export */   restoreInto: () => (/* binding */ restoreInto)
/* harmony export */ });
/* unused harmony export describeDifferences */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6710);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8155);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3407);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2441);






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
    await (0,_readback_js__WEBPACK_IMPORTED_MODULE_5__/* .readBack */ .e7)(job, store, evidence, { start, fault });
    const absent = (0,_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .factsOf */ .xS)(evidence.manifest, 'postgres').tables.filter(({ schema, name, left }) => !left && !/\p{Cc}/u.test(schema + name) && !named.has(`${schema}.${name}`));
    if (absent.length === 0)
        return;
    const list = absent.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`);
    throw (0,_readback_js__WEBPACK_IMPORTED_MODULE_5__/* .corrupt */ .qb)(evidence, `it holds no data of ${absent.length} tables that its snapshot had: ${list.join(', ')}`);
}
/**
 * Restores into a throw-away database beside the real one and counts every table; it is dropped whatever happens.
 * @returns milliseconds until the last table was counted, as a recovery would have taken them
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
async function rehearse(job, database, store, evidence) {
    const { manifest } = evidence;
    const facts = (0,_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .factsOf */ .xS)(manifest, 'postgres');
    // Only databases with exactly this comment are ours to drop.
    const purpose = `throw-away database of slipway/backup-db for ${manifest.project}/${manifest.database}`;
    for (const name of await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .findScratch */ .kz)(database, purpose))
        await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name);
    const started = job.clock.now();
    const name = `slipway_verify_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(5).toString('hex')}`;
    const scratch = await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .createScratch */ .Hj)(database, name, facts.properties, purpose);
    try {
        await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .fillFaster */ .h6)(scratch);
        await restoreInto(job, scratch, store, evidence, ['--no-owner', '--no-acl', '--no-publications', '--no-subscriptions']);
        await compareRows(job, scratch, manifest.id, facts);
        return job.clock.now() - started;
    }
    finally {
        await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name);
    }
}
/** @throws Failure `restore-failed` and those of `readBack` */
async function restoreInto(job, target, store, evidence, flags) {
    const args = ['-w', '--exit-on-error', ...flags, '-d', (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .databaseArgument */ .Bh)(target.name)];
    const options = { deadline: job.remaining(), signal: job.signal, application: 'slipway restore', pieces: true };
    const start = (from) => target.start('pg_restore', args, { ...options, from });
    try {
        await (0,_readback_js__WEBPACK_IMPORTED_MODULE_5__/* .readBack */ .e7)(job, store, evidence, { start, fault });
    }
    catch (error) {
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) || !(error.cause instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_3__/* .ProgramFailure */ .J9) || error.reason !== 'archive-corrupt')
            throw error;
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('restore-failed', error.message.replace('cannot be read back', 'cannot be restored'), {
            hint: 'Roles that own or may read tables must exist on the server, and extensions must be installed there.',
            cause: error.cause,
        });
    }
}
/** pg_restore ends with 1 and its own words where it cannot use the archive; with others where it never came to that. */
function fault({ code, stderr }) {
    if (code !== 1 || !/pg_restore: error:/.test(stderr))
        return undefined;
    const lines = stderr.split('\n').filter((line) => /error|detail|command was/i.test(line));
    return `pg_restore cannot use it: ${lines.slice(-4).join(' ').slice(0, 600)}`;
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
