// A platform that is deployed to by a command: here a file that says what runs, and a server that serves it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import type { FakeGitHub } from '../../../test/github/api.ts';
import type { TestHost } from '../../../test/scenarios/host.ts';
import { type ReleaseResult, run } from '../src/run.ts';
import { hostOf, inputsOf, newer, startFake } from './github.ts';

let folder: string;
let platform: Server;
let github: FakeGitHub;
let host: TestHost;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'));
  platform = createServer(async (_, answer) => {
    const [version = ''] = (await readFile(join(folder, 'runs'), 'utf8').catch(() => '')).split(' ');
    answer.writeHead(version.startsWith('bad') ? 503 : 200, { 'x-version': version }).end(version);
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  platform.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  github = await startFake();
  host = hostOf(github, folder);
  await writeFile(join(folder, 'runs'), '');
  await write('printf "%s %s %s" "$VERSION" "$IMAGE_BACKEND" "$ENVIRONMENT" > runs');
});
afterEach(() => github.close());

async function write(command: string, back = command): Promise<void> {
  const { port } = platform.address() as AddressInfo;
  const production = {
    command,
    'rollback-command': back,
    smoke: { url: `http://127.0.0.1:${port}/`, deadline: '3s' },
  };
  const file = {
    project: 'notes',
    images: { backend: { image: 'registry.example.com/notes' } },
    migrate: false,
    environments: { production },
  };
  await writeFile(join(folder, 'slipway.yml'), JSON.stringify(file));
}

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const runs = (): Promise<string> => readFile(join(folder, 'runs'), 'utf8');
function release(version: string, more: Record<string, string> = {}): Promise<ReleaseResult> {
  const digests = JSON.stringify({ backend: digest(version.at(-1) ?? '0') });
  return run(inputsOf({ config: 'slipway.yml', deployment: 'true', version, digests, ...more }), host);
}
const states = (): string[] =>
  github.state.deployments.map(({ payload, statuses }) => `${(payload as { version: string }).version} ${statuses.at(-1)?.state}`);

test('the command gets version, image and environment, and the smoke check decides', async () => {
  const { outcome, outputs } = await release('v1');
  expect(outcome).toBe('released');
  expect(outputs).toMatchObject({ version: 'v1', commit: newer, digests: JSON.stringify({ backend: digest('1') }) });
  expect(await runs()).toBe(`v1 registry.example.com/notes@${digest('1')} production`);
  expect(states()).toEqual(['v1 success']);
});

test('a version that does not answer well is taken back to the one before, and the run fails', async () => {
  await release('v1');
  const failure = await failureOf(release('bad2'));
  expect(failure).toMatchObject({ reason: 'unhealthy', details: { outcome: 'rolled-back', state: 'v1 serves again.' } });
  expect(await runs()).toBe(`v1 registry.example.com/notes@${digest('1')} production`);
  expect(states()).toEqual(['v1 success', 'bad2 failure']);
});

test('a command that fails is told with its words; the first release has nothing to go back to', async () => {
  await write('echo "quota exceeded" >&2; exit 3');
  const failure = await failureOf(release('v1'));
  expect(failure).toMatchObject({ reason: 'command-failed', message: expect.stringContaining('code 3: quota exceeded') });
  expect(failure.details.state).toContain('no release before is on record');
});

test('where going back fails too, a person is asked for', async () => {
  await release('v1');
  await write('exit 4', 'exit 5');
  expect((await failureOf(release('v2'))).details.state).toMatch(/Going back to v1 failed too: .*code 5.* A person is needed/);
});

test('a rollback goes to the release before, or to a named one, and never to one that failed', async () => {
  await release('v1');
  await release('v2');
  await failureOf(release('bad3'));
  const back = { config: 'slipway.yml', mode: 'rollback', deployment: 'true' };
  expect((await run(inputsOf(back), host)).outputs).toMatchObject({ version: 'v1' });
  expect(await runs()).toContain(`v1 registry.example.com/notes@${digest('1')}`);
  expect((await run(inputsOf({ ...back, version: 'v2' }), host)).outputs).toMatchObject({ version: 'v2' });
  expect((await failureOf(run(inputsOf({ ...back, version: 'bad3' }), host))).reason).toBe('nothing-to-roll-back');
});

test('the command sees no input of the action, and an environment without a smoke check is refused', async () => {
  process.env['INPUT_SSH-KEY'] = 'the very key';
  await write('env > seen; printf "%s" "$VERSION" > runs');
  await release('v1');
  delete process.env['INPUT_SSH-KEY'];
  expect(await readFile(join(folder, 'seen'), 'utf8')).not.toContain('the very key');
  await writeFile(
    join(folder, 'slipway.yml'),
    JSON.stringify({
      project: 'notes',
      images: { backend: { image: 'x.example.com/n' } },
      environments: { production: { command: 'true' } },
    }),
  );
  expect((await failureOf(release('v1'))).message).toContain('no smoke check');
});
