export const id = 357;
export const ids = [357];
export const modules = {

/***/ 357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(239);
// EXTERNAL MODULE: ./actions/scan-image/build/check.js
var check = __webpack_require__(830);
// EXTERNAL MODULE: ./actions/scan-image/build/severity.js
var severity = __webpack_require__(659);
;// CONCATENATED MODULE: ./actions/scan-image/build/summary.js


const shownFindings = 50;
const verdicts = {
    passed: 'passed',
    vulnerabilities: 'refused: vulnerabilities',
    'end-of-life': 'refused: the distribution gets no security updates any more',
    'nothing-found': 'refused: nothing was recognised in it',
};
/** The decision, the numbers, and what refuses the image. */
function scanSummary(subject, report, decision, updatedAt) {
    const { counts, reported, refusing, fixable } = decision;
    const lines = [
        `### Scan ${verdicts[decision.verdict]}`,
        '',
        (0,build/* code */.aY)(subject),
        '',
        (0,build/* table */.tp)([...severity/* severities */.gO, 'total', 'fixable'], [[...severity/* severities */.gO.map((severity) => counts[severity]), reported.length, fixable]]),
    ];
    if (refusing.length > 0)
        lines.push('', (0,build/* table */.tp)(['package', 'installed → fixed', 'vulnerability', 'severity'], refusing.slice(0, shownFindings).map(row)));
    if (refusing.length > shownFindings)
        lines.push('', `${refusing.length - shownFindings} more are in the report.`);
    lines.push('', facts(report, updatedAt));
    return lines.join('\n');
}
function row(finding) {
    const source = finding.severitySource ? ` (${(0,build/* cell */.Hn)(finding.severitySource)})` : '';
    return [
        (0,build/* cell */.Hn)(finding.package),
        `${(0,build/* cell */.Hn)(finding.installed)} → ${(0,build/* cell */.Hn)(finding.fixed || 'none')}`,
        summary_link(finding),
        `${finding.severity}${source}`,
    ];
}
/** Only an address that cannot end the link or start something else becomes one. */
function summary_link(finding) {
    return /^https:\/\/[\w./?=&%#:~+-]+$/.test(finding.url) ? `[${(0,build/* cell */.Hn)(finding.id)}](${finding.url})` : (0,build/* cell */.Hn)(finding.id);
}
function facts(report, updatedAt) {
    const parts = [`${report.packages} packages`, `database of ${updatedAt.toISOString()}`];
    if (report.system)
        parts.unshift((0,build/* cell */.Hn)(report.system.name));
    if (report.suppressed !== undefined)
        parts.push(`${report.suppressed} suppressed by the ignore file`);
    return parts.join(', ');
}

;// CONCATENATED MODULE: ./actions/scan-image/build/conclude.js



const annotationLimit = 10;
const logLimit = 50;
/** The result of a passed scan. @throws Failure of the verdict, with everything that the scan found */
function conclude(scanned, log) {
    const { report, decision, inputs, subject, database } = scanned;
    for (const finding of decision.refusing.slice(0, logLimit))
        log.info(lineOf(finding));
    if (decision.refusing.length > logLimit)
        log.info(`${decision.refusing.length - logLimit} more are in ${scanned.files.json}`);
    const outputs = outputsOf(scanned);
    const summary = scanSummary(subject, report, decision, database.updatedAt);
    if (decision.verdict === 'passed') {
        log.info(`${subject} passed: ${report.packages} packages, ${decision.reported.length} known vulnerabilities, none of which refuses it.`);
        return { outcome: 'passed', outputs, summary, report, decision };
    }
    const annotations = inputs.annotations ? annotate(scanned) : [];
    throw refusal(scanned, { outputs, summary, annotations });
}
function refusal(scanned, found) {
    const { report, decision, subject, inputs } = scanned;
    const details = { ...found, state: 'Nothing was changed.' };
    switch (decision.verdict) {
        case 'end-of-life':
            return new build/* Failure */.HR('end-of-life', `${subject} is built on ${report.system?.name ?? 'a distribution'}, which gets no security updates any more.`, {
                ...details,
                hint: 'Move to a supported release of the base image; fail-on-eol: false accepts it.',
            });
        case 'nothing-found':
            return new build/* Failure */.HR('nothing-found', `No package was recognised in ${subject}, so there was nothing to compare with the database.`, {
                ...details,
                hint: 'If it holds one static program on purpose, set allow-empty: true.',
            });
        default: {
            const fixable = inputs['only-fixable'] ? ' with a fixed version' : '';
            const worst = decision.refusing.slice(0, 3).map(lineOf).join('; ');
            return new build/* Failure */.HR('vulnerabilities', `${subject} holds ${decision.refusing.length} vulnerabilities of ${inputs['fail-on']}${fixable}: ${worst}.`, {
                ...details,
                hint: 'Move these packages to the fixed versions, or accept one in ignore-file.',
            });
        }
    }
}
function lineOf(finding) {
    return `${finding.severity} ${finding.id} ${finding.package} ${finding.installed} → ${finding.fixed || 'no fix'} (${finding.target})`;
}
function annotate(scanned) {
    const { line, inputs, decision } = scanned;
    const place = line === undefined ? {} : { file: inputs.dockerfile, line };
    return decision.refusing.slice(0, annotationLimit).map((finding) => ({
        level: 'warning',
        title: `${finding.id} in ${finding.package}`,
        message: `${lineOf(finding)}${finding.title ? `: ${finding.title}` : ''}`,
        ...place,
    }));
}
function outputsOf(scanned) {
    const { decision, report, inputs } = scanned;
    const numbers = { ...decision.counts, total: decision.reported.length, fixable: decision.fixable };
    const suppressed = inputs['ignore-file'] ? report.suppressed : 0;
    return {
        ...Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, String(count)])),
        digest: check/* imagePattern */.K.exec(inputs.image ?? '')?.[1] ?? '',
        suppressed: suppressed === undefined ? '' : String(suppressed),
        json: scanned.files.json,
        sarif: scanned.files.sarif,
        sbom: scanned.files.sbom,
        'database-updated': scanned.database.updatedAt.toISOString(),
    };
}

;// CONCATENATED MODULE: ./actions/scan-image/build/bolt.js

/** Reads a few pages of a bbolt file (https://github.com/etcd-io/bbolt): a database of hundreds of megabytes is never read as a whole. */
const magic = 0xed0cdaed;
const flag = { branch: 0x01, leaf: 0x02 };
const headerSize = 16;
const elementSize = 16;
/** Names of the buckets at the root, and how many of `names` among them hold something. @throws Error where the file is no bbolt file */
async function inspectBuckets(path, names) {
    const file = await (0,promises_.open)(path);
    try {
        const { root, pageSize } = await readMeta(file);
        const entries = await leaves(file, pageSize, root);
        const buckets = entries.filter((entry) => entry.isBucket);
        const filled = [];
        for (const { key, value } of buckets.filter((entry) => names.includes(entry.key))) {
            if (await holdsAnything(file, pageSize, value))
                filled.push(key);
        }
        return { buckets: buckets.map(({ key }) => key), filled };
    }
    finally {
        await file.close();
    }
}
/** The newer of the two meta pages. */
async function readMeta(file) {
    const first = await read(file, 0, headerSize + 64);
    const pageSize = first.readUInt32LE(headerSize + 8);
    if (first.readUInt32LE(headerSize) !== magic || pageSize < 512 || pageSize > 65_536)
        throw new Error('not a bbolt file');
    const second = await read(file, pageSize, headerSize + 64);
    const metas = [first, second].filter((page) => page.readUInt32LE(headerSize) === magic);
    const newest = metas.reduce((a, b) => (b.readBigUInt64LE(headerSize + 48) > a.readBigUInt64LE(headerSize + 48) ? b : a));
    return { root: Number(newest.readBigUInt64LE(headerSize + 16)), pageSize };
}
async function readPage(file, pageSize, id) {
    const header = await read(file, id * pageSize, headerSize);
    const bytes = await read(file, id * pageSize, (header.readUInt32LE(12) + 1) * pageSize);
    return { flags: header.readUInt16LE(8), count: header.readUInt16LE(10), bytes };
}
/** Every entry below a page. Only the root's tree is walked so: it holds the names of buckets, a few hundred. */
async function leaves(file, pageSize, id, depth = 0) {
    if (depth > 8)
        throw new Error('a tree of pages without end');
    const page = await readPage(file, pageSize, id);
    if (page.flags & flag.leaf)
        return Array.from({ length: page.count }, (_, index) => entryOf(page, index));
    if (!(page.flags & flag.branch))
        throw new Error(`page ${id} is neither branch nor leaf`);
    const entries = [];
    for (let index = 0; index < page.count; index++) {
        const child = Number(page.bytes.readBigUInt64LE(headerSize + index * elementSize + 8));
        entries.push(...(await leaves(file, pageSize, child, depth + 1)));
    }
    return entries;
}
function entryOf(page, index) {
    const at = headerSize + index * elementSize;
    const start = at + page.bytes.readUInt32LE(at + 4);
    const middle = start + page.bytes.readUInt32LE(at + 8);
    const end = middle + page.bytes.readUInt32LE(at + 12);
    return {
        key: page.bytes.toString('utf8', start, middle),
        value: page.bytes.subarray(middle, end),
        isBucket: (page.bytes.readUInt32LE(at) & 1) === 1,
    };
}
/** A small bucket stands inside its own value, after a header that names page 0. */
async function holdsAnything(file, pageSize, value) {
    const root = Number(value.readBigUInt64LE(0));
    if (root === 0)
        return value.length >= 32 && value.readUInt16LE(16 + 10) > 0;
    return (await readPage(file, pageSize, root)).count > 0;
}
async function read(file, position, length) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead < length)
        throw new Error('the file ends too early');
    return buffer;
}

;// CONCATENATED MODULE: ./actions/scan-image/build/database.js




/** Clocks differ; a database from further ahead than this says nothing about its age. */
const tolerance = 24 * 3_600_000;
const notScanned = 'The image counts as not scanned.';
/**
 * Makes sure that a scan can mean something: Trivy itself passes every image against an empty database, and against one of years ago.
 * @throws Failure `database-empty`, `database-stale`
 */
async function checkDatabase(folder, maximumAge, now) {
    const updatedAt = await readUpdatedAt((0,external_node_path_.join)(folder, 'db', 'metadata.json'));
    const age = now - updatedAt.getTime();
    if (age > maximumAge || age < -tolerance) {
        const what = age < 0 ? 'is dated in the future' : `was made ${(0,build/* formatDuration */.a3)(age)} ago, and ${(0,build/* formatDuration */.a3)(maximumAge)} is the limit`;
        throw new build/* Failure */.HR('database-stale', `The vulnerability database ${what} (${updatedAt.toISOString()}).`, {
            state: notScanned,
            hint: 'Update it (trivy image --download-db-only), or raise db-max-age if you accept not to know newer vulnerabilities.',
        });
    }
    await refuseEmpty((0,external_node_path_.join)(folder, 'db', 'trivy.db'));
    return { updatedAt };
}
async function readUpdatedAt(file) {
    const text = await (0,promises_.readFile)(file, 'utf8').catch((cause) => {
        throw empty(`${file} cannot be read`, cause);
    });
    const date = /"UpdatedAt"\s*:\s*"([^"]+)"/.exec(text)?.[1];
    const time = Date.parse(date ?? '');
    if (!/"Version"\s*:\s*2\b/.test(text) || Number.isNaN(time))
        throw empty(`${file} does not describe a database of schema 2`);
    return new Date(time);
}
async function refuseEmpty(file) {
    const { buckets, filled } = await inspectBuckets(file, ['vulnerability']).catch((cause) => {
        throw empty(`${file} cannot be read (${(0,build/* messageOf */.bD)(cause)})`, cause);
    });
    const sources = buckets.filter((name) => name !== 'vulnerability' && name !== 'data-source');
    if (filled.length === 0 || sources.length === 0)
        throw empty(`${file} is a database without a single advisory`);
}
function empty(what, cause) {
    return new build/* Failure */.HR('database-empty', `There is no usable vulnerability database: ${what}.`, {
        state: notScanned,
        hint: 'Fetch it again (trivy image --download-db-only --cache-dir FOLDER); db-path is the folder that holds db/trivy.db.',
        ...(cause === undefined ? {} : { cause }),
    });
}

;// CONCATENATED MODULE: ./actions/scan-image/build/dockerfile.js
/** Line of the last FROM, from 1: the stage that is shipped unless a target says otherwise. Undefined where there is none. */
function lastFrom(dockerfile) {
    const index = dockerfile.split(/\r?\n/).findLastIndex((line) => /^\s*FROM\s+\S/i.test(line));
    return index < 0 ? undefined : index + 1;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(975);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(155);
;// CONCATENATED MODULE: ./actions/scan-image/build/engine.js



/**
 * Trivy is told everything by its environment: an unknown variable is ignored where an unknown flag ends it, so one plan fits many versions. It is
 * never asked for an exit code of its own, which would mean findings and faults alike, and reports every severity: the gate is ours.
 */
function scanEnvironment(plan) {
    const common = {
        TRIVY_CACHE_DIR: plan.cache,
        TRIVY_FORMAT: plan.format ?? 'json',
        TRIVY_OUTPUT: plan.reportFile,
        TRIVY_SCANNERS: 'vuln',
        TRIVY_LIST_ALL_PKGS: 'true',
        TRIVY_SHOW_SUPPRESSED: 'true',
        TRIVY_NO_PROGRESS: 'true',
        TRIVY_SKIP_VERSION_CHECK: 'true',
        TRIVY_DISABLE_TELEMETRY: 'true',
        TRIVY_TIMEOUT: `${Math.ceil(plan.timeout / 1000)}s`,
    };
    return {
        ...common,
        ...('archive' in plan.subject ? { TRIVY_INPUT: plan.subject.archive } : { TRIVY_IMAGE_SRC: 'remote' }),
        ...(plan.offline ? { TRIVY_SKIP_DB_UPDATE: 'true', TRIVY_SKIP_JAVA_DB_UPDATE: 'true', TRIVY_OFFLINE_SCAN: 'true' } : {}),
        ...(plan.ignoreFile ? { TRIVY_IGNOREFILE: plan.ignoreFile } : {}),
        ...(plan.dockerConfig ? { DOCKER_CONFIG: plan.dockerConfig } : {}),
    };
}
const inherited = /^(PATH|HOME|TMPDIR|DOCKER_CONFIG|SSL_CERT_(FILE|DIR)|(HTTPS?|NO|ALL)_PROXY)$/i;
/**
 * The command line. A scanner needs no token of the job: every other variable is taken away by name before it starts, so that a scanner that was
 * tampered with finds none.
 */
function scanArguments(plan, variables) {
    const withheld = variables.filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !inherited.test(name));
    const own = Object.keys(scanEnvironment(plan));
    const unset = withheld.filter((name) => !own.includes(name)).flatMap((name) => ['-u', name]);
    const subject = 'image' in plan.subject ? ['--', plan.subject.image] : [];
    return ['env', ...unset, plan.tool, 'image', ...subject];
}
/** Runs one scan; the report is in `reportFile`. @throws Failure `scanner-error`, `program-missing`, `timeout` */
async function scan(shell, plan, variables, options) {
    try {
        await shell.run(scanArguments(plan, variables), { ...options, env: scanEnvironment(plan), deadline: plan.timeout });
    }
    catch (error) {
        const state = 'The image counts as not scanned.';
        if (error instanceof build/* Failure */.HR && error.reason === 'timeout') {
            throw (0,build/* withDetails */.FE)(new build/* Failure */.HR('timeout', `The scan did not end within ${(0,build/* formatDuration */.a3)(plan.timeout)}.`, { cause: error }), {
                state,
            });
        }
        if (!(error instanceof shell_build.ProgramFailure))
            throw error;
        if (error.code === 127) {
            throw new build/* Failure */.HR('program-missing', `${plan.tool} is not installed on ${shell.where}.`, {
                state,
                hint: 'Install Trivy (trivy.dev), or name the program in tool-path.',
                cause: error,
            });
        }
        throw new build/* Failure */.HR('scanner-error', `The scanner ended with exit code ${error.code}: ${lastWords(error.stderr)}`, {
            state,
            hint: hintFor(error.stderr),
            cause: error,
        });
    }
}
/** What Trivy said last, without its time stamps and colours. Some builds end without a word. */
function lastWords(stderr) {
    const plain = (0,external_node_util_.stripVTControlCharacters)(stderr).trimEnd().split('\n').slice(-3);
    const said = plain
        .map((line) => line.replace(/^\S+T\S+\s+/, '').trim())
        .filter(Boolean)
        .join(' ');
    return said || 'it did not say why.';
}
function hintFor(stderr) {
    if (/unauthorized|denied|\b40[13]\b/i.test(stderr))
        return 'The registry refused it: check registry-username and registry-password. On GitHub: permissions: packages: read.';
    if (/toomanyrequests|\b429\b/i.test(stderr))
        return 'A registry asked to slow down: keep the database in a cache and name it in db-path.';
    if (/manifest.?unknown|not found|\b404\b/i.test(stderr))
        return 'Check that the image with this digest is in the registry.';
    return 'Check that the registry and, without db-path, the source of the database can be reached.';
}

;// CONCATENATED MODULE: ./actions/scan-image/build/gate.js

/**
 * Decides on a report. Silence is no proof: without any package there was nothing to compare, and of a distribution past its end nobody reports
 * vulnerabilities any more; the scanner itself passes both.
 */
function decide(report, policy) {
    const reported = report.findings.filter(({ severity }) => policy.report.includes(severity)).toSorted(worstFirst);
    const refusing = reported.filter(({ severity, fixed }) => policy.refuse.includes(severity) && (fixed !== '' || !policy.onlyFixable));
    const count = (severity) => reported.filter((finding) => finding.severity === severity).length;
    return {
        verdict: verdictOf(report, policy, refusing.length),
        reported,
        refusing,
        counts: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low'), unknown: count('unknown') },
        fixable: reported.filter(({ fixed }) => fixed !== '').length,
    };
}
function verdictOf(report, policy, refusing) {
    if (refusing > 0)
        return 'vulnerabilities';
    if (report.system?.endOfLife && policy.failOnEndOfLife)
        return 'end-of-life';
    if (report.packages === 0 && !policy.allowEmpty)
        return 'nothing-found';
    return 'passed';
}
function worstFirst(a, b) {
    const rank = severity/* severities */.gO.indexOf(a.severity) - severity/* severities */.gO.indexOf(b.severity);
    return rank || a.package.localeCompare(b.package) || a.id.localeCompare(b.id);
}

;// CONCATENATED MODULE: ./actions/scan-image/build/report.js


/** Reads Trivy's JSON (schema 2). Every field may be missing, and enumerations grow. @throws Failure `scanner-error` */
function parseReport(text) {
    const report = object(parse(text));
    if (report['SchemaVersion'] !== 2)
        throw notAReport(`its schema version is ${String(report['SchemaVersion'] ?? 'missing')}, not 2`);
    const metadata = object(report['Metadata']);
    const results = list(report['Results']);
    const modified = results.flatMap((result) => Array.isArray(result['ExperimentalModifiedFindings']) ? result['ExperimentalModifiedFindings'] : []);
    return {
        digests: strings(metadata['RepoDigests']).flatMap((name) => name.split('@')[1] ?? []),
        system: systemOf(metadata['OS']),
        packages: results.reduce((count, result) => count + list(result['Packages']).length, 0),
        findings: results.flatMap((result) => list(result['Vulnerabilities']).map((found) => finding(found, string(result['Target'])))),
        suppressed: modified.length > 0 ? modified.length : undefined,
    };
}
function finding(found, target) {
    const source = object(found['DataSource']);
    return {
        id: string(found['VulnerabilityID']),
        severity: (0,severity/* severityOf */.xJ)(string(found['Severity'])),
        severitySource: string(found['SeveritySource']) || string(source['ID']),
        package: string(found['PkgName']),
        installed: string(found['InstalledVersion']),
        fixed: string(found['FixedVersion']),
        title: string(found['Title']),
        url: string(found['PrimaryURL']),
        target: string(found['PkgPath']) || target,
    };
}
function systemOf(value) {
    const system = object(value);
    const name = [string(system['Family']), string(system['Name'])].filter(Boolean).join(' ');
    return name ? { name, endOfLife: system['EOSL'] === true } : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw notAReport('it is no JSON', cause);
    }
}
function notAReport(why, cause) {
    return new build/* Failure */.HR('scanner-error', `The scanner's report cannot be used: ${why}.`, {
        state: 'The image counts as not scanned.',
        hint: 'Check that tool-path is a Trivy of version 0.46 or newer.',
        ...(cause === undefined ? {} : { cause }),
    });
}
function object(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function list(value) {
    return Array.isArray(value) ? value.map(object) : [];
}
function strings(value) {
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
function string(value) {
    return typeof value === 'string' ? value : '';
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./actions/scan-image/build/sarif.js

/** Code scanning orders by this number, and by the level. */
const scores = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', unknown: '0.5' };
const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note', unknown: 'note' };
/**
 * SARIF 2.1.0 as code scanning takes it: a path inside an image is no file of the repository, so every result stands at the Dockerfile, and has a
 * fingerprint of its own so that an upload replaces the one before.
 */
function renderSarif(findings, image, place) {
    const rules = [...new Map(findings.map((finding) => [ruleId(finding), finding])).values()];
    const index = new Map(rules.map((finding, position) => [ruleId(finding), position]));
    const repository = image.split('@')[0] ?? image;
    const run = {
        tool: { driver: { name: 'Slipway scan-image', informationUri: 'https://trivy.dev', rules: rules.map(rule) } },
        automationDetails: { id: `scan-image/${repository}/` },
        results: findings.map((finding) => ({
            ruleId: ruleId(finding),
            ruleIndex: index.get(ruleId(finding)) ?? 0,
            level: levels[finding.severity],
            message: { text: `${finding.package} ${finding.installed} in ${repository} (${finding.target}): ${advice(finding)}` },
            locations: [
                {
                    physicalLocation: {
                        artifactLocation: { uri: encodeURI(place.file) },
                        region: { startLine: place.line, startColumn: 1, endLine: place.line, endColumn: 2 },
                    },
                },
            ],
            partialFingerprints: { primaryLocationLineHash: fingerprint(finding, repository) },
        })),
    };
    return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
/** A vulnerability may be rated differently in two packages, and a rule has one rating. */
function ruleId(finding) {
    return `${finding.id}/${finding.package}`;
}
function rule(finding) {
    const title = (finding.title || `${finding.id} in ${finding.package}`).slice(0, 1000);
    return {
        id: ruleId(finding),
        name: finding.id,
        shortDescription: { text: `${finding.id}: ${finding.package}`.slice(0, 1000) },
        fullDescription: { text: title },
        help: { text: `${title}\n${advice(finding)}${finding.url ? `\n${finding.url}` : ''}` },
        ...(finding.url ? { helpUri: finding.url } : {}),
        properties: {
            'security-severity': scores[finding.severity],
            precision: 'very-high',
            tags: ['vulnerability', 'security', finding.severity],
        },
    };
}
function advice(finding) {
    return finding.fixed ? `fixed in ${finding.fixed}` : 'no fixed version yet';
}
/** Stable while the fault stays: neither the version nor the line is part of it. */
function fingerprint(finding, repository) {
    return (0,external_node_crypto_.createHash)('sha256').update([repository, finding.id, finding.package, finding.target].join('\0')).digest('hex').slice(0, 32);
}

;// CONCATENATED MODULE: ./actions/scan-image/build/sbom.js





/**
 * Writes what the image is made of beside the scan, from the same digest.
 * @returns its absolute path; empty where none was asked for
 * @throws Failure `scanner-error` where the document is about something else or holds nothing
 */
async function writeBill(inputs, plan, ports, cwd) {
    if (!inputs['sbom-file'])
        return '';
    const reportFile = (0,external_node_path_.resolve)(ports.context.workspace, inputs['sbom-file']);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(reportFile), { recursive: true });
    await ports.log.group('Bill of materials', () => scan(ports.shell, { ...plan, reportFile, format: 'cyclonedx' }, ports.variables, {
        cwd,
        signal: ports.signal,
        onLine: (line) => ports.log.untrusted(line),
    }));
    const problem = problemOf(await (0,promises_.readFile)(reportFile, 'utf8').catch(() => ''), check/* imagePattern */.K.exec(inputs.image ?? '')?.[1]);
    if (problem && !(inputs['allow-empty'] && problem === emptyBill))
        throw new build/* Failure */.HR('scanner-error', `The bill of materials ${problem}.`, { state: 'The image counts as not scanned.' });
    return reportFile;
}
const emptyBill = 'holds no component';
/** What is wrong with a bill of materials; undefined where nothing is. */
function problemOf(text, digest) {
    let bill;
    try {
        bill = JSON.parse(text);
    }
    catch {
        return 'is no JSON';
    }
    if (bill.bomFormat !== 'CycloneDX')
        return 'is no CycloneDX document';
    if (!bill.components?.length)
        return emptyBill;
    if (digest && !decodeURIComponent(JSON.stringify(bill.metadata?.component ?? '')).includes(digest))
        return `is not about ${digest}`;
    return undefined;
}

;// CONCATENATED MODULE: ./actions/scan-image/build/run.js













/** One scan to JSON, and a gate of our own over it. @throws Failure with the outputs and the summary of the scan, where there was one */
async function run(inputs, ports) {
    const { context, clock, log, shell } = ports;
    const results = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'slipway-scan-'));
    const work = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'slipway-scanner-'));
    try {
        const plan = await makePlan(inputs, ports, results, work);
        if (plan.offline)
            await checkDatabase((0,external_node_path_.resolve)(context.workspace, inputs['db-path'] ?? ''), inputs['db-max-age'], clock.now());
        await log.group('Scan', () => scan(shell, plan, ports.variables, { cwd: work, signal: ports.signal, onLine: (line) => log.untrusted(line) }));
        const database = await checkDatabase(plan.cache, inputs['db-max-age'], clock.now());
        const report = parseReport(await (0,promises_.readFile)(plan.reportFile, 'utf8').catch(() => ''));
        if (inputs.image)
            refuseOtherImage(inputs.image, report);
        const decision = decide(report, policyOf(inputs));
        const subject = inputs.image ?? inputs.path ?? '';
        const text = await (0,promises_.readFile)((0,external_node_path_.resolve)(context.workspace, inputs.dockerfile), 'utf8').catch(() => '');
        const line = lastFrom(text);
        const sarif = (0,external_node_path_.join)(results, 'report.sarif');
        await (0,promises_.writeFile)(sarif, renderSarif(decision.reported, subject, { file: inputs.dockerfile, line: line ?? 1 }));
        const sbom = await writeBill(inputs, plan, ports, work);
        const files = { json: plan.reportFile, sarif, sbom };
        return conclude({ inputs, subject, report, decision, database, files, line }, log);
    }
    finally {
        await (0,promises_.rm)(work, { recursive: true, force: true });
    }
}
/**
 * The scanner works in an empty folder: a `.trivyignore` or `trivy.yaml` that lies in the repository must not decide unseen. With `db-path` it also
 * gets a cache of its own beside the database, because two scans cannot share one.
 */
async function makePlan(inputs, ports, results, work) {
    const { workspace } = ports.context;
    const database = inputs['db-path'];
    let cache = (0,external_node_path_.join)(work, 'cache');
    if (database) {
        await (0,promises_.mkdir)(cache);
        await (0,promises_.symlink)((0,external_node_path_.resolve)(workspace, database, 'db'), (0,external_node_path_.join)(cache, 'db'));
    }
    else {
        cache = (await ports.shell.run(['sh', '-c', 'printf %s "${XDG_CACHE_HOME:-$HOME/.cache}/trivy"'])).stdout;
    }
    return {
        tool: inputs['tool-path'].includes('/') ? (0,external_node_path_.resolve)(workspace, inputs['tool-path']) : inputs['tool-path'],
        subject: inputs.image ? { image: inputs.image } : { archive: await existing('path', (0,external_node_path_.resolve)(workspace, inputs.path ?? '')) },
        cache,
        offline: database !== undefined,
        ignoreFile: inputs['ignore-file'] && (await existing('ignore-file', (0,external_node_path_.resolve)(workspace, inputs['ignore-file']))),
        reportFile: (0,external_node_path_.join)(results, 'report.json'),
        dockerConfig: await writeLogin(inputs, work),
        timeout: inputs.timeout,
    };
}
async function existing(input, path) {
    if ((await (0,promises_.stat)(path).catch(() => undefined))?.isFile())
        return path;
    throw (0,build/* badInputs */.PD)([{ input, message: `names ${path}, and there is no such file` }]);
}
/** Credentials reach the scanner in a file: its own variables for them take a comma in a password for two passwords. */
async function writeLogin(inputs, work) {
    const { 'registry-username': username, 'registry-password': password, image } = inputs;
    if (!username || !password || !image)
        return undefined;
    const [host = ''] = image.split('/');
    const registry = /[.:]|^localhost$/.test(host) ? host : 'https://index.docker.io/v1/';
    const folder = (0,external_node_path_.join)(work, 'docker');
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify({ auths: { [registry]: { auth } } }), { mode: 0o600 });
    return folder;
}
function refuseOtherImage(image, report) {
    const wanted = check/* imagePattern */.K.exec(image)?.[1];
    if (wanted && report.digests.includes(wanted))
        return;
    throw new build/* Failure */.HR('scanner-error', `The report is about ${report.digests.join(', ') || 'an image without a digest'}, not about ${wanted ?? image}.`, {
        state: 'The image counts as not scanned.',
        hint: 'Scan the image by the digest of its manifest, as the output digest of the build holds it.',
    });
}
function policyOf(inputs) {
    const report = (0,severity/* parseSeverities */.fE)(inputs.severity);
    const refuse = (0,severity/* parseSeverities */.fE)(inputs['fail-on']);
    if (!report || !refuse)
        throw (0,build/* badInputs */.PD)([{ input: report ? 'fail-on' : 'severity', message: 'names an unknown severity' }]);
    return {
        report,
        refuse,
        onlyFixable: inputs['only-fixable'],
        allowEmpty: inputs['allow-empty'],
        failOnEndOfLife: inputs['fail-on-eol'],
    };
}


/***/ })

};
