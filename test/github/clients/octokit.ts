import { getOctokit } from '@actions/github';
import { type FakeGitHub, type GitHubOptions, startGitHub } from '../api.ts';
import type { Permissions } from '../rest/permissions.ts';

export type Octokit = ReturnType<typeof getOctokit>;

export const at = { owner: 'acme', repo: 'notes' };

/** Everything that a workflow could be given. */
export const everything: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  'pull-requests': 'write',
  'security-events': 'write',
  statuses: 'write',
};

export const first = 'a'.repeat(40);
export const second = 'b'.repeat(40);

/** A fake with two commits, and the official client with a token that may do everything. */
export async function open(options: Partial<GitHubOptions> = {}): Promise<{ github: FakeGitHub; octokit: Octokit }> {
  const tokens = { 'job-token': { permissions: everything }, 'anas-token': { permissions: everything, actor: 'ana' }, ...options.tokens };
  const github = await startGitHub({ commits: [first, second], ...options, tokens });
  return { github, octokit: connect(github, 'job-token') };
}

export const connect = (github: FakeGitHub, token: string): Octokit => getOctokit(token, { baseUrl: github.url });

/** What became of a call, as far as refusals are concerned. */
export async function outcome(
  call: Promise<{ status: number }>,
): Promise<{ status: number; message: string; headers: Record<string, unknown> }> {
  try {
    return { status: (await call).status, message: '', headers: {} };
  } catch (error) {
    const { status, message, response } = error as { status: number; message: string; response?: { headers: Record<string, unknown> } };
    return { status, message, headers: response?.headers ?? {} };
  }
}
