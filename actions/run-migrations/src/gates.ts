import { Failure } from '@slipway/action';
import type { Facts } from './answer.ts';
import { shortened } from './fingerprint.ts';
import { place } from './plan.ts';
import type { Work } from './work.ts';

const state = 'Nothing was changed.';

export interface Asked {
  readonly direction: 'upgrade' | 'downgrade';
  readonly target: string;
  /** For messages: where the history was read. */
  readonly where: string;
  /** Name of the tool. */
  readonly title: string;
  /** How a person says once what a database without a version table has. */
  readonly stamp: string;
  /** What a person does where a migration failed in the middle. */
  readonly mend: (id: string) => string;
}

export function askedOf(work: Work, direction: Asked['direction'], target: string): Asked {
  const { tool, transport } = work;
  return { direction, target, where: transport.where, title: tool.title, stamp: tool.stamp(work), mend: (id) => tool.mend(work, id) };
}

/** Refuses what must not be started. @throws Failure `db-ahead`, `dirty`, `edited-migration`, `multi-head`, `not-stamped`, `unknown-revision` */
export function checkGates(facts: Facts, asked: Asked): void {
  refuseAhead(facts, asked);
  refuseDirty(facts, asked);
  refuseEdited(facts, asked);
  if (asked.direction === 'upgrade') refuseSeveralHeads(facts, asked);
  else refuseSeveralBranches(facts, asked);
  refuseUnstamped(facts, asked);
  if (facts.refused === undefined) return;
  const steps = /^\d{1,2}$/.test(asked.target)
    ? ` A number of steps has a sign: ${asked.direction === 'upgrade' ? '+' : '-'}${asked.target}.`
    : '';
  throw new Failure(
    'unknown-revision',
    `${asked.title} cannot ${asked.direction} from ${place(facts.current)} to ${asked.target}: ${facts.refused}.`,
    {
      state,
      hint: `There are revisions up to ${place(facts.heads)}; check the input ${asked.direction === 'upgrade' ? 'target' : 'revision'}.${steps}`,
    },
  );
}

function refuseAhead(facts: Facts, asked: Asked): void {
  if (facts.unknown.length === 0) return;
  throw new Failure(
    'db-ahead',
    `The database is at ${place(facts.unknown)}, which ${asked.where} does not know: it has revisions up to ${place(facts.heads)}.`,
    {
      state,
      hint: 'An older image on a newer schema: deploy an image that has the revision, or downgrade with the image that brought it (mode downgrade).',
    },
  );
}

/** What a failure in the middle left is unknown to the tool, and it would refuse to go on. */
function refuseDirty(facts: Facts, asked: Asked): void {
  if (facts.dirty === undefined) return;
  throw new Failure('dirty', `${asked.title} says that ${facts.dirty} failed in the middle, in the database ${facts.database}.`, {
    state: `${state} What of it stands, nobody has looked at.`,
    hint: asked.mend(facts.dirty),
  });
}

function refuseEdited(facts: Facts, asked: Asked): void {
  const edited = facts.edited ?? [];
  if (edited.length === 0) return;
  const count = edited.length === 1 ? 'A migration was edited' : `${edited.length} migrations were edited`;
  throw new Failure('edited-migration', `${count} after it was applied: ${shortened(edited)}. ${asked.where} has another text.`, {
    state,
    hint: 'Give the file back the text that was applied, and write what it needs besides as a new migration.',
  });
}

function refuseSeveralHeads(facts: Facts, asked: Asked): void {
  if (facts.heads.length <= 1 || asked.target !== 'head') return;
  throw new Failure(
    'multi-head',
    `The history has ${facts.heads.length} heads: ${shortened(facts.heads)}. Alembic would apply none of them.`,
    {
      state,
      hint: `Merge them in the repository (alembic merge -m "merge heads" ${facts.heads.join(' ')}), or set target: heads to apply all branches.`,
    },
  );
}

/** Down by a number of steps takes one branch of several, and nobody said which. */
function refuseSeveralBranches(facts: Facts, asked: Asked): void {
  if (facts.current.length <= 1 || !/^-\d+$/.test(asked.target)) return;
  throw new Failure('multi-head', `The database is at ${place(facts.current)}; ${asked.target} does not say which branch to go back.`, {
    state,
    hint: `Name it in the input revision: ${facts.current[0]}${asked.target}, or the revision to go back to.`,
  });
}

function refuseUnstamped(facts: Facts, asked: Asked): void {
  if (facts.stamped || facts.tables.length === 0) return;
  const count = facts.tables.length === 1 ? 'a table' : `${facts.tables.length} tables`;
  throw new Failure(
    'not-stamped',
    `The database ${facts.database} has ${count} (${shortened(facts.tables)}) but no version table of ${asked.title}.`,
    {
      state,
      hint: asked.stamp,
    },
  );
}
