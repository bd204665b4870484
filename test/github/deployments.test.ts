// What GitHub does by itself, beyond what its description says.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FakeGitHub } from './api.ts';
import { at, connect, first, type Octokit, open, outcome, second } from './clients/octokit.ts';

let github: FakeGitHub;
let octokit: Octokit;

beforeEach(async () => {
  ({ github, octokit } = await open());
});

afterEach(async () => {
  await github.close();
  expect(github.problems).toEqual([]);
});

interface Facts {
  environment: string;
  transient_environment?: boolean;
  production_environment?: boolean;
}

async function release(facts: Facts, autoInactive?: boolean): Promise<number> {
  const created = await octokit.rest.repos.createDeployment({ ...at, ref: second, auto_merge: false, required_contexts: [], ...facts });
  const { id } = created.data as { id: number };
  const option = autoInactive === undefined ? {} : { auto_inactive: autoInactive };
  await octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id: id, state: 'success', ...option });
  return id;
}

const statesOf = async (id: number): Promise<string[]> =>
  (await octokit.rest.repos.listDeploymentStatuses({ ...at, deployment_id: id })).data.map(({ state }) => state);

test('a success makes earlier successes of the same environment inactive', async () => {
  const old = await release({ environment: 'staging' });
  const elsewhere = await release({ environment: 'demo' });
  const next = await release({ environment: 'staging' });
  expect(await statesOf(old)).toEqual(['inactive', 'success']);
  expect(await statesOf(next)).toEqual(['success']);
  expect(await statesOf(elsewhere)).toEqual(['success']);
});

test('production, transient environments and those that ask for it keep theirs', async () => {
  const production = await release({ environment: 'production' });
  await release({ environment: 'production' });
  const transient = await release({ environment: 'preview-1', transient_environment: true });
  await release({ environment: 'preview-1', transient_environment: true });
  const kept = await release({ environment: 'staging' });
  await release({ environment: 'staging' }, false);
  for (const id of [production, transient, kept]) expect(await statesOf(id)).toEqual(['success']);
});

test('a failed deployment is not made inactive, and a failure makes nothing inactive', async () => {
  const good = await release({ environment: 'staging' });
  const bad = await octokit.rest.repos.createDeployment({
    ...at,
    ref: second,
    environment: 'staging',
    auto_merge: false,
    required_contexts: [],
  });
  const { id } = bad.data as { id: number };
  await octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id: id, state: 'failure' });
  expect(await statesOf(good)).toEqual(['success']);
  await release({ environment: 'staging' });
  expect(await statesOf(id)).toEqual(['failure']);
});

test('a deployment creates the environment that it names, without rules', async () => {
  await release({ environment: 'brand-new' });
  const { data } = await octokit.rest.repos.getEnvironment({ ...at, environment_name: 'brand-new' });
  expect(data).toMatchObject({ name: 'brand-new', protection_rules: [], deployment_branch_policy: null });
});

test('a payload stays what it was: object or text', async () => {
  for (const payload of [{ slipway: 1 }, '{"slipway":1}']) {
    await octokit.rest.repos.createDeployment({ ...at, ref: second, auto_merge: false, required_contexts: [], payload });
  }
  const { data } = await octokit.rest.repos.listDeployments(at);
  expect(data.map(({ payload }) => payload)).toEqual(['{"slipway":1}', { slipway: 1 }]);
});

test('a branch that lacks commits of the default branch conflicts, unless auto_merge is off', async () => {
  github.state.commits.add('c'.repeat(40), { branch: 'topic', parents: [first] });
  const create = (options: object): Promise<{ status: number }> =>
    outcome(octokit.rest.repos.createDeployment({ ...at, ref: 'topic', required_contexts: [], ...options }));
  expect(await create({})).toMatchObject({ status: 409 });
  expect(await create({ auto_merge: false })).toMatchObject({ status: 201 });
});

test('statuses that are no success conflict, unless no context is required', async () => {
  await octokit.rest.repos.createCommitStatus({ ...at, sha: second, state: 'failure', context: 'tests' });
  const create = (options: object): Promise<{ status: number; message: string }> =>
    outcome(octokit.rest.repos.createDeployment({ ...at, ref: second, auto_merge: false, ...options }));
  expect(await create({})).toMatchObject({ status: 409, message: expect.stringContaining('Commit status checks failed') });
  expect(await create({ required_contexts: ['missing'] })).toMatchObject({ status: 409 });
  expect(await create({ required_contexts: [] })).toMatchObject({ status: 201 });
  await octokit.rest.repos.createCommitStatus({ ...at, sha: second, state: 'success', context: 'tests' });
  expect(await create({})).toMatchObject({ status: 201 });
});

test('an unknown ref, a long description and an address that is no link are 422', async () => {
  const unknown = await outcome(octokit.rest.repos.createDeployment({ ...at, ref: 'nowhere' }));
  expect(unknown).toMatchObject({ status: 422, message: expect.stringContaining('No ref found for: nowhere') });
  const deployment_id = await release({ environment: 'staging' });
  const create = (options: object): Promise<{ status: number }> =>
    outcome(octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id, state: 'failure', ...options }));
  expect(await create({ description: 'x'.repeat(141) })).toMatchObject({ status: 422 });
  expect(await create({ description: 'x'.repeat(140) })).toMatchObject({ status: 201 });
  expect(await create({ environment_url: 'app.example.com' })).toMatchObject({ status: 422 });
});

test('only a reviewer reviews, and not the own run where that is prevented', async () => {
  const environment = github.state.setEnvironment('production-approval', { reviewers: ['ana', 'ben'], preventSelfReview: true });
  github.state.addRun({ id: 7, actor: 'ben' }).waiting.add('production-approval');
  expect(() => github.state.approve(7, 'production-approval', 'eve')).toThrow('eve is no reviewer');
  expect(() => github.state.approve(7, 'production-approval', 'ben')).toThrow('prevents self-review');
  expect(() => github.state.approve(8, 'production-approval', 'ana')).toThrow('There is no run 8');
  github.state.setEnvironment('demo-approval', { reviewers: ['ben'] });
  github.state.approve(7, 'demo-approval', 'ben');
  const review = (client: Octokit): Promise<{ status: number }> => {
    const verdict = { environment_ids: [environment.id], state: 'rejected' as const, comment: 'Not today' };
    return outcome(client.rest.actions.reviewPendingDeploymentsForRun({ ...at, run_id: 7, ...verdict }));
  };
  expect(await review(octokit)).toMatchObject({ status: 422 });
  expect(await review(connect(github, 'anas-token'))).toMatchObject({ status: 200 });
  const { data } = await octokit.rest.actions.getReviewsForRun({ ...at, run_id: 7 });
  expect(data).toMatchObject([
    { state: 'approved', environments: [{ name: 'demo-approval' }], user: { login: 'ben' } },
    { state: 'rejected', environments: [{ name: 'production-approval' }], user: { login: 'ana' }, comment: 'Not today' },
  ]);
});
