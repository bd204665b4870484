import { expect, test } from '@jest/globals';
import { renderConfig, servedOn } from '../../src/routers/haproxy/config.ts';
import { parseTrustedProxies } from '../../src/routers/haproxy/trusted.ts';
import { checkArguments, runArguments, specOf, whyNot } from '../../src/routers/managed/container.ts';
import { placeOf, renderGlobal, tlsPort } from '../../src/routers/managed/place.ts';

const place = placeOf('notes', '/home/deploy/.slipway/notes', { uid: 1001, gid: 1002 });
const port = (number: number, address = '') => ({ service: 's', target: 80, port: number, address });
const plan = {
  project: 'notes',
  published: [port(80), port(8000, '10.0.0.1')],
  address: () => ({ host: '10.231.0.2', port: 8000 }),
  mapFile: `${place.directory}/notes.map`,
  ipv6: true,
};

test.each([
  ['80 where it is published', [8000, 80], undefined, 80],
  ['the only one', [3000], undefined, 3000],
  ['the one that is named', [8000, 80], 8000, 8000],
  [
    'none where it is not clear',
    [8000, 3000],
    undefined,
    'Published are 8000, 3000: tls-port must say which one HTTPS leads to, like tls-port: 8000.',
  ],
  ['none that is not published', [80], 8000, 'tls-port is 8000, and published are 80.'],
  [
    'none where 443 is published itself',
    [80, 443],
    undefined,
    'Port 443 is published by the compose file already, so tls-certificate has no place.',
  ],
])('HTTPS leads to %s', (_, ports, asked, expected) => {
  expect(
    tlsPort(
      ports.map((number) => port(number)),
      asked,
    ),
  ).toBe(expected);
});

test('the certificate stands in front of one port, and taking it up moves nobody', () => {
  const plain = renderConfig({ ...plan, edge: { proxyProtocol: false } });
  const secured = renderConfig({ ...plan, edge: { proxyProtocol: false, tls: { file: place.certificate, port: 80 } } });
  expect(secured.match(/^ {4}bind .* ssl .*$/gm)).toEqual([`    bind *:443,:::443 v6only ssl crt ${place.certificate} alpn h2,http/1.1`]);
  expect(secured.split('\n').indexOf('frontend slipway_notes_80')).toBeLessThan(
    secured.split('\n').findIndex((line) => line.includes(' ssl ')),
  );
  expect([...servedOn(secured, 'blue')]).toEqual([...servedOn(plain, 'blue')]);
});

test('the first proxy believes nobody; one behind others those that are named', () => {
  const edge = renderConfig({ ...plan, edge: { proxyProtocol: true } });
  expect(edge).toContain('http-request del-header x-forwarded-for');
  expect(edge.match(/ send-proxy check /g)).toHaveLength(2 * 6);
  const behind = renderConfig(plan);
  expect(behind).not.toMatch(/send-proxy|x-forwarded-proto/);
  expect(behind.match(/^ {4}http-request del-header x-forwarded-for$/gm)).toHaveLength(2);
  const named = renderConfig({ ...plan, trusted: ['10.0.0.7', 'fd00::/8'] });
  expect(named.match(/^ {4}http-request del-header x-forwarded-for unless { src 10.0.0.7 fd00::\/8 }$/gm)).toHaveLength(2);
  // Clients of IPv4 must not be known as ::ffff:192.0.2.1.
  expect([edge.includes('bind *:80,:::80 v6only'), behind.includes('bind :::80 v4v6')]).toEqual([true, true]);
});

test.each(['10.0.0.7', '10.0.0.0/8', '::1', 'fd00::/8'])('%s can be trusted', (line) => {
  expect(parseTrustedProxies([line])).toEqual([line]);
});

test.each(['10.0.0.0/33', 'fd00::/129', 'lb.example.com', '10.0.0.1 }', '-f /etc/list', '10.0.0.0/'])('%s cannot', (line) => {
  expect(() => parseTrustedProxies(['127.0.0.1', line])).toThrow(/neither an address nor a network/);
});

test('nobody can be trusted', () => {
  expect(parseTrustedProxies(['none'])).toEqual([]);
});

test('HAProxy runs as the deploying user; only a low port needs more, and gets nothing but that', () => {
  const run = { image: 'haproxy:3.0', id: 'sha256:1', instance: '7' };
  const high = runArguments(place, { ...run, privileged: false }).join(' ');
  expect(high).toContain('--user 1001:1002 --cap-drop ALL --security-opt no-new-privileges --read-only --mount type=bind,');
  expect(high).not.toContain('--cap-add');
  // Without it the instance before would close its sockets with connections in their queues.
  expect(high).toContain(`-S ${place.masterSocket},mode,600 -x ${place.socket} -f ${place.directory}`);
  const low = runArguments(place, { ...run, privileged: true }).join(' ');
  expect(low).toContain('--cap-add NET_BIND_SERVICE --cap-add SETUID --cap-add SETGID');
  expect(low).toContain('--entrypoint setpriv haproxy:3.0 --reuid 1001 --regid 1002 --clear-groups --inh-caps=-all,+net_bind_service');
  const root = runArguments({ ...place, uid: 0, gid: 0 }, { ...run, privileged: true }).join(' ');
  expect(root).toContain('--cap-add NET_BIND_SERVICE --mount');
  expect(root).not.toContain('setpriv');
  expect(checkArguments(place, 'haproxy:3.0').join(' ')).toContain('--network none');
  expect(renderGlobal(place)).toContain(
    'stats socket /home/deploy/.slipway/notes/router/admin.sock mode 600 level admin expose-fd listeners',
  );
});

test('another container is needed for another image, user, folder or kind of port, and for nothing else', () => {
  const spec = specOf(place, 'sha256:1', false);
  expect(specOf(placeOf('notes', '/home/deploy/.slipway/notes', { uid: 1001, gid: 1002 }), 'sha256:1', false)).toBe(spec);
  const others = [specOf(place, 'sha256:2', false), specOf(place, 'sha256:1', true), specOf({ ...place, uid: 0 }, 'sha256:1', false)];
  expect(new Set([spec, ...others]).size).toBe(4);
});

test.each([
  [
    '[ALERT] (1) : [haproxy.main()] Starting frontend slipway_notes_80: cannot bind socket (Address already in use) [0.0.0.0:80]',
    'port-taken',
    'Port 80 is in use',
  ],
  ['Starting frontend f: cannot bind socket (Address already in use) for [127.0.0.1:8000]', 'port-taken', 'Port 8000 is in use'],
  ['exec: "setpriv": executable file not found in $PATH', 'router-setup', 'has no program setpriv'],
  ['something else', 'router-failed', 'something else'],
])('what did not come up says why: %s', (said, reason, text) => {
  expect(whyNot(place, 'haproxy:3.0', said)).toMatchObject({ reason, message: expect.stringContaining(text) });
});
