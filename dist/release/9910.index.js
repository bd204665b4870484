export const id = 9910;
export const ids = [9910];
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

/***/ 9910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/nginx/front.js
var front = __webpack_require__(6747);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/traefik/program.js
/** Seconds that Traefik gets until its API says what the file says; it takes changes in every two seconds (providersThrottleDuration). */
const takeOver = 15;
/**
 * The word stands in the name of the service that `<project>-<port>` leads to, so Traefik's API tells it. What Traefik does not take within its time
 * is taken back: the file before is put in its place.
 */
const functions = [
    'services() { cat "$traefik_state/services" 2>/dev/null; }',
    // NAME
    'told() { curl -sS --max-time 5 --noproxy "*" "$traefik_api/api/http/services/$1@file"; }',
    'word_of() { printf %s "$2" | grep -o "\\"name\\": *\\"$1-[a-z0-9_]*" | head -n 1 | sed "s/.*\\"$1-//"; }',
    'route_read() { found=; for name in $(services); do said=$(told "$name") || return 1; word=$(word_of "$name" "$said")',
    '  [ -n "$word" ] || { echo "Traefik does not tell what $name@file leads to: $(printf %s "$said" | head -c 300)" >&2; return 1; }',
    '  if [ -z "$found" ] || [ "$word" != "$(route_kept)" ]; then found=$word; fi; done; echo "${found:-none}"; }',
    // WORD NAME
    'part() { printf "    %s:\\n      weighted:\\n        services:\\n          - name: %s-%s\\n            weight: 1\\n" "$2" "$2" "$1"; c=${1%%_*} o=green; [ "$c" = blue ] || o=blue',
    '  case $1 in none | blue | green) ;;',
    '    *_trial) printf "    %s:\\n      weighted:\\n        services:\\n          - name: %s\\n            weight: 1\\n" "$2-$1" "$2-$c";;',
    '    *) printf "    %s:\\n      weighted:\\n        sticky:\\n          cookie:\\n            name: slipway_share\\n            httpOnly: true\\n            sameSite: lax\\n" "$2-$1"',
    '      printf "        services:\\n          - name: %s\\n            weight: %s\\n          - name: %s\\n            weight: %s\\n" "$2-$c" "${1#*_}" "$2-$o" "$((100 - ${1#*_}))";; esac; }',
    // A name that Traefik does not load, in the same folder, then a rename: it never meets a part of a file.
    'place() { t="$(dirname "$traefik_file")/.slipway.tmp"; { cat > "$t" && chmod 644 "$t" && sync "$t" && mv -fT "$t" "$traefik_file" && sync "$(dirname "$traefik_file")"; } || { rm -f "$t"; return 1; }; }',
    'takes() { spent=0; while [ $spent -lt $((traefik_seconds * 5)) ]; do [ "$(route_read 2>/dev/null)" != "$1" ] || return 0; spent=$((spent + 1)); sleep 0.2; done; return 1; }',
    'route_set() { before="$traefik_state/before.yml"; rm -f "$before"; [ ! -e "$traefik_file" ] || cp "$traefik_file" "$before" || return 1',
    '  if { cat "$traefik_state/base.yml" && for name in $(services); do part "$1" "$name"; done; } > "$traefik_state/next.yml" && place < "$traefik_state/next.yml"; then',
    '    rm -f "$traefik_state/next.yml"; if takes "$1"; then rm -f "$before"; return 0; fi; echo "Traefik did not take the route over within $traefik_seconds s; its log says why: $(route_read 2>&1)" >&2; fi',
    '  rm -f "$traefik_state/next.yml"; if [ -e "$before" ]; then cmp -s "$before" "$traefik_file" || place < "$before"; rm -f "$before"; else rm -f "$traefik_file"; fi; return 1; }',
    'route_kept() { if [ -s "$traefik_state/kept" ]; then cat "$traefik_state/kept"; else echo none; fi; }',
    'route_keep() { t="$traefik_state/kept.new"; { echo "$1" > "$t" && sync "$t" && mv -fT "$t" "$traefik_state/kept" && sync "$traefik_state"; } || { rm -f "$t"; return 1; }; }',
].join('\n');
function traefikProgram({ api, file, state, seconds }) {
    return { functions, variables: { traefik_api: api, traefik_file: file, traefik_state: state, traefik_seconds: String(seconds) } };
}

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/traefik/services.js

/** @throws Failure `router-setup` for addresses that Traefik cannot have */
function servicesOf(project, published, address) {
    const url = (color, one) => {
        const there = address(color, one);
        if ('path' in there) {
            throw new build/* Failure */.HR('router-setup', `Traefik cannot reach ${one.service} by the unix socket ${there.path}.`, {
                state: 'Nothing was changed.',
                hint: 'Let both colours listen on ports.',
            });
        }
        return `http://${there.host}:${there.port}`;
    };
    return published.map((one) => ({ name: `${project}-${one.port}`, blue: url('blue', one), green: url('green', one) }));
}
/** The part of the file that is the same for every word; which colour `<name>` leads to is written after it. */
function renderBase(project, services) {
    const servers = (name, url) => [
        `    ${name}:`,
        '      loadBalancer:',
        ...(url === '' ? ['        servers: []'] : ['        servers:', `          - url: ${url}`]),
    ];
    const parts = services.flatMap(({ name, blue, green }) => [
        ...servers(`${name}-blue`, blue),
        ...servers(`${name}-green`, green),
        ...servers(`${name}-none`, ''),
    ]);
    return `${[`# Written by Slipway for ${project}. Changes are lost.`, 'http:', '  services:', ...parts].join('\n')}\n`;
}
/** Where a base leads for a colour: service to address. */
function servedOn(base, color) {
    const found = new Map();
    let name = '';
    for (const line of base.split('\n')) {
        name = /^ {4}(\S+):$/.exec(line)?.[1] ?? name;
        const url = /^ +- url: (\S+)$/.exec(line)?.[1];
        if (url !== undefined && name.endsWith(`-${color}`))
            found.set(name, url);
    }
    return found;
}

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/program.js
var build_program = __webpack_require__(121);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/traefik/traefik.js




/** Connections outlive a change: Traefik replaces what requests are handed to, not what they came on. It counts none of them for us. */
const abilities = { weights: 'percent', restart: 'set', reserve: false, drain: 'timed', websockets: 'kept' };
/** The server's own Traefik, by a file in the folder that it watches. */
function traefikRouter(options) {
    const { shell, state, services, program } = options;
    /** One function of the program, with an argument. */
    const call = (name, ...args) => {
        const functions = `${program.functions}\n${name} "$@"; exit $?`;
        return shell.run((0,build_program/* operation */.MQ)({ ...program, functions }, ...args), { allowFailure: true, deadline: 60_000 });
    };
    const prepare = async (live) => {
        await requireSetup(options);
        await (0,shell_build/* makeFolder */.fc)(shell, state);
        const wanted = [renderBase(options.project, services), services.map(({ name }) => `${name}\n`).join('')];
        const paths = [`${state}/base.yml`, `${state}/services`];
        const [base, names, file] = await Promise.all([...paths, options.file].map((path) => (0,shell_build/* readText */.yR)(shell, path)));
        if (base === wanted[0] && names === wanted[1] && file !== undefined)
            return;
        const kept = (await call('route_kept')).stdout.trim();
        const serving = live ?? (kept === 'blue' || kept === 'green' ? kept : undefined);
        if (serving && base !== undefined)
            refuseMoved(serving, base, wanted[0] ?? '', shell.where);
        const read = async () => (file === undefined ? '' : (await call('route_read')).stdout.trim()) || kept;
        const before = names === undefined ? undefined : await read();
        await restore(shell, paths, wanted);
        try {
            // Without the list of its services nobody can ask Traefik what it does: where that was lost, it is asked now.
            await apply(options, call, before ?? (await read()));
        }
        catch (error) {
            await restore(shell, [...paths, options.file], [base, names, file]);
            throw error;
        }
    };
    return {
        kind: 'traefik',
        abilities,
        program,
        prepare,
        front: () => options.front,
        reachable: async () => true,
        failures: async () => 0,
        inflight: async () => undefined,
    };
}
async function apply(options, call, word) {
    const { shell, file } = options;
    const { code, stderr } = await call('route_set', word);
    if (code !== 0) {
        throw new build/* Failure */.HR('router-config', `Traefik on ${shell.where} does not take ${file}: ${(0,shell_build/* lastLines */.w$)(stderr, 4)}.`, {
            state: 'The file before is in place; traffic is untouched.',
            hint: 'The folder must be the one that its file provider watches (providers.file.directory; in a container mounted as a folder), and the API that of the same Traefik.',
        });
    }
    await refuseUnused(options, call);
}
/** Each file gets its text; undefined is no file. */
async function restore(shell, paths, texts) {
    for (const [index, path] of paths.entries()) {
        const text = texts[index];
        if (text === undefined)
            await (0,shell_build/* removeFiles */.WS)(shell, path);
        else if ((await (0,shell_build/* readText */.yR)(shell, path)) !== text)
            await (0,shell_build/* replaceFile */.fR)(shell, path, text);
    }
}
async function requireSetup({ shell, directory, program }) {
    const api = program.variables['traefik_api'] ?? '';
    const text = 'command -v curl >/dev/null || exit 3; [ -w "$1" ] && [ -x "$1" ] || exit 4; curl -sSf --max-time 5 --noproxy "*" "$2/api/http/services" >/dev/null';
    const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', directory, api], { allowFailure: true });
    if (code === 0)
        return;
    const [what, hint] = code === 3
        ? [`curl is not installed on ${shell.where}`, 'Install it: apt-get install curl']
        : code === 4
            ? [
                `${directory} on ${shell.where} is not there, or not writable for the user`,
                'Give the folder that its file provider watches, like traefik-directory: /etc/traefik/dynamic, and let it belong to the user.',
            ]
            : [
                `Traefik's API ${api} on ${shell.where} does not answer: ${stderr.trim()}`,
                'Turn it on (api.insecure on a port of loopback, or a router of your own for api@internal), and give its address, like traefik-api: http://127.0.0.1:8080.',
            ];
    throw new build/* Failure */.HR('router-setup', `${what}.`, { state: 'Nothing was changed.', hint });
}
/** A service that no router leads to would be switched, and nobody would notice. */
async function refuseUnused({ services }, call) {
    for (const { name } of services) {
        const { stdout } = await call('told', name);
        if (/"usedBy": *\[ *"/.test(stdout))
            continue;
        throw new build/* Failure */.HR('router-setup', `No router of Traefik leads to ${name}@file.`, {
            state: 'Nothing was changed.',
            hint: `Let the router of the application name it: service: ${name}@file, or as a label: traefik.http.routers.<name>.service=${name}@file.`,
        });
    }
}
function refuseMoved(live, before, after, where) {
    const next = servedOn(after, live);
    const moved = [...servedOn(before, live)].filter(([name, url]) => next.get(name) !== url).map(([name]) => name);
    if (moved.length === 0)
        return;
    throw new build/* Failure */.HR('router-change', `The release changes addresses that ${live} serves on, on ${where}: ${moved.join(', ')}.`, {
        state: 'Nothing was changed.',
        hint: 'Keep ports and names of released services in this release.',
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/traefik/open.js




/** @param seconds that Traefik gets to take a file over */
async function open_open({ shell, inputs, name, state, published, address }, seconds = takeOver) {
    const directory = inputs['traefik-directory'].replace(/\/+$/, '');
    const file = `${directory}/slipway-${name}.yml`;
    const place = { file, state: `${state}/traefik` };
    return traefikRouter({
        shell,
        project: name,
        directory,
        ...place,
        services: servicesOf(name, published, address),
        program: traefikProgram({ ...place, api: inputs['traefik-api'].replace(/\/+$/, ''), seconds }),
        front: (0,front/* frontFrom */.A)(inputs['router-url'], inputs['router-host']),
    });
}


/***/ })

};
