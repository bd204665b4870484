import { channel } from './channel.ts';
import { facts } from './facts.ts';
import { live } from './live.ts';
import { allows, offline } from './offline.ts';
import { project } from './project.ts';
import { rehearsal } from './rehearsal.ts';
import { tasks } from './tasks.ts';

/** The Python program that runs beside the application's own Alembic. */
export const program: string = [channel, project, facts, live, allows, offline, rehearsal, tasks].join('');

/** What the program is asked, as its one argument: nothing in it is secret. */
export interface Ask {
  /** `models` compares the database with the models of the application. */
  readonly task: 'probe' | 'migrate' | 'models';
  /** Starts every line of the answer; unknown to the application. */
  readonly mark: string;
  readonly ini: string;
  readonly direction: 'upgrade' | 'downgrade';
  readonly target: string;
  /** False to read the revisions without the database. */
  readonly connect: boolean;
  readonly fingerprint: boolean;
  /** Whether the revisions' SQL is wanted, and what judges it. */
  readonly sql: boolean;
  /** Whether what the revisions run, and lock, is told while they run: on a copy only. */
  readonly capture: boolean;
  /** Ends what a lost call of this very run left behind at the server. */
  readonly end: boolean;
  /** Milliseconds that a statement waits for a lock. */
  readonly lockTimeout: number;
  /** Halves of the advisory lock's key that must be held in the application's own database. */
  readonly key: { readonly high: string; readonly low: string } | null;
  /** Names the run to people who look at the server. */
  readonly run: string;
  /** Revisions that a migration is to run, in order. */
  readonly expect: readonly string[];
}
