import { lstat, realpath } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';

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
