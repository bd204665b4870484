export const id = 671;
export const ids = [671];
export const modules = {

/***/ 4671:
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
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/command/answer.js

const shown = 200;
/** What the program answered to `live`. @throws Failure `runtime-failed` naming the first thing that is wrong */
function parseInstances(text, program) {
    const wrong = (what) => {
        const said = text.trim().slice(0, shown);
        return new build/* Failure */.HR('runtime-failed', `${program} answered the operation live with ${what}: ${said || 'it said nothing'}`, {
            hint: 'It must print {"instances": [{"id": …, "service": …, "version": …, "image": …, "status": "running"}]} and nothing else; docs/command-runtime.md has all fields.',
        });
    };
    let answer;
    try {
        answer = JSON.parse(text);
    }
    catch {
        throw wrong('what is no JSON');
    }
    const list = isRecord(answer) ? answer['instances'] : undefined;
    if (!Array.isArray(list))
        throw wrong('no list "instances"');
    return list.map((one, index) => {
        if (!isRecord(one))
            throw wrong(`instances[${index}] that is no object`);
        const texts = (name) => {
            const value = one[name];
            if (typeof value !== 'string' || value === '')
                throw wrong(`instances[${index}] without a text "${name}"`);
            return value;
        };
        const numbers = (name) => {
            const value = one[name] ?? 0;
            if (typeof value !== 'number')
                throw wrong(`instances[${index}] whose "${name}" is no number`);
            return value;
        };
        const id = texts('id');
        const health = one['health'] === undefined || one['health'] === null ? undefined : texts('health');
        return {
            id,
            name: one['name'] === undefined ? id : texts('name'),
            service: texts('service'),
            version: texts('version'),
            image: texts('image'),
            status: texts('status'),
            health,
            exitCode: numbers('exitCode'),
            restarts: numbers('restarts'),
            startedAt: one['startedAt'] === undefined ? '' : texts('startedAt'),
        };
    });
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/command/command.js



/** For questions: the bake asks twice a second. */
const answerWithin = 30_000;
/** What ending takes beside the grace of the application itself. */
const endWithin = 60_000;
/** Colours that a program of the team brings up and down, whatever it does for that. */
function commandRuntime({ program, ports, waiting }) {
    const instances = async (color) => parseInstances(await program.run('live', { SLIPWAY_COLOR: color }, answerWithin), program.path);
    const bring = async (color, release, fresh, deadline) => {
        const until = waiting.clock.now() + deadline;
        const places = ports.map((port) => ({ service: port.service, port: port.port, address: (0,systemd_ports/* nameOf */.Vb)(port[color]) }));
        const variables = {
            SLIPWAY_COLOR: color,
            SLIPWAY_VERSION: release.version,
            SLIPWAY_IMAGES: JSON.stringify(release.images),
            SLIPWAY_PORTS: JSON.stringify(places),
            SLIPWAY_FRESH: String(fresh),
            SLIPWAY_SECONDS: String(Math.ceil(deadline / 1000)),
        };
        await program.run('up', variables, deadline);
        for (;;) {
            const all = await instances(color);
            const pending = Object.keys(release.images).filter((service) => !all.some((one) => one.service === service && isWell(one)));
            if (pending.length === 0)
                return;
            const ended = all.find((one) => ['exited', 'failed', 'dead'].includes(one.status) && pending.includes(one.service));
            if (ended || waiting.clock.now() >= until)
                throw await unhealthy(pending, ended ?? all.find((one) => pending.includes(one.service)), deadline);
            await waiting.clock.sleep(500);
        }
    };
    const logs = (one) => program.run('logs', { SLIPWAY_INSTANCE: one.id, SLIPWAY_SERVICE: one.service }, answerWithin);
    const unhealthy = async (pending, one, deadline) => {
        if (one) {
            waiting.log.info(`Last lines of ${one.name}:`);
            waiting.log.untrusted(await logs(one).catch(() => ''));
        }
        const state = one ? `${one.service} is ${one.health ?? one.status}` : `${program.path} shows no ${pending.join(', ')}`;
        return new build/* Failure */.HR('unhealthy', `${state}, and did not become healthy within ${(0,build/* formatDuration */.a3)(deadline)}.`);
    };
    const down = async (color, grace, remove) => {
        const variables = { SLIPWAY_COLOR: color, SLIPWAY_SECONDS: String(grace), SLIPWAY_REMOVE: String(remove) };
        await program.run('down', variables, grace * 1000 + endWithin);
        const left = (await instances(color)).filter((one) => remove || one.status === 'running');
        if (left.length === 0)
            return;
        const what = remove ? 'is still there' : 'still runs';
        throw new build/* Failure */.HR('runtime-failed', `${program.path} down ended well, but ${left.map(({ name }) => name).join(', ')} of ${color} ${what}.`);
    };
    return {
        kind: 'command',
        published: ports,
        address: (color, published) => (0,systemd_ports/* placeOf */.$t)(ports, color, published),
        instances,
        // What is brought onto the server, and how, is the program's own matter.
        fetch: async () => { },
        up: (color, release, deadline) => bring(color, release, true, deadline),
        async start(color, deadline) {
            const all = await instances(color);
            const [first] = all;
            if (!first)
                throw new build/* Failure */.HR('nothing-to-roll-back', `${program.path} shows nothing of ${color} that could be started.`);
            const images = Object.fromEntries(all.map((one) => [one.service, one.image]));
            await bring(color, { version: first.version, images }, false, deadline);
        },
        stop: (color, grace) => down(color, grace, false),
        remove: (color) => down(color, 10, true),
        logs,
    };
}
function isWell(one) {
    return one.status === 'running' && (one.health ?? 'healthy') === 'healthy';
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/command/images.js

/**
 * Service to what it runs, as the program understands it: `service=anything` without spaces. With no line, every service of `ports` as the version.
 * @throws Failure `bad-input` naming every wrong line
 */
function commandImages(lines, services, version) {
    if (lines.length === 0) {
        if (version)
            return Object.fromEntries(services.map((service) => [service, version]));
        throw (0,build/* badInputs */.PD)([
            { input: 'version', message: 'is missing, and no commit is known: without images it says what is released. Example: v1' },
        ]);
    }
    const problems = [];
    const images = {};
    const wrong = (message) => void problems.push({ input: 'images', message });
    for (const line of lines) {
        const [, service = '', image = ''] = /^([^=\s]+)=(\S+)$/.exec(line) ?? [];
        if (!service)
            wrong(`'${line}' is not service=image`);
        else if (service in images)
            wrong(`${service} is given twice`);
        else
            images[service] = image;
    }
    const missing = services.filter((service) => !(service in images));
    if (problems.length === 0 && missing.length > 0)
        wrong(`${missing.join(', ')} has a line in ports, and none here`);
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return images;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/command/program.js


/**
 * Runs a program and waits for it. What that leaves in the background must not hold the lease's lock (8): no other run could ever take it. This shell
 * itself holds it until the program has ended.
 */
const attended = 'trap : HUP INT TERM; "$@" 8>&-; exit $?';
/** @param folder that the program runs in; its home folder where none is given */
function openProgram(shell, path, project, folder) {
    return {
        path,
        async run(operation, variables, deadline) {
            const color = variables['SLIPWAY_COLOR'];
            const what = `${path} ${operation}${color ? ` for ${color}` : ''} on ${shell.where}`;
            const env = { ...variables, SLIPWAY_OPERATION: operation, SLIPWAY_PROJECT: project };
            const options = { env, deadline, allowFailure: true, title: `${path} (${operation})`, ...(folder ? { cwd: folder } : {}) };
            const result = await shell.run(['sh', '-c', attended, 'sh', path], options).catch((error) => {
                if (error instanceof build/* Failure */.HR && error.reason === 'timeout') {
                    throw new build/* Failure */.HR('runtime-failed', `${what} did not end within ${(0,build/* formatDuration */.a3)(deadline)}, and was ended.`, {
                        hint: 'It must not wait for the application to end: start it in the background.',
                        cause: error,
                    });
                }
                throw error;
            });
            if (result.code === 0)
                return result.stdout;
            if (result.code === 127 && /not found|No such file/.test(result.stderr) && result.stderr.includes(path))
                throw new build/* Failure */.HR('program-missing', `${path} is not there on ${shell.where}, or what runs it is not.`, {
                    hint: 'Correct the input runtime-command; see the first line of the program.',
                });
            if (result.code === 126 || result.code === 78) {
                const why = result.code === 126 ? 'it is not executable' : `there is no folder ${folder}`;
                throw new build/* Failure */.HR('runtime-setup', `${what} could not be started: ${why}.`, { hint: `chmod +x ${path}; or correct the input.` });
            }
            const said = (0,shell_build.lastLines)(result.stderr.trim() || result.stdout.trim(), 8);
            throw new build/* Failure */.HR('runtime-failed', `${what} ended with exit code ${result.code}${said ? `:\n${said}\n` : ' and said nothing.'}`);
        },
    };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/command/open.js







/** An application that only the team's own program knows how to run. */
async function open_open({ shell, host, inputs }) {
    const { 'runtime-command': command, directory } = inputs;
    if (command === undefined)
        throw (0,build/* badInputs */.PD)([{ input: 'runtime-command', message: 'is missing with runtime command. Example: /opt/notes/bin/colour' }]);
    const ports = (0,systemd_ports/* parseColorPorts */.RA)(inputs.ports);
    const name = (0,docker_build/* projectName */.j1)(inputs, host.context);
    const folder = directory ?? `${await (0,shell_build.homeFolder)(shell)}/apps/${name}`;
    const path = command.startsWith('/') ? command : `${folder}/${command}`;
    const services = [...new Set(ports.map(({ service }) => service))];
    return {
        name,
        state: await (0,docker_build/* stateFolder */.yp)(shell, name),
        images: (lines) => commandImages(lines, services, inputs.version ?? (host.context.sha || undefined)),
        refuse: () => { },
        ensure: async () => { },
        async runtime(guarded) {
            return commandRuntime({ program: openProgram(guarded, path, name, directory), ports, waiting: host });
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
