import { checkTarget, defineContract, type InputsOf, type Problem, vocabulary } from '@slipway/action';

export const contract = defineContract({
  name: 'smoke-health',
  title: 'Slipway smoke-health',
  description:
    'Proves that a URL serves a healthy application, and the intended version of it: conditions, deadline, consecutive successes.',
  icon: 'activity',
  inputs: {
    url: {
      type: 'string',
      required: true,
      description: 'Address to ask, `http` or `https`. With `via: ssh` it is the address as the server sees it.',
      example: 'https://app.example.com/health',
    },
    checks: {
      type: 'lines',
      default: '[STATUS] == 200',
      description: 'Conditions in the grammar of gatus. All of them must hold.',
      example: '[STATUS] == 200\n[BODY].services.redis == connected',
    },
    'expect-version': {
      type: 'string',
      description: 'Version that must answer. A commit may be shortened to 7 digits on either side.',
      example: '${{ github.sha }}',
    },
    'version-path': {
      type: 'string',
      description:
        'Path of the version in the JSON body. Without it and without `version-header`: the header `x-version`, then `version`, `commit`, `sha`, `git_sha`, `commitSha`, `build.sha`.',
      example: 'build.sha',
    },
    'version-header': { type: 'string', description: 'Header of the answer that holds the version.', example: 'x-version' },
    method: {
      type: 'choice',
      choices: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
      default: 'GET',
      description: 'Method of the request. Other than GET, HEAD and OPTIONS are sent once and never repeated.',
      example: 'GET',
    },
    headers: {
      type: 'lines',
      secret: true,
      description: 'Headers to send.',
      example: 'Authorization: Bearer ${{ secrets.HEALTH_TOKEN }}',
    },
    'request-timeout': {
      type: 'duration',
      default: '10s',
      minimum: 1,
      description: 'Longest time for one request, redirects included.',
      example: '10s',
    },
    deadline: { type: 'duration', default: '2m', minimum: 1, description: 'Longest time for the whole check.', example: '2m' },
    'retry-delay': {
      type: 'duration',
      default: '2s',
      description: 'Longest pause after a failure; it is shortened at random by up to a half.',
      example: '2s',
    },
    consecutive: {
      type: 'integer',
      default: '3',
      minimum: 1,
      maximum: 100,
      description: 'Good answers in a row, each on a fresh connection.',
      example: '3',
    },
    via: {
      type: 'choice',
      choices: ['runner', 'ssh'],
      default: 'runner',
      description: 'Where to connect from: the runner, or the server `host` through SSH, so that its loopback can be asked.',
      example: 'ssh',
    },
    host: vocabulary.host,
    port: vocabulary.port,
    username: vocabulary.username,
    'ssh-key': vocabulary['ssh-key'],
    'known-hosts': vocabulary['known-hosts'],
    summary: vocabulary.summary,
  },
  outputs: {
    healthy: { description: '`true` where every condition held often enough, else `false`.' },
    identity: { description: '`proven`: the expected version answered. `stale`: another one did. `unproven`: it is not known which.' },
    version: { description: 'Version that the answer names; empty where it names none.' },
    attempts: { description: 'Requests that were sent, without redirects.' },
    'response-time': { description: 'Milliseconds of the last request.' },
    report: { description: 'Everything that was seen, as one line of JSON.' },
  },
  outcomes: { healthy: 'Every condition held as often in a row as was asked for, and no other version than the expected one answered.' },
  reasons: {
    unhealthy: 'It answers, and a condition does not hold or the answer is not whole.',
    'stale-version': 'It is healthy, but another version than the expected one answers.',
    'version-not-found': 'It is healthy, but names no version at the place that `version-path` or `version-header` says.',
    'unreachable-url': 'No connection came about: refused, no such name, TLS, or silence.',
    'bad-condition': 'A line of `checks` means nothing; every such line is listed, with its place. Nothing was asked.',
  },
});

export type Inputs = InputsOf<typeof contract>;

/** Problems that show only when inputs are looked at closely or together. */
export function checkInputs(inputs: Inputs): Problem[] {
  const problems: Problem[] = [];
  const scheme = URL.canParse(inputs.url) ? new URL(inputs.url).protocol : '';
  if (scheme !== 'http:' && scheme !== 'https:') {
    problems.push({
      input: 'url',
      message: 'is not an address that begins with http:// or https://. Example: https://app.example.com/health',
    });
  }
  if (inputs.via === 'ssh' && !inputs.host) problems.push({ input: 'host', message: 'is needed with via: ssh, and is missing or empty' });
  if (inputs.via === 'runner' && inputs.host) problems.push({ input: 'host', message: 'is used only with via: ssh, and via is runner' });
  if (inputs['version-path'] && inputs['version-header']) {
    problems.push({ input: 'version-path', message: 'and version-header are both given; the version stands in one place' });
  }
  inputs.headers.forEach((line, index) => {
    if (parseHeader(line) === undefined) {
      problems.push({ input: 'headers', message: `line ${index + 1} is not a header. Example: Authorization: Bearer abc` });
    }
  });
  return [...problems, ...(inputs.via === 'ssh' ? checkTarget(inputs) : [])];
}

/** `Name: value`; undefined where the line is none. */
export function parseHeader(line: string): readonly [name: string, value: string] | undefined {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
  return name === undefined || value === undefined || value.trim() === '' ? undefined : [name, value.trim()];
}
