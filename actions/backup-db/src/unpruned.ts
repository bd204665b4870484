import { Failure } from '@slipway/action';
import type { BackupResult } from './result.ts';

/**
 * The backup is stored and proven, and older ones stay that were to go. Whoever asked for both has a failure; whoever waits for the backup alone finds
 * it here, with what this process alone can do with it.
 */
export class Unpruned extends Failure {
  readonly made: BackupResult;

  constructor(failure: Failure, made: BackupResult) {
    super(failure.reason, failure.message, { ...failure.details, cause: failure.cause ?? failure });
    this.made = made;
  }
}
