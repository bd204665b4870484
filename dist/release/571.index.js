export const id = 571;
export const ids = [571];
export const modules = {

/***/ 9571:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  AK: () => (/* binding */ buildAll),
  XD: () => (/* binding */ makeImages),
  $Y: () => (/* binding */ scanAll),
  yp: () => (/* binding */ tagAll)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(7487);
;// CONCATENATED MODULE: ./actions/build-image/build/pairs.js
/** `name=value` lines and quoted secrets, as build-push-action's users write them. */
/** The pair of a line; undefined where there is no name before a `=`. */
function parsePair(line) {
    const at = line.indexOf('=');
    return at < 1 ? undefined : { name: line.slice(0, at).trim(), value: line.slice(at + 1) };
}
/** Pairs of lines that were checked before. */
function pairs(lines) {
    return lines.map(parsePair).filter((pair) => pair !== undefined);
}
/**
 * The entries of the input `secrets`: one for each line, or for each quoted run of lines, in which `""` is a quote. Trailing blanks of a value are
 * kept inside quotes only.
 */
function splitSecrets(text) {
    const entries = [];
    const matcher = /[ \t]*"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)|([^\n]*)(?:\n|$)/y;
    while (matcher.lastIndex < text.length) {
        const match = matcher.exec(text);
        if (!match)
            break;
        const entry = match[1] === undefined ? (match[2] ?? '').trim() : match[1].replaceAll('""', '"');
        if (entry !== '')
            entries.push(entry);
    }
    return entries;
}
const secretId = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
/** What is wrong with the input `secrets`, never showing a value: a secret that is dropped silently makes a build that works differently. */
function secretProblems(text) {
    const seen = new Set();
    return splitSecrets(text).flatMap((entry, index) => {
        const which = `entry ${index + 1}`;
        const pair = parsePair(entry);
        if (!pair || !secretId.test(pair.name)) {
            return [`${which} is not id=value; a value of several lines stands in quotes: "id=first line, second line"`];
        }
        if (pair.value === '')
            return [`${which} (${pair.name}) is empty; a secret that does not exist, or is not visible to this job, arrives empty`];
        if (seen.has(pair.name))
            return [`${which} repeats the id ${pair.name}`];
        seen.add(pair.name);
        return [];
    });
}
function secretPairs(text) {
    return pairs(splitSecrets(text));
}

;// CONCATENATED MODULE: ./actions/build-image/build/repository.js
const component = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const hostName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const hub = 'docker.io';
/** The repository, or what is wrong with its name. */
function parseRepository(text) {
    if (text.includes('@'))
        return { problem: 'holds a digest; write the repository alone' };
    const slash = text.indexOf('/');
    const head = slash < 0 ? '' : text.slice(0, slash);
    const named = head.includes('.') || head.includes(':') || head === 'localhost';
    const registry = named ? head : hub;
    const rest = named ? text.slice(slash + 1) : text;
    if (rest.includes(':'))
        return { problem: 'holds a tag; write the repository alone, and tags in the input tags' };
    if (rest !== rest.toLowerCase())
        return { problem: `must be lower case: ${text.slice(0, 120).toLowerCase()}` };
    if (!hostName.test(registry) || rest.length > 255 || !rest.split('/').every((part) => component.test(part))) {
        return { problem: 'is not the name of a repository' };
    }
    if (registry !== hub)
        return { name: `${registry}/${rest}`, authKey: registry, origin: originOf(registry), path: rest };
    const path = rest.includes('/') ? rest : `library/${rest}`;
    return { name: `${hub}/${path}`, authKey: 'https://index.docker.io/v1/', origin: 'https://registry-1.docker.io', path };
}
/** Plain HTTP is for this machine only: elsewhere it would carry credentials and images in the open. */
function originOf(registry) {
    return `${isLoopback(registry) ? 'http' : 'https'}://${registry}`;
}
function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
const digestPattern = /^sha256:[0-9a-f]{64}$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

;// CONCATENATED MODULE: ./actions/build-image/build/check.js


/** Problems that the contract's types cannot tell. */
function check(inputs) {
    return [...checkNames(inputs), ...checkPairs(inputs), ...checkLogin(inputs)];
}
function checkNames(inputs) {
    const problems = [];
    const add = (input, message) => void problems.push({ input, message });
    const repository = parseRepository(inputs.image);
    if ('problem' in repository)
        add('image', `${repository.problem}. Example: ghcr.io/acme/notes/backend`);
    for (const tag of inputs.tags.filter((word) => !tagPattern.test(word))) {
        add('tags', `'${tag.slice(0, 60)}' is not a tag; write plain tags, without the repository. Example: 1.4.0`);
    }
    if (inputs.digest !== undefined && !digestPattern.test(inputs.digest)) {
        add('digest', 'is not a digest. Example: sha256: and 64 hexadecimal digits, as the output digest of the build holds it');
    }
    if (inputs.mode === 'build' && inputs.push === 'tags' && inputs.tags.length === 0)
        add('tags', 'is required with push tags. Example: 1.4.0');
    if (/^([a-z][a-z0-9+.-]*:\/\/|git@)/i.test(inputs.context))
        add('context', 'is a URL; check the repository out and name a folder');
    return problems;
}
function checkPairs(inputs) {
    const broken = ['build-args', 'build-contexts', 'labels'].flatMap((input) => inputs[input]
        .filter((line) => !parsePair(line))
        .map((line) => ({ input, message: `'${line.slice(0, 60)}' has no value; write name=value on each line` })));
    return [...broken, ...secretProblems(inputs.secrets ?? '').map((message) => ({ input: 'secrets', message }))];
}
function checkLogin(inputs) {
    const username = inputs['registry-username'];
    const password = inputs['registry-password'];
    if (Boolean(username) === Boolean(password))
        return [];
    if (password)
        return [{ input: 'registry-username', message: 'is needed with registry-password' }];
    const hint = 'A secret that is not visible to this job arrives empty';
    return [{ input: 'registry-password', message: `is needed with registry-username, and is missing or empty. ${hint}` }];
}

;// CONCATENATED MODULE: ./actions/build-image/build/contract.js


const contract = (0,build/* defineContract */.ye)({
    name: 'build-image',
    title: 'Slipway build image',
    description: 'Builds a container image with buildx, pushes it without a deployable tag, and tags it by digest once a gate has passed',
    icon: 'package',
    inputs: {
        mode: {
            type: 'choice',
            default: 'build',
            choices: ['build', 'tag'],
            description: '`build` builds and pushes; `tag` gives tags to a digest that is in the registry already, without a rebuild.',
            example: 'tag',
        },
        image: {
            type: 'string',
            required: true,
            description: 'Repository of the image, without tag.',
            example: 'ghcr.io/acme/notes/backend',
        },
        context: { type: 'string', default: '.', description: 'Folder of the build context, relative to the repository.', example: 'backend' },
        file: {
            type: 'string',
            description: 'Dockerfile, relative to the repository; by default `Dockerfile` in the context.',
            example: 'backend/Dockerfile',
        },
        target: { type: 'string', description: 'Stage to build; by default the last.', example: 'production' },
        'build-args': {
            type: 'lines',
            description: 'Build arguments. They stand in the image history: a secret among them is refused.',
            example: 'PYTHON_VERSION=3.13',
        },
        'build-contexts': {
            type: 'lines',
            description: 'Named contexts, as `name=path`; paths are relative to the repository.',
            example: 'wheels=.cache/wheels',
        },
        labels: {
            type: 'lines',
            description: 'Labels beside the `org.opencontainers.image.*` ones that are set anyway; the same name replaces one of those.',
            example: 'com.example.team=notes',
        },
        secrets: {
            type: 'text',
            secret: true,
            description: 'Secrets of `RUN --mount=type=secret`, as `id=value` lines; a value of several lines stands in quotes: `"id=first\nsecond"`.',
            example: 'npm=${{ secrets.NPM_TOKEN }}',
        },
        tags: {
            type: 'lines',
            requiredIn: ['tag'],
            description: 'Plain tags: given at once with `push: tags`, or to the digest with mode tag.',
            example: '1.4.0\nlatest',
        },
        push: {
            type: 'choice',
            default: 'digest',
            choices: ['digest', 'tags', 'none'],
            description: '`digest` pushes without a deployable tag, so that nothing unscanned can be deployed by name; `tags` pushes under `tags`; `none` leaves the image in the engine.',
            example: 'tags',
        },
        digest: {
            type: 'string',
            requiredIn: ['tag'],
            description: 'Digest to tag.',
            example: '${{ steps.build.outputs.digest }}',
        },
        'registry-username': {
            type: 'string',
            description: 'User of the registry; without it, what `docker login` left is used.',
            example: '${{ github.actor }}',
        },
        'registry-password': { type: 'string', secret: true, description: 'Password or token of the user.', example: '${{ github.token }}' },
        version: { ...build/* vocabulary */.vP.version, description: 'Version for the label `org.opencontainers.image.version`; without it, no such label.' },
        'no-cache': { type: 'boolean', default: 'false', description: 'Build every step anew.', example: 'true' },
        pull: { type: 'boolean', default: 'false', description: 'Ask the registry for newer base images.', example: 'true' },
        provenance: {
            type: 'choice',
            default: 'false',
            choices: ['false', 'true', 'mode=min', 'mode=max'],
            description: 'Provenance attestation. With one, the digest is that of an index; the default keeps a plain image manifest.',
            example: 'mode=max',
        },
        retries: {
            type: 'integer',
            default: '2',
            minimum: 0,
            maximum: 10,
            description: 'How often a transient fault of a registry is tried again; a failing build step never is.',
            example: '2',
        },
        timeout: { ...build/* vocabulary */.vP.timeout, default: '20m', example: '20m' },
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        image: { description: 'The image as it is to be deployed: repository@digest. Empty with `push: none`.' },
        digest: { description: 'Digest of the pushed manifest, read back from the registry. Empty with `push: none`.' },
        imageid: { description: 'Digest of the image configuration, which the engine shows as image ID. Empty for an index.' },
        tags: { description: 'References with a tag that lead to the digest now, one per line.' },
        candidate: {
            description: 'The throw-away tag that held the image with `push: digest`, where the builder cannot push without any tag.',
        },
        size: { description: 'Compressed bytes that a machine without any of the layers pulls. Empty for an index.' },
        duration: { description: 'Seconds that the action took.' },
    },
    outcomes: {
        built: 'The image is built and, unless `push: none`, in the registry under the digest.',
        tagged: 'Every tag leads to the digest.',
    },
    reasons: {
        'build-failed': 'A step of the Dockerfile failed; step, line and last output are in the message.',
        'base-image-unavailable': 'A base image could not be fetched.',
        'context-missing': 'The build context is not a folder.',
        'dockerfile-missing': 'There is no Dockerfile where one was expected.',
        'secret-in-build-arg': 'A build argument holds a secret, and build arguments stay readable in the image.',
        'docker-unavailable': 'The Docker engine or its buildx plugin does not answer.',
        'push-failed': 'The registry did not take the image.',
        'registry-refused': 'The registry refused the credentials, or they may not push there.',
        'registry-error': 'The registry answered with a server error or asked to slow down, every time.',
        'registry-unreachable': 'The registry could not be reached.',
        'digest-missing': 'The digest to tag is not in the repository.',
        'digest-mismatch': 'The registry holds something else than what was pushed.',
    },
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 12 modules
var shell_build = __webpack_require__(4623);
;// CONCATENATED MODULE: ./actions/build-image/build/builder.js


/** The builder that `docker buildx build` will use. @throws Failure `docker-unavailable`, `program-missing` */
async function findBuilder(shell, options) {
    const inspected = await shell.run(['docker', 'buildx', 'inspect'], { deadline: 60_000, ...options }).catch(unavailable);
    const field = (name) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(inspected.stdout)?.[1] ?? '';
    const driver = field('Driver');
    return { name: field('Name') || 'default', driver, pushesByDigest: driver !== 'docker' };
}
function unavailable(error) {
    if (!(error instanceof shell_build/* ProgramFailure */.J9))
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
        if (error instanceof shell_build/* ProgramFailure */.J9)
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
var external_node_crypto_ = __webpack_require__(7598);
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
    const config = parseDockerConfig(await (0,shell_build/* readText */.yR)(shell, (0,external_node_path_.join)(own, 'config.json')));
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
    if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.host))))
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
        const secrets = secretPairs(inputs.secrets ?? '').map((pair, index) => ({
            id: pair.name,
            variable: `SLIPWAY_SECRET_${index}`,
            value: pair.value,
        }));
        const plan = {
            ...paths,
            metadataFile: (0,external_node_path_.join)(bench.folder, 'metadata.json'),
            target: inputs.target,
            buildArgs: pairs(inputs['build-args']),
            buildContexts: pairs(inputs['build-contexts']),
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
    const repository = parseRepository(name);
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
    const names = pairs(lines)
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
    return imageLabels(origin, repository.path.split('/').at(-1) ?? repository.path, inputs.version, pairs(inputs.labels));
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
    for (const { value } of secretPairs(inputs.secrets ?? ''))
        (0,build/* maskSecret */.$l)(value);
    return inputs.mode === 'tag' ? runTag(inputs, ports) : runBuild(inputs, ports);
}

;// CONCATENATED MODULE: ./actions/build-image/build/index.js



;// CONCATENATED MODULE: ./actions/scan-image/build/severity.js
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

;// CONCATENATED MODULE: ./actions/scan-image/build/check.js

const imagePattern = /^[A-Za-z0-9[][A-Za-z0-9._:/[\]-]*@(sha256:[0-9a-f]{64})$/;
/** Problems that the contract's types cannot tell. */
function check_check(inputs) {
    const problems = [];
    const add = (input, message) => void problems.push({ input, message });
    if (!inputs.image && !inputs.path)
        add('image', 'is required, and is missing or empty. Example: ghcr.io/acme/notes/backend@sha256:…');
    if (inputs.image && inputs.path)
        add('path', 'names an archive, but image names an image too; give one of them');
    if (inputs.image && !imagePattern.test(inputs.image)) {
        add('image', 'has no digest: a tag may lead elsewhere when it is deployed. Example: ghcr.io/acme/notes/backend@sha256: and 64 digits');
    }
    const reported = parseSeverities(inputs.severity);
    const refused = parseSeverities(inputs['fail-on']);
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

;// CONCATENATED MODULE: ./actions/scan-image/build/contract.js


const contract_contract = (0,build/* defineContract */.ye)({
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
        timeout: { ...build/* vocabulary */.vP.timeout, default: '10m', example: '10m' },
        summary: build/* vocabulary */.vP.summary,
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

;// CONCATENATED MODULE: ./actions/scan-image/build/summary.js


const shownFindings = 50;
const verdicts = {
    passed: 'passed',
    vulnerabilities: 'refused: vulnerabilities',
    'end-of-life': 'refused: the distribution gets no security updates any more',
    'nothing-found': 'refused: nothing was recognised in it',
};
/** The decision, the numbers, and what refuses the image. */
function scanSummary(subject, report, decision, updatedAt) {
    const { counts, reported, refusing, fixable } = decision;
    const lines = [
        `### Scan ${verdicts[decision.verdict]}`,
        '',
        (0,build/* code */.aY)(subject),
        '',
        (0,build/* table */.tp)([...severities, 'total', 'fixable'], [[...severities.map((severity) => counts[severity]), reported.length, fixable]]),
    ];
    if (refusing.length > 0)
        lines.push('', (0,build/* table */.tp)(['package', 'installed → fixed', 'vulnerability', 'severity'], refusing.slice(0, shownFindings).map(row)));
    if (refusing.length > shownFindings)
        lines.push('', `${refusing.length - shownFindings} more are in the report.`);
    lines.push('', facts(report, updatedAt));
    return lines.join('\n');
}
function row(finding) {
    const source = finding.severitySource ? ` (${(0,build/* cell */.Hn)(finding.severitySource)})` : '';
    return [
        (0,build/* cell */.Hn)(finding.package),
        `${(0,build/* cell */.Hn)(finding.installed)} → ${(0,build/* cell */.Hn)(finding.fixed || 'none')}`,
        summary_link(finding),
        `${finding.severity}${source}`,
    ];
}
/** Only an address that cannot end the link or start something else becomes one. */
function summary_link(finding) {
    return /^https:\/\/[\w./?=&%#:~+-]+$/.test(finding.url) ? `[${(0,build/* cell */.Hn)(finding.id)}](${finding.url})` : (0,build/* cell */.Hn)(finding.id);
}
function facts(report, updatedAt) {
    const parts = [`${report.packages} packages`, `database of ${updatedAt.toISOString()}`];
    if (report.system)
        parts.unshift((0,build/* cell */.Hn)(report.system.name));
    if (report.suppressed !== undefined)
        parts.push(`${report.suppressed} suppressed by the ignore file`);
    return parts.join(', ');
}

;// CONCATENATED MODULE: ./actions/scan-image/build/conclude.js



const annotationLimit = 10;
const logLimit = 50;
/** The result of a passed scan. @throws Failure of the verdict, with everything that the scan found */
function conclude(scanned, log) {
    const { report, decision, inputs, subject, database } = scanned;
    for (const finding of decision.refusing.slice(0, logLimit))
        log.info(lineOf(finding));
    if (decision.refusing.length > logLimit)
        log.info(`${decision.refusing.length - logLimit} more are in ${scanned.files.json}`);
    const outputs = outputsOf(scanned);
    const summary = scanSummary(subject, report, decision, database.updatedAt);
    if (decision.verdict === 'passed') {
        log.info(`${subject} passed: ${report.packages} packages, ${decision.reported.length} known vulnerabilities, none of which refuses it.`);
        return { outcome: 'passed', outputs, summary, report, decision };
    }
    const annotations = inputs.annotations ? annotate(scanned) : [];
    throw conclude_refusal(scanned, { outputs, summary, annotations });
}
function conclude_refusal(scanned, found) {
    const { report, decision, subject, inputs } = scanned;
    const details = { ...found, state: 'Nothing was changed.' };
    switch (decision.verdict) {
        case 'end-of-life':
            return new build/* Failure */.HR('end-of-life', `${subject} is built on ${report.system?.name ?? 'a distribution'}, which gets no security updates any more.`, {
                ...details,
                hint: 'Move to a supported release of the base image; fail-on-eol: false accepts it.',
            });
        case 'nothing-found':
            return new build/* Failure */.HR('nothing-found', `No package was recognised in ${subject}, so there was nothing to compare with the database.`, {
                ...details,
                hint: 'If it holds one static program on purpose, set allow-empty: true.',
            });
        default: {
            const fixable = inputs['only-fixable'] ? ' with a fixed version' : '';
            const worst = decision.refusing.slice(0, 3).map(lineOf).join('; ');
            return new build/* Failure */.HR('vulnerabilities', `${subject} holds ${decision.refusing.length} vulnerabilities of ${inputs['fail-on']}${fixable}: ${worst}.`, {
                ...details,
                hint: 'Move these packages to the fixed versions, or accept one in ignore-file.',
            });
        }
    }
}
function lineOf(finding) {
    return `${finding.severity} ${finding.id} ${finding.package} ${finding.installed} → ${finding.fixed || 'no fix'} (${finding.target})`;
}
function annotate(scanned) {
    const { line, inputs, decision } = scanned;
    const place = line === undefined ? {} : { file: inputs.dockerfile, line };
    return decision.refusing.slice(0, annotationLimit).map((finding) => ({
        level: 'warning',
        title: `${finding.id} in ${finding.package}`,
        message: `${lineOf(finding)}${finding.title ? `: ${finding.title}` : ''}`,
        ...place,
    }));
}
function outputsOf(scanned) {
    const { decision, report, inputs } = scanned;
    const numbers = { ...decision.counts, total: decision.reported.length, fixable: decision.fixable };
    const suppressed = inputs['ignore-file'] ? report.suppressed : 0;
    return {
        ...Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, String(count)])),
        digest: imagePattern.exec(inputs.image ?? '')?.[1] ?? '',
        suppressed: suppressed === undefined ? '' : String(suppressed),
        json: scanned.files.json,
        sarif: scanned.files.sarif,
        sbom: scanned.files.sbom,
        'database-updated': scanned.database.updatedAt.toISOString(),
    };
}

;// CONCATENATED MODULE: ./actions/scan-image/build/bolt.js

/** Reads a few pages of a bbolt file (https://github.com/etcd-io/bbolt): a database of hundreds of megabytes is never read as a whole. */
const magic = 0xed0cdaed;
const flag = { branch: 0x01, leaf: 0x02 };
const headerSize = 16;
const elementSize = 16;
/** Names of the buckets at the root, and how many of `names` among them hold something. @throws Error where the file is no bbolt file */
async function inspectBuckets(path, names) {
    const file = await (0,promises_.open)(path);
    try {
        const { root, pageSize } = await readMeta(file);
        const entries = await leaves(file, pageSize, root);
        const buckets = entries.filter((entry) => entry.isBucket);
        const filled = [];
        for (const { key, value } of buckets.filter((entry) => names.includes(entry.key))) {
            if (await holdsAnything(file, pageSize, value))
                filled.push(key);
        }
        return { buckets: buckets.map(({ key }) => key), filled };
    }
    finally {
        await file.close();
    }
}
/** The newer of the two meta pages. */
async function readMeta(file) {
    const first = await read(file, 0, headerSize + 64);
    const pageSize = first.readUInt32LE(headerSize + 8);
    if (first.readUInt32LE(headerSize) !== magic || pageSize < 512 || pageSize > 65_536)
        throw new Error('not a bbolt file');
    const second = await read(file, pageSize, headerSize + 64);
    const metas = [first, second].filter((page) => page.readUInt32LE(headerSize) === magic);
    const newest = metas.reduce((a, b) => (b.readBigUInt64LE(headerSize + 48) > a.readBigUInt64LE(headerSize + 48) ? b : a));
    return { root: Number(newest.readBigUInt64LE(headerSize + 16)), pageSize };
}
async function readPage(file, pageSize, id) {
    const header = await read(file, id * pageSize, headerSize);
    const bytes = await read(file, id * pageSize, (header.readUInt32LE(12) + 1) * pageSize);
    return { flags: header.readUInt16LE(8), count: header.readUInt16LE(10), bytes };
}
/** Every entry below a page. Only the root's tree is walked so: it holds the names of buckets, a few hundred. */
async function leaves(file, pageSize, id, depth = 0) {
    if (depth > 8)
        throw new Error('a tree of pages without end');
    const page = await readPage(file, pageSize, id);
    if (page.flags & flag.leaf)
        return Array.from({ length: page.count }, (_, index) => entryOf(page, index));
    if (!(page.flags & flag.branch))
        throw new Error(`page ${id} is neither branch nor leaf`);
    const entries = [];
    for (let index = 0; index < page.count; index++) {
        const child = Number(page.bytes.readBigUInt64LE(headerSize + index * elementSize + 8));
        entries.push(...(await leaves(file, pageSize, child, depth + 1)));
    }
    return entries;
}
function entryOf(page, index) {
    const at = headerSize + index * elementSize;
    const start = at + page.bytes.readUInt32LE(at + 4);
    const middle = start + page.bytes.readUInt32LE(at + 8);
    const end = middle + page.bytes.readUInt32LE(at + 12);
    return {
        key: page.bytes.toString('utf8', start, middle),
        value: page.bytes.subarray(middle, end),
        isBucket: (page.bytes.readUInt32LE(at) & 1) === 1,
    };
}
/** A small bucket stands inside its own value, after a header that names page 0. */
async function holdsAnything(file, pageSize, value) {
    const root = Number(value.readBigUInt64LE(0));
    if (root === 0)
        return value.length >= 32 && value.readUInt16LE(16 + 10) > 0;
    return (await readPage(file, pageSize, root)).count > 0;
}
async function read(file, position, length) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead < length)
        throw new Error('the file ends too early');
    return buffer;
}

;// CONCATENATED MODULE: ./actions/scan-image/build/database.js




/** Clocks differ; a database from further ahead than this says nothing about its age. */
const tolerance = 24 * 3_600_000;
const notScanned = 'The image counts as not scanned.';
/**
 * Makes sure that a scan can mean something: Trivy itself passes every image against an empty database, and against one of years ago.
 * @throws Failure `database-empty`, `database-stale`
 */
async function checkDatabase(folder, maximumAge, now) {
    const updatedAt = await readUpdatedAt((0,external_node_path_.join)(folder, 'db', 'metadata.json'));
    const age = now - updatedAt.getTime();
    if (age > maximumAge || age < -tolerance) {
        const what = age < 0 ? 'is dated in the future' : `was made ${(0,build/* formatDuration */.a3)(age)} ago, and ${(0,build/* formatDuration */.a3)(maximumAge)} is the limit`;
        throw new build/* Failure */.HR('database-stale', `The vulnerability database ${what} (${updatedAt.toISOString()}).`, {
            state: notScanned,
            hint: 'Update it (trivy image --download-db-only), or raise db-max-age if you accept not to know newer vulnerabilities.',
        });
    }
    await refuseEmpty((0,external_node_path_.join)(folder, 'db', 'trivy.db'));
    return { updatedAt };
}
async function readUpdatedAt(file) {
    const text = await (0,promises_.readFile)(file, 'utf8').catch((cause) => {
        throw empty(`${file} cannot be read`, cause);
    });
    const date = /"UpdatedAt"\s*:\s*"([^"]+)"/.exec(text)?.[1];
    const time = Date.parse(date ?? '');
    if (!/"Version"\s*:\s*2\b/.test(text) || Number.isNaN(time))
        throw empty(`${file} does not describe a database of schema 2`);
    return new Date(time);
}
async function refuseEmpty(file) {
    const { buckets, filled } = await inspectBuckets(file, ['vulnerability']).catch((cause) => {
        throw empty(`${file} cannot be read (${(0,build/* messageOf */.bD)(cause)})`, cause);
    });
    const sources = buckets.filter((name) => name !== 'vulnerability' && name !== 'data-source');
    if (filled.length === 0 || sources.length === 0)
        throw empty(`${file} is a database without a single advisory`);
}
function empty(what, cause) {
    return new build/* Failure */.HR('database-empty', `There is no usable vulnerability database: ${what}.`, {
        state: notScanned,
        hint: 'Fetch it again (trivy image --download-db-only --cache-dir FOLDER); db-path is the folder that holds db/trivy.db.',
        ...(cause === undefined ? {} : { cause }),
    });
}

;// CONCATENATED MODULE: ./actions/scan-image/build/dockerfile.js
/** Line of the last FROM, from 1: the stage that is shipped unless a target says otherwise. Undefined where there is none. */
function lastFrom(dockerfile) {
    const index = dockerfile.split(/\r?\n/).findLastIndex((line) => /^\s*FROM\s+\S/i.test(line));
    return index < 0 ? undefined : index + 1;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./actions/scan-image/build/engine.js



/**
 * Trivy is told everything by its environment: an unknown variable is ignored where an unknown flag ends it, so one plan fits many versions. It is
 * never asked for an exit code of its own, which would mean findings and faults alike, and reports every severity: the gate is ours.
 */
function scanEnvironment(plan) {
    const common = {
        TRIVY_CACHE_DIR: plan.cache,
        TRIVY_FORMAT: plan.format ?? 'json',
        TRIVY_OUTPUT: plan.reportFile,
        TRIVY_SCANNERS: 'vuln',
        TRIVY_LIST_ALL_PKGS: 'true',
        TRIVY_SHOW_SUPPRESSED: 'true',
        TRIVY_NO_PROGRESS: 'true',
        TRIVY_SKIP_VERSION_CHECK: 'true',
        TRIVY_DISABLE_TELEMETRY: 'true',
        TRIVY_TIMEOUT: `${Math.ceil(plan.timeout / 1000)}s`,
    };
    return {
        ...common,
        ...('archive' in plan.subject ? { TRIVY_INPUT: plan.subject.archive } : { TRIVY_IMAGE_SRC: 'remote' }),
        ...(plan.offline ? { TRIVY_SKIP_DB_UPDATE: 'true', TRIVY_SKIP_JAVA_DB_UPDATE: 'true', TRIVY_OFFLINE_SCAN: 'true' } : {}),
        ...(plan.ignoreFile ? { TRIVY_IGNOREFILE: plan.ignoreFile } : {}),
        ...(plan.dockerConfig ? { DOCKER_CONFIG: plan.dockerConfig } : {}),
    };
}
const inherited = /^(PATH|HOME|TMPDIR|DOCKER_CONFIG|SSL_CERT_(FILE|DIR)|(HTTPS?|NO|ALL)_PROXY)$/i;
/**
 * The command line. A scanner needs no token of the job: every other variable is taken away by name before it starts, so that a scanner that was
 * tampered with finds none.
 */
function scanArguments(plan, variables) {
    const withheld = variables.filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !inherited.test(name));
    const own = Object.keys(scanEnvironment(plan));
    const unset = withheld.filter((name) => !own.includes(name)).flatMap((name) => ['-u', name]);
    const subject = 'image' in plan.subject ? ['--', plan.subject.image] : [];
    return ['env', ...unset, plan.tool, 'image', ...subject];
}
/** Runs one scan; the report is in `reportFile`. @throws Failure `scanner-error`, `program-missing`, `timeout` */
async function scan(shell, plan, variables, options) {
    try {
        await shell.run(scanArguments(plan, variables), { ...options, env: scanEnvironment(plan), deadline: plan.timeout });
    }
    catch (error) {
        const state = 'The image counts as not scanned.';
        if (error instanceof build/* Failure */.HR && error.reason === 'timeout') {
            throw (0,build/* withDetails */.FE)(new build/* Failure */.HR('timeout', `The scan did not end within ${(0,build/* formatDuration */.a3)(plan.timeout)}.`, { cause: error }), {
                state,
            });
        }
        if (!(error instanceof shell_build/* ProgramFailure */.J9))
            throw error;
        if (error.code === 127) {
            throw new build/* Failure */.HR('program-missing', `${plan.tool} is not installed on ${shell.where}.`, {
                state,
                hint: 'Install Trivy (trivy.dev), or name the program in tool-path.',
                cause: error,
            });
        }
        throw new build/* Failure */.HR('scanner-error', `The scanner ended with exit code ${error.code}: ${lastWords(error.stderr)}`, {
            state,
            hint: hintFor(error.stderr),
            cause: error,
        });
    }
}
/** What Trivy said last, without its time stamps and colours. Some builds end without a word. */
function lastWords(stderr) {
    const plain = (0,external_node_util_.stripVTControlCharacters)(stderr).trimEnd().split('\n').slice(-3);
    const said = plain
        .map((line) => line.replace(/^\S+T\S+\s+/, '').trim())
        .filter(Boolean)
        .join(' ');
    return said || 'it did not say why.';
}
function hintFor(stderr) {
    if (/unauthorized|denied|\b40[13]\b/i.test(stderr))
        return 'The registry refused it: check registry-username and registry-password. On GitHub: permissions: packages: read.';
    if (/toomanyrequests|\b429\b/i.test(stderr))
        return 'A registry asked to slow down: keep the database in a cache and name it in db-path.';
    if (/manifest.?unknown|not found|\b404\b/i.test(stderr))
        return 'Check that the image with this digest is in the registry.';
    return 'Check that the registry and, without db-path, the source of the database can be reached.';
}

;// CONCATENATED MODULE: ./actions/scan-image/build/gate.js

/**
 * Decides on a report. Silence is no proof: without any package there was nothing to compare, and of a distribution past its end nobody reports
 * vulnerabilities any more; the scanner itself passes both.
 */
function decide(report, policy) {
    const reported = report.findings.filter(({ severity }) => policy.report.includes(severity)).toSorted(worstFirst);
    const refusing = reported.filter(({ severity, fixed }) => policy.refuse.includes(severity) && (fixed !== '' || !policy.onlyFixable));
    const count = (severity) => reported.filter((finding) => finding.severity === severity).length;
    return {
        verdict: verdictOf(report, policy, refusing.length),
        reported,
        refusing,
        counts: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low'), unknown: count('unknown') },
        fixable: reported.filter(({ fixed }) => fixed !== '').length,
    };
}
function verdictOf(report, policy, refusing) {
    if (refusing > 0)
        return 'vulnerabilities';
    if (report.system?.endOfLife && policy.failOnEndOfLife)
        return 'end-of-life';
    if (report.packages === 0 && !policy.allowEmpty)
        return 'nothing-found';
    return 'passed';
}
function worstFirst(a, b) {
    const rank = severities.indexOf(a.severity) - severities.indexOf(b.severity);
    return rank || a.package.localeCompare(b.package) || a.id.localeCompare(b.id);
}

;// CONCATENATED MODULE: ./actions/scan-image/build/report.js


/** Reads Trivy's JSON (schema 2). Every field may be missing, and enumerations grow. @throws Failure `scanner-error` */
function parseReport(text) {
    const report = object(report_parse(text));
    if (report['SchemaVersion'] !== 2)
        throw notAReport(`its schema version is ${String(report['SchemaVersion'] ?? 'missing')}, not 2`);
    const metadata = object(report['Metadata']);
    const results = list(report['Results']);
    const modified = results.flatMap((result) => Array.isArray(result['ExperimentalModifiedFindings']) ? result['ExperimentalModifiedFindings'] : []);
    return {
        digests: strings(metadata['RepoDigests']).flatMap((name) => name.split('@')[1] ?? []),
        system: systemOf(metadata['OS']),
        packages: results.reduce((count, result) => count + list(result['Packages']).length, 0),
        findings: results.flatMap((result) => list(result['Vulnerabilities']).map((found) => finding(found, string(result['Target'])))),
        suppressed: modified.length > 0 ? modified.length : undefined,
    };
}
function finding(found, target) {
    const source = object(found['DataSource']);
    return {
        id: string(found['VulnerabilityID']),
        severity: severityOf(string(found['Severity'])),
        severitySource: string(found['SeveritySource']) || string(source['ID']),
        package: string(found['PkgName']),
        installed: string(found['InstalledVersion']),
        fixed: string(found['FixedVersion']),
        title: string(found['Title']),
        url: string(found['PrimaryURL']),
        target: string(found['PkgPath']) || target,
    };
}
function systemOf(value) {
    const system = object(value);
    const name = [string(system['Family']), string(system['Name'])].filter(Boolean).join(' ');
    return name ? { name, endOfLife: system['EOSL'] === true } : undefined;
}
function report_parse(text) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw notAReport('it is no JSON', cause);
    }
}
function notAReport(why, cause) {
    return new build/* Failure */.HR('scanner-error', `The scanner's report cannot be used: ${why}.`, {
        state: 'The image counts as not scanned.',
        hint: 'Check that tool-path is a Trivy of version 0.46 or newer.',
        ...(cause === undefined ? {} : { cause }),
    });
}
function object(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function list(value) {
    return Array.isArray(value) ? value.map(object) : [];
}
function strings(value) {
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
function string(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./actions/scan-image/build/sarif.js

/** Code scanning orders by this number, and by the level. */
const scores = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', unknown: '0.5' };
const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note', unknown: 'note' };
/**
 * SARIF 2.1.0 as code scanning takes it: a path inside an image is no file of the repository, so every result stands at the Dockerfile, and has a
 * fingerprint of its own so that an upload replaces the one before.
 */
function renderSarif(findings, image, place) {
    const rules = [...new Map(findings.map((finding) => [ruleId(finding), finding])).values()];
    const index = new Map(rules.map((finding, position) => [ruleId(finding), position]));
    const repository = image.split('@')[0] ?? image;
    const run = {
        tool: { driver: { name: 'Slipway scan-image', informationUri: 'https://trivy.dev', rules: rules.map(sarif_rule) } },
        automationDetails: { id: `scan-image/${repository}/` },
        results: findings.map((finding) => ({
            ruleId: ruleId(finding),
            ruleIndex: index.get(ruleId(finding)) ?? 0,
            level: levels[finding.severity],
            message: { text: `${finding.package} ${finding.installed} in ${repository} (${finding.target}): ${advice(finding)}` },
            locations: [
                {
                    physicalLocation: {
                        artifactLocation: { uri: encodeURI(place.file) },
                        region: { startLine: place.line, startColumn: 1, endLine: place.line, endColumn: 2 },
                    },
                },
            ],
            partialFingerprints: { primaryLocationLineHash: fingerprint(finding, repository) },
        })),
    };
    return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
/** A vulnerability may be rated differently in two packages, and a rule has one rating. */
function ruleId(finding) {
    return `${finding.id}/${finding.package}`;
}
function sarif_rule(finding) {
    const title = (finding.title || `${finding.id} in ${finding.package}`).slice(0, 1000);
    return {
        id: ruleId(finding),
        name: finding.id,
        shortDescription: { text: `${finding.id}: ${finding.package}`.slice(0, 1000) },
        fullDescription: { text: title },
        help: { text: `${title}\n${advice(finding)}${finding.url ? `\n${finding.url}` : ''}` },
        ...(finding.url ? { helpUri: finding.url } : {}),
        properties: {
            'security-severity': scores[finding.severity],
            precision: 'very-high',
            tags: ['vulnerability', 'security', finding.severity],
        },
    };
}
function advice(finding) {
    return finding.fixed ? `fixed in ${finding.fixed}` : 'no fixed version yet';
}
/** Stable while the fault stays: neither the version nor the line is part of it. */
function fingerprint(finding, repository) {
    return (0,external_node_crypto_.createHash)('sha256').update([repository, finding.id, finding.package, finding.target].join('\0')).digest('hex').slice(0, 32);
}

;// CONCATENATED MODULE: ./actions/scan-image/build/sbom.js





/**
 * Writes what the image is made of beside the scan, from the same digest.
 * @returns its absolute path; empty where none was asked for
 * @throws Failure `scanner-error` where the document is about something else or holds nothing
 */
async function writeBill(inputs, plan, ports, cwd) {
    if (!inputs['sbom-file'])
        return '';
    const reportFile = (0,external_node_path_.resolve)(ports.context.workspace, inputs['sbom-file']);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(reportFile), { recursive: true });
    await ports.log.group('Bill of materials', () => scan(ports.shell, { ...plan, reportFile, format: 'cyclonedx' }, ports.variables, {
        cwd,
        signal: ports.signal,
        onLine: (line) => ports.log.untrusted(line),
    }));
    const problem = problemOf(await (0,promises_.readFile)(reportFile, 'utf8').catch(() => ''), imagePattern.exec(inputs.image ?? '')?.[1]);
    if (problem && !(inputs['allow-empty'] && problem === emptyBill))
        throw new build/* Failure */.HR('scanner-error', `The bill of materials ${problem}.`, { state: 'The image counts as not scanned.' });
    return reportFile;
}
const emptyBill = 'holds no component';
/** What is wrong with a bill of materials; undefined where nothing is. */
function problemOf(text, digest) {
    let bill;
    try {
        bill = JSON.parse(text);
    }
    catch {
        return 'is no JSON';
    }
    if (bill.bomFormat !== 'CycloneDX')
        return 'is no CycloneDX document';
    if (!bill.components?.length)
        return emptyBill;
    if (digest && !decodeURIComponent(JSON.stringify(bill.metadata?.component ?? '')).includes(digest))
        return `is not about ${digest}`;
    return undefined;
}

;// CONCATENATED MODULE: ./actions/scan-image/build/run.js













/** One scan to JSON, and a gate of our own over it. @throws Failure with the outputs and the summary of the scan, where there was one */
async function run_run(inputs, ports) {
    const { context, clock, log, shell } = ports;
    const results = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'slipway-scan-'));
    const work = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'slipway-scanner-'));
    try {
        const plan = await makePlan(inputs, ports, results, work);
        if (plan.offline)
            await checkDatabase((0,external_node_path_.resolve)(context.workspace, inputs['db-path'] ?? ''), inputs['db-max-age'], clock.now());
        await log.group('Scan', () => scan(shell, plan, ports.variables, { cwd: work, signal: ports.signal, onLine: (line) => log.untrusted(line) }));
        const database = await checkDatabase(plan.cache, inputs['db-max-age'], clock.now());
        const report = parseReport(await (0,promises_.readFile)(plan.reportFile, 'utf8').catch(() => ''));
        if (inputs.image)
            refuseOtherImage(inputs.image, report);
        const decision = decide(report, policyOf(inputs));
        const subject = inputs.image ?? inputs.path ?? '';
        const text = await (0,promises_.readFile)((0,external_node_path_.resolve)(context.workspace, inputs.dockerfile), 'utf8').catch(() => '');
        const line = lastFrom(text);
        const sarif = (0,external_node_path_.join)(results, 'report.sarif');
        await (0,promises_.writeFile)(sarif, renderSarif(decision.reported, subject, { file: inputs.dockerfile, line: line ?? 1 }));
        const sbom = await writeBill(inputs, plan, ports, work);
        const files = { json: plan.reportFile, sarif, sbom };
        return conclude({ inputs, subject, report, decision, database, files, line }, log);
    }
    finally {
        await (0,promises_.rm)(work, { recursive: true, force: true });
    }
}
/**
 * The scanner works in an empty folder: a `.trivyignore` or `trivy.yaml` that lies in the repository must not decide unseen. With `db-path` it also
 * gets a cache of its own beside the database, because two scans cannot share one.
 */
async function makePlan(inputs, ports, results, work) {
    const { workspace } = ports.context;
    const database = inputs['db-path'];
    let cache = (0,external_node_path_.join)(work, 'cache');
    if (database) {
        await (0,promises_.mkdir)(cache);
        await (0,promises_.symlink)((0,external_node_path_.resolve)(workspace, database, 'db'), (0,external_node_path_.join)(cache, 'db'));
    }
    else {
        cache = (await ports.shell.run(['sh', '-c', 'printf %s "${XDG_CACHE_HOME:-$HOME/.cache}/trivy"'])).stdout;
    }
    return {
        tool: inputs['tool-path'].includes('/') ? (0,external_node_path_.resolve)(workspace, inputs['tool-path']) : inputs['tool-path'],
        subject: inputs.image ? { image: inputs.image } : { archive: await existing('path', (0,external_node_path_.resolve)(workspace, inputs.path ?? '')) },
        cache,
        offline: database !== undefined,
        ignoreFile: inputs['ignore-file'] && (await existing('ignore-file', (0,external_node_path_.resolve)(workspace, inputs['ignore-file']))),
        reportFile: (0,external_node_path_.join)(results, 'report.json'),
        dockerConfig: await writeLogin(inputs, work),
        timeout: inputs.timeout,
    };
}
async function existing(input, path) {
    if ((await (0,promises_.stat)(path).catch(() => undefined))?.isFile())
        return path;
    throw (0,build/* badInputs */.PD)([{ input, message: `names ${path}, and there is no such file` }]);
}
/** Credentials reach the scanner in a file: its own variables for them take a comma in a password for two passwords. */
async function writeLogin(inputs, work) {
    const { 'registry-username': username, 'registry-password': password, image } = inputs;
    if (!username || !password || !image)
        return undefined;
    const [host = ''] = image.split('/');
    const registry = /[.:]|^localhost$/.test(host) ? host : 'https://index.docker.io/v1/';
    const folder = (0,external_node_path_.join)(work, 'docker');
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify({ auths: { [registry]: { auth } } }), { mode: 0o600 });
    return folder;
}
function refuseOtherImage(image, report) {
    const wanted = imagePattern.exec(image)?.[1];
    if (wanted && report.digests.includes(wanted))
        return;
    throw new build/* Failure */.HR('scanner-error', `The report is about ${report.digests.join(', ') || 'an image without a digest'}, not about ${wanted ?? image}.`, {
        state: 'The image counts as not scanned.',
        hint: 'Scan the image by the digest of its manifest, as the output digest of the build holds it.',
    });
}
function policyOf(inputs) {
    const report = parseSeverities(inputs.severity);
    const refuse = parseSeverities(inputs['fail-on']);
    if (!report || !refuse)
        throw (0,build/* badInputs */.PD)([{ input: report ? 'fail-on' : 'severity', message: 'names an unknown severity' }]);
    return {
        report,
        refuse,
        onlyFixable: inputs['only-fixable'],
        allowEmpty: inputs['allow-empty'],
        failOnEndOfLife: inputs['fail-on-eol'],
    };
}

;// CONCATENATED MODULE: ./actions/scan-image/build/index.js



// EXTERNAL MODULE: ./actions/release/build/step-inputs.js
var step_inputs = __webpack_require__(6310);
;// CONCATENATED MODULE: ./actions/release/build/images.js



/** Builds, scans and tags, in this order: no deployable tag exists before the scan passed. `made` holds what is known meanwhile. */
async function makeImages(inputs, plan, ports, step, made) {
    const built = (images) => ({ images });
    made.images = await step('build', { services: Object.keys(plan.settings.images) }, () => buildAll(inputs, plan, ports), built);
    const { images } = made;
    if (plan.settings.scan !== false)
        made.scan = await step('scan', {}, () => scanAll(inputs, plan, images, ports), (scan) => ({ scan }));
    await step('tag', { images }, () => tagAll(inputs, plan, images, ports), () => ({}));
    return images;
}
/** Service to its image by digest. No tag exists yet. */
async function buildAll(inputs, plan, ports) {
    const images = {};
    for (const [service, image] of Object.entries(plan.settings.images)) {
        const built = await run((0,step_inputs/* inputsFor */.pz)(contract, (0,step_inputs/* buildInputs */._9)(inputs, plan, image), check), {
            ...ports,
            shell: ports.local,
        });
        images[service] = built.image;
    }
    return images;
}
/** Service to one line about its scan. @throws Failure `vulnerabilities` and others, before any tag exists */
async function scanAll(inputs, plan, images, ports) {
    const found = {};
    const settings = plan.settings.scan;
    if (settings === false)
        return found;
    for (const [service, image] of Object.entries(images)) {
        const given = {
            image,
            ...settings,
            'fail-on': settings['fail-on']?.join(','),
            dockerfile: settings.dockerfile ?? dockerfileOf(plan, service),
            'sbom-file': inputs['sbom-directory'] && `${inputs['sbom-directory']}/${service}.cdx.json`,
            'tool-path': inputs['tool-path'],
            'db-path': inputs['db-path'],
            ...(0,step_inputs/* registryInputs */.P4)(inputs),
        };
        const variables = Object.keys(process.env);
        const { outputs } = await run_run((0,step_inputs/* inputsFor */.pz)(contract_contract, given, check_check), { ...ports, shell: ports.local, variables });
        found[service] = `scanned: ${outputs.critical ?? 0} critical, ${outputs.high ?? 0} high of ${outputs.total ?? 0}`;
    }
    return found;
}
function dockerfileOf(plan, service) {
    const image = plan.settings.images[service];
    return image?.file ?? `${image?.context ?? '.'}/Dockerfile`;
}
/** Gives the version's tag to every image, now that all of them passed. */
async function tagAll(inputs, plan, images, ports) {
    for (const image of Object.values(images)) {
        const [repository, digest] = image.split('@');
        const given = { mode: 'tag', image: repository, digest, tags: [(0,step_inputs/* tagOf */.cO)(plan.version)], ...(0,step_inputs/* registryInputs */.P4)(inputs) };
        await run((0,step_inputs/* inputsFor */.pz)(contract, given, check), { ...ports, shell: ports.local });
    }
}


/***/ }),

/***/ 6310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P4: () => (/* binding */ registryInputs),
/* harmony export */   _9: () => (/* binding */ buildInputs),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   pz: () => (/* binding */ inputsFor),
/* harmony export */   vb: () => (/* binding */ placeInputs)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7487);

/**
 * The inputs of one of the six actions, with its own defaults and its own checks: a release can hand a step nothing that a workflow could not.
 * @throws Failure `bad-input`
 */
function inputsFor(contract, given, check) {
    const env = {};
    for (const [name, value] of Object.entries(given)) {
        if (value === undefined)
            continue;
        if (!(name in contract.inputs))
            throw new Error(`${contract.name} has no input ${name}`);
        env[(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .environmentName */ .VE)(name)] = Array.isArray(value) ? value.join('\n') : String(value);
    }
    return (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .readInputs */ .Ko)(contract, env, check);
}
/** Inputs that say which application on which server; what an action does not have is left out. */
function placeInputs(plan) {
    const { settings } = plan;
    return { 'project-name': settings.project, 'compose-file': settings['compose-file'], directory: settings.directory };
}
function registryInputs(inputs) {
    return { 'registry-username': inputs['registry-username'], 'registry-password': inputs['registry-password'] };
}
function buildInputs(inputs, plan, image) {
    const pairs = (record) => Object.entries(record ?? {}).map(([name, value]) => `${name}=${value}`);
    return {
        image: image.image,
        context: image.context,
        file: image.file,
        target: image.target,
        version: plan.version,
        'build-args': pairs(image['build-args']).map((line) => line.replaceAll('{{version}}', () => plan.version)),
        'build-contexts': pairs(image['build-contexts']),
        ...registryInputs(inputs),
    };
}
/** A version as a tag may be written: 128 characters of a small set, not starting with a dot or dash. */
function tagOf(version) {
    return (version
        .replaceAll(/[^\w.-]/g, '-')
        .replace(/^[.-]+/, '')
        .slice(0, 128) || 'release');
}


/***/ }),

/***/ 4623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J9: () => (/* reexport */ ProgramFailure),
  ay: () => (/* reexport */ commandLine),
  Wx: () => (/* reexport */ homeFolder),
  w$: () => (/* reexport */ lastLines),
  yj: () => (/* reexport */ localShell),
  fc: () => (/* reexport */ makeFolder),
  n7: () => (/* reexport */ openShell),
  Fs: () => (/* reexport */ pipe),
  yR: () => (/* reexport */ readText),
  WS: () => (/* reexport */ removeFiles),
  fR: () => (/* reexport */ replaceFile)
});

// UNUSED EXPORTS: childEnvironment, createFile, openSsh

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(7487);
;// CONCATENATED MODULE: ./packages/shell/build/files.js

/** Small files on the shell's machine. Each function is one fixed script; paths are arguments, contents standard input. */
const script = (shell, text, args, options = {}) => shell.run(['sh', '-c', text, 'sh', ...args], options);
const absent = 44;
/** The text of a file; undefined where there is none. @throws Failure `program-failed` where it cannot be read */
async function readText(shell, path) {
    const result = await script(shell, `if [ ! -e "$1" ]; then exit ${absent}; fi; exec cat -- "$1"`, [path], { allowFailure: true });
    if (result.code === absent)
        return undefined;
    if (result.code !== 0)
        throw new build/* Failure */.HR('program-failed', `${path} on ${shell.where} cannot be read: ${result.stderr.trim()}`);
    return result.stdout;
}
/**
 * Replaces a file as a whole: readers see the old or the new content, also after a power cut, and never a part of it, also when the connection
 * breaks. The mode of an existing file is kept unless `mode` is given, and its owner where the user may do that; a new one gets 0600.
 */
async function replaceFile(shell, path, content, mode) {
    const text = [
        'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
        '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
        'if [ -n "$2" ]; then chmod -- "$2" "$t"; elif [ -e "$1" ]; then chmod -- "$(stat -c %a -- "$1")" "$t"; chown -- "$(stat -c %u:%g -- "$1")" "$t" 2>/dev/null || :; else chmod 600 "$t"; fi',
        'sync "$t"; mv -fT -- "$t" "$1"; trap - EXIT; sync "$d"',
    ].join('\n');
    await script(shell, text, [path, mode ?? '', String(Buffer.byteLength(content))], { input: content });
}
/** Creates a file only where there is none, whole or not at all; false where one was there. */
async function createFile(shell, path, content, mode = '600') {
    const text = [
        'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
        '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
        `chmod -- "$2" "$t"; sync "$t"; if ln -T -- "$t" "$1" 2>/dev/null; then sync "$d"; elif [ -e "$1" ]; then exit ${absent}; else ln -T -- "$t" "$1"; fi`,
    ].join('\n');
    const result = await script(shell, text, [path, mode, String(Buffer.byteLength(content))], { input: content, allowFailure: true });
    if (result.code === 0)
        return true;
    if (result.code === absent)
        return false;
    throw new Failure('program-failed', `${path} on ${shell.where} cannot be created: ${result.stderr.trim()}`);
}
/** Creates a folder and its parents; a new one is for its owner alone unless `mode` is given. */
async function makeFolder(shell, path, mode = '700') {
    await script(shell, 'set -eu; if [ ! -d "$1" ]; then mkdir -p -- "$1"; chmod -- "$2" "$1"; fi', [path, mode]);
}
/** Removes files; those that are not there are no error. */
async function removeFiles(shell, ...paths) {
    await shell.run(['rm', '-f', '--', ...paths]);
}
/** Home folder of the shell's user. */
async function homeFolder(shell) {
    const { stdout } = await script(shell, 'printf %s "$HOME"', []);
    if (!stdout.startsWith('/'))
        throw new build/* Failure */.HR('program-failed', `The user on ${shell.where} has no home folder.`);
    return stdout;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./packages/shell/build/shell.js
const defaultDeadline = 60_000;

;// CONCATENATED MODULE: ./packages/shell/build/text.js

/** The last lines of a program's output, for an error message. */
function lastLines(text, count = 12) {
    const lines = text.trimEnd().split(/\r?\n/);
    return (0,build/* redact */.E$)(lines.slice(-count).join('\n'));
}
/** A command as a person would type it, cut to a readable length. Only for messages. */
function commandLine(argv) {
    const words = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
    const line = (0,build/* redact */.E$)(words.join(' ').replaceAll('\n', ' '));
    return line.length > 160 ? `${line.slice(0, 157)}...` : line;
}
/** Splits a byte stream into lines as they come: at line feeds, and at the carriage returns of progress displays. */
function lineSplitter(onLine) {
    const decoder = new TextDecoder();
    let rest = '';
    // A carriage return at the end of a chunk may be half of a line end.
    let half = '';
    return {
        push(chunk) {
            const text = half + decoder.decode(chunk, { stream: true });
            half = text.endsWith('\r') ? '\r' : '';
            const lines = text.slice(0, text.length - half.length).split(/\r?\n|\r/);
            const last = lines.pop() ?? '';
            for (const line of lines) {
                onLine(rest + line);
                rest = '';
            }
            rest += last;
        },
        end() {
            if (rest)
                onLine(rest);
            rest = '';
        },
    };
}

;// CONCATENATED MODULE: ./packages/shell/build/process.js





/** More than any answer that is read as a whole; byte streams go through `start`. */
const outputLimit = 64 * 1024 * 1024;
const errorLimit = 1024 * 1024;
/** Milliseconds between asking a process group to end and ending it. */
const killAfter = 2000;
/** Node fires a longer timer at once. */
const longestTimer = 2 ** 31 - 1;
/** Groups under way: none outlives the action, however it ends. */
const alive = new Set();
process.on('exit', () => {
    for (const pid of alive)
        endGroup(pid);
});
/** Starts a program in a process group of its own, so that its deadline ends its children too. */
function startProcess(argv, options) {
    const started = performance.now();
    const title = options.title ?? commandLine(argv);
    const deadline = options.deadline ?? defaultDeadline;
    const [file = '', ...rest] = argv;
    const child = launch(file, rest, options);
    alive.add(child.pid);
    let stderr = '';
    let ended;
    const lines = lineSplitter((line) => options.onError?.(line));
    child.stderr.on('data', (chunk) => {
        lines.push(chunk);
        stderr = (stderr + chunk.toString()).slice(-errorLimit);
    });
    // A program may end before it has read everything: its exit code tells, not the broken pipe.
    child.stdin.on('error', () => { });
    if (options.preamble)
        child.stdin.write(options.preamble);
    const stop = (why) => {
        ended ??= why;
        end();
    };
    const end = () => {
        endGroup(child.pid);
        // Who left the group may still hold the pipes: nobody waits for them.
        setTimeout(() => {
            child.stdout.destroy();
            child.stderr.destroy();
        }, killAfter + 500).unref();
    };
    const timer = setTimeout(() => stop('deadline'), Math.min(deadline, longestTimer));
    const cancel = () => stop('cancelled');
    if (options.signal?.aborted)
        cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const done = new Promise((resolve, reject) => {
        child.on('error', (error) => reject(notStarted(error, file, options)));
        child.on('close', (code, signal) => {
            lines.end();
            const duration = performance.now() - started;
            if (ended === 'deadline')
                reject(new build/* Failure */.HR('timeout', `${title} did not end within ${(0,build/* formatDuration */.a3)(deadline)}.`, { cause: (0,build/* redact */.E$)(stderr) }));
            else if (ended === 'cancelled')
                reject(endedWith(options.signal, title));
            else if (code === 0)
                resolve({ code, stdout: '', stderr, duration });
            else
                reject(new ProgramFailure(title, code ?? 128, signal, stderr, duration, options.where));
        });
    }).finally(() => {
        alive.delete(child.pid);
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', cancel);
    });
    done.catch(() => { });
    return { title, stdin: child.stdin, stdout: child.stdout, done, kill: end };
}
/** @throws Failure where the system refuses at once */
function launch(file, args, options) {
    try {
        return (0,external_node_child_process_.spawn)(file, args, { cwd: options.cwd, env: options.environment, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    }
    catch (error) {
        throw notStarted(error, file, options);
    }
}
/** A program that ended with a code other than 0. */
class ProgramFailure extends build/* Failure */.HR {
    code;
    stderr;
    duration;
    stdout = '';
    constructor(title, code, signal, stderr, duration, where = 'this machine') {
        const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
        const said = lastLines(stderr);
        super('program-failed', `${title} ${how} on ${where}${said ? `:\n${said}\n` : '.'}`);
        this.code = code;
        this.stderr = stderr;
        this.duration = duration;
    }
}
/** Runs a started program to its end and collects what it wrote. */
async function collect(running, options) {
    const chunks = [];
    let size = 0;
    const lines = lineSplitter((line) => options.onLine?.(line));
    running.stdout.on('data', (chunk) => {
        if (options.lines === 'all')
            lines.push(chunk);
        size += chunk.length;
        if (size <= outputLimit)
            chunks.push(chunk);
        else
            running.kill();
    });
    running.stdin.end(options.input);
    const stdout = () => Buffer.concat(chunks).toString();
    try {
        const finished = await running.done;
        lines.end();
        return { ...finished, stdout: stdout() };
    }
    catch (error) {
        lines.end();
        if (size > outputLimit)
            throw new build/* Failure */.HR('program-failed', `${running.title} wrote more than ${outputLimit} bytes.`, { cause: error });
        if (!(error instanceof ProgramFailure))
            throw error;
        error.stdout = stdout();
        if (!options.allowFailure) {
            // Some tools say what is wrong on standard output only.
            if (error.stderr.trim() === '' && error.stdout.trim() !== '')
                error.message += `\n${lastLines(error.stdout)}\n`;
            throw error;
        }
        return { code: error.code, stdout: error.stdout, stderr: error.stderr, duration: error.duration };
    }
}
function notStarted(error, file, options) {
    const { where = 'this machine', cwd } = options;
    // The system says the same of a missing program and a missing folder.
    if (error.code === 'ENOENT' && cwd !== undefined && !(0,external_node_fs_.existsSync)(cwd)) {
        return new build/* Failure */.HR('program-failed', `${file} could not be started on ${where}: there is no folder ${cwd}.`, { cause: error });
    }
    if (error.code === 'ENOENT') {
        return new build/* Failure */.HR('program-missing', `${file} is not installed on ${where}.`, {
            hint: `Install ${file} there, or put it on the PATH.`,
            cause: error,
        });
    }
    if (error.code === 'E2BIG')
        return new build/* Failure */.HR('program-failed', `The arguments of ${file} are too long for the system.`, { cause: error });
    if (error.code === 'ERR_INVALID_ARG_VALUE') {
        return new build/* Failure */.HR('bad-input', 'An argument holds a NUL character, which no program can receive.', { cause: error });
    }
    return new build/* Failure */.HR('program-failed', `${file} could not be started on ${where}: ${error.message}.`, { cause: error });
}
function endGroup(pid) {
    if (pid === undefined)
        return;
    const signal = (name) => {
        try {
            process.kill(-pid, name);
        }
        catch {
            // The group is gone already.
        }
    };
    signal('SIGTERM');
    setTimeout(() => signal('SIGKILL'), killAfter).unref();
}
/** Why the work ended: the run was cancelled, or its own time was over. */
function endedWith(signal, title) {
    const why = signal?.reason;
    if (why instanceof build/* Failure */.HR && why.reason !== 'cancelled')
        return why;
    return new build/* Failure */.HR('cancelled', `${title} was ended because the run was cancelled.`);
}

;// CONCATENATED MODULE: ./packages/shell/build/local.js


/** Variables of the runner that no program below needs, and that hold secrets: inputs, tokens, state. */
const withheld = /^(INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$)/;
function childEnvironment(env, ...more) {
    const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.test(name)));
    return Object.assign(kept, ...more);
}
/** The machine that the action itself runs on. */
function localShell() {
    const start = (argv, options = {}) => {
        for (const value of Object.values(options.secrets ?? {}))
            (0,build/* addSecret */.Ck)(value);
        return startProcess(argv, { ...options, environment: childEnvironment(process.env, options.env, options.secrets) });
    };
    return {
        where: 'this machine',
        remote: false,
        start,
        run: async (argv, options = {}) => collect(start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options),
        reach: async (address) => address,
        close: async () => { },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/shell/build/identity.js




/** OpenSSH reads a host or user that starts with `-` as an option, and `-oProxyCommand=…` runs a program. */
function refuseOptionLike(endpoint) {
    const problems = [];
    if (!/^[A-Za-z0-9_[][A-Za-z0-9_.:%\]-]*$/.test(endpoint.host))
        problems.push({ input: 'host', message: 'is not a host name or address. Example: app.example.com' });
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/.test(endpoint.username))
        problems.push({ input: 'username', message: 'is not a user name. Example: deploy' });
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
}
/** Key and known hosts as files that only this user reads; returns the words that begin every ssh command. @throws Failure `bad-input` */
async function writeIdentity(folder, options) {
    const key = (0,external_node_path_.join)(folder, 'key');
    const knownHosts = (0,external_node_path_.join)(folder, 'known_hosts');
    await (0,promises_.writeFile)(key, `${options.key.replaceAll('\r\n', '\n').trim()}\n`, { mode: 0o600 });
    await (0,promises_.writeFile)(knownHosts, `${options.knownHosts.trim()}\n`, { mode: 0o600 });
    await (0,promises_.chmod)(folder, 0o700);
    const check = await localShell().run(['ssh-keygen', '-y', '-P', '', '-f', key], { allowFailure: true, deadline: 10_000 });
    if (check.code !== 0) {
        const locked = /passphrase/i.test(check.stderr);
        const message = locked
            ? 'is protected by a passphrase; make a key for deployments alone'
            : 'is not a private key that OpenSSH can read; paste the whole file';
        throw (0,build/* badInputs */.PD)([{ input: 'ssh-key', message }]);
    }
    refuseBrokenLines(options.knownHosts);
    const settings = {
        BatchMode: 'yes',
        IdentityFile: key,
        IdentitiesOnly: 'yes',
        IdentityAgent: 'none',
        PreferredAuthentications: 'publickey',
        StrictHostKeyChecking: 'yes',
        UserKnownHostsFile: knownHosts,
        GlobalKnownHostsFile: '/dev/null',
        UpdateHostKeys: 'no',
        ForwardAgent: 'no',
        ControlPath: (0,external_node_path_.join)(folder, 'c'),
        ControlPersist: 'no',
        ConnectTimeout: String(Math.ceil((options.connectDeadline ?? 15_000) / 1000)),
        ServerAliveInterval: '5',
        ServerAliveCountMax: '3',
        StreamLocalBindUnlink: 'yes',
        LogLevel: 'ERROR',
    };
    const flags = Object.entries(settings).map(([name, value]) => `-o${name}=${value}`);
    return ['ssh', '-F', 'none', '-T', ...flags, '-p', String(options.port), '-l', options.username];
}
/** OpenSSH passes over a line that it cannot read, and then says that the server is unknown: the line is the news, so it is named. */
function refuseBrokenLines(knownHosts) {
    const broken = knownHosts.split('\n').findIndex((line) => {
        const words = line.trim().split(/\s+/);
        if (line.trim() === '' || line.trim().startsWith('#'))
            return false;
        const [type = '', key = ''] = words[0]?.startsWith('@') ? words.slice(2) : words.slice(1);
        return !isPublicKey(type, key);
    });
    if (broken >= 0) {
        const message = `line ${broken + 1} is not 'host type key' with a whole key; copy it again. Example: app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...`;
        throw (0,build/* badInputs */.PD)([{ input: 'known-hosts', message }]);
    }
}
/** A key on the wire is a list of strings, each after its length; the first is the type (RFC 4253, section 6.6). */
function isPublicKey(type, key) {
    if (!/^[A-Za-z0-9+/]+=*$/.test(key))
        return false;
    const bytes = Buffer.from(key, 'base64');
    const parts = [];
    let at = 0;
    while (at + 4 <= bytes.length) {
        const end = at + 4 + bytes.readUInt32BE(at);
        if (end > bytes.length)
            return false;
        parts.push(bytes.subarray(at + 4, end));
        at = end;
    }
    return at === bytes.length && parts.length > 1 && parts[0]?.toString() === type;
}

;// CONCATENATED MODULE: ./packages/shell/build/master.js


const greeting = 'slipway-connected';
/**
 * Keeps one session open whose input is ours: it lasts as long as this process, however long nothing happens, and ends with it, also when the
 * process is killed. A shell's start-up files may print before the greeting.
 */
function startMaster(flags, options) {
    const argv = [...flags, '-oLogLevel=INFO', '-M', '--', options.host, `echo ${greeting}; exec cat`];
    const running = startProcess(argv, { title: 'ssh', environment: childEnvironment(process.env), deadline: Number.POSITIVE_INFINITY });
    const deadline = (options.connectDeadline ?? 15_000) + 5000;
    let over = false;
    let heard = '';
    const ready = new Promise((resolve) => {
        const timer = setTimeout(() => {
            running.kill();
            resolve('no answer in time');
        }, deadline);
        const settle = (said) => {
            clearTimeout(timer);
            resolve(said);
        };
        running.stdout.on('data', (chunk) => {
            if (heard.includes(greeting))
                return;
            heard += chunk.toString();
            if (heard.includes(greeting))
                settle(undefined);
        });
        const end = (error) => {
            over = true;
            settle(error instanceof Error && 'stderr' in error ? String(error.stderr) : '');
        };
        running.done.then(() => end(), end);
    });
    return {
        ready,
        get over() {
            return over;
        },
        async stop() {
            running.stdin.end();
            const patience = setTimeout(() => running.kill(), 1000);
            await running.done.catch(() => { });
            clearTimeout(patience);
        },
    };
}

;// CONCATENATED MODULE: ./packages/shell/build/ssh-failure.js


function classify(stderr) {
    if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i.test(stderr))
        return 'host-key-mismatch';
    if (/No \S+ host key is known for|Host key verification failed/i.test(stderr))
        return 'host-key-missing';
    if (/Permission denied|Too many authentication failures|no mutual signature/i.test(stderr))
        return 'ssh-refused';
    return 'unreachable';
}
/** The host as known_hosts writes it. */
function knownHostsName(endpoint) {
    return endpoint.port === 22 ? endpoint.host : `[${endpoint.host}]:${endpoint.port}`;
}
function connectionFailure(endpoint, evidence) {
    const server = `${endpoint.username}@${endpoint.host}:${endpoint.port}`;
    const state = 'Nothing was changed.';
    switch (classify(evidence.stderr)) {
        case 'host-key-mismatch': {
            const sent = /SHA256:[A-Za-z0-9+/=]+/.exec(evidence.stderr)?.[0] ?? 'unknown';
            return new build/* Failure */.HR('host-key-mismatch', `${endpoint.host} showed the host key ${sent}, but known-hosts holds ${evidence.expected || 'another one'} for it.`, {
                state,
                hint: 'Either the server was set up anew, or somebody stands between you and it. Read the fingerprint on the server itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) before you change known-hosts.',
            });
        }
        case 'host-key-missing':
            return new build/* Failure */.HR('host-key-missing', `${knownHostsName(endpoint)} is not in known-hosts, so the server cannot be told from an impostor.`, {
                state,
                hint: evidence.offered
                    ? `The server offers these lines; compare them with /etc/ssh/ssh_host_ed25519_key.pub on the server itself, then add one to known-hosts:\n${evidence.offered}`
                    : `Add the output of: ssh-keyscan -p ${endpoint.port} ${endpoint.host} (compared with the server's own /etc/ssh/ssh_host_ed25519_key.pub).`,
            });
        case 'ssh-refused':
            return new build/* Failure */.HR('ssh-refused', `${server} refused the user or the key.`, {
                state,
                hint: `Add the public half of ssh-key to ~${endpoint.username}/.ssh/authorized_keys on the server, and check the input username.`,
                cause: evidence.stderr,
            });
        default:
            return new build/* Failure */.HR('unreachable', `${server} could not be reached: ${lastLines(evidence.stderr, 3) || 'no answer'}.`, {
                state,
                hint: 'Check host, port and firewall; the runner must be allowed to connect.',
                cause: evidence.stderr,
            });
    }
}

;// CONCATENATED MODULE: ./packages/shell/build/wire.js

/**
 * What the server's `sh` runs for every command. It reads one encoded word a line up to an empty line, and then becomes the program, which gets
 * the rest of standard input. So arguments and secrets pass no second shell, and appear on no command line of the connection.
 * There is no quote and no backslash in it: every login shell hands it on unchanged.
 */
const receiver = [
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; set --; t=; while IFS= read -r l && [ -n "$l" ]; do v=$(printf %bx "${l#?}"); v=${v%x};',
    'case $l in a*) set -- "$@" "$v";; e*) export "$v";; d*) cd -- "$v" || exit 78;; t*) t=$v;; esac; done;',
    'if [ -n "$t" ]; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"',
].join(' ');
/** The variable by which the processes of an order are found again on the server. */
const orderVariable = 'SLIPWAY_ORDER';
/** id: ends every process of an order, also one that left the process group. Its environment still names the order. */
const endScript = [
    `pids() { grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }; id="${orderVariable}=$1";`,
    'for p in $(pids "$id"); do kill "$p"; done; for n in 1 2; do [ -n "$(pids "$id")" ] || exit 0; sleep 1; done; for p in $(pids "$id"); do kill -9 "$p"; done',
].join(' ');
/** The order for one program as the receiver reads it: ASCII only, so that no shell's idea of characters matters. */
function encodeOrder(order) {
    const lines = [
        ...Object.entries(order.env ?? {}).map(([name, value]) => `e${encode(`${variable(name)}=${value}`)}`),
        ...(order.cwd ? [`d${encode(order.cwd)}`] : []),
        `t${Math.ceil(order.deadline / 1000)}`,
        ...order.argv.map((word) => `a${encode(word)}`),
    ];
    return `${lines.join('\n')}\n\n`;
}
function variable(name) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
        throw new build/* Failure */.HR('bad-input', `'${name}' is no name of an environment variable.`);
    return name;
}
function encode(text) {
    if (text.includes('\0'))
        throw new build/* Failure */.HR('bad-input', 'An argument holds a NUL character, which no program can receive.');
    let encoded = '';
    for (const byte of Buffer.from(text)) {
        const plain = byte > 0x20 && byte < 0x7f && byte !== 0x5c;
        encoded += plain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`;
    }
    return encoded;
}

;// CONCATENATED MODULE: ./packages/shell/build/ssh.js














/** What the server has to end a program after its deadline before this side gives up on it. */
const remoteGrace = 8000;
/** Folders with a private key in them: none outlives the action, however it ends. */
const keyFolders = new Set();
process.on('exit', () => {
    for (const folder of keyFolders)
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
});
/**
 * One multiplexed connection of the system's OpenSSH. The user's own configuration, agent and known_hosts play no part, so a run behaves alike
 * everywhere. @throws Failure `host-key-missing`, `host-key-mismatch`, `ssh-refused`, `unreachable`, `bad-input`
 */
async function openSsh(options) {
    refuseOptionLike(options);
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'slipway-'));
    keyFolders.add(folder);
    try {
        const flags = await writeIdentity(folder, options);
        return new SshShell(folder, flags, options, await connect(folder, flags, options));
    }
    catch (error) {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
        throw error;
    }
}
async function connect(folder, flags, options) {
    const master = startMaster(flags, options);
    const said = await master.ready;
    if (said === undefined)
        return master;
    const ask = async (argv) => (await localShell().run(argv, { allowFailure: true, deadline: 10_000 })).stdout.trim();
    const known = await ask(['ssh-keygen', '-l', '-f', (0,external_node_path_.join)(folder, 'known_hosts'), '-F', knownHostsName(options)]);
    const expected = [...new Set(known.match(/SHA256:\S+/g) ?? [])].join(', ');
    const offered = expected
        ? ''
        : await ask(['ssh-keyscan', '-T', '5', '-t', 'ed25519,ecdsa', '-p', String(options.port), '--', options.host]).catch(() => '');
    const lines = offered.split('\n').filter((line) => line && !line.startsWith('#'));
    throw connectionFailure(options, { stderr: said, offered: lines.join('\n'), expected });
}
class SshShell {
    where;
    remote = true;
    #folder;
    #flags;
    #options;
    /** Sockets that were ever named: a name is never given twice. */
    #opened = 0;
    #forwards = new Map();
    #master;
    constructor(folder, flags, options, master) {
        this.#folder = folder;
        this.#flags = flags;
        this.#options = options;
        this.#master = Promise.resolve(master);
        this.where = `${options.username}@${options.host}`;
    }
    start(argv, options = {}) {
        const { secrets, env, cwd, ...rest } = options;
        for (const value of Object.values(secrets ?? {}))
            (0,build/* addSecret */.Ck)(value);
        const deadline = options.deadline ?? defaultDeadline;
        const [file = ''] = argv;
        const order = (0,external_node_crypto_.randomUUID)();
        const running = startProcess([...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`], {
            ...rest,
            title: options.title ?? commandLine(argv),
            where: this.where,
            environment: childEnvironment(process.env),
            preamble: encodeOrder({ argv, env: { ...env, ...secrets, [orderVariable]: order }, cwd, deadline }),
            deadline: deadline + remoteGrace,
        });
        const done = running.done.catch(async (error) => {
            // This side gave up: the server has not noticed.
            if (error instanceof build/* Failure */.HR && (error.reason === 'cancelled' || error.reason === 'timeout'))
                await this.#end(order);
            return this.#explain(error, running.title, file, deadline);
        });
        done.catch(() => { });
        const kill = () => {
            running.kill();
            void this.#end(order);
        };
        return { ...running, done, kill };
    }
    /** Ends what an order started on the server. */
    async #end(order) {
        const preamble = encodeOrder({ argv: ['sh', '-c', endScript, 'sh', order], deadline: 10_000 });
        const argv = [...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`];
        const running = startProcess(argv, { title: 'kill', environment: childEnvironment(process.env), preamble, deadline: 15_000 });
        await collect(running, { allowFailure: true }).catch(() => { });
    }
    async run(argv, options = {}) {
        return collect(this.start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options);
    }
    /** Exit codes of the way there, told apart from those of the program. */
    async #explain(error, title, file, deadline) {
        const late = new build/* Failure */.HR('timeout', `${title} did not end within ${(0,build/* formatDuration */.a3)(deadline)} on ${this.where}.`, { cause: error });
        if (error instanceof build/* Failure */.HR && error.reason === 'timeout')
            throw late;
        if (!(error instanceof ProgramFailure))
            throw error;
        if (error.code === 255 && !(await this.#connected())) {
            throw new build/* Failure */.HR('unreachable', `The connection to ${this.where} was lost.`, {
                hint: 'Run the same job again when the server answers.',
                cause: error,
            });
        }
        if ((error.code === 124 || error.code === 137) && error.duration >= deadline)
            throw late;
        // timeout(1) says so itself; a shell that misses a program inside its own script is another matter.
        if (error.code === 127 && /^timeout: /m.test(error.stderr)) {
            throw new build/* Failure */.HR('program-missing', `${file} is not installed on ${this.where}.`, { hint: `Install ${file} there.`, cause: error });
        }
        throw error;
    }
    /** Whether the shared connection stands; asks nobody but the local socket. */
    async #connected() {
        const check = [...this.#flags, '-O', 'check', '--', this.#options.host];
        const { code } = await localShell().run(check, { allowFailure: true, deadline: 10_000 });
        return code === 0;
    }
    async reach(address) {
        if ((await this.#master).over) {
            // A server that was restarted, or a network that was cut: what it forwarded is gone with the connection.
            this.#forwards.clear();
            this.#master = connect(this.#folder, this.#flags, this.#options);
            await this.#master;
        }
        const there = 'path' in address ? address.path : `${address.host}:${address.port}`;
        const known = this.#forwards.get(there);
        if (known)
            return known;
        const path = (0,external_node_path_.join)(this.#folder, `f${this.#opened++}`);
        const forward = localShell()
            .run([...this.#flags, '-O', 'forward', '-L', `${path}:${there}`, '--', this.#options.host], { deadline: 15_000 })
            .then(() => ({ path }));
        this.#forwards.set(there, forward);
        forward.catch(() => this.#forwards.delete(there));
        return forward;
    }
    async close() {
        await this.#master.then((master) => master.stop()).catch(() => { });
        await (0,promises_.rm)(this.#folder, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./packages/shell/build/open.js



/** The server that the inputs name, or this machine where they name none. */
async function openShell(inputs) {
    if (!inputs.host)
        return localShell();
    const problems = (0,build/* checkTarget */.e$)(inputs);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return openSsh({
        host: inputs.host,
        port: inputs.port,
        username: inputs.username,
        key: inputs['ssh-key'] ?? '',
        knownHosts: inputs['known-hosts'] ?? '',
    });
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./packages/shell/build/pipe.js



/**
 * Bytes flow from the first stage to the last, programs and transforms mixed. Fails if *any* part fails, with the part that failed first: a
 * broken pipe beside it is only the echo. The last stage is a program or a Writable.
 */
async function pipe(first, ...rest) {
    const stages = [first, ...rest];
    const programs = stages.filter(isRunning);
    if (isRunning(first))
        first.stdin.end();
    const flows = [];
    for (let index = 0; index < stages.length - 1; index++) {
        const from = stages[index];
        const to = stages[index + 1];
        const source = isRunning(from) ? from.stdout : from;
        const sink = isRunning(to) ? to.stdin : to;
        flows.push((0,external_node_stream_promises_.pipeline)(source, sink).catch((error) => stoppedReading(to, error)));
    }
    const last = stages.at(-1);
    if (isRunning(last))
        last.stdout.resume();
    else if (!('readable' in last && last.readable))
        flows.push((0,external_node_stream_promises_.finished)(last));
    const failures = [];
    const parts = [...programs.map((program) => program.done), ...flows].map((part) => part.catch((error) => {
        failures.push(error);
        for (const program of programs)
            program.kill();
    }));
    await Promise.all(parts);
    if (failures.length > 0)
        throw failures.find((failure) => !isEcho(failure)) ?? failures[0];
}
/** A program that ends before it has read everything leaves a broken pipe, which says nothing to a reader of the log. */
function stoppedReading(to, error) {
    if (!isRunning(to) || !isEcho(error))
        throw error;
    throw new build/* Failure */.HR('program-failed', `${to.title} stopped reading before the end.`, { cause: error });
}
/** What a part suffers because another one ended. */
function isEcho(error) {
    if (error instanceof ProgramFailure)
        return error.code >= 128 || /broken pipe|connection reset by peer/i.test(error.stderr);
    const code = (error instanceof build/* Failure */.HR ? error.cause : error)?.code;
    return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ECANCELED';
}
function isRunning(stage) {
    return 'done' in stage && 'stdin' in stage;
}

;// CONCATENATED MODULE: ./packages/shell/build/index.js









/***/ })

};
