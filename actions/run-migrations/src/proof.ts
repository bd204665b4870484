import { Failure, formatDuration } from '@slipway/action';
import type { Facts } from './answer.ts';
import type { HazardClass } from './classify/hazard.ts';
import type { Judgement } from './judgement.ts';
import { type Plan, runsNothing } from './plan.ts';
import type { Rehearsal } from './rehearse/rehearsal.ts';
import { outputsOf } from './report.ts';
import type { Work } from './work.ts';

const grave: readonly HazardClass[] = ['destructive', 'rewrite', 'may-fail-on-data'];

/** Whether there is nothing that could be lost: tables outside of the search path are known by the version that made them. */
export function isEmpty(facts: Pick<Facts, 'tables' | 'current'>): boolean {
  return facts.tables.length === 0 && facts.current.length === 0;
}

/** Why a plan needs a backup that was read back; undefined where it needs none. */
export function whyBackup(
  plan: Pick<Plan, 'revisions' | 'direction' | 'judgement'>,
  facts: Pick<Facts, 'tables' | 'current'>,
): string | undefined {
  if (runsNothing(plan.revisions) || plan.direction === 'downgrade' || isEmpty(facts)) return undefined;
  const { judgement } = plan;
  const finding = (judgement?.revisions ?? []).flatMap((one) => one.findings).find((one) => grave.includes(one.class));
  if (finding) return `${finding.revision} is ${finding.class} (${finding.rule} on ${finding.object})`;
  const blind = unjudged(judgement, plan);
  return blind === undefined ? undefined : `nobody could judge what ${blind} does`;
}

function unjudged(judgement: Judgement | undefined, plan: Pick<Plan, 'revisions'>): string | undefined {
  if (!judgement) return plan.revisions[0]?.id;
  return judgement.revisions.find((one) => one.unseen !== undefined)?.id;
}

/** The proven backup that the run relies on: its id, empty where none of this database is known. */
export function proofOf(work: Pick<Work, 'inputs' | 'ports'>, facts: Pick<Facts, 'database'>): string {
  const { inputs, ports } = work;
  if (ports.proof) return ports.proof.databases.includes(facts.database) ? ports.proof.id : '';
  return inputs['backup-verified'] ? (inputs['backup-id'] ?? '') : '';
}

/** No proof, no migration. @throws Failure `backup-needed` */
export function requireProof(work: Work, plan: Plan, facts: Facts): void {
  const { backup, 'backup-id': id, 'backup-verified': verified } = work.inputs;
  if (backup === 'never' || runsNothing(plan.revisions) || proofOf(work, facts) !== '') return;
  const why = backup === 'always' && !isEmpty(facts) ? 'backup is always' : whyBackup(plan, facts);
  if (why === undefined) return;
  const have = id && !verified ? `${id} was not read back (backup-verified is not true)` : 'none is known';
  throw new Failure('backup-needed', `The plan needs a proven backup, because ${why}, and ${have}.`, {
    state: 'Nothing was changed.',
    hint: 'Run backup-db in a step before and hand on its outputs: backup-id: ${{ steps.backup.outputs.id }} and backup-verified: ${{ steps.backup.outputs.verified }}. In a release: the part backup of the Slipway file. Or accept the loss: backup: never.',
    outputs: outputsOf({ plan, ran: [], to: facts.current, duration: 0 }),
    annotations: plan.judgement?.annotations ?? [],
  });
}

/**
 * What the rehearsal has shown to take longer than what is left would be ended in the middle.
 * @param left milliseconds
 * @throws Failure `timeout`
 */
export function requireTime(left: number, rehearsal: Pick<Rehearsal, 'duration'> | undefined): void {
  if (!rehearsal) return;
  const needed = 2 * rehearsal.duration + 30_000;
  if (left >= needed) return;
  throw new Failure(
    'timeout',
    `${formatDuration(left)} are left, and the revisions took ${formatDuration(rehearsal.duration)} on a copy.`,
    {
      state: 'Nothing was changed.',
      hint: `Raise the input timeout by ${formatDuration(needed - left)} at least.`,
    },
  );
}
