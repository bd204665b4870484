import type { InputSpec } from '@slipway/action';

/** Inputs of the router `traefik`; `router-url` and `router-host` say where users are served. */
export const traefikInputs = {
  'traefik-directory': {
    type: 'string',
    default: '/etc/traefik/dynamic',
    description: 'With router traefik: folder on the server that its file provider watches, writable for the user.',
    example: '/etc/traefik/dynamic',
  },
  'traefik-api': {
    type: 'string',
    default: 'http://127.0.0.1:8080',
    description: 'With router traefik: its API, as the server sees it; what was written counts once Traefik itself says it.',
    example: 'http://127.0.0.1:8080',
  },
} as const satisfies Record<string, InputSpec>;
