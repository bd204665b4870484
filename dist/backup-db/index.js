import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

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

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

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

/***/ 8321:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/consumers");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 3720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ checkSettled),
/* harmony export */   s: () => (/* binding */ checkInputs)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3239);
/* harmony import */ var _instant_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(841);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(6816);
/* harmony import */ var _retention_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4199);
/* harmony import */ var _settled_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9377);
/* harmony import */ var _sources_postgres_excluded_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4383);
/* harmony import */ var _stores_address_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6651);







/** Problems that show only in the combination of inputs. Where an environment is named, they show once its settings are among them. */
function checkInputs(inputs) {
    return inputs.environment === undefined ? checkSettled((0,_settled_js__WEBPACK_IMPORTED_MODULE_4__/* .withDefaults */ .r)(inputs)) : [];
}
/** Those of the server. The key may be for a destination alone, and then there is none. */
function checkServer(inputs) {
    const elsewhere = (0,_stores_address_js__WEBPACK_IMPORTED_MODULE_3__/* .addressesOf */ .s)(inputs.destination).some(({ kind }) => kind === 'sftp');
    return !inputs.host && elsewhere ? [] : (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .checkTarget */ .e$)(inputs);
}
/** Problems of all that is known. */
function checkSettled(inputs) {
    const problems = [...checkServer(inputs)];
    const say = (input, message) => void problems.push({ input, message });
    problems.push(...checkDestinations(inputs));
    if (!inputs['project-name'] && !inputs['database-url'] && needsDatabase(inputs))
        say('project-name', 'or database-url is needed to find the database. Example: notes');
    if (inputs.mode === 'backup')
        problems.push(...checkRecipients(inputs));
    const odd = inputs['exclude-table-data'].find((line) => !(0,_sources_postgres_excluded_js__WEBPACK_IMPORTED_MODULE_2__/* .isTablePattern */ .rA)(line));
    if (odd !== undefined)
        say('exclude-table-data', `has ${JSON.stringify(odd)}, which is no table or schema.table. Example: sessions`);
    if (inputs.mode === 'verify' && inputs.verify === 'none')
        say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
    if (inputs.id && !(0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .isName */ .Eo)(inputs.id))
        say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
    if (inputs.at && (0,_instant_js__WEBPACK_IMPORTED_MODULE_6__/* .readInstant */ .W)(inputs.at) === undefined)
        say('at', 'is no date with a time in ISO 8601. Example: 2026-01-02T03:04:05Z');
    if (inputs.at && inputs.id)
        say('at', 'is given, and id too; leave one of them out');
    problems.push(...(0,_retention_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .readPolicy */ .T4)(inputs).problems);
    if (inputs.mode === 'backup' && inputs.prune && (inputs.verify === 'none' || inputs.verify === 'checksum'))
        say('prune', `is true, but verify is ${inputs.verify}: older backups go only after one that is proven. Example: verify: archive`);
    if (inputs.mode === 'backup' && inputs['verify-key'] && !inputs['signing-key'])
        say('signing-key', 'is missing or empty, but verify-key is given: an unsigned backup would not count');
    if (inputs.into && !/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(inputs.into))
        say('into', 'is no database name of at most 40 letters, digits, _ and -. Example: notes_restored');
    if (!/^[A-Za-z0-9._-]{1,40}$/.test(inputs.tag))
        say('tag', 'is no word of letters, digits, . _ and -. Example: pre-deploy');
    return problems;
}
function checkDestinations({ destination: lines, 'min-copies': copies, ...inputs }) {
    const input = 'destination';
    if (lines.length === 0)
        return [{ input, message: 'is required, and is missing or empty. Example: /var/backups/notes, or an environment to take it from' }];
    const problems = lines.flatMap((line, index) => {
        const address = (0,_stores_address_js__WEBPACK_IMPORTED_MODULE_3__/* .parseAddress */ .o)(line);
        const which = lines.length > 1 ? `as number ${index + 1} ` : '';
        if ('problem' in address)
            return [{ input, message: `${which}${address.problem}` }];
        const first = lines.indexOf(line);
        if (first < index)
            return [{ input, message: `${which}is the same as number ${first + 1}` }];
        return address.kind === 'sftp' ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .checkTarget */ .e$)({ ...inputs, host: address.host }) : [];
    });
    if (copies !== undefined && copies > lines.length)
        problems.push({ input: 'min-copies', message: `is ${copies}, but there are only ${lines.length} destinations` });
    return problems;
}
function needsDatabase(inputs) {
    if (inputs.mode === 'verify')
        return inputs.verify !== 'checksum';
    return inputs.mode === 'backup' || inputs.mode === 'restore';
}
function checkRecipients(inputs) {
    const input = 'age-recipients';
    const recipients = inputs[input];
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


/***/ }),

/***/ 1661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ contract)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __nccwpck_require__(3239);
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
    title: 'Slipway: back up a database',
    description: 'PostgreSQL backups that count only after they were read back: dump, compress, encrypt, store, prove, restore.',
    icon: 'database',
    inputs: {
        mode: {
            type: 'choice',
            choices: ['backup', 'verify', 'restore', 'list', 'prune', 'check'],
            default: 'backup',
            description: 'backup makes and proves one; verify proves a stored one again; restore brings one back; list shows them, and why each is kept; prune removes those that keep-* does not keep; check fails if the newest proven one is too old.',
            example: 'backup',
        },
        environment: {
            ...build/* vocabulary */.vP.environment,
            description: 'Environment of `config` that gives what is not given here: project, host, port, username and everything under `backup`. Without it the file is not read.',
        },
        config: build/* vocabulary */.vP.config,
        destination: {
            type: 'lines',
            description: 'Where the backups are: an absolute path on the server (over SSH), or on the runner where no host is given; `file:///path` on the runner; `sftp://user@host:port/path`; `s3://bucket/prefix?endpoint=…&region=…&style=path`. Several are copies of each other. Required, here or in `config`.',
            example: '/var/backups/notes',
        },
        'min-copies': {
            type: 'integer',
            minimum: 1,
            maximum: 10,
            description: 'How many of several destinations must have a backup for it to count as made, over the one in `config`; else all of them.',
            example: '1',
        },
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
        'project-name': {
            ...build/* vocabulary */.vP['project-name'],
            description: 'Compose project of the database service; part of the names of its backups. With database-url by default the repository; over the one in `config`.',
        },
        service: { type: 'string', description: 'Compose service of the database, over the one in `config`; else `db`.', example: 'db' },
        'database-url': build/* vocabulary */.vP['database-url'],
        database: {
            type: 'string',
            description: "Name of the database; by default the container's POSTGRES_DB, or the one in database-url.",
            example: 'notes',
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
            description: 'Proof of a backup: archive reads all that was stored through pg_restore; restore also restores it into a throw-away database and counts every table; checksum compares the stored bytes only, and proves nothing about what they hold. Over the one in `config`; else `archive`. Mode verify with restore is a restore drill, and is recorded.',
            example: 'restore',
        },
        id: {
            type: 'string',
            description: 'Backup to verify or restore; by default the newest proven one. Its time, or the beginning of it, or its last four signs do where they mean one only.',
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
            description: 'Database to restore into; a new name unless confirm says otherwise.',
            example: 'notes_restored',
        },
        confirm: {
            type: 'string',
            description: 'The name in `into`, once more: needed to replace a database that exists. The old one stays beside it as <name>_before_<time>.',
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
            description: 'Where a new backup is not half as large as the median of the seven before it, or has fewer tables than the last: warn stores it, says so and removes no older one; fail does that and fails the run. Over the one in `config`; else `warn`.',
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
        size: { description: 'Bytes of the file.' },
        sha256: { description: 'SHA-256 of the file.' },
        'plain-sha256': { description: 'SHA-256 of the dump inside it.' },
        tables: { description: 'Number of tables.' },
        rows: { description: "Number of rows in all tables, as the dump's own snapshot saw them." },
        'server-version': { description: 'Version of the PostgreSQL server it was made from.' },
        verified: { description: 'true only if the backup was read back whole, by level archive or restore.' },
        'verify-level': { description: 'archive, restore, checksum or none.' },
        'newest-age': { description: 'Seconds since the newest proven backup was made; empty where none is proven.' },
        duration: { description: 'Milliseconds of the work; for restore the measured recovery time.' },
        database: { description: 'Database that was backed up or restored into.' },
        pruned: { description: 'Number of backups that were removed; with dry-run the number that would be.' },
        kept: { description: 'Name under which a replaced database was kept.' },
    },
    outcomes: {
        'backed-up': 'A new backup is stored, with the proof that `verify-level` names.',
        verified: 'The stored backup passed the proof again.',
        restored: 'The backup stands as the database `into`, its rows counted.',
        listed: 'The backups are in the log and the summary.',
        pruned: 'What keep-* does not keep is gone; the summary says why each stays or went.',
        fresh: 'The newest proven backup is younger than max-age.',
        'nothing-to-back-up': 'There is no database yet (first release), or it has no tables. Nothing was stored.',
        planned: 'dry-run: the log says what would be done; nothing was written.',
    },
    reasons: {
        'config-missing': 'The Slipway file cannot be read.',
        'config-invalid': 'The Slipway file has problems; each is reported at its line and column.',
        'unknown-environment': 'The Slipway file has no such environment.',
        'first-release': 'Nothing of the project is on the machine yet, so there is nothing to back up.',
        'no-tables': 'The database has no tables, so there is nothing to back up.',
        'no-data': 'The source is empty, so there is nothing to back up.',
        'no-container': 'The project exists, but has no container of the service.',
        'database-unreachable': 'The database does not answer or refuses the user.',
        'query-failed': 'The database refused a statement.',
        'version-mismatch': 'pg_dump on the machine is older than the server.',
        locked: 'A migration holds the lock of the database, or another backup of it is under way.',
        pooled: 'The URL leads to a transaction pooler, where locks do not work.',
        'dump-failed': 'pg_dump failed; nothing was stored.',
        empty: 'pg_dump wrote no archive.',
        'destination-unwritable': 'The destination cannot be written, or is full.',
        'destination-refused': 'The destination refuses the credentials, or they may not do what is needed there.',
        'destination-missing': 'There is no such bucket, or it is in another region or at another endpoint.',
        'destination-unreachable': 'The destination does not answer, or failed again and again.',
        'too-few-copies': 'Fewer destinations than min-copies have the backup.',
        checksum: 'The stored bytes differ from what was sent, or from the manifest.',
        'archive-corrupt': 'The stored backup cannot be decrypted, decompressed or read as an archive.',
        'restore-failed': 'The archive could not be restored.',
        'count-mismatch': 'The restored tables hold other numbers of rows than the manifest says.',
        shrunk: 'on-shrink is fail: the new backup is much smaller than those before it, or has fewer tables. It is stored; none was removed.',
        stale: 'The newest proven backup is older than max-age.',
        'prune-refused': 'The policy would remove more than allow-prune, or the list does not have the new backup; nothing was removed.',
        'prune-failed': 'A backup could not be removed; the message says how many were before it.',
        untrusted: 'The backup is not signed by verify-key, or was changed after it was.',
        ambiguous: 'The short name in id may mean several backups.',
        'no-backup': 'There is no such backup, or none that was proven.',
        'key-missing': 'age-identity is missing or opens none of the backup.',
        exists: 'The database to restore into exists, and confirm does not name it.',
        'swap-failed': 'The restored database could not take the name of the old one.',
    },
});


/***/ }),

/***/ 841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readInstant)
/* harmony export */ });
/** Milliseconds of a date with a time in ISO 8601; without a zone it is UTC. A day alone is none: nobody could tell which end is meant. */
function readInstant(text) {
    const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
    const parsed = Date.parse(`${date}T${time}${zone ?? 'Z'}`);
    return Number.isNaN(parsed) ? undefined : parsed;
}


/***/ }),

/***/ 7147:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3239);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3720);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1661);



await (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .Cs)({
    contract: _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .contract */ .d,
    check: _check_js__WEBPACK_IMPORTED_MODULE_1__/* .checkInputs */ .s,
    main: async (inputs, host) => {
        const { settle } = await __nccwpck_require__.e(/* import() */ 465).then(__nccwpck_require__.bind(__nccwpck_require__, 8465));
        const settled = await settle(inputs, host.context.workspace);
        const [{ openShell }, { run }] = await Promise.all([Promise.resolve(/* import() */).then(__nccwpck_require__.bind(__nccwpck_require__, 4819)), Promise.all(/* import() */[__nccwpck_require__.e(539), __nccwpck_require__.e(961)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5961))]);
        const shell = await openShell(settled);
        try {
            return await run(settled, { ...host, shell });
        }
        finally {
            await shell.close();
        }
    },
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Eo: () => (/* binding */ isName),
/* harmony export */   PI: () => (/* binding */ shortNameOf),
/* harmony export */   WH: () => (/* binding */ backupId),
/* harmony export */   d4: () => (/* binding */ isIdOf),
/* harmony export */   eQ: () => (/* binding */ isId),
/* harmony export */   i: () => (/* binding */ partialGlob),
/* harmony export */   iE: () => (/* binding */ stamp),
/* harmony export */   m0: () => (/* binding */ idPrefix),
/* harmony export */   qc: () => (/* binding */ dumpName),
/* harmony export */   t4: () => (/* binding */ partialName),
/* harmony export */   vS: () => (/* binding */ manifestName)
/* harmony export */ });
/** `<project>-<database>-<UTC time>-<4 hex>`: sorts by time within a database, and is safe as a file name. */
function backupId(prefix, at, random) {
    return `${prefix}-${stamp(at)}-${random}`;
}
/** The part of an id that all backups of a database share. */
function idPrefix(project, database) {
    const safe = `${project}-${database}`.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
    return /^[.-]/.test(safe) ? `_${safe}` : safe;
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


/***/ }),

/***/ 4199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   MJ: () => (/* binding */ keepNames),
/* harmony export */   OK: () => (/* binding */ counters),
/* harmony export */   RE: () => (/* binding */ periods),
/* harmony export */   T4: () => (/* binding */ readPolicy),
/* harmony export */   fD: () => (/* binding */ rulesOf)
/* harmony export */ });
/* unused harmony exports defaultPolicy, isEmpty */
/* harmony import */ var _span_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4513);

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
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 9377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ withDefaults)
/* harmony export */ });
/** 26 hours: a backup of every day, and the time it takes to be late. */
const maxAge = 26 * 60 * 60 * 1000;
/** Defaults that the contract cannot hold, because an input that was given must be told from one that was not. */
function withDefaults(inputs) {
    return {
        ...inputs,
        service: inputs.service ?? 'db',
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


/***/ }),

/***/ 4383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FO: () => (/* binding */ refuseDangling),
/* harmony export */   Uy: () => (/* binding */ chooseExcluded),
/* harmony export */   rA: () => (/* binding */ isTablePattern),
/* harmony export */   uA: () => (/* binding */ excludeFlags)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3239);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6710);


/** `table` of any schema, or `schema.table`; `*` stands for any letters. */
function isTablePattern(line) {
    return /^[^."]+(\.[^."]+)?$/.test(line) && !/[\p{Cc}]/u.test(line);
}
function chooseExcluded(tables, lines) {
    const tests = lines.map((line) => ({ line, meant: matcher(line) }));
    return {
        left: tables.filter((table) => tests.some(({ meant }) => meant(table))),
        unmatched: tests.filter(({ meant }) => !tables.some(meant)).map(({ line }) => line),
    };
}
function matcher(line) {
    const pattern = new RegExp(`^${line.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*')}$`, 'su');
    return line.includes('.') ? ({ schema, name }) => pattern.test(`${schema}.${name}`) : ({ name }) => pattern.test(name);
}
/** Exact names for pg_dump: in quotes its patterns mean just what they say. */
function excludeFlags(tables) {
    const quote = (name) => `"${name.replaceAll('"', '""')}"`;
    return tables.map(({ schema, name }) => `--exclude-table-data=${quote(schema)}.${quote(name)}`);
}
/** A foreign key from rows that are kept to rows that are not lets no restore through. @throws Failure `bad-input` */
async function refuseDangling(snapshot, left) {
    if (left.length === 0)
        return;
    const names = left.map(({ schema, name }) => `(${(0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu)(schema)}, ${(0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu)(name)})`).join(', ');
    const rows = await snapshot.query(`with gone as (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where (n.nspname, c.relname) in (${names}))
    select conname, conrelid::regclass, confrelid::regclass from pg_constraint
    where contype = 'f' and confrelid in (select oid from gone) and conrelid not in (select oid from gone) order by 2, 1`);
    const [[key = '', from = '', to = ''] = []] = rows;
    if (rows.length === 0)
        return;
    const message = `leaves out the rows of ${to}, to which rows of ${from} refer (${key}): no restore would get through. Leave ${from} out too, or keep ${to}`;
    throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)([{ input: 'exclude-table-data', message }]);
}


/***/ }),

/***/ 6651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ parseAddress),
/* harmony export */   s: () => (/* binding */ addressesOf)
/* harmony export */ });
/** Each kind by the beginning of its lines, and how one is read. */
const schemes = {
    'file:': (url) => ({ kind: 'folder', path: decodeURIComponent(url.pathname), runner: true }),
    'sftp:': readSftp,
    's3:': readS3,
};
const examples = '/var/backups/notes, file:///srv/backups, sftp://backup@nas.example.com/srv/backups, s3://bucket/notes?region=eu-central-1';
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
    const given = query.get('endpoint') ?? undefined;
    const endpoint = given !== undefined && !given.includes('://') ? `https://${given}` : given;
    if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)))
        return { problem: `has an endpoint that is no http address. ${example}` };
    const prefix = decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, '');
    return { kind: 's3', bucket, prefix, endpoint, region: query.get('region') ?? undefined, style };
}
/** Those whose lines are good; the check of the inputs has refused others. */
function addressesOf(lines) {
    return lines.map(parseAddress).filter((address) => !('problem' in address));
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
  Ck: () => (/* reexport */ build_redact/* addSecret */.Ck),
  PD: () => (/* reexport */ badInputs),
  om: () => (/* reexport */ markdown/* block */.om),
  Hn: () => (/* reexport */ markdown/* cell */.Hn),
  e$: () => (/* reexport */ checkTarget),
  aY: () => (/* reexport */ markdown/* code */.aY),
  ye: () => (/* reexport */ defineContract),
  a3: () => (/* reexport */ formatDuration),
  bD: () => (/* reexport */ build_failure/* messageOf */.bD),
  pA: () => (/* reexport */ nearest),
  E9: () => (/* reexport */ parseDuration),
  E$: () => (/* reexport */ build_redact/* redact */.E$),
  Cs: () => (/* reexport */ runAction),
  tp: () => (/* reexport */ markdown/* table */.tp),
  vP: () => (/* reexport */ vocabulary),
  FE: () => (/* reexport */ build_failure/* withDetails */.FE)
});

// UNUSED EXPORTS: commonOutputs, commonReasons, createLog, environmentName, escapes, forgetSecrets, holdsSecret, insideOf, maskSecret, readContext, readInputs, readState, saveState, writeReport

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
var build_redact = __nccwpck_require__(6698);
;// CONCATENATED MODULE: ./packages/action/build/log.js


/** GitHub shows ten annotations of a level for a step; the rest stays countable in the log. */
const annotationLimit = 10;
/** The runner cuts an annotation at 4096 characters; a secret must be hidden before that, not halved. */
const messageLimit = 4000;
function createLog(options) {
    const write = options.write ?? ((text) => void process.stdout.write(text));
    const line = (text) => write(`${(0,build_redact/* redact */.E$)(text)}\n`);
    const counts = new Map();
    let depth = 0;
    const log = {
        info: (text) => line(options.runner ? neutral(text) : text),
        warn: (text) => log.annotate({ level: 'warning', message: text }),
        debug: (text) => {
            if (options.debug)
                line(options.runner ? `::debug::${data((0,build_redact/* redact */.E$)(text))}` : text);
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
            const list = given.map(([name, value]) => `${name}=${property((0,build_redact/* redact */.E$)(String(value)))}`).join(',');
            line(`::${annotation.level}${list ? ` ${list}` : ''}::${data((0,build_redact/* redact */.E$)(annotation.message).slice(0, messageLimit))}`);
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
/** A reader that is gone keeps nobody waiting. */
const drainLimit = 1000;
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
    for (const form of (0,build_redact/* addSecret */.Ck)(value)) {
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
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, redact(content));
    }
    catch (error) {
        log.warn(`The ${what} ${file} could not be written: ${messageOf(error)}`);
    }
}
/**
 * The absolute path of a file of the workspace, which may not be there yet; undefined where it is none, also where a link leads out of it. Whoever wrote
 * the files of the workspace may have written links.
 */
async function insideOf(workspace, path) {
    const full = resolve(workspace, path);
    const [root, real] = await Promise.all([realpath(workspace).catch(() => undefined), nearestReal(full)]);
    if (root === undefined || real === undefined || !isBelow(root, real) || !isBelow(resolve(workspace), full))
        return undefined;
    return full;
}
/** Where the path, or the innermost folder of it that is there, really is; undefined where a link leads nowhere. */
async function nearestReal(path) {
    const found = await realpath(path).catch(() => undefined);
    if (found !== undefined)
        return found;
    // A link to what is not there would be followed by who writes.
    const isThere = await lstat(path).then(() => true, () => false);
    return isThere || dirname(path) === path ? undefined : nearestReal(dirname(path));
}
function isBelow(root, path) {
    const way = relative(root, path);
    return way !== '..' && !way.startsWith(`..${sep}`);
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


/***/ }),

/***/ 6710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  pc: () => (/* reexport */ alembicRevision),
  SX: () => (/* reexport */ applicationName),
  sr: () => (/* reexport */ checkClient),
  BO: () => (/* reexport */ countRows),
  Qe: () => (/* reexport */ createRoles),
  Hj: () => (/* reexport */ createScratch),
  Bh: () => (/* reexport */ databaseArgument),
  i4: () => (/* reexport */ databaseExists),
  hX: () => (/* reexport */ describeHolders),
  Zi: () => (/* reexport */ dropDatabase),
  VG: () => (/* reexport */ dropRoles),
  kz: () => (/* reexport */ findScratch),
  sd: () => (/* reexport */ globalStatements),
  Cv: () => (/* reexport */ identifier),
  oK: () => (/* reexport */ isFirstRelease),
  WS: () => (/* reexport */ listTables),
  eu: () => (/* reexport */ literal),
  TL: () => (/* reexport */ lockKey),
  eI: () => (/* reexport */ missingRoles),
  qI: () => (/* reexport */ openDatabase),
  r3: () => (/* reexport */ openSnapshot),
  $q: () => (/* reexport */ readGlobals),
  Qh: () => (/* reexport */ readProperties),
  BH: () => (/* reexport */ roleStatements),
  HJ: () => (/* reexport */ takeLock)
});

// UNUSED EXPORTS: QueryFailure, findContainer, lockHolders, parseUrl

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __nccwpck_require__(3239);
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
            hint: `Start it there (docker start ${other.name}), or read why it stopped (docker logs ${other.name}).`,
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
            const argv = ['docker', 'exec', '-i', ...flags, container.id, 'sh', '-c', enter, 'sh', seconds, program, ...args];
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
            return { argv: [folder ? `${folder}/${program}` : program, ...args], env, secrets: connection.secrets };
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

// EXTERNAL MODULE: ./packages/shell/build/index.js + 14 modules
var shell_build = __nccwpck_require__(4819);
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
const refused = /(?:^|\n)(?:psql:[^\n]*?: )?(?:ERROR|FATAL|PANIC): {2}([0-9A-Z]{5}): ([^\n]*)/;
/**
 * What a failed psql means: it ends with 3 where a statement failed, with 2 where the connection did.
 * @returns Failure `query-failed` (with its SQLSTATE), `database-unreachable`, or what was thrown
 */
function explain(error, where) {
    if (!(error instanceof shell_build.ProgramFailure))
        return error;
    const [, sqlstate = '', message = ''] = refused.exec(error.stderr) ?? [];
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
var external_node_crypto_ = __nccwpck_require__(7598);
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
const url_form = /^([a-z][a-z0-9+_]*):\/\/(?:([^:/@?]*)(?::(.*?))?@)?((?:\[[^\]]*\]|[^@/?#[\]])*)(?:\/([^?@]*))?(?:\?((?:\w+=[^&]*&?)*))?$/is;
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
        ? await urlWay(shell, address.url)
        : containerAccess(await findContainer(shell, address.projectName, address.service), shell, '');
    const ask = connect(shell, access, address.database ?? access.database, unknown);
    const settings = ['server_version', 'server_version_num', 'server_encoding'].map((name) => `current_setting('${name}')`);
    const sql = `select current_database(), ${settings.join(', ')}`;
    const [[name = '', version = '', number = '', encoding = ''] = []] = await ask.query(sql);
    return connect(shell, access, name, { version, major: Math.floor(Number(number) / 10_000), encoding });
}
/** Programs of the server's own major where the machine has them, else those on the PATH. */
async function urlWay(shell, url) {
    const connection = parseUrl(url);
    const plain = urlAccess(connection, '');
    const [[number = ''] = []] = await connect(shell, plain, plain.database, unknown).query("select current_setting('server_version_num')");
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
                env,
                secrets,
                deadline: options.deadline,
                ...(options.signal ? { signal: options.signal } : {}),
                ...(options.onError ? { onError: options.onError } : {}),
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

const query = `with recursive db as (select * from pg_database where datname = current_database()),
seeds as (
  select refobjid as role from pg_shdepend, db where refclassid = 'pg_authid'::regclass
    and (dbid = db.oid or (classid = 'pg_database'::regclass and objid = db.oid))
  union select datdba from db
  union select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union select setrole from pg_db_role_setting, db where setdatabase = db.oid and setrole <> 0),
needed as (select role from seeds union select m.roleid from pg_auth_members m join needed on m.member = needed.role),
memberships as (select m.member, g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid)
select json_build_object(
  'roles', (select coalesce(json_agg(json_build_object('name', rolname, 'login', rolcanlogin, 'inherit', rolinherit, 'createdb', rolcreatedb,
      'connections', rolconnlimit,
      'memberOf', array(select m.rolname from memberships m where m.member = r.oid and m.rolname !~ '^pg_' order by 1),
      'powers', array_remove(array[case when rolsuper then 'SUPERUSER' end, case when rolcreaterole then 'CREATEROLE' end,
        case when rolreplication then 'REPLICATION' end, case when rolbypassrls then 'BYPASSRLS' end], null)
        || array(select m.rolname::text from memberships m where m.member = r.oid and m.rolname ~ '^pg_' order by 1)) order by rolname), '[]')
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
        let shown = '';
        for (;;) {
            const [[got, pid] = []] = await query(attempt);
            if (got === 't') {
                if (!(await held(query, key, pid)))
                    throw pooled(database);
                break;
            }
            const holders = await lockHolders(database, key);
            const names = describeHolders(holders);
            if (names !== shown)
                options.onWait?.(holders);
            shown = names;
            if (clock.now() - started >= options.wait) {
                throw new build/* Failure */.HR('locked', `The database ${database.where} is locked by ${names}; waited ${(0,build/* formatDuration */.a3)(options.wait)}.`, {
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












/***/ }),

/***/ 4819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ProgramFailure: () => (/* reexport */ ProgramFailure),
  accountOf: () => (/* reexport */ accountOf),
  childEnvironment: () => (/* reexport */ childEnvironment),
  commandLine: () => (/* reexport */ commandLine),
  createFile: () => (/* reexport */ createFile),
  homeFolder: () => (/* reexport */ homeFolder),
  lastLines: () => (/* reexport */ lastLines),
  localShell: () => (/* reexport */ localShell),
  makeFolder: () => (/* reexport */ makeFolder),
  openShell: () => (/* reexport */ openShell),
  openSsh: () => (/* reexport */ openSsh),
  pipe: () => (/* reexport */ pipe),
  readText: () => (/* reexport */ readText),
  removeFiles: () => (/* reexport */ removeFiles),
  replaceFile: () => (/* reexport */ replaceFile)
});

;// CONCATENATED MODULE: ./packages/shell/build/account.js
/** The user that a shell runs as, as a command for root names it. */
function accountOf({ where }) {
    return /^([A-Za-z0-9_][A-Za-z0-9_.-]*)@/.exec(where)?.[1] ?? '"$USER"';
}

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __nccwpck_require__(3239);
;// CONCATENATED MODULE: ./packages/shell/build/files.js

/** Small files on the shell's machine. Each function is one fixed script; paths are arguments, contents standard input. */
const script = (shell, text, args, options = {}) => shell.run(['sh', '-c', text, 'sh', ...args], options);
const absent = 44;
/** The text of a file; undefined where there is none. @throws Failure `program-failed` where it cannot be read */
async function readText(shell, path) {
    const result = await script(shell, `if [ ! -e "$1" ]; then exit ${absent}; fi; exec cat -- "$1"`, [path], { allowFailure: true });
    if (result.code === absent)
        return undefined;
    if (result.code !== 0)
        throw new build/* Failure */.HR('program-failed', `${path} on ${shell.where} cannot be read: ${result.stderr.trim()}`);
    return result.stdout;
}
/**
 * Replaces a file as a whole: readers see the old or the new content, also after a power cut, and never a part of it, also when the connection
 * breaks. The mode of an existing file is kept unless `mode` is given, and its owner where the user may do that; a new one gets 0600.
 */
async function replaceFile(shell, path, content, mode) {
    const text = [
        'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
        '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
        'if [ -n "$2" ]; then chmod -- "$2" "$t"; elif [ -e "$1" ]; then chmod -- "$(stat -c %a -- "$1")" "$t"; chown -- "$(stat -c %u:%g -- "$1")" "$t" 2>/dev/null || :; else chmod 600 "$t"; fi',
        'sync "$t"; mv -fT -- "$t" "$1"; trap - EXIT; sync "$d"',
    ].join('\n');
    await script(shell, text, [path, mode ?? '', String(Buffer.byteLength(content))], { input: content });
}
/** Creates a file only where there is none, whole or not at all; false where one was there. */
async function createFile(shell, path, content, mode = '600') {
    const text = [
        'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
        '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
        `chmod -- "$2" "$t"; sync "$t"; if ln -T -- "$t" "$1" 2>/dev/null; then sync "$d"; elif [ -e "$1" ]; then exit ${absent}; else ln -T -- "$t" "$1"; fi`,
    ].join('\n');
    const result = await script(shell, text, [path, mode, String(Buffer.byteLength(content))], { input: content, allowFailure: true });
    if (result.code === 0)
        return true;
    if (result.code === absent)
        return false;
    throw new build/* Failure */.HR('program-failed', `${path} on ${shell.where} cannot be created: ${result.stderr.trim()}`);
}
/** Creates a folder and its parents; a new one is for its owner alone unless `mode` is given. */
async function makeFolder(shell, path, mode = '700') {
    // Nobody else may rename what stands in a parent, whatever the umask of the user.
    await script(shell, 'set -eu; umask go-w; if [ ! -d "$1" ]; then mkdir -p -- "$1"; chmod -- "$2" "$1"; fi', [path, mode]);
}
/** Removes files; those that are not there are no error. */
async function removeFiles(shell, ...paths) {
    await shell.run(['rm', '-f', '--', ...paths]);
}
/** Home folder of the shell's user. */
async function homeFolder(shell) {
    const { stdout } = await script(shell, 'printf %s "$HOME"', []);
    if (!stdout.startsWith('/'))
        throw new build/* Failure */.HR('program-failed', `The user on ${shell.where} has no home folder.`);
    return stdout;
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./packages/shell/build/shell.js
const defaultDeadline = 60_000;

;// CONCATENATED MODULE: ./packages/shell/build/text.js

/** The last lines of a program's output, for an error message. */
function lastLines(text, count = 12) {
    const lines = text.trimEnd().split(/\r?\n/);
    return (0,build/* redact */.E$)(lines.slice(-count).join('\n'));
}
/** A command as a person would type it, cut to a readable length. Only for messages. */
function commandLine(argv) {
    const words = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
    const line = (0,build/* redact */.E$)(words.join(' ').replaceAll('\n', ' '));
    return line.length > 160 ? `${line.slice(0, 157)}...` : line;
}
/** Splits a byte stream into lines as they come: at line feeds, and at the carriage returns of progress displays. */
function lineSplitter(onLine) {
    const decoder = new TextDecoder();
    let rest = '';
    // A carriage return at the end of a chunk may be half of a line end.
    let half = '';
    return {
        push(chunk) {
            const text = half + decoder.decode(chunk, { stream: true });
            half = text.endsWith('\r') ? '\r' : '';
            const lines = text.slice(0, text.length - half.length).split(/\r?\n|\r/);
            const last = lines.pop() ?? '';
            for (const line of lines) {
                onLine(rest + line);
                rest = '';
            }
            rest += last;
        },
        end() {
            if (rest)
                onLine(rest);
            rest = '';
        },
    };
}

;// CONCATENATED MODULE: ./packages/shell/build/process.js





/** More than any answer that is read as a whole; byte streams go through `start`. */
const outputLimit = 64 * 1024 * 1024;
const errorLimit = 1024 * 1024;
/** Milliseconds between asking a process group to end and ending it. */
const killAfter = 2000;
/** Node fires a longer timer at once. */
const longestTimer = 2 ** 31 - 1;
/** Groups under way: none outlives the action, however it ends. */
const alive = new Set();
process.on('exit', () => {
    for (const pid of alive)
        endGroup(pid);
});
/** Starts a program in a process group of its own, so that its deadline ends its children too. */
function startProcess(argv, options) {
    const started = performance.now();
    const title = options.title ?? commandLine(argv);
    const deadline = options.deadline ?? defaultDeadline;
    const [file = '', ...rest] = argv;
    const child = launch(file, rest, options);
    alive.add(child.pid);
    let stderr = '';
    let ended;
    const lines = lineSplitter((line) => options.onError?.(line));
    child.stderr.on('data', (chunk) => {
        lines.push(chunk);
        stderr = (stderr + chunk.toString()).slice(-errorLimit);
    });
    // A program may end before it has read everything: its exit code tells, not the broken pipe.
    child.stdin.on('error', () => { });
    if (options.preamble)
        child.stdin.write(options.preamble);
    const stop = (why) => {
        ended ??= why;
        end();
    };
    const end = () => {
        endGroup(child.pid);
        // Who left the group may still hold the pipes: nobody waits for them.
        setTimeout(() => {
            child.stdout.destroy();
            child.stderr.destroy();
        }, killAfter + 500).unref();
    };
    const timer = setTimeout(() => stop('deadline'), Math.min(deadline, longestTimer));
    const cancel = () => stop('cancelled');
    if (options.signal?.aborted)
        cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const done = new Promise((resolve, reject) => {
        child.on('error', (error) => reject(notStarted(error, file, options)));
        child.on('close', (code, signal) => {
            lines.end();
            const duration = performance.now() - started;
            if (ended === 'deadline')
                reject(new build/* Failure */.HR('timeout', `${title} did not end within ${(0,build/* formatDuration */.a3)(deadline)}.`, { cause: (0,build/* redact */.E$)(stderr) }));
            else if (ended === 'cancelled')
                reject(endedWith(options.signal, title));
            else if (code === 0)
                resolve({ code, stdout: '', stderr, duration });
            else
                reject(new ProgramFailure(title, code ?? 128, signal, stderr, duration, options.where));
        });
    }).finally(() => {
        alive.delete(child.pid);
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', cancel);
    });
    done.catch(() => { });
    return { title, stdin: child.stdin, stdout: child.stdout, done, kill: end };
}
/** @throws Failure where the system refuses at once */
function launch(file, args, options) {
    try {
        return (0,external_node_child_process_namespaceObject.spawn)(file, args, { cwd: options.cwd, env: options.environment, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    }
    catch (error) {
        throw notStarted(error, file, options);
    }
}
const makeRoom = 'Make room there (df -h, df -i, docker system df), and run the same job again.';
/** A program that ended with a code other than 0. */
class ProgramFailure extends build/* Failure */.HR {
    code;
    stderr;
    duration;
    stdout = '';
    constructor(title, code, signal, stderr, duration, where = 'this machine') {
        const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
        const said = lastLines(stderr);
        const full = /No space left on device|Disk quota exceeded/.test(stderr);
        // What was run says nothing to whoever has to make room.
        if (full)
            super('disk-full', `The disk of ${where} is full: ${lastLines(stderr, 1)}.`, { hint: makeRoom });
        else
            super('program-failed', `${title} ${how} on ${where}${said ? `:\n${said}\n` : '.'}`);
        this.code = code;
        this.stderr = stderr;
        this.duration = duration;
    }
}
/** Runs a started program to its end and collects what it wrote. */
async function collect(running, options) {
    const chunks = [];
    let size = 0;
    const lines = lineSplitter((line) => options.onLine?.(line));
    running.stdout.on('data', (chunk) => {
        if (options.lines === 'all')
            lines.push(chunk);
        size += chunk.length;
        if (size <= outputLimit)
            chunks.push(chunk);
        else
            running.kill();
    });
    running.stdin.end(options.input);
    const stdout = () => Buffer.concat(chunks).toString();
    try {
        const finished = await running.done;
        lines.end();
        return { ...finished, stdout: stdout() };
    }
    catch (error) {
        lines.end();
        if (size > outputLimit)
            throw new build/* Failure */.HR('program-failed', `${running.title} wrote more than ${outputLimit} bytes.`, { cause: error });
        if (!(error instanceof ProgramFailure))
            throw error;
        error.stdout = stdout();
        if (!options.allowFailure) {
            // Some tools say what is wrong on standard output only.
            if (error.stderr.trim() === '' && error.stdout.trim() !== '')
                error.message += `\n${lastLines(error.stdout)}\n`;
            throw error;
        }
        return { code: error.code, stdout: error.stdout, stderr: error.stderr, duration: error.duration };
    }
}
function notStarted(error, file, options) {
    const { where = 'this machine', cwd } = options;
    // The system says the same of a missing program and a missing folder.
    if (error.code === 'ENOENT' && cwd !== undefined && !(0,external_node_fs_.existsSync)(cwd)) {
        return new build/* Failure */.HR('program-failed', `${file} could not be started on ${where}: there is no folder ${cwd}.`, { cause: error });
    }
    if (error.code === 'ENOENT') {
        return new build/* Failure */.HR('program-missing', `${file} is not installed on ${where}.`, {
            hint: `Install ${file} there, or put it on the PATH.`,
            cause: error,
        });
    }
    if (error.code === 'E2BIG')
        return new build/* Failure */.HR('program-failed', `The arguments of ${file} are too long for the system.`, { cause: error });
    if (error.code === 'ERR_INVALID_ARG_VALUE') {
        return new build/* Failure */.HR('bad-input', 'An argument holds a NUL character, which no program can receive.', { cause: error });
    }
    return new build/* Failure */.HR('program-failed', `${file} could not be started on ${where}: ${error.message}.`, { cause: error });
}
function endGroup(pid) {
    if (pid === undefined)
        return;
    const signal = (name) => {
        try {
            process.kill(-pid, name);
        }
        catch {
            // The group is gone already.
        }
    };
    signal('SIGTERM');
    setTimeout(() => signal('SIGKILL'), killAfter).unref();
}
/** Why the work ended: the run was cancelled, or its own time was over. */
function endedWith(signal, title) {
    const why = signal?.reason;
    if (why instanceof build/* Failure */.HR && why.reason !== 'cancelled')
        return why;
    return new build/* Failure */.HR('cancelled', `${title} was ended because the run was cancelled.`);
}

;// CONCATENATED MODULE: ./packages/shell/build/local.js


/** Variables of the runner that no program below needs, and that hold secrets: inputs, tokens, state. */
const withheld = /^(INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$)/;
function childEnvironment(env, ...more) {
    const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.test(name)));
    return Object.assign(kept, ...more);
}
/** The machine that the action itself runs on. */
function localShell() {
    const start = (argv, options = {}) => {
        for (const value of Object.values(options.secrets ?? {}))
            (0,build/* addSecret */.Ck)(value);
        return startProcess(argv, { ...options, environment: childEnvironment(process.env, options.env, options.secrets) });
    };
    return {
        where: 'this machine',
        remote: false,
        start,
        run: async (argv, options = {}) => collect(start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options),
        reach: async (address) => address,
        close: async () => { },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./packages/shell/build/identity.js




/** OpenSSH reads a host or user that starts with `-` as an option, and `-oProxyCommand=…` runs a program. */
function refuseOptionLike(endpoint) {
    const problems = [];
    if (!/^[A-Za-z0-9_[][A-Za-z0-9_.:%\]-]*$/.test(endpoint.host))
        problems.push({ input: 'host', message: 'is not a host name or address. Example: app.example.com' });
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/.test(endpoint.username))
        problems.push({ input: 'username', message: 'is not a user name. Example: deploy' });
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
}
/** Key and known hosts as files that only this user reads; returns the words that begin every ssh command. @throws Failure `bad-input` */
async function writeIdentity(folder, options) {
    const key = (0,external_node_path_.join)(folder, 'key');
    const knownHosts = (0,external_node_path_.join)(folder, 'known_hosts');
    await (0,promises_.writeFile)(key, `${options.key.replaceAll('\r\n', '\n').trim()}\n`, { mode: 0o600 });
    await (0,promises_.writeFile)(knownHosts, `${options.knownHosts.trim()}\n`, { mode: 0o600 });
    await (0,promises_.chmod)(folder, 0o700);
    const check = await localShell().run(['ssh-keygen', '-y', '-P', '', '-f', key], { allowFailure: true, deadline: 10_000 });
    if (check.code !== 0) {
        const locked = /passphrase/i.test(check.stderr);
        const message = locked
            ? 'is protected by a passphrase; make a key for deployments alone'
            : 'is not a private key that OpenSSH can read; paste the whole file';
        throw (0,build/* badInputs */.PD)([{ input: 'ssh-key', message }]);
    }
    refuseBrokenLines(options.knownHosts);
    const settings = {
        BatchMode: 'yes',
        IdentityFile: key,
        IdentitiesOnly: 'yes',
        IdentityAgent: 'none',
        PreferredAuthentications: 'publickey',
        StrictHostKeyChecking: 'yes',
        UserKnownHostsFile: knownHosts,
        GlobalKnownHostsFile: '/dev/null',
        UpdateHostKeys: 'no',
        ForwardAgent: 'no',
        ControlPath: (0,external_node_path_.join)(folder, 'c'),
        ControlPersist: 'no',
        ConnectTimeout: String(Math.ceil((options.connectDeadline ?? 15_000) / 1000)),
        ServerAliveInterval: '5',
        ServerAliveCountMax: '3',
        StreamLocalBindUnlink: 'yes',
        LogLevel: 'ERROR',
    };
    const flags = Object.entries(settings).map(([name, value]) => `-o${name}=${value}`);
    return ['ssh', '-F', 'none', '-T', ...flags, '-p', String(options.port), '-l', options.username];
}
/** OpenSSH passes over a line that it cannot read, and then says that the server is unknown: the line is the news, so it is named. */
function refuseBrokenLines(knownHosts) {
    const broken = knownHosts.split('\n').findIndex((line) => {
        const words = line.trim().split(/\s+/);
        if (line.trim() === '' || line.trim().startsWith('#'))
            return false;
        const [type = '', key = ''] = words[0]?.startsWith('@') ? words.slice(2) : words.slice(1);
        return !isPublicKey(type, key);
    });
    if (broken >= 0) {
        const message = `line ${broken + 1} is not 'host type key' with a whole key; copy it again. Example: app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...`;
        throw (0,build/* badInputs */.PD)([{ input: 'known-hosts', message }]);
    }
}
/** A key on the wire is a list of strings, each after its length; the first is the type (RFC 4253, section 6.6). */
function isPublicKey(type, key) {
    if (!/^[A-Za-z0-9+/]+=*$/.test(key))
        return false;
    const bytes = Buffer.from(key, 'base64');
    const parts = [];
    let at = 0;
    while (at + 4 <= bytes.length) {
        const end = at + 4 + bytes.readUInt32BE(at);
        if (end > bytes.length)
            return false;
        parts.push(bytes.subarray(at + 4, end));
        at = end;
    }
    return at === bytes.length && parts.length > 1 && parts[0]?.toString() === type;
}

;// CONCATENATED MODULE: ./packages/shell/build/master.js


const greeting = 'slipway-connected';
/**
 * Keeps one session open whose input is ours: it lasts as long as this process, however long nothing happens, and ends with it, also when the
 * process is killed. A shell's start-up files may print before the greeting.
 */
function startMaster(flags, options) {
    const argv = [...flags, '-oLogLevel=INFO', '-M', '--', options.host, `echo ${greeting}; exec cat`];
    const running = startProcess(argv, { title: 'ssh', environment: childEnvironment(process.env), deadline: Number.POSITIVE_INFINITY });
    const deadline = (options.connectDeadline ?? 15_000) + 5000;
    let over = false;
    let heard = '';
    const ready = new Promise((resolve) => {
        const timer = setTimeout(() => {
            running.kill();
            resolve('no answer in time');
        }, deadline);
        const settle = (said) => {
            clearTimeout(timer);
            resolve(said);
        };
        running.stdout.on('data', (chunk) => {
            if (heard.includes(greeting))
                return;
            heard += chunk.toString();
            if (heard.includes(greeting))
                settle(undefined);
        });
        const end = (error) => {
            over = true;
            settle(error instanceof Error && 'stderr' in error ? String(error.stderr) : '');
        };
        running.done.then(() => end(), end);
    });
    return {
        ready,
        get over() {
            return over;
        },
        async stop() {
            running.stdin.end();
            const patience = setTimeout(() => running.kill(), 1000);
            await running.done.catch(() => { });
            clearTimeout(patience);
        },
    };
}

;// CONCATENATED MODULE: ./packages/shell/build/ssh-failure.js


function classify(stderr) {
    if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i.test(stderr))
        return 'host-key-mismatch';
    if (/No \S+ host key is known for|Host key verification failed/i.test(stderr))
        return 'host-key-missing';
    if (/Permission denied|Too many authentication failures|no mutual signature/i.test(stderr))
        return 'ssh-refused';
    return 'unreachable';
}
/** The host as known_hosts writes it. */
function knownHostsName(endpoint) {
    return endpoint.port === 22 ? endpoint.host : `[${endpoint.host}]:${endpoint.port}`;
}
function connectionFailure(endpoint, evidence) {
    const server = `${endpoint.username}@${endpoint.host}:${endpoint.port}`;
    const state = 'Nothing was changed.';
    switch (classify(evidence.stderr)) {
        case 'host-key-mismatch': {
            const sent = /SHA256:[A-Za-z0-9+/=]+/.exec(evidence.stderr)?.[0] ?? 'unknown';
            return new build/* Failure */.HR('host-key-mismatch', `${endpoint.host} showed the host key ${sent}, but known-hosts holds ${evidence.expected || 'another one'} for it.`, {
                state,
                hint: 'Either the server was set up anew, or somebody stands between you and it. Read the fingerprint on the server itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) before you change known-hosts.',
            });
        }
        case 'host-key-missing':
            return new build/* Failure */.HR('host-key-missing', `${knownHostsName(endpoint)} is not in known-hosts, so the server cannot be told from an impostor.`, {
                state,
                hint: evidence.offered
                    ? `The server offers these lines; compare them with /etc/ssh/ssh_host_ed25519_key.pub on the server itself, then add one to known-hosts:\n${evidence.offered}`
                    : `Add the output of: ssh-keyscan -p ${endpoint.port} ${endpoint.host} (compared with the server's own /etc/ssh/ssh_host_ed25519_key.pub).`,
            });
        case 'ssh-refused':
            return new build/* Failure */.HR('ssh-refused', `${server} refused the user or the key.`, {
                state,
                hint: `Add the public half of ssh-key to ~${endpoint.username}/.ssh/authorized_keys on the server, and check the input username.`,
                cause: evidence.stderr,
            });
        default:
            return new build/* Failure */.HR('unreachable', `${server} could not be reached: ${lastLines(evidence.stderr, 3) || 'no answer'}.`, {
                state,
                hint: 'Check host, port and firewall; the runner must be allowed to connect.',
                cause: evidence.stderr,
            });
    }
}

;// CONCATENATED MODULE: ./packages/shell/build/wire.js

/**
 * What the server's `sh` runs for every command. It reads one encoded word a line up to an empty line, and then becomes the program, which gets
 * the rest of standard input. So arguments and secrets pass no second shell, and appear on no command line of the connection.
 * There is no quote and no backslash in it: every login shell hands it on unchanged.
 */
const receiver = [
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; set --; t=; while IFS= read -r l && [ -n "$l" ]; do v=$(printf %bx "${l#?}"); v=${v%x};',
    'case $l in a*) set -- "$@" "$v";; e*) export "$v";; d*) cd -- "$v" || exit 78;; t*) t=$v;; esac; done;',
    'if [ -n "$t" ]; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"',
].join(' ');
/** The variable by which the processes of an order are found again on the server. */
const orderVariable = 'SLIPWAY_ORDER';
/** id: ends every process of an order, also one that left the process group. Its environment still names the order. */
const endScript = [
    `pids() { grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }; id="${orderVariable}=$1";`,
    'for p in $(pids "$id"); do kill "$p"; done; for n in 1 2; do [ -n "$(pids "$id")" ] || exit 0; sleep 1; done; for p in $(pids "$id"); do kill -9 "$p"; done',
].join(' ');
/** The order for one program as the receiver reads it: ASCII only, so that no shell's idea of characters matters. */
function encodeOrder(order) {
    const lines = [
        ...Object.entries(order.env ?? {}).map(([name, value]) => `e${encode(`${variable(name)}=${value}`)}`),
        ...(order.cwd ? [`d${encode(order.cwd)}`] : []),
        `t${Math.ceil(order.deadline / 1000)}`,
        ...order.argv.map((word) => `a${encode(word)}`),
    ];
    return `${lines.join('\n')}\n\n`;
}
function variable(name) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
        throw new build/* Failure */.HR('bad-input', `'${name}' is no name of an environment variable.`);
    return name;
}
function encode(text) {
    if (text.includes('\0'))
        throw new build/* Failure */.HR('bad-input', 'An argument holds a NUL character, which no program can receive.');
    let encoded = '';
    for (const byte of Buffer.from(text)) {
        const plain = byte > 0x20 && byte < 0x7f && byte !== 0x5c;
        encoded += plain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`;
    }
    return encoded;
}

;// CONCATENATED MODULE: ./packages/shell/build/ssh.js














/** What the server has to end a program after its deadline before this side gives up on it. */
const remoteGrace = 8000;
/** Folders with a private key in them: none outlives the action, however it ends. */
const keyFolders = new Set();
process.on('exit', () => {
    for (const folder of keyFolders)
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
});
/**
 * One multiplexed connection of the system's OpenSSH. The user's own configuration, agent and known_hosts play no part, so a run behaves alike
 * everywhere. @throws Failure `host-key-missing`, `host-key-mismatch`, `ssh-refused`, `unreachable`, `bad-input`
 */
async function openSsh(options) {
    refuseOptionLike(options);
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'slipway-'));
    keyFolders.add(folder);
    try {
        const flags = await writeIdentity(folder, options);
        return new SshShell(folder, flags, options, await connect(folder, flags, options));
    }
    catch (error) {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
        throw error;
    }
}
async function connect(folder, flags, options) {
    const master = startMaster(flags, options);
    const said = await master.ready;
    if (said === undefined)
        return master;
    const ask = async (argv) => (await localShell().run(argv, { allowFailure: true, deadline: 10_000 })).stdout.trim();
    const known = await ask(['ssh-keygen', '-l', '-f', (0,external_node_path_.join)(folder, 'known_hosts'), '-F', knownHostsName(options)]);
    const expected = [...new Set(known.match(/SHA256:\S+/g) ?? [])].join(', ');
    const offered = expected
        ? ''
        : await ask(['ssh-keyscan', '-T', '5', '-t', 'ed25519,ecdsa', '-p', String(options.port), '--', options.host]).catch(() => '');
    const lines = offered.split('\n').filter((line) => line && !line.startsWith('#'));
    throw connectionFailure(options, { stderr: said, offered: lines.join('\n'), expected });
}
class SshShell {
    where;
    remote = true;
    #folder;
    #flags;
    #options;
    /** Sockets that were ever named: a name is never given twice. */
    #opened = 0;
    #forwards = new Map();
    #master;
    constructor(folder, flags, options, master) {
        this.#folder = folder;
        this.#flags = flags;
        this.#options = options;
        this.#master = Promise.resolve(master);
        this.where = `${options.username}@${options.host}`;
    }
    start(argv, options = {}) {
        const { secrets, env, cwd, ...rest } = options;
        for (const value of Object.values(secrets ?? {}))
            (0,build/* addSecret */.Ck)(value);
        const deadline = options.deadline ?? defaultDeadline;
        const [file = ''] = argv;
        const order = (0,external_node_crypto_.randomUUID)();
        const running = startProcess([...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`], {
            ...rest,
            title: options.title ?? commandLine(argv),
            where: this.where,
            environment: childEnvironment(process.env),
            preamble: encodeOrder({ argv, env: { ...env, ...secrets, [orderVariable]: order }, cwd, deadline }),
            deadline: deadline + remoteGrace,
        });
        const done = running.done.catch(async (error) => {
            // This side gave up: the server has not noticed.
            if (error instanceof build/* Failure */.HR && (error.reason === 'cancelled' || error.reason === 'timeout'))
                await this.#end(order);
            return this.#explain(error, running.title, file, deadline);
        });
        done.catch(() => { });
        const kill = () => {
            running.kill();
            void this.#end(order);
        };
        return { ...running, done, kill };
    }
    /** Ends what an order started on the server. */
    async #end(order) {
        const preamble = encodeOrder({ argv: ['sh', '-c', endScript, 'sh', order], deadline: 10_000 });
        const argv = [...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`];
        const running = startProcess(argv, { title: 'kill', environment: childEnvironment(process.env), preamble, deadline: 15_000 });
        await collect(running, { allowFailure: true }).catch(() => { });
    }
    async run(argv, options = {}) {
        return collect(this.start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options);
    }
    /** Exit codes of the way there, told apart from those of the program. */
    async #explain(error, title, file, deadline) {
        const late = new build/* Failure */.HR('timeout', `${title} did not end within ${(0,build/* formatDuration */.a3)(deadline)} on ${this.where}.`, { cause: error });
        if (error instanceof build/* Failure */.HR && error.reason === 'timeout')
            throw late;
        if (!(error instanceof ProgramFailure))
            throw error;
        if (error.code === 255 && !(await this.#connected())) {
            throw new build/* Failure */.HR('unreachable', `The connection to ${this.where} was lost.`, {
                hint: 'Run the same job again when the server answers.',
                cause: error,
            });
        }
        if ((error.code === 124 || error.code === 137) && error.duration >= deadline)
            throw late;
        // timeout(1) says so itself; a shell that misses a program inside its own script is another matter.
        if (error.code === 127 && /^timeout: /m.test(error.stderr)) {
            throw new build/* Failure */.HR('program-missing', `${file} is not installed on ${this.where}.`, { hint: `Install ${file} there.`, cause: error });
        }
        throw error;
    }
    /** Whether the shared connection stands; asks nobody but the local socket. */
    async #connected() {
        const check = [...this.#flags, '-O', 'check', '--', this.#options.host];
        const { code } = await localShell().run(check, { allowFailure: true, deadline: 10_000 });
        return code === 0;
    }
    async reach(address) {
        if ((await this.#master).over) {
            // A server that was restarted, or a network that was cut: what it forwarded is gone with the connection.
            this.#forwards.clear();
            this.#master = connect(this.#folder, this.#flags, this.#options);
            await this.#master;
        }
        const there = 'path' in address ? address.path : `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
        const known = this.#forwards.get(there);
        if (known)
            return known;
        const path = (0,external_node_path_.join)(this.#folder, `f${this.#opened++}`);
        const forward = localShell()
            .run([...this.#flags, '-O', 'forward', '-L', `${path}:${there}`, '--', this.#options.host], { deadline: 15_000 })
            .then(() => ({ path }));
        this.#forwards.set(there, forward);
        forward.catch(() => this.#forwards.delete(there));
        return forward;
    }
    async close() {
        await this.#master.then((master) => master.stop()).catch(() => { });
        await (0,promises_.rm)(this.#folder, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./packages/shell/build/open.js



/** The server that the inputs name, or this machine where they name none. */
async function openShell(inputs) {
    if (!inputs.host)
        return localShell();
    const problems = (0,build/* checkTarget */.e$)(inputs);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return openSsh({
        host: inputs.host,
        port: inputs.port,
        username: inputs.username,
        key: inputs['ssh-key'] ?? '',
        knownHosts: inputs['known-hosts'] ?? '',
    });
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __nccwpck_require__(6466);
;// CONCATENATED MODULE: ./packages/shell/build/pipe.js



/**
 * Bytes flow from the first stage to the last, programs and transforms mixed. Fails if *any* part fails, with the part that failed first: a
 * broken pipe beside it is only the echo. The last stage is a program or a Writable.
 */
async function pipe(first, ...rest) {
    const stages = [first, ...rest];
    const programs = stages.filter(isRunning);
    if (isRunning(first))
        first.stdin.end();
    const flows = [];
    for (let index = 0; index < stages.length - 1; index++) {
        const from = stages[index];
        const to = stages[index + 1];
        const source = isRunning(from) ? from.stdout : from;
        const sink = isRunning(to) ? to.stdin : to;
        flows.push((0,external_node_stream_promises_.pipeline)(source, sink).catch((error) => stoppedReading(to, error)));
    }
    const last = stages.at(-1);
    if (isRunning(last))
        last.stdout.resume();
    else if (!('readable' in last && last.readable))
        flows.push((0,external_node_stream_promises_.finished)(last));
    const failures = [];
    const parts = [...programs.map((program) => program.done), ...flows].map((part) => part.catch((error) => {
        failures.push(error);
        for (const program of programs)
            program.kill();
    }));
    await Promise.all(parts);
    if (failures.length > 0)
        throw failures.find((failure) => !isEcho(failure)) ?? failures[0];
}
/** A program that ends before it has read everything leaves a broken pipe, which says nothing to a reader of the log. */
function stoppedReading(to, error) {
    if (!isRunning(to) || !isEcho(error))
        throw error;
    throw new build/* Failure */.HR('program-failed', `${to.title} stopped reading before the end.`, { cause: error });
}
/** What a part suffers because another one ended. */
function isEcho(error) {
    if (error instanceof ProgramFailure)
        return error.code >= 128 || /broken pipe|connection reset by peer/i.test(error.stderr);
    const code = (error instanceof build/* Failure */.HR ? error.cause : error)?.code;
    return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ECANCELED';
}
function isRunning(stage) {
    return 'done' in stage && 'stdin' in stage;
}

;// CONCATENATED MODULE: ./packages/shell/build/index.js










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
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
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
/******/ var __webpack_exports__ = __nccwpck_require__(7147);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
