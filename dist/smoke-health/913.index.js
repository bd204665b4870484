export const id = 913;
export const ids = [913];
export const modules = {

/***/ 2913:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dns: () => (/* binding */ dns)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:dgram"
var external_node_dgram_ = __webpack_require__(1314);
// EXTERNAL MODULE: external "node:dns"
var external_node_dns_ = __webpack_require__(610);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var build = __webpack_require__(8155);
// EXTERNAL MODULE: ./packages/checks/build/private.js
var build_private = __webpack_require__(8727);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/dns-message.js
/** Messages of RFC 1035: a question, and the answers in the form that people write them. */
const types = {
    A: 1,
    NS: 2,
    CNAME: 5,
    SOA: 6,
    PTR: 12,
    MX: 15,
    TXT: 16,
    AAAA: 28,
    SRV: 33,
    CAA: 257,
};
const rcodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE'];
function encodeQuery({ id, name, type }) {
    const labels = name
        .replace(/\.$/, '')
        .split('.')
        .map((label) => Buffer.from(label, 'latin1'));
    const question = Buffer.concat([
        ...labels.flatMap((label) => [Buffer.from([label.length]), label]),
        Buffer.from([0, 0, types[type] ?? 0, 0, 1]),
    ]);
    question.writeUInt16BE(types[type] ?? 0, question.length - 4);
    // Recursion desired, one question.
    return Buffer.concat([Buffer.from([id >> 8, id & 0xff, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]), question]);
}
/** The answer to a query; undefined where the packet is none, or answers something else. */
function decodeAnswer(packet, query) {
    try {
        return decode(packet, query);
    }
    catch {
        // A length that leads out of the packet.
        return undefined;
    }
}
function decode(packet, query) {
    const flags = packet.readUInt16BE(2);
    if (packet.readUInt16BE(0) !== query.id || (flags & 0x8000) === 0 || packet.readUInt16BE(4) !== 1)
        return undefined;
    const asked = readName(packet, 12);
    const plain = (name) => name.replace(/\.$/, '').toLowerCase();
    if (plain(asked.name) !== plain(query.name) || packet.readUInt16BE(asked.end) !== types[query.type])
        return undefined;
    const truncated = (flags & 0x0200) !== 0;
    const code = flags & 0x0f;
    const rcode = rcodes[code] ?? `RCODE${code}`;
    return { rcode, truncated, answers: truncated ? [] : readRecords(packet, asked.end + 4, query.type) };
}
function readRecords(packet, start, type) {
    const answers = [];
    let at = start;
    for (let left = packet.readUInt16BE(6); left > 0; left--) {
        at = readName(packet, at).end;
        const [found, length] = [packet.readUInt16BE(at), packet.readUInt16BE(at + 8)];
        const data = at + 10;
        if (data + length > packet.length)
            throw new RangeError('a record ends behind the packet');
        if (found === types[type])
            answers.push(writeData(packet, data, length, type));
        at = data + length;
    }
    return answers;
}
/** A name, which may go on elsewhere in the packet; every jump leads back, so it ends. */
function readName(packet, start) {
    const labels = [];
    let end;
    let at = start;
    for (;;) {
        const length = packet.readUInt8(at);
        if (length === 0)
            return { name: labels.join('.'), end: end ?? at + 1 };
        if (length >= 0xc0) {
            const target = packet.readUInt16BE(at) & 0x3fff;
            if (target >= at)
                throw new RangeError('a name that leads forward');
            end ??= at + 2;
            at = target;
        }
        else if (length > 63 || labels.length > 127)
            throw new RangeError('a name that is too long');
        else {
            labels.push(packet.toString('latin1', at + 1, at + 1 + length));
            at += 1 + length;
        }
    }
}
function writeData(packet, at, length, type) {
    const data = packet.subarray(at, at + length);
    switch (type) {
        case 'A':
            return [...data].join('.');
        case 'AAAA':
            return writeAddress(data);
        case 'MX':
            return `${data.readUInt16BE(0)} ${readName(packet, at + 2).name}`;
        case 'SRV':
            return `${data.readUInt16BE(0)} ${data.readUInt16BE(2)} ${data.readUInt16BE(4)} ${readName(packet, at + 6).name}`;
        case 'TXT':
            return readStrings(data).join('');
        case 'CAA':
            return `${data.readUInt8(0)} ${data.toString('latin1', 2, 2 + data.readUInt8(1))} ${data.toString('latin1', 2 + data.readUInt8(1))}`;
        case 'SOA': {
            const primary = readName(packet, at);
            const person = readName(packet, primary.end);
            return `${primary.name} ${person.name} ${packet.readUInt32BE(person.end)}`;
        }
        default:
            return readName(packet, at).name;
    }
}
function readStrings(data) {
    const strings = [];
    for (let at = 0; at < data.length; at += 1 + data.readUInt8(at))
        strings.push(data.toString('utf8', at + 1, at + 1 + data.readUInt8(at)));
    return strings;
}
/** RFC 5952: the shortest form, as a URL writes it. */
function writeAddress(data) {
    const groups = Array.from({ length: 8 }, (_, index) => data.readUInt16BE(index * 2).toString(16));
    return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

// EXTERNAL MODULE: ./packages/checks/build/kinds/place.js
var kinds_place = __webpack_require__(3263);
// EXTERNAL MODULE: ./packages/checks/build/kinds/question.js
var kinds_question = __webpack_require__(6530);
// EXTERNAL MODULE: ./packages/checks/build/kinds/socket.js
var kinds_socket = __webpack_require__(4975);
;// CONCATENATED MODULE: ./packages/checks/build/kinds/dns.js










const rules = { port: 53, host: 'optional', example: 'dns://8.8.8.8:53, or dns:// for the name server of the system' };
const dns_forms = {
    'query-name': { pattern: /^(?=.{1,254}$)([\w-]{1,63}\.)*[\w-]{1,63}\.?$/, what: 'a name such as app.example.com' },
    'query-type': { pattern: new RegExp(`^(${Object.keys(types).join('|')})$`, 'i'), what: `one of ${Object.keys(types).join(', ')}` },
};
/** A packet may be lost without anybody's fault. */
const resendAfter = 1000;
/** What a name server says of a name. */
const dns = {
    conditions: ['[BODY].rcode == NOERROR', 'len([BODY].answers) > 0'],
    options: ['query-name', 'query-type'],
    check: (request) => [
        ...(0,kinds_place/* optionProblems */._A)(request, dns, dns_forms),
        ...(0,kinds_place/* placeProblems */.kv)(request.url, rules),
        ...((0,kinds_place/* option */.uK)(request, 'query-name') === undefined ? ['query-name says which name is asked for.'] : []),
    ],
    probe: async (request, ports) => {
        const place = (0,kinds_place/* placeOf */.$t)(request.url, rules);
        const named = { host: place.host, port: place.port };
        const asked = { shown: place.shown, endpoint: place.host === '' ? `the name server of ${ports.shell.where}` : place.endpoint };
        return (0,kinds_question/* ask */.kA)(request, ports, asked, async (question) => {
            const servers = place.host === '' ? await systemServers(question) : [named];
            const { rcode, answers } = await askServers(question, servers, queryOf(request));
            question.finding.json = { answers, rcode };
            question.finding.answers = answers.map((answer) => spellings(answer, queryOf(request).type));
        });
    },
};
/** Names also with the dot of their root, and those of a mail server also without its preference: gatus' files write them so. */
function spellings(answer, type) {
    if (!['CNAME', 'NS', 'PTR', 'MX'].includes(type))
        return [answer];
    const names = type === 'MX' ? [answer, answer.replace(/^\d+ /, '')] : [answer];
    return names.flatMap((name) => [name, `${name}.`]);
}
function queryOf(request) {
    const type = ((0,kinds_place/* option */.uK)(request, 'query-type') ?? 'A').toUpperCase();
    return { id: (0,external_node_crypto_.randomInt)(65_536), name: (0,kinds_place/* option */.uK)(request, 'query-name') ?? '', type };
}
async function systemServers({ ports: { shell } }) {
    const listed = shell.remote ? await serversThere(shell) : (0,external_node_dns_.getServers)();
    const servers = listed.map((text) => {
        const [, host = text, port = '53'] = /^\[?(.*?)\]?(?::(\d+))?$/.exec((0,external_node_net_.isIP)(text) === 0 ? text : `[${text}]`) ?? [];
        return { host, port: Number(port) };
    });
    if (servers.length === 0)
        (0,kinds_question/* refuse */.TR)(`${shell.where} names no name server`, 'NO_SERVER');
    return servers;
}
async function serversThere(shell) {
    const text = (await (0,build.readText)(shell, '/etc/resolv.conf')) ?? '';
    return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, server = '']) => server);
}
/** One after the other, as a resolver does; the last one's failure is the one that counts. */
async function askServers(question, servers, query) {
    const share = question.request.timeout / servers.length;
    const [last = { host: '', port: 53 }, ...others] = servers.toReversed();
    for (const server of others.toReversed()) {
        const answer = await askServer(question, server, query, share).catch(() => undefined);
        if (answer !== undefined)
            return answer;
    }
    return askServer(question, last, query);
}
async function askServer(question, server, query, patience) {
    // Packets do not pass a tunnel of SSH, and a name server answers on TCP too.
    if (question.ports.shell.remote)
        return askByTcp(question, server, query);
    const answer = await askByUdp(question, server, query, patience);
    return answer.truncated ? askByTcp(question, server, query) : answer;
}
/** The address of a name server that is given by its name. */
async function addressOf({ ports }, server) {
    if (ports.publicOnly)
        (0,build_private/* requirePublic */.rn)(server);
    if ((0,external_node_net_.isIP)(server.host) !== 0)
        return server.host;
    const find = ports.publicOnly ? (0,build_private/* publicLookup */.km)() : external_node_dns_.lookup;
    return new Promise((resolve, reject) => {
        find(server.host, {}, (error, address) => (error ? reject(error) : resolve(String(address))));
    });
}
async function askByUdp(question, server, query, patience) {
    const { promise, resolve, reject } = Promise.withResolvers();
    // Nothing is accepted without an answer, as at the other end of a tunnel.
    question.stage.indirect = true;
    const host = await addressOf(question, server);
    const socket = (0,external_node_dgram_.createSocket)((0,external_node_net_.isIP)(host) === 6 ? 'udp6' : 'udp4');
    const send = () => socket.send(encodeQuery(query), () => { });
    let repeat;
    const giveUp = patience === undefined ? undefined : setTimeout(() => reject(new Error('no answer')), patience);
    let open = true;
    const close = () => {
        clearInterval(repeat);
        clearTimeout(giveUp);
        if (open)
            socket.close();
        open = false;
    };
    question.closing(close);
    socket.on('error', reject);
    // Only what comes from the server that was asked arrives on a connected socket.
    socket.on('message', (packet) => {
        const answer = decodeAnswer(packet, query);
        if (answer === undefined)
            return;
        (0,kinds_socket/* connected */.aW)(question);
        question.stage.answering = true;
        resolve(answer);
    });
    socket.connect(server.port, host, (error) => {
        if (error !== undefined && error !== null)
            return reject(error);
        if (!open)
            return;
        send();
        repeat = setInterval(send, resendAfter);
    });
    return promise.finally(close);
}
async function askByTcp(question, server, query) {
    const socket = await (0,kinds_socket/* dial */.zy)(question, server);
    const packet = encodeQuery(query);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(packet.length);
    socket.write(Buffer.concat([length, packet]));
    const reader = new kinds_socket/* Reader */.mP(question, socket);
    const answer = decodeAnswer(await reader.take((await reader.take(2)).readUInt16BE(0)), query);
    if (answer === undefined)
        (0,kinds_question/* refuse */.TR)(`${question.stage.endpoint} answered something that is not DNS`, 'NOT_DNS');
    return answer;
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
