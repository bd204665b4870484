import { type Answer, ask, pageSize } from './ask.ts';
import type { GitHub } from './client.ts';
import { splitRepository } from './repository.ts';

/** A run as a lease names it. */
export interface RunIdentity {
  readonly repository: string;
  readonly runId: string;
  readonly attempt: number;
}

/**
 * Whether a workflow run is over: true or false where GitHub says so, undefined where it does not (no token, no permission, a local run, an
 * error). A 404 is no "over": the token may simply not see that repository.
 */
export async function runIsOver(run: RunIdentity, options: { apiUrl: string; token: string }): Promise<boolean | undefined> {
  const repository = splitRepository(run.repository);
  if (!options.token || !/^\d+$/.test(run.runId) || !repository) return undefined;
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(options.token, { baseUrl: options.apiUrl, request: { signal: AbortSignal.timeout(15_000) } });
  try {
    const { data } = await octokit.rest.actions.getWorkflowRun({ ...repository, run_id: Number(run.runId) });
    // A newer attempt of the same run began only after ours had ended.
    return data.status === 'completed' || (data.run_attempt ?? run.attempt) > run.attempt;
  } catch {
    return undefined;
  }
}

export interface WorkflowRun {
  readonly id: string;
  /** What started it, such as `push`. */
  readonly event: string;
  /** Name of the branch, or of the tag. */
  readonly branch: string;
  /** Commit whose workflow ran. */
  readonly sha: string;
  /** owner/name of where that commit comes from. */
  readonly headRepository: string;
  readonly over: boolean;
}

/** Whether a text may be the id of a run on GitHub. */
export function isRunId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text);
}

/** A run of this repository; undefined where there is none. */
export async function readRun(github: GitHub, id: string): Promise<Answer<WorkflowRun | undefined>> {
  if (!isRunId(id)) return { ok: true, data: undefined };
  const answer = await ask(github, {
    doing: `read the run ${id}`,
    needs: 'actions: read',
    request: (octokit, repo) => octokit.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id) }),
    read: (run): WorkflowRun => ({
      id,
      event: run.event,
      branch: run.head_branch ?? '',
      sha: run.head_sha,
      headRepository: run.head_repository?.full_name ?? '',
      over: run.status === 'completed',
    }),
  });
  return !answer.ok && answer.status === 404 ? { ok: true, data: undefined } : answer;
}

/** What became of an artifact of a run: only a job of that run can add one, with the runner's own token. */
export function findArtifact(github: GitHub, run: string, name: string): Promise<Answer<'there' | 'expired' | 'missing'>> {
  return ask(github, {
    doing: `list the artifacts of run ${run}`,
    needs: 'actions: read',
    request: (octokit, repo) => octokit.rest.actions.listWorkflowRunArtifacts({ ...repo, run_id: Number(run), name, per_page: pageSize }),
    read: ({ artifacts }) => {
      const named = artifacts.filter((artifact) => artifact.name === name);
      if (named.some(({ expired }) => !expired)) return 'there';
      return named.length > 0 ? 'expired' : 'missing';
    },
  });
}
