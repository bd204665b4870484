export const id = 150;
export const ids = [150];
export const modules = {

/***/ 6150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ duckdb_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/backup-db/build/content.js
var content = __webpack_require__(4937);
// EXTERNAL MODULE: ./actions/backup-db/build/facts.js
var facts = __webpack_require__(3407);
// EXTERNAL MODULE: ./actions/backup-db/build/readback.js
var readback = __webpack_require__(2441);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/file-archive.js
var file_archive = __webpack_require__(6868);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/file-place.js
var file_place = __webpack_require__(5297);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/room.js
var sources_room = __webpack_require__(150);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/tables.js
var tables = __webpack_require__(5256);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/duckdb/content.js

/** Names come in hexadecimal digits: they may hold whatever separates values and lines. */
const listSql = `select version();
select hex(schema_name) || ' ' || hex(table_name) from duckdb_tables() where database_name = current_database() and not internal and not temporary order by schema_name, table_name;
`;
function parseList(text) {
    const [version = '', ...names] = (0,tables/* lines */.M)(text);
    const word = (hex = '') => Buffer.from(hex, 'hex').toString();
    return {
        version: version.replace(/^v/, ''),
        names: names.map((name) => ({ schema: word(name.split(' ')[0]), table: word(name.split(' ')[1]) })),
    };
}
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
/** Rows, and a hash over every value: a count alone reads none of them, and would meet no damaged block. */
function countSql(names) {
    return names
        .map(({ schema, table }) => {
        const row = 'slipway_whole_row';
        return `select count(*) || ' ' || coalesce(bit_xor(hash(${row})), 0) from ${quoted(schema)}.${quoted(table)} ${row};\n`;
    })
        .join('');
}
/** As people say it: the schema only where it is not DuckDB's own first one. */
const nameOfTable = ({ schema, table }) => (schema === 'main' ? table : `${schema}.${table}`);
/** @throws Error where the answer is not of that form for each name */
function parseCounts(names, text) {
    const counts = (0,tables/* lines */.M)(text).map((line) => /^(\d+) \d+$/.exec(line));
    if (counts.length !== names.length || counts.includes(null)) {
        throw new Error(`${names.length} tables were counted, and the answer is: ${text.slice(0, 200)}`);
    }
    return names.map((name, index) => ({ name: nameOfTable(name), rows: Number(counts[index]?.[1]) }));
}

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/writers/choose.js
var choose = __webpack_require__(7465);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/writers/still.js
var still = __webpack_require__(9212);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/writers/users.js
var writers_users = __webpack_require__(3034);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/duckdb/scripts.js
/** What runs beside a DuckDB database: by the duckdb program, or by the module of a Python. */
const python = [
    'import duckdb, subprocess, sys',
    'c = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "ro")',
    'text, _, command = sys.stdin.read().partition("\\n.shell ")',
    'for statement in c.extract_statements(text):',
    '  for (value,) in c.execute(statement).fetchall(): print(value)',
    'if command: subprocess.call(command.split())',
    'c.close()',
].join('\n');
/** Exit codes of ours. */
const held = 75;
const noProgram = 127;
const changed = 74;
const notCopied = 76;
/**
 * `by PROGRAM FILE ro|rw` runs the statements on standard input, at last perhaps a line `.shell …` of plain words, and prints a value to a line.
 * `ask` does so with the first program that can: one may be older than the file, or without the module. That somebody else has it open is the same
 * for all. What an extension of the file needs is not loaded with it, so where one is missed all that are installed are, by those who installed them.
 */
const programs = [
    'cd / && from=$OLDPWD || exit 1',
    `python='${python}'`,
    'by() { case $1 in duckdb) [ "$3" = rw ] || set -- duckdb "$2" ro -readonly; duckdb ${4:-} -batch -bail -list -noheader -init /dev/null "$2";; *) "$1" -c "$python" "$2" "$3";; esac; }',
    `installed="select 'load ' || extension_name || ';' from duckdb_extensions() where installed and not loaded"`,
    'ask() { why="duckdb, or a Python with its module, is needed" code=127 asked=$(cat) err=$(mktemp) || exit 1; trap "rm -f $err" EXIT',
    '  for p in duckdb python3 python "$from/.venv/bin/python" "$from/venv/bin/python" /app/.venv/bin/python /opt/venv/bin/python /venv/bin/python; do',
    '    command -v "$p" >/dev/null 2>&1 || continue',
    '    if told=$(printf "%s\\n" "$asked" | by "$p" "$1" "$2" 2>"$err"); then printf "%s\\n" "$told"; return 0; fi; said=$(cat "$err")',
    '    case $said in *" extension"*|*"does not exist"*)',
    '      if loads=$(printf "%s;\\n" "$installed" | by "$p" :memory: rw 2>/dev/null) && [ -n "$loads" ] && told=$(printf "%s\\n" "$loads" "$asked" | by "$p" "$1" "$2" 2>/dev/null)',
    '      then printf "%s\\n" "$told"; return 0; fi;; esac',
    '    case $said in *"Could not set lock"*) why=$said code=75; break;; *"No module named"*) ;; *) [ $code -ne 127 ] || { why=$said; code=1; };; esac',
    '  done; printf "%s\\n" "$why" >&2; return $code; }',
].join('\n');
/** A name that does not exist would be made as an empty database. */
const there = '[ ! -L "$1" ] || { echo "$1 is a link to $(readlink "$1"): the log stands beside the file that it leads to, so name that one" >&2; exit 66; }; [ -f "$1" ] || { echo "$1 is no file, or not to be seen by this user" >&2; exit 66; }';
/** `FILE ro|rw`, statements on standard input. */
const askScript = `set -u\n${programs}\n${there}\nask "$1" "$2"`;
/** That there is a program that could open a database; without a file it opens one in memory. */
const programScript = `set -u\n${programs}\necho "select 1;" | ask :memory: rw`;
/**
 * The file with all its logs (`.wal`, and during a checkpoint a second one), as they are at this moment. Locks do not say everything: one ends when its
 * process closes any descriptor of the file. So it is looked whether they changed meanwhile.
 */
const scripts_all = [
    'look() { for f in "$FROM" "$FROM".wal*; do [ ! -e "$f" ] || stat -c "%n %i %s %y" -- "$f" || return 1; done; }',
    'before=$(look) && for f in "$FROM" "$FROM".wal*; do [ ! -e "$f" ] || cp -- "$f" "$TO${f#"$FROM"}" || exit 1; done && after=$(look) || exit 1',
    '[ "$before" = "$after" ] || { echo "$FROM changed while it was copied" >&2; exit 74; }',
].join('\n');
/**
 * `FILE COPY`: copies it while it is open for reading, so that nobody can open it for writing meanwhile. Exit code 75 where somebody has it open for
 * writing, 74 where it changed all the same, 76 where it could not be copied.
 */
const copyScript = [
    'set -u; umask 077',
    programs,
    there,
    'export FROM="$1" TO="$2"',
    // The program quotes what a command has in it, so the command is in a file.
    `cat > "$TO.sh" <<'EOF'\n(\n${scripts_all}\n) 2>"$TO.said"; echo $? > "$TO.ended"\nEOF`,
    'printf "select 1;\\n.shell sh %s\\n" "$TO.sh" | ask "$1" ro >/dev/null || exit $?',
    's=$(cat "$TO.ended" 2>/dev/null || echo 1); cat "$TO.said" >&2; rm -f "$TO.sh" "$TO.said" "$TO.ended"',
    '[ "$s" = 0 ] || { rm -f "$TO" "$TO".wal*; [ "$s" = 74 ] || s=76; exit "$s"; }',
].join('\n');
/** `FILE COPY`, while who has it open is held still: to DuckDB what a crash of that moment would have left. */
const heldCopyScript = `set -u; umask 077; ${there}; FROM=$1 TO=$2\n${scripts_all}`;
/** What is in the log goes into the file. */
const foldSql = 'force checkpoint;\n';
/** A folder for copies. One of an ended run is removed a day later: another run may be at work on its own. */
const scratchScript = 'umask 077; t=/var/tmp; [ -w "$t" ] || t=${TMPDIR:-/tmp}; find "$t" -maxdepth 1 -type d -name "slipway-duckdb.??????????" -mmin +1440 -exec rm -rf -- {} + 2>/dev/null; d=$(mktemp -d "$t/slipway-duckdb.XXXXXXXXXX") && echo "$d"';
const dropScript = 'case $1 in */slipway-duckdb.*) rm -rf -- "$1";; esac';

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/duckdb/query.js


function tryQuery(job, room, file, mode, statements) {
    const options = { input: statements, allowFailure: true, deadline: job.remaining(), signal: job.signal };
    return room.run(['sh', '-c', askScript, 'sh', file, mode], options);
}
/** What the statements print of a copy, a value to a line; `copied` is what it is one of. @throws Failure `database-unreachable`, `program-missing` */
async function query(job, room, copy, copied, statements) {
    const { code, stdout, stderr } = await tryQuery(job, room, copy, 'ro', statements);
    if (code !== 0)
        throw programFailed(room, copied, code, stderr);
    return stdout;
}
/** What DuckDB says of it: the line that names the error, else the last. */
function said(stderr) {
    const all = stderr.split('\n').filter((line) => line.trim() !== '');
    return (all.find((line) => /Error: /.test(line)) ?? all.at(-1) ?? '').trim();
}
/** DuckDB knows of its own extensions which has what; of those of others only that the name means nothing. */
const named = /exists in the (\w+) extension|required extension '(\w+)'/;
const unnamed = /Missing Extension Error|load the extension that provides|(Function|Type|Collation)( Entry)? with name [^\n]*does not exist/i;
/** The extension without which DuckDB cannot read a file; empty where it does not say which. That a program lacks something says nothing of the file. */
function lackedExtension(stderr) {
    const [, one, other] = named.exec(stderr) ?? [];
    return one ?? other ?? (unnamed.test(stderr) ? '' : undefined);
}
function programFailed(room, file, code, stderr) {
    const state = 'Nothing was written.';
    if (code === noProgram)
        return new build/* Failure */.HR('program-missing', `${said(stderr)} ${room.where}.`, {
            state,
            hint: 'Install one of them there, or name an image on the server that has one in the input image.',
        });
    if (/newer version|can only read versions/.test(stderr))
        return new build/* Failure */.HR('version-mismatch', `DuckDB ${room.where} is older than the one that wrote ${file}: ${said(stderr)}`, {
            state,
            hint: 'Use an image, in the input image, with a newer one.',
        });
    const lacking = lackedExtension(stderr);
    if (lacking !== undefined) {
        const [what, command] = lacking ? [`the extension ${lacking}`, `INSTALL ${lacking}`] : ['an extension', 'INSTALL'];
        return new build/* Failure */.HR('program-missing', `DuckDB ${room.where} lacks ${what}, and ${file} cannot be read without: ${said(stderr)}`, {
            state,
            hint: `Install it where this DuckDB runs, for the user that it runs as (${command}); with service in the image of the service, for root, or in another one that the input image names.`,
        });
    }
    return new build/* Failure */.HR('database-unreachable', `${file} ${room.where} cannot be read: ${said(stderr) || `exit code ${code}`}`, {
        state,
        hint: 'Check the input file, that the user of this run may read it, and that its DuckDB is as new as the one that wrote it.',
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./actions/backup-db/build/sources/volume/engine.js
var engine = __webpack_require__(6200);
;// CONCATENATED MODULE: ./actions/backup-db/build/sources/duckdb/workshop.js







/** @throws Failure `no-container`, `database-unreachable`, `volume-missing` where the file is in the container's own layer, which ends with it */
async function findHome(job, service, file) {
    const inspected = await findAny(job, service);
    const name = inspected.Name.replace(/^\//, '');
    const mount = mountOf(inspected, file);
    if (mount)
        return { container: inspected.Id, name, image: job.inputs.image ?? inspected.Image, user: inspected.Config.User, mount };
    throw new build/* Failure */.HR('volume-missing', `${file} is in no volume of the container ${name} on ${job.shell.where}.`, {
        state: 'Nothing was written.',
        hint: 'What is not in a volume is gone with the container: mount one at its folder, and check the input file.',
    });
}
/** A backup is of a service that runs; a restore comes when it was stopped for that. */
async function findAny(job, service) {
    const { shell, project, inputs } = job;
    const label = (name) => ['--filter', `label=com.docker.compose.${name}`];
    if (inputs.mode === 'restore') {
        const all = [];
        for (const one of [project, `${project}-blue`, `${project}-green`])
            all.push(...(await (0,writers_users/* inspectContainers */.Xu)(shell, '--all', ...label(`project=${one}`), ...label(`service=${service}`))));
        const found = all.find(({ State }) => State.Running) ?? all[0];
        if (found)
            return found;
    }
    const { id, name } = await (0,sources_room/* serviceContainer */.hh)(job, service);
    const [inspected] = await (0,writers_users/* inspectContainers */.Xu)(shell, '--filter', `id=${id}`);
    if (inspected)
        return inspected;
    throw new build/* Failure */.HR('no-container', `The container ${name} on ${shell.where} is gone.`, {
        state: 'Nothing was written.',
        hint: 'Run again.',
    });
}
/** The service's files, to write: each program in a container of its own, by the service's user. */
function writingRoom({ shell }, { container, name, image, user }) {
    const command = ([program = '', ...args]) => {
        const flags = [...engine/* alone */.QR, '--user', user || '0', '--volumes-from', container, '--entrypoint', program];
        return ['docker', 'run', ...flags, image, ...args];
    };
    return {
        where: `in the volumes of ${name} on ${shell.where}`,
        container: undefined,
        run: (argv, options) => shell.run(command(argv), options),
        start: (argv, options) => shell.start(command(argv), options),
    };
}
/** The mount that a path of the container is in: the deepest. */
function mountOf({ Mounts }, path) {
    const covering = Mounts.filter(({ Destination }) => path === Destination || path.startsWith(`${Destination.replace(/\/$/, '')}/`));
    return covering.sort((one, other) => other.Destination.length - one.Destination.length)[0];
}
/** Whether another container's mount shows files of this one: the same volume, or folders of the machine of which one is in the other. */
function shares(mount) {
    const within = (path, folder) => path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);
    return (other) => mount.Type === 'volume'
        ? other.Type === 'volume' && other.Name === mount.Name
        : other.Type === 'bind' && (within(other.Source, mount.Source) || within(mount.Source, other.Source));
}
/** @throws Failure `program-missing` where the image cannot be started */
async function openWorkshop(job, home) {
    if (home)
        return openContainer(job, home);
    const room = (0,sources_room/* machineRoom */.Hf)(job.shell);
    const folder = await scratch(room);
    return { room, folder, close: () => quietly(room.run(['sh', '-c', dropScript, 'sh', folder])) };
}
async function openContainer(job, { container, name, image }) {
    const { shell } = job;
    const own = `slipway-duckdb-${(0,external_node_crypto_.randomBytes)(5).toString('hex')}`;
    const files = ['--volumes-from', `${container}:ro`];
    // It ends by itself where nobody ends it.
    const wait = ['-c', 'exec sleep "$1"', 'sh', String(Math.ceil(job.remaining() / 1000) + 60)];
    const flags = [...engine/* alone */.QR, '--detach', ...files, '--name', own, '--entrypoint', 'sh', image, ...wait];
    const close = () => quietly(shell.run(['docker', 'rm', '--force', own]));
    const { code, stderr } = await shell.run(['docker', 'run', ...flags], { allowFailure: true });
    if (code !== 0) {
        await close();
        throw new build/* Failure */.HR('program-missing', `${image} could not be started on ${shell.where}: ${stderr.trim().split('\n').at(-1)}`, {
            state: 'Nothing was written.',
            hint: 'Name an image on the server that has sh, and duckdb or Python with its module, in the input image.',
        });
    }
    try {
        const room = (0,sources_room/* roomIn */.Lp)(shell, own, `as the container ${name} on ${shell.where} sees it`);
        return { room, folder: await scratch(room), close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
async function scratch(room) {
    return (await room.run(['sh', '-c', scratchScript])).stdout.trim();
}
async function quietly(work) {
    await work.catch((error) => {
        if (!(error instanceof shell_build.ProgramFailure))
            throw error;
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/duckdb/copy.js








/**
 * Copies the database into the workshop, with its log folded in. @returns what had to be done about who has it open
 * @throws Failure `volume-in-use`, `dump-failed`, `database-unreachable`, `program-missing`
 */
async function copy(job, workshop, home, file) {
    const to = `${workshop.folder}/copy`;
    const options = { deadline: job.remaining(), signal: job.signal, allowFailure: true };
    const { code, stderr } = await workshop.room.run(['sh', '-c', copyScript, 'sh', file, to], options);
    if (code === notCopied)
        throw notCopiedFailure(file, said(stderr));
    const isHeld = code === held || code === changed;
    if (code !== 0 && !isHeld)
        throw programFailed(workshop.room, file, code, stderr);
    const way = isHeld ? await copyHeld(job, workshop, home, { file, to, holder: said(stderr) }) : 'still';
    const folded = await tryQuery(job, workshop.room, to, 'rw', foldSql);
    if (folded.code !== 0)
        throw programFailed(workshop.room, file, folded.code, folded.stderr);
    return way;
}
async function copyHeld(job, { room }, home, { file, to, holder }) {
    const chosen = await chooseHolders(job, home, file, holder);
    await copy_still(job, room.container ?? '', chosen, file, to);
    return chosen.way;
}
/** Who is to be held still while a file that is open for writing is copied. @throws Failure `volume-in-use` where nobody may be, or nobody is known */
async function chooseHolders(job, home, file, holder) {
    const state = 'Nothing was written.';
    if (!home) {
        throw new build/* Failure */.HR('volume-in-use', `${file} on ${job.shell.where} is open for writing: ${holder}`, {
            state,
            hint: 'Stop that program meanwhile. Where it runs in a container, name its compose service in the input service: it can be paused then.',
        });
    }
    const users = (0,writers_users/* parseUsers */.YN)(await (0,writers_users/* inspectContainers */.Xu)(job.shell), shares(home.mount));
    const { writers, pause, stop } = (0,choose/* chooseWriters */.i)(`The folder of ${file}`, users, job.inputs.writers);
    if (writers === 'pause' || writers === 'stop')
        return { pause, stop, way: writers };
    const why = writers === 'live' ? 'what has it open is to go on' : 'no running container is known that may write to it';
    throw new build/* Failure */.HR('volume-in-use', `${file} in the container ${home.name} is open for writing, and ${why}: ${holder}`, {
        state,
        hint: 'A DuckDB database that is written to cannot be copied: use pause or stop, by the label slipway.backup of its service or by the input writers.',
    });
}
async function copy_still(job, workshop, chosen, file, to) {
    const lines = [];
    // Where all are stopped nobody has it open any more, and nobody else can open it.
    const script = chosen.pause.length === 0 ? copyScript : heldCopyScript;
    const argv = ['docker', 'exec', workshop, 'sh', '-c', script, 'sh', file, to];
    const running = (0,still/* startStill */.fs)(job, chosen, argv, { title: 'cp', onError: (line) => void lines.push(line) });
    running.stdout.resume();
    try {
        await running.done;
    }
    catch (error) {
        if (!(error instanceof shell_build.ProgramFailure))
            throw error;
        throw explainStill(file, error, lines.at(-1) ?? error.message, [...chosen.pause, ...chosen.stop]);
    }
}
const goesOn = 'No backup was stored. What was paused or stopped goes on.';
function explainStill(file, cause, text, users) {
    const names = users.map(({ name }) => name).join(', ');
    if (cause.code === still/* notHeld */.H7)
        return new build/* Failure */.HR('volume-in-use', `${names} could not be held still: ${text}`, {
            state: goesOn,
            hint: 'Another backup may be at it: run again.',
            cause,
        });
    if (cause.code === still/* notResumed */.rS)
        return new build/* Failure */.HR('dump-failed', `${file} was copied, and ${names} may not have gone on: ${text}`, {
            state: 'No backup was stored. These containers may be paused or stopped now.',
            hint: 'On the server: docker unpause, or docker start, each of them.',
            cause,
        });
    if (cause.code === changed || cause.code === held)
        return new build/* Failure */.HR('volume-in-use', `${text}, although ${names} stood still: something else writes to it.`, {
            state: goesOn,
            hint: 'Find it (on the server: lsof or fuser), and let it be stopped meanwhile.',
            cause,
        });
    return notCopiedFailure(file, text, cause);
}
function notCopiedFailure(file, text, cause) {
    return new build/* Failure */.HR('dump-failed', `${file} could not be copied: ${text}`, {
        state: goesOn,
        hint: 'The copy needs room for the database: in /var/tmp, with service where the engine keeps its containers.',
        ...(cause ? { cause } : {}),
    });
}

;// CONCATENATED MODULE: ./actions/backup-db/build/sources/duckdb/duckdb.js












/**
 * One DuckDB database, on the machine or in a volume of a service. While a program has it open for writing nobody else can read it: that program is
 * paused or stopped for as long as the file and its log are copied, and what is stored is the copy, with the log folded in.
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`, `volume-missing`
 */
async function duckdb_open(job) {
    const { file = '', service } = job.inputs;
    const home = service ? await findHome(job, service, file) : undefined;
    const where = `${file} ${home ? `in the container ${home.name} on ` : 'on '}${job.shell.where}`;
    const within = (work) => using(job, home, work);
    const prove = (differs) => (store, evidence) => within((workshop) => readArchive(job, workshop, store, evidence, differs));
    const room = home ? writingRoom(job, home) : (0,sources_room/* machineRoom */.Hf)(job.shell);
    return {
        kind: 'duckdb',
        name: (0,facts/* nameOf */.Vb)('duckdb', file),
        where,
        look: () => within((workshop) => look(job, workshop, home, { file, where })),
        // A backup has looked already; a restore comes when the file may be gone.
        check: async () => {
            if (job.inputs.mode !== 'backup')
                await within(({ room }) => checkProgram(room));
        },
        guarded: (work) => work(),
        open: () => openMoment(job, home, file),
        readArchive: prove(readback/* corrupt */.qb),
        async rehearse(store, evidence) {
            const started = job.clock.now();
            await prove(file_archive/* mismatch */.J)(store, evidence);
            return job.clock.now() - started;
        },
        place: (into) => placeFor(job, room, into, prove(readback/* corrupt */.qb)),
    };
}
/** Nobody is held still for a look. */
async function look(job, { room }, home, { file, where }) {
    const listed = await tryQuery(job, room, file, 'ro', listSql);
    if (listed.code === held) {
        const { way } = await chooseHolders(job, home, file, said(listed.stderr));
        return { holds: `open for writing; who has it open: ${way}` };
    }
    if (listed.code !== 0)
        throw programFailed(room, file, listed.code, listed.stderr);
    const { version, names } = parseList(listed.stdout);
    if (names.length > 0)
        return { holds: `${(0,content/* counted */.h)(names.length, 'table')}, by DuckDB ${version}` };
    return { reason: 'no-tables', text: `${where} has no tables: there is nothing to back up.` };
}
/** Old logs beside a new file would be played into it; so would those of a program that has the old one open. */
async function placeFor(job, room, into, prove) {
    const place = await (0,file_place/* filePlace */.W)(job, { room, into, sides: ['.wal', '.wal.checkpoint', '.wal.recovery'], prove });
    return {
        ...place,
        async bringBack(store, manifest, evidence) {
            if (place.taken)
                await refuseHeld(job, room, into);
            return place.bringBack(store, manifest, evidence);
        },
    };
}
/** @throws Failure `volume-in-use` */
async function refuseHeld(job, room, into) {
    const { code, stderr } = await tryQuery(job, room, into, 'ro', 'select 1;\n');
    if (code !== held)
        return;
    throw new build/* Failure */.HR('volume-in-use', `${into} ${room.where} is open for writing: ${said(stderr)}`, {
        state: 'Nothing was changed.',
        hint: 'Stop the service that has it open (docker stop, not down), restore, and start it again: it would go on with the old file, and its log would be played into the new one.',
    });
}
async function using(job, home, work) {
    const workshop = await openWorkshop(job, home);
    try {
        return await work(workshop);
    }
    finally {
        await workshop.close();
    }
}
/** @throws Failure `program-missing` */
async function checkProgram(room) {
    const { code, stderr } = await room.run(['sh', '-c', programScript], { allowFailure: true });
    if (code !== 0)
        throw programFailed(room, 'DuckDB', code, stderr);
}
const pathIn = ({ folder }) => `${folder}/copy`;
async function openMoment(job, home, file) {
    const workshop = await openWorkshop(job, home);
    try {
        const writers = await copy(job, workshop, home, file);
        return {
            program: 'DuckDB',
            // Before it stands a checksum.
            magic: 'DUCK',
            magicAt: 8,
            hint: 'The copy could not be read.',
            start: () => workshop.room.start(['cat', '--', pathIn(workshop)], { deadline: job.remaining(), signal: job.signal }),
            facts: async () => ({ kind: 'duckdb', ...(await factsAbout(job, workshop, file)), writers }),
            abandon: async () => { },
            close: () => workshop.close(),
        };
    }
    catch (error) {
        await workshop.close();
        throw error;
    }
}
async function factsAbout(job, workshop, copied) {
    const ask = (statements) => query(job, workshop.room, pathIn(workshop), copied, statements);
    const { version, names } = parseList(await ask(listSql));
    return { version, tables: names.length > 0 ? parseCounts(names, await ask(countSql(names))) : [] };
}
/** @throws Failure `archive-corrupt`, `checksum`, `key-missing`, and what `differs` makes of another content */
async function readArchive(job, workshop, store, evidence, differs) {
    const { tables: expected } = (0,facts/* factsOf */.xS)(evidence.manifest, 'duckdb');
    const count = async () => (await factsAbout(job, workshop, evidence.manifest.id)).tables;
    await (0,file_archive/* readFile */.T)(job, store, evidence, { room: workshop.room, copy: pathIn(workshop), expected, count, differs });
}


/***/ }),

/***/ 6868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mismatch),
/* harmony export */   T: () => (/* binding */ readFile)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2441);
/* harmony import */ var _tables_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5256);



/** Writes the file of a backup where its program runs, and compares. @throws Failure `archive-corrupt`, `checksum`, `key-missing`, and that of `differs` */
async function readFile(job, store, evidence, reading) {
    const write = ['sh', '-c', 'umask 077; exec cat > "$1"', 'sh', reading.copy];
    const start = (from) => reading.room.start(write, { title: 'a copy to read', deadline: job.remaining(), signal: job.signal, from });
    await (0,_readback_js__WEBPACK_IMPORTED_MODULE_1__/* .readBack */ .e7)(job, store, evidence, { start, fault: () => undefined });
    const different = (0,_tables_js__WEBPACK_IMPORTED_MODULE_2__/* .differences */ .t)(await inArchive(evidence, () => reading.count()), reading.expected);
    if (different.length > 0)
        throw reading.differs(evidence, different.slice(0, 5).join('; '));
}
/** Words of SQLite and DuckDB that speak of what is in a file, and not of the memory, the disk or the program. */
const damage = /malformed|not a database|corrupt|checksum|serializ|replaying WAL|not a valid DuckDB|INTERNAL Error|Catalog Error|Binder Error|Invalid Input/i;
/** A database that cannot be read here is the archive, and not the source. */
async function inArchive(evidence, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && error.reason === 'database-unreachable' && damage.test(error.message))
            throw (0,_readback_js__WEBPACK_IMPORTED_MODULE_1__/* .corrupt */ .qb)(evidence, error.message, error);
        throw error;
    }
}
/** What a rehearsal calls it. */
function mismatch({ manifest }, why) {
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('count-mismatch', `What was restored from ${manifest.id} differs from its manifest: ${why}.`, {
        hint: 'Use another backup, and report this one: its copy and its counts are of the same moment.',
    });
}


/***/ }),

/***/ 5297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ filePlace)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5518);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6816);
/* harmony import */ var _readback_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2441);





const look = 'if [ -L "$1" ]; then echo link; elif [ -d "$1" ]; then echo folder; elif [ -e "$1" ]; then echo file; elif [ -w "$(dirname -- "$1")" ]; then echo free; else echo closed; fi';
/** What an ended run left is removed a day later: another may be at work on it. */
const write = 'set -eu; umask 077; for f in "$1".restore-????????; do [ ! -f "$f" ] || find "$f" -maxdepth 0 -mmin +1440 -exec rm -f -- {} \\; ; done; cat > "$2"; sync "$2"';
/**
 * A name that is free is taken without overwriting; one that is not has its file kept under another first, and is never without one. What fails on
 * the way leaves everything as it was.
 */
const take = [
    'set -eu; new=$1 into=$2 kept=$3; shift 3',
    'if [ -z "$kept" ]; then ln -T -- "$new" "$into"; rm -f -- "$new"; sync "$into"; exit; fi',
    'chmod "$(stat -c %a -- "$into")" "$new"; chown "$(stat -c %u:%g -- "$into")" "$new" 2>/dev/null || [ "$(stat -c %u:%g -- "$into")" = "$(stat -c %u:%g -- "$new")" ] || echo "owner" >&2',
    'back() { for side in "$@"; do if [ -e "$kept$side" ]; then mv -fT -- "$kept$side" "$into$side"; fi; done; rm -f -- "$kept"; }',
    'ln -T -- "$into" "$kept"; trap \'back "$@"\' EXIT',
    'for side in "$@"; do if [ -e "$into$side" ]; then mv -fT -- "$into$side" "$kept$side"; fi; done',
    'mv -fT -- "$new" "$into"; trap - EXIT; sync "$(dirname -- "$into")"',
].join('\n');
const refusals = {
    link: 'is a link, and who opens what it leads to would not see the restored file',
    folder: 'is a folder',
    closed: 'is in a folder that this user cannot write to, or that is not there',
};
/** A path on the machine, or in the container, of a source. @throws Failure `restore-failed` where nothing can be written there */
async function filePlace(job, order) {
    const { room, into } = order;
    const found = (await room.run(['sh', '-c', look, 'sh', into])).stdout.trim();
    const why = refusals[found];
    if (why !== undefined) {
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('restore-failed', `${into} ${room.where} ${why}.`, {
            state: 'Nothing was changed.',
            hint: 'Give the path of the file that is to be made in the input into.',
        });
    }
    const taken = found === 'file';
    const keptAs = `${into}_before_${(0,_names_js__WEBPACK_IMPORTED_MODULE_4__/* .stamp */ .iE)(new Date(job.clock.now()))}`;
    return {
        words: `the file ${into} ${room.where}`,
        taken,
        keptAs,
        bringBack: (store, _, evidence) => bringBack(job, store, evidence, { ...order, kept: taken ? keptAs : undefined }),
    };
}
/** First all of it is read where that changes nothing, then it is written beside the path, and then it takes the name. */
async function bringBack(job, store, evidence, order) {
    const { room, into, kept } = order;
    const scratch = `${into}.restore-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    try {
        await job.log.group(`Proof of ${evidence.manifest.id}`, () => order.prove(store, evidence));
        const start = (from) => room.start(['sh', '-c', write, 'sh', into, scratch], { deadline: job.remaining(), signal: job.signal, from });
        await job.log.group(`Restore of ${evidence.manifest.id}`, () => (0,_readback_js__WEBPACK_IMPORTED_MODULE_3__/* .readBack */ .e7)(job, store, evidence, { start, fault: () => undefined }));
        const { stderr } = await room.run(['sh', '-c', take, 'sh', scratch, into, kept ?? '', ...order.sides]);
        if (stderr.includes('owner'))
            job.log.warn(`${into} belongs to the user of this run now: only root can give it to the owner that it had.`);
        return kept;
    }
    catch (error) {
        await room.run(['rm', '-f', '--', scratch]).catch(() => { });
        const state = error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error.details.state : undefined;
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .withDetails */ .FE)(restoreFailed(error, into), { state: state ?? `${into} is as it was.` });
    }
}
function restoreFailed(error, into) {
    if (error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR && !(error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure))
        return error;
    const said = error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure ? error.stderr.trim().split('\n').at(-1) : String(error);
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('restore-failed', `${into} could not be written: ${said}`, { cause: error });
}


/***/ }),

/***/ 150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hf: () => (/* binding */ machineRoom),
/* harmony export */   LQ: () => (/* binding */ containerRoom),
/* harmony export */   Lp: () => (/* binding */ roomIn),
/* harmony export */   hh: () => (/* binding */ serviceContainer)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_postgres__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4677);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);



function machineRoom(shell) {
    return {
        where: `on ${shell.where}`,
        container: undefined,
        run: (argv, options = {}) => shell.run(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
        start: (argv, options = {}) => shell.start(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
    };
}
/** Ends a program whose caller is gone, because the engine does not. */
const enter = 't=$1; shift; if command -v timeout >/dev/null; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"';
/** The container of a compose service: where it was switched, that of a colour. @throws Failure `no-container`, `database-unreachable` */
async function serviceContainer({ shell, project }, service) {
    try {
        return await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .findContainer */ .FA)(shell, project, service);
    }
    catch (error) {
        if (!(error instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || error instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure)
            throw error;
        let known = error;
        for (const colour of ['blue', 'green']) {
            try {
                return await (0,_slipway_postgres__WEBPACK_IMPORTED_MODULE_1__/* .findContainer */ .FA)(shell, `${project}-${colour}`, service);
            }
            catch (other) {
                if (!(other instanceof _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || other instanceof _slipway_shell__WEBPACK_IMPORTED_MODULE_2__.ProgramFailure)
                    throw other;
                // A container that is there and does not run says more than a project that has none.
                if (other.reason !== 'no-container')
                    known = other;
            }
        }
        throw known;
    }
}
async function containerRoom(job, service) {
    const { id, name } = await serviceContainer(job, service);
    return roomIn(job.shell, id, `in the container ${name} on ${job.shell.where}`);
}
/** Inside a container. What is secret reaches it by the environment of the engine's client. */
function roomIn(shell, container, where) {
    const command = (argv, { env = {}, secrets = {}, deadline = 60_000 }) => {
        const names = Object.keys({ LC_ALL: '', ...env, ...secrets }).flatMap((name) => ['-e', name]);
        return ['docker', 'exec', '-i', ...names, container, 'sh', '-c', enter, 'sh', String(Math.ceil(deadline / 1000)), ...argv];
    };
    const inside = (options) => ({ ...options, env: { LC_ALL: 'C', ...options.env } });
    return {
        where,
        container,
        run: (argv, options = {}) => shell.run(command(argv, options), inside(options)),
        start: (argv, options = {}) => shell.start(command(argv, options), inside(options)),
    };
}


/***/ }),

/***/ 5256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ lines),
/* harmony export */   t: () => (/* binding */ differences)
/* harmony export */ });
function differences(found, expected) {
    const rows = new Map(found.map((table) => [table.name, table.rows]));
    const known = new Set(expected.map(({ name }) => name));
    return [
        ...expected
            .filter((table) => rows.get(table.name) !== table.rows)
            .map((table) => `${table.name}: ${rows.get(table.name) ?? 'no such table'} instead of ${table.rows} rows`),
        ...found.filter(({ name }) => !known.has(name)).map(({ name }) => `${name}: not in the manifest`),
    ];
}
/** What a program printed, a value to a line. */
const lines = (text) => text.split('\n').filter((line) => line !== '');


/***/ }),

/***/ 6200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bl: () => (/* binding */ volumeExists),
/* harmony export */   DG: () => (/* binding */ fault),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   QR: () => (/* binding */ alone),
/* harmony export */   ev: () => (/* binding */ usersOf),
/* harmony export */   pt: () => (/* binding */ readerImage)
/* harmony export */ });
/* unused harmony export isVolume */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _writers_users_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3034);


async function volumeExists(shell, volume) {
    return (await shell.run(['docker', 'volume', 'inspect', '--', volume], { allowFailure: true })).code === 0;
}
/** Every container that has the volume, running or not. A filter of `docker ps` also finds paths that begin with the name. */
async function usersOf(shell, volume) {
    return (0,_writers_users_js__WEBPACK_IMPORTED_MODULE_1__/* .parseUsers */ .YN)(await (0,_writers_users_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectContainers */ .Xu)(shell, '--all', '--filter', `volume=${volume}`), isVolume(volume));
}
const isVolume = (volume) => (mount) => mount.Type === 'volume' && mount.Name === volume;
const able = 'command -v tar >/dev/null && command -v find >/dev/null';
/** An image that is on the machine and can read a volume. @throws Failure `program-missing` */
async function readerImage(shell, users, given) {
    const { stdout } = given
        ? { stdout: '' }
        : await shell.run(['docker', 'image', 'ls', '--quiet', '--no-trunc', '--filter', 'dangling=false']);
    const images = given ? [given] : [...new Set([...users.map(({ image }) => image), ...stdout.split('\n').filter(Boolean)])];
    for (const image of images.slice(0, 12)) {
        const argv = ['docker', 'run', '--rm', '--pull', 'never', '--network', 'none', '--user', '0', '--entrypoint', 'sh', image, '-c', able];
        if ((await shell.run(argv, { allowFailure: true, deadline: 60_000 })).code === 0)
            return image;
    }
    const what = given ? `The image ${given} is not on ${shell.where}, or has` : `No image on ${shell.where} that was tried has`;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('program-missing', `${what} no sh, tar and find to read a volume with.`, {
        state: 'Nothing was written.',
        hint: 'Pull a small one there (docker pull debian:bookworm-slim) and name it in the input image.',
    });
}
/** Flags of a container that sees a volume and nothing else. */
const alone = ['--rm', '--interactive', '--pull', 'never', '--network', 'none', '--log-driver', 'none', '--user', '0'];
/** What a script said of the names that it saw. */
function listed(lines) {
    const [, count] = /^listed (\d+)$/m.exec(lines.join('\n')) ?? [];
    return count === undefined ? undefined : Number(count);
}
/** The engine has codes of its own from 125 on. */
function fault({ code, stderr }) {
    return code > 0 && code < 125 ? `tar cannot read it: ${stderr.trim().split('\n').at(-1)}` : undefined;
}


/***/ }),

/***/ 7465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ chooseWriters)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

const ways = ['pause', 'stop', 'live'];
const isWay = (text) => ways.includes(text);
/**
 * What is done with each container that writes: what was asked for, else what its label says.
 * @throws Failure `volume-in-use` where neither says
 */
function chooseWriters(what, users, asked) {
    const writing = users.filter(({ writes }) => writes);
    const chosen = writing.map((user) => ({ user, way: asked ?? user.label }));
    const open = chosen.filter(({ way }) => !isWay(way));
    if (open.length > 0) {
        const names = open.map(({ user, way }) => (way ? `${user.name} (slipway.backup: ${way})` : user.name)).join(', ');
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('volume-in-use', `${what} is written to by ${names}, and nothing says what to do with them meanwhile.`, {
            state: 'Nothing was written.',
            hint: 'Give their services the label slipway.backup: pause (or stop; or live, where files are only ever added), or set the input writers.',
        });
    }
    const of = (way) => chosen.flatMap((one) => (one.way === way ? [one.user] : []));
    const writers = ways.findLast((way) => of(way).length > 0) ?? 'still';
    return { writers, pause: of('pause'), stop: of('stop') };
}


/***/ }),

/***/ 9212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H7: () => (/* binding */ notHeld),
/* harmony export */   fs: () => (/* binding */ startStill),
/* harmony export */   rS: () => (/* binding */ notResumed)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);

/** Exit codes of the script besides those of the command. */
const notHeld = 72;
const notResumed = 73;
/**
 * Runs `docker …` while containers are paused or stopped: words up to the first `--` are paused, those up to the second stopped. One that somebody
 * holds already, like another backup, is waited for; only what this program held itself goes on by it.
 * Whatever happens to this program, to who started it, or to the connection between them, something that outlives all lets them go on: it looks each
 * second whether this program is there, and whether a line came on its standard input within the last `$1` seconds.
 */
const whileStillScript = [
    'set -u; silence=$1; shift; paused= stopped=',
    'while [ "$1" != -- ]; do paused="$paused $1"; shift; done; shift',
    'while [ "$1" != -- ]; do stopped="$stopped $1"; shift; done; shift',
    '[ -n "$paused$stopped" ] || exec "$@" </dev/null',
    'beats=$(mktemp) || exit 72; held=$beats.held; : > "$held"',
    'exec 3<&0; (n=0; while read -r _; do n=$((n + 1)); echo $n > "$beats"; done) <&3 & listener=$!; exec 3<&-',
    // Each line is the way back of one container. What was done is forgotten, so that nobody undoes it a second time under another run.
    'go_on() { failed=; while read -r way one; do docker "$way" "$one" >/dev/null || failed="$failed $one"; done < "$held"; [ -z "$failed" ] && : > "$held"; }',
    'hold() { n=0; while :; do state=$(docker inspect --format "{{.State.Running}} {{.State.Paused}}" "$3" 2>/dev/null) || return 0',
    '    [ "$state" != "true false" ] || break; [ "$state" != "false false" ] || return 0; n=$((n + 1))',
    '    [ $n -lt 100 ] || { echo "$3 is paused by somebody else" >&2; return 1; }; sleep 3; done',
    // What was not paused by this program was so by another in this moment; a stop that fails may have stopped it.
    '  echo "$2 $3" >> "$held"; docker "$1" "$3" >/dev/null || { [ "$1" = stop ] || sed -i "\\$d" "$held"; return 1; }; }',
    'export silence beats held',
    // Over a connection whoever ends this run ends all that carry its mark.
    `env -u SLIPWAY_ORDER setsid sh -c '${[
        'quiet=0; last=',
        'while kill -0 "$1" 2>/dev/null; do now=$(cat "$beats"); if [ "$now" = "$last" ]; then quiet=$((quiet + 1)); else quiet=0; last=$now; fi',
        '  [ $quiet -lt "$silence" ] || break; sleep 1; done',
        'client=$(cat "$beats.client"); while read -r way one; do docker "$way" "$one"; done < "$held"; rm -f "$beats" "$beats.client" "$held"',
        // Without who reads from it the container ends by itself; to remove it now would wait for that, with the engine's lock of it.
        'kill "$1" && kill -9 "$client"',
    ].join('\n')}' sh $$ >/dev/null 2>&1 </dev/null &`,
    'for one in $paused; do hold pause unpause "$one" || { go_on; exit 72; }; done',
    'for one in $stopped; do hold stop start "$one" || { go_on; exit 72; }; done',
    '"$@" </dev/null & client=$!; echo $client > "$beats.client"; wait $client; s=$?; kill "$listener" 2>/dev/null',
    'go_on || { echo "containers could not go on:$failed" >&2; exit 73; }',
    'exit $s',
].join('\n');
/** Seconds without a word of this run after which the server takes it for gone, and lets writers go on. */
const usual = 30;
const ids = (users) => users.map(({ id }) => id);
/** Starts `docker …` on the machine, and lets writers go on when it ends, this run ends, or nothing is heard of it. */
function startStill(job, { pause, stop }, argv, { silence = usual, ...options }) {
    const script = ['sh', '-c', whileStillScript, 'sh', String(silence), ...ids(pause), '--', ...ids(stop), '--', ...argv];
    const running = job.shell.start(script, { ...options, deadline: job.remaining(), signal: job.signal });
    const beat = setInterval(() => running.stdin.write('\n'), Math.min(2000, silence * 200));
    const quieten = () => clearInterval(beat);
    running.done.then(quieten, quieten);
    // Who reads from it ends its standard input, which is ours.
    return { ...running, stdin: new node_stream__WEBPACK_IMPORTED_MODULE_0__.PassThrough().resume() };
}


/***/ }),

/***/ 3034:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xu: () => (/* binding */ inspectContainers),
/* harmony export */   YN: () => (/* binding */ parseUsers)
/* harmony export */ });
/* unused harmony export onlyVanished */
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8155);

/** One that ended between the two questions uses nothing any more; the engine still tells of the others. */
const onlyVanished = (stderr) => stderr.trim() !== '' &&
    stderr
        .trim()
        .split('\n')
        .every((line) => /no such (container|object)/i.test(line));
/** The containers that `docker ps` finds with these flags. */
async function inspectContainers(shell, ...flags) {
    const { stdout } = await shell.run(['docker', 'ps', '--quiet', '--no-trunc', ...flags]);
    const ids = stdout.split('\n').filter(Boolean);
    if (ids.length === 0)
        return [];
    const argv = ['docker', 'inspect', '--type', 'container', ...ids];
    const { stdout: text, code, stderr, duration } = await shell.run(argv, { allowFailure: true });
    if (code !== 0 && !onlyVanished(stderr))
        throw new _slipway_shell__WEBPACK_IMPORTED_MODULE_0__.ProgramFailure('docker inspect', code, null, stderr, duration, shell.where);
    return JSON.parse(text);
}
/** Those that have a mount which is meant. */
function parseUsers(inspected, isMeant) {
    return inspected.flatMap(({ Id, Name, Image, State, Config, Mounts }) => {
        const mounts = Mounts.filter(isMeant);
        if (mounts.length === 0)
            return [];
        // One that is paused goes on whenever somebody says so.
        const writes = State.Running && mounts.some(({ RW }) => RW);
        return [{ id: Id, name: Name.replace(/^\//, ''), image: Image, writes, label: Config.Labels?.['slipway.backup'] ?? '' }];
    });
}


/***/ })

};
