import { Failure, type Host } from '@slipway/action';
import { compareCommits, openGitHub } from '@slipway/github';
import { type Entry, transactions } from '@slipway/journal';
import { tokenOf } from './record.ts';
import type { Inputs, Plan } from './settings.ts';

/** A release that the journal of the server tells of. */
export interface Known {
  readonly commit: string;
  readonly runId: string;
}

/** The newest release that brought this version; undefined where the journal knows none with a commit. */
export function releaseOf(entries: readonly Entry[], version: string): (Known & { readonly version: string }) | undefined {
  for (const { id, entries: own } of transactions(entries).reverse()) {
    const data = own.findLast(({ step, phase }) => step === 'end' && phase === 'done')?.data;
    if (data?.['outcome'] === 'released' && data['version'] === version && typeof data['commit'] === 'string') {
      return { version, commit: data['commit'], runId: id.split('.')[0] ?? '' };
    }
  }
  return undefined;
}

/**
 * Refuses a release that is older than what serves: it waited for its turn or its approval, and was overtaken. Asked under the lease, because
 * before it the answer may change.
 * @throws Failure `stale-release`
 */
export async function refuseStale(
  inputs: Inputs,
  plan: Plan,
  live: (Known & { readonly version: string }) | undefined,
  host: Host,
): Promise<void> {
  if (!live || inputs['allow-older'] || !plan.commit || live.commit === plan.commit) return;
  const { context, log } = host;
  const place = { apiUrl: context.apiUrl, token: tokenOf(inputs), repository: context.repository };
  const answer = await compareCommits(await openGitHub({ ...place, log, signal: host.signal }), live.commit, plan.commit);
  if (answer.ok && answer.data === 'diverged')
    log.warn(`${plan.commit} and ${live.commit}, which serves now, come from different branches: neither is newer.`);
  if (!answer.ok) log.warn(`${answer.why} So the order of the runs decides which of the two releases is newer.`);
  if (answer.ok ? answer.data !== 'behind' : !overtaken(live.runId, context.runId)) return;
  throw new Failure('stale-release', `${live.version} serves already, and its commit ${live.commit} is newer than ${plan.commit}.`, {
    state: 'Nothing was changed.',
    hint: 'To go back, use mode rollback; to release it all the same, set allow-older: true.',
    outputs: { version: live.version },
  });
}

/** Where GitHub does not compare them: runs are numbered in the order in which they were started. */
function overtaken(live: string, own: string): boolean {
  return /^\d+$/.test(live) && /^\d+$/.test(own) && Number(live) > Number(own);
}
