export const id = 1;
export const ids = [1];
export const modules = {

/***/ 8001:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/nginx/front.js
var nginx_front = __webpack_require__(6747);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/admin.js

function openAdmin(shell, address) {
    return {
        async get(path) {
            const asked = ['curl', '-sS', '--max-time', '10', '--noproxy', '*', '--write-out', '\n%{http_code}', `${address}${path}`];
            const { code, stdout, stderr } = await shell.run(['sh', '-c', 'command -v "$1" >/dev/null || exit 127; exec "$@"', 'sh', ...asked], {
                allowFailure: true,
            });
            if (code === 127)
                throw new build/* Failure */.HR('router-setup', `curl is not installed on ${shell.where}, and Caddy is steered with it.`, {
                    state: 'Nothing was changed.',
                    hint: 'As root on the server: apt-get install curl',
                });
            const end = stdout.lastIndexOf('\n');
            const [body, status] = [stdout.slice(0, end), stdout.slice(end + 1)];
            if (code === 0 && status === '200')
                return parse(body);
            if (code === 0 && (status === '404' || status === '400'))
                return undefined;
            throw new build/* Failure */.HR('router-setup', `Caddy's admin API ${address} on ${shell.where} does not answer: ${stderr.trim() || body.trim()}.`, {
                state: 'Nothing was changed.',
                hint: 'Start Caddy there, or give its address, like caddy-admin: http://127.0.0.1:2019.',
            });
        },
    };
}
function parse(body) {
    try {
        return JSON.parse(body);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/objects.js

function dialOf(address) {
    return 'path' in address ? `unix/${address.path}` : `${address.host}:${address.port}`;
}
/** @throws Failure `bad-input` where the id is none that can stand in a path */
function handlersOf(id, published, address) {
    if (!/^[\w.-]+$/.test(id))
        throw new build/* Failure */.HR('bad-input', `caddy-id '${id}' has other characters than letters, digits, _, . and -. Example: caddy-id: notes`);
    return published.map((one) => ({
        id: published.length === 1 ? id : `${id}-${one.port}`,
        blue: dialOf(address('blue', one)),
        green: dialOf(address('green', one)),
    }));
}
/** Policies that give every entry of the list the same share, so that entries that stand there twice count twice. */
const even = ['random', 'round_robin'];
function sharesEvenly(found) {
    const policy = found.load_balancing?.selection_policy?.policy;
    return policy === undefined || even.includes(policy);
}
/** Whether streams that are open outlive a change of the configuration. */
function keepsStreams({ stream_close_delay: delay }) {
    return delay !== undefined && delay !== 0 && !/^0\w*$/.test(String(delay));
}
function isOurs({ upstreams = [] }, { blue, green }) {
    return upstreams.length > 0 && upstreams.every((one) => Object.keys(one).length === 1 && (one.dial === blue || one.dial === green));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/program.js
/**
 * A word is written as the list of upstreams alone, so nothing else of the team's handler is touched: a colour once where it stands alone, twice where
 * it is on trial, and both as often as their shares say, the one on trial first. `none` is what stood there before Slipway. `If-Match` makes each
 * change a compare-and-swap.
 */
const functions = [
    `api() { curl -sS --max-time 30 --noproxy '*' -H 'Content-Type: application/json' -i "$@" | tr -d '\\r'; }`,
    'take() { status=$(printf "%s\\n" "$1" | sed -n \'1s/^[^ ]* \\([0-9]*\\).*/\\1/p\'); etag=$(printf "%s\\n" "$1" | sed -n \'s/^[Ee][Tt][Aa][Gg]: //p\'); body=$(printf "%s\\n" "$1" | sed \'1,/^$/d\'); }',
    // ID
    'list() { take "$(api "$caddy_admin/id/$1/upstreams")"; [ "$status" = 200 ] || { echo "Caddy does not tell the upstreams of @id $1: ${body:-no answer from $caddy_admin}" >&2; return 1; }; }',
    // LIST BLUE GREEN
    'word_of() { blues=0 greens=0 first=',
    '  for entry in $(printf %s "$1" | tr -d "[]{} \\n" | tr , " "); do case $entry in',
    '    "\\"dial\\":\\"$2\\"") blues=$((blues + 1)); first=${first:-blue};;',
    '    "\\"dial\\":\\"$3\\"") greens=$((greens + 1)); first=${first:-green};;',
    '    *) echo none; return;; esac; done',
    '  n=$blues m=$greens; [ "$first" = blue ] || { n=$greens m=$blues; }',
    '  if [ -z "$first" ]; then echo none; elif [ $m -gt 0 ]; then echo "${first}_$((n * 100 / (n + m)))"; elif [ $n -gt 1 ]; then echo "${first}_trial"; else echo "$first"; fi; }',
    // WORD ID BLUE GREEN
    'list_for() { case $1 in none) cat "$caddy_state/$2.json"; return;; blue*) own=$3 other=$4;; *) own=$4 other=$3;; esac; a=1 b=0',
    '  case $1 in *_trial) a=2;; *_*) a=${1#*_} b=$((100 - ${1#*_})); x=$a y=$b; while [ $y -gt 0 ]; do t=$((x % y)) x=$y y=$t; done; a=$((a / x)) b=$((b / x));; esac',
    '  s="["; while [ $a -gt 0 ]; do printf \'%s{"dial":"%s"}\' "$s" "$own"; s=, a=$((a - 1)); done; while [ $b -gt 0 ]; do printf \',{"dial":"%s"}\' "$other"; b=$((b - 1)); done; printf "]"; }',
    // WORD ID BLUE GREEN; leaves the word before in `before`
    'put() { list "$2" || return 1; before=$(word_of "$body" "$3" "$4"); wanted=$(list_for "$1" "$2" "$3" "$4") || return 1; [ "$body" != "$wanted" ] || return 0',
    '  take "$(api -X PATCH -H "If-Match: $etag" --data-binary "$wanted" "$caddy_admin/id/$2/upstreams")"',
    '  case $status in 200) return 0;; 412) echo "somebody else changed what Caddy routes @id $2 to in the same moment; nothing was changed" >&2;;',
    '    *) echo "Caddy does not take the upstreams of @id $2: ${body:-no answer from $caddy_admin}" >&2;; esac; return 1; }',
    // As they were prepared last: a look at the state of things needs no plan.
    'handlers() { cat "$caddy_state/handlers" 2>/dev/null; }',
    'split() { id=${1%%|*} pair=${1#*|}; blue=${pair%%|*} green=${pair#*|}; }',
    // Where handlers differ, a change was interrupted: the word that is not confirmed is the one to undo.
    'route_read() { found= kept=$(route_kept); for one in $(handlers); do split "$one"; list "$id" || return 1; word=$(word_of "$body" "$blue" "$green"); if [ -z "$found" ] || [ "$word" != "$kept" ]; then found=$word; fi; done; echo "${found:-none}"; }',
    'route_set() { case $1 in *_trial) ;; *_*) [ "$caddy_weights" = percent ] || { echo "the selection policy of the handler gives no shares; use random or round_robin" >&2; return 1; };; esac',
    '  changed=; for one in $(handlers); do split "$one"; if put "$1" "$id" "$blue" "$green"; then changed="$changed $before|$one"; else back_to $changed; return 1; fi; done; }',
    // Each port is a change of its own: those before the one that failed go back to what they were.
    'back_to() { for back; do split "${back#*|}"; if put "${back%%|*}" "$id" "$blue" "$green"; then echo "@id $id was set back to ${back%%|*}" >&2; else echo "@id $id could not be set back to ${back%%|*}: its port serves another version than the others until the route is set again" >&2; fi; done; }',
    'route_kept() { if [ -s "$caddy_state/kept" ]; then cat "$caddy_state/kept"; else echo none; fi; }',
    'route_keep() { t="$caddy_state/kept.new"; { echo "$1" > "$t" && sync "$t" && mv -fT "$t" "$caddy_state/kept" && sync "$caddy_state"; } || { rm -f "$t"; return 1; }; }',
].join('\n');
/** The file that the functions find handlers in. */
function renderHandlers(handlers) {
    return handlers.map(({ id, blue, green }) => `${id}|${blue}|${green}\n`).join('');
}
function caddyProgram({ admin, state, weights }) {
    return { functions, variables: { caddy_admin: admin, caddy_state: state, caddy_weights: weights } };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/restart.js

/**
 * Caddy writes what its API changed to a file of its own, and reads that only where it is started with --resume; otherwise a restart would route by an
 * old configuration that knows neither colour.
 * @throws Failure `router-setup`
 */
async function refuseForgetting(shell, admin, log) {
    const forgets = (why) => new build/* Failure */.HR('router-setup', `Caddy on ${shell.where} ${why}, so a restart of it would forget which colour serves.`, {
        state: 'Nothing was changed.',
        hint: 'Run it as caddy run --resume; with systemd: systemctl disable --now caddy, then systemctl enable --now caddy-api.',
    });
    if ((await admin.get('/config/admin/config/persist')) === false)
        throw forgets('is told not to write its configuration down (persist: false)');
    // Arguments are separated by zero bytes; a container's processes are seen from its host too.
    const text = 'for p in /proc/[0-9]*; do read -r name < "$p/comm" && [ "$name" = caddy ] && tr "\\0" " " < "$p/cmdline" && echo; done 2>/dev/null; :';
    const { stdout } = await shell.run(['sh', '-c', text]);
    const started = stdout.split('\n').filter((line) => / run( |$)/.test(line));
    if (started.length === 0)
        log.warn('How Caddy was started could not be seen: make sure that it is run with --resume, so that a restart keeps the route.');
    else if (!started.some((line) => / --resume( |$)/.test(line)))
        throw forgets('was not started with --resume');
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/caddy.js





/** The server's own Caddy, steered by its admin API. */
async function caddyRouter(options) {
    const { shell, admin, handlers, state, log } = options;
    const read = async ({ id }) => (await admin.get(`/id/${id}`));
    const found = await Promise.all(handlers.map(read));
    const weights = found.every((one) => one === undefined || sharesEvenly(one)) ? 'percent' : 'binary';
    const streams = found.length > 0 && found.every((one) => one !== undefined && keepsStreams(one));
    const prepare = async () => {
        await refuseForgetting(shell, admin, log);
        await (0,shell_build.makeFolder)(shell, state);
        const kept = ((await (0,shell_build.readText)(shell, `${state}/kept`)) ?? 'none').trim();
        for (const handler of handlers) {
            const now = usable(await read(handler), handler.id, shell.where);
            const path = `${state}/${handler.id}.json`;
            const ours = isOurs(now, handler);
            if (!ours && kept !== 'none')
                throw moved(now, handler, kept);
            const before = await (0,shell_build.readText)(shell, path);
            const wanted = ours ? (before ?? '[]') : JSON.stringify(now.upstreams ?? []);
            if (before !== wanted)
                await (0,shell_build.replaceFile)(shell, path, wanted, '600');
            if (!keepsStreams(now))
                log.info(`Every change of Caddy's configuration cuts WebSockets through @id ${handler.id}, unless stream_close_delay is set there.`);
        }
        const path = `${state}/handlers`;
        if ((await (0,shell_build.readText)(shell, path)) !== renderHandlers(handlers))
            await (0,shell_build.replaceFile)(shell, path, renderHandlers(handlers), '600');
    };
    return {
        kind: 'caddy',
        abilities: { weights, restart: 'set', reserve: false, drain: 'observed', websockets: streams ? 'kept' : 'cut', fresh: 'cut' },
        program: caddyProgram({ admin: options.address, state, weights }),
        prepare,
        front: () => options.front,
        reachable: async () => true,
        failures: async () => 0,
        async inflight(color) {
            const dials = handlers.map((handler) => handler[color]);
            const rows = ((await admin.get('/reverse_proxy/upstreams')) ?? []);
            return rows.filter(({ address }) => dials.includes(address)).reduce((sum, row) => sum + row.num_requests, 0);
        },
    };
}
function usable(found, id, where) {
    const wrong = found === undefined
        ? `has no object with @id ${id}`
        : found.handler !== 'reverse_proxy'
            ? `has no reverse_proxy at @id ${id}, but ${found.handler ?? 'something else'}`
            : found.dynamic_upstreams !== undefined
                ? `finds the upstreams of @id ${id} itself (dynamic_upstreams)`
                : undefined;
    if (found !== undefined && wrong === undefined)
        return found;
    throw new build/* Failure */.HR('router-setup', `Caddy on ${where} ${wrong}.`, {
        state: 'Nothing was changed.',
        hint: `Its JSON configuration must have, where requests go to the application: {"@id":"${id}","handler":"reverse_proxy","upstreams":[…]}. A Caddyfile cannot say @id: caddy adapt makes JSON of it.`,
    });
}
function moved(now, handler, kept) {
    const dials = (now.upstreams ?? []).map(({ dial }) => dial).join(', ') || 'nothing';
    return new build/* Failure */.HR('router-change', `Caddy routes @id ${handler.id} to ${dials}, and ${kept} is what was confirmed last.`, {
        state: 'Nothing was changed.',
        hint: `Either somebody changed it, or the addresses of the colours moved. Set its upstreams back (blue is ${handler.blue}, green is ${handler.green}), or start anew by removing the file kept in the folder caddy of the project's state.`,
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/file-program.js
/**
 * Each word but a share is a folder with one file for each published port, and `live` is a link to one of them: one rename moves every port in the same
 * instant. Caddy reads the address anew for each request, so nothing is reloaded and nothing is closed.
 */
const file_program_functions = [
    'route_read() { if [ -L "$caddy_folder/live" ]; then readlink "$caddy_folder/live"; else echo none; fi; }',
    'route_set() { [ -d "$caddy_folder/$1" ] || { echo "there is no $caddy_folder/$1; a share of the traffic needs caddy-mode: api" >&2; return 1; }',
    '  t="$caddy_folder/live.new"; { ln -sfn "$1" "$t" && mv -fT "$t" "$caddy_folder/live" && sync "$caddy_folder"; } || { rm -f "$t"; return 1; }; }',
    'route_kept() { if [ -s "$caddy_folder/kept" ]; then cat "$caddy_folder/kept"; else echo none; fi; }',
    'route_keep() { t="$caddy_folder/kept.new"; { echo "$1" > "$t" && sync "$t" && mv -fT "$t" "$caddy_folder/kept" && sync "$caddy_folder"; } || { rm -f "$t"; return 1; }; }',
].join('\n');
function fileProgram(folder) {
    return { functions: file_program_functions, variables: { caddy_folder: folder } };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/file.js



const abilities = { weights: 'binary', restart: 'set', reserve: false, drain: 'timed', websockets: 'kept' };
/** Nobody listens there: Caddy answers 502. */
const nowhere = '127.0.0.1:1';
/** The server's own Caddy, whose configuration says in which file the address stands. */
function caddyFileRouter(options) {
    const { shell, folder, published, dial } = options;
    const prepare = async (live) => {
        await makePlace(options);
        const files = published.flatMap((one) => [
            ...['blue', 'green'].flatMap((color) => [color, `${color}_trial`].map((word) => ({ word, color, one, text: dial(color, one) }))),
            { word: 'none', color: undefined, one, text: nowhere },
        ]);
        const known = await Promise.all(files.map(({ word, one }) => (0,shell_build.readText)(shell, `${folder}/${word}/${one.port}`)));
        for (const [index, { color, one, text }] of files.entries()) {
            const before = known[index]?.trim();
            if (live === undefined || color !== live || before === undefined || before === text)
                continue;
            throw new build/* Failure */.HR('router-change', `The release moves ${live} of ${one.service} from ${before} to ${text}, on ${shell.where}.`, {
                state: 'Nothing was changed.',
                hint: 'Keep ports and names of released services in this release.',
            });
        }
        await refuseUnread(options);
        for (const [index, { word, one, text }] of files.entries()) {
            if (known[index] !== `${text}\n`)
                await (0,shell_build.replaceFile)(shell, `${folder}/${word}/${one.port}`, `${text}\n`, '644');
        }
        // A link that leads nowhere is no answer, not even a 502 of ours.
        await shell.run(['sh', '-c', 'cd "$1" && { [ -L live ] || ln -s none live; }', 'sh', folder]);
    };
    return {
        kind: 'caddy',
        abilities,
        program: fileProgram(folder),
        prepare,
        front: () => options.front,
        reachable: async () => true,
        failures: async () => 0,
        inflight: async () => undefined,
    };
}
/** Folders that Caddy's user can read. */
async function makePlace({ shell, directory, folder }) {
    const text = 'set -eu; [ -w "$1" ] && [ -x "$1" ] || exit 4; umask 022; for word in none blue green blue_trial green_trial; do [ -d "$2/$word" ] || mkdir -p "$2/$word"; done';
    const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', directory, folder], { allowFailure: true });
    if (code === 0)
        return;
    const why = code === 4 ? 'is not there, or not writable for the user' : `cannot be used: ${stderr.trim()}`;
    throw new build/* Failure */.HR('router-setup', `${directory} on ${shell.where} ${why}.`, {
        state: 'Nothing was changed.',
        hint: `As root on the server, once: install -d -o ${(0,shell_build.accountOf)(shell)} ${directory}; or name another one, like caddy-directory: /etc/caddy/slipway.`,
    });
}
/** @throws Failure `router-setup` where Caddy says itself that it reads other files */
async function refuseUnread({ shell, log, admin, folder, published }) {
    const config = await admin.get('/config/').then((value) => JSON.stringify(value ?? {}), (error) => {
        log.warn(`Whether Caddy reads ${folder}/live could not be seen: ${(0,build/* messageOf */.bD)(error)}`);
        return undefined;
    });
    const missing = published.filter(({ port }) => config !== undefined && !config.includes(`"${placeholder(folder, port)}"`));
    if (missing.length === 0)
        return;
    throw new build/* Failure */.HR('router-setup', `Caddy on ${shell.where} does not take its address from ${missing.map(({ port }) => placeholder(folder, port)).join(', ')}.`, {
        state: 'No traffic was moved.',
        hint: `Write into its Caddyfile (Caddy 2.8 or newer), where the application is served, and reload it once:\n${missing.map(({ port }) => caddyfileLines(folder, port)).join('\n')}\n`,
    });
}
const placeholder = (folder, port) => `{file.${folder}/live/${port}}`;
/** By way of a variable: the slashes of a path where an address belongs make a Caddyfile add a port to it, and every request would be answered with 502. */
function caddyfileLines(folder, port) {
    return `    vars slipway_${port} ${placeholder(folder, port)}\n    reverse_proxy {vars.slipway_${port}}`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/open.js





async function open_open({ shell, host, inputs, name, state, published, address }) {
    const at = inputs['caddy-admin'].replace(/\/+$/, '');
    const front = (0,nginx_front/* frontFrom */.A)(inputs['router-url'], inputs['router-host']);
    const common = { shell, log: host.log, admin: openAdmin(shell, at), front };
    if (inputs['caddy-mode'] === 'file') {
        const directory = inputs['caddy-directory'].replace(/\/+$/, '');
        return caddyFileRouter({ ...common, directory, folder: `${directory}/${name}`, published, dial: (...of) => dialOf(address(...of)) });
    }
    return caddyRouter({
        ...common,
        address: at,
        state: `${state}/caddy`,
        handlers: handlersOf(inputs['caddy-id'] ?? name, published, address),
    });
}


/***/ }),

/***/ 6747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ frontFrom)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);

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


/***/ })

};
