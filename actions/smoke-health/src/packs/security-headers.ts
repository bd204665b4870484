import type { Pack } from './pack.ts';

const policy = '[HEADER].content-security-policy';
const options = '[HEADER].x-frame-options == any(DENY, SAMEORIGIN, deny, sameorigin, Deny, SameOrigin)';
const page = { url: '{url}' };

export const securityHeaders: Pack = {
  secure: true,
  checks: [
    {
      ...page,
      name: 'security-headers/transport',
      conditions: [
        '[HEADER].strict-transport-security == pat(*max-age=*)',
        // It tells the browser to forget what it was told.
        '[HEADER].strict-transport-security != pat(*max-age=0*)',
      ],
    },
    { ...page, name: 'security-headers/type', conditions: ['[HEADER].x-content-type-options == nosniff'] },
    {
      ...page,
      name: 'security-headers/framing',
      conditions: [],
      // A browser that finds frame-ancestors does not look at the frame options.
      either: [
        [
          `${policy} == pat(*frame-ancestors*)`,
          // `*` is the only source of one character; a pattern has no other way to write it.
          ...['', ';*', ' *'].map((rest) => `${policy} != pat(*frame-ancestors ?${rest})`),
        ],
        [options, `has(${policy}) == false`],
        [options, `${policy} != pat(*frame-ancestors*)`],
      ],
    },
    {
      ...page,
      name: 'security-headers/referrer',
      conditions: ['has([HEADER].referrer-policy) == true', '[HEADER].referrer-policy != unsafe-url'],
    },
    { ...page, name: 'security-headers/content policy', conditions: ['has([HEADER].content-security-policy) == true'] },
  ],
};
