import type { InputSpec } from '@slipway/action';

/** Inputs of the runtime `command`; its ports stand in `ports`. */
export const commandInputs = {
  'runtime-command': {
    type: 'string',
    description:
      'With runtime command: path of a program on the server that brings a colour up and down; it gets its order by environment variables and answers in JSON. Relative to `directory`.',
    example: '/opt/notes/bin/colour',
  },
} as const satisfies Record<string, InputSpec>;
