import { expect, test } from '@jest/globals';
import { questionsFor } from '../src/checks.ts';
import { parseImages } from '../src/images.ts';
import { overlap, renderReceipt, timeline } from '../src/receipt.ts';
import { fileValue, mapValue, parseStats } from '../src/routers/haproxy/answers.ts';
import { renderConfig, servedOn } from '../src/routers/haproxy/config.ts';
import { choosePlaces, freeBlock, networksOf } from '../src/runtimes/compose/addresses.ts';

const published = [
  { service: 'backend', target: 8000, port: 8000, address: '' },
  { service: 'frontend', target: 80, port: 3000, address: '127.0.0.1' },
];
const networks = networksOf({ block: 7, places: { backend: 0, frontend: 1 } }, ['backend', 'frontend']);
const address = (color: 'blue' | 'green', { service, target }: { service: string; target: number }) => ({
  host: networks[color].addresses[service] ?? '',
  port: target,
});
const config = renderConfig({ project: 'notes', published, address, mapFile: '/etc/haproxy/slipway/notes.map', ipv6: false });

test('one map entry decides for every published port', () => {
  expect(config.match(/str\(live\),map\(\/etc\/haproxy\/slipway\/notes\.map,none\)$/gm)).toHaveLength(2);
  expect(config).toContain('bind *:8000');
  expect(config).toContain('bind 127.0.0.1:3000');
});

test('only a colour on trial has a reserve, and is taken out at its first failed connection', () => {
  const section = (name: string): string => config.split('\n\n').find((part) => part.startsWith(`backend ${name}\n`)) ?? '';
  expect(section('slipway_notes_8000_green')).not.toMatch(/backup|mark-down/);
  expect(section('slipway_notes_8000_green_trial')).toMatch(
    /server green 10\.231\.7\.18:8000 .*on-error mark-down\n\s+server blue 10\.231\.7\.2:8000 .*backup/,
  );
  expect(section('slipway_notes_8000_green_trial')).toContain('disable-l7-retry if { method POST PATCH CONNECT }');
});

test('both address families are bound where the server speaks both', () => {
  expect(renderConfig({ project: 'notes', published, address, mapFile: '/m', ipv6: true })).toContain('bind :::8000 v4v6');
});

test('answers of the runtime socket are read by name, not by place', () => {
  expect(mapValue('0x55d5 live green_trial\n0x55d6 other x', 'live')).toBe('green_trial');
  expect(mapValue('Unknown map identifier. Please use #<id> or <file>.', 'live')).toBeUndefined();
  expect(fileValue('# comment\nlive blue\n', 'live')).toBe('blue');
  const [row] = parseStats('# pxname,svname,qcur,qmax,scur,status,chkdown,\nslipway_notes_8000_blue,blue,1,2,3,UP,4,\n');
  expect(row).toMatchObject({ proxy: 'slipway_notes_8000_blue', server: 'blue', queued: 1, current: 3, status: 'UP', downs: 4 });
});

test('addresses stay with their services when others come and go', () => {
  const first = choosePlaces({}, ['backend', 'frontend']);
  expect(choosePlaces(first, ['frontend', 'worker'])).toEqual({ ...first, worker: 2 });
  expect(() =>
    choosePlaces(
      {},
      Array.from({ length: 13 }, (_, index) => `s${index}`),
    ),
  ).toThrow('12 published services');
});

test('a subnet that the server routes elsewhere is not taken', () => {
  expect(freeBlock('10.0.0.0/8 dev eth0')).toBe(0);
  expect(freeBlock('10.231.0.0/28 dev br-1\n[{"Subnet":"10.231.1.16/28"}]')).toBe(2);
});

test('images are named by service and digest, every wrong line reported', () => {
  const model = { services: { backend: {}, frontend: {} } };
  const digest = `sha256:${'0'.repeat(64)}`;
  expect(parseImages([`backend=127.0.0.1:5000/notes@${digest}`], model)).toEqual({ backend: `127.0.0.1:5000/notes@${digest}` });
  expect(() => parseImages([`bakend=a@${digest}`, 'frontend=a:latest', 'nonsense'], model)).toThrow(
    /did you mean backend[\s\S]*by digest[\s\S]*nonsense/,
  );
});

test('a release is asked for its health, for the checks of the user, and whether its other services answer at all', () => {
  const questions = questionsFor({
    service: 'backend',
    healthPath: '/health',
    checks: ['backend /jobs [BODY].depth < 1000', 'backend /jobs [STATUS] == 200'],
    published,
  });
  expect(questions.map(({ service, path, conditions, identity }) => [service, path, conditions.length, identity])).toEqual([
    ['backend', '/health', 1, true],
    ['backend', '/jobs', 2, false],
    ['frontend', '/', 1, false],
  ]);
  expect(() => questionsFor({ service: 'backend', healthPath: '/', checks: ['backend health 200'], published })).toThrow(
    "the path in 'backend health 200' does not start with /",
  );
});

test('last old and first new are counted from the order', () => {
  const span = (firstEnd: number, lastStart: number) => ({ requests: 1, firstStart: 0, firstEnd, lastStart, lastEnd: 0 });
  const report = { requests: 2, failed: 0, failures: [], duration: 1, byVersion: { v1: span(0, 990), v2: span(1020, 5000) } };
  expect(overlap(report, 'v1', 'v2', 1000)).toEqual({ lastOldMs: -10, firstNewMs: 20 });
});

test('a receipt cannot be broken by what is written into it', () => {
  const steps = [{ name: 'start: blue; #x', start: 5, end: 1005 }];
  expect(timeline(steps)).toContain('  start blue x (1.0 s) :0, 1000ms');
  const text = renderReceipt({
    project: 'notes',
    outcome: 'switched',
    version: 'a|b`c',
    previousVersion: '',
    color: 'blue',
    previousColor: undefined,
    images: { backend: 'x' },
    previousImages: { backend: 'w' },
    switchedAt: '',
    switchMs: 1,
    outageMs: 0,
    requests: 1,
    failed: 0,
    before: undefined,
    after: { requests: 120, failed: 0, p50: 3, p95: 4, p99: 9 },
    lastOldMs: undefined,
    firstNewMs: 2,
    identity: '<b>',
    undo: '',
    undoArmedAt: '',
    undoDisarmedAt: '',
    steps,
    rollbackCommand: '',
  });
  expect(text).toContain('a\\|b&#96;c');
  expect(text).toContain('&lt;b&gt;');
});

test('what users are served on is told apart from what the idle colour brings', () => {
  const moved = published.map((port) => (port.service === 'backend' ? { ...port, target: 8001 } : port));
  const next = renderConfig({ project: 'notes', published: moved, address, mapFile: '/etc/haproxy/slipway/notes.map', ipv6: false });
  const changed = [...servedOn(config, 'blue')].filter(([section, line]) => servedOn(next, 'blue').get(section) !== line);
  expect(changed).toEqual([['slipway_notes_8000_blue', '10.231.7.2:8000']]);
  expect(servedOn(config, 'blue').get('slipway_notes_3000')).toBe('127.0.0.1:3000');
});
