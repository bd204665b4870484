export const id = 906;
export const ids = [906];
export const modules = {

/***/ 906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ release_build_run_run)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(487);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/contract.js

const contract = (0,build/* defineContract */.ye)({
    name: 'blue-green-switch',
    title: 'Slipway blue/green switch',
    description: 'Moves the traffic of a Compose application to a new version without a failed request, and back by itself when the version fails.',
    icon: 'shuffle',
    inputs: {
        mode: {
            type: 'choice',
            default: 'deploy',
            choices: ['deploy', 'rollback', 'status'],
            description: 'What to do: release images, go back to the previous release, or say what is live.',
            example: 'deploy',
        },
        host: build/* vocabulary */.vP.host,
        port: build/* vocabulary */.vP.port,
        username: build/* vocabulary */.vP.username,
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        'project-name': build/* vocabulary */.vP['project-name'],
        'compose-file': build/* vocabulary */.vP['compose-file'],
        directory: build/* vocabulary */.vP.directory,
        images: {
            type: 'lines',
            requiredIn: ['deploy'],
            description: 'Released services and their images by digest, as `service=image@sha256:…`. Every other service of the compose file stays as it is.',
            example: 'backend=ghcr.io/acme/notes/backend@sha256:0f3c…',
        },
        version: build/* vocabulary */.vP.version,
        'registry-username': {
            type: 'string',
            description: 'User that may pull the images, where the registry asks for one.',
            example: 'acme-deploy',
        },
        'registry-password': {
            type: 'string',
            secret: true,
            description: 'Password or token of `registry-username`. It reaches the server for the time of the pull only.',
            example: '${{ secrets.REGISTRY_TOKEN }}',
        },
        service: {
            type: 'string',
            description: 'Released service that answers for the release: its health, and its version. By default the first one with a published port.',
            example: 'backend',
        },
        'health-path': {
            type: 'string',
            default: '/health',
            description: 'Path of that service that answers 200 when it can serve.',
            example: '/health',
        },
        checks: {
            type: 'lines',
            description: 'More conditions that the idle colour must meet before traffic moves, as `service path condition`.',
            example: 'backend /health [BODY].database == connected',
        },
        'health-timeout': {
            type: 'duration',
            default: '2m',
            description: 'How long the new colour may take to become healthy.',
            example: '2m',
        },
        'bake-time': {
            type: 'duration',
            default: '30s',
            description: 'How long the new colour serves under watch, with the old one ready, before the release is confirmed.',
            example: '2m',
        },
        'confirm-timeout': {
            type: 'duration',
            description: 'When the armed undo on the server moves the traffic back, unless the release is confirmed before; by default 90 seconds after the bake.',
            example: '5m',
        },
        'drain-timeout': {
            type: 'duration',
            default: '30s',
            description: 'How long to wait for requests that the old colour still answers.',
            example: '30s',
        },
        'lock-timeout': build/* vocabulary */.vP['lock-timeout'],
        'github-token': build/* vocabulary */.vP['github-token'],
        'router-directory': {
            type: 'string',
            default: '/etc/haproxy/slipway',
            description: 'Folder on the server that HAProxy loads its additional configuration from, writable for the user.',
            example: '/etc/haproxy/slipway',
        },
        'haproxy-socket': {
            type: 'string',
            default: '/run/haproxy/admin.sock',
            description: 'Runtime socket of HAProxy, level admin.',
            example: '/run/haproxy/admin.sock',
        },
        'haproxy-master-socket': {
            type: 'string',
            default: '/run/haproxy-master.sock',
            description: 'Socket of the HAProxy master process.',
            example: '/run/haproxy-master.sock',
        },
        'dry-run': build/* vocabulary */.vP['dry-run'],
        timeout: build/* vocabulary */.vP.timeout,
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        live: { description: 'Colour that serves now: `blue`, `green`, or empty where none does.' },
        version: { description: 'Version that serves now.' },
        'previous-version': { description: 'Version that served before.' },
        requests: { description: 'Requests that the watch sent through the router during switch and bake.' },
        'failed-requests': { description: 'How many of them failed.' },
        'switch-ms': { description: 'Milliseconds from the order to the router to its read-back.' },
        'rollback-command': { description: 'What to run to go back.' },
        receipt: { description: 'The switch receipt as one line of JSON.' },
    },
    outcomes: {
        switched: 'The new version is what the router serves, read back over fresh connections; the release is confirmed.',
        unchanged: 'The wanted images are live already.',
        'rolled-back': 'With mode rollback: the previous release serves again. As an outcome of a failed deploy: traffic is back on the version before.',
        reported: 'With mode status, or dry-run: nothing was changed.',
    },
    reasons: {
        locked: 'Another run works on this application.',
        'lease-lost': 'Another run took this application over meanwhile.',
        'engine-unavailable': 'The Docker engine of the server does not answer.',
        'compose-too-old': 'The server needs a newer Docker Compose.',
        'compose-missing': 'The compose file cannot be read.',
        'compose-invalid': 'Compose refuses the compose file.',
        'compose-failed': 'Compose could not start the services.',
        'unknown-service': 'An input names a service that the compose file does not have.',
        'pull-failed': 'The server could not pull an image.',
        unhealthy: 'The new colour did not become healthy; it never got traffic.',
        'idle-check-failed': 'The new colour is up, but a check failed; it never got traffic.',
        'stale-version': 'The router answers with another version than the released one.',
        'bake-failed': 'The new version failed under traffic, which is back on the version before.',
        'calls-release': 'A service that is not released depends on one that is; it would meet both colours.',
        'router-change': 'The compose file changes ports or addresses that the live colour serves on.',
        'router-setup': 'HAProxy on the server is not prepared for Slipway.',
        'router-config': 'HAProxy refuses the configuration; the previous one is in place.',
        'router-failed': 'HAProxy did not do what it was told.',
        'port-taken': 'A published port is taken by something else.',
        'undo-fired': 'The armed undo acted before the release was confirmed; traffic is on the version before.',
        'nothing-to-roll-back': 'There is no previous release to go back to.',
    },
});

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/receipt.js

/** Last old and first new answer relative to the order, from what the watch saw. */
function overlap(report, previous, next, orderedAt) {
    const old = report.byVersion[previous];
    const fresh = report.byVersion[next];
    return {
        lastOldMs: old && previous !== next ? Math.round(old.lastStart - orderedAt) : undefined,
        firstNewMs: fresh ? Math.round(fresh.firstEnd - orderedAt) : undefined,
    };
}
/** The receipt for people: decision, table, timeline, and the command to copy. */
function renderReceipt(receipt) {
    const figure = (ms) => (ms === undefined ? 'not seen' : `${ms} ms`);
    const rows = [
        [
            'Version',
            `${(0,build/* code */.aY)(receipt.version)} on ${receipt.color}${receipt.previousVersion ? `, before ${(0,build/* code */.aY)(receipt.previousVersion)}` : ', the first release'}`,
        ],
        ['Requests of the watch', `${receipt.requests}, failed ${receipt.failed}`],
        ['Last old, first new', `${figure(receipt.lastOldMs)}, ${figure(receipt.firstNewMs)} after the order`],
        ['Switch', `${receipt.switchMs} ms from the order to its read-back`],
        ['Latency', `p50 ${figure(receipt.p50)}, p95 ${figure(receipt.p95)} (n=${receipt.requests})`],
        ['Identity', (0,build/* cell */.Hn)(receipt.identity)],
        ['Undo', (0,build/* cell */.Hn)(receipt.undo)],
        ...Object.entries(receipt.images).map(([service, image]) => [(0,build/* cell */.Hn)(service), (0,build/* code */.aY)(image)]),
    ];
    const title = receipt.outcome === 'switched'
        ? `${receipt.project}: ${receipt.version} serves`
        : `${receipt.project}: ${receipt.version} was rolled back`;
    const parts = [`### ${(0,build/* cell */.Hn)(title)}`, (0,build/* table */.tp)(['', ''], rows), timeline(receipt.steps)];
    if (receipt.rollbackCommand)
        parts.push('To go back:', (0,build/* block */.om)(receipt.rollbackCommand, 'sh'));
    return parts.join('\n\n');
}
/** A Gantt chart of the steps as Mermaid draws it. */
function timeline(steps) {
    const first = steps[0]?.start ?? 0;
    const lines = steps.map((step) => {
        const length = Math.max(1, step.end - step.start);
        return `  ${step.name.replaceAll(/[:;#,\s]+/g, ' ')} (${(0,build/* formatDuration */.a3)(length)}) :${step.start - first}, ${length}ms`;
    });
    return (0,build/* block */.om)(['gantt', '  dateFormat x', '  axisFormat %M:%S', ...lines].join('\n'), 'mermaid');
}

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
async function files_homeFolder(shell) {
    const { stdout } = await script(shell, 'printf %s "$HOME"', []);
    if (!stdout.startsWith('/'))
        throw new build/* Failure */.HR('program-failed', `The user on ${shell.where} has no home folder.`);
    return stdout;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
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
                reject(new build/* Failure */.HR('cancelled', `${title} was ended because the run was cancelled.`));
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
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
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
var external_node_stream_promises_ = __webpack_require__(466);
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








;// CONCATENATED MODULE: ./packages/docker/build/engine.js


/** Every container of a compose project, running or not; one-off ones (`compose run`) left out. */
async function containersOf(shell, project) {
    const { stdout } = await shell.run(['docker', 'ps', '-aq', '--no-trunc', '--filter', `label=com.docker.compose.project=${project}`]);
    const ids = stdout.split('\n').filter(Boolean);
    if (ids.length === 0)
        return [];
    const inspected = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
    // One that vanished between the two calls is none of the project any more; docker still prints the others.
    const list = JSON.parse(inspected.stdout || '[]');
    return list.filter((one) => one.Config.Labels?.['com.docker.compose.oneoff'] !== 'True').map(container);
}
function container(one) {
    const labels = one.Config.Labels ?? {};
    return {
        id: one.Id,
        name: one.Name.replace(/^\//, ''),
        project: labels['com.docker.compose.project'] ?? '',
        service: labels['com.docker.compose.service'] ?? '',
        status: one.State.Status,
        health: one.State.Health?.Status,
        exitCode: one.State.ExitCode,
        restarts: one.RestartCount,
        startedAt: one.State.StartedAt,
        image: one.Config.Image,
        labels,
        networks: Object.keys(one.NetworkSettings.Networks ?? {}),
    };
}
/** The running container of a service; undefined where there is none. */
async function runningContainer(shell, project, service) {
    return (await containersOf(shell, project)).find((one) => one.service === service && one.status === 'running');
}
/** Last lines that a container wrote: untrusted text. */
async function containerLogs(shell, id, lines = 30) {
    const result = await shell.run(['docker', 'logs', '--tail', String(lines), id], { allowFailure: true, deadline: 20_000 });
    return `${result.stdout}${result.stderr}`;
}
/**
 * What the engine on the shell's machine is able to do.
 * @throws Failure `engine-unavailable`, `compose-too-old`
 */
async function requireEngine(shell) {
    const engine = await shell.run(['docker', 'version', '--format', '{{.Server.Version}}'], { allowFailure: true, deadline: 30_000 });
    if (engine.code !== 0) {
        const denied = /permission denied/i.test(engine.stderr);
        throw new build/* Failure */.HR('engine-unavailable', `The Docker engine on ${shell.where} did not answer: ${engine.stderr.trim().split('\n').at(-1) ?? ''}`, {
            state: 'Nothing was changed.',
            hint: denied ? 'Add the user to the group docker on the server.' : 'Start the engine: systemctl enable --now docker.',
        });
    }
    const compose = await shell.run(['docker', 'compose', 'version', '--short'], { allowFailure: true, deadline: 30_000 });
    const [major = 0, minor = 0] = compose.stdout.trim().replace(/^v/, '').split('.').map(Number);
    if (compose.code !== 0 || major < 2 || (major === 2 && minor < 20)) {
        const found = compose.code === 0 ? `${compose.stdout.trim()} there` : 'no compose plugin';
        throw new build/* Failure */.HR('compose-too-old', `Docker Compose 2.20 or newer is needed on ${shell.where}; found ${found}.`, {
            state: 'Nothing was changed.',
            hint: 'Install the package docker-compose-plugin from Docker, or docker-compose of a newer Debian.',
        });
    }
}
/**
 * Pulls an image by digest onto the shell's machine. A login lives in a folder of its own for the time of the pull, and is removed with it.
 * @throws Failure `pull-failed`
 */
async function pullImage(shell, image, login) {
    const present = await shell.run(['docker', 'image', 'inspect', '--format', '{{.Id}}', image], { allowFailure: true });
    if (present.code === 0)
        return;
    try {
        if (!login)
            await shell.run(['docker', 'pull', '--quiet', image], { deadline: 600_000 });
        else
            await pullWithLogin(shell, image, login);
    }
    catch (error) {
        if (!(error instanceof ProgramFailure))
            throw error;
        throw new build/* Failure */.HR('pull-failed', `${shell.where} could not pull ${image}: ${error.stderr.trim().split('\n').at(-1) ?? ''}`, {
            hint: 'Check that the server reaches the registry and that registry-username and registry-password may read the image.',
            cause: error,
        });
    }
}
async function pullWithLogin(shell, image, login) {
    const registry = image.split('/')[0] ?? '';
    const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
    const config = JSON.stringify({ auths: { [registry]: { auth } } });
    const text = [
        'set -eu; umask 077; d=$(mktemp -d); trap \'rm -rf -- "$d"\' EXIT HUP INT TERM; cat > "$d/config.json"',
        'docker --config "$d" pull --quiet "$1"',
    ].join('\n');
    await shell.run(['sh', '-c', text, 'sh', image], { input: config, deadline: 600_000 });
}

;// CONCATENATED MODULE: ./packages/docker/build/model.js
/** The part of compose's resolved model (`docker compose config --format json`) that Slipway reads and changes. Everything else passes through. */
function otherColor(color) {
    return color === 'blue' ? 'green' : 'blue';
}
/** Name of that network inside the colour's project. */
const routerNetwork = 'slipway-router';
/** Services that are not part of a release: databases, caches, whatever has no image of ours. They stay as the team runs them. */
function singles(model, released) {
    return Object.keys(model.services).filter((name) => !released.includes(name));
}
/** The model with the single services alone, under the project's own name: containers that run already are theirs. */
function singlesModel(model, released) {
    return { ...model, services: pick(model.services, singles(model, released), released) };
}
/**
 * The model of one colour: a project of its own with the released services, their images by digest, no published ports, no fixed container names,
 * networks of its own, and the *same* named volumes. The router reaches it by fixed addresses: a published port would lead through Docker's
 * proxy, which accepts connections for a container that is gone. What the colour depends on outside of the release is attached by name afterwards.
 */
function colorModel(model, options) {
    const released = Object.keys(options.images);
    const outside = singles(model, released);
    const services = mapValues(pick(model.services, released, outside), (service, name) => {
        const { build: _build, container_name: _name, ports: _ports, ...kept } = service;
        const image = options.images[name];
        const address = options.network.addresses[name];
        const networks = { ...(service.networks ?? { default: null }), ...(address ? { [routerNetwork]: { ipv4_address: address } } : {}) };
        return {
            ...kept,
            ...(image === undefined ? {} : { image }),
            networks,
            labels: { ...service.labels, 'slipway.color': options.color, 'slipway.version': literal(options.version) },
        };
    });
    const router = { internal: true, ipam: { config: [{ subnet: options.network.subnet }] } };
    const networks = { default: null, ...ownNetworks(model), [routerNetwork]: router };
    return { ...model, name: colorProject(model.name, options.color), services, networks, volumes: sameVolumes(model, services) };
}
/** Compose replaces `$NAME` in every value of a file that it reads; what we write is meant as it stands. */
function literal(text) {
    return text.replaceAll('$', '$$$$');
}
/** Services outside of a release that depend on one of it, directly or through others. */
function callersOf(model, released) {
    const reached = new Set(released);
    for (let before = -1; before !== reached.size;) {
        before = reached.size;
        for (const [name, service] of Object.entries(model.services)) {
            if (Object.keys(service.depends_on ?? {}).some((other) => reached.has(other)))
                reached.add(name);
        }
    }
    return singles(model, released).filter((name) => reached.has(name));
}
/**
 * The model for one program run in a released service's new image, where the application's own database can be reached by name.
 * @param attached whether the project's networks exist already: then the program joins them
 */
function taskModel(model, options) {
    const service = model.services[options.service] ?? {};
    const { build: _b, container_name: _n, ports: _p, depends_on: _d, restart: _r, healthcheck: _h, ...kept } = service;
    const networks = options.attached
        ? mapValues(model.networks ?? { default: null }, (network, key) => ({ name: network?.name ?? `${model.name}_${key}`, external: true }))
        : ownNetworks(model);
    const task = { ...kept, image: options.image, ports: [], labels: { ...service.labels, 'slipway.task': 'true' } };
    const services = { [options.service]: task };
    return { ...model, name: `${model.name}-task`, services, networks, volumes: sameVolumes(model, services) };
}
function colorProject(project, color) {
    return `${project}-${color}`;
}
function publishedPorts(model, released) {
    return released.flatMap((service) => (model.services[service]?.ports ?? [])
        .filter((port) => (port.protocol ?? 'tcp') === 'tcp' && /^\d+$/.test(port.published ?? ''))
        .map((port) => ({ service, target: port.target, port: Number(port.published), address: port.host_ip ?? '' })));
}
/** Networks of a colour are its own, also where the team's file fixes a name: an alias of both colours on one network would cross requests. */
function ownNetworks(model) {
    return mapValues(model.networks ?? {}, (network) => {
        if (!network || network.external)
            return network;
        const { name: _name, ...kept } = network;
        return kept;
    });
}
/** The named volumes that the services mount, under their real names: both colours use the same. */
function sameVolumes(model, services) {
    const mounted = new Set(Object.values(services).flatMap((service) => (service.volumes ?? []).map((mount) => mount.source ?? '')));
    const used = Object.entries(model.volumes ?? {}).filter(([key]) => mounted.has(key));
    return Object.fromEntries(used.map(([key, volume]) => [key, { name: volume?.name ?? `${model.name}_${key}`, external: true }]));
}
function pick(services, names, without) {
    const kept = Object.entries(services).filter(([name]) => names.includes(name));
    return Object.fromEntries(kept.map(([name, service]) => {
        if (!service.depends_on)
            return [name, service];
        const dependsOn = Object.fromEntries(Object.entries(service.depends_on).filter(([other]) => !without.includes(other)));
        return [name, { ...service, depends_on: dependsOn }];
    }));
}
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

;// CONCATENATED MODULE: ./packages/docker/build/compose.js




/** Compose on a model that Slipway wrote. The file may hold secrets that compose resolved, so it is for the owner alone. */
async function compose(shell, project, file, model, argv, deadline = 300_000) {
    const path = `${project.state}/${file}`;
    await replaceFile(shell, path, `${JSON.stringify(model, null, 1)}\n`, '600');
    const base = [
        'docker',
        'compose',
        '--project-name',
        model.name,
        '--project-directory',
        project.directory,
        '--file',
        path,
        '--ansi',
        'never',
        '--progress',
        'quiet',
    ];
    try {
        await shell.run([...base, ...argv], { deadline, cwd: project.directory });
    }
    catch (error) {
        if (!(error instanceof ProgramFailure))
            throw error;
        throw new build/* Failure */.HR('compose-failed', `docker compose ${argv[0]} failed for ${model.name} on ${shell.where}:\n${lastLines(error.stderr)}\n`, { cause: error });
    }
}
/**
 * Starts the services that are not part of a release where they do not run, and never touches one that does.
 * @returns the names of those that were started
 */
async function ensureSingles(shell, project, released, waiting) {
    const wanted = singles(project.model, released);
    if (wanted.length === 0)
        return [];
    const running = await containersOf(shell, project.name);
    const absent = wanted.filter((service) => !running.some((one) => one.service === service && (one.status === 'running' || finished(one))));
    if (absent.length > 0) {
        waiting.log.info(`Starting ${absent.join(', ')}, which ${absent.length === 1 ? 'does' : 'do'} not run yet.`);
        await compose(shell, project, 'singles.json', singlesModel(project.model, released), ['up', '--detach', '--no-recreate', '--no-build', ...absent], 600_000);
    }
    await waitHealthy(shell, project.name, wanted, { ...waiting, deadline: 180_000 });
    return absent;
}
/** A one-shot service, like a seed of the database, that did its work. */
function finished(container) {
    return container.status === 'exited' && container.exitCode === 0;
}
/**
 * Waits until every service is healthy, or running where it has no health check.
 * @throws Failure `unhealthy` with the last lines that the container wrote
 */
async function waitHealthy(shell, project, services, waiting) {
    const until = waiting.clock.now() + waiting.deadline;
    for (;;) {
        const all = (await containersOf(shell, project)).filter((one) => services.includes(one.service));
        const pending = services.filter((service) => !all.some((one) => one.service === service && ready(one)));
        if (pending.length === 0)
            return all;
        const broken = all.find((one) => !ready(one) &&
            (one.status === 'dead' || (one.status === 'exited' && one.exitCode !== 0) || one.restarts > (waiting.restartLimit ?? 2)));
        if (broken || waiting.clock.now() >= until) {
            throw await unhealthy(shell, broken ?? all.find((one) => pending.includes(one.service)), pending, waiting);
        }
        await waiting.clock.sleep(500);
    }
}
function ready(container) {
    if (finished(container))
        return true;
    return container.status === 'running' && (container.health === undefined || container.health === 'healthy');
}
async function unhealthy(shell, container, pending, waiting) {
    if (!container)
        return new build/* Failure */.HR('unhealthy', `${pending.join(', ')} did not start within ${(0,build/* formatDuration */.a3)(waiting.deadline)}.`);
    waiting.log.info(`Last lines of ${container.name}:`);
    waiting.log.untrusted(await containerLogs(shell, container.id));
    const state = container.status === 'running' ? `is ${container.health ?? 'running'}` : `${container.status} with code ${container.exitCode}`;
    const times = container.restarts > 0 ? ` after ${container.restarts} restarts` : '';
    return new build/* Failure */.HR('unhealthy', `${container.service} ${state}${times} and did not become healthy within ${(0,build/* formatDuration */.a3)(waiting.deadline)}.`, {
        hint: `Read its log above; on the server: docker logs ${container.name}.`,
    });
}

;// CONCATENATED MODULE: ./packages/docker/build/project.js




/** The project's name: given, or that of the repository, in the characters that compose allows. */
function projectName(inputs, context) {
    if (inputs['project-name'] !== undefined) {
        if (/^[a-z0-9][a-z0-9_-]{0,40}$/.test(inputs['project-name']))
            return inputs['project-name'];
        throw new build/* Failure */.HR('bad-input', `project-name '${inputs['project-name']}' is not a compose project name: small letters, digits, - and _, starting with a letter or digit.`);
    }
    const last = (context.repository || context.workspace).split('/').at(-1) ?? '';
    const name = last
        .toLowerCase()
        .replaceAll(/[^a-z0-9_-]/g, '')
        .replace(/^[_-]+/, '')
        .slice(0, 40);
    if (name)
        return name;
    throw new build/* Failure */.HR('bad-input', 'project-name is missing and no repository name is known. Example: project-name: notes');
}
/** Folder of Slipway's own files for a project, below the home of the shell's user. */
async function stateFolder(shell, project) {
    return `${await homeFolder(shell)}/.slipway/${project}`;
}
/**
 * Resolves the team's compose file for the target, with the `.env` that stands there; nothing is written but empty folders.
 * @throws Failure `compose-missing`, `compose-invalid`
 */
async function openProject(shell, inputs, context) {
    const name = projectName(inputs, context);
    const text = await readComposeFile(context, inputs['compose-file']);
    const home = await files_homeFolder(shell);
    const directory = inputs.directory ?? `${home}/apps/${name}`;
    const state = `${home}/.slipway/${name}`;
    await makeFolder(shell, directory, '750');
    await makeFolder(shell, state);
    const argv = ['docker', 'compose', '--project-name', name, '--project-directory', directory, '--file', '-', 'config', '--format', 'json'];
    const result = await shell.run(argv, { input: text, allowFailure: true, cwd: directory });
    if (result.code !== 0) {
        throw new build/* Failure */.HR('compose-invalid', `Compose cannot read ${inputs['compose-file']}: ${lastLines(result.stderr, 3)}`, {
            state: 'Nothing was changed.',
            hint: `Try it in ${directory} on ${shell.where}: docker compose config. Values of variables come from the .env there.`,
        });
    }
    return { name, state, directory, model: JSON.parse(result.stdout) };
}
async function readComposeFile(context, path) {
    try {
        return await (0,promises_.readFile)((0,external_node_path_.resolve)(context.workspace, path));
    }
    catch (cause) {
        throw new build/* Failure */.HR('compose-missing', `${path} cannot be read in ${context.workspace}.`, {
            state: 'Nothing was changed.',
            hint: 'Check the input compose-file, and that a step before this one checks the repository out.',
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./packages/docker/build/index.js





;// CONCATENATED MODULE: ./packages/journal/build/journal.js


/** Appends one line, repairs a torn last one first, and returns when it is on the disk. */
const appendScript = [
    'set -eu; umask 077; line=$(cat); [ "${#line}" -eq "$2" ] || { echo "only a part of the entry arrived" >&2; exit 65; };',
    'if [ -s "$1" ] && [ "$(tail -c 1 -- "$1" | wc -l)" -eq 0 ]; then echo >> "$1"; fi;',
    'printf "%s\\n" "$line" >> "$1"; sync "$1"',
].join(' ');
/** What was intended, done and failed on one target, in order. A reader tolerates a torn last line; a writer never rewrites one. */
class Journal {
    #shell;
    #path;
    #fence;
    #entries;
    constructor(shell, path, fence, entries) {
        this.#shell = shell;
        this.#path = path;
        this.#fence = fence;
        this.#entries = entries;
    }
    /** @param shell the lease's shell: an entry is a change too */
    static async open(shell, folder, fence) {
        const path = `${folder}/journal.jsonl`;
        return new Journal(shell, path, fence, parseEntries((await readText(shell, path)) ?? ''));
    }
    get entries() {
        return this.#entries;
    }
    async write(transaction, step, phase, data) {
        const entry = { at: new Date().toISOString(), fence: this.#fence, transaction, step, phase, ...(data ? { data } : {}) };
        const line = asciiJson(entry);
        await this.#shell.run(['sh', '-c', appendScript, 'sh', this.#path, String(line.length)], { input: line, deadline: 30_000 });
        this.#entries.push(entry);
    }
    /** Writes the intent, acts, and writes the outcome with what `act` returned. */
    async step(transaction, step, intent, act) {
        await this.write(transaction, step, 'intent', intent);
        try {
            const result = await act();
            await this.write(transaction, step, 'done', result);
            return result;
        }
        catch (error) {
            const reason = error instanceof build/* Failure */.HR ? error.reason : 'internal-error';
            await this.write(transaction, step, 'failed', { reason, message: (0,build/* messageOf */.bD)(error).slice(0, 500) }).catch(() => { });
            throw error;
        }
    }
}
/** The entries of a journal's text; lines that were torn by a crash are passed over. */
function parseEntries(text) {
    const entries = [];
    for (const line of text.split('\n')) {
        if (line.trim() === '')
            continue;
        try {
            const value = JSON.parse(line);
            if (value && typeof value.step === 'string' && typeof value.transaction === 'string')
                entries.push(value);
        }
        catch {
            // A torn line: its change was never begun, because the intent is written before.
        }
    }
    return entries;
}
/** JSON in ASCII, so that a shell counts the bytes as we do. */
function asciiJson(value) {
    return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function transactions(entries) {
    const byId = new Map();
    for (const entry of entries) {
        const list = byId.get(entry.transaction) ?? [];
        list.push(entry);
        byId.set(entry.transaction, list);
    }
    return [...byId].map(([id, list]) => {
        const end = list.findLast((entry) => entry.step === 'end' && entry.phase === 'done');
        const outcome = end?.data?.['outcome'];
        return { id, entries: list, outcome: typeof outcome === 'string' ? outcome : undefined };
    });
}
/** Whether a step of a transaction was begun and not finished, or finished. */
function phaseOf(transaction, step) {
    return transaction?.entries.findLast((entry) => entry.step === step)?.phase;
}

;// CONCATENATED MODULE: ./packages/journal/build/scripts.js
/**
 * The lease's critical sections, as `sh` programs on the target: flock(2) makes them one at a time and is released by the kernel when a process
 * dies. `mutex` guards the lease file for moments; `changing` is held shared by every change, so that a takeover waits for the last one.
 * `lease` holds `fence nonce expiry` and the owner's JSON; `fence` the highest number ever given.
 */
const enter = 'set -eu; umask 077; cd -- "$1"; exec 9>>mutex; flock -w 20 9 || exit 75; now=$(date +%s); lf=0; ln=; le=0; if [ -s lease ]; then { read -r lf ln le; } < lease; fi; if [ "$le" -gt $((now + 3600)) ]; then le=0; fi;';
const put = 'put() { cat > "$1.new"; sync "$1.new"; mv -f "$1.new" "$1"; sync .; };';
/** folder nonce ttl takeover; the owner on standard input. Says `taken N`, `held N` or `busy N`, then the JSON of the owner before. */
const acquireScript = [
    enter,
    put,
    'IFS= read -r owner; before=; if [ -s lease ]; then before=$(sed -n 2p lease); fi;',
    'if [ "$ln" = "$2" ]; then echo "taken $lf"; exit 0; fi;',
    'if [ -s lease ] && [ "$now" -lt "$le" ] && [ "$4" != "$lf" ]; then echo "held $lf"; echo "$before"; exit 0; fi;',
    'exec 8>>changing; if ! flock -w 1 8; then echo "busy $lf"; echo "$before"; exit 0; fi;',
    'f=0; if [ -s fence ]; then read -r f < fence; fi; if [ "$lf" -gt "$f" ]; then f=$lf; fi; f=$((f + 1));',
    'echo "$f" | put fence; { echo "$f $2 $((now + $3))"; printf "%s\\n" "$owner"; } | put lease;',
    'echo "taken $f"; printf "%s\\n" "$before"',
].join(' ');
/** folder nonce ttl */
const renewScript = [
    enter,
    put,
    'if [ "$ln" != "$2" ]; then echo "slipway-lease: not ours any more" >&2; exit 76; fi;',
    'before=$(sed -n 2p lease); { echo "$lf $2 $((now + $3))"; printf "%s\\n" "$before"; } | put lease',
].join(' ');
/** folder nonce */
const releaseScript = [enter, 'if [ "$ln" = "$2" ]; then rm -f lease; sync .; fi'].join(' ');
/** folder fence argv… */
const guardScript = [
    'exec 8>>"$1/changing"; flock -s -w 30 8 || { echo "slipway-lease: a takeover is under way" >&2; exit 75; };',
    'f=; read -r f < "$1/fence"; if [ "$f" != "$2" ]; then echo "slipway-lease: taken over" >&2; exit 76; fi; shift 2; exec "$@"',
].join(' ');

;// CONCATENATED MODULE: ./packages/journal/build/lease.js




const defaultTtl = 60_000;
const pollEvery = 2000;
/** Begins every refusal of the guard. */
const leaseMark = 'slipway-lease:';
/**
 * Takes the lease in `folder` on the shell's machine. Another owner's is taken over only when its run is over, or its lease ran out by the
 * target's own clock. @throws Failure `locked` when the wait is over
 */
async function takeLease(shell, folder, owner, options) {
    await makeFolder(shell, folder);
    const nonce = (0,external_node_crypto_.randomUUID)();
    const ttl = Math.ceil((options.ttl ?? defaultTtl) / 1000);
    const until = options.clock.now() + options.wait;
    let told = '';
    let takeover = '';
    for (;;) {
        const answer = await acquire(shell, folder, { nonce, ttl, takeover, owner });
        if (answer.taken) {
            if (answer.from)
                options.log.info(`Took the lease over from ${describe(answer.from)}, whose run is over or lost.`);
            return hold(shell, { folder, nonce, ttl, fence: answer.fence, takenFrom: answer.from, log: options.log });
        }
        const over = answer.busy ? false : await options.isOver?.(answer.holder).catch(() => undefined);
        takeover = over === true ? String(answer.fence) : '';
        if (over === true)
            continue;
        const who = describe(answer.holder);
        if (options.clock.now() >= until)
            throw locked(shell, who, answer.busy, options.wait);
        if (who !== told)
            options.log.info(`Waiting for ${who}${answer.busy ? ' to finish its change' : ''} (up to ${(0,build/* formatDuration */.a3)(until - options.clock.now())}).`);
        told = who;
        await options.clock.sleep(Math.min(pollEvery, Math.max(1, until - options.clock.now())));
    }
}
function locked(shell, who, changing, waited) {
    const what = changing ? `a change of ${who} is still under way` : `${who} holds the lease`;
    return new build/* Failure */.HR('locked', `${what[0]?.toUpperCase()}${what.slice(1)} on ${shell.where}; waited ${(0,build/* formatDuration */.a3)(waited)}.`, {
        state: 'Nothing was changed.',
        hint: 'Let that run finish, or cancel it: its lease is taken over when the run is over or has been silent for a minute.',
    });
}
function describe(owner) {
    const run = owner.url || `${owner.repository || 'a local run'} ${owner.runId}`;
    return `${owner.what} by ${owner.actor || 'somebody'} (${run})`;
}
async function acquire(shell, folder, ask) {
    const args = [folder, ask.nonce, String(ask.ttl), ask.takeover];
    const { stdout } = await shell.run(['sh', '-c', acquireScript, 'sh', ...args], {
        input: `${JSON.stringify(ask.owner)}\n`,
        deadline: 60_000,
    });
    const [head = '', second = ''] = stdout.split('\n');
    const [word, fence] = head.split(' ');
    if (word === 'taken')
        return { taken: true, fence: Number(fence), from: parseOwner(second) };
    if (word === 'held' || word === 'busy') {
        const nobody = { repository: '', runId: 'unknown', attempt: 0, url: '', actor: '', what: 'an unreadable lease' };
        return { taken: false, fence: Number(fence), busy: word === 'busy', holder: parseOwner(second) ?? nobody };
    }
    throw new build/* Failure */.HR('internal-error', `The lease script answered '${head}'.`);
}
function parseOwner(text) {
    try {
        return text ? JSON.parse(text) : undefined;
    }
    catch {
        return undefined;
    }
}
function hold(shell, held) {
    const { folder, nonce, ttl, fence } = held;
    const beat = setInterval(() => {
        shell.run(['sh', '-c', renewScript, 'sh', folder, nonce, String(ttl)], { deadline: 20_000 }).catch((error) => {
            held.log.debug(`The heartbeat of the lease failed: ${(0,build/* messageOf */.bD)(error)}`);
        });
    }, (ttl * 1000) / 4);
    beat.unref();
    return {
        fence,
        takenFrom: held.takenFrom,
        shell: guarded(shell, folder, fence),
        async release() {
            clearInterval(beat);
            await shell.run(['sh', '-c', releaseScript, 'sh', folder, nonce], { deadline: 30_000 });
        },
    };
}
/** A shell whose every program starts only while the lease is ours, and keeps a takeover waiting until it ended. */
function guarded(shell, folder, fence) {
    const wrap = (argv) => ['sh', '-c', guardScript, 'sh', folder, String(fence), ...argv];
    return {
        where: shell.where,
        remote: shell.remote,
        reach: (address) => shell.reach(address),
        close: () => shell.close(),
        start(argv, options) {
            const running = shell.start(wrap(argv), { title: commandLine(argv), ...options });
            const done = running.done.catch((error) => explain(shell, argv, error));
            done.catch(() => { });
            return { ...running, done };
        },
        async run(argv, options) {
            const result = await shell
                .run(wrap(argv), { title: commandLine(argv), ...options })
                .catch((error) => explain(shell, argv, error));
            if (result.stderr.includes(leaseMark))
                throw takenOver(shell);
            return result;
        },
    };
}
/** What went wrong, told about the program that was asked for and not about its guard. */
function explain(shell, argv, error) {
    if (error instanceof ProgramFailure && error.stderr.includes(leaseMark))
        throw takenOver(shell);
    const missing = error instanceof build/* Failure */.HR && error.reason === 'program-missing';
    if (missing || (error instanceof ProgramFailure && error.code === 127)) {
        const file = argv[0] ?? '';
        throw new build/* Failure */.HR('program-missing', `${file} is not installed on ${shell.where}.`, { hint: `Install ${file} there.`, cause: error });
    }
    throw error;
}
function takenOver(shell) {
    return new build/* Failure */.HR('lease-lost', `Another run took the lease on ${shell.where} over.`, {
        state: 'This run has changed nothing since; the other run goes on from the journal.',
        hint: 'Look at the newer run.',
    });
}

;// CONCATENATED MODULE: ./packages/journal/build/session.js


async function openSession(shell, options, host) {
    const { context } = host;
    const owner = {
        repository: context.repository,
        runId: context.runId,
        attempt: context.runAttempt,
        url: context.runUrl,
        actor: context.actor,
        what: options.what,
    };
    const lease = await takeLease(shell, options.folder, owner, {
        wait: options.wait,
        clock: host.clock,
        log: host.log,
        ...(options.isOver ? { isOver: options.isOver } : {}),
    });
    const journal = await Journal.open(lease.shell, options.folder, lease.fence);
    const transaction = `${context.runId}.${context.runAttempt}.${lease.fence}`;
    return {
        lease,
        journal,
        transaction,
        shell: lease.shell,
        unfinished: transactions(journal.entries).filter((one) => one.outcome === undefined && one.id !== transaction),
        step: (name, intent, act) => journal.step(transaction, name, intent, act),
        async end(outcome, data) {
            try {
                await journal.write(transaction, 'end', 'done', { outcome, ...data });
            }
            finally {
                await lease.release();
            }
        },
    };
}

;// CONCATENATED MODULE: ./packages/journal/build/index.js




;// CONCATENATED MODULE: ./actions/blue-green-switch/build/addresses.js


/** Addresses of a colour's network that are free for services: 16, less network, gateway, broadcast and one in reserve. */
const perColor = 12;
/**
 * The addresses of both colours. They are chosen once and kept, so that the router's configuration is the same for every release.
 * @throws Failure `router-setup` where no subnet is free, or there are more published services than one holds
 */
async function assignAddresses(shell, state, published) {
    const path = `${state}/addresses.json`;
    const known = parse(await readText(shell, path));
    const services = [...new Set(published.map((port) => port.service))];
    const chosen = { block: known?.block ?? freeBlock(await routes(shell)), places: choosePlaces(known?.places ?? {}, services) };
    if (JSON.stringify(chosen) !== JSON.stringify(known))
        await replaceFile(shell, path, `${JSON.stringify(chosen)}\n`, '600');
    return networksOf(chosen, services);
}
/** Known places stay, also of services that are not in this release; new services get the first free ones. */
function choosePlaces(known, services) {
    const places = { ...known };
    for (const service of services) {
        if (places[service] !== undefined)
            continue;
        const used = new Set(Object.values(places));
        const free = Array.from({ length: perColor }, (_, index) => index).find((place) => !used.has(place));
        if (free === undefined)
            throw new build/* Failure */.HR('router-setup', `A release can have ${perColor} published services at the most.`, {
                state: 'Nothing was changed.',
            });
        places[service] = free;
    }
    return places;
}
function networksOf(chosen, services) {
    const network = (offset) => ({
        subnet: `10.231.${chosen.block}.${offset}/28`,
        addresses: Object.fromEntries(services.map((service) => [service, `10.231.${chosen.block}.${offset + 2 + (chosen.places[service] ?? 0)}`])),
    });
    return { blue: network(0), green: network(16) };
}
/** The first block that no route of the machine touches. */
function freeBlock(routing) {
    for (let block = 0; block < 256; block++) {
        if (!new RegExp(`\\b10\\.231\\.${block}\\.`).test(routing))
            return block;
    }
    throw new build/* Failure */.HR('router-setup', 'Every subnet of 10.231.0.0/16 is in use on the server.', { state: 'Nothing was changed.' });
}
async function routes(shell) {
    const networks = await shell.run(['sh', '-c', 'ip -4 route; docker network ls -q | xargs docker network inspect --format "{{json .IPAM.Config}}"'], { allowFailure: true });
    return networks.stdout;
}
function parse(text) {
    try {
        const value = text ? JSON.parse(text) : undefined;
        return value && typeof value.block === 'number' && value.places ? value : undefined;
    }
    catch {
        // A file that cannot be read is chosen anew; the router is then prepared anew too.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/checks/build/condition.js
const everyElement = Symbol('[*]');
/** A condition that means nothing. It never counts as a pass, and no answer can repair it. */
class ConditionError extends Error {
    condition;
    /** Offset of the first wrong character in `condition`. */
    position;
    /** The name that was probably meant. */
    suggestion;
    constructor(condition, position, problem, suggestion) {
        const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
        super(`${problem}${hint} At column ${position + 1} of: ${condition.length > 200 ? `${condition.slice(0, 197)}...` : condition}`);
        this.name = 'ConditionError';
        this.condition = condition;
        this.position = position;
        this.suggestion = suggestion;
    }
}

;// CONCATENATED MODULE: ./packages/checks/build/glob.js
/** Longer patterns are refused when a condition is parsed. */
const longestGlob = 500;
/**
 * True where the whole text is as the pattern says: `*` stands for any text, `?` for one character. Every state of the pattern is one bit and every
 * character of the text is looked at once, so the time grows with the text and never explodes, whatever a server answers.
 */
function matchGlob(glob, text) {
    const { size, words, loops, any, masks } = compile(glob);
    let state = new Uint32Array(words);
    let next = new Uint32Array(words);
    state[0] = 1;
    for (let index = 0; index < text.length; index++) {
        const mask = masks.get(text.charCodeAt(index)) ?? any;
        let carry = 0;
        let alive = 0;
        for (let word = 0; word < words; word++) {
            const now = state[word] ?? 0;
            const moved = now & (mask[word] ?? 0);
            const after = (moved << 1) | carry | (now & (loops[word] ?? 0));
            carry = moved >>> 31;
            next[word] = after;
            alive |= after;
        }
        if (alive === 0)
            return false;
        [state, next] = [next, state];
    }
    return (((state[size >> 5] ?? 0) >>> (size & 31)) & 1) === 1;
}
function compile(glob) {
    const tokens = glob.replaceAll('*', '');
    const words = (tokens.length >> 5) + 1;
    const loops = new Uint32Array(words);
    const any = new Uint32Array(words);
    let place = 0;
    for (const character of glob.split('')) {
        if (character === '*')
            mark(loops, place);
        else {
            if (character === '?')
                mark(any, place);
            place++;
        }
    }
    const masks = new Map();
    for (let index = 0; index < tokens.length; index++) {
        if (tokens[index] === '?')
            continue;
        const code = tokens.charCodeAt(index);
        const mask = masks.get(code) ?? any.slice();
        mark(mask, index);
        masks.set(code, mask);
    }
    return { size: tokens.length, words, loops, any, masks };
}
function mark(set, place) {
    set[place >> 5] = (set[place >> 5] ?? 0) | (1 << (place & 31));
}

;// CONCATENATED MODULE: ./packages/checks/build/number.js

/** The number that a text writes: decimal, or `0x`, `0o`, `0b`. Undefined where it is none, or is too large to be told from its neighbour. */
function parseNumber(text) {
    if (text.length > 40)
        return undefined;
    if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) && !isRadix(text))
        return undefined;
    const number = Number(text);
    if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
        return undefined;
    return number;
}
/** The whole number that a text writes. `1.10` is a version as often as a number, so texts of that kind are not compared as numbers. */
function parseInteger(text) {
    return /^[+-]?\d+$/.test(text) || isRadix(text) ? parseNumber(text) : undefined;
}
function isRadix(text) {
    return /^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(text);
}
/** Milliseconds of `300ms`, `2s`, `14d`. */
function parseTime(text) {
    return text.length > 40 ? undefined : (0,build/* parseDuration */.E9)(text);
}

;// CONCATENATED MODULE: ./packages/checks/build/show.js
/** Foreign text for a person: on one line, without control and direction characters, cut to `limit` characters. */
function show(text, limit = 120) {
    const line = text
        .slice(0, limit * 4)
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu, ' ')
        .replaceAll(/ {2,}/g, ' ')
        .trim();
    return line.length > limit || text.length > limit * 4 ? `${line.slice(0, limit - 3).trimEnd()}...` : line;
}
/** A JSON value for a person: scalars as they are, lists and objects by what they hold. */
function showJson(value) {
    if (typeof value === 'string')
        return value === '' ? 'an empty text' : show(value);
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if (typeof value === 'object' && value !== null)
        return `an object with ${showKeys(value)}`;
    return show(String(value));
}
/** The first keys of an object. */
function showKeys(value, limit = 12) {
    const keys = Object.keys(value);
    if (keys.length === 0)
        return 'no keys';
    const shown = keys.slice(0, limit).map((key) => show(key, 40));
    const more = keys.length > limit ? ` and ${keys.length - limit} more` : '';
    return `the keys ${shown.join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/write.js

/** An operand as a person writes it. */
function writeOperand(operand) {
    switch (operand.kind) {
        case 'placeholder':
            return `[${operand.name}]${writeSteps(operand.path)}`;
        case 'call':
            return `${operand.name}(${writeOperand(operand.of)})`;
        case 'literal':
            return operand.quoted ? `"${operand.text}"` : operand.text;
        case 'pattern':
            return `pat(${operand.glob})`;
        case 'any':
            return `any(${operand.of.map(writeOperand).join(', ')})`;
    }
}
function writeSteps(path) {
    return path.map(writeStep).join('');
}
function writeStep(step) {
    if (step === everyElement)
        return '[*]';
    if (typeof step === 'number')
        return `[${step}]`;
    if (/^[\w-]+$/.test(step))
        return `.${step}`;
    return step.includes("'") ? `["${step}"]` : `['${step}']`;
}

;// CONCATENATED MODULE: ./packages/checks/build/path.js



/** The value at a path of a JSON document, or what is there instead. Only own keys count: `constructor` is no key of an object. */
function lookUp(json, path) {
    let value = json;
    for (const [index, step] of path.entries()) {
        const place = `[BODY]${writeSteps(path.slice(0, index))}`;
        if (typeof step === 'number') {
            if (!Array.isArray(value))
                return { missing: `${place} is ${showJson(value)}, not a list` };
            if (step >= value.length)
                return { missing: `${place} is a list of ${value.length}, so it has no [${step}]` };
            value = value[step];
        }
        else if (typeof step === 'string') {
            if (typeof value !== 'object' || value === null || Array.isArray(value)) {
                return { missing: `${place} is ${showJson(value)}, so it has no ${step}` };
            }
            if (!Object.hasOwn(value, step))
                return { missing: missingKey(value, step, place) };
            value = value[step];
        }
        else
            return { missing: `${place} is not looked at for every element here` };
    }
    return { value };
}
function missingKey(value, step, place) {
    // Keys come from the server: only a few short ones are worth comparing.
    const likely = Object.keys(value)
        .slice(0, 200)
        .filter((key) => key.length <= 60);
    const near = step.length <= 60 ? (0,build/* nearest */.pA)(step, likely) : undefined;
    return `${place} has ${showKeys(value)}, and no ${step}${near === undefined ? '' : ` (did you mean ${show(near)}?)`}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/value.js



/** The value of an operand in an answer; `pat()` and `any()` have none of their own. */
function resolve(operand, observation) {
    if (operand.kind === 'literal')
        return { value: value_literal(operand) };
    return operand.kind === 'call' ? resolveCall(operand, observation) : resolvePlaceholder(operand, observation);
}
function value_literal({ text, quoted }) {
    const number = quoted ? undefined : parseNumber(text);
    const time = quoted ? undefined : parseTime(text);
    return { type: 'literal', text, quoted, ...(number === undefined ? {} : { number }), ...(time === undefined ? {} : { time }) };
}
function resolvePlaceholder({ name, path }, observation) {
    switch (name) {
        case 'CONNECTED':
            return { value: { type: 'boolean', boolean: observation.connected } };
        case 'STATUS':
            return observation.status === undefined ? noAnswer(observation) : { value: { type: 'number', number: observation.status } };
        case 'RESPONSE_TIME':
            return observation.status === undefined ? noAnswer(observation) : { value: { type: 'duration', time: observation.responseTime } };
        case 'REDIRECTS':
            return observation.status === undefined ? noAnswer(observation) : { value: { type: 'number', number: observation.redirects.length } };
        case 'CERTIFICATE_EXPIRATION':
            if (observation.certificateExpiration === undefined)
                return noTls(observation);
            return { value: { type: 'duration', time: observation.certificateExpiration } };
        case 'TLS':
            return observation.tlsVersion === undefined
                ? noTls(observation)
                : { value: { type: 'number', number: Number(observation.tlsVersion) } };
        case 'VERSION':
            if (observation.status === undefined)
                return noAnswer(observation);
            if (observation.versions.length === 0)
                return { missing: 'the answer names no version' };
            return { value: { type: 'versions', versions: observation.versions } };
        case 'HEADER':
            return resolveHeader(String(path[0]), observation);
        case 'BODY':
            return path.length === 0 ? resolveBody(observation) : resolvePath(path, observation);
    }
}
function resolveHeader(name, observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    const value = Object.hasOwn(observation.headers, name.toLowerCase()) ? observation.headers[name.toLowerCase()] : undefined;
    return value === undefined ? { missing: `the answer has no header ${name}` } : { value: { type: 'text', text: value.trim() } };
}
function resolveBody(observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    return { value: { type: 'text', text: observation.body.trim() } };
}
function resolvePath(path, observation) {
    const json = jsonOf(observation);
    if ('missing' in json)
        return json;
    const found = lookUp(json.value, path);
    return 'missing' in found ? found : { value: fromJson(found.value) };
}
function jsonOf(observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    if (observation.json !== undefined)
        return { value: observation.json };
    if (observation.truncated)
        return { missing: 'the body is larger than 1 MiB and was not read to its end' };
    if (observation.body.trim() === '')
        return { missing: 'the body is empty' };
    return { missing: `the body is not JSON: ${show(observation.body, 60)}` };
}
function fromJson(json) {
    if (typeof json === 'number')
        return { type: 'number', number: json };
    if (typeof json === 'string')
        return { type: 'text', text: json };
    if (typeof json === 'boolean')
        return { type: 'boolean', boolean: json };
    return typeof json === 'object' && json !== null ? { type: 'structure', json } : { type: 'null' };
}
function resolveCall({ name, of }, observation) {
    if (of.path.length === 0)
        return resolveWholeBody(name, observation);
    if (name === 'len') {
        const found = resolvePlaceholder(of, observation);
        return 'missing' in found ? found : { value: { type: 'number', number: lengthOf(found.value) } };
    }
    // Where there is no JSON at all, nobody knows what it has: that is no `false`.
    if (of.name === 'BODY') {
        const json = jsonOf(observation);
        if ('missing' in json)
            return json;
    }
    else if (observation.status === undefined)
        return noAnswer(observation);
    const found = resolvePlaceholder(of, observation);
    return { value: { type: 'boolean', boolean: 'value' in found && found.value.type !== 'null' } };
}
function resolveWholeBody(name, observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    if (name === 'has')
        return { value: { type: 'boolean', boolean: observation.body.trim() !== '' } };
    if (observation.truncated)
        return { missing: 'the body is larger than 1 MiB and was not read to its end' };
    const { json } = observation;
    if (typeof json === 'object' && json !== null)
        return { value: { type: 'number', number: lengthOf(fromJson(json)) } };
    return { value: { type: 'number', number: observation.body.trim().length } };
}
/** Items of a list, keys of an object, characters of everything else. */
function lengthOf(value) {
    if (value.type === 'structure')
        return Array.isArray(value.json) ? value.json.length : Object.keys(value.json).length;
    return plainText(value).length;
}
/** A structure of so many levels that it cannot be written as text. */
function isUnwritable(value) {
    return value.type === 'structure' && stringify(value.json) === '';
}
/** The text that `pat()` looks at, and that two values of unlike types are compared by. */
function plainText(value) {
    switch (value.type) {
        case 'number':
            return String(value.number);
        case 'duration':
            return String(Math.round(value.time));
        case 'boolean':
            return String(value.boolean);
        case 'text':
        case 'literal':
            return value.text;
        case 'null':
            return 'null';
        case 'structure':
            return stringify(value.json);
        case 'versions':
            return value.versions[0] ?? '';
    }
}
/** JSON text; empty where it is nested too deeply to be written. */
function stringify(json) {
    try {
        return JSON.stringify(json);
    }
    catch {
        return '';
    }
}
function showValue(value) {
    if (value.type === 'structure')
        return showJson(value.json);
    if (value.type === 'duration')
        return `${Math.round(value.time)} ms`;
    if (value.type === 'versions')
        return value.versions.map((version) => show(version, 60)).join(', ');
    return plainText(value) === '' ? 'an empty text' : show(plainText(value));
}
function noAnswer(observation) {
    return { missing: `no answer: ${observation.error?.message ?? 'nothing arrived'}` };
}
function noTls(observation) {
    return observation.status === undefined ? noAnswer(observation) : { missing: 'the connection does not use TLS' };
}

;// CONCATENATED MODULE: ./packages/checks/build/cursor.js

/** A place in the text of a condition. */
class Cursor {
    text;
    position = 0;
    constructor(text) {
        this.text = text;
    }
    /** The character here; empty at the end. */
    get here() {
        return this.text.charAt(this.position);
    }
    get rest() {
        return this.text.slice(this.position);
    }
    /** Takes `expected` where it stands here. */
    take(expected) {
        if (!this.text.startsWith(expected, this.position))
            return false;
        this.position += expected.length;
        return true;
    }
    /** Takes characters as long as they are of a kind. */
    takeWhile(kind) {
        const start = this.position;
        while (this.position < this.text.length && kind(this.here))
            this.position++;
        return this.text.slice(start, this.position);
    }
    skipSpaces() {
        this.takeWhile(isSpace);
    }
    fail(problem, position = this.position, suggestion) {
        throw new ConditionError(this.text, Math.min(position, this.text.length), problem, suggestion);
    }
}
function isSpace(character) {
    return character === ' ' || character === '\t';
}

;// CONCATENATED MODULE: ./packages/checks/build/steps.js

const isKeyCharacter = (character) => !/[\s.[\]()'"=<>!,]/.test(character);
const isDigit = (character) => character >= '0' && character <= '9';
/** `.a.b[0]['x-y'][*]` behind a placeholder. */
function parseSteps(cursor) {
    const steps = [];
    for (;;) {
        if (cursor.take('.')) {
            const key = cursor.takeWhile(isKeyCharacter);
            if (key === '')
                cursor.fail("The name of a key is expected behind the dot; one with other characters is written ['x y'].");
            steps.push(key);
        }
        else if (cursor.take('['))
            steps.push(parseBracket(cursor));
        else
            return steps;
    }
}
function parseBracket(cursor) {
    const start = cursor.position;
    const step = parseInBracket(cursor);
    if (!cursor.take(']'))
        cursor.fail('The bracket is not closed.', start - 1);
    return step;
}
function parseInBracket(cursor) {
    const start = cursor.position;
    if (cursor.take('*'))
        return everyElement;
    const quote = cursor.here;
    if (quote === "'" || quote === '"') {
        cursor.take(quote);
        const key = cursor.takeWhile((character) => character !== quote);
        if (!cursor.take(quote))
            cursor.fail(`The quote ${quote} is not closed.`, start);
        return key;
    }
    const digits = cursor.takeWhile(isDigit);
    if (digits === '' || digits.length > 9)
        cursor.fail("An index, * or a key in quotes is expected in the bracket: [0], [*], ['x-y'].", start);
    return Number(digits);
}

;// CONCATENATED MODULE: ./packages/checks/build/version.js



const usualHeader = 'x-version';
const usualPaths = ['version', 'commit', 'sha', 'git_sha', 'commitSha', 'build.sha'];
/** Every version that an answer names, in the order in which places count. */
function readVersions(answer, place = {}) {
    const usual = place.path === undefined && place.header === undefined;
    const headers = usual ? [usualHeader] : [place.header ?? []].flat();
    const paths = usual ? usualPaths : [place.path ?? []].flat();
    const found = [
        ...headers.map((name) => (Object.hasOwn(answer.headers, name.toLowerCase()) ? answer.headers[name.toLowerCase()] : undefined)),
        ...paths.map((path) => readPath(answer.json, path)),
    ];
    return [...new Set(found.map((text) => text?.trim() ?? '').filter((text) => text !== '' && text.length <= 200))];
}
function readPath(json, path) {
    if (json === undefined)
        return undefined;
    const found = lookUp(json, parsePath(path));
    if ('missing' in found)
        return undefined;
    return typeof found.value === 'string' || typeof found.value === 'number' ? String(found.value) : undefined;
}
/** `build.sha`, `items[0]['x y']`. @throws ConditionError */
function parsePath(path) {
    const cursor = new Cursor(path.startsWith('[') || path.startsWith('.') ? path : `.${path}`);
    const steps = parseSteps(cursor);
    if (cursor.here !== '')
        cursor.fail('A path such as build.sha is expected.');
    return steps;
}
/** Compares what an answer says with what was expected. */
function identify(observation, expected = {}) {
    const versions = readVersions(observation, expected);
    const [first] = versions;
    if (first === undefined)
        return { identity: 'unproven' };
    const { value } = expected;
    if (value === undefined || value === '')
        return { identity: 'unproven', version: first };
    const same = versions.find((version) => sameVersion(version, value));
    if (same !== undefined)
        return { identity: 'proven', version: same };
    const other = versions.find((version) => isRevision(version) && isRevision(value));
    if (other !== undefined)
        return { identity: 'stale', version: other };
    return { identity: expected.derived ? 'unproven' : 'stale', version: first };
}
/** Equal, or two writings of one commit of which the shorter has at least 7 digits. A `v` before a number is no difference. */
function sameVersion(a, b) {
    if (plain(a) === plain(b))
        return true;
    if (!isRevision(a) || !isRevision(b))
        return false;
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    return left.startsWith(right) || right.startsWith(left);
}
function isRevision(text) {
    return /^[0-9a-f]{7,64}$/i.test(text);
}
function plain(text) {
    return text.replace(/^v(?=\d)/i, '');
}

;// CONCATENATED MODULE: ./packages/checks/build/compare.js




const tooDeep = { why: 'nested too deeply to be compared' };
/** Whether a value is as `pat()` says. */
function matches(glob, value) {
    if (isUnwritable(value))
        return tooDeep;
    const texts = value.type === 'versions' ? value.versions : [plainText(value)];
    return texts.some((text) => matchGlob(glob, text));
}
function equal(a, b) {
    if (a.type === 'literal' && b.type !== 'literal')
        return equal(b, a);
    if (isUnwritable(a) || isUnwritable(b))
        return tooDeep;
    if (a.type === 'versions' || b.type === 'versions')
        return equalVersions(a, b);
    if (b.type === 'literal')
        return equalLiteral(a, b);
    if (a.type === 'number' && b.type === 'number')
        return tooLarge(a.number) ?? a.number === b.number;
    if ((a.type === 'null' || b.type === 'null') && a.type !== b.type)
        return false;
    return equalText(plainText(a), plainText(b));
}
function equalLiteral(a, b) {
    switch (a.type) {
        case 'number':
            return tooLarge(a.number) ?? b.number === a.number;
        case 'duration':
            return (b.time ?? b.number) === a.time;
        case 'boolean':
            return !b.quoted && b.text === String(a.boolean);
        case 'null':
            return !b.quoted && b.text === 'null';
        case 'structure':
            return plainText(a) === b.text;
        default:
            // A body that is itself quoted JSON is meant as often as the text in the quotes.
            return b.quoted ? [b.text, `"${b.text}"`, `'${b.text}'`].includes(plainText(a)) : equalText(plainText(a), b.text);
    }
}
/** Texts that both write a whole number are compared as numbers, as gatus does: `0x10` is `16`. */
function equalText(a, b) {
    if (a === b)
        return true;
    const number = parseInteger(a);
    return number !== undefined && number === parseInteger(b);
}
function equalVersions(a, b) {
    const listOf = (value) => (value.type === 'versions' ? value.versions : [plainText(value)]);
    return listOf(a).some((version) => listOf(b).some((other) => sameVersion(version, other)));
}
/** JSON numbers beyond 2^53 arrive rounded: two different ones would look alike. */
function tooLarge(number) {
    const unsafe = Number.isInteger(number) && !Number.isSafeInteger(number);
    return unsafe ? { why: `${number} is too large to be compared exactly` } : undefined;
}
function ordered(operator, a, b) {
    const pair = magnitudes(a, b);
    if (!('left' in pair))
        return pair;
    const { left, right } = pair;
    if (operator === '<')
        return left < right;
    if (operator === '<=')
        return left <= right;
    return operator === '>' ? left > right : left >= right;
}
/** Both sides as numbers of one kind. A number without a unit is milliseconds beside `[RESPONSE_TIME]`, and nothing beside another duration. */
function magnitudes(a, b) {
    const [left, right] = [magnitude(a), magnitude(b)];
    for (const [value, found] of [[a, left], [b, right]]) {
        if (found === undefined)
            return { why: `${value.type === 'text' ? 'a text' : value.type} has no order` };
    }
    if (left === undefined || right === undefined)
        return { why: 'no order' };
    if (left.kind !== right.kind && a.type !== 'duration' && b.type !== 'duration') {
        return { why: 'one side is a duration, the other a number without a unit' };
    }
    return { left: left.size, right: right.size };
}
function magnitude(value) {
    if (value.type === 'number')
        return { kind: 'number', size: value.number };
    if (value.type === 'duration')
        return { kind: 'time', size: value.time };
    if (value.type !== 'text' && value.type !== 'literal')
        return undefined;
    const number = parseNumber(value.text);
    if (number !== undefined)
        return { kind: 'number', size: number };
    const time = parseTime(value.text);
    return time === undefined ? undefined : { kind: 'time', size: time };
}

;// CONCATENATED MODULE: ./packages/checks/build/evaluate.js





/** Whether a condition holds for an answer. A value that is not there fails every operator, `!=` too. */
function evaluate(condition, observation) {
    const wildcard = findWildcard(condition);
    return wildcard === undefined ? evaluateOne(condition, observation) : evaluateEvery(condition, wildcard, observation);
}
function evaluateOne(condition, observation) {
    const { text, left, right } = condition;
    const turned = isConstant(left);
    const [subject, object] = turned ? [right, left] : [left, right];
    const operator = turned ? mirrored[condition.operator] : condition.operator;
    const expected = `${operator} ${writeOperand(object)}`;
    const result = (passed, actual) => ({ text, passed, actual, expected });
    if (subject.kind === 'pattern' || subject.kind === 'any')
        return result(false, 'two constants');
    const found = resolve(subject, observation);
    if ('missing' in found)
        return result(false, found.missing);
    const shown = showValue(found.value);
    const verdict = compare(found.value, operator, object, observation);
    if (typeof verdict === 'boolean')
        return result(verdict, evaluate_describe(subject, shown, object, observation));
    return result(false, `${shown} (${verdict.why})`);
}
function compare(value, operator, object, observation) {
    if (operator !== '==' && operator !== '!=') {
        if (object.kind === 'pattern' || object.kind === 'any')
            return { why: 'no order' };
        const other = resolve(object, observation);
        return 'missing' in other ? { why: other.missing } : ordered(operator, value, other.value);
    }
    const same = isSame(value, object, observation);
    return typeof same === 'boolean' ? same === (operator === '==') : same;
}
function isSame(value, object, observation) {
    if (object.kind === 'pattern')
        return matches(object.glob, value);
    if (object.kind === 'any') {
        const verdicts = object.of.map((item) => (item.kind === 'pattern' ? matches(item.glob, value) : equal(value, value_literal(item))));
        return verdicts.includes(true) || (verdicts.find((verdict) => typeof verdict !== 'boolean') ?? false);
    }
    const other = resolve(object, observation);
    return 'missing' in other ? { why: other.missing } : equal(value, other.value);
}
/** What was found; of two values of the answer, both. */
function evaluate_describe(subject, shown, object, observation) {
    if (object.kind !== 'placeholder' && object.kind !== 'call')
        return shown;
    const other = resolve(object, observation);
    return subject.kind === 'literal' || 'missing' in other ? shown : `${shown}, and the other is ${showValue(other.value)}`;
}
function isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
/** The same comparison seen from the other side. */
const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
function findWildcard(condition) {
    for (const operand of [condition.left, condition.right]) {
        const placeholder = operand.kind === 'call' ? operand.of : operand;
        if (placeholder.kind !== 'placeholder')
            continue;
        const index = placeholder.path.indexOf(everyElement);
        if (index >= 0)
            return { placeholder, index };
    }
    return undefined;
}
/** `[*]`: the condition holds for every element of a list that has at least one. The first element that breaks it is shown. */
function evaluateEvery(condition, { placeholder, index }, observation) {
    const path = placeholder.path.slice(0, index);
    const list = observation.json === undefined ? undefined : lookUp(observation.json, path);
    const elements = list && 'value' in list && Array.isArray(list.value) ? list.value : undefined;
    const length = elements?.length ?? 0;
    let last = evaluateOne(at(condition, placeholder, index, 0), observation);
    if (length === 0)
        return { ...last, passed: false, actual: elements ? `[BODY]${writeSteps(path)} is a list of 0` : last.actual };
    for (let element = 0; element < length; element++) {
        last = evaluateOne(at(condition, placeholder, index, element), observation);
        if (!last.passed)
            return { ...last, actual: `${last.actual} at [BODY]${writeSteps([...path, element])}` };
    }
    return { ...last, actual: `all ${length}` };
}
/** The same condition for one element. */
function at(condition, placeholder, index, element) {
    const one = { ...placeholder, path: placeholder.path.with(index, element) };
    const replace = (operand) => {
        if (operand === placeholder)
            return one;
        return operand.kind === 'call' && operand.of === placeholder ? { ...operand, of: one } : operand;
    };
    return { ...condition, left: replace(condition.left), right: replace(condition.right) };
}

;// CONCATENATED MODULE: ./packages/checks/build/placeholders.js
const placeholders = {
    STATUS: { type: 'number', path: 'none' },
    BODY: { type: 'any', path: 'optional' },
    HEADER: { type: 'any', path: 'required' },
    RESPONSE_TIME: { type: 'duration', path: 'none' },
    CONNECTED: { type: 'boolean', path: 'none' },
    CERTIFICATE_EXPIRATION: { type: 'duration', path: 'none' },
    VERSION: { type: 'version', path: 'none' },
    TLS: { type: 'number', path: 'none' },
    REDIRECTS: { type: 'number', path: 'none' },
};
const placeholderNames = Object.keys(placeholders);
/** Placeholders of gatus that a gate over HTTP has no answer for. */
const foreignPlaceholders = ['IP', 'DNS_RCODE', 'DOMAIN_EXPIRATION', 'CONTEXT'];
const functionNames = ['len', 'has', 'pat', 'any'];

;// CONCATENATED MODULE: ./packages/checks/build/check-types.js


/** `[CERTIFICATE_EXPIRATION] > 14` would be 14 milliseconds: shorter times than this are a slip. */
const shortestExpiry = 1_000_000;
/** Refuses comparisons that can only ever go one way. @throws ConditionError */
function checkTypes(parts, cursor, at) {
    const { left, operator, right } = parts;
    const ordered = operator !== '==' && operator !== '!=';
    if (check_types_isConstant(left) && check_types_isConstant(right))
        cursor.fail('Both sides are constants, so no answer can change the result.', at.left);
    if (ordered && [left, right].some((side) => side.kind === 'pattern' || side.kind === 'any')) {
        cursor.fail(`${operator} needs a number or a duration; pat() and any() go with == and !=.`, at.operator);
    }
    for (const [value, other, place] of [[left, right, at.right], [right, left, at.left]]) {
        const type = typeOf(value);
        if (type === undefined)
            continue;
        if (ordered && (type === 'boolean' || type === 'version'))
            cursor.fail(`${nameOf(value)} has no order; it goes with == and !=.`, at.operator);
        for (const literal of literalsOf(other))
            checkLiteral({ value, type, literal, ordered }, cursor, place);
    }
}
function checkLiteral({ value, type, literal, ordered }, cursor, place) {
    const name = nameOf(value);
    const written = literal.quoted ? `"${literal.text}"` : literal.text;
    const number = literal.quoted ? undefined : parseNumber(literal.text);
    const time = literal.quoted ? undefined : parseTime(literal.text);
    if (type === 'number' && number === undefined)
        cursor.fail(`${name} is a number, and ${written} is none.`, place);
    if (type === 'duration' && number === undefined && time === undefined)
        cursor.fail(`${name} is a duration, and ${written} is none: 300ms, 2s, 14d.`, place);
    if (type === 'boolean' && (literal.quoted || !/^(true|false)$/.test(literal.text)))
        cursor.fail(`${name} is true or false, and not ${written}.`, place);
    if (type === 'any' && ordered && number === undefined && time === undefined) {
        cursor.fail(`${written} is no number and no duration, so nothing is more or less than it.`, place);
    }
    const expiry = value.kind === 'placeholder' && value.name === 'CERTIFICATE_EXPIRATION';
    if (expiry && number && Math.abs(number) < shortestExpiry)
        cursor.fail(`${written} would be milliseconds here`, place, `${written}d`);
}
function check_types_isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
function typeOf(operand) {
    if (operand.kind === 'placeholder')
        return placeholders[operand.name].type;
    if (operand.kind === 'call')
        return operand.name === 'len' ? 'number' : 'boolean';
    return undefined;
}
function nameOf(operand) {
    if (operand.kind === 'call')
        return `${operand.name}()`;
    return operand.kind === 'placeholder' ? `[${operand.name}]` : 'The constant';
}
function literalsOf(operand) {
    if (operand.kind === 'literal')
        return [operand];
    return operand.kind === 'any' ? operand.of.filter((item) => item.kind === 'literal') : [];
}

;// CONCATENATED MODULE: ./packages/checks/build/operator.js

/** Longer ones first, so that `<=` is not read as `<`. */
const operators = ['==', '!=', '<=', '>=', '<', '>'];
/** What people of other languages write. */
const meant = {
    '=': '==',
    '===': '==',
    is: '==',
    eq: '==',
    '!==': '!=',
    '<>': '!=',
    '=!': '!=',
    '=>': '>=',
    '=<': '<=',
    in: '== any(a, b)',
    contains: '== pat(*text*)',
    matches: '== pat(*text*)',
    '=~': '== pat(*text*)',
    '~': '== pat(*text*)',
};
function parseOperator(cursor) {
    const start = cursor.position;
    if (cursor.here === '')
        cursor.fail(`There is no operator. There are ${operators.join(' ')}.`);
    const spaced = isSpace(cursor.here);
    cursor.skipSpaces();
    const word = cursor.takeWhile((character) => !isSpace(character));
    const operator = operators.find((candidate) => candidate === word);
    if (operator !== undefined && spaced) {
        cursor.skipSpaces();
        if (cursor.here === '')
            cursor.fail(`Nothing stands behind ${operator}.`);
        return operator;
    }
    const at = spaced ? cursor.position - word.length : start;
    const glued = operators.find((candidate) => word.startsWith(candidate));
    if (Object.hasOwn(meant, word))
        return cursor.fail(`${word} is no operator`, at, meant[word]);
    if (glued !== undefined)
        return cursor.fail(`${glued} needs a space before and behind it.`, at);
    return cursor.fail(`One of ${operators.join(' ')} between spaces is expected here.`, at);
}

;// CONCATENATED MODULE: ./packages/checks/build/operand.js





/** Characters of names: of placeholders and functions. */
const isNameCharacter = (character) => /[A-Za-z0-9_]/.test(character);
/** `[BODY].a.b[0]`: everything that names a value of the answer. */
function parsePlaceholder(cursor) {
    const start = cursor.position;
    if (!cursor.take('['))
        cursor.fail('A placeholder such as [STATUS] or [BODY].status is expected here.');
    const written = cursor.takeWhile(isNameCharacter);
    if (!cursor.take(']'))
        cursor.fail(`The placeholder [${written} has no closing bracket.`);
    const name = placeholderNames.find((candidate) => candidate === written.toUpperCase());
    if (name === undefined)
        return refusePlaceholder(cursor, start, written);
    const path = parseSteps(cursor);
    checkPath(cursor, start, name, path);
    return { kind: 'placeholder', name, path };
}
function refusePlaceholder(cursor, start, written) {
    if (foreignPlaceholders.includes(written.toUpperCase())) {
        return cursor.fail(`[${written}] has no value here: this gate asks over HTTP. It knows [${placeholderNames.join('], [')}].`, start);
    }
    const near = (0,build/* nearest */.pA)(written.toUpperCase(), placeholderNames);
    const problem = `[${written}] is no placeholder`;
    return near === undefined
        ? cursor.fail(`${problem}. There are [${placeholderNames.join('], [')}].`, start)
        : cursor.fail(problem, start, `[${near}]`);
}
function checkPath(cursor, start, name, path) {
    const kind = placeholders[name].path;
    if (kind === 'none' && path.length > 0)
        cursor.fail(`[${name}] is one value and has no parts.`, start);
    if (kind === 'required' && (path.length !== 1 || typeof path[0] !== 'string')) {
        cursor.fail(`[${name}] needs the name of one header: [${name}].content-type.`, start);
    }
}
/** What stands left of the operator; the cursor stops behind it. */
function parseLeft(cursor) {
    if (cursor.here === '[')
        return parsePlaceholder(cursor);
    const start = cursor.position;
    if (functionName(cursor.rest) === 'len' || functionName(cursor.rest) === 'has')
        return parseCall(cursor);
    const end = findOperator(cursor.text, start);
    if (end === undefined) {
        if (functionName(cursor.rest) !== undefined)
            parseConstant(cursor, cursor.text, start);
        return cursor.fail(`A condition is written [STATUS] == 200: a value, one of ${operators.join(' ')} between spaces, and what it must be.`, start);
    }
    cursor.position = end;
    return parseConstant(cursor, cursor.text.slice(start, end), start);
}
/** Everything right of the operator. */
function parseRight(cursor) {
    const start = cursor.position;
    const rest = cursor.rest;
    const name = functionName(rest);
    if (!/^\[[A-Za-z_]+\]/.test(rest) && name !== 'len' && name !== 'has')
        return parseConstant(cursor, rest, start);
    const operand = name === undefined ? parsePlaceholder(cursor) : parseCall(cursor);
    if (cursor.here !== '')
        cursor.fail('Nothing may follow here. Write one condition on a line, and text that holds brackets in quotes.');
    return operand;
}
function parseCall(cursor) {
    const start = cursor.position;
    const name = cursor.takeWhile(isNameCharacter) === 'len' ? 'len' : 'has';
    cursor.take('(');
    cursor.skipSpaces();
    const of = parsePlaceholder(cursor);
    cursor.skipSpaces();
    if (!cursor.take(')'))
        cursor.fail(`${name}( has no closing bracket.`);
    if (of.name !== 'BODY' && of.name !== 'HEADER')
        cursor.fail(`${name}() looks at [BODY] or [HEADER], and [${of.name}] is one value.`, start);
    return { kind: 'call', name, of };
}
/** A literal, `pat()` or `any()`: what an answer is compared with. */
function parseConstant(cursor, text, start) {
    const name = functionName(text);
    if (name === undefined)
        return parseLiteral(cursor, text, start);
    if (!functionNames.includes(name)) {
        const problem = `${name}() is no function`;
        const near = (0,build/* nearest */.pA)(name, functionNames);
        if (near !== undefined)
            cursor.fail(problem, start, `${near}()`);
        cursor.fail(`${problem}. There are ${functionNames.join('(), ')}(); text that holds brackets stands in quotes.`, start);
    }
    if (!text.endsWith(')'))
        cursor.fail(`${name}( has no closing bracket at the end.`, start);
    const inner = text.slice(name.length + 1, -1);
    if (name === 'any')
        return parseAny(cursor, inner, start + name.length + 1);
    if (name !== 'pat')
        cursor.fail(`${name}() is not expected here.`, start);
    if (inner === '')
        cursor.fail('pat() needs a pattern: pat(*ok*).', start);
    if (inner.length > longestGlob)
        cursor.fail(`The pattern is longer than ${longestGlob} characters.`, start);
    return { kind: 'pattern', glob: inner };
}
function parseAny(cursor, inner, start) {
    const of = [];
    for (const { text, offset } of splitList(inner)) {
        if (text === '')
            cursor.fail('any() needs values between its commas: any(200, 204).', start + offset);
        const item = parseConstant(cursor, text, start + offset);
        if (item.kind === 'any')
            cursor.fail('any() cannot stand inside any().', start + offset);
        else
            of.push(item);
    }
    return { kind: 'any', of };
}
/** The parts of a list, without the spaces around them; commas in quotes and brackets are text. */
function splitList(list) {
    const parts = [];
    let depth = 0;
    let quote = '';
    let start = 0;
    for (let index = 0; index <= list.length; index++) {
        const character = list.charAt(index);
        if (character === '' || (character === ',' && depth <= 0 && quote === '')) {
            const part = list.slice(start, index);
            parts.push({ text: part.trim(), offset: start + (part.length - part.trimStart().length) });
            start = index + 1;
        }
        else if (quote !== '')
            quote = character === quote ? '' : quote;
        else if ((character === '"' || character === "'") && list.slice(start, index).trim() === '')
            quote = character;
        else if (character === '(')
            depth++;
        else if (character === ')')
            depth--;
    }
    return parts;
}
function parseLiteral(cursor, text, start) {
    const quote = text.charAt(0);
    if (quote === '"' || quote === "'") {
        if (text.length < 2 || !text.endsWith(quote))
            cursor.fail(`The quote ${quote} is not closed at the end.`, start);
        return { kind: 'literal', text: text.slice(1, -1), quoted: true };
    }
    for (const word of text.matchAll(/\S+/g)) {
        const second = [...operators, '&&', '||'].some((operator) => operator === word[0]) || /^\[[A-Z_]+\]/.test(word[0]);
        if (second)
            cursor.fail('A second comparison begins here. Write one condition on a line, and text that holds it in quotes.', start + word.index);
    }
    return { kind: 'literal', text, quoted: false };
}
/** `len` of `len([BODY].x)…`: a name with an opening bracket behind it. */
function functionName(text) {
    return /^([A-Za-z_]\w*)\(/.exec(text)?.[1];
}
/** Offset of the space before the first operator that stands between spaces. */
function findOperator(text, from) {
    for (const word of text.slice(from).matchAll(/\S+/g)) {
        if (word.index > 0 && operators.some((operator) => operator === word[0]))
            return from + text.slice(from, from + word.index).trimEnd().length;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/parse.js






/** Long enough for every condition that a person can read. */
const longest = 2000;
/**
 * Reads one condition. What it cannot mean is refused here, before anything is asked: an unknown name, a number compared with a word, two constants.
 * @throws ConditionError
 */
function parseCondition(text) {
    const cursor = new Cursor(text.trim());
    if (cursor.text === '')
        cursor.fail('The condition is empty; one is written [STATUS] == 200.');
    if (cursor.text.length > longest)
        cursor.fail(`The condition is longer than ${longest} characters.`, longest);
    const control = cursor.text.search(/[^\P{Cc}\t]/u);
    if (control >= 0)
        cursor.fail('A condition is one line without control characters.', control);
    const left = parseLeft(cursor);
    const operatorAt = cursor.position + cursor.rest.search(/\S|$/);
    const operator = parseOperator(cursor);
    const rightAt = cursor.position;
    const right = parseRight(cursor);
    if (wildcards(left) + wildcards(right) > 1)
        cursor.fail('[*] can stand once in a condition.', 0);
    checkTypes({ left, operator, right }, cursor, { left: 0, operator: operatorAt, right: rightAt });
    return { text: cursor.text, left, operator, right };
}
/**
 * Reads several conditions.
 * @throws Failure `bad-condition` with every line that means nothing
 */
function parseConditions(lines) {
    const problems = [];
    const conditions = lines.flatMap((line) => {
        try {
            return [parseCondition(line)];
        }
        catch (error) {
            if (!(error instanceof ConditionError))
                throw error;
            problems.push(`- ${error.message}`);
            return [];
        }
    });
    if (problems.length === 0)
        return conditions;
    const count = problems.length === 1 ? 'One condition means' : `${problems.length} conditions mean`;
    throw new build/* Failure */.HR('bad-condition', `${count} nothing:\n${problems.join('\n')}\n`, { state: 'Nothing was asked.' });
}
function wildcards(operand) {
    const placeholder = operand.kind === 'call' ? operand.of : operand;
    return placeholder.kind === 'placeholder' ? placeholder.path.filter((step) => step === everyElement).length : 0;
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(67);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(30);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(692);
var external_node_tls_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_tls_, 2);
;// CONCATENATED MODULE: ./packages/checks/build/probe-error.js


const classes = {
    ECONNREFUSED: 'refused',
    ENOENT: 'refused',
    EACCES: 'refused',
    ETIMEDOUT: 'timeout',
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    ECONNRESET: 'reset',
    EPIPE: 'reset',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable',
    EADDRNOTAVAIL: 'unreachable',
    EPROTO: 'tls',
};
const certificates = {
    CERT_HAS_EXPIRED: 'has expired',
    CERT_NOT_YET_VALID: 'is not valid yet',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself and by nobody who is trusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate certificates that lead to a trusted authority',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
    CERT_REVOKED: 'was revoked',
};
/** Any error of an exchange as a class, a sentence and a code. */
function describeError(error, progress) {
    const { code, message } = partsOf(error);
    const kind = classOf(code);
    return { class: kind, code, message: sentence(kind, code, message, progress) };
}
/** The exchange took longer than it may. */
function describeTimeout(timeout, progress) {
    const limit = (0,build/* formatDuration */.a3)(timeout);
    const what = progress.answering
        ? `${progress.endpoint} began to answer and did not end within ${limit}`
        : progress.connected
            ? `${progress.endpoint} accepted the connection and did not answer within ${limit}`
            : `${progress.endpoint} did not ${progress.indirect ? 'answer' : 'accept a connection'} within ${limit}`;
    return { class: 'timeout', code: 'TIMEOUT', message: what };
}
function partsOf(error) {
    // Where a name has several addresses, there is one error for each.
    const inner = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
    const code = inner?.code ?? error?.code;
    return { code: typeof code === 'string' ? code : 'UNKNOWN', message: inner instanceof Error ? inner.message : String(inner) };
}
function classOf(code) {
    if (Object.hasOwn(classes, code))
        return classes[code] ?? 'invalid';
    return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|INVALID_PURPOSE|PATH_LENGTH)/.test(code) ? 'tls' : 'invalid';
}
function sentence(kind, code, message, progress) {
    const { endpoint } = progress;
    switch (kind) {
        case 'refused':
            return code === 'ECONNREFUSED' ? `${endpoint} refused the connection` : `${endpoint} has no socket that can be opened (${code})`;
        case 'timeout':
            return `${endpoint} did not accept a connection: the system gave up`;
        case 'dns':
            return `the name of ${endpoint} has no address${code === 'EAI_AGAIN' ? ': the name server did not answer' : ''}`;
        case 'unreachable':
            return `there is no way to ${endpoint} (${code})`;
        case 'reset':
            return broken(progress);
        case 'tls':
            return tlsSentence(code, message, endpoint);
        case 'invalid':
            return `${endpoint} answered something that is not HTTP (${code}): ${show(message, 100)}`;
    }
}
function broken({ endpoint, answering, secure, connected, indirect }) {
    if (answering)
        return `${endpoint} broke off in the middle of its answer`;
    if (indirect)
        return `${endpoint} closed the connection without an answer, or nothing listens there`;
    return `${endpoint} closed the connection ${secure && !connected ? 'during the TLS handshake' : 'without an answer'}`;
}
function tlsSentence(code, message, endpoint) {
    const certificate = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
    if (certificate !== undefined)
        return `the certificate of ${endpoint} ${certificate}`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return `the certificate of ${endpoint} is not for that name but for ${show(message.slice(message.lastIndexOf(': ') + 2), 160)}`;
    if (code === 'EPROTO' && /wrong version number|packet length too long/i.test(message))
        return `${endpoint} does not speak TLS`;
    return `TLS with ${endpoint} failed (${code}): ${show(message, 160)}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/exchange.js





const bodyLimit = 1024 * 1024;
/** Sends one request on a connection of its own and reads the answer to its end. Never rejects. `onStart` gives the way to end it early. */
function exchange(hop, onStart) {
    return new Promise((resolve) => {
        const answer = { connected: false, headers: {}, body: '', truncated: false };
        const indirect = hop.address !== undefined && 'path' in hop.address;
        const secure = hop.url.protocol === 'https:';
        const chunks = [];
        let size = 0;
        let done = false;
        const progress = () => ({
            endpoint: endpointOf(hop.url),
            connected: answer.connected,
            answering: answer.status !== undefined,
            secure,
            indirect,
        });
        const finish = (error) => {
            if (done)
                return;
            done = true;
            answer.body = Buffer.concat(chunks).toString();
            if (error !== undefined)
                answer.error = error;
            request.destroy();
            resolve(answer);
        };
        const request = (secure ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(optionsOf(hop));
        onStart((why) => finish(why(progress())));
        request.on('error', (error) => finish(describeError(error, progress())));
        request.on('socket', (socket) => observe(socket, secure, indirect, answer));
        request.on('response', (response) => {
            answer.connected = true;
            answer.status = response.statusCode ?? 0;
            answer.headers = headersOf(response.headers);
            response.on('data', (chunk) => {
                chunks.push(size + chunk.length > bodyLimit ? chunk.subarray(0, bodyLimit - size) : chunk);
                size += chunk.length;
                if (size <= bodyLimit)
                    return;
                answer.truncated = true;
                finish();
            });
            response.on('end', () => finish());
            response.on('error', (error) => finish(describeError(error, progress())));
            response.on('close', () => finish(describeError({ code: 'ECONNRESET' }, progress())));
        });
        request.end(hop.body);
    });
}
/** Notes when the connection stands, and what its certificate says. */
function observe(socket, secure, indirect, answer) {
    if (!secure) {
        if (!indirect)
            socket.once('connect', () => Object.assign(answer, { connected: true }));
        return;
    }
    socket.once('secureConnect', () => {
        if (!(socket instanceof external_node_tls_.TLSSocket))
            return;
        answer.connected = true;
        const end = Date.parse(socket.getPeerCertificate().valid_to);
        if (Number.isFinite(end))
            answer.certificateExpiration = end - Date.now();
        const version = /^TLSv(\d\.\d)$/.exec(socket.getProtocol() ?? '')?.[1];
        if (version !== undefined)
            answer.tlsVersion = version;
    });
}
function optionsOf(hop) {
    const { url, address } = hop;
    const host = bare(url.hostname);
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const name = bare(new URL(`${url.protocol}//${hop.host}`).hostname);
    const login = url.username === '' && url.password === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return {
        ...(address === undefined ? { host, port } : 'path' in address ? { socketPath: address.path } : address),
        method: hop.method,
        path: `${url.pathname}${url.search}`,
        agent: false,
        setHost: false,
        // A body that is compressed could not be read, and a connection that is kept could not prove a fresh one.
        headers: { ...hop.headers, host: hop.host, 'accept-encoding': 'identity', connection: 'close' },
        ...(login === undefined ? {} : { auth: login }),
        servername: (0,external_node_net_.isIP)(name) === 0 ? name : '',
        checkServerIdentity: (_host, certificate) => external_node_tls_.checkServerIdentity(name, certificate),
        ...(hop.ca === undefined ? {} : { ca: [...trusted(), hop.ca] }),
    };
}
/** What Node trusts by itself; older versions cannot say what the user added to it. */
function trusted() {
    const source = external_node_tls_namespaceObject;
    return source.getCACertificates?.('default') ?? external_node_tls_.rootCertificates;
}
function headersOf(headers) {
    const entries = Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, [value].flat().join(', ')]]);
    return Object.fromEntries(entries);
}
/** An IPv6 address without the brackets that it has in a URL. */
function bare(host) {
    return host.startsWith('[') ? host.slice(1, -1) : host;
}
function endpointOf(url) {
    return `${url.hostname}:${Number(url.port) || (url.protocol === 'https:' ? 443 : 80)}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/redirect.js
/** The request that a redirect asks for; undefined where there is none to follow. */
function follow(hop, answer) {
    const location = answer.headers['location'];
    if (answer.error !== undefined || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status ?? 0))
        return undefined;
    const url = URL.canParse(location, hop.url.href) ? new URL(location, hop.url.href) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return undefined;
    const same = isSameOrigin(url, hop);
    // An address was given for one server: nothing says that it leads to another one, or that the other may see the headers.
    if (!same && hop.address !== undefined)
        return undefined;
    const keeps = answer.status === 307 || answer.status === 308 || hop.method === 'GET' || hop.method === 'HEAD';
    const { body: _body, ...rest } = hop;
    if (same) {
        url.host = hop.url.host;
        url.username = hop.url.username;
        url.password = hop.url.password;
    }
    else {
        url.username = '';
        url.password = '';
    }
    const headers = same ? hop.headers : { accept: hop.headers['accept'] ?? '*/*', 'user-agent': hop.headers['user-agent'] ?? 'slipway' };
    const host = same ? hop.host : url.host;
    if (keeps)
        return { ...hop, url, host, headers: { ...headers, ...redirect_length(hop) } };
    const { 'content-length': _length, 'content-type': _type, ...bare } = headers;
    return { ...rest, url, host, headers: bare, method: 'GET' };
}
function redirect_length(hop) {
    return hop.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(hop.body)) };
}
/** Servers write themselves into `Location` by their name, which is that of the `Host` header where one is given. */
function isSameOrigin(url, hop) {
    return url.protocol === hop.url.protocol && (url.host === hop.url.host || url.host === new URL(`${hop.url.protocol}//${hop.host}`).host);
}

;// CONCATENATED MODULE: ./packages/checks/build/request.js



/** Headers that belong to the connection; setting them by hand would break it. */
const ours = /^(host|connection|accept-encoding|content-length|transfer-encoding|keep-alive|upgrade|te|trailer|expect)$/i;
/** The first hop of a request. @throws Failure `bad-input` for a request that cannot be sent; values of headers are not shown */
function prepare(request) {
    const url = parseUrl(request.url);
    const method = request.method ?? 'GET';
    if (!/^[A-Z]{1,20}$/.test(method) || method === 'CONNECT')
        refuse(`${method} is not a method such as GET or POST.`);
    const given = Object.entries(request.headers ?? {});
    const named = given.find(([name]) => name.toLowerCase() === 'host')?.[1];
    for (const [name, value] of given)
        checkHeader(name, value);
    const headers = Object.fromEntries(given.filter(([name]) => !ours.test(name)).map(([name, value]) => [name.toLowerCase(), value]));
    const { redirects = 5, timeout = 1 } = request;
    if (!Number.isInteger(redirects) || redirects < 0 || redirects > 5)
        refuse('redirects goes from 0 to 5.');
    if (!(timeout > 0))
        refuse('The timeout of a request is more than 0.');
    if (request.version?.path !== undefined)
        parsePath(request.version.path);
    return {
        url,
        method,
        headers: {
            accept: '*/*',
            'user-agent': 'slipway',
            ...headers,
            ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.address === undefined ? {} : { address: request.address }),
        ...(request.ca === undefined ? {} : { ca: request.ca }),
        host: checkHost(request.hostHeader ?? named ?? url.host),
    };
}
/** @throws Failure `bad-input` */
function parseUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return refuse('The url is not an address such as https://app.example.com/health.');
    try {
        decodeURIComponent(url.username + url.password);
    }
    catch {
        return refuse('The credentials in the url are not written as a URL writes them: % is %25.');
    }
    return url;
}
/** An address for people: without credentials. */
function displayUrl(url) {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    return shown.href;
}
function checkHeader(name, value) {
    try {
        (0,external_node_http_.validateHeaderName)(name);
        (0,external_node_http_.validateHeaderValue)(name, value);
    }
    catch {
        refuse(`The header ${JSON.stringify(name.slice(0, 60))} has a name or value that HTTP cannot carry.`);
    }
}
function checkHost(host) {
    if (!/^[A-Za-z0-9._[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`))
        refuse('The Host header is not a host name such as app.example.com.');
    return host;
}
function refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/probe.js







const defaultTimeout = 10_000;
/**
 * Asks once, on a fresh connection for every redirect too. What the server does wrong is in the observation.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
async function probe(request, ports) {
    let hop = prepare(request);
    const timeout = request.timeout ?? defaultTimeout;
    const limit = request.redirects ?? 5;
    const started = performance.now();
    const redirects = [];
    const clock = stopwatch(timeout, ports.signal);
    try {
        for (;;) {
            const answer = await exchange(hop, clock.attach);
            if (ports.signal.aborted)
                throw new build/* Failure */.HR('cancelled', 'The run was cancelled during a request.');
            const next = limit === 0 ? undefined : follow(hop, answer);
            if (next === undefined || redirects.length === limit) {
                const endless = next === undefined ? undefined : tooMany(hop, limit);
                return observation({ request, hop, redirects, started }, endless === undefined ? answer : { ...answer, error: endless });
            }
            redirects.push({ status: answer.status ?? 0, url: displayUrl(hop.url), location: show(displayUrl(next.url), 200) });
            hop = next;
        }
    }
    finally {
        clock.stop();
    }
}
function observation({ request, hop, redirects, started }, answer) {
    const responseTime = performance.now() - started;
    const json = answer.truncated || answer.error !== undefined ? undefined : parseJson(answer.body);
    const versions = readVersions({ headers: answer.headers, json }, request.version);
    return { ...answer, url: displayUrl(hop.url), responseTime, versions, redirects, ...(json === undefined ? {} : { json }) };
}
function parseJson(body) {
    const text = body.trim().replace(/^\uFEFF/, '');
    if (!/^[[{"\-\dtfn]/.test(text))
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function tooMany(hop, limit) {
    return { class: 'invalid', code: 'REDIRECTS', message: `${show(displayUrl(hop.url))} redirects once more after ${limit} redirects` };
}
/** Ends the exchange under way when its time is over or the run is cancelled. This is a limit of the network, so it runs on real time. */
function stopwatch(timeout, signal) {
    let current;
    let over = false;
    const expire = () => {
        over = true;
        current?.((progress) => describeTimeout(timeout, progress));
    };
    const timer = setTimeout(expire, timeout);
    signal.addEventListener('abort', expire, { once: true });
    return {
        attach(stop) {
            current = stop;
            if (over || signal.aborted)
                expire();
        },
        stop() {
            clearTimeout(timer);
            signal.removeEventListener('abort', expire);
        },
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/attempt.js



function judge(check, conditions, observation) {
    const results = conditions.map((condition) => evaluate(condition, observation));
    const identified = identify(observation, check.expectVersion);
    return { observation, conditions: results, identified, ...verdict(check, results, observation, identified) };
}
function verdict(check, results, observation, { identity, version }) {
    const failed = results.filter((result) => !result.passed);
    const { error, connected, status } = observation;
    // An answer that broke off is no answer, even where its status was good. No connection at all may be just what was asked for.
    if (error !== undefined && (connected || failed.length > 0)) {
        return { failure: connected ? 'unhealthy' : 'unreachable', sentence: error.message };
    }
    const [first] = failed;
    if (first !== undefined) {
        const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
        return { failure: 'unhealthy', sentence: `${first.text} does not hold: ${first.actual}${more}` };
    }
    const { value, required } = check.expectVersion ?? {};
    if (identity === 'stale')
        return { failure: 'stale-version', sentence: `version ${show(version ?? '')} answers, and ${show(value ?? '')} was expected` };
    if (required && identity !== 'proven')
        return { failure: 'version-not-found', sentence: `the answer does not name the version ${show(value ?? '')}` };
    return { sentence: `${status ?? 'as expected'}${version === undefined ? '' : ` from version ${show(version, 60)}`}` };
}
function summarize(observation) {
    const { connected, status, responseTime, redirects, error } = observation;
    const contentType = observation.headers['content-type'];
    return {
        connected,
        responseTime: Math.round(responseTime),
        excerpt: show(observation.body, 300),
        redirects,
        ...(status === undefined ? {} : { status }),
        ...(contentType === undefined ? {} : { contentType: show(contentType, 60) }),
        ...(error === undefined ? {} : { error }),
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/hints.js

/** What to do about an answer that is healthy and of the wrong version. */
function versionHints(failure) {
    if (failure === 'stale-version') {
        return ['The old version still serves: the router did not switch, the container was not made anew, or a cache stands before it.'];
    }
    return failure === 'version-not-found'
        ? ['Look at what the answer holds, and at the path or header that is said to name the version.']
        : [];
}
/** What usually causes an answer like this one, and what to do about it. */
function hintsFor(asked, observation) {
    const { error, status } = observation;
    const hints = [error === undefined ? undefined : errorHint(error.class, asked, observation), redirectHint(observation)];
    if (status !== undefined && error === undefined)
        hints.push(statusHint(status, observation));
    const encoding = observation.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
        hints.push(`The answer is compressed (${show(encoding, 20)}) although that was not asked for, so its body cannot be read.`);
    }
    return hints.filter((hint) => hint !== undefined);
}
function errorHint(kind, asked, { connected }) {
    const nothing = 'The application may not have started yet, listen on another port, or be bound to 127.0.0.1 inside its container: bind it to 0.0.0.0 and look at its log.';
    switch (kind) {
        case 'refused':
            return `Nothing listens on that port. ${nothing}`;
        case 'reset':
            return asked.address !== undefined && 'path' in asked.address
                ? `Nothing listens on that port on the server, or it crashed while answering. ${nothing}`
                : 'The application crashed while answering, is restarting, or speaks TLS where http was asked for.';
        case 'timeout':
            return connected
                ? 'The application accepted the connection and hangs: look for a database or service that it waits for.'
                : 'A firewall that drops packets looks like this, and so does a wrong address.';
        case 'dns':
            return 'Look for a typing slip in the host, or a DNS record that is not there yet.';
        case 'unreachable':
            return 'The network of this machine has no way there; runners on GitHub have no IPv6.';
        case 'tls':
            return asked.url.startsWith('https:')
                ? 'Ask by the name that the certificate is for, and look at what the proxy serves for it.'
                : undefined;
        case 'invalid':
            return undefined;
    }
}
function redirectHint({ url, status, headers, redirects, error }) {
    const last = status !== undefined && status >= 300 && status < 400 ? (headers['location'] ?? '') : '';
    const targets = [...redirects.map((redirect) => redirect.location), last];
    const secure = targets.some((target) => /^https:/i.test(target)) && [url, ...redirects.map((redirect) => redirect.url)].some(isPlain);
    if (secure) {
        return 'The application redirects http to https. Ask by its https address, or send the header `X-Forwarded-Proto: https` as its proxy does.';
    }
    if (targets.some((target) => /\/(log-?in|sign-?in|auth)\b/i.test(target)))
        return 'The path asks for a login; give a path that is public, such as /health.';
    if (error?.code === 'REDIRECTS')
        return 'The redirects lead in a circle: look at the proxy and at what the application thinks its own address is.';
    return last === '' ? undefined : `The answer redirects to ${show(last, 120)}, which was not followed.`;
}
const isPlain = (url) => url.startsWith('http:');
function statusHint(status, observation) {
    const body = observation.body.slice(0, 4000);
    if (status === 400 && /host|^\s*$|bad request \(400\)/i.test(body)) {
        return 'The application may not accept this host name: add it to ALLOWED_HOSTS (Django) or TrustedHostMiddleware (Starlette, FastAPI), or send the Host header that it expects.';
    }
    if (status === 401 || status === 403)
        return 'The path needs credentials; give a path that is public, or send them in `headers`.';
    if (status === 404)
        return 'There is nothing at this path: look for a prefix such as /api, and whether the proxy passes the path on unchanged.';
    if (status === 405)
        return 'The path does not take this method.';
    if (status === 421)
        return 'The server does not serve this host name on this connection.';
    if (status === 502 || status === 503 || status === 504) {
        return 'A proxy answers and what stands behind it does not, or the application says that it is not ready: look at the log of the application.';
    }
    return status >= 500 ? 'The application answers with an error of its own: look at its log.' : undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/warnings.js

const depthLimit = 3;
const placeLimit = 300;
const bad = /^(unhealthy|degraded|error|errored|down|fail|failed|failing|failure|critical|unavailable|disconnected|offline)\b/i;
/** Keys under which `false` is bad news. */
const good = /^(ok|up|alive|healthy|ready|success|connected)$/i;
/** Many applications answer 200 while their database is down, and say so in the body only. */
function bodyWarnings(conditions, observation) {
    if (conditions.some(looksAtBody))
        return [];
    const line = findComplaint(observation.json);
    if (line === undefined)
        return [];
    return [`The status is ${observation.status}, but the body says ${line}, and no condition looks at the body.`];
}
function looksAtBody(condition) {
    return [condition.left, condition.right].some((operand) => {
        const placeholder = operand.kind === 'call' ? operand.of : operand;
        return placeholder.kind === 'placeholder' && placeholder.name === 'BODY';
    });
}
/** The first line near the top that is bad news, level by level: `services.redis: unhealthy`. */
function findComplaint(json) {
    let level = [['', json]];
    for (let depth = 0; depth <= depthLimit; depth++) {
        const found = level.find(([path, value]) => isComplaint(path, value));
        if (found !== undefined)
            return `${found[0] === '' ? '' : `${show(found[0], 80)}: `}${show(String(found[1]), 80)}`;
        level = level.flatMap(warnings_partsOf).slice(0, placeLimit);
    }
    return undefined;
}
function warnings_partsOf([path, value]) {
    if (typeof value !== 'object' || value === null)
        return [];
    const entries = Object.entries(value).slice(0, placeLimit);
    return entries.map(([key, part]) => [path === '' ? key : `${path}.${key}`, part]);
}
function isComplaint(path, value) {
    const key = path.slice(path.lastIndexOf('.') + 1);
    if (value === false)
        return good.test(key);
    if (typeof value !== 'string')
        return false;
    return bad.test(value) || (/^errors?$/i.test(key) && value.trim() !== '');
}

;// CONCATENATED MODULE: ./packages/checks/build/run-check.js







/** What a check asks for where it says nothing else. */
const defaultConditions = [parseCondition('[STATUS] == 200')];
/** Too little for an honest attempt: a server would be blamed for our own hurry. */
const shortestAttempt = 250;
/**
 * Asks until `consecutive` answers in a row are good, or the deadline is there. Every failure is tried again, each time on a fresh connection.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
async function runCheck(check, ports) {
    const { clock } = ports;
    const { expectVersion, ...request } = check;
    const conditions = check.conditions?.length ? check.conditions : defaultConditions;
    const repeats = check.idempotent === true || /^(GET|HEAD|OPTIONS)$/.test(check.method ?? 'GET');
    const required = repeats ? Math.max(1, check.consecutive ?? 3) : 1;
    const started = clock.now();
    const left = () => started + (check.deadline ?? 120_000) - clock.now();
    const tell = narrator(check, ports);
    let successes = 0;
    let failed;
    for (let attempts = 1;; attempts++) {
        const timeout = Math.max(1, Math.min(check.timeout ?? defaultTimeout, left()));
        const observation = await probe({ ...request, timeout, ...(expectVersion ? { version: expectVersion } : {}) }, ports);
        const last = judge(check, conditions, observation);
        tell(last, attempts);
        successes = last.failure === undefined ? successes + 1 : 0;
        if (last.failure !== undefined)
            failed = last;
        const pause = Math.min(pauseAfter(check, last, ports), left() - shortestAttempt);
        if (successes >= required || !repeats || pause <= 0) {
            return report(check, conditions, { attempts, successes, required, duration: clock.now() - started }, { last, failed });
        }
        await clock.sleep(pause);
    }
}
function pauseAfter(check, last, { random = Math.random }) {
    if (last.failure === undefined)
        return Math.max(1, check.successDelay ?? 200);
    // Many runners that wait for one server must not ask in step.
    return Math.max(1, (check.retryDelay ?? 2000) * (1 - random() / 2));
}
function report(check, conditions, progress, { last, failed }) {
    const passed = progress.successes >= progress.required;
    // A check that ended on good answers did not fail because of an earlier bad one, but because there were too few.
    const told = !passed && last.failure === undefined ? (failed ?? last) : last;
    const failure = passed ? undefined : (last.failure ?? 'unsteady');
    const { identity, version } = told.identified;
    const expected = check.expectVersion?.value;
    return {
        name: check.name,
        url: displayUrl(parseUrl(check.url)),
        passed,
        ...(failure === undefined ? {} : { failure }),
        sentence: sentenceOf(check, progress, last, failed),
        ...progress,
        conditions: told.conditions,
        last: summarize(told.observation),
        identity,
        ...(version === undefined ? {} : { version }),
        ...(expected === undefined ? {} : { expectedVersion: expected }),
        warnings: passed ? warningsOf(check, conditions, last) : [],
        hints: passed ? [] : [...hintsFor(check, told.observation), ...versionHints(failure)],
    };
}
function sentenceOf(check, { attempts, successes, required, duration }, last, failed) {
    const spent = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${(0,build/* formatDuration */.a3)(duration)}`;
    if (successes >= required)
        return `${check.name} answers ${last.sentence}, ${required} of ${required} times in a row (${spent}).`;
    if (last.failure !== undefined)
        return `${check.name} failed: ${last.sentence} (${spent}).`;
    const before = failed === undefined ? '' : ` Before that: ${failed.sentence}.`;
    return `${check.name} answered well only ${successes} of ${required} times in a row before the deadline (${spent}).${before}`;
}
function warningsOf(check, conditions, { observation, identified }) {
    const expected = check.expectVersion?.value;
    const unproven = expected !== undefined && identified.identity === 'unproven';
    const named = identified.version === undefined ? 'the answer names no version' : `the answer names ${identified.version}`;
    const line = `It is not proven that ${expected} answers: ${named}. Say where it stands (a header, or a path in a JSON body).`;
    return [...bodyWarnings(conditions, observation), ...(unproven ? [line] : [])];
}
/** One line for the first attempt and for every change after it: a wait of two minutes is no wall of text. */
function narrator(check, { log }) {
    let before = '';
    return (attempt, number) => {
        if (attempt.sentence === before)
            return;
        before = attempt.sentence;
        log?.info(`${check.name}, attempt ${number}: ${attempt.sentence}`);
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/percentile.js
/** The smallest value that at least `share` of all values do not exceed; undefined where there are fewer than `least` of them. */
function percentile(sorted, share, least = 1) {
    if (sorted.length < least)
        return undefined;
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

;// CONCATENATED MODULE: ./packages/checks/build/watch.js








const shownFailures = 20;
const watch_longest = 3_600_000;
/**
 * Asks at a constant rate in the background until it is stopped: what users see while something changes. Every request has a connection of its own and
 * starts when it is due, whatever became of those before it.
 * @throws Failure `bad-input` for a rate above 20 a second, a duration above an hour, or a request that cannot be sent
 */
function watch(request, options, ports) {
    const { rate, maxDuration } = options;
    if (!(rate > 0 && rate <= 20))
        throw new build/* Failure */.HR('bad-input', 'The rate of a watch is above 0 and at most 20 requests in a second.');
    if (!(maxDuration > 0 && maxDuration <= watch_longest))
        throw new build/* Failure */.HR('bad-input', 'A watch takes more than nothing and at most an hour.');
    prepare(request);
    const { clock } = ports;
    const asked = { ...request, ...(options.expectVersion ? { version: options.expectVersion } : {}) };
    const samples = [];
    const under = new Set();
    const started = clock.now();
    let failed = 0;
    let stopped = false;
    let report;
    const ask = async (planned) => {
        const start = clock.now();
        const taken = await take(planned, start).catch((error) => lost({ planned, start, end: clock.now() }, error));
        if (taken === undefined)
            return;
        samples.push(taken);
        if (taken.ok)
            return;
        failed++;
        options.onFailure?.(taken, failed);
    };
    const take = async (planned, start) => {
        const observation = await probe(asked, ports);
        // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
        return sample({ planned, start, end: start + observation.responseTime }, observation, options);
    };
    const loop = async () => {
        for (let number = 0; !stopped; number++) {
            const planned = started + (number * 1000) / rate;
            const due = Math.min(planned, started + maxDuration);
            if (due > clock.now())
                await clock.sleep(due - clock.now());
            if (planned >= started + maxDuration)
                return;
            if (stopped)
                return;
            // Only a handler of the caller can throw here, and it must not end the watch.
            const one = ask(planned)
                .catch(() => { })
                .finally(() => under.delete(one));
            under.add(one);
        }
    };
    // Sleep ends early only when the run is cancelled; then the switch ends too, and asks for the report.
    const ended = loop()
        .catch(() => { })
        .then(() => clock.now());
    const finish = async () => {
        const stoppedAt = clock.now();
        await Promise.all([...under]);
        const endedAt = await Promise.race([ended, stoppedAt]);
        return watch_summarize(samples, Math.min(endedAt, stoppedAt) - started);
    };
    return {
        get requests() {
            return samples.length;
        },
        get failed() {
            return failed;
        },
        stop() {
            stopped = true;
            report ??= finish();
            return report;
        },
    };
}
/** A request that could not even be judged counts as failed, so that a defect of ours never looks like a quiet minute. */
function lost(times, error) {
    if (error instanceof build/* Failure */.HR && error.reason === 'cancelled')
        return undefined;
    return { ...times, ok: false, problem: show((0,build/* messageOf */.bD)(error), 200) };
}
function sample(times, observation, options) {
    const broken = (options.conditions?.length ? options.conditions : defaultConditions)
        .map((condition) => evaluate(condition, observation))
        .find((result) => !result.passed);
    const problem = observation.error?.message ?? (broken && `${broken.text} does not hold: ${broken.actual}`);
    const { version } = identify(observation, options.expectVersion);
    return {
        ...times,
        ok: problem === undefined,
        ...(observation.status === undefined ? {} : { status: observation.status }),
        ...(version === undefined ? {} : { version }),
        ...(problem === undefined ? {} : { problem: show(problem, 200) }),
    };
}
function watch_summarize(samples, duration) {
    const inOrder = samples.toSorted((a, b) => a.planned - b.planned);
    const failures = inOrder.filter((one) => !one.ok);
    const latencies = inOrder.filter((one) => one.status !== undefined).map((one) => Math.max(0, one.end - one.planned));
    latencies.sort((a, b) => a - b);
    const shares = { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99, 100) };
    return {
        requests: samples.length,
        failed: failures.length,
        failures: failures.slice(0, shownFailures),
        byVersion: spans(inOrder),
        ...Object.fromEntries(Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, Math.round(value)]]))),
        duration,
    };
}
function spans(samples) {
    const found = new Map();
    for (const { version, start, end } of samples) {
        if (version === undefined)
            continue;
        const span = found.get(version) ?? { requests: 0, firstStart: start, firstEnd: end, lastStart: start, lastEnd: end };
        found.set(version, {
            requests: span.requests + 1,
            firstStart: Math.min(span.firstStart, start),
            firstEnd: Math.min(span.firstEnd, end),
            lastStart: Math.max(span.lastStart, start),
            lastEnd: Math.max(span.lastEnd, end),
        });
    }
    return Object.fromEntries(found);
}

;// CONCATENATED MODULE: ./packages/checks/build/index.js









;// CONCATENATED MODULE: ./actions/blue-green-switch/build/checks.js


/**
 * The questions of a release: the health of the service that answers for it, the user's own checks, and for every other published service that it
 * answers at all. @throws Failure `bad-input` for a check that is none
 */
function questionsFor(options) {
    const own = new Map();
    for (const line of options.checks) {
        const [, service, path, condition] = /^(\S+)\s+(\/\S*)\s+(.+)$/.exec(line) ?? [];
        if (!service || !path || !condition) {
            throw new build/* Failure */.HR('bad-input', `checks: '${line}' is not 'service path condition'. Example: backend /health [BODY].database == connected`, { state: 'Nothing was changed.' });
        }
        const key = `${service} ${path}`;
        const question = own.get(key) ?? { service, path, conditions: [] };
        question.conditions.push(condition);
        own.set(key, question);
    }
    const health = { service: options.service, path: options.healthPath, conditions: ['[STATUS] == 200'], identity: true };
    const others = options.published.filter((published) => published.service !== options.service);
    return [
        health,
        ...[...own.values()].map((question) => ({ ...question, identity: false })),
        ...others.map(({ service }) => ({ service, path: '/', conditions: ['[STATUS] < 500'], identity: false })),
    ];
}
/** The service whose health answers for the release. @throws Failure `unknown-service` */
function answeringService(wanted, published) {
    const names = [...new Set(published.map((port) => port.service))];
    const service = wanted ?? names[0];
    if (service !== undefined && names.includes(service))
        return service;
    const what = wanted === undefined ? 'No released service publishes a port' : `service '${wanted}' is not a released service with a published port`;
    throw new build/* Failure */.HR('unknown-service', `${what}; those are: ${names.join(', ') || 'none'}.`, {
        state: 'Nothing was changed.',
        hint: 'A service takes part in the switch when images names it and the compose file publishes a port of it, like 8000:8000.',
    });
}
/** Asks an idle colour on its own addresses. @throws Failure `idle-check-failed`, `stale-version` */
async function askColor(asking, color, questions, networks, published) {
    const reports = [];
    for (const question of questions) {
        const target = published.find((port) => port.service === question.service)?.target;
        const host = networks[color].addresses[question.service];
        if (target === undefined || host === undefined)
            throw new build/* Failure */.HR('unknown-service', `checks: ${question.service} publishes no port that could be asked.`, {
                state: 'Nothing was changed.',
            });
        reports.push(await pose(asking, question, { host, port: target }, `${color} ${question.service} ${question.path}`, {
            consecutive: 3,
            deadline: 60_000,
        }));
    }
    return reports;
}
/** Asks the router, as users do, many times on fresh connections: only the released version may answer. */
async function askRouter(asking, question, published) {
    const port = published.find((one) => one.service === question.service)?.port ?? 0;
    return pose(asking, question, { host: '127.0.0.1', port }, `router ${question.service} ${question.path}`, {
        consecutive: 20,
        deadline: 30_000,
        successDelay: 20,
        retryDelay: 200,
    });
}
async function pose(asking, question, place, name, options) {
    const address = await asking.shell.reach(place);
    const check = {
        name,
        url: `http://${place.host}:${place.port}${question.path}`,
        address,
        conditions: parseConditions(question.conditions),
        ...(question.identity ? { expectVersion: asking.version } : {}),
        timeout: 5000,
        ...options,
    };
    const report = await runCheck(check, asking.host);
    for (const warning of report.warnings)
        asking.host.log.warn(warning);
    if (report.passed) {
        const proof = question.identity && report.identity === 'proven' ? `, version ${report.version} proven` : '';
        asking.host.log.info(`${name}: passed ${report.successes} times in a row${proof}.`);
        return report;
    }
    throw new build/* Failure */.HR(report.failure === 'stale-version' ? 'stale-version' : 'idle-check-failed', report.sentence, {
        hint: report.hints.join(' '),
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/colors.js


function composeColors(shell, project, networks, waiting) {
    const containers = (color) => containersOf(shell, colorProject(project.name, color));
    const ids = async (color) => (await containers(color)).map((container) => container.id);
    const remove = async (color) => {
        const name = colorProject(project.name, color);
        const found = await ids(color);
        if (found.length > 0)
            await shell.run(['docker', 'rm', '--force', ...found], { deadline: 120_000 });
        const left = await shell.run(['docker', 'network', 'ls', '-q', '--filter', `label=com.docker.compose.project=${name}`]);
        for (const network of left.stdout.split('\n').filter(Boolean))
            await removeNetwork(shell, network);
    };
    return {
        containers,
        remove,
        async up(color, release, deadline) {
            const model = colorModel(project.model, { color, images: release.images, network: networks[color], version: release.version });
            await remove(color);
            // Volumes of the application outlive every colour, so they are no colour's own; creating one that exists changes nothing.
            for (const volume of Object.values(model.volumes ?? {})) {
                if (volume?.name)
                    await shell.run(['docker', 'volume', 'create', '--label', `com.docker.compose.project=${project.name}`, volume.name]);
            }
            await compose(shell, project, `${color}.json`, model, ['create', '--no-build', '--pull', 'never']);
            await attachSingles(shell, project, color, Object.keys(release.images));
            await compose(shell, project, `${color}.json`, model, ['up', '--detach', '--no-build', '--pull', 'never', '--no-recreate']);
            await waitHealthy(shell, model.name, Object.keys(release.images), { ...waiting, deadline });
        },
        async start(color, deadline) {
            const stopped = await containers(color);
            if (stopped.length === 0)
                throw new build/* Failure */.HR('nothing-to-roll-back', `No containers of ${color} are left on ${shell.where}.`);
            const services = [...new Set(stopped.map((container) => container.service))];
            await attachSingles(shell, project, color, services);
            for (const { id, service } of stopped) {
                await shell.run(['docker', 'update', '--restart', project.model.services[service]?.restart ?? 'no', id]);
            }
            await shell.run(['docker', 'start', ...stopped.map(({ id }) => id)], { deadline: 120_000 });
            await waitHealthy(shell, colorProject(project.name, color), services, { ...waiting, deadline });
        },
        async stop(color, grace) {
            const running = await ids(color);
            if (running.length === 0)
                return;
            await shell.run(['docker', 'update', '--restart', 'no', ...running]);
            await shell.run(['docker', 'stop', '--time', String(grace), ...running], { deadline: grace * 1000 + 90_000 });
        },
    };
}
/** The database and its like join the colour's own networks under their names, while they run. */
async function attachSingles(shell, project, color, released) {
    const label = `label=com.docker.compose.project=${colorProject(project.name, color)}`;
    const { stdout } = await shell.run(['docker', 'network', 'ls', '--format', '{{.Name}}', '--filter', label]);
    const wanted = singles(project.model, released);
    const attached = (await containersOf(shell, project.name)).filter((one) => wanted.includes(one.service) && one.status === 'running');
    for (const network of stdout.split('\n').filter((name) => name && !name.endsWith(routerNetwork))) {
        for (const container of attached.filter((one) => !one.networks.includes(network))) {
            await shell.run(['docker', 'network', 'connect', '--alias', container.service, network, container.id]);
        }
    }
}
async function removeNetwork(shell, network) {
    const inspected = await shell.run(['docker', 'network', 'inspect', '--format', '{{range $id, $c := .Containers}}{{$id}} {{end}}', network], { allowFailure: true });
    for (const id of inspected.stdout.trim().split(/\s+/).filter(Boolean)) {
        await shell.run(['docker', 'network', 'disconnect', '--force', network, id], { allowFailure: true });
    }
    await shell.run(['docker', 'network', 'rm', network], { allowFailure: true });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/account.js

/** The receipt of a switch, however it ended. */
function account(work, options, pair, ending) {
    const { trial, watched, outcome, identity, undo } = ending;
    return {
        project: work.project.name,
        outcome,
        version: options.release.version,
        previousVersion: pair.previous,
        color: pair.idle,
        previousColor: pair.live,
        images: options.release.images,
        switchedAt: trial.orderedAt > 0 ? new Date(trial.orderedAt).toISOString() : '',
        switchMs: trial.switchMs,
        requests: watched.requests,
        failed: watched.failed,
        p50: rounded(watched.p50),
        p95: rounded(watched.p95),
        ...overlap(watched, pair.previous, options.release.version, trial.orderedAt),
        identity,
        undo,
        steps: work.timings,
        rollbackCommand: outcome === 'switched' && pair.live ? options.rollbackCommand : '',
    };
}
function rounded(ms) {
    return ms === undefined ? undefined : Math.round(ms * 10) / 10;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/socket.js


/** `talk COMMAND` asks the socket in `$socket`, with what every Debian and Ubuntu has. */
const talk = [
    'talk() { if command -v socat >/dev/null 2>&1; then echo "$1" | socat -t 5 - "UNIX-CONNECT:$socket"; else',
    'perl -MIO::Socket::UNIX -e \'$s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 1; print $s "$ARGV[1]\\n"; $s->flush; print while <$s>\' "$socket" "$1"; fi; }',
].join(' ');
/**
 * One command that changes something, and its answer. It runs on the shell's machine itself, so that the lease guards it as it guards every change.
 * @throws Failure `router-setup`
 */
async function order(shell, socket, command) {
    const result = await shell.run(['sh', '-c', `socket=$1; ${talk}; talk "$2"`, 'sh', socket, command], {
        allowFailure: true,
        deadline: 20_000,
    });
    if (result.code === 0)
        return result.stdout.trim();
    throw new build/* Failure */.HR('router-setup', `HAProxy's socket ${socket} on ${shell.where} cannot be used: ${result.stderr.trim() || 'no answer'}.`, {
        hint: 'Prepare the server as docs/server.md says; socat or perl must be there, and the user in the group haproxy.',
    });
}
/**
 * One question to a unix socket on the shell's machine, and its whole answer.
 * @throws Failure `router-setup` where the socket is not there or not ours to use
 */
async function ask(shell, socket, command) {
    const address = await shell.reach({ path: socket });
    return new Promise((resolve, reject) => {
        let answer = '';
        const connection = 'path' in address ? (0,external_node_net_.connect)(address.path) : (0,external_node_net_.connect)(address.port, address.host);
        const fail = (why) => {
            connection.destroy();
            const hint = 'Prepare the server as docs/server.md says; the user must be in the group haproxy, and log in anew after that.';
            reject(new build/* Failure */.HR('router-setup', `HAProxy's socket ${socket} on ${shell.where} ${why}.`, { hint }));
        };
        connection.setTimeout(10_000, () => fail('did not answer in time'));
        connection.on('error', (error) => fail(`cannot be used: ${error.message}`));
        connection.on('data', (chunk) => {
            answer += chunk.toString();
        });
        // Even success is an empty line; nothing at all is a tunnel whose far end is not there.
        connection.on('end', () => (answer === '' ? fail('closed the connection without an answer') : resolve(answer.trimEnd())));
        connection.on('connect', () => connection.write(`${command}\n`));
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/undo.js



const undo_script = [
    '#!/bin/sh',
    '# Written by Slipway: moves traffic back unless the release is confirmed in time.',
    'dir=$1 socket=$2 map=$3 from=$4 to=$5',
    talk,
    'echo $$ > "$dir/pid"',
    'while [ -e "$dir/armed" ]; do',
    '  until=$(cat "$dir/armed"); [ "$(date +%s)" -lt "$until" ] || break; sleep 1',
    'done',
    'mv "$dir/armed" "$dir/fired" 2>/dev/null || exit 0',
    '# HAProxy may be restarting in this very second: two minutes of tries, each read back.',
    'n=0; while [ $n -lt 120 ]; do',
    '  now=$(talk "show map $map" 2>/dev/null | sed -n "s/.* live //p")',
    '  case $now in',
    '    "$from") talk "set map $map live $to" >/dev/null 2>&1 ;;',
    '    "$to") echo "moved back to $to" > "$dir/fired"; exit 0 ;;',
    '    ?*) echo "found $now" > "$dir/fired"; exit 0 ;;',
    '  esac',
    '  n=$((n + 1)); sleep 1',
    'done',
    'echo "could not reach HAProxy" > "$dir/fired"',
    '',
].join('\n');
/** Whether the server has a program that the undo can reach HAProxy with. */
async function canArm(shell) {
    const probe = 'command -v setsid >/dev/null && { command -v socat >/dev/null || perl -MIO::Socket::UNIX -e 1; }';
    return (await shell.run(['sh', '-c', probe], { allowFailure: true })).code === 0;
}
/** Arms the undo. It fires `seconds` from now by the server's clock. */
async function arm(shell, undo, seconds) {
    await makeFolder(shell, undo.folder);
    await replaceFile(shell, `${undo.folder}/undo.sh`, undo_script, '700');
    const start = [
        'set -eu; umask 077; rm -f "$1/fired" "$1/disarmed" "$1/pid"; echo $(($(date +%s) + $6)) > "$1/armed.new"; mv "$1/armed.new" "$1/armed"; sync "$1"',
        // The lease's lock must not travel into a process that outlives this one.
        'setsid -f sh "$1/undo.sh" "$1" "$2" "$3" "$4" "$5" </dev/null >/dev/null 2>&1 8>&-',
        'n=0; until [ -s "$1/pid" ]; do n=$((n + 1)); [ $n -lt 50 ] || { echo "the undo did not start" >&2; exit 1; }; sleep 0.1; done',
    ].join('; ');
    await shell.run(['sh', '-c', start, 'sh', undo.folder, undo.socket, undo.mapFile, undo.from, undo.to, String(Math.ceil(seconds))]);
}
/** Takes the token. False where the undo fired first: then traffic is back. */
async function disarm(shell, folder) {
    const text = 'if mv "$1/armed" "$1/disarmed" 2>/dev/null; then exit 0; fi; if [ -e "$1/fired" ]; then exit 3; fi; exit 0';
    const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', folder], { allowFailure: true });
    if (code === 0 || code === 3)
        return code === 0;
    throw new build/* Failure */.HR('unreachable', `The undo on ${shell.where} could not be asked: ${stderr.trim() || `exit code ${code}`}.`);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/work.js
/** A named, journaled, timed step. */
async function step(work, name, intent, act) {
    const start = Date.now();
    try {
        return await work.session.step(name, intent, act);
    }
    finally {
        work.timings.push({ name, start, end: Date.now() });
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/back.js






/** Seconds that a colour that failed gets to end: nobody waits for its answers. */
const graceOfFailed = 5;
/** A colour that failed leaves nothing running; its log was shown. */
async function discard(work, color) {
    await step(work, `stop ${color}`, { color }, async () => void (await work.colors.stop(color, graceOfFailed))).catch((error) => work.host.log.warn(`${colorProject(work.project.name, color)} could not be stopped: ${(0,build/* messageOf */.bD)(error)}`));
}
/** Traffic back to where it was, first of all; then the failed colour's log; then the whole truth as a failure. */
async function moveBack(work, options, trial, pair, error) {
    const { host, router } = work;
    const why = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
    const to = pair.live ?? 'nothing';
    try {
        // Traffic first: a full disk must not keep it on a version that fails.
        await router.route(pair.live);
    }
    catch (second) {
        const undo = trial.armed ? ' The armed undo on the server will try it too.' : '';
        return new build/* Failure */.HR(why.reason, `${why.message} Moving the traffic back to ${to} failed as well: ${(0,build/* messageOf */.bD)(second)}.`, {
            state: `Traffic may still go to ${pair.idle}.${undo}`,
            hint: 'Look at the server now; the next run of this action settles it too.',
            cause: why,
        });
    }
    const undone = Date.now();
    const written = step(work, 'move back', { from: pair.idle, to: pair.live ?? 'none', reason: why.reason }, async () => void (await router.confirm(pair.live)));
    await written.catch((second) => host.log.warn(`Traffic is back on ${to}, but that could not be written down: ${(0,build/* messageOf */.bD)(second)}.`));
    if (trial.armed)
        await disarm(work.shell, work.undoFolder).catch(() => true);
    const watched = await trial.stop();
    host.log.warn(`Traffic is back on ${to}: ${why.message}`);
    // A cancelled run has seconds: what the idle colour leaves is taken away by the next one.
    if (!host.signal.aborted)
        await clearAway(work, pair.idle);
    const undo = trial.armed ? 'armed before the switch, not needed' : 'not armed';
    const receipt = account(work, options, pair, { trial, watched, outcome: 'rolled-back', identity: '', undo });
    const counts = `${watched.requests} requests were watched, ${watched.failed} failed.`;
    return (0,build/* withDetails */.FE)(why, {
        outcome: 'rolled-back',
        state: `Traffic is back on ${to}${pair.previous ? ` (${pair.previous})` : ''}, ${(0,build/* formatDuration */.a3)(undone - trial.orderedAt)} after the switch; ${counts}`,
        outputs: {
            live: pair.live ?? '',
            version: pair.previous,
            requests: String(watched.requests),
            'failed-requests': String(watched.failed),
            receipt: JSON.stringify(receipt),
        },
        summary: renderReceipt(receipt),
    });
}
/** Shows what a colour that failed wrote last, and stops it. */
async function clearAway(work, color) {
    for (const container of await work.colors.containers(color).catch(() => [])) {
        work.host.log.info(`Last lines of ${container.name}:`);
        work.host.log.untrusted(await containerLogs(work.shell, container.id).catch(() => ''));
    }
    await discard(work, color);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/bake.js

const lookEvery = 500;
/**
 * Watches the new colour under real traffic for `duration` milliseconds: its containers, the router's own view of its servers, and our requests.
 * @throws Failure `bake-failed` at the first sign that it cannot serve
 */
async function bake(work, trial, color, duration) {
    const { host } = work;
    const until = host.clock.now() + duration;
    host.log.info(`${color} serves under watch for ${(0,build/* formatDuration */.a3)(duration)}.`);
    for (;;) {
        const sign = await trouble(work, trial, color);
        if (sign)
            throw new build/* Failure */.HR('bake-failed', `The new version failed under traffic: ${sign}.`, {
                hint: 'The log of the run shows the last lines that it wrote.',
            });
        const left = until - host.clock.now();
        if (left <= 0)
            return { failed: trial.failed() };
        await host.clock.sleep(Math.min(lookEvery, left));
    }
}
async function trouble(work, trial, color) {
    const { containers: before, failures } = trial.before;
    const route = await work.router.read();
    if (route.live !== color || !route.trial)
        return `the router sends traffic to ${route.live ?? 'nothing'} again, because it was reloaded or the undo acted`;
    const now = await work.colors.containers(color);
    for (const container of now) {
        const then = before.get(container.id);
        if (container.status !== 'running')
            return `${container.service} is ${container.status} (exit code ${container.exitCode})`;
        if (!then || container.restarts > then.restarts || container.startedAt !== then.startedAt)
            return `${container.service} ended and was started again`;
        if (container.health === 'unhealthy')
            return `${container.service} reports unhealthy`;
    }
    if (now.length < before.size)
        return 'a container of it is gone';
    if ((await work.router.failures(color)) > failures)
        return 'HAProxy could not reach it';
    if (trial.failed() > 0)
        return `${trial.failed()} of our own requests through the router failed`;
    return undefined;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/haproxy-answers.js
/** What HAProxy's runtime socket answers, read without guessing. */
/** Value of a key in the answer of `show map`; undefined where the key is not there. */
function mapValue(answer, key) {
    for (const line of answer.split('\n')) {
        const [, name, value] = /^0x[0-9a-f]+ (\S+) (.*)$/.exec(line.trim()) ?? [];
        if (name === key)
            return value;
    }
    return undefined;
}
/** Value of a key in a map file. */
function fileValue(text, key) {
    for (const line of text.split('\n')) {
        const [name, value] = line.trim().split(/\s+/);
        if (name === key)
            return value;
    }
    return undefined;
}
function asColor(value) {
    return value === 'blue' || value === 'green' ? value : undefined;
}
function parseStats(answer) {
    const [head = '', ...rows] = answer.split('\n').filter((line) => line.trim() !== '');
    const names = head.replace(/^# /, '').split(',');
    const at = (cells, name) => cells[names.indexOf(name)] ?? '';
    return rows.map((row) => {
        const cells = row.split(',');
        return {
            proxy: at(cells, 'pxname'),
            server: at(cells, 'svname'),
            current: Number(at(cells, 'scur') || 0),
            queued: Number(at(cells, 'qcur') || 0),
            status: at(cells, 'status'),
            downs: Number(at(cells, 'chkdown') || 0),
            responses5xx: Number(at(cells, 'hrsp_5xx') || 0),
        };
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/haproxy-config.js
/** Key of the map whose value is the route. */
const liveKey = 'live';
function frontendName(project, port) {
    return `slipway_${project}_${port}`;
}
function backendName(project, port, value) {
    return `${frontendName(project, port)}_${value}`;
}
function addressOf(plan, published, color) {
    return `${plan.networks[color].addresses[published.service] ?? '127.0.0.1'}:${published.target}`;
}
/**
 * The project's part of HAProxy's configuration: one frontend for each published port, all of them asking the same map entry, so that every port
 * flips in the same instant. It holds no state: the route stands in the map.
 */
function renderConfig(plan) {
    const parts = plan.published.flatMap((published) => [
        frontend(plan, published),
        ...['blue', 'green'].flatMap((color) => [settled(plan, published, color), trial(plan, published, color)]),
    ]);
    const none = [
        `backend slipway_${plan.project}_none`,
        '    mode http',
        '    http-request return status 503 content-type text/plain string "No release is live yet."',
    ].join('\n');
    return `${[`# Written by Slipway for ${plan.project}. Changes are lost.`, ...parts, none].join('\n\n')}\n`;
}
function frontend(plan, published) {
    const name = frontendName(plan.project, published.port);
    const any = published.address === '' || published.address === '0.0.0.0' || published.address === '::';
    const address = any ? (plan.ipv6 ? `:::${published.port} v4v6` : `*:${published.port}`) : `${published.address}:${published.port}`;
    return [
        `frontend ${name}`,
        '    mode http',
        `    bind ${address}`,
        '    timeout client 60s',
        '    timeout http-keep-alive 60s',
        // Without it a reload closes idle kept-alive connections under the feet of their clients.
        '    option idle-close-on-response',
        '    option forwardfor',
        `    use_backend ${name}_%[str(${liveKey}),map(${plan.mapFile},none)] unless { str(${liveKey}),map(${plan.mapFile},none) -m str none }`,
        `    default_backend slipway_${plan.project}_none`,
    ].join('\n');
}
const common = ['    mode http', '    timeout connect 2s', '    timeout server 60s', '    timeout tunnel 1h', '    timeout queue 5s'];
/** A confirmed colour stands alone. A connection that does not come about is tried again; nothing marks its only servers down but their checks. */
function settled(plan, published, color) {
    return [
        `backend ${backendName(plan.project, published.port, color)}`,
        ...common,
        '    retries 3',
        `    server ${color} ${addressOf(plan, published, color)} check inter 1s fall 3 rise 1`,
    ].join('\n');
}
/**
 * A colour on trial, with the one before as a reserve. Its first failed connection takes it out, and a request that got no answer is sent again to
 * the reserve; one whose method may not be repeated is sent again only where it never left.
 */
function trial(plan, published, color) {
    const other = color === 'blue' ? 'green' : 'blue';
    return [
        `backend ${backendName(plan.project, published.port, `${color}_trial`)}`,
        ...common,
        '    option http-server-close',
        '    retries 10',
        '    option redispatch 1',
        '    retry-on conn-failure empty-response junk-response response-timeout',
        '    http-request disable-l7-retry if { method POST PATCH CONNECT }',
        `    server ${color} ${addressOf(plan, published, color)} check inter 500ms fall 1 rise 2 observe layer4 error-limit 1 on-error mark-down`,
        `    server ${other} ${addressOf(plan, published, other)} check inter 500ms fall 2 rise 1 backup`,
    ].join('\n');
}
/** Where a configuration lets users reach a colour: the port of each frontend, and the colour's address behind it. */
function servedOn(config, color) {
    const found = new Map();
    let section = '';
    for (const line of config.split('\n')) {
        const words = line.trim().split(/\s+/);
        if (/^\S/.test(line))
            section = words[1] ?? '';
        if (words[0] === 'bind')
            found.set(section, words.slice(1).join(' '));
        if (words[0] === 'server' && words[1] === color && section.endsWith(`_${color}`))
            found.set(section, words[2] ?? '');
    }
    return found;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/haproxy.js





/** HAProxy's main configuration on Debian and Ubuntu; checked together with ours. */
const mainConfig = '/etc/haproxy/haproxy.cfg';
function mapFileOf(options) {
    return `${options.directory}/${options.project}.map`;
}
/** The HAProxy of the server: one map entry decides, set over the runtime socket, and on disk once confirmed. */
class Haproxy {
    #options;
    #plan;
    /** @param plan what `prepare` makes true; without it the router can be read and set, not prepared */
    constructor(options, plan) {
        this.#options = options;
        this.#plan = plan;
    }
    get #map() {
        return mapFileOf(this.#options);
    }
    #command(command) {
        return ask(this.#options.shell, this.#options.socket, command);
    }
    async read() {
        const onDisk = (await readText(this.#options.shell, this.#map)) ?? '';
        const confirmed = asColor(fileValue(onDisk, liveKey));
        // A map that HAProxy has not loaded routes nothing.
        const value = onDisk === '' ? undefined : mapValue(await this.#command(`show map ${this.#map}`), liveKey);
        return { live: asColor(value?.replace(/_trial$/, '')), trial: value?.endsWith('_trial') ?? false, confirmed };
    }
    async try(color, expected) {
        const before = await this.read();
        if (before.live !== expected)
            throw this.#failed(`${before.live ?? 'nothing'} is live, where ${expected ?? 'nothing'} was expected`);
        await this.#setMap(`${color}_trial`);
        const after = await this.read();
        if (after.live !== color || !after.trial)
            throw this.#failed(`${after.live ?? 'nothing'} is live after the order to try ${color}`);
    }
    async route(color) {
        await this.#setMap(color ?? 'none');
        const route = await this.read();
        if (route.live !== color || route.trial)
            throw this.#failed(`${route.live ?? 'nothing'} is live after the order to route to ${color ?? 'nothing'}`);
    }
    async confirm(color) {
        await this.route(color);
        await replaceFile(this.#options.shell, this.#map, mapText(color), '640');
        const route = await this.read();
        if (route.confirmed !== color || route.live !== color || route.trial)
            throw this.#failed(`${route.live ?? 'nothing'} is live after ${color ?? 'nothing'} was confirmed`);
    }
    async #setMap(value) {
        const answer = await order(this.#options.shell, this.#options.socket, `set map ${this.#map} ${liveKey} ${value}`);
        if (answer !== '')
            throw this.#failed(`it answered '${answer}' to set map`);
    }
    /** Rows of a colour's server in the backends of the given route. */
    async #rows(server, values) {
        const stats = parseStats(await this.#command('show stat'));
        const ports = (this.#plan?.published ?? []).map((published) => published.port);
        const names = ports.flatMap((port) => values.map((value) => backendName(this.#options.project, port, value)));
        return stats.filter((stat) => names.includes(stat.proxy) && stat.server === server);
    }
    async reachable(color) {
        const rows = await this.#rows(color, [color, `${color}_trial`]);
        return rows.length > 0 && rows.every((row) => row.status === 'UP');
    }
    async inflight(color) {
        const rows = await this.#rows(color, ['blue', 'green', 'blue_trial', 'green_trial']);
        return rows.reduce((sum, row) => sum + row.current + row.queued, 0);
    }
    async failures(color) {
        return (await this.#rows(color, [`${color}_trial`])).reduce((sum, row) => sum + row.downs, 0);
    }
    async prepare(live) {
        const { shell, directory, project } = this.#options;
        const plan = this.#plan;
        if (!plan)
            throw new build/* Failure */.HR('internal-error', 'The router was opened without a plan.');
        const path = `${directory}/${project}.cfg`;
        const writable = await shell.run(['test', '-w', directory, '-a', '-x', directory], { allowFailure: true });
        if (writable.code !== 0) {
            throw new build/* Failure */.HR('router-setup', `${directory} on ${shell.where} is not there, or not writable for the user.`, {
                state: 'Nothing was changed.',
                hint: 'Prepare the server once as docs/server.md says.',
            });
        }
        const before = await readText(shell, path);
        const config = renderConfig(plan);
        if (before === config && (await this.#loaded(plan)))
            return;
        if (live && before !== undefined)
            refuseMoved(shell.where, live, before, config);
        await this.#refuseTakenPorts(plan.published);
        if ((await readText(shell, this.#map)) === undefined)
            await replaceFile(shell, this.#map, mapText(undefined), '640');
        await replaceFile(shell, path, config, '640');
        try {
            await this.#check();
            await this.#reload(plan);
        }
        catch (error) {
            // The next restart of HAProxy must not meet a file that it refuses.
            if (before === undefined)
                await removeFiles(shell, path);
            else
                await replaceFile(shell, path, before, '640');
            await order(shell, this.#options.masterSocket, 'reload').catch(() => '');
            throw error;
        }
    }
    async #check() {
        const { shell, directory } = this.#options;
        const result = await shell.run(['haproxy', '-c', '-q', '-f', mainConfig, '-f', directory], { allowFailure: true });
        if (result.code === 0)
            return;
        throw new build/* Failure */.HR('router-config', `HAProxy refuses the configuration:\n${lastLines(result.stderr, 6)}\n`, {
            state: 'The previous configuration is in place; traffic is untouched.',
            hint: `Try it on the server: haproxy -c -f ${mainConfig} -f ${directory}`,
        });
    }
    /** Ports that somebody else listens on would be refused by the new worker only, with a message in a log that nobody reads. */
    async #refuseTakenPorts(published) {
        const { shell } = this.#options;
        const known = parseStats(await this.#command('show stat')).map((stat) => stat.proxy);
        for (const { port, service } of published) {
            if (known.includes(`slipway_${this.#options.project}_${port}`))
                continue;
            const listening = await shell.run(['ss', '-Hltn', `sport = :${port}`], { allowFailure: true });
            if (listening.stdout.trim() === '')
                continue;
            throw new build/* Failure */.HR('port-taken', `Port ${port} of ${service} is in use on ${shell.where}.`, {
                state: 'Nothing was changed; what listens there goes on.',
                hint: `See who: ss -ltnp 'sport = :${port}'. Where it is this application, started by docker compose up: stop it once (docker compose down) and run the release again; that is an outage of about a minute.`,
            });
        }
    }
    async #reload(plan) {
        const { shell, clock, masterSocket } = this.#options;
        await order(shell, masterSocket, 'reload');
        const until = clock.now() + 15_000;
        while (clock.now() < until) {
            await clock.sleep(200);
            if (await this.#loaded(plan).catch(() => false))
                return;
        }
        throw new build/* Failure */.HR('router-failed', `HAProxy on ${shell.where} did not take the new configuration within 15 s.`, {
            state: 'The previous configuration is in place; traffic is untouched.',
            hint: 'Read its log on the server: journalctl -u haproxy -n 50',
        });
    }
    /** Whether the worker that answers knows every frontend, and both colours' addresses as planned. */
    async #loaded(plan) {
        const rows = (await this.#command('show servers state')).split('\n').map((line) => line.split(' '));
        return plan.published.every((published) => ['blue', 'green'].every((color) => {
            const backend = backendName(this.#options.project, published.port, `${color}_trial`);
            const [address = '', port = ''] = addressOf(plan, published, color).split(':');
            return rows.some((cells) => cells[1] === backend && cells[3] === color && cells[4] === address && cells.includes(port));
        }));
    }
    #failed(what) {
        return new build/* Failure */.HR('router-failed', `HAProxy on ${this.#options.shell.where} did not do what it was told: ${what}.`);
    }
}
/** A release brings the idle colour; what users are served on now changes in a release of its own. */
function refuseMoved(where, live, before, after) {
    const next = servedOn(after, live);
    const moved = [...servedOn(before, live)].filter(([section, line]) => next.get(section) !== line).map(([section]) => section);
    if (moved.length === 0)
        return;
    throw new build/* Failure */.HR('router-change', `The compose file changes ports or addresses that ${live} serves on, on ${where}: ${moved.join(', ')}.`, {
        state: 'Nothing was changed.',
        hint: "Keep published ports, container ports and names of released services in this release. To change them, release with both, or take the outage: remove the application's .cfg and .map from the folder of the router, reload HAProxy, and release again.",
    });
}
function mapText(color) {
    return `${liveKey} ${color ?? 'none'}\n`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/recover.js

/**
 * Brings a target that an earlier run left in the middle into a state that one can reason about. The router's disk says what the last release
 * confirmed; traffic that went elsewhere without being confirmed goes back. @returns the live colour
 */
async function settle(work) {
    const { host, router, session } = work;
    await disarm(work.shell, work.undoFolder);
    const route = await router.read();
    if (route.live !== route.confirmed || route.trial) {
        host.log.warn(`An earlier run moved traffic to ${route.live ?? 'nothing'} and ended before it confirmed that. Moving it back to ${route.confirmed ?? 'nothing'}, which is what was confirmed last.`);
        await session.step('recover', { from: route.live ?? 'none', to: route.confirmed ?? 'none' }, async () => {
            await router.confirm(route.confirmed);
            return undefined;
        });
    }
    for (const unfinished of session.unfinished) {
        await session.journal.write(unfinished.id, 'end', 'done', { outcome: 'abandoned', by: session.transaction });
    }
    return route.confirmed;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/trial.js

/** Requests in a second that the watch sends through the router. */
const rate = 10;
/** Starts watching before anything moves, so that the last answer of the old version is seen too. */
async function startTrial(work, color, question, bakeTime) {
    const published = work.published.find((one) => one.service === question?.service) ?? work.published[0];
    const port = published?.port ?? 0;
    const address = await work.shell.reach({ host: '127.0.0.1', port });
    const route = await work.router.read();
    let watching;
    let failed = 0;
    const begin = () => {
        watching = watch({ url: `http://127.0.0.1:${port}${question?.path ?? '/'}`, address, timeout: 5000 }, {
            rate,
            maxDuration: Math.min(3_600_000, bakeTime + 300_000),
            onFailure: (sample) => {
                if (trial.orderedAt > 0 && sample.start >= trial.orderedAt)
                    failed++;
            },
        }, work.host);
    };
    const nothing = { requests: 0, failed: 0, failures: [], byVersion: {}, duration: 0 };
    const containers = new Map((await work.colors.containers(color)).map((container) => [container.id, container]));
    const trial = {
        armed: false,
        orderedAt: 0,
        switchMs: 0,
        before: { containers, failures: await work.router.failures(color) },
        failed() {
            if (!watching)
                begin();
            return failed;
        },
        stop: async () => (await watching?.stop()) ?? nothing,
    };
    // Before a first release there is nothing that could answer well.
    if (route.live !== undefined) {
        begin();
        await work.host.clock.sleep(500);
    }
    return trial;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/deploy.js











/** Seconds that the old colour gets for requests that it still answers when it is told to stop. */
const graceOfOld = 30;
/**
 * Brings the release up on the idle colour, moves the traffic, watches it, and confirms. Any failure before the move leaves the live colour
 * untouched; any failure after it moves the traffic back. @throws Failure with what is live now
 */
async function deploy(work, options) {
    const { host, router } = work;
    await step(work, 'router', { networks: work.networks }, async () => void (await router.prepare((await router.read()).live)));
    const live = await settle(work);
    const idle = live === undefined ? 'blue' : otherColor(live);
    const previous = live === undefined ? '' : await versionOf(work, live);
    host.log.info(live ? `${live} serves ${previous || 'an unknown version'}; ${idle} is idle.` : `Nothing is live yet; ${idle} comes first.`);
    const asking = { shell: work.shell, host, version: { value: options.release.version, derived: options.derivedVersion } };
    let trial;
    try {
        await prepareIdle(work, options, idle, asking);
        trial = await startTrial(work, idle, options.questions[0], options.bakeTime);
    }
    catch (error) {
        await discard(work, idle);
        throw liveUntouched(error, live, previous);
    }
    const pair = { live, idle, previous };
    await shift(work, options, trial, pair);
    try {
        const health = options.questions[0];
        const report = health ? await askRouter(asking, health, work.published) : undefined;
        const identity = report?.identity === 'proven'
            ? `${report.version} on ${report.successes} fresh connections in a row`
            : 'unproven: the application does not tell its version';
        const { gate } = options;
        if (gate)
            await step(work, 'gate', { color: idle }, async () => void (await gate()));
        await step(work, 'bake', { color: idle, seconds: options.bakeTime / 1000 }, () => bake(work, trial, idle, options.bakeTime));
        const undo = await deploy_confirm(work, trial, idle);
        const watched = await trial.stop();
        await drain(work, live, options.drainTimeout);
        const receipt = account(work, options, pair, { trial, watched, outcome: 'switched', identity, undo });
        return { receipt };
    }
    catch (error) {
        throw await moveBack(work, options, trial, pair, error);
    }
}
async function prepareIdle(work, options, idle, asking) {
    const { host, colors, router } = work;
    if (options.bringUp === 'create') {
        await step(work, 'pull', { images: options.release.images }, async () => {
            for (const image of Object.values(options.release.images))
                await pullImage(work.shell, image, options.login);
            return undefined;
        });
    }
    await step(work, `start ${idle}`, { color: idle, version: options.release.version, images: options.release.images }, async () => {
        await host.log.group(`Start ${idle}`, () => options.bringUp === 'create' ? colors.up(idle, options.release, options.healthTimeout) : colors.start(idle, options.healthTimeout));
        return undefined;
    });
    await step(work, `check ${idle}`, { color: idle }, async () => {
        await host.log.group(`Check ${idle}`, () => askColor(asking, idle, options.questions, work.networks, work.published));
        const until = host.clock.now() + 15_000;
        while (!(await router.reachable(idle))) {
            if (host.clock.now() > until)
                throw new build/* Failure */.HR('router-failed', `HAProxy cannot reach ${idle}, although it answers on its address.`);
            await host.clock.sleep(200);
        }
        return undefined;
    });
}
async function shift(work, options, trial, pair) {
    const { router, shell, host } = work;
    try {
        await step(work, 'switch', { from: pair.live ?? 'none', to: pair.idle, version: options.release.version, images: options.release.images }, async () => {
            if (pair.live !== undefined) {
                if (await canArm(shell)) {
                    const undo = {
                        folder: work.undoFolder,
                        socket: options.socket,
                        mapFile: mapFileOf({ directory: options.routerDirectory, project: work.project.name }),
                        from: `${pair.idle}_trial`,
                        to: pair.live,
                    };
                    const seconds = options.confirmTimeout / 1000;
                    await arm(shell, undo, seconds);
                    trial.armed = true;
                    host.log.info(`An undo is armed on the server: it moves traffic back to ${pair.live} in ${(0,build/* formatDuration */.a3)(seconds * 1000)}, whatever happens to this run.`);
                }
                else
                    host.log.warn('The server has neither socat nor perl, so no undo is armed there: if this run is lost, traffic stays where it is.');
            }
            trial.orderedAt = host.clock.now();
            await router.try(pair.idle, pair.live);
            trial.switchMs = host.clock.now() - trial.orderedAt;
            return { ms: trial.switchMs };
        });
        host.log.info(`Traffic goes to ${pair.idle} since ${trial.switchMs} ms after the order.`);
    }
    catch (error) {
        throw await moveBack(work, options, trial, pair, error);
    }
}
/** From here on a restart of the router keeps the new colour. The token decides between this and the armed undo. */
async function deploy_confirm(work, trial, idle) {
    return (await step(work, 'confirm', { color: idle }, async () => {
        if (trial.armed && !(await disarm(work.shell, work.undoFolder))) {
            throw new build/* Failure */.HR('undo-fired', 'The armed undo moved the traffic back before the release could be confirmed.', {
                hint: 'The run was too slow; run it again.',
            });
        }
        const route = await work.router.read();
        if (route.live !== idle)
            throw new build/* Failure */.HR('router-failed', `The router sends traffic to ${route.live ?? 'nothing'} again.`);
        // Nothing moves it back by itself from here on: a failure below must say so.
        const undo = trial.armed ? 'armed before the switch, disarmed at the confirm' : 'not armed';
        trial.armed = false;
        await work.router.confirm(idle);
        return { undo };
    })).undo;
}
/** Stops the old colour when it has nothing left to answer. A failure here is no failure of the release, which is confirmed. */
async function drain(work, live, timeout) {
    if (live === undefined)
        return;
    const { router, host, colors } = work;
    try {
        await step(work, `drain ${live}`, { color: live }, async () => {
            const until = host.clock.now() + timeout;
            let left = await router.inflight(live);
            while (left > 0 && host.clock.now() < until) {
                await host.clock.sleep(250);
                left = await router.inflight(live);
            }
            if (left > 0)
                host.log.warn(`${left} requests to ${live} did not end within ${(0,build/* formatDuration */.a3)(timeout)}; they are cut.`);
            await colors.stop(live, graceOfOld);
            return { cut: left };
        });
    }
    catch (error) {
        host.log.warn(`The release is confirmed, but ${live} could not be stopped: ${(0,build/* messageOf */.bD)(error)}. It gets no traffic; the next release removes it.`);
    }
}
/** The version that a colour's containers were started as. */
async function versionOf(work, color) {
    const [container] = await work.colors.containers(color);
    return container?.labels['slipway.version'] ?? '';
}
function liveUntouched(error, live, previous) {
    if (!(error instanceof build/* Failure */.HR))
        return error;
    const state = live ? `Traffic never left ${live} (${previous || 'unknown version'}).` : 'No traffic was moved.';
    return (0,build/* withDetails */.FE)(error, { state, outputs: { live: live ?? '', version: previous } });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/images.js

/** Service to image by digest. @throws Failure `bad-input` naming every wrong line */
function parseImages(lines, model) {
    const images = {};
    const problems = [];
    const wrong = (message) => void problems.push({ input: 'images', message });
    for (const line of lines) {
        const [, service = '', image = ''] = /^([^=\s]+)=(\S+)$/.exec(line) ?? [];
        if (!service)
            wrong(`'${line}' is not service=image@sha256:…`);
        else if (!(service in model.services)) {
            const near = (0,build/* nearest */.pA)(service, Object.keys(model.services));
            wrong(`the compose file has no service ${service}${near ? `; did you mean ${near}?` : ''}`);
        }
        else if (!/^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/.test(image)) {
            wrong(`${service} needs an image by digest, like name@sha256:…: a tag can be moved between the scan and the release`);
        }
        else if (service in images)
            wrong(`${service} is given twice`);
        else
            images[service] = image;
    }
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return images;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/status.js




function openRouter(ports, project, inputs) {
    return new Haproxy({
        shell: ports.shell,
        clock: ports.clock,
        log: ports.log,
        project: project.name,
        directory: inputs['router-directory'],
        socket: inputs['haproxy-socket'],
        masterSocket: inputs['haproxy-master-socket'],
    });
}
/** What is live, read from the router, and what runs. Changes nothing. */
async function status_report(ports, project, inputs) {
    const route = await openRouter(ports, project, inputs).read();
    const rows = [];
    let version = '';
    for (const color of ['blue', 'green']) {
        for (const one of await containersOf(ports.shell, colorProject(project.name, color))) {
            const label = one.labels['slipway.version'] ?? '';
            if (color === route.live)
                version = label;
            rows.push([
                color === route.live ? `**${color}**` : color,
                (0,build/* cell */.Hn)(one.service),
                (0,build/* code */.aY)(label || 'unknown'),
                (0,build/* cell */.Hn)(one.health ?? one.status),
                (0,build/* code */.aY)(one.image),
            ]);
        }
    }
    const journal = await Journal.open(ports.shell, project.state, 0);
    const unfinished = transactions(journal.entries).filter((one) => one.outcome === undefined);
    const notes = [
        route.live !== route.confirmed ? `Not confirmed: a restart of the router returns to ${route.confirmed ?? 'nothing'}.` : '',
        unfinished.length > 0
            ? `${unfinished.length} release without an end in the journal: one is under way, or the next run settles it.`
            : '',
    ].filter(Boolean);
    const title = route.live
        ? `### ${project.name}: ${route.live} serves ${(0,build/* code */.aY)(version || 'unknown')}`
        : `### ${project.name}: nothing is live`;
    const summary = [title, (0,build/* table */.tp)(['colour', 'service', 'version', 'state', 'image'], rows), ...notes].join('\n\n');
    for (const note of notes)
        ports.log.warn(note);
    return { outcome: 'reported', outputs: { live: route.live ?? '', version }, summary };
}
/**
 * The release to go back to: the idle colour as it was stopped; or, where the input `version` names another, that one's images from the journal.
 * @throws Failure `nothing-to-roll-back`
 */
async function previousRelease(ports, project, inputs) {
    const { live } = await openRouter(ports, project, inputs).read();
    const kept = live === undefined ? [] : await containersOf(ports.shell, colorProject(project.name, otherColor(live)));
    const version = kept[0]?.labels['slipway.version'] ?? '';
    if (kept.length > 0 &&
        (inputs.version === undefined || inputs.version === version) &&
        (await wasLive(ports, otherColor(live), version))) {
        return { version, images: Object.fromEntries(kept.map((one) => [one.service, one.image])), kept: true };
    }
    const recorded = ports.session.journal.entries.findLast((entry) => entry.step === 'confirm' && entry.phase === 'done');
    const named = inputs.version === undefined ? undefined : releaseFromJournal(ports.session.journal, inputs.version);
    if (named)
        return { ...named, kept: false };
    const what = inputs.version === undefined
        ? 'No earlier release stands on the idle colour'
        : `The journal knows no confirmed release ${inputs.version}`;
    throw new build/* Failure */.HR('nothing-to-roll-back', `${what}${recorded ? '' : ', and none was ever confirmed'}.`, {
        state: 'Nothing was changed.',
        hint: 'Deploy the wanted version by its digest instead.',
    });
}
/** Whether the colour's release was confirmed once: one that failed its trial is nothing to go back to. */
async function wasLive(ports, color, version) {
    return transactions(ports.session.journal.entries).some((one) => {
        const confirmed = one.entries.some((entry) => entry.step === 'confirm' && entry.phase === 'done');
        const started = one.entries.some((entry) => entry.step === 'switch' && entry.phase === 'intent' && entry.data?.['to'] === color && entry.data?.['version'] === version);
        return confirmed && started;
    });
}
function releaseFromJournal(journal, version) {
    for (const one of transactions(journal.entries).reverse()) {
        const order = one.entries.find((entry) => entry.step === 'switch' && entry.phase === 'intent' && entry.data?.['version'] === version);
        const confirmed = one.entries.some((entry) => entry.step === 'confirm' && entry.phase === 'done');
        if (order && confirmed)
            return { version, images: order.data?.['images'] };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/run.js











/** Moves a Compose application to other images, back to those before, or says what is live. */
async function run(inputs, ports) {
    await requireEngine(ports.shell);
    const project = await openProject(ports.shell, inputs, ports.context);
    if (inputs.mode === 'status')
        return status_report(ports, project, inputs);
    const wanted = inputs.mode === 'deploy' ? parseImages(inputs.images, project.model) : undefined;
    const session = ports.session ?? (await ownSession(inputs, ports, project.state));
    try {
        const result = await switchTo(inputs, { ...ports, shell: session.shell, session }, project, wanted);
        if (!ports.session)
            await session.end(result.outcome, { version: result.outputs.version }).catch((error) => unwritten(ports, error));
        return result;
    }
    catch (error) {
        if (!ports.session)
            await session.end(error instanceof build/* Failure */.HR ? (error.details.outcome ?? 'failed') : 'failed').catch(() => { });
        throw error;
    }
}
/** What was asked for is true; that its end is not in the journal is the next run's to settle. */
function unwritten(ports, error) {
    ports.log.warn(`It is done, but the end could not be written into the journal: ${(0,build/* messageOf */.bD)(error)}.`);
}
async function ownSession(inputs, ports, folder) {
    const { runIsOver } = await __webpack_require__.e(/* import() */ 379).then(__webpack_require__.bind(__webpack_require__, 379));
    const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
    return openSession(ports.shell, {
        folder,
        what: `${inputs.mode} ${inputs.version ?? ''}`.trim(),
        wait: inputs['lock-timeout'],
        isOver: (owner) => runIsOver(owner, { apiUrl: ports.context.apiUrl, token }),
    }, ports);
}
async function switchTo(inputs, ports, project, wanted) {
    const back = wanted === undefined ? await previousRelease(ports, project, inputs) : undefined;
    const images = wanted ?? back?.images ?? {};
    const version = back?.version ?? inputs.version ?? (ports.context.sha || ports.session.transaction);
    const released = Object.keys(images);
    refuseCallers(project.model, released);
    const published = publishedPorts(project.model, released);
    const service = answeringService(inputs.service, published);
    const questions = questionsFor({ service, healthPath: inputs['health-path'], checks: wanted ? inputs.checks : [], published });
    const networks = await assignAddresses(ports.shell, project.state, published);
    const ipv6 = (await ports.shell.run(['test', '-s', '/proc/net/if_inet6'], { allowFailure: true })).code === 0;
    const place = { directory: inputs['router-directory'], project: project.name };
    const router = new Haproxy({
        shell: ports.shell,
        clock: ports.clock,
        log: ports.log,
        ...place,
        socket: inputs['haproxy-socket'],
        masterSocket: inputs['haproxy-master-socket'],
    }, { project: project.name, published, networks, mapFile: mapFileOf(place), ipv6 });
    const colors = composeColors(ports.shell, project, networks, ports);
    const work = {
        host: ports,
        shell: ports.shell,
        session: ports.session,
        project,
        published,
        networks,
        router,
        colors,
        undoFolder: `${project.state}/undo`,
        timings: [],
    };
    const route = await router.read();
    const release = { version, images };
    if (route.live && route.live === route.confirmed && serves(await colors.containers(route.live), release)) {
        // What an earlier run left of the other colour would go on working its queues.
        const other = otherColor(route.live);
        if (!inputs['dry-run'] && (await colors.containers(other)).some((one) => one.status === 'running'))
            await colors.stop(other, 30);
        return unchanged(route.live, (await versionOf(work, route.live)) || version);
    }
    if (inputs['dry-run'])
        return planned(project.name, route.live, release);
    await ensureSingles(ports.shell, project, released, ports);
    const options = {
        release,
        derivedVersion: inputs.version === undefined && back === undefined,
        questions,
        login: inputs['registry-username'] && inputs['registry-password']
            ? { username: inputs['registry-username'], password: inputs['registry-password'] }
            : undefined,
        healthTimeout: inputs['health-timeout'],
        bakeTime: inputs['bake-time'],
        // Time beyond the bake for a slow runner, and for the checks before it.
        confirmTimeout: inputs['confirm-timeout'] ?? inputs['bake-time'] + 90_000,
        drainTimeout: inputs['drain-timeout'],
        routerDirectory: inputs['router-directory'],
        socket: inputs['haproxy-socket'],
        rollbackCommand: rollbackCommand(inputs, project.name),
        bringUp: back?.kept ? 'start' : 'create',
        gate: ports.gate,
    };
    const { receipt } = await deploy(work, options);
    return run_finished(inputs.mode === 'rollback' ? 'rolled-back' : 'switched', receipt);
}
/** A service of one copy that calls a released one by name would meet both colours, the unchecked one too. */
function refuseCallers(model, released) {
    const callers = callersOf(model, released);
    if (callers.length === 0)
        return;
    throw new build/* Failure */.HR('calls-release', `${callers.join(', ')} depends on a released service but is not released itself.`, {
        state: 'Nothing was changed.',
        hint: 'Name an image for it as well, so that each colour has its own; or take the depends_on away where it does not call that service.',
    });
}
/** Whether a colour runs exactly these images, well. */
function serves(containers, release) {
    const well = (container) => container.status === 'running' && (container.health ?? 'healthy') === 'healthy';
    return Object.entries(release.images).every(([service, image]) => containers.some((one) => one.service === service && one.image === image && well(one)));
}
function unchanged(live, version) {
    return { outcome: 'unchanged', outputs: { live, version }, summary: `### ${(0,build/* code */.aY)(version)} is live on ${live} already` };
}
function planned(project, live, release) {
    const rows = Object.entries(release.images).map(([service, image]) => [(0,build/* code */.aY)(service), (0,build/* code */.aY)(image)]);
    const summary = [`### Plan: ${project} from ${live ?? 'nothing'} to the other colour`, (0,build/* table */.tp)(['service', 'image'], rows)].join('\n\n');
    return { outcome: 'reported', outputs: { live: live ?? '' }, summary };
}
function run_finished(outcome, receipt) {
    return {
        outcome,
        receipt,
        summary: renderReceipt(receipt),
        outputs: {
            live: receipt.color,
            version: receipt.version,
            'previous-version': receipt.previousVersion,
            requests: String(receipt.requests),
            'failed-requests': String(receipt.failed),
            'switch-ms': String(receipt.switchMs),
            'rollback-command': receipt.rollbackCommand,
            receipt: JSON.stringify(receipt),
        },
    };
}
/** The same action with mode rollback, as it is run from a checkout of the suite. */
function rollbackCommand(inputs, project) {
    const server = inputs.host ? ` --host ${inputs.host} --port ${inputs.port} --username ${inputs.username}` : '';
    return `node dist/blue-green-switch/index.js --mode rollback --project-name ${project} --compose-file ${inputs['compose-file']}${server}`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/index.js




;// CONCATENATED MODULE: ./actions/release/build/plan.js


/** What a release would do, before it does anything. */
function renderPlan(plan, project, live, where) {
    const { settings } = plan;
    const released = Object.keys(settings.images);
    const kept = singles(project.model, released);
    const ports = publishedPorts(project.model, released).map(({ service, port }) => `${service} ${port}`);
    const off = 'left out by the Slipway file';
    const rows = [
        [
            'Build',
            Object.entries(settings.images)
                .map(([service, image]) => `${service} from ${(0,build/* code */.aY)(image.context)} as ${(0,build/* code */.aY)(image.image)}`)
                .join('<br>'),
        ],
        ['Scan', settings.scan === false ? off : `refuses ${(settings.scan['fail-on'] ?? ['critical', 'high']).join(', ')}`],
        ['Tag', (0,build/* code */.aY)(plan.version)],
        [
            'Backup',
            settings.backup === false
                ? off
                : `${settings.backup.service ?? 'db'} to ${(0,build/* code */.aY)(settings.backup.destination ?? '')}, proven by ${settings.backup.verify ?? 'archive'}`,
        ],
        ['Migrate', settings.migrate === false ? off : `Alembic in ${settings.migrate.service ?? released[0] ?? ''}`],
        [
            'Switch',
            `${live ? `from ${live} to the other colour` : 'the first release'}; two colours of ${released.join(', ')}; ports ${ports.join(', ') || 'none'}`,
        ],
        ['Stay as they are', kept.join(', ') || 'nothing else in the compose file'],
        ['Smoke', settings.smoke === false ? off : (0,build/* code */.aY)(settings.smoke.url)],
    ];
    return [`### Plan: ${plan.version} of ${project.name} to ${settings.environment} on ${where}`, (0,build/* table */.tp)(['step', 'what'], rows)].join('\n\n');
}

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


const contract_contract = (0,build/* defineContract */.ye)({
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

;// CONCATENATED MODULE: ./actions/build-image/build/builder.js


/** The builder that `docker buildx build` will use. @throws Failure `docker-unavailable`, `program-missing` */
async function findBuilder(shell, options) {
    const inspected = await shell.run(['docker', 'buildx', 'inspect'], { deadline: 60_000, ...options }).catch(unavailable);
    const field = (name) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(inspected.stdout)?.[1] ?? '';
    const driver = field('Driver');
    return { name: field('Name') || 'default', driver, pushesByDigest: driver !== 'docker' };
}
function unavailable(error) {
    if (!(error instanceof ProgramFailure))
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
function classify_classify(error) {
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
        const fault = classify_classify(error);
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
        if (error instanceof ProgramFailure)
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
async function buildFailure(plan, fault, error, workspace) {
    const file = (0,external_node_path_.relative)(workspace, plan.file);
    const line = error.line ?? lineOfStep(await (0,promises_.readFile)(plan.file, 'utf8').catch(() => ''), error.step ?? '');
    const place = line === undefined ? file : `${file}:${line}`;
    const blamesFile = fault.reason === 'build-failed' || fault.reason === 'base-image-unavailable';
    const said = error.output.length > 0 ? `\n${error.output.join('\n')}\n` : '';
    const step = error.step ? `Step ${error.step}` : 'The build';
    const details = {
        state: blamesFile ? 'Nothing was pushed.' : 'No tag was changed.',
        hint: hints[fault.reason],
        annotations: blamesFile && line !== undefined ? [{ level: 'error', title: error.step ?? 'Build', message: error.message, file, line }] : [],
    };
    return new build/* Failure */.HR(fault.reason, `${step} failed${blamesFile ? ` (${place})` : ''}: ${error.message}${said || '.'}`, details);
}

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
    const config = parseDockerConfig(await readText(shell, (0,external_node_path_.join)(own, 'config.json')));
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
    const body = registry_auth_parse(answer);
    if (typeof body !== 'object' || body === null)
        return undefined;
    const { token, access_token: accessToken } = body;
    const found = token ?? accessToken;
    return typeof found === 'string' && found !== '' ? found : undefined;
}
function registry_auth_parse(text) {
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




async function run_run(inputs, ports) {
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


const build_contract_contract = (0,build/* defineContract */.ye)({
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
var external_node_util_ = __webpack_require__(975);
;// CONCATENATED MODULE: ./actions/scan-image/build/engine.js



/**
 * Trivy is told everything by its environment: an unknown variable is ignored where an unknown flag ends it, so one plan fits many versions. It is
 * never asked for an exit code of its own, which would mean findings and faults alike, and reports every severity: the gate is ours.
 */
function scanEnvironment(plan) {
    const common = {
        TRIVY_CACHE_DIR: plan.cache,
        TRIVY_FORMAT: 'json',
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
        if (!(error instanceof ProgramFailure))
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

;// CONCATENATED MODULE: ./actions/scan-image/build/run.js












/** One scan to JSON, and a gate of our own over it. @throws Failure with the outputs and the summary of the scan, where there was one */
async function build_run_run(inputs, ports) {
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
        const files = { json: plan.reportFile, sarif };
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



;// CONCATENATED MODULE: ./actions/release/build/step-inputs.js

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
        env[(0,build/* environmentName */.VE)(name)] = Array.isArray(value) ? value.join('\n') : String(value);
    }
    return (0,build/* readInputs */.Ko)(contract, env, check);
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
        'build-args': pairs(image['build-args']).map((line) => line.replaceAll('{{version}}', plan.version)),
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

;// CONCATENATED MODULE: ./actions/release/build/images.js



/** Service to its image by digest. No tag exists yet. */
async function buildAll(inputs, plan, ports) {
    const images = {};
    for (const [service, image] of Object.entries(plan.settings.images)) {
        const built = await run_run(inputsFor(contract_contract, buildInputs(inputs, plan, image), check), {
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
            'tool-path': inputs['tool-path'],
            'db-path': inputs['db-path'],
            ...registryInputs(inputs),
        };
        const variables = Object.keys(process.env);
        const { outputs } = await build_run_run(inputsFor(build_contract_contract, given, check_check), { ...ports, shell: ports.local, variables });
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
        const given = { mode: 'tag', image: repository, digest, tags: [tagOf(plan.version)], ...registryInputs(inputs) };
        await run_run(inputsFor(contract_contract, given, check), { ...ports, shell: ports.local });
    }
}

;// CONCATENATED MODULE: ./actions/release/build/receipt.js


const headlines = {
    released: 'is released',
    'rolled-back': 'was rolled back',
    failed: 'was not released',
    unchanged: 'is live already',
};
/** The job summary: the decision first, one table, the timeline, the command to go back. */
function renderRelease(receipt) {
    const ms = (value) => (value === undefined ? 'not seen' : `${value} ms`);
    const rows = [
        [
            'Serving now',
            receipt.live
                ? `${receipt.live}${receipt.outcome === 'released' && receipt.previousVersion ? `, before ${(0,build/* code */.aY)(receipt.previousVersion)}` : ''}`
                : 'see the message below',
        ],
    ];
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
        rows.push(['Last old, first new', `${ms(receipt.lastOldMs)}, ${ms(receipt.firstNewMs)} after the order`]);
    }
    if (receipt.identity)
        rows.push(['Identity', (0,build/* cell */.Hn)(receipt.identity)]);
    if (receipt.undo)
        rows.push(['Undo', (0,build/* cell */.Hn)(receipt.undo)]);
    if (receipt.reason)
        rows.push(['Reason', (0,build/* code */.aY)(receipt.reason)]);
    const title = `### ${(0,build/* cell */.Hn)(`${receipt.project} ${receipt.environment}: ${receipt.version} ${headlines[receipt.outcome]}`)}`;
    const parts = [title, (0,build/* table */.tp)(['', ''], rows)];
    if (receipt.timeline.length > 0)
        parts.push(timeline(receipt.timeline));
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

;// CONCATENATED MODULE: ./actions/backup-db/build/contract.js

const backup_db_build_contract_contract = (0,build/* defineContract */.ye)({
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
        destination: {
            type: 'string',
            required: true,
            description: 'Folder of the backups, an absolute path on the server (over SSH), or on the runner where no host is given.',
            example: '/var/backups/notes',
        },
        'project-name': {
            ...build/* vocabulary */.vP['project-name'],
            description: 'Compose project of the database service; part of the names of its backups. With database-url by default the repository.',
        },
        service: { type: 'string', default: 'db', description: 'Compose service of the database.', example: 'db' },
        'database-url': build/* vocabulary */.vP['database-url'],
        database: {
            type: 'string',
            description: "Name of the database; by default the container's POSTGRES_DB, or the one in database-url.",
            example: 'notes',
        },
        encryption: {
            type: 'choice',
            choices: ['age', 'none'],
            default: 'age',
            description: 'age encrypts to age-recipients before anything leaves the runner; none must be written out.',
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
            default: 'archive',
            description: 'Proof of a backup: archive reads all that was stored through pg_restore; restore also restores it into a throw-away database and counts every table; checksum compares the stored bytes only, and proves nothing about what they hold.',
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
            default: '26h',
            description: 'Mode check: oldest that the newest proven backup may be.',
            example: '26h',
        },
        tag: { type: 'string', default: 'manual', description: 'Why the backup was made; kept in its manifest.', example: 'pre-deploy' },
        host: build/* vocabulary */.vP.host,
        port: build/* vocabulary */.vP.port,
        username: build/* vocabulary */.vP.username,
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        timeout: build/* vocabulary */.vP.timeout,
        'dry-run': build/* vocabulary */.vP['dry-run'],
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        id: { description: 'The backup that was made, verified, restored or found newest.' },
        path: { description: 'Its file on the machine of the destination.' },
        size: { description: 'Bytes of the file.' },
        sha256: { description: 'SHA-256 of the file.' },
        'plain-sha256': { description: 'SHA-256 of the dump inside it.' },
        tables: { description: 'Number of tables.' },
        rows: { description: "Number of rows in all tables, as the dump's own snapshot saw them." },
        'server-version': { description: 'Version of the PostgreSQL server it was made from.' },
        verified: { description: 'true only if the backup was read back whole, by level archive or restore.' },
        'verify-level': { description: 'archive, restore, checksum or none.' },
        'newest-age': { description: 'Seconds since the newest proven backup was made.' },
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
        'first-release': 'Nothing of the project is on the machine yet, so there is nothing to back up.',
        'no-tables': 'The database has no tables, so there is nothing to back up.',
        'no-container': 'The project exists, but has no container of the service.',
        'database-unreachable': 'The database does not answer or refuses the user.',
        'query-failed': 'The database refused a statement.',
        'version-mismatch': 'pg_dump on the machine is older than the server.',
        locked: 'A migration holds the lock of the database, or another backup of it is under way.',
        pooled: 'The URL leads to a transaction pooler, where locks do not work.',
        'dump-failed': 'pg_dump failed; nothing was stored.',
        empty: 'pg_dump wrote no archive.',
        'destination-unwritable': 'The destination cannot be written, or is full.',
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
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*-\d{8}T\d{6}Z-[0-9a-f]{4}$/;
/** Problems that show only in the combination of inputs. */
function checkInputs(inputs) {
    const problems = [...(0,build/* checkTarget */.e$)(inputs)];
    const say = (input, message) => void problems.push({ input, message });
    if (!inputs.destination.startsWith('/'))
        say('destination', 'is not an absolute path. Example: /var/backups/notes');
    if (!inputs['project-name'] && !inputs['database-url'] && needsDatabase(inputs))
        say('project-name', 'or database-url is needed to find the database. Example: notes');
    if (inputs.mode === 'backup')
        problems.push(...checkRecipients(inputs));
    if (inputs.mode === 'verify' && inputs.verify === 'none')
        say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
    if (inputs.id && !idPattern.test(inputs.id))
        say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
    if (inputs.into && !/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(inputs.into))
        say('into', 'is no database name of at most 40 letters, digits, _ and -. Example: notes_restored');
    if (!/^[A-Za-z0-9._-]{1,40}$/.test(inputs.tag))
        say('tag', 'is no word of letters, digits, . _ and -. Example: pre-deploy');
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
        const line = `line ${index + 1}`;
        if (/^AGE-SECRET-KEY-/i.test(recipient))
            return [
                { input, message: `${line} is a private key. Put its public key here (age-keygen -y), and make a new key: this one was shown` },
            ];
        return /^age1[a-z0-9]+$/.test(recipient) ? [] : [{ input, message: `${line} is no age public key. Example: age1ql3z7hjy54pw3...` }];
    });
}

;// CONCATENATED MODULE: ./packages/postgres/build/client.js

/** Folders in which distributions keep the programs of each major apart. */
const look = 'for d in "/usr/lib/postgresql/$1/bin" "/usr/pgsql-$1/bin" "/usr/libexec/postgresql$1"; do if [ -x "$d/pg_dump" ]; then echo "$d"; exit; fi; done';
/** The folder of the client programs of the server's own major on the shell's machine; empty where only the PATH may have some. */
async function findClient(shell, major) {
    const { stdout } = await shell.run(['sh', '-c', look, 'sh', String(major)]);
    return stdout.trim();
}
/**
 * That pg_dump and pg_restore beside the server can read it: an older client refuses a newer server in the middle of the work, so it is asked before.
 * @returns the client's major
 * @throws Failure `version-mismatch`, `program-missing`
 */
async function checkClient(database) {
    const deadline = 30_000;
    const { argv, env, secrets } = database.program('pg_dump', ['--version'], { deadline });
    const { stdout } = await database.shell.run(argv, { env, secrets, deadline });
    const client = clientMajor(stdout);
    const server = database.server.major;
    if (client >= server)
        return client;
    throw new build/* Failure */.HR('version-mismatch', `pg_dump on ${database.shell.where} is of PostgreSQL ${client}, but ${database.where} is PostgreSQL ${server}.`, {
        state: 'Nothing was written.',
        hint: `Install the client of the server's major there (postgresql-client-${server}), or name the compose service instead of database-url.`,
    });
}
/** 17 of `pg_dump (PostgreSQL) 17.4 (Debian 17.4-1)`. */
function clientMajor(version) {
    return Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1] ?? 0);
}

;// CONCATENATED MODULE: ./packages/postgres/build/container.js

const noContainer = 'no-container';
/** True where there is nothing of the project on the machine yet: the first release. */
function isFirstRelease(error) {
    return error instanceof build/* Failure */.HR && error.reason === noContainer && error.cause === 'new';
}
/**
 * The running container of a compose service, found by the labels that compose writes. A service that never existed is told apart from one whose
 * container is gone or whose name is misspelled: only the former may pass for a first release.
 * @throws Failure `no-container`, `database-unreachable`
 */
async function findContainer(shell, projectName, service) {
    const project = `label=com.docker.compose.project=${projectName}`;
    const all = (await container_list(shell, project)).filter((entry) => !entry.oneOff);
    const mine = all.filter((entry) => entry.service === service);
    const running = mine.filter((entry) => entry.state === 'running');
    const [container] = running;
    if (running.length > 1) {
        const names = running.map((entry) => entry.name).join(', ');
        throw new build/* Failure */.HR('database-unreachable', `Several containers of ${projectName}/${service} run on ${shell.where}: ${names}.`, {
            hint: 'A database service runs once; stop the one that is not in use.',
        });
    }
    if (container)
        return container;
    const other = mine[0];
    if (other) {
        throw new build/* Failure */.HR('database-unreachable', `The container ${other.name} of ${projectName}/${service} on ${shell.where} is ${other.state}.`, {
            hint: `Start it there (docker start ${other.name}), or read why it stopped (docker logs ${other.name}).`,
        });
    }
    if (all.length > 0) {
        const services = [...new Set(all.map((entry) => entry.service))].sort().join(', ');
        throw new build/* Failure */.HR(noContainer, `The project ${projectName} on ${shell.where} has no service ${service}; it has ${services}.`, {
            hint: "Set the input service to the database's name in the compose file, or start the service.",
        });
    }
    const volumes = await shell.run(['docker', 'volume', 'ls', '-q', '--filter', project]);
    if (volumes.stdout.trim()) {
        throw new build/* Failure */.HR(noContainer, `The project ${projectName} has volumes on ${shell.where}, but no container of ${service}.`, {
            hint: `Its data may be in them: start the service (docker compose up -d ${service}), then run again.`,
        });
    }
    throw new build/* Failure */.HR(noContainer, `Nothing of the project ${projectName} is on ${shell.where}.`, {
        hint: 'Check project-name, unless this is the first release.',
        cause: 'new',
    });
}
async function container_list(shell, filter) {
    const { stdout } = await shell.run(['docker', 'ps', '--all', '--no-trunc', '--filter', filter, '--format', '{{json .}}']);
    return stdout.split('\n').filter(Boolean).map(parseContainer);
}
/** One line of `docker ps --format '{{json .}}'`. */
function parseContainer(line) {
    const entry = JSON.parse(line);
    const labels = entry.Labels ?? '';
    const service = /(?:^|,)com\.docker\.compose\.service=([^,]*)/.exec(labels)?.[1] ?? '';
    return {
        id: entry.ID ?? '',
        name: entry.Names ?? '',
        state: entry.State ?? '',
        service,
        oneOff: /(?:^|,)com\.docker\.compose\.oneoff=True(?:,|$)/.test(labels),
    };
}

;// CONCATENATED MODULE: ./packages/postgres/build/access.js
/** English messages, because programs read them too. A dump keeps the encoding of its database; what psql says is read as UTF-8. */
function settings(program, options) {
    return {
        LC_ALL: 'C',
        PGCONNECT_TIMEOUT: '10',
        ...(program === 'psql' ? { PGCLIENTENCODING: 'UTF8' } : {}),
        ...(options.application ? { PGAPPNAME: options.application } : {}),
        ...(options.database ? { PGDATABASE: options.database } : {}),
    };
}
/**
 * What runs inside the container before each program: user, database and password default to what the container itself was started with, and the
 * password never leaves it. `timeout` ends a program whose caller is gone, because the engine does not.
 */
const access_enter = [
    'own() { eval "v=\\${$1:-}; f=\\${$1_FILE:-}"; if [ -z "$v" ] && [ -r "$f" ]; then v=$(cat "$f"); fi; printf %s "$v"; }',
    'u=$(own POSTGRES_USER); d=$(own POSTGRES_DB); p=$(own POSTGRES_PASSWORD); : "${PGUSER:=${u:-postgres}}"; : "${PGDATABASE:=${d:-$PGUSER}}"',
    'export PGUSER PGDATABASE; if [ -n "$p" ]; then export PGPASSWORD="${PGPASSWORD:-$p}"; fi',
    't=$1; shift; if command -v timeout >/dev/null; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"',
].join('\n');
function containerAccess(container, shell, database) {
    return {
        kind: 'container',
        where: `in the container ${container.name} on ${shell.where}`,
        database,
        pooled: false,
        command(program, args, options) {
            const flags = Object.entries(settings(program, options)).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
            const seconds = String(Math.ceil(options.deadline / 1000));
            const argv = ['docker', 'exec', '-i', ...flags, container.id, 'sh', '-c', access_enter, 'sh', seconds, program, ...args];
            return { argv, env: {}, secrets: {} };
        },
    };
}
/** `folder` holds the client's programs; empty where the PATH finds them. */
function urlAccess(connection, folder) {
    return {
        kind: 'url',
        where: connection.where,
        database: connection.database,
        pooled: connection.pooled,
        command(program, args, options) {
            const env = { ...connection.env, ...settings(program, options), ...connection.more };
            return { argv: [folder ? `${folder}/${program}` : program, ...args], env, secrets: connection.secrets };
        },
    };
}

;// CONCATENATED MODULE: ./packages/postgres/build/csv.js
/**
 * Rows of `psql --csv`: the one output format whose values may hold any character. NULL and the empty string look alike in it, so a query that
 * must tell them apart selects `x is null` beside x.
 */
function parseCsv(text) {
    const rows = [];
    const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;
    let row = [];
    while (field.lastIndex < text.length) {
        const at = field.lastIndex;
        const [, quoted, plain = '', end] = field.exec(text) ?? [];
        if (end === undefined)
            throw new Error(`psql wrote no CSV at character ${at}`);
        row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
        if (end === ',' && field.lastIndex < text.length)
            continue;
        if (end === ',')
            row.push('');
        rows.push(row);
        row = [];
    }
    return rows;
}

;// CONCATENATED MODULE: ./packages/postgres/build/failures.js


/** A statement that the server refused. */
class QueryFailure extends build/* Failure */.HR {
    /** Five characters of the standard; empty where the server gave none. */
    sqlstate;
    constructor(message, sqlstate, cause) {
        super('query-failed', message, { cause });
        this.sqlstate = sqlstate;
    }
}
const failures_refused = /(?:^|\n)(?:psql:[^\n]*?: )?(?:ERROR|FATAL|PANIC): {2}([0-9A-Z]{5}): ([^\n]*)/;
/**
 * What a failed psql means: it ends with 3 where a statement failed, with 2 where the connection did.
 * @returns Failure `query-failed` (with its SQLSTATE), `database-unreachable`, or what was thrown
 */
function failures_explain(error, where) {
    if (!(error instanceof ProgramFailure))
        return error;
    const [, sqlstate = '', message = ''] = failures_refused.exec(error.stderr) ?? [];
    if (error.code === 3)
        return new QueryFailure(`${where} refused a statement: ${message || error.message}`, sqlstate, error);
    const said = error.stderr
        .trim()
        .replaceAll(/^psql: error: /gm, '')
        .split('\n')
        .slice(-3)
        .join(' ');
    return new build/* Failure */.HR('database-unreachable', `The database ${where} does not answer: ${said || `exit code ${error.code}`}.`, {
        hint: failures_hintFor(error.stderr),
        cause: error,
    });
}
function failures_hintFor(stderr) {
    if (/password authentication failed|no password supplied/i.test(stderr)) {
        return 'Check user and password in database-url; special characters in a password are percent-encoded (@ is %40).';
    }
    if (/no pg_hba\.conf entry/i.test(stderr))
        return "Allow this machine in the server's pg_hba.conf or in the provider's list of addresses.";
    if (/database ".*" does not exist/i.test(stderr))
        return 'Check the name of the database.';
    if (/SSL|certificate/i.test(stderr))
        return 'Check sslmode and sslrootcert in database-url.';
    return 'Check that the server runs and that this machine may reach it.';
}

;// CONCATENATED MODULE: ./packages/postgres/build/psql.js
/** `-w`: never a question; `-X`: nobody's psqlrc; CSV: any character may be in a value; verbose: the SQLSTATE is in the message. */
const psqlFlags = ['-X', '-q', '-w', '--csv', '-t', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose'];

;// CONCATENATED MODULE: ./packages/postgres/build/session.js





/** @throws Failure `database-unreachable` */
async function session_openSession(database, options) {
    const session = new PsqlSession(database, options);
    await session.query('select 1');
    return session;
}
class PsqlSession {
    #running;
    #lost = new AbortController();
    #where;
    #waiting;
    #text = '';
    #queue = Promise.resolve();
    #over;
    #closing = false;
    constructor(database, options) {
        this.#where = database.where;
        const { lifetime, application, signal } = options;
        this.#running = database.start('psql', psqlFlags, { deadline: lifetime, application, ...(signal ? { signal } : {}) });
        const decoder = new TextDecoder();
        this.#running.stdout.on('data', (chunk) => this.#receive(decoder.decode(chunk, { stream: true })));
        this.#running.done.then(() => this.#end(new build/* Failure */.HR('database-unreachable', `The session with ${this.#where} is over.`)), (error) => this.#end(failures_explain(error, this.#where)));
    }
    get lost() {
        return this.#lost.signal;
    }
    query(sql) {
        const answer = this.#queue.then(() => this.#ask(sql));
        this.#queue = answer.catch(() => { });
        return answer;
    }
    #ask(sql) {
        if (this.#over !== undefined)
            return Promise.reject(this.#over);
        const mark = `slipway-${(0,external_node_crypto_.randomUUID)()}`;
        return new Promise((resolve, reject) => {
            this.#waiting = { mark, resolve, reject };
            // psql writes its results out before \echo does, and both at once.
            this.#running.stdin.write(`${sql}\n;\n\\echo ${mark}\n`);
        });
    }
    #receive(text) {
        this.#text += text;
        const waiting = this.#waiting;
        if (!waiting || !this.#text.endsWith(`${waiting.mark}\n`))
            return;
        const answer = this.#text.slice(0, -waiting.mark.length - 1);
        this.#text = '';
        this.#waiting = undefined;
        try {
            waiting.resolve(parseCsv(answer));
        }
        catch (error) {
            waiting.reject(error);
        }
    }
    #end(reason) {
        this.#over = reason;
        this.#waiting?.reject(reason);
        this.#waiting = undefined;
        if (!this.#closing)
            this.#lost.abort(reason);
    }
    async close() {
        this.#closing = true;
        if (this.#over !== undefined)
            return;
        // The end of its input ends psql, and with it the connection; one that is busy is ended by force.
        this.#running.stdin.end();
        const force = setTimeout(() => this.#running.kill(), 3000);
        await this.#running.done.catch(() => { });
        clearTimeout(force);
    }
}

;// CONCATENATED MODULE: ./packages/postgres/build/url.js

/**
 * `scheme://user:password@host:port/database?parameters`. The password ends at the first `@` behind which everything has this form, so that one
 * which was pasted without percent-encoding works as it does with SQLAlchemy.
 */
const url_form = /^([a-z][a-z0-9+_]*):\/\/(?:([^:/@?]*)(?::(.*?))?@)?((?:\[[^\]]*\]|[^@/?#[\]])*)(?:\/([^?@]*))?(?:\?((?:\w+=[^&]*&?)*))?$/is;
const schemes = /^postgres(ql)?(\+\w+)?$/i;
/** URL parameters that libpq and the drivers share, and the variable that psql and pg_dump read instead. */
const variables = {
    sslmode: 'PGSSLMODE',
    ssl: 'PGSSLMODE',
    sslrootcert: 'PGSSLROOTCERT',
    sslcert: 'PGSSLCERT',
    sslkey: 'PGSSLKEY',
    sslcrl: 'PGSSLCRL',
    sslnegotiation: 'PGSSLNEGOTIATION',
    channel_binding: 'PGCHANNELBINDING',
    connect_timeout: 'PGCONNECT_TIMEOUT',
    options: 'PGOPTIONS',
    target_session_attrs: 'PGTARGETSESSIONATTRS',
    gssencmode: 'PGGSSENCMODE',
    require_auth: 'PGREQUIREAUTH',
    krbsrvname: 'PGKRBSRVNAME',
};
/**
 * Reads `postgresql://`, `postgres://` and SQLAlchemy's `postgresql+driver://`.
 * @throws Failure `bad-input`, which never shows the URL
 */
function url_parseUrl(url, input = 'database-url') {
    const [, scheme = '', user = '', password, authority = '', path = '', query = ''] = url_form.exec(url.trim()) ?? [];
    const example = 'Example: postgresql://user:password@db.example.com:5432/app';
    if (!schemes.test(scheme))
        throw (0,build/* badInputs */.PD)([{ input, message: `is not a PostgreSQL URL (a value of ${url.length} characters). ${example}` }]);
    const parameters = new Map(query.split('&').filter(Boolean).map(parameter));
    const hosts = authority.split(',').map(splitPort);
    const host = parameters.get('host') ?? hosts.map((entry) => entry.host).join(',');
    const port = parameters.get('port') ?? (hosts.some((entry) => entry.port) ? hosts.map((entry) => entry.port || '5432').join(',') : '');
    const login = parameters.get('user') ?? decode(user);
    const database = parameters.get('dbname') ?? (decode(path) || login);
    if (!database)
        throw (0,build/* badInputs */.PD)([{ input, message: `names no database. ${example}` }]);
    const secret = parameters.get('password') ?? (password === undefined ? undefined : decode(password));
    if (secret)
        (0,build/* addSecret */.Ck)(secret);
    const more = [...parameters].flatMap(([name, value]) => {
        const variable = variables[name];
        return variable ? [[variable, name === 'ssl' ? sslMode(value) : value]] : [];
    });
    return {
        database,
        where: `on ${host || 'the local socket'}${port ? `:${port}` : ''}`,
        env: {
            PGHOST: host,
            // A stray variable of the machine would lead elsewhere.
            PGHOSTADDR: '',
            PGPORT: port || '5432',
            PGDATABASE: database,
            ...(login ? { PGUSER: login } : {}),
        },
        more: Object.fromEntries(more),
        secrets: secret === undefined ? {} : { PGPASSWORD: secret },
        pooled: /(^|,)6543(,|$)/.test(port) || /-pooler\.|\.pooler\./.test(host) || parameters.get('pgbouncer') === 'true',
    };
}
function parameter(text) {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    return [decode(name), decode(value)];
}
function splitPort(entry) {
    const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(decode(entry)) ?? [];
    return { host: bracketed ?? (plain || decode(entry)), port };
}
/** asyncpg's `ssl=true` and `ssl=require` in libpq's words. */
function sslMode(value) {
    if (/^(true|1|on)$/i.test(value))
        return 'require';
    return /^(false|0|off)$/i.test(value) ? 'disable' : value;
}
/** Percent-decoding that leaves alone what is none: `100%` stays `100%`. */
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./packages/postgres/build/database.js








const minute = 60_000;
const unknown = { version: '', major: 0, encoding: '' };
/**
 * The database of a compose service's running container (its own programs, its local socket), or of a URL (psql and pg_dump of the shell's machine).
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`, `bad-input`
 */
async function openDatabase(shell, address) {
    const access = 'url' in address
        ? await urlWay(shell, address.url)
        : containerAccess(await findContainer(shell, address.projectName, address.service), shell, '');
    const ask = database_connect(shell, access, address.database ?? access.database, unknown);
    const settings = ['server_version', 'server_version_num', 'server_encoding'].map((name) => `current_setting('${name}')`);
    const sql = `select current_database(), ${settings.join(', ')}`;
    const [[name = '', version = '', number = '', encoding = ''] = []] = await ask.query(sql);
    return database_connect(shell, access, name, { version, major: Math.floor(Number(number) / 10_000), encoding });
}
/** Programs of the server's own major where the machine has them, else those on the PATH. */
async function urlWay(shell, url) {
    const connection = url_parseUrl(url);
    const plain = urlAccess(connection, '');
    const [[number = ''] = []] = await database_connect(shell, plain, plain.database, unknown).query("select current_setting('server_version_num')");
    return urlAccess(connection, await findClient(shell, Math.floor(Number(number) / 10_000)));
}
function database_connect(shell, access, name, server) {
    const where = `${name} ${access.where}`.trim();
    const at = (options) => ({ ...(name ? { database: name } : {}), ...options });
    const database = {
        name,
        where,
        server,
        access,
        shell,
        program: (program, args, options) => access.command(program, args, at(options)),
        start(program, args, options) {
            const { argv, env, secrets } = database.program(program, args, options);
            return shell.start(argv, {
                env,
                secrets,
                deadline: options.deadline,
                ...(options.signal ? { signal: options.signal } : {}),
                ...(options.onError ? { onError: options.onError } : {}),
            });
        },
        async query(sql, options = {}) {
            const deadline = options.deadline ?? minute;
            const application = options.application ?? 'slipway';
            const { argv, env, secrets } = database.program('psql', psqlFlags, { deadline, application });
            try {
                const { stdout } = await shell.run(argv, { env, secrets, deadline, input: `${sql}\n` });
                return parseCsv(stdout);
            }
            catch (error) {
                throw failures_explain(error, where);
            }
        },
        session: (options) => session_openSession(database, options),
        sibling: (other) => database_connect(shell, access, other, server),
    };
    return database;
}

;// CONCATENATED MODULE: ./packages/postgres/build/lock.js


/** The one key of a database, for everything that must not meet a migration: the first 64 bits of a SHA-256. */
function lockKey(databaseName) {
    return (0,external_node_crypto_.createHash)('sha256').update(`slipway:${databaseName}`).digest().readBigInt64BE(0);
}
/** What the server shows of the run, within its limit of 63 bytes. */
function applicationName(context) {
    const url = context.runUrl.replace(/^https?:\/\//, '');
    if (url && Buffer.byteLength(url) <= 63)
        return url;
    return Buffer.from(`slipway run ${context.runId} ${context.repository}`.trim()).subarray(0, 63).toString();
}
const pause = 500;
/** psql does not see that its connection is gone before it uses it. */
const heartbeat = 5000;
/**
 * The database's advisory lock, in a session of its own that is never in a transaction: it dies with its connection, and holds back no vacuum.
 * It is asked for again and again instead of waited for inside the server, because a waiting statement would hold a snapshot.
 * @throws Failure `locked` with the holders, `pooled`, `database-unreachable`
 */
async function takeLock(database, options) {
    if (database.access.pooled)
        throw pooled(database);
    const { key, mode, application, clock } = options;
    const session = await database.session({ lifetime: options.lifetime, application });
    const query = (sql) => session.query(sql);
    const started = clock.now();
    try {
        const attempt = `select pg_try_advisory_lock${mode === 'shared' ? '_shared' : ''}(${key}), pg_backend_pid()`;
        let shown = '';
        for (;;) {
            const [[got, pid] = []] = await query(attempt);
            if (got === 't') {
                if (!(await held(query, key, pid)))
                    throw pooled(database);
                break;
            }
            const holders = await lockHolders(database, key);
            const names = describeHolders(holders);
            if (names !== shown)
                options.onWait?.(holders);
            shown = names;
            if (clock.now() - started >= options.wait) {
                throw new build/* Failure */.HR('locked', `The database ${database.where} is locked by ${names}; waited ${(0,build/* formatDuration */.a3)(options.wait)}.`, {
                    hint: 'Wait for that run to end, or end it; its lock goes with its session.',
                });
            }
            await clock.sleep(Math.min(pause, options.wait));
        }
        const beat = setInterval(() => void query('select 1').catch(() => { }), heartbeat).unref();
        return {
            mode,
            waited: clock.now() - started,
            lost: session.lost,
            async assertHeld() {
                const mine = await held(query, key).catch(() => false);
                if (!mine)
                    throw new build/* Failure */.HR('lock-lost', `The lock of ${database.where} was lost: its session ended.`);
            },
            release() {
                clearInterval(beat);
                return session.close();
            },
        };
    }
    catch (error) {
        await session.close();
        throw error;
    }
}
/** Who has the lock now. */
async function lockHolders(database, key) {
    const rows = await database.query(`select a.pid, a.application_name, l.mode, extract(epoch from clock_timestamp() - a.backend_start)::bigint
     from pg_locks l join pg_stat_activity a using (pid)
     where ${lock_ours(key)} and l.database = (select oid from pg_database where datname = current_database()) order by a.backend_start`);
    return rows.map(([pid, application = '', mode, age]) => ({
        pid: Number(pid),
        application,
        mode: mode === 'ShareLock' ? 'shared' : 'exclusive',
        age: Number(age),
    }));
}
function describeHolders(holders) {
    if (holders.length === 0)
        return 'a session that just ended';
    return holders
        .map(({ application, pid, age }) => `${application || 'an unnamed session'} (pid ${pid}, for ${(0,build/* formatDuration */.a3)(age * 1000)})`)
        .join(', ');
}
/** A transaction pooler answers from one server session and then from another. */
async function held(query, key, pid) {
    const [[count, now] = []] = await query(`select count(*), pg_backend_pid() from pg_locks l where ${lock_ours(key)} and l.pid = pg_backend_pid()`);
    return count === '1' && (pid === undefined || pid === now);
}
function lock_ours(key) {
    const bits = BigInt.asUintN(64, key);
    return `l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid = ${bits >> 32n} and l.objid = ${bits & 0xffffffffn}`;
}
function pooled(database) {
    return new build/* Failure */.HR('pooled', `The database ${database.where} is behind a transaction pooler, where a lock outlives its run.`, {
        state: 'Nothing was changed.',
        hint: 'Give the direct address of the server as database-url (port 5432 instead of 6543; without -pooler).',
    });
}

;// CONCATENATED MODULE: ./packages/postgres/build/quote.js
/** A text as an SQL literal; safe whatever standard_conforming_strings says. */
function quote_literal(text) {
    if (text.includes('\0'))
        throw new Error('a text with a NUL character cannot be an SQL literal');
    return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
/** A name as an SQL identifier. */
function identifier(name) {
    if (name.includes('\0') || name === '')
        throw new Error('an SQL identifier cannot be empty or hold a NUL character');
    return `"${name.replaceAll('"', '""')}"`;
}
/** A connection string that names nothing but a database: `-d` reads a name with `=` or `://` as a whole connection string. */
function databaseArgument(name) {
    return `dbname='${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

;// CONCATENATED MODULE: ./packages/postgres/build/scratch.js

async function readProperties(database) {
    const [[json = '{}', encoding = '', owner = ''] = []] = await database.query('select to_jsonb(d), pg_encoding_to_char(d.encoding), pg_get_userbyid(d.datdba) from pg_database d where datname = current_database()');
    // Which columns there are differs between majors.
    const row = JSON.parse(json);
    return {
        encoding,
        collate: row['datcollate'] ?? '',
        ctype: row['datctype'] ?? '',
        provider: row['datlocprovider'] ?? '',
        locale: row['datlocale'] ?? row['daticulocale'] ?? '',
        owner,
    };
}
/** The statement that creates an empty database: of template0, so that nothing of this server's template is in it. */
function createStatement(name, like) {
    const clauses = [`encoding ${quote_literal(like.encoding)}`, `lc_collate ${quote_literal(like.collate)}`, `lc_ctype ${quote_literal(like.ctype)}`];
    if (like.provider === 'c')
        clauses.push('locale_provider libc');
    if (like.provider === 'i')
        clauses.push('locale_provider icu', `icu_locale ${quote_literal(like.locale)}`);
    if (like.provider === 'b')
        clauses.push('locale_provider builtin', `builtin_locale ${quote_literal(like.locale)}`);
    return `create database ${identifier(name)} template template0 ${clauses.join(' ')}`;
}
/** Creates an empty database beside `database` and says in its comment what it is for. */
async function createScratch(database, name, like, purpose) {
    const label = `comment on database ${identifier(name)} is ${quote_literal(purpose)}`;
    await database.query(`${createStatement(name, like)};\n${label}`, { deadline: 120_000 });
    return database.sibling(name);
}
/** Drops a database that we created; one that is gone is no error. */
async function dropDatabase(database, name, options = {}) {
    const force = database.server.major >= 13 ? ' with (force)' : '';
    await database.query(`drop database if exists ${identifier(name)}${force}`, { deadline: 120_000, ...options });
}
/** Databases whose comment is exactly `purpose`. */
async function findScratch(database, purpose) {
    const rows = await database.query(`select datname from pg_database where not datistemplate and shobj_description(oid, 'pg_database') = ${quote_literal(purpose)}`);
    return rows.map(([name = '']) => name);
}
async function databaseExists(database, name) {
    const [[count] = []] = await database.query(`select count(*) from pg_database where datname = ${quote_literal(name)}`);
    return count !== '0';
}

;// CONCATENATED MODULE: ./packages/postgres/build/tables.js


/** Ordinary tables and partitions outside the system's schemas; those of extensions come back with their extension. */
const tables = `select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') order by 1, 2`;
async function listTables(query) {
    return (await query(tables)).map(([schema = '', name = '']) => ({ schema, name }));
}
/** Exact numbers of rows, as the session's snapshot sees them. */
async function countRows(query, list) {
    const counted = [];
    for (const table of list) {
        const [[rows] = []] = await query(`select count(*) from only ${identifier(table.schema)}.${identifier(table.name)}`);
        counted.push({ ...table, rows: Number(rows) });
    }
    return counted;
}
/** Revisions in Alembic's table, sorted; undefined where it has none. */
async function alembicRevision(query) {
    const [[there] = []] = await query("select to_regclass('alembic_version') is not null");
    if (there !== 't')
        return undefined;
    const rows = await query('select version_num from alembic_version order by 1');
    return rows.map(([revision = '']) => revision).join(',');
}
/** A moment of the database that a dump and every count can share. Row security makes queries fail, as it does for pg_dump, instead of hiding rows. */
async function openSnapshot(database, options) {
    const session = await session_openSession(database, options);
    try {
        await session.query('set row_security = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
        await session.query('begin isolation level repeatable read read only');
        const [[id = ''] = []] = await session.query('select pg_export_snapshot()');
        return { id, session, query: (sql) => session.query(sql), close: () => session.close() };
    }
    catch (error) {
        await session.close();
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/postgres/build/index.js










;// CONCATENATED MODULE: ./actions/backup-db/build/blame.js
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
function blame_isEcho(error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors))
        return error.errors.every(blame_isEcho);
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

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(75);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(522);
// EXTERNAL MODULE: ./node_modules/age-encryption/dist/index.js + 51 modules
var dist = __webpack_require__(539);
;// CONCATENATED MODULE: ./actions/backup-db/build/layers.js




/** What lies around a dump: compression, then encryption. Each layer is a stage of a pipe. */
const chunkSize = 128 * 1024;
/** Frames carry a checksum, which the CLI writes by itself and Node does not. */
function compress() {
    const params = { [external_node_zlib_.constants.ZSTD_c_compressionLevel]: 3, [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1 };
    return (0,external_node_zlib_.createZstdCompress)({ params, chunkSize });
}
function decompress() {
    return (0,external_node_zlib_.createZstdDecompress)({ chunkSize });
}
/** @throws Failure `bad-input` where a recipient is none */
function encrypt(recipients) {
    const encrypter = new dist/* Encrypter */.T7();
    for (const recipient of recipients)
        addRecipient(encrypter, recipient);
    return external_node_stream_.Duplex.from(async function* (source) {
        // Not `yield*`: a stream's iterator has no `throw`, and the reason of a failure would be lost.
        for await (const chunk of await encrypter.encrypt(ReadableStream.from(source)))
            yield chunk;
    });
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
    return external_node_stream_.Duplex.from(async function* (source) {
        for await (const chunk of await decrypter.decrypt(ReadableStream.from(source)))
            yield chunk;
    });
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

;// CONCATENATED MODULE: ./actions/backup-db/build/meter.js


/** Lets bytes pass, and knows how many and their SHA-256. */
class Meter extends external_node_stream_.Transform {
    #hash = (0,external_node_crypto_.createHash)('sha256');
    bytes = 0;
    /** The first bytes, for a look at what they are. */
    head = Buffer.alloc(0);
    _transform(chunk, _encoding, done) {
        if (this.head.length < 5)
            this.head = Buffer.concat([this.head, chunk.subarray(0, 5)]).subarray(0, 5);
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
function meter_formatBytes(bytes) {
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
        say(`${what}: ${meter_formatBytes(meter.bytes)}, ${meter_formatBytes(rate)}/s`);
    }, interval);
    return () => clearInterval(timer);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/names.js

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
const dumpName = (id, encryption) => `${id}.dump.zst${encryption === 'age' ? '.age' : ''}`;
/** Pattern for find(1): partial files of this prefix, and of no longer one. */
function partialGlob(prefix) {
    const digits = '[0-9]'.repeat(8);
    return `${prefix}-${digits}T${'[0-9]'.repeat(6)}Z-[0-9a-f][0-9a-f][0-9a-f][0-9a-f].partial`;
}
function isId(text) {
    return idPattern.test(text);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/manifest.js

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
        const whole = value.version === 1 &&
            typeof value.id === 'string' &&
            isId(value.id) &&
            typeof value.project === 'string' &&
            typeof value.database === 'string' &&
            !Number.isNaN(Date.parse(value.created ?? '')) &&
            (value.encryption === 'age' || value.encryption === 'none') &&
            isContent(value.plain) &&
            isContent(value.stored) &&
            Array.isArray(value.tables) &&
            value.properties !== undefined;
        return whole ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isContent(value) {
    return Number.isSafeInteger(value?.size) && /^[0-9a-f]{64}$/.test(value?.sha256 ?? '');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/store.js




const busy = 75;
const holdScript = [
    'set -u; umask 077; if [ ! -d "$1" ]; then mkdir -p -- "$1" || exit 74; fi',
    'exec 9>>"$1/.$2.lock"; if ! flock -w "$4" 9; then exit 75; fi',
    'find "$1" -maxdepth 1 -type f -name "$3" -print -exec rm -f -- {} \\; || exit 74; echo held; exec cat >/dev/null',
].join('\n');
const receiveScript = 'set -eu; umask 077; cat > "$1"; sync "$1"; wc -c < "$1"; sha256sum < "$1"';
const publishScript = [
    'set -eu; umask 077; cd -- "$1"; trap \'rm -f -- ".$4"\' EXIT; cat > ".$4"',
    '[ "$(wc -c < ".$4")" -eq "$5" ] || { echo "only a part of the manifest arrived" >&2; exit 65; }',
    'sync ".$4"; mv -f -- "$2" "$3"; mv -f -- ".$4" "$4"; sync .',
].join('\n');
const listScript = [
    'if [ ! -d "$1" ]; then exit 0; fi; cd -- "$1"; find . -maxdepth 1 -type f -name "*.json" ! -name ".*" -exec cat {} +',
    'echo; echo ---; find . -maxdepth 1 -type f -name "*.dump.zst*" -exec stat -c "%s %n" {} +',
].join('\n');
function openStore(job) {
    const { shell, signal } = job;
    const folder = job.inputs.destination.replace(/\/+$/, '') || '/';
    const path = (name) => `${folder}/${name}`;
    const script = (text, args) => ['sh', '-c', text, 'sh', ...args];
    const options = () => ({ deadline: job.remaining(), signal });
    return {
        folder,
        path,
        async list() {
            const { stdout } = await shell.run(script(listScript, [folder]), options());
            return parseListing(stdout, path);
        },
        hold: (prefix) => holdFolder(job, folder, prefix, script(holdScript, [folder, prefix, partialGlob(prefix), String(lockSeconds)])),
        receive(id) {
            const running = shell.start(script(receiveScript, [path(partialName(id))]), options());
            let text = '';
            running.stdout.on('data', (chunk) => {
                text += chunk.toString();
            });
            return { running, content: () => parseContent(text) };
        },
        read: (name) => shell.start(['cat', '--', path(name)], options()),
        removePartial: (id) => removeFiles(shell, path(partialName(id))),
        async publish(manifest) {
            const text = renderManifest(manifest);
            const { id, encryption } = manifest;
            const names = [partialName(id), dumpName(id, encryption), manifestName(id), String(Buffer.byteLength(text))];
            await shell.run(script(publishScript, [folder, ...names]), { input: text }).catch((error) => {
                throw unwritable(error, folder, shell.where);
            });
        },
        update: (manifest) => replaceFile(shell, path(manifestName(manifest.id)), renderManifest(manifest)),
    };
}
/** How long another backup of the same database may keep this one waiting. */
const lockSeconds = 60;
async function holdFolder(job, folder, prefix, argv) {
    const { shell, signal } = job;
    const running = shell.start(argv, { deadline: job.remaining(), signal });
    let text = '';
    const held = new Promise((resolve) => {
        running.stdout.on('data', (chunk) => {
            text += chunk.toString();
            if (/^held$/m.test(text))
                resolve();
        });
    });
    const release = async () => {
        running.stdin.end();
        await running.done.catch(() => { });
    };
    try {
        await Promise.race([held, running.done.then(() => Promise.reject(new Error('the lock of the destination ended at once')))]);
    }
    catch (error) {
        if (error instanceof ProgramFailure && error.code === busy) {
            throw new build/* Failure */.HR('locked', `Another run works on the backups ${prefix} in ${folder} on ${shell.where}; waited ${(0,build/* formatDuration */.a3)(lockSeconds * 1000)}.`, {
                state: 'Nothing was changed.',
                hint: 'Wait for it to end; a concurrency group in the workflow keeps runs apart.',
                cause: error,
            });
        }
        throw unwritable(error, folder, shell.where);
    }
    const removed = text.split('\n').filter((line) => line.endsWith('.partial'));
    return { removed, release };
}
/** What a script's failure in the destination means; timeouts and lost connections stay what they are. */
function unwritable(error, folder, where) {
    if (!(error instanceof ProgramFailure))
        return error;
    const said = error.stderr.trim().split('\n').at(-1) ?? '';
    const full = /No space left|quota/i.test(error.stderr);
    return new build/* Failure */.HR('destination-unwritable', `The destination ${folder} on ${where} cannot be written: ${said || `exit code ${error.code}`}.`, {
        state: 'No backup was stored.',
        hint: full
            ? 'Free space there, or choose another destination.'
            : 'Create the folder for the SSH user, or choose another destination.',
        cause: error,
    });
}
function parseContent(text) {
    const [, size, sha256] = /^\s*(\d+)\n([0-9a-f]{64})\b/.exec(text) ?? [];
    return size && sha256 ? { size: Number(size), sha256 } : undefined;
}
/** Manifests, a line `---`, then sizes and names of the files. */
function parseListing(text, path) {
    const [manifests = '', files = ''] = text.split(/^---$/m);
    const sizes = new Map();
    for (const line of files.split('\n')) {
        const [, size, name] = /^(\d+) \.\/(.+)$/.exec(line) ?? [];
        if (name)
            sizes.set(name, Number(size));
    }
    const lines = manifests.split('\n').filter((line) => line.trim());
    const backups = lines.flatMap((line) => {
        const manifest = parseManifest(line);
        if (!manifest)
            return [];
        const name = dumpName(manifest.id, manifest.encryption);
        return [{ manifest, path: path(name), whole: sizes.get(name) === manifest.stored.size }];
    });
    backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
    return { backups, strange: lines.length - backups.length };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/dump.js








/**
 * One pass from the server to the partial file: pg_dump, zstd, age, both hashes; beside it the rows are counted in the same snapshot. Fails if any
 * part fails, and then leaves nothing.
 * @throws Failure `dump-failed`, `empty`, `destination-unwritable`, `checksum`
 */
async function dump(job, database, store, id, recipients) {
    const started = job.clock.now();
    const application = applicationName(job.context);
    const snapshot = await openSnapshot(database, { lifetime: job.remaining(), application, signal: job.signal });
    try {
        const tables = await listTables(snapshot.query);
        const [{ plain, stored }, counted] = await together(job, database, store, { id, recipients, snapshot, tables });
        return { plain, stored, ...counted, duration: job.clock.now() - started };
    }
    catch (error) {
        await store.removePartial(id).catch((problem) => job.log.debug(`The partial file stays: ${String(problem)}`));
        throw error;
    }
    finally {
        await snapshot.close();
    }
}
/** The dump and the counts side by side; where one fails, the other is ended. */
async function together(job, database, store, order) {
    const name = `slipway-dump-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const args = ['-Fc', '-Z0', '-w', '--lock-wait-timeout=300000', `--snapshot=${order.snapshot.id}`];
    const program = database.start('pg_dump', args, { deadline: job.remaining(), application: name, signal: job.signal });
    const streamed = stream(job, program, store, order);
    const counted = count(order).catch((error) => {
        program.kill();
        throw error;
    });
    const [flow, rows] = await Promise.allSettled([streamed, counted]);
    if (flow.status === 'fulfilled' && rows.status === 'fulfilled')
        return [flow.value, rows.value];
    await endLeftover(database, name);
    // Where counting failed first, the dump only ended because of it.
    throw rows.status === 'rejected' ? rows.reason : flow.reason;
}
async function count({ snapshot, tables }) {
    const rows = await countRows(snapshot.query, tables);
    return { tables: rows, alembic: await alembicRevision(snapshot.query) };
}
async function stream(job, program, store, order) {
    const [plain, stored] = [new Meter(), new Meter()];
    const layers = order.recipients.length > 0 ? [compress(), encrypt(order.recipients)] : [compress()];
    const receiver = store.receive(order.id);
    const culprit = firstToFail(program, receiver.running);
    const stop = reportProgress(plain, 'Dumped', (line) => job.log.info(`${line} (stored ${meter_formatBytes(stored.bytes)})`));
    try {
        await pipe(program, plain, ...layers, stored, receiver.running);
    }
    catch (error) {
        throw await blame(error, culprit(), receiver.running, store, job);
    }
    finally {
        stop();
    }
    if (plain.head.toString('latin1') !== 'PGDMP') {
        throw new build/* Failure */.HR('empty', `pg_dump wrote ${meter_formatBytes(plain.bytes)} that are no archive.`, { state: 'No backup was stored.' });
    }
    const sent = stored.content();
    const arrived = receiver.content();
    if (arrived?.size !== sent.size || arrived.sha256 !== sent.sha256) {
        const text = `${meter_formatBytes(sent.size)} were sent to ${store.folder}, but ${meter_formatBytes(arrived?.size ?? 0)} with another SHA-256 stand there.`;
        throw new build/* Failure */.HR('checksum', text, { state: 'No backup was stored.', hint: 'Check the disk of the destination (dmesg, smartctl).' });
    }
    return { plain: plain.content(), stored: sent };
}
/** The program that failed first gives the reason; timeouts, lost connections and our own errors stay what they are. */
async function blame(error, culprit, receiver, store, job) {
    const lost = await lostConnection(job);
    if (lost)
        return lost;
    const programs = error instanceof ProgramFailure || blame_isEcho(error) || (error instanceof build/* Failure */.HR && error.reason === 'program-failed');
    if (!programs || !culprit)
        return error;
    const cause = await culprit.done.catch((reason) => reason);
    if (culprit === receiver)
        return unwritable(cause, store.folder, job.shell.where);
    if (!(cause instanceof ProgramFailure))
        return cause;
    return new build/* Failure */.HR('dump-failed', `pg_dump failed: ${cause.message}`, {
        state: 'No backup was stored.',
        hint: 'The last lines of pg_dump say why; the user of the dump must be able to read every table.',
        cause,
    });
}
/** An engine goes on with what runs in a container when its caller is gone; the server ends the connection instead. */
async function endLeftover(database, application) {
    const sql = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${quote_literal(application)}`;
    await database.query(sql, { deadline: 10_000 }).catch(() => { });
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
/** @throws Failure `no-container`, `database-unreachable`, `program-missing` */
function job_connect(job) {
    const { inputs, shell, project } = job;
    const database = inputs.database ? { database: inputs.database } : {};
    const url = inputs['database-url'];
    return openDatabase(shell, url ? { url, ...database } : { projectName: project, service: inputs.service, ...database });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/readback.js






/** Streams a backup through its layers into a program beside the server; both hashes must be those of the manifest. */
async function readBack(job, store, evidence, program) {
    const { manifest } = evidence;
    const [stored, plain] = [new Meter(), new Meter()];
    const layers = manifest.encryption === 'age' ? [decrypt(evidence.identities), decompress()] : [decompress()];
    const source = store.read(evidence.name);
    const culprit = firstToFail(source, program);
    let broken;
    for (const layer of layers) {
        layer.on('error', (error) => {
            broken ??= error;
        });
    }
    const stop = reportProgress(stored, 'Read back', job.log.info);
    try {
        await Promise.all([pipe(source, stored, ...layers, plain, feed(program)), program.done]);
    }
    catch (error) {
        program.kill();
        source.kill();
        throw await readback_blame({ job, evidence, source, program, error, broken, culprit: culprit() });
    }
    finally {
        stop();
    }
    readback_compare('stored file', stored.content(), manifest.stored);
    readback_compare('dump inside it', plain.content(), manifest.plain);
}
/** pg_restore ends after its last entry, maybe a moment before the last byte came: the rest is read all the same, for the hashes. */
function feed(program) {
    const { stdin } = program;
    const sink = new external_node_stream_.Writable({
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
function readback_compare(what, found, expected) {
    if (found.size === expected.size && found.sha256 === expected.sha256)
        return;
    const text = `The ${what} has ${found.size} bytes with SHA-256 ${found.sha256.slice(0, 12)}…, but its manifest says ${expected.size} bytes with ${expected.sha256.slice(0, 12)}….`;
    throw new build/* Failure */.HR('checksum', text, { hint: 'Its storage changed or lost bytes: check the disk, and use another backup.' });
}
/**
 * Whether the backup is broken, or only the way to it. A connection that ends looks like a truncated file to the layers, and a truncated file like
 * a broken archive to pg_restore: so the connection is asked first, then the reading program, then the layers, then pg_restore.
 */
async function readback_blame({ job, evidence, source, program, error, broken, culprit }) {
    const lost = await lostConnection(job);
    if (lost)
        return lost;
    const unread = await source.done.then(() => undefined, (reason) => reason);
    if (unread instanceof ProgramFailure && !isKilled(unread))
        return corrupt(evidence, unread.message, unread);
    if (unread !== undefined && !(unread instanceof ProgramFailure))
        return unread;
    if (!blame_isEcho(broken))
        return blameLayer(broken, evidence);
    if (!(error instanceof ProgramFailure) || culprit !== program)
        return error;
    const cause = await program.done.catch((reason) => reason);
    if (!(cause instanceof ProgramFailure) || cause.code !== 1 || !/pg_restore: error:/.test(cause.stderr))
        return cause;
    return corrupt(evidence, `pg_restore cannot use it: ${errorLines(cause.stderr)}`, cause);
}
function blameLayer(error, evidence) {
    if (!isWrongIdentity(error))
        return corrupt(evidence, error instanceof Error ? error.message : String(error), error);
    return new build/* Failure */.HR('key-missing', `age-identity opens none of the recipients of ${evidence.manifest.id}.`, {
        state: 'Nothing was changed.',
        hint: `It was encrypted to ${evidence.manifest.recipients.join(', ')}.`,
    });
}
function errorLines(stderr) {
    const lines = stderr.split('\n').filter((line) => /error|detail|command was/i.test(line));
    return lines.slice(-4).join(' ').slice(0, 600);
}
function corrupt(evidence, why, cause) {
    return new build/* Failure */.HR('archive-corrupt', `The backup ${evidence.manifest.id} cannot be read back: ${why}.`, {
        hint: 'Use another backup, and check the storage of this one.',
        cause,
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/proof.js






/** The stored bytes are those of the manifest. @throws Failure `checksum` */
async function proveChecksum(job, store, { name, manifest }) {
    const meter = new Meter();
    const stop = reportProgress(meter, 'Read', job.log.info);
    meter.resume();
    try {
        await pipe(store.read(name), meter);
    }
    finally {
        stop();
    }
    readback_compare('stored file', meter.content(), manifest.stored);
}
/**
 * Reads all that is stored through the server's own pg_restore, which writes it nowhere.
 * @throws Failure `archive-corrupt`, `checksum`, `key-missing`
 */
async function proveArchive(job, database, store, evidence) {
    const named = new Set();
    const onError = (line) => {
        const [, name] = /processing data for table "(.*)"$/.exec(line) ?? [];
        if (name)
            named.add(name);
    };
    const options = { deadline: job.remaining(), signal: job.signal, onError };
    await readBack(job, store, evidence, database.start('pg_restore', ['-v', '-f', '/dev/null'], options));
    const absent = evidence.manifest.tables.filter(({ schema, name }) => !/\p{Cc}/u.test(schema + name) && !named.has(`${schema}.${name}`));
    if (absent.length === 0)
        return;
    const list = absent.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`);
    throw corrupt(evidence, `it holds no data of ${absent.length} tables that its snapshot had: ${list.join(', ')}`);
}
/**
 * Restores into a throw-away database beside the real one and counts every table; it is dropped whatever happens.
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
async function proveRestore(job, database, store, evidence) {
    const { manifest } = evidence;
    // Only databases with exactly this comment are ours to drop.
    const purpose = `throw-away database of slipway/backup-db for ${manifest.project}/${manifest.database}`;
    for (const name of await findScratch(database, purpose))
        await dropDatabase(database, name);
    const name = `slipway_verify_${(0,external_node_crypto_.randomBytes)(5).toString('hex')}`;
    const scratch = await createScratch(database, name, manifest.properties, purpose);
    try {
        await restoreInto(job, scratch, store, evidence, ['--no-owner', '--no-acl', '--no-publications', '--no-subscriptions']);
        await compareRows(job, scratch, manifest);
    }
    finally {
        await dropDatabase(database, name);
    }
}
/** @throws Failure `restore-failed` and those of `readBack` */
async function restoreInto(job, target, store, evidence, flags) {
    const args = ['-w', '--exit-on-error', ...flags, '-d', databaseArgument(target.name)];
    const program = target.start('pg_restore', args, { deadline: job.remaining(), signal: job.signal, application: 'slipway restore' });
    try {
        await readBack(job, store, evidence, program);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR) || !(error.cause instanceof ProgramFailure) || error.reason !== 'archive-corrupt')
            throw error;
        throw new build/* Failure */.HR('restore-failed', error.message.replace('cannot be read back', 'cannot be restored'), {
            hint: 'Roles that own or may read tables must exist on the server, and extensions must be installed there.',
            cause: error.cause,
        });
    }
}
/** @throws Failure `count-mismatch` */
async function compareRows(job, target, manifest) {
    const session = await target.session({ lifetime: job.remaining(), application: 'slipway count', signal: job.signal });
    const query = (sql) => session.query(sql);
    try {
        const found = await countRows(query, await listTables(query));
        const differences = describeDifferences(found, manifest.tables);
        const revision = await alembicRevision(query);
        if (revision !== manifest.alembic)
            differences.push(`alembic_version: ${revision ?? 'none'} instead of ${manifest.alembic ?? 'none'}`);
        if (differences.length === 0)
            return;
        throw new build/* Failure */.HR('count-mismatch', `What was restored from ${manifest.id} differs from its manifest: ${differences.slice(0, 5).join('; ')}.`, {
            hint: 'Use another backup, and report this one: its dump and its counts are of the same snapshot.',
        });
    }
    finally {
        await session.close();
    }
}
function describeDifferences(found, expected) {
    const key = ({ schema, name }) => JSON.stringify([schema, name]);
    const rows = new Map(found.map((table) => [key(table), table.rows]));
    const known = new Set(expected.map(key));
    const lines = expected
        .filter((table) => rows.get(key(table)) !== table.rows)
        .map((table) => `${table.schema}.${table.name}: ${rows.get(key(table)) ?? 'no such table'} instead of ${table.rows} rows`);
    const more = found.filter((table) => !known.has(key(table))).map((table) => `${table.schema}.${table.name}: not in the manifest`);
    return [...lines, ...more];
}

;// CONCATENATED MODULE: ./actions/backup-db/build/prove.js

/** The proof that a level asks for. A restore reads the whole archive too. */
function prove(job, level, database, store, evidence) {
    if (level === 'checksum')
        return proveChecksum(job, store, evidence);
    return level === 'archive' ? proveArchive(job, database, store, evidence) : proveRestore(job, database, store, evidence);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/result.js




function result_outputsOf(manifest, store) {
    return {
        id: manifest.id,
        path: store.path(dumpName(manifest.id, manifest.encryption)),
        size: String(manifest.stored.size),
        sha256: manifest.stored.sha256,
        'plain-sha256': manifest.plain.sha256,
        tables: String(manifest.tables.length),
        rows: String(manifest.rows),
        'server-version': manifest.server.version,
        verified: String(isProven(manifest)),
        'verify-level': manifest.verified?.level ?? 'none',
        database: manifest.database,
    };
}
function result_describe(manifest, store, where, duration) {
    const proof = manifest.verified ? `${isProven(manifest) ? 'proven' : 'checked'} by ${manifest.verified.level}` : 'not proven';
    const rows = [
        ['database', `${(0,build/* cell */.Hn)(manifest.database)} (PostgreSQL ${(0,build/* cell */.Hn)(manifest.server.version)})`],
        ['content', `${manifest.tables.length} tables, ${manifest.rows} rows${manifest.alembic ? `, Alembic ${(0,build/* code */.aY)(manifest.alembic)}` : ''}`],
        ['size', `${meter_formatBytes(manifest.stored.size)} of ${meter_formatBytes(manifest.plain.size)}`],
        ['encryption', manifest.encryption === 'age' ? `age, ${manifest.recipients.length} recipients` : '**none**'],
        ['SHA-256', (0,build/* code */.aY)(manifest.stored.sha256)],
        ['stored', `${(0,build/* code */.aY)(store.path(dumpName(manifest.id, manifest.encryption)))} on ${(0,build/* cell */.Hn)(where)}`],
        ['took', (0,build/* formatDuration */.a3)(duration)],
    ];
    return `**Backup ${(0,build/* code */.aY)(manifest.id)}: ${proof}.**\n\n${(0,build/* table */.tp)(['', ''], rows)}`;
}
function listing(backups) {
    const rows = backups.map(({ manifest, whole }) => [
        (0,build/* code */.aY)(manifest.id),
        (0,build/* cell */.Hn)(manifest.created),
        meter_formatBytes(manifest.stored.size),
        manifest.rows,
        (0,build/* cell */.Hn)(manifest.tag),
        whole ? (0,build/* cell */.Hn)(manifest.verified?.level ?? 'not proven') : '**file missing**',
    ]);
    return (0,build/* table */.tp)(['backup', 'made', 'size', 'rows', 'tag', 'proof'], rows);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/backup.js












/** Makes a backup and proves it; only then it gets its name and its manifest. */
async function backup(job) {
    const database = await job_connect(job).catch((error) => {
        if (isFirstRelease(error))
            return undefined;
        throw error;
    });
    if (!database)
        return nothing(job, 'first-release', `Nothing of ${job.project} is on ${job.shell.where} yet: there is no database to back up.`);
    const tables = await listTables((sql) => database.query(sql));
    if (tables.length === 0)
        return nothing(job, 'no-tables', `The database ${database.where} has no tables: there is nothing to back up.`);
    await checkClient(database);
    const store = openStore(job);
    if (job.inputs['dry-run']) {
        job.log.info(`Would dump ${tables.length} tables of ${database.where} (PostgreSQL ${database.server.version}) to ${store.folder}.`);
        return { outcome: 'planned', outputs: { tables: String(tables.length), database: database.name } };
    }
    const prefix = idPrefix(job.project, database.name);
    const held = await store.hold(prefix);
    for (const path of held.removed)
        job.log.info(`Removed ${path}, which a run that was ended left behind.`);
    try {
        return await make(job, database, store, prefix);
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
async function make(job, database, store, prefix) {
    const { inputs, log } = job;
    const created = new Date(job.clock.now());
    const id = backupId(prefix, created, (0,external_node_crypto_.randomBytes)(2).toString('hex'));
    const key = inputs.encryption === 'age' ? await ephemeralKey() : undefined;
    const recipients = key ? [...inputs['age-recipients'], key.recipient] : [];
    const dumped = await log.group(`Dump of ${database.where}`, () => backup_guarded(job, database, () => dump(job, database, store, id, recipients)));
    const rows = dumped.tables.reduce((sum, table) => sum + table.rows, 0);
    log.info(`${dumped.tables.length} tables with ${rows} rows: ${meter_formatBytes(dumped.plain.size)}, stored as ${meter_formatBytes(dumped.stored.size)}.`);
    const draft = {
        version: 1,
        id,
        created: created.toISOString(),
        project: job.project,
        database: database.name,
        tag: inputs.tag,
        run: job.context.runUrl || job.context.runId,
        server: { version: database.server.version, major: database.server.major },
        properties: await readProperties(database),
        tables: dumped.tables,
        rows,
        ...(dumped.alembic === undefined ? {} : { alembic: dumped.alembic }),
        plain: dumped.plain,
        stored: dumped.stored,
        compression: 'zstd',
        encryption: inputs.encryption,
        recipients: inputs.encryption === 'age' ? inputs['age-recipients'] : [],
        duration: dumped.duration,
    };
    const manifest = await proven(job, database, store, draft, key ? [key.identity] : []);
    await store.publish(manifest);
    log.info(`${id} is stored in ${store.folder}.`);
    const outputs = { ...result_outputsOf(manifest, store), duration: String(job.elapsed()), ...(manifest.verified ? { 'newest-age': '0' } : {}) };
    return { outcome: 'backed-up', outputs, manifest, summary: result_describe(manifest, store, job.shell.where, job.elapsed()) };
}
/** A migration must not change the tables under a dump: backups share the lock that migrations have alone. */
async function backup_guarded(job, database, work) {
    if (job.locked)
        return work();
    const lock = await takeLock(database, {
        key: lockKey(database.name),
        mode: 'shared',
        wait: Math.min(0.9 * job.remaining(), 600_000),
        lifetime: job.remaining(),
        application: applicationName(job.context),
        clock: job.clock,
        onWait: (holders) => job.log.info(`Waiting for the lock of ${database.where}, held by ${describeHolders(holders)}.`),
    });
    try {
        return await work();
    }
    finally {
        await lock.release();
    }
}
/** A backup that fails its proof is removed: a broken file is no worse than none, but looks better than it is. */
async function proven(job, database, store, draft, identities) {
    const level = job.inputs.verify;
    if (level === 'none') {
        job.log.warn(`verify is none: nobody has read ${draft.id} back, so it does not count as proven.`);
        return draft;
    }
    try {
        const evidence = { name: partialName(draft.id), manifest: draft, identities };
        await job.log.group(`Proof of ${draft.id}: ${level}`, () => prove(job, level, database, store, evidence));
    }
    catch (error) {
        await removeFiles(job.shell, store.path(partialName(draft.id))).catch(() => { });
        if (error instanceof build/* Failure */.HR)
            throw (0,build/* withDetails */.FE)(error, { state: 'The new backup was removed; older ones are as they were.' });
        throw error;
    }
    return { ...draft, verified: { level, at: new Date(job.clock.now()).toISOString() } };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/choose.js


/** A proven backup whose file is there: the only kind that counts. */
function counts(backup) {
    return backup.whole && isProven(backup.manifest);
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

;// CONCATENATED MODULE: ./actions/backup-db/build/inspect.js





/** The modes that only look at the destination; the database may be down. */
async function inspect_list(job) {
    const store = openStore(job);
    const { backups, strange } = await store.list();
    const mine = job.inputs['project-name'] ? ofProject(backups, job.project, job.inputs.database) : backups;
    if (strange > 0)
        job.log.warn(`${strange} files in ${store.folder} end in .json, but are no manifests of backups.`);
    for (const { manifest, whole } of mine) {
        const proof = whole ? (manifest.verified?.level ?? 'not proven') : 'file missing';
        job.log.info(`${manifest.id}  ${meter_formatBytes(manifest.stored.size)}  ${manifest.rows} rows  ${manifest.tag}  ${proof}`);
    }
    if (mine.length === 0)
        job.log.info(`${store.folder} on ${job.shell.where} holds no backups.`);
    const newest = freshness(mine, job.clock.now()).flatMap((entry) => (entry.newest ? [entry] : []));
    const [latest] = newest.sort((a, b) => a.age - b.age);
    const outputs = latest?.newest ? { ...result_outputsOf(latest.newest.manifest, store), 'newest-age': seconds(latest.age) } : {};
    return { outcome: 'listed', outputs, summary: `**${mine.length} backups.**\n\n${listing(mine)}` };
}
/** Fails where any database that was ever backed up here has no proven backup that is young enough. */
async function inspect_check(job) {
    const store = openStore(job);
    const limit = job.inputs['max-age'];
    const mine = ofProject((await store.list()).backups, job.project, job.inputs.database);
    const entries = [...freshness(mine, job.clock.now())].sort((a, b) => b.age - a.age);
    const [oldest] = entries;
    if (!oldest) {
        const what = job.inputs.database ? `${job.project}/${job.inputs.database}` : job.project;
        throw new build/* Failure */.HR('no-backup', `${store.folder} on ${job.shell.where} holds no backup of ${what}.`, {
            hint: 'Check destination and project-name; else make a backup now, and look at the workflow that should have made one.',
        });
    }
    for (const { database, age } of entries)
        job.log.info(`${job.project}/${database}: newest proven backup is ${describeAge(age)}.`);
    const outputs = oldest.newest ? { ...result_outputsOf(oldest.newest.manifest, store), 'newest-age': seconds(oldest.age) } : {};
    if (oldest.age <= limit) {
        const summary = `**The newest proven backup is ${describeAge(oldest.age)}.**`;
        return { outcome: 'fresh', outputs, summary, ...(oldest.newest ? { manifest: oldest.newest.manifest } : {}) };
    }
    const what = `${job.project}/${oldest.database}`;
    const text = Number.isFinite(oldest.age)
        ? `The newest proven backup of ${what} is ${describeAge(oldest.age)}; it may be ${(0,build/* formatDuration */.a3)(limit)}.`
        : `No backup of ${what} in ${store.folder} is proven.`;
    throw new build/* Failure */.HR(Number.isFinite(oldest.age) ? 'stale' : 'no-backup', text, {
        hint: 'Make a backup now, and look at the schedule: public repositories lose theirs after 60 days without activity.',
        outputs: Object.fromEntries(Object.entries(outputs).filter((entry) => entry[1] !== undefined)),
    });
}
function seconds(age) {
    return String(Math.round(age / 1000));
}

;// CONCATENATED MODULE: ./actions/backup-db/build/swap.js



/** Where a replaced database is found again. */
function keptName(name, at) {
    return `${name}_before_${stamp(at)}`;
}
/**
 * Gives the restored database its name. The two renames of a replacement are one transaction: at every moment there is one database of that name,
 * and the old one keeps all it has. Its sessions are ended, because a database with sessions cannot be renamed.
 * @returns the name under which the old one is kept
 * @throws Failure `swap-failed`, and the old one has its name
 */
async function takePlace(database, scratch, name, owner, replace, at) {
    const desk = await maintenance(database, [scratch, name]);
    const [from, to] = [identifier(scratch), identifier(name)];
    await ownedBy(desk, scratch, owner);
    if (!replace) {
        await desk.query(`alter database ${from} rename to ${to}`);
        return undefined;
    }
    const kept = keptName(name, at);
    const old = identifier(kept);
    try {
        await desk.query([
            `alter database ${to} with allow_connections false;`,
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = ${quote_literal(name)};`,
            'select pg_sleep(0.2);',
            `begin; alter database ${to} rename to ${old}; alter database ${from} rename to ${to}; commit;`,
            `alter database ${old} with allow_connections true;`,
        ].join('\n'));
        return kept;
    }
    catch (error) {
        for (const candidate of [name, kept]) {
            if (await databaseExists(desk, candidate))
                await desk.query(`alter database ${identifier(candidate)} with allow_connections true`);
        }
        throw new build/* Failure */.HR('swap-failed', `The restored database could not take the name ${name}: ${(0,build/* messageOf */.bD)(error)}`, {
            state: `${name} is as it was.`,
            hint: 'Close what keeps connecting to it, and run again.',
            cause: error,
        });
    }
}
/** A database to stand in while others are renamed. */
async function maintenance(database, taken) {
    for (const name of ['postgres', 'template1', database.name]) {
        if (!taken.includes(name) && (await databaseExists(database, name)))
            return database.sibling(name);
    }
    throw new build/* Failure */.HR('swap-failed', `There is no database besides ${taken.join(' and ')} to connect to meanwhile.`, {
        state: 'Nothing was changed.',
    });
}
/** The owner that the database had, where the server knows the role. */
async function ownedBy(desk, name, owner) {
    const [[known] = []] = await desk.query(`select count(*) from pg_roles where rolname = ${quote_literal(owner)}`);
    if (known === '1')
        await desk.query(`alter database ${identifier(name)} owner to ${identifier(owner)}`);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/restore.js











/**
 * Restores beside what is there and counts every table; only then the database gets its name. One that has the name already must be confirmed, and
 * is kept under another.
 */
async function restore(job) {
    const { inputs, log } = job;
    const into = inputs.into ?? '';
    const database = await job_connect(job);
    await checkClient(database);
    const store = openStore(job);
    const { manifest } = await choose(store, inputs, job.project, inputs.database ?? database.name);
    const identities = manifest.encryption === 'age' ? readIdentities(inputs['age-identity'], 'mode restore') : [];
    const live = (await databaseExists(database, into)) ? database.sibling(into) : undefined;
    if (live && inputs.confirm !== into)
        throw taken(into, database);
    if (inputs['dry-run']) {
        log.info(`Would restore ${manifest.id} into ${into}${live ? `, and keep the present one as ${keptName(into, new Date(job.clock.now()))}` : ''}.`);
        return { outcome: 'planned', outputs: result_outputsOf(manifest, store), manifest };
    }
    const held = await store.hold(idPrefix(manifest.project, manifest.database));
    try {
        const kept = await bringBack(job, database, store, manifest, { identities, into, live });
        log.info(`${manifest.id} stands as the database ${into} after ${(0,build/* formatDuration */.a3)(job.elapsed())}.`);
        const outputs = { ...result_outputsOf(manifest, store), database: into, duration: String(job.elapsed()), ...(kept ? { kept } : {}) };
        const old = kept ? ` The database before it is kept as \`${kept}\`.` : '';
        const summary = `**Restored \`${manifest.id}\` into \`${into}\` in ${(0,build/* formatDuration */.a3)(job.elapsed())}.**${old}`;
        return { outcome: 'restored', outputs, manifest, summary };
    }
    finally {
        await held.release();
    }
}
function taken(into, database) {
    return new build/* Failure */.HR('exists', `The database ${into} exists ${database.access.where}.`, {
        state: 'Nothing was changed.',
        hint: `Restore into a new name, or write confirm: ${into} to replace it; the present one is kept under another name.`,
    });
}
/** @returns the name under which a replaced database is kept */
async function bringBack(job, database, store, manifest, order) {
    const purpose = `unfinished restore of slipway/backup-db for ${manifest.project}/${order.into}`;
    for (const name of await findScratch(database, purpose))
        await dropDatabase(database, name);
    const scratch = `${order.into}_restore_${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const like = order.live ? await readProperties(order.live) : manifest.properties;
    const target = await createScratch(database, scratch, like, purpose).catch((error) => {
        throw new build/* Failure */.HR('restore-failed', `The database for ${manifest.id} could not be created: ${(0,build/* messageOf */.bD)(error)}`, {
            state: 'Nothing was changed.',
            hint: 'The user needs the right CREATEDB, and the server the locale of the backup.',
            cause: error,
        });
    });
    try {
        const evidence = { name: dumpName(manifest.id, manifest.encryption), manifest, identities: order.identities };
        await job.log.group(`Restore of ${manifest.id}`, () => restoreInto(job, target, store, evidence, []));
        await job.log.group('Rows of every table', () => compareRows(job, target, manifest));
        await database.query(`comment on database ${identifier(scratch)} is null`);
        return await restore_guarded(job, order.live, () => takePlace(database, scratch, order.into, like.owner, order.live !== undefined, new Date(job.clock.now())));
    }
    catch (error) {
        await dropDatabase(database, scratch).catch((problem) => job.log.warn(`${scratch} could not be dropped: ${(0,build/* messageOf */.bD)(problem)}`));
        if (error instanceof build/* Failure */.HR)
            throw (0,build/* withDetails */.FE)(error, { state: error.details.state ?? 'Nothing was changed.' });
        throw error;
    }
}
/** No backup and no migration may be at work on a database that is about to be replaced. The lock ends before its sessions do. */
async function restore_guarded(job, live, work) {
    if (live && !job.locked) {
        const lock = await takeLock(live, {
            key: lockKey(live.name),
            mode: 'exclusive',
            wait: Math.min(job.remaining() / 2, 60_000),
            lifetime: job.remaining(),
            application: applicationName(job.context),
            clock: job.clock,
        });
        await lock.release();
    }
    return work();
}

;// CONCATENATED MODULE: ./actions/backup-db/build/verify.js










/** Reads a stored backup again, and writes into its manifest what came of it: a broken one never counts again. */
async function verify(job) {
    const level = levelOf(job);
    const database = level === 'checksum' ? undefined : await job_connect(job);
    const store = openStore(job);
    const name = database?.name ?? job.inputs.database ?? '';
    const { manifest } = await choose(store, job.inputs, job.project, name);
    const identities = manifest.encryption === 'age' && level !== 'checksum'
        ? readIdentities(job.inputs['age-identity'], `mode verify with the level ${level}`)
        : [];
    if (job.inputs['dry-run']) {
        job.log.info(`Would verify ${manifest.id} by ${level}.`);
        return { outcome: 'planned', outputs: result_outputsOf(manifest, store), manifest };
    }
    if (database)
        await checkClient(database);
    const held = await store.hold(idPrefix(manifest.project, manifest.database));
    try {
        await attempt(job, level, database, store, manifest, identities);
        const verified = { level: keep(manifest, level), at: new Date(job.clock.now()).toISOString() };
        const proven = { ...manifest, verified };
        await store.update(proven);
        const outputs = { ...result_outputsOf(proven, store), duration: String(job.elapsed()) };
        return { outcome: 'verified', outputs, manifest: proven, summary: result_describe(proven, store, job.shell.where, job.elapsed()) };
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
async function attempt(job, level, database, store, manifest, identities) {
    const evidence = { name: dumpName(manifest.id, manifest.encryption), manifest, identities };
    try {
        await job.log.group(`Proof of ${manifest.id}: ${level}`, () => database ? prove(job, level, database, store, evidence) : proveChecksum(job, store, evidence));
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR) || !verify_broken.has(error.reason))
            throw error;
        const verified = { level: 'failed', at: new Date(job.clock.now()).toISOString(), reason: error.reason };
        await store.update({ ...manifest, verified });
        throw (0,build/* withDetails */.FE)(error, {
            state: `${manifest.id} is marked as failed and counts no more.`,
            outputs: { id: manifest.id, verified: 'false' },
        });
    }
}
/** Reasons that speak of the backup, and not of the way to it or of the server that it was restored on. */
const verify_broken = new Set(['checksum', 'archive-corrupt', 'count-mismatch']);

;// CONCATENATED MODULE: ./actions/backup-db/build/run.js







const modes = { backup: backup, verify: verify, restore: restore, list: inspect_list, check: inspect_check };
/** @throws Failure with a reason of the contract */
async function backup_db_build_run_run(inputs, ports) {
    const problems = checkInputs(inputs);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return modes[inputs.mode](createJob(inputs, ports));
}

;// CONCATENATED MODULE: ./actions/backup-db/build/index.js



;// CONCATENATED MODULE: ./actions/run-migrations/build/contract.js

const run_migrations_build_contract_contract = (0,build/* defineContract */.ye)({
    name: 'run-migrations',
    title: 'Slipway: run migrations',
    description: 'Runs Alembic migrations with the new image under a database lock, and says exactly what state the schema is in afterwards',
    icon: 'layers',
    inputs: {
        mode: {
            type: 'choice',
            choices: ['apply', 'plan', 'verify', 'downgrade'],
            default: 'apply',
            description: 'apply runs what is pending; plan lists it; verify fails unless everything up to `target` is applied; downgrade goes back to `revision`.',
            example: 'plan',
        },
        image: {
            type: 'string',
            description: "Image that holds the migrations, by digest: the version about to go live. By default the service's image of the compose file.",
            example: 'ghcr.io/acme/notes-backend@sha256:0f3c...',
        },
        service: { type: 'string', default: 'backend', description: 'Compose service whose image holds Alembic.', example: 'backend' },
        'database-service': {
            type: 'string',
            default: 'db',
            description: 'Compose service of the database. Not used where `database-url` is given.',
            example: 'db',
        },
        transport: {
            type: 'choice',
            choices: ['run', 'exec', 'local'],
            default: 'run',
            description: 'Where Alembic runs: run in a container of `image` made for it; exec in the running container of `service`; local in `working-directory`.',
            example: 'run',
        },
        'alembic-ini': {
            type: 'string',
            default: 'alembic.ini',
            description: 'Path of alembic.ini. A relative one is searched in the working directory and in the usual folders below and beside it.',
            example: 'backend/alembic.ini',
        },
        python: {
            type: 'string',
            default: 'python',
            description: 'Interpreter that has Alembic. With the default, python3 and the usual virtual environments are tried too.',
            example: '/app/.venv/bin/python',
        },
        'working-directory': {
            type: 'string',
            default: '.',
            description: 'Folder of the application, with transport local: relative to the repository, or to `directory` on a server.',
            example: 'backend',
        },
        target: { type: 'string', default: 'head', description: 'Revision to go up to, in the words of Alembic.', example: 'heads' },
        revision: {
            type: 'string',
            default: '-1',
            description: 'With mode downgrade: the revision to go back to, or a number of steps.',
            example: 'ae1027a6acf',
        },
        'ddl-lock-timeout': {
            type: 'duration',
            default: '5s',
            description: 'How long a statement of a migration waits for a lock. Everything that comes after it queues behind it for that long, so it is short.',
            example: '5s',
        },
        'database-variable': {
            type: 'string',
            default: 'DATABASE_URL',
            description: 'Environment variable in which the application expects `database-url`.',
            example: 'SQLALCHEMY_DATABASE_URI',
        },
        'database-url': build/* vocabulary */.vP['database-url'],
        host: build/* vocabulary */.vP.host,
        port: build/* vocabulary */.vP.port,
        username: build/* vocabulary */.vP.username,
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        'project-name': build/* vocabulary */.vP['project-name'],
        'compose-file': build/* vocabulary */.vP['compose-file'],
        directory: build/* vocabulary */.vP.directory,
        'lock-timeout': build/* vocabulary */.vP['lock-timeout'],
        'dry-run': build/* vocabulary */.vP['dry-run'],
        timeout: build/* vocabulary */.vP.timeout,
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        changed: { description: '`true` where the schema is another than before; also set on failure.' },
        from: { description: 'Revision of the database before; several are separated by commas, `base` where there was none.' },
        to: { description: 'Revision of the database now.' },
        heads: { description: 'Newest revisions that the image knows.' },
        pending: { description: 'Number of revisions that were to be run.' },
        applied: { description: 'Revisions that were run and stand, in order, separated by commas.' },
        duration: { description: 'Milliseconds that the migrations themselves took.' },
    },
    outcomes: {
        migrated: 'The pending revisions are applied and verified.',
        'up-to-date': 'Nothing was pending; nothing was changed.',
        planned: 'The pending revisions are listed; nothing was changed.',
        verified: 'The database is at the target.',
        downgraded: 'The revisions were undone, and that is verified.',
    },
    reasons: {
        'multi-head': 'The history has several heads, so `head` is no single revision; nothing was changed.',
        'db-ahead': 'The database is at a revision that the image does not know; nothing was changed.',
        'no-alembic': 'The image has no shell, no Python, no Alembic or no alembic.ini where it was looked for.',
        'not-stamped': 'The database has tables but no version table, so nobody knows which revisions it has; nothing was changed.',
        'broken-history': 'The revision files do not make a history: a missing parent, a circle, an error in a file.',
        'broken-environment': "Alembic's env.py failed before it reached the database.",
        'unknown-revision': 'Alembic finds no way to `target` or `revision`.',
        'wrong-dialect': 'The application would have connected to something else than PostgreSQL; nothing was changed.',
        'wrong-database': 'The lock is in another database than the one the application connects to; nothing was changed.',
        'database-unreachable': 'The database does not answer, or refuses the login.',
        'no-container': 'The service does not run where a running container is needed.',
        locked: 'Another run had the lock of the database until `lock-timeout` was over.',
        'lock-lost': 'The session that held the lock ended during the work.',
        pooled: 'The database is behind a transaction pooler, through which no lock can be held.',
        'plan-changed': 'Between plan and lock the database moved elsewhere than forward along the plan.',
        'lock-timeout': 'A statement waited longer than `ddl-lock-timeout` for a lock; the schema is as it was before.',
        'failed-clean': 'A revision failed; version and schema are as they were before.',
        'failed-rolled-back': 'A revision failed after others were committed; those were downgraded again, which is verified.',
        'failed-partial': 'A revision failed and a part of it stands; a person is needed.',
        'downgrade-failed': 'The downgrade failed; the message says where the database stands.',
        'verify-mismatch': 'The database is not at the target.',
        'query-failed': 'The database refused a statement of ours.',
        'compose-missing': 'The compose file cannot be read.',
        'compose-invalid': 'Compose refused the compose file.',
        'compose-failed': 'Compose could not start a container.',
        'compose-too-old': 'Docker Compose is older than 2.20.',
        'engine-unavailable': 'The Docker engine did not answer.',
        'pull-failed': 'The image could not be pulled.',
        unhealthy: 'The database service did not become healthy.',
    },
});

;// CONCATENATED MODULE: ./actions/run-migrations/build/fingerprint.js
/** What differs between two moments, each as `added relation public.notes`. */
function differences(before, after) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => {
        if (before[name] === after[name])
            return [];
        if (before[name] === undefined)
            return [`added ${name}`];
        return [after[name] === undefined ? `missing ${name}` : `changed ${name}`];
    });
}
/** A list for a sentence; the whole is in the log. */
function shortened(items, most = 6) {
    const rest = items.length - most;
    return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/plan.js
function plan_makePlan(facts, direction, target) {
    const ids = new Set(facts.steps.map((step) => step.id));
    const expected = direction === 'upgrade' ? [...new Set([...facts.applied, ...ids])] : facts.applied.filter((id) => !ids.has(id));
    return { direction, target, from: facts.current, heads: facts.heads, revisions: facts.steps, expected: expected.sort() };
}
/** Whether the later plan is what is left of the earlier one: another run may have done the first part meanwhile, and nothing else. */
function isRest(earlier, later) {
    const before = earlier.revisions.map((one) => one.id);
    const after = later.revisions.map((one) => one.id);
    return before.slice(before.length - after.length).join() === after.join() && earlier.expected.join() === later.expected.join();
}
function isReached(plan, facts) {
    return facts.unknown.length === 0 && [...facts.applied].sort().join() === plan.expected.join();
}
/** Revisions of a database, for people: `base` where there is none. */
function place(revisions) {
    return revisions.length === 0 ? 'base' : [...revisions].sort().join(',');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/gates.js



const state = 'Nothing was changed.';
/** Refuses what must not be started. @throws Failure `db-ahead`, `multi-head`, `not-stamped`, `unknown-revision` */
function checkGates(facts, asked) {
    refuseAhead(facts, asked);
    if (asked.direction === 'upgrade')
        refuseSeveralHeads(facts, asked);
    else
        refuseSeveralBranches(facts, asked);
    refuseUnstamped(facts, asked);
    if (facts.refused === undefined)
        return;
    throw new build/* Failure */.HR('unknown-revision', `Alembic cannot ${asked.direction} from ${place(facts.current)} to ${asked.target}: ${facts.refused}.`, {
        state,
        hint: `The image knows revisions up to ${place(facts.heads)}; check the input ${asked.direction === 'upgrade' ? 'target' : 'revision'}.`,
    });
}
function refuseAhead(facts, asked) {
    if (facts.unknown.length === 0)
        return;
    throw new build/* Failure */.HR('db-ahead', `The database is at ${place(facts.unknown)}, which ${asked.where} does not know: it has revisions up to ${place(facts.heads)}.`, {
        state,
        hint: 'An older image on a newer schema: deploy an image that has the revision, or downgrade with the image that brought it (mode downgrade).',
    });
}
function refuseSeveralHeads(facts, asked) {
    if (facts.heads.length <= 1 || asked.target !== 'head')
        return;
    throw new build/* Failure */.HR('multi-head', `The history has ${facts.heads.length} heads: ${shortened(facts.heads)}. Alembic would apply none of them.`, {
        state,
        hint: `Merge them in the repository (alembic merge -m "merge heads" ${facts.heads.join(' ')}), or set target: heads to apply all branches.`,
    });
}
/** Down by a number of steps takes one branch of several, and nobody said which. */
function refuseSeveralBranches(facts, asked) {
    if (facts.current.length <= 1 || !/^-\d+$/.test(asked.target))
        return;
    throw new build/* Failure */.HR('multi-head', `The database is at ${place(facts.current)}; ${asked.target} does not say which branch to go back.`, {
        state,
        hint: `Name it in the input revision: ${facts.current[0]}${asked.target}, or the revision to go back to.`,
    });
}
function refuseUnstamped(facts, asked) {
    if (facts.stamped || facts.tables.length === 0)
        return;
    const count = facts.tables.length === 1 ? 'a table' : `${facts.tables.length} tables`;
    throw new build/* Failure */.HR('not-stamped', `The database ${facts.database} has ${count} (${shortened(facts.tables)}) but no version table of Alembic.`, {
        state,
        hint: `Say once what it has: ${asked.command(['stamp', 'REVISION'])} with the revision that made these tables, or base where they are none of Alembic's.`,
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/answer.js
/** What the program beside Alembic says, read from lines that any application may have written between. */
/** The message of a line, or undefined where the line is not ours. */
function readLine(line, mark) {
    const start = `\u001e${mark}`;
    // A last line without line break of somebody else's may stand before it.
    const at = line.indexOf(start);
    if (at < 0)
        return undefined;
    try {
        return message(JSON.parse(line.slice(at + start.length)));
    }
    catch {
        return undefined;
    }
}
function message(data) {
    const fields = record(data);
    switch (fields['kind']) {
        case 'answer':
            return { kind: 'answer', facts: answer_facts(fields) };
        case 'failure':
            return { kind: 'failure', trouble: answer_trouble(fields) };
        case 'start':
            return { kind: 'start', id: answer_text(fields['id']) };
        case 'ran':
            return { kind: 'ran', id: answer_text(fields['id']), ms: Number(fields['ms']) };
        case 'end':
            return { kind: 'end' };
        default:
            return undefined;
    }
}
function answer_facts(fields) {
    return {
        alembic: answer_text(fields['alembic']),
        ini: answer_text(fields['ini']),
        current: texts(fields['current']),
        heads: texts(fields['heads']),
        unknown: texts(fields['unknown']),
        applied: texts(fields['applied']),
        steps: answer_list(fields['steps'])
            .map(record)
            .map((step) => ({
            id: answer_text(step['id']),
            parents: texts(step['parents']),
            doc: answer_text(step['doc']).split('\n')[0] ?? '',
            path: answer_text(step['path']),
        })),
        refused: optional(fields['refused']),
        stamped: fields['stamped'] === true,
        tables: texts(fields['tables']),
        others: answer_list(fields['others'])
            .map(record)
            .map((one) => ({ pid: Number(one['pid']), application: answer_text(one['application']) })),
        database: answer_text(fields['database']),
        server: answer_text(fields['server']),
        driver: answer_text(fields['driver']),
        locked: typeof fields['locked'] === 'boolean' ? fields['locked'] : undefined,
        fingerprint: fields['fingerprint'] === undefined ? undefined : hashes(record(fields['fingerprint'])),
    };
}
function answer_trouble(fields) {
    const place = fields['place'] === null || fields['place'] === undefined ? undefined : record(fields['place']);
    return {
        phase: answer_text(fields['phase']),
        type: answer_text(fields['type']),
        message: answer_text(fields['message']),
        sqlstate: optional(fields['sqlstate']),
        statement: optional(fields['statement']),
        place: place && { path: answer_text(place['path']), line: Number(place['line']) },
        revision: optional(fields['revision']),
        loose: fields['loose'] === true,
    };
}
function record(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new TypeError('not an object');
    return value;
}
function answer_list(value) {
    return Array.isArray(value) ? value : [];
}
function answer_text(value) {
    return typeof value === 'string' ? value : '';
}
function texts(value) {
    return answer_list(value).map(answer_text);
}
function optional(value) {
    return typeof value === 'string' ? value : undefined;
}
function hashes(fields) {
    return Object.fromEntries(Object.entries(fields).map(([name, hash]) => [name, answer_text(hash)]));
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/channel.js
/**
 * First part of the Python program: the private channel. What the application prints while it is imported, from Python, from C or from a child
 * process, goes nowhere; only lines that start with the mark of this very call are ours. Backticks and dollar-braces must not stand in it.
 */
const channel = String.raw `
import hashlib, json, os, re, socket, sys, time
sys.dont_write_bytecode = True
ask = json.loads(sys.argv[1])
answers = os.dup(1)
voice = os.dup(2)
silence = os.open(os.devnull, os.O_WRONLY)

def route(fd):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    os.dup2(fd, 1)
    os.dup2(fd, 2)

def say(kind, **more):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    data = ('\x1e' + ask['mark'] + json.dumps(dict(more, kind=kind)) + '\n').encode()
    while data:
        data = data[os.write(answers, data):]

# Threads that an application starts when it is imported must not keep us.
def leave(code):
    route(silence)
    os._exit(code)

class Refusal(Exception):
    def __init__(self, kind, message):
        Exception.__init__(self, message)
        self.kind = kind

def first_line(text):
    text = re.sub(r"^<class '[^']*'>: ", '', str(text).strip())
    text = re.sub(r'://[^\s/]*@', '://***@', text)
    return text.split('\n')[0][:500]

def chain(error):
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        error = getattr(error, 'orig', None) or error.__cause__
    return seen

def is_database(error):
    kinds = (ConnectionError, socket.gaierror, TimeoutError)
    modules = ('asyncpg', 'psycopg', 'psycopg2', 'pg8000')
    named = lambda one: type(one).__module__.split('.')[0] in modules and not isinstance(one, ImportError)
    return any(isinstance(one, kinds) or named(one) or hasattr(one, 'orig') for one in chain(error))

# The innermost line of the application's own files: the place that a person can edit.
def place(error, files):
    found, trace = None, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if os.path.abspath(name) in files or (not files and 'site-packages' not in name and name.endswith('.py')):
            found = {'path': os.path.relpath(name), 'line': trace.tb_lineno}
        trace = trace.tb_next
    return found

def describe(error, files=()):
    state = [getattr(one, 'sqlstate', None) or getattr(one, 'pgcode', None) for one in chain(error)]
    inner = [one for one in chain(error) if hasattr(one, 'orig')]
    told = inner[-1].orig if inner else error
    message = first_line(told) if type(error).__name__ != 'ArgumentError' else 'the database URL cannot be read'
    statement = inner[-1].statement if inner and isinstance(getattr(inner[-1], 'statement', None), str) else None
    return {
        'type': type(told).__name__,
        'message': message,
        'sqlstate': next((one for one in state if isinstance(one, str)), None),
        'statement': statement and re.sub(r'\s+', ' ', statement).strip()[:400],
        'place': place(error, files),
    }

route(silence)
`;

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/facts.js
/** Third part: what is asked of the database. No percent sign, no dollar: drivers read them as parameters. */
const facts_facts = `
OWN = """
  n.nspname not in ('pg_catalog', 'information_schema') and left(n.nspname, 7) <> 'pg_temp' and left(n.nspname, 8) <> 'pg_toast'
  and not exists (select 1 from pg_depend e where e.objid = {oid} and e.deptype = 'e')
"""
RELATION = "from pg_class c join pg_namespace n on n.oid = c.relnamespace {join} where c.relkind in ('r','p','v','m','f','S') and " + OWN.format(oid='c.oid')
NAME = "n.nspname || '.' || c.relname"

def part(line, join=''):
    return "select 'relation ' || " + NAME + " as object, " + line + " as line " + RELATION.format(join=join)

FINGERPRINT = "select object, md5(string_agg(line, chr(10) order by line)) from (" + " union all ".join([
    part("'kind ' || c.relkind::text || c.relrowsecurity::text"),
    part("'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')",
         'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum'),
    part("'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) || k.convalidated::text", 'join pg_constraint k on k.conrelid = c.oid'),
    part("'index ' || pg_get_indexdef(i.indexrelid) || i.indisvalid::text || i.indisready::text", 'join pg_index i on i.indrelid = c.oid'),
    part("'trigger ' || pg_get_triggerdef(t.oid) || t.tgenabled::text", 'join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal'),
    part("'view ' || pg_get_viewdef(v.oid)", "join pg_class v on v.oid = c.oid and v.relkind in ('v','m')"),
    part("'policy ' || p.polname || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')", 'join pg_policy p on p.polrelid = c.oid'),
    "select 'type ' || n.nspname || '.' || t.typname, 'label ' || l.enumsortorder::text || ' ' || l.enumlabel from pg_type t join pg_enum l on l.enumtypid = t.oid join pg_namespace n on n.oid = t.typnamespace where " + OWN.format(oid='t.oid'),
    "select 'type ' || n.nspname || '.' || t.typname, 'domain ' || format_type(t.typbasetype, t.typtypmod) || t.typnotnull::text || coalesce(t.typdefault, '') || coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k where k.contypid = t.oid), '') from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and " + OWN.format(oid='t.oid'),
    "select 'function ' || n.nspname || '.' || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')', f.prosrc || format_type(f.prorettype, null) from pg_proc f join pg_namespace n on n.oid = f.pronamespace where " + OWN.format(oid='f.oid'),
    "select 'schema ' || n.nspname, n.nspname from pg_namespace n where " + OWN.format(oid='n.oid'),
    "select 'extension ' || x.extname, x.extversion from pg_extension x",
]) + ") parts group by object"

TABLES = "select " + NAME + " " + RELATION.format(join='').replace("('r','p','v','m','f','S')", "('r','p')") + " and n.nspname = any(current_schemas(false)) order by 1 limit 200"

OTHERS = "select pid, application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and left(application_name, 16) = 'slipway-migrate '"

LOCKED = "select count(*) from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.mode = 'ExclusiveLock' and l.database = (select oid from pg_database where datname = current_database()) and l.classid = {high} and l.objid = {low}"

ENDED = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = '{name}'"

# Seen by people and by later runs in the server's list of sessions.
def own_name():
    return ('slipway-migrate ' + re.sub(r'[^A-Za-z0-9._:/-]', '-', ask['run']))[:63]

def rows(connection, sql):
    return [list(row) for row in connection.exec_driver_sql(sql).fetchall()]

def read_facts(context):
    connection = context.connection
    schema = context.version_table_schema or rows(connection, 'select current_schema()')[0][0]
    version = (schema or 'public') + '.' + context.version_table
    server = rows(connection, "select current_database(), current_setting('server_version'), current_setting('lock_timeout')")[0]
    if ask['end']:
        rows(connection, ENDED.format(name=own_name()))
    facts = {
        'database': server[0],
        'server': server[1],
        'driver': connection.dialect.driver,
        'stamped': sqlalchemy.inspect(connection).has_table(context.version_table, schema=context.version_table_schema),
        'tables': [row[0] for row in rows(connection, TABLES) if row[0] != version],
        'others': [{'pid': row[0], 'application': row[1]} for row in rows(connection, OTHERS)],
    }
    if ask['key']:
        facts['locked'] = rows(connection, LOCKED.format(high=int(ask['key']['high']), low=int(ask['key']['low'])))[0][0] > 0
    if ask['fingerprint']:
        objects = dict((row[0], row[1]) for row in rows(connection, FINGERPRINT))
        objects.pop('relation ' + version, None)
        facts['fingerprint'] = objects
    return facts
`;

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/project.js
/** Second part: the team's Alembic, set up as its own command line sets it up, from whatever folder. */
const project = `
# 'python -c' lets the working directory shadow libraries, and 'alembic init alembic' makes a folder of that name.
sys.path[:] = [entry for entry in sys.path if entry not in ('', os.getcwd())]
try:
    import alembic, sqlalchemy
    from alembic.config import CommandLine, Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
except ImportError:
    leave(43)
sys.path.append(os.getcwd())

usual = ['.', 'backend', 'app', 'src', 'server', 'api', 'db', 'migrations', 'alembic',
         '/app', '/app/backend', '/app/src', '/code', '/src', '/srv', '/srv/app', '/usr/src/app', '/opt/app', '/workspace']

def find_ini(name):
    folders = ['.'] if os.path.isabs(name) else usual
    for folder in folders:
        path = os.path.abspath(os.path.join(folder, name))
        if os.path.isfile(path):
            return path, folder == '.'
    raise Refusal('no-ini', 'no ' + name + ' in ' + os.getcwd() + ' or in the usual folders')

# Where the ini file says a relative path, people start Alembic from the folder in which that path exists.
def load_config():
    ini, given = find_ini(ask['ini'])
    here, beside = os.getcwd(), os.path.dirname(ini)
    words = ['-c', ini, ask['direction'], ask['target']]
    options = CommandLine().parser.parse_args(['-c', ini, 'current'] if ask['task'] == 'probe' else ['-c', ini, 'upgrade', 'head'])
    config = Config(ini, cmd_opts=options)
    location = config.get_main_option('script_location')
    if not location:
        raise Refusal('no-ini', ini + ' has no script_location')
    folders = [here, beside] if given else [beside, here]
    fits = [one for one in folders if os.path.isdir(os.path.join(one, location))]
    os.chdir((fits or folders)[0])
    sys.path.append(os.getcwd())
    sys.argv[:] = ['alembic'] + words
    return config, ini

# Applied revisions are those that Alembic counts as ancestors, dependencies included.
def ancestors(script, ids):
    seen, stack = set(), list(ids)
    while stack:
        one = stack.pop()
        if one in seen:
            continue
        seen.add(one)
        revision = script.get_revision(one)
        parents = getattr(revision, '_all_down_revisions', None)
        if parents is None:
            parents = revision.down_revision or ()
        stack.extend((parents,) if isinstance(parents, str) else parents)
    return sorted(seen)

def parents_of(revision):
    down = revision.down_revision or ()
    return [down] if isinstance(down, str) else list(down)

def steps_of(script, current):
    find = script._downgrade_revs if ask['direction'] == 'downgrade' else script._upgrade_revs
    return find(ask['target'], tuple(current))

def revision_of(step):
    revision = step.revision
    return {
        'id': revision.revision,
        'parents': parents_of(revision),
        'doc': (revision.doc or '')[:200],
        'path': os.path.relpath(revision.path),
    }
`;

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/tasks.js
/** Last part: probing and migrating. Both run the team's env.py exactly as Alembic's own commands do. */
const tasks = `
state = {'phase': 'config', 'calls': 0, 'files': set(), 'revision': None, 'loose': False, 'done': []}

def refuse_other_dialects(dialect, record, arguments, parameters):
    if dialect.name != 'postgresql':
        raise Refusal('dialect', dialect.name)

# One way for every driver: asyncpg ignores PGOPTIONS, and poolers refuse start parameters.
def prepare_session(connection, record):
    cursor = connection.cursor()
    cursor.execute('set lock_timeout = ' + str(int(ask['lockTimeout'])))
    if ask['task'] == 'migrate':
        cursor.execute("set application_name = '" + own_name() + "'")
        # A server that is busy with a statement does not look whether its client is still there.
        cursor.execute("select set_config(name, '2s', false) from pg_settings where name = 'client_connection_check_interval'")
    cursor.close()
    connection.commit()

# What runs outside of a transaction stays when the revision fails.
def watch_statement(connection, cursor, statement, parameters, context, many):
    raw = getattr(connection.connection, 'dbapi_connection', None) or connection.connection.connection
    if state['revision'] and getattr(raw, 'autocommit', False) is True:
        state['loose'] = True

def watch_commit(connection):
    if state['revision']:
        state['loose'] = True

def listen():
    from sqlalchemy import event
    event.listen(sqlalchemy.engine.Engine, 'do_connect', refuse_other_dialects)
    event.listen(sqlalchemy.pool.Pool, 'connect', prepare_session)
    event.listen(sqlalchemy.engine.Engine, 'before_cursor_execute', watch_statement)
    event.listen(sqlalchemy.engine.Engine, 'commit', watch_commit)

def run_env(config, script, work, **options):
    def once(current, context):
        state['calls'] += 1
        if state['calls'] > 1:
            raise Refusal('several', 'env.py migrates several databases in one run')
        state['phase'] = 'database'
        return work(list(current), context)
    state['phase'] = 'environment'
    with EnvironmentContext(config, script, fn=once, **options):
        script.run_env()
    if state['calls'] == 0:
        raise Refusal('environment', 'env.py did not call context.run_migrations()')

def probe(config, script, out):
    def look(current, context):
        out['current'] = current
        out.update(read_facts(context))
        return []
    if ask['connect']:
        run_env(config, script, look, dont_mutate=True)
    known = set(revision.revision for revision in script.walk_revisions())
    out['unknown'] = [one for one in out['current'] if one not in known]
    if out['unknown']:
        return
    out['applied'] = ancestors(script, out['current'])
    try:
        out['steps'] = [revision_of(step) for step in steps_of(script, out['current'])]
    except Exception as error:
        out['refused'] = first_line(error)

def migrate(config, script):
    def work(current, context):
        steps = steps_of(script, current)
        if [step.revision.revision for step in steps] != ask['expect']:
            raise Refusal('changed', 'the revisions to run are not those that were planned')
        state['files'] = set(os.path.abspath(step.revision.path) for step in steps)
        state['phase'] = 'migration'
        return follow(steps)
    run_env(config, script, work, destination_rev=ask['target'])

# Alembic takes the next step only when the one before has run.
def follow(steps):
    route(voice)
    for step in steps:
        state.update(revision=step.revision.revision, loose=False)
        say('start', id=step.revision.revision)
        started = time.monotonic()
        yield step
        say('ran', id=step.revision.revision, ms=int((time.monotonic() - started) * 1000))
        state.update(revision=None)
    # Only the end of the transaction is left.

def main():
    out = {'alembic': alembic.__version__, 'current': [], 'heads': [], 'unknown': [], 'applied': [], 'steps': [], 'stamped': False, 'tables': [], 'others': []}
    try:
        config, ini = load_config()
        out['ini'] = os.path.relpath(ini)
        state['phase'] = 'history'
        listen()
        script = ScriptDirectory.from_config(config)
        out['heads'] = list(script.get_heads())
        list(script.walk_revisions())
        if ask['task'] == 'probe':
            probe(config, script, out)
            say('answer', **out)
        else:
            migrate(config, script)
            say('end')
        leave(0)
    except BaseException as error:
        route(silence)
        refusal = next((one for one in chain(error) if isinstance(one, Refusal)), None)
        kind = refusal.kind if refusal else state['phase']
        if kind in ('environment', 'history') and is_database(error):
            kind = 'connect'
        say('failure', phase=kind, revision=state['revision'], loose=state['loose'], heads=out['heads'], **describe(refusal or error, state['files']))
        leave(1)

main()
`;

;// CONCATENATED MODULE: ./actions/run-migrations/build/program/index.js




/** The Python program that runs beside the application's own Alembic. */
const program = [channel, project, facts_facts, tasks].join('');

;// CONCATENATED MODULE: ./actions/run-migrations/build/launcher.js

/**
 * Tries the interpreters in turn: 43 is the program's word for "Alembic is not in this one". Everything travels as arguments, so no standard
 * input is needed on the way through engines and connections; nothing in it is secret.
 */
const launcher = [
    'program=$1 ask=$2 code=44; shift 2',
    'for python in "$@"; do',
    '  command -v "$python" >/dev/null 2>&1 || continue',
    '  "$python" -c "$program" "$ask" </dev/null; code=$?',
    '  [ "$code" -eq 43 ] || exit "$code"',
    'done',
    'exit "$code"',
].join('\n');
/** Exit codes of the launcher besides those of the program. */
const noAlembic = 43;
const noPython = 44;
const usual = [
    'python',
    'python3',
    '.venv/bin/python',
    'venv/bin/python',
    '/app/.venv/bin/python',
    '/opt/venv/bin/python',
    '/venv/bin/python',
];
/** Interpreters to try: a named one alone; otherwise the usual ones, those beside alembic.ini included. */
function interpreters(python, ini) {
    if (python !== 'python')
        return [python];
    const folder = ini.includes('/') ? ini.slice(0, ini.lastIndexOf('/')) : '';
    return folder ? [...usual, `${folder}/.venv/bin/python`, `${folder}/venv/bin/python`] : usual;
}
/** The argument vector that runs the program where Alembic is. */
function launcher_launch(ask, python) {
    return ['sh', '-c', launcher, 'sh', program, JSON.stringify(ask), ...interpreters(python, ask.ini)];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/trouble.js

/** What the program beside Alembic reported, as a failure with a reason of the contract. */
function trouble_explain(trouble, work, details) {
    const { reason, sentence, hint } = meaning(trouble, work);
    return new build/* Failure */.HR(reason, work.scrub(sentence), { hint, ...details });
}
/** The error in one line: where, what, and the server's own word for it. */
function wordsOf(trouble) {
    const place = trouble.place ? ` at ${trouble.place.path}:${trouble.place.line}` : '';
    const state = trouble.sqlstate ? ` (SQLSTATE ${trouble.sqlstate})` : '';
    return `${trouble.type}${state}${place}: ${trouble.message}`;
}
function meaning(trouble, work) {
    const { transport, inputs } = work;
    switch (trouble.phase) {
        case 'no-ini':
            return {
                reason: 'no-alembic',
                sentence: `Alembic is in ${transport.where}, but its configuration is not: ${trouble.message}.`,
                hint: 'Set the input alembic-ini to the path of the file there, and check that the image copies it.',
            };
        case 'dialect':
            return {
                reason: 'wrong-dialect',
                sentence: `The application would connect to ${trouble.message}, not to PostgreSQL: its settings fell back to a default.`,
                hint: `Check that ${inputs['database-variable']} reaches it (input database-url, or the environment of ${inputs.service} in the compose file).`,
            };
        case 'connect':
            return {
                reason: 'database-unreachable',
                sentence: `The application cannot connect to its database: ${trouble.type}: ${trouble.message}`,
                hint: connectHint(trouble.message, inputs['database-variable']),
            };
        case 'database':
            return trouble.sqlstate === '55P03'
                ? {
                    reason: 'lock-timeout',
                    sentence: `The schema could not be read, because somebody holds a lock on it: ${trouble.message}`,
                    hint: 'Look for long transactions in pg_stat_activity, then run again.',
                }
                : {
                    reason: 'query-failed',
                    sentence: `The schema could not be read: ${wordsOf(trouble)}`,
                    hint: 'Check the rights of the database user.',
                };
        case 'several':
            return {
                reason: 'broken-environment',
                sentence: 'env.py migrates several databases in one run, which cannot be planned or undone as one.',
                hint: 'Let env.py choose one database by an environment variable, and use one step for each.',
            };
        case 'changed':
            return {
                reason: 'plan-changed',
                sentence: `Alembic would run other revisions than planned: ${trouble.message}.`,
                hint: 'Run again.',
            };
        case 'history':
        case 'config':
            return {
                reason: 'broken-history',
                sentence: `The revisions in ${transport.where} cannot be read: ${wordsOf(trouble)}`,
                hint: 'Every down_revision must name a revision that is there. On a machine of yours: alembic history.',
            };
        default:
            return {
                reason: 'broken-environment',
                sentence: `env.py failed before it reached the database: ${wordsOf(trouble)}`,
                hint: `Try it there: ${transport.command(['current'])}`,
            };
    }
}
function connectHint(message, variable) {
    if (/password authentication|no password supplied/i.test(message))
        return `Check user and password in ${variable}; a volume keeps the password it was created with.`;
    if (/translate host name|name or service|getaddrinfo|name resolution/i.test(message))
        return 'Check the host name; inside compose it is the name of the database service.';
    if (/does not exist/i.test(message))
        return 'Check the names of database and user.';
    return 'Check that the database runs and that host and port are right as seen from there.';
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/probe.js






const probe_unchanged = 'Nothing was changed.';
/** The database and the history as they are now. @throws Failure with a reason of the contract */
async function probe_probe(work, question) {
    const messages = [];
    const code = await converse(work, { task: 'probe', connect: true, fingerprint: false, key: null, end: false, expect: [], ...question }, (message) => messages.push(message));
    for (const message of messages) {
        if (message.kind === 'answer')
            return message.facts;
        if (message.kind === 'failure')
            throw trouble_explain(message.trouble, work, { state: probe_unchanged });
    }
    throw new build/* Failure */.HR('broken-environment', `The application ended with exit code ${code} in ${work.transport.where} before it answered.`, {
        state: probe_unchanged,
        hint: `It ended the interpreter while it was imported. Try: ${work.transport.command(['current'])}`,
    });
}
/**
 * Runs the program beside Alembic and passes on what it says. Lines that are not its own go to `onOutput`.
 * @returns the exit code
 * @throws Failure `no-alembic`, `compose-failed`, `timeout`, `cancelled` …
 */
async function converse(work, request, onMessage, onOutput = () => { }) {
    const mark = (0,external_node_crypto_.randomUUID)();
    const { inputs } = work;
    const ask = { ...request, mark, ini: inputs['alembic-ini'], lockTimeout: inputs['ddl-lock-timeout'], run: work.runName };
    let heard = false;
    const deadline = work.remaining(request.task === 'probe' ? probeLimit : undefined);
    const onLine = (line) => {
        const message = readLine(line, mark);
        heard ||= message !== undefined;
        if (message)
            onMessage(message);
        else if (!line.includes(mark))
            onOutput(line);
    };
    const finished = await work.transport.run(ask, { deadline, signal: work.signal, onLine }).catch((error) => {
        if (!(error instanceof build/* Failure */.HR) || error.reason !== 'timeout')
            throw error;
        const what = `The application did not answer in ${work.transport.where} within ${(0,build/* formatDuration */.a3)(deadline)}.`;
        throw new build/* Failure */.HR('timeout', what, { state: probe_unchanged, hint: 'It may wait for something while it is imported.', cause: error });
    });
    if (!heard)
        throwUnheard(work, finished.code, finished.stderr);
    return finished.code;
}
/** Importing a large application on a busy machine takes its time. */
const probeLimit = 180_000;
/** What the launcher, the engine or compose said where the program did not come to speak. */
function throwUnheard(work, code, stderr) {
    const { transport, inputs } = work;
    const fail = (message, hint) => new build/* Failure */.HR('no-alembic', message, { state: probe_unchanged, hint });
    if (code === noPython) {
        throw fail(`There is no Python in ${transport.where}.`, 'Check image and service, or name the interpreter with the input python.');
    }
    if (code === noAlembic) {
        const hint = 'Add alembic to what the image installs, or name the interpreter of its virtual environment with the input python.';
        throw fail(`The Python in ${transport.where} has no Alembic.`, hint);
    }
    if (code === 127 || /executable file not found/i.test(stderr)) {
        throw fail(`There is no shell in ${transport.where}.`, `Check the input image: transport ${inputs.transport} needs sh and Python there.`);
    }
    if (inputs.transport === 'local')
        return;
    // Until the program speaks, standard error holds what the engine says.
    const said = work.scrub(lastLines(stderr, 5));
    if (said)
        throw new build/* Failure */.HR('compose-failed', `Alembic could not be started in ${transport.where}:\n${said}\n`, { state: probe_unchanged });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/apply.js



/** Runs the plan's revisions with Alembic's own steps and the team's env.py. What a migration prints is shown as it comes, once it runs. */
function apply_attempt(work, plan, signal) {
    const title = plan.direction === 'upgrade' ? 'Migrations' : 'Downgrade';
    return work.ports.log.group(title, () => apply_follow({ ...work, signal }, plan));
}
async function apply_follow(work, plan) {
    const { clock, log } = work.ports;
    const ran = [];
    const said = [];
    let at;
    let trouble;
    let ended = false;
    let started;
    const tell = () => log.untrusted(work.scrub(said.splice(0).join('\n')));
    let failure;
    const request = {
        task: 'migrate',
        direction: plan.direction,
        target: plan.target,
        connect: true,
        fingerprint: false,
        key: null,
        end: false,
        expect: plan.revisions.map((one) => one.id),
    };
    try {
        const code = await converse(work, request, (message) => {
            tell();
            if (message.kind === 'start') {
                started ??= clock.now();
                at = message.id;
            }
            else if (message.kind === 'ran') {
                at = undefined;
                ran.push({ id: message.id, duration: message.ms });
                log.info(`${ran.length} of ${plan.revisions.length}: ${titleOf(plan, message.id)} in ${(0,build/* formatDuration */.a3)(message.ms)}`);
            }
            else if (message.kind === 'failure')
                trouble = message.trouble;
            else if (message.kind === 'end')
                ended = true;
        }, 
        // Before the first revision it is the application that speaks, while it is imported.
        (line) => started !== undefined && said.length < 10_000 && said.push(line));
        if (trouble)
            failure = failureOf(trouble, work, plan);
        else if (!ended)
            failure = new build/* Failure */.HR('failed-clean', `The migration ended with exit code ${code} in the middle${at ? ` of ${at}` : ''}.`);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR))
            throw error;
        failure = error.reason === 'timeout' ? late(work, plan, at, error) : error;
    }
    tell();
    return { ran, duration: started === undefined ? 0 : clock.now() - started, failure, trouble, at };
}
function late(work, plan, at, cause) {
    const where = at ? `in the middle of ${titleOf(plan, at)}` : 'and no revision was under way';
    return new build/* Failure */.HR('timeout', `The migrations did not end within ${(0,build/* formatDuration */.a3)(work.inputs.timeout)}, ${where}.`, { cause });
}
function failureOf(trouble, work, plan) {
    if (trouble.phase !== 'migration')
        return trouble_explain(trouble, work, {});
    const what = trouble.revision
        ? `The revision ${titleOf(plan, trouble.revision)} failed`
        : 'The transaction of the migration failed at its end';
    const statement = trouble.statement ? ` Statement: ${trouble.statement}` : '';
    return new build/* Failure */.HR('failed-clean', work.scrub(`${what}: ${wordsOf(trouble)}.${statement}`));
}
function titleOf(plan, id) {
    const doc = plan.revisions.find((one) => one.id === id)?.doc;
    return doc ? `${id} (${doc})` : id;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/lock.js


/**
 * Takes the lock of the database that the application connects to, alone; backups share it.
 * @throws Failure `locked`, `pooled`, `database-unreachable`, `no-container`
 */
async function lockDatabase(work, facts) {
    const { shell, context, clock, log } = work.ports;
    const wait = work.inputs['lock-timeout'];
    const database = await openDatabase(shell, { ...work.address, database: facts.database });
    const key = lockKey(facts.database);
    const lock = await takeLock(database, {
        key,
        mode: 'exclusive',
        wait,
        // Longer than anything it guards: what is left of the time, and the way back after a failure.
        lifetime: work.remaining() + 900_000,
        application: applicationName(context),
        clock,
        onWait: (holders) => log.info(`Waiting up to ${(0,build/* formatDuration */.a3)(wait)} for the lock, held by ${describeHolders(holders)}.`),
    });
    const bits = BigInt.asUintN(64, key);
    return { lock, key: { high: String(bits >> 32n), low: String(bits & 0xffffffffn) } };
}
/** That the lock is in the database that the application migrates, as that database itself says. @throws Failure `wrong-database` */
function checkGuarded(facts, work) {
    if (facts.locked === true)
        return;
    const meant = 'url' in work.address ? 'database-url' : `the service ${work.address.service}`;
    const details = {
        state: 'Nothing was changed.',
        hint: 'Give the URL that the application itself uses as database-url, or name the right database-service.',
    };
    throw new build/* Failure */.HR('wrong-database', `The application connects to another server than that of ${meant}; a lock there guards nothing.`, details);
}
const lock_pause = 1000;
/**
 * Waits until no migration is under way in the database: one of a run that is gone may still be at work, and its lock is gone with the run.
 * @param look asks the database again
 * @throws Failure `locked`
 */
async function waitForOthers(work, facts, wait, look) {
    const { clock, log } = work.ports;
    const until = clock.now() + wait;
    let latest = facts;
    let told = false;
    while (latest.others.length > 0) {
        const names = latest.others.map((one) => `${one.application} (pid ${one.pid})`).join(', ');
        if (clock.now() >= until) {
            throw new build/* Failure */.HR('locked', `A migration of a run that is gone is still under way: ${names}; waited ${(0,build/* formatDuration */.a3)(wait)}.`, {
                hint: 'Let it end, or end it with select pg_terminate_backend(PID): its transaction is rolled back.',
            });
        }
        if (!told)
            log.info(`Waiting for a migration that is still under way: ${names}.`);
        told = true;
        await clock.sleep(Math.min(lock_pause, wait));
        latest = await look();
    }
    return latest;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/recover.js






/** How long the server may take to end what a lost client left behind. */
const recover_settle = 60_000;
const aftertime = 600_000;
/**
 * Looks at what a failed migration left, and takes back what was committed of it. A rollback is claimed only where version and schema are
 * found as they were.
 */
async function recover(run, plan, before, failed) {
    // The run's own time may be over; what is true afterwards must be found out all the same.
    const work = { ...run, remaining: (limit = aftertime) => Math.min(limit, aftertime) };
    const look = () => probe_probe(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true, end: true });
    let now;
    try {
        now = await waitForOthers(work, await look(), recover_settle, look);
    }
    catch (error) {
        const state = `What it left could not be seen: ${(0,build/* messageOf */.bD)(error)}`;
        return { ...recover_broken, state, hint: 'Look with mode plan before anything else.', facts: undefined };
    }
    if (isReached(plan, now))
        return { reason: '', state: '', hint: '', facts: now, changed: true, reached: true };
    const loose = failed.trouble?.loose === true;
    if (same(before, now))
        return loose ? uncertain(now, failed) : clean(now, failed);
    if (place(now.current) === place(before.current))
        return partial(before, now);
    if (plan.direction === 'downgrade')
        return between(before, now);
    return rollBack(work, plan, before, now, loose);
}
const recover_broken = { reason: 'failed-partial', changed: true, reached: false };
/** The version to go back to, in Alembic's words; several branches are handled where they are refused. */
function backTo(from) {
    return from.length === 0 ? 'base' : (from[0] ?? 'base');
}
function same(before, now) {
    return place(before.current) === place(now.current) && differences(before.fingerprint ?? {}, now.fingerprint ?? {}).length === 0;
}
function clean(now, failed) {
    const waited = failed.trouble?.sqlstate === '55P03';
    return {
        reason: waited ? 'lock-timeout' : 'failed-clean',
        state: `The database is at ${place(now.current)} and its schema is as it was before.`,
        hint: waited
            ? 'Run again when no long transaction is open, or raise ddl-lock-timeout.'
            : 'Mend the revision, build the image again and run again.',
        facts: now,
        changed: false,
        reached: false,
    };
}
function uncertain(now, failed) {
    return {
        ...recover_broken,
        state: `The database is at ${place(now.current)} with the schema of before, but ${failed.at ?? 'the revision'} ran statements outside of a transaction, so data may have changed.`,
        hint: 'Compare the data that the revision writes with what it should be before the next run.',
        facts: now,
    };
}
function between(before, now) {
    return {
        ...recover_broken,
        state: `The database was at ${place(before.current)} and is at ${place(now.current)}: a part of the downgrade stands.`,
        hint: 'Mend the downgrade and run it again, or upgrade again with the same image.',
        facts: now,
    };
}
function partial(before, now) {
    const found = shortened(differences(before.fingerprint ?? {}, now.fingerprint ?? {}));
    return {
        ...recover_broken,
        state: `The database still says ${place(now.current)}, but a part of the revision stands: ${found}.`,
        hint: 'Undo these by hand, or finish the revision by hand and stamp it, or restore the backup; a plain second run would meet them.',
        facts: now,
    };
}
async function rollBack(work, plan, before, now, loose) {
    const stands = `The database is at ${place(now.current)}; it was at ${place(before.current)}.`;
    const back = plan_makePlan(now, 'downgrade', backTo(plan.from));
    const person = `Go back by hand (${work.transport.command(['downgrade', backTo(plan.from)])}) or restore the backup.`;
    const stop = (state, facts) => ({ ...recover_broken, state, hint: person, facts });
    if (plan.from.length > 1 || now.refused !== undefined || back.expected.join() !== [...before.applied].sort().join()) {
        return stop(`${stands} There is no plain way back over several branches.`, now);
    }
    work.ports.log.info(`Going back from ${place(now.current)} to ${place(before.current)}.`);
    const undone = await apply_attempt(work, back, work.signal);
    const after = await probe_probe(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true });
    if (undone.failure)
        return stop(`Going back failed too: ${undone.failure.message} The database is at ${place(after.current)}.`, after);
    const left = differences(before.fingerprint ?? {}, after.fingerprint ?? {});
    if (!same(before, after)) {
        return stop(`It was taken back to ${place(after.current)}, but the schema differs from before: ${shortened(left)}.`, after);
    }
    return {
        reason: loose ? 'failed-partial' : 'failed-rolled-back',
        state: `What was committed was taken back in ${(0,build/* formatDuration */.a3)(undone.duration)}: the database is at ${place(after.current)} and its schema is as it was before${loose ? ', but a statement ran outside of a transaction, so data may have changed' : ''}.`,
        hint: 'Mend the revision, build the image again and run again.',
        facts: after,
        changed: loose,
        reached: false,
    };
}
/** A failure that says what happened and what is true now. */
function failureAfter(plan, failed, aftermath, outputs, summary) {
    const ours = ['failed-clean', 'program-failed'].includes(failed.reason);
    // How it ended stays the reason where the database is untouched: a deadline, a lost lock, a database that went away.
    const found = ours || aftermath.changed || aftermath.reason === 'failed-rolled-back' ? aftermath.reason : failed.reason;
    const reason = plan.direction === 'downgrade' && found === 'failed-clean' ? 'downgrade-failed' : found;
    return new build/* Failure */.HR(reason, failed.message, { hint: aftermath.hint, state: aftermath.state, outputs, summary, cause: failed });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/summary.js


function renderSummary(story) {
    const { plan } = story;
    const parts = [`### ${(0,build/* cell */.Hn)(story.headline)}`];
    const took = story.ran.length > 0 ? ` in ${(0,build/* formatDuration */.a3)(story.duration)}` : '';
    parts.push(`${(0,build/* code */.aY)(place(plan.from))} → ${(0,build/* code */.aY)(place(story.to))}${took}, with ${(0,build/* cell */.Hn)(story.where)}.`);
    if (plan.revisions.length > 0) {
        const rows = plan.revisions.map((one) => {
            const ran = story.ran.find((each) => each.id === one.id);
            return [(0,build/* code */.aY)(one.id), (0,build/* cell */.Hn)(one.doc), (0,build/* code */.aY)(one.path), ran ? (0,build/* formatDuration */.a3)(ran.duration) : story.rest];
        });
        parts.push((0,build/* table */.tp)(['revision', 'message', 'file', plan.direction === 'upgrade' ? 'upgrade' : 'downgrade'], rows));
    }
    if (story.command)
        parts.push(`${(0,build/* cell */.Hn)(story.command.title)}\n\n${(0,build/* block */.om)(story.command.text, story.command.language)}`);
    return parts.join('\n\n');
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/report.js


/** The outputs, also of a failure. */
function report_outputsOf(known) {
    const { plan, ran, to, duration } = known;
    return {
        changed: String(known.changed ?? ran.length > 0),
        from: place(plan.from),
        to: place(to),
        heads: [...plan.heads].sort().join(','),
        pending: String(plan.revisions.length),
        applied: ran.map((one) => one.id).join(','),
        duration: String(Math.round(duration)),
    };
}
/** The result of a run that did what was asked. */
function report_conclude(work, tale) {
    const { plan, ran, to, timings } = tale;
    const where = work.transport.where;
    const undo = ran.length > 0 && plan.direction === 'upgrade' && plan.from.length <= 1;
    const story = { ...tale, where, ...(undo ? { command: wayBack(work, plan) } : {}) };
    work.ports.log.info(`${tale.headline}.`);
    return { outcome: tale.outcome, outputs: report_outputsOf(tale), summary: renderSummary(story), plan, applied: ran, to, timings };
}
/** With the image that knows the revisions: the one before does not. */
function wayBack(work, plan) {
    const to = place(plan.from);
    const { transport, image } = work.inputs;
    if (transport !== 'run')
        return { title: 'To go back by hand:', text: work.transport.command(['downgrade', to]), language: 'sh' };
    const lines = ['mode: downgrade', `revision: '${to}'`, ...(image ? [`image: ${image}`] : [])];
    return { title: 'To go back, with this same image, change these inputs of the step:', text: lines.join('\n'), language: 'yaml' };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/migrate.js









/** Carries a plan out under the database's lock: locks, looks again, runs, verifies. */
async function migrate(work, first, facts, timings) {
    if (first.revisions.length === 0)
        return nothingToDo(work, first, timings);
    const { clock } = work.ports;
    const started = clock.now();
    const held = await lockDatabase(work, facts);
    try {
        const { plan, before } = await lookAgain(work, first, held, clock.now() - started);
        const locked = { ...timings, lock: clock.now() - started };
        if (plan.revisions.length === 0)
            return nothingToDo(work, plan, locked);
        return await carryOut(work, plan, before, held, locked);
    }
    finally {
        await held.lock.release();
    }
}
function nothingToDo(work, plan, timings) {
    const headline = `Up to date: nothing is pending, the database is at ${place(plan.from)}`;
    return report_conclude(work, { outcome: 'up-to-date', headline, plan, ran: [], to: plan.from, duration: 0, rest: '', timings });
}
/** The plan under the lock: what another run did in the meantime is seen now. @throws Failure `plan-changed`, `wrong-database`, `locked` */
async function lookAgain(work, first, held, waited) {
    const { direction, target } = first;
    const look = () => probe_probe(work, { direction, target, fingerprint: true, key: held.key });
    const seen = await look();
    checkGuarded(seen, work);
    const before = await waitForOthers(work, seen, Math.max(0, work.inputs['lock-timeout'] - waited), look);
    const { transport } = work;
    checkGates(before, { direction, target, where: transport.where, command: transport.command });
    const plan = plan_makePlan(before, direction, target);
    if (isRest(first, plan))
        return { plan, before };
    throw new build/* Failure */.HR('plan-changed', `While this run waited, the database went from ${place(first.from)} to ${place(plan.from)}.`, {
        state: 'This run changed nothing.',
        hint: 'Run again to plan from there.',
    });
}
async function carryOut(work, plan, before, held, timings) {
    const { clock, log } = work.ports;
    const attempted = await apply_attempt(work, plan, AbortSignal.any([work.signal, held.lock.lost]));
    const verifying = clock.now();
    const took = { ...timings, migrate: attempted.duration };
    const now = await conclusion(work, plan, before, held, attempted);
    if (attempted.failure)
        log.warn(`The program failed after its last revision was committed: ${attempted.failure.message}`);
    const times = { ...took, verify: clock.now() - verifying };
    const down = plan.direction === 'downgrade';
    const count = plan.revisions.length === 1 ? '1 revision' : `${plan.revisions.length} revisions`;
    return report_conclude(work, {
        outcome: down ? 'downgraded' : 'migrated',
        headline: `${down ? 'Downgraded' : 'Migrated'}: ${count}, ${place(plan.from)} to ${place(now.current)}, verified`,
        plan,
        ran: attempted.ran,
        to: now.current,
        duration: attempted.duration,
        rest: '',
        timings: times,
    });
}
/** The database after the attempt, at the target. @throws Failure where it is not */
async function conclusion(work, plan, before, held, attempted) {
    const { direction, target } = plan;
    if (!attempted.failure) {
        const now = await probe_probe(work, { direction: 'upgrade', target: 'heads' });
        if (isReached(plan, now))
            return now;
        throw mismatch(work, plan, now, attempted);
    }
    const failed = nameLoss(attempted.failure, held);
    // A cancelled run has seconds: the container is gone, and the server rolls its transaction back.
    if (work.signal.aborted) {
        const state = `${direction} to ${target} was ended; what its transaction did is rolled back by the server.`;
        throw (0,build/* withDetails */.FE)(failed, { state, hint: 'Look with mode plan.' });
    }
    const aftermath = await recover(work, plan, before, attempted);
    if (aftermath.reached && aftermath.facts)
        return aftermath.facts;
    const to = aftermath.facts?.current ?? [];
    const still = new Set(aftermath.facts?.applied ?? []);
    const stands = attempted.ran.filter((one) => direction === 'upgrade' && still.has(one.id) && !before.applied.includes(one.id));
    const known = { plan, ran: stands, to, duration: attempted.duration, changed: aftermath.changed };
    const headline = `${direction === 'upgrade' ? 'Migration' : 'Downgrade'} failed: ${aftermath.state}`;
    const summary = renderSummary({ ...known, headline, where: work.transport.where, rest: 'not applied' });
    throw failureAfter(plan, failed, aftermath, report_outputsOf(known), summary);
}
function nameLoss(failure, held) {
    if (!held.lock.lost.aborted)
        return failure;
    return new build/* Failure */.HR('lock-lost', `The lock was lost while the migration ran, so it was ended: ${(0,build/* messageOf */.bD)(held.lock.lost.reason)}`, {
        cause: failure,
    });
}
function mismatch(work, plan, now, attempted) {
    const known = { plan, ran: attempted.ran, to: now.current, duration: attempted.duration, changed: true };
    const headline = `Not verified: the database is at ${place(now.current)}`;
    return new build/* Failure */.HR('verify-mismatch', `Alembic ended well, but the database is at ${place(now.current)} instead of ${plan.target}.`, {
        state: 'The revisions ran; what they did may be rolled back.',
        hint: 'Check that env.py commits: context.run_migrations() inside of context.begin_transaction(), and engine.begin() around an async run_sync.',
        outputs: report_outputsOf(known),
        summary: renderSummary({ ...known, headline, where: work.transport.where, rest: '' }),
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/work.js

function createWork(workplace, inputs, ports, started) {
    const { context, clock } = ports;
    return {
        ...workplace,
        inputs,
        ports,
        signal: ports.signal,
        runName: `${context.runId}.${context.runAttempt} ${context.repository}`.trim(),
        remaining(limit = Number.MAX_SAFE_INTEGER) {
            const left = started + inputs.timeout - clock.now();
            if (left > 0)
                return Math.min(left, limit);
            throw new build/* Failure */.HR('timeout', `The migrations did not end within ${(0,build/* formatDuration */.a3)(inputs.timeout)}.`, {
                hint: 'Raise the input timeout.',
            });
        },
    };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/container.js



/** Alembic in a container of the new image, made for one call, with the service's environment and networks. */
async function containerTransport(shell, project, options) {
    const attached = await networksExist(shell, project.model, options.service);
    const volumes = new Set((await shell.run(['docker', 'volume', 'ls', '--quiet'])).stdout.split('\n'));
    const base = taskModel(project.model, { service: options.service, image: options.image, attached });
    const argv = (words) => {
        const flags = ['--project-name', base.name, '--project-directory', project.directory, '--file', '-', '--ansi', 'never'];
        return ['docker', 'compose', ...flags, '--progress', 'quiet', ...words];
    };
    return {
        where: `the image ${options.image} on ${shell.where}`,
        async run(ask, call) {
            const name = `${project.name}-migrate-${(0,external_node_crypto_.randomUUID)().slice(0, 8)}`;
            const input = JSON.stringify(modelOf(base, options, ask, volumes));
            const words = argv(['run', '--rm', '-T', '--no-deps', '--name', name, options.service]);
            return runNamed(shell, name, words, input, project.directory, call);
        },
        command: (words) => `docker compose run --rm -T --no-deps ${options.service} alembic ${words.join(' ')}`,
        async close() {
            if (attached)
                return;
            // The network was made for the calls alone; another run that uses it keeps it.
            const options = { input: JSON.stringify(base), allowFailure: true, cwd: project.directory };
            await shell.run(argv(['down']), options).catch(() => { });
        },
    };
}
async function runNamed(shell, name, argv, input, cwd, call) {
    try {
        return await shell.run(argv, { input, cwd, allowFailure: true, lines: 'all', ...call });
    }
    catch (error) {
        // The client is gone; the container, and with it the connection to the database, must not outlive it.
        await shell.run(['docker', 'rm', '--force', '--volumes', name], { allowFailure: true, deadline: 20_000 }).catch(() => { });
        throw error;
    }
}
/** The model of one call. It goes to compose on standard input: what compose resolved, passwords included, never stands in a file. */
function modelOf(base, options, ask, volumes) {
    const { networks, tty: _tty, stdin_open: _stdin, profiles: _profiles, ...service } = base.services[options.service] ?? {};
    const task = {
        ...service,
        ...(ask.connect ? (networks ? { networks } : {}) : { network_mode: 'none' }),
        volumes: (service.volumes ?? []).filter((mount) => mount.type !== 'volume' || exists(base, mount.source, volumes)),
        environment: { ...service.environment, ...container_mapValues(options.environment, escaped) },
        // The image's own entry point may wait, migrate or serve.
        entrypoint: launcher_launch(ask, options.python).map(escaped),
        command: [],
    };
    return { ...base, services: { [options.service]: task } };
}
/** A volume that the first release has not made yet is none that a migration needs. */
function exists(model, source, volumes) {
    return source === undefined || volumes.has(model.volumes?.[source]?.name ?? source);
}
async function networksExist(shell, model, service) {
    const names = Object.keys(model.services[service]?.networks ?? {}).map((key) => model.networks?.[key]?.name ?? `${model.name}_${key}`);
    if (names.length === 0)
        return true;
    const { code } = await shell.run(['docker', 'network', 'inspect', '--format', '{{.Id}}', ...names], { allowFailure: true });
    return code === 0;
}
/** Compose reads a dollar as the start of a variable. */
function escaped(text) {
    return text.replaceAll('$', '$$$$');
}
function container_mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/scrub.js
const telling = /pass|secret|token|key|credential|dsn|ur[il]$/i;
/** Values of an environment that nobody should read in a log. */
function secretsOf(environment) {
    const found = new Set();
    for (const [name, value] of Object.entries(environment)) {
        if (!value || !telling.test(name))
            continue;
        const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*?:(.+)@/i.exec(value)?.[1];
        if (password)
            for (const form of [password, scrub_decode(password)])
                found.add(form);
        else if (!/:\/\//.test(value) && !/^(\d{1,7}|true|false)$/i.test(value))
            found.add(value);
    }
    return [...found].filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
}
function createScrub(secrets) {
    return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}
function scrub_decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/transport.js

/** Alembic of a folder on the shell's machine. */
function localTransport(shell, options) {
    return {
        where: `${options.folder} on ${shell.where}`,
        run: (ask, call) => shell.run(launcher_launch(ask, options.python), {
            cwd: options.folder,
            secrets: options.secrets,
            allowFailure: true,
            lines: 'all',
            ...call,
        }),
        command: (words) => `cd ${options.folder} && alembic ${words.join(' ')}`,
        close: async () => { },
    };
}
/** Alembic in a container that runs already. The engine does not end what a lost client left behind; the next run sees it and waits. */
function execTransport(shell, options) {
    const variables = Object.keys(options.secrets).flatMap((name) => ['--env', name]);
    return {
        where: `the container ${options.container.name} on ${shell.where}`,
        run: (ask, call) => shell.run(['docker', 'exec', ...variables, options.container.id, ...launcher_launch(ask, options.python)], {
            secrets: options.secrets,
            allowFailure: true,
            lines: 'all',
            ...call,
        }),
        command: (words) => `docker exec ${options.container.name} alembic ${words.join(' ')}`,
        close: async () => { },
    };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/workplace.js







/** @param mayStart whether the database service may be started where it does not run */
async function openWorkplace(inputs, ports, mayStart) {
    if (inputs.transport === 'local')
        return openFolder(inputs, ports);
    const { shell } = ports;
    await requireEngine(shell);
    const project = await openProject(shell, inputs, ports.context);
    checkServices(inputs, project);
    const running = await provideDatabase(inputs, ports, project, mayStart);
    const address = workplace_addressOf(inputs, project);
    const given = givenUrl(inputs);
    const service = project.model.services[inputs.service] ?? {};
    const database = project.model.services[inputs['database-service']] ?? {};
    const scrub = createScrub(secretsOf({ ...database.environment, ...service.environment, ...given }));
    if (inputs.transport === 'exec') {
        const container = await liveContainer(shell, project.name, inputs.service);
        return { transport: execTransport(shell, { container, python: inputs.python, secrets: given }), address, running, scrub };
    }
    const image = inputs.image ?? service.image;
    if (!image)
        throw (0,build/* badInputs */.PD)([{ input: 'image', message: `is needed: the service ${inputs.service} names none in the compose file` }]);
    await pullImage(shell, image);
    const options = { service: inputs.service, image, python: inputs.python, environment: given };
    return { transport: await containerTransport(shell, project, options), address, running, scrub };
}
async function openFolder(inputs, ports) {
    const url = inputs['database-url'];
    if (!url)
        throw (0,build/* badInputs */.PD)([{ input: 'database-url', message: 'is needed with transport local, and is missing or empty' }]);
    const { shell, context } = ports;
    const base = shell.remote ? external_node_path_.posix.resolve(await files_homeFolder(shell), inputs.directory ?? '.') : context.workspace;
    const folder = external_node_path_.posix.resolve(base, inputs['working-directory']);
    const secrets = givenUrl(inputs);
    const there = await shell.run(['test', '-d', folder], { allowFailure: true });
    if (there.code !== 0)
        throw (0,build/* badInputs */.PD)([{ input: 'working-directory', message: `names ${folder}, which is no folder on ${shell.where}` }]);
    const transport = localTransport(shell, { folder, python: inputs.python, secrets });
    return { transport, address: { url }, running: true, scrub: createScrub(secretsOf(secrets)) };
}
function givenUrl(inputs) {
    return inputs['database-url'] ? { [inputs['database-variable']]: inputs['database-url'] } : {};
}
function workplace_addressOf(inputs, project) {
    const url = inputs['database-url'];
    return url ? { url } : { projectName: project.name, service: inputs['database-service'] };
}
function checkServices(inputs, project) {
    const known = Object.keys(project.model.services);
    const wanted = inputs['database-url'] ? ['service'] : ['service', 'database-service'];
    const problems = wanted
        .filter((input) => !known.includes(inputs[input]))
        .map((input) => {
        const other = input === 'database-service' ? '; give database-url where the database is no service' : '';
        return { input, message: `'${inputs[input]}' is not a service of ${inputs['compose-file']}, which has ${known.join(', ')}${other}` };
    });
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
}
/** Starts the database service and nothing else, where that is allowed. @returns whether there is a database to ask */
async function provideDatabase(inputs, ports, project, mayStart) {
    const service = inputs['database-service'];
    if (inputs['database-url'])
        return true;
    if (!mayStart)
        return (await runningContainer(ports.shell, project.name, service)) !== undefined;
    const others = Object.keys(project.model.services).filter((name) => name !== service);
    await ensureSingles(ports.shell, project, others, ports);
    return true;
}
/** The running container of a service: of the project itself, or of the one colour that runs. */
async function liveContainer(shell, project, service) {
    const projects = [project, colorProject(project, 'blue'), colorProject(project, 'green')];
    const lists = await Promise.all(projects.map((name) => containersOf(shell, name)));
    const found = lists.flat().filter((one) => one.service === service && one.status === 'running');
    const [container] = found;
    if (container && found.length === 1)
        return container;
    const several = found.length > 1 ? `Several containers of ${service} run` : `No container of ${service} runs`;
    throw new build/* Failure */.HR('no-container', `${several} on ${shell.where}${container ? `: ${found.map((one) => one.name).join(', ')}` : ''}.`, {
        state: 'Nothing was changed.',
        hint: 'Use transport run, which makes a container of its own.',
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/run.js









/**
 * Plans, verifies, applies or undoes migrations. What was asked for is true when this returns.
 * @throws Failure with a reason of the contract, the state of the database and its outputs
 */
async function run_migrations_build_run_run(inputs, ports) {
    const started = ports.clock.now();
    const changes = (inputs.mode === 'apply' || inputs.mode === 'downgrade') && !inputs['dry-run'];
    const workplace = await openWorkplace(inputs, ports, changes);
    const work = createWork(workplace, inputs, ports, started);
    try {
        const direction = inputs.mode === 'downgrade' ? 'downgrade' : 'upgrade';
        const target = direction === 'downgrade' ? inputs.revision : inputs.target;
        const connect = work.running || inputs.mode === 'verify';
        const facts = await probe_probe(work, { direction, target, connect });
        const { transport } = work;
        checkGates(facts, { direction, target, where: transport.where, command: transport.command });
        const plan = plan_makePlan(facts, direction, target);
        tell(work, plan, facts, connect);
        const timings = { probe: ports.clock.now() - started };
        if (inputs.mode === 'verify')
            return run_verify(work, plan, facts, timings);
        if (changes)
            return await migrate(work, plan, facts, timings);
        return report_conclude(work, {
            outcome: 'planned',
            headline: run_planned(plan, connect),
            plan,
            ran: [],
            to: facts.current,
            duration: 0,
            rest: 'pending',
            timings,
        });
    }
    finally {
        await workplace.transport.close();
    }
}
function tell(work, plan, facts, connect) {
    const { log } = work.ports;
    const at = connect
        ? `The database ${facts.database} (PostgreSQL ${facts.server}) is at ${place(facts.current)}`
        : 'The database does not run yet';
    log.info(`${at}; ${work.transport.where} knows revisions up to ${place(facts.heads)} (Alembic ${facts.alembic}, ${facts.ini}).`);
    const verb = plan.direction === 'upgrade' ? 'Pending' : 'To undo';
    for (const one of plan.revisions)
        log.info(`${verb}: ${one.id} ${one.doc} (${one.path})`);
}
function run_planned(plan, connect) {
    const count = plan.revisions.length === 1 ? '1 revision' : `${plan.revisions.length} revisions`;
    if (!connect)
        return `Plan: the database does not run yet, so its revision is unknown; the history has ${count}`;
    if (plan.revisions.length === 0)
        return 'Plan: nothing is pending';
    return plan.direction === 'upgrade' ? `Plan: ${count} to apply` : `Plan: ${count} to undo`;
}
function run_verify(work, plan, facts, timings) {
    const tale = { plan, ran: [], to: facts.current, duration: 0, rest: 'missing', timings };
    if (plan.revisions.length === 0)
        return report_conclude(work, { ...tale, outcome: 'verified', headline: `Verified: the database is at ${plan.target}` });
    const missing = plan.revisions.map((one) => one.id).join(', ');
    const headline = `Not verified: ${missing} not applied`;
    throw new build/* Failure */.HR('verify-mismatch', `The database is at ${place(facts.current)} and lacks ${missing} of ${plan.target}.`, {
        state: 'Nothing was changed.',
        hint: 'Run mode apply with the same image.',
        outputs: report_outputsOf(tale),
        summary: renderSummary({ ...tale, headline, where: work.transport.where }),
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/index.js



;// CONCATENATED MODULE: ./actions/smoke-health/build/contract.js

const smoke_health_build_contract_contract = (0,build/* defineContract */.ye)({
    name: 'smoke-health',
    title: 'Slipway smoke-health',
    description: 'Proves that a URL serves a healthy application, and the intended version of it: conditions, deadline, consecutive successes.',
    icon: 'activity',
    inputs: {
        url: {
            type: 'string',
            required: true,
            description: 'Address to ask, `http` or `https`. With `via: ssh` it is the address as the server sees it.',
            example: 'https://app.example.com/health',
        },
        checks: {
            type: 'lines',
            default: '[STATUS] == 200',
            description: 'Conditions in the grammar of gatus. All of them must hold.',
            example: '[STATUS] == 200\n[BODY].services.redis == connected',
        },
        'expect-version': {
            type: 'string',
            description: 'Version that must answer. A commit may be shortened to 7 digits on either side.',
            example: '${{ github.sha }}',
        },
        'version-path': {
            type: 'string',
            description: 'Path of the version in the JSON body. Without it and without `version-header`: the header `x-version`, then `version`, `commit`, `sha`, `git_sha`, `commitSha`, `build.sha`.',
            example: 'build.sha',
        },
        'version-header': { type: 'string', description: 'Header of the answer that holds the version.', example: 'x-version' },
        method: {
            type: 'choice',
            choices: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
            default: 'GET',
            description: 'Method of the request. Other than GET, HEAD and OPTIONS are sent once and never repeated.',
            example: 'GET',
        },
        headers: {
            type: 'lines',
            secret: true,
            description: 'Headers to send.',
            example: 'Authorization: Bearer ${{ secrets.HEALTH_TOKEN }}',
        },
        'request-timeout': {
            type: 'duration',
            default: '10s',
            minimum: 1,
            description: 'Longest time for one request, redirects included.',
            example: '10s',
        },
        deadline: { type: 'duration', default: '2m', minimum: 1, description: 'Longest time for the whole check.', example: '2m' },
        'retry-delay': {
            type: 'duration',
            default: '2s',
            description: 'Longest pause after a failure; it is shortened at random by up to a half.',
            example: '2s',
        },
        consecutive: {
            type: 'integer',
            default: '3',
            minimum: 1,
            maximum: 100,
            description: 'Good answers in a row, each on a fresh connection.',
            example: '3',
        },
        via: {
            type: 'choice',
            choices: ['runner', 'ssh'],
            default: 'runner',
            description: 'Where to connect from: the runner, or the server `host` through SSH, so that its loopback can be asked.',
            example: 'ssh',
        },
        host: build/* vocabulary */.vP.host,
        port: build/* vocabulary */.vP.port,
        username: build/* vocabulary */.vP.username,
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        healthy: { description: '`true` where every condition held often enough, else `false`.' },
        identity: { description: '`proven`: the expected version answered. `stale`: another one did. `unproven`: it is not known which.' },
        version: { description: 'Version that the answer names; empty where it names none.' },
        attempts: { description: 'Requests that were sent, without redirects.' },
        'response-time': { description: 'Milliseconds of the last request.' },
        report: { description: 'Everything that was seen, as one line of JSON.' },
    },
    outcomes: { healthy: 'Every condition held as often in a row as was asked for, and no other version than the expected one answered.' },
    reasons: {
        unhealthy: 'It answers, and a condition does not hold or the answer is not whole.',
        'stale-version': 'It is healthy, but another version than the expected one answers.',
        'version-not-found': 'It is healthy, but names no version at the place that `version-path` or `version-header` says.',
        'unreachable-url': 'No connection came about: refused, no such name, TLS, or silence.',
        'bad-condition': 'A line of `checks` means nothing; every such line is listed, with its place. Nothing was asked.',
    },
});
/** Problems that show only when inputs are looked at closely or together. */
function contract_checkInputs(inputs) {
    const problems = [];
    const scheme = URL.canParse(inputs.url) ? new URL(inputs.url).protocol : '';
    if (scheme !== 'http:' && scheme !== 'https:') {
        problems.push({
            input: 'url',
            message: 'is not an address that begins with http:// or https://. Example: https://app.example.com/health',
        });
    }
    if (inputs.via === 'ssh' && !inputs.host)
        problems.push({ input: 'host', message: 'is needed with via: ssh, and is missing or empty' });
    if (inputs.via === 'runner' && inputs.host)
        problems.push({ input: 'host', message: 'is used only with via: ssh, and via is runner' });
    if (inputs['version-path'] && inputs['version-header']) {
        problems.push({ input: 'version-path', message: 'and version-header are both given; the version stands in one place' });
    }
    inputs.headers.forEach((line, index) => {
        if (parseHeader(line) === undefined) {
            problems.push({ input: 'headers', message: `line ${index + 1} is not a header. Example: Authorization: Bearer abc` });
        }
    });
    return [...problems, ...(inputs.via === 'ssh' ? (0,build/* checkTarget */.e$)(inputs) : [])];
}
/** `Name: value`; undefined where the line is none. */
function parseHeader(line) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
    return name === undefined || value === undefined || value.trim() === '' ? undefined : [name, value.trim()];
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/read-check.js



/** Names of headers whose values are nobody else's business. */
const sensitive = /auth|cookie|token|secret|key|password|bypass|signature/i;
/** The check that the inputs ask for. @throws Failure `bad-input`, `bad-condition` */
function readCheck(inputs) {
    const problems = [...contract_checkInputs(inputs), ...pathProblems(inputs['version-path'])];
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    const headers = Object.fromEntries(inputs.headers.flatMap((line) => [parseHeader(line) ?? []]).filter((header) => header.length === 2));
    hide(headers, new URL(inputs.url));
    const value = inputs['expect-version'];
    const path = inputs['version-path'];
    const header = inputs['version-header'];
    return {
        name: shortName(inputs.url),
        url: inputs.url,
        method: inputs.method,
        headers,
        conditions: parseConditions(inputs.checks),
        timeout: inputs['request-timeout'],
        deadline: inputs.deadline,
        retryDelay: inputs['retry-delay'],
        consecutive: inputs.consecutive,
        expectVersion: {
            ...(value === undefined ? {} : { value }),
            ...(path === undefined ? {} : { path }),
            ...(header === undefined ? {} : { header }),
            // Who says where the version stands means that it stands there.
            required: value !== undefined && (path !== undefined || header !== undefined),
        },
    };
}
function pathProblems(path) {
    if (path === undefined)
        return [];
    try {
        parsePath(path);
        return [];
    }
    catch (error) {
        if (!(error instanceof ConditionError))
            throw error;
        return [{ input: 'version-path', message: `is not a path such as build.sha. ${error.message}` }];
    }
}
/** The input is masked line by line; an answer may show a token without its header. */
function hide(headers, url) {
    for (const [name, value] of Object.entries(headers)) {
        if (!sensitive.test(name))
            continue;
        for (const part of [value, value.replace(/^\w+ +/, '')])
            (0,build/* maskSecret */.$l)(part);
    }
    if (url.password !== '')
        for (const form of [url.password, decodeURIComponent(url.password)])
            (0,build/* maskSecret */.$l)(form);
}
/** Host and path, for sentences. */
function shortName(text) {
    const url = new URL(text);
    return `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/summary.js


/** The job summary: the decision first, then what it rests on. */
function summary_summarize(report, where) {
    const parts = [
        `### Smoke check: ${report.passed ? 'healthy' : 'failed'}`,
        (0,build/* cell */.Hn)(report.sentence),
        summary_facts(report, where),
        conditions(report),
    ];
    if (report.warnings.length > 0)
        parts.push(summary_list('Warnings', report.warnings));
    if (report.hints.length > 0)
        parts.push(summary_list('What to look at', report.hints));
    if (!report.passed && report.last.excerpt !== '')
        parts.push('The answer begins:', (0,build/* block */.om)(report.last.excerpt));
    return `${parts.join('\n\n')}\n`;
}
function conditions(report) {
    const rows = report.conditions.map((result) => [
        result.passed ? 'holds' : '**fails**',
        (0,build/* code */.aY)(result.text),
        (0,build/* code */.aY)(result.expected),
        (0,build/* cell */.Hn)(result.actual),
    ]);
    return (0,build/* table */.tp)(['check', 'condition', 'expected', 'actual'], rows);
}
function summary_facts(report, where) {
    const { last } = report;
    const redirects = last.redirects.map((redirect) => `${redirect.status} to ${show(redirect.location, 100)}`);
    const rows = [
        ['Address', `${(0,build/* code */.aY)(report.url)}, asked ${(0,build/* cell */.Hn)(where)}`],
        ['Attempts', `${report.attempts} in ${(0,build/* formatDuration */.a3)(report.duration)}, ${report.successes} of ${report.required} good in a row`],
        ['Last answer', (0,build/* cell */.Hn)(last.status === undefined ? 'none' : `${last.status} in ${(0,build/* formatDuration */.a3)(last.responseTime)}`)],
        ['Version', (0,build/* cell */.Hn)(version(report))],
        ...(redirects.length > 0 ? [['Redirects', (0,build/* cell */.Hn)(redirects.join(', '))]] : []),
    ];
    return (0,build/* table */.tp)(['fact', 'value'], rows);
}
function version({ version: seen, expectedVersion, identity }) {
    const named = seen === undefined ? 'none named' : show(seen, 80);
    return expectedVersion === undefined ? named : `${named}; ${show(expectedVersion, 80)} was expected: ${identity}`;
}
function summary_list(title, lines) {
    return [`**${title}**`, '', ...lines.map((line) => `- ${(0,build/* cell */.Hn)(line)}`)].join('\n');
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/run.js





const reasons = {
    unreachable: 'unreachable-url',
    unhealthy: 'unhealthy',
    'stale-version': 'stale-version',
    'version-not-found': 'version-not-found',
    unsteady: 'timeout',
};
/**
 * Returns when the URL is healthy, and where it can be known, serves the expected version.
 * @throws Failure with a reason of the contract and everything that was seen
 */
async function smoke_health_build_run_run(inputs, ports) {
    const check = await through(ports.shell, inputs, readCheck(inputs));
    const { log } = ports;
    const report = await log.group(`Smoke check of ${check.name}`, () => runCheck(check, ports));
    for (const result of report.conditions)
        log.info(`${result.passed ? 'holds' : 'fails'}: ${result.text} (${result.actual})`);
    const where = ports.shell.remote && inputs.via === 'ssh' ? `from ${ports.shell.where}` : 'from this machine';
    if (!report.passed)
        throw failure(report, where, log);
    log.info(report.sentence);
    return {
        outcome: 'healthy',
        outputs: run_outputsOf(report),
        summary: summary_summarize(report, where),
        annotations: report.warnings.map((message) => ({ level: 'warning', title: check.name, message })),
        check: report,
    };
}
/** With `via: ssh` the request goes to the host and port of the URL as the server sees them. */
async function through(shell, inputs, check) {
    if (inputs.via !== 'ssh')
        return check;
    const url = new URL(inputs.url);
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    return { ...check, address: await shell.reach({ host: url.hostname, port }) };
}
function failure(report, where, log) {
    if (report.last.excerpt !== '') {
        log.info('The answer begins:');
        log.untrusted(report.last.excerpt);
    }
    const broken = report.last.error === undefined ? report.conditions.filter((result) => !result.passed) : [];
    return new build/* Failure */.HR(reasons[report.failure ?? 'unhealthy'], `${report.sentence.slice(0, -1)}, asked ${where}.`, {
        hint: report.hints.join(' '),
        state: 'This check changed nothing.',
        outputs: run_outputsOf(report),
        summary: summary_summarize(report, where),
        annotations: broken.map(({ text, actual, expected }) => ({
            level: 'error',
            title: text,
            message: `expected ${expected}, found ${actual}`,
        })),
    });
}
/** Answers are foreign text, and may even repeat what was sent: nothing masked leaves as an output. */
function run_outputsOf(report) {
    return {
        healthy: String(report.passed),
        identity: report.identity,
        version: (0,build/* redact */.E$)(show(report.version ?? '', 200)),
        attempts: String(report.attempts),
        'response-time': String(report.last.responseTime),
        report: (0,build/* redact */.E$)(JSON.stringify(report)),
    };
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/index.js



;// CONCATENATED MODULE: ./actions/release/build/steps.js







/** The server has every image before anything else is touched, so that a registry that fails later delays nothing. */
async function deliver(inputs, images, session) {
    const { 'registry-username': username, 'registry-password': password } = inputs;
    const login = username && password ? { username, password } : undefined;
    for (const image of Object.values(images))
        await pullImage(session.shell, image, login);
}
async function steps_backup(plan, host, session) {
    const settings = plan.settings.backup || {};
    const given = {
        mode: 'backup',
        'project-name': plan.settings.project,
        tag: 'pre-deploy',
        service: settings.service,
        database: settings.database,
        destination: settings.destination,
        encryption: settings.encryption,
        'age-recipients': settings['age-recipients'],
        verify: settings.verify,
    };
    const made = await backup_db_build_run_run(inputsFor(backup_db_build_contract_contract, given, checkInputs), { ...host, shell: session.shell });
    if (made.outcome === 'nothing-to-back-up')
        return undefined;
    const { id = '', size = '0', rows = '0', tables = '0', 'verify-level': level = '' } = made.outputs;
    return { id, verified: level, size: Number(size), rows: Number(rows), tables: Number(tables) };
}
async function applyMigrations(plan, images, host, session) {
    const settings = plan.settings.migrate || {};
    const service = settings.service ?? Object.keys(images)[0] ?? '';
    const given = {
        mode: 'apply',
        ...placeInputs(plan),
        service,
        image: images[service],
        'database-service': settings['database-service'],
        'alembic-ini': settings['alembic-ini'],
        target: settings.target,
    };
    const { outputs } = await run_migrations_build_run_run(inputsFor(run_migrations_build_contract_contract, given), { ...host, shell: session.shell });
    return { from: outputs.from ?? '', to: outputs.to ?? '', applied: (outputs.applied ?? '').split(',').filter(Boolean) };
}
async function moveTraffic(inputs, plan, images, host, session) {
    const { smoke } = plan.settings;
    const given = {
        mode: 'deploy',
        ...placeInputs(plan),
        ...registryInputs(inputs),
        ...plan.settings.switch,
        images: Object.entries(images).map(([service, image]) => `${service}=${image}`),
        version: plan.version,
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
        await smoke_health_build_run_run(inputsFor(smoke_health_build_contract_contract, asked), { ...host, shell: localShell() });
    };
    return run(inputsFor(contract, given), { ...host, shell: session.shell, session, ...(smoke === false ? {} : { gate }) });
}

;// CONCATENATED MODULE: ./actions/release/build/release.js





/** Build, scan, tag, backup, migrate, switch: any failure before the switch leaves the live colour untouched, any failure after it moves back. */
async function release(inputs, plan, host, session) {
    const draft = emptyReceipt(plan);
    const timings = [];
    const ports = { ...host, local: localShell() };
    const step = async (name, intent, work, told) => {
        const start = Date.now();
        host.log.info(`\n== ${name}`);
        let result;
        try {
            await session.step(name, { version: plan.version, ...intent }, async () => {
                result = await work();
                return told(result);
            });
        }
        finally {
            timings.push({ name, start, end: Date.now() });
        }
        return result;
    };
    try {
        draft.images = await step('build', { services: Object.keys(plan.settings.images) }, () => buildAll(inputs, plan, ports), (images) => ({ images }));
        if (plan.settings.scan !== false)
            draft.scan = await step('scan', {}, () => scanAll(inputs, plan, draft.images, ports), (scan) => ({ scan }));
        await step('tag', { images: draft.images }, () => tagAll(inputs, plan, draft.images, ports), () => ({}));
        await step('deliver', { images: draft.images }, () => deliver(inputs, draft.images, session), () => ({}));
        if (plan.settings.backup !== false)
            draft.backup = await step('backup', {}, () => steps_backup(plan, host, session), (made) => ({ ...made }));
        if (plan.settings.migrate !== false)
            draft.migration = await step('migrate', {}, () => applyMigrations(plan, draft.images, host, session), (moved) => ({ ...moved }));
        const switched = await step('switch', { images: draft.images }, () => moveTraffic(inputs, plan, draft.images, host, session), (done) => ({ outcome: done.outcome }));
        // The switch tells its own steps, which are finer than the whole.
        if (switched.receipt)
            timings.splice(-1, 1, ...switched.receipt.steps);
        const result = release_conclude(draft, switched, timings, release_rollbackCommand(inputs, plan));
        host.log.info(`\n${plan.settings.project} ${plan.version} ${result.outcome === 'released' ? 'is released' : 'was live already'} on ${result.outputs.live}: ${describeTimings(timings)}.`);
        return result;
    }
    catch (error) {
        throw release_explain(error, draft, timings);
    }
}
function emptyReceipt(plan) {
    return {
        project: plan.settings.project,
        environment: plan.settings.environment,
        version: plan.version,
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
        identity: '',
        undo: '',
        steps: [],
        timeline: [],
        rollbackCommand: '',
    };
}
/** The same release, the other way; secrets and the Slipway file as before. */
function release_rollbackCommand(inputs, plan) {
    const config = inputs.config === '.github/slipway.yml' ? '' : ` --config ${inputs.config}`;
    return `node dist/release/index.js --mode rollback --environment ${plan.settings.environment}${config}`;
}
function release_conclude(draft, switched, timings, command) {
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
    const { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, identity, undo } = receipt;
    return { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, identity, undo };
}
function release_outputsOf(receipt) {
    return {
        version: receipt.version,
        'previous-version': receipt.previousVersion,
        live: receipt.live,
        images: JSON.stringify(receipt.images),
        'backup-id': receipt.backup?.id ?? '',
        revision: receipt.migration?.to ?? '',
        requests: String(receipt.requests),
        'failed-requests': String(receipt.failed),
        'rollback-command': receipt.rollbackCommand,
        receipt: JSON.stringify(receipt),
    };
}
/** The failure with the whole release around it: what was done before stays, and is said. */
function release_explain(error, draft, timings) {
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

// EXTERNAL MODULE: ./packages/config/node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(502);
;// CONCATENATED MODULE: ./packages/config/build/positions.js

/** Where every value of a YAML text stands, by its path of keys and indices. */
function positionsOf(source) {
    const events = (0,js_yaml/* parseEvents */.PH)(source, {});
    const found = new Map();
    let next = 0;
    const event = () => events[next++];
    /** Reads one node. A key stands for its value: that is where a person looks. */
    const node = (path, at) => {
        const current = event();
        if (!current || current.type === js_yaml/* EVENT_ID */.hy.POP || current.type === js_yaml/* EVENT_ID */.hy.ALIAS || current.type === js_yaml/* EVENT_ID */.hy.DOCUMENT)
            return;
        const start = at ?? (current.type === js_yaml/* EVENT_ID */.hy.SCALAR ? current.valueStart : current.start);
        found.set(pathKey(path), positionAt(source, start));
        if (current.type === js_yaml/* EVENT_ID */.hy.MAPPING) {
            while (events[next]?.type !== js_yaml/* EVENT_ID */.hy.POP) {
                const key = event();
                if (key?.type !== js_yaml/* EVENT_ID */.hy.SCALAR)
                    return;
                node([...path, (0,js_yaml/* getScalarValue */.KE)(source, key)], key.valueStart);
            }
            next++;
        }
        else if (current.type === js_yaml/* EVENT_ID */.hy.SEQUENCE) {
            for (let index = 0; events[next]?.type !== js_yaml/* EVENT_ID */.hy.POP; index++)
                node([...path, index]);
            next++;
        }
    };
    if (event()?.type === js_yaml/* EVENT_ID */.hy.DOCUMENT)
        node([]);
    return found;
}
function pathKey(path) {
    return JSON.stringify(path.map(String));
}
function positionAt(source, offset) {
    const before = source.slice(0, Math.max(0, offset));
    const lines = before.split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(816);
;// CONCATENATED MODULE: ./packages/config/build/schema.js


/** The Slipway file of a repository. Keys are named as the inputs of the actions that they feed. */
const schema_text = schemas/* string */.YjP().min(1);
const duration = schemas/* string */.YjP().refine((value) => (0,build/* parseDuration */.E9)(value) !== undefined, 'is not a duration such as 90s, 5m or 1h30m');
const severity = schemas/* enum */.k5n(['critical', 'high', 'medium', 'low', 'unknown']);
const schema_image = schemas/* strictObject */.rej({
    image: schema_text.describe('Repository of the image, without tag.'),
    context: schema_text.default('.').describe('Build context, relative to the repository.'),
    file: schema_text.optional().describe('Dockerfile; by default Dockerfile in the context.'),
    target: schema_text.optional(),
    'build-args': schemas/* record */.g1P(schema_text, schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()])).optional(),
    'build-contexts': schemas/* record */.g1P(schema_text, schema_text).optional(),
});
const schema_scan = schemas/* strictObject */.rej({
    'fail-on': schemas/* array */.YOg(severity).optional(),
    'only-fixable': schemas/* boolean */.zMY().optional(),
    'ignore-file': schema_text.optional(),
    'fail-on-eol': schemas/* boolean */.zMY().optional(),
    dockerfile: schema_text.optional(),
});
const schema_backup = schemas/* strictObject */.rej({
    service: schema_text.optional(),
    database: schema_text.optional(),
    destination: schema_text.optional(),
    encryption: schemas/* enum */.k5n(['age', 'none']).optional(),
    'age-recipients': schemas/* array */.YOg(schema_text).optional(),
    verify: schemas/* enum */.k5n(['checksum', 'archive', 'restore']).optional(),
});
const schema_migrate = schemas/* strictObject */.rej({
    service: schema_text.optional(),
    'database-service': schema_text.optional(),
    'alembic-ini': schema_text.optional(),
    target: schema_text.optional(),
});
const switching = schemas/* strictObject */.rej({
    service: schema_text.optional(),
    'health-path': schema_text.optional(),
    checks: schemas/* array */.YOg(schema_text).optional(),
    'health-timeout': duration.optional(),
    'bake-time': duration.optional(),
    'drain-timeout': duration.optional(),
    'router-directory': schema_text.optional(),
});
const smoke = schemas/* strictObject */.rej({
    url: schemas/* url */.OZ5().describe('Address that users know; checked from the runner after the switch.'),
    checks: schemas/* array */.YOg(schema_text).optional(),
    deadline: duration.optional(),
});
const part = (schema) => schemas/* union */.KCZ([schema, schemas/* literal */.euz(false)]).optional();
const steps = {
    scan: part(schema_scan).describe('false leaves the scan out.'),
    backup: part(schema_backup).describe('false leaves the backup out.'),
    migrate: part(schema_migrate).describe('false where the application has no migrations.'),
    switch: switching.optional(),
    smoke: part(smoke),
};
const environment = schemas/* strictObject */.rej({
    host: schema_text.optional(),
    port: schemas/* int */.Whr().min(1).max(65535).optional(),
    username: schema_text.optional(),
    directory: schema_text.optional(),
    ...steps,
});
const schema = schemas/* strictObject */.rej({
    project: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9_-]{0,40}$/, 'is no compose project name: small letters, digits, - and _'),
    'compose-file': schema_text.default('docker-compose.yml'),
    directory: schema_text.optional(),
    images: schemas/* record */.g1P(schema_text, schema_image).refine((images) => Object.keys(images).length > 0, 'names no image'),
    ...steps,
    environments: schemas/* record */.g1P(schema_text, environment),
});

;// CONCATENATED MODULE: ./packages/config/build/config.js




/**
 * Reads the text of a Slipway file. Every problem is reported at once, at its line and column.
 * @throws Failure `config-invalid`
 */
function parseConfig(source, file) {
    const value = parseYaml(source, file);
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    const positions = positionsOf(source);
    const problems = result.error.issues
        .flatMap((issue) => config_describe(issue, value))
        .map(({ path, message }) => {
        const { line, column } = nearestPosition(positions, path);
        return { line, column, message: `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}` };
    });
    const lines = problems.map(({ line, column, message }) => `- ${file}:${line}:${column} ${message}`);
    throw new build/* Failure */.HR('config-invalid', `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}\n`, {
        state: 'Nothing was changed.',
        annotations: problems.map(({ line, message }) => ({ level: 'error', file, line, message })),
    });
}
function parseYaml(source, file) {
    try {
        return (0,js_yaml/* load */.Hh)(source, { filename: file });
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            throw error;
        const line = (error.mark?.line ?? 0) + 1;
        throw new build/* Failure */.HR('config-invalid', `${file}:${line}:${(error.mark?.column ?? 0) + 1} is not valid YAML: ${error.reason}.`, {
            state: 'Nothing was changed.',
            annotations: [{ level: 'error', file, line, message: error.reason }],
            cause: error,
        });
    }
}
function config_describe(issue, value) {
    const given = issue.path.reduce((inner, key) => inner?.[key], value);
    switch (issue.code) {
        case 'unrecognized_keys':
            return issue.keys.map((key) => {
                const near = (0,build/* nearest */.pA)(key, knownKeys(issue.path));
                return { path: [...issue.path, key], message: `is not a key here${near ? `; did you mean ${near}` : ''}` };
            });
        case 'invalid_union': {
            // The branch that fits the shape of what is there tells more than "no branch fits".
            const branch = issue.errors.find((errors) => errors.some((error) => error.path.length > 0 || error.code === 'unrecognized_keys')) ??
                issue.errors[0];
            return (branch ?? []).flatMap((inner) => config_describe({ ...inner, path: [...issue.path, ...inner.path] }, value));
        }
        case 'invalid_type':
            if (given === undefined)
                return [{ path: issue.path, message: 'is missing' }];
            return [{ path: issue.path, message: `must be ${article(issue.expected)}` }];
        case 'invalid_value': {
            const near = typeof given === 'string' ? (0,build/* nearest */.pA)(given, issue.values.map(String)) : undefined;
            return [{ path: issue.path, message: `must be one of ${issue.values.join(', ')}${near ? `; did you mean ${near}` : ''}` }];
        }
        default:
            return [{ path: issue.path, message: issue.message }];
    }
}
function article(type) {
    const names = {
        record: 'a mapping of names to values',
        object: 'a mapping of keys to values',
        array: 'a list',
        int: 'a whole number',
    };
    return names[type] ?? `a ${type}`;
}
/** Keys that the schema knows at a path, for suggestions. */
function knownKeys(path) {
    let level = schema;
    const unwrap = (node) => {
        const inner = node;
        if (inner?.def?.innerType)
            return unwrap(inner.def.innerType);
        if (inner?.def?.options)
            return unwrap(inner.def.options[0]);
        return node;
    };
    for (const key of path) {
        const node = unwrap(level);
        level = node.shape?.[String(key)] ?? node.def?.valueType;
    }
    return Object.keys(unwrap(level)?.shape ?? {});
}
/** The position of the value, or of the innermost parent that stands in the file. */
function nearestPosition(positions, path) {
    for (let length = path.length; length >= 0; length--) {
        const position = positions.get(pathKey(path.slice(0, length)));
        if (position)
            return position;
    }
    return { line: 1, column: 1 };
}
/**
 * What holds for one environment. A part that both levels set is merged key by key, the environment's first.
 * @throws Failure `unknown-environment`
 */
function settingsFor(config, environment, file) {
    const names = Object.keys(config.environments);
    const name = environment ?? (names.length === 1 ? names[0] : undefined);
    const own = name === undefined ? undefined : config.environments[name];
    if (name === undefined || !own) {
        const near = (0,build/* nearest */.pA)(name ?? '', names);
        const what = name === undefined ? 'The input environment is missing, and there are several' : `${file} has no environment '${name}'`;
        throw new build/* Failure */.HR('unknown-environment', `${what}: ${names.join(', ') || 'none'}${near ? `; did you mean ${near}` : ''}.`, {
            state: 'Nothing was changed.',
            hint: `Set the input environment to one of them, or add it under environments in ${file}.`,
        });
    }
    return {
        project: config.project,
        environment: name,
        'compose-file': config['compose-file'],
        directory: own.directory ?? config.directory,
        host: own.host,
        port: own.port,
        username: own.username,
        images: config.images,
        scan: merge(config.scan, own.scan),
        backup: merge(config.backup, own.backup),
        migrate: merge(config.migrate, own.migrate),
        switch: { ...config.switch, ...own.switch },
        smoke: own.smoke ?? config.smoke ?? false,
    };
}
function merge(common, own) {
    if (own === false || (own === undefined && common === false))
        return false;
    return { ...(common || {}), ...own };
}

;// CONCATENATED MODULE: ./packages/config/build/index.js


;// CONCATENATED MODULE: ./actions/release/build/settings.js




/** @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input` */
async function settings_makePlan(inputs, context) {
    const settings = settingsFor(parseConfig(await settings_read(inputs.config, context), inputs.config), inputs.environment, inputs.config);
    const target = {
        host: inputs.host ?? settings.host,
        port: inputs.port ?? settings.port ?? 22,
        username: inputs.username ?? settings.username ?? 'deploy',
        'ssh-key': inputs['ssh-key'],
        'known-hosts': inputs['known-hosts'],
    };
    const problems = (0,build/* checkTarget */.e$)(target);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    const version = inputs.version ?? context.sha;
    if (version === '' && inputs.mode === 'release') {
        throw (0,build/* badInputs */.PD)([
            { input: 'version', message: 'is needed where there is no commit of a run to take it from. Example: version: 1.4.0' },
        ]);
    }
    return { settings, target, version, derivedVersion: inputs.version === undefined };
}
async function settings_read(path, context) {
    try {
        return await (0,promises_.readFile)((0,external_node_path_.resolve)(context.workspace, path), 'utf8');
    }
    catch (cause) {
        throw new build/* Failure */.HR('config-missing', `${path} cannot be read in ${context.workspace}.`, {
            state: 'Nothing was changed.',
            hint: 'Check the input config, and that a step before this one checks the repository out.',
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./actions/release/build/run.js









/** A whole release under one lease and one journal, or back, or what is live. */
async function release_build_run_run(inputs, host) {
    const plan = await settings_makePlan(inputs, host.context);
    const shell = await openShell(plan.target);
    try {
        await requireEngine(shell);
        const project = await openProject(shell, projectInputs(plan), host.context);
        if (inputs.mode === 'status')
            return await run_status(inputs, plan, host, shell);
        if (inputs['dry-run'])
            return await build_run_planned(inputs, plan, project, host, shell);
        const session = await takeSession(inputs, plan, project, host, shell);
        return await underLease(session, host, () => inputs.mode === 'rollback' ? run_rollBack(inputs, plan, host, session) : release(inputs, plan, host, session));
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
    const { runIsOver } = await __webpack_require__.e(/* import() */ 379).then(__webpack_require__.bind(__webpack_require__, 379));
    const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
    const options = {
        folder: project.state,
        what: `${inputs.mode} ${plan.version}`.trim(),
        wait: inputs['lock-timeout'],
        isOver: (owner) => runIsOver(owner, { apiUrl: host.context.apiUrl, token }),
    };
    return openSession(shell, options, host);
}
async function underLease(session, host, work) {
    try {
        const result = await work();
        const ended = session.end(result.outcome, { version: result.outputs.version });
        await ended.catch((error) => host.log.warn(`It is done, but the end could not be written into the journal: ${(0,build/* messageOf */.bD)(error)}.`));
        return result;
    }
    catch (error) {
        const outcome = error instanceof build/* Failure */.HR ? (error.details.outcome ?? 'failed') : 'failed';
        await session.end(outcome, { reason: error instanceof build/* Failure */.HR ? error.reason : 'internal-error' }).catch(() => { });
        throw error;
    }
}
function switchInputs(inputs, plan, mode) {
    const { service, 'health-path': path, 'health-timeout': healthTimeout, 'bake-time': bake, 'drain-timeout': drain } = plan.settings.switch;
    return inputsFor(contract, {
        mode,
        ...placeInputs(plan),
        ...registryInputs(inputs),
        version: mode === 'rollback' ? inputs.version : plan.version || undefined,
        service,
        'health-path': path,
        'health-timeout': healthTimeout,
        'bake-time': bake,
        'drain-timeout': drain,
        'router-directory': plan.settings.switch['router-directory'],
    });
}
async function run_status(inputs, plan, host, shell) {
    const { outputs, summary } = await run(switchInputs(inputs, plan, 'status'), { ...host, shell });
    return { outcome: 'reported', outputs: run_pick(outputs), ...(summary ? { summary } : {}) };
}
async function build_run_planned(inputs, plan, project, host, shell) {
    const { outputs } = await run(switchInputs(inputs, plan, 'status'), { ...host, shell });
    const text = renderPlan(plan, project, outputs.live ?? '', shell.where);
    host.log.info(text);
    return { outcome: 'planned', outputs: run_pick(outputs), summary: text };
}
async function run_rollBack(inputs, plan, host, session) {
    const back = await run(switchInputs(inputs, plan, 'rollback'), { ...host, shell: session.shell, session });
    return { outcome: 'rolled-back', outputs: run_pick(back.outputs), ...(back.summary ? { summary: back.summary } : {}) };
}
function run_pick(outputs) {
    const { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command } = outputs;
    const given = { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}


/***/ })

};
