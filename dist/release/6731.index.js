export const id = 6731;
export const ids = [6731];
export const modules = {

/***/ 6731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readChecks: () => (/* binding */ readChecks)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/config/build/yaml.js
var yaml = __webpack_require__(3964);
;// CONCATENATED MODULE: ./actions/smoke-health/build/file/fields.js
/** The keys of a checks file, as plain data: the reader and the schema for editors are made of them. */
const ignored = { type: 'ignored' };
const clientFields = {
    timeout: { type: 'duration', description: 'Longest time for one request: `10s`.' },
    insecure: { type: 'boolean', description: 'Trust any certificate.' },
    'ignore-redirect': { type: 'boolean', description: 'Follow no redirect.' },
    tls: {
        type: 'fields',
        description: 'Certificate that this side shows.',
        fields: {
            'certificate-file': { type: 'text', description: 'Certificate (PEM), a path in the repository.' },
            'private-key-file': { type: 'text', description: 'Its key (PEM), a path in the repository.' },
            renegotiation: ignored,
        },
    },
    'dns-resolver': ignored,
    network: ignored,
    'proxy-url': { type: 'refused', instead: 'ask from where the address can be reached, with via: ssh' },
    oauth2: { type: 'refused', instead: 'get the token in a step before and send it as ${TOKEN} in headers' },
    'identity-aware-proxy': { type: 'refused', instead: 'get the token in a step before and send it as ${TOKEN} in headers' },
    tunnel: { type: 'refused', instead: 'use via: ssh' },
};
const checkFields = {
    name: { type: 'text', description: 'A noun for tables.' },
    group: { type: 'text', description: 'Stands before the name.' },
    url: {
        type: 'text',
        description: 'Address to ask; a path begins at the input `url`. `${NAME}` is filled from the environment of the step.',
    },
    enabled: { type: 'boolean', description: '`false` leaves the check out.' },
    method: { type: 'text', description: 'Method of the request; GET unless said.' },
    headers: { type: 'pairs', description: 'Headers to send. `${NAME}` is filled from the environment of the step.' },
    body: { type: 'text', description: 'Body to send. `${NAME}` is filled from the environment of the step.' },
    graphql: { type: 'boolean', description: 'Send the body as the query of GraphQL.' },
    conditions: { type: 'lines', description: 'Conditions, all of which must hold.' },
    client: { type: 'fields', description: 'How to connect.', fields: clientFields },
    dns: {
        type: 'fields',
        description: 'Question to a DNS server, which is then the url.',
        fields: {
            'query-name': { type: 'text', description: 'Name to ask for.' },
            'query-type': { type: 'text', description: '`A`, `AAAA`, `MX` …' },
        },
    },
    options: { type: 'scalars', description: 'What only this kind of address knows, such as `pool` of postgres.' },
    interval: ignored,
    alerts: ignored,
    ui: ignored,
    'maintenance-windows': ignored,
    'extra-labels': ignored,
    store: ignored,
    'always-run': ignored,
    ssh: { type: 'refused', instead: 'use via: ssh' },
};
/** Keys beside `endpoints` that configure gatus itself. */
const fileFields = Object.fromEntries([
    'alerting',
    'announcements',
    'concurrency',
    'connectivity',
    'debug',
    'disable-monitoring-lock',
    'external-endpoints',
    'maintenance',
    'metrics',
    'remote',
    'security',
    'skip-invalid-config-update',
    'storage',
    'suites',
    'tunneling',
    'ui',
    'web',
].map((name) => [name, ignored]));

;// CONCATENATED MODULE: ./actions/smoke-health/build/file/read-fields.js

/** The values of a mapping that stand where they may, with every problem noted. */
function readFields(value, fields, path, notes) {
    if (!isMapping(value)) {
        notes.problem(path, 'must be a mapping of keys to values');
        return {};
    }
    const read = {};
    for (const [key, given] of Object.entries(value)) {
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        const at = [...path, key];
        if (field === undefined) {
            const near = (0,build/* nearest */.pA)(key, Object.keys(fields));
            notes.problem(at, `${key} is not a key here${near ? `; did you mean ${near}` : ''}`);
        }
        else if (field.type === 'ignored')
            notes.ignored(at);
        else if (field.type === 'refused')
            notes.problem(at, `${key} is not supported here: ${field.instead}`);
        else if (given !== null && given !== undefined) {
            const found = readValue(given, field, at, notes);
            if (found !== undefined)
                read[key] = found;
        }
    }
    return read;
}
function readValue(given, field, path, notes) {
    const key = String(path.at(-1));
    const wrong = (what) => notes.problem(path, `${key} must be ${what}`);
    switch (field.type) {
        case 'text':
            return isScalar(given) ? String(given) : wrong('a text');
        case 'boolean':
            return typeof given === 'boolean' ? given : wrong('true or false');
        case 'duration':
            return readDuration(given) ?? wrong('a duration such as 10s or 500ms');
        case 'lines':
            return Array.isArray(given) && given.every(isScalar) ? given.map(String) : wrong('a list of texts');
        case 'pairs':
            if (!isMapping(given) || !Object.values(given).every(isScalar))
                return wrong('a mapping of names to texts');
            return Object.fromEntries(Object.entries(given).map(([name, text]) => [name, String(text)]));
        case 'scalars':
            return isMapping(given) && Object.values(given).every(isScalar) ? given : wrong('a mapping of names to single values');
        case 'fields':
            return readFields(given, field.fields, path, notes);
    }
}
function readDuration(given) {
    const time = typeof given === 'string' ? (0,build/* parseDuration */.E9)(given) : undefined;
    return time === undefined || time < 1 ? undefined : time;
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isScalar(value) {
    return ['string', 'number', 'boolean'].includes(typeof value);
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/file/merge-keys.js

/**
 * The value with every merge key resolved: `<<: *defaults`, or a list of which the first counts most. What a mapping says itself counts more.
 * Each value is resolved once: aliases may stand for one value in very many places.
 */
function mergeKeys(value, seen = new Map()) {
    if (typeof value !== 'object' || value === null)
        return value;
    const known = seen.get(value);
    if (known !== undefined)
        return known;
    // A value that holds itself ends here, as it was written.
    seen.set(value, value);
    const merged = Array.isArray(value) ? value.map((item) => mergeKeys(item, seen)) : mergeMapping(value, seen);
    seen.set(value, merged);
    return merged;
}
function mergeMapping(mapping, seen) {
    const own = Object.entries(mapping).map(([key, item]) => [key, mergeKeys(item, seen)]);
    const given = own.find(([key]) => key === '<<')?.[1];
    const sources = Array.isArray(given) ? given : [given];
    // What cannot be merged stays where it is, and the reader names it.
    if (given === undefined || !sources.every(isMapping))
        return Object.fromEntries(own);
    const inherited = sources.toReversed().flatMap((source) => Object.entries(source));
    return Object.fromEntries([...inherited, ...own.filter(([key]) => key !== '<<')]);
}

// EXTERNAL MODULE: ./packages/checks/build/index.js + 35 modules
var checks_build = __webpack_require__(3919);
// EXTERNAL MODULE: ./actions/smoke-health/build/problem.js
var build_problem = __webpack_require__(418);
// EXTERNAL MODULE: ./actions/smoke-health/build/read-check.js
var read_check = __webpack_require__(2212);
// EXTERNAL MODULE: ./actions/smoke-health/build/request.js
var request = __webpack_require__(3076);
// EXTERNAL MODULE: ./actions/smoke-health/build/secrets.js
var secrets = __webpack_require__(4472);
;// CONCATENATED MODULE: ./actions/smoke-health/build/file/expand.js


/** What the runner put there for itself and for actions, and the token of the job: a file in a repository must not be able to send them anywhere. */
const reserved = /^(ACTIONS_|INPUT_|RUNNER_|STATE_)|^(GITHUB|GH)_(ENTERPRISE_)?TOKEN$/i;
const onlyAtUrl = 'is filled only for the scheme and host of the input url, because somebody without write access may have written this file';
const places = /\$(\$\{\w+\})|\$\{(\w+)\}/g;
/** Something would be filled. */
function fillsIn(text = '') {
    return [...text.matchAll(places)].some(([, plain]) => plain === undefined);
}
/** The text with `${NAME}` filled from the environment; `$${NAME}` stays `${NAME}`. Every name that cannot be filled is told. */
function expand(text, { environment, allowed, hidden, problem }) {
    const fillOne = (name) => {
        const wrong = (why) => {
            problem(`\${${name}} ${why}`);
            return '';
        };
        if (!allowed)
            return wrong(onlyAtUrl);
        if (reserved.test(name))
            return wrong('belongs to the runner and is never sent; give what is needed another name in env of the step');
        const value = environment[name];
        if (value === undefined || value === '')
            return wrong('is not in the environment of the step; give it in env of the step');
        if ((0,secrets/* isSensitive */.tV)(name))
            (0,build/* maskSecret */.$l)(value);
        else if (hidden)
            (0,secrets/* hideValue */.Em)(value);
        return value;
    };
    return text.replaceAll(places, (_, plain, name) => plain ?? fillOne(name));
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/file/to-check.js






/** Longer names break tables. */
const longestName = 200;
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** One check of a file; undefined where it cannot be made, with every reason noted. */
async function toCheck(read, path, context) {
    const { notes, common } = context;
    const write = (text, at, more) => expand(text, { ...more, environment: context.environment, problem: (message) => notes.problem(at, message) });
    // Only the filled address says which host it is; what may not be filled there goes no further than here.
    const url = addressOf(read, path, (text, at) => write(text, at, { allowed: true, hidden: false }), context);
    const allowed = context.mayFill(url);
    if (!allowed && fillsIn(read.url)) {
        write(read.url ?? '', [...path, 'url'], { allowed, hidden: false });
        return undefined;
    }
    const fill = (text, at) => write(text, at, { allowed, hidden: true });
    const method = (read.method ?? 'GET').toUpperCase();
    if (!methods.includes(method))
        notes.problem([...path, 'method'], `method must be one of ${methods.join(', ')}`);
    const headers = Object.fromEntries(Object.entries(read.headers ?? {}).map(([name, value]) => [name, fill(value, [...path, 'headers', name])]));
    (0,secrets/* hideHeaders */.JO)(headers);
    const dns = read.dns !== undefined;
    const conditions = (read.conditions ?? []).flatMap((text, index) => readCondition(text, dns, [...path, 'conditions', index], context));
    const certificate = await certificateOf(read, path, context);
    const body = read.body === undefined ? undefined : fill(read.body, [...path, 'body']);
    if (url === undefined)
        return undefined;
    const expectVersion = /^https?:$/.test(url.protocol) ? context.expectVersion(url) : undefined;
    const check = {
        ...common,
        name: nameOf(read, url),
        url: url.href,
        method,
        headers: read.graphql ? { 'Content-Type': 'application/json', ...headers } : headers,
        ...(0,request/* given */.gI)('body', read.graphql && body !== undefined ? JSON.stringify({ query: body }) : body),
        conditions,
        ...(0,request/* given */.gI)('expectVersion', expectVersion),
        ...(0,request/* given */.gI)('timeout', read.client?.timeout ?? common.timeout),
        ...(0,request/* given */.gI)('insecure', read.client?.insecure),
        ...(read.client?.['ignore-redirect'] ? { redirects: 0 } : {}),
        ...(dns || read.options ? { options: { ...read.dns, ...read.options } } : {}),
        ...certificate,
        ...context.measuring(conditions),
    };
    // A condition that means nothing is told already, and there is nothing to say of the others without it.
    if ((read.conditions ?? []).length === conditions.length)
        await noteProblem(check, path, context);
    return check;
}
/** Why it can never be asked, whatever its parts are by themselves. */
async function noteProblem(check, path, { notes, condition }) {
    const problem = await (0,build_problem/* problemOf */.Z)(check);
    if (problem === undefined)
        return;
    if (problem.reason === 'bad-condition')
        return condition([...path, 'conditions'], problem.message);
    const hint = / is no kind of check\./.test(problem.message) ? ' With enabled: false the check is left out.' : '';
    notes.problem([...path, 'url'], `${problem.message}${hint}`);
}
/** Foreign text on one line, whatever the file holds. */
function nameOf({ group, name }, url) {
    const [before, own] = [group, name].map((text) => (0,checks_build/* show */.WU)(text ?? '', longestName));
    return [before, own || (0,checks_build/* show */.WU)((0,read_check/* shortName */.EU)(url), longestName)].filter(Boolean).join('/');
}
function addressOf(read, path, fill, { base, notes }) {
    const at = [...path, 'url'];
    if (read.url === undefined)
        return notes.problem(path, 'url is missing');
    const filled = fill(read.url, at);
    // gatus writes a question to a DNS server without a scheme.
    const text = read.dns !== undefined && !filled.includes('://') ? `dns://${filled}` : filled;
    const relative = text.startsWith('/');
    if (relative && base === undefined)
        return notes.problem(at, `${read.url} is a path, and the input url, where it would begin, is not given`);
    if (!URL.canParse(text, relative ? base : undefined) || !(relative || /^[a-z][a-z0-9+]*:\/\//i.test(text))) {
        return notes.problem(at, 'url is not an address such as https://app.example.com/health');
    }
    const url = new URL(text, relative ? base : undefined);
    (0,secrets/* hidePassword */.cT)(url);
    return url;
}
function readCondition(text, dns, path, { condition }) {
    try {
        // What gatus calls by a name of its own stands in the body here, like everything that a kind finds out.
        return [(0,checks_build/* parseCondition */.zB)(dns ? text.replace('[DNS_RCODE]', '[BODY].rcode') : text)];
    }
    catch (error) {
        if (!(error instanceof checks_build/* ConditionError */.iG))
            throw error;
        condition(path, error.message);
        return [];
    }
}
async function certificateOf(read, path, { readFile, notes }) {
    const tls = read.client?.tls;
    const [certificate, key] = [tls?.['certificate-file'], tls?.['private-key-file']];
    if (certificate === undefined && key === undefined)
        return {};
    const at = [...path, 'client', 'tls'];
    if (certificate === undefined || key === undefined) {
        notes.problem(at, 'certificate-file and private-key-file belong together');
        return {};
    }
    const [clientCertificate, clientKey] = await Promise.all([readFile(certificate), readFile(key)]);
    if (clientCertificate === undefined)
        notes.problem([...at, 'certificate-file'], `${certificate} cannot be read in the repository`);
    if (clientKey === undefined)
        notes.problem([...at, 'private-key-file'], `${key} cannot be read in the repository`);
    return { ...(0,request/* given */.gI)('clientCertificate', clientCertificate), ...(0,request/* given */.gI)('clientKey', clientKey) };
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/file/read-file.js






/**
 * The checks of a file in the form of gatus: `endpoints:`, or a bare list.
 * @throws Failure `checks-invalid`, `bad-condition` with every problem at its line
 */
async function readChecks(source, file, around) {
    const value = mergeKeys((0,yaml/* parseYaml */.hN)(source, file, 'checks-invalid'));
    const problems = [];
    const ignored = new Map();
    const notes = {
        problem: (path, message) => void problems.push({ path, message }),
        ignored: (path) => void ignored.set(path.filter((step) => typeof step === 'string').join('.'), path),
    };
    const positions = (0,yaml/* positionsOf */.q$)(source);
    const lineOf = (path) => (0,yaml/* nearestPosition */.ww)(positions, path).line;
    const list = listOf(value, notes);
    const checks = [];
    const names = new Set();
    let left = 0;
    for (const { item, path } of list) {
        const read = readFields(item, checkFields, path, notes);
        if (read.enabled === false) {
            left++;
            continue;
        }
        const planned = await toCheck(read, path, {
            ...around,
            notes,
            condition: (at, message) => void problems.push({ path: at, message, condition: true }),
        });
        if (planned === undefined)
            continue;
        if (names.has(planned.name))
            notes.problem([...path, 'name'], `another check is named ${planned.name} too`);
        names.add(planned.name);
        const lines = (planned.conditions ?? []).map(({ text }, index) => [text, lineOf([...path, 'conditions', index])]);
        checks.push({ check: planned, place: { file, line: lineOf(path), conditions: new Map(lines) } });
    }
    if (problems.length > 0)
        throw failure(problems, file, (path) => (0,yaml/* nearestPosition */.ww)(positions, path));
    if (checks.length === 0)
        throw new build/* Failure */.HR('checks-invalid', `${file} has no check that is enabled.`, { state: 'Nothing was asked.' });
    return {
        checks,
        warnings: warningsOf(file, [...ignored].map(([key, path]) => `${key} (line ${lineOf(path)})`), left),
    };
}
function listOf(value, notes) {
    if (isMapping(value)) {
        const { endpoints } = value;
        // gatus passes over every other key too, and files keep what they repeat under names of their own.
        const others = Object.keys(value).filter((key) => key !== 'endpoints');
        for (const key of others)
            notes.ignored([key]);
        const near = endpoints === undefined ? others.find((key) => (0,build/* nearest */.pA)(key, ['endpoints'])) : undefined;
        if (!Array.isArray(endpoints))
            notes.problem([], `endpoints must be a list of checks${near ? `; did you mean it by ${near}` : ''}`);
        return (Array.isArray(endpoints) ? endpoints : []).map((item, index) => ({ item, path: ['endpoints', index] }));
    }
    if (!Array.isArray(value))
        notes.problem([], 'the file must be a list of checks, or a mapping with the list endpoints');
    return (Array.isArray(value) ? value : []).map((item, index) => ({ item, path: [index] }));
}
function warningsOf(file, ignored, left) {
    return [
        ...(ignored.length > 0 ? [`${file} has keys that mean nothing to a gate and were passed over: ${ignored.join(', ')}.`] : []),
        ...(left > 0
            ? [`${file} has ${left === 1 ? 'a check' : `${left} checks`} with enabled: false, which ${left === 1 ? 'was' : 'were'} not asked.`]
            : []),
    ];
}
function failure(problems, file, position) {
    const placed = problems.map(({ path, message }) => ({ ...position(path), message })).toSorted((a, b) => a.line - b.line);
    const lines = placed.map(({ line, column, message }) => `- ${file}:${line}:${column} ${message}`);
    const reason = problems.every(({ condition }) => condition) ? 'bad-condition' : 'checks-invalid';
    return new build/* Failure */.HR(reason, `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}\n`, {
        state: 'Nothing was asked.',
        // The last of ten is the one that ends the step.
        annotations: placed.slice(0, 9).map(({ line, message }) => ({ level: 'error', file, line, message })),
    });
}


/***/ })

};
