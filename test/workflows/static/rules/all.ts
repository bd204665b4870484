// The rules that every workflow of the suite, and every one that teams copy, keeps.
import type { Rule } from '../workflow.ts';
import { givesPullRequestsNothing, saysTheTimeZone, trustsNoForeignEvent } from './events.ts';
import { declaresWhatItUses, type OutputsOf, readsOutputsThatAre } from './interfaces.ts';
import { asksOutsideOfLocks, queuesChanges } from './locks.ts';
import { grantsNothingByItself, grantsWhatIsCalled, grantsWithReasons, readsArtifactsOfBackups } from './permissions.ts';
import { deploysWhatWasProven, reachesProductionByApproval } from './promotion.ts';
import { namesWhatItUses, usesOneVersion } from './references.ts';
import { checksSecretsFirst, type IsSecretInput, keepsSecretsApart, passesSecretsByName } from './secrets.ts';
import { endsInTime, interpolatesNothing, keepsNoCredentials, writesNoCache } from './steps.ts';
import { passesWhatIsWanted } from './types.ts';

/** What the rules have to know of the actions. */
export interface Actions {
  readonly isSecretInput: IsSecretInput;
  readonly outputsOf: OutputsOf;
}

export function allRules({ isSecretInput, outputsOf }: Actions): Readonly<Record<string, Rule>> {
  return {
    grantsNothingByItself,
    grantsWithReasons,
    grantsWhatIsCalled,
    readsArtifactsOfBackups,
    namesWhatItUses,
    usesOneVersion,
    interpolatesNothing,
    endsInTime,
    keepsNoCredentials,
    writesNoCache,
    keepsSecretsApart: keepsSecretsApart(isSecretInput),
    passesSecretsByName,
    checksSecretsFirst,
    declaresWhatItUses,
    readsOutputsThatAre: readsOutputsThatAre(outputsOf),
    passesWhatIsWanted,
    trustsNoForeignEvent,
    saysTheTimeZone,
    givesPullRequestsNothing,
    asksOutsideOfLocks,
    queuesChanges,
    deploysWhatWasProven,
    reachesProductionByApproval,
  };
}
