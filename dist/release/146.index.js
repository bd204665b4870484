export const id = 146;
export const ids = [146];
export const modules = {

/***/ 4639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LQ: () => (/* binding */ lostConnection),
/* harmony export */   Ql: () => (/* binding */ firstToFail),
/* harmony export */   UZ: () => (/* binding */ isKilled),
/* harmony export */   yU: () => (/* binding */ isEcho)
/* harmony export */ });
/** Which part of a broken pipe broke first: everything else in it only ends because of that. */
/** The first of the programs to fail, once one has. */
function firstToFail(...programs) {
    let first;
    for (const program of programs) {
        program.done.catch(() => {
            first ??= program;
        });
    }
    return () => first;
}
const echoes = new Set(['EPIPE', 'ECONNRESET', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR']);
/** What a stream says when its neighbour is gone. */
function isEcho(error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors))
        return error.errors.every(isEcho);
    const code = error?.code ?? '';
    return error === undefined || echoes.has(code);
}
/** Ended by a signal of ours, here or on the server. */
function isKilled(failure) {
    return failure.code === 128 || failure.code === 143;
}
/** The failure of the connection to the server, where it is gone. A program that was ended with it tells nothing of that by itself. */
async function lostConnection(job) {
    if (!job.shell.remote)
        return undefined;
    return job.shell.run(['true'], { deadline: 20_000 }).then(() => undefined, (error) => error);
}


/***/ }),

/***/ 1965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cM: () => (/* binding */ parseDrills),
/* harmony export */   gQ: () => (/* binding */ renderDrill),
/* harmony export */   nO: () => (/* binding */ alike)
/* harmony export */ });
/** One line, so that many of them are a file that is only ever appended to. */
function renderDrill(drill) {
    return JSON.stringify(drill);
}
/** The drills in a text, in its order. A line that was torn or is none of ours is passed over. */
function parseDrills(text) {
    return text.split('\n').flatMap((line) => {
        try {
            const value = JSON.parse(line);
            return isDrill(value) ? [value] : [];
        }
        catch {
            return [];
        }
    });
}
function isDrill(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { at, outcome, reason, ...drill } = value;
    const texts = [drill.id, drill.project, drill.database, drill.run, reason ?? ''];
    const numbers = [drill.seconds, drill.bytes, drill.rows, drill.tables];
    return (typeof at === 'string' &&
        !Number.isNaN(Date.parse(at)) &&
        (outcome === 'verified' || outcome === 'failed') &&
        texts.every((text) => typeof text === 'string') &&
        numbers.every((number) => typeof number === 'number' && number >= 0));
}
/** Drills of the same database; of the project where the database is not known. */
function alike(drills, { project, database }) {
    return drills.filter((drill) => drill.project === project && (database === '' || drill.database === database));
}


/***/ }),

/***/ 5387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mF: () => (/* binding */ decompress),
  Yc: () => (/* binding */ decrypt),
  w: () => (/* binding */ encrypt),
  Jv: () => (/* binding */ ephemeralKey),
  Ly: () => (/* binding */ findCompressor),
  Gk: () => (/* binding */ isWrongIdentity),
  d1: () => (/* binding */ readIdentities)
});

// UNUSED EXPORTS: compress

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 13 modules
var shell_build = __webpack_require__(3329);
// EXTERNAL MODULE: ./node_modules/age-encryption/dist/index.js + 51 modules
var dist = __webpack_require__(1539);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./actions/backup-db/build/age.js


/**
 * The payload of an age file (age-encryption.org/v1, section "Payload") by the ciphers of Node, which are about seven times as fast as those of the
 * age library. Keys, recipients and headers stay the library's.
 */
const part = 64 * 1024;
const tag = 16;
const nonceLength = 16;
const cipher = 'chacha20-poly1305';
const authTagLength = tag;
/** A header holds a stanza for each recipient; one that is longer than this is none. */
const longestHeader = 1024 * 1024;
/** Header and nonce of a new file, and the key of its payload. */
async function begin(encrypter) {
    let fileKey;
    const witness = {
        wrapFileKey(given) {
            fileKey = given;
            return [];
        },
    };
    encrypter.addRecipient(witness);
    // An empty file is its header, a nonce and one tag.
    const empty = Buffer.from(await encrypter.encrypt(new Uint8Array()));
    if (!fileKey)
        throw new Error('the age library did not ask for a recipient');
    const nonce = (0,external_node_crypto_.randomBytes)(nonceLength);
    const head = Buffer.concat([empty.subarray(0, empty.length - nonceLength - tag), nonce]);
    return { head, key: payloadKey(fileKey, nonce) };
}
function payloadKey(fileKey, nonce) {
    return Buffer.from((0,external_node_crypto_.hkdfSync)('sha256', fileKey, nonce, 'payload', 32));
}
/** Eleven bytes that count the parts, and one that says whether it is the last. */
class Counter {
    #bytes = Buffer.alloc(12);
    next(last) {
        const now = Buffer.from(this.#bytes);
        now[11] = last ? 1 : 0;
        for (let index = 10; index >= 0; index--) {
            this.#bytes[index] = ((this.#bytes[index] ?? 0) + 1) & 0xff;
            if (this.#bytes[index] !== 0)
                break;
        }
        return now;
    }
}
/** Bytes in parts of one size; the last one, which may be shorter, is known only once there are no more. */
class Parts {
    #size;
    #held = [];
    #length = 0;
    constructor(size) {
        this.#size = size;
    }
    /** The parts that are whole, and surely not the last. */
    *take(chunk) {
        this.#held.push(chunk);
        this.#length += chunk.length;
        if (this.#length <= this.#size)
            return;
        const all = Buffer.concat(this.#held, this.#length);
        let from = 0;
        while (all.length - from > this.#size) {
            yield all.subarray(from, from + this.#size);
            from += this.#size;
        }
        this.#held = [all.subarray(from)];
        this.#length = all.length - from;
    }
    rest() {
        return Buffer.concat(this.#held, this.#length);
    }
}
function seal(encrypter) {
    const counter = new Counter();
    const parts = new Parts(part);
    let key;
    const close = (plain, last) => {
        if (!key)
            throw new Error('bytes came before the key');
        const one = (0,external_node_crypto_.createCipheriv)(cipher, key, counter.next(last), { authTagLength });
        return Buffer.concat([one.update(plain), one.final(), one.getAuthTag()]);
    };
    const start = async (stream) => {
        if (key)
            return;
        const begun = await begin(encrypter);
        key = begun.key;
        stream.push(begun.head);
    };
    return new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            start(this).then(() => {
                for (const plain of parts.take(chunk))
                    this.push(close(plain, false));
                done();
            }, done);
        },
        flush(done) {
            start(this).then(() => done(null, close(parts.rest(), true)), done);
        },
    });
}
function unseal(decrypter) {
    const counter = new Counter();
    const parts = new Parts(part + tag);
    let head = Buffer.alloc(0);
    let key;
    let opened = 0;
    const open = (sealed, last) => {
        if (!key || sealed.length < tag)
            throw new Error('the file ends in the middle of a part');
        const one = (0,external_node_crypto_.createDecipheriv)(cipher, key, counter.next(last), { authTagLength });
        one.setAuthTag(sealed.subarray(sealed.length - tag));
        const plain = Buffer.concat([one.update(sealed.subarray(0, sealed.length - tag)), one.final()]);
        // Only an empty file has an empty part.
        if (last && opened > 0 && plain.length === 0)
            throw new Error('the last part is empty');
        opened++;
        return plain;
    };
    /** Bytes of the payload in a chunk; the header is read from the first ones. */
    const payload = async (chunk) => {
        if (key)
            return chunk;
        head = Buffer.concat([head, chunk]);
        const end = headerEnd(head);
        if (end === undefined || head.length < end + nonceLength) {
            if (head.length > longestHeader)
                throw new Error('the header is too long for an age file');
            return Buffer.alloc(0);
        }
        const fileKey = await decrypter.decryptHeader(head.subarray(0, end));
        key = payloadKey(fileKey, head.subarray(end, end + nonceLength));
        return head.subarray(end + nonceLength);
    };
    return new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            payload(chunk)
                .then((bytes) => {
                for (const sealed of parts.take(bytes))
                    this.push(open(sealed, false));
            })
                .then(() => done(), done);
        },
        flush(done) {
            try {
                if (!key)
                    throw new Error('the file ends in its header');
                done(null, open(parts.rest(), true));
            }
            catch (error) {
                done(error);
            }
        },
    });
}
const intro = 'age-encryption.org/v1\n';
/** Where the header ends: after the line of its MAC. Undefined where that has not come yet. */
function headerEnd(head) {
    const known = Math.min(head.length, intro.length);
    if (head.subarray(0, known).toString('latin1') !== intro.slice(0, known))
        throw new Error('it is no age file');
    const mac = head.indexOf('\n--- ');
    if (mac < 0)
        return undefined;
    const end = head.indexOf('\n', mac + 1);
    return end < 0 ? undefined : end + 1;
}

;// CONCATENATED MODULE: ./actions/backup-db/build/layers.js





/** What lies around a dump: compression, then encryption. Each layer is a stage of a pipe. */
const chunkSize = 128 * 1024;
/** Level 3 of zstd, with a checksum in every frame, which zstd writes by itself and Node does not. */
function compress() {
    const params = { [external_node_zlib_.constants.ZSTD_c_compressionLevel]: 3, [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1 };
    return (0,external_node_zlib_.createZstdCompress)({ params, chunkSize });
}
/**
 * The same by the zstd of the machine that this process runs on, which has use for all of its cores; by Node, where there is none.
 * @returns what starts it
 */
async function findCompressor(shell = (0,shell_build/* localShell */.yj)()) {
    const known = await shell.run(['zstd', '--version'], { allowFailure: true, deadline: 10_000 }).catch(() => undefined);
    if (known?.code !== 0)
        return compress;
    return (options) => shell.start(['zstd', '-3', '-T0', '--check', '-q', '-c'], options);
}
function decompress() {
    return (0,external_node_zlib_.createZstdDecompress)({ chunkSize });
}
/** @throws Failure `bad-input` where a recipient is none */
function encrypt(recipients) {
    const encrypter = new dist/* Encrypter */.T7();
    for (const recipient of recipients)
        addRecipient(encrypter, recipient);
    return seal(encrypter);
}
function addRecipient(encrypter, recipient) {
    try {
        encrypter.addRecipient(recipient);
    }
    catch {
        throw (0,build/* badInputs */.PD)([{ input: 'age-recipients', message: `${recipient} is no age public key: it was cut or mistyped` }]);
    }
}
/** @throws Failure `key-missing` where an identity is none */
function decrypt(identities) {
    const decrypter = new dist/* Decrypter */.Hz();
    for (const identity of identities)
        addIdentity(decrypter, identity);
    return unseal(decrypter);
}
function addIdentity(decrypter, identity) {
    try {
        decrypter.addIdentity(identity);
    }
    catch {
        throw new build/* Failure */.HR('key-missing', 'A line of age-identity is no age private key: it was cut or mistyped.', {
            state: 'Nothing was changed.',
        });
    }
}
/** The message of age where none of the identities is meant. */
function isWrongIdentity(error) {
    return error instanceof Error && /no identity matched/.test(error.message);
}
/** A key of this run alone: it proves what was stored without the team's key, and is forgotten with the process. */
async function ephemeralKey() {
    const identity = await (0,dist/* generateX25519Identity */.ou)();
    return { identity, recipient: await (0,dist/* identityToRecipient */.RE)(identity) };
}
/** Private keys of an identity file, comments left out. @throws Failure `key-missing` */
function readIdentities(text, purpose) {
    const keys = (text ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
    if (keys.length > 0)
        return keys;
    throw new build/* Failure */.HR('key-missing', text ? 'age-identity holds no line that starts with AGE-SECRET-KEY-.' : `${purpose} needs age-identity.`, {
        state: 'Nothing was changed.',
        hint: 'Give the private key that belongs to one of the recipients, as age-keygen wrote it. A secret that does not exist arrives empty.',
    });
}


/***/ }),

/***/ 3951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   nn: () => (/* binding */ isProven),
/* harmony export */   sB: () => (/* binding */ renderManifest)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6816);

/** Read back whole: only such a backup counts. */
function isProven(manifest) {
    return manifest.verified?.level === 'archive' || manifest.verified?.level === 'restore';
}
/** One line, so that many files read as one are still told apart. */
function renderManifest(manifest) {
    return `${JSON.stringify(manifest)}\n`;
}
/** The manifest in a line; undefined where it is none of ours. Its id becomes part of paths, so nothing but a good one passes. */
function parseManifest(line) {
    try {
        const value = JSON.parse(line);
        const whole = value.version === 2 &&
            typeof value.id === 'string' &&
            (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isId */ .eQ)(value.id) &&
            typeof value.project === 'string' &&
            typeof value.database === 'string' &&
            !Number.isNaN(Date.parse(value.created ?? '')) &&
            (value.encryption === 'age' || value.encryption === 'none') &&
            isContent(value.plain) &&
            isContent(value.stored) &&
            isFacts(value.facts);
        return whole ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isContent(value) {
    return Number.isSafeInteger(value?.size) && /^[0-9a-f]{64}$/.test(value?.sha256 ?? '');
}
function isFacts(value) {
    return value?.kind === 'postgres' && Array.isArray(value.tables) && value.properties !== undefined && value.server !== undefined;
}


/***/ }),

/***/ 6361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   kI: () => (/* binding */ Meter),
/* harmony export */   wX: () => (/* binding */ reportProgress),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7075);


/** Lets bytes pass, and knows how many and their SHA-256. */
class Meter extends node_stream__WEBPACK_IMPORTED_MODULE_1__.Transform {
    #hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    bytes = 0;
    /** The first bytes, for a look at what they are: as many as `magic` has. */
    head = Buffer.alloc(0);
    #magic;
    constructor(magic = 0) {
        super();
        this.#magic = magic;
    }
    _transform(chunk, _encoding, done) {
        if (this.head.length < this.#magic)
            this.head = Buffer.concat([this.head, chunk.subarray(0, this.#magic)]).subarray(0, this.#magic);
        this.#hash.update(chunk);
        this.bytes += chunk.length;
        done(null, chunk);
    }
    /** Only once all bytes have passed. */
    content() {
        return { size: this.bytes, sha256: this.#hash.digest('hex') };
    }
}
/** Bytes as people read them: `512 B`, `3.4 MB`. */
function formatBytes(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit++;
    }
    return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
/** Says every five seconds how far a stream came; returns what ends it. */
function reportProgress(meter, what, say, interval = 5000) {
    let before = 0;
    const timer = setInterval(() => {
        const rate = ((meter.bytes - before) / interval) * 1000;
        before = meter.bytes;
        say(`${what}: ${formatBytes(meter.bytes)}, ${formatBytes(rate)}/s`);
    }, interval);
    return () => clearInterval(timer);
}


/***/ }),

/***/ 6816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WH: () => (/* binding */ backupId),
/* harmony export */   d4: () => (/* binding */ isIdOf),
/* harmony export */   eQ: () => (/* binding */ isId),
/* harmony export */   i: () => (/* binding */ partialGlob),
/* harmony export */   iE: () => (/* binding */ stamp),
/* harmony export */   m0: () => (/* binding */ idPrefix),
/* harmony export */   qc: () => (/* binding */ dumpName),
/* harmony export */   t4: () => (/* binding */ partialName),
/* harmony export */   vS: () => (/* binding */ manifestName)
/* harmony export */ });
/** `<project>-<database>-<UTC time>-<4 hex>`: sorts by time within a database, and is safe as a file name. */
function backupId(prefix, at, random) {
    return `${prefix}-${stamp(at)}-${random}`;
}
/** The part of an id that all backups of a database share. */
function idPrefix(project, database) {
    const safe = `${project}-${database}`.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
    return /^[.-]/.test(safe) ? `_${safe}` : safe;
}
/** `20260102T030405Z` */
function stamp(at) {
    return at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
const partialName = (id) => `${id}.partial`;
const manifestName = (id) => `${id}.json`;
/** Of the file of a backup: what is inside shows, layer by layer. */
function dumpName({ id, encryption }) {
    return `${id}.dump.zst${encryption === 'age' ? '.age' : ''}`;
}
/** Pattern for find(1): partial files of this prefix, and of no longer one. */
function partialGlob(prefix) {
    const digits = '[0-9]'.repeat(8);
    return `${prefix}-${digits}T${'[0-9]'.repeat(6)}Z-[0-9a-f][0-9a-f][0-9a-f][0-9a-f].partial`;
}
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*-\d{8}T\d{6}Z-[0-9a-f]{4}$/;
/** Whether it is one of this prefix, and of no longer one. */
function isIdOf(id, prefix) {
    return isId(id) && id.length === `${prefix}-20260102T030405Z-1a2b`.length && id.startsWith(`${prefix}-`);
}
function isId(text) {
    return idPattern.test(text);
}


/***/ }),

/***/ 2441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UD: () => (/* binding */ compare),
/* harmony export */   e7: () => (/* binding */ readBack),
/* harmony export */   qb: () => (/* binding */ corrupt)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3239);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3329);
/* harmony import */ var _blame_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4639);
/* harmony import */ var _layers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5387);
/* harmony import */ var _meter_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6361);






/** Streams a backup through its layers into a program beside the server; both hashes must be those of the manifest. */
async function readBack(job, store, evidence, program) {
    const { manifest } = evidence;
    const [stored, plain] = [new _meter_js__WEBPACK_IMPORTED_MODULE_5__/* .Meter */ .kI(), new _meter_js__WEBPACK_IMPORTED_MODULE_5__/* .Meter */ .kI()];
    const layers = manifest.encryption === 'age' ? [(0,_layers_js__WEBPACK_IMPORTED_MODULE_4__/* .decrypt */ .Yc)(evidence.identities), (0,_layers_js__WEBPACK_IMPORTED_MODULE_4__/* .decompress */ .mF)()] : [(0,_layers_js__WEBPACK_IMPORTED_MODULE_4__/* .decompress */ .mF)()];
    const source = store.read(manifest, evidence.state);
    const culprit = (0,_blame_js__WEBPACK_IMPORTED_MODULE_3__/* .firstToFail */ .Ql)(source, program);
    let broken;
    for (const layer of layers) {
        layer.on('error', (error) => {
            broken ??= error;
        });
    }
    const stop = (0,_meter_js__WEBPACK_IMPORTED_MODULE_5__/* .reportProgress */ .wX)(stored, 'Read back', job.log.info);
    try {
        await Promise.all([(0,_slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .Fs)(source, stored, ...layers, plain, feed(program)), program.done]);
    }
    catch (error) {
        program.kill();
        source.kill();
        throw await blame({ job, evidence, source, program, error, broken, culprit: culprit() });
    }
    finally {
        stop();
    }
    compare('stored file', stored.content(), manifest.stored);
    compare('dump inside it', plain.content(), manifest.plain);
}
/** pg_restore ends after its last entry, maybe a moment before the last byte came: the rest is read all the same, for the hashes. */
function feed(program) {
    const { stdin } = program;
    const sink = new node_stream__WEBPACK_IMPORTED_MODULE_0__.Writable({
        write(chunk, _encoding, done) {
            if (stdin.destroyed || stdin.write(chunk))
                return done();
            const go = () => {
                stdin.off('drain', go).off('close', go);
                done();
            };
            stdin.on('drain', go).on('close', go);
        },
        final(done) {
            stdin.end();
            done();
        },
    });
    program.done.catch((error) => sink.destroy(error));
    return sink;
}
/** @throws Failure `checksum` */
function compare(what, found, expected) {
    if (found.size === expected.size && found.sha256 === expected.sha256)
        return;
    const text = `The ${what} has ${found.size} bytes with SHA-256 ${found.sha256.slice(0, 12)}…, but its manifest says ${expected.size} bytes with ${expected.sha256.slice(0, 12)}….`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('checksum', text, { hint: 'Its storage changed or lost bytes: check the disk, and use another backup.' });
}
/**
 * Whether the backup is broken, or only the way to it. A connection that ends looks like a truncated file to the layers, and a truncated file like
 * a broken archive to pg_restore: so the connection is asked first, then the reading program, then the layers, then pg_restore.
 */
async function blame({ job, evidence, source, program, error, broken, culprit }) {
    const lost = await (0,_blame_js__WEBPACK_IMPORTED_MODULE_3__/* .lostConnection */ .LQ)(job);
    if (lost)
        return lost;
    const unread = await source.done.then(() => undefined, (reason) => reason);
    if (unread instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9 && !(0,_blame_js__WEBPACK_IMPORTED_MODULE_3__/* .isKilled */ .UZ)(unread))
        return corrupt(evidence, unread.message, unread);
    if (unread !== undefined && !(unread instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9))
        return unread;
    if (!(0,_blame_js__WEBPACK_IMPORTED_MODULE_3__/* .isEcho */ .yU)(broken))
        return blameLayer(broken, evidence);
    if (!(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9) || culprit !== program)
        return error;
    const cause = await program.done.catch((reason) => reason);
    if (!(cause instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9) || cause.code !== 1 || !/pg_restore: error:/.test(cause.stderr))
        return cause;
    return corrupt(evidence, `pg_restore cannot use it: ${errorLines(cause.stderr)}`, cause);
}
function blameLayer(error, evidence) {
    if (!(0,_layers_js__WEBPACK_IMPORTED_MODULE_4__/* .isWrongIdentity */ .Gk)(error))
        return corrupt(evidence, error instanceof Error ? error.message : String(error), error);
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('key-missing', `age-identity opens none of the recipients of ${evidence.manifest.id}.`, {
        state: 'Nothing was changed.',
        hint: `It was encrypted to ${evidence.manifest.recipients.join(', ')}.`,
    });
}
function errorLines(stderr) {
    const lines = stderr.split('\n').filter((line) => /error|detail|command was/i.test(line));
    return lines.slice(-4).join(' ').slice(0, 600);
}
function corrupt(evidence, why, cause) {
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('archive-corrupt', `The backup ${evidence.manifest.id} cannot be read back: ${why}.`, {
        hint: 'Use another backup, and check the storage of this one.',
        cause,
    });
}


/***/ }),

/***/ 9146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  onServer: () => (/* binding */ onServer)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/index.js + 53 modules
var blue_green_switch_build = __webpack_require__(395);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: ./packages/journal/build/index.js + 4 modules
var journal_build = __webpack_require__(3953);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 13 modules
var shell_build = __webpack_require__(3329);
// EXTERNAL MODULE: ./actions/release/build/digests.js
var digests = __webpack_require__(8907);
// EXTERNAL MODULE: ./actions/release/build/plan.js
var build_plan = __webpack_require__(895);
// EXTERNAL MODULE: ./actions/release/build/record.js + 1 modules
var record = __webpack_require__(7659);
// EXTERNAL MODULE: ./actions/release/build/images.js + 40 modules
var build_images = __webpack_require__(9571);
;// CONCATENATED MODULE: ./actions/release/build/receipt.js


const headlines = {
    released: 'is released',
    'rolled-back': 'was rolled back',
    failed: 'was not released',
    unchanged: 'is live already',
};
function servingNow({ live, outcome, version, previousVersion }) {
    if (!live)
        return 'what served before: no traffic was moved';
    if (live === 'unknown')
        return 'not seen: the server could not be told what to do, or not be asked; what is known stands below';
    const on = (name) => `${(0,build/* code */.aY)(receipt_short(name))} on ${live}`;
    if (outcome === 'released')
        return `${on(version)}${previousVersion ? `, before ${(0,build/* code */.aY)(receipt_short(previousVersion))}` : ''}`;
    if (outcome === 'unchanged')
        return on(version);
    return previousVersion ? on(previousVersion) : live;
}
/** A commit as people call it. */
function receipt_short(version) {
    return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}
/** The job summary: the decision first, one table, the timeline, the command to go back. */
function renderRelease(receipt) {
    const rows = [['Serving now', servingNow(receipt)]];
    for (const [service, image] of Object.entries(receipt.images))
        rows.push([`Image ${(0,build/* cell */.Hn)(service)}`, `${(0,build/* code */.aY)(image)}${receipt.scan[service] ? `; ${(0,build/* cell */.Hn)(receipt.scan[service])}` : ''}`]);
    if (receipt.backup) {
        const { id, verified, rows: count, tables } = receipt.backup;
        rows.push(['Backup', `${(0,build/* code */.aY)(id)}, proven by ${(0,build/* cell */.Hn)(verified)}: ${tables} tables, ${count} rows`]);
    }
    if (receipt.migration) {
        const { from, to, applied } = receipt.migration;
        rows.push(['Database', applied.length > 0 ? `${(0,build/* code */.aY)(from)} to ${(0,build/* code */.aY)(to)}` : `at ${(0,build/* code */.aY)(to)}, nothing pending`]);
    }
    if (receipt.switchedAt) {
        rows.push(['Watched requests', `${receipt.requests}, failed ${receipt.failed}`]);
        rows.push(['Old version last asked, new one first answered', `${(0,blue_green_switch_build/* sinceOrder */.v0)(receipt.lastOldMs)}, ${(0,blue_green_switch_build/* sinceOrder */.v0)(receipt.firstNewMs)}`]);
    }
    if (receipt.outageMs > 0)
        rows.push(['Outage of what may run only once', (0,build/* formatDuration */.a3)(receipt.outageMs)]);
    if (receipt.identity)
        rows.push(['Identity', (0,build/* cell */.Hn)(receipt.identity)]);
    if (receipt.undo)
        rows.push(['Undo', (0,build/* cell */.Hn)(receipt.undo)]);
    if (receipt.reason)
        rows.push(['Reason', (0,build/* code */.aY)(receipt.reason)]);
    const title = `### ${(0,build/* cell */.Hn)(`${receipt.project} ${receipt.environment}: ${receipt_short(receipt.version)} ${headlines[receipt.outcome]}`)}`;
    const parts = [title, (0,build/* table */.tp)(['', ''], rows)];
    if (receipt.timeline.length > 0)
        parts.push((0,blue_green_switch_build/* timeline */.IO)(receipt.timeline));
    if (receipt.rollbackCommand)
        parts.push('To go back:', (0,build/* block */.om)(receipt.rollbackCommand, 'sh'));
    return parts.join('\n\n');
}
function secondsOf(timings) {
    return timings.map(({ name, start, end }) => ({ name, seconds: Math.round((end - start) / 10) / 100 }));
}
function describeTimings(timings) {
    return timings.map(({ name, start, end }) => `${name} ${(0,build/* formatDuration */.a3)(end - start)}`).join(', ');
}

;// CONCATENATED MODULE: ./actions/release/build/step.js
/** Steps that stand in the journal before and after, and whose time is taken. */
function createStep(session, version, timings, log) {
    return async (name, intent, work, told) => {
        const start = Date.now();
        log.info(`\n== ${name}`);
        let result;
        try {
            await session.step(name, { version, ...intent }, async () => {
                result = await work();
                return told(result);
            });
        }
        finally {
            timings.push({ name, start, end: Date.now() });
        }
        return result;
    };
}

// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var names = __webpack_require__(6816);
;// CONCATENATED MODULE: ./actions/backup-db/build/settled.js
/** 26 hours: a backup of every day, and the time it takes to be late. */
const maxAge = 26 * 60 * 60 * 1000;
/** Defaults that the contract cannot hold, because an input that was given must be told from one that was not. */
function withDefaults(inputs) {
    return {
        ...inputs,
        service: inputs.service ?? 'db',
        encryption: inputs.encryption ?? 'age',
        verify: inputs.verify ?? 'archive',
        'max-age': inputs['max-age'] ?? maxAge,
        port: inputs.port ?? 22,
        username: inputs.username ?? 'deploy',
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/address.js
/** Each kind by the beginning of its lines, and how one is read. */
const schemes = {
    'file:': (url) => ({ kind: 'folder', path: decodeURIComponent(url.pathname), runner: true }),
    'sftp:': readSftp,
    's3:': readS3,
};
const examples = '/var/backups/notes, file:///srv/backups, sftp://backup@nas.example.com/srv/backups, s3://bucket/notes?region=eu-central-1';
/** The address in a line, or what is wrong with it, as the end of a sentence that begins with its name. */
function parseAddress(line) {
    if (line.startsWith('/'))
        return { kind: 'folder', path: line, runner: false };
    const problem = `is not an absolute path, and no address that is known. Examples: ${examples}`;
    if (!/^[a-z0-9]+:\/\//i.test(line) || !URL.canParse(line))
        return { problem };
    const url = new URL(line);
    const read = schemes[url.protocol];
    if (!read)
        return { problem };
    if (url.password)
        return { problem: 'holds a password: an address is shown. Give keys by their own inputs' };
    return read(url);
}
function readSftp(url) {
    if (!url.hostname || url.pathname === '/' || url.pathname === '')
        return { problem: 'needs a host and a folder. Example: sftp://backup@nas.example.com:22/srv/backups' };
    return {
        kind: 'sftp',
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: Number(url.port || 22),
        username: decodeURIComponent(url.username) || undefined,
        path: decodeURIComponent(url.pathname),
    };
}
const known = new Set(['endpoint', 'region', 'style']);
function readS3(url) {
    const { searchParams: query, hostname: bucket } = url;
    const strange = [...query.keys()].find((name) => !known.has(name));
    if (strange)
        return { problem: `knows no ${strange}, only ${[...known].join(', ')}` };
    const example = 'Example: s3://bucket/notes?endpoint=https://minio.example.com&style=path';
    if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket))
        return { problem: `needs a bucket. ${example}` };
    if (url.username)
        return { problem: 'holds a user: give keys by s3-access-key-id and s3-secret-access-key' };
    const style = query.get('style') ?? undefined;
    if (style !== undefined && style !== 'path' && style !== 'virtual')
        return { problem: `has a style that is neither path nor virtual. ${example}` };
    const given = query.get('endpoint') ?? undefined;
    const endpoint = given !== undefined && !given.includes('://') ? `https://${given}` : given;
    if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)))
        return { problem: `has an endpoint that is no http address. ${example}` };
    const prefix = decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, '');
    return { kind: 's3', bucket, prefix, endpoint, region: query.get('region') ?? undefined, style };
}
/** Those whose lines are good; the check of the inputs has refused others. */
function addressesOf(lines) {
    return lines.map(parseAddress).filter((address) => !('problem' in address));
}

;// CONCATENATED MODULE: ./actions/backup-db/build/check.js




/** Problems that show only in the combination of inputs. Where an environment is named, they show once its settings are among them. */
function checkInputs(inputs) {
    return inputs.environment === undefined ? checkSettled(withDefaults(inputs)) : [];
}
/** Problems of all that is known. */
function checkSettled(inputs) {
    const problems = [...(0,build/* checkTarget */.e$)(inputs)];
    const say = (input, message) => void problems.push({ input, message });
    problems.push(...checkDestinations(inputs));
    if (!inputs['project-name'] && !inputs['database-url'] && needsDatabase(inputs))
        say('project-name', 'or database-url is needed to find the database. Example: notes');
    if (inputs.mode === 'backup')
        problems.push(...checkRecipients(inputs));
    if (inputs.mode === 'verify' && inputs.verify === 'none')
        say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
    if (inputs.id && !(0,names/* isId */.eQ)(inputs.id))
        say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
    if (inputs.into && !/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(inputs.into))
        say('into', 'is no database name of at most 40 letters, digits, _ and -. Example: notes_restored');
    if (!/^[A-Za-z0-9._-]{1,40}$/.test(inputs.tag))
        say('tag', 'is no word of letters, digits, . _ and -. Example: pre-deploy');
    return problems;
}
function checkDestinations({ destination: lines, 'min-copies': copies, ...inputs }) {
    const input = 'destination';
    if (lines.length === 0)
        return [{ input, message: 'is required, and is missing or empty. Example: /var/backups/notes, or an environment to take it from' }];
    const problems = lines.flatMap((line, index) => {
        const address = parseAddress(line);
        const which = lines.length > 1 ? `as number ${index + 1} ` : '';
        if ('problem' in address)
            return [{ input, message: `${which}${address.problem}` }];
        const first = lines.indexOf(line);
        if (first < index)
            return [{ input, message: `${which}is the same as number ${first + 1}` }];
        return address.kind === 'sftp' ? (0,build/* checkTarget */.e$)({ ...inputs, host: address.host }) : [];
    });
    if (copies !== undefined && copies > lines.length)
        problems.push({ input: 'min-copies', message: `is ${copies}, but there are only ${lines.length} destinations` });
    return problems;
}
function needsDatabase(inputs) {
    if (inputs.mode === 'verify')
        return inputs.verify !== 'checksum';
    return inputs.mode === 'backup' || inputs.mode === 'restore';
}
function checkRecipients(inputs) {
    const input = 'age-recipients';
    const recipients = inputs[input];
    if (inputs.encryption === 'none')
        return recipients.length > 0 ? [{ input, message: 'is given, but encryption is none; leave one of them out' }] : [];
    if (recipients.length === 0) {
        const message = 'is required, and is missing or empty: a dump holds everything. Make a key with age-keygen and write its public key here, or write encryption: none';
        return [{ input, message }];
    }
    return recipients.flatMap((recipient, index) => {
        const which = `has as number ${index + 1}`;
        if (/^AGE-SECRET-KEY-/i.test(recipient))
            return [
                { input, message: `${which} a private key. Put its public key here (age-keygen -y), and make a new key: this one was shown` },
            ];
        return /^age1[a-z0-9]+$/.test(recipient)
            ? []
            : [{ input, message: `${which} what is no age public key. Example: age1ql3z7hjy54pw3...` }];
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/contract.js

const contract = (0,build/* defineContract */.ye)({
    name: 'backup-db',
    title: 'Slipway: back up a database',
    description: 'PostgreSQL backups that count only after they were read back: dump, compress, encrypt, store, prove, restore.',
    icon: 'database',
    inputs: {
        mode: {
            type: 'choice',
            choices: ['backup', 'verify', 'restore', 'list', 'check'],
            default: 'backup',
            description: 'backup makes and proves one; verify proves a stored one again; restore brings one back; list shows them; check fails if the newest proven one is too old.',
            example: 'backup',
        },
        environment: {
            ...build/* vocabulary */.vP.environment,
            description: 'Environment of `config` that gives what is not given here: project, host, port, username and everything under `backup`. Without it the file is not read.',
        },
        config: build/* vocabulary */.vP.config,
        destination: {
            type: 'lines',
            description: 'Where the backups are: an absolute path on the server (over SSH), or on the runner where no host is given; `file:///path` on the runner; `sftp://user@host:port/path`; `s3://bucket/prefix?endpoint=…&region=…&style=path`. Several are copies of each other. Required, here or in `config`.',
            example: '/var/backups/notes',
        },
        'min-copies': {
            type: 'integer',
            minimum: 1,
            maximum: 10,
            description: 'How many of several destinations must have a backup for it to count as made, over the one in `config`; else all of them.',
            example: '1',
        },
        's3-access-key-id': {
            type: 'string',
            description: 'Key for `s3://`; by default AWS_ACCESS_KEY_ID and its two companions, as configure-aws-credentials leaves them.',
            example: '${{ vars.S3_ACCESS_KEY_ID }}',
        },
        's3-secret-access-key': {
            type: 'string',
            secret: true,
            description: 'Secret that belongs to s3-access-key-id.',
            example: '${{ secrets.S3_SECRET_ACCESS_KEY }}',
        },
        's3-session-token': {
            type: 'string',
            secret: true,
            description: 'Token of temporary credentials, where s3-access-key-id is of such.',
            example: '${{ steps.login.outputs.session-token }}',
        },
        'project-name': {
            ...build/* vocabulary */.vP['project-name'],
            description: 'Compose project of the database service; part of the names of its backups. With database-url by default the repository; over the one in `config`.',
        },
        service: { type: 'string', description: 'Compose service of the database, over the one in `config`; else `db`.', example: 'db' },
        'database-url': build/* vocabulary */.vP['database-url'],
        database: {
            type: 'string',
            description: "Name of the database; by default the container's POSTGRES_DB, or the one in database-url.",
            example: 'notes',
        },
        encryption: {
            type: 'choice',
            choices: ['age', 'none'],
            description: 'age encrypts to age-recipients before anything leaves the runner; none must be written out. Over the one in `config`; else `age`.',
            example: 'age',
        },
        'age-recipients': {
            type: 'lines',
            description: 'Public keys that can open the backup, as age-keygen prints them. Needed for mode backup unless encryption is none.',
            example: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudzu94rs5j2m0a',
        },
        'age-identity': {
            type: 'text',
            secret: true,
            description: 'Private key for mode restore, and for mode verify above the level checksum. A backup itself needs none.',
            example: '${{ secrets.AGE_IDENTITY }}',
        },
        verify: {
            type: 'choice',
            choices: ['archive', 'restore', 'checksum', 'none'],
            description: 'Proof of a backup: archive reads all that was stored through pg_restore; restore also restores it into a throw-away database and counts every table; checksum compares the stored bytes only, and proves nothing about what they hold. Over the one in `config`; else `archive`. Mode verify with restore is a restore drill, and is recorded.',
            example: 'restore',
        },
        id: {
            type: 'string',
            description: 'Backup to verify or restore; by default the newest proven one.',
            example: 'notes-notes-20260102T030405Z-1a2b',
        },
        into: {
            type: 'string',
            requiredIn: ['restore'],
            description: 'Database to restore into; a new name unless confirm says otherwise.',
            example: 'notes_restored',
        },
        confirm: {
            type: 'string',
            description: 'The name in `into`, once more: needed to replace a database that exists. The old one stays beside it as <name>_before_<time>.',
            example: 'notes',
        },
        'max-age': {
            type: 'duration',
            description: 'Mode check: oldest that the newest proven backup may be, over the one in `config`; else 26h.',
            example: '26h',
        },
        tag: { type: 'string', default: 'manual', description: 'Why the backup was made; kept in its manifest.', example: 'pre-deploy' },
        host: {
            ...build/* vocabulary */.vP.host,
            description: 'Server to work on over SSH, over the one in `config`. Without either, the work is done on the machine of the runner.',
        },
        port: { type: 'integer', minimum: 1, maximum: 65535, description: 'SSH port, over the one in `config`; else 22.', example: '22' },
        username: { type: 'string', description: 'SSH user, over the one in `config`; else `deploy`.', example: 'deploy' },
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        timeout: build/* vocabulary */.vP.timeout,
        'dry-run': build/* vocabulary */.vP['dry-run'],
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        id: { description: 'The backup that was made, verified, restored or found newest; with no-backup the newest that is not proven.' },
        path: { description: 'Its file, as the destination names it; with several the first that has it.' },
        copies: { description: 'Where its file stands: a line for each destination that has it whole.' },
        size: { description: 'Bytes of the file.' },
        sha256: { description: 'SHA-256 of the file.' },
        'plain-sha256': { description: 'SHA-256 of the dump inside it.' },
        tables: { description: 'Number of tables.' },
        rows: { description: "Number of rows in all tables, as the dump's own snapshot saw them." },
        'server-version': { description: 'Version of the PostgreSQL server it was made from.' },
        verified: { description: 'true only if the backup was read back whole, by level archive or restore.' },
        'verify-level': { description: 'archive, restore, checksum or none.' },
        'newest-age': { description: 'Seconds since the newest proven backup was made; empty where none is proven.' },
        duration: { description: 'Milliseconds of the work; for restore the measured recovery time.' },
        database: { description: 'Database that was backed up or restored into.' },
        kept: { description: 'Name under which a replaced database was kept.' },
    },
    outcomes: {
        'backed-up': 'A new backup is stored, with the proof that `verify-level` names.',
        verified: 'The stored backup passed the proof again.',
        restored: 'The backup stands as the database `into`, its rows counted.',
        listed: 'The backups are in the log and the summary.',
        fresh: 'The newest proven backup is younger than max-age.',
        'nothing-to-back-up': 'There is no database yet (first release), or it has no tables. Nothing was stored.',
        planned: 'dry-run: the log says what would be done; nothing was written.',
    },
    reasons: {
        'config-missing': 'The Slipway file cannot be read.',
        'config-invalid': 'The Slipway file has problems; each is reported at its line and column.',
        'unknown-environment': 'The Slipway file has no such environment.',
        'first-release': 'Nothing of the project is on the machine yet, so there is nothing to back up.',
        'no-tables': 'The database has no tables, so there is nothing to back up.',
        'no-data': 'The source is empty, so there is nothing to back up.',
        'no-container': 'The project exists, but has no container of the service.',
        'database-unreachable': 'The database does not answer or refuses the user.',
        'query-failed': 'The database refused a statement.',
        'version-mismatch': 'pg_dump on the machine is older than the server.',
        locked: 'A migration holds the lock of the database, or another backup of it is under way.',
        pooled: 'The URL leads to a transaction pooler, where locks do not work.',
        'dump-failed': 'pg_dump failed; nothing was stored.',
        empty: 'pg_dump wrote no archive.',
        'destination-unwritable': 'The destination cannot be written, or is full.',
        'destination-refused': 'The destination refuses the credentials, or they may not do what is needed there.',
        'destination-missing': 'There is no such bucket, or it is in another region or at another endpoint.',
        'destination-unreachable': 'The destination does not answer, or failed again and again.',
        'too-few-copies': 'Fewer destinations than min-copies have the backup.',
        checksum: 'The stored bytes differ from what was sent, or from the manifest.',
        'archive-corrupt': 'The stored backup cannot be decrypted, decompressed or read as an archive.',
        'restore-failed': 'The archive could not be restored.',
        'count-mismatch': 'The restored tables hold other numbers of rows than the manifest says.',
        stale: 'The newest proven backup is older than max-age.',
        'no-backup': 'There is no such backup, or none that was proven.',
        'key-missing': 'age-identity is missing or opens none of the backup.',
        exists: 'The database to restore into exists, and confirm does not name it.',
        'swap-failed': 'The restored database could not take the name of the old one.',
    },
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 13 modules
var postgres_build = __webpack_require__(7558);
;// CONCATENATED MODULE: ./actions/backup-db/build/content.js
function amountOf(facts) {
    const tables = facts.tables.length;
    const rows = facts.tables.reduce((sum, table) => sum + table.rows, 0);
    const { version } = facts.server;
    return { tables, rows, text: `${tables} tables with ${rows} rows`, origin: `PostgreSQL ${version}`, version };
}

// EXTERNAL MODULE: ./actions/backup-db/build/blame.js
var blame = __webpack_require__(4639);
// EXTERNAL MODULE: ./actions/backup-db/build/layers.js + 1 modules
var build_layers = __webpack_require__(5387);
// EXTERNAL MODULE: ./actions/backup-db/build/meter.js
var build_meter = __webpack_require__(6361);
;// CONCATENATED MODULE: ./actions/backup-db/build/dump.js





/**
 * One pass from the source to the partial file: its program, zstd, age, both hashes; beside it the content is counted in the same moment. Fails if
 * any part fails, and then leaves nothing.
 * @throws Failure `dump-failed`, `empty`, `destination-unwritable`, `checksum`
 */
async function dump(job, source, store, draft, recipients) {
    const started = job.clock.now();
    // Before any program runs: a recipient may be none.
    const sealing = recipients.length > 0 ? [(0,build_layers/* encrypt */.w)(recipients)] : [];
    const compressor = await (0,build_layers/* findCompressor */.Ly)();
    const moment = await source.open();
    try {
        const [content, facts] = await together(job, moment, store, { draft, sealing, compressor });
        return { ...content, facts, duration: job.clock.now() - started };
    }
    catch (error) {
        await store.removePartial(draft).catch((problem) => job.log.debug(`The partial file stays: ${String(problem)}`));
        throw error;
    }
    finally {
        await moment.close();
    }
}
/** The dump and the counts side by side; where one fails, the other is ended. */
async function together(job, moment, store, order) {
    const program = moment.start();
    const streamed = stream(job, moment, program, store, order);
    const counted = moment.facts().catch((error) => {
        program.kill();
        throw error;
    });
    const [flow, facts] = await Promise.allSettled([streamed, counted]);
    if (flow.status === 'fulfilled' && facts.status === 'fulfilled')
        return [flow.value, facts.value];
    await moment.abandon();
    // Where counting failed first, the dump only ended because of it.
    throw facts.status === 'rejected' ? facts.reason : flow.reason;
}
async function stream(job, moment, program, store, order) {
    const [plain, stored] = [new build_meter/* Meter */.kI(moment.magic.length), new build_meter/* Meter */.kI()];
    const receiver = store.receive(order.draft);
    const layers = [order.compressor({ deadline: job.remaining(), signal: job.signal }), ...order.sealing];
    const culprit = (0,blame/* firstToFail */.Ql)(program, receiver.running);
    const stop = (0,build_meter/* reportProgress */.wX)(plain, 'Dumped', (line) => job.log.info(`${line} (stored ${(0,build_meter/* formatBytes */.z3)(stored.bytes)})`));
    try {
        await (0,shell_build/* pipe */.Fs)(program, plain, ...layers, stored, receiver.running);
    }
    catch (error) {
        throw await dump_blame({ job, moment, store, receiver: receiver.running, error, culprit: culprit() });
    }
    finally {
        stop();
    }
    if (plain.head.toString('latin1') !== moment.magic) {
        throw new build/* Failure */.HR('empty', `${moment.program} wrote ${(0,build_meter/* formatBytes */.z3)(plain.bytes)} that are no archive.`, {
            state: 'No backup was stored.',
        });
    }
    const sent = stored.content();
    await receiver.complete(sent);
    return { plain: plain.content(), stored: sent };
}
/** The program that failed first gives the reason; timeouts, lost connections and our own errors stay what they are. */
async function dump_blame({ job, moment, store, receiver, error, culprit }) {
    const lost = await (0,blame/* lostConnection */.LQ)(job);
    if (lost)
        return lost;
    const programs = error instanceof shell_build/* ProgramFailure */.J9 || (0,blame/* isEcho */.yU)(error) || (error instanceof build/* Failure */.HR && error.reason === 'program-failed');
    if (!programs || !culprit)
        return error;
    const cause = await culprit.done.catch((reason) => reason);
    if (culprit === receiver)
        return store.explain(cause);
    if (!(cause instanceof shell_build/* ProgramFailure */.J9))
        return cause;
    return new build/* Failure */.HR('dump-failed', `${moment.program} failed: ${cause.message}`, {
        state: 'No backup was stored.',
        hint: moment.hint,
        cause,
    });
}

// EXTERNAL MODULE: ./actions/backup-db/build/readback.js
var readback = __webpack_require__(2441);
;// CONCATENATED MODULE: ./actions/backup-db/build/prove.js



/** The proof that a level asks for. A restore reads the whole archive too. @returns milliseconds that it took */
async function prove(job, level, source, store, evidence) {
    if (level === 'restore')
        return source.rehearse(store, evidence);
    const started = job.clock.now();
    await source.readArchive(store, evidence);
    return job.clock.now() - started;
}
/** The stored bytes are those of the manifest. @returns milliseconds that it took @throws Failure `checksum` */
async function proveChecksum(job, store, { state, manifest }) {
    const started = job.clock.now();
    const meter = new build_meter/* Meter */.kI();
    const stop = (0,build_meter/* reportProgress */.wX)(meter, 'Read', job.log.info);
    meter.resume();
    try {
        await (0,shell_build/* pipe */.Fs)(store.read(manifest, state), meter);
    }
    finally {
        stop();
    }
    (0,readback/* compare */.UD)('stored file', meter.content(), manifest.stored);
    return job.clock.now() - started;
}

// EXTERNAL MODULE: ./actions/backup-db/build/manifest.js
var build_manifest = __webpack_require__(3951);
;// CONCATENATED MODULE: ./actions/backup-db/build/choose.js


/** A proven backup whose file is there: the only kind that counts. */
function counts(backup) {
    return backup.whole && (0,build_manifest/* isProven */.nn)(backup.manifest);
}
/** The same backup, which counts only where enough destinations have it. */
function withCopies(backup, least) {
    return { ...backup, whole: backup.whole && (backup.copies === undefined || backup.copies >= least) };
}
/** Backups of the project, and of one database where it is named; newest first. */
function ofProject(backups, project, database) {
    return backups.filter(({ manifest }) => manifest.project === project && (!database || manifest.database === database));
}
/** The backup that `id` names, else the newest proven one. @throws Failure `no-backup` */
async function choose(store, inputs, project, database) {
    const { backups } = await store.list();
    const { id } = inputs;
    const state = 'Nothing was changed.';
    if (id) {
        const named = backups.find(({ manifest }) => manifest.id === id);
        if (!named)
            throw new build/* Failure */.HR('no-backup', `There is no backup ${id} in ${store.folder}.`, { state, hint: 'mode: list shows those there are.' });
        if (named.whole)
            return named;
        throw new build/* Failure */.HR('no-backup', `The file of ${id} is missing from ${store.folder}, or has another size than its manifest says.`, {
            state,
        });
    }
    const mine = ofProject(backups, project, database);
    const newest = mine.find(counts);
    if (newest)
        return newest;
    throw new build/* Failure */.HR('no-backup', `${store.folder} holds no proven backup of ${project}/${database} (${mine.length} that are not proven).`, {
        state,
        hint: mine.length > 0 ? 'Name one with id to use it all the same.' : 'mode: list shows what is there; check destination and project-name.',
    });
}
/** For each database that has ever been backed up here, its newest backup that counts. */
function freshness(backups, now) {
    const databases = [...new Set(backups.map(({ manifest }) => manifest.database))].sort();
    return databases.map((database) => {
        const newest = backups.find((backup) => backup.manifest.database === database && counts(backup));
        return { database, newest, age: newest ? now - Date.parse(newest.manifest.created) : Number.POSITIVE_INFINITY };
    });
}
function describeAge(age) {
    return Number.isFinite(age) ? `${(0,build/* formatDuration */.a3)(age)} old` : 'not proven';
}

;// CONCATENATED MODULE: ./actions/backup-db/build/result.js






function outputsOf(manifest, store) {
    const { tables, rows, version } = amountOf(manifest.facts);
    const copies = store.copies(manifest.id).map((copy) => copy.path((0,names/* dumpName */.qc)(manifest)));
    return {
        id: manifest.id,
        path: copies[0] ?? store.path((0,names/* dumpName */.qc)(manifest)),
        copies: copies.join('\n'),
        size: String(manifest.stored.size),
        sha256: manifest.stored.sha256,
        'plain-sha256': manifest.plain.sha256,
        tables: String(tables),
        rows: String(rows),
        'server-version': version,
        verified: String((0,build_manifest/* isProven */.nn)(manifest)),
        'verify-level': manifest.verified?.level ?? 'none',
        database: manifest.database,
    };
}
function describe(manifest, store, duration) {
    const proof = manifest.verified ? `${(0,build_manifest/* isProven */.nn)(manifest) ? 'proven' : 'checked'} by ${manifest.verified.level}` : 'not proven';
    const { facts } = manifest;
    const amount = amountOf(facts);
    const rows = [
        ['database', `${(0,build/* cell */.Hn)(manifest.database)} (${(0,build/* cell */.Hn)(amount.origin)})`],
        ['content', `${amount.text}${facts.alembic ? `, Alembic ${(0,build/* code */.aY)(facts.alembic)}` : ''}`],
        ['size', `${(0,build_meter/* formatBytes */.z3)(manifest.stored.size)} of ${(0,build_meter/* formatBytes */.z3)(manifest.plain.size)}`],
        ['encryption', manifest.encryption === 'age' ? `age, ${manifest.recipients.length} recipients` : '**none**'],
        ['SHA-256', (0,build/* code */.aY)(manifest.stored.sha256)],
        ['stored', stored(manifest, store)],
        ['took', (0,build/* formatDuration */.a3)(duration)],
    ];
    return `**Backup ${(0,build/* code */.aY)(manifest.id)}: ${proof}.**\n\n${(0,build/* table */.tp)(['', ''], rows)}`;
}
/** Every copy with its place. */
function stored(manifest, store) {
    const copies = store.copies(manifest.id).map((copy) => `${(0,build/* code */.aY)(copy.path((0,names/* dumpName */.qc)(manifest)))} on ${(0,build/* cell */.Hn)(copy.where)}`);
    return copies.join('<br>');
}
function listing(backups) {
    const rows = backups.map(({ manifest, whole }) => [
        (0,build/* code */.aY)(manifest.id),
        (0,build/* cell */.Hn)(manifest.created),
        (0,build_meter/* formatBytes */.z3)(manifest.stored.size),
        amountOf(manifest.facts).rows,
        (0,build/* cell */.Hn)(manifest.tag),
        whole ? (0,build/* cell */.Hn)(manifest.verified?.level ?? 'not proven') : '**file missing**',
    ]);
    return (0,build/* table */.tp)(['backup', 'made', 'size', 'rows', 'tag', 'proof'], rows);
}
/** Decision, what to do, and every database with its newest proven backup, the oldest first. */
function renderFreshness(entries, limit, now, problem) {
    const rows = entries.map(({ database, newest, age }) => [
        (0,build/* cell */.Hn)(database),
        newest ? (0,build/* code */.aY)(newest.manifest.id) : '**none is proven**',
        newest ? (0,build/* cell */.Hn)(newest.manifest.created) : '',
        newest ? (0,build/* formatDuration */.a3)(age) : '',
        (0,build/* formatDuration */.a3)(limit),
    ]);
    const [oldest] = entries;
    const decision = problem
        ? `**${(0,build/* cell */.Hn)(problem.text)}** ${(0,build/* cell */.Hn)(problem.hint)}`
        : `**The newest proven backup is ${describeAge(oldest?.age ?? 0)}.**`;
    const seen = rows.length > 0 ? [(0,build/* table */.tp)(['database', 'newest proven backup', 'made', 'age', 'allowed'], rows)] : [];
    return [decision, ...seen, `Checked at ${now.toISOString()}.`].join('\n\n');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/open.js
/** One line for each kind; only the one that is asked for is loaded. */
const kinds = {
    postgres: () => __webpack_require__.e(/* import() */ 798).then(__webpack_require__.bind(__webpack_require__, 4798)),
};
/** @throws Failure `no-container`, `database-unreachable`, `program-missing`, and what else says that it cannot be read */
async function openSource(job) {
    const { open } = await kinds.postgres();
    return open(job);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/backup.js











/** Makes a backup and proves it; only then it gets its name and its manifest. */
async function backup(job, store) {
    const source = await openSource(job).catch((error) => {
        if ((0,postgres_build/* isFirstRelease */.oK)(error))
            return undefined;
        throw error;
    });
    if (!source)
        return nothing(job, 'first-release', `Nothing of ${job.project} is on ${job.shell.where} yet: there is no database to back up.`);
    const look = await source.look();
    if ('reason' in look)
        return nothing(job, look.reason, look.text);
    await source.check();
    if (job.inputs['dry-run']) {
        job.log.info(`Would back up ${source.where}, ${look.holds}, to ${store.folder}.`);
        return { outcome: 'planned', outputs: { database: source.name } };
    }
    const prefix = (0,names/* idPrefix */.m0)(job.project, source.name);
    const held = await store.hold(prefix);
    for (const path of held.removed)
        job.log.info(`Removed ${path}, which a run that was ended left behind.`);
    try {
        return await make(job, source, store, prefix);
    }
    finally {
        await held.release();
    }
}
function nothing(job, reason, text) {
    job.log.warn(`${text} No backup was made.`);
    return {
        outcome: 'nothing-to-back-up',
        reason,
        outputs: { verified: 'false', 'verify-level': 'none' },
        summary: `**No backup was made.** ${text}`,
    };
}
async function make(job, source, store, prefix) {
    const { inputs, log } = job;
    const created = new Date(job.clock.now());
    const id = (0,names/* backupId */.WH)(prefix, created, (0,external_node_crypto_.randomBytes)(2).toString('hex'));
    const key = inputs.encryption === 'age' ? await (0,build_layers/* ephemeralKey */.Jv)() : undefined;
    const recipients = key ? [...inputs['age-recipients'], key.recipient] : [];
    const dumped = await log.group(`Dump of ${source.where}`, () => source.guarded(() => dump(job, source, store, { id, encryption: inputs.encryption }, recipients)));
    const { facts, plain, stored, duration } = dumped;
    log.info(`${amountOf(facts).text}: ${(0,build_meter/* formatBytes */.z3)(plain.size)}, stored as ${(0,build_meter/* formatBytes */.z3)(stored.size)}.`);
    const draft = {
        version: 2,
        id,
        created: created.toISOString(),
        project: job.project,
        database: source.name,
        tag: inputs.tag,
        run: job.context.runUrl || job.context.runId,
        facts,
        plain,
        stored,
        compression: 'zstd',
        encryption: inputs.encryption,
        recipients: inputs.encryption === 'age' ? inputs['age-recipients'] : [],
        duration,
    };
    const manifest = await proven(job, source, store, draft, key ? [key.identity] : []);
    await store.publish(manifest);
    log.info(`${id} is stored in ${store.folder}.`);
    const outputs = { ...outputsOf(manifest, store), duration: String(job.elapsed()), ...(manifest.verified ? { 'newest-age': '0' } : {}) };
    return { outcome: 'backed-up', outputs, manifest, summary: describe(manifest, store, job.elapsed()) };
}
/** A backup that fails its proof is removed: a broken file is no worse than none, but looks better than it is. */
async function proven(job, source, store, draft, identities) {
    const level = job.inputs.verify;
    if (level === 'none') {
        job.log.warn(`verify is none: nobody has read ${draft.id} back, so it does not count as proven.`);
        return draft;
    }
    const evidence = { state: 'partial', manifest: draft, identities };
    try {
        await job.log.group(`Proof of ${draft.id}: ${level}`, () => proveCopies(job, level, source, store, evidence));
    }
    catch (error) {
        await store.removePartial(draft).catch(() => { });
        if (error instanceof build/* Failure */.HR)
            throw (0,build/* withDetails */.FE)(error, { state: 'The new backup was removed; older ones are as they were.' });
        throw error;
    }
    return { ...draft, verified: { level, at: new Date(job.clock.now()).toISOString() } };
}
/** What proves one copy proves every other that has the very same bytes: those are read and their hash compared. */
async function proveCopies(job, level, source, store, evidence) {
    let proven = false;
    for (const copy of store.copies()) {
        try {
            if (proven || level === 'checksum')
                await proveChecksum(job, copy, evidence);
            else
                await prove(job, level, source, copy, evidence);
            proven = true;
        }
        catch (error) {
            await store.drop(copy, error);
            await copy.removePartial(evidence.manifest);
        }
    }
}

;// CONCATENATED MODULE: ./actions/backup-db/build/inspect.js





/** The modes that only look at the destination; the database may be down. */
async function list(job, store) {
    const { backups, strange } = await store.list();
    const mine = job.inputs['project-name'] ? ofProject(backups, job.project, job.inputs.database) : backups;
    if (strange > 0)
        job.log.warn(`${strange} files in ${store.folder} end in .json, but are no manifests of backups.`);
    for (const { manifest, whole } of mine) {
        const proof = whole ? (manifest.verified?.level ?? 'not proven') : 'file missing';
        job.log.info(`${manifest.id}  ${(0,build_meter/* formatBytes */.z3)(manifest.stored.size)}  ${amountOf(manifest.facts).rows} rows  ${manifest.tag}  ${proof}`);
    }
    if (mine.length === 0)
        job.log.info(`${store.folder} on ${store.where} holds no backups.`);
    const newest = freshness(mine, job.clock.now()).flatMap((entry) => (entry.newest ? [entry] : []));
    const [latest] = newest.sort((a, b) => a.age - b.age);
    const outputs = latest?.newest ? { ...outputsOf(latest.newest.manifest, store), 'newest-age': seconds(latest.age) } : {};
    return { outcome: 'listed', outputs, summary: `**${mine.length} backups.**\n\n${listing(mine)}` };
}
/** Fails where any database that was ever backed up here has no proven backup that is young enough. */
async function check(job, store) {
    const limit = job.inputs['max-age'];
    const { destination, 'min-copies': least = destination.length } = job.inputs;
    const mine = ofProject((await store.list()).backups, job.project, job.inputs.database).map((backup) => withCopies(backup, least));
    const entries = [...freshness(mine, job.clock.now())].sort((a, b) => b.age - a.age);
    for (const { database, age } of entries)
        job.log.info(`${job.project}/${database}: newest proven backup is ${describeAge(age)}.`);
    const [oldest] = entries;
    const now = new Date(job.clock.now());
    if (oldest?.newest && oldest.age <= limit) {
        const { manifest } = oldest.newest;
        const outputs = { ...outputsOf(manifest, store), 'newest-age': seconds(oldest.age) };
        return { outcome: 'fresh', outputs, manifest, summary: renderFreshness(entries, limit, now) };
    }
    const { reason, text, hint } = judge(job, store, oldest);
    // Both outputs are there whatever the answer is: who reads them need not ask first.
    const last = oldest?.newest ?? mine.find(({ manifest }) => manifest.database === oldest?.database);
    const outputs = { id: '', ...(last ? outputsOf(last.manifest, store) : {}), 'newest-age': oldest?.newest ? seconds(oldest.age) : '' };
    throw new build/* Failure */.HR(reason, text, {
        state: 'Nothing was changed.',
        hint,
        outputs: Object.fromEntries(Object.entries(outputs).filter((entry) => entry[1] !== undefined)),
        summary: renderFreshness(entries, limit, now, { text, hint }),
    });
}
function judge(job, store, oldest) {
    const allowed = (0,build/* formatDuration */.a3)(job.inputs['max-age']);
    const place = `${store.folder} on ${store.where}`;
    const database = oldest?.database ?? job.inputs.database;
    const what = database ? `${job.project}/${database}` : job.project;
    if (!oldest) {
        return {
            reason: 'no-backup',
            text: `${place} holds no backup of ${what}; the newest proven one may be ${allowed} old.`,
            hint: 'Check destination and project-name; else make a backup now, and look at the workflow that should have made one.',
        };
    }
    if (!oldest.newest) {
        return {
            reason: 'no-backup',
            text: `No backup of ${what} in ${place} is proven; the newest proven one may be ${allowed} old.`,
            hint: 'Prove the newest one with mode: verify and its id, or make a backup now, and look at why the last ones were not proven.',
        };
    }
    return {
        reason: 'stale',
        text: `The newest proven backup of ${what} was made at ${oldest.newest.manifest.created}, ${(0,build/* formatDuration */.a3)(oldest.age)} ago; it may be ${allowed} old.`,
        hint: 'Make a backup now, and look at the schedule: public repositories lose theirs after 60 days without activity.',
    };
}
function seconds(age) {
    return String(Math.round(age / 1000));
}

;// CONCATENATED MODULE: ./actions/backup-db/build/job.js

function createJob(inputs, ports) {
    const started = ports.clock.now();
    const elapsed = () => ports.clock.now() - started;
    return {
        ...ports,
        inputs,
        project: inputs['project-name'] ?? (ports.context.repository.split('/').at(-1) || 'database'),
        elapsed,
        remaining() {
            const left = inputs.timeout - elapsed();
            if (left > 0)
                return left;
            throw new build/* Failure */.HR('timeout', `The deadline of ${(0,build/* formatDuration */.a3)(inputs.timeout)} passed.`, { hint: 'Raise the input timeout.' });
        },
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/restore.js






/**
 * Restores beside what is there and compares it with the manifest; only then it gets its name. What has the name already must be confirmed, and is
 * kept under another.
 */
async function restore(job, store) {
    const { inputs, log } = job;
    const into = inputs.into ?? '';
    const source = await openSource(job);
    await source.check();
    const { manifest } = await choose(store, inputs, job.project, inputs.database ?? source.name);
    const identities = manifest.encryption === 'age' ? (0,build_layers/* readIdentities */.d1)(inputs['age-identity'], 'mode restore') : [];
    const place = await source.place(into);
    if (place.taken && inputs.confirm !== into)
        throw taken(into, place);
    if (inputs['dry-run']) {
        log.info(`Would restore ${manifest.id} into ${into}${place.taken ? `, and keep the present one as ${place.keptAs}` : ''}.`);
        return { outcome: 'planned', outputs: outputsOf(manifest, store), manifest };
    }
    const held = await store.hold((0,names/* idPrefix */.m0)(manifest.project, manifest.database));
    try {
        const evidence = { state: 'published', manifest, identities };
        const kept = await place.bringBack(store, manifest, evidence);
        log.info(`${manifest.id} stands as ${place.words} after ${(0,build/* formatDuration */.a3)(job.elapsed())}.`);
        const outputs = { ...outputsOf(manifest, store), database: into, duration: String(job.elapsed()), ...(kept ? { kept } : {}) };
        const old = kept ? ` The one before it is kept as \`${kept}\`.` : '';
        const summary = `**Restored \`${manifest.id}\` into \`${into}\` in ${(0,build/* formatDuration */.a3)(job.elapsed())}.**${old}`;
        return { outcome: 'restored', outputs, manifest, summary };
    }
    finally {
        await held.release();
    }
}
function taken(into, place) {
    return new build/* Failure */.HR('exists', `${place.words.replace(/^./, (first) => first.toUpperCase())} exists.`, {
        state: 'Nothing was changed.',
        hint: `Restore into a new name, or write confirm: ${into} to replace it; the present one is kept under another name.`,
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/settle.js



/** Inputs that the Slipway file may give, and the keys under which it does. */
const keys = {
    'project-name': 'project',
    host: 'host',
    port: 'port',
    username: 'username',
    service: 'backup.service',
    database: 'backup.database',
    destination: 'backup.destination',
    'min-copies': 'backup.min-copies',
    encryption: 'backup.encryption',
    'age-recipients': 'backup.age-recipients',
    verify: 'backup.verify',
    'max-age': 'backup.max-age',
};
/**
 * The inputs, with what the Slipway file says of their environment where they say nothing. The file is read only where an environment is named.
 * What comes out names none: it can be settled again, and stays as it is.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input`
 */
async function settle(inputs, workspace) {
    if (inputs.environment === undefined)
        return checked(withDefaults(inputs), (problem) => problem);
    // Loaded late: most runs of this action know all from their inputs.
    const { keyOf, readSettings } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4174));
    const { config: file } = inputs;
    const settings = await readSettings(file, inputs.environment, workspace);
    const key = (name) => keyOf(settings, keys[name]);
    const merged = merge(inputs, settings, `${keyOf(settings, 'backup')} in ${file}`);
    const settled = withDefaults({ ...merged, environment: undefined });
    return checked(settled, ({ input, message }) => {
        if (!(input in keys))
            return { input, message };
        const name = input;
        if (merged[name] !== inputs[name])
            return { input, message: `${key(name)} in ${file} ${message}` };
        return { input, message: isAbsent(inputs[name]) ? `${message}. In ${file} it is ${key(name)}` : message };
    });
}
function isAbsent(value) {
    return value === undefined || (Array.isArray(value) && value.length === 0);
}
/**
 * Inputs before settings; a part of the file that is off cannot be merged with anything.
 * @throws Failure `bad-input`
 */
function merge(inputs, settings, key) {
    const { backup } = settings;
    if (backup === false) {
        const message = `is ${settings.environment}, but ${key} is false: its database is not backed up. Remove that key, or leave environment out and give every input`;
        throw (0,build/* badInputs */.PD)([{ input: 'environment', message }]);
    }
    const encryption = inputs.encryption ?? backup.encryption;
    // How many copies there must be is said of destinations that stand beside it.
    const fromFile = inputs.destination.length === 0 && backup.destination !== undefined;
    // Who asks for none here does not contradict the recipients of the file; who asks for none there does.
    const recipients = inputs.encryption === 'none' ? undefined : backup['age-recipients'];
    return {
        ...inputs,
        'project-name': inputs['project-name'] ?? settings.project,
        host: inputs.host ?? settings.host,
        port: inputs.port ?? settings.port,
        username: inputs.username ?? settings.username,
        service: inputs.service ?? backup.service,
        database: inputs.database ?? backup.database,
        destination: fromFile ? [backup.destination ?? []].flat() : inputs.destination,
        'min-copies': inputs['min-copies'] ?? (fromFile ? backup['min-copies'] : undefined),
        encryption,
        'age-recipients': inputs['age-recipients'].length > 0 ? inputs['age-recipients'] : (recipients ?? inputs['age-recipients']),
        verify: inputs.verify ?? backup.verify,
        'max-age': inputs['max-age'] ?? (0,build/* parseDuration */.E9)(backup['max-age'] ?? ''),
    };
}
/** @throws Failure `bad-input` */
function checked(settled, explain) {
    const problems = checkSettled(settled);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems.map(explain));
    return settled;
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/open.js


/** Each kind of destination: one file, loaded when an address names it. */
const openers = {
    folder: async (job, { path, runner }) => (await __webpack_require__.e(/* import() */ 827).then(__webpack_require__.bind(__webpack_require__, 8827))).openFolder(job, runner ? (0,shell_build/* localShell */.yj)() : job.shell, path),
    sftp: async (job, address) => (await __webpack_require__.e(/* import() */ 326).then(__webpack_require__.bind(__webpack_require__, 8326))).openSftp(job, address),
    s3: async (job, address) => (await __webpack_require__.e(/* import() */ 830).then(__webpack_require__.bind(__webpack_require__, 9830))).openS3(job, address, process.env),
};
function openPlace(job, address) {
    const open = openers[address.kind];
    return open(job, address);
}
/** The destinations of the inputs as one. */
async function openStore(job) {
    const places = [];
    try {
        for (const address of addressesOf(job.inputs.destination))
            places.push(await openPlace(job, address));
    }
    catch (error) {
        for (const place of places)
            await place.close();
        throw error;
    }
    const [only] = places;
    if (only && places.length === 1)
        return { ...only, copies: () => [only], drop: (_, why) => Promise.reject(why) };
    const { openCopies } = await __webpack_require__.e(/* import() */ 138).then(__webpack_require__.bind(__webpack_require__, 138));
    return openCopies(job, places);
}

// EXTERNAL MODULE: ./actions/backup-db/build/drill.js
var build_drill = __webpack_require__(1965);
;// CONCATENATED MODULE: ./actions/backup-db/build/drill-summary.js



const shown = 10;
/** What came of a drill, then how the last ones went: for the job summary. `all` holds the drill itself, oldest first. */
function renderDrills(drill, all, why = '') {
    const last = (0,build_drill/* alike */.nO)(all, drill).slice(-shown);
    const parts = [decision(drill, why), drill_summary_history(last)];
    const proven = last.filter(({ outcome }) => outcome === 'verified');
    if (proven.length > 1)
        parts.push(chart(proven, [drill.project, drill.database].filter(Boolean).join('/')));
    return parts.join('\n\n');
}
function decision(drill, why) {
    if (drill.outcome === 'failed')
        return `**The restore drill${drill.id ? ` of ${(0,build/* code */.aY)(drill.id)}` : ''} failed: ${drill.reason ?? 'failed'}.** ${(0,build/* cell */.Hn)(why)}`;
    const counted = `${drill.tables} tables with ${drill.rows} rows counted`;
    return `**The restore drill passed: ${(0,build/* code */.aY)(drill.id)} was restored in ${(0,build/* formatDuration */.a3)(drill.seconds * 1000)}, ${counted}.**`;
}
function drill_summary_history(drills) {
    const rows = [...drills]
        .reverse()
        .map((drill) => [
        (0,build/* cell */.Hn)(drill.at.slice(0, 19).replace('T', ' ')),
        drill.id ? (0,build/* code */.aY)(drill.id) : 'none',
        drill.outcome === 'verified' ? `${drill.seconds.toFixed(3)} s` : '',
        drill.rows,
        (0,build_meter/* formatBytes */.z3)(drill.bytes),
        drill.outcome === 'verified' ? 'passed' : `**${(0,build/* cell */.Hn)(drill.reason ?? 'failed')}**`,
        drill_summary_link(drill.run),
    ]);
    return (0,build/* table */.tp)(['drill (UTC)', 'backup', 'recovery', 'rows', 'size', 'outcome', 'run'], rows);
}
/** The file is not ours alone: only what is plainly the page of a run becomes a link. */
function drill_summary_link(run) {
    const [, id] = /^https?:\/\/[\w.:-]+(?:\/[\w.-]+)+\/actions\/runs\/(\d+)$/.exec(run) ?? [];
    return id ? `[${id}](${run})` : (0,build/* cell */.Hn)(run);
}
/** The seconds of each recovery, as Mermaid draws them. */
function chart(drills, of) {
    const seconds = drills.map((drill) => drill.seconds);
    const lines = [
        'xychart-beta',
        `  title "Recovery time of ${of.replaceAll(/[^\w ./-]/g, '_')}"`,
        `  x-axis [${labels(drills)
            .map((label) => `"${label}"`)
            .join(', ')}]`,
        `  y-axis "seconds" 0 --> ${ceiling(Math.max(...seconds))}`,
        `  line [${seconds.map((value) => value.toFixed(3)).join(', ')}]`,
    ];
    return (0,build/* block */.om)(lines.join('\n'), 'mermaid');
}
/** Points of one label would be drawn on one another, so the labels are as long as it takes. */
function labels(drills) {
    const times = drills.map(({ at }) => new Date(at).toISOString().slice(5, 19).replace('T', ' '));
    const candidates = [times.map((time) => time.slice(0, 5)), times.map((time) => time.slice(0, 11)), times];
    return candidates.find((found) => new Set(found).size === drills.length) ?? drills.map((_, index) => `${index + 1}`);
}
function ceiling(seconds) {
    return Math.max(0.1, Math.ceil(seconds * 11) / 10);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/drilling.js



/** Does the work as a restore drill: what came of it stands in the file of the drills, also where nothing good did. */
async function drill(job, store, work) {
    const course = { database: job.inputs.database ?? '' };
    try {
        const result = await work(course);
        const summary = await report(job, store, course);
        return { ...result, summary: result.summary ? `${summary}\n\n${result.summary}` : summary };
    }
    catch (error) {
        const failure = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', `Unexpected error: ${(0,build/* messageOf */.bD)(error)}`, { cause: error });
        const summary = await report(job, store, course, failure);
        throw (0,build/* withDetails */.FE)(failure, { summary, ...(course.manifest ? { outputs: { id: course.manifest.id } } : {}) });
    }
}
/** A drill that cannot be recorded has still passed or failed: the run says both. @returns its summary */
async function report(job, store, course, failure) {
    const record = drilling_describe(job, course, failure);
    try {
        return renderDrills(record, await store.record(record), failure?.text);
    }
    catch (error) {
        job.log.warn(`The drill could not be recorded in ${store.folder} on ${store.where}: ${(0,build/* messageOf */.bD)(error)}`);
        return renderDrills(record, [record], failure?.text);
    }
}
function drilling_describe(job, { database, manifest, begun, took }, failure) {
    const now = job.clock.now();
    const amount = manifest ? amountOf(manifest.facts) : undefined;
    const milliseconds = took ?? (begun === undefined ? 0 : now - begun);
    return {
        at: new Date(now).toISOString(),
        id: manifest?.id ?? '',
        project: job.project,
        database: manifest?.database ?? database,
        seconds: Math.max(0, Math.round(milliseconds)) / 1000,
        bytes: manifest?.stored.size ?? 0,
        rows: amount?.rows ?? 0,
        tables: amount?.tables ?? 0,
        ...(failure ? { outcome: 'failed', reason: failure.reason } : { outcome: 'verified' }),
        run: job.context.runUrl || job.context.runId,
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/verify.js








/** Reads a stored backup again, and writes into its manifest what came of it: a broken one never counts again. A restore of it is a drill. */
async function verify(job, store) {
    const level = levelOf(job);
    if (level !== 'restore' || job.inputs['dry-run'])
        return proveAgain(job, store, level, { database: '' });
    return drill(job, store, (course) => proveAgain(job, store, level, course));
}
async function proveAgain(job, store, level, course) {
    const source = level === 'checksum' ? undefined : await openSource(job);
    course.database = source?.name ?? job.inputs.database ?? '';
    const { manifest } = await choose(store, job.inputs, job.project, course.database);
    course.manifest = manifest;
    const identities = manifest.encryption === 'age' && level !== 'checksum'
        ? (0,build_layers/* readIdentities */.d1)(job.inputs['age-identity'], `mode verify with the level ${level}`)
        : [];
    if (job.inputs['dry-run']) {
        job.log.info(`Would verify ${manifest.id} by ${level}.`);
        return { outcome: 'planned', outputs: outputsOf(manifest, store), manifest };
    }
    await source?.check();
    const held = await store.hold((0,names/* idPrefix */.m0)(manifest.project, manifest.database));
    try {
        course.begun = job.clock.now();
        const verified = { level: keep(manifest, level), at: new Date(job.clock.now()).toISOString() };
        const proven = { ...manifest, verified };
        course.took = await attemptCopies({ job, level, source, store, manifest, identities }, proven);
        const outputs = { ...outputsOf(proven, store), duration: String(job.elapsed()) };
        return { outcome: 'verified', outputs, manifest: proven, summary: describe(proven, store, job.elapsed()) };
    }
    finally {
        await held.release();
    }
}
function levelOf(job) {
    const level = job.inputs.verify;
    return level === 'none' ? 'archive' : level;
}
/** Bytes that are still the proven ones keep the proof that they had. */
function keep(manifest, level) {
    const before = manifest.verified?.level;
    return level === 'checksum' && before && before !== 'failed' ? before : level;
}
/**
 * Every copy is read, and each has in its own manifest what came of it. What proves one proves those with the very same bytes: of the others the hash
 * is compared. @returns milliseconds that the proof took
 */
async function attemptCopies(trial, proven) {
    let took;
    let broken;
    for (const copy of trial.store.copies(trial.manifest.id)) {
        try {
            const milliseconds = await attempt(took === undefined ? trial : { ...trial, level: 'checksum' }, copy);
            took ??= milliseconds;
            await copy.update(proven);
        }
        catch (error) {
            if (isBroken(error))
                broken ??= error;
            else
                await trial.store.drop(copy, error);
        }
    }
    if (broken !== undefined || took === undefined)
        throw broken;
    return took;
}
async function attempt({ job, level, source, manifest, identities }, copy) {
    const evidence = { state: 'published', manifest, identities };
    try {
        return await job.log.group(`Proof of ${manifest.id}: ${level}`, () => source && level !== 'checksum' ? prove(job, level, source, copy, evidence) : proveChecksum(job, copy, evidence));
    }
    catch (error) {
        if (!isBroken(error))
            throw error;
        const verified = { level: 'failed', at: new Date(job.clock.now()).toISOString(), reason: error.reason };
        await copy.update({ ...manifest, verified });
        throw (0,build/* withDetails */.FE)(error, {
            state: `${manifest.id} is marked as failed and counts no more.`,
            outputs: { id: manifest.id, verified: 'false' },
        });
    }
}
/** Reasons that speak of the backup, and not of the way to it or of the server that it was restored on. */
const brokenReasons = new Set(['checksum', 'archive-corrupt', 'count-mismatch']);
const isBroken = (error) => error instanceof build/* Failure */.HR && brokenReasons.has(error.reason);

;// CONCATENATED MODULE: ./actions/backup-db/build/run.js







const modes = { backup: backup, verify: verify, restore: restore, list: list, check: check };
/** @throws Failure with a reason of the contract */
async function run(inputs, ports) {
    const settled = await settle(inputs, ports.context.workspace);
    const job = createJob(settled, ports);
    const store = await openStore(job);
    try {
        return await modes[settled.mode](job, store);
    }
    finally {
        await store.close();
    }
}

;// CONCATENATED MODULE: ./actions/backup-db/build/index.js




// EXTERNAL MODULE: ./actions/run-migrations/build/index.js + 25 modules
var run_migrations_build = __webpack_require__(7513);
// EXTERNAL MODULE: ./actions/smoke-health/build/index.js + 12 modules
var smoke_health_build = __webpack_require__(8062);
// EXTERNAL MODULE: ./actions/release/build/step-inputs.js
var step_inputs = __webpack_require__(6310);
;// CONCATENATED MODULE: ./actions/release/build/steps.js







/** The server has every image before anything else is touched, so that a registry that fails later delays nothing. */
async function deliver(inputs, images, session) {
    const { 'registry-username': username, 'registry-password': password } = inputs;
    const login = username && password ? { username, password } : undefined;
    for (const image of Object.values(images))
        await (0,docker_build/* pullImage */.ZP)(session.shell, image, login);
}
async function steps_backup(inputs, plan, host, session) {
    const settings = plan.settings.backup || {};
    const given = {
        mode: 'backup',
        timeout: `${inputs.timeout}ms`,
        'project-name': plan.settings.project,
        tag: 'pre-deploy',
        service: settings.service,
        database: settings.database,
        destination: [settings.destination ?? []].flat(),
        'min-copies': settings['min-copies'],
        'ssh-key': inputs['ssh-key'],
        'known-hosts': inputs['known-hosts'],
        encryption: settings.encryption,
        'age-recipients': settings['age-recipients'],
        verify: settings.verify,
    };
    const made = await run((0,step_inputs/* inputsFor */.pz)(contract, given, checkInputs), { ...host, shell: session.shell });
    if (made.outcome === 'nothing-to-back-up')
        return undefined;
    const { id = '', size = '0', rows = '0', tables = '0', 'verify-level': level = '' } = made.outputs;
    return { id, verified: level, size: Number(size), rows: Number(rows), tables: Number(tables) };
}
async function applyMigrations(inputs, plan, images, host, session) {
    const settings = plan.settings.migrate || {};
    const service = settings.service ?? Object.keys(images)[0] ?? '';
    const given = {
        mode: 'apply',
        timeout: `${inputs.timeout}ms`,
        ...(0,step_inputs/* placeInputs */.vb)(plan),
        service,
        image: images[service],
        'database-service': settings['database-service'],
        'alembic-ini': settings['alembic-ini'],
        target: settings.target,
    };
    const { outputs } = await (0,run_migrations_build/* run */.e)((0,step_inputs/* inputsFor */.pz)(run_migrations_build/* contract */.d, given), { ...host, shell: session.shell });
    return { from: outputs.from ?? '', to: outputs.to ?? '', applied: (outputs.applied ?? '').split(',').filter(Boolean) };
}
async function moveTraffic(inputs, plan, images, host, session) {
    const { smoke } = plan.settings;
    const given = {
        mode: 'deploy',
        images: Object.entries(images).map(([service, image]) => `${service}=${image}`),
        // A commit is only compared with an answer that looks like one; a version that was given must be answered as it stands.
        version: plan.derivedVersion ? undefined : plan.version,
    };
    const gate = async () => {
        if (smoke === false)
            return;
        const asked = {
            url: smoke.url,
            checks: smoke.checks,
            deadline: smoke.deadline ?? '30s',
            'expect-version': plan.derivedVersion ? undefined : plan.version,
        };
        await (0,smoke_health_build/* run */.e)((0,step_inputs/* inputsFor */.pz)(smoke_health_build/* contract */.d, asked), { ...host, shell: (0,shell_build/* localShell */.yj)() });
    };
    return (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, given), { ...host, shell: session.shell, session, ...(smoke === false ? {} : { gate }) });
}

;// CONCATENATED MODULE: ./actions/release/build/release.js







/** Build, scan, tag, backup, migrate, switch: any failure before the switch leaves the live colour untouched, any failure after it moves back. */
async function release(inputs, plan, host, session, recorder) {
    const draft = emptyReceipt(plan);
    const timings = [];
    const ports = { ...host, local: (0,shell_build/* localShell */.yj)() };
    const step = createStep(session, plan.version, timings, host.log);
    try {
        draft.images = plan.images ?? (await (0,build_images/* makeImages */.XD)(inputs, plan, ports, step, draft));
        await recorder.begin(draft.images);
        await step('deliver', { images: draft.images }, () => deliver(inputs, draft.images, session), () => ({}));
        if (plan.settings.backup !== false)
            draft.backup = await step('backup', {}, () => steps_backup(inputs, plan, host, session), (made) => ({ ...made }));
        if (plan.settings.migrate !== false)
            draft.migration = await step('migrate', {}, () => applyMigrations(inputs, plan, draft.images, host, session), (moved) => ({ ...moved }));
        const switched = await step('switch', { images: draft.images, commit: plan.commit }, () => moveTraffic(inputs, plan, draft.images, host, session), (done) => ({ outcome: done.outcome }));
        // The switch tells its own steps, which are finer than the whole.
        if (switched.receipt)
            timings.splice(-1, 1, ...switched.receipt.steps);
        const result = conclude(draft, switched, timings, rollbackCommand(inputs, plan, host.context.local));
        host.log.info(`\n${plan.settings.project} ${plan.version} ${result.outcome === 'released' ? 'is released' : 'was live already'} on ${result.outputs.live}: ${describeTimings(timings)}.`);
        return result;
    }
    catch (error) {
        throw explain(error, draft, timings);
    }
}
function emptyReceipt(plan) {
    return {
        project: plan.settings.project,
        environment: plan.settings.environment,
        version: plan.version,
        commit: plan.commit,
        previousVersion: '',
        outcome: 'failed',
        reason: '',
        live: '',
        images: {},
        scan: {},
        backup: undefined,
        migration: undefined,
        requests: 0,
        failed: 0,
        lastOldMs: undefined,
        firstNewMs: undefined,
        switchedAt: '',
        outageMs: 0,
        identity: '',
        undo: '',
        steps: [],
        timeline: [],
        rollbackCommand: '',
    };
}
/** The same release, the other way: by the workflow beside the one that released, or from a checkout with secrets and Slipway file as before. */
function rollbackCommand(inputs, plan, local) {
    if (!local && inputs.deployment)
        return `gh workflow run rollback.yml -f environment=${plan.settings.environment}`;
    const config = inputs.config === '.github/slipway.yml' ? '' : ` --config ${inputs.config}`;
    return `node dist/release/index.js --mode rollback --environment ${plan.settings.environment}${config}`;
}
function conclude(draft, switched, timings, command) {
    const outcome = switched.outcome === 'unchanged' ? 'unchanged' : 'released';
    const receipt = {
        ...draft,
        outcome,
        live: switched.outputs.live ?? '',
        ...figures(switched.receipt),
        rollbackCommand: switched.receipt?.previousVersion ? command : '',
        steps: secondsOf(timings),
        timeline: timings,
    };
    return { outcome, receipt, outputs: release_outputsOf(receipt), summary: renderRelease(receipt) };
}
function figures(receipt) {
    if (!receipt)
        return {};
    const { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, outageMs, identity, undo } = receipt;
    return { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, outageMs, identity, undo };
}
function release_outputsOf(receipt) {
    return {
        version: receipt.version,
        commit: receipt.commit,
        'previous-version': receipt.previousVersion,
        live: receipt.live,
        images: JSON.stringify(receipt.images),
        digests: JSON.stringify((0,digests/* digestsOf */.n)(receipt.images)),
        'backup-id': receipt.backup?.id ?? '',
        revision: receipt.migration?.to ?? '',
        requests: String(receipt.requests),
        'failed-requests': String(receipt.failed),
        'rollback-command': receipt.rollbackCommand,
        receipt: JSON.stringify(receipt),
    };
}
/** The failure with the whole release around it: what was done before stays, and is said. */
function explain(error, draft, timings) {
    const failure = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
    const outcome = failure.details.outcome === 'rolled-back' ? 'rolled-back' : 'failed';
    const inner = failure.details.outputs ?? {};
    const trial = receiptOf(inner['receipt']);
    // The switch tells its own steps, which are finer than the whole.
    const finer = trial ? [...timings.slice(0, -1), ...trial.steps] : timings;
    const receipt = {
        ...draft,
        outcome,
        reason: failure.reason,
        ...figures(trial),
        live: inner['live'] ?? '',
        previousVersion: inner['version'] ?? '',
        steps: secondsOf(finer),
        timeline: finer,
    };
    const moved = draft.migration && draft.migration.applied.length > 0
        ? `The database was migrated from ${draft.migration.from} to ${draft.migration.to} and stays there.`
        : '';
    const kept = draft.backup ? `The backup ${draft.backup.id} from before is proven.` : '';
    const untouched = failure.details.state ?? 'Traffic was not touched.';
    return (0,build/* withDetails */.FE)(failure, {
        outcome,
        state: [untouched, moved, kept].filter(Boolean).join(' '),
        outputs: { ...release_outputsOf(receipt), version: inner['version'] ?? '', 'previous-version': '' },
        summary: `${renderRelease(receipt)}\n\n${failure.text}`,
    });
}
/** The receipt of a switch that was rolled back, as the failure carries it. */
function receiptOf(text) {
    return text ? JSON.parse(text) : undefined;
}

// EXTERNAL MODULE: ./actions/release/build/stale.js
var stale = __webpack_require__(5087);
;// CONCATENATED MODULE: ./actions/release/build/server.js











/** A release on a server of the team, under one lease and one journal there; or back; or what is live. */
async function onServer(inputs, plan, host) {
    const shell = await (0,shell_build/* openShell */.n7)(plan.target);
    try {
        await (0,docker_build/* requireEngine */.Wp)(shell);
        const project = await (0,docker_build/* openProject */.U8)(shell, projectInputs(plan), host.context);
        if (inputs.mode === 'status')
            return await server_status(inputs, plan, host, shell);
        if (inputs['dry-run'])
            return await planned(inputs, plan, project, host, shell);
        const recorder = await (0,record/* openRecorder */.L)(inputs, plan, host);
        const session = await takeSession(inputs, plan, project, host, shell);
        return await underLease({ plan, session, recorder, host }, async () => {
            if (inputs.mode === 'rollback')
                return rollBack(inputs, plan, host, session, recorder);
            await (0,stale/* refuseStale */.WV)(inputs, plan, (0,stale/* confirmedRelease */.VH)(session.journal.entries), host);
            return release(inputs, plan, host, session, recorder);
        });
    }
    finally {
        await shell.close();
    }
}
function projectInputs(plan) {
    const { settings } = plan;
    return { 'project-name': settings.project, 'compose-file': settings['compose-file'], directory: settings.directory };
}
async function takeSession(inputs, plan, project, host, shell) {
    const { runIsOver } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2582));
    const token = (0,record/* tokenOf */.B)(inputs);
    const options = {
        folder: project.state,
        what: `${inputs.mode} ${plan.version}`.trim(),
        wait: inputs['lock-timeout'],
        isOver: (owner) => runIsOver(owner, { apiUrl: host.context.apiUrl, token }),
    };
    return (0,journal_build/* openSession */.fA)(shell, options, host);
}
async function underLease({ plan, session, recorder, host }, work) {
    try {
        const result = await work();
        const { outcome, outputs } = result;
        await session
            .end(outcome, { version: outputs.version, ...(plan.commit && outcome !== 'rolled-back' ? { commit: plan.commit } : {}) })
            .catch((error) => host.log.warn(`It is done, but the end could not be written into the journal: ${(0,build/* messageOf */.bD)(error)}.`));
        await recorder.end('success', `${outputs.version ?? ''} serves${outputs.live ? ` on ${outputs.live}` : ''}`);
        return result;
    }
    catch (error) {
        const outcome = error instanceof build/* Failure */.HR ? (error.details.outcome ?? 'failed') : 'failed';
        const reason = error instanceof build/* Failure */.HR ? error.reason : 'internal-error';
        await session.end(outcome, { reason }).catch(() => { });
        await recorder.end('failure', outcome === 'rolled-back' ? `Rolled back: ${reason}` : reason);
        throw error;
    }
}
async function server_status(inputs, plan, host, shell) {
    const { outputs, summary } = await (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'status' }), { ...host, shell });
    return { outcome: 'reported', outputs: pick(outputs), ...(summary ? { summary } : {}) };
}
async function planned(inputs, plan, project, host, shell) {
    const look = (0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'status' });
    const { outputs } = await (0,blue_green_switch_build/* run */.eF)(look, { ...host, shell });
    const released = Object.keys(plan.settings.images);
    const ports = (0,docker_build/* publishedPorts */.LQ)(project.model, released).map(({ service, port }) => `${service} ${port}`);
    const facts = { services: Object.keys(project.model.services), ports, live: outputs.live ?? '', where: shell.where };
    const byFile = look.runtime === 'compose';
    const strategies = byFile ? { strategies: (0,blue_green_switch_build/* planStrategies */.Do)(project.model, released, look.strategies, look['allow-outage']) } : {};
    const text = (0,build_plan/* renderPlan */.E)(plan, { ...facts, ...strategies });
    host.log.info(text);
    return { outcome: 'planned', outputs: pick(outputs), summary: text };
}
/** The record begins when it is known what is gone back to, which the switch finds out, and ends right after. */
async function rollBack(inputs, plan, host, session, recorder) {
    const back = await (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'rollback', version: inputs.version }), {
        ...host,
        shell: session.shell,
        session,
    });
    const { version = '' } = back.outputs;
    const images = back.receipt?.images ?? {};
    const commit = (0,stale/* releaseOf */.l7)(session.journal.entries, version)?.commit ?? '';
    if (Object.keys(images).length > 0 && commit)
        await recorder.begin(images, { version, commit });
    else
        host.log.warn(`The journal does not know the commit of ${version}, so GitHub gets no record of this rollback.`);
    const command = rollbackCommand(inputs, plan, host.context.local);
    const own = back.outputs['rollback-command'];
    const summary = own && back.summary ? back.summary.replaceAll(own, command) : back.summary;
    const outputs = {
        ...pick(back.outputs),
        ...(own ? { 'rollback-command': command } : {}),
        commit,
        images: JSON.stringify(images),
        digests: JSON.stringify((0,digests/* digestsOf */.n)(images)),
    };
    return { outcome: 'rolled-back', outputs, ...(summary ? { summary } : {}) };
}
function pick(outputs) {
    const { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command } = outputs;
    const given = { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}


/***/ })

};
