import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nginxCompose } from './ends/nginx-compose.ts';
import { type Server, startServer } from './ends/server.ts';
import { walk } from './ends/walk.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer([nginxCompose.port]);
}, 240_000);
afterAll(() => server?.remove(), 60_000);

walk(nginxCompose, () => server, { short: true });

test('the stack of before goes on beside the colours, until the team stops it', async () => {
  expect(await server.inside('docker ps --filter label=com.docker.compose.project=cadence --format "{{.Names}}" | sort')).toBe(
    'cadence-backend\ncadence-frontend',
  );
});
