import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FakeGitHub } from './api.ts';
import { at, type Octokit, open, outcome, second } from './clients/octokit.ts';

let github: FakeGitHub;
let octokit: Octokit;

beforeEach(async () => {
  ({ github, octokit } = await open());
});

afterEach(() => github.close());

const list = (): Promise<{ status: number; message: string; headers: Record<string, unknown> }> =>
  outcome(octokit.rest.repos.listDeployments(at));

test.each([
  { title: 'a rate limit', status: 429, headers: { 'retry-after': '7' }, words: 'secondary rate limit' },
  { title: 'a secondary rate limit', status: 403, headers: { 'retry-after': '60' }, words: 'secondary rate limit' },
  { title: 'an hour that is used up', status: 403, headers: { 'x-ratelimit-remaining': '0' }, words: 'API rate limit exceeded' },
  { title: 'a lost permission', status: 403, headers: {}, words: 'Resource not accessible by integration' },
  { title: 'an error of the server', status: 500, headers: {}, words: 'Server Error' },
  { title: 'a broken gateway', status: 502, headers: {}, words: 'Server Error' },
])('$title comes as often as planted, then the truth', async ({ status, headers, words }) => {
  const planted = github.fail({ path: /deployments/, status, times: 2, headers });
  for (const hits of [1, 2]) {
    const got = await list();
    expect(got).toMatchObject({ status, message: expect.stringContaining(words), headers });
    expect(planted.hits).toBe(hits);
  }
  expect(await list()).toMatchObject({ status: 200 });
  expect(github.requests.map((request) => [request.status, request.injected])).toEqual([
    [status, true],
    [status, true],
    [200, false],
  ]);
});

test('only what matches fails: method, path and query', async () => {
  github.fail({ method: 'POST', path: /deployments$/, status: 500 });
  github.fail({ path: /environment=staging/, status: 500 });
  expect(await list()).toMatchObject({ status: 200 });
  expect(await outcome(octokit.rest.repos.listDeployments({ ...at, environment: 'demo' }))).toMatchObject({ status: 200 });
  expect(await outcome(octokit.rest.repos.listDeployments({ ...at, environment: 'staging' }))).toMatchObject({ status: 500 });
  expect(await outcome(octokit.rest.repos.createDeployment({ ...at, ref: second, required_contexts: [] }))).toMatchObject({ status: 500 });
});

test('a connection is reset, or says nothing until the client gives up', async () => {
  github.fail({ path: /deployments/, status: 'reset' });
  const headers = { authorization: 'Bearer job-token', 'user-agent': 'test' };
  const ask = (deadline: number): Promise<Response> =>
    fetch(`${github.url}/repos/acme/notes/deployments`, { headers, signal: AbortSignal.timeout(deadline) });
  await expect(ask(5000)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  github.fail({ path: /deployments/, status: 'hang' });
  await expect(ask(200)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect((await ask(5000)).status).toBe(200);
  expect(github.requests.map(({ status }) => status)).toEqual([0, 0, 200]);
});

test('a fault carries the request out only where it is told to', async () => {
  const create = (): Promise<{ status: number }> =>
    outcome(octokit.rest.repos.createDeployment({ ...at, ref: second, required_contexts: [] }));
  github.fail({ method: 'POST', path: /deployments/, status: 502 });
  expect(await create()).toMatchObject({ status: 502 });
  expect(github.state.deployments).toHaveLength(0);
  for (const status of [502, 'reset'] as const) github.fail({ method: 'POST', path: /deployments/, status, taken: true });
  expect(await create()).toMatchObject({ status: 502 });
  expect(await create()).toMatchObject({ status: 500, message: expect.any(String) });
  expect(github.state.deployments).toHaveLength(2);
});

test('closing ends connections that hang', async () => {
  github.fail({ path: /deployments/, status: 'hang' });
  const hanging = outcome(octokit.rest.repos.listDeployments(at));
  while (github.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await github.close();
  expect((await hanging).status).toBe(500);
});
