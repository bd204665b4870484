import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FakeGitHub } from './api.ts';
import { at, first, type Octokit, open, outcome, second } from './clients/octokit.ts';

let github: FakeGitHub;
let octokit: Octokit;

beforeEach(async () => {
  ({ github, octokit } = await open());
});

afterEach(async () => {
  await github.close();
  // Both sides kept to the published description in every call of every test here.
  expect(github.problems).toEqual([]);
});

test('a deployment is created, found and read with its payload and its statuses', async () => {
  const payload = { slipway: 1, digests: { backend: `sha256:${'0'.repeat(64)}` } };
  const options = { environment: 'staging', auto_merge: false, required_contexts: [], description: 'Version 7' };
  const created = await octokit.rest.repos.createDeployment({ ...at, ref: second, payload, ...options });
  const { id } = created.data as { id: number };
  for (const state of ['in_progress', 'success'] as const) {
    const urls = { environment_url: 'https://staging.test', log_url: 'https://github.test/run/7' };
    await octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id: id, state, description: 'As told', ...urls });
  }
  const { data: list } = await octokit.rest.repos.listDeployments({ ...at, environment: 'staging', task: 'deploy' });
  const { data: statuses } = await octokit.rest.repos.listDeploymentStatuses({ ...at, deployment_id: id });
  const { data: one } = await octokit.rest.repos.getDeployment({ ...at, deployment_id: id });
  const status = await octokit.rest.repos.getDeploymentStatus({ ...at, deployment_id: id, status_id: statuses[1]?.id ?? 0 });

  expect(list).toHaveLength(1);
  expect(one).toMatchObject({ id, sha: second, ref: second, payload, description: 'Version 7', creator: { login: 'github-actions[bot]' } });
  expect(one).toMatchObject({ environment: 'staging', production_environment: false, transient_environment: false });
  expect(statuses.map(({ state }) => state)).toEqual(['success', 'in_progress']);
  expect(status.data).toMatchObject({
    state: 'in_progress',
    environment_url: 'https://staging.test',
    log_url: 'https://github.test/run/7',
  });
  expect((await octokit.rest.repos.listDeployments({ ...at, environment: 'production' })).data).toEqual([]);
});

test('an environment shows its reviewers, its rules and its branches', async () => {
  const rules = { reviewers: ['ana', '@acme/operators'], preventSelfReview: true, waitMinutes: 5, branches: ['main', 'release/*'] };
  github.state.setEnvironment('production-approval', rules);
  github.state.setEnvironment('production', { branches: 'protected' });
  const { data } = await octokit.rest.repos.getEnvironment({ ...at, environment_name: 'production-approval' });
  const policies = await octokit.rest.repos.listDeploymentBranchPolicies({ ...at, environment_name: 'production-approval' });
  const { data: all } = await octokit.rest.repos.getAllEnvironments(at);

  expect(data.protection_rules?.map(({ type }) => type)).toEqual(['wait_timer', 'required_reviewers', 'branch_policy']);
  expect(data.protection_rules?.[1]).toMatchObject({
    prevent_self_review: true,
    reviewers: [
      { type: 'User', reviewer: { login: 'ana' } },
      { type: 'Team', reviewer: { slug: 'operators' } },
    ],
  });
  expect(data.deployment_branch_policy).toEqual({ protected_branches: false, custom_branch_policies: true });
  expect(policies.data.branch_policies.map(({ name }) => name)).toEqual(['main', 'release/*']);
  expect(all.environments?.map(({ name }) => name)).toEqual(['production-approval', 'production']);
  expect((await outcome(octokit.rest.repos.getEnvironment({ ...at, environment_name: 'nowhere' }))).status).toBe(404);
});

test('a name with a slash is one name', async () => {
  github.state.setEnvironment('eu/production', { branches: 'protected' });
  const { data } = await octokit.rest.repos.getEnvironment({ ...at, environment_name: 'eu/production' });
  expect(data).toMatchObject({ name: 'eu/production', deployment_branch_policy: { protected_branches: true } });
});

test('a run waits for a reviewer and shows who approved what', async () => {
  github.state.setEnvironment('production-approval', { reviewers: ['ana'] });
  const run = github.state.addRun({ id: 7, actor: 'ben', event: 'workflow_dispatch' });
  run.waiting.add('production-approval');
  const waiting = await octokit.rest.actions.getWorkflowRun({ ...at, run_id: 7 });
  const pending = await octokit.rest.actions.getPendingDeploymentsForRun({ ...at, run_id: 7 });
  github.state.approve(7, 'production-approval', 'ana', 'Looks good');
  const { data: approvals } = await octokit.rest.actions.getReviewsForRun({ ...at, run_id: 7 });
  const approved = await octokit.rest.actions.getWorkflowRun({ ...at, run_id: 7 });

  expect(waiting.data).toMatchObject({ status: 'waiting', head_sha: second, event: 'workflow_dispatch', actor: { login: 'ben' } });
  expect(pending.data).toMatchObject([{ environment: { name: 'production-approval' }, current_user_can_approve: false }]);
  expect(approvals).toMatchObject([
    { state: 'approved', environments: [{ name: 'production-approval' }], user: { login: 'ana' }, comment: 'Looks good' },
  ]);
  expect(approved.data.status).toBe('in_progress');
});

test('comparisons follow the history', async () => {
  const side = 'c'.repeat(40);
  github.state.commits.add(side, { branch: 'side', parents: [first] });
  const compare = async (base: string, head: string): Promise<[string, number, number]> => {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${base}...${head}` });
    return [data.status, data.ahead_by, data.behind_by];
  };
  expect(await compare(first, second)).toEqual(['ahead', 1, 0]);
  expect(await compare(second, first)).toEqual(['behind', 0, 1]);
  expect(await compare('main', second)).toEqual(['identical', 0, 0]);
  expect(await compare('side', 'main')).toEqual(['diverged', 1, 1]);
  expect((await outcome(octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: `main...${'d'.repeat(40)}` }))).status).toBe(404);
});

test('commit statuses are listed newest first', async () => {
  for (const state of ['pending', 'success'] as const) {
    await octokit.rest.repos.createCommitStatus({
      ...at,
      sha: second,
      state,
      context: 'slipway/staging',
      target_url: 'https://github.test/run/7',
    });
  }
  const { data } = await octokit.rest.repos.listCommitStatusesForRef({ ...at, ref: 'main' });
  expect(data.map(({ state, context }) => [state, context])).toEqual([
    ['success', 'slipway/staging'],
    ['pending', 'slipway/staging'],
  ]);
  expect((await outcome(octokit.rest.repos.createCommitStatus({ ...at, sha: 'e'.repeat(40), state: 'success' }))).status).toBe(422);
});

test('an issue is opened, found by its label, commented, closed and opened again', async () => {
  const { data: issue } = await octokit.rest.issues.create({ ...at, title: 'Backup is late', body: '<!-- alarm -->', labels: ['alarm'] });
  await octokit.rest.issues.create({ ...at, title: 'Another' });
  const { data: comment } = await octokit.rest.issues.createComment({ ...at, issue_number: issue.number, body: 'Still late' });
  await octokit.rest.issues.updateComment({ ...at, comment_id: comment.id, body: 'Still late, twice' });
  const { data: comments } = await octokit.rest.issues.listComments({ ...at, issue_number: issue.number });
  const { data: found } = await octokit.rest.issues.listForRepo({ ...at, state: 'open', labels: 'alarm' });
  const { data: closed } = await octokit.rest.issues.update({ ...at, issue_number: issue.number, state: 'closed' });
  const { data: open } = await octokit.rest.issues.listForRepo({ ...at, creator: 'github-actions[bot]' });
  const { data: again } = await octokit.rest.issues.update({ ...at, issue_number: issue.number, state: 'open' });

  expect(comments).toMatchObject([{ id: comment.id, body: 'Still late, twice', user: { login: 'github-actions[bot]' } }]);
  expect(found).toMatchObject([{ number: 1, title: 'Backup is late', body: '<!-- alarm -->', comments: 1 }]);
  expect(closed).toMatchObject({ state: 'closed', state_reason: 'completed', closed_by: { login: 'github-actions[bot]' } });
  expect(open.map(({ title }) => title)).toEqual(['Another']);
  expect(again).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null });
});

test('a pull request of a fork is told by its head, and is an issue too', async () => {
  github.state.addPull({ number: 12, headRepository: 'eve/notes', headSha: first, title: 'From outside' });
  const { data: pull } = await octokit.rest.pulls.get({ ...at, pull_number: 12 });
  const { data: issues } = await octokit.rest.issues.listForRepo(at);
  expect(pull.head).toMatchObject({ sha: first, repo: { full_name: 'eve/notes', fork: true } });
  expect(pull.base).toMatchObject({ ref: 'main', sha: second, repo: { full_name: 'acme/notes', fork: false } });
  expect(issues).toMatchObject([
    { number: 12, title: 'From outside', pull_request: { html_url: 'https://github.test/acme/notes/pull/12' } },
  ]);
});

test('check runs, scan results, dispatches and artifacts are taken and remembered', async () => {
  const output = { title: 'Two findings', summary: 'See below' };
  const check = await octokit.rest.checks.create({ ...at, name: 'scan', head_sha: second, conclusion: 'neutral', output });
  const document = { version: '2.1.0', runs: [] };
  const sarif = gzipSync(JSON.stringify(document)).toString('base64');
  const upload = await octokit.rest.codeScanning.uploadSarif({ ...at, commit_sha: second, ref: 'refs/heads/main', sarif });
  const plain = await outcome(octokit.rest.codeScanning.uploadSarif({ ...at, commit_sha: second, ref: 'refs/heads/main', sarif: '{}' }));
  const dispatch = await octokit.rest.actions.createWorkflowDispatch({
    ...at,
    workflow_id: 'deploy.yml',
    ref: 'main',
    inputs: { version: '7' },
  });
  github.state.addRun({ id: 7 }).artifacts.push({ name: 'sbom', size: 12 }, { name: 'plan', size: 5 });
  const { data: artifacts } = await octokit.rest.actions.listWorkflowRunArtifacts({ ...at, run_id: 7, name: 'sbom' });

  expect(check.data).toMatchObject({ status: 'completed', conclusion: 'neutral', output: { title: 'Two findings' } });
  expect([upload.status, plain.status]).toEqual([202, 400]);
  expect(github.state.sarifs).toMatchObject([{ commit: second, document }]);
  expect(dispatch.status).toBe(204);
  expect(github.state.dispatches).toMatchObject([{ workflow: 'deploy.yml', ref: 'main', inputs: { version: '7' } }]);
  expect(artifacts).toMatchObject({ total_count: 1, artifacts: [{ name: 'sbom', size_in_bytes: 12 }] });
});

test('long lists come in pages, with links and rate limits in the headers', async () => {
  for (let index = 0; index < 65; index += 1) {
    await octokit.rest.repos.createDeployment({ ...at, ref: second, environment: 'staging', auto_merge: false, required_contexts: [] });
  }
  const page = await octokit.rest.repos.listDeployments({ ...at, environment: 'staging' });
  const all = await octokit.paginate(octokit.rest.repos.listDeployments, { ...at, environment: 'staging', per_page: 20 });
  const ids = all.map(({ id }) => id);

  expect(page.data).toHaveLength(30);
  expect(page.headers.link).toMatch(/environment=staging&page=2>; rel="next".*page=3>; rel="last"/);
  expect(page.headers['x-ratelimit-remaining']).toBe(String(1000 - 66));
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  expect(ids).toHaveLength(65);
  expect(github.requests.slice(-4).map(({ query }) => new URLSearchParams(query).get('page'))).toEqual([null, '2', '3', '4']);
});
