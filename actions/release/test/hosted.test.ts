import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import type { TestHost } from '../../../test/scenarios/host.ts';
import { newer, older } from './github.ts';
import { digest, type Platform, startPlatform } from './platform.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await startPlatform();
});
afterEach(() => platform.remove());

test('the command gets version, image and environment, and the smoke check decides', async () => {
  const { outcome, outputs } = await platform.release('v1');
  expect(outcome).toBe('released');
  expect(outputs).toMatchObject({ version: 'v1', commit: newer, digests: JSON.stringify({ backend: digest('1') }) });
  expect(await platform.runs()).toBe(`v1 registry.example.com/notes@${digest('1')} production`);
  expect(platform.states()).toEqual(['v1 success']);
});

test('a version that does not answer well is taken back to the one before, and the run fails', async () => {
  await platform.release('v1');
  const failure = await failureOf(platform.release('bad2'));
  expect(failure).toMatchObject({ reason: 'unhealthy', details: { outcome: 'rolled-back', state: 'v1 serves again.' } });
  expect(await platform.runs()).toBe(`v1 registry.example.com/notes@${digest('1')} production`);
  expect(platform.states()).toEqual(['v1 success', 'bad2 failure', 'v1 success']);
});

test('a command that fails is told with its words; the first release has nothing to go back to', async () => {
  await platform.write('echo "quota exceeded" >&2; exit 3');
  const failure = await failureOf(platform.release('v1'));
  expect(failure).toMatchObject({ reason: 'command-failed', message: expect.stringContaining('code 3: quota exceeded') });
  expect(failure.details.state).toContain('no release before is on record');
});

test('where going back fails too, a person is asked for', async () => {
  await platform.release('v1');
  await platform.write('exit 4', 'exit 5');
  expect((await failureOf(platform.release('v2'))).details.state).toMatch(/Going back to v1 failed too: .*code 5.* A person is needed/);
});

test('a rollback goes to the release before, or to a named one, and never to one that failed', async () => {
  await platform.release('v1', { commit: older });
  await platform.release('v2');
  await failureOf(platform.release('bad3'));
  expect((await platform.back()).outputs).toMatchObject({ version: 'v1' });
  expect(await platform.runs()).toContain(`v1 registry.example.com/notes@${digest('1')}`);
  expect((await platform.back('v2')).outputs).toMatchObject({ version: 'v2' });
  expect((await platform.back(older.slice(0, 7))).outputs).toMatchObject({ version: 'v1' });
  const failure = await failureOf(platform.back('bad3'));
  expect(failure).toMatchObject({ reason: 'nothing-to-roll-back', message: expect.stringContaining('bad3 failed on production') });
  expect(failure.details.hint).toBe('Say by `version` where to go: v1, v2.');
});

test('the command sees no input of the action, and an environment without a smoke check is refused', async () => {
  process.env['INPUT_SSH-KEY'] = 'the very key';
  await platform.write('env > seen; printf "%s" "$VERSION" > runs');
  await platform.release('v1');
  delete process.env['INPUT_SSH-KEY'];
  expect(await readFile(join(platform.folder, 'seen'), 'utf8')).not.toContain('the very key');
  await writeFile(
    join(platform.folder, 'slipway.yml'),
    JSON.stringify({
      project: 'notes',
      images: { backend: { image: 'x.example.com/n' } },
      environments: { production: { command: 'true' } },
    }),
  );
  expect((await failureOf(platform.release('v1'))).message).toContain('no smoke check');
});

test('a run that is cancelled in the middle of the command says what state the platform is in', async () => {
  await platform.release('v1');
  await platform.write('printf "half of %s" "$VERSION" > runs; sleep 30');
  const prepare = (host: TestHost): void => void setTimeout(host.cancel, 1500);
  const failure = await failureOf(platform.release('v2', {}, { prepare }));
  expect(failure).toMatchObject({ reason: 'cancelled', details: { state: expect.stringContaining('the platform stands as it left it') } });
  expect(await platform.runs()).toBe('half of v2');
}, 20_000);
