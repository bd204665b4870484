export const id = 852;
export const ids = [852];
export const modules = {

/***/ 852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tool: () => (/* binding */ tool)
});

// EXTERNAL MODULE: ./actions/run-migrations/build/tools/files-tool.js + 1 modules
var files_tool = __webpack_require__(4038);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var postgres_build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/run-migrations/build/classify/parse.js
var classify_parse = __webpack_require__(7726);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/database.js
var tools_database = __webpack_require__(7337);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/script.js
var tools_script = __webpack_require__(1955);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/sql/files.js


/** A comment of its own line, ahead of the first statement. */
const loose = /^--[ \t]*slipway:[ \t]*no-transaction[ \t]*$/m;
/** Migrations of a folder: `0002_title.sql`, or `0002_title.up.sql`, with `0002_title.down.sql` beside where there is a way back. @throws Failure `broken-history` */
function sqlFiles(files) {
    const plain = files.filter(({ name }) => !name.includes('/') && name.endsWith('.sql'));
    const downs = new Map(plain.flatMap(({ name, text }) => (name.endsWith('.down.sql') ? [[name.slice(0, -'.down.sql'.length), text]] : [])));
    const known = plain
        .filter(({ name }) => !name.endsWith('.down.sql'))
        .map(({ name, path, text }) => {
        const id = name.replace(/(\.up)?\.sql$/, '');
        const down = downs.get(id);
        const doc = id.replace(/^[Vv]?[\d.-]+_*/, '').replaceAll('_', ' ');
        const checksum = (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
        const form = (sql) => (loose.test(sql) ? 'none' : 'one');
        return { id, doc, path, sql: text, form: form(text), ...(down === undefined ? {} : { downForm: form(down) }), checksum, down };
    })
        .sort((a, b) => compare(a.id, b.id));
    refuseTwins(known.map(({ id }) => id));
    return known;
}
/** Numbers count as numbers, so that 10 comes after 9; the rest by its bytes. */
function compare(a, b) {
    const [first = [], second = []] = [a, b].map(numbersOf);
    if (first.length > 0 && second.length > 0) {
        for (let at = 0; at < Math.max(first.length, second.length); at++) {
            const [left = -1n, right = -1n] = [first[at], second[at]];
            if (left !== right)
                return left < right ? -1 : 1;
        }
    }
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
/** `1`, `10` of `V1.10_title`. */
function numbersOf(id) {
    const [, head = ''] = /^[Vv]?(\d+(?:[.-]\d+)*)/.exec(id) ?? [];
    return head === '' ? [] : head.split(/[.-]/).map(BigInt);
}
function refuseTwins(ids) {
    const twin = ids.find((id, at) => ids.indexOf(id) !== at);
    if (twin === undefined)
        return;
    throw new build/* Failure */.HR('broken-history', `The migration ${twin} is there twice: ${twin}.sql and ${twin}.up.sql.`, {
        state: 'Nothing was changed.',
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/sql/folder.js






const table = 'slipway_migrations';
/** A folder of plain SQL: our own table is the history, and psql beside the lock runs the files. */
const folder = {
    title: 'the SQL folder',
    undoes: true,
    stops: true,
    folder: 'migrations',
    connects: false,
    outside: 'Put it into a file of its own, with the line "-- slipway: no-transaction" at its head.',
    unverified: 'Look for a transaction that the file itself begins and does not end.',
    known: sqlFiles,
    marks,
    steps: async (work, { direction, revisions }, place) => {
        const parse = await (0,classify_parse/* openParser */.q)();
        // All are read before the first one runs.
        return revisions.map(({ id }) => step(work, place, read(place, id, direction, parse)));
    },
    explain,
    stamp: `Say once what it has: create table ${table} (id text primary key, checksum text not null, applied_at timestamptz not null default now(), run text); and insert a row for each file that made these tables, named without .sql, with its sha256.`,
    mend: (id) => `Look at ${id}.`,
};
async function marks(work, database, known) {
    const found = await (0,tools_database/* findTable */.UI)(work, database, table);
    if (!found)
        return { stamped: false, applied: [], own: [] };
    const rows = await database.query(`select id, checksum, rank() over (order by applied_at) from ${found.quoted} order by id`);
    return { stamped: true, applied: inOrder(rows, known), own: [`relation ${found.name}`] };
}
/** Rows that were written at one moment, by hand, stand in the order of their files. */
function inOrder(rows, known) {
    const places = new Map(known.map(({ id }, at) => [id, at]));
    const placed = rows.map(([id = '', checksum = '', rank = '']) => ({
        id,
        checksum,
        rank: Number(rank),
        at: places.get(id) ?? known.length,
    }));
    return placed.sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ id, checksum }) => ({ id, checksum }));
}
/** @throws Failure `broken-history` */
function read(place, id, direction, parse) {
    const known = place.known.find((one) => one.id === id);
    const sql = direction === 'upgrade' ? known?.sql : known?.down;
    if (!known || sql === undefined)
        throw new build/* Failure */.HR('broken-history', `There is no file that would ${direction} ${id}.`);
    const script = (0,tools_script/* readScript */.Uq)(sql, parse);
    refuseUnreadable(script, known.path);
    return { known, direction, sql, script };
}
function step(work, place, { known, direction, sql, script }) {
    const { id, checksum = '' } = known;
    return {
        ids: [id],
        async run(call) {
            const [[schema = ''] = []] = await place.database.query('select current_schema()');
            const home = `${(0,postgres_build/* identifier */.Cv)(schema)}.${(0,postgres_build/* identifier */.Cv)(table)}`;
            const up = direction === 'upgrade';
            const row = [(0,postgres_build/* literal */.eu)(id), (0,postgres_build/* literal */.eu)(checksum), (0,postgres_build/* literal */.eu)(work.runName)].join(', ');
            const mark = up ? `insert into ${home} (id, checksum, run) values (${row})` : `delete from ${home} where id = ${(0,postgres_build/* literal */.eu)(id)}`;
            const own = (0,tools_script/* formOf */.QU)(known, direction) === 'none' || (0,tools_script/* breaksOut */.Pu)(script);
            const head = [
                `set application_name = ${(0,postgres_build/* literal */.eu)((0,tools_database/* ownName */.qU)(work.runName))}`,
                'set standard_conforming_strings = on',
                `set lock_timeout = ${Math.trunc(work.inputs['ddl-lock-timeout'])}`,
                ...(place.marks.stamped ? [] : [creation(home)]),
                ...(own ? [] : ['begin']),
            ].join('; ');
            // All of ours stands on the first line and behind the last one, so that psql names the lines of the file.
            const input = `${head};\n${sql}\n;${mark};${own ? '' : 'commit;'}\n`;
            const { argv, env, secrets } = place.database.program('psql', [...postgres_build/* psqlFlags */.EB, '-f', '-'], {
                deadline: call.deadline,
                application: (0,tools_database/* ownName */.qU)(work.runName),
            });
            return place.database.shell.run(argv, { env, secrets, input, allowFailure: true, lines: 'all', title: `psql for ${id}`, ...call });
        },
    };
}
function creation(home) {
    return `set client_min_messages = warning; create table if not exists ${home} (id text primary key, checksum text not null, applied_at timestamptz not null default clock_timestamp(), run text); reset client_min_messages`;
}
/** psql reads orders of its own, programs of the machine among them: what the server's parser reads has none. @throws Failure `broken-history` */
function refuseUnreadable(script, path) {
    const turns = script.statements.find(turnsReading);
    if (turns) {
        throw new build/* Failure */.HR('broken-history', `${path} changes at line ${turns.line} how text is read, so it is not run.`, {
            hint: 'Leave out standard_conforming_strings, client_encoding, RESET ALL and DISCARD ALL: they are on, UTF8 and of this run.',
        });
    }
    const copies = script.statements.find(({ node }) => 'CopyStmt' in node && node.CopyStmt.is_from === true && !node.CopyStmt.filename);
    if (script.wrong === undefined && !copies)
        return;
    const why = script.wrong ?? `COPY from standard input at line ${copies?.line}`;
    throw new build/* Failure */.HR('broken-history', `${path} is not SQL alone, so it is not run: ${why}.`, {
        hint: "Only statements of the server may stand in it: none of psql's own orders, and no data for COPY.",
    });
}
const reading = /standard_conforming_strings|client_encoding/i;
/** Behind it psql would find other ends of texts than the parser did, and orders of its own in them. What says again what is so already may stand. */
function turnsReading({ node, sql }) {
    if ('DiscardStmt' in node)
        return node.DiscardStmt.target === 'DISCARD_ALL';
    if (!('VariableSetStmt' in node))
        return reading.test(sql);
    const { kind, name = '', args = [] } = node.VariableSetStmt;
    if (!reading.test(name))
        return kind === 'VAR_RESET_ALL';
    return kind !== 'VAR_SET_VALUE' || !/"sval":"(on|utf-?8)"/i.test(JSON.stringify(args));
}
const told = /(?:^|\n)(?:psql:)?(?:<stdin>|-):(\d+): (?:ERROR|FATAL|PANIC): {2}([0-9A-Z]{5}): ([^\n]*)/;
/** psql says in which line the statement ends, ours being the first; and the server's own code. */
function explain(finished, path, { statements }) {
    const [, reported = '', sqlstate, message = ''] = told.exec(finished.stderr) ?? [];
    if (sqlstate === undefined)
        return {};
    const line = statements.findLast((one) => one.line < Number(reported))?.line;
    return { sqlstate, message, ...(line === undefined ? {} : { place: { path, line } }) };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/sql/tool.js


const tool = (0,files_tool/* filesTool */.sQ)(folder);


/***/ })

};
