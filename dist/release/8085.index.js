export const id = 8085;
export const ids = [8085];
export const modules = {

/***/ 8085:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   keepEvidence: () => (/* binding */ keepEvidence)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5518);
/* harmony import */ var _slipway_github__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2582);




/**
 * What binds the record of a release to this run: a file for an artifact that only this run can make, whose name holds a hash of the record. Only
 * for what serves now; a release that failed has none. Nothing is kept where nothing is recorded.
 */
async function keepEvidence(inputs, plan, recorded, host) {
    const { context, log } = host;
    const { version, commit, digests } = recorded;
    if (!inputs.deployment || context.local || commit === '' || Object.keys(digests).length === 0)
        return {};
    const evidence = { version, commit, digests, run: context.runId, environment: plan.settings.environment };
    const name = (0,_slipway_github__WEBPACK_IMPORTED_MODULE_3__/* .evidenceName */ .Xc)(evidence);
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context.temp, `${name}.json`);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, `${(0,_slipway_github__WEBPACK_IMPORTED_MODULE_3__/* .canonical */ .$N)(evidence)}\n`);
    }
    catch (error) {
        log.warn(`${file} could not be written, so the record of this release will prove nothing: ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
        return {};
    }
    return { record: name, 'record-file': file };
}


/***/ })

};
