import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 30:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 75:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ imagePattern),
/* harmony export */   z: () => (/* binding */ check)
/* harmony export */ });
/* harmony import */ var _severity_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(659);

const imagePattern = /^[A-Za-z0-9[][A-Za-z0-9._:/[\]-]*@(sha256:[0-9a-f]{64})$/;
/** Problems that the contract's types cannot tell. */
function check(inputs) {
    const problems = [];
    const add = (input, message) => void problems.push({ input, message });
    if (!inputs.image && !inputs.path)
        add('image', 'is required, and is missing or empty. Example: ghcr.io/acme/notes/backend@sha256:…');
    if (inputs.image && inputs.path)
        add('path', 'names an archive, but image names an image too; give one of them');
    if (inputs.image && !imagePattern.test(inputs.image)) {
        add('image', 'has no digest: a tag may lead elsewhere when it is deployed. Example: ghcr.io/acme/notes/backend@sha256: and 64 digits');
    }
    const reported = (0,_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .parseSeverities */ .fE)(inputs.severity);
    const refused = (0,_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .parseSeverities */ .fE)(inputs['fail-on']);
    const example = 'Example: critical,high';
    if (!reported || reported.length === 0)
        add('severity', `takes critical, high, medium, low and unknown, separated by commas. ${example}`);
    if (!refused)
        add('fail-on', `takes critical, high, medium, low and unknown, separated by commas, or none. ${example}`);
    const hidden = refused?.filter((severity) => reported && !reported.includes(severity)) ?? [];
    if (reported && hidden.length > 0)
        add('fail-on', `names ${hidden.join(', ')}, which severity leaves out of the report`);
    if (inputs['registry-password'] && !inputs['registry-username'])
        add('registry-username', 'is needed with registry-password');
    if (inputs['registry-username'] && !inputs['registry-password']) {
        add('registry-password', 'is needed with registry-username, and is missing or empty. A secret that is not visible to this job arrives empty');
    }
    return problems;
}


/***/ }),

/***/ 446:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ contract),
/* harmony export */   z: () => (/* reexport safe */ _check_js__WEBPACK_IMPORTED_MODULE_1__.z)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(239);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(830);


const contract = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .defineContract */ .ye)({
    name: 'scan-image',
    title: 'Slipway scan image',
    description: 'Scans an image by digest with Trivy and refuses it for fixable vulnerabilities; a scan that proves nothing is a failure too',
    icon: 'shield',
    inputs: {
        image: {
            type: 'string',
            description: 'Image to scan, by digest: what is scanned must be what is deployed. Not needed with `path`.',
            example: 'ghcr.io/acme/notes/backend@${{ steps.build.outputs.digest }}',
        },
        path: {
            type: 'string',
            description: 'Archive of an image (`docker save`) to scan instead, relative to the repository.',
            example: 'image.tar',
        },
        severity: {
            type: 'string',
            default: 'unknown,low,medium,high,critical',
            description: 'Severities that are reported and counted, separated by commas.',
            example: 'medium,high,critical',
        },
        'fail-on': {
            type: 'string',
            default: 'critical,high',
            description: 'Severities that refuse the image, separated by commas; `none` reports only.',
            example: 'critical',
        },
        'only-fixable': {
            type: 'boolean',
            default: 'true',
            description: 'Refuse only for vulnerabilities that have a fixed version; the others are reported.',
            example: 'false',
        },
        'ignore-file': {
            type: 'string',
            description: 'File of accepted vulnerabilities in the form of `.trivyignore`, relative to the repository. No file is read unless it is named here.',
            example: '.trivyignore',
        },
        'allow-empty': {
            type: 'boolean',
            default: 'false',
            description: 'Accept an image in which no package was recognised, like one that holds a single static program.',
            example: 'true',
        },
        'fail-on-eol': {
            type: 'boolean',
            default: 'true',
            description: 'Refuse an image whose distribution gets no security updates any more: nobody reports its vulnerabilities.',
            example: 'false',
        },
        dockerfile: {
            type: 'string',
            default: 'Dockerfile',
            description: 'Dockerfile of the image, relative to the repository: findings are shown at its last FROM.',
            example: 'backend/Dockerfile',
        },
        'tool-path': { type: 'string', default: 'trivy', description: 'The Trivy program.', example: '/opt/trivy/trivy' },
        'db-path': {
            type: 'string',
            description: 'Cache folder that holds `db/trivy.db` and `db/metadata.json`. With it, nothing is downloaded; without it, Trivy keeps its own up to date.',
            example: '/var/cache/trivy',
        },
        'db-max-age': {
            type: 'duration',
            default: '48h',
            description: 'Oldest vulnerability database that a scan may rest on, by the time it was made.',
            example: '24h',
        },
        'registry-username': {
            type: 'string',
            description: 'User of the registry; without it, what `docker login` left is used.',
            example: '${{ github.actor }}',
        },
        'registry-password': { type: 'string', secret: true, description: 'Password or token of the user.', example: '${{ github.token }}' },
        'sbom-file': {
            type: 'string',
            description: 'File to write the bill of materials of the same digest to, as CycloneDX JSON, relative to the repository. Its folder is made.',
            example: 'sbom/backend.cdx.json',
        },
        annotations: {
            type: 'boolean',
            default: 'true',
            description: 'Show findings that refuse the image at the Dockerfile.',
            example: 'false',
        },
        timeout: { ..._slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .vocabulary */ .vP.timeout, default: '10m', example: '10m' },
        summary: _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .vocabulary */ .vP.summary,
    },
    outputs: {
        digest: { description: 'Digest of the image that was scanned. Empty with `path`.' },
        critical: { description: 'Number of critical vulnerabilities.' },
        high: { description: 'Number of high vulnerabilities.' },
        medium: { description: 'Number of medium vulnerabilities.' },
        low: { description: 'Number of low vulnerabilities.' },
        unknown: { description: 'Number of vulnerabilities without a severity.' },
        total: { description: 'Number of vulnerabilities of the severities in `severity`.' },
        fixable: { description: 'How many of them have a fixed version.' },
        suppressed: { description: 'How many the ignore file hid; empty where this Trivy does not tell.' },
        json: { description: "Path of Trivy's report." },
        sarif: { description: 'Path of the report as SARIF 2.1.0, with every reported finding at the Dockerfile.' },
        sbom: { description: 'Absolute path of the bill of materials; empty without `sbom-file`.' },
        'database-updated': { description: 'When the vulnerability database was made (RFC 3339).' },
    },
    outcomes: {
        passed: 'The image was scanned against a current database, and nothing in it refuses it.',
    },
    reasons: {
        vulnerabilities: 'The image holds vulnerabilities that `fail-on` refuses.',
        'end-of-life': 'The distribution in the image gets no security updates any more.',
        'nothing-found': 'No package was recognised in the image, so there was nothing to compare.',
        'database-stale': 'The vulnerability database is older than `db-max-age`.',
        'database-empty': 'The vulnerability database is missing, unreadable or holds nothing.',
        'scanner-error': 'The scanner failed, or its report is not about the image that was asked for.',
    },
});


/***/ }),

/***/ 117:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(239);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(446);


await (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .Cs)({
    contract: _contract_js__WEBPACK_IMPORTED_MODULE_1__/* .contract */ .d,
    check: _contract_js__WEBPACK_IMPORTED_MODULE_1__/* .check */ .z,
    main: async (inputs, host) => {
        const [{ localShell }, { run }] = await Promise.all([__nccwpck_require__.e(/* import() */ 155).then(__nccwpck_require__.bind(__nccwpck_require__, 155)), Promise.all(/* import() */[__nccwpck_require__.e(155), __nccwpck_require__.e(357)]).then(__nccwpck_require__.bind(__nccwpck_require__, 357))]);
        return run(inputs, { ...host, shell: localShell(), variables: Object.keys(process.env) });
    },
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   fE: () => (/* binding */ parseSeverities),
/* harmony export */   gO: () => (/* binding */ severities),
/* harmony export */   xJ: () => (/* binding */ severityOf)
/* harmony export */ });
const severities = ['critical', 'high', 'medium', 'low', 'unknown'];
/** The severities of a comma list; undefined for a word that is none. `none` alone is the empty list. */
function parseSeverities(text) {
    const words = text
        .split(',')
        .map((word) => word.trim().toLowerCase())
        .filter((word) => word !== '');
    if (words.length === 1 && words[0] === 'none')
        return [];
    const known = words.map((word) => severities.find((severity) => severity === word));
    return known.length > 0 && known.every((severity) => severity !== undefined) ? known : undefined;
}
/** A severity as scanners write it; anything new or missing counts as unknown. */
function severityOf(text) {
    return severities.find((severity) => severity === text?.toLowerCase()) ?? 'unknown';
}


/***/ }),

/***/ 57:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ withDetails),
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   bD: () => (/* binding */ messageOf)
/* harmony export */ });
/** An expected failure: a fixed reason word of the contract, a sentence, what state things are in, and what to do. */
class Failure extends Error {
    reason;
    details;
    constructor(reason, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'Failure';
        this.reason = reason;
        this.details = details;
    }
    /** The whole text for people: what happened, what state things are in, what to do. */
    get text() {
        return [this.message, this.details.state, this.details.hint].filter(Boolean).reduce(follow, '');
    }
}
/** One sentence after another; what a program said may end without a full stop, and a list with a new line. */
function follow(before, next) {
    if (before === '' || before.endsWith('\n'))
        return `${before}${next}`;
    return `${before}${/[.!?:;)\]…]$/.test(before.trimEnd()) || before.includes('\n') ? '' : '.'} ${next}`;
}
/** The same failure with more known about it: an outer step knows the state that an inner one could not. */
function withDetails(failure, details) {
    const merged = { ...failure.details, ...details, outputs: { ...failure.details.outputs, ...details.outputs } };
    return new Failure(failure.reason, failure.message, { ...merged, cause: failure.cause ?? failure });
}
/** A message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  HR: () => (/* reexport */ build_failure/* Failure */.HR),
  Ck: () => (/* reexport */ build_redact/* addSecret */.Ck),
  PD: () => (/* reexport */ badInputs),
  Hn: () => (/* reexport */ markdown/* cell */.Hn),
  e$: () => (/* reexport */ checkTarget),
  aY: () => (/* reexport */ markdown/* code */.aY),
  ye: () => (/* reexport */ defineContract),
  a3: () => (/* reexport */ formatDuration),
  bD: () => (/* reexport */ build_failure/* messageOf */.bD),
  E$: () => (/* reexport */ build_redact/* redact */.E$),
  Cs: () => (/* reexport */ runAction),
  tp: () => (/* reexport */ markdown/* table */.tp),
  vP: () => (/* reexport */ vocabulary),
  FE: () => (/* reexport */ build_failure/* withDetails */.FE)
});

// UNUSED EXPORTS: block, commonOutputs, commonReasons, createLog, environmentName, escapes, forgetSecrets, holdsSecret, insideOf, maskSecret, nearest, parseDuration, readContext, readInputs, readState, saveState, writeReport

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(161);
;// CONCATENATED MODULE: ./packages/action/build/context.js

function readContext(env) {
    const local = env['GITHUB_ACTIONS'] !== 'true';
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const runId = env['GITHUB_RUN_ID'] ?? `local-${crypto.randomUUID().slice(0, 8)}`;
    return {
        local,
        repository,
        runId,
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
        runUrl: repository && env['GITHUB_RUN_ID'] ? `${server}/${repository}/actions/runs/${runId}` : '',
        sha: env['GITHUB_SHA'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        actor: env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? env['USER'] ?? '',
        eventName: env['GITHUB_EVENT_NAME'] ?? '',
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        temp: env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(),
        apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    };
}

;// CONCATENATED MODULE: ./packages/action/build/contract.js
/** What an action takes and gives, as plain data: no schema library is loaded before the inputs are known to be good. */
/** Reasons that any action may end with. */
const commonReasons = {
    'bad-input': 'An input is missing, malformed or contradicts another; every problem is listed.',
    cancelled: 'The run was cancelled; the message says what state things are in.',
    timeout: 'A deadline passed; the message says what was waited for.',
    unreachable: 'The target could not be reached over SSH.',
    'host-key-missing': 'The target is not in `known-hosts`.',
    'host-key-mismatch': 'The target showed another host key than `known-hosts` says.',
    'ssh-refused': 'The target refused the user or the key.',
    'program-failed': 'A program that the action needs ended with an error; its last lines are in the message.',
    'disk-full': 'The disk of the target, or of the runner, is full.',
    'program-missing': 'A program that the action needs is not installed where it is needed.',
    'output-secret': 'An output would have held a masked value; runners drop such outputs, so the action stops instead.',
    'internal-error': 'A defect in the action; please report it with the debug log.',
};
const commonOutputs = {
    outcome: { description: 'What is true now, as one word; see the outcomes below.' },
    reason: { description: 'Why, as one fixed word; empty when there is nothing to explain.' },
};
/** Keeps the literal types of a contract, so that `InputsOf` knows every name, default and choice. */
function defineContract(contract) {
    return contract;
}

;// CONCATENATED MODULE: ./packages/action/build/duration.js
const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Milliseconds of a duration such as `90s`, `5m`, `1h30m` or `250ms`; undefined where the text is none. */
function parseDuration(text) {
    if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text))
        return undefined;
    let total = 0;
    for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
        total += Number(count) * (units[unit ?? ''] ?? 0);
    return total;
}
/** A duration as people read it: `340 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`. */
function formatDuration(milliseconds) {
    const ms = Math.max(0, Math.round(milliseconds));
    if (ms < 1000)
        return `${ms} ms`;
    if (ms < 59_950)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 3600)
        return seconds % 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds / 60} min`;
    const minutes = Math.round(seconds / 60);
    return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

// EXTERNAL MODULE: ./packages/action/build/failure.js
var build_failure = __nccwpck_require__(57);
;// CONCATENATED MODULE: ./packages/action/build/nearest.js
/** The candidate that a typing slip away from `word` was probably meant, or undefined where none is close. */
function nearest(word, candidates) {
    const plain = (text) => text.toLowerCase().replaceAll(/[-_ ]/g, '');
    let best;
    let least = Math.max(1, Math.floor(word.length / 4)) + 1;
    for (const candidate of candidates) {
        const distance = plain(word) === plain(candidate) ? 0 : editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (distance < least)
            [best, least] = [candidate, distance];
    }
    return best;
}
/** Insertions, deletions, replacements, and neighbours that changed places: the commonest slip of all counts one. */
function editDistance(a, b) {
    let beforeThat = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const current = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeThat[j - 2] ?? Number.POSITIVE_INFINITY) + 1 : replaced;
            current.push(Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
        }
        beforeThat = previous;
        previous = current;
    }
    return previous[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./packages/action/build/inputs.js



/** The name under which a runner passes an input: upper case, spaces to `_`, hyphens kept. */
function environmentName(input) {
    return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}
/**
 * Reads every input of the contract. All problems are reported in one failure: a person fixes a workflow once, not once per input.
 * @throws Failure `bad-input`
 */
function readInputs(contract, env, check) {
    const problems = [...unknownInputs(contract, env)];
    const values = {};
    const mode = inputs_text(env, 'mode') ?? contract.inputs['mode']?.default;
    for (const [name, spec] of Object.entries(contract.inputs)) {
        const given = inputs_text(env, name) ?? defaultOf(spec);
        if (given === undefined) {
            if (spec.required || (mode !== undefined && spec.requiredIn?.includes(mode)))
                problems.push(missing(name, spec, mode));
            values[name] = spec.type === 'lines' ? [] : undefined;
            continue;
        }
        const parsed = parse(spec, given);
        if ('wrong' in parsed)
            problems.push({ input: name, message: `${parsed.wrong}. Example: ${example(name, spec)}` });
        else
            values[name] = parsed.value;
    }
    const inputs = values;
    if (problems.length === 0 && check)
        problems.push(...check(inputs));
    if (problems.length > 0)
        throw badInputs(problems);
    return inputs;
}
/** An expression is the runner's to evaluate; where none did, on a person's machine, the value is empty. */
function defaultOf(spec) {
    return spec.default?.startsWith('${{') ? '' : spec.default;
}
/** The failure for problems with inputs, one line for each. */
function badInputs(problems) {
    const lines = problems.map((problem) => `- ${problem.input}: ${problem.message}`);
    const count = problems.length === 1 ? 'One input needs' : `${problems.length} inputs need`;
    return new build_failure/* Failure */.HR('bad-input', `${count} attention:\n${lines.join('\n')}\n`, { state: 'Nothing was changed.' });
}
function inputs_text(env, input) {
    const value = env[environmentName(input)];
    return value === undefined || value.trim() === '' ? undefined : value;
}
function missing(name, spec, mode) {
    const when = spec.required ? '' : ` with mode ${mode}`;
    const hint = spec.secret ? ' A secret that does not exist, or is not visible to this job, arrives empty.' : '';
    return { input: name, message: `is required${when}, and is missing or empty.${hint} Example: ${example(name, spec)}` };
}
function example(name, spec) {
    return spec.example.includes('\n') ? `${name}: |\n    ${spec.example.replaceAll('\n', '\n    ')}` : `${name}: ${spec.example}`;
}
/** The value as errors may show it: never a secret's. */
function shown(spec, value) {
    if (spec.secret)
        return `a value of ${value.length} characters`;
    const line = value.split('\n')[0] ?? '';
    return `'${line.length > 60 ? `${line.slice(0, 57)}...` : line}'`;
}
function parse(spec, given) {
    const value = spec.type === 'text' || spec.type === 'lines' ? given : given.trim();
    switch (spec.type) {
        case 'boolean':
            if (/^(true|false)$/i.test(value))
                return { value: value.toLowerCase() === 'true' };
            return { wrong: `${shown(spec, value)} is neither true nor false` };
        case 'integer': {
            const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
            return inRange(spec, number) ? { value: number } : { wrong: `${shown(spec, value)} is not a whole number${range(spec)}` };
        }
        case 'duration': {
            const ms = parseDuration(value);
            return ms !== undefined && inRange(spec, ms)
                ? { value: ms }
                : { wrong: `${shown(spec, value)} is not a duration ${durations(spec)}` };
        }
        case 'choice': {
            if (spec.choices?.includes(value))
                return { value };
            const near = nearest(value, spec.choices ?? []);
            return { wrong: `${shown(spec, value)} is none of ${spec.choices?.join(', ')}${near ? `; did you mean ${near}` : ''}` };
        }
        case 'lines':
            return {
                value: value
                    .split('\n')
                    .map((line) => line.trim())
                    .filter((line) => line !== '' && !line.startsWith('#')),
            };
        case 'string':
            return /\p{Cc}/u.test(value) ? { wrong: 'has line breaks or control characters; it takes one line' } : { value };
        case 'text':
            return { value };
    }
}
function inRange(spec, number) {
    return Number.isFinite(number) && number >= (spec.minimum ?? 0) && number <= (spec.maximum ?? Number.MAX_SAFE_INTEGER);
}
function range(spec) {
    return spec.maximum === undefined ? ` of ${spec.minimum ?? 0} or more` : ` from ${spec.minimum ?? 0} to ${spec.maximum}`;
}
function durations(spec) {
    if (spec.maximum !== undefined)
        return `from ${formatDuration(spec.minimum ?? 0)} to ${formatDuration(spec.maximum)}`;
    return `${spec.minimum ? `of ${formatDuration(spec.minimum)} or more, ` : ''}such as 90s, 5m or 1h30m`;
}
function unknownInputs(contract, env) {
    const known = new Map(Object.keys(contract.inputs).map((name) => [environmentName(name), name]));
    const problems = [];
    for (const variable of Object.keys(env)) {
        if (!variable.startsWith('INPUT_') || known.has(variable) || !env[variable])
            continue;
        const written = variable.slice('INPUT_'.length).toLowerCase();
        const near = nearest(written, Object.keys(contract.inputs));
        if (near)
            problems.push({ input: written, message: `is not an input of ${contract.name}; did you mean ${near}?` });
    }
    return problems;
}

// EXTERNAL MODULE: ./packages/action/build/redact.js
var build_redact = __nccwpck_require__(698);
;// CONCATENATED MODULE: ./packages/action/build/log.js


/** GitHub shows ten annotations of a level for a step; the rest stays countable in the log. */
const annotationLimit = 10;
/** The runner cuts an annotation at 4096 characters; a secret must be hidden before that, not halved. */
const messageLimit = 4000;
function createLog(options) {
    const write = options.write ?? ((text) => void process.stdout.write(text));
    const line = (text) => write(`${(0,build_redact/* redact */.E$)(text)}\n`);
    const counts = new Map();
    let depth = 0;
    const log = {
        info: (text) => line(options.runner ? neutral(text) : text),
        warn: (text) => log.annotate({ level: 'warning', message: text }),
        debug: (text) => {
            if (options.debug)
                line(options.runner ? `::debug::${data((0,build_redact/* redact */.E$)(text))}` : text);
        },
        async group(title, work) {
            const started = performance.now();
            // The runner knows no nested groups: an inner one is a heading of its outer.
            const outer = depth++ === 0;
            const heading = options.runner ? neutral(title) : title;
            line(outer && options.runner ? `::group::${data(title)}` : outer ? `> ${heading}` : `- ${heading}`);
            let how = 'took';
            try {
                return await work();
            }
            catch (error) {
                how = 'failed after';
                throw error;
            }
            finally {
                depth--;
                if (outer && options.runner)
                    line('::endgroup::');
                line(`${outer ? '' : '  '}${heading} ${how} ${formatDuration(performance.now() - started)}`);
            }
        },
        untrusted(text) {
            if (text.trim() === '')
                return;
            const body = text.replace(/\n$/, '');
            if (!options.runner)
                return line(body);
            // The global loads its module, a fifth of Node's own start, only here.
            const token = crypto.randomUUID();
            line(`::stop-commands::${token}`);
            line(body);
            line(`::${token}::`);
        },
        annotate(annotation) {
            const count = (counts.get(annotation.level) ?? 0) + 1;
            counts.set(annotation.level, count);
            if (!options.runner || count > annotationLimit)
                return log.info(plain(annotation));
            const properties = { file: annotation.file, line: annotation.line, title: annotation.title };
            const given = Object.entries(properties).filter(([, value]) => value !== undefined);
            const list = given.map(([name, value]) => `${name}=${property((0,build_redact/* redact */.E$)(String(value)))}`).join(',');
            line(`::${annotation.level}${list ? ` ${list}` : ''}::${data((0,build_redact/* redact */.E$)(annotation.message).slice(0, messageLimit))}`);
            if (count === annotationLimit)
                line(`More ${annotation.level}s follow in the log only: a step shows ${annotationLimit} of them.`);
        },
    };
    return log;
}
function plain(annotation) {
    const place = annotation.file ? `${annotation.file}${annotation.line ? `:${annotation.line}` : ''}: ` : '';
    return `${annotation.level}: ${place}${annotation.message}`;
}
/** Our own lines may quote foreign text: a leading `::` must stay text, and so must the old `##[`, which runners obey anywhere in a line. */
function neutral(text) {
    return text.replaceAll(/^(\s*)::/gm, '$1\u200b::').replaceAll('##[', '##\u200b[');
}
function data(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function property(text) {
    return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

// EXTERNAL MODULE: ./packages/action/build/markdown.js
var markdown = __nccwpck_require__(462);
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: ./packages/action/build/local.js


/**
 * The inputs of a run without GitHub: `--name=value` or `--name value` on the command line, over `INPUT_*` variables as a runner sets them.
 * Secrets are refused on the command line, where every user of the machine can read them; `INPUT_SSH_KEY` works as well as `INPUT_SSH-KEY`,
 * because no shell can set the latter.
 * @throws Failure `bad-input`
 */
function localEnvironment(contract, argv, env) {
    const given = { ...settable(contract, env) };
    const problems = [];
    for (const { word, name, value } of parseOptions(contract, argv)) {
        const spec = contract.inputs[name];
        if (!spec) {
            const near = nearest(name, Object.keys(contract.inputs));
            problems.push({ input: word, message: `is not an input of ${contract.name}${near ? `; did you mean --${near}?` : ''}` });
        }
        else if (spec.secret) {
            const variable = environmentName(name).replaceAll('-', '_');
            problems.push({
                input: name,
                message: `is a secret, and command lines are visible to every user of the machine. Set ${variable} instead`,
            });
        }
        else
            given[environmentName(name)] = value;
    }
    if (problems.length > 0)
        throw badInputs(problems);
    return given;
}
function settable(contract, env) {
    const result = { ...env };
    for (const variable of Object.keys(contract.inputs).map(environmentName)) {
        const plain = variable.replaceAll('-', '_');
        if (plain === variable)
            continue;
        result[variable] ??= env[plain];
        delete result[plain];
    }
    return result;
}
function parseOptions(contract, argv) {
    const options = [];
    const words = [...argv];
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
        const [, name = word, inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
        if (inline !== undefined)
            options.push({ word, name, value: inline });
        else if (words[0] !== undefined && !words[0].startsWith('--'))
            options.push({ word, name, value: words.shift() ?? '' });
        else
            options.push({ word, name, value: contract.inputs[name]?.type === 'boolean' ? 'true' : '' });
    }
    return options;
}

;// CONCATENATED MODULE: ./packages/action/build/run.js









/** How long a cancelled core may take to end: runners send SIGTERM after 7.5 s and kill 2.5 s later. */
const graceAfterCancel = 6000;
/** A reader that is gone ends the pipe; one that is slow, on a busy machine, gets its lines; one that reads no more keeps nobody longer. */
const drainLimit = 10_000;
/** Runs an action under the runner's protocol and ends the process: exit 0 only if what was asked for is true now. */
async function runAction(action) {
    const runner = process.env['GITHUB_ACTIONS'] === 'true';
    const log = createLog({ runner, debug: process.env['RUNNER_DEBUG'] === '1' });
    const cancel = new AbortController();
    // Every request and wait that is under way listens to it, far more than Node's ten.
    (0,external_node_events_namespaceObject.setMaxListeners)(0, cancel.signal);
    const unexpected = rejection();
    // Before anything is begun: a signal in between would end the process without a word.
    const stopped = cancelled(cancel, log);
    let summary = true;
    try {
        const argv = process.argv.slice(2);
        if (argv.length === 1 && /^(--help|-h)$/.test(argv[0] ?? '')) {
            const { describeInputs } = await __nccwpck_require__.e(/* import() */ 244).then(__nccwpck_require__.bind(__nccwpck_require__, 244));
            log.info(describeInputs(action.contract));
            return await leave(0);
        }
        // A runner gives actions no arguments: who does runs the bundle in a script of a workflow, and means them.
        const env = runner && argv.length === 0 ? process.env : localEnvironment(action.contract, argv, process.env);
        maskSecrets(action.contract, env, runner);
        const inputs = readInputs(action.contract, env, action.check);
        summary = inputs['summary'] !== false;
        limit(cancel, inputs['timeout']);
        const host = { context: readContext(process.env), log, clock: createClock(cancel.signal), signal: cancel.signal };
        const result = await Promise.race([action.main(inputs, host), stopped, unexpected]);
        const { reportResult } = await __nccwpck_require__.e(/* import() */ 821).then(__nccwpck_require__.bind(__nccwpck_require__, 821));
        await reportResult(result, { log, summary, runner, title: action.contract.title });
        return await leave(0);
    }
    catch (error) {
        const { reportFailure } = await __nccwpck_require__.e(/* import() */ 821).then(__nccwpck_require__.bind(__nccwpck_require__, 821));
        await reportFailure(known(action.contract, error), { log, summary, runner, title: action.contract.title });
        return await leave(1);
    }
}
/** Ends the process when its last lines have reached the runner: a pipe that is full takes them later, and an exit throws them away. */
async function leave(code) {
    const drained = [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve)));
    await Promise.race([Promise.all(drained), new Promise((resolve) => setTimeout(resolve, drainLimit))]);
    return process.exit(code);
}
/** Any thrown thing as a failure with a reason that the contract knows. */
function known(contract, error) {
    if (!(error instanceof build_failure/* Failure */.HR))
        return new build_failure/* Failure */.HR('internal-error', `Unexpected error: ${(0,build_failure/* messageOf */.bD)(error)}`, { cause: error });
    if (error.reason in contract.reasons || error.reason in commonReasons || contract.composes)
        return error;
    return new build_failure/* Failure */.HR('internal-error', `${error.message} (undocumented reason ${error.reason})`, { ...error.details, cause: error });
}
function maskSecrets(contract, env, runner) {
    for (const [name, spec] of Object.entries(contract.inputs)) {
        const value = env[`INPUT_${name.toUpperCase()}`];
        if (!spec.secret || !value?.trim())
            continue;
        maskSecret(value, runner);
        // A URL is no secret as a whole where only its password is; both are hidden.
        const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*:([^@]+)@/i.exec(value)?.[1];
        if (password)
            for (const form of [password, safeDecode(password)])
                maskSecret(form, runner);
    }
}
/** Hides a value from now on: from our own output, and by command from the runner's. */
function maskSecret(value, runner = process.env['GITHUB_ACTIONS'] === 'true') {
    for (const form of (0,build_redact/* addSecret */.Ck)(value)) {
        const data = form.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
        if (runner)
            process.stdout.write(`::add-mask::${data}\n`);
    }
}
function safeDecode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function createClock(signal) {
    return {
        now: () => Date.now(),
        sleep: (milliseconds) => new Promise((resolve, reject) => {
            const stop = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            if (signal.aborted)
                return reject(signal.reason);
            const timer = setTimeout(() => {
                signal.removeEventListener('abort', stop);
                resolve();
            }, milliseconds);
            signal.addEventListener('abort', stop, { once: true });
        }),
    };
}
/** The input `timeout` ends the work as a cancelled run does, under its own name. */
function limit(cancel, timeout) {
    if (typeof timeout !== 'number')
        return;
    const failure = new build_failure/* Failure */.HR('timeout', `The action did not end within its timeout of ${formatDuration(timeout)}.`, {
        hint: 'Raise the input timeout.',
    });
    setTimeout(() => cancel.abort(failure), Math.min(timeout, 2 ** 31 - 1)).unref();
}
/** Rejects when the work was cancelled and the core did not end by itself in time. */
function cancelled(cancel, log) {
    const onSignal = (name) => {
        if (cancel.signal.aborted)
            return;
        log.info(`Received ${name}: ending what is under way.`);
        cancel.abort(new build_failure/* Failure */.HR('cancelled', `The run was cancelled by ${name}.`));
    };
    process.on('SIGINT', () => onSignal('SIGINT'));
    process.on('SIGTERM', () => onSignal('SIGTERM'));
    const late = new Promise((_, reject) => {
        cancel.signal.addEventListener('abort', () => {
            const why = cancel.signal.reason;
            const state = `What was under way did not end in ${graceAfterCancel / 1000} s; the next run resumes or undoes it from the journal.`;
            setTimeout(() => reject((0,build_failure/* withDetails */.FE)(why, { state })), graceAfterCancel);
        });
    });
    late.catch(() => { });
    return late;
}
function rejection() {
    const promise = new Promise((_, reject) => {
        process.on('unhandledRejection', (cause) => reject(new build_failure/* Failure */.HR('internal-error', `Unhandled rejection: ${(0,build_failure/* messageOf */.bD)(cause)}`, { cause })));
        process.on('uncaughtException', (cause) => reject(new build_failure/* Failure */.HR('internal-error', `Uncaught exception: ${(0,build_failure/* messageOf */.bD)(cause)}`, { cause })));
    });
    promise.catch(() => { });
    return promise;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: ./packages/action/build/state.js


/** Values that the main step leaves for the post step of the same action. Never a secret: state files stand on disk. */
function saveState(name, value) {
    const file = process.env['GITHUB_STATE'];
    if (file)
        appendFileSync(file, assignment(name, value));
}
function readState(name) {
    return process.env[`STATE_${name}`];
}

;// CONCATENATED MODULE: ./packages/action/build/target.js
/** What a target over SSH needs besides its host; and a host, where there is a key for one. */
function checkTarget(inputs) {
    if (!inputs.host) {
        // An empty variable must not turn a release of the server into one of the runner.
        if (!inputs['ssh-key'] || !inputs['known-hosts'])
            return [];
        return [
            {
                input: 'host',
                message: 'is missing or empty, like a variable that this environment does not have, and ssh-key is given: without a host the work would be done on the runner itself. Example: host: app.example.com',
            },
        ];
    }
    const problems = [];
    if (!inputs['ssh-key']) {
        problems.push({
            input: 'ssh-key',
            message: `is needed to reach ${inputs.host}, and is missing or empty. A secret that does not exist, or is not visible to this job, arrives empty`,
        });
    }
    if (!inputs['known-hosts']) {
        problems.push({
            input: 'known-hosts',
            message: `is needed to reach ${inputs.host}, and is missing or empty, like a variable that this environment does not have. Example: the line that \`ssh-keyscan ${inputs.host}\` prints, compared with the server's own key`,
        });
    }
    return problems;
}

;// CONCATENATED MODULE: ./packages/action/build/vocabulary.js
/** Inputs that mean the same in every action, worded once. */
const vocabulary = {
    environment: { type: 'string', description: 'Environment of `config` to use.', example: 'production' },
    config: {
        type: 'string',
        default: '.github/slipway.yml',
        description: 'Path of the Slipway file in the repository.',
        example: '.github/slipway.yml',
    },
    host: {
        type: 'string',
        description: 'Server to work on over SSH. Without it, the work is done on the machine of the runner.',
        example: 'app.example.com',
    },
    port: { type: 'integer', default: '22', minimum: 1, maximum: 65535, description: 'SSH port.', example: '22' },
    username: { type: 'string', default: 'deploy', description: 'SSH user.', example: 'deploy' },
    'ssh-key': {
        type: 'text',
        secret: true,
        description: 'Private key of the SSH user, as it stands in its file.',
        example: '${{ secrets.SSH_KEY }}',
    },
    'known-hosts': {
        type: 'text',
        description: 'Lines of a known_hosts file for the server. A server that is not in them, or shows another key, is refused.',
        example: 'app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...',
    },
    'project-name': {
        type: 'string',
        description: 'Name of the application on the server; by default the name in the compose file, else of the repository.',
        example: 'notes',
    },
    'compose-file': {
        type: 'string',
        default: 'docker-compose.yml',
        description: 'Compose file of the application, relative to the repository.',
        example: 'docker-compose.yml',
    },
    directory: {
        type: 'string',
        description: 'Folder of the application on the server, where its `.env` stands; by default `apps/<project-name>` in the home of the user.',
        example: '/opt/notes',
    },
    'lock-timeout': {
        type: 'duration',
        default: '10m',
        description: 'How long to wait for another run that works on the same application.',
        example: '10m',
    },
    version: {
        type: 'string',
        description: 'Version of the release; by default the commit.',
        example: '${{ github.sha }}',
    },
    'database-url': {
        type: 'string',
        secret: true,
        description: 'URL of the database, where it is not a service of the compose file.',
        example: '${{ secrets.DATABASE_URL }}',
    },
    'github-token': {
        type: 'string',
        secret: true,
        default: '${{ github.token }}',
        description: 'Token that may read workflow runs (`actions: read`), to see whether a run that holds the lease is over.',
        example: '${{ github.token }}',
    },
    'dry-run': { type: 'boolean', default: 'false', description: 'Say what would be done, and do nothing.', example: 'true' },
    timeout: { type: 'duration', default: '30m', description: 'Deadline of the whole action.', example: '30m' },
    summary: { type: 'boolean', default: 'true', description: 'Write a job summary.', example: 'false' },
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./packages/action/build/workspace.js




/** Whether an input names a path that leaves the workspace by its text alone. */
function escapes(path) {
    return path !== undefined && (path.startsWith('/') || path.split('/').includes('..'));
}
/**
 * Writes a report for people or tools into the workspace, without the secrets it may hold. One that cannot be written never decides about a release:
 * it is a warning.
 */
async function writeReport(what, file, content, { context, log }) {
    if (file === undefined)
        return;
    try {
        const path = await insideOf(context.workspace, file);
        if (path === undefined)
            return log.warn(`The ${what} ${file} was not written: a link leads out of the workspace.`);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, redact(content));
    }
    catch (error) {
        log.warn(`The ${what} ${file} could not be written: ${messageOf(error)}`);
    }
}
/**
 * The absolute path of a file of the workspace, which may not be there yet; undefined where it is none, also where a link leads out of it. Whoever wrote
 * the files of the workspace may have written links.
 */
async function insideOf(workspace, path) {
    const full = resolve(workspace, path);
    const [root, real] = await Promise.all([realpath(workspace).catch(() => undefined), nearestReal(full)]);
    if (root === undefined || real === undefined || !isBelow(root, real) || !isBelow(resolve(workspace), full))
        return undefined;
    return full;
}
/** Where the path, or the innermost folder of it that is there, really is; undefined where a link leads nowhere. */
async function nearestReal(path) {
    const found = await realpath(path).catch(() => undefined);
    if (found !== undefined)
        return found;
    // A link to what is not there would be followed by who writes.
    const isThere = await lstat(path).then(() => true, () => false);
    return isThere || dirname(path) === path ? undefined : nearestReal(dirname(path));
}
function isBelow(root, path) {
    const way = relative(root, path);
    return way !== '..' && !way.startsWith(`..${sep}`);
}

;// CONCATENATED MODULE: ./packages/action/build/index.js
















/***/ }),

/***/ 462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
/* unused harmony export block */
/** A cell that cannot break out of its table, start a tag or hide a link behind other words. */
function cell(text) {
    return String(text)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('\\', '&#92;')
        .replaceAll('|', '\\|')
        .replaceAll('`', '&#96;')
        .replaceAll('[', '&#91;')
        .replaceAll(/\r?\n|\r/g, '<br>');
}
/** Inline code that any text can stand in. */
function code(text) {
    // A table takes the backslash before a bar for its own, and code has no other way to write one.
    if (/\\\|/.test(text))
        return `<code>${cell(text)}</code>`;
    const safe = text.replaceAll('|', '\\|').replaceAll(/\r?\n|\r/g, ' ');
    const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return longest > 0 ? `${fence} ${safe} ${fence}` : `\`${safe}\``;
}
/** A table; cells that are already Markdown are passed as they are, so callers escape with `cell` or `code`. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A command to copy. */
function block(text, language = '') {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text}\n${fence}`;
}


/***/ }),

/***/ 698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ck: () => (/* binding */ addSecret),
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   hK: () => (/* binding */ holdsSecret)
/* harmony export */ });
/* unused harmony export forgetSecrets */
/** Shorter values are left alone: hiding every `a` of a log protects nothing and destroys outputs. */
const shortest = 4;
const known = new Set();
/** Remembers a secret, each of its longer lines, and the forms in which it travels inside URLs and JSON. */
function addSecret(value) {
    const parts = [value, ...value.split(/\r?\n/).filter((line) => line.length >= 8)];
    const added = [];
    for (const part of parts.map((text) => text.trim()).filter((text) => text.length >= shortest)) {
        for (const form of new Set([part, encodeURIComponent(part), JSON.stringify(part).slice(1, -1), Buffer.from(part).toString('base64')])) {
            if (known.has(form))
                continue;
            known.add(form);
            added.push(form);
        }
    }
    return added;
}
/** The text with every remembered secret replaced by `***`, longest first. */
function redact(text) {
    let safe = text;
    for (const secret of [...known].sort((a, b) => b.length - a.length))
        safe = safe.replaceAll(secret, '***');
    return safe;
}
function holdsSecret(text) {
    for (const secret of known)
        if (text.includes(secret))
            return true;
    return false;
}
/** Only for tests: a process handles one set of secrets. */
function forgetSecrets() {
    known.clear();
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(117);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
