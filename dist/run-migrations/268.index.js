export const id = 268;
export const ids = [268];
export const modules = {

/***/ 6901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ jdbcOf)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7337);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5334);



/** Parameters of the URL in libpq's words, and in those of Java's driver. */
const renamed = {
    PGSSLMODE: 'sslmode',
    PGSSLROOTCERT: 'sslrootcert',
    PGSSLCERT: 'sslcert',
    PGSSLKEY: 'sslkey',
    PGCHANNELBINDING: 'channelBinding',
    PGCONNECT_TIMEOUT: 'connectTimeout',
    PGGSSENCMODE: 'gssEncMode',
};
/** The bound for locks and the session's name stand in the URL: the team's own first statements of a session are left to it. @throws Failure `bad-input` */
function jdbcOf(work) {
    const connection = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationConnection */ .vX)(work);
    const { env, more, secrets, database } = connection;
    const schema = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .parameterOf */ .lS)(work, 'search_path') === undefined ? (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .parameterOf */ .lS)(work, 'schema') : undefined;
    const parameters = [
        ['ApplicationName', (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .ownName */ .qU)(work.runName)],
        ['options', (0,_program_js__WEBPACK_IMPORTED_MODULE_2__/* .sessionEnvironment */ .aq)(work)['PGOPTIONS'] ?? ''],
        ...Object.entries(renamed).map(([name, own]) => [own, more[name] ?? '']),
        ['currentSchema', schema ?? ''],
    ];
    const query = parameters.filter(([, value]) => value !== '').map((pair) => pair.map(encoded).join('='));
    return {
        url: `jdbc:postgresql://${authorityOf(connection)}/${encoded(database)}?${query.join('&')}`,
        user: env['PGUSER'] ?? '',
        password: secrets['PGPASSWORD'] ?? '',
    };
}
const encoded = (text) => encodeURIComponent(text ?? '');
function authorityOf({ env }) {
    const hosts = (env['PGHOST'] ?? '').split(',');
    if (hosts.some((host) => host === '' || host.startsWith('/'))) {
        const message = 'leads to a local socket, which programs in Java cannot use; name a host';
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)([{ input: 'database-variable', message }]);
    }
    const ports = (env['PGPORT'] ?? '5432').split(',');
    return hosts.map((host, at) => `${host.includes(':') ? `[${host}]` : host}:${ports[at] ?? ports[0]}`).join(',');
}


/***/ }),

/***/ 4268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tool: () => (/* binding */ tool)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var postgres_build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/database.js
var tools_database = __webpack_require__(7337);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/files-tool.js + 1 modules
var files_tool = __webpack_require__(4038);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/jdbc.js
var jdbc = __webpack_require__(6901);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/program.js
var program = __webpack_require__(5334);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/run-migrations/build/trouble.js
var trouble = __webpack_require__(7077);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/read-files.js
var read_files = __webpack_require__(6042);
// EXTERNAL MODULE: ./actions/run-migrations/build/tools/trouble.js
var tools_trouble = __webpack_require__(2969);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/ask.js







const state = 'Nothing was changed.';
/** Java starts in seconds, on a busy machine in many. */
const askLimit = 180_000;
/** Exit code of the script where there is no such changelog. */
const noChangelog = 45;
/**
 * Asks Liquibase for all that the changelog has, with the checksums: what it would do to a database of which it knows nothing. It works without one then,
 * and keeps its history in a file, which goes with it. What it prints itself is no part of the answer.
 */
const script = [
    'mark=$1 file=$2 wanted=$3; shift 3',
    'case $wanted in /*) folders=/ ;; esac',
    'for base in $folders; do [ -f "$base/$wanted" ] && cd "$base" && break; done',
    `[ -f "$wanted" ] || exit ${noChangelog}`,
    'work=$(mktemp -d) || exit 46',
    'trap \'rm -rf "$work"\' EXIT',
    '[ -z "$file" ] || export LIQUIBASE_COMMAND_CHANGELOG_FILE="$file"',
    'export LIQUIBASE_COMMAND_URL="$offline&changeLogFile=$work/history.csv"',
    'LIQUIBASE_OUTPUT_FILE=$work/sql "$@" update-sql || exit',
    'printf "\\036%s at %s" "$mark" "$PWD"',
    'printf "\\036%s history " "$mark"; cat "$work/history.csv" || exit 46',
    'printf "\\036%s sql " "$mark"; cat "$work/sql" || exit 46',
    'printf "\\036%s end \\n" "$mark"',
].join('\n');
/** The changelog that is named: by the input, by the service's environment, or by a file that Liquibase reads itself. */
function changelogOf(work) {
    return work.inputs.migrations ?? work.environment['LIQUIBASE_COMMAND_CHANGELOG_FILE'];
}
/** @param major of the server whose SQL is meant. @throws Failure `no-tool`, `broken-history` */
async function readChangelog(work, major) {
    const mark = (0,external_node_crypto_.randomUUID)();
    const file = changelogOf(work) ?? '';
    const wanted = file || (work.environment['LIQUIBASE_DEFAULTS_FILE'] ?? 'liquibase.properties');
    const task = {
        argv: ['sh', '-c', script, 'sh', mark, file, wanted, ...(0,program/* started */.A4)(work, ['liquibase'])],
        connect: false,
        environment: {
            ...quiet,
            folders: [...read_files/* usual */.BG, ...searched(work)].join(' '),
            offline: `offline:postgresql?version=${major}.0&outputLiquibaseSql=none`,
        },
    };
    const { transport } = work;
    const finished = await transport.exec(task, { deadline: work.remaining(askLimit), signal: work.signal });
    if (finished.code === noChangelog) {
        throw new build/* Failure */.HR('no-tool', `There is no ${wanted} in ${transport.where}, nor in the usual folders below it.`, {
            state,
            hint: `Set the input migrations to Liquibase's first changelog there${(0,trouble/* copied */.pG)(work.inputs)}.`,
        });
    }
    if ((0,tools_trouble/* isMissing */.b2)(finished))
        throw (0,tools_trouble/* missing */.LO)(work, 'Liquibase');
    const found = parseAnswer(finished.stdout, mark);
    if (found)
        return found;
    const said = work.scrub((0,shell_build.lastLines)(finished.stderr.trim() || finished.stdout, 8));
    throw new build/* Failure */.HR('broken-history', `Liquibase cannot read its changelog in ${transport.where}: exit code ${finished.code}${said ? `:\n${said}\n` : '.'}`, {
        state,
        hint: 'On a machine of yours: liquibase validate.',
    });
}
/** Folders in which Liquibase itself looks, where the service names them. */
function searched(work) {
    return (work.environment['LIQUIBASE_SEARCH_PATH'] ?? '').split(',').filter((one) => one !== '' && !one.includes(' '));
}
/** It says little, asks nobody, and does not wait for its own lock longer than it must. */
const quiet = {
    LIQUIBASE_SHOW_BANNER: 'false',
    LIQUIBASE_HEADLESS: 'true',
    LIQUIBASE_CHANGELOG_LOCK_WAIT_TIME_IN_MINUTES: '1',
};
/** What the script printed; undefined where it did not come to its end. */
function parseAnswer(text, mark) {
    const parts = new Map(text
        .split(`\u001e${mark} `)
        .slice(1)
        .map((part) => {
        const [, word = '', rest = ''] = /^(\w+) (.*)$/s.exec(part) ?? [];
        return [word, rest];
    }));
    const [base, history, sql] = [parts.get('at'), parts.get('history'), parts.get('sql')];
    if (!parts.has('end') || base === undefined || history === undefined || sql === undefined)
        return undefined;
    return { base, history, sql };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/history.js

/** `db/changelog/0001.sql::1::team`, as Liquibase prints it. */
function keyOf(path, id, author) {
    return `${path.replace(/^(classpath:|\.\/)+/, '')}::${id}::${author}`;
}
/** What Liquibase would write into its table, and the SQL that it would run, for a database that has nothing. */
function listed(history, sql) {
    const [head = [], ...rows] = (0,postgres_build/* parseCsv */.Wk)(history.replaceAll('\r\n', '\n'));
    const at = (name) => head.indexOf(name);
    const [id, author, path, checksum, description, comments] = ['ID', 'AUTHOR', 'FILENAME', 'MD5SUM', 'DESCRIPTION', 'COMMENTS'].map(at);
    const all = rows.map((row) => {
        const field = (index = -1) => row[index] ?? '';
        const doc = (field(comments) || field(description).replace(/^sql$/, '')).split('\n')[0] ?? '';
        const own = { id: field(id), author: field(author), path: field(path) };
        return { ...own, key: keyOf(own.path, own.id, own.author), checksum: field(checksum), doc: doc.slice(0, 80) };
    });
    const parts = partsOf(sql, all.map((one) => `-- Changeset ${one.path}::${one.id}::${one.author}`));
    return all.map((one, index) => ({ ...one, sql: parts[index] ?? '' }));
}
/** The text behind each of some lines, which come in this order. A line that is not there has none. */
function partsOf(text, heads) {
    const lines = text.split(/\r?\n/);
    let from = 0;
    const starts = heads.map((head) => {
        const at = lines.indexOf(head, from);
        if (at >= 0)
            from = at + 1;
        return at;
    });
    return starts.map((start, index) => {
        if (start < 0)
            return undefined;
        const end = starts.slice(index + 1).find((other) => other >= 0);
        return lines
            .slice(start + 1, end)
            .join('\n')
            .trim();
    });
}
/**
 * The way back of those that Liquibase came to, newest first, without what it does to its own table. It begins with one that has no way back too, and ends there.
 * @param table name of its own
 */
function waysBack(sql, keys, table) {
    const own = new RegExp(`^DELETE FROM (?:\\S+\\.)?"?${table}"? [\\s\\S]*`, 'im');
    const parts = partsOf(sql, keys.map((key) => `-- Rolling Back ChangeSet: ${key}`));
    return new Map(keys.flatMap((key, index) => {
        const part = parts[index];
        return part !== undefined && own.test(part) ? [[key, part.replace(own, '').trim()]] : [];
    }));
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/back.js



const back_askLimit = 180_000;
/** Liquibase writes as far as it comes: it ends at the first change set that has no way back. */
const back_script = [
    'mark=$1; cd "$2" || exit 46; shift 2',
    'work=$(mktemp -d) || exit 46',
    'trap \'rm -rf "$work"\' EXIT',
    'LIQUIBASE_OUTPUT_FILE=$work/sql "$@" >&2 || true',
    'printf "\\036%s" "$mark"; cat "$work/sql"',
].join('\n');
/** The image does not change while a run lasts; what is applied does. */
const read = new WeakMap();
/** What takes each one back, for those that Liquibase can take back one after the other from here. */
function readWaysBack(work, asked) {
    const of = asked.ids.join('\n');
    const found = read.get(work.transport);
    if (found?.of === of)
        return found.ways;
    const ways = readNow(work, asked);
    read.set(work.transport, { of, ways });
    ways.catch(() => read.delete(work.transport));
    return ways;
}
async function readNow(work, { base, told, ids, table }) {
    if (ids.length === 0)
        return new Map();
    const mark = (0,external_node_crypto_.randomUUID)();
    const words = [...(0,program/* started */.A4)(work, ['liquibase']), 'rollback-count-sql', `--count=${ids.length}`];
    const argv = ['sh', '-c', back_script, 'sh', mark, base, ...words];
    const finished = await work.transport.exec({ argv, connect: true, ...told }, { deadline: work.remaining(back_askLimit), signal: work.signal });
    const [, sql = ''] = finished.stdout.split(`\u001e${mark}`);
    return waysBack(sql, [...ids].reverse(), table.split('.').at(-1) ?? table);
}

// EXTERNAL MODULE: ./actions/run-migrations/build/tools/script.js
var tools_script = __webpack_require__(1955);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/sources.js
/** Where a change set starts, in each of the formats. */
const starts = {
    sql: /^[ \t]*--[ \t]*changeset[ \t]/gim,
    xml: /<changeSet\b/g,
    yaml: /^[ \t]*-[ \t]+["']?changeSet["']?[ \t]*:/gm,
    json: /"changeSet"\s*:/g,
};
/** @returns undefined where the file does not show it in a form that is known here */
function findSource(path, text, key) {
    const [, ending = ''] = /\.(\w+)$/.exec(path.toLowerCase()) ?? [];
    const format = ending === 'yml' ? 'yaml' : ending;
    const start = starts[format];
    if (!start)
        return undefined;
    const at = [...text.matchAll(start)].map(({ index }) => index);
    const parts = at.map((from, index) => ({ from, part: text.slice(from, at[index + 1]) }));
    const found = parts.find(({ part }) => isOf(part, format, key));
    return found && sourceOf(text, found.from, format === 'xml' ? endOf(found.part) : found.part, format);
}
function endOf(part) {
    const end = part.indexOf('</changeSet>');
    return end < 0 ? part : part.slice(0, end);
}
function isOf(part, format, { id, author }) {
    if (format === 'sql') {
        const [, writer = '', name = ''] = /changeset[ \t]+("[^"\n]+"|[^\s:"]+):[ \t]*("[^"\n]+"|\S+)/i.exec(part) ?? [];
        return bare(writer) === author && bare(name) === id;
    }
    const head = format === 'xml' ? part.slice(0, part.indexOf('>')) : part;
    return firstOf(head, 'id') === id && firstOf(head, 'author') === author;
}
const bare = (text) => text.replace(/^"(.*)"$/, '$1');
/** The first value of a name: `id="1"`, `id: 1`, `"id": "1"`. */
function firstOf(text, name) {
    const found = new RegExp(`(?:^|[\\s{,"'])${name}["']?\\s*[:=]\\s*(?:"([^"]*)"|'([^']*)'|([^\\n,}>#]+))`).exec(text);
    const [, double, single, plain] = found ?? [];
    return double ?? single ?? plain?.trim();
}
function sourceOf(text, from, part, format) {
    const before = text.slice(0, from).split('\n').length - 1;
    const line = before + 1;
    const head = format === 'sql' ? (part.split('\n')[0] ?? '') : part;
    const says = (name, value) => new RegExp(`\\b${name}["']?\\s*[:=]\\s*["']?${value}\\b`, 'i').test(head);
    return {
        line,
        text: '\n'.repeat(before) + part,
        // Another delimiter, or a value that is put in, is text that the server never sees.
        plain: format === 'sql' && !part.includes('${') && !/endDelimiter:/i.test(head),
        transaction: !says('runInTransaction', 'false'),
        always: says('runAlways', 'true'),
        onChange: says('runOnChange', 'true'),
        allows: allowsIn(part, line),
        accepts: (checksum) => /validCheckSums?\b/i.test(part) && (part.includes(checksum) || /validCheckSums?[\s"':>]*(?:1:\s*)?any\b/i.test(part)),
    };
}
/** `# slipway: allow rule because reason`, or the same behind `--` and `<!--`. */
function allowsIn(part, start) {
    return part.split('\n').flatMap((line, index) => {
        const [, rule, reason = ''] = /(?:#|--)\s*slipway:\s*allow\s+([a-z][a-z0-9-]*)(?:\s+because\s+(\S.*?))?\s*(?:-->.*)?$/.exec(line) ?? [];
        return rule === undefined ? [] : [{ rule, reason, line: start + index }];
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/changes.js



/** @param files text by path, as far as the image shows it */
function changesOf(all, files, parse) {
    return all.map((one) => {
        const text = files.get(one.path);
        const source = text === undefined ? undefined : findSource(one.path, text, one);
        return { ...changeOf(one, source, parse), source };
    });
}
function changeOf(one, source, parse) {
    const { key, doc, path, checksum } = one;
    const base = { id: key, doc, path, checksum, down: undefined };
    if (source?.plain && (0,tools_script/* readScript */.Uq)(source.text, parse).wrong === undefined) {
        return { ...base, sql: source.text, form: source.transaction ? 'one' : 'none' };
    }
    const generated = (0,tools_script/* readScript */.Uq)(one.sql, parse);
    const empty = generated.wrong === undefined && generated.statements.length === 0;
    const unseen = source === undefined ? `how it runs is not known: it was not found in ${path}` : empty ? 'Liquibase shows no SQL of it' : undefined;
    const loose = source === undefined ? generated.statements.some(({ sql }) => /\bconcurrently\b|^vacuum\b/i.test(sql)) : !source.transaction;
    return {
        ...base,
        sql: [...(source?.allows ?? []).map(({ rule, reason }) => `-- slipway: allow ${rule}${reason && ` because ${reason}`}`), one.sql].join('\n'),
        form: loose ? 'none' : 'one',
        ...(unseen === undefined ? {} : { unseen }),
        ...(source === undefined ? {} : { line: source.line }),
    };
}
/** What is applied, in the order in which Liquibase would take it back. One that runs again because it changed is pending. */
function appliedOf(rows, changes) {
    const byId = new Map(changes.map((one) => [one.id, one]));
    return rows.flatMap(([path = '', name = '', author = '', checksum = '']) => {
        const id = keyOf(path, name, author);
        const now = byId.get(id);
        // A checksum of an older kind is compared by Liquibase alone, and one that was taken away by nobody.
        const edited = checksum !== '' && now?.checksum !== undefined && kindOf(checksum) === kindOf(now.checksum) && checksum !== now.checksum;
        if (!edited || now.source?.always || now.source?.accepts(checksum))
            return [{ id }];
        return now.source?.onChange ? [] : [{ id, checksum }];
    });
}
/** `9` of `9:1d3f…`. */
function kindOf(checksum) {
    return checksum.split(':')[0] ?? '';
}
/** Where something is pending, what always runs does so too, and nobody judges it: the first says so. */
function withAlways(changes, applied) {
    const done = new Set(applied.map(({ id }) => id));
    const always = changes.filter(({ id, source }) => done.has(id) && source?.always).map(({ id }) => id);
    const first = changes.find(({ id }) => !done.has(id));
    if (!first || always.length === 0)
        return changes;
    const unseen = first.unseen ?? `Liquibase runs ${always.join(', ')} with it, because of runAlways`;
    return changes.map((one) => (one === first ? { ...one, unseen } : one));
}
/** How many change sets Liquibase counts up to this one: what always runs counts too. */
function countTo(changes, applied, last) {
    const done = new Set(applied.map(({ id }) => id));
    const end = changes.findIndex(({ id }) => id === last) + 1;
    return changes.slice(0, end).filter(({ id, source }) => !done.has(id) || source?.always).length;
}

// EXTERNAL MODULE: ./actions/run-migrations/build/classify/parse.js
var parse = __webpack_require__(7726);
;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/files.js






const readLimit = 60_000;
/** Prints the named files, each behind a line of its own. One that is not there, because it has another name in the table, is left out. */
const files_script = [
    'mark=$1; cd "$2" || exit 46; shift 2',
    'for file in "$@"; do for base in $folders; do',
    '  [ -f "$base/$file" ] || continue',
    '  printf "\\036%s file %s\\n" "$mark" "$file"; cat "$base/$file"; printf "\\n"; break',
    'done; done',
    'printf "\\036%s end\\n" "$mark"',
].join('\n');
/** An image does not change while a run lasts. */
const files_read = new WeakMap();
/** All change sets of the image, in the order of the changelog. @throws Failure `no-tool`, `broken-history` */
function readChanges(work, major) {
    const found = files_read.get(work.transport) ?? files_readNow(work, major);
    files_read.set(work.transport, found);
    // What was not answered is asked again.
    found.catch(() => files_read.delete(work.transport));
    return found;
}
async function files_readNow(work, major) {
    const { base, history, sql } = await readChangelog(work, major);
    const all = listed(history, sql);
    const files = await readSources(work, base, [...new Set(all.map(({ path }) => path))]);
    return { base, changes: changesOf(all, files, await (0,parse/* openParser */.q)()) };
}
async function readSources(work, base, paths) {
    const mark = (0,external_node_crypto_.randomUUID)();
    const environment = { folders: ['.', ...searched(work)].join(' ') };
    const argv = ['sh', '-c', files_script, 'sh', mark, base, ...paths];
    const { transport } = work;
    const finished = await transport.exec({ argv, connect: false, environment }, { deadline: work.remaining(readLimit), signal: work.signal });
    const files = (0,read_files/* parseFolder */.Ir)(finished.stdout, mark, '')?.files ?? [];
    (0,read_files/* refuseUnreadable */.ws)(files);
    return new Map(files.map(({ path, text }) => [path, text]));
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/lock.js



/** How Liquibase names the run in its lock: behind the machine's name, and without a space, because programs split what Java is told. */
function holderOf(work) {
    return (0,tools_database/* ownName */.qU)(work.runName).replace(' ', '_');
}
/**
 * Liquibase's own lock is a row, which stays when its holder is killed. That of a run of ours that is at work does not count: ours is waited for, and is given
 * back when Liquibase ends.
 * @throws Failure `locked`
 */
async function refuseLocked(work, database, table) {
    const [[holder, since = ''] = []] = await database.query(`select lockedby, lockgranted from ${table.quoted} where locked limit 1`);
    if (holder === undefined)
        return;
    const [, ours] = /#(slipway-migrate_\S+)/.exec(holder) ?? [];
    if (ours === holderOf(work))
        return;
    const name = ours?.replace('_', ' ');
    if (name !== undefined && (await isThere(database, name)))
        return;
    const gone = name === undefined ? '' : ' That run is gone: it was killed before it could give the lock back.';
    const wait = name === undefined ? 'Where another Liquibase is at work, wait for its end. Where none is, it was killed: ' : '';
    const look = 'look with mode plan once it is given back';
    throw new build/* Failure */.HR('locked', `Liquibase's own lock, in ${table.name}, is held by ${holder || 'nobody named'} since ${since}.${gone}`, {
        state: 'Nothing was changed.',
        hint: `${wait}${wait ? 'say so' : 'Say so'} with liquibase release-locks, and ${look}.`,
    });
}
async function isThere(database, application) {
    const found = await database.query(`select 1 from pg_stat_activity where application_name = ${(0,postgres_build/* literal */.eu)(application)} limit 1`);
    return found.length > 0;
}
/** A program of ours that was ended has no session any more, so the lock that it left stands for nobody. */
async function giveBack(work, database, find) {
    await (0,tools_database/* endOwn */.kc)(work);
    const table = await find();
    if (!table)
        return;
    const own = (0,postgres_build/* literal */.eu)(`%#${holderOf(work).replaceAll(/[\\%_]/g, '\\$&')} %`);
    await database.query(`update ${table.quoted} set locked = false, lockgranted = null, lockedby = null where locked and lockedby like ${own} escape '\\'`);
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/tools/liquibase/tool.js











/** Where nobody knows the server: what most run. */
const usualMajor = 17;
function namesOf({ environment }) {
    return {
        home: environment['LIQUIBASE_LIQUIBASE_SCHEMA_NAME'] ?? environment['LIQUIBASE_COMMAND_DEFAULT_SCHEMA_NAME'],
        history: environment['LIQUIBASE_DATABASE_CHANGELOG_TABLE_NAME'] ?? 'databasechangelog',
        lock: environment['LIQUIBASE_DATABASE_CHANGELOG_LOCK_TABLE_NAME'] ?? 'databasechangeloglock',
    };
}
function find(work, database, name) {
    const { home, ...names } = namesOf(work);
    return (0,tools_database/* findTable */.UI)(work, database, home ? `${(0,postgres_build/* identifier */.Cv)(home)}.${names[name]}` : names[name]);
}
function variables(work) {
    const { url, user, password } = (0,jdbc/* jdbcOf */.d)(work);
    const { home, history, lock } = namesOf(work);
    const changelog = changelogOf(work);
    const environment = {
        ...quiet,
        LIQUIBASE_COMMAND_URL: url,
        LIQUIBASE_COMMAND_USERNAME: user,
        LIQUIBASE_DATABASE_CHANGELOG_TABLE_NAME: history,
        LIQUIBASE_DATABASE_CHANGELOG_LOCK_TABLE_NAME: lock,
        ...(home ? { LIQUIBASE_LIQUIBASE_SCHEMA_NAME: home } : {}),
        ...(changelog ? { LIQUIBASE_COMMAND_CHANGELOG_FILE: changelog } : {}),
        JAVA_OPTS: `${work.environment['JAVA_OPTS'] ?? ''} -Dliquibase.hostDescription=${holderOf(work)}`.trim(),
    };
    return { environment, secrets: { LIQUIBASE_COMMAND_PASSWORD: password } };
}
async function survey(work, direction) {
    const told = variables(work);
    const database = await (0,tools_database/* openApplicationDatabase */.e4)(work);
    const { base, changes } = await readChanges(work, database.server.major);
    const [history, lock] = await Promise.all([find(work, database, 'history'), find(work, database, 'lock')]);
    if (lock)
        await refuseLocked(work, database, lock);
    const rows = history
        ? await database.query(`select filename, id, author, md5sum from ${history.quoted} order by dateexecuted, orderexecuted`)
        : [];
    const applied = appliedOf(rows, changes);
    const back = direction === 'downgrade' && history
        ? await readWaysBack(work, { base, told, ids: applied.map(({ id }) => id), table: history.name })
        : undefined;
    const known = withAlways(changes, applied).map((one) => ({ ...one, down: wayOf(back?.get(one.id)) }));
    const own = [history, lock].flatMap((table) => (table ? [`relation ${table.name}`] : []));
    return { base, folder: changelogOf(work) ?? base, known, marks: { stamped: history !== undefined, applied, own } };
}
/** One that has nothing to take back is not one of which nobody knows what takes it back. */
const wayOf = (sql) => (sql === '' ? '-- nothing' : sql);
/** What Liquibase leaves in its lock when it is ended is taken out: its session is gone by then. */
function run(work, place, ids, words) {
    const step = (0,program/* program */.DM)(work, ids, place.base, [...(0,program/* started */.A4)(work, ['liquibase']), ...words], variables(work));
    const tidy = () => giveBack(work, place.database, () => find(work, place.database, 'lock')).catch((error) => work.ports.log.warn(`Whether Liquibase's own lock was given back could not be seen: ${(0,build/* messageOf */.bD)(error)}`));
    return {
        ids,
        async run(call) {
            let ended = false;
            try {
                const finished = await step.run(call);
                ended = finished.code === 0;
                return finished;
            }
            finally {
                if (!ended)
                    await tidy();
            }
        },
    };
}
const adapter = {
    title: 'Liquibase',
    undoes: true,
    stops: true,
    apart: true,
    folder: '',
    connects: true,
    outside: 'Put it into a change set of its own with runInTransaction="false" (in SQL: --changeset author:id runInTransaction:false).',
    unverified: 'Liquibase goes on past a change set with failOnError="false", and past one whose precondition says CONTINUE.',
    known: () => [],
    marks: async () => ({ stamped: false, applied: [], own: [] }),
    survey,
    offline: async (work) => ({ folder: changelogOf(work) ?? '', known: (await readChanges(work, usualMajor)).changes }),
    async steps(work, { direction, revisions }, place) {
        const ids = revisions.map(({ id }) => id);
        const count = direction === 'upgrade' ? countTo(place.known, place.marks.applied, ids.at(-1)) : ids.length;
        return [run(work, place, ids, [direction === 'upgrade' ? 'update-count' : 'rollback-count', `--count=${count}`])];
    },
    refused: (said) => /\bERROR: /.test(said),
    stamp: 'Say once what it has: liquibase changelog-sync where all of its change sets made these tables, or changelog-sync-to-tag --tag=TAG up to one.',
    mend: (id) => `Look what of ${id} stands, and undo or finish it by hand.`,
};
const tool = (0,files_tool/* filesTool */.sQ)(adapter);


/***/ }),

/***/ 5334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A4: () => (/* binding */ started),
/* harmony export */   Av: () => (/* binding */ withoutOverrides),
/* harmony export */   DM: () => (/* binding */ program),
/* harmony export */   Ix: () => (/* binding */ addressVariables),
/* harmony export */   aq: () => (/* binding */ sessionEnvironment),
/* harmony export */   kP: () => (/* binding */ plainUrl)
/* harmony export */ });
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4677);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7337);


const enter = 'cd "$1" || exit 46; shift; exec "$@"';
/** A step that is one program of the image, run in a folder of it. */
function program(work, ids, base, argv, variables) {
    const words = ['sh', '-c', enter, 'sh', base, ...argv];
    return { ids, run: (call) => work.transport.exec({ argv: words, connect: true, ...variables }, call) };
}
/** How the tool is started: the input, a word a line, or what is usual for it. */
function started(work, usual) {
    const words = work.inputs['tool-command'];
    return words.length > 0 ? words : usual;
}
/** What drivers read that follow libpq's variables: the bound for locks, and the name by which a lost session is found. */
function sessionEnvironment(work) {
    const url = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationUrl */ .cm)(work);
    const given = url === undefined ? undefined : (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_0__/* .parseUrl */ .Dl)(url, 'database-variable').more['PGOPTIONS'];
    // Drivers take it from the URL, libpq does not.
    const path = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .parameterOf */ .lS)(work, 'search_path')?.replaceAll(/[^\w,$"-]/g, '');
    const timeout = `-c lock_timeout=${Math.trunc(work.inputs['ddl-lock-timeout'])}`;
    return { PGOPTIONS: [given, path && `-c search_path=${path}`, timeout].filter(Boolean).join(' '), PGAPPNAME: (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .ownName */ .qU)(work.runName) };
}
const overriding = new Set(['application_name', 'fallback_application_name', 'options', 'lock_timeout']);
/** Drivers let a parameter of the URL take the place of our variables, which carry it where it is needed. */
function withoutOverrides(url) {
    const [base = '', query] = url.split(/\?(.*)/s);
    if (query === undefined)
        return url;
    const kept = query.split('&').filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => overriding.has(name)));
    return kept.length === 0 ? base : `${base}?${kept.join('&')}`;
}
/** The application's URL for a tool that reads it itself. */
function plainUrl(work) {
    const url = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationUrl */ .cm)(work);
    const plain = url === undefined ? undefined : withoutOverrides(url);
    return plain === undefined || plain === url ? {} : { [work.inputs['database-variable']]: plain };
}
/** The address of the database in variables, for programs that would want a URL with the password as an argument. */
function addressVariables(work) {
    const { env, more, secrets } = (0,_database_js__WEBPACK_IMPORTED_MODULE_1__/* .applicationConnection */ .vX)(work);
    // Go's driver refuses these two.
    const { PGHOSTADDR: _address, PGSSLCRL: _list, ...rest } = { ...env, ...more };
    return { environment: { ...rest, ...sessionEnvironment(work) }, secrets };
}


/***/ })

};
