export const id = 5246;
export const ids = [5246];
export const modules = {

/***/ 5246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openArtifacts: () => (/* binding */ openArtifacts)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/store.js + 2 modules
var store = __webpack_require__(9541);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/in-turns.js
var in_turns = __webpack_require__(8028);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/results.js

const prefix = '/twirp/github.actions.results.api.v1.ArtifactService/';
/** The version of artifacts that are one file, and no folder. */
const version = 7;
/** An address that the service signed: whoever has it may. @throws Failure where it is none */
function signedUrl(value, from) {
    if (typeof value !== 'string' || !URL.canParse(value))
        throw strange(`${from} gave no address`);
    const url = new URL(value);
    const signature = url.searchParams.get('sig');
    if (signature && signature.length >= 16)
        (0,build/* addSecret */.Ck)(signature);
    return url;
}
function strange(what) {
    return new build/* Failure */.HR('destination-unreachable', `GitHub's service for artifacts answered in a way that is not known: ${what}.`, {
        state: 'No backup was stored there.',
        hint: 'Run the same job again later.',
    });
}
function openResults(services, runtime) {
    const ids = { workflow_run_backend_id: runtime.run, workflow_job_run_backend_id: runtime.job };
    const request = (method, message) => {
        const bytes = Buffer.from(JSON.stringify({ ...ids, ...message }));
        return { method: 'POST', url: new URL(prefix + method, runtime.url), headers: {}, body: { size: bytes.length, open: () => bytes } };
    };
    const ask = async (method, message, accept = [], by = services.results) => {
        const { reply, text } = await by.read(request(method, message), { accept });
        if (reply.status >= 300)
            return undefined;
        const answer = JSON.parse(text);
        if (answer['ok'] === false)
            throw strange(`${method} is not ok`);
        return answer;
    };
    const numberOf = (value) => {
        const id = Number(value);
        if (Number.isSafeInteger(id) && id > 0)
            return id;
        throw strange('an artifact has no number');
    };
    /** The number of a whole artifact of that size. */
    const find = async (name, size) => {
        const list = (await ask('ListArtifacts', { name_filter: name }))?.['artifacts'];
        const found = (Array.isArray(list) ? list : []).find((one) => one['name'] === name && Number(one['size']) === size);
        return found && numberOf(found['database_id']);
    };
    return {
        async create(name, expires) {
            const more = expires ? { expires_at: expires.toISOString() } : {};
            const answer = await ask('CreateArtifact', { name, version, mime_type: 'application/zip', ...more }, [409]);
            return answer && { name, url: signedUrl(answer['signed_upload_url'], 'CreateArtifact') };
        },
        async finalize(name, size, sha256) {
            try {
                const answer = await ask('FinalizeArtifact', { name, size: String(size), hash: `sha256:${sha256}` }, [], services.stubborn);
                return numberOf(answer?.['artifact_id']);
            }
            catch (error) {
                // An answer that was lost was asked for again, and then all may have been done before.
                const id = await find(name, size).catch(() => undefined);
                if (id !== undefined)
                    return id;
                throw error;
            }
        },
        address: async (name) => signedUrl((await ask('GetSignedArtifactURL', { name }))?.['signed_url'], 'GetSignedArtifactURL'),
        async remove(name) {
            await ask('DeleteArtifact', { name }, [404]);
        },
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/rest.js



const pageSize = 100;
const abreast = 6;
const isFields = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
function readArtifact(value) {
    if (!isFields(value))
        return [];
    const { id, name, size_in_bytes: size, digest, expired, expires_at: expires, workflow_run: run } = value;
    if (typeof id !== 'number' || typeof name !== 'string' || typeof size !== 'number' || expired === true)
        return [];
    const origin = isFields(run) ? run : {};
    const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(typeof digest === 'string' ? digest : '') ?? [];
    return [
        {
            id,
            name,
            size,
            sha256,
            run: String(origin['id'] ?? ''),
            expires: typeof expires === 'string' && !Number.isNaN(Date.parse(expires)) ? new Date(expires) : undefined,
            trusted: typeof origin['repository_id'] === 'number' && origin['repository_id'] === origin['head_repository_id'],
        },
    ];
}
/** @param repository owner/name */
function openRest({ rest }, apiUrl, repository) {
    const base = `${apiUrl.replace(/\/+$/, '')}/repos/${repository}`;
    const request = (method, path) => ({ method, url: new URL(base + path), headers: {} });
    const json = async (path) => {
        const answer = JSON.parse((await rest.read(request('GET', path))).text);
        return isFields(answer) ? answer : {};
    };
    const page = async (number) => {
        const answer = await json(`/actions/artifacts?per_page=${pageSize}&page=${number}`);
        const { artifacts: list, total_count: total } = answer;
        if (!Array.isArray(list) || typeof total !== 'number')
            throw unsteady('its answer is no list');
        return { total, list };
    };
    /** Undefined where one went while the pages were read, so that another slipped through between two of them. */
    const all = async () => {
        const first = await page(1);
        const others = Array.from({ length: Math.max(0, Math.ceil(first.total / pageSize) - 1) }, (_, index) => index + 2);
        const rest = await (0,in_turns/* inTurns */.g)(others, abreast, async (number) => (await page(number)).list);
        const found = new Map([first.list, ...rest].flat().map((one) => [isFields(one) ? one['id'] : undefined, one]));
        return found.size < first.total ? undefined : [...found.values()];
    };
    return {
        async list() {
            for (let attempt = 0; attempt < 3; attempt++) {
                const found = await all();
                if (found)
                    return found.flatMap(readArtifact);
            }
            throw unsteady('it changes while it is read');
        },
        async address(id) {
            const { reply } = await rest.read(request('GET', `/actions/artifacts/${id}/zip`), { accept: [302] });
            return signedUrl(reply.headers.location, 'the API');
        },
        async remove(id) {
            await rest.read(request('DELETE', `/actions/artifacts/${id}`), { accept: [404] });
        },
        async isOver(run, since) {
            const { reply, text } = await rest.read(request('GET', `/actions/runs/${run}`), { accept: [404] });
            if (reply.status === 404)
                return true;
            const { status, updated_at: updated } = JSON.parse(text);
            return status === 'completed' && Date.parse(String(updated)) <= since;
        },
    };
}
function unsteady(why) {
    return new build/* Failure */.HR('destination-unreachable', `The list of the artifacts cannot be had from GitHub: ${why}.`, {
        state: 'Nothing was changed.',
        hint: 'Run the same job again later.',
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/runtime.js

const state = 'Nothing was changed.';
/** @throws Failure `destination-missing` where this is no action in a job */
function readRuntime(env) {
    const url = env['ACTIONS_RESULTS_URL'];
    const token = env['ACTIONS_RUNTIME_TOKEN'];
    if (!url || !token || !URL.canParse(url)) {
        const absent = ['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN'].filter((name) => !env[name]).join(' and ') || 'a good ACTIONS_RESULTS_URL';
        throw new build/* Failure */.HR('destination-missing', `artifact:// is written to from within a job, and ${absent} is missing here.`, {
            state,
            hint: 'Only actions get it, by `uses:` in a workflow; a command in `run:` and a machine of your own do not. Modes list, check and restore need a github-token only.',
        });
    }
    const scope = scopes(token).find(([service, ...ids]) => service === 'Actions.Results' && ids.length === 2);
    const [, run, job] = scope ?? [];
    if (run && job)
        return { url: new URL(url).origin, token, run, job };
    throw new build/* Failure */.HR('destination-refused', 'ACTIONS_RUNTIME_TOKEN does not name a run and a job that artifacts could belong to.', {
        state,
        hint: 'Run it on a runner of github.com; a stand-in for one has to give tokens with the scope Actions.Results.',
    });
}
/** The words of the token's scopes; the service judges the signature, and not we. */
function scopes(token) {
    try {
        const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        const { scp } = claims;
        return typeof scp === 'string' ? scp.split(' ').map((scope) => scope.split(':')) : [];
    }
    catch {
        return [];
    }
}
/** GitHub Enterprise Server has another service for artifacts, which keeps no file as one. @throws Failure `destination-missing` */
function refuseServer(env) {
    const url = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
    if (host === 'github.com' || host.endsWith('.ghe.com') || host.endsWith('.localhost'))
        return;
    throw new build/* Failure */.HR('destination-missing', `artifact:// is for github.com, and ${host || url} is a GitHub Enterprise Server.`, {
        state,
        hint: 'Its artifacts are of another kind, which official clients of today do not take either: name a folder, s3:// or azure:// as destination.',
    });
}
/** Days that the repository keeps artifacts at most; undefined where the runner does not say. */
function longestRetention(env) {
    const days = Number(env['GITHUB_RETENTION_DAYS']);
    return Number.isInteger(days) && days > 0 ? days : undefined;
}

// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/http.js
var http = __webpack_require__(8718);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/service.js + 1 modules
var service = __webpack_require__(6376);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/xml.js
var xml = __webpack_require__(3361);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/explain.js


/** A limit of requests, in place of a code of GitHub's. */
const limited = 'rate-limited';
const folder = 'artifact://';
const explain_state = 'No backup was stored there.';
/** What a failed request means. @param host of the service */
function explainArtifact(error, side, host) {
    const fail = (reason, sentence, hint) => new build/* Failure */.HR(reason, sentence, { state: explain_state, hint, cause: error });
    if (!(error instanceof service/* Refusal */.P_)) {
        return fail('destination-unreachable', `${host} cannot be reached for ${folder}: ${(0,build/* messageOf */.bD)(error)}.`, 'Run the same job again; a runner of your own must be let out to github.com, *.actions.githubusercontent.com and *.blob.core.windows.net.');
    }
    const said = sentence(error);
    if (error.code === limited) {
        return fail('destination-unreachable', `GitHub takes no more requests of this token for now: ${said}${until(error)}`, 'Wait for it. Each listing asks for the artifacts of the repository, a hundred at a time: keep those of other jobs for fewer days.');
    }
    if (error.status >= 500 || error.status === 429 || error.status === 408) {
        return fail('destination-unreachable', `${host} fails again and again for ${folder}: ${said}`, 'Run the same job again later.');
    }
    if (/insufficient usage|quota/i.test(error.message)) {
        return fail('destination-unwritable', `The storage for artifacts is full: ${said}`, 'Keep artifacts for fewer days, delete old ones, or raise the limit under Billing; GitHub counts again every few hours.');
    }
    return { results: ofResults, rest: ofRest, blobs: ofBlobs }[side](error, said, host, fail);
}
const ofResults = ({ status }, said, host, fail) => status === 401 || status === 403
    ? fail('destination-refused', `${host} refuses ${folder}: ${said}`, 'The token of the job is good as long as the job is: run the same job again.')
    : fail('destination-unwritable', `${host} does not take it for ${folder}: ${said}`, 'Run the same job again: it uses other names.');
const ofRest = ({ status }, said, host, fail) => {
    if (status === 401)
        return fail('destination-refused', `${host} refuses the github-token: ${said}`, 'It has expired, or is none.');
    if (status === 403) {
        return fail('destination-refused', `${host} refuses ${folder}: ${said}`, 'The job needs `permissions: actions: read`, and `actions: write` where backups are to be removed.');
    }
    if (status === 404) {
        return fail('destination-missing', `${host} knows no such repository or artifact: ${said}`, 'The github-token must be of this repository. An artifact goes with its run, and those of an earlier attempt go when all jobs are run again.');
    }
    if (status === 410)
        return fail('destination-missing', `The artifact has expired: ${said}`, 'Use a younger backup.');
    return fail('destination-unwritable', `${host} does not take it for ${folder}: ${said}`, 'What it says names the cause.');
};
const ofBlobs = ({ status }, said, host, fail) => {
    if (status === 404)
        return fail('destination-missing', `The bytes of an artifact are not at ${host}: ${said}`, 'Use another backup.');
    return status === 401 || status === 403
        ? fail('destination-refused', `The address that GitHub gave for ${folder} is not good, or no longer: ${said}`, 'Run the same job again. Where a backup takes hours, name another destination: an address for an upload cannot be renewed.')
        : fail('destination-unwritable', `${host} does not take it for ${folder}: ${said}`, 'Run the same job again: it uses other names.');
};
/** When a limit ends, where GitHub says. */
function until({ headers }) {
    const seconds = Number(headers['retry-after']);
    if (seconds > 0)
        return ` It ends in ${seconds} s.`;
    const reset = Number(headers['x-ratelimit-reset']);
    return reset > 0 ? ` It ends at ${new Date(reset * 1000).toISOString()}.` : '';
}
const sentence = ({ message }) => (message.endsWith('.') ? message : `${message}.`);

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/services.js




function fieldsOf(body) {
    try {
        const value = JSON.parse(body);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}
const words = (value) => (typeof value === 'string' ? value : '');
const readTwirp = (body) => ({ code: words(fieldsOf(body)['code']), said: words(fieldsOf(body)['msg']) });
/** GitHub says both that a token may not, and that it may not now, with the same status. */
function readRest(body, headers) {
    const said = words(fieldsOf(body)['message']).split('\n')[0] ?? '';
    const spent = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined || /rate limit/i.test(said);
    return { code: spent ? limited : '', said };
}
const readBlob = (body, headers) => ({
    code: (0,xml/* text */.Qq)(body, 'Code') ?? words(headers['x-ms-error-code']),
    said: ((0,xml/* text */.Qq)(body, 'Message') ?? '').split('\n')[0] ?? '',
});
function openServices(tokens, patience) {
    const connections = (0,http/* openConnections */.qP)(patience.stall);
    const open = (side, read, headers, ...passing) => {
        let host = '';
        const dialect = {
            prove: (request) => {
                host = request.url.host;
                return { ...request, headers: { ...headers, ...request.headers } };
            },
            read,
            explain: (error) => explainArtifact(error, side, host),
            passing: new Set(passing),
        };
        return (0,service/* openService */.IH)(connections, dialect, patience);
    };
    const agent = { 'user-agent': 'slipway-backup-db' };
    const twirp = { ...agent, authorization: `Bearer ${tokens.runtime ?? ''}`, 'content-type': 'application/json' };
    const api = {
        ...agent,
        authorization: `Bearer ${tokens.github}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
    };
    return {
        results: open('results', readTwirp, twirp),
        stubborn: open('results', readTwirp, twirp, 'permission_denied'),
        rest: open('rest', readRest, api),
        blobs: open('blobs', readBlob, { ...agent, 'x-ms-version': '2021-12-02' }, 'ServerBusy', 'OperationTimedOut', 'InternalError'),
        close: () => connections.close(),
    };
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/reading.js
var reading = __webpack_require__(8064);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/zip.js



/**
 * A zip of one file whose size nobody knows when it begins. Every client unzips what it downloads, so a backup travels in one: its bytes stand in it as
 * they are, in stored pieces of DEFLATE, because what is encrypted gets no smaller. Form: APPNOTE.TXT of PKWARE, RFC 1951 section 3.2.4.
 */
/** The longest piece that DEFLATE stores. */
const piece = 65_535;
const pieceHead = 5;
/** An empty piece that is the last one. */
const lastPiece = Buffer.from([1, 0, 0, 0xff, 0xff]);
const signatures = { file: 0x04034b50, descriptor: 0x08074b50, entry: 0x02014b50, end: 0x06054b50 };
const end64 = 0x06064b50;
const locator64 = 0x07064b50;
const most32 = 0xffffffff;
/** Numbers of two, four and eight bytes, one after the other. */
function fields(...list) {
    const all = Buffer.alloc(list.reduce((sum, [bytes]) => sum + bytes, 0));
    let at = 0;
    for (const [bytes, value] of list) {
        if (bytes === 8)
            all.writeBigUInt64LE(BigInt(value), at);
        else
            all.writeUIntLE(value, at, bytes);
        at += bytes;
    }
    return all;
}
/** Time and date as DOS wrote them, in UTC. */
function dosTime(at) {
    const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
    return [time, (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()];
}
/** Flag 8: checksum and sizes come behind the content. Method 8: DEFLATE. */
const begin = (name, [time, date]) => Buffer.concat([
    fields([4, signatures.file], [2, 20], [2, 8], [2, 8], [2, time], [2, date], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    Buffer.from(name),
]);
/** All that stands behind the content. */
function trailer({ name, dos: [time, date], crc, plain, packed }) {
    const wide = plain >= most32 || packed >= most32;
    const size = (value) => [4, wide ? most32 : value];
    const wideSizes = wide ? fields([2, 1], [2, 16], [8, plain], [8, packed]) : Buffer.alloc(0);
    const bytes = wide ? 8 : 4;
    const descriptor = fields([4, signatures.descriptor], [4, crc], [bytes, packed], [bytes, plain]);
    const version = wide ? 45 : 20;
    // Made on Unix; a file that everybody may read.
    const made = fields([4, signatures.entry], [2, 0x0300 | version], [2, version], [2, 8], [2, 8], [2, time], [2, date], [4, crc]);
    const place = fields([2, name.length], [2, wideSizes.length], [2, 0], [2, 0], [2, 0], [4, 0o100644 * 65_536], [4, 0]);
    const entry = Buffer.concat([made, fields(size(packed), size(plain)), place, Buffer.from(name), wideSizes]);
    const at = 30 + name.length + packed + descriptor.length;
    const directory64 = [fields([4, end64], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, 1], [8, 1], [8, entry.length], [8, at])];
    const locator = fields([4, locator64], [4, 0], [8, at + entry.length], [4, 1]);
    const end = fields([4, signatures.end], [2, 0], [2, 0], [2, 1], [2, 1], [4, entry.length], size(at), [2, 0]);
    return Buffer.concat([descriptor, entry, ...(wide ? [...directory64, locator] : []), end]);
}
/** Bytes of the zip of a file with that name and that many bytes. */
function zipSize(name, plain) {
    const packed = plain + Math.ceil(plain / piece) * pieceHead + lastPiece.length;
    return 30 + name.length + packed + trailer({ name, dos: [0, 0], crc: 0, plain, packed }).length;
}
/** Takes the content and gives its zip. */
class Zip extends external_node_stream_.Transform {
    #name;
    #dos;
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #crc = 0;
    #plain = 0;
    #packed = 0;
    #written = 0;
    /** What is not yet a whole piece, with room for its head. */
    #room = Buffer.allocUnsafeSlow(pieceHead + piece);
    #used = 0;
    #sha256 = '';
    /** @param name of letters, digits and signs that file names may have */
    constructor(name, at) {
        super({ readableHighWaterMark: 1024 * 1024, writableHighWaterMark: 1024 * 1024 });
        this.#name = name;
        this.#dos = dosTime(at);
        this.#give(begin(name, this.#dos));
    }
    /** Bytes that it took. */
    get plain() {
        return this.#plain;
    }
    /** Bytes and SHA-256 of the zip, once it has ended. */
    get content() {
        return { size: this.#written, sha256: this.#sha256 };
    }
    _transform(chunk, _encoding, done) {
        this.#crc = (0,external_node_zlib_.crc32)(chunk, this.#crc);
        this.#plain += chunk.length;
        for (let rest = chunk; rest.length > 0;) {
            const taken = rest.copy(this.#room, pieceHead + this.#used);
            this.#used += taken;
            rest = rest.subarray(taken);
            if (this.#used === piece)
                this.#close();
        }
        done();
    }
    _flush(done) {
        if (this.#used > 0)
            this.#close();
        this.#packed += lastPiece.length;
        this.#give(lastPiece);
        this.#give(trailer({ name: this.#name, dos: this.#dos, crc: this.#crc, plain: this.#plain, packed: this.#packed }));
        this.#sha256 = this.#hash.digest('hex');
        done();
    }
    #close() {
        const room = this.#room.subarray(0, pieceHead + this.#used);
        room[0] = 0;
        room.writeUInt16LE(this.#used, 1);
        room.writeUInt16LE(this.#used ^ 0xffff, 3);
        this.#packed += room.length;
        this.#give(room);
        // Whoever reads may hold the other one for a while.
        this.#room = Buffer.allocUnsafeSlow(pieceHead + piece);
        this.#used = 0;
    }
    #give(bytes) {
        this.#written += bytes.length;
        this.#hash.update(bytes);
        this.push(bytes);
    }
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/unzip.js


/** An artifact that is not as it was sent. */
class Damaged extends Error {
}
/** Bytes that come in chunks, taken as they are needed. */
class Input {
    #chunks;
    #rest = Buffer.alloc(0);
    constructor(chunks) {
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    async #more() {
        const { done, value } = await this.#chunks.next();
        if (done)
            throw new Damaged('it ends too early');
        return value;
    }
    async take(size) {
        while (this.#rest.length < size)
            this.#rest = Buffer.concat([this.#rest, await this.#more()]);
        const taken = this.#rest.subarray(0, size);
        this.#rest = this.#rest.subarray(size);
        return taken;
    }
    /** As many bytes, as they come. */
    async *pass(size) {
        for (let left = size; left > 0;) {
            if (this.#rest.length === 0)
                this.#rest = await this.#more();
            const part = this.#rest.subarray(0, left);
            this.#rest = this.#rest.subarray(part.length);
            left -= part.length;
            if (part.length > 0)
                yield part;
        }
    }
    async drain() {
        this.#rest = Buffer.alloc(0);
        while (!(await this.#chunks.next()).done)
            ;
    }
}
/**
 * The content of a zip as this action writes it, and of no other: whatever is different is damage. The directory behind the content is left to whoever
 * compares the hash of the whole. @throws Damaged
 */
async function* unzip(chunks) {
    const input = new Input(chunks);
    const head = await input.take(30);
    if (head.readUInt32LE(0) !== signatures.file || head.readUInt16LE(6) !== 8 || head.readUInt16LE(8) !== 8)
        throw new Damaged('it does not begin like a backup');
    await input.take(head.readUInt16LE(26) + head.readUInt16LE(28));
    let crc = 0;
    for (let last = false; !last;) {
        const block = await input.take(pieceHead);
        const length = block.readUInt16LE(1);
        const kind = block[0] ?? 0;
        if (kind > 1 || (length ^ block.readUInt16LE(3)) !== 0xffff)
            throw new Damaged('a piece of it has no good beginning');
        last = kind === 1;
        for await (const part of input.pass(length)) {
            crc = (0,external_node_zlib_.crc32)(part, crc);
            yield part;
        }
    }
    const behind = await input.take(8);
    if (behind.readUInt32LE(0) !== signatures.descriptor || behind.readUInt32LE(4) !== crc)
        throw new Damaged('its checksum is another one');
    await input.drain();
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/blobs.js






/** The bytes of artifacts stand in Azure's blob storage, behind addresses that say what may be done with them. */
/** What is signed stays as it was written. */
const withQuery = (url, query) => {
    const asked = new URL(url);
    asked.search = `${url.search}${url.search ? '&' : '?'}${new URLSearchParams(query)}`;
    return asked;
};
/** Blocks go to the address, and their list makes them a blob. That can be said twice: what is in the blob may be in it again. */
function uploadBlocks({ blobs }, url, signal) {
    const blocks = new Map();
    const options = signal ? { signal } : {};
    return {
        async part(number, body) {
            // All of a blob must be of one length.
            const id = Buffer.from(`block-${String(number).padStart(6, '0')}`).toString('base64');
            const request = { method: 'PUT', url: withQuery(url, { comp: 'block', blockid: id }), headers: {}, body };
            const reply = await blobs.ask(request, options);
            reply.stream.resume();
            blocks.set(number, id);
        },
        async commit() {
            const ids = [...blocks].sort(([one], [other]) => one - other).map(([, id]) => `<Latest>${id}</Latest>`);
            const bytes = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.join('')}</BlockList>`);
            const body = { size: bytes.length, open: () => bytes };
            // Clients unzip what has this type.
            const headers = { 'x-ms-blob-content-type': 'application/zip', 'content-type': 'application/xml' };
            await blobs.read({ method: 'PUT', url: withQuery(url, { comp: 'blocklist' }), headers, body });
        },
    };
}
/** What is in an artifact. @throws Failure `checksum` where other bytes came than were sent */
function blobs_readBlob({ blobs }, patience, wanted, signal) {
    const ask = async (headers) => ({
        method: 'GET',
        url: await wanted.address(),
        headers,
    });
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const hashed = async function* () {
        for await (const chunk of (0,reading/* readOn */.C)(blobs, patience, ask, signal)) {
            hash.update(chunk);
            yield chunk;
        }
    };
    const content = async function* () {
        try {
            yield* unzip(hashed());
        }
        catch (error) {
            throw error instanceof Damaged ? damaged(wanted.name, error.message, error) : error;
        }
        const found = hash.digest('hex');
        if (wanted.sha256 !== undefined && found !== wanted.sha256)
            throw damaged(wanted.name, `its SHA-256 is ${found.slice(0, 12)}…, and GitHub's own note of it ${wanted.sha256.slice(0, 12)}…`);
    };
    return external_node_stream_.Readable.from(content(), { objectMode: false, highWaterMark: 1024 * 1024 });
}
function damaged(name, why, cause) {
    return new build/* Failure */.HR('checksum', `The artifact ${name} in ${folder} is not what was sent: ${why}.`, {
        hint: 'Use another backup.',
        cause,
    });
}

// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var names = __webpack_require__(6816);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/names.js


/**
 * An artifact is never changed, and its name is taken for as long as the run lasts, also by an upload that came to nothing. So a file that has to be
 * written again gets a name with something behind it, and of several the newest is the file.
 */
/** The file that an artifact is. */
const fileOf = (artifact) => artifact.replace(/~[0-9A-Za-z-]+$/, '');
/** Another name for the same file. */
const anotherName = (file, at) => `${file}~${(0,names/* stamp */.iE)(at)}-${(0,external_node_crypto_.randomBytes)(2).toString('hex')}`;
const drills = 'slipway-drill-';
const drillName = (at) => `${drills}${(0,names/* stamp */.iE)(at)}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.json`;
const isDrill = (file) => file.startsWith(drills);
/** The id of the backup whose manifest a file is. */
function manifestIn(file) {
    const id = file.endsWith('.json') ? file.slice(0, -'.json'.length) : '';
    return (0,names/* isId */.eQ)(id) ? id : undefined;
}
/** The id of the backup whose file it is. */
function backupIn(file) {
    const [, id = ''] = /^(.+)\.dump\.zst(?:\.age)?$/.exec(file) ?? [];
    return (0,names/* isId */.eQ)(id) ? id : undefined;
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/shelf.js






/** Manifests that are asked for at a time. */
const shelf_abreast = 8;
/** More than any manifest. */
const longest = 32 * 1024 * 1024;
/** The artifacts that are backups, their manifests or drills: what GitHub lists, and what this run made, which it may not list yet. */
class Shelf {
    #ways;
    #made = new Map();
    #gone = new Set();
    /** What is in an artifact never changes. */
    #texts = new Map();
    #known;
    #warned = false;
    constructor(ways) {
        this.#ways = ways;
    }
    add(artifact) {
        this.#made.set(artifact.id, artifact);
    }
    isMade({ id }) {
        return this.#made.has(id);
    }
    forget({ id }) {
        this.#gone.add(id);
        this.#made.delete(id);
    }
    /** What this run made of a file, and nobody has seen. */
    forgetMade(file) {
        for (const artifact of [...this.#made.values()])
            if (fileOf(artifact.name) === file)
                this.forget(artifact);
    }
    /** All that bear names of ours, the newest first. */
    async list() {
        const listed = await this.#ways.rest.list();
        const named = listed.filter(({ name }) => isOurs(fileOf(name)));
        const foreign = named.filter(({ trusted }) => !trusted);
        if (foreign.length > 0 && !this.#warned) {
            this.#warned = true;
            this.#ways.log.warn(`${foreign.length} artifacts with names of backups are of forks, or of no run that is known, and do not count.`);
        }
        this.#known = named.filter(({ trusted }) => trusted);
        return this.#all();
    }
    /** The same, as it was last seen. */
    async known() {
        return this.#known ? this.#all() : this.list();
    }
    #all() {
        const all = new Map([...(this.#known ?? []), ...this.#made.values()].map((artifact) => [artifact.id, artifact]));
        return [...all.values()].filter(({ id }) => !this.#gone.has(id)).sort((one, other) => other.id - one.id);
    }
    read(artifact, signal) {
        const { services, rest, results, patience } = this.#ways;
        const own = this.isMade(artifact) ? results : undefined;
        const address = () => (own ? own.address(artifact.name) : rest.address(artifact.id));
        return blobs_readBlob(services, patience, { name: artifact.name, sha256: artifact.sha256, address }, signal);
    }
    /** What the small ones of them hold, in their order; undefined where one is damaged or went meanwhile. */
    texts(artifacts) {
        return (0,in_turns/* inTurns */.g)(artifacts, shelf_abreast, async (artifact) => {
            const before = this.#texts.get(artifact.id);
            if (before !== undefined)
                return before;
            try {
                const text = await this.#text(artifact);
                this.#texts.set(artifact.id, text);
                return text;
            }
            catch (error) {
                if (!(error instanceof build/* Failure */.HR) || !['checksum', 'destination-missing'].includes(error.reason))
                    throw error;
                this.#ways.log.debug(error.message);
                return undefined;
            }
        });
    }
    async #text(artifact) {
        const limited = async function* (chunks) {
            let size = 0;
            for await (const chunk of chunks) {
                size += chunk.length;
                if (size > longest)
                    throw new build/* Failure */.HR('checksum', `The artifact ${artifact.name} is too long for a manifest.`);
                yield chunk;
            }
        };
        return (await (0,consumers_.buffer)(external_node_stream_.Readable.from(limited(this.read(artifact, this.#ways.patience.signal))))).toString();
    }
}
function isOurs(file) {
    return backupIn(file) !== undefined || file.endsWith('.json') || isDrill(file);
}
/** The artifacts that bear the name of each file, the newest first. */
const byFile = (artifacts) => Map.groupBy(artifacts, ({ name }) => fileOf(name));

// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./actions/backup-db/build/drill.js
var build_drill = __webpack_require__(1965);
// EXTERNAL MODULE: ./actions/backup-db/build/manifest.js
var build_manifest = __webpack_require__(3951);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/arrived.js
var arrived = __webpack_require__(2830);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/in-process.js
var in_process = __webpack_require__(6652);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/parts.js
var parts = __webpack_require__(4126);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/send.js + 1 modules
var objects_send = __webpack_require__(4624);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/clean.js




/** Milliseconds for which GitHub's list may not show what a run that is over sent last. */
const lag = 10 * 60_000;
/**
 * Removes files without a manifest that runs which are over left of a prefix: nobody will ever make backups of them. Where the token may not, they
 * stay until GitHub lets them expire. @returns names of what went
 */
async function cleanRuns({ job, rest, shelf }, prefix) {
    const over = new Set();
    const asked = new Set([job.context.runId]);
    for (const { run } of leftIn(await shelf.list(), prefix)) {
        if (asked.has(run))
            continue;
        asked.add(run);
        if (await rest.isOver(run, job.clock.now() - lag))
            over.add(run);
    }
    if (over.size === 0)
        return [];
    const removed = [];
    // A run that ended meanwhile may have made a backup of its file since the list was read: what it says now was there when the run was over.
    for (const artifact of leftIn(await shelf.list(), prefix)) {
        if (!over.has(artifact.run))
            continue;
        if (!(await tryRemove(job, rest, artifact)))
            break;
        shelf.forget(artifact);
        removed.push(fileOf(artifact.name));
    }
    return removed;
}
/** Those that are files of a prefix, and have no manifest. */
function leftIn(artifacts, prefix) {
    const whole = new Set(artifacts.map(({ name }) => manifestIn(fileOf(name))));
    return artifacts.filter(({ name }) => {
        const id = backupIn(fileOf(name));
        return id !== undefined && (0,names/* isIdOf */.d4)(id, prefix) && !whole.has(id);
    });
}
async function tryRemove({ log }, rest, { id, name }) {
    try {
        await rest.remove(id);
        return true;
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR) || error.reason !== 'destination-refused')
            throw error;
        log.debug(`${name} in ${folder}, of a run that was ended, stays until it expires: ${error.message}`);
        return false;
    }
}

// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./actions/backup-db/build/trust/signature.js
var signature = __webpack_require__(2639);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/listing.js
var listing = __webpack_require__(8443);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/list.js









async function listArtifacts({ job, shelf }, path) {
    const all = await shelf.list();
    const files = byFile(all);
    const found = [...files].flatMap(([file, artifacts]) => {
        const id = isDrill(file) ? undefined : manifestIn(file);
        return id === undefined ? [] : [{ id, artifacts, read: [] }];
    });
    const passed = await readManifests(found, shelf, job.keys);
    if (passed > 0)
        job.log.warn(`${(0,content/* counted */.h)(passed, 'backup')} in ${folder} ${passed === 1 ? 'has' : 'have'} newer manifests that cannot be read or that verify-key does not believe: they do not count.`);
    const chosen = found.flatMap(({ read }) => (0,signature/* mostBelieved */.CJ)(read, job.keys) ?? []);
    const damaged = found.length - chosen.length;
    if (damaged > 0)
        job.log.warn(`${(0,content/* counted */.h)(damaged, 'manifest')} in ${folder} cannot be read, or went meanwhile.`);
    const { backups, strange } = (0,listing/* listBackups */.C)(chosen.map(build_manifest/* renderManifest */.sB), new Map(), path);
    const named = [...files.keys()].filter((file) => file.endsWith('.json') && !isDrill(file) && manifestIn(file) === undefined);
    const whole = (manifest) => dumpIn(files.get((0,names/* dumpName */.qc)(manifest)) ?? [], manifest, shelf) !== undefined;
    return { backups: backups.map((one) => ({ ...one, whole: whole(one.manifest) })), strange: strange + damaged + named.length };
}
/**
 * Every run of the repository can send a manifest of any name. So where it is asked who signed, one that nobody did hides none: then the next older is
 * read. @returns of how many backups the newest was passed over for an older one
 */
async function readManifests(found, shelf, keys) {
    let open = found;
    let passed = 0;
    for (let turn = 0; open.length > 0; turn++) {
        const texts = await shelf.texts(open.flatMap(({ artifacts }) => artifacts[turn] ?? []));
        for (const [index, { id, read }] of open.entries()) {
            const manifest = (0,build_manifest/* parseManifest */.Ng)(texts[index] ?? '');
            // One that speaks of another backup than its name would make that one doubtful.
            if (manifest?.id === id)
                read.push(manifest);
        }
        const settled = open.filter(({ read }) => read.some((manifest) => (0,signature/* isSettled */.Is)(manifest, keys)));
        if (turn > 0)
            passed += settled.length;
        open = keys.verifiers.length === 0 ? [] : open.filter((one) => !settled.includes(one) && turn + 1 < one.artifacts.length);
    }
    return passed;
}
/**
 * Of the artifacts with the name of a backup's file, newest first, the one that it is: what this run sent, else the oldest of the size that the manifest
 * says. Whoever knows the name has it from an artifact that was there before his own. GitHub's digest is of the zip, which no manifest speaks of.
 */
function dumpIn(artifacts, manifest, shelf) {
    const fitting = artifacts.filter(({ size }) => fits(size, manifest));
    return fitting.find((artifact) => shelf.isMade(artifact)) ?? fitting.at(-1);
}
/** Between the size of the content, and that of its zip as we write it. */
function fits(size, manifest) {
    return size >= manifest.stored.size && size <= zipSize((0,names/* dumpName */.qc)(manifest), manifest.stored.size);
}
/** The artifact that the file of a backup is. */
async function findDump(shelf, manifest) {
    const name = (0,names/* dumpName */.qc)(manifest);
    const artifacts = (await shelf.known()).filter((artifact) => fileOf(artifact.name) === name);
    return dumpIn(artifacts, manifest, shelf);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/sending.js




/** Names are taken by what came to nothing too: then another one is. */
const attempts = 3;
async function beginSending({ services, results, now, run }, { file, expires, again, signal }) {
    for (let attempt = 0; attempt < attempts; attempt++) {
        const name = again || attempt > 0 ? anotherName(file, new Date(now())) : file;
        const begun = await results.create(name, expires);
        if (!begun)
            continue;
        const upload = uploadBlocks(services, begun.url, signal);
        return {
            artifact: name,
            upload,
            async complete({ size, sha256 }) {
                await upload.commit();
                const id = await results.finalize(name, size, sha256);
                return { id, name, size, sha256, run, expires, trusted: true };
            },
        };
    }
    throw new build/* Failure */.HR('destination-unwritable', `The run has artifacts of every name that ${file} could have.`, {
        state: 'No backup was stored there.',
        hint: 'Run the same job again: it uses other names.',
    });
}
/** A small file in one part. */
async function sendText(ways, order, text) {
    const sending = await beginSending(ways, order);
    const zip = new Zip(order.file, new Date(ways.now()));
    zip.end(text);
    const bytes = Buffer.concat(await zip.toArray());
    const { size, sha256 } = zip.content;
    await sending.upload.part(1, { size, sha256, open: () => bytes });
    return sending.complete(zip.content);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/store.js

















/** Blocks that an upload is planned for; Azure takes 50,000. */
const cut = { uniform: false, parts: 900 };
/** Drills that are read back. */
const drillsRead = 20;
/** Artifacts of a repository's runs. The file of a backup is one of them as soon as it is sent; it is a backup once the artifact with its manifest is there. */
function openDesk(desk) {
    const { job, where, shelf } = desk;
    const place = { folder: folder, where };
    const path = (name) => folder + name;
    const expiry = () => (desk.retention === undefined ? undefined : new Date(job.clock.now() + desk.retention));
    const ways = ({ services, results } = desk) => ({
        services,
        results: results(),
        now: job.clock.now,
        run: job.context.runId,
    });
    const sendings = new Map();
    const send = async (file, text, expires, again = false) => shelf.add(await sendText(ways(), { file, expires, again }, text));
    return {
        ...place,
        path,
        list: () => listArtifacts(desk, path),
        async hold(prefix) {
            const removed = await cleanRuns(desk, prefix);
            // Names are of one run alone, and nothing is ever overwritten: there is nothing to take turns for.
            return { removed: removed.map(path), release: async () => { } };
        },
        receive(draft) {
            const file = (0,names/* dumpName */.qc)(draft);
            const zip = new Zip(file, new Date(job.clock.now()));
            const running = (0,in_process/* inProcess */.b)(`upload of ${file}`, where, job, async ({ stdin, signal }) => {
                const sending = beginSending(ways(), { file, expires: expiry(), signal });
                sendings.set(file, sending);
                // Whoever reads it is told by its end.
                zip.on('error', () => { });
                stdin.on('error', (error) => zip.destroy(error));
                stdin.pipe(zip);
                await (0,objects_send/* sendParts */.h)(zip, (await sending).upload, { cut, first: (0,parts/* firstPart */.Y)(0, cut), temp: job.context.temp });
            });
            const complete = async (sent) => {
                (0,arrived/* compareArrived */.D)({ size: zip.plain }, sent, place);
                const artifact = await (await sendings.get(file))?.complete(zip.content);
                if (artifact)
                    shelf.add(artifact);
            };
            return { running, complete };
        },
        read: (draft) => (0,in_process/* inProcess */.b)(`download of ${(0,names/* dumpName */.qc)(draft)}`, where, job, async ({ stdout, signal }) => {
            const artifact = await findDump(shelf, draft);
            if (!artifact)
                throw noFile((0,names/* dumpName */.qc)(draft), where);
            await (0,promises_.pipeline)(shelf.read(artifact, signal), stdout);
        }),
        async removePartial(draft) {
            const file = (0,names/* dumpName */.qc)(draft);
            const sending = await Promise.race([sendings.get(file)?.catch(() => undefined), (0,external_node_timers_promises_.setTimeout)(store/* lastMoment */.Hl, undefined, { ref: false })]);
            if (!sending)
                return;
            shelf.forgetMade(file);
            await desk.last.results().remove(sending.artifact);
        },
        async publish(manifest) {
            await send((0,names/* manifestName */.vS)(manifest.id), (0,build_manifest/* renderManifest */.sB)(manifest), (await findDump(shelf, manifest))?.expires ?? expiry());
        },
        async update(manifest) {
            await send((0,names/* manifestName */.vS)(manifest.id), (0,build_manifest/* renderManifest */.sB)(manifest), (await findDump(shelf, manifest))?.expires ?? expiry(), true);
        },
        async remove(draft) {
            const all = await shelf.known();
            for (const file of [(0,names/* manifestName */.vS)(draft.id), (0,names/* dumpName */.qc)(draft)]) {
                for (const artifact of all.filter(({ name }) => fileOf(name) === file)) {
                    await desk.rest.remove(artifact.id);
                    shelf.forget(artifact);
                }
            }
            return { removed: true };
        },
        async record(drill) {
            const order = { file: drillName(new Date(drill.at)), expires: expiry() };
            shelf.add(await sendText(ways(desk.last), order, `${(0,build_drill/* renderDrill */.gQ)(drill)}\n`));
            // A drill that ran out of time is recorded all the same; those before it are then not looked at.
            const all = await shelf.list().catch(() => undefined);
            const latest = all?.filter(({ name }) => isDrill(fileOf(name))).slice(0, drillsRead);
            if (!latest)
                return [drill];
            return (0,build_drill/* parseDrills */.cM)((await shelf.texts(latest)).join('\n')).toSorted((one, other) => one.at.localeCompare(other.at));
        },
        explain: (error) => error,
        close: async () => desk.close(),
    };
}
function noFile(name, where) {
    return new build/* Failure */.HR('no-backup', `${where} has no artifact ${name}, or not any more.`, {
        state: 'Nothing was changed.',
        hint: 'Artifacts expire, and go with their run. Use a younger backup, or another destination.',
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/artifact/open.js








const day = 24 * 3_600_000;
/**
 * Artifacts of the repository whose workflow this is. Modes that make something need to be an action of a job; the others a token and the name of the
 * repository. @throws Failure `destination-missing`, `destination-refused`, `bad-input`
 */
function openArtifacts(job, { retentionDays }, env) {
    refuseServer(env);
    const { repository, apiUrl } = job.context;
    const github = job.inputs['github-token'];
    if (!github)
        throw (0,build/* badInputs */.PD)([{ input: 'github-token', message: 'is needed for artifact://, and is missing or empty' }]);
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
        throw (0,build/* badInputs */.PD)([{ input: 'destination', message: 'is artifact://, and GITHUB_REPOSITORY does not say of which repository' }]);
    refuseRetention(retentionDays, longestRetention(env));
    (0,build/* addSecret */.Ck)(github);
    const writes = job.inputs.mode === 'backup' || job.inputs.mode === 'verify';
    const runtime = writes || env['ACTIONS_RUNTIME_TOKEN'] ? readRuntime(env) : undefined;
    if (runtime)
        (0,build/* addSecret */.Ck)(runtime.token);
    const tokens = { runtime: runtime?.token, github };
    const patience = { ...job, attempts: 6, stall: 60_000, log: job.log.debug };
    const services = openServices(tokens, patience);
    const last = openServices(tokens, (0,store/* forLastMoment */.Wo)(job));
    const results = runtime && openResults(services, runtime);
    const rest = openRest(services, apiUrl, repository);
    return openDesk({
        job,
        where: `${new URL(env['GITHUB_SERVER_URL'] ?? 'https://github.com').host}/${repository}`,
        services,
        rest,
        results: () => results ?? openResults(services, readRuntime(env)),
        last: { services: last, results: () => openResults(last, runtime ?? readRuntime(env)) },
        shelf: new Shelf({ services, rest, results, patience, log: job.log }),
        retention: retentionDays === undefined ? undefined : retentionDays * day,
        close() {
            services.close();
            last.close();
        },
    });
}
/** GitHub would keep them for less than was asked for, and say nothing. */
function refuseRetention(asked, longest) {
    if (asked === undefined || longest === undefined || asked <= longest)
        return;
    const message = `asks for retention-days=${asked}, and this repository keeps artifacts for ${longest} at most: ask for fewer, or change it in Settings, Actions, General`;
    throw (0,build/* badInputs */.PD)([{ input: 'destination', message }]);
}


/***/ })

};
