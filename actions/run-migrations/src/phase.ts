import { Failure } from '@slipway/action';
import type { Judged } from './classify/hazard.ts';
import type { Judgement } from './judgement.ts';
import type { Plan } from './plan.ts';

/** What phase expand leaves for phase contract, and why. */
export interface Left {
  /** In the order in which they would run. */
  readonly revisions: readonly string[];
  /** Why the first of them is not of phase expand, for people. */
  readonly why: string;
  /** What is found in them, where people look at a plan: it stops nothing now. */
  readonly judgement?: Judgement;
}

/** Where phase expand ends: before the first revision that breaks old code. */
export interface Cut {
  /** The last revision of the phase; undefined where there is none. */
  readonly last: string | undefined;
  readonly left: Left;
}

/**
 * Undefined where nothing is left.
 * @param vouched a person's word that what could not be judged breaks nothing
 * @throws Failure `phase-order` where a revision that breaks nothing comes after one that does: the new code may need it, and cannot have it;
 * `phase-unclear` where nobody knows of which phase one is
 */
export function cutForExpand(plan: Pick<Plan, 'revisions'>, judgement: Judgement | undefined, vouched: boolean): Cut | undefined {
  const judged = new Map((judgement?.revisions ?? []).map((one) => [one.id, one]));
  for (const { id } of plan.revisions) refuseUnclear(id, judged.get(id), vouched);
  const breaks = (id: string): string | undefined => {
    const finding = judged.get(id)?.findings.find((each) => each.class === 'breaks-old-code');
    return finding && `${finding.rule} on ${finding.object}`;
  };
  const ids = plan.revisions.map((one) => one.id);
  const first = ids.findIndex((id) => breaks(id) !== undefined);
  if (first < 0) return undefined;
  const revisions = ids.slice(first);
  const [breaking = ''] = revisions;
  const why = breaks(breaking) ?? '';
  const empty = new Set(plan.revisions.filter((one) => one.empty).map((one) => one.id));
  // A merge behind them is left with them: no code needs it.
  const behind = revisions.find((id) => breaks(id) === undefined && !empty.has(id));
  if (behind !== undefined) {
    throw new Failure(
      'phase-order',
      `${behind} comes after ${breaking}, which is of phase contract (${why}), so phase expand cannot reach it.`,
      {
        state: 'Nothing was changed.',
        hint: `Once no old version serves any more, run phase contract; or let ${behind} come before ${breaking} in the history, if the new version needs it.`,
      },
    );
  }
  return { last: ids[first - 1], left: { revisions, why } };
}

function refuseUnclear(id: string, judged: Judged | undefined, vouched: boolean): void {
  const unseen = judged === undefined ? 'nothing is known of it' : judged.unseen;
  if (unseen === undefined || vouched || judged?.vouched !== undefined) return;
  throw new Failure('phase-unclear', `${id} could not be judged (${unseen}), so nobody knows whether it is of phase expand or contract.`, {
    state: 'Nothing was changed.',
    hint: 'Where old code works with it, write a comment into its file, slipway: allow unclassified because ... Where it does not, apply it with phase contract, or all, once no old version serves.',
  });
}

/** The part that Alembic would run is the one that was meant: with branches it may be less. @throws Failure `phase-order` */
export function refuseOther(plan: Pick<Plan, 'revisions'>, part: Pick<Plan, 'revisions'>, cut: Cut): void {
  const meant = plan.revisions.map((one) => one.id).slice(0, plan.revisions.length - cut.left.revisions.length);
  const would = new Set(part.revisions.map((one) => one.id));
  const missed = meant.filter((id) => !would.has(id));
  if (missed.length === 0 && would.size === meant.length) return;
  const text =
    missed.length > 0
      ? `Phase expand would end at ${cut.last}, and ${missed.join(', ')} of another branch would not be run.`
      : 'The database was changed by somebody else while this run looked at it.';
  throw new Failure('phase-order', text, {
    state: 'Nothing was changed.',
    hint:
      missed.length > 0
        ? 'Merge the branches, let what breaks old code come last, or apply the branch by its name in target.'
        : 'Run again.',
  });
}

/** `2 revisions wait for phase contract`, as the end of a headline. */
export function describeLeft(left: Left | undefined): string {
  if (!left) return '';
  const { length } = left.revisions;
  return `; ${length === 1 ? '1 revision waits' : `${length} revisions wait`} for phase contract`;
}
