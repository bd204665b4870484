import type { InputSpec } from './contract.ts';

/** Inputs that mean the same in every action, worded once. */
export const vocabulary = {
  environment: { type: 'string', description: 'Environment of `config` to use.', example: 'production' },
  config: {
    type: 'string',
    default: '.github/slipway.yml',
    description: 'Path of the Slipway file in the repository.',
    example: '.github/slipway.yml',
  },
  host: {
    type: 'string',
    description: 'Server to work on over SSH. Without it, the work is done on the machine of the runner.',
    example: 'app.example.com',
  },
  port: { type: 'integer', default: '22', minimum: 1, maximum: 65535, description: 'SSH port.', example: '22' },
  username: { type: 'string', default: 'deploy', description: 'SSH user.', example: 'deploy' },
  'ssh-key': {
    type: 'text',
    secret: true,
    description: 'Private key of the SSH user, as it stands in its file.',
    example: '${{ secrets.SSH_KEY }}',
  },
  'known-hosts': {
    type: 'text',
    description: 'Lines of a known_hosts file for the server. A server that is not in them, or shows another key, is refused.',
    example: 'app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...',
  },
  'project-name': {
    type: 'string',
    description: 'Name of the application on the server; by default the name in the compose file, else of the repository.',
    example: 'notes',
  },
  'compose-file': {
    type: 'string',
    default: 'docker-compose.yml',
    description: 'Compose file of the application, relative to the repository.',
    example: 'docker-compose.yml',
  },
  directory: {
    type: 'string',
    description:
      'Folder of the application on the server, where its `.env` stands; by default `apps/<project-name>` in the home of the user.',
    example: '/opt/notes',
  },
  'lock-timeout': {
    type: 'duration',
    default: '10m',
    description: 'How long to wait for another run that works on the same application.',
    example: '10m',
  },
  version: {
    type: 'string',
    description: 'Version of the release; by default the commit.',
    example: '${{ github.sha }}',
  },
  'database-url': {
    type: 'string',
    secret: true,
    description: 'URL of the database, where it is not a service of the compose file.',
    example: '${{ secrets.DATABASE_URL }}',
  },
  'github-token': {
    type: 'string',
    secret: true,
    default: '${{ github.token }}',
    description: 'Token that may read workflow runs (`actions: read`), to see whether a run that holds the lease is over.',
    example: '${{ github.token }}',
  },
  'dry-run': { type: 'boolean', default: 'false', description: 'Say what would be done, and do nothing.', example: 'true' },
  timeout: { type: 'duration', default: '30m', description: 'Deadline of the whole action.', example: '30m' },
  summary: { type: 'boolean', default: 'true', description: 'Write a job summary.', example: 'false' },
} as const satisfies Record<string, InputSpec>;
