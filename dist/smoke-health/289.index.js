export const id = 289;
export const ids = [289];
export const modules = {

/***/ 418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ problemOf)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _slipway_checks__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3919);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);



/** Why a check can never be asked, known before anything is asked; undefined where all is well. */
async function problemOf(check) {
    const shell = (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_2__.localShell)();
    try {
        await (0,_slipway_checks__WEBPACK_IMPORTED_MODULE_1__/* .openCheck */ .Xq)(check, { shell, signal: AbortSignal.timeout(0), clock: { now: () => 0, sleep: () => Promise.resolve() } });
        return undefined;
    }
    catch (error) {
        if (error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
            return error;
        throw error;
    }
    finally {
        await shell.close();
    }
}


/***/ }),

/***/ 2212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EU: () => (/* binding */ shortName),
/* harmony export */   SQ: () => (/* binding */ measuring),
/* harmony export */   fR: () => (/* binding */ refuseBadInputs),
/* harmony export */   jc: () => (/* binding */ readCheck)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _slipway_checks__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3919);
/* harmony import */ var _check_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9687);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3076);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4472);





/** Asks for figures that only many requests give. */
const figure = /\[(P50|P95|P99|ERROR_RATE)\]/i;
/** @throws Failure `bad-input` with every problem of the inputs */
function refuseBadInputs(inputs) {
    const problems = [...(0,_check_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .checkInputs */ .sw)(inputs), ...pathProblems(inputs['version-path'])];
    if (problems.length > 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(problems);
}
/** The check of `url`. @throws Failure `bad-condition` */
function readCheck(inputs, text, commit) {
    const url = new URL(text);
    (0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .hidePassword */ .cT)(url);
    const conditions = [...(0,_slipway_checks__WEBPACK_IMPORTED_MODULE_1__/* .parseConditions */ .WN)(inputs.checks), ...expectations(inputs)];
    const expectVersion = (0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .expectationOf */ .EV)(inputs, commit);
    const common = { ...(0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .mannerOf */ .Ji)(inputs), name: shortName(url), url: text, conditions };
    // Other kinds have no redirects, headers and versions; one that is given anyway is refused.
    if (!/^https?:$/.test(url.protocol))
        return { ...common, ...onlyHttp(inputs) };
    return {
        ...common,
        ...(0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .requestOf */ .fo)(inputs),
        method: inputs.method,
        ...(0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .given */ .gI)('body', inputs.body),
        expectVersion,
        ...(0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .given */ .gI)('expectDigest', inputs['expect-digest']?.replace(/^.*@/, '')),
        ...measuring(inputs, conditions),
    };
}
/** What was said by hand, and not by default. */
function onlyHttp(inputs) {
    const { redirects: _redirects, ...request } = (0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .requestOf */ .fo)(inputs);
    return { ...request, method: inputs.method, ...(0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .given */ .gI)('body', inputs.body) };
}
/** What is measured by this check, once it passed. */
function measuring(inputs, conditions, own = true) {
    const { samples, soak, rate } = inputs;
    const other = inputs['compare-to'];
    const wanted = samples !== undefined || soak !== undefined || other !== undefined;
    const needed = conditions.some((condition) => figure.test(condition.text));
    if (!needed && !(own && wanted))
        return {};
    const common = { onNoData: inputs['on-no-data'] };
    if (!own)
        return { ...common, measure: { rate } };
    const ratio = Object.fromEntries(inputs['compare-limits'].flatMap((line) => [(0,_check_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .parseLimit */ .Fv)(line) ?? []].filter((limit) => limit.length === 2)));
    return {
        ...common,
        measure: { rate, ...(0,_request_js__WEBPACK_IMPORTED_MODULE_3__/* .given */ .gI)('samples', samples) },
        ...(soak === undefined ? {} : { soak, errorBudget: (0,_check_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .parseShare */ .n8)(inputs['error-budget']) ?? 0 }),
        ...(other === undefined ? {} : { compareTo: { url: other, ratio: Object.keys(ratio).length > 0 ? ratio : { p95: 1.5 } } }),
    };
}
/** `expect-status` and `expect-body` as the conditions that they stand for. */
function expectations(inputs) {
    const status = inputs['expect-status'];
    const body = inputs['expect-body'];
    const lines = status === undefined ? [] : [`[STATUS] == ${status.includes(',') ? `any(${status})` : status}`];
    const glob = `*${body}*`;
    // Made by hand: the text may hold what the grammar would take for its own.
    const holds = {
        text: `[BODY] == pat(${glob})`,
        left: { kind: 'placeholder', name: 'BODY', path: [] },
        operator: '==',
        right: { kind: 'pattern', glob },
    };
    return [...(0,_slipway_checks__WEBPACK_IMPORTED_MODULE_1__/* .parseConditions */ .WN)(lines), ...(body === undefined ? [] : [holds])];
}
function pathProblems(path) {
    if (path === undefined)
        return [];
    try {
        (0,_slipway_checks__WEBPACK_IMPORTED_MODULE_1__/* .parsePath */ .Rr)(path);
        return [];
    }
    catch (error) {
        if (!(error instanceof _slipway_checks__WEBPACK_IMPORTED_MODULE_1__/* .ConditionError */ .iG))
            throw error;
        return [{ input: 'version-path', message: `is not a path such as build.sha. ${error.message}` }];
    }
}
/** Host and path, for sentences. */
function shortName(url) {
    return `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}


/***/ }),

/***/ 3076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E4: () => (/* binding */ loosely),
/* harmony export */   EV: () => (/* binding */ expectationOf),
/* harmony export */   Ji: () => (/* binding */ mannerOf),
/* harmony export */   fo: () => (/* binding */ requestOf),
/* harmony export */   gI: () => (/* binding */ given)
/* harmony export */ });
/* harmony import */ var _check_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9687);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4472);


/** How long and how often every check of the run is asked. */
function mannerOf(inputs) {
    return {
        timeout: inputs['request-timeout'],
        deadline: inputs.deadline,
        retryDelay: inputs['retry-delay'],
        consecutive: inputs.consecutive,
        idempotent: inputs.idempotent,
    };
}
/** Who asks, and over which way: for `url` and what is asked below it. Files of checks may name servers that must not see this. */
function requestOf(inputs) {
    const socket = inputs['unix-socket'];
    return {
        headers: headersOf(inputs),
        redirects: inputs.redirects,
        ...given('hostHeader', inputs['host-header']),
        ...given('resolve', inputs.resolve),
        ...given('clientCertificate', inputs['client-cert']),
        ...given('clientKey', inputs['client-key']),
        ...(socket === undefined ? {} : { address: { path: socket } }),
    };
}
function headersOf(inputs) {
    const login = inputs['basic-auth'];
    const headers = Object.fromEntries([
        ...inputs.headers.flatMap((line) => [(0,_check_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .parseHeader */ .RW)(line) ?? []].filter((header) => header.length === 2)),
        ...(login === undefined ? [] : [['Authorization', `Basic ${Buffer.from(login).toString('base64')}`]]),
        ...(inputs.bearer === undefined ? [] : [['Authorization', `Bearer ${inputs.bearer}`]]),
        ...(inputs.cookie === undefined ? [] : [['Cookie', inputs.cookie]]),
    ]);
    (0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .hideInput */ .Jb)(headers);
    if (login !== undefined)
        (0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .hideHeaders */ .JO)({ password: login.slice(login.indexOf(':') + 1) });
    return headers;
}
/** The version that must answer. `commit` is that of the run, where nobody wrote one down. */
function expectationOf(inputs, commit) {
    const written = inputs['expect-version'];
    const value = written === 'any' ? undefined : (written ?? commit);
    const path = inputs['version-path'];
    const header = inputs['version-header'];
    return {
        ...given('value', value),
        ...given('path', path),
        ...given('header', header),
        ...(value !== undefined && written === undefined ? { derived: true } : {}),
        // Who says where the version stands means that it stands there.
        required: value !== undefined && written !== undefined && (path !== undefined || header !== undefined),
    };
}
/** The same for an answer that need not name a version: only another commit is another version. */
function loosely({ required: _required, ...expected }) {
    return { ...expected, derived: true };
}
function given(key, value) {
    return (value === undefined ? {} : { [key]: value });
}


/***/ }),

/***/ 9289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planChecks: () => (/* reexport */ planChecks),
  run: () => (/* binding */ run),
  runPlan: () => (/* binding */ runPlan)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/checks/build/index.js + 35 modules
var checks_build = __webpack_require__(3919);
;// CONCATENATED MODULE: ./actions/smoke-health/build/conduct.js

/** Lines of progress of more checks than this would bury what matters. */
const narrated = 20;
/** Runs all checks; the reports stand in their order. */
function conduct(planned, manners, given) {
    const { log, ...silent } = given;
    const ports = planned.length > narrated || log === undefined ? silent : given;
    const checks = planned.map(({ check }) => check);
    // A measurement takes its own time after the deadline of what it waits for.
    const deadline = manners.deadline + checks.reduce((sum, check) => sum + measuredTime(check), 0);
    return (0,checks_build/* runChecks */.JT)(checks, { ...manners, deadline }, ports);
}
/** Milliseconds that a check may ask on once it passed. */
function measuredTime({ measure, soak = 0, conditions = [] }) {
    const figures = conditions.some(({ text }) => /\[(P50|P95|P99|ERROR_RATE)\]/i.test(text));
    const { samples = measure !== undefined || figures ? 50 : 0, rate = 10 } = measure ?? {};
    return Math.max(soak, (samples * 1000) / rate) + (soak > 0 || samples > 0 ? 10_000 : 0);
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/container-logs.js

/** More than this of a container that restarts in a circle says nothing new. */
const lines = '50';
const containers = 3;
/** The last lines of the containers that are not healthy, where the shell reaches them. A log that cannot be read is no failure of its own. */
async function showContainerLogs(failed, ports) {
    const { log, shell, signal } = ports;
    for (const { url } of failed.filter(({ kind }) => kind === 'container').slice(0, containers)) {
        try {
            const found = await shell.run(['docker', 'ps', '--all', '--quiet', '--no-trunc', ...filtersOf(url)], { deadline: 10_000, signal });
            const [id] = found.stdout.trim().split('\n');
            if (!id)
                continue;
            const { stdout, stderr } = await shell.run(['docker', 'logs', '--tail', lines, '--timestamps', id], { deadline: 10_000, signal });
            await log.group(`Log of ${url}`, async () => log.untrusted(`${stdout}${stderr}`.slice(-20_000)));
        }
        catch (error) {
            log.info(`The log of ${url} could not be read: ${(0,build/* messageOf */.bD)(error)}`);
        }
    }
}
/** `container://<project>/<service>`, or `container://<name>`. */
function filtersOf(text) {
    const [, first = '', second = ''] = /^container:\/\/([^/?#]+)(?:\/([^/?#]+))?/.exec(text) ?? [];
    if (second === '')
        return ['--filter', `name=^/?${decodeURIComponent(first).replaceAll(/[^\w-]/g, '.')}$`];
    const label = (name, value) => ['--filter', `label=com.docker.compose.${name}=${decodeURIComponent(value)}`];
    return [...label('project', first), ...label('service', second), ...label('oneoff', 'False')];
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/junit.js
/** JUnit XML, as test reporters read it: one case for each check, times in seconds. */
function renderJUnit(reports) {
    const failures = reports.filter(({ passed }) => !passed).length;
    const counts = { name: 'smoke-health', tests: reports.length, failures, errors: 0, skipped: 0, time: seconds(sum(reports)) };
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites${attributes({ tests: reports.length, failures, time: counts.time })}>`,
        `  <testsuite${attributes(counts)}>`,
        ...reports.map(renderCase),
        '  </testsuite>',
        '</testsuites>',
        '',
    ].join('\n');
}
function renderCase(report) {
    const open = `    <testcase${attributes({ name: report.name, classname: `smoke-health.${report.kind}`, time: seconds(report.duration) })}`;
    const output = report.warnings.length > 0 ? `\n      <system-out>${escapeXml(report.warnings.join('\n'))}</system-out>` : '';
    if (report.passed)
        return output === '' ? `${open}/>` : `${open}>${output}\n    </testcase>`;
    const broken = report.conditions.filter(({ passed }) => !passed).map(({ text, actual }) => `${text}: found ${actual}`);
    const detail = [report.sentence, report.url, ...broken, ...report.hints, report.last.excerpt].filter((line) => line !== '').join('\n');
    const failure = `<failure${attributes({ message: report.sentence, type: report.failure ?? 'unhealthy' })}>${escapeXml(detail)}</failure>`;
    return `${open}>\n      ${failure}${output}\n    </testcase>`;
}
function attributes(values) {
    return Object.entries(values)
        .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll(/[\n\t]/g, ' ')}"`)
        .join('');
}
/** XML 1.0 has no way to write control characters and lone surrogates, so they become a replacement character. */
function escapeXml(text) {
    return text
        .replaceAll(/\r\n?/g, '\n')
        .replaceAll(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
function seconds(milliseconds) {
    return (milliseconds / 1000).toFixed(3);
}
function sum(reports) {
    return reports.reduce((total, { duration }) => total + duration, 0);
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/outputs.js


/** GitHub shows ten errors of a step, and the last one is the failure itself. */
const annotationLimit = 9;
/** Outputs of a job may have 1 MiB together; a check that passed says less where there are many. */
const reportLimit = 300_000;
/** Answers are foreign text, and may even repeat what was sent: nothing masked leaves as an output. */
function outputsOf(outcome) {
    const { verdict } = outcome;
    return {
        healthy: String(verdict.passed),
        identity: verdict.identity,
        version: (0,build/* redact */.E$)((0,checks_build/* show */.WU)(verdict.version ?? '', 200)),
        p95: verdict.p95 === undefined ? '' : String(Math.round(verdict.p95)),
        failed: String(verdict.failed.length),
        attempts: String(verdict.attempts),
        'response-time': String(verdict.responseTime),
        report: (0,build/* redact */.E$)(receiptOf(outcome)),
    };
}
function receiptOf({ verdict, reports, warnings, duration }) {
    const { failed, responseTime, telling: _telling, ...rest } = verdict;
    const head = { ...rest, failed: failed.length, duration, warnings };
    const whole = JSON.stringify({ ...head, checks: reports });
    if (whole.length <= reportLimit)
        return whole;
    const few = new Set(failed.slice(0, 50));
    return JSON.stringify({ ...head, checks: reports.map((report) => (few.has(report) ? report : shortly(report))) });
}
function shortly({ name, passed, failure, attempts, duration }) {
    return { name, passed, failure, attempts, duration };
}
/** What did not hold, at the line where a person wrote it down; then what should be known. */
function annotationsOf({ planned, reports, warnings }) {
    const errors = reports.flatMap((report, index) => (report.passed ? [] : errorsOf(report, planned[index])));
    const known = reports.flatMap((report, index) => {
        const place = planned[index]?.place;
        return report.warnings.map((message) => ({ level: 'warning', title: report.name, message, ...at(place, place?.line) }));
    });
    const general = warnings.map((message) => ({ level: 'warning', message }));
    return [...errors.slice(0, annotationLimit), ...known, ...general];
}
function errorsOf(report, planned) {
    const place = planned?.place;
    const broken = report.last.error === undefined ? report.conditions.filter(({ passed }) => !passed) : [];
    if (broken.length === 0) {
        return place === undefined ? [] : [{ level: 'error', title: report.name, message: report.sentence, ...at(place, place.line) }];
    }
    return broken.map(({ text, actual, expected }) => ({
        level: 'error',
        title: text,
        message: `expected ${expected}, found ${actual}`,
        ...at(place, place?.conditions.get(text) ?? place?.line),
    }));
}
function at(place, line) {
    return place === undefined || line === undefined ? {} : { file: place.file, line };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./actions/smoke-health/build/problem.js
var build_problem = __webpack_require__(418);
// EXTERNAL MODULE: ./actions/smoke-health/build/read-check.js
var read_check = __webpack_require__(2212);
// EXTERNAL MODULE: ./actions/smoke-health/build/request.js
var request = __webpack_require__(3076);
;// CONCATENATED MODULE: ./actions/smoke-health/build/plan.js





/**
 * Every check that the inputs ask for, with all that can be wrong found before anything is asked.
 * @throws Failure `bad-input`, `bad-condition`, `checks-missing`, `checks-invalid`
 */
async function planChecks(inputs, ports) {
    (0,read_check/* refuseBadInputs */.fR)(inputs);
    const own = ownCheck(inputs, ports.commit);
    for (const { check } of own) {
        const problem = await (0,build_problem/* problemOf */.Z)(check);
        if (problem !== undefined)
            throw problem;
    }
    const packs = await packChecks(inputs, ports.commit);
    const file = await fileChecks(inputs, ports);
    return { checks: [...own, ...packs, ...file.checks], warnings: file.warnings };
}
/** With a file or a pack, `url` alone says only where their paths begin. */
function ownCheck(inputs, commit) {
    const alone = inputs['checks-file'] === undefined && inputs.pack.length === 0;
    const named = ['expect-status', 'expect-body', 'expect-digest', 'version-path', 'version-header', 'samples', 'soak', 'compare-to'].some((name) => inputs[name] !== undefined);
    if (inputs.url === undefined || !(alone || named || inputs.checks.length > 0 || inputs.method !== 'GET'))
        return [];
    return [{ check: (0,read_check/* readCheck */.jc)(inputs, inputs.url, commit) }];
}
async function packChecks(inputs, commit) {
    if (inputs.pack.length === 0 || inputs.url === undefined)
        return [];
    const { readPacks } = await __webpack_require__.e(/* import() */ 779).then(__webpack_require__.bind(__webpack_require__, 7779));
    const expectVersion = (0,request/* loosely */.E4)((0,request/* expectationOf */.EV)(inputs, commit));
    return readPacks(inputs.pack, inputs.url, { ...(0,request/* mannerOf */.Ji)(inputs), ...(0,request/* requestOf */.fo)(inputs), expectVersion });
}
async function fileChecks(inputs, { context, environment = {}, commit, untrusted = false }) {
    const file = inputs['checks-file'];
    if (file === undefined)
        return { checks: [], warnings: [] };
    const { readChecks } = await Promise.all(/* import() */[__webpack_require__.e(502), __webpack_require__.e(220)]).then(__webpack_require__.bind(__webpack_require__, 4220));
    const source = await readInside(context.workspace, file).catch((cause) => {
        throw new build/* Failure */.HR('checks-missing', `${file} cannot be read in ${context.workspace}: ${(0,build/* messageOf */.bD)(cause)}.`, {
            state: 'Nothing was asked.',
            hint: 'Check the input checks-file, and that a step before this one checks the repository out.',
            cause,
        });
    });
    const own = inputs.url === undefined ? undefined : new URL(inputs.url);
    const host = own?.host;
    return readChecks(source, file, {
        base: inputs.url,
        environment,
        // The workflow chose `url`; a file that came with a pull request may name any server to send a secret to.
        mayFill: (url) => !untrusted || (own !== undefined && url?.protocol === own.protocol && url.host === own.host),
        common: (0,request/* mannerOf */.Ji)(inputs),
        measuring: (conditions) => (0,read_check/* measuring */.SQ)(inputs, conditions, false),
        // The file may ask servers of others, whose versions are their own: without `url` nobody says which one is the application.
        expectVersion: (url) => {
            const expectation = (0,request/* expectationOf */.EV)(inputs, commit);
            if (host === undefined)
                return (0,request/* loosely */.E4)(expectation);
            return url.host === host ? { ...expectation, required: false } : undefined;
        },
        readFile: (path) => readInside(context.workspace, path).catch(() => undefined),
    });
}
async function readInside(workspace, path) {
    const file = await (0,build/* insideOf */.kP)(workspace, path);
    if (file === undefined)
        throw new Error('it is no file of the workspace, or a link leads out of it');
    return (0,promises_.readFile)(file, 'utf8');
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/reach.js
/** With `via: ssh` a request goes to the host and port of its URL as the server sees them. Other kinds ask through the shell by themselves. */
async function throughServer(planned, shell) {
    const reached = new Map();
    const reach = (address) => {
        const key = JSON.stringify(address);
        const found = reached.get(key) ?? shell.reach(address);
        reached.set(key, found);
        return found;
    };
    const through = async (check) => {
        if (!/^https?:/.test(check.url))
            return check;
        const address = await reach(check.address ?? addressOf(check.url));
        const { compareTo } = check;
        if (compareTo === undefined)
            return { ...check, address };
        return { ...check, address, compareTo: { ...compareTo, address: await reach(addressOf(compareTo.url)) } };
    };
    return Promise.all(planned.map(async (one) => ({ ...one, check: await through(one.check) })));
}
function addressOf(text) {
    const url = new URL(text);
    return { host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/plot.js


/** Figures of a measurement, beside those of the address that it was compared to, and where the answers lie. */
function renderMeasurement(url, measurement) {
    const { compared, rate, duration } = measurement;
    const rows = [[(0,build/* code */.aY)(url), ...cellsOf(measurement)], ...(compared === undefined ? [] : [[(0,build/* code */.aY)(compared.url), ...cellsOf(compared)]])];
    const ratio = Object.entries(compared?.ratio ?? {}).map(([name, value]) => `${name} ${value.toFixed(2)}`);
    return [
        `Measured at ${rate} requests in a second for ${(0,build/* formatDuration */.a3)(duration)}; latency counts from when each was due.`,
        (0,build/* table */.tp)(['address', 'n', 'failed', 'p50', 'p95', 'p99'], rows),
        ...(ratio.length > 0 ? [`Times the other one: ${(0,build/* cell */.Hn)(ratio.join(', '))}.`] : []),
        ...(measurement.answered > 0 ? [plot(measurement)] : []),
    ].join('\n\n');
}
function cellsOf({ n, failed, p50, p95, p99, answered }) {
    const time = (value, otherwise) => (value === undefined ? otherwise : (0,build/* formatDuration */.a3)(value));
    return [String(n), String(failed), time(p50, 'none'), time(p95, 'none'), time(p99, answered < 100 ? 'needs 100 answers' : 'none')];
}
/** Answers by latency, as Mermaid draws them: from the first bar that is not empty to the last. */
function plot({ histogram, answered }) {
    const labels = [...checks_build/* histogramBounds */.Ih.map((bound) => (bound < 1000 ? `${bound} ms` : `${bound / 1000} s`)), 'more'];
    const first = histogram.findIndex((count) => count > 0);
    const last = histogram.findLastIndex((count) => count > 0);
    // A single bar is no picture: its neighbours show where it lies.
    const [from, to] = [Math.max(0, first - 1), Math.min(labels.length, last + 2)];
    const lines = [
        'xychart-beta',
        `  title "Answers by latency, up to (n = ${answered})"`,
        `  x-axis [${labels
            .slice(from, to)
            .map((label) => `"${label}"`)
            .join(', ')}]`,
        `  y-axis "answers" 0 --> ${Math.max(1, ...histogram)}`,
        `  bar [${histogram.slice(from, to).join(', ')}]`,
    ];
    return (0,build/* block */.om)(lines.join('\n'), 'mermaid');
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/summary.js



/** A table longer than this is read by nobody; the report has everything. */
const rowLimit = 200;
/** The job summary: the decision first, then what it rests on. */
function summarize(outcome) {
    const { verdict, reports } = outcome;
    const one = reports.length === 1;
    const decision = verdict.passed
        ? 'healthy'
        : one || verdict.failed.length === 0
            ? 'failed'
            : `${verdict.failed.length} of ${reports.length} failed`;
    const parts = [`### Smoke ${one ? 'check' : 'checks'}: ${decision}`, (0,build/* cell */.Hn)(sentenceOf(outcome)), facts(outcome), results(outcome)];
    const measured = reports.find(({ measurement }) => measurement !== undefined);
    if (measured?.measurement !== undefined)
        parts.push(renderMeasurement(measured.url, measured.measurement));
    const { telling } = verdict;
    if (telling !== undefined)
        parts.push(`The answer${one ? '' : ` to ${(0,build/* code */.aY)(telling.name)}`} begins:`, (0,build/* block */.om)(answerOf(telling)));
    const hints = [...new Set(verdict.failed.flatMap((report) => report.hints))];
    if (hints.length > 0)
        parts.push(list('What to look at', hints));
    const warnings = reports.flatMap((report) => report.warnings.map((line) => (one ? line : `${report.name}: ${line}`)));
    if (warnings.length + outcome.warnings.length > 0)
        parts.push(list('Warnings', [...warnings, ...outcome.warnings]));
    return `${parts.join('\n\n')}\n`;
}
/** The table has all of them; the sentence has the first. */
function sentenceOf({ verdict, reports }) {
    const [first, ...more] = verdict.failed;
    return first === undefined || reports.length === 1 || more.length === 0 ? verdict.sentence : `The first: ${first.sentence}`;
}
function facts({ verdict, reports, where, duration }) {
    const [only] = reports;
    const asked = only !== undefined && reports.length === 1
        ? `Asked ${(0,build/* code */.aY)(only.url)} ${(0,build/* cell */.Hn)(where)}, ${only.successes} of ${only.required} good in a row.`
        : `${reports.length} checks, asked ${(0,build/* cell */.Hn)(where)}, ${verdict.attempts} requests in ${(0,build/* formatDuration */.a3)(duration)}.`;
    const redirects = reports.length === 1 ? (only?.last.redirects ?? []) : [];
    const led = redirects.map(({ status, location }) => `${status} to ${(0,checks_build/* show */.WU)(location, 100)}`).join(', ');
    return [asked, versionOf(reports, verdict.identity), led === '' ? '' : `Redirects: ${(0,build/* cell */.Hn)(led)}.`].filter(Boolean).join(' ');
}
function versionOf(reports, identity) {
    const report = reports.find((one) => one.identity === identity && one.version !== undefined) ?? reports[0];
    const expected = reports.find(({ expectedVersion }) => expectedVersion !== undefined)?.expectedVersion;
    const named = report?.version === undefined ? 'none named' : (0,checks_build/* show */.WU)(report.version, 80);
    return `Version: ${(0,build/* cell */.Hn)(expected === undefined ? named : `${named}; ${(0,checks_build/* show */.WU)(expected, 80)} was expected: ${identity}`)}.`;
}
/** One row for each condition of a check that is alone or failed, and one for each other check. What failed comes first. */
function results({ reports }) {
    const one = reports.length === 1;
    const inOrder = one ? reports : [...reports.filter(({ passed }) => !passed), ...reports.filter(({ passed }) => passed)];
    const rows = inOrder.flatMap((report) => (one || !report.passed ? detailed(report) : [summary_shortly(report)]).map((row) => (one ? row : [(0,build/* code */.aY)(report.name), ...row])));
    const head = ['result', 'condition', 'expected', 'actual', 'attempts', 'time'];
    const shown = (0,build/* table */.tp)(one ? head : ['check', ...head], rows.slice(0, rowLimit));
    return rows.length > rowLimit ? `${shown}\n\nAnd ${rows.length - rowLimit} rows more.` : shown;
}
function detailed(report) {
    const { last, attempts } = report;
    const time = (0,build/* formatDuration */.a3)(last.responseTime);
    const told = report.passed || last.error === undefined ? report.conditions : [];
    const relevant = told.filter(({ passed }) => report.passed || !passed || told.every((result) => result.passed) || told.length <= 10);
    const rows = relevant.map((result) => [
        result.passed ? 'holds' : '**fails**',
        (0,build/* code */.aY)(result.text),
        (0,build/* code */.aY)(result.expected),
        (0,build/* cell */.Hn)(result.actual),
        String(attempts),
        time,
    ]);
    // Every condition may hold, and yet another version answer, or a measurement go wrong.
    const other = !report.passed && rows.every(([result]) => result === 'holds');
    return other
        ? [['**fails**', (0,build/* cell */.Hn)(report.failure ?? ''), '', (0,build/* cell */.Hn)(last.error?.message ?? reasonOf(report)), String(attempts), time], ...rows]
        : rows;
}
function summary_shortly({ conditions, last, attempts }) {
    const [first] = conditions;
    const all = conditions.length === 1 && first !== undefined ? (0,build/* code */.aY)(first.text) : `all ${conditions.length}`;
    const actual = last.status === undefined ? 'as expected' : String(last.status);
    return [
        'holds',
        all,
        conditions.length === 1 && first !== undefined ? (0,build/* code */.aY)(first.expected) : '',
        actual,
        String(attempts),
        (0,build/* formatDuration */.a3)(last.responseTime),
    ];
}
/** Status, the headers that matter and the beginning of the body, as they came. */
function answerOf({ url, last }) {
    const status = last.status === undefined ? 'no status' : `HTTP ${last.status}`;
    const headers = Object.entries(last.headers).map(([name, value]) => `${name}: ${value}`);
    return [`${status} from ${url} in ${(0,build/* formatDuration */.a3)(last.responseTime)}`, ...headers, '', last.excerpt].join('\n').trimEnd();
}
function list(title, lines) {
    return [`**${title}**`, '', ...lines.map((line) => `- ${(0,build/* cell */.Hn)(line)}`)].join('\n');
}
/** The sentence without its subject: the row has that. */
function reasonOf({ name, sentence }) {
    const [, why = sentence] = /^failed(?: when it was measured)?: (.*)$/s.exec(sentence.replace(`${name} `, '')) ?? [];
    return why;
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/verdict.js
/** Their last answer was good. */
const measured = ['error-budget', 'regressed', 'no-data'];
const reasons = {
    unreachable: 'unreachable-url',
    unhealthy: 'unhealthy',
    'stale-version': 'stale-version',
    'version-not-found': 'version-not-found',
    unsteady: 'timeout',
    'not-asked': 'timeout',
    'error-budget': 'error-budget',
    regressed: 'regressed',
    'no-data': 'no-data',
    'private-target': 'private-target',
};
/** What a release must hear first, where several things are wrong. */
const gravest = ['private-target', 'stale-version', 'unreachable', 'unhealthy'];
function judgeAll(reports, inputs) {
    const failed = reports.filter(({ passed }) => !passed);
    const teller = telltale(reports);
    const unproven = failed.length === 0 && teller?.identity !== 'proven' ? unnamed(inputs) : undefined;
    const failure = gravest.find((kind) => failed.some((report) => report.failure === kind)) ?? failed[0]?.failure;
    const reason = failed.length > 0 ? reasons[failure ?? 'unhealthy'] : unproven === undefined ? undefined : 'version-not-found';
    const telling = failed.find(({ last, failure: why }) => (last.status !== undefined || last.excerpt !== '') && !measured.includes(why));
    const p95 = reports.find(({ measurement }) => measurement?.p95 !== undefined)?.measurement?.p95;
    return {
        passed: reason === undefined,
        ...(reason === undefined ? {} : { reason }),
        sentence: unproven ?? verdict_sentenceOf(reports, failed),
        identity: teller?.identity ?? 'unproven',
        ...(teller?.version === undefined ? {} : { version: teller.version }),
        attempts: reports.reduce((sum, report) => sum + report.attempts, 0),
        responseTime: Math.max(0, ...reports.map(({ last }) => last.responseTime)),
        ...(p95 === undefined ? {} : { p95 }),
        failed,
        ...(telling === undefined ? {} : { telling }),
    };
}
/** The report that decides which version answers: a wrong one counts more than a right one, and that more than one that nobody can tell. */
function telltale(reports) {
    const by = (identity) => reports.find((report) => report.identity === identity);
    return by('stale') ?? by('proven') ?? reports.find(({ version }) => version !== undefined) ?? reports[0];
}
/** Who says where the version stands means that it stands there, in one of the answers at least. */
function unnamed(inputs) {
    const expected = inputs['expect-version'];
    const place = inputs['version-path'] ?? inputs['version-header'];
    if (place === undefined || expected === undefined || expected === 'any')
        return undefined;
    return `Every check passed, and no answer names the version ${expected} at ${place}.`;
}
function verdict_sentenceOf(reports, failed) {
    const [only] = reports;
    if (only !== undefined && reports.length === 1)
        return only.sentence;
    if (failed.length === 0)
        return `All ${reports.length} checks passed.`;
    const told = failed.slice(0, 3).map(({ sentence }) => sentence.replace(/\.$/, ''));
    const more = failed.length > told.length ? `; and ${failed.length - told.length} more` : '';
    return `${failed.length} of ${reports.length} checks failed: ${told.join('; ')}${more}.`;
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/run.js










/**
 * Returns when everything that is asked is healthy, and where it can be known, serves the expected version.
 * @throws Failure with a reason of the contract and everything that was seen
 */
async function run(inputs, ports) {
    return runPlan(await planChecks(inputs, ports), inputs, ports);
}
/** The same for checks that were planned before. */
async function runPlan(plan, inputs, ports) {
    const { log, shell, clock } = ports;
    const publicOnly = ports.untrusted === true && !inputs['allow-private'];
    if (publicOnly)
        refuseLocal(plan.checks);
    const planned = inputs.via === 'ssh' ? await throughServer(plan.checks, shell) : plan.checks;
    const [first] = planned;
    const title = first !== undefined && planned.length === 1 ? `Smoke check of ${first.check.name}` : `Smoke checks (${planned.length})`;
    const started = clock.now();
    const { concurrency, deadline } = inputs;
    const reports = await log.group(title, () => conduct(planned, { concurrency, deadline }, { ...ports, publicOnly }));
    const where = shell.remote && inputs.via === 'ssh' ? `from ${shell.where}` : 'from this machine';
    const verdict = judgeAll(reports, inputs);
    const outcome = { verdict, planned, reports, warnings: plan.warnings, where, duration: clock.now() - started };
    tell(outcome, log);
    await (0,build/* writeReport */.u5)('JUnit report', inputs['junit-file'], renderJUnit(reports), ports);
    if (!verdict.passed) {
        await showContainerLogs(verdict.failed, ports);
        throw failure(outcome);
    }
    const annotations = annotationsOf(outcome);
    return { outcome: 'healthy', outputs: outputsOf(outcome), summary: summarize(outcome), annotations, checks: reports };
}
/** What has no address on a network is never public. */
function refuseLocal(checks) {
    const local = checks.find(({ check }) => /^(container|disk):/.test(check.url) || (check.address !== undefined && 'path' in check.address));
    if (local === undefined)
        return;
    throw new build/* Failure */.HR('private-target', `${local.check.name} asks this machine itself, and a pull request of a fork started the run.`, {
        state: 'Nothing was asked.',
        hint: 'Set allow-private: true where the job has nothing that such a pull request must not reach.',
    });
}
function tell({ verdict, reports }, log) {
    for (const { name, conditions } of reports.filter(({ passed }) => !passed || reports.length === 1)) {
        const before = reports.length === 1 ? '' : `${name}: `;
        for (const result of conditions)
            log.info(`${before}${result.passed ? 'holds' : 'fails'}: ${result.text} (${result.actual})`);
    }
    const { telling } = verdict;
    if (verdict.passed)
        log.info(verdict.sentence);
    if (telling === undefined || telling.last.excerpt === '')
        return;
    log.info(reports.length === 1 ? 'The answer begins:' : `The answer to ${telling.name} begins:`);
    log.untrusted(telling.last.excerpt);
}
function failure(outcome) {
    const { verdict, reports, where, duration } = outcome;
    const hints = new Set(verdict.failed.flatMap((report) => report.hints));
    if (verdict.reason === 'private-target')
        hints.add('Set allow-private: true where the job has nothing that such a pull request must not reach.');
    const after = reports.length === 1 ? '' : ` in ${(0,build/* formatDuration */.a3)(duration)}`;
    return new build/* Failure */.HR(verdict.reason ?? 'unhealthy', `${verdict.sentence.slice(0, -1)}, asked ${where}${after}.`, {
        hint: [...hints].slice(0, 5).join(' '),
        state: reports.length === 1 ? 'This check changed nothing.' : 'The checks changed nothing.',
        outputs: outputsOf(outcome),
        summary: summarize(outcome),
        annotations: annotationsOf(outcome),
    });
}


/***/ }),

/***/ 4472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Em: () => (/* binding */ hideValue),
/* harmony export */   JO: () => (/* binding */ hideHeaders),
/* harmony export */   Jb: () => (/* binding */ hideInput),
/* harmony export */   cT: () => (/* binding */ hidePassword),
/* harmony export */   tV: () => (/* binding */ isSensitive)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);

/** Names of headers and variables whose values are nobody else's business. */
const sensitive = /auth|cookie|token|secret|key|password|bypass|signature|credential/i;
function isSensitive(name) {
    return sensitive.test(name);
}
/** Headers of the input that tell nothing, though all of it is a secret. */
const ordinary = /^(accept|content-type|user-agent|host)$/i;
/** Shorter values than this, such as `true`, are words of every log: hiding them would only destroy it. */
const shortest = 8;
function hideValue(value) {
    if (value.trim().length >= shortest)
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .maskSecret */ .$l)(value);
}
/** The input is masked line by line; an answer may show a value without its header. */
function hideInput(headers) {
    for (const [name, value] of Object.entries(headers))
        if (!ordinary.test(name))
            hideValue(value);
    hideHeaders(headers);
}
/** What headers with such a name send; an answer may show a token without its scheme, and a cookie without its name. */
function hideHeaders(headers) {
    for (const [name, value] of Object.entries(headers)) {
        if (!isSensitive(name))
            continue;
        const cookies = /cookie/i.test(name) ? value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim()) : [];
        for (const part of [value, value.replace(/^\w+ +/, ''), ...cookies.filter((cookie) => cookie.length >= 8)])
            (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .maskSecret */ .$l)(part);
    }
}
function hidePassword(url) {
    if (url.password === '')
        return;
    for (const form of [url.password, safeDecode(url.password)])
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .maskSecret */ .$l)(form);
}
function safeDecode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 4170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ bodyLimit),
/* harmony export */   n: () => (/* binding */ Body)
/* harmony export */ });
/** What is read of a body at most. */
const bodyLimit = 1024 * 1024;
/**
 * The beginning of a body in one piece of memory: a server that sends a million pieces of one byte each must not cost a million objects.
 */
class Body {
    #bytes = Buffer.alloc(0);
    #size = 0;
    /** What came, kept or not. */
    #read = 0;
    #keep;
    /** More arrived than is kept. */
    truncated = false;
    /** `keep`: bytes that are kept; the rest is read, as a user would, and thrown away. */
    constructor(keep = bodyLimit) {
        this.#keep = keep;
    }
    /** Takes what fits; false where the limit is reached and nothing more is wanted. */
    add(chunk) {
        this.#read += chunk.length;
        this.#copy(chunk, Math.min(chunk.length, this.#keep - this.#size));
        this.truncated ||= this.#read > this.#keep;
        return this.#read <= bodyLimit;
    }
    #copy(chunk, length) {
        if (this.#size + length > this.#bytes.length)
            this.#grow(this.#size + length);
        chunk.copy(this.#bytes, this.#size, 0, length);
        this.#size += length;
    }
    #grow(least) {
        const bytes = Buffer.allocUnsafe(Math.min(this.#keep, Math.max(least, this.#bytes.length * 2)));
        this.#bytes.copy(bytes, 0, 0, this.#size);
        this.#bytes = bytes;
    }
    get text() {
        return this.#bytes.toString('utf8', 0, this.#size);
    }
}


/***/ }),

/***/ 7133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ everyElement),
/* harmony export */   i: () => (/* binding */ ConditionError)
/* harmony export */ });
const everyElement = Symbol('[*]');
/** A condition that means nothing. It never counts as a pass, and no answer can repair it. */
class ConditionError extends Error {
    condition;
    /** Offset of the first wrong character in `condition`. */
    position;
    /** The name that was probably meant. */
    suggestion;
    constructor(condition, position, problem, suggestion) {
        const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
        super(`${problem}${hint} At column ${position + 1} of: ${condition.length > 200 ? `${condition.slice(0, 197)}...` : condition}`);
        this.name = 'ConditionError';
        this.condition = condition;
        this.position = position;
        this.suggestion = suggestion;
    }
}


/***/ }),

/***/ 1776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ Cursor),
/* harmony export */   x: () => (/* binding */ isSpace)
/* harmony export */ });
/* harmony import */ var _condition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7133);

/** A place in the text of a condition. */
class Cursor {
    text;
    position = 0;
    constructor(text) {
        this.text = text;
    }
    /** The character here; empty at the end. */
    get here() {
        return this.text.charAt(this.position);
    }
    get rest() {
        return this.text.slice(this.position);
    }
    /** Takes `expected` where it stands here. */
    take(expected) {
        if (!this.text.startsWith(expected, this.position))
            return false;
        this.position += expected.length;
        return true;
    }
    /** Takes characters as long as they are of a kind. */
    takeWhile(kind) {
        const start = this.position;
        while (this.position < this.text.length && kind(this.here))
            this.position++;
        return this.text.slice(start, this.position);
    }
    skipSpaces() {
        this.takeWhile(isSpace);
    }
    fail(problem, position = this.position, suggestion) {
        throw new _condition_js__WEBPACK_IMPORTED_MODULE_0__/* .ConditionError */ .i(this.text, Math.min(position, this.text.length), problem, suggestion);
    }
}
function isSpace(character) {
    return character === ' ' || character === '\t';
}


/***/ }),

/***/ 3919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  iG: () => (/* reexport */ build_condition/* ConditionError */.i),
  Ih: () => (/* reexport */ histogramBounds),
  Xq: () => (/* reexport */ open_check_openCheck),
  zB: () => (/* reexport */ parseCondition),
  WN: () => (/* reexport */ parseConditions),
  Rr: () => (/* reexport */ build_version/* parsePath */.Rr),
  JT: () => (/* reexport */ runChecks),
  WU: () => (/* reexport */ build_show/* show */.WU)
});

// UNUSED EXPORTS: evaluate, identify, isPrivate, measure, probe, runCheck, watch

// EXTERNAL MODULE: ./packages/checks/build/condition.js
var build_condition = __webpack_require__(7133);
;// CONCATENATED MODULE: ./packages/checks/build/glob.js
/** Longer patterns are refused when a condition is parsed. */
const longestGlob = 500;
/**
 * True where the whole text is as the pattern says: `*` stands for any text, `?` for one character. With a `?`, every
 * state of the pattern is one bit and every character of the text is looked at once. The time grows with the text and never explodes, whatever a
 * server answers.
 */
function matchGlob(glob, text) {
    return glob.includes('?') ? matchStates(glob, text) : matchPieces(glob.split('*'), text);
}
/** Pieces of text with anything between them: the first at the start, the last at the end, each of the others as early as it occurs. */
function matchPieces(pieces, text) {
    const [first = '', ...others] = pieces;
    const last = others.pop();
    if (last === undefined)
        return text === first;
    if (!text.startsWith(first))
        return false;
    let at = first.length;
    for (const piece of others) {
        const found = text.indexOf(piece, at);
        if (found < 0)
            return false;
        at = found + piece.length;
    }
    return text.length - at >= last.length && text.endsWith(last);
}
function matchStates(glob, text) {
    const { size, words, loops, any, masks } = compile(glob);
    let state = new Uint32Array(words);
    let next = new Uint32Array(words);
    state[0] = 1;
    for (let index = 0; index < text.length; index++) {
        const mask = masks.get(text.charCodeAt(index)) ?? any;
        let carry = 0;
        let alive = 0;
        for (let word = 0; word < words; word++) {
            const now = state[word] ?? 0;
            const moved = now & (mask[word] ?? 0);
            const after = (moved << 1) | carry | (now & (loops[word] ?? 0));
            carry = moved >>> 31;
            next[word] = after;
            alive |= after;
        }
        if (alive === 0)
            return false;
        [state, next] = [next, state];
    }
    return (((state[size >> 5] ?? 0) >>> (size & 31)) & 1) === 1;
}
function compile(glob) {
    const tokens = glob.replaceAll('*', '');
    const words = (tokens.length >> 5) + 1;
    const loops = new Uint32Array(words);
    const any = new Uint32Array(words);
    let place = 0;
    for (const character of glob.split('')) {
        if (character === '*')
            mark(loops, place);
        else {
            if (character === '?')
                mark(any, place);
            place++;
        }
    }
    const masks = new Map();
    for (let index = 0; index < tokens.length; index++) {
        if (tokens[index] === '?')
            continue;
        const code = tokens.charCodeAt(index);
        const mask = masks.get(code) ?? any.slice();
        mark(mask, index);
        masks.set(code, mask);
    }
    return { size: tokens.length, words, loops, any, masks };
}
function mark(set, place) {
    set[place >> 5] = (set[place >> 5] ?? 0) | (1 << (place & 31));
}

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
;// CONCATENATED MODULE: ./packages/checks/build/number.js

/** The number that a text writes: decimal, or `0x`, `0o`, `0b`. Undefined where it is none, or is too large to be told from its neighbour. */
function parseNumber(text) {
    if (text.length > 40)
        return undefined;
    if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) && !isRadix(text))
        return undefined;
    const number = Number(text);
    if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
        return undefined;
    return number;
}
/** The whole number that a text writes. `1.10` is a version as often as a number, so texts of that kind are not compared as numbers. */
function parseInteger(text) {
    return /^[+-]?\d+$/.test(text) || isRadix(text) ? parseNumber(text) : undefined;
}
function isRadix(text) {
    return /^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(text);
}
/** Milliseconds of `300ms`, `2s`, `14d`. */
function parseTime(text) {
    return text.length > 40 ? undefined : (0,build/* parseDuration */.E9)(text);
}
/** The share that `1%` or `0.5%` writes, 0 to 1; undefined for more than 100 and everything else. */
function parseShare(text) {
    const [, percent] = /^(\d{1,3}(?:\.\d{1,15})?)%$/.exec(text) ?? [];
    // Moving the point keeps 0.7% exactly what 0.007 writes.
    const share = percent === undefined ? undefined : Number(`${percent}e-2`);
    return share !== undefined && share <= 1 ? share : undefined;
}

// EXTERNAL MODULE: ./packages/checks/build/show.js
var build_show = __webpack_require__(8903);
;// CONCATENATED MODULE: ./packages/checks/build/value.js


function literal({ text, quoted }) {
    const number = quoted ? undefined : parseNumber(text);
    const time = quoted ? undefined : parseTime(text);
    return { type: 'literal', text, quoted, ...(number === undefined ? {} : { number }), ...(time === undefined ? {} : { time }) };
}
function fromJson(json) {
    if (typeof json === 'number')
        return { type: 'number', number: json };
    if (typeof json === 'string')
        return { type: 'text', text: json };
    if (typeof json === 'boolean')
        return { type: 'boolean', boolean: json };
    return typeof json === 'object' && json !== null ? { type: 'structure', json } : { type: 'null' };
}
/** Items of a list, keys of an object, characters of everything else. */
function lengthOf(value) {
    if (value.type === 'structure')
        return Array.isArray(value.json) ? value.json.length : Object.keys(value.json).length;
    return plainText(value).length;
}
/** A structure of so many levels that it cannot be written as text. */
function isUnwritable(value) {
    return value.type === 'structure' && stringify(value.json) === '';
}
/** The text that `pat()` looks at, and that two values of unlike types are compared by. */
function plainText(value) {
    switch (value.type) {
        case 'number':
            return String(value.number);
        case 'duration':
            return String(Math.round(value.time));
        case 'share':
            return `${Number((value.share * 100).toFixed(3))}%`;
        case 'boolean':
            return String(value.boolean);
        case 'text':
        case 'literal':
            return value.text;
        case 'null':
            return 'null';
        case 'structure':
            return stringify(value.json);
        case 'versions':
            return value.versions[0] ?? '';
        case 'texts':
            return value.texts[0] ?? '';
    }
}
/** JSON text; empty where it is nested too deeply to be written. */
function stringify(json) {
    try {
        return JSON.stringify(json);
    }
    catch {
        return '';
    }
}
function showValue(value) {
    if (value.type === 'structure')
        return (0,build_show/* showJson */.qN)(value.json);
    if (value.type === 'duration')
        return `${Math.round(value.time)} ms`;
    if (value.type === 'versions')
        return value.versions.map((version) => (0,build_show/* show */.WU)(version, 60)).join(', ');
    if (value.type === 'texts')
        return (0,build_show/* show */.WU)(value.shown);
    return plainText(value) === '' ? 'an empty text' : (0,build_show/* show */.WU)(plainText(value));
}

// EXTERNAL MODULE: ./packages/checks/build/version.js
var build_version = __webpack_require__(440);
;// CONCATENATED MODULE: ./packages/checks/build/compare.js




const tooDeep = { why: 'nested too deeply to be compared' };
/** Whether a value is as `pat()` says. */
function matches(glob, value) {
    if (isUnwritable(value))
        return tooDeep;
    return textsOf(value).some((text) => matchGlob(glob, text));
}
function textsOf(value) {
    if (value.type === 'versions')
        return value.versions;
    return value.type === 'texts' ? value.texts : [plainText(value)];
}
function equal(a, b) {
    if (a.type === 'literal' && b.type !== 'literal')
        return equal(b, a);
    if (b.type === 'texts')
        return equal(b, a);
    if (a.type === 'texts')
        return a.texts.some((text) => equal({ type: 'text', text }, b) === true);
    if (isUnwritable(a) || isUnwritable(b))
        return tooDeep;
    if (a.type === 'versions' || b.type === 'versions')
        return equalVersions(a, b);
    if (b.type === 'literal')
        return equalLiteral(a, b);
    if (a.type === 'number' && b.type === 'number')
        return tooLarge(a.number) ?? a.number === b.number;
    if ((a.type === 'null' || b.type === 'null') && a.type !== b.type)
        return false;
    return equalText(plainText(a), plainText(b));
}
function equalLiteral(a, b) {
    switch (a.type) {
        case 'number':
            return tooLarge(a.number) ?? b.number === a.number;
        case 'share':
            return (parseShare(b.text) ?? b.number) === a.share;
        case 'duration':
            return (b.time ?? b.number) === a.time;
        case 'boolean':
            return !b.quoted && b.text === String(a.boolean);
        case 'null':
            return !b.quoted && b.text === 'null';
        case 'structure':
            return plainText(a) === b.text;
        default:
            // A body that is itself quoted JSON is meant as often as the text in the quotes.
            return b.quoted ? [b.text, `"${b.text}"`, `'${b.text}'`].includes(plainText(a)) : equalText(plainText(a), b.text);
    }
}
/** Texts that both write a whole number are compared as numbers, as gatus does: `0x10` is `16`. */
function equalText(a, b) {
    if (a === b)
        return true;
    const number = parseInteger(a);
    return number !== undefined && number === parseInteger(b);
}
function equalVersions(a, b) {
    const listOf = (value) => (value.type === 'versions' ? value.versions : [plainText(value)]);
    return listOf(a).some((version) => listOf(b).some((other) => (0,build_version/* sameVersion */.r1)(version, other)));
}
/** JSON numbers beyond 2^53 arrive rounded: two different ones would look alike. */
function tooLarge(number) {
    const unsafe = Number.isInteger(number) && !Number.isSafeInteger(number);
    return unsafe ? { why: `${number} is too large to be compared exactly` } : undefined;
}
function ordered(operator, a, b) {
    const pair = magnitudes(a, b);
    if (!('left' in pair))
        return pair;
    const { left, right } = pair;
    if (operator === '<')
        return left < right;
    if (operator === '<=')
        return left <= right;
    return operator === '>' ? left > right : left >= right;
}
/**
 * Both sides as numbers of one kind. A number without a unit is milliseconds beside `[RESPONSE_TIME]`, and nothing beside another duration; beside a
 * share it is one of 0 to 1.
 */
function magnitudes(a, b) {
    const [left, right] = [magnitude(a), magnitude(b)];
    for (const [value, found] of [[a, left], [b, right]]) {
        if (found === undefined)
            return { why: `${value.type === 'text' ? 'a text' : value.type} has no order` };
    }
    if (left === undefined || right === undefined)
        return { why: 'no order' };
    const sizes = { left: left.size, right: right.size };
    if (left.kind === right.kind)
        return sizes;
    if (left.kind === 'share' || right.kind === 'share')
        return beside(left, right) ?? sizes;
    if (a.type !== 'duration' && b.type !== 'duration')
        return { why: 'one side is a duration, the other a number without a unit' };
    return sizes;
}
/** Why a share cannot be compared with what is no share. 95 may be percent or not: nobody knows. */
function beside(...sides) {
    const other = sides.find(({ kind }) => kind !== 'share');
    if (other === undefined)
        return undefined;
    if (other.kind === 'time')
        return { why: 'one side is a share, the other a duration' };
    return other.size >= 0 && other.size <= 1 ? undefined : { why: `${other.size} is no share of 0 to 1` };
}
function magnitude(value) {
    if (value.type === 'number')
        return { kind: 'number', size: value.number };
    if (value.type === 'duration')
        return { kind: 'time', size: value.time };
    if (value.type === 'share')
        return { kind: 'share', size: value.share };
    if (value.type !== 'text' && value.type !== 'literal')
        return undefined;
    const number = parseNumber(value.text);
    if (number !== undefined)
        return { kind: 'number', size: number };
    const time = parseTime(value.text);
    if (time !== undefined)
        return { kind: 'time', size: time };
    const share = parseShare(value.text);
    return share === undefined ? undefined : { kind: 'share', size: share };
}

// EXTERNAL MODULE: ./packages/checks/build/path.js
var build_path = __webpack_require__(7413);
;// CONCATENATED MODULE: ./packages/checks/build/observation.js
/** Something came back that can be looked at. An answer over HTTP has a status; other kinds have what they found out as JSON. */
function isAnswered({ status, json, error }) {
    return status !== undefined || json !== undefined || error === undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/resolve.js




const cut = 'the body is larger than 1 MiB and was not read to its end';
/** The value of an operand in an answer; `pat()` and `any()` have none of their own. */
function resolve(operand, observation) {
    if (operand.kind === 'literal')
        return { value: literal(operand) };
    return operand.kind === 'call' ? resolveCall(operand, observation) : resolvePlaceholder(operand, observation);
}
function resolvePlaceholder({ name, path }, observation) {
    switch (name) {
        case 'CONNECTED':
            return { value: { type: 'boolean', boolean: observation.connected } };
        case 'STATUS':
            return observation.status === undefined ? noStatus(observation) : { value: { type: 'number', number: observation.status } };
        case 'RESPONSE_TIME':
            return isAnswered(observation) ? { value: { type: 'duration', time: observation.responseTime } } : noAnswer(observation);
        case 'REDIRECTS':
            return isAnswered(observation) ? { value: { type: 'number', number: observation.redirects.length } } : noAnswer(observation);
        case 'CERTIFICATE_EXPIRATION':
            if (observation.certificateExpiration === undefined)
                return noTls(observation);
            return { value: { type: 'duration', time: observation.certificateExpiration } };
        case 'TLS':
            return observation.tlsVersion === undefined
                ? noTls(observation)
                : { value: { type: 'number', number: Number(observation.tlsVersion) } };
        case 'VERSION':
            if (!isAnswered(observation))
                return noAnswer(observation);
            if (observation.versions.length === 0)
                return { missing: 'the answer names no version' };
            return { value: { type: 'versions', versions: observation.versions } };
        case 'HEADER':
            return resolveHeader(String(path[0]), observation);
        case 'BODY':
            return path.length === 0 ? resolveBody(observation) : resolvePath(path, observation);
        case 'WS':
            return resolveFound('state', observation);
        case 'DNS_RCODE':
            return resolveFound('rcode', observation);
        case 'P50':
        case 'P95':
        case 'P99':
        case 'ERROR_RATE':
            return resolveFigure(name, observation.measured);
    }
}
/** What a kind found out under a name of its own. */
function resolveFound(key, observation) {
    const found = observation.json === undefined ? undefined : (0,build_path/* lookUp */.T)(observation.json, [key]);
    return found === undefined || 'missing' in found ? noAnswer(observation) : { value: fromJson(found.value) };
}
function resolveFigure(name, measured) {
    if (measured === undefined || measured.n === 0)
        return { missing: 'nothing was measured' };
    if (name === 'ERROR_RATE')
        return { value: { type: 'share', share: measured.errorRate } };
    const time = { P50: measured.p50, P95: measured.p95, P99: measured.p99 }[name];
    if (time !== undefined)
        return { value: { type: 'duration', time } };
    const { n, answered, errorRate } = measured;
    if (answered === 0)
        return { missing: `none of ${n} requests was answered` };
    const good = Math.round(n * (1 - errorRate));
    return {
        missing: good === 0 ? `none of ${n} requests was answered well` : `only ${good} requests were answered well, and [P99] needs 100`,
    };
}
function resolveHeader(name, observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    const value = Object.hasOwn(observation.headers, name.toLowerCase()) ? observation.headers[name.toLowerCase()] : undefined;
    return value === undefined ? { missing: `the answer has no header ${name}` } : { value: { type: 'text', text: value.trim() } };
}
function resolveBody(observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    const { answers } = observation;
    if (answers !== undefined) {
        if (answers.length === 0)
            return { missing: 'the name server answered no record' };
        return { value: { type: 'texts', texts: answers.flat(), shown: answers.map(([usual]) => usual).join(', ') } };
    }
    if (observation.truncated)
        return { missing: cut };
    return { value: { type: 'text', text: observation.body.trim() } };
}
function resolvePath(path, observation) {
    const json = jsonOf(observation);
    if ('missing' in json)
        return json;
    const found = (0,build_path/* lookUp */.T)(json.value, path);
    return 'missing' in found ? found : { value: fromJson(found.value) };
}
function jsonOf(observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    if (observation.json !== undefined)
        return { value: observation.json };
    if (observation.truncated)
        return { missing: cut };
    if (observation.body.trim() === '')
        return { missing: 'the body is empty' };
    return { missing: `the body is not JSON: ${(0,build_show/* show */.WU)(observation.body, 60)}` };
}
function resolveCall({ name, of }, observation) {
    if (of.path.length === 0)
        return resolveWholeBody(name, observation);
    if (name === 'len') {
        const found = resolvePlaceholder(of, observation);
        return 'missing' in found ? found : { value: { type: 'number', number: lengthOf(found.value) } };
    }
    // Where there is no JSON at all, nobody knows what it has: that is no `false`.
    if (of.name === 'BODY') {
        const json = jsonOf(observation);
        if ('missing' in json)
            return json;
    }
    else if (!isAnswered(observation))
        return noAnswer(observation);
    const found = resolvePlaceholder(of, observation);
    return { value: { type: 'boolean', boolean: 'value' in found && found.value.type !== 'null' } };
}
function resolveWholeBody(name, observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    if (observation.answers !== undefined)
        return resolveAnswers(name, observation.answers);
    if (name === 'has')
        return { value: { type: 'boolean', boolean: observation.body.trim() !== '' } };
    if (observation.truncated)
        return { missing: cut };
    const { json } = observation;
    if (typeof json === 'object' && json !== null)
        return { value: { type: 'number', number: lengthOf(fromJson(json)) } };
    return { value: { type: 'number', number: observation.body.trim().length } };
}
function resolveAnswers(name, answers) {
    const length = answers[0]?.[0]?.length ?? 0;
    return { value: name === 'has' ? { type: 'boolean', boolean: answers.length > 0 } : { type: 'number', number: length } };
}
function noAnswer(observation) {
    return { missing: `no answer: ${observation.error?.message ?? 'nothing arrived'}` };
}
function noStatus(observation) {
    return isAnswered(observation) ? { missing: 'the answer has no status: it is not one over HTTP' } : noAnswer(observation);
}
function noTls(observation) {
    return isAnswered(observation) ? { missing: 'the connection does not use TLS' } : noAnswer(observation);
}

// EXTERNAL MODULE: ./packages/checks/build/write.js
var write = __webpack_require__(7687);
;// CONCATENATED MODULE: ./packages/checks/build/evaluate.js







/** Whether a condition holds for an answer. A value that is not there fails every operator, `!=` too. */
function evaluate(condition, observation) {
    const wildcard = findWildcard(condition);
    return wildcard === undefined ? evaluateOne(condition, observation) : evaluateEvery(condition, wildcard, observation);
}
function evaluateOne(condition, observation) {
    const { text, left, right } = condition;
    const turned = isConstant(left);
    const [subject, object] = turned ? [right, left] : [left, right];
    const operator = turned ? mirrored[condition.operator] : condition.operator;
    const expected = `${operator} ${(0,write/* writeOperand */.p)(object)}`;
    const result = (passed, actual) => ({ text, passed, actual, expected });
    if (subject.kind === 'pattern' || subject.kind === 'any')
        return result(false, 'two constants');
    const found = resolve(subject, observation);
    if ('missing' in found) {
        return beginsAs(subject, object, observation) ? result(operator === '==', 'a body that begins so') : result(false, found.missing);
    }
    const shown = showValue(found.value);
    const verdict = compare(found.value, operator, object, observation);
    if (typeof verdict === 'boolean')
        return result(verdict, describe(subject, shown, object, observation));
    return result(false, `${shown} (${verdict.why})`);
}
function compare(value, operator, object, observation) {
    if (operator !== '==' && operator !== '!=') {
        if (object.kind === 'pattern' || object.kind === 'any')
            return { why: 'no order' };
        const other = resolve(object, observation);
        return 'missing' in other ? { why: other.missing } : ordered(operator, value, other.value);
    }
    const same = isSame(value, object, observation);
    return typeof same === 'boolean' ? same === (operator === '==') : same;
}
function isSame(value, object, observation) {
    if (object.kind === 'pattern')
        return matches(object.glob, value);
    if (object.kind === 'any') {
        const verdicts = object.of.map((item) => (item.kind === 'pattern' ? matches(item.glob, value) : equal(value, literal(item))));
        return verdicts.includes(true) || (verdicts.find((verdict) => typeof verdict !== 'boolean') ?? false);
    }
    const other = resolve(object, observation);
    return 'missing' in other ? { why: other.missing } : equal(value, other.value);
}
/** A body that was not read to its end proves one thing: that it begins as a pattern says which leaves the rest open. */
function beginsAs(subject, object, { body, truncated }) {
    if (!truncated || subject.kind !== 'placeholder' || subject.name !== 'BODY' || subject.path.length > 0)
        return false;
    const patterns = object.kind === 'any' ? object.of : [object];
    return patterns.some((one) => one.kind === 'pattern' && one.glob.endsWith('*') && matchGlob(one.glob, body.trimStart()));
}
/** What was found; of two values of the answer, both. */
function describe(subject, shown, object, observation) {
    if (object.kind !== 'placeholder' && object.kind !== 'call')
        return shown;
    const other = resolve(object, observation);
    return subject.kind === 'literal' || 'missing' in other ? shown : `${shown}, and the other is ${showValue(other.value)}`;
}
function isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
/** The same comparison seen from the other side. */
const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
function findWildcard(condition) {
    for (const operand of [condition.left, condition.right]) {
        const placeholder = operand.kind === 'call' ? operand.of : operand;
        if (placeholder.kind !== 'placeholder')
            continue;
        const index = placeholder.path.indexOf(build_condition/* everyElement */.K);
        if (index >= 0)
            return { placeholder, index };
    }
    return undefined;
}
/** `[*]`: the condition holds for every element of a list that has at least one. The first element that breaks it is shown. */
function evaluateEvery(condition, { placeholder, index }, observation) {
    const path = placeholder.path.slice(0, index);
    const list = observation.json === undefined ? undefined : (0,build_path/* lookUp */.T)(observation.json, path);
    const elements = list && 'value' in list && Array.isArray(list.value) ? list.value : undefined;
    const length = elements?.length ?? 0;
    let last = evaluateOne(at(condition, placeholder, index, 0), observation);
    if (length === 0)
        return { ...last, passed: false, actual: elements ? `[BODY]${(0,write/* writeSteps */.h)(path)} is a list of 0` : last.actual };
    for (let element = 0; element < length; element++) {
        last = evaluateOne(at(condition, placeholder, index, element), observation);
        if (!last.passed)
            return { ...last, actual: `${last.actual} at [BODY]${(0,write/* writeSteps */.h)([...path, element])}` };
    }
    return { ...last, actual: `all ${length}` };
}
/** The same condition for one element. */
function at(condition, placeholder, index, element) {
    const one = { ...placeholder, path: placeholder.path.with(index, element) };
    const replace = (operand) => {
        if (operand === placeholder)
            return one;
        return operand.kind === 'call' && operand.of === placeholder ? { ...operand, of: one } : operand;
    };
    return { ...condition, left: replace(condition.left), right: replace(condition.right) };
}

;// CONCATENATED MODULE: ./packages/checks/build/alternatives.js

/** What became of all conditions, and of the alternative that holds; where none does, of the first one. */
function evaluateAll(conditions, either, observation) {
    const judged = either.map((alternative) => alternative.map((condition) => evaluate(condition, observation)));
    const chosen = judged.find((results) => results.every(({ passed }) => passed)) ?? judged[0] ?? [];
    return [...conditions.map((condition) => evaluate(condition, observation)), ...chosen];
}

// EXTERNAL MODULE: ./packages/checks/build/body.js
var body = __webpack_require__(4170);
;// CONCATENATED MODULE: ./packages/checks/build/digest.js
/** The digest of the image that an answer names: the header `x-image-digest`, else `digest` in a JSON body. */
function readDigest({ headers, json }) {
    const header = Object.hasOwn(headers, 'x-image-digest') ? headers['x-image-digest'] : undefined;
    if (header?.trim())
        return header.trim().slice(0, 200);
    const body = typeof json === 'object' && json !== null && Object.hasOwn(json, 'digest') ? json.digest : undefined;
    return typeof body === 'string' && body.trim() !== '' ? body.trim().slice(0, 200) : undefined;
}
/** The same image: `registry/app@sha256:…` and `sha256:…` name one. */
function sameDigest(a, b) {
    return plain(a) === plain(b);
}
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(plain(text));
}
function plain(text) {
    return text
        .slice(text.lastIndexOf('@') + 1)
        .trim()
        .toLowerCase();
}

;// CONCATENATED MODULE: ./packages/checks/build/kinds.js
const ws = async () => (await __webpack_require__.e(/* import() */ 449).then(__webpack_require__.bind(__webpack_require__, 7449))).ws;
const postgres = async () => (await __webpack_require__.e(/* import() */ 453).then(__webpack_require__.bind(__webpack_require__, 6453))).postgres;
const redis = async () => (await __webpack_require__.e(/* import() */ 454).then(__webpack_require__.bind(__webpack_require__, 4454))).redis;
const prometheus = async () => (await __webpack_require__.e(/* import() */ 81).then(__webpack_require__.bind(__webpack_require__, 3081))).prometheus;
/** Every kind besides HTTP by the scheme of its addresses; each is loaded when it is used. */
const kinds = {
    tcp: async () => (await __webpack_require__.e(/* import() */ 720).then(__webpack_require__.bind(__webpack_require__, 9339))).tcp,
    tls: async () => (await __webpack_require__.e(/* import() */ 841).then(__webpack_require__.bind(__webpack_require__, 2841))).tls,
    ws,
    wss: ws,
    dns: async () => (await __webpack_require__.e(/* import() */ 913).then(__webpack_require__.bind(__webpack_require__, 2913))).dns,
    postgres,
    postgresql: postgres,
    redis,
    rediss: redis,
    'prometheus+http': prometheus,
    'prometheus+https': prometheus,
    container: async () => (await __webpack_require__.e(/* import() */ 339).then(__webpack_require__.bind(__webpack_require__, 2339))).container,
    disk: async () => (await __webpack_require__.e(/* import() */ 279).then(__webpack_require__.bind(__webpack_require__, 6279))).disk,
};

// EXTERNAL MODULE: external "node:dns/promises"
var promises_ = __webpack_require__(1553);
// EXTERNAL MODULE: ./packages/checks/build/private.js
var build_private = __webpack_require__(8727);
// EXTERNAL MODULE: ./packages/checks/build/probe.js + 4 modules
var probe = __webpack_require__(9802);
// EXTERNAL MODULE: ./packages/checks/build/probe-error.js + 1 modules
var probe_error = __webpack_require__(4316);
// EXTERNAL MODULE: ./packages/checks/build/request.js + 1 modules
var build_request = __webpack_require__(2505);
;// CONCATENATED MODULE: ./packages/checks/build/open-kind.js






/** How much longer than its timeout a kind may take before it is left alone. */
const grace = 250;
/** Fields of a request that only HTTP knows. */
const httpOnly = ['body', 'address', 'hostHeader', 'resolve', 'redirects', 'clientCertificate', 'clientKey', 'compareTo'];
/** A check that is not one over HTTP. @throws Failure `bad-input` */
function openKind(check, { scheme, kind }, ports) {
    const url = URL.canParse(check.url) ? new URL(check.url) : refuse(`The url is not an address such as ${scheme}://host.`);
    const request = {
        url: check.url,
        timeout: check.timeout ?? probe/* defaultTimeout */.fr,
        ...(check.ca === undefined ? {} : { ca: check.ca }),
        ...optionsOf(check, kind, scheme),
    };
    const problems = kind.check(request);
    if (problems.length > 0)
        refuse(problems.join(' '));
    const { shell } = ports;
    if (shell === undefined)
        return refuse(`A check over ${scheme} needs the shell of the machine that asks.`);
    const kindPorts = { ...ports, shell: ports.publicOnly ? publicShell(shell) : shell };
    const progress = { endpoint: url.host || scheme, connected: false, answering: false, secure: false, indirect: shell.remote };
    const ask = async (options) => {
        const asked = { ...request, timeout: options?.timeout ?? request.timeout };
        const started = performance.now();
        const ended = (error) => nothing((0,build_request/* displayUrl */.Qy)(url), performance.now() - started, (0,probe_error/* describeError */.U)(error, progress));
        try {
            const answer = (ports.publicOnly ? refusePrivate(url.hostname) : Promise.resolve()).then(() => kind.probe(asked, kindPorts));
            return await within(asked.timeout, answer, () => nothing((0,build_request/* displayUrl */.Qy)(url), performance.now() - started, (0,probe_error/* describeTimeout */.b)(asked.timeout, progress)));
        }
        catch (error) {
            if (error instanceof build/* Failure */.HR && error.reason === 'cancelled')
                throw error;
            return ended(error);
        }
    };
    return { kind: scheme, url: (0,build_request/* displayUrl */.Qy)(url), ask };
}
function optionsOf(check, kind, scheme) {
    const useless = [
        ...httpOnly.filter((name) => check[name] !== undefined),
        ...(Object.keys(check.headers ?? {}).length > 0 ? ['headers'] : []),
        ...(check.method === undefined || check.method === 'GET' ? [] : ['method']),
        ...(check.insecure && !kind.options.includes('insecure') ? ['insecure'] : []),
    ];
    if (useless.length > 0)
        refuse(`${useless.join(', ')} means nothing in a check over ${scheme}.`);
    const options = { ...check.options, ...(check.insecure ? { insecure: true } : {}) };
    for (const name of Object.keys(options)) {
        if (kind.options.includes(name))
            continue;
        const near = (0,build/* nearest */.pA)(name, kind.options);
        const known = kind.options.length === 0 ? 'it has none' : `it knows ${kind.options.join(', ')}`;
        refuse(`${name} is no option of a check over ${scheme}; ${near === undefined ? known : `did you mean ${near}?`}`);
    }
    return Object.keys(options).length === 0 ? {} : { options };
}
/** A name is resolved here and again by the socket; `publicShell` looks at what the socket would connect to. */
async function refusePrivate(hostname) {
    const host = hostname.replace(/^\[|\]$/g, '');
    (0,build_private/* requirePublic */.rn)({ host, port: 0 });
    for (const { address } of await (0,promises_.lookup)(host, { all: true }))
        if ((0,build_private/* isPrivate */.Gw)(address))
            throw new build_private/* PrivateTarget */.xC(address);
}
/** A shell that leads to public addresses only, and runs nothing. */
function publicShell(shell) {
    const nothingRuns = () => {
        throw new build_private/* PrivateTarget */.xC(`a program on ${shell.where}`);
    };
    return {
        where: shell.where,
        remote: shell.remote,
        close: () => shell.close(),
        run: async () => nothingRuns(),
        start: nothingRuns,
        async reach(address) {
            (0,build_private/* requirePublic */.rn)(address);
            if ('path' in address)
                return address;
            const found = await (0,promises_.lookup)(address.host, { all: true });
            const bad = found.find((one) => (0,build_private/* isPrivate */.Gw)(one.address));
            if (bad !== undefined)
                throw new build_private/* PrivateTarget */.xC(bad.address);
            return shell.reach({ host: found[0]?.address ?? address.host, port: address.port });
        },
    };
}
/** A kind ends by itself; one that does not must not keep the others waiting. */
async function within(timeout, asked, late) {
    let timer;
    const expired = new Promise((resolve) => {
        timer = setTimeout(() => resolve(late()), timeout + grace);
    });
    asked.catch(() => { });
    return Promise.race([asked, expired]).finally(() => clearTimeout(timer));
}
function nothing(url, responseTime, error) {
    return { url, connected: false, headers: {}, body: '', truncated: false, responseTime, versions: [], redirects: [], error };
}
function refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/placeholders.js
const http = /^(prometheus\+)?https?$/;
const sockets = /^wss?$/;
const placeholders = {
    STATUS: { type: 'number', path: 'none', schemes: new RegExp(`${http.source}|${sockets.source}`) },
    BODY: { type: 'any', path: 'optional' },
    HEADER: { type: 'any', path: 'required', schemes: new RegExp(`${http.source}|${sockets.source}`) },
    RESPONSE_TIME: { type: 'duration', path: 'none' },
    CONNECTED: { type: 'boolean', path: 'none' },
    CERTIFICATE_EXPIRATION: { type: 'duration', path: 'none' },
    VERSION: { type: 'version', path: 'none' },
    TLS: { type: 'number', path: 'none' },
    REDIRECTS: { type: 'number', path: 'none', schemes: /^https?$/ },
    P50: { type: 'duration', path: 'none', measured: true },
    P95: { type: 'duration', path: 'none', measured: true },
    P99: { type: 'duration', path: 'none', measured: true },
    ERROR_RATE: { type: 'share', path: 'none', measured: true },
    WS: { type: 'any', path: 'none', schemes: sockets },
    DNS_RCODE: { type: 'any', path: 'none', schemes: /^dns$/ },
};
const placeholderNames = Object.keys(placeholders);
/** Placeholders of gatus that a gate has no answer for. */
const foreignPlaceholders = ['IP', 'DOMAIN_EXPIRATION', 'CONTEXT'];
const functionNames = ['len', 'has', 'pat', 'any'];
/** The placeholders of a condition, also those inside of functions. */
function placeholdersOf({ left, right }) {
    return [left, right].flatMap((operand) => {
        const inner = operand.kind === 'call' ? operand.of : operand;
        return inner.kind === 'placeholder' ? [inner.name] : [];
    });
}
/** True for a condition about figures of many requests: `[P95] < 250`. */
function isMeasured(condition) {
    return placeholdersOf(condition).some((name) => placeholders[name].measured === true);
}
/** True where an answer cannot be judged without its whole body. */
function looksAtBody(conditions) {
    return conditions.some((condition) => placeholdersOf(condition).some((name) => name === 'BODY' || name === 'VERSION'));
}

;// CONCATENATED MODULE: ./packages/checks/build/check-types.js


/** `[CERTIFICATE_EXPIRATION] > 14` would be 14 milliseconds: shorter times than this are a slip. */
const shortestExpiry = 1_000_000;
/** Refuses comparisons that can only ever go one way. @throws ConditionError */
function checkTypes(parts, cursor, at) {
    const { left, operator, right } = parts;
    const ordered = operator !== '==' && operator !== '!=';
    if (check_types_isConstant(left) && check_types_isConstant(right))
        cursor.fail('Both sides are constants, so no answer can change the result.', at.left);
    if (ordered && [left, right].some((side) => side.kind === 'pattern' || side.kind === 'any')) {
        cursor.fail(`${operator} needs a number or a duration; pat() and any() go with == and !=.`, at.operator);
    }
    for (const [value, other, place] of [[left, right, at.right], [right, left, at.left]]) {
        const type = typeOf(value);
        if (type === undefined)
            continue;
        if (ordered && (type === 'boolean' || type === 'version'))
            cursor.fail(`${nameOf(value)} has no order; it goes with == and !=.`, at.operator);
        for (const literal of literalsOf(other))
            checkLiteral({ value, type, literal, ordered }, cursor, place);
    }
}
function checkLiteral({ value, type, literal, ordered }, cursor, place) {
    const name = nameOf(value);
    const written = literal.quoted ? `"${literal.text}"` : literal.text;
    const number = literal.quoted ? undefined : parseNumber(literal.text);
    const time = literal.quoted ? undefined : parseTime(literal.text);
    const share = literal.quoted ? undefined : parseShare(literal.text);
    if (type === 'share')
        checkShare({ name, written, number, share }, cursor, place);
    if (type === 'number' && number === undefined)
        cursor.fail(`${name} is a number, and ${written} is none.`, place);
    if (type === 'duration' && number === undefined && time === undefined)
        cursor.fail(`${name} is a duration, and ${written} is none: 300ms, 2s, 14d.`, place);
    if (type === 'boolean' && (literal.quoted || !/^(true|false)$/.test(literal.text)))
        cursor.fail(`${name} is true or false, and not ${written}.`, place);
    if (type === 'any' && ordered && number === undefined && time === undefined && share === undefined) {
        cursor.fail(`${written} is no number, no duration and no share, so nothing is more or less than it.`, place);
    }
    const expiry = value.kind === 'placeholder' && value.name === 'CERTIFICATE_EXPIRATION';
    if (expiry && number && Math.abs(number) < shortestExpiry)
        cursor.fail(`${written} would be milliseconds here`, place, `${written}d`);
}
/** `[ERROR_RATE] < 1` would be every rate but that of a server that is down. */
function checkShare({ name, written, number, share }, cursor, place) {
    if (share !== undefined || (number !== undefined && number >= 0 && number < 1))
        return;
    const percent = number !== undefined && number >= 1 && number <= 100;
    cursor.fail(`${name} is a share such as 1% or 0.01, and ${written} is none`, place, percent ? `${written}%` : undefined);
}
function check_types_isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
function typeOf(operand) {
    if (operand.kind === 'placeholder')
        return placeholders[operand.name].type;
    if (operand.kind === 'call')
        return operand.name === 'len' ? 'number' : 'boolean';
    return undefined;
}
function nameOf(operand) {
    if (operand.kind === 'call')
        return `${operand.name}()`;
    return operand.kind === 'placeholder' ? `[${operand.name}]` : 'The constant';
}
function literalsOf(operand) {
    if (operand.kind === 'literal')
        return [operand];
    return operand.kind === 'any' ? operand.of.filter((item) => item.kind === 'literal') : [];
}

// EXTERNAL MODULE: ./packages/checks/build/cursor.js
var build_cursor = __webpack_require__(1776);
;// CONCATENATED MODULE: ./packages/checks/build/operator.js

/** Longer ones first, so that `<=` is not read as `<`. */
const operators = ['==', '!=', '<=', '>=', '<', '>'];
/** What people of other languages write. */
const meant = {
    '=': '==',
    '===': '==',
    is: '==',
    eq: '==',
    '!==': '!=',
    '<>': '!=',
    '=!': '!=',
    '=>': '>=',
    '=<': '<=',
    in: '== any(a, b)',
    contains: '== pat(*text*)',
    matches: '== pat(*text*)',
    '=~': '== pat(*text*)',
    '~': '== pat(*text*)',
};
function parseOperator(cursor) {
    const start = cursor.position;
    if (cursor.here === '')
        cursor.fail(`There is no operator. There are ${operators.join(' ')}.`);
    const spaced = (0,build_cursor/* isSpace */.x)(cursor.here);
    cursor.skipSpaces();
    const word = cursor.takeWhile((character) => !(0,build_cursor/* isSpace */.x)(character));
    const operator = operators.find((candidate) => candidate === word);
    if (operator !== undefined && spaced) {
        cursor.skipSpaces();
        if (cursor.here === '')
            cursor.fail(`Nothing stands behind ${operator}.`);
        return operator;
    }
    const at = spaced ? cursor.position - word.length : start;
    const glued = operators.find((candidate) => word.startsWith(candidate));
    if (Object.hasOwn(meant, word))
        return cursor.fail(`${word} is no operator`, at, meant[word]);
    if (glued !== undefined)
        return cursor.fail(`${glued} needs a space before and behind it.`, at);
    return cursor.fail(`One of ${operators.join(' ')} between spaces is expected here.`, at);
}

// EXTERNAL MODULE: ./packages/checks/build/steps.js
var steps = __webpack_require__(8911);
;// CONCATENATED MODULE: ./packages/checks/build/operand.js





/** Characters of names: of placeholders and functions. */
const isNameCharacter = (character) => /[A-Za-z0-9_]/.test(character);
/** `[BODY].a.b[0]`: everything that names a value of the answer. */
function parsePlaceholder(cursor) {
    const start = cursor.position;
    if (!cursor.take('['))
        cursor.fail('A placeholder such as [STATUS] or [BODY].status is expected here.');
    const written = cursor.takeWhile(isNameCharacter);
    if (!cursor.take(']'))
        cursor.fail(`The placeholder [${written} has no closing bracket.`);
    const name = placeholderNames.find((candidate) => candidate === written.toUpperCase());
    if (name === undefined)
        return refusePlaceholder(cursor, start, written);
    const path = (0,steps/* parseSteps */.$)(cursor);
    checkPath(cursor, start, name, path);
    return { kind: 'placeholder', name, path };
}
function refusePlaceholder(cursor, start, written) {
    if (foreignPlaceholders.includes(written.toUpperCase())) {
        return cursor.fail(`[${written}] has no value here. There are [${placeholderNames.join('], [')}].`, start);
    }
    const near = (0,build/* nearest */.pA)(written.toUpperCase(), placeholderNames);
    const problem = `[${written}] is no placeholder`;
    return near === undefined
        ? cursor.fail(`${problem}. There are [${placeholderNames.join('], [')}].`, start)
        : cursor.fail(problem, start, `[${near}]`);
}
function checkPath(cursor, start, name, path) {
    const kind = placeholders[name].path;
    if (kind === 'none' && path.length > 0)
        cursor.fail(`[${name}] is one value and has no parts.`, start);
    if (kind === 'required' && (path.length !== 1 || typeof path[0] !== 'string')) {
        cursor.fail(`[${name}] needs the name of one header: [${name}].content-type.`, start);
    }
}
/** What stands left of the operator; the cursor stops behind it. */
function parseLeft(cursor) {
    if (cursor.here === '[')
        return parsePlaceholder(cursor);
    const start = cursor.position;
    if (functionName(cursor.rest) === 'len' || functionName(cursor.rest) === 'has')
        return parseCall(cursor);
    const end = findOperator(cursor.text, start);
    if (end === undefined) {
        if (functionName(cursor.rest) !== undefined)
            parseConstant(cursor, cursor.text, start);
        return cursor.fail(`A condition is written [STATUS] == 200: a value, one of ${operators.join(' ')} between spaces, and what it must be.`, start);
    }
    cursor.position = end;
    return parseConstant(cursor, cursor.text.slice(start, end), start);
}
/** Everything right of the operator. */
function parseRight(cursor) {
    const start = cursor.position;
    const rest = cursor.rest;
    const name = functionName(rest);
    if (!/^\[[A-Za-z_]\w*\]/.test(rest) && name !== 'len' && name !== 'has')
        return parseConstant(cursor, rest, start);
    const operand = name === undefined ? parsePlaceholder(cursor) : parseCall(cursor);
    if (cursor.here !== '')
        cursor.fail('Nothing may follow here. Write one condition on a line, and text that holds brackets in quotes.');
    return operand;
}
function parseCall(cursor) {
    const start = cursor.position;
    const name = cursor.takeWhile(isNameCharacter) === 'len' ? 'len' : 'has';
    cursor.take('(');
    cursor.skipSpaces();
    const of = parsePlaceholder(cursor);
    cursor.skipSpaces();
    if (!cursor.take(')'))
        cursor.fail(`${name}( has no closing bracket.`);
    if (of.name !== 'BODY' && of.name !== 'HEADER')
        cursor.fail(`${name}() looks at [BODY] or [HEADER], and [${of.name}] is one value.`, start);
    return { kind: 'call', name, of };
}
/** A literal, `pat()` or `any()`: what an answer is compared with. */
function parseConstant(cursor, text, start) {
    const name = functionName(text);
    if (name === undefined)
        return parseLiteral(cursor, text, start);
    if (!functionNames.includes(name)) {
        const problem = `${name}() is no function`;
        const near = (0,build/* nearest */.pA)(name, functionNames);
        if (near !== undefined)
            cursor.fail(problem, start, `${near}()`);
        cursor.fail(`${problem}. There are ${functionNames.join('(), ')}(); text that holds brackets stands in quotes.`, start);
    }
    if (!text.endsWith(')'))
        cursor.fail(`${name}( has no closing bracket at the end.`, start);
    const inner = text.slice(name.length + 1, -1);
    if (name === 'any')
        return parseAny(cursor, inner, start + name.length + 1);
    if (name !== 'pat')
        cursor.fail(`${name}() is not expected here.`, start);
    if (inner === '')
        cursor.fail('pat() needs a pattern: pat(*ok*).', start);
    if (inner.length > longestGlob)
        cursor.fail(`The pattern is longer than ${longestGlob} characters.`, start);
    return { kind: 'pattern', glob: inner };
}
function parseAny(cursor, inner, start) {
    const of = [];
    for (const { text, offset } of splitList(inner)) {
        if (text === '')
            cursor.fail('any() needs values between its commas: any(200, 204).', start + offset);
        const item = parseConstant(cursor, text, start + offset);
        if (item.kind === 'any')
            cursor.fail('any() cannot stand inside any().', start + offset);
        else
            of.push(item);
    }
    return { kind: 'any', of };
}
/** The parts of a list, without the spaces around them; commas in quotes and brackets are text. */
function splitList(list) {
    const parts = [];
    let depth = 0;
    let quote = '';
    let start = 0;
    for (let index = 0; index <= list.length; index++) {
        const character = list.charAt(index);
        if (character === '' || (character === ',' && depth <= 0 && quote === '')) {
            const part = list.slice(start, index);
            parts.push({ text: part.trim(), offset: start + (part.length - part.trimStart().length) });
            start = index + 1;
        }
        else if (quote !== '')
            quote = character === quote ? '' : quote;
        else if ((character === '"' || character === "'") && list.slice(start, index).trim() === '')
            quote = character;
        else if (character === '(')
            depth++;
        else if (character === ')')
            depth--;
    }
    return parts;
}
function parseLiteral(cursor, text, start) {
    const quote = text.charAt(0);
    if (quote === '"' || quote === "'") {
        if (text.length < 2 || !text.endsWith(quote))
            cursor.fail(`The quote ${quote} is not closed at the end.`, start);
        return { kind: 'literal', text: text.slice(1, -1), quoted: true };
    }
    for (const word of text.matchAll(/\S+/g)) {
        const second = [...operators, '&&', '||'].some((operator) => operator === word[0]) || /^\[[A-Z_][A-Z0-9_]*\]/.test(word[0]);
        if (second)
            cursor.fail('A second comparison begins here. Write one condition on a line, and text that holds it in quotes.', start + word.index);
    }
    return { kind: 'literal', text, quoted: false };
}
/** `len` of `len([BODY].x)…`: a name with an opening bracket behind it. */
function functionName(text) {
    return /^([A-Za-z_]\w*)\(/.exec(text)?.[1];
}
/** Offset of the space before the first operator that stands between spaces. */
function findOperator(text, from) {
    for (const word of text.slice(from).matchAll(/\S+/g)) {
        if (word.index > 0 && operators.some((operator) => operator === word[0]))
            return from + text.slice(from, from + word.index).trimEnd().length;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/parse.js






/** Long enough for every condition that a person can read. */
const longest = 2000;
/**
 * Reads one condition. What it cannot mean is refused here, before anything is asked: an unknown name, a number compared with a word, two constants.
 * @throws ConditionError
 */
function parseCondition(text) {
    const cursor = new build_cursor/* Cursor */.b(text.trim());
    if (cursor.text === '')
        cursor.fail('The condition is empty; one is written [STATUS] == 200.');
    if (cursor.text.length > longest)
        cursor.fail(`The condition is longer than ${longest} characters.`, longest);
    const control = cursor.text.search(/[^\P{Cc}\t]/u);
    if (control >= 0)
        cursor.fail('A condition is one line without control characters.', control);
    const left = parseLeft(cursor);
    const operatorAt = cursor.position + cursor.rest.search(/\S|$/);
    const operator = parseOperator(cursor);
    const rightAt = cursor.position;
    const right = parseRight(cursor);
    if (wildcards(left) + wildcards(right) > 1)
        cursor.fail('[*] can stand once in a condition.', 0);
    checkTypes({ left, operator, right }, cursor, { left: 0, operator: operatorAt, right: rightAt });
    return { text: cursor.text, left, operator, right };
}
/**
 * Reads several conditions.
 * @throws Failure `bad-condition` with every line that means nothing
 */
function parseConditions(lines) {
    const problems = [];
    const conditions = lines.flatMap((line) => {
        try {
            return [parseCondition(line)];
        }
        catch (error) {
            if (!(error instanceof build_condition/* ConditionError */.i))
                throw error;
            problems.push(`- ${error.message}`);
            return [];
        }
    });
    if (problems.length === 0)
        return conditions;
    const count = problems.length === 1 ? 'One condition means' : `${problems.length} conditions mean`;
    throw new build/* Failure */.HR('bad-condition', `${count} nothing:\n${problems.join('\n')}\n`, { state: 'Nothing was asked.' });
}
function wildcards(operand) {
    const placeholder = operand.kind === 'call' ? operand.of : operand;
    return placeholder.kind === 'placeholder' ? placeholder.path.filter((step) => step === build_condition/* everyElement */.K).length : 0;
}

;// CONCATENATED MODULE: ./packages/checks/build/plan.js



const defaults = { samples: 50, rate: 10 };
const usual = { rate: 20, duration: 300_000 };
const allowed = { rate: 200, duration: 3_600_000 };
/** Least answers for which a 99th percentile says something. */
const leastForP99 = 100;
/**
 * How a check is measured; undefined where nothing asks for it.
 * @throws Failure `bad-input`, or `bad-condition` for `[P99]` over too few requests
 */
function planOf(check, measured) {
    const { soak, errorBudget, compareTo, allowLoad = false } = check;
    const given = check.measure ?? {};
    const wanted = check.measure !== undefined || soak !== undefined || compareTo !== undefined || measured.length > 0;
    if (errorBudget !== undefined && !(errorBudget >= 0 && errorBudget <= 1))
        plan_refuse('The error budget is a share of 0 to 1.');
    if (!wanted) {
        if (errorBudget !== undefined)
            plan_refuse('An error budget needs a measurement: say samples, a duration or soak.');
        return undefined;
    }
    if (given.samples !== undefined && given.duration !== undefined)
        plan_refuse('A measurement has a number of samples or a duration, not both.');
    const most = allowLoad ? allowed : usual;
    const rate = rateOf(check, most.rate);
    const samples = countOf(given, soak, rate);
    const duration = (samples * 1000) / rate;
    if (!(duration <= most.duration)) {
        plan_refuse(`The measurement would take ${(0,build/* formatDuration */.a3)(duration)}; at most ${(0,build/* formatDuration */.a3)(most.duration)} may it.${hint(allowLoad)}`);
    }
    refuseP99(measured, samples, check);
    const budget = errorBudget ?? (soak === undefined ? undefined : 0);
    return { samples, rate, duration, ...(budget === undefined ? {} : { budget }) };
}
function rateOf({ measure, compareTo, allowLoad = false }, most) {
    const rate = measure?.rate ?? defaults.rate;
    const total = compareTo === undefined ? rate : 2 * rate;
    if (total > 0 && total <= most)
        return rate;
    const both = compareTo === undefined ? '' : ', both addresses together';
    return plan_refuse(`A measurement asks more than 0 and at most ${most} times in a second${both}.${hint(allowLoad)}`);
}
/** The longest of what was asked for. */
function countOf(given, soak, rate) {
    const { samples, duration } = given;
    if (samples !== undefined && !(Number.isInteger(samples) && samples >= 1))
        plan_refuse('A measurement has one sample or more.');
    for (const time of [duration, soak])
        if (time !== undefined && !(time > 0))
            plan_refuse('A measurement takes more than no time.');
    const timed = [duration, soak].flatMap((time) => (time === undefined ? [] : [Math.ceil((time * rate) / 1000)]));
    const counts = [...timed, ...(samples === undefined ? [] : [samples])];
    return counts.length === 0 ? defaults.samples : Math.max(1, ...counts);
}
function refuseP99(measured, samples, { compareTo }) {
    if (samples >= leastForP99)
        return;
    const condition = measured.find((one) => placeholdersOf(one).includes('P99'));
    const problem = `needs ${leastForP99} requests, and ${samples} are planned: raise the samples to ${leastForP99}, or look at [P95].`;
    if (condition !== undefined) {
        const place = Math.max(0, condition.text.toUpperCase().indexOf('[P99]'));
        throw new build/* Failure */.HR('bad-condition', new build_condition/* ConditionError */.i(condition.text, place, `[P99] ${problem}`).message, {
            state: 'Nothing was asked.',
        });
    }
    if (compareTo?.ratio?.p99 !== undefined)
        plan_refuse(`A ratio of p99 ${problem}`);
}
function hint(allowLoad) {
    return allowLoad ? '' : ' More is a load test: allow it by name where the servers are meant for it.';
}
function plan_refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/open-check.js










/** What a check asks for where it says nothing else. */
const open_check_defaultConditions = parseConditions(['[STATUS] == 200']);
/** Each may look at a whole body on every attempt. */
const mostConditions = 200;
/** @throws Failure `bad-input`, `bad-condition` */
async function open_check_openCheck(check, ports) {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(check.url.trim())?.[1]?.toLowerCase() ?? '';
    const kind = await kindOf(scheme);
    const given = check.conditions ?? [];
    const alternatives = (check.either ?? []).flat();
    if (given.length + alternatives.length > mostConditions)
        open_check_refuse(`A check has at most ${mostConditions} conditions.`);
    checkSchemes([...given, ...alternatives], scheme);
    if (alternatives.some(isMeasured))
        open_check_refuse('An alternative looks at single answers, and not at a measurement.');
    const measured = given.filter(isMeasured);
    const ordinary = given.filter((condition) => !isMeasured(condition));
    const usual = kind === undefined ? open_check_defaultConditions : parseConditions(kind.conditions);
    if (check.expectDigest !== undefined && !isDigest(check.expectDigest))
        open_check_refuse('The expected digest is not one: sha256: and 64 hex digits.');
    const plan = planOf(check, measured);
    const repeats = kind !== undefined || check.idempotent === true || /^(GET|HEAD|OPTIONS)$/.test(check.method ?? 'GET');
    if (plan !== undefined && !repeats) {
        open_check_refuse(`${check.method} is not repeated unless it is said to be idempotent, and a measurement would send it ${plan.samples} times.`);
    }
    const how = kind === undefined ? openHttp(check, [...ordinary, ...alternatives], ports) : openKind(check, { scheme, kind }, ports);
    return {
        check,
        conditions: ordinary.length > 0 || alternatives.length > 0 ? ordinary : usual,
        measured,
        repeats,
        ...(plan === undefined ? {} : { plan }),
        ...how,
    };
}
/** Enough of a body that no condition looks at for what it says near its top. */
const glance = 65_536;
function openHttp(check, conditions, ports) {
    const { compareTo, timeout, expectVersion, options, ...request } = check;
    if (Object.keys(options ?? {}).length > 0)
        open_check_refuse(`A check over HTTP has no options such as ${Object.keys(options ?? {})[0]}.`);
    const { value = '', path, header } = expectVersion ?? {};
    // A version that nobody expects is worth a glance only: many checks with large bodies would fill the memory.
    const versioned = value !== '' || path !== undefined || header !== undefined;
    const whole = looksAtBody(conditions) || versioned || check.expectDigest !== undefined;
    const keepBody = whole ? body/* bodyLimit */.k : glance;
    const one = asker({ ...request, ...(expectVersion ? { version: expectVersion } : {}) }, { timeout, keepBody }, ports);
    if (compareTo === undefined)
        return { kind: 'http', ...one };
    const { ratio: _ratio, ...place } = compareTo;
    const { address: _address, hostHeader: _host, ...same } = request;
    return { kind: 'http', ...one, other: asker({ ...same, ...place }, { timeout, keepBody }, ports) };
}
function asker(request, { timeout, keepBody }, ports) {
    const hop = (0,build_request/* prepare */.iA)({ ...request, ...(timeout === undefined ? {} : { timeout }) });
    const { redirects, version } = request;
    const fixed = {
        keepBody,
        timeout: timeout ?? probe/* defaultTimeout */.fr,
        ...(redirects === undefined ? {} : { redirects }),
        ...(version === undefined ? {} : { version }),
    };
    return { url: (0,build_request/* displayUrl */.Qy)(hop.url), ask: (options) => (0,probe/* send */.tN)(hop, { ...fixed, ...options }, ports) };
}
async function kindOf(scheme) {
    if (scheme === 'http' || scheme === 'https' || scheme === '')
        return undefined;
    const load = Object.hasOwn(kinds, scheme) ? kinds[scheme] : undefined;
    if (load !== undefined)
        return load();
    const names = ['http', 'https', ...Object.keys(kinds)];
    const near = (0,build/* nearest */.pA)(scheme, names);
    return open_check_refuse(`${scheme}: is no kind of check. There are ${names.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`);
}
/** `[STATUS]` of a port is not false but meaningless. */
function checkSchemes(conditions, scheme) {
    for (const condition of conditions) {
        const name = placeholdersOf(condition).find((one) => placeholders[one].schemes?.test(scheme || 'http') === false);
        if (name === undefined)
            continue;
        throw new build/* Failure */.HR('bad-condition', `[${name}] has no value in a check over ${scheme || 'http'}: ${condition.text}`, {
            state: 'Nothing was asked.',
        });
    }
}
function open_check_refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/pace.js
/** Calls `begin` when it is due, whatever became of the calls before it. `begin` must not reject; where it does, that is ignored. */
function pace_pace(begin, options, clock) {
    const { rate, duration, offset = 0 } = options;
    const started = clock.now();
    const under = new Set();
    let stopped = false;
    const loop = async () => {
        for (let number = 0; !stopped; number++) {
            const planned = started + offset + (number * 1000) / rate;
            const due = Math.min(planned, started + offset + duration);
            if (due > clock.now())
                await clock.sleep(due - clock.now());
            if (planned >= started + offset + duration)
                return;
            if (stopped)
                return;
            const one = begin(planned)
                .catch(() => { })
                .finally(() => under.delete(one));
            under.add(one);
        }
    };
    // Sleep ends early only when the run is cancelled.
    const ended = loop()
        .catch(() => { })
        .then(() => clock.now());
    return {
        ended,
        async stop() {
            stopped = true;
            const stoppedAt = clock.now();
            await Promise.all([...under]);
            return Math.min(await Promise.race([ended, stoppedAt]), stoppedAt);
        },
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/ratio.js
/** Milliseconds that no user feels and no clock on a shared machine can tell apart: 2 ms beside 1 ms is not twice as slow. */
const slack = 5;
const figures = ['p50', 'p95', 'p99', 'errorRate'];
/** The figures of the other address beside our own. */
function compareSeries(url, own, other) {
    const ratios = figures.flatMap((name) => {
        const [mine, theirs] = [own[name], other[name]];
        return mine === undefined || theirs === undefined || theirs === 0 ? [] : [[name, Math.round((mine / theirs) * 100) / 100]];
    });
    return { ...other, url, ratio: Object.fromEntries(ratios) };
}
/** What is worse than the limits allow, one sentence without its full stop for each. */
function regressions(own, { url, ...other }, limits) {
    return figures.flatMap((name) => {
        const [limit, mine, theirs] = [limits[name], own[name], other[name]];
        if (limit === undefined || mine === undefined || theirs === undefined)
            return [];
        const worse = mine > theirs * limit && (name === 'errorRate' || mine - theirs >= slack);
        if (!worse)
            return [];
        const write = (value) => (name === 'errorRate' ? `${Number((value * 100).toFixed(2))} %` : `${value} ms`);
        return [
            `${name === 'errorRate' ? 'the error rate' : name} is ${write(mine)} and ${write(theirs)} at ${url}, and at most ${limit} times that is allowed`,
        ];
    });
}

;// CONCATENATED MODULE: ./packages/checks/build/measurement.js
/** Milliseconds, in steps of a third of a decade. */
const histogramBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

;// CONCATENATED MODULE: ./packages/checks/build/percentile.js
/** The smallest value that at least `share` of all values do not exceed; undefined where there are fewer than `least` of them. */
function percentile_percentile(sorted, share, least = 1) {
    if (sorted.length < least)
        return undefined;
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

;// CONCATENATED MODULE: ./packages/checks/build/series.js



/** What a series of requests showed so far. */
class Series {
    n = 0;
    failed = 0;
    answered = 0;
    /** What was wrong with the first one that failed. */
    problem;
    #latencies = [];
    /** `latency` in milliseconds from the planned start, where there was an answer. That of a bad one says nothing: errors are often fast. */
    add(latency, problem) {
        this.n++;
        if (latency !== undefined) {
            this.answered++;
            if (problem === undefined)
                this.#latencies.push(Math.max(0, latency));
        }
        if (problem === undefined)
            return;
        this.failed++;
        this.problem ??= problem;
    }
    figures() {
        const sorted = this.#latencies.toSorted((a, b) => a - b);
        const shares = { p50: percentile_percentile(sorted, 0.5), p95: percentile_percentile(sorted, 0.95), p99: percentile_percentile(sorted, 0.99, leastForP99) };
        const known = Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, tenth(value)]]));
        return {
            n: this.n,
            failed: this.failed,
            errorRate: this.n === 0 ? 0 : this.failed / this.n,
            answered: this.answered,
            ...Object.fromEntries(known),
            histogram: histogramOf(sorted),
        };
    }
}
function tenth(value) {
    return Math.round(value * 10) / 10;
}
function histogramOf(latencies) {
    const counts = new Array(histogramBounds.length + 1).fill(0);
    for (const latency of latencies) {
        const place = histogramBounds.findIndex((bound) => latency <= bound);
        const index = place < 0 ? histogramBounds.length : place;
        counts[index] = (counts[index] ?? 0) + 1;
    }
    return counts;
}

;// CONCATENATED MODULE: ./packages/checks/build/measure.js











/**
 * Latency and errors of a request, sent at a constant rate on fresh connections.
 * @throws Failure `bad-input`, `cancelled`
 */
async function measure(request, options, ports) {
    const { conditions = [], allowLoad = false, ...how } = options;
    const { version: _version, ...asked } = request;
    const open = await openCheck({ name: 'measurement', ...asked, conditions, allowLoad, measure: how }, ports);
    return measureOpen(open, ports);
}
/** Carries out the plan of a check within `limits`. Ends early when more requests failed than the plan allows. @throws Failure `cancelled` */
async function measureOpen(open, ports, limits = {}) {
    const { plan, other, conditions } = open;
    if (plan === undefined)
        throw new build/* Failure */.HR('bad-input', `${open.check.name} has no measurement.`);
    const { either = [] } = open.check;
    const { clock } = ports;
    const started = clock.now();
    const { until = Number.POSITIVE_INFINITY, grace = Number.POSITIVE_INFINITY } = limits;
    const duration = Math.max(0, Math.min(plan.duration, until - started));
    const timeout = open.check.timeout ?? probe/* defaultTimeout */.fr;
    const patience = () => Math.max(1, Math.min(timeout, started + duration + grace - clock.now()));
    const timed = { rate: plan.rate, duration };
    const [own, others] = [new Series(), new Series()];
    const over = Promise.withResolvers();
    const afterOne = () => {
        if (isSpent(own, plan))
            over.resolve();
    };
    ports.signal.addEventListener('abort', () => over.resolve(), { once: true });
    const mine = pace_pace(asking(open.ask, own, { conditions, either, patience, afterOne }, ports), timed, clock);
    // Half a step later, so that the two never meet and share every moment.
    const theirs = other && pace_pace(asking(other.ask, others, { conditions, either, patience }, ports), { ...timed, offset: 500 / plan.rate }, clock);
    await Promise.race([over.promise, Promise.all([mine.ended, theirs?.ended])]);
    const [endedAt] = await Promise.all([mine.stop(), theirs?.stop()]);
    if (ports.signal.aborted)
        throw cancelled(ports.signal.reason);
    const { problem } = own;
    return {
        ...own.figures(),
        rate: plan.rate,
        duration: Math.round(endedAt - started),
        ...(problem === undefined ? {} : { problem }),
        ...(other === undefined ? {} : { compared: compareSeries(other.url, own.figures(), others.figures()) }),
    };
}
/** True as soon as no good answer could make up for the bad ones. */
function isSpent({ failed }, { budget, samples }) {
    return budget !== undefined && failed > Math.floor(budget * samples);
}
function asking(ask, series, { conditions, either, patience, afterOne }, { clock }) {
    const keepBody = looksAtBody([conditions, ...either].flat()) ? body/* bodyLimit */.k : 0;
    return async (planned) => {
        const late = clock.now() - planned;
        try {
            const observation = await ask({ keepBody, timeout: patience() });
            // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
            series.add(isAnswered(observation) ? late + observation.responseTime : undefined, measure_problemOf(conditions, observation, either));
        }
        catch (error) {
            if (error instanceof build/* Failure */.HR && error.reason === 'cancelled')
                return;
            series.add(undefined, (0,build_show/* show */.WU)((0,build/* messageOf */.bD)(error), 200));
        }
        afterOne?.();
    };
}
/** What is wrong with an answer, in a few words. */
function measure_problemOf(conditions, observation, either = []) {
    const broken = evaluateAll(conditions, either, observation).find((result) => !result.passed);
    const { error, connected } = observation;
    // No connection at all may be just what was asked for.
    if (error !== undefined && (connected || broken !== undefined))
        return (0,build_show/* show */.WU)(error.message, 200);
    return broken === undefined ? undefined : (0,build_show/* show */.WU)(`${broken.text} does not hold: ${broken.actual}`, 200);
}
function cancelled(reason) {
    return reason instanceof build/* Failure */.HR ? reason : new build/* Failure */.HR('cancelled', 'The run was cancelled during a check.');
}

;// CONCATENATED MODULE: ./packages/checks/build/foreign.js
/** The host that answered, where a redirect led to another one than was asked; a `www.` before it makes no other host. */
function foreignHost({ url, hostHeader, headers = {} }, observation) {
    if (observation.redirects.length === 0)
        return undefined;
    const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
    const own = [url, ...[hostHeader ?? named ?? []].flat().map((host) => `http://${host}`)].map(hostOf);
    const host = hostOf(observation.url);
    return host === undefined || own.includes(host) ? undefined : host;
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/attempt.js






function judge(check, conditions, observation) {
    const results = evaluateAll(conditions, check.either ?? [], observation);
    const identified = recognize(check, observation);
    return { observation, conditions: results, identified, ...verdict(check, results, observation, identified) };
}
function verdict(check, results, observation, identified) {
    const failed = results.filter((result) => !result.passed);
    const { error, connected, status } = observation;
    // What was not asked proves nothing, not even that nobody listens.
    if (error?.class === 'private')
        return { failure: 'private-target', sentence: error.message };
    // An answer that broke off is no answer, even where its status was good. No connection at all may be just what was asked for.
    if (error !== undefined && (connected || failed.length > 0)) {
        return { failure: connected ? 'unhealthy' : 'unreachable', sentence: error.message };
    }
    const [first] = failed;
    if (first !== undefined) {
        const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
        return { failure: 'unhealthy', sentence: `${first.text} does not hold: ${first.actual}${more}` };
    }
    const from = identified.version === undefined ? '' : ` from version ${(0,build_show/* show */.WU)(identified.version, 60)}`;
    return wrongIdentity(check, identified) ?? { sentence: `${status ?? 'as expected'}${from}` };
}
function wrongIdentity({ expectVersion, expectDigest }, { identity, version, digest }) {
    const { value = '', required } = expectVersion ?? {};
    if (expectDigest !== undefined) {
        const wanted = (0,build_show/* show */.WU)(expectDigest, 100);
        if (digest === undefined)
            return { failure: 'version-not-found', sentence: `the answer does not name the digest ${wanted}` };
        if (!sameDigest(digest, expectDigest)) {
            return { failure: 'stale-version', sentence: `the image ${(0,build_show/* show */.WU)(digest, 100)} answers, and ${wanted} was expected` };
        }
    }
    if (identity === 'stale')
        return { failure: 'stale-version', sentence: `version ${(0,build_show/* show */.WU)(version ?? '')} answers, and ${(0,build_show/* show */.WU)(value)} was expected` };
    if (required && identity !== 'proven')
        return { failure: 'version-not-found', sentence: `the answer does not name the version ${(0,build_show/* show */.WU)(value)}` };
    return undefined;
}
/** The right digest proves the image, and with it everything in it, unless a version is named that contradicts. */
function recognize(check, observation) {
    const recognized = recognizeAnswer(check, observation);
    // Another host may prove whatever it likes; that it names another version is still worth a failure.
    const foreign = recognized.identity === 'proven' && foreignHost(check, observation) !== undefined;
    return foreign ? { ...recognized, identity: 'unproven' } : recognized;
}
function recognizeAnswer({ url, expectVersion, expectDigest }, observation) {
    // The version that a database tells is its own, and no release of anybody's.
    if (!/^https?:/i.test(url))
        return { identity: 'unproven' };
    const identified = (0,build_version/* identify */.ls)(observation, expectVersion);
    const digest = readDigest(observation);
    if (digest === undefined)
        return identified;
    const proven = expectDigest !== undefined && sameDigest(digest, expectDigest) && identified.identity === 'unproven';
    return { ...identified, ...(proven ? { identity: 'proven' } : {}), digest };
}
/** Headers that help to see who answered. */
const telling = [
    ...['server', 'via', 'x-powered-by', 'x-version', 'x-image-digest', 'x-cache', 'age', 'x-request-id'],
    ...['location', 'content-type', 'content-encoding', 'retry-after', 'www-authenticate', 'allow'],
];
/** Reports are kept for long, and of many checks: they hold no part of a large body. */
const excerptLimit = 500;
function summarize(observation) {
    const { connected, status, responseTime, redirects, error, headers } = observation;
    const contentType = headers['content-type'];
    return {
        connected,
        responseTime: Math.round(responseTime),
        headers: Object.fromEntries(telling.flatMap((name) => (Object.hasOwn(headers, name) ? [[name, (0,build_show/* show */.WU)((0,build_request/* maskQuery */.HQ)(headers[name] ?? ''), 160)]] : []))),
        excerpt: (0,build_show/* show */.WU)(observation.body, excerptLimit),
        redirects,
        ...(status === undefined ? {} : { status }),
        ...(contentType === undefined ? {} : { contentType: (0,build_show/* show */.WU)(contentType, 60) }),
        ...(error === undefined ? {} : { error }),
    };
}
/** The same attempt without what is large: a check that waits for its next attempt must not hold a megabyte. */
function withoutBody(attempt) {
    const { json: _json, ...observation } = attempt.observation;
    return { ...attempt, observation: { ...observation, body: (0,build_show/* copyText */.Dk)(observation.body, 4000) } };
}

;// CONCATENATED MODULE: ./packages/checks/build/hints.js

/** What to do about an answer that is healthy and of the wrong version. */
function identityHints(failure) {
    if (failure === 'stale-version') {
        return ['The old version still serves: the router did not switch, the container was not made anew, or a cache stands before it.'];
    }
    return failure === 'version-not-found'
        ? ['Look at what the answer holds, and at the path or header that is said to name the version.']
        : [];
}
/** What to do about figures that are not good enough; undefined for a failure that is none of a measurement. */
function measurementHints(failure) {
    switch (failure) {
        case 'error-budget':
            return [
                'Single answers are good and some requests fail: look for a worker that crashes, a pool that runs out, or a second server that is old.',
            ];
        case 'regressed':
            return ['It is slower than what it is compared to, measured in the same minute: a cold cache, a missing index, or a slower version.'];
        case 'no-data':
            return ['It answered when it was asked alone and not when it was measured: it may have crashed, or limit how often it is asked.'];
        default:
            return undefined;
    }
}
/** What usually causes an answer like this one, and what to do about it. */
function hintsFor(asked, observation) {
    const { error, status } = observation;
    const hints = [error === undefined ? undefined : errorHint(error, asked, observation), redirectHint(observation)];
    if (status !== undefined && error === undefined)
        hints.push(statusHint(status, observation));
    const encoding = observation.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
        hints.push(`The answer is compressed (${(0,build_show/* show */.WU)(encoding, 20)}) although that was not asked for, so its body cannot be read.`);
    }
    return hints.filter((hint) => hint !== undefined);
}
function errorHint(error, asked, { connected }) {
    const nothing = 'The application may not have started yet, listen on another port, or be bound to 127.0.0.1 inside its container: bind it to 0.0.0.0 and look at its log.';
    switch (error.class) {
        case 'refused':
            return `Nothing listens on that port. ${nothing}`;
        case 'reset':
            return asked.address !== undefined && 'path' in asked.address
                ? `Nothing listens on that port on the server, or it crashed while answering. ${nothing}`
                : 'The application crashed while answering, is restarting, or speaks TLS where http was asked for.';
        case 'timeout':
            return connected
                ? 'The application accepted the connection and hangs: look for a database or service that it waits for.'
                : 'A firewall that drops packets looks like this, and so does a wrong address.';
        case 'dns':
            return 'Look for a typing slip in the host, or a DNS record that is not there yet.';
        case 'unreachable':
            return 'The network of this machine has no way there; runners on GitHub have no IPv6.';
        case 'tls':
            return asked.url.startsWith('https:') ? tlsHint(error.code) : undefined;
        case 'private':
            return 'Only public addresses may be asked here, because somebody without trust can choose them: a pull request from a fork, for example.';
        case 'invalid':
            return undefined;
    }
}
function tlsHint(code) {
    if (code === 'CERT_HAS_EXPIRED')
        return 'Renew the certificate. Where that was done already, the proxy still serves the old one: reload it.';
    if (/LEAF_SIGNATURE|GET_ISSUER_CERT/.test(code)) {
        return 'Let the proxy serve the whole chain (fullchain.pem), or give the authority in `ca` where it is one of your own.';
    }
    if (/SELF_SIGNED/.test(code))
        return 'Let the proxy serve a certificate of an authority, or give your own authority in `ca`.';
    return 'Ask by the name that the certificate is for, and look at what the proxy serves for it.';
}
function redirectHint({ url, status, headers, redirects, error }) {
    const last = status !== undefined && status >= 300 && status < 400 ? (headers['location'] ?? '') : '';
    const targets = [...redirects.map((redirect) => redirect.location), last];
    const secure = targets.some((target) => /^https:/i.test(target)) && [url, ...redirects.map((redirect) => redirect.url)].some(isPlain);
    if (secure) {
        return 'The application redirects http to https. Ask by its https address, or send the header `X-Forwarded-Proto: https` as its proxy does.';
    }
    if (targets.some((target) => /\/(log-?in|sign-?in|auth)\b/i.test(target)))
        return 'The path asks for a login; give a path that is public, such as /health.';
    if (error?.code === 'REDIRECTS')
        return 'The redirects lead in a circle: look at the proxy and at what the application thinks its own address is.';
    return last === '' ? undefined : `The answer redirects to ${(0,build_show/* show */.WU)(last, 120)}, which was not followed.`;
}
const isPlain = (url) => url.startsWith('http:');
function statusHint(status, observation) {
    const body = observation.body.slice(0, 4000);
    if (status === 400 && /host|^\s*$|bad request \(400\)/i.test(body)) {
        return 'The application may not accept this host name: add it to ALLOWED_HOSTS (Django) or TrustedHostMiddleware (Starlette, FastAPI), or send the Host header that it expects.';
    }
    if (status === 403 && /blocked host|invalid host|host[^.]{0,60}not allowed/i.test(body)) {
        return 'The application does not accept this host name: add it to config.hosts (Rails), allowedHosts (Vite, webpack) or the like, or send the Host header that it expects.';
    }
    if (status === 401 || status === 403)
        return 'The path needs credentials; give a path that is public, or send them in `headers`.';
    if (status === 404)
        return 'There is nothing at this path: look for a prefix such as /api, and whether the proxy passes the path on unchanged.';
    if (status === 405)
        return 'The path does not take this method.';
    if (status === 421)
        return 'The server does not serve this host name on this connection.';
    if (status === 502 || status === 503 || status === 504) {
        return 'A proxy answers and what stands behind it does not, or the application says that it is not ready: look at the log of the application.';
    }
    return status >= 500 ? 'The application answers with an error of its own: look at its log.' : undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/warnings.js



const depthLimit = 3;
const placeLimit = 300;
/** A whole answer to "how are you", also with an explanation behind it: `error: no route to host`. An `Error budget` is none. */
const bad = /^(unhealthy|degraded|error|errored|down|fail|failed|failing|failure|critical|unavailable|disconnected|offline|not[ _-]?(ready|ok|healthy|connected|available))\s*($|[:(,;.!-])/i;
/** Keys under which `false` is bad news. */
const good = /^(ok|up|alive|healthy|ready|success|connected|available)$/i;
/** Keys of settings and titles, where such a word says nothing about now. */
const harmless = /(^|[_-])(level|log|title|name|label|description|type|mode|on)$|[a-z](Level|Title|Name|Label|Type|Mode|On)$/;
/** Many applications answer 200 while their database is down, and say so in the body only. */
function bodyWarnings(conditions, observation) {
    if (conditions.some((condition) => placeholdersOf(condition).includes('BODY')))
        return [];
    const line = findComplaint(observation.json);
    if (line === undefined)
        return [];
    return [`The status is ${observation.status}, but the body says ${line}, and no condition looks at the body.`];
}
/** Nobody who asks for one host means the answer of another. */
function redirectWarnings(check, conditions, observation) {
    const host = foreignHost(check, observation);
    if (host === undefined || conditions.some((condition) => placeholdersOf(condition).includes('REDIRECTS')))
        return [];
    return [`${(0,build_show/* show */.WU)(host, 100)} answered, to which the address redirects: ask it by its own name, or say how many [REDIRECTS] there may be.`];
}
/** The first line near the top that is bad news, level by level: `services.redis: unhealthy`. */
function findComplaint(json) {
    let level = [['', json]];
    for (let depth = 0; depth <= depthLimit; depth++) {
        const found = level.find(([path, value]) => isComplaint(path, value));
        if (found !== undefined)
            return `${found[0] === '' ? '' : `${(0,build_show/* show */.WU)(found[0], 80)}: `}${(0,build_show/* show */.WU)(String(found[1]), 80)}`;
        level = level.flatMap(partsOf).slice(0, placeLimit);
    }
    return undefined;
}
function partsOf([path, value]) {
    if (typeof value !== 'object' || value === null)
        return [];
    const entries = Object.entries(value).slice(0, placeLimit);
    return entries.map(([key, part]) => [path === '' ? key : `${path}.${key}`, part]);
}
function isComplaint(path, value) {
    const key = path.slice(path.lastIndexOf('.') + 1);
    if (value === false)
        return good.test(key);
    if (typeof value !== 'string' || harmless.test(key))
        return false;
    return bad.test(value) || (/^errors?$/i.test(key) && value.trim() !== '');
}

;// CONCATENATED MODULE: ./packages/checks/build/account.js




/** Everything that is known about a check that was asked. */
function account(open, gated, outcome) {
    const { check, conditions } = open;
    const { last, failed, attempts, successes, required } = gated;
    const well = successes >= required;
    const passed = well && outcome?.judged.failure === undefined;
    // A check that ended on good answers did not fail because of an earlier bad one, but because there were too few.
    const told = !well && last.failure === undefined ? (failed ?? last) : last;
    const failure = well ? outcome?.judged.failure : (last.failure ?? unsteadyBy(failed));
    const { identity, version, digest } = told.identified;
    const { value } = check.expectVersion ?? {};
    return {
        ...headOf(open),
        passed,
        ...(failure === undefined ? {} : { failure }),
        sentence: sentenceOf(open, gated, outcome?.judged),
        attempts,
        successes,
        required,
        duration: gated.duration + (outcome?.measurement.duration ?? 0),
        conditions: [...told.conditions, ...(outcome?.judged.conditions ?? [])],
        last: summarize(told.observation),
        identity,
        ...(version === undefined ? {} : { version }),
        ...(value === undefined ? {} : { expectedVersion: value }),
        ...(digest === undefined ? {} : { digest }),
        ...(check.expectDigest === undefined ? {} : { expectedDigest: check.expectDigest }),
        ...(outcome === undefined ? {} : { measurement: outcome.measurement }),
        warnings: [...(passed ? warningsOf(open, conditions, last) : []), ...(outcome?.judged.warnings ?? [])],
        hints: hintsOf(open, told, failure),
    };
}
/** Two versions in turn behind one address are more than an answer that is not steady. */
function unsteadyBy(failed) {
    return failed?.failure === 'stale-version' || failed?.failure === 'version-not-found' ? failed.failure : 'unsteady';
}
function headOf({ check, kind, url }) {
    return { name: check.name, kind, url };
}
/** A check whose turn did not come before the time of the whole run was over. */
function account_notAsked(open) {
    const { check } = open;
    return {
        ...headOf(open),
        passed: false,
        failure: 'not-asked',
        sentence: `${check.name} was not asked: the time of the whole run was over before its turn.`,
        attempts: 0,
        successes: 0,
        required: Math.max(1, check.consecutive ?? 3),
        conditions: [],
        last: { connected: false, responseTime: 0, headers: {}, excerpt: '', redirects: [] },
        identity: 'unproven',
        ...(check.expectVersion?.value === undefined ? {} : { expectedVersion: check.expectVersion.value }),
        ...(check.expectDigest === undefined ? {} : { expectedDigest: check.expectDigest }),
        warnings: [],
        hints: ['Give the run a longer deadline, or let more checks run at the same time.'],
        duration: 0,
    };
}
function hintsOf(open, told, failure) {
    if (failure === undefined)
        return [];
    const measuring = measurementHints(failure);
    if (measuring !== undefined)
        return measuring;
    // Hints speak of HTTP; other kinds have a sentence for each of their own failures.
    return [...(open.kind === 'http' ? hintsFor(open.check, told.observation) : []), ...identityHints(failure)];
}
function sentenceOf({ check }, { attempts, successes, required, duration, last, failed }, judged) {
    const spent = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${(0,build/* formatDuration */.a3)(duration)}`;
    if (judged?.failure !== undefined)
        return `${check.name} failed when it was measured: ${judged.sentence}.`;
    if (successes >= required) {
        const measured = judged === undefined ? '' : ` ${judged.sentence}.`;
        return `${check.name} answers ${last.sentence}, ${required} of ${required} times in a row (${spent}).${measured}`;
    }
    if (last.failure !== undefined)
        return `${check.name} failed: ${last.sentence} (${spent}).`;
    const before = failed === undefined ? '' : ` Before that: ${failed.sentence}.`;
    return `${check.name} answered well only ${successes} of ${required} times in a row before the deadline (${spent}).${before}`;
}
function warningsOf({ check, kind }, conditions, { observation, identified }) {
    const expected = check.expectVersion?.value;
    const unproven = expected !== undefined && identified.identity === 'unproven';
    const named = identified.version === undefined ? 'the answer names no version' : `the answer names ${identified.version}`;
    const looked = [conditions, ...(check.either ?? [])].flat();
    return [
        ...(kind === 'http' ? [...bodyWarnings(looked, observation), ...redirectWarnings(check, looked, observation)] : []),
        ...(unproven ? [`It is not proven that ${expected} answers: ${named}. Say where it stands (a header, or a path in a JSON body).`] : []),
        ...(check.insecure ? ['The certificate was not checked (insecure): anybody on the way could have answered.'] : []),
    ];
}

;// CONCATENATED MODULE: ./packages/checks/build/gate.js


/** Too little for an honest attempt: a server would be blamed for our own hurry. */
const shortestAttempt = 250;
/** Asks until enough answers in a row are good, or the deadline is there. Undefined where the time was over before the first turn. */
async function gate_gate(open, ports, { turns, until = Number.POSITIVE_INFINITY } = {}) {
    const { check, conditions, repeats } = open;
    const { clock } = ports;
    const required = repeats ? Math.max(1, check.consecutive ?? 3) : 1;
    const tell = narrator(check, ports);
    await turns?.take(false);
    const started = clock.now();
    const left = () => Math.min(started + (check.deadline ?? 120_000), until) - clock.now();
    let successes = 0;
    let failed;
    try {
        if (until - started < shortestAttempt)
            return undefined;
        for (let attempts = 1;; attempts++) {
            const timeout = Math.max(1, Math.min(check.timeout ?? probe/* defaultTimeout */.fr, left()));
            let last = judge(check, conditions, await open.ask({ timeout }));
            tell(last, attempts);
            successes = last.failure === undefined ? successes + 1 : 0;
            if (last.failure !== undefined)
                failed = withoutBody(last);
            const ending = () => ({ attempts, successes, required, duration: clock.now() - started, last, ...(failed ? { failed } : {}) });
            // A target that may not be asked is not asked again.
            if (successes >= required || !repeats || last.failure === 'private-target')
                return ending();
            const pause = Math.min(pauseAfter(check, last, ports), left() - shortestAttempt);
            if (pause <= 0)
                return ending();
            // Many checks wait at the same time.
            last = withoutBody(last);
            turns?.give();
            await clock.sleep(pause).finally(() => turns?.take(true));
            if (left() < shortestAttempt)
                return ending();
        }
    }
    finally {
        turns?.give();
    }
}
function pauseAfter(check, last, { random = Math.random }) {
    if (last.failure === undefined)
        return Math.max(1, check.successDelay ?? 200);
    // Many runners that wait for one server must not ask in step.
    return Math.max(1, (check.retryDelay ?? 2000) * (1 - random() / 2));
}
/** One line for the first attempt and for every change after it: a wait of two minutes is no wall of text. */
function narrator(check, { log }) {
    let before = '';
    return (attempt, number) => {
        if (attempt.sentence === before)
            return;
        before = attempt.sentence;
        log?.info(`${check.name}, attempt ${number}: ${attempt.sentence}`);
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/judge-measurement.js




function judgeMeasurement({ check, plan, measured, observation }, measurement) {
    const { n, failed, answered, problem, compared } = measurement;
    // An address that fails is fast or slow for reasons of its own: nothing can be compared to it.
    const useless = compared !== undefined && compared.failed >= compared.n;
    const silent = answered === 0 || useless;
    const usable = measured.filter((condition) => answered > 0 || (n > 0 && !needsLatency(condition)));
    const conditions = usable.map((condition) => evaluate(condition, { ...observation, measured: measurement }));
    const seen = judge_measurement_describe(measurement, plan);
    const met = problem === undefined ? '' : `; the first: ${problem}`;
    const end = (failure, sentence, ...warnings) => ({
        conditions,
        sentence,
        warnings,
        ...(failure === undefined ? {} : { failure }),
    });
    const { budget } = plan;
    if (budget !== undefined && failed > Math.floor(budget * plan.samples)) {
        return end('error-budget', `${failed} of ${n} requests failed, and at most ${share(budget)} of ${plan.samples} may${met}`);
    }
    if (answered === 0 && check.onNoData !== 'pass')
        return end('no-data', noData(measurement));
    const looks = budget !== undefined || measured.some((condition) => placeholdersOf(condition).includes('ERROR_RATE'));
    const unforgiven = looks ? undefined : judgeErrors(measurement, check.compareTo?.ratio?.errorRate !== undefined);
    if (unforgiven !== undefined)
        return end(unforgiven.failure, `${unforgiven.sentence}${met}`);
    if (useless && check.onNoData !== 'pass')
        return end('no-data', noData(measurement));
    const broken = conditions.find((result) => !result.passed);
    if (broken !== undefined)
        return end('unhealthy', `${broken.text} does not hold: ${broken.actual} over ${n} requests`);
    const [worse] = compared === undefined ? [] : regressions(measurement, compared, check.compareTo?.ratio ?? {});
    if (worse !== undefined)
        return end('regressed', `${worse} (${n} requests each)`);
    const warnings = [
        ...(silent ? [`${noData(measurement)}; on-no-data lets that pass.`] : []),
        ...(failed > 0 && !looks && answered > 0 ? [`${failed} of ${n} requests of the measurement failed${met}.`] : []),
        ...(useless ? [] : compareWarnings(compared)),
    ];
    return end(undefined, seen, ...warnings);
}
/** Where nobody said how many requests may fail, none may; where a ratio looks at them, not all. */
function judgeErrors({ n, failed, answered }, compares) {
    if (failed === 0 || answered === 0)
        return undefined;
    if (failed === n)
        return { failure: 'unhealthy', sentence: `all ${n} requests failed` };
    return compares ? undefined : { failure: 'error-budget', sentence: `${failed} of ${n} requests failed, and nothing allows that` };
}
function compareWarnings(compared) {
    if (compared === undefined || compared.failed === 0)
        return [];
    return [`${compared.failed} of ${compared.n} requests to ${compared.url} failed: what this is compared to is not well itself.`];
}
function needsLatency(condition) {
    return placeholdersOf(condition).some((name) => name === 'P50' || name === 'P95' || name === 'P99');
}
function noData({ n, answered, compared }) {
    if (n === 0)
        return 'there was no time left to measure anything';
    if (answered === 0)
        return `none of ${n} requests was answered`;
    const how = compared?.answered === 0 ? 'did not answer one' : 'gave no good answer to any';
    return `${compared?.url ?? 'the other address'} ${how} of ${compared?.n ?? 0} requests`;
}
function judge_measurement_describe({ n, failed, p50, p95, p99, duration }, { rate }) {
    const times = Object.entries({ p50, p95, p99 }).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value} ms`]));
    const errors = failed === 0 ? 'none failed' : `${failed} failed`;
    return [`${n} requests at ${rate} a second in ${(0,build/* formatDuration */.a3)(duration)}: ${errors}`, ...times].join(', ');
}
function share(value) {
    return `${Number((value * 100).toFixed(2))} %`;
}

;// CONCATENATED MODULE: ./packages/checks/build/run-check.js





/**
 * Asks until `consecutive` answers in a row are good, or the deadline is there. Every failure is tried again, each time on a fresh connection. Then
 * measures, where the check asks for it.
 * @throws Failure `bad-input` for a check that cannot be asked, `bad-condition` for one that means nothing, `cancelled`
 */
async function runCheck(check, ports) {
    const open = await openCheck(check, ports);
    const gated = await gate(open, ports);
    return gated === undefined ? notAsked(open) : complete(open, gated, ports);
}
/** Milliseconds that the last answers of a measurement get at least. */
const leastGrace = 2000;
/** Measures what passed and has a plan, and reports. @throws Failure `cancelled` */
async function complete(open, gated, ports, until) {
    const { plan, check, measured } = open;
    if (plan === undefined || gated.successes < gated.required)
        return account(open, gated);
    ports.log?.info(`${check.name}: measuring, ${plan.samples} requests at ${plan.rate} a second`);
    // What hangs must not hold the run for a whole timeout more; what was slow when it was asked alone may be slow again.
    const grace = Math.max(leastGrace, 4 * gated.last.observation.responseTime);
    const measurement = await measureOpen(open, ports, { until, grace });
    const judged = judgeMeasurement({ check, plan, measured, observation: gated.last.observation }, measurement);
    return account(open, gated, { measurement, judged });
}

;// CONCATENATED MODULE: ./packages/checks/build/turns.js
/** Lets a few work at the same time. Those that have worked before go first, so that what was begun ends. */
class Turns {
    #free;
    #again = [];
    #first = [];
    constructor(count) {
        this.#free = count;
    }
    /** Waits for as much room as the work needs, at most all of it. */
    async take(again, weight = 1) {
        await new Promise((go) => {
            (again ? this.#again : this.#first).push({ weight, go });
            this.#next();
        });
    }
    give(weight = 1) {
        this.#free += weight;
        this.#next();
    }
    #next() {
        for (;;) {
            const queue = this.#again.length > 0 ? this.#again : this.#first;
            const [first] = queue;
            if (first === undefined || first.weight > this.#free)
                return;
            queue.shift();
            this.#free -= first.weight;
            first.go();
        }
    }
}

;// CONCATENATED MODULE: ./packages/checks/build/run-checks.js






/** Requests in a second that all measurements together send, as the limit of a single one. */
const measuredRate = 20;
/**
 * Runs many checks, a few requests at a time; the reports stand in the order of the checks. Measurements begin when all have been asked, so that the
 * other checks are not what they measure.
 * @throws Failure `bad-input` or `bad-condition` with everything that is wrong with any of them, before one is asked; `cancelled`
 */
async function runChecks(checks, options, ports) {
    const { concurrency = 8, deadline } = options;
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64)
        throw refusal('The concurrency goes from 1 to 64.');
    if (deadline !== undefined && !(deadline > 0))
        throw refusal('The deadline is more than 0.');
    const open = await openAll(checks, ports);
    const until = deadline === undefined ? undefined : ports.clock.now() + deadline;
    const turns = new Turns(concurrency);
    const gated = await Promise.all(open.map((one) => passGate(one, { turns, until }, ports)));
    const measuring = new Turns(measuredRate);
    return Promise.all(gated.map((one) => ('report' in one ? one.report : completeInTurn(one, { measuring, until }, ports))));
}
/** What is not measured is accounted for at once, so that its answer need not be kept. */
async function passGate(open, options, ports) {
    const gated = await gate_gate(open, ports, options);
    if (gated === undefined)
        return { report: account_notAsked(open) };
    return open.plan === undefined || gated.successes < gated.required ? { report: account(open, gated) } : { open, gated };
}
async function completeInTurn({ open, gated }, { measuring, until }, ports) {
    const { plan, other } = open;
    const weight = Math.min(measuredRate, Math.ceil((plan?.rate ?? 1) * (other === undefined ? 1 : 2)));
    await measuring.take(false, weight);
    try {
        return await complete(open, gated, ports, until);
    }
    finally {
        measuring.give(weight);
    }
}
/** @throws Failure with the problems of all checks */
async function openAll(checks, ports) {
    const settled = await Promise.allSettled(checks.map((check) => open_check_openCheck(check, ports)));
    const failures = [];
    const open = settled.flatMap((result, index) => {
        if (result.status === 'fulfilled')
            return [result.value];
        if (!(result.reason instanceof build/* Failure */.HR))
            throw result.reason;
        failures.push({ name: checks[index]?.name ?? '', failure: result.reason });
        return [];
    });
    const [first] = failures;
    if (first === undefined)
        return open;
    if (failures.length === 1)
        throw new build/* Failure */.HR(first.failure.reason, `${first.name}: ${first.failure.message}`, first.failure.details);
    const list = failures.map(({ name, failure }) => `- ${name}: ${failure.message}`).join('\n');
    throw new build/* Failure */.HR(first.failure.reason, `${failures.length} checks cannot be asked:\n${list}\n`, { state: 'Nothing was asked.' });
}
function refusal(problem) {
    return new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/watch.js









const shownFailures = 20;
const watch_longest = 3_600_000;
/**
 * Asks at a constant rate in the background until it is stopped: what users see while something changes. Every request has a connection of its own and
 * starts when it is due, whatever became of those before it.
 * @throws Failure `bad-input` for a rate above 20 a second, a duration above an hour, or a request that cannot be sent
 */
function watch(request, options, ports) {
    const { rate, maxDuration } = options;
    if (!(rate > 0 && rate <= 20))
        throw new Failure('bad-input', 'The rate of a watch is above 0 and at most 20 requests in a second.');
    if (!(maxDuration > 0 && maxDuration <= watch_longest))
        throw new Failure('bad-input', 'A watch takes more than nothing and at most an hour.');
    const hop = prepare(request);
    const { clock } = ports;
    const asked = { ...request, ...(options.expectVersion ? { version: options.expectVersion } : {}) };
    const samples = [];
    const started = clock.now();
    let failed = 0;
    let parted;
    let report;
    const ask = async (planned) => {
        const start = clock.now();
        const taken = await take(planned, start).catch((error) => lost({ planned, start, end: clock.now() }, error));
        if (taken === undefined)
            return;
        samples.push(taken);
        if (taken.ok)
            return;
        failed++;
        options.onFailure?.(taken, failed);
    };
    const take = async (planned, start) => {
        const observation = await send(hop, asked, ports);
        // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
        return sample({ planned, start, end: start + observation.responseTime }, observation, options);
    };
    // Only a handler of the caller can throw in `ask`, and it must not end the watch.
    const asking = pace(ask, { rate, duration: maxDuration }, clock);
    const finish = async () => {
        const endedAt = await asking.stop();
        return watch_summarize(samples, endedAt - started, parted);
    };
    return {
        get requests() {
            return samples.length;
        },
        get failed() {
            return failed;
        },
        part(at) {
            parted = at;
        },
        stop() {
            report ??= finish();
            return report;
        },
    };
}
/** A request that could not even be judged counts as failed, so that a defect of ours never looks like a quiet minute. */
function lost(times, error) {
    if (error instanceof Failure && error.reason === 'cancelled')
        return undefined;
    return { ...times, ok: false, problem: show(messageOf(error), 200) };
}
function sample(times, observation, options) {
    const problem = problemOf(options.conditions?.length ? options.conditions : defaultConditions, observation);
    const { version } = identify(observation, options.expectVersion);
    return {
        ...times,
        ok: problem === undefined,
        ...(observation.status === undefined ? {} : { status: observation.status }),
        ...(version === undefined ? {} : { version }),
        ...(problem === undefined ? {} : { problem }),
    };
}
function watch_summarize(samples, duration, parted) {
    const inOrder = samples.toSorted((a, b) => a.planned - b.planned);
    const parts = parted === undefined
        ? {}
        : { before: watch_figures(inOrder.filter(({ start }) => start < parted)), after: watch_figures(inOrder.filter(({ start }) => start >= parted)) };
    const failures = inOrder.filter((one) => !one.ok).slice(0, shownFailures);
    return { ...watch_figures(inOrder), failures, byVersion: spans(inOrder), ...parts, duration };
}
function watch_figures(samples) {
    const latencies = samples.filter((one) => one.status !== undefined).map((one) => Math.max(0, one.end - one.planned));
    latencies.sort((a, b) => a - b);
    const shares = { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99, 100) };
    return {
        requests: samples.length,
        failed: samples.filter((one) => !one.ok).length,
        ...Object.fromEntries(Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, Math.round(value)]]))),
    };
}
function spans(samples) {
    const found = new Map();
    for (const { version, start, end } of samples) {
        if (version === undefined)
            continue;
        const span = found.get(version) ?? { requests: 0, firstStart: start, firstEnd: end, lastStart: start, lastEnd: end };
        found.set(version, {
            requests: span.requests + 1,
            firstStart: Math.min(span.firstStart, start),
            firstEnd: Math.min(span.firstEnd, end),
            lastStart: Math.max(span.lastStart, start),
            lastEnd: Math.max(span.lastEnd, end),
        });
    }
    return Object.fromEntries(found);
}

;// CONCATENATED MODULE: ./packages/checks/build/index.js















/***/ }),

/***/ 7413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ lookUp),
/* harmony export */   f: () => (/* binding */ valueAt)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _show_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8903);
/* harmony import */ var _write_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7687);



/** The value at a path of a JSON document, or what is there instead. Only own keys count: `constructor` is no key of an object. */
function lookUp(json, path) {
    let value = json;
    for (const [index, step] of path.entries()) {
        const place = `[BODY]${(0,_write_js__WEBPACK_IMPORTED_MODULE_2__/* .writeSteps */ .h)(path.slice(0, index))}`;
        if (typeof step === 'number') {
            if (!Array.isArray(value))
                return { missing: `${place} is ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .showJson */ .qN)(value)}, not a list` };
            if (step >= value.length)
                return { missing: `${place} is a list of ${value.length}, so it has no [${step}]` };
            value = value[step];
        }
        else if (typeof step === 'string') {
            if (typeof value !== 'object' || value === null || Array.isArray(value)) {
                return { missing: `${place} is ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .showJson */ .qN)(value)}, so it has no ${step}` };
            }
            if (!Object.hasOwn(value, step))
                return { missing: missingKey(value, step, place) };
            value = value[step];
        }
        else
            return { missing: `${place} is not looked at for every element here` };
    }
    return { value };
}
/** The value at a path of keys and indexes; undefined where there is none. Nothing is written about it, which takes most of the time. */
function valueAt(json, path) {
    let value = json;
    for (const step of path) {
        if (typeof value !== 'object' || value === null || typeof step === 'symbol' || Array.isArray(value) !== (typeof step === 'number'))
            return undefined;
        if (!Object.hasOwn(value, step))
            return undefined;
        value = value[step];
    }
    return value;
}
function missingKey(value, step, place) {
    // Keys come from the server: only a few short ones are worth comparing.
    const likely = Object.keys(value)
        .slice(0, 200)
        .filter((key) => key.length <= 60);
    const near = step.length <= 60 ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(step, likely) : undefined;
    return `${place} has ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .showKeys */ .uU)(value)}, and no ${step}${near === undefined ? '' : ` (did you mean ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(near)}?)`}`;
}


/***/ }),

/***/ 8727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gw: () => (/* binding */ isPrivate),
/* harmony export */   km: () => (/* binding */ publicLookup),
/* harmony export */   rn: () => (/* binding */ requirePublic),
/* harmony export */   xC: () => (/* binding */ PrivateTarget)
/* harmony export */ });
/* unused harmony export privateCode */
/* harmony import */ var node_dns__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(610);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030);


/** Ranges of IPv4 that are no public unicast addresses: IANA's special-purpose registry, multicast, and the platform address of Azure's machines. */
const ranges4 = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['168.63.129.16', 32],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
];
/** The public unicast addresses of IPv6; what is not in here is not public. */
const public6 = [['2000::', 3]];
/** Parts of it that are special after all: some of them hold an address of IPv4, which may be any. */
const ranges6 = [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
];
const localNames = /^(.+\.)?(localhost|local|internal|lan|home\.arpa)$/;
/**
 * True for a host that is not on the public internet: an address of this machine, of a private or link-local network, of cloud metadata, or a name
 * that can only mean such a one. Every other name is false here; what it resolves to is looked at when the connection is made.
 */
function isPrivate(host) {
    const name = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(name);
    if (version === 4)
        return blocked4.check(name, 'ipv4');
    if (version === 6)
        return !allowed6.check(name, 'ipv6') || blocked6.check(name, 'ipv6');
    const plain = name.replace(/\.$/, '').toLowerCase();
    return plain === '' || localNames.test(plain);
}
const blocked4 = listOf(ranges4, 'ipv4');
const allowed6 = listOf(public6, 'ipv6');
const blocked6 = listOf(ranges6, 'ipv6');
function listOf(ranges, type) {
    const list = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList();
    for (const [network, prefix] of ranges)
        list.addSubnet(network, prefix, type);
    return list;
}
const privateCode = 'PRIVATE_ADDRESS';
/** A target that is not public, where only public ones may be asked. */
class PrivateTarget extends Error {
    code = privateCode;
    address;
    constructor(address) {
        super(`${address} is not a public address`);
        this.name = 'PrivateTarget';
        this.address = address;
    }
}
/** What can be refused before a name is resolved. @throws PrivateTarget */
function requirePublic(address) {
    if ('path' in address)
        throw new PrivateTarget('a unix socket');
    if (isPrivate(address.host))
        throw new PrivateTarget(address.host);
}
/**
 * A `lookup` for sockets that refuses a name as soon as one of its addresses is not public. The socket connects to what was looked at here, so a name
 * that answers otherwise a moment later gains nothing.
 */
function publicLookup(lookup = node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup) {
    return (hostname, options, callback) => {
        lookup(hostname, { ...options, all: true }, (error, addresses) => {
            if (error !== null)
                return callback(error, '');
            const first = addresses[0];
            const bad = addresses.find(({ address }) => isPrivate(address));
            if (bad !== undefined || first === undefined)
                return callback(new PrivateTarget(bad?.address ?? hostname), '');
            if (options.all)
                return callback(null, addresses);
            return callback(null, first.address, (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIPv4)(first.address) ? 4 : 6);
        });
    };
}


/***/ }),

/***/ 4316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ describeError),
  b: () => (/* binding */ describeTimeout)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/checks/build/show.js
var show = __webpack_require__(8903);
;// CONCATENATED MODULE: ./packages/checks/build/tls-error.js

const certificates = {
    CERT_HAS_EXPIRED: 'has expired',
    CERT_NOT_YET_VALID: 'is not valid yet',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself and by nobody who is trusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate certificates that lead to a trusted authority',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
    UNABLE_TO_GET_ISSUER_CERT: 'comes without the intermediate certificates that lead to a trusted authority',
    CERT_REVOKED: 'was revoked',
    CERT_SIGNATURE_FAILURE: 'has a signature that is not right',
    INVALID_PURPOSE: 'is not one for a server',
    ERR_SSL_EE_KEY_TOO_SMALL: 'has a key that is too short',
    ERR_SSL_CA_MD_TOO_WEAK: 'is signed by a method that is no longer trusted',
    EE_KEY_TOO_SMALL: 'has a key that is too short',
    CA_MD_TOO_WEAK: 'is signed by a method that is no longer trusted',
};
/** Why a handshake failed, by the codes of Node and OpenSSL. */
function tlsSentence(code, message, endpoint) {
    const certificate = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
    if (certificate !== undefined)
        return `the certificate of ${endpoint} ${certificate}`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return wrongName(message, endpoint);
    if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number|packet length too long/.test(code + message)) {
        return `${endpoint} does not speak TLS`;
    }
    if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|unsupported protocol|protocol version/.test(code + message)) {
        return `${endpoint} speaks only versions of TLS that are too old (1.2 is the least)`;
    }
    if (/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE|bad certificate|unknown ca/.test(code + message)) {
        return `${endpoint} wants a client certificate that it trusts (${code})`;
    }
    if (/UNRECOGNIZED_NAME|unrecognized name/.test(code + message))
        return `${endpoint} has no certificate for that name`;
    return `TLS with ${endpoint} failed (${code}): ${(0,show/* show */.WU)(message, 160)}`;
}
function wrongName(message, endpoint) {
    return `the certificate of ${endpoint} is not for that name but for ${(0,show/* show */.WU)(message.slice(message.lastIndexOf(': ') + 2), 160)}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/probe-error.js




const classes = {
    ECONNREFUSED: 'refused',
    ENOENT: 'refused',
    EACCES: 'refused',
    ETIMEDOUT: 'timeout',
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    ECONNRESET: 'reset',
    EPIPE: 'reset',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable',
    EADDRNOTAVAIL: 'unreachable',
    EPROTO: 'tls',
    PRIVATE_ADDRESS: 'private',
};
/** Any error of an exchange as a class, a sentence and a code. */
function describeError(error, progress) {
    const parts = partsOf(error);
    const kind = classOf(parts.code);
    return { class: kind, code: parts.code, message: sentence(kind, parts, progress) };
}
/** The exchange took longer than it may. */
function describeTimeout(timeout, progress) {
    const limit = (0,build/* formatDuration */.a3)(timeout);
    const what = progress.answering
        ? `${progress.endpoint} began to answer and did not end within ${limit}`
        : progress.connected
            ? `${progress.endpoint} accepted the connection and did not answer within ${limit}`
            : `${progress.endpoint} did not ${progress.indirect ? 'answer' : 'accept a connection'} within ${limit}`;
    return { class: 'timeout', code: 'TIMEOUT', message: what };
}
function partsOf(error) {
    // Where a name has several addresses, there is one error for each.
    const all = error instanceof AggregateError && error.errors.length > 0 ? error.errors : [error];
    const inner = all[0];
    const code = fieldOf(inner, 'code') ?? fieldOf(error, 'code') ?? 'UNKNOWN';
    const message = fieldOf(inner, 'message') ?? String(inner);
    return { code, message, addresses: all.flatMap((one) => fieldOf(one, 'address') ?? []) };
}
function fieldOf(value, name) {
    const field = typeof value === 'object' && value !== null ? value[name] : undefined;
    return typeof field === 'string' ? field : undefined;
}
function classOf(code) {
    if (Object.hasOwn(classes, code))
        return classes[code] ?? 'invalid';
    return /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|INVALID_PURPOSE|PATH_LENGTH)/.test(code)
        ? 'tls'
        : 'invalid';
}
function sentence(kind, { code, message, addresses }, progress) {
    const { endpoint } = progress;
    switch (kind) {
        case 'refused':
            return code === 'ECONNREFUSED' ? `${endpoint} refused the connection` : `${endpoint} has no socket that can be opened (${code})`;
        case 'timeout':
            return `${endpoint} did not accept a connection: the system gave up`;
        case 'dns':
            return `the name of ${endpoint} has no address${code === 'EAI_AGAIN' ? ': the name server did not answer' : ''}`;
        case 'unreachable':
            return addresses.length > 0 && addresses.every(external_node_net_.isIPv6)
                ? `${endpoint} has only IPv6 addresses (${(0,show/* show */.WU)(addresses.join(', '), 100)}), and there is no way to them (${code})`
                : `there is no way to ${endpoint} (${code})`;
        case 'reset':
            return broken(progress);
        case 'tls':
            return tlsSentence(code, message, endpoint);
        case 'private':
            return `${endpoint} was not asked: ${(0,show/* show */.WU)(message, 100)}`;
        case 'invalid':
            return invalid(code, message, endpoint);
    }
}
function broken({ endpoint, answering, secure, connected, indirect }) {
    if (answering)
        return `${endpoint} broke off in the middle of its answer`;
    if (indirect)
        return `${endpoint} closed the connection without an answer, or nothing listens there`;
    return `${endpoint} closed the connection ${secure && !connected ? 'during the TLS handshake' : 'without an answer'}`;
}
function invalid(code, message, endpoint) {
    if (code === 'HPE_HEADER_OVERFLOW')
        return `${endpoint} sent more headers than fit in 16 KiB`;
    if (code === 'UPGRADE')
        return `${endpoint} answered a plain request with another protocol: ${(0,show/* show */.WU)(message, 100)}`;
    return `${endpoint} answered something that is not HTTP (${code}): ${(0,show/* show */.WU)(message, 100)}`;
}


/***/ }),

/***/ 9802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fr: () => (/* binding */ defaultTimeout),
  dy: () => (/* binding */ probe),
  tN: () => (/* binding */ send)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
;// CONCATENATED MODULE: ./packages/checks/build/cookies.js
/** The most that a server may leave on the way; each request has a limit of its own for its headers. */
const most = 50;
/** Cookies of one attempt, kept over its redirects as a browser keeps them (RFC 6265); the next attempt begins without any. */
class CookieJar {
    #cookies = [];
    /** Takes the lines of `Set-Cookie`. */
    store(lines, from) {
        for (const line of lines.slice(0, most)) {
            const { cookie, gone } = readCookie(line, from) ?? {};
            if (cookie === undefined)
                continue;
            const others = this.#cookies.filter((other) => other.name !== cookie.name || other.domain !== cookie.domain || other.path !== cookie.path);
            this.#cookies = gone === true || others.length >= most ? others : [...others, cookie];
        }
    }
    /** The `Cookie` header for a request, with those that the user gave; a server's own take their place. */
    header(to, given = '') {
        const ours = this.#cookies.filter((cookie) => goesTo(cookie, to)).sort((a, b) => b.path.length - a.path.length);
        const names = new Set(ours.map(({ name }) => name));
        const kept = given.split(/;\s*/).filter((pair) => pair !== '' && !names.has(pair.replace(/\s*=.*$/s, '').trim()));
        const pairs = [...kept, ...ours.map(({ name, value }) => `${name}=${value}`)];
        return pairs.length === 0 ? undefined : pairs.join('; ');
    }
}
function readCookie(line, from) {
    const [pair = '', ...attributes] = line.split(';');
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (equals < 1 || name === '' || line.length > 4096 || /[^\t\x20-\x7e]/.test(name + value))
        return undefined;
    const given = new Map(attributes.map((text) => [text.replace(/=.*$/s, '').trim().toLowerCase(), text.replace(/^[^=]*=?/, '').trim()]));
    const domain = (given.get('domain') ?? '').replace(/^\./, '').toLowerCase();
    // A domain of one label would be a whole top level.
    if (domain !== '' && (!domain.includes('.') || !isWithin(from.host, domain)))
        return undefined;
    const secure = given.has('secure');
    if (secure && !from.secure)
        return undefined;
    const path = given.get('path')?.startsWith('/') ? (given.get('path') ?? '/') : from.path.replace(/\/[^/]*$/, '') || '/';
    const cookie = { name, value, domain: domain || from.host.toLowerCase(), hostOnly: domain === '', path, secure };
    return { cookie, gone: isOver(given) };
}
function isOver(given) {
    const age = given.get('max-age');
    if (age !== undefined && /^-?\d+$/.test(age))
        return Number(age) <= 0;
    const expires = given.get('expires');
    return expires !== undefined && Date.parse(expires) <= Date.now();
}
function goesTo(cookie, to) {
    const host = to.host.toLowerCase();
    if (cookie.hostOnly ? host !== cookie.domain : !isWithin(host, cookie.domain))
        return false;
    if (cookie.secure && !to.secure)
        return false;
    return to.path === cookie.path || to.path.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`);
}
function isWithin(host, domain) {
    return host.toLowerCase() === domain || host.toLowerCase().endsWith(`.${domain}`);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./packages/checks/build/body.js
var build_body = __webpack_require__(4170);
;// CONCATENATED MODULE: ./packages/checks/build/hop.js
function endpointOf(url) {
    return `${url.hostname}:${portOf(url)}`;
}
/** Where the connection goes: the address that was given, the one of `resolve`, else the host and port of the URL. */
function destinationOf(hop) {
    if (hop.address !== undefined)
        return hop.address;
    return { host: hop.resolve.get(endpointOf(hop.url).toLowerCase()) ?? bare(hop.url.hostname), port: portOf(hop.url) };
}
/** The name that the server knows itself by. */
function nameOf(hop) {
    return bare(new URL(`${hop.url.protocol}//${hop.host}`).hostname);
}
function cookiePlace(hop) {
    return { host: nameOf(hop), path: hop.url.pathname, secure: hop.url.protocol === 'https:' };
}
function portOf(url) {
    return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
/** An IPv6 address without the brackets that it has in a URL. */
function bare(host) {
    return host.startsWith('[') ? host.slice(1, -1) : host;
}

// EXTERNAL MODULE: ./packages/checks/build/private.js
var build_private = __webpack_require__(8727);
// EXTERNAL MODULE: ./packages/checks/build/probe-error.js + 1 modules
var probe_error = __webpack_require__(4316);
// EXTERNAL MODULE: ./packages/checks/build/tls-settings.js
var tls_settings = __webpack_require__(59);
;// CONCATENATED MODULE: ./packages/checks/build/exchange.js









/** Sends one request on a connection of its own and reads the answer to its end. Never rejects. */
function exchange(hop, options) {
    return new Promise((resolve) => {
        const answer = { connected: false, headers: {}, body: '', truncated: false };
        const indirect = hop.address !== undefined && 'path' in hop.address;
        const secure = hop.url.protocol === 'https:';
        const body = new build_body/* Body */.n(options.keepBody);
        let request;
        let done = false;
        const progress = () => ({
            endpoint: endpointOf(hop.url),
            connected: answer.connected,
            answering: answer.status !== undefined,
            secure,
            indirect,
        });
        const finish = (error) => {
            if (done)
                return;
            done = true;
            answer.body = body.text;
            answer.truncated = body.truncated;
            if (error !== undefined)
                answer.error = error;
            request?.destroy();
            resolve(answer);
        };
        const fail = (error) => finish((0,probe_error/* describeError */.U)(error, progress()));
        options.onStart((why) => finish(why(progress())));
        try {
            if (options.publicOnly)
                (0,build_private/* requirePublic */.rn)(destinationOf(hop));
            request = (secure ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(optionsOf(hop, options));
        }
        catch (error) {
            return fail(error);
        }
        request.on('error', fail);
        request.on('socket', (socket) => observe(socket, secure, indirect, answer));
        request.on('upgrade', (response, socket) => {
            socket.destroy();
            answer.connected = true;
            answer.status = response.statusCode ?? 0;
            fail({ code: 'UPGRADE', message: `it changed to ${response.headers.upgrade ?? 'another protocol'} without being asked to` });
        });
        request.on('response', (response) => {
            answer.connected = true;
            answer.status = response.statusCode ?? 0;
            answer.headers = headersOf(response.headers);
            options.onCookies(response.headers['set-cookie'] ?? []);
            response.on('data', (chunk) => {
                if (!body.add(chunk))
                    finish();
            });
            response.on('end', () => finish());
            response.on('error', fail);
            response.on('close', () => fail({ code: 'ECONNRESET' }));
        });
        request.on('close', () => fail({ code: 'ECONNRESET' }));
        request.end(hop.body);
    });
}
/** Notes when the connection stands, and what its certificate says. */
function observe(socket, secure, indirect, answer) {
    if (!secure) {
        if (!indirect)
            socket.once('connect', () => Object.assign(answer, { connected: true }));
        return;
    }
    socket.once('secureConnect', () => {
        if (!(socket instanceof external_node_tls_.TLSSocket))
            return;
        answer.connected = true;
        const end = Date.parse(socket.getPeerCertificate().valid_to);
        if (Number.isFinite(end))
            answer.certificateExpiration = end - Date.now();
        const version = /^TLSv(\d\.\d)$/.exec(socket.getProtocol() ?? '')?.[1] ?? (socket.getProtocol() === 'TLSv1' ? '1.0' : undefined);
        if (version !== undefined)
            answer.tlsVersion = version;
    });
}
function optionsOf(hop, { cookie, publicOnly }) {
    const { url } = hop;
    const destination = destinationOf(hop);
    const name = nameOf(hop);
    const login = url.username === '' && url.password === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    const context = (0,tls_settings/* contextOf */.Vm)(hop.tls);
    return {
        ...('path' in destination ? { socketPath: destination.path } : destination),
        ...(publicOnly ? { lookup: (0,build_private/* publicLookup */.km)() } : {}),
        method: hop.method,
        path: `${url.pathname}${url.search}`,
        agent: false,
        setHost: false,
        // A body that is compressed could not be read, and a connection that is kept could not prove a fresh one.
        headers: {
            ...hop.headers,
            ...(cookie === undefined ? {} : { cookie }),
            host: hop.host,
            'accept-encoding': 'identity',
            connection: 'close',
        },
        ...(login === undefined ? {} : { auth: login }),
        servername: (0,external_node_net_.isIP)(name) === 0 ? name : '',
        rejectUnauthorized: !hop.tls.insecure,
        checkServerIdentity: (_host, certificate) => external_node_tls_.checkServerIdentity(name, certificate),
        ...(context === undefined ? {} : { secureContext: context }),
    };
}
function headersOf(headers) {
    const entries = Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, [value].flat().join(', ')]]);
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./packages/checks/build/redirect.js

/** The request that a redirect asks for; undefined where there is none to follow. */
function follow(hop, answer) {
    const location = answer.headers['location'];
    if (answer.error !== undefined || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status ?? 0))
        return undefined;
    const url = URL.canParse(location, hop.url.href) ? new URL(location, hop.url.href) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return undefined;
    const same = isSameOrigin(url, hop);
    // An address was given for one server: nothing says that it leads to another one, or that the other may see the headers.
    if (!same && hop.address !== undefined)
        return undefined;
    const keeps = answer.status === 307 || answer.status === 308 || hop.method === 'GET' || hop.method === 'HEAD';
    const { body: _body, ...rest } = hop;
    if (same) {
        url.host = hop.url.host;
        url.username = hop.url.username;
        url.password = hop.url.password;
    }
    else {
        url.username = '';
        url.password = '';
    }
    const headers = same ? hop.headers : { accept: hop.headers['accept'] ?? '*/*', 'user-agent': hop.headers['user-agent'] ?? 'slipway' };
    const host = same ? hop.host : url.host;
    const tls = same ? hop.tls : (0,tls_settings/* withoutIdentity */.jD)(hop.tls);
    if (keeps)
        return { ...hop, url, host, tls, headers: { ...headers, ...redirect_length(hop) } };
    const { 'content-length': _length, 'content-type': _type, ...bare } = headers;
    return { ...rest, url, host, tls, headers: bare, method: 'GET' };
}
function redirect_length(hop) {
    return hop.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(hop.body)) };
}
/** Servers write themselves into `Location` by their name, which is that of the `Host` header where one is given. */
function isSameOrigin(url, hop) {
    return url.protocol === hop.url.protocol && (url.host === hop.url.host || url.host === new URL(`${hop.url.protocol}//${hop.host}`).host);
}

// EXTERNAL MODULE: ./packages/checks/build/request.js + 1 modules
var build_request = __webpack_require__(2505);
// EXTERNAL MODULE: ./packages/checks/build/show.js
var show = __webpack_require__(8903);
// EXTERNAL MODULE: ./packages/checks/build/version.js
var version = __webpack_require__(440);
;// CONCATENATED MODULE: ./packages/checks/build/probe.js









const defaultTimeout = 10_000;
/**
 * Asks once, on a fresh connection for every redirect too. What the server does wrong is in the observation.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
async function probe(request, ports) {
    return send((0,build_request/* prepare */.iA)(request), request, ports);
}
/** The same for a request that was prepared. @throws Failure `cancelled` */
async function send(first, request, ports) {
    let hop = first;
    const timeout = request.timeout ?? defaultTimeout;
    const limit = request.redirects ?? 5;
    const jar = new CookieJar();
    const started = performance.now();
    const redirects = [];
    const clock = stopwatch(timeout, ports.signal);
    try {
        for (;;) {
            const place = cookiePlace(hop);
            const answer = await exchange(hop, {
                cookie: jar.header(place, hop.headers['cookie']),
                publicOnly: ports.publicOnly,
                keepBody: request.keepBody,
                onStart: clock.attach,
                onCookies: (lines) => jar.store(lines, place),
            });
            if (ports.signal.aborted)
                throw new build/* Failure */.HR('cancelled', 'The run was cancelled during a request.');
            const next = limit === 0 ? undefined : follow(hop, answer);
            if (next === undefined || redirects.length === limit) {
                const endless = next === undefined ? undefined : tooMany(hop, limit);
                return observation({ request, hop, redirects, started }, endless === undefined ? answer : { ...answer, error: endless });
            }
            redirects.push({ status: answer.status ?? 0, url: (0,build_request/* displayUrl */.Qy)(hop.url), location: (0,show/* show */.WU)((0,build_request/* displayUrl */.Qy)(next.url), 200) });
            hop = next;
        }
    }
    finally {
        clock.stop();
    }
}
function observation({ request, hop, redirects, started }, answer) {
    const responseTime = performance.now() - started;
    const json = answer.truncated || answer.error !== undefined ? undefined : parseJson(answer.body);
    const versions = (0,version/* readVersions */.q2)({ headers: answer.headers, json }, request.version);
    return { ...answer, url: (0,build_request/* displayUrl */.Qy)(hop.url), responseTime, versions, redirects, ...(json === undefined ? {} : { json }) };
}
function parseJson(body) {
    const text = body.trim().replace(/^\uFEFF/, '');
    if (!/^[[{"\-\dtfn]/.test(text))
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function tooMany(hop, limit) {
    return { class: 'invalid', code: 'REDIRECTS', message: `${(0,show/* show */.WU)((0,build_request/* displayUrl */.Qy)(hop.url))} redirects once more after ${limit} redirects` };
}
/** Ends the exchange under way when its time is over or the run is cancelled. This is a limit of the network, so it runs on real time. */
function stopwatch(timeout, signal) {
    let current;
    let over = false;
    const expire = () => {
        over = true;
        current?.((progress) => (0,probe_error/* describeTimeout */.b)(timeout, progress));
    };
    const timer = setTimeout(expire, timeout);
    signal.addEventListener('abort', expire, { once: true });
    return {
        attach(stop) {
            current = stop;
            if (over || signal.aborted)
                expire();
        },
        stop() {
            clearTimeout(timer);
            signal.removeEventListener('abort', expire);
        },
    };
}


/***/ }),

/***/ 2505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Qy: () => (/* binding */ displayUrl),
  HQ: () => (/* binding */ maskQuery),
  iA: () => (/* binding */ prepare)
});

// UNUSED EXPORTS: parseUrl

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./packages/checks/build/resolve-to.js

/** Entries of `resolve` by `host:port`; a text where one of them is none. */
function parseResolve(entries) {
    const found = new Map();
    for (const entry of entries) {
        const [, host, port, address] = /^([^\s:[\]]+|\[[0-9a-f:.]+\]):(\d{1,5}):\[?([0-9a-f:.]+?)\]?$/i.exec(entry.trim()) ?? [];
        if (host === undefined || port === undefined || address === undefined || (0,external_node_net_.isIP)(address) === 0 || Number(port) > 65_535) {
            return `resolve: '${entry.slice(0, 200)}' is not host:port:address. Example: app.example.com:443:192.0.2.7`;
        }
        found.set(`${host.toLowerCase()}:${Number(port)}`, address);
    }
    return found;
}

// EXTERNAL MODULE: ./packages/checks/build/tls-settings.js
var tls_settings = __webpack_require__(59);
// EXTERNAL MODULE: ./packages/checks/build/version.js
var version = __webpack_require__(440);
;// CONCATENATED MODULE: ./packages/checks/build/request.js





/** Headers that belong to the connection; setting them by hand would break it. */
const ours = /^(host|connection|accept-encoding|content-length|transfer-encoding|keep-alive|upgrade|te|trailer|expect)$/i;
/** The first hop of a request. @throws Failure `bad-input` for a request that cannot be sent; values of headers are not shown */
function prepare(request) {
    const url = parseUrl(request.url);
    const method = request.method ?? 'GET';
    if (!/^[A-Z]{1,20}$/.test(method) || method === 'CONNECT')
        refuse(`${method} is not a method such as GET or POST.`);
    const given = Object.entries(request.headers ?? {});
    const named = given.find(([name]) => name.toLowerCase() === 'host')?.[1];
    for (const [name, value] of given)
        checkHeader(name, value);
    const headers = Object.fromEntries(given.filter(([name]) => !ours.test(name)).map(([name, value]) => [name.toLowerCase(), value]));
    const { redirects = 5, timeout = 1 } = request;
    if (!Number.isInteger(redirects) || redirects < 0 || redirects > 5)
        refuse('redirects goes from 0 to 5.');
    if (!(timeout > 0))
        refuse('The timeout of a request is more than 0.');
    if (request.version?.path !== undefined)
        (0,version/* parsePath */.Rr)(request.version.path);
    return {
        url,
        method,
        headers: {
            accept: '*/*',
            'user-agent': 'slipway',
            ...headers,
            ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.address === undefined ? {} : { address: request.address }),
        resolve: checkResolve(request),
        tls: checkTls(request),
        host: checkHost(request.hostHeader ?? named ?? url.host),
    };
}
/** @throws Failure `bad-input` */
function parseUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return refuse('The url is not an address such as https://app.example.com/health.');
    try {
        decodeURIComponent(url.username + url.password);
    }
    catch {
        return refuse('The credentials in the url are not written as a URL writes them: % is %25.');
    }
    return url;
}
/** Parameters of a query whose values are nobody else's business. */
const sensitive = /([?&][^=&#]*(?:pass|pwd|token|secret|signature|credential|api[-_]?key)[^=&#]*=)[^&#]*/gi;
/** An address for people: without credentials. */
function displayUrl(url) {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    return maskQuery(shown.href);
}
/** An address, whole or in part, with `***` for the values of parameters that look like credentials. */
function maskQuery(address) {
    return address.replaceAll(sensitive, '$1***');
}
function checkResolve({ resolve, address }) {
    const entries = resolve === undefined ? [] : [resolve].flat();
    if (entries.length > 0 && address !== undefined)
        refuse('resolve and a given address both say where to connect; give one of them.');
    const parsed = parseResolve(entries);
    return typeof parsed === 'string' ? refuse(parsed) : parsed;
}
function checkTls({ ca, clientCertificate: certificate, clientKey: key, insecure = false }) {
    if ((certificate === undefined) !== (key === undefined)) {
        refuse(`The client ${certificate === undefined ? 'key has no certificate' : 'certificate has no key'}; both are needed.`);
    }
    const settings = {
        insecure,
        ...(ca === undefined ? {} : { ca }),
        ...(certificate === undefined ? {} : { certificate }),
        ...(key === undefined ? {} : { key }),
    };
    try {
        (0,tls_settings/* contextOf */.Vm)(settings);
    }
    catch (error) {
        // OpenSSL names what is wrong and shows nothing of it.
        const code = error.code ?? 'unknown';
        refuse(`The certificates or the key for TLS cannot be read, or do not belong together (${code}). They are PEM, as they stand in their files.`);
    }
    return settings;
}
function checkHeader(name, value) {
    try {
        (0,external_node_http_.validateHeaderName)(name);
        (0,external_node_http_.validateHeaderValue)(name, value);
    }
    catch {
        refuse(`The header ${JSON.stringify(name.slice(0, 60))} has a name or value that HTTP cannot carry.`);
    }
}
function checkHost(host) {
    if (!/^[A-Za-z0-9._[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`))
        refuse('The Host header is not a host name such as app.example.com.');
    return host;
}
function refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}


/***/ }),

/***/ 8903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dk: () => (/* binding */ copyText),
/* harmony export */   WU: () => (/* binding */ show),
/* harmony export */   qN: () => (/* binding */ showJson),
/* harmony export */   uU: () => (/* binding */ showKeys)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);

/** Longer secrets than this may be shown in part where a text is cut. */
const margin = 16_384;
/** Foreign text for a person: on one line, without control and direction characters, without secrets, cut to `limit` characters. */
function show(text, limit = 120) {
    // A secret must be hidden before it is cut in half.
    const line = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(copyText(text, limit * 4 + margin))
        .slice(0, limit * 4)
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu, ' ')
        .replaceAll(/ {2,}/g, ' ')
        .trim();
    return line.length > limit || text.length > limit * 4 ? `${line.slice(0, limit - 3).trimEnd()}...` : line;
}
/** The beginning of a text as a text of its own: a slice of a string holds the whole string in memory. */
function copyText(text, limit) {
    return text.length <= limit ? text : Buffer.from(text.slice(0, limit)).toString();
}
/** A JSON value for a person: scalars as they are, lists and objects by what they hold. */
function showJson(value) {
    if (typeof value === 'string')
        return value === '' ? 'an empty text' : show(value);
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if (typeof value === 'object' && value !== null)
        return `an object with ${showKeys(value)}`;
    return show(String(value));
}
/** The first keys of an object. */
function showKeys(value, limit = 12) {
    const keys = Object.keys(value);
    if (keys.length === 0)
        return 'no keys';
    const shown = keys.slice(0, limit).map((key) => show(key, 40));
    const more = keys.length > limit ? ` and ${keys.length - limit} more` : '';
    return `the keys ${shown.join(', ')}${more}`;
}


/***/ }),

/***/ 8911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ parseSteps)
/* harmony export */ });
/* harmony import */ var _condition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7133);

const isKeyCharacter = (character) => !/[\s.[\]()'"=<>!,]/.test(character);
const isDigit = (character) => character >= '0' && character <= '9';
/** `.a.b[0]['x-y'][*]` behind a placeholder. */
function parseSteps(cursor) {
    const steps = [];
    for (;;) {
        if (cursor.take('.')) {
            const key = cursor.takeWhile(isKeyCharacter);
            if (key === '')
                cursor.fail("The name of a key is expected behind the dot; one with other characters is written ['x y'].");
            steps.push(key);
        }
        else if (cursor.take('['))
            steps.push(parseBracket(cursor));
        else
            return steps;
    }
}
function parseBracket(cursor) {
    const start = cursor.position;
    const step = parseInBracket(cursor);
    if (!cursor.take(']'))
        cursor.fail('The bracket is not closed.', start - 1);
    return step;
}
function parseInBracket(cursor) {
    const start = cursor.position;
    if (cursor.take('*'))
        return _condition_js__WEBPACK_IMPORTED_MODULE_0__/* .everyElement */ .K;
    const quote = cursor.here;
    if (quote === "'" || quote === '"') {
        cursor.take(quote);
        const key = cursor.takeWhile((character) => character !== quote);
        if (!cursor.take(quote))
            cursor.fail(`The quote ${quote} is not closed.`, start);
        return key;
    }
    const digits = cursor.takeWhile(isDigit);
    if (digits === '' || digits.length > 9)
        cursor.fail("An index, * or a key in quotes is expected in the bracket: [0], [*], ['x-y'].", start);
    return Number(digits);
}


/***/ }),

/***/ 59:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

var node_tls__WEBPACK_IMPORTED_MODULE_0___namespace_cache;
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IZ: () => (/* binding */ trusted),
/* harmony export */   Vm: () => (/* binding */ contextOf),
/* harmony export */   jD: () => (/* binding */ withoutIdentity)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1692);

/** Reading a hundred authorities takes longer than a request on the loopback, so it is done once. */
const contexts = new WeakMap();
/** The context of settings that differ from Node's own; undefined where they do not. @throws Error of OpenSSL for what is no certificate or key */
function contextOf(settings) {
    const { ca, certificate, key } = settings;
    if (ca === undefined && certificate === undefined)
        return undefined;
    const known = contexts.get(settings);
    if (known !== undefined)
        return known;
    const context = node_tls__WEBPACK_IMPORTED_MODULE_0__.createSecureContext({
        ...(ca === undefined ? {} : { ca: [...trusted(), ca] }),
        ...(certificate === undefined ? {} : { cert: certificate }),
        ...(key === undefined ? {} : { key }),
    });
    contexts.set(settings, context);
    return context;
}
/** The same trust for another server, which is not shown who asks. */
function withoutIdentity({ ca, insecure }) {
    return { insecure, ...(ca === undefined ? {} : { ca }) };
}
/** What Node trusts by itself; older versions cannot say what the user added to it. */
function trusted() {
    const source = /*#__PURE__*/ (node_tls__WEBPACK_IMPORTED_MODULE_0___namespace_cache || (node_tls__WEBPACK_IMPORTED_MODULE_0___namespace_cache = __webpack_require__.t(node_tls__WEBPACK_IMPORTED_MODULE_0__, 2)));
    return source.getCACertificates?.('default') ?? node_tls__WEBPACK_IMPORTED_MODULE_0__.rootCertificates;
}


/***/ }),

/***/ 440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rr: () => (/* binding */ parsePath),
/* harmony export */   ls: () => (/* binding */ identify),
/* harmony export */   q2: () => (/* binding */ readVersions),
/* harmony export */   r1: () => (/* binding */ sameVersion)
/* harmony export */ });
/* harmony import */ var _cursor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1776);
/* harmony import */ var _path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7413);
/* harmony import */ var _steps_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8911);



const usualHeader = 'x-version';
const usualPaths = ['version', 'commit', 'sha', 'git_sha', 'commitSha', 'build.sha'];
/** Every version that an answer names, in the order in which places count. */
function readVersions(answer, place = {}) {
    const usual = place.path === undefined && place.header === undefined;
    const headers = usual ? [usualHeader] : [place.header ?? []].flat();
    const paths = usual ? usualPaths : [place.path ?? []].flat();
    const found = [
        ...headers.map((name) => (Object.hasOwn(answer.headers, name.toLowerCase()) ? answer.headers[name.toLowerCase()] : undefined)),
        ...paths.map((path) => readPath(answer.json, path)),
    ];
    return [...new Set(found.map((text) => text?.trim() ?? '').filter((text) => text !== '' && text.length <= 200))];
}
function readPath(json, path) {
    if (json === undefined)
        return undefined;
    const found = (0,_path_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .f)(json, usualSteps.get(path) ?? parsePath(path));
    return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}
/** `build.sha`, `items[0]['x y']`. @throws ConditionError */
function parsePath(path) {
    const cursor = new _cursor_js__WEBPACK_IMPORTED_MODULE_0__/* .Cursor */ .b(path.startsWith('[') || path.startsWith('.') ? path : `.${path}`);
    const steps = (0,_steps_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSteps */ .$)(cursor);
    if (cursor.here !== '')
        cursor.fail('A path such as build.sha is expected.');
    return steps;
}
/** Compares what an answer says with what was expected. */
function identify(observation, expected = {}) {
    const versions = readVersions(observation, expected);
    const [first] = versions;
    if (first === undefined)
        return { identity: 'unproven' };
    const { value } = expected;
    if (value === undefined || value === '')
        return { identity: 'unproven', version: first };
    const same = versions.find((version) => sameVersion(version, value));
    if (same !== undefined)
        return { identity: 'proven', version: same };
    const other = versions.find((version) => isRevision(version) && isRevision(value));
    if (other !== undefined)
        return { identity: 'stale', version: other };
    return { identity: expected.derived ? 'unproven' : 'stale', version: first };
}
/** Equal, or two writings of one commit of which the shorter has at least 7 digits. A `v` before a number is no difference. */
function sameVersion(a, b) {
    if (plain(a) === plain(b))
        return true;
    if (!isRevision(a) || !isRevision(b))
        return false;
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    return left.startsWith(right) || right.startsWith(left);
}
function isRevision(text) {
    return /^[0-9a-f]{7,64}$/i.test(text);
}
function plain(text) {
    return text.replace(/^v(?=\d)/i, '');
}
const usualSteps = new Map(usualPaths.map((path) => [path, parsePath(path)]));


/***/ }),

/***/ 7687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ writeSteps),
/* harmony export */   p: () => (/* binding */ writeOperand)
/* harmony export */ });
/* harmony import */ var _condition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7133);

/** An operand as a person writes it. */
function writeOperand(operand) {
    switch (operand.kind) {
        case 'placeholder':
            return `[${operand.name}]${writeSteps(operand.path)}`;
        case 'call':
            return `${operand.name}(${writeOperand(operand.of)})`;
        case 'literal':
            return operand.quoted ? `"${operand.text}"` : operand.text;
        case 'pattern':
            return `pat(${operand.glob})`;
        case 'any':
            return `any(${operand.of.map(writeOperand).join(', ')})`;
    }
}
function writeSteps(path) {
    return path.map(writeStep).join('');
}
function writeStep(step) {
    if (step === _condition_js__WEBPACK_IMPORTED_MODULE_0__/* .everyElement */ .K)
        return '[*]';
    if (typeof step === 'number')
        return `[${step}]`;
    if (/^[\w-]+$/.test(step))
        return `.${step}`;
    return step.includes("'") ? `["${step}"]` : `['${step}']`;
}


/***/ })

};
