export const id = 726;
export const ids = [726];
export const modules = {

/***/ 9726:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/runtimes/systemd/ports.js
var systemd_ports = __webpack_require__(5822);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/units.js


/** Lines of the input `units`. @throws Failure `bad-input` naming every wrong line */
function parseUnits(lines) {
    const problems = [];
    const units = [];
    const wrong = (message) => void problems.push({ input: 'units', message });
    for (const line of lines) {
        const [, service = '', unit = '', end = ''] = /^([^=\s]+)=([A-Za-z0-9:_.-]+?)(@|@\.service|\.service)?$/.exec(line) ?? [];
        if (!systemd_ports/* servicePattern */.Cr.test(service) || unit === '')
            wrong(`'${line}' is not service=unit. Example: backend=notes-backend`);
        else if (end === '.service')
            wrong(`${unit}.service is one unit; two colours need a template, ${unit}@.service, given as ${unit}`);
        else
            units.push({ service, unit });
    }
    for (const service of (0,systemd_ports/* repeated */.ZD)(units.map((one) => one.service)))
        wrong(`${service} is given twice`);
    for (const unit of (0,systemd_ports/* repeated */.ZD)(units.map((one) => one.unit)))
        wrong(`${unit} is given for two services`);
    if (units.length === 0 && problems.length === 0)
        wrong('is missing. Example: backend=notes-backend, for the template notes-backend@.service');
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return units;
}
function unitName({ unit }, color) {
    return `${unit}@${color}.service`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/show.js

const properties = [
    'Id',
    'LoadState',
    'ActiveState',
    'SubState',
    'NRestarts',
    'ExecMainStatus',
    'ActiveEnterTimestamp',
    'InvocationID',
    'UnitFileState',
    'NeedDaemonReload',
    'Job',
];
/** One block for each unit, in the order that they were asked for. */
function parseShow(text) {
    return text
        .split(/\n\s*\n/)
        .filter((block) => block.trim() !== '')
        .map((block) => {
        const values = new Map(block.split('\n').map((line) => line.split(/=(.*)/s)));
        const value = (name) => values.get(name)?.trim() ?? '';
        return {
            id: value('Id'),
            load: value('LoadState'),
            active: value('ActiveState'),
            sub: value('SubState'),
            restarts: Number(value('NRestarts')) || 0,
            exitStatus: Number(value('ExecMainStatus')) || 0,
            since: value('ActiveEnterTimestamp'),
            invocation: value('InvocationID'),
            file: value('UnitFileState'),
            stale: value('NeedDaemonReload') === 'yes',
            busy: !['', '0'].includes(value('Job')),
        };
    });
}
/** Running, or on its way to or from there: what has to be stopped. */
function isUp(state) {
    return !['inactive', 'failed'].includes(state.active) || state.busy;
}
/** @param id of the release that the colour stands on */
function instanceOf(of, color, state, id) {
    const name = unitName(of, color);
    const status = state.active === 'active' ? 'running' : state.sub === 'auto-restart' ? 'restarting' : state.active;
    return {
        id: state.invocation || name,
        name,
        service: of.service,
        version: id,
        image: id,
        status,
        health: undefined,
        exitCode: state.exitStatus,
        restarts: state.restarts,
        startedAt: state.since,
    };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/control.js



/** What is ordered of units. The words stand exactly so in the lines for sudo that prepare-server.sh writes. */
const orders = {
    start: ['start', '--no-block'],
    stop: ['stop', '--no-block'],
    kill: ['kill', '--signal=SIGKILL'],
    enable: ['enable', '--quiet'],
    disable: ['disable', '--quiet'],
    forget: ['reset-failed'],
};
const lines = '30';
/** @param uid of the shell's user */
function control(shell, scope, uid) {
    const root = uid === '0';
    const flag = scope === 'user' ? ['--user'] : [];
    const sudo = scope === 'system' && !root ? ['sudo', '-n'] : [];
    // A login without a session of its own, as some servers give it, does not know where the user's systemd listens.
    const env = scope === 'user' ? { XDG_RUNTIME_DIR: `/run/user/${uid}` } : {};
    const options = { allowFailure: true, deadline: 30_000, env };
    const question = (units) => ({
        argv: ['systemctl', ...flag, 'show', `--property=${properties.join(',')}`, '--', ...units],
        env,
    });
    const change = async (words) => {
        const { code, stderr } = await shell.run([...sudo, 'systemctl', ...flag, ...words], options);
        if (code === 0)
            return;
        const refused = /a password is required|not allowed|may not run|sudo: .*not found/.test(stderr);
        throw new build/* Failure */.HR(refused ? 'runtime-setup' : 'runtime-failed', `systemctl ${words.join(' ')} failed on ${shell.where}: ${(0,shell_build.lastLines)(stderr, 4) || `exit code ${code}`}`, refused ? { hint: sudoHint } : {});
    };
    return {
        scope,
        where: shell.where,
        question,
        async show(units) {
            const { code, stdout, stderr } = await shell.run(question(units).argv, options);
            if (code === 0)
                return parseShow(stdout);
            throw new build/* Failure */.HR('runtime-setup', `systemd on ${shell.where} does not answer: ${(0,shell_build.lastLines)(stderr, 2) || `exit code ${code}`}`, {
                hint: scope === 'user' ? lingerHint(shell) : 'Runtime systemd needs a server that systemd booted.',
            });
        },
        order: (order, unit) => change([...orders[order], unit]),
        reload: () => change(['daemon-reload']),
        async denied(units) {
            if (sudo.length === 0)
                return undefined;
            const wanted = Object.values(orders).flatMap((words) => units.map((unit) => [...words, unit].join(' ')));
            const text = 'for c; do sudo -n -l -- systemctl $c >/dev/null 2>&1 || { echo "$c"; exit 0; }; done';
            const { stdout } = await shell.run(['sh', '-c', text, 'sh', ...wanted], { ...options, deadline: 60_000 });
            return stdout.trim() || undefined;
        },
        async logs(unit) {
            const which = scope === 'user' ? ['--user-unit', unit] : ['--unit', unit];
            const argv = ['journalctl', '--quiet', '--no-pager', '--output', 'cat', '--lines', lines, ...which];
            const { stdout, stderr } = await shell.run(argv, { ...options, deadline: 20_000 });
            const nothing = `The journal shows nothing of ${unit}; the user may have to be in the group systemd-journal. ${stderr.trim()}`;
            return stdout.trim() === '' ? nothing : stdout;
        },
    };
}
const lingerHint = (shell) => `As root on the server: loginctl enable-linger ${(0,shell_build.accountOf)(shell)}`;
const sudoHint = 'As root on the server, once, with the names of the templates and the public key of the deploying user: UNITS="notes-backend" sh prepare-server.sh "ssh-ed25519 …"; docs/systemd.md shows the lines for sudo.';

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/images.js

/** A version that is the name of a folder, and stands in a file of environment variables without quotes. */
const idPattern = /^[A-Za-z0-9][\w.+-]{0,99}$/;
/**
 * Service to the id of its release folder, which is the version. One folder holds every service, so none is released alone.
 * @param lines of the input `images`; with none, every service of `units`
 * @throws Failure `bad-input` naming every wrong line
 */
function releaseImages(lines, services, version) {
    const problems = [];
    if (!version)
        problems.push({ input: 'version', message: 'is missing, and no commit is known: it names the release folder. Example: v1' });
    else if (!idPattern.test(version)) {
        problems.push({
            input: 'version',
            message: `'${version}' cannot name a release folder: letters, digits and . _ + - only, 100 at the most, starting with a letter or digit`,
        });
    }
    const named = new Set();
    const wrong = (message) => void problems.push({ input: 'images', message });
    for (const line of lines) {
        const [, service = '', value = ''] = /^([^=\s]+)=(\S+)$/.exec(line) ?? [];
        if (!service)
            wrong(`'${line}' is not service=version; with runtime systemd it may be left out`);
        else if (!services.includes(service)) {
            const near = (0,build/* nearest */.pA)(service, services);
            wrong(`units has no service ${service}${near ? `; did you mean ${near}?` : ''}`);
        }
        else if (version && value !== version) {
            wrong(`${service}=${value} is not the version ${version}; with runtime systemd every service is released as the one version`);
        }
        named.add(service);
    }
    const missing = lines.length > 0 ? services.filter((service) => !named.has(service)) : [];
    if (missing.length > 0)
        wrong(`${missing.join(', ')} of units is missing: one release folder holds every service. Leave images out`);
    if (problems.length > 0 || !version)
        throw (0,build/* badInputs */.PD)(problems);
    return Object.fromEntries(services.map((service) => [service, version]));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/preflight.js




const folderScript = [
    'umask 022; mkdir -p -- "$1" 2>/dev/null; cd -- "$1" 2>/dev/null && [ -w . ] || exit 3',
    'if [ "$2" = user ] && [ "$(id -u)" != 0 ] && [ ! -e "/var/lib/systemd/linger/$(id -un)" ]; then exit 4; fi',
].join('\n');
/** Refuses a server on which a release could not stand, before anything is done. @throws Failure `runtime-setup` */
async function preflight(shell, control, releases, units) {
    const { root } = releases;
    const { code } = await shell.run(['sh', '-c', folderScript, 'sh', root, control.scope], { allowFailure: true });
    if (code === 3) {
        throw setup(`${root} on ${shell.where} is not there, or not writable for the user.`, `As root on the server: install -d -m 755 -o ${(0,shell_build.accountOf)(shell)} ${root}`);
    }
    if (code === 4)
        throw setup(`Units of the user on ${shell.where} would end with the login, and not come up at boot.`, lingerHint(shell));
    for (const [name, id] of Object.entries(await releases.links())) {
        if (id === '!')
            throw setup(`${root}/${name} on ${shell.where} is no link.`, `Move it away: ${name} becomes a link to one of the folders in releases.`);
    }
    const names = units.flatMap((unit) => [unitName(unit, 'blue'), unitName(unit, 'green')]);
    const states = await control.show(names);
    if (states.some((state) => state.stale))
        await control.reload();
    for (const { id, load, file } of states) {
        const template = id.replace(/@.*/, '@.service');
        const folder = control.scope === 'user' ? '~/.config/systemd/user' : '/etc/systemd/system';
        if (load !== 'loaded')
            throw setup(`systemd on ${shell.where} cannot load ${id}: ${load}.`, `The template ${template} belongs in ${folder}.`);
        if (file === 'static')
            throw setup(`${id} on ${shell.where} cannot be enabled, so a reboot would not bring it up.`, `Add to ${template}: [Install], WantedBy=${control.scope === 'user' ? 'default' : 'multi-user'}.target`);
    }
    const denied = await control.denied(names);
    if (denied)
        throw setup(`The user may not run 'systemctl ${denied}' on ${shell.where}.`, sudoHint);
}
function setup(what, hint) {
    return new build/* Failure */.HR('runtime-setup', what, { state: 'Nothing was changed.', hint });
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/artifact.js







const packDeadline = 600_000;
/**
 * Makes one .tar.gz of the artifact for the time of `use`. A folder is packed without `.git`, which may hold the checkout's token, and so that equal
 * content makes equal bytes. @throws Failure `artifact-refused`
 */
async function withPacked(context, artifact, use) {
    const path = await (0,build/* insideOf */.kP)(context.workspace, artifact);
    const found = path === undefined ? undefined : await (0,promises_.stat)(path).catch(() => undefined);
    if (path === undefined || found === undefined) {
        const why = path === undefined ? 'lies outside of the checkout' : 'is not there';
        throw refused(`${artifact} ${why}, in ${context.workspace}.`, 'Check the input artifact, and that a step before this one builds it.');
    }
    if (found.isFile()) {
        if (!/\.(tar\.gz|tgz)$/.test(path))
            throw refused(`${artifact} is a file, but no .tar.gz.`, 'Give a folder, or pack it as .tar.gz.');
        return use(await measure(path));
    }
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'slipway-artifact-'));
    try {
        const file = (0,external_node_path_.join)(folder, 'release.tar.gz');
        await pack(path, file);
        return await use(await measure(file));
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function pack(folder, file) {
    const shell = (0,shell_build.localShell)();
    const version = await shell.run(['tar', '--version'], { allowFailure: true });
    const reproducible = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
    const flags = version.stdout.includes('GNU') ? reproducible : [];
    const tar = shell.start(['tar', ...flags, '--exclude=./.git', '-C', folder, '-cf', '-', '.'], { deadline: packDeadline });
    await (0,shell_build.pipe)(tar, (0,external_node_zlib_.createGzip)(), (0,external_node_fs_.createWriteStream)(file, { mode: 0o600 }));
}
async function measure(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(file)) {
        hash.update(chunk);
        bytes += chunk.length;
    }
    return { file, digest: hash.digest('hex'), bytes };
}
function refused(what, hint) {
    return new build/* Failure */.HR('artifact-refused', what, { state: 'Nothing was changed.', hint });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/scripts.js
/** Names in the folder of an application; `releases/.incoming.*` is what an upload or a removal that was cut left. */
const markerFile = '.slipway-release';
/**
 * root: where `blue`, `green` and `current` lead, one `name id` each; `?` for a link that leads elsewhere, `!` for what is no link. Then the rest of
 * the arguments runs, for answers that belong together.
 */
const linksScript = [
    'root=$1; shift; if cd -- "$root" 2>/dev/null; then base=$(readlink -f releases || :)',
    'for n in blue green current; do',
    '  if [ -L "$n" ]; then t=$(readlink -f -- "$n" || :); case $t in "$base"/*/*) t="?";; "$base"/*) t=${t##*/};; *) t="?";; esac; echo "$n $t"',
    '  elif [ -e "$n" ]; then echo "$n !"; fi',
    'done; fi',
    'if [ $# -gt 0 ]; then echo; exec "$@"; fi',
].join('\n');
/** root name id: the link leads to the release, by one rename: whoever reads it finds the one before or this one, never none. */
const linkScript = [
    'set -eu; cd -- "$1"; [ -d "releases/$3" ] || { echo "there is no releases/$3" >&2; exit 1; }',
    't=".$2.slipway"; rm -f -- "$t"; ln -s -- "releases/$3" "$t"; mv -fT -- "$t" "$2"; sync .',
].join('\n');
/** root id: `gone`, `foreign` where it was not made by an upload, or its digest. */
const lookScript = 'cd -- "$1" 2>/dev/null || { echo gone; exit 0; }; if [ ! -d "releases/$2" ]; then echo gone; elif [ -f "releases/$2/$3" ]; then cat "releases/$2/$3"; else echo foreign; fi';
/** Exit codes of the upload. */
const torn = 65;
const unreadable = 66;
const outside = 67;
/**
 * root id digest marker; the .tar.gz on standard input. What arrives is unpacked in a folder of its own, looked through, and becomes the release by a
 * rename: a cut upload leaves nothing that looks like one. An older folder of the same name goes away; the caller knows that nothing runs from it.
 */
const uploadScript = [
    'set -eu; umask 022; cd -- "$1"; mkdir -p releases; find releases -maxdepth 1 -name ".incoming.*" -exec rm -rf -- {} +',
    'd=$(mktemp -d releases/.incoming.XXXXXX); trap \'chmod -R u+rwX "$d"; rm -rf -- "$d"\' EXIT; trap "exit 143" HUP INT PIPE TERM',
    `cat > "$d/artifact"; got=$(sha256sum < "$d/artifact"); [ "\${got%% *}" = "$3" ] || { echo "only a part of it arrived" >&2; exit ${torn}; }`,
    `tar -tzf "$d/artifact" > "$d/names" || exit ${unreadable}`,
    `if bad=$(grep -m1 -E '^/|(^|/)\\.\\.(/|$)' "$d/names"); then echo "$bad leads out of it" >&2; exit ${outside}; fi`,
    'mkdir "$d/tree"; t="$d/tree"',
    `tar -xzf "$d/artifact" -C "$t" --no-same-owner --no-same-permissions --delay-directory-restore || exit ${unreadable}`,
    'chmod -R u+rwX "$t"; chmod 755 "$t"; base=$(readlink -f "$t")',
    'bad=$(find "$t" ! -type f ! -type d ! -type l -printf "%P is no file, folder or link\\n" -o ! -type l -perm /6000 -printf "%P has a set-id bit\\n" | head -n 1)',
    `[ -z "$bad" ] || { echo "$bad" >&2; exit ${outside}; }`,
    'check=\'base=$1; shift; for l; do t=$(readlink -- "$l"); r=$(realpath -m -- "$(dirname -- "$l")/$t"); case $t in /*) r=$t;; esac; case $r in "$base" | "$base"/*) ;; *) echo "${l#"$base"/} is a link to $t";; esac; done\'',
    'bad=$(find "$base" -type l -exec sh -c "$check" sh "$base" {} + | head -n 1)',
    `[ -z "$bad" ] || { echo "$bad" >&2; exit ${outside}; }`,
    '[ "$(ls -A "$t")" ] || { echo "there is nothing in it" >&2; exit 67; }',
    'echo "$3" > "$t/$4"; sync -f "$t"',
    'if [ -d "releases/$2" ]; then mv -T -- "releases/$2" "$d/before"; fi',
    'mv -T -- "$t" "releases/$2"; sync releases',
].join('\n');
/** root marker: the ids of releases that an upload made. */
const listScript = 'cd -- "$1" || exit 0; for m in releases/*/"$2"; do if [ -f "$m" ]; then i=${m%/*}; echo "${i#releases/}"; fi; done';
/** root id…: a release leaves its name before it leaves the disk, so that none is ever half there. */
const pruneScript = [
    'set -eu; cd -- "$1"; shift',
    'for i; do',
    '  used=; for n in blue green current; do if [ -L "$n" ] && [ "$(readlink -f -- "$n")" = "$(readlink -f "releases/$i")" ]; then used=1; fi; done',
    '  if [ -z "$used" ] && [ -d "releases/$i" ]; then d=$(mktemp -d releases/.incoming.XXXXXX); mv -T -- "releases/$i" "$d/old"; chmod -R u+rwX "$d"; rm -rf -- "$d"; fi',
    'done',
].join('\n');

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/releases.js





const uploadDeadline = 1_800_000;
function releasesIn(shell, root) {
    const run = (text, ...args) => shell.run(['sh', '-c', text, 'sh', root, ...args]);
    const linksAnd = async (argv, env) => {
        const { stdout } = await shell.run(['sh', '-c', linksScript, 'sh', root, ...argv], { env, deadline: 30_000 });
        const end = argv.length > 0 ? stdout.search(/^\n/m) : -1;
        const [lines, said] = end < 0 ? [stdout, ''] : [stdout.slice(0, end), stdout.slice(end + 1)];
        return { links: parseLinks(lines), said };
    };
    const links = async () => (await linksAnd([], {})).links;
    return {
        root,
        links,
        linksAnd,
        look: async (id) => (await run(lookScript, id, markerFile)).stdout.trim(),
        async upload(id, packed) {
            const program = shell.start(['sh', '-c', uploadScript, 'sh', root, id, packed.digest, markerFile], {
                title: `upload of ${id}`,
                deadline: uploadDeadline,
            });
            await (0,shell_build.pipe)((0,external_node_fs_.createReadStream)(packed.file), program).catch((error) => {
                throw error instanceof shell_build.ProgramFailure ? uploadFailure(error, id, shell.where) : error;
            });
        },
        link: async (name, id) => void (await run(linkScript, name, id)),
        async prune(keep) {
            const ours = (await run(listScript, markerFile)).stdout.split('\n').filter(Boolean);
            const expired = expiredReleases(ours, keep, await links());
            if (expired.length > 0)
                await shell.run(['sh', '-c', pruneScript, 'sh', root, ...expired], { deadline: 300_000 });
            return expired;
        },
    };
}
function parseLinks(text) {
    const pairs = text.split('\n').flatMap((line) => {
        const [, name, id] = /^(blue|green|current) (.+)$/.exec(line) ?? [];
        return name && id ? [[name, id]] : [];
    });
    return Object.fromEntries(pairs);
}
/** By name, never by age: a folder's times say nothing about which release served. */
function expiredReleases(ours, keep, links) {
    const needed = new Set([...keep, ...Object.values(links)]);
    return ours.filter((id) => !needed.has(id));
}
function uploadFailure(error, id, where) {
    const said = (0,shell_build.lastLines)(error.stderr, 3);
    if (error.code === outside)
        return refused(`The artifact of ${id} holds what a release must not: ${said}.`, 'Only files, folders and links that stay inside of it; a virtual environment of Python by `python -m venv --copies`, or made on the server.');
    if (error.code === unreadable)
        return refused(`The artifact of ${id} is no .tar.gz that tar can read: ${said}.`, 'Pack it anew.');
    const what = error.code === torn ? said : said || `exit code ${error.code}`;
    return new build/* Failure */.HR('runtime-failed', `Release ${id} did not come onto ${where}: ${what}.`, {
        state: 'Nothing of it is left there.',
        hint: 'Run it again; look at free space on the server: df.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/environment.js

/** File with the variables of one service of one colour, for `EnvironmentFile=<root>/<service>-%i.env`. */
function environmentFile(root, service, color) {
    return `${root}/${service}-${color}.env`;
}
/** `PORT` or `SOCKET` is where the colour must answer; a service with several has one for each public port too. No value needs quotes. */
function environmentOf(ports, service, color, version) {
    const own = ports.filter((port) => port.service === service);
    const lines = own.flatMap((port, index) => {
        const address = port[color];
        const name = 'path' in address ? 'SOCKET' : 'PORT';
        const value = (0,systemd_ports/* nameOf */.Vb)(address);
        return [...(index === 0 ? [`${name}=${value}`] : []), `${name}_${port.port}=${value}`];
    });
    return ['# Written by Slipway for each release.', `SLIPWAY_COLOR=${color}`, `SLIPWAY_VERSION=${version}`, ...lines, ''].join('\n');
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/fetch.js




/**
 * Brings a release onto the server, where it is not there already. What stands is never changed under a program that runs from it.
 * @throws Failure `artifact-refused`, `runtime-failed`, `nothing-to-roll-back`
 */
async function bring(options, id) {
    const { releases, context, shell, waiting } = options;
    const found = await releases.look(id);
    const artifact = options.back ? undefined : options.artifact;
    if (artifact === undefined) {
        if (found !== 'gone')
            return;
        throw new build/* Failure */.HR(options.back ? 'nothing-to-roll-back' : 'artifact-refused', `There is no release ${id} in ${releases.root}/releases on ${shell.where}.`, {
            state: 'Nothing was changed.',
            hint: 'Name its folder or .tar.gz on the runner in the input artifact. A release that was pruned is released again by its commit.',
        });
    }
    await withPacked(context, artifact, async (packed) => {
        if (found === packed.digest)
            return;
        const user = found === 'gone' ? undefined : await userOf(options, id);
        if (found === 'foreign' || user !== undefined)
            throw otherContent(options, id, user);
        waiting.log.info(`${id}: ${Math.ceil(packed.bytes / 1000)} kB go to ${releases.root}/releases on ${shell.where}.`);
        await releases.upload(id, packed);
    });
}
/** Whether what the runner has is what runs under this version already. @throws Failure `artifact-refused` */
async function compare(options, id) {
    const { releases, context, back } = options;
    if (options.artifact === undefined || back)
        return;
    const found = await releases.look(id);
    if (found === 'gone')
        return;
    await withPacked(context, options.artifact, async (packed) => {
        if (found !== packed.digest)
            throw otherContent(options, id, found === 'foreign' ? undefined : await userOf(options, id));
    });
}
function otherContent({ shell }, id, user) {
    const why = user === undefined ? 'Slipway did not put it there' : `${user} runs from it`;
    return new build/* Failure */.HR('artifact-refused', `A release ${id} with other content stands on ${shell.where}, and ${why}.`, {
        state: 'Nothing was changed.',
        hint: 'Another content needs another version.',
    });
}
/** Who needs the release as it is: `current`, or a colour that runs. */
async function userOf({ releases, control, units }, id) {
    const links = await releases.links();
    if (links.current === id)
        return 'current';
    for (const color of ['blue', 'green']) {
        if (links[color] === id && (await control.show(units.map((unit) => unitName(unit, color)))).some(isUp))
            return color;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/wait.js


/** Restarts after which a unit is given up: a database that comes up late may cost one or two. */
const restartLimit = 2;
/**
 * Waits until every unit has been active for a while without a restart.
 * @throws Failure `unhealthy` with the last lines that the unit wrote
 */
async function waitSteady(control, units, deadline, waiting) {
    const { clock, steadyFor } = waiting;
    const until = clock.now() + deadline;
    let seen = '';
    let since = 0;
    for (;;) {
        const states = await control.show(units);
        const broken = states.find(isBroken);
        if (broken)
            throw await unhealthy(control, broken, deadline, waiting);
        const all = states.every((state) => state.active === 'active' && !state.busy);
        const now = all ? states.map((state) => `${state.invocation} ${state.restarts}`).join() : '';
        if (now === '' || now !== seen)
            since = clock.now();
        seen = now;
        if (all && clock.now() - since >= steadyFor)
            return;
        if (clock.now() >= until) {
            const late = states.find((state) => state.active !== 'active') ?? states[0];
            throw late ? await unhealthy(control, late, deadline, waiting) : new build/* Failure */.HR('internal-error', 'There was no unit to wait for.');
        }
        await clock.sleep(250);
    }
}
/** Ended, or started again too often. */
function isBroken(state) {
    return state.restarts > restartLimit || !isUp(state);
}
async function unhealthy(control, state, deadline, { log }) {
    log.info(`Last lines of ${state.id}:`);
    log.untrusted(await control.logs(state.id));
    const restarts = state.restarts > 0 ? ` after ${state.restarts} restarts` : '';
    const ended = isUp(state) ? `is ${state.active} (${state.sub})` : `${state.active}, exit status ${state.exitStatus},`;
    const flag = control.scope === 'user' ? ' --user' : '';
    return new build/* Failure */.HR('unhealthy', `${state.id} ${ended}${restarts} and did not stay up within ${(0,build/* formatDuration */.a3)(deadline)}.`, {
        hint: `Its last lines stand in the log of this step; on the server: journalctl${flag} -u ${state.id}.`,
    });
}
/**
 * Stops units and keeps them stopped over a reboot. Those that are still there after `grace` seconds are killed.
 * @throws Failure `runtime-failed` where one survives even that
 */
async function stopUnits(control, units, grace, { clock }) {
    if (units.length === 0)
        return;
    for (const state of await control.show(units)) {
        if (state.file.startsWith('enabled'))
            await control.order('disable', state.id);
        if (isUp(state))
            await control.order('stop', state.id);
    }
    const patience = clock.now() + grace * 1000;
    let killed = false;
    for (;;) {
        const left = (await control.show(units)).filter(isUp);
        if (left.length === 0)
            return;
        if (!killed && clock.now() >= patience) {
            for (const { id } of left)
                await control.order('kill', id);
            killed = true;
        }
        if (clock.now() >= patience + 30_000) {
            throw new build/* Failure */.HR('runtime-failed', `${left.map(({ id }) => id).join(', ')} did not end on ${control.where}, not even when killed.`);
        }
        await clock.sleep(200);
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/systemd.js









/** Seconds that units get to end when their colour is made anew; it has no traffic. */
const graceOfIdle = 10;
/** Colours as instances of template units, each on a link to its release. A link moves only while its colour is stopped. */
function systemdRuntime(options) {
    const { shell, control, releases, units, ports, waiting } = options;
    const { root } = releases;
    // What answers on no port, like a worker of a queue, runs once: two would do everything twice.
    const doubled = units.filter(({ service }) => ports.some((port) => port.service === service));
    const single = units.filter((unit) => !doubled.includes(unit));
    const names = (color, of) => of.map((unit) => unitName(unit, color));
    const start = async (wanted, deadline) => {
        if (wanted.length === 0)
            return;
        for (const unit of wanted) {
            // A unit that is not loaded has nothing to forget, and says so by an exit code.
            await control.order('forget', unit).catch(() => { });
            await control.order('enable', unit);
            await control.order('start', unit);
        }
        await waitSteady(control, wanted, deadline, waiting);
    };
    const remove = async (color) => {
        await stopUnits(control, names(color, units), graceOfIdle, waiting);
        await (0,shell_build.removeFiles)(shell, `${root}/${color}`, ...units.map(({ service }) => environmentFile(root, service, color)));
    };
    return {
        kind: 'systemd',
        published: ports,
        address: (color, published) => (0,systemd_ports/* placeOf */.$t)(ports, color, published),
        listsOnlyRunning: single.map(({ service }) => service),
        async instances(color) {
            const { argv, env } = control.question(names(color, units));
            const { links, said } = await releases.linksAnd(argv, env);
            const states = parseShow(said);
            const id = links[color];
            if (id === undefined)
                return [];
            const all = units.map((unit, index) => ({ unit, state: states[index] }));
            return all.flatMap(({ unit, state }) => state && (doubled.includes(unit) || isUp(state)) ? [instanceOf(unit, color, state, id)] : []);
        },
        fetch: (release) => bring(options, idOf(release)),
        compare: (release) => compare(options, idOf(release)),
        remove,
        async up(color, release, deadline) {
            const id = idOf(release);
            await refuseStranger(control, releases, color, names(color, units));
            await remove(color);
            await refuseTaken(shell, ports, color);
            for (const { service } of units)
                await (0,shell_build.replaceFile)(shell, environmentFile(root, service, color), environmentOf(ports, service, color, id), '644');
            await releases.link(color, id);
            await start(names(color, doubled), deadline);
        },
        async start(color, deadline) {
            const id = (await releases.links())[color];
            if (id === undefined || (await releases.look(id)) === 'gone')
                throw new build/* Failure */.HR('nothing-to-roll-back', `No release of ${color} is left in ${root} on ${shell.where}.`);
            await start(names(color, doubled), deadline);
        },
        async stop(color, grace) {
            // What runs without a release of ours may be what serves.
            if ((await releases.links())[color] !== undefined)
                await stopUnits(control, names(color, units), grace, waiting);
        },
        logs: (instance) => control.logs(instance.name),
        async settle(color, release) {
            await releases.link('current', idOf(release));
            await stopUnits(control, names((0,docker_build/* otherColor */.IP)(color), single), graceOfSingle, waiting);
            await start(names(color, single), startOfSingle);
        },
        prune: async (_known, keep) => void (await releases.prune(keep.map(idOf))),
    };
}
/** Seconds for the work that a single service has under way. */
const graceOfSingle = 30;
const startOfSingle = 60_000;
/** The folder of a release: every service of it has the same. */
function idOf(release) {
    return Object.values(release.images)[0] ?? release.version;
}
/** Units that run without a release of ours were started by hand, and may be what serves. */
async function refuseStranger(control, releases, color, names) {
    if ((await releases.links())[color] !== undefined)
        return;
    const running = (await control.show(names)).find(isUp);
    if (!running)
        return;
    throw new build/* Failure */.HR('runtime-setup', `${running.id} runs on ${control.where}, but no release was started as ${color}: it may be serving.`, {
        state: 'Nothing was changed.',
        hint: `Stop it when it serves nobody, and run the release again: systemctl stop ${running.id}`,
    });
}
/** Whoever else answers there would be taken for the new version. */
async function refuseTaken(shell, ports, color) {
    for (const port of ports) {
        const address = port[color];
        const filter = 'path' in address ? ['-Hlx', 'src', address.path] : ['-Hltn', `sport = :${address.port}`];
        const { stdout } = await shell.run(['ss', ...filter], { allowFailure: true });
        if (stdout.trim() === '')
            continue;
        throw new build/* Failure */.HR('port-taken', `${(0,systemd_ports/* nameOf */.Vb)(address)}, where ${port.service} of ${color} must answer, is in use on ${shell.where}.`, {
            hint: `See who: ss -lp | grep '${(0,systemd_ports/* nameOf */.Vb)(address)}'. Free it, or give ${color} another place in the input ports.`,
        });
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/open.js










const steadyFor = 2000;
/** Releases in folders of one machine, run by template units. */
async function open_open({ shell, host, inputs }) {
    const units = parseUnits(inputs.units);
    const services = units.map(({ service }) => service);
    const ports = (0,systemd_ports/* parseColorPorts */.RA)(inputs.ports);
    const unknown = ports.filter(({ service }) => !services.includes(service));
    if (unknown.length > 0)
        throw (0,build/* badInputs */.PD)(unknown.map(({ service }) => ({ input: 'ports', message: `units has no service ${service}; those are ${services.join(', ')}` })));
    const name = (0,docker_build/* projectName */.j1)(inputs, host.context);
    const root = inputs.directory ?? `${await (0,shell_build.homeFolder)(shell)}/apps/${name}`;
    if (!root.startsWith('/'))
        throw (0,build/* badInputs */.PD)([{ input: 'directory', message: `'${root}' does not start with /. Example: /opt/notes` }]);
    const uid = (await shell.run(['id', '-u'])).stdout.trim();
    return {
        name,
        state: await (0,docker_build/* stateFolder */.yp)(shell, name),
        images: (lines) => releaseImages(lines, services, inputs.version ?? (host.context.sha || undefined)),
        refuse: () => { },
        ensure: async () => { },
        async runtime(guarded, released) {
            const releases = releasesIn(guarded, root);
            const systemd = control(guarded, inputs['systemd-scope'], uid);
            if (released.length > 0)
                await preflight(guarded, systemd, releases, units);
            const place = { shell: guarded, control: systemd, releases, units, ports };
            const bringing = { context: host.context, artifact: inputs.artifact, back: inputs.mode === 'rollback' };
            return systemdRuntime({ ...place, ...bringing, waiting: { ...host, steadyFor } });
        },
    };
}


/***/ }),

/***/ 5822:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Cr: () => (/* binding */ servicePattern),
/* harmony export */   RA: () => (/* binding */ parseColorPorts),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   ZD: () => (/* binding */ repeated)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);

const servicePattern = /^[A-Za-z0-9][\w.-]*$/;
const place = String.raw `\/[^:\s]+|\d{1,5}`;
const linePattern = new RegExp(String.raw `^(?:(\[[\da-fA-F:]+\]|\d+\.\d+\.\d+\.\d+):)?(\d{1,5}):(${place}):(${place})$`);
/** Lines of the input `ports` as `service=[address:]public:blue:green`. @throws Failure `bad-input` naming every wrong line */
function parseColorPorts(lines) {
    const problems = [];
    const ports = [];
    for (const line of lines) {
        const [service = '', rest = ''] = line.split(/=(.*)/s);
        const [, address = '', port = '', blue = '', green = ''] = linePattern.exec(rest) ?? [];
        const numbers = [port, blue, green].filter((word) => word !== '' && !word.startsWith('/')).map(Number);
        if (!servicePattern.test(service) || port === '') {
            problems.push({ input: 'ports', message: `'${line}' is not service=public:blue:green. Example: backend=8000:8101:8102` });
        }
        else if (numbers.some((number) => number < 1 || number > 65_535)) {
            problems.push({ input: 'ports', message: `'${line}' names a port that is not from 1 to 65535` });
        }
        else {
            const bare = address.replace(/^\[|\]$/g, '');
            ports.push({ service, target: Number(port), port: Number(port), address: bare, blue: addressOf(blue), green: addressOf(green) });
        }
    }
    for (const twice of repeated(ports.flatMap((port) => [String(port.port), nameOf(port.blue), nameOf(port.green)]))) {
        problems.push({ input: 'ports', message: `${twice} is named twice; the public one and those of both colours must all differ` });
    }
    if (ports.length === 0 && problems.length === 0) {
        problems.push({ input: 'ports', message: 'is missing. Example: backend=8000:8101:8102, which is public:blue:green' });
    }
    if (problems.length > 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(problems);
    return ports;
}
/** Where a colour answers for a published port. */
function placeOf(ports, color, published) {
    const found = ports.find((one) => one.port === published.port);
    return found ? found[color] : { host: '127.0.0.1', port: published.port };
}
function addressOf(text) {
    return text.startsWith('/') ? { path: text } : { host: '127.0.0.1', port: Number(text) };
}
/** An address as its line names it. */
function nameOf(address) {
    return 'path' in address ? address.path : String(address.port);
}
function repeated(names) {
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}


/***/ })

};
