import type { Answer } from './ask.ts';
import { branchHolds } from './branches.ts';
import type { GitHub } from './client.ts';
import { bot, type ReleaseRecord } from './deployments.ts';
import { evidenceDays, evidenceName } from './evidence.ts';
import { listStatuses, progressOf } from './release-statuses.ts';
import { findArtifact, isRunId, readRun, type WorkflowRun } from './runs.ts';

/** What a record is worth. */
export interface Verdict {
  /** `foreign`: whatever it says does not count. Only `passed` is a proof. */
  readonly state: 'passed' | 'failed' | 'in progress' | 'foreign';
  /** Since when, as GitHub writes times. */
  readonly at: string;
  /** Continues "the release …": why it is no proof. Empty for `passed`. */
  readonly why: string;
}

/** What may start a run whose records count. Nobody starts these from a fork or by a pull request. */
const trustedEvents = ['push', 'workflow_dispatch', 'schedule'];

/**
 * Whether a release record is a proof: made by a job's token, for the commit that it stands at, ended well and only well, by a run of this
 * repository that an own event started on one of `branches`, and that vouches for every word of it by an artifact of its own.
 */
export async function judgeRelease(github: GitHub, release: ReleaseRecord, branches: readonly string[]): Promise<Answer<Verdict>> {
  const foreign = (why: string): Answer<Verdict> => ({ ok: true, data: { state: 'foreign', at: release.createdAt, why } });
  if (release.creator !== bot) return foreign(`was recorded by ${release.creator || 'nobody known'}, not by ${bot}`);
  if (release.sha !== release.commit)
    return foreign(`names commit ${short(release.commit)}, and its record stands at ${short(release.sha)}`);
  if (!isRunId(release.run)) return foreign('names no run of GitHub');
  const statuses = await listStatuses(github, release);
  if (!statuses.ok) return statuses;
  const { state, at } = progressOf(release, statuses.data);
  if (state === 'failed') return { ok: true, data: { state, at, why: `failed on ${release.environment} (deployment ${release.id})` } };
  if (state === 'in progress') {
    return { ok: true, data: { state, at, why: `is only in progress on ${release.environment} (deployment ${release.id})` } };
  }
  const doubt = await doubtOf(github, release, branches);
  if (!doubt.ok) return doubt;
  return doubt.data === undefined ? { ok: true, data: { state, at, why: '' } } : foreign(doubt.data);
}

/** Why the run of a record does not vouch for it; undefined where it does. */
async function doubtOf(github: GitHub, release: ReleaseRecord, branches: readonly string[]): Promise<Answer<string | undefined>> {
  const run = await readRun(github, release.run);
  if (!run.ok) return run;
  if (!run.data) return { ok: true, data: `names run ${release.run}, which is not there` };
  const wrong = wrongRun(run.data, github.repository, branches);
  if (wrong !== undefined) return { ok: true, data: wrong };
  // A tag may have the name of a branch, and its run then looks like one of the branch.
  const { branch, sha } = run.data;
  const held = await branchHolds(github, branch, sha);
  if (!held.ok) return held;
  if (!held.data)
    return { ok: true, data: `was recorded by run ${release.run} of commit ${short(sha)}, which is not in the branch ${branch}` };
  const artifact = await findArtifact(github, release.run, evidenceName(release));
  if (!artifact.ok) return artifact;
  return { ok: true, data: unproven(artifact.data, release) };
}

function wrongRun(run: WorkflowRun, repository: string, branches: readonly string[]): string | undefined {
  const by = `was recorded by run ${run.id}`;
  if (!trustedEvents.includes(run.event)) return `${by}, which the event ${run.event} started; only ${listed(trustedEvents)} count`;
  if (run.headRepository.toLowerCase() !== repository.toLowerCase()) return `${by} of a commit of ${run.headRepository || 'nowhere'}`;
  if (branches.includes(run.branch)) return undefined;
  return `${by} of ${run.branch || 'no branch'}; ${branches.length > 0 ? `only ${listed(branches)} ${branches.length > 1 ? 'count' : 'counts'}` : 'no branch counts here'}`;
}

function unproven(artifact: 'there' | 'expired' | 'missing', release: ReleaseRecord): string | undefined {
  if (artifact === 'there') return undefined;
  const by = `was recorded by run ${release.run}`;
  if (artifact === 'expired') return `${by}, whose proof has expired: it is an artifact that is kept for ${evidenceDays} days at most`;
  return `${by}, which has no artifact ${evidenceName(release)} to prove it`;
}

function short(commit: string): string {
  return commit.slice(0, 12);
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}
