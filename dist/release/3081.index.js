export const id = 3081;
export const ids = [3081];
export const modules = {

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
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);


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

/***/ 3081:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  prometheus: () => (/* binding */ prometheus)
});

// EXTERNAL MODULE: ./packages/checks/build/probe.js + 4 modules
var probe = __webpack_require__(9802);
// EXTERNAL MODULE: ./packages/checks/build/show.js
var show = __webpack_require__(8903);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/metrics.js

// Each matches at one place and never goes back far: a page of a stranger must not keep this side busy.
const namePattern = /[a-zA-Z_:][\w:]*[ \t]*/y;
const labelPattern = /[ \t]*([a-zA-Z_]\w*)[ \t]*=[ \t]*"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*/y;
/**
 * Reads the Prometheus text format 0.0.4. Cumulative buckets and quantiles have no sum that would mean anything, so they have no bare name.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
function parseMetrics(text) {
    const sums = new Map();
    const values = new Map();
    const types = new Map();
    let samples = 0;
    for (const [index, raw] of text.split('\n').entries()) {
        const line = raw.trim();
        if (line === '')
            continue;
        if (line.startsWith('#')) {
            const [, name = '', type = ''] = /^#[ \t]+TYPE[ \t]+(\S+)[ \t]+(\S+)/.exec(line) ?? [];
            if (name !== '')
                types.set(name, type);
            continue;
        }
        const sample = parseSample(line);
        if (sample === undefined)
            return { problem: `line ${index + 1} is no metric: ${(0,show/* show */.WU)(line, 80)}` };
        samples++;
        for (const key of keysOf(sample))
            values.set(key, sample.value);
        if (hasSum(sample, types))
            sums.set(sample.name, (sums.get(sample.name) ?? 0) + sample.value);
    }
    if (samples === 0)
        return { problem: 'the page holds no metric' };
    return { values: Object.fromEntries([...values, ...sums]), samples };
}
function parseSample(line) {
    const name = matchAt(namePattern, line, 0)?.[0];
    if (name === undefined)
        return undefined;
    const labelled = line[name.length] === '{' ? parseLabels(line, name.length + 1) : { labels: [], end: name.length };
    if (labelled === undefined)
        return undefined;
    // OpenMetrics puts an example of a trace behind a sample.
    const [rest = ''] = line.slice(labelled.end).split('#', 1);
    const [number = '', time = '0', ...more] = rest.trim().split(/[ \t]+/, 3);
    const value = parseValue(number);
    if (value === undefined || more.length > 0 || !/^[+-]?\d+(\.\d+)?$/.test(time))
        return undefined;
    return { name: name.trimEnd(), labels: labelled.labels, value };
}
/** Labels up to the closing brace; a comma may stand before it. */
function parseLabels(line, start) {
    const labels = [];
    let at = start;
    for (;;) {
        const found = matchAt(labelPattern, line, at);
        if (found !== undefined) {
            labels.push([found[1] ?? '', found[2] ?? '']);
            at += found[0].length;
        }
        while (line[at] === ' ' || line[at] === '\t')
            at++;
        if (line[at] === '}')
            return { labels, end: at + 1 };
        if (found === undefined || line[at] !== ',')
            return undefined;
        at++;
    }
}
function matchAt(pattern, line, at) {
    pattern.lastIndex = at;
    return pattern.exec(line) ?? undefined;
}
/** Go's floats: `1e3`, `+Inf`, `NaN`. */
function parseValue(text) {
    if (text.length < 60 && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
        return Number(text);
    if (/^[+-]?inf(inity)?$/i.test(text))
        return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return /^nan$/i.test(text) ? Number.NaN : undefined;
}
/** Labels as the page orders them, and by their names, so that nobody has to know the order. */
function keysOf({ name, labels }) {
    if (labels.length === 0)
        return new Set([name]);
    const write = (list) => `${name}{${list.map(([label, value]) => `${label}="${value}"`).join(',')}}`;
    return new Set([write(labels), write(labels.toSorted(([a], [b]) => (a < b ? -1 : 1)))]);
}
function hasSum({ name, labels }, types) {
    if (name.endsWith('_bucket') && types.get(name.slice(0, -'_bucket'.length)) === 'histogram')
        return false;
    return !(types.get(name) === 'summary' && labels.some(([label]) => label === 'quantile'));
}

// EXTERNAL MODULE: ./packages/checks/build/kinds/place.js
var kinds_place = __webpack_require__(3263);
// EXTERNAL MODULE: ./packages/checks/build/kinds/question.js
var question = __webpack_require__(6530);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/prometheus.js




const prometheus_forms = { partial: kinds_place/* flag */.Jt };
const plain = /^prometheus\+/i;
/** Ports are those of HTTP. */
const rulesFor = (url) => ({
    port: /^prometheus\+https:/i.test(url) ? 443 : 80,
    web: true,
    example: 'prometheus+http://app.internal:9090/metrics',
});
/** Numbers of a page in the Prometheus text format: `[BODY].queue_depth < 1000`, `[BODY]['jobs{state="failed"}'] == 0`. */
const prometheus = {
    conditions: ['[STATUS] == 200'],
    options: ['partial'],
    check: (request) => [...(0,kinds_place/* optionProblems */._A)(request, prometheus, prometheus_forms), ...(0,kinds_place/* placeProblems */.kv)(request.url, rulesFor(request.url))],
    probe: async (request, ports) => {
        const place = (0,kinds_place/* placeOf */.$t)(request.url, rulesFor(request.url));
        const started = performance.now();
        let address;
        if (ports.shell.remote) {
            // The way to the server may fail or take its time too.
            const way = await (0,question/* ask */.kA)(request, ports, place, async () => {
                address = await ports.shell.reach({ host: place.host, port: place.port });
            });
            if (way.error !== undefined)
                return way;
        }
        const timeout = Math.max(1, request.timeout - (performance.now() - started));
        const page = await (0,probe/* probe */.dy)(requestOf(request, address, timeout), ports);
        return read(page, place.endpoint, (0,kinds_place/* option */.uK)(request, 'partial') === 'true');
    },
};
function requestOf({ url, ca }, address, timeout) {
    return {
        url: url.trim().replace(plain, ''),
        timeout,
        // Exporters that know several formats choose by this.
        headers: { accept: 'text/plain;version=0.0.4;q=1,*/*;q=0.1' },
        ...(address === undefined ? {} : { address }),
        ...(ca === undefined ? {} : { ca }),
    };
}
function read(page, endpoint, partial) {
    const { json: _json, ...rest } = page;
    if (page.error !== undefined || page.status !== 200)
        return rest;
    if (page.truncated && !partial) {
        return broken(rest, 'TOO_LARGE', `the page of ${endpoint} is larger than 1 MiB, so sums would lack what was not read: let the exporter send less, or say partial: true`);
    }
    // The last line may be cut.
    const metrics = parseMetrics(page.truncated ? page.body.slice(0, page.body.lastIndexOf('\n') + 1) : page.body);
    if ('problem' in metrics)
        return broken(rest, 'NOT_METRICS', `${endpoint} answers no page in the Prometheus text format: ${metrics.problem}`);
    return { ...rest, json: metrics.values };
}
function broken(page, code, message) {
    return { ...page, error: { class: 'invalid', code, message } };
}


/***/ }),

/***/ 6530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P_: () => (/* binding */ Refusal),
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   kA: () => (/* binding */ ask)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
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
