import type { Pack } from './pack.ts';

export const nextjs: Pack = {
  checks: [
    {
      name: 'nextjs/page',
      url: '{url}',
      conditions: [
        '[STATUS] == 200',
        '[HEADER].content-type == pat(text/html*)',
        '[BODY] == pat(*/_next/static/*)',
        '[BODY] != pat(*Application error: a*-side exception has occurred*)',
        // The development server: it compiles on request and shows its sources.
        '[BODY] != pat(*/_next/static/development/*)',
      ],
    },
    // A proxy that answers every path with the page breaks a browser that still has the old one open.
    {
      name: 'nextjs/missing file',
      url: '{origin}/_next/static/slipway-no-such-file.js',
      redirects: 0,
      conditions: ['[STATUS] == 404'],
    },
  ],
};
