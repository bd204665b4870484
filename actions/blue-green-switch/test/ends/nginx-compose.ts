import { composeScenario, upBefore } from './compose.ts';
import { pageAndApi, putSite, startNginx, wireSite } from './nginx.ts';
import type { Scenario } from './site.ts';

const name = 'cadence';
const published = { backend: 8000, frontend: 3000 };
const part = composeScenario(name, published);

/** A stack of `docker compose up` behind the team's nginx: the commonest server that there is. */
export const nginxCompose: Scenario = {
  ...part,
  title: 'router nginx in front of a compose stack that serves',
  name,
  port: 8081,
  inputs: { ...part.inputs, router: 'nginx', 'router-url': 'http://127.0.0.1:8081', 'router-host': 'app.example.com' },
  async prepare(server) {
    await startNginx(server);
    await putSite(server, name, pageAndApi(8081, published.frontend, published.backend));
    await upBefore(server, name, published);
  },
  wire: (server, refusal) => wireSite(server, name, refusal),
  before: 'before',
  kept: [
    `/etc/nginx/slipway/${name}.conf`,
    `/etc/nginx/slipway/${name}.routes`,
    `/etc/nginx/slipway/${name}.confirmed`,
    '/etc/nginx/sites-enabled',
  ],
  promise: { move: 'kept', crash: 'reserve' },
};
