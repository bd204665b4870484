import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8877:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 4530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ checkInputs)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3239);
/* harmony import */ var _classify_rule_names_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2930);
/* harmony import */ var _tools_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5817);



/** What is wrong with inputs that are each good in themselves. */
function checkInputs(inputs) {
    const problems = [...(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .checkTarget */ .e$)(inputs), ...checkRehearsal(inputs), ...(0,_tools_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .checkTool */ .P)(inputs)];
    if (inputs.transport === 'local' && !inputs['database-url']) {
        problems.push({
            input: 'database-url',
            message: 'is needed with transport local, and is missing or empty. Example: database-url: ${{ secrets.DATABASE_URL }}',
        });
    }
    if (inputs.transport !== 'run' && inputs.image) {
        problems.push({ input: 'image', message: `has no meaning with transport ${inputs.transport}; leave it out, or use transport run` });
    }
    for (const line of inputs.allow) {
        if (!/^[a-z][a-z0-9-]*\s*:\s*\S/.test(line))
            problems.push({
                input: 'allow',
                message: `has '${line}', which is no rule with a reason. Example: drop-column: no version since v12 reads it`,
            });
        else {
            const wrong = (0,_classify_rule_names_js__WEBPACK_IMPORTED_MODULE_1__/* .wrongRule */ .e)(line.split(':')[0]?.trim() ?? '');
            if (wrong)
                problems.push({ input: 'allow', message: `has '${line}', but ${wrong}` });
        }
    }
    if ((0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .escapes */ .r6)(inputs.sarif))
        problems.push({ input: 'sarif', message: 'leaves the workspace. Example: migrations.sarif' });
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(inputs['database-variable'])) {
        problems.push({ input: 'database-variable', message: 'is not the name of an environment variable. Example: DATABASE_URL' });
    }
    return problems;
}
function checkRehearsal(inputs) {
    const { rehearse, transport } = inputs;
    const problems = [];
    if (rehearse !== 'off' && transport !== 'run') {
        const message = `needs transport run: with transport ${transport} nothing could keep the application from the live database`;
        problems.push({ input: 'rehearse', message });
    }
    if (rehearse === 'clone' && !inputs['rehearse-database']) {
        const message = 'is needed with rehearse clone, and is missing or empty. Example: rehearse-database: notes_rehearsal';
        problems.push({ input: 'rehearse-database', message });
    }
    if (rehearse === 'off' && inputs['old-image']) {
        problems.push({ input: 'old-image', message: 'has no meaning without a copy that it could run on. Example: rehearse: clone' });
    }
    for (const line of inputs['old-checks']) {
        if (!/^:\d{1,5}(\/\S*)?$/.test(line))
            problems.push({ input: 'old-checks', message: `has '${line}'. Example: :8000/api/notes` });
    }
    return problems;
}


/***/ }),

/***/ 2930:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ wrongRule)
/* harmony export */ });
/* unused harmony export ruleNames */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3239);

const dropped = `access-method aggregate amop amproc cast collation column constraint conversion default domain event-trigger extension fdw
  foreign-server foreign-table function index language matview not-null opclass operator opfamily policy procedure publication routine rule schema
  sequence statistic-ext table transform trigger tsconfiguration tsdictionary tsparser tstemplate type view`;
const others = `add-check add-column add-column-computed add-column-constraint add-constraint add-exclusion add-foreign-key add-partition
  add-required-column add-unique alter-constraint alter-table attach-partition change-default change-type cluster create-index create-policy
  create-trigger ddl-plus-backfill delete-all detach-partition enum-value-in-transaction enum-value-used lock-table not-in-transaction reference
  refresh-view reindex rename rename-column rename-enum-value rename-function rename-schema rename-table rename-type revoke row-security
  set-access-method set-default set-expression set-logged set-not-null set-schema set-tablespace switch-trigger truncate unbatched-backfill
  vacuum-full validate-constraint validate-under-lock
  downgrade-fails downgrade-not-repeatable models-differ unclassified`;
const words = (text) => text.split(/\s+/);
/** What a person may allow: every rule, and what is told besides. */
const ruleNames = [...words(dropped).map((kind) => `drop-${kind}`), ...words(others)];
/** What is wrong with the name of a rule, for people. */
function wrongRule(name) {
    if (ruleNames.includes(name))
        return undefined;
    const near = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(name, ruleNames);
    return `no rule is named ${name}${near ? ` (did you mean ${near}?)` : ''}`;
}


/***/ }),

/***/ 6165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ contract)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __nccwpck_require__(3239);
;// CONCATENATED MODULE: ./actions/run-migrations/build/reasons.js
/** Why a run ended badly, or with nothing done. The words are stable. */
const reasons = {
    'multi-head': 'The history has several heads, so `head` is no single revision; nothing was changed.',
    'db-ahead': 'The database is at a revision that the image does not know; nothing was changed.',
    'no-alembic': 'The image has no shell, no Python, no Alembic or no alembic.ini where it was looked for.',
    'no-tool': 'The image has no shell, or not the tool or its folder of migrations where they were looked for.',
    dirty: "The tool's own table says that a migration failed in the middle, at another time; nothing was changed.",
    'edited-migration': 'The file of an applied migration is another one than was applied; nothing was changed.',
    'not-stamped': 'The database has tables but no version table, so nobody knows which revisions it has; nothing was changed.',
    'broken-history': 'The revision files do not make a history: a missing parent, a circle, an error in a file, a number twice.',
    'broken-environment': "Alembic's env.py failed before it reached the database.",
    'unknown-revision': 'The tool finds no way to `target` or `revision`.',
    'wrong-dialect': 'The application would have connected to something else than PostgreSQL; nothing was changed.',
    'wrong-database': 'The lock is in another database than the one the application connects to; nothing was changed.',
    'database-unreachable': 'The database does not answer, or refuses the login.',
    'no-container': 'The service does not run where a running container is needed.',
    locked: "Another run had the lock of the database until `lock-timeout` was over, or the tool's own lock is taken.",
    'lock-lost': 'The session that held the lock ended during the work.',
    pooled: 'The database is behind a transaction pooler, through which no lock can be held.',
    'plan-changed': 'Between plan and lock the database moved elsewhere than forward along the plan.',
    'backup-needed': 'The plan needs a proven backup, and none is known; nothing was changed.',
    'rehearsal-failed': 'A pending revision failed on the copy; the live database was not changed.',
    'rehearsal-impossible': 'The copy could not be made, so nothing was rehearsed; the live database was not changed.',
    'phase-unclear': 'A revision could not be judged, so nobody knows of which phase it is; nothing was changed.',
    'phase-order': 'Phase expand would leave out a revision that breaks nothing: it comes after one that does, or is of another branch. Nothing was changed.',
    'unsafe-migration': 'A pending revision breaks old code, loses data, locks a large table, or cannot run as it is written; nothing was changed.',
    'lock-timeout': 'A statement waited longer than `ddl-lock-timeout` for a lock; the schema is as it was before.',
    'failed-clean': 'A revision failed; version and schema are as they were before.',
    'failed-rolled-back': 'A revision failed after others were committed; those were downgraded again, which is verified.',
    'failed-partial': 'A revision failed and a part of it stands; a person is needed.',
    'downgrade-failed': 'The downgrade failed; the message says where the database stands.',
    'verify-mismatch': 'The database is not at the target.',
    'query-failed': 'The database refused a statement of ours.',
    'compose-missing': 'The compose file cannot be read.',
    'compose-invalid': 'Compose refused the compose file.',
    'secrets-missing': 'An env_file, or the value of a variable of the compose file, is not on the server.',
    'second-single': 'Another project runs the database service already; a second one would be empty, or write into its files.',
    'compose-failed': 'Compose could not start a container.',
    'compose-too-old': 'Docker Compose is older than 2.20.',
    'engine-unavailable': 'The Docker engine did not answer.',
    'pull-failed': 'The image could not be pulled.',
    unhealthy: 'The database service did not become healthy.',
};

// EXTERNAL MODULE: ./actions/run-migrations/build/tools/inputs.js
var inputs = __nccwpck_require__(5817);
;// CONCATENATED MODULE: ./actions/run-migrations/build/contract.js



const contract = (0,build/* defineContract */.ye)({
    name: 'run-migrations',
    title: 'Slipway: run migrations',
    description: 'Runs database migrations with the new image under a database lock, and says exactly what state the schema is in afterwards',
    icon: 'layers',
    inputs: {
        mode: {
            type: 'choice',
            choices: ['apply', 'plan', 'lint', 'verify', 'downgrade'],
            default: 'apply',
            description: 'apply runs what is pending; plan lists and classifies it; lint does the same and fails where apply would refuse; verify fails unless everything up to `target` is applied; downgrade goes back to `revision`.',
            example: 'plan',
        },
        ...inputs/* toolInputs */.Q,
        image: {
            type: 'string',
            description: "Image that holds the migrations, by digest: the version about to go live. By default the service's image of the compose file.",
            example: 'ghcr.io/acme/notes-backend@sha256:0f3c...',
        },
        service: {
            type: 'string',
            default: 'backend',
            description: 'Compose service whose image holds the migrations and their tool.',
            example: 'backend',
        },
        'database-service': {
            type: 'string',
            default: 'db',
            description: 'Compose service of the database. Not used where `database-url` is given.',
            example: 'db',
        },
        transport: {
            type: 'choice',
            choices: ['run', 'exec', 'local'],
            default: 'run',
            description: 'Where the tool runs: run in a container of `image` made for it; exec in the running container of `service`; local in `working-directory`.',
            example: 'run',
        },
        'alembic-ini': {
            type: 'string',
            default: 'alembic.ini',
            description: 'Path of alembic.ini. A relative one is searched in the working directory and in the usual folders below and beside it.',
            example: 'backend/alembic.ini',
        },
        python: {
            type: 'string',
            default: 'python',
            description: 'Interpreter that has Alembic. With the default, python3 and the usual virtual environments are tried too.',
            example: '/app/.venv/bin/python',
        },
        'working-directory': {
            type: 'string',
            default: '.',
            description: 'Folder of the application, with transport local: relative to the repository, or to `directory` on a server.',
            example: 'backend',
        },
        target: { type: 'string', default: 'head', description: 'Revision to go up to, in the words of the tool.', example: 'heads' },
        phase: {
            type: 'choice',
            choices: ['all', 'expand', 'contract'],
            example: 'expand',
            default: 'all',
            description: 'expand stops before the first revision that breaks old code and leaves the rest: for a release while the old version serves. contract runs what is left and takes it that no old version serves any more. all is both, and refuses what breaks old code unless that is allowed.',
        },
        revision: {
            type: 'string',
            default: '-1',
            description: 'With mode downgrade: the revision to go back to, or a number of steps with its sign, like `-2`.',
            example: 'ae1027a6acf',
        },
        'registry-username': {
            type: 'string',
            description: 'User that may pull the image, where the registry asks for one and no `docker login` was made.',
            example: '${{ github.actor }}',
        },
        'registry-password': {
            type: 'string',
            secret: true,
            description: 'Password or token of `registry-username`. It reaches the machine for the time of the pull only.',
            example: '${{ secrets.GITHUB_TOKEN }}',
        },
        'ddl-lock-timeout': {
            type: 'duration',
            default: '5s',
            description: 'How long a statement of a migration waits for a lock. Everything that comes after it queues behind it for that long, so it is short.',
            example: '5s',
        },
        allow: {
            type: 'lines',
            description: 'Rules whose findings are wanted in this plan, one `rule: reason` a line. A comment `# slipway: allow rule because reason` in the revision does the same for that revision.',
            example: 'drop-column: no version since v12 reads it',
        },
        'max-lock-rows': {
            type: 'integer',
            default: '1000000',
            minimum: 0,
            description: 'Rows (or 1 GiB) above which a table that would be scanned or written anew under a lock stops the plan. Below, it is a warning.',
            example: '100000',
        },
        sarif: {
            type: 'string',
            description: 'File of the workspace that gets the findings as SARIF, for code scanning.',
            example: 'migrations.sarif',
        },
        backup: {
            type: 'choice',
            choices: ['auto', 'always', 'never'],
            default: 'auto',
            description: 'Whether there must be a proven backup before anything is changed: auto where a pending revision loses data, writes a table anew, may fail on the data, or could not be judged; always; never.',
            example: 'always',
        },
        'backup-id': {
            type: 'string',
            description: 'The backup that was made for this run: the output `id` of backup-db.',
            example: '${{ steps.backup.outputs.id }}',
        },
        'backup-verified': {
            type: 'boolean',
            default: 'false',
            description: 'Whether that backup was read back: the output `verified` of backup-db.',
            example: '${{ steps.backup.outputs.verified }}',
        },
        rehearse: {
            type: 'choice',
            choices: ['off', 'clone', 'restore'],
            default: 'off',
            description: 'Runs the pending revisions on a copy first, in a server and a network of its own on the same machine: up, down and up again. restore takes the proven backup of this release (only the action release has it); clone takes the database `rehearse-database`, which backup-db restored. Needs transport run.',
            example: 'clone',
        },
        'rehearse-database': {
            type: 'string',
            description: 'With rehearse clone: a database of the same server that holds a restored backup. Never the live one.',
            example: 'notes_rehearsal',
        },
        'rehearse-image': {
            type: 'string',
            description: "PostgreSQL image of the rehearsal's server. By default that of `database-service`, else postgres of the server's major.",
            example: 'postgres:17',
        },
        'old-image': {
            type: 'string',
            description: 'Image of the version that serves: with rehearse, it is started on the migrated copy, and must become healthy there. That proves whether old code works with the new schema.',
            example: 'ghcr.io/acme/notes-backend@sha256:77aa...',
        },
        'old-checks': {
            type: 'lines',
            description: 'Addresses that the old version must answer on the migrated copy, without an error of its own: `:port/path`, one a line. By default its health check alone.',
            example: ':8000/api/notes',
        },
        'database-variable': {
            type: 'string',
            default: 'DATABASE_URL',
            description: 'Environment variable in which the application expects `database-url`.',
            example: 'SQLALCHEMY_DATABASE_URI',
        },
        'database-url': build/* vocabulary */.vP['database-url'],
        host: build/* vocabulary */.vP.host,
        port: build/* vocabulary */.vP.port,
        username: build/* vocabulary */.vP.username,
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        'project-name': build/* vocabulary */.vP['project-name'],
        'compose-file': build/* vocabulary */.vP['compose-file'],
        directory: build/* vocabulary */.vP.directory,
        'lock-timeout': build/* vocabulary */.vP['lock-timeout'],
        'dry-run': build/* vocabulary */.vP['dry-run'],
        timeout: build/* vocabulary */.vP.timeout,
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        changed: {
            description: '`true` where the schema is another than before, else `false`; also on failure. Empty where a run was cancelled in the middle, or nobody could look; not set where an input is wrong. Revisions with nothing to run change no schema.',
        },
        from: { description: 'Revision of the database before; several are separated by commas, `base` where there was none.' },
        to: { description: 'Revision of the database now.' },
        heads: { description: 'Newest revisions that the image knows.' },
        pending: { description: 'Number of revisions that were to be run.' },
        applied: {
            description: 'Revisions that were run and stand, in order, separated by commas; with mode downgrade, those that were undone.',
        },
        duration: { description: 'Milliseconds that the migrations themselves took.' },
        'old-code-compatible': {
            description: 'Whether code from before the plan works with the schema after it: `true`, `false`, or `unknown` where a revision could not be classified. Empty for a downgrade.',
        },
        remaining: { description: 'Revisions that phase expand left for phase contract, in order, separated by commas.' },
        'backup-id': { description: 'The proven backup that this run relied on; empty where none was needed or known.' },
        rehearsal: {
            description: 'What the rehearsal measured, as JSON: restored and duration in milliseconds, revisions, locks, outside (revisions that ran statements outside of a transaction, whose locks are not measured, with the milliseconds of the longest one), repeatable, oldCode. Empty without one.',
        },
        findings: {
            description: 'What the pending revisions do, as JSON: revision, path, line, rule, class, level, object, why, instead, allowed. At most 500.',
        },
    },
    outcomes: {
        migrated: 'The pending revisions are applied and verified.',
        'up-to-date': 'Nothing was pending; nothing was changed.',
        planned: 'The pending revisions are listed; nothing was changed.',
        linted: 'Nothing that is pending would be refused; nothing was changed.',
        verified: 'The database is at the target.',
        downgraded: 'The revisions were undone, and that is verified.',
    },
    reasons: reasons,
});


/***/ }),

/***/ 2577:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3239);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4530);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6165);



await (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .Cs)({
    contract: _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .contract */ .d,
    check: (inputs) => [
        ...(0,_check_js__WEBPACK_IMPORTED_MODULE_1__/* .checkInputs */ .s)(inputs),
        // A release hands the backup that it made on in its memory; nobody else can.
        ...(inputs.rehearse === 'restore'
            ? [{ input: 'rehearse', message: 'restore is for the action release, which has the backup at hand. Example: rehearse: clone' }]
            : []),
    ],
    main: async (inputs, host) => {
        const [{ openShell }, { run }] = await Promise.all([__nccwpck_require__.e(/* import() */ 155).then(__nccwpck_require__.bind(__nccwpck_require__, 8155)), Promise.all(/* import() */[__nccwpck_require__.e(155), __nccwpck_require__.e(59)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6059))]);
        const shell = await openShell(inputs);
        try {
            return await run(inputs, { ...host, shell });
        }
        finally {
            await shell.close();
        }
    },
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ checkTool),
/* harmony export */   Q: () => (/* binding */ toolInputs)
/* harmony export */ });
/** Inputs about what applies the migrations. */
const toolInputs = {
    tool: {
        type: 'choice',
        choices: ['alembic', 'sql', 'golang-migrate', 'dbmate', 'django', 'drizzle', 'prisma', 'flyway', 'liquibase', 'command'],
        default: 'alembic',
        description: 'What applies the migrations. `sql` is a folder of plain SQL files, which psql runs. The table below says what each can and cannot.',
        example: 'dbmate',
    },
    migrations: {
        type: 'string',
        description: 'Folder of the migrations in the image, for tools whose migrations are files of SQL; by default where the tool itself looks. With `liquibase` it is the first changelog, by default the one that its own settings name. A relative one is searched in the working directory and in the usual folders below and beside it.',
        example: 'backend/db/migrations',
    },
    'tool-command': {
        type: 'lines',
        description: 'How the tool is started in the image, one word a line, where it is not the usual way; with `django` the path of manage.py, with `command` your program. Not used by `alembic` and `sql`.',
        example: '/usr/local/bin/dbmate',
    },
};
/** What makes no sense together. */
function checkTool({ tool, migrations, ...inputs }) {
    const problems = [];
    const none = (input, hint) => void problems.push({ input, message: `has no meaning with tool ${tool}; ${hint}` });
    if (tool === 'alembic' && migrations !== undefined)
        none('migrations', 'its folder stands in alembic.ini');
    if ((tool === 'alembic' || tool === 'sql') && inputs['tool-command'].length > 0)
        none('tool-command', 'leave it out');
    if (tool === 'django' && migrations !== undefined)
        none('migrations', 'Django knows its own; tool-command is the path of manage.py');
    if (tool === 'command' && migrations !== undefined)
        none('migrations', 'the program itself knows where they are');
    if (tool === 'command' && inputs['tool-command'].length === 0)
        problems.push({ input: 'tool-command', message: 'is missing with tool command. Example: bin/migrations' });
    if (tool !== 'alembic' && inputs.rehearse !== 'off')
        problems.push({ input: 'rehearse', message: `is written for Alembic alone, and cannot run ${tool} on a copy. Example: rehearse: off` });
    return problems;
}


/***/ }),

/***/ 4057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ withDetails),
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   bD: () => (/* binding */ messageOf)
/* harmony export */ });
/** An expected failure: a fixed reason word of the contract, a sentence, what state things are in, and what to do. */
class Failure extends Error {
    reason;
    details;
    constructor(reason, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'Failure';
        this.reason = reason;
        this.details = details;
    }
    /** The whole text for people: what happened, what state things are in, what to do. */
    get text() {
        return [this.message, this.details.state, this.details.hint].filter(Boolean).reduce(follow, '');
    }
}
/** One sentence after another; what a program said may end without a full stop, and a list with a new line. */
function follow(before, next) {
    if (before === '' || before.endsWith('\n'))
        return `${before}${next}`;
    return `${before}${/[.!?:;)\]…]$/.test(before.trimEnd()) || before.includes('\n') ? '' : '.'} ${next}`;
}
/** The same failure with more known about it: an outer step knows the state that an inner one could not. */
function withDetails(failure, details) {
    const merged = { ...failure.details, ...details, outputs: { ...failure.details.outputs, ...details.outputs } };
    return new Failure(failure.reason, failure.message, { ...merged, cause: failure.cause ?? failure });
}
/** A message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 3239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  HR: () => (/* reexport */ build_failure/* Failure */.HR),
  Ck: () => (/* reexport */ redact/* addSecret */.Ck),
  PD: () => (/* reexport */ badInputs),
  om: () => (/* reexport */ markdown/* block */.om),
  Hn: () => (/* reexport */ markdown/* cell */.Hn),
  e$: () => (/* reexport */ checkTarget),
  aY: () => (/* reexport */ markdown/* code */.aY),
  ye: () => (/* reexport */ defineContract),
  r6: () => (/* reexport */ escapes),
  a3: () => (/* reexport */ formatDuration),
  bD: () => (/* reexport */ build_failure/* messageOf */.bD),
  pA: () => (/* reexport */ nearest),
  E$: () => (/* reexport */ redact/* redact */.E$),
  Cs: () => (/* reexport */ runAction),
  tp: () => (/* reexport */ markdown/* table */.tp),
  vP: () => (/* reexport */ vocabulary),
  FE: () => (/* reexport */ build_failure/* withDetails */.FE),
  u5: () => (/* reexport */ writeReport)
});

// UNUSED EXPORTS: commonOutputs, commonReasons, createLog, environmentName, forgetSecrets, holdsSecret, insideOf, maskSecret, parseDuration, readContext, readInputs, readState, saveState

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./packages/action/build/context.js

function readContext(env) {
    const local = env['GITHUB_ACTIONS'] !== 'true';
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const runId = env['GITHUB_RUN_ID'] ?? `local-${crypto.randomUUID().slice(0, 8)}`;
    return {
        local,
        repository,
        runId,
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
        runUrl: repository && env['GITHUB_RUN_ID'] ? `${server}/${repository}/actions/runs/${runId}` : '',
        sha: env['GITHUB_SHA'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        actor: env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? env['USER'] ?? '',
        eventName: env['GITHUB_EVENT_NAME'] ?? '',
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        temp: env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(),
        apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    };
}

;// CONCATENATED MODULE: ./packages/action/build/contract.js
/** What an action takes and gives, as plain data: no schema library is loaded before the inputs are known to be good. */
/** Reasons that any action may end with. */
const commonReasons = {
    'bad-input': 'An input is missing, malformed or contradicts another; every problem is listed.',
    cancelled: 'The run was cancelled; the message says what state things are in.',
    timeout: 'A deadline passed; the message says what was waited for.',
    unreachable: 'The target could not be reached over SSH.',
    'host-key-missing': 'The target is not in `known-hosts`.',
    'host-key-mismatch': 'The target showed another host key than `known-hosts` says.',
    'ssh-refused': 'The target refused the user or the key.',
    'program-failed': 'A program that the action needs ended with an error; its last lines are in the message.',
    'disk-full': 'The disk of the target, or of the runner, is full.',
    'program-missing': 'A program that the action needs is not installed where it is needed.',
    'output-secret': 'An output would have held a masked value; runners drop such outputs, so the action stops instead.',
    'internal-error': 'A defect in the action; please report it with the debug log.',
};
const commonOutputs = {
    outcome: { description: 'What is true now, as one word; see the outcomes below.' },
    reason: { description: 'Why, as one fixed word; empty when there is nothing to explain.' },
};
/** Keeps the literal types of a contract, so that `InputsOf` knows every name, default and choice. */
function defineContract(contract) {
    return contract;
}

;// CONCATENATED MODULE: ./packages/action/build/duration.js
const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Milliseconds of a duration such as `90s`, `5m`, `1h30m` or `250ms`; undefined where the text is none. */
function parseDuration(text) {
    if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text))
        return undefined;
    let total = 0;
    for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
        total += Number(count) * (units[unit ?? ''] ?? 0);
    return total;
}
/** A duration as people read it: `340 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`. */
function formatDuration(milliseconds) {
    const ms = Math.max(0, Math.round(milliseconds));
    if (ms < 1000)
        return `${ms} ms`;
    if (ms < 59_950)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 3600)
        return seconds % 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds / 60} min`;
    const minutes = Math.round(seconds / 60);
    return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

// EXTERNAL MODULE: ./packages/action/build/failure.js
var build_failure = __nccwpck_require__(4057);
;// CONCATENATED MODULE: ./packages/action/build/nearest.js
/** The candidate that a typing slip away from `word` was probably meant, or undefined where none is close. */
function nearest(word, candidates) {
    const plain = (text) => text.toLowerCase().replaceAll(/[-_ ]/g, '');
    let best;
    let least = Math.max(1, Math.floor(word.length / 4)) + 1;
    for (const candidate of candidates) {
        const distance = plain(word) === plain(candidate) ? 0 : editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (distance < least)
            [best, least] = [candidate, distance];
    }
    return best;
}
/** Insertions, deletions, replacements, and neighbours that changed places: the commonest slip of all counts one. */
function editDistance(a, b) {
    let beforeThat = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const current = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeThat[j - 2] ?? Number.POSITIVE_INFINITY) + 1 : replaced;
            current.push(Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
        }
        beforeThat = previous;
        previous = current;
    }
    return previous[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./packages/action/build/inputs.js



/** The name under which a runner passes an input: upper case, spaces to `_`, hyphens kept. */
function environmentName(input) {
    return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}
/**
 * Reads every input of the contract. All problems are reported in one failure: a person fixes a workflow once, not once per input.
 * @throws Failure `bad-input`
 */
function readInputs(contract, env, check) {
    const problems = [...unknownInputs(contract, env)];
    const values = {};
    const mode = inputs_text(env, 'mode') ?? contract.inputs['mode']?.default;
    for (const [name, spec] of Object.entries(contract.inputs)) {
        const given = inputs_text(env, name) ?? defaultOf(spec);
        if (given === undefined) {
            if (spec.required || (mode !== undefined && spec.requiredIn?.includes(mode)))
                problems.push(missing(name, spec, mode));
            values[name] = spec.type === 'lines' ? [] : undefined;
            continue;
        }
        const parsed = parse(spec, given);
        if ('wrong' in parsed)
            problems.push({ input: name, message: `${parsed.wrong}. Example: ${example(name, spec)}` });
        else
            values[name] = parsed.value;
    }
    const inputs = values;
    if (problems.length === 0 && check)
        problems.push(...check(inputs));
    if (problems.length > 0)
        throw badInputs(problems);
    return inputs;
}
/** An expression is the runner's to evaluate; where none did, on a person's machine, the value is empty. */
function defaultOf(spec) {
    return spec.default?.startsWith('${{') ? '' : spec.default;
}
/** The failure for problems with inputs, one line for each. */
function badInputs(problems) {
    const lines = problems.map((problem) => `- ${problem.input}: ${problem.message}`);
    const count = problems.length === 1 ? 'One input needs' : `${problems.length} inputs need`;
    return new build_failure/* Failure */.HR('bad-input', `${count} attention:\n${lines.join('\n')}\n`, { state: 'Nothing was changed.' });
}
function inputs_text(env, input) {
    const value = env[environmentName(input)];
    return value === undefined || value.trim() === '' ? undefined : value;
}
function missing(name, spec, mode) {
    const when = spec.required ? '' : ` with mode ${mode}`;
    const hint = spec.secret ? ' A secret that does not exist, or is not visible to this job, arrives empty.' : '';
    return { input: name, message: `is required${when}, and is missing or empty.${hint} Example: ${example(name, spec)}` };
}
function example(name, spec) {
    return spec.example.includes('\n') ? `${name}: |\n    ${spec.example.replaceAll('\n', '\n    ')}` : `${name}: ${spec.example}`;
}
/** The value as errors may show it: never a secret's. */
function shown(spec, value) {
    if (spec.secret)
        return `a value of ${value.length} characters`;
    const line = value.split('\n')[0] ?? '';
    return `'${line.length > 60 ? `${line.slice(0, 57)}...` : line}'`;
}
function parse(spec, given) {
    const value = spec.type === 'text' || spec.type === 'lines' ? given : given.trim();
    switch (spec.type) {
        case 'boolean':
            if (/^(true|false)$/i.test(value))
                return { value: value.toLowerCase() === 'true' };
            return { wrong: `${shown(spec, value)} is neither true nor false` };
        case 'integer': {
            const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
            return inRange(spec, number) ? { value: number } : { wrong: `${shown(spec, value)} is not a whole number${range(spec)}` };
        }
        case 'duration': {
            const ms = parseDuration(value);
            return ms !== undefined && inRange(spec, ms)
                ? { value: ms }
                : { wrong: `${shown(spec, value)} is not a duration ${durations(spec)}` };
        }
        case 'choice': {
            if (spec.choices?.includes(value))
                return { value };
            const near = nearest(value, spec.choices ?? []);
            return { wrong: `${shown(spec, value)} is none of ${spec.choices?.join(', ')}${near ? `; did you mean ${near}` : ''}` };
        }
        case 'lines':
            return {
                value: value
                    .split('\n')
                    .map((line) => line.trim())
                    .filter((line) => line !== '' && !line.startsWith('#')),
            };
        case 'string':
            return /\p{Cc}/u.test(value) ? { wrong: 'has line breaks or control characters; it takes one line' } : { value };
        case 'text':
            return { value };
    }
}
function inRange(spec, number) {
    return Number.isFinite(number) && number >= (spec.minimum ?? 0) && number <= (spec.maximum ?? Number.MAX_SAFE_INTEGER);
}
function range(spec) {
    return spec.maximum === undefined ? ` of ${spec.minimum ?? 0} or more` : ` from ${spec.minimum ?? 0} to ${spec.maximum}`;
}
function durations(spec) {
    if (spec.maximum !== undefined)
        return `from ${formatDuration(spec.minimum ?? 0)} to ${formatDuration(spec.maximum)}`;
    return `${spec.minimum ? `of ${formatDuration(spec.minimum)} or more, ` : ''}such as 90s, 5m or 1h30m`;
}
function unknownInputs(contract, env) {
    const known = new Map(Object.keys(contract.inputs).map((name) => [environmentName(name), name]));
    const problems = [];
    for (const variable of Object.keys(env)) {
        if (!variable.startsWith('INPUT_') || known.has(variable) || !env[variable])
            continue;
        const written = variable.slice('INPUT_'.length).toLowerCase();
        const near = nearest(written, Object.keys(contract.inputs));
        if (near)
            problems.push({ input: written, message: `is not an input of ${contract.name}; did you mean ${near}?` });
    }
    return problems;
}

// EXTERNAL MODULE: ./packages/action/build/redact.js
var redact = __nccwpck_require__(6698);
;// CONCATENATED MODULE: ./packages/action/build/log.js


/** GitHub shows ten annotations of a level for a step; the rest stays countable in the log. */
const annotationLimit = 10;
/** The runner cuts an annotation at 4096 characters; a secret must be hidden before that, not halved. */
const messageLimit = 4000;
function createLog(options) {
    const write = options.write ?? ((text) => void process.stdout.write(text));
    const line = (text) => write(`${(0,redact/* redact */.E$)(text)}\n`);
    const counts = new Map();
    let depth = 0;
    const log = {
        info: (text) => line(options.runner ? neutral(text) : text),
        warn: (text) => log.annotate({ level: 'warning', message: text }),
        debug: (text) => {
            if (options.debug)
                line(options.runner ? `::debug::${data((0,redact/* redact */.E$)(text))}` : text);
        },
        async group(title, work) {
            const started = performance.now();
            // The runner knows no nested groups: an inner one is a heading of its outer.
            const outer = depth++ === 0;
            const heading = options.runner ? neutral(title) : title;
            line(outer && options.runner ? `::group::${data(title)}` : outer ? `> ${heading}` : `- ${heading}`);
            let how = 'took';
            try {
                return await work();
            }
            catch (error) {
                how = 'failed after';
                throw error;
            }
            finally {
                depth--;
                if (outer && options.runner)
                    line('::endgroup::');
                line(`${outer ? '' : '  '}${heading} ${how} ${formatDuration(performance.now() - started)}`);
            }
        },
        untrusted(text) {
            if (text.trim() === '')
                return;
            const body = text.replace(/\n$/, '');
            if (!options.runner)
                return line(body);
            // The global loads its module, a fifth of Node's own start, only here.
            const token = crypto.randomUUID();
            line(`::stop-commands::${token}`);
            line(body);
            line(`::${token}::`);
        },
        annotate(annotation) {
            const count = (counts.get(annotation.level) ?? 0) + 1;
            counts.set(annotation.level, count);
            if (!options.runner || count > annotationLimit)
                return log.info(plain(annotation));
            const properties = { file: annotation.file, line: annotation.line, title: annotation.title };
            const given = Object.entries(properties).filter(([, value]) => value !== undefined);
            const list = given.map(([name, value]) => `${name}=${property((0,redact/* redact */.E$)(String(value)))}`).join(',');
            line(`::${annotation.level}${list ? ` ${list}` : ''}::${data((0,redact/* redact */.E$)(annotation.message).slice(0, messageLimit))}`);
            if (count === annotationLimit)
                line(`More ${annotation.level}s follow in the log only: a step shows ${annotationLimit} of them.`);
        },
    };
    return log;
}
function plain(annotation) {
    const place = annotation.file ? `${annotation.file}${annotation.line ? `:${annotation.line}` : ''}: ` : '';
    return `${annotation.level}: ${place}${annotation.message}`;
}
/** Our own lines may quote foreign text: a leading `::` must stay text, and so must the old `##[`, which runners obey anywhere in a line. */
function neutral(text) {
    return text.replaceAll(/^(\s*)::/gm, '$1\u200b::').replaceAll('##[', '##\u200b[');
}
function data(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function property(text) {
    return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

// EXTERNAL MODULE: ./packages/action/build/markdown.js
var markdown = __nccwpck_require__(2462);
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: ./packages/action/build/local.js


/**
 * The inputs of a run without GitHub: `--name=value` or `--name value` on the command line, over `INPUT_*` variables as a runner sets them.
 * Secrets are refused on the command line, where every user of the machine can read them; `INPUT_SSH_KEY` works as well as `INPUT_SSH-KEY`,
 * because no shell can set the latter.
 * @throws Failure `bad-input`
 */
function localEnvironment(contract, argv, env) {
    const given = { ...settable(contract, env) };
    const problems = [];
    for (const { word, name, value } of parseOptions(contract, argv)) {
        const spec = contract.inputs[name];
        if (!spec) {
            const near = nearest(name, Object.keys(contract.inputs));
            problems.push({ input: word, message: `is not an input of ${contract.name}${near ? `; did you mean --${near}?` : ''}` });
        }
        else if (spec.secret) {
            const variable = environmentName(name).replaceAll('-', '_');
            problems.push({
                input: name,
                message: `is a secret, and command lines are visible to every user of the machine. Set ${variable} instead`,
            });
        }
        else
            given[environmentName(name)] = value;
    }
    if (problems.length > 0)
        throw badInputs(problems);
    return given;
}
function settable(contract, env) {
    const result = { ...env };
    for (const variable of Object.keys(contract.inputs).map(environmentName)) {
        const plain = variable.replaceAll('-', '_');
        if (plain === variable)
            continue;
        result[variable] ??= env[plain];
        delete result[plain];
    }
    return result;
}
function parseOptions(contract, argv) {
    const options = [];
    const words = [...argv];
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
        const [, name = word, inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
        if (inline !== undefined)
            options.push({ word, name, value: inline });
        else if (words[0] !== undefined && !words[0].startsWith('--'))
            options.push({ word, name, value: words.shift() ?? '' });
        else
            options.push({ word, name, value: contract.inputs[name]?.type === 'boolean' ? 'true' : '' });
    }
    return options;
}

;// CONCATENATED MODULE: ./packages/action/build/run.js









/** How long a cancelled core may take to end: runners send SIGTERM after 7.5 s and kill 2.5 s later. */
const graceAfterCancel = 6000;
/** A reader that is gone ends the pipe; one that is slow, on a busy machine, gets its lines; one that reads no more keeps nobody longer. */
const drainLimit = 10_000;
/** Runs an action under the runner's protocol and ends the process: exit 0 only if what was asked for is true now. */
async function runAction(action) {
    const runner = process.env['GITHUB_ACTIONS'] === 'true';
    const log = createLog({ runner, debug: process.env['RUNNER_DEBUG'] === '1' });
    const cancel = new AbortController();
    // Every request and wait that is under way listens to it, far more than Node's ten.
    (0,external_node_events_namespaceObject.setMaxListeners)(0, cancel.signal);
    const unexpected = rejection();
    // Before anything is begun: a signal in between would end the process without a word.
    const stopped = cancelled(cancel, log);
    let summary = true;
    try {
        const argv = process.argv.slice(2);
        if (argv.length === 1 && /^(--help|-h)$/.test(argv[0] ?? '')) {
            const { describeInputs } = await __nccwpck_require__.e(/* import() */ 244).then(__nccwpck_require__.bind(__nccwpck_require__, 1244));
            log.info(describeInputs(action.contract));
            return await leave(0);
        }
        // A runner gives actions no arguments: who does runs the bundle in a script of a workflow, and means them.
        const env = runner && argv.length === 0 ? process.env : localEnvironment(action.contract, argv, process.env);
        maskSecrets(action.contract, env, runner);
        const inputs = readInputs(action.contract, env, action.check);
        summary = inputs['summary'] !== false;
        limit(cancel, inputs['timeout']);
        const host = { context: readContext(process.env), log, clock: createClock(cancel.signal), signal: cancel.signal };
        const result = await Promise.race([action.main(inputs, host), stopped, unexpected]);
        const { reportResult } = await __nccwpck_require__.e(/* import() */ 821).then(__nccwpck_require__.bind(__nccwpck_require__, 6821));
        await reportResult(result, { log, summary, runner, title: action.contract.title });
        return await leave(0);
    }
    catch (error) {
        const { reportFailure } = await __nccwpck_require__.e(/* import() */ 821).then(__nccwpck_require__.bind(__nccwpck_require__, 6821));
        await reportFailure(known(action.contract, error), { log, summary, runner, title: action.contract.title });
        return await leave(1);
    }
}
/** Ends the process when its last lines have reached the runner: a pipe that is full takes them later, and an exit throws them away. */
async function leave(code) {
    const drained = [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve)));
    await Promise.race([Promise.all(drained), new Promise((resolve) => setTimeout(resolve, drainLimit))]);
    return process.exit(code);
}
/** Any thrown thing as a failure with a reason that the contract knows. */
function known(contract, error) {
    if (!(error instanceof build_failure/* Failure */.HR))
        return new build_failure/* Failure */.HR('internal-error', `Unexpected error: ${(0,build_failure/* messageOf */.bD)(error)}`, { cause: error });
    if (error.reason in contract.reasons || error.reason in commonReasons || contract.composes)
        return error;
    return new build_failure/* Failure */.HR('internal-error', `${error.message} (undocumented reason ${error.reason})`, { ...error.details, cause: error });
}
function maskSecrets(contract, env, runner) {
    for (const [name, spec] of Object.entries(contract.inputs)) {
        const value = env[`INPUT_${name.toUpperCase()}`];
        if (!spec.secret || !value?.trim())
            continue;
        maskSecret(value, runner);
        // A URL is no secret as a whole where only its password is; both are hidden.
        const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*:([^@]+)@/i.exec(value)?.[1];
        if (password)
            for (const form of [password, safeDecode(password)])
                maskSecret(form, runner);
    }
}
/** Hides a value from now on: from our own output, and by command from the runner's. */
function maskSecret(value, runner = process.env['GITHUB_ACTIONS'] === 'true') {
    for (const form of (0,redact/* addSecret */.Ck)(value)) {
        const data = form.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
        if (runner)
            process.stdout.write(`::add-mask::${data}\n`);
    }
}
function safeDecode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function createClock(signal) {
    return {
        now: () => Date.now(),
        sleep: (milliseconds) => new Promise((resolve, reject) => {
            const stop = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            if (signal.aborted)
                return reject(signal.reason);
            const timer = setTimeout(() => {
                signal.removeEventListener('abort', stop);
                resolve();
            }, milliseconds);
            signal.addEventListener('abort', stop, { once: true });
        }),
    };
}
/** The input `timeout` ends the work as a cancelled run does, under its own name. */
function limit(cancel, timeout) {
    if (typeof timeout !== 'number')
        return;
    const failure = new build_failure/* Failure */.HR('timeout', `The action did not end within its timeout of ${formatDuration(timeout)}.`, {
        hint: 'Raise the input timeout.',
    });
    setTimeout(() => cancel.abort(failure), Math.min(timeout, 2 ** 31 - 1)).unref();
}
/** Rejects when the work was cancelled and the core did not end by itself in time. */
function cancelled(cancel, log) {
    const onSignal = (name) => {
        if (cancel.signal.aborted)
            return;
        log.info(`Received ${name}: ending what is under way.`);
        cancel.abort(new build_failure/* Failure */.HR('cancelled', `The run was cancelled by ${name}.`));
    };
    process.on('SIGINT', () => onSignal('SIGINT'));
    process.on('SIGTERM', () => onSignal('SIGTERM'));
    const late = new Promise((_, reject) => {
        cancel.signal.addEventListener('abort', () => {
            const why = cancel.signal.reason;
            const state = `What was under way did not end in ${graceAfterCancel / 1000} s; the next run resumes or undoes it from the journal.`;
            setTimeout(() => reject((0,build_failure/* withDetails */.FE)(why, { state })), graceAfterCancel);
        });
    });
    late.catch(() => { });
    return late;
}
function rejection() {
    const promise = new Promise((_, reject) => {
        process.on('unhandledRejection', (cause) => reject(new build_failure/* Failure */.HR('internal-error', `Unhandled rejection: ${(0,build_failure/* messageOf */.bD)(cause)}`, { cause })));
        process.on('uncaughtException', (cause) => reject(new build_failure/* Failure */.HR('internal-error', `Uncaught exception: ${(0,build_failure/* messageOf */.bD)(cause)}`, { cause })));
    });
    promise.catch(() => { });
    return promise;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./packages/action/build/state.js


/** Values that the main step leaves for the post step of the same action. Never a secret: state files stand on disk. */
function saveState(name, value) {
    const file = process.env['GITHUB_STATE'];
    if (file)
        appendFileSync(file, assignment(name, value));
}
function readState(name) {
    return process.env[`STATE_${name}`];
}

;// CONCATENATED MODULE: ./packages/action/build/target.js
/** What a target over SSH needs besides its host; and a host, where there is a key for one. */
function checkTarget(inputs) {
    if (!inputs.host) {
        // An empty variable must not turn a release of the server into one of the runner.
        if (!inputs['ssh-key'] || !inputs['known-hosts'])
            return [];
        return [
            {
                input: 'host',
                message: 'is missing or empty, like a variable that this environment does not have, and ssh-key is given: without a host the work would be done on the runner itself. Example: host: app.example.com',
            },
        ];
    }
    const problems = [];
    if (!inputs['ssh-key']) {
        problems.push({
            input: 'ssh-key',
            message: `is needed to reach ${inputs.host}, and is missing or empty. A secret that does not exist, or is not visible to this job, arrives empty`,
        });
    }
    if (!inputs['known-hosts']) {
        problems.push({
            input: 'known-hosts',
            message: `is needed to reach ${inputs.host}, and is missing or empty, like a variable that this environment does not have. Example: the line that \`ssh-keyscan ${inputs.host}\` prints, compared with the server's own key`,
        });
    }
    return problems;
}

;// CONCATENATED MODULE: ./packages/action/build/vocabulary.js
/** Inputs that mean the same in every action, worded once. */
const vocabulary = {
    environment: { type: 'string', description: 'Environment of `config` to use.', example: 'production' },
    config: {
        type: 'string',
        default: '.github/slipway.yml',
        description: 'Path of the Slipway file in the repository.',
        example: '.github/slipway.yml',
    },
    host: {
        type: 'string',
        description: 'Server to work on over SSH. Without it, the work is done on the machine of the runner.',
        example: 'app.example.com',
    },
    port: { type: 'integer', default: '22', minimum: 1, maximum: 65535, description: 'SSH port.', example: '22' },
    username: { type: 'string', default: 'deploy', description: 'SSH user.', example: 'deploy' },
    'ssh-key': {
        type: 'text',
        secret: true,
        description: 'Private key of the SSH user, as it stands in its file.',
        example: '${{ secrets.SSH_KEY }}',
    },
    'known-hosts': {
        type: 'text',
        description: 'Lines of a known_hosts file for the server. A server that is not in them, or shows another key, is refused.',
        example: 'app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...',
    },
    'project-name': {
        type: 'string',
        description: 'Name of the application on the server; by default the name in the compose file, else of the repository.',
        example: 'notes',
    },
    'compose-file': {
        type: 'string',
        default: 'docker-compose.yml',
        description: 'Compose file of the application, relative to the repository.',
        example: 'docker-compose.yml',
    },
    directory: {
        type: 'string',
        description: 'Folder of the application on the server, where its `.env` stands; by default `apps/<project-name>` in the home of the user.',
        example: '/opt/notes',
    },
    'lock-timeout': {
        type: 'duration',
        default: '10m',
        description: 'How long to wait for another run that works on the same application.',
        example: '10m',
    },
    version: {
        type: 'string',
        description: 'Version of the release; by default the commit.',
        example: '${{ github.sha }}',
    },
    'database-url': {
        type: 'string',
        secret: true,
        description: 'URL of the database, where it is not a service of the compose file.',
        example: '${{ secrets.DATABASE_URL }}',
    },
    'github-token': {
        type: 'string',
        secret: true,
        default: '${{ github.token }}',
        description: 'Token that may read workflow runs (`actions: read`), to see whether a run that holds the lease is over.',
        example: '${{ github.token }}',
    },
    'dry-run': { type: 'boolean', default: 'false', description: 'Say what would be done, and do nothing.', example: 'true' },
    timeout: { type: 'duration', default: '30m', description: 'Deadline of the whole action.', example: '30m' },
    summary: { type: 'boolean', default: 'true', description: 'Write a job summary.', example: 'false' },
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./packages/action/build/workspace.js




/** Whether an input names a path that leaves the workspace by its text alone. */
function escapes(path) {
    return path !== undefined && (path.startsWith('/') || path.split('/').includes('..'));
}
/**
 * Writes a report for people or tools into the workspace, without the secrets it may hold. One that cannot be written never decides about a release:
 * it is a warning.
 */
async function writeReport(what, file, content, { context, log }) {
    if (file === undefined)
        return;
    try {
        const path = await insideOf(context.workspace, file);
        if (path === undefined)
            return log.warn(`The ${what} ${file} was not written: a link leads out of the workspace.`);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.writeFile)(path, (0,redact/* redact */.E$)(content));
    }
    catch (error) {
        log.warn(`The ${what} ${file} could not be written: ${(0,build_failure/* messageOf */.bD)(error)}`);
    }
}
/**
 * The absolute path of a file of the workspace, which may not be there yet; undefined where it is none, also where a link leads out of it. Whoever wrote
 * the files of the workspace may have written links.
 */
async function insideOf(workspace, path) {
    const full = (0,external_node_path_.resolve)(workspace, path);
    const [root, real] = await Promise.all([(0,promises_.realpath)(workspace).catch(() => undefined), nearestReal(full)]);
    if (root === undefined || real === undefined || !isBelow(root, real) || !isBelow((0,external_node_path_.resolve)(workspace), full))
        return undefined;
    return full;
}
/** Where the path, or the innermost folder of it that is there, really is; undefined where a link leads nowhere. */
async function nearestReal(path) {
    const found = await (0,promises_.realpath)(path).catch(() => undefined);
    if (found !== undefined)
        return found;
    // A link to what is not there would be followed by who writes.
    const isThere = await (0,promises_.lstat)(path).then(() => true, () => false);
    return isThere || (0,external_node_path_.dirname)(path) === path ? undefined : nearestReal((0,external_node_path_.dirname)(path));
}
function isBelow(root, path) {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`);
}

;// CONCATENATED MODULE: ./packages/action/build/index.js
















/***/ }),

/***/ 2462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   om: () => (/* binding */ block),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
/** A cell that cannot break out of its table, start a tag or hide a link behind other words. */
function cell(text) {
    return String(text)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('\\', '&#92;')
        .replaceAll('|', '\\|')
        .replaceAll('`', '&#96;')
        .replaceAll('[', '&#91;')
        .replaceAll(/\r?\n|\r/g, '<br>');
}
/** Inline code that any text can stand in. */
function code(text) {
    // A table takes the backslash before a bar for its own, and code has no other way to write one.
    if (/\\\|/.test(text))
        return `<code>${cell(text)}</code>`;
    const safe = text.replaceAll('|', '\\|').replaceAll(/\r?\n|\r/g, ' ');
    const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return longest > 0 ? `${fence} ${safe} ${fence}` : `\`${safe}\``;
}
/** A table; cells that are already Markdown are passed as they are, so callers escape with `cell` or `code`. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A command to copy. */
function block(text, language = '') {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text}\n${fence}`;
}


/***/ }),

/***/ 6698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ck: () => (/* binding */ addSecret),
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   hK: () => (/* binding */ holdsSecret)
/* harmony export */ });
/* unused harmony export forgetSecrets */
/** Shorter values are left alone: hiding every `a` of a log protects nothing and destroys outputs. */
const shortest = 4;
const known = new Set();
/** Remembers a secret, each of its longer lines, and the forms in which it travels inside URLs and JSON. */
function addSecret(value) {
    const parts = [value, ...value.split(/\r?\n/).filter((line) => line.length >= 8)];
    const added = [];
    for (const part of parts.map((text) => text.trim()).filter((text) => text.length >= shortest)) {
        for (const form of new Set([part, encodeURIComponent(part), JSON.stringify(part).slice(1, -1), Buffer.from(part).toString('base64')])) {
            if (known.has(form))
                continue;
            known.add(form);
            added.push(form);
        }
    }
    return added;
}
/** The text with every remembered secret replaced by `***`, longest first. */
function redact(text) {
    let safe = text;
    for (const secret of [...known].sort((a, b) => b.length - a.length))
        safe = safe.replaceAll(secret, '***');
    return safe;
}
function holdsSecret(text) {
    for (const secret of known)
        if (text.includes(secret))
            return true;
    return false;
}
/** Only for tests: a process handles one set of secrets. */
function forgetSecrets() {
    known.clear();
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(2577);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
