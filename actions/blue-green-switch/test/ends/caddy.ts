import { join } from 'node:path';
import { root } from '../../../../test/harness/action.ts';
import { composeScenario } from './compose.ts';
import { copyProgram, type Server } from './server.ts';
import type { Scenario } from './site.ts';

/** As Caddy's packages install it: a user of its own, and a unit for each way to run it. */
async function startCaddy(server: Server, unit: string, argv: string): Promise<void> {
  await copyProgram(server, join(root, '.cache/bin/caddy'), '/usr/local/bin/caddy');
  await server.inside('id caddy >/dev/null 2>&1 || useradd --system --create-home --home-dir /var/lib/caddy caddy');
  const home = `/var/lib/caddy/${unit}`;
  const service = ['[Service]', 'User=caddy', `Environment=HOME=${home} XDG_CONFIG_HOME=${home} XDG_DATA_HOME=${home}`];
  const rest = [`ExecStart=/usr/local/bin/caddy run ${argv}`, '[Install]', 'WantedBy=multi-user.target', ''];
  await server.put(`/etc/systemd/system/${unit}.service`, [...service, ...rest].join('\n'));
  await server.inside(`install -d -o caddy ${home}; systemctl enable --quiet --now ${unit}`);
}

const caddyfile = (...lines: readonly string[]): string =>
  ['{', '\tadmin localhost:2019', '\tauto_https off', '}', ':8084 {', ...lines, '}', ''].join('\n');

const file = composeScenario('files', { backend: 8400 });

export const caddyFile: Scenario = {
  ...file,
  title: 'router caddy, by the file that it reads addresses from',
  name: 'files',
  port: 8084,
  inputs: { ...file.inputs, router: 'caddy', 'router-url': 'http://127.0.0.1:8084', 'drain-timeout': '2s' },
  async prepare(server) {
    await server.put('/etc/caddy/Caddyfile', caddyfile('reverse_proxy localhost:8400'));
    await server.inside('install -d -o deploy /etc/caddy/slipway');
    await startCaddy(server, 'caddy', '--config /etc/caddy/Caddyfile');
  },
  async wire(server, refusal) {
    const lines = (refusal.details.hint ?? '').split('\n').filter((line) => line.startsWith('    '));
    await server.put('/etc/caddy/Caddyfile', caddyfile(...lines));
    await server.inside('caddy reload --config /etc/caddy/Caddyfile 2>&1');
  },
  kept: ['/etc/caddy'],
  promise: { move: 'nothing', crash: 'back' },
};

const api = composeScenario('api', { backend: 8500 });

const json = {
  admin: { listen: 'localhost:2020' },
  apps: {
    http: {
      servers: {
        app: {
          listen: [':8085'],
          automatic_https: { disable: true },
          routes: [{ handle: [{ '@id': 'api', handler: 'reverse_proxy', upstreams: [{ dial: '127.0.0.1:8500' }] }] }],
        },
      },
    },
  },
};

export const caddyApi: Scenario = {
  ...api,
  title: 'router caddy, by its admin API',
  name: 'api',
  port: 8085,
  inputs: {
    ...api.inputs,
    router: 'caddy',
    'caddy-mode': 'api',
    'caddy-admin': 'http://localhost:2020',
    'router-url': 'http://127.0.0.1:8085',
  },
  async prepare(server) {
    await server.put('/etc/caddy/api.json', JSON.stringify(json));
    await startCaddy(server, 'caddy-api', '--config /etc/caddy/api.json --resume');
  },
  kept: ['/home/deploy/.slipway/api/caddy', '/etc/caddy/api.json'],
  promise: { move: 'connections', crash: 'back' },
};
