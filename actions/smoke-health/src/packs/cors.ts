import type { Pack } from './pack.ts';

const preflight = { url: '{url}', method: 'OPTIONS', redirects: 0 };
const stranger = 'https://slipway-stranger.example';

/** The word is the origin that must be let in. */
export const cors: Pack = {
  word: '{origin}',
  checks: [
    {
      ...preflight,
      name: 'cors/own origin',
      headers: { Origin: '{word}', 'Access-Control-Request-Method': 'GET' },
      // With credentials a browser takes the exact origin only, never `*`.
      conditions: [
        '[STATUS] == any(200, 204)',
        '[HEADER].access-control-allow-origin == "{word}"',
        '[HEADER].access-control-allow-credentials == "true"',
      ],
    },
    {
      ...preflight,
      name: 'cors/foreign origin',
      headers: { Origin: stranger, 'Access-Control-Request-Method': 'GET' },
      conditions: [],
      either: [
        ['has([HEADER].access-control-allow-origin) == false'],
        [`[HEADER].access-control-allow-origin != "${stranger}"`, 'has([HEADER].access-control-allow-credentials) == false'],
        [`[HEADER].access-control-allow-origin == "{word}"`],
      ],
    },
  ],
};
