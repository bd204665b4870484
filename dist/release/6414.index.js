export const id = 6414;
export const ids = [6414];
export const modules = {

/***/ 6414:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   build: () => (/* binding */ build)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8155);
/* harmony import */ var _digests_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8907);
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9571);




/** Build by digest, scan that digest, tag last. Nothing of an environment is touched, so there is neither lease nor journal. */
async function build(inputs, plan, host) {
    const ports = { ...host, local: (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .localShell */ .yj)() };
    const images = await (0,_images_js__WEBPACK_IMPORTED_MODULE_2__/* .buildAll */ .AK)(inputs, plan, ports);
    const scan = await (0,_images_js__WEBPACK_IMPORTED_MODULE_2__/* .scanAll */ .$Y)(inputs, plan, images, ports);
    await (0,_images_js__WEBPACK_IMPORTED_MODULE_2__/* .tagAll */ .yp)(inputs, plan, images, ports);
    const rows = Object.entries(images).map(([service, image]) => [
        service,
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(image),
        scan[service] ?? 'not scanned, by the Slipway file',
    ]);
    const summary = [`### ${plan.settings.project} ${plan.version} is built`, (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['service', 'image', 'scan'], rows)].join('\n\n');
    const outputs = {
        version: plan.version,
        commit: plan.commit,
        images: JSON.stringify(images),
        digests: JSON.stringify((0,_digests_js__WEBPACK_IMPORTED_MODULE_3__/* .digestsOf */ .n)(images)),
    };
    const bills = inputs['sbom-directory'] && plan.settings.scan !== false;
    const sbom = bills ? `sbom-${plan.settings.project}-${host.context.runAttempt}` : '';
    return { outcome: 'built', outputs: { ...outputs, sbom }, summary };
}


/***/ })

};
