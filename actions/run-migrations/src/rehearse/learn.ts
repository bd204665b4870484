import type { Annotation } from '@slipway/action';
import type { Facts } from '../answer.ts';
import { nothingLive, type PlanSql, type RevisionSql } from '../classify/hazard.ts';
import type { Offline } from '../classify/read.ts';
import { judge } from '../judgement.ts';
import type { Plan } from '../plan.ts';
import type { Work } from '../work.ts';
import type { Note, Rehearsal } from './rehearsal.ts';

/** The plan with what the rehearsal taught: revisions that nobody could judge by what they ran there, and whether old code worked. */
export async function learn(work: Work, plan: Plan, facts: Facts, rehearsal: Rehearsal): Promise<Plan> {
  const { judgement } = plan;
  if (!judgement) return { ...plan, rehearsal };
  const blind = judgement.revisions.some((one) => one.unseen !== undefined);
  const again = blind ? await judge(work, { ...facts, offline: fill(facts.offline, rehearsal.captured) }) : judgement;
  if (!again) return { ...plan, rehearsal };
  const failing = rehearsal.oldCode === false ? oldCodeNote(plan) : [];
  const placed = (note: Note): Note => ({ ...note, path: again.revisions.find((one) => one.id === note.revision)?.path ?? note.path });
  const notes = [...rehearsal.notes, ...failing].map(placed);
  const annotations = [...again.annotations, ...notes.map(annotation)];
  return {
    ...plan,
    rehearsal: { ...rehearsal, notes },
    judgement: { ...again, annotations, compatible: compatible(again.compatible, rehearsal.oldCode) },
  };
}

/** What offline mode could not show, as it ran; what it did show stays. */
export function fill(offline: Offline | undefined, captured: readonly RevisionSql[]): Offline {
  const known: PlanSql = offline?.plan ?? { transactional: true, perRevision: false, revisions: [] };
  const seen = new Map(known.revisions.map((one) => [one.id, one]));
  for (const one of captured) {
    const before = seen.get(one.id);
    if (before?.unseen === undefined && before) continue;
    seen.set(one.id, { ...one, unseen: one.unseen ?? beyond(before?.unseen), allows: before?.allows ?? [] });
  }
  return { plan: { ...known, revisions: [...seen.values()] }, live: offline?.live ?? nothingLive, failed: undefined };
}

/** What goes past SQLAlchemy is not in what it ran. */
function beyond(unseen: string | undefined): string | undefined {
  return unseen !== undefined && /^it (reaches outside|opens a connection|writes a file)/.test(unseen) ? unseen : undefined;
}

/** Old code that works on a copy is no proof against a finding: nobody has used all of it there. */
export function compatible(judged: 'true' | 'false' | 'unknown', oldCode: boolean | undefined): 'true' | 'false' | 'unknown' {
  if (oldCode === false) return 'false';
  return judged === 'unknown' && oldCode === true ? 'true' : judged;
}

function oldCodeNote(plan: Plan): readonly Note[] {
  const last = plan.revisions.at(-1);
  const why = 'the version that serves did not work on the migrated copy';
  return last ? [{ rule: 'old-code-fails', revision: last.id, path: last.path, why }] : [];
}

function annotation(note: Note): Annotation {
  return { level: 'warning', title: note.rule, message: `${note.revision}: ${note.why}.`, file: note.path, line: 1 };
}
