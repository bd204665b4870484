export const id = 6715;
export const ids = [6715,8085];
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


/***/ }),

/***/ 6715:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  onPlatform: () => (/* binding */ onPlatform)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/smoke-health/build/index.js + 12 modules
var smoke_health_build = __webpack_require__(8062);
// EXTERNAL MODULE: ./actions/release/build/digests.js
var digests = __webpack_require__(8907);
// EXTERNAL MODULE: ./actions/release/build/evidence.js
var evidence = __webpack_require__(8085);
// EXTERNAL MODULE: ./actions/release/build/images.js + 40 modules
var build_images = __webpack_require__(9571);
// EXTERNAL MODULE: ./actions/release/build/plan.js
var build_plan = __webpack_require__(895);
// EXTERNAL MODULE: ./packages/github/build/index.js + 19 modules
var github_build = __webpack_require__(2582);
// EXTERNAL MODULE: ./actions/release/build/record.js + 1 modules
var record = __webpack_require__(7659);
;// CONCATENATED MODULE: ./actions/release/build/previous.js



/** Records that are looked at before it is said that there is none. */
const searched = 30;
/** Versions that are shown to choose from. */
const shown = 10;
/**
 * The newest release of the environment that is known to have been good, or the one that a rollback goes to. Records count as they do for the
 * proof of a promotion; the branch is that of this run. Undefined for a release where none is.
 * @throws Failure `nothing-to-roll-back`, and `github-refused` or `github-unreachable` where choosing without an answer could choose wrong
 */
async function previousRelease(inputs, plan, host) {
    if (host.context.local)
        return undefined;
    try {
        const history = await openHistory(inputs, plan, host);
        if (inputs.mode !== 'rollback')
            return await firstGood(history.records, history);
        return await (inputs.version === undefined ? behind(history) : named(inputs.version, history));
    }
    catch (error) {
        const needed = inputs.mode !== 'release' || !inputs['allow-older'];
        if (needed || !(error instanceof build/* Failure */.HR) || host.signal.aborted)
            throw error;
        host.log.warn(`${error.message} Nothing is known to go back to, should this release fail.`);
        return undefined;
    }
}
async function openHistory(inputs, plan, host) {
    const { context, log, signal } = host;
    const { environment } = plan.settings;
    const github = await (0,github_build/* openGitHub */.o6)({ apiUrl: context.apiUrl, token: (0,record/* tokenOf */.B)(inputs), repository: context.repository, log, signal });
    const [, branch] = /^refs\/heads\/(.+)$/.exec(context.ref) ?? [];
    if (branch === undefined)
        log.warn(`This run is of ${context.ref || 'no ref'}, which is no branch: no record of ${environment} counts.`);
    const details = detailsFor(inputs);
    const listed = await (0,github_build/* listReleases */.tH)(github, environment);
    signal.throwIfAborted();
    if (!listed.ok)
        throw (0,github_build/* failureOf */.g5)(listed, details);
    const records = listed.data.filter((record) => record.creator === github_build/* bot */.Od).slice(0, searched);
    const verdicts = new Map();
    const verdict = async (record) => {
        const known = verdicts.get(record.id) ?? (await judge(github, record, branch === undefined ? [] : [branch], details));
        signal.throwIfAborted();
        if (known.state === 'foreign' && !verdicts.has(record.id))
            log.info(`${record.version} ${known.why}: its record does not count.`);
        verdicts.set(record.id, known);
        return known;
    };
    const services = Object.keys(plan.settings.images);
    return { environment, records, complete: ({ digests }) => services.every((service) => service in digests), verdict };
}
async function judge(github, record, branches, details) {
    const answer = await (0,github_build/* judgeRelease */.fP)(github, record, branches);
    if (!answer.ok)
        throw (0,github_build/* failureOf */.g5)(answer, details);
    return answer.data;
}
function detailsFor({ mode }) {
    const hint = 'The job needs `deployments: read`, `actions: read` and `contents: read`; otherwise run it again when GitHub answers.';
    return { state: 'Nothing was changed.', hint: mode === 'release' ? `${hint} allow-older: true releases without the records.` : hint };
}
async function firstGood(records, history) {
    for (const record of records)
        if (history.complete(record) && (await history.verdict(record)).state === 'passed')
            return record;
    return undefined;
}
async function named(version, history) {
    const found = (0,github_build/* releasesNamed */.cD)(history.records, version);
    if (!found.ok)
        throw await nothing(`${version} is the beginning of more than one release: ${found.versions.join(', ')}.`, history);
    const good = await firstGood(found.releases, history);
    if (good)
        return good;
    const [latest] = found.releases;
    const why = latest
        ? `${latest.version} ${(await history.verdict(latest)).why}.`
        : `GitHub has no record of ${version} in ${history.environment}.`;
    throw await nothing(why, history);
}
/**
 * The release before what serves. Where the newest record did not end well, or does not count, something else may stand there, so the newest
 * good one is the way back. Where the newest is a way back itself, the one before it is what was fled from: that is left to a person.
 */
async function behind(history) {
    const { environment, records } = history;
    const [newest] = records;
    if (!newest)
        throw await nothing(`GitHub has no record of a release in ${environment}.`, history);
    const { state, why } = await history.verdict(newest);
    const serving = state === 'passed' ? newest.version : undefined;
    const before = await firstGood(records.filter((record) => record.version !== serving), history);
    if (!before) {
        const only = serving === undefined ? `${newest.version} ${why}.` : `${serving} serves.`;
        throw await nothing(`${only} GitHub has no record of a release before it that passed in ${environment}.`, history);
    }
    const earlier = records.slice(records.indexOf(before) + 1).filter(({ version }) => version === newest.version);
    if (state !== 'foreign' && before.version !== newest.version && (await firstGood(earlier, history))) {
        const last = state === 'passed' ? `${environment} was taken back to ${newest.version} already` : `The way back to ${newest.version} ${why}`;
        throw await nothing(`${last}; the release before it is ${before.version}, which it was taken back from.`, history);
    }
    return before;
}
async function nothing(what, history) {
    const good = [];
    for (const record of history.records) {
        if (good.length === shown)
            break;
        if (!good.includes(record.version) && (await firstGood([record], history)))
            good.push(record.version);
    }
    const hint = good.length > 0 ? `Say by \`version\` where to go: ${good.join(', ')}.` : 'No release of this environment is known to have been good.';
    return new build/* Failure */.HR('nothing-to-roll-back', what, { state: 'Nothing was changed.', hint });
}

// EXTERNAL MODULE: ./actions/run-migrations/build/index.js + 17 modules
var run_migrations_build = __webpack_require__(8862);
// EXTERNAL MODULE: ./actions/release/build/step-inputs.js
var step_inputs = __webpack_require__(6310);
// EXTERNAL MODULE: ./actions/release/build/way-back.js
var way_back = __webpack_require__(9409);
;// CONCATENATED MODULE: ./actions/release/build/remote-database.js





/**
 * Migrations of a database that is reached by its URL, from a container of the new image on the runner.
 * @returns whether code from before works with the schema now
 * @throws Failure `contract` where it would not, and that was not allowed
 */
async function migrateFromRunner(inputs, plan, images, host) {
    const settings = plan.settings.migrate || {};
    const url = inputs['database-url'];
    if (!url) {
        const message = 'is needed to migrate the database of a platform. Example: ${{ secrets.DATABASE_URL }}; or write migrate: false into the Slipway file';
        throw (0,build/* badInputs */.PD)([{ input: 'database-url', message }]);
    }
    const service = settings.service ?? Object.keys(images)[0] ?? '';
    const shell = (0,shell_build/* localShell */.yj)();
    const given = {
        mode: 'apply',
        timeout: `${inputs.timeout}ms`,
        ...(0,step_inputs/* placeInputs */.vb)(plan),
        ...(0,step_inputs/* registryInputs */.P4)(inputs),
        service,
        image: images[service],
        'database-url': url,
        tool: settings.tool,
        migrations: settings.migrations,
        'tool-command': settings['tool-command'],
        'alembic-ini': settings['alembic-ini'],
        target: settings.target,
        phase: settings.phase,
        allow: Object.entries(settings.allow ?? {}).map(([rule, reason]) => `${rule}: ${reason}`),
    };
    const allowed = plan.settings.switch?.['allow-contract'] === true;
    const gate = async (compatible) => (0,way_back/* refuseBreaking */.w)(compatible, allowed);
    const { outputs } = await (0,run_migrations_build/* run */.eF)((0,step_inputs/* inputsFor */.pz)(run_migrations_build/* contract */.dz, given, run_migrations_build/* checkInputs */.sw), { ...host, shell, gate });
    return outputs['old-code-compatible'] ?? 'unknown';
}

// EXTERNAL MODULE: ./actions/release/build/stale.js
var stale = __webpack_require__(5087);
;// CONCATENATED MODULE: ./actions/release/build/hosted.js













/**
 * A release to a platform that the team's own command talks to: images, migrations, the command, and the smoke check that decides. The platform
 * holds neither lease nor journal of ours: the queue of the job is the lock, and GitHub's deployment records know the release before.
 */
async function onPlatform(inputs, plan, host) {
    const facts = { services: Object.keys(plan.settings.images), ports: [], live: undefined, where: 'its platform' };
    const previous = inputs.mode === 'release' && inputs['dry-run'] ? undefined : await previousRelease(inputs, plan, host);
    if (inputs.mode === 'status')
        return reported(previous);
    if (inputs['dry-run'])
        return { outcome: 'planned', outputs: {}, summary: (0,build_plan/* renderPlan */.E)(plan, facts) };
    if (inputs.mode === 'rollback')
        return goBack(inputs, plan, host, previous);
    if (previous)
        await (0,stale/* refuseStale */.WV)(inputs, plan, { ...previous, runId: previous.run }, host);
    if (plan.settings.backup !== false && plan.settings.backup.destination)
        host.log.warn('No backup is made in a release to a platform: the workflow backup makes them, from an environment that reaches the database.');
    const images = plan.images ?? (await makeImages(inputs, plan, host));
    const recorder = await (0,record/* openRecorder */.L)(inputs, plan, host);
    await recorder.begin(images);
    try {
        const compatible = plan.settings.migrate === false ? 'true' : await migrateFromRunner(inputs, plan, images, host);
        await deploy(plan, images, (0,way_back/* wayBack */.l)(plan, previous, compatible), host);
    }
    catch (error) {
        const failure = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
        const back = failure.details.outcome === 'rolled-back';
        await recorder.end('failure', back ? `Rolled back: ${failure.reason}` : failure.reason);
        if (!back || !previous)
            throw failure;
        throw (0,build/* withDetails */.FE)(failure, { outputs: { ...failure.details.outputs, ...(await recordBack(inputs, plan, previous, host)) } });
    }
    await recorder.end('success', `${plan.version} serves`);
    const outputs = { version: plan.version, 'previous-version': previous?.version ?? '', commit: plan.commit, ...imageOutputs(images) };
    const rows = Object.entries(images).map(([service, image]) => [service, (0,build/* code */.aY)(image)]);
    const title = `### ${plan.settings.project} ${plan.settings.environment}: ${plan.version} is released`;
    return { outcome: 'released', outputs, summary: [title, (0,build/* table */.tp)(['service', 'image'], rows)].join('\n\n') };
}
async function makeImages(inputs, plan, host) {
    const ports = { ...host, local: (0,shell_build/* localShell */.yj)() };
    const images = await (0,build_images/* buildAll */.AK)(inputs, plan, ports);
    await (0,build_images/* scanAll */.$Y)(inputs, plan, images, ports);
    await (0,build_images/* tagAll */.yp)(inputs, plan, images, ports);
    return images;
}
/** The command, then the smoke check. A failure of either takes the platform back, where it is known to what. */
async function deploy(plan, images, back, host) {
    try {
        await host.log.group('Deploy', () => command(plan, plan.command, environmentOf(plan, plan.version, images), host));
        await smoke(plan, plan, host);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR))
            throw error;
        if (host.signal.aborted) {
            // No time is left to go back in: the runner ends everything in seconds.
            const state = `The command for ${plan.settings.environment} was ended on its way: the platform stands as it left it.`;
            throw (0,build/* withDetails */.FE)(error, { state, hint: 'Look at the platform, then release again, or roll back.' });
        }
        if ('none' in back)
            throw (0,build/* withDetails */.FE)(error, { state: `The platform stands as the command left it: ${back.none}.` });
        const previous = back.release;
        host.log.warn(`${error.text} Going back to ${previous.version}.`);
        try {
            await host.log.group('Roll back', () => command(plan, back.command, environmentOf(plan, previous.version, imagesOf(plan, previous)), host));
            await smoke(plan, previous, host);
        }
        catch (second) {
            throw (0,build/* withDetails */.FE)(error, { state: `Going back to ${previous.version} failed too: ${(0,build/* messageOf */.bD)(second)} A person is needed.` });
        }
        throw (0,build/* withDetails */.FE)(error, {
            outcome: 'rolled-back',
            state: `${previous.version} serves again.`,
            outputs: { version: previous.version },
        });
    }
}
/** The newest record says what serves, also where nobody asked for it. */
async function recordBack(inputs, plan, previous, host) {
    const recorder = await (0,record/* openRecorder */.L)(inputs, plan, host);
    await recorder.begin(imagesOf(plan, previous), previous);
    await recorder.end('success', `${previous.version} serves again`);
    return (0,evidence.keepEvidence)(inputs, plan, { ...previous, digests: (0,digests/* digestsOf */.n)(imagesOf(plan, previous)) }, host);
}
async function goBack(inputs, plan, host, previous) {
    const back = plan.settings['rollback-command'];
    if (!back || !previous) {
        const what = back
            ? `Outside of GitHub nothing is known of releases of ${plan.settings.environment}`
            : `${inputs.config} has no rollback-command for ${plan.settings.environment}`;
        throw new build/* Failure */.HR('nothing-to-roll-back', `${what}.`, { state: 'Nothing was changed.' });
    }
    const images = imagesOf(plan, previous);
    const { version, commit } = previous;
    const recorder = await (0,record/* openRecorder */.L)(inputs, plan, host);
    await recorder.begin(images, { version, commit });
    try {
        await host.log.group('Roll back', () => command(plan, back, environmentOf(plan, version, images), host));
        await smoke(plan, previous, host);
    }
    catch (error) {
        await recorder.end('failure', error instanceof build/* Failure */.HR ? error.reason : 'internal-error');
        throw error;
    }
    await recorder.end('success', `${version} serves again`);
    return {
        outcome: 'rolled-back',
        outputs: { version, commit, ...imageOutputs(images) },
        summary: `### ${plan.settings.project} ${plan.settings.environment}: ${version} serves again`,
    };
}
/** What the command knows: versions and images, never an input of the action. The token of the platform comes from the step's own environment. */
function environmentOf(plan, version, images) {
    const named = Object.entries(images).map(([service, image]) => [`IMAGE_${service.toUpperCase().replaceAll(/\W/g, '_')}`, image]);
    return { VERSION: version, ENVIRONMENT: plan.settings.environment, PROJECT: plan.settings.project, ...Object.fromEntries(named) };
}
async function command(plan, text, env, host) {
    const options = { title: 'the command', env, cwd: host.context.workspace, deadline: 30 * 60_000, signal: host.signal };
    try {
        await (0,shell_build/* localShell */.yj)().run(['bash', '-euo', 'pipefail', '-c', text], {
            ...options,
            lines: 'all',
            onLine: (line) => host.log.untrusted(line),
        });
    }
    catch (error) {
        if (!(error instanceof shell_build/* ProgramFailure */.J9))
            throw error;
        const said = (0,shell_build/* lastLines */.w$)(error.stderr, 3);
        throw new build/* Failure */.HR('command-failed', `The command for ${plan.settings.environment} ended with code ${error.code}${said ? `: ${said}` : ''}.`, {
            hint: 'Its output stands in the log of this step.',
            cause: error,
        });
    }
}
/** A version that is no other word than its commit is not asked for by that name: most applications do not tell it. */
async function smoke(plan, release, host) {
    const { smoke: settings } = plan.settings;
    if (settings === false)
        return;
    const expected = release.version === release.commit ? undefined : release.version;
    const asked = { url: settings.url, checks: settings.checks, deadline: settings.deadline ?? '2m', 'expect-version': expected };
    await (0,smoke_health_build/* run */.e)((0,step_inputs/* inputsFor */.pz)(smoke_health_build/* contract */.d, asked), { ...host, shell: (0,shell_build/* localShell */.yj)() });
}
function imagesOf(plan, release) {
    return Object.fromEntries(Object.entries(plan.settings.images).map(([service, { image }]) => [service, `${image}@${release.digests[service]}`]));
}
function imageOutputs(images) {
    return { images: JSON.stringify(images), digests: JSON.stringify((0,digests/* digestsOf */.n)(images)) };
}
function reported(release) {
    const summary = release
        ? `### ${(0,build/* code */.aY)(release.version)} was released last, on ${release.createdAt}`
        : '### No release that passed is on record';
    return { outcome: 'reported', outputs: { version: release?.version ?? '' }, summary };
}


/***/ })

};
