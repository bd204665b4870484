export const id = 326;
export const ids = [326,827];
export const modules = {

/***/ 2830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ compareArrived)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9077);


/** @throws Failure `checksum` where it is not what was sent */
function compareArrived(arrived, sent, { folder, where }) {
    if (arrived?.size === sent.size && (arrived.sha256 ?? sent.sha256) === sent.sha256)
        return;
    const there = arrived?.size === sent.size ? 'other bytes stand there' : `${(0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(arrived?.size ?? 0)} stand there`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('checksum', `${(0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(sent.size)} were sent to ${folder} on ${where}, but ${there}.`, {
        state: 'No backup was stored there.',
        hint: 'Check the disk of the destination (dmesg, smartctl).',
    });
}


/***/ }),

/***/ 6306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fz: () => (/* binding */ waitingFor),
/* harmony export */   H_: () => (/* binding */ lockSeconds),
/* harmony export */   sP: () => (/* binding */ busyWith)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/** How long another run with the same backups may keep this one waiting. */
const lockSeconds = 60;
/** Said once by whoever has to wait. */
function waitingFor(prefix, folder, where) {
    return `Waiting for another run that works on the backups ${prefix} in ${folder} on ${where}, ${lockSeconds} s at most.`;
}
/** Another run has the prefix. */
function busyWith(prefix, folder, where, holder = 'Another run', cause) {
    const who = holder[0]?.toUpperCase() + holder.slice(1);
    const text = `${who} works on the backups ${prefix} in ${folder} on ${where}; waited ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(lockSeconds * 1000)}.`;
    const hint = 'Wait for it to end; a concurrency group in the workflow keeps runs apart.';
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('locked', text, { state: 'Nothing was changed.', hint, cause });
}


/***/ }),

/***/ 8827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openFolder: () => (/* binding */ openFolder),
  parseListing: () => (/* binding */ parseListing)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/backup-db/build/manifest.js
var build_manifest = __webpack_require__(3951);
// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var build_names = __webpack_require__(6816);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/arrived.js
var arrived = __webpack_require__(2830);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/busy.js
var busy = __webpack_require__(6306);
// EXTERNAL MODULE: ./actions/backup-db/build/drill.js
var build_drill = __webpack_require__(1965);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/folder-drills.js

/** The file of the drills, on the machine of the destination. Its name does not end as a manifest's does. */
const drillsName = 'drills.jsonl';
/** How long the record may take, also after the deadline of the action: a drill that took too long is one to be recorded. */
const deadline = 20_000;
/** Bytes of the file's end that are read back: years of weekly drills. */
const tail = 256 * 1024;
/**
 * The line arrives whole or is not written. A line that was torn before it, by a power cut, is ended first, so that it takes no good one with it.
 * Two drills at once append one after the other; a folder that is not there is not made, because no backup can be in it.
 */
const appendScript = [
    'set -eu; umask 077; [ -d "$1" ] || { echo "there is no such folder" >&2; exit 74; }',
    'line=$(cat); [ "$(printf %s "$line" | wc -c)" -eq "$3" ] || { echo "only a part of the line arrived" >&2; exit 65; }',
    'f=$1/$2; exec 9>>"$f"; flock -w 10 9 || { echo "another drill keeps it locked" >&2; exit 75; }; chmod 600 -- "$f" 2>/dev/null || :',
    'if [ -s "$f" ] && [ -n "$(tail -c 1 -- "$f")" ]; then echo >&9; fi',
    'printf "%s\\n" "$line" >&9; sync -- "$f" "$1"; exec 9>&-; exec tail -c "$4" -- "$f"',
].join('\n');
/** Appends a drill and gives back all that the file holds, oldest first. @throws Failure where the line is not on the disk */
async function recordDrill(shell, folder, drill) {
    const line = (0,build_drill/* renderDrill */.gQ)(drill);
    const args = [folder, drillsName, String(Buffer.byteLength(line)), String(tail)];
    const title = `record of the drill in ${folder}/${drillsName}`;
    const { stdout } = await shell.run(['sh', '-c', appendScript, 'sh', ...args], { input: line, title, deadline });
    return (0,build_drill/* parseDrills */.cM)(stdout);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/folder-scripts.js
/** What runs in the folder of the backups, for the shell of its machine. */
const script = (text, args) => ['sh', '-c', text, 'sh', ...args];
const holdScript = [
    'set -u; umask 077; if [ ! -d "$1" ]; then mkdir -p -- "$1" || exit 74; fi',
    'exec 9>>"$1/.$2.lock"; if ! flock -n 9; then echo waiting; flock -w "$4" 9 || exit 75; fi',
    'find "$1" -maxdepth 1 -type f -name "$3" -print -exec rm -f -- {} \\; || exit 74; echo held; exec cat >/dev/null',
].join('\n');
/** Onto the disk, and then read back from there; OpenSSL knows instructions of processors that make it several times as fast. */
const receiveScript = 'set -eu; umask 077; cat > "$1"; sync "$1"; wc -c < "$1"; openssl dgst -sha256 -r < "$1" 2>/dev/null || sha256sum < "$1"';
const publishScript = [
    'set -eu; umask 077; cd -- "$1"; trap \'rm -f -- ".$4"\' EXIT; cat > ".$4"',
    '[ "$(wc -c < ".$4")" -eq "$5" ] || { echo "only a part of the manifest arrived" >&2; exit 65; }',
    'sync ".$4"; mv -f -- "$2" "$3"; mv -f -- ".$4" "$4"; sync .',
].join('\n');
const listScript = [
    'if [ ! -d "$1" ]; then exit 0; fi; cd -- "$1"; find . -maxdepth 1 -type f -name "*.json" ! -name ".*" -exec cat {} +',
    'echo; echo ---; find . -maxdepth 1 -type f -name "*.dump.zst*" -exec stat -c "%s %n" {} +',
].join('\n');
/** The manifest is gone from the disk before the file is: a power cut between them leaves no backup without its bytes. */
const removeScript = 'set -eu; cd -- "$1"; rm -f -- "$2"; sync .; rm -f -- "$3"; sync .';

// EXTERNAL MODULE: ./actions/backup-db/build/stores/listing.js
var listing = __webpack_require__(8443);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/folder.js









/** A folder on the shell's machine. Every method is one fixed script; names are arguments, contents standard input. */
function openFolder(job, shell, place) {
    const folder = place.replace(/\/+$/, '') || '/';
    const path = (name) => `${folder}/${name}`;
    const options = () => ({ deadline: job.remaining(), signal: job.signal });
    const explain = (error) => unwritable(error, folder, shell.where);
    return {
        folder,
        where: shell.where,
        path,
        async list() {
            const { stdout } = await shell.run(script(listScript, [folder]), options());
            return parseListing(stdout, path);
        },
        async hold(prefix) {
            const running = shell.start(script(holdScript, [folder, prefix, (0,build_names/* partialGlob */.i)(prefix), String(busy/* lockSeconds */.H_)]), options());
            const waiting = (0,busy/* waitingFor */.Fz)(prefix, folder, shell.where);
            return holdPrefix(running, () => job.log.info(waiting), (error, waited) => {
                if (isBusy(error))
                    return (0,busy/* busyWith */.sP)(prefix, folder, shell.where, undefined, error);
                return waited && isTimeout(error) ? (0,build/* withDetails */.FE)(error, { state: `${waiting} Nothing was changed.` }) : explain(error);
            });
        },
        receive(draft, from) {
            const running = shell.start(script(receiveScript, [path((0,build_names/* partialName */.t4)(draft.id))]), { ...options(), ...(from ? { from } : {}) });
            let text = '';
            running.stdout.on('data', (chunk) => {
                text += chunk.toString();
            });
            return { running, complete: async (sent) => (0,arrived/* compareArrived */.D)(parseContent(text), sent, { folder, where: shell.where }) };
        },
        read: ({ id, encryption }, state) => shell.start(['cat', '--', path(state === 'partial' ? (0,build_names/* partialName */.t4)(id) : (0,build_names/* dumpName */.qc)({ id, encryption }))], options()),
        removePartial: ({ id }) => (0,shell_build.removeFiles)(shell, path((0,build_names/* partialName */.t4)(id))),
        async publish(manifest) {
            const text = (0,build_manifest/* renderManifest */.sB)(manifest);
            const { id, encryption } = manifest;
            const names = [(0,build_names/* partialName */.t4)(id), (0,build_names/* dumpName */.qc)({ id, encryption }), (0,build_names/* manifestName */.vS)(id), String(Buffer.byteLength(text))];
            await shell.run(script(publishScript, [folder, ...names]), { input: text }).catch((error) => {
                throw explain(error);
            });
        },
        update: (manifest) => (0,shell_build.replaceFile)(shell, path((0,build_names/* manifestName */.vS)(manifest.id)), (0,build_manifest/* renderManifest */.sB)(manifest)),
        async remove({ id, encryption }) {
            await shell.run(script(removeScript, [folder, (0,build_names/* manifestName */.vS)(id), (0,build_names/* dumpName */.qc)({ id, encryption })]), options());
            return { removed: true };
        },
        record: (drill) => recordDrill(shell, folder, drill),
        explain,
        close: async () => { },
    };
}
/** The script says `held` once it has the lock, `waiting` before where it has to, and has it until its standard input ends. */
async function holdPrefix(running, onWait, explain) {
    let text = '';
    let waited = false;
    const held = new Promise((resolve) => {
        running.stdout.on('data', (chunk) => {
            text += chunk.toString();
            if (!waited && /^waiting$/m.test(text)) {
                waited = true;
                onWait();
            }
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
        throw explain(error, waited);
    }
    return { removed: text.split('\n').filter((line) => line.endsWith('.partial')), release };
}
const folder_busy = 75;
const isBusy = (error) => error instanceof shell_build.ProgramFailure && error.code === folder_busy;
const isTimeout = (error) => error instanceof build/* Failure */.HR && error.reason === 'timeout';
/** What a script's failure in the destination means; timeouts and lost connections stay what they are. */
function unwritable(error, folder, where) {
    if (!(error instanceof shell_build.ProgramFailure))
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
    return (0,listing/* listBackups */.C)(manifests.split('\n').filter((line) => line.trim()), sizes, path);
}


/***/ }),

/***/ 8443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ listBackups)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3951);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6816);


/** The manifests of `lines`, newest first, each with whether its file is there whole. */
function listBackups(lines, sizes, path) {
    const manifests = lines.map(_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseManifest */ .Ng).filter((manifest) => manifest !== undefined);
    const backups = manifests.map((manifest) => {
        const name = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .dumpName */ .qc)(manifest);
        const found = sizes.get(name);
        return { manifest, path: path(name), whole: found === manifest.stored.size, ...(found === undefined ? {} : { found }) };
    });
    backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
    return { backups, strange: lines.length - backups.length };
}


/***/ }),

/***/ 8326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openSftp: () => (/* binding */ openSftp)
/* harmony export */ });
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);
/* harmony import */ var _folder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8827);


/** A folder of another server over SSH, with the key and the known hosts of the inputs. */
async function openSftp(job, { host, port, username, path }) {
    const shell = await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_0__.openShell)({ ...job.inputs, host, port, username: username ?? job.inputs.username });
    const folder = (0,_folder_js__WEBPACK_IMPORTED_MODULE_1__.openFolder)(job, shell, path);
    return { ...folder, close: () => shell.close() };
}


/***/ })

};
