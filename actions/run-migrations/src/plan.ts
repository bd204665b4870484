import type { Facts, Revision } from './answer.ts';
import type { Judgement } from './judgement.ts';
import type { Left } from './phase.ts';
import type { Rehearsal } from './rehearse/rehearsal.ts';

/** What is to be done, as it was at one moment. */
export interface Plan {
  readonly direction: 'upgrade' | 'downgrade';
  readonly target: string;
  /** Revisions of the database before: none, one, or one for each branch. */
  readonly from: readonly string[];
  readonly heads: readonly string[];
  /** In the order in which they run: oldest first, or newest first for a downgrade. */
  readonly revisions: readonly Revision[];
  /** Applied revisions once the plan is carried out, sorted. */
  readonly expected: readonly string[];
  /** Revisions of the database then. */
  readonly goal?: readonly string[];
  /** What the revisions do to a database in use, where that was asked. */
  readonly judgement?: Judgement | undefined;
  /** What phase expand leaves. */
  readonly left?: Left | undefined;
  /** What was learned on a copy. */
  readonly rehearsal?: Rehearsal | undefined;
  /** The proven backup that the run relies on. */
  readonly backup?: string | undefined;
}

export function makePlan(facts: Facts, direction: Plan['direction'], target: string): Plan {
  const ids = new Set(facts.steps.map((step) => step.id));
  const expected = direction === 'upgrade' ? [...new Set([...facts.applied, ...ids])] : facts.applied.filter((id) => !ids.has(id));
  const goal = direction === 'upgrade' ? goalUp(facts) : goalDown(facts, ids);
  return { direction, target, from: facts.current, heads: facts.heads, revisions: facts.steps, expected: expected.sort(), goal };
}

/** Tools of files know no parents: their history is a line, in the order in which it is told. */
function goalUp({ current, steps }: Facts): readonly string[] {
  const under = new Set(steps.flatMap((one) => one.parents));
  if (under.size === 0 && steps.length > 0) return steps.slice(-1).map(({ id }) => id);
  return [...current, ...steps.map(({ id }) => id)].filter((id) => !under.has(id));
}

function goalDown({ current, applied, steps }: Facts, undone: ReadonlySet<string>): readonly string[] {
  const left = [...current, ...steps.flatMap((one) => one.parents)].filter((id) => !undone.has(id));
  return left.length > 0 ? [...new Set(left)] : applied.filter((id) => !undone.has(id)).slice(-1);
}

/** Whether the later plan is what is left of the earlier one: another run may have done the first part meanwhile, and nothing else. */
export function isRest(earlier: Plan, later: Plan): boolean {
  const before = earlier.revisions.map((one) => one.id);
  const after = later.revisions.map((one) => one.id);
  return before.slice(before.length - after.length).join() === after.join() && earlier.expected.join() === later.expected.join();
}

/** What the tool itself calls failed in the middle stands nowhere, whatever is applied. */
export function isReached(plan: Plan, facts: Facts): boolean {
  return facts.dirty === undefined && facts.unknown.length === 0 && [...facts.applied].sort().join() === plan.expected.join();
}

/** Whether nothing is to be run: empty revisions change the version table alone. */
export function runsNothing(revisions: readonly Pick<Revision, 'empty'>[]): boolean {
  return revisions.every((one) => one.empty === true);
}

/** `2 revisions`, `3 revisions (1 empty)`, `1 empty revision`. */
export function describeRevisions(revisions: readonly Pick<Revision, 'empty'>[]): string {
  const { length } = revisions;
  const empty = revisions.filter((one) => one.empty).length;
  const noun = length === 1 ? 'revision' : 'revisions';
  if (empty === length && length > 0) return `${length} empty ${noun}`;
  return `${length} ${noun}${empty > 0 ? ` (${empty} empty)` : ''}`;
}

/** Revisions of a database, for people: `base` where there is none. */
export function place(revisions: readonly string[]): string {
  return revisions.length === 0 ? 'base' : [...revisions].sort().join(',');
}
