export const id = 1036;
export const ids = [1036];
export const modules = {

/***/ 6747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ frontFrom)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/** Where users are served, from the inputs `router-url` and `router-host`. @throws Failure `bad-input` */
function frontFrom(routerUrl, host) {
    const url = URL.canParse(routerUrl) ? new URL(routerUrl) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('bad-input', `router-url is no address that could be asked: ${routerUrl}`, {
            state: 'Nothing was changed.',
            hint: 'Give what the server itself reaches, for example http://127.0.0.1:80, or https://127.0.0.1/api with router-host app.example.com.',
        });
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const address = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port };
    return { address, url: url.href.replace(/\/+$/, ''), ...(host ? { host } : {}) };
}


/***/ }),

/***/ 1036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/container.js


/**
 * Where a container sees the folder of our include file, by its mounts.
 * @throws Failure `router-setup` where it does not see it
 */
async function seenBy(shell, container, directory, file) {
    const asked = await shell.run(['docker', 'inspect', '--format', '{{json .Mounts}}', container], { allowFailure: true });
    if (asked.code !== 0)
        throw new build/* Failure */.HR('router-setup', `There is no container ${container} on ${shell.where}: ${asked.stderr.trim()}`, {
            state: 'Nothing was changed.',
            hint: 'nginx-container is the name that docker ps shows, for example notes-nginx-1.',
        });
    const seen = place(JSON.parse(asked.stdout), directory, file);
    if (seen)
        return seen;
    throw new build/* Failure */.HR('router-setup', `The container ${container} on ${shell.where} does not see ${directory}.`, {
        state: 'Nothing was changed.',
        hint: `Mount the folder, not a file: a file that is replaced is not seen through a mount of its own. In the compose file, for nginx:\n    volumes:\n      - ${directory}:/etc/nginx/slipway\nThen recreate that container once.`,
    });
}
function place(mounts, directory, file) {
    // The nearest mount decides: a file's, then the deepest folder's.
    const near = mounts
        .flatMap(({ Source = '', Destination = '' }) => {
        const rest = external_node_path_.posix.relative(Source, external_node_path_.posix.join(directory, file));
        return rest.startsWith('..') ? [] : [{ rest, inside: Destination }];
    })
        .sort((a, b) => a.rest.length - b.rest.length)[0];
    if (!near)
        return undefined;
    const mounted = mounts.map(({ Destination = '' }) => Destination);
    if (near.rest === '')
        return { file: near.inside, place: 'write', mounted };
    return { file: external_node_path_.posix.join(near.inside, near.rest), place: 'rename', mounted };
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/nginx/front.js
var nginx_front = __webpack_require__(6747);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/program.js
var program = __webpack_require__(121);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/control.js


function controlVariables(control) {
    return {
        nginx_program: control.program,
        nginx_config: control.config,
        nginx_pid: control.pid,
        nginx_container: control.container,
    };
}
/**
 * `nginx_do ARGUMENT…` runs nginx as the one who may: in its container, as the user where the master is the user's own, or by sudo, which asks nobody.
 * `nginx_workers` prints a line for each worker: its number, and `serves` or `leaves`.
 */
const controlFunctions = [
    // A user who logs in over SSH does not have the folders of the administrator.
    'nginx_found() { p=$(PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; command -v "$nginx_program") || { echo "there is no program $nginx_program" >&2; return 127; }; }',
    'nginx_version() { if [ -n "$nginx_container" ]; then docker exec "$nginx_container" nginx -v; else nginx_found && "$p" -v; fi; }',
    'nginx_do() {',
    '  if [ -n "$nginx_container" ]; then docker exec "$nginx_container" nginx "$@"; return; fi',
    '  nginx_found || return',
    '  if [ -n "$nginx_config" ]; then set -- -c "$nginx_config" "$@"; fi',
    '  if [ "$(id -u)" = 0 ] || kill -0 "$(cat "$nginx_pid" 2>/dev/null)" 2>/dev/null; then "$p" "$@"; else sudo -n "$p" "$@"; fi',
    '}',
    'nginx_workers() {',
    '  if [ -n "$nginx_container" ]; then docker top "$nginx_container" -eo pid,args; else ps -o pid=,args= --ppid "$(cat "$nginx_pid")"; fi 2>/dev/null |',
    '    awk \'/nginx: worker process is shutting down/ { print $1, "leaves"; next } /nginx: worker process/ { print $1, "serves" }\'',
    '}',
].join('\n');
const run = (shell, control, argv) => shell.run([
    'sh',
    '-c',
    `while [ "$1" != -- ]; do export "$1"; shift; done; shift\n${controlFunctions}\n"$@"`,
    'sh',
    ...exported(control),
    ...argv,
], { allowFailure: true });
function exported(control) {
    return [...Object.entries(controlVariables(control)).map(([name, value]) => `${name}=${value}`), '--'];
}
/** The configuration that nginx reads, each file after its name. @throws Failure `router-config`, `router-setup` */
async function dump(shell, control) {
    const { code, stdout, stderr } = await run(shell, control, ['nginx_do', '-T']);
    if (code === 0)
        return stdout;
    throw refusal(shell, control, stderr);
}
/** Tries the configuration. @throws Failure `router-config`, `router-setup` */
async function check(shell, control) {
    const { code, stderr } = await run(shell, control, ['nginx_do', '-t']);
    if (code !== 0)
        throw refusal(shell, control, stderr);
}
/** @throws Failure `router-failed` */
async function reload(shell, control) {
    const { code, stderr } = await run(shell, control, ['nginx_do', '-s', 'reload']);
    if (code !== 0)
        throw new build/* Failure */.HR('router-failed', `nginx on ${shell.where} cannot be reloaded: ${(0,shell_build/* lastLines */.w$)(stderr, 3)}`);
}
/** Number of workers that only answer what they have begun; undefined where the processes cannot be seen. */
async function leaving(shell, control) {
    const { stdout } = await run(shell, control, ['nginx_workers']);
    const workers = stdout.split('\n').filter(Boolean);
    return workers.length === 0 ? undefined : workers.filter((line) => line.endsWith(' leaves')).length;
}
/** Its numbers; empty where it does not say them. */
async function version(shell, control) {
    const { stderr } = await run(shell, control, ['nginx_version']);
    return (/nginx\/(\d+)\.(\d+)\.(\d+)/.exec(stderr) ?? []).slice(1).map(Number);
}
function refusal(shell, control, stderr) {
    const said = (0,shell_build/* lastLines */.w$)(stderr, 6);
    const state = 'The previous configuration is in place; traffic is untouched.';
    const where = control.container ? `docker exec ${control.container} nginx -t` : 'nginx -t, as root';
    if (/\[(emerg|error|alert)\]/.test(said))
        return new build/* Failure */.HR('router-config', `nginx on ${shell.where} refuses its configuration:\n${said}\n`, {
            state,
            hint: `Try it on the server: ${where}`,
        });
    return new build/* Failure */.HR('router-setup', `nginx on ${shell.where} cannot be asked for its configuration: ${said || 'no answer'}.`, {
        state,
        hint: `The user needs sudo for three commands, without a password. As root on the server: echo '${(0,shell_build/* accountOf */.XP)(shell)} ALL=(root) NOPASSWD: /usr/sbin/nginx -t, /usr/sbin/nginx -T, /usr/sbin/nginx -s reload' > /etc/sudoers.d/slipway-nginx`,
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/inflight.js
/**
 * Connections that the server has open to an address, as `ss` counts them: `127.0.0.1:8000`, or the path of a unix socket.
 * Undefined where it cannot be asked.
 */
async function connectionsTo(shell, address) {
    const path = address.startsWith('unix:') ? address.slice('unix:'.length) : undefined;
    const argv = path === undefined ? ['ss', '-Htn', 'state', 'established', 'dst', address] : ['ss', '-Hxn', 'state', 'established', 'src', path];
    const { code, stdout } = await shell.run(argv, { allowFailure: true });
    return code === 0 ? stdout.split('\n').filter(Boolean).length : undefined;
}
/** The sum; undefined where a part of it is not known. */
function sum(parts) {
    return parts.reduce((all, part) => (all === undefined || part === undefined ? undefined : all + part), 0);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/plan.js

/** The first port of a service has the service's name, every other one its number too: a port that is added later renames nothing. */
function planUpstreams(project, published, address) {
    const upstreams = published.map((one) => {
        const first = published.find(({ service }) => service === one.service) === one;
        const name = upstreamName(project, first ? one.service : `${one.service}_${one.port}`);
        return { name, published: one, blue: address('blue', one), green: address('green', one) };
    });
    return { project, upstreams };
}
function upstreamName(project, service) {
    return `slipway_${project}_${service}`.replaceAll(/[^\w.-]/g, '_');
}
/** An address as an nginx `server` line has it. @throws Failure `bad-input` for one that nginx cannot be told */
function serverOf(address) {
    if ('path' in address)
        return `unix:${checked(address.path)}`;
    return address.host.includes(':') ? `[${checked(address.host)}]:${address.port}` : `${checked(address.host)}:${address.port}`;
}
/** It goes into a configuration that root reads, and through a file of words. */
function checked(text) {
    if (/^[\w./:@%+~-]+$/.test(text))
        return text;
    throw new build/* Failure */.HR('bad-input', `nginx cannot be given the address ${JSON.stringify(text)} of a colour.`, {
        state: 'Nothing was changed.',
        hint: 'Use letters, digits and ./:@%+~- only, for example /run/notes/blue.sock.',
    });
}
/**
 * The file that the program renders the include from: the port that says which word is live, then a line for each upstream: its name, its two
 * addresses, and where its users are sent before the first release.
 */
function renderRoutes(plan, port, before) {
    const lines = plan.upstreams.map((one) => {
        const first = before[one.name] ?? `127.0.0.1:${one.published.port}`;
        return ['upstream', one.name, serverOf(one.blue), serverOf(one.green), first].join(' ');
    });
    return `${[`active ${port}`, ...lines].join('\n')}\n`;
}
function parseRoutes(text) {
    const rows = text.split('\n').map((line) => line.split(' '));
    const active = rows.find(([kind]) => kind === 'active');
    const upstreams = rows
        .filter(([kind]) => kind === 'upstream')
        .map(([, name = '', blue = '', green = '', before = '']) => [name, { blue, green, before }]);
    return { port: active === undefined ? undefined : Number(active[1]), upstreams: new Map(upstreams) };
}
/** Names of upstreams whose live address another plan moves or takes away. */
function movedUpstreams(before, after, live) {
    return [...before.upstreams].filter(([name, one]) => after.upstreams.get(name)?.[live] !== one[live]).map(([name]) => name);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/port.js

/** Loopback ports that say which word is live: below those that the kernel gives to connections, so that none of them is taken while nginx is down. */
const range = { from: 19_600, to: 19_699 };
/** A port that neither another project of this folder has nor anything listens on. @throws Failure `router-setup` */
async function freePort(shell, directory) {
    const taken = await shell.run(['sh', '-c', 'sed -n "s/^active /:/p" "$1"/*.routes 2>/dev/null; ss -Hltn', 'sh', directory], {
        allowFailure: true,
    });
    const numbers = new Set([...taken.stdout.matchAll(/:(\d+)\b/g)].map(([, port]) => Number(port)));
    for (let port = range.from; port <= range.to; port++)
        if (!numbers.has(port))
            return port;
    throw new build/* Failure */.HR('router-setup', `No loopback port of ${range.from} to ${range.to} is free on ${shell.where}.`, {
        state: 'Nothing was changed.',
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/reload-program.js

/** How many fresh connections must agree on a word. */
const fresh = 20;
/** `ask ADDRESS PORT TIMES [WORD]` prints what fresh connections answer; with a word it asks again for 10 s until all of them say it. No module of perl is loaded, because a switch waits for it. */
const ask = [
    'ask() { perl -e \'my ($h, $p, $n, $want) = @ARGV; alarm 20; my $until = time + 10; my $why = "";',
    'while (1) { my %said; for (1..$n) {',
    'socket(S, 2, 1, 0) && connect(S, pack("S n C4 x8", 2, $p, split /[.]/, $h)) or do { $why = "nothing listens on $h:$p: $!"; %said = (); last };',
    'syswrite S, "GET /-/active HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n"; my ($a, $b) = ("", ""); $a .= $b while sysread S, $b, 4096; close S;',
    '$said{$a =~ m{^HTTP/1.\\d 200 .*\\r\\n\\r\\n(\\w+)\\s*$}s ? $1 : "?"} = 1; last if defined $want and not exists $said{$want} }',
    'my @words = sort keys %said; if (not defined $want) { die "$why\\n" unless @words; print "@words\\n"; exit 0 }',
    'exit 0 if @words == 1 and $words[0] eq $want; $why = "it answers @words" if @words; die "$why\\n" if time > $until; select undef, undef, undef, 0.01 }\' "$@"; }',
].join('\n');
/** The include for a word. A share is drawn by address and browser, so that a user stays with a colour and a growing share only adds users. */
const render = [
    'nginx_render() {',
    '  color=${1%%_*}; part=${1#"$color"}; part=${part#_}',
    '  if [ -n "$own" ]; then listen=$port; allow="allow all;"; else listen=127.0.0.1:$port; allow="allow 127.0.0.1; deny all;"; fi',
    '  printf "# Written by Slipway for %s. Changes are lost.\\n" "$nginx_project"',
    '  while read -r kind name blue green before; do',
    '    [ "$kind" = upstream ] || continue',
    '    case $color in blue) new=$blue other=$green ;; *) new=$green other=$blue ;; esac',
    '    printf "upstream %s {\\n" "$name"',
    '    case $color:$part in',
    '      none:) printf "    server %s;\\n" "$before" ;;',
    '      *:) printf "    server %s;\\n" "$new" ;;',
    '      *:trial) printf "    server %s max_fails=1 fail_timeout=1s;\\n    server %s backup;\\n" "$new" "$other" ;;',
    `      *) printf '    hash $remote_addr$http_user_agent;\\n    server %s weight=%s max_fails=1 fail_timeout=1s;\\n    server %s weight=%s;\\n' "$new" "$part" "$other" "$((100 - part))" ;;`,
    '    esac',
    '    printf "}\\n"',
    '  done < "$nginx_routes"',
    '  printf "server {\\n    listen %s;\\n    access_log off;\\n    %s\\n    location = /-/active { default_type text/plain; return 200 %s; }\\n    location / { return 404; }\\n}\\n" "$listen" "$allow" "$1"',
    '}',
].join('\n');
/**
 * The include holds the new word only while nginx reads it: then the confirmed one is on disk again, so that whatever restarts or reloads nginx
 * during a trial ends the trial.
 */
const functions = [
    controlFunctions,
    ask,
    render,
    'nginx_conf=$nginx_directory/$nginx_project.conf; nginx_routes=$nginx_directory/$nginx_project.routes; nginx_kept=$nginx_directory/$nginx_project.confirmed',
    // Where the word is answered: in a container with a network of its own at its address there, which another start may change.
    'nginx_where() {',
    '  port=$(sed -n "s/^active //p" "$nginx_routes") || return 1; at=127.0.0.1; own=; [ -n "$nginx_container" ] || return 0',
    '  at=$(docker inspect -f \'{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}\' "$nginx_container") || return 1; at=${at%% *}',
    '  case $at in [0-9]*.*) own=1 ;; *) at=127.0.0.1 ;; esac',
    '}',
    'nginx_put() { if [ "$nginx_place" = write ]; then cat "$1" > "$nginx_conf" && rm -f "$1"; else mv -fT "$1" "$nginx_conf"; fi; }',
    'nginx_new() { nginx_render "$1" > "$nginx_conf.new" && chmod 644 "$nginx_conf.new" && sync "$nginx_conf.new"; }',
    'nginx_undone() { nginx_put "$nginx_conf.before"; rm -f "$nginx_conf.new"; }',
    // No worker of before serves any more: those that are left only end what they have begun.
    'nginx_gone() { i=0; while [ $i -lt 500 ]; do s=$(nginx_workers | sed -n "s/ serves$//p"); f=; for w in $1; do case " $(echo $s) " in *" $w "*) f=1 ;; esac; done; [ -n "$f" ] || return 0; i=$((i + 1)); sleep 0.02; done; echo "workers of before still serve" >&2; return 1; }',
    // Before the first release nothing of ours has to be loaded.
    'route_kept() { if [ -s "$nginx_kept" ]; then cat "$nginx_kept"; else echo none; fi; }',
    'route_read() {',
    '  [ -e "$nginx_routes" ] || { route_kept; return; }',
    `  if said=$({ nginx_where && ask "$at" "$port" ${fresh}; } 2>&1); then echo "$said"; elif [ "$(route_kept)" = none ]; then echo none; else echo "$said" >&2; return 1; fi`,
    '}',
    'nginx_set() {',
    '  nginx_where && nginx_new "$1" && cp -p "$nginx_conf" "$nginx_conf.before" || { rm -f "$nginx_conf.new" "$nginx_conf.before"; return 1; }',
    '  old=$(nginx_workers | sed -n "s/ serves$//p")',
    '  nginx_put "$nginx_conf.new" || { nginx_undone; return 1; }',
    '  if ! said=$(nginx_do -t 2>&1); then nginx_undone; echo "$said" >&2; return 1; fi',
    `  if said=$(nginx_do -s reload 2>&1 && ask "$at" "$port" ${fresh} "$1" 2>&1 && nginx_gone "$old" 2>&1); then`,
    // Renaming needs no space on a disk that has none left.
    '    kept=$(route_kept); if [ "$kept" != "$1" ]; then { nginx_new "$kept" && nginx_put "$nginx_conf.new"; } || nginx_undone; fi',
    '    if [ -e "$nginx_conf.before" ]; then mv -fT "$nginx_conf.before" "$nginx_conf.previous"; fi; sync "$nginx_directory"; return 0',
    '  fi',
    '  nginx_undone; nginx_do -s reload >/dev/null 2>&1; echo "$said" >&2; return 1',
    '}',
    // A run that moves traffic back may meet the armed undo.
    'route_set() { ( flock -w 30 7 || { echo "another change of the route is under way" >&2; exit 1; }; nginx_set "$1" ) 7>"$nginx_directory/$nginx_project.lock"; }',
    'route_keep() { t=$nginx_kept.new; { echo "$1" > "$t" && chmod 644 "$t" && sync "$t" && mv -fT "$t" "$nginx_kept" && sync "$nginx_directory"; } || { rm -f "$t"; return 1; }; }',
].join('\n');
function reloadProgram({ control, project, directory, place }) {
    return {
        functions,
        variables: { ...controlVariables(control), nginx_project: project, nginx_directory: directory, nginx_place: place },
    };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/wiring.js
/** The files in the order that nginx read them, from what `nginx -T` prints. */
function filesOf(dump) {
    const parts = dump.split(/^# configuration file (.+):\n/m).slice(1);
    const files = [];
    for (let at = 0; at < parts.length; at += 2)
        files.push({ path: parts[at] ?? '', lines: (parts[at + 1] ?? '').replace(/\n+$/, '').split('\n') });
    return files;
}
/**
 * @param include path of our file as nginx sees it
 * @param glob what the team includes: every project's file in our folder
 */
function wiringOf(dump, upstreams, include, glob) {
    const files = filesOf(dump);
    const theirs = files.filter(({ path }) => path !== include);
    const included = theirs.length < files.length;
    const used = (name) => theirs.some(({ lines }) => lines.some((line) => passes(line) && line.split(/[^\w.-]/).includes(name)));
    const unused = upstreams.filter(({ name }) => !used(name));
    if (included && unused.length === 0)
        return { included, unused, diff: '', before: {} };
    const found = unused.flatMap((upstream) => theirs.flatMap((file) => passesTo(theirs, file, upstream)));
    const before = Object.fromEntries(found.map(({ upstream, target }) => [upstream.name, target]));
    const missing = unused.filter(({ name }) => !(name in before));
    const touched = theirs.filter((file) => found.some((one) => one.file === file));
    // With nothing of theirs to change, the include goes where the blocks are that use it, or into the main file.
    const place = touched[0] ?? theirs.find(({ lines }) => lines.some((line) => passes(line) && /slipway_/.test(line))) ?? theirs[0];
    const diffs = theirs.map((file) => {
        const changes = new Map(found.filter((one) => one.file === file).map(({ line, text }) => [line, text]));
        return diffOf(file, changes, !included && file === place ? `include ${glob};` : undefined);
    });
    return { included, unused, diff: [...diffs, ...missing.map(example)].filter(Boolean).join('\n'), before };
}
const passes = (line) => /^[^#]*\b(proxy_pass|grpc_pass|set)\s/.test(line);
/** Lines that send to a published port, or to the service itself, directly or by an upstream of the team. */
function passesTo(files, file, upstream) {
    return file.lines.flatMap((text, line) => {
        const [, head = '', to = '', rest = ''] = /^([^#]*?\bproxy_pass\s+https?:\/\/)([^/;\s$]+)([^;]*;.*)$/.exec(text) ?? [];
        if (to === '')
            return [];
        const target = [to, ...serversOf(files, to)].find((server) => isPublished(server, upstream));
        return target === undefined ? [] : [{ file, upstream, line, target, text: `${head}${upstream.name}${rest}` }];
    });
}
function isPublished(server, { published }) {
    const [, host = '', port = '80'] = /^(.*?)(?::(\d+))?$/.exec(server) ?? [];
    if (host === published.service)
        return Number(port) === published.target;
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host) && Number(port) === published.port;
}
/** Addresses of the servers of an `upstream` block. */
function serversOf(files, name) {
    for (const { lines } of files) {
        const begin = lines.findIndex((line) => /^\s*upstream\s+(\S+?)\s*\{/.exec(line)?.[1] === name);
        if (begin < 0)
            continue;
        const body = lines.slice(begin).join('\n');
        return [...body.slice(0, body.indexOf('}')).matchAll(/\bserver\s+([^\s;]+)/g)].map(([, server = '']) => server);
    }
    return [];
}
/** A unified diff: lines that change, and a line that is put before the first block. */
function diffOf(file, changes, insert) {
    if (changes.size === 0 && insert === undefined)
        return '';
    const block = file.lines.findIndex((line) => /^\s*(upstream|server|map)\b.*\{/.test(line));
    const at = insert === undefined ? -1 : Math.max(block, 0);
    const hunks = [];
    let shifted = 0;
    file.lines.forEach((line, index) => {
        const next = changes.get(index);
        if (next === undefined && index !== at)
            return;
        const added = index === at ? [`+${/^\s*/.exec(line)?.[0] ?? ''}${insert}`] : [];
        const replaced = next === undefined ? [` ${line}`] : [`-${line}`, `+${next}`];
        hunks.push(`@@ -${index + 1},1 +${index + 1 + shifted},${1 + added.length} @@`, ...added, ...replaced);
        shifted += added.length;
    });
    return [`--- ${file.path}`, `+++ ${file.path}`, ...hunks].join('\n');
}
function example({ name, published }) {
    return [
        `# nothing sends to port ${published.port} of ${published.service} yet: a block of yours, like`,
        'server {',
        '    listen 80;',
        '    server_name app.example.com;',
        `    location / { proxy_pass http://${name}; proxy_set_header Host $host; }`,
        '}',
    ].join('\n');
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/setup.js





/** @throws Failure `router-setup` */
async function requireFolder(shell, directory) {
    const writable = await shell.run(['test', '-d', directory, '-a', '-w', directory, '-a', '-x', directory], { allowFailure: true });
    if (writable.code === 0)
        return;
    throw new build/* Failure */.HR('router-setup', `${directory} on ${shell.where} is not there, or not writable for the user.`, {
        state: 'Nothing was changed.',
        hint: `As root on the server: install -d -m 0755 -o ${(0,shell_build/* accountOf */.XP)(shell)} ${directory}; script/prepare-server.sh makes it, with the rights that docs/nginx.md names.`,
    });
}
/** How far the team's own configuration uses ours. @throws Failure `router-config`, `router-setup` */
async function findWiring({ shell, control, seen, place, plan }) {
    const text = await dump(shell, control);
    // A file that is not there yet would be refused by its name, and other projects have theirs beside it.
    const included = place === 'write' ? seen : `${external_node_path_.posix.dirname(seen)}/*.conf`;
    return { ...wiringOf(text, plan.upstreams, seen, included), dump: text };
}
/** We never edit their server block: what is to be changed is shown, and a person does it. */
function refuseUnwired({ shell, control, mounted, plan }, { included, unused, diff }) {
    const lacks = [
        ...(included ? [] : ["it does not include Slipway's file"]),
        ...(unused.length > 0 ? [`nothing sends to ${unused.map(({ name }) => name).join(', ')}`] : []),
    ];
    const stale = mounted.filter((path) => diff.includes(`--- ${path}\n`));
    const again = stale.length === 0
        ? control.container
            ? `docker exec ${control.container} nginx -t && docker exec ${control.container} nginx -s reload`
            : 'sudo nginx -t && sudo nginx -s reload'
        : `restart ${control.container}, because ${stale.join(', ')} is mounted as a file of its own and a changed file may not be seen (mount the folder instead)`;
    return new build/* Failure */.HR('router-setup', `nginx on ${shell.where} is not wired to ${plan.project} yet: ${lacks.join(', and ')}. The change:\n${diff}\n`, {
        state: 'Nothing that nginx reads was changed. Until the first release the new upstreams lead where users are served now.',
        hint: `Make this change once, then ${again}, and run this again.`,
    });
}
/** @throws Failure `router-change` */
function refuseMoved(where, live, moved) {
    if (moved.length === 0)
        return;
    throw new build/* Failure */.HR('router-change', `This release changes the addresses that ${live} serves on, on ${where}: ${moved.join(', ')}.`, {
        state: 'Nothing was changed.',
        hint: 'Keep published ports and released services in this release; change them in one of their own, after an outage that you choose.',
    });
}
/** nginx closes idle kept-alive connections when it reloads; a newer one can be told to wait for the client. */
async function adviseKeepalive(shell, control, log, text) {
    const numbers = await version(shell, control);
    const [major, minor, patch] = numbers;
    if (major === undefined || minor === undefined || patch === undefined)
        return;
    const number = numbers.join('.');
    if (major * 1e6 + minor * 1e3 + patch < 1_027_004)
        log.info(`nginx ${number} closes idle kept-alive connections when it reloads: a client that sends in that very instant sees a reset. Browsers ask again; nginx 1.27.4 and newer can avoid it, and nginx-mode socket needs no reload.`);
    else if (!/^\s*keepalive_min_timeout\s/m.test(text))
        log.warn(`nginx ${number} can keep idle connections open across a reload: add \`keepalive_min_timeout 5s;\` to its http block.`);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/nginx.js









/** The team's nginx: an include file defines the upstreams that their own server blocks name; another word is another file, and a reload. */
class Nginx {
    kind = 'nginx';
    abilities = { weights: 'percent', restart: 'confirmed', reserve: true, drain: 'observed', websockets: 'kept' };
    #options;
    constructor(options) {
        this.#options = options;
    }
    get program() {
        const { control, directory, place, plan } = this.#options;
        return reloadProgram({ control, directory, place, project: plan.project });
    }
    front() {
        return this.#options.front;
    }
    get #base() {
        return `${this.#options.directory}/${this.#options.plan.project}`;
    }
    /** nginx looks at a colour when it sends something there. */
    async reachable() {
        return true;
    }
    async failures() {
        return 0;
    }
    /** While old workers are left: connections to the colour, or where those cannot be seen from here, the workers themselves. */
    async inflight(color) {
        const { shell, control } = this.#options;
        const workers = await leaving(shell, control);
        if (workers === undefined || workers === 0 || control.container !== '')
            return workers;
        const { upstreams } = parseRoutes((await (0,shell_build/* readText */.yR)(shell, `${this.#base}.routes`)) ?? '');
        const open = sum(await Promise.all([...upstreams.values()].map((one) => connectionsTo(shell, one[color]))));
        return open ?? workers;
    }
    async prepare(live) {
        const { shell, log, control, plan, directory } = this.#options;
        await requireFolder(shell, directory);
        const before = await (0,shell_build/* readText */.yR)(shell, `${this.#base}.routes`);
        const known = parseRoutes(before ?? '');
        const port = known.port ?? (await freePort(shell, directory));
        const first = Object.fromEntries([...known.upstreams].map(([name, one]) => [name, one.before]));
        const text = renderRoutes(plan, port, first);
        if (live && before !== undefined)
            refuseMoved(shell.where, live, movedUpstreams(known, parseRoutes(text), live));
        const loaded = before !== undefined && (await (0,shell_build/* readText */.yR)(shell, `${this.#base}.conf`)) !== undefined;
        if (!loaded)
            await this.#lay(text);
        const wiring = await findWiring(this.#options).catch(async (error) => {
            if (!loaded)
                await this.#remove();
            throw error;
        });
        if (!wiring.included || wiring.unused.length > 0) {
            // Their server block may name our upstreams only where these are there: what they have now is what they go on with until the first release.
            if (!wiring.included)
                await this.#lay(renderRoutes(plan, port, { ...wiring.before, ...first }));
            throw refuseUnwired(this.#options, wiring);
        }
        if (loaded && before === text)
            await check(shell, control);
        else
            await this.#apply(text, before);
        await adviseKeepalive(shell, control, log, wiring.dump);
    }
    /** Files that nginx does not read yet. */
    async #lay(routes) {
        const { shell } = this.#options;
        await (0,shell_build/* replaceFile */.fR)(shell, `${this.#base}.routes`, routes, '644');
        await this.#run('nginx_where && nginx_new "$(route_kept)" && nginx_put "$nginx_conf.new"');
    }
    async #remove() {
        await (0,shell_build/* removeFiles */.WS)(this.#options.shell, `${this.#base}.routes`, `${this.#base}.conf`);
    }
    /** New addresses under the word that is live, or those of before. */
    async #apply(routes, before) {
        const { shell } = this.#options;
        await (0,shell_build/* replaceFile */.fR)(shell, `${this.#base}.routes`, routes, '644');
        try {
            await this.#run('now=$(route_read) && route_set "$now"');
        }
        catch (error) {
            if (before !== undefined)
                await (0,shell_build/* replaceFile */.fR)(shell, `${this.#base}.routes`, before, '644');
            throw error instanceof build/* Failure */.HR && error.reason === 'router-failed'
                ? new build/* Failure */.HR('router-config', `nginx on ${shell.where} did not take the new addresses: ${error.message}`, {
                    state: 'The previous configuration is in place; traffic is untouched.',
                    hint: 'Try it on the server: nginx -t, as root',
                    cause: error,
                })
                : error;
        }
    }
    /** A part of the program by itself. */
    async #run(text) {
        const { functions, variables } = this.program;
        await (0,program/* operate */.NX)(this.#options.shell, { functions: `${functions}\nnginx_part() { ${text}; }\nnginx_part; exit`, variables }, []);
    }
}

// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/socket-program.js
/**
 * One folder for each word holds a link for each upstream; `current` is a link to one of them. nginx follows it anew for every connection, so one
 * rename moves all of them.
 */
const socket_program_functions = [
    'route_read() { if [ -L "$nginx_links/current" ]; then readlink "$nginx_links/current"; else echo none; fi; }',
    'route_set() {',
    '  [ -d "$nginx_links/$1" ] || { echo "sockets cannot share the traffic: $1 is not prepared" >&2; return 1; }',
    '  ln -sfnT "$1" "$nginx_links/next.$$" && mv -fT "$nginx_links/next.$$" "$nginx_links/current"',
    '}',
    'route_kept() { if [ -s "$nginx_links/confirmed" ]; then cat "$nginx_links/confirmed"; else echo none; fi; }',
    'route_keep() { t=$nginx_links/confirmed.new; { echo "$1" > "$t" && chmod 644 "$t" && sync "$t" && mv -fT "$t" "$nginx_links/confirmed" && sync "$nginx_links"; } || { rm -f "$t"; return 1; }; }',
].join('\n');
function socketProgram(links) {
    return { functions: socket_program_functions, variables: { nginx_links: links } };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/sockets.js








/** `sun_path` of Linux, with the zero at its end. */
const longestPath = 107;
/** The team's nginx in front of colours that listen on unix sockets: it is configured once, and a symbolic link decides. */
class NginxSockets {
    kind = 'nginx';
    abilities = { weights: 'binary', restart: 'set', reserve: true, drain: 'observed', websockets: 'kept' };
    #options;
    #links;
    #include;
    constructor(options) {
        this.#options = options;
        this.#links = `${options.directory}/${options.plan.project}`;
        this.#include = `${this.#links}.conf`;
    }
    get program() {
        return socketProgram(this.#links);
    }
    front() {
        return this.#options.front;
    }
    async reachable(color) {
        const tests = this.#options.plan.upstreams.flatMap((one) => ['-a', '-S', pathOf(one, color)]);
        return (await this.#options.shell.run(['test', ...tests.slice(1)], { allowFailure: true })).code === 0;
    }
    async failures() {
        return 0;
    }
    /** nginx opens a connection for each request. */
    async inflight(color) {
        const { shell, plan } = this.#options;
        return sum(await Promise.all(plan.upstreams.map((one) => connectionsTo(shell, serverOf(one[color])))));
    }
    async prepare(live) {
        const { shell, control, plan, directory } = this.#options;
        const place = { ...this.#options, seen: this.#include, place: 'rename', mounted: [] };
        const links = linksOf(plan.upstreams);
        await requireFolder(shell, directory);
        if (live)
            await this.#refuseMoved(live);
        const before = await (0,shell_build/* readText */.yR)(shell, this.#include);
        const first = live ? {} : firstServers(before ?? '');
        const config = renderSockets(plan, this.#links, first);
        if (before !== config)
            await (0,shell_build/* replaceFile */.fR)(shell, this.#include, config, '644');
        try {
            await shell.run(['sh', '-c', makeLinks, 'sh', this.#links, ...links]);
            const wiring = await findWiring(place);
            if (!wiring.included || wiring.unused.length > 0) {
                if (!wiring.included)
                    await (0,shell_build/* replaceFile */.fR)(shell, this.#include, renderSockets(plan, this.#links, { ...wiring.before, ...first }), '644');
                throw refuseUnwired(place, wiring);
            }
            await check(shell, control);
            // What nginx has loaded is kept beside it, because nothing else says so.
            if ((await (0,shell_build/* readText */.yR)(shell, `${this.#links}/loaded`)) === config)
                return;
            await reload(shell, control);
            await (0,shell_build/* replaceFile */.fR)(shell, `${this.#links}/loaded`, config, '644');
        }
        catch (error) {
            // Their server block may name our upstreams only where these are there.
            const unwired = error instanceof build/* Failure */.HR && error.reason === 'router-setup' && before === undefined;
            if (!unwired && before !== config)
                await this.#restore(before);
            throw error;
        }
    }
    async #restore(before) {
        const { shell } = this.#options;
        if (before === undefined)
            await (0,shell_build/* removeFiles */.WS)(shell, this.#include);
        else
            await (0,shell_build/* replaceFile */.fR)(shell, this.#include, before, '644');
    }
    async #refuseMoved(live) {
        const { shell, plan } = this.#options;
        const moved = [];
        for (const one of plan.upstreams) {
            const { stdout } = await shell.run(['readlink', `${this.#links}/${live}/${one.name}`], { allowFailure: true });
            if (stdout !== '' && stdout.trim() !== pathOf(one, live))
                moved.push(one.name);
        }
        refuseMoved(shell.where, live, moved);
    }
}
function pathOf(upstream, color) {
    const address = upstream[color];
    if ('path' in address) {
        serverOf(address);
        return address.path;
    }
    throw new build/* Failure */.HR('bad-input', `nginx-mode socket needs colours that listen on unix sockets; ${upstream.published.service} listens on a port.`, {
        state: 'Nothing was changed.',
        hint: 'Let the service listen on a unix socket (uvicorn --uds, gunicorn --bind unix:…), or use nginx-mode: reload.',
    });
}
/** `word name target` for every link; the reserve of a colour that stands alone is itself, so that one lost connection takes nothing out. */
function linksOf(upstreams) {
    return ['blue', 'green'].flatMap((color) => upstreams.flatMap((one) => [
        `${color} ${one.name} ${pathOf(one, color)}`,
        `${color} ${one.name}.reserve ${pathOf(one, color)}`,
        `${color}_trial ${one.name} ${pathOf(one, color)}`,
        `${color}_trial ${one.name}.reserve ${pathOf(one, (0,docker_build/* otherColor */.IP)(color))}`,
    ]));
}
/** Links that are right already are left alone; nginx's workers, which are another user's, must be able to follow them. */
const makeLinks = [
    'set -eu; links=$1; shift; umask 022',
    'for word in none blue green blue_trial green_trial; do mkdir -p "$links/$word"; chmod 755 "$links/$word"; done; chmod 755 "$links"',
    'for link; do to=${link##* }; at=$links/${link%% *}/$(echo "$link" | cut -d" " -f2)',
    '  if [ "$(readlink "$at")" != "$to" ]; then ln -sfnT "$to" "$at.new"; mv -fT "$at.new" "$at"; fi; done',
    '[ -L "$links/current" ] || ln -sT none "$links/current"',
].join('\n');
/**
 * @param first where users are served before the first release: they go on there while no colour is live
 * @throws Failure `bad-input` for a path that no socket can have
 */
function renderSockets({ project, upstreams }, links, first) {
    const blocks = upstreams.map(({ name }) => {
        const path = `${links}/current/${name}`;
        if (`${path}.reserve`.length > longestPath)
            throw new build/* Failure */.HR('bad-input', `The path of a unix socket may have ${longestPath} characters: ${path}.reserve is longer.`, {
                state: 'Nothing was changed.',
                hint: 'Give a shorter nginx-directory or project-name.',
            });
        const servers = [`unix:${path} max_fails=1 fail_timeout=1s;`, `unix:${path}.reserve backup;`];
        if (first[name])
            servers.push(`${first[name]} backup; # until the first release`);
        return [`upstream ${name} {`, ...servers.map((server) => `    server ${server}`), '}'].join('\n');
    });
    return `${[`# Written by Slipway for ${project}. Changes are lost.`, ...blocks].join('\n')}\n`;
}
function firstServers(config) {
    const found = config.matchAll(/^upstream (\S+) \{[^}]*?server (\S+) backup; # until the first release/gm);
    return Object.fromEntries([...found].map(([, name = '', server = '']) => [name, server]));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/open.js






async function open_open({ shell, host, inputs, name, published, address }) {
    const front = (0,nginx_front/* frontFrom */.A)(inputs['router-url'], inputs['router-host']);
    const directory = inputs['nginx-directory'].replace(/\/+$/, '');
    const container = inputs['nginx-container'] ?? '';
    const control = { program: 'nginx', config: inputs['nginx-config'] ?? '', pid: inputs['nginx-pid'], container };
    const plan = planUpstreams(name, published, address);
    const common = { shell, log: host.log, control, directory, front, plan };
    if (inputs['nginx-mode'] === 'socket') {
        if (container)
            throw new build/* Failure */.HR('bad-input', 'nginx-mode socket works with an nginx on the server itself, not in nginx-container.', {
                state: 'Nothing was changed.',
                hint: 'Use nginx-mode: reload.',
            });
        return new NginxSockets(common);
    }
    if (!container)
        return new Nginx({ ...common, seen: `${directory}/${name}.conf`, place: 'rename', mounted: [] });
    const seen = await seenBy(shell, container, directory, `${name}.conf`);
    return new Nginx({ ...common, seen: seen.file, place: seen.place, mounted: seen.mounted });
}


/***/ })

};
