export const id = 8915;
export const ids = [8915];
export const modules = {

/***/ 2830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ compareArrived)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9077);


/** @throws Failure `checksum` where it is not what was sent */
function compareArrived(arrived, sent, { folder, where }) {
    if (arrived?.size === sent.size && (arrived.sha256 ?? sent.sha256) === sent.sha256)
        return;
    const there = arrived?.size === sent.size ? 'other bytes stand there' : `${(0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(arrived?.size ?? 0)} stand there`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('checksum', `${(0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(sent.size)} were sent to ${folder} on ${where}, but ${there}.`, {
        state: 'No backup was stored there.',
        hint: 'Check the disk of the destination (dmesg, smartctl).',
    });
}


/***/ }),

/***/ 6306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fz: () => (/* binding */ waitingFor),
/* harmony export */   H_: () => (/* binding */ lockSeconds),
/* harmony export */   sP: () => (/* binding */ busyWith)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/** How long another run with the same backups may keep this one waiting. */
const lockSeconds = 60;
/** Said once by whoever has to wait. */
function waitingFor(prefix, folder, where) {
    return `Waiting for another run that works on the backups ${prefix} in ${folder} on ${where}, ${lockSeconds} s at most.`;
}
/** Another run has the prefix. */
function busyWith(prefix, folder, where, holder = 'Another run', cause) {
    const who = holder[0]?.toUpperCase() + holder.slice(1);
    const text = `${who} works on the backups ${prefix} in ${folder} on ${where}; waited ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(lockSeconds * 1000)}.`;
    const hint = 'Wait for it to end; a concurrency group in the workflow keeps runs apart.';
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('locked', text, { state: 'Nothing was changed.', hint, cause });
}


/***/ }),

/***/ 6652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ inProcess)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);



/** Bytes that wait before a stream of ours, and pieces behind it: read as pieces, because a reader of bytes gets all that waits as one copy. */
const waits = { writableHighWaterMark: 1024 * 1024, readableObjectMode: true, readableHighWaterMark: 16 };
/** Node fires a longer timer at once. */
const longestTimer = 2 ** 31 - 1;
/** Work inside this process that looks like a program under way: it stands in a pipe beside programs, and ends as they do. */
function inProcess(title, where, limits, work) {
    const started = performance.now();
    const [stdin, stdout] = [new node_stream__WEBPACK_IMPORTED_MODULE_0__.PassThrough(waits), new node_stream__WEBPACK_IMPORTED_MODULE_0__.PassThrough(waits)];
    // As of a program: its end tells, not the broken pipe.
    for (const stream of [stdin, stdout])
        stream.on('error', () => { });
    const stop = new AbortController();
    const deadline = limits.remaining();
    const timer = setTimeout(() => stop.abort(new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('timeout', `${title} did not end within ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(deadline)}.`)), Math.min(deadline, longestTimer));
    const cancel = () => stop.abort(whyCancelled(limits.signal, title));
    if (limits.signal.aborted)
        cancel();
    limits.signal.addEventListener('abort', cancel, { once: true });
    const stopped = new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
    stopped.catch(() => { });
    const perform = async () => {
        try {
            stop.signal.throwIfAborted();
            await Promise.race([work({ stdin, stdout, signal: stop.signal }), stopped]);
            stdout.end();
            return { code: 0, stdout: '', stderr: '', duration: performance.now() - started };
        }
        catch (error) {
            const why = (stop.signal.aborted ? stop.signal.reason : error);
            stop.abort(why);
            const killed = why instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9;
            stdin.destroy(killed ? Object.assign(new Error('broken pipe'), { code: 'EPIPE' }) : why);
            stdout.destroy(killed ? undefined : why);
            throw why;
        }
        finally {
            clearTimeout(timer);
            limits.signal.removeEventListener('abort', cancel);
        }
    };
    const done = perform();
    done.catch(() => { });
    return { title, stdin, stdout, done, kill: () => stop.abort(new _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9(title, 143, 'SIGTERM', '', 0, where)) };
}
function whyCancelled(signal, title) {
    const why = signal.reason;
    return why instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? why : new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('cancelled', `${title} was ended because the run was cancelled.`);
}


/***/ }),

/***/ 8443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ listBackups)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3951);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6816);


/** The manifests of `lines`, newest first, each with whether its file is there whole. */
function listBackups(lines, sizes, path) {
    const manifests = lines.map(_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseManifest */ .Ng).filter((manifest) => manifest !== undefined);
    const backups = manifests.map((manifest) => {
        const name = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .dumpName */ .qc)(manifest);
        const found = sizes.get(name);
        return { manifest, path: path(name), whole: found === manifest.stored.size, ...(found === undefined ? {} : { found }) };
    });
    backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
    return { backups, strange: lines.length - backups.length };
}


/***/ }),

/***/ 8718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U_: () => (/* binding */ chunksOf),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   qP: () => (/* binding */ openConnections)
/* harmony export */ });
/* unused harmony export Stalled */
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7075);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8321);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5518);





/** Bytes of a body in a second below which a connection is as good as lost. */
const slowest = 32 * 1024;
/** The error of a connection on which nothing moves. */
class Stalled extends Error {
    code = 'ETIMEDOUT';
}
/** Connections are kept: a backup is some hundreds of requests to one host. */
function openConnections(stall = 60_000) {
    const options = { keepAlive: true, maxSockets: 40 };
    const agents = { 'http:': new node_http__WEBPACK_IMPORTED_MODULE_0__.Agent(options), 'https:': new node_https__WEBPACK_IMPORTED_MODULE_1__.Agent(options) };
    return {
        send: (request, signal) => new Promise((resolve, reject) => {
            const { url, method, body } = request;
            const secure = url.protocol === 'https:';
            const headers = { ...request.headers, ...(body ? { 'content-length': String(body.size) } : {}) };
            const how = { method, headers, timeout: stall, ...(signal ? { signal } : {}) };
            const outgoing = secure
                ? (0,node_https__WEBPACK_IMPORTED_MODULE_1__.request)(url, { ...how, agent: agents['https:'] })
                : (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)(url, { ...how, agent: agents['http:'] });
            const slow = (limit) => () => void outgoing.destroy(new Stalled(`nothing moved for ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_4__/* .formatDuration */ .a3)(limit)}`));
            const limit = stall + ((body?.size ?? 0) / slowest) * 1000;
            const timer = setTimeout(slow(limit), limit);
            outgoing.on('timeout', slow(stall));
            outgoing.on('error', (error) => {
                clearTimeout(timer);
                reject(error);
            });
            outgoing.on('response', (stream) => {
                clearTimeout(timer);
                // From here on whoever reads the answer keeps the time: a reader that is busy is no stalled connection.
                outgoing.setTimeout(0);
                resolve({ status: stream.statusCode ?? 0, headers: stream.headers, stream });
            });
            sendBody(body, outgoing);
        }),
        close() {
            for (const agent of Object.values(agents))
                agent.destroy();
        },
    };
}
function sendBody(body, outgoing) {
    const content = body?.open();
    if (!(content instanceof node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable)) {
        outgoing.end(content);
        return;
    }
    content.on('error', (error) => outgoing.destroy(error));
    outgoing.on('close', () => content.destroy());
    content.pipe(outgoing);
}
/** Bytes of an answer as they come; a wait for the next of them that is longer than `stall` ends it. */
async function* chunksOf(stream, stall) {
    const chunks = stream[Symbol.asyncIterator]();
    while (true) {
        const timer = setTimeout(() => stream.destroy(new Stalled(`nothing came for ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_4__/* .formatDuration */ .a3)(stall)}`)), stall);
        const next = await chunks.next().finally(() => clearTimeout(timer));
        if (next.done)
            return;
        yield next.value;
    }
}
/** More than any answer that is read as a whole: a page of a listing, a manifest. */
const answerLimit = 32 * 1024 * 1024;
/** The whole of a small answer. */
async function textOf(reply, stall = 60_000) {
    const read = async function* () {
        let size = 0;
        for await (const chunk of chunksOf(reply.stream, stall)) {
            size += chunk.length;
            if (size > answerLimit)
                throw new Error(`the answer is longer than ${answerLimit} bytes`);
            yield chunk;
        }
    };
    return (await (0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_3__.buffer)(node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable.from(read()))).toString();
}


/***/ }),

/***/ 8028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ inTurns)
/* harmony export */ });
/** The results of a work for each of many, so many of them at a time; in their order. */
async function inTurns(items, abreast, work) {
    const results = new Array(items.length);
    let next = 0;
    const worker = async () => {
        for (let at = next++; at < items.length; at = next++)
            results[at] = await work(items[at]);
    };
    await Promise.all(Array.from({ length: Math.min(abreast, items.length) }, worker));
    return results;
}


/***/ }),

/***/ 4126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ firstPart),
/* harmony export */   h: () => (/* binding */ partSize)
/* harmony export */ });
const mebi = 1024 * 1024;
const smallest = 16 * mebi;
/** S3 takes parts of 5 GiB, Azure Blob of 4000 MiB. */
const largest = 4000 * mebi;
/** The size of the first parts: so that a backup as large as `estimate` is one upload of as many parts as planned. */
function firstPart(estimate, { parts }) {
    return Math.min(largest, Math.max(smallest, Math.ceil(estimate / parts / mebi) * mebi));
}
/**
 * Nobody knows how much comes. So parts grow on the way: after 150 of them they double with every 75 more, and 900 parts hold over a tebibyte
 * even where the first had 16 MiB. Services that want parts of one size get them.
 */
function partSize(number, first, { uniform }) {
    if (uniform || number <= 150)
        return first;
    return Math.min(largest, first * 2 ** Math.ceil((number - 150) / 75));
}


/***/ }),

/***/ 8064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readOn)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8718);



/** The bytes of an object. A connection that breaks, stalls or ends early is taken up again where it was. */
function readOn(service, patience, ask, signal) {
    return node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(new Reading(service, patience, ask, signal).chunks(), { objectMode: false, highWaterMark: 1024 * 1024 });
}
class Reading {
    #service;
    #patience;
    #ask;
    #signal;
    /** Bytes that were given on. */
    #at = 0;
    /** Bytes of the object, where its service says. */
    #end;
    /** Names the very object that was begun. */
    #tag;
    constructor(service, patience, ask, signal) {
        this.#service = service;
        this.#patience = patience;
        this.#ask = ask;
        this.#signal = signal;
    }
    async *chunks() {
        /** Connections in a row that gave nothing. */
        let barren = 0;
        while (true) {
            const before = this.#at;
            const reply = await this.#connect();
            try {
                yield* this.#connection(reply);
                return;
            }
            catch (error) {
                barren = this.#at > before ? 0 : barren + 1;
                if (!this.#service.isPassing(error) || barren >= this.#patience.attempts)
                    throw this.#service.explain(error);
                this.#patience.log?.(`Reading broke off after ${this.#at} bytes (${String(error)}); it goes on from there.`);
            }
            finally {
                reply.stream.destroy();
            }
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(250 * 2 ** barren, undefined, { signal: this.#signal });
        }
    }
    async #connect() {
        const same = this.#tag ? { 'if-match': this.#tag } : {};
        const request = await this.#ask(this.#at > 0 ? { range: `bytes=${this.#at}-`, ...same } : {});
        const reply = await this.#service.ask(request, { signal: this.#signal });
        const size = reply.headers['content-length'];
        if (this.#at === 0 && size !== undefined)
            this.#end = Number(size);
        this.#tag ??= reply.headers.etag;
        return reply;
    }
    async *#connection({ status, stream }) {
        // Who knows no ranges begins anew.
        let skip = status === 206 ? 0 : this.#at;
        for await (const chunk of (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .chunksOf */ .U_)(stream, this.#patience.stall)) {
            const rest = chunk.subarray(Math.min(skip, chunk.length));
            skip -= chunk.length - rest.length;
            this.#at += rest.length;
            if (rest.length > 0)
                yield rest;
        }
        if (this.#end === undefined || this.#at >= this.#end)
            return;
        throw Object.assign(new Error(`the answer ended after ${this.#at} of ${this.#end} bytes`), { code: 'ECONNRESET' });
    }
}


/***/ }),

/***/ 4624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ sendParts)
});

// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/parts.js
var parts = __webpack_require__(4126);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/objects/room.js




/** Larger parts wait on the disk: the process stays small at any size of a backup. */
const memoryLimit = 16 * 1024 * 1024;
function openRoom(size, temp, spare) {
    return size <= memoryLimit ? memoryRoom(size, spare) : diskRoom(size, temp);
}
/** @param spare buffers of parts that are gone: they are used again, so that memory does not grow with their number */
function memoryRoom(size, spare) {
    const at = spare.findIndex((buffer) => buffer.length === size);
    const [buffer = Buffer.allocUnsafeSlow(size)] = at < 0 ? [] : spare.splice(at, 1);
    let used = 0;
    return {
        get full() {
            return used === size;
        },
        get used() {
            return used;
        },
        async take(bytes) {
            const taken = bytes.copy(buffer, used);
            used += taken;
            return taken;
        },
        async close() {
            const content = buffer.subarray(0, used);
            return { size: used, sha256: (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex'), open: () => content };
        },
        async discard() {
            spare.push(buffer);
        },
    };
}
function diskRoom(size, temp) {
    const path = (0,external_node_path_.join)(temp, `slipway-part-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let used = 0;
    let file;
    return {
        get full() {
            return used === size;
        },
        get used() {
            return used;
        },
        async take(bytes) {
            file ??= await (0,promises_.open)(path, 'wx', 0o600);
            const part = bytes.subarray(0, size - used);
            await file.writeFile(part);
            hash.update(part);
            used += part.length;
            return part.length;
        },
        async close() {
            await file?.close();
            file = undefined;
            return { size: used, sha256: hash.digest('hex'), open: () => (0,external_node_fs_.createReadStream)(path, { highWaterMark: 512 * 1024 }) };
        },
        async discard() {
            await file?.close();
            await (0,promises_.rm)(path, { force: true });
        },
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/objects/send.js


/** Sends all that comes, part by part: while one fills, the one before it is under way, and no more: memory is theirs. Fails with the first part that fails. @returns bytes */
async function sendParts(source, upload, { cut, first, temp }) {
    const spare = [];
    let number = 1;
    let size = 0;
    const next = () => openRoom((0,parts/* partSize */.h)(number, first, cut), temp, spare);
    let room = next();
    let flight = Promise.resolve();
    const launch = async () => {
        const [part, at] = [room, number];
        const body = await part.close();
        await flight;
        flight = upload.part(at, body).finally(() => part.discard());
        // Whoever waits for bytes is told at once.
        flight.catch((error) => source.destroy(error));
    };
    try {
        for await (const chunk of source) {
            for (let rest = chunk; rest.length > 0;) {
                const taken = await room.take(rest);
                rest = rest.subarray(taken);
                size += taken;
                if (!room.full)
                    continue;
                await launch();
                number++;
                room = next();
            }
        }
        if (room.used > 0 || number === 1)
            await launch();
        await flight;
        return size;
    }
    finally {
        await flight.catch(() => { });
        await room.discard();
    }
}


/***/ }),

/***/ 6376:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P_: () => (/* binding */ Refusal),
  IH: () => (/* binding */ openService),
  nR: () => (/* binding */ timeOf)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/http.js
var http = __webpack_require__(8718);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/objects/retry.js
const first = 250;
const longest = 10_000;
/** Tries again after pauses that double, each anywhere between its half and its whole: what failed for many together is not asked by all together again. */
async function retry(attempts, work) {
    for (let count = 1;; count++) {
        try {
            return await work();
        }
        catch (error) {
            if (count >= attempts.most || !attempts.worthAnother(error))
                throw error;
            const pause = Math.min(longest, first * 2 ** (count - 1));
            const wait = Math.round(pause * (0.5 + Math.random() / 2));
            attempts.onRetry?.(error, wait);
            await attempts.clock.sleep(wait);
        }
    }
}
/** What a connection says that another one may not. */
const passing = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'ECONNABORTED', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);
function isPassing(error) {
    if (error instanceof AggregateError)
        return error.errors.every(isPassing);
    return passing.has(error?.code ?? '');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/objects/service.js



/** A no of a storage service, in its own words. */
class Refusal extends Error {
    status;
    /** The service's word for it, like `AccessDenied`; empty where it has none. */
    code;
    headers;
    body;
    constructor(status, code, said, headers, body) {
        super(`${[status, code].filter(Boolean).join(' ')}${said ? `: ${said}` : ''}`);
        this.status = status;
        this.code = code;
        this.headers = headers;
        this.body = body;
    }
}
function openService(connections, dialect, patience) {
    const worthAnother = (error) => {
        if (patience.signal.aborted)
            return false;
        if (!(error instanceof Refusal))
            return isPassing(error);
        return error.status >= 500 || error.status === 429 || error.status === 408 || dialect.passing.has(error.code);
    };
    const explain = (error) => {
        if (patience.signal.aborted)
            return patience.signal.reason;
        return error instanceof build/* Failure */.HR ? error : dialect.explain(error, new Date(patience.clock.now()));
    };
    const attempts = (title, most) => ({
        clock: patience.clock,
        most,
        worthAnother,
        onRetry: (error, wait) => patience.log?.(`${title} failed (${(0,build/* messageOf */.bD)(error)}); again in ${wait} ms.`),
    });
    const once = async (request, accept, signal = patience.signal) => {
        patience.remaining();
        const reply = await connections.send(dialect.prove(request, new Date(patience.clock.now())), signal);
        if ((reply.status >= 200 && reply.status < 300) || accept.includes(reply.status))
            return reply;
        const body = await (0,http/* textOf */.b6)(reply, patience.stall);
        const { code, said } = dialect.read(body, reply.headers);
        throw new Refusal(reply.status, code, said, reply.headers, body);
    };
    const title = ({ method, url }) => `${method} ${url.pathname}`;
    return {
        async ask(request, { accept = [], signal, attempts: most = patience.attempts } = {}) {
            try {
                return await retry(attempts(title(request), most), () => once(request, accept, signal));
            }
            catch (error) {
                throw explain(error);
            }
        },
        async read(request, { accept = [], signal } = {}) {
            try {
                return await retry(attempts(title(request), patience.attempts), async () => {
                    const reply = await once(request, accept, signal);
                    return { reply, text: await (0,http/* textOf */.b6)(reply, patience.stall) };
                });
            }
            catch (error) {
                throw explain(error);
            }
        },
        isPassing: worthAnother,
        explain,
    };
}
/** The clock of the service when it gave an answer. */
function timeOf({ headers }, otherwise) {
    const at = Date.parse(headers.date ?? '');
    return Number.isNaN(at) ? otherwise : at;
}


/***/ }),

/***/ 9541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Wo: () => (/* binding */ forLastMoment),
  Hl: () => (/* binding */ lastMoment),
  dV: () => (/* binding */ openObjects)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./actions/backup-db/build/drill.js
var build_drill = __webpack_require__(1965);
// EXTERNAL MODULE: ./actions/backup-db/build/manifest.js
var build_manifest = __webpack_require__(3951);
// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var build_names = __webpack_require__(6816);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/arrived.js
var arrived = __webpack_require__(2830);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/busy.js
var stores_busy = __webpack_require__(6306);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/in-process.js
var in_process = __webpack_require__(6652);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/listing.js
var listing = __webpack_require__(8443);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/objects/claim.js


const usual = 45_000;
async function claimPrefix(bucket, janitor, prefix, how) {
    const { clock, run, lease = usual } = how;
    const start = `.${prefix}.lock-`;
    const own = start + (0,external_node_crypto_.randomBytes)(6).toString('hex');
    /** The beginning of the last write that went well: the service's own time of it is no earlier. */
    let renewed = 0;
    const write = async () => {
        const at = clock.now();
        await bucket.put(own, `${JSON.stringify({ run })}\n`);
        renewed = at;
    };
    const lapsed = () => clock.now() - renewed >= lease;
    const begun = clock.now();
    let waiting = false;
    while (true) {
        await write();
        const { mine, others } = await look(bucket, start, own, lease).catch(async (error) => {
            await janitor.remove(own).catch(() => { });
            throw error;
        });
        if (mine && others.length === 0)
            break;
        await janitor.remove(own);
        if (clock.now() - begun >= how.wait)
            throw how.busy(await holderOf(bucket, others));
        if (!waiting)
            how.onWait?.();
        waiting = true;
        await clock.sleep(500 + Math.random() * 1500);
    }
    const renewal = setInterval(() => {
        // What has lapsed may be somebody else's by now, and is not taken up again.
        if (lapsed())
            clearInterval(renewal);
        else
            void write().catch(() => { });
    }, lease / 4);
    renewal.unref();
    return {
        async confirm() {
            // Whoever waits writes a claim too, and takes it away: that there are others says nothing here.
            const held = !lapsed() && (await look(bucket, start, own, lease)).mine && !lapsed();
            if (held)
                return;
            const text = `The claim of this run on ${prefix} in ${bucket.folder} was not renewed for ${(0,build/* formatDuration */.a3)(lease)}, and is no longer its own.`;
            throw new build/* Failure */.HR('locked', text, { state: 'No backup was published.', hint: 'Run the same job again.' });
        },
        async release() {
            clearInterval(renewal);
            await janitor.remove(own);
        },
    };
}
async function look(bucket, start, own, lease) {
    const { entries, now } = await bucket.list(start);
    const alive = ({ modified }) => now - modified < lease;
    const foreign = entries.filter(({ name }) => name !== own);
    for (const entry of foreign.filter((one) => !alive(one)))
        await bucket.remove(entry.name);
    return { mine: entries.some((entry) => entry.name === own && alive(entry)), others: foreign.filter(alive) };
}
async function holderOf(bucket, [first]) {
    const text = first ? await bucket.get(first.name) : undefined;
    try {
        const { run } = JSON.parse(text ?? '');
        return typeof run === 'string' && run !== '' ? run : 'another run';
    }
    catch {
        return 'another run';
    }
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/objects/clean.js

/** Removes what runs that were ended left of a prefix: uploads that nobody completed, and files without a manifest. Whoever calls it has the prefix alone. */
async function clean(bucket, prefix) {
    const start = `${prefix}-`;
    const { entries } = await bucket.list(start);
    const names = new Set(entries.map(({ name }) => name));
    const files = entries.filter(({ name }) => (0,build_names/* isIdOf */.d4)(idIn(name), prefix) && !name.endsWith('.json'));
    const left = files.filter(({ name }) => !names.has((0,build_names/* manifestName */.vS)(idIn(name))));
    const removed = [];
    for (const { name } of left) {
        // What the service keeps for a while goes with a later run.
        if ((await bucket.lockedUntil(name)) !== undefined)
            continue;
        await bucket.remove(name);
        removed.push(name);
    }
    const ended = await bucket.endUploads(start, (name) => (0,build_names/* isIdOf */.d4)(idIn(name), prefix));
    const largest = Math.max(0, ...files.filter((file) => !left.includes(file)).map(({ size }) => size));
    return { removed: [...removed, ...ended], largest };
}
/** The id that a file's name begins with: it ends before the first dot behind its time. */
function idIn(name) {
    return /^(.*-\d{8}T\d{6}Z-[0-9a-f]{4})\./.exec(name)?.[1] ?? '';
}

// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/in-turns.js
var in_turns = __webpack_require__(8028);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/parts.js
var parts = __webpack_require__(4126);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/send.js + 1 modules
var send = __webpack_require__(4624);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/objects/store.js















/** Manifests that are asked for at a time. */
const abreast = 32;
/** Drills that are read back: years of weekly ones. */
const drillsRead = 100;
/** Milliseconds that cleaning up may take once a run is over: runners wait for seven seconds. */
const lastMoment = 5000;
/** A destination in a service that keeps objects. A file has its name as soon as its upload is completed; it is a backup once its manifest is there. */
function openObjects(job, open) {
    const bucket = open({ ...job, attempts: 6, stall: 60_000, log: job.log.debug });
    const janitor = open(forLastMoment(job));
    const { folder, where } = bucket;
    const fileOf = (draft) => (0,build_names/* dumpName */.qc)(draft);
    let uploading;
    let claim;
    /** Of the largest file that the prefix has. */
    let estimate = 0;
    return {
        folder,
        where,
        path: (name) => `${folder}/${name}`,
        list: () => listObjects(bucket),
        async hold(prefix) {
            const busy = (holder) => (0,stores_busy/* busyWith */.sP)(prefix, folder, where, holder);
            const onWait = () => job.log.info((0,stores_busy/* waitingFor */.Fz)(prefix, folder, where));
            const run = job.context.runUrl || job.context.runId;
            const mine = await claimPrefix(bucket, janitor, prefix, { clock: job.clock, run, wait: stores_busy/* lockSeconds */.H_ * 1000, busy, onWait });
            claim = mine;
            try {
                const { removed, largest } = await clean(bucket, prefix);
                estimate = largest;
                return { removed: removed.map((name) => `${folder}/${name}`), release: () => mine.release() };
            }
            catch (error) {
                await mine.release();
                throw error;
            }
        },
        receive(draft) {
            const name = fileOf(draft);
            let size;
            const running = (0,in_process/* inProcess */.b)(`upload of ${name}`, where, job, async ({ stdin, signal }) => {
                const upload = bucket.upload(name, signal);
                uploading = { name, upload };
                const plan = { cut: bucket.cut, first: (0,parts/* firstPart */.Y)(1.5 * estimate, bucket.cut), temp: job.context.temp };
                size = await (0,send/* sendParts */.h)(stdin, await upload, plan);
            });
            const complete = async (sent) => {
                (0,arrived/* compareArrived */.D)(size === undefined ? undefined : { size }, sent, bucket);
                await (await uploading?.upload)?.complete(sent.size);
            };
            return { running, complete };
        },
        read: (draft) => (0,in_process/* inProcess */.b)(`download of ${fileOf(draft)}`, where, job, ({ stdout, signal }) => (0,promises_.pipeline)(bucket.read(fileOf(draft), signal), stdout)),
        async removePartial(draft) {
            const name = fileOf(draft);
            if (uploading?.name === name) {
                const upload = await Promise.race([uploading.upload.catch(() => undefined), (0,external_node_timers_promises_.setTimeout)(lastMoment)]);
                if (upload)
                    await janitor.endUpload(name, upload.id);
            }
            await janitor.remove(name);
        },
        async publish(manifest) {
            await claim?.confirm();
            await bucket.put((0,build_names/* manifestName */.vS)(manifest.id), (0,build_manifest/* renderManifest */.sB)(manifest));
        },
        update: (manifest) => bucket.put((0,build_names/* manifestName */.vS)(manifest.id), (0,build_manifest/* renderManifest */.sB)(manifest)),
        async remove(draft) {
            const names = [(0,build_names/* manifestName */.vS)(draft.id), fileOf(draft)];
            for (const name of names) {
                const until = await bucket.lockedUntil(name);
                if (until)
                    return { removed: false, why: `locked until ${until}` };
            }
            for (const name of names)
                await bucket.remove(name);
            return { removed: true };
        },
        async record(drill) {
            await janitor.put(`drills/${(0,build_names/* stamp */.iE)(new Date(drill.at))}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.json`, `${(0,build_drill/* renderDrill */.gQ)(drill)}\n`);
            const names = (await janitor.list('drills/')).entries.map(({ name }) => name).sort();
            const texts = await (0,in_turns/* inTurns */.g)(names.slice(-drillsRead), abreast, (name) => janitor.get(name));
            return (0,build_drill/* parseDrills */.cM)(texts.join('\n'));
        },
        explain: (error) => error,
        async close() {
            for (const one of [bucket, janitor])
                one.close();
        },
    };
}
/** A run that was cancelled, or is out of time, still takes away what it began. */
function forLastMoment(job) {
    const clock = { now: job.clock.now, sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) };
    return { clock, signal: new AbortController().signal, remaining: () => lastMoment, attempts: 3, stall: lastMoment, log: job.log.debug };
}
async function listObjects(bucket) {
    const { entries } = await bucket.list('');
    const sizes = new Map(entries.map(({ name, size }) => [name, size]));
    const named = [...sizes.keys()].filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    const ours = named.filter((name) => (0,build_names/* isId */.eQ)(name.slice(0, -'.json'.length)));
    const texts = await (0,in_turns/* inTurns */.g)(ours, abreast, (name) => bucket.get(name));
    // One that went meanwhile is no backup any more, and nothing strange.
    const there = texts.filter((text) => text !== undefined);
    const { backups, strange } = (0,listing/* listBackups */.C)(there, sizes, (name) => `${bucket.folder}/${name}`);
    return { backups, strange: strange + named.length - ours.length };
}


/***/ }),

/***/ 3361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mk: () => (/* binding */ escaped),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Yt: () => (/* binding */ elements)
/* harmony export */ });
/** The little XML that storage services answer with: elements without attributes that matter. */
const entities = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
function decode(text) {
    return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
        if (name !== undefined)
            return entities[name] ?? all;
        return String.fromCodePoint(Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10));
    });
}
/** What stands in each element of that name. */
function elements(xml, name) {
    const pattern = new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, 'g');
    return [...xml.matchAll(pattern)].map(([, inside = '']) => inside);
}
/** The text of the first element of that name. */
function text(xml, name) {
    const [first] = elements(xml, name);
    return first === undefined ? undefined : decode(first);
}
function escaped(value) {
    return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}


/***/ })

};
