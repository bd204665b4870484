export const id = 6968;
export const ids = [6968];
export const modules = {

/***/ 895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ renderPlan)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

const off = 'left out by the Slipway file';
/** What a release would do, before it does anything. */
function renderPlan(plan, facts) {
    const { settings } = plan;
    const released = Object.keys(settings.images);
    const kept = facts.services.filter((name) => !released.includes(name));
    const rows = [
        plan.images ? ['Images', given(plan.images)] : ['Build', built(plan)],
        ...(plan.images
            ? []
            : [
                ['Scan', scan(plan)],
                ['Tag', plan.version ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(plan.version) : 'the version'],
            ]),
        ['Backup', backup(plan)],
        ['Migrate', settings.migrate === false ? off : `Alembic in ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(settings.migrate.service ?? released[0] ?? '')}`],
        settings.command === undefined ? ['Switch', switching(plan, facts)] : ['Deploy', (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(settings.command.trim().split('\n')[0] ?? '')],
        ['Stay as they are', kept.map(_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY).join(', ') || 'nothing else in the compose file'],
        ['Smoke', settings.smoke === false ? off : (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(settings.smoke.url)],
    ];
    const title = `### Plan: ${plan.version ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(plan.version) : 'the next version'} of ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(settings.project)} to ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(settings.environment)} on ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(facts.where)}`;
    return [title, (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['step', 'what'], rows), facts.strategies ?? ''].filter(Boolean).join('\n\n');
}
function built({ settings }) {
    const images = Object.entries(settings.images);
    return images.map(([service, image]) => `${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(service)} from ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(image.context)} as ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(image.image)}`).join('<br>');
}
function given(images) {
    return Object.entries(images)
        .map(([service, image]) => `${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(service)} ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(image)}`)
        .join('<br>');
}
function scan({ settings }) {
    return settings.scan === false ? off : `refuses ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)((settings.scan['fail-on'] ?? ['critical', 'high']).join(', '))}`;
}
function backup({ settings }) {
    if (settings.backup === false)
        return off;
    const { service, databases, destination, verify } = settings.backup;
    const places = [destination ?? []].flat().map(_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY).join(' and ');
    const which = databases ? `${databases.map(_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY).join(', ')} of ` : '';
    return `${which}${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(service ?? 'db')} to ${places || '**no destination: name one**'}, proven by ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(verify ?? 'archive')}`;
}
function switching({ settings }, { live, ports, strategies }) {
    const released = Object.keys(settings.images);
    const from = live === undefined ? 'to the idle colour' : live ? `from ${live} to the other colour` : 'the first release';
    const what = strategies === undefined ? `two colours of ${released.map(_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY).join(', ')}` : 'each service as below';
    return `${from}; ${what}; ports ${ports.map(_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY).join(', ') || 'none'}`;
}


/***/ }),

/***/ 6968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   propose: () => (/* binding */ propose)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4174);
/* harmony import */ var _slipway_github__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2582);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(895);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7659);





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


/***/ }),

/***/ 7659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ openRecorder),
  B: () => (/* binding */ tokenOf)
});

// EXTERNAL MODULE: ./packages/github/build/index.js + 19 modules
var build = __webpack_require__(2582);
;// CONCATENATED MODULE: ./actions/release/build/abandoned.js

/** Records that are looked at, each with two calls at most; every release looks, so none stays open for long. */
const looked = 5;
/**
 * Ends records of an environment whose run is over and never said how it ended, as one that was killed. Nothing depends on it, so what GitHub does
 * not answer is left to the next release.
 */
async function endAbandoned(github, environment, own) {
    const listed = await (0,build/* listReleases */.tH)(github, environment, { limit: 2 * looked });
    if (!listed.ok)
        return github.log.debug(listed.why);
    const older = listed.data.filter(({ id, creator }) => id < own && creator === build/* bot */.Od).slice(0, looked);
    await Promise.all(older.map((release) => endIfAbandoned(github, release)));
}
async function endIfAbandoned(github, release) {
    const statuses = await (0,build/* listStatuses */.vM)(github, release);
    if (!statuses.ok || !['in_progress', undefined].includes(statuses.data[0]?.state))
        return;
    const run = await (0,build/* readRun */.cI)(github, release.run);
    if (!run.ok || !run.data?.over)
        return;
    const description = 'Its run ended without saying how it ended';
    const ended = await (0,build/* setDeploymentStatus */.e9)(github, release.id, { state: 'error', description });
    github.log.info(ended.ok ? `The record of ${release.version} (deployment ${release.id}) was left open, and is ended.` : ended.why);
}

// EXTERNAL MODULE: ./actions/release/build/digests.js
var digests = __webpack_require__(8907);
;// CONCATENATED MODULE: ./actions/release/build/record.js



const silent = { begin: async () => { }, end: async () => { } };
function tokenOf(inputs) {
    // A default that no runner has evaluated.
    return inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
}
/** Milliseconds that each may take in all: the lease of the server is held meanwhile, and a cancelled runner leaves seven seconds for everything. */
const limits = { begin: 15_000, end: 20_000, cancelled: 4000 };
/** A recorder that writes deployments and commit statuses, or nothing where none was asked for or there is no GitHub. */
async function openRecorder(inputs, plan, host) {
    const { context, log } = host;
    if (!inputs.deployment || context.local)
        return silent;
    const { environment } = plan.settings;
    const open = (signal) => (0,build/* openGitHub */.o6)({ apiUrl: context.apiUrl, token: tokenOf(inputs), repository: context.repository, log, signal });
    let begun;
    const told = (answer) => {
        if (answer.ok)
            return answer.data;
        log.warn(`${answer.why} The release goes on without that record.`);
        return undefined;
    };
    const links = { logUrl: context.runUrl, ...(addressOf(plan) ? { environmentUrl: addressOf(plan) } : {}) };
    return {
        async begin(images, older) {
            const { version, commit } = older ?? plan;
            const github = await open(AbortSignal.any([host.signal, AbortSignal.timeout(limits.begin)]));
            const payload = { slipway: 1, version, digests: (0,digests/* digestsOf */.n)(images), commit, run: context.runId };
            const description = `${older ? 'Back to' : 'Release'} ${version}`;
            const wanted = { environment, ref: commit, description, payload, production: environment === 'production' };
            const deployment = told(await (0,build/* createDeployment */.Yy)(github, wanted));
            begun = { commit, deployment };
            if (deployment === undefined)
                return;
            told(await (0,build/* setDeploymentStatus */.e9)(github, deployment, { state: 'in_progress', description, ...links }));
            await endAbandoned(github, environment, deployment);
        },
        async end(state, description) {
            if (!begun)
                return;
            const { commit, deployment } = begun;
            const github = await open(endOf(host.signal));
            if (deployment !== undefined)
                told(await (0,build/* setDeploymentStatus */.e9)(github, deployment, { state, description, ...links }));
            told(await (0,build/* setCommitStatus */.MX)(github, commit, { state, context: `slipway/${environment}`, description, targetUrl: context.runUrl }));
        },
    };
}
/** The run's own signal would keep the end of a cancelled release from being recorded; it makes the time shorter instead. */
function endOf(cancelled) {
    if (cancelled.aborted)
        return AbortSignal.timeout(limits.cancelled);
    const stop = new AbortController();
    const late = () => stop.abort(cancelled.reason);
    cancelled.addEventListener('abort', () => setTimeout(late, limits.cancelled).unref(), { once: true });
    return AbortSignal.any([stop.signal, AbortSignal.timeout(limits.end)]);
}
/** Where people reach the application, as the record links it. */
function addressOf({ settings }) {
    return settings.smoke === false ? '' : new URL('/', settings.smoke.url).href;
}


/***/ })

};
