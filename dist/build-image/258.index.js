export const id = 258;
export const ids = [258];
export const modules = {

/***/ 258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(239);
// EXTERNAL MODULE: ./actions/build-image/build/pairs.js
var pairs = __webpack_require__(594);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(155);
;// CONCATENATED MODULE: ./actions/build-image/build/builder.js


/** The builder that `docker buildx build` will use. @throws Failure `docker-unavailable`, `program-missing` */
async function findBuilder(shell, options) {
    const inspected = await shell.run(['docker', 'buildx', 'inspect'], { deadline: 60_000, ...options }).catch(unavailable);
    const field = (name) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(inspected.stdout)?.[1] ?? '';
    const driver = field('Driver');
    return { name: field('Name') || 'default', driver, pushesByDigest: driver !== 'docker' };
}
function unavailable(error) {
    if (!(error instanceof shell_build.ProgramFailure))
        throw error;
    if (/not a docker command|unknown command/i.test(error.stderr)) {
        throw new build/* Failure */.HR('docker-unavailable', 'Docker is installed without its buildx plugin.', {
            state: 'Nothing was built.',
            hint: 'Install the plugin (package docker-buildx or docker-buildx-plugin).',
            cause: error,
        });
    }
    throw new build/* Failure */.HR('docker-unavailable', `The Docker engine does not answer: ${error.stderr.trim().split('\n').at(-1) ?? ''}`, {
        state: 'Nothing was built.',
        hint: 'Start Docker on the runner, and let the user of the runner use it (group docker).',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./actions/build-image/build/arguments.js
/**
 * The command line of a build. Values follow their option after `=`, and paths are absolute, so nothing that a user writes can be an option.
 * Provenance is always said: left out, its default depends on the driver and the engine's store, and turned images into indexes before.
 */
function buildArguments(plan) {
    const option = (name, value) => (value === undefined ? [] : [`--${name}=${value}`]);
    const list = (name, values) => values.map((pair) => `--${name}=${pair.name}=${pair.value}`);
    return [
        'docker',
        'buildx',
        'build',
        '--progress=plain',
        `--provenance=${plan.provenance}`,
        `--metadata-file=${plan.metadataFile}`,
        `--file=${plan.file}`,
        ...option('target', plan.target),
        ...list('build-arg', plan.buildArgs),
        ...list('build-context', plan.buildContexts),
        ...list('label', plan.labels),
        ...plan.secrets.map(({ id, variable }) => `--secret=id=${id},env=${variable}`),
        ...(plan.noCache ? ['--no-cache'] : []),
        ...(plan.pull ? ['--pull'] : []),
        ...destination(plan.destination),
        '--',
        plan.context,
    ];
}
function destination(to) {
    switch (to.kind) {
        case 'digest':
            return [`--output=type=image,push-by-digest=true,name-canonical=true,push=true,name=${to.name}`];
        case 'push':
            return [...to.references.map((reference) => `--tag=${reference}`), '--push'];
        case 'load':
            return [...to.references.map((reference) => `--tag=${reference}`), '--load'];
    }
}

;// CONCATENATED MODULE: ./actions/build-image/build/classify.js
const engine = /cannot connect to the docker daemon|error during connect|is the docker daemon running/i;
const refusal = /unauthorized|no basic auth credentials|\bdenied\b|forbidden|authentication required|insufficient.scope|\b40[13]\b/i;
const server = /toomanyrequests|too many requests|\b429\b|unexpected (?:http )?status[^\n]*\b5\d\d\b|\b50[0234] [A-Z]/i;
const network = /connection (?:refused|reset)|i\/o timeout|tls handshake timeout|no such host|server misbehaving|deadline ?exceeded|broken pipe|\bEOF\b/i;
const talksToRegistry = /push|https?:\/\/|authoriz|denied|status|\bEOF\b|connection|timeout/i;
/** The reason word of a failed build, and whether it is worth another attempt: a step of the Dockerfile never is. */
function classify(error) {
    const { step = '', message } = error;
    if (engine.test(message))
        return { reason: 'docker-unavailable', transient: false };
    // Where the engine has containerd's image store, pushing is a part of exporting.
    const pushing = /^pushing /.test(step) || /failed to push/i.test(message) || (/^exporting /.test(step) && talksToRegistry.test(message));
    const busy = server.test(message);
    const cut = network.test(message);
    if (pushing) {
        if (busy)
            return { reason: 'registry-error', transient: true };
        if (refusal.test(message))
            return { reason: 'registry-refused', transient: false };
        return cut ? { reason: 'registry-unreachable', transient: true } : { reason: 'push-failed', transient: false };
    }
    if (/load metadata for|^resolve |^\[(?:\S+ )?\d+\/\d+\] FROM /.test(step) ||
        /failed to resolve source metadata|pull access denied/i.test(message)) {
        return { reason: 'base-image-unavailable', transient: busy || cut };
    }
    return { reason: 'build-failed', transient: false };
}

;// CONCATENATED MODULE: ./actions/build-image/build/dockerfile.js
/** The instructions of a Dockerfile with continued lines joined; a here-document's body is no instruction. */
function parseInstructions(dockerfile) {
    const instructions = [];
    const hereDocuments = [];
    let open;
    for (const [index, raw] of dockerfile.split(/\r?\n/).entries()) {
        const line = raw.trim();
        if (hereDocuments.length > 0) {
            if (line === hereDocuments[0])
                hereDocuments.shift();
        }
        else if (line !== '' && !line.startsWith('#')) {
            open = { line: open?.line ?? index + 1, text: `${open?.text ?? ''} ${line.replace(/\\$/, '')}` };
            if (line.endsWith('\\'))
                continue;
            const text = normalize(open.text);
            instructions.push({ line: open.line, text });
            hereDocuments.push(...hereDocumentsOf(text));
            open = undefined;
        }
    }
    return open ? [...instructions, { line: open.line, text: normalize(open.text) }] : instructions;
}
function hereDocumentsOf(text) {
    return /^(RUN|COPY|ADD) /.test(text) ? [...text.matchAll(/<<-?["']?(\w+)["']?/g)].map(([, word = '']) => word) : [];
}
function normalize(text) {
    const flat = text.trim().replaceAll(/\s+/g, ' ');
    return flat.replace(/^\w+/, (word) => word.toUpperCase());
}
/**
 * Line of the instruction that a build step names, like `[backend 3/5] RUN pip install`. Older BuildKit does not say it. Undefined where several
 * instructions read alike, or where variables were filled in.
 */
function lineOfStep(dockerfile, step) {
    const [, text] = /^\[(?:\S+ )?\d+\/\d+\] ([\s\S]+)$/.exec(step) ?? [];
    if (!text)
        return undefined;
    const wanted = normalize(text);
    const found = parseInstructions(dockerfile).filter((instruction) => instruction.text === wanted);
    return found.length === 1 ? found[0]?.line : undefined;
}

;// CONCATENATED MODULE: ./actions/build-image/build/progress.js
const rule = /^-{6}$/;
const stepHeading = /^ > (.*):$/;
/** Reads the end of buildx's standard error. */
function readBuildError(lines) {
    const last = lines.findLast((line) => /^ERROR: /.test(line)) ?? lines.findLast((line) => line.trim() !== '') ?? '';
    const message = last
        .replace(/^ERROR: /, '')
        .replace(/^failed to build: /, '')
        .replace(/^failed to solve: /, '');
    const start = lines.findLastIndex((line) => stepHeading.test(line));
    const step = start < 0 ? undefined : stepHeading.exec(lines[start] ?? '')?.[1];
    const output = [];
    for (const line of start < 0 ? [] : lines.slice(start + 1)) {
        if (rule.test(line))
            break;
        output.push(line.replace(/^\d+\.\d+ /, ''));
    }
    return { step, message: shorten(message), output: output.slice(-20), line: lineIn(lines.slice(Math.max(0, start)), message) };
}
/** Wrappings that say nothing to the author of a Dockerfile. */
function shorten(message) {
    const wrapping = /^(rpc error: code = \w+ desc = |failed to solve with frontend \S+: |failed to create LLB definition: |failed to solve: )/;
    let rest = message;
    while (wrapping.test(rest))
        rest = rest.replace(wrapping, '');
    return rest;
}
function lineIn(lines, message) {
    const parse = /dockerfile parse error (?:on )?line (\d+)/i.exec(message)?.[1];
    const excerpt = lines.map((line) => /^\S*:(\d+)$/.exec(line)?.[1]).find((number) => number !== undefined);
    const number = Number(parse ?? excerpt);
    return Number.isInteger(number) && number > 0 ? number : undefined;
}

;// CONCATENATED MODULE: ./actions/build-image/build/stream.js
/** Passes a program's lines on in batches: each hand-over to `untrusted` costs two marks around it. */
function batchedLines(log, interval = 500) {
    let waiting = [];
    let timer;
    const flush = () => {
        clearTimeout(timer);
        timer = undefined;
        if (waiting.length > 0)
            log.untrusted(waiting.join('\n'));
        waiting = [];
    };
    return {
        flush,
        line(text) {
            waiting.push(text);
            if (waiting.length >= 200)
                flush();
            else
                timer ??= setTimeout(flush, interval);
        },
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/buildx.js









/** Builds, and tries again where only a registry was in the way: what was built is in the cache. */
async function buildx_build(plan, options, ports) {
    for (let attempt = 0;; attempt++) {
        const error = await attemptBuild(plan, options, ports);
        if (!error)
            return readMetadata(plan.metadataFile);
        const fault = classify(error);
        if (!fault.transient || attempt >= options.retries)
            throw await buildFailure(plan, fault, error, options.cwd);
        const pause = Math.min(1000 * 3 ** attempt * (1 + Math.random()), options.left());
        ports.log.warn(`Attempt ${attempt + 1} of ${options.retries + 1} failed (${error.message}); another one follows in ${Math.ceil(pause / 1000)} s.`);
        await ports.clock.sleep(pause);
    }
}
async function attemptBuild(plan, options, ports) {
    const tail = [];
    const lines = batchedLines(ports.log);
    try {
        await ports.shell.run(buildArguments(plan), {
            env: options.env,
            secrets: options.secrets,
            cwd: options.cwd,
            deadline: options.left(),
            signal: ports.signal,
            onLine(line) {
                lines.line(line);
                tail.push(line);
                if (tail.length > 400)
                    tail.shift();
            },
        });
        return undefined;
    }
    catch (error) {
        if (error instanceof shell_build.ProgramFailure)
            return readBuildError(tail);
        throw error;
    }
    finally {
        lines.flush();
    }
}
async function readMetadata(file) {
    const metadata = JSON.parse(await (0,promises_.readFile)(file, 'utf8'));
    const value = (key) => {
        const found = metadata[key];
        return typeof found === 'string' ? found : undefined;
    };
    return { digest: value('containerimage.digest'), imageId: value('containerimage.config.digest') };
}
const hints = {
    'build-failed': 'Mend the Dockerfile or what it copies; `docker build` shows the same on any machine.',
    'base-image-unavailable': 'Check the name after FROM, and sign in first (docker login) where its registry asks for it.',
    'docker-unavailable': 'Start Docker on the runner.',
    'push-failed': 'Check that the repository exists and takes this kind of image.',
    'registry-refused': 'Check registry-username and registry-password. On GitHub: permissions: packages: write.',
    'registry-error': 'Look at the status page of the registry, and run the job again: what was built is in the cache.',
    'registry-unreachable': 'Check that the Docker engine can reach the registry.',
};
const contextsHint = 'build-contexts need Docker 23 or newer, or a builder in a container: docker buildx create --driver docker-container --use.';
async function buildFailure(plan, fault, error, workspace) {
    const file = (0,external_node_path_.relative)(workspace, plan.file);
    const line = error.line ?? lineOfStep(await (0,promises_.readFile)(plan.file, 'utf8').catch(() => ''), error.step ?? '');
    const place = line === undefined ? file : `${file}:${line}`;
    const blamesFile = fault.reason === 'build-failed' || fault.reason === 'base-image-unavailable';
    const said = error.output.length > 0 ? `\n${error.output.join('\n')}\n` : '';
    const step = error.step ? `Step ${error.step}` : 'The build';
    const details = {
        state: blamesFile ? 'Nothing was pushed.' : 'No tag was changed.',
        hint: /unsupported frontend capability .*contexts/.test(error.message) ? contextsHint : hints[fault.reason],
        annotations: blamesFile && line !== undefined ? [{ level: 'error', title: error.step ?? 'Build', message: error.message, file, line }] : [],
    };
    return new build/* Failure */.HR(fault.reason, `${step} failed${blamesFile ? ` (${place})` : ''}: ${error.message}${said || '.'}`, details);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./actions/build-image/build/candidate.js

/**
 * The tag of an image that has not passed its gate, for builders that cannot push without one. It is new for each attempt of a run, since some
 * repositories let no tag be written twice.
 */
function candidateTag(revision, context) {
    const source = revision?.slice(0, 12) ?? (0,external_node_crypto_.randomBytes)(6).toString('hex');
    return `candidate-${source}-${context.runId}-${context.runAttempt}`.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 128);
}

;// CONCATENATED MODULE: ./actions/build-image/build/deadline.js

/** The time that the whole action has. */
function startDeadline(clock, limit, waitingFor) {
    const start = clock.now();
    return {
        elapsed: () => clock.now() - start,
        left() {
            const left = start + limit - clock.now();
            if (left <= 0)
                throw new build/* Failure */.HR('timeout', `${waitingFor} did not end within ${(0,build/* formatDuration */.a3)(limit)}.`, { hint: 'Raise the input timeout.' });
            return left;
        },
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/credentials.js
function parseDockerConfig(text) {
    try {
        const value = JSON.parse(text ?? '{}');
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    }
    catch {
        return {};
    }
}
/** What `docker login` left for a registry: in the file, or with the helper that the file names. */
async function findCredentials(shell, config, repository) {
    const helper = config.credHelpers?.[repository.authKey] ?? config.credsStore;
    if (helper && /^[\w.-]+$/.test(helper))
        return askHelper(shell, helper, repository.authKey);
    return fromEntry(config.auths?.[repository.authKey] ?? config.auths?.[`https://${repository.authKey}`]);
}
function fromEntry(entry) {
    if (entry?.identitytoken)
        return { identityToken: entry.identitytoken };
    if (entry?.username && entry.password)
        return { username: entry.username, password: entry.password };
    const plain = Buffer.from(entry?.auth ?? '', 'base64').toString();
    const colon = plain.indexOf(':');
    return colon < 1 ? undefined : { username: plain.slice(0, colon), password: plain.slice(colon + 1) };
}
async function askHelper(shell, helper, key) {
    const answer = await shell
        .run([`docker-credential-${helper}`, 'get'], { input: key, allowFailure: true, deadline: 15_000 })
        .catch(() => undefined);
    if (answer?.code !== 0)
        return undefined;
    const { Username, Secret } = parseDockerConfig(answer.stdout);
    if (typeof Username !== 'string' || typeof Secret !== 'string' || Secret === '')
        return undefined;
    return Username === '<token>' ? { identityToken: Secret } : { username: Username, password: Secret };
}
/**
 * The user's configuration with credentials of ours for one registry, for a folder of its own. What the user set up keeps working: a store for all
 * registries becomes a helper for each that it is known to hold, because the CLI would ask the store alone otherwise.
 */
function withCredentials(config, folder, key, username, password) {
    const { credsStore, ...kept } = config;
    const stored = credsStore ? Object.keys(config.auths ?? {}).map((name) => [name, credsStore]) : [];
    const helpers = { ...Object.fromEntries(stored), ...config.credHelpers };
    delete helpers[key];
    return {
        ...kept,
        ...(Object.keys(helpers).length > 0 ? { credHelpers: helpers } : {}),
        auths: { ...config.auths, [key]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } },
        cliPluginsExtraDirs: [...(config.cliPluginsExtraDirs ?? []), `${folder}/cli-plugins`],
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/docker-config.js




/**
 * Credentials from the inputs go into a Docker configuration of their own, removed at the end: they replace nobody's login, and nobody later on
 * this machine has them. Without such inputs the user's own configuration is used as it is.
 */
async function openWorkbench(shell, temp, repository, login) {
    const own = (await shell.run(['sh', '-c', 'printf %s "${DOCKER_CONFIG:-$HOME/.docker}"'])).stdout;
    const config = parseDockerConfig(await (0,shell_build.readText)(shell, (0,external_node_path_.join)(own, 'config.json')));
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'slipway-build-'));
    const close = () => (0,promises_.rm)(folder, { recursive: true, force: true });
    const { username, password } = login;
    if (!username || !password) {
        const credentials = await findCredentials(shell, config, repository);
        return { folder, env: {}, credentials, [Symbol.asyncDispose]: close };
    }
    try {
        const isolated = withCredentials(config, own, repository.authKey, username, password);
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify(isolated), { mode: 0o600 });
        await (0,promises_.symlink)((0,external_node_path_.join)(own, 'contexts'), (0,external_node_path_.join)(folder, 'contexts'));
    }
    catch (error) {
        await close();
        throw error;
    }
    // Builders that the user made are found where they were made.
    const builders = (await shell.run(['sh', '-c', 'printf %s "${BUILDX_CONFIG:-}"'])).stdout || (0,external_node_path_.join)(own, 'buildx');
    return {
        folder,
        env: { DOCKER_CONFIG: folder, BUILDX_CONFIG: builders },
        credentials: { username, password },
        [Symbol.asyncDispose]: close,
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/labels.js
/** What is known of the source: the checkout's own commit first, since a pull request's run is named after a merge commit. */
async function readOrigin(shell, folder, context) {
    const source = context.runUrl.split('/actions/runs/')[0] || undefined;
    const git = await shell
        .run(['git', '-C', folder, 'show', '--no-patch', '--no-show-signature', '--format=%H %cI', 'HEAD'], {
        allowFailure: true,
        deadline: 15_000,
    })
        .catch(() => undefined);
    const [, revision, created] = /^([0-9a-f]{40,64}) (\S+)\s*$/.exec(git?.code === 0 ? git.stdout : '') ?? [];
    return { revision: revision ?? (context.sha || undefined), created, source };
}
/** OCI's own labels, each only where its value is known, with the user's over them. */
function imageLabels(origin, title, version, own) {
    const values = { title, version, revision: origin.revision, source: origin.source, created: origin.created };
    const labels = new Map();
    for (const [name, value] of Object.entries(values))
        if (value)
            labels.set(`org.opencontainers.image.${name}`, value);
    for (const { name, value } of own)
        labels.set(name, value);
    return [...labels].map(([name, value]) => ({ name, value }));
}

// EXTERNAL MODULE: ./actions/build-image/build/repository.js
var build_repository = __webpack_require__(887);
;// CONCATENATED MODULE: ./actions/build-image/build/registry-auth.js

/** The challenge of a `WWW-Authenticate` header; undefined where it asks for something unknown. */
function parseChallenge(header) {
    const scheme = /^\s*(basic|bearer)\b/i.exec(header ?? '')?.[1]?.toLowerCase();
    if (scheme !== 'basic' && scheme !== 'bearer')
        return undefined;
    const parameters = {};
    for (const [, name = '', quoted, bare] of (header ?? '').matchAll(/([a-z_]+)=(?:"([^"]*)"|([^\s,]+))/gi)) {
        parameters[name.toLowerCase()] = quoted ?? bare ?? '';
    }
    return { scheme, parameters };
}
/**
 * The request for a bearer token (distribution's token specification; with an identity token, its OAuth2 form). Undefined where the registry sends
 * us to a token server that would see the credentials in the open.
 */
function tokenRequest(challenge, scope, credentials) {
    const { realm = '', service } = challenge.parameters;
    const url = URL.parse(realm);
    if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && (0,build_repository/* isLoopback */.U9)(url.host))))
        return undefined;
    if (credentials && 'identityToken' in credentials) {
        const form = { grant_type: 'refresh_token', refresh_token: credentials.identityToken, client_id: 'slipway', scope };
        return { url: url.href, init: { method: 'POST', body: new URLSearchParams({ ...form, ...(service ? { service } : {}) }) } };
    }
    if (service)
        url.searchParams.set('service', service);
    url.searchParams.set('scope', scope);
    return { url: url.href, init: credentials ? { headers: { authorization: basic(credentials) } } : {} };
}
/** The token of a token server's answer. */
function tokenOf(answer) {
    const body = parse(answer);
    if (typeof body !== 'object' || body === null)
        return undefined;
    const { token, access_token: accessToken } = body;
    const found = token ?? accessToken;
    return typeof found === 'string' && found !== '' ? found : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function basic(credentials) {
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
}

;// CONCATENATED MODULE: ./actions/build-image/build/registry-http.js


/** Longest that a registry may make us wait between two attempts. */
const longestWait = 60_000;
/** Registries take no larger manifest. */
const largestBody = 16 * 1024 * 1024;
/** Sends requests to one registry: authenticates when asked to, repeats what is transient, and gives up with a reason. */
function registryHttp(repository, options) {
    const { clock, credentials } = options;
    let authorization;
    const once = async (method, url, init = {}) => {
        const headers = new Headers(init.headers);
        // A registry may send us to a storage host, which must not see the credentials.
        if (authorization && new URL(url).origin === repository.origin)
            headers.set('authorization', authorization);
        const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.patience ?? 30_000)]);
        try {
            const response = await fetch(url, { ...init, method, headers, signal });
            return { status: response.status, ok: response.ok, headers: response.headers, body: await readBody(response) };
        }
        catch (error) {
            throw unreachable(repository, error, options.signal);
        }
    };
    const persistent = async (method, url, init) => {
        for (let attempt = 0;; attempt++) {
            const last = attempt >= options.retries;
            let asked = 0;
            try {
                const answer = await once(method, url, init);
                if (answer.status !== 429 && answer.status < 500)
                    return answer;
                if (last)
                    throw serverError(repository, method, answer);
                asked = retryAfter(answer.headers.get('retry-after'), clock.now());
            }
            catch (error) {
                if (last || !(error instanceof build/* Failure */.HR) || error.reason !== 'registry-unreachable')
                    throw error;
            }
            await clock.sleep(Math.min(longestWait, Math.max(asked, 500 * 2 ** attempt * (1 + Math.random()))));
        }
    };
    const authenticate = async (refused) => {
        const challenge = parseChallenge(refused.headers.get('www-authenticate'));
        if (challenge?.scheme === 'basic')
            return credentials && 'username' in credentials ? basic(credentials) : undefined;
        const request = challenge && tokenRequest(challenge, `repository:${repository.path}:pull,push`, credentials);
        if (!request)
            return undefined;
        const answer = await persistent(request.init.method ?? 'GET', request.url, request.init);
        const token = answer.ok ? tokenOf(answer.body.toString()) : undefined;
        return token && `Bearer ${token}`;
    };
    return async (method, url, init) => {
        const first = await persistent(method, url, init);
        if (first.status !== 401)
            return first;
        // The token server may be the registry's own host, and a token that has run out must not go there.
        authorization = undefined;
        authorization = await authenticate(first);
        return authorization ? persistent(method, url, init) : first;
    };
}
async function readBody(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
        size += chunk.length;
        if (size > largestBody)
            throw new Error(`the answer is larger than ${largestBody} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/** Milliseconds of a `Retry-After` header: seconds or a date. */
function retryAfter(header, now) {
    if (!header)
        return 0;
    if (/^\d+$/.test(header.trim()))
        return Number(header) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
function unreachable(repository, error, signal) {
    if (signal.aborted)
        return new build/* Failure */.HR('cancelled', 'The run was cancelled.');
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return new build/* Failure */.HR('registry-unreachable', `${repository.origin} could not be reached: ${(0,build/* messageOf */.bD)(cause)}.`, {
        hint: 'Check the name of the registry, that this machine may connect to it, and that it speaks HTTPS: plain HTTP is for this machine only.',
        cause: error,
    });
}
function serverError(repository, method, answer) {
    const slow = answer.status === 429;
    return new build/* Failure */.HR('registry-error', `${repository.origin} answered ${method} with ${answer.status}${errorOf(answer)}, every time it was asked.`, {
        hint: slow
            ? 'Its rate limit is used up: wait, or sign in with an account that has a higher one.'
            : 'Look at its status page, and run the job again.',
    });
}
/** The registry's own words for an error, in parentheses. */
function errorOf(answer) {
    const match = /"code"\s*:\s*"([^"]*)"(?:[^}]*?"message"\s*:\s*"([^"]*)")?/.exec(answer.body.toString());
    return match ? ` (${[match[1], match[2]].filter(Boolean).join(': ').slice(0, 200)})` : '';
}

;// CONCATENATED MODULE: ./actions/build-image/build/registry.js



const mediaTypes = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
/** @throws Failure `registry-refused`, `registry-error`, `registry-unreachable`, `push-failed`, `digest-mismatch` from every method */
function openRegistry(repository, options) {
    const http = registryHttp(repository, options);
    const base = `${repository.origin}/v2/${repository.path}`;
    return {
        async manifest(reference) {
            const answer = await http('GET', `${base}/manifests/${reference}`, { headers: { accept: mediaTypes.join(', ') } });
            if (answer.status === 404)
                return undefined;
            if (!answer.ok)
                throw refused(repository, `read ${reference}`, answer);
            const digest = digestOf(answer.body);
            const said = answer.headers.get('docker-content-digest');
            const wanted = reference.startsWith('sha256:') ? reference : (said ?? digest);
            if (digest !== wanted || (said !== null && said !== digest)) {
                throw new build/* Failure */.HR('digest-mismatch', `${repository.name}: what the registry sent for ${reference} has the digest ${digest}, not ${said === digest ? wanted : (said ?? wanted)}.`, { hint: 'Something between this machine and the registry changes content. Do not deploy this image.' });
            }
            return { digest, mediaType: mediaTypeOf(answer), bytes: answer.body };
        },
        async put(tag, manifest) {
            const init = {
                headers: { 'content-type': manifest.mediaType },
                body: new Uint8Array(manifest.bytes),
                redirect: 'error',
            };
            const answer = await http('PUT', `${base}/manifests/${tag}`, init);
            if (!answer.ok)
                throw refused(repository, `tag ${manifest.digest} as ${tag}`, answer);
        },
        async checkPush() {
            const answer = await http('POST', `${base}/blobs/uploads/`);
            if (!answer.ok)
                throw refused(repository, 'push', answer);
            const upload = URL.parse(answer.headers.get('location') ?? '', base);
            if (upload)
                await http('DELETE', upload.href).catch(() => { });
        },
    };
}
/** What the manifest calls itself, else what the registry calls it: an OCI manifest need not say it. */
function mediaTypeOf(answer) {
    const own = /"mediaType"\s*:\s*"([^"]+)"/.exec(answer.body.toString())?.[1];
    const said = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    return mediaTypes.find((type) => type === said) ?? mediaTypes.find((type) => type === own) ?? said;
}
function digestOf(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
function refused(repository, wish, response) {
    const said = errorOf(response);
    if (response.status === 401 || response.status === 403) {
        return new build/* Failure */.HR('registry-refused', `${repository.name}: the registry refused to let us ${wish}: ${response.status}${said}.`, {
            hint: 'Check registry-username and registry-password, and that this account may push to the repository. On GitHub: permissions: packages: write.',
        });
    }
    return new build/* Failure */.HR('push-failed', `${repository.name}: the registry did not ${wish}: ${response.status}${said}.`, {
        hint: 'Check that the repository exists, and whether its tags are immutable.',
    });
}
/** Compressed bytes of a manifest's configuration and layers; undefined for an index. */
function sizeOf(manifest) {
    const body = JSON.parse(manifest.bytes.toString());
    if (!Array.isArray(body.layers))
        return undefined;
    return [body.config, ...body.layers].reduce((total, part) => total + (part?.size ?? 0), 0);
}

;// CONCATENATED MODULE: ./actions/build-image/build/summary.js

function buildSummary(repository, facts) {
    const rows = [
        ['image', (0,build/* code */.aY)(facts.image || facts.imageId)],
        ['tags', facts.tags.length > 0 ? facts.tags.map(build/* code */.aY).join('<br>') : 'none: tags follow once a gate has passed'],
        ...(facts.candidate ? [['throw-away tag', (0,build/* code */.aY)(facts.candidate)]] : []),
        ...(facts.size === undefined ? [] : [['compressed size', formatBytes(facts.size)]]),
        ['duration', (0,build/* formatDuration */.a3)(facts.duration)],
        ['builder', `${(0,build/* code */.aY)(facts.builder.name)} (${facts.builder.driver})`],
    ];
    const verb = facts.image ? 'Built and pushed' : 'Built';
    return `### ${verb} ${(0,build/* code */.aY)(repository.name)}\n\n${(0,build/* table */.tp)(['', ''], rows)}`;
}
function tagSummary(image, moves) {
    const rows = moves.map(({ tag, before }) => [(0,build/* code */.aY)(tag), before === undefined ? 'new' : (0,build/* code */.aY)(before)]);
    return `### Tagged ${(0,build/* code */.aY)(image)}\n\n${(0,build/* table */.tp)(['tag', 'before'], rows)}`;
}
/** Bytes as people read them: `340 B`, `1.2 MB`. */
function formatBytes(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
    return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

;// CONCATENATED MODULE: ./actions/build-image/build/verify.js


/** Reads back what was pushed: a digest that only the builder has seen is a claim. @throws Failure `digest-mismatch`, `push-failed` */
async function verifyPush(registry, repository, digest, references) {
    const mismatch = (message) => new build/* Failure */.HR('digest-mismatch', message, {
        hint: 'Another job may push the same tags at the same time. Run the job again, with tags of its own.',
    });
    if (!digest)
        throw new build/* Failure */.HR('push-failed', 'buildx ended well and named no digest.', { hint: 'Update buildx.' });
    const manifest = await registry.manifest(digest);
    if (!manifest)
        throw mismatch(`${repository.name} does not hold ${digest}, which was just pushed.`);
    for (const reference of references) {
        const found = await registry.manifest(reference.slice(repository.name.length + 1));
        if (found?.digest !== digest)
            throw mismatch(`${reference} leads to ${found?.digest ?? 'nothing'}, not to ${digest}, which was just pushed.`);
    }
    return { digest, size: sizeOf(manifest) };
}

;// CONCATENATED MODULE: ./actions/build-image/build/run-build.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});














/** Builds one image and, unless told otherwise, pushes it so that only its digest names it. */
async function runBuild(inputs, ports) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, shell, clock, signal, context } = ports;
        const deadline = startDeadline(clock, inputs.timeout, 'Building');
        const repository = repositoryOf(inputs.image);
        refuseSecretArguments(inputs['build-args']);
        const paths = await findPaths(inputs, context.workspace);
        const origin = await readOrigin(shell, paths.context, context);
        const bench = __addDisposableResource(env_1, await openWorkbench(shell, context.temp, repository, {
            username: inputs['registry-username'],
            password: inputs['registry-password'],
        }), true);
        const registry = openRegistry(repository, { credentials: bench.credentials, clock, signal, retries: inputs.retries });
        const builder = await findBuilder(shell, { env: bench.env, signal });
        if (inputs.push !== 'none')
            await mayPush(registry);
        const tag = inputs.push === 'digest' && !builder.pushesByDigest ? candidateTag(origin.revision, context) : undefined;
        const secrets = (0,pairs/* secretPairs */.EW)(inputs.secrets ?? '').map((pair, index) => ({
            id: pair.name,
            variable: `SLIPWAY_SECRET_${index}`,
            value: pair.value,
        }));
        const plan = {
            ...paths,
            metadataFile: (0,external_node_path_.join)(bench.folder, 'metadata.json'),
            target: inputs.target,
            buildArgs: (0,pairs/* pairs */.AS)(inputs['build-args']),
            buildContexts: (0,pairs/* pairs */.AS)(inputs['build-contexts']),
            labels: labelsOf(inputs, repository, origin),
            secrets,
            noCache: inputs['no-cache'],
            pull: inputs.pull,
            provenance: inputs.provenance,
            destination: destinationOf(inputs, repository, tag),
        };
        const candidate = tag === undefined ? '' : `${repository.name}:${tag}`;
        const metadata = await log
            .group(`Build ${repository.name}`, () => buildx_build(plan, {
            env: bench.env,
            secrets: Object.fromEntries(secrets.map(({ variable, value }) => [variable, value])),
            cwd: context.workspace,
            retries: inputs.retries,
            left: deadline.left,
        }, ports))
            .finally(() => candidate && forgetLocally(candidate, bench, shell));
        const references = plan.destination.kind === 'digest' ? [] : plan.destination.references;
        const pushed = inputs.push === 'none' ? undefined : await verifyPush(registry, repository, metadata.digest, references);
        const image = pushed ? `${repository.name}@${pushed.digest}` : '';
        const tags = candidate ? [] : references;
        const facts = { image, imageId: metadata.imageId ?? '', tags, candidate, size: pushed?.size, duration: deadline.elapsed(), builder };
        log.info(image ? `Pushed ${image} in ${(0,build/* formatDuration */.a3)(facts.duration)}.` : `Built ${metadata.imageId ?? repository.name}; it was not pushed.`);
        if (candidate)
            log.info(explainCandidate(builder, candidate));
        return {
            outcome: 'built',
            image,
            digest: pushed?.digest ?? '',
            tags,
            outputs: {
                image,
                digest: pushed?.digest ?? '',
                imageid: facts.imageId,
                tags: tags.join('\n'),
                candidate,
                size: pushed?.size === undefined ? '' : String(pushed.size),
                duration: (facts.duration / 1000).toFixed(1),
            },
            summary: buildSummary(repository, facts),
        };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** The repository of a checked input; another action may call without the check. */
function repositoryOf(name) {
    const repository = (0,build_repository/* parseRepository */.SU)(name);
    if ('problem' in repository)
        throw (0,build/* badInputs */.PD)([{ input: 'image', message: repository.problem }]);
    return repository;
}
/** Minutes of building are wasted on an image that may not be pushed. */
async function mayPush(registry) {
    await registry.checkPush().catch((error) => {
        throw error instanceof build/* Failure */.HR ? (0,build/* withDetails */.FE)(error, { state: 'Nothing was built.' }) : error;
    });
}
function refuseSecretArguments(lines) {
    const names = (0,pairs/* pairs */.AS)(lines)
        .filter(({ value }) => (0,build/* holdsSecret */.hK)(value))
        .map(({ name }) => name);
    if (names.length === 0)
        return;
    throw new build/* Failure */.HR('secret-in-build-arg', `The build argument ${names.join(', ')} holds a masked secret.`, {
        state: 'Nothing was built.',
        hint: 'Everybody who can pull the image can read its build arguments. Pass it by the input secrets, and read it with RUN --mount=type=secret.',
    });
}
async function findPaths(inputs, workspace) {
    const context = (0,external_node_path_.resolve)(workspace, inputs.context);
    const folder = await (0,promises_.stat)(context).catch(() => undefined);
    if (!folder?.isDirectory()) {
        throw new build/* Failure */.HR('context-missing', `The build context ${inputs.context} is ${folder ? 'a file, not a folder' : 'not there'}.`, {
            state: 'Nothing was built.',
            hint: 'Check the input context, and that actions/checkout ran before.',
        });
    }
    const file = inputs.file === undefined ? (0,external_node_path_.join)(context, 'Dockerfile') : (0,external_node_path_.resolve)(workspace, inputs.file);
    if (!(await (0,promises_.stat)(file).catch(() => undefined))?.isFile()) {
        throw new build/* Failure */.HR('dockerfile-missing', `There is no Dockerfile at ${(0,external_node_path_.relative)(workspace, file)}.`, {
            state: 'Nothing was built.',
            hint: 'The input file is relative to the repository, not to the context.',
        });
    }
    return { context, file };
}
/** The engine needed the throw-away name for the push alone; what was built stays in its cache. */
async function forgetLocally(reference, bench, shell) {
    await shell.run(['docker', 'image', 'rm', '--no-prune', reference], { env: bench.env, allowFailure: true }).catch(() => { });
}
function labelsOf(inputs, repository, origin) {
    return imageLabels(origin, repository.path.split('/').at(-1) ?? repository.path, inputs.version, (0,pairs/* pairs */.AS)(inputs.labels));
}
function destinationOf(inputs, repository, candidate) {
    const references = (candidate === undefined ? inputs.tags : [candidate]).map((tag) => `${repository.name}:${tag}`);
    if (inputs.push === 'none')
        return { kind: 'load', references };
    return inputs.push === 'digest' && candidate === undefined ? { kind: 'digest', name: repository.name } : { kind: 'push', references };
}
function explainCandidate(builder, candidate) {
    return `The ${builder.driver} driver of builder ${builder.name} pushes tags only, so the image also stands under ${candidate}, which nothing deploys.`;
}

;// CONCATENATED MODULE: ./actions/build-image/build/run-tag.js
var run_tag_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var run_tag_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});






/** Gives tags to a digest by copying the manifest's bytes inside the registry: what was scanned is what is tagged, and nothing is built. */
async function runTag(inputs, ports) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, shell, clock, signal, context } = ports;
        const deadline = startDeadline(clock, inputs.timeout, 'Tagging');
        const repository = repositoryOf(inputs.image);
        const digest = inputs.digest ?? '';
        if (!digest)
            throw (0,build/* badInputs */.PD)([{ input: 'digest', message: 'is required with mode tag' }]);
        const bench = run_tag_addDisposableResource(env_1, await openWorkbench(shell, context.temp, repository, {
            username: inputs['registry-username'],
            password: inputs['registry-password'],
        }), true);
        const registry = openRegistry(repository, { credentials: bench.credentials, clock, signal, retries: inputs.retries });
        const manifest = await registry.manifest(digest);
        if (!manifest) {
            throw new build/* Failure */.HR('digest-missing', `${repository.name} holds no ${digest}.`, {
                state: 'No tag was changed.',
                hint: 'Check that image and digest come from the same build, and that the registry did not clean up meanwhile.',
            });
        }
        const moves = await log.group(`Tag ${repository.name}@${digest}`, () => moveTags(registry, manifest, inputs.tags, deadline.left));
        for (const { tag, before } of moves)
            log.info(`${repository.name}:${tag} leads to ${digest} ${before === undefined ? '(new)' : `(before: ${before})`}`);
        const image = `${repository.name}@${digest}`;
        const tags = inputs.tags.map((tag) => `${repository.name}:${tag}`);
        const size = sizeOf(manifest);
        return {
            outcome: 'tagged',
            image,
            digest,
            tags,
            outputs: {
                image,
                digest,
                tags: tags.join('\n'),
                size: size === undefined ? '' : String(size),
                duration: (deadline.elapsed() / 1000).toFixed(1),
            },
            summary: tagSummary(image, moves),
        };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = run_tag_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Tags one after the other and reads each back; a failure says which were moved. */
async function moveTags(registry, manifest, tags, left) {
    const moves = [];
    for (const tag of tags) {
        try {
            left();
            const before = (await registry.manifest(tag))?.digest;
            if (before !== manifest.digest)
                await registry.put(tag, manifest);
            const after = (await registry.manifest(tag))?.digest;
            if (after !== manifest.digest)
                throw new build/* Failure */.HR('digest-mismatch', `The tag ${tag} leads to ${after ?? 'nothing'} after it was put to ${manifest.digest}.`);
            moves.push({ tag, before });
        }
        catch (error) {
            if (!(error instanceof build/* Failure */.HR))
                throw error;
            const done = moves.map((move) => move.tag).join(', ');
            throw (0,build/* withDetails */.FE)(error, {
                state: done ? `Moved already: ${done}. Not moved: ${tags.slice(moves.length).join(', ')}.` : 'No tag was changed.',
            });
        }
    }
    return moves;
}

;// CONCATENATED MODULE: ./actions/build-image/build/run.js




async function run(inputs, ports) {
    for (const { value } of (0,pairs/* secretPairs */.EW)(inputs.secrets ?? ''))
        (0,build/* maskSecret */.$l)(value);
    return inputs.mode === 'tag' ? runTag(inputs, ports) : runBuild(inputs, ports);
}


/***/ })

};
