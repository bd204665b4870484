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

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

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

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

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
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5518);
/* harmony import */ var _instant_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(841);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6816);
/* harmony import */ var _retention_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4199);
/* harmony import */ var _settled_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9377);
/* harmony import */ var _sources_redis_address_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1);
/* harmony import */ var _stores_address_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6651);







/** Problems that show only in the combination of inputs. Where an environment is named, they show once its settings are among them. */
function checkInputs(inputs) {
    return inputs.environment === undefined ? checkSettled((0,_settled_js__WEBPACK_IMPORTED_MODULE_2__/* .withDefaults */ .r)(inputs)) : [];
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
    if (needsDatabase(inputs))
        problems.push(...checkSource(inputs));
    if (inputs.mode === 'backup')
        problems.push(...checkRecipients(inputs));
    const odd = inputs['exclude-table-data'].find((line) => !(0,_names_js__WEBPACK_IMPORTED_MODULE_4__/* .isTablePattern */ .rA)(line));
    if (odd !== undefined)
        say('exclude-table-data', `has ${JSON.stringify(odd)}, which is no table or schema.table. Example: sessions`);
    problems.push(...checkDatabases(inputs));
    if (inputs.mode === 'verify' && inputs.verify === 'none')
        say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
    if (inputs.id && !(0,_names_js__WEBPACK_IMPORTED_MODULE_4__/* .isName */ .Eo)(inputs.id))
        say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
    if (inputs.at && (0,_instant_js__WEBPACK_IMPORTED_MODULE_5__/* .readInstant */ .W)(inputs.at) === undefined)
        say('at', 'is no date with a time in ISO 8601. Example: 2026-01-02T03:04:05Z');
    if (inputs.at && inputs.id)
        say('at', 'is given, and id too; leave one of them out');
    problems.push(...(0,_retention_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .readPolicy */ .T4)(inputs).problems);
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
    if (kind === 'redis' && inputs['redis-url'] && (0,_sources_redis_address_js__WEBPACK_IMPORTED_MODULE_6__/* .redisAddress */ .e)(inputs['redis-url']) === undefined)
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
    if (inputs.encryption === 'none' && (0,_stores_address_js__WEBPACK_IMPORTED_MODULE_3__/* .addressesOf */ .s)(inputs.destination).some(({ kind }) => kind === 'artifact')) {
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


/***/ }),

/***/ 3470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ contract)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __nccwpck_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __nccwpck_require__(3407);
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


/***/ }),

/***/ 3407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EZ: () => (/* binding */ kinds),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   X2: () => (/* binding */ isAmbiguous),
/* harmony export */   as: () => (/* binding */ isFacts),
/* harmony export */   xS: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5518);

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
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5518);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3720);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3470);



await (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .Cs)({
    contract: _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .contract */ .d,
    check: _check_js__WEBPACK_IMPORTED_MODULE_1__/* .checkInputs */ .s,
    main: async (inputs, host) => {
        const { settle } = await __nccwpck_require__.e(/* import() */ 465).then(__nccwpck_require__.bind(__nccwpck_require__, 8465));
        const settled = await settle(inputs, host.context.workspace);
        const [{ openShell }, { run }] = await Promise.all([__nccwpck_require__.e(/* import() */ 155).then(__nccwpck_require__.bind(__nccwpck_require__, 8155)), Promise.all(/* import() */[__nccwpck_require__.e(539), __nccwpck_require__.e(155), __nccwpck_require__.e(92)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5092))]);
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


/***/ }),

/***/ 1:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 5518:
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
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
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
    (0,external_node_events_.setMaxListeners)(0, cancel.signal);
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
