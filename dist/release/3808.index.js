export const id = 3808;
export const ids = [3808];
export const modules = {

/***/ 3808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   backupSeveral: () => (/* binding */ backupSeveral),
/* harmony export */   chooseDatabases: () => (/* binding */ chooseDatabases),
/* harmony export */   sumUp: () => (/* binding */ sumUp)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4677);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5115);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6816);
/* harmony import */ var _nothing_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6225);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4031);
/* harmony import */ var _unpruned_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(501);







/**
 * Every database that is meant, one after the other, each with a backup, a proof and a retention of its own. One that fails is no reason to leave the
 * others without: the run fails at its end, with the reason of the first that has no backup.
 */
async function backupSeveral(job, store) {
    const { databaseNames } = await __webpack_require__.e(/* import() */ 8440).then(__webpack_require__.bind(__webpack_require__, 8440));
    const all = await (0,_nothing_js__WEBPACK_IMPORTED_MODULE_3__/* .unmade */ .R3)(databaseNames(job)).catch((error) => {
        if ((0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .isFirstRelease */ .oK)(error))
            return undefined;
        throw error;
    });
    if (!all)
        return (0,_backup_js__WEBPACK_IMPORTED_MODULE_2__/* .backup */ .R)(job, store);
    const { names, missed } = chooseDatabases(all, job.inputs.databases);
    const asked = [...missed.map(({ database }) => database), ...names];
    for (const { failure } of missed)
        job.log.warn(failure.message);
    const made = [];
    for (const [index, database] of names.entries()) {
        job.log.info(`Database ${database}, ${index + 1} of ${names.length}:`);
        try {
            made.push(await (0,_backup_js__WEBPACK_IMPORTED_MODULE_2__/* .backup */ .R)({ ...job, inputs: { ...job.inputs, database } }, store));
        }
        catch (error) {
            if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
                throw error;
            missed.push({ database, failure: error });
            job.log.warn(`${database}: ${error.message}`);
            // The end of the time is that of the others too.
            if (job.signal.aborted || isOver(job))
                break;
        }
    }
    return sumUp(job, asked, made, missed);
}
function isOver(job) {
    try {
        return job.remaining() <= 0;
    }
    catch {
        return true;
    }
}
/** A name means itself. Letters that stand for any do not mean the server's own database, nor what a restore kept. */
function means(line, name) {
    if (!line.includes('*'))
        return line === name;
    return name !== 'postgres' && !/_before_\d{8}t\d{6}/i.test(name) && (0,_names_js__WEBPACK_IMPORTED_MODULE_6__/* .wildcard */ .XQ)(line).test(name);
}
/** The databases that the lines mean, and the lines that mean none: those are missed, and the others get their backup all the same. */
function chooseDatabases(all, lines) {
    const hint = `Correct the input databases; the server has ${all.join(', ') || 'none'}.`;
    const missed = lines
        .filter((line) => !all.some((name) => means(line, name)))
        .map((line) => ({ database: line, failure: new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('database-missing', `The server has no database ${line}.`, { hint }) }));
    return { names: all.filter((name) => lines.some((line) => means(line, name))), missed };
}
/** The copy has the name of the database whose backup it is to hold. */
function bringerOf(stored) {
    return async (target) => {
        const own = stored.find(({ manifest }) => manifest?.database === target.name);
        if (own?.bringTo)
            return own.bringTo(target);
        const names = stored.map(({ manifest }) => manifest?.database).join(', ');
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('database-missing', `The database ${target.name} is none of those that were backed up: ${names}.`, {
            state: 'Its backup cannot be restored.',
            hint: 'Name it among the databases that are backed up.',
        });
    };
}
/** What became of all of them. @throws Failure where one is missed */
function sumUp(job, names, made, missed) {
    const stored = made.filter(({ outcome }) => outcome === 'backed-up');
    // One that is stored may have failed afterwards: it is much smaller than before, or older ones could not be removed.
    const all = [...stored.map((one) => one.outputs.backups), ...missed.map((one) => one.failure.details.outputs?.['backups'])];
    const list = all.flatMap((text) => JSON.parse(text ?? '[]'));
    const [first = made[0]] = stored;
    const left = names.slice(made.length + missed.length);
    // Whoever goes on only with a proven backup needs one of each.
    const results = [...stored.map((one) => one.outputs.verified), ...missed.map((one) => one.failure.details.outputs?.['verified'])];
    const verified = left.length === 0 && results.every((one) => one === 'true');
    const outputs = {
        ...first?.outputs,
        ...(results.length > 0 ? { verified: String(verified) } : {}),
        backups: JSON.stringify(list),
        duration: String(job.elapsed()),
    };
    const rows = [
        ...missed.map(({ database, failure }) => [(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(database), `**${failure.reason}**: ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(failure.message)}`]),
        ...left.map((database) => [(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(database), '**not begun**']),
    ];
    const dry = job.inputs['dry-run'];
    const without = missed.filter((one) => one.failure.details.outputs?.['backups'] === undefined);
    const there = dry ? made.length : stored.length + missed.length - without.length;
    const count = `${there} of ${names.length} databases ${dry ? 'would be' : 'are'} backed up`;
    const bare = without.length + left.length;
    const heading = `**${count}${bare > 0 ? `; ${bare} ${bare === 1 ? 'is' : 'are'} not` : ''}** (${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(job.elapsed())}).`;
    const summary = [
        heading,
        ...(rows.length > 0 ? [(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['database', 'what failed'], rows)] : []),
        ...made.map((one) => one.summary ?? ''),
    ].join('\n\n');
    // A database without a backup is worse news than one whose older backups stay.
    const problem = without[0] ?? missed[0];
    if (!problem)
        return { ...first, outcome: first?.outcome ?? 'nothing-to-back-up', outputs, summary, bringTo: bringerOf(stored) };
    const { failure } = problem;
    // Where each has its backup, and only older ones stay, who waits for them has them all.
    const unpruned = missed.flatMap((one) => (one.failure instanceof _unpruned_js__WEBPACK_IMPORTED_MODULE_5__/* .Unpruned */ .q ? [one.failure.made] : []));
    const text = `${count}. ${missed.map(({ database, failure: { message } }) => `${database}: ${message}`).join(' ')}`;
    const told = new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(failure.reason, text, {
        ...failure.details,
        state: [
            list.length > 0 ? `Stored: ${list.map(({ id }) => id).join(', ')}.` : 'No backup was stored.',
            ...missed.flatMap((one) => (one.failure.details.state ? [`${one.database}: ${one.failure.details.state}`] : [])),
        ].join(' '),
        outputs: { ...failure.details.outputs, ...(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .present */ .Eb)(outputs) },
        summary,
        cause: failure,
    });
    if (unpruned.length < missed.length || left.length > 0)
        throw told;
    throw new _unpruned_js__WEBPACK_IMPORTED_MODULE_5__/* .Unpruned */ .q(told, { outcome: 'backed-up', outputs, summary, bringTo: bringerOf([...stored, ...unpruned]) });
}


/***/ })

};
