export const id = 968;
export const ids = [968];
export const modules = {

/***/ 6968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   propose: () => (/* binding */ propose)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7487);
/* harmony import */ var _slipway_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8291);
/* harmony import */ var _slipway_github__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4050);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(895);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3137);





/** The plan from the repository alone, for a pull request: no server, no secret. A comment that cannot be written fails nothing. */
async function propose(inputs, plan, host) {
    const { settings } = plan;
    const services = await (0,_slipway_config__WEBPACK_IMPORTED_MODULE_1__/* .listServices */ .TD)(settings['compose-file'], host.context.workspace);
    const released = Object.keys(settings.images);
    if (services === undefined && settings.command === undefined) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('compose-missing', `${settings['compose-file']} cannot be read in ${host.context.workspace}, or is no compose file.`, {
            state: 'Nothing was changed.',
            hint: 'Check the key compose-file of the Slipway file, and that a step before this one checks the repository out.',
        });
    }
    const unknown = services === undefined ? [] : released.filter((name) => !services.some((one) => one.name === name));
    if (unknown.length > 0 && settings.command === undefined) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('unknown-service', `${inputs.config} releases ${unknown.join(', ')}, which ${settings['compose-file']} does not have.`, {
            state: 'Nothing was changed.',
            hint: 'Every key below images is the name of a service of the compose file.',
        });
    }
    const ports = (services ?? [])
        .filter(({ name }) => released.includes(name))
        .flatMap(({ name, ports: own }) => own.map((port) => `${name} ${port}`));
    const where = settings.command === undefined ? (plan.target.host ?? 'this machine') : 'its platform';
    const text = (0,_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .renderPlan */ .E)(plan, { services: (services ?? []).map(({ name }) => name), ports, live: undefined, where });
    host.log.info(text);
    if (inputs.comment)
        await comment(inputs, plan, text, host);
    return { outcome: 'planned', outputs: { version: plan.version, commit: plan.commit }, summary: text };
}
async function comment(inputs, plan, body, { context, log, signal }) {
    const [, number] = /^refs\/pull\/(\d+)\//.exec(context.ref) ?? [];
    if (number === undefined)
        return log.info('This run is about no pull request, so the plan is in the summary alone.');
    const github = await (0,_slipway_github__WEBPACK_IMPORTED_MODULE_2__/* .openGitHub */ .o6)({ apiUrl: context.apiUrl, token: (0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .tokenOf */ .B)(inputs), repository: context.repository, log, signal });
    const file = inputs.config === '.github/slipway.yml' ? '' : `-${inputs.config.replaceAll(/\W+/g, '-')}`;
    const marker = `slipway-plan-${plan.settings.environment}${file}`;
    const answer = await (0,_slipway_github__WEBPACK_IMPORTED_MODULE_2__/* .upsertComment */ .lB)(github, Number(number), { marker, body });
    log.info(answer.ok ? `The plan stands in a comment of #${number} (${answer.data}).` : `${answer.why} The plan is in the summary.`);
}


/***/ })

};
