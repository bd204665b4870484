import type { InputSpec } from '@slipway/action';

/** Inputs of the runtime `compose`. */
export const composeInputs = {
  strategies: {
    type: 'lines',
    description:
      'With runtime compose: how a release treats a service, as `service=strategy`, where what the plan derives is not right: `colours` (two side by side), `recreate` (the old one stops first: an outage), `singleton` (moves at the confirm), `once` (runs to its end before the others), `single` (not released).',
    example: 'worker=singleton',
  },
  'allow-outage': {
    type: 'boolean',
    default: 'false',
    description:
      'With runtime compose: release although a service of strategy `recreate` stops before the new one runs. The outage is measured and told in the receipt.',
    example: 'true',
  },
} as const satisfies Record<string, InputSpec>;
