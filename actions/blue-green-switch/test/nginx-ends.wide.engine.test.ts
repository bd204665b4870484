// nginx as three kinds of teams have it, end to end on one server.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nginxCompose } from './ends/nginx-compose.ts';
import { type Server, startServer } from './ends/server.ts';
import type { Site } from './ends/site.ts';
import { nginxInPlace, nginxSockets, oldRelease, watched } from './ends/systemd.ts';
import { rebootInTrial, walk } from './ends/walk.ts';

const scenarios = [nginxCompose, nginxSockets, nginxInPlace];
const sites: Site[] = [];
let server: Server;
beforeAll(async () => {
  server = await startServer(scenarios.map(({ port }) => port));
}, 240_000);
afterAll(() => server?.remove(), 60_000);

for (const scenario of scenarios) walk(scenario, () => server, { opened: (site) => sites.push(site) });

test('the current link led to a release in every moment, and the folder of before is as it was', async () => {
  expect(await server.inside(`readlink /opt/inplace/current; cat ${watched}; pgrep -fc opt/inplace/current/notes.pl`)).toMatch(
    /^releases\/v1\n[1-9]$/,
  );
  expect(await server.inside(`ls -A ${oldRelease}`)).toBe('notes.pl');
});

// A reload for one project ends the trial of another behind the same nginx, so one of those that reload is on trial at a time.
const isOnTrial = ({ scenario }: Site): boolean => scenario !== nginxInPlace;
rebootInTrial(
  () => server,
  () => sites.filter(isOnTrial),
  () => sites.filter((site) => !isOnTrial(site)),
);
