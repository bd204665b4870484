import { expect, test } from '@jest/globals';
import { environmentOf } from '../../src/runtimes/systemd/environment.ts';
import { releaseImages } from '../../src/runtimes/systemd/images.ts';
import { parseColorPorts, placeOf } from '../../src/runtimes/systemd/ports.ts';
import { expiredReleases, parseLinks } from '../../src/runtimes/systemd/releases.ts';
import { instanceOf, isUp, parseShow } from '../../src/runtimes/systemd/show.ts';
import { type SystemdOptions, systemdRuntime } from '../../src/runtimes/systemd/systemd.ts';
import { parseUnits, unitName } from '../../src/runtimes/systemd/units.ts';

const oneOf = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined) throw new Error('nothing there');
  return first;
};

test('a line of ports says what users know, and where each colour answers', () => {
  const ports = parseColorPorts(['backend=8000:8101:8102', 'frontend=127.0.0.1:3000:/run/blue.sock:/run/green.sock', 'v6=[::1]:81:82:83']);
  expect(ports.map(({ service, port, address }) => [service, port, address])).toEqual([
    ['backend', 8000, ''],
    ['frontend', 3000, '127.0.0.1'],
    ['v6', 81, '::1'],
  ]);
  const frontend = { service: 'frontend', target: 3000, port: 3000, address: '' };
  expect(placeOf(ports, 'green', frontend)).toEqual({ path: '/run/green.sock' });
  expect(placeOf(ports, 'blue', oneOf(ports))).toEqual({ host: '127.0.0.1', port: 8101 });
});

test.each([
  [[], /ports: is missing\. Example: backend=8000:8101:8102/],
  [['backend=8000'], /'backend=8000' is not service=public:blue:green/],
  [['backend=8000:8101'], /is not service=public:blue:green/],
  [['=8000:1:2'], /is not service=public:blue:green/],
  [['backend=8000:8101:relative.sock'], /is not service=public:blue:green/],
  [['backend=8000:8101:70000'], /not from 1 to 65535/],
  [['backend=8000:8101:8101'], /8101 is named twice/],
  [['backend=8000:8101:8102', 'frontend=8101:8103:8104'], /8101 is named twice/],
  [['a=1:2:3', 'nonsense', 'b=4:5'], /'nonsense'[\s\S]*'b=4:5'/],
])('ports %j are refused', (lines, message) => {
  expect(() => parseColorPorts(lines)).toThrow(message);
});

test('a template is named with or without its ending, and a unit that is none is told apart', () => {
  const units = parseUnits(['backend=notes-backend', 'worker=notes-worker@.service', 'mail=notes-mail@']);
  expect(units.map((unit) => unitName(unit, 'green'))).toEqual([
    'notes-backend@green.service',
    'notes-worker@green.service',
    'notes-mail@green.service',
  ]);
  expect(() => parseUnits(['backend=notes.service'])).toThrow('two colours need a template, notes@.service, given as notes');
  expect(() => parseUnits(['a=x', 'a=y'])).toThrow('a is given twice');
  expect(() => parseUnits(['a=x', 'b=x'])).toThrow('x is given for two services');
  expect(() => parseUnits(['a=x;reboot', 'b'])).toThrow(/'a=x;reboot'[\s\S]*'b'/);
  expect(() => parseUnits([])).toThrow('units: is missing. Example: backend=notes-backend');
});

test('images may be left out: every service of units is released as the version', () => {
  const services = ['backend', 'worker'];
  expect(releaseImages([], services, 'v1')).toEqual({ backend: 'v1', worker: 'v1' });
  expect(releaseImages(['worker=v1', 'backend=v1'], services, 'v1')).toEqual({ backend: 'v1', worker: 'v1' });
  expect(() => releaseImages([], services, undefined)).toThrow('version: is missing, and no commit is known');
  for (const version of ['../v1', 'v1/2', '-v1', '.v1', 'v 1', '$(id)', 'v'.repeat(101)])
    expect(() => releaseImages([], services, version)).toThrow('cannot name a release folder');
  expect(() => releaseImages(['backend=v2', 'worker=v1'], services, 'v1')).toThrow('backend=v2 is not the version v1');
  expect(() => releaseImages(['backnd=v1', 'worker=v1'], services, 'v1')).toThrow(
    /did you mean backend\?[\s\S]*backend of units is missing/,
  );
  expect(() => releaseImages(['backend=ghcr.io/a/b@sha256:00'], ['backend'], 'v1')).toThrow('is not the version v1');
});

const running = [
  'Id=notes@blue.service',
  'LoadState=loaded',
  'ActiveState=active',
  'SubState=running',
  'NRestarts=1',
  'ExecMainStatus=0',
  'ActiveEnterTimestamp=Fri 2026-11-20 20:01:02 UTC',
  'InvocationID=3c5a',
  'UnitFileState=enabled',
  'NeedDaemonReload=no',
].join('\n');

test('the answer of systemctl show is read by name, one block for each unit', () => {
  const [blue, green, worker] = parseShow(
    `${running}\n\nId=notes@green.service\nActiveState=activating\nSubState=auto-restart\nNRestarts=4\nExecMainStatus=1\nInvocationID=\n\nId=w\nActiveState=inactive\nJob=812\n`,
  );
  const of = { service: 'backend', unit: 'notes' };
  expect(blue && instanceOf(of, 'blue', blue, 'v1')).toEqual({
    id: '3c5a',
    name: 'notes@blue.service',
    service: 'backend',
    version: 'v1',
    image: 'v1',
    status: 'running',
    health: undefined,
    exitCode: 0,
    restarts: 1,
    startedAt: 'Fri 2026-11-20 20:01:02 UTC',
  });
  expect(green && instanceOf(of, 'green', green, 'v2')).toMatchObject({
    id: 'notes@green.service',
    status: 'restarting',
    exitCode: 1,
    restarts: 4,
  });
  // Ordered to start, and not begun yet.
  expect(worker && isUp(worker)).toBe(true);
  expect(isUp({ ...oneOf(parseShow(running)), active: 'failed', busy: false })).toBe(false);
});

test('what a link leads to is never pruned, nor what a release in keep needs, whatever its age', () => {
  const links = parseLinks('blue v3\ngreen v4\ncurrent v1\nother v9\n');
  expect(links).toEqual({ blue: 'v3', green: 'v4', current: 'v1' });
  expect(expiredReleases(['v1', 'v2', 'v3', 'v4', 'v5', 'failed'], ['v5'], links)).toEqual(['v2', 'failed']);
});

test('a unit finds its place and its version in a file of variables', () => {
  const ports = parseColorPorts(['backend=8000:8101:8102', 'backend=9000:/run/b.sock:/run/g.sock', 'other=1:2:3']);
  expect(environmentOf(ports, 'backend', 'green', 'v1').split('\n')).toEqual([
    '# Written by Slipway for each release.',
    'SLIPWAY_COLOR=green',
    'SLIPWAY_VERSION=v1',
    'PORT=8102',
    'PORT_8000=8102',
    'SOCKET_9000=/run/g.sock',
    '',
  ]);
  expect(environmentOf(ports, 'worker', 'blue', 'v1')).not.toContain('PORT');
});

test('a unit that runs without a release is not stopped by a release that was refused because of it', async () => {
  const ordered: string[] = [];
  const state = { ...oneOf(parseShow(running)), id: 'notes@blue.service' };
  let links: Record<string, string> = {};
  const runtime = systemdRuntime({
    control: {
      show: async () => [ordered.includes('stop') ? { ...state, active: 'inactive' } : state],
      order: async (order: string) => void ordered.push(order),
    },
    releases: { root: '/', links: async () => links },
    units: parseUnits(['backend=notes']),
    ports: parseColorPorts(['backend=8000:8101:8102']),
    waiting: { clock: { now: () => 0, sleep: async () => {} } },
  } as unknown as SystemdOptions);
  await expect(runtime.up('blue', { version: 'v1', images: { backend: 'v1' } }, 1000)).rejects.toMatchObject({ reason: 'runtime-setup' });
  await runtime.stop('blue', 1);
  expect(ordered).toEqual([]);
  links = { blue: 'v1' };
  await runtime.stop('blue', 1);
  expect(ordered).toContain('stop');
});
