import type { Pack } from './pack.ts';

export const tls: Pack = {
  secure: true,
  checks: [
    {
      name: 'tls/certificate',
      url: 'tls://{host}',
      conditions: ['[CERTIFICATE_EXPIRATION] > 14d', '[TLS] >= 1.2', '[BODY].authorized == true'],
    },
    {
      name: 'tls/from http',
      url: 'http://{name}/',
      redirects: 0,
      conditions: ['[STATUS] == any(301, 302, 307, 308)', '[HEADER].location == pat(https://*)'],
    },
  ],
};
