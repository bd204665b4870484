import { Failure } from '@slipway/action';
import { isIdOf } from '../../names.ts';
import { folder } from './explain.ts';
import { backupIn, fileOf, manifestIn } from './names.ts';
import type { Artifact } from './rest.ts';
import type { Desk } from './store.ts';

/** Milliseconds for which GitHub's list may not show what a run that is over sent last. */
const lag = 10 * 60_000;

/**
 * Removes files without a manifest that runs which are over left of a prefix: nobody will ever make backups of them. Where the token may not, they
 * stay until GitHub lets them expire. @returns names of what went
 */
export async function cleanRuns({ job, rest, shelf }: Desk, prefix: string): Promise<readonly string[]> {
  const over = new Set<string>();
  const asked = new Set([job.context.runId]);
  for (const { run } of leftIn(await shelf.list(), prefix)) {
    if (asked.has(run)) continue;
    asked.add(run);
    if (await rest.isOver(run, job.clock.now() - lag)) over.add(run);
  }
  if (over.size === 0) return [];
  const removed: string[] = [];
  // A run that ended meanwhile may have made a backup of its file since the list was read: what it says now was there when the run was over.
  for (const artifact of leftIn(await shelf.list(), prefix)) {
    if (!over.has(artifact.run)) continue;
    if (!(await tryRemove(job, rest, artifact))) break;
    shelf.forget(artifact);
    removed.push(fileOf(artifact.name));
  }
  return removed;
}

/** Those that are files of a prefix, and have no manifest. */
function leftIn(artifacts: readonly Artifact[], prefix: string): readonly Artifact[] {
  const whole = new Set(artifacts.map(({ name }) => manifestIn(fileOf(name))));
  return artifacts.filter(({ name }) => {
    const id = backupIn(fileOf(name));
    return id !== undefined && isIdOf(id, prefix) && !whole.has(id);
  });
}

async function tryRemove({ log }: Desk['job'], rest: Desk['rest'], { id, name }: Artifact): Promise<boolean> {
  try {
    await rest.remove(id);
    return true;
  } catch (error) {
    if (!(error instanceof Failure) || error.reason !== 'destination-refused') throw error;
    log.debug(`${name} in ${folder}, of a run that was ended, stays until it expires: ${error.message}`);
    return false;
  }
}
