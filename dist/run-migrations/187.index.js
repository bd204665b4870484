export const id = 187;
export const ids = [187];
export const modules = {

/***/ 2187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rehearse: () => (/* binding */ rehearse)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/action/build/index.js + 13 modules
var build = __webpack_require__(3239);
// EXTERNAL MODULE: ./packages/docker/build/index.js + 7 modules
var docker_build = __webpack_require__(2132);
// EXTERNAL MODULE: ./packages/postgres/build/index.js + 15 modules
var postgres_build = __webpack_require__(4677);
// EXTERNAL MODULE: ./actions/run-migrations/build/apply.js
var apply = __webpack_require__(2722);
// EXTERNAL MODULE: ./actions/run-migrations/build/fingerprint.js
var fingerprint = __webpack_require__(6162);
// EXTERNAL MODULE: ./actions/run-migrations/build/plan.js
var build_plan = __webpack_require__(2895);
// EXTERNAL MODULE: ./actions/run-migrations/build/probe.js + 1 modules
var probe = __webpack_require__(7935);
// EXTERNAL MODULE: ./packages/shell/build/index.js + 15 modules
var shell_build = __webpack_require__(8155);
;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/copy.js



/**
 * Fills the rehearsal's server with a database of the live one's name, with its roles and settings. The live one is asked for those, and is not
 * read beyond.
 */
async function makeCopy(work, live, server) {
    const { log, proof } = work.ports;
    const query = (sql) => live.query(sql);
    const roles = await (0,postgres_build/* readRoles */.iZ)(query);
    // An image may bring roles, and a database, of its own.
    await (0,postgres_build/* createRoles */.Qe)(server, await (0,postgres_build/* missingRoles */.eI)(server, roles));
    for (const { name, powers } of roles) {
        const rights = powers.filter((power) => /^[A-Z]+$/.test(power)).map((power) => `alter role ${(0,postgres_build/* identifier */.Cv)(name)} ${power}`);
        const groups = powers.filter((power) => power.startsWith('pg_')).map((power) => `grant ${(0,postgres_build/* identifier */.Cv)(power)} to ${(0,postgres_build/* identifier */.Cv)(name)}`);
        for (const sql of [...rights, ...groups])
            await server.query(sql);
    }
    const properties = await (0,postgres_build/* readProperties */.Qh)(live);
    await (0,postgres_build/* dropDatabase */.Zi)(server, live.name);
    const copy = await (0,postgres_build/* createScratch */.Hj)(server, live.name, properties, 'rehearsal of slipway/run-migrations');
    await server.query(`alter database ${(0,postgres_build/* identifier */.Cv)(live.name)} owner to ${(0,postgres_build/* identifier */.Cv)(properties.owner)}`);
    if (work.inputs.rehearse === 'clone')
        await clone(work, live, copy);
    else if (proof?.restore)
        await proof.restore(copy);
    else
        throw new Error('there is no proven backup of this release');
    const globals = await (0,postgres_build/* readGlobals */.$q)(query);
    const settings = [...(await roleSettings(query)), ...globals.settings];
    for (const { what, sql } of (0,postgres_build/* globalStatements */.sd)(live.name, { ...globals, settings }))
        await server.query(sql).catch(() => log.debug(`The copy has not ${what}.`));
    await copy.query('analyze', { deadline: work.remaining() });
    return copy;
}
/** Of ALTER ROLE … SET for every database: a search path often stands there. */
async function roleSettings(query) {
    const rows = await query(`select r.rolname, split_part(line, '=', 1), substr(line, strpos(line, '=') + 1)
    from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) line where s.setdatabase = 0 and r.rolname !~ '^pg_'`);
    return rows.map(([role = '', name = '', value = '']) => ({ role, name, value }));
}
/** @throws Failure `bad-input`, `rehearsal-impossible` */
async function clone(work, live, copy) {
    const name = work.inputs['rehearse-database'] ?? '';
    if (name === live.name) {
        throw (0,build/* badInputs */.PD)([{ input: 'rehearse-database', message: `is ${name}, the live database. Restore a backup beside it, with backup-db` }]);
    }
    if (!(await (0,postgres_build/* databaseExists */.i4)(live, name))) {
        throw new build/* Failure */.HR('rehearsal-impossible', `There is no database ${name} beside ${live.where}.`, {
            state: 'Nothing was changed.',
            hint: `Restore a backup into it first: backup-db with mode: restore and into: ${name}.`,
        });
    }
    const options = { deadline: work.remaining(), signal: work.signal, application: 'slipway rehearsal' };
    const dumped = live.sibling(name).start('pg_dump', ['-Fc', '-Z0', '-w', '--lock-wait-timeout=60000'], options);
    const restored = copy.start('pg_restore', ['-w', '--exit-on-error', '-d', (0,postgres_build/* databaseArgument */.Bh)(copy.name)], { ...options, from: dumped });
    await (0,shell_build.pipe)(dumped, restored);
}

// EXTERNAL MODULE: ./actions/run-migrations/build/workplace.js
var workplace = __webpack_require__(5526);
// EXTERNAL MODULE: ./actions/run-migrations/build/transport.js
var transport = __webpack_require__(4131);
;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/application.js


function applicationName(room) {
    return `${room}-app`;
}
/**
 * A container of the new image that waits to be asked, for as long as this run may take: one for all questions, because each costs a start otherwise.
 * @returns its name
 */
async function startApplication(work, project, application) {
    const { model, image, name } = application;
    const { service } = work.inputs;
    const base = (0,docker_build/* taskModel */.L5)({ ...model, name }, { service, image, attached: true });
    const { tty: _tty, stdin_open: _stdin, profiles: _profiles, ...own } = base.services[service] ?? {};
    const seconds = String(Math.ceil(work.remaining() / 1000) + 60);
    const labels = { ...own.labels, ...application.labels };
    const task = {
        ...own,
        labels,
        environment: { ...own.environment, ...application.environment },
        entrypoint: ['sleep', seconds],
        command: [],
    };
    const flags = ['--project-name', name, '--project-directory', project.directory, '--file', '-', '--ansi', 'never', '--progress', 'quiet'];
    const words = ['run', '--detach', '--rm', '-T', '--no-deps', '--name', name, service];
    const input = JSON.stringify({ ...base, networks: model.networks, services: { [service]: task } });
    const options = { input, cwd: project.directory, deadline: work.remaining(120_000) };
    await work.ports.shell.run(['docker', 'compose', ...flags, ...words], options);
    return name;
}
/** Asks the waiting container, and removes it in the end. */
function roomTransport(shell, name, python, image) {
    return {
        ...(0,transport/* execTransport */.Z)(shell, { container: { id: name, name }, python, secrets: {} }),
        where: `the image ${image} on a copy`,
        close: async () => void (await shell.run(['docker', 'rm', '--force', '--volumes', name], { allowFailure: true, deadline: 60_000 })),
    };
}

// EXTERNAL MODULE: ./actions/run-migrations/build/scrub.js
var scrub = __webpack_require__(3225);
;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/environment.js


/**
 * An environment without its secrets: each has a stand-in of the same form, so that what reads it (a key of so many characters, a URL with a
 * password) still can. The rehearsal's server asks for no password.
 */
function withoutSecrets(environment) {
    return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value === null ? null : standIn(name, value)]));
}
/** The password of a database may hold any sign; addresses of the web have theirs before the first slash. */
const url = /^(https?:\/\/)([^/@]*@)?(.*)$|^([a-z][a-z0-9+.-]*:\/\/)(.*@)?([^@]*)$/is;
function standIn(name, value) {
    const [, web, webLogin, webRest, other, otherLogin, otherRest] = url.exec(value) ?? [];
    const [scheme, login = '', rest = ''] = [web ?? other, webLogin ?? otherLogin, webRest ?? otherRest];
    if (scheme !== undefined) {
        const [, user = '', password] = /^([^:]*):(.*)@$/s.exec(login) ?? [];
        // Of a login without a password, as trackers of errors have them, the name is the secret.
        const own = web !== undefined && scrub/* telling */.gM.test(name) && login !== '' ? `${alike(login.slice(0, -1))}@` : login;
        const query = rest.replaceAll(/([?&](?:password|sslpassword)=)([^&]*)/gi, (_, start, secret) => start + alike(secret));
        return `${scheme}${password === undefined ? own : `${user}:${alike(password)}@`}${query}`;
    }
    // A path leads to a file that is not there anyway.
    return scrub/* telling */.gM.test(name) && !/_FILE$|_PATH$/i.test(name) && !/^(\d{1,7}|true|false)$/i.test(value) ? alike(value) : value;
}
const digits = '0123456789';
const small = 'abcdefghijklmnopqrstuvwxyz';
const large = small.toUpperCase();
/** Other letters where letters are, other digits where digits are; the rest as it stands. */
function alike(text) {
    return [...text]
        .map((sign) => {
        const set = [digits, small, large].find((one) => one.includes(sign));
        return set === undefined ? sign : (set[(0,external_node_crypto_.randomInt)(set.length)] ?? sign);
    })
        .join('');
}
/** The address of a URL that was given, led to the rehearsal's server; what it says of encryption has no meaning there. */
function redirected(address, host) {
    const [, start = '', path = '', query = ''] = /^([a-z][a-z0-9+_]*:\/\/(?:.*@)?)[^@/?#]*(\/[^?]*)?(?:\?(.*))?$/is.exec(address.trim()) ?? [];
    const kept = query
        .split('&')
        .filter((one) => one !== '' && !/^(ssl\w*|channel_binding|gssencmode|host|hostaddr|port|pgbouncer)=/i.test(one));
    return `${start}${host}:5432${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/model.js


/** Ways out of a container, or to what others have. */
const ways = [
    'cap_add',
    'cgroup',
    'deploy',
    'devices',
    'dns',
    'env_file',
    'external_links',
    'extra_hosts',
    'gpus',
    'group_add',
    'ipc',
    'links',
    'network_mode',
    'pid',
    'privileged',
    'runtime',
    'scale',
    'secrets',
    'security_opt',
    'userns_mode',
    'use_api_socket',
    'uts',
    'volumes_from',
];
/**
 * The model with one service as it is for a rehearsal: on the rehearsal's network alone, without secrets, without volumes of others, and with
 * nothing of the machine but to read. Files take the place of the secrets that it reads from files.
 */
function isolated(model, service, network, standIns = {}) {
    const own = model.services[service] ?? {};
    const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !ways.includes(name)));
    const limits = own['deploy']?.resources;
    const volumes = (own.volumes ?? [])
        .filter((mount) => mount.type !== 'volume' && !isSocket(mount.source))
        .map((mount) => (mount.type === 'bind' ? { ...mount, read_only: true } : mount));
    // Production goes first, whatever the copy needs.
    const humble = { oom_score_adj: 800, cpu_shares: 256, ...(limits === undefined ? {} : { deploy: { resources: limits } }) };
    const alone = {
        ...kept,
        ...humble,
        ...mountsOf(own, standIns),
        volumes,
        environment: withoutSecrets(own.environment ?? {}),
        networks: { rehearsal: null },
    };
    const { secrets: _, ...rest } = model;
    const files = Object.entries(standIns).map(([name, file]) => [name, { file }]);
    const secrets = files.length > 0 ? { secrets: Object.fromEntries(files) } : {};
    return { ...rest, ...secrets, services: { [service]: alone }, networks: { rehearsal: { name: network, external: true } }, volumes: {} };
}
/** At the same places; whose they are and what may be done with them is of no matter. */
function mountsOf(own, standIns) {
    const given = Array.isArray(own['secrets']) ? own['secrets'] : [];
    const mounts = given
        .map((one) => (typeof one === 'string' ? { source: one, target: undefined } : one))
        .filter(({ source = '' }) => standIns[source] !== undefined)
        .map(({ source, target }) => ({ source, ...(target === undefined ? {} : { target }) }));
    return mounts.length > 0 ? { secrets: mounts } : {};
}
/** A socket is a way out of everything, also where its folder may only be read: to an engine, or to the live database. */
function isSocket(source) {
    return source !== undefined && /\.sock$|^\/$|^\/var\/?$|^\/tmp\/?$|^\/(var\/)?run(\/|$)/.test(source);
}
/** Names by which the application may look for its database. */
function databaseHosts(model, service) {
    const name = model.services[service]?.container_name;
    return [...(0,docker_build/* namesOf */.eZ)(model, service), ...(name ? [name] : [])];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/server.js
/** User and first database of the server: no application has it. */
const own = 'slipway_rehearsal';
/** Bytes of the disk that stay free, whatever a rehearsal does. */
const reserve = 2 ** 30;
/** Exit code of a server that was ended because less than that was free. */
const diskFull = 75;
/**
 * Runs a program for some seconds, and ends it, and with it the whole container, where the disk below its data runs full. Nobody else has to be there
 * for it: what is ended so gives its place back at once.
 */
const guard = [
    'seconds=$1 reserve=$2; shift 2',
    'look() { df -Pk "${PGDATA:-/}" 2>/dev/null || df -Pk /; }',
    'timeout -k 10 "$seconds" "$@" & work=$!',
    'while kill -0 "$work" 2>/dev/null; do',
    '  free=$(look | { read -r _; read -r _ _ _ free _; echo "$free"; })',
    `  case $free in ""|*[!0-9]*) ;; *) [ "$free" -ge "$reserve" ] || exit ${diskFull} ;; esac`,
    '  sleep 1',
    'done',
    'wait "$work"',
].join('\n');
/** The image's own way to start a server, for as long as this run may take: nobody may be left to end it. It writes safely to nothing. */
async function serverCommand(shell, name, options) {
    const inspected = await shell.run(['docker', 'image', 'inspect', '--format', '{{json .Config}}', options.image]);
    const config = JSON.parse(inspected.stdout);
    const usual = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
    const off = ['fsync', 'full_page_writes', 'synchronous_commit'].map((setting) => `${setting}=off`);
    const fast = [...off, 'max_wal_size=256MB', 'wal_level=minimal', 'max_wal_senders=0'].flatMap((setting) => ['-c', setting]);
    const more = config.Cmd?.[0] === 'postgres' ? fast : [];
    const environment = { POSTGRES_HOST_AUTH_METHOD: 'trust', POSTGRES_USER: own, POSTGRES_DB: own, PGPORT: String(options.port) };
    const pairs = (flag, values) => Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    const aliases = options.hosts.flatMap((host) => ['--network-alias', host]);
    // Production goes first, whatever the copy needs.
    const humble = ['--cpu-shares', '256', '--oom-score-adj', '800', '--shm-size', '256m'];
    const flags = ['--detach', '--rm', '--name', name, '--network', name, ...aliases, ...humble];
    const settings = [...pairs('--label', options.labels), ...pairs('--env', environment)];
    const seconds = String(Math.ceil(options.lifetime / 1000) + 60);
    const words = ['-c', guard, 'sh', seconds, String(reserve / 1024), ...usual, ...more];
    return ['docker', 'run', ...flags, ...settings, '--entrypoint', 'sh', options.image, ...words];
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/watch.js


const settle = 3000;
function watchServer(work, name) {
    const { shell, clock } = work.ports;
    const lost = new AbortController();
    let closed = false;
    const ended = shell
        .run(['docker', 'wait', name], { allowFailure: true, deadline: work.remaining() + 60_000 })
        .then(({ code, stdout }) => {
        if (!closed && code === 0)
            lost.abort(endOf(Number(stdout.trim()), shell.where));
    })
        .catch(() => { });
    return {
        lost: lost.signal,
        async why() {
            if (!lost.signal.aborted) {
                const there = await shell.run(['docker', 'ps', '--quiet', '--filter', `name=^${name}$`], { allowFailure: true, deadline: 20_000 });
                if (there.code !== 0 || there.stdout.trim() !== '')
                    return undefined;
                await Promise.race([ended, clock.sleep(settle)]);
            }
            return lost.signal.aborted ? lost.signal.reason : undefined;
        },
        close: () => {
            closed = true;
        },
    };
}
function endOf(code, where) {
    const state = 'Nothing was changed; the live database was only read, and the copy is gone.';
    if (code === diskFull) {
        const gigabytes = `${(reserve / 1e9).toFixed(1)} GB`;
        return new build/* Failure */.HR('rehearsal-impossible', `Less than ${gigabytes} of the disk of ${where} were free, so the rehearsal was ended.`, {
            state,
            hint: 'Free some of it: a revision that writes a table anew needs its size once more, and so does its way back. Or set rehearse: off.',
        });
    }
    const memory = code === 137 ? ', as the kernel ends programs where memory is short' : '';
    return new build/* Failure */.HR('rehearsal-impossible', `The rehearsal's server ended with exit code ${code} in the middle${memory}.`, {
        state,
        hint: 'Run again; where it happens again, look at the memory of the machine, or set rehearse: off.',
    });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/room.js





const service = 'database';
const readyWithin = 120_000;
/** @throws Failure `rehearsal-impossible` */
async function openRoom(work, project, options) {
    const { shell } = work.ports;
    const name = `${project}-rehearsal-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    try {
        await requireSpace(shell, options.bytes);
        const labels = Object.entries(options.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
        await shell.run(['docker', 'network', 'create', '--internal', ...labels, name]);
    }
    catch (error) {
        throw impossible(error, work);
    }
    const close = () => remove(shell, name);
    try {
        const labels = { 'com.docker.compose.project': name, 'com.docker.compose.service': service, ...options.labels };
        const command = await serverCommand(shell, name, { ...options, labels, lifetime: work.remaining() });
        await shell.run(command, { deadline: work.remaining(300_000) });
        await untilReady(work, name, options);
        const server = await (0,postgres_build/* openDatabase */.qI)(shell, { projectName: name, service, database: own });
        await closeToHost(shell, name, server);
        const watch = watchServer(work, name);
        return {
            name,
            server,
            watch,
            close() {
                watch.close();
                return close();
            },
        };
    }
    catch (error) {
        const said = await shell.run(['docker', 'logs', '--tail', '5', name], { allowFailure: true }).catch(() => undefined);
        await close();
        throw impossible(error, work, work.scrub(`${said?.stdout ?? ''}${said?.stderr ?? ''}`.trim()));
    }
}
function impossible(error, work, said = '') {
    if (error instanceof build/* Failure */.HR && ['bad-input', 'cancelled', 'timeout', 'rehearsal-impossible'].includes(error.reason))
        return error;
    const words = said ? ` It said last:\n${said}\n` : '';
    return new build/* Failure */.HR('rehearsal-impossible', work.scrub(`The copy for the rehearsal could not be made: ${(0,build/* messageOf */.bD)(error)}${words}`), {
        state: 'Nothing was changed; the live database was only read.',
        hint: 'Mend that, name another image with rehearse-image, or set rehearse: off.',
        cause: error,
    });
}
/** A full disk would take production with it: twice the database, and what stays free while it grows. */
async function requireSpace(shell, bytes) {
    const { stdout: root } = await shell.run(['docker', 'info', '--format', '{{.DockerRootDir}}']);
    const { stdout } = await shell.run(['df', '-Pk', root.trim()]);
    const free = Number(stdout.trim().split('\n').at(-1)?.trim().split(/\s+/).at(-3)) * 1024;
    const needed = 2 * bytes + reserve;
    if (free >= needed)
        return;
    const gigabytes = (size) => `${(size / 1e9).toFixed(1)} GB`;
    throw new Error(`${gigabytes(needed)} must be free below ${root.trim()} on ${shell.where}, and ${gigabytes(free)} are.`);
}
/** Over TCP: while an image sets itself up, a first server answers on the socket alone. */
async function untilReady(work, name, { port }) {
    const { shell, clock } = work.ports;
    const started = clock.now();
    const limit = work.remaining(readyWithin);
    for (;;) {
        const asked = ['docker', 'exec', name, 'pg_isready', '-q', '-h', '127.0.0.1', '-p', String(port)];
        const { code } = await shell.run(asked, { allowFailure: true, deadline: 20_000 });
        if (code === 0)
            return;
        const { stdout } = await shell.run(['docker', 'ps', '--quiet', '--filter', `name=^${name}$`]);
        if (stdout.trim() === '')
            throw new Error("the rehearsal's server ended at once");
        if (clock.now() - started > limit)
            throw new Error(`the rehearsal's server was not ready within ${(0,build/* formatDuration */.a3)(limit)}`);
        await clock.sleep(300);
    }
}
/** It asks for no password, and a program of the machine could reach it over the network's own address there: those are turned away. */
async function closeToHost(shell, name, server) {
    const { stdout } = await shell.run(['docker', 'network', 'inspect', '--format', '{{range .IPAM.Config}}{{.Gateway}} {{end}}', name]);
    const [[file = ''] = []] = await server.query("select current_setting('hba_file')");
    const lines = stdout
        .trim()
        .split(/\s+/)
        .filter(Boolean)
        .map((address) => `host all all ${address.split('/')[0]}/${address.includes(':') ? 128 : 32} reject`);
    const script = 'set -e; kept=$(cat "$1"); printf "%s\\n%s\\n" "$2" "$kept" > "$1"';
    await shell.run(['docker', 'exec', name, 'sh', '-c', script, 'sh', file, lines.join('\n')]);
    await server.query('select pg_reload_conf()');
}
async function remove(shell, name) {
    const options = { allowFailure: true, deadline: 60_000 };
    await shell.run(['docker', 'rm', '--force', '--volumes', name, `${name}-app`], options).catch(() => { });
    await shell.run(['docker', 'network', 'rm', name], options).catch(() => { });
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/old-code.js







const old_code_readyWithin = 180_000;
/**
 * Whether the version that serves works on the migrated copy: it starts there, becomes healthy, and answers what it is asked. Undefined where no
 * image of it is given.
 */
async function oldCodeWorks(work, stage, room, state) {
    const image = work.inputs['old-image'];
    if (image === undefined)
        return undefined;
    const { log } = work.ports;
    return log.group(`The version that serves, on the ${state} copy`, async () => {
        await (0,docker_build/* pullImage */.ZP)(work.ports.shell, image, (0,workplace/* loginOf */.D)(work.inputs));
        const problem = await findProblem(work, stage, room, image);
        if (problem === undefined)
            log.info('It works there.');
        else
            log.warn(`The version that serves does not work on the ${state} copy: ${problem}`);
        return problem === undefined;
    });
}
async function findProblem(work, stage, room, image) {
    const { shell } = work.ports;
    const { service } = work.inputs;
    const alone = isolated(stage.project.model, service, room, stage.standIns);
    const { healthcheck } = stage.project.model.services[service] ?? {};
    const base = (0,docker_build/* taskModel */.L5)({ ...alone, name: `${room}-old` }, { service, image, attached: true });
    const own = { ...base.services[service], ...(healthcheck ? { healthcheck } : {}) };
    const environment = { ...own.environment, ...stage.environment };
    const labels = { ...own.labels, ...stage.labels };
    // Where this run is lost, the waiting container of the new image ends with its time, and the kernel ends all that shares its processes with it.
    const pid = `container:${applicationName(room)}`;
    const model = { ...base, networks: alone.networks, services: { [service]: { ...own, environment, labels, pid } } };
    const flags = ['--project-name', model.name, '--project-directory', stage.project.directory, '--file', '-', '--ansi', 'never'];
    const compose = (words, deadline) => shell.run(['docker', 'compose', ...flags, '--progress', 'quiet', ...words], {
        input: JSON.stringify(model),
        cwd: stage.project.directory,
        deadline,
    });
    try {
        await compose(['up', '--detach', '--no-build', '--pull', 'never'], work.remaining(60_000)).catch((error) => {
            throw impossible(error, work);
        });
        return (await waitHealthy(work, model.name)) ?? (await ask(work, model.name));
    }
    finally {
        await compose(['down', '--timeout', '1', '--volumes'], 60_000).catch((error) => work.ports.log.debug((0,build/* messageOf */.bD)(error)));
    }
}
/** @throws Failure `rehearsal-impossible` where nothing says whether it is healthy, and nothing is asked */
async function waitHealthy(work, project) {
    const { shell, clock } = work.ports;
    const started = clock.now();
    const limit = work.remaining(old_code_readyWithin);
    for (;;) {
        const [container] = await (0,docker_build/* containersOf */.Mz)(shell, project);
        if (!container)
            return 'its container is gone.';
        const said = async () => `It said last:\n${work.scrub((0,shell_build.lastLines)(await (0,docker_build/* containerLogs */.BX)(shell, container.id, 20), 8))}\n`;
        if (container.status !== 'running' || container.restarts > 0)
            return `it ended with exit code ${container.exitCode}. ${await said()}`;
        if (container.health === 'healthy')
            return undefined;
        if (container.health === undefined) {
            if (work.inputs['old-checks'].length > 0)
                return undefined;
            throw new build/* Failure */.HR('rehearsal-impossible', `Nothing says whether the old version works: ${work.inputs.service} has no health check.`, {
                state: 'Nothing was changed.',
                hint: 'Give it a healthcheck in the compose file, say what to ask with old-checks, or leave old-image out.',
            });
        }
        if (container.health === 'unhealthy')
            return `it is unhealthy. ${await said()}`;
        if (clock.now() - started > limit)
            return `it was not healthy within ${(0,build/* formatDuration */.a3)(limit)}. ${await said()}`;
        await clock.sleep(500);
    }
}
/** One request for each address; a version without a health check may need a moment to listen. */
async function ask(work, project) {
    for (const line of work.inputs['old-checks']) {
        const problem = await answerOf(work, project, line);
        if (problem !== undefined)
            return `${line} ${problem}`;
    }
    return undefined;
}
async function answerOf(work, project, line) {
    const { shell, clock } = work.ports;
    const [, port = '', path = '/'] = /^:(\d+)(\/.*)?$/.exec(line) ?? [];
    const until = clock.now() + work.remaining(30_000);
    for (;;) {
        const [container] = await (0,docker_build/* containersOf */.Mz)(shell, project);
        if (container?.status !== 'running')
            return 'was not answered: it ended.';
        const { stdout } = await shell.run([
            'docker',
            'inspect',
            '--format',
            '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
            container.id,
        ]);
        const found = await request(work, stdout.trim(), Number(port), path);
        if (typeof found === 'number')
            return found < 500 ? undefined : `was answered with ${found}.`;
        if (clock.now() > until)
            return `was not answered: ${found}`;
        await clock.sleep(500);
    }
}
async function request(work, host, port, path) {
    try {
        const at = await work.ports.shell.reach({ host, port });
        if (!('port' in at))
            return 'no way to it';
        const answer = await fetch(`http://${at.host}:${at.port}${path}`, { signal: AbortSignal.timeout(10_000), redirect: 'manual' });
        await answer.body?.cancel();
        return answer.status;
    }
    catch (error) {
        return (0,build/* messageOf */.bD)(error);
    }
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/recorder.js
/** @param tables those that stood before: nobody waits for one that the plan itself makes */
function createRecorder(tables, now = () => performance.now()) {
    const revisions = new Map();
    const spans = new Map();
    const known = new Set(tables);
    const outside = new Map();
    const of = (id) => {
        const one = revisions.get(id) ?? { statements: [], unseen: undefined };
        revisions.set(id, one);
        return one;
    };
    let started;
    return {
        hear(message) {
            if (message.kind === 'statement') {
                started ??= now();
                of(message.id).statements.push({ sql: message.sql, line: message.line });
            }
            else if (message.kind === 'outside')
                outside.set(message.id, Math.max(message.ms, outside.get(message.id) ?? 0));
            else if (message.kind === 'unseen')
                of(message.id).unseen ??= message.why;
            else if (message.kind === 'locked') {
                of(message.id);
                const at = now();
                for (const table of message.tables.filter((name) => known.has(name))) {
                    // From the revision's first statement on at most; a lock that is still held is held until the transaction ends.
                    spans.set(table, { from: spans.get(table)?.from ?? started ?? at, to: at });
                }
                started = undefined;
            }
        },
        told: () => ({
            captured: [...revisions].map(([id, { statements, unseen }]) => ({ id, path: '', statements, unseen, allows: [] })),
            locks: Object.fromEntries([...spans].map(([table, { from, to }]) => [table, Math.round(to - from)])),
            outside: Object.fromEntries(outside),
        }),
    };
}

// EXTERNAL MODULE: ./actions/run-migrations/build/container.js
var container = __webpack_require__(5077);
// EXTERNAL MODULE: ./actions/run-migrations/build/sweep.js
var sweep = __webpack_require__(4954);
;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/stand-ins.js


/** Names of the secrets that compose gives a service as files. */
function secretNames(model, service) {
    const given = model.services[service]?.['secrets'];
    const names = (Array.isArray(given) ? given : []).map((one) => typeof one === 'string' ? one : String(one.source ?? ''));
    return [...new Set(names.filter(Boolean))];
}
/** Files of random text, which whoever runs in the container may read: there is nothing in them. */
async function makeStandIns(shell, folder, names) {
    if (names.length === 0)
        return {};
    await (0,shell_build.makeFolder)(shell, folder);
    const files = names.map((name, at) => [name, `${folder}/${at}`]);
    for (const [, path] of files)
        await (0,shell_build.replaceFile)(shell, path, (0,external_node_crypto_.randomBytes)(24).toString('base64url'), '444');
    return Object.fromEntries(files);
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/stage.js










const host = 'slipway-database';
/** The given address without its password, led to the room. */
function redirectedOf(variable, url) {
    return withoutSecrets({ [variable]: redirected(url, host) })[variable] ?? '';
}
async function prepare(work, project, live) {
    const { inputs, ports } = work;
    const { shell } = ports;
    const end = (await (0,sweep/* secondsThere */.cl)(shell)) + Math.ceil(work.remaining() / 1000) + 60;
    const both = [live.name, ...(inputs['rehearse-database'] ? [inputs['rehearse-database']] : [])].map(postgres_build/* literal */.eu).join(', ');
    const sizes = `select max(pg_database_size(oid)), current_setting('port') from pg_database where datname in (${both})`;
    const [[bytes = '0', port = '5432'] = []] = await live.query(sizes);
    const url = inputs['database-url'];
    const service = url ? undefined : await (0,docker_build/* runningContainer */.Bf)(shell, project.name, inputs['database-service']);
    const image = inputs['rehearse-image'] ?? service?.image ?? `postgres:${live.server.major}`;
    if (inputs['rehearse-image'] !== undefined || !service)
        await (0,docker_build/* pullImage */.ZP)(shell, image, (0,workplace/* loginOf */.D)(inputs));
    const labels = (0,sweep/* labelsOf */.PC)(project.name, end);
    const environment = url ? { [inputs['database-variable']]: (0,container/* escaped */.Mk)(redirectedOf(inputs['database-variable'], url)) } : {};
    const folder = (0,sweep/* folderOf */.yS)(project.state, end, (0,external_node_crypto_.randomBytes)(4).toString('hex'));
    const names = secretNames(project.model, inputs.service);
    const standIns = await makeStandIns(shell, folder, names);
    if (names.length > 0)
        ports.log.info(`In the rehearsal, files of random text stand in for the secrets ${names.join(', ')}.`);
    return {
        project,
        image,
        hosts: url ? [host] : databaseHosts(project.model, inputs['database-service']),
        port: url ? 5432 : Number(port),
        bytes: Number(bytes),
        labels,
        environment,
        standIns,
        async enter(network) {
            const model = isolated(project.model, inputs.service, network, standIns);
            const image = inputs.image ?? project.model.services[inputs.service]?.image ?? '';
            const container = await startApplication(work, project, { model, image, environment, labels, name: applicationName(network) });
            return { ...work, transport: roomTransport(shell, container, inputs.python, image) };
        },
        leave: async () => void (await shell.run(['rm', '-rf', '--', folder], { allowFailure: true })),
    };
}

;// CONCATENATED MODULE: ./actions/run-migrations/build/rehearse/rehearse.js













/**
 * Carries a plan out on a copy of the database, in a server and a network of its own: up, down and up again. The live database is only read.
 * @throws Failure `rehearsal-failed`, `rehearsal-impossible`
 */
async function rehearse(work, plan, facts) {
    const { shell, context } = work.ports;
    const project = await (0,docker_build/* openProject */.U8)(shell, work.inputs, context);
    const live = await (0,postgres_build/* openDatabase */.qI)(shell, { ...work.address, database: facts.database });
    const stage = await prepare(work, project, live);
    try {
        const room = await openRoom(work, project.name, stage);
        const watched = { ...work, signal: AbortSignal.any([work.signal, room.watch.lost]) };
        try {
            return await inRoom(watched, { plan, facts, live, stage, room });
        }
        catch (error) {
            throw withSecrets((await room.watch.why()) ?? error, stage);
        }
        finally {
            await room.close();
        }
    }
    finally {
        await stage.leave();
    }
}
async function inRoom(work, { plan, facts, live, stage, room }) {
    const { log, clock } = work.ports;
    const started = clock.now();
    const copy = await log
        .group(`Copy of ${facts.database} for the rehearsal`, () => makeCopy(work, live, room.server))
        .catch((error) => {
        throw impossible(error, work);
    });
    const restored = clock.now() - started;
    log.info(`The copy stands after ${(0,build/* formatDuration */.a3)(restored)}.`);
    const entered = await stage.enter(room.name).catch((error) => {
        throw impossible(error, work);
    });
    const there = { ...entered, signal: work.signal };
    try {
        const played = await play(there, plan, facts, copy, stage, room.name);
        // Its end may have been taken for an answer of the version that serves.
        room.watch.lost.throwIfAborted();
        return { restored, bytes: await sizeOf(copy), ...played };
    }
    finally {
        await there.transport.close();
    }
}
/** An application that cannot use what stands in for a secret says so in words of its own. */
function withSecrets(error, { standIns }) {
    const names = Object.keys(standIns);
    if (names.length === 0 || !(error instanceof build/* Failure */.HR) || error.reason !== 'rehearsal-impossible')
        return error;
    const hint = `The files of the secrets ${names.join(', ')} hold random text there: what needs them in a form of their own cannot start. ${error.details.hint ?? ''}`;
    return (0,build/* withDetails */.FE)(error, { hint: hint.trim() });
}
async function sizeOf(database) {
    const [[bytes = '0'] = []] = await database.query('select pg_database_size(current_database())');
    return Number(bytes);
}
/** That the application in the room reaches the copy and nothing else: a lock that only the copy has is seen by it. @throws Failure `rehearsal-impossible` */
async function requireCopy(work, copy, plan) {
    // Any key but that of a database's own lock, which a live run may hold.
    const key = (0,external_node_crypto_.randomBytes)(8).readBigInt64BE();
    const options = {
        key,
        mode: 'exclusive',
        wait: 0,
        lifetime: work.remaining(300_000),
        application: 'slipway rehearsal',
        clock: work.ports.clock,
    };
    const lock = await (0,postgres_build/* takeLock */.HJ)(copy, options);
    try {
        const bits = BigInt.asUintN(64, key);
        const halves = { high: String(bits >> 32n), low: String(bits & 0xffffffffn) };
        const seen = await (0,probe/* probe */.dy)(work, { direction: 'upgrade', target: plan.target, key: halves });
        if (seen.locked !== true)
            throw new Error('the application in the room reaches another database than the copy');
    }
    catch (error) {
        throw impossible(error, work);
    }
    finally {
        await lock.release();
    }
}
async function play(work, plan, facts, copy, stage, room) {
    const { log } = work.ports;
    await requireCopy(work, copy, plan);
    const control = await oldCodeWorks(work, stage, room, 'present');
    if (control === false)
        log.warn('It does not work there before the migrations either, so the room lacks what it needs, and nothing follows from it.');
    const before = await (0,probe/* probe */.dy)(work, { direction: 'upgrade', target: plan.target, fingerprint: true }).catch((error) => {
        throw impossible(error, work);
    });
    if ((0,build_plan/* place */.ik)(before.current) !== (0,build_plan/* place */.ik)(facts.current)) {
        const text = `The copy is at ${(0,build_plan/* place */.ik)(before.current)} and the live database at ${(0,build_plan/* place */.ik)(facts.current)}: its backup is of another state`;
        throw impossible(new Error(text), work);
    }
    const recorder = createRecorder(facts.tables);
    const up = await log.group('Rehearsal of the migrations', () => (0,apply/* follow */.e6)(work, plan, recorder.hear));
    const after = await (0,probe/* probe */.dy)(work, { direction: 'upgrade', target: 'heads', fingerprint: true });
    if (up.failure)
        throw failed(plan, up, before, after);
    if (!(0,build_plan/* isReached */.xg)(plan, after))
        throw failed(plan, { ...up, failure: new build/* Failure */.HR('', `It ended well, but the copy is at ${(0,build_plan/* place */.ik)(after.current)}.`) }, before, after);
    log.info(`Rehearsed: ${up.ran.length} revisions in ${(0,build/* formatDuration */.a3)(up.duration)} on a copy.`);
    const oldCode = control ? await oldCodeWorks(work, stage, room, 'migrated') : undefined;
    const atHeads = (0,build_plan/* place */.ik)(after.current) === (0,build_plan/* place */.ik)(after.heads);
    const notes = [...(atHeads ? await modelNotes(work, plan) : [])];
    const back = await goBackAndAgain(work, plan, before, after);
    return { duration: up.duration, ran: up.ran, ...recorder.told(), oldCode, repeatable: back.repeatable, notes: [...notes, ...back.notes] };
}
function failed(plan, attempt, before, after) {
    const left = (0,fingerprint/* differences */.tX)(before.fingerprint ?? {}, after.fingerprint ?? {});
    const stood = left.length === 0 ? 'The copy was as before afterwards' : `A part would have stood: ${(0,fingerprint/* shortened */.vI)(left)}`;
    return new build/* Failure */.HR('rehearsal-failed', `On a copy of the database ${attempt.failure?.message ?? ''}`.trim(), {
        state: `The live database was not changed and is at ${(0,build_plan/* place */.ik)(plan.from)}. ${stood}.`,
        hint: 'Mend the revision, build the image again and run again.',
        cause: attempt.failure,
    });
}
/** What `alembic check` would say. */
async function modelNotes(work, plan) {
    let found = [];
    const request = { task: 'models', direction: 'upgrade', target: plan.target, connect: true, fingerprint: false, sql: false };
    await (0,probe/* converse */.iq)(work, { ...request, key: null, end: false, capture: false, expect: [] }, (message) => {
        if (message.kind === 'models')
            found = message.differences;
    });
    const last = plan.revisions.at(-1);
    if (found.length === 0 || !last)
        return [];
    const why = `after all revisions the schema differs from the models of the application: ${(0,fingerprint/* shortened */.vI)(found)}`;
    return [{ rule: 'models-differ', revision: last.id, path: last.path, why: work.scrub(why) }];
}
/** Down to where it was, and up again: what a downgrade leaves behind shows there. */
async function goBackAndAgain(work, plan, before, after) {
    const { log } = work.ports;
    const target = before.current[0] ?? 'base';
    if (before.current.length > 1)
        return { repeatable: undefined, notes: [] };
    const seen = await (0,probe/* probe */.dy)(work, { direction: 'downgrade', target, fingerprint: true });
    const back = (0,build_plan/* makePlan */.Cs)(seen, 'downgrade', target);
    if (seen.refused !== undefined || back.expected.join() !== [...before.applied].sort().join())
        return { repeatable: undefined, notes: [] };
    const down = await log.group('Rehearsal of the way back', () => (0,apply/* follow */.e6)(work, back));
    const [last = { id: '', path: '' }] = back.revisions;
    const at = (id) => {
        const one = plan.revisions.find((each) => each.id === id) ?? last;
        return { revision: one.id, path: one.path };
    };
    if (down.failure) {
        const why = `it cannot be undone: ${down.failure.message}`;
        return { repeatable: false, notes: [{ rule: 'downgrade-fails', ...at(down.at), why }] };
    }
    const undone = await (0,probe/* probe */.dy)(work, { direction: 'upgrade', target: plan.target, fingerprint: true });
    const left = (0,fingerprint/* differences */.tX)(before.fingerprint ?? {}, undone.fingerprint ?? {});
    const again = await log.group('Rehearsal of the migrations, again', () => (0,apply/* follow */.e6)(work, plan));
    const broken = (why, id) => ({
        repeatable: false,
        notes: [{ rule: 'downgrade-not-repeatable', ...at(id), why: work.scrub(why) }],
    });
    if (again.failure)
        return broken(`once undone, it cannot be applied again: ${again.failure.message} The way back left ${(0,fingerprint/* shortened */.vI)(left) || 'no other schema'}`, again.at);
    if (left.length > 0)
        return broken(`the way back leaves something behind: ${(0,fingerprint/* shortened */.vI)(left)}`);
    const end = await (0,probe/* probe */.dy)(work, { direction: 'upgrade', target: 'heads', fingerprint: true });
    const other = (0,fingerprint/* differences */.tX)(after.fingerprint ?? {}, end.fingerprint ?? {});
    return other.length > 0 ? broken(`applied again, it leads to another schema: ${(0,fingerprint/* shortened */.vI)(other)}`) : { repeatable: true, notes: [] };
}


/***/ })

};
