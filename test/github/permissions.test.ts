import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import type { FakeGitHub } from './api.ts';
import { at, connect, everything, first, type Octokit, open, outcome, second } from './clients/octokit.ts';
import type { Permission, Permissions } from './rest/permissions.ts';
import { missingPermission } from './rest/permissions.ts';

let github: FakeGitHub;

afterEach(() => github.close());

interface Row {
  readonly permission: Permission;
  readonly access: 'read' | 'write';
  readonly call: (octokit: Octokit) => Promise<{ status: number }>;
}

const rows: readonly Row[] = [
  { permission: 'deployments', access: 'write', call: (o) => o.rest.repos.createDeployment({ ...at, ref: second, required_contexts: [] }) },
  {
    permission: 'deployments',
    access: 'write',
    call: (o) => o.rest.repos.createDeploymentStatus({ ...at, deployment_id: 1, state: 'error' }),
  },
  { permission: 'deployments', access: 'read', call: (o) => o.rest.repos.listDeployments(at) },
  { permission: 'deployments', access: 'read', call: (o) => o.rest.repos.listDeploymentStatuses({ ...at, deployment_id: 1 }) },
  { permission: 'statuses', access: 'write', call: (o) => o.rest.repos.createCommitStatus({ ...at, sha: second, state: 'success' }) },
  { permission: 'actions', access: 'read', call: (o) => o.rest.repos.getEnvironment({ ...at, environment_name: 'staging' }) },
  { permission: 'actions', access: 'read', call: (o) => o.rest.actions.getReviewsForRun({ ...at, run_id: 7 }) },
  { permission: 'actions', access: 'read', call: (o) => o.rest.actions.getWorkflowRun({ ...at, run_id: 7 }) },
  {
    permission: 'actions',
    access: 'write',
    call: (o) => o.rest.actions.createWorkflowDispatch({ ...at, workflow_id: 'x.yml', ref: 'main' }),
  },
  {
    permission: 'contents',
    access: 'read',
    call: (o) => o.rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${first}...${second}` }),
  },
  { permission: 'contents', access: 'read', call: (o) => o.rest.repos.listBranches(at) },
  { permission: 'contents', access: 'read', call: (o) => o.rest.repos.getBranch({ ...at, branch: 'main' }) },
  { permission: 'actions', access: 'read', call: (o) => o.rest.actions.listWorkflowRunArtifacts({ ...at, run_id: 7 }) },
  { permission: 'issues', access: 'read', call: (o) => o.rest.issues.listForRepo(at) },
  { permission: 'issues', access: 'write', call: (o) => o.rest.issues.create({ ...at, title: 'An issue' }) },
  { permission: 'issues', access: 'write', call: (o) => o.rest.issues.createComment({ ...at, issue_number: 1, body: 'A comment' }) },
  { permission: 'pull-requests', access: 'read', call: (o) => o.rest.pulls.get({ ...at, pull_number: 12 }) },
  { permission: 'checks', access: 'write', call: (o) => o.rest.checks.create({ ...at, name: 'scan', head_sha: second }) },
  {
    permission: 'security-events',
    access: 'write',
    call: (o) => o.rest.codeScanning.uploadSarif({ ...at, commit_sha: second, ref: 'refs/heads/main', sarif: '' }),
  },
];

test.each(rows)('$permission: $access is asked for and suffices', async ({ permission, access, call }) => {
  const without = Object.fromEntries(Object.entries(everything).filter(([name]) => name !== permission)) as Permissions;
  const less: Permissions = access === 'write' ? { ...without, [permission]: 'read' } : without;
  ({ github } = await open({ tokens: { less: { permissions: less }, enough: { permissions: { [permission]: access } } } }));
  github.state.addRun({ id: 7 });
  github.state.addPull({ number: 12 });
  const refused = await outcome(call(connect(github, 'less')));
  expect(refused).toMatchObject({ status: 403, message: expect.stringContaining('Resource not accessible by integration') });
  expect(refused.headers['x-accepted-github-permissions']).toContain(`${permission.replaceAll('-', '_')}=${access}`);
  expect((await outcome(call(connect(github, 'enough')))).status).not.toBe(403);
  expect(github.problems).toEqual([]);
});

test('pull-requests: write is enough to comment a pull request, and not an issue', async () => {
  ({ github } = await open({
    tokens: { pulls: { permissions: { 'pull-requests': 'write' } }, issues: { permissions: { issues: 'write' } } },
  }));
  github.state.addPull({ number: 12 });
  const { data } = await connect(github, 'issues').rest.issues.create({ ...at, title: 'An issue' });
  const comment = (token: string, issue_number: number): Promise<{ status: number }> =>
    outcome(connect(github, token).rest.issues.createComment({ ...at, issue_number, body: 'A comment' }));
  expect(await comment('pulls', 12)).toMatchObject({ status: 201 });
  expect(await comment('pulls', data.number)).toMatchObject({ status: 403 });
  expect(await comment('issues', 12)).toMatchObject({ status: 201 });
});

test('a token that is unknown or missing is 401, and another repository is not there', async () => {
  const { octokit, github: fake } = await open();
  github = fake;
  expect(await outcome(connect(github, 'stolen').rest.repos.listDeployments(at))).toMatchObject({ status: 401 });
  expect((await fetch(`${github.url}/repos/acme/notes/deployments`, { headers: { 'user-agent': 'test' } })).status).toBe(401);
  expect(await outcome(octokit.rest.repos.listDeployments({ owner: 'acme', repo: 'other' }))).toMatchObject({ status: 404 });
  expect((await outcome(octokit.rest.repos.listDeployments({ owner: 'Acme', repo: 'Notes' }))).status).toBe(200);
});

test('the record names the actor of a token and never the token', async () => {
  const { octokit, github: fake } = await open();
  github = fake;
  await octokit.rest.repos.listDeployments(at);
  await connect(github, 'anas-token').rest.repos.listDeployments(at);
  await outcome(connect(github, 'stolen').rest.repos.listDeployments(at));
  expect(github.requests.map(({ actor, status, method, path }) => [method, path, status, actor])).toEqual([
    ['GET', '/repos/acme/notes/deployments', 200, 'github-actions[bot]'],
    ['GET', '/repos/acme/notes/deployments', 200, 'ana'],
    ['GET', '/repos/acme/notes/deployments', 401, undefined],
  ]);
  expect(JSON.stringify([github.requests, github.problems, github.state])).not.toMatch(/job-token|anas-token|stolen/);
});

test('every operation of the description has a permission', async () => {
  ({ github } = await open());
  const description = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const operations = Object.values(description.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(operations).toHaveLength(34);
  for (const operation of operations) expect(missingPermission(operation, {}, false)).toMatch(/=(read|write)/);
});
