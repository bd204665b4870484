import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 1314:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dgram");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 1553:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns/promises");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 9116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ contract)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __nccwpck_require__(3239);
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


/***/ }),

/***/ 1109:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3239);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9116);


await (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .Cs)({
    contract: _contract_js__WEBPACK_IMPORTED_MODULE_1__/* .contract */ .d,
    check: (inputs) => [
        ...(0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .checkTarget */ .e$)(inputs),
        ...((0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .escapes */ .r6)(inputs['receipt-file']) ? [{ input: 'receipt-file', message: 'leaves the workspace. Example: reports/switch.html' }] : []),
    ],
    main: async (inputs, host) => {
        const [{ openShell }, { run }] = await Promise.all([__nccwpck_require__.e(/* import() */ 155).then(__nccwpck_require__.bind(__nccwpck_require__, 8155)), Promise.all(/* import() */[__nccwpck_require__.e(155), __nccwpck_require__.e(718)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5718))]);
        const shell = await openShell(inputs);
        try {
            return await run(inputs, { ...host, shell });
        }
        finally {
            await shell.close();
        }
    },
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ withDetails),
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   bD: () => (/* binding */ messageOf)
/* harmony export */ });
/** An expected failure: a fixed reason word of the contract, a sentence, what state things are in, and what to do. */
class Failure extends Error {
    reason;
    details;
    constructor(reason, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'Failure';
        this.reason = reason;
        this.details = details;
    }
    /** The whole text for people: what happened, what state things are in, what to do. */
    get text() {
        return [this.message, this.details.state, this.details.hint].filter(Boolean).reduce(follow, '');
    }
}
/** One sentence after another; what a program said may end without a full stop, and a list with a new line. */
function follow(before, next) {
    if (before === '' || before.endsWith('\n'))
        return `${before}${next}`;
    return `${before}${/[.!?:;)\]…]$/.test(before.trimEnd()) || before.includes('\n') ? '' : '.'} ${next}`;
}
/** The same failure with more known about it: an outer step knows the state that an inner one could not. */
function withDetails(failure, details) {
    const merged = { ...failure.details, ...details, outputs: { ...failure.details.outputs, ...details.outputs } };
    return new Failure(failure.reason, failure.message, { ...merged, cause: failure.cause ?? failure });
}
/** A message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 3239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  HR: () => (/* reexport */ build_failure/* Failure */.HR),
  Ck: () => (/* reexport */ redact/* addSecret */.Ck),
  PD: () => (/* reexport */ badInputs),
  om: () => (/* reexport */ markdown/* block */.om),
  Hn: () => (/* reexport */ markdown/* cell */.Hn),
  e$: () => (/* reexport */ checkTarget),
  aY: () => (/* reexport */ markdown/* code */.aY),
  ye: () => (/* reexport */ defineContract),
  r6: () => (/* reexport */ escapes),
  a3: () => (/* reexport */ formatDuration),
  kP: () => (/* reexport */ insideOf),
  bD: () => (/* reexport */ build_failure/* messageOf */.bD),
  pA: () => (/* reexport */ nearest),
  E9: () => (/* reexport */ parseDuration),
  E$: () => (/* reexport */ redact/* redact */.E$),
  Cs: () => (/* reexport */ runAction),
  tp: () => (/* reexport */ markdown/* table */.tp),
  vP: () => (/* reexport */ vocabulary),
  FE: () => (/* reexport */ build_failure/* withDetails */.FE),
  u5: () => (/* reexport */ writeReport)
});

// UNUSED EXPORTS: commonOutputs, commonReasons, createLog, environmentName, forgetSecrets, holdsSecret, maskSecret, readContext, readInputs, readState, saveState

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./packages/action/build/context.js

function readContext(env) {
    const local = env['GITHUB_ACTIONS'] !== 'true';
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const runId = env['GITHUB_RUN_ID'] ?? `local-${crypto.randomUUID().slice(0, 8)}`;
    return {
        local,
        repository,
        runId,
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
        runUrl: repository && env['GITHUB_RUN_ID'] ? `${server}/${repository}/actions/runs/${runId}` : '',
        sha: env['GITHUB_SHA'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        actor: env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? env['USER'] ?? '',
        eventName: env['GITHUB_EVENT_NAME'] ?? '',
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        temp: env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(),
        apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    };
}

;// CONCATENATED MODULE: ./packages/action/build/contract.js
/** What an action takes and gives, as plain data: no schema library is loaded before the inputs are known to be good. */
/** Reasons that any action may end with. */
const commonReasons = {
    'bad-input': 'An input is missing, malformed or contradicts another; every problem is listed.',
    cancelled: 'The run was cancelled; the message says what state things are in.',
    timeout: 'A deadline passed; the message says what was waited for.',
    unreachable: 'The target could not be reached over SSH.',
    'host-key-missing': 'The target is not in `known-hosts`.',
    'host-key-mismatch': 'The target showed another host key than `known-hosts` says.',
    'ssh-refused': 'The target refused the user or the key.',
    'program-failed': 'A program that the action needs ended with an error; its last lines are in the message.',
    'disk-full': 'The disk of the target, or of the runner, is full.',
    'program-missing': 'A program that the action needs is not installed where it is needed.',
    'output-secret': 'An output would have held a masked value; runners drop such outputs, so the action stops instead.',
    'internal-error': 'A defect in the action; please report it with the debug log.',
};
const commonOutputs = {
    outcome: { description: 'What is true now, as one word; see the outcomes below.' },
    reason: { description: 'Why, as one fixed word; empty when there is nothing to explain.' },
};
/** Keeps the literal types of a contract, so that `InputsOf` knows every name, default and choice. */
function defineContract(contract) {
    return contract;
}

;// CONCATENATED MODULE: ./packages/action/build/duration.js
const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Milliseconds of a duration such as `90s`, `5m`, `1h30m` or `250ms`; undefined where the text is none. */
function parseDuration(text) {
    if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text))
        return undefined;
    let total = 0;
    for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
        total += Number(count) * (units[unit ?? ''] ?? 0);
    return total;
}
/** A duration as people read it: `340 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`. */
function formatDuration(milliseconds) {
    const ms = Math.max(0, Math.round(milliseconds));
    if (ms < 1000)
        return `${ms} ms`;
    if (ms < 59_950)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 3600)
        return seconds % 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds / 60} min`;
    const minutes = Math.round(seconds / 60);
    return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

// EXTERNAL MODULE: ./packages/action/build/failure.js
var build_failure = __nccwpck_require__(4057);
;// CONCATENATED MODULE: ./packages/action/build/nearest.js
/** The candidate that a typing slip away from `word` was probably meant, or undefined where none is close. */
function nearest(word, candidates) {
    const plain = (text) => text.toLowerCase().replaceAll(/[-_ ]/g, '');
    let best;
    let least = Math.max(1, Math.floor(word.length / 4)) + 1;
    for (const candidate of candidates) {
        const distance = plain(word) === plain(candidate) ? 0 : editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (distance < least)
            [best, least] = [candidate, distance];
    }
    return best;
}
/** Insertions, deletions, replacements, and neighbours that changed places: the commonest slip of all counts one. */
function editDistance(a, b) {
    let beforeThat = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const current = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeThat[j - 2] ?? Number.POSITIVE_INFINITY) + 1 : replaced;
            current.push(Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
        }
        beforeThat = previous;
        previous = current;
    }
    return previous[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./packages/action/build/inputs.js



/** The name under which a runner passes an input: upper case, spaces to `_`, hyphens kept. */
function environmentName(input) {
    return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}
/**
 * Reads every input of the contract. All problems are reported in one failure: a person fixes a workflow once, not once per input.
 * @throws Failure `bad-input`
 */
function readInputs(contract, env, check) {
    const problems = [...unknownInputs(contract, env)];
    const values = {};
    const mode = inputs_text(env, 'mode') ?? contract.inputs['mode']?.default;
    for (const [name, spec] of Object.entries(contract.inputs)) {
        const given = inputs_text(env, name) ?? defaultOf(spec);
        if (given === undefined) {
            if (spec.required || (mode !== undefined && spec.requiredIn?.includes(mode)))
                problems.push(missing(name, spec, mode));
            values[name] = spec.type === 'lines' ? [] : undefined;
            continue;
        }
        const parsed = parse(spec, given);
        if ('wrong' in parsed)
            problems.push({ input: name, message: `${parsed.wrong}. Example: ${example(name, spec)}` });
        else
            values[name] = parsed.value;
    }
    const inputs = values;
    if (problems.length === 0 && check)
        problems.push(...check(inputs));
    if (problems.length > 0)
        throw badInputs(problems);
    return inputs;
}
/** An expression is the runner's to evaluate; where none did, on a person's machine, the value is empty. */
function defaultOf(spec) {
    return spec.default?.startsWith('${{') ? '' : spec.default;
}
/** The failure for problems with inputs, one line for each. */
function badInputs(problems) {
    const lines = problems.map((problem) => `- ${problem.input}: ${problem.message}`);
    const count = problems.length === 1 ? 'One input needs' : `${problems.length} inputs need`;
    return new build_failure/* Failure */.HR('bad-input', `${count} attention:\n${lines.join('\n')}\n`, { state: 'Nothing was changed.' });
}
function inputs_text(env, input) {
    const value = env[environmentName(input)];
    return value === undefined || value.trim() === '' ? undefined : value;
}
function missing(name, spec, mode) {
    const when = spec.required ? '' : ` with mode ${mode}`;
    const hint = spec.secret ? ' A secret that does not exist, or is not visible to this job, arrives empty.' : '';
    return { input: name, message: `is required${when}, and is missing or empty.${hint} Example: ${example(name, spec)}` };
}
function example(name, spec) {
    return spec.example.includes('\n') ? `${name}: |\n    ${spec.example.replaceAll('\n', '\n    ')}` : `${name}: ${spec.example}`;
}
/** The value as errors may show it: never a secret's. */
function shown(spec, value) {
    if (spec.secret)
        return `a value of ${value.length} characters`;
    const line = value.split('\n')[0] ?? '';
    return `'${line.length > 60 ? `${line.slice(0, 57)}...` : line}'`;
}
function parse(spec, given) {
    const value = spec.type === 'text' || spec.type === 'lines' ? given : given.trim();
    switch (spec.type) {
        case 'boolean':
            if (/^(true|false)$/i.test(value))
                return { value: value.toLowerCase() === 'true' };
            return { wrong: `${shown(spec, value)} is neither true nor false` };
        case 'integer': {
            const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
            return inRange(spec, number) ? { value: number } : { wrong: `${shown(spec, value)} is not a whole number${range(spec)}` };
        }
        case 'duration': {
            const ms = parseDuration(value);
            return ms !== undefined && inRange(spec, ms)
                ? { value: ms }
                : { wrong: `${shown(spec, value)} is not a duration ${durations(spec)}` };
        }
        case 'choice': {
            if (spec.choices?.includes(value))
                return { value };
            const near = nearest(value, spec.choices ?? []);
            return { wrong: `${shown(spec, value)} is none of ${spec.choices?.join(', ')}${near ? `; did you mean ${near}` : ''}` };
        }
        case 'lines':
            return {
                value: value
                    .split('\n')
                    .map((line) => line.trim())
                    .filter((line) => line !== '' && !line.startsWith('#')),
            };
        case 'string':
            return /\p{Cc}/u.test(value) ? { wrong: 'has line breaks or control characters; it takes one line' } : { value };
        case 'text':
            return { value };
    }
}
function inRange(spec, number) {
    return Number.isFinite(number) && number >= (spec.minimum ?? 0) && number <= (spec.maximum ?? Number.MAX_SAFE_INTEGER);
}
function range(spec) {
    return spec.maximum === undefined ? ` of ${spec.minimum ?? 0} or more` : ` from ${spec.minimum ?? 0} to ${spec.maximum}`;
}
function durations(spec) {
    if (spec.maximum !== undefined)
        return `from ${formatDuration(spec.minimum ?? 0)} to ${formatDuration(spec.maximum)}`;
    return `${spec.minimum ? `of ${formatDuration(spec.minimum)} or more, ` : ''}such as 90s, 5m or 1h30m`;
}
function unknownInputs(contract, env) {
    const known = new Map(Object.keys(contract.inputs).map((name) => [environmentName(name), name]));
    const problems = [];
    for (const variable of Object.keys(env)) {
        if (!variable.startsWith('INPUT_') || known.has(variable) || !env[variable])
            continue;
        const written = variable.slice('INPUT_'.length).toLowerCase();
        const near = nearest(written, Object.keys(contract.inputs));
        if (near)
            problems.push({ input: written, message: `is not an input of ${contract.name}; did you mean ${near}?` });
    }
    return problems;
}

// EXTERNAL MODULE: ./packages/action/build/redact.js
var redact = __nccwpck_require__(6698);
;// CONCATENATED MODULE: ./packages/action/build/log.js


/** GitHub shows ten annotations of a level for a step; the rest stays countable in the log. */
const annotationLimit = 10;
/** The runner cuts an annotation at 4096 characters; a secret must be hidden before that, not halved. */
const messageLimit = 4000;
function createLog(options) {
    const write = options.write ?? ((text) => void process.stdout.write(text));
    const line = (text) => write(`${(0,redact/* redact */.E$)(text)}\n`);
    const counts = new Map();
    let depth = 0;
    const log = {
        info: (text) => line(options.runner ? neutral(text) : text),
        warn: (text) => log.annotate({ level: 'warning', message: text }),
        debug: (text) => {
            if (options.debug)
                line(options.runner ? `::debug::${data((0,redact/* redact */.E$)(text))}` : text);
        },
        async group(title, work) {
            const started = performance.now();
            // The runner knows no nested groups: an inner one is a heading of its outer.
            const outer = depth++ === 0;
            const heading = options.runner ? neutral(title) : title;
            line(outer && options.runner ? `::group::${data(title)}` : outer ? `> ${heading}` : `- ${heading}`);
            let how = 'took';
            try {
                return await work();
            }
            catch (error) {
                how = 'failed after';
                throw error;
            }
            finally {
                depth--;
                if (outer && options.runner)
                    line('::endgroup::');
                line(`${outer ? '' : '  '}${heading} ${how} ${formatDuration(performance.now() - started)}`);
            }
        },
        untrusted(text) {
            if (text.trim() === '')
                return;
            const body = text.replace(/\n$/, '');
            if (!options.runner)
                return line(body);
            // The global loads its module, a fifth of Node's own start, only here.
            const token = crypto.randomUUID();
            line(`::stop-commands::${token}`);
            line(body);
            line(`::${token}::`);
        },
        annotate(annotation) {
            const count = (counts.get(annotation.level) ?? 0) + 1;
            counts.set(annotation.level, count);
            if (!options.runner || count > annotationLimit)
                return log.info(plain(annotation));
            const properties = { file: annotation.file, line: annotation.line, title: annotation.title };
            const given = Object.entries(properties).filter(([, value]) => value !== undefined);
            const list = given.map(([name, value]) => `${name}=${property((0,redact/* redact */.E$)(String(value)))}`).join(',');
            line(`::${annotation.level}${list ? ` ${list}` : ''}::${data((0,redact/* redact */.E$)(annotation.message).slice(0, messageLimit))}`);
            if (count === annotationLimit)
                line(`More ${annotation.level}s follow in the log only: a step shows ${annotationLimit} of them.`);
        },
    };
    return log;
}
function plain(annotation) {
    const place = annotation.file ? `${annotation.file}${annotation.line ? `:${annotation.line}` : ''}: ` : '';
    return `${annotation.level}: ${place}${annotation.message}`;
}
/** Our own lines may quote foreign text: a leading `::` must stay text, and so must the old `##[`, which runners obey anywhere in a line. */
function neutral(text) {
    return text.replaceAll(/^(\s*)::/gm, '$1\u200b::').replaceAll('##[', '##\u200b[');
}
function data(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function property(text) {
    return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

// EXTERNAL MODULE: ./packages/action/build/markdown.js
var markdown = __nccwpck_require__(2462);
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: ./packages/action/build/local.js


/**
 * The inputs of a run without GitHub: `--name=value` or `--name value` on the command line, over `INPUT_*` variables as a runner sets them.
 * Secrets are refused on the command line, where every user of the machine can read them; `INPUT_SSH_KEY` works as well as `INPUT_SSH-KEY`,
 * because no shell can set the latter.
 * @throws Failure `bad-input`
 */
function localEnvironment(contract, argv, env) {
    const given = { ...settable(contract, env) };
    const problems = [];
    for (const { word, name, value } of parseOptions(contract, argv)) {
        const spec = contract.inputs[name];
        if (!spec) {
            const near = nearest(name, Object.keys(contract.inputs));
            problems.push({ input: word, message: `is not an input of ${contract.name}${near ? `; did you mean --${near}?` : ''}` });
        }
        else if (spec.secret) {
            const variable = environmentName(name).replaceAll('-', '_');
            problems.push({
                input: name,
                message: `is a secret, and command lines are visible to every user of the machine. Set ${variable} instead`,
            });
        }
        else
            given[environmentName(name)] = value;
    }
    if (problems.length > 0)
        throw badInputs(problems);
    return given;
}
function settable(contract, env) {
    const result = { ...env };
    for (const variable of Object.keys(contract.inputs).map(environmentName)) {
        const plain = variable.replaceAll('-', '_');
        if (plain === variable)
            continue;
        result[variable] ??= env[plain];
        delete result[plain];
    }
    return result;
}
function parseOptions(contract, argv) {
    const options = [];
    const words = [...argv];
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
        const [, name = word, inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
        if (inline !== undefined)
            options.push({ word, name, value: inline });
        else if (words[0] !== undefined && !words[0].startsWith('--'))
            options.push({ word, name, value: words.shift() ?? '' });
        else
            options.push({ word, name, value: contract.inputs[name]?.type === 'boolean' ? 'true' : '' });
    }
    return options;
}

;// CONCATENATED MODULE: ./packages/action/build/run.js









/** How long a cancelled core may take to end: runners send SIGTERM after 7.5 s and kill 2.5 s later. */
const graceAfterCancel = 6000;
/** A reader that is gone ends the pipe; one that is slow, on a busy machine, gets its lines; one that reads no more keeps nobody longer. */
const drainLimit = 10_000;
/** Runs an action under the runner's protocol and ends the process: exit 0 only if what was asked for is true now. */
async function runAction(action) {
    const runner = process.env['GITHUB_ACTIONS'] === 'true';
    const log = createLog({ runner, debug: process.env['RUNNER_DEBUG'] === '1' });
    const cancel = new AbortController();
    // Every request and wait that is under way listens to it, far more than Node's ten.
    (0,external_node_events_namespaceObject.setMaxListeners)(0, cancel.signal);
    const unexpected = rejection();
    // Before anything is begun: a signal in between would end the process without a word.
    const stopped = cancelled(cancel, log);
    let summary = true;
    try {
        const argv = process.argv.slice(2);
        if (argv.length === 1 && /^(--help|-h)$/.test(argv[0] ?? '')) {
            const { describeInputs } = await __nccwpck_require__.e(/* import() */ 244).then(__nccwpck_require__.bind(__nccwpck_require__, 1244));
            log.info(describeInputs(action.contract));
            return await leave(0);
        }
        // A runner gives actions no arguments: who does runs the bundle in a script of a workflow, and means them.
        const env = runner && argv.length === 0 ? process.env : localEnvironment(action.contract, argv, process.env);
        maskSecrets(action.contract, env, runner);
        const inputs = readInputs(action.contract, env, action.check);
        summary = inputs['summary'] !== false;
        limit(cancel, inputs['timeout']);
        const host = { context: readContext(process.env), log, clock: createClock(cancel.signal), signal: cancel.signal };
        const result = await Promise.race([action.main(inputs, host), stopped, unexpected]);
        const { reportResult } = await __nccwpck_require__.e(/* import() */ 821).then(__nccwpck_require__.bind(__nccwpck_require__, 6821));
        await reportResult(result, { log, summary, runner, title: action.contract.title });
        return await leave(0);
    }
    catch (error) {
        const { reportFailure } = await __nccwpck_require__.e(/* import() */ 821).then(__nccwpck_require__.bind(__nccwpck_require__, 6821));
        await reportFailure(known(action.contract, error), { log, summary, runner, title: action.contract.title });
        return await leave(1);
    }
}
/** Ends the process when its last lines have reached the runner: a pipe that is full takes them later, and an exit throws them away. */
async function leave(code) {
    const drained = [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve)));
    await Promise.race([Promise.all(drained), new Promise((resolve) => setTimeout(resolve, drainLimit))]);
    return process.exit(code);
}
/** Any thrown thing as a failure with a reason that the contract knows. */
function known(contract, error) {
    if (!(error instanceof build_failure/* Failure */.HR))
        return new build_failure/* Failure */.HR('internal-error', `Unexpected error: ${(0,build_failure/* messageOf */.bD)(error)}`, { cause: error });
    if (error.reason in contract.reasons || error.reason in commonReasons || contract.composes)
        return error;
    return new build_failure/* Failure */.HR('internal-error', `${error.message} (undocumented reason ${error.reason})`, { ...error.details, cause: error });
}
function maskSecrets(contract, env, runner) {
    for (const [name, spec] of Object.entries(contract.inputs)) {
        const value = env[`INPUT_${name.toUpperCase()}`];
        if (!spec.secret || !value?.trim())
            continue;
        maskSecret(value, runner);
        // A URL is no secret as a whole where only its password is; both are hidden.
        const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*:([^@]+)@/i.exec(value)?.[1];
        if (password)
            for (const form of [password, safeDecode(password)])
                maskSecret(form, runner);
    }
}
/** Hides a value from now on: from our own output, and by command from the runner's. */
function maskSecret(value, runner = process.env['GITHUB_ACTIONS'] === 'true') {
    for (const form of (0,redact/* addSecret */.Ck)(value)) {
        const data = form.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
        if (runner)
            process.stdout.write(`::add-mask::${data}\n`);
    }
}
function safeDecode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function createClock(signal) {
    return {
        now: () => Date.now(),
        sleep: (milliseconds) => new Promise((resolve, reject) => {
            const stop = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            if (signal.aborted)
                return reject(signal.reason);
            const timer = setTimeout(() => {
                signal.removeEventListener('abort', stop);
                resolve();
            }, milliseconds);
            signal.addEventListener('abort', stop, { once: true });
        }),
    };
}
/** The input `timeout` ends the work as a cancelled run does, under its own name. */
function limit(cancel, timeout) {
    if (typeof timeout !== 'number')
        return;
    const failure = new build_failure/* Failure */.HR('timeout', `The action did not end within its timeout of ${formatDuration(timeout)}.`, {
        hint: 'Raise the input timeout.',
    });
    setTimeout(() => cancel.abort(failure), Math.min(timeout, 2 ** 31 - 1)).unref();
}
/** Rejects when the work was cancelled and the core did not end by itself in time. */
function cancelled(cancel, log) {
    const onSignal = (name) => {
        if (cancel.signal.aborted)
            return;
        log.info(`Received ${name}: ending what is under way.`);
        cancel.abort(new build_failure/* Failure */.HR('cancelled', `The run was cancelled by ${name}.`));
    };
    process.on('SIGINT', () => onSignal('SIGINT'));
    process.on('SIGTERM', () => onSignal('SIGTERM'));
    const late = new Promise((_, reject) => {
        cancel.signal.addEventListener('abort', () => {
            const why = cancel.signal.reason;
            const state = `What was under way did not end in ${graceAfterCancel / 1000} s; the next run resumes or undoes it from the journal.`;
            setTimeout(() => reject((0,build_failure/* withDetails */.FE)(why, { state })), graceAfterCancel);
        });
    });
    late.catch(() => { });
    return late;
}
function rejection() {
    const promise = new Promise((_, reject) => {
        process.on('unhandledRejection', (cause) => reject(new build_failure/* Failure */.HR('internal-error', `Unhandled rejection: ${(0,build_failure/* messageOf */.bD)(cause)}`, { cause })));
        process.on('uncaughtException', (cause) => reject(new build_failure/* Failure */.HR('internal-error', `Uncaught exception: ${(0,build_failure/* messageOf */.bD)(cause)}`, { cause })));
    });
    promise.catch(() => { });
    return promise;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./packages/action/build/state.js


/** Values that the main step leaves for the post step of the same action. Never a secret: state files stand on disk. */
function saveState(name, value) {
    const file = process.env['GITHUB_STATE'];
    if (file)
        appendFileSync(file, assignment(name, value));
}
function readState(name) {
    return process.env[`STATE_${name}`];
}

;// CONCATENATED MODULE: ./packages/action/build/target.js
/** What a target over SSH needs besides its host; and a host, where there is a key for one. */
function checkTarget(inputs) {
    if (!inputs.host) {
        // An empty variable must not turn a release of the server into one of the runner.
        if (!inputs['ssh-key'] || !inputs['known-hosts'])
            return [];
        return [
            {
                input: 'host',
                message: 'is missing or empty, like a variable that this environment does not have, and ssh-key is given: without a host the work would be done on the runner itself. Example: host: app.example.com',
            },
        ];
    }
    const problems = [];
    if (!inputs['ssh-key']) {
        problems.push({
            input: 'ssh-key',
            message: `is needed to reach ${inputs.host}, and is missing or empty. A secret that does not exist, or is not visible to this job, arrives empty`,
        });
    }
    if (!inputs['known-hosts']) {
        problems.push({
            input: 'known-hosts',
            message: `is needed to reach ${inputs.host}, and is missing or empty, like a variable that this environment does not have. Example: the line that \`ssh-keyscan ${inputs.host}\` prints, compared with the server's own key`,
        });
    }
    return problems;
}

;// CONCATENATED MODULE: ./packages/action/build/vocabulary.js
/** Inputs that mean the same in every action, worded once. */
const vocabulary = {
    environment: { type: 'string', description: 'Environment of `config` to use.', example: 'production' },
    config: {
        type: 'string',
        default: '.github/slipway.yml',
        description: 'Path of the Slipway file in the repository.',
        example: '.github/slipway.yml',
    },
    host: {
        type: 'string',
        description: 'Server to work on over SSH. Without it, the work is done on the machine of the runner.',
        example: 'app.example.com',
    },
    port: { type: 'integer', default: '22', minimum: 1, maximum: 65535, description: 'SSH port.', example: '22' },
    username: { type: 'string', default: 'deploy', description: 'SSH user.', example: 'deploy' },
    'ssh-key': {
        type: 'text',
        secret: true,
        description: 'Private key of the SSH user, as it stands in its file.',
        example: '${{ secrets.SSH_KEY }}',
    },
    'known-hosts': {
        type: 'text',
        description: 'Lines of a known_hosts file for the server. A server that is not in them, or shows another key, is refused.',
        example: 'app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...',
    },
    'project-name': {
        type: 'string',
        description: 'Name of the application on the server; by default the name in the compose file, else of the repository.',
        example: 'notes',
    },
    'compose-file': {
        type: 'string',
        default: 'docker-compose.yml',
        description: 'Compose file of the application, relative to the repository.',
        example: 'docker-compose.yml',
    },
    directory: {
        type: 'string',
        description: 'Folder of the application on the server, where its `.env` stands; by default `apps/<project-name>` in the home of the user.',
        example: '/opt/notes',
    },
    'lock-timeout': {
        type: 'duration',
        default: '10m',
        description: 'How long to wait for another run that works on the same application.',
        example: '10m',
    },
    version: {
        type: 'string',
        description: 'Version of the release; by default the commit.',
        example: '${{ github.sha }}',
    },
    'database-url': {
        type: 'string',
        secret: true,
        description: 'URL of the database, where it is not a service of the compose file.',
        example: '${{ secrets.DATABASE_URL }}',
    },
    'github-token': {
        type: 'string',
        secret: true,
        default: '${{ github.token }}',
        description: 'Token that may read workflow runs (`actions: read`), to see whether a run that holds the lease is over.',
        example: '${{ github.token }}',
    },
    'dry-run': { type: 'boolean', default: 'false', description: 'Say what would be done, and do nothing.', example: 'true' },
    timeout: { type: 'duration', default: '30m', description: 'Deadline of the whole action.', example: '30m' },
    summary: { type: 'boolean', default: 'true', description: 'Write a job summary.', example: 'false' },
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./packages/action/build/workspace.js




/** Whether an input names a path that leaves the workspace by its text alone. */
function escapes(path) {
    return path !== undefined && (path.startsWith('/') || path.split('/').includes('..'));
}
/**
 * Writes a report for people or tools into the workspace, without the secrets it may hold. One that cannot be written never decides about a release:
 * it is a warning.
 */
async function writeReport(what, file, content, { context, log }) {
    if (file === undefined)
        return;
    try {
        const path = await insideOf(context.workspace, file);
        if (path === undefined)
            return log.warn(`The ${what} ${file} was not written: a link leads out of the workspace.`);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.writeFile)(path, (0,redact/* redact */.E$)(content));
    }
    catch (error) {
        log.warn(`The ${what} ${file} could not be written: ${(0,build_failure/* messageOf */.bD)(error)}`);
    }
}
/**
 * The absolute path of a file of the workspace, which may not be there yet; undefined where it is none, also where a link leads out of it. Whoever wrote
 * the files of the workspace may have written links.
 */
async function insideOf(workspace, path) {
    const full = (0,external_node_path_.resolve)(workspace, path);
    const [root, real] = await Promise.all([(0,promises_.realpath)(workspace).catch(() => undefined), nearestReal(full)]);
    if (root === undefined || real === undefined || !isBelow(root, real) || !isBelow((0,external_node_path_.resolve)(workspace), full))
        return undefined;
    return full;
}
/** Where the path, or the innermost folder of it that is there, really is; undefined where a link leads nowhere. */
async function nearestReal(path) {
    const found = await (0,promises_.realpath)(path).catch(() => undefined);
    if (found !== undefined)
        return found;
    // A link to what is not there would be followed by who writes.
    const isThere = await (0,promises_.lstat)(path).then(() => true, () => false);
    return isThere || (0,external_node_path_.dirname)(path) === path ? undefined : nearestReal((0,external_node_path_.dirname)(path));
}
function isBelow(root, path) {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`);
}

;// CONCATENATED MODULE: ./packages/action/build/index.js
















/***/ }),

/***/ 2462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   om: () => (/* binding */ block),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
/** A cell that cannot break out of its table, start a tag or hide a link behind other words. */
function cell(text) {
    return String(text)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('\\', '&#92;')
        .replaceAll('|', '\\|')
        .replaceAll('`', '&#96;')
        .replaceAll('[', '&#91;')
        .replaceAll(/\r?\n|\r/g, '<br>');
}
/** Inline code that any text can stand in. */
function code(text) {
    // A table takes the backslash before a bar for its own, and code has no other way to write one.
    if (/\\\|/.test(text))
        return `<code>${cell(text)}</code>`;
    const safe = text.replaceAll('|', '\\|').replaceAll(/\r?\n|\r/g, ' ');
    const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return longest > 0 ? `${fence} ${safe} ${fence}` : `\`${safe}\``;
}
/** A table; cells that are already Markdown are passed as they are, so callers escape with `cell` or `code`. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A command to copy. */
function block(text, language = '') {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text}\n${fence}`;
}


/***/ }),

/***/ 6698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ck: () => (/* binding */ addSecret),
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   hK: () => (/* binding */ holdsSecret)
/* harmony export */ });
/* unused harmony export forgetSecrets */
/** Shorter values are left alone: hiding every `a` of a log protects nothing and destroys outputs. */
const shortest = 4;
const known = new Set();
/** Remembers a secret, each of its longer lines, and the forms in which it travels inside URLs and JSON. */
function addSecret(value) {
    const parts = [value, ...value.split(/\r?\n/).filter((line) => line.length >= 8)];
    const added = [];
    for (const part of parts.map((text) => text.trim()).filter((text) => text.length >= shortest)) {
        for (const form of new Set([part, encodeURIComponent(part), JSON.stringify(part).slice(1, -1), Buffer.from(part).toString('base64')])) {
            if (known.has(form))
                continue;
            known.add(form);
            added.push(form);
        }
    }
    return added;
}
/** The text with every remembered secret replaced by `***`, longest first. */
function redact(text) {
    let safe = text;
    for (const secret of [...known].sort((a, b) => b.length - a.length))
        safe = safe.replaceAll(secret, '***');
    return safe;
}
function holdsSecret(text) {
    for (const secret of known)
        if (text.includes(secret))
            return true;
    return false;
}
/** Only for tests: a process handles one set of secrets. */
function forgetSecrets() {
    known.clear();
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1109);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
