import type { Ran } from '../apply.ts';
import type { RevisionSql } from '../classify/hazard.ts';

/** What was learned on a copy of the database. */
export interface Rehearsal {
  /** Milliseconds until the copy stood. */
  readonly restored: number;
  /** Bytes of the copy. */
  readonly bytes: number;
  /** Milliseconds that the revisions took there. */
  readonly duration: number;
  readonly ran: readonly Ran[];
  /** Tables that nobody could read meanwhile, as far as they stood before, and for how many milliseconds at most. */
  readonly locks: Readonly<Record<string, number>>;
  /**
   * Revisions that ran statements outside of a transaction, and the milliseconds of the longest one: it held its locks no longer. Which they were is not
   * measured, because it gives them back before anybody can look.
   */
  readonly outside: Readonly<Record<string, number>>;
  /** Whether going back and up again led to the same schema; undefined where there is no plain way back. */
  readonly repeatable: boolean | undefined;
  /** Whether the version that serves worked on the migrated copy; undefined where it was not asked. */
  readonly oldCode: boolean | undefined;
  readonly notes: readonly Note[];
  /** What the revisions ran there. */
  readonly captured: readonly RevisionSql[];
}

/** Something that the rehearsal found and that stops nothing. */
export interface Note {
  readonly rule: 'downgrade-not-repeatable' | 'downgrade-fails' | 'models-differ' | 'old-code-fails';
  readonly revision: string;
  readonly path: string;
  readonly why: string;
}

/** The output `rehearsal`. */
export function toJson(one: Rehearsal): string {
  const { restored, bytes, duration, ran, locks, outside, repeatable, oldCode, notes } = one;
  return JSON.stringify({ restored, bytes, duration, revisions: ran, locks, outside, repeatable, oldCode, notes });
}
