import { Failure, messageOf, withDetails } from '@slipway/action';
import type { Facts } from './answer.ts';
import { type Attempt, attempt } from './apply.ts';
import { askedOf, checkGates } from './gates.ts';
import { checkGuarded, type Held, lockDatabase, probeWaiting, waitForOthers } from './lock.ts';
import { describeLeft } from './phase.ts';
import { describeRevisions, isReached, isRest, makePlan, type Plan, place } from './plan.ts';
import { probe } from './probe.ts';
import { failureAfter, recover } from './recover.ts';
import { conclude, type Migration, outputsOf, withChanged } from './report.ts';
import { renderSummary } from './summary.ts';
import type { Work } from './work.ts';

type Timings = Record<string, number>;

/** Carries a plan out under the database's lock: locks, looks again, runs, verifies. */
export async function migrate(work: Work, first: Plan, facts: Facts, timings: Timings): Promise<Migration> {
  if (first.revisions.length === 0) return nothingToDo(work, first, timings);
  const { clock } = work.ports;
  const started = clock.now();
  const held = await lockDatabase(work, facts);
  try {
    const { plan, before } = await lookAgain(work, first, held, clock.now() - started);
    const locked = { ...timings, lock: clock.now() - started };
    if (plan.revisions.length === 0) return nothingToDo(work, plan, locked);
    return await carryOut(work, plan, before, held, locked);
  } finally {
    await held.lock.release();
  }
}

function nothingToDo(work: Work, plan: Plan, timings: Timings): Migration {
  const what = plan.left ? 'to expand' : 'pending';
  const headline = `Up to date: nothing is ${what}, the database is at ${place(plan.from)}${describeLeft(plan.left)}`;
  return conclude(work, { outcome: 'up-to-date', headline, plan, ran: [], to: plan.from, duration: 0, rest: '', timings });
}

/** The plan under the lock: what another run did in the meantime is seen now. @throws Failure `plan-changed`, `wrong-database`, `locked` */
async function lookAgain(work: Work, first: Plan, held: Held, waited: number): Promise<{ plan: Plan; before: Facts }> {
  const { direction, target } = first;
  const look = (): Promise<Facts> => probeWaiting(work, { direction, target, fingerprint: true, key: held.key });
  const seen = await look();
  checkGuarded(seen, work);
  const before = await waitForOthers(work, seen, Math.max(0, work.inputs['lock-timeout'] - waited), look);
  checkGates(before, askedOf(work, direction, target));
  const plan = {
    ...makePlan(before, direction, target),
    judgement: first.judgement,
    left: first.left,
    rehearsal: first.rehearsal,
    backup: first.backup,
  };
  if (isRest(first, plan)) return { plan, before };
  throw new Failure('plan-changed', `While this run waited, the database went from ${place(first.from)} to ${place(plan.from)}.`, {
    state: 'This run changed nothing.',
    hint: 'Run again to plan from there.',
  });
}

async function carryOut(work: Work, plan: Plan, before: Facts, held: Held, timings: Timings): Promise<Migration> {
  const { clock, log } = work.ports;
  // From here on nobody who fails knows by that alone what was changed.
  const unknown = (error: unknown): never => {
    throw withChanged(error, '');
  };
  const attempted = await attempt(work, plan, AbortSignal.any([work.signal, held.lock.lost])).catch(unknown);
  const verifying = clock.now();
  const took = { ...timings, migrate: attempted.duration };
  const now = await conclusion(work, plan, before, held, attempted).catch(unknown);
  if (attempted.failure) log.warn(`The program failed after its last revision was committed: ${attempted.failure.message}`);
  const times = { ...took, verify: clock.now() - verifying };
  const down = plan.direction === 'downgrade';
  const count = describeRevisions(plan.revisions);
  return conclude(work, {
    outcome: down ? 'downgraded' : 'migrated',
    headline: `${down ? 'Downgraded' : 'Migrated'}: ${count}, ${place(plan.from)} to ${place(now.current)}, verified${describeLeft(plan.left)}`,
    plan,
    ran: attempted.ran,
    to: now.current,
    duration: attempted.duration,
    rest: '',
    timings: times,
  });
}

/** The database after the attempt, at the target. @throws Failure where it is not */
async function conclusion(work: Work, plan: Plan, before: Facts, held: Held, attempted: Attempt): Promise<Facts> {
  const { direction, target } = plan;
  if (!attempted.failure) {
    const now = await probe(work, { direction: 'upgrade', target: 'heads' });
    if (isReached(plan, now)) return now;
    throw mismatch(work, plan, now, attempted);
  }
  const failed = nameLoss(attempted.failure, held);
  if (work.signal.aborted) {
    const state = `${direction} to ${target} was ended; ${await leftBy(work, attempted)}`;
    throw withDetails(failed, { state, hint: 'Look with mode plan.' });
  }
  const aftermath = await recover(work, plan, before, attempted);
  if (aftermath.reached && aftermath.facts) return aftermath.facts;
  const to = aftermath.facts?.current ?? [];
  const still = new Set(aftermath.facts?.applied ?? []);
  const stands = attempted.ran.filter((one) => direction === 'upgrade' && still.has(one.id) && !before.applied.includes(one.id));
  const known = { plan, ran: stands, to, duration: attempted.duration, changed: aftermath.changed };
  const headline = `${direction === 'upgrade' ? 'Migration' : 'Downgrade'} failed: ${aftermath.state}`;
  const failure = { message: failed.message, hint: aftermath.hint };
  const rest = direction === 'upgrade' ? 'not applied' : 'not undone';
  const summary = renderSummary({ ...known, headline, failure, where: work.transport.where, rest });
  throw failureAfter(plan, failed, aftermath, outputsOf(known), summary);
}

/** A cancelled run has seconds: the container is gone, and what the server still does is ended while the lock is held. */
async function leftBy(work: Work, { trouble }: Attempt): Promise<string> {
  try {
    await work.tool.stop?.(work);
  } catch (error) {
    return `whether the server still works on it could not be seen: ${messageOf(error)}`;
  }
  if (trouble?.loose) return 'a part of it may stand, because it ran outside of a transaction.';
  return 'what its transaction did is rolled back by the server.';
}

function nameLoss(failure: Failure, held: Held): Failure {
  if (!held.lock.lost.aborted) return failure;
  return new Failure('lock-lost', `The lock was lost while the migration ran, so it was ended: ${messageOf(held.lock.lost.reason)}`, {
    cause: failure,
  });
}

function mismatch(work: Work, plan: Plan, now: Facts, attempted: Attempt): Failure {
  const known = { plan, ran: attempted.ran, to: now.current, duration: attempted.duration, changed: true };
  const headline = `Not verified: the database is at ${place(now.current)}`;
  const message = `${work.tool.title} ended well, but the database is at ${place(now.current)} instead of ${plan.target}.`;
  const failure = { message, hint: work.tool.unverified };
  return new Failure('verify-mismatch', message, {
    state: 'The revisions ran; what they did may be rolled back.',
    hint: work.tool.unverified,
    outputs: outputsOf(known),
    summary: renderSummary({ ...known, headline, failure, where: work.transport.where, rest: '' }),
  });
}
