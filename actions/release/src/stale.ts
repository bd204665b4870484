import { Failure, type Host } from '@slipway/action';
import { compareCommits, openGitHub } from '@slipway/github';
import { type Entry, isConfirmed, type Transaction, transactions } from '@slipway/journal';
import { tokenOf } from './record.ts';
import type { Inputs, Plan } from './settings.ts';

/** A release that is known to have been confirmed. */
export interface Known {
  readonly version: string;
  readonly commit: string;
  readonly runId: string;
}

/**
 * What was confirmed last, by the journal: also where the run was lost right after, or its end says something else. Undefined where nothing was,
 * or its commit is not known.
 */
export function confirmedRelease(entries: readonly Entry[]): Known | undefined {
  const version = transactions(entries)
    .map(confirmedVersion)
    .findLast((one) => one !== undefined);
  return version === undefined ? undefined : releaseOf(entries, version);
}

/** The newest release that brought this version, or found it there. */
export function releaseOf(entries: readonly Entry[], version: string): Known | undefined {
  for (const transaction of transactions(entries).reverse()) {
    if (confirmedVersion(transaction) !== version && transaction.outcome !== 'unchanged') continue;
    const told = transaction.entries.findLast(({ data }) => data?.['version'] === version && typeof data['commit'] === 'string');
    if (told) return { version, commit: String(told.data?.['commit']), runId: transaction.id.split('.')[0] ?? '' };
  }
  return undefined;
}

function confirmedVersion(transaction: Transaction): string | undefined {
  if (!isConfirmed(transaction)) return undefined;
  const order = transaction.entries.findLast(
    ({ step, phase, data }) => step === 'switch' && phase === 'intent' && typeof data?.['version'] === 'string',
  );
  return order && String(order.data?.['version']);
}

/** Milliseconds that GitHub has to compare two commits; the lease of the server is held meanwhile. */
const compareLimit = 15_000;

/**
 * Refuses a release that is older than what serves: it waited for its turn or its approval, and was overtaken. Asked under the lease, because
 * before it the answer may change.
 * @throws Failure `stale-release`
 */
export async function refuseStale(inputs: Inputs, plan: Plan, live: Known | undefined, host: Host): Promise<void> {
  if (!live || inputs['allow-older'] || !plan.commit || live.commit === plan.commit) return;
  const { context, log } = host;
  const place = { apiUrl: context.apiUrl, token: tokenOf(inputs), repository: context.repository };
  const signal = AbortSignal.any([host.signal, AbortSignal.timeout(compareLimit)]);
  const answer = await compareCommits(await openGitHub({ ...place, log, signal }), live.commit, plan.commit);
  host.signal.throwIfAborted();
  if (answer.ok && answer.data === 'diverged')
    log.warn(`${plan.commit} and ${live.commit}, which serves now, come from different branches: neither is newer.`);
  // Digests were built earlier, so they may be older than they look; what is built in this run is as new as the run.
  if (!answer.ok && plan.images) {
    throw new Failure(
      'stale-release',
      `It cannot be known whether ${plan.commit} is newer than ${live.commit}, which serves: ${answer.why}`,
      {
        state: 'Nothing was changed.',
        hint: 'Run it again when GitHub answers; to release it all the same, set allow-older: true.',
        outputs: { version: live.version },
      },
    );
  }
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
