export const id = 659;
export const ids = [659];
export const modules = {

/***/ 9794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseImages)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);

/** Service to image by digest. @throws Failure `bad-input` naming every wrong line */
function parseImages(lines, model) {
    const images = {};
    const problems = [];
    const wrong = (message) => void problems.push({ input: 'images', message });
    if (lines.length === 0)
        wrong('is missing. Example: backend=ghcr.io/acme/notes/backend@sha256:0f3c…');
    for (const line of lines) {
        const [, service = '', image = ''] = /^([^=\s]+)=(\S+)$/.exec(line) ?? [];
        if (!service)
            wrong(`'${line}' is not service=image@sha256:…`);
        else if (!(service in model.services)) {
            const near = (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(service, Object.keys(model.services));
            wrong(`the compose file has no service ${service}${near ? `; did you mean ${near}?` : ''}`);
        }
        else if (!/^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/.test(image)) {
            wrong(`${service} needs an image by digest, like name@sha256:…: a tag can be moved between the scan and the release`);
        }
        else if (service in images)
            wrong(`${service} is given twice`);
        else
            images[service] = image;
    }
    if (problems.length > 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(problems);
    return images;
}


/***/ }),

/***/ 3659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/images.js
var build_images = __webpack_require__(9794);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose-files/collisions.js
/** Everything of which the two files cannot both have their own, in words. */
function collisionsOf({ blue, green }) {
    return [
        ...both(containerNames(blue), containerNames(green)).map((name) => `both files name a container ${name}`),
        ...hostPorts(blue).flatMap((one) => hostPorts(green)
            .filter((other) => one.port === other.port && one.protocol === other.protocol && overlap(one.host, other.host))
            .map((other) => `both files publish port ${one.port} of the server (${one.service}, ${other.service})`)),
        ...both(ownNetworks(blue), ownNetworks(green)).map((name) => `both files create the network ${name}; make it external, or leave its name out`),
        ...volumes(blue).flatMap((one) => volumes(green)
            .filter((other) => one.service === other.service && one.target === other.target && one.name !== other.name)
            .map((other) => `${one.service} keeps ${one.target} in ${one.name} as blue and in ${other.name} as green, so data would change with the colour; name one volume in both files`)),
    ];
}
/** Services of a colour's file that the release gives no image, and that must not stand twice. */
function strangersOf(models, released) {
    return ['blue', 'green'].flatMap((color) => Object.entries(models[color].services).flatMap(([name, service]) => {
        if (released.includes(name))
            return [];
        const keeps = (service.volumes ?? []).some((mount) => mount.type === 'volume' || (mount.type === 'bind' && mount['read_only'] !== true));
        if (keeps)
            return [`${name} of the ${color} file keeps data and would run once for each colour; give it a compose file of its own`];
        return /@sha256:[0-9a-f]{64}$/.test(service.image ?? '')
            ? []
            : [`${name} of the ${color} file has no image by digest; name it in images, or write the digest into the file`];
    }));
}
/** Networks of others that two or more services of a colour join: there a service's name means both colours. */
function crossings(models, released) {
    const found = new Set();
    for (const [key, network] of Object.entries(models.blue.networks ?? {})) {
        if (!network?.external)
            continue;
        const joined = released.filter((name) => models.blue.services[name]?.networks && key in (models.blue.services[name]?.networks ?? {}));
        if (joined.length > 1)
            found.add(`${joined.join(', ')} join ${network.name ?? key}, which both colours share: there each of these names means both colours.`);
    }
    return [...found];
}
/** Ports of a colour that the whole network reaches, past the router. */
function exposures(models) {
    return ['blue', 'green'].flatMap((color) => hostPorts(models[color])
        .filter(({ host }) => isAny(host))
        .map(({ service, port }) => `The ${color} file publishes port ${port} of ${service} on every address of the server, so ${color} can be reached past the router; 127.0.0.1:${port} would not.`));
}
function containerNames(model) {
    return Object.values(model.services).flatMap(({ container_name: name }) => (name ? [name] : []));
}
function hostPorts(model) {
    return Object.entries(model.services).flatMap(([service, { ports }]) => (ports ?? []).flatMap(({ published, host_ip: host = '', protocol = 'tcp' }) => published ? [{ service, port: published, host, protocol }] : []));
}
function overlap(one, other) {
    return isAny(one) || isAny(other) || one === other;
}
function isAny(host) {
    return ['', '0.0.0.0', '::'].includes(host);
}
function ownNetworks(model) {
    return Object.entries(model.networks ?? {}).flatMap(([key, network]) => network?.external ? [] : [network?.name ?? `${model.name}_${key}`]);
}
/** Named volumes as the services mount them, under their real names. */
function volumes(model) {
    return Object.entries(model.services).flatMap(([service, { volumes: mounts }]) => (mounts ?? []).flatMap(({ type, source, target }) => type === 'volume' && source ? [{ service, target, name: model.volumes?.[source]?.name ?? `${model.name}_${source}` }] : []));
}
function both(one, other) {
    return one.filter((name) => other.includes(name));
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/runtimes/compose/stranger.js
var compose_stranger = __webpack_require__(2319);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose-files/model.js
/**
 * A colour's file as it runs: as compose resolved it, with the images of the release, and with volumes that no colour owns, so that taking a colour
 * away never takes data away.
 */
function releasedModel(model, { color, images, version }) {
    // Compose replaces $NAME in every value of a file that it reads.
    const labels = { 'slipway.color': color, 'slipway.version': version.replaceAll('$', '$$$$') };
    const services = Object.entries(model.services).map(([name, service]) => {
        const image = images[name];
        const { build: _build, ...kept } = service;
        return [name, { ...kept, ...(image ? { image } : {}), labels: { ...service.labels, ...labels } }];
    });
    const volumes = Object.entries(model.volumes ?? {}).map(([key, volume]) => [key, { name: volume?.name ?? `${model.name}_${key}`, external: true }]);
    return { ...model, services: Object.fromEntries(services), volumes: Object.fromEntries(volumes) };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose-files/compose-files.js




/** Colours as the team's own two compose files describe them. */
function composeFilesRuntime({ shell, name, projects, ports, login, waiting }) {
    const all = (color) => (0,docker_build/* containersOf */.Mz)(shell, (0,docker_build/* colorProject */.t_)(name, color));
    // What was started by hand may be serving: only what a release started is looked at, and stopped.
    const containers = async (color) => (await all(color)).filter(compose_stranger/* isOurs */.M);
    const ids = async (color) => (await containers(color)).map(({ id }) => id);
    const remove = async (color) => {
        const argv = [
            'docker',
            'compose',
            '--project-name',
            (0,docker_build/* colorProject */.t_)(name, color),
            '--ansi',
            'never',
            'down',
            '--remove-orphans',
            '--timeout',
            '10',
        ];
        await shell.run(argv, { deadline: 180_000 });
    };
    /** What the engine really gave, not what the file asked for: the router was told that address. */
    const readBack = async (color) => {
        const there = await containers(color);
        for (const port of ports) {
            const found = there.find((one) => one.service === port.service);
            const { stdout } = await shell.run(['docker', 'port', found?.id ?? '', `${port.targets[color]}/tcp`], { allowFailure: true });
            const { host, port: wanted } = port[color];
            const given = stdout.split('\n').filter(Boolean);
            if (given.some((line) => line === `${host}:${wanted}` || line === `0.0.0.0:${wanted}` || line === `[${host}]:${wanted}`))
                continue;
            throw new build/* Failure */.HR('compose-failed', `${port.service} of ${color} answers at ${given.join(', ') || 'no published port'} on ${shell.where}, where ${host}:${wanted} was expected.`, {
                hint: `Check the ports of ${port.service} in the ${color} file.`,
            });
        }
    };
    return {
        kind: 'compose-files',
        published: ports,
        address: (color, published) => ports.find((one) => one.port === published.port)?.[color] ?? { host: '127.0.0.1', port: published.port },
        instances: async (color) => (await containers(color)).map((one) => ({ ...one, version: one.labels['slipway.version'] ?? '' })),
        logs: (one) => (0,docker_build/* containerLogs */.BX)(shell, one.id),
        async fetch(release) {
            for (const image of Object.values(release.images))
                await (0,docker_build/* pullImage */.ZP)(shell, image, login);
        },
        remove,
        async up(color, release, deadline) {
            const project = projects[color];
            const model = releasedModel(project.model, { color, images: release.images, version: release.version });
            const stranger = (await all(color)).find((one) => one.status === 'running' && !(0,compose_stranger/* isOurs */.M)(one));
            if (stranger)
                throw startedByHand(stranger.name, model.name, shell.where);
            await remove(color);
            await refuseTaken(shell, ports, color);
            for (const volume of Object.values(model.volumes ?? {})) {
                if (volume?.name)
                    await shell.run(['docker', 'volume', 'create', volume.name]);
            }
            await (0,docker_build/* compose */.Zz)(shell, project, `${color}.json`, model, ['up', '--detach', '--no-build', '--pull', 'missing', '--remove-orphans']);
            await (0,docker_build/* waitHealthy */.hq)(shell, model.name, Object.keys(model.services), { ...waiting, deadline });
            await readBack(color);
        },
        async start(color, deadline) {
            const stopped = await containers(color);
            if (stopped.length === 0)
                throw new build/* Failure */.HR('nothing-to-roll-back', `No containers of ${color} are left on ${shell.where}.`);
            for (const { id, service } of stopped) {
                await shell.run(['docker', 'update', '--restart', projects[color].model.services[service]?.restart ?? 'no', id]);
            }
            await shell.run(['docker', 'start', ...stopped.map(({ id }) => id)], { deadline: 120_000 });
            const services = [...new Set(stopped.map(({ service }) => service))];
            await (0,docker_build/* waitHealthy */.hq)(shell, (0,docker_build/* colorProject */.t_)(name, color), services, { ...waiting, deadline });
            await readBack(color);
        },
        async stop(color, grace) {
            const own = await ids(color);
            if (own.length === 0)
                return;
            await shell.run(['docker', 'update', '--restart', 'no', ...own]);
            await shell.run(['docker', 'stop', '--time', String(grace), ...own], { deadline: grace * 1000 + 90_000 });
        },
    };
}
function startedByHand(container, project, where) {
    return new build/* Failure */.HR('runtime-setup', `${container} of the project ${project} runs on ${where}, and was not started by Slipway: it may be serving.`, {
        state: 'Nothing was changed.',
        hint: `Take it down when it serves nobody, and run the release again: docker compose -p ${project} down`,
    });
}
/** A stack that was started from the same file under another name. */
async function refuseTaken(shell, ports, color) {
    for (const one of ports) {
        const { port } = one[color];
        const { stdout } = await shell.run(['ss', '-Hltn', `sport = :${port}`], { allowFailure: true });
        if (stdout.trim() === '')
            continue;
        throw new build/* Failure */.HR('port-taken', `Port ${port}, where ${one.service} of ${color} must answer, is in use on ${shell.where}.`, {
            hint: `See who: docker ps --filter publish=${port}; ss -ltnp 'sport = :${port}'. A stack that was started by hand from the ${color} file goes away by docker compose down, once it serves nobody.`,
        });
    }
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/runtimes/systemd/ports.js
var systemd_ports = __webpack_require__(5822);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose-files/ports.js


/** Lines as `service=[address:]public[:container]`. @throws Failure `bad-input` naming every wrong line */
function parsePublicPorts(lines) {
    const problems = [];
    const ports = [];
    for (const line of lines) {
        const [service = '', rest = ''] = line.split(/=(.*)/s);
        const [, address = '', port = '', container] = /^(?:(\[[\da-fA-F:]+\]|\d+\.\d+\.\d+\.\d+):)?(\d{1,5})(?::(\d{1,5}))?$/.exec(rest) ?? [];
        if (!systemd_ports/* servicePattern */.Cr.test(service) || port === '' || Number(port) > 65_535) {
            problems.push({ input: 'ports', message: `'${line}' is not service=public or service=public:container. Example: backend=8000` });
        }
        else {
            const inside = container === undefined ? undefined : Number(container);
            ports.push({ service, port: Number(port), address: address.replace(/^\[|\]$/g, ''), container: inside });
        }
    }
    for (const twice of (0,systemd_ports/* repeated */.ZD)(ports.map(({ port }) => String(port))))
        problems.push({ input: 'ports', message: `${twice} is named twice` });
    if (ports.length === 0 && problems.length === 0)
        problems.push({ input: 'ports', message: 'is missing: the ports that users know, which the router listens on. Example: backend=8000' });
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return ports;
}
/** @throws Failure `unknown-service`, `bad-input` where a file publishes no port of its own for a public one */
function resolvePorts(models, ports) {
    return ports.map((wanted) => {
        const blue = publishedFor(models, 'blue', wanted);
        const green = publishedFor(models, 'green', wanted);
        const targets = { blue: blue.target, green: green.target };
        const { service, port, address } = wanted;
        for (const color of ['blue', 'green']) {
            if ({ blue, green }[color].address.port === port)
                throw wrong(`the ${color} file publishes ${port} of ${service} itself, which is the router's. Give ${color} another one, like 127.0.0.1:${port + 1}`);
        }
        return { service, port, address, target: blue.target, targets, blue: blue.address, green: green.address };
    });
}
function publishedFor(models, color, { service, container }) {
    const found = models[color].services[service];
    if (!found) {
        throw new build/* Failure */.HR('unknown-service', `ports names ${service}, which the ${color} file does not have; it has ${Object.keys(models[color].services).join(', ')}.`, {
            state: 'Nothing was changed.',
        });
    }
    const all = (found.ports ?? []).filter((one) => (one.protocol ?? 'tcp') === 'tcp');
    const matching = container === undefined ? all : all.filter((one) => one.target === container);
    const [one, ...more] = matching;
    if (!one)
        throw wrong(`the ${color} file publishes no port ${container ?? ''} of ${service}. Add one on loopback, like 127.0.0.1:8001:8000`);
    if (more.length > 0)
        throw wrong(`the ${color} file publishes several ports of ${service}. Say which: ${service}=public:container`);
    if (!/^\d+$/.test(one.published ?? ''))
        throw wrong(`the ${color} file gives no fixed port of the server for ${service}:${one.target}; the router must know it before ${color} is up`);
    const any = ['', '0.0.0.0', '::'].includes(one.host_ip ?? '');
    return { target: one.target, address: { host: any ? '127.0.0.1' : (one.host_ip ?? ''), port: Number(one.published) } };
}
function wrong(message) {
    return (0,build/* badInputs */.PD)([{ input: 'ports', message }]);
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose-files/open.js









/** A team's two compose files, as compose on the target resolves each of them. */
async function open_open(context) {
    const { shell, host, inputs } = context;
    const wanted = parsePublicPorts(inputs.ports);
    await (0,docker_build/* requireEngine */.Wp)(shell);
    const name = (0,docker_build/* projectName */.j1)(inputs, host.context);
    const state = await (0,docker_build/* stateFolder */.yp)(shell, name);
    const place = { name, state, directory: inputs.directory ?? `${await (0,shell_build.homeFolder)(shell)}/apps/${name}` };
    const projects = { blue: await colorFile(context, place, 'blue'), green: await colorFile(context, place, 'green') };
    const models = { blue: projects.blue.model, green: projects.green.model };
    const ports = resolvePorts(models, wanted);
    const { 'registry-username': username, 'registry-password': password } = inputs;
    const login = username && password ? { username, password } : undefined;
    return {
        name,
        state,
        images(lines) {
            const images = (0,build_images/* parseImages */.e)(lines, models.blue);
            const missing = Object.keys(images).filter((service) => !(service in models.green.services));
            if (missing.length > 0)
                throw (0,build/* badInputs */.PD)(missing.map((service) => ({ input: 'images', message: `${service} stands in the blue file only, and both must have it` })));
            return images;
        },
        refuse(released) {
            const why = [...collisionsOf(models), ...strangersOf(models, released)];
            if (why.length > 0)
                throw new build/* Failure */.HR('colors-collide', `The files of blue and green cannot stand side by side: ${why.join('; ')}.`, {
                    state: 'Nothing was changed.',
                });
            for (const warning of [...crossings(models, released), ...exposures(models)])
                host.log.warn(warning);
        },
        ensure: async () => { },
        async runtime(guarded, released) {
            const served = released.length === 0 ? ports : ports.filter(({ service }) => released.includes(service));
            return composeFilesRuntime({ shell: guarded, name, projects, ports: served, login, waiting: host });
        },
    };
}
/** The file of the repository; where it has none, the one that stands on the server. */
async function colorFile({ shell, host, inputs }, { name, state, directory }, color) {
    const input = `${color}-file`;
    const file = inputs[input];
    const there = file.startsWith('/') ? file : `${directory}/${file}`;
    const text = (0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(host.context.workspace, file)) ? undefined : await (0,shell_build.readText)(shell, there);
    if (text === undefined && !(0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(host.context.workspace, file))) {
        throw new build/* Failure */.HR('compose-missing', `${file} is neither in ${host.context.workspace} nor in ${directory} on ${shell.where}.`, {
            state: 'Nothing was changed.',
            hint: `Check the input ${input}, and that a step before this one checks the repository out.`,
        });
    }
    const project = {
        'project-name': (0,docker_build/* colorProject */.t_)(name, color),
        'compose-file': file,
        directory,
        state,
        ...(text === undefined ? {} : { text }),
    };
    return (0,docker_build/* openProject */.U8)(shell, project, host.context);
}


/***/ }),

/***/ 2319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ isOurs),
/* harmony export */   R: () => (/* binding */ refuseStranger)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3239);
/* harmony import */ var _slipway_docker__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(262);


/** Whether a container of a colour's project was made for that colour by a release. */
function isOurs({ labels }) {
    return labels['slipway.color'] !== undefined;
}
/** Compose would take containers of the same project for its own, and put ours in their place. @throws Failure `runtime-setup` */
async function refuseStranger(shell, project) {
    const stranger = (await (0,_slipway_docker__WEBPACK_IMPORTED_MODULE_1__/* .containersOf */ .Mz)(shell, project)).find((one) => !isOurs(one));
    if (!stranger)
        return;
    throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('runtime-setup', `${stranger.name} of the project ${project} is on ${shell.where}, and was not started by Slipway: it may be serving.`, {
        state: 'Nothing was changed.',
        hint: `Give this application another project-name; or where that is an old copy of it that serves nobody: docker compose -p ${project} down`,
    });
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
