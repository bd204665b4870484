export const id = 7779;
export const ids = [7779];
export const modules = {

/***/ 7779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPacks: () => (/* binding */ readPacks)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(5518);
// EXTERNAL MODULE: ./packages/checks/build/index.js + 35 modules
var checks_build = __webpack_require__(3919);
;// CONCATENATED MODULE: ./actions/smoke-health/build/packs/cors.js
const preflight = { url: '{url}', method: 'OPTIONS', redirects: 0 };
const stranger = 'https://slipway-stranger.example';
/** The word is the origin that must be let in. */
const cors = {
    word: '{origin}',
    checks: [
        {
            ...preflight,
            name: 'cors/own origin',
            headers: { Origin: '{word}', 'Access-Control-Request-Method': 'GET' },
            // With credentials a browser takes the exact origin only, never `*`.
            conditions: [
                '[STATUS] == any(200, 204)',
                '[HEADER].access-control-allow-origin == "{word}"',
                '[HEADER].access-control-allow-credentials == "true"',
            ],
        },
        {
            ...preflight,
            name: 'cors/foreign origin',
            headers: { Origin: stranger, 'Access-Control-Request-Method': 'GET' },
            conditions: [],
            either: [
                ['has([HEADER].access-control-allow-origin) == false'],
                [`[HEADER].access-control-allow-origin != "${stranger}"`, 'has([HEADER].access-control-allow-credentials) == false'],
                [`[HEADER].access-control-allow-origin == "{word}"`],
            ],
        },
    ],
};

;// CONCATENATED MODULE: ./actions/smoke-health/build/packs/fastapi.js
/** The word is the path of the health endpoint. */
const fastapi = {
    word: '/health',
    checks: [
        {
            name: 'fastapi/health',
            url: '{origin}{word}',
            // A status of 200 says only that a handler ran: the body must agree.
            conditions: ['[STATUS] == 200', '[BODY].status == any(ok, OK, up, UP, pass, healthy, Healthy, alive, ready)'],
        },
        // The schema is made when it is asked for: a broken model shows here first.
        { name: 'fastapi/schema', url: '{origin}/openapi.json', conditions: ['[STATUS] == any(200, 401, 403, 404)'] },
        {
            name: 'fastapi/docs closed',
            url: '{origin}/docs',
            redirects: 0,
            conditions: ['[STATUS] == any(301, 302, 303, 307, 308, 401, 403, 404)'],
        },
        // In debug mode an error is answered with the source of the application.
        {
            name: 'fastapi/no debug',
            url: '{origin}/slipway-no-such-path',
            conditions: ['[STATUS] == any(401, 403, 404)', '[BODY] != pat(*Traceback (most recent call last)*)'],
        },
    ],
};

;// CONCATENATED MODULE: ./actions/smoke-health/build/packs/nextjs.js
const nextjs = {
    checks: [
        {
            name: 'nextjs/page',
            url: '{url}',
            conditions: [
                '[STATUS] == 200',
                '[HEADER].content-type == pat(text/html*)',
                '[BODY] == pat(*/_next/static/*)',
                '[BODY] != pat(*Application error: a*-side exception has occurred*)',
                // The development server: it compiles on request and shows its sources.
                '[BODY] != pat(*/_next/static/development/*)',
            ],
        },
        // A proxy that answers every path with the page breaks a browser that still has the old one open.
        {
            name: 'nextjs/missing file',
            url: '{origin}/_next/static/slipway-no-such-file.js',
            redirects: 0,
            conditions: ['[STATUS] == 404'],
        },
    ],
};

;// CONCATENATED MODULE: ./actions/smoke-health/build/packs/security-headers.js
const policy = '[HEADER].content-security-policy';
const options = '[HEADER].x-frame-options == any(DENY, SAMEORIGIN, deny, sameorigin, Deny, SameOrigin)';
const page = { url: '{url}' };
const securityHeaders = {
    secure: true,
    checks: [
        {
            ...page,
            name: 'security-headers/transport',
            conditions: [
                '[HEADER].strict-transport-security == pat(*max-age=*)',
                // It tells the browser to forget what it was told.
                '[HEADER].strict-transport-security != pat(*max-age=0*)',
            ],
        },
        { ...page, name: 'security-headers/type', conditions: ['[HEADER].x-content-type-options == nosniff'] },
        {
            ...page,
            name: 'security-headers/framing',
            conditions: [],
            // A browser that finds frame-ancestors does not look at the frame options.
            either: [
                [
                    `${policy} == pat(*frame-ancestors*)`,
                    // `*` is the only source of one character; a pattern has no other way to write it.
                    ...['', ';*', ' *'].map((rest) => `${policy} != pat(*frame-ancestors ?${rest})`),
                ],
                [options, `has(${policy}) == false`],
                [options, `${policy} != pat(*frame-ancestors*)`],
            ],
        },
        {
            ...page,
            name: 'security-headers/referrer',
            conditions: ['has([HEADER].referrer-policy) == true', '[HEADER].referrer-policy != unsafe-url'],
        },
        { ...page, name: 'security-headers/content policy', conditions: ['has([HEADER].content-security-policy) == true'] },
    ],
};

;// CONCATENATED MODULE: ./actions/smoke-health/build/packs/tls.js
const tls = {
    secure: true,
    checks: [
        {
            name: 'tls/certificate',
            url: 'tls://{host}',
            conditions: ['[CERTIFICATE_EXPIRATION] > 14d', '[TLS] >= 1.2', '[BODY].authorized == true'],
        },
        {
            name: 'tls/from http',
            url: 'http://{name}/',
            redirects: 0,
            conditions: ['[STATUS] == any(301, 302, 307, 308)', '[HEADER].location == pat(https://*)'],
        },
    ],
};

;// CONCATENATED MODULE: ./actions/smoke-health/build/packs/index.js







const packs = { fastapi: fastapi, nextjs: nextjs, 'security-headers': securityHeaders, tls: tls, cors: cors };
/** The checks of the packs that the lines name. @throws Failure `bad-input` */
function readPacks(lines, base, common) {
    const url = new URL(base);
    const problems = [];
    const found = lines.flatMap((line) => {
        const [name = '', ...words] = line.split(/\s+/);
        const pack = Object.hasOwn(packs, name) ? packs[name] : undefined;
        const problem = pack === undefined ? unknown(name) : unfit(name, pack, words, url);
        if (problem !== undefined)
            problems.push({ input: 'pack', message: problem });
        return pack === undefined || problem !== undefined ? [] : checksOf(pack, words[0], url, common);
    });
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    return found;
}
function unknown(name) {
    const near = (0,build/* nearest */.pA)(name, Object.keys(packs));
    return `${JSON.stringify(name)} is no pack${near ? `; did you mean ${near}` : ''}. There are ${Object.keys(packs).join(', ')}`;
}
function unfit(name, pack, words, url) {
    if (words.length > (pack.word === undefined ? 0 : 1))
        return `${name} takes ${pack.word === undefined ? 'nothing' : 'one word'} behind its name`;
    if (!/^https?:$/.test(url.protocol))
        return `${name} needs a url that begins with https:// or http://`;
    if (pack.secure && url.protocol !== 'https:')
        return `${name} needs a url that begins with https://`;
    const [word] = words;
    if (name === 'cors' && word !== undefined && !isOrigin(word))
        return `${word} is not an origin such as https://app.example.com`;
    return name === 'fastapi' && word !== undefined && !word.startsWith('/') ? `${word} is not a path such as /health` : undefined;
}
function isOrigin(word) {
    return URL.canParse(word) && new URL(word).origin === word;
}
function checksOf(pack, given, url, common) {
    const places = {
        '{url}': url.href,
        '{origin}': url.origin,
        '{name}': url.hostname,
        '{host}': `${url.hostname}:${url.port || '443'}`,
    };
    places['{word}'] = given ?? fill(pack.word ?? '', places);
    return pack.checks.map((check) => toPlanned(check, (text) => fill(text, places), url, common));
}
function toPlanned(check, write, base, given) {
    const { either, conditions, name, headers, ...rest } = check;
    // Who asks is told to the server of `url` only, and by its own scheme only.
    const common = new URL(write(check.url)).origin === base.origin ? given : mannersOf(given);
    const parse = (texts) => texts.map((text) => (0,checks_build/* parseCondition */.zB)(write(text)));
    const asked = Object.entries(headers ?? {}).map(([header, value]) => [header, write(value)]);
    return {
        check: {
            ...common,
            ...rest,
            name,
            url: write(check.url),
            headers: { ...common.headers, ...Object.fromEntries(asked) },
            conditions: parse(conditions),
            ...(either === undefined ? {} : { either: either.map(parse) }),
        },
    };
}
function mannersOf({ ca, timeout, deadline, retryDelay, consecutive, idempotent }) {
    const manners = { ca, timeout, deadline, retryDelay, consecutive, idempotent };
    return Object.fromEntries(Object.entries(manners).filter(([, value]) => value !== undefined));
}
function fill(text, places) {
    return text.replaceAll(/\{\w+\}/g, (place) => places[place] ?? place);
}


/***/ })

};
