export const id = 436;
export const ids = [436];
export const modules = {

/***/ 8082:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BN: () => (/* binding */ parseStats),
/* harmony export */   CE: () => (/* binding */ fileValue),
/* harmony export */   IS: () => (/* binding */ mapValue)
/* harmony export */ });
/** What HAProxy's runtime socket answers, read without guessing. */
/** Value of a key in the answer of `show map`; undefined where the key is not there. */
function mapValue(answer, key) {
    for (const line of answer.split('\n')) {
        const [, name, value] = /^0x[0-9a-f]+ (\S+) (.*)$/.exec(line.trim()) ?? [];
        if (name === key)
            return value;
    }
    return undefined;
}
/** Value of a key in a map file. */
function fileValue(text, key) {
    for (const line of text.split('\n')) {
        const [name, value] = line.trim().split(/\s+/);
        if (name === key)
            return value;
    }
    return undefined;
}
function parseStats(answer) {
    const [head = '', ...rows] = answer.split('\n').filter((line) => line.trim() !== '');
    const names = head.replace(/^# /, '').split(',');
    const at = (cells, name) => cells[names.indexOf(name)] ?? '';
    return rows.map((row) => {
        const cells = row.split(',');
        return {
            proxy: at(cells, 'pxname'),
            server: at(cells, 'svname'),
            current: Number(at(cells, 'scur') || 0),
            total: Number(at(cells, 'stot') || 0),
            queued: Number(at(cells, 'qcur') || 0),
            status: at(cells, 'status'),
            downs: Number(at(cells, 'chkdown') || 0),
            responses5xx: Number(at(cells, 'hrsp_5xx') || 0),
        };
    });
}


/***/ }),

/***/ 843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ assetBackend),
/* harmony export */   Y9: () => (/* binding */ parseAssetPaths),
/* harmony export */   t4: () => (/* binding */ assetRoutes)
/* harmony export */ });
/* unused harmony export assetsName */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);

/**
 * Files of a frontend whose names change with every version. While a colour is on trial, pages of the version before are still open in browsers and
 * ask for theirs: what the new colour does not have, the other one is asked for.
 */
function assetsName(frontend, color) {
    return `${frontend}_${color}_assets`;
}
/** Lines of a frontend, before the one that sends everything else of a trial. */
function assetRoutes(frontend, paths) {
    if (paths.length === 0)
        return [];
    return [
        `    acl asset path_beg ${paths.join(' ')}`,
        `    use_backend ${frontend}_%[var(txn.slipway),field(1,_)]_assets if asset { var(txn.slipway) -m sub _ } { method GET HEAD }`,
    ];
}
/**
 * The new colour is asked first, always: a file that both have is its own. Round robin keeps away from the server that was just asked, and a third
 * try makes a 404 stay a 404 where one of them does not answer at all.
 * @param server words of the line of a colour's server, without its checks
 */
function assetBackend(paths, frontend, color, common, server) {
    if (!paths?.length)
        return [];
    const lines = [
        `backend ${assetsName(frontend, color)}`,
        ...common,
        '    option http-server-close',
        '    balance roundrobin',
        '    retries 2',
        '    option redispatch 1',
        '    retry-on 404 conn-failure empty-response junk-response response-timeout',
        `    use-server ${color} if TRUE`,
        ...['blue', 'green'].map((one) => `    ${server(one)} inter 500ms fall 1 rise 1`),
    ];
    return [lines.join('\n')];
}
/** The input `asset-paths`; `none` alone stands for no paths. @throws Failure `bad-input` */
function parseAssetPaths(lines) {
    if (lines.length === 1 && lines[0] === 'none')
        return [];
    const wrong = lines.filter((line) => !/^(\/[\w.~-]+)+\/?$/.test(line));
    if (wrong.length === 0)
        return [...lines];
    throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(wrong.map((line) => ({ input: 'asset-paths', message: `'${line}' is not the beginning of a path. Example: asset-paths: /assets/` })));
}


/***/ }),

/***/ 5685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ci: () => (/* binding */ addressOf),
  Yd: () => (/* binding */ backendName),
  UA: () => (/* binding */ frontendName),
  Op: () => (/* binding */ liveKey),
  Xs: () => (/* binding */ renderConfig),
  p6: () => (/* binding */ servedOn)
});

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/assets.js
var assets = __webpack_require__(843);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/edge.js
/** Takes away what clients claim about themselves, and says who asks. The first proxy of all believes nobody; one behind others those that are named. */
function clientAddress(edge, trusted = []) {
    if (!edge)
        return behindOthers(trusted);
    return [
        '    http-request del-header x-forwarded-for',
        '    http-request del-header forwarded',
        '    option forwardfor',
        '    http-request set-header x-forwarded-proto http unless { ssl_fc }',
        '    http-request set-header x-forwarded-proto https if { ssl_fc }',
    ];
}
function behindOthers(trusted) {
    const unless = trusted.length > 0 ? ` unless { src ${trusted.join(' ')} }` : '';
    return [
        `    http-request del-header x-forwarded-for${unless}`,
        `    http-request del-header forwarded${unless}`,
        // One socket for both families knows clients of IPv4 as ::ffff:192.0.2.1.
        '    http-request add-header x-forwarded-for %[src,regsub(^::ffff:,)]',
    ];
}
/** Words of every server line. */
function sending(edge) {
    return edge?.proxyProtocol ? 'send-proxy check' : 'check';
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/front.js
var front = __webpack_require__(9298);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/config.js



/** Key of the map whose value is the route. */
const liveKey = 'live';
/** Cookie by which a user stays with the colour that a canary drew for them. */
const cookie = 'slipway_share';
function frontendName(project, port) {
    return `slipway_${project}_${port}`;
}
function backendName(project, port, value) {
    return `${frontendName(project, port)}_${value}`;
}
function addressOf(plan, published, color) {
    const address = plan.address(color, published);
    return 'path' in address ? `unix@${address.path}` : `${address.host}:${address.port}`;
}
/**
 * The project's part of HAProxy's configuration: one frontend for each published port, all of them asking the same map entry, so that every port
 * flips in the same instant. It holds no state: the route stands in the map.
 */
function renderConfig(plan) {
    const parts = plan.published.flatMap((published) => [
        frontend(plan, published),
        ...['blue', 'green'].flatMap((color) => [
            settled(plan, published, color),
            trial(plan, published, color),
            ...(0,assets/* assetBackend */.BW)(plan.assets, frontendName(plan.project, published.port), color, common, (one) => serverLine(plan, published, one)),
        ]),
    ]);
    const none = [
        `backend slipway_${plan.project}_none`,
        '    mode http',
        '    http-request return status 503 content-type text/plain string "No release is live yet."',
    ].join('\n');
    return `${[`# Written by Slipway for ${plan.project}. Changes are lost.`, ...parts, none].join('\n\n')}\n`;
}
function frontend(plan, published) {
    const name = frontendName(plan.project, published.port);
    return [
        `frontend ${name}`,
        '    mode http',
        ...binds(plan, published),
        ...secured(plan, published),
        '    timeout client 60s',
        '    timeout http-keep-alive 60s',
        // Without it a reload closes idle kept-alive connections under the feet of their clients.
        '    option idle-close-on-response',
        ...clientAddress(plan.edge, plan.trusted),
        `    http-request set-var(txn.slipway) str(${liveKey}),map(${plan.mapFile},none)`,
        ...canary(name),
        ...(0,assets/* assetRoutes */.t4)(name, plan.assets ?? []),
        `    use_backend ${name}_%[var(txn.slipway),field(1,_)]_trial if { var(txn.slipway) -m sub _ }`,
        `    use_backend ${name}_%[var(txn.slipway)] unless { var(txn.slipway) -m str none }`,
        `    default_backend slipway_${plan.project}_none`,
    ].join('\n');
}
function bindAddress(plan, { address }, port) {
    if (!(0,front/* isEvery */.q)(address))
        return `${address}:${port}`;
    if (!plan.ipv6)
        return `*:${port}`;
    // One socket for both families would know IPv4 clients as ::ffff:192.0.2.1.
    return plan.edge ? `*:${port},:::${port} v6only` : `:::${port} v4v6`;
}
function secured(plan, published) {
    const tls = plan.edge?.tls;
    if (tls?.port !== published.port)
        return [];
    return [`    bind ${bindAddress(plan, published, 443)} ssl crt ${tls.file} alpn h2,http/1.1`];
}
const serverLine = (plan, published, color) => `server ${color} ${addressOf(plan, published, color)} ${sending(plan.edge)}`;
/** Where users come in: on a published port; while a running stack is taken over also, or only, on the one beside it. Listeners have names then, to be read back. */
function binds(plan, published) {
    const beside = plan.entrance?.beside[published.port];
    const own = `    bind ${bindAddress(plan, published, published.port)}`;
    if (beside === undefined)
        return [own];
    const next = `    bind ${bindAddress(plan, published, beside)} name beside`;
    return ['    option socket-stats', ...(plan.entrance?.at === 'both' ? [`${own} name published`] : []), next];
}
/**
 * A word like `green_10` gives green the requests whose number from 0 to 99 is below 10. A browser keeps its number in a cookie, on every port, so that
 * pages and their assets come from one version and a growing share only ever adds users.
 */
function canary(name) {
    const drawn = `{ req.cook(${cookie}) -m reg ^[0-9]{1,2}$ }`;
    const other = (color) => (color === 'blue' ? 'green' : 'blue');
    return [
        '    acl shared var(txn.slipway) -m reg _[0-9]+$',
        '    http-request set-var(txn.share) var(txn.slipway),field(2,_) if shared',
        `    http-request set-var(txn.number) req.cook(${cookie}) if shared ${drawn}`,
        `    http-request set-var(txn.number) rand(100) if shared !${drawn}`,
        `    http-request set-var(txn.drawn) bool(true) if shared !${drawn}`,
        '    http-request set-var(txn.left) var(txn.number),sub(txn.share) if shared',
        `    http-response add-header set-cookie "${cookie}=%[var(txn.number)]; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax" if { var(txn.drawn) -m bool }`,
        ...['blue', 'green'].map((color) => `    use_backend ${name}_${other(color)} if shared { var(txn.slipway) -m beg ${color} } { var(txn.left) -m int ge 0 }`),
    ];
}
const common = ['    mode http', '    timeout connect 2s', '    timeout server 60s', '    timeout tunnel 1h', '    timeout queue 5s'];
/** A confirmed colour stands alone. A connection that does not come about is tried again; nothing marks its only servers down but their checks. */
function settled(plan, published, color) {
    return [
        `backend ${backendName(plan.project, published.port, color)}`,
        ...common,
        '    retries 3',
        `    ${serverLine(plan, published, color)} inter 1s fall 3 rise 1`,
    ].join('\n');
}
/**
 * A colour on trial, with the one before as a reserve. Its first failed connection takes it out, and a request that got no answer is sent again to
 * the reserve; one whose method may not be repeated is sent again only where it never left.
 */
function trial(plan, published, color) {
    const other = color === 'blue' ? 'green' : 'blue';
    return [
        `backend ${backendName(plan.project, published.port, `${color}_trial`)}`,
        ...common,
        '    option http-server-close',
        '    retries 10',
        '    option redispatch 1',
        '    retry-on conn-failure empty-response junk-response response-timeout',
        '    http-request disable-l7-retry if { method POST PATCH CONNECT }',
        `    ${serverLine(plan, published, color)} inter 500ms fall 1 rise 2 observe layer4 error-limit 1 on-error mark-down`,
        `    ${serverLine(plan, published, other)} inter 500ms fall 2 rise 1 backup`,
    ].join('\n');
}
/** Where a configuration lets users reach a colour: the port of each frontend, and the colour's address behind it. */
function servedOn(config, color) {
    const found = new Map();
    let section = '';
    for (const line of config.split('\n')) {
        const words = line.trim().split(/\s+/);
        if (/^\S/.test(line))
            section = words[1] ?? '';
        if (words[0] === 'bind' && !words.includes('ssl'))
            found.set(section, words.slice(1).join(' '));
        if (words[0] === 'server' && words[1] === color && section.endsWith(`_${color}`))
            found.set(section, words[2] ?? '');
    }
    return found;
}


/***/ }),

/***/ 9298:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ frontOn),
/* harmony export */   q: () => (/* binding */ isEvery)
/* harmony export */ });
/** Whether a port is published on every address of the server. */
function isEvery(address) {
    return address === '' || address === '0.0.0.0' || address === '::';
}
/** Where the server itself asks for a published port: on loopback, unless it is published on one address alone. */
function frontOn({ address, port }) {
    const host = isEvery(address) ? '127.0.0.1' : address;
    return { address: { host, port }, url: `http://${host.includes(':') ? `[${host}]` : host}:${port}` };
}


/***/ }),

/***/ 1436:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ Haproxy),
  s: () => (/* binding */ mapFileOf)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/route.js
var route = __webpack_require__(9799);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/answers.js
var answers = __webpack_require__(8082);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/config.js + 1 modules
var haproxy_config = __webpack_require__(5685);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/front.js
var front = __webpack_require__(9298);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/installation.js
/** The service of Debian and Ubuntu, its own configuration checked together with ours. */
function serversOwn(directory) {
    return { check: ['haproxy', '-c', '-q', '-f', '/etc/haproxy/haproxy.cfg', '-f', directory], log: 'journalctl -u haproxy -n 50' };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/moved.js


/** A release brings the idle colour; what users are served on now changes in a release of its own. */
function refuseMoved(where, live, before, after) {
    const next = (0,haproxy_config/* servedOn */.p6)(after, live);
    const moved = [...(0,haproxy_config/* servedOn */.p6)(before, live)].filter(([section, line]) => next.get(section) !== line).map(([section]) => section);
    if (moved.length === 0)
        return;
    throw new build/* Failure */.HR('router-change', `The compose file changes ports or addresses that ${live} serves on, on ${where}: ${moved.join(', ')}.`, {
        state: 'Nothing was changed.',
        hint: "Keep published ports, container ports and names of released services in this release. To change them, release with both, or take the outage: remove the application's .cfg and .map from the folder of the router, reload HAProxy, and release again.",
    });
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/socket.js
var haproxy_socket = __webpack_require__(5116);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/program.js


/** `set map` moves traffic in one word; the map file is what HAProxy reads when it starts. */
function haproxyProgram(socket, map) {
    const functions = [
        haproxy_socket/* talk */.LS,
        // A map that HAProxy has not loaded routes nothing; one that it has routes on, also where it was lost on disk.
        `route_read() { said=$(talk "show map $map") || return 1; case $said in "Unknown map"*) echo none;; *) printf "%s\\n" "$said" | sed -n 's/^0x[0-9a-f]* ${haproxy_config/* liveKey */.Op} //p';; esac; }`,
        // Forward only where a restart would find its map; back always.
        `route_set() { case $1 in *_*) [ -s "$map" ] || { echo "$map is not there, and HAProxy would not start again without it" >&2; return 1; };; esac`,
        `  said=$(talk "set map $map ${haproxy_config/* liveKey */.Op} $1" "show map $map") || return 1; case $said in 0x*) ;; *) echo "$said" >&2; return 1;; esac`,
        `  answered=$(printf "%s\\n" "$said" | sed -n 's/^0x[0-9a-f]* ${haproxy_config/* liveKey */.Op} //p'); }`,
        `route_kept() { if [ -s "$map" ]; then sed -n 's/^${haproxy_config/* liveKey */.Op} //p' "$map"; else echo none; fi; }`,
        `route_keep() { t="$map.slipway"; { echo "${haproxy_config/* liveKey */.Op} $1" > "$t" && chmod 640 "$t" && sync "$t" && mv -fT "$t" "$map" && sync "$(dirname "$map")"; } || { rm -f "$t"; return 1; }; }`,
    ].join('\n');
    return { functions, variables: { socket, map } };
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/takeover.js
var takeover = __webpack_require__(5596);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/haproxy.js











function mapFileOf(options) {
    return `${options.directory}/${options.project}.map`;
}
/** The HAProxy of the server: one map entry decides, set over the runtime socket, and on disk once confirmed. */
class Haproxy {
    kind = 'haproxy';
    abilities = { weights: 'percent', restart: 'confirmed', reserve: true, drain: 'observed', websockets: 'kept' };
    #options;
    #plan;
    /** @param plan what `prepare` makes true; without it the router can be read and set, not prepared */
    constructor(options, plan) {
        this.#options = options;
        this.#plan = plan;
    }
    get #installation() {
        return this.#options.installation ?? serversOwn(this.#options.directory);
    }
    get #map() {
        return mapFileOf(this.#options);
    }
    #command(command) {
        return (0,haproxy_socket/* ask */.kA)(this.#options.shell, this.#options.socket, command);
    }
    get program() {
        return haproxyProgram(this.#options.socket, this.#map);
    }
    /** Through the tunnel: the bake asks often. */
    async words() {
        const { shell, directory, project } = this.#options;
        const onDisk = (await (0,shell_build.readText)(shell, this.#map)) ?? '';
        // It routes by the map that it loaded, also where that was lost on disk. Where nothing of ours is there, HAProxy itself need not be.
        const fresh = onDisk === '' && (await (0,shell_build.readText)(shell, (0,takeover/* configOf */.W1)({ directory, project }))) === undefined;
        const asked = this.#command(`show map ${this.#map}`);
        // A map that HAProxy has not loaded routes nothing.
        const now = (0,answers/* mapValue */.IS)(fresh ? await asked.catch(() => '') : await asked, haproxy_config/* liveKey */.Op);
        return { now: now ?? 'none', kept: (0,answers/* fileValue */.CE)(onDisk, haproxy_config/* liveKey */.Op) ?? 'none' };
    }
    front(published) {
        return (0,front/* frontOn */.d)(published);
    }
    /** Rows of a colour's server in the backends of the given route. */
    async #rows(server, values) {
        const stats = (0,answers/* parseStats */.BN)(await this.#command('show stat'));
        const ports = (this.#plan?.published ?? []).map((published) => published.port);
        const names = ports.flatMap((port) => values.map((value) => (0,haproxy_config/* backendName */.Yd)(this.#options.project, port, value)));
        return stats.filter((stat) => names.includes(stat.proxy) && stat.server === server);
    }
    async reachable(color) {
        const rows = await this.#rows(color, [color, `${color}_trial`]);
        return rows.length > 0 && rows.every((row) => row.status === 'UP');
    }
    async inflight(color) {
        const rows = await this.#rows(color, ['blue', 'green', 'blue_trial', 'green_trial', 'blue_assets', 'green_assets']);
        return rows.reduce((sum, row) => sum + row.current + row.queued, 0);
    }
    async failures(color) {
        return (await this.#rows(color, [`${color}_trial`])).reduce((sum, row) => sum + row.downs, 0);
    }
    /** @param anew reload although the configuration is the same, because a file that it names has changed */
    async prepare(live, anew = false) {
        const { shell, directory, project } = this.#options;
        const plan = this.#plan;
        if (!plan)
            throw new build/* Failure */.HR('internal-error', 'The router was opened without a plan.');
        const path = (0,takeover/* configOf */.W1)({ directory, project });
        await (0,takeover/* requireFolder */.OK)(shell, directory);
        const before = await (0,shell_build.readText)(shell, path);
        const config = (0,haproxy_config/* renderConfig */.Xs)(plan);
        if (!anew && before === config && (await this.#loaded(plan)))
            return;
        if (live && before !== undefined)
            refuseMoved(shell.where, live, before, config);
        await this.#refuseTakenPorts(plan.published);
        await this.#install(plan, path, before);
    }
    get takeover() {
        const { shell, directory, project, socket, masterSocket } = this.#options;
        const place = { shell, directory, project, socket, masterSocket, map: this.#map };
        const install = (plan, before) => this.#install(plan, (0,takeover/* configOf */.W1)(place), before);
        return (0,takeover/* haproxyTakeover */.$8)({
            ...place,
            plan: this.#plan,
            install,
            loaded: (plan) => this.#loaded(plan),
            reload: (done) => this.#reload(done),
        });
    }
    async #install(plan, path, before) {
        const { shell } = this.#options;
        // One that was lost would be read as `none` by the reload that follows.
        if (!(await (0,shell_build.readText)(shell, this.#map)))
            await (0,shell_build.replaceFile)(shell, this.#map, mapText((0,route/* parseWord */.kB)((await this.words()).now)?.live), '640');
        await (0,shell_build.replaceFile)(shell, path, (0,haproxy_config/* renderConfig */.Xs)(plan), '640');
        try {
            await this.#check();
            await this.#reload(() => this.#loaded(plan));
        }
        catch (error) {
            // The next restart of HAProxy must not meet a file that it refuses.
            if (before === undefined)
                await (0,shell_build.removeFiles)(shell, path);
            else
                await (0,shell_build.replaceFile)(shell, path, before, '640');
            await (0,haproxy_socket/* order */.fq)(shell, this.#options.masterSocket, 'reload').catch(() => '');
            throw error;
        }
    }
    async #check() {
        const { shell } = this.#options;
        const { check } = this.#installation;
        const result = await shell.run(check, { allowFailure: true });
        if (result.code === 0)
            return;
        throw new build/* Failure */.HR('router-config', `HAProxy refuses the configuration:\n${(0,shell_build.lastLines)(result.stderr, 6)}\n`, {
            state: 'The previous configuration is in place; traffic is untouched.',
            hint: `Try it on the server: ${(0,shell_build.commandLine)(check)}`,
        });
    }
    /** Ports that somebody else listens on would be refused by the new worker only, with a message in a log that nobody reads. */
    async #refuseTakenPorts(published) {
        const { shell } = this.#options;
        const known = (0,answers/* parseStats */.BN)(await this.#command('show stat')).map((stat) => stat.proxy);
        for (const { port, service } of published) {
            if (known.includes(`slipway_${this.#options.project}_${port}`))
                continue;
            const listening = await shell.run(['ss', '-Hltn', `sport = :${port}`], { allowFailure: true });
            if (listening.stdout.trim() === '')
                continue;
            throw new build/* Failure */.HR('port-taken', `Port ${port} of ${service} is in use on ${shell.where}.`, {
                state: 'Nothing was changed; what listens there goes on.',
                hint: `See who: ss -ltnp 'sport = :${port}'. Where it is this application, running as another compose project (docker compose ls): give project-name that name, and the release takes it over while it serves.`,
            });
        }
    }
    async #reload(done) {
        const { shell, clock, masterSocket } = this.#options;
        await (0,haproxy_socket/* order */.fq)(shell, masterSocket, 'reload');
        const until = clock.now() + 15_000;
        while (clock.now() < until) {
            await clock.sleep(200);
            if (await done().catch(() => false))
                return;
        }
        throw new build/* Failure */.HR('router-failed', `HAProxy on ${shell.where} did not take the new configuration within 15 s.`, {
            state: 'The previous configuration is in place; traffic is untouched.',
            hint: `Read its log on the server: ${this.#installation.log}`,
        });
    }
    /** Whether the worker that answers knows every frontend with its entrance, and both colours' addresses as planned. */
    async #loaded(plan) {
        if (!(0,takeover/* entered */.Un)((0,answers/* parseStats */.BN)(await this.#command('show stat')), plan))
            return false;
        const rows = (await this.#command('show servers state')).split('\n').map((line) => line.split(' '));
        return plan.published.every((published) => ['blue', 'green'].every((color) => {
            const backend = (0,haproxy_config/* backendName */.Yd)(this.#options.project, published.port, `${color}_trial`);
            const [address = '', port = ''] = (0,haproxy_config/* addressOf */.ci)(plan, published, color).split(':');
            return rows.some((cells) => cells[1] === backend && cells[3] === color && cells[4] === address && cells.includes(port));
        }));
    }
}
function mapText(color) {
    return `${haproxy_config/* liveKey */.Op} ${color ?? 'none'}\n`;
}


/***/ }),

/***/ 5116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LS: () => (/* binding */ talk),
/* harmony export */   fq: () => (/* binding */ order),
/* harmony export */   kA: () => (/* binding */ ask)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3239);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8155);



/**
 * `talk COMMAND...` asks the socket in `$socket`, each command on a connection of its own, with what every Debian and Ubuntu has; answers without a
 * word print nothing. No module is loaded, and one program asks all, because a switch waits for it (numbers of Linux).
 */
const talk = [
    'talk() { if command -v perl >/dev/null 2>&1; then',
    'perl -e \'my $at = shift; for (@ARGV) { socket(S, 1, 1, 0) && connect(S, pack("S a108", 1, $at)) or die "$at: $!\\n"; alarm 10;',
    'syswrite S, "$_\\n"; my ($a, $b) = ("", ""); $a .= $b while sysread S, $b, 65536; print $a if $a =~ /\\S/; close S }\' "$socket" "$@";',
    'else for said in "$@"; do said=$(echo "$said" | socat -t 5 - "UNIX-CONNECT:$socket") || return 1; [ -z "$said" ] || printf "%s\\n" "$said"; done; fi; }',
].join('\n');
/**
 * One command that changes something, and its answer. It runs on the shell's machine itself, so that the lease guards it as it guards every change.
 * @throws Failure `router-setup`
 */
async function order(shell, socket, command) {
    const result = await shell.run(['sh', '-c', `socket=$1; ${talk}; talk "$2"`, 'sh', socket, command], {
        allowFailure: true,
        deadline: 20_000,
    });
    if (result.code === 0)
        return result.stdout.trim();
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('router-setup', `HAProxy's socket ${socket} on ${shell.where} cannot be used: ${result.stderr.trim() || 'no answer'}.`, {
        hint: `As root on the server: usermod --append --groups haproxy ${(0,_slipway_shell__WEBPACK_IMPORTED_MODULE_2__.accountOf)(shell)}; and apt-get install socat, where perl is missing. script/prepare-server.sh does the rest (docs/server.md).`,
    });
}
/**
 * One question to a unix socket on the shell's machine, and its whole answer. HAProxy hangs up on who comes while ten others ask it already, and
 * while it is reloaded; so it is asked three times.
 * @throws Failure `router-setup` where the socket is not there or not ours to use
 */
async function ask(shell, socket, command) {
    for (let tries = 1; tries <= 3; tries++) {
        const answer = await askOnce(shell, socket, command);
        if (answer !== undefined)
            return answer;
        await new Promise((resolve) => setTimeout(resolve, tries * 200));
    }
    throw unusable(shell, socket, 'closed the connection three times without an answer');
}
function unusable(shell, socket, why) {
    const hint = `Where it is there (ls -l ${socket}), as root on the server: usermod --append --groups haproxy ${(0,_slipway_shell__WEBPACK_IMPORTED_MODULE_2__.accountOf)(shell)}. Where it is not: script/prepare-server.sh sets it up (docs/server.md).`;
    return new _slipway_action__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('router-setup', `HAProxy's socket ${socket} on ${shell.where} ${why}.`, { hint });
}
/** @returns undefined where the other side hung up */
async function askOnce(shell, socket, command) {
    const address = await shell.reach({ path: socket });
    return new Promise((resolve, reject) => {
        let answer = '';
        const connection = 'path' in address ? (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)(address.path) : (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)(address.port, address.host);
        const fail = (why) => {
            connection.destroy();
            reject(unusable(shell, socket, why));
        };
        connection.setTimeout(10_000, () => fail('did not answer in time'));
        connection.on('error', (error) => {
            if (error.code === 'ECONNRESET' || error.code === 'EPIPE')
                resolve(undefined);
            else
                fail(`cannot be used: ${error.message}`);
        });
        connection.on('data', (chunk) => {
            answer += chunk.toString();
        });
        // Even success is an empty line; nothing at all is a tunnel whose far end is not there.
        connection.on('end', () => resolve(answer === '' ? undefined : answer.trimEnd()));
        connection.on('connect', () => connection.write(`${command}\n`));
    });
}


/***/ }),

/***/ 5596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $8: () => (/* binding */ haproxyTakeover),
/* harmony export */   Mt: () => (/* binding */ usedPorts),
/* harmony export */   OK: () => (/* binding */ requireFolder),
/* harmony export */   Un: () => (/* binding */ entered),
/* harmony export */   W1: () => (/* binding */ configOf),
/* harmony export */   ou: () => (/* binding */ chooseBeside)
/* harmony export */ });
/* unused harmony export oldWorkers */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _slipway_shell__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8155);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8082);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5685);
/* harmony import */ var _socket_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5116);





function configOf({ directory, project }) {
    return `${directory}/${project}.cfg`;
}
/** @throws Failure `router-setup` where the user may not write configuration */
async function requireFolder(shell, directory) {
    const writable = await shell.run(['test', '-w', directory, '-a', '-x', directory], { allowFailure: true });
    if (writable.code === 0)
        return;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('router-setup', `${directory} on ${shell.where} is not there, or not writable for the user.`, {
        state: 'Nothing was changed.',
        hint: `script/prepare-server.sh makes it (docs/server.md). By hand, as root on the server: install -d -m 0750 -o ${(0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__.accountOf)(shell)} -g haproxy ${directory}`,
    });
}
/** Ports beside the published ones: below the range from which the kernel takes ports for outgoing connections. */
const firstBeside = 18_000;
const howMany = 1000;
function haproxyTakeover(options) {
    const { shell, directory, project, socket, masterSocket } = options;
    const path = configOf(options);
    // The master keeps a connection open for more unless it is told that there is none.
    const askMaster = (question) => (0,_socket_js__WEBPACK_IMPORTED_MODULE_3__/* .ask */ .kA)(shell, masterSocket, `${question};quit`);
    const planned = (entrance) => {
        if (!options.plan)
            throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('internal-error', 'The router was opened without a plan.');
        return entrance ? { ...options.plan, entrance } : options.plan;
    };
    return {
        async choose(ports) {
            await requireFolder(shell, directory);
            return chooseBeside(ports, await usedPorts(shell, directory));
        },
        async enter(entrance, when) {
            const plan = planned(entrance);
            const before = await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__.readText)(shell, path);
            const config = (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .renderConfig */ .Xs)(plan);
            if (when === 'boot') {
                if (before !== config)
                    await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__.replaceFile)(shell, path, config, '640');
            }
            else if (before !== config || !(await options.loaded(plan))) {
                await options.install(plan, before);
            }
        },
        async arrived() {
            const rows = (0,_answers_js__WEBPACK_IMPORTED_MODULE_4__/* .parseStats */ .BN)(await (0,_socket_js__WEBPACK_IMPORTED_MODULE_3__/* .ask */ .kA)(shell, socket, 'show stat'));
            return rows.filter((row) => row.server === 'beside' && isOurs(row, project)).reduce((sum, row) => sum + row.total, 0);
        },
        async leave() {
            if ((await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__.readText)(shell, path)) !== undefined)
                await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__.removeFiles)(shell, path);
            const gone = async () => !(0,_answers_js__WEBPACK_IMPORTED_MODULE_4__/* .parseStats */ .BN)(await (0,_socket_js__WEBPACK_IMPORTED_MODULE_3__/* .ask */ .kA)(shell, socket, 'show stat')).some((row) => isOurs(row, project));
            if (!(await gone()))
                await options.reload(gone);
            // A configuration that names a map that is not there is refused, so the map goes last.
            await (0,_slipway_shell__WEBPACK_IMPORTED_MODULE_1__.removeFiles)(shell, options.map);
        },
        async lingering() {
            // While it reloads, the master drops who asks.
            const processes = await askMaster('show proc').catch(() => undefined);
            if (processes === undefined)
                return undefined;
            let open = 0;
            for (const pid of oldWorkers(processes)) {
                // A worker that ends while it is asked has nothing open any more.
                const rows = (0,_answers_js__WEBPACK_IMPORTED_MODULE_4__/* .parseStats */ .BN)(await askMaster(`@!${pid} show stat`).catch(() => ''));
                open += rows.filter((row) => row.server === 'FRONTEND' && isOurs(row, project)).reduce((sum, row) => sum + row.current, 0);
            }
            return open;
        },
    };
}
/** Whether a row belongs to this project and to no other whose name begins the same way. */
function isOurs(row, project) {
    const prefix = `slipway_${project}_`;
    return row.proxy.startsWith(prefix) && /^(\d+(_(blue|green)(_[a-z]+)?)?|none)$/.test(row.proxy.slice(prefix.length));
}
/** Whether the worker that answers has exactly the planned entrance. */
function entered(stats, { project, published, entrance }) {
    return published.every(({ port }) => {
        const listens = (name) => stats.some((row) => row.proxy === (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .frontendName */ .UA)(project, port) && row.server === name);
        const beside = entrance?.beside[port] !== undefined;
        return listens('beside') === beside && listens('published') === (beside && entrance?.at === 'both');
    });
}
/** Process numbers of workers that were replaced and still serve what they accepted. */
function oldWorkers(answer) {
    const [, old = ''] = answer.split(/^# old workers.*$/m);
    const [section = ''] = old.split(/^# /m);
    return [...section.matchAll(/^(\d+)\s+worker\b/gm)].map(([, pid = '']) => pid);
}
/** Text in which every port that is listened on, or that a file of the folder names, stands after a colon. */
async function usedPorts(shell, directory) {
    return (await shell.run(['sh', '-c', 'ss -Hltn; cat "$1"/*.cfg 2>/dev/null || :', 'sh', directory])).stdout;
}
/** A free port for each, first of all the one whose last digits are the same. @param used text in which every port that is used stands after a colon */
function chooseBeside(ports, used) {
    const taken = new Set([...used.matchAll(/:(\d+)\b/g)].map(([, port]) => Number(port)));
    const chosen = {};
    for (const port of ports) {
        const candidates = Array.from({ length: howMany }, (_, step) => firstBeside + ((port + step) % howMany));
        const free = candidates.find((candidate) => !taken.has(candidate));
        if (free === undefined)
            throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('port-taken', 'Every port from 18000 to 18999 is in use.', { state: 'Nothing was changed.' });
        taken.add(free);
        chosen[port] = free;
    }
    return chosen;
}


/***/ })

};
