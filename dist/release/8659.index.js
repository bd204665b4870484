export const id = 8659;
export const ids = [8659];
export const modules = {

/***/ 8659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  open: () => (/* binding */ open_open)
});

// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/assets.js
var assets = __webpack_require__(3224);
// EXTERNAL MODULE: ./actions/blue-green-switch/build/routers/haproxy/haproxy.js + 3 modules
var haproxy = __webpack_require__(1436);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/trusted.js


/** The input `trusted-proxies`; `none` alone stands for nobody. @throws Failure `bad-input` */
function parseTrustedProxies(lines) {
    if (lines.length === 1 && lines[0] === 'none')
        return [];
    const wrong = lines.filter((line) => !isNetwork(line));
    if (wrong.length === 0)
        return [...lines];
    throw (0,build/* badInputs */.PD)(wrong.map((line) => ({
        input: 'trusted-proxies',
        message: `'${line}' is neither an address nor a network. Example: trusted-proxies: 10.0.0.0/8`,
    })));
}
function isNetwork(text) {
    const [, address = '', bits] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
    const family = (0,external_node_net_.isIP)(address);
    return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128));
}

;// CONCATENATED MODULE: ./actions/blue-green-switch/build/routers/haproxy/open.js



async function open_open({ shell, host, inputs, name, published, address }) {
    // The size of such a file is always 0: it must be read.
    const ipv6 = (await shell.run(['grep', '-q', '.', '/proc/net/if_inet6'], { allowFailure: true })).code === 0;
    const place = { directory: inputs['router-directory'], project: name };
    const sockets = { socket: inputs['haproxy-socket'], masterSocket: inputs['haproxy-master-socket'] };
    return new haproxy/* Haproxy */.e({ shell, clock: host.clock, log: host.log, ...place, ...sockets }, {
        project: name,
        published,
        address,
        mapFile: (0,haproxy/* mapFileOf */.s)(place),
        ipv6,
        assets: (0,assets/* parseAssetPaths */.Y9)(inputs['asset-paths']),
        trusted: parseTrustedProxies(inputs['trusted-proxies']),
    });
}


/***/ })

};
