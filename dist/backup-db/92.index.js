export const id = 92;
export const ids = [92,465];
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
        const [{ load }, { compareRows }] = await Promise.all([__webpack_require__.e(/* import() */ 197).then(__webpack_require__.bind(__webpack_require__, 7197)), __webpack_require__.e(/* import() */ 107).then(__webpack_require__.bind(__webpack_require__, 4107))]);
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
        await (0,shell_build.pipe)(program, plain.running, compressor, stored.running, receiver.running);
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
    const programs = error instanceof shell_build.ProgramFailure || (0,blame/* isEcho */.yU)(error) || (error instanceof build/* Failure */.HR && error.reason === 'program-failed');
    if (!programs || !culprit)
        return error;
    const cause = await culprit.done.catch((reason) => reason);
    if (culprit === receiver)
        return store.explain(cause);
    if (!(cause instanceof shell_build.ProgramFailure))
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
            failed.push({ program, echo: error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_0__.ProgramFailure && (error.signal === 'SIGTERM' || lostNeighbour(error)) });
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
async function findCompressor(shell = (0,shell_build.localShell)()) {
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
async function findDecompressor(shell = (0,shell_build.localShell)()) {
    if (!(await hasZstd(shell)))
        return decompress;
    return (options) => shell.start(['zstd', '-d', '-q', '-c'], { title: 'zstd', ...options });
}
/** What a layer said of the bytes it was given; undefined where it says nothing of them, because it was ended. */
function wordsOfLayer(error) {
    if (!(error instanceof shell_build.ProgramFailure))
        return error;
    if (error.code >= 128 || (0,blame/* lostNeighbour */.iN)(error))
        return undefined;
    return new Error((0,shell_build.lastLines)(error.stderr, 1).replace(/^zstd: (\/\*stdin\*\\ ?: )?/, 'zstd: '), { cause: error });
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
        await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_0__.pipe)(source, count.running);
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
    if (error instanceof build/* Failure */.HR && !(error instanceof shell_build.ProgramFailure))
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
    const opened = stored.running.done.then(() => { }, (error) => void (error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__.ProgramFailure || hear(1)(error)));
    const unpacked = 'done' in unpack ? unpack.done.then(() => { }, hear(2)) : void unpack.on('error', hear(2));
    const stop = (0,_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .reportProgress */ .wX)(stored, 'Read back', job.log.info, evidence.manifest.stored.size);
    try {
        await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__.pipe)(source, stored.running, unpack, plain.running, program);
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
    if (unread instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__.ProgramFailure && !(0,_blame_js__WEBPACK_IMPORTED_MODULE_2__/* .isKilled */ .UZ)(unread))
        return corrupt(evidence, unread.message, unread);
    if (unread !== undefined && !(unread instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__.ProgramFailure))
        return unread;
    // A store inside this process may be ended by its own news, which then has only reached the layers.
    if (broken instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && !(broken instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__.ProgramFailure))
        return broken;
    // A source that was ended because something else failed looks like a file that is cut.
    if (!(0,_blame_js__WEBPACK_IMPORTED_MODULE_2__/* .isEcho */ .yU)(broken) && !(unread !== undefined && (0,_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .endsEarly */ .c2)(broken)))
        return blameLayer(broken, evidence);
    if (culprit && culprit !== program && culprit !== source)
        return culprit.done.catch((reason) => reason);
    if (!(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__.ProgramFailure) || culprit !== program)
        return error;
    const cause = await program.done.catch((reason) => reason);
    const fault = cause instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_1__.ProgramFailure ? reader.fault(cause) : undefined;
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
    const running = (0,build.startLocal)(argv, { ...limits, title, onError, ...(answer ? { answer } : {}) });
    let unanswered;
    answer?.catch((error) => {
        unanswered = error;
    });
    const done = running.done.catch((error) => {
        if (!(error instanceof build.ProgramFailure))
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

/***/ 5092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./actions/backup-db/build/backup.js + 3 modules
var backup = __webpack_require__(5115);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
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
// EXTERNAL MODULE: ./actions/backup-db/build/stores/address.js
var address = __webpack_require__(6651);
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
        const all = (0,address/* addressesOf */.s)(job.inputs.destination).length;
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
    return inputs['min-copies'] ?? (0,address/* addressesOf */.s)(inputs.destination).length;
}
function seconds(age) {
    return String(Math.round(age / 1000));
}

// EXTERNAL MODULE: ./actions/backup-db/build/trust/keys.js
var keys = __webpack_require__(8489);
;// CONCATENATED MODULE: ./actions/backup-db/build/job.js


function createJob(inputs, ports) {
    const started = ports.clock.now();
    const elapsed = () => ports.clock.now() - started;
    return {
        ...ports,
        inputs,
        project: inputs['project-name'] ?? (ports.context.repository.split('/').at(-1) || 'database'),
        keys: (0,keys/* readKeys */.x)(inputs).keys,
        elapsed,
        remaining() {
            const left = inputs.timeout - elapsed();
            if (left > 0)
                return left;
            throw new build/* Failure */.HR('timeout', `The deadline of ${(0,build/* formatDuration */.a3)(inputs.timeout)} passed.`, { hint: 'Raise the input timeout.' });
        },
    };
}

// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __webpack_require__(3407);
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

// EXTERNAL MODULE: ./actions/backup-db/build/settle.js
var settle = __webpack_require__(8465);
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
            const milliseconds = await attempt(took === undefined ? trial : { ...trial, level: 'checksum' }, copy);
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
async function attempt({ job, level, source, manifest, identities }, copy) {
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
    const settled = await (0,settle.settle)(inputs, ports.context.workspace);
    const job = createJob(settled, ports);
    const store = await (0,stores_open/* openStore */.C)(job);
    try {
        const { mode, databases } = settled;
        if (mode === 'backup' && databases.length > 0)
            return await (await __webpack_require__.e(/* import() */ 808).then(__webpack_require__.bind(__webpack_require__, 3808))).backupSeveral(job, store);
        return await modes[mode](job, store);
    }
    finally {
        await store.close();
    }
}


/***/ }),

/***/ 8465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   settle: () => (/* binding */ settle)
/* harmony export */ });
/* unused harmony exports keys, merge */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3720);
/* harmony import */ var _retention_policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4199);
/* harmony import */ var _settled_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9377);
/* harmony import */ var _trust_keys_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8489);





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
        return checked((0,_settled_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefaults */ .r)(inputs), (problem) => problem);
    // Loaded late: most runs of this action know all from their inputs.
    const { keyOf, readSettings } = await Promise.all(/* import() */[__webpack_require__.e(907), __webpack_require__.e(291)]).then(__webpack_require__.bind(__webpack_require__, 8291));
    const { config: file } = inputs;
    const settings = await readSettings(file, inputs.environment, workspace);
    const key = (name) => keyOf(settings, keys[name]);
    const merged = merge(inputs, settings, `${keyOf(settings, 'backup')} in ${file}`);
    const settled = (0,_settled_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefaults */ .r)({ ...merged, environment: undefined });
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
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)([{ input: 'environment', message }]);
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
        'max-age': inputs['max-age'] ?? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(backup['max-age'] ?? ''),
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
    const keeps = _retention_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .keepNames */ .MJ.map((name) => [name, inputs[name] ?? backup[name]?.toString()]);
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
    const problems = [...(0,_check_js__WEBPACK_IMPORTED_MODULE_1__/* .checkSettled */ .a)(settled), ...(0,_trust_keys_js__WEBPACK_IMPORTED_MODULE_4__/* .readKeys */ .x)(settled).problems];
    if (problems.length > 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(problems.map(explain));
    return settled;
}


/***/ }),

/***/ 1881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ openSource)
/* harmony export */ });
/** One line for each kind; only the one that is asked for is loaded. */
const kinds = {
    postgres: () => __webpack_require__.e(/* import() */ 440).then(__webpack_require__.bind(__webpack_require__, 8440)),
    redis: () => __webpack_require__.e(/* import() */ 173).then(__webpack_require__.bind(__webpack_require__, 5173)),
    sqlite: () => __webpack_require__.e(/* import() */ 240).then(__webpack_require__.bind(__webpack_require__, 9240)),
    duckdb: () => __webpack_require__.e(/* import() */ 150).then(__webpack_require__.bind(__webpack_require__, 6150)),
    volume: () => __webpack_require__.e(/* import() */ 15).then(__webpack_require__.bind(__webpack_require__, 2015)),
};
/** @throws Failure `no-container`, `database-unreachable`, `program-missing`, and what else says that it cannot be read */
async function openSource(job) {
    const { open } = await kinds[job.inputs.kind]();
    return open(job);
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
    folder: async (job, { path, runner }) => (await __webpack_require__.e(/* import() */ 827).then(__webpack_require__.bind(__webpack_require__, 8827))).openFolder(job, runner ? (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_0__.localShell)() : job.shell, path),
    sftp: async (job, address) => (await __webpack_require__.e(/* import() */ 326).then(__webpack_require__.bind(__webpack_require__, 8326))).openSftp(job, address),
    s3: async (job, address) => (await Promise.all(/* import() */[__webpack_require__.e(915), __webpack_require__.e(133)]).then(__webpack_require__.bind(__webpack_require__, 2133))).openS3(job, address, process.env),
    azure: async (job, address) => (await Promise.all(/* import() */[__webpack_require__.e(915), __webpack_require__.e(536)]).then(__webpack_require__.bind(__webpack_require__, 4536))).openAzure(job, address, process.env),
    artifact: async (job, address) => (await Promise.all(/* import() */[__webpack_require__.e(915), __webpack_require__.e(246)]).then(__webpack_require__.bind(__webpack_require__, 5246))).openArtifacts(job, address, process.env),
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

/***/ 8489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readKeys)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

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
        verifiers.push(verifierOf((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key)));
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
    const key = attempt(() => isPem(text) ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(text) : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'pkcs8' }));
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}
/** Node would take a private key in PEM and derive the public one: here it must not stand at all. */
function publicKey(text) {
    if (privateKey(text))
        return undefined;
    const key = attempt(() => isPem(text) ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(text) : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' }));
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
    return { name: nameOf((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key)), sign: (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)(null, Buffer.from(text), key).toString('base64url') };
}
function verifierOf(key) {
    return { name: nameOf(key), verify: (text, signature) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')) };
}
function nameOf(key) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(key.export({ format: 'der', type: 'spki' }))
        .digest('hex')
        .slice(0, 16);
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

/***/ 4677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hR: () => (/* reexport */ QueryFailure),
  pc: () => (/* reexport */ alembicRevision),
  SX: () => (/* reexport */ applicationName),
  sr: () => (/* reexport */ checkClient),
  BO: () => (/* reexport */ countRows),
  Qe: () => (/* reexport */ createRoles),
  Hj: () => (/* reexport */ createScratch),
  VV: () => (/* reexport */ cutShort),
  Bh: () => (/* reexport */ databaseArgument),
  i4: () => (/* reexport */ databaseExists),
  hX: () => (/* reexport */ describeHolders),
  Zi: () => (/* reexport */ dropDatabase),
  VG: () => (/* reexport */ dropRoles),
  h6: () => (/* reexport */ fillFaster),
  FA: () => (/* reexport */ findContainer),
  kz: () => (/* reexport */ findScratch),
  sd: () => (/* reexport */ globalStatements),
  Cv: () => (/* reexport */ identifier),
  oK: () => (/* reexport */ isFirstRelease),
  WS: () => (/* reexport */ listTables),
  eu: () => (/* reexport */ literal),
  dR: () => (/* reexport */ loadsBy),
  TL: () => (/* reexport */ lockKey),
  eI: () => (/* reexport */ missingRoles),
  qI: () => (/* reexport */ openDatabase),
  r3: () => (/* reexport */ openSnapshot),
  $q: () => (/* reexport */ readGlobals),
  Qh: () => (/* reexport */ readProperties),
  BH: () => (/* reexport */ roleStatements),
  HJ: () => (/* reexport */ takeLock),
  UB: () => (/* reexport */ unstaged)
});

// UNUSED EXPORTS: lockHolders, parseCsv, parseUrl, psqlFlags, readRoles

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
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
    const all = (await list(shell, project)).filter((entry) => !entry.oneOff);
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
            hint: other.state === 'paused'
                ? `A backup may hold it still for a moment: run again. Else let it go on there: docker unpause ${other.name}.`
                : `Start it there (docker start ${other.name}), or read why it stopped (docker logs ${other.name}).`,
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
async function list(shell, filter) {
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

;// CONCATENATED MODULE: ./packages/postgres/build/pieces.js
/** How pg_dump and pg_restore are started where they read or write much: as scripts for any sh, with the program's own arguments behind theirs. */
/** Both take 4 KiB at a time, which costs more than what they do with them. Where coreutils are not the GNU ones it is slower. */
const large = 'if command -v stdbuf >/dev/null 2>&1; then exec stdbuf -i 262144 -o 262144 "$@"; fi; exec "$@"';
/** Exit code of what loads where not all bytes came. */
const cutShort = 65;
/** And where there was less room for them than the disk had said: a quota, a limit of the process, or somebody who was faster. */
const unstaged = 66;
/** How many connections load, of a line of its standard error that says so; undefined of every other. */
function loadsBy(line) {
    const [, jobs] = /^slipway: (\d+) connections$/.exec(line) ?? [];
    return jobs === undefined ? undefined : Number(jobs);
}
/**
 * pg_restore loads by several connections only from a file: one without a name, which ends with the program however that ends, on a disk with room
 * for it and for what comes of it. Half of the processors, for an application may be at work on them. Nothing is loaded of an archive that is cut.
 * Where there is one processor, no room, no /proc, or a file without a name cannot be seen there, it is loaded as it comes.
 */
const staged = `
bytes=$1 need=$2; shift 2
jobs=$(nproc 2>/dev/null || echo 1)
if [ "$jobs" -gt 1 ] && [ -e /proc/self/fd/0 ]; then
  jobs=$((jobs / 2)); [ "$jobs" -gt 1 ] || jobs=2; [ "$jobs" -lt 5 ] || jobs=4
  for dir in /var/tmp "\${TMPDIR:-/tmp}"; do
    free=$(df -Pk "$dir" 2>/dev/null | { read -r _; read -r _ _ _ free _; echo "$free"; })
    [ "\${free:-0}" -ge "$need" ] 2>/dev/null || continue
    case $(stat -f -c %T "$dir" 2>/dev/null) in tmpfs | ramfs) continue ;; esac
    file=$(mktemp "$dir/slipway.XXXXXX" 2>/dev/null) || continue
    exec 3<>"$file" && rm -f "$file" || exit 1
    [ "$(stat -L -c %s /proc/self/fd/3 2>/dev/null)" = 0 ] || continue
    cat >&3 || exit ${unstaged}
    came=$(stat -L -c %s /proc/self/fd/3)
    if [ "$came" != "$bytes" ]; then echo "$came bytes came instead of $bytes" >&2; exit ${cutShort}; fi
    echo "slipway: $jobs connections" >&2
    exec "$@" -j "$jobs" /proc/self/fd/3
  done
fi
${large}`;
/** What a restore takes of a disk, beside the bytes of its archive: rows, their indexes, and what the server logs of them. */
const grows = 4;
function inPieces(argv, { pieces, load }) {
    if (load !== undefined)
        return ['sh', '-c', staged, 'sh', String(load), String(Math.ceil((grows * load) / 1024)), ...argv];
    return pieces ? ['sh', '-c', large, 'sh', ...argv] : argv;
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
const enter = [
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
            const argv = [
                'docker',
                'exec',
                '-i',
                ...flags,
                container.id,
                'sh',
                '-c',
                enter,
                'sh',
                seconds,
                ...inPieces([program, ...args], options),
            ];
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
            const argv = inPieces([folder ? `${folder}/${program}` : program, ...args], options);
            return { argv, env, secrets: connection.secrets };
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

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
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
/** The word of severity is in the language of the server (`FEHLER`), and a notice has the same form: the error, which ends it, comes last. */
const refused = /(?:^|\n)(?:psql:[^\n]*?: )?[^\s:]+: {2}([0-9A-Z]{5}): ([^\n]*)/g;
/**
 * What a failed psql means: it ends with 3 where a statement failed, with 2 where the connection did.
 * @returns Failure `query-failed` (with its SQLSTATE), `database-unreachable`, or what was thrown
 */
function explain(error, where) {
    if (!(error instanceof shell_build.ProgramFailure))
        return error;
    const [, sqlstate = '', message = ''] = [...error.stderr.matchAll(refused)].at(-1) ?? [];
    if (error.code === 3)
        return new QueryFailure(`${where} refused a statement: ${message || error.message}`, sqlstate, error);
    const said = error.stderr
        .trim()
        .replaceAll(/^psql: error: /gm, '')
        .split('\n')
        .slice(-3)
        .join(' ');
    return new build/* Failure */.HR('database-unreachable', `The database ${where} does not answer: ${said || `exit code ${error.code}`}.`, {
        hint: hintFor(error.stderr),
        cause: error,
    });
}
function hintFor(stderr) {
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/postgres/build/session.js





/** @throws Failure `database-unreachable` */
async function openSession(database, options) {
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
        this.#running.done.then(() => this.#end(new build/* Failure */.HR('database-unreachable', `The session with ${this.#where} is over.`)), (error) => this.#end(explain(error, this.#where)));
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
const url_form = /^([a-z][a-z0-9+_]*):\/\/(?:([^:/@?]*)(?::(.*?))?@)?((?:\[[^\]]*\]|[^@/?#[\]])*)(?:\/([^?@]*))?(?:\?((?:[\w-]+=[^&]*&?)*))?$/is;
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
function parseUrl(url, input = 'database-url') {
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
        ? await urlWay(shell, address.url, address.database)
        : containerAccess(await findContainer(shell, address.projectName, address.service), shell, '');
    const ask = connect(shell, access, address.database ?? access.database, unknown);
    const settings = ['server_version', 'server_version_num', 'server_encoding'].map((name) => `current_setting('${name}')`);
    const sql = `select current_database(), ${settings.join(', ')}`;
    const [[name = '', version = '', number = '', encoding = ''] = []] = await ask.query(sql);
    return connect(shell, access, name, { version, major: Math.floor(Number(number) / 10_000), encoding });
}
/** Programs of the server's own major where the machine has them, else those on the PATH. */
async function urlWay(shell, url, database) {
    const connection = parseUrl(url);
    const plain = urlAccess(connection, '');
    const [[number = ''] = []] = await connect(shell, plain, database ?? plain.database, unknown).query("select current_setting('server_version_num')");
    return urlAccess(connection, await findClient(shell, Math.floor(Number(number) / 10_000)));
}
function connect(shell, access, name, server) {
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
                title: program,
                env,
                secrets,
                deadline: options.deadline,
                ...(options.signal ? { signal: options.signal } : {}),
                ...(options.onError ? { onError: options.onError } : {}),
                ...(options.from ? { from: options.from } : {}),
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
                throw explain(error, where);
            }
        },
        session: (options) => openSession(database, options),
        sibling: (other) => connect(shell, access, other, server),
    };
    return database;
}

;// CONCATENATED MODULE: ./packages/postgres/build/quote.js
/** A text as an SQL literal; safe whatever standard_conforming_strings says. */
function literal(text) {
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

;// CONCATENATED MODULE: ./packages/postgres/build/globals.js

const memberships = `memberships as (select m.member, g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid)`;
const roles = `coalesce(json_agg(json_build_object('name', rolname, 'login', rolcanlogin, 'inherit', rolinherit, 'createdb', rolcreatedb,
      'connections', rolconnlimit,
      'memberOf', array(select m.rolname from memberships m where m.member = r.oid and m.rolname !~ '^pg_' order by 1),
      'powers', array_remove(array[case when rolsuper then 'SUPERUSER' end, case when rolcreaterole then 'CREATEROLE' end,
        case when rolreplication then 'REPLICATION' end, case when rolbypassrls then 'BYPASSRLS' end], null)
        || array(select m.rolname::text from memberships m where m.member = r.oid and m.rolname ~ '^pg_' order by 1)) order by rolname), '[]')`;
const query = `with recursive db as (select * from pg_database where datname = current_database()),
seeds as (
  select refobjid as role from pg_shdepend, db where refclassid = 'pg_authid'::regclass
    and (dbid = db.oid or (classid = 'pg_database'::regclass and objid = db.oid))
  union select datdba from db
  union select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union select setrole from pg_db_role_setting, db where setdatabase = db.oid and setrole <> 0),
needed as (select role from seeds union select m.roleid from pg_auth_members m join needed on m.member = needed.role),
${memberships}
select json_build_object(
  'roles', (select ${roles}
    from pg_roles r where oid in (select role from needed) and rolname !~ '^pg_'),
  'settings', (select coalesce(json_agg(json_build_object('role', coalesce(r.rolname, ''), 'name', split_part(line, '=', 1),
      'value', substr(line, strpos(line, '=') + 1)) order by r.rolname nulls first, line), '[]')
    from db join pg_db_role_setting s on s.setdatabase = db.oid left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) line),
  'grants', (select json_agg(json_build_object('role', coalesce(r.rolname, ''), 'right', privilege_type, 'grantable', is_grantable)
      order by r.rolname nulls first, privilege_type)
    from db, aclexplode(db.datacl) left join pg_roles r on r.oid = grantee))`;
async function readGlobals(ask) {
    const [[json = '{}'] = []] = await ask(query);
    return JSON.parse(json);
}
/** All roles of the server, but for its own. */
async function readRoles(ask) {
    const [[json = '[]'] = []] = await ask(`with ${memberships} select ${roles} from pg_roles r where rolname !~ '^pg_'`);
    return JSON.parse(json);
}
/** Roles that the server lacks. */
async function missingRoles(database, roles) {
    const there = new Set((await database.query('select rolname from pg_roles')).map(([name]) => name));
    return roles.filter(({ name }) => !there.has(name));
}
/** Statements that create roles without a password and without `powers`; the memberships come when all are there. */
function roleStatements(roles) {
    const created = roles.map(({ name, login, inherit, createdb, connections }) => {
        const rights = [login ? 'login' : 'nologin', inherit ? 'inherit' : 'noinherit', ...(createdb ? ['createdb'] : [])];
        return `create role ${identifier(name)} ${rights.join(' ')} connection limit ${Math.trunc(connections)}`;
    });
    const members = roles.flatMap(({ name, memberOf }) => memberOf.map((group) => `grant ${identifier(group)} to ${identifier(name)}`));
    return [...created, ...members];
}
/** All or none of them. @throws Failure `query-failed` */
async function createRoles(database, roles) {
    if (roles.length > 0)
        await database.query(['begin', ...roleStatements(roles), 'commit'].join(';\n'));
}
/** Those that own nothing. */
async function dropRoles(database, roles) {
    if (roles.length > 0)
        await database.query(`drop role if exists ${roles.map(({ name }) => identifier(name)).join(', ')}`);
}
const rights = ['CREATE', 'CONNECT', 'TEMPORARY'];
/**
 * What gives a database the settings and grants of another one: each an own piece, because a user may be allowed some and not others.
 * A value takes the way over the session, so that none has to be written as the setting's own syntax wants it.
 */
function globalStatements(name, { settings, grants }) {
    const database = identifier(name);
    const set = settings.map(({ role, name: setting, value }) => {
        const whose = role === '' ? `alter database ${database}` : `alter role ${identifier(role)} in database ${database}`;
        const path = setting.split('.').map(identifier).join('.');
        const sql = `select set_config(${literal(setting)}, ${literal(value)}, false);\n${whose} set ${path} from current`;
        return { what: `the setting ${setting}${role === '' ? '' : ` of ${role}`}`, sql };
    });
    if (!grants)
        return set;
    const given = grants
        .filter(({ right }) => rights.includes(right))
        .map(({ role, right, grantable }) => {
        const sql = `grant ${right} on database ${database} to ${role === '' ? 'public' : identifier(role)}${grantable ? ' with grant option' : ''}`;
        return { what: `${right} of ${role || 'public'}`, sql };
    });
    return [...set, { what: 'the rights of everybody', sql: `revoke all on database ${database} from public` }, ...given];
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
        let shown;
        for (;;) {
            const [[got, pid] = []] = await query(attempt);
            if (got === 't') {
                if (!(await held(query, key, pid)))
                    throw pooled(database);
                break;
            }
            const holders = await lockHolders(database, key);
            const pids = holders.map((holder) => holder.pid).join();
            if (pids !== shown)
                options.onWait?.(holders);
            shown = pids;
            if (clock.now() - started >= options.wait) {
                throw new build/* Failure */.HR('locked', `The database ${database.where} is locked by ${describeHolders(holders)}; waited ${(0,build/* formatDuration */.a3)(options.wait)}.`, {
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
     where ${ours(key)} and l.database = (select oid from pg_database where datname = current_database()) order by a.backend_start`);
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
    const [[count, now] = []] = await query(`select count(*), pg_backend_pid() from pg_locks l where ${ours(key)} and l.pid = pg_backend_pid()`);
    return count === '1' && (pid === undefined || pid === now);
}
function ours(key) {
    const bits = BigInt.asUintN(64, key);
    return `l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid = ${bits >> 32n} and l.objid = ${bits & 0xffffffffn}`;
}
function pooled(database) {
    return new build/* Failure */.HR('pooled', `The database ${database.where} is behind a transaction pooler, where a lock outlives its run.`, {
        state: 'Nothing was changed.',
        hint: 'Give the direct address of the server as database-url (port 5432 instead of 6543; without -pooler).',
    });
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
    const clauses = [`encoding ${literal(like.encoding)}`, `lc_collate ${literal(like.collate)}`, `lc_ctype ${literal(like.ctype)}`];
    if (like.provider === 'c')
        clauses.push('locale_provider libc');
    if (like.provider === 'i')
        clauses.push('locale_provider icu', `icu_locale ${literal(like.locale)}`);
    if (like.provider === 'b')
        clauses.push('locale_provider builtin', `builtin_locale ${literal(like.locale)}`);
    return `create database ${identifier(name)} template template0 ${clauses.join(' ')}`;
}
/** Creates an empty database beside `database` and says in its comment what it is for. */
async function createScratch(database, name, like, purpose) {
    const label = `comment on database ${identifier(name)} is ${literal(purpose)}`;
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
    const rows = await database.query(`select datname from pg_database where not datistemplate and shobj_description(oid, 'pg_database') = ${literal(purpose)}`);
    return rows.map(([name = '']) => name);
}
async function databaseExists(database, name) {
    const [[count] = []] = await database.query(`select count(*) from pg_database where datname = ${literal(name)}`);
    return count !== '0';
}
const toast = 'default_toast_compression';
/**
 * Lets large values that come into a database which is being filled be compressed by LZ4, where the server has it and nobody chose otherwise: half of
 * what a restore takes may be the compression that is the default. Columns with a compression of their own keep that, and readers see no difference.
 * @returns what takes the setting away again; what is stored by then stays as it is
 */
async function fillFaster(target) {
    const alter = (words) => target.query(`alter database ${identifier(target.name)} ${words}`);
    const [[choice] = []] = await target.query(`select count(*) from pg_settings where name = '${toast}' and source = 'default' and 'lz4' = any(enumvals) and setting <> 'lz4'`);
    if (choice === '0')
        return async () => { };
    await alter(`set ${toast} = 'lz4'`);
    return async () => void (await alter(`reset ${toast}`));
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
    const session = await openSession(database, options);
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















/***/ })

};
