export const id = 646;
export const ids = [646];
export const modules = {

/***/ 2646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/program.js
var build_program = __webpack_require__(2502);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/nginx/front.js
var nginx_front = __webpack_require__(6747);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/command/answer.js
const cautious = { weights: 'binary', restart: 'set', reserve: false, drain: 'timed', websockets: 'cut' };
/** @returns a sentence where the answer says something that is not known */
function readAnswer(text) {
    let answer;
    try {
        const value = JSON.parse(text);
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return 'its answer is no JSON object';
        answer = value;
    }
    catch {
        return 'its answer is no JSON';
    }
    const { weights = 'binary', restart = 'set', websockets = 'cut' } = answer;
    if (weights !== 'binary' && weights !== 'percent')
        return 'weights must be binary or percent';
    if (restart !== 'set' && restart !== 'confirmed')
        return 'restart must be set or confirmed';
    if (websockets !== 'cut' && websockets !== 'kept')
        return 'websockets must be cut or kept';
    const inflight = answer['inflight'] === undefined ? undefined : counts(answer['inflight']);
    if (inflight === null)
        return 'inflight must be numbers for blue and green';
    const drain = inflight === undefined ? 'timed' : 'observed';
    return { abilities: { ...cautious, weights, restart, websockets, drain }, inflight };
}
function counts(value) {
    const { blue, green } = Object(value);
    return typeof blue === 'number' && typeof green === 'number' ? { blue, green } : null;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/command/program.js
/** `call OPERATION [WORD]` leaves what the program said in `out`; `answered OPERATION` prints the word of it. */
const functions = [
    'call() { out=$(SLIPWAY_OPERATION=$1 SLIPWAY_WORD=${2-} timeout -k 2 "$router_limit" "$router_command" </dev/null 8>&-); code=$?',
    '  case $code in 0) return 0;;',
    '    124 | 137) echo "$router_command did not end within $router_limit s for SLIPWAY_OPERATION=$1" >&2;;',
    '    126 | 127) echo "$router_command cannot be run (exit code $code)" >&2;;',
    '    *) echo "$router_command ended with code $code for SLIPWAY_OPERATION=$1" >&2;; esac; return 1; }',
    'answered() { call "$1" || return 1',
    '  word=$(printf %s "$out" | tr "\\n\\r" "  " | sed -n \'s/^ *{.*"word" *: *"\\([a-z0-9_]*\\)".*} *$/\\1/p\')',
    '  if printf "%s\\n" "$word" | grep -qxE "none|(blue|green)(_(trial|[1-9][0-9]?))?"; then echo "$word"; return 0; fi',
    '  echo "$router_command answered SLIPWAY_OPERATION=$1 with $(printf %s "${out:-nothing}" | head -c 200), where {\\"word\\": \\"blue\\"} or the like was expected" >&2; return 1; }',
    'route_read() { answered read; }',
    'route_set() { call set "$1"; }',
    'route_kept() { answered kept; }',
    'route_keep() { call keep "$1"; }',
].join('\n');
function commandProgram({ command, timeout, project, published, address }) {
    const addresses = (color) => published.map((one) => `${one.port}=${program_text(address(color, one))}`).join(' ');
    return {
        functions,
        variables: {
            router_command: command,
            router_limit: String(Math.max(1, Math.ceil(timeout / 1000))),
            SLIPWAY_PROJECT: project,
            SLIPWAY_BLUE: addresses('blue'),
            SLIPWAY_GREEN: addresses('green'),
        },
    };
}
function program_text(address) {
    return 'path' in address ? `unix:${address.path}` : `${address.host}:${address.port}`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/command/open.js






/** A router that only the team's own program knows how to read and set. */
async function open_open({ shell, inputs, name, published, address }) {
    const command = inputs['router-command'] ?? '';
    if (!command.startsWith('/')) {
        throw new build/* Failure */.HR('bad-input', 'router-command must be the absolute path of a program on the server.', {
            state: 'Nothing was changed.',
            hint: 'Example: router-command: /opt/notes/route',
        });
    }
    const program = commandProgram({ command, timeout: inputs['router-command-timeout'], project: name, published, address });
    const ask = () => read(shell, program, command);
    const { abilities } = await ask();
    const front = (0,nginx_front/* frontFrom */.A)(inputs['router-url'], inputs['router-host']);
    return {
        kind: 'command',
        abilities,
        program,
        // Its answers were read when it was opened; what is kept is asked for before anything depends on it.
        prepare: async () => void (await (0,build_program/* operate */.NX)(shell, program, ['read'])),
        front: () => front,
        reachable: async () => true,
        failures: async () => 0,
        inflight: async (color) => (abilities.drain === 'observed' ? (await ask()).inflight?.[color] : undefined),
    };
}
/** The whole answer to `read`. @throws Failure `router-setup` */
async function read(shell, program, command) {
    const argv = (0,build_program/* operation */.MQ)({ ...program, functions: `${program.functions}\nanswered read >/dev/null || exit 1; printf %s "$out"; exit 0` });
    const { code, stdout, stderr } = await shell.run(argv, { allowFailure: true });
    const said = code === 0 ? readAnswer(stdout) : (0,shell_build.lastLines)(stderr, 4);
    if (typeof said !== 'string')
        return said;
    throw new build/* Failure */.HR('router-setup', `The program ${command} on ${shell.where} cannot be used as a router: ${said}.`, {
        state: 'Nothing was changed.',
        hint: `Try it there: SLIPWAY_OPERATION=read SLIPWAY_PROJECT=${program.variables['SLIPWAY_PROJECT'] ?? ''} ${command}`,
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
