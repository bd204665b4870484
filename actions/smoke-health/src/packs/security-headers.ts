import type { Pack } from './pack.ts';

const page = { url: '{url}' };

export const securityHeaders: Pack = {
  secure: true,
  checks: [
    { ...page, name: 'security-headers/transport', conditions: ['[HEADER].strict-transport-security == pat(*max-age=*)'] },
    { ...page, name: 'security-headers/type', conditions: ['[HEADER].x-content-type-options == nosniff'] },
    {
      ...page,
      name: 'security-headers/framing',
      conditions: [],
      either: [
        ['[HEADER].content-security-policy == pat(*frame-ancestors*)'],
        ['[HEADER].x-frame-options == any(DENY, SAMEORIGIN, deny, sameorigin, Deny, SameOrigin)'],
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
