import { defineContract, vocabulary } from '@slipway/action';
import { adoptInputs } from './adopt/inputs.ts';
import { caddyInputs } from './routers/caddy/inputs.ts';
import { commandRouterInputs } from './routers/command/inputs.ts';
import { haproxyInputs } from './routers/haproxy/inputs.ts';
import { managedInputs } from './routers/managed/inputs.ts';
import { nginxInputs } from './routers/nginx/inputs.ts';
import { traefikInputs } from './routers/traefik/inputs.ts';
import { commandInputs } from './runtimes/command/inputs.ts';
import { composeInputs } from './runtimes/compose/inputs.ts';
import { composeFilesInputs } from './runtimes/compose-files/inputs.ts';
import { systemdInputs } from './runtimes/systemd/inputs.ts';

export const contract = defineContract({
  name: 'blue-green-switch',
  title: 'Slipway blue/green switch',
  description:
    'Moves the traffic of a Compose application to a new version without a failed request, and back by itself when the version fails.',
  icon: 'shuffle',
  inputs: {
    mode: {
      type: 'choice',
      default: 'deploy',
      choices: ['deploy', 'prepare', 'promote', 'rollback', 'abort', 'give-back', 'status', 'unlock'],
      description:
        'What to do: `deploy` a release; `prepare` it without traffic and `promote` it later, or `abort` it; `rollback` to the release before; `give-back` a stack that was taken over, as it was; say the `status`; `unlock` what a lost run holds.',
      example: 'deploy',
    },
    runtime: {
      type: 'choice',
      default: 'compose',
      choices: ['compose', 'compose-files', 'systemd', 'command'],
      description: 'What runs the application on the server.',
      example: 'compose',
    },
    router: {
      type: 'choice',
      default: 'haproxy',
      choices: ['haproxy', 'nginx', 'managed', 'caddy', 'traefik', 'command'],
      description: 'What moves the traffic.',
      example: 'haproxy',
    },
    host: vocabulary.host,
    port: vocabulary.port,
    username: vocabulary.username,
    'ssh-key': vocabulary['ssh-key'],
    'known-hosts': vocabulary['known-hosts'],
    'project-name': vocabulary['project-name'],
    'compose-file': vocabulary['compose-file'],
    directory: vocabulary.directory,
    images: {
      type: 'lines',
      description:
        'Released services and their images by digest, as `service=image@sha256:…`; required with Compose. Every other service of the compose file stays as it is. With runtimes systemd and command it may be left out: then every service is released as `version`.',
      example: 'backend=ghcr.io/acme/notes/backend@sha256:0f3c…',
    },
    version: vocabulary.version,
    'registry-username': {
      type: 'string',
      description: 'User that may pull the images, where the registry asks for one.',
      example: 'acme-deploy',
    },
    'registry-password': {
      type: 'string',
      secret: true,
      description: 'Password or token of `registry-username`. It reaches the server for the time of the pull only.',
      example: '${{ secrets.REGISTRY_TOKEN }}',
    },
    service: {
      type: 'string',
      description:
        'Released service that answers for the release: its health, and its version. By default the first one with a published port.',
      example: 'backend',
    },
    'health-path': {
      type: 'string',
      default: '/health',
      description: 'Path of that service that answers 200 when it can serve.',
      example: '/health',
    },
    checks: {
      type: 'lines',
      description: 'More conditions that the idle colour must meet before traffic moves, as `service path condition`.',
      example: 'backend /health [BODY].database == connected',
    },
    'health-timeout': {
      type: 'duration',
      default: '2m',
      description: 'How long the new colour may take to become healthy.',
      example: '2m',
    },
    'bake-time': {
      type: 'duration',
      default: '30s',
      description: 'How long the new colour serves under watch, with the old one ready, before the release is confirmed.',
      example: '2m',
    },
    steps: {
      type: 'string',
      default: '100',
      description:
        'Shares of the traffic for the new colour, each with the time that it is watched and held against the old colour; then all of it. For routers that can weigh.',
      example: '10@2m, 50@2m, 100',
    },
    'confirm-timeout': {
      type: 'duration',
      description:
        'When the armed undo on the server moves the traffic back, unless the release is confirmed before; by default 90 seconds after the bake.',
      example: '5m',
    },
    'drain-timeout': {
      type: 'duration',
      default: '30s',
      description: 'How long to wait for requests that the old colour still answers.',
      example: '30s',
    },
    previous: {
      type: 'choice',
      default: 'stop',
      choices: ['stop', 'keep-running', 'remove'],
      description: 'What becomes of the old colour once it has nothing left to answer. Kept running, a rollback needs no start.',
      example: 'keep-running',
    },
    'keep-releases': {
      type: 'integer',
      default: '5',
      minimum: 2,
      maximum: 100,
      description: 'Releases whose images or folders stay on the server, to go back to.',
      example: '10',
    },
    'old-code-compatible': {
      type: 'choice',
      default: 'unknown',
      choices: ['true', 'false', 'unknown'],
      description:
        'Whether the version that serves can work with the schema as the migrations of this release left it: the output of `run-migrations`. `unknown` asks the journal.',
      example: 'true',
    },
    'allow-contract': {
      type: 'boolean',
      default: 'false',
      description: 'Switch although the old version cannot work with the schema: without undo, and with no automatic way back.',
      example: 'true',
    },
    'receipt-file': {
      type: 'string',
      description: 'HTML file to write the receipt to, in the workspace.',
      example: 'reports/switch.html',
    },
    'lock-timeout': vocabulary['lock-timeout'],
    holder: {
      type: 'string',
      description: 'With mode unlock: number of the run that holds the lease and will not come back, as the refusal named it.',
      example: '9182736450',
    },
    'github-token': vocabulary['github-token'],
    'router-directory': {
      type: 'string',
      default: '/etc/haproxy/slipway',
      description: 'Folder on the server that HAProxy loads its additional configuration from, writable for the user.',
      example: '/etc/haproxy/slipway',
    },
    'haproxy-socket': {
      type: 'string',
      default: '/run/haproxy/admin.sock',
      description: 'Runtime socket of HAProxy, level admin.',
      example: '/run/haproxy/admin.sock',
    },
    'haproxy-master-socket': {
      type: 'string',
      default: '/run/haproxy-master.sock',
      description: 'Socket of the HAProxy master process.',
      example: '/run/haproxy-master.sock',
    },
    ...composeInputs,
    ...systemdInputs,
    ...composeFilesInputs,
    ...commandInputs,
    ...haproxyInputs,
    ...managedInputs,
    ...caddyInputs,
    ...commandRouterInputs,
    ...traefikInputs,
    ...nginxInputs,
    ...adoptInputs,
    'dry-run': vocabulary['dry-run'],
    timeout: vocabulary.timeout,
    summary: vocabulary.summary,
  },
  outputs: {
    live: {
      description:
        'Colour that serves now: `blue`, `green`, empty where none does, or `unknown` where a run could not see what became of its traffic.',
    },
    version: { description: 'Version that serves now; with mode prepare the one that stands ready.' },
    'previous-version': { description: 'Version that served before.' },
    requests: { description: 'Requests that the watch sent through the router during switch and bake.' },
    'failed-requests': { description: 'How many of them failed.' },
    'switch-ms': { description: 'Milliseconds from the order to the router to its read-back.' },
    'outage-ms': { description: 'Milliseconds for which a service of strategy `recreate` answered nobody.' },
    'rollback-command': { description: 'What to run to go back.' },
    receipt: { description: 'The switch receipt as one line of JSON.' },
  },
  outcomes: {
    prepared: 'With mode prepare: the release stands on the idle colour, checked, without traffic.',
    aborted:
      'With mode abort: what was prepared or on trial is gone; or the stack whose takeover stood in the middle serves as it did before it.',
    unlocked: 'With mode unlock: nobody holds the lease, and traffic is where the last release was confirmed.',
    switched: 'The new version is what the router serves, read back over fresh connections; the release is confirmed.',
    'given-back':
      'With mode give-back: the containers that were taken over serve on their ports again, and nothing of Slipway is in front of them.',
    unchanged: 'The wanted images are live already, with the settings that the compose file and its `.env` have now.',
    'rolled-back':
      'With mode rollback: the previous release serves again. As an outcome of a failed deploy: traffic is back on the version before.',
    reported: 'With mode status, or dry-run: nothing was changed.',
  },
  reasons: {
    locked: 'Another run works on this application.',
    'lease-lost': 'Another run took this application over meanwhile.',
    'engine-unavailable': 'The Docker engine of the server does not answer.',
    'compose-too-old': 'The server needs a newer Docker Compose.',
    'compose-missing': 'The compose file cannot be read.',
    'compose-invalid': 'Compose refuses the compose file.',
    'compose-failed': 'Compose could not start the services.',
    'compose-unfit': 'The compose file cannot be released as it stands; everything that is in the way is named.',
    'secrets-missing': 'An env_file, or the value of a variable of the compose file, is not on the server.',
    'second-single': 'Another project runs a service of this application already; a second one would be empty, or write into its files.',
    'server-full': 'The server has too little disk or memory for a second colour.',
    outage: 'A service must stop before its new version runs, and allow-outage is not set.',
    'unknown-service': 'An input names a service that the compose file does not have.',
    'pull-failed': 'The server could not pull an image.',
    unhealthy: 'The new colour did not become healthy; it never got traffic.',
    'idle-check-failed': 'The new colour is up, but a check failed; it never got traffic.',
    'stale-version': 'The router answers with another version than the released one.',
    'bake-failed': 'The new version failed under traffic, which is back on the version before.',
    contract: 'The old version cannot work with the schema, so there would be no way back by itself.',
    'calls-release': 'A service that is not released depends on one that is; it would meet both colours.',
    'router-change': 'The compose file changes ports or addresses that the live colour serves on.',
    'router-setup': 'The router on the server is not prepared for Slipway; the message says what to do.',
    'router-config': 'The router refuses the configuration; the previous one is in place.',
    'router-failed': 'The router did not do what it was told.',
    'port-taken': 'A published port is taken by something else.',
    'undo-fired': 'The armed undo acted before the release was confirmed; traffic is on the version before.',
    'runtime-setup': 'The server is not prepared for this runtime.',
    'runtime-failed': 'What runs the application on the server did not do what it was told.',
    'artifact-refused': 'The release cannot be read, holds what leads out of it, or is not on the server.',
    'colors-collide': 'What blue and green are made of cannot stand side by side.',
    'nothing-prepared': 'No release stands prepared that could get the traffic now.',
    'takeover-unfinished': 'A stack is half given back; mode give-back goes on with that, a release undoes it.',
    'nothing-to-give-back': 'The application was not taken over, or what it ran in is gone.',
    'newer-version': 'Giving the stack back would serve an older version; allow-older accepts that.',
    'nothing-to-roll-back': 'There is no previous release to go back to.',
  },
});
