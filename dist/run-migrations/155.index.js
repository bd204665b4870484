export const id = 155;
export const ids = [155];
export const modules = {

/***/ 8155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ProgramFailure: () => (/* reexport */ ProgramFailure),
  accountOf: () => (/* reexport */ accountOf),
  childEnvironment: () => (/* reexport */ childEnvironment),
  commandLine: () => (/* reexport */ commandLine),
  createFile: () => (/* reexport */ createFile),
  homeFolder: () => (/* reexport */ homeFolder),
  lastLines: () => (/* reexport */ lastLines),
  localShell: () => (/* reexport */ localShell),
  makeFolder: () => (/* reexport */ makeFolder),
  openShell: () => (/* reexport */ openShell),
  openSsh: () => (/* reexport */ openSsh),
  pipe: () => (/* reexport */ pipe),
  readText: () => (/* reexport */ readText),
  removeFiles: () => (/* reexport */ removeFiles),
  replaceFile: () => (/* reexport */ replaceFile),
  startLocal: () => (/* reexport */ startLocal)
});

;// CONCATENATED MODULE: ./packages/shell/build/account.js
/** The user that a shell runs as, as a command for root names it. */
function accountOf({ where }) {
    return /^([A-Za-z0-9_][A-Za-z0-9_.-]*)@/.exec(where)?.[1] ?? '"$USER"';
}

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
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
    throw new build/* Failure */.HR('program-failed', `${path} on ${shell.where} cannot be created: ${result.stderr.trim()}`);
}
/** Creates a folder and its parents; a new one is for its owner alone unless `mode` is given. */
async function makeFolder(shell, path, mode = '700') {
    // Nobody else may rename what stands in a parent, whatever the umask of the user.
    await script(shell, 'set -eu; umask go-w; if [ ! -d "$1" ]; then mkdir -p -- "$1"; chmod -- "$2" "$1"; fi', [path, mode]);
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
;// CONCATENATED MODULE: ./packages/shell/build/launch.js



/** @param stdin what it reads instead of a pipe of its own @throws Failure where the system refuses at once */
function launch(file, args, options, stdin) {
    const stdio = [stdin ?? 'pipe', 'pipe', 'pipe', ...(options.answer ? ['pipe'] : [])];
    try {
        const child = (0,external_node_child_process_.spawn)(file, args, { cwd: options.cwd, env: options.environment, detached: true, stdio });
        if (options.answer)
            give(child.stdio[3], options.answer);
        return child;
    }
    catch (error) {
        throw notStarted(error, file, options);
    }
}
/** A program that ends before it was answered tells by its exit code. */
function give(to, answer) {
    to.on('error', () => { });
    answer.then((bytes) => to.end(bytes), () => to.end());
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

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./packages/shell/build/link.js


/** How the output of one program becomes the input of another. */
/**
 * The stream itself, where a program can have it as its own: nothing of it was read here yet. Undefined otherwise, as for one that this process
 * makes.
 */
function handOver(output) {
    const whole = output.readableLength === 0 && output.readableFlowing === null && !output.destroyed;
    return whole && output instanceof external_node_net_.Socket ? output : undefined;
}
/** Through this process. Who ends before the last byte came is sent no more, and the rest is taken all the same. */
function passOn(output, stdin) {
    output.pipe(stdin);
    stdin.on('close', () => output.unpipe(stdin).resume());
    output.on('error', () => stdin.end());
}
/** The input of a program that reads elsewhere. */
function link_closed() {
    return new external_node_stream_.Writable().end();
}

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
    const given = options.from && options.preamble === undefined ? handOver(options.from.stdout) : undefined;
    const child = launch(file, rest, options, given);
    const stdin = child.stdin ?? link_closed();
    // Only the program holds the other end now: when it ends, whoever writes there hears of it.
    given?.destroy();
    alive.add(child.pid);
    let stderr = '';
    let ended;
    const lines = lineSplitter((line) => options.onError?.(line));
    child.stderr.on('data', (chunk) => {
        lines.push(chunk);
        stderr = (stderr + chunk.toString()).slice(-errorLimit);
    });
    // A program may end before it has read everything: its exit code tells, not the broken pipe.
    stdin.on('error', () => { });
    if (options.preamble)
        stdin.write(options.preamble);
    if (options.from && !given)
        passOn(options.from.stdout, stdin);
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
    return { title, stdin, stdout: child.stdout, ...(options.from ? { from: options.from } : {}), done, kill: end };
}
const makeRoom = 'Make room there (df -h, df -i, docker system df), and run the same job again.';
/** A program that ended with a code other than 0. */
class ProgramFailure extends build/* Failure */.HR {
    code;
    /** What ended it, where a signal did: ours is SIGTERM. */
    signal;
    stderr;
    duration;
    stdout = '';
    constructor(title, code, signal, stderr, duration, where = 'this machine') {
        const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
        const said = lastLines(stderr);
        const full = /No space left on device|Disk quota exceeded/.test(stderr);
        // What was run says nothing to whoever has to make room.
        if (full)
            super('disk-full', `The disk of ${where} is full: ${lastLines(stderr, 1)}.`, { hint: makeRoom });
        else
            super('program-failed', `${title} ${how} on ${where}${said ? `:\n${said}\n` : '.'}`);
        this.code = code;
        this.signal = signal;
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
/** @param options `answer` is what the program reads from descriptor 3, once that is known */
function startLocal(argv, options = {}) {
    for (const value of Object.values(options.secrets ?? {}))
        (0,build/* addSecret */.Ck)(value);
    return startProcess(argv, { ...options, environment: childEnvironment(process.env, options.env, options.secrets) });
}
/** The machine that the action itself runs on. */
function localShell() {
    const start = (argv, options) => startLocal(argv, options);
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
        const there = 'path' in address ? address.path : `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
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
 * Bytes flow from the first stage to the last, programs and transforms mixed; to a program that was started `from` the one before it they have found
 * their way already. Fails if *any* part fails, with the part that failed first: a broken pipe beside it is only the echo. The last stage is a program
 * or a Writable.
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
        if (isRunning(to) && to.from !== undefined && to.from === from)
            continue;
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
