import type { Facts, Trouble } from '../answer.ts';
import type { Attempt } from '../apply.ts';
import type { Plan } from '../plan.ts';
import type { Question } from '../probe.ts';
import type { Meaning } from '../trouble.ts';
import type { Work } from '../work.ts';

/**
 * What applies the migrations. It says what is and runs what it is told; the lock, the gates, the judgement, the verification and the conclusions after a
 * failure are the same for all.
 */
export interface Tool {
  /** For people: `Alembic`. */
  readonly title: string;
  /** Whether it can go back. */
  readonly undoes: boolean;
  /** What a statement needs that the server refuses in a transaction. */
  readonly outside: string;
  /** What to look at where it ended well and the database is not at the target. */
  readonly unverified: string;
  /** The Python that `converse` runs, where it is not the one beside Alembic. */
  readonly program?: string;
  /** Whether its table names what is begun before anything of it runs. */
  readonly announces?: boolean;
  /** What its program reports, where the tool has words of its own for it. */
  meaning?(trouble: Trouble, work: Work): Meaning | undefined;
  /** The database and the history as they are now. @throws Failure with a reason of the contract */
  probe(work: Work, question: Question): Promise<Facts>;
  /** Runs the plan. How that ended is the answer, not a thrown failure. */
  attempt(work: Work, plan: Plan): Promise<Attempt>;
  /** Takes the tool's own mark of a failure back, where what failed was one transaction and so left nothing. @returns whether something was done */
  settle?(work: Work, plan: Plan, now: Facts, failed: Attempt): Promise<boolean>;
  /** Ends what a cancelled run left at the server, within seconds and whatever the run's signal says. */
  stop?(work: Work): Promise<void>;
  /** Hint: how a person says once what a database without a version table has. */
  stamp(work: Work): string;
  /** Hint: what a person does where a migration failed in the middle. */
  mend(work: Work, id: string): string;
  /** Hint: how a person goes back. */
  goBack(work: Work, to: string): string;
  /** Why there is no way back by itself from here. */
  noWayBack(now: Facts): string;
}
