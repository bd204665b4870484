export const id = 485;
export const ids = [485];
export const modules = {

/***/ 1485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  onServer: () => (/* binding */ onServer)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(1831);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/index.js + 49 modules
var blue_green_switch_build = __webpack_require__(1994);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: ./packages/journal/build/index.js + 4 modules
var journal_build = __webpack_require__(3953);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 12 modules
var shell_build = __webpack_require__(4623);
// EXTERNAL MODULE: ./actions/release/build/digests.js
var digests = __webpack_require__(8907);
// EXTERNAL MODULE: ./actions/release/build/plan.js
var build_plan = __webpack_require__(895);
// EXTERNAL MODULE: ./actions/release/build/record.js + 1 modules
var record = __webpack_require__(7659);
// EXTERNAL MODULE: ./actions/release/build/images.js + 40 modules
var build_images = __webpack_require__(9571);
;// CONCATENATED MODULE: ./actions/release/build/receipt.js


const headlines = {
    released: 'is released',
    'rolled-back': 'was rolled back',
    failed: 'was not released',
    unchanged: 'is live already',
};
function servingNow({ live, outcome, version, previousVersion }) {
    if (!live)
        return 'what served before: no traffic was moved';
    if (outcome === 'released')
        return `${(0,build/* code */.aY)(version)} on ${live}${previousVersion ? `, before ${(0,build/* code */.aY)(previousVersion)}` : ''}`;
    return `${previousVersion ? `${(0,build/* code */.aY)(previousVersion)} on ` : ''}${live}`;
}
/** A commit as people call it. */
function receipt_short(version) {
    return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}
/** The job summary: the decision first, one table, the timeline, the command to go back. */
function renderRelease(receipt) {
    const ms = (value) => (value === undefined ? 'not seen' : `${value} ms`);
    const rows = [['Serving now', servingNow(receipt)]];
    for (const [service, image] of Object.entries(receipt.images))
        rows.push([`Image ${(0,build/* cell */.Hn)(service)}`, `${(0,build/* code */.aY)(image)}${receipt.scan[service] ? `; ${(0,build/* cell */.Hn)(receipt.scan[service])}` : ''}`]);
    if (receipt.backup) {
        const { id, verified, rows: count, tables } = receipt.backup;
        rows.push(['Backup', `${(0,build/* code */.aY)(id)}, proven by ${(0,build/* cell */.Hn)(verified)}: ${tables} tables, ${count} rows`]);
    }
    if (receipt.migration) {
        const { from, to, applied } = receipt.migration;
        rows.push(['Database', applied.length > 0 ? `${(0,build/* code */.aY)(from)} to ${(0,build/* code */.aY)(to)}` : `at ${(0,build/* code */.aY)(to)}, nothing pending`]);
    }
    if (receipt.switchedAt) {
        rows.push(['Watched requests', `${receipt.requests}, failed ${receipt.failed}`]);
        rows.push(['Old version last asked, new one first answered', `${ms(receipt.lastOldMs)}, ${ms(receipt.firstNewMs)} after the order`]);
    }
    if (receipt.identity)
        rows.push(['Identity', (0,build/* cell */.Hn)(receipt.identity)]);
    if (receipt.undo)
        rows.push(['Undo', (0,build/* cell */.Hn)(receipt.undo)]);
    if (receipt.reason)
        rows.push(['Reason', (0,build/* code */.aY)(receipt.reason)]);
    const title = `### ${(0,build/* cell */.Hn)(`${receipt.project} ${receipt.environment}: ${receipt_short(receipt.version)} ${headlines[receipt.outcome]}`)}`;
    const parts = [title, (0,build/* table */.tp)(['', ''], rows)];
    if (receipt.timeline.length > 0)
        parts.push((0,blue_green_switch_build/* timeline */.IO)(receipt.timeline));
    if (receipt.rollbackCommand)
        parts.push('To go back:', (0,build/* block */.om)(receipt.rollbackCommand, 'sh'));
    return parts.join('\n\n');
}
function secondsOf(timings) {
    return timings.map(({ name, start, end }) => ({ name, seconds: Math.round((end - start) / 10) / 100 }));
}
function describeTimings(timings) {
    return timings.map(({ name, start, end }) => `${name} ${(0,build/* formatDuration */.a3)(end - start)}`).join(', ');
}

;// CONCATENATED MODULE: ./actions/release/build/step.js
/** Steps that stand in the journal before and after, and whose time is taken. */
function createStep(session, version, timings, log) {
    return async (name, intent, work, told) => {
        const start = Date.now();
        log.info(`\n== ${name}`);
        let result;
        try {
            await session.step(name, { version, ...intent }, async () => {
                result = await work();
                return told(result);
            });
        }
        finally {
            timings.push({ name, start, end: Date.now() });
        }
        return result;
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/names.js
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
const dumpName = (id, encryption) => `${id}.dump.zst${encryption === 'age' ? '.age' : ''}`;
/** Pattern for find(1): partial files of this prefix, and of no longer one. */
function partialGlob(prefix) {
    const digits = '[0-9]'.repeat(8);
    return `${prefix}-${digits}T${'[0-9]'.repeat(6)}Z-[0-9a-f][0-9a-f][0-9a-f][0-9a-f].partial`;
}
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*-\d{8}T\d{6}Z-[0-9a-f]{4}$/;
function isId(text) {
    return idPattern.test(text);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/settled.js
/** 26 hours: a backup of every day, and the time it takes to be late. */
const maxAge = 26 * 60 * 60 * 1000;
/** Defaults that the contract cannot hold, because an input that was given must be told from one that was not. */
function withDefaults(inputs) {
    return {
        ...inputs,
        destination: inputs.destination ?? '',
        service: inputs.service ?? 'db',
        encryption: inputs.encryption ?? 'age',
        verify: inputs.verify ?? 'archive',
        'max-age': inputs['max-age'] ?? maxAge,
        port: inputs.port ?? 22,
        username: inputs.username ?? 'deploy',
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/check.js



/** Problems that show only in the combination of inputs. Where an environment is named, they show once its settings are among them. */
function checkInputs(inputs) {
    return inputs.environment === undefined ? checkSettled(withDefaults(inputs)) : [];
}
/** Problems of all that is known. */
function checkSettled(inputs) {
    const problems = [...(0,build/* checkTarget */.e$)(inputs)];
    const say = (input, message) => void problems.push({ input, message });
    if (!inputs.destination)
        say('destination', 'is required, and is missing or empty. Example: /var/backups/notes, or an environment to take it from');
    else if (!inputs.destination.startsWith('/'))
        say('destination', 'is not an absolute path. Example: /var/backups/notes');
    if (!inputs['project-name'] && !inputs['database-url'] && needsDatabase(inputs))
        say('project-name', 'or database-url is needed to find the database. Example: notes');
    if (inputs.mode === 'backup')
        problems.push(...checkRecipients(inputs));
    if (inputs.mode === 'verify' && inputs.verify === 'none')
        say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
    if (inputs.id && !isId(inputs.id))
        say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
    if (inputs.into && !/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(inputs.into))
        say('into', 'is no database name of at most 40 letters, digits, _ and -. Example: notes_restored');
    if (!/^[A-Za-z0-9._-]{1,40}$/.test(inputs.tag))
        say('tag', 'is no word of letters, digits, . _ and -. Example: pre-deploy');
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

;// CONCATENATED MODULE: ./actions/backup-db/build/contract.js

const contract = (0,build/* defineContract */.ye)({
    name: 'backup-db',
    title: 'Slipway: back up a database',
    description: 'PostgreSQL backups that count only after they were read back: dump, compress, encrypt, store, prove, restore.',
    icon: 'database',
    inputs: {
        mode: {
            type: 'choice',
            choices: ['backup', 'verify', 'restore', 'list', 'check'],
            default: 'backup',
            description: 'backup makes and proves one; verify proves a stored one again; restore brings one back; list shows them; check fails if the newest proven one is too old.',
            example: 'backup',
        },
        environment: {
            ...build/* vocabulary */.vP.environment,
            description: 'Environment of `config` that gives what is not given here: project, host, port, username and everything under `backup`. Without it the file is not read.',
        },
        config: build/* vocabulary */.vP.config,
        destination: {
            type: 'string',
            description: 'Folder of the backups, an absolute path on the server (over SSH), or on the runner where no host is given. Required, here or in `config`.',
            example: '/var/backups/notes',
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
            description: 'Backup to verify or restore; by default the newest proven one.',
            example: 'notes-notes-20260102T030405Z-1a2b',
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
        tag: { type: 'string', default: 'manual', description: 'Why the backup was made; kept in its manifest.', example: 'pre-deploy' },
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
        path: { description: 'Its file on the machine of the destination.' },
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
        kept: { description: 'Name under which a replaced database was kept.' },
    },
    outcomes: {
        'backed-up': 'A new backup is stored, with the proof that `verify-level` names.',
        verified: 'The stored backup passed the proof again.',
        restored: 'The backup stands as the database `into`, its rows counted.',
        listed: 'The backups are in the log and the summary.',
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
        'no-container': 'The project exists, but has no container of the service.',
        'database-unreachable': 'The database does not answer or refuses the user.',
        'query-failed': 'The database refused a statement.',
        'version-mismatch': 'pg_dump on the machine is older than the server.',
        locked: 'A migration holds the lock of the database, or another backup of it is under way.',
        pooled: 'The URL leads to a transaction pooler, where locks do not work.',
        'dump-failed': 'pg_dump failed; nothing was stored.',
        empty: 'pg_dump wrote no archive.',
        'destination-unwritable': 'The destination cannot be written, or is full.',
        checksum: 'The stored bytes differ from what was sent, or from the manifest.',
        'archive-corrupt': 'The stored backup cannot be decrypted, decompressed or read as an archive.',
        'restore-failed': 'The archive could not be restored.',
        'count-mismatch': 'The restored tables hold other numbers of rows than the manifest says.',
        stale: 'The newest proven backup is older than max-age.',
        'no-backup': 'There is no such backup, or none that was proven.',
        'key-missing': 'age-identity is missing or opens none of the backup.',
        exists: 'The database to restore into exists, and confirm does not name it.',
        'swap-failed': 'The restored database could not take the name of the old one.',
    },
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 13 modules
var postgres_build = __webpack_require__(7558);
;// CONCATENATED MODULE: ./actions/backup-db/build/blame.js
/** Which part of a broken pipe broke first: everything else in it only ends because of that. */
/** The first of the programs to fail, once one has. */
function firstToFail(...programs) {
    let first;
    for (const program of programs) {
        program.done.catch(() => {
            first ??= program;
        });
    }
    return () => first;
}
const echoes = new Set(['EPIPE', 'ECONNRESET', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR']);
/** What a stream says when its neighbour is gone. */
function isEcho(error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors))
        return error.errors.every(isEcho);
    const code = error?.code ?? '';
    return error === undefined || echoes.has(code);
}
/** Ended by a signal of ours, here or on the server. */
function isKilled(failure) {
    return failure.code === 128 || failure.code === 143;
}
/** The failure of the connection to the server, where it is gone. A program that was ended with it tells nothing of that by itself. */
async function lostConnection(job) {
    if (!job.shell.remote)
        return undefined;
    return job.shell.run(['true'], { deadline: 20_000 }).then(() => undefined, (error) => error);
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./node_modules/age-encryption/dist/index.js + 51 modules
var dist = __webpack_require__(1539);
;// CONCATENATED MODULE: ./actions/backup-db/build/layers.js




/** What lies around a dump: compression, then encryption. Each layer is a stage of a pipe. */
const chunkSize = 128 * 1024;
/** Frames carry a checksum, which the CLI writes by itself and Node does not. */
function compress() {
    const params = { [external_node_zlib_.constants.ZSTD_c_compressionLevel]: 3, [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1 };
    return (0,external_node_zlib_.createZstdCompress)({ params, chunkSize });
}
function decompress() {
    return (0,external_node_zlib_.createZstdDecompress)({ chunkSize });
}
/** @throws Failure `bad-input` where a recipient is none */
function encrypt(recipients) {
    const encrypter = new dist/* Encrypter */.T7();
    for (const recipient of recipients)
        addRecipient(encrypter, recipient);
    return external_node_stream_.Duplex.from(async function* (source) {
        // Not `yield*`: a stream's iterator has no `throw`, and the reason of a failure would be lost.
        for await (const chunk of await encrypter.encrypt(ReadableStream.from(source)))
            yield chunk;
    });
}
function addRecipient(encrypter, recipient) {
    try {
        encrypter.addRecipient(recipient);
    }
    catch {
        throw (0,build/* badInputs */.PD)([{ input: 'age-recipients', message: `${recipient} is no age public key: it was cut or mistyped` }]);
    }
}
/** @throws Failure `key-missing` where an identity is none */
function decrypt(identities) {
    const decrypter = new dist/* Decrypter */.Hz();
    for (const identity of identities)
        addIdentity(decrypter, identity);
    return external_node_stream_.Duplex.from(async function* (source) {
        for await (const chunk of await decrypter.decrypt(ReadableStream.from(source)))
            yield chunk;
    });
}
function addIdentity(decrypter, identity) {
    try {
        decrypter.addIdentity(identity);
    }
    catch {
        throw new build/* Failure */.HR('key-missing', 'A line of age-identity is no age private key: it was cut or mistyped.', {
            state: 'Nothing was changed.',
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

;// CONCATENATED MODULE: ./actions/backup-db/build/meter.js


/** Lets bytes pass, and knows how many and their SHA-256. */
class Meter extends external_node_stream_.Transform {
    #hash = (0,external_node_crypto_.createHash)('sha256');
    bytes = 0;
    /** The first bytes, for a look at what they are. */
    head = Buffer.alloc(0);
    _transform(chunk, _encoding, done) {
        if (this.head.length < 5)
            this.head = Buffer.concat([this.head, chunk.subarray(0, 5)]).subarray(0, 5);
        this.#hash.update(chunk);
        this.bytes += chunk.length;
        done(null, chunk);
    }
    /** Only once all bytes have passed. */
    content() {
        return { size: this.bytes, sha256: this.#hash.digest('hex') };
    }
}
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
/** Says every five seconds how far a stream came; returns what ends it. */
function reportProgress(meter, what, say, interval = 5000) {
    let before = 0;
    const timer = setInterval(() => {
        const rate = ((meter.bytes - before) / interval) * 1000;
        before = meter.bytes;
        say(`${what}: ${formatBytes(meter.bytes)}, ${formatBytes(rate)}/s`);
    }, interval);
    return () => clearInterval(timer);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/manifest.js

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
        const whole = value.version === 1 &&
            typeof value.id === 'string' &&
            isId(value.id) &&
            typeof value.project === 'string' &&
            typeof value.database === 'string' &&
            !Number.isNaN(Date.parse(value.created ?? '')) &&
            (value.encryption === 'age' || value.encryption === 'none') &&
            isContent(value.plain) &&
            isContent(value.stored) &&
            Array.isArray(value.tables) &&
            value.properties !== undefined;
        return whole ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isContent(value) {
    return Number.isSafeInteger(value?.size) && /^[0-9a-f]{64}$/.test(value?.sha256 ?? '');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/store.js




const busy = 75;
const holdScript = [
    'set -u; umask 077; if [ ! -d "$1" ]; then mkdir -p -- "$1" || exit 74; fi',
    'exec 9>>"$1/.$2.lock"; if ! flock -w "$4" 9; then exit 75; fi',
    'find "$1" -maxdepth 1 -type f -name "$3" -print -exec rm -f -- {} \\; || exit 74; echo held; exec cat >/dev/null',
].join('\n');
const receiveScript = 'set -eu; umask 077; cat > "$1"; sync "$1"; wc -c < "$1"; sha256sum < "$1"';
const publishScript = [
    'set -eu; umask 077; cd -- "$1"; trap \'rm -f -- ".$4"\' EXIT; cat > ".$4"',
    '[ "$(wc -c < ".$4")" -eq "$5" ] || { echo "only a part of the manifest arrived" >&2; exit 65; }',
    'sync ".$4"; mv -f -- "$2" "$3"; mv -f -- ".$4" "$4"; sync .',
].join('\n');
const listScript = [
    'if [ ! -d "$1" ]; then exit 0; fi; cd -- "$1"; find . -maxdepth 1 -type f -name "*.json" ! -name ".*" -exec cat {} +',
    'echo; echo ---; find . -maxdepth 1 -type f -name "*.dump.zst*" -exec stat -c "%s %n" {} +',
].join('\n');
function openStore(job) {
    const { shell, signal } = job;
    const folder = job.inputs.destination.replace(/\/+$/, '') || '/';
    const path = (name) => `${folder}/${name}`;
    const script = (text, args) => ['sh', '-c', text, 'sh', ...args];
    const options = () => ({ deadline: job.remaining(), signal });
    return {
        folder,
        path,
        async list() {
            const { stdout } = await shell.run(script(listScript, [folder]), options());
            return parseListing(stdout, path);
        },
        hold: (prefix) => holdFolder(job, folder, prefix, script(holdScript, [folder, prefix, partialGlob(prefix), String(lockSeconds)])),
        receive(id) {
            const running = shell.start(script(receiveScript, [path(partialName(id))]), options());
            let text = '';
            running.stdout.on('data', (chunk) => {
                text += chunk.toString();
            });
            return { running, content: () => parseContent(text) };
        },
        read: (name) => shell.start(['cat', '--', path(name)], options()),
        removePartial: (id) => (0,shell_build/* removeFiles */.WS)(shell, path(partialName(id))),
        async publish(manifest) {
            const text = renderManifest(manifest);
            const { id, encryption } = manifest;
            const names = [partialName(id), dumpName(id, encryption), manifestName(id), String(Buffer.byteLength(text))];
            await shell.run(script(publishScript, [folder, ...names]), { input: text }).catch((error) => {
                throw unwritable(error, folder, shell.where);
            });
        },
        update: (manifest) => (0,shell_build/* replaceFile */.fR)(shell, path(manifestName(manifest.id)), renderManifest(manifest)),
    };
}
/** How long another backup of the same database may keep this one waiting. */
const lockSeconds = 60;
async function holdFolder(job, folder, prefix, argv) {
    const { shell, signal } = job;
    const running = shell.start(argv, { deadline: job.remaining(), signal });
    let text = '';
    const held = new Promise((resolve) => {
        running.stdout.on('data', (chunk) => {
            text += chunk.toString();
            if (/^held$/m.test(text))
                resolve();
        });
    });
    const release = async () => {
        running.stdin.end();
        await running.done.catch(() => { });
    };
    try {
        await Promise.race([held, running.done.then(() => Promise.reject(new Error('the lock of the destination ended at once')))]);
    }
    catch (error) {
        if (error instanceof shell_build/* ProgramFailure */.J9 && error.code === busy) {
            throw new build/* Failure */.HR('locked', `Another run works on the backups ${prefix} in ${folder} on ${shell.where}; waited ${(0,build/* formatDuration */.a3)(lockSeconds * 1000)}.`, {
                state: 'Nothing was changed.',
                hint: 'Wait for it to end; a concurrency group in the workflow keeps runs apart.',
                cause: error,
            });
        }
        throw unwritable(error, folder, shell.where);
    }
    const removed = text.split('\n').filter((line) => line.endsWith('.partial'));
    return { removed, release };
}
/** What a script's failure in the destination means; timeouts and lost connections stay what they are. */
function unwritable(error, folder, where) {
    if (!(error instanceof shell_build/* ProgramFailure */.J9))
        return error;
    const said = error.stderr.trim().split('\n').at(-1) ?? '';
    const full = /No space left|quota/i.test(error.stderr);
    return new build/* Failure */.HR('destination-unwritable', `The destination ${folder} on ${where} cannot be written: ${said || `exit code ${error.code}`}.`, {
        state: 'No backup was stored.',
        hint: full
            ? 'Free space there, or choose another destination.'
            : 'Create the folder for the SSH user, or choose another destination.',
        cause: error,
    });
}
function parseContent(text) {
    const [, size, sha256] = /^\s*(\d+)\n([0-9a-f]{64})\b/.exec(text) ?? [];
    return size && sha256 ? { size: Number(size), sha256 } : undefined;
}
/** Manifests, a line `---`, then sizes and names of the files. */
function parseListing(text, path) {
    const [manifests = '', files = ''] = text.split(/^---$/m);
    const sizes = new Map();
    for (const line of files.split('\n')) {
        const [, size, name] = /^(\d+) \.\/(.+)$/.exec(line) ?? [];
        if (name)
            sizes.set(name, Number(size));
    }
    const lines = manifests.split('\n').filter((line) => line.trim());
    const backups = lines.flatMap((line) => {
        const manifest = parseManifest(line);
        if (!manifest)
            return [];
        const name = dumpName(manifest.id, manifest.encryption);
        return [{ manifest, path: path(name), whole: sizes.get(name) === manifest.stored.size }];
    });
    backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
    return { backups, strange: lines.length - backups.length };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/dump.js








/**
 * One pass from the server to the partial file: pg_dump, zstd, age, both hashes; beside it the rows are counted in the same snapshot. Fails if any
 * part fails, and then leaves nothing.
 * @throws Failure `dump-failed`, `empty`, `destination-unwritable`, `checksum`
 */
async function dump(job, database, store, id, recipients) {
    const started = job.clock.now();
    const application = (0,postgres_build/* applicationName */.SX)(job.context);
    const snapshot = await (0,postgres_build/* openSnapshot */.r3)(database, { lifetime: job.remaining(), application, signal: job.signal });
    try {
        const tables = await (0,postgres_build/* listTables */.WS)(snapshot.query);
        const [{ plain, stored }, counted] = await together(job, database, store, { id, recipients, snapshot, tables });
        return { plain, stored, ...counted, duration: job.clock.now() - started };
    }
    catch (error) {
        await store.removePartial(id).catch((problem) => job.log.debug(`The partial file stays: ${String(problem)}`));
        throw error;
    }
    finally {
        await snapshot.close();
    }
}
/** The dump and the counts side by side; where one fails, the other is ended. */
async function together(job, database, store, order) {
    const name = `slipway-dump-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const args = ['-Fc', '-Z0', '-w', '--lock-wait-timeout=300000', `--snapshot=${order.snapshot.id}`];
    const program = database.start('pg_dump', args, { deadline: job.remaining(), application: name, signal: job.signal });
    const streamed = stream(job, program, store, order);
    const counted = count(order).catch((error) => {
        program.kill();
        throw error;
    });
    const [flow, rows] = await Promise.allSettled([streamed, counted]);
    if (flow.status === 'fulfilled' && rows.status === 'fulfilled')
        return [flow.value, rows.value];
    await endLeftover(database, name);
    // Where counting failed first, the dump only ended because of it.
    throw rows.status === 'rejected' ? rows.reason : flow.reason;
}
async function count({ snapshot, tables }) {
    const rows = await (0,postgres_build/* countRows */.BO)(snapshot.query, tables);
    return { tables: rows, alembic: await (0,postgres_build/* alembicRevision */.pc)(snapshot.query) };
}
async function stream(job, program, store, order) {
    const [plain, stored] = [new Meter(), new Meter()];
    const layers = order.recipients.length > 0 ? [compress(), encrypt(order.recipients)] : [compress()];
    const receiver = store.receive(order.id);
    const culprit = firstToFail(program, receiver.running);
    const stop = reportProgress(plain, 'Dumped', (line) => job.log.info(`${line} (stored ${formatBytes(stored.bytes)})`));
    try {
        await (0,shell_build/* pipe */.Fs)(program, plain, ...layers, stored, receiver.running);
    }
    catch (error) {
        throw await blame(error, culprit(), receiver.running, store, job);
    }
    finally {
        stop();
    }
    if (plain.head.toString('latin1') !== 'PGDMP') {
        throw new build/* Failure */.HR('empty', `pg_dump wrote ${formatBytes(plain.bytes)} that are no archive.`, { state: 'No backup was stored.' });
    }
    const sent = stored.content();
    const arrived = receiver.content();
    if (arrived?.size !== sent.size || arrived.sha256 !== sent.sha256) {
        const text = `${formatBytes(sent.size)} were sent to ${store.folder}, but ${formatBytes(arrived?.size ?? 0)} with another SHA-256 stand there.`;
        throw new build/* Failure */.HR('checksum', text, { state: 'No backup was stored.', hint: 'Check the disk of the destination (dmesg, smartctl).' });
    }
    return { plain: plain.content(), stored: sent };
}
/** The program that failed first gives the reason; timeouts, lost connections and our own errors stay what they are. */
async function blame(error, culprit, receiver, store, job) {
    const lost = await lostConnection(job);
    if (lost)
        return lost;
    const programs = error instanceof shell_build/* ProgramFailure */.J9 || isEcho(error) || (error instanceof build/* Failure */.HR && error.reason === 'program-failed');
    if (!programs || !culprit)
        return error;
    const cause = await culprit.done.catch((reason) => reason);
    if (culprit === receiver)
        return unwritable(cause, store.folder, job.shell.where);
    if (!(cause instanceof shell_build/* ProgramFailure */.J9))
        return cause;
    return new build/* Failure */.HR('dump-failed', `pg_dump failed: ${cause.message}`, {
        state: 'No backup was stored.',
        hint: 'The last lines of pg_dump say why; the user of the dump must be able to read every table.',
        cause,
    });
}
/** An engine goes on with what runs in a container when its caller is gone; the server ends the connection instead. */
async function endLeftover(database, application) {
    const sql = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${(0,postgres_build/* literal */.eu)(application)}`;
    await database.query(sql, { deadline: 10_000 }).catch(() => { });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/job.js


function createJob(inputs, ports) {
    const started = ports.clock.now();
    const elapsed = () => ports.clock.now() - started;
    return {
        ...ports,
        inputs,
        project: inputs['project-name'] ?? (ports.context.repository.split('/').at(-1) || 'database'),
        elapsed,
        remaining() {
            const left = inputs.timeout - elapsed();
            if (left > 0)
                return left;
            throw new build/* Failure */.HR('timeout', `The deadline of ${(0,build/* formatDuration */.a3)(inputs.timeout)} passed.`, { hint: 'Raise the input timeout.' });
        },
    };
}
/** @throws Failure `no-container`, `database-unreachable`, `program-missing` */
function connect(job) {
    const { inputs, shell, project } = job;
    const database = inputs.database ? { database: inputs.database } : {};
    const url = inputs['database-url'];
    return (0,postgres_build/* openDatabase */.qI)(shell, url ? { url, ...database } : { projectName: project, service: inputs.service, ...database });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/readback.js






/** Streams a backup through its layers into a program beside the server; both hashes must be those of the manifest. */
async function readBack(job, store, evidence, program) {
    const { manifest } = evidence;
    const [stored, plain] = [new Meter(), new Meter()];
    const layers = manifest.encryption === 'age' ? [decrypt(evidence.identities), decompress()] : [decompress()];
    const source = store.read(evidence.name);
    const culprit = firstToFail(source, program);
    let broken;
    for (const layer of layers) {
        layer.on('error', (error) => {
            broken ??= error;
        });
    }
    const stop = reportProgress(stored, 'Read back', job.log.info);
    try {
        await Promise.all([(0,shell_build/* pipe */.Fs)(source, stored, ...layers, plain, feed(program)), program.done]);
    }
    catch (error) {
        program.kill();
        source.kill();
        throw await readback_blame({ job, evidence, source, program, error, broken, culprit: culprit() });
    }
    finally {
        stop();
    }
    compare('stored file', stored.content(), manifest.stored);
    compare('dump inside it', plain.content(), manifest.plain);
}
/** pg_restore ends after its last entry, maybe a moment before the last byte came: the rest is read all the same, for the hashes. */
function feed(program) {
    const { stdin } = program;
    const sink = new external_node_stream_.Writable({
        write(chunk, _encoding, done) {
            if (stdin.destroyed || stdin.write(chunk))
                return done();
            const go = () => {
                stdin.off('drain', go).off('close', go);
                done();
            };
            stdin.on('drain', go).on('close', go);
        },
        final(done) {
            stdin.end();
            done();
        },
    });
    program.done.catch((error) => sink.destroy(error));
    return sink;
}
/** @throws Failure `checksum` */
function compare(what, found, expected) {
    if (found.size === expected.size && found.sha256 === expected.sha256)
        return;
    const text = `The ${what} has ${found.size} bytes with SHA-256 ${found.sha256.slice(0, 12)}…, but its manifest says ${expected.size} bytes with ${expected.sha256.slice(0, 12)}….`;
    throw new build/* Failure */.HR('checksum', text, { hint: 'Its storage changed or lost bytes: check the disk, and use another backup.' });
}
/**
 * Whether the backup is broken, or only the way to it. A connection that ends looks like a truncated file to the layers, and a truncated file like
 * a broken archive to pg_restore: so the connection is asked first, then the reading program, then the layers, then pg_restore.
 */
async function readback_blame({ job, evidence, source, program, error, broken, culprit }) {
    const lost = await lostConnection(job);
    if (lost)
        return lost;
    const unread = await source.done.then(() => undefined, (reason) => reason);
    if (unread instanceof shell_build/* ProgramFailure */.J9 && !isKilled(unread))
        return corrupt(evidence, unread.message, unread);
    if (unread !== undefined && !(unread instanceof shell_build/* ProgramFailure */.J9))
        return unread;
    if (!isEcho(broken))
        return blameLayer(broken, evidence);
    if (!(error instanceof shell_build/* ProgramFailure */.J9) || culprit !== program)
        return error;
    const cause = await program.done.catch((reason) => reason);
    if (!(cause instanceof shell_build/* ProgramFailure */.J9) || cause.code !== 1 || !/pg_restore: error:/.test(cause.stderr))
        return cause;
    return corrupt(evidence, `pg_restore cannot use it: ${errorLines(cause.stderr)}`, cause);
}
function blameLayer(error, evidence) {
    if (!isWrongIdentity(error))
        return corrupt(evidence, error instanceof Error ? error.message : String(error), error);
    return new build/* Failure */.HR('key-missing', `age-identity opens none of the recipients of ${evidence.manifest.id}.`, {
        state: 'Nothing was changed.',
        hint: `It was encrypted to ${evidence.manifest.recipients.join(', ')}.`,
    });
}
function errorLines(stderr) {
    const lines = stderr.split('\n').filter((line) => /error|detail|command was/i.test(line));
    return lines.slice(-4).join(' ').slice(0, 600);
}
function corrupt(evidence, why, cause) {
    return new build/* Failure */.HR('archive-corrupt', `The backup ${evidence.manifest.id} cannot be read back: ${why}.`, {
        hint: 'Use another backup, and check the storage of this one.',
        cause,
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/proof.js






/** The stored bytes are those of the manifest. @returns milliseconds that it took @throws Failure `checksum` */
async function proveChecksum(job, store, { name, manifest }) {
    const started = job.clock.now();
    const meter = new Meter();
    const stop = reportProgress(meter, 'Read', job.log.info);
    meter.resume();
    try {
        await (0,shell_build/* pipe */.Fs)(store.read(name), meter);
    }
    finally {
        stop();
    }
    compare('stored file', meter.content(), manifest.stored);
    return job.clock.now() - started;
}
/**
 * Reads all that is stored through the server's own pg_restore, which writes it nowhere.
 * @returns milliseconds that it took
 * @throws Failure `archive-corrupt`, `checksum`, `key-missing`
 */
async function proveArchive(job, database, store, evidence) {
    const started = job.clock.now();
    const named = new Set();
    const onError = (line) => {
        const [, name] = /processing data for table "(.*)"$/.exec(line) ?? [];
        if (name)
            named.add(name);
    };
    const options = { deadline: job.remaining(), signal: job.signal, onError };
    await readBack(job, store, evidence, database.start('pg_restore', ['-v', '-f', '/dev/null'], options));
    const absent = evidence.manifest.tables.filter(({ schema, name }) => !/\p{Cc}/u.test(schema + name) && !named.has(`${schema}.${name}`));
    if (absent.length === 0)
        return job.clock.now() - started;
    const list = absent.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`);
    throw corrupt(evidence, `it holds no data of ${absent.length} tables that its snapshot had: ${list.join(', ')}`);
}
/**
 * Restores into a throw-away database beside the real one and counts every table; it is dropped whatever happens.
 * @returns milliseconds until the last table was counted, as a recovery would have taken them
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
async function proveRestore(job, database, store, evidence) {
    const { manifest } = evidence;
    // Only databases with exactly this comment are ours to drop.
    const purpose = `throw-away database of slipway/backup-db for ${manifest.project}/${manifest.database}`;
    for (const name of await (0,postgres_build/* findScratch */.kz)(database, purpose))
        await (0,postgres_build/* dropDatabase */.Zi)(database, name);
    const started = job.clock.now();
    const name = `slipway_verify_${(0,external_node_crypto_.randomBytes)(5).toString('hex')}`;
    const scratch = await (0,postgres_build/* createScratch */.Hj)(database, name, manifest.properties, purpose);
    try {
        await restoreInto(job, scratch, store, evidence, ['--no-owner', '--no-acl', '--no-publications', '--no-subscriptions']);
        await compareRows(job, scratch, manifest);
        return job.clock.now() - started;
    }
    finally {
        await (0,postgres_build/* dropDatabase */.Zi)(database, name);
    }
}
/** @throws Failure `restore-failed` and those of `readBack` */
async function restoreInto(job, target, store, evidence, flags) {
    const args = ['-w', '--exit-on-error', ...flags, '-d', (0,postgres_build/* databaseArgument */.Bh)(target.name)];
    const program = target.start('pg_restore', args, { deadline: job.remaining(), signal: job.signal, application: 'slipway restore' });
    try {
        await readBack(job, store, evidence, program);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR) || !(error.cause instanceof shell_build/* ProgramFailure */.J9) || error.reason !== 'archive-corrupt')
            throw error;
        throw new build/* Failure */.HR('restore-failed', error.message.replace('cannot be read back', 'cannot be restored'), {
            hint: 'Roles that own or may read tables must exist on the server, and extensions must be installed there.',
            cause: error.cause,
        });
    }
}
/** @throws Failure `count-mismatch` */
async function compareRows(job, target, manifest) {
    const session = await target.session({ lifetime: job.remaining(), application: 'slipway count', signal: job.signal });
    const query = (sql) => session.query(sql);
    try {
        const found = await (0,postgres_build/* countRows */.BO)(query, await (0,postgres_build/* listTables */.WS)(query));
        const differences = describeDifferences(found, manifest.tables);
        const revision = await (0,postgres_build/* alembicRevision */.pc)(query);
        if (revision !== manifest.alembic)
            differences.push(`alembic_version: ${revision ?? 'none'} instead of ${manifest.alembic ?? 'none'}`);
        if (differences.length === 0)
            return;
        throw new build/* Failure */.HR('count-mismatch', `What was restored from ${manifest.id} differs from its manifest: ${differences.slice(0, 5).join('; ')}.`, {
            hint: 'Use another backup, and report this one: its dump and its counts are of the same snapshot.',
        });
    }
    finally {
        await session.close();
    }
}
function describeDifferences(found, expected) {
    const key = ({ schema, name }) => JSON.stringify([schema, name]);
    const rows = new Map(found.map((table) => [key(table), table.rows]));
    const known = new Set(expected.map(key));
    const lines = expected
        .filter((table) => rows.get(key(table)) !== table.rows)
        .map((table) => `${table.schema}.${table.name}: ${rows.get(key(table)) ?? 'no such table'} instead of ${table.rows} rows`);
    const more = found.filter((table) => !known.has(key(table))).map((table) => `${table.schema}.${table.name}: not in the manifest`);
    return [...lines, ...more];
}

;// CONCATENATED MODULE: ./actions/backup-db/build/prove.js

/** The proof that a level asks for. A restore reads the whole archive too. @returns milliseconds that it took */
function prove(job, level, database, store, evidence) {
    if (level === 'checksum')
        return proveChecksum(job, store, evidence);
    return level === 'archive' ? proveArchive(job, database, store, evidence) : proveRestore(job, database, store, evidence);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/choose.js


/** A proven backup whose file is there: the only kind that counts. */
function counts(backup) {
    return backup.whole && isProven(backup.manifest);
}
/** Backups of the project, and of one database where it is named; newest first. */
function ofProject(backups, project, database) {
    return backups.filter(({ manifest }) => manifest.project === project && (!database || manifest.database === database));
}
/** The backup that `id` names, else the newest proven one. @throws Failure `no-backup` */
async function choose(store, inputs, project, database) {
    const { backups } = await store.list();
    const { id } = inputs;
    const state = 'Nothing was changed.';
    if (id) {
        const named = backups.find(({ manifest }) => manifest.id === id);
        if (!named)
            throw new build/* Failure */.HR('no-backup', `There is no backup ${id} in ${store.folder}.`, { state, hint: 'mode: list shows those there are.' });
        if (named.whole)
            return named;
        throw new build/* Failure */.HR('no-backup', `The file of ${id} is missing from ${store.folder}, or has another size than its manifest says.`, {
            state,
        });
    }
    const mine = ofProject(backups, project, database);
    const newest = mine.find(counts);
    if (newest)
        return newest;
    throw new build/* Failure */.HR('no-backup', `${store.folder} holds no proven backup of ${project}/${database} (${mine.length} that are not proven).`, {
        state,
        hint: mine.length > 0 ? 'Name one with id to use it all the same.' : 'mode: list shows what is there; check destination and project-name.',
    });
}
/** For each database that has ever been backed up here, its newest backup that counts. */
function freshness(backups, now) {
    const databases = [...new Set(backups.map(({ manifest }) => manifest.database))].sort();
    return databases.map((database) => {
        const newest = backups.find((backup) => backup.manifest.database === database && counts(backup));
        return { database, newest, age: newest ? now - Date.parse(newest.manifest.created) : Number.POSITIVE_INFINITY };
    });
}
function describeAge(age) {
    return Number.isFinite(age) ? `${(0,build/* formatDuration */.a3)(age)} old` : 'not proven';
}

;// CONCATENATED MODULE: ./actions/backup-db/build/result.js





function outputsOf(manifest, store) {
    return {
        id: manifest.id,
        path: store.path(dumpName(manifest.id, manifest.encryption)),
        size: String(manifest.stored.size),
        sha256: manifest.stored.sha256,
        'plain-sha256': manifest.plain.sha256,
        tables: String(manifest.tables.length),
        rows: String(manifest.rows),
        'server-version': manifest.server.version,
        verified: String(isProven(manifest)),
        'verify-level': manifest.verified?.level ?? 'none',
        database: manifest.database,
    };
}
function describe(manifest, store, where, duration) {
    const proof = manifest.verified ? `${isProven(manifest) ? 'proven' : 'checked'} by ${manifest.verified.level}` : 'not proven';
    const rows = [
        ['database', `${(0,build/* cell */.Hn)(manifest.database)} (PostgreSQL ${(0,build/* cell */.Hn)(manifest.server.version)})`],
        ['content', `${manifest.tables.length} tables, ${manifest.rows} rows${manifest.alembic ? `, Alembic ${(0,build/* code */.aY)(manifest.alembic)}` : ''}`],
        ['size', `${formatBytes(manifest.stored.size)} of ${formatBytes(manifest.plain.size)}`],
        ['encryption', manifest.encryption === 'age' ? `age, ${manifest.recipients.length} recipients` : '**none**'],
        ['SHA-256', (0,build/* code */.aY)(manifest.stored.sha256)],
        ['stored', `${(0,build/* code */.aY)(store.path(dumpName(manifest.id, manifest.encryption)))} on ${(0,build/* cell */.Hn)(where)}`],
        ['took', (0,build/* formatDuration */.a3)(duration)],
    ];
    return `**Backup ${(0,build/* code */.aY)(manifest.id)}: ${proof}.**\n\n${(0,build/* table */.tp)(['', ''], rows)}`;
}
function listing(backups) {
    const rows = backups.map(({ manifest, whole }) => [
        (0,build/* code */.aY)(manifest.id),
        (0,build/* cell */.Hn)(manifest.created),
        formatBytes(manifest.stored.size),
        manifest.rows,
        (0,build/* cell */.Hn)(manifest.tag),
        whole ? (0,build/* cell */.Hn)(manifest.verified?.level ?? 'not proven') : '**file missing**',
    ]);
    return (0,build/* table */.tp)(['backup', 'made', 'size', 'rows', 'tag', 'proof'], rows);
}
/** Decision, what to do, and every database with its newest proven backup, the oldest first. */
function renderFreshness(entries, limit, now, problem) {
    const rows = entries.map(({ database, newest, age }) => [
        (0,build/* cell */.Hn)(database),
        newest ? (0,build/* code */.aY)(newest.manifest.id) : '**none is proven**',
        newest ? (0,build/* cell */.Hn)(newest.manifest.created) : '',
        newest ? (0,build/* formatDuration */.a3)(age) : '',
        (0,build/* formatDuration */.a3)(limit),
    ]);
    const [oldest] = entries;
    const decision = problem
        ? `**${(0,build/* cell */.Hn)(problem.text)}** ${(0,build/* cell */.Hn)(problem.hint)}`
        : `**The newest proven backup is ${describeAge(oldest?.age ?? 0)}.**`;
    const seen = rows.length > 0 ? [(0,build/* table */.tp)(['database', 'newest proven backup', 'made', 'age', 'allowed'], rows)] : [];
    return [decision, ...seen, `Checked at ${now.toISOString()}.`].join('\n\n');
}

;// CONCATENATED MODULE: ./actions/backup-db/build/backup.js












/** Makes a backup and proves it; only then it gets its name and its manifest. */
async function backup(job) {
    const database = await connect(job).catch((error) => {
        if ((0,postgres_build/* isFirstRelease */.oK)(error))
            return undefined;
        throw error;
    });
    if (!database)
        return nothing(job, 'first-release', `Nothing of ${job.project} is on ${job.shell.where} yet: there is no database to back up.`);
    const tables = await (0,postgres_build/* listTables */.WS)((sql) => database.query(sql));
    if (tables.length === 0)
        return nothing(job, 'no-tables', `The database ${database.where} has no tables: there is nothing to back up.`);
    await (0,postgres_build/* checkClient */.sr)(database);
    const store = openStore(job);
    if (job.inputs['dry-run']) {
        job.log.info(`Would dump ${tables.length} tables of ${database.where} (PostgreSQL ${database.server.version}) to ${store.folder}.`);
        return { outcome: 'planned', outputs: { tables: String(tables.length), database: database.name } };
    }
    const prefix = idPrefix(job.project, database.name);
    const held = await store.hold(prefix);
    for (const path of held.removed)
        job.log.info(`Removed ${path}, which a run that was ended left behind.`);
    try {
        return await make(job, database, store, prefix);
    }
    finally {
        await held.release();
    }
}
function nothing(job, reason, text) {
    job.log.warn(`${text} No backup was made.`);
    return {
        outcome: 'nothing-to-back-up',
        reason,
        outputs: { verified: 'false', 'verify-level': 'none' },
        summary: `**No backup was made.** ${text}`,
    };
}
async function make(job, database, store, prefix) {
    const { inputs, log } = job;
    const created = new Date(job.clock.now());
    const id = backupId(prefix, created, (0,external_node_crypto_.randomBytes)(2).toString('hex'));
    const key = inputs.encryption === 'age' ? await ephemeralKey() : undefined;
    const recipients = key ? [...inputs['age-recipients'], key.recipient] : [];
    const dumped = await log.group(`Dump of ${database.where}`, () => guarded(job, database, () => dump(job, database, store, id, recipients)));
    const rows = dumped.tables.reduce((sum, table) => sum + table.rows, 0);
    log.info(`${dumped.tables.length} tables with ${rows} rows: ${formatBytes(dumped.plain.size)}, stored as ${formatBytes(dumped.stored.size)}.`);
    const draft = {
        version: 1,
        id,
        created: created.toISOString(),
        project: job.project,
        database: database.name,
        tag: inputs.tag,
        run: job.context.runUrl || job.context.runId,
        server: { version: database.server.version, major: database.server.major },
        properties: await (0,postgres_build/* readProperties */.Qh)(database),
        tables: dumped.tables,
        rows,
        ...(dumped.alembic === undefined ? {} : { alembic: dumped.alembic }),
        plain: dumped.plain,
        stored: dumped.stored,
        compression: 'zstd',
        encryption: inputs.encryption,
        recipients: inputs.encryption === 'age' ? inputs['age-recipients'] : [],
        duration: dumped.duration,
    };
    const manifest = await proven(job, database, store, draft, key ? [key.identity] : []);
    await store.publish(manifest);
    log.info(`${id} is stored in ${store.folder}.`);
    const outputs = { ...outputsOf(manifest, store), duration: String(job.elapsed()), ...(manifest.verified ? { 'newest-age': '0' } : {}) };
    return { outcome: 'backed-up', outputs, manifest, summary: describe(manifest, store, job.shell.where, job.elapsed()) };
}
/** A migration must not change the tables under a dump: backups share the lock that migrations have alone. */
async function guarded(job, database, work) {
    if (job.locked)
        return work();
    const lock = await (0,postgres_build/* takeLock */.HJ)(database, {
        key: (0,postgres_build/* lockKey */.TL)(database.name),
        mode: 'shared',
        wait: Math.min(0.9 * job.remaining(), 600_000),
        lifetime: job.remaining(),
        application: (0,postgres_build/* applicationName */.SX)(job.context),
        clock: job.clock,
        onWait: (holders) => job.log.info(`Waiting for the lock of ${database.where}, held by ${(0,postgres_build/* describeHolders */.hX)(holders)}.`),
    });
    try {
        return await work();
    }
    finally {
        await lock.release();
    }
}
/** A backup that fails its proof is removed: a broken file is no worse than none, but looks better than it is. */
async function proven(job, database, store, draft, identities) {
    const level = job.inputs.verify;
    if (level === 'none') {
        job.log.warn(`verify is none: nobody has read ${draft.id} back, so it does not count as proven.`);
        return draft;
    }
    try {
        const evidence = { name: partialName(draft.id), manifest: draft, identities };
        await job.log.group(`Proof of ${draft.id}: ${level}`, () => prove(job, level, database, store, evidence));
    }
    catch (error) {
        await (0,shell_build/* removeFiles */.WS)(job.shell, store.path(partialName(draft.id))).catch(() => { });
        if (error instanceof build/* Failure */.HR)
            throw (0,build/* withDetails */.FE)(error, { state: 'The new backup was removed; older ones are as they were.' });
        throw error;
    }
    return { ...draft, verified: { level, at: new Date(job.clock.now()).toISOString() } };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/inspect.js





/** The modes that only look at the destination; the database may be down. */
async function list(job) {
    const store = openStore(job);
    const { backups, strange } = await store.list();
    const mine = job.inputs['project-name'] ? ofProject(backups, job.project, job.inputs.database) : backups;
    if (strange > 0)
        job.log.warn(`${strange} files in ${store.folder} end in .json, but are no manifests of backups.`);
    for (const { manifest, whole } of mine) {
        const proof = whole ? (manifest.verified?.level ?? 'not proven') : 'file missing';
        job.log.info(`${manifest.id}  ${formatBytes(manifest.stored.size)}  ${manifest.rows} rows  ${manifest.tag}  ${proof}`);
    }
    if (mine.length === 0)
        job.log.info(`${store.folder} on ${job.shell.where} holds no backups.`);
    const newest = freshness(mine, job.clock.now()).flatMap((entry) => (entry.newest ? [entry] : []));
    const [latest] = newest.sort((a, b) => a.age - b.age);
    const outputs = latest?.newest ? { ...outputsOf(latest.newest.manifest, store), 'newest-age': seconds(latest.age) } : {};
    return { outcome: 'listed', outputs, summary: `**${mine.length} backups.**\n\n${listing(mine)}` };
}
/** Fails where any database that was ever backed up here has no proven backup that is young enough. */
async function check(job) {
    const store = openStore(job);
    const limit = job.inputs['max-age'];
    const mine = ofProject((await store.list()).backups, job.project, job.inputs.database);
    const entries = [...freshness(mine, job.clock.now())].sort((a, b) => b.age - a.age);
    for (const { database, age } of entries)
        job.log.info(`${job.project}/${database}: newest proven backup is ${describeAge(age)}.`);
    const [oldest] = entries;
    const now = new Date(job.clock.now());
    if (oldest?.newest && oldest.age <= limit) {
        const { manifest } = oldest.newest;
        const outputs = { ...outputsOf(manifest, store), 'newest-age': seconds(oldest.age) };
        return { outcome: 'fresh', outputs, manifest, summary: renderFreshness(entries, limit, now) };
    }
    const { reason, text, hint } = judge(job, store, oldest);
    // Both outputs are there whatever the answer is: who reads them need not ask first.
    const last = oldest?.newest ?? mine.find(({ manifest }) => manifest.database === oldest?.database);
    const outputs = { id: '', ...(last ? outputsOf(last.manifest, store) : {}), 'newest-age': oldest?.newest ? seconds(oldest.age) : '' };
    throw new build/* Failure */.HR(reason, text, {
        state: 'Nothing was changed.',
        hint,
        outputs: Object.fromEntries(Object.entries(outputs).filter((entry) => entry[1] !== undefined)),
        summary: renderFreshness(entries, limit, now, { text, hint }),
    });
}
function judge(job, store, oldest) {
    const allowed = (0,build/* formatDuration */.a3)(job.inputs['max-age']);
    const place = `${store.folder} on ${job.shell.where}`;
    const database = oldest?.database ?? job.inputs.database;
    const what = database ? `${job.project}/${database}` : job.project;
    if (!oldest) {
        return {
            reason: 'no-backup',
            text: `${place} holds no backup of ${what}; the newest proven one may be ${allowed} old.`,
            hint: 'Check destination and project-name; else make a backup now, and look at the workflow that should have made one.',
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
function seconds(age) {
    return String(Math.round(age / 1000));
}

;// CONCATENATED MODULE: ./actions/backup-db/build/swap.js



/** Where a replaced database is found again. */
function keptName(name, at) {
    return `${name}_before_${stamp(at)}`;
}
/**
 * Gives the restored database its name. The two renames of a replacement are one transaction: at every moment there is one database of that name,
 * and the old one keeps all it has. Its sessions are ended, because a database with sessions cannot be renamed.
 * @returns the name under which the old one is kept
 * @throws Failure `swap-failed`, and the old one has its name
 */
async function takePlace(database, scratch, name, owner, replace, at) {
    const desk = await maintenance(database, [scratch, name]);
    const [from, to] = [(0,postgres_build/* identifier */.Cv)(scratch), (0,postgres_build/* identifier */.Cv)(name)];
    await ownedBy(desk, scratch, owner);
    if (!replace) {
        await desk.query(`alter database ${from} rename to ${to}`);
        return undefined;
    }
    const kept = keptName(name, at);
    const old = (0,postgres_build/* identifier */.Cv)(kept);
    try {
        await desk.query([
            `alter database ${to} with allow_connections false;`,
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = ${(0,postgres_build/* literal */.eu)(name)};`,
            'select pg_sleep(0.2);',
            `begin; alter database ${to} rename to ${old}; alter database ${from} rename to ${to}; commit;`,
            `alter database ${old} with allow_connections true;`,
        ].join('\n'));
        return kept;
    }
    catch (error) {
        for (const candidate of [name, kept]) {
            if (await (0,postgres_build/* databaseExists */.i4)(desk, candidate))
                await desk.query(`alter database ${(0,postgres_build/* identifier */.Cv)(candidate)} with allow_connections true`);
        }
        throw new build/* Failure */.HR('swap-failed', `The restored database could not take the name ${name}: ${(0,build/* messageOf */.bD)(error)}`, {
            state: `${name} is as it was.`,
            hint: 'Close what keeps connecting to it, and run again.',
            cause: error,
        });
    }
}
/** A database to stand in while others are renamed. */
async function maintenance(database, taken) {
    for (const name of ['postgres', 'template1', database.name]) {
        if (!taken.includes(name) && (await (0,postgres_build/* databaseExists */.i4)(database, name)))
            return database.sibling(name);
    }
    throw new build/* Failure */.HR('swap-failed', `There is no database besides ${taken.join(' and ')} to connect to meanwhile.`, {
        state: 'Nothing was changed.',
    });
}
/** The owner that the database had, where the server knows the role. */
async function ownedBy(desk, name, owner) {
    const [[known] = []] = await desk.query(`select count(*) from pg_roles where rolname = ${(0,postgres_build/* literal */.eu)(owner)}`);
    if (known === '1')
        await desk.query(`alter database ${(0,postgres_build/* identifier */.Cv)(name)} owner to ${(0,postgres_build/* identifier */.Cv)(owner)}`);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/restore.js











/**
 * Restores beside what is there and counts every table; only then the database gets its name. One that has the name already must be confirmed, and
 * is kept under another.
 */
async function restore(job) {
    const { inputs, log } = job;
    const into = inputs.into ?? '';
    const database = await connect(job);
    await (0,postgres_build/* checkClient */.sr)(database);
    const store = openStore(job);
    const { manifest } = await choose(store, inputs, job.project, inputs.database ?? database.name);
    const identities = manifest.encryption === 'age' ? readIdentities(inputs['age-identity'], 'mode restore') : [];
    const live = (await (0,postgres_build/* databaseExists */.i4)(database, into)) ? database.sibling(into) : undefined;
    if (live && inputs.confirm !== into)
        throw taken(into, database);
    if (inputs['dry-run']) {
        log.info(`Would restore ${manifest.id} into ${into}${live ? `, and keep the present one as ${keptName(into, new Date(job.clock.now()))}` : ''}.`);
        return { outcome: 'planned', outputs: outputsOf(manifest, store), manifest };
    }
    const held = await store.hold(idPrefix(manifest.project, manifest.database));
    try {
        const kept = await bringBack(job, database, store, manifest, { identities, into, live });
        log.info(`${manifest.id} stands as the database ${into} after ${(0,build/* formatDuration */.a3)(job.elapsed())}.`);
        const outputs = { ...outputsOf(manifest, store), database: into, duration: String(job.elapsed()), ...(kept ? { kept } : {}) };
        const old = kept ? ` The database before it is kept as \`${kept}\`.` : '';
        const summary = `**Restored \`${manifest.id}\` into \`${into}\` in ${(0,build/* formatDuration */.a3)(job.elapsed())}.**${old}`;
        return { outcome: 'restored', outputs, manifest, summary };
    }
    finally {
        await held.release();
    }
}
function taken(into, database) {
    return new build/* Failure */.HR('exists', `The database ${into} exists ${database.access.where}.`, {
        state: 'Nothing was changed.',
        hint: `Restore into a new name, or write confirm: ${into} to replace it; the present one is kept under another name.`,
    });
}
/** @returns the name under which a replaced database is kept */
async function bringBack(job, database, store, manifest, order) {
    const purpose = `unfinished restore of slipway/backup-db for ${manifest.project}/${order.into}`;
    for (const name of await (0,postgres_build/* findScratch */.kz)(database, purpose))
        await (0,postgres_build/* dropDatabase */.Zi)(database, name);
    const scratch = `${order.into}_restore_${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const like = order.live ? await (0,postgres_build/* readProperties */.Qh)(order.live) : manifest.properties;
    const target = await (0,postgres_build/* createScratch */.Hj)(database, scratch, like, purpose).catch((error) => {
        throw new build/* Failure */.HR('restore-failed', `The database for ${manifest.id} could not be created: ${(0,build/* messageOf */.bD)(error)}`, {
            state: 'Nothing was changed.',
            hint: 'The user needs the right CREATEDB, and the server the locale of the backup.',
            cause: error,
        });
    });
    try {
        const evidence = { name: dumpName(manifest.id, manifest.encryption), manifest, identities: order.identities };
        await job.log.group(`Restore of ${manifest.id}`, () => restoreInto(job, target, store, evidence, []));
        await job.log.group('Rows of every table', () => compareRows(job, target, manifest));
        await database.query(`comment on database ${(0,postgres_build/* identifier */.Cv)(scratch)} is null`);
        return await restore_guarded(job, order.live, () => takePlace(database, scratch, order.into, like.owner, order.live !== undefined, new Date(job.clock.now())));
    }
    catch (error) {
        await (0,postgres_build/* dropDatabase */.Zi)(database, scratch).catch((problem) => job.log.warn(`${scratch} could not be dropped: ${(0,build/* messageOf */.bD)(problem)}`));
        if (error instanceof build/* Failure */.HR)
            throw (0,build/* withDetails */.FE)(error, { state: error.details.state ?? 'Nothing was changed.' });
        throw error;
    }
}
/** No backup and no migration may be at work on a database that is about to be replaced. The lock ends before its sessions do. */
async function restore_guarded(job, live, work) {
    if (live && !job.locked) {
        const lock = await (0,postgres_build/* takeLock */.HJ)(live, {
            key: (0,postgres_build/* lockKey */.TL)(live.name),
            mode: 'exclusive',
            wait: Math.min(job.remaining() / 2, 60_000),
            lifetime: job.remaining(),
            application: (0,postgres_build/* applicationName */.SX)(job.context),
            clock: job.clock,
        });
        await lock.release();
    }
    return work();
}

;// CONCATENATED MODULE: ./actions/backup-db/build/settle.js



/** Inputs that the Slipway file may give, and the keys under which it does. */
const keys = {
    'project-name': 'project',
    host: 'host',
    port: 'port',
    username: 'username',
    service: 'backup.service',
    database: 'backup.database',
    destination: 'backup.destination',
    encryption: 'backup.encryption',
    'age-recipients': 'backup.age-recipients',
    verify: 'backup.verify',
    'max-age': 'backup.max-age',
};
/**
 * The inputs, with what the Slipway file says of their environment where they say nothing. The file is read only where an environment is named.
 * What comes out names none: it can be settled again, and stays as it is.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input`
 */
async function settle(inputs, workspace) {
    if (inputs.environment === undefined)
        return checked(withDefaults(inputs), (problem) => problem);
    // Loaded late: most runs of this action know all from their inputs.
    const { keyOf, readSettings } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4174));
    const { config: file } = inputs;
    const settings = await readSettings(file, inputs.environment, workspace);
    const key = (name) => keyOf(settings, keys[name]);
    const merged = merge(inputs, settings, `${keyOf(settings, 'backup')} in ${file}`);
    const settled = withDefaults({ ...merged, environment: undefined });
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
        throw (0,build/* badInputs */.PD)([{ input: 'environment', message }]);
    }
    const encryption = inputs.encryption ?? backup.encryption;
    // Who asks for none here does not contradict the recipients of the file; who asks for none there does.
    const recipients = inputs.encryption === 'none' ? undefined : backup['age-recipients'];
    return {
        ...inputs,
        'project-name': inputs['project-name'] ?? settings.project,
        host: inputs.host ?? settings.host,
        port: inputs.port ?? settings.port,
        username: inputs.username ?? settings.username,
        service: inputs.service ?? backup.service,
        database: inputs.database ?? backup.database,
        destination: inputs.destination ?? backup.destination,
        encryption,
        'age-recipients': inputs['age-recipients'].length > 0 ? inputs['age-recipients'] : (recipients ?? inputs['age-recipients']),
        verify: inputs.verify ?? backup.verify,
        'max-age': inputs['max-age'] ?? (0,build/* parseDuration */.E9)(backup['max-age'] ?? ''),
    };
}
/** @throws Failure `bad-input` */
function checked(settled, explain) {
    const problems = checkSettled(settled);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems.map(explain));
    return settled;
}

;// CONCATENATED MODULE: ./actions/backup-db/build/drill.js
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

;// CONCATENATED MODULE: ./actions/backup-db/build/drill-log.js

/** The file of the drills, on the machine of the destination. Its name does not end as a manifest's does. */
const drillsName = 'drills.jsonl';
/** How long the record may take, also after the deadline of the action: a drill that took too long is one to be recorded. */
const deadline = 20_000;
/** Bytes of the file's end that are read back: years of weekly drills. */
const tail = 256 * 1024;
/**
 * The line arrives whole or is not written. A line that was torn before it, by a power cut, is ended first, so that it takes no good one with it.
 * Two drills at once append one after the other; a folder that is not there is not made, because no backup can be in it.
 */
const appendScript = [
    'set -eu; umask 077; [ -d "$1" ] || { echo "there is no such folder" >&2; exit 74; }',
    'line=$(cat); [ "$(printf %s "$line" | wc -c)" -eq "$3" ] || { echo "only a part of the line arrived" >&2; exit 65; }',
    'f=$1/$2; exec 9>>"$f"; flock -w 10 9 || { echo "another drill keeps it locked" >&2; exit 75; }; chmod 600 -- "$f" 2>/dev/null || :',
    'if [ -s "$f" ] && [ -n "$(tail -c 1 -- "$f")" ]; then echo >&9; fi',
    'printf "%s\\n" "$line" >&9; sync -- "$f" "$1"; exec 9>&-; exec tail -c "$4" -- "$f"',
].join('\n');
/** Appends a drill and gives back all that the file holds, oldest first. @throws Failure where the line is not on the disk */
async function recordDrill(shell, folder, drill) {
    const line = renderDrill(drill);
    const args = [folder, drillsName, String(Buffer.byteLength(line)), String(tail)];
    const title = `record of the drill in ${folder}/${drillsName}`;
    const { stdout } = await shell.run(['sh', '-c', appendScript, 'sh', ...args], { input: line, title, deadline });
    return parseDrills(stdout);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/drill-summary.js



const shown = 10;
/** What came of a drill, then how the last ones went: for the job summary. `all` holds the drill itself, oldest first. */
function renderDrills(drill, all, why = '') {
    const last = alike(all, drill).slice(-shown);
    const parts = [decision(drill, why), drill_summary_history(last)];
    const proven = last.filter(({ outcome }) => outcome === 'verified');
    if (proven.length > 1)
        parts.push(chart(proven, [drill.project, drill.database].filter(Boolean).join('/')));
    return parts.join('\n\n');
}
function decision(drill, why) {
    if (drill.outcome === 'failed')
        return `**The restore drill${drill.id ? ` of ${(0,build/* code */.aY)(drill.id)}` : ''} failed: ${drill.reason ?? 'failed'}.** ${(0,build/* cell */.Hn)(why)}`;
    const counted = `${drill.tables} tables with ${drill.rows} rows counted`;
    return `**The restore drill passed: ${(0,build/* code */.aY)(drill.id)} was restored in ${(0,build/* formatDuration */.a3)(drill.seconds * 1000)}, ${counted}.**`;
}
function drill_summary_history(drills) {
    const rows = [...drills]
        .reverse()
        .map((drill) => [
        (0,build/* cell */.Hn)(drill.at.slice(0, 19).replace('T', ' ')),
        drill.id ? (0,build/* code */.aY)(drill.id) : 'none',
        drill.outcome === 'verified' ? `${drill.seconds.toFixed(3)} s` : '',
        drill.rows,
        formatBytes(drill.bytes),
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
async function drill(job, work) {
    const course = { database: job.inputs.database ?? '' };
    try {
        const result = await work(course);
        const summary = await report(job, course);
        return { ...result, summary: result.summary ? `${summary}\n\n${result.summary}` : summary };
    }
    catch (error) {
        const failure = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', `Unexpected error: ${(0,build/* messageOf */.bD)(error)}`, { cause: error });
        const summary = await report(job, course, failure);
        throw (0,build/* withDetails */.FE)(failure, { summary, ...(course.manifest ? { outputs: { id: course.manifest.id } } : {}) });
    }
}
/** A drill that cannot be recorded has still passed or failed: the run says both. @returns its summary */
async function report(job, course, failure) {
    const record = drilling_describe(job, course, failure);
    const { folder } = openStore(job);
    try {
        return renderDrills(record, await recordDrill(job.shell, folder, record), failure?.text);
    }
    catch (error) {
        job.log.warn(`The drill is not in ${folder}/${drillsName} on ${job.shell.where}, where it should be recorded: ${(0,build/* messageOf */.bD)(error)}`);
        return renderDrills(record, [record], failure?.text);
    }
}
function drilling_describe(job, { database, manifest, begun, took }, failure) {
    const now = job.clock.now();
    const milliseconds = took ?? (begun === undefined ? 0 : now - begun);
    return {
        at: new Date(now).toISOString(),
        id: manifest?.id ?? '',
        project: job.project,
        database: manifest?.database ?? database,
        seconds: Math.max(0, Math.round(milliseconds)) / 1000,
        bytes: manifest?.stored.size ?? 0,
        rows: manifest?.rows ?? 0,
        tables: manifest?.tables.length ?? 0,
        ...(failure ? { outcome: 'failed', reason: failure.reason } : { outcome: 'verified' }),
        run: job.context.runUrl || job.context.runId,
    };
}

;// CONCATENATED MODULE: ./actions/backup-db/build/verify.js











/** Reads a stored backup again, and writes into its manifest what came of it: a broken one never counts again. A restore of it is a drill. */
async function verify(job) {
    const level = levelOf(job);
    if (level !== 'restore' || job.inputs['dry-run'])
        return proveAgain(job, level, { database: '' });
    return drill(job, (course) => proveAgain(job, level, course));
}
async function proveAgain(job, level, course) {
    const database = level === 'checksum' ? undefined : await connect(job);
    const store = openStore(job);
    course.database = database?.name ?? job.inputs.database ?? '';
    const { manifest } = await choose(store, job.inputs, job.project, course.database);
    course.manifest = manifest;
    const identities = manifest.encryption === 'age' && level !== 'checksum'
        ? readIdentities(job.inputs['age-identity'], `mode verify with the level ${level}`)
        : [];
    if (job.inputs['dry-run']) {
        job.log.info(`Would verify ${manifest.id} by ${level}.`);
        return { outcome: 'planned', outputs: outputsOf(manifest, store), manifest };
    }
    if (database)
        await (0,postgres_build/* checkClient */.sr)(database);
    const held = await store.hold(idPrefix(manifest.project, manifest.database));
    try {
        course.begun = job.clock.now();
        course.took = await attempt(job, level, database, store, manifest, identities);
        const verified = { level: keep(manifest, level), at: new Date(job.clock.now()).toISOString() };
        const proven = { ...manifest, verified };
        await store.update(proven);
        const outputs = { ...outputsOf(proven, store), duration: String(job.elapsed()) };
        return { outcome: 'verified', outputs, manifest: proven, summary: describe(proven, store, job.shell.where, job.elapsed()) };
    }
    finally {
        await held.release();
    }
}
function levelOf(job) {
    const level = job.inputs.verify;
    return level === 'none' ? 'archive' : level;
}
/** Bytes that are still the proven ones keep the proof that they had. */
function keep(manifest, level) {
    const before = manifest.verified?.level;
    return level === 'checksum' && before && before !== 'failed' ? before : level;
}
async function attempt(job, level, database, store, manifest, identities) {
    const evidence = { name: dumpName(manifest.id, manifest.encryption), manifest, identities };
    try {
        return await job.log.group(`Proof of ${manifest.id}: ${level}`, () => database ? prove(job, level, database, store, evidence) : proveChecksum(job, store, evidence));
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR) || !broken.has(error.reason))
            throw error;
        const verified = { level: 'failed', at: new Date(job.clock.now()).toISOString(), reason: error.reason };
        await store.update({ ...manifest, verified });
        throw (0,build/* withDetails */.FE)(error, {
            state: `${manifest.id} is marked as failed and counts no more.`,
            outputs: { id: manifest.id, verified: 'false' },
        });
    }
}
/** Reasons that speak of the backup, and not of the way to it or of the server that it was restored on. */
const broken = new Set(['checksum', 'archive-corrupt', 'count-mismatch']);

;// CONCATENATED MODULE: ./actions/backup-db/build/run.js






const modes = { backup: backup, verify: verify, restore: restore, list: list, check: check };
/** @throws Failure with a reason of the contract */
async function run(inputs, ports) {
    const settled = await settle(inputs, ports.context.workspace);
    return modes[settled.mode](createJob(settled, ports));
}

;// CONCATENATED MODULE: ./actions/backup-db/build/index.js




// EXTERNAL MODULE: ./actions/run-migrations/build/index.js + 25 modules
var run_migrations_build = __webpack_require__(7513);
// EXTERNAL MODULE: ./actions/smoke-health/build/index.js + 12 modules
var smoke_health_build = __webpack_require__(8062);
// EXTERNAL MODULE: ./actions/release/build/step-inputs.js
var step_inputs = __webpack_require__(6310);
;// CONCATENATED MODULE: ./actions/release/build/steps.js







/** The server has every image before anything else is touched, so that a registry that fails later delays nothing. */
async function deliver(inputs, images, session) {
    const { 'registry-username': username, 'registry-password': password } = inputs;
    const login = username && password ? { username, password } : undefined;
    for (const image of Object.values(images))
        await (0,docker_build/* pullImage */.ZP)(session.shell, image, login);
}
async function steps_backup(inputs, plan, host, session) {
    const settings = plan.settings.backup || {};
    const given = {
        mode: 'backup',
        timeout: `${inputs.timeout}ms`,
        'project-name': plan.settings.project,
        tag: 'pre-deploy',
        service: settings.service,
        database: settings.database,
        destination: settings.destination,
        encryption: settings.encryption,
        'age-recipients': settings['age-recipients'],
        verify: settings.verify,
    };
    const made = await run((0,step_inputs/* inputsFor */.pz)(contract, given, checkInputs), { ...host, shell: session.shell });
    if (made.outcome === 'nothing-to-back-up')
        return undefined;
    const { id = '', size = '0', rows = '0', tables = '0', 'verify-level': level = '' } = made.outputs;
    return { id, verified: level, size: Number(size), rows: Number(rows), tables: Number(tables) };
}
async function applyMigrations(inputs, plan, images, host, session) {
    const settings = plan.settings.migrate || {};
    const service = settings.service ?? Object.keys(images)[0] ?? '';
    const given = {
        mode: 'apply',
        timeout: `${inputs.timeout}ms`,
        ...(0,step_inputs/* placeInputs */.vb)(plan),
        service,
        image: images[service],
        'database-service': settings['database-service'],
        'alembic-ini': settings['alembic-ini'],
        target: settings.target,
    };
    const { outputs } = await (0,run_migrations_build/* run */.e)((0,step_inputs/* inputsFor */.pz)(run_migrations_build/* contract */.d, given), { ...host, shell: session.shell });
    return { from: outputs.from ?? '', to: outputs.to ?? '', applied: (outputs.applied ?? '').split(',').filter(Boolean) };
}
async function moveTraffic(inputs, plan, images, host, session) {
    const { smoke } = plan.settings;
    const given = {
        mode: 'deploy',
        images: Object.entries(images).map(([service, image]) => `${service}=${image}`),
        // A commit is only compared with an answer that looks like one; a version that was given must be answered as it stands.
        version: plan.derivedVersion ? undefined : plan.version,
    };
    const gate = async () => {
        if (smoke === false)
            return;
        const asked = {
            url: smoke.url,
            checks: smoke.checks,
            deadline: smoke.deadline ?? '30s',
            'expect-version': plan.derivedVersion ? undefined : plan.version,
        };
        await (0,smoke_health_build/* run */.e)((0,step_inputs/* inputsFor */.pz)(smoke_health_build/* contract */.d, asked), { ...host, shell: (0,shell_build/* localShell */.yj)() });
    };
    return (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, given), { ...host, shell: session.shell, session, ...(smoke === false ? {} : { gate }) });
}

;// CONCATENATED MODULE: ./actions/release/build/release.js







/** Build, scan, tag, backup, migrate, switch: any failure before the switch leaves the live colour untouched, any failure after it moves back. */
async function release(inputs, plan, host, session, recorder) {
    const draft = emptyReceipt(plan);
    const timings = [];
    const ports = { ...host, local: (0,shell_build/* localShell */.yj)() };
    const step = createStep(session, plan.version, timings, host.log);
    try {
        draft.images = plan.images ?? (await (0,build_images/* makeImages */.XD)(inputs, plan, ports, step, draft));
        await recorder.begin(draft.images);
        await step('deliver', { images: draft.images }, () => deliver(inputs, draft.images, session), () => ({}));
        if (plan.settings.backup !== false)
            draft.backup = await step('backup', {}, () => steps_backup(inputs, plan, host, session), (made) => ({ ...made }));
        if (plan.settings.migrate !== false)
            draft.migration = await step('migrate', {}, () => applyMigrations(inputs, plan, draft.images, host, session), (moved) => ({ ...moved }));
        const switched = await step('switch', { images: draft.images, commit: plan.commit }, () => moveTraffic(inputs, plan, draft.images, host, session), (done) => ({ outcome: done.outcome }));
        // The switch tells its own steps, which are finer than the whole.
        if (switched.receipt)
            timings.splice(-1, 1, ...switched.receipt.steps);
        const result = conclude(draft, switched, timings, rollbackCommand(inputs, plan, host.context.local));
        host.log.info(`\n${plan.settings.project} ${plan.version} ${result.outcome === 'released' ? 'is released' : 'was live already'} on ${result.outputs.live}: ${describeTimings(timings)}.`);
        return result;
    }
    catch (error) {
        throw explain(error, draft, timings);
    }
}
function emptyReceipt(plan) {
    return {
        project: plan.settings.project,
        environment: plan.settings.environment,
        version: plan.version,
        commit: plan.commit,
        previousVersion: '',
        outcome: 'failed',
        reason: '',
        live: '',
        images: {},
        scan: {},
        backup: undefined,
        migration: undefined,
        requests: 0,
        failed: 0,
        lastOldMs: undefined,
        firstNewMs: undefined,
        switchedAt: '',
        identity: '',
        undo: '',
        steps: [],
        timeline: [],
        rollbackCommand: '',
    };
}
/** The same release, the other way: by the workflow beside the one that released, or from a checkout with secrets and Slipway file as before. */
function rollbackCommand(inputs, plan, local) {
    if (!local && inputs.deployment)
        return `gh workflow run rollback.yml -f environment=${plan.settings.environment}`;
    const config = inputs.config === '.github/slipway.yml' ? '' : ` --config ${inputs.config}`;
    return `node dist/release/index.js --mode rollback --environment ${plan.settings.environment}${config}`;
}
function conclude(draft, switched, timings, command) {
    const outcome = switched.outcome === 'unchanged' ? 'unchanged' : 'released';
    const receipt = {
        ...draft,
        outcome,
        live: switched.outputs.live ?? '',
        ...figures(switched.receipt),
        rollbackCommand: switched.receipt?.previousVersion ? command : '',
        steps: secondsOf(timings),
        timeline: timings,
    };
    return { outcome, receipt, outputs: release_outputsOf(receipt), summary: renderRelease(receipt) };
}
function figures(receipt) {
    if (!receipt)
        return {};
    const { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, identity, undo } = receipt;
    return { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, identity, undo };
}
function release_outputsOf(receipt) {
    return {
        version: receipt.version,
        commit: receipt.commit,
        'previous-version': receipt.previousVersion,
        live: receipt.live,
        images: JSON.stringify(receipt.images),
        digests: JSON.stringify((0,digests/* digestsOf */.n)(receipt.images)),
        'backup-id': receipt.backup?.id ?? '',
        revision: receipt.migration?.to ?? '',
        requests: String(receipt.requests),
        'failed-requests': String(receipt.failed),
        'rollback-command': receipt.rollbackCommand,
        receipt: JSON.stringify(receipt),
    };
}
/** The failure with the whole release around it: what was done before stays, and is said. */
function explain(error, draft, timings) {
    const failure = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
    const outcome = failure.details.outcome === 'rolled-back' ? 'rolled-back' : 'failed';
    const inner = failure.details.outputs ?? {};
    const trial = receiptOf(inner['receipt']);
    // The switch tells its own steps, which are finer than the whole.
    const finer = trial ? [...timings.slice(0, -1), ...trial.steps] : timings;
    const receipt = {
        ...draft,
        outcome,
        reason: failure.reason,
        ...figures(trial),
        live: inner['live'] ?? '',
        previousVersion: inner['version'] ?? '',
        steps: secondsOf(finer),
        timeline: finer,
    };
    const moved = draft.migration && draft.migration.applied.length > 0
        ? `The database was migrated from ${draft.migration.from} to ${draft.migration.to} and stays there.`
        : '';
    const kept = draft.backup ? `The backup ${draft.backup.id} from before is proven.` : '';
    const untouched = failure.details.state ?? 'Traffic was not touched.';
    return (0,build/* withDetails */.FE)(failure, {
        outcome,
        state: [untouched, moved, kept].filter(Boolean).join(' '),
        outputs: { ...release_outputsOf(receipt), version: inner['version'] ?? '', 'previous-version': '' },
        summary: `${renderRelease(receipt)}\n\n${failure.text}`,
    });
}
/** The receipt of a switch that was rolled back, as the failure carries it. */
function receiptOf(text) {
    return text ? JSON.parse(text) : undefined;
}

// EXTERNAL MODULE: ./actions/release/build/stale.js
var stale = __webpack_require__(5087);
;// CONCATENATED MODULE: ./actions/release/build/server.js











/** A release on a server of the team, under one lease and one journal there; or back; or what is live. */
async function onServer(inputs, plan, host) {
    const shell = await (0,shell_build/* openShell */.n7)(plan.target);
    try {
        await (0,docker_build/* requireEngine */.Wp)(shell);
        const project = await (0,docker_build/* openProject */.U8)(shell, projectInputs(plan), host.context);
        if (inputs.mode === 'status')
            return await server_status(inputs, plan, host, shell);
        if (inputs['dry-run'])
            return await planned(inputs, plan, project, host, shell);
        const recorder = await (0,record/* openRecorder */.L)(inputs, plan, host);
        const session = await takeSession(inputs, plan, project, host, shell);
        return await underLease({ plan, session, recorder, host }, async () => {
            if (inputs.mode === 'rollback')
                return rollBack(inputs, plan, host, session, recorder);
            await (0,stale/* refuseStale */.WV)(inputs, plan, (0,stale/* confirmedRelease */.VH)(session.journal.entries), host);
            return release(inputs, plan, host, session, recorder);
        });
    }
    finally {
        await shell.close();
    }
}
function projectInputs(plan) {
    const { settings } = plan;
    return { 'project-name': settings.project, 'compose-file': settings['compose-file'], directory: settings.directory };
}
async function takeSession(inputs, plan, project, host, shell) {
    const { runIsOver } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2582));
    const token = (0,record/* tokenOf */.B)(inputs);
    const options = {
        folder: project.state,
        what: `${inputs.mode} ${plan.version}`.trim(),
        wait: inputs['lock-timeout'],
        isOver: (owner) => runIsOver(owner, { apiUrl: host.context.apiUrl, token }),
    };
    return (0,journal_build/* openSession */.fA)(shell, options, host);
}
async function underLease({ plan, session, recorder, host }, work) {
    try {
        const result = await work();
        const { outcome, outputs } = result;
        await session
            .end(outcome, { version: outputs.version, ...(plan.commit && outcome !== 'rolled-back' ? { commit: plan.commit } : {}) })
            .catch((error) => host.log.warn(`It is done, but the end could not be written into the journal: ${(0,build/* messageOf */.bD)(error)}.`));
        await recorder.end('success', `${outputs.version ?? ''} serves${outputs.live ? ` on ${outputs.live}` : ''}`);
        return result;
    }
    catch (error) {
        const outcome = error instanceof build/* Failure */.HR ? (error.details.outcome ?? 'failed') : 'failed';
        const reason = error instanceof build/* Failure */.HR ? error.reason : 'internal-error';
        await session.end(outcome, { reason }).catch(() => { });
        await recorder.end('failure', outcome === 'rolled-back' ? `Rolled back: ${reason}` : reason);
        throw error;
    }
}
async function server_status(inputs, plan, host, shell) {
    const { outputs, summary } = await (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'status' }), { ...host, shell });
    return { outcome: 'reported', outputs: pick(outputs), ...(summary ? { summary } : {}) };
}
async function planned(inputs, plan, project, host, shell) {
    const { outputs } = await (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'status' }), { ...host, shell });
    const ports = (0,docker_build/* publishedPorts */.LQ)(project.model, Object.keys(plan.settings.images)).map(({ service, port }) => `${service} ${port}`);
    const text = (0,build_plan/* renderPlan */.E)(plan, { services: Object.keys(project.model.services), ports, live: outputs.live ?? '', where: shell.where });
    host.log.info(text);
    return { outcome: 'planned', outputs: pick(outputs), summary: text };
}
/** The record begins when it is known what is gone back to, which the switch finds out, and ends right after. */
async function rollBack(inputs, plan, host, session, recorder) {
    const back = await (0,blue_green_switch_build/* run */.eF)((0,step_inputs/* switchInputs */.Gg)(inputs, plan, { mode: 'rollback', version: inputs.version }), {
        ...host,
        shell: session.shell,
        session,
    });
    const { version = '' } = back.outputs;
    const images = back.receipt?.images ?? {};
    const commit = (0,stale/* releaseOf */.l7)(session.journal.entries, version)?.commit ?? '';
    if (Object.keys(images).length > 0 && commit)
        await recorder.begin(images, { version, commit });
    else
        host.log.warn(`The journal does not know the commit of ${version}, so GitHub gets no record of this rollback.`);
    const command = rollbackCommand(inputs, plan, host.context.local);
    const own = back.outputs['rollback-command'];
    const summary = own && back.summary ? back.summary.replaceAll(own, command) : back.summary;
    const outputs = {
        ...pick(back.outputs),
        ...(own ? { 'rollback-command': command } : {}),
        commit,
        images: JSON.stringify(images),
        digests: JSON.stringify((0,digests/* digestsOf */.n)(images)),
    };
    return { outcome: 'rolled-back', outputs, ...(summary ? { summary } : {}) };
}
function pick(outputs) {
    const { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command } = outputs;
    const given = { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}


/***/ })

};
