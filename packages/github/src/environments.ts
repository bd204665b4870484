import { type Answer, ask, pageSize } from './ask.ts';
import type { GitHub } from './client.ts';

export interface Environment {
  /** People and teams of whom one must approve. */
  readonly reviewers: number;
  /** Which branches may deploy. */
  readonly branches: 'all' | 'protected' | 'custom';
  readonly preventSelfReview: boolean;
}

/** The protection of an environment; undefined where there is no such environment. */
export async function readEnvironment(github: GitHub, name: string): Promise<Answer<Environment | undefined>> {
  const answer = await ask(github, {
    doing: `read the environment ${name}`,
    needs: 'actions: read',
    request: (octokit, repo) => octokit.rest.repos.getEnvironment({ ...repo, environment_name: name }),
    read: ({ protection_rules: rules = [], deployment_branch_policy: policy }): Environment => {
      const reviews = rules.flatMap((rule) => ('reviewers' in rule ? [rule] : []));
      return {
        reviewers: reviews.reduce((sum, rule) => sum + (rule.reviewers?.length ?? 0), 0),
        branches: policy?.protected_branches ? 'protected' : policy?.custom_branch_policies ? 'custom' : 'all',
        preventSelfReview: reviews.some((rule) => 'prevent_self_review' in rule && rule.prevent_self_review === true),
      };
    },
  });
  return !answer.ok && answer.status === 404 ? { ok: true, data: undefined } : answer;
}

/** Patterns of branches and tags that may deploy to an environment whose policy is `custom`; the first hundred. */
export function listBranchPatterns(github: GitHub, name: string): Promise<Answer<readonly string[]>> {
  return ask(github, {
    doing: `list the branches that may deploy to ${name}`,
    needs: 'actions: read',
    request: (octokit, repo) => octokit.rest.repos.listDeploymentBranchPolicies({ ...repo, environment_name: name, per_page: pageSize }),
    read: ({ branch_policies: policies }) => policies.flatMap(({ name: pattern }) => (pattern ? [pattern] : [])),
  });
}

export interface Approval {
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly environments: readonly string[];
  /** Login. */
  readonly user: string;
  readonly comment: string;
}

/** Reviews of a run, over all of its attempts. */
export function listApprovals(github: GitHub, runId: string): Promise<Answer<readonly Approval[]>> {
  return ask(github, {
    doing: `list the reviews of run ${runId}`,
    needs: 'actions: read',
    request: (octokit, repo) => octokit.rest.actions.getReviewsForRun({ ...repo, run_id: Number(runId) }),
    read: (data) =>
      data.map(({ state, environments, user, comment }) => ({
        state,
        environments: environments.flatMap(({ name }) => (name ? [name] : [])),
        user: user.login,
        comment,
      })),
  });
}
