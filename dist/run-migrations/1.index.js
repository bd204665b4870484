export const id = 1;
export const ids = [1];
export const modules = {

/***/ 2001:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tool: () => (/* binding */ tool)
/* harmony export */ });
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2722);
/* harmony import */ var _probe_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7935);


/** Alembic, by a program that runs beside it in the application's own Python. */
const tool = {
    title: 'Alembic',
    undoes: true,
    outside: 'Put it into "with op.get_context().autocommit_block():", in a revision of its own.',
    unverified: 'Check that env.py commits: context.run_migrations() inside of context.begin_transaction(), and engine.begin() around an async run_sync.',
    probe: _probe_js__WEBPACK_IMPORTED_MODULE_1__/* .probeProgram */ .XE,
    attempt: _apply_js__WEBPACK_IMPORTED_MODULE_0__/* .follow */ .e6,
    stamp: ({ transport }) => `Say once what it has: ${transport.command(['stamp', 'REVISION'])} with the revision that made these tables, or base where they are none of Alembic's.`,
    // Alembic has no such mark.
    mend: ({ transport }) => `Look at it: ${transport.command(['current'])}`,
    goBack: ({ transport }, to) => `Go back by hand (${transport.command(['downgrade', to])}) or restore a backup.`,
    noWayBack: () => 'There is no plain way back over several branches.',
};


/***/ })

};
