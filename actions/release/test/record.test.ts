import { afterEach, expect, test } from '@jest/globals';
import type { FakeGitHub } from '../../../test/github/api.ts';
import { openRecorder } from '../src/record.ts';
import { hostOf, images, inputsOf, newer, older, planOf, startFake } from './github.ts';

let github: FakeGitHub;
afterEach(() => github.close());
const asked = inputsOf({ deployment: 'true' });

test('a release is a deployment with its digests, begun before and ended after, and a status of its commit', async () => {
  github = await startFake();
  const recorder = await openRecorder(asked, planOf(), hostOf(github, '/'));
  await recorder.begin(images);
  await recorder.end('success', 'it serves');
  const [record] = github.state.deployments;
  expect(record).toMatchObject({
    environment: 'staging',
    payload: { slipway: 1, version: newer, commit: newer, run: '77', digests: { backend: images.backend.split('@')[1] } },
  });
  expect(record?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
  expect(record?.statuses.at(-1)).toMatchObject({
    environmentUrl: 'https://app.example.com/',
    logUrl: 'https://github.test/acme/notes/actions/runs/77',
  });
  expect(github.state.statuses.map(({ context, state }) => [context, state])).toEqual([['slipway/staging', 'success']]);
  expect(github.problems).toEqual([]);
});

test('a rollback is recorded with what is gone back to', async () => {
  github = await startFake();
  const recorder = await openRecorder(inputsOf({ deployment: 'true', mode: 'rollback' }), planOf(), hostOf(github, '/'));
  await recorder.begin(images, { version: 'v1', commit: older });
  await recorder.end('success', 'back');
  expect(github.state.deployments[0]).toMatchObject({ sha: older, payload: { version: 'v1', commit: older } });
});

test('without the permission nothing fails, and the permission is named', async () => {
  github = await startFake({ contents: 'read' });
  const host = hostOf(github, '/');
  const recorder = await openRecorder(asked, planOf(), host);
  await recorder.begin(images);
  await recorder.end('success', 'it serves');
  expect(host.text()).toMatch(/`deployments: write`[\s\S]*goes on without that record[\s\S]*`statuses: write`/);
});

test('the end of a cancelled release is recorded, and one that GitHub does not answer ends in time', async () => {
  github = await startFake();
  const host = hostOf(github, '/');
  const recorder = await openRecorder(asked, planOf(), host);
  await recorder.begin(images);
  host.cancel();
  await recorder.end('failure', 'cancelled');
  expect(github.state.deployments[0]?.statuses.at(-1)).toMatchObject({ state: 'failure' });
  github.fail({ method: 'POST', path: /statuses/, status: 'hang', times: 4 });
  const begun = performance.now();
  await recorder.end('failure', 'cancelled');
  expect(performance.now() - begun).toBeLessThan(6000);
}, 15_000);

test('nothing is recorded where none was asked for, on a person’s own machine, or before a release began', async () => {
  github = await startFake();
  await (await openRecorder(inputsOf({}), planOf(), hostOf(github, '/'))).begin(images);
  await (await openRecorder(asked, planOf(), hostOf(github, '/', { local: true }))).begin(images);
  await (await openRecorder(asked, planOf(), hostOf(github, '/'))).end('failure', 'build-failed');
  expect(github.requests).toEqual([]);
});
