export const id = 7129;
export const ids = [7129];
export const modules = {

/***/ 5115:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ backup)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var postgres_build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __webpack_require__(3407);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/open.js
var stores_open = __webpack_require__(3731);
;// CONCATENATED MODULE: ./actions/backup-db/build/bringer.js



/** What restores a backup of this very run into a database of its name elsewhere, and compares it there: its key is in no other process. */
function bringer(job, manifest, identities) {
    return async (target) => {
        if (target.name !== manifest.database)
            throw notOf(target.name);
        const [{ load }, { compareRows }] = await Promise.all([__webpack_require__.e(/* import() */ 7197).then(__webpack_require__.bind(__webpack_require__, 7197)), __webpack_require__.e(/* import() */ 4107).then(__webpack_require__.bind(__webpack_require__, 4107))]);
        const store = await (0,stores_open/* openStore */.C)(job);
        try {
            await load(job, { target }, store, { state: 'published', manifest, identities });
            await compareRows(job, target, manifest.id, (0,facts/* factsOf */.xS)(manifest, 'postgres'));
        }
        finally {
            await store.close();
        }
    };
}
function notOf(database) {
    return new build/* Failure */.HR('database-missing', `This run made no backup of ${database}.`, { state: 'Nothing was changed.' });
}

// EXTERNAL MODULE: ./actions/backup-db/build/catalog.js
var catalog = __webpack_require__(8411);
// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/backup-db/build/blame.js
var blame = __webpack_require__(4639);
// EXTERNAL MODULE: ./actions/backup-db/build/layers.js + 1 modules
var build_layers = __webpack_require__(5387);
// EXTERNAL MODULE: ./actions/backup-db/build/progress.js
var progress = __webpack_require__(9077);
// EXTERNAL MODULE: ./actions/backup-db/build/relay/relay.js + 1 modules
var relay = __webpack_require__(6338);
;// CONCATENATED MODULE: ./actions/backup-db/build/dump.js






/**
 * One pass from the source to the partial file: its program, zstd, age, both hashes; beside it the content is counted in the same moment. Fails if
 * any part fails, and then leaves nothing.
 * @throws Failure `dump-failed`, `empty`, `destination-unwritable`, `checksum`
 */
async function dump(job, source, store, order) {
    const { draft, recipients } = order;
    const started = job.clock.now();
    // Before any program runs: a recipient may be none.
    const sealer = await (0,build_layers/* findSealer */.sl)(recipients);
    const compressor = await (0,build_layers/* findCompressor */.Ly)();
    const moment = await source.open();
    try {
        const [content, facts] = await together(job, moment, store, { ...order, sealer, compressor });
        return { ...content, facts, duration: job.clock.now() - started };
    }
    catch (error) {
        await store.removePartial(draft).catch((problem) => job.log.debug(`The partial file stays: ${String(problem)}`));
        throw error;
    }
    finally {
        await moment.close();
    }
}
/** The dump and the counts side by side; where one fails, the other is ended. */
async function together(job, moment, store, order) {
    const program = moment.start();
    const streamed = stream(job, moment, program, store, order);
    const counted = moment.facts().catch((error) => {
        program.kill();
        throw error;
    });
    const [flow, facts] = await Promise.allSettled([streamed, counted]);
    if (flow.status === 'fulfilled' && facts.status === 'fulfilled')
        return [flow.value, facts.value];
    await moment.abandon();
    // Where counting failed first, the dump only ended because of it; some count what the program says, and then it is the other way round.
    const own = await program.done.catch((error) => error);
    throw facts.status === 'rejected' && facts.reason !== own ? facts.reason : flow.reason;
}
async function stream(job, moment, program, store, order) {
    const { magicAt = 0 } = moment;
    const options = { deadline: job.remaining(), signal: job.signal };
    const plain = (0,relay/* startRelay */.s)({ ...options, from: program, head: magicAt + moment.magic.length });
    const compressor = order.compressor({ ...options, from: plain.running });
    const beside = 'done' in compressor ? compressor : undefined;
    const stored = order.sealer({ ...options, ...(beside ? { from: beside } : {}) });
    const receiver = store.receive(order.draft, stored.running);
    const culprit = (0,blame/* firstToFail */.Ql)(program, receiver.running, plain.running, ...(beside ? [beside] : []), stored.running);
    const say = (line) => job.log.info(`${line} (stored ${(0,progress/* formatBytes */.z3)(stored.bytes)})`);
    const stop = (0,progress/* reportProgress */.wX)(plain, 'Dumped', say, order.expected);
    try {
        await (0,shell_build/* pipe */.Fs)(program, plain.running, compressor, stored.running, receiver.running);
    }
    catch (error) {
        throw await dump_blame({ job, moment, program, store, receiver: receiver.running, error, culprit: culprit() });
    }
    finally {
        stop();
    }
    if (plain.head.toString('latin1').slice(magicAt) !== moment.magic) {
        throw new build/* Failure */.HR('empty', `${moment.program} wrote ${(0,progress/* formatBytes */.z3)(plain.bytes)} that are no archive.`, {
            state: 'No backup was stored.',
        });
    }
    const sent = stored.content();
    await receiver.complete(sent);
    return { plain: plain.content(), stored: sent };
}
const crowded = 'It runs beside this action: where the system ended it, the machine may have no memory left. Run the same job again.';
/** The program that failed first gives the reason; timeouts, lost connections and our own errors stay what they are. */
async function dump_blame({ job, moment, program, store, receiver, error, culprit }) {
    const lost = await (0,blame/* lostConnection */.LQ)(job);
    if (lost)
        return lost;
    const programs = error instanceof shell_build/* ProgramFailure */.J9 || (0,blame/* isEcho */.yU)(error) || (error instanceof build/* Failure */.HR && error.reason === 'program-failed');
    if (!programs || !culprit)
        return error;
    const cause = await culprit.done.catch((reason) => reason);
    if (culprit === receiver)
        return store.explain(cause);
    if (!(cause instanceof shell_build/* ProgramFailure */.J9))
        return cause;
    const [title, hint] = culprit === program ? [moment.program, moment.hint] : [culprit.title, crowded];
    return new build/* Failure */.HR('dump-failed', `${title} failed: ${cause.message}`, { state: 'No backup was stored.', hint, cause });
}

// EXTERNAL MODULE: ./actions/backup-db/build/manifest.js
var build_manifest = __webpack_require__(3951);
// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var names = __webpack_require__(6816);
// EXTERNAL MODULE: ./actions/backup-db/build/nothing.js
var nothing = __webpack_require__(6225);
// EXTERNAL MODULE: ./actions/backup-db/build/prefix.js
var build_prefix = __webpack_require__(8198);
// EXTERNAL MODULE: ./actions/backup-db/build/prove.js
var prove = __webpack_require__(8098);
// EXTERNAL MODULE: ./actions/backup-db/build/prune.js + 5 modules
var prune = __webpack_require__(2681);
// EXTERNAL MODULE: ./actions/backup-db/build/result.js
var result = __webpack_require__(4031);
;// CONCATENATED MODULE: ./actions/backup-db/build/shrink.js


/** How many backups before it a new one is compared with. */
const compared = 7;
/**
 * Why a backup looks as if the data had been lost before it was made: it is not half as large as the median of those before it, or has fewer tables
 * than the last. A dump of a database that somebody emptied is a perfect archive, so no other check sees it.
 * @param before proven ones of the same database, newest first; only the first `compared` count
 */
function findShrinkage(made, before) {
    const recent = before.slice(0, compared);
    const [last] = recent;
    if (!last)
        return undefined;
    const usual = median(recent.map(({ plain }) => plain.size));
    const [tables, tablesBefore] = [(0,content/* amountOf */.M)(made.facts).tables, (0,content/* amountOf */.M)(last.facts).tables];
    const losses = [
        ...(made.plain.size * 2 < usual ? [`${(0,progress/* formatBytes */.z3)(made.plain.size)} are less than half of the usual ${(0,progress/* formatBytes */.z3)(usual)}`] : []),
        ...(tables < tablesBefore
            ? [`${(0,content/* counted */.h)(tables, 'table')} ${tables === 1 ? 'is' : 'are'} fewer than the ${tablesBefore} of the backup before`]
            : []),
    ];
    return losses.length > 0 ? losses.join(', and ') : undefined;
}
function median(values) {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = sorted.length / 2;
    return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

// EXTERNAL MODULE: ./actions/backup-db/build/sources/open.js
var sources_open = __webpack_require__(1881);
// EXTERNAL MODULE: ./actions/backup-db/build/trust/signature.js
var signature = __webpack_require__(2639);
// EXTERNAL MODULE: ./actions/backup-db/build/unpruned.js
var unpruned = __webpack_require__(501);
;// CONCATENATED MODULE: ./actions/backup-db/build/backup.js




















/** Makes a backup and proves it; only then it gets its name and its manifest. */
async function backup(job, store) {
    const source = await (0,nothing/* unmade */.R3)((0,sources_open/* openSource */.o)(job).catch((error) => {
        if ((0,postgres_build/* isFirstRelease */.oK)(error))
            return undefined;
        throw error;
    }));
    if (!source)
        return (0,nothing/* unmade */.R3)((0,nothing/* nothingYet */.y8)(job, store));
    const look = await (0,nothing/* unmade */.R3)(source.look());
    if ('reason' in look)
        return (0,nothing/* unmade */.R3)((0,nothing/* nothingLeft */.Zt)(job, store, source.name, look));
    await (0,nothing/* unmade */.R3)(source.check());
    if (job.inputs['dry-run']) {
        job.log.info(`Would back up ${source.where}, ${look.holds}, to ${store.folder}.`);
        return { outcome: 'planned', outputs: { database: source.name } };
    }
    const prefix = (0,build_prefix/* idPrefix */.m)(job.project, source.name);
    const held = await (0,nothing/* unmade */.R3)(store.hold(prefix));
    for (const path of held.removed)
        job.log.info(`Removed ${path}, which a run that was ended left behind.`);
    try {
        return await make(job, source, store, prefix);
    }
    finally {
        await held.release();
    }
}
async function make(job, source, store, prefix) {
    const { inputs, log } = job;
    const created = new Date(job.clock.now());
    const id = (0,names/* backupId */.WH)(prefix, created, (0,external_node_crypto_.randomBytes)(2).toString('hex'));
    const key = inputs.encryption === 'age' ? await (0,build_layers/* ephemeralKey */.Jv)() : undefined;
    const recipients = key ? [...inputs['age-recipients'], key.recipient] : [];
    const before = await (0,catalog/* earlier */.X)(job, store, source.name);
    const order = { draft: { id, encryption: inputs.encryption }, recipients, expected: before[0]?.plain.size };
    const dumped = await log.group(`Dump of ${source.where}`, () => (0,nothing/* unmade */.R3)(source.guarded(() => dump(job, source, store, order))));
    const { facts, plain, stored, duration } = dumped;
    log.info(`${(0,content/* amountOf */.M)(facts).text}: ${(0,progress/* formatBytes */.z3)(plain.size)}, stored as ${(0,progress/* formatBytes */.z3)(stored.size)}.`);
    const draft = {
        version: 2,
        id,
        created: created.toISOString(),
        project: job.project,
        database: source.name,
        tag: inputs.tag,
        run: job.context.runUrl || job.context.runId,
        facts,
        plain,
        stored,
        compression: 'zstd',
        encryption: inputs.encryption,
        recipients: inputs.encryption === 'age' ? inputs['age-recipients'] : [],
        duration,
    };
    const manifest = (0,signature/* signManifest */.TX)(await proven(job, source, store, draft, key ? [key.identity] : []), job.keys.signer);
    await store.publish(manifest);
    log.info(`${id} is stored in ${store
        .copies()
        .map(({ folder }) => folder)
        .join(' and ')}.`);
    const outputs = {
        ...(0,result/* outputsOf */.Yz)(manifest, store),
        backups: JSON.stringify([(0,result/* briefOf */.Gb)(manifest, store)]),
        duration: String(job.elapsed()),
        ...(manifest.verified ? { 'newest-age': '0' } : {}),
    };
    const shrunk = inputs['on-shrink'] === 'ignore' ? undefined : findShrinkage(manifest, before);
    if (shrunk && inputs['on-shrink'] === 'fail')
        throw shrunkFailure(manifest, shrunk, outputs);
    const warning = shrunk && `${manifest.id}: ${shrunk}. It is stored${inputs.prune ? ', and no older backup was removed' : ''}. ${shrinkHint}`;
    if (warning)
        log.warn(warning);
    const made = {
        outcome: 'backed-up',
        outputs,
        manifest,
        ...(manifest.facts.kind === 'postgres' ? { bringTo: bringer(job, manifest, key ? [key.identity] : []) } : {}),
        summary: [(0,result/* describe */.q0)(manifest, store, job.elapsed()), ...(warning ? [`**Smaller than before.** ${(0,build/* cell */.Hn)(warning)}`] : [])].join('\n\n'),
    };
    const pruned = inputs.prune && !shrunk ? await pruneAfter(job, store, manifest, made) : undefined;
    return pruned ? { ...made, outputs: { ...outputs, pruned } } : made;
}
const shrinkHint = 'If data was deleted on purpose, this ends by itself as new backups are made; if not, restore one of the backups before it.';
function shrunkFailure(made, why, outputs) {
    return new build/* Failure */.HR('shrunk', `${made.id}: ${why}.`, {
        state: 'The new backup is stored; no older one was removed.',
        hint: shrinkHint,
        outputs: (0,result/* present */.Eb)(outputs),
    });
}
/**
 * Older backups go only after one that is proven; one that cannot go leaves the new one as good as it is. @returns how many went
 * @throws Unpruned
 */
async function pruneAfter(job, store, manifest, made) {
    if (!(0,build_manifest/* isProven */.nn)(manifest)) {
        job.log.warn(`${manifest.id} is not proven, so no older backup was removed.`);
        return undefined;
    }
    try {
        return String((await (0,prune/* pruneDatabase */.GH)(job, store, manifest.database, manifest)).length);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR))
            throw error;
        const state = `The new backup ${manifest.id} is stored and proven. ${error.details.state ?? ''}`.trim();
        throw new unpruned/* Unpruned */.q((0,build/* withDetails */.FE)(error, { state, outputs: { ...(0,result/* present */.Eb)(made.outputs), ...error.details.outputs } }), made);
    }
}
/** A backup that fails its proof is removed: a broken file is no worse than none, but looks better than it is. */
async function proven(job, source, store, draft, identities) {
    const level = job.inputs.verify;
    if (level === 'none') {
        job.log.warn(`verify is none: nobody has read ${draft.id} back, so it does not count as proven.`);
        return draft;
    }
    const evidence = { state: 'partial', manifest: draft, identities };
    try {
        await job.log.group(`Proof of ${draft.id}: ${level}`, () => proveCopies(job, level, source, store, evidence));
    }
    catch (error) {
        await store.removePartial(draft).catch(() => { });
        if (error instanceof build/* Failure */.HR)
            throw (0,build/* withDetails */.FE)(error, { state: 'The new backup was removed; older ones are as they were.' });
        throw error;
    }
    return { ...draft, verified: { level, at: new Date(job.clock.now()).toISOString() } };
}
/** What proves one copy proves every other that has the very same bytes: those are read and their hash compared. */
async function proveCopies(job, level, source, store, evidence) {
    let proven = false;
    for (const copy of store.copies()) {
        try {
            if (proven || level === 'checksum')
                await (0,prove/* proveChecksum */.g)(job, copy, evidence);
            else
                await (0,prove/* prove */.z)(job, level, source, copy, evidence);
            proven = true;
        }
        catch (error) {
            await store.drop(copy, error);
            await copy.removePartial(evidence.manifest);
        }
    }
}


/***/ }),

/***/ 4639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LQ: () => (/* binding */ lostConnection),
/* harmony export */   Ql: () => (/* binding */ firstToFail),
/* harmony export */   UZ: () => (/* binding */ isKilled),
/* harmony export */   iN: () => (/* binding */ lostNeighbour),
/* harmony export */   yU: () => (/* binding */ isEcho)
/* harmony export */ });
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);

/** Which part of a broken pipe broke first: everything else in it only ends because of that. */
/** The first of the programs to fail by itself, once one has: who writes to one that is gone, or was ended because of it, may be heard of before it. */
function firstToFail(...programs) {
    const failed = [];
    for (const program of programs) {
        program.done.catch((error) => {
            failed.push({ program, echo: error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_0__/* .ProgramFailure */ .J9 && (error.signal === 'SIGTERM' || lostNeighbour(error)) });
        });
    }
    return () => (failed.find(({ echo }) => !echo) ?? failed[0])?.program;
}
const echoes = new Set(['EPIPE', 'ECONNRESET', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR']);
/** What a stream says when its neighbour is gone. */
function isEcho(error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors))
        return error.errors.every(isEcho);
    const code = error?.code ?? '';
    return error === undefined || echoes.has(code);
}
/** Whether a program only says that nobody reads any more what it writes: of a pipe, or of a socket that was not read to its end. */
function lostNeighbour({ code, signal, stderr }) {
    return signal === 'SIGPIPE' || code === 141 || /broken pipe|connection reset by peer/i.test(stderr);
}
/** Ended by a signal of ours, here or on the server, or by what was ended so. */
function isKilled(failure) {
    return failure.code === 128 || failure.code === 143 || lostNeighbour(failure);
}
/** The failure of the connection to the server, where it is gone. A program that was ended with it tells nothing of that by itself. */
async function lostConnection(job) {
    if (!job.shell.remote)
        return undefined;
    return job.shell.run(['true'], { deadline: 20_000 }).then(() => undefined, (error) => error);
}


/***/ }),

/***/ 8411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ earlier),
/* harmony export */   u: () => (/* binding */ readCatalog)
/* harmony export */ });
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4428);
/* harmony import */ var _trust_canonical_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1883);
/* harmony import */ var _trust_signature_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2639);



/** The backups of a destination, each with whether its manifest is believed. `only` leaves out what is not asked about before it is judged. */
async function readCatalog(job, store, only = () => true) {
    const { backups, strange } = await store.list();
    const mine = backups.filter(({ manifest }) => only(manifest));
    const entries = [...Map.groupBy(mine, ({ manifest }) => manifest.id).values()].flatMap((same) => judgeEntry(job, same));
    return { entries, strange };
}
/** Backups of the same database that count, newest first. */
async function earlier(job, store, database) {
    const sameDatabase = (manifest) => manifest.project === job.project && manifest.database === database;
    const { entries } = await readCatalog(job, store, sameDatabase);
    return entries.filter((entry) => (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .counts */ .t)(entry) && Date.parse(entry.manifest.created) <= job.clock.now()).map(({ manifest }) => manifest);
}
/** A manifest that was copied is one backup all the same; two that say different things of one name are believed neither. */
function judgeEntry(job, same) {
    const [first] = same;
    if (!first)
        return [];
    if (same.length > 1 && new Set(same.map(({ manifest }) => (0,_trust_canonical_js__WEBPACK_IMPORTED_MODULE_2__/* .canonical */ .$)(manifest))).size > 1)
        return [{ ...first, authentic: false, doubt: 'two different manifests have its name' }];
    const { backup, proof } = (0,_trust_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)(first.manifest, job.keys);
    const doubt = backup ?? proof;
    return [{ ...first, authentic: backup === undefined, ...(doubt ? { doubt } : {}) }];
}


/***/ }),

/***/ 8867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HK: () => (/* binding */ describeAge),
/* harmony export */   I9: () => (/* binding */ freshness),
/* harmony export */   Sw: () => (/* binding */ choose),
/* harmony export */   dU: () => (/* binding */ ofProject),
/* harmony export */   lS: () => (/* binding */ copiesOf)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8411);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4428);
/* harmony import */ var _instant_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(841);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6816);





const state = 'Nothing was changed.';
/** Backups of the project, and of one database where it is named; newest first. */
function ofProject(entries, project, database) {
    return entries.filter(({ manifest }) => manifest.project === project && (!database || manifest.database === database));
}
/**
 * The backup that `id` names, else the newest proven one, or the newest proven one of the time `at`.
 * @throws Failure `no-backup`, `ambiguous`, `untrusted`
 */
async function choose(job, store, database) {
    const { entries } = await (0,_catalog_js__WEBPACK_IMPORTED_MODULE_1__/* .readCatalog */ .u)(job, store);
    const { id, at } = job.inputs;
    const mine = ofProject(entries, job.project, database);
    if (id)
        return named(entries.find(({ manifest }) => manifest.id === id) ?? oneOf(id, mine, store), store);
    const limit = at === undefined ? Number.POSITIVE_INFINITY : ((0,_instant_js__WEBPACK_IMPORTED_MODULE_3__/* .readInstant */ .W)(at) ?? Number.NaN);
    const found = mine.find((entry) => (0,_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .counts */ .t)(entry) && Date.parse(entry.manifest.created) <= limit);
    if (found)
        return found;
    throw noneProven(job, store, database, mine);
}
function named(entry, store) {
    const { found, manifest } = entry;
    if (!entry.whole) {
        const what = found === undefined ? 'is missing' : `has ${found} of the ${manifest.stored.size} bytes that its manifest says`;
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('no-backup', `The file of ${manifest.id} in ${store.folder} ${what}.`, {
            state,
            hint: 'Use another backup, which mode: list shows, and find out what happened to the file.',
        });
    }
    if (entry.authentic)
        return entry;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('untrusted', `${entry.manifest.id} in ${store.folder} is not to be believed: ${entry.doubt}.`, {
        state,
        hint: 'Use another backup, and find out who wrote to the destination. One from before there were keys can be used without verify-key.',
    });
}
/** The one backup of the project that a short name means: its time, or the beginning of it, or its last four signs. */
function oneOf(text, entries, store) {
    const found = entries.filter(({ manifest }) => isShortFor(text, (0,_names_js__WEBPACK_IMPORTED_MODULE_4__/* .shortNameOf */ .PI)(manifest.id)));
    const [only] = found;
    if (only && found.length === 1)
        return only;
    if (!only)
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('no-backup', `There is no backup ${text} in ${store.folder}.`, {
            state,
            hint: 'mode: list shows those there are. The beginning of a time needs the whole day, like 20260102.',
        });
    const ids = found.slice(0, 5).map(({ manifest }) => manifest.id);
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('ambiguous', `${text} may mean ${found.length} backups in ${store.folder}: ${ids.join(', ')}${found.length > 5 ? ', …' : ''}.`, {
        state,
        hint: 'Write more of the name.',
    });
}
/** A beginning needs a whole day at least; four signs alone are the end. */
function isShortFor(text, short) {
    return text.length === 4 ? short.endsWith(`-${text}`) : /^\d{8}/.test(text) && short.startsWith(text);
}
function noneProven({ inputs: { at }, project }, store, database, mine) {
    const proven = mine.filter(_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .counts */ .t);
    const oldest = proven.at(-1);
    if (at !== undefined && oldest)
        return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('no-backup', `${store.folder} holds no proven backup of ${project}/${database} from ${at} or before.`, {
            state,
            hint: `The oldest proven one is ${oldest.manifest.id}.`,
        });
    const doubted = mine.filter(({ doubt }) => doubt).length;
    const why = `${mine.length} that are not proven${doubted > 0 ? `, ${doubted} of them not believed: ${mine.find(({ doubt }) => doubt)?.doubt}` : ''}`;
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('no-backup', `${store.folder} holds no proven backup of ${project}/${database} (${why}).`, {
        state,
        hint: nextStep(mine),
    });
}
function nextStep(mine) {
    if (mine.length === 0)
        return 'mode: list shows what is there; check destination and project-name.';
    if (mine.some(({ whole, authentic }) => whole && authentic))
        return 'Name one with id to use it all the same.';
    return 'None of them can be used, and mode: list shows why: look for a copy elsewhere.';
}
/** For each database that has ever been backed up here, its newest backup that counts, in so many destinations at least. */
function freshness(entries, now, copies = 1) {
    const databases = [...new Set(entries.map(({ manifest }) => manifest.database))].sort();
    return databases.map((database) => {
        const proven = entries.filter((entry) => entry.manifest.database === database && (0,_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .counts */ .t)(entry));
        const newest = proven.find((entry) => copiesOf(entry) >= copies);
        const [first] = proven;
        const age = newest ? now - Date.parse(newest.manifest.created) : Number.POSITIVE_INFINITY;
        return { database, newest, age, scarce: first === newest ? undefined : first };
    });
}
function copiesOf(entry) {
    return entry.copies ?? 1;
}
function describeAge(age) {
    return Number.isFinite(age) ? `${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(age)} old` : 'not proven';
}


/***/ }),

/***/ 4937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ amountOf),
/* harmony export */   h: () => (/* binding */ counted)
/* harmony export */ });
/** `1 table`, `3 tables`. */
function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
function amountOf(facts) {
    switch (facts.kind) {
        case 'postgres': {
            const { version } = facts.server;
            const left = facts.tables.filter((table) => table.left).length;
            const amount = tabular(facts.tables);
            const text = left > 0 ? `${amount.text}, ${left} of them without theirs` : amount.text;
            return { ...amount, text, origin: `PostgreSQL ${version}`, version };
        }
        case 'redis': {
            const { version } = facts.server;
            return {
                tables: 0,
                rows: facts.keys,
                unit: 'keys',
                text: `${counted(facts.keys, 'key')}${facts.scanned ? ', read one after another' : ''}`,
                origin: `Redis ${version}`,
                version,
            };
        }
        case 'sqlite':
            return { ...tabular(facts.tables), origin: `SQLite ${facts.version}`, version: facts.version };
        case 'duckdb':
            return {
                ...tabular(facts.tables),
                origin: `DuckDB ${facts.version}, ${how[facts.writers]}`,
                version: facts.version,
            };
        case 'volume':
            return {
                tables: 0,
                rows: facts.files,
                unit: 'files',
                text: counted(facts.files, 'file'),
                origin: `volume, ${how[facts.writers]}`,
                version: '',
            };
    }
}
const how = {
    still: 'nothing wrote to it',
    pause: 'writers were paused',
    stop: 'writers were stopped',
    live: 'while it was written to',
};
function tabular(tables) {
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return { tables: tables.length, rows, unit: 'rows', text: `${counted(tables.length, 'table')} with ${counted(rows, 'row')}` };
}


/***/ }),

/***/ 1965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cM: () => (/* binding */ parseDrills),
/* harmony export */   gQ: () => (/* binding */ renderDrill),
/* harmony export */   nO: () => (/* binding */ alike)
/* harmony export */ });
/** One line, so that many of them are a file that is only ever appended to. */
function renderDrill(drill) {
    return JSON.stringify(drill);
}
/** The drills in a text, in its order. A line that was torn or is none of ours is passed over. */
function parseDrills(text) {
    return text.split('\n').flatMap((line) => {
        try {
            const value = JSON.parse(line);
            return isDrill(value) ? [value] : [];
        }
        catch {
            return [];
        }
    });
}
function isDrill(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { at, outcome, reason, ...drill } = value;
    const texts = [drill.id, drill.project, drill.database, drill.run, reason ?? ''];
    const numbers = [drill.seconds, drill.bytes, drill.rows, drill.tables];
    return (typeof at === 'string' &&
        !Number.isNaN(Date.parse(at)) &&
        (outcome === 'verified' || outcome === 'failed') &&
        texts.every((text) => typeof text === 'string') &&
        numbers.every((number) => typeof number === 'number' && number >= 0));
}
/** Drills of the same database; of the project where the database is not known. */
function alike(drills, { project, database }) {
    return drills.filter((drill) => drill.project === project && (database === '' || drill.database === database));
}


/***/ }),

/***/ 4428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ counts)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3951);

/** A proven backup whose file is there, and whose manifest is believed: the only kind that counts. */
function counts(entry) {
    return entry.whole && entry.doubt === undefined && (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .isProven */ .nn)(entry.manifest);
}


/***/ }),

/***/ 3407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EZ: () => (/* binding */ kinds),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   X2: () => (/* binding */ isAmbiguous),
/* harmony export */   as: () => (/* binding */ isFacts),
/* harmony export */   xS: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

const kinds = ['postgres', 'redis', 'sqlite', 'duckdb', 'volume'];
/** A name as manifests have it: of a PostgreSQL database the plain one, as ever; of everything else with its kind before it. */
function nameOf(kind, name) {
    return `${kind}:${name}`;
}
/** Whether a name of a PostgreSQL database could be taken for one of another kind. */
function isAmbiguous(database) {
    return kinds.some((kind) => database.startsWith(`${kind}:`));
}
function isFacts(value) {
    switch (value?.kind) {
        case 'postgres':
            return Array.isArray(value.tables) && value.properties !== undefined && value.server !== undefined;
        case 'redis':
            return Number.isSafeInteger(value.keys) && typeof value.server?.version === 'string';
        case 'sqlite':
        case 'duckdb':
            return Array.isArray(value.tables) && typeof value.version === 'string';
        case 'volume':
            return Number.isSafeInteger(value.files) && typeof value.writers === 'string';
        default:
            return false;
    }
}
/**
 * What is known of a backup of the kind that is asked for.
 * @throws Failure `wrong-kind` where it is of another
 */
function factsOf({ id, facts }, kind) {
    if (isOf(facts, kind))
        return facts;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('wrong-kind', `${id} is a backup of the kind ${facts.kind}, not ${kind}.`, {
        state: 'Nothing was changed.',
        hint: `Set the input kind: ${facts.kind}.`,
    });
}
function isOf(facts, kind) {
    return facts.kind === kind;
}


/***/ }),

/***/ 841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readInstant)
/* harmony export */ });
/** Milliseconds of a date with a time in ISO 8601; without a zone it is UTC. A day alone is none: nobody could tell which end is meant. */
function readInstant(text) {
    const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
    const parsed = Date.parse(`${date}T${time}${zone ?? 'Z'}`);
    return Number.isNaN(parsed) ? undefined : parsed;
}


/***/ }),

/***/ 5387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c2: () => (/* binding */ endsEarly),
  Jv: () => (/* binding */ ephemeralKey),
  Ly: () => (/* binding */ findCompressor),
  QZ: () => (/* binding */ findDecompressor),
  sl: () => (/* binding */ findSealer),
  Gk: () => (/* binding */ isWrongIdentity),
  d1: () => (/* binding */ readIdentities),
  kP: () => (/* binding */ startOpener),
  UT: () => (/* binding */ wordsOfLayer)
});

// UNUSED EXPORTS: compress, decompress

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./node_modules/age-encryption/dist/index.js + 51 modules
var dist = __webpack_require__(1539);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/backup-db/build/age.js

/**
 * Keys of the payload of an age file (age-encryption.org/v1, section "Payload"): the payload itself passes a relay, whose ciphers are many times as fast
 * as those of the age library. Recipients and headers stay the library's.
 */
const tag = 16;
const nonceLength = 16;
/** Key of the payload of a new file, and behind it the header and nonce that stand before that payload. */
async function beginFile(encrypter) {
    let fileKey;
    const witness = {
        wrapFileKey(given) {
            fileKey = given;
            return [];
        },
    };
    encrypter.addRecipient(witness);
    // An empty file is its header, a nonce and one tag.
    const empty = Buffer.from(await encrypter.encrypt(new Uint8Array()));
    if (!fileKey)
        throw new Error('the age library did not ask for a recipient');
    const nonce = (0,external_node_crypto_.randomBytes)(nonceLength);
    return Buffer.concat([payloadKey(fileKey, nonce), empty.subarray(0, empty.length - nonceLength - tag), nonce]);
}
/** @param known the header and the nonce behind it @throws Error of the library where no identity is meant, or the header was changed */
async function keyOf(decrypter, known) {
    const end = known.length - nonceLength;
    return payloadKey(await decrypter.decryptHeader(known.subarray(0, end)), known.subarray(end));
}
function payloadKey(fileKey, nonce) {
    return Buffer.from((0,external_node_crypto_.hkdfSync)('sha256', fileKey, nonce, 'payload', 32));
}

// EXTERNAL MODULE: ./actions/backup-db/build/blame.js
var blame = __webpack_require__(4639);
// EXTERNAL MODULE: ./actions/backup-db/build/relay/relay.js + 1 modules
var relay = __webpack_require__(6338);
;// CONCATENATED MODULE: ./actions/backup-db/build/layers.js







/** What lies around a dump: compression, then encryption. Each layer is a stage of a pipe. */
const chunkSize = 128 * 1024;
/**
 * Level 2 of zstd, which looks for long repetitions in a window as large as every decompressor must take (8 MiB): rows repeat each other from afar. For
 * dumps that is smaller than level 3, and takes a third less of the processor.
 */
const search = { level: 2, windowLog: 23, hashLog: 17, minMatch: 7 };
/** With a checksum in every frame, which zstd writes by itself and Node does not. */
function compress() {
    const params = {
        [external_node_zlib_.constants.ZSTD_c_compressionLevel]: search.level,
        [external_node_zlib_.constants.ZSTD_c_windowLog]: search.windowLog,
        [external_node_zlib_.constants.ZSTD_c_hashLog]: search.hashLog,
        [external_node_zlib_.constants.ZSTD_c_minMatch]: search.minMatch,
        [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1,
    };
    return (0,external_node_zlib_.createZstdCompress)({ params, chunkSize });
}
/**
 * The same by the zstd of the machine that this process runs on, which has use for all of its cores; by Node, where there is none.
 * @returns what starts it
 */
async function findCompressor(shell = (0,shell_build/* localShell */.yj)()) {
    if (!(await hasZstd(shell)))
        return compress;
    const { level, windowLog, hashLog, minMatch } = search;
    const how = `--zstd=wlog=${windowLog},hlog=${hashLog},mml=${minMatch},overlapLog=1`;
    return (options) => shell.start(['zstd', `-${level}`, '-T0', '-B16MiB', how, '--check', '-q', '-c'], { title: 'zstd', ...options });
}
async function hasZstd(shell) {
    const known = await shell.run(['zstd', '--version'], { allowFailure: true, deadline: 10_000 }).catch(() => undefined);
    return known?.code === 0;
}
/** In large pieces: each is a turn between the thread that decompresses and the one that passes it on. */
function decompress() {
    return (0,external_node_zlib_.createZstdDecompress)({ chunkSize: 8 * chunkSize });
}
/** The same by the machine's own zstd, beside this process, where there is one. @returns what starts it */
async function findDecompressor(shell = (0,shell_build/* localShell */.yj)()) {
    if (!(await hasZstd(shell)))
        return decompress;
    return (options) => shell.start(['zstd', '-d', '-q', '-c'], { title: 'zstd', ...options });
}
/** What a layer said of the bytes it was given; undefined where it says nothing of them, because it was ended. */
function wordsOfLayer(error) {
    if (!(error instanceof shell_build/* ProgramFailure */.J9))
        return error;
    if (error.code >= 128 || (0,blame/* lostNeighbour */.iN)(error))
        return undefined;
    return new Error((0,shell_build/* lastLines */.w$)(error.stderr, 1).replace(/^zstd: (\/\*stdin\*\\ ?: )?/, 'zstd: '), { cause: error });
}
/** Whether a layer only says that no more came: of age, of the zstd of the machine or of that of Node. */
function endsEarly(words) {
    if (words instanceof relay/* BadFile */.y)
        return words.early;
    return words instanceof Error && /premature end|unexpected end of file/i.test(words.message);
}
/** Starts what passes bytes on, as an age file where there are recipients, and counts what it passes on. @throws Failure `bad-input` where a recipient is none */
async function findSealer(recipients) {
    if (recipients.length === 0)
        return (options) => (0,relay/* startRelay */.s)(options);
    const encrypter = new dist/* Encrypter */.T7();
    for (const recipient of recipients)
        addRecipient(encrypter, recipient);
    const begun = beginFile(encrypter);
    await begun;
    return (options) => (0,relay/* startRelay */.s)({ ...options, crypt: 'seal' }, begun);
}
function addRecipient(encrypter, recipient) {
    try {
        encrypter.addRecipient(recipient);
    }
    catch {
        throw (0,build/* badInputs */.PD)([{ input: 'age-recipients', message: `${recipient} is no age public key: it was cut or mistyped` }]);
    }
}
/** Passes on what is in a file of the store, and counts the file. Without identities it is as it is. @throws Failure `key-missing` where an identity is none */
function startOpener(identities, options) {
    if (identities.length === 0)
        return (0,relay/* startRelay */.s)(options);
    const decrypter = new dist/* Decrypter */.Hz();
    for (const identity of identities)
        addIdentity(decrypter, identity);
    const header = Promise.withResolvers();
    const key = header.promise.then((known) => keyOf(decrypter, known));
    return (0,relay/* startRelay */.s)({ ...options, crypt: 'open' }, key, header.resolve);
}
function addIdentity(decrypter, identity) {
    try {
        decrypter.addIdentity(identity);
    }
    catch {
        throw new build/* Failure */.HR('key-missing', 'A line of age-identity is no age private key: it was cut or mistyped.', {
            state: 'Nothing was changed.',
            hint: 'Give the whole file that age-keygen wrote: its private key is one line of 74 signs.',
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


/***/ }),

/***/ 3951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   nn: () => (/* binding */ isProven),
/* harmony export */   sB: () => (/* binding */ renderManifest)
/* harmony export */ });
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3407);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6816);


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
        const whole = value.version === 2 &&
            typeof value.id === 'string' &&
            (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .isId */ .eQ)(value.id) &&
            typeof value.project === 'string' &&
            typeof value.database === 'string' &&
            !Number.isNaN(Date.parse(value.created ?? '')) &&
            (value.encryption === 'age' || value.encryption === 'none') &&
            isContent(value.plain) &&
            isContent(value.stored) &&
            typeof value.tag === 'string' &&
            (0,_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .isFacts */ .as)(value.facts) &&
            isProof(value.verified);
        return whole ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isContent(value) {
    return Number.isSafeInteger(value?.size) && /^[0-9a-f]{64}$/.test(value?.sha256 ?? '');
}
function isProof(value) {
    return value === undefined || (typeof value?.level === 'string' && typeof value.at === 'string');
}


/***/ }),

/***/ 6816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eo: () => (/* binding */ isName),
/* harmony export */   PI: () => (/* binding */ shortNameOf),
/* harmony export */   WH: () => (/* binding */ backupId),
/* harmony export */   XQ: () => (/* binding */ wildcard),
/* harmony export */   d4: () => (/* binding */ isIdOf),
/* harmony export */   eQ: () => (/* binding */ isId),
/* harmony export */   i: () => (/* binding */ partialGlob),
/* harmony export */   iE: () => (/* binding */ stamp),
/* harmony export */   qc: () => (/* binding */ dumpName),
/* harmony export */   rA: () => (/* binding */ isTablePattern),
/* harmony export */   t4: () => (/* binding */ partialName),
/* harmony export */   vS: () => (/* binding */ manifestName)
/* harmony export */ });
/** `<project>-<database>-<UTC time>-<4 hex>`: sorts by time within a database, and is safe as a file name. */
function backupId(prefix, at, random) {
    return `${prefix}-${stamp(at)}-${random}`;
}
/** `20260102T030405Z` */
function stamp(at) {
    return at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
const partialName = (id) => `${id}.partial`;
const manifestName = (id) => `${id}.json`;
/** Of the file of a backup: what is inside shows, layer by layer. */
function dumpName({ id, encryption }) {
    return `${id}.dump.zst${encryption === 'age' ? '.age' : ''}`;
}
/** Pattern for find(1): partial files of this prefix, and of no longer one. */
function partialGlob(prefix) {
    const digits = '[0-9]'.repeat(8);
    return `${prefix}-${digits}T${'[0-9]'.repeat(6)}Z-[0-9a-f][0-9a-f][0-9a-f][0-9a-f].partial`;
}
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*-\d{8}T\d{6}Z-[0-9a-f]{4}$/;
/** Whether it is one of this prefix, and of no longer one. */
function isIdOf(id, prefix) {
    return isId(id) && id.length === `${prefix}-20260102T030405Z-1a2b`.length && id.startsWith(`${prefix}-`);
}
/** The part of an id that tells it from the others of its database. */
function shortNameOf(id) {
    return id.slice(-21);
}
/** Whether a text may be a name of a backup: the whole, the beginning of its time, or its last four signs. */
function isName(text) {
    return isId(text) || /^\d{8}(T\d{0,6}Z?(-[0-9a-f]{0,4})?)?$/.test(text) || /^[0-9a-f]{4}$/.test(text);
}
function isId(text) {
    return idPattern.test(text);
}
/** `table` of any schema, or `schema.table`; `*` stands for any letters. */
function isTablePattern(line) {
    return /^[^."]+(\.[^."]+)?$/.test(line) && !/[\p{Cc}]/u.test(line);
}
/** Words of which `*` stands for any letters. */
function wildcard(words) {
    return new RegExp(`^${words.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*')}$`, 'su');
}


/***/ }),

/***/ 6225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R3: () => (/* binding */ unmade),
/* harmony export */   Zt: () => (/* binding */ nothingLeft),
/* harmony export */   y8: () => (/* binding */ nothingYet)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8411);
/* harmony import */ var _choose_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8867);
/* harmony import */ var _content_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4937);




/**
 * Nothing of the project is on the machine: that is a first release, unless the destination has backups of it.
 * @throws Failure `no-container`
 */
async function nothingYet(job, store) {
    const { kind } = job.inputs;
    const database = kind === 'postgres' ? job.inputs.database : undefined;
    const held = (0,_choose_js__WEBPACK_IMPORTED_MODULE_2__/* .ofProject */ .dU)((await (0,_catalog_js__WEBPACK_IMPORTED_MODULE_1__/* .readCatalog */ .u)(job, store)).entries, job.project, database);
    const [newest] = held;
    if (!newest)
        return nothing(job, 'first-release', `Nothing of ${job.project} is on ${job.shell.where} yet: there is no database to back up.`);
    const what = database ? `${job.project}/${database}` : job.project;
    const url = urls[kind];
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('no-container', `Nothing of ${job.project} is on ${job.shell.where}, but ${store.folder} holds ${(0,_content_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .h)(held.length, 'backup')} of ${what}, the newest ${newest.manifest.id}.`, {
        state: 'No backup was made.',
        hint: `${url ? `A secret that does not exist arrives empty: check ${url}. Else check` : 'Check'} project-name, service and host. An environment that is new needs a destination of its own; on a machine that replaces a lost one, start the service and restore first.`,
    });
}
const urls = { postgres: 'database-url', redis: 'redis-url' };
/**
 * The source holds nothing: no news where it never held anything, else the largest loss that there can be.
 * @throws Failure `shrunk` where on-shrink is fail
 */
async function nothingLeft(job, store, database, { reason, text }) {
    const onShrink = job.inputs['on-shrink'];
    const [last] = onShrink === 'ignore' ? [] : await (0,_catalog_js__WEBPACK_IMPORTED_MODULE_1__/* .earlier */ .X)(job, store, database);
    const before = last && (0,_content_js__WEBPACK_IMPORTED_MODULE_3__/* .amountOf */ .M)(last.facts);
    if (!last || !before || before.tables + before.rows === 0)
        return nothing(job, reason, text);
    const loss = `${text} The last backup, ${last.id}, holds ${before.text}.`;
    const hint = 'Check that this is the right one. If data was lost, restore a backup; if it was deleted on purpose, on-shrink: ignore says so.';
    if (onShrink === 'warn')
        return nothing(job, reason, loss, hint);
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('shrunk', loss, { state: 'No backup was made, and no older one was removed.', hint });
}
function nothing(job, reason, text, hint = '') {
    job.log.warn(`${text} No backup was made. ${hint}`.trimEnd());
    return {
        outcome: 'nothing-to-back-up',
        reason,
        outputs: { verified: 'false', 'verify-level': 'none' },
        summary: `**No backup was made.** ${text} ${hint}`.trimEnd(),
    };
}
/** What fails before anything is published says that there is no backup, unless it says more. */
async function unmade(work) {
    try {
        return await work;
    }
    catch (error) {
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || error.details.state !== undefined)
            throw error;
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .withDetails */ .FE)(error, { state: 'No backup was made.' });
    }
}


/***/ }),

/***/ 8198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ idPrefix)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

/** The part of an id that all backups of a database share. */
function idPrefix(project, database) {
    const name = `${project}-${database}`;
    const safe = name.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
    const whole = /^[.-]/.test(safe) ? `_${safe}` : safe;
    if (whole.length <= longestPrefix)
        return whole;
    return `${whole.slice(0, longestPrefix - 13)}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(name).digest('hex').slice(0, 12)}`;
}
/** Names of files may have 255 letters, and more comes behind it. */
const longestPrefix = 160;


/***/ }),

/***/ 9077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   wX: () => (/* binding */ reportProgress),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/* unused harmony export describeProgress */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/** Bytes as people read them: `512 B`, `3.4 MB`. */
function formatBytes(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit++;
    }
    return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
/** How far a stream came: `Dumped: 1.2 GB, 80.1 MB/s, about 12 s left`. Of more than was expected nobody can say how much is left. */
function describeProgress(what, bytes, rate, expected) {
    const known = expected !== undefined && expected > bytes && rate > 0;
    const left = known ? `, about ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.ceil((expected - bytes) / rate) * 1000).replace('.0 s', ' s')} left` : '';
    return `${what}: ${formatBytes(bytes)}, ${formatBytes(rate)}/s${left}`;
}
const interval = 5000;
/** Says every five seconds how far a stream came; returns what ends it. @param expected bytes that it will have, as far as that is known */
function reportProgress(meter, what, say, expected) {
    let before = 0;
    const timer = setInterval(() => {
        const rate = ((meter.bytes - before) / interval) * 1000;
        before = meter.bytes;
        say(describeProgress(what, meter.bytes, rate, expected));
    }, interval);
    return () => clearInterval(timer);
}


/***/ }),

/***/ 8098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ proveChecksum),
/* harmony export */   z: () => (/* binding */ prove)
/* harmony export */ });
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9077);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2441);
/* harmony import */ var _relay_relay_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6338);




/** The proof that a level asks for. A restore reads the whole archive too. @returns milliseconds that it took */
async function prove(job, level, source, store, evidence) {
    if (level === 'restore')
        return source.rehearse(store, evidence);
    const started = job.clock.now();
    await source.readArchive(store, evidence);
    return job.clock.now() - started;
}
/** The stored bytes are those of the manifest. @returns milliseconds that it took @throws Failure `checksum` */
async function proveChecksum(job, store, { state, manifest }) {
    const started = job.clock.now();
    const source = store.read(manifest, state);
    const count = (0,_relay_relay_js__WEBPACK_IMPORTED_MODULE_3__/* .startRelay */ .s)({ deadline: job.remaining(), signal: job.signal, from: source, mute: true });
    const stop = (0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .reportProgress */ .wX)(count, 'Read', job.log.info, manifest.stored.size);
    try {
        await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .Fs)(source, count.running);
    }
    finally {
        stop();
    }
    (0,_readback_js__WEBPACK_IMPORTED_MODULE_2__/* .compare */ .UD)('stored file', count.content(), manifest.stored);
    return job.clock.now() - started;
}


/***/ }),

/***/ 2681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ decisions),
  R3: () => (/* binding */ prune),
  GH: () => (/* binding */ pruneDatabase)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/catalog.js
var build_catalog = __webpack_require__(8411);
// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./actions/backup-db/build/entry.js
var build_entry = __webpack_require__(4428);
// EXTERNAL MODULE: ./actions/backup-db/build/prefix.js
var prefix = __webpack_require__(8198);
// EXTERNAL MODULE: ./actions/backup-db/build/result.js
var result = __webpack_require__(4031);
;// CONCATENATED MODULE: ./actions/backup-db/build/retention/calendar.js
/** The hour, day, week, month or year of a moment as one number, in UTC; a week is that of ISO 8601, Monday to Sunday. */
function periodOf(period, time) {
    const date = new Date(time);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    const day = (year * 100 + month) * 100 + date.getUTCDate();
    switch (period) {
        case 'hourly':
            return day * 100 + date.getUTCHours();
        case 'daily':
            return day;
        case 'weekly':
            return isoWeek(date);
        case 'monthly':
            return year * 100 + month;
        case 'yearly':
            return year;
    }
}
/** A week belongs to the year that has its Thursday. */
function isoWeek(date) {
    const weekday = (date.getUTCDay() + 6) % 7;
    const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3));
    const year = thursday.getUTCFullYear();
    const days = (thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000;
    return year * 100 + Math.floor(days / 7) + 1;
}

// EXTERNAL MODULE: ./actions/backup-db/build/retention/policy.js
var retention_policy = __webpack_require__(4199);
// EXTERNAL MODULE: ./actions/backup-db/build/retention/span.js
var retention_span = __webpack_require__(4513);
;// CONCATENATED MODULE: ./actions/backup-db/build/retention/apply.js



/**
 * Why each of these backups is kept; one without a reason goes. Newest first, and decided as `restic forget` decides: each rule takes the newest of
 * its hour, day and so on until its places are taken; while it has places left, it keeps the oldest too. The rules are joined by or.
 */
function applyPolicy(entries, policy, now) {
    const takes = [...retention_policy/* counters */.OK.map((name) => counting(name, policy)), ...retention_policy/* periods */.RE.map((period) => spanning(period, entries, policy, now))];
    const withinSpan = within(entries, policy, now);
    return entries.map((entry, index) => {
        const oldest = index === entries.length - 1;
        const tags = policy.tags.filter((list) => hasTags(entry, list)).map((list) => reason('tag', `keep-tag ${list.join(',')}`));
        return [...tags, ...withinSpan(entry), ...takes.flatMap((take) => take(entry, index, oldest) ?? [])];
    });
}
function counting(name, { counts }) {
    const all = counts[name];
    let [left, last] = [all, -1];
    return (entry, index, oldest) => {
        if (left <= 0)
            return undefined;
        const value = name === 'last' ? index : periodOf(name, entry.time);
        if (value === last && !oldest)
            return undefined;
        const extra = value === last;
        last = value;
        left -= 1;
        const place = Number.isFinite(all) ? `${all - left} of ${all}` : (0,retention_policy/* formatCount */.B4)(all);
        return reason(name, extra ? `keep-${name}: the oldest, while places are left` : `keep-${name}: ${place}`, extra);
    };
}
function spanning(period, entries, { withinEach }, now) {
    const span = withinEach[period];
    const since = span && (0,retention_span/* before */.gM)(latest(entries, now), span);
    let last = -1;
    return (entry, _index, oldest) => {
        if (!span || since === undefined || entry.time <= since)
            return undefined;
        const value = periodOf(period, entry.time);
        if (value === last && !oldest)
            return undefined;
        const extra = value === last;
        last = value;
        const text = `keep-within-${period} ${(0,retention_span/* formatSpan */.QA)(span)}`;
        return reason(`within-${period}`, extra ? `${text}: the oldest` : text, extra);
    };
}
function within(entries, { within: span }, now) {
    if (!span)
        return () => [];
    const since = (0,retention_span/* before */.gM)(latest(entries, now), span);
    return (entry) => (entry.time > since ? [reason('within', `keep-within ${(0,retention_span/* formatSpan */.QA)(span)}`)] : []);
}
/** What spans are counted from: the newest, but not one of the future, which a wrong clock made. */
function latest(entries, now) {
    return entries.find(({ time }) => time < now)?.time ?? Number.MIN_SAFE_INTEGER / 2;
}
function hasTags({ tags }, list) {
    return list.every((tag) => tags.includes(tag) || (tag === '' && tags.length === 0));
}
function reason(rule, text, oldest = false) {
    return { rule, text, oldest };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/retention/decide.js



/** Backups made before a release: ten releases on one day take no place of the nightly ones, nor these of them. */
const ownTrack = 'pre-deploy';
/** How long one that does not count stays beside newer ones that do: a week, in which a person can look at it or prove it. */
const grace = 7 * 86_400_000;
/** What a policy is applied to by itself. */
function trackOf({ manifest }) {
    return JSON.stringify([manifest.project, manifest.database, manifest.tag === ownTrack]);
}
/**
 * What becomes of every backup, in the order of the list. Each track is decided by itself. Only what counts earns a place: a backup that does not
 * count never pushes one out that does. Where nothing counts, nothing goes.
 */
function decide(entries, rules, now) {
    const tracks = Map.groupBy(entries, trackOf);
    const decided = new Map();
    for (const track of tracks.values())
        for (const decision of decideTrack(sorted(track), rules, now))
            decided.set(decision.entry, decision);
    return entries.flatMap((entry) => decided.get(entry) ?? []);
}
function decideTrack(track, rules, now) {
    const proven = track.filter(build_entry/* counts */.t);
    const dated = proven.map((entry) => ({ time: timeOf(entry), tags: [entry.manifest.tag] }));
    const reasons = applyPolicy(dated, rules.policy, now);
    const places = new Map(proven.map((entry, index) => [entry, [...guards(dated, index, rules, now), ...(reasons[index] ?? []).map(({ text }) => text)]]));
    const newest = dated.find(({ time }) => time <= now)?.time ?? dated[0]?.time;
    const outside = `outside ${(0,retention_policy/* rulesOf */.fD)(rules.policy).join(', ')}`;
    return track.map((entry) => {
        const held = places.get(entry);
        if (!held)
            return uncounted(entry, newest);
        return held.length > 0 ? { entry, keep: true, why: held.join('; ') } : { entry, keep: false, why: outside };
    });
}
/** What holds over every policy. A backup that a wrong clock dates into the future does not stand in for the newest one. */
function guards(dated, index, { minKeep }, now) {
    const past = dated.findIndex(({ time }) => time <= now);
    const rank = past === -1 ? index : index - past;
    if (index === 0 || rank === 0)
        return ['the newest proven'];
    return rank > 0 && rank < minKeep ? [`one of the ${minKeep} newest proven (min-keep)`] : [];
}
function uncounted(entry, newest) {
    if (entry.doubt)
        return { entry, keep: true, why: `${entry.doubt}: does not count, and is not ours to remove` };
    const what = standing(entry);
    if (newest === undefined)
        return { entry, keep: true, why: `${what}; stays while none is proven` };
    if (timeOf(entry) < newest - grace)
        return { entry, keep: false, why: `${what}, and more than 7 days older than the newest proven` };
    return { entry, keep: true, why: `${what}; goes when it is 7 days older than the newest proven` };
}
function standing({ manifest, whole }) {
    if (!whole)
        return 'its file is missing or has another size';
    return manifest.verified?.level === 'failed' ? 'failed its proof' : 'not proven';
}
const timeOf = ({ manifest }) => Date.parse(manifest.created);
/** Newest first; of one moment by name, so that the same list always has the same answer. */
function sorted(entries) {
    return [...entries].sort((a, b) => timeOf(b) - timeOf(a) || (a.manifest.id < b.manifest.id ? 1 : -1));
}

;// CONCATENATED MODULE: ./actions/backup-db/build/retention/limit.js

/** Tracks of which more than `percent` would go: a wrong policy, or a wrong clock, must not take what it took years to collect. */
function findExcess(decisions, percent) {
    return [...Map.groupBy(decisions, ({ entry }) => trackOf(entry)).values()].flatMap((track) => {
        const removed = track.filter(({ keep }) => !keep).length;
        const manifest = track[0]?.entry.manifest;
        if (!manifest || removed * 100 <= track.length * percent)
            return [];
        return [{ project: manifest.project, database: manifest.database, removed, all: track.length }];
    });
}

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./actions/backup-db/build/retention/removal.js


/**
 * Removes what was decided to go, the oldest first and each manifest before its file: whenever it ends, what is left of an unfinished removal is no
 * backup, and the newer ones are whole.
 * @throws Failure `prune-failed`, or what ended it, saying how far it came
 */
async function removeAll(store, decisions, say) {
    const going = decisions
        .filter(({ keep }) => !keep)
        .sort((a, b) => Date.parse(a.entry.manifest.created) - Date.parse(b.entry.manifest.created));
    const ids = [];
    const locked = new Map();
    for (const { entry, why } of going) {
        const { id } = entry.manifest;
        try {
            const removal = await store.remove(entry.manifest);
            if (removal.removed)
                ids.push(id);
            else
                locked.set(id, removal.why ?? 'the destination keeps it');
            say(removal.removed ? `Removed ${id}: ${why}.` : `${id} stays: ${locked.get(id)}.`);
        }
        catch (error) {
            throw interrupted(error, id, ids, going.length, store.folder);
        }
    }
    return { ids, locked };
}
function interrupted(error, id, ids, all, folder) {
    const state = `${ids.length} of ${all} backups were removed; the others are as they were, but of ${id} the file may be left without its manifest.`;
    const outputs = { pruned: String(ids.length) };
    if (error instanceof build/* Failure */.HR && !(error instanceof shell_build/* ProgramFailure */.J9))
        return (0,build/* withDetails */.FE)(error, { state, outputs });
    return new build/* Failure */.HR('prune-failed', `${id} could not be removed from ${folder}: ${(0,build/* messageOf */.bD)(error)}`, {
        state,
        hint: 'Make sure that the user may remove files there, and run again: it goes on where this run ended.',
        outputs,
        cause: error,
    });
}

// EXTERNAL MODULE: ./actions/backup-db/build/retention/table.js
var table = __webpack_require__(5917);
;// CONCATENATED MODULE: ./actions/backup-db/build/prune.js











/** Removes what the policy does not keep, database by database. Nothing goes before all of it is known to be allowed. */
async function prune(job, store) {
    const { database } = job.inputs;
    const wanted = (manifest) => manifest.project === job.project && (!database || manifest.database === database);
    const catalog = await (0,build_catalog/* readCatalog */.u)(job, store, wanted);
    if (catalog.entries.length === 0)
        throw nothingThere(job, store);
    const plan = decisions(job, catalog);
    refuseExcess(job, store, plan);
    const going = plan.filter(({ keep }) => !keep).length;
    for (const decision of plan)
        job.log.info((0,table/* lineOf */.cA)(decision, job.clock.now()));
    if (job.inputs['dry-run']) {
        job.log.info(`Would remove ${going} of ${(0,content/* counted */.h)(plan.length, 'backup')} from ${store.folder}.`);
        return {
            outcome: 'planned',
            outputs: { pruned: String(going) },
            summary: summarize(plan, job, `${going} of ${(0,content/* counted */.h)(plan.length, 'backup')} would go`),
        };
    }
    let pruned = 0;
    for (const name of new Set(plan.filter(({ keep }) => !keep).map(({ entry }) => entry.manifest.database))) {
        const held = await store.hold((0,prefix/* idPrefix */.m)(job.project, name));
        try {
            pruned += (await pruneDatabase(job, store, name)).length;
        }
        finally {
            await held.release();
        }
    }
    const newest = catalog.entries.find(build_entry/* counts */.t);
    const outputs = { ...(newest ? (0,result/* outputsOf */.Yz)(newest.manifest, store) : {}), pruned: String(pruned), duration: String(job.elapsed()) };
    return { outcome: 'pruned', outputs, summary: summarize(plan, job, `${pruned} of ${(0,content/* counted */.h)(plan.length, 'backup')} were removed`) };
}
/**
 * For who has the database's backups for himself. `made` is the new proven backup after which this comes: a list that does not have it is not to be
 * acted on. @returns ids of what was removed
 */
async function pruneDatabase(job, store, database, made) {
    const catalog = await (0,build_catalog/* readCatalog */.u)(job, store, (manifest) => manifest.project === job.project && manifest.database === database);
    const plan = decisions(job, catalog);
    if (made && !plan.some(({ entry, keep }) => entry.manifest.id === made.id && keep && (0,build_entry/* counts */.t)(entry)))
        throw refused(`The list of ${store.folder} does not have the new backup ${made.id} as a proven one.`, 'Run mode: list to see what is there.');
    refuseExcess(job, store, plan);
    const { ids, locked } = await removeAll(store, plan, job.log.info);
    if (locked.size > 0)
        job.log.warn(`${(0,content/* counted */.h)(locked.size, 'backup')} should go, but ${store.folder} keeps what is locked.`);
    return ids;
}
/** What becomes of each, as the inputs say. */
function decisions(job, catalog) {
    const rules = { policy: (0,retention_policy/* readPolicy */.T4)(job.inputs).policy, minKeep: job.inputs['min-keep'] };
    return decide(catalog.entries, rules, job.clock.now());
}
/** @throws Failure `prune-refused` */
function refuseExcess(job, store, plan) {
    const allowed = job.inputs['allow-prune'];
    const [excess] = findExcess(plan, allowed);
    if (!excess)
        return;
    const { project, database, removed, all } = excess;
    const share = Math.ceil((removed * 100) / all);
    for (const decision of plan)
        job.log.info((0,table/* lineOf */.cA)(decision, job.clock.now()));
    const text = `${removed} of ${(0,content/* counted */.h)(all, 'backup')} of ${project}/${database} in ${store.folder} would be removed: ${share} percent, more than the ${allowed} of allow-prune.`;
    throw refused(text, `The log shows what would go and why: correct keep-*, or, if it is meant, let one run do it with allow-prune: ${share}.`, plan, job);
}
function refused(text, hint, plan, job) {
    const state = 'No backup was removed.';
    const summary = plan && job ? { summary: summarize(plan, job, `${text} ${state}`, hint) } : {};
    return new build/* Failure */.HR('prune-refused', text, { state, hint, outputs: { pruned: '0' }, ...summary });
}
function nothingThere(job, store) {
    const what = job.inputs.database ? `${job.project}/${job.inputs.database}` : job.project;
    return new build/* Failure */.HR('no-backup', `${store.folder} holds no backup of ${what}.`, {
        state: 'Nothing was changed.',
        hint: 'mode: list shows what is there; check destination and project-name.',
    });
}
function summarize(plan, job, title, hint = '') {
    const decision = `**${title.replace(/\.$/, '')}.** ${hint}`.trimEnd();
    return `${decision}\n\n${(0,table/* decisionTable */.vh)(plan, job.clock.now())}`;
}


/***/ }),

/***/ 2441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UD: () => (/* binding */ compare),
/* harmony export */   e7: () => (/* binding */ readBack),
/* harmony export */   qb: () => (/* binding */ corrupt)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8155);
/* harmony import */ var _blame_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4639);
/* harmony import */ var _layers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5387);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9077);
/* harmony import */ var _relay_relay_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6338);






/** Streams a backup through its layers into a program beside the server; both hashes must be those of the manifest. */
async function readBack(job, store, evidence, reader) {
    const { manifest } = evidence;
    const decompressor = await (0,_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .findDecompressor */ .QZ)();
    const options = { deadline: job.remaining(), signal: job.signal };
    const source = store.read(manifest, evidence.state);
    const stored = (0,_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .startOpener */ .kP)(manifest.encryption === 'age' ? evidence.identities : [], { ...options, from: source });
    const unpack = decompressor({ ...options, from: stored.running });
    const plain = (0,_relay_relay_js__WEBPACK_IMPORTED_MODULE_5__/* .startRelay */ .s)({ ...options, ...('done' in unpack ? { from: unpack } : {}), whole: false });
    const program = reader.start(plain.running);
    const beside = 'done' in unpack ? [unpack] : [];
    const culprit = (0,_blame_js__WEBPACK_IMPORTED_MODULE_2__/* .firstToFail */ .Ql)(source, stored.running, ...beside, plain.running, program);
    // In the order of the pipe: what is behind one that failed only sees that nothing more comes. First what a store in this process says of itself.
    const broken = [];
    const hear = (place) => (error) => {
        const words = (0,_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .wordsOfLayer */ .UT)(error);
        if (!(0,_blame_js__WEBPACK_IMPORTED_MODULE_2__/* .isEcho */ .yU)(words))
            broken[place] ??= words;
    };
    source.stdout.on('error', hear(0));
    // A relay that was ended, or fails by itself, says nothing of the file.
    const opened = stored.running.done.then(() => { }, (error) => void (error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailure */ .J9 || hear(1)(error)));
    const unpacked = 'done' in unpack ? unpack.done.then(() => { }, hear(2)) : void unpack.on('error', hear(2));
    const stop = (0,_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .reportProgress */ .wX)(stored, 'Read back', job.log.info, evidence.manifest.stored.size);
    try {
        await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .Fs)(source, stored.running, unpack, plain.running, program);
    }
    catch (error) {
        program.kill();
        source.kill();
        await Promise.all([opened, unpacked]);
        throw await blame({
            job,
            evidence,
            source,
            program,
            reader,
            error,
            broken: broken.find((words) => words !== undefined),
            culprit: culprit(),
        });
    }
    finally {
        stop();
    }
    compare('stored file', stored.content(), manifest.stored);
    compare('dump inside it', plain.content(), manifest.plain);
}
/** @throws Failure `checksum` */
function compare(what, found, expected) {
    if (found.size === expected.size && found.sha256 === expected.sha256)
        return;
    const text = `The ${what} has ${found.size} bytes with SHA-256 ${found.sha256.slice(0, 12)}…, but its manifest says ${expected.size} bytes with ${expected.sha256.slice(0, 12)}….`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('checksum', text, { hint: 'Its storage changed or lost bytes: check the disk, and use another backup.' });
}
/**
 * Whether the backup is broken, or only the way to it. A connection that ends looks like a truncated file to the layers, and a truncated file like
 * a broken archive to the program that reads it: so the connection is asked first, then the store, then the layers, then that program.
 */
async function blame({ job, evidence, source, program, reader, error, broken, culprit }) {
    const lost = await (0,_blame_js__WEBPACK_IMPORTED_MODULE_2__/* .lostConnection */ .LQ)(job);
    if (lost)
        return lost;
    const unread = await source.done.then(() => undefined, (reason) => reason);
    if (unread instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailure */ .J9 && !(0,_blame_js__WEBPACK_IMPORTED_MODULE_2__/* .isKilled */ .UZ)(unread))
        return corrupt(evidence, unread.message, unread);
    if (unread !== undefined && !(unread instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailure */ .J9))
        return unread;
    // A store inside this process may be ended by its own news, which then has only reached the layers.
    if (broken instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && !(broken instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailure */ .J9))
        return broken;
    // A source that was ended because something else failed looks like a file that is cut.
    if (!(0,_blame_js__WEBPACK_IMPORTED_MODULE_2__/* .isEcho */ .yU)(broken) && !(unread !== undefined && (0,_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .endsEarly */ .c2)(broken)))
        return blameLayer(broken, evidence);
    if (culprit && culprit !== program && culprit !== source)
        return culprit.done.catch((reason) => reason);
    if (!(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailure */ .J9) || culprit !== program)
        return error;
    const cause = await program.done.catch((reason) => reason);
    const fault = cause instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailure */ .J9 ? reader.fault(cause) : undefined;
    return fault === undefined ? cause : corrupt(evidence, fault, cause);
}
function blameLayer(error, evidence) {
    if (!(0,_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .isWrongIdentity */ .Gk)(error))
        return corrupt(evidence, error instanceof Error ? error.message : String(error), error);
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('key-missing', `age-identity opens none of the recipients of ${evidence.manifest.id}.`, {
        state: 'Nothing was changed.',
        hint: `It was encrypted to ${evidence.manifest.recipients.join(', ')}: give the private key of one of them.`,
    });
}
function corrupt(evidence, why, cause) {
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('archive-corrupt', `The backup ${evidence.manifest.id} cannot be read back: ${why}.`, {
        hint: 'Use another backup, and check the storage of this one.',
        cause,
    });
}


/***/ }),

/***/ 6338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ BadFile),
  s: () => (/* binding */ startRelay)
});

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./actions/backup-db/build/relay/program.js
/**
 * What runs in the process of a relay: bytes pass from its standard input to its standard output, counted and hashed, and on the way they get the
 * encryption of an age file or lose it. It is sent to that process as text, so it uses its arguments and nothing else of this file.
 */
/** Descriptor 3 gives the key of the payload, 32 bytes, and behind it what stands before the payload. */
function relay(modules, order) {
    const { createCipheriv, createDecipheriv, createHash, createSecretKey, readFileSync, readSync, writeSync } = modules;
    const cipher = 'chacha20-poly1305';
    const [part, tag, nonceLength, keyLength, longestHeader] = [65_536, 16, 16, 32, 1024 * 1024];
    const intro = 'age-encryption.org/v1\n';
    const hash = createHash('sha256');
    const counts = order.crypt === 'seal' ? 'out' : 'in';
    let [bytes, told, heard] = [0, Date.now(), !order.mute];
    let head = Buffer.alloc(0);
    const say = (news) => void writeSync(2, `${JSON.stringify(news)}\n`);
    const refuse = (error, early) => {
        say({ error, early });
        process.exit(1);
    };
    const count = (piece) => {
        hash.update(piece);
        bytes += piece.length;
        if (head.length < order.head)
            head = Buffer.concat([head, piece.subarray(0, order.head - head.length)]);
        if (Date.now() - told < 1000)
            return;
        told = Date.now();
        say({ bytes });
    };
    // A socket that somebody else made non-blocking has nothing yet, or no room yet.
    const patiently = (work) => {
        for (;;) {
            try {
                return work();
            }
            catch (error) {
                if (error.code !== 'EAGAIN')
                    throw error;
                Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
            }
        }
    };
    const take = (into, from) => {
        const size = patiently(() => readSync(0, into, from, into.length - from, null));
        if (counts === 'in')
            count(into.subarray(from, from + size));
        return size;
    };
    const give = (piece) => {
        if (counts === 'out')
            count(piece);
        try {
            for (let from = 0; heard && from < piece.length;)
                from += patiently(() => writeSync(1, piece, from, piece.length - from));
        }
        catch (error) {
            if (order.whole || error.code !== 'EPIPE')
                throw error;
            heard = false;
        }
    };
    /** Eleven bytes that count the parts, and one that says whether it is the last. */
    const counter = Buffer.alloc(12);
    const next = (last) => {
        const now = Buffer.from(counter);
        now[11] = last ? 1 : 0;
        for (let index = 10; index >= 0; index--) {
            counter[index] = ((counter[index] ?? 0) + 1) & 0xff;
            if (counter[index] !== 0)
                break;
        }
        return now;
    };
    /** As many bytes as there is room for, or all that is left. @param held how many it has already */
    const fill = (into, held = 0) => {
        let length = held;
        while (length < into.length) {
            const size = take(into, length);
            if (size === 0)
                break;
            length += size;
        }
        return into.subarray(0, length);
    };
    /** All parts; which one is the last is known only once there is none behind it. @param first what was read already */
    const eachPart = (size, first, work) => {
        let [now, other] = [Buffer.alloc(size), Buffer.alloc(size)];
        let rest = first;
        const load = (into) => {
            const held = rest.copy(into);
            rest = rest.subarray(held);
            return fill(into, held);
        };
        let piece = load(now);
        for (;;) {
            const behind = piece.length === size ? load(other) : Buffer.alloc(0);
            work(piece, behind.length === 0);
            if (behind.length === 0)
                return;
            [now, other] = [other, now];
            piece = behind;
        }
    };
    const secrets = () => {
        const given = readFileSync(3);
        return { key: createSecretKey(given.subarray(0, keyLength)), preface: given.subarray(keyLength) };
    };
    const seal = () => {
        const { key, preface } = secrets();
        const sealed = Buffer.alloc(part + tag);
        give(preface);
        eachPart(part, Buffer.alloc(0), (plain, last) => {
            const one = createCipheriv(cipher, key, next(last), { authTagLength: tag });
            one.update(plain).copy(sealed);
            one.final();
            one.getAuthTag().copy(sealed, plain.length);
            give(sealed.subarray(0, plain.length + tag));
        });
    };
    /** Bytes up to the nonce, which is behind the line of the header's MAC, and what was read behind it. */
    const header = () => {
        let all = Buffer.alloc(0);
        const piece = Buffer.alloc(part);
        for (;;) {
            const known = Math.min(all.length, intro.length);
            if (all.subarray(0, known).toString('latin1') !== intro.slice(0, known))
                refuse('it is no age file', false);
            const mac = all.indexOf('\n--- ');
            const end = mac < 0 ? -1 : all.indexOf('\n', mac + 1) + 1;
            if (end > 0 && all.length >= end + nonceLength)
                return [all.subarray(0, end + nonceLength), all.subarray(end + nonceLength)];
            if (all.length > longestHeader)
                refuse('the header is too long for an age file', false);
            const size = take(piece, 0);
            if (size === 0)
                refuse('the file ends in its header', true);
            all = Buffer.concat([all, piece.subarray(0, size)]);
        }
    };
    const open = () => {
        const [known, rest] = header();
        say({ header: known.toString('base64') });
        const { key } = secrets();
        let opened = 0;
        eachPart(part + tag, rest, (sealed, last) => {
            const end = sealed.length - tag;
            try {
                if (end < 0)
                    throw new Error('the file ends in the middle of a part');
                // Only an empty file has an empty part.
                if (last && opened > 0 && end === 0)
                    throw new Error('the last part is empty');
                const one = createDecipheriv(cipher, key, next(last), { authTagLength: tag });
                one.setAuthTag(sealed.subarray(end));
                const plain = one.update(sealed.subarray(0, end));
                one.final();
                give(plain);
            }
            catch (error) {
                const { syscall, message } = error;
                if (syscall !== undefined)
                    throw error;
                refuse(last ? `it ends too early, or its last part was changed: ${message}` : message, last);
            }
            opened++;
        });
    };
    const pass = () => {
        const piece = Buffer.alloc(4 * part);
        for (let size = take(piece, 0); size > 0; size = take(piece, 0))
            give(piece.subarray(0, size));
    };
    ({ none: pass, seal, open })[order.crypt]();
    say({ bytes, head: head.toString('base64'), sha256: hash.digest('hex') });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/relay/relay.js


/** Bytes of an age file that are not as age wrote them; `early` where that showed at the end only, as of a file that is cut. */
class BadFile extends Error {
    early;
    constructor(message, early) {
        super(message);
        this.early = early;
    }
}
const modules = "{ ...require('node:crypto'), ...require('node:fs') }";
const program = `(${relay.toString()})(${modules}, JSON.parse(process.argv[1]))`;
/** @param answer the bytes of descriptor 3, once they are known; where it fails, that is why the relay does. @param ask is given what `open` needs a key for */
function startRelay(options, answer, ask = () => { }) {
    const { head = 0, whole = true, crypt = 'none', mute = false, ...limits } = options;
    const order = { head, whole, crypt, mute };
    let said = {};
    const onError = (line) => {
        if (!/^\{".*\}$/.test(line))
            return;
        said = JSON.parse(line);
        if (said.header !== undefined)
            ask(Buffer.from(said.header, 'base64'));
    };
    const title = crypt === 'none' ? 'the count of bytes' : 'age';
    const argv = [process.execPath, '-e', program, JSON.stringify(order)];
    const running = (0,build/* startLocal */.UA)(argv, { ...limits, title, onError, ...(answer ? { answer } : {}) });
    let unanswered;
    answer?.catch((error) => {
        unanswered = error;
    });
    const done = running.done.catch((error) => {
        if (!(error instanceof build/* ProgramFailure */.J9))
            throw error;
        if (unanswered !== undefined)
            throw unanswered;
        throw said.error === undefined ? error : new BadFile(said.error, said.early ?? false);
    });
    done.catch(() => { });
    return {
        running: { ...running, done },
        get bytes() {
            return said.bytes ?? 0;
        },
        get head() {
            return Buffer.from(said.head ?? '', 'base64');
        },
        content: () => ({ size: said.bytes ?? 0, sha256: said.sha256 ?? '' }),
    };
}


/***/ }),

/***/ 4031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eb: () => (/* binding */ present),
/* harmony export */   Gb: () => (/* binding */ briefOf),
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   ox: () => (/* binding */ renderFreshness),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _choose_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8867);
/* harmony import */ var _content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4937);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3951);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6816);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9077);






/** Outputs as a failure takes them. */
function present(outputs) {
    return Object.fromEntries(Object.entries(outputs).filter((entry) => entry[1] !== undefined));
}
function outputsOf(manifest, store) {
    const { tables, rows, version } = (0,_content_js__WEBPACK_IMPORTED_MODULE_2__/* .amountOf */ .M)(manifest.facts);
    const copies = store.copies(manifest.id).map((copy) => copy.path((0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .dumpName */ .qc)(manifest)));
    return {
        id: manifest.id,
        path: copies[0] ?? store.path((0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .dumpName */ .qc)(manifest)),
        copies: copies.join('\n'),
        size: String(manifest.stored.size),
        sha256: manifest.stored.sha256,
        'plain-sha256': manifest.plain.sha256,
        tables: String(tables),
        rows: String(rows),
        'server-version': version,
        verified: String((0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isProven */ .nn)(manifest)),
        'verify-level': manifest.verified?.level ?? 'none',
        database: manifest.database,
    };
}
/** What the output `backups` says of one. */
function briefOf(manifest, store) {
    const { path = '', verified, 'verify-level': level = 'none' } = { ...outputsOf(manifest, store) };
    const { tables, rows } = (0,_content_js__WEBPACK_IMPORTED_MODULE_2__/* .amountOf */ .M)(manifest.facts);
    const { database, id, stored } = manifest;
    return { database, id, path, size: stored.size, verified: verified === 'true', level, tables, rows };
}
/** @param now what was done in this run, where it may be another proof than the one that counts */
function describe(manifest, store, duration, now) {
    const level = manifest.verified?.level;
    const stands = level ? `${(0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isProven */ .nn)(manifest) ? 'proven' : 'checked'} by ${level}` : 'not proven';
    const proof = now && now !== level ? `passed ${now} now, and is ${stands}` : stands;
    const { facts } = manifest;
    const amount = (0,_content_js__WEBPACK_IMPORTED_MODULE_2__/* .amountOf */ .M)(facts);
    const rows = [
        ['database', `${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(manifest.database)} (${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(amount.origin)})`],
        ['content', `${amount.text}${'alembic' in facts && facts.alembic ? `, Alembic ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(facts.alembic)}` : ''}`],
        ['size', `${(0,_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .formatBytes */ .z3)(manifest.stored.size)} of ${(0,_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .formatBytes */ .z3)(manifest.plain.size)}`],
        ['encryption', manifest.encryption === 'age' ? `age, ${(0,_content_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(manifest.recipients.length, 'recipient')}` : '**none**'],
        ['SHA-256', (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(manifest.stored.sha256)],
        ['stored', stored(manifest, store)],
        ['took', (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(duration)],
    ];
    return `**Backup ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(manifest.id)}: ${proof}.**\n\n${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['', ''], rows)}`;
}
/** Every copy with its place. */
function stored(manifest, store) {
    const copies = store.copies(manifest.id).map((copy) => `${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(copy.path((0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .dumpName */ .qc)(manifest)))} on ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(copy.where)}`);
    return copies.join('<br>');
}
/** Decision, what to do, and every database with its newest proven backup, the oldest first. */
function renderFreshness(entries, limit, now, problem) {
    const rows = entries.map(({ database, newest, age }) => [
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(database),
        newest ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(newest.manifest.id) : '**none is proven**',
        newest ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(newest.manifest.created) : '',
        newest ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(age) : '',
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(limit),
    ]);
    const [oldest] = entries;
    const decision = problem
        ? `**${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(problem.text)}** ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(problem.hint)}`
        : entries.length > 1
            ? `**Each of ${entries.length} databases has a proven backup; the oldest of their newest ones, of ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(oldest?.database ?? '')}, is ${(0,_choose_js__WEBPACK_IMPORTED_MODULE_1__/* .describeAge */ .HK)(oldest?.age ?? 0)}.**`
            : `**The newest proven backup is ${(0,_choose_js__WEBPACK_IMPORTED_MODULE_1__/* .describeAge */ .HK)(oldest?.age ?? 0)}.**`;
    const seen = rows.length > 0 ? [(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['database', 'newest proven backup', 'made', 'age', 'allowed'], rows)] : [];
    return [decision, ...seen, `Checked at ${now.toISOString()}.`].join('\n\n');
}


/***/ }),

/***/ 4199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   MJ: () => (/* binding */ keepNames),
/* harmony export */   OK: () => (/* binding */ counters),
/* harmony export */   RE: () => (/* binding */ periods),
/* harmony export */   T4: () => (/* binding */ readPolicy),
/* harmony export */   fD: () => (/* binding */ rulesOf)
/* harmony export */ });
/* unused harmony exports defaultPolicy, isEmpty */
/* harmony import */ var _span_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4513);

/** Units of the calendar, of each of which the newest backup is kept. */
const periods = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'];
const counters = ['last', ...periods];
const keepNames = [
    ...counters.map((name) => `keep-${name}`),
    'keep-within',
    ...periods.map((period) => `keep-within-${period}`),
];
/** What holds where nothing is said. */
const defaults = { daily: 7, weekly: 4, monthly: 12 };
const none = {
    counts: { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 },
    within: undefined,
    withinEach: {},
    tags: [],
};
const defaultPolicy = { ...none, counts: { ...none.counts, ...defaults } };
/** The policy that is written, and what is wrong with it. The defaults hold only where no keep-* is given: who gives one says it all. */
function readPolicy(inputs) {
    const problems = [];
    const count = (name) => {
        const text = inputs[`keep-${name}`];
        if (text === undefined)
            return 0;
        if (text === 'unlimited')
            return Number.POSITIVE_INFINITY;
        if (/^\d{1,9}$/.test(text))
            return Number(text);
        problems.push({ input: `keep-${name}`, message: 'is no whole number, and not unlimited. Example: 7' });
        return 0;
    };
    const span = (input) => {
        const text = inputs[input];
        if (text === undefined)
            return undefined;
        const parsed = (0,_span_js__WEBPACK_IMPORTED_MODULE_0__/* .parseSpan */ .wr)(text);
        if (!parsed)
            problems.push({ input, message: 'is no length of time in years, months, days and hours. Example: 1y6m14d12h' });
        return parsed && !(0,_span_js__WEBPACK_IMPORTED_MODULE_0__/* .isZero */ .be)(parsed) ? parsed : undefined;
    };
    const counts = Object.fromEntries(counters.map((name) => [name, count(name)]));
    const each = periods.map((period) => [period, span(`keep-within-${period}`)]);
    const policy = {
        counts,
        within: span('keep-within'),
        withinEach: Object.fromEntries(each.filter(([, found]) => found)),
        tags: inputs['keep-tag'].map((line) => line.split(',').map((tag) => tag.trim())),
    };
    if (!isGiven(inputs))
        return { policy: defaultPolicy, problems };
    if (problems.length === 0 && isEmpty(policy)) {
        const input = keepNames.find((name) => inputs[name] !== undefined) ?? 'keep-last';
        problems.push({
            input,
            message: 'and the other keep-* that are given keep nothing: that would be no backup at all. Example: keep-daily: 7',
        });
    }
    return { policy, problems };
}
function isGiven(inputs) {
    return inputs['keep-tag'].length > 0 || keepNames.some((name) => inputs[name] !== undefined);
}
/** A policy that keeps nothing is a mistake, never an order. */
function isEmpty({ counts, within, withinEach, tags }) {
    return Object.values(counts).every((count) => count === 0) && !within && Object.keys(withinEach).length === 0 && tags.length === 0;
}
/** The rules in the words of the inputs: `keep-daily 7`. */
function rulesOf({ counts, within, withinEach, tags }) {
    const counted = counters.filter((name) => counts[name] > 0).map((name) => `keep-${name} ${formatCount(counts[name])}`);
    const spans = periods.flatMap((period) => (withinEach[period] ? [`keep-within-${period} ${(0,_span_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSpan */ .QA)(withinEach[period])}`] : []));
    return [
        ...counted,
        ...(within ? [`keep-within ${(0,_span_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSpan */ .QA)(within)}`] : []),
        ...spans,
        ...tags.map((list) => `keep-tag ${list.join(',')}`),
    ];
}
function formatCount(count) {
    return Number.isFinite(count) ? String(count) : 'unlimited';
}


/***/ }),

/***/ 4513:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QA: () => (/* binding */ formatSpan),
/* harmony export */   be: () => (/* binding */ isZero),
/* harmony export */   gM: () => (/* binding */ before),
/* harmony export */   wr: () => (/* binding */ parseSpan)
/* harmony export */ });
const hour = 3_600_000;
/** Undefined where the text is none. Four digits at most, so that no date leaves what can be computed. */
function parseSpan(text) {
    const match = /^(?=\d)(?:(\d{1,4})y)?(?:(\d{1,4})m)?(?:(\d{1,4})d)?(?:(\d{1,4})h)?$/.exec(text.trim());
    if (!match)
        return undefined;
    const [years, months, days, hours] = match.slice(1).map((number) => Number(number ?? 0));
    return { years: years ?? 0, months: months ?? 0, days: days ?? 0, hours: hours ?? 0 };
}
function isZero({ years, months, days, hours }) {
    return years + months + days + hours === 0;
}
function formatSpan({ years, months, days, hours }) {
    const parts = [years && `${years}y`, months && `${months}m`, days && `${days}d`, hours && `${hours}h`];
    return parts.filter(Boolean).join('') || '0h';
}
/** The moment that lies a span before another; UTC. One month before 31 March is 3 March (2 March in a leap year), as restic counts. */
function before(time, { years, months, days, hours }) {
    const date = new Date(time);
    date.setUTCFullYear(date.getUTCFullYear() - years, date.getUTCMonth() - months, date.getUTCDate() - days);
    return date.getTime() - hours * hour;
}


/***/ }),

/***/ 5917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   vh: () => (/* binding */ decisionTable)
/* harmony export */ });
/* unused harmony export proofOf */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _content_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4937);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9077);



/** A summary holds about a megabyte; the log has every line. */
const shown = 500;
/** Every backup with its age, size and proof, and whether and why it stays. */
function decisionTable(decisions, now) {
    const rows = decisions
        .slice(0, shown)
        .map(({ entry, keep, why }) => [
        keep ? 'keep' : '**remove**',
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(entry.manifest.id),
        ageOf(entry, now),
        (0,_progress_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(entry.manifest.stored.size),
        holdsOf(entry),
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(entry.manifest.tag),
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(proofOf(entry)),
        (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(why),
    ]);
    const text = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['', 'backup', 'age', 'size', 'holds', 'tag', 'proof', 'why'], rows);
    return decisions.length > shown ? `${text}\n\n${decisions.length - shown} more are in the log.` : text;
}
/** One line for the log. */
function lineOf({ entry, keep, why }, now) {
    const { manifest } = entry;
    const facts = [ageOf(entry, now), (0,_progress_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(manifest.stored.size), holdsOf(entry), manifest.tag, proofOf(entry)];
    return `${keep ? 'keep  ' : 'remove'}  ${manifest.id}  ${facts.join('  ')}  ${why}`;
}
/** `40 rows` */
function holdsOf({ manifest }) {
    const { rows, unit } = (0,_content_js__WEBPACK_IMPORTED_MODULE_1__/* .amountOf */ .M)(manifest.facts);
    return (0,_content_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .h)(rows, unit.replace(/s$/, ''));
}
function proofOf({ manifest, whole, found, doubt }) {
    if (!whole)
        return found === undefined ? 'file missing' : 'file of another size';
    return doubt ? `not believed: ${doubt}` : (manifest.verified?.level ?? 'not proven');
}
function ageOf({ manifest }, now) {
    const age = now - Date.parse(manifest.created);
    if (age < 0)
        return 'of the future';
    if (age < 60_000)
        return 'under 1 min';
    return age < 2 * 86_400_000 ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(age - (age % 60_000)) : `${Math.floor(age / 86_400_000)} d`;
}


/***/ }),

/***/ 1881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ openSource)
/* harmony export */ });
/** One line for each kind; only the one that is asked for is loaded. */
const kinds = {
    postgres: () => __webpack_require__.e(/* import() */ 8440).then(__webpack_require__.bind(__webpack_require__, 8440)),
    redis: () => __webpack_require__.e(/* import() */ 5173).then(__webpack_require__.bind(__webpack_require__, 5173)),
    sqlite: () => __webpack_require__.e(/* import() */ 9240).then(__webpack_require__.bind(__webpack_require__, 9240)),
    duckdb: () => __webpack_require__.e(/* import() */ 6150).then(__webpack_require__.bind(__webpack_require__, 6150)),
    volume: () => __webpack_require__.e(/* import() */ 2015).then(__webpack_require__.bind(__webpack_require__, 2015)),
};
/** @throws Failure `no-container`, `database-unreachable`, `program-missing`, and what else says that it cannot be read */
async function openSource(job) {
    const { open } = await kinds[job.inputs.kind]();
    return open(job);
}


/***/ }),

/***/ 1:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ redisAddress)
/* harmony export */ });
/** The parts of a `redis://` or `rediss://` URL; undefined where it is none. The number of a database is ignored: a backup holds all of them. */
function redisAddress(text) {
    if (!URL.canParse(text))
        return undefined;
    const url = new URL(text);
    if (!['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '' || !/^(\/\d{0,5})?$/.test(url.pathname))
        return undefined;
    try {
        return {
            host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
            port: Number(url.port || 6379),
            tls: url.protocol === 'rediss:',
            user: decodeURIComponent(url.username),
            password: decodeURIComponent(url.password),
        };
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 6651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ parseAddress),
/* harmony export */   s: () => (/* binding */ addressesOf)
/* harmony export */ });
/** Each kind by the beginning of its lines, and how one is read. */
const schemes = {
    'file:': (url) => ({ kind: 'folder', path: decodeURIComponent(url.pathname), runner: true }),
    'sftp:': readSftp,
    's3:': readS3,
    'azure:': readAzure,
    'artifact:': readArtifact,
};
const examples = '/var/backups/notes, file:///srv/backups, sftp://backup@nas.example.com/srv/backups, s3://bucket/notes?region=eu-central-1, azure://account/container/notes, artifact://?retention-days=30';
/** The address in a line, or what is wrong with it, as the end of a sentence that begins with its name. */
function parseAddress(line) {
    if (line.startsWith('/'))
        return { kind: 'folder', path: line, runner: false };
    const problem = `is not an absolute path, and no address that is known. Examples: ${examples}`;
    if (!/^[a-z0-9]+:\/\//i.test(line) || !URL.canParse(line))
        return { problem };
    const url = new URL(line);
    const read = schemes[url.protocol];
    if (!read)
        return { problem };
    if (url.password)
        return { problem: 'holds a password: an address is shown. Give keys by their own inputs' };
    return read(url);
}
function readSftp(url) {
    if (!url.hostname || url.pathname === '/' || url.pathname === '')
        return { problem: 'needs a host and a folder. Example: sftp://backup@nas.example.com:22/srv/backups' };
    return {
        kind: 'sftp',
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: Number(url.port || 22),
        username: decodeURIComponent(url.username) || undefined,
        path: decodeURIComponent(url.pathname),
    };
}
const known = new Set(['endpoint', 'region', 'style']);
function readS3(url) {
    const { searchParams: query, hostname: bucket } = url;
    const strange = [...query.keys()].find((name) => !known.has(name));
    if (strange)
        return { problem: `knows no ${strange}, only ${[...known].join(', ')}` };
    const example = 'Example: s3://bucket/notes?endpoint=https://minio.example.com&style=path';
    if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket))
        return { problem: `needs a bucket. ${example}` };
    if (url.username)
        return { problem: 'holds a user: give keys by s3-access-key-id and s3-secret-access-key' };
    const style = query.get('style') ?? undefined;
    if (style !== undefined && style !== 'path' && style !== 'virtual')
        return { problem: `has a style that is neither path nor virtual. ${example}` };
    const endpoint = endpointIn(query);
    if (endpoint === null)
        return { problem: `has an endpoint that is no http address. ${example}` };
    const prefix = decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, '');
    return { kind: 's3', bucket, prefix, endpoint, region: query.get('region') ?? undefined, style };
}
/** Null where it is no address of a service. */
function endpointIn(query) {
    const given = query.get('endpoint') ?? undefined;
    const endpoint = given !== undefined && !given.includes('://') ? `https://${given}` : given;
    return endpoint === undefined || (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) ? endpoint : null;
}
function readAzure(url) {
    const { searchParams: query, hostname: account } = url;
    const example = 'Example: azure://notesbackups/production/notes';
    if (query.has('sig'))
        return { problem: 'holds a signature: an address is shown. Give it by azure-sas-token' };
    const strange = [...query.keys()].find((name) => name !== 'endpoint');
    if (strange)
        return { problem: `knows no ${strange}, only endpoint` };
    if (url.username)
        return { problem: 'holds a user: give the key by azure-account-key, or a token by azure-sas-token' };
    if (!/^[a-z0-9]{3,24}$/.test(account))
        return { problem: `needs a storage account, 3 to 24 small letters and digits. ${example}` };
    const [container = '', ...rest] = decodeURIComponent(url.pathname)
        .replaceAll(/^\/+|\/+$/g, '')
        .split('/');
    if (!/^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(container))
        return { problem: `needs a container. ${example}` };
    const endpoint = endpointIn(query);
    if (endpoint === null)
        return { problem: `has an endpoint that is no http address. ${example}` };
    return { kind: 'azure', account, container, prefix: rest.join('/'), endpoint };
}
/** GitHub keeps artifacts of public repositories for 90 days at most, of others for 400. */
const longestRetention = 400;
function readArtifact(url) {
    const example = 'Example: artifact://?retention-days=30';
    if (url.host || url.username || url.pathname.replaceAll('/', ''))
        return { problem: `names a place, but artifacts are those of the repository whose workflow it is. ${example}` };
    const strange = [...url.searchParams.keys()].find((name) => name !== 'retention-days');
    if (strange)
        return { problem: `knows no ${strange}, only retention-days` };
    const text = url.searchParams.get('retention-days');
    if (text === null)
        return { kind: 'artifact', retentionDays: undefined };
    const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    if (days < 1 || days > longestRetention)
        return { problem: `has retention-days that are no number from 1 to ${longestRetention}. ${example}` };
    return { kind: 'artifact', retentionDays: days };
}
/** Those whose lines are good; the check of the inputs has refused others. */
function addressesOf(lines) {
    return lines.map(parseAddress).filter((address) => !('problem' in address));
}


/***/ }),

/***/ 3731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ openStore)
/* harmony export */ });
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6651);


/** Each kind of destination: one file, loaded when an address names it. */
const openers = {
    folder: async (job, { path, runner }) => (await __webpack_require__.e(/* import() */ 8827).then(__webpack_require__.bind(__webpack_require__, 8827))).openFolder(job, runner ? (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_0__/* .localShell */ .yj)() : job.shell, path),
    sftp: async (job, address) => (await __webpack_require__.e(/* import() */ 8326).then(__webpack_require__.bind(__webpack_require__, 8326))).openSftp(job, address),
    s3: async (job, address) => (await Promise.all(/* import() */[__webpack_require__.e(8915), __webpack_require__.e(2133)]).then(__webpack_require__.bind(__webpack_require__, 2133))).openS3(job, address, process.env),
    azure: async (job, address) => (await Promise.all(/* import() */[__webpack_require__.e(8915), __webpack_require__.e(4536)]).then(__webpack_require__.bind(__webpack_require__, 4536))).openAzure(job, address, process.env),
    artifact: async (job, address) => (await Promise.all(/* import() */[__webpack_require__.e(8915), __webpack_require__.e(5246)]).then(__webpack_require__.bind(__webpack_require__, 5246))).openArtifacts(job, address, process.env),
};
function openPlace(job, address) {
    const open = openers[address.kind];
    return open(job, address);
}
/** The destinations of the inputs as one. */
async function openStore(job) {
    const places = [];
    try {
        for (const address of (0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .addressesOf */ .s)(job.inputs.destination))
            places.push(await openPlace(job, address));
    }
    catch (error) {
        for (const place of places)
            await place.close();
        throw error;
    }
    const [only] = places;
    if (only && places.length === 1)
        return { ...only, copies: () => [only], drop: (_, why) => Promise.reject(why) };
    const { openCopies } = await __webpack_require__.e(/* import() */ 138).then(__webpack_require__.bind(__webpack_require__, 138));
    return openCopies(job, places);
}


/***/ }),

/***/ 1883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ canonical)
/* harmony export */ });
/** One text for a value of JSON, whatever the order of its keys: what a signature is made over. */
function canonical(value) {
    return JSON.stringify(ordered(value));
}
function ordered(value) {
    if (typeof value !== 'object' || value === null)
        return value;
    if (Array.isArray(value))
        return value.map(ordered);
    const source = value;
    const keys = Object.keys(source).sort();
    // Without a prototype, and keys of digits, which an object puts first by itself, are first in every order of it: the text is one all the same.
    const copy = Object.create(null);
    for (const key of keys)
        copy[key] = ordered(source[key]);
    return copy;
}


/***/ }),

/***/ 2639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CJ: () => (/* binding */ mostBelieved),
/* harmony export */   Is: () => (/* binding */ isSettled),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   SF: () => (/* binding */ signProof),
/* harmony export */   TX: () => (/* binding */ signManifest),
/* harmony export */   fv: () => (/* binding */ isBelieved)
/* harmony export */ });
/* harmony import */ var _canonical_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1883);

/**
 * Two signatures, because two may write a manifest. The one of the backup is over everything but the proof, and stays as long as the backup does:
 * name, time, hashes, counts. The one of a proof is over all that and the proof, so that a proof stands for this backup and no other. `failed` needs
 * none: whoever can write to the destination can take a backup away, but nobody without the key can make one count.
 */
/** Words before what is signed, so that no signature of one kind passes for one of another. */
const purposes = { backup: 'slipway backup-db manifest\n', proof: 'slipway backup-db proof\n' };
function signManifest(manifest, signer) {
    if (!signer)
        return manifest;
    const { verified, signature: _, ...core } = manifest;
    const signed = { ...core, signature: make(signer, 'backup', core) };
    return verified ? { ...signed, verified: signProof(signed, verified, signer) } : signed;
}
/** The proof with the signature of who made it. */
function signProof(manifest, { signature: _, ...proof }, signer) {
    return signer ? { ...proof, signature: make(signer, 'proof', proven(manifest, proof)) } : proof;
}
function make(signer, purpose, value) {
    return { key: signer.name, value: signer.sign(purposes[purpose] + (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .canonical */ .$)(value)) };
}
function proven({ signature: _, ...core }, proof) {
    return { ...core, verified: proof };
}
function judge(manifest, { verifiers }) {
    if (verifiers.length === 0)
        return {};
    const { verified, signature, ...core } = manifest;
    const asks = verified !== undefined && verified.level !== 'failed';
    if (asks) {
        const { signature: seal, ...proof } = verified;
        const doubt = check(seal, 'proof', () => proven(manifest, proof), verifiers);
        // Who signed the proof signed the backup with it.
        if (doubt === undefined)
            return {};
        const why = check(signature, 'backup', () => core, verifiers);
        return why === undefined ? { proof: `its proof is ${doubt}` } : { backup: `its manifest is ${why}` };
    }
    const why = check(signature, 'backup', () => core, verifiers);
    return why === undefined ? {} : { backup: `its manifest is ${why}` };
}
/** Every signature that is asked for is there and good. */
function isBelieved(manifest, keys) {
    const { backup, proof } = judge(manifest, keys);
    return backup === undefined && proof === undefined;
}
/** Believed, with a proof or with what became of one: a copy whose proof was taken out has a good signature too. */
function isSettled(manifest, keys) {
    return manifest.verified !== undefined && isBelieved(manifest, keys);
}
/** Of manifests of one backup the first that is believed most. */
function mostBelieved(manifests, keys) {
    const degrees = [isSettled, isBelieved, (manifest) => judge(manifest, keys).backup === undefined];
    for (const degree of degrees) {
        const found = manifests.find((manifest) => degree(manifest, keys));
        if (found)
            return found;
    }
    return manifests[0];
}
function check(signature, purpose, value, verifiers) {
    if (typeof signature?.value !== 'string')
        return 'not signed';
    const text = purposes[purpose] + (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .canonical */ .$)(value());
    if (verifiers.some((verifier) => verifier.verify(text, signature.value)))
        return undefined;
    const known = verifiers.some(({ name }) => name === signature.key);
    return known ? 'signed for something else: it was changed' : 'signed by a key that verify-key does not hold';
}


/***/ }),

/***/ 501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ Unpruned)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/**
 * The backup is stored and proven, and older ones stay that were to go. Whoever asked for both has a failure; whoever waits for the backup alone finds
 * it here, with what this process alone can do with it.
 */
class Unpruned extends _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    made;
    constructor(failure, made) {
        super(failure.reason, failure.message, { ...failure.details, cause: failure.cause ?? failure });
        this.made = made;
    }
}


/***/ }),

/***/ 7129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  onServer: () => (/* binding */ onServer)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/index.js + 53 modules
var blue_green_switch_build = __webpack_require__(395);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: ./packages/journal/build/index.js + 4 modules
var journal_build = __webpack_require__(3953);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/release/build/digests.js
var digests = __webpack_require__(8907);
// EXTERNAL MODULE: ./actions/release/build/plan.js
var build_plan = __webpack_require__(895);
// EXTERNAL MODULE: ./actions/release/build/record.js + 1 modules
var record = __webpack_require__(7659);
// EXTERNAL MODULE: ./actions/release/build/images.js + 40 modules
var build_images = __webpack_require__(9571);
;// CONCATENATED MODULE: ./actions/release/build/receipt.js


const headlines = {
    released: 'is released',
    'rolled-back': 'was rolled back',
    failed: 'was not released',
    unchanged: 'is live already',
};
function servingNow({ live, outcome, version, previousVersion }) {
    if (!live)
        return 'what served before: no traffic was moved';
    if (live === 'unknown')
        return 'not seen: the server could not be told what to do, or not be asked; what is known stands below';
    const on = (name) => `${(0,build/* code */.aY)(receipt_short(name))} on ${live}`;
    if (outcome === 'released')
        return `${on(version)}${previousVersion ? `, before ${(0,build/* code */.aY)(receipt_short(previousVersion))}` : ''}`;
    if (outcome === 'unchanged')
        return on(version);
    return previousVersion ? on(previousVersion) : live;
}
/** A commit as people call it. */
function receipt_short(version) {
    return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}
const backupRows = (all) => all.map(({ database, id, verified, rows, tables }) => [
    all.length > 1 ? `Backup of ${(0,build/* cell */.Hn)(database)}` : 'Backup',
    `${(0,build/* code */.aY)(id)}, proven by ${(0,build/* cell */.Hn)(verified)}: ${tables} tables, ${rows} rows`,
]);
/** The job summary: the decision first, one table, the timeline, the command to go back. */
function renderRelease(receipt) {
    const rows = [['Serving now', servingNow(receipt)]];
    for (const [service, image] of Object.entries(receipt.images))
        rows.push([`Image ${(0,build/* cell */.Hn)(service)}`, `${(0,build/* code */.aY)(image)}${receipt.scan[service] ? `; ${(0,build/* cell */.Hn)(receipt.scan[service])}` : ''}`]);
    rows.push(...backupRows(receipt.backup?.all ?? []));
    if (receipt.migration) {
        const { from, to, applied, remaining, rehearsed } = receipt.migration;
        const left = remaining.length > 0 ? `; for phase contract: ${remaining.map(build/* code */.aY).join(', ')}` : '';
        rows.push(['Database', `${applied.length > 0 ? `${(0,build/* code */.aY)(from)} to ${(0,build/* code */.aY)(to)}` : `at ${(0,build/* code */.aY)(to)}, nothing pending`}${left}`]);
        if (rehearsed)
            rows.push(['Rehearsal', rehearsed]);
    }
    if (receipt.switchedAt) {
        rows.push(['Watched requests', `${receipt.requests}, failed ${receipt.failed}`]);
        rows.push(['Old version last asked, new one first answered', `${(0,blue_green_switch_build/* sinceOrder */.v0)(receipt.lastOldMs)}, ${(0,blue_green_switch_build/* sinceOrder */.v0)(receipt.firstNewMs)}`]);
    }
    if (receipt.outageMs > 0)
        rows.push(['Outage of what may run only once', (0,build/* formatDuration */.a3)(receipt.outageMs)]);
    if (receipt.identity)
        rows.push(['Identity', (0,build/* cell */.Hn)(receipt.identity)]);
    if (receipt.undo)
        rows.push(['Undo', (0,build/* cell */.Hn)(receipt.undo)]);
    if (receipt.reason)
        rows.push(['Reason', (0,build/* code */.aY)(receipt.reason)]);
    const title = `### ${(0,build/* cell */.Hn)(`${receipt.project} ${receipt.environment}: ${receipt_short(receipt.version)} ${headlines[receipt.outcome]}`)}`;
    const parts = [title, (0,build/* table */.tp)(['', ''], rows)];
    if (receipt.timeline.length > 0)
        parts.push((0,blue_green_switch_build/* timeline */.IO)(receipt.timeline));
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

;// CONCATENATED MODULE: ./actions/release/build/step.js
/** Steps that stand in the journal before and after, and whose time is taken. */
function createStep(session, version, timings, log) {
    return async (name, intent, work, told) => {
        const start = Date.now();
        log.info(`\n== ${name}`);
        let result;
        try {
            await session.step(name, { version, ...intent }, async () => {
                result = await work();
                return told(result);
            });
        }
        finally {
            timings.push({ name, start, end: Date.now() });
        }
        return result;
    };
}

// EXTERNAL MODULE: ./actions/backup-db/build/instant.js
var instant = __webpack_require__(841);
// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var names = __webpack_require__(6816);
// EXTERNAL MODULE: ./actions/backup-db/build/retention/policy.js
var policy = __webpack_require__(4199);
;// CONCATENATED MODULE: ./actions/backup-db/build/settled.js
/** 26 hours: a backup of every day, and the time it takes to be late. */
const maxAge = 26 * 60 * 60 * 1000;
/** Where a kind is looked for by default; a file and a volume are no services. */
const services = { postgres: 'db', redis: 'redis', sqlite: '', duckdb: '', volume: '' };
/** Defaults that the contract cannot hold, because an input that was given must be told from one that was not. */
function withDefaults(inputs) {
    return {
        ...inputs,
        service: inputs.service ?? services[inputs.kind],
        encryption: inputs.encryption ?? 'age',
        verify: inputs.verify ?? 'archive',
        'on-shrink': inputs['on-shrink'] ?? 'warn',
        'max-age': inputs['max-age'] ?? maxAge,
        'min-keep': inputs['min-keep'] ?? 3,
        prune: inputs.prune ?? false,
        'allow-prune': inputs['allow-prune'] ?? 50,
        port: inputs.port ?? 22,
        username: inputs.username ?? 'deploy',
    };
}

// EXTERNAL MODULE: ./actions/backup-db/build/sources/redis/address.js
var address = __webpack_require__(1);
// EXTERNAL MODULE: ./actions/backup-db/build/stores/address.js
var stores_address = __webpack_require__(6651);
;// CONCATENATED MODULE: ./actions/backup-db/build/check.js







/** Problems that show only in the combination of inputs. Where an environment is named, they show once its settings are among them. */
function checkInputs(inputs) {
    return inputs.environment === undefined ? checkSettled(withDefaults(inputs)) : [];
}
/** Those of the server. The key may be for a destination alone, and then there is none. */
function checkServer(inputs) {
    const elsewhere = (0,stores_address/* addressesOf */.s)(inputs.destination).some(({ kind }) => kind === 'sftp');
    return !inputs.host && elsewhere ? [] : (0,build/* checkTarget */.e$)(inputs);
}
/** Problems of all that is known. */
function checkSettled(inputs) {
    const problems = [...checkServer(inputs)];
    const say = (input, message) => void problems.push({ input, message });
    problems.push(...checkDestinations(inputs));
    if (needsDatabase(inputs))
        problems.push(...checkSource(inputs));
    if (inputs.mode === 'backup')
        problems.push(...checkRecipients(inputs));
    const odd = inputs['exclude-table-data'].find((line) => !(0,names/* isTablePattern */.rA)(line));
    if (odd !== undefined)
        say('exclude-table-data', `has ${JSON.stringify(odd)}, which is no table or schema.table. Example: sessions`);
    problems.push(...checkDatabases(inputs));
    if (inputs.mode === 'verify' && inputs.verify === 'none')
        say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
    if (inputs.id && !(0,names/* isName */.Eo)(inputs.id))
        say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
    if (inputs.at && (0,instant/* readInstant */.W)(inputs.at) === undefined)
        say('at', 'is no date with a time in ISO 8601. Example: 2026-01-02T03:04:05Z');
    if (inputs.at && inputs.id)
        say('at', 'is given, and id too; leave one of them out');
    problems.push(...(0,policy/* readPolicy */.T4)(inputs).problems);
    if (inputs.mode === 'backup' && inputs.prune && (inputs.verify === 'none' || inputs.verify === 'checksum'))
        say('prune', `is true, but verify is ${inputs.verify}: older backups go only after one that is proven. Example: verify: archive`);
    if (inputs.mode === 'backup' && inputs['verify-key'] && !inputs['signing-key'])
        say('signing-key', 'is missing or empty, but verify-key is given: an unsigned backup would not count');
    problems.push(...checkInto(inputs));
    if (!/^[A-Za-z0-9._-]{1,40}$/.test(inputs.tag))
        say('tag', 'is no word of letters, digits, . _ and -. Example: pre-deploy');
    return problems;
}
function checkDatabases({ databases, database, mode }) {
    const input = 'databases';
    if (databases.length === 0)
        return [];
    if (mode !== 'backup')
        return [{ input, message: `is for mode backup, and mode is ${mode}` }];
    return database ? [{ input, message: 'is given, and database too; leave one of them out' }] : [];
}
function checkDestinations({ destination: lines, 'min-copies': copies, ...inputs }) {
    const input = 'destination';
    if (lines.length === 0)
        return [{ input, message: 'is required, and is missing or empty. Example: /var/backups/notes, or an environment to take it from' }];
    const problems = lines.flatMap((line, index) => {
        const address = (0,stores_address/* parseAddress */.o)(line);
        const which = lines.length > 1 ? `as number ${index + 1} ` : '';
        if ('problem' in address)
            return [{ input, message: `${which}${address.problem}` }];
        const first = lines.indexOf(line);
        if (first < index)
            return [{ input, message: `${which}is the same as number ${first + 1}` }];
        return address.kind === 'sftp' ? (0,build/* checkTarget */.e$)({ ...inputs, host: address.host }) : [];
    });
    if (copies !== undefined && copies > lines.length)
        problems.push({ input: 'min-copies', message: `is ${copies}, but there are only ${lines.length} destinations` });
    return problems;
}
function checkInto({ into, kind }) {
    if (!into)
        return [];
    if (kind === 'postgres')
        return /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(into)
            ? []
            : [{ input: 'into', message: 'is no database name of at most 40 letters, digits, _ and -. Example: notes_restored' }];
    if (kind === 'volume')
        return isVolume(into) ? [] : [{ input: 'into', message: 'is no name of a Docker volume. Example: notes_uploads_restored' }];
    const example = kind === 'redis' ? '/var/backups/restored.rdb' : '/var/backups/restored.db';
    return isPath(into) ? [] : [{ input: 'into', message: `is no absolute path of a file, as kind ${kind} needs. Example: ${example}` }];
}
/** What is needed to find the source, and what belongs to another kind. */
function checkSource(inputs) {
    const { kind } = inputs;
    const problems = foreign(inputs);
    const named = inputs['project-name'] !== undefined;
    if (kind === 'postgres' && !named && !inputs['database-url'])
        problems.push({ input: 'project-name', message: 'or database-url is needed to find the database. Example: notes' });
    if (kind === 'redis' && !named && !inputs['redis-url'])
        problems.push({ input: 'project-name', message: 'or redis-url is needed to find the Redis. Example: notes' });
    if (kind === 'redis' && inputs['redis-url'] && (0,address/* redisAddress */.e)(inputs['redis-url']) === undefined)
        problems.push({ input: 'redis-url', message: 'is no address of a Redis. Example: rediss://default:password@cache.example.com:6379' });
    if (inputs['redis-copy'] === 'scan' && !inputs['redis-url'])
        problems.push({ input: 'redis-copy', message: 'is scan, which needs redis-url: the Redis of a service lets its own programs copy it' });
    if (kind === 'sqlite' || kind === 'duckdb')
        problems.push(...checkFile(inputs));
    if (kind === 'volume' && !(inputs.volume && isVolume(inputs.volume)))
        problems.push({
            input: 'volume',
            message: `${inputs.volume ? 'is no name of a Docker volume' : 'is required for kind volume, and is missing or empty'}. Example: notes_uploads`,
        });
    return problems;
}
function checkFile({ kind, file, service, 'project-name': project }) {
    const example = `Example: /var/lib/notes/notes.${kind === 'duckdb' ? 'duckdb' : 'db'}`;
    const problems = [];
    if (!file)
        problems.push({ input: 'file', message: `is required for kind ${kind}, and is missing or empty. ${example}` });
    else if (!isPath(file))
        problems.push({ input: 'file', message: `is no absolute path. ${example}` });
    if (service && project === undefined)
        problems.push({ input: 'project-name', message: `is needed to find the container of the service ${service}. Example: notes` });
    return problems;
}
const owners = {
    'database-url': ['postgres'],
    'exclude-table-data': ['postgres'],
    databases: ['postgres'],
    'redis-url': ['redis'],
    file: ['sqlite', 'duckdb'],
    volume: ['volume'],
    writers: ['volume', 'duckdb'],
    image: ['volume', 'duckdb'],
};
/** Inputs that another kind would read. */
function foreign(inputs) {
    return Object.entries(owners).flatMap(([input, kinds]) => {
        const value = inputs[input];
        const given = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
        return given && !kinds.includes(inputs.kind)
            ? [{ input, message: `is of kind ${kinds.join(' or ')}, and kind is ${inputs.kind}; leave one of them out` }]
            : [];
    });
}
/** What Docker takes; a path would be mounted instead. */
function isVolume(text) {
    return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,200}$/.test(text);
}
function isPath(text) {
    return /^\/[^\p{Cc}]*[^\p{Cc}/]$/u.test(text);
}
function needsDatabase(inputs) {
    if (inputs.mode === 'verify')
        return inputs.verify !== 'checksum';
    return inputs.mode === 'backup' || inputs.mode === 'restore';
}
function checkRecipients(inputs) {
    const input = 'age-recipients';
    const recipients = inputs[input];
    if (inputs.encryption === 'none' && (0,stores_address/* addressesOf */.s)(inputs.destination).some(({ kind }) => kind === 'artifact')) {
        const message = 'is none, but artifact:// takes only what is encrypted: whoever can read a repository can download its artifacts';
        return [{ input: 'encryption', message }];
    }
    if (inputs.encryption === 'none')
        return recipients.length > 0 ? [{ input, message: 'is given, but encryption is none; leave one of them out' }] : [];
    if (recipients.length === 0) {
        const message = 'is required, and is missing or empty: a dump holds everything. Make a key with age-keygen and write its public key here, or write encryption: none';
        return [{ input, message }];
    }
    return recipients.flatMap((recipient, index) => {
        const which = `has as number ${index + 1}`;
        if (/^AGE-SECRET-KEY-/i.test(recipient))
            return [
                { input, message: `${which} a private key. Put its public key here (age-keygen -y), and make a new key: this one was shown` },
            ];
        return /^age1[a-z0-9]+$/.test(recipient)
            ? []
            : [{ input, message: `${which} what is no age public key. Example: age1ql3z7hjy54pw3...` }];
    });
}

// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __webpack_require__(3407);
;// CONCATENATED MODULE: ./actions/backup-db/build/retention/inputs.js
/** What the contract says of retention. The names and their meaning are those of `restic forget`. */
const keepInputs = {
    'keep-last': {
        type: 'string',
        description: 'Keep so many of the newest backups. Every keep-* is a whole number or `unlimited`, and over the one in `config`.',
        example: '10',
    },
    'keep-hourly': { type: 'string', description: 'Keep the newest of each of the last so many hours that have one.', example: '24' },
    'keep-daily': {
        type: 'string',
        description: 'Keep the newest of each of the last so many days that have one. Where no keep-* is given: 7.',
        example: '7',
    },
    'keep-weekly': {
        type: 'string',
        description: 'Keep the newest of each of the last so many weeks, Monday to Sunday. Where no keep-* is given: 4.',
        example: '4',
    },
    'keep-monthly': {
        type: 'string',
        description: 'Keep the newest of each of the last so many months. Where no keep-* is given: 12.',
        example: '12',
    },
    'keep-yearly': { type: 'string', description: 'Keep the newest of each of the last so many years.', example: '3' },
    'keep-within': { type: 'string', description: 'Keep every backup made within this time before the newest.', example: '1y6m14d12h' },
    'keep-within-hourly': { type: 'string', description: 'Keep the newest of each hour within this time before the newest.', example: '2d' },
    'keep-within-daily': { type: 'string', description: 'Keep the newest of each day within this time before the newest.', example: '14d' },
    'keep-within-weekly': { type: 'string', description: 'Keep the newest of each week within this time before the newest.', example: '2m' },
    'keep-within-monthly': {
        type: 'string',
        description: 'Keep the newest of each month within this time before the newest.',
        example: '1y',
    },
    'keep-within-yearly': { type: 'string', description: 'Keep the newest of each year within this time before the newest.', example: '10y' },
    'keep-tag': { type: 'lines', description: 'Keep every backup with this tag.', example: 'audit' },
    'min-keep': {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        description: 'So many of the newest proven backups stay whatever keep-* says, over the one in `config`; else 3.',
        example: '3',
    },
    prune: {
        type: 'boolean',
        description: 'Mode backup: remove what keep-* does not keep, once the new backup is proven; over the one in `config`, else false. Mode prune removes without a backup.',
        example: 'true',
    },
    'allow-prune': {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        description: 'Percent of the backups of a database that one run may remove, over the one in `config`; else 50. Where more would go, nothing goes.',
        example: '90',
    },
};

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/inputs.js

/** What the services behind destinations want to see. */
const accessInputs = {
    's3-access-key-id': {
        type: 'string',
        description: 'Key for `s3://`; by default AWS_ACCESS_KEY_ID and its two companions, as configure-aws-credentials leaves them.',
        example: '${{ vars.S3_ACCESS_KEY_ID }}',
    },
    's3-secret-access-key': {
        type: 'string',
        secret: true,
        description: 'Secret that belongs to s3-access-key-id.',
        example: '${{ secrets.S3_SECRET_ACCESS_KEY }}',
    },
    's3-session-token': {
        type: 'string',
        secret: true,
        description: 'Token of temporary credentials, where s3-access-key-id is of such.',
        example: '${{ steps.login.outputs.session-token }}',
    },
    'azure-account-key': {
        type: 'string',
        secret: true,
        description: 'Key of the storage account for `azure://`; by default AZURE_STORAGE_KEY.',
        example: '${{ secrets.AZURE_STORAGE_KEY }}',
    },
    'azure-sas-token': {
        type: 'string',
        secret: true,
        description: 'Shared access signature instead of the key, with the permissions racwdl; by default AZURE_STORAGE_SAS_TOKEN.',
        example: '${{ secrets.AZURE_SAS_TOKEN }}',
    },
    'github-token': {
        ...build/* vocabulary */.vP['github-token'],
        description: 'Token for `artifact://`: it reads the artifacts of all runs (`actions: read`), and removes those that `prune` does not keep (`actions: write`).',
    },
};

;// CONCATENATED MODULE: ./actions/backup-db/build/trust/inputs.js
/** What the contract says of the keys that manifests are signed with. */
const keyInputs = {
    'signing-key': {
        type: 'text',
        secret: true,
        description: 'Ed25519 private key in PEM that signs manifests and proofs. It must not be in the destination.',
        example: '${{ secrets.SIGNING_KEY }}',
    },
    'verify-key': {
        type: 'text',
        description: 'Ed25519 public keys in PEM, or the one line inside: a backup counts, and can be restored, only if one of them signed it. Over the one in `config`; else that of signing-key, else nothing is asked.',
        example: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
    },
};

;// CONCATENATED MODULE: ./actions/backup-db/build/contract.js





const contract = (0,build/* defineContract */.ye)({
    name: 'backup-db',
    title: 'Slipway: database backups',
    description: 'Backups of PostgreSQL, Redis, SQLite, DuckDB and volumes that count only after they were read back: dump, compress, encrypt, store, prove, restore.',
    icon: 'database',
    inputs: {
        mode: {
            type: 'choice',
            choices: ['backup', 'verify', 'restore', 'list', 'prune', 'check'],
            default: 'backup',
            description: 'backup makes and proves one; verify proves a stored one again; restore brings one back; list shows them, and why each is kept; prune removes those that keep-* does not keep; check fails if the newest proven one is too old.',
            example: 'backup',
        },
        kind: {
            type: 'choice',
            choices: facts/* kinds */.EZ,
            default: 'postgres',
            description: 'postgres: a database by pg_dump. redis: all of a Redis by its replication, checked by redis-check-rdb. sqlite and duckdb: a consistent copy of the database in `file`, opened and counted. volume: the files of a Docker volume, while what writes to it is paused or stopped.',
            example: 'redis',
        },
        environment: {
            ...build/* vocabulary */.vP.environment,
            description: 'Environment of `config` that gives what is not given here: project, host, port, username and everything under `backup`. Without it the file is not read.',
        },
        config: build/* vocabulary */.vP.config,
        destination: {
            type: 'lines',
            description: 'Where the backups are: an absolute path on the server (over SSH), or on the runner where no host is given; `file:///path` on the runner; `sftp://user@host:port/path`; `s3://bucket/prefix?endpoint=…&region=…&style=path`; `azure://account/container/prefix`; `artifact://?retention-days=…`, encrypted, as artifacts of the run. Several are copies of each other. Required, here or in `config`.',
            example: '/var/backups/notes',
        },
        'min-copies': {
            type: 'integer',
            minimum: 1,
            maximum: 10,
            description: 'How many of several destinations must have a backup for it to count as made, over the one in `config`; else all of them.',
            example: '1',
        },
        ...accessInputs,
        'project-name': {
            ...build/* vocabulary */.vP['project-name'],
            description: 'Compose project of the database service; part of the names of its backups. With database-url by default the repository; over the one in `config`.',
        },
        service: {
            type: 'string',
            description: 'Compose service of the database, over the one in `config`; else `db`, or `redis` for kind redis. For kinds sqlite and duckdb the service whose container has the file; without it the file is on the machine itself.',
            example: 'db',
        },
        'database-url': build/* vocabulary */.vP['database-url'],
        database: {
            type: 'string',
            description: "Name of the database; by default the container's POSTGRES_DB, or the one in database-url. In the modes list, check and prune other kinds are named as `redis:cache`.",
            example: 'notes',
        },
        databases: {
            type: 'lines',
            description: 'Mode backup: several databases of the server, over those in `config`, a name to a line, with `*` for any letters (`*` alone is all of them but `postgres` and templates). Each gets a backup, a proof and a retention of its own.',
            example: 'tenant_*',
        },
        'redis-url': {
            type: 'string',
            secret: true,
            description: 'Address of a Redis that is no compose service, for kind redis: `redis://` or, over TLS, `rediss://`, with user, password, host and port.',
            example: '${{ secrets.REDIS_URL }}',
        },
        'redis-copy': {
            type: 'choice',
            choices: ['replica', 'scan'],
            default: 'replica',
            description: 'replica takes one moment, as a replica does. scan reads key after key from a redis-url that gives nobody that right, as hosted ones; what is written meanwhile may be in it or not.',
            example: 'scan',
        },
        file: {
            type: 'string',
            description: 'Absolute path of the database, for kinds sqlite and duckdb; with `service` as its container sees it.',
            example: '/var/lib/notes/notes.db',
        },
        volume: {
            type: 'string',
            description: 'Name of the Docker volume, for kind volume, as `docker volume ls` shows it.',
            example: 'notes_uploads',
        },
        writers: {
            type: 'choice',
            choices: ['pause', 'stop', 'live'],
            description: 'Kinds volume and duckdb: what to do with running containers that write to it, over their label `slipway.backup`. live (volume only) reads on while they write, which is right where files are only ever added.',
            example: 'pause',
        },
        image: {
            type: 'string',
            description: 'Image on the server that reads, by default that of a container that uses the source. Kind volume needs `sh`, `tar` and `find` in it; kind duckdb `duckdb`, or Python with its module.',
            example: 'debian:bookworm-slim',
        },
        'exclude-table-data': {
            type: 'lines',
            description: 'Tables whose rows are left out, as `table` or `schema.table` with `*` for any letters: caches, sessions, logs. They come back empty. Over the one in `config`.',
            example: 'sessions',
        },
        encryption: {
            type: 'choice',
            choices: ['age', 'none'],
            description: 'age encrypts to age-recipients before anything leaves the runner; none must be written out. Over the one in `config`; else `age`.',
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
            description: 'Proof of a backup: archive reads all that was stored through pg_restore, redis-check-rdb, SQLite or DuckDB; restore also restores it into a throw-away database and counts every table, or every key; checksum compares the stored bytes only, and proves nothing about what they hold. Over the one in `config`; else `archive`. Mode verify with restore is a restore drill, and is recorded.',
            example: 'restore',
        },
        id: {
            type: 'string',
            description: 'Backup to verify or restore; by default the newest proven one. Its time, or the beginning of it with the whole day, or its last four signs do where they mean one only.',
            example: 'notes-notes-20260102T030405Z-1a2b',
        },
        at: {
            type: 'string',
            description: 'Verify or restore the newest proven backup that was made at this time or before it: a date with a time in ISO 8601, in UTC where it has no zone.',
            example: '2026-01-02T03:04:05Z',
        },
        into: {
            type: 'string',
            requiredIn: ['restore'],
            description: 'Database to restore into, or for redis, sqlite and duckdb the absolute path of the file to write, or the name of a volume; a new name unless confirm says otherwise.',
            example: 'notes_restored',
        },
        confirm: {
            type: 'string',
            description: 'The name in `into`, once more: needed to replace a database, file or volume that exists. The old one stays beside it as <name>_before_<time>.',
            example: 'notes',
        },
        'max-age': {
            type: 'duration',
            description: 'Mode check: oldest that the newest proven backup may be, over the one in `config`; else 26h.',
            example: '26h',
        },
        'on-shrink': {
            type: 'choice',
            choices: ['warn', 'fail', 'ignore'],
            description: 'Where a new backup is not half as large as the median of the seven before it, or has fewer tables than the last, or where nothing is left to back up: warn stores what there is, says so and removes no older one; fail does that and fails the run. Over the one in `config`; else `warn`.',
            example: 'fail',
        },
        tag: { type: 'string', default: 'manual', description: 'Why the backup was made; kept in its manifest.', example: 'pre-deploy' },
        ...keepInputs,
        ...keyInputs,
        host: {
            ...build/* vocabulary */.vP.host,
            description: 'Server to work on over SSH, over the one in `config`. Without either, the work is done on the machine of the runner.',
        },
        port: { type: 'integer', minimum: 1, maximum: 65535, description: 'SSH port, over the one in `config`; else 22.', example: '22' },
        username: { type: 'string', description: 'SSH user, over the one in `config`; else `deploy`.', example: 'deploy' },
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        timeout: build/* vocabulary */.vP.timeout,
        'dry-run': build/* vocabulary */.vP['dry-run'],
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        id: { description: 'The backup that was made, verified, restored or found newest; with no-backup the newest that is not proven.' },
        path: { description: 'Its file, as the destination names it; with several the first that has it.' },
        copies: { description: 'Where its file stands: a line for each destination that has it whole.' },
        backups: {
            description: 'Mode backup: JSON list of what was made, each with database, id, path, size, verified, level, tables and rows.',
        },
        size: { description: 'Bytes of the file.' },
        sha256: { description: 'SHA-256 of the file.' },
        'plain-sha256': { description: 'SHA-256 of the dump inside it.' },
        tables: { description: 'Number of tables; 0 for kinds without them.' },
        rows: { description: "Number of rows in all tables, of keys or of files, as the dump's own snapshot saw them." },
        'server-version': {
            description: 'Version of the server it was made from; for sqlite and duckdb of the program that read it, for volume empty.',
        },
        verified: { description: 'true only if the backup was read back whole, by level archive or restore.' },
        'verify-level': { description: 'archive, restore, checksum or none.' },
        'newest-age': { description: 'Seconds since the newest proven backup was made; empty where none is proven.' },
        duration: { description: 'Milliseconds of the work; for restore the measured recovery time.' },
        database: { description: 'Database that was backed up or restored into; other kinds have theirs before the name, as `redis:cache`.' },
        pruned: { description: 'Number of backups that were removed; with dry-run the number that would be.' },
        kept: { description: 'Name under which a replaced database was kept.' },
    },
    outcomes: {
        'backed-up': 'A new backup is stored, with the proof that `verify-level` names.',
        verified: 'The stored backup passed the proof again.',
        restored: 'The backup stands as the database, file or volume `into`, its content counted.',
        listed: 'The backups are in the log and the summary.',
        pruned: 'What keep-* does not keep is gone; the summary says why each stays or went.',
        fresh: 'The newest proven backup is younger than max-age.',
        'nothing-to-back-up': 'There is no database yet (first release), or it holds nothing. Nothing was stored.',
        planned: 'dry-run: the log says what would be done; nothing was written.',
    },
    reasons: {
        'config-missing': 'The Slipway file cannot be read.',
        'config-invalid': 'The Slipway file has problems; each is reported at its line and column.',
        'unknown-environment': 'The Slipway file has no such environment.',
        'first-release': 'Nothing of the project is on the machine yet, nor in the destination, so there is nothing to back up.',
        'no-tables': 'The database has no tables, so there is nothing to back up.',
        'no-data': 'The source is empty, so there is nothing to back up.',
        'no-container': 'The project exists, on the machine or by its backups in the destination, but has no container of the service.',
        'database-missing': 'The server has no database that a line of databases means.',
        'database-unreachable': 'The database does not answer or refuses the user.',
        'query-failed': 'The database refused a statement.',
        'volume-missing': 'There is no such volume on the machine.',
        'volume-in-use': 'Containers write to the volume or have the database open, and nothing says what to do with them.',
        'wrong-kind': 'The backup is of another kind than the input kind says.',
        'version-mismatch': 'A program on the machine is older than the server, or than the server of the backup.',
        locked: 'A migration holds the lock of the database, or another backup of it is under way.',
        pooled: 'The URL leads to a transaction pooler, where locks do not work.',
        'dump-failed': 'pg_dump, redis-cli, SQLite, DuckDB or tar failed; nothing was stored.',
        empty: 'The program that dumps wrote no archive.',
        'destination-unwritable': 'The destination cannot be written, or is full.',
        'destination-refused': 'The destination refuses the credentials, or they may not do what is needed there.',
        'destination-missing': 'There is no such bucket, or it is in another region or at another endpoint; or this is no job that artifacts could belong to.',
        'destination-unreachable': 'The destination does not answer, or failed again and again.',
        'too-few-copies': 'Fewer destinations than min-copies have the backup.',
        checksum: 'The stored bytes differ from what was sent, or from the manifest.',
        'archive-corrupt': 'The stored backup cannot be decrypted, decompressed or read as an archive.',
        'restore-failed': 'The archive could not be restored.',
        'count-mismatch': 'What was restored holds other numbers of rows, keys or files than the manifest says.',
        shrunk: 'on-shrink is fail: the new backup is much smaller than those before it, or has fewer tables, and is stored; or nothing is left to back up. None was removed.',
        stale: 'The newest proven backup is older than max-age.',
        'prune-refused': 'The policy would remove more than allow-prune, or the list does not have the new backup; nothing was removed.',
        'prune-failed': 'A backup could not be removed; the message says how many were before it.',
        untrusted: 'The backup is not signed by verify-key, or was changed after it was.',
        ambiguous: 'The short name in id may mean several backups.',
        'no-backup': 'There is no such backup, or none that was proven.',
        'key-missing': 'age-identity is missing or opens none of the backup.',
        exists: 'The database, file or volume to restore into exists, and confirm does not name it.',
        'swap-failed': 'The restored database could not take the name of the old one.',
    },
});

// EXTERNAL MODULE: ./actions/backup-db/build/backup.js + 3 modules
var backup = __webpack_require__(5115);
// EXTERNAL MODULE: ./actions/backup-db/build/catalog.js
var build_catalog = __webpack_require__(8411);
// EXTERNAL MODULE: ./actions/backup-db/build/choose.js
var choose = __webpack_require__(8867);
// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./actions/backup-db/build/prune.js + 5 modules
var prune = __webpack_require__(2681);
// EXTERNAL MODULE: ./actions/backup-db/build/result.js
var result = __webpack_require__(4031);
// EXTERNAL MODULE: ./actions/backup-db/build/retention/table.js
var table = __webpack_require__(5917);
;// CONCATENATED MODULE: ./actions/backup-db/build/inspect.js








/** The modes that only look at the destination; the database may be down. */
async function list(job, store) {
    const catalog = await (0,build_catalog/* readCatalog */.u)(job, store);
    const { entries, strange } = catalog;
    const mine = job.inputs['project-name'] ? (0,choose/* ofProject */.dU)(entries, job.project, job.inputs.database) : entries;
    if (strange > 0)
        job.log.warn(`${(0,content/* counted */.h)(strange, 'file')} in ${store.folder} ${strange === 1 ? 'ends in .json, but is no manifest of a backup' : 'end in .json, but are no manifests of backups'}.`);
    const now = job.clock.now();
    const plan = (0,prune/* decisions */.a)(job, { entries: mine, strange });
    for (const decision of plan)
        job.log.info((0,table/* lineOf */.cA)(decision, now));
    if (mine.length === 0)
        job.log.info(`${store.folder} on ${store.where} holds no backups.`);
    const newest = (0,choose/* freshness */.I9)(mine, now).flatMap((entry) => (entry.newest ? [entry] : []));
    const [latest] = newest.sort((a, b) => a.age - b.age);
    const outputs = latest?.newest ? { ...(0,result/* outputsOf */.Yz)(latest.newest.manifest, store), 'newest-age': seconds(latest.age) } : {};
    return { outcome: 'listed', outputs, summary: `**${(0,content/* counted */.h)(mine.length, 'backup')}.**\n\n${(0,table/* decisionTable */.vh)(plan, now)}` };
}
/** Fails where any database that was ever backed up here has no proven backup that is young enough. */
async function check(job, store) {
    const limit = job.inputs['max-age'];
    const mine = (0,choose/* ofProject */.dU)((await (0,build_catalog/* readCatalog */.u)(job, store)).entries, job.project, job.inputs.database);
    const entries = [...(0,choose/* freshness */.I9)(mine, job.clock.now(), copiesWanted(job))].sort((a, b) => b.age - a.age);
    for (const { database, age } of entries)
        job.log.info(`${job.project}/${database}: newest proven backup is ${(0,choose/* describeAge */.HK)(age)}.`);
    const [oldest] = entries;
    const now = new Date(job.clock.now());
    if (oldest?.newest && oldest.age <= limit) {
        const { manifest } = oldest.newest;
        const outputs = { ...(0,result/* outputsOf */.Yz)(manifest, store), 'newest-age': seconds(oldest.age) };
        return { outcome: 'fresh', outputs, manifest, summary: (0,result/* renderFreshness */.ox)(entries, limit, now) };
    }
    const { reason, text, hint } = judge(job, store, oldest);
    // Both outputs are there whatever the answer is: who reads them need not ask first.
    const last = oldest?.newest ?? mine.find(({ manifest }) => manifest.database === oldest?.database);
    const outputs = { id: '', ...(last ? (0,result/* outputsOf */.Yz)(last.manifest, store) : {}), 'newest-age': oldest?.newest ? seconds(oldest.age) : '' };
    throw new build/* Failure */.HR(reason, text, {
        state: 'Nothing was changed.',
        hint,
        outputs: (0,result/* present */.Eb)(outputs),
        summary: (0,result/* renderFreshness */.ox)(entries, limit, now, { text, hint }),
    });
}
function judge(job, store, oldest) {
    const allowed = (0,build/* formatDuration */.a3)(job.inputs['max-age']);
    const place = `${store.folder} on ${store.where}`;
    const database = oldest?.database ?? job.inputs.database;
    const what = database ? `${job.project}/${database}` : job.project;
    if (!oldest) {
        return {
            reason: 'no-backup',
            text: `${place} holds no backup of ${what}; the newest proven one may be ${allowed} old.`,
            hint: 'Check destination and project-name; else make a backup now, and look at the workflow that should have made one.',
        };
    }
    const { scarce } = oldest;
    if (scarce && job.clock.now() - Date.parse(scarce.manifest.created) <= job.inputs['max-age']) {
        const all = (0,stores_address/* addressesOf */.s)(job.inputs.destination).length;
        return {
            reason: 'too-few-copies',
            text: `The newest proven backup of ${what}, ${scarce.manifest.id}, is in ${(0,choose/* copiesOf */.lS)(scarce)} of ${all} destinations; min-copies is ${copiesWanted(job)}.`,
            hint: 'The log says which destination did not answer; else make a backup now, and look at why the last one did not reach all.',
        };
    }
    if (!oldest.newest) {
        return {
            reason: 'no-backup',
            text: `No backup of ${what} in ${place} is proven; the newest proven one may be ${allowed} old.`,
            hint: 'Prove the newest one with mode: verify and its id, or make a backup now, and look at why the last ones were not proven.',
        };
    }
    return {
        reason: 'stale',
        text: `The newest proven backup of ${what} was made at ${oldest.newest.manifest.created}, ${(0,build/* formatDuration */.a3)(oldest.age)} ago; it may be ${allowed} old.`,
        hint: 'Make a backup now, and look at the schedule: public repositories lose theirs after 60 days without activity.',
    };
}
/** All of them, unless fewer are said to do. */
function copiesWanted({ inputs }) {
    return inputs['min-copies'] ?? (0,stores_address/* addressesOf */.s)(inputs.destination).length;
}
function seconds(age) {
    return String(Math.round(age / 1000));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/backup-db/build/trust/keys.js

const make = 'openssl genpkey -algorithm ed25519 makes one';
/** The keys of the inputs, and what is wrong with them; no message shows a key. Who can sign trusts at least himself. */
function readKeys(inputs) {
    const problems = [];
    const given = inputs['signing-key'];
    const key = given === undefined ? undefined : privateKey(given);
    if (given !== undefined && !key)
        problems.push({ input: 'signing-key', message: `is no Ed25519 private key in PEM; ${make}` });
    const verifiers = [];
    for (const [index, text] of blocks(inputs['verify-key'] ?? '').entries()) {
        const found = publicKey(text);
        if (found)
            verifiers.push(verifierOf(found));
        else
            problems.push({ input: 'verify-key', message: explain(text, index) });
    }
    if (key && inputs['verify-key'] === undefined)
        verifiers.push(verifierOf((0,external_node_crypto_.createPublicKey)(key)));
    const signer = key && signerOf(key);
    if (signer && problems.length === 0 && !verifiers.some(({ name }) => name === signer.name))
        problems.push({ input: 'verify-key', message: 'does not have the public key of signing-key: what is made here would not count' });
    return { keys: { signer, verifiers }, problems };
}
function explain(text, index) {
    const which = `has as number ${index + 1}`;
    if (privateKey(text))
        return `${which} a private key. Put its public key here (openssl pkey -pubout), and make a new key: this one was shown`;
    return `${which} what is no Ed25519 public key in PEM; openssl pkey -pubout writes it`;
}
/** PEM blocks and single lines. */
function blocks(text) {
    return (text.match(/-----BEGIN [\s\S]*?-----END [^\n]*-----|^(?!-----)\S+$/gm) ?? (text.trim() ? [text] : [])).map((block) => block.trim());
}
function privateKey(text) {
    const key = attempt(() => isPem(text) ? (0,external_node_crypto_.createPrivateKey)(text) : (0,external_node_crypto_.createPrivateKey)({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'pkcs8' }));
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}
/** Node would take a private key in PEM and derive the public one: here it must not stand at all. */
function publicKey(text) {
    if (privateKey(text))
        return undefined;
    const key = attempt(() => isPem(text) ? (0,external_node_crypto_.createPublicKey)(text) : (0,external_node_crypto_.createPublicKey)({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' }));
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}
const isPem = (text) => text.includes('-----BEGIN');
function attempt(read) {
    try {
        return read();
    }
    catch {
        return undefined;
    }
}
function signerOf(key) {
    return { name: nameOf((0,external_node_crypto_.createPublicKey)(key)), sign: (text) => (0,external_node_crypto_.sign)(null, Buffer.from(text), key).toString('base64url') };
}
function verifierOf(key) {
    return { name: nameOf(key), verify: (text, signature) => (0,external_node_crypto_.verify)(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')) };
}
function nameOf(key) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update(key.export({ format: 'der', type: 'spki' }))
        .digest('hex')
        .slice(0, 16);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/job.js


function createJob(inputs, ports) {
    const started = ports.clock.now();
    const elapsed = () => ports.clock.now() - started;
    return {
        ...ports,
        inputs,
        project: inputs['project-name'] ?? (ports.context.repository.split('/').at(-1) || 'database'),
        keys: readKeys(inputs).keys,
        elapsed,
        remaining() {
            const left = inputs.timeout - elapsed();
            if (left > 0)
                return left;
            throw new build/* Failure */.HR('timeout', `The deadline of ${(0,build/* formatDuration */.a3)(inputs.timeout)} passed.`, { hint: 'Raise the input timeout.' });
        },
    };
}

// EXTERNAL MODULE: ./actions/backup-db/build/layers.js + 1 modules
var build_layers = __webpack_require__(5387);
// EXTERNAL MODULE: ./actions/backup-db/build/prefix.js
var prefix = __webpack_require__(8198);
// EXTERNAL MODULE: ./actions/backup-db/build/prove.js
var prove = __webpack_require__(8098);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/open.js
var sources_open = __webpack_require__(1881);
;// CONCATENATED MODULE: ./actions/backup-db/build/restore.js








/**
 * Restores beside what is there and compares it with the manifest; only then it gets its name. What has the name already must be confirmed, and is
 * kept under another.
 */
async function restore(job, store) {
    const { inputs, log } = job;
    const into = inputs.into ?? '';
    const source = await (0,sources_open/* openSource */.o)(job);
    await source.check();
    const { manifest } = await (0,choose/* choose */.Sw)(job, store, inputs.database ?? source.name);
    (0,facts/* factsOf */.xS)(manifest, source.kind);
    const identities = manifest.encryption === 'age' ? (0,build_layers/* readIdentities */.d1)(inputs['age-identity'], 'mode restore') : [];
    const place = await source.place(into);
    if (place.taken && inputs.confirm !== into)
        throw taken(into, place);
    if (inputs['dry-run']) {
        log.info(`Would restore ${manifest.id} into ${into}${place.taken ? `, and keep the present one as ${place.keptAs}` : ''}.`);
        return { outcome: 'planned', outputs: (0,result/* outputsOf */.Yz)(manifest, store), manifest };
    }
    const held = await store.hold((0,prefix/* idPrefix */.m)(manifest.project, manifest.database));
    try {
        const evidence = { state: 'published', manifest, identities };
        // A restore runs what is in the file: who asks for a signature wants to know first that these are the signed bytes.
        if (job.keys.verifiers.length > 0)
            await (0,prove/* proveChecksum */.g)(job, store, evidence);
        const kept = await place.bringBack(store, manifest, evidence);
        log.info(`${manifest.id} stands as ${place.words} after ${(0,build/* formatDuration */.a3)(job.elapsed())}.`);
        const outputs = { ...(0,result/* outputsOf */.Yz)(manifest, store), database: into, duration: String(job.elapsed()), ...(kept ? { kept } : {}) };
        const old = kept ? ` The one before it is kept as \`${kept}\`.` : '';
        const summary = `**Restored \`${manifest.id}\` into \`${into}\` in ${(0,build/* formatDuration */.a3)(job.elapsed())}.**${old}`;
        return { outcome: 'restored', outputs, manifest, summary };
    }
    finally {
        await held.release();
    }
}
function taken(into, place) {
    return new build/* Failure */.HR('exists', `${place.words.replace(/^./, (first) => first.toUpperCase())} exists.`, {
        state: 'Nothing was changed.',
        hint: `Restore into a new name, or write confirm: ${into} to replace it; the present one is kept under another name.`,
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/settle.js





/** Inputs that the Slipway file may give, and the keys under which it does. */
const keys = {
    'project-name': 'project',
    host: 'host',
    port: 'port',
    username: 'username',
    service: 'backup.service',
    database: 'backup.database',
    databases: 'backup.databases',
    destination: 'backup.destination',
    'min-copies': 'backup.min-copies',
    'exclude-table-data': 'backup.exclude-table-data',
    encryption: 'backup.encryption',
    'age-recipients': 'backup.age-recipients',
    verify: 'backup.verify',
    'on-shrink': 'backup.on-shrink',
    'max-age': 'backup.max-age',
    'keep-last': 'backup.keep-last',
    'keep-hourly': 'backup.keep-hourly',
    'keep-daily': 'backup.keep-daily',
    'keep-weekly': 'backup.keep-weekly',
    'keep-monthly': 'backup.keep-monthly',
    'keep-yearly': 'backup.keep-yearly',
    'keep-within': 'backup.keep-within',
    'keep-within-hourly': 'backup.keep-within-hourly',
    'keep-within-daily': 'backup.keep-within-daily',
    'keep-within-weekly': 'backup.keep-within-weekly',
    'keep-within-monthly': 'backup.keep-within-monthly',
    'keep-within-yearly': 'backup.keep-within-yearly',
    'keep-tag': 'backup.keep-tag',
    'min-keep': 'backup.min-keep',
    prune: 'backup.prune',
    'allow-prune': 'backup.allow-prune',
    'verify-key': 'backup.verify-key',
};
/**
 * The inputs, with what the Slipway file says of their environment where they say nothing. The file is read only where an environment is named.
 * What comes out names none: it can be settled again, and stays as it is.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input`
 */
async function settle(inputs, workspace) {
    if (inputs.environment === undefined)
        return checked(withDefaults(inputs), (problem) => problem);
    // Loaded late: most runs of this action know all from their inputs.
    const { keyOf, readSettings } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4174));
    const { config: file } = inputs;
    const settings = await readSettings(file, inputs.environment, workspace);
    const key = (name) => keyOf(settings, keys[name]);
    const merged = merge(inputs, settings, `${keyOf(settings, 'backup')} in ${file}`);
    const settled = withDefaults({ ...merged, environment: undefined });
    return checked(settled, ({ input, message }) => {
        if (!(input in keys))
            return { input, message };
        const name = input;
        if (merged[name] !== inputs[name])
            return { input, message: `${key(name)} in ${file} ${message}` };
        return { input, message: isAbsent(inputs[name]) ? `${message}. In ${file} it is ${key(name)}` : message };
    });
}
function isAbsent(value) {
    return value === undefined || (Array.isArray(value) && value.length === 0);
}
/**
 * Inputs before settings; a part of the file that is off cannot be merged with anything.
 * @throws Failure `bad-input`
 */
function merge(inputs, settings, key) {
    const { backup } = settings;
    if (backup === false) {
        const message = `is ${settings.environment}, but ${key} is false: its database is not backed up. Remove that key, or leave environment out and give every input`;
        throw (0,build/* badInputs */.PD)([{ input: 'environment', message }]);
    }
    const encryption = inputs.encryption ?? backup.encryption;
    // How many copies there must be is said of destinations that stand beside it.
    const fromFile = inputs.destination.length === 0 && backup.destination !== undefined;
    // Who asks for none here does not contradict the recipients of the file; who asks for none there does.
    const recipients = inputs.encryption === 'none' ? undefined : backup['age-recipients'];
    return {
        ...inputs,
        'project-name': inputs['project-name'] ?? settings.project,
        host: inputs.host ?? settings.host,
        port: inputs.port ?? settings.port,
        username: inputs.username ?? settings.username,
        ...(inputs.kind === 'postgres' ? mergeDatabase(inputs, backup) : {}),
        destination: fromFile ? [backup.destination ?? []].flat() : inputs.destination,
        'min-copies': inputs['min-copies'] ?? (fromFile ? backup['min-copies'] : undefined),
        encryption,
        'age-recipients': linesOr(inputs['age-recipients'], recipients),
        verify: inputs.verify ?? backup.verify,
        'max-age': inputs['max-age'] ?? (0,build/* parseDuration */.E9)(backup['max-age'] ?? ''),
        ...mergeKeeps(inputs, backup),
        'verify-key': inputs['verify-key'] ?? backup['verify-key'],
    };
}
/** What the file says of its database is nothing to another kind. */
function mergeDatabase(inputs, backup) {
    const given = inputs.databases.length > 0;
    // Whoever names one here means that one; and only a backup is of several at once.
    const several = !given && inputs.database === undefined && inputs.mode === 'backup' ? (backup.databases ?? []) : inputs.databases;
    return {
        service: inputs.service ?? backup.service,
        // The one that the file names is one of several that are given here.
        database: given ? undefined : (inputs.database ?? backup.database),
        databases: several,
        'exclude-table-data': linesOr(inputs['exclude-table-data'], backup['exclude-table-data']),
    };
}
/** Lines that were given, over those of the file. */
function linesOr(given, file) {
    return given.length > 0 ? given : (file ?? given);
}
/** A number of keep-* in the file is the text that it would be as an input. */
function mergeKeeps(inputs, backup) {
    const keeps = policy/* keepNames */.MJ.map((name) => [name, inputs[name] ?? backup[name]?.toString()]);
    return {
        ...Object.fromEntries(keeps),
        'keep-tag': linesOr(inputs['keep-tag'], backup['keep-tag']),
        'min-keep': inputs['min-keep'] ?? backup['min-keep'],
        prune: inputs.prune ?? backup.prune,
        'allow-prune': inputs['allow-prune'] ?? backup['allow-prune'],
        'on-shrink': inputs['on-shrink'] ?? backup['on-shrink'],
    };
}
/** @throws Failure `bad-input` */
function checked(settled, explain) {
    const problems = [...checkSettled(settled), ...readKeys(settled).problems];
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems.map(explain));
    return settled;
}

// EXTERNAL MODULE: ./actions/backup-db/build/stores/open.js
var stores_open = __webpack_require__(3731);
// EXTERNAL MODULE: ./actions/backup-db/build/drill.js
var build_drill = __webpack_require__(1965);
// EXTERNAL MODULE: ./actions/backup-db/build/progress.js
var progress = __webpack_require__(9077);
;// CONCATENATED MODULE: ./actions/backup-db/build/drill-summary.js




const shown = 10;
/** What came of a drill, then how the last ones went: for the job summary. `all` holds the drill itself, oldest first. */
function renderDrills(drill, all, why = '') {
    const last = (0,build_drill/* alike */.nO)(all, drill).slice(-shown);
    const parts = [decision(drill, why), drill_summary_history(last)];
    const proven = last.filter(({ outcome }) => outcome === 'verified');
    if (proven.length > 1)
        parts.push(chart(proven, [drill.project, drill.database].filter(Boolean).join('/')));
    return parts.join('\n\n');
}
function decision(drill, why) {
    if (drill.outcome === 'failed')
        return `**The restore drill${drill.id ? ` of ${(0,build/* code */.aY)(drill.id)}` : ''} failed: ${drill.reason ?? 'failed'}.** ${(0,build/* cell */.Hn)(why)}`;
    return `**The restore drill passed: ${(0,build/* code */.aY)(drill.id)} was restored in ${(0,build/* formatDuration */.a3)(drill.seconds * 1000)}, ${(0,content/* counted */.h)(drill.tables, 'table')} with ${(0,content/* counted */.h)(drill.rows, 'row')} counted.**`;
}
function drill_summary_history(drills) {
    const rows = [...drills]
        .reverse()
        .map((drill) => [
        (0,build/* cell */.Hn)(drill.at.slice(0, 19).replace('T', ' ')),
        drill.id ? (0,build/* code */.aY)(drill.id) : 'none',
        drill.outcome === 'verified' ? `${drill.seconds.toFixed(3)} s` : '',
        drill.rows,
        (0,progress/* formatBytes */.z3)(drill.bytes),
        drill.outcome === 'verified' ? 'passed' : `**${(0,build/* cell */.Hn)(drill.reason ?? 'failed')}**`,
        drill_summary_link(drill.run),
    ]);
    return (0,build/* table */.tp)(['drill (UTC)', 'backup', 'recovery', 'rows', 'size', 'outcome', 'run'], rows);
}
/** The file is not ours alone: only what is plainly the page of a run becomes a link. */
function drill_summary_link(run) {
    const [, id] = /^https?:\/\/[\w.:-]+(?:\/[\w.-]+)+\/actions\/runs\/(\d+)$/.exec(run) ?? [];
    return id ? `[${id}](${run})` : (0,build/* cell */.Hn)(run);
}
/** The seconds of each recovery, as Mermaid draws them. */
function chart(drills, of) {
    const seconds = drills.map((drill) => drill.seconds);
    const lines = [
        'xychart-beta',
        `  title "Recovery time of ${of.replaceAll(/[^\w ./-]/g, '_')}"`,
        `  x-axis [${labels(drills)
            .map((label) => `"${label}"`)
            .join(', ')}]`,
        `  y-axis "seconds" 0 --> ${ceiling(Math.max(...seconds))}`,
        `  line [${seconds.map((value) => value.toFixed(3)).join(', ')}]`,
    ];
    return (0,build/* block */.om)(lines.join('\n'), 'mermaid');
}
/** Points of one label would be drawn on one another, so the labels are as long as it takes. */
function labels(drills) {
    const times = drills.map(({ at }) => new Date(at).toISOString().slice(5, 19).replace('T', ' '));
    const candidates = [times.map((time) => time.slice(0, 5)), times.map((time) => time.slice(0, 11)), times];
    return candidates.find((found) => new Set(found).size === drills.length) ?? drills.map((_, index) => `${index + 1}`);
}
function ceiling(seconds) {
    return Math.max(0.1, Math.ceil(seconds * 11) / 10);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/drilling.js



/** Does the work as a restore drill: what came of it stands in the file of the drills, also where nothing good did. */
async function drill(job, store, work) {
    const course = { database: job.inputs.database ?? '' };
    try {
        const result = await work(course);
        const summary = await report(job, store, course);
        return { ...result, summary: result.summary ? `${summary}\n\n${result.summary}` : summary };
    }
    catch (error) {
        const failure = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', `Unexpected error: ${(0,build/* messageOf */.bD)(error)}`, { cause: error });
        const summary = await report(job, store, course, failure);
        throw (0,build/* withDetails */.FE)(failure, { summary, ...(course.manifest ? { outputs: { id: course.manifest.id } } : {}) });
    }
}
/** A drill that cannot be recorded has still passed or failed: the run says both. @returns its summary */
async function report(job, store, course, failure) {
    const record = describe(job, course, failure);
    try {
        return renderDrills(record, await store.record(record), failure?.text);
    }
    catch (error) {
        job.log.warn(`The drill could not be recorded in ${store.folder} on ${store.where}: ${(0,build/* messageOf */.bD)(error)}`);
        return renderDrills(record, [record], failure?.text);
    }
}
function describe(job, { database, manifest, begun, took }, failure) {
    const now = job.clock.now();
    const amount = manifest ? (0,content/* amountOf */.M)(manifest.facts) : undefined;
    const milliseconds = took ?? (begun === undefined ? 0 : now - begun);
    return {
        at: new Date(now).toISOString(),
        id: manifest?.id ?? '',
        project: job.project,
        database: manifest?.database ?? database,
        seconds: Math.max(0, Math.round(milliseconds)) / 1000,
        bytes: manifest?.stored.size ?? 0,
        rows: amount?.rows ?? 0,
        tables: amount?.tables ?? 0,
        ...(failure ? { outcome: 'failed', reason: failure.reason } : { outcome: 'verified' }),
        run: job.context.runUrl || job.context.runId,
    };
}

// EXTERNAL MODULE: ./actions/backup-db/build/trust/signature.js
var signature = __webpack_require__(2639);
;// CONCATENATED MODULE: ./actions/backup-db/build/verify.js










/** Reads a stored backup again, and writes into its manifest what came of it: a broken one never counts again. A restore of it is a drill. */
async function verify(job, store) {
    const level = levelOf(job);
    if (level !== 'restore' || job.inputs['dry-run'])
        return proveAgain(job, store, level, { database: '' });
    return drill(job, store, (course) => proveAgain(job, store, level, course));
}
async function proveAgain(job, store, level, course) {
    const source = level === 'checksum' ? undefined : await (0,sources_open/* openSource */.o)(job);
    course.database = source?.name ?? job.inputs.database ?? '';
    const { manifest, doubt } = await (0,choose/* choose */.Sw)(job, store, course.database);
    if (source)
        (0,facts/* factsOf */.xS)(manifest, source.kind);
    course.manifest = manifest;
    const identities = manifest.encryption === 'age' && level !== 'checksum'
        ? (0,build_layers/* readIdentities */.d1)(job.inputs['age-identity'], `mode verify with the level ${level}`)
        : [];
    if (job.inputs['dry-run']) {
        job.log.info(`Would verify ${manifest.id} by ${level}.`);
        return { outcome: 'planned', outputs: (0,result/* outputsOf */.Yz)(manifest, store), manifest };
    }
    await source?.check();
    const held = await store.hold((0,prefix/* idPrefix */.m)(manifest.project, manifest.database));
    try {
        course.begun = job.clock.now();
        const proven = recorded(job, manifest, { level: doubt ? level : keep(manifest, level), at: new Date(job.clock.now()).toISOString() });
        course.took = await attemptCopies({ job, level, source, store, manifest, identities }, proven);
        const outputs = { ...(0,result/* outputsOf */.Yz)(proven, store), duration: String(job.elapsed()) };
        return { outcome: 'verified', outputs, manifest: proven, summary: (0,result/* describe */.q0)(proven, store, job.elapsed(), level) };
    }
    finally {
        await held.release();
    }
}
/** The manifest with the proof. A signed backup takes no unsigned one: it would count no more for who asks for signatures. */
function recorded(job, manifest, proof) {
    const { signer, verifiers } = job.keys;
    if (signer || (!manifest.signature && verifiers.length === 0))
        return { ...manifest, verified: (0,signature/* signProof */.SF)(manifest, proof, signer) };
    job.log.warn(`${manifest.id} is signed, and there is no signing-key here: whatever this proof shows, the one that it had stays.`);
    return manifest;
}
function levelOf(job) {
    const level = job.inputs.verify;
    return level === 'none' ? 'archive' : level;
}
const strength = { failed: 0, checksum: 1, archive: 2, restore: 3 };
/** Bytes that are still the proven ones keep the proof that they had, where it is the stronger one. */
function keep({ verified }, level) {
    const before = verified?.level;
    return before && before !== 'failed' && strength[before] > strength[level] ? before : level;
}
/**
 * Every copy is read, and each has in its own manifest what came of it. What proves one proves those with the very same bytes: of the others the hash
 * is compared. @returns milliseconds that the proof took
 */
async function attemptCopies(trial, proven) {
    let took;
    let broken;
    for (const copy of trial.store.copies(trial.manifest.id)) {
        try {
            const milliseconds = await verify_attempt(took === undefined ? trial : { ...trial, level: 'checksum' }, copy);
            took ??= milliseconds;
            if (proven !== trial.manifest)
                await copy.update(proven);
        }
        catch (error) {
            if (isBroken(error))
                broken ??= error;
            else
                await trial.store.drop(copy, error);
        }
    }
    if (broken !== undefined || took === undefined)
        throw broken;
    return took;
}
async function verify_attempt({ job, level, source, manifest, identities }, copy) {
    const evidence = { state: 'published', manifest, identities };
    try {
        // A restore runs what is in the file: who asks for a signature wants to know first that these are the signed bytes.
        if (level === 'restore' && job.keys.verifiers.length > 0)
            await (0,prove/* proveChecksum */.g)(job, copy, evidence);
        return await job.log.group(`Proof of ${manifest.id}: ${level}`, () => source && level !== 'checksum' ? (0,prove/* prove */.z)(job, level, source, copy, evidence) : (0,prove/* proveChecksum */.g)(job, copy, evidence));
    }
    catch (error) {
        if (!isBroken(error))
            throw error;
        const verified = { level: 'failed', at: new Date(job.clock.now()).toISOString(), reason: error.reason };
        await copy.update({ ...manifest, verified });
        throw (0,build/* withDetails */.FE)(error, {
            state: `${manifest.id} is marked as failed and counts no more.`,
            outputs: { id: manifest.id, verified: 'false' },
        });
    }
}
/** Reasons that speak of the backup, and not of the way to it or of the server that it was restored on. */
const brokenReasons = new Set(['checksum', 'archive-corrupt', 'count-mismatch']);
const isBroken = (error) => error instanceof build/* Failure */.HR && brokenReasons.has(error.reason);

;// CONCATENATED MODULE: ./actions/backup-db/build/run.js








const modes = { backup: backup/* backup */.R, verify: verify, restore: restore, list: list, prune: prune/* prune */.R3, check: check };
/** @throws Failure with a reason of the contract */
async function run(inputs, ports) {
    const settled = await settle(inputs, ports.context.workspace);
    const job = createJob(settled, ports);
    const store = await (0,stores_open/* openStore */.C)(job);
    try {
        const { mode, databases } = settled;
        if (mode === 'backup' && databases.length > 0)
            return await (await __webpack_require__.e(/* import() */ 3808).then(__webpack_require__.bind(__webpack_require__, 3808))).backupSeveral(job, store);
        return await modes[mode](job, store);
    }
    finally {
        await store.close();
    }
}

// EXTERNAL MODULE: ./actions/backup-db/build/unpruned.js
var unpruned = __webpack_require__(501);
;// CONCATENATED MODULE: ./actions/backup-db/build/index.js





// EXTERNAL MODULE: ./actions/run-migrations/build/index.js + 17 modules
var run_migrations_build = __webpack_require__(8862);
// EXTERNAL MODULE: ./actions/smoke-health/build/index.js + 12 modules
var smoke_health_build = __webpack_require__(8062);
;// CONCATENATED MODULE: ./actions/release/build/serving.js

/** The image of a service that was confirmed last, by the journal; undefined where none was. */
function servingImage(entries, service) {
    const confirmed = (0,journal_build/* transactions */.gN)(entries).findLast(journal_build/* isConfirmed */.it);
    const order = confirmed?.entries.findLast(({ step, phase, data }) => step === 'switch' && phase === 'intent' && data?.['images'] !== undefined);
    const images = order?.data?.['images'];
    const image = typeof images === 'object' && images !== null ? images[service] : undefined;
    return typeof image === 'string' ? image : undefined;
}

// EXTERNAL MODULE: ./actions/release/build/step-inputs.js
var step_inputs = __webpack_require__(6310);
// EXTERNAL MODULE: ./actions/release/build/way-back.js
var way_back = __webpack_require__(9409);
;// CONCATENATED MODULE: ./actions/release/build/steps.js









/** The server has every image before anything else is touched, so that a registry that fails later delays nothing. */
async function deliver(inputs, images, session) {
    const { 'registry-username': username, 'registry-password': password } = inputs;
    const login = username && password ? { username, password } : undefined;
    for (const image of Object.values(images))
        await (0,docker_build/* pullImage */.ZP)(session.shell, image, login);
}
/** The inputs of the backup before a release: what the Slipway file says, and what this release has. @throws Failure `bad-input` */
function backupInputs(inputs, { settings }) {
    const backup = settings.backup || {};
    const places = [backup.destination ?? []].flat();
    const goesTo = (scheme) => places.some((place) => place.startsWith(scheme));
    const given = {
        // The keys of this part of the file are inputs of the action.
        ...backup,
        mode: 'backup',
        timeout: `${inputs.timeout}ms`,
        'project-name': settings.project,
        tag: 'pre-deploy',
        destination: places,
        // The server is reached already; the key is for another one alone.
        ...(goesTo('sftp://') ? { 'ssh-key': inputs['ssh-key'], 'known-hosts': inputs['known-hosts'] } : {}),
        ...(goesTo('artifact://') ? { 'github-token': inputs['github-token'] } : {}),
        'signing-key': inputs['signing-key'],
    };
    return (0,step_inputs/* inputsFor */.pz)(contract, given, checkInputs);
}
/** @returns what the receipt says of it, and the proof that migrations rely on */
async function steps_backup(inputs, plan, host, session) {
    const made = await run(backupInputs(inputs, plan), { ...host, shell: session.shell }).catch((error) => steps_unpruned(error, host));
    const told = backupsIn(made.outputs.backups);
    if (!told)
        return undefined;
    const id = told.all.map((one) => one.id).join(', ');
    const databases = told.all.map((one) => one.database);
    return {
        told,
        proof: made.outputs.verified === 'true' ? { id, databases, ...(made.bringTo ? { restore: made.bringTo } : {}) } : undefined,
    };
}
/** What the output `backups` lists; undefined where there was nothing to back up. */
function backupsIn(list = '[]') {
    const made = JSON.parse(list);
    const all = made.map(({ database, id, level, size, rows, tables }) => ({ database, id, verified: level, size, rows, tables }));
    return all[0] && { ...all[0], all };
}
/** A release waits for a proven backup, and not for old ones to go: what comes after has all of it, also what restores it. */
function steps_unpruned(error, { log, signal }) {
    if (!(error instanceof unpruned/* Unpruned */.q) || error.made.outputs.verified !== 'true' || signal.aborted)
        throw error;
    log.warn(error.text);
    return error.made;
}
async function applyMigrations(inputs, plan, images, host, session, proof) {
    const settings = plan.settings.migrate || {};
    const service = settings.service ?? Object.keys(images)[0] ?? '';
    const oldImage = settings['old-code'] ? oldImageOf(session.journal.entries, service, host) : undefined;
    const given = {
        mode: 'apply',
        timeout: `${inputs.timeout}ms`,
        ...(0,step_inputs/* placeInputs */.vb)(plan),
        service,
        image: images[service],
        'database-service': settings['database-service'],
        tool: settings.tool,
        migrations: settings.migrations,
        'tool-command': settings['tool-command'],
        'alembic-ini': settings['alembic-ini'],
        target: settings.target,
        phase: settings.phase,
        backup: settings.backup,
        rehearse: settings.rehearse,
        'rehearse-database': settings['rehearse-database'],
        'rehearse-image': settings['rehearse-image'],
        'old-image': oldImage,
        'old-checks': settings['old-checks'],
        allow: Object.entries(settings.allow ?? {}).map(([rule, reason]) => `${rule}: ${reason}`),
    };
    const allowed = plan.settings.switch?.['allow-contract'] === true;
    const gate = schemaGate(session, allowed);
    const ports = { ...host, shell: session.shell, gate, ...(proof ? { proof } : {}) };
    const { outputs, plan: carried } = await (0,run_migrations_build/* run */.eF)((0,step_inputs/* inputsFor */.pz)(run_migrations_build/* contract */.dz, given, run_migrations_build/* checkInputs */.sw), ports);
    const list = (text = '') => text.split(',').filter(Boolean);
    return {
        from: outputs.from ?? '',
        to: outputs.to ?? '',
        applied: list(outputs.applied),
        oldCodeCompatible: outputs['old-code-compatible'] || 'unknown',
        remaining: list(outputs.remaining),
        rehearsed: carried.rehearsal === undefined ? undefined : (0,run_migrations_build/* wordsOf */.Z9)(carried.rehearsal),
    };
}
/** The image of the version that serves, to be tried on the migrated copy; where nobody knows it, that is said. */
function oldImageOf(entries, service, { log }) {
    const image = servingImage(entries, service);
    if (image === undefined)
        log.warn(`old-code: the journal names no image of ${service} that serves, so no version from before is tried.`);
    return image;
}
/**
 * What stands before the migrations. A run that is lost between them and its journal's `done` leaves nothing pending, and nobody could tell any more
 * what they did: so the answer is on record before the first of them.
 */
function schemaGate(session, allowed) {
    return async (compatible) => {
        (0,way_back/* refuseBreaking */.w)(compatible, allowed);
        if (compatible === 'false')
            await session.step('schema', { oldCodeCompatible: compatible }, async () => ({ oldCodeCompatible: compatible }));
    };
}
async function moveTraffic(inputs, plan, images, host, session) {
    const { smoke } = plan.settings;
    const given = {
        mode: 'deploy',
        images: Object.entries(images).map(([service, image]) => `${service}=${image}`),
        // A commit is only compared with an answer that looks like one; a version that was given must be answered as it stands.
        version: plan.derivedVersion ? undefined : plan.version,
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
        await (0,smoke_health_build/* run */.e)((0,step_inputs/* inputsFor */.pz)(smoke_health_build/* contract */.d, asked), { ...host, shell: (0,shell_build/* localShell */.yj)() });
    };
    return (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, given), { ...host, shell: session.shell, session, ...(smoke === false ? {} : { gate }) });
}

;// CONCATENATED MODULE: ./actions/release/build/release.js







/** Build, scan, tag, backup, migrate, switch: any failure before the switch leaves the live colour untouched, any failure after it moves back. */
async function release(inputs, plan, host, session, recorder) {
    const draft = emptyReceipt(plan);
    const timings = [];
    const ports = { ...host, local: (0,shell_build/* localShell */.yj)() };
    const step = createStep(session, plan.version, timings, host.log);
    try {
        draft.images = plan.images ?? (await (0,build_images/* makeImages */.XD)(inputs, plan, ports, step, draft));
        await recorder.begin(draft.images);
        await step('deliver', { images: draft.images }, () => deliver(inputs, draft.images, session), () => ({}));
        let proof;
        if (plan.settings.backup !== false) {
            const made = await step('backup', {}, () => steps_backup(inputs, plan, host, session), (done) => ({ ...done?.told }));
            draft.backup = made?.told;
            proof = made?.proof;
        }
        if (plan.settings.migrate !== false)
            draft.migration = await step('migrate', {}, () => applyMigrations(inputs, plan, draft.images, host, session, proof), (moved) => ({ ...moved }));
        const switched = await step('switch', { images: draft.images, commit: plan.commit }, () => moveTraffic(inputs, plan, draft.images, host, session), (done) => ({ outcome: done.outcome }));
        // The switch tells its own steps, which are finer than the whole.
        if (switched.receipt)
            timings.splice(-1, 1, ...switched.receipt.steps);
        const result = conclude(draft, switched, timings, rollbackCommand(inputs, plan, host.context.local));
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
        commit: plan.commit,
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
        outageMs: 0,
        identity: '',
        undo: '',
        steps: [],
        timeline: [],
        rollbackCommand: '',
    };
}
/** The same release, the other way: by the workflow beside the one that released, or from a checkout with secrets and Slipway file as before. */
function rollbackCommand(inputs, plan, local) {
    if (!local && inputs.deployment)
        return `gh workflow run rollback.yml -f environment=${plan.settings.environment}`;
    const config = inputs.config === '.github/slipway.yml' ? '' : ` --config ${inputs.config}`;
    return `node dist/release/index.js --mode rollback --environment ${plan.settings.environment}${config}`;
}
function conclude(draft, switched, timings, command) {
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
    return { outcome, receipt, outputs: outputsOf(receipt), summary: renderRelease(receipt) };
}
function figures(receipt) {
    if (!receipt)
        return {};
    const { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, outageMs, identity, undo } = receipt;
    return { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, outageMs, identity, undo };
}
const backupIds = ({ backup }) => backup?.all.map(({ id }) => id) ?? [];
function outputsOf(receipt) {
    return {
        version: receipt.version,
        commit: receipt.commit,
        'previous-version': receipt.previousVersion,
        live: receipt.live,
        images: JSON.stringify(receipt.images),
        digests: JSON.stringify((0,digests/* digestsOf */.n)(receipt.images)),
        'backup-id': backupIds(receipt).join('\n'),
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
    const ids = backupIds(draft);
    const kept = ids.length > 1
        ? `The backups ${ids.join(', ')} from before are proven.`
        : ids.map((id) => `The backup ${id} from before is proven.`).join('');
    const untouched = failure.details.state ?? 'Traffic was not touched.';
    return (0,build/* withDetails */.FE)(failure, {
        outcome,
        state: [untouched, moved, kept].filter(Boolean).join(' '),
        outputs: { ...outputsOf(receipt), version: inner['version'] ?? '', 'previous-version': '' },
        summary: `${renderRelease(receipt)}\n\n${failure.text}`,
    });
}
/** The receipt of a switch that was rolled back, as the failure carries it. */
function receiptOf(text) {
    return text ? JSON.parse(text) : undefined;
}

// EXTERNAL MODULE: ./actions/release/build/stale.js
var stale = __webpack_require__(5087);
;// CONCATENATED MODULE: ./actions/release/build/server.js











/** A release on a server of the team, under one lease and one journal there; or back; or what is live. */
async function onServer(inputs, plan, host) {
    const shell = await (0,shell_build/* openShell */.n7)(plan.target);
    try {
        await (0,docker_build/* requireEngine */.Wp)(shell);
        const project = await (0,docker_build/* openProject */.U8)(shell, projectInputs(plan), host.context);
        if (inputs.mode === 'status')
            return await server_status(inputs, plan, host, shell);
        if (inputs['dry-run'])
            return await planned(inputs, plan, project, host, shell);
        const recorder = await (0,record/* openRecorder */.L)(inputs, plan, host);
        const session = await takeSession(inputs, plan, project, host, shell);
        return await underLease({ plan, session, recorder, host }, async () => {
            if (inputs.mode === 'rollback')
                return rollBack(inputs, plan, host, session, recorder);
            await (0,stale/* refuseStale */.WV)(inputs, plan, (0,stale/* confirmedRelease */.VH)(session.journal.entries), host);
            return release(inputs, plan, host, session, recorder);
        });
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
    const { runIsOver } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2582));
    const token = (0,record/* tokenOf */.B)(inputs);
    const options = {
        folder: project.state,
        what: `${inputs.mode} ${plan.version}`.trim(),
        wait: inputs['lock-timeout'],
        isOver: (owner) => runIsOver(owner, { apiUrl: host.context.apiUrl, token }),
    };
    return (0,journal_build/* openSession */.fA)(shell, options, host);
}
async function underLease({ plan, session, recorder, host }, work) {
    try {
        const result = await work();
        const { outcome, outputs } = result;
        await session
            .end(outcome, { version: outputs.version, ...(plan.commit && outcome !== 'rolled-back' ? { commit: plan.commit } : {}) })
            .catch((error) => host.log.warn(`It is done, but the end could not be written into the journal: ${(0,build/* messageOf */.bD)(error)}.`));
        await recorder.end('success', `${outputs.version ?? ''} serves${outputs.live ? ` on ${outputs.live}` : ''}`);
        return result;
    }
    catch (error) {
        const outcome = error instanceof build/* Failure */.HR ? (error.details.outcome ?? 'failed') : 'failed';
        const reason = error instanceof build/* Failure */.HR ? error.reason : 'internal-error';
        await session.end(outcome, { reason }).catch(() => { });
        await recorder.end('failure', outcome === 'rolled-back' ? `Rolled back: ${reason}` : reason);
        throw error;
    }
}
async function server_status(inputs, plan, host, shell) {
    const { outputs, summary } = await (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'status' }), { ...host, shell });
    return { outcome: 'reported', outputs: pick(outputs), ...(summary ? { summary } : {}) };
}
async function planned(inputs, plan, project, host, shell) {
    const look = (0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'status' });
    const { outputs } = await (0,blue_green_switch_build/* run */.eF)(look, { ...host, shell });
    const released = Object.keys(plan.settings.images);
    const ports = (0,docker_build/* publishedPorts */.LQ)(project.model, released).map(({ service, port }) => `${service} ${port}`);
    const facts = { services: Object.keys(project.model.services), ports, live: outputs.live ?? '', where: shell.where };
    const byFile = look.runtime === 'compose';
    const strategies = byFile ? { strategies: (0,blue_green_switch_build/* planStrategies */.Do)(project.model, released, look.strategies, look['allow-outage']) } : {};
    const text = (0,build_plan/* renderPlan */.E)(plan, { ...facts, ...strategies });
    host.log.info(text);
    return { outcome: 'planned', outputs: pick(outputs), summary: text };
}
/** The record begins when it is known what is gone back to, which the switch finds out, and ends right after. */
async function rollBack(inputs, plan, host, session, recorder) {
    const back = await (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'rollback', version: inputs.version }), {
        ...host,
        shell: session.shell,
        session,
    });
    const { version = '' } = back.outputs;
    const images = back.receipt?.images ?? {};
    const commit = (0,stale/* releaseOf */.l7)(session.journal.entries, version)?.commit ?? '';
    if (Object.keys(images).length > 0 && commit)
        await recorder.begin(images, { version, commit });
    else
        host.log.warn(`The journal does not know the commit of ${version}, so GitHub gets no record of this rollback.`);
    const command = rollbackCommand(inputs, plan, host.context.local);
    const own = back.outputs['rollback-command'];
    const summary = own && back.summary ? back.summary.replaceAll(own, command) : back.summary;
    const outputs = {
        ...pick(back.outputs),
        ...(own ? { 'rollback-command': command } : {}),
        commit,
        images: JSON.stringify(images),
        digests: JSON.stringify((0,digests/* digestsOf */.n)(images)),
    };
    return { outcome: 'rolled-back', outputs, ...(summary ? { summary } : {}) };
}
function pick(outputs) {
    const { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command } = outputs;
    const given = { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}


/***/ })

};
