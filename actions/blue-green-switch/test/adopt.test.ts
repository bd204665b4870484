import { expect, test } from '@jest/globals';
import { countEstablished, inOrder } from '../src/adopt/original.ts';
import { digestName, versionOfImage } from '../src/adopt/pin.ts';
import { pairsOf } from '../src/adopt/ports.ts';
import type { Original, OriginalContainer } from '../src/adopt/record.ts';
import { refuseOutage } from '../src/adopt/refusals.ts';
import { tellUnfinished } from '../src/adopt/unfinished.ts';
import { parseStats } from '../src/routers/haproxy/answers.ts';
import { renderConfig } from '../src/routers/haproxy/config.ts';
import { chooseBeside, entered, oldWorkers } from '../src/routers/haproxy/takeover.ts';

const published = [
  { service: 'backend', target: 8000, port: 8000, address: '' },
  { service: 'frontend', target: 80, port: 3000, address: '127.0.0.1' },
];
const plan = { project: 'notes', published, address: () => ({ host: '10.231.0.2', port: 80 }), mapFile: '/m/notes.map', ipv6: false };
const beside = { 8000: 18_000, 3000: 18_001 };
const binds = (config: string): string[] => config.split('\n').flatMap((line) => (/^ +bind /.test(line) ? [line.trim().slice(5)] : []));

test('users come in beside the published ports, on both, and in the end on these alone', () => {
  const at = (where: 'beside' | 'both'): string => renderConfig({ ...plan, entrance: { at: where, beside } });
  expect(binds(at('beside'))).toEqual(['*:18000 name beside', '127.0.0.1:18001 name beside']);
  expect(binds(at('both'))).toEqual([
    '*:8000 name published',
    '*:18000 name beside',
    '127.0.0.1:3000 name published',
    '127.0.0.1:18001 name beside',
  ]);
  expect(binds(renderConfig(plan))).toEqual(['*:8000', '127.0.0.1:3000']);
  expect(renderConfig(plan)).not.toContain('socket-stats');
});

test('a port that the original does not hold is entered by itself', () => {
  expect(binds(renderConfig({ ...plan, entrance: { at: 'beside', beside: { 8000: 18_000 } } }))).toEqual([
    '*:18000 name beside',
    '127.0.0.1:3000',
  ]);
});

test('HAProxy has an entrance only where every listener of it is there, and no other', () => {
  const rows = (...listeners: string[]): string =>
    ['# pxname,svname,scur,stot', ...listeners.flatMap((name) => [8000, 3000].map((port) => `slipway_notes_${port},${name},0,7`))].join(
      '\n',
    );
  const stats = (...listeners: string[]) => parseStats(rows('FRONTEND', ...listeners));
  const both = { ...plan, entrance: { at: 'both', beside } } as const;
  const only = { ...plan, entrance: { at: 'beside', beside } } as const;
  expect(entered(stats('published', 'beside'), both)).toBe(true);
  expect(entered(stats('beside'), both)).toBe(false);
  expect(entered(stats('beside'), only)).toBe(true);
  expect(entered(stats('published', 'beside'), only)).toBe(false);
  expect(entered(stats(), plan)).toBe(true);
  expect(entered(stats('beside'), plan)).toBe(false);
  expect(stats('beside')[0]?.total).toBe(7);
});

test('ports beside are free, and no two ports get the same', () => {
  const used = 'LISTEN 0 4096 0.0.0.0:18000 0.0.0.0:*\n    bind *:18003 name beside';
  expect(chooseBeside([8000, 3000, 9000], used)).toEqual({ 8000: 18_001, 3000: 18_002, 9000: 18_004 });
  expect(chooseBeside([8123], '')).toEqual({ 8123: 18_123 });
  const all = Array.from({ length: 1000 }, (_, index) => `:${18_000 + index} `).join('');
  expect(() => chooseBeside([80], all)).toThrow('Every port from 18000 to 18999 is in use.');
});

test('only workers that were replaced are old', () => {
  const answer =
    '#<PID>  <type>  <reloads>\n303  master  7 [failed: 0]\n# workers\n41625  worker  0\n# old workers\n41001  worker  1\n40990  worker  2\n# programs\n\n';
  expect(oldWorkers(answer)).toEqual(['41001', '40990']);
  expect(oldWorkers(answer.replace(/# old workers[\s\S]*(?=# programs)/, ''))).toEqual([]);
});

test('connections of clients are counted, and neither listeners nor health checks nor those that end', () => {
  const rows = [
    '  sl  local_address rem_address   st tx_queue',
    '   0: 00000000:1F40 00000000:0000 0A 00000000',
    '   1: 0200120A:1F40 0100120A:D2F0 01 00000000',
    '   2: 0100007F:1F40 0100007F:98C8 01 00000000',
    '   3: 0200120A:1F40 0100120A:D2F2 06 00000000',
    '   4: 0200120A:A3F0 0300120A:1538 01 00000000',
    '   5: 0000000000000000FFFF00000200120A:1F40 0000000000000000FFFF00000100120A:D2F4 01 00000000',
    '   6: 0000000000000000FFFF00000100007F:1F40 0000000000000000FFFF00000100007F:D2F6 01 00000000',
    '   7: 00000000000000000000000001000000:1F40 00000000000000000000000001000000:D2F8 01 00000000',
  ].join('\n');
  expect(countEstablished(rows, [8000])).toBe(2);
  expect(countEstablished(rows, [8001])).toBe(0);
});

test('containers start after what they depend on, also in a circle', () => {
  const container = (service: string, ...after: string[]): OriginalContainer => ({
    id: service,
    name: service,
    service,
    restart: 'no',
    after,
    grace: 10,
  });
  const names = (list: readonly OriginalContainer[]): string[] => inOrder(list).map(({ service }) => service);
  expect(names([container('frontend', 'backend', 'db'), container('worker', 'backend'), container('backend', 'db')])).toEqual([
    'backend',
    'frontend',
    'worker',
  ]);
  expect(names([container('a', 'b'), container('b', 'a')])).toHaveLength(2);
  expect(names([container('web'), container('web', 'web')])).toEqual(['web', 'web']);
});

test('an image that runs is called by its digest in the repository that it was started from', () => {
  const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
  const digests = [`mirror.example:5000/notes/backend@${digest('a')}`, `ghcr.io/acme/backend@${digest('b')}`];
  expect(digestName(digests, 'ghcr.io/acme/backend:latest', undefined)).toBe(digests[1]);
  expect(digestName(digests, `mirror.example:5000/notes/backend@${digest('a')}`, undefined)).toBe(digests[0]);
  expect(digestName(digests, 'ghcr.io/acme/backend:latest', digests[0])).toBe(digests[0]);
  expect(digestName(digests, 'backend', `ghcr.io/acme/backend@${digest('c')}`)).toBeUndefined();
});

test('the version of an original is what its tag says, where that says anything', () => {
  expect(versionOfImage('127.0.0.1:5000/notes/backend:v1.4')).toBe('v1.4');
  expect(versionOfImage('127.0.0.1:5000/notes/backend:latest')).toBe('original');
  expect(versionOfImage('127.0.0.1:5000/notes/backend')).toBe('original');
  expect(versionOfImage(`notes:v2@sha256:${'0'.repeat(64)}`)).toBe('v2');
});

test('a port that is published on one address is led from that address alone', () => {
  const held = [
    { port: 8000, address: '' },
    { port: 443, address: '0.0.0.0' },
    { port: 3000, address: '127.0.0.1' },
  ];
  expect(pairsOf({ held, beside: { ...beside, 443: 18_443 } })).toEqual(['8000:18000', '443:18443', '127.0.0.1:3000:18001']);
});

test('a refusal says what the outage is, how to accept it, and which proxy would do better', () => {
  const outage = {
    because: 'no sudo',
    what: 'containers end, then HAProxy binds',
    seconds: 42,
    before: ['/etc/nginx/sites-enabled/notes'],
  };
  const { text, reason } = refuseOutage('deploy@app.example.com', [8000], outage);
  expect(reason).toBe('port-taken');
  expect(text).toContain(
    'Port 8000 on deploy@app.example.com can change hands only with an outage: containers end, then HAProxy binds, about 1 to 42 s.',
  );
  expect(text).toContain('allow-takeover: true');
  expect(text).toContain('/etc/nginx/sites-enabled/notes');
});

test('a takeover in the middle is told with what ends it, and one that came to its end is not', () => {
  const original = (phase: Original['phase']): Original => ({
    phase,
    version: 'v1',
    images: {},
    tags: {},
    containers: [],
    held: [],
    beside: {},
  });
  expect(tellUnfinished('notes', original('taking'))).toMatch(
    /^The takeover of notes \(v1\) is in the middle.* mode abort brings the original back\.$/,
  );
  expect(tellUnfinished('notes', original('returning'))).toMatch(/^notes is being given back .* \(v1\).* Mode give-back goes on with it;/);
  expect([tellUnfinished('notes', original('taken')), tellUnfinished('notes', undefined)]).toEqual([undefined, undefined]);
});
