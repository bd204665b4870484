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
} as const satisfies Record<string, InputSpec>;
