import { defineContract, vocabulary } from '@slipway/action';

export const contract = defineContract({
  name: 'release',
  title: 'Slipway release',
  description:
    'A whole release in one step: build, scan, tag, backup, migrate, switch blue/green under watch, confirm; and back by itself when anything fails.',
  icon: 'anchor',
  inputs: {
    mode: {
      type: 'choice',
      default: 'release',
      choices: ['release', 'plan', 'build', 'rollback', 'status'],
      description:
        'release does all of it; plan says what it would do, from the repository alone; build ends after scan and tag; rollback goes back to the previous release or to `version`; status says what is live.',
      example: 'release',
    },
    environment: vocabulary.environment,
    config: vocabulary.config,
    host: { ...vocabulary.host, description: 'Server to release to, over the one in `config`. Without either, the machine of the runner.' },
    port: { type: 'integer', minimum: 1, maximum: 65535, description: 'SSH port, over the one in `config`; else 22.', example: '22' },
    username: { type: 'string', description: 'SSH user, over the one in `config`; else `deploy`.', example: 'deploy' },
    'ssh-key': vocabulary['ssh-key'],
    'known-hosts': vocabulary['known-hosts'],
    version: vocabulary.version,
    commit: {
      type: 'string',
      description: 'Full commit of the release; by default that of the run. With `digests`: the one they were built from.',
      example: '${{ needs.build.outputs.commit }}',
    },
    digests: {
      type: 'string',
      description:
        'Service to digest as JSON, as mode build gives it: these images are released, and nothing is built. Their repositories stand in `config`.',
      example: '{"backend":"sha256:0f3c…"}',
    },
    'allow-older': {
      type: 'boolean',
      default: 'false',
      description: 'Release also where a newer commit serves already; otherwise that is refused as stale.',
      example: 'true',
    },
    deployment: {
      type: 'boolean',
      default: 'false',
      description:
        'Record the release as a deployment of the environment, with its digests, and as a status of the commit. A job that names an environment makes a record of its own unless it says `deployment: false` there.',
      example: 'true',
    },
    comment: {
      type: 'boolean',
      default: 'false',
      description: 'Mode plan: write the plan into one comment of the pull request, and update it.',
      example: 'true',
    },
    'sbom-directory': {
      type: 'string',
      description: 'Folder to write the bill of materials of every image to, as CycloneDX JSON, relative to the repository.',
      example: 'sbom',
    },
    'database-url': vocabulary['database-url'],
    'signing-key': {
      type: 'text',
      secret: true,
      description: 'Ed25519 private key in PEM that signs the backup before a release; needed where `backup` has a verify-key.',
      example: '${{ secrets.SIGNING_KEY }}',
    },
    'registry-username': { type: 'string', description: 'User that may push and pull the images.', example: '${{ github.actor }}' },
    'registry-password': {
      type: 'string',
      secret: true,
      description: 'Password or token of `registry-username`.',
      example: '${{ secrets.GITHUB_TOKEN }}',
    },
    'tool-path': { type: 'string', default: 'trivy', description: 'The Trivy program.', example: '/opt/trivy/trivy' },
    'db-path': {
      type: 'string',
      description: 'Folder with a vulnerability database, for a scan without network.',
      example: '.cache/trivy',
    },
    'lock-timeout': vocabulary['lock-timeout'],
    'github-token': {
      ...vocabulary['github-token'],
      description:
        'Token to see whether a run that holds the lease is over (`actions: read`), which of two commits is newer (`contents: read`), and to write records (`deployments: write`, `statuses: write`, `pull-requests: write`).',
    },
    'dry-run': vocabulary['dry-run'],
    timeout: { ...vocabulary.timeout, default: '60m', example: '60m' },
    summary: vocabulary.summary,
  },
  outputs: {
    version: { description: 'Version that serves now.' },
    'previous-version': { description: 'Version that served before.' },
    live: { description: 'Colour that serves now.' },
    commit: { description: 'Commit of the release.' },
    images: { description: 'Service to image by digest, as JSON.' },
    digests: { description: 'Service to digest, as JSON. Unlike `images` it holds no name that a runner might mask.' },
    sbom: {
      description:
        'With mode build: name for the artifact that keeps the bills of materials, one for each Slipway file and attempt; empty where there are none.',
    },
    'backup-id': { description: 'Backup made before the migrations, a line for each database; empty where there was nothing to back up.' },
    revision: { description: 'Revision of the database now.' },
    requests: { description: 'Requests that the watch sent through the router during switch and bake.' },
    'failed-requests': { description: 'How many of them failed.' },
    'rollback-command': { description: 'What to run to go back.' },
    record: {
      description:
        'With `deployment: true`: name for an artifact of this run, which binds the record of what serves now to it. Without the artifact the record proves nothing. Empty where nothing was recorded.',
    },
    'record-file': { description: 'Path of the file to upload under that name.' },
    receipt: { description: 'The release receipt as one line of JSON.' },
  },
  outcomes: {
    released: 'The new version is what the router serves, read back over fresh connections; the release is confirmed.',
    unchanged: 'This version is live already.',
    'rolled-back':
      'With mode rollback: the previous release serves again. As an outcome of a failed release: traffic is back on the version before.',
    built: 'With mode build: every image is in the registry by digest, scanned, and tagged.',
    planned: 'With mode plan or dry-run: the plan is in the log and the summary; nothing was changed.',
    reported: 'With mode status: what is live is in the outputs and the summary.',
  },
  reasons: {
    contract:
      'The version that serves cannot work with the schema after the pending migrations; nothing was changed, unless a switch says so.',
    'config-missing': 'The Slipway file cannot be read.',
    'config-invalid': 'The Slipway file has problems; each is reported at its line and column.',
    'unknown-environment': 'The Slipway file has no such environment.',
    'stale-release': 'A newer commit serves already; a release that waited too long must not take it back.',
    'compose-missing': 'The compose file cannot be read.',
    'unknown-service': 'The Slipway file releases a service that the compose file does not have.',
    'nothing-to-roll-back': 'There is no release before that is known to have been good.',
    'github-refused': 'A release before is needed from the records of a platform, and GitHub refused; the message names the permission.',
    'github-unreachable': 'The same, and GitHub did not answer, or asks to come back later.',
    'command-failed': 'The command that deploys to the platform failed.',
    locked: 'Another run works on this application.',
    'lease-lost': 'Another run took this application over meanwhile.',
  },
  composes: ['build-image', 'scan-image', 'backup-db', 'run-migrations', 'blue-green-switch', 'smoke-health'],
});
