export const id = 9024;
export const ids = [9024];
export const modules = {

/***/ 8907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ imagesOf),
/* harmony export */   n: () => (/* binding */ digestsOf)
/* harmony export */ });
/** The input `digests` with the repositories of the Slipway file: every service of the release, and no other. */
function imagesOf(digests, settings) {
    const wrong = (message) => ({
        images: undefined,
        problems: [{ input: 'digests', message }],
    });
    const example = 'Example: {"backend":"sha256:0f3c…"}';
    const given = parse(digests);
    if (given === undefined)
        return wrong(`is no JSON of services and digests. ${example}`);
    const wanted = Object.keys(settings.images);
    const missing = wanted.filter((service) => !(service in given));
    const unknown = Object.keys(given).filter((service) => !wanted.includes(service));
    if (missing.length + unknown.length > 0) {
        const words = [missing.length > 0 ? `lacks ${missing.join(', ')}` : '', unknown.length > 0 ? `has ${unknown.join(', ')}` : ''];
        return wrong(`${words.filter(Boolean).join(' and ')}; the Slipway file releases ${wanted.join(', ')}`);
    }
    const malformed = wanted.filter((service) => !/^sha256:[0-9a-f]{64}$/.test(given[service] ?? ''));
    if (malformed.length > 0)
        return wrong(`has no digest for ${malformed.join(', ')}. ${example}`);
    return {
        images: Object.fromEntries(wanted.map((service) => [service, `${settings.images[service]?.image}@${given[service]}`])),
        problems: [],
    };
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return undefined;
        return Object.values(value).every((one) => typeof one === 'string') ? value : undefined;
    }
    catch {
        return undefined;
    }
}
/** The other way: service to digest, which no runner takes for a secret, because no name stands in it. */
function digestsOf(images) {
    return Object.fromEntries(Object.entries(images).map(([service, image]) => [service, image.slice(image.indexOf('@') + 1)]));
}


/***/ }),

/***/ 9024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/config/build/index.js + 5 modules
var config_build = __webpack_require__(4174);
// EXTERNAL MODULE: ./actions/release/build/digests.js
var digests = __webpack_require__(8907);
;// CONCATENATED MODULE: ./actions/release/build/settings.js



/** @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input` */
async function makePlan(inputs, context) {
    const settings = await settingsFor(inputs, context.workspace);
    const target = {
        host: inputs.host ?? settings.host,
        port: inputs.port ?? settings.port ?? 22,
        username: inputs.username ?? settings.username ?? 'deploy',
        'ssh-key': inputs['ssh-key'],
        'known-hosts': inputs['known-hosts'],
    };
    const commit = inputs.commit ?? context.sha;
    const version = inputs.version ?? (inputs.mode === 'rollback' ? '' : commit);
    const { images, problems } = inputs.digests === undefined ? { images: undefined, problems: [] } : (0,digests/* imagesOf */.I)(inputs.digests, settings);
    const all = [...problems, ...checkPlace(inputs, settings, target), ...checkCommit(inputs, version)];
    if (all.length > 0)
        throw (0,build/* badInputs */.PD)(all);
    return { settings, target, version, derivedVersion: version === commit, commit, images };
}
/** An image belongs to no environment, so mode build asks for none: what an environment sets for itself cannot weaken its scan. */
async function settingsFor(inputs, workspace) {
    if (inputs.mode === 'build')
        return (0,config_build/* commonSettings */.JC)(await (0,config_build/* readConfig */.Xg)(inputs.config, workspace));
    return (0,config_build.readSettings)(inputs.config, inputs.environment, workspace);
}
/** A plan needs no server, and neither does a platform that is deployed to by a command. */
function checkPlace(inputs, settings, target) {
    if (inputs.mode === 'plan' || inputs.mode === 'build')
        return [];
    if (settings.command === undefined)
        return (0,build/* checkTarget */.e$)(target);
    if (settings.smoke === false && inputs.mode === 'release') {
        return [
            { input: 'config', message: `has a command for ${settings.environment} but no smoke check, so nothing would prove the release` },
        ];
    }
    return [];
}
function checkCommit(inputs, version) {
    const problems = [];
    if (version === '' && (inputs.mode === 'release' || inputs.mode === 'build')) {
        problems.push({ input: 'version', message: 'is needed where there is no commit of a run to take it from. Example: version: 1.4.0' });
    }
    if (!/^[A-Za-z0-9_.+-]{0,128}$/.test(version)) {
        problems.push({
            input: 'version',
            message: 'takes up to 128 letters, digits and . _ + -, because it becomes a tag and a label. Example: 1.4.0',
        });
    }
    if (inputs.commit !== undefined && !/^[0-9a-f]{40}$/.test(inputs.commit)) {
        problems.push({ input: 'commit', message: 'is no full commit of 40 digits. Example: ${{ github.sha }}' });
    }
    return problems;
}

;// CONCATENATED MODULE: ./actions/release/build/run.js

/** A whole release, a part of one that needs no server, the way back, or what is live. */
async function run(inputs, runner) {
    const plan = await makePlan(inputs, runner.context);
    // The commit that is released may be another than that of the run, as in a promotion.
    const host = { ...runner, context: { ...runner.context, sha: plan.commit } };
    if (inputs.mode === 'plan')
        return (await Promise.all(/* import() */[__webpack_require__.e(2582), __webpack_require__.e(6968)]).then(__webpack_require__.bind(__webpack_require__, 6968))).propose(inputs, plan, host);
    if (inputs.mode === 'build')
        return (await Promise.all(/* import() */[__webpack_require__.e(2582), __webpack_require__.e(9571), __webpack_require__.e(6414)]).then(__webpack_require__.bind(__webpack_require__, 6414))).build(inputs, plan, host);
    const { command } = plan.settings;
    const result = command === undefined
        ? await (await Promise.all(/* import() */[__webpack_require__.e(1539), __webpack_require__.e(2582), __webpack_require__.e(9571), __webpack_require__.e(8003), __webpack_require__.e(7129)]).then(__webpack_require__.bind(__webpack_require__, 7129))).onServer(inputs, plan, host)
        : await (await Promise.all(/* import() */[__webpack_require__.e(2582), __webpack_require__.e(9571), __webpack_require__.e(8003), __webpack_require__.e(6715)]).then(__webpack_require__.bind(__webpack_require__, 6715))).onPlatform(inputs, { ...plan, command }, host);
    return vouchedFor(result, inputs, plan, host);
}
/** What serves now is on record, and this run vouches for the record; status and dry-run have none. */
async function vouchedFor(result, inputs, plan, host) {
    const { version = '', commit = '', digests = '{}' } = result.outputs;
    if (!['released', 'unchanged', 'rolled-back'].includes(result.outcome))
        return result;
    const { keepEvidence } = await Promise.all(/* import() */[__webpack_require__.e(2582), __webpack_require__.e(8085)]).then(__webpack_require__.bind(__webpack_require__, 8085));
    const recorded = { version, commit, digests: JSON.parse(digests) };
    return { ...result, outputs: { ...result.outputs, ...(await keepEvidence(inputs, plan, recorded, host)) } };
}


/***/ }),

/***/ 4174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  JC: () => (/* reexport */ commonSettings),
  keyOf: () => (/* reexport */ keyOf),
  TD: () => (/* reexport */ listServices),
  Xg: () => (/* reexport */ readConfig),
  readSettings: () => (/* reexport */ readSettings)
});

// UNUSED EXPORTS: parseConfig, settingsFor

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./packages/config/build/keys.js
/** The keys of a part of the file and of its own parts, as `backup` and `backup.destination`. */
function keysIn(part) {
    return Object.entries(part).flatMap(([name, value]) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return [name];
        return [name, ...Object.keys(value).map((inner) => `${name}.${inner}`)];
    });
}
/** The key under which a setting stands in the file: what an environment sets itself comes before what all have in common. */
function keyOf(settings, key) {
    return settings.overrides.includes(key) ? `environments.${settings.environment}.${key}` : key;
}

// EXTERNAL MODULE: ./packages/config/build/positions.js
var build_positions = __webpack_require__(5191);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./packages/config/build/schema.js


/** The Slipway file of a repository. Keys are named as the inputs of the actions that they feed. */
const schema_text = schemas/* string */.YjP().min(1);
const duration = schemas/* string */.YjP().refine((value) => (0,build/* parseDuration */.E9)(value) !== undefined, 'is not a duration such as 90s, 5m or 1h30m');
const severity = schemas/* enum */.k5n(['critical', 'high', 'medium', 'low', 'unknown']);
const schema_image = schemas/* strictObject */.rej({
    image: schema_text.describe('Repository of the image, without tag.'),
    context: schema_text.default('.').describe('Build context, relative to the repository.'),
    file: schema_text.optional().describe('Dockerfile; by default Dockerfile in the context.'),
    target: schema_text.optional(),
    'build-args': schemas/* record */.g1P(schema_text, schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()])).optional(),
    'build-contexts': schemas/* record */.g1P(schema_text, schema_text).optional(),
});
const scan = schemas/* strictObject */.rej({
    'fail-on': schemas/* array */.YOg(severity).optional(),
    'only-fixable': schemas/* boolean */.zMY().optional(),
    'ignore-file': schema_text.optional(),
    'fail-on-eol': schemas/* boolean */.zMY().optional(),
    dockerfile: schema_text.optional(),
});
const count = schemas/* union */.KCZ([schemas/* int */.Whr().min(0), schemas/* literal */.euz('unlimited')]);
const backup = schemas/* strictObject */.rej({
    service: schema_text.optional(),
    database: schema_text.optional(),
    databases: schemas/* array */.YOg(schema_text)
        .min(1)
        .optional()
        .describe('Several databases of the server, with * for any letters: each gets a backup of its own.'),
    destination: schemas/* union */.KCZ([schema_text, schemas/* array */.YOg(schema_text).min(1)]).optional(),
    'min-copies': schemas/* int */.Whr().min(1).max(10).optional(),
    'exclude-table-data': schemas/* array */.YOg(schema_text).optional().describe('Tables whose rows are left out of backups.'),
    encryption: schemas/* enum */.k5n(['age', 'none']).optional(),
    'age-recipients': schemas/* array */.YOg(schema_text).optional(),
    verify: schemas/* enum */.k5n(['checksum', 'archive', 'restore']).optional(),
    'on-shrink': schemas/* enum */.k5n(['warn', 'fail', 'ignore']).optional(),
    'max-age': duration.optional().describe('Oldest that the newest proven backup may be when backups are checked.'),
    'keep-last': count.optional(),
    'keep-hourly': count.optional(),
    'keep-daily': count.optional(),
    'keep-weekly': count.optional(),
    'keep-monthly': count.optional(),
    'keep-yearly': count.optional(),
    'keep-within': schema_text.optional().describe('A length of time such as 1y6m14d12h.'),
    'keep-within-hourly': schema_text.optional(),
    'keep-within-daily': schema_text.optional(),
    'keep-within-weekly': schema_text.optional(),
    'keep-within-monthly': schema_text.optional(),
    'keep-within-yearly': schema_text.optional(),
    'keep-tag': schemas/* array */.YOg(schema_text).optional(),
    'min-keep': schemas/* int */.Whr().min(1).max(1000).optional(),
    prune: schemas/* boolean */.zMY().optional().describe('Removes what keep-* does not keep, after each new backup that is proven.'),
    'allow-prune': schemas/* int */.Whr().min(1).max(100).optional().describe('Percent of the backups of a database that one run may remove.'),
    'verify-key': schema_text.optional().describe('Ed25519 public keys: backups count only if one of them signed them.'),
});
const migrate = schemas/* strictObject */.rej({
    service: schema_text.optional(),
    'database-service': schema_text.optional(),
    tool: schema_text.optional().describe('What applies the migrations, by a word of run-migrations; alembic unless said.'),
    migrations: schema_text.optional(),
    'tool-command': schemas/* array */.YOg(schema_text).optional(),
    'alembic-ini': schema_text.optional(),
    target: schema_text.optional(),
    phase: schemas/* enum */.k5n(['all', 'expand']).optional(),
    allow: schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[a-z][a-z0-9-]*$/), schema_text)
        .optional()
        .describe('Rules whose findings are wanted, each with its reason.'),
    backup: schemas/* enum */.k5n(['auto', 'always', 'never']).optional().describe('Whether the pending revisions need the proven backup of the release.'),
    rehearse: schemas/* enum */.k5n(['off', 'restore', 'clone'])
        .optional()
        .describe('Runs the pending revisions on a copy first: on the backup of this release, or on rehearse-database.'),
    'rehearse-database': schema_text.optional(),
    'rehearse-image': schema_text.optional(),
    'old-code': schemas/* boolean */.zMY().optional().describe('Whether the version that serves is started on the migrated copy too.'),
    'old-checks': schemas/* array */.YOg(schema_text).optional(),
});
const port = schemas/* int */.Whr().min(1).max(65535);
/** Keys are the inputs of blue-green-switch that a team sets once for an application on Compose. */
const switching = schemas/* strictObject */.rej({
    service: schema_text.optional(),
    'health-path': schema_text.optional(),
    checks: schemas/* array */.YOg(schema_text).optional(),
    'health-timeout': duration.optional(),
    steps: schema_text.optional().describe('Shares of the traffic before all of it, like 10@2m, 50@2m, 100.'),
    'bake-time': duration.optional(),
    'confirm-timeout': duration.optional(),
    'drain-timeout': duration.optional(),
    previous: schemas/* enum */.k5n(['stop', 'keep-running', 'remove']).optional(),
    'keep-releases': schemas/* int */.Whr().min(2).max(100).optional(),
    'allow-contract': schemas/* boolean */.zMY().optional(),
    strategies: schemas/* array */.YOg(schema_text).optional().describe('service=colours|recreate|singleton|single, where it is not as Slipway derives it.'),
    'allow-outage': schemas/* boolean */.zMY().optional(),
    'allow-takeover': schemas/* boolean */.zMY().optional(),
    runtime: schemas/* enum */.k5n(['compose', 'compose-files', 'command']).optional(),
    'blue-file': schema_text.optional(),
    'green-file': schema_text.optional(),
    ports: schemas/* array */.YOg(schema_text).optional(),
    'runtime-command': schema_text.optional(),
    router: schemas/* enum */.k5n(['haproxy', 'managed', 'nginx', 'caddy', 'traefik', 'command']).optional(),
    'router-directory': schema_text.optional(),
    'trusted-proxies': schemas/* array */.YOg(schema_text).optional(),
    'router-image': schema_text.optional(),
    'tls-certificate': schema_text.optional(),
    'tls-port': port.optional(),
    'client-address': schemas/* enum */.k5n(['forwarded', 'proxy']).optional(),
    'router-url': schema_text.optional(),
    'router-host': schema_text.optional(),
    'router-command': schema_text.optional(),
    'nginx-mode': schemas/* enum */.k5n(['reload', 'socket']).optional(),
    'nginx-directory': schema_text.optional(),
    'nginx-container': schema_text.optional(),
    'nginx-config': schema_text.optional(),
    'caddy-admin': schema_text.optional(),
    'caddy-id': schema_text.optional(),
    'traefik-directory': schema_text.optional(),
    'traefik-api': schema_text.optional(),
});
const smoke = schemas/* strictObject */.rej({
    url: schemas/* url */.OZ5()
        .refine((value) => /^https?:\/\/[^@/]+(\/|$|\?)/.test(value), 'must begin with http:// or https://, and hold no user or password: it is shown')
        .describe('Address that users know; checked from the runner after the switch.'),
    checks: schemas/* array */.YOg(schema_text).optional(),
    deadline: duration.optional(),
});
const part = (schema) => schemas/* union */.KCZ([schema, schemas/* literal */.euz(false)]).optional();
const steps = {
    scan: part(scan).describe('false leaves the scan out.'),
    backup: part(backup).describe('false leaves the backup out.'),
    migrate: part(migrate).describe('false where the application has no migrations.'),
    switch: switching.optional(),
    smoke: part(smoke),
};
const environment = schemas/* strictObject */.rej({
    host: schema_text.optional(),
    port: port.optional(),
    username: schema_text.optional(),
    directory: schema_text.optional(),
    command: schema_text.optional().describe('Deploys to a hosted platform, in bash on the runner; instead of a server.'),
    'rollback-command': schema_text.optional().describe('Takes the platform back to the release before; IMAGE_… name its images.'),
    ...steps,
});
const schema = schemas/* strictObject */.rej({
    project: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9_-]{0,40}$/, 'is no compose project name: small letters, digits, - and _'),
    'compose-file': schema_text.default('docker-compose.yml'),
    directory: schema_text.optional(),
    images: schemas/* record */.g1P(schema_text, schema_image).refine((images) => Object.keys(images).length > 0, 'names no image'),
    ...steps,
    environments: schemas/* record */.g1P(schema_text, environment),
});

// EXTERNAL MODULE: ./packages/config/build/yaml.js
var yaml = __webpack_require__(3964);
;// CONCATENATED MODULE: ./packages/config/build/config.js





/**
 * Reads the text of a Slipway file. Every problem is reported at once, at its line and column.
 * @throws Failure `config-invalid`
 */
function parseConfig(source, file) {
    const value = (0,yaml/* parseYaml */.hN)(source, file);
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    const positions = (0,build_positions/* positionsOf */.q$)(source);
    const problems = result.error.issues
        .flatMap((issue) => describe(issue, value))
        .map(({ path, message }) => {
        const { line, column } = (0,build_positions/* nearestPosition */.ww)(positions, path);
        return { line, column, message: `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}` };
    });
    const lines = problems.map(({ line, column, message }) => `- ${file}:${line}:${column} ${message}`);
    throw new build/* Failure */.HR('config-invalid', `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}\n`, {
        state: 'Nothing was changed.',
        annotations: problems.map(({ line, message }) => ({ level: 'error', file, line, message })),
    });
}
function describe(issue, value) {
    const given = issue.path.reduce((inner, key) => inner?.[key], value);
    switch (issue.code) {
        case 'unrecognized_keys':
            return issue.keys.map((key) => {
                const near = (0,build/* nearest */.pA)(key, knownKeys(issue.path));
                return { path: [...issue.path, key], message: `is not a key here${near ? `; did you mean ${near}` : ''}` };
            });
        case 'invalid_union': {
            // The branch that fits the shape of what is there tells more than "no branch fits".
            const branch = issue.errors.find((errors) => errors.some((error) => error.path.length > 0 || error.code === 'unrecognized_keys')) ??
                issue.errors[0];
            return (branch ?? []).flatMap((inner) => describe({ ...inner, path: [...issue.path, ...inner.path] }, value));
        }
        case 'invalid_type':
            if (given === undefined)
                return [{ path: issue.path, message: 'is missing' }];
            return [{ path: issue.path, message: `must be ${article(issue.expected)}` }];
        case 'invalid_value': {
            const near = typeof given === 'string' ? (0,build/* nearest */.pA)(given, issue.values.map(String)) : undefined;
            return [{ path: issue.path, message: `must be one of ${issue.values.join(', ')}${near ? `; did you mean ${near}` : ''}` }];
        }
        default:
            return [{ path: issue.path, message: issue.message }];
    }
}
function article(type) {
    const names = {
        record: 'a mapping of names to values',
        object: 'a mapping of keys to values',
        array: 'a list',
        int: 'a whole number',
    };
    return names[type] ?? `a ${type}`;
}
/** Keys that the schema knows at a path, for suggestions. */
function knownKeys(path) {
    let level = schema;
    const unwrap = (node) => {
        const inner = node;
        if (inner?.def?.innerType)
            return unwrap(inner.def.innerType);
        if (inner?.def?.options)
            return unwrap(inner.def.options[0]);
        return node;
    };
    for (const key of path) {
        const node = unwrap(level);
        level = node.shape?.[String(key)] ?? node.def?.valueType;
    }
    return Object.keys(unwrap(level)?.shape ?? {});
}
/**
 * What holds for one environment. A part that both levels set is merged key by key, the environment's first.
 * @throws Failure `unknown-environment`
 */
function settingsFor(config, environment, file) {
    const names = Object.keys(config.environments);
    const name = environment ?? (names.length === 1 ? names[0] : undefined);
    const own = name === undefined ? undefined : config.environments[name];
    if (name === undefined || !own) {
        const near = (0,build/* nearest */.pA)(name ?? '', names);
        const what = name === undefined ? 'The input environment is missing, and there are several' : `${file} has no environment '${name}'`;
        throw new build/* Failure */.HR('unknown-environment', `${what}: ${names.join(', ') || 'none'}${near ? `; did you mean ${near}` : ''}.`, {
            state: 'Nothing was changed.',
            hint: `Set the input environment to one of them, or add it under environments in ${file}.`,
        });
    }
    return settingsOf(config, name, own);
}
/** What holds for every environment: what an image is built and scanned by, before anybody knows where it goes. */
function commonSettings(config) {
    return settingsOf(config, '', {});
}
function settingsOf(config, name, own) {
    return {
        project: config.project,
        environment: name,
        overrides: keysIn(own),
        'compose-file': config['compose-file'],
        directory: own.directory ?? config.directory,
        host: own.host,
        port: own.port,
        username: own.username,
        images: config.images,
        scan: merge(config.scan, own.scan),
        backup: merge(config.backup, own.backup),
        migrate: merge(config.migrate, own.migrate),
        switch: { ...config.switch, ...own.switch },
        smoke: own.smoke ?? config.smoke ?? false,
        command: own.command,
        'rollback-command': own['rollback-command'],
    };
}
function merge(common, own) {
    if (own === false || (own === undefined && common === false))
        return false;
    return { ...(common || {}), ...own };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/config/build/read.js




/**
 * The Slipway file at a path of the checkout.
 * @throws Failure `config-missing`, `config-invalid`
 */
async function readConfig(path, workspace) {
    return parseConfig(await read(path, workspace), path);
}
/**
 * What the Slipway file at a path of the checkout says for one environment.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`
 */
async function readSettings(path, environment, workspace) {
    return settingsFor(await readConfig(path, workspace), environment, path);
}
async function read(path, workspace) {
    try {
        return await (0,promises_.readFile)((0,external_node_path_.resolve)(workspace, path), 'utf8');
    }
    catch (cause) {
        throw new build/* Failure */.HR('config-missing', `${path} cannot be read in ${workspace}.`, {
            state: 'Nothing was changed.',
            hint: 'Check the input config, and that a step before this one checks the repository out.',
            cause,
        });
    }
}

// EXTERNAL MODULE: ./packages/config/node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(2502);
;// CONCATENATED MODULE: ./packages/config/build/services.js



/**
 * The services of a compose file as it stands in the repository, for people to read: what runs is for compose itself to say, on the server.
 * Undefined where it cannot be read.
 */
async function listServices(path, workspace) {
    const text = await (0,promises_.readFile)((0,external_node_path_.resolve)(workspace, path), 'utf8').catch(() => undefined);
    if (text === undefined)
        return undefined;
    try {
        const { services } = (0,js_yaml/* load */.Hh)(text);
        return Object.entries(services ?? {}).map(([name, service]) => ({ name, ports: portsOf(service?.ports) }));
    }
    catch {
        return undefined;
    }
}
function portsOf(ports) {
    if (!Array.isArray(ports))
        return [];
    return ports.map((port) => typeof port === 'object' && port !== null && 'target' in port
        ? `${'published' in port ? `${String(port.published)}:` : ''}${String(port.target)}`
        : String(port));
}

;// CONCATENATED MODULE: ./packages/config/build/index.js






/***/ }),

/***/ 5191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q$: () => (/* binding */ positionsOf),
/* harmony export */   ww: () => (/* binding */ nearestPosition)
/* harmony export */ });
/* unused harmony export pathKey */
/* harmony import */ var js_yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2502);

/** Where every value of a YAML text stands, by its path of keys and indices. */
function positionsOf(source) {
    const events = (0,js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseEvents */ .PH)(source, {});
    const starts = lineStarts(source);
    const found = new Map();
    let next = 0;
    const event = () => events[next++];
    /** Reads one node. A key stands for its value: that is where a person looks. */
    const node = (path, at) => {
        const current = event();
        if (!current || current.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.POP || current.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.ALIAS || current.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.DOCUMENT)
            return;
        const start = at ?? (current.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SCALAR ? current.valueStart : current.start);
        found.set(pathKey(path), positionAt(starts, start));
        if (current.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.MAPPING) {
            while (events[next]?.type !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.POP) {
                const key = event();
                if (key?.type !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SCALAR)
                    return;
                node([...path, (0,js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .getScalarValue */ .KE)(source, key)], key.valueStart);
            }
            next++;
        }
        else if (current.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SEQUENCE) {
            for (let index = 0; events[next]?.type !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.POP; index++)
                node([...path, index]);
            next++;
        }
    };
    if (event()?.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.DOCUMENT)
        node([]);
    return found;
}
/** The position of the value, or of the innermost parent that stands in the file. */
function nearestPosition(positions, path) {
    for (let length = path.length; length >= 0; length--) {
        const position = positions.get(pathKey(path.slice(0, length)));
        if (position)
            return position;
    }
    return { line: 1, column: 1 };
}
function pathKey(path) {
    return JSON.stringify(path.map(String));
}
/** Offsets at which lines begin: counting them anew for every value would take the square of the file's length. */
function lineStarts(source) {
    const starts = [0];
    for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1))
        starts.push(end + 1);
    return starts;
}
function positionAt(starts, offset) {
    let [first, behind] = [0, starts.length];
    while (behind - first > 1) {
        const middle = (first + behind) >> 1;
        if ((starts[middle] ?? 0) <= offset)
            first = middle;
        else
            behind = middle;
    }
    return { line: first + 1, column: Math.max(0, offset) - (starts[first] ?? 0) + 1 };
}


/***/ }),

/***/ 3964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hN: () => (/* binding */ parseYaml),
/* harmony export */   q$: () => (/* reexport safe */ _positions_js__WEBPACK_IMPORTED_MODULE_2__.q$),
/* harmony export */   ww: () => (/* reexport safe */ _positions_js__WEBPACK_IMPORTED_MODULE_2__.ww)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var js_yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2502);
/* harmony import */ var _positions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5191);


// For readers of other files: without the schema of the Slipway file, which is most of this package's weight.

/** The value that a YAML text writes. @throws Failure `reason`, at the line where it ceases to be YAML */
function parseYaml(source, file, reason = 'config-invalid') {
    try {
        return (0,js_yaml__WEBPACK_IMPORTED_MODULE_1__/* .load */ .Hh)(source, { filename: file });
    }
    catch (error) {
        if (!(error instanceof js_yaml__WEBPACK_IMPORTED_MODULE_1__/* .YAMLException */ .tB))
            throw error;
        const line = (error.mark?.line ?? 0) + 1;
        throw new _slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(reason, `${file}:${line}:${(error.mark?.column ?? 0) + 1} is not valid YAML: ${error.reason}.`, {
            state: 'Nothing was changed.',
            annotations: [{ level: 'error', file, line, message: error.reason }],
            cause: error,
        });
    }
}


/***/ })

};
