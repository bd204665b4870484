export const id = 280;
export const ids = [280];
export const modules = {

/***/ 2280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compatible: () => (/* binding */ compatible),
/* harmony export */   fill: () => (/* binding */ fill),
/* harmony export */   learn: () => (/* binding */ learn)
/* harmony export */ });
/* harmony import */ var _classify_hazard_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(829);
/* harmony import */ var _judgement_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4409);


/** The plan with what the rehearsal taught: revisions that nobody could judge by what they ran there, and whether old code worked. */
async function learn(work, plan, facts, rehearsal) {
    const { judgement } = plan;
    if (!judgement)
        return { ...plan, rehearsal };
    const blind = judgement.revisions.some((one) => one.unseen !== undefined);
    const again = blind ? await (0,_judgement_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)(work, { ...facts, offline: fill(facts.offline, rehearsal.captured) }) : judgement;
    if (!again)
        return { ...plan, rehearsal };
    const failing = rehearsal.oldCode === false ? oldCodeNote(plan) : [];
    const placed = (note) => ({ ...note, path: again.revisions.find((one) => one.id === note.revision)?.path ?? note.path });
    const notes = [...rehearsal.notes, ...failing].map(placed);
    const annotations = [...again.annotations, ...notes.map(annotation)];
    return {
        ...plan,
        rehearsal: { ...rehearsal, notes },
        judgement: { ...again, annotations, compatible: compatible(again.compatible, rehearsal.oldCode) },
    };
}
/** What offline mode could not show, as it ran; what it did show stays. */
function fill(offline, captured) {
    const known = offline?.plan ?? { transactional: true, perRevision: false, revisions: [] };
    const seen = new Map(known.revisions.map((one) => [one.id, one]));
    for (const one of captured) {
        const before = seen.get(one.id);
        if (before?.unseen === undefined && before)
            continue;
        seen.set(one.id, { ...one, unseen: one.unseen ?? beyond(before?.unseen), allows: before?.allows ?? [] });
    }
    return { plan: { ...known, revisions: [...seen.values()] }, live: offline?.live ?? _classify_hazard_js__WEBPACK_IMPORTED_MODULE_0__/* .nothingLive */ .s, failed: undefined };
}
/** What goes past SQLAlchemy is not in what it ran. */
function beyond(unseen) {
    return unseen !== undefined && /^it (reaches outside|opens a connection|writes a file)/.test(unseen) ? unseen : undefined;
}
/** Old code that works on a copy is no proof against a finding: nobody has used all of it there. */
function compatible(judged, oldCode) {
    if (oldCode === false)
        return 'false';
    return judged === 'unknown' && oldCode === true ? 'true' : judged;
}
function oldCodeNote(plan) {
    const last = plan.revisions.at(-1);
    const why = 'the version that serves did not work on the migrated copy';
    return last ? [{ rule: 'old-code-fails', revision: last.id, path: last.path, why }] : [];
}
function annotation(note) {
    return { level: 'warning', title: note.rule, message: `${note.revision}: ${note.why}.`, file: note.path, line: 1 };
}


/***/ })

};
