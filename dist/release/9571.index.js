export const id = 9571;
export const ids = [9571];
export const modules = {

/***/ 395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dz: () => (/* reexport */ contract),
  Do: () => (/* reexport */ strategy_table/* planStrategies */.D),
  eF: () => (/* reexport */ run),
  v0: () => (/* reexport */ build_receipt/* sinceOrder */.v0),
  IO: () => (/* reexport */ build_receipt/* timeline */.IO)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/inputs.js
/** Inputs of the takeover of a stack that serves already, and of mode give-back. */
const adoptInputs = {
    'allow-takeover': {
        type: 'boolean',
        default: 'false',
        description: 'Accepts the outage of taking over a stack that was started by plain `docker compose up`, or of giving it back, on a server where ports cannot be led elsewhere meanwhile. The refusal says how long it will be.',
        example: 'true',
    },
    'allow-older': {
        type: 'boolean',
        default: 'false',
        description: 'With mode give-back: serve the original version again although a newer one is live.',
        example: 'true',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/caddy/inputs.js
/** Inputs of the router `caddy`; `router-url` and `router-host` say where users are served. */
const caddyInputs = {
    'caddy-mode': {
        type: 'choice',
        default: 'file',
        choices: ['file', 'api'],
        description: 'With router caddy: `file` renames a link to the file that Caddy (2.8 or newer) reads the address from, and no request is lost; `api` changes its configuration by the admin API, which can give a canary its share and closes connections.',
        example: 'file',
    },
    'caddy-directory': {
        type: 'string',
        default: '/etc/caddy/slipway',
        description: 'With caddy-mode file: folder on the server for the addresses, writable for the user, readable for Caddy.',
        example: '/etc/caddy/slipway',
    },
    'caddy-admin': {
        type: 'string',
        default: 'http://127.0.0.1:2019',
        description: 'With router caddy: its admin API, as the server sees it.',
        example: 'http://127.0.0.1:2019',
    },
    'caddy-id': {
        type: 'string',
        description: 'With caddy-mode api: the `@id` of the `reverse_proxy` handler; by default the name of the project. With several published ports each has a handler of its own, `<caddy-id>-<port>`.',
        example: 'notes',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/command/inputs.js
/** Inputs of the router `command`; `router-url` and `router-host` say where users are served. */
const commandRouterInputs = {
    'router-command': {
        type: 'string',
        description: 'With router command: absolute path of a program on the server that reads and sets the route. It is told what to do by SLIPWAY_OPERATION and SLIPWAY_WORD, and answers `{"word": "…"}`.',
        example: '/opt/notes/route',
    },
    'router-command-timeout': {
        type: 'duration',
        default: '20s',
        description: 'How long one call of `router-command` may take.',
        example: '20s',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/inputs.js
/** Inputs of the routers that are HAProxy. */
const haproxyInputs = {
    'asset-paths': {
        type: 'lines',
        default: '/_next/static/\n/assets/\n/static/',
        description: 'With HAProxy: beginnings of paths of files whose names change with every version. During the bake, what the new colour answers with 404 the other one is asked for, for pages that are still open. `none` for no such paths.',
        example: '/assets/',
    },
    'trusted-proxies': {
        type: 'lines',
        default: '127.0.0.1\n::1',
        description: 'With router haproxy: addresses or networks of proxies in front of it. What they say in X-Forwarded-For and Forwarded is kept, with their own address added; of everybody else it is replaced by the address that they connect from. `none` for nobody.',
        example: '10.0.0.0/8',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/managed/inputs.js
/** Inputs of the router `managed`. */
const managedInputs = {
    'router-image': {
        type: 'string',
        default: 'haproxy:3.0',
        description: 'With router managed: image of HAProxy 2.6 or newer that Slipway runs in front of the application, by tag or digest. For ports below 1024 it must have `setpriv`, as images made from Debian have.',
        example: 'haproxy:3.0',
    },
    'tls-certificate': {
        type: 'string',
        description: 'With router managed: PEM file on the server with certificate, chain and private key, readable for the user. HTTPS on port 443 then leads to the published port that `tls-port` names.',
        example: '/etc/slipway/notes.pem',
    },
    'tls-port': {
        type: 'integer',
        minimum: 1,
        maximum: 65_535,
        description: 'With router managed: the published port that HTTPS on 443 leads to; by default 80, or the only one that there is.',
        example: '3000',
    },
    'client-address': {
        type: 'choice',
        default: 'forwarded',
        choices: ['forwarded', 'proxy'],
        description: 'With router managed: how the application learns who asks. `forwarded`: the header X-Forwarded-For, whatever the client wrote there removed; `proxy`: by the PROXY protocol as well.',
        example: 'forwarded',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/nginx/inputs.js
const nginxInputs = {
    'nginx-mode': {
        type: 'choice',
        default: 'reload',
        choices: ['reload', 'socket'],
        description: 'With router nginx: `reload` writes an include file and reloads nginx; `socket` renames a symbolic link to unix sockets, which needs no reload.',
        example: 'reload',
    },
    'nginx-directory': {
        type: 'string',
        default: '/etc/nginx/slipway',
        description: "With router nginx: folder on the server that holds our include file, writable for the user, readable for nginx's workers.",
        example: '/etc/nginx/slipway',
    },
    'nginx-container': {
        type: 'string',
        description: 'With router nginx: name of the container that nginx runs in, where it runs in one.',
        example: 'notes-nginx-1',
    },
    'nginx-config': {
        type: 'string',
        description: 'With router nginx: its main configuration, where that is not the one that nginx was built with.',
        example: '/opt/nginx/nginx.conf',
    },
    'nginx-pid': {
        type: 'string',
        default: '/run/nginx.pid',
        description: 'With router nginx: the file with the number of its master process.',
        example: '/run/nginx.pid',
    },
    'router-url': {
        type: 'string',
        default: 'http://127.0.0.1:80',
        description: 'With router nginx: where the server itself reaches what users see, with the path that leads to `service` where there is one.',
        example: 'https://127.0.0.1/api',
    },
    'router-host': {
        type: 'string',
        description: 'Host name to ask `router-url` for, where the router decides by it; with https the name of the certificate.',
        example: 'app.example.com',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/traefik/inputs.js
/** Inputs of the router `traefik`; `router-url` and `router-host` say where users are served. */
const traefikInputs = {
    'traefik-directory': {
        type: 'string',
        default: '/etc/traefik/dynamic',
        description: 'With router traefik: folder on the server that its file provider watches, writable for the user.',
        example: '/etc/traefik/dynamic',
    },
    'traefik-api': {
        type: 'string',
        default: 'http://127.0.0.1:8080',
        description: 'With router traefik: its API, as the server sees it; what was written counts once Traefik itself says it.',
        example: 'http://127.0.0.1:8080',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/command/inputs.js
/** Inputs of the runtime `command`; its ports stand in `ports`. */
const commandInputs = {
    'runtime-command': {
        type: 'string',
        description: 'With runtime command: path of a program on the server that brings a colour up and down; it gets its order by environment variables and answers in JSON. Relative to `directory`.',
        example: '/opt/notes/bin/colour',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/inputs.js
/** Inputs of the runtime `compose`. */
const composeInputs = {
    strategies: {
        type: 'lines',
        description: 'With runtime compose: how a release treats a service, as `service=strategy`, where what the plan derives is not right: `colours` (two side by side), `recreate` (the old one stops first: an outage), `singleton` (moves at the confirm), `once` (runs to its end before the others), `single` (not released).',
        example: 'worker=singleton',
    },
    'allow-outage': {
        type: 'boolean',
        default: 'false',
        description: 'With runtime compose: release although a service of strategy `recreate` stops before the new one runs. The outage is measured and told in the receipt.',
        example: 'true',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose-files/inputs.js
/** Inputs of the runtime `compose-files`; its public ports stand in `ports`. */
const composeFilesInputs = {
    'blue-file': {
        type: 'string',
        default: 'docker-compose.blue.yml',
        description: 'With runtime compose-files: compose file of blue, in the repository, else in `directory` on the server.',
        example: 'deploy/docker-compose.blue.yml',
    },
    'green-file': {
        type: 'string',
        default: 'docker-compose.green.yml',
        description: 'With runtime compose-files: compose file of green, like `blue-file`.',
        example: 'deploy/docker-compose.green.yml',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/systemd/inputs.js
/** Inputs of the runtime `systemd`; `ports` is read by `compose-files` and `command` too. */
const systemdInputs = {
    units: {
        type: 'lines',
        description: 'With runtime systemd: services and their template units, as `service=unit`; `backend=notes-backend` means `notes-backend@blue.service` and `notes-backend@green.service`. A service without a line in `ports` runs once, on the confirmed colour.',
        example: 'backend=notes-backend',
    },
    ports: {
        type: 'lines',
        description: 'With runtimes systemd and command: `service=public:blue:green`, the port that users know and where each colour answers, a port on loopback or the path of a unix socket. With runtime compose-files: `service=public`, or `service=public:container` where the service publishes several.',
        example: 'backend=8000:8101:8102',
    },
    artifact: {
        type: 'string',
        description: 'With runtime systemd: the release as a folder or a .tar.gz in the repository; its content becomes `<directory>/releases/<version>` on the server. Without it, that folder must stand there already.',
        example: 'dist',
    },
    'systemd-scope': {
        type: 'choice',
        default: 'user',
        choices: ['user', 'system'],
        description: 'With runtime systemd: whose units they are. `user`: those of the SSH user, who needs no further right; `system`: those of the machine, by the lines for sudo that prepare-server.sh writes.',
        example: 'system',
    },
};

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/contract.js












const contract = (0,build/* defineContract */.ye)({
    name: 'blue-green-switch',
    title: 'Slipway blue/green switch',
    description: 'Moves the traffic of a Compose application to a new version without a failed request, and back by itself when the version fails.',
    icon: 'shuffle',
    inputs: {
        mode: {
            type: 'choice',
            default: 'deploy',
            choices: ['deploy', 'prepare', 'promote', 'rollback', 'abort', 'give-back', 'status', 'unlock'],
            description: 'What to do: `deploy` a release; `prepare` it without traffic and `promote` it later, or `abort` it; `rollback` to the release before; `give-back` a stack that was taken over, as it was; say the `status`; `unlock` what a lost run holds.',
            example: 'deploy',
        },
        runtime: {
            type: 'choice',
            default: 'compose',
            choices: ['compose', 'compose-files', 'systemd', 'command'],
            description: 'What runs the application on the server.',
            example: 'compose',
        },
        router: {
            type: 'choice',
            default: 'haproxy',
            choices: ['haproxy', 'nginx', 'managed', 'caddy', 'traefik', 'command'],
            description: 'What moves the traffic.',
            example: 'haproxy',
        },
        host: build/* vocabulary */.vP.host,
        port: build/* vocabulary */.vP.port,
        username: build/* vocabulary */.vP.username,
        'ssh-key': build/* vocabulary */.vP['ssh-key'],
        'known-hosts': build/* vocabulary */.vP['known-hosts'],
        'project-name': build/* vocabulary */.vP['project-name'],
        'compose-file': build/* vocabulary */.vP['compose-file'],
        directory: build/* vocabulary */.vP.directory,
        images: {
            type: 'lines',
            description: 'Released services and their images by digest, as `service=image@sha256:…`; required with Compose. Every other service of the compose file stays as it is. With runtimes systemd and command it may be left out: then every service is released as `version`.',
            example: 'backend=ghcr.io/acme/notes/backend@sha256:0f3c…',
        },
        version: build/* vocabulary */.vP.version,
        'registry-username': {
            type: 'string',
            description: 'User that may pull the images, where the registry asks for one.',
            example: 'acme-deploy',
        },
        'registry-password': {
            type: 'string',
            secret: true,
            description: 'Password or token of `registry-username`. It reaches the server for the time of the pull only.',
            example: '${{ secrets.REGISTRY_TOKEN }}',
        },
        service: {
            type: 'string',
            description: 'Released service that answers for the release: its health, and its version. By default the first one with a published port.',
            example: 'backend',
        },
        'health-path': {
            type: 'string',
            default: '/health',
            description: 'Path of that service that answers 200 when it can serve.',
            example: '/health',
        },
        checks: {
            type: 'lines',
            description: 'More conditions that the idle colour must meet before traffic moves, as `service path condition`.',
            example: 'backend /health [BODY].database == connected',
        },
        'health-timeout': {
            type: 'duration',
            default: '2m',
            description: 'How long the new colour may take to become healthy.',
            example: '2m',
        },
        'bake-time': {
            type: 'duration',
            default: '30s',
            description: 'How long the new colour serves under watch, with the old one ready, before the release is confirmed.',
            example: '2m',
        },
        steps: {
            type: 'string',
            default: '100',
            description: 'Shares of the traffic for the new colour, each with the time that it is watched and held against the old colour; then all of it. For routers that can weigh.',
            example: '10@2m, 50@2m, 100',
        },
        'confirm-timeout': {
            type: 'duration',
            description: 'When the armed undo on the server moves the traffic back, unless the release is confirmed before; by default 90 seconds after the bake.',
            example: '5m',
        },
        'drain-timeout': {
            type: 'duration',
            default: '30s',
            description: 'How long to wait for requests that the old colour still answers.',
            example: '30s',
        },
        previous: {
            type: 'choice',
            default: 'stop',
            choices: ['stop', 'keep-running', 'remove'],
            description: 'What becomes of the old colour once it has nothing left to answer. Kept running, a rollback needs no start.',
            example: 'keep-running',
        },
        'keep-releases': {
            type: 'integer',
            default: '5',
            minimum: 2,
            maximum: 100,
            description: 'Releases whose images or folders stay on the server, to go back to.',
            example: '10',
        },
        'old-code-compatible': {
            type: 'choice',
            default: 'unknown',
            choices: ['true', 'false', 'unknown'],
            description: 'Whether the version that serves can work with the schema as the migrations of this release left it: the output of `run-migrations`. `unknown` asks the journal.',
            example: 'true',
        },
        'allow-contract': {
            type: 'boolean',
            default: 'false',
            description: 'Switch although the old version cannot work with the schema: without undo, and with no automatic way back.',
            example: 'true',
        },
        'receipt-file': {
            type: 'string',
            description: 'HTML file to write the receipt to, in the workspace.',
            example: 'reports/switch.html',
        },
        'lock-timeout': build/* vocabulary */.vP['lock-timeout'],
        holder: {
            type: 'string',
            description: 'With mode unlock: number of the run that holds the lease and will not come back, as the refusal named it.',
            example: '9182736450',
        },
        'github-token': build/* vocabulary */.vP['github-token'],
        'router-directory': {
            type: 'string',
            default: '/etc/haproxy/slipway',
            description: 'Folder on the server that HAProxy loads its additional configuration from, writable for the user.',
            example: '/etc/haproxy/slipway',
        },
        'haproxy-socket': {
            type: 'string',
            default: '/run/haproxy/admin.sock',
            description: 'Runtime socket of HAProxy, level admin.',
            example: '/run/haproxy/admin.sock',
        },
        'haproxy-master-socket': {
            type: 'string',
            default: '/run/haproxy-master.sock',
            description: 'Socket of the HAProxy master process.',
            example: '/run/haproxy-master.sock',
        },
        ...composeInputs,
        ...systemdInputs,
        ...composeFilesInputs,
        ...commandInputs,
        ...haproxyInputs,
        ...managedInputs,
        ...caddyInputs,
        ...commandRouterInputs,
        ...traefikInputs,
        ...nginxInputs,
        ...adoptInputs,
        'dry-run': build/* vocabulary */.vP['dry-run'],
        timeout: build/* vocabulary */.vP.timeout,
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        live: {
            description: 'Colour that serves now: `blue`, `green`, empty where none does, or `unknown` where a run could not see what became of its traffic.',
        },
        version: { description: 'Version that serves now; with mode prepare the one that stands ready.' },
        'previous-version': { description: 'Version that served before.' },
        requests: { description: 'Requests that the watch sent through the router during switch and bake.' },
        'failed-requests': { description: 'How many of them failed.' },
        'switch-ms': { description: 'Milliseconds from the order to the router to its read-back.' },
        'outage-ms': { description: 'Milliseconds for which a service of strategy `recreate` answered nobody.' },
        'rollback-command': { description: 'What to run to go back.' },
        receipt: { description: 'The switch receipt as one line of JSON.' },
    },
    outcomes: {
        prepared: 'With mode prepare: the release stands on the idle colour, checked, without traffic.',
        aborted: 'With mode abort: what was prepared or on trial is gone; or the stack whose takeover stood in the middle serves as it did before it.',
        unlocked: 'With mode unlock: nobody holds the lease, and traffic is where the last release was confirmed.',
        switched: 'The new version is what the router serves, read back over fresh connections; the release is confirmed.',
        'given-back': 'With mode give-back: the containers that were taken over serve on their ports again, and nothing of Slipway is in front of them.',
        unchanged: 'The wanted images are live already, with the settings that the compose file and its `.env` have now.',
        'rolled-back': 'With mode rollback: the previous release serves again. As an outcome of a failed deploy: traffic is back on the version before.',
        reported: 'With mode status, or dry-run: nothing was changed.',
    },
    reasons: {
        locked: 'Another run works on this application.',
        'lease-lost': 'Another run took this application over meanwhile.',
        'engine-unavailable': 'The Docker engine of the server does not answer.',
        'compose-too-old': 'The server needs a newer Docker Compose.',
        'compose-missing': 'The compose file cannot be read.',
        'compose-invalid': 'Compose refuses the compose file.',
        'compose-failed': 'Compose could not start the services.',
        'compose-unfit': 'The compose file cannot be released as it stands; everything that is in the way is named.',
        'secrets-missing': 'An env_file, or the value of a variable of the compose file, is not on the server.',
        'second-single': 'Another project runs a service of this application already; a second one would be empty, or write into its files.',
        'server-full': 'The server has too little disk or memory for a second colour.',
        outage: 'A service must stop before its new version runs, and allow-outage is not set.',
        'unknown-service': 'An input names a service that the compose file does not have.',
        'pull-failed': 'The server could not pull an image.',
        unhealthy: 'The new colour did not become healthy; it never got traffic.',
        'idle-check-failed': 'The new colour is up, but a check failed; it never got traffic.',
        'stale-version': 'The router answers with another version than the released one.',
        'bake-failed': 'The new version failed under traffic, which is back on the version before.',
        contract: 'The old version cannot work with the schema, so there would be no way back by itself.',
        'calls-release': 'A service that is not released depends on one that is; it would meet both colours.',
        'router-change': 'The compose file changes ports or addresses that the live colour serves on.',
        'router-setup': 'The router on the server is not prepared for Slipway; the message says what to do.',
        'router-config': 'The router refuses the configuration; the previous one is in place.',
        'router-failed': 'The router did not do what it was told.',
        'port-taken': 'A published port is taken by something else.',
        'undo-fired': 'The armed undo acted before the release was confirmed; traffic is on the version before.',
        'runtime-setup': 'The server is not prepared for this runtime.',
        'runtime-failed': 'What runs the application on the server did not do what it was told.',
        'artifact-refused': 'The release cannot be read, holds what leads out of it, or is not on the server.',
        'colors-collide': 'What blue and green are made of cannot stand side by side.',
        'nothing-prepared': 'No release stands prepared that could get the traffic now.',
        'takeover-unfinished': 'A stack is half given back; mode give-back goes on with that, a release undoes it.',
        'nothing-to-give-back': 'The application was not taken over, or what it ran in is gone.',
        'newer-version': 'Giving the stack back would serve an older version; allow-older accepts that.',
        'nothing-to-roll-back': 'There is no previous release to go back to.',
    },
});

// EXTERNAL MODULE: ./actions/blue-green-switch/build/receipt.js
var build_receipt = __webpack_require__(8134);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: ./packages/journal/build/index.js + 4 modules
var journal_build = __webpack_require__(3953);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/program.js
var program = __webpack_require__(121);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/route.js
var route = __webpack_require__(9799);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/open-router.js



/** The engine's view of an adapter. Everything that changes traffic is one program on the server, behind the shell's guard. */
function openRouter(shell, adapter) {
    const run = (words, codes) => (0,program/* operate */.NX)(shell, adapter.program, words, codes);
    const elsewhere = (found, expected) => new build/* Failure */.HR('router-failed', `The router on ${shell.where} routes by ${found || 'nothing'}, where ${expected} was expected.`);
    const words = async () => {
        if (adapter.words)
            return adapter.words();
        const [now = '', kept = ''] = (await run(['read'])).stdout.split('\n');
        return { now, kept };
    };
    return {
        kind: adapter.kind,
        abilities: adapter.abilities,
        program: adapter.program,
        prepare: (live) => adapter.prepare(live),
        ...(adapter.takeover ? { takeover: adapter.takeover } : {}),
        front: (published) => adapter.front(published),
        reachable: (color) => adapter.reachable(color),
        inflight: (color) => adapter.inflight(color),
        failures: (color) => adapter.failures(color),
        async read() {
            const { now, kept } = await words();
            return (0,route/* routeOf */.Lu)(now, kept);
        },
        async move(expected, to) {
            const { code, stdout, said } = await run(['move', expected, to], [program/* other */.F]);
            if (code === program/* other */.F)
                throw elsewhere(said, expected);
            return Number(stdout.trim());
        },
        async route(color) {
            await run(['back', color ?? 'none']);
        },
        async confirm(color, { undo = '', expected } = {}) {
            const word = color ?? 'none';
            const { code, said } = await run(['confirm', undo, expected ?? '', word], [program/* other */.F, program/* fired */.RV]);
            if (code === program/* fired */.RV) {
                throw new build/* Failure */.HR('undo-fired', 'The armed undo moved the traffic back before the release could be confirmed.', {
                    hint: 'The run was too slow; run it again.',
                });
            }
            if (code === program/* other */.F)
                throw elsewhere(said, expected ?? '');
        },
    };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/open.js

/** One file for each runtime and router; only what an input names is loaded. */
const runtimes = {
    compose: () => __webpack_require__.e(/* import() */ 4464).then(__webpack_require__.bind(__webpack_require__, 4464)),
    'compose-files': () => __webpack_require__.e(/* import() */ 3659).then(__webpack_require__.bind(__webpack_require__, 3659)),
    systemd: () => __webpack_require__.e(/* import() */ 9726).then(__webpack_require__.bind(__webpack_require__, 9726)),
    command: () => __webpack_require__.e(/* import() */ 4671).then(__webpack_require__.bind(__webpack_require__, 4671)),
};
const routers = {
    haproxy: () => Promise.all(/* import() */[__webpack_require__.e(1436), __webpack_require__.e(8659)]).then(__webpack_require__.bind(__webpack_require__, 8659)),
    nginx: () => __webpack_require__.e(/* import() */ 1036).then(__webpack_require__.bind(__webpack_require__, 1036)),
    managed: () => Promise.all(/* import() */[__webpack_require__.e(1436), __webpack_require__.e(4761)]).then(__webpack_require__.bind(__webpack_require__, 4761)),
    caddy: () => __webpack_require__.e(/* import() */ 8001).then(__webpack_require__.bind(__webpack_require__, 8001)),
    traefik: () => __webpack_require__.e(/* import() */ 9910).then(__webpack_require__.bind(__webpack_require__, 9910)),
    command: () => __webpack_require__.e(/* import() */ 2646).then(__webpack_require__.bind(__webpack_require__, 2646)),
};
async function openApplication(context) {
    return (await runtimes[context.inputs.runtime]()).open(context);
}
/** Runtime and router of an application as a shell sees them: the lease's, where something is to be changed. */
async function openView(application, context, released) {
    const { shell, host } = context;
    const { name, state } = application;
    const runtime = await application.runtime(shell, released);
    const { open } = await routers[context.inputs.router]();
    const adapter = await open({ ...context, name, state, published: runtime.published, address: (...of) => runtime.address(...of) });
    return { host, shell, name, state, runtime, router: openRouter(shell, adapter) };
}

// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/undo.js


function undoRoot(state) {
    return `${state}/undo`;
}
/** Names this boot: the kernel's, and where the server is a container of a host that goes on, the start of its first process. */
const booted = `booted() { cat /proc/sys/kernel/random/boot_id; sed 's/.*) //' /proc/1/stat 2>/dev/null | cut -d' ' -f20; }`;
/** Runs in the folder of one undo until its token is gone. */
function script(program) {
    return [
        '#!/bin/sh',
        '# Written by Slipway: moves traffic back unless the release is confirmed in time.',
        'cd "$1" || exit 1',
        'while IFS= read -r line; do export "$line"; done < variables',
        'read -r from < from; read -r to < to',
        program.functions,
        // The clock of a server may jump; what it has been up for does not. After a reboot nobody is left who could confirm.
        booted,
        'due() { [ "$(cat boot)" != "$(booted)" ] || [ "$(cut -d. -f1 /proc/uptime)" -ge "$(cat deadline)" ]; }',
        'if said=$(route_read 2>&1); then echo ok > ready; else echo "$said" > ready; fi',
        'while [ -e armed ] && ! due; do sleep 1; done',
        'if ! mv armed fired 2>/dev/null; then',
        // A confirm ends within its own minute. Where the token is still claimed then, whoever claimed it is gone, and nothing is confirmed.
        '  n=0; while [ -e claimed ] && { ! due || { [ "$(cat boot)" = "$(booted)" ] && [ $n -lt 75 ]; }; }; do if due; then n=$((n + 1)); fi; sleep 1; done',
        // On a disk that takes no change the token stays where it is, and nobody else can claim it either.
        '  mv claimed fired 2>/dev/null || [ -e claimed ] || [ -e armed ] || exit 0',
        'fi',
        'if [ "$(route_kept 2>/dev/null)" = "$from" ]; then echo "found $from confirmed, left alone" > fired; exit 0; fi',
        // What may run only once runs again where it ran before.
        'if command -v hand_back >/dev/null; then hand_back >/dev/null 2>&1; fi',
        '# The router may be restarting in this very second: two minutes of tries, each read back.',
        'n=0; while [ $n -lt 120 ] && [ ! -e told ]; do',
        '  now=$(route_read 2>/dev/null)',
        '  case $now in',
        '    "$from"_*) route_set "$to" >/dev/null 2>&1 ;;',
        '    "$to") echo "traffic is back on $to" > fired; exit 0 ;;',
        '    ?*) echo "found $now, left alone" > fired; exit 0 ;;',
        '  esac',
        '  n=$((n + 1)); sleep 1',
        'done',
        '[ -e told ] || echo "could not reach the router" > fired',
        '',
    ].join('\n');
}
const runAll = [
    '#!/bin/sh',
    '# Written by Slipway: every undo of this application that is armed.',
    'for d in "$(dirname "$0")"/*/; do if [ -e "$d/armed" ] || [ -e "$d/claimed" ]; then sh "$d/undo.sh" "$d" & fi; done; wait',
    '',
].join('\n');
const unit = [
    '[Unit]',
    'Description=Slipway: moves the traffic of %i back unless its release is confirmed',
    '[Service]',
    'ExecStart=/bin/sh %h/.slipway/%i/undo/run.sh',
    '[Install]',
    'WantedBy=default.target',
    '',
].join('\n');
/** root folder project from to seconds variables…; the unit on standard input. Says which keeper runs it. */
const armScript = [
    booted,
    'set -eu; umask 077; root=$1 folder=$2 project=$3 from=$4 to=$5 seconds=$6; shift 6; new=$(cat)',
    // Undos that are over are kept until the next one, for people to read.
    'for d in "$root"/*/; do if [ "$d" != "$folder/" ] && [ ! -e "$d/armed" ] && [ ! -e "$d/claimed" ]; then rm -rf -- "$d"; fi; done',
    'cd "$folder"; for v; do printf "%s\\n" "$v"; done > variables; echo "$from" > from; echo "$to" > to; booted > boot',
    'echo $(($(cut -d. -f1 /proc/uptime) + seconds)) > deadline; rm -f ready fired disarmed; : > armed; sync armed deadline boot from to variables undo.sh "$folder"',
    'started() { n=0; until [ -s ready ]; do n=$((n + 1)); [ $n -lt 50 ] || return 1; sleep 0.1; done; read -r said < ready; [ "$said" = ok ]; }',
    'if [ "$(id -u)" = 0 ]; then units=/etc/systemd/system; ctl="systemctl"; else units=$HOME/.config/systemd/user; ctl="systemctl --user"; export XDG_RUNTIME_DIR="/run/user/$(id -u)"; fi',
    'by_systemd() {',
    '  command -v systemctl >/dev/null && [ -d /run/systemd/system ] || return 1',
    '  if [ "$(id -u)" != 0 ]; then [ -e "/var/lib/systemd/linger/$(id -un)" ] || return 1; fi',
    '  mkdir -p "$units"; file="$units/slipway-undo@.service"',
    '  if [ "$(cat "$file" 2>/dev/null)" != "$new" ]; then printf "%s\\n" "$new" > "$file"; $ctl daemon-reload || return 1; fi',
    '  [ -e "$units/default.target.wants/slipway-undo@$project.service" ] || $ctl --quiet enable "slipway-undo@$project.service" || return 1',
    '  $ctl restart "slipway-undo@$project.service" || return 1',
    '  started',
    '}',
    'if by_systemd >/dev/null 2>&1; then echo systemd; exit 0; fi',
    'rm -f ready',
    // A runner ends what carries its marks when the job ends, and secrets of a job are nothing for a process that outlives it.
    'set --; for v in HOME PATH USER LOGNAME XDG_RUNTIME_DIR DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG; do eval "value=\\${$v-}"; [ -z "$value" ] || set -- "$@" "$v=$value"; done',
    // Nor must the lease's lock travel into it.
    'env -i "$@" setsid -f sh "$folder/undo.sh" "$folder" </dev/null >/dev/null 2>&1 8>&-',
    'if started; then echo detached; exit 0; fi',
    'rm -f armed; cat ready >&2 2>/dev/null || echo "the undo did not start" >&2; exit 1',
].join('\n');
/**
 * Arms the undo. It fires `seconds` from now, or at the next boot. @returns what keeps it
 * @throws Failure `router-setup` where it would not be able to reach the router
 */
async function arm(shell, state, project, undo, seconds) {
    const root = undoRoot(state);
    await (0,shell_build/* makeFolder */.fc)(shell, undo.folder);
    await (0,shell_build/* replaceFile */.fR)(shell, `${root}/run.sh`, runAll, '700');
    await (0,shell_build/* replaceFile */.fR)(shell, `${undo.folder}/undo.sh`, script(undo.program), '700');
    const variables = Object.entries(undo.program.variables).map(([name, value]) => `${name}=${value}`);
    const args = [root, undo.folder, project, undo.from, undo.to, String(Math.ceil(seconds)), ...variables];
    const { code, stdout, stderr } = await shell.run(['sh', '-c', armScript, 'sh', ...args], { input: unit, allowFailure: true });
    if (code === 0)
        return stdout.trim() === 'systemd' ? 'systemd' : 'detached';
    throw new build/* Failure */.HR('router-setup', `No undo can be armed on ${shell.where}: ${stderr.trim() || `exit code ${code}`}.`, {
        state: 'No traffic was moved.',
        hint: 'It must reach the router without us: script/prepare-server.sh sets that up, as root (docs/server.md).',
    });
}
/** Moves the deadline to `seconds` from now. False where the undo fired first: then traffic is back. */
async function extend(shell, folder, seconds) {
    const text = 'set -eu; cd "$1"; echo $(($(cut -d. -f1 /proc/uptime) + $2)) > deadline.new; mv deadline.new deadline; if [ -e armed ]; then exit 0; fi; exit 3';
    const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', folder, String(Math.ceil(seconds))], { allowFailure: true });
    if (code === 0 || code === 3)
        return code === 0;
    throw new build/* Failure */.HR('unreachable', `The undo on ${shell.where} could not be asked: ${stderr.trim() || `exit code ${code}`}.`);
}
/** Takes the tokens of every undo of the project. @returns what those that fired meanwhile found, in words */
async function disarmAll(shell, state) {
    const text = 'for d in "$1"/*/; do mv "$d/armed" "$d/disarmed" 2>/dev/null || mv "$d/claimed" "$d/disarmed" 2>/dev/null || :; if [ -e "$d/fired" ]; then cat "$d/fired"; echo; mv "$d/fired" "$d/told"; fi; done';
    const { stdout } = await shell.run(['sh', '-c', text, 'sh', undoRoot(state)]);
    return stdout.split('\n').filter(Boolean);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/recover.js



/**
 * Brings a target that an earlier run left in the middle into a state that one can reason about. The router says what the last release confirmed;
 * traffic that went elsewhere without being confirmed goes back. @returns the live colour
 */
async function settle(work) {
    const { host, router, session } = work;
    const found = await router.read();
    const route = { ...found, confirmed: toReturnTo(found) };
    if (route.live !== found.confirmed || route.trial) {
        host.log.warn(whatWasLeft(found));
        await session.step('recover', { from: route.live ?? 'none', to: route.confirmed ?? 'none' }, async () => {
            await router.confirm(route.confirmed);
            return undefined;
        });
    }
    await resume(work, route.confirmed);
    // Only now: this run may be lost as well, and then the undo is what is left.
    for (const said of await disarmAll(work.shell, work.state))
        host.log.warn(`The armed undo of an earlier run acted: ${said}.`);
    for (const unfinished of session.unfinished) {
        // Where the run was lost between the confirm and its entry, the release counts: one can go back to it.
        if (wasConfirmed(unfinished, route.confirmed))
            await session.journal.write(unfinished.id, 'confirm', 'done', { by: session.transaction });
        await session.journal.write(unfinished.id, 'end', 'done', { outcome: 'abandoned', by: session.transaction });
    }
    return route.confirmed;
}
/**
 * A colour that stands alone was confirmed: nothing else takes it off trial. Where what was written down is lost, traffic stays on it.
 * Only a first release on trial has nothing to go back to.
 */
function toReturnTo({ live, trial, confirmed }) {
    return confirmed ?? (trial ? undefined : live);
}
/** What may run only once runs where the traffic is, also where a run was lost in between. */
async function resume({ runtime, session, host }, color) {
    if (color === undefined || !runtime.resume || !(await runtime.instances(color)).some(({ rests }) => rests === 'waits'))
        return;
    await session
        .step('resume', { color }, async () => void (await runtime.resume?.(color)))
        .catch((error) => host.log.warn(`What may run only once does not run on ${color}: ${(0,build/* messageOf */.bD)(error)}`));
}
function wasConfirmed(lost, confirmed) {
    const intent = lost.entries.find(({ step, phase }) => step === 'confirm' && phase === 'intent');
    return intent !== undefined && (0,journal_build/* phaseOf */.hU)(lost, 'confirm') === 'intent' && intent.data?.['color'] === confirmed;
}
function whatWasLeft({ live, trial, confirmed }) {
    if (live !== undefined && !trial && confirmed === undefined)
        return `${live} serves, and the file that says that it was confirmed is lost; it is written anew.`;
    if (live !== undefined && live === confirmed)
        return `An earlier run confirmed ${live} and ended before the router knew that; it stands alone from here on.`;
    return `An earlier run moved traffic to ${live ?? 'nothing'} and ended before it confirmed that. Moving it back to ${confirmed ?? 'nothing'}, which is what was confirmed last.`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/account.js

/** The receipt of a switch, however it ended. */
function account(work, options, pair, ending) {
    const { trial, watched, outcome, identity, undo } = ending;
    return {
        project: work.name,
        outcome,
        ...(ending.why === undefined ? {} : { why: ending.why }),
        ...(options.takenOver === undefined ? {} : { takenOver: options.takenOver }),
        version: options.release.version,
        previousVersion: pair.previous,
        color: pair.idle,
        previousColor: pair.live,
        images: options.release.images,
        previousImages: trial.previousImages,
        switchedAt: trial.orderedAt > 0 ? new Date(trial.orderedAt).toISOString() : '',
        switchMs: trial.switchMs,
        outageMs: trial.outageMs,
        requests: watched.requests,
        failed: watched.failed,
        before: watched.before,
        after: watched.after,
        ...(0,build_receipt/* overlap */.EF)(watched, pair.previous, options.release.version, trial.orderedAt),
        identity,
        undo,
        undoArmedAt: at(trial.armedAt),
        undoDisarmedAt: at(trial.disarmedAt),
        steps: work.timings,
        rollbackCommand: outcome === 'switched' && pair.live ? options.rollbackCommand(pair.previous) : '',
    };
}
function at(instant) {
    return instant > 0 ? new Date(instant).toISOString() : '';
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./packages/checks/build/index.js + 35 modules
var checks_build = __webpack_require__(3919);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/trial.js



/** Milliseconds after a change of the route in which a router that cuts connections for it may still do so. */
const settling = 1000;
/** Requests in a second that the watch sends through the router. */
const rate = 10;
/** The longest that a watch may take. */
const hour = 3_600_000;
/** Milliseconds that the watch may have to last: every share, the bake, and what comes around them. */
function watchTime({ canary, bakeTime }) {
    return canary.reduce((sum, { hold }) => sum + hold, bakeTime) + 300_000;
}
/** Starts watching before anything moves, so that the last answer of the old version is seen too. @param time milliseconds of the watch */
async function startTrial(work, color, question, time) {
    const published = frontOf(work, question);
    const front = published ? work.router.front(published) : undefined;
    const address = front ? await work.shell.reach(front.address) : undefined;
    const route = await work.router.read();
    if (time > hour)
        work.host.log.warn('Our own requests through the router end after an hour; from then on containers and router are watched alone.');
    let watching;
    let failed = 0;
    let problem = '';
    const begin = () => {
        if (!front || !address)
            return;
        const named = front.host ? { hostHeader: front.host } : {};
        watching = (0,checks_build/* watch */.wB)({ url: `${front.url}${question?.path ?? '/'}`, address, timeout: 5000, ...named }, {
            rate,
            maxDuration: Math.min(hour, time),
            onFailure: (sample) => {
                if (trial.orderedAt === 0 || sample.start < trial.orderedAt || isCut(work, trial, sample))
                    return;
                failed++;
                problem ||= sample.problem ?? '';
            },
        }, work.host);
    };
    const nothing = { requests: 0, failed: 0, failures: [], byVersion: {}, duration: 0 };
    const old = route.live === undefined ? [] : await work.runtime.instances(route.live);
    const trial = {
        armed: false,
        armedAt: 0,
        undoBy: 0,
        disarmedAt: 0,
        keeper: 'detached',
        final: false,
        undoFolder: `${undoRoot(work.state)}/${work.session.transaction.replaceAll(/[^\w.-]/g, '_')}`,
        previousImages: Object.fromEntries(old.map((one) => [one.service, one.image])),
        orderedAt: 0,
        unsettledUntil: 0,
        switchMs: 0,
        before: await lookAt(work, color),
        outageSince: 0,
        outageMs: 0,
        failed() {
            if (!watching)
                begin();
            return failed;
        },
        problem: () => problem,
        async broken() {
            if (!front || !address)
                return false;
            const now = await work.shell.reach(front.address).catch(() => undefined);
            return !(0,external_node_util_.isDeepStrictEqual)(now, address);
        },
        async stop() {
            if (trial.orderedAt > 0)
                watching?.part(trial.orderedAt);
            return (await watching?.stop()) ?? nothing;
        },
    };
    // Before a first release there is nothing that could answer well.
    if (route.live !== undefined) {
        begin();
        await work.host.clock.sleep(500);
    }
    return trial;
}
/** A request without any answer, because the route changed: that says nothing of the version. It is counted all the same. */
function isCut({ router }, { unsettledUntil }, { status, end }) {
    return router.abilities.fresh === 'cut' && status === undefined && end < unsettledUntil;
}
async function lookAt(work, color) {
    const instances = new Map((await work.runtime.instances(color)).map((one) => [one.id, one]));
    return { instances, failures: await work.router.failures(color) };
}
/** The published port that is watched: the one of the service that answers for the release. */
function frontOf(work, question) {
    const { published } = work.runtime;
    return published.find((one) => one.service === question?.service) ?? published[0];
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/work.js
/** A named, journaled, timed step. */
async function step(work, name, intent, act) {
    const start = Date.now();
    try {
        return await work.session.step(name, intent, act);
    }
    finally {
        work.timings.push({ name, start, end: Date.now() });
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/handover.js






/**
 * Says before anything happens that services must stop before their new version runs. Nothing to say where nothing serves yet.
 * @throws Failure `outage` unless that is allowed
 */
async function tellOutage(work, options, allowed) {
    const { handover } = work.runtime;
    const { live } = await work.router.read();
    if (!handover || live === undefined)
        return;
    if (options.canary.length > 0) {
        const message = `cannot be: ${handover.services.join(', ')} runs on one colour only, so the traffic moves as a whole. Example: steps: 100`;
        throw (0,build/* badInputs */.PD)([{ input: 'steps', message }]);
    }
    const last = lastOutage(work);
    const how = last === undefined ? 'as long as it takes to start and to become healthy' : `the last time it was ${(0,build/* formatDuration */.a3)(last)}`;
    const what = `${handover.services.join(', ')} of ${live} stops before the new version starts, because two of it may not run at once: an outage of it, ${how}`;
    if (allowed)
        return work.host.log.warn(`${what}.`);
    throw new build/* Failure */.HR('outage', `${what}.`, {
        state: 'Nothing was changed.',
        hint: `Allow it with allow-outage: true. Where two may run at once after all: strategies: ${handover.services[0]}=colours.`,
    });
}
/** Milliseconds of the newest handover that the journal knows. */
function lastOutage(work) {
    const entries = (0,journal_build/* transactions */.gN)(work.session.journal.entries).flatMap((one) => one.entries);
    const done = entries.findLast((entry) => entry.step === 'hand over' && entry.phase === 'done');
    return typeof done?.data?.['ms'] === 'number' ? done.data['ms'] : undefined;
}
/**
 * Stops what may run only once in the live colour, starts it in the idle one, and checks that as a whole. Where that fails, the old one runs again
 * before anything else. The undo is armed already.
 */
async function handOver(work, options, trial, pair) {
    const { runtime, host } = work;
    const { handover } = runtime;
    if (!handover)
        return;
    const start = host.clock.now();
    if (pair.live)
        trial.outageSince = start;
    try {
        await step(work, 'hand over', { services: handover.services, from: pair.live ?? 'none', to: pair.idle }, async () => {
            await handover.take(pair.idle, options.healthTimeout);
            await ask(work, options, pair.idle, options.questions);
            return { ms: host.clock.now() - start };
        });
    }
    catch (error) {
        throw await handedBack(work, trial, pair, error);
    }
    trial.before = await lookAt(work, pair.idle);
}
async function handedBack(work, trial, pair, error) {
    const why = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
    trial.final = false;
    if (pair.live === undefined)
        return why;
    const names = `${work.runtime.handover?.services.join(', ')} of ${pair.live}`;
    try {
        await giveBack(work, trial, pair);
    }
    catch (second) {
        const hint = `Start it on the server: docker start its container of ${work.name}-${pair.live}. The armed undo and the next run try it too.`;
        return new build/* Failure */.HR(why.reason, `${why.message} ${names} could not be started again: ${(0,build/* messageOf */.bD)(second)}.`, { hint, cause: why });
    }
    if (trial.armed)
        await disarmAll(work.shell, work.state);
    trial.armed = false;
    const away = `${names} was away for ${(0,build/* formatDuration */.a3)(trial.outageMs)} and runs again.`;
    return (0,build/* withDetails */.FE)(new build/* Failure */.HR(why.reason, `${why.message} ${away}`, { cause: why }), why.details);
}
/** On the way back: what was stopped in the live colour runs there again. */
async function giveBack(work, trial, pair) {
    const { runtime, host } = work;
    const { live } = pair;
    if (!runtime.handover || live === undefined)
        return;
    if (trial.outageSince === 0)
        trial.outageSince = host.clock.now();
    await step(work, 'hand back', { services: runtime.handover.services, to: live }, async () => {
        await runtime.resume?.(live);
        // Users are answered once the router sees it too.
        const until = host.clock.now() + 15_000;
        while (!(await work.router.reachable(live).catch(() => true)) && host.clock.now() < until)
            await host.clock.sleep(200);
        return undefined;
    });
    endOutage(work, trial);
}
/** Users are answered again. */
function endOutage(work, trial) {
    if (trial.outageSince === 0)
        return;
    trial.outageMs += work.host.clock.now() - trial.outageSince;
    trial.outageSince = 0;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/lost.js

/** The output `live` of a run that could not see what serves in the end. */
const unknownColor = 'unknown';
/** What a connection that broke looks like to who asks through it; every other reason is the server's own word. */
const unseen = ['unreachable', 'timeout', 'router-setup', 'idle-check-failed'];
function lostConnection(work, color, cause) {
    const message = `The connection to ${work.shell.where} was lost while ${color} was on trial, so how the new version does could not be watched.`;
    return new build/* Failure */.HR('unreachable', message, { cause });
}
/** The failure of a colour with traffic; or where the connection broke meanwhile and may be all that failed: that. */
async function blame(work, trial, pair, why) {
    if (unseen.includes(why.reason) && (await trial.broken()))
        return lostConnection(work, pair.idle, why);
    // The same check that an idle colour fails quietly fails users once it has traffic.
    if (why.reason === 'idle-check-failed' && trial.orderedAt > 0)
        return new build/* Failure */.HR('bake-failed', why.message, why.details);
    return why;
}
/**
 * Traffic could not be moved back because the server is not reached any more, or is another run's by now: what happens there, without us. Undefined
 * where it is ours and reached.
 * @param second why it could not be moved back
 */
async function outOfReach(work, options, trial, pair, failures) {
    const [why, second] = failures;
    const { shell } = work;
    if (second instanceof build/* Failure */.HR && second.reason === 'lease-lost') {
        // The other run settles the traffic, and what this one saw of that is no fault of the version.
        await trial.stop();
        return (0,build/* withDetails */.FE)(new build/* Failure */.HR('lease-lost', second.message, { cause: why }), second.details);
    }
    if (!shell.remote)
        return undefined;
    if (!(second instanceof build/* Failure */.HR && second.reason === 'unreachable') && (await answers(work)))
        return undefined;
    const seen = !unseen.includes(why.reason);
    const { message } = lostConnection(work, pair.idle);
    const to = `${pair.live ?? 'nothing'}${pair.previous ? ` (${pair.previous})` : ''}`;
    const undo = trial.armed
        ? `The undo that is armed on the server moves it back to ${to} by ${new Date(trial.undoBy).toISOString().slice(11, 19)} UTC without this run${trial.keeper === 'systemd' ? ', and at a reboot' : ''}.`
        : 'No undo is armed, so it stays there.';
    return new build/* Failure */.HR(seen ? why.reason : 'unreachable', seen ? `${why.message} Then the connection to ${shell.where} was lost.` : message, {
        state: `${pair.idle} (${options.release.version}) had the traffic when that happened. ${undo}`,
        hint: 'When the server answers, run the same job again: it says what serves, settles what is left, and releases anew. Mode status only looks.',
        outputs: { live: unknownColor },
        cause: why,
    });
}
async function answers({ shell }) {
    return shell.run(['true'], { deadline: 5000 }).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/back.js








/** Seconds that a colour that failed gets to end: nobody waits for its answers. */
const graceOfFailed = 5;
/** A colour that failed leaves nothing running; its log was shown. */
async function discard(work, color) {
    await step(work, `stop ${color}`, { color }, async () => void (await work.runtime.stop(color, graceOfFailed))).catch((error) => work.host.log.warn(`${color} of ${work.name} could not be stopped: ${(0,build/* messageOf */.bD)(error)}`));
}
/** Traffic back to where it was, first of all; then the failed colour's log; then the whole truth as a failure. */
async function moveBack(work, options, trial, pair, error) {
    const { host, router } = work;
    let why = error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
    const to = pair.live ?? 'nothing';
    if (trial.final)
        return stays(work, options, trial, pair, why);
    if (trial.orderedAt === 0 && !trial.armed)
        return await neverMoved(work, trial, pair, why);
    try {
        // Traffic first: a full disk must not keep it on a version that fails.
        await router.route(pair.live);
    }
    catch (second) {
        return await stuck(work, options, trial, pair, [why, second]);
    }
    const undone = Date.now();
    why = await blame(work, trial, pair, why);
    await writeDown(work, pair, why);
    await giveBack(work, trial, pair).catch((second) => host.log.warn(`Traffic is back on ${to}, but what may run only once could not be started there: ${(0,build/* messageOf */.bD)(second)}.`));
    const acted = trial.armed ? await disarmed(work, trial) : [];
    for (const said of acted)
        host.log.warn(`The armed undo on the server was faster than this run: ${said}.`);
    const watched = await trial.stop();
    host.log.warn(`Traffic is back on ${to}. ${why.message}`);
    // A cancelled run has seconds: what the idle colour leaves is taken away by the next one.
    if (!host.signal.aborted && (await isOut(work, pair.idle)))
        await clearAway(work, pair.idle);
    const undo = trial.armed ? 'armed before the switch, not needed' : 'none: nothing served before';
    const receipt = account(work, options, pair, { trial, watched, outcome: 'rolled-back', identity: '', undo, why: why.message });
    const blind = why.reason === 'unreachable' ? ', those among them that were lost with the connection' : '';
    const counts = `${watched.requests} requests were watched, ${watched.failed} failed${blind}.`;
    return (0,build/* withDetails */.FE)(why, {
        outcome: 'rolled-back',
        state: `Traffic is back on ${to}${pair.previous ? ` (${pair.previous})` : ''}, ${(0,build/* formatDuration */.a3)(undone - trial.orderedAt)} after the switch; ${counts}`,
        outputs: {
            live: pair.live ?? '',
            version: pair.previous,
            requests: String(watched.requests),
            'failed-requests': String(watched.failed),
            receipt: JSON.stringify(receipt),
        },
        summary: (0,build_receipt/* renderReceipt */.pB)(receipt),
    });
}
/** The traffic could not be moved back by this run: whether somebody else does, and where it is until then. */
async function stuck(work, options, trial, pair, [why, second]) {
    const lost = await outOfReach(work, options, trial, pair, [why, second]);
    if (lost)
        return lost;
    const undo = trial.armed ? ' The armed undo on the server will try it too.' : '';
    const to = pair.live ?? 'nothing';
    return new build/* Failure */.HR(why.reason, `${why.message} Moving the traffic back to ${to} failed as well: ${(0,build/* messageOf */.bD)(second).replace(/\.?$/, '.')}`, {
        state: `Traffic may still go to ${pair.idle}.${undo}`,
        hint: 'Look at the server now; the next run of this action settles it too.',
        outputs: { live: unknownColor },
        cause: why,
    });
}
/** What the router has on disk, and the journal. */
async function writeDown(work, pair, why) {
    const { router, host } = work;
    const to = pair.live ?? 'nothing';
    const written = step(work, 'move back', { from: pair.idle, to: pair.live ?? 'none', reason: why.reason }, async () => void (await router.confirm(pair.live)));
    await written.catch(async (second) => {
        host.log.warn(`Traffic is back on ${to}, but that could not be written down: ${(0,build/* messageOf */.bD)(second)}.`);
        // A journal that cannot be written must not leave the new colour as what a restart comes back to.
        await router.confirm(pair.live).catch(() => { });
    });
}
/** What the undo did before it was disarmed. */
async function disarmed(work, trial) {
    try {
        const acted = await disarmAll(work.shell, work.state);
        trial.disarmedAt = work.host.clock.now();
        return acted;
    }
    catch {
        return [];
    }
}
/** Nothing was moved yet: the idle colour goes, and the truth is told. */
async function neverMoved(work, trial, pair, why) {
    await trial.stop();
    if (!work.host.signal.aborted)
        await discard(work, pair.idle);
    return liveUntouched(why, pair);
}
/** The new version fails, and the old one cannot work with the schema: moving traffic would make it worse. */
async function stays(work, options, trial, pair, why) {
    const cause = await blame(work, trial, pair, why);
    const watched = await trial.stop();
    const undo = 'none: the old version cannot work with the schema as it is now';
    const receipt = account(work, options, pair, { trial, watched, outcome: 'kept', identity: '', undo, why: cause.message });
    return (0,build/* withDetails */.FE)(cause, {
        state: `Traffic stays on ${pair.idle} (${options.release.version}), which is confirmed: ${pair.previous || 'the version before'} cannot work with the schema as it is now. ${pair.live ?? 'The other colour'} still runs.`,
        hint: 'Release a version that works with this schema; or restore the backup that was made before the migration, and then run mode rollback with allow-contract.',
        outputs: { live: pair.idle, version: options.release.version, receipt: JSON.stringify(receipt) },
        summary: (0,build_receipt/* renderReceipt */.pB)(receipt),
    });
}
/** Whether neither the router nor its disk names the colour: one that a restart would come back to is not stopped, however badly it does. */
async function isOut(work, color) {
    const route = await work.router.read().catch(() => undefined);
    return route !== undefined && route.live !== color && route.confirmed !== color;
}
/** Shows what a colour that failed wrote last, and stops it. */
async function clearAway(work, color) {
    for (const instance of await work.runtime.instances(color).catch(() => [])) {
        const lines = await work.runtime.logs(instance).catch(() => '');
        if (lines.trim() === '')
            continue;
        work.host.log.info(`Last lines of ${instance.name}:`);
        work.host.log.untrusted(lines);
    }
    await discard(work, color);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/checks.js


/**
 * The questions of a release: the health of the service that answers for it, the user's own checks, and for every other published service that it
 * answers at all. @throws Failure `bad-input` for a check that is none
 */
function questionsFor(options) {
    const own = new Map();
    for (const line of options.checks) {
        const { service, path, condition } = parseCheck(line, options.published);
        const key = `${service} ${path}`;
        const question = own.get(key) ?? { service, path, conditions: [] };
        question.conditions.push(condition);
        own.set(key, question);
    }
    const health = { service: options.service, path: options.healthPath, conditions: ['[STATUS] == 200'], identity: true };
    const others = options.published.filter((published) => published.service !== options.service);
    return [
        health,
        ...[...own.values()].map((question) => ({ ...question, identity: false })),
        ...others.map(({ service }) => ({ service, path: '/', conditions: ['[STATUS] < 500'], identity: false })),
    ];
}
/** One line of the input `checks`, refused before anything is started for it. */
function parseCheck(line, published) {
    const [, service = '', path = '', condition = ''] = /^(\S+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
    const names = [...new Set(published.map((port) => port.service))];
    const near = (0,build/* nearest */.pA)(service, names);
    const wrong = (message) => (0,build/* badInputs */.PD)([{ input: 'checks', message: `${message}. Example: ${exampleCheck}` }]);
    if (!condition)
        throw wrong(`'${line}' is not 'service path condition'`);
    if (!names.includes(service)) {
        const mean = near ? `; did you mean ${near}?` : '.';
        throw wrong(`'${line}' asks ${service}, which is no released service with a published port${mean} Those are: ${names.join(', ') || 'none'}`);
    }
    if (!path.startsWith('/'))
        throw wrong(`the path in '${line}' does not start with /`);
    try {
        (0,checks_build/* parseConditions */.WN)([condition]);
    }
    catch (error) {
        if (error instanceof build/* Failure */.HR && error.reason === 'bad-condition')
            throw wrong(`'${line}': ${error.message.trim()}`);
        throw error;
    }
    return { service, path, condition };
}
const exampleCheck = 'backend /health [BODY].database == connected';
/** The service whose health answers for the release. @throws Failure `unknown-service` */
function answeringService(wanted, published) {
    const names = [...new Set(published.map((port) => port.service))];
    const service = wanted ?? names[0];
    if (service !== undefined && names.includes(service))
        return service;
    const what = wanted === undefined ? 'No released service publishes a port' : `service '${wanted}' is not a released service with a published port`;
    throw new build/* Failure */.HR('unknown-service', `${what}; those are: ${names.join(', ') || 'none'}.`, {
        state: 'Nothing was changed.',
        hint: 'A service takes part in the switch when images names it and the compose file publishes a port of it, like 8000:8000.',
    });
}
/** Asks an idle colour on its own addresses, for `deadline` milliseconds at most. @throws Failure `idle-check-failed`, `stale-version` */
async function askColor(view, asking, color, questions, deadline) {
    const reports = [];
    for (const question of questions) {
        const published = view.runtime.published.find((port) => port.service === question.service);
        if (published === undefined)
            throw new build/* Failure */.HR('unknown-service', `checks: ${question.service} publishes no port that could be asked.`, {
                state: 'Nothing was changed.',
            });
        const address = view.runtime.address(color, published);
        const url = 'path' in address ? 'http://localhost' : `http://${address.host}:${address.port}`;
        const place = { address, url };
        const posed = pose(asking, question, place, `${color} ${question.service} ${question.path}`, { consecutive: 3, deadline });
        reports.push(await posed.catch((error) => Promise.reject(ownVersion(error))));
    }
    return reports;
}
/** Nothing stands between us and an idle colour that could answer for another: the image itself says another version. */
function ownVersion(error) {
    if (!(error instanceof build/* Failure */.HR) || error.reason !== 'stale-version')
        return error;
    const hint = 'That is the new colour itself: its image tells another version than the input version names. Give the one that was built into it, or release the image that was built of this commit.';
    return (0,build/* withDetails */.FE)(error, { hint });
}
/**
 * Asks the router, as users do, many times on fresh connections: only the released version may answer.
 * @throws Failure `stale-version`, or `reason` where the answers are no good
 */
async function askRouter(view, asking, question, reason) {
    const published = view.runtime.published.find((one) => one.service === question.service);
    if (!published)
        throw new build/* Failure */.HR('internal-error', `${question.service} has no published port.`);
    const many = { consecutive: 20, deadline: 30_000, successDelay: 20, retryDelay: 200 };
    return pose(asking, question, view.router.front(published), `router ${question.service} ${question.path}`, many, reason);
}
async function pose(asking, question, place, name, options, reason = 'idle-check-failed') {
    const address = await asking.shell.reach(place.address);
    const check = {
        name,
        url: `${place.url}${question.path}`,
        address,
        ...(place.host ? { hostHeader: place.host } : {}),
        conditions: (0,checks_build/* parseConditions */.WN)(question.conditions),
        ...(question.identity ? { expectVersion: asking.version } : {}),
        timeout: 5000,
        ...options,
    };
    const report = await (0,checks_build/* runCheck */.k_)(check, asking.host);
    for (const warning of report.warnings)
        asking.host.log.warn(warning);
    if (report.passed) {
        const proof = question.identity && report.identity === 'proven' ? `, version ${report.version} proven` : '';
        asking.host.log.info(`${name}: passed ${report.successes} times in a row${proof}.`);
        return report;
    }
    throw new build/* Failure */.HR(report.failure === 'stale-version' ? 'stale-version' : reason, report.sentence, {
        hint: report.hints.join(' '),
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/stand.js






/** Makes the router know both colours, settles what an earlier run left, and says which colour is idle. */
async function findIdle(work) {
    const { host, router } = work;
    await step(work, 'router', { kind: router.kind }, async () => void (await router.prepare((await router.read()).live)));
    const live = await settle(work);
    const idle = live === undefined ? 'blue' : (0,docker_build/* otherColor */.IP)(live);
    const previous = live === undefined ? '' : await versionOf(work.runtime, live);
    host.log.info(live ? `${live} serves ${previous || 'an unknown version'}; ${idle} is idle.` : `Nothing is live yet; ${idle} comes first.`);
    return { live, idle, previous };
}
/** Brings the release up on the idle colour and checks it there; one that fails leaves nothing running. */
async function standUp(work, options, pair) {
    try {
        await bringUp(work, options, pair.idle);
        await check(work, options, pair.idle);
    }
    catch (error) {
        // What was prepared and failed its last check is gone back to by nobody either.
        await discard(work, pair.idle);
        throw liveUntouched(error, pair);
    }
}
async function bringUp(work, options, idle) {
    const { host, runtime } = work;
    const { release } = options;
    if (options.bringUp === 'standing')
        return;
    if (options.bringUp === 'create')
        await step(work, 'pull', { images: release.images }, async () => void (await runtime.fetch(release)));
    await step(work, `start ${idle}`, { color: idle, version: release.version, images: release.images }, async () => {
        await host.log.group(`Start ${idle}`, () => options.bringUp === 'create' ? runtime.up(idle, release, options.healthTimeout) : runtime.start(idle, options.healthTimeout));
        return undefined;
    });
}
async function check(work, options, idle) {
    const late = work.runtime.handover?.late ?? [];
    const early = options.questions.filter(({ service }) => !late.includes(service));
    if (late.length === 0)
        return ask(work, options, idle, early);
    // The router sees the colour as a whole only once that is handed over.
    if (early.length === 0)
        return;
    await step(work, `check ${idle}`, { color: idle }, async () => {
        await askColor(work, askingFor(work, options), idle, early, Math.min(60_000, options.healthTimeout));
        return undefined;
    });
}
/** Asks an idle colour, and the router whether it sees it. */
async function ask(work, options, idle, questions) {
    const { host, router } = work;
    await step(work, `check ${idle}`, { color: idle }, async () => {
        await host.log.group(`Check ${idle}`, () => askColor(work, askingFor(work, options), idle, questions, Math.min(60_000, options.healthTimeout)));
        const until = host.clock.now() + 15_000;
        while (!(await router.reachable(idle))) {
            if (host.clock.now() > until)
                throw new build/* Failure */.HR('router-failed', `The router cannot reach ${idle}, although it answers on its address.`);
            await host.clock.sleep(200);
        }
        return undefined;
    });
}
function askingFor(work, options) {
    return { shell: work.shell, host: work.host, version: { value: options.release.version, derived: options.derivedVersion } };
}
/** The version that a colour's programs were started as. */
async function versionOf(runtime, color) {
    const [instance] = await runtime.instances(color);
    return instance?.version ?? '';
}
function liveUntouched(error, { live, previous }) {
    if (!(error instanceof build/* Failure */.HR))
        return error;
    const state = live ? `Traffic never left ${live} (${previous || 'unknown version'}).` : 'No traffic was moved.';
    return (0,build/* withDetails */.FE)(error, { state, outputs: { live: live ?? '', version: previous } });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/adoption.js


/** The session of a takeover inside a run: same lease, same journal, and an end of its own. */
function besideSession(session) {
    const transaction = `${session.transaction}.takeover`;
    return {
        ...session,
        transaction,
        step: (name, intent, act) => session.journal.step(transaction, name, intent, act),
        end: (outcome, data) => session.journal.write(transaction, 'end', 'done', { outcome, ...data }),
    };
}
/** Waits until `count` says 0, or the time is over. @returns what was left; undefined where it cannot be counted */
async function drained({ work, drainTimeout }, count) {
    const { clock } = work.host;
    const until = clock.now() + drainTimeout;
    for (;;) {
        const left = await count();
        if (left === 0 || clock.now() >= until)
            return left;
        await clock.sleep(250);
    }
}
function tellCut({ work, drainTimeout }, left, of) {
    if (left === 0)
        return;
    work.host.log.warn(left === undefined
        ? `How many connections ${of} held open could not be counted; after ${(0,build/* formatDuration */.a3)(drainTimeout)} they are closed, each after the request that it carries.`
        : `${left} connections to ${of} were still open after ${(0,build/* formatDuration */.a3)(drainTimeout)}; they end with it, each after the request that it carries. A client that sends its next one in that instant has to send it again.`);
}
/**
 * Leads new connections to the router, and sees them arrive there.
 * @throws Failure `router-failed` where the rules do not work on this server
 */
async function lead({ work, takeover, redirect }) {
    const { shell, router, runtime } = work;
    const before = await takeover.arrived();
    await redirect.add();
    for (const published of runtime.published)
        await askOnce(work, router.front(published).address, '/');
    if ((await takeover.arrived()) > before)
        return;
    await redirect.remove();
    throw new build/* Failure */.HR('router-failed', `Connections to the published ports of ${work.name} do not reach HAProxy on ${shell.where}, although the rules are there.`, {
        hint: 'Docker and slipway-ports must use the same iptables: see update-alternatives --display iptables.',
    });
}
/** One request on a fresh connection, as users of a published port send it. @returns status and versions; undefined without an answer */
async function askOnce(work, address, path) {
    const reached = await work.shell.reach(address);
    const { status, versions } = await (0,checks_build/* probe */.dy)({ url: `http://localhost${path}`, address: reached, timeout: 5000, redirects: 0 }, work.host);
    return status === undefined ? undefined : { status, version: versions[0] ?? '' };
}
/** Waits until the port answers again. @returns milliseconds since `from` */
async function answersAgain(work, published, from) {
    const { clock } = work.host;
    const { address } = work.router.front(published);
    const until = clock.now() + 60_000;
    for (;;) {
        const answer = await askOnce(work, address, '/').catch(() => undefined);
        if (answer)
            return clock.now() - from;
        if (clock.now() > until)
            throw new build/* Failure */.HR('router-failed', `Port ${published.port} of ${work.name} does not answer on ${work.shell.where}.`);
        await clock.sleep(50);
    }
}
function asFailure(error) {
    return error instanceof build/* Failure */.HR ? error : new build/* Failure */.HR('internal-error', (0,build/* messageOf */.bD)(error), { cause: error });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/original.js
const label = 'com.docker.compose';
async function inspect(shell, ids) {
    if (ids.length === 0)
        return [];
    const { stdout } = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
    return JSON.parse(stdout || '[]');
}
/** The released services as they run in the team's own project, where they hold published ports; undefined where they do not. */
async function findOriginal(shell, project, released, published) {
    const argv = [
        'docker',
        'ps',
        '-q',
        '--no-trunc',
        '--filter',
        `label=${label}.project=${project}`,
        '--filter',
        `label=${label}.oneoff=False`,
    ];
    const ids = (await shell.run(argv)).stdout.split('\n').filter(Boolean);
    const containers = (await inspect(shell, ids)).filter((one) => released.includes(serviceOf(one)));
    // In the order of the release: the first published one answers for it, here as there.
    containers.sort((one, other) => released.indexOf(serviceOf(one)) - released.indexOf(serviceOf(other)));
    const held = published.filter((one) => containers.some((container) => holds(container, one)));
    return held.length > 0 ? { containers, held } : undefined;
}
function serviceOf(container) {
    return container.Config.Labels?.[`${label}.service`] ?? '';
}
function holds(container, { service, target, port }) {
    const bound = container.NetworkSettings.Ports?.[`${target}/tcp`] ?? [];
    return serviceOf(container) === service && bound.some(({ HostPort }) => Number(HostPort) === port);
}
function describeContainer(container) {
    const { Name: policy, MaximumRetryCount: retries } = container.HostConfig.RestartPolicy;
    return {
        id: container.Id,
        name: container.Name.replace(/^\//, ''),
        service: serviceOf(container),
        restart: policy === 'on-failure' && retries > 0 ? `on-failure:${retries}` : policy || 'no',
        after: (container.Config.Labels?.[`${label}.depends_on`] ?? '')
            .split(',')
            .map((entry) => entry.split(':')[0] ?? '')
            .filter(Boolean),
        grace: container.Config.StopTimeout ?? 10,
    };
}
/** Each after those that it depends on. */
function inOrder(containers) {
    const left = [...containers];
    const sorted = [];
    while (left.length > 0) {
        const free = left.findIndex((one) => !left.some((other) => other !== one && one.after.includes(other.service) && other.service !== one.service));
        sorted.push(...left.splice(Math.max(0, free), 1));
    }
    return sorted;
}
/** Containers of the original that run now. */
async function running(shell, containers) {
    const all = await inspect(shell, containers.map(({ id }) => id));
    return all.filter((one) => one.State.Status === 'running' || one.State.Status === 'restarting');
}
const established = '01';
/**
 * Connections that clients hold open to the containers, their own health checks left out, as the kernel counts them in the containers' networks.
 * Undefined where that cannot be read.
 */
async function connections(shell, containers) {
    let open = 0;
    for (const { State, NetworkSettings } of containers) {
        const ports = Object.keys(NetworkSettings.Ports ?? {}).flatMap((key) => (key.endsWith('/tcp') ? [Number.parseInt(key, 10)] : []));
        const text = 'cat "/proc/$1/net/tcp" && { cat "/proc/$1/net/tcp6" 2>/dev/null || :; }';
        const { code, stdout } = await shell.run(['sh', '-c', text, 'sh', String(State.Pid)], { allowFailure: true });
        if (code !== 0)
            return undefined;
        open += countEstablished(stdout, ports);
    }
    return open;
}
/** Rows of `/proc/net/tcp` that are established on one of the ports and not from the machine itself. */
function countEstablished(text, ports) {
    return text.split('\n').filter((line) => {
        const [, local = '', remote = '', state] = line.trim().split(/\s+/);
        const [address = '', port = ''] = local.split(':');
        const loopback = /^(0{16}FFFF0000)?[0-9A-F]{6}7F$/.test(address) || address === '00000000000000000000000001000000';
        return state === established && !loopback && remote !== '' && ports.includes(Number.parseInt(port, 16));
    }).length;
}
/** What the engine does with the containers when it starts: nothing, start them all, or what they were made for. */
async function setRestart(shell, containers, policy) {
    // One order for all that get the same: a power cut must not find half of them.
    const policies = Map.groupBy(containers, ({ restart }) => (policy === 'own' ? restart : policy));
    for (const [restart, those] of policies)
        await shell.run(['docker', 'update', '--restart', restart, ...those.map(({ id }) => id)]);
}
/** Ends the containers, those that others depend on last. They are kept. */
async function stop(shell, containers) {
    for (const { id, grace } of inOrder(containers).reverse()) {
        await shell.run(['docker', 'stop', '--time', String(grace), id], { deadline: grace * 1000 + 60_000 });
    }
}
async function start(shell, containers) {
    for (const { id } of inOrder(containers))
        await shell.run(['docker', 'start', id], { deadline: 60_000 });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/record.js

function fileOf(state) {
    return `${state}/original.json`;
}
async function readRecord(shell, state) {
    const text = await (0,shell_build/* readText */.yR)(shell, fileOf(state));
    return text === undefined ? undefined : JSON.parse(text);
}
async function writeRecord(shell, state, original) {
    await (0,shell_build/* replaceFile */.fR)(shell, fileOf(state), `${JSON.stringify(original, null, 1)}\n`, '600');
    return original;
}
async function forgetRecord(shell, state) {
    await (0,shell_build/* removeFiles */.WS)(shell, fileOf(state));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/leave.js




/** Seconds that colours get, once nobody is connected to them. */
const grace = 10;
/**
 * The original serves on its ports: users are let go from the router, and what is ours goes. Each step may be repeated, so a run that is lost in the
 * middle is finished by the next.
 */
async function leave(adoption, original) {
    const { work, takeover, redirect } = adoption;
    const { shell, runtime } = work;
    await step(work, 'lead back', { ports: original.held.map(({ port }) => port) }, async () => {
        const ids = (await running(shell, original.containers)).map(({ Id }) => Id);
        await setRestart(shell, original.containers.filter(({ id }) => ids.includes(id)), 'own');
        await redirect.remove();
        return undefined;
    });
    await step(work, 'leave router', {}, async () => {
        await takeover.leave();
        const left = await drained(adoption, () => takeover.lingering());
        tellCut(adoption, left, 'HAProxy');
        return { cut: left ?? 'not counted' };
    });
    await step(work, 'remove colours', {}, async () => {
        for (const color of ['blue', 'green']) {
            await runtime.stop(color, grace);
            await runtime.remove(color);
        }
        for (const tag of Object.keys(original.tags))
            await shell.run(['docker', 'image', 'rm', '--no-prune', tag], { allowFailure: true });
        await forgetRecord(shell, work.state);
        return undefined;
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/ports.js

/** What prepare-server.sh installs for it, for root. */
const helper = '/usr/local/sbin/slipway-ports';
const asRoot = 'if [ "$(id -u)" = 0 ]; then exec "$0" "$@"; fi; exec sudo -n -- "$0" "$@"';
const firewallCloses = 4;
function openRedirect(shell, original) {
    const pairs = pairsOf(original);
    const run = (operation) => shell.run(['sh', '-c', asRoot, helper, operation, ...pairs], { allowFailure: true });
    const change = async (operation) => {
        const { code, stderr } = await run(operation);
        if (code === 0)
            return;
        throw new build/* Failure */.HR('router-setup', `slipway-ports ${operation} failed on ${shell.where}: ${stderr.trim() || `exit code ${code}`}.`, {
            hint: `Try it on the server: sudo ${helper} ${operation} ${pairs.join(' ')}`,
        });
    };
    return {
        async obstacle() {
            const foreign = original.held.find(({ address }) => address.includes(':') && address !== '::');
            if (foreign)
                return `port ${foreign.port} is published on ${foreign.address}, and only IPv4 addresses can be led elsewhere one by one`;
            const { code, stderr } = await run('check');
            if (code === firewallCloses) {
                throw new build/* Failure */.HR('port-taken', `HAProxy on ${shell.where} would not be reached from outside: ${stderr.trim()}.`, {
                    state: 'Nothing was changed.',
                    hint: 'Published ports of containers pass by the firewall, HAProxy does not: open the port, then run this again.',
                });
            }
            return code === 0 ? undefined : stderr.trim().split('\n').at(-1) || `slipway-ports ended with ${code}`;
        },
        with: (other) => openRedirect(shell, other),
        add: () => change('add'),
        async remove() {
            // Where there is nothing that could have added rules, there are none.
            const listed = await shell.run(['sh', '-c', asRoot, helper, 'list'], { allowFailure: true });
            if (listed.code === 0 && listed.stdout.split('\n').some((pair) => pairs.includes(pair)))
                await change('remove');
        },
    };
}
/** As slipway-ports takes them: `8000:18000`, or with the address that a port is published on alone. */
function pairsOf({ held, beside }) {
    return held.map(({ port, address }) => {
        const any = address === '' || address === '0.0.0.0' || address === '::';
        return `${any ? '' : `${address}:`}${port}:${beside[port] ?? 0}`;
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/prepare.js





/** Runtime, router and questions for the services of the original alone: the release may have others. */
async function openFor({ inputs, ports, application }, work, original) {
    const view = await openView(application, { shell: ports.shell, host: ports, inputs }, Object.keys(original.images));
    const { takeover } = view.router;
    if (!takeover) {
        throw new build/* Failure */.HR('router-setup', `The router ${view.router.kind} takes no ports over, and gives none back.`, {
            state: 'Nothing was changed.',
        });
    }
    const questions = await questionsOf(inputs, view);
    const [question] = questions;
    if (!question)
        throw new build/* Failure */.HR('internal-error', 'There is nothing to ask the original.');
    const redirect = openRedirect(view.shell, original);
    const services = view.runtime.handover?.services ?? [];
    const obstacle = services.length > 0 ? `${services.join(', ')} may not run twice` : await redirect.obstacle();
    const led = obstacle === undefined;
    return {
        adoption: { work: { ...work, ...view }, takeover, redirect, led, question, drainTimeout: inputs['drain-timeout'] },
        questions,
        obstacle,
    };
}
/** A colour that is to run the original, brought up as any other. */
function optionsOf(given, questions, { version, images }) {
    const release = { version, images, repeated: true };
    return { ...given, release, questions, derivedVersion: true, canary: [], gate: undefined, bringUp: 'create', contract: false };
}
/** Nobody knows what an old version answers on the path of a new one: where it is not healthy there now, it must answer at all. */
async function questionsOf(inputs, { runtime, router, shell, host, name }) {
    const { published } = runtime;
    const wanted = published.some((one) => one.service === inputs.service) ? inputs.service : undefined;
    const service = answeringService(wanted, published);
    const all = questionsFor({ service, healthPath: inputs['health-path'], checks: [], published }).map((one) => ({
        ...one,
        identity: false,
    }));
    const door = published.find((one) => one.service === service);
    const answer = door ? await askOnce({ shell, host }, router.front(door).address, inputs['health-path']) : undefined;
    if (answer?.status === 200)
        return all;
    host.log.info(`${name} does not answer 200 on ${inputs['health-path']} now, so ${service} is only asked whether it answers.`);
    return all.map((one) => (one.service === service ? { ...one, path: '/', conditions: ['[STATUS] < 500'] } : one));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/refusals.js

/** Files of a web server's configuration that pass users on to one of the ports. */
async function proxyBefore(shell, held) {
    const ports = held.map(({ port }) => port).join('|');
    const folders = ['/etc/nginx', '/etc/caddy', '/etc/apache2', '/etc/httpd', '/etc/traefik'];
    const pattern = `(127\\.0\\.0\\.1|localhost|\\[::1\\]):(${ports})([^0-9]|$)`;
    const { stdout } = await shell.run(['grep', '-rlsE', '--', pattern, ...folders], { allowFailure: true });
    return stdout.split('\n').filter(Boolean);
}
/** Says exactly what the outage will be. */
function refuseOutage(where, ports, { because, what, seconds, before }) {
    const list = `${ports.length === 1 ? 'Port' : 'Ports'} ${ports.join(', ')}`;
    const instead = before.length > 0 ? ` A proxy stands in front already (${before.join(', ')}): switch in that one instead (router: nginx).` : '';
    return new build/* Failure */.HR('port-taken', `${list} on ${where} can change hands only with an outage: ${what}, about 1 to ${seconds} s.`, {
        state: 'Nothing was changed; the application serves on.',
        hint: `Because: ${because}. Run script/prepare-server.sh again, as root (docs/server.md), for a takeover without outage; or accept this one with allow-takeover: true.${instead}`,
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/restore.js






/**
 * The original comes back, and users go back to it. Until its containers run, a reboot comes back with the router; from then on with them. A run that
 * is lost in the middle is finished by mode give-back, or undone by the next release.
 */
async function restore(adoption, original, healthTimeout) {
    const { work, takeover } = adoption;
    const { shell, state } = work;
    const fresh = original.phase === 'taken' ? { ...original, beside: await takeover.choose(original.held.map(({ port }) => port)) } : original;
    const returning = { ...fresh, phase: 'returning' };
    const here = { ...adoption, redirect: adoption.redirect.with(returning) };
    const up = await running(shell, original.containers);
    if (up.length < original.containers.length) {
        try {
            await openBeside(here, returning, up.length > 0);
            await startOriginal(here, returning, healthTimeout);
        }
        catch (error) {
            throw await takenBack(here, returning, error);
        }
    }
    else {
        await step(work, 'start original', {}, () => comeUp(here, returning, healthTimeout));
    }
    await writeRecord(shell, state, returning);
    await leave(here, returning);
}
async function openBeside(adoption, returning, partly) {
    const { work, takeover, led } = adoption;
    const { beside, held } = returning;
    await step(work, 'open beside', { ports: beside }, async () => {
        await writeRecord(work.shell, work.state, returning);
        await takeover.enter({ at: partly ? 'beside' : 'both', beside });
        return undefined;
    });
    if (led)
        await step(work, 'lead', { ports: held.map(({ port }) => port) }, () => lead(adoption).then(() => undefined));
}
async function startOriginal(adoption, returning, healthTimeout) {
    const { work, takeover, led } = adoption;
    const { shell, host, runtime } = work;
    const { containers, beside } = returning;
    await step(work, 'start original', { containers: containers.map(({ name }) => name) }, async () => {
        const from = host.clock.now();
        // In this order: a reboot in between finds two that want the ports, never nobody.
        await setRestart(shell, containers, 'always');
        await takeover.enter({ at: 'beside', beside });
        await start(shell, containers);
        await comeUp(adoption, returning, healthTimeout);
        const [first] = runtime.published;
        if (led || !first)
            return undefined;
        const outage = await answersAgain(work, first, from);
        host.log.warn(`The ports changed hands with an outage of ${(0,build/* formatDuration */.a3)(outage)} at the most.`);
        return { outage };
    });
}
/** Waits until the containers are healthy, and asks each published port of them on the containers' own addresses. */
async function comeUp({ work, question }, { containers, held }, healthTimeout) {
    const { shell, host } = work;
    const until = host.clock.now() + healthTimeout;
    await setRestart(shell, containers, 'own');
    for (;;) {
        const all = await inspect(shell, containers.map(({ id }) => id));
        const pending = all.filter((one) => one.State.Status !== 'running' || (one.State.Health?.Status ?? 'healthy') !== 'healthy');
        const silent = pending.length > 0
            ? pending.map(({ Name }) => Name.slice(1))
            : await silentPorts(all, held.map(({ port }) => port));
        if (silent.length === 0)
            return undefined;
        if (host.clock.now() > until)
            throw new build/* Failure */.HR('unhealthy', `${silent.join(', ')} of the original did not come up within ${(0,build/* formatDuration */.a3)(healthTimeout)}.`);
        await host.clock.sleep(500);
    }
    async function silentPorts(all, ports) {
        const silent = [];
        for (const port of ports) {
            const address = addressOf(all, port);
            const answer = address ? await askOnce(work, address, question.path).catch(() => undefined) : undefined;
            if (!answer || answer.status >= 500)
                silent.push(`port ${port}`);
        }
        return silent;
    }
}
/** Where the container that publishes a port answers itself. */
function addressOf(all, port) {
    for (const { NetworkSettings } of all) {
        const entry = Object.entries(NetworkSettings.Ports ?? {}).find(([, bound]) => bound?.some(({ HostPort }) => Number(HostPort) === port));
        const host = Object.values(NetworkSettings.Networks ?? {}).find(({ IPAddress }) => IPAddress !== '')?.IPAddress;
        if (entry && host)
            return { host, port: Number.parseInt(entry[0], 10) };
    }
    return undefined;
}
/** The original did not come up: it is stopped again, and the router keeps the ports. */
async function takenBack({ work, takeover, redirect }, returning, error) {
    const { shell, state, host } = work;
    const why = asFailure(error);
    if (host.signal.aborted || why.reason === 'lease-lost') {
        return (0,build/* withDetails */.FE)(why, { state: 'HAProxy or the original serves; run mode give-back again, or a release, which undoes it.' });
    }
    try {
        await step(work, 'take back', {}, async () => {
            const { containers, beside } = returning;
            await takeover.enter({ at: 'both', beside }, 'boot');
            await setRestart(shell, containers, 'no');
            await stop(shell, containers);
            await takeover.enter({ at: 'both', beside });
            await redirect.remove();
            await takeover.enter(undefined);
            await writeRecord(shell, state, { ...returning, phase: 'taken' });
            return undefined;
        });
        return (0,build/* withDetails */.FE)(why, { state: 'Nothing was given back: the live colour serves as before, the original is stopped.' });
    }
    catch (second) {
        host.log.warn(`The original could not be stopped again: ${(0,build/* messageOf */.bD)(second)}`);
        return (0,build/* withDetails */.FE)(why, { state: 'HAProxy serves beside the ports. Run mode give-back again, or a release, which undoes it.' });
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/give-back.js










const giveBackMode = async (context) => {
    const { ports, application } = context;
    const original = await readRecord(ports.shell, application.state);
    if (original)
        return bringBack(context, original, 'given-back');
    throw new build/* Failure */.HR('nothing-to-give-back', `${application.name} on ${ports.shell.where} was not taken over from docker compose up.`, {
        state: 'Nothing was changed.',
    });
};
/** Restores the stack as it was before it was taken over: the containers that the team started serve on their ports, and nothing of ours is left. */
async function bringBack(context, original, outcome) {
    const { inputs, ports, application } = context;
    const { shell, session } = ports;
    const look = await openView(application, { shell, host: ports, inputs }, Object.keys(original.images));
    const work = { ...look, session, timings: [] };
    const { live } = await work.router.read();
    const version = live === undefined ? '' : await versionOf(work.runtime, live);
    await refuseGone(work, original);
    if (live !== undefined && !inputs['allow-older'])
        await refuseNewer(work, original, live, version);
    const { adoption, obstacle } = await openFor(context, work, original);
    // An original that runs has its ports.
    const serves = (await running(shell, original.containers)).length === original.containers.length;
    if (!serves && obstacle !== undefined)
        acceptOutage(context, work, original, obstacle);
    const summary = `### ${work.name}: ${(0,build/* code */.aY)(original.version)} serves as it did before it was taken over`;
    if (inputs['dry-run'])
        return { outcome: 'reported', outputs: { live: live ?? '' }, summary: `${summary}, once this runs without dry-run` };
    await settle(work);
    if (original.phase === 'taking' && serves)
        await leave(adoption, original);
    else
        await restore(adoption, original, inputs['health-timeout']);
    return {
        outcome,
        outputs: { live: '', version: original.version, 'previous-version': version },
        summary: `${summary}\n\nIts own containers run again with their own restart policies; colours and router are gone.`,
    };
}
async function refuseGone({ shell, name }, { containers, images }) {
    const ids = containers.map(({ id }) => id);
    const there = new Set((await inspect(shell, ids)).map(({ Id }) => Id));
    const gone = containers.filter(({ id }) => !there.has(id));
    if (gone.length === 0)
        return;
    throw new build/* Failure */.HR('nothing-to-give-back', `${gone.map((one) => one.name).join(', ')} of ${name} on ${shell.where} was removed since it was taken over.`, {
        state: 'Nothing was changed: what serves now serves on.',
        hint: `Containers that are gone cannot come back as they were. Their images are kept: ${Object.values(images).join(', ')}.`,
    });
}
/** Giving back serves what was taken over, whatever came after it. */
async function refuseNewer({ runtime, shell }, { version, images }, live, serving) {
    const instances = await runtime.instances(live);
    const same = Object.entries(images).every(([service, image]) => instances.some((one) => one.service === service && one.image === image));
    if (same)
        return;
    throw new build/* Failure */.HR('newer-version', `${serving || 'Another version'} is live on ${shell.where}, and the stack that was taken over is ${version}: should users go back to ${version}?`, {
        state: 'Nothing was changed.',
        hint: 'If so, and its code works with the database as it is now: allow-older: true. If not, the live colour has to stay.',
    });
}
function acceptOutage({ inputs }, { shell, host }, { held }, because) {
    const what = 'HAProxy lets the ports go, then the containers of the original start and become healthy';
    const ports = held.map(({ port }) => port);
    const failure = refuseOutage(shell.where, ports, { because, what, seconds: Math.ceil(inputs['health-timeout'] / 1000), before: [] });
    if (!inputs['allow-takeover'])
        throw failure;
    host.log.warn(failure.message);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/pin.js

/** Names for the images that run. Nothing is changed. @param wanted images of the release to come: one that runs already keeps its name */
async function nameImages(shell, project, found, wanted) {
    const images = {};
    const tags = {};
    for (const container of found.containers) {
        const service = serviceOf(container);
        const tag = `slipway-original/${project}-${service.toLowerCase()}:${container.Image.replace('sha256:', '').slice(0, 12)}`;
        const { stdout } = await shell.run(['docker', 'image', 'inspect', '--format', '{{json .RepoDigests}}', container.Image]);
        images[service] = digestName(JSON.parse(stdout) ?? [], container.Config.Image, wanted[service]) ?? tag;
        tags[tag] = container.Image;
    }
    return { images, tags };
}
async function tagImages(shell, tags) {
    for (const [tag, image] of Object.entries(tags))
        await shell.run(['docker', 'tag', image, tag]);
}
/** By which digest an image is called: as the release calls it, or in the repository that it was started from. */
function digestName(digests, started, wanted) {
    if (wanted !== undefined && digests.includes(wanted))
        return wanted;
    const repository = started.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
    return digests.find((digest) => digest.startsWith(`${repository}@`));
}
/** What a person would call the version: the tag that was started, unless it says nothing. */
function versionOfImage(started) {
    const [, tag = ''] = /:([^:/@]+)(?:@.*)?$/.exec(started) ?? [];
    return tag === '' || tag === 'latest' ? 'original' : tag;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/describe.js



/** What stands there before anything is changed. */
async function describeOriginal({ inputs }, work, found, wanted) {
    const { shell, router } = work;
    const [first] = found.held;
    const asked = first ? (found.held.find(({ service }) => service === inputs.service) ?? first) : undefined;
    const answer = asked ? await askOnce(work, router.front(asked).address, inputs['health-path']) : undefined;
    const started = found.containers.find((one) => one.Config.Labels?.['com.docker.compose.service'] === asked?.service);
    return {
        phase: 'taking',
        version: answer?.version || versionOfImage(started?.Config.Image ?? ''),
        ...(await nameImages(shell, work.name, found, wanted)),
        containers: found.containers.map(describeContainer),
        held: found.held.map(({ port, address }) => ({ port, address })),
        beside: (await router.takeover?.choose(found.held.map(({ port }) => port))) ?? {},
    };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/take.js









/**
 * Takes a stack over while it serves, without changing its version. Every state on the way serves users, also after a reboot: until the original is
 * told not to come back, the engine starts it with its ports; from then on the router starts with them.
 */
async function take(adoption, options, original) {
    try {
        await standBeside(adoption, options, original);
        if (adoption.led)
            await moveUsers(adoption, original);
    }
    catch (error) {
        throw await undone(adoption, original, error);
    }
    try {
        await finish(adoption, options, original);
    }
    catch (error) {
        throw await halfway(adoption, original, error);
    }
}
/** Blue comes up with the images of the original, and the router serves it on the ports beside. */
async function standBeside({ work, takeover }, options, original) {
    const { router, runtime, shell, state } = work;
    const { beside } = original;
    const { live } = await router.read();
    await step(work, 'open beside', { ports: beside }, async () => {
        await writeRecord(shell, state, { ...original, phase: 'taking' });
        await tagImages(shell, original.tags);
        const serves = (await running(shell, original.containers)).length > 0;
        // An earlier run may have told it not to come back; where it ended, users may be on the ports themselves already.
        if (serves)
            await setRestart(shell, original.containers, 'own');
        await takeover.enter({ at: serves ? 'beside' : 'both', beside });
        return undefined;
    });
    const { version, images } = options.release;
    if (live === undefined)
        await standUp(work, options, { live: undefined, idle: 'blue', previous: '' });
    else
        await startAgain(work, live, options.healthTimeout);
    const color = live ?? 'blue';
    const instances = await runtime.instances(color);
    // A newer version may be live where an earlier run began to give the stack back.
    if (!Object.entries(images).every(([service, image]) => instances.some((one) => one.service === service && one.image === image)))
        return;
    await step(work, 'switch', { from: 'none', to: color, version, images }, () => router.confirm(color).then(() => undefined));
}
async function startAgain(work, live, deadline) {
    const instances = await work.runtime.instances(live);
    if (instances.every((one) => one.rests !== undefined || one.status === 'running'))
        return;
    await step(work, `start ${live}`, { color: live }, () => work.runtime.start(live, deadline).then(() => undefined));
}
/** New connections reach the router; those that are open end where they are. */
async function moveUsers(adoption, { containers, held }) {
    const { work } = adoption;
    const { shell } = work;
    const left = await running(shell, containers);
    if (left.length === 0)
        return;
    await step(work, 'lead', { ports: held.map(({ port }) => port) }, async () => {
        await lead(adoption);
        await askRouter(work, { shell, host: work.host, version: { value: '', derived: true } }, adoption.question, 'router-failed');
        return undefined;
    });
    await step(work, 'drain original', { containers: left.map(({ Name }) => Name) }, async () => {
        const open = await drained(adoption, () => connections(shell, left));
        tellCut(adoption, open, 'the stack as it was');
        return { cut: open ?? 'not counted' };
    });
}
/** The original ends, and the router takes its ports. From here on there is only forward. */
async function finish({ work, takeover, redirect, led }, options, original) {
    const { shell, runtime, host, state, router } = work;
    const { containers, beside } = original;
    const both = { at: 'both', beside };
    const from = host.clock.now();
    await step(work, 'stop original', { containers: containers.map(({ name }) => name) }, async () => {
        // In this order: a reboot in between finds two that want the ports, never nobody.
        await takeover.enter(both, 'boot');
        await setRestart(shell, containers, 'no');
        await stop(shell, containers);
        return undefined;
    });
    await step(work, 'take ports', { ports: original.held.map(({ port }) => port) }, async () => {
        if (!led)
            await runtime.handover?.take('blue', options.healthTimeout);
        await takeover.enter(both);
        const [first] = runtime.published;
        if (led || !first)
            return undefined;
        const outage = await answersAgain(work, first, from);
        host.log.warn(`The ports changed hands with an outage of ${(0,build/* formatDuration */.a3)(outage)} at the most.`);
        return { outage };
    });
    const live = (await router.read()).live ?? 'blue';
    await step(work, 'confirm', { color: live }, async () => {
        await redirect.remove();
        await takeover.enter(undefined);
        await writeRecord(shell, state, { ...original, phase: 'taken' });
        return undefined;
    });
    if (!runtime.settle)
        return;
    await step(work, 'move singletons', { color: live }, async () => void (await runtime.settle?.(live, options.release)));
}
/** Users never left the original, or are back on it. */
async function undone(adoption, original, error) {
    const { host, shell, name } = adoption.work;
    const why = asFailure(error);
    const later = `${name} is served; the next run goes on with its takeover, and mode give-back undoes it.`;
    // A cancelled run has seconds, and a lost lease is no right to change anything.
    if (host.signal.aborted || why.reason === 'lease-lost')
        return (0,build/* withDetails */.FE)(why, { state: later });
    try {
        if ((await running(shell, original.containers)).length < original.containers.length)
            return (0,build/* withDetails */.FE)(why, { state: later });
        await leave(adoption, original);
        return (0,build/* withDetails */.FE)(why, { state: `${name} serves as before, in the containers that it ran in: nothing of it was changed.` });
    }
    catch (second) {
        host.log.warn(`What the takeover left could not be taken away: ${(0,build/* messageOf */.bD)(second)}`);
        return (0,build/* withDetails */.FE)(why, { state: later });
    }
}
/** The router did not get the ports. Users are served beside them; where they are not, the original comes back at once. */
async function halfway({ work, led }, { containers }, error) {
    const why = asFailure(error);
    const { host, shell } = work;
    if (led) {
        const state = 'HAProxy serves the same version, led there by rules that a reboot clears, and then by itself. The next run goes on from here.';
        return (0,build/* withDetails */.FE)(why, { state });
    }
    try {
        await setRestart(shell, containers, 'own');
        await start(shell, containers);
        return (0,build/* withDetails */.FE)(why, { state: 'The original was started again. The next run goes on from here.' });
    }
    catch (second) {
        host.log.warn(`The original could not be started again: ${(0,build/* messageOf */.bD)(second)}`);
        return (0,build/* withDetails */.FE)(why, { state: 'Look at the server now: HAProxy could not take the ports, and the original is stopped.' });
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/take-over.js









/**
 * Takes over the stack that the team started by `docker compose up`, where it serves on the published ports and no colour does; and goes on with a
 * takeover that an earlier run left in the middle. Otherwise it changes nothing.
 * @returns what was taken over, for the receipt
 * @throws Failure `port-taken` where that costs an outage that nobody allowed
 */
async function takeOver(context, work, options) {
    const { inputs, ports } = context;
    if (!work.router.takeover || work.runtime.kind !== 'compose')
        return undefined;
    const { live } = await work.router.read();
    const record = await readRecord(work.shell, work.state);
    const left = record?.phase === 'taken' ? undefined : record;
    if (live !== undefined && !left)
        return undefined;
    const mayBegin = inputs.mode === 'deploy' || inputs.mode === 'prepare';
    const released = Object.keys(options.release.images);
    const found = mayBegin ? await findOriginal(work.shell, work.name, released, work.runtime.published) : undefined;
    // What was begun and never served is begun anew: the stack may be another one meanwhile.
    const known = left && (live !== undefined || !found) ? left : undefined;
    if (!known && !found)
        return undefined;
    const session = besideSession(ports.session);
    const plain = { ...work, session };
    const original = known ?? (await describeOriginal(context, plain, found, options.release.images));
    const opened = await openFor(context, plain, original);
    if (inputs['dry-run']) {
        const cost = opened.obstacle === undefined ? 'without an outage' : `with an outage, because ${opened.obstacle}`;
        work.host.log.info(`${work.name} (${original.version}) runs as docker compose up started it: a release takes it over first, ${cost}.`);
        return undefined;
    }
    try {
        const outcome = await adopt(context, opened, optionsOf(options, opened.questions, original), original, {
            goesOn: known !== undefined,
            live,
        });
        await session.end(outcome, { version: original.version });
        return outcome === 'taken-over' ? `${original.version}, as docker compose up started it; mode give-back brings that back` : undefined;
    }
    catch (error) {
        await session.end('failed').catch(() => { });
        throw error;
    }
}
async function adopt({ inputs, application }, { adoption, obstacle }, options, original, { goesOn, live }) {
    const { work } = adoption;
    const { host, shell } = work;
    if (goesOn && live === undefined) {
        host.log.warn('What an earlier run left of a takeover is taken away: no colour serves.');
        await leave(adoption, original);
        return 'cleared';
    }
    const serves = (await running(shell, original.containers)).length > 0;
    const before = await proxyBefore(shell, original.held);
    if (serves && obstacle !== undefined)
        await take_over_acceptOutage(inputs['allow-takeover'], adoption, original, obstacle, before);
    for (const file of before)
        host.log.warn(`${file} passes users on to ${work.name}: the switch is better made in that proxy (router: nginx).`);
    const who = `${work.name} (${original.version})`;
    host.log.info(goesOn ? `An earlier run began to take ${who} over; this one goes on.` : `Taking ${who} over, as docker compose up started it.`);
    const { ready } = adoption.takeover;
    if (ready)
        await step(work, 'router', { kind: work.router.kind }, async () => void (await ready()));
    await step(work, 'singles', {}, async () => void (await application.ensure(shell, Object.keys(original.images))));
    await take(adoption, options, original);
    host.log.info(`${who} serves from a colour now; the containers of before are stopped and kept for mode give-back.`);
    return 'taken-over';
}
async function take_over_acceptOutage(allowed, { work }, original, because, before) {
    const grace = original.containers.reduce((sum, one) => sum + one.grace, 0);
    const ports = original.held.map(({ port }) => port);
    const what = 'the containers that publish them end, within their stop_grace_period, then HAProxy binds';
    const failure = refuseOutage(work.shell.where, ports, { because, what, seconds: grace + 2, before });
    if (!allowed)
        throw failure;
    work.host.log.warn(failure.message);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/canary-steps.js

/** Milliseconds that a share may be held: enough to be measured, and less than a watch may take. */
const shortest = 1000;
const longest = 55 * 60_000;
const example = 'Example: steps: 10@2m, 50@2m, 100';
/**
 * Shares of the traffic before all of it, from `10@2m, 50@2m, 100`: percent, and how long each is watched. The last one is 100 and has no time: the
 * bake watches it. @throws Failure `bad-input`
 */
function parseSteps(text, weights) {
    const wrong = (message) => (0,build/* badInputs */.PD)([{ input: 'steps', message: `${message}. ${example}` }]);
    const words = text.split(',').map((word) => word.trim());
    if (words.pop() !== '100')
        throw wrong("must end with 100, without a time: how long that is watched is 'bake-time'");
    if (words.length > 0 && weights === 'binary')
        throw wrong('needs a router that can give a colour a share of the traffic');
    let before = 0;
    return words.map((word) => {
        const [, percent = '', time = ''] = /^(\d{1,2})\s*@\s*(\S+)$/.exec(word) ?? [];
        const share = Number(percent);
        const hold = (0,build/* parseDuration */.E9)(time);
        if (share < 1 || hold === undefined)
            throw wrong(`'${word}' is not a share like 10@2m: 1 to 99 percent, and a time`);
        if (hold < shortest || hold > longest)
            throw wrong(`'${word}' is held for less than a second, or more than 55 minutes`);
        if (share <= before)
            throw wrong(`${share} does not come after ${before}: shares grow`);
        before = share;
        return { share, hold };
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/rollback-command.js

/** What says where the application is and how it runs: the same for every release of it. */
const lasting = [
    'runtime',
    'router',
    'host',
    'port',
    'username',
    'compose-file',
    'directory',
    'service',
    'health-path',
    'router-directory',
    'haproxy-socket',
    'haproxy-master-socket',
    'trusted-proxies',
    'strategies',
    'units',
    'ports',
    'systemd-scope',
    'blue-file',
    'green-file',
    'runtime-command',
    'asset-paths',
    'router-image',
    'tls-certificate',
    'tls-port',
    'client-address',
    'caddy-mode',
    'caddy-directory',
    'caddy-admin',
    'caddy-id',
    'router-command',
    'traefik-directory',
    'traefik-api',
    'nginx-mode',
    'nginx-directory',
    'nginx-container',
    'nginx-config',
    'nginx-pid',
    'router-url',
    'router-host',
];
/** The same action with mode rollback, as it is run from a checkout of the suite. @param version to go back to; empty where nobody knows it */
function rollbackCommand(inputs, project, version) {
    const words = ['node', 'dist/blue-green-switch/index.js', '--mode', 'rollback', '--project-name', project];
    if (version)
        words.push('--version', version);
    for (const name of lasting) {
        const given = inputs[name];
        const text = typeof given === 'object' ? given.join('\n') : String(given ?? '');
        const spec = contract.inputs[name];
        const usual = typeof given === 'object' ? (spec.default ?? '').split(/\s+/).filter(Boolean).join('\n') : (spec.default ?? '');
        if (text !== usual)
            words.push(`--${name}`, text);
    }
    return words.map(quoted).join(' ');
}
/** A word as every shell reads it back. */
function quoted(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/schema.js


/**
 * Whether a migration that old code cannot work with was applied after a release was confirmed last: the journal's record of the step `migrate`, or,
 * of a run that was lost in it, of the step `schema` before it.
 * @param version the release; any unless given
 */
function breaksOldCode(entries, version) {
    const confirmed = entries.findLastIndex((entry) => entry.step === 'confirm' &&
        entry.phase === 'done' &&
        (0,journal_build/* isConfirmed */.it)({ entries: entries.filter(({ transaction }) => transaction === entry.transaction) }) &&
        (version === undefined || schema_versionOf(entries, entry) === version));
    const since = entries.slice(confirmed + 1);
    return since.some((entry) => (entry.step === 'migrate' || (entry.step === 'schema' && !wasTakenBack(since, entry.transaction))) &&
        entry.phase === 'done' &&
        String(entry.data?.['oldCodeCompatible']) === 'false');
}
/** Only where the migration says that it found version and schema as before: any other end may have left a part. */
function wasTakenBack(entries, transaction) {
    const end = entries.findLast((entry) => entry.transaction === transaction && entry.step === 'migrate' && entry.phase !== 'intent');
    return end?.phase === 'failed' && ['failed-clean', 'failed-rolled-back'].includes(String(end.data?.['reason']));
}
/** The version that a confirm confirmed: that of the switch of the same transaction. */
function schema_versionOf(entries, confirm) {
    return entries.find((entry) => entry.transaction === confirm.transaction && entry.step === 'switch' && entry.phase === 'intent')?.data?.['version'];
}
/** @throws Failure `contract` where it was not allowed to switch without a way back */
function refuseContract(what, allowed) {
    if (allowed)
        return;
    throw new build/* Failure */.HR('contract', `${what}.`, {
        state: 'No traffic was moved.',
        hint: 'Split the change: expand the schema first, release, contract later. Or accept that there is no automatic way back: allow-contract: true.',
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/begin.js







/** Everything that a release needs, with a stack that serves already taken over. @throws Failure where it cannot be */
async function begin(context, release, start) {
    const { inputs, ports, application } = context;
    const released = Object.keys(release.images);
    application.refuse(released);
    const view = await openView(application, { shell: ports.shell, host: ports, inputs }, released);
    const service = answeringService(inputs.service, view.runtime.published);
    const checks = inputs.mode === 'rollback' ? [] : inputs.checks;
    const questions = questionsFor({ service, healthPath: inputs['health-path'], checks, published: view.runtime.published });
    const options = {
        release: { version: release.version, images: release.images, repeated: inputs.mode === 'rollback' },
        derivedVersion: start.derived,
        questions,
        healthTimeout: inputs['health-timeout'],
        canary: inputs.mode === 'rollback' ? [] : parseSteps(inputs.steps, view.router.abilities.weights),
        bakeTime: inputs['bake-time'],
        // Time beyond the bake for a slow runner, and for the checks before it.
        confirmTimeout: inputs['confirm-timeout'] ?? inputs['bake-time'] + 90_000,
        drainTimeout: inputs['drain-timeout'],
        rollbackCommand: (version) => rollbackCommand(inputs, view.name, version),
        gate: ports.gate,
        bringUp: start.bringUp,
        contract: contractFor(context, release, start),
        previous: inputs.previous,
        keepReleases: inputs['keep-releases'],
    };
    const work = { ...view, session: ports.session, timings: [] };
    const takenOver = await takeOver(context, work, options);
    return { work, options: takenOver ? { ...options, takenOver } : options };
}
/** Whether there is no way back from this release, because the schema took it. @throws Failure `contract` unless that is allowed */
function contractFor({ inputs, ports }, release, start) {
    const allowed = inputs['allow-contract'];
    const { entries } = ports.session.journal;
    if (inputs.mode === 'rollback') {
        const what = `Migrations after ${release.version} changed the schema so that its code cannot work with it`;
        if (breaksOldCode(entries, release.version))
            refuseContract(what, allowed);
        return false;
    }
    const said = inputs['old-code-compatible'];
    const breaks = said === 'unknown' ? breaksOldCode(entries) : said === 'false';
    // What is only prepared moves no traffic.
    if (breaks && inputs.mode !== 'prepare')
        refuseContract('The version that serves cannot work with the schema as it is now', allowed);
    return breaks && start.bringUp !== 'start';
}
/** What a release needs beside itself is started, where it does not run. */
async function startSingles({ application }, work, images) {
    await step(work, 'singles', {}, async () => void (await application.ensure(work.shell, Object.keys(images))));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/bake.js


const lookEvery = 500;
/**
 * Watches the new colour under real traffic for `duration` milliseconds: its containers, the router's own view of its servers, and our requests.
 * @throws Failure `bake-failed` at the first sign that it cannot serve
 */
async function bake(work, trial, color, duration) {
    const { host } = work;
    const until = host.clock.now() + duration;
    host.log.info(`${color} serves under watch for ${(0,build/* formatDuration */.a3)(duration)}.`);
    for (;;) {
        const sign = await trouble(work, trial, color);
        if (sign)
            throw new build/* Failure */.HR('bake-failed', `The new version failed under traffic: ${sign}.`, {
                hint: 'The log of the run shows the last lines that it wrote.',
            });
        const left = until - host.clock.now();
        if (left <= 0)
            return { failed: trial.failed() };
        await host.clock.sleep(Math.min(lookEvery, left));
    }
}
async function trouble(work, trial, color) {
    const { instances: before, failures } = trial.before;
    const route = await work.router.read();
    if (route.live !== color || route.trial === trial.final)
        return `the router sends traffic to ${route.live ?? 'nothing'} again, because it was reloaded or the undo acted`;
    const now = await work.runtime.instances(color);
    for (const one of now) {
        const then = before.get(one.id);
        if (one.rests && then?.rests)
            continue;
        if (one.status !== 'running')
            return `${one.service} is ${one.status} (exit code ${one.exitCode})`;
        if (!then || one.restarts > then.restarts || one.startedAt !== then.startedAt)
            return `${one.service} ended and was started again`;
        if (one.health === 'unhealthy')
            return `${one.service} reports unhealthy`;
    }
    if (now.length < before.size)
        return 'a part of it is gone';
    if ((await work.router.failures(color)) > failures)
        return 'the router could not reach it';
    if (trial.failed() === 0)
        return undefined;
    // They went through our connection to the server, as nobody else's do.
    if (await trial.broken())
        throw lostConnection(work, color);
    const first = trial.problem().replace(/\.$/, '');
    return `${trial.failed()} of our own requests through the router failed${first ? `; of the first: ${first}` : ''}`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/canary.js




/** How much slower the new colour may answer than the old one in the same minutes: a factor, and milliseconds that never matter. */
const slower = { factor: 2, slack: 50 };
/**
 * Holds a share under watch: both colours are asked at the same rate on their own addresses in the same window, and the new one must not do worse.
 * @throws Failure `bake-failed`
 */
async function hold(work, trial, pair, question, share) {
    const { host } = work;
    host.log.info(`${pair.idle} serves ${share.share} % under watch for ${(0,build/* formatDuration */.a3)(share.hold)}, held against ${pair.live ?? 'nothing'}.`);
    const colors = pair.live === undefined ? [pair.idle] : [pair.idle, pair.live];
    const watches = await Promise.all(colors.map((color) => watchColor(work, color, question, share.hold)));
    const until = host.clock.now() + share.hold;
    try {
        for (;;) {
            const sign = await trouble(work, trial, pair.idle);
            if (sign)
                throw new build/* Failure */.HR('bake-failed', `The new version failed at ${share.share} % of the traffic: ${sign}.`);
            const left = until - host.clock.now();
            if (left <= 0)
                break;
            await host.clock.sleep(Math.min(500, left));
        }
    }
    finally {
        await Promise.all(watches.map((one) => one?.stop()));
    }
    const [fresh, old] = await Promise.all(watches.map((one) => one?.stop()));
    const worse = fresh && old ? compare(fresh, old) : undefined;
    if (worse)
        throw new build/* Failure */.HR('bake-failed', `The new version does worse than ${pair.live ?? 'the old one'} at ${share.share} % of the traffic: ${worse}.`);
    return { requests: fresh?.requests ?? 0, failed: fresh?.failed ?? 0, p95: fresh?.p95, 'p95-before': old?.p95 };
}
async function watchColor(work, color, question, time) {
    const published = frontOf(work, question);
    if (!published)
        return undefined;
    const there = work.runtime.address(color, published);
    const address = await work.shell.reach(there);
    const base = 'path' in there ? 'http://localhost' : `http://${there.host}:${there.port}`;
    return (0,checks_build/* watch */.wB)({ url: `${base}${question?.path ?? '/'}`, address, timeout: 5000 }, { rate: 10, maxDuration: time + 60_000 }, work.host);
}
/** Why the new colour does worse than the old one, or undefined. A new version without an answer is worse than anything. */
function compare(fresh, old) {
    if (fresh.requests === 0)
        return 'nothing of it was measured';
    const share = (report) => (report.requests === 0 ? 0 : report.failed / report.requests);
    if (share(fresh) > share(old))
        return `${fresh.failed} of ${fresh.requests} requests failed, before ${old.failed} of ${old.requests}`;
    if (fresh.p95 !== undefined && old.p95 !== undefined && fresh.p95 > old.p95 * slower.factor + slower.slack)
        return `p95 ${Math.round(fresh.p95)} ms, where the old version answers in ${Math.round(old.p95)} ms`;
    return undefined;
}

// EXTERNAL MODULE: ./packages/github/build/index.js + 19 modules
var github_build = __webpack_require__(2582);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/history.js



/** Every release that was confirmed once, by the journal, newest first. */
function confirmedReleases(entries) {
    return (0,journal_build/* transactions */.gN)(entries)
        .reverse()
        .flatMap((one) => {
        const order = one.entries.find(({ step, phase, data }) => step === 'switch' && phase === 'intent' && typeof data?.['images'] === 'object');
        const version = order?.data?.['version'];
        if (!(0,journal_build/* isConfirmed */.it)(one) || typeof version !== 'string')
            return [];
        return [{ version, images: order?.data?.['images'], byRollback: one.outcome === 'rolled-back' }];
    });
}
/** The release that was prepared last, where nothing was changed since; a run that was refused before it changed anything does not count. */
function preparedRelease(entries) {
    const last = (0,journal_build/* transactions */.gN)(entries).findLast((one) => one.entries.some(({ step }) => step !== 'end'));
    if (last?.outcome !== 'prepared')
        return undefined;
    const data = last.entries.findLast(({ step }) => step === 'end')?.data ?? {};
    return {
        version: String(data['version']),
        images: data['images'],
        color: data['color'] === 'green' ? 'green' : 'blue',
        from: data['from'] === 'blue' || data['from'] === 'green' ? data['from'] : undefined,
        derived: data['derived'] === true,
    };
}
/**
 * The release that a person means by a version; a commit may be shortened to 7 digits. Undefined where none is named: then it is the one that
 * stands on the idle colour, or served before.
 * @throws Failure `nothing-to-roll-back` for a name that is unknown or meant by several, and where none is named after a rollback: behind
 * that is the version that was just left
 */
function namedRelease(known, asked) {
    const [newest] = known;
    if (asked === undefined) {
        if (!newest?.byRollback)
            return undefined;
        throw nothingToRollBack(`${newest.version} serves because of a rollback, and what was left then must be named to come back`, known);
    }
    // A version that is a commit may be called by its beginning; any other only by its name.
    const named = (0,github_build/* releasesNamed */.cD)(known.map((one) => ({ ...one, commit: one.version })), asked);
    if (!named.ok)
        throw nothingToRollBack(`${asked} is the beginning of several releases`, known);
    const [release] = named.releases;
    if (!release)
        throw nothingToRollBack(`The journal knows no confirmed release ${asked}`, known);
    return release;
}
/** The release that served before the newest one. */
function releaseBefore([newest, ...older]) {
    return older.find(({ version }) => version !== newest?.version);
}
function nothingToRollBack(what, known) {
    const [serving, ...older] = [...new Set(known.map(({ version }) => version))].slice(0, 11);
    return new build/* Failure */.HR('nothing-to-roll-back', `${what}${serving === undefined ? ', and none was ever confirmed' : ''}.`, {
        state: 'Nothing was changed.',
        hint: older.length > 0
            ? `Name the version to go to. Confirmed before ${serving}, newest first: ${older.join(', ')}.`
            : 'Deploy the wanted version by its digest instead.',
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/confirm.js




/** Seconds that the old colour gets for requests that it still answers when it is told to stop. */
const graceOfOld = 30;
/** From here on a restart of the router keeps the new colour. The token decides between this and the armed undo. */
async function confirm_confirm(work, trial, idle) {
    const { router } = work;
    return (await step(work, 'confirm', { color: idle }, async () => {
        if (!trial.final)
            await router.confirm(idle, { ...(trial.armed ? { undo: trial.undoFolder } : {}), expected: (0,route/* trialWord */.HY)(idle) });
        // Nothing moves it back by itself from here on: a failure below must say so.
        if (trial.armed)
            trial.disarmedAt = work.host.clock.now();
        const undo = described(trial);
        trial.armed = false;
        return { undo };
    })).undo;
}
function described(trial) {
    if (trial.final)
        return 'none: the old version cannot work with the schema as it is now';
    if (!trial.armed)
        return 'none: nothing served before';
    return `armed before the switch (${trial.keeper === 'systemd' ? 'systemd' : 'a process of its own'}), disarmed at the confirm`;
}
/** What follows the confirm. A failure here is no failure of the release. */
async function retire(work, options, pair) {
    const { host, runtime } = work;
    if (runtime.settle) {
        await step(work, 'move singletons', { color: pair.idle }, async () => void (await runtime.settle?.(pair.idle, options.release))).catch((error) => host.log.warn(`The release is confirmed, but what may run only once could not be moved: ${(0,build/* messageOf */.bD)(error)}`));
    }
    if (pair.live !== undefined)
        await drain(work, options, pair.live);
    await prune(work, options);
}
/** Stops the old colour when it has nothing left to answer. */
async function drain(work, options, live) {
    const { router, host, runtime } = work;
    const timeout = options.drainTimeout;
    try {
        await step(work, `drain ${live}`, { color: live, fate: options.previous }, async () => {
            const until = host.clock.now() + timeout;
            let left = await router.inflight(live);
            while ((left === undefined || left > 0) && host.clock.now() < until) {
                await host.clock.sleep(250);
                left = await router.inflight(live);
            }
            if (left !== undefined && left > 0)
                host.log.warn(`${left} requests to ${live} did not end within ${(0,build/* formatDuration */.a3)(timeout)}; they are cut.`);
            if (options.previous !== 'keep-running')
                await runtime.stop(live, graceOfOld);
            if (options.previous === 'remove')
                await runtime.remove(live);
            return { cut: left ?? 'not counted' };
        });
    }
    catch (error) {
        host.log.warn(`The release is confirmed, but ${live} could not be stopped: ${(0,build/* messageOf */.bD)(error)}. It gets no traffic; the next release removes it.`);
    }
}
/** Releases that nobody can be taken back to any more give their place on the disk back. */
async function prune(work, options) {
    const { host, runtime, session } = work;
    if (!runtime.prune)
        return;
    const known = confirmedReleases(session.journal.entries);
    const versions = [...new Set([options.release.version, ...known.map(({ version }) => version)])].slice(0, options.keepReleases);
    const keep = [options.release, ...known.filter(({ version }) => versions.includes(version))];
    if (known.every((one) => keep.includes(one)))
        return;
    await step(work, 'prune', { keep: versions }, async () => void (await runtime.prune?.(known, keep))).catch((error) => host.log.warn(`Old releases could not be removed: ${(0,build/* messageOf */.bD)(error)}`));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/shift.js







/** Moves a share of the traffic, or all of it. The undo is armed before the first move, and its deadline moves on with every other. */
async function shift(work, options, trial, pair, move) {
    const { router, host } = work;
    const { version, images } = options.release;
    const intent = { from: pair.live ?? 'none', to: pair.idle, version, images, ...(move.share === 100 ? {} : { share: move.share }) };
    await step(work, move.share === 100 ? 'switch' : `switch ${move.share} %`, intent, async () => {
        const handover = work.runtime.handover ? options.healthTimeout * 2 + 60_000 : 0;
        const seconds = (move.time + options.confirmTimeout + handover) / 1000;
        if (move.first) {
            await guard(work, options, trial, pair, seconds);
            await handOver(work, options, trial, pair);
        }
        if (!move.first && trial.armed)
            await putOff(work, trial, seconds);
        const before = await router.read();
        if (move.first && (before.live !== pair.live || before.trial)) {
            throw new build/* Failure */.HR('router-failed', `The router routes by ${(0,route/* wordOf */.aG)(before)}, where ${pair.live ?? 'none'} was expected.`);
        }
        // In an outage nothing is held against the new colour before it has the traffic.
        if (trial.orderedAt === 0 && trial.outageSince === 0)
            trial.orderedAt = host.clock.now();
        trial.unsettledUntil = Number.POSITIVE_INFINITY;
        try {
            if (trial.final)
                await router.confirm(pair.idle, { expected: (0,route/* wordOf */.aG)(before) });
            else
                trial.switchMs = await router.move((0,route/* wordOf */.aG)(before), (0,route/* trialWord */.HY)(pair.idle, move.share));
        }
        finally {
            if (trial.orderedAt === 0)
                trial.orderedAt = host.clock.now();
            trial.unsettledUntil = host.clock.now() + settling;
        }
        endOutage(work, trial);
        return { ms: trial.switchMs };
    });
    host.log.info(`${move.share === 100 ? 'Traffic goes' : `${move.share} % of the traffic goes`} to ${pair.idle} since ${trial.switchMs} ms after the order.`);
}
async function guard(work, options, trial, pair, seconds) {
    const { host, router } = work;
    if (pair.live === undefined)
        return;
    if (options.contract) {
        trial.final = true;
        host.log.warn(`The old version cannot work with the schema as it is now, so there is no way back to ${pair.live}: no undo is armed, and a failure leaves traffic where it is.`);
        return;
    }
    const undo = { folder: trial.undoFolder, program: await wholeProgram(work, pair), from: pair.idle, to: pair.live };
    try {
        trial.keeper = await arm(work.shell, work.state, work.name, undo, seconds);
    }
    catch (error) {
        if (!(error instanceof build/* Failure */.HR) || error.reason !== 'router-setup' || work.runtime.handover)
            throw error;
        host.log.warn(`${(0,build/* messageOf */.bD)(error)} If this run is lost, traffic stays where it is.`);
        return;
    }
    trial.armed = true;
    trial.armedAt = host.clock.now();
    trial.undoBy = trial.armedAt + seconds * 1000;
    const boot = trial.keeper === 'systemd' ? ', and at a reboot' : '';
    host.log.info(`An undo is armed on the server: it moves traffic back to ${pair.live} in ${(0,build/* formatDuration */.a3)(seconds * 1000)}${boot}, whatever happens to this run.`);
    if (trial.keeper === 'detached' && router.abilities.restart === 'set') {
        host.log.warn(`It does not survive a reboot, because systemd runs no services of this user without a login. As root on the server: loginctl enable-linger ${(0,shell_build/* accountOf */.XP)(work.shell)}`);
    }
}
async function putOff({ shell, host }, trial, seconds) {
    trial.undoBy = host.clock.now() + seconds * 1000;
    if (await extend(shell, trial.undoFolder, seconds))
        return;
    throw new build/* Failure */.HR('undo-fired', 'The armed undo moved the traffic back between two shares.');
}
/** The router's program, and what runs again where it ran before. */
async function wholeProgram({ router, runtime }, pair) {
    const back = await runtime.handover?.undo(pair.idle);
    const { functions, variables } = router.program;
    return back ? { functions: `${functions}\n${back.functions}`, variables: { ...variables, ...back.variables } } : { functions, variables };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/deploy.js










/**
 * Brings the release up on the idle colour, moves the traffic, watches it, and confirms. Any failure before the move leaves the live colour
 * untouched; any failure after it moves the traffic back. @throws Failure with what is live now
 */
async function deploy(work, options) {
    const pair = await findIdle(work);
    await standUp(work, options, pair);
    return moveTo(work, options, pair);
}
/** From an idle colour that stands to a confirmed release. */
async function moveTo(work, options, pair) {
    const trial = await startTrial(work, pair.idle, options.questions[0], watchTime(options)).catch((error) => {
        throw liveUntouched(error, pair);
    });
    try {
        for (const [index, { share, hold: duration }] of options.canary.entries()) {
            await shift(work, options, trial, pair, { share, first: index === 0, time: duration });
            await step(work, `canary ${share} %`, { color: pair.idle, share, seconds: duration / 1000 }, () => hold(work, trial, pair, options.questions[0], { share, hold: duration }));
        }
        await shift(work, options, trial, pair, { share: 100, first: options.canary.length === 0, time: 0 });
        const identity = await identify(work, options);
        const { gate } = options;
        if (gate)
            await step(work, 'gate', { color: pair.idle }, async () => void (await gate()));
        await step(work, 'bake', { color: pair.idle, seconds: options.bakeTime / 1000 }, () => bake(work, trial, pair.idle, options.bakeTime));
        const undo = await confirm_confirm(work, trial, pair.idle);
        const watched = await trial.stop();
        await retire(work, options, pair);
        return account(work, options, pair, { trial, watched, outcome: 'switched', identity, undo });
    }
    catch (error) {
        throw await moveBack(work, options, trial, pair, error);
    }
}
async function identify(work, options) {
    const health = options.questions[0];
    const report = health ? await askRouter(work, askingFor(work, options), health) : undefined;
    return report?.identity === 'proven'
        ? `${report.version} on ${report.successes} fresh connections in a row`
        : 'unproven: the application does not tell its version';
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/live.js





/**
 * A release that is live and confirmed already; what an earlier run left of the other colour is stopped. The same images with other settings, of the
 * compose file or its `.env`, are another release, unless it is one to go back to.
 */
async function alreadyLive({ inputs }, work, release) {
    const { router, runtime } = work;
    const { live, confirmed, trial } = await router.read();
    if (!live || live !== confirmed || trial || !serves(await runtime.instances(live), release))
        return undefined;
    const changed = inputs.mode === 'deploy' ? ((await runtime.changed?.(live, release)) ?? []) : [];
    if (changed.length > 0) {
        work.host.log.info(`The images are live already, with other settings of ${changed.join(', ')} than those of now: they are released anew.`);
        return undefined;
    }
    await runtime.compare?.(release);
    if (!inputs['dry-run']) {
        await settle(work);
        // It would go on working its queues, unless that is wanted.
        const other = (0,docker_build/* otherColor */.IP)(live);
        const left = inputs.previous !== 'keep-running' && (await runtime.instances(other)).some((one) => one.status === 'running');
        if (left)
            await step(work, `stop ${other}`, { color: other }, async () => void (await runtime.stop(other, 30)));
    }
    const version = (await versionOf(runtime, live)) || release.version;
    return { outcome: 'unchanged', outputs: { live, version }, summary: `### ${(0,build/* code */.aY)(version)} is live on ${live} already` };
}
/** Whether a colour runs exactly these images, well. */
function serves(instances, release, also) {
    const rests = (one) => one.rests === 'finished' || (also !== undefined && one.rests === also);
    const well = (one) => rests(one) || (one.status === 'running' && (one.health ?? 'healthy') === 'healthy');
    return Object.entries(release.images).every(([service, image]) => instances.some((one) => one.service === service && one.image === image && well(one)));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/adopt/unfinished.js



/** What a takeover in the middle means, and what ends it; undefined for one that came to its end. */
function tellUnfinished(name, original) {
    switch (original?.phase) {
        case 'taking':
            return `The takeover of ${name} (${original.version}) is in the middle: a run is at it, or was lost. Users are served by the containers that docker compose up started, by HAProxy, or by both. Mode deploy goes on with it; mode abort brings the original back.`;
        case 'returning':
            return `${name} is being given back to the containers of before (${original.version}), and that is in the middle: a run is at it, or was lost. Mode give-back goes on with it; mode deploy keeps HAProxy instead.`;
        default:
            return undefined;
    }
}
/** Mode abort, where a takeover is in the middle: the original serves as before. Undefined where none is. @throws Failure `takeover-unfinished` */
async function abortTakeover(context) {
    const { shell } = context.ports;
    const { name, state } = context.application;
    const original = await readRecord(shell, state);
    if (original?.phase === 'taking')
        return bringBack(context, original, 'aborted');
    const told = tellUnfinished(name, original);
    if (told === undefined)
        return undefined;
    // Users may be on either already, and both ways on are somebody's wish: nobody should have to guess which one abort is.
    throw new build/* Failure */.HR('takeover-unfinished', `${name} on ${shell.where} is half given back, which is no release that could be aborted.`, {
        state: 'Nothing was changed.',
        hint: told,
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/status.js







/** What is live, read from the router, and what runs. Changes nothing. */
async function report(view) {
    const route = await view.router.read();
    const rows = [];
    let version = '';
    for (const color of ['blue', 'green']) {
        for (const one of await view.runtime.instances(color)) {
            if (color === route.live)
                version = one.version;
            const name = color === route.live ? `**${color}**` : color;
            view.host.log.info(`${color} ${one.service}: ${one.version || 'unknown version'}, ${one.health ?? one.status}`);
            rows.push([name, (0,build/* cell */.Hn)(one.service), (0,build/* code */.aY)(one.version || 'unknown'), (0,build/* cell */.Hn)(one.health ?? one.status), (0,build/* code */.aY)(one.image)]);
        }
    }
    const takeover = tellUnfinished(view.name, await readRecord(view.shell, view.state));
    const notes = [...(takeover ? [takeover] : []), ...notesOf(route, (await journal_build/* Journal */.CQ.open(view.shell, view.state, 0)).entries)];
    const title = route.live ? `### ${view.name}: ${route.live} serves ${(0,build/* code */.aY)(version || 'unknown')}` : `### ${view.name}: nothing is live`;
    const running = rows.length > 0 ? [(0,build/* table */.tp)(['colour', 'service', 'version', 'state', 'image'], rows)] : [];
    const summary = [title, ...running, ...notes].join('\n\n');
    for (const note of notes)
        view.host.log.warn(note);
    return { outcome: 'reported', outputs: { live: route.live ?? '', version }, summary };
}
/** What a person should know beside the table. */
function notesOf(route, entries) {
    const unfinished = (0,journal_build/* transactions */.gN)(entries).filter((one) => one.outcome === undefined);
    const waiting = preparedRelease(entries)?.version;
    return [
        route.share < 100 && route.live ? `${route.live} is on trial with ${route.share} % of the traffic.` : '',
        route.live !== toReturnTo(route) ? `Not confirmed: ${route.confirmed ?? 'nothing'} is what the next run returns to.` : '',
        waiting ? `${waiting} is prepared and waits for mode promote, or abort.` : '',
        unfinished.length > 0
            ? `${unfinished.length} release without an end in the journal: one is under way, or the next run settles it.`
            : '',
    ].filter(Boolean);
}
/**
 * The release to go back to: the idle colour as it was stopped; or, where a version names another, or something that failed stands there, the one
 * before by its images from the journal.
 * @throws Failure `nothing-to-roll-back`
 */
async function previousRelease(view, journal, asked) {
    const known = confirmedReleases(journal.entries);
    const wanted = namedRelease(known, asked);
    const { confirmed } = await view.router.read();
    const idle = confirmed === undefined ? undefined : (0,docker_build/* otherColor */.IP)(confirmed);
    const kept = idle === undefined ? [] : await view.runtime.instances(idle);
    const version = kept[0]?.version ?? '';
    if (idle && kept.length > 0 && (wanted === undefined || wanted.version === version) && wasLive(journal, idle, version)) {
        const stands = known.find((one) => one.version === version && isWhole(one, kept, view.runtime));
        if (stands)
            return { version, images: stands.images, kept: true };
        // A part of it was removed since, or it stands there with other images, which failed: it is made anew as it was confirmed.
        const confirmedAs = wanted ?? known.find((one) => one.version === version);
        if (confirmedAs)
            return { version, images: confirmedAs.images, kept: false };
    }
    const next = wanted ?? releaseBefore(known);
    if (!next)
        throw nothingToRollBack('No release was confirmed before the one that serves', known);
    if (!wanted)
        view.host.log.info(`${idle ?? 'The other colour'} does not hold ${next.version} any more: it is made anew from the journal.`);
    return { version: next.version, images: next.images, kept: false };
}
/** Whether a colour still has everything of a release, as it was confirmed. */
function isWhole({ images }, kept, { listsOnlyRunning = [] }) {
    const there = ([service, image]) => kept.some((one) => one.service === service && one.image === image) || listsOnlyRunning.includes(service);
    return Object.entries(images).every(there) && kept.every((one) => images[one.service] === one.image);
}
/** Whether the colour's release was confirmed once: one that failed its trial is nothing to go back to. */
function wasLive(journal, color, version) {
    return (0,journal_build/* transactions */.gN)(journal.entries).some((one) => {
        const started = one.entries.some((entry) => entry.step === 'switch' && entry.phase === 'intent' && entry.data?.['to'] === color && entry.data?.['version'] === version);
        return started && (0,journal_build/* isConfirmed */.it)(one);
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/modes.js











const deployMode = async (context, images) => {
    const { inputs, ports } = context;
    const release = { version: inputs.version ?? (ports.context.sha || ports.session.transaction), images };
    const { work, options } = await begin(context, release, { derived: inputs.version === undefined, bringUp: 'create' });
    const same = await alreadyLive(context, work, release);
    if (same)
        return same;
    const plan = await context.application.survey?.(images);
    if (inputs['dry-run'])
        return planned(work.name, { live: (await work.router.read()).live, version: release.version }, images, plan);
    await tellOutage(work, options, inputs['allow-outage']);
    await startSingles(context, work, images);
    return finished('switched', await deploy(work, options));
};
/** Brings the release up on the idle colour and leaves it there, without traffic and without the lease. */
const prepareMode = async (context, images) => {
    const { inputs, ports } = context;
    const release = { version: inputs.version ?? (ports.context.sha || ports.session.transaction), images };
    const { work, options } = await begin(context, release, { derived: inputs.version === undefined, bringUp: 'create' });
    const plan = await context.application.survey?.(images);
    if (inputs['dry-run'])
        return planned(work.name, { live: (await work.router.read()).live, version: release.version }, images, plan);
    await startSingles(context, work, images);
    const pair = await findIdle(work);
    await standUp(work, options, pair);
    const summary = `### ${work.name}: ${(0,build/* code */.aY)(release.version)} stands on ${pair.idle}, without traffic\n\nMode \`promote\` moves the traffic to it, \`abort\` takes it away.`;
    return {
        outcome: 'prepared',
        outputs: { live: pair.live ?? '', version: release.version, 'previous-version': pair.previous },
        summary,
        ending: { color: pair.idle, images, from: pair.live ?? 'none', derived: inputs.version === undefined },
    };
};
/** Moves the traffic to what was prepared, where nothing else went live meanwhile. */
const promoteMode = async (context) => {
    const prepared = preparedRelease(context.ports.session.journal.entries);
    if (!prepared)
        throw nothingPrepared('No release is prepared, or another run came after it');
    const { version, color, from } = prepared;
    const asked = context.inputs.version;
    if (asked !== undefined && asked !== version)
        throw nothingPrepared(`${version} is prepared, not ${asked}`);
    const { work, options } = await begin(context, prepared, { derived: prepared.derived, bringUp: 'standing' });
    const route = await work.router.read();
    if (route.live !== from || route.live === color) {
        throw nothingPrepared(`${route.live ?? 'Nothing'} serves now, where ${from ?? 'nothing'} served when ${version} was prepared`);
    }
    if (!serves(await work.runtime.instances(color), prepared, 'waits'))
        throw nothingPrepared(`${version} does not run on ${color} any more`);
    if (context.inputs['dry-run'])
        return planned(work.name, { live: route.live, version: prepared.version }, prepared.images);
    await tellOutage(work, options, context.inputs['allow-outage']);
    const pair = await findIdle(work);
    await standUp(work, options, pair);
    return finished('switched', await moveTo(work, options, pair));
};
/** Back to an earlier release: a new switch, with the same care. */
const rollbackMode = async (context) => {
    const { inputs, ports, application } = context;
    const look = await openView(application, { shell: ports.shell, host: ports, inputs }, []);
    const back = await previousRelease(look, ports.session.journal, inputs.version);
    const { work, options } = await begin(context, back, { derived: false, bringUp: back.kept ? 'start' : 'create' });
    const same = await alreadyLive(context, work, back);
    if (same)
        return same;
    if (inputs['dry-run'])
        return planned(work.name, { live: (await work.router.read()).live, version: back.version }, back.images);
    await tellOutage(work, options, true);
    await startSingles(context, work, back.images);
    return finished('rolled-back', await deploy(work, options));
};
function nothingPrepared(what) {
    return new build/* Failure */.HR('nothing-prepared', `${what}.`, {
        state: 'Nothing was changed.',
        hint: 'Run mode prepare again, or mode deploy, which does both.',
    });
}
function finished(outcome, receipt) {
    return {
        outcome,
        receipt,
        summary: (0,build_receipt/* renderReceipt */.pB)(receipt),
        outputs: {
            live: receipt.color,
            version: receipt.version,
            'previous-version': receipt.previousVersion,
            requests: String(receipt.requests),
            'failed-requests': String(receipt.failed),
            'switch-ms': String(receipt.switchMs),
            'outage-ms': String(receipt.outageMs),
            'rollback-command': receipt.rollbackCommand,
            receipt: JSON.stringify(receipt),
        },
    };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/unlock.js








/** Takes away what stands on the idle colour without being confirmed: a prepared release, or one on trial whose run is over. */
const abortMode = async (context) => {
    const { inputs, ports, application } = context;
    const taken = await abortTakeover(context);
    if (taken)
        return taken;
    const view = await openView(application, { shell: ports.shell, host: ports, inputs }, []);
    const work = { ...view, session: ports.session, timings: [] };
    const before = await view.router.read();
    if (inputs['dry-run'])
        return { outcome: 'reported', outputs: { live: before.live ?? '' }, summary: `### ${view.name}: nothing was changed` };
    const live = await settle(work);
    const running = [];
    // Before a first release is confirmed, either colour may be one that waits.
    for (const idle of live === undefined ? ['blue', 'green'] : [(0,docker_build/* otherColor */.IP)(live)]) {
        const left = (await view.runtime.instances(idle)).filter((one) => one.status === 'running');
        if (left.length > 0)
            await discard(work, idle);
        running.push(...left);
    }
    const version = live === undefined ? '' : await versionOf(view.runtime, live);
    const outcome = running.length > 0 || before.trial ? 'aborted' : 'unchanged';
    const what = outcome === 'aborted' ? `${(0,build/* code */.aY)(running[0]?.version || 'what was on trial')} was taken away` : 'there was nothing to abort';
    const serving = live === undefined ? 'nothing serves' : `${live} serves ${(0,build/* code */.aY)(version)}`;
    return { outcome, outputs: { live: live ?? '', version }, summary: `### ${view.name}: ${what}; ${serving}` };
};
/**
 * Gives the lease of a run free that will not come back, and settles what it left. The run is named, so that nobody unlocks what they did not mean;
 * should it live after all, the server refuses its changes from here on.
 */
async function unlock(inputs, ports, application) {
    const { runIsOver } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2582));
    const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
    const session = await (0,journal_build/* openSession */.fA)(ports.shell, {
        folder: application.state,
        what: 'unlock',
        wait: 0,
        isOver: async (owner) => owner.runId === inputs.holder || (await runIsOver(owner, { apiUrl: ports.context.apiUrl, token })),
    }, ports);
    try {
        const view = await openView(application, { shell: session.shell, host: ports, inputs }, []);
        const live = await settle({ ...view, session, timings: [] });
        await session.end('unlocked', { live });
        const from = session.lease.takenFrom;
        const summary = `### ${view.name}: ${from ? `the lease of ${(0,build/* code */.aY)(from.runId)} was taken` : 'no lease was held'}; ${live ?? 'nothing'} serves`;
        return { outcome: 'unlocked', outputs: { live: live ?? '' }, summary };
    }
    catch (error) {
        await session.end('failed').catch(() => { });
        throw error;
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/run.js








const modes = {
    deploy: deployMode,
    prepare: prepareMode,
    promote: promoteMode,
    rollback: rollbackMode,
    abort: abortMode,
    'give-back': giveBackMode,
};
/** Moves an application to another release, back to one before, or says what is live. */
async function run(inputs, ports) {
    const application = await openApplication({ shell: ports.shell, host: ports, inputs });
    const { mode } = inputs;
    if (mode === 'status' || (mode === 'unlock' && inputs['dry-run']))
        return report(await openView(application, { shell: ports.shell, host: ports, inputs }, []));
    if (mode === 'unlock')
        return unlock(inputs, ports, application);
    const wanted = mode === 'deploy' || mode === 'prepare' ? application.images(inputs.images) : {};
    const session = ports.session ?? (await ownSession(inputs, ports, application));
    const context = { inputs, ports: { ...ports, shell: session.shell, session }, application };
    try {
        const result = await modes[mode](context, wanted);
        if (result.receipt)
            await keepReceipt(inputs, ports, result.receipt);
        const { version, live } = result.outputs;
        if (!ports.session)
            await session.end(result.outcome, { version, live, ...result.ending }).catch((error) => unwritten(ports, error));
        return result;
    }
    catch (error) {
        const told = error instanceof build/* Failure */.HR ? error.details.outputs?.['receipt'] : undefined;
        if (told)
            await keepReceipt(inputs, ports, JSON.parse(told));
        if (!ports.session)
            await session.end(error instanceof build/* Failure */.HR ? (error.details.outcome ?? 'failed') : 'failed').catch(() => { });
        throw error;
    }
}
async function keepReceipt(inputs, ports, receipt) {
    if (inputs['receipt-file'] === undefined)
        return;
    const { renderHtml } = await __webpack_require__.e(/* import() */ 2262).then(__webpack_require__.bind(__webpack_require__, 2262));
    await (0,build/* writeReport */.u5)('receipt', inputs['receipt-file'], renderHtml(receipt), ports);
}
/** What was asked for is true; that its end is not in the journal is the next run's to settle. */
function unwritten(ports, error) {
    ports.log.warn(`It is done, but the end could not be written into the journal: ${(0,build/* messageOf */.bD)(error)}.`);
}
async function ownSession(inputs, ports, application) {
    const { runIsOver } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2582));
    const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
    return (0,journal_build/* openSession */.fA)(ports.shell, {
        folder: application.state,
        what: `${inputs.mode} ${inputs.version ?? ''}`.trim(),
        wait: inputs['lock-timeout'],
        isOver: (owner) => runIsOver(owner, { apiUrl: ports.context.apiUrl, token }),
    }, ports);
}
function planned(name, { live, version }, images, plan = undefined) {
    const rows = Object.entries(images).map(([service, image]) => [(0,build/* code */.aY)(service), (0,build/* code */.aY)(image)]);
    const summary = [
        `### Plan: ${name} would serve ${(0,build/* code */.aY)(version)} on ${live ? `${(0,docker_build/* otherColor */.IP)(live)}; ${live} serves now` : 'blue, as the first release here'}`,
        (0,build/* table */.tp)(['service', 'image'], rows),
        ...(plan ? [plan] : []),
    ].join('\n\n');
    return { outcome: 'reported', outputs: { live: live ?? '' }, summary };
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/runtimes/compose/strategy-table.js
var strategy_table = __webpack_require__(241);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/index.js






/***/ }),

/***/ 121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ other),
/* harmony export */   MQ: () => (/* binding */ operation),
/* harmony export */   NX: () => (/* binding */ operate),
/* harmony export */   RV: () => (/* binding */ fired)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/** Exit codes of the operations. */
const other = 3;
const disobeyed = 4;
const fired = 5;
/** `name=value` words up to `--`, then the operation and what it needs. */
const take = 'set -u; umask 077; while [ "$1" != -- ]; do export "$1"; shift; done; shift;';
const operations = [
    'now_ms() { echo $(($(date +%s%N) / 1000000)); }',
    // A router that reloads may answer with its last words for a moment.
    'obeys() { [ "$answered" != "$1" ] || return 0; n=0; while [ $n -lt 100 ]; do if [ "$(route_read)" = "$1" ]; then return 0; fi; n=$((n + 1)); sleep 0.1; done; return 1; }',
    'set_to() { answered=; route_set "$1" || return 1; obeys "$1" || { echo "it still routes by $(route_read)" >&2; return 1; }; }',
    'case $1 in',
    'read) now=$(route_read) || exit 1; kept=$(route_kept) || exit 1; printf "%s\\n%s\\n" "$now" "$kept";;',
    `move) now=$(route_read) || exit 1; [ "$now" = "$2" ] || { echo "$now" >&2; exit ${other}; }`,
    `  start=$(now_ms); set_to "$3" || exit ${disobeyed}; echo $(($(now_ms) - start));;`,
    `back) set_to "$2" || exit ${disobeyed};;`,
    // folder of the undo or nothing, the word that must route or nothing, the word to confirm
    `confirm) if [ -n "$3" ]; then now=$(route_read); [ "$now" = "$3" ] || { [ -z "$2" ] || [ ! -e "$2/fired" ] || exit ${fired}; echo "$now" >&2; exit ${other}; }; fi`,
    // What is claimed and not written down yet is the undo's again, once its time is over: nobody may be left who ends this.
    '  if [ -n "$2" ] && ! mv "$2/armed" "$2/claimed" 2>/dev/null; then',
    `    if [ -e "$2/fired" ]; then exit ${fired}; fi`,
    '    if [ -e "$2/armed" ]; then echo "the armed undo in $2 cannot be claimed" >&2; exit 1; fi',
    '  fi',
    '  route_keep "$4" || exit 1; if [ -n "$2" ] && [ -e "$2/claimed" ]; then mv "$2/claimed" "$2/disarmed" || :; fi',
    `  set_to "$4" || exit ${disobeyed};;`,
    'esac',
].join('\n');
/** Arguments for `sh` that run one operation of a router's program. */
function operation(program, ...words) {
    const variables = Object.entries(program.variables).map(([name, value]) => `${name}=${value}`);
    return ['sh', '-c', `${take}\n${program.functions}\n${operations}`, 'sh', ...variables, '--', ...words];
}
/** Runs an operation of the program. @throws Failure `router-failed` with what the router said */
async function operate(shell, program, words, codes = []) {
    const { code, stdout, stderr } = await shell.run(operation(program, ...words), { allowFailure: true, deadline: 60_000 });
    const said = stderr.trim();
    if (code === 0 || codes.includes(code))
        return { code, stdout, said };
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('router-failed', `The router on ${shell.where} did not do what it was told: ${said.split('\n').slice(-4).join('\n') || `exit code ${code}`}.`);
}


/***/ }),

/***/ 8134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EF: () => (/* binding */ overlap),
/* harmony export */   Gg: () => (/* binding */ titleOf),
/* harmony export */   IO: () => (/* binding */ timeline),
/* harmony export */   RO: () => (/* binding */ rowsOf),
/* harmony export */   pB: () => (/* binding */ renderReceipt),
/* harmony export */   v0: () => (/* binding */ sinceOrder)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/** Last old and first new answer relative to the order, from what the watch saw. */
function overlap(report, previous, next, orderedAt) {
    const old = report.byVersion[previous];
    const fresh = report.byVersion[next];
    return {
        lastOldMs: old && previous !== next ? Math.round(old.lastStart - orderedAt) : undefined,
        firstNewMs: fresh ? Math.round(fresh.firstEnd - orderedAt) : undefined,
    };
}
/** An instant of the switch, told by the order to move the traffic. */
function sinceOrder(ms) {
    if (ms === undefined)
        return 'not seen';
    return ms < 0 ? `${-ms} ms before the order` : `${ms} ms after the order`;
}
const titles = { switched: 'serves', kept: 'serves and fails', 'rolled-back': 'was rolled back' };
function titleOf(receipt) {
    return `${receipt.project}: ${receipt.version} ${titles[receipt.outcome] ?? receipt.outcome}`;
}
/** What the receipt says, as rows of plain text. */
function rowsOf(receipt) {
    const ms = (value) => (value === undefined ? 'not seen' : `${value} ms`);
    const latency = (figures) => figures?.p50 === undefined
        ? 'not seen'
        : `p50 ${ms(figures.p50)}, p99 ${figures.p99 === undefined ? 'unsaid below 100 answers' : ms(figures.p99)} (n=${figures.requests})`;
    const before = receipt.previousVersion ? `, before ${receipt.previousVersion} on ${receipt.previousColor ?? ''}` : ', the first release';
    return [
        ...(receipt.why ? [['Why', receipt.why]] : []),
        ['Version', `${receipt.version} on ${receipt.color}${before}`],
        ...(receipt.takenOver ? [['Taken over first', receipt.takenOver]] : []),
        ...(receipt.switchedAt ? [['Switched at', receipt.switchedAt]] : []),
        ['Requests of the watch', `${receipt.requests}, failed ${receipt.failed}`],
        ...(receipt.previousVersion
            ? [
                ['Old version last asked, new one first answered', `${sinceOrder(receipt.lastOldMs)}, ${sinceOrder(receipt.firstNewMs)}`],
            ]
            : []),
        ['Switch', `${receipt.switchMs} ms from the order to its read-back`],
        ...(receipt.outageMs > 0 ? [['Outage of what may run only once', `${receipt.outageMs} ms`]] : []),
        ...(receipt.previousVersion ? [['Latency before', latency(receipt.before)]] : []),
        ['Latency after', latency(receipt.after)],
        ...(receipt.identity ? [['Identity', receipt.identity]] : []),
        ['Undo', receipt.undo],
        ...(receipt.undoArmedAt
            ? [['Undo armed, disarmed', `${receipt.undoArmedAt}, ${receipt.undoDisarmedAt || 'not'}`]]
            : []),
        ...Object.entries(receipt.images).map(([service, image]) => [
            `Image of ${service}`,
            imageRow(image, receipt.previousImages[service]),
        ]),
    ];
}
function imageRow(image, previous) {
    return previous === undefined || previous === image ? image : `${image}, before ${previous}`;
}
/** The receipt for people: decision, table, timeline, and the command to copy. */
function renderReceipt(receipt) {
    const rows = rowsOf(receipt).map(([label, value]) => [(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(label), (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(value)]);
    const parts = [`### ${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(titleOf(receipt))}`, (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['', ''], rows), timeline(receipt.steps)];
    if (receipt.rollbackCommand)
        parts.push('To go back:', (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .block */ .om)(receipt.rollbackCommand, 'sh'));
    return parts.join('\n\n');
}
/** A Gantt chart of the steps as Mermaid draws it. */
function timeline(steps) {
    const first = steps[0]?.start ?? 0;
    const lines = steps.map((step) => {
        const length = Math.max(1, step.end - step.start);
        return `  ${step.name.replaceAll(/[:;#,\s]+/g, ' ')} (${(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(length)}) :${step.start - first}, ${length}ms`;
    });
    return (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .block */ .om)(['gantt', '  dateFormat x', '  axisFormat %M:%S', ...lines].join('\n'), 'mermaid');
}


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HY: () => (/* binding */ trialWord),
/* harmony export */   Lu: () => (/* binding */ routeOf),
/* harmony export */   aG: () => (/* binding */ wordOf),
/* harmony export */   kB: () => (/* binding */ parseWord)
/* harmony export */ });
/** The colour and its part that a word gives traffic to; undefined for text that is no word. */
function parseWord(text) {
    if (text === 'none')
        return { live: undefined, trial: false, share: 100 };
    const [, color, part] = /^(blue|green)(?:_(trial|[1-9]\d?))?$/.exec(text) ?? [];
    if (color === undefined)
        return undefined;
    const share = part === undefined || part === 'trial' ? 100 : Number(part);
    return { live: color, trial: part !== undefined, share };
}
/** The word for a colour on trial with a share of 1 to 100 percent. */
function trialWord(color, share = 100) {
    return share === 100 ? `${color}_trial` : `${color}_${share}`;
}
function wordOf(route) {
    if (route.live === undefined)
        return 'none';
    return route.trial ? trialWord(route.live, route.share) : route.live;
}
/** @param kept the word that a restart would come back to; a trial is never kept */
function routeOf(now, kept) {
    const { live, trial, share } = parseWord(now) ?? { live: undefined, trial: false, share: 100 };
    const confirmed = parseWord(kept);
    return { live, trial, share, confirmed: confirmed && !confirmed.trial ? confirmed.live : undefined };
}


/***/ }),

/***/ 9048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ parseStrategies)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_docker__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(262);


/** The input `strategies`. @throws Failure `bad-input` naming every line that cannot be true */
function parseStrategies(lines, model, released) {
    const given = {};
    const problems = [];
    for (const line of lines) {
        const [, service = '', word = ''] = /^([^=\s]+)\s*=\s*(\S+)$/.exec(line) ?? [];
        const strategy = _slipway_docker__WEBPACK_IMPORTED_MODULE_1__/* .strategies */ .Wy.find((one) => one === word);
        const wrong = strategy ? contradiction(model, released, service, strategy) : `is not service=strategy, one of ${_slipway_docker__WEBPACK_IMPORTED_MODULE_1__/* .strategies */ .Wy.join(', ')}`;
        const what = service && !(service in model.services) ? unknown(service, Object.keys(model.services)) : wrong;
        if (what)
            problems.push({ input: 'strategies', message: `'${line}' ${what}` });
        else if (service in given)
            problems.push({ input: 'strategies', message: `${service} is given twice` });
        else if (strategy)
            given[service] = strategy;
    }
    if (problems.length > 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(problems);
    return given;
}
function unknown(service, all) {
    const near = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(service, all);
    return `names a service that the compose file does not have${near ? `; did you mean ${near}?` : ''}`;
}
function contradiction(model, released, service, strategy) {
    const isReleased = released.includes(service);
    if (strategy === 'single')
        return isReleased ? `contradicts images, which names an image for ${service}` : undefined;
    // Without a release, as when one looks at what runs, nobody knows the images.
    if (!isReleased && released.length > 0)
        return `needs an image for ${service} in images: without one it stays as it is`;
    if (strategy !== 'singleton' && strategy !== 'once')
        return undefined;
    const ports = (model.services[service]?.ports ?? []).map((port) => port.published ?? port.target);
    if (ports.length > 0)
        return `cannot be: ${service} publishes port ${ports.join(', ')}, and users are on the new colour before it runs; take recreate or colours`;
    if (strategy === 'once')
        return undefined;
    const callers = Object.entries(model.services).filter(([, other]) => other.depends_on?.[service]);
    return callers.length > 0
        ? `cannot be: ${callers.map(([name]) => name).join(', ')} depends on it, and would start without it; take recreate or colours`
        : undefined;
}


/***/ }),

/***/ 241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ planStrategies),
/* harmony export */   P: () => (/* binding */ describeStrategies)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_docker__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(262);
/* harmony import */ var _strategies_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9048);



/** How each service is treated, as Markdown, and any outage that a release means. @param allowed the input `allow-outage` */
function describeStrategies(decisions, allowed) {
    const rows = decisions.map(({ service, strategy, why }) => [(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(service), strategy, (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(why)]);
    return [(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['service', 'strategy', 'because'], rows), outage(decisions, allowed)].filter(Boolean).join('\n\n');
}
function outage(decisions, allowed) {
    const stopping = decisions.filter(({ strategy }) => strategy === 'recreate').map(({ service }) => (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .cell */ .Hn)(service));
    if (stopping.length === 0)
        return '';
    const consent = allowed ? '`allow-outage` accepts that.' : 'A release is refused until `allow-outage: true` accepts that.';
    return `**Outage of ${stopping.join(', ')}**: where a release serves already, the old version stops before the new one starts, and nothing answers until that is healthy. ${consent}`;
}
/** The same before there are images. @param lines the input `strategies` @throws Failure `bad-input` */
function planStrategies(model, released, lines, allowed) {
    return describeStrategies((0,_slipway_docker__WEBPACK_IMPORTED_MODULE_1__/* .decide */ .LD)(model, released, (0,_strategies_js__WEBPACK_IMPORTED_MODULE_2__/* .parseStrategies */ .t)(lines, model, released)), allowed);
}


/***/ }),

/***/ 9571:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  AK: () => (/* binding */ buildAll),
  XD: () => (/* binding */ makeImages),
  $Y: () => (/* binding */ scanAll),
  yp: () => (/* binding */ tagAll)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./actions/build-image/build/pairs.js
/** `name=value` lines and quoted secrets, as build-push-action's users write them. */
/** The pair of a line; undefined where there is no name before a `=`. */
function parsePair(line) {
    const at = line.indexOf('=');
    return at < 1 ? undefined : { name: line.slice(0, at).trim(), value: line.slice(at + 1) };
}
/** Pairs of lines that were checked before. */
function pairs(lines) {
    return lines.map(parsePair).filter((pair) => pair !== undefined);
}
/**
 * The entries of the input `secrets`: one for each line, or for each quoted run of lines, in which `""` is a quote. Trailing blanks of a value are
 * kept inside quotes only.
 */
function splitSecrets(text) {
    const entries = [];
    const matcher = /[ \t]*"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)|([^\n]*)(?:\n|$)/y;
    while (matcher.lastIndex < text.length) {
        const match = matcher.exec(text);
        if (!match)
            break;
        const entry = match[1] === undefined ? (match[2] ?? '').trim() : match[1].replaceAll('""', '"');
        if (entry !== '')
            entries.push(entry);
    }
    return entries;
}
const secretId = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
/** What is wrong with the input `secrets`, never showing a value: a secret that is dropped silently makes a build that works differently. */
function secretProblems(text) {
    const seen = new Set();
    return splitSecrets(text).flatMap((entry, index) => {
        const which = `entry ${index + 1}`;
        const pair = parsePair(entry);
        if (!pair || !secretId.test(pair.name)) {
            return [`${which} is not id=value; a value of several lines stands in quotes: "id=first line, second line"`];
        }
        if (pair.value === '')
            return [`${which} (${pair.name}) is empty; a secret that does not exist, or is not visible to this job, arrives empty`];
        if (seen.has(pair.name))
            return [`${which} repeats the id ${pair.name}`];
        seen.add(pair.name);
        return [];
    });
}
function secretPairs(text) {
    return pairs(splitSecrets(text));
}

;// CONCATENATED MODULE: ./actions/build-image/build/repository.js
const component = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const hostName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const hub = 'docker.io';
/** The repository, or what is wrong with its name. */
function parseRepository(text) {
    if (text.includes('@'))
        return { problem: 'holds a digest; write the repository alone' };
    const slash = text.indexOf('/');
    const head = slash < 0 ? '' : text.slice(0, slash);
    const named = head.includes('.') || head.includes(':') || head === 'localhost';
    const registry = named ? head : hub;
    const rest = named ? text.slice(slash + 1) : text;
    if (rest.includes(':'))
        return { problem: 'holds a tag; write the repository alone, and tags in the input tags' };
    if (rest !== rest.toLowerCase())
        return { problem: `must be lower case: ${text.slice(0, 120).toLowerCase()}` };
    if (!hostName.test(registry) || rest.length > 255 || !rest.split('/').every((part) => component.test(part))) {
        return { problem: 'is not the name of a repository' };
    }
    if (registry !== hub)
        return { name: `${registry}/${rest}`, authKey: registry, origin: originOf(registry), path: rest };
    const path = rest.includes('/') ? rest : `library/${rest}`;
    return { name: `${hub}/${path}`, authKey: 'https://index.docker.io/v1/', origin: 'https://registry-1.docker.io', path };
}
/** Plain HTTP is for this machine only: elsewhere it would carry credentials and images in the open. */
function originOf(registry) {
    return `${isLoopback(registry) ? 'http' : 'https'}://${registry}`;
}
function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
const digestPattern = /^sha256:[0-9a-f]{64}$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

;// CONCATENATED MODULE: ./actions/build-image/build/check.js


/** Problems that the contract's types cannot tell. */
function check(inputs) {
    return [...checkNames(inputs), ...checkPairs(inputs), ...checkLogin(inputs)];
}
function checkNames(inputs) {
    const problems = [];
    const add = (input, message) => void problems.push({ input, message });
    const repository = parseRepository(inputs.image);
    if ('problem' in repository)
        add('image', `${repository.problem}. Example: ghcr.io/acme/notes/backend`);
    for (const tag of inputs.tags.filter((word) => !tagPattern.test(word))) {
        add('tags', `'${tag.slice(0, 60)}' is not a tag; write plain tags, without the repository. Example: 1.4.0`);
    }
    if (inputs.digest !== undefined && !digestPattern.test(inputs.digest)) {
        add('digest', 'is not a digest. Example: sha256: and 64 hexadecimal digits, as the output digest of the build holds it');
    }
    if (inputs.mode === 'build' && inputs.push === 'tags' && inputs.tags.length === 0)
        add('tags', 'is required with push tags. Example: 1.4.0');
    if (/^([a-z][a-z0-9+.-]*:\/\/|git@)/i.test(inputs.context))
        add('context', 'is a URL; check the repository out and name a folder');
    return problems;
}
function checkPairs(inputs) {
    const broken = ['build-args', 'build-contexts', 'labels'].flatMap((input) => inputs[input]
        .filter((line) => !parsePair(line))
        .map((line) => ({ input, message: `'${line.slice(0, 60)}' has no value; write name=value on each line` })));
    return [...broken, ...secretProblems(inputs.secrets ?? '').map((message) => ({ input: 'secrets', message }))];
}
function checkLogin(inputs) {
    const username = inputs['registry-username'];
    const password = inputs['registry-password'];
    if (Boolean(username) === Boolean(password))
        return [];
    if (password)
        return [{ input: 'registry-username', message: 'is needed with registry-password' }];
    const hint = 'A secret that is not visible to this job arrives empty';
    return [{ input: 'registry-password', message: `is needed with registry-username, and is missing or empty. ${hint}` }];
}

;// CONCATENATED MODULE: ./actions/build-image/build/contract.js


const contract = (0,build/* defineContract */.ye)({
    name: 'build-image',
    title: 'Slipway build image',
    description: 'Builds a container image with buildx, pushes it without a deployable tag, and tags it by digest once a gate has passed',
    icon: 'package',
    inputs: {
        mode: {
            type: 'choice',
            default: 'build',
            choices: ['build', 'tag'],
            description: '`build` builds and pushes; `tag` gives tags to a digest that is in the registry already, without a rebuild.',
            example: 'tag',
        },
        image: {
            type: 'string',
            required: true,
            description: 'Repository of the image, without tag.',
            example: 'ghcr.io/acme/notes/backend',
        },
        context: { type: 'string', default: '.', description: 'Folder of the build context, relative to the repository.', example: 'backend' },
        file: {
            type: 'string',
            description: 'Dockerfile, relative to the repository; by default `Dockerfile` in the context.',
            example: 'backend/Dockerfile',
        },
        target: { type: 'string', description: 'Stage to build; by default the last.', example: 'production' },
        'build-args': {
            type: 'lines',
            description: 'Build arguments. They stand in the image history: a secret among them is refused.',
            example: 'PYTHON_VERSION=3.13',
        },
        'build-contexts': {
            type: 'lines',
            description: 'Named contexts, as `name=path`; paths are relative to the repository.',
            example: 'wheels=.cache/wheels',
        },
        labels: {
            type: 'lines',
            description: 'Labels beside the `org.opencontainers.image.*` ones that are set anyway; the same name replaces one of those.',
            example: 'com.example.team=notes',
        },
        secrets: {
            type: 'text',
            secret: true,
            description: 'Secrets of `RUN --mount=type=secret`, as `id=value` lines; a value of several lines stands in quotes: `"id=first\nsecond"`.',
            example: 'npm=${{ secrets.NPM_TOKEN }}',
        },
        tags: {
            type: 'lines',
            requiredIn: ['tag'],
            description: 'Plain tags: given at once with `push: tags`, or to the digest with mode tag.',
            example: '1.4.0\nlatest',
        },
        push: {
            type: 'choice',
            default: 'digest',
            choices: ['digest', 'tags', 'none'],
            description: '`digest` pushes without a deployable tag, so that nothing unscanned can be deployed by name; `tags` pushes under `tags`; `none` leaves the image in the engine.',
            example: 'tags',
        },
        digest: {
            type: 'string',
            requiredIn: ['tag'],
            description: 'Digest to tag.',
            example: '${{ steps.build.outputs.digest }}',
        },
        'registry-username': {
            type: 'string',
            description: 'User of the registry; without it, what `docker login` left is used.',
            example: '${{ github.actor }}',
        },
        'registry-password': { type: 'string', secret: true, description: 'Password or token of the user.', example: '${{ github.token }}' },
        version: { ...build/* vocabulary */.vP.version, description: 'Version for the label `org.opencontainers.image.version`; without it, no such label.' },
        'no-cache': { type: 'boolean', default: 'false', description: 'Build every step anew.', example: 'true' },
        pull: { type: 'boolean', default: 'false', description: 'Ask the registry for newer base images.', example: 'true' },
        provenance: {
            type: 'choice',
            default: 'false',
            choices: ['false', 'true', 'mode=min', 'mode=max'],
            description: 'Provenance attestation. With one, the digest is that of an index; the default keeps a plain image manifest.',
            example: 'mode=max',
        },
        retries: {
            type: 'integer',
            default: '2',
            minimum: 0,
            maximum: 10,
            description: 'How often a transient fault of a registry is tried again; a failing build step never is.',
            example: '2',
        },
        timeout: { ...build/* vocabulary */.vP.timeout, default: '20m', example: '20m' },
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        image: { description: 'The image as it is to be deployed: repository@digest. Empty with `push: none`.' },
        digest: { description: 'Digest of the pushed manifest, read back from the registry. Empty with `push: none`.' },
        imageid: { description: 'Digest of the image configuration, which the engine shows as image ID. Empty for an index.' },
        tags: { description: 'References with a tag that lead to the digest now, one per line.' },
        candidate: {
            description: 'The throw-away tag that held the image with `push: digest`, where the builder cannot push without any tag.',
        },
        size: { description: 'Compressed bytes that a machine without any of the layers pulls. Empty for an index.' },
        duration: { description: 'Seconds that the action took.' },
    },
    outcomes: {
        built: 'The image is built and, unless `push: none`, in the registry under the digest.',
        tagged: 'Every tag leads to the digest.',
    },
    reasons: {
        'build-failed': 'A step of the Dockerfile failed; step, line and last output are in the message.',
        'base-image-unavailable': 'A base image could not be fetched.',
        'context-missing': 'The build context is not a folder.',
        'dockerfile-missing': 'There is no Dockerfile where one was expected.',
        'secret-in-build-arg': 'A build argument holds a secret, and build arguments stay readable in the image.',
        'docker-unavailable': 'The Docker engine or its buildx plugin does not answer.',
        'push-failed': 'The registry did not take the image.',
        'registry-refused': 'The registry refused the credentials, or they may not push there.',
        'registry-error': 'The registry answered with a server error or asked to slow down, every time.',
        'registry-unreachable': 'The registry could not be reached.',
        'digest-missing': 'The digest to tag is not in the repository.',
        'digest-mismatch': 'The registry holds something else than what was pushed.',
    },
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./actions/build-image/build/builder.js


/** The builder that `docker buildx build` will use. @throws Failure `docker-unavailable`, `program-missing` */
async function findBuilder(shell, options) {
    const inspected = await shell.run(['docker', 'buildx', 'inspect'], { deadline: 60_000, ...options }).catch(unavailable);
    const field = (name) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(inspected.stdout)?.[1] ?? '';
    const driver = field('Driver');
    return { name: field('Name') || 'default', driver, pushesByDigest: driver !== 'docker' };
}
function unavailable(error) {
    if (!(error instanceof shell_build/* ProgramFailure */.J9))
        throw error;
    if (/not a docker command|unknown command/i.test(error.stderr)) {
        throw new build/* Failure */.HR('docker-unavailable', 'Docker is installed without its buildx plugin.', {
            state: 'Nothing was built.',
            hint: 'Install the plugin (package docker-buildx or docker-buildx-plugin).',
            cause: error,
        });
    }
    throw new build/* Failure */.HR('docker-unavailable', `The Docker engine does not answer: ${error.stderr.trim().split('\n').at(-1) ?? ''}`, {
        state: 'Nothing was built.',
        hint: 'Start Docker on the runner, and let the user of the runner use it (group docker).',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./actions/build-image/build/arguments.js
/**
 * The command line of a build. Values follow their option after `=`, and paths are absolute, so nothing that a user writes can be an option.
 * Provenance is always said: left out, its default depends on the driver and the engine's store, and turned images into indexes before.
 */
function buildArguments(plan) {
    const option = (name, value) => (value === undefined ? [] : [`--${name}=${value}`]);
    const list = (name, values) => values.map((pair) => `--${name}=${pair.name}=${pair.value}`);
    return [
        'docker',
        'buildx',
        'build',
        '--progress=plain',
        `--provenance=${plan.provenance}`,
        `--metadata-file=${plan.metadataFile}`,
        `--file=${plan.file}`,
        ...option('target', plan.target),
        ...list('build-arg', plan.buildArgs),
        ...list('build-context', plan.buildContexts),
        ...list('label', plan.labels),
        ...plan.secrets.map(({ id, variable }) => `--secret=id=${id},env=${variable}`),
        ...(plan.noCache ? ['--no-cache'] : []),
        ...(plan.pull ? ['--pull'] : []),
        ...destination(plan.destination),
        '--',
        plan.context,
    ];
}
function destination(to) {
    switch (to.kind) {
        case 'digest':
            return [`--output=type=image,push-by-digest=true,name-canonical=true,push=true,name=${to.name}`];
        case 'push':
            return [...to.references.map((reference) => `--tag=${reference}`), '--push'];
        case 'load':
            return [...to.references.map((reference) => `--tag=${reference}`), '--load'];
    }
}

;// CONCATENATED MODULE: ./actions/build-image/build/classify.js
const engine = /cannot connect to the docker daemon|error during connect|is the docker daemon running/i;
const refusal = /unauthorized|no basic auth credentials|\bdenied\b|forbidden|authentication required|insufficient.scope|\b40[13]\b/i;
const server = /toomanyrequests|too many requests|\b429\b|unexpected (?:http )?status[^\n]*\b5\d\d\b|\b50[0234] [A-Z]/i;
const network = /connection (?:refused|reset)|i\/o timeout|tls handshake timeout|no such host|server misbehaving|deadline ?exceeded|broken pipe|\bEOF\b/i;
const talksToRegistry = /push|https?:\/\/|authoriz|denied|status|\bEOF\b|connection|timeout/i;
/** The reason word of a failed build, and whether it is worth another attempt: a step of the Dockerfile never is. */
function classify(error) {
    const { step = '', message } = error;
    if (engine.test(message))
        return { reason: 'docker-unavailable', transient: false };
    // Where the engine has containerd's image store, pushing is a part of exporting.
    const pushing = /^pushing /.test(step) || /failed to push/i.test(message) || (/^exporting /.test(step) && talksToRegistry.test(message));
    const busy = server.test(message);
    const cut = network.test(message);
    if (pushing) {
        if (busy)
            return { reason: 'registry-error', transient: true };
        if (refusal.test(message))
            return { reason: 'registry-refused', transient: false };
        return cut ? { reason: 'registry-unreachable', transient: true } : { reason: 'push-failed', transient: false };
    }
    if (/load metadata for|^resolve |^\[(?:\S+ )?\d+\/\d+\] FROM /.test(step) ||
        /failed to resolve source metadata|pull access denied/i.test(message)) {
        return { reason: 'base-image-unavailable', transient: busy || cut };
    }
    return { reason: 'build-failed', transient: false };
}

;// CONCATENATED MODULE: ./actions/build-image/build/dockerfile.js
/** The instructions of a Dockerfile with continued lines joined; a here-document's body is no instruction. */
function parseInstructions(dockerfile) {
    const instructions = [];
    const hereDocuments = [];
    let open;
    for (const [index, raw] of dockerfile.split(/\r?\n/).entries()) {
        const line = raw.trim();
        if (hereDocuments.length > 0) {
            if (line === hereDocuments[0])
                hereDocuments.shift();
        }
        else if (line !== '' && !line.startsWith('#')) {
            open = { line: open?.line ?? index + 1, text: `${open?.text ?? ''} ${line.replace(/\\$/, '')}` };
            if (line.endsWith('\\'))
                continue;
            const text = normalize(open.text);
            instructions.push({ line: open.line, text });
            hereDocuments.push(...hereDocumentsOf(text));
            open = undefined;
        }
    }
    return open ? [...instructions, { line: open.line, text: normalize(open.text) }] : instructions;
}
function hereDocumentsOf(text) {
    return /^(RUN|COPY|ADD) /.test(text) ? [...text.matchAll(/<<-?["']?(\w+)["']?/g)].map(([, word = '']) => word) : [];
}
function normalize(text) {
    const flat = text.trim().replaceAll(/\s+/g, ' ');
    return flat.replace(/^\w+/, (word) => word.toUpperCase());
}
/**
 * Line of the instruction that a build step names, like `[backend 3/5] RUN pip install`. Older BuildKit does not say it. Undefined where several
 * instructions read alike, or where variables were filled in.
 */
function lineOfStep(dockerfile, step) {
    const [, text] = /^\[(?:\S+ )?\d+\/\d+\] ([\s\S]+)$/.exec(step) ?? [];
    if (!text)
        return undefined;
    const wanted = normalize(text);
    const found = parseInstructions(dockerfile).filter((instruction) => instruction.text === wanted);
    return found.length === 1 ? found[0]?.line : undefined;
}

;// CONCATENATED MODULE: ./actions/build-image/build/progress.js
const rule = /^-{6}$/;
const stepHeading = /^ > (.*):$/;
/** Reads the end of buildx's standard error. */
function readBuildError(lines) {
    const last = lines.findLast((line) => /^ERROR: /.test(line)) ?? lines.findLast((line) => line.trim() !== '') ?? '';
    const message = last
        .replace(/^ERROR: /, '')
        .replace(/^failed to build: /, '')
        .replace(/^failed to solve: /, '');
    const start = lines.findLastIndex((line) => stepHeading.test(line));
    const step = start < 0 ? undefined : stepHeading.exec(lines[start] ?? '')?.[1];
    const output = [];
    for (const line of start < 0 ? [] : lines.slice(start + 1)) {
        if (rule.test(line))
            break;
        output.push(line.replace(/^\d+\.\d+ /, ''));
    }
    return { step, message: shorten(message), output: output.slice(-20), line: lineIn(lines.slice(Math.max(0, start)), message) };
}
/** Wrappings that say nothing to the author of a Dockerfile. */
function shorten(message) {
    const wrapping = /^(rpc error: code = \w+ desc = |failed to solve with frontend \S+: |failed to create LLB definition: |failed to solve: )/;
    let rest = message;
    while (wrapping.test(rest))
        rest = rest.replace(wrapping, '');
    return rest;
}
function lineIn(lines, message) {
    const parse = /dockerfile parse error (?:on )?line (\d+)/i.exec(message)?.[1];
    const excerpt = lines.map((line) => /^\S*:(\d+)$/.exec(line)?.[1]).find((number) => number !== undefined);
    const number = Number(parse ?? excerpt);
    return Number.isInteger(number) && number > 0 ? number : undefined;
}

;// CONCATENATED MODULE: ./actions/build-image/build/stream.js
/** Passes a program's lines on in batches: each hand-over to `untrusted` costs two marks around it. */
function batchedLines(log, interval = 500) {
    let waiting = [];
    let timer;
    const flush = () => {
        clearTimeout(timer);
        timer = undefined;
        if (waiting.length > 0)
            log.untrusted(waiting.join('\n'));
        waiting = [];
    };
    return {
        flush,
        line(text) {
            waiting.push(text);
            if (waiting.length >= 200)
                flush();
            else
                timer ??= setTimeout(flush, interval);
        },
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/buildx.js









/** Builds, and tries again where only a registry was in the way: what was built is in the cache. */
async function buildx_build(plan, options, ports) {
    for (let attempt = 0;; attempt++) {
        const error = await attemptBuild(plan, options, ports);
        if (!error)
            return readMetadata(plan.metadataFile);
        const fault = classify(error);
        if (!fault.transient || attempt >= options.retries)
            throw await buildFailure(plan, fault, error, options.cwd);
        const pause = Math.min(1000 * 3 ** attempt * (1 + Math.random()), options.left());
        ports.log.warn(`Attempt ${attempt + 1} of ${options.retries + 1} failed (${error.message}); another one follows in ${Math.ceil(pause / 1000)} s.`);
        await ports.clock.sleep(pause);
    }
}
async function attemptBuild(plan, options, ports) {
    const tail = [];
    const lines = batchedLines(ports.log);
    try {
        await ports.shell.run(buildArguments(plan), {
            env: options.env,
            secrets: options.secrets,
            cwd: options.cwd,
            deadline: options.left(),
            signal: ports.signal,
            onLine(line) {
                lines.line(line);
                tail.push(line);
                if (tail.length > 400)
                    tail.shift();
            },
        });
        return undefined;
    }
    catch (error) {
        if (error instanceof shell_build/* ProgramFailure */.J9)
            return readBuildError(tail);
        throw error;
    }
    finally {
        lines.flush();
    }
}
async function readMetadata(file) {
    const metadata = JSON.parse(await (0,promises_.readFile)(file, 'utf8'));
    const value = (key) => {
        const found = metadata[key];
        return typeof found === 'string' ? found : undefined;
    };
    return { digest: value('containerimage.digest'), imageId: value('containerimage.config.digest') };
}
const hints = {
    'build-failed': 'Mend the Dockerfile or what it copies; `docker build` shows the same on any machine.',
    'base-image-unavailable': 'Check the name after FROM, and sign in first (docker login) where its registry asks for it.',
    'docker-unavailable': 'Start Docker on the runner.',
    'push-failed': 'Check that the repository exists and takes this kind of image.',
    'registry-refused': 'Check registry-username and registry-password. On GitHub: permissions: packages: write.',
    'registry-error': 'Look at the status page of the registry, and run the job again: what was built is in the cache.',
    'registry-unreachable': 'Check that the Docker engine can reach the registry.',
};
const contextsHint = 'build-contexts need Docker 23 or newer, or a builder in a container: docker buildx create --driver docker-container --use.';
async function buildFailure(plan, fault, error, workspace) {
    const file = (0,external_node_path_.relative)(workspace, plan.file);
    const line = error.line ?? lineOfStep(await (0,promises_.readFile)(plan.file, 'utf8').catch(() => ''), error.step ?? '');
    const place = line === undefined ? file : `${file}:${line}`;
    const blamesFile = fault.reason === 'build-failed' || fault.reason === 'base-image-unavailable';
    const said = error.output.length > 0 ? `\n${error.output.join('\n')}\n` : '';
    const step = error.step ? `Step ${error.step}` : 'The build';
    const details = {
        state: blamesFile ? 'Nothing was pushed.' : 'No tag was changed.',
        hint: /unsupported frontend capability .*contexts/.test(error.message) ? contextsHint : hints[fault.reason],
        annotations: blamesFile && line !== undefined ? [{ level: 'error', title: error.step ?? 'Build', message: error.message, file, line }] : [],
    };
    return new build/* Failure */.HR(fault.reason, `${step} failed${blamesFile ? ` (${place})` : ''}: ${error.message}${said || '.'}`, details);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/build-image/build/candidate.js

/**
 * The tag of an image that has not passed its gate, for builders that cannot push without one. It is new for each attempt of a run, since some
 * repositories let no tag be written twice.
 */
function candidateTag(revision, context) {
    const source = revision?.slice(0, 12) ?? (0,external_node_crypto_.randomBytes)(6).toString('hex');
    return `candidate-${source}-${context.runId}-${context.runAttempt}`.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 128);
}

;// CONCATENATED MODULE: ./actions/build-image/build/deadline.js

/** The time that the whole action has. */
function startDeadline(clock, limit, waitingFor) {
    const start = clock.now();
    return {
        elapsed: () => clock.now() - start,
        left() {
            const left = start + limit - clock.now();
            if (left <= 0)
                throw new build/* Failure */.HR('timeout', `${waitingFor} did not end within ${(0,build/* formatDuration */.a3)(limit)}.`, { hint: 'Raise the input timeout.' });
            return left;
        },
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/credentials.js
function parseDockerConfig(text) {
    try {
        const value = JSON.parse(text ?? '{}');
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    }
    catch {
        return {};
    }
}
/** What `docker login` left for a registry: in the file, or with the helper that the file names. */
async function findCredentials(shell, config, repository) {
    const helper = config.credHelpers?.[repository.authKey] ?? config.credsStore;
    if (helper && /^[\w.-]+$/.test(helper))
        return askHelper(shell, helper, repository.authKey);
    return fromEntry(config.auths?.[repository.authKey] ?? config.auths?.[`https://${repository.authKey}`]);
}
function fromEntry(entry) {
    if (entry?.identitytoken)
        return { identityToken: entry.identitytoken };
    if (entry?.username && entry.password)
        return { username: entry.username, password: entry.password };
    const plain = Buffer.from(entry?.auth ?? '', 'base64').toString();
    const colon = plain.indexOf(':');
    return colon < 1 ? undefined : { username: plain.slice(0, colon), password: plain.slice(colon + 1) };
}
async function askHelper(shell, helper, key) {
    const answer = await shell
        .run([`docker-credential-${helper}`, 'get'], { input: key, allowFailure: true, deadline: 15_000 })
        .catch(() => undefined);
    if (answer?.code !== 0)
        return undefined;
    const { Username, Secret } = parseDockerConfig(answer.stdout);
    if (typeof Username !== 'string' || typeof Secret !== 'string' || Secret === '')
        return undefined;
    return Username === '<token>' ? { identityToken: Secret } : { username: Username, password: Secret };
}
/**
 * The user's configuration with credentials of ours for one registry, for a folder of its own. What the user set up keeps working: a store for all
 * registries becomes a helper for each that it is known to hold, because the CLI would ask the store alone otherwise.
 */
function withCredentials(config, folder, key, username, password) {
    const { credsStore, ...kept } = config;
    const stored = credsStore ? Object.keys(config.auths ?? {}).map((name) => [name, credsStore]) : [];
    const helpers = { ...Object.fromEntries(stored), ...config.credHelpers };
    delete helpers[key];
    return {
        ...kept,
        ...(Object.keys(helpers).length > 0 ? { credHelpers: helpers } : {}),
        auths: { ...config.auths, [key]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } },
        cliPluginsExtraDirs: [...(config.cliPluginsExtraDirs ?? []), `${folder}/cli-plugins`],
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/docker-config.js




/**
 * Credentials from the inputs go into a Docker configuration of their own, removed at the end: they replace nobody's login, and nobody later on
 * this machine has them. Without such inputs the user's own configuration is used as it is.
 */
async function openWorkbench(shell, temp, repository, login) {
    const own = (await shell.run(['sh', '-c', 'printf %s "${DOCKER_CONFIG:-$HOME/.docker}"'])).stdout;
    const config = parseDockerConfig(await (0,shell_build/* readText */.yR)(shell, (0,external_node_path_.join)(own, 'config.json')));
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'slipway-build-'));
    const close = () => (0,promises_.rm)(folder, { recursive: true, force: true });
    const { username, password } = login;
    if (!username || !password) {
        const credentials = await findCredentials(shell, config, repository);
        return { folder, env: {}, credentials, [Symbol.asyncDispose]: close };
    }
    try {
        const isolated = withCredentials(config, own, repository.authKey, username, password);
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify(isolated), { mode: 0o600 });
        await (0,promises_.symlink)((0,external_node_path_.join)(own, 'contexts'), (0,external_node_path_.join)(folder, 'contexts'));
    }
    catch (error) {
        await close();
        throw error;
    }
    // Builders that the user made are found where they were made.
    const builders = (await shell.run(['sh', '-c', 'printf %s "${BUILDX_CONFIG:-}"'])).stdout || (0,external_node_path_.join)(own, 'buildx');
    return {
        folder,
        env: { DOCKER_CONFIG: folder, BUILDX_CONFIG: builders },
        credentials: { username, password },
        [Symbol.asyncDispose]: close,
    };
}

;// CONCATENATED MODULE: ./actions/build-image/build/labels.js
/** What is known of the source: the checkout's own commit first, since a pull request's run is named after a merge commit. */
async function readOrigin(shell, folder, context) {
    const source = context.runUrl.split('/actions/runs/')[0] || undefined;
    const git = await shell
        .run(['git', '-C', folder, 'show', '--no-patch', '--no-show-signature', '--format=%H %cI', 'HEAD'], {
        allowFailure: true,
        deadline: 15_000,
    })
        .catch(() => undefined);
    const [, revision, created] = /^([0-9a-f]{40,64}) (\S+)\s*$/.exec(git?.code === 0 ? git.stdout : '') ?? [];
    return { revision: revision ?? (context.sha || undefined), created, source };
}
/** OCI's own labels, each only where its value is known, with the user's over them. */
function imageLabels(origin, title, version, own) {
    const values = { title, version, revision: origin.revision, source: origin.source, created: origin.created };
    const labels = new Map();
    for (const [name, value] of Object.entries(values))
        if (value)
            labels.set(`org.opencontainers.image.${name}`, value);
    for (const { name, value } of own)
        labels.set(name, value);
    return [...labels].map(([name, value]) => ({ name, value }));
}

;// CONCATENATED MODULE: ./actions/build-image/build/registry-auth.js

/** The challenge of a `WWW-Authenticate` header; undefined where it asks for something unknown. */
function parseChallenge(header) {
    const scheme = /^\s*(basic|bearer)\b/i.exec(header ?? '')?.[1]?.toLowerCase();
    if (scheme !== 'basic' && scheme !== 'bearer')
        return undefined;
    const parameters = {};
    for (const [, name = '', quoted, bare] of (header ?? '').matchAll(/([a-z_]+)=(?:"([^"]*)"|([^\s,]+))/gi)) {
        parameters[name.toLowerCase()] = quoted ?? bare ?? '';
    }
    return { scheme, parameters };
}
/**
 * The request for a bearer token (distribution's token specification; with an identity token, its OAuth2 form). Undefined where the registry sends
 * us to a token server that would see the credentials in the open.
 */
function tokenRequest(challenge, scope, credentials) {
    const { realm = '', service } = challenge.parameters;
    const url = URL.parse(realm);
    if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.host))))
        return undefined;
    if (credentials && 'identityToken' in credentials) {
        const form = { grant_type: 'refresh_token', refresh_token: credentials.identityToken, client_id: 'slipway', scope };
        return { url: url.href, init: { method: 'POST', body: new URLSearchParams({ ...form, ...(service ? { service } : {}) }) } };
    }
    if (service)
        url.searchParams.set('service', service);
    url.searchParams.set('scope', scope);
    return { url: url.href, init: credentials ? { headers: { authorization: basic(credentials) } } : {} };
}
/** The token of a token server's answer. */
function tokenOf(answer) {
    const body = parse(answer);
    if (typeof body !== 'object' || body === null)
        return undefined;
    const { token, access_token: accessToken } = body;
    const found = token ?? accessToken;
    return typeof found === 'string' && found !== '' ? found : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function basic(credentials) {
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
}

;// CONCATENATED MODULE: ./actions/build-image/build/registry-http.js


/** Longest that a registry may make us wait between two attempts. */
const longestWait = 60_000;
/** Registries take no larger manifest. */
const largestBody = 16 * 1024 * 1024;
/** Sends requests to one registry: authenticates when asked to, repeats what is transient, and gives up with a reason. */
function registryHttp(repository, options) {
    const { clock, credentials } = options;
    let authorization;
    const once = async (method, url, init = {}) => {
        const headers = new Headers(init.headers);
        // A registry may send us to a storage host, which must not see the credentials.
        if (authorization && new URL(url).origin === repository.origin)
            headers.set('authorization', authorization);
        const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.patience ?? 30_000)]);
        try {
            const response = await fetch(url, { ...init, method, headers, signal });
            return { status: response.status, ok: response.ok, headers: response.headers, body: await readBody(response) };
        }
        catch (error) {
            throw unreachable(repository, error, options.signal);
        }
    };
    const persistent = async (method, url, init) => {
        for (let attempt = 0;; attempt++) {
            const last = attempt >= options.retries;
            let asked = 0;
            try {
                const answer = await once(method, url, init);
                if (answer.status !== 429 && answer.status < 500)
                    return answer;
                if (last)
                    throw serverError(repository, method, answer);
                asked = retryAfter(answer.headers.get('retry-after'), clock.now());
            }
            catch (error) {
                if (last || !(error instanceof build/* Failure */.HR) || error.reason !== 'registry-unreachable')
                    throw error;
            }
            await clock.sleep(Math.min(longestWait, Math.max(asked, 500 * 2 ** attempt * (1 + Math.random()))));
        }
    };
    const authenticate = async (refused) => {
        const challenge = parseChallenge(refused.headers.get('www-authenticate'));
        if (challenge?.scheme === 'basic')
            return credentials && 'username' in credentials ? basic(credentials) : undefined;
        const request = challenge && tokenRequest(challenge, `repository:${repository.path}:pull,push`, credentials);
        if (!request)
            return undefined;
        const answer = await persistent(request.init.method ?? 'GET', request.url, request.init);
        const token = answer.ok ? tokenOf(answer.body.toString()) : undefined;
        return token && `Bearer ${token}`;
    };
    return async (method, url, init) => {
        const first = await persistent(method, url, init);
        if (first.status !== 401)
            return first;
        // The token server may be the registry's own host, and a token that has run out must not go there.
        authorization = undefined;
        authorization = await authenticate(first);
        return authorization ? persistent(method, url, init) : first;
    };
}
async function readBody(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
        size += chunk.length;
        if (size > largestBody)
            throw new Error(`the answer is larger than ${largestBody} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/** Milliseconds of a `Retry-After` header: seconds or a date. */
function retryAfter(header, now) {
    if (!header)
        return 0;
    if (/^\d+$/.test(header.trim()))
        return Number(header) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
function unreachable(repository, error, signal) {
    if (signal.aborted)
        return new build/* Failure */.HR('cancelled', 'The run was cancelled.');
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return new build/* Failure */.HR('registry-unreachable', `${repository.origin} could not be reached: ${(0,build/* messageOf */.bD)(cause)}.`, {
        hint: 'Check the name of the registry, that this machine may connect to it, and that it speaks HTTPS: plain HTTP is for this machine only.',
        cause: error,
    });
}
function serverError(repository, method, answer) {
    const slow = answer.status === 429;
    return new build/* Failure */.HR('registry-error', `${repository.origin} answered ${method} with ${answer.status}${errorOf(answer)}, every time it was asked.`, {
        hint: slow
            ? 'Its rate limit is used up: wait, or sign in with an account that has a higher one.'
            : 'Look at its status page, and run the job again.',
    });
}
/** The registry's own words for an error, in parentheses. */
function errorOf(answer) {
    const match = /"code"\s*:\s*"([^"]*)"(?:[^}]*?"message"\s*:\s*"([^"]*)")?/.exec(answer.body.toString());
    return match ? ` (${[match[1], match[2]].filter(Boolean).join(': ').slice(0, 200)})` : '';
}

;// CONCATENATED MODULE: ./actions/build-image/build/registry.js



const mediaTypes = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
/** @throws Failure `registry-refused`, `registry-error`, `registry-unreachable`, `push-failed`, `digest-mismatch` from every method */
function openRegistry(repository, options) {
    const http = registryHttp(repository, options);
    const base = `${repository.origin}/v2/${repository.path}`;
    return {
        async manifest(reference) {
            const answer = await http('GET', `${base}/manifests/${reference}`, { headers: { accept: mediaTypes.join(', ') } });
            if (answer.status === 404)
                return undefined;
            if (!answer.ok)
                throw refused(repository, `read ${reference}`, answer);
            const digest = digestOf(answer.body);
            const said = answer.headers.get('docker-content-digest');
            const wanted = reference.startsWith('sha256:') ? reference : (said ?? digest);
            if (digest !== wanted || (said !== null && said !== digest)) {
                throw new build/* Failure */.HR('digest-mismatch', `${repository.name}: what the registry sent for ${reference} has the digest ${digest}, not ${said === digest ? wanted : (said ?? wanted)}.`, { hint: 'Something between this machine and the registry changes content. Do not deploy this image.' });
            }
            return { digest, mediaType: mediaTypeOf(answer), bytes: answer.body };
        },
        async put(tag, manifest) {
            const init = {
                headers: { 'content-type': manifest.mediaType },
                body: new Uint8Array(manifest.bytes),
                redirect: 'error',
            };
            const answer = await http('PUT', `${base}/manifests/${tag}`, init);
            if (!answer.ok)
                throw refused(repository, `tag ${manifest.digest} as ${tag}`, answer);
        },
        async checkPush() {
            const answer = await http('POST', `${base}/blobs/uploads/`);
            if (!answer.ok)
                throw refused(repository, 'push', answer);
            const upload = URL.parse(answer.headers.get('location') ?? '', base);
            if (upload)
                await http('DELETE', upload.href).catch(() => { });
        },
    };
}
/** What the manifest calls itself, else what the registry calls it: an OCI manifest need not say it. */
function mediaTypeOf(answer) {
    const own = /"mediaType"\s*:\s*"([^"]+)"/.exec(answer.body.toString())?.[1];
    const said = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    return mediaTypes.find((type) => type === said) ?? mediaTypes.find((type) => type === own) ?? said;
}
function digestOf(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
function refused(repository, wish, response) {
    const said = errorOf(response);
    if (response.status === 401 || response.status === 403) {
        return new build/* Failure */.HR('registry-refused', `${repository.name}: the registry refused to let us ${wish}: ${response.status}${said}.`, {
            hint: 'Check registry-username and registry-password, and that this account may push to the repository. On GitHub: permissions: packages: write.',
        });
    }
    return new build/* Failure */.HR('push-failed', `${repository.name}: the registry did not ${wish}: ${response.status}${said}.`, {
        hint: 'Check that the repository exists, and whether its tags are immutable.',
    });
}
/** Compressed bytes of a manifest's configuration and layers; undefined for an index. */
function sizeOf(manifest) {
    const body = JSON.parse(manifest.bytes.toString());
    if (!Array.isArray(body.layers))
        return undefined;
    return [body.config, ...body.layers].reduce((total, part) => total + (part?.size ?? 0), 0);
}

;// CONCATENATED MODULE: ./actions/build-image/build/summary.js

function buildSummary(repository, facts) {
    const rows = [
        ['image', (0,build/* code */.aY)(facts.image || facts.imageId)],
        ['tags', facts.tags.length > 0 ? facts.tags.map(build/* code */.aY).join('<br>') : 'none: tags follow once a gate has passed'],
        ...(facts.candidate ? [['throw-away tag', (0,build/* code */.aY)(facts.candidate)]] : []),
        ...(facts.size === undefined ? [] : [['compressed size', formatBytes(facts.size)]]),
        ['duration', (0,build/* formatDuration */.a3)(facts.duration)],
        ['builder', `${(0,build/* code */.aY)(facts.builder.name)} (${facts.builder.driver})`],
    ];
    const verb = facts.image ? 'Built and pushed' : 'Built';
    return `### ${verb} ${(0,build/* code */.aY)(repository.name)}\n\n${(0,build/* table */.tp)(['', ''], rows)}`;
}
function tagSummary(image, moves) {
    const rows = moves.map(({ tag, before }) => [(0,build/* code */.aY)(tag), before === undefined ? 'new' : (0,build/* code */.aY)(before)]);
    return `### Tagged ${(0,build/* code */.aY)(image)}\n\n${(0,build/* table */.tp)(['tag', 'before'], rows)}`;
}
/** Bytes as people read them: `340 B`, `1.2 MB`. */
function formatBytes(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
    return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

;// CONCATENATED MODULE: ./actions/build-image/build/verify.js


/** Reads back what was pushed: a digest that only the builder has seen is a claim. @throws Failure `digest-mismatch`, `push-failed` */
async function verifyPush(registry, repository, digest, references) {
    const mismatch = (message) => new build/* Failure */.HR('digest-mismatch', message, {
        hint: 'Another job may push the same tags at the same time. Run the job again, with tags of its own.',
    });
    if (!digest)
        throw new build/* Failure */.HR('push-failed', 'buildx ended well and named no digest.', { hint: 'Update buildx.' });
    const manifest = await registry.manifest(digest);
    if (!manifest)
        throw mismatch(`${repository.name} does not hold ${digest}, which was just pushed.`);
    for (const reference of references) {
        const found = await registry.manifest(reference.slice(repository.name.length + 1));
        if (found?.digest !== digest)
            throw mismatch(`${reference} leads to ${found?.digest ?? 'nothing'}, not to ${digest}, which was just pushed.`);
    }
    return { digest, size: sizeOf(manifest) };
}

;// CONCATENATED MODULE: ./actions/build-image/build/run-build.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});














/** Builds one image and, unless told otherwise, pushes it so that only its digest names it. */
async function runBuild(inputs, ports) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, shell, clock, signal, context } = ports;
        const deadline = startDeadline(clock, inputs.timeout, 'Building');
        const repository = repositoryOf(inputs.image);
        refuseSecretArguments(inputs['build-args']);
        const paths = await findPaths(inputs, context.workspace);
        const origin = await readOrigin(shell, paths.context, context);
        const bench = __addDisposableResource(env_1, await openWorkbench(shell, context.temp, repository, {
            username: inputs['registry-username'],
            password: inputs['registry-password'],
        }), true);
        const registry = openRegistry(repository, { credentials: bench.credentials, clock, signal, retries: inputs.retries });
        const builder = await findBuilder(shell, { env: bench.env, signal });
        if (inputs.push !== 'none')
            await mayPush(registry);
        const tag = inputs.push === 'digest' && !builder.pushesByDigest ? candidateTag(origin.revision, context) : undefined;
        const secrets = secretPairs(inputs.secrets ?? '').map((pair, index) => ({
            id: pair.name,
            variable: `SLIPWAY_SECRET_${index}`,
            value: pair.value,
        }));
        const plan = {
            ...paths,
            metadataFile: (0,external_node_path_.join)(bench.folder, 'metadata.json'),
            target: inputs.target,
            buildArgs: pairs(inputs['build-args']),
            buildContexts: pairs(inputs['build-contexts']),
            labels: labelsOf(inputs, repository, origin),
            secrets,
            noCache: inputs['no-cache'],
            pull: inputs.pull,
            provenance: inputs.provenance,
            destination: destinationOf(inputs, repository, tag),
        };
        const candidate = tag === undefined ? '' : `${repository.name}:${tag}`;
        const metadata = await log
            .group(`Build ${repository.name}`, () => buildx_build(plan, {
            env: bench.env,
            secrets: Object.fromEntries(secrets.map(({ variable, value }) => [variable, value])),
            cwd: context.workspace,
            retries: inputs.retries,
            left: deadline.left,
        }, ports))
            .finally(() => candidate && forgetLocally(candidate, bench, shell));
        const references = plan.destination.kind === 'digest' ? [] : plan.destination.references;
        const pushed = inputs.push === 'none' ? undefined : await verifyPush(registry, repository, metadata.digest, references);
        const image = pushed ? `${repository.name}@${pushed.digest}` : '';
        const tags = candidate ? [] : references;
        const facts = { image, imageId: metadata.imageId ?? '', tags, candidate, size: pushed?.size, duration: deadline.elapsed(), builder };
        log.info(image ? `Pushed ${image} in ${(0,build/* formatDuration */.a3)(facts.duration)}.` : `Built ${metadata.imageId ?? repository.name}; it was not pushed.`);
        if (candidate)
            log.info(explainCandidate(builder, candidate));
        return {
            outcome: 'built',
            image,
            digest: pushed?.digest ?? '',
            tags,
            outputs: {
                image,
                digest: pushed?.digest ?? '',
                imageid: facts.imageId,
                tags: tags.join('\n'),
                candidate,
                size: pushed?.size === undefined ? '' : String(pushed.size),
                duration: (facts.duration / 1000).toFixed(1),
            },
            summary: buildSummary(repository, facts),
        };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** The repository of a checked input; another action may call without the check. */
function repositoryOf(name) {
    const repository = parseRepository(name);
    if ('problem' in repository)
        throw (0,build/* badInputs */.PD)([{ input: 'image', message: repository.problem }]);
    return repository;
}
/** Minutes of building are wasted on an image that may not be pushed. */
async function mayPush(registry) {
    await registry.checkPush().catch((error) => {
        throw error instanceof build/* Failure */.HR ? (0,build/* withDetails */.FE)(error, { state: 'Nothing was built.' }) : error;
    });
}
function refuseSecretArguments(lines) {
    const names = pairs(lines)
        .filter(({ value }) => (0,build/* holdsSecret */.hK)(value))
        .map(({ name }) => name);
    if (names.length === 0)
        return;
    throw new build/* Failure */.HR('secret-in-build-arg', `The build argument ${names.join(', ')} holds a masked secret.`, {
        state: 'Nothing was built.',
        hint: 'Everybody who can pull the image can read its build arguments. Pass it by the input secrets, and read it with RUN --mount=type=secret.',
    });
}
async function findPaths(inputs, workspace) {
    const context = (0,external_node_path_.resolve)(workspace, inputs.context);
    const folder = await (0,promises_.stat)(context).catch(() => undefined);
    if (!folder?.isDirectory()) {
        throw new build/* Failure */.HR('context-missing', `The build context ${inputs.context} is ${folder ? 'a file, not a folder' : 'not there'}.`, {
            state: 'Nothing was built.',
            hint: 'Check the input context, and that actions/checkout ran before.',
        });
    }
    const file = inputs.file === undefined ? (0,external_node_path_.join)(context, 'Dockerfile') : (0,external_node_path_.resolve)(workspace, inputs.file);
    if (!(await (0,promises_.stat)(file).catch(() => undefined))?.isFile()) {
        throw new build/* Failure */.HR('dockerfile-missing', `There is no Dockerfile at ${(0,external_node_path_.relative)(workspace, file)}.`, {
            state: 'Nothing was built.',
            hint: 'The input file is relative to the repository, not to the context.',
        });
    }
    return { context, file };
}
/** The engine needed the throw-away name for the push alone; what was built stays in its cache. */
async function forgetLocally(reference, bench, shell) {
    await shell.run(['docker', 'image', 'rm', '--no-prune', reference], { env: bench.env, allowFailure: true }).catch(() => { });
}
function labelsOf(inputs, repository, origin) {
    return imageLabels(origin, repository.path.split('/').at(-1) ?? repository.path, inputs.version, pairs(inputs.labels));
}
function destinationOf(inputs, repository, candidate) {
    const references = (candidate === undefined ? inputs.tags : [candidate]).map((tag) => `${repository.name}:${tag}`);
    if (inputs.push === 'none')
        return { kind: 'load', references };
    return inputs.push === 'digest' && candidate === undefined ? { kind: 'digest', name: repository.name } : { kind: 'push', references };
}
function explainCandidate(builder, candidate) {
    return `The ${builder.driver} driver of builder ${builder.name} pushes tags only, so the image also stands under ${candidate}, which nothing deploys.`;
}

;// CONCATENATED MODULE: ./actions/build-image/build/run-tag.js
var run_tag_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var run_tag_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});






/** Gives tags to a digest by copying the manifest's bytes inside the registry: what was scanned is what is tagged, and nothing is built. */
async function runTag(inputs, ports) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { log, shell, clock, signal, context } = ports;
        const deadline = startDeadline(clock, inputs.timeout, 'Tagging');
        const repository = repositoryOf(inputs.image);
        const digest = inputs.digest ?? '';
        if (!digest)
            throw (0,build/* badInputs */.PD)([{ input: 'digest', message: 'is required with mode tag' }]);
        const bench = run_tag_addDisposableResource(env_1, await openWorkbench(shell, context.temp, repository, {
            username: inputs['registry-username'],
            password: inputs['registry-password'],
        }), true);
        const registry = openRegistry(repository, { credentials: bench.credentials, clock, signal, retries: inputs.retries });
        const manifest = await registry.manifest(digest);
        if (!manifest) {
            throw new build/* Failure */.HR('digest-missing', `${repository.name} holds no ${digest}.`, {
                state: 'No tag was changed.',
                hint: 'Check that image and digest come from the same build, and that the registry did not clean up meanwhile.',
            });
        }
        const moves = await log.group(`Tag ${repository.name}@${digest}`, () => moveTags(registry, manifest, inputs.tags, deadline.left));
        for (const { tag, before } of moves)
            log.info(`${repository.name}:${tag} leads to ${digest} ${before === undefined ? '(new)' : `(before: ${before})`}`);
        const image = `${repository.name}@${digest}`;
        const tags = inputs.tags.map((tag) => `${repository.name}:${tag}`);
        const size = sizeOf(manifest);
        return {
            outcome: 'tagged',
            image,
            digest,
            tags,
            outputs: {
                image,
                digest,
                tags: tags.join('\n'),
                size: size === undefined ? '' : String(size),
                duration: (deadline.elapsed() / 1000).toFixed(1),
            },
            summary: tagSummary(image, moves),
        };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = run_tag_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Tags one after the other and reads each back; a failure says which were moved. */
async function moveTags(registry, manifest, tags, left) {
    const moves = [];
    for (const tag of tags) {
        try {
            left();
            const before = (await registry.manifest(tag))?.digest;
            if (before !== manifest.digest)
                await registry.put(tag, manifest);
            const after = (await registry.manifest(tag))?.digest;
            if (after !== manifest.digest)
                throw new build/* Failure */.HR('digest-mismatch', `The tag ${tag} leads to ${after ?? 'nothing'} after it was put to ${manifest.digest}.`);
            moves.push({ tag, before });
        }
        catch (error) {
            if (!(error instanceof build/* Failure */.HR))
                throw error;
            const done = moves.map((move) => move.tag).join(', ');
            throw (0,build/* withDetails */.FE)(error, {
                state: done ? `Moved already: ${done}. Not moved: ${tags.slice(moves.length).join(', ')}.` : 'No tag was changed.',
            });
        }
    }
    return moves;
}

;// CONCATENATED MODULE: ./actions/build-image/build/run.js




async function run(inputs, ports) {
    for (const { value } of secretPairs(inputs.secrets ?? ''))
        (0,build/* maskSecret */.$l)(value);
    return inputs.mode === 'tag' ? runTag(inputs, ports) : runBuild(inputs, ports);
}

;// CONCATENATED MODULE: ./actions/build-image/build/index.js



;// CONCATENATED MODULE: ./actions/scan-image/build/severity.js
const severities = ['critical', 'high', 'medium', 'low', 'unknown'];
/** The severities of a comma list; undefined for a word that is none. `none` alone is the empty list. */
function parseSeverities(text) {
    const words = text
        .split(',')
        .map((word) => word.trim().toLowerCase())
        .filter((word) => word !== '');
    if (words.length === 1 && words[0] === 'none')
        return [];
    const known = words.map((word) => severities.find((severity) => severity === word));
    return known.length > 0 && known.every((severity) => severity !== undefined) ? known : undefined;
}
/** A severity as scanners write it; anything new or missing counts as unknown. */
function severityOf(text) {
    return severities.find((severity) => severity === text?.toLowerCase()) ?? 'unknown';
}

;// CONCATENATED MODULE: ./actions/scan-image/build/check.js

const imagePattern = /^[A-Za-z0-9[][A-Za-z0-9._:/[\]-]*@(sha256:[0-9a-f]{64})$/;
/** Problems that the contract's types cannot tell. */
function check_check(inputs) {
    const problems = [];
    const add = (input, message) => void problems.push({ input, message });
    if (!inputs.image && !inputs.path)
        add('image', 'is required, and is missing or empty. Example: ghcr.io/acme/notes/backend@sha256:…');
    if (inputs.image && inputs.path)
        add('path', 'names an archive, but image names an image too; give one of them');
    if (inputs.image && !imagePattern.test(inputs.image)) {
        add('image', 'has no digest: a tag may lead elsewhere when it is deployed. Example: ghcr.io/acme/notes/backend@sha256: and 64 digits');
    }
    const reported = parseSeverities(inputs.severity);
    const refused = parseSeverities(inputs['fail-on']);
    const example = 'Example: critical,high';
    if (!reported || reported.length === 0)
        add('severity', `takes critical, high, medium, low and unknown, separated by commas. ${example}`);
    if (!refused)
        add('fail-on', `takes critical, high, medium, low and unknown, separated by commas, or none. ${example}`);
    const hidden = refused?.filter((severity) => reported && !reported.includes(severity)) ?? [];
    if (reported && hidden.length > 0)
        add('fail-on', `names ${hidden.join(', ')}, which severity leaves out of the report`);
    if (inputs['registry-password'] && !inputs['registry-username'])
        add('registry-username', 'is needed with registry-password');
    if (inputs['registry-username'] && !inputs['registry-password']) {
        add('registry-password', 'is needed with registry-username, and is missing or empty. A secret that is not visible to this job arrives empty');
    }
    return problems;
}

;// CONCATENATED MODULE: ./actions/scan-image/build/contract.js


const contract_contract = (0,build/* defineContract */.ye)({
    name: 'scan-image',
    title: 'Slipway scan image',
    description: 'Scans an image by digest with Trivy and refuses it for fixable vulnerabilities; a scan that proves nothing is a failure too',
    icon: 'shield',
    inputs: {
        image: {
            type: 'string',
            description: 'Image to scan, by digest: what is scanned must be what is deployed. Not needed with `path`.',
            example: 'ghcr.io/acme/notes/backend@${{ steps.build.outputs.digest }}',
        },
        path: {
            type: 'string',
            description: 'Archive of an image (`docker save`) to scan instead, relative to the repository.',
            example: 'image.tar',
        },
        severity: {
            type: 'string',
            default: 'unknown,low,medium,high,critical',
            description: 'Severities that are reported and counted, separated by commas.',
            example: 'medium,high,critical',
        },
        'fail-on': {
            type: 'string',
            default: 'critical,high',
            description: 'Severities that refuse the image, separated by commas; `none` reports only.',
            example: 'critical',
        },
        'only-fixable': {
            type: 'boolean',
            default: 'true',
            description: 'Refuse only for vulnerabilities that have a fixed version; the others are reported.',
            example: 'false',
        },
        'ignore-file': {
            type: 'string',
            description: 'File of accepted vulnerabilities in the form of `.trivyignore`, relative to the repository. No file is read unless it is named here.',
            example: '.trivyignore',
        },
        'allow-empty': {
            type: 'boolean',
            default: 'false',
            description: 'Accept an image in which no package was recognised, like one that holds a single static program.',
            example: 'true',
        },
        'fail-on-eol': {
            type: 'boolean',
            default: 'true',
            description: 'Refuse an image whose distribution gets no security updates any more: nobody reports its vulnerabilities.',
            example: 'false',
        },
        dockerfile: {
            type: 'string',
            default: 'Dockerfile',
            description: 'Dockerfile of the image, relative to the repository: findings are shown at its last FROM.',
            example: 'backend/Dockerfile',
        },
        'tool-path': { type: 'string', default: 'trivy', description: 'The Trivy program.', example: '/opt/trivy/trivy' },
        'db-path': {
            type: 'string',
            description: 'Cache folder that holds `db/trivy.db` and `db/metadata.json`. With it, nothing is downloaded; without it, Trivy keeps its own up to date.',
            example: '/var/cache/trivy',
        },
        'db-max-age': {
            type: 'duration',
            default: '48h',
            description: 'Oldest vulnerability database that a scan may rest on, by the time it was made.',
            example: '24h',
        },
        'registry-username': {
            type: 'string',
            description: 'User of the registry; without it, what `docker login` left is used.',
            example: '${{ github.actor }}',
        },
        'registry-password': { type: 'string', secret: true, description: 'Password or token of the user.', example: '${{ github.token }}' },
        'sbom-file': {
            type: 'string',
            description: 'File to write the bill of materials of the same digest to, as CycloneDX JSON, relative to the repository. Its folder is made.',
            example: 'sbom/backend.cdx.json',
        },
        annotations: {
            type: 'boolean',
            default: 'true',
            description: 'Show findings that refuse the image at the Dockerfile.',
            example: 'false',
        },
        timeout: { ...build/* vocabulary */.vP.timeout, default: '10m', example: '10m' },
        summary: build/* vocabulary */.vP.summary,
    },
    outputs: {
        digest: { description: 'Digest of the image that was scanned. Empty with `path`.' },
        critical: { description: 'Number of critical vulnerabilities.' },
        high: { description: 'Number of high vulnerabilities.' },
        medium: { description: 'Number of medium vulnerabilities.' },
        low: { description: 'Number of low vulnerabilities.' },
        unknown: { description: 'Number of vulnerabilities without a severity.' },
        total: { description: 'Number of vulnerabilities of the severities in `severity`.' },
        fixable: { description: 'How many of them have a fixed version.' },
        suppressed: { description: 'How many the ignore file hid; empty where this Trivy does not tell.' },
        json: { description: "Path of Trivy's report." },
        sarif: { description: 'Path of the report as SARIF 2.1.0, with every reported finding at the Dockerfile.' },
        sbom: { description: 'Absolute path of the bill of materials; empty without `sbom-file`.' },
        'database-updated': { description: 'When the vulnerability database was made (RFC 3339).' },
    },
    outcomes: {
        passed: 'The image was scanned against a current database, and nothing in it refuses it.',
    },
    reasons: {
        vulnerabilities: 'The image holds vulnerabilities that `fail-on` refuses.',
        'end-of-life': 'The distribution in the image gets no security updates any more.',
        'nothing-found': 'No package was recognised in the image, so there was nothing to compare.',
        'database-stale': 'The vulnerability database is older than `db-max-age`.',
        'database-empty': 'The vulnerability database is missing, unreadable or holds nothing.',
        'scanner-error': 'The scanner failed, or its report is not about the image that was asked for.',
    },
});

;// CONCATENATED MODULE: ./actions/scan-image/build/summary.js


const shownFindings = 50;
const verdicts = {
    passed: 'passed',
    vulnerabilities: 'refused: vulnerabilities',
    'end-of-life': 'refused: the distribution gets no security updates any more',
    'nothing-found': 'refused: nothing was recognised in it',
};
/** The decision, the numbers, and what refuses the image. */
function scanSummary(subject, report, decision, updatedAt) {
    const { counts, reported, refusing, fixable } = decision;
    const lines = [
        `### Scan ${verdicts[decision.verdict]}`,
        '',
        (0,build/* code */.aY)(subject),
        '',
        (0,build/* table */.tp)([...severities, 'total', 'fixable'], [[...severities.map((severity) => counts[severity]), reported.length, fixable]]),
    ];
    if (refusing.length > 0)
        lines.push('', (0,build/* table */.tp)(['package', 'installed → fixed', 'vulnerability', 'severity'], refusing.slice(0, shownFindings).map(row)));
    if (refusing.length > shownFindings)
        lines.push('', `${refusing.length - shownFindings} more are in the report.`);
    lines.push('', facts(report, updatedAt));
    return lines.join('\n');
}
function row(finding) {
    const source = finding.severitySource ? ` (${(0,build/* cell */.Hn)(finding.severitySource)})` : '';
    return [
        (0,build/* cell */.Hn)(finding.package),
        `${(0,build/* cell */.Hn)(finding.installed)} → ${(0,build/* cell */.Hn)(finding.fixed || 'none')}`,
        summary_link(finding),
        `${finding.severity}${source}`,
    ];
}
/** Only an address that cannot end the link or start something else becomes one. */
function summary_link(finding) {
    return /^https:\/\/[\w./?=&%#:~+-]+$/.test(finding.url) ? `[${(0,build/* cell */.Hn)(finding.id)}](${finding.url})` : (0,build/* cell */.Hn)(finding.id);
}
function facts(report, updatedAt) {
    const parts = [`${report.packages} packages`, `database of ${updatedAt.toISOString()}`];
    if (report.system)
        parts.unshift((0,build/* cell */.Hn)(report.system.name));
    if (report.suppressed !== undefined)
        parts.push(`${report.suppressed} suppressed by the ignore file`);
    return parts.join(', ');
}

;// CONCATENATED MODULE: ./actions/scan-image/build/conclude.js



const annotationLimit = 10;
const logLimit = 50;
/** The result of a passed scan. @throws Failure of the verdict, with everything that the scan found */
function conclude(scanned, log) {
    const { report, decision, inputs, subject, database } = scanned;
    for (const finding of decision.refusing.slice(0, logLimit))
        log.info(lineOf(finding));
    if (decision.refusing.length > logLimit)
        log.info(`${decision.refusing.length - logLimit} more are in ${scanned.files.json}`);
    const outputs = outputsOf(scanned);
    const summary = scanSummary(subject, report, decision, database.updatedAt);
    if (decision.verdict === 'passed') {
        log.info(`${subject} passed: ${report.packages} packages, ${decision.reported.length} known vulnerabilities, none of which refuses it.`);
        return { outcome: 'passed', outputs, summary, report, decision };
    }
    const annotations = inputs.annotations ? annotate(scanned) : [];
    throw conclude_refusal(scanned, { outputs, summary, annotations });
}
function conclude_refusal(scanned, found) {
    const { report, decision, subject, inputs } = scanned;
    const details = { ...found, state: 'Nothing was changed.' };
    switch (decision.verdict) {
        case 'end-of-life':
            return new build/* Failure */.HR('end-of-life', `${subject} is built on ${report.system?.name ?? 'a distribution'}, which gets no security updates any more.`, {
                ...details,
                hint: 'Move to a supported release of the base image; fail-on-eol: false accepts it.',
            });
        case 'nothing-found':
            return new build/* Failure */.HR('nothing-found', `No package was recognised in ${subject}, so there was nothing to compare with the database.`, {
                ...details,
                hint: 'If it holds one static program on purpose, set allow-empty: true.',
            });
        default: {
            const fixable = inputs['only-fixable'] ? ' with a fixed version' : '';
            const worst = decision.refusing.slice(0, 3).map(lineOf).join('; ');
            return new build/* Failure */.HR('vulnerabilities', `${subject} holds ${decision.refusing.length} vulnerabilities of ${inputs['fail-on']}${fixable}: ${worst}.`, {
                ...details,
                hint: 'Move these packages to the fixed versions, or accept one in ignore-file.',
            });
        }
    }
}
function lineOf(finding) {
    return `${finding.severity} ${finding.id} ${finding.package} ${finding.installed} → ${finding.fixed || 'no fix'} (${finding.target})`;
}
function annotate(scanned) {
    const { line, inputs, decision } = scanned;
    const place = line === undefined ? {} : { file: inputs.dockerfile, line };
    return decision.refusing.slice(0, annotationLimit).map((finding) => ({
        level: 'warning',
        title: `${finding.id} in ${finding.package}`,
        message: `${lineOf(finding)}${finding.title ? `: ${finding.title}` : ''}`,
        ...place,
    }));
}
function outputsOf(scanned) {
    const { decision, report, inputs } = scanned;
    const numbers = { ...decision.counts, total: decision.reported.length, fixable: decision.fixable };
    const suppressed = inputs['ignore-file'] ? report.suppressed : 0;
    return {
        ...Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, String(count)])),
        digest: imagePattern.exec(inputs.image ?? '')?.[1] ?? '',
        suppressed: suppressed === undefined ? '' : String(suppressed),
        json: scanned.files.json,
        sarif: scanned.files.sarif,
        sbom: scanned.files.sbom,
        'database-updated': scanned.database.updatedAt.toISOString(),
    };
}

;// CONCATENATED MODULE: ./actions/scan-image/build/bolt.js

/** Reads a few pages of a bbolt file (https://github.com/etcd-io/bbolt): a database of hundreds of megabytes is never read as a whole. */
const magic = 0xed0cdaed;
const flag = { branch: 0x01, leaf: 0x02 };
const headerSize = 16;
const elementSize = 16;
/** Names of the buckets at the root, and how many of `names` among them hold something. @throws Error where the file is no bbolt file */
async function inspectBuckets(path, names) {
    const file = await (0,promises_.open)(path);
    try {
        const { root, pageSize } = await readMeta(file);
        const entries = await leaves(file, pageSize, root);
        const buckets = entries.filter((entry) => entry.isBucket);
        const filled = [];
        for (const { key, value } of buckets.filter((entry) => names.includes(entry.key))) {
            if (await holdsAnything(file, pageSize, value))
                filled.push(key);
        }
        return { buckets: buckets.map(({ key }) => key), filled };
    }
    finally {
        await file.close();
    }
}
/** The newer of the two meta pages. */
async function readMeta(file) {
    const first = await read(file, 0, headerSize + 64);
    const pageSize = first.readUInt32LE(headerSize + 8);
    if (first.readUInt32LE(headerSize) !== magic || pageSize < 512 || pageSize > 65_536)
        throw new Error('not a bbolt file');
    const second = await read(file, pageSize, headerSize + 64);
    const metas = [first, second].filter((page) => page.readUInt32LE(headerSize) === magic);
    const newest = metas.reduce((a, b) => (b.readBigUInt64LE(headerSize + 48) > a.readBigUInt64LE(headerSize + 48) ? b : a));
    return { root: Number(newest.readBigUInt64LE(headerSize + 16)), pageSize };
}
async function readPage(file, pageSize, id) {
    const header = await read(file, id * pageSize, headerSize);
    const bytes = await read(file, id * pageSize, (header.readUInt32LE(12) + 1) * pageSize);
    return { flags: header.readUInt16LE(8), count: header.readUInt16LE(10), bytes };
}
/** Every entry below a page. Only the root's tree is walked so: it holds the names of buckets, a few hundred. */
async function leaves(file, pageSize, id, depth = 0) {
    if (depth > 8)
        throw new Error('a tree of pages without end');
    const page = await readPage(file, pageSize, id);
    if (page.flags & flag.leaf)
        return Array.from({ length: page.count }, (_, index) => entryOf(page, index));
    if (!(page.flags & flag.branch))
        throw new Error(`page ${id} is neither branch nor leaf`);
    const entries = [];
    for (let index = 0; index < page.count; index++) {
        const child = Number(page.bytes.readBigUInt64LE(headerSize + index * elementSize + 8));
        entries.push(...(await leaves(file, pageSize, child, depth + 1)));
    }
    return entries;
}
function entryOf(page, index) {
    const at = headerSize + index * elementSize;
    const start = at + page.bytes.readUInt32LE(at + 4);
    const middle = start + page.bytes.readUInt32LE(at + 8);
    const end = middle + page.bytes.readUInt32LE(at + 12);
    return {
        key: page.bytes.toString('utf8', start, middle),
        value: page.bytes.subarray(middle, end),
        isBucket: (page.bytes.readUInt32LE(at) & 1) === 1,
    };
}
/** A small bucket stands inside its own value, after a header that names page 0. */
async function holdsAnything(file, pageSize, value) {
    const root = Number(value.readBigUInt64LE(0));
    if (root === 0)
        return value.length >= 32 && value.readUInt16LE(16 + 10) > 0;
    return (await readPage(file, pageSize, root)).count > 0;
}
async function read(file, position, length) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead < length)
        throw new Error('the file ends too early');
    return buffer;
}

;// CONCATENATED MODULE: ./actions/scan-image/build/database.js




/** Clocks differ; a database from further ahead than this says nothing about its age. */
const tolerance = 24 * 3_600_000;
const notScanned = 'The image counts as not scanned.';
/**
 * Makes sure that a scan can mean something: Trivy itself passes every image against an empty database, and against one of years ago.
 * @throws Failure `database-empty`, `database-stale`
 */
async function checkDatabase(folder, maximumAge, now) {
    const updatedAt = await readUpdatedAt((0,external_node_path_.join)(folder, 'db', 'metadata.json'));
    const age = now - updatedAt.getTime();
    if (age > maximumAge || age < -tolerance) {
        const what = age < 0 ? 'is dated in the future' : `was made ${(0,build/* formatDuration */.a3)(age)} ago, and ${(0,build/* formatDuration */.a3)(maximumAge)} is the limit`;
        throw new build/* Failure */.HR('database-stale', `The vulnerability database ${what} (${updatedAt.toISOString()}).`, {
            state: notScanned,
            hint: 'Update it (trivy image --download-db-only), or raise db-max-age if you accept not to know newer vulnerabilities.',
        });
    }
    await refuseEmpty((0,external_node_path_.join)(folder, 'db', 'trivy.db'));
    return { updatedAt };
}
async function readUpdatedAt(file) {
    const text = await (0,promises_.readFile)(file, 'utf8').catch((cause) => {
        throw empty(`${file} cannot be read`, cause);
    });
    const date = /"UpdatedAt"\s*:\s*"([^"]+)"/.exec(text)?.[1];
    const time = Date.parse(date ?? '');
    if (!/"Version"\s*:\s*2\b/.test(text) || Number.isNaN(time))
        throw empty(`${file} does not describe a database of schema 2`);
    return new Date(time);
}
async function refuseEmpty(file) {
    const { buckets, filled } = await inspectBuckets(file, ['vulnerability']).catch((cause) => {
        throw empty(`${file} cannot be read (${(0,build/* messageOf */.bD)(cause)})`, cause);
    });
    const sources = buckets.filter((name) => name !== 'vulnerability' && name !== 'data-source');
    if (filled.length === 0 || sources.length === 0)
        throw empty(`${file} is a database without a single advisory`);
}
function empty(what, cause) {
    return new build/* Failure */.HR('database-empty', `There is no usable vulnerability database: ${what}.`, {
        state: notScanned,
        hint: 'Fetch it again (trivy image --download-db-only --cache-dir FOLDER); db-path is the folder that holds db/trivy.db.',
        ...(cause === undefined ? {} : { cause }),
    });
}

;// CONCATENATED MODULE: ./actions/scan-image/build/dockerfile.js
/** Line of the last FROM, from 1: the stage that is shipped unless a target says otherwise. Undefined where there is none. */
function lastFrom(dockerfile) {
    const index = dockerfile.split(/\r?\n/).findLastIndex((line) => /^\s*FROM\s+\S/i.test(line));
    return index < 0 ? undefined : index + 1;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./actions/scan-image/build/engine.js



/**
 * Trivy is told everything by its environment: an unknown variable is ignored where an unknown flag ends it, so one plan fits many versions. It is
 * never asked for an exit code of its own, which would mean findings and faults alike, and reports every severity: the gate is ours.
 */
function scanEnvironment(plan) {
    const common = {
        TRIVY_CACHE_DIR: plan.cache,
        TRIVY_FORMAT: plan.format ?? 'json',
        TRIVY_OUTPUT: plan.reportFile,
        TRIVY_SCANNERS: 'vuln',
        TRIVY_LIST_ALL_PKGS: 'true',
        TRIVY_SHOW_SUPPRESSED: 'true',
        TRIVY_NO_PROGRESS: 'true',
        TRIVY_SKIP_VERSION_CHECK: 'true',
        TRIVY_DISABLE_TELEMETRY: 'true',
        TRIVY_TIMEOUT: `${Math.ceil(plan.timeout / 1000)}s`,
    };
    return {
        ...common,
        ...('archive' in plan.subject ? { TRIVY_INPUT: plan.subject.archive } : { TRIVY_IMAGE_SRC: 'remote' }),
        ...(plan.offline ? { TRIVY_SKIP_DB_UPDATE: 'true', TRIVY_SKIP_JAVA_DB_UPDATE: 'true', TRIVY_OFFLINE_SCAN: 'true' } : {}),
        ...(plan.ignoreFile ? { TRIVY_IGNOREFILE: plan.ignoreFile } : {}),
        ...(plan.dockerConfig ? { DOCKER_CONFIG: plan.dockerConfig } : {}),
    };
}
const inherited = /^(PATH|HOME|TMPDIR|DOCKER_CONFIG|SSL_CERT_(FILE|DIR)|(HTTPS?|NO|ALL)_PROXY)$/i;
/**
 * The command line. A scanner needs no token of the job: every other variable is taken away by name before it starts, so that a scanner that was
 * tampered with finds none.
 */
function scanArguments(plan, variables) {
    const withheld = variables.filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !inherited.test(name));
    const own = Object.keys(scanEnvironment(plan));
    const unset = withheld.filter((name) => !own.includes(name)).flatMap((name) => ['-u', name]);
    const subject = 'image' in plan.subject ? ['--', plan.subject.image] : [];
    return ['env', ...unset, plan.tool, 'image', ...subject];
}
/** Runs one scan; the report is in `reportFile`. @throws Failure `scanner-error`, `program-missing`, `timeout` */
async function scan(shell, plan, variables, options) {
    try {
        await shell.run(scanArguments(plan, variables), { ...options, env: scanEnvironment(plan), deadline: plan.timeout });
    }
    catch (error) {
        const state = 'The image counts as not scanned.';
        if (error instanceof build/* Failure */.HR && error.reason === 'timeout') {
            throw (0,build/* withDetails */.FE)(new build/* Failure */.HR('timeout', `The scan did not end within ${(0,build/* formatDuration */.a3)(plan.timeout)}.`, { cause: error }), {
                state,
            });
        }
        if (!(error instanceof shell_build/* ProgramFailure */.J9))
            throw error;
        if (error.code === 127) {
            throw new build/* Failure */.HR('program-missing', `${plan.tool} is not installed on ${shell.where}.`, {
                state,
                hint: 'Install Trivy (trivy.dev), or name the program in tool-path.',
                cause: error,
            });
        }
        throw new build/* Failure */.HR('scanner-error', `The scanner ended with exit code ${error.code}: ${lastWords(error.stderr)}`, {
            state,
            hint: hintFor(error.stderr),
            cause: error,
        });
    }
}
/** What Trivy said last, without its time stamps and colours. Some builds end without a word. */
function lastWords(stderr) {
    const plain = (0,external_node_util_.stripVTControlCharacters)(stderr).trimEnd().split('\n').slice(-3);
    const said = plain
        .map((line) => line.replace(/^\S+T\S+\s+/, '').trim())
        .filter(Boolean)
        .join(' ');
    return said || 'it did not say why.';
}
function hintFor(stderr) {
    if (/unauthorized|denied|\b40[13]\b/i.test(stderr))
        return 'The registry refused it: check registry-username and registry-password. On GitHub: permissions: packages: read.';
    if (/toomanyrequests|\b429\b/i.test(stderr))
        return 'A registry asked to slow down: keep the database in a cache and name it in db-path.';
    if (/manifest.?unknown|not found|\b404\b/i.test(stderr))
        return 'Check that the image with this digest is in the registry.';
    return 'Check that the registry and, without db-path, the source of the database can be reached.';
}

;// CONCATENATED MODULE: ./actions/scan-image/build/gate.js

/**
 * Decides on a report. Silence is no proof: without any package there was nothing to compare, and of a distribution past its end nobody reports
 * vulnerabilities any more; the scanner itself passes both.
 */
function decide(report, policy) {
    const reported = report.findings.filter(({ severity }) => policy.report.includes(severity)).toSorted(worstFirst);
    const refusing = reported.filter(({ severity, fixed }) => policy.refuse.includes(severity) && (fixed !== '' || !policy.onlyFixable));
    const count = (severity) => reported.filter((finding) => finding.severity === severity).length;
    return {
        verdict: verdictOf(report, policy, refusing.length),
        reported,
        refusing,
        counts: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low'), unknown: count('unknown') },
        fixable: reported.filter(({ fixed }) => fixed !== '').length,
    };
}
function verdictOf(report, policy, refusing) {
    if (refusing > 0)
        return 'vulnerabilities';
    if (report.system?.endOfLife && policy.failOnEndOfLife)
        return 'end-of-life';
    if (report.packages === 0 && !policy.allowEmpty)
        return 'nothing-found';
    return 'passed';
}
function worstFirst(a, b) {
    const rank = severities.indexOf(a.severity) - severities.indexOf(b.severity);
    return rank || a.package.localeCompare(b.package) || a.id.localeCompare(b.id);
}

;// CONCATENATED MODULE: ./actions/scan-image/build/report.js


/** Reads Trivy's JSON (schema 2). Every field may be missing, and enumerations grow. @throws Failure `scanner-error` */
function parseReport(text) {
    const report = object(report_parse(text));
    if (report['SchemaVersion'] !== 2)
        throw notAReport(`its schema version is ${String(report['SchemaVersion'] ?? 'missing')}, not 2`);
    const metadata = object(report['Metadata']);
    const results = list(report['Results']);
    const modified = results.flatMap((result) => Array.isArray(result['ExperimentalModifiedFindings']) ? result['ExperimentalModifiedFindings'] : []);
    return {
        digests: strings(metadata['RepoDigests']).flatMap((name) => name.split('@')[1] ?? []),
        system: systemOf(metadata['OS']),
        packages: results.reduce((count, result) => count + list(result['Packages']).length, 0),
        findings: results.flatMap((result) => list(result['Vulnerabilities']).map((found) => finding(found, string(result['Target'])))),
        suppressed: modified.length > 0 ? modified.length : undefined,
    };
}
function finding(found, target) {
    const source = object(found['DataSource']);
    return {
        id: string(found['VulnerabilityID']),
        severity: severityOf(string(found['Severity'])),
        severitySource: string(found['SeveritySource']) || string(source['ID']),
        package: string(found['PkgName']),
        installed: string(found['InstalledVersion']),
        fixed: string(found['FixedVersion']),
        title: string(found['Title']),
        url: string(found['PrimaryURL']),
        target: string(found['PkgPath']) || target,
    };
}
function systemOf(value) {
    const system = object(value);
    const name = [string(system['Family']), string(system['Name'])].filter(Boolean).join(' ');
    return name ? { name, endOfLife: system['EOSL'] === true } : undefined;
}
function report_parse(text) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw notAReport('it is no JSON', cause);
    }
}
function notAReport(why, cause) {
    return new build/* Failure */.HR('scanner-error', `The scanner's report cannot be used: ${why}.`, {
        state: 'The image counts as not scanned.',
        hint: 'Check that tool-path is a Trivy of version 0.46 or newer.',
        ...(cause === undefined ? {} : { cause }),
    });
}
function object(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function list(value) {
    return Array.isArray(value) ? value.map(object) : [];
}
function strings(value) {
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
function string(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./actions/scan-image/build/sarif.js

/** Code scanning orders by this number, and by the level. */
const scores = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', unknown: '0.5' };
const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note', unknown: 'note' };
/**
 * SARIF 2.1.0 as code scanning takes it: a path inside an image is no file of the repository, so every result stands at the Dockerfile, and has a
 * fingerprint of its own so that an upload replaces the one before.
 */
function renderSarif(findings, image, place) {
    const rules = [...new Map(findings.map((finding) => [ruleId(finding), finding])).values()];
    const index = new Map(rules.map((finding, position) => [ruleId(finding), position]));
    const repository = image.split('@')[0] ?? image;
    const run = {
        tool: { driver: { name: 'Slipway scan-image', informationUri: 'https://trivy.dev', rules: rules.map(sarif_rule) } },
        automationDetails: { id: `scan-image/${repository}/` },
        results: findings.map((finding) => ({
            ruleId: ruleId(finding),
            ruleIndex: index.get(ruleId(finding)) ?? 0,
            level: levels[finding.severity],
            message: { text: `${finding.package} ${finding.installed} in ${repository} (${finding.target}): ${advice(finding)}` },
            locations: [
                {
                    physicalLocation: {
                        artifactLocation: { uri: encodeURI(place.file) },
                        region: { startLine: place.line, startColumn: 1, endLine: place.line, endColumn: 2 },
                    },
                },
            ],
            partialFingerprints: { primaryLocationLineHash: fingerprint(finding, repository) },
        })),
    };
    return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
/** A vulnerability may be rated differently in two packages, and a rule has one rating. */
function ruleId(finding) {
    return `${finding.id}/${finding.package}`;
}
function sarif_rule(finding) {
    const title = (finding.title || `${finding.id} in ${finding.package}`).slice(0, 1000);
    return {
        id: ruleId(finding),
        name: finding.id,
        shortDescription: { text: `${finding.id}: ${finding.package}`.slice(0, 1000) },
        fullDescription: { text: title },
        help: { text: `${title}\n${advice(finding)}${finding.url ? `\n${finding.url}` : ''}` },
        ...(finding.url ? { helpUri: finding.url } : {}),
        properties: {
            'security-severity': scores[finding.severity],
            precision: 'very-high',
            tags: ['vulnerability', 'security', finding.severity],
        },
    };
}
function advice(finding) {
    return finding.fixed ? `fixed in ${finding.fixed}` : 'no fixed version yet';
}
/** Stable while the fault stays: neither the version nor the line is part of it. */
function fingerprint(finding, repository) {
    return (0,external_node_crypto_.createHash)('sha256').update([repository, finding.id, finding.package, finding.target].join('\0')).digest('hex').slice(0, 32);
}

;// CONCATENATED MODULE: ./actions/scan-image/build/sbom.js





/**
 * Writes what the image is made of beside the scan, from the same digest.
 * @returns its absolute path; empty where none was asked for
 * @throws Failure `scanner-error` where the document is about something else or holds nothing
 */
async function writeBill(inputs, plan, ports, cwd) {
    if (!inputs['sbom-file'])
        return '';
    const reportFile = (0,external_node_path_.resolve)(ports.context.workspace, inputs['sbom-file']);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(reportFile), { recursive: true });
    await ports.log.group('Bill of materials', () => scan(ports.shell, { ...plan, reportFile, format: 'cyclonedx' }, ports.variables, {
        cwd,
        signal: ports.signal,
        onLine: (line) => ports.log.untrusted(line),
    }));
    const problem = problemOf(await (0,promises_.readFile)(reportFile, 'utf8').catch(() => ''), imagePattern.exec(inputs.image ?? '')?.[1]);
    if (problem && !(inputs['allow-empty'] && problem === emptyBill))
        throw new build/* Failure */.HR('scanner-error', `The bill of materials ${problem}.`, { state: 'The image counts as not scanned.' });
    return reportFile;
}
const emptyBill = 'holds no component';
/** What is wrong with a bill of materials; undefined where nothing is. */
function problemOf(text, digest) {
    let bill;
    try {
        bill = JSON.parse(text);
    }
    catch {
        return 'is no JSON';
    }
    if (bill.bomFormat !== 'CycloneDX')
        return 'is no CycloneDX document';
    if (!bill.components?.length)
        return emptyBill;
    if (digest && !decodeURIComponent(JSON.stringify(bill.metadata?.component ?? '')).includes(digest))
        return `is not about ${digest}`;
    return undefined;
}

;// CONCATENATED MODULE: ./actions/scan-image/build/run.js













/** One scan to JSON, and a gate of our own over it. @throws Failure with the outputs and the summary of the scan, where there was one */
async function run_run(inputs, ports) {
    const { context, clock, log, shell } = ports;
    const results = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'slipway-scan-'));
    const work = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'slipway-scanner-'));
    try {
        const plan = await makePlan(inputs, ports, results, work);
        if (plan.offline)
            await checkDatabase((0,external_node_path_.resolve)(context.workspace, inputs['db-path'] ?? ''), inputs['db-max-age'], clock.now());
        await log.group('Scan', () => scan(shell, plan, ports.variables, { cwd: work, signal: ports.signal, onLine: (line) => log.untrusted(line) }));
        const database = await checkDatabase(plan.cache, inputs['db-max-age'], clock.now());
        const report = parseReport(await (0,promises_.readFile)(plan.reportFile, 'utf8').catch(() => ''));
        if (inputs.image)
            refuseOtherImage(inputs.image, report);
        const decision = decide(report, policyOf(inputs));
        const subject = inputs.image ?? inputs.path ?? '';
        const text = await (0,promises_.readFile)((0,external_node_path_.resolve)(context.workspace, inputs.dockerfile), 'utf8').catch(() => '');
        const line = lastFrom(text);
        const sarif = (0,external_node_path_.join)(results, 'report.sarif');
        await (0,promises_.writeFile)(sarif, renderSarif(decision.reported, subject, { file: inputs.dockerfile, line: line ?? 1 }));
        const sbom = await writeBill(inputs, plan, ports, work);
        const files = { json: plan.reportFile, sarif, sbom };
        return conclude({ inputs, subject, report, decision, database, files, line }, log);
    }
    finally {
        await (0,promises_.rm)(work, { recursive: true, force: true });
    }
}
/**
 * The scanner works in an empty folder: a `.trivyignore` or `trivy.yaml` that lies in the repository must not decide unseen. With `db-path` it also
 * gets a cache of its own beside the database, because two scans cannot share one.
 */
async function makePlan(inputs, ports, results, work) {
    const { workspace } = ports.context;
    const database = inputs['db-path'];
    let cache = (0,external_node_path_.join)(work, 'cache');
    if (database) {
        await (0,promises_.mkdir)(cache);
        await (0,promises_.symlink)((0,external_node_path_.resolve)(workspace, database, 'db'), (0,external_node_path_.join)(cache, 'db'));
    }
    else {
        cache = (await ports.shell.run(['sh', '-c', 'printf %s "${XDG_CACHE_HOME:-$HOME/.cache}/trivy"'])).stdout;
    }
    return {
        tool: inputs['tool-path'].includes('/') ? (0,external_node_path_.resolve)(workspace, inputs['tool-path']) : inputs['tool-path'],
        subject: inputs.image ? { image: inputs.image } : { archive: await existing('path', (0,external_node_path_.resolve)(workspace, inputs.path ?? '')) },
        cache,
        offline: database !== undefined,
        ignoreFile: inputs['ignore-file'] && (await existing('ignore-file', (0,external_node_path_.resolve)(workspace, inputs['ignore-file']))),
        reportFile: (0,external_node_path_.join)(results, 'report.json'),
        dockerConfig: await writeLogin(inputs, work),
        timeout: inputs.timeout,
    };
}
async function existing(input, path) {
    if ((await (0,promises_.stat)(path).catch(() => undefined))?.isFile())
        return path;
    throw (0,build/* badInputs */.PD)([{ input, message: `names ${path}, and there is no such file` }]);
}
/** Credentials reach the scanner in a file: its own variables for them take a comma in a password for two passwords. */
async function writeLogin(inputs, work) {
    const { 'registry-username': username, 'registry-password': password, image } = inputs;
    if (!username || !password || !image)
        return undefined;
    const [host = ''] = image.split('/');
    const registry = /[.:]|^localhost$/.test(host) ? host : 'https://index.docker.io/v1/';
    const folder = (0,external_node_path_.join)(work, 'docker');
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify({ auths: { [registry]: { auth } } }), { mode: 0o600 });
    return folder;
}
function refuseOtherImage(image, report) {
    const wanted = imagePattern.exec(image)?.[1];
    if (wanted && report.digests.includes(wanted))
        return;
    throw new build/* Failure */.HR('scanner-error', `The report is about ${report.digests.join(', ') || 'an image without a digest'}, not about ${wanted ?? image}.`, {
        state: 'The image counts as not scanned.',
        hint: 'Scan the image by the digest of its manifest, as the output digest of the build holds it.',
    });
}
function policyOf(inputs) {
    const report = parseSeverities(inputs.severity);
    const refuse = parseSeverities(inputs['fail-on']);
    if (!report || !refuse)
        throw (0,build/* badInputs */.PD)([{ input: report ? 'fail-on' : 'severity', message: 'names an unknown severity' }]);
    return {
        report,
        refuse,
        onlyFixable: inputs['only-fixable'],
        allowEmpty: inputs['allow-empty'],
        failOnEndOfLife: inputs['fail-on-eol'],
    };
}

;// CONCATENATED MODULE: ./actions/scan-image/build/index.js



// EXTERNAL MODULE: ./actions/release/build/step-inputs.js
var step_inputs = __webpack_require__(6310);
;// CONCATENATED MODULE: ./actions/release/build/images.js



/** Builds, scans and tags, in this order: no deployable tag exists before the scan passed. `made` holds what is known meanwhile. */
async function makeImages(inputs, plan, ports, step, made) {
    const built = (images) => ({ images });
    made.images = await step('build', { services: Object.keys(plan.settings.images) }, () => buildAll(inputs, plan, ports), built);
    const { images } = made;
    if (plan.settings.scan !== false)
        made.scan = await step('scan', {}, () => scanAll(inputs, plan, images, ports), (scan) => ({ scan }));
    await step('tag', { images }, () => tagAll(inputs, plan, images, ports), () => ({}));
    return images;
}
/** Service to its image by digest. No tag exists yet. */
async function buildAll(inputs, plan, ports) {
    const images = {};
    for (const [service, image] of Object.entries(plan.settings.images)) {
        const built = await run((0,step_inputs/* inputsFor */.pz)(contract, (0,step_inputs/* buildInputs */._9)(inputs, plan, image), check), {
            ...ports,
            shell: ports.local,
        });
        images[service] = built.image;
    }
    return images;
}
/** Service to one line about its scan. @throws Failure `vulnerabilities` and others, before any tag exists */
async function scanAll(inputs, plan, images, ports) {
    const found = {};
    const settings = plan.settings.scan;
    if (settings === false)
        return found;
    for (const [service, image] of Object.entries(images)) {
        const given = {
            image,
            ...settings,
            'fail-on': settings['fail-on']?.join(','),
            dockerfile: settings.dockerfile ?? dockerfileOf(plan, service),
            'sbom-file': inputs['sbom-directory'] && `${inputs['sbom-directory']}/${service}.cdx.json`,
            'tool-path': inputs['tool-path'],
            'db-path': inputs['db-path'],
            ...(0,step_inputs/* registryInputs */.P4)(inputs),
        };
        const variables = Object.keys(process.env);
        const { outputs } = await run_run((0,step_inputs/* inputsFor */.pz)(contract_contract, given, check_check), { ...ports, shell: ports.local, variables });
        found[service] = `scanned: ${outputs.critical ?? 0} critical, ${outputs.high ?? 0} high of ${outputs.total ?? 0}`;
    }
    return found;
}
function dockerfileOf(plan, service) {
    const image = plan.settings.images[service];
    return image?.file ?? `${image?.context ?? '.'}/Dockerfile`;
}
/** Gives the version's tag to every image, now that all of them passed. */
async function tagAll(inputs, plan, images, ports) {
    for (const image of Object.values(images)) {
        const [repository, digest] = image.split('@');
        const given = { mode: 'tag', image: repository, digest, tags: [(0,step_inputs/* tagOf */.cO)(plan.version)], ...(0,step_inputs/* registryInputs */.P4)(inputs) };
        await run((0,step_inputs/* inputsFor */.pz)(contract, given, check), { ...ports, shell: ports.local });
    }
}


/***/ }),

/***/ 6310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gg: () => (/* binding */ switchInputs),
/* harmony export */   P4: () => (/* binding */ registryInputs),
/* harmony export */   _9: () => (/* binding */ buildInputs),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   pz: () => (/* binding */ inputsFor),
/* harmony export */   vb: () => (/* binding */ placeInputs)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _slipway_blue_green_switch__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(395);


/**
 * The inputs of one of the six actions, with its own defaults and its own checks: a release can hand a step nothing that a workflow could not.
 * @throws Failure `bad-input`
 */
function inputsFor(contract, given, check) {
    const env = {};
    for (const [name, value] of Object.entries(given)) {
        if (value === undefined)
            continue;
        if (!(name in contract.inputs))
            throw new Error(`${contract.name} has no input ${name}`);
        env[(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .environmentName */ .VE)(name)] = Array.isArray(value) ? value.join('\n') : String(value);
    }
    return (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .readInputs */ .Ko)(contract, env, check);
}
/** Inputs that say which application on which server; what an action does not have is left out. */
function placeInputs(plan) {
    const { settings } = plan;
    return { 'project-name': settings.project, 'compose-file': settings['compose-file'], directory: settings.directory };
}
function registryInputs(inputs) {
    return { 'registry-username': inputs['registry-username'], 'registry-password': inputs['registry-password'] };
}
function buildInputs(inputs, plan, image) {
    const pairs = (record) => Object.entries(record ?? {}).map(([name, value]) => `${name}=${value}`);
    return {
        image: image.image,
        context: image.context,
        file: image.file,
        target: image.target,
        version: plan.version,
        'build-args': pairs(image['build-args']).map((line) => line.replaceAll('{{version}}', () => plan.version)),
        'build-contexts': pairs(image['build-contexts']),
        ...registryInputs(inputs),
    };
}
/** A version as a tag may be written: 128 characters of a small set, not starting with a dot or dash. */
function tagOf(version) {
    return (version
        .replaceAll(/[^\w.-]/g, '-')
        .replace(/^[.-]+/, '')
        .slice(0, 128) || 'release');
}
/** What the switch is to do for this application, whatever the mode. */
function switchInputs(inputs, plan, given) {
    return inputsFor(_slipway_blue_green_switch__WEBPACK_IMPORTED_MODULE_1__/* .contract */ .dz, {
        timeout: `${inputs.timeout}ms`,
        ...placeInputs(plan),
        ...registryInputs(inputs),
        ...plan.settings.switch,
        ...given,
    });
}


/***/ }),

/***/ 4170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ bodyLimit),
/* harmony export */   n: () => (/* binding */ Body)
/* harmony export */ });
/** What is read of a body at most. */
const bodyLimit = 1024 * 1024;
/**
 * The beginning of a body in one piece of memory: a server that sends a million pieces of one byte each must not cost a million objects.
 */
class Body {
    #bytes = Buffer.alloc(0);
    #size = 0;
    /** What came, kept or not. */
    #read = 0;
    #keep;
    /** More arrived than is kept. */
    truncated = false;
    /** `keep`: bytes that are kept; the rest is read, as a user would, and thrown away. */
    constructor(keep = bodyLimit) {
        this.#keep = keep;
    }
    /** Takes what fits; false where the limit is reached and nothing more is wanted. */
    add(chunk) {
        this.#read += chunk.length;
        this.#copy(chunk, Math.min(chunk.length, this.#keep - this.#size));
        this.truncated ||= this.#read > this.#keep;
        return this.#read <= bodyLimit;
    }
    #copy(chunk, length) {
        if (this.#size + length > this.#bytes.length)
            this.#grow(this.#size + length);
        chunk.copy(this.#bytes, this.#size, 0, length);
        this.#size += length;
    }
    #grow(least) {
        const bytes = Buffer.allocUnsafe(Math.min(this.#keep, Math.max(least, this.#bytes.length * 2)));
        this.#bytes.copy(bytes, 0, 0, this.#size);
        this.#bytes = bytes;
    }
    get text() {
        return this.#bytes.toString('utf8', 0, this.#size);
    }
}


/***/ }),

/***/ 7133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ everyElement),
/* harmony export */   i: () => (/* binding */ ConditionError)
/* harmony export */ });
const everyElement = Symbol('[*]');
/** A condition that means nothing. It never counts as a pass, and no answer can repair it. */
class ConditionError extends Error {
    condition;
    /** Offset of the first wrong character in `condition`. */
    position;
    /** The name that was probably meant. */
    suggestion;
    constructor(condition, position, problem, suggestion) {
        const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
        super(`${problem}${hint} At column ${position + 1} of: ${condition.length > 200 ? `${condition.slice(0, 197)}...` : condition}`);
        this.name = 'ConditionError';
        this.condition = condition;
        this.position = position;
        this.suggestion = suggestion;
    }
}


/***/ }),

/***/ 1776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ Cursor),
/* harmony export */   x: () => (/* binding */ isSpace)
/* harmony export */ });
/* harmony import */ var _condition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7133);

/** A place in the text of a condition. */
class Cursor {
    text;
    position = 0;
    constructor(text) {
        this.text = text;
    }
    /** The character here; empty at the end. */
    get here() {
        return this.text.charAt(this.position);
    }
    get rest() {
        return this.text.slice(this.position);
    }
    /** Takes `expected` where it stands here. */
    take(expected) {
        if (!this.text.startsWith(expected, this.position))
            return false;
        this.position += expected.length;
        return true;
    }
    /** Takes characters as long as they are of a kind. */
    takeWhile(kind) {
        const start = this.position;
        while (this.position < this.text.length && kind(this.here))
            this.position++;
        return this.text.slice(start, this.position);
    }
    skipSpaces() {
        this.takeWhile(isSpace);
    }
    fail(problem, position = this.position, suggestion) {
        throw new _condition_js__WEBPACK_IMPORTED_MODULE_0__/* .ConditionError */ .i(this.text, Math.min(position, this.text.length), problem, suggestion);
    }
}
function isSpace(character) {
    return character === ' ' || character === '\t';
}


/***/ }),

/***/ 3919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  iG: () => (/* reexport */ build_condition/* ConditionError */.i),
  Ih: () => (/* reexport */ histogramBounds),
  Xq: () => (/* reexport */ open_check_openCheck),
  zB: () => (/* reexport */ parseCondition),
  WN: () => (/* reexport */ parseConditions),
  Rr: () => (/* reexport */ build_version/* parsePath */.Rr),
  dy: () => (/* reexport */ probe/* probe */.dy),
  k_: () => (/* reexport */ runCheck),
  JT: () => (/* reexport */ runChecks),
  WU: () => (/* reexport */ show/* show */.WU),
  wB: () => (/* reexport */ watch)
});

// UNUSED EXPORTS: evaluate, identify, isPrivate, measure

// EXTERNAL MODULE: ./packages/checks/build/condition.js
var build_condition = __webpack_require__(7133);
;// CONCATENATED MODULE: ./packages/checks/build/glob.js
/** Longer patterns are refused when a condition is parsed. */
const longestGlob = 500;
/**
 * True where the whole text is as the pattern says: `*` stands for any text, `?` for one character. With a `?`, every
 * state of the pattern is one bit and every character of the text is looked at once. The time grows with the text and never explodes, whatever a
 * server answers.
 */
function matchGlob(glob, text) {
    return glob.includes('?') ? matchStates(glob, text) : matchPieces(glob.split('*'), text);
}
/** Pieces of text with anything between them: the first at the start, the last at the end, each of the others as early as it occurs. */
function matchPieces(pieces, text) {
    const [first = '', ...others] = pieces;
    const last = others.pop();
    if (last === undefined)
        return text === first;
    if (!text.startsWith(first))
        return false;
    let at = first.length;
    for (const piece of others) {
        const found = text.indexOf(piece, at);
        if (found < 0)
            return false;
        at = found + piece.length;
    }
    return text.length - at >= last.length && text.endsWith(last);
}
function matchStates(glob, text) {
    const { size, words, loops, any, masks } = compile(glob);
    let state = new Uint32Array(words);
    let next = new Uint32Array(words);
    state[0] = 1;
    for (let index = 0; index < text.length; index++) {
        const mask = masks.get(text.charCodeAt(index)) ?? any;
        let carry = 0;
        let alive = 0;
        for (let word = 0; word < words; word++) {
            const now = state[word] ?? 0;
            const moved = now & (mask[word] ?? 0);
            const after = (moved << 1) | carry | (now & (loops[word] ?? 0));
            carry = moved >>> 31;
            next[word] = after;
            alive |= after;
        }
        if (alive === 0)
            return false;
        [state, next] = [next, state];
    }
    return (((state[size >> 5] ?? 0) >>> (size & 31)) & 1) === 1;
}
function compile(glob) {
    const tokens = glob.replaceAll('*', '');
    const words = (tokens.length >> 5) + 1;
    const loops = new Uint32Array(words);
    const any = new Uint32Array(words);
    let place = 0;
    for (const character of glob.split('')) {
        if (character === '*')
            mark(loops, place);
        else {
            if (character === '?')
                mark(any, place);
            place++;
        }
    }
    const masks = new Map();
    for (let index = 0; index < tokens.length; index++) {
        if (tokens[index] === '?')
            continue;
        const code = tokens.charCodeAt(index);
        const mask = masks.get(code) ?? any.slice();
        mark(mask, index);
        masks.set(code, mask);
    }
    return { size: tokens.length, words, loops, any, masks };
}
function mark(set, place) {
    set[place >> 5] = (set[place >> 5] ?? 0) | (1 << (place & 31));
}

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./packages/checks/build/number.js

/** The number that a text writes: decimal, or `0x`, `0o`, `0b`. Undefined where it is none, or is too large to be told from its neighbour. */
function parseNumber(text) {
    if (text.length > 40)
        return undefined;
    if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) && !isRadix(text))
        return undefined;
    const number = Number(text);
    if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
        return undefined;
    return number;
}
/** The whole number that a text writes. `1.10` is a version as often as a number, so texts of that kind are not compared as numbers. */
function parseInteger(text) {
    return /^[+-]?\d+$/.test(text) || isRadix(text) ? parseNumber(text) : undefined;
}
function isRadix(text) {
    return /^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(text);
}
/** Milliseconds of `300ms`, `2s`, `14d`. */
function parseTime(text) {
    return text.length > 40 ? undefined : (0,build/* parseDuration */.E9)(text);
}
/** The share that `1%` or `0.5%` writes, 0 to 1; undefined for more than 100 and everything else. */
function parseShare(text) {
    const [, percent] = /^(\d{1,3}(?:\.\d{1,15})?)%$/.exec(text) ?? [];
    // Moving the point keeps 0.7% exactly what 0.007 writes.
    const share = percent === undefined ? undefined : Number(`${percent}e-2`);
    return share !== undefined && share <= 1 ? share : undefined;
}

// EXTERNAL MODULE: ./packages/checks/build/show.js
var show = __webpack_require__(8903);
;// CONCATENATED MODULE: ./packages/checks/build/value.js


function literal({ text, quoted }) {
    const number = quoted ? undefined : parseNumber(text);
    const time = quoted ? undefined : parseTime(text);
    return { type: 'literal', text, quoted, ...(number === undefined ? {} : { number }), ...(time === undefined ? {} : { time }) };
}
function fromJson(json) {
    if (typeof json === 'number')
        return { type: 'number', number: json };
    if (typeof json === 'string')
        return { type: 'text', text: json };
    if (typeof json === 'boolean')
        return { type: 'boolean', boolean: json };
    return typeof json === 'object' && json !== null ? { type: 'structure', json } : { type: 'null' };
}
/** Items of a list, keys of an object, characters of everything else. */
function lengthOf(value) {
    if (value.type === 'structure')
        return Array.isArray(value.json) ? value.json.length : Object.keys(value.json).length;
    return plainText(value).length;
}
/** A structure of so many levels that it cannot be written as text. */
function isUnwritable(value) {
    return value.type === 'structure' && stringify(value.json) === '';
}
/** The text that `pat()` looks at, and that two values of unlike types are compared by. */
function plainText(value) {
    switch (value.type) {
        case 'number':
            return String(value.number);
        case 'duration':
            return String(Math.round(value.time));
        case 'share':
            return `${Number((value.share * 100).toFixed(3))}%`;
        case 'boolean':
            return String(value.boolean);
        case 'text':
        case 'literal':
            return value.text;
        case 'null':
            return 'null';
        case 'structure':
            return stringify(value.json);
        case 'versions':
            return value.versions[0] ?? '';
        case 'texts':
            return value.texts[0] ?? '';
    }
}
/** JSON text; empty where it is nested too deeply to be written. */
function stringify(json) {
    try {
        return JSON.stringify(json);
    }
    catch {
        return '';
    }
}
function showValue(value) {
    if (value.type === 'structure')
        return (0,show/* showJson */.qN)(value.json);
    if (value.type === 'duration')
        return `${Math.round(value.time)} ms`;
    if (value.type === 'versions')
        return value.versions.map((version) => (0,show/* show */.WU)(version, 60)).join(', ');
    if (value.type === 'texts')
        return (0,show/* show */.WU)(value.shown);
    return plainText(value) === '' ? 'an empty text' : (0,show/* show */.WU)(plainText(value));
}

// EXTERNAL MODULE: ./packages/checks/build/version.js
var build_version = __webpack_require__(440);
;// CONCATENATED MODULE: ./packages/checks/build/compare.js




const tooDeep = { why: 'nested too deeply to be compared' };
/** Whether a value is as `pat()` says. */
function matches(glob, value) {
    if (isUnwritable(value))
        return tooDeep;
    return textsOf(value).some((text) => matchGlob(glob, text));
}
function textsOf(value) {
    if (value.type === 'versions')
        return value.versions;
    return value.type === 'texts' ? value.texts : [plainText(value)];
}
function equal(a, b) {
    if (a.type === 'literal' && b.type !== 'literal')
        return equal(b, a);
    if (b.type === 'texts')
        return equal(b, a);
    if (a.type === 'texts')
        return a.texts.some((text) => equal({ type: 'text', text }, b) === true);
    if (isUnwritable(a) || isUnwritable(b))
        return tooDeep;
    if (a.type === 'versions' || b.type === 'versions')
        return equalVersions(a, b);
    if (b.type === 'literal')
        return equalLiteral(a, b);
    if (a.type === 'number' && b.type === 'number')
        return tooLarge(a.number) ?? a.number === b.number;
    if ((a.type === 'null' || b.type === 'null') && a.type !== b.type)
        return false;
    return equalText(plainText(a), plainText(b));
}
function equalLiteral(a, b) {
    switch (a.type) {
        case 'number':
            return tooLarge(a.number) ?? b.number === a.number;
        case 'share':
            return (parseShare(b.text) ?? b.number) === a.share;
        case 'duration':
            return (b.time ?? b.number) === a.time;
        case 'boolean':
            return !b.quoted && b.text === String(a.boolean);
        case 'null':
            return !b.quoted && b.text === 'null';
        case 'structure':
            return plainText(a) === b.text;
        default:
            // A body that is itself quoted JSON is meant as often as the text in the quotes.
            return b.quoted ? [b.text, `"${b.text}"`, `'${b.text}'`].includes(plainText(a)) : equalText(plainText(a), b.text);
    }
}
/** Texts that both write a whole number are compared as numbers, as gatus does: `0x10` is `16`. */
function equalText(a, b) {
    if (a === b)
        return true;
    const number = parseInteger(a);
    return number !== undefined && number === parseInteger(b);
}
function equalVersions(a, b) {
    const listOf = (value) => (value.type === 'versions' ? value.versions : [plainText(value)]);
    return listOf(a).some((version) => listOf(b).some((other) => (0,build_version/* sameVersion */.r1)(version, other)));
}
/** JSON numbers beyond 2^53 arrive rounded: two different ones would look alike. */
function tooLarge(number) {
    const unsafe = Number.isInteger(number) && !Number.isSafeInteger(number);
    return unsafe ? { why: `${number} is too large to be compared exactly` } : undefined;
}
function ordered(operator, a, b) {
    const pair = magnitudes(a, b);
    if (!('left' in pair))
        return pair;
    const { left, right } = pair;
    if (operator === '<')
        return left < right;
    if (operator === '<=')
        return left <= right;
    return operator === '>' ? left > right : left >= right;
}
/**
 * Both sides as numbers of one kind. A number without a unit is milliseconds beside `[RESPONSE_TIME]`, and nothing beside another duration; beside a
 * share it is one of 0 to 1.
 */
function magnitudes(a, b) {
    const [left, right] = [magnitude(a), magnitude(b)];
    for (const [value, found] of [[a, left], [b, right]]) {
        if (found === undefined)
            return { why: `${value.type === 'text' ? 'a text' : value.type} has no order` };
    }
    if (left === undefined || right === undefined)
        return { why: 'no order' };
    const sizes = { left: left.size, right: right.size };
    if (left.kind === right.kind)
        return sizes;
    if (left.kind === 'share' || right.kind === 'share')
        return beside(left, right) ?? sizes;
    if (a.type !== 'duration' && b.type !== 'duration')
        return { why: 'one side is a duration, the other a number without a unit' };
    return sizes;
}
/** Why a share cannot be compared with what is no share. 95 may be percent or not: nobody knows. */
function beside(...sides) {
    const other = sides.find(({ kind }) => kind !== 'share');
    if (other === undefined)
        return undefined;
    if (other.kind === 'time')
        return { why: 'one side is a share, the other a duration' };
    return other.size >= 0 && other.size <= 1 ? undefined : { why: `${other.size} is no share of 0 to 1` };
}
function magnitude(value) {
    if (value.type === 'number')
        return { kind: 'number', size: value.number };
    if (value.type === 'duration')
        return { kind: 'time', size: value.time };
    if (value.type === 'share')
        return { kind: 'share', size: value.share };
    if (value.type !== 'text' && value.type !== 'literal')
        return undefined;
    const number = parseNumber(value.text);
    if (number !== undefined)
        return { kind: 'number', size: number };
    const time = parseTime(value.text);
    if (time !== undefined)
        return { kind: 'time', size: time };
    const share = parseShare(value.text);
    return share === undefined ? undefined : { kind: 'share', size: share };
}

// EXTERNAL MODULE: ./packages/checks/build/path.js
var build_path = __webpack_require__(7413);
;// CONCATENATED MODULE: ./packages/checks/build/observation.js
/** Something came back that can be looked at. An answer over HTTP has a status; other kinds have what they found out as JSON. */
function isAnswered({ status, json, error }) {
    return status !== undefined || json !== undefined || error === undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/resolve.js




const cut = 'the body is larger than 1 MiB and was not read to its end';
/** The value of an operand in an answer; `pat()` and `any()` have none of their own. */
function resolve(operand, observation) {
    if (operand.kind === 'literal')
        return { value: literal(operand) };
    return operand.kind === 'call' ? resolveCall(operand, observation) : resolvePlaceholder(operand, observation);
}
function resolvePlaceholder({ name, path }, observation) {
    switch (name) {
        case 'CONNECTED':
            return { value: { type: 'boolean', boolean: observation.connected } };
        case 'STATUS':
            return observation.status === undefined ? noStatus(observation) : { value: { type: 'number', number: observation.status } };
        case 'RESPONSE_TIME':
            return isAnswered(observation) ? { value: { type: 'duration', time: observation.responseTime } } : noAnswer(observation);
        case 'REDIRECTS':
            return isAnswered(observation) ? { value: { type: 'number', number: observation.redirects.length } } : noAnswer(observation);
        case 'CERTIFICATE_EXPIRATION':
            if (observation.certificateExpiration === undefined)
                return noTls(observation);
            return { value: { type: 'duration', time: observation.certificateExpiration } };
        case 'TLS':
            return observation.tlsVersion === undefined
                ? noTls(observation)
                : { value: { type: 'number', number: Number(observation.tlsVersion) } };
        case 'VERSION':
            if (!isAnswered(observation))
                return noAnswer(observation);
            if (observation.versions.length === 0)
                return { missing: 'the answer names no version' };
            return { value: { type: 'versions', versions: observation.versions } };
        case 'HEADER':
            return resolveHeader(String(path[0]), observation);
        case 'BODY':
            return path.length === 0 ? resolveBody(observation) : resolvePath(path, observation);
        case 'WS':
            return resolveFound('state', observation);
        case 'DNS_RCODE':
            return resolveFound('rcode', observation);
        case 'P50':
        case 'P95':
        case 'P99':
        case 'ERROR_RATE':
            return resolveFigure(name, observation.measured);
    }
}
/** What a kind found out under a name of its own. */
function resolveFound(key, observation) {
    const found = observation.json === undefined ? undefined : (0,build_path/* lookUp */.T)(observation.json, [key]);
    return found === undefined || 'missing' in found ? noAnswer(observation) : { value: fromJson(found.value) };
}
function resolveFigure(name, measured) {
    if (measured === undefined || measured.n === 0)
        return { missing: 'nothing was measured' };
    if (name === 'ERROR_RATE')
        return { value: { type: 'share', share: measured.errorRate } };
    const time = { P50: measured.p50, P95: measured.p95, P99: measured.p99 }[name];
    if (time !== undefined)
        return { value: { type: 'duration', time } };
    const { n, answered, errorRate } = measured;
    if (answered === 0)
        return { missing: `none of ${n} requests was answered` };
    const good = Math.round(n * (1 - errorRate));
    return {
        missing: good === 0 ? `none of ${n} requests was answered well` : `only ${good} requests were answered well, and [P99] needs 100`,
    };
}
function resolveHeader(name, observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    const value = Object.hasOwn(observation.headers, name.toLowerCase()) ? observation.headers[name.toLowerCase()] : undefined;
    return value === undefined ? { missing: `the answer has no header ${name}` } : { value: { type: 'text', text: value.trim() } };
}
function resolveBody(observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    const { answers } = observation;
    if (answers !== undefined) {
        if (answers.length === 0)
            return { missing: 'the name server answered no record' };
        return { value: { type: 'texts', texts: answers.flat(), shown: answers.map(([usual]) => usual).join(', ') } };
    }
    if (observation.truncated)
        return { missing: cut };
    return { value: { type: 'text', text: observation.body.trim() } };
}
function resolvePath(path, observation) {
    const json = jsonOf(observation);
    if ('missing' in json)
        return json;
    const found = (0,build_path/* lookUp */.T)(json.value, path);
    return 'missing' in found ? found : { value: fromJson(found.value) };
}
function jsonOf(observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    if (observation.json !== undefined)
        return { value: observation.json };
    if (observation.truncated)
        return { missing: cut };
    if (observation.body.trim() === '')
        return { missing: 'the body is empty' };
    return { missing: `the body is not JSON: ${(0,show/* show */.WU)(observation.body, 60)}` };
}
function resolveCall({ name, of }, observation) {
    if (of.path.length === 0)
        return resolveWholeBody(name, observation);
    if (name === 'len') {
        const found = resolvePlaceholder(of, observation);
        return 'missing' in found ? found : { value: { type: 'number', number: lengthOf(found.value) } };
    }
    // Where there is no JSON at all, nobody knows what it has: that is no `false`.
    if (of.name === 'BODY') {
        const json = jsonOf(observation);
        if ('missing' in json)
            return json;
    }
    else if (!isAnswered(observation))
        return noAnswer(observation);
    const found = resolvePlaceholder(of, observation);
    return { value: { type: 'boolean', boolean: 'value' in found && found.value.type !== 'null' } };
}
function resolveWholeBody(name, observation) {
    if (!isAnswered(observation))
        return noAnswer(observation);
    if (observation.answers !== undefined)
        return resolveAnswers(name, observation.answers);
    if (name === 'has')
        return { value: { type: 'boolean', boolean: observation.body.trim() !== '' } };
    if (observation.truncated)
        return { missing: cut };
    const { json } = observation;
    if (typeof json === 'object' && json !== null)
        return { value: { type: 'number', number: lengthOf(fromJson(json)) } };
    return { value: { type: 'number', number: observation.body.trim().length } };
}
function resolveAnswers(name, answers) {
    const length = answers[0]?.[0]?.length ?? 0;
    return { value: name === 'has' ? { type: 'boolean', boolean: answers.length > 0 } : { type: 'number', number: length } };
}
function noAnswer(observation) {
    return { missing: `no answer: ${observation.error?.message ?? 'nothing arrived'}` };
}
function noStatus(observation) {
    return isAnswered(observation) ? { missing: 'the answer has no status: it is not one over HTTP' } : noAnswer(observation);
}
function noTls(observation) {
    return isAnswered(observation) ? { missing: 'the connection does not use TLS' } : noAnswer(observation);
}

// EXTERNAL MODULE: ./packages/checks/build/write.js
var write = __webpack_require__(7687);
;// CONCATENATED MODULE: ./packages/checks/build/evaluate.js







/** Whether a condition holds for an answer. A value that is not there fails every operator, `!=` too. */
function evaluate(condition, observation) {
    const wildcard = findWildcard(condition);
    return wildcard === undefined ? evaluateOne(condition, observation) : evaluateEvery(condition, wildcard, observation);
}
function evaluateOne(condition, observation) {
    const { text, left, right } = condition;
    const turned = isConstant(left);
    const [subject, object] = turned ? [right, left] : [left, right];
    const operator = turned ? mirrored[condition.operator] : condition.operator;
    const expected = `${operator} ${(0,write/* writeOperand */.p)(object)}`;
    const result = (passed, actual) => ({ text, passed, actual, expected });
    if (subject.kind === 'pattern' || subject.kind === 'any')
        return result(false, 'two constants');
    const found = resolve(subject, observation);
    if ('missing' in found) {
        return beginsAs(subject, object, observation) ? result(operator === '==', 'a body that begins so') : result(false, found.missing);
    }
    const shown = showValue(found.value);
    const verdict = compare(found.value, operator, object, observation);
    if (typeof verdict === 'boolean')
        return result(verdict, describe(subject, shown, object, observation));
    return result(false, `${shown} (${verdict.why})`);
}
function compare(value, operator, object, observation) {
    if (operator !== '==' && operator !== '!=') {
        if (object.kind === 'pattern' || object.kind === 'any')
            return { why: 'no order' };
        const other = resolve(object, observation);
        return 'missing' in other ? { why: other.missing } : ordered(operator, value, other.value);
    }
    const same = isSame(value, object, observation);
    return typeof same === 'boolean' ? same === (operator === '==') : same;
}
function isSame(value, object, observation) {
    if (object.kind === 'pattern')
        return matches(object.glob, value);
    if (object.kind === 'any') {
        const verdicts = object.of.map((item) => (item.kind === 'pattern' ? matches(item.glob, value) : equal(value, literal(item))));
        return verdicts.includes(true) || (verdicts.find((verdict) => typeof verdict !== 'boolean') ?? false);
    }
    const other = resolve(object, observation);
    return 'missing' in other ? { why: other.missing } : equal(value, other.value);
}
/** A body that was not read to its end proves one thing: that it begins as a pattern says which leaves the rest open. */
function beginsAs(subject, object, { body, truncated }) {
    if (!truncated || subject.kind !== 'placeholder' || subject.name !== 'BODY' || subject.path.length > 0)
        return false;
    const patterns = object.kind === 'any' ? object.of : [object];
    return patterns.some((one) => one.kind === 'pattern' && one.glob.endsWith('*') && matchGlob(one.glob, body.trimStart()));
}
/** What was found; of two values of the answer, both. */
function describe(subject, shown, object, observation) {
    if (object.kind !== 'placeholder' && object.kind !== 'call')
        return shown;
    const other = resolve(object, observation);
    return subject.kind === 'literal' || 'missing' in other ? shown : `${shown}, and the other is ${showValue(other.value)}`;
}
function isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
/** The same comparison seen from the other side. */
const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
function findWildcard(condition) {
    for (const operand of [condition.left, condition.right]) {
        const placeholder = operand.kind === 'call' ? operand.of : operand;
        if (placeholder.kind !== 'placeholder')
            continue;
        const index = placeholder.path.indexOf(build_condition/* everyElement */.K);
        if (index >= 0)
            return { placeholder, index };
    }
    return undefined;
}
/** `[*]`: the condition holds for every element of a list that has at least one. The first element that breaks it is shown. */
function evaluateEvery(condition, { placeholder, index }, observation) {
    const path = placeholder.path.slice(0, index);
    const list = observation.json === undefined ? undefined : (0,build_path/* lookUp */.T)(observation.json, path);
    const elements = list && 'value' in list && Array.isArray(list.value) ? list.value : undefined;
    const length = elements?.length ?? 0;
    let last = evaluateOne(at(condition, placeholder, index, 0), observation);
    if (length === 0)
        return { ...last, passed: false, actual: elements ? `[BODY]${(0,write/* writeSteps */.h)(path)} is a list of 0` : last.actual };
    for (let element = 0; element < length; element++) {
        last = evaluateOne(at(condition, placeholder, index, element), observation);
        if (!last.passed)
            return { ...last, actual: `${last.actual} at [BODY]${(0,write/* writeSteps */.h)([...path, element])}` };
    }
    return { ...last, actual: `all ${length}` };
}
/** The same condition for one element. */
function at(condition, placeholder, index, element) {
    const one = { ...placeholder, path: placeholder.path.with(index, element) };
    const replace = (operand) => {
        if (operand === placeholder)
            return one;
        return operand.kind === 'call' && operand.of === placeholder ? { ...operand, of: one } : operand;
    };
    return { ...condition, left: replace(condition.left), right: replace(condition.right) };
}

;// CONCATENATED MODULE: ./packages/checks/build/alternatives.js

/** What became of all conditions, and of the alternative that holds; where none does, of the first one. */
function evaluateAll(conditions, either, observation) {
    const judged = either.map((alternative) => alternative.map((condition) => evaluate(condition, observation)));
    const chosen = judged.find((results) => results.every(({ passed }) => passed)) ?? judged[0] ?? [];
    return [...conditions.map((condition) => evaluate(condition, observation)), ...chosen];
}

// EXTERNAL MODULE: ./packages/checks/build/body.js
var body = __webpack_require__(4170);
;// CONCATENATED MODULE: ./packages/checks/build/digest.js
/** The digest of the image that an answer names: the header `x-image-digest`, else `digest` in a JSON body. */
function readDigest({ headers, json }) {
    const header = Object.hasOwn(headers, 'x-image-digest') ? headers['x-image-digest'] : undefined;
    if (header?.trim())
        return header.trim().slice(0, 200);
    const body = typeof json === 'object' && json !== null && Object.hasOwn(json, 'digest') ? json.digest : undefined;
    return typeof body === 'string' && body.trim() !== '' ? body.trim().slice(0, 200) : undefined;
}
/** The same image: `registry/app@sha256:…` and `sha256:…` name one. */
function sameDigest(a, b) {
    return plain(a) === plain(b);
}
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(plain(text));
}
function plain(text) {
    return text
        .slice(text.lastIndexOf('@') + 1)
        .trim()
        .toLowerCase();
}

;// CONCATENATED MODULE: ./packages/checks/build/kinds.js
const ws = async () => (await __webpack_require__.e(/* import() */ 7449).then(__webpack_require__.bind(__webpack_require__, 7449))).ws;
const postgres = async () => (await __webpack_require__.e(/* import() */ 6453).then(__webpack_require__.bind(__webpack_require__, 6453))).postgres;
const redis = async () => (await __webpack_require__.e(/* import() */ 4454).then(__webpack_require__.bind(__webpack_require__, 4454))).redis;
const prometheus = async () => (await __webpack_require__.e(/* import() */ 3081).then(__webpack_require__.bind(__webpack_require__, 3081))).prometheus;
/** Every kind besides HTTP by the scheme of its addresses; each is loaded when it is used. */
const kinds = {
    tcp: async () => (await __webpack_require__.e(/* import() */ 9339).then(__webpack_require__.bind(__webpack_require__, 9339))).tcp,
    tls: async () => (await __webpack_require__.e(/* import() */ 2841).then(__webpack_require__.bind(__webpack_require__, 2841))).tls,
    ws,
    wss: ws,
    dns: async () => (await __webpack_require__.e(/* import() */ 2913).then(__webpack_require__.bind(__webpack_require__, 2913))).dns,
    postgres,
    postgresql: postgres,
    redis,
    rediss: redis,
    'prometheus+http': prometheus,
    'prometheus+https': prometheus,
    container: async () => (await __webpack_require__.e(/* import() */ 2339).then(__webpack_require__.bind(__webpack_require__, 2339))).container,
    disk: async () => (await __webpack_require__.e(/* import() */ 6279).then(__webpack_require__.bind(__webpack_require__, 6279))).disk,
};

// EXTERNAL MODULE: external "node:dns/promises"
var promises_ = __webpack_require__(1553);
// EXTERNAL MODULE: ./packages/checks/build/private.js
var build_private = __webpack_require__(8727);
// EXTERNAL MODULE: ./packages/checks/build/probe.js + 4 modules
var probe = __webpack_require__(9802);
// EXTERNAL MODULE: ./packages/checks/build/probe-error.js + 1 modules
var probe_error = __webpack_require__(4316);
// EXTERNAL MODULE: ./packages/checks/build/request.js + 1 modules
var build_request = __webpack_require__(2505);
;// CONCATENATED MODULE: ./packages/checks/build/open-kind.js






/** How much longer than its timeout a kind may take before it is left alone. */
const grace = 250;
/** Fields of a request that only HTTP knows. */
const httpOnly = ['body', 'address', 'hostHeader', 'resolve', 'redirects', 'clientCertificate', 'clientKey', 'compareTo'];
/** A check that is not one over HTTP. @throws Failure `bad-input` */
function openKind(check, { scheme, kind }, ports) {
    const url = URL.canParse(check.url) ? new URL(check.url) : refuse(`The url is not an address such as ${scheme}://host.`);
    const request = {
        url: check.url,
        timeout: check.timeout ?? probe/* defaultTimeout */.fr,
        ...(check.ca === undefined ? {} : { ca: check.ca }),
        ...optionsOf(check, kind, scheme),
    };
    const problems = kind.check(request);
    if (problems.length > 0)
        refuse(problems.join(' '));
    const { shell } = ports;
    if (shell === undefined)
        return refuse(`A check over ${scheme} needs the shell of the machine that asks.`);
    const kindPorts = { ...ports, shell: ports.publicOnly ? publicShell(shell) : shell };
    const progress = { endpoint: url.host || scheme, connected: false, answering: false, secure: false, indirect: shell.remote };
    const ask = async (options) => {
        const asked = { ...request, timeout: options?.timeout ?? request.timeout };
        const started = performance.now();
        const ended = (error) => nothing((0,build_request/* displayUrl */.Qy)(url), performance.now() - started, (0,probe_error/* describeError */.U)(error, progress));
        try {
            const answer = (ports.publicOnly ? refusePrivate(url.hostname) : Promise.resolve()).then(() => kind.probe(asked, kindPorts));
            return await within(asked.timeout, answer, () => nothing((0,build_request/* displayUrl */.Qy)(url), performance.now() - started, (0,probe_error/* describeTimeout */.b)(asked.timeout, progress)));
        }
        catch (error) {
            if (error instanceof build/* Failure */.HR && error.reason === 'cancelled')
                throw error;
            return ended(error);
        }
    };
    return { kind: scheme, url: (0,build_request/* displayUrl */.Qy)(url), ask };
}
function optionsOf(check, kind, scheme) {
    const useless = [
        ...httpOnly.filter((name) => check[name] !== undefined),
        ...(Object.keys(check.headers ?? {}).length > 0 ? ['headers'] : []),
        ...(check.method === undefined || check.method === 'GET' ? [] : ['method']),
        ...(check.insecure && !kind.options.includes('insecure') ? ['insecure'] : []),
    ];
    if (useless.length > 0)
        refuse(`${useless.join(', ')} means nothing in a check over ${scheme}.`);
    const options = { ...check.options, ...(check.insecure ? { insecure: true } : {}) };
    for (const name of Object.keys(options)) {
        if (kind.options.includes(name))
            continue;
        const near = (0,build/* nearest */.pA)(name, kind.options);
        const known = kind.options.length === 0 ? 'it has none' : `it knows ${kind.options.join(', ')}`;
        refuse(`${name} is no option of a check over ${scheme}; ${near === undefined ? known : `did you mean ${near}?`}`);
    }
    return Object.keys(options).length === 0 ? {} : { options };
}
/** A name is resolved here and again by the socket; `publicShell` looks at what the socket would connect to. */
async function refusePrivate(hostname) {
    const host = hostname.replace(/^\[|\]$/g, '');
    (0,build_private/* requirePublic */.rn)({ host, port: 0 });
    for (const { address } of await (0,promises_.lookup)(host, { all: true }))
        if ((0,build_private/* isPrivate */.Gw)(address))
            throw new build_private/* PrivateTarget */.xC(address);
}
/** A shell that leads to public addresses only, and runs nothing. */
function publicShell(shell) {
    const nothingRuns = () => {
        throw new build_private/* PrivateTarget */.xC(`a program on ${shell.where}`);
    };
    return {
        where: shell.where,
        remote: shell.remote,
        close: () => shell.close(),
        run: async () => nothingRuns(),
        start: nothingRuns,
        async reach(address) {
            (0,build_private/* requirePublic */.rn)(address);
            if ('path' in address)
                return address;
            const found = await (0,promises_.lookup)(address.host, { all: true });
            const bad = found.find((one) => (0,build_private/* isPrivate */.Gw)(one.address));
            if (bad !== undefined)
                throw new build_private/* PrivateTarget */.xC(bad.address);
            return shell.reach({ host: found[0]?.address ?? address.host, port: address.port });
        },
    };
}
/** A kind ends by itself; one that does not must not keep the others waiting. */
async function within(timeout, asked, late) {
    let timer;
    const expired = new Promise((resolve) => {
        timer = setTimeout(() => resolve(late()), timeout + grace);
    });
    asked.catch(() => { });
    return Promise.race([asked, expired]).finally(() => clearTimeout(timer));
}
function nothing(url, responseTime, error) {
    return { url, connected: false, headers: {}, body: '', truncated: false, responseTime, versions: [], redirects: [], error };
}
function refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/placeholders.js
const http = /^(prometheus\+)?https?$/;
const sockets = /^wss?$/;
const placeholders = {
    STATUS: { type: 'number', path: 'none', schemes: new RegExp(`${http.source}|${sockets.source}`) },
    BODY: { type: 'any', path: 'optional' },
    HEADER: { type: 'any', path: 'required', schemes: new RegExp(`${http.source}|${sockets.source}`) },
    RESPONSE_TIME: { type: 'duration', path: 'none' },
    CONNECTED: { type: 'boolean', path: 'none' },
    CERTIFICATE_EXPIRATION: { type: 'duration', path: 'none' },
    VERSION: { type: 'version', path: 'none' },
    TLS: { type: 'number', path: 'none' },
    REDIRECTS: { type: 'number', path: 'none', schemes: /^https?$/ },
    P50: { type: 'duration', path: 'none', measured: true },
    P95: { type: 'duration', path: 'none', measured: true },
    P99: { type: 'duration', path: 'none', measured: true },
    ERROR_RATE: { type: 'share', path: 'none', measured: true },
    WS: { type: 'any', path: 'none', schemes: sockets },
    DNS_RCODE: { type: 'any', path: 'none', schemes: /^dns$/ },
};
const placeholderNames = Object.keys(placeholders);
/** Placeholders of gatus that a gate has no answer for. */
const foreignPlaceholders = ['IP', 'DOMAIN_EXPIRATION', 'CONTEXT'];
const functionNames = ['len', 'has', 'pat', 'any'];
/** The placeholders of a condition, also those inside of functions. */
function placeholdersOf({ left, right }) {
    return [left, right].flatMap((operand) => {
        const inner = operand.kind === 'call' ? operand.of : operand;
        return inner.kind === 'placeholder' ? [inner.name] : [];
    });
}
/** True for a condition about figures of many requests: `[P95] < 250`. */
function isMeasured(condition) {
    return placeholdersOf(condition).some((name) => placeholders[name].measured === true);
}
/** True where an answer cannot be judged without its whole body. */
function looksAtBody(conditions) {
    return conditions.some((condition) => placeholdersOf(condition).some((name) => name === 'BODY' || name === 'VERSION'));
}

;// CONCATENATED MODULE: ./packages/checks/build/check-types.js


/** `[CERTIFICATE_EXPIRATION] > 14` would be 14 milliseconds: shorter times than this are a slip. */
const shortestExpiry = 1_000_000;
/** Refuses comparisons that can only ever go one way. @throws ConditionError */
function checkTypes(parts, cursor, at) {
    const { left, operator, right } = parts;
    const ordered = operator !== '==' && operator !== '!=';
    if (check_types_isConstant(left) && check_types_isConstant(right))
        cursor.fail('Both sides are constants, so no answer can change the result.', at.left);
    if (ordered && [left, right].some((side) => side.kind === 'pattern' || side.kind === 'any')) {
        cursor.fail(`${operator} needs a number or a duration; pat() and any() go with == and !=.`, at.operator);
    }
    for (const [value, other, place] of [[left, right, at.right], [right, left, at.left]]) {
        const type = typeOf(value);
        if (type === undefined)
            continue;
        if (ordered && (type === 'boolean' || type === 'version'))
            cursor.fail(`${nameOf(value)} has no order; it goes with == and !=.`, at.operator);
        for (const literal of literalsOf(other))
            checkLiteral({ value, type, literal, ordered }, cursor, place);
    }
}
function checkLiteral({ value, type, literal, ordered }, cursor, place) {
    const name = nameOf(value);
    const written = literal.quoted ? `"${literal.text}"` : literal.text;
    const number = literal.quoted ? undefined : parseNumber(literal.text);
    const time = literal.quoted ? undefined : parseTime(literal.text);
    const share = literal.quoted ? undefined : parseShare(literal.text);
    if (type === 'share')
        checkShare({ name, written, number, share }, cursor, place);
    if (type === 'number' && number === undefined)
        cursor.fail(`${name} is a number, and ${written} is none.`, place);
    if (type === 'duration' && number === undefined && time === undefined)
        cursor.fail(`${name} is a duration, and ${written} is none: 300ms, 2s, 14d.`, place);
    if (type === 'boolean' && (literal.quoted || !/^(true|false)$/.test(literal.text)))
        cursor.fail(`${name} is true or false, and not ${written}.`, place);
    if (type === 'any' && ordered && number === undefined && time === undefined && share === undefined) {
        cursor.fail(`${written} is no number, no duration and no share, so nothing is more or less than it.`, place);
    }
    const expiry = value.kind === 'placeholder' && value.name === 'CERTIFICATE_EXPIRATION';
    if (expiry && number && Math.abs(number) < shortestExpiry)
        cursor.fail(`${written} would be milliseconds here`, place, `${written}d`);
}
/** `[ERROR_RATE] < 1` would be every rate but that of a server that is down. */
function checkShare({ name, written, number, share }, cursor, place) {
    if (share !== undefined || (number !== undefined && number >= 0 && number < 1))
        return;
    const percent = number !== undefined && number >= 1 && number <= 100;
    cursor.fail(`${name} is a share such as 1% or 0.01, and ${written} is none`, place, percent ? `${written}%` : undefined);
}
function check_types_isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
function typeOf(operand) {
    if (operand.kind === 'placeholder')
        return placeholders[operand.name].type;
    if (operand.kind === 'call')
        return operand.name === 'len' ? 'number' : 'boolean';
    return undefined;
}
function nameOf(operand) {
    if (operand.kind === 'call')
        return `${operand.name}()`;
    return operand.kind === 'placeholder' ? `[${operand.name}]` : 'The constant';
}
function literalsOf(operand) {
    if (operand.kind === 'literal')
        return [operand];
    return operand.kind === 'any' ? operand.of.filter((item) => item.kind === 'literal') : [];
}

// EXTERNAL MODULE: ./packages/checks/build/cursor.js
var build_cursor = __webpack_require__(1776);
;// CONCATENATED MODULE: ./packages/checks/build/operator.js

/** Longer ones first, so that `<=` is not read as `<`. */
const operators = ['==', '!=', '<=', '>=', '<', '>'];
/** What people of other languages write. */
const meant = {
    '=': '==',
    '===': '==',
    is: '==',
    eq: '==',
    '!==': '!=',
    '<>': '!=',
    '=!': '!=',
    '=>': '>=',
    '=<': '<=',
    in: '== any(a, b)',
    contains: '== pat(*text*)',
    matches: '== pat(*text*)',
    '=~': '== pat(*text*)',
    '~': '== pat(*text*)',
};
function parseOperator(cursor) {
    const start = cursor.position;
    if (cursor.here === '')
        cursor.fail(`There is no operator. There are ${operators.join(' ')}.`);
    const spaced = (0,build_cursor/* isSpace */.x)(cursor.here);
    cursor.skipSpaces();
    const word = cursor.takeWhile((character) => !(0,build_cursor/* isSpace */.x)(character));
    const operator = operators.find((candidate) => candidate === word);
    if (operator !== undefined && spaced) {
        cursor.skipSpaces();
        if (cursor.here === '')
            cursor.fail(`Nothing stands behind ${operator}.`);
        return operator;
    }
    const at = spaced ? cursor.position - word.length : start;
    const glued = operators.find((candidate) => word.startsWith(candidate));
    if (Object.hasOwn(meant, word))
        return cursor.fail(`${word} is no operator`, at, meant[word]);
    if (glued !== undefined)
        return cursor.fail(`${glued} needs a space before and behind it.`, at);
    return cursor.fail(`One of ${operators.join(' ')} between spaces is expected here.`, at);
}

// EXTERNAL MODULE: ./packages/checks/build/steps.js
var steps = __webpack_require__(8911);
;// CONCATENATED MODULE: ./packages/checks/build/operand.js





/** Characters of names: of placeholders and functions. */
const isNameCharacter = (character) => /[A-Za-z0-9_]/.test(character);
/** `[BODY].a.b[0]`: everything that names a value of the answer. */
function parsePlaceholder(cursor) {
    const start = cursor.position;
    if (!cursor.take('['))
        cursor.fail('A placeholder such as [STATUS] or [BODY].status is expected here.');
    const written = cursor.takeWhile(isNameCharacter);
    if (!cursor.take(']'))
        cursor.fail(`The placeholder [${written} has no closing bracket.`);
    const name = placeholderNames.find((candidate) => candidate === written.toUpperCase());
    if (name === undefined)
        return refusePlaceholder(cursor, start, written);
    const path = (0,steps/* parseSteps */.$)(cursor);
    checkPath(cursor, start, name, path);
    return { kind: 'placeholder', name, path };
}
function refusePlaceholder(cursor, start, written) {
    if (foreignPlaceholders.includes(written.toUpperCase())) {
        return cursor.fail(`[${written}] has no value here. There are [${placeholderNames.join('], [')}].`, start);
    }
    const near = (0,build/* nearest */.pA)(written.toUpperCase(), placeholderNames);
    const problem = `[${written}] is no placeholder`;
    return near === undefined
        ? cursor.fail(`${problem}. There are [${placeholderNames.join('], [')}].`, start)
        : cursor.fail(problem, start, `[${near}]`);
}
function checkPath(cursor, start, name, path) {
    const kind = placeholders[name].path;
    if (kind === 'none' && path.length > 0)
        cursor.fail(`[${name}] is one value and has no parts.`, start);
    if (kind === 'required' && (path.length !== 1 || typeof path[0] !== 'string')) {
        cursor.fail(`[${name}] needs the name of one header: [${name}].content-type.`, start);
    }
}
/** What stands left of the operator; the cursor stops behind it. */
function parseLeft(cursor) {
    if (cursor.here === '[')
        return parsePlaceholder(cursor);
    const start = cursor.position;
    if (functionName(cursor.rest) === 'len' || functionName(cursor.rest) === 'has')
        return parseCall(cursor);
    const end = findOperator(cursor.text, start);
    if (end === undefined) {
        if (functionName(cursor.rest) !== undefined)
            parseConstant(cursor, cursor.text, start);
        return cursor.fail(`A condition is written [STATUS] == 200: a value, one of ${operators.join(' ')} between spaces, and what it must be.`, start);
    }
    cursor.position = end;
    return parseConstant(cursor, cursor.text.slice(start, end), start);
}
/** Everything right of the operator. */
function parseRight(cursor) {
    const start = cursor.position;
    const rest = cursor.rest;
    const name = functionName(rest);
    if (!/^\[[A-Za-z_]\w*\]/.test(rest) && name !== 'len' && name !== 'has')
        return parseConstant(cursor, rest, start);
    const operand = name === undefined ? parsePlaceholder(cursor) : parseCall(cursor);
    if (cursor.here !== '')
        cursor.fail('Nothing may follow here. Write one condition on a line, and text that holds brackets in quotes.');
    return operand;
}
function parseCall(cursor) {
    const start = cursor.position;
    const name = cursor.takeWhile(isNameCharacter) === 'len' ? 'len' : 'has';
    cursor.take('(');
    cursor.skipSpaces();
    const of = parsePlaceholder(cursor);
    cursor.skipSpaces();
    if (!cursor.take(')'))
        cursor.fail(`${name}( has no closing bracket.`);
    if (of.name !== 'BODY' && of.name !== 'HEADER')
        cursor.fail(`${name}() looks at [BODY] or [HEADER], and [${of.name}] is one value.`, start);
    return { kind: 'call', name, of };
}
/** A literal, `pat()` or `any()`: what an answer is compared with. */
function parseConstant(cursor, text, start) {
    const name = functionName(text);
    if (name === undefined)
        return parseLiteral(cursor, text, start);
    if (!functionNames.includes(name)) {
        const problem = `${name}() is no function`;
        const near = (0,build/* nearest */.pA)(name, functionNames);
        if (near !== undefined)
            cursor.fail(problem, start, `${near}()`);
        cursor.fail(`${problem}. There are ${functionNames.join('(), ')}(); text that holds brackets stands in quotes.`, start);
    }
    if (!text.endsWith(')'))
        cursor.fail(`${name}( has no closing bracket at the end.`, start);
    const inner = text.slice(name.length + 1, -1);
    if (name === 'any')
        return parseAny(cursor, inner, start + name.length + 1);
    if (name !== 'pat')
        cursor.fail(`${name}() is not expected here.`, start);
    if (inner === '')
        cursor.fail('pat() needs a pattern: pat(*ok*).', start);
    if (inner.length > longestGlob)
        cursor.fail(`The pattern is longer than ${longestGlob} characters.`, start);
    return { kind: 'pattern', glob: inner };
}
function parseAny(cursor, inner, start) {
    const of = [];
    for (const { text, offset } of splitList(inner)) {
        if (text === '')
            cursor.fail('any() needs values between its commas: any(200, 204).', start + offset);
        const item = parseConstant(cursor, text, start + offset);
        if (item.kind === 'any')
            cursor.fail('any() cannot stand inside any().', start + offset);
        else
            of.push(item);
    }
    return { kind: 'any', of };
}
/** The parts of a list, without the spaces around them; commas in quotes and brackets are text. */
function splitList(list) {
    const parts = [];
    let depth = 0;
    let quote = '';
    let start = 0;
    for (let index = 0; index <= list.length; index++) {
        const character = list.charAt(index);
        if (character === '' || (character === ',' && depth <= 0 && quote === '')) {
            const part = list.slice(start, index);
            parts.push({ text: part.trim(), offset: start + (part.length - part.trimStart().length) });
            start = index + 1;
        }
        else if (quote !== '')
            quote = character === quote ? '' : quote;
        else if ((character === '"' || character === "'") && list.slice(start, index).trim() === '')
            quote = character;
        else if (character === '(')
            depth++;
        else if (character === ')')
            depth--;
    }
    return parts;
}
function parseLiteral(cursor, text, start) {
    const quote = text.charAt(0);
    if (quote === '"' || quote === "'") {
        if (text.length < 2 || !text.endsWith(quote))
            cursor.fail(`The quote ${quote} is not closed at the end.`, start);
        return { kind: 'literal', text: text.slice(1, -1), quoted: true };
    }
    for (const word of text.matchAll(/\S+/g)) {
        const second = [...operators, '&&', '||'].some((operator) => operator === word[0]) || /^\[[A-Z_][A-Z0-9_]*\]/.test(word[0]);
        if (second)
            cursor.fail('A second comparison begins here. Write one condition on a line, and text that holds it in quotes.', start + word.index);
    }
    return { kind: 'literal', text, quoted: false };
}
/** `len` of `len([BODY].x)…`: a name with an opening bracket behind it. */
function functionName(text) {
    return /^([A-Za-z_]\w*)\(/.exec(text)?.[1];
}
/** Offset of the space before the first operator that stands between spaces. */
function findOperator(text, from) {
    for (const word of text.slice(from).matchAll(/\S+/g)) {
        if (word.index > 0 && operators.some((operator) => operator === word[0]))
            return from + text.slice(from, from + word.index).trimEnd().length;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/parse.js






/** Long enough for every condition that a person can read. */
const longest = 2000;
/**
 * Reads one condition. What it cannot mean is refused here, before anything is asked: an unknown name, a number compared with a word, two constants.
 * @throws ConditionError
 */
function parseCondition(text) {
    const cursor = new build_cursor/* Cursor */.b(text.trim());
    if (cursor.text === '')
        cursor.fail('The condition is empty; one is written [STATUS] == 200.');
    if (cursor.text.length > longest)
        cursor.fail(`The condition is longer than ${longest} characters.`, longest);
    const control = cursor.text.search(/[^\P{Cc}\t]/u);
    if (control >= 0)
        cursor.fail('A condition is one line without control characters.', control);
    const left = parseLeft(cursor);
    const operatorAt = cursor.position + cursor.rest.search(/\S|$/);
    const operator = parseOperator(cursor);
    const rightAt = cursor.position;
    const right = parseRight(cursor);
    if (wildcards(left) + wildcards(right) > 1)
        cursor.fail('[*] can stand once in a condition.', 0);
    checkTypes({ left, operator, right }, cursor, { left: 0, operator: operatorAt, right: rightAt });
    return { text: cursor.text, left, operator, right };
}
/**
 * Reads several conditions.
 * @throws Failure `bad-condition` with every line that means nothing
 */
function parseConditions(lines) {
    const problems = [];
    const conditions = lines.flatMap((line) => {
        try {
            return [parseCondition(line)];
        }
        catch (error) {
            if (!(error instanceof build_condition/* ConditionError */.i))
                throw error;
            problems.push(`- ${error.message}`);
            return [];
        }
    });
    if (problems.length === 0)
        return conditions;
    const count = problems.length === 1 ? 'One condition means' : `${problems.length} conditions mean`;
    throw new build/* Failure */.HR('bad-condition', `${count} nothing:\n${problems.join('\n')}\n`, { state: 'Nothing was asked.' });
}
function wildcards(operand) {
    const placeholder = operand.kind === 'call' ? operand.of : operand;
    return placeholder.kind === 'placeholder' ? placeholder.path.filter((step) => step === build_condition/* everyElement */.K).length : 0;
}

;// CONCATENATED MODULE: ./packages/checks/build/plan.js



const defaults = { samples: 50, rate: 10 };
const usual = { rate: 20, duration: 300_000 };
const allowed = { rate: 200, duration: 3_600_000 };
/** Least answers for which a 99th percentile says something. */
const leastForP99 = 100;
/**
 * How a check is measured; undefined where nothing asks for it.
 * @throws Failure `bad-input`, or `bad-condition` for `[P99]` over too few requests
 */
function planOf(check, measured) {
    const { soak, errorBudget, compareTo, allowLoad = false } = check;
    const given = check.measure ?? {};
    const wanted = check.measure !== undefined || soak !== undefined || compareTo !== undefined || measured.length > 0;
    if (errorBudget !== undefined && !(errorBudget >= 0 && errorBudget <= 1))
        plan_refuse('The error budget is a share of 0 to 1.');
    if (!wanted) {
        if (errorBudget !== undefined)
            plan_refuse('An error budget needs a measurement: say samples, a duration or soak.');
        return undefined;
    }
    if (given.samples !== undefined && given.duration !== undefined)
        plan_refuse('A measurement has a number of samples or a duration, not both.');
    const most = allowLoad ? allowed : usual;
    const rate = rateOf(check, most.rate);
    const samples = countOf(given, soak, rate);
    const duration = (samples * 1000) / rate;
    if (!(duration <= most.duration)) {
        plan_refuse(`The measurement would take ${(0,build/* formatDuration */.a3)(duration)}; at most ${(0,build/* formatDuration */.a3)(most.duration)} may it.${hint(allowLoad)}`);
    }
    refuseP99(measured, samples, check);
    const budget = errorBudget ?? (soak === undefined ? undefined : 0);
    return { samples, rate, duration, ...(budget === undefined ? {} : { budget }) };
}
function rateOf({ measure, compareTo, allowLoad = false }, most) {
    const rate = measure?.rate ?? defaults.rate;
    const total = compareTo === undefined ? rate : 2 * rate;
    if (total > 0 && total <= most)
        return rate;
    const both = compareTo === undefined ? '' : ', both addresses together';
    return plan_refuse(`A measurement asks more than 0 and at most ${most} times in a second${both}.${hint(allowLoad)}`);
}
/** The longest of what was asked for. */
function countOf(given, soak, rate) {
    const { samples, duration } = given;
    if (samples !== undefined && !(Number.isInteger(samples) && samples >= 1))
        plan_refuse('A measurement has one sample or more.');
    for (const time of [duration, soak])
        if (time !== undefined && !(time > 0))
            plan_refuse('A measurement takes more than no time.');
    const timed = [duration, soak].flatMap((time) => (time === undefined ? [] : [Math.ceil((time * rate) / 1000)]));
    const counts = [...timed, ...(samples === undefined ? [] : [samples])];
    return counts.length === 0 ? defaults.samples : Math.max(1, ...counts);
}
function refuseP99(measured, samples, { compareTo }) {
    if (samples >= leastForP99)
        return;
    const condition = measured.find((one) => placeholdersOf(one).includes('P99'));
    const problem = `needs ${leastForP99} requests, and ${samples} are planned: raise the samples to ${leastForP99}, or look at [P95].`;
    if (condition !== undefined) {
        const place = Math.max(0, condition.text.toUpperCase().indexOf('[P99]'));
        throw new build/* Failure */.HR('bad-condition', new build_condition/* ConditionError */.i(condition.text, place, `[P99] ${problem}`).message, {
            state: 'Nothing was asked.',
        });
    }
    if (compareTo?.ratio?.p99 !== undefined)
        plan_refuse(`A ratio of p99 ${problem}`);
}
function hint(allowLoad) {
    return allowLoad ? '' : ' More is a load test: allow it by name where the servers are meant for it.';
}
function plan_refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/open-check.js










/** What a check asks for where it says nothing else. */
const defaultConditions = parseConditions(['[STATUS] == 200']);
/** Each may look at a whole body on every attempt. */
const mostConditions = 200;
/** @throws Failure `bad-input`, `bad-condition` */
async function open_check_openCheck(check, ports) {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(check.url.trim())?.[1]?.toLowerCase() ?? '';
    const kind = await kindOf(scheme);
    const given = check.conditions ?? [];
    const alternatives = (check.either ?? []).flat();
    if (given.length + alternatives.length > mostConditions)
        open_check_refuse(`A check has at most ${mostConditions} conditions.`);
    checkSchemes([...given, ...alternatives], scheme);
    if (alternatives.some(isMeasured))
        open_check_refuse('An alternative looks at single answers, and not at a measurement.');
    const measured = given.filter(isMeasured);
    const ordinary = given.filter((condition) => !isMeasured(condition));
    const usual = kind === undefined ? defaultConditions : parseConditions(kind.conditions);
    if (check.expectDigest !== undefined && !isDigest(check.expectDigest))
        open_check_refuse('The expected digest is not one: sha256: and 64 hex digits.');
    const plan = planOf(check, measured);
    const repeats = kind !== undefined || check.idempotent === true || /^(GET|HEAD|OPTIONS)$/.test(check.method ?? 'GET');
    if (plan !== undefined && !repeats) {
        open_check_refuse(`${check.method} is not repeated unless it is said to be idempotent, and a measurement would send it ${plan.samples} times.`);
    }
    const how = kind === undefined ? openHttp(check, [...ordinary, ...alternatives], ports) : openKind(check, { scheme, kind }, ports);
    return {
        check,
        conditions: ordinary.length > 0 || alternatives.length > 0 ? ordinary : usual,
        measured,
        repeats,
        ...(plan === undefined ? {} : { plan }),
        ...how,
    };
}
/** Enough of a body that no condition looks at for what it says near its top. */
const glance = 65_536;
function openHttp(check, conditions, ports) {
    const { compareTo, timeout, expectVersion, options, ...request } = check;
    if (Object.keys(options ?? {}).length > 0)
        open_check_refuse(`A check over HTTP has no options such as ${Object.keys(options ?? {})[0]}.`);
    const { value = '', path, header } = expectVersion ?? {};
    // A version that nobody expects is worth a glance only: many checks with large bodies would fill the memory.
    const versioned = value !== '' || path !== undefined || header !== undefined;
    const whole = looksAtBody(conditions) || versioned || check.expectDigest !== undefined;
    const keepBody = whole ? body/* bodyLimit */.k : glance;
    const one = asker({ ...request, ...(expectVersion ? { version: expectVersion } : {}) }, { timeout, keepBody }, ports);
    if (compareTo === undefined)
        return { kind: 'http', ...one };
    const { ratio: _ratio, ...place } = compareTo;
    const { address: _address, hostHeader: _host, ...same } = request;
    return { kind: 'http', ...one, other: asker({ ...same, ...place }, { timeout, keepBody }, ports) };
}
function asker(request, { timeout, keepBody }, ports) {
    const hop = (0,build_request/* prepare */.iA)({ ...request, ...(timeout === undefined ? {} : { timeout }) });
    const { redirects, version } = request;
    const fixed = {
        keepBody,
        timeout: timeout ?? probe/* defaultTimeout */.fr,
        ...(redirects === undefined ? {} : { redirects }),
        ...(version === undefined ? {} : { version }),
    };
    return { url: (0,build_request/* displayUrl */.Qy)(hop.url), ask: (options) => (0,probe/* send */.tN)(hop, { ...fixed, ...options }, ports) };
}
async function kindOf(scheme) {
    if (scheme === 'http' || scheme === 'https' || scheme === '')
        return undefined;
    const load = Object.hasOwn(kinds, scheme) ? kinds[scheme] : undefined;
    if (load !== undefined)
        return load();
    const names = ['http', 'https', ...Object.keys(kinds)];
    const near = (0,build/* nearest */.pA)(scheme, names);
    return open_check_refuse(`${scheme}: is no kind of check. There are ${names.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`);
}
/** `[STATUS]` of a port is not false but meaningless. */
function checkSchemes(conditions, scheme) {
    for (const condition of conditions) {
        const name = placeholdersOf(condition).find((one) => placeholders[one].schemes?.test(scheme || 'http') === false);
        if (name === undefined)
            continue;
        throw new build/* Failure */.HR('bad-condition', `[${name}] has no value in a check over ${scheme || 'http'}: ${condition.text}`, {
            state: 'Nothing was asked.',
        });
    }
}
function open_check_refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/pace.js
/** Calls `begin` when it is due, whatever became of the calls before it. `begin` must not reject; where it does, that is ignored. */
function pace(begin, options, clock) {
    const { rate, duration, offset = 0 } = options;
    const started = clock.now();
    const under = new Set();
    let stopped = false;
    const loop = async () => {
        for (let number = 0; !stopped; number++) {
            const planned = started + offset + (number * 1000) / rate;
            const due = Math.min(planned, started + offset + duration);
            if (due > clock.now())
                await clock.sleep(due - clock.now());
            if (planned >= started + offset + duration)
                return;
            if (stopped)
                return;
            const one = begin(planned)
                .catch(() => { })
                .finally(() => under.delete(one));
            under.add(one);
        }
    };
    // Sleep ends early only when the run is cancelled.
    const ended = loop()
        .catch(() => { })
        .then(() => clock.now());
    return {
        ended,
        async stop() {
            stopped = true;
            const stoppedAt = clock.now();
            await Promise.all([...under]);
            return Math.min(await Promise.race([ended, stoppedAt]), stoppedAt);
        },
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/ratio.js
/** Milliseconds that no user feels and no clock on a shared machine can tell apart: 2 ms beside 1 ms is not twice as slow. */
const slack = 5;
const figures = ['p50', 'p95', 'p99', 'errorRate'];
/** The figures of the other address beside our own. */
function compareSeries(url, own, other) {
    const ratios = figures.flatMap((name) => {
        const [mine, theirs] = [own[name], other[name]];
        return mine === undefined || theirs === undefined || theirs === 0 ? [] : [[name, Math.round((mine / theirs) * 100) / 100]];
    });
    return { ...other, url, ratio: Object.fromEntries(ratios) };
}
/** What is worse than the limits allow, one sentence without its full stop for each. */
function regressions(own, { url, ...other }, limits) {
    return figures.flatMap((name) => {
        const [limit, mine, theirs] = [limits[name], own[name], other[name]];
        if (limit === undefined || mine === undefined || theirs === undefined)
            return [];
        const worse = mine > theirs * limit && (name === 'errorRate' || mine - theirs >= slack);
        if (!worse)
            return [];
        const write = (value) => (name === 'errorRate' ? `${Number((value * 100).toFixed(2))} %` : `${value} ms`);
        return [
            `${name === 'errorRate' ? 'the error rate' : name} is ${write(mine)} and ${write(theirs)} at ${url}, and at most ${limit} times that is allowed`,
        ];
    });
}

;// CONCATENATED MODULE: ./packages/checks/build/measurement.js
/** Milliseconds, in steps of a third of a decade. */
const histogramBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

;// CONCATENATED MODULE: ./packages/checks/build/percentile.js
/** The smallest value that at least `share` of all values do not exceed; undefined where there are fewer than `least` of them. */
function percentile(sorted, share, least = 1) {
    if (sorted.length < least)
        return undefined;
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

;// CONCATENATED MODULE: ./packages/checks/build/series.js



/** What a series of requests showed so far. */
class Series {
    n = 0;
    failed = 0;
    answered = 0;
    /** What was wrong with the first one that failed. */
    problem;
    #latencies = [];
    /** `latency` in milliseconds from the planned start, where there was an answer. That of a bad one says nothing: errors are often fast. */
    add(latency, problem) {
        this.n++;
        if (latency !== undefined) {
            this.answered++;
            if (problem === undefined)
                this.#latencies.push(Math.max(0, latency));
        }
        if (problem === undefined)
            return;
        this.failed++;
        this.problem ??= problem;
    }
    figures() {
        const sorted = this.#latencies.toSorted((a, b) => a - b);
        const shares = { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99, leastForP99) };
        const known = Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, tenth(value)]]));
        return {
            n: this.n,
            failed: this.failed,
            errorRate: this.n === 0 ? 0 : this.failed / this.n,
            answered: this.answered,
            ...Object.fromEntries(known),
            histogram: histogramOf(sorted),
        };
    }
}
function tenth(value) {
    return Math.round(value * 10) / 10;
}
function histogramOf(latencies) {
    const counts = new Array(histogramBounds.length + 1).fill(0);
    for (const latency of latencies) {
        const place = histogramBounds.findIndex((bound) => latency <= bound);
        const index = place < 0 ? histogramBounds.length : place;
        counts[index] = (counts[index] ?? 0) + 1;
    }
    return counts;
}

;// CONCATENATED MODULE: ./packages/checks/build/measure.js











/**
 * Latency and errors of a request, sent at a constant rate on fresh connections.
 * @throws Failure `bad-input`, `cancelled`
 */
async function measure(request, options, ports) {
    const { conditions = [], allowLoad = false, ...how } = options;
    const { version: _version, ...asked } = request;
    const open = await openCheck({ name: 'measurement', ...asked, conditions, allowLoad, measure: how }, ports);
    return measureOpen(open, ports);
}
/** Carries out the plan of a check within `limits`. Ends early when more requests failed than the plan allows. @throws Failure `cancelled` */
async function measureOpen(open, ports, limits = {}) {
    const { plan, other, conditions } = open;
    if (plan === undefined)
        throw new build/* Failure */.HR('bad-input', `${open.check.name} has no measurement.`);
    const { either = [] } = open.check;
    const { clock } = ports;
    const started = clock.now();
    const { until = Number.POSITIVE_INFINITY, grace = Number.POSITIVE_INFINITY } = limits;
    const duration = Math.max(0, Math.min(plan.duration, until - started));
    const timeout = open.check.timeout ?? probe/* defaultTimeout */.fr;
    const patience = () => Math.max(1, Math.min(timeout, started + duration + grace - clock.now()));
    const timed = { rate: plan.rate, duration };
    const [own, others] = [new Series(), new Series()];
    const over = Promise.withResolvers();
    const afterOne = () => {
        if (isSpent(own, plan))
            over.resolve();
    };
    ports.signal.addEventListener('abort', () => over.resolve(), { once: true });
    const mine = pace(asking(open.ask, own, { conditions, either, patience, afterOne }, ports), timed, clock);
    // Half a step later, so that the two never meet and share every moment.
    const theirs = other && pace(asking(other.ask, others, { conditions, either, patience }, ports), { ...timed, offset: 500 / plan.rate }, clock);
    await Promise.race([over.promise, Promise.all([mine.ended, theirs?.ended])]);
    const [endedAt] = await Promise.all([mine.stop(), theirs?.stop()]);
    if (ports.signal.aborted)
        throw cancelled(ports.signal.reason);
    const { problem } = own;
    return {
        ...own.figures(),
        rate: plan.rate,
        duration: Math.round(endedAt - started),
        ...(problem === undefined ? {} : { problem }),
        ...(other === undefined ? {} : { compared: compareSeries(other.url, own.figures(), others.figures()) }),
    };
}
/** True as soon as no good answer could make up for the bad ones. */
function isSpent({ failed }, { budget, samples }) {
    return budget !== undefined && failed > Math.floor(budget * samples);
}
function asking(ask, series, { conditions, either, patience, afterOne }, { clock }) {
    const keepBody = looksAtBody([conditions, ...either].flat()) ? body/* bodyLimit */.k : 0;
    return async (planned) => {
        const late = clock.now() - planned;
        try {
            const observation = await ask({ keepBody, timeout: patience() });
            // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
            series.add(isAnswered(observation) ? late + observation.responseTime : undefined, problemOf(conditions, observation, either));
        }
        catch (error) {
            if (error instanceof build/* Failure */.HR && error.reason === 'cancelled')
                return;
            series.add(undefined, (0,show/* show */.WU)((0,build/* messageOf */.bD)(error), 200));
        }
        afterOne?.();
    };
}
/** What is wrong with an answer, in a few words. */
function problemOf(conditions, observation, either = []) {
    const broken = evaluateAll(conditions, either, observation).find((result) => !result.passed);
    const { error, connected } = observation;
    // No connection at all may be just what was asked for.
    if (error !== undefined && (connected || broken !== undefined))
        return (0,show/* show */.WU)(error.message, 200);
    return broken === undefined ? undefined : (0,show/* show */.WU)(`${broken.text} does not hold: ${broken.actual}`, 200);
}
function cancelled(reason) {
    return reason instanceof build/* Failure */.HR ? reason : new build/* Failure */.HR('cancelled', 'The run was cancelled during a check.');
}

;// CONCATENATED MODULE: ./packages/checks/build/foreign.js
/** The host that answered, where a redirect led to another one than was asked; a `www.` before it makes no other host. */
function foreignHost({ url, hostHeader, headers = {} }, observation) {
    if (observation.redirects.length === 0)
        return undefined;
    const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
    const own = [url, ...[hostHeader ?? named ?? []].flat().map((host) => `http://${host}`)].map(hostOf);
    const host = hostOf(observation.url);
    return host === undefined || own.includes(host) ? undefined : host;
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/attempt.js






function judge(check, conditions, observation) {
    const results = evaluateAll(conditions, check.either ?? [], observation);
    const identified = recognize(check, observation);
    return { observation, conditions: results, identified, ...verdict(check, results, observation, identified) };
}
function verdict(check, results, observation, identified) {
    const failed = results.filter((result) => !result.passed);
    const { error, connected, status } = observation;
    // What was not asked proves nothing, not even that nobody listens.
    if (error?.class === 'private')
        return { failure: 'private-target', sentence: error.message };
    // An answer that broke off is no answer, even where its status was good. No connection at all may be just what was asked for.
    if (error !== undefined && (connected || failed.length > 0)) {
        return { failure: connected ? 'unhealthy' : 'unreachable', sentence: error.message };
    }
    const [first] = failed;
    if (first !== undefined) {
        const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
        return { failure: 'unhealthy', sentence: `${first.text} does not hold: ${first.actual}${more}` };
    }
    const from = identified.version === undefined ? '' : ` from version ${(0,show/* show */.WU)(identified.version, 60)}`;
    return wrongIdentity(check, identified) ?? { sentence: `${status ?? 'as expected'}${from}` };
}
function wrongIdentity({ expectVersion, expectDigest }, { identity, version, digest }) {
    const { value = '', required } = expectVersion ?? {};
    if (expectDigest !== undefined) {
        const wanted = (0,show/* show */.WU)(expectDigest, 100);
        if (digest === undefined)
            return { failure: 'version-not-found', sentence: `the answer does not name the digest ${wanted}` };
        if (!sameDigest(digest, expectDigest)) {
            return { failure: 'stale-version', sentence: `the image ${(0,show/* show */.WU)(digest, 100)} answers, and ${wanted} was expected` };
        }
    }
    if (identity === 'stale')
        return { failure: 'stale-version', sentence: `version ${(0,show/* show */.WU)(version ?? '')} answers, and ${(0,show/* show */.WU)(value)} was expected` };
    if (required && identity !== 'proven')
        return { failure: 'version-not-found', sentence: `the answer does not name the version ${(0,show/* show */.WU)(value)}` };
    return undefined;
}
/** The right digest proves the image, and with it everything in it, unless a version is named that contradicts. */
function recognize(check, observation) {
    const recognized = recognizeAnswer(check, observation);
    // Another host may prove whatever it likes; that it names another version is still worth a failure.
    const foreign = recognized.identity === 'proven' && foreignHost(check, observation) !== undefined;
    return foreign ? { ...recognized, identity: 'unproven' } : recognized;
}
function recognizeAnswer({ url, expectVersion, expectDigest }, observation) {
    // The version that a database tells is its own, and no release of anybody's.
    if (!/^https?:/i.test(url))
        return { identity: 'unproven' };
    const identified = (0,build_version/* identify */.ls)(observation, expectVersion);
    const digest = readDigest(observation);
    if (digest === undefined)
        return identified;
    const proven = expectDigest !== undefined && sameDigest(digest, expectDigest) && identified.identity === 'unproven';
    return { ...identified, ...(proven ? { identity: 'proven' } : {}), digest };
}
/** Headers that help to see who answered. */
const telling = [
    ...['server', 'via', 'x-powered-by', 'x-version', 'x-image-digest', 'x-cache', 'age', 'x-request-id'],
    ...['location', 'content-type', 'content-encoding', 'retry-after', 'www-authenticate', 'allow'],
];
/** Reports are kept for long, and of many checks: they hold no part of a large body. */
const excerptLimit = 500;
function summarize(observation) {
    const { connected, status, responseTime, redirects, error, headers } = observation;
    const contentType = headers['content-type'];
    return {
        connected,
        responseTime: Math.round(responseTime),
        headers: Object.fromEntries(telling.flatMap((name) => (Object.hasOwn(headers, name) ? [[name, (0,show/* show */.WU)((0,build_request/* maskQuery */.HQ)(headers[name] ?? ''), 160)]] : []))),
        excerpt: (0,show/* show */.WU)(observation.body, excerptLimit),
        redirects,
        ...(status === undefined ? {} : { status }),
        ...(contentType === undefined ? {} : { contentType: (0,show/* show */.WU)(contentType, 60) }),
        ...(error === undefined ? {} : { error }),
    };
}
/** The same attempt without what is large: a check that waits for its next attempt must not hold a megabyte. */
function withoutBody(attempt) {
    const { json: _json, ...observation } = attempt.observation;
    return { ...attempt, observation: { ...observation, body: (0,show/* copyText */.Dk)(observation.body, 4000) } };
}

;// CONCATENATED MODULE: ./packages/checks/build/hints.js

/** What to do about an answer that is healthy and of the wrong version. */
function identityHints(failure) {
    if (failure === 'stale-version') {
        return ['The old version still serves: the router did not switch, the container was not made anew, or a cache stands before it.'];
    }
    return failure === 'version-not-found'
        ? ['Look at what the answer holds, and at the path or header that is said to name the version.']
        : [];
}
/** What to do about figures that are not good enough; undefined for a failure that is none of a measurement. */
function measurementHints(failure) {
    switch (failure) {
        case 'error-budget':
            return [
                'Single answers are good and some requests fail: look for a worker that crashes, a pool that runs out, or a second server that is old.',
            ];
        case 'regressed':
            return ['It is slower than what it is compared to, measured in the same minute: a cold cache, a missing index, or a slower version.'];
        case 'no-data':
            return ['It answered when it was asked alone and not when it was measured: it may have crashed, or limit how often it is asked.'];
        default:
            return undefined;
    }
}
/** What usually causes an answer like this one, and what to do about it. */
function hintsFor(asked, observation) {
    const { error, status } = observation;
    const hints = [error === undefined ? undefined : errorHint(error, asked, observation), redirectHint(observation)];
    if (status !== undefined && error === undefined)
        hints.push(statusHint(status, observation));
    const encoding = observation.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
        hints.push(`The answer is compressed (${(0,show/* show */.WU)(encoding, 20)}) although that was not asked for, so its body cannot be read.`);
    }
    return hints.filter((hint) => hint !== undefined);
}
function errorHint(error, asked, { connected }) {
    const nothing = 'The application may not have started yet, listen on another port, or be bound to 127.0.0.1 inside its container: bind it to 0.0.0.0 and look at its log.';
    switch (error.class) {
        case 'refused':
            return `Nothing listens on that port. ${nothing}`;
        case 'reset':
            return asked.address !== undefined && 'path' in asked.address
                ? `Nothing listens on that port on the server, or it crashed while answering. ${nothing}`
                : 'The application crashed while answering, is restarting, or speaks TLS where http was asked for.';
        case 'timeout':
            return connected
                ? 'The application accepted the connection and hangs: look for a database or service that it waits for.'
                : 'A firewall that drops packets looks like this, and so does a wrong address.';
        case 'dns':
            return 'Look for a typing slip in the host, or a DNS record that is not there yet.';
        case 'unreachable':
            return 'The network of this machine has no way there; runners on GitHub have no IPv6.';
        case 'tls':
            return asked.url.startsWith('https:') ? tlsHint(error.code) : undefined;
        case 'private':
            return 'Only public addresses may be asked here, because somebody without trust can choose them: a pull request from a fork, for example.';
        case 'invalid':
            return undefined;
    }
}
function tlsHint(code) {
    if (code === 'CERT_HAS_EXPIRED')
        return 'Renew the certificate. Where that was done already, the proxy still serves the old one: reload it.';
    if (/LEAF_SIGNATURE|GET_ISSUER_CERT/.test(code)) {
        return 'Let the proxy serve the whole chain (fullchain.pem), or give the authority in `ca` where it is one of your own.';
    }
    if (/SELF_SIGNED/.test(code))
        return 'Let the proxy serve a certificate of an authority, or give your own authority in `ca`.';
    return 'Ask by the name that the certificate is for, and look at what the proxy serves for it.';
}
function redirectHint({ url, status, headers, redirects, error }) {
    const last = status !== undefined && status >= 300 && status < 400 ? (headers['location'] ?? '') : '';
    const targets = [...redirects.map((redirect) => redirect.location), last];
    const secure = targets.some((target) => /^https:/i.test(target)) && [url, ...redirects.map((redirect) => redirect.url)].some(isPlain);
    if (secure) {
        return 'The application redirects http to https. Ask by its https address, or send the header `X-Forwarded-Proto: https` as its proxy does.';
    }
    if (targets.some((target) => /\/(log-?in|sign-?in|auth)\b/i.test(target)))
        return 'The path asks for a login; give a path that is public, such as /health.';
    if (error?.code === 'REDIRECTS')
        return 'The redirects lead in a circle: look at the proxy and at what the application thinks its own address is.';
    return last === '' ? undefined : `The answer redirects to ${(0,show/* show */.WU)(last, 120)}, which was not followed.`;
}
const isPlain = (url) => url.startsWith('http:');
function statusHint(status, observation) {
    const body = observation.body.slice(0, 4000);
    if (status === 400 && /host|^\s*$|bad request \(400\)/i.test(body)) {
        return 'The application may not accept this host name: add it to ALLOWED_HOSTS (Django) or TrustedHostMiddleware (Starlette, FastAPI), or send the Host header that it expects.';
    }
    if (status === 403 && /blocked host|invalid host|host[^.]{0,60}not allowed/i.test(body)) {
        return 'The application does not accept this host name: add it to config.hosts (Rails), allowedHosts (Vite, webpack) or the like, or send the Host header that it expects.';
    }
    if (status === 401 || status === 403)
        return 'The path needs credentials; give a path that is public, or send them in `headers`.';
    if (status === 404)
        return 'There is nothing at this path: look for a prefix such as /api, and whether the proxy passes the path on unchanged.';
    if (status === 405)
        return 'The path does not take this method.';
    if (status === 421)
        return 'The server does not serve this host name on this connection.';
    if (status === 502 || status === 503 || status === 504) {
        return 'A proxy answers and what stands behind it does not, or the application says that it is not ready: look at the log of the application.';
    }
    return status >= 500 ? 'The application answers with an error of its own: look at its log.' : undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/warnings.js



const depthLimit = 3;
const placeLimit = 300;
/** A whole answer to "how are you", also with an explanation behind it: `error: no route to host`. An `Error budget` is none. */
const bad = /^(unhealthy|degraded|error|errored|down|fail|failed|failing|failure|critical|unavailable|disconnected|offline|not[ _-]?(ready|ok|healthy|connected|available))\s*($|[:(,;.!-])/i;
/** Keys under which `false` is bad news. */
const good = /^(ok|up|alive|healthy|ready|success|connected|available)$/i;
/** Keys of settings and titles, where such a word says nothing about now. */
const harmless = /(^|[_-])(level|log|title|name|label|description|type|mode|on)$|[a-z](Level|Title|Name|Label|Type|Mode|On)$/;
/** Many applications answer 200 while their database is down, and say so in the body only. */
function bodyWarnings(conditions, observation) {
    if (conditions.some((condition) => placeholdersOf(condition).includes('BODY')))
        return [];
    const line = findComplaint(observation.json);
    if (line === undefined)
        return [];
    return [`The status is ${observation.status}, but the body says ${line}, and no condition looks at the body.`];
}
/** Nobody who asks for one host means the answer of another. */
function redirectWarnings(check, conditions, observation) {
    const host = foreignHost(check, observation);
    if (host === undefined || conditions.some((condition) => placeholdersOf(condition).includes('REDIRECTS')))
        return [];
    return [`${(0,show/* show */.WU)(host, 100)} answered, to which the address redirects: ask it by its own name, or say how many [REDIRECTS] there may be.`];
}
/** The first line near the top that is bad news, level by level: `services.redis: unhealthy`. */
function findComplaint(json) {
    let level = [['', json]];
    for (let depth = 0; depth <= depthLimit; depth++) {
        const found = level.find(([path, value]) => isComplaint(path, value));
        if (found !== undefined)
            return `${found[0] === '' ? '' : `${(0,show/* show */.WU)(found[0], 80)}: `}${(0,show/* show */.WU)(String(found[1]), 80)}`;
        level = level.flatMap(partsOf).slice(0, placeLimit);
    }
    return undefined;
}
function partsOf([path, value]) {
    if (typeof value !== 'object' || value === null)
        return [];
    const entries = Object.entries(value).slice(0, placeLimit);
    return entries.map(([key, part]) => [path === '' ? key : `${path}.${key}`, part]);
}
function isComplaint(path, value) {
    const key = path.slice(path.lastIndexOf('.') + 1);
    if (value === false)
        return good.test(key);
    if (typeof value !== 'string' || harmless.test(key))
        return false;
    return bad.test(value) || (/^errors?$/i.test(key) && value.trim() !== '');
}

;// CONCATENATED MODULE: ./packages/checks/build/account.js




/** Everything that is known about a check that was asked. */
function account(open, gated, outcome) {
    const { check, conditions } = open;
    const { last, failed, attempts, successes, required } = gated;
    const well = successes >= required;
    const passed = well && outcome?.judged.failure === undefined;
    // A check that ended on good answers did not fail because of an earlier bad one, but because there were too few.
    const told = !well && last.failure === undefined ? (failed ?? last) : last;
    const failure = well ? outcome?.judged.failure : (last.failure ?? unsteadyBy(failed));
    const { identity, version, digest } = told.identified;
    const { value } = check.expectVersion ?? {};
    return {
        ...headOf(open),
        passed,
        ...(failure === undefined ? {} : { failure }),
        sentence: sentenceOf(open, gated, outcome?.judged),
        attempts,
        successes,
        required,
        duration: gated.duration + (outcome?.measurement.duration ?? 0),
        conditions: [...told.conditions, ...(outcome?.judged.conditions ?? [])],
        last: summarize(told.observation),
        identity,
        ...(version === undefined ? {} : { version }),
        ...(value === undefined ? {} : { expectedVersion: value }),
        ...(digest === undefined ? {} : { digest }),
        ...(check.expectDigest === undefined ? {} : { expectedDigest: check.expectDigest }),
        ...(outcome === undefined ? {} : { measurement: outcome.measurement }),
        warnings: [...(passed ? warningsOf(open, conditions, last) : []), ...(outcome?.judged.warnings ?? [])],
        hints: hintsOf(open, told, failure),
    };
}
/** Two versions in turn behind one address are more than an answer that is not steady. */
function unsteadyBy(failed) {
    return failed?.failure === 'stale-version' || failed?.failure === 'version-not-found' ? failed.failure : 'unsteady';
}
function headOf({ check, kind, url }) {
    return { name: check.name, kind, url };
}
/** A check whose turn did not come before the time of the whole run was over. */
function notAsked(open) {
    const { check } = open;
    return {
        ...headOf(open),
        passed: false,
        failure: 'not-asked',
        sentence: `${check.name} was not asked: the time of the whole run was over before its turn.`,
        attempts: 0,
        successes: 0,
        required: Math.max(1, check.consecutive ?? 3),
        conditions: [],
        last: { connected: false, responseTime: 0, headers: {}, excerpt: '', redirects: [] },
        identity: 'unproven',
        ...(check.expectVersion?.value === undefined ? {} : { expectedVersion: check.expectVersion.value }),
        ...(check.expectDigest === undefined ? {} : { expectedDigest: check.expectDigest }),
        warnings: [],
        hints: ['Give the run a longer deadline, or let more checks run at the same time.'],
        duration: 0,
    };
}
function hintsOf(open, told, failure) {
    if (failure === undefined)
        return [];
    const measuring = measurementHints(failure);
    if (measuring !== undefined)
        return measuring;
    // Hints speak of HTTP; other kinds have a sentence for each of their own failures.
    return [...(open.kind === 'http' ? hintsFor(open.check, told.observation) : []), ...identityHints(failure)];
}
function sentenceOf({ check }, { attempts, successes, required, duration, last, failed }, judged) {
    const spent = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${(0,build/* formatDuration */.a3)(duration)}`;
    if (judged?.failure !== undefined)
        return `${check.name} failed when it was measured: ${judged.sentence}.`;
    if (successes >= required) {
        const measured = judged === undefined ? '' : ` ${judged.sentence}.`;
        return `${check.name} answers ${last.sentence}, ${required} of ${required} times in a row (${spent}).${measured}`;
    }
    if (last.failure !== undefined)
        return `${check.name} failed: ${last.sentence} (${spent}).`;
    const before = failed === undefined ? '' : ` Before that: ${failed.sentence}.`;
    return `${check.name} answered well only ${successes} of ${required} times in a row before the deadline (${spent}).${before}`;
}
function warningsOf({ check, kind }, conditions, { observation, identified }) {
    const expected = check.expectVersion?.value;
    const unproven = expected !== undefined && identified.identity === 'unproven';
    const named = identified.version === undefined ? 'the answer names no version' : `the answer names ${identified.version}`;
    const looked = [conditions, ...(check.either ?? [])].flat();
    return [
        ...(kind === 'http' ? [...bodyWarnings(looked, observation), ...redirectWarnings(check, looked, observation)] : []),
        ...(unproven ? [`It is not proven that ${expected} answers: ${named}. Say where it stands (a header, or a path in a JSON body).`] : []),
        ...(check.insecure ? ['The certificate was not checked (insecure): anybody on the way could have answered.'] : []),
    ];
}

;// CONCATENATED MODULE: ./packages/checks/build/gate.js


/** Too little for an honest attempt: a server would be blamed for our own hurry. */
const shortestAttempt = 250;
/** Asks until enough answers in a row are good, or the deadline is there. Undefined where the time was over before the first turn. */
async function gate(open, ports, { turns, until = Number.POSITIVE_INFINITY } = {}) {
    const { check, conditions, repeats } = open;
    const { clock } = ports;
    const required = repeats ? Math.max(1, check.consecutive ?? 3) : 1;
    const tell = narrator(check, ports);
    await turns?.take(false);
    const started = clock.now();
    const left = () => Math.min(started + (check.deadline ?? 120_000), until) - clock.now();
    let successes = 0;
    let failed;
    try {
        if (until - started < shortestAttempt)
            return undefined;
        for (let attempts = 1;; attempts++) {
            const timeout = Math.max(1, Math.min(check.timeout ?? probe/* defaultTimeout */.fr, left()));
            let last = judge(check, conditions, await open.ask({ timeout }));
            tell(last, attempts);
            successes = last.failure === undefined ? successes + 1 : 0;
            if (last.failure !== undefined)
                failed = withoutBody(last);
            const ending = () => ({ attempts, successes, required, duration: clock.now() - started, last, ...(failed ? { failed } : {}) });
            // A target that may not be asked is not asked again.
            if (successes >= required || !repeats || last.failure === 'private-target')
                return ending();
            const pause = Math.min(pauseAfter(check, last, ports), left() - shortestAttempt);
            if (pause <= 0)
                return ending();
            // Many checks wait at the same time.
            last = withoutBody(last);
            turns?.give();
            await clock.sleep(pause).finally(() => turns?.take(true));
            if (left() < shortestAttempt)
                return ending();
        }
    }
    finally {
        turns?.give();
    }
}
function pauseAfter(check, last, { random = Math.random }) {
    if (last.failure === undefined)
        return Math.max(1, check.successDelay ?? 200);
    // Many runners that wait for one server must not ask in step.
    return Math.max(1, (check.retryDelay ?? 2000) * (1 - random() / 2));
}
/** One line for the first attempt and for every change after it: a wait of two minutes is no wall of text. */
function narrator(check, { log }) {
    let before = '';
    return (attempt, number) => {
        if (attempt.sentence === before)
            return;
        before = attempt.sentence;
        log?.info(`${check.name}, attempt ${number}: ${attempt.sentence}`);
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/judge-measurement.js




function judgeMeasurement({ check, plan, measured, observation }, measurement) {
    const { n, failed, answered, problem, compared } = measurement;
    // An address that fails is fast or slow for reasons of its own: nothing can be compared to it.
    const useless = compared !== undefined && compared.failed >= compared.n;
    const silent = answered === 0 || useless;
    const usable = measured.filter((condition) => answered > 0 || (n > 0 && !needsLatency(condition)));
    const conditions = usable.map((condition) => evaluate(condition, { ...observation, measured: measurement }));
    const seen = judge_measurement_describe(measurement, plan);
    const met = problem === undefined ? '' : `; the first: ${problem}`;
    const end = (failure, sentence, ...warnings) => ({
        conditions,
        sentence,
        warnings,
        ...(failure === undefined ? {} : { failure }),
    });
    const { budget } = plan;
    if (budget !== undefined && failed > Math.floor(budget * plan.samples)) {
        return end('error-budget', `${failed} of ${n} requests failed, and at most ${share(budget)} of ${plan.samples} may${met}`);
    }
    if (answered === 0 && check.onNoData !== 'pass')
        return end('no-data', noData(measurement));
    const looks = budget !== undefined || measured.some((condition) => placeholdersOf(condition).includes('ERROR_RATE'));
    const unforgiven = looks ? undefined : judgeErrors(measurement, check.compareTo?.ratio?.errorRate !== undefined);
    if (unforgiven !== undefined)
        return end(unforgiven.failure, `${unforgiven.sentence}${met}`);
    if (useless && check.onNoData !== 'pass')
        return end('no-data', noData(measurement));
    const broken = conditions.find((result) => !result.passed);
    if (broken !== undefined)
        return end('unhealthy', `${broken.text} does not hold: ${broken.actual} over ${n} requests`);
    const [worse] = compared === undefined ? [] : regressions(measurement, compared, check.compareTo?.ratio ?? {});
    if (worse !== undefined)
        return end('regressed', `${worse} (${n} requests each)`);
    const warnings = [
        ...(silent ? [`${noData(measurement)}; on-no-data lets that pass.`] : []),
        ...(failed > 0 && !looks && answered > 0 ? [`${failed} of ${n} requests of the measurement failed${met}.`] : []),
        ...(useless ? [] : compareWarnings(compared)),
    ];
    return end(undefined, seen, ...warnings);
}
/** Where nobody said how many requests may fail, none may; where a ratio looks at them, not all. */
function judgeErrors({ n, failed, answered }, compares) {
    if (failed === 0 || answered === 0)
        return undefined;
    if (failed === n)
        return { failure: 'unhealthy', sentence: `all ${n} requests failed` };
    return compares ? undefined : { failure: 'error-budget', sentence: `${failed} of ${n} requests failed, and nothing allows that` };
}
function compareWarnings(compared) {
    if (compared === undefined || compared.failed === 0)
        return [];
    return [`${compared.failed} of ${compared.n} requests to ${compared.url} failed: what this is compared to is not well itself.`];
}
function needsLatency(condition) {
    return placeholdersOf(condition).some((name) => name === 'P50' || name === 'P95' || name === 'P99');
}
function noData({ n, answered, compared }) {
    if (n === 0)
        return 'there was no time left to measure anything';
    if (answered === 0)
        return `none of ${n} requests was answered`;
    const how = compared?.answered === 0 ? 'did not answer one' : 'gave no good answer to any';
    return `${compared?.url ?? 'the other address'} ${how} of ${compared?.n ?? 0} requests`;
}
function judge_measurement_describe({ n, failed, p50, p95, p99, duration }, { rate }) {
    const times = Object.entries({ p50, p95, p99 }).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value} ms`]));
    const errors = failed === 0 ? 'none failed' : `${failed} failed`;
    return [`${n} requests at ${rate} a second in ${(0,build/* formatDuration */.a3)(duration)}: ${errors}`, ...times].join(', ');
}
function share(value) {
    return `${Number((value * 100).toFixed(2))} %`;
}

;// CONCATENATED MODULE: ./packages/checks/build/run-check.js





/**
 * Asks until `consecutive` answers in a row are good, or the deadline is there. Every failure is tried again, each time on a fresh connection. Then
 * measures, where the check asks for it.
 * @throws Failure `bad-input` for a check that cannot be asked, `bad-condition` for one that means nothing, `cancelled`
 */
async function runCheck(check, ports) {
    const open = await open_check_openCheck(check, ports);
    const gated = await gate(open, ports);
    return gated === undefined ? notAsked(open) : complete(open, gated, ports);
}
/** Milliseconds that the last answers of a measurement get at least. */
const leastGrace = 2000;
/** Measures what passed and has a plan, and reports. @throws Failure `cancelled` */
async function complete(open, gated, ports, until) {
    const { plan, check, measured } = open;
    if (plan === undefined || gated.successes < gated.required)
        return account(open, gated);
    ports.log?.info(`${check.name}: measuring, ${plan.samples} requests at ${plan.rate} a second`);
    // What hangs must not hold the run for a whole timeout more; what was slow when it was asked alone may be slow again.
    const grace = Math.max(leastGrace, 4 * gated.last.observation.responseTime);
    const measurement = await measureOpen(open, ports, { until, grace });
    const judged = judgeMeasurement({ check, plan, measured, observation: gated.last.observation }, measurement);
    return account(open, gated, { measurement, judged });
}

;// CONCATENATED MODULE: ./packages/checks/build/turns.js
/** Lets a few work at the same time. Those that have worked before go first, so that what was begun ends. */
class Turns {
    #free;
    #again = [];
    #first = [];
    constructor(count) {
        this.#free = count;
    }
    /** Waits for as much room as the work needs, at most all of it. */
    async take(again, weight = 1) {
        await new Promise((go) => {
            (again ? this.#again : this.#first).push({ weight, go });
            this.#next();
        });
    }
    give(weight = 1) {
        this.#free += weight;
        this.#next();
    }
    #next() {
        for (;;) {
            const queue = this.#again.length > 0 ? this.#again : this.#first;
            const [first] = queue;
            if (first === undefined || first.weight > this.#free)
                return;
            queue.shift();
            this.#free -= first.weight;
            first.go();
        }
    }
}

;// CONCATENATED MODULE: ./packages/checks/build/run-checks.js






/** Requests in a second that all measurements together send, as the limit of a single one. */
const measuredRate = 20;
/**
 * Runs many checks, a few requests at a time; the reports stand in the order of the checks. Measurements begin when all have been asked, so that the
 * other checks are not what they measure.
 * @throws Failure `bad-input` or `bad-condition` with everything that is wrong with any of them, before one is asked; `cancelled`
 */
async function runChecks(checks, options, ports) {
    const { concurrency = 8, deadline } = options;
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64)
        throw refusal('The concurrency goes from 1 to 64.');
    if (deadline !== undefined && !(deadline > 0))
        throw refusal('The deadline is more than 0.');
    const open = await openAll(checks, ports);
    const until = deadline === undefined ? undefined : ports.clock.now() + deadline;
    const turns = new Turns(concurrency);
    const gated = await Promise.all(open.map((one) => passGate(one, { turns, until }, ports)));
    const measuring = new Turns(measuredRate);
    return Promise.all(gated.map((one) => ('report' in one ? one.report : completeInTurn(one, { measuring, until }, ports))));
}
/** What is not measured is accounted for at once, so that its answer need not be kept. */
async function passGate(open, options, ports) {
    const gated = await gate(open, ports, options);
    if (gated === undefined)
        return { report: notAsked(open) };
    return open.plan === undefined || gated.successes < gated.required ? { report: account(open, gated) } : { open, gated };
}
async function completeInTurn({ open, gated }, { measuring, until }, ports) {
    const { plan, other } = open;
    const weight = Math.min(measuredRate, Math.ceil((plan?.rate ?? 1) * (other === undefined ? 1 : 2)));
    await measuring.take(false, weight);
    try {
        return await complete(open, gated, ports, until);
    }
    finally {
        measuring.give(weight);
    }
}
/** @throws Failure with the problems of all checks */
async function openAll(checks, ports) {
    const settled = await Promise.allSettled(checks.map((check) => open_check_openCheck(check, ports)));
    const failures = [];
    const open = settled.flatMap((result, index) => {
        if (result.status === 'fulfilled')
            return [result.value];
        if (!(result.reason instanceof build/* Failure */.HR))
            throw result.reason;
        failures.push({ name: checks[index]?.name ?? '', failure: result.reason });
        return [];
    });
    const [first] = failures;
    if (first === undefined)
        return open;
    if (failures.length === 1)
        throw new build/* Failure */.HR(first.failure.reason, `${first.name}: ${first.failure.message}`, first.failure.details);
    const list = failures.map(({ name, failure }) => `- ${name}: ${failure.message}`).join('\n');
    throw new build/* Failure */.HR(first.failure.reason, `${failures.length} checks cannot be asked:\n${list}\n`, { state: 'Nothing was asked.' });
}
function refusal(problem) {
    return new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/watch.js









const shownFailures = 20;
const watch_longest = 3_600_000;
/**
 * Asks at a constant rate in the background until it is stopped: what users see while something changes. Every request has a connection of its own and
 * starts when it is due, whatever became of those before it.
 * @throws Failure `bad-input` for a rate above 20 a second, a duration above an hour, or a request that cannot be sent
 */
function watch(request, options, ports) {
    const { rate, maxDuration } = options;
    if (!(rate > 0 && rate <= 20))
        throw new build/* Failure */.HR('bad-input', 'The rate of a watch is above 0 and at most 20 requests in a second.');
    if (!(maxDuration > 0 && maxDuration <= watch_longest))
        throw new build/* Failure */.HR('bad-input', 'A watch takes more than nothing and at most an hour.');
    const hop = (0,build_request/* prepare */.iA)(request);
    const { clock } = ports;
    const asked = { ...request, ...(options.expectVersion ? { version: options.expectVersion } : {}) };
    const samples = [];
    const started = clock.now();
    let failed = 0;
    let parted;
    let report;
    const ask = async (planned) => {
        const start = clock.now();
        const taken = await take(planned, start).catch((error) => lost({ planned, start, end: clock.now() }, error));
        if (taken === undefined)
            return;
        samples.push(taken);
        if (taken.ok)
            return;
        failed++;
        options.onFailure?.(taken, failed);
    };
    const take = async (planned, start) => {
        const observation = await (0,probe/* send */.tN)(hop, asked, ports);
        // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
        return sample({ planned, start, end: start + observation.responseTime }, observation, options);
    };
    // Only a handler of the caller can throw in `ask`, and it must not end the watch.
    const asking = pace(ask, { rate, duration: maxDuration }, clock);
    const finish = async () => {
        const endedAt = await asking.stop();
        return watch_summarize(samples, endedAt - started, parted);
    };
    return {
        get requests() {
            return samples.length;
        },
        get failed() {
            return failed;
        },
        part(at) {
            parted = at;
        },
        stop() {
            report ??= finish();
            return report;
        },
    };
}
/** A request that could not even be judged counts as failed, so that a defect of ours never looks like a quiet minute. */
function lost(times, error) {
    if (error instanceof build/* Failure */.HR && error.reason === 'cancelled')
        return undefined;
    return { ...times, ok: false, problem: (0,show/* show */.WU)((0,build/* messageOf */.bD)(error), 200) };
}
function sample(times, observation, options) {
    const problem = problemOf(options.conditions?.length ? options.conditions : defaultConditions, observation);
    const { version } = (0,build_version/* identify */.ls)(observation, options.expectVersion);
    return {
        ...times,
        ok: problem === undefined,
        ...(observation.status === undefined ? {} : { status: observation.status }),
        ...(version === undefined ? {} : { version }),
        ...(problem === undefined ? {} : { problem }),
    };
}
function watch_summarize(samples, duration, parted) {
    const inOrder = samples.toSorted((a, b) => a.planned - b.planned);
    const parts = parted === undefined
        ? {}
        : { before: watch_figures(inOrder.filter(({ start }) => start < parted)), after: watch_figures(inOrder.filter(({ start }) => start >= parted)) };
    const failures = inOrder.filter((one) => !one.ok).slice(0, shownFailures);
    return { ...watch_figures(inOrder), failures, byVersion: spans(inOrder), ...parts, duration };
}
function watch_figures(samples) {
    const latencies = samples.filter((one) => one.status !== undefined).map((one) => Math.max(0, one.end - one.planned));
    latencies.sort((a, b) => a - b);
    const shares = { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99, 100) };
    return {
        requests: samples.length,
        failed: samples.filter((one) => !one.ok).length,
        ...Object.fromEntries(Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, Math.round(value)]]))),
    };
}
function spans(samples) {
    const found = new Map();
    for (const { version, start, end } of samples) {
        if (version === undefined)
            continue;
        const span = found.get(version) ?? { requests: 0, firstStart: start, firstEnd: end, lastStart: start, lastEnd: end };
        found.set(version, {
            requests: span.requests + 1,
            firstStart: Math.min(span.firstStart, start),
            firstEnd: Math.min(span.firstEnd, end),
            lastStart: Math.max(span.lastStart, start),
            lastEnd: Math.max(span.lastEnd, end),
        });
    }
    return Object.fromEntries(found);
}

;// CONCATENATED MODULE: ./packages/checks/build/index.js















/***/ }),

/***/ 7413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ lookUp),
/* harmony export */   f: () => (/* binding */ valueAt)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _show_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8903);
/* harmony import */ var _write_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7687);



/** The value at a path of a JSON document, or what is there instead. Only own keys count: `constructor` is no key of an object. */
function lookUp(json, path) {
    let value = json;
    for (const [index, step] of path.entries()) {
        const place = `[BODY]${(0,_write_js__WEBPACK_IMPORTED_MODULE_2__/* .writeSteps */ .h)(path.slice(0, index))}`;
        if (typeof step === 'number') {
            if (!Array.isArray(value))
                return { missing: `${place} is ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .showJson */ .qN)(value)}, not a list` };
            if (step >= value.length)
                return { missing: `${place} is a list of ${value.length}, so it has no [${step}]` };
            value = value[step];
        }
        else if (typeof step === 'string') {
            if (typeof value !== 'object' || value === null || Array.isArray(value)) {
                return { missing: `${place} is ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .showJson */ .qN)(value)}, so it has no ${step}` };
            }
            if (!Object.hasOwn(value, step))
                return { missing: missingKey(value, step, place) };
            value = value[step];
        }
        else
            return { missing: `${place} is not looked at for every element here` };
    }
    return { value };
}
/** The value at a path of keys and indexes; undefined where there is none. Nothing is written about it, which takes most of the time. */
function valueAt(json, path) {
    let value = json;
    for (const step of path) {
        if (typeof value !== 'object' || value === null || typeof step === 'symbol' || Array.isArray(value) !== (typeof step === 'number'))
            return undefined;
        if (!Object.hasOwn(value, step))
            return undefined;
        value = value[step];
    }
    return value;
}
function missingKey(value, step, place) {
    // Keys come from the server: only a few short ones are worth comparing.
    const likely = Object.keys(value)
        .slice(0, 200)
        .filter((key) => key.length <= 60);
    const near = step.length <= 60 ? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(step, likely) : undefined;
    return `${place} has ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .showKeys */ .uU)(value)}, and no ${step}${near === undefined ? '' : ` (did you mean ${(0,_show_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(near)}?)`}`;
}


/***/ }),

/***/ 8727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gw: () => (/* binding */ isPrivate),
/* harmony export */   km: () => (/* binding */ publicLookup),
/* harmony export */   rn: () => (/* binding */ requirePublic),
/* harmony export */   xC: () => (/* binding */ PrivateTarget)
/* harmony export */ });
/* unused harmony export privateCode */
/* harmony import */ var node_dns__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(610);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030);


/** Ranges of IPv4 that are no public unicast addresses: IANA's special-purpose registry, multicast, and the platform address of Azure's machines. */
const ranges4 = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['168.63.129.16', 32],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
];
/** The public unicast addresses of IPv6; what is not in here is not public. */
const public6 = [['2000::', 3]];
/** Parts of it that are special after all: some of them hold an address of IPv4, which may be any. */
const ranges6 = [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
];
const localNames = /^(.+\.)?(localhost|local|internal|lan|home\.arpa)$/;
/**
 * True for a host that is not on the public internet: an address of this machine, of a private or link-local network, of cloud metadata, or a name
 * that can only mean such a one. Every other name is false here; what it resolves to is looked at when the connection is made.
 */
function isPrivate(host) {
    const name = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(name);
    if (version === 4)
        return blocked4.check(name, 'ipv4');
    if (version === 6)
        return !allowed6.check(name, 'ipv6') || blocked6.check(name, 'ipv6');
    const plain = name.replace(/\.$/, '').toLowerCase();
    return plain === '' || localNames.test(plain);
}
const blocked4 = listOf(ranges4, 'ipv4');
const allowed6 = listOf(public6, 'ipv6');
const blocked6 = listOf(ranges6, 'ipv6');
function listOf(ranges, type) {
    const list = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList();
    for (const [network, prefix] of ranges)
        list.addSubnet(network, prefix, type);
    return list;
}
const privateCode = 'PRIVATE_ADDRESS';
/** A target that is not public, where only public ones may be asked. */
class PrivateTarget extends Error {
    code = privateCode;
    address;
    constructor(address) {
        super(`${address} is not a public address`);
        this.name = 'PrivateTarget';
        this.address = address;
    }
}
/** What can be refused before a name is resolved. @throws PrivateTarget */
function requirePublic(address) {
    if ('path' in address)
        throw new PrivateTarget('a unix socket');
    if (isPrivate(address.host))
        throw new PrivateTarget(address.host);
}
/**
 * A `lookup` for sockets that refuses a name as soon as one of its addresses is not public. The socket connects to what was looked at here, so a name
 * that answers otherwise a moment later gains nothing.
 */
function publicLookup(lookup = node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup) {
    return (hostname, options, callback) => {
        lookup(hostname, { ...options, all: true }, (error, addresses) => {
            if (error !== null)
                return callback(error, '');
            const first = addresses[0];
            const bad = addresses.find(({ address }) => isPrivate(address));
            if (bad !== undefined || first === undefined)
                return callback(new PrivateTarget(bad?.address ?? hostname), '');
            if (options.all)
                return callback(null, addresses);
            return callback(null, first.address, (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIPv4)(first.address) ? 4 : 6);
        });
    };
}


/***/ }),

/***/ 4316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ describeError),
  b: () => (/* binding */ describeTimeout)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/checks/build/show.js
var show = __webpack_require__(8903);
;// CONCATENATED MODULE: ./packages/checks/build/tls-error.js

const certificates = {
    CERT_HAS_EXPIRED: 'has expired',
    CERT_NOT_YET_VALID: 'is not valid yet',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself and by nobody who is trusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate certificates that lead to a trusted authority',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
    UNABLE_TO_GET_ISSUER_CERT: 'comes without the intermediate certificates that lead to a trusted authority',
    CERT_REVOKED: 'was revoked',
    CERT_SIGNATURE_FAILURE: 'has a signature that is not right',
    INVALID_PURPOSE: 'is not one for a server',
    ERR_SSL_EE_KEY_TOO_SMALL: 'has a key that is too short',
    ERR_SSL_CA_MD_TOO_WEAK: 'is signed by a method that is no longer trusted',
    EE_KEY_TOO_SMALL: 'has a key that is too short',
    CA_MD_TOO_WEAK: 'is signed by a method that is no longer trusted',
};
/** Why a handshake failed, by the codes of Node and OpenSSL. */
function tlsSentence(code, message, endpoint) {
    const certificate = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
    if (certificate !== undefined)
        return `the certificate of ${endpoint} ${certificate}`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return wrongName(message, endpoint);
    if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number|packet length too long/.test(code + message)) {
        return `${endpoint} does not speak TLS`;
    }
    if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|unsupported protocol|protocol version/.test(code + message)) {
        return `${endpoint} speaks only versions of TLS that are too old (1.2 is the least)`;
    }
    if (/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE|bad certificate|unknown ca/.test(code + message)) {
        return `${endpoint} wants a client certificate that it trusts (${code})`;
    }
    if (/UNRECOGNIZED_NAME|unrecognized name/.test(code + message))
        return `${endpoint} has no certificate for that name`;
    return `TLS with ${endpoint} failed (${code}): ${(0,show/* show */.WU)(message, 160)}`;
}
function wrongName(message, endpoint) {
    return `the certificate of ${endpoint} is not for that name but for ${(0,show/* show */.WU)(message.slice(message.lastIndexOf(': ') + 2), 160)}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/probe-error.js




const classes = {
    ECONNREFUSED: 'refused',
    ENOENT: 'refused',
    EACCES: 'refused',
    ETIMEDOUT: 'timeout',
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    ECONNRESET: 'reset',
    EPIPE: 'reset',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable',
    EADDRNOTAVAIL: 'unreachable',
    EPROTO: 'tls',
    PRIVATE_ADDRESS: 'private',
};
/** Any error of an exchange as a class, a sentence and a code. */
function describeError(error, progress) {
    const parts = partsOf(error);
    const kind = classOf(parts.code);
    return { class: kind, code: parts.code, message: sentence(kind, parts, progress) };
}
/** The exchange took longer than it may. */
function describeTimeout(timeout, progress) {
    const limit = (0,build/* formatDuration */.a3)(timeout);
    const what = progress.answering
        ? `${progress.endpoint} began to answer and did not end within ${limit}`
        : progress.connected
            ? `${progress.endpoint} accepted the connection and did not answer within ${limit}`
            : `${progress.endpoint} did not ${progress.indirect ? 'answer' : 'accept a connection'} within ${limit}`;
    return { class: 'timeout', code: 'TIMEOUT', message: what };
}
function partsOf(error) {
    // Where a name has several addresses, there is one error for each.
    const all = error instanceof AggregateError && error.errors.length > 0 ? error.errors : [error];
    const inner = all[0];
    const code = fieldOf(inner, 'code') ?? fieldOf(error, 'code') ?? 'UNKNOWN';
    const message = fieldOf(inner, 'message') ?? String(inner);
    return { code, message, addresses: all.flatMap((one) => fieldOf(one, 'address') ?? []) };
}
function fieldOf(value, name) {
    const field = typeof value === 'object' && value !== null ? value[name] : undefined;
    return typeof field === 'string' ? field : undefined;
}
function classOf(code) {
    if (Object.hasOwn(classes, code))
        return classes[code] ?? 'invalid';
    return /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|INVALID_PURPOSE|PATH_LENGTH)/.test(code)
        ? 'tls'
        : 'invalid';
}
function sentence(kind, { code, message, addresses }, progress) {
    const { endpoint } = progress;
    switch (kind) {
        case 'refused':
            return code === 'ECONNREFUSED' ? `${endpoint} refused the connection` : `${endpoint} has no socket that can be opened (${code})`;
        case 'timeout':
            return `${endpoint} did not accept a connection: the system gave up`;
        case 'dns':
            return `the name of ${endpoint} has no address${code === 'EAI_AGAIN' ? ': the name server did not answer' : ''}`;
        case 'unreachable':
            return addresses.length > 0 && addresses.every(external_node_net_.isIPv6)
                ? `${endpoint} has only IPv6 addresses (${(0,show/* show */.WU)(addresses.join(', '), 100)}), and there is no way to them (${code})`
                : `there is no way to ${endpoint} (${code})`;
        case 'reset':
            return broken(progress);
        case 'tls':
            return tlsSentence(code, message, endpoint);
        case 'private':
            return `${endpoint} was not asked: ${(0,show/* show */.WU)(message, 100)}`;
        case 'invalid':
            return invalid(code, message, endpoint);
    }
}
function broken({ endpoint, answering, secure, connected, indirect }) {
    if (answering)
        return `${endpoint} broke off in the middle of its answer`;
    if (indirect)
        return `${endpoint} closed the connection without an answer, or nothing listens there`;
    return `${endpoint} closed the connection ${secure && !connected ? 'during the TLS handshake' : 'without an answer'}`;
}
function invalid(code, message, endpoint) {
    if (code === 'HPE_HEADER_OVERFLOW')
        return `${endpoint} sent more headers than fit in 16 KiB`;
    if (code === 'UPGRADE')
        return `${endpoint} answered a plain request with another protocol: ${(0,show/* show */.WU)(message, 100)}`;
    return `${endpoint} answered something that is not HTTP (${code}): ${(0,show/* show */.WU)(message, 100)}`;
}


/***/ }),

/***/ 9802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fr: () => (/* binding */ defaultTimeout),
  dy: () => (/* binding */ probe),
  tN: () => (/* binding */ send)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./packages/checks/build/cookies.js
/** The most that a server may leave on the way; each request has a limit of its own for its headers. */
const most = 50;
/** Cookies of one attempt, kept over its redirects as a browser keeps them (RFC 6265); the next attempt begins without any. */
class CookieJar {
    #cookies = [];
    /** Takes the lines of `Set-Cookie`. */
    store(lines, from) {
        for (const line of lines.slice(0, most)) {
            const { cookie, gone } = readCookie(line, from) ?? {};
            if (cookie === undefined)
                continue;
            const others = this.#cookies.filter((other) => other.name !== cookie.name || other.domain !== cookie.domain || other.path !== cookie.path);
            this.#cookies = gone === true || others.length >= most ? others : [...others, cookie];
        }
    }
    /** The `Cookie` header for a request, with those that the user gave; a server's own take their place. */
    header(to, given = '') {
        const ours = this.#cookies.filter((cookie) => goesTo(cookie, to)).sort((a, b) => b.path.length - a.path.length);
        const names = new Set(ours.map(({ name }) => name));
        const kept = given.split(/;\s*/).filter((pair) => pair !== '' && !names.has(pair.replace(/\s*=.*$/s, '').trim()));
        const pairs = [...kept, ...ours.map(({ name, value }) => `${name}=${value}`)];
        return pairs.length === 0 ? undefined : pairs.join('; ');
    }
}
function readCookie(line, from) {
    const [pair = '', ...attributes] = line.split(';');
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (equals < 1 || name === '' || line.length > 4096 || /[^\t\x20-\x7e]/.test(name + value))
        return undefined;
    const given = new Map(attributes.map((text) => [text.replace(/=.*$/s, '').trim().toLowerCase(), text.replace(/^[^=]*=?/, '').trim()]));
    const domain = (given.get('domain') ?? '').replace(/^\./, '').toLowerCase();
    // A domain of one label would be a whole top level.
    if (domain !== '' && (!domain.includes('.') || !isWithin(from.host, domain)))
        return undefined;
    const secure = given.has('secure');
    if (secure && !from.secure)
        return undefined;
    const path = given.get('path')?.startsWith('/') ? (given.get('path') ?? '/') : from.path.replace(/\/[^/]*$/, '') || '/';
    const cookie = { name, value, domain: domain || from.host.toLowerCase(), hostOnly: domain === '', path, secure };
    return { cookie, gone: isOver(given) };
}
function isOver(given) {
    const age = given.get('max-age');
    if (age !== undefined && /^-?\d+$/.test(age))
        return Number(age) <= 0;
    const expires = given.get('expires');
    return expires !== undefined && Date.parse(expires) <= Date.now();
}
function goesTo(cookie, to) {
    const host = to.host.toLowerCase();
    if (cookie.hostOnly ? host !== cookie.domain : !isWithin(host, cookie.domain))
        return false;
    if (cookie.secure && !to.secure)
        return false;
    return to.path === cookie.path || to.path.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`);
}
function isWithin(host, domain) {
    return host.toLowerCase() === domain || host.toLowerCase().endsWith(`.${domain}`);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./packages/checks/build/body.js
var build_body = __webpack_require__(4170);
;// CONCATENATED MODULE: ./packages/checks/build/hop.js
function endpointOf(url) {
    return `${url.hostname}:${portOf(url)}`;
}
/** Where the connection goes: the address that was given, the one of `resolve`, else the host and port of the URL. */
function destinationOf(hop) {
    if (hop.address !== undefined)
        return hop.address;
    return { host: hop.resolve.get(endpointOf(hop.url).toLowerCase()) ?? bare(hop.url.hostname), port: portOf(hop.url) };
}
/** The name that the server knows itself by. */
function nameOf(hop) {
    return bare(new URL(`${hop.url.protocol}//${hop.host}`).hostname);
}
function cookiePlace(hop) {
    return { host: nameOf(hop), path: hop.url.pathname, secure: hop.url.protocol === 'https:' };
}
function portOf(url) {
    return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
/** An IPv6 address without the brackets that it has in a URL. */
function bare(host) {
    return host.startsWith('[') ? host.slice(1, -1) : host;
}

// EXTERNAL MODULE: ./packages/checks/build/private.js
var build_private = __webpack_require__(8727);
// EXTERNAL MODULE: ./packages/checks/build/probe-error.js + 1 modules
var probe_error = __webpack_require__(4316);
// EXTERNAL MODULE: ./packages/checks/build/tls-settings.js
var tls_settings = __webpack_require__(59);
;// CONCATENATED MODULE: ./packages/checks/build/exchange.js









/** Sends one request on a connection of its own and reads the answer to its end. Never rejects. */
function exchange(hop, options) {
    return new Promise((resolve) => {
        const answer = { connected: false, headers: {}, body: '', truncated: false };
        const indirect = hop.address !== undefined && 'path' in hop.address;
        const secure = hop.url.protocol === 'https:';
        const body = new build_body/* Body */.n(options.keepBody);
        let request;
        let done = false;
        const progress = () => ({
            endpoint: endpointOf(hop.url),
            connected: answer.connected,
            answering: answer.status !== undefined,
            secure,
            indirect,
        });
        const finish = (error) => {
            if (done)
                return;
            done = true;
            answer.body = body.text;
            answer.truncated = body.truncated;
            if (error !== undefined)
                answer.error = error;
            request?.destroy();
            resolve(answer);
        };
        const fail = (error) => finish((0,probe_error/* describeError */.U)(error, progress()));
        options.onStart((why) => finish(why(progress())));
        try {
            if (options.publicOnly)
                (0,build_private/* requirePublic */.rn)(destinationOf(hop));
            request = (secure ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(optionsOf(hop, options));
        }
        catch (error) {
            return fail(error);
        }
        request.on('error', fail);
        request.on('socket', (socket) => observe(socket, secure, indirect, answer));
        request.on('upgrade', (response, socket) => {
            socket.destroy();
            answer.connected = true;
            answer.status = response.statusCode ?? 0;
            fail({ code: 'UPGRADE', message: `it changed to ${response.headers.upgrade ?? 'another protocol'} without being asked to` });
        });
        request.on('response', (response) => {
            answer.connected = true;
            answer.status = response.statusCode ?? 0;
            answer.headers = headersOf(response.headers);
            options.onCookies(response.headers['set-cookie'] ?? []);
            response.on('data', (chunk) => {
                if (!body.add(chunk))
                    finish();
            });
            response.on('end', () => finish());
            response.on('error', fail);
            response.on('close', () => fail({ code: 'ECONNRESET' }));
        });
        request.on('close', () => fail({ code: 'ECONNRESET' }));
        request.end(hop.body);
    });
}
/** Notes when the connection stands, and what its certificate says. */
function observe(socket, secure, indirect, answer) {
    if (!secure) {
        if (!indirect)
            socket.once('connect', () => Object.assign(answer, { connected: true }));
        return;
    }
    socket.once('secureConnect', () => {
        if (!(socket instanceof external_node_tls_.TLSSocket))
            return;
        answer.connected = true;
        const end = Date.parse(socket.getPeerCertificate().valid_to);
        if (Number.isFinite(end))
            answer.certificateExpiration = end - Date.now();
        const version = /^TLSv(\d\.\d)$/.exec(socket.getProtocol() ?? '')?.[1] ?? (socket.getProtocol() === 'TLSv1' ? '1.0' : undefined);
        if (version !== undefined)
            answer.tlsVersion = version;
    });
}
function optionsOf(hop, { cookie, publicOnly }) {
    const { url } = hop;
    const destination = destinationOf(hop);
    const name = nameOf(hop);
    const login = url.username === '' && url.password === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    const context = (0,tls_settings/* contextOf */.Vm)(hop.tls);
    return {
        ...('path' in destination ? { socketPath: destination.path } : destination),
        ...(publicOnly ? { lookup: (0,build_private/* publicLookup */.km)() } : {}),
        method: hop.method,
        path: `${url.pathname}${url.search}`,
        agent: false,
        setHost: false,
        // A body that is compressed could not be read, and a connection that is kept could not prove a fresh one.
        headers: {
            ...hop.headers,
            ...(cookie === undefined ? {} : { cookie }),
            host: hop.host,
            'accept-encoding': 'identity',
            connection: 'close',
        },
        ...(login === undefined ? {} : { auth: login }),
        servername: (0,external_node_net_.isIP)(name) === 0 ? name : '',
        rejectUnauthorized: !hop.tls.insecure,
        checkServerIdentity: (_host, certificate) => external_node_tls_.checkServerIdentity(name, certificate),
        ...(context === undefined ? {} : { secureContext: context }),
    };
}
function headersOf(headers) {
    const entries = Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, [value].flat().join(', ')]]);
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./packages/checks/build/redirect.js

/** The request that a redirect asks for; undefined where there is none to follow. */
function follow(hop, answer) {
    const location = answer.headers['location'];
    if (answer.error !== undefined || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status ?? 0))
        return undefined;
    const url = URL.canParse(location, hop.url.href) ? new URL(location, hop.url.href) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return undefined;
    const same = isSameOrigin(url, hop);
    // An address was given for one server: nothing says that it leads to another one, or that the other may see the headers.
    if (!same && hop.address !== undefined)
        return undefined;
    const keeps = answer.status === 307 || answer.status === 308 || hop.method === 'GET' || hop.method === 'HEAD';
    const { body: _body, ...rest } = hop;
    if (same) {
        url.host = hop.url.host;
        url.username = hop.url.username;
        url.password = hop.url.password;
    }
    else {
        url.username = '';
        url.password = '';
    }
    const headers = same ? hop.headers : { accept: hop.headers['accept'] ?? '*/*', 'user-agent': hop.headers['user-agent'] ?? 'slipway' };
    const host = same ? hop.host : url.host;
    const tls = same ? hop.tls : (0,tls_settings/* withoutIdentity */.jD)(hop.tls);
    if (keeps)
        return { ...hop, url, host, tls, headers: { ...headers, ...redirect_length(hop) } };
    const { 'content-length': _length, 'content-type': _type, ...bare } = headers;
    return { ...rest, url, host, tls, headers: bare, method: 'GET' };
}
function redirect_length(hop) {
    return hop.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(hop.body)) };
}
/** Servers write themselves into `Location` by their name, which is that of the `Host` header where one is given. */
function isSameOrigin(url, hop) {
    return url.protocol === hop.url.protocol && (url.host === hop.url.host || url.host === new URL(`${hop.url.protocol}//${hop.host}`).host);
}

// EXTERNAL MODULE: ./packages/checks/build/request.js + 1 modules
var build_request = __webpack_require__(2505);
// EXTERNAL MODULE: ./packages/checks/build/show.js
var show = __webpack_require__(8903);
// EXTERNAL MODULE: ./packages/checks/build/version.js
var version = __webpack_require__(440);
;// CONCATENATED MODULE: ./packages/checks/build/probe.js









const defaultTimeout = 10_000;
/**
 * Asks once, on a fresh connection for every redirect too. What the server does wrong is in the observation.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
async function probe(request, ports) {
    return send((0,build_request/* prepare */.iA)(request), request, ports);
}
/** The same for a request that was prepared. @throws Failure `cancelled` */
async function send(first, request, ports) {
    let hop = first;
    const timeout = request.timeout ?? defaultTimeout;
    const limit = request.redirects ?? 5;
    const jar = new CookieJar();
    const started = performance.now();
    const redirects = [];
    const clock = stopwatch(timeout, ports.signal);
    try {
        for (;;) {
            const place = cookiePlace(hop);
            const answer = await exchange(hop, {
                cookie: jar.header(place, hop.headers['cookie']),
                publicOnly: ports.publicOnly,
                keepBody: request.keepBody,
                onStart: clock.attach,
                onCookies: (lines) => jar.store(lines, place),
            });
            if (ports.signal.aborted)
                throw new build/* Failure */.HR('cancelled', 'The run was cancelled during a request.');
            const next = limit === 0 ? undefined : follow(hop, answer);
            if (next === undefined || redirects.length === limit) {
                const endless = next === undefined ? undefined : tooMany(hop, limit);
                return observation({ request, hop, redirects, started }, endless === undefined ? answer : { ...answer, error: endless });
            }
            redirects.push({ status: answer.status ?? 0, url: (0,build_request/* displayUrl */.Qy)(hop.url), location: (0,show/* show */.WU)((0,build_request/* displayUrl */.Qy)(next.url), 200) });
            hop = next;
        }
    }
    finally {
        clock.stop();
    }
}
function observation({ request, hop, redirects, started }, answer) {
    const responseTime = performance.now() - started;
    const json = answer.truncated || answer.error !== undefined ? undefined : parseJson(answer.body);
    const versions = (0,version/* readVersions */.q2)({ headers: answer.headers, json }, request.version);
    return { ...answer, url: (0,build_request/* displayUrl */.Qy)(hop.url), responseTime, versions, redirects, ...(json === undefined ? {} : { json }) };
}
function parseJson(body) {
    const text = body.trim().replace(/^\uFEFF/, '');
    if (!/^[[{"\-\dtfn]/.test(text))
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function tooMany(hop, limit) {
    return { class: 'invalid', code: 'REDIRECTS', message: `${(0,show/* show */.WU)((0,build_request/* displayUrl */.Qy)(hop.url))} redirects once more after ${limit} redirects` };
}
/** Ends the exchange under way when its time is over or the run is cancelled. This is a limit of the network, so it runs on real time. */
function stopwatch(timeout, signal) {
    let current;
    let over = false;
    const expire = () => {
        over = true;
        current?.((progress) => (0,probe_error/* describeTimeout */.b)(timeout, progress));
    };
    const timer = setTimeout(expire, timeout);
    signal.addEventListener('abort', expire, { once: true });
    return {
        attach(stop) {
            current = stop;
            if (over || signal.aborted)
                expire();
        },
        stop() {
            clearTimeout(timer);
            signal.removeEventListener('abort', expire);
        },
    };
}


/***/ }),

/***/ 2505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Qy: () => (/* binding */ displayUrl),
  HQ: () => (/* binding */ maskQuery),
  iA: () => (/* binding */ prepare)
});

// UNUSED EXPORTS: parseUrl

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./packages/checks/build/resolve-to.js

/** Entries of `resolve` by `host:port`; a text where one of them is none. */
function parseResolve(entries) {
    const found = new Map();
    for (const entry of entries) {
        const [, host, port, address] = /^([^\s:[\]]+|\[[0-9a-f:.]+\]):(\d{1,5}):\[?([0-9a-f:.]+?)\]?$/i.exec(entry.trim()) ?? [];
        if (host === undefined || port === undefined || address === undefined || (0,external_node_net_.isIP)(address) === 0 || Number(port) > 65_535) {
            return `resolve: '${entry.slice(0, 200)}' is not host:port:address. Example: app.example.com:443:192.0.2.7`;
        }
        found.set(`${host.toLowerCase()}:${Number(port)}`, address);
    }
    return found;
}

// EXTERNAL MODULE: ./packages/checks/build/tls-settings.js
var tls_settings = __webpack_require__(59);
// EXTERNAL MODULE: ./packages/checks/build/version.js
var version = __webpack_require__(440);
;// CONCATENATED MODULE: ./packages/checks/build/request.js





/** Headers that belong to the connection; setting them by hand would break it. */
const ours = /^(host|connection|accept-encoding|content-length|transfer-encoding|keep-alive|upgrade|te|trailer|expect)$/i;
/** The first hop of a request. @throws Failure `bad-input` for a request that cannot be sent; values of headers are not shown */
function prepare(request) {
    const url = parseUrl(request.url);
    const method = request.method ?? 'GET';
    if (!/^[A-Z]{1,20}$/.test(method) || method === 'CONNECT')
        refuse(`${method} is not a method such as GET or POST.`);
    const given = Object.entries(request.headers ?? {});
    const named = given.find(([name]) => name.toLowerCase() === 'host')?.[1];
    for (const [name, value] of given)
        checkHeader(name, value);
    const headers = Object.fromEntries(given.filter(([name]) => !ours.test(name)).map(([name, value]) => [name.toLowerCase(), value]));
    const { redirects = 5, timeout = 1 } = request;
    if (!Number.isInteger(redirects) || redirects < 0 || redirects > 5)
        refuse('redirects goes from 0 to 5.');
    if (!(timeout > 0))
        refuse('The timeout of a request is more than 0.');
    if (request.version?.path !== undefined)
        (0,version/* parsePath */.Rr)(request.version.path);
    return {
        url,
        method,
        headers: {
            accept: '*/*',
            'user-agent': 'slipway',
            ...headers,
            ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.address === undefined ? {} : { address: request.address }),
        resolve: checkResolve(request),
        tls: checkTls(request),
        host: checkHost(request.hostHeader ?? named ?? url.host),
    };
}
/** @throws Failure `bad-input` */
function parseUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return refuse('The url is not an address such as https://app.example.com/health.');
    try {
        decodeURIComponent(url.username + url.password);
    }
    catch {
        return refuse('The credentials in the url are not written as a URL writes them: % is %25.');
    }
    return url;
}
/** Parameters of a query whose values are nobody else's business. */
const sensitive = /([?&][^=&#]*(?:pass|pwd|token|secret|signature|credential|api[-_]?key)[^=&#]*=)[^&#]*/gi;
/** An address for people: without credentials. */
function displayUrl(url) {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    return maskQuery(shown.href);
}
/** An address, whole or in part, with `***` for the values of parameters that look like credentials. */
function maskQuery(address) {
    return address.replaceAll(sensitive, '$1***');
}
function checkResolve({ resolve, address }) {
    const entries = resolve === undefined ? [] : [resolve].flat();
    if (entries.length > 0 && address !== undefined)
        refuse('resolve and a given address both say where to connect; give one of them.');
    const parsed = parseResolve(entries);
    return typeof parsed === 'string' ? refuse(parsed) : parsed;
}
function checkTls({ ca, clientCertificate: certificate, clientKey: key, insecure = false }) {
    if ((certificate === undefined) !== (key === undefined)) {
        refuse(`The client ${certificate === undefined ? 'key has no certificate' : 'certificate has no key'}; both are needed.`);
    }
    const settings = {
        insecure,
        ...(ca === undefined ? {} : { ca }),
        ...(certificate === undefined ? {} : { certificate }),
        ...(key === undefined ? {} : { key }),
    };
    try {
        (0,tls_settings/* contextOf */.Vm)(settings);
    }
    catch (error) {
        // OpenSSL names what is wrong and shows nothing of it.
        const code = error.code ?? 'unknown';
        refuse(`The certificates or the key for TLS cannot be read, or do not belong together (${code}). They are PEM, as they stand in their files.`);
    }
    return settings;
}
function checkHeader(name, value) {
    try {
        (0,external_node_http_.validateHeaderName)(name);
        (0,external_node_http_.validateHeaderValue)(name, value);
    }
    catch {
        refuse(`The header ${JSON.stringify(name.slice(0, 60))} has a name or value that HTTP cannot carry.`);
    }
}
function checkHost(host) {
    if (!/^[A-Za-z0-9._[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`))
        refuse('The Host header is not a host name such as app.example.com.');
    return host;
}
function refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}


/***/ }),

/***/ 8903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dk: () => (/* binding */ copyText),
/* harmony export */   WU: () => (/* binding */ show),
/* harmony export */   qN: () => (/* binding */ showJson),
/* harmony export */   uU: () => (/* binding */ showKeys)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

/** Longer secrets than this may be shown in part where a text is cut. */
const margin = 16_384;
/** Foreign text for a person: on one line, without control and direction characters, without secrets, cut to `limit` characters. */
function show(text, limit = 120) {
    // A secret must be hidden before it is cut in half.
    const line = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(copyText(text, limit * 4 + margin))
        .slice(0, limit * 4)
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu, ' ')
        .replaceAll(/ {2,}/g, ' ')
        .trim();
    return line.length > limit || text.length > limit * 4 ? `${line.slice(0, limit - 3).trimEnd()}...` : line;
}
/** The beginning of a text as a text of its own: a slice of a string holds the whole string in memory. */
function copyText(text, limit) {
    return text.length <= limit ? text : Buffer.from(text.slice(0, limit)).toString();
}
/** A JSON value for a person: scalars as they are, lists and objects by what they hold. */
function showJson(value) {
    if (typeof value === 'string')
        return value === '' ? 'an empty text' : show(value);
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if (typeof value === 'object' && value !== null)
        return `an object with ${showKeys(value)}`;
    return show(String(value));
}
/** The first keys of an object. */
function showKeys(value, limit = 12) {
    const keys = Object.keys(value);
    if (keys.length === 0)
        return 'no keys';
    const shown = keys.slice(0, limit).map((key) => show(key, 40));
    const more = keys.length > limit ? ` and ${keys.length - limit} more` : '';
    return `the keys ${shown.join(', ')}${more}`;
}


/***/ }),

/***/ 8911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ parseSteps)
/* harmony export */ });
/* harmony import */ var _condition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7133);

const isKeyCharacter = (character) => !/[\s.[\]()'"=<>!,]/.test(character);
const isDigit = (character) => character >= '0' && character <= '9';
/** `.a.b[0]['x-y'][*]` behind a placeholder. */
function parseSteps(cursor) {
    const steps = [];
    for (;;) {
        if (cursor.take('.')) {
            const key = cursor.takeWhile(isKeyCharacter);
            if (key === '')
                cursor.fail("The name of a key is expected behind the dot; one with other characters is written ['x y'].");
            steps.push(key);
        }
        else if (cursor.take('['))
            steps.push(parseBracket(cursor));
        else
            return steps;
    }
}
function parseBracket(cursor) {
    const start = cursor.position;
    const step = parseInBracket(cursor);
    if (!cursor.take(']'))
        cursor.fail('The bracket is not closed.', start - 1);
    return step;
}
function parseInBracket(cursor) {
    const start = cursor.position;
    if (cursor.take('*'))
        return _condition_js__WEBPACK_IMPORTED_MODULE_0__/* .everyElement */ .K;
    const quote = cursor.here;
    if (quote === "'" || quote === '"') {
        cursor.take(quote);
        const key = cursor.takeWhile((character) => character !== quote);
        if (!cursor.take(quote))
            cursor.fail(`The quote ${quote} is not closed.`, start);
        return key;
    }
    const digits = cursor.takeWhile(isDigit);
    if (digits === '' || digits.length > 9)
        cursor.fail("An index, * or a key in quotes is expected in the bracket: [0], [*], ['x-y'].", start);
    return Number(digits);
}


/***/ }),

/***/ 59:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

var node_tls__WEBPACK_IMPORTED_MODULE_0___namespace_cache;
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IZ: () => (/* binding */ trusted),
/* harmony export */   Vm: () => (/* binding */ contextOf),
/* harmony export */   jD: () => (/* binding */ withoutIdentity)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1692);

/** Reading a hundred authorities takes longer than a request on the loopback, so it is done once. */
const contexts = new WeakMap();
/** The context of settings that differ from Node's own; undefined where they do not. @throws Error of OpenSSL for what is no certificate or key */
function contextOf(settings) {
    const { ca, certificate, key } = settings;
    if (ca === undefined && certificate === undefined)
        return undefined;
    const known = contexts.get(settings);
    if (known !== undefined)
        return known;
    const context = node_tls__WEBPACK_IMPORTED_MODULE_0__.createSecureContext({
        ...(ca === undefined ? {} : { ca: [...trusted(), ca] }),
        ...(certificate === undefined ? {} : { cert: certificate }),
        ...(key === undefined ? {} : { key }),
    });
    contexts.set(settings, context);
    return context;
}
/** The same trust for another server, which is not shown who asks. */
function withoutIdentity({ ca, insecure }) {
    return { insecure, ...(ca === undefined ? {} : { ca }) };
}
/** What Node trusts by itself; older versions cannot say what the user added to it. */
function trusted() {
    const source = /*#__PURE__*/ (node_tls__WEBPACK_IMPORTED_MODULE_0___namespace_cache || (node_tls__WEBPACK_IMPORTED_MODULE_0___namespace_cache = __webpack_require__.t(node_tls__WEBPACK_IMPORTED_MODULE_0__, 2)));
    return source.getCACertificates?.('default') ?? node_tls__WEBPACK_IMPORTED_MODULE_0__.rootCertificates;
}


/***/ }),

/***/ 440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rr: () => (/* binding */ parsePath),
/* harmony export */   ls: () => (/* binding */ identify),
/* harmony export */   q2: () => (/* binding */ readVersions),
/* harmony export */   r1: () => (/* binding */ sameVersion)
/* harmony export */ });
/* harmony import */ var _cursor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1776);
/* harmony import */ var _path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7413);
/* harmony import */ var _steps_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8911);



const usualHeader = 'x-version';
const usualPaths = ['version', 'commit', 'sha', 'git_sha', 'commitSha', 'build.sha'];
/** Every version that an answer names, in the order in which places count. */
function readVersions(answer, place = {}) {
    const usual = place.path === undefined && place.header === undefined;
    const headers = usual ? [usualHeader] : [place.header ?? []].flat();
    const paths = usual ? usualPaths : [place.path ?? []].flat();
    const found = [
        ...headers.map((name) => (Object.hasOwn(answer.headers, name.toLowerCase()) ? answer.headers[name.toLowerCase()] : undefined)),
        ...paths.map((path) => readPath(answer.json, path)),
    ];
    return [...new Set(found.map((text) => text?.trim() ?? '').filter((text) => text !== '' && text.length <= 200))];
}
function readPath(json, path) {
    if (json === undefined)
        return undefined;
    const found = (0,_path_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .f)(json, usualSteps.get(path) ?? parsePath(path));
    return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}
/** `build.sha`, `items[0]['x y']`. @throws ConditionError */
function parsePath(path) {
    const cursor = new _cursor_js__WEBPACK_IMPORTED_MODULE_0__/* .Cursor */ .b(path.startsWith('[') || path.startsWith('.') ? path : `.${path}`);
    const steps = (0,_steps_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSteps */ .$)(cursor);
    if (cursor.here !== '')
        cursor.fail('A path such as build.sha is expected.');
    return steps;
}
/** Compares what an answer says with what was expected. */
function identify(observation, expected = {}) {
    const versions = readVersions(observation, expected);
    const [first] = versions;
    if (first === undefined)
        return { identity: 'unproven' };
    const { value } = expected;
    if (value === undefined || value === '')
        return { identity: 'unproven', version: first };
    const same = versions.find((version) => sameVersion(version, value));
    if (same !== undefined)
        return { identity: 'proven', version: same };
    const other = versions.find((version) => isRevision(version) && isRevision(value));
    if (other !== undefined)
        return { identity: 'stale', version: other };
    return { identity: expected.derived ? 'unproven' : 'stale', version: first };
}
/** Equal, or two writings of one commit of which the shorter has at least 7 digits. A `v` before a number is no difference. */
function sameVersion(a, b) {
    if (plain(a) === plain(b))
        return true;
    if (!isRevision(a) || !isRevision(b))
        return false;
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    return left.startsWith(right) || right.startsWith(left);
}
function isRevision(text) {
    return /^[0-9a-f]{7,64}$/i.test(text);
}
function plain(text) {
    return text.replace(/^v(?=\d)/i, '');
}
const usualSteps = new Map(usualPaths.map((path) => [path, parsePath(path)]));


/***/ }),

/***/ 7687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ writeSteps),
/* harmony export */   p: () => (/* binding */ writeOperand)
/* harmony export */ });
/* harmony import */ var _condition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7133);

/** An operand as a person writes it. */
function writeOperand(operand) {
    switch (operand.kind) {
        case 'placeholder':
            return `[${operand.name}]${writeSteps(operand.path)}`;
        case 'call':
            return `${operand.name}(${writeOperand(operand.of)})`;
        case 'literal':
            return operand.quoted ? `"${operand.text}"` : operand.text;
        case 'pattern':
            return `pat(${operand.glob})`;
        case 'any':
            return `any(${operand.of.map(writeOperand).join(', ')})`;
    }
}
function writeSteps(path) {
    return path.map(writeStep).join('');
}
function writeStep(step) {
    if (step === _condition_js__WEBPACK_IMPORTED_MODULE_0__/* .everyElement */ .K)
        return '[*]';
    if (typeof step === 'number')
        return `[${step}]`;
    if (/^[\w-]+$/.test(step))
        return `.${step}`;
    return step.includes("'") ? `["${step}"]` : `['${step}']`;
}


/***/ }),

/***/ 262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jj: () => (/* reexport */ absentSingles),
  Gt: () => (/* reexport */ callersOf),
  zb: () => (/* reexport */ colorModel),
  t_: () => (/* reexport */ colorProject),
  jt: () => (/* reexport */ commandText),
  Zz: () => (/* reexport */ compose),
  BX: () => (/* reexport */ containerLogs),
  Mz: () => (/* reexport */ containersOf),
  LD: () => (/* reexport */ decide),
  UQ: () => (/* reexport */ discoverers),
  ii: () => (/* reexport */ discoveryOf),
  kR: () => (/* reexport */ ensureSingles),
  xl: () => (/* reexport */ finished),
  Zg: () => (/* reexport */ heldBack),
  o$: () => (/* reexport */ migrationIn),
  eZ: () => (/* reexport */ namesOf),
  pF: () => (/* reexport */ noSubnet),
  U8: () => (/* reexport */ openProject),
  IP: () => (/* reexport */ otherColor),
  j1: () => (/* reexport */ projectName),
  LQ: () => (/* reexport */ publishedPorts),
  ZP: () => (/* reexport */ pullImage),
  d2: () => (/* reexport */ refuseSecond),
  Wp: () => (/* reexport */ requireEngine),
  R6: () => (/* reexport */ restartOf),
  Or: () => (/* reexport */ routerNetwork),
  Bf: () => (/* reexport */ runningContainer),
  AU: () => (/* reexport */ setRestart),
  CH: () => (/* reexport */ settingsLabel),
  f5: () => (/* reexport */ settingsOf),
  Sr: () => (/* reexport */ singleWriter),
  Ol: () => (/* reexport */ singles),
  yp: () => (/* reexport */ stateFolder),
  Wy: () => (/* reexport */ strategies),
  c_: () => (/* reexport */ strategyLabel),
  L5: () => (/* reexport */ taskModel),
  hq: () => (/* reexport */ waitHealthy),
  T5: () => (/* reexport */ writable)
});

// UNUSED EXPORTS: blankVariables, meetings, migrates, nameInFile, singlesModel

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/docker/build/discovery.js
/** Proxies that find their targets by what containers say of themselves: a colour would get traffic from them as soon as it runs. */
const labels = /^(traefik|caddy)([._]|$)/;
const variables = ['VIRTUAL_HOST', 'VIRTUAL_PORT', 'VIRTUAL_PATH', 'LETSENCRYPT_HOST'];
/** Images of such proxies. */
const proxies = /(^|\/)(traefik|caddy-docker-proxy|nginx-proxy)(?=[:@]|$)/;
/** The labels and variables of a service by which a proxy would find it. */
function discoveryOf(service) {
    const found = Object.keys(service.labels ?? {}).filter((label) => labels.test(label));
    return [...found, ...variables.filter((name) => service.environment?.[name])];
}
/** The proxies among images. */
function discoverers(images) {
    return [...new Set(images.filter((image) => proxies.test(image)))];
}
function withoutDiscovery(service) {
    if (discoveryOf(service).length === 0)
        return service;
    const kept = Object.entries(service.labels ?? {}).filter(([label]) => !labels.test(label));
    const environment = Object.entries(service.environment ?? {}).filter(([name]) => !variables.includes(name));
    return { ...service, labels: Object.fromEntries(kept), environment: Object.fromEntries(environment) };
}

;// CONCATENATED MODULE: ./packages/docker/build/model.js
/** The part of compose's resolved model (`docker compose config --format json`) that Slipway reads and changes. Everything else passes through. */
function otherColor(color) {
    return color === 'blue' ? 'green' : 'blue';
}
/** Services that are not part of a release: databases, caches, whatever has no image of ours. They stay as the team runs them. */
function singles(model, released) {
    return Object.keys(model.services).filter((name) => !released.includes(name));
}
/** Services outside of a release that depend on one of it, directly or through others. */
function callersOf(model, released) {
    const reached = new Set(released);
    for (let before = -1; before !== reached.size;) {
        before = reached.size;
        for (const [name, service] of Object.entries(model.services)) {
            if (Object.keys(service.depends_on ?? {}).some((other) => reached.has(other)))
                reached.add(name);
        }
    }
    return singles(model, released).filter((name) => reached.has(name));
}
function colorProject(project, color) {
    return `${project}-${color}`;
}
function publishedPorts(model, released) {
    return released.flatMap((service) => (model.services[service]?.ports ?? [])
        .filter((port) => (port.protocol ?? 'tcp') === 'tcp' && /^\d+$/.test(port.published ?? ''))
        .map((port) => ({ service, target: port.target, port: Number(port.published), address: port.host_ip ?? '' })));
}

;// CONCATENATED MODULE: ./packages/docker/build/color.js



/** Name of that network inside the colour's project. */
const routerNetwork = 'slipway-router';
/** Label of a container that says how its release treats it. */
const strategyLabel = 'slipway.strategy';
/** Label of a container that names the settings that it was made with. */
const settingsLabel = 'slipway.settings';
/**
 * A name for all that the team's file and its `.env` say of a service besides its image: what compose resolved, and how the release treats it. The
 * same settings have the same name.
 */
function settingsOf(service, strategy = 'colours') {
    const { image: _image, build: _build, ...settings } = service;
    return (0,external_node_crypto_.createHash)('sha256').update(canonical({ settings, strategy })).digest('hex').slice(0, 16);
}
/** JSON with sorted keys. */
function canonical(value) {
    return JSON.stringify(value, (_key, inner) => inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
        : inner);
}
/**
 * The model of one colour: a project of its own with the released services, their images by digest, no published ports, no fixed container names,
 * networks of its own, and the *same* named volumes. The router reaches it by fixed addresses: a published port would lead through Docker's
 * proxy, which accepts connections for a container that is gone. What the colour depends on outside of the release is attached by name afterwards.
 */
function colorModel(model, options) {
    const released = Object.keys(options.images);
    const outside = [...singles(model, released), ...(options.done ?? [])];
    const networks = ownNetworks(model);
    const services = mapValues(pick(model.services, released, outside), (service, name) => {
        const strategy = options.strategies?.[name] ?? 'colours';
        const own = { image: options.images[name] ?? '', ...onNetworks(service, networks, options.network.addresses[name]) };
        // A program that runs once must not be started again by the engine.
        const restart = strategy === 'once' ? { restart: 'no', ...withoutRestartPolicy(service) } : {};
        const labels = {
            'slipway.color': options.color,
            'slipway.version': literal(options.version),
            [strategyLabel]: strategy,
            [settingsLabel]: settingsOf(model.services[name] ?? {}, strategy),
        };
        const kept = movable(service);
        return { ...kept, ...own, ...restart, labels: { ...kept.labels, ...labels } };
    });
    const router = { internal: true, ipam: { config: [{ subnet: options.network.subnet }] } };
    const all = { default: null, ...networks, [routerNetwork]: router };
    return { ...model, name: colorProject(model.name, options.color), services, networks: all, volumes: sameVolumes(model, services) };
}
/** The model with the single services alone, under the project's own name: containers that run already are theirs. */
function singlesModel(model, released) {
    const services = mapValues(pick(model.services, singles(model, released), released), ({ profiles: _profiles, ...kept }) => kept);
    return { ...model, services };
}
/**
 * The model for one program run in a released service's new image, where the application's own database can be reached by name.
 * @param attached whether the project's networks exist already: then the program joins them
 */
function taskModel(model, options) {
    const { depends_on: _d, restart: _r, healthcheck: _h, links: _l, ...kept } = movable(model.services[options.service] ?? {});
    const networks = options.attached
        ? mapValues(model.networks ?? { default: null }, (network, key) => ({ name: network?.name ?? `${model.name}_${key}`, external: true }))
        : ownNetworks(model);
    const task = { ...kept, image: options.image, ports: [], labels: { ...kept.labels, 'slipway.task': 'true' } };
    const services = { [options.service]: task };
    return { ...model, name: `${model.name}-task`, services, networks, volumes: sameVolumes(model, services) };
}
/** Names by which the other services reach a service: its own, its aliases, and those of links to it. A container's name resolves by itself. */
function namesOf(model, service) {
    const aliases = Object.values(model.services[service]?.networks ?? {}).flatMap((network) => network?.['aliases'] ?? []);
    const links = Object.values(model.services).flatMap((one) => one['links'] ?? []);
    const linked = links.map((link) => link.split(':')).filter(([name, alias]) => name === service && alias);
    return [...new Set([service, ...aliases, ...linked.map(([, alias = '']) => alias)])];
}
/** A service without what only one copy of it can have, and without what a colour gets from its release. */
function movable(service) {
    const { build: _b, container_name: _n, ports: _p, profiles: _f, pull_policy: _u, mac_address: _m, ...kept } = withoutDiscovery(service);
    return kept;
}
function withoutRestartPolicy(service) {
    const { restart_policy: _r, ...deploy } = service['deploy'] ?? {};
    return service['deploy'] === undefined ? {} : { deploy };
}
/**
 * The colour's own networks, where the service has no fixed address, and its container name still resolves: other services may call it by that.
 * The router's network comes last, with the address that the router knows.
 */
function onNetworks(service, own, address) {
    if (service['network_mode'] !== undefined)
        return {};
    const name = service.container_name;
    const networks = mapValues(service.networks ?? { default: null }, (network, key) => {
        const { ipv4_address: _4, ipv6_address: _6, link_local_ips: _l, mac_address: _m, ...kept } = network ?? {};
        const external = own[key]?.external === true;
        const aliases = [...(kept['aliases'] ?? []), ...(name && !external ? [name] : [])];
        const joined = aliases.length > 0 ? { ...kept, aliases } : kept;
        return Object.keys(joined).length > 0 ? joined : null;
    });
    return { networks: { ...networks, ...(address ? { [routerNetwork]: { ipv4_address: address } } : {}) } };
}
/**
 * Networks of a colour are its own, also where the team's file fixes a name: an alias of both colours on one network would cross requests. Subnets and
 * the name of a bridge can be had once only.
 */
function ownNetworks(model) {
    return mapValues(model.networks ?? {}, (network) => {
        if (!network || network.external)
            return network;
        const { name: _name, ipam: _ipam, driver_opts: options, ...kept } = network;
        const { 'com.docker.network.bridge.name': _bridge, ...others } = options ?? {};
        return Object.keys(others).length > 0 ? { ...kept, driver_opts: others } : kept;
    });
}
/** The named volumes that the services mount, under their real names: both colours use the same. */
function sameVolumes(model, services) {
    const mounted = new Set(Object.values(services).flatMap((service) => (service.volumes ?? []).map((mount) => mount.source ?? '')));
    const used = Object.entries(model.volumes ?? {}).filter(([key]) => mounted.has(key));
    return Object.fromEntries(used.map(([key, volume]) => [key, { name: volume?.name ?? `${model.name}_${key}`, external: true }]));
}
/** Compose replaces `$NAME` in every value of a file that it reads; what we write is meant as it stands. */
function literal(text) {
    return text.replaceAll('$', '$$$$');
}
function pick(services, names, without) {
    const kept = Object.entries(services).filter(([name]) => names.includes(name));
    return Object.fromEntries(kept.map(([name, service]) => {
        const { depends_on: needs, links, ...others } = service;
        const linked = (links ?? []).filter((link) => !without.includes(link.split(':')[0] ?? ''));
        const dependsOn = Object.fromEntries(Object.entries(needs ?? {}).filter(([other]) => !without.includes(other)));
        return [name, { ...others, ...(links ? { links: linked } : {}), ...(needs ? { depends_on: dependsOn } : {}) }];
    }));
}
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

;// CONCATENATED MODULE: ./packages/docker/build/commands.js
/** What the command of a service tells about it. */
/** Programs that change a database's schema. */
const migrations = [
    /\balembic\b[^&;|]*\bupgrade\b/,
    /\b(manage\.py|django-admin)\s+migrate\b/,
    /\bprisma\s+(migrate\s+deploy|db\s+push)\b/,
    /\bflask\s+db\s+upgrade\b/,
    /\b(rails|rake)\s+db:(migrate|prepare)\b/,
    /\bartisan\s+migrate\b/,
    /\bknex\b[^&;|]*\bmigrate:latest\b/,
    /\bsequelize(-cli)?\s+db:migrate\b/,
    /\btypeorm\b[^&;|]*\bmigration:run\b/,
    /\bdrizzle-kit\s+(migrate|push)\b/,
    /\b(flyway\b[^&;|]*\bmigrate|liquibase\b[^&;|]*\bupdate|(goose|dbmate)\b[^&;|]*\bup)\b/,
];
/** The order in a text, like a command or a start script, that changes a database's schema; undefined where there is none. */
function migrationIn(text) {
    const code = text.replaceAll(/^\s*#.*$/gm, '');
    for (const pattern of migrations) {
        const found = pattern.exec(code)?.[0];
        if (found)
            return found.replaceAll(/\s+/g, ' ').trim();
    }
    return undefined;
}
/** Whether a command is a migration and nothing after it, so that it ends by itself. */
function migrates(command) {
    const text = commandText(command).replace(/['"\s]+$/, '');
    const last = text.split(/&&|\|\||;|\n/).at(-1) ?? '';
    return migrationIn(last) !== undefined;
}
function commandText(command) {
    return Array.isArray(command) ? command.map(String).join(' ') : typeof command === 'string' ? command : '';
}

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./packages/docker/build/engine.js


/** Every container of a compose project, running or not; one-off ones (`compose run`) left out. */
async function containersOf(shell, project) {
    const { stdout } = await shell.run(['docker', 'ps', '-aq', '--no-trunc', '--filter', `label=com.docker.compose.project=${project}`]);
    const ids = stdout.split('\n').filter(Boolean);
    if (ids.length === 0)
        return [];
    const inspected = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
    // One that vanished between the two calls is none of the project any more; docker still prints the others.
    const list = JSON.parse(inspected.stdout || '[]');
    return list.filter((one) => one.Config.Labels?.['com.docker.compose.oneoff'] !== 'True').map(container);
}
function container(one) {
    const labels = one.Config.Labels ?? {};
    return {
        id: one.Id,
        name: one.Name.replace(/^\//, ''),
        project: labels['com.docker.compose.project'] ?? '',
        service: labels['com.docker.compose.service'] ?? '',
        status: one.State.Status,
        health: one.State.Health?.Status,
        exitCode: one.State.ExitCode,
        restarts: one.RestartCount,
        startedAt: one.State.StartedAt,
        image: one.Config.Image,
        labels,
        networks: Object.keys(one.NetworkSettings.Networks ?? {}),
    };
}
/** A one-shot service, like a seed of the database, that did its work. */
function finished(container) {
    return container.status === 'exited' && container.exitCode === 0;
}
/** A container that ends or starts in this very moment cannot be updated; one that has ended can. */
const update = 'p=$1; shift; n=0; until said=$(docker update --restart "$p" "$@" 2>&1); do n=$((n + 1)); if [ $n -ge 15 ]; then echo "$said" >&2; exit 1; fi; sleep 0.3; done';
/** What the engine does when the containers end, or it starts anew: `no`, `always`, `unless-stopped`, `on-failure:3`. */
async function setRestart(shell, policy, ids) {
    if (ids.length > 0)
        await shell.run(['sh', '-c', update, 'sh', policy, ...ids]);
}
/** The running container of a service; undefined where there is none. */
async function runningContainer(shell, project, service) {
    return (await containersOf(shell, project)).find((one) => one.service === service && one.status === 'running');
}
/** Last lines that a container wrote: untrusted text. */
async function containerLogs(shell, id, lines = 30) {
    const result = await shell.run(['docker', 'logs', '--tail', String(lines), id], { allowFailure: true, deadline: 20_000 });
    return `${result.stdout}${result.stderr}`;
}
/**
 * What the engine on the shell's machine is able to do.
 * @throws Failure `engine-unavailable`, `compose-too-old`
 */
async function requireEngine(shell) {
    const engine = await shell.run(['docker', 'version', '--format', '{{.Server.Version}}'], { allowFailure: true, deadline: 30_000 });
    if (engine.code !== 0) {
        const denied = /permission denied/i.test(engine.stderr);
        throw new build/* Failure */.HR('engine-unavailable', `The Docker engine on ${shell.where} did not answer: ${engine.stderr.trim().split('\n').at(-1) ?? ''}`, {
            state: 'Nothing was changed.',
            hint: denied
                ? `As root on the server: usermod --append --groups docker ${(0,shell_build/* accountOf */.XP)(shell)}`
                : 'As root on the server: systemctl enable --now docker',
        });
    }
    const compose = await shell.run(['docker', 'compose', 'version', '--short'], { allowFailure: true, deadline: 30_000 });
    const [major = 0, minor = 0] = compose.stdout.trim().replace(/^v/, '').split('.').map(Number);
    if (compose.code !== 0 || major < 2 || (major === 2 && minor < 20)) {
        const found = compose.code === 0 ? `${compose.stdout.trim()} there` : 'no compose plugin';
        throw new build/* Failure */.HR('compose-too-old', `Docker Compose 2.20 or newer is needed on ${shell.where}; found ${found}.`, {
            state: 'Nothing was changed.',
            hint: 'As root on the server: apt-get install docker-compose-plugin, from the packages of Docker (docs.docker.com/engine/install).',
        });
    }
}
/**
 * Pulls an image by digest onto the shell's machine. A login lives in a folder of its own for the time of the pull, and is removed with it.
 * @throws Failure `pull-failed`
 */
async function pullImage(shell, image, login) {
    const present = await shell.run(['docker', 'image', 'inspect', '--format', '{{.Id}}', image], { allowFailure: true });
    if (present.code === 0)
        return;
    try {
        if (!login)
            await shell.run(['docker', 'pull', '--quiet', image], { deadline: 600_000 });
        else
            await pullWithLogin(shell, image, login);
    }
    catch (error) {
        if (!(error instanceof shell_build/* ProgramFailure */.J9))
            throw error;
        throw new build/* Failure */.HR('pull-failed', `${shell.where} could not pull ${image}: ${error.stderr.trim().split('\n').at(-1) ?? ''}`, {
            hint: 'Check that the server reaches the registry and that registry-username and registry-password may read the image.',
            cause: error,
        });
    }
}
async function pullWithLogin(shell, image, login) {
    const registry = image.split('/')[0] ?? '';
    const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
    const config = JSON.stringify({ auths: { [registry]: { auth } } });
    const text = [
        'set -eu; umask 077; d=$(mktemp -d); trap \'rm -rf -- "$d"\' EXIT HUP INT TERM; cat > "$d/config.json"',
        'docker --config "$d" pull --quiet "$1"',
    ].join('\n');
    await shell.run(['sh', '-c', text, 'sh', image], { input: config, deadline: 600_000 });
}

;// CONCATENATED MODULE: ./packages/docker/build/second.js




/** The single services that do not run and would be started. */
async function absentSingles(shell, project, released) {
    const wanted = singles(project.model, released);
    if (wanted.length === 0)
        return [];
    const there = await containersOf(shell, project.name);
    return wanted.filter((service) => !there.some((one) => one.service === service && (one.status === 'running' || finished(one))));
}
/**
 * Refuses to start a single service where another project runs it already: a network or a volume with a fixed name lets two projects meet, and the
 * second database under the same name would be an empty one, or write into the files of the first. @throws Failure `second-single`
 */
async function refuseSecond(shell, project, absent) {
    if (absent.length === 0)
        return;
    const met = meetings(project.model, absent, await strangers(shell, project.name));
    if (met.length === 0)
        return;
    const projects = [...new Set(met.map((one) => one.project).filter(Boolean))];
    throw new build/* Failure */.HR('second-single', `${met.map((one) => one.sentence).join('; ')}.`, {
        state: 'Nothing was changed.',
        hint: projects.length === 1
            ? `Where that is this application, name its project: project-name: ${projects[0]}. Otherwise give the network, volume or container another name.`
            : 'Stop the other one, or give the network, volume or container another name.',
    });
}
/** Where a service of the model would meet a container that runs already. */
function meetings(model, services, others) {
    const found = [];
    for (const service of services) {
        const own = model.services[service] ?? {};
        const names = namesOf(model, service);
        const networks = Object.keys(own.networks ?? { default: null }).map((key) => model.networks?.[key]?.name ?? `${model.name}_${key}`);
        const volumes = (own.volumes ?? [])
            .filter((mount) => mount.type === 'volume' && mount.source && !model.volumes?.[mount.source]?.external)
            .map((mount) => model.volumes?.[mount.source ?? '']?.name ?? `${model.name}_${mount.source}`);
        for (const other of others) {
            const whose = other.project ? `${other.name} of project ${other.project}` : other.name;
            const network = networks.find((one) => other.aliases[one]?.some((alias) => names.includes(alias)));
            const volume = volumes.find((one) => other.volumes.includes(one));
            if (network)
                found.push({ project: other.project, sentence: `${whose} is reached as ${service} on the network ${network} already` });
            else if (volume)
                found.push({ project: other.project, sentence: `${whose} uses the volume ${volume} of ${service}` });
            else if (own.container_name === other.name)
                found.push({ project: other.project, sentence: `${whose} has the container name of ${service}` });
        }
    }
    return found;
}
async function strangers(shell, project) {
    const ids = (await shell.run(['docker', 'ps', '-q', '--no-trunc'])).stdout.split('\n').filter(Boolean);
    if (ids.length === 0)
        return [];
    const { stdout } = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
    const ours = [project, `${project}-blue`, `${project}-green`];
    return JSON.parse(stdout || '[]')
        .map((one) => ({
        name: one.Name.replace(/^\//, ''),
        project: one.Config.Labels?.['com.docker.compose.project'] ?? '',
        aliases: Object.fromEntries(Object.entries(one.NetworkSettings.Networks ?? {}).map(([name, { Aliases }]) => [name, Aliases ?? []])),
        volumes: (one.Mounts ?? []).flatMap((mount) => (mount.Type === 'volume' && mount.Name ? [mount.Name] : [])),
    }))
        .filter((one) => !ours.includes(one.project));
}

;// CONCATENATED MODULE: ./packages/docker/build/compose.js






/**
 * Compose on a model that Slipway wrote. The file may hold secrets that compose resolved, so it is for the owner alone.
 * @throws Failure `compose-failed`, `secrets-missing`
 */
async function compose(shell, project, file, model, argv, deadline = 300_000) {
    if (project.refusal)
        throw project.refusal;
    const path = `${project.state}/${file}`;
    await (0,shell_build/* replaceFile */.fR)(shell, path, `${JSON.stringify(model, null, 1)}\n`, '600');
    const base = [
        'docker',
        'compose',
        '--project-name',
        model.name,
        '--project-directory',
        project.directory,
        '--file',
        path,
        '--ansi',
        'never',
        '--progress',
        'quiet',
    ];
    try {
        await shell.run([...base, ...argv], { deadline, cwd: project.directory });
    }
    catch (error) {
        if (!(error instanceof shell_build/* ProgramFailure */.J9))
            throw error;
        throw new build/* Failure */.HR('compose-failed', `docker compose ${argv[0]} failed for ${model.name} on ${shell.where}:\n${(0,shell_build/* lastLines */.w$)(error.stderr)}\n`, { ...(full.test(error.stderr) ? { hint: noSubnet } : {}), cause: error });
    }
}
/** An engine has about thirty subnets for networks unless it is told otherwise, and each colour takes one or more. */
const full = /non-overlapping IPv4 address pool/;
/** What to do about it. */
const noSubnet = 'The engine has no subnet left for another network: remove unused ones (docker network prune), or give it more, like "default-address-pools": [{"base": "10.200.0.0/16", "size": 24}] in /etc/docker/daemon.json, followed by systemctl restart docker.';
/**
 * Starts the services that are not part of a release where they do not run, and never touches one that does.
 * @returns the names of those that were started
 */
async function ensureSingles(shell, project, released, waiting) {
    const wanted = singles(project.model, released);
    if (wanted.length === 0)
        return [];
    const absent = await absentSingles(shell, project, released);
    if (absent.length > 0) {
        await refuseSecond(shell, project, absent);
        waiting.log.info(`Starting ${absent.join(', ')}, which ${absent.length === 1 ? 'does' : 'do'} not run yet.`);
        await compose(shell, project, 'singles.json', singlesModel(project.model, released), ['up', '--detach', '--no-recreate', '--no-build', ...absent], 600_000);
    }
    await waitHealthy(shell, project.name, wanted, { ...waiting, deadline: 180_000 });
    return absent;
}
/**
 * Waits until every service is healthy, or running where it has no health check.
 * @throws Failure `unhealthy` with the last lines that the container wrote
 */
async function waitHealthy(shell, project, services, waiting) {
    const ready = (one) => well(one) || (finished(one) && (waiting.mayEnd?.(one.service) ?? true));
    const until = waiting.clock.now() + waiting.deadline;
    for (;;) {
        const all = (await containersOf(shell, project)).filter((one) => services.includes(one.service));
        const pending = services.filter((service) => !all.some((one) => one.service === service && ready(one)));
        if (pending.length === 0)
            return all;
        const broken = all.find((one) => !ready(one) && (one.status === 'dead' || one.status === 'exited' || one.restarts > (waiting.restartLimit ?? 2)));
        if (broken || waiting.clock.now() >= until) {
            throw await unhealthy(shell, broken ?? all.find((one) => pending.includes(one.service)), pending, waiting);
        }
        await waiting.clock.sleep(500);
    }
}
function well(container) {
    return container.status === 'running' && (container.health === undefined || container.health === 'healthy');
}
async function unhealthy(shell, container, pending, waiting) {
    if (!container)
        return new build/* Failure */.HR('unhealthy', `${pending.join(', ')} did not start within ${(0,build/* formatDuration */.a3)(waiting.deadline)}.`);
    waiting.log.info(`Last lines of ${container.name}:`);
    waiting.log.untrusted(await containerLogs(shell, container.id));
    const state = container.status === 'running' ? `is ${container.health ?? 'running'}` : `${container.status} with code ${container.exitCode}`;
    const times = container.restarts > 0 ? ` after ${container.restarts} restarts` : '';
    return new build/* Failure */.HR('unhealthy', `${container.service} ${state}${times} and did not become healthy within ${(0,build/* formatDuration */.a3)(waiting.deadline)}.`, {
        hint: `Its last lines stand in the log of this step; on the server: docker logs ${container.name}.`,
    });
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/docker/build/project.js




/** The project's name: given, or that of the repository, in the characters that compose allows. */
function projectName(inputs, context) {
    if (inputs['project-name'] !== undefined) {
        if (/^[a-z0-9][a-z0-9_-]{0,40}$/.test(inputs['project-name']))
            return inputs['project-name'];
        throw new build/* Failure */.HR('bad-input', `project-name '${inputs['project-name']}' is not a compose project name: small letters, digits, - and _, starting with a letter or digit.`);
    }
    const last = (context.repository || context.workspace).split('/').at(-1) ?? '';
    const name = last
        .toLowerCase()
        .replaceAll(/[^a-z0-9_-]/g, '')
        .replace(/^[_-]+/, '')
        .slice(0, 40);
    if (name)
        return name;
    throw new build/* Failure */.HR('bad-input', 'project-name is missing and no repository name is known. Example: project-name: notes');
}
/** The `name:` of a compose file, as plain `docker compose up` takes it; undefined where it has none, or one that only an environment completes. */
function nameInFile(text) {
    return /^name:[ \t]+(["']?)([a-z0-9][a-z0-9_-]*)\1[ \t]*(?:#.*)?\r?$/m.exec(text)?.[2];
}
/** Folder of Slipway's own files for a project, below the home of the shell's user. */
async function stateFolder(shell, project) {
    return `${await (0,shell_build/* homeFolder */.Wx)(shell)}/.slipway/${project}`;
}
/**
 * Resolves the team's compose file for the target, with the `.env` that stands there; nothing is written but empty folders.
 * @throws Failure `compose-missing`, `compose-invalid`, `secrets-missing` for an env_file
 */
async function openProject(shell, inputs, context) {
    const text = inputs.text ?? (await readComposeFile(context, inputs['compose-file']));
    const name = projectName({ 'project-name': inputs['project-name'] ?? nameInFile(text.toString()) }, context);
    const home = await (0,shell_build/* homeFolder */.Wx)(shell);
    const directory = inputs.directory ?? `${home}/apps/${name}`;
    const state = inputs.state ?? `${home}/.slipway/${name}`;
    await (0,shell_build/* makeFolder */.fc)(shell, directory, '750');
    await (0,shell_build/* makeFolder */.fc)(shell, state);
    const argv = ['docker', 'compose', '--project-name', name, '--project-directory', directory, '--file', '-', 'config', '--format', 'json'];
    const result = await shell.run(argv, { input: text, allowFailure: true, cwd: directory });
    if (result.code !== 0)
        throw refused(result.stderr, inputs['compose-file'], directory, shell.where);
    const blank = blankVariables(result.stderr);
    const refusal = blank.length > 0 ? { refusal: blankSecrets(blank, text.toString(), directory, shell.where) } : {};
    return { name, state, directory, model: JSON.parse(result.stdout), ...refusal };
}
/** Variables that compose would replace by nothing: of these it only warns. */
function blankVariables(stderr) {
    const names = [...stderr.matchAll(/The \\?"([^"\\]+)\\?" variable is not set/g)].map(([, name = '']) => name);
    return [...new Set(names)].sort();
}
/** A blank password is worse than none: an application may run with it. */
function blankSecrets(names, file, directory, where) {
    const inFile = names.filter((name) => file.includes(`$${name}`) || file.includes(`\${${name}`));
    const inValues = names.filter((name) => !inFile.includes(name));
    const missing = inFile.length > 0 ? `${inFile.join(', ')} ${inFile.length === 1 ? 'has' : 'have'} no value` : '';
    const halved = inValues.length > 0 ? `a value in .env or an env_file holds $${inValues.join(', $')}, which compose takes for a variable` : '';
    return new build/* Failure */.HR('secrets-missing', `On ${where}, in ${directory}: ${[missing, halved].filter(Boolean).join('; ')}. Compose would use a blank.`, {
        state: 'Nothing was changed.',
        hint: [
            missing ? `Set them in ${directory}/.env; where a blank is meant, write \${${inFile[0]}:-} in the compose file.` : '',
            halved ? "Write that value in single quotes: PASSWORD='pa$word'." : '',
        ]
            .filter(Boolean)
            .join(' '),
    });
}
function refused(stderr, file, directory, where) {
    const [, missing] = /env file (\S.*?) not found/.exec(stderr) ?? [];
    if (missing) {
        return new build/* Failure */.HR('secrets-missing', `${file} names the env_file ${missing}, which is not there on ${where}.`, {
            state: 'Nothing was changed.',
            hint: `Put it there, readable for the deploying user alone: install -m 600 your-file ${missing}. Where it may be absent, say so in the compose file: required: false.`,
        });
    }
    return new build/* Failure */.HR('compose-invalid', `Compose cannot read ${file}: ${(0,shell_build/* lastLines */.w$)(stderr, 3)}`, {
        state: 'Nothing was changed.',
        hint: `Try it in ${directory} on ${where}: docker compose config. Values of variables come from the .env there.`,
    });
}
async function readComposeFile(context, path) {
    try {
        return await (0,promises_.readFile)((0,external_node_path_.resolve)(context.workspace, path));
    }
    catch (cause) {
        throw new build/* Failure */.HR('compose-missing', `${path} cannot be read in ${context.workspace}.`, {
            state: 'Nothing was changed.',
            hint: 'Check the input compose-file, and that a step before this one checks the repository out.',
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./packages/docker/build/strategy.js

const strategies = ['colours', 'recreate', 'singleton', 'once', 'single'];
/** What is to become of every service of the model. What the team said counts; everything else is derived from the file alone. */
function decide(model, released, given = {}) {
    return Object.keys(model.services).map((service) => {
        const said = given[service];
        if (said)
            return { service, strategy: said, why: 'strategies says so' };
        const [strategy, why] = released.includes(service) ? derive(model, service) : ['single', 'not released'];
        return { service, strategy, why };
    });
}
function derive(model, name) {
    const service = model.services[name] ?? {};
    const waiting = Object.entries(model.services).filter(([, other]) => other.depends_on?.[name]?.['condition'] === 'service_completed_successfully');
    if (waiting.length > 0)
        return ['once', `${list(waiting)} waits until it has ended`];
    const caller = callerOf(model, name);
    const published = (service.ports ?? []).length > 0;
    const writer = singleWriter(service);
    if (!published && !caller && !restarts(service) && migrates(service['command']))
        return ['once', 'its command migrates the database, and ends'];
    if (published)
        return writer ? ['recreate', writer] : ['colours', 'publishes a port'];
    if (caller)
        return writer ? ['recreate', writer] : ['colours', caller];
    return ['singleton', writer ?? 'no published port, and no other service names it'];
}
/** Another service that may call this one: it depends on it, or names it as a host. */
function callerOf(model, name) {
    if (model.services[name]?.['expose']?.length)
        return 'exposes a port to other services';
    for (const [other, service] of Object.entries(model.services)) {
        if (other === name)
            continue;
        if (service.depends_on?.[name])
            return `${other} depends on it`;
        if ((service['links'] ?? []).some((link) => link.split(':')[0] === name))
            return `${other} links it`;
        const named = Object.entries(service.environment ?? {}).find(([key, value]) => typeof value === 'string' && asHost(name, key, value));
        if (named)
            return `${other} names it in ${named[0]}`;
        if (asHost(name, '', commandText(service['command'])))
            return `${other} names it in its command`;
    }
    return undefined;
}
/** Whether a value calls the service: `http://name/`, `user@name`, `name:8000`, or the bare name in a variable for hosts. */
function asHost(name, key, value) {
    const host = name.replaceAll(/[^a-z0-9_-]/gi, '.');
    if (new RegExp(`(//|@)${host}(?![\\w.-])|(^|[,;\\s=])${host}:\\d{2,5}(?!\\w)`, 'i').test(value))
        return true;
    return /HOST|SERVER|ADDR|UPSTREAM|URL|BACKEND/i.test(key) && value.toLowerCase() === name.toLowerCase();
}
/** Files that one process alone may hold open for writing, by the names that people give them. */
const exclusive = /duckdb|sqlite|leveldb|rocksdb|lmdb|boltdb|badger/i;
const exclusiveFile = /\.(duckdb|ddb|sqlite3?|db3?|mdb|lmdb)$/i;
/** Why a volume of the service can have one writer only, or undefined. */
function singleWriter(service) {
    for (const mount of (service.volumes ?? []).filter(writable)) {
        const volume = mount.source?.split('/').at(-1) ?? mount.target;
        if (exclusive.test(volume) || exclusive.test(mount.target))
            return `only one may write to ${volume}`;
        const inside = (value) => value.includes(`${mount.target.replace(/\/$/, '')}/`);
        const holder = Object.entries(service.environment ?? {}).find(([, value]) => typeof value === 'string' && inside(value) && (exclusiveFile.test(value) || /^(sqlite|duckdb)\b/i.test(value)));
        if (holder)
            return `only one may write to ${volume}: ${holder[0]} is a database file there`;
    }
    return undefined;
}
function writable(mount) {
    return (mount.type === 'volume' || mount.type === 'bind') && mount['read_only'] !== true;
}
/** Restart policy as `docker update --restart` takes it; compose lets `deploy.restart_policy` win over `restart`. */
function restartOf(service) {
    const policy = service['deploy']?.restart_policy;
    if (!policy)
        return service.restart ?? 'no';
    if (policy.condition === 'none')
        return 'no';
    if (policy.condition === 'on-failure')
        return policy.max_attempts ? `on-failure:${policy.max_attempts}` : 'on-failure';
    return 'always';
}
function restarts(service) {
    return restartOf(service) === 'always' || restartOf(service) === 'unless-stopped';
}
/** Services of a release that can start only after others were handed over: those themselves, and what depends on them. */
function heldBack(model, decisions) {
    const late = new Set(decisions.filter(({ strategy }) => strategy === 'recreate').map(({ service }) => service));
    const inColour = decisions.filter(({ strategy }) => strategy === 'colours' || strategy === 'once').map(({ service }) => service);
    for (let before = -1; before !== late.size;) {
        before = late.size;
        for (const name of inColour) {
            if (Object.keys(model.services[name]?.depends_on ?? {}).some((other) => late.has(other)))
                late.add(name);
        }
    }
    return [...late];
}
function list(entries) {
    return entries.map(([name]) => name).join(', ');
}

;// CONCATENATED MODULE: ./packages/docker/build/index.js











/***/ }),

/***/ 3953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  CQ: () => (/* reexport */ Journal),
  it: () => (/* reexport */ isConfirmed),
  fA: () => (/* reexport */ openSession),
  hU: () => (/* reexport */ phaseOf),
  gN: () => (/* reexport */ transactions)
});

// UNUSED EXPORTS: describe, parseEntries, takeLease

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./packages/journal/build/journal.js


/** Appends one line, repairs a torn last one first, and returns when it is on the disk. */
const appendScript = [
    'set -eu; umask 077; line=$(cat); [ "${#line}" -eq "$2" ] || { echo "only a part of the entry arrived" >&2; exit 65; };',
    'if [ -s "$1" ] && [ "$(tail -c 1 -- "$1" | wc -l)" -eq 0 ]; then echo >> "$1"; fi;',
    // cat(1) says why it cannot write; the shell's own printf does not.
    'printf "%s\\n" "$line" | cat >> "$1"; sync "$1"',
].join(' ');
/** What was intended, done and failed on one target, in order. A reader tolerates a torn last line; a writer never rewrites one. */
class Journal {
    #shell;
    #path;
    #fence;
    #entries;
    constructor(shell, path, fence, entries) {
        this.#shell = shell;
        this.#path = path;
        this.#fence = fence;
        this.#entries = entries;
    }
    /** @param shell the lease's shell: an entry is a change too */
    static async open(shell, folder, fence) {
        const path = `${folder}/journal.jsonl`;
        return new Journal(shell, path, fence, parseEntries((await (0,shell_build/* readText */.yR)(shell, path)) ?? ''));
    }
    get entries() {
        return this.#entries;
    }
    async write(transaction, step, phase, data) {
        const entry = { at: new Date().toISOString(), fence: this.#fence, transaction, step, phase, ...(data ? { data } : {}) };
        const line = asciiJson(entry);
        await this.#shell.run(['sh', '-c', appendScript, 'sh', this.#path, String(line.length)], { input: line, deadline: 30_000 });
        this.#entries.push(entry);
    }
    /** Writes the intent, acts, and writes the outcome with what `act` returned. */
    async step(transaction, step, intent, act) {
        await this.write(transaction, step, 'intent', intent);
        try {
            const result = await act();
            await this.write(transaction, step, 'done', result);
            return result;
        }
        catch (error) {
            const reason = error instanceof build/* Failure */.HR ? error.reason : 'internal-error';
            await this.write(transaction, step, 'failed', { reason, message: (0,build/* messageOf */.bD)(error).slice(0, 500) }).catch(() => { });
            throw error;
        }
    }
}
/** The entries of a journal's text; lines that were torn by a crash are passed over. */
function parseEntries(text) {
    const entries = [];
    for (const line of text.split('\n')) {
        if (line.trim() === '')
            continue;
        try {
            const value = JSON.parse(line);
            if (value && typeof value.step === 'string' && typeof value.transaction === 'string')
                entries.push(value);
        }
        catch {
            // A torn line: its change was never begun, because the intent is written before.
        }
    }
    return entries;
}
/** JSON in ASCII, so that a shell counts the bytes as we do. */
function asciiJson(value) {
    return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function transactions(entries) {
    const byId = new Map();
    for (const entry of entries) {
        const list = byId.get(entry.transaction) ?? [];
        list.push(entry);
        byId.set(entry.transaction, list);
    }
    return [...byId].map(([id, list]) => {
        const end = list.findLast((entry) => entry.step === 'end' && entry.phase === 'done');
        const outcome = end?.data?.['outcome'];
        return { id, entries: list, outcome: typeof outcome === 'string' ? outcome : undefined };
    });
}
/** Whether a step of a transaction was begun and not finished, or finished. */
function phaseOf(transaction, step) {
    return transaction?.entries.findLast((entry) => entry.step === step)?.phase;
}
/**
 * Whether a release was confirmed and stayed so. A run whose connection breaks in the moment of the confirm finds it in the journal, and may have moved
 * the traffic back all the same: it says so after it.
 */
function isConfirmed({ entries }) {
    const last = (step) => entries.findLastIndex((entry) => entry.step === step && entry.phase === 'done');
    return last('confirm') > last('move back');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/journal/build/scripts.js
/**
 * The lease's critical sections, as `sh` programs on the target: flock(2) makes them one at a time and is released by the kernel when a process
 * dies. `mutex` guards the lease file for moments; `changing` is held shared by every change, so that a takeover waits for the last one.
 * `lease` holds `fence nonce expiry` and the owner's JSON; `fence` the highest number ever given.
 */
const enter = [
    'set -eu; umask 077; cd -- "$1"; exec 9>>mutex; flock -w 20 9 || exit 75; now=$(date +%s); lf=; ln=; le=;',
    // A file that holds something else, or a part, must not keep everybody out.
    'number() { case $1 in "" | *[!0-9]* | 0?* | ????????????????*) echo 0;; *) echo "$1";; esac; };',
    'if [ -s lease ]; then read -r lf ln le < lease || :; fi; lf=$(number "$lf"); le=$(number "$le"); if [ "$le" -gt $((now + 3600)) ]; then le=0; fi;',
].join(' ');
const put = 'put() { cat > "$1.new"; sync "$1.new"; mv -f "$1.new" "$1"; sync .; };';
/** folder nonce ttl takeover; the owner on standard input. Says `taken N`, `held N` or `busy N`, then the JSON of the owner before. */
const acquireScript = [
    enter,
    put,
    'IFS= read -r owner; before=; if [ -s lease ]; then before=$(sed -n 2p lease); fi;',
    'if [ "$ln" = "$2" ]; then echo "taken $lf"; exit 0; fi;',
    'if [ -s lease ] && [ "$now" -lt "$le" ] && [ "$4" != "$lf" ]; then printf "held %s\\n%s\\n" "$lf" "$before"; exit 0; fi;',
    'exec 8>>changing; if ! flock -w 1 8; then printf "busy %s\\n%s\\n" "$lf" "$before"; exit 0; fi;',
    'f=; if [ -s fence ]; then read -r f < fence || :; fi; f=$(number "$f"); if [ "$lf" -gt "$f" ]; then f=$lf; fi; f=$((f + 1));',
    'echo "$f" | put fence; { echo "$f $2 $((now + $3))"; printf "%s\\n" "$owner"; } | put lease;',
    'echo "taken $f"; printf "%s\\n" "$before"',
].join(' ');
/** folder nonce ttl */
const renewScript = [
    enter,
    put,
    'if [ "$ln" != "$2" ]; then echo "slipway-lease: not ours any more" >&2; exit 76; fi;',
    'before=$(sed -n 2p lease); { echo "$lf $2 $((now + $3))"; printf "%s\\n" "$before"; } | put lease',
].join(' ');
/** folder nonce */
const releaseScript = [enter, 'if [ "$ln" = "$2" ]; then rm -f lease; sync .; fi'].join(' ');
/** folder fence argv… */
const guardScript = [
    'exec 8>>"$1/changing"; flock -s -w 30 8 || { echo "slipway-lease: a takeover is under way" >&2; exit 75; };',
    'f=; read -r f < "$1/fence"; if [ "$f" != "$2" ]; then echo "slipway-lease: taken over" >&2; exit 76; fi; shift 2; exec "$@"',
].join(' ');

;// CONCATENATED MODULE: ./packages/journal/build/lease.js




const defaultTtl = 60_000;
const pollEvery = 2000;
/** Begins every refusal of the guard. */
const leaseMark = 'slipway-lease:';
/**
 * Takes the lease in `folder` on the shell's machine. Another owner's is taken over only when its run is over, or its lease ran out by the
 * target's own clock. @throws Failure `locked` when the wait is over
 */
async function takeLease(shell, folder, owner, options) {
    await (0,shell_build/* makeFolder */.fc)(shell, folder);
    const nonce = (0,external_node_crypto_.randomUUID)();
    const ttl = Math.ceil((options.ttl ?? defaultTtl) / 1000);
    const until = options.clock.now() + options.wait;
    let told = '';
    let takeover = '';
    for (;;) {
        const answer = await acquire(shell, folder, { nonce, ttl, takeover, owner });
        if (answer.taken) {
            if (answer.from)
                options.log.info(`Took the lease over from ${describe(answer.from)}, whose run is over or lost.`);
            return hold(shell, { folder, nonce, ttl, fence: answer.fence, takenFrom: answer.from, log: options.log });
        }
        const over = answer.busy ? false : await options.isOver?.(answer.holder).catch(() => undefined);
        takeover = over === true ? String(answer.fence) : '';
        if (over === true)
            continue;
        const who = describe(answer.holder);
        if (options.clock.now() >= until)
            throw locked(shell, answer.holder, answer.busy, options.wait);
        if (who !== told)
            options.log.info(`Waiting for ${who}${answer.busy ? ' to finish its change' : ''} (up to ${(0,build/* formatDuration */.a3)(until - options.clock.now())}).`);
        told = who;
        await options.clock.sleep(Math.min(pollEvery, Math.max(1, until - options.clock.now())));
    }
}
function locked(shell, holder, changing, waited) {
    const who = describe(holder);
    const what = changing ? `a change of ${who} is still under way` : `${who} holds the lease`;
    return new build/* Failure */.HR('locked', `${what[0]?.toUpperCase()}${what.slice(1)} on ${shell.where}; waited ${(0,build/* formatDuration */.a3)(waited)}.`, {
        state: 'Nothing was changed.',
        hint: `Let that run finish, or cancel it: its lease is taken over when the run is over or has been silent for a minute. Where it will not come back: blue-green-switch with mode: unlock and holder: ${holder.runId}.`,
    });
}
function describe(owner) {
    const run = owner.url || `${owner.repository || 'a local run'} ${owner.runId}`;
    return `${owner.what} by ${owner.actor || 'somebody'} (${run})`;
}
async function acquire(shell, folder, ask) {
    const args = [folder, ask.nonce, String(ask.ttl), ask.takeover];
    const options = { input: `${JSON.stringify(ask.owner)}\n`, deadline: 60_000 };
    const { stdout } = await shell.run(['sh', '-c', acquireScript, 'sh', ...args], options).catch((error) => {
        throw error instanceof shell_build/* ProgramFailure */.J9 ? (0,build/* withDetails */.FE)(error, { state: 'Nothing was changed.' }) : error;
    });
    const [head = '', second = ''] = stdout.split('\n');
    const [word, fence] = head.split(' ');
    if (word === 'taken')
        return { taken: true, fence: Number(fence), from: parseOwner(second) };
    if (word === 'held' || word === 'busy') {
        const nobody = { repository: '', runId: 'unknown', attempt: 0, url: '', actor: '', what: 'an unreadable lease' };
        return { taken: false, fence: Number(fence), busy: word === 'busy', holder: parseOwner(second) ?? nobody };
    }
    throw new build/* Failure */.HR('internal-error', `The lease script answered '${head}'.`);
}
function parseOwner(text) {
    try {
        return text ? JSON.parse(text) : undefined;
    }
    catch {
        return undefined;
    }
}
function hold(shell, held) {
    const { folder, nonce, ttl, fence } = held;
    const beat = setInterval(() => {
        shell.run(['sh', '-c', renewScript, 'sh', folder, nonce, String(ttl)], { deadline: 20_000 }).catch((error) => {
            held.log.debug(`The heartbeat of the lease failed: ${(0,build/* messageOf */.bD)(error)}`);
        });
    }, (ttl * 1000) / 4);
    beat.unref();
    return {
        fence,
        takenFrom: held.takenFrom,
        shell: guarded(shell, folder, fence),
        async release() {
            clearInterval(beat);
            await shell.run(['sh', '-c', releaseScript, 'sh', folder, nonce], { deadline: 30_000 });
        },
    };
}
/** A shell whose every program starts only while the lease is ours, and keeps a takeover waiting until it ended. */
function guarded(shell, folder, fence) {
    const wrap = (argv) => ['sh', '-c', guardScript, 'sh', folder, String(fence), ...argv];
    return {
        where: shell.where,
        remote: shell.remote,
        reach: (address) => shell.reach(address),
        close: () => shell.close(),
        start(argv, options) {
            const running = shell.start(wrap(argv), { title: (0,shell_build/* commandLine */.ay)(argv), ...options });
            const done = running.done.catch((error) => explain(shell, argv, error));
            done.catch(() => { });
            return { ...running, done };
        },
        async run(argv, options) {
            const result = await shell
                .run(wrap(argv), { title: (0,shell_build/* commandLine */.ay)(argv), ...options })
                .catch((error) => explain(shell, argv, error));
            if (isRefusal(result))
                throw takenOver(shell);
            return result;
        },
    };
}
/** Whether the guard itself spoke: a program that is guarded may write the same words. */
function isRefusal({ code, stderr }) {
    return (code === 75 || code === 76) && stderr.split('\n').some((line) => line.startsWith(leaseMark));
}
/** What went wrong, told about the program that was asked for and not about its guard. */
function explain(shell, argv, error) {
    if (error instanceof shell_build/* ProgramFailure */.J9 && isRefusal(error))
        throw takenOver(shell);
    const missing = error instanceof build/* Failure */.HR && error.reason === 'program-missing';
    if (missing || (error instanceof shell_build/* ProgramFailure */.J9 && error.code === 127)) {
        const file = argv[0] ?? '';
        throw new build/* Failure */.HR('program-missing', `${file} is not installed on ${shell.where}.`, { hint: `Install ${file} there.`, cause: error });
    }
    throw error;
}
function takenOver(shell) {
    return new build/* Failure */.HR('lease-lost', `Another run took the lease on ${shell.where} over.`, {
        state: 'This run has changed nothing since; the other run goes on from the journal.',
        hint: 'Look at the newer run.',
    });
}

;// CONCATENATED MODULE: ./packages/journal/build/session.js


async function openSession(shell, options, host) {
    const { context } = host;
    const owner = {
        repository: context.repository,
        runId: context.runId,
        attempt: context.runAttempt,
        url: context.runUrl,
        actor: context.actor,
        what: options.what,
    };
    const lease = await takeLease(shell, options.folder, owner, {
        wait: options.wait,
        clock: host.clock,
        log: host.log,
        ...(options.isOver ? { isOver: options.isOver } : {}),
    });
    const journal = await Journal.open(lease.shell, options.folder, lease.fence);
    const transaction = `${context.runId}.${context.runAttempt}.${lease.fence}`;
    return {
        lease,
        journal,
        transaction,
        shell: lease.shell,
        unfinished: transactions(journal.entries).filter((one) => one.outcome === undefined && one.id !== transaction),
        step: (name, intent, act) => journal.step(transaction, name, intent, act),
        async end(outcome, data) {
            try {
                await journal.write(transaction, 'end', 'done', { outcome, ...data });
            }
            finally {
                await lease.release();
            }
        },
    };
}

;// CONCATENATED MODULE: ./packages/journal/build/index.js





/***/ }),

/***/ 8155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J9: () => (/* reexport */ ProgramFailure),
  XP: () => (/* reexport */ accountOf),
  ay: () => (/* reexport */ commandLine),
  Wx: () => (/* reexport */ homeFolder),
  w$: () => (/* reexport */ lastLines),
  yj: () => (/* reexport */ localShell),
  fc: () => (/* reexport */ makeFolder),
  n7: () => (/* reexport */ openShell),
  Fs: () => (/* reexport */ pipe),
  yR: () => (/* reexport */ readText),
  WS: () => (/* reexport */ removeFiles),
  fR: () => (/* reexport */ replaceFile),
  UA: () => (/* reexport */ startLocal)
});

// UNUSED EXPORTS: childEnvironment, createFile, openSsh

;// CONCATENATED MODULE: ./packages/shell/build/account.js
/** The user that a shell runs as, as a command for root names it. */
function accountOf({ where }) {
    return /^([A-Za-z0-9_][A-Za-z0-9_.-]*)@/.exec(where)?.[1] ?? '"$USER"';
}

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./packages/shell/build/files.js

/** Small files on the shell's machine. Each function is one fixed script; paths are arguments, contents standard input. */
const script = (shell, text, args, options = {}) => shell.run(['sh', '-c', text, 'sh', ...args], options);
const absent = 44;
/** The text of a file; undefined where there is none. @throws Failure `program-failed` where it cannot be read */
async function readText(shell, path) {
    const result = await script(shell, `if [ ! -e "$1" ]; then exit ${absent}; fi; exec cat -- "$1"`, [path], { allowFailure: true });
    if (result.code === absent)
        return undefined;
    if (result.code !== 0)
        throw new build/* Failure */.HR('program-failed', `${path} on ${shell.where} cannot be read: ${result.stderr.trim()}`);
    return result.stdout;
}
/**
 * Replaces a file as a whole: readers see the old or the new content, also after a power cut, and never a part of it, also when the connection
 * breaks. The mode of an existing file is kept unless `mode` is given, and its owner where the user may do that; a new one gets 0600.
 */
async function replaceFile(shell, path, content, mode) {
    const text = [
        'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
        '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
        'if [ -n "$2" ]; then chmod -- "$2" "$t"; elif [ -e "$1" ]; then chmod -- "$(stat -c %a -- "$1")" "$t"; chown -- "$(stat -c %u:%g -- "$1")" "$t" 2>/dev/null || :; else chmod 600 "$t"; fi',
        'sync "$t"; mv -fT -- "$t" "$1"; trap - EXIT; sync "$d"',
    ].join('\n');
    await script(shell, text, [path, mode ?? '', String(Buffer.byteLength(content))], { input: content });
}
/** Creates a file only where there is none, whole or not at all; false where one was there. */
async function createFile(shell, path, content, mode = '600') {
    const text = [
        'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
        '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
        `chmod -- "$2" "$t"; sync "$t"; if ln -T -- "$t" "$1" 2>/dev/null; then sync "$d"; elif [ -e "$1" ]; then exit ${absent}; else ln -T -- "$t" "$1"; fi`,
    ].join('\n');
    const result = await script(shell, text, [path, mode, String(Buffer.byteLength(content))], { input: content, allowFailure: true });
    if (result.code === 0)
        return true;
    if (result.code === absent)
        return false;
    throw new Failure('program-failed', `${path} on ${shell.where} cannot be created: ${result.stderr.trim()}`);
}
/** Creates a folder and its parents; a new one is for its owner alone unless `mode` is given. */
async function makeFolder(shell, path, mode = '700') {
    // Nobody else may rename what stands in a parent, whatever the umask of the user.
    await script(shell, 'set -eu; umask go-w; if [ ! -d "$1" ]; then mkdir -p -- "$1"; chmod -- "$2" "$1"; fi', [path, mode]);
}
/** Removes files; those that are not there are no error. */
async function removeFiles(shell, ...paths) {
    await shell.run(['rm', '-f', '--', ...paths]);
}
/** Home folder of the shell's user. */
async function homeFolder(shell) {
    const { stdout } = await script(shell, 'printf %s "$HOME"', []);
    if (!stdout.startsWith('/'))
        throw new build/* Failure */.HR('program-failed', `The user on ${shell.where} has no home folder.`);
    return stdout;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./packages/shell/build/launch.js



/** @param stdin what it reads instead of a pipe of its own @throws Failure where the system refuses at once */
function launch(file, args, options, stdin) {
    const stdio = [stdin ?? 'pipe', 'pipe', 'pipe', ...(options.answer ? ['pipe'] : [])];
    try {
        const child = (0,external_node_child_process_.spawn)(file, args, { cwd: options.cwd, env: options.environment, detached: true, stdio });
        if (options.answer)
            give(child.stdio[3], options.answer);
        return child;
    }
    catch (error) {
        throw notStarted(error, file, options);
    }
}
/** A program that ends before it was answered tells by its exit code. */
function give(to, answer) {
    to.on('error', () => { });
    answer.then((bytes) => to.end(bytes), () => to.end());
}
function notStarted(error, file, options) {
    const { where = 'this machine', cwd } = options;
    // The system says the same of a missing program and a missing folder.
    if (error.code === 'ENOENT' && cwd !== undefined && !(0,external_node_fs_.existsSync)(cwd)) {
        return new build/* Failure */.HR('program-failed', `${file} could not be started on ${where}: there is no folder ${cwd}.`, { cause: error });
    }
    if (error.code === 'ENOENT') {
        return new build/* Failure */.HR('program-missing', `${file} is not installed on ${where}.`, {
            hint: `Install ${file} there, or put it on the PATH.`,
            cause: error,
        });
    }
    if (error.code === 'E2BIG')
        return new build/* Failure */.HR('program-failed', `The arguments of ${file} are too long for the system.`, { cause: error });
    if (error.code === 'ERR_INVALID_ARG_VALUE') {
        return new build/* Failure */.HR('bad-input', 'An argument holds a NUL character, which no program can receive.', { cause: error });
    }
    return new build/* Failure */.HR('program-failed', `${file} could not be started on ${where}: ${error.message}.`, { cause: error });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./packages/shell/build/link.js


/** How the output of one program becomes the input of another. */
/**
 * The stream itself, where a program can have it as its own: nothing of it was read here yet. Undefined otherwise, as for one that this process
 * makes.
 */
function handOver(output) {
    const whole = output.readableLength === 0 && output.readableFlowing === null && !output.destroyed;
    return whole && output instanceof external_node_net_.Socket ? output : undefined;
}
/** Through this process. Who ends before the last byte came is sent no more, and the rest is taken all the same. */
function passOn(output, stdin) {
    output.pipe(stdin);
    stdin.on('close', () => output.unpipe(stdin).resume());
    output.on('error', () => stdin.end());
}
/** The input of a program that reads elsewhere. */
function link_closed() {
    return new external_node_stream_.Writable().end();
}

;// CONCATENATED MODULE: ./packages/shell/build/shell.js
const defaultDeadline = 60_000;

;// CONCATENATED MODULE: ./packages/shell/build/text.js

/** The last lines of a program's output, for an error message. */
function lastLines(text, count = 12) {
    const lines = text.trimEnd().split(/\r?\n/);
    return (0,build/* redact */.E$)(lines.slice(-count).join('\n'));
}
/** A command as a person would type it, cut to a readable length. Only for messages. */
function commandLine(argv) {
    const words = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
    const line = (0,build/* redact */.E$)(words.join(' ').replaceAll('\n', ' '));
    return line.length > 160 ? `${line.slice(0, 157)}...` : line;
}
/** Splits a byte stream into lines as they come: at line feeds, and at the carriage returns of progress displays. */
function lineSplitter(onLine) {
    const decoder = new TextDecoder();
    let rest = '';
    // A carriage return at the end of a chunk may be half of a line end.
    let half = '';
    return {
        push(chunk) {
            const text = half + decoder.decode(chunk, { stream: true });
            half = text.endsWith('\r') ? '\r' : '';
            const lines = text.slice(0, text.length - half.length).split(/\r?\n|\r/);
            const last = lines.pop() ?? '';
            for (const line of lines) {
                onLine(rest + line);
                rest = '';
            }
            rest += last;
        },
        end() {
            if (rest)
                onLine(rest);
            rest = '';
        },
    };
}

;// CONCATENATED MODULE: ./packages/shell/build/process.js





/** More than any answer that is read as a whole; byte streams go through `start`. */
const outputLimit = 64 * 1024 * 1024;
const errorLimit = 1024 * 1024;
/** Milliseconds between asking a process group to end and ending it. */
const killAfter = 2000;
/** Node fires a longer timer at once. */
const longestTimer = 2 ** 31 - 1;
/** Groups under way: none outlives the action, however it ends. */
const alive = new Set();
process.on('exit', () => {
    for (const pid of alive)
        endGroup(pid);
});
/** Starts a program in a process group of its own, so that its deadline ends its children too. */
function startProcess(argv, options) {
    const started = performance.now();
    const title = options.title ?? commandLine(argv);
    const deadline = options.deadline ?? defaultDeadline;
    const [file = '', ...rest] = argv;
    const given = options.from && options.preamble === undefined ? handOver(options.from.stdout) : undefined;
    const child = launch(file, rest, options, given);
    const stdin = child.stdin ?? link_closed();
    // Only the program holds the other end now: when it ends, whoever writes there hears of it.
    given?.destroy();
    alive.add(child.pid);
    let stderr = '';
    let ended;
    const lines = lineSplitter((line) => options.onError?.(line));
    child.stderr.on('data', (chunk) => {
        lines.push(chunk);
        stderr = (stderr + chunk.toString()).slice(-errorLimit);
    });
    // A program may end before it has read everything: its exit code tells, not the broken pipe.
    stdin.on('error', () => { });
    if (options.preamble)
        stdin.write(options.preamble);
    if (options.from && !given)
        passOn(options.from.stdout, stdin);
    const stop = (why) => {
        ended ??= why;
        end();
    };
    const end = () => {
        endGroup(child.pid);
        // Who left the group may still hold the pipes: nobody waits for them.
        setTimeout(() => {
            child.stdout.destroy();
            child.stderr.destroy();
        }, killAfter + 500).unref();
    };
    const timer = setTimeout(() => stop('deadline'), Math.min(deadline, longestTimer));
    const cancel = () => stop('cancelled');
    if (options.signal?.aborted)
        cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const done = new Promise((resolve, reject) => {
        child.on('error', (error) => reject(notStarted(error, file, options)));
        child.on('close', (code, signal) => {
            lines.end();
            const duration = performance.now() - started;
            if (ended === 'deadline')
                reject(new build/* Failure */.HR('timeout', `${title} did not end within ${(0,build/* formatDuration */.a3)(deadline)}.`, { cause: (0,build/* redact */.E$)(stderr) }));
            else if (ended === 'cancelled')
                reject(endedWith(options.signal, title));
            else if (code === 0)
                resolve({ code, stdout: '', stderr, duration });
            else
                reject(new ProgramFailure(title, code ?? 128, signal, stderr, duration, options.where));
        });
    }).finally(() => {
        alive.delete(child.pid);
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', cancel);
    });
    done.catch(() => { });
    return { title, stdin, stdout: child.stdout, ...(options.from ? { from: options.from } : {}), done, kill: end };
}
const makeRoom = 'Make room there (df -h, df -i, docker system df), and run the same job again.';
/** A program that ended with a code other than 0. */
class ProgramFailure extends build/* Failure */.HR {
    code;
    /** What ended it, where a signal did: ours is SIGTERM. */
    signal;
    stderr;
    duration;
    stdout = '';
    constructor(title, code, signal, stderr, duration, where = 'this machine') {
        const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
        const said = lastLines(stderr);
        const full = /No space left on device|Disk quota exceeded/.test(stderr);
        // What was run says nothing to whoever has to make room.
        if (full)
            super('disk-full', `The disk of ${where} is full: ${lastLines(stderr, 1)}.`, { hint: makeRoom });
        else
            super('program-failed', `${title} ${how} on ${where}${said ? `:\n${said}\n` : '.'}`);
        this.code = code;
        this.signal = signal;
        this.stderr = stderr;
        this.duration = duration;
    }
}
/** Runs a started program to its end and collects what it wrote. */
async function collect(running, options) {
    const chunks = [];
    let size = 0;
    const lines = lineSplitter((line) => options.onLine?.(line));
    running.stdout.on('data', (chunk) => {
        if (options.lines === 'all')
            lines.push(chunk);
        size += chunk.length;
        if (size <= outputLimit)
            chunks.push(chunk);
        else
            running.kill();
    });
    running.stdin.end(options.input);
    const stdout = () => Buffer.concat(chunks).toString();
    try {
        const finished = await running.done;
        lines.end();
        return { ...finished, stdout: stdout() };
    }
    catch (error) {
        lines.end();
        if (size > outputLimit)
            throw new build/* Failure */.HR('program-failed', `${running.title} wrote more than ${outputLimit} bytes.`, { cause: error });
        if (!(error instanceof ProgramFailure))
            throw error;
        error.stdout = stdout();
        if (!options.allowFailure) {
            // Some tools say what is wrong on standard output only.
            if (error.stderr.trim() === '' && error.stdout.trim() !== '')
                error.message += `\n${lastLines(error.stdout)}\n`;
            throw error;
        }
        return { code: error.code, stdout: error.stdout, stderr: error.stderr, duration: error.duration };
    }
}
function endGroup(pid) {
    if (pid === undefined)
        return;
    const signal = (name) => {
        try {
            process.kill(-pid, name);
        }
        catch {
            // The group is gone already.
        }
    };
    signal('SIGTERM');
    setTimeout(() => signal('SIGKILL'), killAfter).unref();
}
/** Why the work ended: the run was cancelled, or its own time was over. */
function endedWith(signal, title) {
    const why = signal?.reason;
    if (why instanceof build/* Failure */.HR && why.reason !== 'cancelled')
        return why;
    return new build/* Failure */.HR('cancelled', `${title} was ended because the run was cancelled.`);
}

;// CONCATENATED MODULE: ./packages/shell/build/local.js


/** Variables of the runner that no program below needs, and that hold secrets: inputs, tokens, state. */
const withheld = /^(INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$)/;
function childEnvironment(env, ...more) {
    const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.test(name)));
    return Object.assign(kept, ...more);
}
/** @param options `answer` is what the program reads from descriptor 3, once that is known */
function startLocal(argv, options = {}) {
    for (const value of Object.values(options.secrets ?? {}))
        (0,build/* addSecret */.Ck)(value);
    return startProcess(argv, { ...options, environment: childEnvironment(process.env, options.env, options.secrets) });
}
/** The machine that the action itself runs on. */
function localShell() {
    const start = (argv, options) => startLocal(argv, options);
    return {
        where: 'this machine',
        remote: false,
        start,
        run: async (argv, options = {}) => collect(start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options),
        reach: async (address) => address,
        close: async () => { },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/shell/build/identity.js




/** OpenSSH reads a host or user that starts with `-` as an option, and `-oProxyCommand=…` runs a program. */
function refuseOptionLike(endpoint) {
    const problems = [];
    if (!/^[A-Za-z0-9_[][A-Za-z0-9_.:%\]-]*$/.test(endpoint.host))
        problems.push({ input: 'host', message: 'is not a host name or address. Example: app.example.com' });
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/.test(endpoint.username))
        problems.push({ input: 'username', message: 'is not a user name. Example: deploy' });
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
}
/** Key and known hosts as files that only this user reads; returns the words that begin every ssh command. @throws Failure `bad-input` */
async function writeIdentity(folder, options) {
    const key = (0,external_node_path_.join)(folder, 'key');
    const knownHosts = (0,external_node_path_.join)(folder, 'known_hosts');
    await (0,promises_.writeFile)(key, `${options.key.replaceAll('\r\n', '\n').trim()}\n`, { mode: 0o600 });
    await (0,promises_.writeFile)(knownHosts, `${options.knownHosts.trim()}\n`, { mode: 0o600 });
    await (0,promises_.chmod)(folder, 0o700);
    const check = await localShell().run(['ssh-keygen', '-y', '-P', '', '-f', key], { allowFailure: true, deadline: 10_000 });
    if (check.code !== 0) {
        const locked = /passphrase/i.test(check.stderr);
        const message = locked
            ? 'is protected by a passphrase; make a key for deployments alone'
            : 'is not a private key that OpenSSH can read; paste the whole file';
        throw (0,build/* badInputs */.PD)([{ input: 'ssh-key', message }]);
    }
    refuseBrokenLines(options.knownHosts);
    const settings = {
        BatchMode: 'yes',
        IdentityFile: key,
        IdentitiesOnly: 'yes',
        IdentityAgent: 'none',
        PreferredAuthentications: 'publickey',
        StrictHostKeyChecking: 'yes',
        UserKnownHostsFile: knownHosts,
        GlobalKnownHostsFile: '/dev/null',
        UpdateHostKeys: 'no',
        ForwardAgent: 'no',
        ControlPath: (0,external_node_path_.join)(folder, 'c'),
        ControlPersist: 'no',
        ConnectTimeout: String(Math.ceil((options.connectDeadline ?? 15_000) / 1000)),
        ServerAliveInterval: '5',
        ServerAliveCountMax: '3',
        StreamLocalBindUnlink: 'yes',
        LogLevel: 'ERROR',
    };
    const flags = Object.entries(settings).map(([name, value]) => `-o${name}=${value}`);
    return ['ssh', '-F', 'none', '-T', ...flags, '-p', String(options.port), '-l', options.username];
}
/** OpenSSH passes over a line that it cannot read, and then says that the server is unknown: the line is the news, so it is named. */
function refuseBrokenLines(knownHosts) {
    const broken = knownHosts.split('\n').findIndex((line) => {
        const words = line.trim().split(/\s+/);
        if (line.trim() === '' || line.trim().startsWith('#'))
            return false;
        const [type = '', key = ''] = words[0]?.startsWith('@') ? words.slice(2) : words.slice(1);
        return !isPublicKey(type, key);
    });
    if (broken >= 0) {
        const message = `line ${broken + 1} is not 'host type key' with a whole key; copy it again. Example: app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...`;
        throw (0,build/* badInputs */.PD)([{ input: 'known-hosts', message }]);
    }
}
/** A key on the wire is a list of strings, each after its length; the first is the type (RFC 4253, section 6.6). */
function isPublicKey(type, key) {
    if (!/^[A-Za-z0-9+/]+=*$/.test(key))
        return false;
    const bytes = Buffer.from(key, 'base64');
    const parts = [];
    let at = 0;
    while (at + 4 <= bytes.length) {
        const end = at + 4 + bytes.readUInt32BE(at);
        if (end > bytes.length)
            return false;
        parts.push(bytes.subarray(at + 4, end));
        at = end;
    }
    return at === bytes.length && parts.length > 1 && parts[0]?.toString() === type;
}

;// CONCATENATED MODULE: ./packages/shell/build/master.js


const greeting = 'slipway-connected';
/**
 * Keeps one session open whose input is ours: it lasts as long as this process, however long nothing happens, and ends with it, also when the
 * process is killed. A shell's start-up files may print before the greeting.
 */
function startMaster(flags, options) {
    const argv = [...flags, '-oLogLevel=INFO', '-M', '--', options.host, `echo ${greeting}; exec cat`];
    const running = startProcess(argv, { title: 'ssh', environment: childEnvironment(process.env), deadline: Number.POSITIVE_INFINITY });
    const deadline = (options.connectDeadline ?? 15_000) + 5000;
    let over = false;
    let heard = '';
    const ready = new Promise((resolve) => {
        const timer = setTimeout(() => {
            running.kill();
            resolve('no answer in time');
        }, deadline);
        const settle = (said) => {
            clearTimeout(timer);
            resolve(said);
        };
        running.stdout.on('data', (chunk) => {
            if (heard.includes(greeting))
                return;
            heard += chunk.toString();
            if (heard.includes(greeting))
                settle(undefined);
        });
        const end = (error) => {
            over = true;
            settle(error instanceof Error && 'stderr' in error ? String(error.stderr) : '');
        };
        running.done.then(() => end(), end);
    });
    return {
        ready,
        get over() {
            return over;
        },
        async stop() {
            running.stdin.end();
            const patience = setTimeout(() => running.kill(), 1000);
            await running.done.catch(() => { });
            clearTimeout(patience);
        },
    };
}

;// CONCATENATED MODULE: ./packages/shell/build/ssh-failure.js


function classify(stderr) {
    if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i.test(stderr))
        return 'host-key-mismatch';
    if (/No \S+ host key is known for|Host key verification failed/i.test(stderr))
        return 'host-key-missing';
    if (/Permission denied|Too many authentication failures|no mutual signature/i.test(stderr))
        return 'ssh-refused';
    return 'unreachable';
}
/** The host as known_hosts writes it. */
function knownHostsName(endpoint) {
    return endpoint.port === 22 ? endpoint.host : `[${endpoint.host}]:${endpoint.port}`;
}
function connectionFailure(endpoint, evidence) {
    const server = `${endpoint.username}@${endpoint.host}:${endpoint.port}`;
    const state = 'Nothing was changed.';
    switch (classify(evidence.stderr)) {
        case 'host-key-mismatch': {
            const sent = /SHA256:[A-Za-z0-9+/=]+/.exec(evidence.stderr)?.[0] ?? 'unknown';
            return new build/* Failure */.HR('host-key-mismatch', `${endpoint.host} showed the host key ${sent}, but known-hosts holds ${evidence.expected || 'another one'} for it.`, {
                state,
                hint: 'Either the server was set up anew, or somebody stands between you and it. Read the fingerprint on the server itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) before you change known-hosts.',
            });
        }
        case 'host-key-missing':
            return new build/* Failure */.HR('host-key-missing', `${knownHostsName(endpoint)} is not in known-hosts, so the server cannot be told from an impostor.`, {
                state,
                hint: evidence.offered
                    ? `The server offers these lines; compare them with /etc/ssh/ssh_host_ed25519_key.pub on the server itself, then add one to known-hosts:\n${evidence.offered}`
                    : `Add the output of: ssh-keyscan -p ${endpoint.port} ${endpoint.host} (compared with the server's own /etc/ssh/ssh_host_ed25519_key.pub).`,
            });
        case 'ssh-refused':
            return new build/* Failure */.HR('ssh-refused', `${server} refused the user or the key.`, {
                state,
                hint: `Add the public half of ssh-key to ~${endpoint.username}/.ssh/authorized_keys on the server, and check the input username.`,
                cause: evidence.stderr,
            });
        default:
            return new build/* Failure */.HR('unreachable', `${server} could not be reached: ${lastLines(evidence.stderr, 3) || 'no answer'}.`, {
                state,
                hint: 'Check host, port and firewall; the runner must be allowed to connect.',
                cause: evidence.stderr,
            });
    }
}

;// CONCATENATED MODULE: ./packages/shell/build/wire.js

/**
 * What the server's `sh` runs for every command. It reads one encoded word a line up to an empty line, and then becomes the program, which gets
 * the rest of standard input. So arguments and secrets pass no second shell, and appear on no command line of the connection.
 * There is no quote and no backslash in it: every login shell hands it on unchanged.
 */
const receiver = [
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; set --; t=; while IFS= read -r l && [ -n "$l" ]; do v=$(printf %bx "${l#?}"); v=${v%x};',
    'case $l in a*) set -- "$@" "$v";; e*) export "$v";; d*) cd -- "$v" || exit 78;; t*) t=$v;; esac; done;',
    'if [ -n "$t" ]; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"',
].join(' ');
/** The variable by which the processes of an order are found again on the server. */
const orderVariable = 'SLIPWAY_ORDER';
/** id: ends every process of an order, also one that left the process group. Its environment still names the order. */
const endScript = [
    `pids() { grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }; id="${orderVariable}=$1";`,
    'for p in $(pids "$id"); do kill "$p"; done; for n in 1 2; do [ -n "$(pids "$id")" ] || exit 0; sleep 1; done; for p in $(pids "$id"); do kill -9 "$p"; done',
].join(' ');
/** The order for one program as the receiver reads it: ASCII only, so that no shell's idea of characters matters. */
function encodeOrder(order) {
    const lines = [
        ...Object.entries(order.env ?? {}).map(([name, value]) => `e${encode(`${variable(name)}=${value}`)}`),
        ...(order.cwd ? [`d${encode(order.cwd)}`] : []),
        `t${Math.ceil(order.deadline / 1000)}`,
        ...order.argv.map((word) => `a${encode(word)}`),
    ];
    return `${lines.join('\n')}\n\n`;
}
function variable(name) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
        throw new build/* Failure */.HR('bad-input', `'${name}' is no name of an environment variable.`);
    return name;
}
function encode(text) {
    if (text.includes('\0'))
        throw new build/* Failure */.HR('bad-input', 'An argument holds a NUL character, which no program can receive.');
    let encoded = '';
    for (const byte of Buffer.from(text)) {
        const plain = byte > 0x20 && byte < 0x7f && byte !== 0x5c;
        encoded += plain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`;
    }
    return encoded;
}

;// CONCATENATED MODULE: ./packages/shell/build/ssh.js














/** What the server has to end a program after its deadline before this side gives up on it. */
const remoteGrace = 8000;
/** Folders with a private key in them: none outlives the action, however it ends. */
const keyFolders = new Set();
process.on('exit', () => {
    for (const folder of keyFolders)
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
});
/**
 * One multiplexed connection of the system's OpenSSH. The user's own configuration, agent and known_hosts play no part, so a run behaves alike
 * everywhere. @throws Failure `host-key-missing`, `host-key-mismatch`, `ssh-refused`, `unreachable`, `bad-input`
 */
async function openSsh(options) {
    refuseOptionLike(options);
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'slipway-'));
    keyFolders.add(folder);
    try {
        const flags = await writeIdentity(folder, options);
        return new SshShell(folder, flags, options, await connect(folder, flags, options));
    }
    catch (error) {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
        throw error;
    }
}
async function connect(folder, flags, options) {
    const master = startMaster(flags, options);
    const said = await master.ready;
    if (said === undefined)
        return master;
    const ask = async (argv) => (await localShell().run(argv, { allowFailure: true, deadline: 10_000 })).stdout.trim();
    const known = await ask(['ssh-keygen', '-l', '-f', (0,external_node_path_.join)(folder, 'known_hosts'), '-F', knownHostsName(options)]);
    const expected = [...new Set(known.match(/SHA256:\S+/g) ?? [])].join(', ');
    const offered = expected
        ? ''
        : await ask(['ssh-keyscan', '-T', '5', '-t', 'ed25519,ecdsa', '-p', String(options.port), '--', options.host]).catch(() => '');
    const lines = offered.split('\n').filter((line) => line && !line.startsWith('#'));
    throw connectionFailure(options, { stderr: said, offered: lines.join('\n'), expected });
}
class SshShell {
    where;
    remote = true;
    #folder;
    #flags;
    #options;
    /** Sockets that were ever named: a name is never given twice. */
    #opened = 0;
    #forwards = new Map();
    #master;
    constructor(folder, flags, options, master) {
        this.#folder = folder;
        this.#flags = flags;
        this.#options = options;
        this.#master = Promise.resolve(master);
        this.where = `${options.username}@${options.host}`;
    }
    start(argv, options = {}) {
        const { secrets, env, cwd, ...rest } = options;
        for (const value of Object.values(secrets ?? {}))
            (0,build/* addSecret */.Ck)(value);
        const deadline = options.deadline ?? defaultDeadline;
        const [file = ''] = argv;
        const order = (0,external_node_crypto_.randomUUID)();
        const running = startProcess([...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`], {
            ...rest,
            title: options.title ?? commandLine(argv),
            where: this.where,
            environment: childEnvironment(process.env),
            preamble: encodeOrder({ argv, env: { ...env, ...secrets, [orderVariable]: order }, cwd, deadline }),
            deadline: deadline + remoteGrace,
        });
        const done = running.done.catch(async (error) => {
            // This side gave up: the server has not noticed.
            if (error instanceof build/* Failure */.HR && (error.reason === 'cancelled' || error.reason === 'timeout'))
                await this.#end(order);
            return this.#explain(error, running.title, file, deadline);
        });
        done.catch(() => { });
        const kill = () => {
            running.kill();
            void this.#end(order);
        };
        return { ...running, done, kill };
    }
    /** Ends what an order started on the server. */
    async #end(order) {
        const preamble = encodeOrder({ argv: ['sh', '-c', endScript, 'sh', order], deadline: 10_000 });
        const argv = [...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`];
        const running = startProcess(argv, { title: 'kill', environment: childEnvironment(process.env), preamble, deadline: 15_000 });
        await collect(running, { allowFailure: true }).catch(() => { });
    }
    async run(argv, options = {}) {
        return collect(this.start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options);
    }
    /** Exit codes of the way there, told apart from those of the program. */
    async #explain(error, title, file, deadline) {
        const late = new build/* Failure */.HR('timeout', `${title} did not end within ${(0,build/* formatDuration */.a3)(deadline)} on ${this.where}.`, { cause: error });
        if (error instanceof build/* Failure */.HR && error.reason === 'timeout')
            throw late;
        if (!(error instanceof ProgramFailure))
            throw error;
        if (error.code === 255 && !(await this.#connected())) {
            throw new build/* Failure */.HR('unreachable', `The connection to ${this.where} was lost.`, {
                hint: 'Run the same job again when the server answers.',
                cause: error,
            });
        }
        if ((error.code === 124 || error.code === 137) && error.duration >= deadline)
            throw late;
        // timeout(1) says so itself; a shell that misses a program inside its own script is another matter.
        if (error.code === 127 && /^timeout: /m.test(error.stderr)) {
            throw new build/* Failure */.HR('program-missing', `${file} is not installed on ${this.where}.`, { hint: `Install ${file} there.`, cause: error });
        }
        throw error;
    }
    /** Whether the shared connection stands; asks nobody but the local socket. */
    async #connected() {
        const check = [...this.#flags, '-O', 'check', '--', this.#options.host];
        const { code } = await localShell().run(check, { allowFailure: true, deadline: 10_000 });
        return code === 0;
    }
    async reach(address) {
        if ((await this.#master).over) {
            // A server that was restarted, or a network that was cut: what it forwarded is gone with the connection.
            this.#forwards.clear();
            this.#master = connect(this.#folder, this.#flags, this.#options);
            await this.#master;
        }
        const there = 'path' in address ? address.path : `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
        const known = this.#forwards.get(there);
        if (known)
            return known;
        const path = (0,external_node_path_.join)(this.#folder, `f${this.#opened++}`);
        const forward = localShell()
            .run([...this.#flags, '-O', 'forward', '-L', `${path}:${there}`, '--', this.#options.host], { deadline: 15_000 })
            .then(() => ({ path }));
        this.#forwards.set(there, forward);
        forward.catch(() => this.#forwards.delete(there));
        return forward;
    }
    async close() {
        await this.#master.then((master) => master.stop()).catch(() => { });
        await (0,promises_.rm)(this.#folder, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./packages/shell/build/open.js



/** The server that the inputs name, or this machine where they name none. */
async function openShell(inputs) {
    if (!inputs.host)
        return localShell();
    const problems = (0,build/* checkTarget */.e$)(inputs);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return openSsh({
        host: inputs.host,
        port: inputs.port,
        username: inputs.username,
        key: inputs['ssh-key'] ?? '',
        knownHosts: inputs['known-hosts'] ?? '',
    });
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./packages/shell/build/pipe.js



/**
 * Bytes flow from the first stage to the last, programs and transforms mixed; to a program that was started `from` the one before it they have found
 * their way already. Fails if *any* part fails, with the part that failed first: a broken pipe beside it is only the echo. The last stage is a program
 * or a Writable.
 */
async function pipe(first, ...rest) {
    const stages = [first, ...rest];
    const programs = stages.filter(isRunning);
    if (isRunning(first))
        first.stdin.end();
    const flows = [];
    for (let index = 0; index < stages.length - 1; index++) {
        const from = stages[index];
        const to = stages[index + 1];
        if (isRunning(to) && to.from !== undefined && to.from === from)
            continue;
        const source = isRunning(from) ? from.stdout : from;
        const sink = isRunning(to) ? to.stdin : to;
        flows.push((0,external_node_stream_promises_.pipeline)(source, sink).catch((error) => stoppedReading(to, error)));
    }
    const last = stages.at(-1);
    if (isRunning(last))
        last.stdout.resume();
    else if (!('readable' in last && last.readable))
        flows.push((0,external_node_stream_promises_.finished)(last));
    const failures = [];
    const parts = [...programs.map((program) => program.done), ...flows].map((part) => part.catch((error) => {
        failures.push(error);
        for (const program of programs)
            program.kill();
    }));
    await Promise.all(parts);
    if (failures.length > 0)
        throw failures.find((failure) => !isEcho(failure)) ?? failures[0];
}
/** A program that ends before it has read everything leaves a broken pipe, which says nothing to a reader of the log. */
function stoppedReading(to, error) {
    if (!isRunning(to) || !isEcho(error))
        throw error;
    throw new build/* Failure */.HR('program-failed', `${to.title} stopped reading before the end.`, { cause: error });
}
/** What a part suffers because another one ended. */
function isEcho(error) {
    if (error instanceof ProgramFailure)
        return error.code >= 128 || /broken pipe|connection reset by peer/i.test(error.stderr);
    const code = (error instanceof build/* Failure */.HR ? error.cause : error)?.code;
    return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ECANCELED';
}
function isRunning(stage) {
    return 'done' in stage && 'stdin' in stage;
}

;// CONCATENATED MODULE: ./packages/shell/build/index.js










/***/ })

};
