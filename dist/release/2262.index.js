export const id = 2262;
export const ids = [2262];
export const modules = {

/***/ 2262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderHtml: () => (/* binding */ renderHtml)
/* harmony export */ });
/* harmony import */ var _slipway_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5518);
/* harmony import */ var _receipt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8134);


const style = [
    'body { font: 15px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #1f2328; background: #fff }',
    'h1 { font-size: 1.3em } h1.failed { color: #b3261e } table { border-collapse: collapse; width: 100% }',
    'th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid #d0d7de; overflow-wrap: anywhere }',
    'th { font-weight: 600; white-space: nowrap } pre { background: #f6f8fa; padding: 1em; overflow-x: auto }',
    'svg { width: 100%; height: auto } rect { fill: #2f6f4f } text { font: 12px system-ui, sans-serif; fill: #1f2328 }',
].join('\n');
/** The receipt as one file that needs nothing else: to keep, to print, to send. */
function renderHtml(receipt) {
    const rows = (0,_receipt_js__WEBPACK_IMPORTED_MODULE_1__/* .rowsOf */ .RO)(receipt).map(([label, value]) => `<tr><th>${encode(label)}</th><td>${encode(value)}</td></tr>`);
    const failed = receipt.outcome === 'switched' ? '' : ' class="failed"';
    const back = receipt.rollbackCommand ? ['<h2>To go back</h2>', `<pre>${encode(receipt.rollbackCommand)}</pre>`] : [];
    return [
        '<!doctype html>',
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        `<title>${encode((0,_receipt_js__WEBPACK_IMPORTED_MODULE_1__/* .titleOf */ .Gg)(receipt))}</title><style>${style}</style></head><body>`,
        `<h1${failed}>${encode((0,_receipt_js__WEBPACK_IMPORTED_MODULE_1__/* .titleOf */ .Gg)(receipt))}</h1>`,
        `<table>${rows.join('')}</table>`,
        '<h2>Timeline</h2>',
        chart(receipt.steps),
        ...back,
        '</body></html>',
        '',
    ].join('\n');
}
const width = 900;
const named = 220;
const row = 22;
function chart(steps) {
    const first = Math.min(...steps.map(({ start }) => start));
    const last = Math.max(...steps.map(({ end }) => end));
    const scale = (width - named - 90) / Math.max(1, last - first);
    const bars = steps.map(({ name, start, end }, index) => {
        const x = named + (start - first) * scale;
        const length = Math.max(1, (end - start) * scale);
        const y = index * row;
        const time = `<text x="${(x + length + 6).toFixed(1)}" y="${y + 15}">${encode((0,_slipway_action__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.max(1, end - start)))}</text>`;
        return `<text x="0" y="${y + 15}">${encode(name)}</text><rect x="${x.toFixed(1)}" y="${y + 4}" width="${length.toFixed(1)}" height="14"/>${time}`;
    });
    return `<svg viewBox="0 0 ${width} ${Math.max(row, steps.length * row)}" role="img" aria-label="Timeline of the steps">${bars.join('')}</svg>`;
}
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
function encode(text) {
    return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}


/***/ })

};
