export const id = 52;
export const ids = [52];
export const modules = {

/***/ 1052:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  onPlatform: () => (/* binding */ onPlatform)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(7487);
// EXTERNAL MODULE: ./packages/github/build/index.js + 14 modules
var github_build = __webpack_require__(4050);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 12 modules
var shell_build = __webpack_require__(4623);
// EXTERNAL MODULE: ./actions/smoke-health/build/index.js + 13 modules
var smoke_health_build = __webpack_require__(3808);
// EXTERNAL MODULE: ./actions/release/build/digests.js
var digests = __webpack_require__(8907);
// EXTERNAL MODULE: ./actions/release/build/images.js + 40 modules
var build_images = __webpack_require__(9571);
// EXTERNAL MODULE: ./actions/release/build/plan.js
var build_plan = __webpack_require__(895);
// EXTERNAL MODULE: ./actions/release/build/record.js
var record = __webpack_require__(3137);
// EXTERNAL MODULE: ./actions/run-migrations/build/index.js + 25 modules
var run_migrations_build = __webpack_require__(7513);
// EXTERNAL MODULE: ./actions/release/build/step-inputs.js
var step_inputs = __webpack_require__(6310);
;// CONCATENATED MODULE: ./actions/release/build/remote-database.js




/** Migrations of a database that is reached by its URL, from a container of the new image on the runner. */
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
        'alembic-ini': settings['alembic-ini'],
        target: settings.target,
    };
    await (0,run_migrations_build/* run */.e)((0,step_inputs/* inputsFor */.pz)(run_migrations_build/* contract */.d, given), { ...host, shell });
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
        if (plan.settings.migrate !== false)
            await migrateFromRunner(inputs, plan, images, host);
        await deploy(plan, images, previous, host);
    }
    catch (error) {
        const failure = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
        await recorder.end('failure', failure.details.outcome === 'rolled-back' ? `Rolled back: ${failure.reason}` : failure.reason);
        throw failure;
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
async function deploy(plan, images, previous, host) {
    try {
        await host.log.group('Deploy', () => command(plan, plan.command, environmentOf(plan, plan.version, images), host));
        await smoke(plan, plan, host);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR) || host.signal.aborted)
            throw error;
        const back = plan.settings['rollback-command'];
        if (!back || !previous) {
            const why = back ? 'no release before is on record' : 'the Slipway file has no rollback-command';
            throw (0,build/* withDetails */.FE)(error, { state: `The platform stands as the command left it: ${why}.` });
        }
        host.log.warn(`${error.text} Going back to ${previous.version}.`);
        try {
            await host.log.group('Roll back', () => command(plan, back, environmentOf(plan, previous.version, imagesOf(plan, previous)), host));
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
async function goBack(inputs, plan, host, previous) {
    const back = plan.settings['rollback-command'];
    if (!back || !previous) {
        const what = back
            ? `GitHub has no record of ${inputs.version ?? 'a release before'} that passed in ${plan.settings.environment}`
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
/** The newest release of the environment that passed and is not this one; or the one that `version` names, for a rollback. */
async function previousRelease(inputs, plan, host) {
    const { context, log, signal } = host;
    if (context.local)
        return undefined;
    const github = await (0,github_build/* openGitHub */.o6)({ apiUrl: context.apiUrl, token: (0,record/* tokenOf */.B)(inputs), repository: context.repository, log, signal });
    const listed = await (0,github_build/* listReleases */.tH)(github, plan.settings.environment);
    if (!listed.ok) {
        log.warn(`${listed.why} Without the records nothing is known to go back to.`);
        return undefined;
    }
    const good = [];
    for (const release of listed.data.filter(({ creator }) => creator === github_build/* bot */.Od)) {
        const named = inputs.mode !== 'rollback' || inputs.version === undefined || release.version === inputs.version;
        if (!named || !sameServices(plan, release))
            continue;
        const answer = await (0,github_build/* passed */.bF)(github, release);
        if (answer.ok && answer.data && !good.some(({ version }) => version === release.version))
            good.push(release);
        // A rollback goes behind what serves now; a release goes back to it.
        if (good.length === (inputs.mode === 'rollback' && inputs.version === undefined ? 2 : 1))
            break;
    }
    return inputs.mode === 'rollback' && inputs.version === undefined ? good[1] : good[0];
}
function sameServices(plan, release) {
    return Object.keys(plan.settings.images).every((service) => service in release.digests);
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
