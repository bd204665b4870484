import { Failure } from '@slipway/action';
import { isIdOf } from '../../names.ts';
import { folder } from './explain.ts';
import { backupIn, fileOf, manifestIn } from './names.ts';
import type { Artifact } from './rest.ts';
import { manifests, newest } from './shelf.ts';
import type { Desk } from './store.ts';

/**
 * Removes files without a manifest that runs which are over left of a prefix: nobody will ever make backups of them. Where the token may not, they
 * stay until GitHub lets them expire. @returns names of what went
 */
export async function cleanRuns({ job, rest, shelf }: Desk, prefix: string): Promise<readonly string[]> {
  const files = newest(await shelf.list());
  const whole = new Set(manifests(files).map(({ name }) => manifestIn(fileOf(name))));
  const left = [...files].filter(([file]) => {
    const id = backupIn(file);
    return id !== undefined && isIdOf(id, prefix) && !whole.has(id);
  });
  const removed: string[] = [];
  for (const [file, artifact] of left) {
    if (artifact.run === job.context.runId || !(await rest.isOver(artifact.run))) continue;
    if (!(await tryRemove(job, rest, artifact))) break;
    shelf.forget(artifact);
    removed.push(file);
  }
  return removed;
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
