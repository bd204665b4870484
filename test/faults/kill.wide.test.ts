import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readNotes, startLoad, verifyNotes } from '../load/client.ts';
import { type ReleaseStage, startReleaseStage } from '../scenarios/release.ts';

/** A fake of the one question that a takeover asks GitHub: the state of a workflow run. */
function fakeGithub(): { server: Server; completed: (yes: boolean) => void; url: () => string } {
  let over = false;
  const server = createServer((request, response) => {
    const known = over && /^\/repos\/[^/]+\/[^/]+\/actions\/runs\/\d+$/.test(request.url ?? '');
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { id: 1, status: 'completed', run_attempt: 1 } : { message: 'Not Found' }));
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    server,
    completed: (yes) => {
      over = yes;
    },
    url,
  };
}

let stage: ReleaseStage;
const github = fakeGithub();

beforeAll(async () => {
  await new Promise<void>((resolve) => github.server.listen(0, '127.0.0.1', resolve));
  stage = await startReleaseStage();
  const first = await stage.release('v1');
  if (!first.success) throw new Error(first.log);
}, 240_000);
afterAll(async () => {
  github.server.close();
  await stage?.remove();
}, 60_000);

test('SIGKILL right after the switch: users notice nothing, and the same release again ends right', async () => {
  const load = startLoad({ url: stage.url, clients: 8, rate: 60 });
  await load.ready;
  const github404 = { env: { GITHUB_API_URL: github.url() } };

  const killed = await stage.release('v2', { ...github404, interrupt: { when: /Traffic goes to green/, signal: 'SIGKILL' } });
  expect(killed.signal).toBe('SIGKILL');
  expect(await stage.served()).toBe('v2');
  const map = (await stage.target.exec(['cat', '/etc/haproxy/slipway/notes.map'])).stdout.trim();
  expect(map).toBe('live blue');

  // A 404 is no word that the run is over: the token may not see that repository.
  const early = await stage.release('v2', { ...github404, inputs: { 'lock-timeout': '1s' } });
  expect(early.outputs).toMatchObject({ outcome: 'failed', reason: 'locked' });

  github.completed(true);
  const again = await stage.release('v2', github404);
  expect(again.outputs).toMatchObject({ outcome: 'released', version: 'v2', 'failed-requests': '0' });
  expect(again.log).toContain('Took the lease over');
  expect(again.log).toContain('ended before it confirmed that');
  expect(await stage.served()).toBe('v2');
  expect((await stage.target.exec(['cat', '/etc/haproxy/slipway/notes.map'])).stdout.trim()).toMatch(/^live (blue|green)$/);
  const projects = await stage.target.exec(['docker', 'ps', '--format', '{{.Label "com.docker.compose.project"}}']);
  expect(projects.stdout.split('\n').filter((name) => /notes-(blue|green)/.test(name))).toHaveLength(2);

  const result = await load.stop();
  expect({ failed: result.failed, failures: result.failures }).toEqual({ failed: 0, failures: [] });
  expect(await verifyNotes(stage.url, await readNotes(result.notes))).toEqual([]);
}, 400_000);
