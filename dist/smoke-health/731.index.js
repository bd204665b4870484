export const id = 731;
export const ids = [731];
export const modules = {

/***/ 731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readCheck: () => (/* reexport */ readCheck),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/action/build/index.js + 12 modules
var build = __webpack_require__(487);
;// CONCATENATED MODULE: ./packages/checks/build/condition.js
const everyElement = Symbol('[*]');
/** A condition that means nothing. It never counts as a pass, and no answer can repair it. */
class ConditionError extends Error {
    condition;
    /** Offset of the first wrong character in `condition`. */
    position;
    /** The name that was probably meant. */
    suggestion;
    constructor(condition, position, problem, suggestion) {
        const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
        super(`${problem}${hint} At column ${position + 1} of: ${condition.length > 200 ? `${condition.slice(0, 197)}...` : condition}`);
        this.name = 'ConditionError';
        this.condition = condition;
        this.position = position;
        this.suggestion = suggestion;
    }
}

;// CONCATENATED MODULE: ./packages/checks/build/glob.js
/** Longer patterns are refused when a condition is parsed. */
const longestGlob = 500;
/**
 * True where the whole text is as the pattern says: `*` stands for any text, `?` for one character. Every state of the pattern is one bit and every
 * character of the text is looked at once, so the time grows with the text and never explodes, whatever a server answers.
 */
function matchGlob(glob, text) {
    const { size, words, loops, any, masks } = compile(glob);
    let state = new Uint32Array(words);
    let next = new Uint32Array(words);
    state[0] = 1;
    for (let index = 0; index < text.length; index++) {
        const mask = masks.get(text.charCodeAt(index)) ?? any;
        let carry = 0;
        let alive = 0;
        for (let word = 0; word < words; word++) {
            const now = state[word] ?? 0;
            const moved = now & (mask[word] ?? 0);
            const after = (moved << 1) | carry | (now & (loops[word] ?? 0));
            carry = moved >>> 31;
            next[word] = after;
            alive |= after;
        }
        if (alive === 0)
            return false;
        [state, next] = [next, state];
    }
    return (((state[size >> 5] ?? 0) >>> (size & 31)) & 1) === 1;
}
function compile(glob) {
    const tokens = glob.replaceAll('*', '');
    const words = (tokens.length >> 5) + 1;
    const loops = new Uint32Array(words);
    const any = new Uint32Array(words);
    let place = 0;
    for (const character of glob.split('')) {
        if (character === '*')
            mark(loops, place);
        else {
            if (character === '?')
                mark(any, place);
            place++;
        }
    }
    const masks = new Map();
    for (let index = 0; index < tokens.length; index++) {
        if (tokens[index] === '?')
            continue;
        const code = tokens.charCodeAt(index);
        const mask = masks.get(code) ?? any.slice();
        mark(mask, index);
        masks.set(code, mask);
    }
    return { size: tokens.length, words, loops, any, masks };
}
function mark(set, place) {
    set[place >> 5] = (set[place >> 5] ?? 0) | (1 << (place & 31));
}

;// CONCATENATED MODULE: ./packages/checks/build/number.js

/** The number that a text writes: decimal, or `0x`, `0o`, `0b`. Undefined where it is none, or is too large to be told from its neighbour. */
function parseNumber(text) {
    if (text.length > 40)
        return undefined;
    if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) && !isRadix(text))
        return undefined;
    const number = Number(text);
    if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
        return undefined;
    return number;
}
/** The whole number that a text writes. `1.10` is a version as often as a number, so texts of that kind are not compared as numbers. */
function parseInteger(text) {
    return /^[+-]?\d+$/.test(text) || isRadix(text) ? parseNumber(text) : undefined;
}
function isRadix(text) {
    return /^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(text);
}
/** Milliseconds of `300ms`, `2s`, `14d`. */
function parseTime(text) {
    return text.length > 40 ? undefined : (0,build/* parseDuration */.E9)(text);
}

;// CONCATENATED MODULE: ./packages/checks/build/show.js
/** Foreign text for a person: on one line, without control and direction characters, cut to `limit` characters. */
function show_show(text, limit = 120) {
    const line = text
        .slice(0, limit * 4)
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu, ' ')
        .replaceAll(/ {2,}/g, ' ')
        .trim();
    return line.length > limit || text.length > limit * 4 ? `${line.slice(0, limit - 3).trimEnd()}...` : line;
}
/** A JSON value for a person: scalars as they are, lists and objects by what they hold. */
function showJson(value) {
    if (typeof value === 'string')
        return value === '' ? 'an empty text' : show_show(value);
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if (typeof value === 'object' && value !== null)
        return `an object with ${showKeys(value)}`;
    return show_show(String(value));
}
/** The first keys of an object. */
function showKeys(value, limit = 12) {
    const keys = Object.keys(value);
    if (keys.length === 0)
        return 'no keys';
    const shown = keys.slice(0, limit).map((key) => show_show(key, 40));
    const more = keys.length > limit ? ` and ${keys.length - limit} more` : '';
    return `the keys ${shown.join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/write.js

/** An operand as a person writes it. */
function writeOperand(operand) {
    switch (operand.kind) {
        case 'placeholder':
            return `[${operand.name}]${writeSteps(operand.path)}`;
        case 'call':
            return `${operand.name}(${writeOperand(operand.of)})`;
        case 'literal':
            return operand.quoted ? `"${operand.text}"` : operand.text;
        case 'pattern':
            return `pat(${operand.glob})`;
        case 'any':
            return `any(${operand.of.map(writeOperand).join(', ')})`;
    }
}
function writeSteps(path) {
    return path.map(writeStep).join('');
}
function writeStep(step) {
    if (step === everyElement)
        return '[*]';
    if (typeof step === 'number')
        return `[${step}]`;
    if (/^[\w-]+$/.test(step))
        return `.${step}`;
    return step.includes("'") ? `["${step}"]` : `['${step}']`;
}

;// CONCATENATED MODULE: ./packages/checks/build/path.js



/** The value at a path of a JSON document, or what is there instead. Only own keys count: `constructor` is no key of an object. */
function lookUp(json, path) {
    let value = json;
    for (const [index, step] of path.entries()) {
        const place = `[BODY]${writeSteps(path.slice(0, index))}`;
        if (typeof step === 'number') {
            if (!Array.isArray(value))
                return { missing: `${place} is ${showJson(value)}, not a list` };
            if (step >= value.length)
                return { missing: `${place} is a list of ${value.length}, so it has no [${step}]` };
            value = value[step];
        }
        else if (typeof step === 'string') {
            if (typeof value !== 'object' || value === null || Array.isArray(value)) {
                return { missing: `${place} is ${showJson(value)}, so it has no ${step}` };
            }
            if (!Object.hasOwn(value, step))
                return { missing: missingKey(value, step, place) };
            value = value[step];
        }
        else
            return { missing: `${place} is not looked at for every element here` };
    }
    return { value };
}
function missingKey(value, step, place) {
    // Keys come from the server: only a few short ones are worth comparing.
    const likely = Object.keys(value)
        .slice(0, 200)
        .filter((key) => key.length <= 60);
    const near = step.length <= 60 ? (0,build/* nearest */.pA)(step, likely) : undefined;
    return `${place} has ${showKeys(value)}, and no ${step}${near === undefined ? '' : ` (did you mean ${show_show(near)}?)`}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/value.js



/** The value of an operand in an answer; `pat()` and `any()` have none of their own. */
function resolve(operand, observation) {
    if (operand.kind === 'literal')
        return { value: literal(operand) };
    return operand.kind === 'call' ? resolveCall(operand, observation) : resolvePlaceholder(operand, observation);
}
function literal({ text, quoted }) {
    const number = quoted ? undefined : parseNumber(text);
    const time = quoted ? undefined : parseTime(text);
    return { type: 'literal', text, quoted, ...(number === undefined ? {} : { number }), ...(time === undefined ? {} : { time }) };
}
function resolvePlaceholder({ name, path }, observation) {
    switch (name) {
        case 'CONNECTED':
            return { value: { type: 'boolean', boolean: observation.connected } };
        case 'STATUS':
            return observation.status === undefined ? noAnswer(observation) : { value: { type: 'number', number: observation.status } };
        case 'RESPONSE_TIME':
            return observation.status === undefined ? noAnswer(observation) : { value: { type: 'duration', time: observation.responseTime } };
        case 'REDIRECTS':
            return observation.status === undefined ? noAnswer(observation) : { value: { type: 'number', number: observation.redirects.length } };
        case 'CERTIFICATE_EXPIRATION':
            if (observation.certificateExpiration === undefined)
                return noTls(observation);
            return { value: { type: 'duration', time: observation.certificateExpiration } };
        case 'TLS':
            return observation.tlsVersion === undefined
                ? noTls(observation)
                : { value: { type: 'number', number: Number(observation.tlsVersion) } };
        case 'VERSION':
            if (observation.status === undefined)
                return noAnswer(observation);
            if (observation.versions.length === 0)
                return { missing: 'the answer names no version' };
            return { value: { type: 'versions', versions: observation.versions } };
        case 'HEADER':
            return resolveHeader(String(path[0]), observation);
        case 'BODY':
            return path.length === 0 ? resolveBody(observation) : resolvePath(path, observation);
    }
}
function resolveHeader(name, observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    const value = Object.hasOwn(observation.headers, name.toLowerCase()) ? observation.headers[name.toLowerCase()] : undefined;
    return value === undefined ? { missing: `the answer has no header ${name}` } : { value: { type: 'text', text: value.trim() } };
}
function resolveBody(observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    return { value: { type: 'text', text: observation.body.trim() } };
}
function resolvePath(path, observation) {
    const json = jsonOf(observation);
    if ('missing' in json)
        return json;
    const found = lookUp(json.value, path);
    return 'missing' in found ? found : { value: fromJson(found.value) };
}
function jsonOf(observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    if (observation.json !== undefined)
        return { value: observation.json };
    if (observation.truncated)
        return { missing: 'the body is larger than 1 MiB and was not read to its end' };
    if (observation.body.trim() === '')
        return { missing: 'the body is empty' };
    return { missing: `the body is not JSON: ${show_show(observation.body, 60)}` };
}
function fromJson(json) {
    if (typeof json === 'number')
        return { type: 'number', number: json };
    if (typeof json === 'string')
        return { type: 'text', text: json };
    if (typeof json === 'boolean')
        return { type: 'boolean', boolean: json };
    return typeof json === 'object' && json !== null ? { type: 'structure', json } : { type: 'null' };
}
function resolveCall({ name, of }, observation) {
    if (of.path.length === 0)
        return resolveWholeBody(name, observation);
    if (name === 'len') {
        const found = resolvePlaceholder(of, observation);
        return 'missing' in found ? found : { value: { type: 'number', number: lengthOf(found.value) } };
    }
    // Where there is no JSON at all, nobody knows what it has: that is no `false`.
    if (of.name === 'BODY') {
        const json = jsonOf(observation);
        if ('missing' in json)
            return json;
    }
    else if (observation.status === undefined)
        return noAnswer(observation);
    const found = resolvePlaceholder(of, observation);
    return { value: { type: 'boolean', boolean: 'value' in found && found.value.type !== 'null' } };
}
function resolveWholeBody(name, observation) {
    if (observation.status === undefined)
        return noAnswer(observation);
    if (name === 'has')
        return { value: { type: 'boolean', boolean: observation.body.trim() !== '' } };
    if (observation.truncated)
        return { missing: 'the body is larger than 1 MiB and was not read to its end' };
    const { json } = observation;
    if (typeof json === 'object' && json !== null)
        return { value: { type: 'number', number: lengthOf(fromJson(json)) } };
    return { value: { type: 'number', number: observation.body.trim().length } };
}
/** Items of a list, keys of an object, characters of everything else. */
function lengthOf(value) {
    if (value.type === 'structure')
        return Array.isArray(value.json) ? value.json.length : Object.keys(value.json).length;
    return plainText(value).length;
}
/** A structure of so many levels that it cannot be written as text. */
function isUnwritable(value) {
    return value.type === 'structure' && stringify(value.json) === '';
}
/** The text that `pat()` looks at, and that two values of unlike types are compared by. */
function plainText(value) {
    switch (value.type) {
        case 'number':
            return String(value.number);
        case 'duration':
            return String(Math.round(value.time));
        case 'boolean':
            return String(value.boolean);
        case 'text':
        case 'literal':
            return value.text;
        case 'null':
            return 'null';
        case 'structure':
            return stringify(value.json);
        case 'versions':
            return value.versions[0] ?? '';
    }
}
/** JSON text; empty where it is nested too deeply to be written. */
function stringify(json) {
    try {
        return JSON.stringify(json);
    }
    catch {
        return '';
    }
}
function showValue(value) {
    if (value.type === 'structure')
        return showJson(value.json);
    if (value.type === 'duration')
        return `${Math.round(value.time)} ms`;
    if (value.type === 'versions')
        return value.versions.map((version) => show_show(version, 60)).join(', ');
    return plainText(value) === '' ? 'an empty text' : show_show(plainText(value));
}
function noAnswer(observation) {
    return { missing: `no answer: ${observation.error?.message ?? 'nothing arrived'}` };
}
function noTls(observation) {
    return observation.status === undefined ? noAnswer(observation) : { missing: 'the connection does not use TLS' };
}

;// CONCATENATED MODULE: ./packages/checks/build/cursor.js

/** A place in the text of a condition. */
class Cursor {
    text;
    position = 0;
    constructor(text) {
        this.text = text;
    }
    /** The character here; empty at the end. */
    get here() {
        return this.text.charAt(this.position);
    }
    get rest() {
        return this.text.slice(this.position);
    }
    /** Takes `expected` where it stands here. */
    take(expected) {
        if (!this.text.startsWith(expected, this.position))
            return false;
        this.position += expected.length;
        return true;
    }
    /** Takes characters as long as they are of a kind. */
    takeWhile(kind) {
        const start = this.position;
        while (this.position < this.text.length && kind(this.here))
            this.position++;
        return this.text.slice(start, this.position);
    }
    skipSpaces() {
        this.takeWhile(isSpace);
    }
    fail(problem, position = this.position, suggestion) {
        throw new ConditionError(this.text, Math.min(position, this.text.length), problem, suggestion);
    }
}
function isSpace(character) {
    return character === ' ' || character === '\t';
}

;// CONCATENATED MODULE: ./packages/checks/build/steps.js

const isKeyCharacter = (character) => !/[\s.[\]()'"=<>!,]/.test(character);
const isDigit = (character) => character >= '0' && character <= '9';
/** `.a.b[0]['x-y'][*]` behind a placeholder. */
function parseSteps(cursor) {
    const steps = [];
    for (;;) {
        if (cursor.take('.')) {
            const key = cursor.takeWhile(isKeyCharacter);
            if (key === '')
                cursor.fail("The name of a key is expected behind the dot; one with other characters is written ['x y'].");
            steps.push(key);
        }
        else if (cursor.take('['))
            steps.push(parseBracket(cursor));
        else
            return steps;
    }
}
function parseBracket(cursor) {
    const start = cursor.position;
    const step = parseInBracket(cursor);
    if (!cursor.take(']'))
        cursor.fail('The bracket is not closed.', start - 1);
    return step;
}
function parseInBracket(cursor) {
    const start = cursor.position;
    if (cursor.take('*'))
        return everyElement;
    const quote = cursor.here;
    if (quote === "'" || quote === '"') {
        cursor.take(quote);
        const key = cursor.takeWhile((character) => character !== quote);
        if (!cursor.take(quote))
            cursor.fail(`The quote ${quote} is not closed.`, start);
        return key;
    }
    const digits = cursor.takeWhile(isDigit);
    if (digits === '' || digits.length > 9)
        cursor.fail("An index, * or a key in quotes is expected in the bracket: [0], [*], ['x-y'].", start);
    return Number(digits);
}

;// CONCATENATED MODULE: ./packages/checks/build/version.js



const usualHeader = 'x-version';
const usualPaths = ['version', 'commit', 'sha', 'git_sha', 'commitSha', 'build.sha'];
/** Every version that an answer names, in the order in which places count. */
function readVersions(answer, place = {}) {
    const usual = place.path === undefined && place.header === undefined;
    const headers = usual ? [usualHeader] : [place.header ?? []].flat();
    const paths = usual ? usualPaths : [place.path ?? []].flat();
    const found = [
        ...headers.map((name) => (Object.hasOwn(answer.headers, name.toLowerCase()) ? answer.headers[name.toLowerCase()] : undefined)),
        ...paths.map((path) => readPath(answer.json, path)),
    ];
    return [...new Set(found.map((text) => text?.trim() ?? '').filter((text) => text !== '' && text.length <= 200))];
}
function readPath(json, path) {
    if (json === undefined)
        return undefined;
    const found = lookUp(json, parsePath(path));
    if ('missing' in found)
        return undefined;
    return typeof found.value === 'string' || typeof found.value === 'number' ? String(found.value) : undefined;
}
/** `build.sha`, `items[0]['x y']`. @throws ConditionError */
function parsePath(path) {
    const cursor = new Cursor(path.startsWith('[') || path.startsWith('.') ? path : `.${path}`);
    const steps = parseSteps(cursor);
    if (cursor.here !== '')
        cursor.fail('A path such as build.sha is expected.');
    return steps;
}
/** Compares what an answer says with what was expected. */
function version_identify(observation, expected = {}) {
    const versions = readVersions(observation, expected);
    const [first] = versions;
    if (first === undefined)
        return { identity: 'unproven' };
    const { value } = expected;
    if (value === undefined || value === '')
        return { identity: 'unproven', version: first };
    const same = versions.find((version) => sameVersion(version, value));
    if (same !== undefined)
        return { identity: 'proven', version: same };
    const other = versions.find((version) => isRevision(version) && isRevision(value));
    if (other !== undefined)
        return { identity: 'stale', version: other };
    return { identity: expected.derived ? 'unproven' : 'stale', version: first };
}
/** Equal, or two writings of one commit of which the shorter has at least 7 digits. A `v` before a number is no difference. */
function sameVersion(a, b) {
    if (plain(a) === plain(b))
        return true;
    if (!isRevision(a) || !isRevision(b))
        return false;
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    return left.startsWith(right) || right.startsWith(left);
}
function isRevision(text) {
    return /^[0-9a-f]{7,64}$/i.test(text);
}
function plain(text) {
    return text.replace(/^v(?=\d)/i, '');
}

;// CONCATENATED MODULE: ./packages/checks/build/compare.js




const tooDeep = { why: 'nested too deeply to be compared' };
/** Whether a value is as `pat()` says. */
function matches(glob, value) {
    if (isUnwritable(value))
        return tooDeep;
    const texts = value.type === 'versions' ? value.versions : [plainText(value)];
    return texts.some((text) => matchGlob(glob, text));
}
function equal(a, b) {
    if (a.type === 'literal' && b.type !== 'literal')
        return equal(b, a);
    if (isUnwritable(a) || isUnwritable(b))
        return tooDeep;
    if (a.type === 'versions' || b.type === 'versions')
        return equalVersions(a, b);
    if (b.type === 'literal')
        return equalLiteral(a, b);
    if (a.type === 'number' && b.type === 'number')
        return tooLarge(a.number) ?? a.number === b.number;
    if ((a.type === 'null' || b.type === 'null') && a.type !== b.type)
        return false;
    return equalText(plainText(a), plainText(b));
}
function equalLiteral(a, b) {
    switch (a.type) {
        case 'number':
            return tooLarge(a.number) ?? b.number === a.number;
        case 'duration':
            return (b.time ?? b.number) === a.time;
        case 'boolean':
            return !b.quoted && b.text === String(a.boolean);
        case 'null':
            return !b.quoted && b.text === 'null';
        case 'structure':
            return plainText(a) === b.text;
        default:
            // A body that is itself quoted JSON is meant as often as the text in the quotes.
            return b.quoted ? [b.text, `"${b.text}"`, `'${b.text}'`].includes(plainText(a)) : equalText(plainText(a), b.text);
    }
}
/** Texts that both write a whole number are compared as numbers, as gatus does: `0x10` is `16`. */
function equalText(a, b) {
    if (a === b)
        return true;
    const number = parseInteger(a);
    return number !== undefined && number === parseInteger(b);
}
function equalVersions(a, b) {
    const listOf = (value) => (value.type === 'versions' ? value.versions : [plainText(value)]);
    return listOf(a).some((version) => listOf(b).some((other) => sameVersion(version, other)));
}
/** JSON numbers beyond 2^53 arrive rounded: two different ones would look alike. */
function tooLarge(number) {
    const unsafe = Number.isInteger(number) && !Number.isSafeInteger(number);
    return unsafe ? { why: `${number} is too large to be compared exactly` } : undefined;
}
function ordered(operator, a, b) {
    const pair = magnitudes(a, b);
    if (!('left' in pair))
        return pair;
    const { left, right } = pair;
    if (operator === '<')
        return left < right;
    if (operator === '<=')
        return left <= right;
    return operator === '>' ? left > right : left >= right;
}
/** Both sides as numbers of one kind. A number without a unit is milliseconds beside `[RESPONSE_TIME]`, and nothing beside another duration. */
function magnitudes(a, b) {
    const [left, right] = [magnitude(a), magnitude(b)];
    for (const [value, found] of [[a, left], [b, right]]) {
        if (found === undefined)
            return { why: `${value.type === 'text' ? 'a text' : value.type} has no order` };
    }
    if (left === undefined || right === undefined)
        return { why: 'no order' };
    if (left.kind !== right.kind && a.type !== 'duration' && b.type !== 'duration') {
        return { why: 'one side is a duration, the other a number without a unit' };
    }
    return { left: left.size, right: right.size };
}
function magnitude(value) {
    if (value.type === 'number')
        return { kind: 'number', size: value.number };
    if (value.type === 'duration')
        return { kind: 'time', size: value.time };
    if (value.type !== 'text' && value.type !== 'literal')
        return undefined;
    const number = parseNumber(value.text);
    if (number !== undefined)
        return { kind: 'number', size: number };
    const time = parseTime(value.text);
    return time === undefined ? undefined : { kind: 'time', size: time };
}

;// CONCATENATED MODULE: ./packages/checks/build/evaluate.js





/** Whether a condition holds for an answer. A value that is not there fails every operator, `!=` too. */
function evaluate_evaluate(condition, observation) {
    const wildcard = findWildcard(condition);
    return wildcard === undefined ? evaluateOne(condition, observation) : evaluateEvery(condition, wildcard, observation);
}
function evaluateOne(condition, observation) {
    const { text, left, right } = condition;
    const turned = isConstant(left);
    const [subject, object] = turned ? [right, left] : [left, right];
    const operator = turned ? mirrored[condition.operator] : condition.operator;
    const expected = `${operator} ${writeOperand(object)}`;
    const result = (passed, actual) => ({ text, passed, actual, expected });
    if (subject.kind === 'pattern' || subject.kind === 'any')
        return result(false, 'two constants');
    const found = resolve(subject, observation);
    if ('missing' in found)
        return result(false, found.missing);
    const shown = showValue(found.value);
    const verdict = compare(found.value, operator, object, observation);
    if (typeof verdict === 'boolean')
        return result(verdict, describe(subject, shown, object, observation));
    return result(false, `${shown} (${verdict.why})`);
}
function compare(value, operator, object, observation) {
    if (operator !== '==' && operator !== '!=') {
        if (object.kind === 'pattern' || object.kind === 'any')
            return { why: 'no order' };
        const other = resolve(object, observation);
        return 'missing' in other ? { why: other.missing } : ordered(operator, value, other.value);
    }
    const same = isSame(value, object, observation);
    return typeof same === 'boolean' ? same === (operator === '==') : same;
}
function isSame(value, object, observation) {
    if (object.kind === 'pattern')
        return matches(object.glob, value);
    if (object.kind === 'any') {
        const verdicts = object.of.map((item) => (item.kind === 'pattern' ? matches(item.glob, value) : equal(value, literal(item))));
        return verdicts.includes(true) || (verdicts.find((verdict) => typeof verdict !== 'boolean') ?? false);
    }
    const other = resolve(object, observation);
    return 'missing' in other ? { why: other.missing } : equal(value, other.value);
}
/** What was found; of two values of the answer, both. */
function describe(subject, shown, object, observation) {
    if (object.kind !== 'placeholder' && object.kind !== 'call')
        return shown;
    const other = resolve(object, observation);
    return subject.kind === 'literal' || 'missing' in other ? shown : `${shown}, and the other is ${showValue(other.value)}`;
}
function isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
/** The same comparison seen from the other side. */
const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
function findWildcard(condition) {
    for (const operand of [condition.left, condition.right]) {
        const placeholder = operand.kind === 'call' ? operand.of : operand;
        if (placeholder.kind !== 'placeholder')
            continue;
        const index = placeholder.path.indexOf(everyElement);
        if (index >= 0)
            return { placeholder, index };
    }
    return undefined;
}
/** `[*]`: the condition holds for every element of a list that has at least one. The first element that breaks it is shown. */
function evaluateEvery(condition, { placeholder, index }, observation) {
    const path = placeholder.path.slice(0, index);
    const list = observation.json === undefined ? undefined : lookUp(observation.json, path);
    const elements = list && 'value' in list && Array.isArray(list.value) ? list.value : undefined;
    const length = elements?.length ?? 0;
    let last = evaluateOne(at(condition, placeholder, index, 0), observation);
    if (length === 0)
        return { ...last, passed: false, actual: elements ? `[BODY]${writeSteps(path)} is a list of 0` : last.actual };
    for (let element = 0; element < length; element++) {
        last = evaluateOne(at(condition, placeholder, index, element), observation);
        if (!last.passed)
            return { ...last, actual: `${last.actual} at [BODY]${writeSteps([...path, element])}` };
    }
    return { ...last, actual: `all ${length}` };
}
/** The same condition for one element. */
function at(condition, placeholder, index, element) {
    const one = { ...placeholder, path: placeholder.path.with(index, element) };
    const replace = (operand) => {
        if (operand === placeholder)
            return one;
        return operand.kind === 'call' && operand.of === placeholder ? { ...operand, of: one } : operand;
    };
    return { ...condition, left: replace(condition.left), right: replace(condition.right) };
}

;// CONCATENATED MODULE: ./packages/checks/build/placeholders.js
const placeholders = {
    STATUS: { type: 'number', path: 'none' },
    BODY: { type: 'any', path: 'optional' },
    HEADER: { type: 'any', path: 'required' },
    RESPONSE_TIME: { type: 'duration', path: 'none' },
    CONNECTED: { type: 'boolean', path: 'none' },
    CERTIFICATE_EXPIRATION: { type: 'duration', path: 'none' },
    VERSION: { type: 'version', path: 'none' },
    TLS: { type: 'number', path: 'none' },
    REDIRECTS: { type: 'number', path: 'none' },
};
const placeholderNames = Object.keys(placeholders);
/** Placeholders of gatus that a gate over HTTP has no answer for. */
const foreignPlaceholders = ['IP', 'DNS_RCODE', 'DOMAIN_EXPIRATION', 'CONTEXT'];
const functionNames = ['len', 'has', 'pat', 'any'];

;// CONCATENATED MODULE: ./packages/checks/build/check-types.js


/** `[CERTIFICATE_EXPIRATION] > 14` would be 14 milliseconds: shorter times than this are a slip. */
const shortestExpiry = 1_000_000;
/** Refuses comparisons that can only ever go one way. @throws ConditionError */
function checkTypes(parts, cursor, at) {
    const { left, operator, right } = parts;
    const ordered = operator !== '==' && operator !== '!=';
    if (check_types_isConstant(left) && check_types_isConstant(right))
        cursor.fail('Both sides are constants, so no answer can change the result.', at.left);
    if (ordered && [left, right].some((side) => side.kind === 'pattern' || side.kind === 'any')) {
        cursor.fail(`${operator} needs a number or a duration; pat() and any() go with == and !=.`, at.operator);
    }
    for (const [value, other, place] of [[left, right, at.right], [right, left, at.left]]) {
        const type = typeOf(value);
        if (type === undefined)
            continue;
        if (ordered && (type === 'boolean' || type === 'version'))
            cursor.fail(`${nameOf(value)} has no order; it goes with == and !=.`, at.operator);
        for (const literal of literalsOf(other))
            checkLiteral({ value, type, literal, ordered }, cursor, place);
    }
}
function checkLiteral({ value, type, literal, ordered }, cursor, place) {
    const name = nameOf(value);
    const written = literal.quoted ? `"${literal.text}"` : literal.text;
    const number = literal.quoted ? undefined : parseNumber(literal.text);
    const time = literal.quoted ? undefined : parseTime(literal.text);
    if (type === 'number' && number === undefined)
        cursor.fail(`${name} is a number, and ${written} is none.`, place);
    if (type === 'duration' && number === undefined && time === undefined)
        cursor.fail(`${name} is a duration, and ${written} is none: 300ms, 2s, 14d.`, place);
    if (type === 'boolean' && (literal.quoted || !/^(true|false)$/.test(literal.text)))
        cursor.fail(`${name} is true or false, and not ${written}.`, place);
    if (type === 'any' && ordered && number === undefined && time === undefined) {
        cursor.fail(`${written} is no number and no duration, so nothing is more or less than it.`, place);
    }
    const expiry = value.kind === 'placeholder' && value.name === 'CERTIFICATE_EXPIRATION';
    if (expiry && number && Math.abs(number) < shortestExpiry)
        cursor.fail(`${written} would be milliseconds here`, place, `${written}d`);
}
function check_types_isConstant(operand) {
    return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}
function typeOf(operand) {
    if (operand.kind === 'placeholder')
        return placeholders[operand.name].type;
    if (operand.kind === 'call')
        return operand.name === 'len' ? 'number' : 'boolean';
    return undefined;
}
function nameOf(operand) {
    if (operand.kind === 'call')
        return `${operand.name}()`;
    return operand.kind === 'placeholder' ? `[${operand.name}]` : 'The constant';
}
function literalsOf(operand) {
    if (operand.kind === 'literal')
        return [operand];
    return operand.kind === 'any' ? operand.of.filter((item) => item.kind === 'literal') : [];
}

;// CONCATENATED MODULE: ./packages/checks/build/operator.js

/** Longer ones first, so that `<=` is not read as `<`. */
const operators = ['==', '!=', '<=', '>=', '<', '>'];
/** What people of other languages write. */
const meant = {
    '=': '==',
    '===': '==',
    is: '==',
    eq: '==',
    '!==': '!=',
    '<>': '!=',
    '=!': '!=',
    '=>': '>=',
    '=<': '<=',
    in: '== any(a, b)',
    contains: '== pat(*text*)',
    matches: '== pat(*text*)',
    '=~': '== pat(*text*)',
    '~': '== pat(*text*)',
};
function parseOperator(cursor) {
    const start = cursor.position;
    if (cursor.here === '')
        cursor.fail(`There is no operator. There are ${operators.join(' ')}.`);
    const spaced = isSpace(cursor.here);
    cursor.skipSpaces();
    const word = cursor.takeWhile((character) => !isSpace(character));
    const operator = operators.find((candidate) => candidate === word);
    if (operator !== undefined && spaced) {
        cursor.skipSpaces();
        if (cursor.here === '')
            cursor.fail(`Nothing stands behind ${operator}.`);
        return operator;
    }
    const at = spaced ? cursor.position - word.length : start;
    const glued = operators.find((candidate) => word.startsWith(candidate));
    if (Object.hasOwn(meant, word))
        return cursor.fail(`${word} is no operator`, at, meant[word]);
    if (glued !== undefined)
        return cursor.fail(`${glued} needs a space before and behind it.`, at);
    return cursor.fail(`One of ${operators.join(' ')} between spaces is expected here.`, at);
}

;// CONCATENATED MODULE: ./packages/checks/build/operand.js





/** Characters of names: of placeholders and functions. */
const isNameCharacter = (character) => /[A-Za-z0-9_]/.test(character);
/** `[BODY].a.b[0]`: everything that names a value of the answer. */
function parsePlaceholder(cursor) {
    const start = cursor.position;
    if (!cursor.take('['))
        cursor.fail('A placeholder such as [STATUS] or [BODY].status is expected here.');
    const written = cursor.takeWhile(isNameCharacter);
    if (!cursor.take(']'))
        cursor.fail(`The placeholder [${written} has no closing bracket.`);
    const name = placeholderNames.find((candidate) => candidate === written.toUpperCase());
    if (name === undefined)
        return refusePlaceholder(cursor, start, written);
    const path = parseSteps(cursor);
    checkPath(cursor, start, name, path);
    return { kind: 'placeholder', name, path };
}
function refusePlaceholder(cursor, start, written) {
    if (foreignPlaceholders.includes(written.toUpperCase())) {
        return cursor.fail(`[${written}] has no value here: this gate asks over HTTP. It knows [${placeholderNames.join('], [')}].`, start);
    }
    const near = (0,build/* nearest */.pA)(written.toUpperCase(), placeholderNames);
    const problem = `[${written}] is no placeholder`;
    return near === undefined
        ? cursor.fail(`${problem}. There are [${placeholderNames.join('], [')}].`, start)
        : cursor.fail(problem, start, `[${near}]`);
}
function checkPath(cursor, start, name, path) {
    const kind = placeholders[name].path;
    if (kind === 'none' && path.length > 0)
        cursor.fail(`[${name}] is one value and has no parts.`, start);
    if (kind === 'required' && (path.length !== 1 || typeof path[0] !== 'string')) {
        cursor.fail(`[${name}] needs the name of one header: [${name}].content-type.`, start);
    }
}
/** What stands left of the operator; the cursor stops behind it. */
function parseLeft(cursor) {
    if (cursor.here === '[')
        return parsePlaceholder(cursor);
    const start = cursor.position;
    if (functionName(cursor.rest) === 'len' || functionName(cursor.rest) === 'has')
        return parseCall(cursor);
    const end = findOperator(cursor.text, start);
    if (end === undefined) {
        if (functionName(cursor.rest) !== undefined)
            parseConstant(cursor, cursor.text, start);
        return cursor.fail(`A condition is written [STATUS] == 200: a value, one of ${operators.join(' ')} between spaces, and what it must be.`, start);
    }
    cursor.position = end;
    return parseConstant(cursor, cursor.text.slice(start, end), start);
}
/** Everything right of the operator. */
function parseRight(cursor) {
    const start = cursor.position;
    const rest = cursor.rest;
    const name = functionName(rest);
    if (!/^\[[A-Za-z_]+\]/.test(rest) && name !== 'len' && name !== 'has')
        return parseConstant(cursor, rest, start);
    const operand = name === undefined ? parsePlaceholder(cursor) : parseCall(cursor);
    if (cursor.here !== '')
        cursor.fail('Nothing may follow here. Write one condition on a line, and text that holds brackets in quotes.');
    return operand;
}
function parseCall(cursor) {
    const start = cursor.position;
    const name = cursor.takeWhile(isNameCharacter) === 'len' ? 'len' : 'has';
    cursor.take('(');
    cursor.skipSpaces();
    const of = parsePlaceholder(cursor);
    cursor.skipSpaces();
    if (!cursor.take(')'))
        cursor.fail(`${name}( has no closing bracket.`);
    if (of.name !== 'BODY' && of.name !== 'HEADER')
        cursor.fail(`${name}() looks at [BODY] or [HEADER], and [${of.name}] is one value.`, start);
    return { kind: 'call', name, of };
}
/** A literal, `pat()` or `any()`: what an answer is compared with. */
function parseConstant(cursor, text, start) {
    const name = functionName(text);
    if (name === undefined)
        return parseLiteral(cursor, text, start);
    if (!functionNames.includes(name)) {
        const problem = `${name}() is no function`;
        const near = (0,build/* nearest */.pA)(name, functionNames);
        if (near !== undefined)
            cursor.fail(problem, start, `${near}()`);
        cursor.fail(`${problem}. There are ${functionNames.join('(), ')}(); text that holds brackets stands in quotes.`, start);
    }
    if (!text.endsWith(')'))
        cursor.fail(`${name}( has no closing bracket at the end.`, start);
    const inner = text.slice(name.length + 1, -1);
    if (name === 'any')
        return parseAny(cursor, inner, start + name.length + 1);
    if (name !== 'pat')
        cursor.fail(`${name}() is not expected here.`, start);
    if (inner === '')
        cursor.fail('pat() needs a pattern: pat(*ok*).', start);
    if (inner.length > longestGlob)
        cursor.fail(`The pattern is longer than ${longestGlob} characters.`, start);
    return { kind: 'pattern', glob: inner };
}
function parseAny(cursor, inner, start) {
    const of = [];
    for (const { text, offset } of splitList(inner)) {
        if (text === '')
            cursor.fail('any() needs values between its commas: any(200, 204).', start + offset);
        const item = parseConstant(cursor, text, start + offset);
        if (item.kind === 'any')
            cursor.fail('any() cannot stand inside any().', start + offset);
        else
            of.push(item);
    }
    return { kind: 'any', of };
}
/** The parts of a list, without the spaces around them; commas in quotes and brackets are text. */
function splitList(list) {
    const parts = [];
    let depth = 0;
    let quote = '';
    let start = 0;
    for (let index = 0; index <= list.length; index++) {
        const character = list.charAt(index);
        if (character === '' || (character === ',' && depth <= 0 && quote === '')) {
            const part = list.slice(start, index);
            parts.push({ text: part.trim(), offset: start + (part.length - part.trimStart().length) });
            start = index + 1;
        }
        else if (quote !== '')
            quote = character === quote ? '' : quote;
        else if ((character === '"' || character === "'") && list.slice(start, index).trim() === '')
            quote = character;
        else if (character === '(')
            depth++;
        else if (character === ')')
            depth--;
    }
    return parts;
}
function parseLiteral(cursor, text, start) {
    const quote = text.charAt(0);
    if (quote === '"' || quote === "'") {
        if (text.length < 2 || !text.endsWith(quote))
            cursor.fail(`The quote ${quote} is not closed at the end.`, start);
        return { kind: 'literal', text: text.slice(1, -1), quoted: true };
    }
    for (const word of text.matchAll(/\S+/g)) {
        const second = [...operators, '&&', '||'].some((operator) => operator === word[0]) || /^\[[A-Z_]+\]/.test(word[0]);
        if (second)
            cursor.fail('A second comparison begins here. Write one condition on a line, and text that holds it in quotes.', start + word.index);
    }
    return { kind: 'literal', text, quoted: false };
}
/** `len` of `len([BODY].x)…`: a name with an opening bracket behind it. */
function functionName(text) {
    return /^([A-Za-z_]\w*)\(/.exec(text)?.[1];
}
/** Offset of the space before the first operator that stands between spaces. */
function findOperator(text, from) {
    for (const word of text.slice(from).matchAll(/\S+/g)) {
        if (word.index > 0 && operators.some((operator) => operator === word[0]))
            return from + text.slice(from, from + word.index).trimEnd().length;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/parse.js






/** Long enough for every condition that a person can read. */
const longest = 2000;
/**
 * Reads one condition. What it cannot mean is refused here, before anything is asked: an unknown name, a number compared with a word, two constants.
 * @throws ConditionError
 */
function parseCondition(text) {
    const cursor = new Cursor(text.trim());
    if (cursor.text === '')
        cursor.fail('The condition is empty; one is written [STATUS] == 200.');
    if (cursor.text.length > longest)
        cursor.fail(`The condition is longer than ${longest} characters.`, longest);
    const control = cursor.text.search(/[^\P{Cc}\t]/u);
    if (control >= 0)
        cursor.fail('A condition is one line without control characters.', control);
    const left = parseLeft(cursor);
    const operatorAt = cursor.position + cursor.rest.search(/\S|$/);
    const operator = parseOperator(cursor);
    const rightAt = cursor.position;
    const right = parseRight(cursor);
    if (wildcards(left) + wildcards(right) > 1)
        cursor.fail('[*] can stand once in a condition.', 0);
    checkTypes({ left, operator, right }, cursor, { left: 0, operator: operatorAt, right: rightAt });
    return { text: cursor.text, left, operator, right };
}
/**
 * Reads several conditions.
 * @throws Failure `bad-condition` with every line that means nothing
 */
function parseConditions(lines) {
    const problems = [];
    const conditions = lines.flatMap((line) => {
        try {
            return [parseCondition(line)];
        }
        catch (error) {
            if (!(error instanceof ConditionError))
                throw error;
            problems.push(`- ${error.message}`);
            return [];
        }
    });
    if (problems.length === 0)
        return conditions;
    const count = problems.length === 1 ? 'One condition means' : `${problems.length} conditions mean`;
    throw new build/* Failure */.HR('bad-condition', `${count} nothing:\n${problems.join('\n')}\n`, { state: 'Nothing was asked.' });
}
function wildcards(operand) {
    const placeholder = operand.kind === 'call' ? operand.of : operand;
    return placeholder.kind === 'placeholder' ? placeholder.path.filter((step) => step === everyElement).length : 0;
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(67);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(30);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(692);
var external_node_tls_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_tls_, 2);
;// CONCATENATED MODULE: ./packages/checks/build/probe-error.js


const classes = {
    ECONNREFUSED: 'refused',
    ENOENT: 'refused',
    EACCES: 'refused',
    ETIMEDOUT: 'timeout',
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    ECONNRESET: 'reset',
    EPIPE: 'reset',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable',
    EADDRNOTAVAIL: 'unreachable',
    EPROTO: 'tls',
};
const certificates = {
    CERT_HAS_EXPIRED: 'has expired',
    CERT_NOT_YET_VALID: 'is not valid yet',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself and by nobody who is trusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate certificates that lead to a trusted authority',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
    CERT_REVOKED: 'was revoked',
};
/** Any error of an exchange as a class, a sentence and a code. */
function describeError(error, progress) {
    const { code, message } = partsOf(error);
    const kind = classOf(code);
    return { class: kind, code, message: sentence(kind, code, message, progress) };
}
/** The exchange took longer than it may. */
function describeTimeout(timeout, progress) {
    const limit = (0,build/* formatDuration */.a3)(timeout);
    const what = progress.answering
        ? `${progress.endpoint} began to answer and did not end within ${limit}`
        : progress.connected
            ? `${progress.endpoint} accepted the connection and did not answer within ${limit}`
            : `${progress.endpoint} did not ${progress.indirect ? 'answer' : 'accept a connection'} within ${limit}`;
    return { class: 'timeout', code: 'TIMEOUT', message: what };
}
function partsOf(error) {
    // Where a name has several addresses, there is one error for each.
    const inner = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
    const code = inner?.code ?? error?.code;
    return { code: typeof code === 'string' ? code : 'UNKNOWN', message: inner instanceof Error ? inner.message : String(inner) };
}
function classOf(code) {
    if (Object.hasOwn(classes, code))
        return classes[code] ?? 'invalid';
    return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|INVALID_PURPOSE|PATH_LENGTH)/.test(code) ? 'tls' : 'invalid';
}
function sentence(kind, code, message, progress) {
    const { endpoint } = progress;
    switch (kind) {
        case 'refused':
            return code === 'ECONNREFUSED' ? `${endpoint} refused the connection` : `${endpoint} has no socket that can be opened (${code})`;
        case 'timeout':
            return `${endpoint} did not accept a connection: the system gave up`;
        case 'dns':
            return `the name of ${endpoint} has no address${code === 'EAI_AGAIN' ? ': the name server did not answer' : ''}`;
        case 'unreachable':
            return `there is no way to ${endpoint} (${code})`;
        case 'reset':
            return broken(progress);
        case 'tls':
            return tlsSentence(code, message, endpoint);
        case 'invalid':
            return `${endpoint} answered something that is not HTTP (${code}): ${show_show(message, 100)}`;
    }
}
function broken({ endpoint, answering, secure, connected, indirect }) {
    if (answering)
        return `${endpoint} broke off in the middle of its answer`;
    if (indirect)
        return `${endpoint} closed the connection without an answer, or nothing listens there`;
    return `${endpoint} closed the connection ${secure && !connected ? 'during the TLS handshake' : 'without an answer'}`;
}
function tlsSentence(code, message, endpoint) {
    const certificate = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
    if (certificate !== undefined)
        return `the certificate of ${endpoint} ${certificate}`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return `the certificate of ${endpoint} is not for that name but for ${show_show(message.slice(message.lastIndexOf(': ') + 2), 160)}`;
    if (code === 'EPROTO' && /wrong version number|packet length too long/i.test(message))
        return `${endpoint} does not speak TLS`;
    return `TLS with ${endpoint} failed (${code}): ${show_show(message, 160)}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/exchange.js





const bodyLimit = 1024 * 1024;
/** Sends one request on a connection of its own and reads the answer to its end. Never rejects. `onStart` gives the way to end it early. */
function exchange(hop, onStart) {
    return new Promise((resolve) => {
        const answer = { connected: false, headers: {}, body: '', truncated: false };
        const indirect = hop.address !== undefined && 'path' in hop.address;
        const secure = hop.url.protocol === 'https:';
        const chunks = [];
        let size = 0;
        let done = false;
        const progress = () => ({
            endpoint: endpointOf(hop.url),
            connected: answer.connected,
            answering: answer.status !== undefined,
            secure,
            indirect,
        });
        const finish = (error) => {
            if (done)
                return;
            done = true;
            answer.body = Buffer.concat(chunks).toString();
            if (error !== undefined)
                answer.error = error;
            request.destroy();
            resolve(answer);
        };
        const request = (secure ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(optionsOf(hop));
        onStart((why) => finish(why(progress())));
        request.on('error', (error) => finish(describeError(error, progress())));
        request.on('socket', (socket) => observe(socket, secure, indirect, answer));
        request.on('response', (response) => {
            answer.connected = true;
            answer.status = response.statusCode ?? 0;
            answer.headers = headersOf(response.headers);
            response.on('data', (chunk) => {
                chunks.push(size + chunk.length > bodyLimit ? chunk.subarray(0, bodyLimit - size) : chunk);
                size += chunk.length;
                if (size <= bodyLimit)
                    return;
                answer.truncated = true;
                finish();
            });
            response.on('end', () => finish());
            response.on('error', (error) => finish(describeError(error, progress())));
            response.on('close', () => finish(describeError({ code: 'ECONNRESET' }, progress())));
        });
        request.end(hop.body);
    });
}
/** Notes when the connection stands, and what its certificate says. */
function observe(socket, secure, indirect, answer) {
    if (!secure) {
        if (!indirect)
            socket.once('connect', () => Object.assign(answer, { connected: true }));
        return;
    }
    socket.once('secureConnect', () => {
        if (!(socket instanceof external_node_tls_.TLSSocket))
            return;
        answer.connected = true;
        const end = Date.parse(socket.getPeerCertificate().valid_to);
        if (Number.isFinite(end))
            answer.certificateExpiration = end - Date.now();
        const version = /^TLSv(\d\.\d)$/.exec(socket.getProtocol() ?? '')?.[1];
        if (version !== undefined)
            answer.tlsVersion = version;
    });
}
function optionsOf(hop) {
    const { url, address } = hop;
    const host = bare(url.hostname);
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const name = bare(new URL(`${url.protocol}//${hop.host}`).hostname);
    const login = url.username === '' && url.password === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return {
        ...(address === undefined ? { host, port } : 'path' in address ? { socketPath: address.path } : address),
        method: hop.method,
        path: `${url.pathname}${url.search}`,
        agent: false,
        setHost: false,
        // A body that is compressed could not be read, and a connection that is kept could not prove a fresh one.
        headers: { ...hop.headers, host: hop.host, 'accept-encoding': 'identity', connection: 'close' },
        ...(login === undefined ? {} : { auth: login }),
        servername: (0,external_node_net_.isIP)(name) === 0 ? name : '',
        checkServerIdentity: (_host, certificate) => external_node_tls_.checkServerIdentity(name, certificate),
        ...(hop.ca === undefined ? {} : { ca: [...trusted(), hop.ca] }),
    };
}
/** What Node trusts by itself; older versions cannot say what the user added to it. */
function trusted() {
    const source = external_node_tls_namespaceObject;
    return source.getCACertificates?.('default') ?? external_node_tls_.rootCertificates;
}
function headersOf(headers) {
    const entries = Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, [value].flat().join(', ')]]);
    return Object.fromEntries(entries);
}
/** An IPv6 address without the brackets that it has in a URL. */
function bare(host) {
    return host.startsWith('[') ? host.slice(1, -1) : host;
}
function endpointOf(url) {
    return `${url.hostname}:${Number(url.port) || (url.protocol === 'https:' ? 443 : 80)}`;
}

;// CONCATENATED MODULE: ./packages/checks/build/redirect.js
/** The request that a redirect asks for; undefined where there is none to follow. */
function follow(hop, answer) {
    const location = answer.headers['location'];
    if (answer.error !== undefined || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status ?? 0))
        return undefined;
    const url = URL.canParse(location, hop.url.href) ? new URL(location, hop.url.href) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return undefined;
    const same = isSameOrigin(url, hop);
    // An address was given for one server: nothing says that it leads to another one, or that the other may see the headers.
    if (!same && hop.address !== undefined)
        return undefined;
    const keeps = answer.status === 307 || answer.status === 308 || hop.method === 'GET' || hop.method === 'HEAD';
    const { body: _body, ...rest } = hop;
    if (same) {
        url.host = hop.url.host;
        url.username = hop.url.username;
        url.password = hop.url.password;
    }
    else {
        url.username = '';
        url.password = '';
    }
    const headers = same ? hop.headers : { accept: hop.headers['accept'] ?? '*/*', 'user-agent': hop.headers['user-agent'] ?? 'slipway' };
    const host = same ? hop.host : url.host;
    if (keeps)
        return { ...hop, url, host, headers: { ...headers, ...redirect_length(hop) } };
    const { 'content-length': _length, 'content-type': _type, ...bare } = headers;
    return { ...rest, url, host, headers: bare, method: 'GET' };
}
function redirect_length(hop) {
    return hop.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(hop.body)) };
}
/** Servers write themselves into `Location` by their name, which is that of the `Host` header where one is given. */
function isSameOrigin(url, hop) {
    return url.protocol === hop.url.protocol && (url.host === hop.url.host || url.host === new URL(`${hop.url.protocol}//${hop.host}`).host);
}

;// CONCATENATED MODULE: ./packages/checks/build/request.js



/** Headers that belong to the connection; setting them by hand would break it. */
const ours = /^(host|connection|accept-encoding|content-length|transfer-encoding|keep-alive|upgrade|te|trailer|expect)$/i;
/** The first hop of a request. @throws Failure `bad-input` for a request that cannot be sent; values of headers are not shown */
function request_prepare(request) {
    const url = parseUrl(request.url);
    const method = request.method ?? 'GET';
    if (!/^[A-Z]{1,20}$/.test(method) || method === 'CONNECT')
        refuse(`${method} is not a method such as GET or POST.`);
    const given = Object.entries(request.headers ?? {});
    const named = given.find(([name]) => name.toLowerCase() === 'host')?.[1];
    for (const [name, value] of given)
        checkHeader(name, value);
    const headers = Object.fromEntries(given.filter(([name]) => !ours.test(name)).map(([name, value]) => [name.toLowerCase(), value]));
    const { redirects = 5, timeout = 1 } = request;
    if (!Number.isInteger(redirects) || redirects < 0 || redirects > 5)
        refuse('redirects goes from 0 to 5.');
    if (!(timeout > 0))
        refuse('The timeout of a request is more than 0.');
    if (request.version?.path !== undefined)
        parsePath(request.version.path);
    return {
        url,
        method,
        headers: {
            accept: '*/*',
            'user-agent': 'slipway',
            ...headers,
            ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.address === undefined ? {} : { address: request.address }),
        ...(request.ca === undefined ? {} : { ca: request.ca }),
        host: checkHost(request.hostHeader ?? named ?? url.host),
    };
}
/** @throws Failure `bad-input` */
function parseUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return refuse('The url is not an address such as https://app.example.com/health.');
    try {
        decodeURIComponent(url.username + url.password);
    }
    catch {
        return refuse('The credentials in the url are not written as a URL writes them: % is %25.');
    }
    return url;
}
/** An address for people: without credentials. */
function displayUrl(url) {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    return shown.href;
}
function checkHeader(name, value) {
    try {
        (0,external_node_http_.validateHeaderName)(name);
        (0,external_node_http_.validateHeaderValue)(name, value);
    }
    catch {
        refuse(`The header ${JSON.stringify(name.slice(0, 60))} has a name or value that HTTP cannot carry.`);
    }
}
function checkHost(host) {
    if (!/^[A-Za-z0-9._[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`))
        refuse('The Host header is not a host name such as app.example.com.');
    return host;
}
function refuse(problem) {
    throw new build/* Failure */.HR('bad-input', problem, { state: 'Nothing was asked.' });
}

;// CONCATENATED MODULE: ./packages/checks/build/probe.js







const defaultTimeout = 10_000;
/**
 * Asks once, on a fresh connection for every redirect too. What the server does wrong is in the observation.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
async function probe_probe(request, ports) {
    let hop = request_prepare(request);
    const timeout = request.timeout ?? defaultTimeout;
    const limit = request.redirects ?? 5;
    const started = performance.now();
    const redirects = [];
    const clock = stopwatch(timeout, ports.signal);
    try {
        for (;;) {
            const answer = await exchange(hop, clock.attach);
            if (ports.signal.aborted)
                throw new build/* Failure */.HR('cancelled', 'The run was cancelled during a request.');
            const next = limit === 0 ? undefined : follow(hop, answer);
            if (next === undefined || redirects.length === limit) {
                const endless = next === undefined ? undefined : tooMany(hop, limit);
                return observation({ request, hop, redirects, started }, endless === undefined ? answer : { ...answer, error: endless });
            }
            redirects.push({ status: answer.status ?? 0, url: displayUrl(hop.url), location: show_show(displayUrl(next.url), 200) });
            hop = next;
        }
    }
    finally {
        clock.stop();
    }
}
function observation({ request, hop, redirects, started }, answer) {
    const responseTime = performance.now() - started;
    const json = answer.truncated || answer.error !== undefined ? undefined : parseJson(answer.body);
    const versions = readVersions({ headers: answer.headers, json }, request.version);
    return { ...answer, url: displayUrl(hop.url), responseTime, versions, redirects, ...(json === undefined ? {} : { json }) };
}
function parseJson(body) {
    const text = body.trim().replace(/^\uFEFF/, '');
    if (!/^[[{"\-\dtfn]/.test(text))
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function tooMany(hop, limit) {
    return { class: 'invalid', code: 'REDIRECTS', message: `${show_show(displayUrl(hop.url))} redirects once more after ${limit} redirects` };
}
/** Ends the exchange under way when its time is over or the run is cancelled. This is a limit of the network, so it runs on real time. */
function stopwatch(timeout, signal) {
    let current;
    let over = false;
    const expire = () => {
        over = true;
        current?.((progress) => describeTimeout(timeout, progress));
    };
    const timer = setTimeout(expire, timeout);
    signal.addEventListener('abort', expire, { once: true });
    return {
        attach(stop) {
            current = stop;
            if (over || signal.aborted)
                expire();
        },
        stop() {
            clearTimeout(timer);
            signal.removeEventListener('abort', expire);
        },
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/attempt.js



function judge(check, conditions, observation) {
    const results = conditions.map((condition) => evaluate_evaluate(condition, observation));
    const identified = version_identify(observation, check.expectVersion);
    return { observation, conditions: results, identified, ...verdict(check, results, observation, identified) };
}
function verdict(check, results, observation, { identity, version }) {
    const failed = results.filter((result) => !result.passed);
    const { error, connected, status } = observation;
    // An answer that broke off is no answer, even where its status was good. No connection at all may be just what was asked for.
    if (error !== undefined && (connected || failed.length > 0)) {
        return { failure: connected ? 'unhealthy' : 'unreachable', sentence: error.message };
    }
    const [first] = failed;
    if (first !== undefined) {
        const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
        return { failure: 'unhealthy', sentence: `${first.text} does not hold: ${first.actual}${more}` };
    }
    const { value, required } = check.expectVersion ?? {};
    if (identity === 'stale')
        return { failure: 'stale-version', sentence: `version ${show_show(version ?? '')} answers, and ${show_show(value ?? '')} was expected` };
    if (required && identity !== 'proven')
        return { failure: 'version-not-found', sentence: `the answer does not name the version ${show_show(value ?? '')}` };
    return { sentence: `${status ?? 'as expected'}${version === undefined ? '' : ` from version ${show_show(version, 60)}`}` };
}
function summarize(observation) {
    const { connected, status, responseTime, redirects, error } = observation;
    const contentType = observation.headers['content-type'];
    return {
        connected,
        responseTime: Math.round(responseTime),
        excerpt: show_show(observation.body, 300),
        redirects,
        ...(status === undefined ? {} : { status }),
        ...(contentType === undefined ? {} : { contentType: show_show(contentType, 60) }),
        ...(error === undefined ? {} : { error }),
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/hints.js

/** What to do about an answer that is healthy and of the wrong version. */
function versionHints(failure) {
    if (failure === 'stale-version') {
        return ['The old version still serves: the router did not switch, the container was not made anew, or a cache stands before it.'];
    }
    return failure === 'version-not-found'
        ? ['Look at what the answer holds, and at the path or header that is said to name the version.']
        : [];
}
/** What usually causes an answer like this one, and what to do about it. */
function hintsFor(asked, observation) {
    const { error, status } = observation;
    const hints = [error === undefined ? undefined : errorHint(error.class, asked, observation), redirectHint(observation)];
    if (status !== undefined && error === undefined)
        hints.push(statusHint(status, observation));
    const encoding = observation.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
        hints.push(`The answer is compressed (${show_show(encoding, 20)}) although that was not asked for, so its body cannot be read.`);
    }
    return hints.filter((hint) => hint !== undefined);
}
function errorHint(kind, asked, { connected }) {
    const nothing = 'The application may not have started yet, listen on another port, or be bound to 127.0.0.1 inside its container: bind it to 0.0.0.0 and look at its log.';
    switch (kind) {
        case 'refused':
            return `Nothing listens on that port. ${nothing}`;
        case 'reset':
            return asked.address !== undefined && 'path' in asked.address
                ? `Nothing listens on that port on the server, or it crashed while answering. ${nothing}`
                : 'The application crashed while answering, is restarting, or speaks TLS where http was asked for.';
        case 'timeout':
            return connected
                ? 'The application accepted the connection and hangs: look for a database or service that it waits for.'
                : 'A firewall that drops packets looks like this, and so does a wrong address.';
        case 'dns':
            return 'Look for a typing slip in the host, or a DNS record that is not there yet.';
        case 'unreachable':
            return 'The network of this machine has no way there; runners on GitHub have no IPv6.';
        case 'tls':
            return asked.url.startsWith('https:')
                ? 'Ask by the name that the certificate is for, and look at what the proxy serves for it.'
                : undefined;
        case 'invalid':
            return undefined;
    }
}
function redirectHint({ url, status, headers, redirects, error }) {
    const last = status !== undefined && status >= 300 && status < 400 ? (headers['location'] ?? '') : '';
    const targets = [...redirects.map((redirect) => redirect.location), last];
    const secure = targets.some((target) => /^https:/i.test(target)) && [url, ...redirects.map((redirect) => redirect.url)].some(isPlain);
    if (secure) {
        return 'The application redirects http to https. Ask by its https address, or send the header `X-Forwarded-Proto: https` as its proxy does.';
    }
    if (targets.some((target) => /\/(log-?in|sign-?in|auth)\b/i.test(target)))
        return 'The path asks for a login; give a path that is public, such as /health.';
    if (error?.code === 'REDIRECTS')
        return 'The redirects lead in a circle: look at the proxy and at what the application thinks its own address is.';
    return last === '' ? undefined : `The answer redirects to ${show_show(last, 120)}, which was not followed.`;
}
const isPlain = (url) => url.startsWith('http:');
function statusHint(status, observation) {
    const body = observation.body.slice(0, 4000);
    if (status === 400 && /host|^\s*$|bad request \(400\)/i.test(body)) {
        return 'The application may not accept this host name: add it to ALLOWED_HOSTS (Django) or TrustedHostMiddleware (Starlette, FastAPI), or send the Host header that it expects.';
    }
    if (status === 401 || status === 403)
        return 'The path needs credentials; give a path that is public, or send them in `headers`.';
    if (status === 404)
        return 'There is nothing at this path: look for a prefix such as /api, and whether the proxy passes the path on unchanged.';
    if (status === 405)
        return 'The path does not take this method.';
    if (status === 421)
        return 'The server does not serve this host name on this connection.';
    if (status === 502 || status === 503 || status === 504) {
        return 'A proxy answers and what stands behind it does not, or the application says that it is not ready: look at the log of the application.';
    }
    return status >= 500 ? 'The application answers with an error of its own: look at its log.' : undefined;
}

;// CONCATENATED MODULE: ./packages/checks/build/warnings.js

const depthLimit = 3;
const placeLimit = 300;
const bad = /^(unhealthy|degraded|error|errored|down|fail|failed|failing|failure|critical|unavailable|disconnected|offline)\b/i;
/** Keys under which `false` is bad news. */
const good = /^(ok|up|alive|healthy|ready|success|connected)$/i;
/** Many applications answer 200 while their database is down, and say so in the body only. */
function bodyWarnings(conditions, observation) {
    if (conditions.some(looksAtBody))
        return [];
    const line = findComplaint(observation.json);
    if (line === undefined)
        return [];
    return [`The status is ${observation.status}, but the body says ${line}, and no condition looks at the body.`];
}
function looksAtBody(condition) {
    return [condition.left, condition.right].some((operand) => {
        const placeholder = operand.kind === 'call' ? operand.of : operand;
        return placeholder.kind === 'placeholder' && placeholder.name === 'BODY';
    });
}
/** The first line near the top that is bad news, level by level: `services.redis: unhealthy`. */
function findComplaint(json) {
    let level = [['', json]];
    for (let depth = 0; depth <= depthLimit; depth++) {
        const found = level.find(([path, value]) => isComplaint(path, value));
        if (found !== undefined)
            return `${found[0] === '' ? '' : `${show_show(found[0], 80)}: `}${show_show(String(found[1]), 80)}`;
        level = level.flatMap(warnings_partsOf).slice(0, placeLimit);
    }
    return undefined;
}
function warnings_partsOf([path, value]) {
    if (typeof value !== 'object' || value === null)
        return [];
    const entries = Object.entries(value).slice(0, placeLimit);
    return entries.map(([key, part]) => [path === '' ? key : `${path}.${key}`, part]);
}
function isComplaint(path, value) {
    const key = path.slice(path.lastIndexOf('.') + 1);
    if (value === false)
        return good.test(key);
    if (typeof value !== 'string')
        return false;
    return bad.test(value) || (/^errors?$/i.test(key) && value.trim() !== '');
}

;// CONCATENATED MODULE: ./packages/checks/build/run-check.js







/** What a check asks for where it says nothing else. */
const run_check_defaultConditions = [parseCondition('[STATUS] == 200')];
/** Too little for an honest attempt: a server would be blamed for our own hurry. */
const shortestAttempt = 250;
/**
 * Asks until `consecutive` answers in a row are good, or the deadline is there. Every failure is tried again, each time on a fresh connection.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
async function runCheck(check, ports) {
    const { clock } = ports;
    const { expectVersion, ...request } = check;
    const conditions = check.conditions?.length ? check.conditions : run_check_defaultConditions;
    const repeats = check.idempotent === true || /^(GET|HEAD|OPTIONS)$/.test(check.method ?? 'GET');
    const required = repeats ? Math.max(1, check.consecutive ?? 3) : 1;
    const started = clock.now();
    const left = () => started + (check.deadline ?? 120_000) - clock.now();
    const tell = narrator(check, ports);
    let successes = 0;
    let failed;
    for (let attempts = 1;; attempts++) {
        const timeout = Math.max(1, Math.min(check.timeout ?? defaultTimeout, left()));
        const observation = await probe_probe({ ...request, timeout, ...(expectVersion ? { version: expectVersion } : {}) }, ports);
        const last = judge(check, conditions, observation);
        tell(last, attempts);
        successes = last.failure === undefined ? successes + 1 : 0;
        if (last.failure !== undefined)
            failed = last;
        const pause = Math.min(pauseAfter(check, last, ports), left() - shortestAttempt);
        if (successes >= required || !repeats || pause <= 0) {
            return report(check, conditions, { attempts, successes, required, duration: clock.now() - started }, { last, failed });
        }
        await clock.sleep(pause);
    }
}
function pauseAfter(check, last, { random = Math.random }) {
    if (last.failure === undefined)
        return Math.max(1, check.successDelay ?? 200);
    // Many runners that wait for one server must not ask in step.
    return Math.max(1, (check.retryDelay ?? 2000) * (1 - random() / 2));
}
function report(check, conditions, progress, { last, failed }) {
    const passed = progress.successes >= progress.required;
    // A check that ended on good answers did not fail because of an earlier bad one, but because there were too few.
    const told = !passed && last.failure === undefined ? (failed ?? last) : last;
    const failure = passed ? undefined : (last.failure ?? 'unsteady');
    const { identity, version } = told.identified;
    const expected = check.expectVersion?.value;
    return {
        name: check.name,
        url: displayUrl(parseUrl(check.url)),
        passed,
        ...(failure === undefined ? {} : { failure }),
        sentence: sentenceOf(check, progress, last, failed),
        ...progress,
        conditions: told.conditions,
        last: summarize(told.observation),
        identity,
        ...(version === undefined ? {} : { version }),
        ...(expected === undefined ? {} : { expectedVersion: expected }),
        warnings: passed ? warningsOf(check, conditions, last) : [],
        hints: passed ? [] : [...hintsFor(check, told.observation), ...versionHints(failure)],
    };
}
function sentenceOf(check, { attempts, successes, required, duration }, last, failed) {
    const spent = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${(0,build/* formatDuration */.a3)(duration)}`;
    if (successes >= required)
        return `${check.name} answers ${last.sentence}, ${required} of ${required} times in a row (${spent}).`;
    if (last.failure !== undefined)
        return `${check.name} failed: ${last.sentence} (${spent}).`;
    const before = failed === undefined ? '' : ` Before that: ${failed.sentence}.`;
    return `${check.name} answered well only ${successes} of ${required} times in a row before the deadline (${spent}).${before}`;
}
function warningsOf(check, conditions, { observation, identified }) {
    const expected = check.expectVersion?.value;
    const unproven = expected !== undefined && identified.identity === 'unproven';
    const named = identified.version === undefined ? 'the answer names no version' : `the answer names ${identified.version}`;
    const line = `It is not proven that ${expected} answers: ${named}. Say where it stands (a header, or a path in a JSON body).`;
    return [...bodyWarnings(conditions, observation), ...(unproven ? [line] : [])];
}
/** One line for the first attempt and for every change after it: a wait of two minutes is no wall of text. */
function narrator(check, { log }) {
    let before = '';
    return (attempt, number) => {
        if (attempt.sentence === before)
            return;
        before = attempt.sentence;
        log?.info(`${check.name}, attempt ${number}: ${attempt.sentence}`);
    };
}

;// CONCATENATED MODULE: ./packages/checks/build/watch.js








const shownFailures = 20;
const watch_longest = 3_600_000;
/**
 * Asks at a constant rate in the background until it is stopped: what users see while something changes. Every request has a connection of its own and
 * starts when it is due, whatever became of those before it.
 * @throws Failure `bad-input` for a rate above 20 a second, a duration above an hour, or a request that cannot be sent
 */
function watch(request, options, ports) {
    const { rate, maxDuration } = options;
    if (!(rate > 0 && rate <= 20))
        throw new Failure('bad-input', 'The rate of a watch is above 0 and at most 20 requests in a second.');
    if (!(maxDuration > 0 && maxDuration <= watch_longest))
        throw new Failure('bad-input', 'A watch takes more than nothing and at most an hour.');
    prepare(request);
    const { clock } = ports;
    const asked = { ...request, ...(options.expectVersion ? { version: options.expectVersion } : {}) };
    const samples = [];
    const under = new Set();
    const started = clock.now();
    let failed = 0;
    let stopped = false;
    let report;
    const ask = async (planned) => {
        const start = clock.now();
        const taken = await take(planned, start).catch((error) => lost({ planned, start, end: clock.now() }, error));
        if (taken === undefined)
            return;
        samples.push(taken);
        if (taken.ok)
            return;
        failed++;
        options.onFailure?.(taken, failed);
    };
    const take = async (planned, start) => {
        const observation = await probe(asked, ports);
        // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
        return sample({ planned, start, end: start + observation.responseTime }, observation, options);
    };
    const loop = async () => {
        for (let number = 0; !stopped; number++) {
            const planned = started + (number * 1000) / rate;
            const due = Math.min(planned, started + maxDuration);
            if (due > clock.now())
                await clock.sleep(due - clock.now());
            if (planned >= started + maxDuration)
                return;
            if (stopped)
                return;
            // Only a handler of the caller can throw here, and it must not end the watch.
            const one = ask(planned)
                .catch(() => { })
                .finally(() => under.delete(one));
            under.add(one);
        }
    };
    // Sleep ends early only when the run is cancelled; then the switch ends too, and asks for the report.
    const ended = loop()
        .catch(() => { })
        .then(() => clock.now());
    const finish = async () => {
        const stoppedAt = clock.now();
        await Promise.all([...under]);
        const endedAt = await Promise.race([ended, stoppedAt]);
        return watch_summarize(samples, Math.min(endedAt, stoppedAt) - started);
    };
    return {
        get requests() {
            return samples.length;
        },
        get failed() {
            return failed;
        },
        stop() {
            stopped = true;
            report ??= finish();
            return report;
        },
    };
}
/** A request that could not even be judged counts as failed, so that a defect of ours never looks like a quiet minute. */
function lost(times, error) {
    if (error instanceof Failure && error.reason === 'cancelled')
        return undefined;
    return { ...times, ok: false, problem: show(messageOf(error), 200) };
}
function sample(times, observation, options) {
    const broken = (options.conditions?.length ? options.conditions : defaultConditions)
        .map((condition) => evaluate(condition, observation))
        .find((result) => !result.passed);
    const problem = observation.error?.message ?? (broken && `${broken.text} does not hold: ${broken.actual}`);
    const { version } = identify(observation, options.expectVersion);
    return {
        ...times,
        ok: problem === undefined,
        ...(observation.status === undefined ? {} : { status: observation.status }),
        ...(version === undefined ? {} : { version }),
        ...(problem === undefined ? {} : { problem: show(problem, 200) }),
    };
}
function watch_summarize(samples, duration) {
    const inOrder = samples.toSorted((a, b) => a.planned - b.planned);
    const failures = inOrder.filter((one) => !one.ok);
    const latencies = inOrder.filter((one) => one.status !== undefined).map((one) => Math.max(0, one.end - one.planned));
    latencies.sort((a, b) => a - b);
    const shares = { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99, 100) };
    return {
        requests: samples.length,
        failed: failures.length,
        failures: failures.slice(0, shownFailures),
        byVersion: spans(inOrder),
        ...Object.fromEntries(Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, Math.round(value)]]))),
        duration,
    };
}
function spans(samples) {
    const found = new Map();
    for (const { version, start, end } of samples) {
        if (version === undefined)
            continue;
        const span = found.get(version) ?? { requests: 0, firstStart: start, firstEnd: end, lastStart: start, lastEnd: end };
        found.set(version, {
            requests: span.requests + 1,
            firstStart: Math.min(span.firstStart, start),
            firstEnd: Math.min(span.firstEnd, end),
            lastStart: Math.max(span.lastStart, start),
            lastEnd: Math.max(span.lastEnd, end),
        });
    }
    return Object.fromEntries(found);
}

;// CONCATENATED MODULE: ./packages/checks/build/index.js









// EXTERNAL MODULE: ./actions/smoke-health/build/contract.js
var contract = __webpack_require__(503);
;// CONCATENATED MODULE: ./actions/smoke-health/build/read-check.js



/** Names of headers whose values are nobody else's business. */
const sensitive = /auth|cookie|token|secret|key|password|bypass|signature/i;
/** The check that the inputs ask for. @throws Failure `bad-input`, `bad-condition` */
function readCheck(inputs) {
    const problems = [...(0,contract/* checkInputs */.sw)(inputs), ...pathProblems(inputs['version-path'])];
    if (problems.length > 0)
        throw (0,build/* badInputs */.PD)(problems);
    const headers = Object.fromEntries(inputs.headers.flatMap((line) => [(0,contract/* parseHeader */.RW)(line) ?? []]).filter((header) => header.length === 2));
    hide(headers, new URL(inputs.url));
    const value = inputs['expect-version'];
    const path = inputs['version-path'];
    const header = inputs['version-header'];
    return {
        name: shortName(inputs.url),
        url: inputs.url,
        method: inputs.method,
        headers,
        conditions: parseConditions(inputs.checks),
        timeout: inputs['request-timeout'],
        deadline: inputs.deadline,
        retryDelay: inputs['retry-delay'],
        consecutive: inputs.consecutive,
        expectVersion: {
            ...(value === undefined ? {} : { value }),
            ...(path === undefined ? {} : { path }),
            ...(header === undefined ? {} : { header }),
            // Who says where the version stands means that it stands there.
            required: value !== undefined && (path !== undefined || header !== undefined),
        },
    };
}
function pathProblems(path) {
    if (path === undefined)
        return [];
    try {
        parsePath(path);
        return [];
    }
    catch (error) {
        if (!(error instanceof ConditionError))
            throw error;
        return [{ input: 'version-path', message: `is not a path such as build.sha. ${error.message}` }];
    }
}
/** The input is masked line by line; an answer may show a token without its header. */
function hide(headers, url) {
    for (const [name, value] of Object.entries(headers)) {
        if (!sensitive.test(name))
            continue;
        for (const part of [value, value.replace(/^\w+ +/, '')])
            (0,build/* maskSecret */.$l)(part);
    }
    if (url.password !== '')
        for (const form of [url.password, decodeURIComponent(url.password)])
            (0,build/* maskSecret */.$l)(form);
}
/** Host and path, for sentences. */
function shortName(text) {
    const url = new URL(text);
    return `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/summary.js


/** The job summary: the decision first, then what it rests on. */
function summary_summarize(report, where) {
    const parts = [
        `### Smoke check: ${report.passed ? 'healthy' : 'failed'}`,
        (0,build/* cell */.Hn)(report.sentence),
        facts(report, where),
        conditions(report),
    ];
    if (report.warnings.length > 0)
        parts.push(list('Warnings', report.warnings));
    if (report.hints.length > 0)
        parts.push(list('What to look at', report.hints));
    if (!report.passed && report.last.excerpt !== '')
        parts.push('The answer begins:', (0,build/* block */.om)(report.last.excerpt));
    return `${parts.join('\n\n')}\n`;
}
function conditions(report) {
    const rows = report.conditions.map((result) => [
        result.passed ? 'holds' : '**fails**',
        (0,build/* code */.aY)(result.text),
        (0,build/* code */.aY)(result.expected),
        (0,build/* cell */.Hn)(result.actual),
    ]);
    return (0,build/* table */.tp)(['check', 'condition', 'expected', 'actual'], rows);
}
function facts(report, where) {
    const { last } = report;
    const redirects = last.redirects.map((redirect) => `${redirect.status} to ${show_show(redirect.location, 100)}`);
    const rows = [
        ['Address', `${(0,build/* code */.aY)(report.url)}, asked ${(0,build/* cell */.Hn)(where)}`],
        ['Attempts', `${report.attempts} in ${(0,build/* formatDuration */.a3)(report.duration)}, ${report.successes} of ${report.required} good in a row`],
        ['Last answer', (0,build/* cell */.Hn)(last.status === undefined ? 'none' : `${last.status} in ${(0,build/* formatDuration */.a3)(last.responseTime)}`)],
        ['Version', (0,build/* cell */.Hn)(version(report))],
        ...(redirects.length > 0 ? [['Redirects', (0,build/* cell */.Hn)(redirects.join(', '))]] : []),
    ];
    return (0,build/* table */.tp)(['fact', 'value'], rows);
}
function version({ version: seen, expectedVersion, identity }) {
    const named = seen === undefined ? 'none named' : show_show(seen, 80);
    return expectedVersion === undefined ? named : `${named}; ${show_show(expectedVersion, 80)} was expected: ${identity}`;
}
function list(title, lines) {
    return [`**${title}**`, '', ...lines.map((line) => `- ${(0,build/* cell */.Hn)(line)}`)].join('\n');
}

;// CONCATENATED MODULE: ./actions/smoke-health/build/run.js





const reasons = {
    unreachable: 'unreachable-url',
    unhealthy: 'unhealthy',
    'stale-version': 'stale-version',
    'version-not-found': 'version-not-found',
    unsteady: 'timeout',
};
/**
 * Returns when the URL is healthy, and where it can be known, serves the expected version.
 * @throws Failure with a reason of the contract and everything that was seen
 */
async function run(inputs, ports) {
    const check = await through(ports.shell, inputs, readCheck(inputs));
    const { log } = ports;
    const report = await log.group(`Smoke check of ${check.name}`, () => runCheck(check, ports));
    for (const result of report.conditions)
        log.info(`${result.passed ? 'holds' : 'fails'}: ${result.text} (${result.actual})`);
    const where = ports.shell.remote && inputs.via === 'ssh' ? `from ${ports.shell.where}` : 'from this machine';
    if (!report.passed)
        throw failure(report, where, log);
    log.info(report.sentence);
    return {
        outcome: 'healthy',
        outputs: outputsOf(report),
        summary: summary_summarize(report, where),
        annotations: report.warnings.map((message) => ({ level: 'warning', title: check.name, message })),
        check: report,
    };
}
/** With `via: ssh` the request goes to the host and port of the URL as the server sees them. */
async function through(shell, inputs, check) {
    if (inputs.via !== 'ssh')
        return check;
    const url = new URL(inputs.url);
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    return { ...check, address: await shell.reach({ host: url.hostname, port }) };
}
function failure(report, where, log) {
    if (report.last.excerpt !== '') {
        log.info('The answer begins:');
        log.untrusted(report.last.excerpt);
    }
    const broken = report.last.error === undefined ? report.conditions.filter((result) => !result.passed) : [];
    return new build/* Failure */.HR(reasons[report.failure ?? 'unhealthy'], `${report.sentence.slice(0, -1)}, asked ${where}.`, {
        hint: report.hints.join(' '),
        state: 'This check changed nothing.',
        outputs: outputsOf(report),
        summary: summary_summarize(report, where),
        annotations: broken.map(({ text, actual, expected }) => ({
            level: 'error',
            title: text,
            message: `expected ${expected}, found ${actual}`,
        })),
    });
}
/** Answers are foreign text, and may even repeat what was sent: nothing masked leaves as an output. */
function outputsOf(report) {
    return {
        healthy: String(report.passed),
        identity: report.identity,
        version: (0,build/* redact */.E$)(show_show(report.version ?? '', 200)),
        attempts: String(report.attempts),
        'response-time': String(report.last.responseTime),
        report: (0,build/* redact */.E$)(JSON.stringify(report)),
    };
}


/***/ })

};
