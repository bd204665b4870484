import { type Answer, ask } from './ask.ts';
import type { GitHub } from './client.ts';
import { compareCommits } from './commits.ts';

/** Commit that a branch stands at; undefined where there is no such branch. A tag of the same name is not it. */
async function readBranch(github: GitHub, branch: string): Promise<Answer<string | undefined>> {
  const answer = await ask(github, {
    doing: `read the branch ${branch}`,
    needs: 'contents: read',
    request: (octokit, repo) => octokit.rest.repos.getBranch({ ...repo, branch }),
    read: ({ commit }) => commit.sha,
  });
  return !answer.ok && answer.status === 404 ? { ok: true, data: undefined } : answer;
}

/** Whether a commit is in a branch. */
export async function branchHolds(github: GitHub, branch: string, commit: string): Promise<Answer<boolean>> {
  const tip = await readBranch(github, branch);
  if (!tip.ok) return tip;
  if (tip.data === undefined || tip.data === commit) return { ok: true, data: tip.data === commit };
  const order = await compareCommits(github, tip.data, commit);
  // Of a commit that is gone, nothing is in a branch.
  if (!order.ok) return order.status === 404 ? { ok: true, data: false } : order;
  return { ok: true, data: order.data === 'behind' };
}

/** Whether any branch has a protection rule: an environment for protected branches is open to all where there is none. */
export function hasProtectedBranch(github: GitHub): Promise<Answer<boolean>> {
  return ask(github, {
    doing: 'list the protected branches',
    needs: 'contents: read',
    request: (octokit, repo) => octokit.rest.repos.listBranches({ ...repo, protected: true, per_page: 1 }),
    read: (data) => data.some((branch) => branch.protected),
  });
}
