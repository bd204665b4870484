export const id = 4536;
export const ids = [4536];
export const modules = {

/***/ 4536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openAzure: () => (/* binding */ openAzure)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/store.js + 2 modules
var store = __webpack_require__(9541);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/http.js
var http = __webpack_require__(8718);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/reading.js
var reading = __webpack_require__(8064);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/service.js + 1 modules
var objects_service = __webpack_require__(6376);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/xml.js
var xml = __webpack_require__(3361);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/azure/explain.js


/** Codes that speak of who asks. */
const identity = {
    AuthenticationFailed: 'azure-account-key or azure-sas-token is not of this account, or has expired: copy it again. A clock that is minutes off does it too.',
    AuthorizationFailure: 'Either azure-account-key or azure-sas-token is not of this account, has expired or may do too little (it needs racwdl), or the rules of the account let this network not in.',
    AuthorizationPermissionMismatch: 'The token needs the permissions read, add, create, write, delete and list (racwdl) for the container.',
    AuthorizationProtocolMismatch: 'The token is for https only.',
    AuthorizationResourceTypeMismatch: 'The token must be for a container (sr=c), or for containers and objects of the account (srt=co).',
    AuthorizationSourceIPMismatch: 'The token is for other addresses than that of this machine.',
    InvalidAuthenticationInfo: 'azure-account-key or azure-sas-token is not whole: copy it again.',
    AccountIsDisabled: 'The account is disabled.',
    NoAuthenticationInformation: 'The container is private: give azure-account-key or azure-sas-token.',
};
/** Codes that speak of what the account does with its blobs. */
const holds = {
    BlobImmutable: 'An immutability policy of the whole container also holds what a run has to take away again, like its lock: use version-level immutability instead.',
    BlobArchived: 'A lifecycle rule moved blobs into the archive tier: leave *.json out of that rule, and rehydrate those that it took.',
};
const state = 'No backup was stored there.';
/** What a failed request means. */
function explainAzure(error, { folder, account, container, where }) {
    const fail = (reason, sentence, hint) => new build/* Failure */.HR(reason, sentence, { state, hint, cause: error });
    if (!(error instanceof objects_service/* Refusal */.P_)) {
        const unknown = error?.code === 'ENOTFOUND' ? ` There may be no account ${account}.` : '';
        return fail('destination-unreachable', `${where} cannot be reached for ${folder}: ${(0,build/* messageOf */.bD)(error)}.${unknown}`, 'Check the account, the endpoint and the network, and run the same job again.');
    }
    if (error.code === 'ContainerNotFound') {
        return fail('destination-missing', `There is no container ${container} in ${account} at ${where}.`, 'Create it, or correct the address: containers are not made here.');
    }
    const kept = holds[Object.keys(holds).find((word) => error.code.startsWith(word)) ?? ''];
    if (kept)
        return fail('destination-unwritable', `${where} does not let ${folder} be used so: ${sentence(error)}`, kept);
    const hint = identity[error.code];
    if (hint ?? (error.status === 401 || error.status === 403)) {
        return fail('destination-refused', `${where} refuses ${folder}: ${sentence(error)}`, hint ?? 'Check the key or the token, and the rules of the account.');
    }
    if (error.status >= 500 || error.status === 429 || error.status === 408) {
        return fail('destination-unreachable', `${where} fails again and again for ${folder}: ${sentence(error)}`, 'Run the same job again later.');
    }
    return fail('destination-unwritable', `${where} does not take it for ${folder}: ${sentence(error)}`, 'What it says names the cause.');
}
const sentence = ({ message }) => (message.endsWith('.') ? message : `${message}.`);

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/azure/signature.js

/** The version of the service whose words these are; all since then know it. */
const version = '2021-12-02';
/** Headers that are signed by their place, and not by their name. Rules: "Authorize with Shared Key" in the reference of the storage services. */
const placed = ['content-type', 'date', 'if-modified-since', 'if-match', 'if-none-match', 'if-unmodified-since', 'range'];
/** Address and headers of a request, with what proves who asks. */
function prove({ method, url, headers, size }, account, credentials, at) {
    const all = { ...headers, 'x-ms-date': at.toUTCString(), 'x-ms-version': version };
    if ('sas' in credentials) {
        const signed = new URL(url);
        signed.search = [url.search.slice(1), credentials.sas].filter(Boolean).join('&');
        return { url: signed, headers: all };
    }
    const text = [
        method,
        '',
        '',
        size > 0 ? String(size) : '',
        '',
        ...placed.map((name) => all[name] ?? ''),
        ...Object.keys(all)
            .filter((name) => name.startsWith('x-ms-'))
            .sort()
            .map((name) => `${name}:${all[name]}`),
        `/${account}${url.pathname}${canonicalQuery(url.searchParams)}`,
    ].join('\n');
    const signature = (0,external_node_crypto_.createHmac)('sha256', credentials.key).update(text).digest('base64');
    return { url, headers: { ...all, authorization: `SharedKey ${account}:${signature}` } };
}
function canonicalQuery(query) {
    return [...query]
        .map(([name, value]) => `\n${name.toLowerCase()}:${value}`)
        .sort()
        .join('');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/azure/upload.js



/** Blocks, and a list of them that makes them a blob: before it there is nothing that anybody sees. */
function beginUpload(azure, name, signal) {
    const { service, request } = azure;
    const own = (0,external_node_crypto_.randomBytes)(6).toString('hex');
    const blocks = new Map();
    return {
        id: own,
        async part(number, body) {
            // All of a blob must be of one length.
            const id = Buffer.from(`${own}-${String(number).padStart(6, '0')}`).toString('base64');
            const reply = await service.ask(request('PUT', name, { comp: 'block', blockid: id }, body), { signal });
            reply.stream.resume();
            blocks.set(number, id);
        },
        async complete(size) {
            const ids = [...blocks].sort(([one], [other]) => one - other).map(([, id]) => id);
            // An answer that was lost is asked for again, and then its blocks may be unknown because they are the blob. The blob itself tells.
            const refused = await commit(azure, name, ids).then(() => undefined, (error) => error);
            const { headers } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
            if (Number(headers['content-length']) === size)
                return;
            throw refused ?? service.explain(new objects_service/* Refusal */.P_(500, 'NoBlob', 'the upload was not completed', headers, ''));
        },
    };
}
/**
 * Makes a blob of blocks. @returns its tag; undefined where a condition of `more` does not hold
 * @throws Failure where the service does not take it
 */
async function commit({ service, request }, name, ids, more = {}) {
    const list = ids.map((id) => `<Latest>${id}</Latest>`).join('');
    const body = bodyOf(`<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`);
    const headers = { 'x-ms-blob-content-type': 'application/octet-stream', ...more };
    const accept = Object.keys(more).length > 0 ? [409, 412] : [];
    const { reply } = await service.read(request('PUT', name, { comp: 'blocklist' }, body, headers), { accept });
    return reply.status < 300 ? String(reply.headers.etag) : undefined;
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/azure/bucket.js







const bodyOf = (content) => {
    const bytes = Buffer.from(content);
    return { size: bytes.length, open: () => bytes };
};
function openContainer(address, credentials, patience) {
    const connections = (0,http/* openConnections */.qP)(patience.stall);
    const begin = address.prefix ? `${address.prefix}/` : '';
    const place = placeOf(address);
    const service = (0,objects_service/* openService */.IH)(connections, {
        prove: (asked, at) => ({ ...asked, ...prove({ ...asked, size: asked.body?.size ?? 0 }, address.account, credentials, at) }),
        read: (body, headers) => ({
            code: (0,xml/* text */.Qq)(body, 'Code') ?? String(headers['x-ms-error-code'] ?? ''),
            said: ((0,xml/* text */.Qq)(body, 'Message') ?? '').split('\n')[0] ?? '',
        }),
        explain: (error) => explainAzure(error, place),
        passing: new Set(['ServerBusy', 'OperationTimedOut', 'InternalError']),
    }, patience);
    const azure = {
        service,
        request(method, name, query = {}, body, more = {}) {
            const url = new URL(address.endpoint);
            const path = name === undefined ? address.container : `${address.container}/${begin}${name}`;
            url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
            url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
            return { method, url, headers: more, ...(body ? { body } : {}) };
        },
    };
    const { request } = azure;
    const list = (start, more) => listBlobs(azure, patience, begin, start, more);
    return {
        folder: place.folder,
        where: place.where,
        cut: { uniform: false, parts: 900 },
        list: (start) => list(start),
        async get(name) {
            const { reply, text: content } = await service.read(request('GET', name), { accept: [404] });
            if (reply.status !== 404)
                return content;
            const code = String(reply.headers['x-ms-error-code'] ?? (0,xml/* text */.Qq)(content, 'Code') ?? '');
            if (code === 'BlobNotFound')
                return undefined;
            throw service.explain(new objects_service/* Refusal */.P_(404, code, (0,xml/* text */.Qq)(content, 'Message') ?? '', reply.headers, content));
        },
        read: (name, signal) => (0,reading/* readOn */.C)(service, patience, (from) => request('GET', name, {}, undefined, from), signal),
        async put(name, content) {
            const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/json' };
            await service.read(request('PUT', name, {}, bodyOf(content), headers));
        },
        async lockedUntil(name) {
            const { headers, status } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
            if (status === 404)
                return undefined;
            if (headers['x-ms-legal-hold'] === 'true')
                return 'a legal hold on it ends';
            const until = headers['x-ms-immutability-policy-until-date'];
            return typeof until === 'string' && Date.parse(until) > (0,objects_service/* timeOf */.nR)({ headers }, patience.clock.now())
                ? new Date(until).toISOString()
                : undefined;
        },
        async remove(name) {
            await service.read(request('DELETE', name, {}, undefined, { 'x-ms-delete-snapshots': 'include' }), { accept: [404] });
        },
        upload: async (name, signal) => beginUpload(azure, name, signal),
        endUpload: async (name) => void (await endUpload(azure, name)),
        async endUploads(start, ours) {
            const whole = new Set((await list(start)).entries.map(({ name }) => name));
            const all = (await list(start, { include: 'uncommittedblobs' })).entries.map(({ name }) => name);
            const begun = all.filter((name) => !whole.has(name) && ours(name));
            const ended = [];
            for (const name of begun)
                if (await endUpload(azure, name))
                    ended.push(name);
            return ended;
        },
        close: () => connections.close(),
    };
}
const placeOf = ({ account, container, prefix, endpoint }) => ({
    folder: `azure://${account}/${container}${prefix ? `/${prefix}` : ''}`,
    account,
    container,
    where: new URL(endpoint).host,
});
/** Blocks without a blob cannot be removed: they are made one of nothing, and that goes. One that is a blob by now is left to whoever removes it. */
async function endUpload(azure, name) {
    const { service, request } = azure;
    const { reply } = await service.read(request('HEAD', name), { accept: [404] });
    if (reply.status !== 404)
        return false;
    const made = await commit(azure, name, [], { 'if-none-match': '*' });
    // Somebody completed it meanwhile.
    if (made === undefined)
        return false;
    await service.read(request('DELETE', name, {}, undefined, { 'if-match': made }), { accept: [404, 412] });
    return true;
}
/** Pages, one after the other: each says where the next begins. */
async function listBlobs({ service, request }, patience, begin, start, more = {}) {
    const entries = [];
    let now = patience.clock.now();
    let marker;
    do {
        const query = { restype: 'container', comp: 'list', delimiter: '/', prefix: begin + start, ...more, ...(marker ? { marker } : {}) };
        const { reply, text: page } = await service.read(request('GET', undefined, query));
        now = (0,objects_service/* timeOf */.nR)(reply, now);
        for (const blob of (0,xml/* elements */.Yt)(page, 'Blob')) {
            const name = (0,xml/* text */.Qq)(blob, 'Name')?.slice(begin.length) ?? '';
            entries.push({ name, size: Number((0,xml/* text */.Qq)(blob, 'Content-Length')), modified: Date.parse((0,xml/* text */.Qq)(blob, 'Last-Modified') ?? '') });
        }
        marker = (0,xml/* text */.Qq)(page, 'NextMarker') || undefined;
    } while (marker);
    return { entries, now };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/azure/open.js



/** @throws Failure `bad-input` where there are no credentials */
function openAzure(job, { account, container, prefix, endpoint }, env) {
    const credentials = credentialsOf(job.inputs, env);
    // A token travels with every request, a key never does.
    if ('sas' in credentials && endpoint !== undefined && /^http:/.test(endpoint) && !/^http:\/\/(127\.|localhost|\[::1\])/.test(endpoint))
        throw (0,build/* badInputs */.PD)([{ input: 'destination', message: 'has an endpoint without TLS, over which azure-sas-token would be readable' }]);
    const place = { account, container, prefix, endpoint: endpoint ?? `https://${account}.blob.core.windows.net` };
    return (0,store/* openObjects */.dV)(job, (patience) => openContainer(place, credentials, patience));
}
/** The inputs, else what the environment has under the names of the Azure CLI. A token goes before a key: it may do less. */
function credentialsOf(inputs, env) {
    const given = inputs['azure-sas-token'] ?? inputs['azure-account-key'];
    const sas = given ? inputs['azure-sas-token'] : env['AZURE_STORAGE_SAS_TOKEN'];
    const key = given ? inputs['azure-account-key'] : env['AZURE_STORAGE_KEY'];
    if (sas)
        return readSas(sas);
    if (key)
        return readKey(key);
    const message = 'or azure-sas-token is needed for azure://, and is missing or empty, like a secret that does not exist';
    throw (0,build/* badInputs */.PD)([{ input: 'azure-account-key', message }]);
}
function readSas(text) {
    // As the portal gives it too: in an address, or in quotes.
    const sas = text
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/^[^?]*\?/, '');
    const parameters = new URLSearchParams(sas);
    const signature = parameters.has('sv') ? parameters.get('sig') : null;
    const message = 'is no shared access signature. Example: sv=2024-11-04&ss=b&srt=co&sp=racwdl&se=…&sig=…';
    if (!signature || /[\s<>]/.test(sas))
        throw (0,build/* badInputs */.PD)([{ input: 'azure-sas-token', message }]);
    for (const value of [sas, signature, encodeURIComponent(signature)])
        (0,build/* addSecret */.Ck)(value);
    return { sas };
}
function readKey(text) {
    const key = Buffer.from(text.trim(), 'base64');
    const message = 'is no key of a storage account: those are 64 bytes in base64, as `az storage account keys list` prints them';
    if (key.length < 32 || key.toString('base64') !== text.trim())
        throw (0,build/* badInputs */.PD)([{ input: 'azure-account-key', message }]);
    (0,build/* addSecret */.Ck)(text.trim());
    return { key };
}


/***/ })

};
