export const id = 9339;
export const ids = [9339];
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


/***/ }),

/***/ 4975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aW: () => (/* binding */ connected),
/* harmony export */   ek: () => (/* binding */ secure),
/* harmony export */   f_: () => (/* binding */ isInsecure),
/* harmony export */   mP: () => (/* binding */ Reader),
/* harmony export */   zy: () => (/* binding */ dial)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1692);
/* harmony import */ var _private_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8727);
/* harmony import */ var _tls_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3263);
/* harmony import */ var _question_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6530);






const readLimit = 1024 * 1024;
/** A connection as the shell's machine would make it; it is closed when the question is over. Rejects with what the system says. */
async function dial(question, target) {
    const { ports, stage } = question;
    const address = await ports.shell.reach(target);
    // What a name means at the other end of a tunnel is not seen here, so a way through one is refused as well.
    if (ports.publicOnly)
        (0,_private_js__WEBPACK_IMPORTED_MODULE_2__/* .requirePublic */ .rn)(address);
    // A tunnel accepts every connection itself; that something stands behind it is known from an answer only.
    stage.indirect = ports.shell.remote;
    return new Promise((resolve, reject) => {
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({ ...address, ...(ports.publicOnly ? { lookup: (0,_private_js__WEBPACK_IMPORTED_MODULE_2__/* .publicLookup */ .km)() } : {}) });
        question.closing(() => socket.destroy());
        socket.once('error', reject);
        socket.once('connect', () => {
            socket.removeListener('error', reject);
            // Whoever uses it listens too; between two listeners an error must not end the process.
            socket.on('error', () => { });
            if (!stage.indirect && !stage.secure)
                connected(question);
            resolve(socket);
        });
    });
}
function connected({ stage, finding }) {
    stage.connected = true;
    finding.connected = true;
}
/** TLS on a connection that stands. Rejects with what OpenSSL says. */
function secure(question, socket, { name, insecure = false, minVersion }) {
    const { request, stage, finding } = question;
    stage.secure = true;
    stage.handshaking = !stage.indirect;
    return new Promise((resolve, reject) => {
        const over = node_tls__WEBPACK_IMPORTED_MODULE_1__.connect({
            socket,
            servername: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 0 ? name : '',
            checkServerIdentity: (_host, certificate) => node_tls__WEBPACK_IMPORTED_MODULE_1__.checkServerIdentity(name, certificate),
            rejectUnauthorized: !insecure,
            ...(request.ca === undefined ? {} : { ca: [...(0,_tls_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .trusted */ .IZ)(), request.ca] }),
            ...(minVersion === undefined ? {} : { minVersion }),
        });
        question.closing(() => over.destroy());
        over.once('error', reject);
        over.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
        over.once('secureConnect', () => {
            over.removeListener('error', reject);
            over.on('error', () => { });
            stage.handshaking = false;
            connected(question);
            const end = Date.parse(over.getPeerCertificate().valid_to);
            if (Number.isFinite(end))
                finding.certificateExpiration = end - Date.now();
            const version = /^TLSv(\d\.\d)$/.exec(over.getProtocol() ?? '')?.[1];
            if (version !== undefined)
                finding.tlsVersion = version;
            resolve(over);
        });
    });
}
/** The option `insecure`, which kinds with TLS share. */
function isInsecure(question) {
    return (0,_place_js__WEBPACK_IMPORTED_MODULE_4__/* .option */ .uK)(question.request, 'insecure') === 'true';
}
/** Reads bytes as they are asked for, and 1 MiB in all. */
class Reader {
    #question;
    #held = Buffer.alloc(0);
    #size = 0;
    #failed;
    #wake;
    constructor(question, socket) {
        this.#question = question;
        const fail = (error) => {
            this.#failed ??= error;
            this.#wake?.();
        };
        socket.on('data', (chunk) => {
            this.#size += chunk.length;
            if (this.#size > readLimit)
                socket.destroy();
            else
                this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
            this.#wake?.();
        });
        socket.on('error', fail);
        socket.on('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
        socket.resume();
    }
    /** Exactly so many bytes. */
    async take(length) {
        if (length > readLimit)
            this.#tooLarge();
        while (this.#held.length < length)
            await this.#more();
        const taken = this.#held.subarray(0, length);
        this.#held = this.#held.subarray(length);
        return taken;
    }
    /** One line without its end. */
    async line() {
        for (let from = 0;;) {
            const end = this.#held.indexOf('\r\n', from);
            if (end >= 0)
                return (await this.take(end + 2)).subarray(0, end).toString();
            from = Math.max(0, this.#held.length - 1);
            await this.#more();
        }
    }
    async #more() {
        if (this.#size > readLimit)
            this.#tooLarge();
        // What was read counts also where the other side closed behind it.
        if (this.#failed !== undefined)
            throw this.#failed;
        await new Promise((resolve) => {
            this.#wake = resolve;
        });
        if (this.#size > 0) {
            connected(this.#question);
            this.#question.stage.answering = true;
        }
    }
    #tooLarge() {
        (0,_question_js__WEBPACK_IMPORTED_MODULE_5__/* .refuse */ .TR)(`${this.#question.stage.endpoint} sent more than 1 MiB`, 'TOO_LARGE');
    }
}


/***/ }),

/***/ 9339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tcp: () => (/* binding */ tcp)
/* harmony export */ });
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);
/* harmony import */ var _private_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8727);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3263);
/* harmony import */ var _question_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6530);
/* harmony import */ var _socket_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4975);





const rules = { example: 'tcp://db.internal:5432' };
/** Whether a port accepts connections. */
const tcp = {
    conditions: ['[CONNECTED] == true'],
    options: [],
    check: (request) => [...(0,_place_js__WEBPACK_IMPORTED_MODULE_2__/* .optionProblems */ ._A)(request, tcp), ...(0,_place_js__WEBPACK_IMPORTED_MODULE_2__/* .placeProblems */ .kv)(request.url, rules)],
    probe: (request, ports) => {
        const place = (0,_place_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(request.url, rules);
        return (0,_question_js__WEBPACK_IMPORTED_MODULE_3__/* .ask */ .kA)(request, ports, place, async (question) => {
            if (ports.shell.remote)
                await connectThere(question, place);
            else
                await (0,_socket_js__WEBPACK_IMPORTED_MODULE_4__/* .dial */ .zy)(question, { host: place.host, port: place.port });
            question.finding.json = {};
        });
    },
};
const missing = 43;
const script = [
    `if command -v bash >/dev/null; then exec bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2"; fi`,
    `if command -v nc >/dev/null; then exec nc -z -- "$1" "$2"; fi; exit ${missing}`,
].join('\n');
const sayings = [
    [/refused/i, 'refused', 'ECONNREFUSED', 'refused the connection'],
    [/not known|name resolution|bad address|no address/i, 'dns', 'ENOTFOUND', 'has a name without an address'],
    [/no route|unreachable/i, 'unreachable', 'EHOSTUNREACH', 'cannot be reached'],
    [/timed out/i, 'timeout', 'ETIMEDOUT', 'did not accept a connection'],
];
/** A tunnel of SSH accepts first and connects later, so a silent port could not be told from a closed one: the server itself connects. */
async function connectThere(question, { host, port, endpoint }) {
    const { shell, publicOnly } = question.ports;
    if (publicOnly)
        throw new _private_js__WEBPACK_IMPORTED_MODULE_1__/* .PrivateTarget */ .xC(`${host}, seen from ${shell.where},`);
    try {
        await shell.run(['sh', '-c', script, 'sh', host, String(port)], {
            title: `a connection to ${endpoint}`,
            env: { LC_ALL: 'C' },
            deadline: question.request.timeout + 1000,
            signal: question.signal,
        });
        (0,_socket_js__WEBPACK_IMPORTED_MODULE_4__/* .connected */ .aW)(question);
    }
    catch (error) {
        if (!(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_0__/* .ProgramFailure */ .J9))
            throw error;
        if (error.code === missing)
            (0,_question_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`neither bash nor nc is on ${shell.where}, so it cannot connect to ${endpoint}`, 'program-missing');
        const said = sayings.find(([pattern]) => pattern.test(error.stderr));
        if (said === undefined)
            (0,_question_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`${endpoint} did not accept a connection from ${shell.where}`, 'ECONNREFUSED', 'refused');
        const [, kind, code, words] = said;
        (0,_question_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`${endpoint} ${words}, seen from ${shell.where}`, code, kind);
    }
}


/***/ })

};
