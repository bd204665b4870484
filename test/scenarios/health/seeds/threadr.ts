import type { Answer, Seed } from './seed.ts';

/** S1: /health looks at Redis and at the model's API and answers 500 where that throws; /readiness says whether traffic may come. */
const health = (status: string, redis: string, openai = 'available'): Answer => ({
  body: { status, timestamp: '2025-01-14T09:30:00.000000', services: { redis, openai } },
});
const ready: Answer = { body: { status: 'ready' } };

export const threadr: Seed = {
  states: {
    healthy: { '/health': health('healthy', 'connected'), '/readiness': ready },
    'Redis away, told in a body with 200': { '/health': health('degraded', 'disconnected'), '/readiness': ready },
    'Redis away, told by an exception': {
      '/health': { status: 500, body: { detail: 'Health check failed: Error 111 connecting to redis:6379. Connection refused.' } },
      '/readiness': ready,
    },
    'not ready yet': { '/health': health('healthy', 'connected'), '/readiness': { status: 503, body: { status: 'starting' } } },
  },
  checks: `
- name: health
  url: /health
  conditions:
    - "[STATUS] == 200"
    - "[BODY].status == healthy"
    - "[BODY].services.redis == connected"
    - "[BODY].services.openai == available"
    - "[RESPONSE_TIME] < 2s"
- name: readiness
  url: /readiness
  conditions:
    - "[STATUS] == 200"
`,
};
