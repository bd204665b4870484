import type { Pack } from './pack.ts';

/** The word is the path of the health endpoint. */
export const fastapi: Pack = {
  word: '/health',
  checks: [
    {
      name: 'fastapi/health',
      url: '{origin}{word}',
      // A status of 200 says only that a handler ran: the body must agree.
      conditions: ['[STATUS] == 200', '[BODY].status == any(ok, OK, up, UP, pass, healthy, Healthy, alive, ready)'],
    },
    // The schema is made when it is asked for: a broken model shows here first.
    { name: 'fastapi/schema', url: '{origin}/openapi.json', conditions: ['[STATUS] == any(200, 401, 403, 404)'] },
    {
      name: 'fastapi/docs closed',
      url: '{origin}/docs',
      redirects: 0,
      conditions: ['[STATUS] == any(301, 302, 303, 307, 308, 401, 403, 404)'],
    },
    // In debug mode an error is answered with the source of the application.
    {
      name: 'fastapi/no debug',
      url: '{origin}/slipway-no-such-path',
      conditions: ['[STATUS] == any(401, 403, 404)', '[BODY] != pat(*Traceback (most recent call last)*)'],
    },
  ],
};
