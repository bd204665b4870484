import { Failure } from '@slipway/action';
import type { Entry } from '@slipway/journal';

/**
 * Whether a migration that old code cannot work with was applied after a release was confirmed last: the journal's record of the step `migrate`.
 * @param version the release; any unless given
 */
export function breaksOldCode(entries: readonly Entry[], version?: string): boolean {
  const confirmed = entries.findLastIndex(
    (entry) => entry.step === 'confirm' && entry.phase === 'done' && (version === undefined || versionOf(entries, entry) === version),
  );
  return entries
    .slice(confirmed + 1)
    .some((entry) => entry.step === 'migrate' && entry.phase === 'done' && String(entry.data?.['oldCodeCompatible']) === 'false');
}

/** The version that a confirm confirmed: that of the switch of the same transaction. */
function versionOf(entries: readonly Entry[], confirm: Entry): unknown {
  return entries.find((entry) => entry.transaction === confirm.transaction && entry.step === 'switch' && entry.phase === 'intent')?.data?.[
    'version'
  ];
}

/** @throws Failure `contract` where it was not allowed to switch without a way back */
export function refuseContract(what: string, allowed: boolean): void {
  if (allowed) return;
  throw new Failure('contract', `${what}.`, {
    state: 'No traffic was moved.',
    hint: 'Split the change: expand the schema first, release, contract later. Or accept that there is no automatic way back: allow-contract: true.',
  });
}
