import type { InputSpec } from '@slipway/action';

/** Inputs of the routers that are HAProxy. */
export const haproxyInputs = {
  'asset-paths': {
    type: 'lines',
    default: '/_next/static/\n/assets/\n/static/',
    description:
      'With HAProxy: beginnings of paths of files whose names change with every version. During the bake, what the new colour answers with 404 the other one is asked for, for pages that are still open. `none` for no such paths.',
    example: '/assets/',
  },
  'trusted-proxies': {
    type: 'lines',
    default: '127.0.0.1\n::1',
    description:
      'With router haproxy: addresses or networks of proxies in front of it. What they say in X-Forwarded-For and Forwarded is kept, with their own address added; of everybody else it is replaced by the address that they connect from. `none` for nobody.',
    example: '10.0.0.0/8',
  },
} as const satisfies Record<string, InputSpec>;
