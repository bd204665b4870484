import type { InputSpec } from '@slipway/action';

/** Inputs of the takeover of a stack that serves already, and of mode give-back. */
export const adoptInputs = {
  'allow-takeover': {
    type: 'boolean',
    default: 'false',
    description:
      'Accepts the outage of taking over a stack that was started by plain `docker compose up`, or of giving it back, on a server where ports cannot be led elsewhere meanwhile. The refusal says how long it will be.',
    example: 'true',
  },
  'allow-older': {
    type: 'boolean',
    default: 'false',
    description: 'With mode give-back: serve the original version again although a newer one is live.',
    example: 'true',
  },
} as const satisfies Record<string, InputSpec>;
