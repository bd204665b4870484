export const id = 5173;
export const ids = [5173];
export const modules = {

/***/ 5297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ filePlace)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6816);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2441);





const look = 'if [ -L "$1" ]; then echo link; elif [ -d "$1" ]; then echo folder; elif [ -e "$1" ]; then echo file; elif [ -w "$(dirname -- "$1")" ]; then echo free; else echo closed; fi';
/** What an ended run left is removed a day later: another may be at work on it. */
const write = 'set -eu; umask 077; for f in "$1".restore-????????; do [ ! -f "$f" ] || find "$f" -maxdepth 0 -mmin +1440 -exec rm -f -- {} \\; ; done; cat > "$2"; sync "$2"';
/**
 * A name that is free is taken without overwriting; one that is not has its file kept under another first, and is never without one. What fails on
 * the way leaves everything as it was.
 */
const take = [
    'set -eu; new=$1 into=$2 kept=$3; shift 3',
    'if [ -z "$kept" ]; then ln -T -- "$new" "$into"; rm -f -- "$new"; sync "$into"; exit; fi',
    'chmod "$(stat -c %a -- "$into")" "$new"; chown "$(stat -c %u:%g -- "$into")" "$new" 2>/dev/null || [ "$(stat -c %u:%g -- "$into")" = "$(stat -c %u:%g -- "$new")" ] || echo "owner" >&2',
    'back() { for side in "$@"; do if [ -e "$kept$side" ]; then mv -fT -- "$kept$side" "$into$side"; fi; done; rm -f -- "$kept"; }',
    'ln -T -- "$into" "$kept"; trap \'back "$@"\' EXIT',
    'for side in "$@"; do if [ -e "$into$side" ]; then mv -fT -- "$into$side" "$kept$side"; fi; done',
    'mv -fT -- "$new" "$into"; trap - EXIT; sync "$(dirname -- "$into")"',
].join('\n');
const refusals = {
    link: 'is a link, and who opens what it leads to would not see the restored file',
    folder: 'is a folder',
    closed: 'is in a folder that this user cannot write to, or that is not there',
};
/** A path on the machine, or in the container, of a source. @throws Failure `restore-failed` where nothing can be written there */
async function filePlace(job, order) {
    const { room, into } = order;
    const found = (await room.run(['sh', '-c', look, 'sh', into])).stdout.trim();
    const why = refusals[found];
    if (why !== undefined) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('restore-failed', `${into} ${room.where} ${why}.`, {
            state: 'Nothing was changed.',
            hint: 'Give the path of the file that is to be made in the input into.',
        });
    }
    const taken = found === 'file';
    const keptAs = `${into}_before_${(0,_names_js__WEBPACK_IMPORTED_MODULE_4__/* .stamp */ .iE)(new Date(job.clock.now()))}`;
    return {
        words: `the file ${into} ${room.where}`,
        taken,
        keptAs,
        bringBack: (store, _, evidence) => bringBack(job, store, evidence, { ...order, kept: taken ? keptAs : undefined }),
    };
}
/** First all of it is read where that changes nothing, then it is written beside the path, and then it takes the name. */
async function bringBack(job, store, evidence, order) {
    const { room, into, kept } = order;
    const scratch = `${into}.restore-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    try {
        await job.log.group(`Proof of ${evidence.manifest.id}`, () => order.prove(store, evidence));
        const start = (from) => room.start(['sh', '-c', write, 'sh', into, scratch], { deadline: job.remaining(), signal: job.signal, from });
        await job.log.group(`Restore of ${evidence.manifest.id}`, () => (0,_readback_js__WEBPACK_IMPORTED_MODULE_3__/* .readBack */ .e7)(job, store, evidence, { start, fault: () => undefined }));
        const { stderr } = await room.run(['sh', '-c', take, 'sh', scratch, into, kept ?? '', ...order.sides]);
        if (stderr.includes('owner'))
            job.log.warn(`${into} belongs to the user of this run now: only root can give it to the owner that it had.`);
        return kept;
    }
    catch (error) {
        await room.run(['rm', '-f', '--', scratch]).catch(() => { });
        const state = error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error.details.state : undefined;
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .withDetails */ .FE)(restoreFailed(error, into), { state: state ?? `${into} is as it was.` });
    }
}
function restoreFailed(error, into) {
    if (error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR && !(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9))
        return error;
    const said = error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9 ? error.stderr.trim().split('\n').at(-1) : String(error);
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('restore-failed', `${into} could not be written: ${said}`, { cause: error });
}


/***/ }),

/***/ 5173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fault: () => (/* binding */ fault),
  open: () => (/* binding */ redis_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __webpack_require__(3407);
// EXTERNAL MODULE: ./actions/backup-db/build/readback.js
var readback = __webpack_require__(2441);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/file-place.js
var file_place = __webpack_require__(5297);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/room.js
var sources_room = __webpack_require__(150);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/redis/address.js
var redis_address = __webpack_require__(1);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/access.js



/** Reasons for which there is no container to work in, although the machine answers. */
const gone = new Set(['no-container', 'database-unreachable', 'program-missing']);
/** @throws Failure `no-container`, `database-unreachable` */
async function openAccess(job) {
    const url = job.inputs['redis-url'];
    const address = url ? (0,redis_address/* redisAddress */.e)(url) : undefined;
    if (address) {
        const { host, port, tls, user, password } = address;
        const flags = ['-h', host, '-p', String(port), ...(tls ? ['--tls', '--sni', host] : []), ...(user ? ['--user', user] : [])];
        return {
            room: (0,sources_room/* machineRoom */.Hf)(job.shell),
            name: port === 6379 ? host : `${host}:${port}`,
            where: `${host}:${port}`,
            flags,
            address,
            secrets: password ? { REDISCLI_AUTH: password } : {},
        };
    }
    const room = await (0,sources_room/* containerRoom */.LQ)(job, job.inputs.service).catch((error) => {
        // What is stored can be read and brought back when its server is gone, where this machine has the programs.
        if (job.inputs.mode === 'backup' || !(error instanceof build/* Failure */.HR) || !gone.has(error.reason))
            throw error;
        job.log.info(`${error.message} Its backups are read by the programs of ${job.shell.where}.`);
        return (0,sources_room/* machineRoom */.Hf)(job.shell);
    });
    const password = room.container ? await ownPassword(job, room.container) : undefined;
    return { room, name: job.inputs.service, where: `Redis ${room.where}`, flags: [], secrets: password ? { REDISCLI_AUTH: password } : {} };
}
/** The password that the container was started with: after `--requirepass`, or in the variable that images and teams use for it. */
async function ownPassword(job, container) {
    const { stdout } = await job.shell.run(['docker', 'inspect', '--type', 'container', '--format', '{{json .}}', container]);
    const { Args, Config } = JSON.parse(stdout);
    return passwordOf(Args ?? [], Config?.Env ?? []);
}
/** @returns undefined where none is to be seen: it may have none, or keep it in its configuration */
function passwordOf(args, env) {
    const words = args.flatMap((arg) => arg.split(/\s+/));
    const after = words.indexOf('--requirepass');
    const flag = after < 0 ? undefined : words[after + 1]?.replace(/^(["'])(.*)\1$/, '$2');
    const variable = ['REDISCLI_AUTH', 'REDIS_PASSWORD', 'VALKEY_PASSWORD'].map((name) => env.find((line) => line.startsWith(`${name}=`)));
    return flag || variable.find(Boolean)?.replace(/^\w+=/, '') || undefined;
}
/** What redis-cli says on standard error or, for errors of the server, in its answer. */
function refused(access, text) {
    const hint = /NOAUTH|WRONGPASS|AUTH failed/i.test(text)
        ? 'Its password is looked for after --requirepass and in REDIS_PASSWORD of the container; give it in redis-url where it is elsewhere.'
        : 'Check that it runs, and that redis-url or service names it.';
    const line = text.trim().split('\n').at(-1) ?? '';
    return new build/* Failure */.HR('database-unreachable', `${access.where} cannot be asked: ${line || 'no answer'}.`, {
        state: 'Nothing was written.',
        hint,
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/answers.js
/** What Redis's programs say, read by name. */
/** A field of INFO. */
function field(info, name) {
    return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
}
/** Keys of all databases in INFO keyspace: `db0:keys=3,expires=1,avg_ttl=0`. */
function keysOf(info) {
    return [...info.matchAll(/^db\d+:keys=(\d+),/gm)].reduce((sum, [, keys]) => sum + Number(keys), 0);
}
/** Keys that `redis-cli --pipe` brought in: answers without an error, but for the first command and one for each database; NaN where there were errors. */
function takenKeys(said, databases) {
    const [, errors, replies] = /errors: (\d+), replies: (\d+)/.exec(said) ?? [];
    return errors === '0' ? Number(replies) - 1 - databases : Number.NaN;
}
/** What redis-check-rdb counted; undefined unless it found the archive good. */
function checkedKeys(said) {
    if (!/RDB looks OK/.test(said))
        return undefined;
    const [, keys] = /\[info\] (\d+) keys read/.exec(said) ?? [];
    return keys === undefined ? undefined : Number(keys);
}
/** The line in which redis-check-rdb says what is wrong. */
function faultOf(said) {
    const lines = said.split('\n').map((line) => line.replace(/^\[offset \d+\] |^\[\d+\] |^--- /, '').trim());
    return lines.find((line) => !/ERROR DETECTED/.test(line) && /error|unexpected|wrong|corrupt|invalid|expected|unknown|truncated/i.test(line));
}
/** Whether a program is older than what wrote the archive: then it says nothing about the archive. */
function isTooOld(said) {
    return /Can't handle RDB format version/.test(said);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/scripts.js
/** What runs beside Redis, in the shell of its machine or its container. */
/**
 * `cli` and `check`, and the flags of the way to the server in `$@`; Valkey's programs are as good. redis-check-rdb opens what it is given by name, and
 * a socket, which is what standard input often is, cannot be opened: so it reads a pipe.
 */
const programs = 'cli=$(command -v redis-cli || command -v valkey-cli) && check=$(command -v redis-check-rdb || command -v valkey-check-rdb) || { echo "redis-cli and redis-check-rdb are needed" >&2; exit 127; }';
/**
 * The dump on standard output; on standard error what the checker says of the very same bytes. Its exit code is that of redis-cli: what it left out
 * would be a good archive of less. No file is written.
 */
const dumpScript = [
    programs,
    'exec 5>&1',
    's=$({ { { "$cli" "$@" --rdb -; echo $? >&4; } | tee /dev/fd/3 | "$check" /dev/stdin >&2; } 3>&1 | cat >&5; } 4>&1)',
    'exit "${s:-1}"',
].join('\n');
/** Reads an archive on standard input. */
const checkScript = `${programs}\ncat | "$check" /dev/stdin >&2`;
const lookScript = `${programs}\n"$cli" "$@" info server && "$cli" "$@" info keyspace`;
/**
 * Loads an archive on standard input into a server of its own that nobody else reaches, and says what it holds. As a replica of nobody it keeps the
 * keys that have expired since, so that every one can be counted. What it needs is memory for all of it, and disk for the archive. With the word
 * `commands` it is sent what is on standard input, and says how much of that it took.
 */
const rehearseScript = [
    'set -u; server=$(command -v redis-server || command -v valkey-server) && cli=$(command -v redis-cli || command -v valkey-cli) || { echo "redis-server and redis-cli are needed" >&2; exit 127; }',
    'd=$(mktemp -d) || exit 1; p=; trap \'[ -z "$p" ] || kill -9 "$p" 2>/dev/null; rm -rf "$d"\' EXIT; trap "exit 1" HUP INT TERM',
    'if [ "${1:-}" = commands ]; then source=; else source="--replicaof 127.0.0.1 1"; cat > "$d/dump.rdb" || exit 1; fi',
    '"$server" --port 0 --unixsocket "$d/s" --dir "$d" --dbfilename dump.rdb --save "" --appendonly no $source --logfile "$d/log" > /dev/null & p=$!',
    'while kill -0 "$p" 2>/dev/null; do',
    '  case $("$cli" -s "$d/s" ping 2>/dev/null) in PONG) if [ -z "$source" ]; then "$cli" -s "$d/s" --pipe; else "$cli" -s "$d/s" info keyspace; fi; exit;; esac; sleep 0.1',
    'done',
    'tail -n 5 "$d/log" >&2; exit 3',
].join('\n');

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/rehearse.js








/**
 * Loads the archive into a Redis of its own, which nobody reaches and which is gone afterwards, and counts its keys. Where the source is a container,
 * it is another one of the same image without a network, so that the memory of the live one is its own.
 * @returns milliseconds until it answered
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
async function rehearse(job, room, store, evidence) {
    const { id } = evidence.manifest;
    const { keys, scanned } = (0,facts/* factsOf */.xS)(evidence.manifest, 'redis');
    const started = job.clock.now();
    const { startServer, remove } = await throwaway(job, room, scanned ? ['commands'] : []);
    let answer = '';
    const start = (from) => {
        const program = startServer(from);
        program.stdout.on('data', (chunk) => {
            answer += chunk.toString();
        });
        return program;
    };
    try {
        await (0,readback/* readBack */.e7)(job, store, evidence, { start, fault: () => undefined });
    }
    catch (error) {
        if (!(error instanceof shell_build/* ProgramFailure */.J9))
            throw error;
        if (error.code === 127)
            throw new build/* Failure */.HR('program-missing', `${error.stderr.trim().split('\n').at(-1)} ${room.where}.`);
        if (isTooOld(error.stderr))
            throw tooOld('redis-server', room.where, evidence.manifest);
        throw new build/* Failure */.HR('restore-failed', `A Redis of its own could not load ${id}: ${error.stderr.trim().split('\n').at(-1)}`, {
            cause: error,
        });
    }
    finally {
        await remove();
    }
    const found = scanned ? takenKeys(answer, scanned) : keysOf(answer);
    if (found === keys)
        return job.clock.now() - started;
    throw new build/* Failure */.HR('count-mismatch', `What was restored from ${id} has ${found} keys, and its manifest says ${keys}.`, {
        hint: 'Use another backup, and report this one: its archive and its count are of the same bytes.',
    });
}
/** A program that is older than the Redis of the backup proves nothing, for or against it. */
function tooOld(program, where, { id, facts }) {
    return new build/* Failure */.HR('version-mismatch', `${program} ${where} is too old to read ${id}, which is of ${(0,content/* amountOf */.M)(facts).origin}.`, {
        hint: 'Install the programs of that version there, or start the service, whose own are used then.',
    });
}
async function throwaway(job, room, words) {
    const options = { title: 'a Redis of its own', deadline: job.remaining(), signal: job.signal };
    const { container } = room;
    if (!container) {
        return {
            startServer: (from) => room.start(['sh', '-c', rehearseScript, 'sh', ...words], { ...options, from }),
            remove: async () => { },
        };
    }
    const { stdout } = await job.shell.run(['docker', 'inspect', '--type', 'container', '--format', '{{.Image}}', container]);
    const name = `slipway-rehearsal-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const flags = ['--rm', '--interactive', '--network', 'none', '--name', name, '--entrypoint', 'sh'];
    const argv = ['docker', 'run', ...flags, stdout.trim(), '-c', rehearseScript, 'sh', ...words];
    return {
        startServer: (from) => job.shell.start(argv, { ...options, from }),
        remove: async () => void (await job.shell.run(['docker', 'rm', '--force', '--volumes', name], { allowFailure: true })),
    };
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/in-process.js
var in_process = __webpack_require__(6652);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/scan/resp.js
class RedisError extends Error {
}
/** A command as Redis reads it, and as `redis-cli --pipe` sends it. */
function encode(...words) {
    const parts = words.flatMap((word) => {
        const bytes = typeof word === 'string' ? Buffer.from(word) : word;
        return [Buffer.from(`$${bytes.length}\r\n`), bytes, lineEnd];
    });
    return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...parts]);
}
const lineEnd = Buffer.from('\r\n');
/** Longest line that is not the bytes of a string: an error, or a number. */
const longestLine = 64 * 1024;
/** Reads RESP2, of which commands are a part, from a stream of bytes; no more of it than one answer is held. */
class RespReader {
    #source;
    #rest = Buffer.alloc(0);
    constructor(source) {
        this.#source = source[Symbol.asyncIterator]();
    }
    /** Whether the stream has ended between two answers. */
    async ended() {
        return this.#rest.length === 0 && !(await this.#more());
    }
    /** @throws Error where it ends in the middle, or is no RESP */
    async next() {
        const line = await this.#line();
        const [type, rest] = [line[0], line.slice(1)];
        if (type === '+')
            return Buffer.from(rest, 'latin1');
        if (type === '-')
            return new RedisError(rest);
        const number = Number(rest);
        if (!Number.isSafeInteger(number) || rest === '' || !':$*'.includes(type ?? ' '))
            throw new Error(`this is no answer of Redis: ${line.slice(0, 40)}`);
        if (type === ':')
            return number;
        if (number < 0)
            return null;
        if (type === '$')
            return (await this.#take(number + 2)).subarray(0, number);
        const list = [];
        while (list.length < number)
            list.push(await this.next());
        return list;
    }
    async #more() {
        const { value, done } = await this.#source.next();
        if (done)
            return false;
        this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
        return true;
    }
    async #line() {
        let end = this.#rest.indexOf(lineEnd);
        while (end < 0) {
            if (this.#rest.length > longestLine || !(await this.#more()))
                throw new Error('it ends in the middle, or is no answer of Redis');
            end = this.#rest.indexOf(lineEnd);
        }
        const line = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 2);
        return line;
    }
    /** Pieces are put together once: a value may be large. */
    async #take(length) {
        const pieces = [this.#rest];
        let held = this.#rest.length;
        while (held < length) {
            const { value, done } = await this.#source.next();
            if (done)
                throw new Error('it ends in the middle of a value');
            pieces.push(value);
            held += value.length;
        }
        const all = pieces.length === 1 ? this.#rest : Buffer.concat(pieces);
        this.#rest = all.subarray(length);
        return all.subarray(0, length);
    }
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/scan/archive.js

/** The first command of every archive; who sends it to a Redis hears it back. */
const header = ['ECHO', 'slipway redis 1'];
/** Its first bytes. */
const magic = '*2\r\n$4\r\nECHO\r\n';
/** What brings a key back: its end of life as milliseconds since 1970, 0 where it has none. */
function restoring(key, until, payload) {
    return ['RESTORE', key, String(until), payload, 'REPLACE', ...(until > 0 ? ['ABSTTL'] : [])];
}
/**
 * Reads an archive whole. @returns its keys @throws Error with what is wrong in it
 */
async function countKeys(reader) {
    if (!isHeader(await reader.next()))
        throw new Error('it does not begin as an archive does');
    let keys = 0;
    while (!(await reader.ended())) {
        const [command = '', ...words] = wordsOf(await reader.next());
        if (command === 'RESTORE') {
            const [key, until = '', payload] = words;
            // A payload ends with two bytes of version and eight of checksum.
            if (key === undefined || !/^\d+$/.test(until) || (payload?.length ?? 0) <= 10)
                throw new Error(`key number ${keys + 1} is not whole`);
            keys++;
        }
        else if (command !== 'SELECT')
            throw new Error(`it holds the command ${command.slice(0, 20)}, which belongs in no archive`);
    }
    return keys;
}
const isHeader = (reply) => wordsOf(reply).join(' ') === header.join(' ');
function wordsOf(reply) {
    if (!Array.isArray(reply))
        throw new Error(reply instanceof RedisError ? reply.message : 'it holds what is no command');
    return reply.map((word) => {
        if (!Buffer.isBuffer(word))
            throw new Error('it holds a command with a word that is none');
        return word.toString('latin1');
    });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/scan/line.js



/** Milliseconds without a byte after which the other side is taken for dead. */
const silence = 60_000;
/** @throws Error where nobody answers; RedisError where the password is refused */
async function openLine(shell, address, signal) {
    const there = await shell.reach({ host: address.host, port: address.port });
    const socket = 'path' in there ? (0,external_node_net_.connect)(there.path) : (0,external_node_net_.connect)(there.port, there.host);
    const stream = address.tls
        ? (0,external_node_tls_.connect)({ socket, host: address.host, ...((0,external_node_net_.isIP)(address.host) ? {} : { servername: address.host }) })
        : socket;
    const stop = () => void stream.destroy(new Error('the run was ended'));
    stream.on('timeout', () => stream.destroy(new Error(`no byte came for ${silence / 1000} s`)));
    stream.on('error', () => { });
    signal.addEventListener('abort', stop, { once: true });
    const reader = new RespReader(stream);
    const line = {
        async *ask(commands) {
            stream.write(Buffer.concat(commands.map((words) => encode(...words))));
            for (const _ of commands) {
                // Only while an answer is due: where it goes may be slow.
                stream.setTimeout(silence);
                const reply = await reader.next();
                stream.setTimeout(0);
                yield reply;
            }
        },
        async demand(...words) {
            for await (const reply of line.ask([words])) {
                if (reply instanceof RedisError)
                    throw reply;
                return reply;
            }
            throw new Error('no answer');
        },
        close() {
            signal.removeEventListener('abort', stop);
            stream.destroy();
        },
    };
    try {
        if (address.password)
            await line.demand('AUTH', ...(address.user ? [address.user] : []), address.password);
        return line;
    }
    catch (error) {
        line.close();
        throw error;
    }
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/scan/scan.js










/** Keys that are asked for at once. */
const batch = 64;
/** Redis keys read one after another: what every Redis lets its users do. It is of no single moment, which its manifest says. */
async function openScan(job, address, version) {
    const line = await reachLine(job, address);
    let [keys, scanned] = [0, 0];
    let ended = Promise.resolve();
    return {
        program: 'SCAN',
        magic: magic,
        hint: 'The user needs the rights +scan, +dump, +pttl and +select.',
        start() {
            const title = `the keys of ${address.host}`;
            const running = (0,in_process/* inProcess */.b)(title, job.shell.where, job, async ({ stdout, signal }) => {
                signal.addEventListener('abort', () => line.close(), { once: true });
                try {
                    const numbers = await databases(line);
                    scanned = numbers.length;
                    await write(stdout, encode(...header));
                    for (const number of numbers)
                        for await (const count of copyDatabase(line, number, stdout))
                            keys += count;
                }
                catch (error) {
                    // As a program that says why and ends with 1.
                    throw new shell_build/* ProgramFailure */.J9(title, 1, null, (0,build/* messageOf */.bD)(error), 0, job.shell.where);
                }
            });
            ended = running.done;
            return running;
        },
        async facts() {
            await ended;
            return { kind: 'redis', server: { version }, keys, scanned };
        },
        abandon: async () => { },
        close: async () => line.close(),
    };
}
/** @throws Failure `database-unreachable`, also where its certificate is not of that name */
function reachLine(job, address) {
    return openLine(job.shell, address, job.signal).catch((error) => {
        throw new build/* Failure */.HR('database-unreachable', `${address.host}:${address.port} cannot be asked: ${(0,build/* messageOf */.bD)(error)}.`, {
            state: 'Nothing was written.',
            cause: error,
        });
    });
}
/** Every database that has keys; where nobody may ask which those are, the first one. */
async function databases(line) {
    const info = await line.demand('INFO', 'keyspace').catch((error) => {
        if (error instanceof RedisError)
            return undefined;
        throw error;
    });
    if (!Buffer.isBuffer(info))
        return [0];
    const text = info.toString();
    if (keysOf(text) === 0)
        return [0];
    return [...text.matchAll(/^db(\d+):/gm)].map(([, number]) => Number(number));
}
/** @returns how many keys were written, as they are */
async function* copyDatabase(line, database, out) {
    if (database !== 0)
        await line.demand('SELECT', String(database));
    await write(out, encode('SELECT', String(database)));
    let cursor = '0';
    do {
        const reply = await line.demand('SCAN', cursor, 'COUNT', '512');
        const [next, found] = Array.isArray(reply) ? reply : [];
        if (!Buffer.isBuffer(next) || !Array.isArray(found))
            throw new Error('SCAN answered what is no list of keys');
        cursor = next.toString();
        const keys = found;
        for (let at = 0; at < keys.length; at += batch)
            yield await copy(line, keys.slice(at, at + batch), out);
    } while (cursor !== '0');
}
/** A key that is gone meanwhile is left out. */
async function copy(line, keys, out) {
    const replies = line.ask(keys.flatMap((key) => [['PTTL', key], ['DUMP', key]]));
    let written = 0;
    for (const key of keys) {
        const left = (await replies.next()).value;
        const payload = (await replies.next()).value;
        for (const reply of [left, payload])
            if (reply instanceof RedisError)
                throw reply;
        if (!Buffer.isBuffer(payload) || typeof left !== 'number')
            continue;
        await write(out, encode(...restoring(key, left > 0 ? Date.now() + left : 0, payload)));
        written++;
    }
    return written;
}
async function write(out, bytes) {
    if (!out.write(bytes))
        await (0,external_node_events_.once)(out, 'drain');
}
/** All that is stored, command by command. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
async function readScan(job, store, evidence) {
    const { keys } = (0,facts/* factsOf */.xS)(evidence.manifest, 'redis');
    let found = 0;
    const title = 'the reader of keys';
    const start = () => (0,in_process/* inProcess */.b)(title, job.shell.where, job, async ({ stdin }) => {
        try {
            found = await countKeys(new RespReader(stdin));
        }
        catch (error) {
            throw new shell_build/* ProgramFailure */.J9(title, 1, null, (0,build/* messageOf */.bD)(error), 0, job.shell.where);
        }
    });
    await (0,readback/* readBack */.e7)(job, store, evidence, { start, fault: ({ stderr }) => stderr });
    if (found !== keys)
        throw (0,readback/* corrupt */.qb)(evidence, `it holds ${found} keys, and its manifest says ${keys}`);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/redis/redis.js












/**
 * All databases of a Redis, as it sends them to a replica: one moment, without a file. Who takes it needs memory for what is written meanwhile.
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`
 */
async function redis_open(job) {
    const access = await openAccess(job);
    const { address, room, where } = access;
    // redis-cli checks who signed a certificate, and not whose it is: so it is asked once by somebody who does.
    if (address?.tls && job.inputs.mode === 'backup')
        (await reachLine(job, address)).close();
    const prove = (store, evidence) => readArchive(job, access, store, evidence);
    return {
        kind: 'redis',
        name: (0,facts/* nameOf */.Vb)('redis', access.name),
        where,
        async look() {
            const { version, keys } = await ask(access);
            if (keys > 0)
                return { holds: `${(0,content/* counted */.h)(keys, 'key')} of Redis ${version}` };
            return { reason: 'no-data', text: `${where} holds no keys: there is nothing to back up.` };
        },
        // A restore comes when the server may be gone.
        check: async () => void (job.inputs.mode === 'backup' ? await ask(access) : await checkPrograms(access)),
        guarded: (work) => work(),
        open: async () => address && job.inputs['redis-copy'] === 'scan' ? openScan(job, address, (await ask(access)).version) : openMoment(job, access),
        readArchive: prove,
        rehearse: (store, evidence) => rehearse(job, room, store, evidence),
        place: (into) => (0,file_place/* filePlace */.W)(job, { room: (0,sources_room/* machineRoom */.Hf)(job.shell), into, sides: [], prove }),
    };
}
/** @throws Failure `database-unreachable`, `program-missing` */
async function ask(access) {
    const { room, flags, secrets, where } = access;
    const { code, stdout, stderr } = await room.run(['sh', '-c', lookScript, 'sh', ...flags], {
        secrets,
        allowFailure: true,
        deadline: 30_000,
    });
    if (code === 127)
        throw missing(room.where, stderr);
    const version = field(stdout, 'valkey_version') ?? field(stdout, 'redis_version');
    if (code !== 0 || version === undefined)
        throw refused(access, stderr || stdout);
    if (field(stdout, 'redis_mode') === 'cluster') {
        throw new build/* Failure */.HR('dump-failed', `${where} is a node of a cluster: a backup of it would hold a part of the keys.`, {
            state: 'No backup was stored.',
            hint: 'kind redis backs up a Redis that is no cluster. Back up each node by the means of the cluster.',
        });
    }
    return { version, keys: keysOf(stdout) };
}
/** @throws Failure `program-missing` */
async function checkPrograms({ room }) {
    const { code, stderr } = await room.run(['sh', '-c', programs], { allowFailure: true, deadline: 30_000 });
    if (code !== 0)
        throw missing(room.where, stderr);
}
function missing(where, stderr) {
    return new build/* Failure */.HR('program-missing', `${stderr.trim().split('\n').at(-1)} ${where}.`, {
        state: 'Nothing was written.',
        hint: 'On Debian and Ubuntu: apt-get install redis-tools. Images of Redis and Valkey have them.',
    });
}
async function openMoment(job, access) {
    const { version } = await ask(access);
    const said = [];
    let ended = Promise.resolve();
    return {
        program: 'redis-cli',
        magic: 'REDIS',
        hint: 'The user needs the rights of a replica (+sync, +psync, +replconf). A hosted Redis that gives nobody those is read by redis-copy: scan.',
        start() {
            const { flags, secrets, room } = access;
            const running = room.start(['sh', '-c', dumpScript, 'sh', ...flags], {
                title: 'redis-cli --rdb',
                secrets,
                deadline: job.remaining(),
                signal: job.signal,
                onError: (line) => void said.push(line),
            });
            ended = running.done;
            return running;
        },
        async facts() {
            // Its own failure says more than what the checker makes of half an archive.
            await ended;
            const text = said.join('\n');
            const keys = checkedKeys(text);
            if (keys !== undefined)
                return { kind: 'redis', server: { version }, keys };
            throw new build/* Failure */.HR('dump-failed', `What redis-cli wrote is no good archive: ${faultOf(text) ?? 'redis-check-rdb did not say so'}.`, {
                state: 'No backup was stored.',
            });
        },
        abandon: async () => { },
        close: async () => { },
    };
}
/** All that is stored through the checker, which must count the keys of the dump. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
async function readArchive(job, { room }, store, evidence) {
    const { keys, scanned } = (0,facts/* factsOf */.xS)(evidence.manifest, 'redis');
    if (scanned)
        return readScan(job, store, evidence);
    const said = [];
    const start = (from) => room.start(['sh', '-c', checkScript], {
        title: 'redis-check-rdb',
        deadline: job.remaining(),
        signal: job.signal,
        onError: (line) => void said.push(line),
        from,
    });
    await (0,readback/* readBack */.e7)(job, store, evidence, { start, fault }).catch((error) => {
        throw error instanceof shell_build/* ProgramFailure */.J9 && isTooOld(error.stderr) ? tooOld('redis-check-rdb', room.where, evidence.manifest) : error;
    });
    const found = checkedKeys(said.join('\n'));
    if (found !== keys)
        throw (0,readback/* corrupt */.qb)(evidence, `redis-check-rdb counts ${found ?? 'no'} keys in it, and its manifest says ${keys}`);
}
/** The checker ends with 1 where the archive is to blame. */
function fault({ code, stderr }) {
    return code === 1 && !isTooOld(stderr) ? `redis-check-rdb cannot use it: ${faultOf(stderr) ?? 'it does not look right'}` : undefined;
}


/***/ }),

/***/ 150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hf: () => (/* binding */ machineRoom),
/* harmony export */   LQ: () => (/* binding */ containerRoom),
/* harmony export */   Lp: () => (/* binding */ roomIn),
/* harmony export */   hh: () => (/* binding */ serviceContainer)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4677);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);



function machineRoom(shell) {
    return {
        where: `on ${shell.where}`,
        container: undefined,
        run: (argv, options = {}) => shell.run(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
        start: (argv, options = {}) => shell.start(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
    };
}
/** Ends a program whose caller is gone, because the engine does not. */
const enter = 't=$1; shift; if command -v timeout >/dev/null; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"';
/** The container of a compose service: where it was switched, that of a colour. @throws Failure `no-container`, `database-unreachable` */
async function serviceContainer({ shell, project }, service) {
    try {
        return await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .findContainer */ .FA)(shell, project, service);
    }
    catch (error) {
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9)
            throw error;
        let known = error;
        for (const colour of ['blue', 'green']) {
            try {
                return await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .findContainer */ .FA)(shell, `${project}-${colour}`, service);
            }
            catch (other) {
                if (!(other instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || other instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9)
                    throw other;
                // A container that is there and does not run says more than a project that has none.
                if (other.reason !== 'no-container')
                    known = other;
            }
        }
        throw known;
    }
}
async function containerRoom(job, service) {
    const { id, name } = await serviceContainer(job, service);
    return roomIn(job.shell, id, `in the container ${name} on ${job.shell.where}`);
}
/** Inside a container. What is secret reaches it by the environment of the engine's client. */
function roomIn(shell, container, where) {
    const command = (argv, { env = {}, secrets = {}, deadline = 60_000 }) => {
        const names = Object.keys({ LC_ALL: '', ...env, ...secrets }).flatMap((name) => ['-e', name]);
        return ['docker', 'exec', '-i', ...names, container, 'sh', '-c', enter, 'sh', String(Math.ceil(deadline / 1000)), ...argv];
    };
    const inside = (options) => ({ ...options, env: { LC_ALL: 'C', ...options.env } });
    return {
        where,
        container,
        run: (argv, options = {}) => shell.run(command(argv, options), inside(options)),
        start: (argv, options = {}) => shell.start(command(argv, options), inside(options)),
    };
}


/***/ }),

/***/ 6652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ inProcess)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);



/** Bytes that wait before a stream of ours, and pieces behind it: read as pieces, because a reader of bytes gets all that waits as one copy. */
const waits = { writableHighWaterMark: 1024 * 1024, readableObjectMode: true, readableHighWaterMark: 16 };
/** Node fires a longer timer at once. */
const longestTimer = 2 ** 31 - 1;
/** Work inside this process that looks like a program under way: it stands in a pipe beside programs, and ends as they do. */
function inProcess(title, where, limits, work) {
    const started = performance.now();
    const [stdin, stdout] = [new node_stream__WEBPACK_IMPORTED_MODULE_0__.PassThrough(waits), new node_stream__WEBPACK_IMPORTED_MODULE_0__.PassThrough(waits)];
    // As of a program: its end tells, not the broken pipe.
    for (const stream of [stdin, stdout])
        stream.on('error', () => { });
    const stop = new AbortController();
    const deadline = limits.remaining();
    const timer = setTimeout(() => stop.abort(new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('timeout', `${title} did not end within ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(deadline)}.`)), Math.min(deadline, longestTimer));
    const cancel = () => stop.abort(whyCancelled(limits.signal, title));
    if (limits.signal.aborted)
        cancel();
    limits.signal.addEventListener('abort', cancel, { once: true });
    const stopped = new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
    stopped.catch(() => { });
    const perform = async () => {
        try {
            stop.signal.throwIfAborted();
            await Promise.race([work({ stdin, stdout, signal: stop.signal }), stopped]);
            stdout.end();
            return { code: 0, stdout: '', stderr: '', duration: performance.now() - started };
        }
        catch (error) {
            const why = (stop.signal.aborted ? stop.signal.reason : error);
            stop.abort(why);
            const killed = why instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9;
            stdin.destroy(killed ? Object.assign(new Error('broken pipe'), { code: 'EPIPE' }) : why);
            stdout.destroy(killed ? undefined : why);
            throw why;
        }
        finally {
            clearTimeout(timer);
            limits.signal.removeEventListener('abort', cancel);
        }
    };
    const done = perform();
    done.catch(() => { });
    return { title, stdin, stdout, done, kill: () => stop.abort(new _slipway_shell__WEBPACK_IMPORTED_MODULE_2__/* .ProgramFailure */ .J9(title, 143, 'SIGTERM', '', 0, where)) };
}
function whyCancelled(signal, title) {
    const why = signal.reason;
    return why instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? why : new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('cancelled', `${title} was ended because the run was cancelled.`);
}


/***/ })

};
