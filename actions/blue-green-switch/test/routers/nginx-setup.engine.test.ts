import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { testHost } from '../../../../test/scenarios/host.ts';
import { openRouter } from '../../src/open-router.ts';
import { Nginx, type NginxOptions } from '../../src/routers/nginx/nginx.ts';
import { planUpstreams } from '../../src/routers/nginx/plan.ts';
import { NginxSockets } from '../../src/routers/nginx/sockets.ts';
import { type NginxRig, startNginx } from './nginx-rig.ts';
import { snapshot } from './rig.ts';
import { ask } from './users.ts';

let rig: NginxRig;
beforeAll(async () => {
  rig = await startNginx('reload');
  await rig.adapter.prepare(undefined);
}, 60_000);
afterAll(() => rig?.close());

const front = () => rig.adapter.front(rig.published);
const router = () => openRouter(rig.shell, rig.adapter);
const ours = (name: string): string => readFileSync(join(rig.directory, name), 'utf8');

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error('nothing was thrown');
}

/** The same nginx as a release with other addresses sees it. */
function other(change: Partial<NginxOptions>): Nginx {
  const { folder, directory, shell, conf, colors, published } = rig;
  const control = { program: 'nginx', config: conf, pid: join(folder, 'nginx.pid'), container: '' };
  const plan = planUpstreams('notes', [published], (color) => colors[color].host);
  return new Nginx({
    shell,
    log: testHost(folder).log,
    control,
    directory,
    front: front(),
    plan,
    seen: join(directory, 'notes.conf'),
    place: 'rename',
    mounted: [],
    ...change,
  });
}

test('an nginx that is not wired is refused with the change to make, and users stay where they were', async () => {
  expect(rig.refusal.reason).toBe('router-setup');
  expect(rig.refusal.message).toContain(`+  include ${rig.directory}/*.conf;`);
  expect(rig.refusal.message).toContain('+      proxy_pass http://slipway_notes_backend;');
  expect(rig.refusal.text).toContain('Make this change once, then sudo nginx -t && sudo nginx -s reload');
  // Before the first release the upstream leads where the team's own stack answers.
  expect(await ask(front())).toBe('blue');
  expect(ours('notes.conf')).toContain(`server 127.0.0.1:${rig.published.port};`);
});

test('without keepalive_min_timeout the log says what a reload does', () => {
  expect(rig.log()).toMatch(/closes idle kept-alive connections when it reloads|add `keepalive_min_timeout 5s;`/);
});

test('during a trial the file on disk is what was confirmed, and the file before it is kept', async () => {
  await router().confirm('blue');
  await router().move('blue', 'green_25');
  expect(await ask(front()).then((color) => ['blue', 'green'].includes(color))).toBe(true);
  expect(ours('notes.conf')).toContain('return 200 blue;');
  expect(ours('notes.conf.previous')).toContain('return 200 blue;');
  await router().confirm('green');
  expect(ours('notes.conf')).toContain('return 200 green;');
  expect(ours('notes.conf.previous')).toContain('return 200 blue;');
  expect(statSync(join(rig.directory, 'notes.conf')).mode & 0o777).toBe(0o644);
}, 30_000);

test('a reload by somebody else ends a trial: what was confirmed serves', async () => {
  await router().confirm('green');
  await router().move('green', 'blue_trial');
  await rig.shell.run(['nginx', '-c', rig.conf, '-s', 'reload']);
  const until = Date.now() + 5000;
  while ((await router().read()).live !== 'green' && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await router().read()).toEqual({ live: 'green', trial: false, share: 100, confirmed: 'green' });
}, 30_000);

test('new addresses of the idle colour are taken; those of the live one are refused before anything happens', async () => {
  await router().confirm('green');
  const moved = (which: 'blue' | 'green') =>
    other({
      plan: planUpstreams('notes', [rig.published], (color) => (color === which ? { host: '127.0.0.1', port: 9 } : rig.colors[color].host)),
    });
  const before = await snapshot([rig.directory]);
  const refused = await failureOf(moved('green').prepare('green'));
  expect([refused.reason, refused.message]).toEqual(['router-change', expect.stringContaining('slipway_notes_backend')]);
  expect(await snapshot([rig.directory])).toEqual(before);
  await moved('blue').prepare('green');
  expect(ours('notes.routes')).toContain('127.0.0.1:9 ');
  expect([await ask(front()), (await router().read()).live]).toEqual(['green', 'green']);
  await other({}).prepare('green');
}, 30_000);

test('a configuration that nginx refuses is named with its line, and every file is as it was', async () => {
  await router().confirm('green');
  const broken = join(rig.directory, 'theirs.conf');
  writeFileSync(broken, 'upstream {');
  const before = await snapshot([rig.directory]);
  const failure = await failureOf(rig.adapter.prepare('green'));
  expect(failure.reason).toBe('router-config');
  expect(failure.message).toContain('theirs.conf:1');
  const first = await failureOf(
    other({ plan: { project: 'second', upstreams: [] }, seen: join(rig.directory, 'second.conf') }).prepare(undefined),
  );
  expect(first.reason).toBe('router-config');
  expect(await snapshot([rig.directory])).toEqual(before);
  rmSync(broken);
  expect(await ask(front())).toBe('green');
}, 30_000);

test('a folder that is not there is refused with where to read on; colours on ports are none for sockets', async () => {
  const missing = await failureOf(other({ directory: '/nowhere/slipway' }).prepare(undefined));
  expect([missing.reason, missing.text]).toEqual(['router-setup', expect.stringContaining('docs/nginx.md')]);
  const { shell, directory, conf, folder } = rig;
  const plan = planUpstreams('sockets', [rig.published], (color) => rig.colors[color].host);
  const control = { program: 'nginx', config: conf, pid: join(folder, 'nginx.pid'), container: '' };
  const before = await snapshot([directory]);
  const ports = await failureOf(
    new NginxSockets({ shell, log: testHost(folder).log, control, directory, front: front(), plan }).prepare(undefined),
  );
  expect([ports.reason, ports.text]).toEqual(['bad-input', expect.stringContaining('nginx-mode: reload')]);
  expect(await snapshot([directory])).toEqual(before);
});
