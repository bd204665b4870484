export const id = 361;
export const ids = [361];
export const modules = {

/***/ 361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   open: () => (/* binding */ open)
/* harmony export */ });
/* harmony import */ var _assets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3224);
/* harmony import */ var _haproxy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(501);


async function open({ shell, host, inputs, name, published, address }) {
    // The size of such a file is always 0: it must be read.
    const ipv6 = (await shell.run(['grep', '-q', '.', '/proc/net/if_inet6'], { allowFailure: true })).code === 0;
    const place = { directory: inputs['router-directory'], project: name };
    const sockets = { socket: inputs['haproxy-socket'], masterSocket: inputs['haproxy-master-socket'] };
    return new _haproxy_js__WEBPACK_IMPORTED_MODULE_1__/* .Haproxy */ .e({ shell, clock: host.clock, log: host.log, ...place, ...sockets }, { project: name, published, address, mapFile: (0,_haproxy_js__WEBPACK_IMPORTED_MODULE_1__/* .mapFileOf */ .s)(place), ipv6, assets: (0,_assets_js__WEBPACK_IMPORTED_MODULE_0__/* .parseAssetPaths */ .Y9)(inputs['asset-paths']) });
}


/***/ })

};
