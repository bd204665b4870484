import type { InputSpec } from '@slipway/action';

/** Inputs of the runtime `compose-files`; its public ports stand in `ports`. */
export const composeFilesInputs = {
  'blue-file': {
    type: 'string',
    default: 'docker-compose.blue.yml',
    description: 'With runtime compose-files: compose file of blue, in the repository, else in `directory` on the server.',
    example: 'deploy/docker-compose.blue.yml',
  },
  'green-file': {
    type: 'string',
    default: 'docker-compose.green.yml',
    description: 'With runtime compose-files: compose file of green, like `blue-file`.',
    example: 'deploy/docker-compose.green.yml',
  },
} as const satisfies Record<string, InputSpec>;
