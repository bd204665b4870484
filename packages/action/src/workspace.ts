import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { messageOf } from './failure.ts';
import { redact } from './redact.ts';
import type { Host } from './run.ts';

/** Whether an input names a path that leaves the workspace by its text alone. */
export function escapes(path: string | undefined): boolean {
  return path !== undefined && (path.startsWith('/') || path.split('/').includes('..'));
}

/**
 * Writes a report for people or tools into the workspace, without the secrets it may hold. One that cannot be written never decides about a release:
 * it is a warning.
 */
export async function writeReport(what: string, file: string | undefined, content: string, { context, log }: Host): Promise<void> {
  if (file === undefined) return;
  try {
    const path = await insideOf(context.workspace, file);
    if (path === undefined) return log.warn(`The ${what} ${file} was not written: a link leads out of the workspace.`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, redact(content));
  } catch (error) {
    log.warn(`The ${what} ${file} could not be written: ${messageOf(error)}`);
  }
}

/**
 * The absolute path of a file of the workspace, which may not be there yet; undefined where it is none, also where a link leads out of it. Whoever wrote
 * the files of the workspace may have written links.
 */
export async function insideOf(workspace: string, path: string): Promise<string | undefined> {
  const full = resolve(workspace, path);
  const [root, real] = await Promise.all([realpath(workspace).catch(() => undefined), nearestReal(full)]);
  if (root === undefined || real === undefined || !isBelow(root, real) || !isBelow(resolve(workspace), full)) return undefined;
  return full;
}

/** Where the path, or the innermost folder of it that is there, really is; undefined where a link leads nowhere. */
async function nearestReal(path: string): Promise<string | undefined> {
  const found = await realpath(path).catch(() => undefined);
  if (found !== undefined) return found;
  // A link to what is not there would be followed by who writes.
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? undefined : nearestReal(dirname(path));
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}
