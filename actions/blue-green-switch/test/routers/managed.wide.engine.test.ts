import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../../test/engines/host.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { startUsers } from './load.ts';
import { docker, type ManagedRig, startManaged } from './managed-rig.ts';
import { snapshot } from './rig.ts';
import { routerContract } from './suite.ts';
import { ask, type Front } from './users.ts';

routerContract('managed', startManaged, { sequences: 5, races: 1 });

const next = `haproxy:slipway-next-${process.pid}`;
// An address of their own on loopback, so that low ports are free whatever else this machine serves.
const address = '127.0.43.2';
let rig: ManagedRig;
let front: Front;

beforeAll(async () => {
  rig = await startManaged({ address, port: 80 });
  front = { address: { host: address, port: 80 }, url: 'http://notes.example' };
  execFileSync('docker', ['build', '--quiet', '--tag', next, '-'], {
    input: 'FROM haproxy:3.0\nLABEL next=1\n',
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}, 60_000);

afterAll(async () => {
  await rig?.close();
  docker('image', 'rm', '--force', next);
}, 60_000);

test('a low port is bound by a process of the deploying user that may do nothing else', async () => {
  const one = await rig.prepared();
  await expect(ask(front)).rejects.toThrow('status 503');
  await one.move('none', 'blue_trial');
  await one.confirm('blue');
  expect(await ask(front)).toBe('blue');
  const status = docker('exec', '--user', '0', rig.container, 'cat', '/proc/1/status');
  expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).toBe(String(process.getuid?.() === 0 ? 65534 : process.getuid?.()));
  // Bit 10 is CAP_NET_BIND_SERVICE.
  expect(/^CapEff:\t(\w+)$/m.exec(status)?.[1]).toBe('0000000000000400');
  expect(docker('inspect', '--format', '{{.HostConfig.RestartPolicy.Name}}', rig.container)).toBe('unless-stopped');
});

test('a look at what a takeover would need starts nothing', async () => {
  const fresh = await startManaged();
  try {
    const { takeover } = fresh.adapter;
    expect(await takeover?.choose([8000])).toEqual({ 8000: expect.any(Number) });
    expect([fresh.containers('running'), await snapshot(fresh.files)]).toEqual([[], {}]);
    await takeover?.ready?.();
    expect(fresh.containers('running')).toEqual([fresh.container]);
  } finally {
    await fresh.close();
  }
});

test('ten switches and two changes of the image fail no request', async () => {
  const one = await rig.prepared();
  const users = startUsers(front);
  for (let turn = 0; turn < 5; turn++) {
    await one.move('blue', 'green_trial');
    await one.route('blue');
  }
  await rig.prepared({ 'router-image': next });
  await rig.prepared();
  const { requests, ...counted } = await users.stop();
  expect(counted).toEqual({ failed: 0, reset: 0, why: [] });
  expect(execFileSync('sh', ['-c', 'docker logs "$1" 2>&1', 'sh', rig.container], { encoding: 'utf8' })).not.toContain(
    'Failed to get the sockets',
  );
  expect(requests).toBeGreaterThan(500);
  await eventually(async () => rig.containers('running').length === 1, 'the instances before end with their connections');
  await rig.prepared();
  expect([rig.containers('running'), rig.containers('exited')]).toEqual([[rig.container], []]);
}, 60_000);

test('a container that somebody removed is made again, with what is confirmed', async () => {
  const one = await rig.router();
  docker('rm', '--force', rig.container);
  expect(await one.read()).toMatchObject({ live: undefined, confirmed: 'blue' });
  await one.prepare(undefined);
  expect(await one.read()).toMatchObject({ live: 'blue', trial: false, confirmed: 'blue' });
  expect(await ask(front)).toBe('blue');
});

test.each(['forwarded', 'proxy'])(
  'what clients say of themselves is not passed on, and the application learns who asks: %s',
  async (way) => {
    await rig.prepared({ 'client-address': way });
    await rig.colors.blue.crash();
    let heard = '';
    const application = createServer((socket) => {
      socket
        .on('error', () => {})
        .on('data', (bytes) => {
          heard += bytes.toString();
          if (heard.includes('GET /who')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Color: blue\r\n\r\n');
        });
    }).listen(rig.colors.blue.host.port, '127.0.0.1');
    try {
      const claims = { 'X-Forwarded-For': '6.6.6.6', Forwarded: 'for=6.6.6.6', 'X-Forwarded-Proto': 'https' };
      await new Promise((resolve, reject) => {
        get({ host: address, path: '/who', headers: claims, agent: false }, (response) => resolve(response.resume())).on('error', reject);
      });
      expect(heard).not.toContain('6.6.6.6');
      expect(heard).toMatch(/^x-forwarded-for: 127\.0\.0\.1\r$/m);
      expect(heard).toMatch(/^x-forwarded-proto: http\r$/m);
      expect(/PROXY TCP4 127\.0\.0\.1 127\.0\.43\.2 \d+ 80\r\nGET \/who /.test(heard)).toBe(way === 'proxy');
    } finally {
      await new Promise((resolve) => application.close(resolve));
      await rig.colors.blue.revive();
      await rig.prepared();
    }
  },
);

describe('refused, with everything as it was', () => {
  const refused = async (given: Record<string, string>): Promise<{ reason: string; text: string }> => {
    const before = await snapshot(rig.files);
    const failure = await failureOf(rig.prepared(given));
    expect(await snapshot(rig.files)).toEqual(before);
    expect([await ask(front), rig.containers('running'), rig.containers('exited')]).toEqual(['blue', [rig.container], []]);
    return failure;
  };

  test('an image that is not to be had', async () => {
    expect((await refused({ 'router-image': '127.0.0.1:1/no/such:image' })).reason).toBe('pull-failed');
  });

  test('an image without HAProxy', async () => {
    const { reason, text } = await refused({ 'router-image': 'debian:bookworm-slim' });
    expect([reason, text]).toEqual(['router-setup', expect.stringMatching(/has no program haproxy.*from Debian/)]);
  });

  test('a published port that was not there before and is taken', async () => {
    const other = createServer().listen(443, address);
    try {
      expect((await refused({ 'tls-certificate': makeCertificate(rig, 'one.example') })).reason).toBe('port-taken');
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  test('a certificate that is none', async () => {
    const path = join(rig.folder, 'none.pem');
    writeFileSync(path, 'no certificate');
    expect((await refused({ 'tls-certificate': path })).reason).toBe('router-config');
  });
});

test('a port that is taken when the container has to be made again', async () => {
  docker('rm', '--force', rig.container);
  const other = createServer().listen(80, address);
  const { reason, text } = await failureOf(rig.prepared());
  await new Promise((resolve) => other.close(resolve));
  expect([reason, text]).toEqual(['port-taken', expect.stringContaining('Port 80 is in use')]);
  expect([rig.containers('running'), rig.containers('exited'), rig.containers('restarting')]).toEqual([[], [], []]);
  await rig.prepared();
  expect(await ask(front)).toBe('blue');
}, 60_000);

test('HTTPS by the given certificate, renewed without a gap', async () => {
  const certificate = makeCertificate(rig, 'one.example');
  await rig.prepared({ 'tls-certificate': certificate });
  expect(await shown()).toBe('one.example');
  const renew = (): unknown => execFileSync('sh', [join(rig.files[0] ?? '', 'router/renew-certificate.sh')], { stdio: 'pipe' });
  const users = startUsers(front);
  makeCertificate(rig, 'two.example');
  renew();
  await eventually(async () => (await shown()) === 'two.example', 'the renewed certificate is shown');
  expect(await users.stop()).toMatchObject({ failed: 0, reset: 0 });
  const before = await snapshot(rig.files);
  writeFileSync(certificate, 'no certificate');
  expect(renew).toThrow('the certificate before stays');
  expect(await snapshot(rig.files)).toEqual(before);
  expect(await shown()).toBe('two.example');
}, 60_000);

test('a container of that name that is not ours is left alone', async () => {
  const other = await startManaged();
  docker('create', '--name', other.container, 'haproxy:3.0');
  expect((await failureOf(other.prepared())).reason).toBe('router-setup');
  expect(docker('inspect', '--format', '{{.State.Status}}', other.container)).toBe('created');
  docker('rm', other.container);
  await other.close();
});

function makeCertificate({ folder }: ManagedRig, name: string): string {
  const [key, certificate, both] = ['key', 'certificate', 'notes'].map((part) => join(folder, `${part}.pem`)) as [string, string, string];
  const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', `/CN=${name}`];
  execFileSync('openssl', ['req', '-x509', ...how, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
  execFileSync('sh', ['-c', 'cat "$1" "$2" > "$3"; chmod 644 "$3"', 'sh', certificate, key, both]);
  return both;
}

/** Common name of the certificate that users are shown. */
function shown(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: 443, rejectUnauthorized: false, timeout: 3000 }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
