import type { Facts } from '../answer.ts';
import type { Question } from '../probe.ts';
import type { Adapter, Known, Marks } from './adapter.ts';

type Traits = Pick<Adapter, 'title' | 'undoes' | 'stops'>;

/** What is to be done, from what the image has and what the table says. */
export type Way = Pick<Facts, 'current' | 'heads' | 'unknown' | 'applied' | 'steps' | 'refused' | 'edited'>;

/** The history as the database made it: what was applied, in that order, and behind it what is pending. */
export function wayFor(known: readonly Known[], marks: Pick<Marks, 'applied'>, question: Question, tool: Traits): Way {
  const byId = new Map(known.map((one) => [one.id, one]));
  const done = new Set(marks.applied.map(({ id }) => id));
  const pending = known.filter(({ id }) => !done.has(id));
  const last = marks.applied.at(-1);
  const unknown = marks.applied.filter(({ id }) => !byId.has(id)).map(({ id }) => id);
  const edited = marks.applied.filter(({ id, checksum }) => {
    const now = byId.get(id)?.checksum;
    return checksum !== undefined && now !== undefined && checksum !== now;
  });
  const head = pending.at(-1) ?? (last && byId.has(last.id) ? last : known.at(-1));
  const base = {
    current: last ? [last.id] : [],
    heads: head ? [head.id] : [],
    unknown,
    edited: edited.map(({ id }) => id),
  };
  // Nobody knows what comes after a migration that the image does not have.
  if (unknown.length > 0) return { ...base, current: unknown, applied: [], steps: [], refused: undefined };
  const applied = marks.applied.map(({ id }) => id);
  const found =
    question.direction === 'upgrade' ? upTo(question.target, pending, done, tool) : downTo(question.target, marks.applied, byId, tool);
  if ('refused' in found) return { ...base, applied, steps: [], refused: found.refused };
  const steps = found.steps.map((one) => ({
    id: one.id,
    parents: [],
    doc: one.doc,
    path: one.path,
    ...(isEmpty(one, question.direction) ? { empty: true } : {}),
  }));
  return { ...base, applied, steps, refused: undefined };
}

/** Comments alone. */
const nothing = /^(?:\s|;|--[^\n]*(?:\n|$))*$/;

function isEmpty({ sql, down, unseen }: Known, direction: Question['direction']): boolean {
  const text = direction === 'upgrade' ? sql : down;
  // A way back without text is one that only a program knows.
  if (unseen !== undefined || text === undefined || (text === '' && direction === 'downgrade')) return false;
  return nothing.test(text);
}

type Found = { readonly steps: readonly Known[] } | { readonly refused: string };

function upTo(target: string, pending: readonly Known[], done: ReadonlySet<string>, tool: Traits): Found {
  if (target === 'head' || target === 'heads') return { steps: pending };
  if (done.has(target)) return { steps: [] };
  const at = pending.findIndex(({ id }) => id === target);
  if (at < 0) return { refused: `there is no migration ${target}` };
  if (at < pending.length - 1 && !tool.stops)
    return { refused: `it applies everything that is pending, up to ${pending.at(-1)?.id}, and cannot stop at ${target}` };
  return { steps: pending.slice(0, at + 1) };
}

function downTo(target: string, applied: Marks['applied'], byId: ReadonlyMap<string, Known>, tool: Traits): Found {
  if (!tool.undoes) return { refused: 'it has no way back' };
  const ids = applied.map(({ id }) => id);
  const kept = keptFor(target, ids);
  if (kept === undefined) return { refused: `${target} is none of the ${ids.length} that are applied` };
  const steps = ids
    .slice(kept)
    .reverse()
    .flatMap((id) => byId.get(id) ?? []);
  const stuck = steps.find((one) => one.down === undefined);
  if (stuck) return { refused: `${stuck.id} has no way back` };
  return { steps };
}

/** How many of the applied ones stay. */
function keptFor(target: string, ids: readonly string[]): number | undefined {
  if (target === 'base') return 0;
  const [, count] = /^-(\d+)$/.exec(target) ?? [];
  if (count !== undefined) return Number(count) > ids.length ? undefined : ids.length - Number(count);
  const at = ids.indexOf(target);
  return at < 0 ? undefined : at + 1;
}
