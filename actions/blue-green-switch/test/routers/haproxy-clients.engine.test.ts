// What applications hear about clients, through a real HAProxy whose socket serves both families.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import { renderConfig } from '../../src/routers/haproxy/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
const application = createServer((request, response) => response.end(JSON.stringify(request.headers)));
let port = 0;
let haproxy: ReturnType<typeof spawn>;

/** Headers that the application gets from a client that has `from` for its address and claims to pass somebody else on. */
function heard(from: string): Promise<IncomingHttpHeaders> {
  const headers = { 'X-Forwarded-For': '6.6.6.6', Forwarded: 'for=6.6.6.6', 'X-Forwarded-Proto': 'https' };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, localAddress: from, headers, agent: false, timeout: 5000 }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve(JSON.parse(text || '{}') as IncomingHttpHeaders));
    }).on('error', reject);
  });
}

beforeAll(async () => {
  await new Promise<void>((resolve) => void application.listen(0, '127.0.0.1', resolve));
  const address = () => ({ host: '127.0.0.1', port: (application.address() as AddressInfo).port });
  port = await freePort();
  const mapFile = join(folder, 'notes.map');
  writeFileSync(mapFile, 'live blue\n');
  const published = [{ service: 'web', target: 80, port, address: '' }];
  const config = renderConfig({ project: 'notes', published, address, mapFile, ipv6: true, trusted: ['127.0.0.9', '::1'] });
  const defaults = 'defaults\n    mode http\n    timeout connect 2s\n    timeout client 9s\n    timeout server 9s\n';
  writeFileSync(join(folder, 'haproxy.cfg'), `${defaults}${config}`);
  haproxy = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
  await eventually(
    () =>
      heard('127.0.0.1').then(
        () => true,
        () => false,
      ),
    'HAProxy answers',
  );
}, 30_000);

afterAll(async () => {
  const ended = once(haproxy, 'exit');
  haproxy.kill();
  await ended;
  application.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what a client claims is replaced by where it comes from', async () => {
  const headers = await heard('127.0.0.5');
  expect([headers['x-forwarded-for'], headers['forwarded']]).toEqual(['127.0.0.5', undefined]);
});

test('what a proxy that is named says is kept, and its own address added', async () => {
  const headers = await heard('127.0.0.9');
  expect([headers['x-forwarded-for'], headers['forwarded'], headers['x-forwarded-proto']]).toEqual([
    '6.6.6.6, 127.0.0.9',
    'for=6.6.6.6',
    'https',
  ]);
});
