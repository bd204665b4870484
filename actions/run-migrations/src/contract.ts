import { defineContract, vocabulary } from '@slipway/action';
import { reasons } from './reasons.ts';
import { toolInputs } from './tools/inputs.ts';

export const contract = defineContract({
  name: 'run-migrations',
  title: 'Slipway: run migrations',
  description: 'Runs database migrations with the new image under a database lock, and says exactly what state the schema is in afterwards',
  icon: 'layers',
  inputs: {
    mode: {
      type: 'choice',
      choices: ['apply', 'plan', 'lint', 'verify', 'downgrade'],
      default: 'apply',
      description:
        'apply runs what is pending; plan lists and classifies it; lint does the same and fails where apply would refuse; verify fails unless everything up to `target` is applied; downgrade goes back to `revision`.',
      example: 'plan',
    },
    ...toolInputs,
    image: {
      type: 'string',
      description:
        "Image that holds the migrations, by digest: the version about to go live. By default the service's image of the compose file.",
      example: 'ghcr.io/acme/notes-backend@sha256:0f3c...',
    },
    service: {
      type: 'string',
      default: 'backend',
      description: 'Compose service whose image holds the migrations and their tool.',
      example: 'backend',
    },
    'database-service': {
      type: 'string',
      default: 'db',
      description: 'Compose service of the database. Not used where `database-url` is given.',
      example: 'db',
    },
    transport: {
      type: 'choice',
      choices: ['run', 'exec', 'local'],
      default: 'run',
      description:
        'Where the tool runs: run in a container of `image` made for it; exec in the running container of `service`; local in `working-directory`.',
      example: 'run',
    },
    'alembic-ini': {
      type: 'string',
      default: 'alembic.ini',
      description: 'Path of alembic.ini. A relative one is searched in the working directory and in the usual folders below and beside it.',
      example: 'backend/alembic.ini',
    },
    python: {
      type: 'string',
      default: 'python',
      description: 'Interpreter that has Alembic. With the default, python3 and the usual virtual environments are tried too.',
      example: '/app/.venv/bin/python',
    },
    'working-directory': {
      type: 'string',
      default: '.',
      description: 'Folder of the application, with transport local: relative to the repository, or to `directory` on a server.',
      example: 'backend',
    },
    target: { type: 'string', default: 'head', description: 'Revision to go up to, in the words of the tool.', example: 'heads' },
    phase: {
      type: 'choice',
      choices: ['all', 'expand', 'contract'],
      example: 'expand',
      default: 'all',
      description:
        'expand stops before the first revision that breaks old code and leaves the rest: for a release while the old version serves. contract runs what is left and takes it that no old version serves any more. all is both, and refuses what breaks old code unless that is allowed.',
    },
    revision: {
      type: 'string',
      default: '-1',
      description: 'With mode downgrade: the revision to go back to, or a number of steps with its sign, like `-2`.',
      example: 'ae1027a6acf',
    },
    'registry-username': {
      type: 'string',
      description: 'User that may pull the image, where the registry asks for one and no `docker login` was made.',
      example: '${{ github.actor }}',
    },
    'registry-password': {
      type: 'string',
      secret: true,
      description: 'Password or token of `registry-username`. It reaches the machine for the time of the pull only.',
      example: '${{ secrets.GITHUB_TOKEN }}',
    },
    'ddl-lock-timeout': {
      type: 'duration',
      default: '5s',
      description:
        'How long a statement of a migration waits for a lock. Everything that comes after it queues behind it for that long, so it is short.',
      example: '5s',
    },
    allow: {
      type: 'lines',
      description:
        'Rules whose findings are wanted in this plan, one `rule: reason` a line. A comment `# slipway: allow rule because reason` in the revision does the same for that revision.',
      example: 'drop-column: no version since v12 reads it',
    },
    'max-lock-rows': {
      type: 'integer',
      default: '1000000',
      minimum: 0,
      description:
        'Rows (or 1 GiB) above which a table that would be scanned or written anew under a lock stops the plan. Below, it is a warning.',
      example: '100000',
    },
    sarif: {
      type: 'string',
      description: 'File of the workspace that gets the findings as SARIF, for code scanning.',
      example: 'migrations.sarif',
    },
    backup: {
      type: 'choice',
      choices: ['auto', 'always', 'never'],
      default: 'auto',
      description:
        'Whether there must be a proven backup before anything is changed: auto where a pending revision loses data, writes a table anew, may fail on the data, or could not be judged; always; never.',
      example: 'always',
    },
    'backup-id': {
      type: 'string',
      description: 'The backup that was made for this run: the output `id` of backup-db.',
      example: '${{ steps.backup.outputs.id }}',
    },
    'backup-verified': {
      type: 'boolean',
      default: 'false',
      description: 'Whether that backup was read back: the output `verified` of backup-db.',
      example: '${{ steps.backup.outputs.verified }}',
    },
    rehearse: {
      type: 'choice',
      choices: ['off', 'clone', 'restore'],
      default: 'off',
      description:
        'Runs the pending revisions on a copy first, in a server and a network of its own on the same machine: up, down and up again. restore takes the proven backup of this release (only the action release has it); clone takes the database `rehearse-database`, which backup-db restored. Needs transport run.',
      example: 'clone',
    },
    'rehearse-database': {
      type: 'string',
      description: 'With rehearse clone: a database of the same server that holds a restored backup. Never the live one.',
      example: 'notes_rehearsal',
    },
    'rehearse-image': {
      type: 'string',
      description:
        "PostgreSQL image of the rehearsal's server. By default that of `database-service`, else postgres of the server's major.",
      example: 'postgres:17',
    },
    'old-image': {
      type: 'string',
      description:
        'Image of the version that serves: with rehearse, it is started on the migrated copy, and must become healthy there. That proves whether old code works with the new schema.',
      example: 'ghcr.io/acme/notes-backend@sha256:77aa...',
    },
    'old-checks': {
      type: 'lines',
      description:
        'Addresses that the old version must answer on the migrated copy, without an error of its own: `:port/path`, one a line. By default its health check alone.',
      example: ':8000/api/notes',
    },
    'database-variable': {
      type: 'string',
      default: 'DATABASE_URL',
      description: 'Environment variable in which the application expects `database-url`.',
      example: 'SQLALCHEMY_DATABASE_URI',
    },
    'database-url': vocabulary['database-url'],
    host: vocabulary.host,
    port: vocabulary.port,
    username: vocabulary.username,
    'ssh-key': vocabulary['ssh-key'],
    'known-hosts': vocabulary['known-hosts'],
    'project-name': vocabulary['project-name'],
    'compose-file': vocabulary['compose-file'],
    directory: vocabulary.directory,
    'lock-timeout': vocabulary['lock-timeout'],
    'dry-run': vocabulary['dry-run'],
    timeout: vocabulary.timeout,
    summary: vocabulary.summary,
  },
  outputs: {
    changed: {
      description:
        '`true` where the schema is another than before, else `false`; also on failure. Empty where a run was cancelled in the middle, or nobody could look; not set where an input is wrong. Revisions with nothing to run change no schema.',
    },
    from: { description: 'Revision of the database before; several are separated by commas, `base` where there was none.' },
    to: { description: 'Revision of the database now.' },
    heads: { description: 'Newest revisions that the image knows.' },
    pending: { description: 'Number of revisions that were to be run.' },
    applied: {
      description: 'Revisions that were run and stand, in order, separated by commas; with mode downgrade, those that were undone.',
    },
    duration: { description: 'Milliseconds that the migrations themselves took.' },
    'old-code-compatible': {
      description:
        'Whether code from before the plan works with the schema after it: `true`, `false`, or `unknown` where a revision could not be classified. Empty for a downgrade.',
    },
    remaining: { description: 'Revisions that phase expand left for phase contract, in order, separated by commas.' },
    'backup-id': { description: 'The proven backup that this run relied on; empty where none was needed or known.' },
    rehearsal: {
      description:
        'What the rehearsal measured, as JSON: restored and duration in milliseconds, revisions, locks, outside (revisions that ran statements outside of a transaction, whose locks are not measured, with the milliseconds of the longest one), repeatable, oldCode. Empty without one.',
    },
    findings: {
      description:
        'What the pending revisions do, as JSON: revision, path, line, rule, class, level, object, why, instead, allowed. At most 500.',
    },
  },
  outcomes: {
    migrated: 'The pending revisions are applied and verified.',
    'up-to-date': 'Nothing was pending; nothing was changed.',
    planned: 'The pending revisions are listed; nothing was changed.',
    linted: 'Nothing that is pending would be refused; nothing was changed.',
    verified: 'The database is at the target.',
    downgraded: 'The revisions were undone, and that is verified.',
  },
  reasons,
});
