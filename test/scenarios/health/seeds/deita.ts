import type { Answer, Seed } from './seed.ts';

/** S4: /v1/health names the service and no version; the image's own check asks /health, which is not there. nginx serves the page. */
const health = (service: string): Answer => ({ body: { status: 'ok', service } });
const page: Answer = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><div id="root"></div>' };
const gateway: Answer = {
  status: 502,
  headers: { 'content-type': 'text/html', server: 'nginx/1.22.1' },
  body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>',
};

export const deita: Seed = {
  states: {
    healthy: { '/v1/health': health('deita-backend'), '/': page },
    'backend down behind nginx': { '/v1/health': gateway, '/': page },
    'another service at its address': { '/v1/health': health('deita-worker'), '/': page },
  },
  checks: `
endpoints:
  - name: backend
    url: /v1/health
    conditions:
      - "[STATUS] == 200"
      - "[BODY].status == ok"
      - "[BODY].service == deita-backend"
  - name: frontend
    url: /
    conditions:
      - "[STATUS] == 200"
      - "[HEADER].content-type == pat(text/html*)"
`,
};
