export const id = 4464;
export const ids = [4464];
export const modules = {

/***/ 9794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseImages)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);

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

/***/ 4464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/images.js
var build_images = __webpack_require__(9794);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/addresses.js


/** Addresses of a colour's network that are free for services: 16, less network, gateway, broadcast and one in reserve. */
const perColor = 12;
/**
 * The addresses of both colours. They are chosen once and kept, so that the router's configuration is the same for every release.
 * @throws Failure `router-setup` where no subnet is free, or there are more published services than one holds
 */
async function assignAddresses(shell, state, published) {
    const path = `${state}/addresses.json`;
    const known = parse(await (0,shell_build/* readText */.yR)(shell, path));
    const services = [...new Set(published.map((port) => port.service))];
    const chosen = { block: known?.block ?? freeBlock(await routes(shell)), places: choosePlaces(known?.places ?? {}, services) };
    if (JSON.stringify(chosen) !== JSON.stringify(known))
        await (0,shell_build/* replaceFile */.fR)(shell, path, `${JSON.stringify(chosen)}\n`, '600');
    return networksOf(chosen, services);
}
/** Known places stay, also of services that are not in this release; new services get the first free ones. */
function choosePlaces(known, services) {
    const places = { ...known };
    for (const service of services) {
        if (places[service] !== undefined)
            continue;
        const used = new Set(Object.values(places));
        const free = Array.from({ length: perColor }, (_, index) => index).find((place) => !used.has(place));
        if (free === undefined)
            throw new build/* Failure */.HR('router-setup', `A release can have ${perColor} published services at the most.`, {
                state: 'Nothing was changed.',
            });
        places[service] = free;
    }
    return places;
}
function networksOf(chosen, services) {
    const network = (offset) => ({
        subnet: `10.231.${chosen.block}.${offset}/28`,
        addresses: Object.fromEntries(services.map((service) => [service, `10.231.${chosen.block}.${offset + 2 + (chosen.places[service] ?? 0)}`])),
    });
    return { blue: network(0), green: network(16) };
}
/** The first block that no route of the machine touches. */
function freeBlock(routing) {
    for (let block = 0; block < 256; block++) {
        if (!new RegExp(`\\b10\\.231\\.${block}\\.`).test(routing))
            return block;
    }
    throw new build/* Failure */.HR('router-setup', 'Every subnet of 10.231.0.0/16 is in use on the server.', { state: 'Nothing was changed.' });
}
async function routes(shell) {
    const networks = await shell.run(['sh', '-c', 'ip -4 route; docker network ls -q | xargs docker network inspect --format "{{json .IPAM.Config}}"'], { allowFailure: true });
    return networks.stdout;
}
function parse(text) {
    try {
        const value = text ? JSON.parse(text) : undefined;
        return value && typeof value.block === 'number' && value.places ? value : undefined;
    }
    catch {
        // A file that cannot be read is chosen anew; the router is then prepared anew too.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/attach.js

/** The database and its like join the colour's own networks that stand for theirs, under their names, while they run. */
async function attachSingles(shell, project, color, released) {
    const label = `label=com.docker.compose.project=${(0,docker_build/* colorProject */.t_)(project.name, color)}`;
    const format = '{{.Name}} {{.Label "com.docker.compose.network"}}';
    const { stdout } = await shell.run(['docker', 'network', 'ls', '--format', format, '--filter', label]);
    const networks = stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' '));
    const wanted = (0,docker_build/* singles */.Ol)(project.model, released).filter((name) => project.model.services[name]?.['network_mode'] === undefined);
    const running = (await (0,docker_build/* containersOf */.Mz)(shell, project.name)).filter((one) => wanted.includes(one.service) && one.status === 'running');
    for (const [network = '', key = ''] of networks.filter(([, key]) => key !== docker_build/* routerNetwork */.Or)) {
        const there = running.filter((one) => !one.networks.includes(network) && key in (project.model.services[one.service]?.networks ?? { default: null }));
        for (const container of there) {
            const aliases = (0,docker_build/* namesOf */.eZ)(project.model, container.service).flatMap((name) => ['--alias', name]);
            await shell.run(['docker', 'network', 'connect', ...aliases, network, container.id]);
        }
    }
}
/** Removes the networks of a colour, whoever is attached to them. */
async function removeNetworks(shell, project) {
    const left = await shell.run(['docker', 'network', 'ls', '-q', '--filter', `label=com.docker.compose.project=${project}`]);
    for (const network of left.stdout.split('\n').filter(Boolean))
        await removeNetwork(shell, network);
}
async function removeNetwork(shell, network) {
    const inspected = await shell.run(['docker', 'network', 'inspect', '--format', '{{range $id, $c := .Containers}}{{$id}} {{end}}', network], { allowFailure: true });
    for (const id of inspected.stdout.trim().split(/\s+/).filter(Boolean)) {
        await shell.run(['docker', 'network', 'disconnect', '--force', network, id], { allowFailure: true });
    }
    await shell.run(['docker', 'network', 'rm', network], { allowFailure: true });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/content.js


/**
 * Looks into the images of a release once they are there: a mount over the folder of the code would run something else than what was built and
 * scanned. Says where a start script migrates, but for services that run once, which may.
 * @throws Failure `compose-unfit`
 */
async function refuseHidden(shell, project, images, { log, once }) {
    const hidden = [];
    for (const [name, image] of Object.entries(images)) {
        const service = project.model.services[name] ?? {};
        const facts = await inspect(shell, image);
        for (const mount of coveringMounts(service, facts)) {
            if ((await list(shell, image, mount.target)) === 0)
                continue;
            const what = mount.type === 'bind' ? `the folder ${mount.source}` : `the volume ${mount.source}`;
            hidden.push(`${name} mounts ${what} over ${mount.target}, where the code of its image is`);
        }
        const order = once.includes(name) ? undefined : await migrationOf(shell, image, service, facts);
        if (order)
            log.warn(`${name} migrates when it starts (${order}): also when a colour starts that gets no traffic, and at every restart. The step for migrations does it once, before, and under a lock.`);
    }
    if (hidden.length === 0)
        return;
    throw new build/* Failure */.HR('compose-unfit', `${hidden.join('; ')}: it would not be the released code that runs.`, {
        state: 'Nothing of the release was started.',
        hint: 'Mounts of source code belong into a compose.override.yml for development. For data, mount a folder of its own, like /app/data.',
    });
}
/** Mounts over the folder that the image's program starts in, or over one above it. */
function coveringMounts(service, image) {
    const folder = String(service['working_dir'] ?? image.workingDir).replace(/\/+$/, '');
    if (folder === '')
        return [];
    return (service.volumes ?? []).filter((mount) => {
        const target = mount.target.replace(/\/+$/, '');
        return (mount.type === 'bind' || (mount.type === 'volume' && mount.source)) && (folder === target || folder.startsWith(`${target}/`));
    });
}
async function inspect(shell, image) {
    const { stdout } = await shell.run(['docker', 'image', 'inspect', '--format', '{{json .Config}}', image]);
    const config = JSON.parse(stdout);
    return { workingDir: config.WorkingDir ?? '', entrypoint: config.Entrypoint ?? [], command: config.Cmd ?? [] };
}
/** image path: its content as a tar. A container is made for it that never starts, and goes again. */
const copy = [
    'set -eu; c=$(docker create --label slipway.look=true "$1" look); trap \'docker rm --force "$c" >/dev/null\' EXIT; trap "exit 143" HUP INT TERM',
    'docker cp --follow-link "$c:$2" - 2>/dev/null',
].join('\n');
/** How many files an image has in a folder; 0 where it has no such folder. */
async function list(shell, image, path) {
    const { stdout } = await shell.run(['sh', '-c', `{ ${copy}\n} | tar -t 2>/dev/null | grep -cv '/$' || :`, 'sh', image, path], {
        deadline: 120_000,
    });
    return Number(stdout.trim() || 0);
}
/** The order by which the service's program, or its start script, changes the schema. */
async function migrationOf(shell, image, service, facts) {
    const words = [...wordsOf(service['entrypoint'] ?? facts.entrypoint), ...wordsOf(service['command'] ?? facts.command)];
    // What the compose file itself says was told with the plan.
    const told = (0,docker_build/* commandText */.jt)(service['command']) || (0,docker_build/* commandText */.jt)(service['entrypoint']);
    const direct = (0,docker_build/* migrationIn */.o$)(words.join(' '));
    if (direct)
        return (0,docker_build/* migrationIn */.o$)(told) ? undefined : direct;
    for (const path of scriptsIn(words, String(service['working_dir'] ?? facts.workingDir))) {
        const { stdout } = await shell.run(['sh', '-c', `{ ${copy}\n} | tar -xO 2>/dev/null | head -c 65536 || :`, 'sh', image, path]);
        const order = (0,docker_build/* migrationIn */.o$)(stdout);
        if (order)
            return `${path}: ${order}`;
    }
    return undefined;
}
function wordsOf(command) {
    return (0,docker_build/* commandText */.jt)(command).split(/\s+/).filter(Boolean);
}
/** Paths of shell scripts among the words of a command. */
function scriptsIn(words, folder) {
    const scripts = words
        .map((word) => word.replaceAll(/['"]/g, ''))
        .filter((word) => /^[\w./][\w./-]*$/.test(word) && (/\.sh$/.test(word) || /(entrypoint|start)[\w-]*$/.test(word)));
    return scripts.map((word) => (word.startsWith('/') ? word : `${folder.replace(/\/$/, '')}/${word.replace(/^\.\//, '')}`));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/handover.js

/** Runs on the server within the armed undo: the old colour's services again, in place of the new one's. Ids are no secrets and hold no spaces. */
const handBack = [
    'hand_back() {',
    '  n=0; until docker version >/dev/null 2>&1; do n=$((n + 1)); [ $n -lt 90 ] || return 1; sleep 1; done',
    '  for c in $SLIPWAY_STOP; do docker update --restart no "$c"; docker stop "$c"; done',
    '  for c in $SLIPWAY_START; do docker update --restart "${c#*=}" "${c%%=*}"; docker start "${c%%=*}"; done',
    '}',
].join('\n');
/** What of a release cannot stand beside the one before; undefined where everything can. */
function handoverOf(shell, project, decisions, once, waiting) {
    const services = decisions.filter(({ strategy }) => strategy === 'recreate').map(({ service }) => service);
    if (services.length === 0)
        return undefined;
    const late = (0,docker_build/* heldBack */.Zg)(project.model, decisions);
    const containers = async (color) => (await (0,docker_build/* containersOf */.Mz)(shell, (0,docker_build/* colorProject */.t_)(project.name, color))).filter((one) => late.includes(one.service));
    return {
        services,
        late,
        async take(color, deadline) {
            await once.take(color, deadline);
            for (const service of order(project, late.filter((one) => !services.includes(one)))) {
                const own = (await containers(color)).filter((one) => one.service === service && one.status !== 'running');
                if (own.length > 0)
                    await shell.run(['docker', 'start', ...own.map(({ id }) => id)], { deadline: 120_000 });
                const mayEnd = () => decisions.some((one) => one.service === service && one.strategy === 'once');
                await (0,docker_build/* waitHealthy */.hq)(shell, (0,docker_build/* colorProject */.t_)(project.name, color), [service], { ...waiting, deadline, mayEnd });
            }
        },
        async undo(color) {
            const here = (await containers(color)).filter((one) => one.labels[docker_build/* strategyLabel */.c_] === 'recreate');
            const others = (await containers((0,docker_build/* otherColor */.IP)(color))).filter((one) => one.labels[docker_build/* strategyLabel */.c_] === 'recreate');
            const start = others.map((one) => `${one.id}=${(0,docker_build/* restartOf */.R6)(project.model.services[one.service] ?? {})}`);
            return { functions: handBack, variables: { SLIPWAY_STOP: here.map(({ id }) => id).join(' '), SLIPWAY_START: start.join(' ') } };
        },
    };
}
/** Services so that each comes after those that it depends on. */
function order(project, names) {
    const sorted = [];
    const visit = (name) => {
        if (sorted.includes(name) || !names.includes(name))
            return;
        for (const other of Object.keys(project.model.services[name]?.depends_on ?? {}))
            visit(other);
        sorted.push(name);
    };
    for (const name of names)
        visit(name);
    return sorted;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/once.js

/** Services of strategy `once` whose work was done for this very release: by an earlier try of it, or when it was confirmed the first time. */
function alreadyDone(once, release, left) {
    if (release.repeated)
        return [...once];
    return once.filter((service) => left.some((one) => one.service === service &&
        (0,docker_build/* finished */.xl)(one) &&
        one.image === release.images[service] &&
        one.labels['slipway.version'] === release.version));
}
/** Why a container of a colour does not run although nothing is wrong with it. */
function restsOf(container) {
    const strategy = container.labels[docker_build/* strategyLabel */.c_];
    if (strategy === 'once')
        return (0,docker_build/* finished */.xl)(container) || container.status === 'created' ? 'finished' : undefined;
    if (strategy !== 'singleton' && strategy !== 'recreate')
        return undefined;
    return container.status === 'created' || container.status === 'exited' ? 'waits' : undefined;
}
/** Containers that stopping a colour must leave alone: what may run only once and does not run on the other colour yet. */
function onlyOnes(color, all) {
    return all[color].filter((one) => {
        if (one.labels[docker_build/* strategyLabel */.c_] !== 'singleton' || one.status !== 'running')
            return false;
        const twin = all[(0,docker_build/* otherColor */.IP)(color)].find((other) => other.service === one.service);
        return twin !== undefined && twin.status !== 'running';
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/only-once.js


/** Milliseconds in which a program that cannot work usually ends. */
const firstSeconds = 2000;
/** Seconds for the work that a service has under way. */
const grace = 30;
function onlyOnce(shell, project, waiting) {
    const all = (color) => (0,docker_build/* containersOf */.Mz)(shell, (0,docker_build/* colorProject */.t_)(project.name, color));
    const these = (containers, strategy) => containers.filter((one) => one.labels[docker_build/* strategyLabel */.c_] === strategy);
    const policy = (one) => (0,docker_build/* restartOf */.R6)(project.model.services[one.service] ?? {});
    const restart = async (containers, word) => {
        for (const one of containers)
            await (0,docker_build/* setRestart */.AU)(shell, word(one), [one.id]);
    };
    const stop = async (containers) => {
        const running = containers.filter(runs).map(({ id }) => id);
        if (running.length > 0)
            await shell.run(['docker', 'stop', '--time', String(grace), ...running], { deadline: grace * 1000 + 90_000 });
    };
    const start = async (color, containers, deadline) => {
        const stopped = containers.filter((one) => one.status !== 'running').map(({ id }) => id);
        if (stopped.length > 0)
            await shell.run(['docker', 'start', ...stopped], { deadline: 120_000 });
        const services = [...new Set(containers.map(({ service }) => service))];
        return (0,docker_build/* waitHealthy */.hq)(shell, (0,docker_build/* colorProject */.t_)(project.name, color), services, { ...waiting, deadline, mayEnd: () => false });
    };
    /** What no health check looks at may end in its first seconds. */
    const refuseShortLived = async (color, begun) => {
        if (begun.length === 0)
            return;
        await waiting.clock.sleep(firstSeconds);
        const now = await all(color);
        const same = (one) => now.some(({ id, startedAt, status }) => id === one.id && startedAt === one.startedAt && status === 'running');
        const ended = begun.find((one) => !same(one));
        if (!ended)
            return;
        waiting.log.info(`Last lines of ${ended.name}:`);
        waiting.log.untrusted(await (0,docker_build/* containerLogs */.BX)(shell, ended.id));
        throw new build/* Failure */.HR('unhealthy', `${ended.service} ended within ${firstSeconds / 1000} seconds of its start.`);
    };
    const move = async (color, strategy, here, others) => {
        const moving = others.some(runs) || !here.every(runs);
        await restart(others, () => 'no');
        if (moving)
            await stop(others);
        await restart(here, policy);
        if (!moving || here.length === 0)
            return;
        try {
            const begun = await start(color, here, 60_000);
            if (strategy === 'singleton')
                await refuseShortLived(color, begun.filter(({ health }) => health === undefined));
        }
        catch (error) {
            const back = others.filter(runs);
            if (strategy === 'recreate' || back.length === 0)
                throw error;
            await restart(here, () => 'no');
            await stop(these(await all(color), strategy));
            await restart(back, policy);
            await shell.run(['docker', 'start', ...back.map(({ id }) => id)], { deadline: 120_000 });
            throw new build/* Failure */.HR('unhealthy', `${(0,build/* messageOf */.bD)(error)} ${back.map(({ service }) => service).join(', ')} of the version before goes on.`, { cause: error });
        }
    };
    return {
        async settle(color) {
            const [here, others] = [await all(color), await all((0,docker_build/* otherColor */.IP)(color))];
            // A colour that is not there takes nothing over.
            if (here.length === 0)
                return;
            for (const strategy of ['recreate', 'singleton'])
                await move(color, strategy, these(here, strategy), these(others, strategy));
        },
        async take(color, deadline) {
            const old = these(await all((0,docker_build/* otherColor */.IP)(color)), 'recreate');
            const fresh = these(await all(color), 'recreate');
            await restart(old, () => 'always');
            await restart(fresh, () => 'no');
            await stop(old);
            if (fresh.length > 0)
                await start(color, fresh, deadline);
        },
    };
}
function runs({ status }) {
    return status === 'running' || status === 'restarting';
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/prune.js
/** Images of releases that nobody can be taken back to: of those that were released here, none that a kept release has. */
function expired(known, keep) {
    const kept = new Set(keep.flatMap(({ images }) => Object.values(images)));
    const all = new Set(known.flatMap(({ images }) => Object.values(images)));
    return [...all].filter((image) => image.includes('@sha256:') && !kept.has(image));
}
/** folder of all projects, folder of this one, images…: removes those that no container has, running or not, and no other project's journal knows. */
const script = [
    'set -u; root=$1 own=$2; shift 2; used=$(docker ps -aq | xargs -r docker inspect --format "{{.Image}}"); for image; do',
    '  id=$(docker image inspect --format "{{.Id}}" "$image" 2>/dev/null) || continue',
    '  case $used in *"$id"*) continue ;; esac',
    '  for other in "$root"/*/journal.jsonl; do [ "$other" = "$own/journal.jsonl" ] || ! grep -qF -- "${image#*@}" "$other" 2>/dev/null || continue 2; done',
    '  docker image rm "$image" >/dev/null 2>&1 && printf "%s\\n" "$image"',
    'done; exit 0',
].join('\n');
async function pruneImages(shell, state, known, keep, log) {
    const images = expired(known, keep);
    if (images.length === 0)
        return;
    const root = state.split('/').slice(0, -1).join('/');
    const { stdout } = await shell.run(['sh', '-c', script, 'sh', root, state, ...images], { deadline: 300_000 });
    const removed = stdout.split('\n').filter(Boolean);
    if (removed.length > 0)
        log.info(`Removed ${removed.length} ${removed.length === 1 ? 'image' : 'images'} of releases that are not kept.`);
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/runtimes/compose/stranger.js
var stranger = __webpack_require__(2319);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/volumes.js
/**
 * Volumes of the application outlive every colour, so they are no colour's own: they are created as compose would create them in the team's own
 * project.
 */
async function ensureVolumes(shell, project, color) {
    for (const key of Object.keys(color.volumes ?? {})) {
        const own = project.model.volumes?.[key];
        const name = color.volumes?.[key]?.name;
        if (!name || own?.external)
            continue;
        // A driver that was changed in the file later is no reason to refuse the volume that is there.
        if ((await shell.run(['docker', 'volume', 'inspect', name], { allowFailure: true })).code === 0)
            continue;
        const labels = { 'com.docker.compose.project': project.name, 'com.docker.compose.volume': key };
        const options = Object.entries(own?.['driver_opts'] ?? {});
        const driver = typeof own?.['driver'] === 'string' ? ['--driver', own['driver']] : [];
        const given = [
            ...Object.entries(labels).map(([label, value]) => `--label=${label}=${value}`),
            ...options.map(([key, value]) => `--opt=${key}=${value}`),
        ];
        await shell.run(['docker', 'volume', 'create', ...driver, ...given, name]);
    }
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/compose.js










/** Colours as compose projects of their own, made from the team's resolved model. */
function composeRuntime(options) {
    const { shell, project, published, networks, login, waiting, decisions } = options;
    // Another application may have the name that a colour's project has: what is not labelled by us is never touched.
    const containers = async (color) => (await (0,docker_build/* containersOf */.Mz)(shell, (0,docker_build/* colorProject */.t_)(project.name, color))).filter(stranger/* isOurs */.M);
    const withStrategy = (...wanted) => decisions.filter(({ strategy }) => wanted.includes(strategy)).map(({ service }) => service);
    const late = (0,docker_build/* heldBack */.Zg)(project.model, decisions);
    const single = onlyOnce(shell, project, waiting);
    const mayEnd = (service) => withStrategy('once').includes(service);
    const remove = async (color) => {
        const found = (await containers(color)).map(({ id }) => id);
        if (found.length > 0)
            await shell.run(['docker', 'rm', '--force', ...found], { deadline: 120_000 });
        await removeNetworks(shell, (0,docker_build/* colorProject */.t_)(project.name, color));
    };
    const create = async (color, release, deadline) => {
        // Before anything of the colour is taken away.
        if (project.refusal)
            throw project.refusal;
        await (0,stranger/* refuseStranger */.R)(shell, (0,docker_build/* colorProject */.t_)(project.name, color));
        const left = [...(await containers('blue')), ...(await containers('green'))];
        const done = alreadyDone(withStrategy('once'), release, left);
        if (done.length > 0)
            waiting.log.info(`${done.join(', ')} ended well for ${release.version} before, and does not run again.`);
        const strategies = Object.fromEntries(decisions.map(({ service, strategy }) => [service, strategy]));
        const model = (0,docker_build/* colorModel */.zb)(project.model, { color, ...release, network: networks[color], strategies, done });
        await remove(color);
        await ensureVolumes(shell, project, model);
        await (0,docker_build/* compose */.Zz)(shell, project, `${color}.json`, model, ['create', '--no-build', '--pull', 'never']);
        await attachSingles(shell, project, color, Object.keys(release.images));
        const first = withStrategy('colours', 'once').filter((service) => !late.includes(service) && !done.includes(service));
        if (first.length === 0)
            return;
        const argv = ['up', '--detach', '--no-build', '--pull', 'never', '--no-recreate', ...first];
        await (0,docker_build/* compose */.Zz)(shell, project, `${color}.json`, model, argv, Math.max(300_000, deadline)).catch(async (error) => {
            await showEnded(color);
            throw error;
        });
        await (0,docker_build/* waitHealthy */.hq)(shell, model.name, first, { ...waiting, deadline, mayEnd });
    };
    /** Compose says that a dependency failed, not why. */
    const showEnded = async (color) => {
        const failed = (one) => (one.status === 'exited' && !(0,docker_build/* finished */.xl)(one)) || one.health === 'unhealthy';
        for (const one of (await containers(color)).filter(failed)) {
            waiting.log.info(`Last lines of ${one.name}, which ${one.health === 'unhealthy' ? 'is unhealthy' : `ended with code ${one.exitCode}`}:`);
            waiting.log.untrusted(await (0,docker_build/* containerLogs */.BX)(shell, one.id));
        }
    };
    return {
        kind: 'compose',
        published,
        address: (color, { service, target }) => ({ host: networks[color].addresses[service] ?? '127.0.0.1', port: target }),
        instances: async (color) => (await containers(color)).map(instance),
        logs: (one) => (0,docker_build/* containerLogs */.BX)(shell, one.id),
        async fetch(release) {
            for (const image of Object.values(release.images))
                await (0,docker_build/* pullImage */.ZP)(shell, image, login);
            await refuseHidden(shell, project, release.images, { log: waiting.log, once: withStrategy('once') });
        },
        async changed(color, release) {
            const strategies = new Map(decisions.map(({ service, strategy }) => [service, strategy]));
            const now = (service) => (0,docker_build/* settingsOf */.f5)(project.model.services[service] ?? {}, strategies.get(service));
            const made = (await containers(color)).filter((one) => one.service in release.images && one.labels[docker_build/* settingsLabel */.CH] !== undefined);
            return [...new Set(made.filter((one) => one.labels[docker_build/* settingsLabel */.CH] !== now(one.service)).map(({ service }) => service))];
        },
        remove,
        up: create,
        async start(color, deadline) {
            const stopped = await containers(color);
            if (stopped.length === 0)
                throw new build/* Failure */.HR('nothing-to-roll-back', `No containers of ${color} are left on ${shell.where}.`);
            const doubled = stopped.filter((one) => (one.labels[docker_build/* strategyLabel */.c_] ?? 'colours') === 'colours' && !late.includes(one.service));
            await attachSingles(shell, project, color, [...new Set(stopped.map(({ service }) => service))]);
            for (const { id, service } of doubled) {
                await (0,docker_build/* setRestart */.AU)(shell, (0,docker_build/* restartOf */.R6)(project.model.services[service] ?? {}), [id]);
            }
            if (doubled.length > 0)
                await shell.run(['docker', 'start', ...doubled.map(({ id }) => id)], { deadline: 120_000 });
            const services = [...new Set(doubled.map(({ service }) => service))];
            await (0,docker_build/* waitHealthy */.hq)(shell, (0,docker_build/* colorProject */.t_)(project.name, color), services, { ...waiting, deadline, mayEnd });
        },
        async stop(color, grace) {
            const all = { blue: await containers('blue'), green: await containers('green') };
            const kept = onlyOnes(color, all);
            const ids = all[color].filter((one) => !kept.includes(one)).map(({ id }) => id);
            if (ids.length === 0)
                return;
            // Also those that do not run: a policy of before would start them with the engine.
            await (0,docker_build/* setRestart */.AU)(shell, 'no', ids);
            await shell.run(['docker', 'stop', '--time', String(grace), ...ids], { deadline: grace * 1000 + 90_000 });
            sayOverlap(all, waiting);
        },
        ...(withStrategy('singleton', 'recreate').length > 0 ? { settle: (color) => single.settle(color) } : {}),
        resume: (color) => single.settle(color),
        handover: handoverOf(shell, project, decisions, single, waiting),
        prune: (known, keep) => pruneImages(shell, project.state, known, keep, waiting.log),
    };
}
/** How long programs of both colours worked on the same data: pollers in a web process did so twice. */
function sayOverlap(all, { log, clock }) {
    const started = ['blue', 'green'].map((color) => Math.min(...all[color].filter((one) => one.status === 'running' && !restsOf(one)).map((one) => Date.parse(one.startedAt))));
    const both = clock.now() - Math.max(...started);
    if (Number.isFinite(both) && both > 0)
        log.info(`Both colours ran side by side for ${(0,build/* formatDuration */.a3)(both)}.`);
}
function instance(container) {
    return { ...container, version: container.labels['slipway.version'] ?? '', rests: restsOf(container) };
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/runtimes/compose/strategies.js
var strategies = __webpack_require__(9048);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/facts.js

const kinds = 'for p; do if [ -d "$p" ]; then echo folder; elif [ -e "$p" ]; then echo file; else echo nothing; fi; done';
async function gather(shell, project, released) {
    const { model } = project;
    const overrides = ['compose.override.yaml', 'compose.override.yml', 'docker-compose.override.yml', 'docker-compose.override.yaml'].map((name) => `${project.directory}/${name}`);
    const asked = [...new Set([...bindSources(model), ...fileSources(model), ...overrides])];
    const { stdout } = await shell.run(['sh', '-c', kinds, 'sh', ...asked]);
    const said = stdout.split('\n');
    const paths = Object.fromEntries(asked.map((path, index) => [path, said[index] === 'folder' || said[index] === 'file' ? said[index] : 'nothing']));
    const absent = await (0,docker_build/* absentSingles */.jj)(shell, project, released);
    return {
        paths,
        overrides: overrides.filter((path) => paths[path] === 'file'),
        missing: await missingOf(shell, model),
        running: (await shell.run(['docker', 'ps', '--format', '{{.Image}}'])).stdout.split('\n').filter(Boolean),
        absent,
        unbuilt: await unbuilt(shell, project, absent),
    };
}
function bindSources(model) {
    return Object.values(model.services).flatMap((service) => (service.volumes ?? []).flatMap((mount) => (mount.type === 'bind' && mount.source ? [mount.source] : [])));
}
/** Files behind `configs` and `secrets`. */
function fileSources(model) {
    const all = [model['configs'], model['secrets']].flatMap((one) => Object.values(one ?? {}));
    return all.flatMap((one) => (one?.file ? [one.file] : []));
}
async function missingOf(shell, model) {
    const missing = [];
    for (const kind of ['network', 'volume']) {
        for (const [key, one] of Object.entries(model[`${kind}s`] ?? {})) {
            if (!one?.external)
                continue;
            const name = one.name ?? key;
            const { code } = await shell.run(['docker', kind, 'inspect', name], { allowFailure: true });
            if (code !== 0)
                missing.push(`${kind} ${name}`);
        }
    }
    return missing;
}
async function unbuilt(shell, project, absent) {
    const found = [];
    const stopped = await (0,docker_build/* containersOf */.Mz)(shell, project.name);
    for (const name of absent) {
        const service = project.model.services[name];
        if (!service?.build || stopped.some((one) => one.service === name))
            continue;
        const image = service.image ?? `${project.name}-${name}`;
        const { code } = await shell.run(['docker', 'image', 'inspect', image], { allowFailure: true });
        if (code !== 0)
            found.push(name);
    }
    return found;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/notices.js

/** What is as it always is in a colour: worth a line, and no annotation at every release. */
function fixedNames({ model, decisions }) {
    const names = decisions
        .filter(({ service, strategy }) => strategy !== 'single' && model.services[service]?.container_name)
        .map(({ service }) => service);
    if (names.length === 0)
        return '';
    const are = names.length === 1 ? 'has no fixed container name in its colours' : 'have no fixed container names in their colours';
    return `${names.join(', ')} ${are}; inside of them the names of the compose file are answered.`;
}
/** What a person should know before a release, and nothing stops it. */
function notices({ model, decisions, facts, router }) {
    const found = facts.overrides.map((path) => `${path} is there and is not used: a release takes the compose file of the repository alone.`);
    const strategyOf = (name) => decisions.find((one) => one.service === name)?.strategy ?? 'single';
    for (const [name, service] of Object.entries(model.services)) {
        const strategy = strategyOf(name);
        if (strategy === 'single')
            found.push(...sameImage(model.services, name, strategyOf));
        else
            found.push(...released(name, service, strategy, router));
        if (strategy === 'colours')
            found.push(...shared(name, service));
    }
    for (const [key, network] of Object.entries(model.networks ?? {})) {
        const names = Object.keys(model.services).filter((name) => strategyOf(name) === 'colours' && key in (model.services[name]?.networks ?? {}));
        if (network?.external && names.length > 0)
            found.push(`On the external network ${network.name ?? key} both colours answer to ${names.join(', ')} while they run side by side.`);
    }
    return found;
}
function released(name, service, strategy, router) {
    const found = [];
    const order = strategy === 'once' ? undefined : (0,docker_build/* migrationIn */.o$)((0,docker_build/* commandText */.jt)(service['command']) || (0,docker_build/* commandText */.jt)(service['entrypoint']));
    if (order)
        found.push(`${name} migrates when it starts (${order}), before the release has proven anything; the step for migrations does it once, and under a lock.`);
    const labels = (0,docker_build/* discoveryOf */.ii)(service);
    if (labels.length > 0 && router !== 'traefik')
        found.push(`${name} loses ${labels.join(', ')} in its colours: a proxy that watches the engine would send traffic to one as soon as it runs.`);
    if (strategy !== 'once' && (0,docker_build/* restartOf */.R6)(service) === 'no')
        found.push(`${name} has no restart policy: it stays down after a restart of the server. restart: unless-stopped changes that.`);
    if (Object.values(service.networks ?? {}).some((one) => one?.['ipv4_address'] ?? one?.['ipv6_address']))
        found.push(`${name} has no fixed address in its colours: two cannot have the same.`);
    if ((service.ports ?? []).some((port) => port.protocol === 'udp'))
        found.push(`${name} publishes UDP, which is not routed.`);
    if ((service.ports ?? []).some((port) => !port.published))
        found.push(`${name} publishes a port without a fixed number, which is not routed.`);
    const unset = Object.entries(service.environment ?? {})
        .filter(([, value]) => value === null)
        .map(([key]) => key);
    if (unset.length > 0)
        found.push(`${name} wants ${unset.join(', ')} from the environment, where it has no value: the container gets none.`);
    return found;
}
function shared(name, service) {
    const mounts = (service.volumes ?? []).filter((mount) => (0,docker_build/* writable */.T5)(mount) && mount.source && !/\.sock$/.test(mount.source));
    if (mounts.length === 0)
        return [];
    const list = mounts.map((mount) => mount.source).join(', ');
    const risk = (0,docker_build/* singleWriter */.Sr)(service) ? ' One of them looks as if it could have one writer only.' : '';
    return [`Both colours of ${name} write to ${list} while they run side by side.${risk}`];
}
/** A single service that runs the image of a released one stays on an old version. */
function sameImage(services, name, strategyOf) {
    const own = services[name] ?? {};
    const source = (service) => service.image?.replace(/@.*$/, '').replace(/:[^/]*$/, '') ?? service.build?.context;
    const twin = Object.keys(services).find((other) => strategyOf(other) !== 'single' && source(own) !== undefined && source(services[other] ?? {}) === source(own));
    return twin
        ? [`${name} runs the image of ${twin} and is not released with it: it stays on the version that it has. Name it in images too.`]
        : [];
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/memory.js
/** @param used bytes that each copy of a service that serves now holds */
function memoryNeed(model, decisions, used) {
    const doubled = decisions.filter(({ strategy }) => strategy === 'colours').map(({ service }) => service);
    const each = doubled.map((service) => needOf(model.services[service] ?? {}, used(service)));
    return {
        needed: each.reduce((sum, one) => sum + one.needed, 0),
        most: each.reduce((sum, one) => sum + one.most, 0),
    };
}
/** As much as the one that runs holds, at least what the file reserves, and never more than it allows. */
function needOf(service, used) {
    const { reserved, limit } = declared(service);
    const needed = Math.min(Math.max(...used, reserved), limit);
    return { needed, most: Number.isFinite(limit) ? limit : needed };
}
/** Compose resolves sizes to bytes. */
function declared(service) {
    const resources = service['deploy']?.resources;
    return {
        reserved: Number(service['mem_reservation'] ?? resources?.reservations?.memory ?? 0) || 0,
        limit: Number(service['mem_limit'] ?? resources?.limits?.memory ?? 0) || Number.POSITIVE_INFINITY,
    };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/resources.js



/** Space that an engine needs for itself and for what containers write. */
const reserve = 256 * 1024 ** 2;
/** images…: root, free bytes there, available memory, then for each image its size or 0 where it is not here. */
const ask = [
    'root=$(docker info --format "{{.DockerRootDir}}") || exit 1; echo "$root"',
    // Another user may not look into the folder, but its file system can be asked for by the nearest one above.
    'p=$root; until df -Pk "$p" >/dev/null 2>&1 || [ "$p" = / ]; do p=$(dirname "$p"); done; df -Pk "$p" | awk \'NR == 2 { printf "%d\\n", $4 * 1024 }\'',
    'awk \'/^MemAvailable:|^SwapFree:/ { sum += $2 } END { printf "%d\\n", sum * 1024 }\' /proc/meminfo',
    'for i; do docker image inspect --format "{{.Size}}" "$i" 2>/dev/null || echo 0; done',
].join('\n');
/** @param images what is released: those that are here already need no space */
async function measure(shell, project, decisions, images) {
    const colors = ['blue', 'green'];
    const there = await Promise.all(colors.map((color) => (0,docker_build/* containersOf */.Mz)(shell, (0,docker_build/* colorProject */.t_)(project.name, color))));
    const running = there.flat().filter((one) => one.status === 'running');
    const idle = colors.filter((_, index) => !there[index]?.some((one) => one.status === 'running'));
    const live = [...new Set(running.map(({ image }) => image))];
    const { stdout } = await shell.run(['sh', '-c', ask, 'sh', ...images, ...live]);
    const [root = '', free, available, ...sizes] = stdout.trim().split('\n');
    const here = sizes.map(Number);
    const missing = here.slice(0, images.length).filter((size) => size === 0).length;
    // An image that is not here yet is taken to be as large as those that serve.
    const likely = Math.max(0, ...here.slice(images.length));
    const used = await usage(shell, running.map(({ id }) => id));
    const holds = (service) => running.filter((one) => one.service === service).map(({ id }) => used.get(id) ?? 0);
    return {
        root,
        disk: { free: Number(free), needed: missing * likely + (missing > 0 ? reserve : 0) },
        memory: { available: Number(available), ...memoryNeed(project.model, decisions, holds) },
        idle,
    };
}
/** What each container's processes hold, without the files that they read: of the control groups of v2 or v1, where the engine keeps them. */
const held = [
    'for id; do for f in "/sys/fs/cgroup/system.slice/docker-$id.scope" "/sys/fs/cgroup/docker/$id" "/sys/fs/cgroup/memory/docker/$id"; do',
    '  if [ -r "$f/memory.stat" ]; then awk -v id="$id" \'/^(anon|total_rss) / { printf "%s %d\\n", id, $2; exit }\' "$f/memory.stat"; break; fi',
    'done; done',
].join('\n');
async function usage(shell, ids) {
    const { stdout } = await shell.run(['sh', '-c', held, 'sh', ...ids], { allowFailure: true });
    return new Map(stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}
/** @throws Failure `server-full` naming everything that is short */
function refuseShort({ root, disk, memory }, where, log) {
    const short = [];
    const hints = [];
    if (disk.free < disk.needed) {
        short.push(`${size(disk.free)} are free below ${root}, and the images need about ${size(disk.needed)}`);
        hints.push('Make room: docker image prune, docker builder prune; a lower keep-releases keeps fewer images.');
    }
    if (memory.available < memory.needed) {
        short.push(`${size(memory.available)} of memory are available, and a second colour needs about ${size(memory.needed)}, by what the live one uses and the compose file reserves`);
        hints.push('Give the server more memory or swap, or take strategy recreate, with an outage.');
    }
    if (memory.available >= memory.needed && memory.available < memory.most)
        log.warn(`The compose file lets a second colour use up to ${size(memory.most)} of memory, and ${size(memory.available)} are available on ${where}: if it does, the kernel ends programs. A lower mem_limit, or more memory or swap, prevents that.`);
    if (short.length === 0)
        return void log.debug(`Free on ${where}: ${size(disk.free)} of disk, ${size(memory.available)} of memory.`);
    throw new build/* Failure */.HR('server-full', `On ${where} ${short.join('; ')}.`, { state: 'Nothing was changed.', hint: hints.join(' ') });
}
function size(bytes) {
    return bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.round(bytes / 1024 ** 2)} MB`;
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/rules.js


/** Everything that would go wrong later, found before anything is changed. */
function unfit(reviewed) {
    const { model, decisions, facts } = reviewed;
    const released = decisions.filter(({ strategy }) => strategy !== 'single').map(({ service }) => service);
    return [
        ...released.flatMap((name) => serviceUnfit(reviewed, name, model.services[name] ?? {})),
        ...missingFiles(reviewed, [...released, ...facts.absent]),
        ...facts.missing.map((one) => ({
            what: `the ${one} is external and not there`,
            hint: `create it: docker ${one.split(' ')[0]} create ${one.split(' ')[1]}`,
        })),
        ...facts.unbuilt.map((name) => ({
            what: `${name} is built from source and not released`,
            hint: `name its image in images: ${name}=…@sha256:…`,
        })),
    ];
}
function serviceUnfit(reviewed, name, service) {
    const source = sourceMount(service);
    const found = [
        ...onNetwork(service),
        ...inCopies(reviewed, name, service),
        ...byDiscovery(reviewed, service),
        ...takenVolumes(reviewed, service),
    ];
    if (source)
        found.push([`mounts ${source}, the folder that it is built from`, 'move that mount into a compose.override.yml for development']);
    return found.map(([what, hint]) => ({ what: `${name} ${what}`, hint }));
}
function onNetwork(service) {
    const mode = String(service['network_mode'] ?? '');
    if (mode === 'host')
        return [['uses the network of the host, where two colours would take the same ports', 'publish its ports instead']];
    if (mode === 'bridge' || mode.startsWith('container:'))
        return [[`uses network_mode ${mode}`, 'let it use the networks of the project']];
    if (mode !== '' && (service.ports ?? []).length > 0)
        return [[`publishes ports with network_mode ${mode}`, 'publish them on the service whose network it is']];
    const range = (service.ports ?? []).find((port) => /^\d+-\d+$/.test(port.published ?? ''));
    return range ? [[`publishes one of the ports ${range.published}`, 'publish one port, like 8000:8000']] : [];
}
function inCopies({ decisions }, name, service) {
    const copies = Number(service['scale'] ?? service['deploy']?.replicas ?? 1);
    const strategy = decisions.find((one) => one.service === name)?.strategy;
    if (copies === 0)
        return [['has no copies (replicas: 0)', 'release it when it runs']];
    if (copies === 1)
        return [];
    if ((service.ports ?? []).length > 0)
        return [[`has ${copies} copies`, 'run one, with more workers inside: the router knows one address of a colour']];
    return strategy === 'colours' ? [] : [[`has ${copies} copies`, `a ${strategy} has one; take strategy colours where two may run at once`]];
}
/** A proxy that looks for containers by itself would pass the router by. */
function byDiscovery({ facts, router, model }, service) {
    const [label] = (0,docker_build/* discoveryOf */.ii)(service);
    const sees = (0,docker_build/* discoverers */.UQ)([...facts.running, ...Object.values(model.services).map((one) => one.image ?? '')]);
    if (label === undefined || sees.length === 0 || router === 'traefik')
        return [];
    const hint = sees.some((image) => /traefik/.test(image))
        ? 'take router: traefik, where users come through it; else remove the label'
        : 'let that proxy ask the published port, and remove the label';
    return [
        [`has ${label}, and ${sees.join(', ')} on this server sends traffic to every container that has it, also to an unproven colour`, hint],
    ];
}
function takenVolumes({ decisions }, service) {
    const others = (service['volumes_from'] ?? []).map((one) => one.replace(/^container:/, '').split(':')[0] ?? '');
    const outside = others.filter((other) => !decisions.some((one) => one.service === other && one.strategy !== 'single'));
    return outside.length > 0
        ? [[`takes the volumes of ${outside.join(', ')}, which is no part of the release`, 'name the volumes themselves']]
        : [];
}
/** A mount of the folder that the service is built from: the code of a developer's machine in place of the image's. */
function sourceMount(service) {
    const build = service.build;
    const context = typeof build === 'string' ? build : build?.context;
    if (!context?.startsWith('/'))
        return undefined;
    return (service.volumes ?? []).find((mount) => mount.type === 'bind' && mount.source === context)?.source;
}
function missingFiles({ model, facts }, names) {
    const hint = 'put it on the server; Docker would make an empty folder of it';
    const mounts = names.flatMap((name) => (model.services[name]?.volumes ?? [])
        .filter((mount) => mount.type === 'bind' && facts.paths[mount.source ?? ''] === 'nothing' && isFile(mount.source ?? '', mount.target))
        .map((mount) => ({ what: `${name} mounts ${mount.source}, which is not there`, hint })));
    const files = fileSources(model).filter((path) => facts.paths[path] === 'nothing');
    return [...mounts, ...files.map((path) => ({ what: `a config or secret is ${path}, which is not there`, hint: 'put it on the server' }))];
}
/** What a mount means: a name with an ending on both sides is a file; anything else may be a folder that Docker is to make. */
function isFile(source, target) {
    const ending = /\/[^/]+\.[a-z][a-z0-9]{0,7}$/i;
    return (ending.test(source) && !/\.d$/.test(source)) || (ending.test(target) && !/\.d$/.test(target));
}

// EXTERNAL MODULE: ./actions/blue-green-switch/build/runtimes/compose/strategy-table.js
var strategy_table = __webpack_require__(241);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/subnets.js


/** Docker's own, where /etc/docker/daemon.json names none (https://docs.docker.com/engine/network/#automatic-subnet-allocation). */
const own = [
    { Base: '172.17.0.0/16', Size: 16 },
    { Base: '172.18.0.0/16', Size: 16 },
    { Base: '172.19.0.0/16', Size: 16 },
    { Base: '172.20.0.0/14', Size: 16 },
    { Base: '172.24.0.0/14', Size: 16 },
    { Base: '172.28.0.0/14', Size: 16 },
    { Base: '192.168.0.0/16', Size: 20 },
];
/** Pools; then the networks of the engine, each with its subnets; then what the machine itself is connected to. */
const subnets_ask = [
    'docker info --format "{{json .DefaultAddressPools}}" || exit 1',
    'docker network ls -q | xargs -r docker network inspect --format "network {{.Name}}{{range .IPAM.Config}} {{.Subnet}}{{end}}"',
    'ip -4 route show scope link 2>/dev/null | cut -d" " -f1; :',
].join('\n');
/** @throws Failure `server-full` where the engine has no subnets for the networks of a colour. @param idle colours that do not run */
async function requireSubnets(shell, model, released, idle) {
    const { stdout } = await shell.run(['sh', '-c', subnets_ask]);
    const [pools = '', ...rest] = stdout.trim().split('\n');
    const there = rest.flatMap((line) => (line.startsWith('network ') ? [line.split(' ')[1] ?? ''] : []));
    const missing = idle.map((color) => networksOfColor(model, released, color).filter((name) => !there.includes(name)).length);
    const needed = missing.length > 0 ? Math.min(...missing) : 0;
    const taken = rest.flatMap((line) => line.replace(/^network \S+/, '').match(/\d+\.\d+\.\d+\.\d+(\/\d+)?/g) ?? []);
    const free = countFree(poolsOf(pools), taken, needed);
    if (free >= needed)
        return;
    throw new build/* Failure */.HR('server-full', `Docker on ${shell.where} has ${free === 0 ? 'no subnet' : `${free} subnets`} left for networks, and the next colour needs ${needed}.`, { state: 'Nothing was changed.', hint: docker_build/* noSubnet */.pF });
}
/** Networks of a colour that get a subnet from the engine; the router's own has a fixed one. */
function networksOfColor(model, released, color) {
    const used = released.flatMap((name) => {
        const service = model.services[name] ?? {};
        return service['network_mode'] === undefined ? Object.keys(service.networks ?? { default: null }) : [];
    });
    return [...new Set(used)]
        .filter((key) => model.networks?.[key]?.external !== true)
        .map((key) => `${(0,docker_build/* colorProject */.t_)(model.name, color)}_${key}`);
}
function poolsOf(text) {
    const configured = JSON.parse(text) ?? [];
    return configured.length > 0 ? configured : own;
}
/** Subnets of the pools that nothing touches, counted up to `enough`. @param taken CIDRs and addresses */
function countFree(pools, taken, enough) {
    const ranges = taken.map(rangeOf);
    let free = 0;
    for (const { Base, Size } of pools.filter((pool) => !pool.Base.includes(':'))) {
        const base = rangeOf(Base);
        const step = 2 ** (32 - Size);
        for (let first = base.first; first + step - 1 <= base.last; first += step) {
            if (free >= enough)
                return free;
            const last = first + step - 1;
            if (!ranges.some((range) => range.first <= last && range.last >= first))
                free++;
        }
    }
    return free;
}
function rangeOf(cidr) {
    const [address = '', bits = '32'] = cidr.split('/');
    const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const size = 2 ** (32 - Number(bits));
    const first = value - (value % size);
    return { first, last: first + size - 1 };
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/survey.js








/**
 * Looks at everything that a release would meet later, and says how each service is treated. Changes nothing.
 * @returns the plan as Markdown
 * @throws Failure `compose-unfit`, `second-single`, `server-full`
 */
async function survey(shell, project, decisions, images, context) {
    const { log } = context.host;
    if (project.refusal)
        throw project.refusal;
    const facts = await gather(shell, project, Object.keys(images));
    const reviewed = { model: project.model, decisions, facts, router: context.router };
    const plan = (0,strategy_table/* describeStrategies */.P)(decisions, context.allowOutage);
    for (const { service, strategy, why } of decisions)
        log.info(`${service}: ${strategy} (${why})`);
    refuseUnfit(unfit(reviewed));
    await (0,docker_build/* refuseSecond */.d2)(shell, project, facts.absent);
    const names = fixedNames(reviewed);
    if (names)
        log.info(names);
    const noticed = notices(reviewed);
    for (const notice of noticed)
        log.annotate({ level: 'notice', message: notice });
    const said = [...noticed, ...(names ? [names] : [])];
    const resources = await measure(shell, project, decisions, Object.values(images));
    refuseShort(resources, shell.where, log);
    await requireSubnets(shell, project.model, Object.keys(images), resources.idle);
    return [plan, said.map((notice) => `- ${(0,build/* cell */.Hn)(notice)}`).join('\n')].filter(Boolean).join('\n\n');
}
function refuseUnfit(found) {
    if (found.length === 0)
        return;
    const lines = found.map(({ what, hint }) => `- ${what}: ${hint}`);
    throw new build/* Failure */.HR('compose-unfit', `The compose file cannot be released as it stands:\n${lines.join('\n')}\n`, {
        state: 'Nothing was changed.',
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/runtimes/compose/open.js







/** A team's compose file, as compose on the target resolves it. */
async function open_open({ shell, host, inputs }) {
    await (0,docker_build/* requireEngine */.Wp)(shell);
    const project = await (0,docker_build/* openProject */.U8)(shell, inputs, host.context);
    const { 'registry-username': username, 'registry-password': password } = inputs;
    const login = username && password ? { username, password } : undefined;
    const decisions = (released) => (0,docker_build/* decide */.LD)(project.model, released, (0,strategies/* parseStrategies */.t)(inputs.strategies, project.model, released));
    return {
        name: project.name,
        state: project.state,
        images: (lines) => (0,build_images/* parseImages */.e)(lines, project.model),
        refuse: (released) => refuseCallers((0,docker_build/* callersOf */.Gt)(project.model, released)),
        survey: (images) => survey(shell, project, decisions(Object.keys(images)), images, {
            host,
            router: inputs.router,
            allowOutage: inputs['allow-outage'],
        }),
        ensure: async (guarded, released) => void (await (0,docker_build/* ensureSingles */.kR)(guarded, project, released, host)),
        async runtime(guarded, released) {
            const published = (0,docker_build/* publishedPorts */.LQ)(project.model, released);
            const networks = released.length === 0 ? networksOf({ block: 0, places: {} }, []) : await assignAddresses(guarded, project.state, published);
            const own = released.length === 0 ? [] : decisions(released).filter(({ strategy }) => strategy !== 'single');
            return composeRuntime({ shell: guarded, project, published, networks, login, waiting: host, decisions: own });
        },
    };
}
/** A service of one copy that calls a released one by name would meet both colours, the unchecked one too. */
function refuseCallers(callers) {
    if (callers.length === 0)
        return;
    throw new build/* Failure */.HR('calls-release', `${callers.join(', ')} depends on a released service but is not released itself.`, {
        state: 'Nothing was changed.',
        hint: 'Name an image for it as well, so that each colour has its own; or take the depends_on away where it does not call that service.',
    });
}


/***/ }),

/***/ 2319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ isOurs),
/* harmony export */   R: () => (/* binding */ refuseStranger)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
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


/***/ })

};
