import type { InputSpec } from '@slipway/action';

/** Inputs of the router `managed`. */
export const managedInputs = {
  'router-image': {
    type: 'string',
    default: 'haproxy:3.0',
    description:
      'With router managed: image of HAProxy 2.6 or newer that Slipway runs in front of the application, by tag or digest. For ports below 1024 it must have `setpriv`, as images made from Debian have.',
    example: 'haproxy:3.0',
  },
  'tls-certificate': {
    type: 'string',
    description:
      'With router managed: PEM file on the server with certificate, chain and private key, readable for the user. HTTPS on port 443 then leads to the published port that `tls-port` names.',
    example: '/etc/slipway/notes.pem',
  },
  'tls-port': {
    type: 'integer',
    minimum: 1,
    maximum: 65_535,
    description: 'With router managed: the published port that HTTPS on 443 leads to; by default 80, or the only one that there is.',
    example: '3000',
  },
  'client-address': {
    type: 'choice',
    default: 'forwarded',
    choices: ['forwarded', 'proxy'],
    description:
      'With router managed: how the application learns who asks. `forwarded`: the header X-Forwarded-For, whatever the client wrote there removed; `proxy`: by the PROXY protocol as well.',
    example: 'forwarded',
  },
} as const satisfies Record<string, InputSpec>;
