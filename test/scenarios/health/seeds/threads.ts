import type { Answer, Seed } from './seed.ts';

/** S0: Next.js before FastAPI. Metrics stand at /admin/metrics for those who may see them, and pages carry security headers. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};
const html = '<!doctype html><html><body><script src="/_next/static/chunks/main-3f2a.js"></script></body></html>';

const page: Answer = { body: html, headers };
const { 'strict-transport-security': _transport, 'content-security-policy': _policy, ...bare } = headers;

export const login = 'prometheus:m3trics-and-more';

const metrics = (depth: string, more: Partial<Answer> = { login }): Answer => ({
  ...more,
  headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  body: [
    '# HELP http_requests_total Total number of requests by method, status and handler.',
    '# TYPE http_requests_total counter',
    'http_requests_total{handler="/api/v1/posts",method="GET",status="2xx"} 1027.0',
    'http_requests_total{handler="/api/v1/posts",method="GET",status="5xx"} 3.0',
    '# HELP ingestion_queue_depth Posts that wait to be scored.',
    '# TYPE ingestion_queue_depth gauge',
    depth,
    '# HELP scoring_duration_seconds Time to score a post.',
    '# TYPE scoring_duration_seconds histogram',
    'scoring_duration_seconds_bucket{le="0.5"} 24.0',
    'scoring_duration_seconds_bucket{le="+Inf"} 25.0',
    'scoring_duration_seconds_count 25.0',
    'scoring_duration_seconds_sum 3.2',
    '',
  ].join('\n'),
});

const shallow = metrics('ingestion_queue_depth 12.0');

export const threads: Seed = {
  states: {
    healthy: { '/': page, '/admin/metrics': shallow },
    'a queue that grows': { '/': page, '/admin/metrics': metrics('ingestion_queue_depth 1000.0') },
    'a metric that was renamed': { '/': page, '/admin/metrics': metrics('ingestion_backlog 12.0') },
    'metrics for everybody': { '/': page, '/admin/metrics': metrics('ingestion_queue_depth 12.0', {}) },
    'headers lost': { '/': { body: html, headers: bare }, '/admin/metrics': shallow },
  },
  checks: `
endpoints:
  - name: queue
    group: backend
    url: prometheus+http://\${METRICS_LOGIN}@\${APP_HOST}/admin/metrics
    interval: 1m
    conditions:
      - "[STATUS] == 200"
      - "[BODY].ingestion_queue_depth < 1000"
      - "[BODY]['http_requests_total{handler=\\"/api/v1/posts\\",method=\\"GET\\",status=\\"5xx\\"}'] < 100"
    alerts:
      - type: slack
  - name: metrics are not public
    group: backend
    url: /admin/metrics
    conditions:
      - "[STATUS] == any(401, 403)"
  - name: page
    group: frontend
    url: /
    conditions:
      - "[STATUS] == 200"
      - "[HEADER].strict-transport-security == pat(max-age=*)"
      - "[HEADER].content-security-policy == pat(*frame-ancestors*)"
      - "[HEADER].x-content-type-options == nosniff"
`,
};
