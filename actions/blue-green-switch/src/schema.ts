import { Failure } from '@slipway/action';
import { type Entry, isConfirmed } from '@slipway/journal';

/**
 * Whether a migration that old code cannot work with was applied after a release was confirmed last: the journal's record of the step `migrate`, or,
 * of a run that was lost in it, of the step `schema` before it.
 * @param version the release; any unless given
 */
export function breaksOldCode(entries: readonly Entry[], version?: string): boolean {
  const confirmed = entries.findLastIndex(
    (entry) =>
      entry.step === 'confirm' &&
      entry.phase === 'done' &&
      isConfirmed({ entries: entries.filter(({ transaction }) => transaction === entry.transaction) }) &&
      (version === undefined || versionOf(entries, entry) === version),
  );
  const since = entries.slice(confirmed + 1);
  return since.some(
    (entry) =>
      (entry.step === 'migrate' || (entry.step === 'schema' && !wasTakenBack(since, entry.transaction))) &&
      entry.phase === 'done' &&
      String(entry.data?.['oldCodeCompatible']) === 'false',
  );
}

/** Only where the migration says that it found version and schema as before: any other end may have left a part. */
function wasTakenBack(entries: readonly Entry[], transaction: string): boolean {
  const end = entries.findLast((entry) => entry.transaction === transaction && entry.step === 'migrate' && entry.phase !== 'intent');
  return end?.phase === 'failed' && ['failed-clean', 'failed-rolled-back'].includes(String(end.data?.['reason']));
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
