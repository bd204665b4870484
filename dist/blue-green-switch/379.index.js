export const id = 379;
export const ids = [379];
export const modules = {

/***/ 379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runIsOver: () => (/* reexport */ runIsOver)
});

;// CONCATENATED MODULE: ./packages/github/build/runs.js
/**
 * Whether a workflow run is over: true or false where GitHub says so, undefined where it does not (no token, no permission, a local run, an
 * error). A 404 is no "over": the token may simply not see that repository.
 */
async function runIsOver(run, options) {
    if (!options.token || !/^\d+$/.test(run.runId) || !/^[\w.-]+\/[\w.-]+$/.test(run.repository))
        return undefined;
    const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(413), __webpack_require__.e(528)]).then(__webpack_require__.bind(__webpack_require__, 413));
    const octokit = getOctokit(options.token, { baseUrl: options.apiUrl, request: { signal: AbortSignal.timeout(15_000) } });
    const [owner = '', repo = ''] = run.repository.split('/');
    try {
        const { data } = await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: Number(run.runId) });
        // A newer attempt of the same run began only after ours had ended.
        return data.status === 'completed' || (data.run_attempt ?? run.attempt) > run.attempt;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/github/build/index.js



/***/ })

};
