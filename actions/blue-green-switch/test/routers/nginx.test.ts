import { expect, test } from '@jest/globals';
import { place } from '../../src/routers/nginx/container.ts';
import { frontFrom } from '../../src/routers/nginx/front.ts';
import { movedUpstreams, parseRoutes, planUpstreams, renderRoutes } from '../../src/routers/nginx/plan.ts';
import { filesOf, wiringOf } from '../../src/routers/nginx/wiring.ts';

const published = [
  { service: 'backend', target: 8000, port: 8000, address: '' },
  { service: 'frontend', target: 80, port: 3000, address: '127.0.0.1' },
  { service: 'backend', target: 9100, port: 9100, address: '' },
];
const address = (color: 'blue' | 'green', { target }: { target: number }) => ({
  host: color === 'blue' ? '10.231.0.2' : 'fd00::2',
  port: target,
});
const plan = planUpstreams('notes', published, address);
const include = '/etc/nginx/slipway/notes.conf';
const wiring = (dump: string, upstreams = plan.upstreams.slice(0, 2)) => wiringOf(dump, upstreams, include, '/etc/nginx/slipway/*.conf');

const main = ['# configuration file /etc/nginx/nginx.conf:', 'http {', '    include /etc/nginx/sites-enabled/*;', '}', ''];
const direct = [
  '# configuration file /etc/nginx/sites-enabled/app:',
  'server {',
  '    listen 443 ssl http2;',
  '    location / {',
  '        proxy_pass         http://localhost:3000;',
  '    }',
  '    location /api/ {',
  '        proxy_pass         http://localhost:8000;',
  '    }',
  '    location /adminer/ { proxy_pass http://localhost:8080/; }',
  '}',
  '',
];

test('the first port of a service has its name, and a port that is added renames nothing', () => {
  expect(plan.upstreams.map(({ name }) => name)).toEqual(['slipway_notes_backend', 'slipway_notes_frontend', 'slipway_notes_backend_9100']);
});

test('the file of addresses is read back as it was written, and what moves the live colour is named', () => {
  const before = parseRoutes(renderRoutes(plan, 19_600, { slipway_notes_frontend: 'localhost:3000' }));
  expect(before.port).toBe(19_600);
  expect(before.upstreams.get('slipway_notes_frontend')).toEqual({
    blue: '10.231.0.2:80',
    green: '[fd00::2]:80',
    before: 'localhost:3000',
  });
  const next = planUpstreams('notes', published.slice(0, 2), (color, one) =>
    color === 'blue' && one.service === 'backend' ? { path: '/run/blue.sock' } : address(color, one),
  );
  const after = parseRoutes(renderRoutes(next, 19_600, {}));
  expect(movedUpstreams(before, after, 'blue')).toEqual(['slipway_notes_backend', 'slipway_notes_backend_9100']);
  expect(movedUpstreams(before, after, 'green')).toEqual(['slipway_notes_backend_9100']);
});

test('no text of a compose file gets into the configuration of a program that starts as root', () => {
  const bad = (host: string) => () =>
    renderRoutes(
      planUpstreams('notes', published, () => ({ host, port: 1 })),
      1,
      {},
    );
  expect(bad('10.0.0.1; } server { root /;')).toThrow('cannot be given the address');
  expect(bad('a b')).toThrow('cannot be given the address');
  expect(planUpstreams('no;tes', [{ ...published[0], service: 'a b{}' } as never], address).upstreams[0]?.name).toBe(
    'slipway_no_tes_a_b__',
  );
});

test('a server block that sends to published ports is shown with one include and other proxy_pass lines', () => {
  const { included, unused, diff, before } = wiring([...main, ...direct].join('\n'));
  expect([included, unused.length]).toEqual([false, 2]);
  expect(before).toEqual({ slipway_notes_backend: 'localhost:8000', slipway_notes_frontend: 'localhost:3000' });
  expect(diff).toBe(
    [
      '--- /etc/nginx/sites-enabled/app',
      '+++ /etc/nginx/sites-enabled/app',
      '@@ -1,1 +1,2 @@',
      '+include /etc/nginx/slipway/*.conf;',
      ' server {',
      '@@ -4,1 +5,1 @@',
      '-        proxy_pass         http://localhost:3000;',
      '+        proxy_pass         http://slipway_notes_frontend;',
      '@@ -7,1 +8,1 @@',
      '-        proxy_pass         http://localhost:8000;',
      '+        proxy_pass         http://slipway_notes_backend;',
    ].join('\n'),
  );
});

test('an upstream of the team that holds the service is recognised, inside of the http block too', () => {
  const dump = [
    '# configuration file /etc/nginx/nginx.conf:',
    'http {',
    '    upstream backend {',
    '        server backend:8000;',
    '    }',
    '    server {',
    '        location / { proxy_pass http://backend; }',
    '        location /x {',
    '            proxy_pass http://backend/path;',
    '        }',
    '    }',
    '}',
  ].join('\n');
  const { diff, before } = wiring(dump, plan.upstreams.slice(0, 1));
  expect(before).toEqual({ slipway_notes_backend: 'backend:8000' });
  expect(diff).toContain('+    include /etc/nginx/slipway/*.conf;\n     upstream backend {');
  expect(diff).toContain('+            proxy_pass http://slipway_notes_backend/path;');
  // Not at the start of its line, but a way to the service all the same.
  expect(diff).toContain('+        location / { proxy_pass http://slipway_notes_backend; }');
});

test('what is wired already is not shown again; an include alone is not enough', () => {
  const ours = [`# configuration file ${include}:`, 'upstream slipway_notes_backend {', '}', ''];
  const wired = direct.map((line) =>
    line.replace('localhost:8000', 'slipway_notes_backend').replace('localhost:3000', 'slipway_notes_frontend'),
  );
  expect(wiring([...main, ...wired, ...ours].join('\n'))).toMatchObject({ included: true, unused: [], diff: '' });
  const half = wiring([...main, ...direct, ...ours].join('\n'));
  expect([half.included, half.unused.length]).toEqual([true, 2]);
  expect(half.diff).not.toContain('include');
  const notIncluded = wiring([...main, ...wired].join('\n'));
  expect([notIncluded.included, notIncluded.unused.length]).toEqual([false, 0]);
  expect(notIncluded.diff).toContain('--- /etc/nginx/sites-enabled/app');
  expect(notIncluded.diff).toContain('+include /etc/nginx/slipway/*.conf;');
});

test('where nothing leads to a service, a block to start from is shown', () => {
  const { diff } = wiring([...main, ''].join('\n'), plan.upstreams.slice(0, 1));
  expect(diff).toContain('--- /etc/nginx/nginx.conf');
  expect(diff).toContain('location / { proxy_pass http://slipway_notes_backend;');
});

test('files are told apart by the lines that nginx puts between them', () => {
  expect(filesOf('nginx: ok\n# configuration file /a:\nhttp {\n}\n\n# configuration file /b:\nx;\n')).toEqual([
    { path: '/a', lines: ['http {', '}'] },
    { path: '/b', lines: ['x;'] },
  ]);
});

test('how a container sees our folder is decided by the nearest mount', () => {
  const seen = (...mounts: [string, string][]) =>
    place(
      mounts.map(([Source, Destination]) => ({ Source, Destination })),
      '/srv/app/slipway',
      'notes.conf',
    );
  expect(seen(['/srv/app/nginx.conf', '/etc/nginx/nginx.conf'])).toBeUndefined();
  expect(seen(['/srv/app/slipway', '/etc/nginx/slipway'])).toMatchObject({ file: '/etc/nginx/slipway/notes.conf', place: 'rename' });
  expect(seen(['/srv/app', '/conf'])).toMatchObject({ file: '/conf/slipway/notes.conf', place: 'rename' });
  expect(seen(['/srv/app', '/conf'], ['/srv/app/slipway/notes.conf', '/etc/nginx/conf.d/slipway.conf'])).toMatchObject({
    file: '/etc/nginx/conf.d/slipway.conf',
    place: 'write',
  });
});

test('where users are served is an address that can be asked, with the name of the site beside it', () => {
  expect(frontFrom('http://127.0.0.1:80', undefined)).toEqual({ address: { host: '127.0.0.1', port: 80 }, url: 'http://127.0.0.1' });
  expect(frontFrom('https://[::1]/api/', 'app.example.com')).toEqual({
    address: { host: '::1', port: 443 },
    url: 'https://[::1]/api',
    host: 'app.example.com',
  });
  expect(() => frontFrom('127.0.0.1:80', undefined)).toThrow('router-url is no address');
  expect(() => frontFrom('http://127.0.0.1/?a=b', undefined)).toThrow('router-url is no address');
});
