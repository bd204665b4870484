// Ports that are published on one address alone: HAProxy listens there and nowhere else, and there it is asked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import { renderConfig } from '../../src/routers/haproxy/config.ts';
import { frontOn } from '../../src/routers/haproxy/front.ts';

const folder = mkdtempSync(join(tmpdir(), 'front-'));
const application = createServer((_request, response) => response.end('blue'));
const addresses = ['', '0.0.0.0', '::', '127.0.0.1', '127.0.0.5', '::1'];
let published: { service: string; target: number; port: number; address: string }[];
let haproxy: ReturnType<typeof spawn>;

beforeAll(async () => {
  await new Promise<void>((resolve) => void application.listen(0, '127.0.0.1', resolve));
  const address = () => ({ host: '127.0.0.1', port: (application.address() as AddressInfo).port });
  const ports = new Set<number>();
  while (ports.size < addresses.length) ports.add(await freePort());
  published = [...ports].map((port, index) => ({ service: 'web', target: 80, port, address: addresses[index] ?? '' }));
  const mapFile = join(folder, 'notes.map');
  writeFileSync(mapFile, 'live blue\n');
  const config = renderConfig({ project: 'notes', published, address, mapFile, ipv6: true });
  const defaults = 'defaults\n    mode http\n    timeout connect 2s\n    timeout client 9s\n    timeout server 9s\n';
  writeFileSync(join(folder, 'haproxy.cfg'), `${defaults}${config}`);
  haproxy = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
}, 30_000);

afterAll(async () => {
  const ended = once(haproxy, 'exit');
  haproxy.kill();
  await ended;
  application.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(addresses)("a port that is published on '%s' is asked where it answers", async (address) => {
  const one = published.find((each) => each.address === address);
  if (!one) throw new Error('it is not published');
  const front = frontOn(one);
  await eventually(
    () =>
      fetch(front.url, { signal: AbortSignal.timeout(2000) }).then(
        async (answer) => (await answer.text()) === 'blue',
        () => false,
      ),
    `an answer on ${front.url}`,
    10_000,
  );
  // The address is what a tunnel leads to: the same place.
  const there = front.address as { host: string; port: number };
  const socket = connect(there.port, there.host);
  await once(socket, 'connect');
  expect(socket.remotePort).toBe(one.port);
  socket.destroy();
});
