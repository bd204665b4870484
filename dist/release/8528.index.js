export const id = 8528;
export const ids = [8528];
export const modules = {

/***/ 8528:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
// Toolkit packages import undici only for a proxy dispatcher and fetch. Node has fetch, and a megabyte less is parsed at every start.
const fetch = globalThis.fetch;
class ProxyAgent {
  constructor() {
    throw new Error('Slipway does not bundle undici: API calls through HTTPS_PROXY need NODE_USE_ENV_PROXY=1 (Node 24)');
  }
}


/***/ })

};
