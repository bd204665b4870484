export const id = 244;
export const ids = [244];
export const modules = {

/***/ 1244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describeInputs: () => (/* binding */ describeInputs)
/* harmony export */ });
/** What a person reads who asks the bundle for `--help`. */
function describeInputs(contract) {
    const inputs = Object.entries(contract.inputs).map(([name, spec]) => {
        const how = spec.secret ? `${name.toUpperCase().replaceAll('-', '_').replace(/^/, 'INPUT_')} (environment)` : `--${name}`;
        const usual = spec.default === undefined || spec.default.startsWith('$') ? '' : ` By default: ${spec.default.replaceAll('\n', ' ')}.`;
        return `  ${how}\n      ${spec.description}${usual}`;
    });
    return [`${contract.name}: ${contract.description}`, '', 'Inputs, as --name value; lists take one entry per line:', '', ...inputs].join('\n');
}


/***/ })

};
