import { type Answer, ask, askPages, pageSize } from './ask.ts';
import type { GitHub } from './client.ts';

/** GitHub refuses longer descriptions. */
export const descriptionLimit = 140;

export interface NewStatus {
  readonly state: 'in_progress' | 'success' | 'failure' | 'error';
  readonly description: string;
  readonly environmentUrl?: string;
  /** Page of the run. */
  readonly logUrl?: string;
}

/** A status that stands there twice says the same as one, so this is repeated like a question. */
export function setDeploymentStatus(github: GitHub, id: number, status: NewStatus): Promise<Answer<void>> {
  return ask(github, {
    doing: `mark deployment ${id} as ${status.state}`,
    needs: 'deployments: write',
    request: (octokit, repo) =>
      octokit.rest.repos.createDeploymentStatus({
        ...repo,
        deployment_id: id,
        state: status.state,
        description: status.description.slice(0, descriptionLimit),
        ...(status.environmentUrl ? { environment_url: status.environmentUrl } : {}),
        ...(status.logUrl ? { log_url: status.logUrl } : {}),
      }),
    read: () => undefined,
  });
}

export interface ReleaseStatus {
  readonly state: string;
  readonly createdAt: string;
  readonly creator: string;
}

/** All statuses of a release, newest first; 300 at most. */
export function listStatuses(
  github: GitHub,
  release: { readonly id: number; readonly environment: string },
): Promise<Answer<readonly ReleaseStatus[]>> {
  return askPages(
    github,
    (page) => ({
      doing: `list the statuses of deployment ${release.id} to ${release.environment}`,
      needs: 'deployments: read',
      request: (octokit, repo) =>
        octokit.rest.repos.listDeploymentStatuses({ ...repo, deployment_id: release.id, per_page: pageSize, page }),
      read: (data) => data.map((status) => ({ state: status.state, createdAt: status.created_at, creator: status.creator?.login ?? '' })),
    }),
    { pages: 3 },
  );
}

/** What the statuses of a release say, and since when, as GitHub writes times. */
export interface Progress {
  readonly state: 'passed' | 'failed' | 'in progress';
  readonly at: string;
}

/**
 * How a release ended. The whole list counts: the success of a later release makes an older one `inactive`, and a failure is never taken back,
 * because another job may add a success to it. Only the success of the release's own recorder is one.
 */
export function progressOf(
  release: { readonly creator: string; readonly createdAt: string },
  statuses: readonly ReleaseStatus[],
): Progress {
  const failed = statuses.find(({ state }) => state === 'failure' || state === 'error');
  if (failed) return { state: 'failed', at: failed.createdAt };
  const success = statuses.find(({ state, creator }) => state === 'success' && creator === release.creator);
  return success ? { state: 'passed', at: success.createdAt } : { state: 'in progress', at: release.createdAt };
}
