import type { InputSpec } from '@slipway/action';

/** Inputs of the router `command`; `router-url` and `router-host` say where users are served. */
export const commandRouterInputs = {
  'router-command': {
    type: 'string',
    description:
      'With router command: absolute path of a program on the server that reads and sets the route. It is told what to do by SLIPWAY_OPERATION and SLIPWAY_WORD, and answers `{"word": "…"}`.',
    example: '/opt/notes/route',
  },
  'router-command-timeout': {
    type: 'duration',
    default: '20s',
    description: 'How long one call of `router-command` may take.',
    example: '20s',
  },
} as const satisfies Record<string, InputSpec>;
