import type { Question } from './checks.ts';
import type { Release } from './runtime.ts';

/** A share of the traffic, and for how long. */
export interface Share {
  /** Percent, 1 to 100. */
  readonly share: number;
  /** Milliseconds under watch before the next one. */
  readonly hold: number;
}

/** What one switch is to do. Times are milliseconds. */
export interface DeployOptions {
  readonly release: Release;
  /** The version was not given but taken from the commit. */
  readonly derivedVersion: boolean;
  readonly questions: readonly Question[];
  readonly healthTimeout: number;
  /** Shares before all of the traffic; empty for one move. */
  readonly canary: readonly Share[];
  readonly bakeTime: number;
  /** From the switch until the undo fires. */
  readonly confirmTimeout: number;
  readonly drainTimeout: number;
  /** What a person runs to come back to the version that served before. */
  readonly rollbackCommand: (version: string) => string;
  readonly gate: (() => Promise<void>) | undefined;
  /** How the idle colour comes up: anew, as it was stopped, or it stands already. */
  readonly bringUp: 'create' | 'start' | 'standing';
  /** Old code cannot run on the schema as it is now: there is no way back by moving traffic. */
  readonly contract: boolean;
  /** What becomes of the old colour once it has nothing left to answer. */
  readonly previous: 'stop' | 'keep-running' | 'remove';
  readonly keepReleases: number;
  /** What this run took over before its release, for the receipt. */
  readonly takenOver?: string;
}

/** The colours of one switch, and the version that served before it. */
export interface Pair {
  readonly live: 'blue' | 'green' | undefined;
  readonly idle: 'blue' | 'green';
  readonly previous: string;
}
