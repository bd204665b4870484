import type { InputSpec } from '@slipway/action';

/** Inputs of the router `caddy`; `router-url` and `router-host` say where users are served. */
export const caddyInputs = {
  'caddy-mode': {
    type: 'choice',
    default: 'file',
    choices: ['file', 'api'],
    description:
      'With router caddy: `file` renames a link to the file that Caddy (2.8 or newer) reads the address from, and no request is lost; `api` changes its configuration by the admin API, which can give a canary its share and closes connections.',
    example: 'file',
  },
  'caddy-directory': {
    type: 'string',
    default: '/etc/caddy/slipway',
    description: 'With caddy-mode file: folder on the server for the addresses, writable for the user, readable for Caddy.',
    example: '/etc/caddy/slipway',
  },
  'caddy-admin': {
    type: 'string',
    default: 'http://127.0.0.1:2019',
    description: 'With router caddy: its admin API, as the server sees it.',
    example: 'http://127.0.0.1:2019',
  },
  'caddy-id': {
    type: 'string',
    description:
      'With caddy-mode api: the `@id` of the `reverse_proxy` handler; by default the name of the project. With several published ports each has a handler of its own, `<caddy-id>-<port>`.',
    example: 'notes',
  },
} as const satisfies Record<string, InputSpec>;
