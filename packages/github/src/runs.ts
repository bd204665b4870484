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
