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
export function releaseOf(entries: readonly Entry[], version: string): Known | undefined {
  for (const { id, entries: own } of transactions(entries).reverse()) {
    const data = own.findLast(({ step, phase }) => step === 'end' && phase === 'done')?.data;
    if (data?.['outcome'] === 'released' && data['version'] === version && typeof data['commit'] === 'string') {
      return { commit: data['commit'], runId: id.split('.')[0] ?? '' };
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
  live: { readonly version: string; readonly entries: readonly Entry[] },
  host: Host,
): Promise<void> {
  const known = releaseOf(live.entries, live.version);
  if (!known || inputs['allow-older'] || !plan.commit || known.commit === plan.commit) return;
  const { context, log } = host;
  const github = await openGitHub({
    apiUrl: context.apiUrl,
    token: tokenOf(inputs),
    repository: context.repository,
    log,
    signal: host.signal,
  });
  const answer = await compareCommits(github, known.commit, plan.commit);
  if (answer.ok && answer.data === 'diverged')
    log.warn(`${plan.commit} and ${known.commit}, which serves now, come from different branches: neither is newer.`);
  if (answer.ok ? answer.data !== 'behind' : !overtaken(known.runId, context.runId)) return;
  throw new Failure('stale-release', `${live.version} serves already, and its commit ${known.commit} is newer than ${plan.commit}.`, {
    state: 'Nothing was changed.',
    hint: 'To go back, use mode rollback; to release it all the same, set allow-older: true.',
    outputs: { version: live.version },
  });
}

/** Where GitHub does not compare them: runs are numbered in the order in which they were started. */
function overtaken(live: string, own: string): boolean {
  return /^\d+$/.test(live) && /^\d+$/.test(own) && Number(live) > Number(own);
}
