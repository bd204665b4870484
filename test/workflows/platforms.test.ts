// The examples' commands for hosted platforms, with stand-ins for the programs that they call: no platform runs on a machine.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { root } from '../../script/lib/workspace.ts';
import { type Ran, run } from '../target/docker.ts';

const image = `ghcr.io/acme/app/backend@sha256:${'0f3c'.repeat(16)}`;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-platforms-'));
  await mkdir(join(folder, 'bin'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that writes down how it was called, and what it was given on standard input. */
async function standIn(name: string, body = ''): Promise<void> {
  const text = `#!/bin/bash\n{ printf '%s' ${name}; printf ' %q' "$@"; echo; } >> "$CALLS"\n${body}\n`;
  await writeFile(join(folder, 'bin', name), text);
  await chmod(join(folder, 'bin', name), 0o755);
}

async function start(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran & { calls: string[] }> {
  const calls = join(folder, 'calls');
  await writeFile(calls, '');
  const variables = {
    PATH: `${folder}/bin:${process.env['PATH'] ?? ''}`,
    CALLS: calls,
    // Without it a bash whose input is a socket takes itself for one of rsh, and reads a start file.
    SHLVL: '1',
    GIVEN: join(folder, 'given'),
    ...env,
  };
  const assigned = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const command = ['env', '-i', ...assigned, 'bash', '-euo', 'pipefail', '-c', `bash ${join(root, 'workflows-examples', script)} "$@"`];
  const ran = await run([...command, 'command', ...args], { timeoutSeconds: 20 });
  return { ...ran, calls: (await readFile(calls, 'utf8')).split('\n').filter(Boolean) };
}

const given = async (): Promise<string> => readFile(join(folder, 'given'), 'utf8');

describe('Fly.io', () => {
  const script = 's0-hosted-image/.github/fly.sh';
  const env = { DEPLOY_TOKEN: 'FlyV1 secret', ENVIRONMENT: 'staging', IMAGE_BACKEND: image };
  const remember = 'printf %s "$FLY_API_TOKEN" > "$GIVEN"';

  test('deploys the image by digest to the application of the environment, and keeps the token from the command line', async () => {
    await standIn('docker', remember);
    const { code, calls } = await start(script, ['release'], env);
    expect(code).toBe(0);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain(`deploy --config /fly.toml --app api-staging --image ${image} --strategy bluegreen --yes`);
    expect(calls[0]).not.toContain('secret');
    expect(calls[0]).not.toContain('--skip-release-command');
    expect(await given()).toBe('FlyV1 secret');
  });

  test('a rollback runs no migrations of an image that does not know the schema', async () => {
    await standIn('docker');
    expect((await start(script, ['rollback'], env)).calls[0]).toContain(
      `--image ${image} --strategy bluegreen --yes --skip-release-command`,
    );
  });

  test('what the platform refuses is a failure, and so is any other word', async () => {
    await standIn('docker', 'exit 7');
    expect((await start(script, ['release'], env)).code).toBe(7);
    expect(await start(script, ['relese'], env)).toMatchObject({ code: 2, calls: [], stderr: 'usage: fly.sh release|rollback\n' });
  });
});

describe('Railway and Vercel', () => {
  const script = 's1-static-and-api/.github/platforms.sh';
  const env = { DEPLOY_TOKEN: 'railway-secret\nvercel-secret\nteam_1', ENVIRONMENT: 'production', IMAGE_BACKEND: image };
  const answers = (text: string): string => `cat > "$GIVEN"; echo '${text}'`;

  test('the API first, then the pages; no token on a command line', async () => {
    await standIn('curl', answers('{"data":{}}'));
    await standIn('npx', 'printf "%s %s" "$VERCEL_TOKEN" "$VERCEL_ORG_ID" > "$GIVEN.vercel"');
    const { code, calls, stderr } = await start(script, ['release'], env);
    expect([code, stderr]).toEqual([0, '']);
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['curl', 'curl', 'npx']);
    expect(calls[0]).toContain(image);
    expect(calls[2]).toContain('deploy frontend/public --prod --yes');
    expect(calls.join('\n')).not.toContain('secret');
    expect(await given()).toBe('Project-Access-Token: railway-secret\n');
    expect(await readFile(join(folder, 'given.vercel'), 'utf8')).toBe('vercel-secret team_1');
  });

  test('a rollback takes the pages back first', async () => {
    await standIn('curl', answers('{"data":{}}'));
    await standIn('npx');
    const { calls } = await start(script, ['rollback'], env);
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['npx', 'curl', 'curl']);
    expect(calls[0]).toContain('rollback --yes');
  });

  test('what Railway refuses with status 200 stops before the pages', async () => {
    await standIn('curl', answers('{"errors":[{"message":"Not Authorized"}]}'));
    await standIn('npx');
    const ran = await start(script, ['release'], env);
    expect(ran).toMatchObject({ code: 1, stderr: 'Railway refused: Not Authorized\n' });
    expect(ran.calls).toHaveLength(1);
  });

  test('a token that is not whole, or an environment that nobody knows, calls nobody', async () => {
    await standIn('curl', answers('{"data":{}}'));
    const one = await start(script, ['release'], { ...env, DEPLOY_TOKEN: 'railway-secret' });
    expect(one).toMatchObject({ code: 2, calls: [], stderr: 'DEPLOY_TOKEN has fewer than three lines. Nothing was deployed.\n' });
    const other = await start(script, ['release'], { ...env, ENVIRONMENT: 'preview' });
    expect(other).toMatchObject({ code: 2, calls: [], stderr: 'No ids of preview in platforms.sh. Nothing was deployed.\n' });
  });
});

describe('systemd', () => {
  const script = 's2-compose-nginx-systemd/.github/systemd.sh';
  const env = { DEPLOY_TOKEN: '-----BEGIN KEY-----\nsecret\n-----END KEY-----' };
  const remember = 'shift; cat "$1" > "$GIVEN"; stat -c %a "$1" >> "$GIVEN"';

  test('runs update.sh with the version as one word, by a key that only its owner can read and that is gone afterwards', async () => {
    await standIn('ssh', remember);
    const { code, calls } = await start(script, ['release', '1.0; rm -rf /'], env);
    expect([code, calls.length]).toEqual([0, 1]);
    expect(calls[0]).toContain('StrictHostKeyChecking=yes');
    expect(calls[0]).toMatch(/deploy@metal\.example\.com \S*update\.sh\\ 1\.0\\\\\\;\\\\\\ rm/);
    expect(await given()).toBe('-----BEGIN KEY-----\nsecret\n-----END KEY-----\n600\n');
    const [, key = ''] = /-i (\S+)/.exec(calls[0] ?? '') ?? [];
    await expect(readFile(key)).rejects.toThrow('ENOENT');
  });

  test('a rollback to a release that is not there changes no link', async () => {
    await standIn('ssh', 'case "$*" in *test*) exit 1 ;; esac');
    const { code, calls } = await start(script, ['rollback', '1.0'], env);
    expect([code, calls.length]).toEqual([1, 1]);
  });

  test('a rollback changes the link by one rename, then restarts the units', async () => {
    await standIn('ssh');
    const { code, calls } = await start(script, ['rollback', '1.0'], env);
    expect([code, calls.length]).toEqual([0, 4]);
    expect(calls[2]).toContain('mv\\ -T\\ /opt/cadence/current.next\\ /opt/cadence/current');
    expect(calls[3]).toContain('systemctl\\ restart\\ cadence-backend\\ cadence-frontend');
  });
});
