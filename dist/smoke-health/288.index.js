export const id = 288;
export const ids = [288];
export const modules = {

/***/ 6288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readSurroundings: () => (/* binding */ readSurroundings)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./actions/smoke-health/build/event.js
/**
 * True where somebody without write access may have written what the run works with: a pull request of a fork, a comment below one,
 * or a run that such a one started.
 * A payload that says nothing about it is no reason to trust it.
 */
function isUntrusted(eventName, repository, payload) {
    const event = typeof payload === 'object' && payload !== null ? payload : {};
    if (/^pull_request/.test(eventName))
        return event.pull_request?.head?.repo?.full_name !== repository;
    // The payload of a comment does not say whose pull request it stands below, and anybody may write one.
    if (eventName === 'issue_comment')
        return event.issue === undefined || event.issue.pull_request !== undefined;
    return eventName === 'workflow_run' && event.workflow_run?.head_repository?.full_name !== repository;
}
/** Events whose commit is the one that the workflow deploys. That of a schedule is only the newest, that of a pull request is a merge of its own. */
const deploying = ['push', 'release', 'workflow_dispatch'];
/** The commit that must answer where nobody wrote a version down. */
function deployedCommit(eventName, sha) {
    return deploying.includes(eventName) && sha !== '' ? sha : undefined;
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/surroundings.js


/** What the runner tells besides the inputs. */
async function readSurroundings(context, environment) {
    const commit = context.local ? undefined : deployedCommit(context.eventName, context.sha);
    return {
        environment,
        untrusted: !context.local && isUntrusted(context.eventName, context.repository, await readPayload(environment['GITHUB_EVENT_PATH'])),
        ...(commit === undefined ? {} : { commit }),
    };
}
async function readPayload(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}


/***/ })

};
