// The description judges both sides: a wrong request is refused, and a wrong answer of the fake is no answer.
import { afterEach, expect, test } from '@jest/globals';
import type { FakeGitHub } from './api.ts';
import { at, open, outcome, second } from './clients/octokit.ts';

let github: FakeGitHub;

afterEach(() => github.close());

const headers = { authorization: 'Bearer job-token', 'user-agent': 'test', 'content-type': 'application/json' };

const bodies: readonly { readonly title: string; readonly path: string; readonly body: string; readonly why: RegExp }[] = [
  { title: 'a field that is missing', path: 'deployments', body: '{"environment":"staging"}', why: /required property 'ref'/ },
  {
    title: 'a field of another type',
    path: 'deployments',
    body: '{"ref":"main","required_contexts":"none"}',
    why: /required_contexts must be array/,
  },
  { title: 'a word that is not in the list', path: `statuses/${second}`, body: '{"state":"bogus"}', why: /state must be equal to one of/ },
  {
    title: 'a field that nobody knows',
    path: 'deployments',
    body: '{"ref":"main","enviroment":"staging"}',
    why: /"enviroment" is not a permitted key/,
  },
  { title: 'a text that is no JSON', path: 'deployments', body: '{"ref":', why: /JSON/ },
  { title: 'no body at all', path: 'deployments', body: '', why: /requestBody/ },
  {
    title: 'a pattern that does not match',
    path: 'code-scanning/sarifs',
    body: '{"commit_sha":"abc","ref":"main","sarif":"x"}',
    why: /commit_sha must NOT have fewer than 40/,
  },
];

test.each(bodies)('$title is refused with 422 and remembered', async ({ path, body, why }) => {
  ({ github } = await open());
  const answer = await fetch(`${github.url}/repos/acme/notes/${path}`, { method: 'POST', headers, body });
  expect(answer.status).toBe(422);
  expect(((await answer.json()) as { message: string }).message).toMatch(why);
  expect(github.problems).toMatchObject([expect.stringMatching(why)]);
  expect(github.state.deployments).toEqual([]);
});

test('a parameter that the operation does not have is refused', async () => {
  const { octokit, github: fake } = await open();
  github = fake;
  const asked = { ...at, env: 'staging' };
  expect(await outcome(octokit.rest.repos.listDeployments(asked))).toMatchObject({ status: 422 });
  expect(github.problems).toHaveLength(1);
});

test('a filter that the fake does not model is refused instead of ignored', async () => {
  const { octokit, github: fake } = await open();
  github = fake;
  const answer = await outcome(octokit.rest.issues.listForRepo({ ...at, mentioned: 'ana' }));
  expect(answer).toMatchObject({ status: 422, message: expect.stringContaining('does not model mentioned') });
});

test('an address that is not in the description is 404 and remembered', async () => {
  const { octokit, github: fake } = await open();
  github = fake;
  expect(await outcome(octokit.rest.repos.listReleases(at))).toMatchObject({ status: 404 });
  expect(github.problems).toEqual([expect.stringContaining('GET /repos/acme/notes/releases is not in openapi.json')]);
});

const wrong: readonly { readonly title: string; readonly answer: { status: number; body?: unknown }; readonly why: RegExp }[] = [
  { title: 'a field is missing', answer: { status: 200, body: { id: 1 } }, why: /must have required property 'node_id'/ },
  { title: 'the status is not described', answer: { status: 218, body: {} }, why: /answers 218, which GitHub does not describe/ },
  { title: 'there is no body', answer: { status: 200 }, why: /must be object/ },
];

test.each(wrong)('the fake answers 500 when it is wrong itself: $title', async ({ answer, why }) => {
  const { octokit, github: fake } = await open({ handlers: { 'repos/get-environment': () => answer } });
  github = fake;
  const got = await outcome(octokit.rest.repos.getEnvironment({ ...at, environment_name: 'staging' }));
  expect(got).toMatchObject({ status: 500, message: expect.stringMatching(why) });
  expect(github.problems).toContainEqual(expect.stringMatching(why));
});

test('the fake answers 500 when one of its dates or addresses is none', async () => {
  const { octokit, github: fake } = await open({ clock: () => 0 });
  github = fake;
  github.state.api = 'not an address';
  const got = await outcome(octokit.rest.repos.createDeployment({ ...at, ref: second, required_contexts: [] }));
  expect(got).toMatchObject({ status: 500, message: expect.stringContaining('must match format "uri"') });
});
