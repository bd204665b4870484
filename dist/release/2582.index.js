export const id = 2582;
export const ids = [2582];
export const modules = {

/***/ 2582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Od: () => (/* reexport */ deployments_bot),
  $N: () => (/* reexport */ canonical),
  kC: () => (/* reexport */ compareCommits),
  Yy: () => (/* reexport */ createDeployment),
  Xc: () => (/* reexport */ evidenceName),
  g5: () => (/* reexport */ failureOf),
  fP: () => (/* reexport */ judgeRelease),
  tH: () => (/* reexport */ listReleases),
  vM: () => (/* reexport */ listStatuses),
  o6: () => (/* reexport */ openGitHub),
  cI: () => (/* reexport */ readRun),
  cD: () => (/* reexport */ releasesNamed),
  runIsOver: () => (/* reexport */ runIsOver),
  MX: () => (/* reexport */ setCommitStatus),
  e9: () => (/* reexport */ setDeploymentStatus),
  lB: () => (/* reexport */ upsertComment)
});

// UNUSED EXPORTS: clearIssue, evidenceDays, hasProtectedBranch, isRunId, listApprovals, listBranchPatterns, progressOf, raiseIssue, readEnvironment, readPayload

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./packages/github/build/trouble.js
/** Codes of errors before anything was sent. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
/**
 * What an error of the API client means. Limits are told as GitHub documents them ("Best practices for using the REST API", "Handle rate limit
 * errors appropriately"): `retry-after`, else `x-ratelimit-reset` where nothing remains, else one minute. @param now milliseconds since 1970
 */
function troubleOf(error, now) {
    const response = fieldOf(error, 'response');
    if (response === undefined)
        return unanswered(error);
    const status = Number(fieldOf(error, 'status'));
    const headers = fieldOf(response, 'headers');
    const header = (name) => String(fieldOf(headers, name) ?? '');
    const message = messageOf(fieldOf(response, 'data'), status);
    const known = { status, message, wait: 0, accepted: header('x-accepted-github-permissions') };
    const limited = status === 429 || (status === 403 && (header('retry-after') || header('x-ratelimit-remaining') === '0'));
    if (limited || (status === 403 && /rate limit/i.test(message)))
        return { ...known, kind: 'limited', wait: waitOf(header, now) };
    return { ...known, kind: status >= 500 ? 'broken' : 'refused' };
}
function waitOf(header, now) {
    const [after, reset] = [header('retry-after'), header('x-ratelimit-reset')];
    if (/^\d+$/.test(after))
        return Math.max(1, Number(after)) * 1000;
    if (header('x-ratelimit-remaining') === '0' && /^\d+$/.test(reset))
        return Math.max(1000, Number(reset) * 1000 - now);
    return 60_000;
}
function unanswered(error) {
    const chain = [];
    for (let at = error; at !== undefined && at !== null && chain.length < 5; at = fieldOf(at, 'cause'))
        chain.push(at);
    const code = chain.map((link) => fieldOf(link, 'code')).find((word) => typeof word === 'string');
    const last = chain.map((link) => fieldOf(link, 'message')).findLast((text) => typeof text === 'string' && text !== '');
    const timedOut = chain.some((link) => fieldOf(link, 'name') === 'TimeoutError');
    const message = timedOut ? 'no answer within 15 s' : line(`${last ?? 'no answer'}`);
    // Node's fetch takes no port of another protocol, however often it is asked.
    const kind = message === 'bad port' ? 'refused' : typeof code === 'string' && beforeSending.has(code) ? 'unsent' : 'broken';
    return { kind, status: 0, message, wait: 0, accepted: '' };
}
/** GitHub's message, and what it says about single fields. */
function messageOf(data, status) {
    const message = fieldOf(data, 'message');
    if (typeof message !== 'string')
        return status >= 500 ? 'an error of the server' : 'no explanation';
    const errors = fieldOf(data, 'errors');
    const details = (Array.isArray(errors) ? errors : []).map((error) => {
        if (typeof error === 'string')
            return error;
        return [fieldOf(error, 'field'), fieldOf(error, 'message') ?? fieldOf(error, 'code')].filter(Boolean).join(' ');
    });
    return line([message, ...details.filter(Boolean)].join('; '));
}
function line(text) {
    return text
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .trim()
        .slice(0, 300);
}
/** A field of anything. Errors may come from another realm, so `instanceof` says nothing here. */
function fieldOf(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}

;// CONCATENATED MODULE: ./packages/github/build/why.js

/** The sentence for people: what was asked for, what came back, and which permission is missing where GitHub refused. */
function sentence(trouble, call, github, attempts) {
    const { status, message } = trouble;
    const said = `${status}: ${message.replace(/\.$/, '')}`;
    if (trouble.kind === 'limited') {
        return `GitHub's rate limit kept it from being asked to ${call.doing} (${said}); it asks to wait ${(0,build/* formatDuration */.a3)(trouble.wait)}.`;
    }
    if (status === 0)
        return `GitHub did not answer at ${hostOf(github.apiUrl)} when asked to ${call.doing}${times(attempts)}: ${message}.`;
    if (trouble.kind === 'broken')
        return `GitHub failed to ${call.doing}${times(attempts)} (${said}).`;
    if (status === 401)
        return `GitHub did not accept the token when asked to ${call.doing} (${said}).`;
    const needs = permissions(trouble.accepted) || `\`${call.needs}\``;
    if (status === 403)
        return `GitHub refused to ${call.doing} (${said}): the job needs ${needs}.${readOnly(needs)}`;
    if (status === 404) {
        return `GitHub found nothing when asked to ${call.doing} in ${github.repository} (${said}): it is not there, or the job lacks ${needs}.`;
    }
    return `GitHub did not ${call.doing} (${said}).`;
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).host : url;
}
function times(attempts) {
    return attempts > 1 ? `, ${attempts} times` : '';
}
function readOnly(needs) {
    return needs.includes('write') ? ' A pull request from a fork or from Dependabot never has more than read.' : '';
}
/**
 * The header `x-accepted-github-permissions` in the words of a workflow's `permissions:`. Sets are parted by `;`, the members of one by `,`.
 * Every token may read metadata, so that is not worth a word.
 */
function permissions(header) {
    const sets = header.split(';').map((set) => set
        .split(',')
        .map((word) => word.trim().split('='))
        .filter(([name = '', level = '']) => /^\w+$/.test(name) && /^\w+$/.test(level) && name !== 'metadata')
        .map(([name = '', level = '']) => `\`${name.replaceAll('_', '-')}: ${level}\``)
        .join(' and '));
    return sets.filter(Boolean).join(' or ');
}

;// CONCATENATED MODULE: ./packages/github/build/ask.js



/** Milliseconds that one call may spend with waiting, all in all. */
const waitLimit = 60_000;
/** Times that a call is tried; GitHub may ask oftener to come back later. */
const tries = { broken: 3, unsent: 3, limited: 5, refused: 1 };
/**
 * Asks GitHub, and again where that is right (GitHub's "Best practices for using the REST API"): told to come back later, after the time that
 * it says, up to a minute in all; after an error of the server or a lost connection three times, a second and then two apart. What would
 * create a second thing is repeated only where the first cannot exist.
 */
async function ask_ask(github, call) {
    if (github.closed)
        return { ok: false, status: 0, why: `GitHub was not asked to ${call.doing}: ${github.closed}.` };
    let waited = 0;
    for (let attempt = 1;; attempt++) {
        const outcome = await once(github, call);
        if (!('trouble' in outcome))
            return outcome;
        const { trouble } = outcome;
        if (github.signal?.aborted)
            return ended(call, github.signal);
        const no = {
            ok: false,
            status: trouble.kind === 'limited' ? 429 : trouble.status,
            why: sentence(trouble, call, github, attempt),
        };
        const wait = waitBefore(trouble, attempt, waited);
        if (wait !== undefined) {
            github.log.info(`${no.why} It is asked again in ${(0,build/* formatDuration */.a3)(wait)}.`);
            if (!(await pause(github, wait)))
                return ended(call, github.signal);
            waited += wait;
        }
        const found = await findTaken(call, trouble);
        if (found?.ok && found.data !== undefined)
            return { ok: true, data: found.data };
        if (wait === undefined || found?.ok === false)
            return no;
    }
}
/** Milliseconds until the next try; undefined: there is none. */
function waitBefore(trouble, attempt, waited) {
    const wait = trouble.kind === 'limited' ? trouble.wait : 1000 * 2 ** (attempt - 1);
    return attempt < tries[trouble.kind] && waited + wait <= waitLimit ? wait : undefined;
}
/** What a call whose answer was lost has created; undefined where nothing was lost, or repeating does no harm. */
async function findTaken(call, trouble) {
    return trouble.kind === 'broken' && call.taken ? call.taken() : undefined;
}
async function once(github, call) {
    let data;
    try {
        ({ data } = await call.request(await github.octokit(), github.repo));
    }
    catch (error) {
        return { trouble: troubleOf(error, github.clock.now()) };
    }
    try {
        return { ok: true, data: call.read(data) };
    }
    catch (error) {
        github.log.debug(`Unexpected answer: ${String(error)}`);
        return { ok: false, status: 0, why: `GitHub was asked to ${call.doing}, and its answer was not what its API promises.` };
    }
}
/** False where the wait was ended before its time. */
async function pause(github, milliseconds) {
    try {
        await github.clock.sleep(milliseconds);
        return true;
    }
    catch {
        return false;
    }
}
/** A signal that ends by a deadline of its caller is no cancelled run. */
function ended(call, signal) {
    const reason = signal?.reason;
    const late = typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError';
    const why = late ? 'did not answer in the time that there was' : 'the run was cancelled meanwhile';
    return { ok: false, status: 0, why: `GitHub was asked to ${call.doing}, and ${why}.` };
}
/** Entries of one page, as many as GitHub gives. */
const ask_pageSize = 100;
/** Reads pages until one is not full, `enough` says so, or `pages` of them were read. */
async function ask_askPages(github, page, options) {
    const entries = [];
    let size = 0;
    for (let number = 1; number <= options.pages; number++) {
        const call = page(number);
        const read = (data) => {
            size = Array.isArray(data) ? data.length : 0;
            return call.read(data);
        };
        const answer = await ask_ask(github, { ...call, read });
        if (!answer.ok)
            return answer;
        entries.push(...answer.data);
        if (size < ask_pageSize || options.enough?.(entries))
            break;
    }
    return { ok: true, data: entries };
}

;// CONCATENATED MODULE: ./packages/github/build/commits.js

/** Where `head` stands, seen from `base`. */
function compareCommits(github, base, head) {
    return ask_ask(github, {
        doing: `compare ${base.slice(0, 12)} with ${head.slice(0, 12)}`,
        needs: 'contents: read',
        request: (octokit, repo) => octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 1 }),
        read: ({ status }) => status,
    });
}
/** The mark beside a commit. */
function setCommitStatus(github, sha, status) {
    const { state, context, description, targetUrl } = status;
    return ask_ask(github, {
        doing: `set the status ${context} of ${sha.slice(0, 12)}`,
        needs: 'statuses: write',
        request: (octokit, repo) => octokit.rest.repos.createCommitStatus({
            ...repo,
            sha,
            state,
            context,
            description: description.slice(0, 140),
            ...(targetUrl ? { target_url: targetUrl } : {}),
        }),
        read: () => undefined,
    });
}

;// CONCATENATED MODULE: ./packages/github/build/branches.js


/** Commit that a branch stands at; undefined where there is no such branch. A tag of the same name is not it. */
async function readBranch(github, branch) {
    const answer = await ask_ask(github, {
        doing: `read the branch ${branch}`,
        needs: 'contents: read',
        request: (octokit, repo) => octokit.rest.repos.getBranch({ ...repo, branch }),
        read: ({ commit }) => commit.sha,
    });
    return !answer.ok && answer.status === 404 ? { ok: true, data: undefined } : answer;
}
/** Whether a commit is in a branch. */
async function branchHolds(github, branch, commit) {
    const tip = await readBranch(github, branch);
    if (!tip.ok)
        return tip;
    if (tip.data === undefined || tip.data === commit)
        return { ok: true, data: tip.data === commit };
    const order = await compareCommits(github, tip.data, commit);
    // Of a commit that is gone, nothing is in a branch.
    if (!order.ok)
        return order.status === 404 ? { ok: true, data: false } : order;
    return { ok: true, data: order.data === 'behind' };
}
/** Whether any branch has a protection rule: an environment for protected branches is open to all where there is none. */
function hasProtectedBranch(github) {
    return ask(github, {
        doing: 'list the protected branches',
        needs: 'contents: read',
        request: (octokit, repo) => octokit.rest.repos.listBranches({ ...repo, protected: true, per_page: 1 }),
        read: (data) => data.some((branch) => branch.protected),
    });
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/github/build/repository.js
/** The parts of `owner/name`; undefined where it is none. A name of dots alone would change the path of a call. */
function splitRepository(text) {
    const [, owner, repo] = /^([\w-]+)\/(?!\.{1,2}$)([\w.-]+)$/.exec(text) ?? [];
    return owner !== undefined && repo !== undefined ? { owner, repo } : undefined;
}

;// CONCATENATED MODULE: ./packages/github/build/client.js


/** Longest time for one request, in milliseconds. */
const requestLimit = 15_000;
/** Opens nothing yet: the API client is loaded by the first call, and a token or name that cannot work shows in the answers. */
async function openGitHub(options) {
    const { apiUrl, repository, log, signal } = options;
    let loading;
    return {
        repository,
        repo: splitRepository(repository) ?? { owner: '', repo: '' },
        apiUrl,
        log,
        signal,
        clock: options.clock ?? { now: () => Date.now(), sleep: (ms) => (0,promises_.setTimeout)(ms, undefined, signal ? { signal } : {}) },
        closed: reasonToStayClosed(options),
        octokit: () => {
            loading ??= load(options);
            return loading;
        },
    };
}
function reasonToStayClosed({ token, repository, apiUrl }) {
    if (!token.trim())
        return 'there is no token';
    if (!splitRepository(repository))
        return 'there is no repository';
    return URL.canParse(apiUrl) ? undefined : 'there is no address of its API';
}
async function load({ apiUrl, token, log, signal }) {
    const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(2413), __webpack_require__.e(8528)]).then(__webpack_require__.bind(__webpack_require__, 2413));
    const quiet = { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug };
    const octokit = getOctokit(token.trim(), { baseUrl: apiUrl.replace(/\/+$/, ''), log: quiet, request: { log: quiet } });
    octokit.hook.before('request', (request) => {
        const deadline = AbortSignal.timeout(requestLimit);
        request.request = { ...request.request, signal: signal ? AbortSignal.any([signal, deadline]) : deadline };
    });
    return octokit;
}

;// CONCATENATED MODULE: ./packages/github/build/payload.js
/** The payload of a release of ours, as an object or as JSON text; undefined where it is none. Nothing in it is taken as it comes. */
function readPayload(value) {
    const payload = typeof value === 'string' ? parse(value) : value;
    if (!isObject(payload) || payload['slipway'] !== 1)
        return undefined;
    const { version, digests, commit, run } = payload;
    if (typeof version !== 'string' || !/^[^\p{Cc}]{1,200}$/u.test(version))
        return undefined;
    if (typeof commit !== 'string' || !/^[0-9a-f]{40}$/.test(commit))
        return undefined;
    if (typeof run !== 'string' || !isObject(digests))
        return undefined;
    const entries = Object.entries(digests);
    if (entries.length === 0 || !entries.every(isDigest))
        return undefined;
    return { slipway: 1, version, commit, run, digests: Object.fromEntries(entries.filter(isDigest)) };
}
function isDigest(entry) {
    const [name, digest] = entry;
    return /^[\w.-]+$/.test(name) && typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest);
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./packages/github/build/release-statuses.js

/** GitHub refuses longer descriptions. */
const descriptionLimit = 140;
/** A status that stands there twice says the same as one, so this is repeated like a question. */
function setDeploymentStatus(github, id, status) {
    return ask_ask(github, {
        doing: `mark deployment ${id} as ${status.state}`,
        needs: 'deployments: write',
        request: (octokit, repo) => octokit.rest.repos.createDeploymentStatus({
            ...repo,
            deployment_id: id,
            state: status.state,
            description: status.description.slice(0, descriptionLimit),
            ...(status.environmentUrl ? { environment_url: status.environmentUrl } : {}),
            ...(status.logUrl ? { log_url: status.logUrl } : {}),
        }),
        read: () => undefined,
    });
}
/** All statuses of a release, newest first; 300 at most. */
function listStatuses(github, release) {
    return ask_askPages(github, (page) => ({
        doing: `list the statuses of deployment ${release.id} to ${release.environment}`,
        needs: 'deployments: read',
        request: (octokit, repo) => octokit.rest.repos.listDeploymentStatuses({ ...repo, deployment_id: release.id, per_page: ask_pageSize, page }),
        read: (data) => data.map((status) => ({ state: status.state, createdAt: status.created_at, creator: status.creator?.login ?? '' })),
    }), { pages: 3 });
}
/**
 * How a release ended. The whole list counts: the success of a later release makes an older one `inactive`, and a failure is never taken back,
 * because another job may add a success to it. Only the success of the release's own recorder is one.
 */
function progressOf(release, statuses) {
    const failed = statuses.find(({ state }) => state === 'failure' || state === 'error');
    if (failed)
        return { state: 'failed', at: failed.createdAt };
    const success = statuses.find(({ state, creator }) => state === 'success' && creator === release.creator);
    return success ? { state: 'passed', at: success.createdAt } : { state: 'in progress', at: release.createdAt };
}

;// CONCATENATED MODULE: ./packages/github/build/deployments.js



/** Who records: the token of a job. A person's login holds no brackets. */
const deployments_bot = 'github-actions[bot]';
/** Records that a release begins. A record whose answer was lost is found again by its payload, and by having no status yet. @returns its id */
function createDeployment(github, deployment) {
    const { environment, ref, description, payload, production } = deployment;
    return ask_ask(github, {
        doing: `record a deployment to ${environment}`,
        needs: 'deployments: write',
        request: (octokit, repo) => octokit.rest.repos.createDeployment({
            ...repo,
            ref,
            environment,
            task: 'deploy',
            description: description.slice(0, descriptionLimit),
            payload: { ...payload },
            auto_merge: false,
            required_contexts: [],
            production_environment: production,
            transient_environment: false,
        }),
        read: idOf,
        taken: () => findBegun(github, deployment),
    });
}
async function findBegun(github, { environment, payload }) {
    const releases = await listReleases(github, environment, { limit: 10 });
    if (!releases.ok)
        return releases;
    const same = releases.data.find(({ run, version, commit }) => run === payload.run && version === payload.version && commit === payload.commit);
    if (!same)
        return { ok: true, data: undefined };
    const statuses = await listStatuses(github, same);
    if (!statuses.ok)
        return statuses;
    return { ok: true, data: statuses.data.length === 0 ? same.id : undefined };
}
/** Releases of an environment, newest first; deployments that are no release of ours are left out. Reads 500 deployments at most. */
async function listReleases(github, environment, options = {}) {
    const limit = options.limit ?? 100;
    const answer = await ask_askPages(github, (page) => ({
        doing: `list the deployments to ${environment}`,
        needs: 'deployments: read',
        request: (octokit, repo) => octokit.rest.repos.listDeployments({ ...repo, environment, task: 'deploy', per_page: ask_pageSize, page }),
        read: (data) => data.flatMap(releaseOf),
    }), { pages: 5, enough: (found) => found.length >= limit });
    return answer.ok ? { ok: true, data: answer.data.slice(0, limit) } : answer;
}
function releaseOf(deployment) {
    const payload = readPayload(deployment.payload);
    if (!payload)
        return [];
    const { id, environment, ref, sha, creator, created_at: createdAt } = deployment;
    const { version, digests, commit, run } = payload;
    return [{ id, environment, ref, sha, creator: creator?.login ?? '', createdAt, version, digests, commit, run }];
}
function idOf(data) {
    if (typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'number')
        return data.id;
    throw new Error('a deployment without an id');
}

;// CONCATENATED MODULE: ./packages/github/build/marker.js

/** GitHub refuses longer bodies. */
const bodyLimit = 65_000;
/** The first line of what we wrote, hidden from readers, by which it is found again. */
function marker_hidden(marker) {
    return `<!-- slipway: ${marker.replaceAll(/[^\w.-]+/g, '-').replaceAll('--', '-')} -->`;
}
function marker_withMarker(marker, body) {
    return `${marker_hidden(marker)}\n${body}`.slice(0, bodyLimit);
}
/** Whether a job's token wrote this under the marker: a text that only holds the marker somewhere, or is somebody else's, is not it. */
function isOurs(entry, marker) {
    return entry.user?.login === deployments_bot && (entry.body ?? '').split(/\r?\n/, 1)[0] === marker_hidden(marker);
}
/** The same where people may have written above it: the first mark counts. A line inside of a fence is quoted, and marks nothing. */
function marker_isOursAnywhere(entry, marker) {
    if (entry.user?.login !== bot)
        return false;
    let fence = '';
    for (const line of (entry.body ?? '').split(/\r?\n/)) {
        const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
        if (fence === '' && /^<!-- slipway: [\w.-]+ -->$/.test(line.trim()))
            return line.trim() === marker_hidden(marker);
        if (fence === '')
            fence = mark;
        else if (mark.startsWith(fence) && line.trim() === mark)
            fence = '';
    }
    return false;
}

;// CONCATENATED MODULE: ./packages/github/build/comments.js


/** The one comment of ours under an issue or pull request: written once, then kept up to date. */
async function upsertComment(github, issue, sticky) {
    const found = await findComment(github, issue, sticky.marker);
    if (!found.ok)
        return found;
    if (found.data === undefined)
        return createComment(github, issue, sticky);
    const id = found.data;
    return ask_ask(github, {
        doing: `update a comment under #${issue}`,
        needs: 'pull-requests: write',
        request: (octokit, repo) => octokit.rest.issues.updateComment({ ...repo, comment_id: id, body: marker_withMarker(sticky.marker, sticky.body) }),
        read: () => 'updated',
    });
}
function createComment(github, issue, sticky) {
    return ask_ask(github, {
        doing: `comment on #${issue}`,
        needs: 'pull-requests: write',
        request: (octokit, repo) => octokit.rest.issues.createComment({ ...repo, issue_number: issue, body: marker_withMarker(sticky.marker, sticky.body) }),
        read: () => 'created',
        taken: async () => {
            const found = await findComment(github, issue, sticky.marker);
            return found.ok ? { ok: true, data: found.data === undefined ? undefined : 'created' } : found;
        },
    });
}
/** Id of our comment. Reads 1000 comments at most. */
async function findComment(github, issue, marker) {
    const answer = await ask_askPages(github, (page) => ({
        doing: `list the comments under #${issue}`,
        needs: 'pull-requests: read',
        request: (octokit, repo) => octokit.rest.issues.listComments({ ...repo, issue_number: issue, per_page: ask_pageSize, page }),
        read: (data) => data.filter((comment) => isOurs(comment, marker)).map(({ id }) => id),
    }), { pages: 10, enough: (found) => found.length > 0 });
    return answer.ok ? { ok: true, data: answer.data[0] } : answer;
}

;// CONCATENATED MODULE: ./packages/github/build/environments.js

/** The protection of an environment; undefined where there is no such environment. */
async function readEnvironment(github, name) {
    const answer = await ask(github, {
        doing: `read the environment ${name}`,
        needs: 'actions: read',
        request: (octokit, repo) => octokit.rest.repos.getEnvironment({ ...repo, environment_name: name }),
        read: ({ protection_rules: rules = [], deployment_branch_policy: policy }) => {
            const reviews = rules.flatMap((rule) => ('reviewers' in rule ? [rule] : []));
            return {
                reviewers: reviews.reduce((sum, rule) => sum + (rule.reviewers?.length ?? 0), 0),
                branches: policy?.protected_branches ? 'protected' : policy?.custom_branch_policies ? 'custom' : 'all',
                preventSelfReview: reviews.some((rule) => 'prevent_self_review' in rule && rule.prevent_self_review === true),
            };
        },
    });
    return !answer.ok && answer.status === 404 ? { ok: true, data: undefined } : answer;
}
/** Patterns of branches and tags that may deploy to an environment whose policy is `custom`; the first hundred. */
function listBranchPatterns(github, name) {
    return ask(github, {
        doing: `list the branches that may deploy to ${name}`,
        needs: 'actions: read',
        request: (octokit, repo) => octokit.rest.repos.listDeploymentBranchPolicies({ ...repo, environment_name: name, per_page: pageSize }),
        read: ({ branch_policies: policies }) => policies.flatMap(({ name: pattern }) => (pattern ? [pattern] : [])),
    });
}
/** Reviews of a run, over all of its attempts. */
function listApprovals(github, runId) {
    return ask(github, {
        doing: `list the reviews of run ${runId}`,
        needs: 'actions: read',
        request: (octokit, repo) => octokit.rest.actions.getReviewsForRun({ ...repo, run_id: Number(runId) }),
        read: (data) => data.map(({ state, environments, user, comment }) => ({
            state,
            environments: environments.flatMap(({ name }) => (name ? [name] : [])),
            user: user.login,
            comment,
        })),
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/github/build/evidence.js

/** Days that the artifact of a record is kept: the longest that GitHub allows without a setting. */
const evidenceDays = 90;
/** The one text for these facts: keys in the order of their alphabet, no space. */
function canonical({ version, commit, digests, run, environment }) {
    const sorted = Object.fromEntries(Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1)));
    return JSON.stringify({ commit, digests: sorted, environment, run, version });
}
/**
 * Name of the artifact that binds a record to its run. A deployment can be written by every job with `deployments: write`; an artifact of a run
 * only by that run, so its name, which holds a hash of all that is claimed, cannot be had by another one.
 */
function evidenceName(evidence) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(canonical(evidence)).digest('hex').slice(0, 40);
    // Names of artifacts go into paths, names of environments may hold anything; the hash is of the name as it is.
    return `slipway-${evidence.environment.replaceAll(/[^\w.-]+/g, '-').slice(0, 100)}-${hash}`;
}

;// CONCATENATED MODULE: ./packages/github/build/issues.js


const day = (/* unused pure expression or super */ null && (24 * 3_600_000));
/** Opens an issue, or keeps the open one with the marker up to date: its text always, and a comment where it was quiet for long enough. */
async function raiseIssue(github, alarm) {
    const found = await findIssue(github, alarm.marker);
    if (!found.ok)
        return found;
    if (!found.data)
        return openIssue(github, alarm);
    const { number } = found.data;
    const updated = await patchIssue(github, number, 'update', { body: withMarker(alarm.marker, alarm.body) });
    if (!updated.ok)
        return updated;
    return { ok: true, data: { number, created: false, commented: await remind(github, alarm, found.data) } };
}
/** Comments on an issue that was quiet for long enough. The issue is open and says the newest, so a comment that fails is no failure. */
async function remind(github, alarm, { number, createdAt }) {
    const since = github.clock.now() - (alarm.quiet ?? day);
    if (Date.parse(createdAt) > since)
        return false;
    const quiet = await isQuiet(github, number, since);
    if (quiet.ok && !quiet.data)
        return false;
    const added = quiet.ok ? await addComment(github, number, alarm.comment ?? alarm.body) : quiet;
    if (!added.ok)
        github.log.info(added.why);
    return added.ok;
}
function openIssue(github, alarm) {
    const { marker, title, body, labels = [] } = alarm;
    return ask(github, {
        doing: 'open an issue',
        needs: 'issues: write',
        request: (octokit, repo) => octokit.rest.issues.create({ ...repo, title: title.slice(0, 200), body: withMarker(marker, body), labels: [...labels] }),
        read: ({ number }) => ({ number, created: true, commented: false }),
        taken: async () => {
            const found = await findIssue(github, marker);
            if (!found.ok)
                return found;
            return { ok: true, data: found.data && { number: found.data.number, created: true, commented: false } };
        },
    });
}
/** Closes every open issue with the marker. @returns the number of the oldest; undefined where none was open */
async function clearIssue(github, alarm) {
    const found = await findIssues(github, alarm.marker);
    if (!found.ok)
        return found;
    for (const { number } of found.data) {
        // Closed first: an issue without the last word is right, an open one with it is not.
        const closed = await patchIssue(github, number, 'close', { state: 'closed', state_reason: 'completed' });
        if (!closed.ok)
            return closed;
        const added = await addComment(github, number, alarm.comment);
        if (!added.ok)
            github.log.info(added.why);
    }
    return { ok: true, data: found.data.at(-1)?.number };
}
/** The oldest open issue of ours with the marker. */
async function findIssue(github, marker) {
    const answer = await findIssues(github, marker, (found) => found.length > 0);
    return answer.ok ? { ok: true, data: answer.data.at(-1) } : answer;
}
/** Open issues of ours with the marker, newest first. Reads 1000 open issues and pull requests at most. */
function findIssues(github, marker, enough) {
    return askPages(github, (page) => ({
        doing: 'list the open issues',
        needs: 'issues: read',
        request: (octokit, repo) => octokit.rest.issues.listForRepo({ ...repo, state: 'open', per_page: pageSize, page }),
        read: (data) => data
            .filter((issue) => !issue.pull_request && isOursAnywhere({ body: issue.body, user: issue.user }, marker))
            .map(({ number, created_at: createdAt }) => ({ number, createdAt })),
    }), { pages: 10, ...(enough ? { enough } : {}) });
}
function patchIssue(github, number, verb, change) {
    return ask(github, {
        doing: `${verb} issue #${number}`,
        needs: 'issues: write',
        request: (octokit, repo) => octokit.rest.issues.update({ ...repo, issue_number: number, ...change }),
        read: () => undefined,
    });
}
/** Whether nobody commented since a time, in milliseconds since 1970. */
function isQuiet(github, number, since) {
    return ask(github, {
        doing: `list the comments under issue #${number}`,
        needs: 'issues: read',
        request: (octokit, repo) => octokit.rest.issues.listComments({ ...repo, issue_number: number, since: new Date(since).toISOString(), per_page: pageSize }),
        read: (data) => data.every((comment) => Date.parse(comment.created_at) <= since),
    });
}
/** A comment whose answer was lost is not repeated: one too few says less than one too many. */
function addComment(github, number, body) {
    return ask(github, {
        doing: `comment on issue #${number}`,
        needs: 'issues: write',
        request: (octokit, repo) => octokit.rest.issues.createComment({ ...repo, issue_number: number, body: body.slice(0, 65_000) }),
        read: () => undefined,
        taken: async () => ({ ok: false, status: 0, why: 'it is not known whether the comment was taken' }),
    });
}

;// CONCATENATED MODULE: ./packages/github/build/runs.js


/**
 * Whether a workflow run is over: true or false where GitHub says so, undefined where it does not (no token, no permission, a local run, an
 * error). A 404 is no "over": the token may simply not see that repository.
 */
async function runIsOver(run, options) {
    const repository = splitRepository(run.repository);
    if (!options.token || !/^\d+$/.test(run.runId) || !repository)
        return undefined;
    const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(2413), __webpack_require__.e(8528)]).then(__webpack_require__.bind(__webpack_require__, 2413));
    const octokit = getOctokit(options.token, { baseUrl: options.apiUrl, request: { signal: AbortSignal.timeout(15_000) } });
    try {
        const { data } = await octokit.rest.actions.getWorkflowRun({ ...repository, run_id: Number(run.runId) });
        // A newer attempt of the same run began only after ours had ended.
        return data.status === 'completed' || (data.run_attempt ?? run.attempt) > run.attempt;
    }
    catch {
        return undefined;
    }
}
/** Whether a text may be the id of a run on GitHub. */
function isRunId(text) {
    return /^[1-9]\d{0,14}$/.test(text);
}
/** A run of this repository; undefined where there is none. */
async function readRun(github, id) {
    if (!isRunId(id))
        return { ok: true, data: undefined };
    const answer = await ask_ask(github, {
        doing: `read the run ${id}`,
        needs: 'actions: read',
        request: (octokit, repo) => octokit.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id) }),
        read: (run) => ({
            id,
            event: run.event,
            branch: run.head_branch ?? '',
            sha: run.head_sha,
            headRepository: run.head_repository?.full_name ?? '',
            over: run.status === 'completed',
        }),
    });
    return !answer.ok && answer.status === 404 ? { ok: true, data: undefined } : answer;
}
/** What became of an artifact of a run: only a job of that run can add one, with the runner's own token. */
function findArtifact(github, run, name) {
    return ask_ask(github, {
        doing: `list the artifacts of run ${run}`,
        needs: 'actions: read',
        request: (octokit, repo) => octokit.rest.actions.listWorkflowRunArtifacts({ ...repo, run_id: Number(run), name, per_page: ask_pageSize }),
        read: ({ artifacts }) => {
            const named = artifacts.filter((artifact) => artifact.name === name);
            if (named.some(({ expired }) => !expired))
                return 'there';
            return named.length > 0 ? 'expired' : 'missing';
        },
    });
}

;// CONCATENATED MODULE: ./packages/github/build/judge.js





/** What may start a run whose records count. Nobody starts these from a fork or by a pull request. */
const trustedEvents = ['push', 'workflow_dispatch', 'schedule'];
/**
 * Whether a release record is a proof: made by a job's token, for the commit that it stands at, ended well and only well, by a run of this
 * repository that an own event started on one of `branches`, and that vouches for every word of it by an artifact of its own.
 */
async function judgeRelease(github, release, branches) {
    const foreign = (why) => ({ ok: true, data: { state: 'foreign', at: release.createdAt, why } });
    if (release.creator !== deployments_bot)
        return foreign(`was recorded by ${release.creator || 'nobody known'}, not by ${deployments_bot}`);
    if (release.sha !== release.commit)
        return foreign(`names commit ${judge_short(release.commit)}, and its record stands at ${judge_short(release.sha)}`);
    if (!isRunId(release.run))
        return foreign('names no run of GitHub');
    const statuses = await listStatuses(github, release);
    if (!statuses.ok)
        return statuses;
    const { state, at } = progressOf(release, statuses.data);
    if (state === 'failed')
        return { ok: true, data: { state, at, why: `failed on ${release.environment} (deployment ${release.id})` } };
    if (state === 'in progress') {
        return { ok: true, data: { state, at, why: `is only in progress on ${release.environment} (deployment ${release.id})` } };
    }
    const doubt = await doubtOf(github, release, branches);
    if (!doubt.ok)
        return doubt;
    return doubt.data === undefined ? { ok: true, data: { state, at, why: '' } } : foreign(doubt.data);
}
/** Why the run of a record does not vouch for it; undefined where it does. */
async function doubtOf(github, release, branches) {
    const run = await readRun(github, release.run);
    if (!run.ok)
        return run;
    if (!run.data)
        return { ok: true, data: `names run ${release.run}, which is not there` };
    const wrong = wrongRun(run.data, github.repository, branches);
    if (wrong !== undefined)
        return { ok: true, data: wrong };
    // A tag may have the name of a branch, and its run then looks like one of the branch.
    const { branch, sha } = run.data;
    const held = await branchHolds(github, branch, sha);
    if (!held.ok)
        return held;
    if (!held.data)
        return { ok: true, data: `was recorded by run ${release.run} of commit ${judge_short(sha)}, which is not in the branch ${branch}` };
    const artifact = await findArtifact(github, release.run, evidenceName(release));
    if (!artifact.ok)
        return artifact;
    return { ok: true, data: unproven(artifact.data, release) };
}
function wrongRun(run, repository, branches) {
    const by = `was recorded by run ${run.id}`;
    if (!trustedEvents.includes(run.event))
        return `${by}, which the event ${run.event} started; only ${listed(trustedEvents)} count`;
    if (run.headRepository.toLowerCase() !== repository.toLowerCase())
        return `${by} of a commit of ${run.headRepository || 'nowhere'}`;
    if (branches.includes(run.branch))
        return undefined;
    return `${by} of ${run.branch || 'no branch'}; ${branches.length > 0 ? `only ${listed(branches)} ${branches.length > 1 ? 'count' : 'counts'}` : 'no branch counts here'}`;
}
function unproven(artifact, release) {
    if (artifact === 'there')
        return undefined;
    const by = `was recorded by run ${release.run}`;
    if (artifact === 'expired')
        return `${by}, whose proof has expired: it is an artifact that is kept for ${evidenceDays} days at most`;
    return `${by}, which has no artifact ${evidenceName(release)} to prove it`;
}
function judge_short(commit) {
    return commit.slice(0, 12);
}
function listed(words) {
    return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}

;// CONCATENATED MODULE: ./packages/github/build/named.js
/**
 * Releases that a person means by a version: those of exactly this name, or else those whose commit begins so, with seven digits or more. Two
 * different releases are never meant at once.
 */
function releasesNamed(releases, wanted) {
    const exact = releases.filter(({ version }) => version === wanted);
    if (exact.length > 0 || !/^[0-9a-f]{7,40}$/.test(wanted))
        return { ok: true, releases: exact };
    const found = releases.filter(({ commit }) => commit.startsWith(wanted));
    const versions = [...new Set(found.map(({ version }) => version))];
    const commits = new Set(found.map(({ commit }) => commit));
    return versions.length > 1 || commits.size > 1 ? { ok: false, versions } : { ok: true, releases: found };
}

;// CONCATENATED MODULE: ./packages/github/build/refusal.js

/** The failure for an answer that must not be missing: GitHub said no, or it could not be asked. */
function failureOf(answer, details) {
    const unreachable = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    return new build/* Failure */.HR(unreachable ? 'github-unreachable' : 'github-refused', answer.why, details);
}

;// CONCATENATED MODULE: ./packages/github/build/index.js
















/***/ })

};
