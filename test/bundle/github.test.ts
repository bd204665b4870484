import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evidenceName } from '@slipway/github';
import { type FakeGitHub, startGitHub } from '../github/api.ts';
import { runBundle, type StepResult } from '../harness/action.ts';

/** The bundles that ask GitHub, with a GitHub that answers: the API client is in a chunk of its own, and must be found there. */
const token = 'ghs_0123456789abcdefghij';
const commit = 'ffac537e6cbbf934b08745a378932722df287a53';
let fake: FakeGitHub;

beforeEach(async () => {
  const permissions = { actions: 'read', contents: 'read', deployments: 'read', issues: 'write' } as const;
  const tokens = { [token]: { permissions }, 'ghs_of-another-job': { permissions: { deployments: 'write' } } } as const;
  fake = await startGitHub({ repository: 'octo-org/notes', tokens, commits: [commit] });
});

afterEach(async () => {
  await fake.close();
  expect(fake.problems).toEqual([]);
});

async function run(
  name: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  const step = await runBundle(name, { inputs, env, github: { api_url: fake.url, run_id: '42', token } });
  expect(step).toMatchObject({ stderr: '', complaints: [], undeclared: [], dropped: [] });
  expect(step.stdout.replaceAll(`::add-mask::${token}`, '')).not.toContain(token);
  return step;
}

describe('gate', () => {
  const approval = { mode: 'approval', environment: 'production', requires: 'SSH_KEY' };
  const env = { SSH_KEY: 'the key of the server' };

  beforeEach(() => {
    fake.state.setEnvironment('production', { branches: ['main'] });
    fake.state.setEnvironment('production-approval', { reviewers: ['hubot'] });
    fake.state.addRun({ id: 42 });
  });

  test('opens for a run that was approved, and for no other', async () => {
    expect(await run('gate', approval, env)).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'not-approved' } });
    fake.state.approve(42, 'production-approval', 'hubot');
    expect(await run('gate', approval)).toMatchObject({ code: 1, outputs: { reason: 'secret-missing' } });
    const step = await run('gate', approval, env);
    expect(step).toMatchObject({ code: 0, outputs: { outcome: 'approved', 'approved-by': 'hubot' } });
    expect(step.log).not.toContain(env.SSH_KEY);
    expect(step.summary).toContain('approved by `hubot`');
  });

  test('takes the digests of a release from the record that another job made', async () => {
    const digests = { backend: `sha256:${'b'.repeat(64)}` };
    const payload = { slipway: 1, version: '1.0.0', digests, commit, run: '41' };
    const other = fake.state.addRun({ id: 41 });
    await post('/deployments', { ref: commit, environment: 'staging', task: 'deploy', auto_merge: false, required_contexts: [], payload });
    const proof = { mode: 'proof', environment: 'production' };
    expect(await run('gate', proof)).toMatchObject({ code: 1, outputs: { reason: 'not-proven' } });
    await post(`/deployments/${fake.state.deployments[0]?.id}/statuses`, { state: 'success' });
    expect(await run('gate', proof)).toMatchObject({ code: 1, outputs: { reason: 'not-proven' } });
    other.artifacts.push({ name: evidenceName({ ...payload, environment: 'staging' }), size: 1 });
    expect(await run('gate', proof)).toMatchObject({ code: 0, outputs: { outcome: 'proven', digests: JSON.stringify(digests), commit } });
  });
});

test('alarm opens one issue and closes it', async () => {
  const raised = { state: 'raised', key: 'backup-production', title: 'No fresh backup', message: '@octocat ```\n::error::x' };
  expect(await run('alarm', raised)).toMatchObject({ code: 0, outputs: { outcome: 'opened', issue: '1' } });
  expect(await run('alarm', raised)).toMatchObject({ code: 0, outputs: { outcome: 'still-open', issue: '1' } });
  expect(await run('alarm', { ...raised, state: 'cleared' })).toMatchObject({ code: 0, outputs: { outcome: 'closed' } });
  expect([...fake.state.issues.values()]).toMatchObject([{ state: 'closed' }]);
});

async function post(path: string, body: unknown): Promise<void> {
  const headers = { authorization: 'Bearer ghs_of-another-job', 'content-type': 'application/json' };
  const answer = await fetch(`${fake.url}/repos/octo-org/notes${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
}
