import type { lookup as systemLookup } from 'node:dns';
import { hostname } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { isPrivate, parseConditions, probe, runCheck, runChecks, watch } from '../src/index.ts';
import { PrivateTarget, publicLookup } from '../src/private.ts';
import { instantPorts, realPorts, sendJson, track } from './support.ts';

const server = track();
const signal = new AbortController().signal;

describe('what is not public', () => {
  test.each([
    ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['100.100.100.200', '192.0.0.192', '168.63.129.16', '224.0.0.1', '255.255.255.255', '198.18.0.1'],
    ...['::1', '::', '[::1]', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:10.0.0.1', '::ffff:7f00:1'],
    ...['64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1', '2001::1', '::127.0.0.1'],
    ...['localhost', 'LOCALHOST.', 'a.localhost', 'metadata.google.internal', 'printer.local', 'nas.lan', ''],
  ])('%s', (host) => {
    expect(isPrivate(host)).toBe(true);
  });

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '[2a00:1450:4001::200e]',
    'app.example.com',
    'localhost.example.com',
  ])('%s is no such address', (host) => {
    expect(isPrivate(host)).toBe(false);
  });
});

describe('a lookup for public addresses', () => {
  type Found = { address: string; family: number };
  const answering = (addresses: readonly string[]): typeof systemLookup =>
    ((_name: string, _options: unknown, callback: (error: Error | null, found: Found[]) => void) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as unknown as typeof systemLookup;
  const ask = (addresses: readonly string[], all: boolean): Promise<unknown> =>
    new Promise((resolve) => {
      publicLookup(answering(addresses))('evil.example.com', { all }, (error, address, family) => resolve(error ?? [address, family]));
    });

  test('passes public addresses on', async () => {
    expect(await ask(['8.8.8.8'], false)).toEqual(['8.8.8.8', 4]);
    expect(await ask(['2606:4700::1111', '1.1.1.1'], true)).toEqual([
      [
        { address: '2606:4700::1111', family: 6 },
        { address: '1.1.1.1', family: 4 },
      ],
      undefined,
    ]);
  });

  test.each([[['169.254.169.254']], [['10.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['2606:4700::1111', '::1']], [[]]])(
    'refuses %j',
    async (addresses) => {
      for (const all of [true, false]) expect(await ask(addresses, all)).toBeInstanceOf(PrivateTarget);
    },
  );
});

describe('where only public addresses may be asked', () => {
  const ports = { signal, publicOnly: true };

  test.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://0:PORT/',
    `http://${hostname()}:PORT/`,
  ])('%s is not connected to', async (form) => {
    const one = await server((_, response) => sendJson(response, {}));
    const answer = await probe({ url: form.replace('PORT', String(one.port)) }, ports);
    // The name of this machine may have no address at all; whatever it has is not public.
    expect(['private', 'dns']).toContain(answer.error?.class);
    expect(answer.connected).toBe(false);
    expect(one.connections()).toBe(0);
  });

  test('an address, a socket and resolve that lead elsewhere', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const url = 'http://app.example.com/';
    for (const where of [
      { address: { host: '127.0.0.1', port: one.port } },
      { address: { path: '/tmp/s' } },
      { resolve: 'app.example.com:80:10.0.0.1' },
    ]) {
      expect((await probe({ url, ...where }, ports)).error).toMatchObject({ class: 'private', code: 'PRIVATE_ADDRESS' });
    }
    expect(one.connections()).toBe(0);
  });

  test('a check fails at once, and nothing about it can pass', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const conditions = parseConditions(['[CONNECTED] == false']);
    const report = await runCheck({ name: 'metadata', url: one.url, conditions }, { ...instantPorts(), publicOnly: true });
    expect(report).toMatchObject({ passed: false, failure: 'private-target', attempts: 1 });
    expect(report.sentence).toContain('was not asked: 127.0.0.1 is not a public address');
    expect(report.hints.join(' ')).toContain('fork');
    expect(one.connections()).toBe(0);
  });

  test('neither does a watch, nor the address that is compared to', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const watching = watch({ url: one.url }, { rate: 20, maxDuration: 100 }, { ...realPorts(), publicOnly: true });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await watching.stop()).failed).toBeGreaterThan(0);
    expect(one.connections()).toBe(0);
  });

  test.each([
    'tcp://127.0.0.1:PORT',
    'tcp://localhost:PORT',
    'redis://10.0.0.1',
    'disk:///',
    'container://db',
    'dns://',
    'dns://127.0.0.1:53',
  ])('other kinds: %s', async (form) => {
    const one = await server((_, response) => sendJson(response, {}));
    const url = form.replace('PORT', String(one.port));
    const options = url.startsWith('dns:') ? { options: { 'query-name': 'example.com' } } : {};
    const [report] = await runChecks(
      [{ name: 'inside', url, deadline: 2000, ...options }],
      {},
      { ...realPorts(), shell: localShell(), publicOnly: true },
    );
    expect(report).toMatchObject({ passed: false });
    expect(['private', 'dns']).toContain(report?.last.error?.class);
    expect(one.connections()).toBe(0);
  });

  test('without that rule, this machine may be asked', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    expect((await probe({ url: one.url }, { signal })).status).toBe(200);
  });
});
