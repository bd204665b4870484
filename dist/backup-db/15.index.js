export const id = 15;
export const ids = [15];
export const modules = {

/***/ 6200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bl: () => (/* binding */ volumeExists),
/* harmony export */   DG: () => (/* binding */ fault),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   QR: () => (/* binding */ alone),
/* harmony export */   ev: () => (/* binding */ usersOf),
/* harmony export */   pt: () => (/* binding */ readerImage)
/* harmony export */ });
/* unused harmony export isVolume */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _writers_users_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3034);


async function volumeExists(shell, volume) {
    return (await shell.run(['docker', 'volume', 'inspect', '--', volume], { allowFailure: true })).code === 0;
}
/** Every container that has the volume, running or not. A filter of `docker ps` also finds paths that begin with the name. */
async function usersOf(shell, volume) {
    return (0,_writers_users_js__WEBPACK_IMPORTED_MODULE_1__/* .parseUsers */ .YN)(await (0,_writers_users_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectContainers */ .Xu)(shell, '--all', '--filter', `volume=${volume}`), isVolume(volume));
}
const isVolume = (volume) => (mount) => mount.Type === 'volume' && mount.Name === volume;
const able = 'command -v tar >/dev/null && command -v find >/dev/null';
/** An image that is on the machine and can read a volume. @throws Failure `program-missing` */
async function readerImage(shell, users, given) {
    const { stdout } = given
        ? { stdout: '' }
        : await shell.run(['docker', 'image', 'ls', '--quiet', '--no-trunc', '--filter', 'dangling=false']);
    const images = given ? [given] : [...new Set([...users.map(({ image }) => image), ...stdout.split('\n').filter(Boolean)])];
    for (const image of images.slice(0, 12)) {
        const argv = ['docker', 'run', '--rm', '--pull', 'never', '--network', 'none', '--user', '0', '--entrypoint', 'sh', image, '-c', able];
        if ((await shell.run(argv, { allowFailure: true, deadline: 60_000 })).code === 0)
            return image;
    }
    const what = given ? `The image ${given} is not on ${shell.where}, or has` : `No image on ${shell.where} that was tried has`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('program-missing', `${what} no sh, tar and find to read a volume with.`, {
        state: 'Nothing was written.',
        hint: 'Pull a small one there (docker pull debian:bookworm-slim) and name it in the input image.',
    });
}
/** Flags of a container that sees a volume and nothing else. */
const alone = ['--rm', '--interactive', '--pull', 'never', '--network', 'none', '--log-driver', 'none', '--user', '0'];
/** What a script said of the names that it saw. */
function listed(lines) {
    const [, count] = /^listed (\d+)$/m.exec(lines.join('\n')) ?? [];
    return count === undefined ? undefined : Number(count);
}
/** The engine has codes of its own from 125 on. */
function fault({ code, stderr }) {
    return code > 0 && code < 125 ? `tar cannot read it: ${stderr.trim().split('\n').at(-1)}` : undefined;
}


/***/ }),

/***/ 2015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ volume_open)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __webpack_require__(3407);
// EXTERNAL MODULE: ./actions/backup-db/build/readback.js
var readback = __webpack_require__(2441);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/writers/choose.js
var choose = __webpack_require__(7465);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/writers/still.js
var still = __webpack_require__(9212);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/volume/engine.js
var engine = __webpack_require__(6200);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var names = __webpack_require__(6816);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/volume/scripts.js
/** What reads and writes volumes: on the machine with its engine, and inside a container that has the volume at `/from` or `/to`. */
/** Owners as numbers, where tar can: names may be others in the image that brings it back. */
const tar = 'numeric=; if tar --version 2>/dev/null | grep -q GNU; then numeric=--numeric-owner; fi';
/** The archive on standard output; on standard error how many names the very same bytes list. Its exit code is that of the tar that wrote. */
const packScript = [
    tar,
    'exec 5>&1',
    's=$({ { { tar -c $numeric -f - -C /from .; echo $? >&4; } | tee /dev/fd/3 | tar -tf - | wc -l | sed "s/^ */listed /" >&2; } 3>&1 | cat >&5; } 4>&1)',
    'exit "${s:-1}"',
].join('\n');
const listScript = 'set -e; tar -tf - > /tmp/list; wc -l < /tmp/list | sed "s/^ */listed /" >&2';
const count = 'cd /to; find . -print0 | tr -dc "\\0" | wc -c | sed "s/^ */listed /" >&2';
/**
 * A file by this name is in a volume that is not whole. Where its content was being exchanged it is a link, which is there with what it says or not at
 * all: it leads to the name of the volume that has all of what was in it before.
 */
const unfinished = '.slipway-unfinished';
/** Of a volume at /to: nothing, or `unfinished` and a line with the name of the volume that has what was in it, if there is one. */
const stateScript = `cd /to; if [ -L ${unfinished} ]; then echo unfinished; readlink ${unfinished}; elif [ -e ${unfinished} ]; then echo unfinished; fi`;
/** Ends with 0 where a volume at /to holds nothing that could be missed: the copy of an old content was cut, or never begun. */
const cutScript = `[ -e /to/${unfinished} ] || [ -z "$(find /to -mindepth 1 -maxdepth 1 | head -n 1)" ]`;
const clear = `find /to -mindepth 1 -maxdepth 1 ! -name ${unfinished} -exec rm -rf -- {} +`;
const unpackScript = [
    tar,
    `set -e; rm -f /to/${unfinished}; : > /to/${unfinished}; ${clear}; tar -x -p $numeric -f - -C /to; rm /to/${unfinished}; ${count}`,
].join('\n');
/** What `exchangeScript` says before it changes anything in /to. */
const exchanging = 'exchanging';
/**
 * `KEPT`: the old content goes to /kept, and only when all of it is on the disk there the new one takes its place. Killed at any moment it leaves
 * in /to the old content, the new one, or one that says that it is neither and where the old one is; from there it goes on, without /kept.
 */
const exchangeScript = [
    `set -e; mark=${unfinished}; settle() { sync -f "$1" 2>/dev/null || sync; }`,
    'if [ ! -L "/to/$mark" ]; then',
    '  : > "/kept/$mark"; cp -a /to/. /kept/; settle /kept; rm "/kept/$mark"; settle /kept',
    // Before the link: who hears it leaves the copy alone.
    `  echo ${exchanging} >&2; ln -s "$1" "/to/$mark"; settle /to`,
    'fi',
    `${clear}; cp -a /from/. /to/; settle /to; rm "/to/$mark"; settle /to; ${count}`,
].join('\n');

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/volume/volumes.js


async function createVolume({ shell }, name, label) {
    await shell.run(['docker', 'volume', 'create', ...(label ? ['--label', label.join('=')] : []), name]);
    return name;
}
async function labelledVolumes({ shell }, label) {
    const { stdout } = await shell.run(['docker', 'volume', 'ls', '--quiet', '--filter', `label=${label.join('=')}`]);
    return stdout.split('\n').filter(Boolean);
}
/** One that another run has in use stays. */
async function removeVolume({ shell, log }, name) {
    const { code, stderr } = await shell.run(['docker', 'volume', 'rm', name], { allowFailure: true });
    if (code !== 0)
        log.debug(`The volume ${name} stays: ${stderr.trim()}`);
}
const looking = (image, volume, script) => [
    'docker',
    'run',
    ...engine/* alone */.QR,
    '--volume',
    `${volume}:/to:ro`,
    '--entrypoint',
    'sh',
    image,
    '-c',
    script,
];
/** Of a volume that exists: a look would make one that does not. */
async function stateOf({ shell }, image, volume) {
    const [first, kept = ''] = (await shell.run(looking(image, volume, stateScript))).stdout.split('\n');
    return { cut: first === 'unfinished', ...(/^[a-z\d][\w.-]*$/i.test(kept) ? { kept } : {}) };
}
/** Whether it holds a part of an old content only, which is all where it came from. */
async function isCutCopy({ shell }, image, volume) {
    return (await shell.run(looking(image, volume, cutScript), { allowFailure: true })).code === 0;
}
function describeCut(volume, { kept }) {
    const before = kept ? `what was in it before is in the volume ${kept}` : 'there was nothing in it before';
    return `The volume ${volume} is not whole: a restore into it was ended on the way; ${before}.`;
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/volume/exchange.js






/** A throw-away volume; what ended runs left of the same source is removed first. */
async function createScratch(job, purpose, { manifest }) {
    const label = ['slipway.unfinished', `${job.project}/${manifest.database}`];
    for (const old of await labelledVolumes(job, label))
        await removeVolume(job, old);
    return createVolume(job, `slipway_${purpose}_${(0,external_node_crypto_.randomBytes)(5).toString('hex')}`, label);
}
/** @throws Failure `volume-in-use` */
async function refuseUsed(job, volume) {
    const running = (await (0,engine/* usersOf */.ev)(job.shell, volume)).filter(({ writes }) => writes);
    if (running.length === 0)
        return;
    throw new build/* Failure */.HR('volume-in-use', `${running.map(({ name }) => name).join(', ')} may write to the volume ${volume} now.`, {
        state: 'Nothing was changed.',
        hint: 'Stop what uses it, and run again.',
    });
}
/**
 * A volume has no other name to take: the backup is unpacked beside it, what is in it is copied away, and then its content is exchanged. A mark in it
 * says so for as long as that lasts, so that whoever comes after a run that was ended goes on. @returns where the old content is
 */
async function exchange(job, image, evidence, { into, kept, begun }, unpack) {
    await refuseUsed(job, into);
    const scratch = await createScratch(job, 'restore', evidence);
    try {
        await unpack(scratch).catch((error) => {
            throw error instanceof build/* Failure */.HR ? (0,build/* withDetails */.FE)(error, { state: error.details.state ?? 'Nothing was changed.' }) : error;
        });
        if (!begun)
            await createKept(job, image, into, kept);
        const volumes = [`${scratch}:/from:ro`, `${into}:/to`, ...(begun ? [] : [`${kept}:/kept`])].flatMap((one) => ['--volume', one]);
        const argv = ['docker', 'run', ...engine/* alone */.QR, ...volumes, '--entrypoint', 'sh', image, '-c', exchangeScript, 'sh', kept];
        const options = { deadline: job.remaining(), signal: job.signal, allowFailure: true };
        const { code, stderr } = await job.shell.run(argv, options).catch((error) => {
            if (!(error instanceof build/* Failure */.HR))
                throw error;
            throw (0,build/* withDetails */.FE)(error, { state: `Nobody saw how far it came: ${into} is as it was, or what was in it is in the volume ${kept}.` });
        });
        const lines = stderr.trim().split('\n');
        if (code === 0 && (0,engine/* listed */.KE)(lines) === (0,facts/* factsOf */.xS)(evidence.manifest, 'volume').files)
            return kept;
        const changed = begun || lines.includes(exchanging);
        if (!changed)
            await removeVolume(job, kept);
        throw new build/* Failure */.HR('swap-failed', `The content of ${into} could not be exchanged: ${lines.at(-1) || `exit code ${code}`}`, {
            state: changed ? `${into} may not be whole. What was in it before is in the volume ${kept}.` : `${into} is as it was.`,
            hint: changed ? 'Make room, and run again: it goes on from there.' : 'Make room, and run again.',
        });
    }
    finally {
        await removeVolume(job, scratch);
    }
}
/** Copies that were cut have nothing that is not still in its place. */
async function createKept(job, image, into, kept) {
    const label = ['slipway.kept', into];
    for (const old of await labelledVolumes(job, label))
        if (await isCutCopy(job, image, old))
            await removeVolume(job, old);
    await createVolume(job, kept, label);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/volume/restore.js









/** Unpacks into a throw-away volume and counts. @returns milliseconds @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack` */
async function rehearse(job, image, store, evidence) {
    const started = job.clock.now();
    const scratch = await createScratch(job, 'verify', evidence);
    try {
        await unpack(job, image, store, evidence, scratch);
        return job.clock.now() - started;
    }
    finally {
        await removeVolume(job, scratch);
    }
}
async function placeFor(job, image, into, prove) {
    const exists = await (0,engine/* volumeExists */.Bl)(job.shell, into);
    const state = exists ? await stateOf(job, image, into) : { cut: false };
    if (state.cut)
        job.log.warn(describeCut(into, state));
    const taken = exists && !state.cut;
    const keptAs = state.kept ?? `${into}_before_${(0,names/* stamp */.iE)(new Date(job.clock.now()))}`;
    return {
        words: `the volume ${into} on ${job.shell.where}`,
        taken,
        keptAs,
        async bringBack(store, _, evidence) {
            const fill = (volume) => job.log.group(`Restore of ${evidence.manifest.id}`, () => unpack(job, image, store, evidence, volume));
            if (taken || state.kept)
                return exchange(job, image, evidence, { into, kept: keptAs, begun: !taken }, fill);
            await job.log.group(`Proof of ${evidence.manifest.id}`, () => prove(store, evidence));
            if (exists)
                await refuseUsed(job, into);
            else if (await (0,engine/* volumeExists */.Bl)(job.shell, into))
                throw appeared(into);
            await createVolume(job, into);
            try {
                await fill(into);
            }
            catch (error) {
                await removeVolume(job, into);
                throw error instanceof build/* Failure */.HR ? (0,build/* withDetails */.FE)(error, { state: error.details.state ?? 'Nothing was changed.' }) : error;
            }
            return undefined;
        },
    };
}
async function unpack(job, image, store, evidence, volume) {
    const { id } = evidence.manifest;
    const { files } = (0,facts/* factsOf */.xS)(evidence.manifest, 'volume');
    const said = [];
    const argv = ['docker', 'run', ...engine/* alone */.QR, '--volume', `${volume}:/to`, '--entrypoint', 'sh', image, '-c', unpackScript];
    const options = { title: 'tar', deadline: job.remaining(), signal: job.signal, onError: (line) => void said.push(line) };
    const start = (from) => job.shell.start(argv, { ...options, from });
    await (0,readback/* readBack */.e7)(job, store, evidence, { start, fault: engine/* fault */.DG }).catch((error) => {
        if (!(error instanceof build/* Failure */.HR) || !(error.cause instanceof shell_build.ProgramFailure) || error.reason !== 'archive-corrupt')
            throw error;
        throw new build/* Failure */.HR('restore-failed', error.message.replace('cannot be read back', 'cannot be restored'), { cause: error.cause });
    });
    const found = (0,engine/* listed */.KE)(said);
    if (found === files)
        return;
    throw new build/* Failure */.HR('count-mismatch', `What was restored from ${id} has ${found ?? 'no'} files, and its manifest says ${files}.`, {
        hint: 'Use another backup, and report this one: its archive and its count are of the same bytes.',
    });
}
function appeared(volume) {
    return new build/* Failure */.HR('exists', `Somebody made the volume ${volume} while the backup was read.`, {
        state: 'Nothing was changed.',
        hint: 'Run again: where it is to be replaced, with its name in confirm.',
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/volume/volume.js










/** The files of a volume of the machine's engine, read in a container of their own. @throws Failure `volume-missing`, `program-missing` */
async function volume_open(job) {
    const { shell, inputs } = job;
    const { volume = '' } = inputs;
    const users = await (0,engine/* usersOf */.ev)(shell, volume);
    const image = await (0,engine/* readerImage */.pt)(shell, users, inputs.image);
    const where = `the volume ${volume} on ${shell.where}`;
    const prove = (store, evidence) => readArchive(job, image, store, evidence);
    return {
        kind: 'volume',
        name: (0,facts/* nameOf */.Vb)('volume', volume),
        where,
        async look() {
            await refuseMissing(job, volume);
            await refuseCut(job, image, volume);
            const flags = [...reading(volume), '--entrypoint', 'sh', image, '-c', 'find /from -mindepth 1 | head -n 1 | wc -l'];
            const { stdout } = await shell.run(['docker', 'run', ...flags], { deadline: job.remaining() });
            const { writers } = (0,choose/* chooseWriters */.i)(`The volume ${volume}`, users, inputs.writers);
            if (stdout.trim() !== '0')
                return { holds: writers === 'still' ? 'to which nothing writes' : `with what writes to it: ${writers}` };
            return { reason: 'no-data', text: `${where} holds no files: there is nothing to back up.` };
        },
        check: async () => { },
        guarded: (work) => work(),
        async open() {
            return openMoment(job, image, volume, (0,choose/* chooseWriters */.i)(`The volume ${volume}`, await (0,engine/* usersOf */.ev)(shell, volume), inputs.writers));
        },
        readArchive: prove,
        rehearse: (store, evidence) => rehearse(job, image, store, evidence),
        place: (into) => placeFor(job, image, into, prove),
    };
}
async function refuseMissing({ shell }, volume) {
    if (await (0,engine/* volumeExists */.Bl)(shell, volume))
        return;
    const { stdout } = await shell.run(['docker', 'volume', 'ls', '--quiet']);
    const near = stdout.split('\n').filter((name) => name.includes(volume) || (name !== '' && volume.includes(name)));
    throw new build/* Failure */.HR('volume-missing', `There is no volume ${volume} on ${shell.where}.`, {
        state: 'Nothing was written.',
        hint: near.length > 0
            ? `Did you mean ${near.slice(0, 5).join(', ')}?`
            : 'docker volume ls shows those there are; compose puts the project before the name.',
    });
}
/** Half a content looks like one, and its backup would be proven. @throws Failure `dump-failed` */
async function refuseCut(job, image, volume) {
    const state = await stateOf(job, image, volume);
    if (!state.cut)
        return;
    throw new build/* Failure */.HR('dump-failed', describeCut(volume, state), {
        state: 'No backup was stored.',
        hint: `Run mode restore into ${volume} again: it goes on from there.`,
    });
}
const reading = (volume) => [...engine/* alone */.QR, '--volume', `${volume}:/from:ro`];
function openMoment(job, image, volume, { writers, pause, stop }) {
    const name = `slipway-volume-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const said = [];
    let ended = Promise.resolve();
    return {
        program: 'tar',
        magic: './',
        hint: 'Where files change while they are read, let the containers that write be paused: the label slipway.backup or the input writers.',
        start() {
            const read = ['docker', 'run', ...reading(volume), '--name', name, '--entrypoint', 'sh', image, '-c', packScript];
            const running = (0,still/* startStill */.fs)(job, { pause, stop }, read, { title: 'tar', onError: (line) => void said.push(line) });
            ended = running.done;
            return running;
        },
        async facts() {
            await ended;
            const files = (0,engine/* listed */.KE)(said);
            if (files !== undefined)
                return { kind: 'volume', files, writers };
            throw new build/* Failure */.HR('dump-failed', 'Nobody counted what tar wrote.', { state: 'No backup was stored.' });
        },
        abandon: async () => void (await job.shell.run(['docker', 'rm', '--force', name], { allowFailure: true })),
        close: async () => { },
    };
}
/** All that is stored through tar, which must list the names of the dump. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
async function readArchive(job, image, store, evidence) {
    const { files } = (0,facts/* factsOf */.xS)(evidence.manifest, 'volume');
    const said = [];
    const argv = ['docker', 'run', ...engine/* alone */.QR, '--tmpfs', '/tmp', '--entrypoint', 'sh', image, '-c', listScript];
    const options = { title: 'tar', deadline: job.remaining(), signal: job.signal, onError: (line) => void said.push(line) };
    const start = (from) => job.shell.start(argv, { ...options, from });
    await (0,readback/* readBack */.e7)(job, store, evidence, { start, fault: engine/* fault */.DG });
    const found = (0,engine/* listed */.KE)(said);
    if (found !== files)
        throw (0,readback/* corrupt */.qb)(evidence, `tar lists ${found ?? 'no'} files in it, and its manifest says ${files}`);
}


/***/ }),

/***/ 7465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ chooseWriters)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

const ways = ['pause', 'stop', 'live'];
const isWay = (text) => ways.includes(text);
/**
 * What is done with each container that writes: what was asked for, else what its label says.
 * @throws Failure `volume-in-use` where neither says
 */
function chooseWriters(what, users, asked) {
    const writing = users.filter(({ writes }) => writes);
    const chosen = writing.map((user) => ({ user, way: asked ?? user.label }));
    const open = chosen.filter(({ way }) => !isWay(way));
    if (open.length > 0) {
        const names = open.map(({ user, way }) => (way ? `${user.name} (slipway.backup: ${way})` : user.name)).join(', ');
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('volume-in-use', `${what} is written to by ${names}, and nothing says what to do with them meanwhile.`, {
            state: 'Nothing was written.',
            hint: 'Give their services the label slipway.backup: pause (or stop; or live, where files are only ever added), or set the input writers.',
        });
    }
    const of = (way) => chosen.flatMap((one) => (one.way === way ? [one.user] : []));
    const writers = ways.findLast((way) => of(way).length > 0) ?? 'still';
    return { writers, pause: of('pause'), stop: of('stop') };
}


/***/ }),

/***/ 9212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H7: () => (/* binding */ notHeld),
/* harmony export */   fs: () => (/* binding */ startStill),
/* harmony export */   rS: () => (/* binding */ notResumed)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);

/** Exit codes of the script besides those of the command. */
const notHeld = 72;
const notResumed = 73;
/**
 * Runs `docker …` while containers are paused or stopped: words up to the first `--` are paused, those up to the second stopped. One that somebody
 * holds already, like another backup, is waited for; only what this program held itself goes on by it.
 * Whatever happens to this program, to who started it, or to the connection between them, something that outlives all lets them go on: it looks each
 * second whether this program is there, and whether a line came on its standard input within the last `$1` seconds.
 */
const whileStillScript = [
    'set -u; silence=$1; shift; paused= stopped=',
    'while [ "$1" != -- ]; do paused="$paused $1"; shift; done; shift',
    'while [ "$1" != -- ]; do stopped="$stopped $1"; shift; done; shift',
    '[ -n "$paused$stopped" ] || exec "$@" </dev/null',
    'beats=$(mktemp) || exit 72; held=$beats.held; : > "$held"',
    'exec 3<&0; (n=0; while read -r _; do n=$((n + 1)); echo $n > "$beats"; done) <&3 & listener=$!; exec 3<&-',
    // Each line is the way back of one container. What was done is forgotten, so that nobody undoes it a second time under another run.
    'go_on() { failed=; while read -r way one; do docker "$way" "$one" >/dev/null || failed="$failed $one"; done < "$held"; [ -z "$failed" ] && : > "$held"; }',
    'hold() { n=0; while :; do state=$(docker inspect --format "{{.State.Running}} {{.State.Paused}}" "$3" 2>/dev/null) || return 0',
    '    [ "$state" != "true false" ] || break; [ "$state" != "false false" ] || return 0; n=$((n + 1))',
    '    [ $n -lt 100 ] || { echo "$3 is paused by somebody else" >&2; return 1; }; sleep 3; done',
    // What was not paused by this program was so by another in this moment; a stop that fails may have stopped it.
    '  echo "$2 $3" >> "$held"; docker "$1" "$3" >/dev/null || { [ "$1" = stop ] || sed -i "\\$d" "$held"; return 1; }; }',
    'export silence beats held',
    // Over a connection whoever ends this run ends all that carry its mark.
    `env -u SLIPWAY_ORDER setsid sh -c '${[
        'quiet=0; last=',
        'while kill -0 "$1" 2>/dev/null; do now=$(cat "$beats"); if [ "$now" = "$last" ]; then quiet=$((quiet + 1)); else quiet=0; last=$now; fi',
        '  [ $quiet -lt "$silence" ] || break; sleep 1; done',
        'client=$(cat "$beats.client"); while read -r way one; do docker "$way" "$one"; done < "$held"; rm -f "$beats" "$beats.client" "$held"',
        // Without who reads from it the container ends by itself; to remove it now would wait for that, with the engine's lock of it.
        'kill "$1" && kill -9 "$client"',
    ].join('\n')}' sh $$ >/dev/null 2>&1 </dev/null &`,
    'for one in $paused; do hold pause unpause "$one" || { go_on; exit 72; }; done',
    'for one in $stopped; do hold stop start "$one" || { go_on; exit 72; }; done',
    '"$@" </dev/null & client=$!; echo $client > "$beats.client"; wait $client; s=$?; kill "$listener" 2>/dev/null',
    'go_on || { echo "containers could not go on:$failed" >&2; exit 73; }',
    'exit $s',
].join('\n');
/** Seconds without a word of this run after which the server takes it for gone, and lets writers go on. */
const usual = 30;
const ids = (users) => users.map(({ id }) => id);
/** Starts `docker …` on the machine, and lets writers go on when it ends, this run ends, or nothing is heard of it. */
function startStill(job, { pause, stop }, argv, { silence = usual, ...options }) {
    const script = ['sh', '-c', whileStillScript, 'sh', String(silence), ...ids(pause), '--', ...ids(stop), '--', ...argv];
    const running = job.shell.start(script, { ...options, deadline: job.remaining(), signal: job.signal });
    const beat = setInterval(() => running.stdin.write('\n'), Math.min(2000, silence * 200));
    const quieten = () => clearInterval(beat);
    running.done.then(quieten, quieten);
    // Who reads from it ends its standard input, which is ours.
    return { ...running, stdin: new node_stream__WEBPACK_IMPORTED_MODULE_0__.PassThrough().resume() };
}


/***/ }),

/***/ 3034:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xu: () => (/* binding */ inspectContainers),
/* harmony export */   YN: () => (/* binding */ parseUsers)
/* harmony export */ });
/* unused harmony export onlyVanished */
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);

/** One that ended between the two questions uses nothing any more; the engine still tells of the others. */
const onlyVanished = (stderr) => stderr.trim() !== '' &&
    stderr
        .trim()
        .split('\n')
        .every((line) => /no such (container|object)/i.test(line));
/** The containers that `docker ps` finds with these flags. */
async function inspectContainers(shell, ...flags) {
    const { stdout } = await shell.run(['docker', 'ps', '--quiet', '--no-trunc', ...flags]);
    const ids = stdout.split('\n').filter(Boolean);
    if (ids.length === 0)
        return [];
    const argv = ['docker', 'inspect', '--type', 'container', ...ids];
    const { stdout: text, code, stderr, duration } = await shell.run(argv, { allowFailure: true });
    if (code !== 0 && !onlyVanished(stderr))
        throw new _slipway_shell__WEBPACK_IMPORTED_MODULE_0__.ProgramFailure('docker inspect', code, null, stderr, duration, shell.where);
    return JSON.parse(text);
}
/** Those that have a mount which is meant. */
function parseUsers(inspected, isMeant) {
    return inspected.flatMap(({ Id, Name, Image, State, Config, Mounts }) => {
        const mounts = Mounts.filter(isMeant);
        if (mounts.length === 0)
            return [];
        // One that is paused goes on whenever somebody says so.
        const writes = State.Running && mounts.some(({ RW }) => RW);
        return [{ id: Id, name: Name.replace(/^\//, ''), image: Image, writes, label: Config.Labels?.['slipway.backup'] ?? '' }];
    });
}


/***/ })

};
