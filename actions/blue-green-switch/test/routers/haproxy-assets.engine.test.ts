// Files of the version before, on a real HAProxy between two colours that have different ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Color } from '@slipway/docker';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import { renderConfig } from '../../src/routers/haproxy/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'assets-'));
const files: Record<Color, string[]> = { blue: ['/assets/old.js', '/assets/both.js'], green: ['/assets/new.js', '/assets/both.js'] };
const asked: Record<Color, string[]> = { blue: [], green: [] };
const servers: Partial<Record<Color, Server>> = {};
let port = 0;
let haproxy: ReturnType<typeof spawn>;

async function startColor(color: Color): Promise<number> {
  const server = createServer((request, response) => {
    asked[color].push(`${request.method} ${request.url}`);
    const there = files[color].includes(request.url ?? '') || request.url === '/';
    response.writeHead(there ? 200 : 404).end(color);
  });
  servers[color] = server;
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function get(path: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5000), ...init });
  return `${answer.status} ${await answer.text()}`;
}

beforeAll(async () => {
  const ports = { blue: await startColor('blue'), green: await startColor('green') };
  port = await freePort();
  const mapFile = join(folder, 'notes.map');
  writeFileSync(mapFile, 'live green_trial\n');
  const published = [{ service: 'web', target: 80, port, address: '127.0.0.1' }];
  const address = (color: Color) => ({ host: '127.0.0.1', port: ports[color] });
  const config = renderConfig({ project: 'notes', published, address, mapFile, ipv6: false, assets: ['/assets/', '/static/'] });
  writeFileSync(
    join(folder, 'haproxy.cfg'),
    `defaults\n    mode http\n    timeout connect 2s\n    timeout client 9s\n    timeout server 9s\n${config}`,
  );
  haproxy = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
  await eventually(
    () =>
      get('/').then(
        (said) => said === '200 green',
        () => false,
      ),
    'HAProxy answers',
  );
}, 30_000);

afterAll(async () => {
  const ended = once(haproxy, 'close');
  haproxy.kill('SIGKILL');
  await ended;
  for (const server of Object.values(servers)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what the new colour does not have comes from the other one, every time', async () => {
  for (let n = 0; n < 50; n++) expect(await get('/assets/old.js')).toBe('200 blue');
});

test('what both have comes from the new one, every time', async () => {
  for (let n = 0; n < 50; n++) expect([await get('/assets/both.js'), await get('/assets/new.js')]).toEqual(['200 green', '200 green']);
});

test('what neither has stays a 404', async () => {
  const before = asked.blue.length;
  for (let n = 0; n < 20; n++) expect(await get('/assets/none.js')).toMatch(/^404/);
  expect(asked.blue.length - before).toBe(20);
});

test('nothing else is asked of the other colour: no page, and nothing that changes something', async () => {
  const before = asked.blue.length;
  expect(await get('/old')).toBe('404 green');
  expect(await get('/assets/old.js', { method: 'POST', body: 'x' })).toBe('404 green');
  expect(asked.blue.length).toBe(before);
});

test('a 404 stays one where the other colour does not answer at all', async () => {
  servers.blue?.closeAllConnections();
  await new Promise((resolve) => servers.blue?.close(resolve));
  for (let n = 0; n < 20; n++) expect(await get('/assets/old.js')).toMatch(/^404/);
  expect(await get('/assets/new.js')).toBe('200 green');
}, 20_000);
