import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { localShell, type Shell } from '@slipway/shell';
import { root } from '../../../../test/harness/action.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { testHost } from '../../../../test/scenarios/host.ts';
import { openRouter } from '../../src/open-router.ts';
import type { RouterAdapter } from '../../src/router.ts';
import { seenBy } from '../../src/routers/nginx/container.ts';
import { frontFrom } from '../../src/routers/nginx/front.ts';
import { Nginx, type NginxOptions } from '../../src/routers/nginx/nginx.ts';
import { planUpstreams } from '../../src/routers/nginx/plan.ts';
import { patched } from './nginx-rig.ts';
import { removeFolder, rigFolder } from './rig.ts';

const run = promisify(execFile);
const docker = async (...args: string[]): Promise<string> => (await run('docker', args, { timeout: 60_000 })).stdout.trim();
const containers: string[] = [];
const folders: string[] = [];
afterAll(async () => {
  if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers);
  for (const folder of folders) removeFolder(folder);
}, 30_000);

async function start(...args: string[]): Promise<string> {
  const name = `slipway-nginx-${process.pid}-${containers.length}`;
  containers.push(name);
  await docker('run', '--detach', '--name', name, ...args);
  return name;
}

/** The colours, and what answers before the first release: blocks of the very nginx that is switched. */
const answering = [8000, 8001, 8002]
  .map((port, index) => `server { listen 127.0.0.1:${port}; location / { return 200 "${['before', 'blue', 'green'][index]}"; } }`)
  .join('\n');
const site = 'server {\n    listen 80 default_server;\n    location / {\n        proxy_pass http://localhost:8000;\n    }\n}\n';
const published = { service: 'backend', target: 8000, port: 8000, address: '' };
const plan = planUpstreams('notes', [published], (color) => ({ host: '127.0.0.1', port: color === 'blue' ? 8001 : 8002 }));

function adapterOf(
  shell: Shell,
  given: Pick<NginxOptions, 'directory' | 'seen' | 'place' | 'mounted'> & { container?: string },
): RouterAdapter {
  const { container = '', ...place } = given;
  const control = { program: 'nginx', config: '', pid: '/run/nginx.pid', container };
  return new Nginx({ shell, log: testHost('/').log, control, front: frontFrom('http://127.0.0.1:80', undefined), plan, ...place });
}

async function refusalOf(adapter: RouterAdapter): Promise<Failure> {
  const error = await adapter.prepare(undefined).catch((thrown: unknown) => thrown);
  if (error instanceof Failure) return error;
  throw error ?? new Error('nothing was refused');
}

/** Switches, a share among them, and a confirm, each seen by users. */
async function drive(shell: Shell, adapter: RouterAdapter, ask: () => Promise<string>): Promise<void> {
  const router = openRouter(shell, adapter);
  expect(await ask()).toBe('before');
  await adapter.prepare(undefined);
  await router.confirm('blue');
  expect(await ask()).toBe('blue');
  await router.move('blue', 'green_20');
  await router.move('green_20', 'green_trial');
  expect(await ask()).toBe('green');
  expect(await router.read()).toEqual({ live: 'green', trial: true, share: 100, confirmed: 'blue' });
  await router.confirm('green', { expected: 'green_trial' });
  expect(await router.read()).toEqual({ live: 'green', trial: false, share: 100, confirmed: 'green' });
  await eventually(async () => (await adapter.inflight('blue')) === 0, 'no worker of before is left');
}

test('on a prepared server the deploying user switches an nginx that runs as root, and may do nothing else to it', async () => {
  const name = await start('slipway-target:bookworm', 'sleep', 'infinity');
  const text = readFileSync(join(root, 'script/prepare-server.sh'), 'utf8');
  const part = /^# nginx, where it is installed[\s\S]*^# end of nginx$/m.exec(text)?.[0] ?? '';
  expect(part).toContain('sudoers');
  const asRoot = (script: string): Promise<string> => docker('exec', name, 'sh', '-euc', script);
  await asRoot(`useradd --create-home deploy; user=deploy\n${part}\n${part}`);
  writeFileSync(join(keep(), 'site'), `${site}${answering}\n`);
  await docker('cp', join(folders.at(-1) ?? '', 'site'), `${name}:/etc/nginx/sites-enabled/app`);
  await asRoot('nginx');
  const inside = (argv: readonly string[]): string[] => ['docker', 'exec', '--interactive', '--user', 'deploy', name, ...argv];
  const local = localShell();
  const shell: Shell = {
    ...local,
    start: (argv, options) => local.start(inside(argv), options),
    run: (argv, options) => local.run(inside(argv), options),
  };

  const adapter = adapterOf(shell, {
    directory: '/etc/nginx/slipway',
    seen: '/etc/nginx/slipway/notes.conf',
    place: 'rename',
    mounted: [],
  });
  const refusal = await refusalOf(adapter);
  expect(refusal.message).toContain('--- /etc/nginx/sites-enabled/app\n');
  writeFileSync(join(folders.at(-1) ?? '', 'site'), patched(`${site}${answering}\n`, refusal.message));
  await docker('cp', join(folders.at(-1) ?? '', 'site'), `${name}:/etc/nginx/sites-enabled/app`);
  await asRoot('nginx -t -q && nginx -s reload');
  const ask = async (): Promise<string> => (await shell.run(['curl', '-sS', 'http://127.0.0.1/'])).stdout;
  await drive(shell, adapter, ask);
  for (const command of [
    ['-s', 'stop'],
    ['-c', '/tmp/x'],
    ['-t', '-g', 'daemon off;'],
  ])
    await expect(shell.run(['sudo', '-n', '/usr/sbin/nginx', ...command])).rejects.toThrow('password');
}, 90_000);

test('in a container with our folder mounted nginx is wired, switched and drained; without it the mount to add is named', async () => {
  const folder = keep();
  const team = keep();
  const main = readFileSync(join(root, 'test/images/nginx/nginx.conf'), 'utf8').replace(
    /include \/etc\/nginx\/conf\.d[^;]*;/,
    `${site}${answering}`,
  );
  writeFileSync(join(team, 'nginx.conf'), main);
  const port = ['--publish', '127.0.0.1::80'];
  const shell = localShell();
  const bare = await start(...port, '--volume', `${team}/nginx.conf:/etc/nginx/nginx.conf`, 'nginx:1.26');
  const refused = await seenBy(shell, bare, folder, 'notes.conf').catch((error: unknown) => error);
  expect(refused).toMatchObject({ reason: 'router-setup', details: { hint: expect.stringContaining(`- ${folder}:/etc/nginx/slipway`) } });

  const mounts = ['--volume', `${team}/nginx.conf:/etc/nginx/nginx.conf`, '--volume', `${folder}:/etc/nginx/slipway`];
  const name = await start(...port, ...mounts, 'nginx:1.26');
  const place = await seenBy(shell, name, folder, 'notes.conf');
  const adapter = adapterOf(shell, { directory: folder, seen: place.file, place: place.place, mounted: place.mounted, container: name });
  await eventually(async () => (await docker('exec', name, 'nginx', '-t').then(() => true)) && (await address(name)) !== '', 'nginx runs');
  const refusal = await refusalOf(adapter);
  expect(refusal.text).toContain('/etc/nginx/nginx.conf is mounted as a file of its own');
  // Written in place, as that mount needs it.
  writeFileSync(join(team, 'nginx.conf'), patched(main, refusal.message));
  await docker('exec', name, 'nginx', '-s', 'reload');
  await drive(shell, adapter, () => get(name));
}, 90_000);

test('where only our file is mounted it is written in place, and the one before it is kept', async () => {
  const folder = keep();
  const team = keep();
  writeFileSync(join(folder, 'notes.conf'), '');
  const wired = `${site.replace('localhost:8000', 'slipway_notes_backend')}${answering}`;
  const main = readFileSync(join(root, 'test/images/nginx/nginx.conf'), 'utf8').replace(
    'include /etc/nginx/conf.d',
    `${answering}\ninclude /etc/nginx/conf.d`,
  );
  writeFileSync(join(team, 'nginx.conf'), main);
  const file = `${folder}/notes.conf:/etc/nginx/conf.d/slipway.conf`;
  const name = await start(
    '--publish',
    '127.0.0.1::80',
    '--volume',
    `${team}/nginx.conf:/etc/nginx/nginx.conf`,
    '--volume',
    file,
    'nginx:1.26',
  );
  const shell = localShell();
  const place = await seenBy(shell, name, folder, 'notes.conf');
  expect(place.place).toBe('write');
  const adapter = adapterOf(shell, {
    directory: folder,
    seen: place.file,
    place: place.place,
    mounted: place.mounted,
    container: name,
  });
  expect((await refusalOf(adapter)).reason).toBe('router-setup');
  writeFileSync(join(team, 'nginx.conf'), main.replace(answering, wired));
  await docker('exec', name, 'nginx', '-s', 'reload');
  const router = openRouter(shell, adapter);
  await adapter.prepare(undefined);
  await router.confirm('blue');
  await router.move('blue', 'green_trial');
  expect(await get(name)).toBe('green');
  expect(existsSync(join(folder, 'notes.conf.previous'))).toBe(true);
}, 90_000);

function keep(): string {
  folders.push(rigFolder());
  return folders.at(-1) ?? '';
}

const address = async (name: string): Promise<string> => (await docker('port', name, '80/tcp')).split('\n')[0] ?? '';

async function get(name: string): Promise<string> {
  const response = await fetch(`http://${await address(name)}/`, { signal: AbortSignal.timeout(5000), headers: { connection: 'close' } });
  return response.text();
}
