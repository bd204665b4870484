export const id = 821;
export const ids = [821];
export const modules = {

/***/ 6821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reportFailure: () => (/* binding */ reportFailure),
  reportResult: () => (/* binding */ reportResult)
});

// UNUSED EXPORTS: fit, headline

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./packages/action/build/assignment.js
/** One value as the runner's command files take it. The delimiter is a word that the value does not hold, so that no line of it can end it. */
function assignment(name, value) {
    let delimiter = 'slipway';
    while (value.includes(delimiter))
        delimiter += '_';
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

// EXTERNAL MODULE: ./packages/action/build/failure.js
var failure = __webpack_require__(4057);
// EXTERNAL MODULE: ./packages/action/build/markdown.js
var markdown = __webpack_require__(2462);
// EXTERNAL MODULE: ./packages/action/build/redact.js
var redact = __webpack_require__(6698);
;// CONCATENATED MODULE: ./packages/action/build/report.js






/** The runner drops a summary above 1 MiB as a whole; a cut one is worth more. */
const summaryLimit = 1024 * 1024 - 4096;
/** Writes outputs, annotations and summary of what is true now. @throws Failure `output-secret` */
async function reportResult(result, reporting) {
    const outputs = { ...result.outputs, outcome: result.outcome, reason: result.reason ?? '' };
    const leaking = leakingOutputs(outputs);
    if (leaking.length > 0) {
        throw new failure/* Failure */.HR('output-secret', `The output ${leaking.join(', ')} would hold a masked value, and runners drop such outputs.`, {
            state: `What was asked for was done (${result.outcome}).`,
            hint: 'Keep host names and registries in variables, not in secrets.',
            outputs: withoutNames(outputs, leaking),
            ...(result.summary === undefined ? {} : { summary: result.summary }),
        });
    }
    const decision = headline(result.summary ?? '');
    if (decision)
        reporting.log.info(decision);
    writeOutputs(outputs, reporting);
    writeAnnotations(result.annotations ?? [], reporting);
    await writeSummary(result.summary, reporting);
}
/** Writes what is known of a failure, and the one error annotation that ends the step. */
async function reportFailure(failure, reporting) {
    const outputs = { ...failure.details.outputs, outcome: failure.details.outcome ?? 'failed', reason: failure.reason };
    const leaking = leakingOutputs(outputs);
    if (leaking.length > 0)
        reporting.log.warn(`The output ${leaking.join(', ')} would hold a masked value and is left out.`);
    writeOutputs(withoutNames(outputs, leaking), reporting);
    writeAnnotations(failure.details.annotations ?? [], reporting);
    await writeSummary(failure.details.summary ?? `### ${reporting.title}: ${failure.reason}\n\n${(0,markdown/* cell */.Hn)(failure.text.trim())}`, reporting);
    reporting.log.annotate({ level: 'error', title: failure.reason, message: failure.text });
    for (let cause = failure.cause; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
        reporting.log.debug(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
    }
}
const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#92;': '\\', '&#96;': '`', '&#91;': '[' };
/** The decision that a summary begins with, as a line of the log. */
function headline(summary) {
    const [first = ''] = summary.trimStart().split('\n');
    const plain = first
        .replace(/^#+\s*/, '')
        .replaceAll(/[`*]/g, '')
        .replaceAll('\\|', '|');
    return plain.replaceAll(/&(?:amp|lt|gt|#92|#96|#91);/g, (entity) => entities[entity] ?? entity);
}
function leakingOutputs(outputs) {
    return Object.keys(outputs).filter((name) => (0,redact/* holdsSecret */.hK)(outputs[name] ?? ''));
}
function withoutNames(outputs, names) {
    const kept = Object.entries(outputs).filter(([name, value]) => value !== undefined && !names.includes(name));
    return Object.fromEntries(kept);
}
function writeOutputs(outputs, reporting) {
    const file = process.env['GITHUB_OUTPUT'];
    for (const [name, value] of Object.entries(outputs)) {
        if (value === undefined)
            continue;
        if (file)
            (0,external_node_fs_.appendFileSync)(file, assignment(name, value));
        else
            reporting.log.info(`${name}: ${value}`);
    }
}
function writeAnnotations(annotations, reporting) {
    for (const annotation of annotations)
        reporting.log.annotate(annotation);
}
/** A summary that cannot be written never fails a good release. */
async function writeSummary(markdown, reporting) {
    const file = process.env['GITHUB_STEP_SUMMARY'];
    if (!markdown || !reporting.summary || !file)
        return;
    try {
        await (0,promises_.appendFile)(file, `${fit((0,redact/* redact */.E$)(markdown))}\n`);
    }
    catch (error) {
        reporting.log.warn(`The job summary could not be written: ${String(error)}`);
    }
}
/** Cuts at a line end below the limit, in bytes as the runner counts. */
function fit(markdown, limit = summaryLimit) {
    if (Buffer.byteLength(markdown) <= limit)
        return markdown;
    const cut = Buffer.from(markdown).subarray(0, limit).toString();
    return `${cut.slice(0, Math.max(0, cut.lastIndexOf('\n')))}\n\nThe summary was cut here: it was larger than a runner shows.`;
}


/***/ })

};
