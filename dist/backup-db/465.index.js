export const id = 465;
export const ids = [465];
export const modules = {

/***/ 465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   settle: () => (/* binding */ settle)
/* harmony export */ });
/* unused harmony exports keys, merge */
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(239);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(720);
/* harmony import */ var _settled_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(377);



/** Inputs that the Slipway file may give, and the keys under which it does. */
const keys = {
    'project-name': 'project',
    host: 'host',
    port: 'port',
    username: 'username',
    service: 'backup.service',
    database: 'backup.database',
    destination: 'backup.destination',
    'min-copies': 'backup.min-copies',
    encryption: 'backup.encryption',
    'age-recipients': 'backup.age-recipients',
    verify: 'backup.verify',
    'max-age': 'backup.max-age',
};
/**
 * The inputs, with what the Slipway file says of their environment where they say nothing. The file is read only where an environment is named.
 * What comes out names none: it can be settled again, and stays as it is.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input`
 */
async function settle(inputs, workspace) {
    if (inputs.environment === undefined)
        return checked((0,_settled_js__WEBPACK_IMPORTED_MODULE_2__/* .withDefaults */ .r)(inputs), (problem) => problem);
    // Loaded late: most runs of this action know all from their inputs.
    const { keyOf, readSettings } = await Promise.all(/* import() */[__webpack_require__.e(907), __webpack_require__.e(291)]).then(__webpack_require__.bind(__webpack_require__, 291));
    const { config: file } = inputs;
    const settings = await readSettings(file, inputs.environment, workspace);
    const key = (name) => keyOf(settings, keys[name]);
    const merged = merge(inputs, settings, `${keyOf(settings, 'backup')} in ${file}`);
    const settled = (0,_settled_js__WEBPACK_IMPORTED_MODULE_2__/* .withDefaults */ .r)({ ...merged, environment: undefined });
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
        service: inputs.service ?? backup.service,
        database: inputs.database ?? backup.database,
        destination: fromFile ? [backup.destination ?? []].flat() : inputs.destination,
        'min-copies': inputs['min-copies'] ?? (fromFile ? backup['min-copies'] : undefined),
        encryption,
        'age-recipients': inputs['age-recipients'].length > 0 ? inputs['age-recipients'] : (recipients ?? inputs['age-recipients']),
        verify: inputs.verify ?? backup.verify,
        'max-age': inputs['max-age'] ?? (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(backup['max-age'] ?? ''),
    };
}
/** @throws Failure `bad-input` */
function checked(settled, explain) {
    const problems = (0,_check_js__WEBPACK_IMPORTED_MODULE_1__/* .checkSettled */ .a)(settled);
    if (problems.length > 0)
        throw (0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .badInputs */ .PD)(problems.map(explain));
    return settled;
}


/***/ })

};
