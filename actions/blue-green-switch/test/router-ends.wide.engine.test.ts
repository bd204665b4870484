// Routers beside HAProxy and nginx, end to end on one server.
import { afterAll, beforeAll } from '@jest/globals';
import { caddyApi, caddyFile } from './ends/caddy.ts';
import { managed } from './ends/managed.ts';
import { own } from './ends/own.ts';
import { type Server, startServer } from './ends/server.ts';
import type { Site } from './ends/site.ts';
import { rebootInTrial, walk } from './ends/walk.ts';

const scenarios = [managed, caddyFile, caddyApi, own];
const sites: Site[] = [];
let server: Server;
beforeAll(async () => {
  server = await startServer(
    scenarios.map(({ port }) => port),
    ['haproxy:3.0'],
  );
}, 240_000);
afterAll(() => server?.remove(), 60_000);

for (const scenario of scenarios) walk(scenario, () => server, { opened: (site) => sites.push(site) });

rebootInTrial(
  () => server,
  () => sites,
);
