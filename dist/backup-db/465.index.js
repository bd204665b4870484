export const id = 465;
export const ids = [465];
export const modules = {

/***/ 8465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   settle: () => (/* binding */ settle)
/* harmony export */ });
/* unused harmony exports keys, merge */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3720);
/* harmony import */ var _retention_policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4199);
/* harmony import */ var _settled_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9377);
/* harmony import */ var _trust_keys_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8489);





/** Inputs that the Slipway file may give, and the keys under which it does. */
const keys = {
    'project-name': 'project',
    host: 'host',
    port: 'port',
    username: 'username',
    service: 'backup.service',
    database: 'backup.database',
    databases: 'backup.databases',
    destination: 'backup.destination',
    'min-copies': 'backup.min-copies',
    'exclude-table-data': 'backup.exclude-table-data',
    encryption: 'backup.encryption',
    'age-recipients': 'backup.age-recipients',
    verify: 'backup.verify',
    'on-shrink': 'backup.on-shrink',
    'max-age': 'backup.max-age',
    'keep-last': 'backup.keep-last',
    'keep-hourly': 'backup.keep-hourly',
    'keep-daily': 'backup.keep-daily',
    'keep-weekly': 'backup.keep-weekly',
    'keep-monthly': 'backup.keep-monthly',
    'keep-yearly': 'backup.keep-yearly',
    'keep-within': 'backup.keep-within',
    'keep-within-hourly': 'backup.keep-within-hourly',
    'keep-within-daily': 'backup.keep-within-daily',
    'keep-within-weekly': 'backup.keep-within-weekly',
    'keep-within-monthly': 'backup.keep-within-monthly',
    'keep-within-yearly': 'backup.keep-within-yearly',
    'keep-tag': 'backup.keep-tag',
    'min-keep': 'backup.min-keep',
    prune: 'backup.prune',
    'allow-prune': 'backup.allow-prune',
    'verify-key': 'backup.verify-key',
};
/**
 * The inputs, with what the Slipway file says of their environment where they say nothing. The file is read only where an environment is named.
 * What comes out names none: it can be settled again, and stays as it is.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input`
 */
async function settle(inputs, workspace) {
    if (inputs.environment === undefined)
        return checked((0,_settled_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefaults */ .r)(inputs), (problem) => problem);
    // Loaded late: most runs of this action know all from their inputs.
    const { keyOf, readSettings } = await Promise.all(/* import() */[__webpack_require__.e(907), __webpack_require__.e(291)]).then(__webpack_require__.bind(__webpack_require__, 8291));
    const { config: file } = inputs;
    const settings = await readSettings(file, inputs.environment, workspace);
    const key = (name) => keyOf(settings, keys[name]);
    const merged = merge(inputs, settings, `${keyOf(settings, 'backup')} in ${file}`);
    const settled = (0,_settled_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefaults */ .r)({ ...merged, environment: undefined });
    return checked(settled, ({ input, message }) => {
        if (!(input in keys))
            return { input, message };
        const name = input;
        if (merged[name] !== inputs[name])
            return { input, message: `${key(name)} in ${file} ${message}` };
        return { input, message: isAbsent(inputs[name]) ? `${message}. In ${file} it is ${key(name)}` : message };
    });
}
function isAbsent(value) {
    return value === undefined || (Array.isArray(value) && value.length === 0);
}
/**
 * Inputs before settings; a part of the file that is off cannot be merged with anything.
 * @throws Failure `bad-input`
 */
function merge(inputs, settings, key) {
    const { backup } = settings;
    if (backup === false) {
        const message = `is ${settings.environment}, but ${key} is false: its database is not backed up. Remove that key, or leave environment out and give every input`;
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)([{ input: 'environment', message }]);
    }
    const encryption = inputs.encryption ?? backup.encryption;
    // How many copies there must be is said of destinations that stand beside it.
    const fromFile = inputs.destination.length === 0 && backup.destination !== undefined;
    // Who asks for none here does not contradict the recipients of the file; who asks for none there does.
    const recipients = inputs.encryption === 'none' ? undefined : backup['age-recipients'];
    return {
        ...inputs,
        'project-name': inputs['project-name'] ?? settings.project,
        host: inputs.host ?? settings.host,
        port: inputs.port ?? settings.port,
        username: inputs.username ?? settings.username,
        ...(inputs.kind === 'postgres' ? mergeDatabase(inputs, backup) : {}),
        destination: fromFile ? [backup.destination ?? []].flat() : inputs.destination,
        'min-copies': inputs['min-copies'] ?? (fromFile ? backup['min-copies'] : undefined),
        encryption,
        'age-recipients': linesOr(inputs['age-recipients'], recipients),
        verify: inputs.verify ?? backup.verify,
        'max-age': inputs['max-age'] ?? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(backup['max-age'] ?? ''),
        ...mergeKeeps(inputs, backup),
        'verify-key': inputs['verify-key'] ?? backup['verify-key'],
    };
}
/** What the file says of its database is nothing to another kind. */
function mergeDatabase(inputs, backup) {
    const given = inputs.databases.length > 0;
    // Whoever names one here means that one; and only a backup is of several at once.
    const several = !given && inputs.database === undefined && inputs.mode === 'backup' ? (backup.databases ?? []) : inputs.databases;
    return {
        service: inputs.service ?? backup.service,
        // The one that the file names is one of several that are given here.
        database: given ? undefined : (inputs.database ?? backup.database),
        databases: several,
        'exclude-table-data': linesOr(inputs['exclude-table-data'], backup['exclude-table-data']),
    };
}
/** Lines that were given, over those of the file. */
function linesOr(given, file) {
    return given.length > 0 ? given : (file ?? given);
}
/** A number of keep-* in the file is the text that it would be as an input. */
function mergeKeeps(inputs, backup) {
    const keeps = _retention_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .keepNames */ .MJ.map((name) => [name, inputs[name] ?? backup[name]?.toString()]);
    return {
        ...Object.fromEntries(keeps),
        'keep-tag': linesOr(inputs['keep-tag'], backup['keep-tag']),
        'min-keep': inputs['min-keep'] ?? backup['min-keep'],
        prune: inputs.prune ?? backup.prune,
        'allow-prune': inputs['allow-prune'] ?? backup['allow-prune'],
        'on-shrink': inputs['on-shrink'] ?? backup['on-shrink'],
    };
}
/** @throws Failure `bad-input` */
function checked(settled, explain) {
    const problems = [...(0,_check_js__WEBPACK_IMPORTED_MODULE_1__/* .checkSettled */ .a)(settled), ...(0,_trust_keys_js__WEBPACK_IMPORTED_MODULE_4__/* .readKeys */ .x)(settled).problems];
    if (problems.length > 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(problems.map(explain));
    return settled;
}


/***/ }),

/***/ 8489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readKeys)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const make = 'openssl genpkey -algorithm ed25519 makes one';
/** The keys of the inputs, and what is wrong with them; no message shows a key. Who can sign trusts at least himself. */
function readKeys(inputs) {
    const problems = [];
    const given = inputs['signing-key'];
    const key = given === undefined ? undefined : privateKey(given);
    if (given !== undefined && !key)
        problems.push({ input: 'signing-key', message: `is no Ed25519 private key in PEM; ${make}` });
    const verifiers = [];
    for (const [index, text] of blocks(inputs['verify-key'] ?? '').entries()) {
        const found = publicKey(text);
        if (found)
            verifiers.push(verifierOf(found));
        else
            problems.push({ input: 'verify-key', message: explain(text, index) });
    }
    if (key && inputs['verify-key'] === undefined)
        verifiers.push(verifierOf((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key)));
    const signer = key && signerOf(key);
    if (signer && problems.length === 0 && !verifiers.some(({ name }) => name === signer.name))
        problems.push({ input: 'verify-key', message: 'does not have the public key of signing-key: what is made here would not count' });
    return { keys: { signer, verifiers }, problems };
}
function explain(text, index) {
    const which = `has as number ${index + 1}`;
    if (privateKey(text))
        return `${which} a private key. Put its public key here (openssl pkey -pubout), and make a new key: this one was shown`;
    return `${which} what is no Ed25519 public key in PEM; openssl pkey -pubout writes it`;
}
/** PEM blocks and single lines. */
function blocks(text) {
    return (text.match(/-----BEGIN [\s\S]*?-----END [^\n]*-----|^(?!-----)\S+$/gm) ?? (text.trim() ? [text] : [])).map((block) => block.trim());
}
function privateKey(text) {
    const key = attempt(() => isPem(text) ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(text) : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'pkcs8' }));
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}
/** Node would take a private key in PEM and derive the public one: here it must not stand at all. */
function publicKey(text) {
    if (privateKey(text))
        return undefined;
    const key = attempt(() => isPem(text) ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(text) : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' }));
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}
const isPem = (text) => text.includes('-----BEGIN');
function attempt(read) {
    try {
        return read();
    }
    catch {
        return undefined;
    }
}
function signerOf(key) {
    return { name: nameOf((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key)), sign: (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)(null, Buffer.from(text), key).toString('base64url') };
}
function verifierOf(key) {
    return { name: nameOf(key), verify: (text, signature) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')) };
}
function nameOf(key) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(key.export({ format: 'der', type: 'spki' }))
        .digest('hex')
        .slice(0, 16);
}


/***/ })

};
