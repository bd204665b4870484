export const id = 339;
export const ids = [339];
export const modules = {

/***/ 2339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   container: () => (/* binding */ container)
/* harmony export */ });
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);
/* harmony import */ var _private_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8727);
/* harmony import */ var _show_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8903);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3263);
/* harmony import */ var _question_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6530);





const example = 'container://project/service, or container://name';
const form = /^container:\/\/([a-zA-Z0-9][\w.-]*)(?:\/([a-zA-Z0-9][\w.-]*))?\/?$/;
/** What Docker says of a container, or of every container of a compose service: the worst one is shown. */
const container = {
    conditions: ['[BODY].state == running', '[BODY].health == any(healthy, none)'],
    options: [],
    check: (request) => [
        ...(0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .optionProblems */ ._A)(request, container),
        ...(form.test(request.url.trim()) ? [] : [`The url names no container. Example: ${example}`]),
    ],
    probe: (request, ports) => {
        const [, first = '', service] = form.exec(request.url.trim()) ?? [];
        const name = service === undefined ? `the container ${first}` : `the service ${service} of ${first}`;
        return (0,_question_js__WEBPACK_IMPORTED_MODULE_4__/* .ask */ .kA)(request, ports, { shown: request.url.trim(), endpoint: name }, async (question) => {
            const containers = await inspect(question, service === undefined ? [first] : await idsOf(question, first, service));
            describe(question, containers);
        });
    },
};
async function docker({ ports, request, signal }, argv) {
    const { shell } = ports;
    if (ports.publicOnly)
        throw new _private_js__WEBPACK_IMPORTED_MODULE_1__/* .PrivateTarget */ .xC('a container of this machine');
    const running = shell.run(['docker', ...argv], {
        env: { LC_ALL: 'C' },
        deadline: request.timeout + 1000,
        signal,
    });
    const { stdout } = await running.catch((error) => {
        if (!(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_0__.ProgramFailure))
            throw error;
        if (/permission denied/i.test(error.stderr))
            (0,_question_js__WEBPACK_IMPORTED_MODULE_4__/* .refuse */ .TR)(`the user of ${shell.where} may not use Docker: add it to the group docker`, 'EACCES');
        if (/cannot connect to the docker daemon|is the docker daemon running/i.test(error.stderr))
            (0,_question_js__WEBPACK_IMPORTED_MODULE_4__/* .refuse */ .TR)(`Docker does not run on ${shell.where}`, 'NO_DAEMON', 'refused');
        if (/no such (container|object)/i.test(error.stderr))
            return { stdout: '[]' };
        (0,_question_js__WEBPACK_IMPORTED_MODULE_4__/* .refuse */ .TR)(`docker ${argv[0]} failed on ${shell.where}: ${(0,_show_js__WEBPACK_IMPORTED_MODULE_2__/* .show */ .WU)(error.stderr, 160)}`, 'DOCKER');
    });
    return stdout;
}
async function idsOf(question, project, service) {
    const labels = [`project=${project}`, `service=${service}`, 'oneoff=False'].map((label) => `label=com.docker.compose.${label}`);
    const stdout = await docker(question, ['ps', '--all', '--quiet', '--no-trunc', ...labels.flatMap((label) => ['--filter', label])]);
    return stdout.split('\n').filter((id) => id !== '');
}
async function inspect(question, ids) {
    const text = ids.length === 0 ? '[]' : await docker(question, ['inspect', '--type', 'container', ...ids]);
    const found = JSON.parse(text);
    if (found.length === 0)
        (0,_question_js__WEBPACK_IMPORTED_MODULE_4__/* .refuse */ .TR)(`${question.stage.endpoint} is not on ${question.ports.shell.where}`, 'NO_CONTAINER', 'refused');
    return found;
}
/** From good to bad. */
const order = ['healthy', 'none', 'starting', 'unhealthy'];
function badness({ State: { Status, Health } }) {
    return Status === 'running' ? order.indexOf(Health?.Status ?? 'none') : order.length;
}
function describe({ finding, stage, ports }, containers) {
    const [worst] = containers.toSorted((a, b) => badness(b) - badness(a));
    if (worst === undefined)
        return;
    const { State: state, Config: config, RestartCount: restarts } = worst;
    const output = state.Health?.Log?.at(-1)?.Output;
    finding.connected = state.Status === 'running';
    finding.json = {
        name: worst.Name.replace(/^\//, ''),
        state: state.Status,
        health: state.Health?.Status || 'none',
        restarts,
        image: config.Image,
        containers: containers.length,
        exitCode: state.ExitCode,
        ...(output === undefined ? {} : { output: (0,_show_js__WEBPACK_IMPORTED_MODULE_2__/* .show */ .WU)(output, 300) }),
    };
    if (state.Status === 'running')
        return;
    const how = state.OOMKilled ? ', killed because its memory was full' : state.Status === 'exited' ? ` with code ${state.ExitCode}` : '';
    // Only decisive where a condition fails: a container that did its work and ended may be just what was asked for.
    (0,_question_js__WEBPACK_IMPORTED_MODULE_4__/* .refuse */ .TR)(`${stage.endpoint} is ${state.Status}${how} on ${ports.shell.where}`, state.Status.toUpperCase(), 'refused');
}


/***/ }),

/***/ 3263:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   _A: () => (/* binding */ optionProblems),
/* harmony export */   kv: () => (/* binding */ placeProblems),
/* harmony export */   uK: () => (/* binding */ option)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3239);


/** What is wrong with an address, in sentences that never show it. */
function placeProblems(url, rules) {
    const place = readPlace(url, rules);
    return typeof place === 'string' ? [`${place} Example: ${rules.example}`] : [];
}
/** @throws Failure `bad-input`; whoever called `check` first never sees it */
function placeOf(url, rules) {
    const place = readPlace(url, rules);
    if (typeof place === 'string')
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('bad-input', `${place} Example: ${rules.example}`, { state: 'Nothing was asked.' });
    if (place.password !== '')
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .addSecret */ .Ck)(place.password);
    return place;
}
function readPlace(text, rules) {
    const trimmed = text.trim();
    const scheme = /^([a-z][a-z0-9+]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
    // A URL ends its host at the first slash, so a password with a bare one would name another host.
    if (!rules.web && /[/?#].*@/s.test(trimmed.slice((scheme ?? '').length + 3)))
        return 'The credentials in the url are not written as a URL writes them: / is %2F, ? is %3F, # is %23 and @ is %40.';
    if (scheme === undefined || !URL.canParse(trimmed))
        return 'The url is not an address, or its credentials are not percent-encoded.';
    const url = new URL(trimmed);
    const parts = [url.username, url.password, url.pathname.replace(/^\//, '')].map(decode);
    const [user, password, path] = parts;
    if (user === undefined || password === undefined || path === undefined)
        return 'The url is not percent-encoded as a URL is: % is %25.';
    const bracketed = url.hostname.startsWith('[');
    const host = bracketed ? url.hostname.slice(1, -1) : url.hostname;
    if (host === '' && rules.host !== 'optional')
        return 'The url names no host.';
    if (bracketed ? (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 6 : !/^[\w.-]*$/.test(host))
        return 'The host of the url is no name and no address.';
    const port = url.port === '' ? (defaultPorts[scheme] ?? rules.port) : Number(url.port);
    if (port === undefined || port === 0)
        return 'The url names no port.';
    const endpoint = `${url.hostname}:${port}`;
    const name = host === '' ? '' : url.port === '' ? url.hostname : endpoint;
    const shown = `${scheme}://${name}${url.pathname}`;
    return { scheme, host, port, user, password, path, parameters: url.searchParams, endpoint, shown };
}
/** What a URL leaves out because its scheme says it. */
const defaultPorts = { ws: 80, wss: 443 };
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}
/** Options that a kind does not know, and values that are of the wrong form. */
function optionProblems(request, { options }, forms = {}) {
    return Object.entries(request.options ?? {}).flatMap(([name, value]) => {
        if (!options.includes(name)) {
            const near = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .pA)(name, options);
            const known = options.length === 0 ? 'There are none here.' : `There are ${options.join(', ')}.`;
            return [`${name} is no option of this check. ${near === undefined ? known : `Did you mean ${near}?`}`];
        }
        const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
        return form === undefined || form.pattern.test(String(value)) ? [] : [`${name} is not ${form.what}.`];
    });
}
const flag = { pattern: /^(true|false)$/, what: 'true or false' };
/** The text of an option; undefined where it is not given. */
function option({ options = {} }, name) {
    return Object.hasOwn(options, name) ? String(options[name]) : undefined;
}


/***/ }),

/***/ 6530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P_: () => (/* binding */ Refusal),
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   kA: () => (/* binding */ ask)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _probe_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4316);
/* harmony import */ var _show_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8903);



/** The end of a question with a sentence of its own. */
class Refusal extends Error {
    error;
    constructor(error) {
        super(error.message);
        this.error = error;
    }
}
/** @throws Refusal always; `message` is a sentence without its full stop */
function refuse(message, code, kind = 'invalid') {
    throw new Refusal({ class: kind, code, message });
}
/**
 * Asks one question within `timeout`. What it finds is in `finding`; what it throws becomes the error of the observation.
 * @throws Failure `cancelled`
 */
async function ask(request, ports, asked, work) {
    const started = performance.now();
    const over = new AbortController();
    const closers = [];
    const stage = { endpoint: asked.endpoint, connected: false, answering: false, secure: false, indirect: false, handshaking: false };
    const finding = { connected: false };
    const question = {
        request,
        ports,
        stage,
        finding,
        signal: over.signal,
        closing: (close) => (over.signal.aborted ? close() : void closers.push(close)),
    };
    const { promise: ended, resolve: end } = Promise.withResolvers();
    const timer = setTimeout(() => end(late(request.timeout, stage)), request.timeout);
    const cancel = () => end(undefined);
    ports.signal.addEventListener('abort', cancel, { once: true });
    try {
        if (ports.signal.aborted)
            cancel();
        else
            work(question).then(cancel, (error) => end(describe(error, stage)));
        const error = await ended;
        if (ports.signal.aborted)
            throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('cancelled', 'The run was cancelled during a check.');
        return observation(asked, finding, performance.now() - started, error);
    }
    finally {
        clearTimeout(timer);
        ports.signal.removeEventListener('abort', cancel);
        over.abort();
        // What was opened last goes first: Node crashes where a socket goes before the TLS on it that has just shaken hands.
        for (const close of closers.toReversed())
            close();
    }
}
function observation(asked, finding, responseTime, error) {
    const { json, body, headers = {}, ...rest } = finding;
    return {
        url: asked.shown,
        ...rest,
        headers,
        body: body ?? (json === undefined ? '' : JSON.stringify(json)),
        truncated: false,
        ...(json === undefined ? {} : { json }),
        responseTime,
        versions: [],
        redirects: [],
        ...(error === undefined ? {} : { error: { ...error, message: (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(error.message) } }),
    };
}
function late(timeout, stage) {
    if (!stage.handshaking)
        return (0,_probe_error_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTimeout */ .b)(timeout, stage);
    const message = `${stage.endpoint} accepted the connection and did not finish the TLS handshake within ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(timeout)}`;
    return { class: 'timeout', code: 'TIMEOUT', message };
}
/** Whatever a question threw. A shell that fails is no defect of what was asked, and says so itself. */
function describe(error, stage) {
    if (error instanceof Refusal)
        return error.error;
    if (error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) {
        const kind = error.reason === 'timeout' ? 'timeout' : error.reason === 'unreachable' ? 'unreachable' : 'invalid';
        return { class: kind, code: error.reason, message: (0,_show_js__WEBPACK_IMPORTED_MODULE_2__/* .show */ .WU)(error.message, 300).replace(/\.$/, '') };
    }
    const described = (0,_probe_error_js__WEBPACK_IMPORTED_MODULE_1__/* .describeError */ .U)(error, stage);
    if (described.class !== 'invalid')
        return described;
    return {
        ...described,
        message: `asking ${stage.endpoint} failed (${described.code}): ${(0,_show_js__WEBPACK_IMPORTED_MODULE_2__/* .show */ .WU)(error instanceof Error ? error.message : String(error))}`,
    };
}


/***/ })

};
