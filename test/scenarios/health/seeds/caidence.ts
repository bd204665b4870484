import type { Answer, Seed } from './seed.ts';

/** S2: /health names version and model and answers 200 in any case; the job queue has a health of its own, of which 1000 is the alarm. */
const health = (version: string, ai: string): Answer => ({
  body: { status: 'ok', version, ai: { provider: 'ollama', model: 'qwen2.5:0.5b', status: ai } },
});
const jobs = (depth: number, redis = 'connected'): Answer => ({ body: { redis, queue_depth: depth } });

export const caidence: Seed = {
  states: {
    healthy: { '/health': health('0.2.0', 'connected'), '/api/v1/jobs/health': jobs(12) },
    'model away': { '/health': health('0.2.0', 'disconnected'), '/api/v1/jobs/health': jobs(12) },
    'a queue of 999': { '/health': health('0.2.0', 'connected'), '/api/v1/jobs/health': jobs(999) },
    'a queue of 1000': { '/health': health('0.2.0', 'connected'), '/api/v1/jobs/health': jobs(1000) },
    'Redis away': { '/health': health('0.2.0', 'connected'), '/api/v1/jobs/health': jobs(0, 'disconnected') },
    'old version': { '/health': health('0.1.0', 'connected'), '/api/v1/jobs/health': jobs(12) },
  },
  checks: `
endpoints:
  - name: health
    url: /health
    conditions:
      - "[STATUS] == 200"
      - "[BODY].status == ok"
      - "[BODY].ai.status == connected"
      - "[RESPONSE_TIME] < 2000"
  - name: jobs
    url: /api/v1/jobs/health
    conditions:
      - "[STATUS] == 200"
      - "[BODY].redis == connected"
      - "[BODY].queue_depth < 1000"
`,
};
