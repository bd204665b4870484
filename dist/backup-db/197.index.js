export const id = 197;
export const ids = [197];
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


/***/ })

};
