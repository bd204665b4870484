import { type InputSpec, vocabulary } from '@slipway/action';

/** What is asked, and as whom. */
export const requestInputs = {
  url: {
    type: 'string',
    description:
      'Address to ask: `http` or `https`, or one of `tcp`, `tls`, `ws`, `wss`, `dns`, `postgres`, `redis`, `rediss`, `prometheus+http`, `container`, `disk`. With `via: ssh` it is the address as the server sees it. With `checks-file` or `pack` it is where their paths begin.',
    example: 'https://app.example.com/health',
  },
  checks: {
    type: 'lines',
    description:
      'Conditions in the grammar of gatus. All of them must hold. Without any, `[STATUS] == 200`, or what the kind of address says.',
    example: '[STATUS] == 200\n[BODY].services.redis == connected',
  },
  'checks-file': {
    type: 'string',
    description: 'YAML file of checks in the repository, in the form of gatus: `endpoints:` or a list.',
    example: '.github/checks.yml',
  },
  pack: {
    type: 'lines',
    description:
      'Lists of checks that are ready: `fastapi`, `nextjs`, `security-headers`, `tls`, `cors`. A word behind `cors` is the origin that must be let in, behind `fastapi` the path of its health.',
    example: 'security-headers\ntls',
  },
  method: {
    type: 'choice',
    choices: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
    default: 'GET',
    description: 'Method of the request. Other than GET, HEAD and OPTIONS are sent once and never repeated, unless `idempotent` is true.',
    example: 'GET',
  },
  headers: {
    type: 'lines',
    secret: true,
    description: 'Headers to send.',
    example: 'Authorization: Bearer ${{ secrets.HEALTH_TOKEN }}',
  },
  body: { type: 'text', description: 'Body to send, with a method that has one.', example: '{"query": "{ health }"}' },
  'basic-auth': {
    type: 'string',
    secret: true,
    description: 'User and password, as `user:password`.',
    example: '${{ secrets.BASIC_AUTH }}',
  },
  bearer: { type: 'string', secret: true, description: 'Token for `Authorization: Bearer`.', example: '${{ secrets.HEALTH_TOKEN }}' },
  cookie: { type: 'string', secret: true, description: 'Cookies, as the header has them.', example: 'session=${{ secrets.SESSION }}' },
  'client-cert': { type: 'text', description: 'Certificate of the client (PEM).', example: '${{ vars.CLIENT_CERT }}' },
  'client-key': { type: 'text', secret: true, description: 'Key of that certificate (PEM).', example: '${{ secrets.CLIENT_KEY }}' },
  resolve: {
    type: 'string',
    description: 'Where to connect for a host and port, as `host:port:address`; name and certificate stay those of the host.',
    example: 'app.example.com:443:203.0.113.7',
  },
  'unix-socket': { type: 'string', description: 'Socket to connect to instead of host and port.', example: '/run/app/http.sock' },
  'host-header': { type: 'string', description: 'Host to ask for, where it is not the one of the address.', example: 'app.example.com' },
  redirects: { type: 'integer', default: '5', minimum: 0, maximum: 5, description: 'Redirects to follow.', example: '0' },
  idempotent: {
    type: 'boolean',
    default: 'false',
    description: 'Repeat the request although its method is none that only reads.',
    example: 'true',
  },
} as const satisfies Record<string, InputSpec>;

/** What the answer must be. */
export const expectationInputs = {
  'expect-status': { type: 'string', description: 'Status, or several between commas.', example: '200, 204' },
  'expect-body': { type: 'string', description: 'Text that the body must hold; `*` stands for any text.', example: '"status":"ok"' },
  'expect-version': {
    type: 'string',
    description:
      'Version that must answer. A commit may be shortened to 7 digits on either side. Without it, on `push`, `release` and `workflow_dispatch`, the commit of the run, as far as the answer names a commit; `any` compares nothing.',
    example: '${{ github.sha }}',
  },
  'version-path': {
    type: 'string',
    description:
      'Path of the version in the JSON body. Without it and without `version-header`: the header `x-version`, then `version`, `commit`, `sha`, `git_sha`, `commitSha`, `build.sha`.',
    example: 'build.sha',
  },
  'version-header': { type: 'string', description: 'Header of the answer that holds the version.', example: 'x-version' },
  'expect-digest': {
    type: 'string',
    description: 'Digest of the image that must answer, as the header `x-image-digest` or `digest` in the JSON body name it.',
    example: 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
  },
} as const satisfies Record<string, InputSpec>;

/** How long and how often, from where, and what is written. */
export const mannerInputs = {
  'request-timeout': {
    type: 'duration',
    default: '10s',
    minimum: 1,
    description: 'Longest time for one request, redirects included.',
    example: '10s',
  },
  deadline: {
    type: 'duration',
    default: '2m',
    minimum: 1,
    description: 'Longest time until every condition holds. A measurement takes its own time after that.',
    example: '2m',
  },
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
  concurrency: { type: 'integer', default: '8', minimum: 1, maximum: 64, description: 'Checks that run at the same time.', example: '8' },
  'allow-private': {
    type: 'boolean',
    default: 'false',
    description: 'Ask private and link-local addresses although a pull request of a fork started the run.',
    example: 'true',
  },
  'junit-file': { type: 'string', description: 'JUnit XML to write, in the workspace.', example: 'reports/smoke.xml' },
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
  timeout: vocabulary.timeout,
  summary: vocabulary.summary,
} as const satisfies Record<string, InputSpec>;

/** What is measured once the conditions hold. */
export const measurementInputs = {
  samples: {
    type: 'integer',
    minimum: 1,
    maximum: 6000,
    description:
      'Requests to measure, at `rate`, once the conditions hold. 50 where a condition names `[P50]`, `[P95]` or `[ERROR_RATE]`; `[P99]` needs 100.',
    example: '100',
  },
  rate: { type: 'integer', default: '10', minimum: 1, maximum: 20, description: 'Measured requests in a second.', example: '10' },
  soak: {
    type: 'duration',
    minimum: 1000,
    maximum: 300_000,
    description: 'Time to go on asking at `rate` once the conditions hold.',
    example: '2m',
  },
  'error-budget': {
    type: 'string',
    default: '0%',
    description: 'Share of the requests of `soak` that may fail.',
    example: '1%',
  },
  'compare-to': {
    type: 'string',
    description: 'Another address, such as that of the old version, to measure in turn with `url`.',
    example: 'https://old.example.com/health',
  },
  'compare-limits': {
    type: 'lines',
    description: 'How many times the value of `compare-to` is allowed: `p50`, `p95` or `error-rate`. Without it, `p95 <= 1.5`.',
    example: 'p95 <= 1.5\nerror-rate <= 1',
  },
  'on-no-data': {
    type: 'choice',
    choices: ['fail', 'pass'],
    default: 'fail',
    description: 'What a measurement without one answer is.',
    example: 'fail',
  },
} as const satisfies Record<string, InputSpec>;
