import { afterEach, expect, test } from '@jest/globals';
import type { FakeGitHub } from '../../../test/github/api.ts';
import { openRecorder, type Recorder } from '../src/record.ts';
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

test('a record that a killed run left open is ended, and no other', async () => {
  github = await startFake();
  const { state } = github;
  for (const id of [71, 72, 73, 74]) state.addRun({ id, ...(id === 73 ? {} : { status: 'completed' }) });
  const begin = async (id: string): Promise<Recorder> => {
    const recorder = await openRecorder(asked, planOf(), hostOf(github, '/', { runId: id }));
    await recorder.begin(images, { version: `v${id}`, commit: older });
    return recorder;
  };
  await (await begin('71')).end('success', 'it serves');
  Object.assign(state.runs.get(72) ?? {}, { status: 'in_progress' });
  await begin('72');
  await begin('73');
  Object.assign(state.runs.get(72) ?? {}, { status: 'completed' });
  state.deployments[1]?.statuses.splice(0);
  await begin('74');
  expect(state.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success', 'error', 'in_progress', 'in_progress']);
  github.fail({ method: 'GET', path: /deployments\?/, status: 403 });
  await begin('74');
  expect(state.deployments.at(-1)?.statuses.at(-1)).toMatchObject({ state: 'in_progress' });
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

test('begin and end have one deadline each, whatever GitHub does: the lease of the server is held meanwhile', async () => {
  github = await startFake();
  const host = hostOf(github, '/');
  const recorder = await openRecorder(asked, planOf(), host);
  github.fail({ method: 'POST', path: /deployments$/, status: 429, headers: { 'retry-after': '12' } });
  github.fail({ method: 'POST', path: /deployments\/\d+\/statuses/, status: 429, headers: { 'retry-after': '12' }, times: 9 });
  const begun = performance.now();
  await recorder.begin(images);
  expect(performance.now() - begun).toBeGreaterThan(14_000);
  expect(performance.now() - begun).toBeLessThan(16_500);
  expect(host.text()).toContain('did not answer in the time that there was. The release goes on without that record.');
  const ending = performance.now();
  const ended = recorder.end('failure', 'cancelled');
  setTimeout(host.cancel, 1000);
  await ended;
  expect(performance.now() - ending).toBeLessThan(6500);
}, 30_000);
