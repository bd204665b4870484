export const id = 133;
export const ids = [133];
export const modules = {

/***/ 2133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openS3: () => (/* binding */ openS3)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/store.js + 2 modules
var store = __webpack_require__(9541);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/http.js
var http = __webpack_require__(8718);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/reading.js
var reading = __webpack_require__(8064);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/service.js + 1 modules
var objects_service = __webpack_require__(6376);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/objects/xml.js
var xml = __webpack_require__(3361);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/s3/explain.js



/** Codes that speak of who asks. */
const identity = {
    InvalidAccessKeyId: 's3-access-key-id is not known there.',
    XAdminUserNotFound: 's3-access-key-id is not known there.',
    SignatureDoesNotMatch: 's3-secret-access-key does not belong to s3-access-key-id: copy both again.',
    InvalidToken: 's3-session-token does not belong to the key.',
    ExpiredToken: 'The credentials have expired: take new ones in a step right before this one, or let them live longer.',
    AccessDenied: 'The key needs s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload below the prefix.',
};
const elsewhere = new Set(['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException']);
const state = 'No backup was stored there.';
/** What a failed request means. */
function explainS3(error, place, at) {
    const { folder, where } = place;
    if (!(error instanceof objects_service/* Refusal */.P_)) {
        const text = `${where} cannot be reached for ${folder}: ${(0,build/* messageOf */.bD)(error)}.`;
        return new build/* Failure */.HR('destination-unreachable', text, {
            state,
            hint: 'Check endpoint and network, and run the same job again.',
            cause: error,
        });
    }
    const fail = (reason, sentence, hint) => new build/* Failure */.HR(reason, sentence, { state, hint, cause: error });
    if (error.code === 'RequestTimeTooSkewed') {
        const theirs = (0,xml/* text */.Qq)(error.body, 'ServerTime') ?? error.headers.date ?? 'unknown';
        const sentence = `${where} refuses ${folder}: the clock here says ${at.toISOString()}, the one there ${theirs}.`;
        return fail('destination-refused', sentence, 'Set the clock of this machine (timedatectl set-ntp true).');
    }
    if (error.code === 'NoSuchBucket') {
        return fail('destination-missing', `There is no bucket ${place.bucket} on ${where}.`, 'Create it, or correct the address: buckets are not made here.');
    }
    if (elsewhere.has(error.code) || (error.status >= 300 && error.status < 400)) {
        const region = (0,xml/* text */.Qq)(error.body, 'Region') ?? error.headers['x-amz-bucket-region'];
        const should = region ? `It is in ${String(region)}` : 'It is in another one';
        const sentence = `${folder} is not served by ${where} as the region ${place.region} (${error.message}).`;
        return fail('destination-missing', sentence, `${should}: write region=… (and endpoint=…, where that names one) into the address.`);
    }
    if (error.status === 507 || /quota|full|insufficient/i.test(error.code)) {
        return fail('destination-unwritable', `${folder} on ${where} is full: ${error.message}.`, 'Make room there, or raise the quota.');
    }
    if (error.status === 401 || error.status === 403 || error.code in identity) {
        return fail('destination-refused', `${where} refuses ${folder}: ${error.message}.`, identity[error.code] ?? identity['AccessDenied'] ?? '');
    }
    if (error.status >= 500 || error.status === 429) {
        return fail('destination-unreachable', `${where} failed again and again for ${folder}: ${error.message}.`, 'Run the same job again when it is well.');
    }
    return fail('destination-unwritable', `${where} did not take a request for ${folder}: ${error.message}.`, 'Check the address: endpoint, style and bucket.');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/s3/signature.js

const emptyHash = (0,external_node_crypto_.createHash)('sha256').digest('hex');
/** The headers of a request, with those that prove who asks. */
function sign(request, credentials, region, at) {
    const stamp = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const day = stamp.slice(0, 8);
    const headers = {
        ...request.headers,
        host: request.url.host,
        'x-amz-content-sha256': request.hash,
        'x-amz-date': stamp,
        ...(credentials.token ? { 'x-amz-security-token': credentials.token } : {}),
    };
    const names = Object.keys(headers).sort();
    const canonical = [
        request.method,
        request.url.pathname,
        canonicalQuery(request.url.searchParams),
        ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
        '',
        names.join(';'),
        request.hash,
    ].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', stamp, scope, (0,external_node_crypto_.createHash)('sha256').update(canonical).digest('hex')].join('\n');
    const key = [day, region, 's3', 'aws4_request'].reduce(hmac, `AWS4${credentials.secret}`);
    const signature = hmac(key, text).toString('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.id}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}`;
    return { ...headers, authorization };
}
function hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest();
}
/** Everything but letters, digits, `-`, `_`, `.` and `~` as `%XX`. */
function encode(text) {
    return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
function canonicalQuery(query) {
    return [...query]
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .sort()
        .join('&');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/s3/upload.js




/** A multipart upload: an object only when it is completed. Its beginning is waited for even when the run is over: nobody could end it otherwise. */
async function beginUpload(s3, name, signal) {
    const { service, request, checksums } = s3;
    const algorithm = checksums ? { 'x-amz-checksum-algorithm': 'SHA256' } : {};
    const order = request('POST', name, { uploads: '' }, hashed(''), { 'content-type': 'application/octet-stream', ...algorithm });
    const begun = await service.read(order, { signal: new AbortController().signal });
    const uploadId = (0,xml/* text */.Qq)(begun.text, 'UploadId');
    if (!uploadId)
        throw new build/* Failure */.HR('destination-unwritable', `The answer to the beginning of the upload of ${name} holds no upload.`);
    const parts = new Map();
    return {
        id: uploadId,
        async part(number, body) {
            const sha256 = Buffer.from(body.sha256, 'hex').toString('base64');
            const proof = checksums ? { 'x-amz-checksum-sha256': sha256 } : {};
            const reply = await service.ask(request('PUT', name, { partNumber: String(number), uploadId }, body, proof), { signal });
            reply.stream.resume();
            parts.set(number, { tag: String(reply.headers.etag ?? ''), sha256 });
        },
        complete: (size) => completeUpload(s3, name, { uploadId, parts, size }),
    };
}
async function completeUpload(s3, name, { uploadId, parts, size }) {
    const { service, request, checksums } = s3;
    const list = [...parts]
        .sort(([a], [b]) => a - b)
        .map(([number, { tag, sha256 }]) => {
        const proof = checksums ? `<ChecksumSHA256>${sha256}</ChecksumSHA256>` : '';
        return `<Part><PartNumber>${number}</PartNumber><ETag>${(0,xml/* escaped */.Mk)(tag)}</ETag>${proof}</Part>`;
    });
    const body = hashed(`<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${list.join('')}</CompleteMultipartUpload>`);
    // An answer that was lost is asked for again, and then the upload is gone because it is complete: 404. The object itself tells.
    const { text: said } = await service.read(request('POST', name, { uploadId }, body, { 'content-type': 'application/xml' }), {
        accept: [404],
    });
    const code = (0,xml/* text */.Qq)(said, 'Code');
    const { headers } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
    if (Number(headers['content-length']) === size)
        return;
    const why = code ? ` (${code}: ${(0,xml/* text */.Qq)(said, 'Message') ?? ''})` : '';
    // The head of an answer is sent before the work is done: a no may come with 200.
    const problem = new objects_service/* Refusal */.P_(500, code ?? 'NoObject', `the upload was not completed${why}`, headers, said);
    throw service.explain(problem);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/s3/bucket.js








const hashed = (content) => {
    const bytes = Buffer.from(content);
    return { size: bytes.length, sha256: (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex'), open: () => bytes };
};
function openBucket(address, credentials, patience) {
    const connections = (0,http/* openConnections */.qP)(patience.stall);
    const s3 = speak(address, credentials, patience, connections);
    const { service, request } = s3;
    const key = (name) => (address.prefix ? `${address.prefix}/${name}` : name);
    const begin = address.prefix ? `${address.prefix}/` : '';
    const { folder, where } = placeOf(address);
    return {
        folder,
        where,
        // R2 wants parts of one size; it takes 10,000 of them, as AWS does. Others end at 1,000.
        cut: /\.r2\.cloudflarestorage\.com$/.test(where) ? { uniform: true, parts: 9000 } : { uniform: false, parts: 900 },
        list: (start) => listObjects(s3, begin, key(start)),
        async get(name) {
            const { reply, text: content } = await service.read(request('GET', name), { accept: [404] });
            if (reply.status !== 404)
                return content;
            const code = (0,xml/* text */.Qq)(content, 'Code') ?? '';
            if (code === 'NoSuchKey')
                return undefined;
            throw service.explain(new objects_service/* Refusal */.P_(404, code, (0,xml/* text */.Qq)(content, 'Message') ?? '', reply.headers, content));
        },
        read: (name, signal) => (0,reading/* readOn */.C)(service, patience, (from) => request('GET', name, {}, undefined, from), signal),
        async put(name, content) {
            await service.read(request('PUT', name, {}, hashed(content), { 'content-type': 'application/json' }));
        },
        async lockedUntil(name) {
            const { headers, status } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
            if (status === 404)
                return undefined;
            if (headers['x-amz-object-lock-legal-hold'] === 'ON')
                return 'a legal hold on it ends';
            const until = headers['x-amz-object-lock-retain-until-date'];
            return typeof until === 'string' && Date.parse(until) > (0,objects_service/* timeOf */.nR)({ headers }, patience.clock.now()) ? until : undefined;
        },
        async remove(name) {
            await service.read(request('DELETE', name), { accept: [404] });
        },
        upload: (name, signal) => beginUpload(s3, name, signal),
        async endUpload(name, id) {
            await service.read(request('DELETE', name, { uploadId: id }), { accept: [404] });
        },
        endUploads: (start, ours) => endUploads(s3, begin, key(start), ours),
        close: () => connections.close(),
    };
}
const placeOf = ({ bucket, prefix, endpoint, region }) => ({
    folder: `s3://${bucket}${prefix ? `/${prefix}` : ''}`,
    bucket,
    where: new URL(endpoint).host,
    region,
});
/** Where the bucket is: below the host of the service, or on a host of its own. */
function baseOf({ endpoint, bucket, style }) {
    const base = new URL(endpoint);
    const path = base.pathname.replace(/\/+$/, '');
    base.pathname = style === 'path' ? `${path}/${encode(bucket)}/` : `${path}/`;
    if (style === 'virtual')
        base.hostname = `${bucket}.${base.hostname}`;
    return base;
}
function speak(address, credentials, patience, connections) {
    const base = baseOf(address);
    const hashOf = (body) => (body ? body.sha256 : emptyHash);
    const service = (0,objects_service/* openService */.IH)(connections, {
        prove: (asked, at) => ({ ...asked, headers: sign({ ...asked, hash: hashOf(asked.body) }, credentials, address.region, at) }),
        read: (body) => ({ code: (0,xml/* text */.Qq)(body, 'Code') ?? '', said: (0,xml/* text */.Qq)(body, 'Message') ?? '' }),
        explain: (error, at) => explainS3(error, placeOf(address), at),
        passing: new Set(['RequestTimeout', 'SlowDown', 'BadDigest', 'XAmzContentSHA256Mismatch', 'IncompleteBody', 'OperationAborted']),
    }, patience);
    return {
        service,
        patience,
        checksums: address.checksums,
        request(method, name, query = {}, body, more = {}) {
            const url = new URL(base);
            const prefix = address.prefix ? `${address.prefix}/` : '';
            url.pathname = base.pathname + (name === undefined ? '' : (prefix + name).split('/').map(encode).join('/'));
            url.search = canonicalQuery(new URLSearchParams(query));
            return { method, url, headers: more, ...(body ? { body } : {}) };
        },
    };
}
/** Pages of a thousand, one after the other: each says where the next begins. */
async function listObjects({ service, request, patience }, begin, prefix) {
    const entries = [];
    let now = patience.clock.now();
    let token;
    do {
        const query = { 'list-type': '2', delimiter: '/', prefix, ...(token ? { 'continuation-token': token } : {}) };
        const { reply, text: page } = await service.read(request('GET', undefined, query));
        now = (0,objects_service/* timeOf */.nR)(reply, now);
        for (const content of (0,xml/* elements */.Yt)(page, 'Contents')) {
            const name = (0,xml/* text */.Qq)(content, 'Key')?.slice(begin.length) ?? '';
            entries.push({ name, size: Number((0,xml/* text */.Qq)(content, 'Size')), modified: Date.parse((0,xml/* text */.Qq)(content, 'LastModified') ?? '') });
        }
        token = (0,xml/* text */.Qq)(page, 'IsTruncated') === 'true' ? (0,xml/* text */.Qq)(page, 'NextContinuationToken') : undefined;
    } while (token);
    return { entries, now };
}
/** Uploads that nobody completed: their parts cost money and are seen by nobody. */
async function endUploads({ service, request }, begin, prefix, ours) {
    const { text: page } = await service.read(request('GET', undefined, { uploads: '', prefix }));
    const names = [];
    for (const upload of (0,xml/* elements */.Yt)(page, 'Upload')) {
        const name = (0,xml/* text */.Qq)(upload, 'Key')?.slice(begin.length) ?? '';
        if (!ours(name))
            continue;
        await service.read(request('DELETE', name, { uploadId: (0,xml/* text */.Qq)(upload, 'UploadId') ?? '' }), { accept: [404] });
        names.push(name);
    }
    return names;
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/s3/open.js



/** @throws Failure `bad-input` where there are no credentials */
function openS3(job, { bucket, prefix, ...address }, env) {
    const credentials = credentialsOf(job.inputs, env);
    const region = address.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
    const endpoint = address.endpoint ?? `https://s3.${region}.amazonaws.com`;
    // A dot in a bucket's name does not fit the certificate of virtual names.
    const style = address.style ?? (address.endpoint === undefined && !bucket.includes('.') ? 'virtual' : 'path');
    const checksums = /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
    const place = { bucket, prefix, endpoint, region, style, checksums };
    return (0,store/* openObjects */.dV)(job, (patience) => openBucket(place, credentials, patience));
}
/** The inputs, else what the environment has, as the action configure-aws-credentials leaves it. Never half of each. */
function credentialsOf(inputs, env) {
    const given = inputs['s3-access-key-id'] !== undefined || inputs['s3-secret-access-key'] !== undefined;
    const id = given ? inputs['s3-access-key-id'] : env['AWS_ACCESS_KEY_ID'];
    const secret = given ? inputs['s3-secret-access-key'] : env['AWS_SECRET_ACCESS_KEY'];
    const token = given ? inputs['s3-session-token'] : env['AWS_SESSION_TOKEN'];
    if (!id || !secret) {
        const input = id ? 's3-secret-access-key' : 's3-access-key-id';
        const message = 'is needed for s3://, and is missing or empty, like a secret that does not exist. Or let configure-aws-credentials run in a step before';
        throw (0,build/* badInputs */.PD)([{ input, message }]);
    }
    for (const value of [secret, token])
        if (value)
            (0,build/* addSecret */.Ck)(value);
    return token ? { id, secret, token } : { id, secret };
}


/***/ })

};
