export const id = 6453;
export const ids = [6453];
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

/***/ 6453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  postgres: () => (/* binding */ postgres)
});

// EXTERNAL MODULE: ./packages/checks/build/kinds/place.js
var kinds_place = __webpack_require__(3263);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/pool.js
/** `20+10*3`: pool size, overflow, instances. Undefined where it is not written so. */
function parsePool(text) {
    const [, size, overflow, instances] = /^\s*(\d{1,6})\s*\+\s*(\d{1,6})\s*\*\s*(\d{1,6})\s*$/.exec(text) ?? [];
    if (size === undefined)
        return undefined;
    const needed = (Number(size) + Number(overflow)) * Number(instances) + 10;
    return { needed, formula: `(${size} + ${overflow}) * ${instances} + 10` };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./packages/checks/build/show.js
var show = __webpack_require__(8903);
// EXTERNAL MODULE: ./packages/checks/build/kinds/question.js
var kinds_question = __webpack_require__(6530);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/postgres-error.js


/** A refusal of PostgreSQL, or of a pooler before it, by its SQLSTATE. @throws Refusal always */
function refuseServer(fields, { endpoint, user, path }) {
    const code = /^[0-9A-Z]{5}$/.exec(fields.get('C') ?? '')?.[0] ?? 'UNKNOWN';
    const said = (0,show/* show */.WU)(fields.get('M') ?? '', 160);
    const who = `the user ${(0,show/* show */.WU)(user || 'postgres', 60)}`;
    const sentences = {
        '28P01': `${endpoint} refused the password of ${who}`,
        '28000': `${endpoint} does not let ${who} in: ${said}`,
        '3D000': `${endpoint} has no database ${(0,show/* show */.WU)(path || user, 60)}`,
        '42501': `${endpoint} does not let ${who} in: ${said}`,
        '53300': `${endpoint} has no connection left: ${said}`,
        '57P01': `${endpoint} is shutting down`,
        '57P03': `${endpoint} takes no connections yet: ${said}`,
        // Poolers have this one code for everything.
        '08P01': /auth\w* failed/i.test(said) ? `${endpoint} refused the password of ${who}` : `${endpoint} broke off the login: ${said}`,
    };
    (0,kinds_question/* refuse */.TR)((Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? `${endpoint} answered an error (${code}): ${said}`, code);
}

;// CONCATENATED MODULE: ./packages/checks/build/kinds/postgres-wire.js

/** Types with which a server may begin its part; anything else is another protocol. */
const known = /^[ERSKZTDCNAIvn123st]$/;
/** More than any answer to what is asked here. */
const longest = 1024 * 1024;
/** Asks for TLS; the server answers one byte. */
const sslRequest = 80_877_103;
const protocol = 196_608;
async function readMessage(question, reader) {
    const head = await reader.take(5);
    const type = head.toString('latin1', 0, 1);
    const length = head.readInt32BE(1);
    if (!known.test(type) || length < 4 || length > longest)
        (0,kinds_question/* refuse */.TR)(`${question.stage.endpoint} answered something that is not PostgreSQL`, 'NOT_POSTGRES');
    return { type, payload: await reader.take(length - 4) };
}
function send(socket, type, payload) {
    const body = Buffer.from(payload);
    const head = Buffer.alloc(5);
    head.write(type, 'latin1');
    head.writeInt32BE(body.length + 4, 1);
    socket.write(Buffer.concat([head, body]));
}
function sendStartup(socket, parameters) {
    const text = Object.entries(parameters).flat();
    const body = Buffer.from(`${text.join('\0')}\0\0`);
    socket.write(Buffer.concat([int32(body.length + 8), int32(protocol), body]));
}
/** Whether the server takes TLS; nothing else is read, so that no byte from before the handshake counts as one from behind it. */
async function asksTls(question, socket) {
    socket.write(Buffer.concat([int32(8), int32(sslRequest)]));
    const answer = await new Promise((resolve, reject) => {
        const closed = () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
        socket.once('close', closed);
        socket.once('error', reject);
        socket.once('data', (chunk) => {
            if (chunk[0] !== 0x53)
                socket.pause();
            socket.removeListener('close', closed);
            socket.removeListener('error', reject);
            resolve(chunk);
        });
    });
    const word = answer.toString('latin1');
    // A server that cannot even start a session says so in clear text.
    if (word.startsWith('E'))
        socket.unshift(answer);
    else if (word !== 'S' && word !== 'N')
        (0,kinds_question/* refuse */.TR)(`${question.stage.endpoint} answered something that is not PostgreSQL`, 'NOT_POSTGRES');
    return word === 'S';
}
/** Fields of an error or a notice by their letters: `C` is the code, `M` the message. */
function readFields(payload) {
    const parts = payload.toString().split('\0');
    return new Map(parts.filter((part) => part !== '').map((part) => [part.slice(0, 1), part.slice(1)]));
}
/** The columns of a row as text; null is undefined. */
function readRow(payload) {
    const columns = [];
    let at = 2;
    while (columns.length < payload.readInt16BE(0) && at + 4 <= payload.length) {
        const length = payload.readInt32BE(at);
        at += 4;
        columns.push(length < 0 ? undefined : payload.toString('utf8', at, at + length));
        at += Math.max(0, length);
    }
    return columns;
}
function int32(number) {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(number);
    return bytes;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/scram.js


/** More rounds than any server sets; they are work for this side. */
const mostRounds = 1_000_000;
function startScram(password, nonce = (0,external_node_crypto_.randomBytes)(18).toString('base64')) {
    const bare = `n=,r=${nonce}`;
    let expected = Buffer.alloc(0);
    return {
        first: `n,,${bare}`,
        async proof(serverFirst) {
            const [, joined = '', salt = '', count = ''] = /^r=([^,]+),s=([^,]+),i=(\d{1,9})/.exec(serverFirst) ?? [];
            const rounds = Number(count);
            if (!joined.startsWith(nonce) || rounds < 1 || rounds > mostRounds)
                return undefined;
            const salted = await (0,external_node_util_.promisify)(external_node_crypto_.pbkdf2)(password.normalize('NFKC'), Buffer.from(salt, 'base64'), rounds, 32, 'sha256');
            const last = `c=biws,r=${joined}`;
            const whole = `${bare},${serverFirst},${last}`;
            const key = hmac(salted, 'Client Key');
            const signature = hmac((0,external_node_crypto_.createHash)('sha256').update(key).digest(), whole);
            expected = hmac(hmac(salted, 'Server Key'), whole);
            return `${last},p=${Buffer.from(key.map((byte, index) => byte ^ (signature[index] ?? 0))).toString('base64')}`;
        },
        verify(serverFinal) {
            const given = Buffer.from(/^v=([^,]+)/.exec(serverFinal)?.[1] ?? '', 'base64');
            return given.length === expected.length && given.length > 0 && (0,external_node_crypto_.timingSafeEqual)(given, expected);
        },
    };
}
function hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest();
}

;// CONCATENATED MODULE: ./packages/checks/build/kinds/postgres-session.js







/** What PostgreSQL answered to a query. */
class ServerError extends Error {
}
/** Logs in. @throws Refusal */
async function openSession(line) {
    const { place, socket, question, reader } = line;
    const user = place.user || 'postgres';
    const database = place.path || user;
    sendStartup(socket, { user, database, application_name: 'slipway', client_encoding: 'UTF8' });
    await authenticate(line, user);
    const parameters = new Map();
    let process = 0;
    for (;;) {
        const { type, payload } = await next(line);
        if (type === 'S') {
            const [name = '', value = ''] = payload.toString().split('\0');
            parameters.set(name, value);
        }
        else if (type === 'K' && payload.length >= 4)
            process = payload.readInt32BE(0);
        else if (type === 'Z')
            break;
    }
    const query = async (sql) => {
        send(socket, 'Q', `${sql}\0`);
        let row = [];
        let failed;
        for (;;) {
            const { type, payload } = await readMessage(question, reader);
            if (type === 'D')
                row = readRow(payload);
            else if (type === 'E')
                failed = (0,show/* show */.WU)(readFields(payload).get('M') ?? '', 160);
            else if (type === 'Z')
                break;
        }
        if (failed !== undefined)
            throw new ServerError(failed);
        return row;
    };
    return { parameters, process, query, end: () => send(socket, 'X', '') };
}
/** The next message that is no error. */
async function next({ question, reader, place }) {
    const message = await readMessage(question, reader);
    if (message.type === 'E')
        refuseServer(readFields(message.payload), place);
    return message;
}
async function authenticate(line, user) {
    const { socket, place } = line;
    const { password, endpoint } = place;
    for (;;) {
        const { type, payload } = await next(line);
        if (type !== 'R')
            continue;
        const method = payload.readInt32BE(0);
        if (method === 0)
            return;
        if (password === '')
            (0,kinds_question/* refuse */.TR)(`${endpoint} wants a password for the user ${(0,show/* show */.WU)(user, 60)}, and the url has none`, 'NO_PASSWORD');
        if (method === 3) {
            if (!line.safe && !isLocal(place))
                (0,kinds_question/* refuse */.TR)(`${endpoint} wants the password in clear text, on a connection without TLS`, 'CLEARTEXT');
            send(socket, 'p', `${password}\0`);
        }
        else if (method === 5)
            send(socket, 'p', `${md5(password, user, payload.subarray(4, 8))}\0`);
        else if (method === 10)
            await scram(line, payload.toString('latin1', 4));
        else
            (0,kinds_question/* refuse */.TR)(`${endpoint} wants a kind of login that this check does not speak (${method}): only passwords work`, 'LOGIN');
    }
}
async function scram(line, offered) {
    const { socket, place } = line;
    const name = 'SCRAM-SHA-256';
    if (!offered.split('\0').includes(name))
        (0,kinds_question/* refuse */.TR)(`${place.endpoint} does not offer ${name}`, 'LOGIN');
    const exchange = startScram(place.password);
    send(socket, 'p', Buffer.concat([Buffer.from(`${name}\0`), int32(Buffer.byteLength(exchange.first)), Buffer.from(exchange.first)]));
    const proof = await exchange.proof((await next(line)).payload.toString('utf8', 4));
    if (proof === undefined)
        (0,kinds_question/* refuse */.TR)(`${place.endpoint} answered a login that makes no sense`, 'LOGIN');
    send(socket, 'p', proof);
    const last = (await next(line)).payload.toString('utf8', 4);
    if (!exchange.verify(last))
        (0,kinds_question/* refuse */.TR)(`${place.endpoint} does not know the password itself: it is not the server that was meant`, 'LOGIN');
}
/** PostgreSQL's own form: the hash of password and user, hashed again with the server's salt. */
function md5(password, user, salt) {
    const hash = (...parts) => {
        const digest = (0,external_node_crypto_.createHash)('md5');
        for (const part of parts)
            digest.update(part);
        return digest.digest('hex');
    };
    return `md5${hash(hash(password, user), salt)}`;
}
function isLocal({ host }) {
    return host === 'localhost' || host === '::1' || host.startsWith('/') || ((0,external_node_net_.isIPv4)(host) && host.startsWith('127.'));
}

// EXTERNAL MODULE: ./packages/checks/build/kinds/socket.js
var kinds_socket = __webpack_require__(4975);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/postgres.js






const rules = { port: 5432, host: 'optional', example: 'postgresql://user:password@db.internal:5432/app?sslmode=require' };
const postgres_forms = {
    pool: { pattern: /^\s*\d{1,6}\s*\+\s*\d{1,6}\s*\*\s*\d{1,6}\s*$/, what: 'pool size + overflow * instances, such as 20+10*3' },
};
const modes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];
/** Whether PostgreSQL answers a query, and how many of its connections are taken. */
const postgres = {
    conditions: ['[BODY].select == 1', '[BODY].connections.share < 0.9'],
    options: ['pool'],
    check: (request) => [...(0,kinds_place/* optionProblems */._A)(request, postgres, postgres_forms), ...(0,kinds_place/* placeProblems */.kv)(request.url, rules), ...modeProblems(request.url)],
    probe: (request, ports) => {
        const place = (0,kinds_place/* placeOf */.$t)(request.url, rules);
        const folder = place.parameters.get('host') ?? '';
        const target = folder.startsWith('/') ? { path: `${folder}/.s.PGSQL.${place.port}` } : { host: place.host, port: place.port };
        const endpoint = 'path' in target ? target.path : place.endpoint;
        return (0,kinds_question/* ask */.kA)(request, ports, { ...place, endpoint }, (question) => look(question, { ...place, endpoint }, target));
    },
};
function modeProblems(url) {
    if ((0,kinds_place/* placeProblems */.kv)(url, rules).length > 0)
        return [];
    const { parameters, host } = (0,kinds_place/* placeOf */.$t)(url, rules);
    const mode = modeOf(parameters);
    return [
        ...(modes.includes(mode) ? [] : [`sslmode in the url is one of ${modes.join(', ')}.`]),
        ...(host === '' && !parameters.get('host')?.startsWith('/') ? ['The url names no host.'] : []),
        ...(parameters.has('password')
            ? ['The password stands before the host, where it is hidden: postgresql://user:password@host/app.']
            : []),
    ];
}
/** libpq's words, and what asyncpg calls `ssl`. */
function modeOf(parameters) {
    const ssl = parameters.get('ssl');
    const mode = parameters.get('sslmode') ?? ssl ?? 'prefer';
    return mode === 'true' ? 'require' : mode === 'false' ? 'disable' : mode;
}
async function look(question, place, target) {
    const mode = 'path' in target ? 'disable' : modeOf(place.parameters);
    const socket = await (0,kinds_socket/* dial */.zy)(question, target);
    const line = mode === 'disable' ? socket : await upgrade(question, place, socket, mode);
    const safe = line !== socket || 'path' in target || question.ports.shell.remote;
    const session = await openSession({ question, place, socket: line, reader: new kinds_socket/* Reader */.mP(question, line), safe });
    await describe(question, place, session);
    session.end();
}
async function upgrade(question, place, socket, mode) {
    if (await asksTls(question, socket))
        return (0,kinds_socket/* secure */.ek)(question, socket, { name: place.host, insecure: mode === 'prefer' || mode === 'require' });
    if (mode !== 'prefer')
        (0,kinds_question/* refuse */.TR)(`${place.endpoint} does not offer TLS, and the url asks for sslmode=${mode}`, 'NO_TLS', 'tls');
    return socket;
}
/** Sessions of others only: a check must not fill the share that it looks at. Rows of other users hide their type from an ordinary user. */
const statistics = [
    "select current_setting('max_connections'), current_setting('superuser_reserved_connections'), pg_is_in_recovery(), pg_backend_pid(),",
    '(select count(*) from pg_stat_activity where datid is not null and usesysid is not null and pid <> pg_backend_pid()',
    "and coalesce(backend_type, 'client backend') = 'client backend')",
].join(' ');
async function describe({ finding, request }, { endpoint }, session) {
    // Distributions write their own name behind it.
    const [version = ''] = (session.parameters.get('server_version') ?? '').split(' ');
    const select = Number((await session.query('select 1').catch((error) => failed(error, endpoint)))[0]);
    finding.json = { version, select };
    const pool = poolOf(request);
    try {
        const [most, reserved, recovery, process, others] = await session.query(statistics);
        const [used, max] = [Number(others), Number(most)];
        const connections = { used, max, reserved: Number(reserved), share: used / max };
        // A pooler hands out process numbers of its own.
        const facts = { recovery: recovery === 't', pooler: Number(process) !== session.process, ...(pool === undefined ? {} : { pool }) };
        finding.json = { version, select, connections, ...facts };
        if (pool !== undefined && pool.needed > max)
            (0,kinds_question/* refuse */.TR)(`max_connections of ${endpoint} is ${max}, and the pools need ${pool.formula} = ${pool.needed}`, 'POOL');
    }
    catch (error) {
        if (!(error instanceof ServerError))
            throw error;
        // It does serve queries; what it does not tell is missing from the answer.
        finding.json = { version, select, problem: error.message };
        if (pool !== undefined)
            failed(error, endpoint);
    }
}
function poolOf(request) {
    const text = (0,kinds_place/* option */.uK)(request, 'pool');
    return text === undefined ? undefined : parsePool(text);
}
function failed(error, endpoint) {
    if (!(error instanceof ServerError))
        throw error;
    (0,kinds_question/* refuse */.TR)(`${endpoint} lets this user in and does not answer its query: ${error.message}`, 'QUERY');
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


/***/ })

};
