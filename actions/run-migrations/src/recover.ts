import { Failure, formatDuration, messageOf } from '@slipway/action';
import type { Facts } from './answer.ts';
import { type Attempt, attempt } from './apply.ts';
import { differences, shortened, undoByHand } from './fingerprint.ts';
import { waitForOthers } from './lock.ts';
import { isReached, makePlan, type Plan, place } from './plan.ts';
import { probe } from './probe.ts';
import type { Work } from './work.ts';

/** What is true after a migration that failed. */
export interface Aftermath {
  readonly reason: string;
  /** What state things are in, for people. */
  readonly state: string;
  readonly hint: string;
  /** The database now; undefined where it could not be asked. */
  readonly facts: Facts | undefined;
  readonly changed: boolean;
  /** True where the database is at the target all the same: the program failed after its last transaction. */
  readonly reached: boolean;
}

/** How long the server may take to end what a lost client left behind. */
const settle = 60_000;
const aftertime = 600_000;

/**
 * Looks at what a failed migration left, and takes back what was committed of it. A rollback is claimed only where version and schema are
 * found as they were.
 */
export async function recover(run: Work, plan: Plan, before: Facts, failed: Attempt): Promise<Aftermath> {
  // The run's own time may be over; what is true afterwards must be found out all the same.
  const work: Work = { ...run, remaining: (limit = aftertime) => Math.min(limit, aftertime) };
  const look = (): Promise<Facts> => probe(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true, end: true });
  let now: Facts;
  try {
    now = await waitForOthers(work, await look(), settle, look);
    // Where the schema is another one, something stands, and the tool's mark says so rightly.
    if (unchanged(before, now) && (await work.tool.settle?.(work, plan, now, failed))) now = await look();
  } catch (error) {
    const state = `What it left could not be seen: ${messageOf(error)}`;
    return { ...broken, state, hint: 'Look with mode plan before anything else.', facts: undefined };
  }
  if (isReached(plan, now)) return { reason: '', state: '', hint: '', facts: now, changed: true, reached: true };
  if (now.dirty !== undefined) return dirty(work, before, now, now.dirty);
  // Without such a mark nothing of it ran.
  const loose = failed.trouble?.loose === true && work.tool.announces !== true;
  if (same(before, now)) return loose ? uncertain(now, failed) : clean(work, now, failed);
  if (samePlace(before, now)) return partial(plan, before, now);
  if (plan.direction === 'downgrade') return between(before, now);
  return rollBack(work, plan, before, now, loose);
}

const broken = { reason: 'failed-partial', changed: true, reached: false } as const;

/** The version to go back to, in Alembic's words; several branches are handled where they are refused. */
function backTo(from: readonly string[]): string {
  return from.length === 0 ? 'base' : (from[0] ?? 'base');
}

/** A tool may apply what comes before its newest one, so the newest alone does not tell. */
function samePlace(before: Facts, now: Facts): boolean {
  return place(before.current) === place(now.current) && place(before.applied) === place(now.applied);
}

function same(before: Facts, now: Facts): boolean {
  return samePlace(before, now) && unchanged(before, now);
}

function unchanged(before: Facts, now: Facts): boolean {
  return differences(before.fingerprint ?? {}, now.fingerprint ?? {}).length === 0;
}

function clean(work: Work, now: Facts, failed: Attempt): Aftermath {
  const waited = failed.trouble?.sqlstate === '55P03';
  return {
    reason: waited ? 'lock-timeout' : 'failed-clean',
    state: `The database is at ${place(now.current)} and its schema is as it was before.`,
    hint: waited ? 'Run again when no long transaction is open, or raise ddl-lock-timeout.' : mendFirst(work),
    facts: now,
    changed: false,
    reached: false,
  };
}

/** The tool's table says that a migration failed in the middle, and its own way to take that back did not help. */
function dirty(work: Work, before: Facts, now: Facts, id: string): Aftermath {
  const found = differences(before.fingerprint ?? {}, now.fingerprint ?? {});
  const schema = found.length === 0 ? 'the schema is as it was before' : `the schema differs: ${shortened(found)}`;
  return {
    ...broken,
    state: `${work.tool.title} calls ${id} failed in the middle, and will not go on; ${schema}.`,
    hint: work.tool.mend(work, id),
    facts: now,
  };
}

function uncertain(now: Facts, failed: Attempt): Aftermath {
  return {
    ...broken,
    state: `The database is at ${place(now.current)} with the schema of before, but not all of ${failed.at ?? 'the revision'} ran in one transaction with its mark, so data may have changed.`,
    hint: 'Compare the data that the revision writes with what it should be before the next run.',
    facts: now,
    changed: false,
  };
}

function between(before: Facts, now: Facts): Aftermath {
  return {
    ...broken,
    state: `The database was at ${place(before.current)} and is at ${place(now.current)}: a part of the downgrade stands.`,
    hint: 'Mend the downgrade and run it again, or upgrade again with the same image.',
    facts: now,
  };
}

/** Where there is a backup, that is a way too. */
function orRestore({ backup }: Plan): string {
  return backup ? `, or restore the backup ${backup}` : '';
}

function mendFirst({ inputs }: Work): string {
  return `Mend the revision${inputs.transport === 'local' ? '' : ', build the image again'} and run again.`;
}

function partial(plan: Plan, before: Facts, now: Facts): Aftermath {
  const found = differences(before.fingerprint ?? {}, now.fingerprint ?? {});
  return {
    ...broken,
    state: `The database still says ${place(now.current)}, but a part of the revision stands: ${shortened(found)}.`,
    hint: `${undoByHand(found)}, or finish the revision by hand and stamp it${orRestore(plan)}; a plain second run would meet what stands.`,
    facts: now,
  };
}

async function rollBack(work: Work, plan: Plan, before: Facts, now: Facts, loose: boolean): Promise<Aftermath> {
  const stands = `The database is at ${place(now.current)}; it was at ${place(before.current)}.`;
  const back = makePlan(now, 'downgrade', backTo(plan.from));
  const person = work.tool.goBack(work, backTo(plan.from));
  const stop = (state: string, facts: Facts): Aftermath => ({ ...broken, state, hint: person, facts });
  if (plan.from.length > 1 || now.refused !== undefined || back.expected.join() !== [...before.applied].sort().join()) {
    return stop(`${stands} ${work.tool.noWayBack(now)}`, now);
  }
  work.ports.log.info(`Going back from ${place(now.current)} to ${place(before.current)}.`);
  const undone = await attempt(work, back, work.signal);
  const after = await probe(work, { direction: 'downgrade', target: backTo(plan.from), fingerprint: true });
  if (undone.failure) return stop(`Going back failed too: ${undone.failure.message} The database is at ${place(after.current)}.`, after);
  const left = differences(before.fingerprint ?? {}, after.fingerprint ?? {});
  if (!same(before, after)) {
    const state = `It was taken back to ${place(after.current)}, but the schema differs from before: ${shortened(left)}.`;
    return { ...stop(state, after), hint: `${undoByHand(left)}${orRestore(plan)}, before the next run.` };
  }
  return {
    reason: loose ? 'failed-partial' : 'failed-rolled-back',
    state: `What was committed was taken back in ${formatDuration(undone.duration)}: the database is at ${place(after.current)} and its schema is as it was before${loose ? ', but a statement ran outside of a transaction, so data may have changed' : ''}.`,
    hint: mendFirst(work),
    facts: after,
    changed: false,
    reached: false,
  };
}

/** A failure that says what happened and what is true now. */
export function failureAfter(
  plan: Plan,
  failed: Failure,
  aftermath: Aftermath,
  outputs: Readonly<Record<string, string>>,
  summary: string,
): Failure {
  const ours = ['failed-clean', 'program-failed'].includes(failed.reason);
  // How it ended stays the reason where the database is untouched: a deadline, a lost lock, a database that went away.
  const found = ours || ['failed-partial', 'failed-rolled-back'].includes(aftermath.reason) ? aftermath.reason : failed.reason;
  const reason = plan.direction === 'downgrade' && found === 'failed-clean' ? 'downgrade-failed' : found;
  return new Failure(reason, failed.message, { hint: aftermath.hint, state: aftermath.state, outputs, summary, cause: failed });
}
