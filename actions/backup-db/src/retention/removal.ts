import { Failure, messageOf, withDetails } from '@slipway/action';
import { ProgramFailure } from '@slipway/shell';
import type { Store } from '../stores/store.ts';
import type { Decision } from './decide.ts';

export interface Removed {
  readonly ids: readonly string[];
  /** What the destination would not give up, by id, and why. */
  readonly locked: ReadonlyMap<string, string>;
}

/**
 * Removes what was decided to go, the oldest first and each manifest before its file: whenever it ends, what is left of an unfinished removal is no
 * backup, and the newer ones are whole.
 * @throws Failure `prune-failed`, or what ended it, saying how far it came
 */
export async function removeAll(
  store: Pick<Store, 'remove' | 'folder'>,
  decisions: readonly Decision[],
  say: (line: string) => void,
): Promise<Removed> {
  const going = decisions
    .filter(({ keep }) => !keep)
    .sort((a, b) => Date.parse(a.entry.manifest.created) - Date.parse(b.entry.manifest.created));
  const ids: string[] = [];
  const locked = new Map<string, string>();
  for (const { entry, why } of going) {
    const { id } = entry.manifest;
    try {
      const removal = await store.remove(entry.manifest);
      if (removal.removed) ids.push(id);
      else locked.set(id, removal.why ?? 'the destination keeps it');
      say(removal.removed ? `Removed ${id}: ${why}.` : `${id} stays: ${locked.get(id)}.`);
    } catch (error) {
      throw interrupted(error, id, ids, going.length, store.folder);
    }
  }
  return { ids, locked };
}

function interrupted(error: unknown, id: string, ids: readonly string[], all: number, folder: string): Failure {
  const state = `${ids.length} of ${all} backups were removed; the others are as they were, but of ${id} the file may be left without its manifest.`;
  const outputs = { pruned: String(ids.length) };
  if (error instanceof Failure && !(error instanceof ProgramFailure)) return withDetails(error, { state, outputs });
  return new Failure('prune-failed', `${id} could not be removed from ${folder}: ${messageOf(error)}`, {
    state,
    hint: 'Make sure that the user may remove files there, and run again: it goes on where this run ended.',
    outputs,
    cause: error,
  });
}
