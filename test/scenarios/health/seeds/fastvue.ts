import type { Answer, Seed } from './seed.ts';

/** S3: /health names version and environment; in production plain HTTP is redirected, and only known hosts are let in. */
const health = (version: string, environment = 'production'): State => ({
  '/health': { body: { status: 'healthy', version, environment } },
});
const away: Answer = { status: 307, headers: { location: 'https://fastvue.example.com/health' }, body: '' };

type State = Seed['states'][string];

export const fastvue: Seed = {
  states: {
    healthy: health('1.4.0'),
    'old version': health('1.3.9'),
    'settings of another environment': health('1.4.0', 'development'),
    'plain HTTP is redirected': { '/health': away },
    'host not allowed': { '/health': { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Invalid host header' } },
  },
  checks: `
- name: health
  url: /health
  client:
    ignore-redirect: true
    timeout: 5s
  conditions:
    - "[STATUS] == 200"
    - "[BODY].status == healthy"
    - "[BODY].environment == production"
`,
};
