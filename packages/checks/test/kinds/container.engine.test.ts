import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from '@jest/globals';
import { localShell, type Shell } from '@slipway/shell';
import { eventually } from '../../../../test/harness/processes.ts';
import { ask, holds, problemsOf } from './support.ts';

const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
const project = `checks-${process.pid}`;
const ids: string[] = [];
/** A container that was made for this test alone. */
const run = (name: string, flags: readonly string[], command: string): string => {
  const id = docker(
    'run',
    '--detach',
    '--init',
    '--network',
    'none',
    '--name',
    `${project}-${name}`,
    ...flags,
    'debian:bookworm-slim',
    'sh',
    '-c',
    command,
  );
  ids.push(id);
  return `container://${project}-${name}`;
};
const labels = (service: string): readonly string[] =>
  [`project=${project}`, `service=${service}`, 'oneoff=False'].flatMap((label) => ['--label', `com.docker.compose.${label}`]);
const health = (command: string): readonly string[] => [
  '--health-cmd',
  command,
  '--health-interval',
  '1s',
  '--health-retries',
  '1',
  '--health-timeout',
  '2s',
];

afterAll(() => {
  for (const id of ids) docker('rm', '--force', id);
});

describe('container', () => {
  test('without a health check it is enough that it runs', async () => {
    const seen = await ask(run('plain', [], 'sleep 300'));
    expect([seen.error, seen.broken]).toEqual([undefined, []]);
    expect(seen).toMatchObject({
      connected: true,
      json: { name: `${project}-plain`, state: 'running', health: 'none', restarts: 0, image: 'debian:bookworm-slim' },
    });
  });

  test('a health check that is starting, then good, then bad', async () => {
    const url = run(
      'web',
      [...labels('web'), ...health('test -e /tmp/good || { echo "no database" >&2; exit 1; }'), '--health-start-period', '60s'],
      'sleep 300',
    );
    const first = await ask(url);
    expect(first.error).toBeUndefined();
    expect(first.broken).toMatchObject([{ text: '[BODY].health == any(healthy, none)', actual: 'starting' }]);
    docker('exec', `${project}-web`, 'touch', '/tmp/good');
    await eventually(async () => holds('[BODY].health == healthy', await ask(url)), 'it is healthy');
    expect((await ask(url)).broken).toEqual([]);
    docker('exec', `${project}-web`, 'rm', '/tmp/good');
    await eventually(async () => holds('[BODY].health == unhealthy', await ask(url)), 'it is unhealthy');
    const last = await ask(url);
    expect(last.broken).toMatchObject([{ actual: 'unhealthy' }]);
    expect(last.json).toMatchObject({ output: 'no database' });
  });

  test('a service of compose is as good as its worst container', async () => {
    run('api-1', [...labels('api'), ...health('true')], 'sleep 300');
    const url = `container://${project}/api`;
    await eventually(async () => holds('[BODY].health == healthy', await ask(url)), 'it is healthy');
    run('api-2', [...labels('api'), ...health('false')], 'sleep 300');
    await eventually(async () => holds('[BODY].health == unhealthy', await ask(url)), 'the second is unhealthy');
    expect((await ask(url)).json).toMatchObject({ name: `${project}-api-2`, containers: 2 });
  });

  test('one that ended: why, and good where that was asked for', async () => {
    const url = run('job', [], 'exit 3');
    await eventually(async () => holds('[BODY].state == exited', await ask(url)), 'it ended');
    const seen = await ask(url);
    expect(seen).toMatchObject({
      connected: false,
      error: { class: 'refused', message: `the container ${project}-job is exited with code 3 on this machine` },
    });
    expect(holds('[BODY].exitCode == 3', seen)).toBe(true);
  });

  test('one that is not there', async () => {
    expect((await ask(`container://${project}-nothing`)).error?.message).toBe(`the container ${project}-nothing is not on this machine`);
    expect((await ask(`container://${project}/nothing`)).error?.message).toBe(`the service nothing of ${project} is not on this machine`);
  });

  test('Docker that is missing, stopped or not allowed', async () => {
    const local = localShell();
    const saying = (file: string): Shell => ({ ...local, run: (argv, options) => local.run([file, ...argv.slice(1)], options) });
    const missing = await ask(`container://${project}-plain`, {}, { shell: saying('docker-that-is-not-there') });
    expect(missing.error).toMatchObject({ code: 'program-missing', message: expect.stringContaining('is not installed') });
    const with_ = (host: string): Shell => ({
      ...local,
      run: (argv, options) => local.run(argv, { ...options, env: { ...options?.env, DOCKER_HOST: host } }),
    });
    const stopped = await ask(`container://${project}-plain`, {}, { shell: with_('unix:///tmp/no-such-docker.sock') });
    expect(stopped.error).toMatchObject({ class: 'refused', message: 'Docker does not run on this machine' });
    const hanging: Shell = { ...local, run: (_, options) => local.run(['sleep', '60'], options) };
    const late = await ask(`container://${project}-plain`, { timeout: 300 }, { shell: hanging });
    expect(late.error).toMatchObject({ class: 'timeout' });
    const refused = await ask(`container://${project}-plain`, {}, { publicOnly: true });
    expect(refused.error).toMatchObject({ class: 'private' });
  });

  test('what an address cannot mean', async () => {
    expect(await problemsOf('container://')).toEqual([
      'The url names no container. Example: container://project/service, or container://name',
    ]);
    expect(await problemsOf('container://--privileged')).toHaveLength(1);
    expect(await problemsOf('container://a/b/c')).toHaveLength(1);
  });
});
