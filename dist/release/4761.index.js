export const id = 4761;
export const ids = [4761];
export const modules = {

/***/ 4761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/assets.js
var haproxy_assets = __webpack_require__(3224);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/haproxy.js + 3 modules
var haproxy = __webpack_require__(1436);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/answers.js
var answers = __webpack_require__(8082);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/config.js + 1 modules
var config = __webpack_require__(5685);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/takeover.js
var haproxy_takeover = __webpack_require__(5596);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/socket.js
var socket = __webpack_require__(5116);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/managed/certificate.js



/**
 * The certificate is copied on the server itself: its key is never on the runner. `take SOURCE` says `taken` or `same`; `put_back` undoes it. Root may
 * call them too, from the hook of what renews certificates, and leaves the files to the user.
 */
const functions = [
    'take() { if [ ! -r "$1" ]; then echo "$1 is not there, or not readable for $(id -un)" >&2; return 1; fi',
    '  if cmp -s "$1" certificate.pem; then echo same; return 0; fi; rm -f certificate.before certificate.next',
    '  cat -- "$1" > certificate.next && chmod 600 certificate.next && chown --reference=. certificate.next && sync certificate.next || return 1',
    '  if [ -e certificate.pem ]; then ln certificate.pem certificate.before || return 1; fi',
    '  mv -fT certificate.next certificate.pem && echo taken; }',
    'put_back() { if [ -e certificate.before ]; then mv -fT certificate.before certificate.pem; else rm -f certificate.pem; fi; }',
].join('\n');
/** Beside it: the source's path in `certificate.source`, the container's name in `container`. */
const renewal = [
    '#!/bin/sh',
    '# Written by Slipway: takes a renewed certificate over without a gap. Safe to repeat.',
    'set -u; umask 077; cd "$(dirname "$0")" || exit 1',
    'IFS= read -r source < certificate.source; IFS= read -r container < container',
    functions,
    socket/* talk */.LS,
    'said=$(take "$source") || exit 1; [ "$said" = taken ] || exit 0',
    'if docker exec --user "$(stat -c %u:%g .)" "$container" haproxy -c -q -f "$PWD"; then socket=$PWD/master.sock; talk reload > /dev/null; said=$?; rm -f certificate.before; exit $said; fi',
    'put_back; echo "HAProxy refuses $source; the certificate before stays" >&2; exit 1',
    '',
].join('\n');
/**
 * Takes the certificate over. @returns whether it is another one than before
 * @throws Failure `router-setup` where it cannot be read
 */
async function takeCertificate(shell, place, source) {
    const run = ['sh', '-c', `set -u; umask 077; cd "$1" || exit 1\n${functions}\ntake "$2"`, 'sh', place.directory, source];
    const { code, stdout, stderr } = await shell.run(run, { allowFailure: true });
    if (code !== 0) {
        throw new build/* Failure */.HR('router-setup', `The certificate cannot be used on ${shell.where}: ${stderr.trim()}.`, {
            state: 'Nothing was changed.',
            hint: 'tls-certificate is one PEM file with certificate, chain and private key that the deploying user may read, like tls-certificate: /etc/slipway/notes.pem.',
        });
    }
    return stdout.trim() === 'taken';
}
/** The certificate serves: writes down how it is renewed without a release. */
async function keepRenewal(shell, { directory, container }, source) {
    const files = [
        ['certificate.source', `${source}\n`, '600'],
        ['container', `${container}\n`, '600'],
        ['renew-certificate.sh', renewal, '700'],
    ];
    for (const [name, text, mode] of files) {
        const path = `${directory}/${name}`;
        if ((await (0,shell_build/* readText */.yR)(shell, path)) !== text)
            await (0,shell_build/* replaceFile */.fR)(shell, path, text, mode);
    }
    await (0,shell_build/* removeFiles */.WS)(shell, `${directory}/certificate.before`);
}
async function putCertificateBack(shell, place) {
    await shell.run(['sh', '-c', `set -u; cd "$1" || exit 1\n${functions}\nput_back`, 'sh', place.directory], { allowFailure: true });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/managed/place.js
/** Environment of a container whose value its HAProxy says again, so that one instance is told from the next on the same socket. */
const instanceVariable = 'SLIPWAY_ROUTER';
function placeOf(project, state, user) {
    const directory = `${state}/router`;
    return {
        project,
        directory,
        socket: `${directory}/admin.sock`,
        masterSocket: `${directory}/master.sock`,
        certificate: `${directory}/certificate.pem`,
        container: `${project}-router`,
        ...user,
    };
}
/** No project's name starts with an underscore, so no project's own file is this one. */
const globalFile = '_global.cfg';
/** What every section shares. The limit of files is HAProxy's own, because engines often set none, and it would take memory for all of them. */
function renderGlobal(place) {
    return [
        `# Written by Slipway for ${place.project}. Changes are lost.`,
        'global',
        `    stats socket ${place.socket} mode 600 level admin expose-fd listeners`,
        // Set by each container: its name on a socket that the next one takes over.
        `    description "\${${instanceVariable}}"`,
        '    fd-hard-limit 50000',
        '    ssl-default-bind-options ssl-min-ver TLSv1.2',
        '',
    ].join('\n');
}
/**
 * The published port that HTTPS stands in front of: the one that is named, or 80, or the only one.
 * @returns a sentence where there is none that is clear
 */
function tlsPort(published, asked) {
    const ports = published.map(({ port }) => port);
    if (ports.includes(443))
        return 'Port 443 is published by the compose file already, so tls-certificate has no place.';
    if (asked !== undefined)
        return ports.includes(asked) ? asked : `tls-port is ${asked}, and published are ${ports.join(', ')}.`;
    if (ports.includes(80))
        return 80;
    const [only, second] = ports;
    if (only !== undefined && second === undefined)
        return only;
    return `Published are ${ports.join(', ')}: tls-port must say which one HTTPS leads to, like tls-port: ${only ?? 3000}.`;
}

// EXTERNAL MODULE: ./packages/docker/build/index.js + 9 modules
var docker_build = __webpack_require__(262);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/managed/container.js




/** Carries the project's name; by it, and not by a name alone, a container is known as ours. */
const routerLabel = 'slipway.router';
const specLabel = 'slipway.router.spec';
const mounted = (place) => ['--mount', `type=bind,source=${place.directory},target=${place.directory}`];
const confined = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only'];
const asUser = (place) => ['--user', `${place.uid}:${place.gid}`];
/** Checks what the folder holds, by the image that is to run it, without a network. */
function checkArguments(place, image) {
    const program = ['--entrypoint', 'haproxy', image, '-c', '-q', '-f', place.directory];
    return [
        'docker',
        'run',
        '--rm',
        '--network',
        'none',
        '--env',
        `${instanceVariable}=check`,
        ...asUser(place),
        ...confined,
        ...mounted(place),
        ...program,
    ];
}
/**
 * HAProxy as the deploying user. Where it must bind a low port, it starts as the container's root without any right but to become that user and to
 * keep the one capability. `-x`: listening sockets are taken over from the instance before, where one runs.
 */
function runArguments(place, { image, id, privileged, instance }) {
    const becomes = privileged && place.uid !== 0;
    const capabilities = [...(privileged ? ['NET_BIND_SERVICE'] : []), ...(becomes ? ['SETUID', 'SETGID'] : [])];
    const user = ['--reuid', String(place.uid), '--regid', String(place.gid), '--clear-groups'];
    const keep = ['--inh-caps=-all,+net_bind_service', '--ambient-caps=-all,+net_bind_service'];
    const sockets = ['-S', `${place.masterSocket},mode,600`, '-x', place.socket];
    return [
        ...['docker', 'run', '--detach', '--name', place.container, '--network', 'host', '--restart', 'unless-stopped'],
        ...[
            '--stop-signal',
            'SIGUSR1',
            '--label',
            `${routerLabel}=${place.project}`,
            '--label',
            `${specLabel}=${specOf(place, id, privileged)}`,
        ],
        ...['--env', `${instanceVariable}=${instance}`],
        ...(becomes ? ['--user', '0:0'] : asUser(place)),
        ...confined,
        ...capabilities.flatMap((one) => ['--cap-add', one]),
        ...mounted(place),
        ...(becomes ? ['--entrypoint', 'setpriv', image, ...user, ...keep, 'haproxy'] : ['--entrypoint', 'haproxy', image]),
        ...['-W', '-db', ...sockets, '-f', place.directory],
    ];
}
/** What a container is made of: another one is needed where this differs. @param image its id */
function specOf(place, image, privileged) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([1, image, privileged, place.directory, place.uid, place.gid]))
        .digest('hex')
        .slice(0, 16);
}
/** The container that has the router's name, and every other one of the project's router. */
async function findRouters(shell, place) {
    const list = async (filter) => (await shell.run(['docker', 'ps', '-aq', '--no-trunc', '--filter', filter])).stdout.split('\n').filter(Boolean);
    const ids = new Set([...(await list(`name=^/?${place.container}$`)), ...(await list(`label=${routerLabel}=${place.project}`))]);
    if (ids.size === 0)
        return { named: undefined, others: [] };
    const { stdout } = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
    const all = JSON.parse(stdout || '[]').map((one) => ({
        id: one.Id,
        name: one.Name.replace(/^\//, ''),
        running: one.State.Running && !one.State.Restarting,
        project: one.Config.Labels?.[routerLabel],
        spec: one.Config.Labels?.[specLabel],
    }));
    return { named: all.find((one) => one.name === place.container), others: all.filter((one) => one.name !== place.container) };
}
/** Why a container did not come up, from what docker or HAProxy said. */
function whyNot(place, image, said) {
    const [, taken] = /cannot bind (?:to )?(?:\w+ )?socket.*?\[\S*?:(\d+)\]/i.exec(said) ?? [];
    const state = 'The container that was tried is removed; what ran before runs on.';
    if (taken !== undefined) {
        return new build/* Failure */.HR('port-taken', `Port ${taken} is in use by something else, so the router of ${place.project} cannot have it.`, {
            state,
            hint: `See who: ss -ltnp 'sport = :${taken}'.`,
        });
    }
    const missing = /exec: "(\w+)"/.exec(said)?.[1];
    if (missing !== undefined) {
        return new build/* Failure */.HR('router-setup', `The image ${image} has no program ${missing}.`, {
            state,
            hint: 'Give router-image a HAProxy made from Debian, like haproxy:3.0; those made from Alpine can have ports from 1024 only.',
        });
    }
    return new build/* Failure */.HR('router-failed', `HAProxy of ${image} did not start:\n${(0,shell_build/* lastLines */.w$)(said, 6)}\n`, { state });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/managed/serve.js





/** Milliseconds that a new container gets until its HAProxy answers. */
const startTime = 20_000;
/**
 * Makes the wanted container run. Another image takes the listening sockets over from the instance before, which ends when its connections do: no
 * connection is refused or cut. @throws Failure `router-setup`, `router-config`, `pull-failed`, `port-taken`, `router-failed`
 */
async function serve(serving) {
    const { shell, place, image, privileged, log } = serving;
    const { named, others } = await findRouters(shell, place).catch(async (error) => {
        await (0,docker_build/* requireEngine */.Wp)(shell);
        throw error;
    });
    if (named && named.project !== place.project) {
        throw new build/* Failure */.HR('router-setup', `A container named ${place.container} is on ${shell.where}, and Slipway did not make it.`, {
            state: 'Nothing was changed.',
            hint: `Give it another name, docker rename ${place.container} …, or use another project-name.`,
        });
    }
    await (0,docker_build/* pullImage */.ZP)(shell, image);
    const id = (await shell.run(['docker', 'image', 'inspect', '--format', '{{.Id}}', image])).stdout.trim();
    if (named?.running && named.spec === specOf(place, id, privileged))
        return retire(shell, others);
    await check(serving, id);
    if (!named)
        log.info(`The router ${place.container} is started.`);
    else
        log.info(named.running ? `The router ${place.container} is handed over to ${image}.` : `${place.container} does not run; it is started anew.`);
    await replace(serving, id, named);
    await retire(shell, others.concat(named ?? []));
}
async function check({ shell, place, image }, id) {
    const result = await shell.run(checkArguments(place, id), { allowFailure: true, deadline: 60_000 });
    if (result.code === 0)
        return;
    if (/exec: "\w+"/.test(result.stderr))
        throw whyNot(place, image, result.stderr);
    throw new build/* Failure */.HR('router-config', `HAProxy of ${image} refuses the configuration in ${place.directory}:\n${(0,shell_build/* lastLines */.w$)(result.stderr, 6)}\n`, {
        state: 'What ran before runs on; traffic is untouched.',
    });
}
async function replace(serving, id, before) {
    const { shell, place, image, privileged, clock } = serving;
    const aside = before && `${place.container}-${before.id.slice(0, 12)}`;
    if (before && aside)
        await shell.run(['docker', 'rename', before.id, aside]);
    const instance = `${clock.now()}`;
    const run = await shell.run(runArguments(place, { image, id, privileged, instance }), { allowFailure: true, deadline: 60_000 });
    const said = run.code === 0 ? await serve_answers(serving, instance) : run.stderr;
    if (said === undefined)
        return;
    await shell.run(['docker', 'rm', '--force', place.container], { allowFailure: true });
    if (before)
        await shell.run(['docker', 'rename', before.id, place.container], { allowFailure: true });
    throw whyNot(place, image, said);
}
/** Waits until the new instance answers on the socket. @returns what it said, where it does not */
async function serve_answers({ shell, place, clock }, instance) {
    const until = clock.now() + startTime;
    while (clock.now() < until) {
        await clock.sleep(200);
        const info = await (0,socket/* order */.fq)(shell, place.socket, 'show info').catch(() => '');
        if (info.split('\n').includes(`description: ${instance}`))
            return undefined;
        const state = await shell.run(['docker', 'inspect', '--format', '{{.State.Running}} {{.RestartCount}}', place.container], {
            allowFailure: true,
        });
        if (state.stdout.trim() !== 'true 0')
            break;
    }
    const logs = await shell.run(['docker', 'logs', '--tail', '30', place.container], { allowFailure: true });
    return `${logs.stdout}${logs.stderr}` || 'it said nothing';
}
/** Instances before stop listening, and end with their last connection; those that have ended are removed. */
async function retire(shell, others) {
    for (const { id, running } of others.filter(({ project }) => project !== undefined)) {
        if (!running)
            await shell.run(['docker', 'rm', '--force', id], { allowFailure: true });
        else {
            await shell.run(['docker', 'update', '--restart', 'no', id], { allowFailure: true });
            await shell.run(['docker', 'kill', '--signal', 'USR1', id], { allowFailure: true });
        }
    }
}
/** Whether the project's router runs. */
async function isServing(shell, place) {
    const filters = [
        '--filter',
        `name=^/?${place.container}$`,
        '--filter',
        `label=${routerLabel}=${place.project}`,
        '--filter',
        'status=running',
    ];
    return (await shell.run(['docker', 'ps', '-q', ...filters], { allowFailure: true })).stdout.trim() !== '';
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/managed/managed.js








/** HAProxy in a container of Slipway's own, for a server without a proxy. Once it runs, it is steered as every HAProxy is. */
function managedRouter(options) {
    const { haproxy, shell, place, plan } = options;
    const kept = async () => (0,answers/* fileValue */.CE)((await (0,shell_build/* readText */.yR)(shell, plan.mapFile)) ?? '', config/* liveKey */.Op) ?? 'none';
    /** Where the container does not run, nothing is routed, whatever the disk says. */
    const words = async () => {
        try {
            return await haproxy.words();
        }
        catch (error) {
            if (!(error instanceof build/* Failure */.HR) || (await isServing(shell, place)))
                throw error;
            return { now: 'none', kept: await kept() };
        }
    };
    const makePlace = async () => {
        await (0,shell_build/* makeFolder */.fc)(shell, place.directory);
        const path = `${place.directory}/${globalFile}`;
        const wanted = renderGlobal(place);
        if ((await (0,shell_build/* readText */.yR)(shell, path)) !== wanted)
            await (0,shell_build/* replaceFile */.fR)(shell, path, wanted, '600');
    };
    const prepare = async () => {
        await makePlace();
        const { certificate } = options;
        const renewed = certificate !== undefined && (await takeCertificate(shell, place, certificate));
        try {
            await serve(options);
            await refuseTakenTls(options);
            const { now } = await words();
            // One that was started just now serves what is confirmed, also where nothing ran when the run began.
            await haproxy.prepare(now.startsWith('green') ? 'green' : now.startsWith('blue') ? 'blue' : undefined, renewed);
            if (certificate !== undefined)
                await keepRenewal(shell, place, certificate);
        }
        catch (error) {
            if (renewed)
                await putCertificateBack(shell, place);
            throw error;
        }
    };
    return {
        kind: 'managed',
        abilities: haproxy.abilities,
        program: haproxy.program,
        prepare,
        takeover: takeoverOf(options, async () => {
            await makePlace();
            if (options.certificate !== undefined && (await takeCertificate(shell, place, options.certificate)))
                await keepRenewal(shell, place, options.certificate);
            await serve(options);
        }),
        words,
        front: (published) => haproxy.front(published),
        reachable: (color) => haproxy.reachable(color),
        inflight: (color) => haproxy.inflight(color),
        failures: (color) => haproxy.failures(color),
    };
}
/** A stack that serves is taken over before anything was prepared: the container must run by then. */
function takeoverOf({ haproxy: { takeover }, shell, place }, start) {
    return {
        ...takeover,
        // Only a look: nothing of ours need be there yet.
        choose: async (ports) => (0,haproxy_takeover/* chooseBeside */.ou)(ports, await (0,haproxy_takeover/* usedPorts */.Mt)(shell, place.directory)),
        ready: start,
        async enter(entrance, when) {
            if (when !== 'boot')
                await start();
            await takeover.enter(entrance, when);
        },
    };
}
/** As for published ports: a port that somebody else has would be refused by the new worker only. */
async function refuseTakenTls({ shell, plan, place }) {
    if (!plan.edge?.tls)
        return;
    const config = (await (0,shell_build/* readText */.yR)(shell, `${place.directory}/${place.project}.cfg`)) ?? '';
    if (/^\s+bind \S*:443 /m.test(config))
        return;
    const listening = await shell.run(['ss', '-Hltn', 'sport = :443'], { allowFailure: true });
    if (listening.stdout.trim() === '')
        return;
    throw new build/* Failure */.HR('port-taken', `Port 443 is in use on ${shell.where}, so HTTPS cannot be served there.`, {
        state: 'Nothing was changed; what listens there goes on.',
        hint: "See who: ss -ltnp 'sport = :443'.",
    });
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/managed/open.js





async function open_open({ shell, host, inputs, name, state, published, address }) {
    const facts = 'id -u; id -g; cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024; wc -c < /proc/net/if_inet6 2>/dev/null || echo 0';
    const [uid = 0, gid = 0, unprivileged = 1024, ipv6 = 0] = (await shell.run(['sh', '-c', facts])).stdout.split('\n').map(Number);
    const place = placeOf(name, state, { uid, gid });
    const edge = edgeOf(place, published, inputs);
    const assets = (0,haproxy_assets/* parseAssetPaths */.Y9)(inputs['asset-paths']);
    const plan = { project: name, published, address, mapFile: (0,haproxy/* mapFileOf */.s)(place), ipv6: ipv6 > 0, edge, assets };
    const ports = [...published.map(({ port }) => port), ...(edge.tls ? [443] : [])];
    const installation = {
        check: ['docker', 'exec', '--user', `${uid}:${gid}`, place.container, 'haproxy', '-c', '-q', '-f', place.directory],
        log: `docker logs ${place.container}`,
    };
    const common = { shell, clock: host.clock, log: host.log };
    return managedRouter({
        ...common,
        place,
        plan,
        haproxy: new haproxy/* Haproxy */.e({ ...common, ...place, installation }, plan),
        image: inputs['router-image'],
        privileged: ports.some((port) => port < unprivileged),
        certificate: inputs['tls-certificate'],
    });
}
/** Without published ports, as where only the state is asked for, there is nothing to be in front of. */
function edgeOf(place, published, inputs) {
    const proxyProtocol = inputs['client-address'] === 'proxy';
    if (inputs['tls-certificate'] === undefined || published.length === 0)
        return { proxyProtocol };
    const port = tlsPort(published, inputs['tls-port']);
    if (typeof port === 'string')
        throw new build/* Failure */.HR('bad-input', port, { state: 'Nothing was changed.' });
    return { proxyProtocol, tls: { file: place.certificate, port } };
}


/***/ })

};
