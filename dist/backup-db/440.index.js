export const id = 440;
export const ids = [440,197,107];
export const modules = {

/***/ 7197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fault: () => (/* binding */ fault),
/* harmony export */   load: () => (/* binding */ load)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4677);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2441);




/** Of those before it, pg_restore does not find by several connections what a dump wrote into a pipe. */
const firstMajor = 13;
/**
 * Restores by several connections where that can be. What only one can load, because the user may have no more, say, is loaded so, into a
 * new database, before it counts as failed.
 * @throws Failure `restore-failed` and those of `readBack`
 */
async function load(job, what, store, evidence) {
    const several = what.clear !== undefined && what.target.server.major >= firstMajor;
    try {
        await fill(job, what, store, evidence, several);
    }
    catch (error) {
        if (!(error instanceof FailedTogether))
            throw error;
        job.log.warn(`${evidence.manifest.id} could not be loaded by several connections, so it is by one: ${error.message}`);
        await what.clear?.();
        await fill(job, what, store, evidence, false);
    }
}
/** What several connections could not do, for a reason that one may not have. */
class FailedTogether extends _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
}
const roles = 'Roles that own or may read tables must exist on the server, and extensions must be installed there.';
const room = 'Make room on the disk of the server, and run the same job again.';
async function fill(job, { target, faster = false, flags = [] }, store, evidence, several) {
    const args = ['-w', '--exit-on-error', ...flags, '-d', (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .databaseArgument */ .Bh)(target.name)];
    let together = false;
    const onError = (line) => {
        const connections = (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .loadsBy */ .dR)(line);
        if (connections === undefined)
            return;
        together = true;
        job.log.info(`All of it was read; ${connections} connections load it.`);
    };
    const way = several ? { load: evidence.manifest.plain.size } : { pieces: true };
    const options = { deadline: job.remaining(), signal: job.signal, application: 'slipway restore', onError, ...way };
    let own;
    const start = (from) => {
        const program = target.start('pg_restore', args, { ...options, from });
        program.done.catch((error) => {
            own = error;
        });
        return program;
    };
    const filled = faster ? await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .fillFaster */ .h6)(target) : undefined;
    try {
        await (0,_readback_js__WEBPACK_IMPORTED_MODULE_3__/* .readBack */ .e7)(job, store, evidence, { start, fault });
    }
    catch (error) {
        if (several && error === own && error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure)
            throw inBrief(error, target);
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || !(error.cause instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure) || error.reason !== 'archive-corrupt')
            throw error;
        const { cause } = error;
        if (cause.code === _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .cutShort */ .VV)
            throw error;
        const full = cause.reason === 'disk-full';
        if (together && !full)
            throw new FailedTogether('restore-failed', fault(cause) ?? cause.message);
        const text = error.message.replace('cannot be read back', 'cannot be restored');
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('restore-failed', text, { hint: full ? room : roles, cause });
    }
    await filled?.();
}
/** What ended it, without what our own script said before. */
function inBrief({ code, signal, stderr, duration, reason }, { shell }) {
    const words = stderr.split('\n').filter((line) => (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .loadsBy */ .dR)(line) === undefined);
    if (code !== _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .unstaged */ .UB)
        return new _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure('pg_restore', code, signal, words.join('\n'), duration, shell.where);
    return new FailedTogether(reason, `there is no room for it beside the program: ${(0,_slipway_shell__WEBPACK_IMPORTED_MODULE_2__.lastLines)(stderr, 1)}`);
}
/** pg_restore ends with 1 and its own words where it cannot use the archive; with others where it never came to that. */
function fault({ code, stderr }) {
    if (code === _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .cutShort */ .VV)
        return /^\d+ bytes came instead of \d+$/m.exec(stderr)?.[0] ?? stderr.trim();
    const lines = stderr.split('\n');
    const first = lines.findIndex((line) => line.startsWith('pg_restore: error:'));
    if (code !== 1 || first < 0)
        return undefined;
    // What was only a warning has hints too, and who waited for a worker knows least.
    const words = lines.slice(first).filter((line) => /^(pg_restore: )?(error|detail|hint):|^command was/i.test(line));
    const own = words.filter((line, at) => at === 0 || !line.endsWith('a worker process died unexpectedly'));
    return `pg_restore cannot use it: ${own.slice(-4).join(' ').slice(0, 600)}`;
}


/***/ }),

/***/ 8440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  databaseNames: () => (/* binding */ databaseNames),
  open: () => (/* binding */ postgres_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var postgres_build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var build_facts = __webpack_require__(3407);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./actions/backup-db/build/names.js
var names = __webpack_require__(6816);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/postgres/excluded.js



function chooseExcluded(tables, lines) {
    const tests = lines.map((line) => ({ line, meant: matcher(line) }));
    return {
        left: tables.filter((table) => tests.some(({ meant }) => meant(table))),
        unmatched: tests.filter(({ meant }) => !tables.some(meant)).map(({ line }) => line),
    };
}
function matcher(line) {
    const pattern = (0,names/* wildcard */.XQ)(line);
    return line.includes('.') ? ({ schema, name }) => pattern.test(`${schema}.${name}`) : ({ name }) => pattern.test(name);
}
/** Exact names for pg_dump: in quotes its patterns mean just what they say. */
function excludeFlags(tables) {
    const quote = (name) => `"${name.replaceAll('"', '""')}"`;
    return tables.map(({ schema, name }) => `--exclude-table-data=${quote(schema)}.${quote(name)}`);
}
/**
 * A foreign key from rows that are kept to rows that are not lets no restore through. A partitioned table has no rows, its partitions have.
 * @throws Failure `bad-input`
 */
async function refuseDangling(snapshot, left) {
    if (left.length === 0)
        return;
    const names = left.map(({ schema, name }) => `(${(0,postgres_build/* literal */.eu)(schema)}, ${(0,postgres_build/* literal */.eu)(name)})`).join(', ');
    const rows = await snapshot.query(`with gone as (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where (n.nspname, c.relname) in (${names}))
    select conname, conrelid::regclass, confrelid::regclass from pg_constraint join pg_class c on c.oid = conrelid
    where contype = 'f' and c.relkind = 'r' and confrelid in (select oid from gone) and conrelid not in (select oid from gone) order by 2, 1`);
    const [[key = '', from = '', to = ''] = []] = rows;
    if (rows.length === 0)
        return;
    const message = `leaves out the rows of ${to}, to which rows of ${from} refer (${key}): no restore would get through. Leave ${from} out too, or keep ${to}`;
    throw (0,build/* badInputs */.PD)([{ input: 'exclude-table-data', message }]);
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/postgres/moment.js




/** What PostgreSQL calls it where a right is missing, that to pass by row-level security too. */
const insufficient = '42501';
const rights = 'The user must be able to read every table: grant it pg_read_all_data (PostgreSQL 14 or newer), and BYPASSRLS where tables have row-level security.';
/** A snapshot that the dump and every count share. */
async function openMoment(job, database) {
    const { version, major } = database.server;
    const properties = await (0,postgres_build/* readProperties */.Qh)(database);
    const snapshot = await (0,postgres_build/* openSnapshot */.r3)(database, {
        lifetime: job.remaining(),
        application: (0,postgres_build/* applicationName */.SX)(job.context),
        signal: job.signal,
    });
    const { tables, left } = await chooseTables(job, snapshot).catch(async (error) => {
        await snapshot.close();
        throw error;
    });
    const application = `slipway-dump-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    return {
        program: 'pg_dump',
        magic: 'PGDMP',
        hint: `The last lines of pg_dump say why. ${rights}`,
        start() {
            const args = ['-Fc', '-Z0', '-w', '--lock-wait-timeout=300000', `--snapshot=${snapshot.id}`, ...excludeFlags(left)];
            return database.start('pg_dump', args, { deadline: job.remaining(), application, signal: job.signal, pieces: true });
        },
        async facts() {
            const kept = await (0,postgres_build/* countRows */.BO)(snapshot.query, tables.filter((table) => !left.includes(table))).catch((error) => {
                throw error instanceof postgres_build/* QueryFailure */.hR && error.sqlstate === insufficient ? (0,build/* withDetails */.FE)(error, { hint: rights }) : error;
            });
            const all = [...kept, ...left.map((table) => ({ ...table, rows: 0, left: true }))];
            const alembic = await (0,postgres_build/* alembicRevision */.pc)(snapshot.query);
            const globals = await (0,postgres_build/* readGlobals */.$q)(snapshot.query);
            return {
                kind: 'postgres',
                server: { version, major },
                properties,
                tables: all,
                globals,
                ...(alembic === undefined ? {} : { alembic }),
            };
        },
        async abandon() {
            // An engine goes on with what runs in a container when its caller is gone; the server ends the connection instead.
            const sql = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${(0,postgres_build/* literal */.eu)(application)}`;
            await database.query(sql, { deadline: 10_000 }).catch(() => { });
        },
        close: () => snapshot.close(),
    };
}
/** All tables of the moment, and those whose rows are left out. @throws Failure `bad-input` where the rest could not be restored */
async function chooseTables(job, snapshot) {
    const tables = await (0,postgres_build/* listTables */.WS)(snapshot.query);
    const { left, unmatched } = chooseExcluded(tables, job.inputs['exclude-table-data']);
    await refuseDangling(snapshot, left);
    for (const line of unmatched)
        job.log.warn(`exclude-table-data: there is no table ${line}.`);
    return { tables, left };
}

// EXTERNAL MODULE: ./actions/backup-db/build/sources/postgres/proof.js
var proof = __webpack_require__(4107);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/postgres/globals.js


/**
 * Makes the roles that the backup needs and the server lacks: without a password, and without rights over the whole server, which are named instead.
 * @throws Failure `restore-failed`, and nothing was changed
 */
async function prepareRoles(job, database, globals) {
    const missing = await (0,postgres_build/* missingRoles */.eI)(database, globals?.roles ?? []);
    try {
        await (0,postgres_build/* createRoles */.Qe)(database, missing);
    }
    catch (error) {
        const names = missing.map(({ name }) => name).join(', ');
        throw new build/* Failure */.HR('restore-failed', `The roles ${names} are missing, and could not be created: ${(0,build/* messageOf */.bD)(error)}`, {
            state: 'Nothing was changed.',
            hint: `A user with the right CREATEROLE can: ${(0,postgres_build/* roleStatements */.BH)(missing).join('; ')};`,
            cause: error,
        });
    }
    for (const role of missing)
        job.log.warn(describeRole(role));
    return {
        remove: () => (0,postgres_build/* dropRoles */.VG)(database, missing).catch((error) => job.log.warn(`The roles that were created stay: ${missing.map(({ name }) => name).join(', ')} (${(0,build/* messageOf */.bD)(error)}).`)),
    };
}
function describeRole({ name, login, powers }) {
    const password = login ? ` It has no password yet: alter role ${(0,postgres_build/* identifier */.Cv)(name)} password '…'.` : '';
    const without = powers.length > 0 ? ` It had ${powers.join(', ')}, which was not given back.` : '';
    return `The role ${name} was missing, and was created.${password}${without}`;
}
/** Settings and grants of the database; what the user may not set is named, and is no reason to be without the data. */
async function giveGlobals(job, target, globals) {
    for (const { what, sql } of (0,postgres_build/* globalStatements */.sd)(target.name, globals)) {
        await target.query(sql).catch((error) => job.log.warn(`${what} could not be given to the database: ${(0,build/* messageOf */.bD)(error)}`));
    }
}

// EXTERNAL MODULE: ./actions/backup-db/build/sources/postgres/load.js
var load = __webpack_require__(7197);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/postgres/swap.js



/** Where a replaced database is found again. */
function keptName(name, at) {
    return `${name}_before_${(0,names/* stamp */.iE)(at)}`;
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

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/postgres/restore.js








/** A database of the server, under a new name or the one of a database that is kept then. */
async function placeFor(job, database, into) {
    const live = (await (0,postgres_build/* databaseExists */.i4)(database, into)) ? database.sibling(into) : undefined;
    return {
        words: `the database ${into} ${database.access.where}`,
        taken: live !== undefined,
        keptAs: keptName(into, new Date(job.clock.now())),
        bringBack: (store, manifest, evidence) => bringBack(job, database, store, { manifest, evidence, into, live }),
    };
}
/** @returns the name under which a replaced database is kept */
async function bringBack(job, database, store, order) {
    const { manifest, evidence } = order;
    const facts = (0,build_facts/* factsOf */.xS)(manifest, 'postgres');
    const purpose = `unfinished restore of slipway/backup-db for ${manifest.project}/${order.into}`;
    for (const name of await (0,postgres_build/* findScratch */.kz)(database, purpose))
        await (0,postgres_build/* dropDatabase */.Zi)(database, name);
    const scratch = `${order.into}_restore_${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const like = order.live ? await (0,postgres_build/* readProperties */.Qh)(order.live) : facts.properties;
    const globals = order.live ? await (0,postgres_build/* readGlobals */.$q)((sql) => (order.live ?? database).query(sql)) : facts.globals;
    const roles = await prepareRoles(job, database, facts.globals);
    const make = () => (0,postgres_build/* createScratch */.Hj)(database, scratch, like, purpose);
    const target = await make().catch(async (error) => {
        await roles.remove();
        throw new build/* Failure */.HR('restore-failed', `The database for ${manifest.id} could not be created: ${(0,build/* messageOf */.bD)(error)}`, {
            state: 'Nothing was changed.',
            hint: 'The user needs the right CREATEDB, and the server the locale of the backup.',
            cause: error,
        });
    });
    const clear = () => (0,postgres_build/* dropDatabase */.Zi)(database, scratch).then(make);
    try {
        const faster = !globals?.settings.some(({ name }) => name === 'default_toast_compression');
        await job.log.group(`Restore of ${manifest.id}`, () => (0,load.load)(job, { target, clear, faster }, store, evidence));
        await job.log.group('Rows of every table', () => (0,proof.compareRows)(job, target, manifest.id, facts));
        if (globals)
            await giveGlobals(job, target, globals);
        await database.query(`comment on database ${(0,postgres_build/* identifier */.Cv)(scratch)} is null`);
        return await guarded(job, order.live, () => takePlace(database, scratch, order.into, like.owner, order.live !== undefined, new Date(job.clock.now())));
    }
    catch (error) {
        await (0,postgres_build/* dropDatabase */.Zi)(database, scratch).catch((problem) => job.log.warn(`${scratch} could not be dropped: ${(0,build/* messageOf */.bD)(problem)}`));
        await roles.remove();
        if (error instanceof build/* Failure */.HR)
            throw (0,build/* withDetails */.FE)(error, { state: error.details.state ?? 'Nothing was changed.' });
        throw error;
    }
}
/** No backup and no migration may be at work on a database that is about to be replaced. The lock ends before its sessions do. */
async function guarded(job, live, work) {
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

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/postgres/postgres.js







/** A PostgreSQL database: pg_dump and pg_restore where the server's own are. @throws Failure `no-container`, `database-unreachable`, `program-missing` */
async function postgres_open(job) {
    const database = await connect(job);
    if ((0,build_facts/* isAmbiguous */.X2)(database.name))
        throw (0,build/* badInputs */.PD)([{ input: 'database', message: `is ${database.name}, which would be taken for a backup of another kind` }]);
    return {
        kind: 'postgres',
        name: database.name,
        where: database.where,
        async look() {
            const tables = await (0,postgres_build/* listTables */.WS)((sql) => database.query(sql));
            if (tables.length > 0)
                return { holds: `${(0,content/* counted */.h)(tables.length, 'table')} of PostgreSQL ${database.server.version}` };
            return { reason: 'no-tables', text: `The database ${database.where} has no tables: there is nothing to back up.` };
        },
        check: async () => void (await (0,postgres_build/* checkClient */.sr)(database)),
        guarded: (work) => postgres_guarded(job, database, work),
        open: () => openMoment(job, database),
        readArchive: (store, evidence) => (0,proof.readArchive)(job, database, store, evidence),
        rehearse: (store, evidence) => (0,proof.rehearse)(job, database, store, evidence),
        place: (into) => placeFor(job, database, into),
    };
}
/** Databases of the server that take connections, without those it makes others from, and what this action has under way or left. */
async function databaseNames(job) {
    const rows = await (await connect(job)).query(`select datname from pg_database where datallowconn and not datistemplate
    and coalesce(shobj_description(oid, 'pg_database'), '') !~ '^(throw-away|unfinished restore) .*slipway/backup-db'
    order by 1`);
    return rows.map(([name = '']) => name);
}
/** A restore comes when the database may be gone: its server is reached through the one that every server has, and backups are chosen by its name. */
async function connect(job) {
    try {
        return await connectTo(job, job.inputs.database);
    }
    catch (error) {
        const server = job.inputs.mode === 'restore' ? await withoutDatabase(job, error) : undefined;
        if (!server)
            throw error;
        job.log.warn(`The server has no database ${server.name}; it is reached through the database postgres.`);
        return server;
    }
}
/**
 * The server through its database postgres, by the name that it does not have. It says so in the language of its lc_messages and without a code that
 * psql shows, so it is asked. @returns undefined where the trouble is another one
 */
async function withoutDatabase(job, error) {
    if (!(error instanceof build/* Failure */.HR) || error.reason !== 'database-unreachable')
        return undefined;
    try {
        const server = await connectTo(job, 'postgres');
        const name = job.inputs.database ?? (server.access.database || (await ownName(server)));
        const found = await server.query(`select 1 from pg_database where datname = ${(0,postgres_build/* literal */.eu)(name)}`);
        return found.length === 0 ? { ...server, name } : undefined;
    }
    catch (other) {
        // What came first says more.
        if (other instanceof build/* Failure */.HR)
            return undefined;
        throw other;
    }
}
/** What a container was started with for its database. */
async function ownName({ shell, program }) {
    const deadline = 30_000;
    const { argv, env, secrets } = program('printenv', ['PGDATABASE'], { database: '', deadline });
    return (await shell.run(argv, { env, secrets, deadline })).stdout.trimEnd();
}
function connectTo({ inputs, shell, project }, name) {
    const database = name ? { database: name } : {};
    const url = inputs['database-url'];
    return (0,postgres_build/* openDatabase */.qI)(shell, url ? { url, ...database } : { projectName: project, service: inputs.service, ...database });
}
/** A migration must not change the tables under a dump: backups share the lock that migrations have alone. */
async function postgres_guarded(job, database, work) {
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


/***/ }),

/***/ 4107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareRows: () => (/* binding */ compareRows),
/* harmony export */   describeDifferences: () => (/* binding */ describeDifferences),
/* harmony export */   readArchive: () => (/* binding */ readArchive),
/* harmony export */   rehearse: () => (/* binding */ rehearse)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4677);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3407);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2441);
/* harmony import */ var _load_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7197);






/** Reads all that is stored through the server's own pg_restore, which writes it nowhere. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
async function readArchive(job, database, store, evidence) {
    const named = new Set();
    const onError = (line) => {
        const [, name] = /processing data for table "(.*)"$/.exec(line) ?? [];
        if (name)
            named.add(name);
    };
    const options = { deadline: job.remaining(), signal: job.signal, onError, pieces: true };
    const start = (from) => database.start('pg_restore', ['-v', '-f', '/dev/null'], { ...options, from });
    await (0,_readback_js__WEBPACK_IMPORTED_MODULE_4__/* .readBack */ .e7)(job, store, evidence, { start, fault: _load_js__WEBPACK_IMPORTED_MODULE_5__.fault });
    const absent = (0,_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(evidence.manifest, 'postgres').tables.filter(({ schema, name, left }) => !left && !/\p{Cc}/u.test(schema + name) && !named.has(`${schema}.${name}`));
    if (absent.length === 0)
        return;
    const list = absent.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`);
    throw (0,_readback_js__WEBPACK_IMPORTED_MODULE_4__/* .corrupt */ .qb)(evidence, `it holds no data of ${absent.length} tables that its snapshot had: ${list.join(', ')}`);
}
/**
 * Restores into a throw-away database beside the real one and counts every table; it is dropped whatever happens.
 * @returns milliseconds until the last table was counted, as a recovery would have taken them
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
async function rehearse(job, database, store, evidence) {
    const { manifest } = evidence;
    const facts = (0,_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(manifest, 'postgres');
    // Only databases with exactly this comment are ours to drop.
    const purpose = `throw-away database of slipway/backup-db for ${manifest.project}/${manifest.database}`;
    for (const name of await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .findScratch */ .kz)(database, purpose))
        await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name);
    const started = job.clock.now();
    const name = `slipway_verify_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(5).toString('hex')}`;
    const make = () => (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .createScratch */ .Hj)(database, name, facts.properties, purpose);
    const clear = () => (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name).then(make);
    const scratch = await make().catch((error) => {
        if (!(error instanceof _slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .QueryFailure */ .hR))
            throw error;
        const hint = 'For verify: restore the user needs the right CREATEDB, and the server the locale of the backup; verify: archive needs neither.';
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .withDetails */ .FE)(error, { state: 'The backup is as it was.', hint });
    });
    try {
        const flags = ['--no-owner', '--no-acl', '--no-publications', '--no-subscriptions'];
        await (0,_load_js__WEBPACK_IMPORTED_MODULE_5__.load)(job, { target: scratch, clear, faster: true, flags }, store, evidence);
        await compareRows(job, scratch, manifest.id, facts);
        return job.clock.now() - started;
    }
    finally {
        await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .dropDatabase */ .Zi)(database, name);
    }
}
/** @throws Failure `count-mismatch` */
async function compareRows(job, target, id, expected) {
    const session = await target.session({ lifetime: job.remaining(), application: 'slipway count', signal: job.signal });
    const query = (sql) => session.query(sql);
    try {
        const found = await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .countRows */ .BO)(query, await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .listTables */ .WS)(query));
        const differences = describeDifferences(found, expected.tables);
        const revision = await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_2__/* .alembicRevision */ .pc)(query);
        if (revision !== expected.alembic)
            differences.push(`alembic_version: ${revision ?? 'none'} instead of ${expected.alembic ?? 'none'}`);
        if (differences.length === 0)
            return;
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('count-mismatch', `What was restored from ${id} differs from its manifest: ${differences.slice(0, 5).join('; ')}.`, {
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


/***/ })

};
