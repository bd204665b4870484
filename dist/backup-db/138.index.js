export const id = 138;
export const ids = [138];
export const modules = {

/***/ 138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openCopies: () => (/* binding */ openCopies)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/trust/signature.js
var signature = __webpack_require__(2639);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/copies/standing.js

/** The destinations that a run still works with. One that failed is out for the rest of it. */
class Standing {
    #all;
    #least;
    #log;
    #failed = new Map();
    constructor(all, least, log) {
        this.#all = all;
        this.#least = least;
        this.#log = log;
    }
    get places() {
        return this.#all.filter((place) => !this.#failed.has(place));
    }
    /** @throws Failure: the one that is given where every destination is needed, else `too-few-copies` */
    drop(place, why) {
        // The run itself is over: that says nothing of the place.
        if (why instanceof build/* Failure */.HR && (why.reason === 'cancelled' || why.reason === 'timeout'))
            throw why;
        const news = !this.#failed.has(place);
        if (news)
            this.#failed.set(place, why);
        if (this.places.length >= this.#least) {
            if (news)
                this.#log.warn(`${place.folder} on ${place.where} gets no copy: ${withoutState(why)}`);
            return;
        }
        if (this.#least === this.#all.length || this.#allAlike())
            throw why;
        const lost = [...this.#failed].map(([{ folder, where }, reason]) => `${folder} on ${where}: ${(0,build/* messageOf */.bD)(reason)}`);
        throw new build/* Failure */.HR('too-few-copies', `${this.places.length} of ${this.#all.length} destinations are left, but min-copies is ${this.#least}. ${lost.join(' ')}`, {
            hint: 'Mend what failed, and run the same job again.',
            cause: why,
        });
    }
    /** Where nothing is left, and everything failed in the same way, that is the news. */
    #allAlike() {
        const reasons = new Set([...this.#failed.values()].map((why) => (why instanceof build/* Failure */.HR ? why.reason : undefined)));
        return this.places.length === 0 && reasons.size === 1;
    }
    /** Does something in every place that is left, at the same time; results in their order, without those of places that failed. */
    async each(work) {
        const places = this.places;
        const outcomes = await Promise.allSettled(places.map(work));
        outcomes.forEach((outcome, index) => {
            if (outcome.status === 'rejected')
                this.drop(places[index], outcome.reason);
        });
        return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    }
}
/** Words of a failure that is not that of the run: what it says of the whole is not so, as other copies stand. */
function withoutState(why) {
    if (!(why instanceof build/* Failure */.HR))
        return (0,build/* messageOf */.bD)(why);
    const { state: _, ...details } = why.details;
    return new build/* Failure */.HR(why.reason, why.message, details).text;
}

// EXTERNAL MODULE: ./actions/backup-db/build/stores/in-process.js
var in_process = __webpack_require__(6652);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/copies/tee.js

function tee(title, limits, branches) {
    return (0,in_process/* inProcess */.b)(title, 'this machine', limits, async ({ stdin, signal }) => {
        const open = new Set(branches);
        let fatal;
        signal.addEventListener('abort', () => {
            for (const { running } of branches)
                running.kill();
        });
        /** A branch that failed is passed over from then on; one without which there is no going on ends the stream. */
        const without = (branch) => (error) => {
            if (!open.delete(branch))
                return;
            try {
                branch.fail(error);
            }
            catch (problem) {
                // Whoever waits for bytes is told at once; once the last one was read nobody waits any more.
                fatal = problem;
                stdin.destroy(fatal);
            }
        };
        const ends = branches.map((branch) => branch.running.done.then(() => { }, without(branch)));
        for await (const chunk of stdin) {
            await Promise.all([...open].map(({ running }) => write(running, chunk)));
        }
        for (const { running } of open)
            running.stdin.end();
        await Promise.all(ends);
        if (fatal)
            throw fatal;
    });
}
/** Resolves when there is room for more, or nobody takes it any more. */
function write({ stdin, done }, chunk) {
    if (stdin.destroyed || stdin.write(chunk))
        return Promise.resolve();
    return new Promise((resolve) => {
        const go = () => {
            stdin.off('drain', go).off('close', go);
            resolve();
        };
        stdin.on('drain', go).on('close', go);
        done.then(go, go);
    });
}

// EXTERNAL MODULE: ./actions/backup-db/build/manifest.js
var build_manifest = __webpack_require__(3951);
;// CONCATENATED MODULE: ./actions/backup-db/build/stores/copies/union.js

/** What several places hold as one listing: of each backup the best copy speaks, and one whose manifest is believed before one that is not. */
function unite(found, believed = () => true) {
    const rank = ({ whole, manifest }) => (believed(manifest) ? 4 : 0) + (whole ? 2 : 0) + ((0,build_manifest/* isProven */.nn)(manifest) ? 1 : 0);
    const copies = new Map();
    for (const { place, listing } of found) {
        for (const stored of listing.backups) {
            const { id } = stored.manifest;
            copies.set(id, [...(copies.get(id) ?? []), { place, stored }]);
        }
    }
    const holders = new Map();
    const backups = [...copies].flatMap(([id, all]) => {
        const sorted = all.toSorted((a, b) => rank(b.stored) - rank(a.stored));
        const [best] = sorted;
        if (!best)
            return [];
        holders.set(id, sorted.filter(({ stored }) => stored.whole).map(({ place }) => place));
        return [{ ...best.stored, copies: all.filter(({ stored }) => stored.whole && rank(stored) === rank(best.stored)).length }];
    });
    backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
    return { listing: { backups, strange: found.reduce((sum, { listing }) => sum + listing.strange, 0) }, holders };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/stores/copies/store.js





/** Modes that make or judge copies need as many as were asked for; whoever only reads is served by one. */
const needsCopies = (mode) => mode === 'backup' || mode === 'verify';
/** Several destinations that hold copies of each other. */
function openCopies(job, places) {
    const { inputs, log } = job;
    const least = needsCopies(inputs.mode) ? (inputs['min-copies'] ?? places.length) : 1;
    const standing = new Standing(places, least, log);
    let union = { listing: { backups: [], strange: 0 }, holders: new Map() };
    const holders = (id) => (union.holders.get(id) ?? []).filter((place) => standing.places.includes(place));
    const first = () => {
        const [place] = standing.places;
        if (!place)
            throw new build/* Failure */.HR('too-few-copies', 'No destination is left.');
        return place;
    };
    const holderOf = ({ id }) => holders(id)[0] ?? first();
    return {
        folder: places.map(({ folder }) => folder).join(' and '),
        where: [...new Set(places.map(({ where }) => where))].join(' and '),
        path: (name) => first().path(name),
        copies: (id) => (id !== undefined && union.holders.has(id) ? holders(id) : standing.places),
        async drop(copy, why) {
            standing.drop(copy, why);
        },
        async list() {
            const found = await standing.each(async (place) => ({ place, listing: await place.list() }));
            union = unite(found, (manifest) => (0,signature/* isBelieved */.fv)(manifest, job.keys));
            return union.listing;
        },
        hold: (prefix) => holdAll(standing, prefix),
        receive: (draft) => receiveAll(job, standing, draft),
        read: (draft, state) => holderOf(draft).read(draft, state),
        async removePartial(draft) {
            const outcomes = await Promise.allSettled(places.map((place) => place.removePartial(draft)));
            for (const outcome of outcomes)
                if (outcome.status === 'rejected')
                    log.debug(`A partial file stays: ${(0,build/* messageOf */.bD)(outcome.reason)}`);
        },
        async publish(manifest) {
            await standing.each((place) => place.publish(manifest));
        },
        async update(manifest) {
            for (const place of holders(manifest.id))
                await place.update(manifest);
        },
        async remove(draft) {
            const removals = await standing.each((place) => place.remove(draft));
            const kept = removals.flatMap(({ why }) => why ?? []);
            return kept.length > 0 ? { removed: false, why: kept.join(', ') } : { removed: true };
        },
        async record(drill) {
            const [drills = []] = await standing.each((place) => place.record(drill));
            return drills;
        },
        explain: (error) => error,
        async close() {
            await Promise.allSettled(places.map((place) => place.close()));
        },
    };
}
/** One after the other and always in the same order: two runs never wait for each other. */
async function holdAll(standing, prefix) {
    const held = [];
    const release = async () => {
        await Promise.allSettled(held.map((one) => one.release()));
    };
    try {
        for (const place of standing.places.toSorted((a, b) => (a.folder < b.folder ? -1 : 1))) {
            await place.hold(prefix).then((one) => held.push(one), (error) => {
                if (error instanceof build/* Failure */.HR && ['locked', 'cancelled', 'timeout'].includes(error.reason))
                    throw error;
                standing.drop(place, error);
            });
        }
    }
    catch (error) {
        await release();
        throw error;
    }
    return { removed: held.flatMap(({ removed }) => removed), release };
}
function receiveAll(job, standing, draft) {
    const receivers = new Map(standing.places.map((place) => [place, place.receive(draft)]));
    const branches = [...receivers].map(([place, { running }]) => ({
        running,
        fail: (error) => standing.drop(place, place.explain(error)),
    }));
    return {
        running: tee(`copies of ${draft.id}`, job, branches),
        async complete(sent) {
            await standing.each(async (place) => receivers.get(place)?.complete(sent));
        },
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
            const killed = why instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure;
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
    return { title, stdin, stdout, done, kill: () => stop.abort(new _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure(title, 143, 'SIGTERM', '', 0, where)) };
}
function whyCancelled(signal, title) {
    const why = signal.reason;
    return why instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? why : new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('cancelled', `${title} was ended because the run was cancelled.`);
}


/***/ })

};
