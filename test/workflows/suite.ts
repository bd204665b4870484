import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { actionNames, root } from '../../script/lib/workspace.ts';

/**
 * The suite of this work tree as a runner finds it at a tag: what its actions need at run time, and nothing that was only installed or built on the
 * way. (act reads the whole folder into memory for each step.)
 */
export async function copySuite(into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await Promise.all([
    cp(join(root, 'action.yml'), join(into, 'action.yml')),
    cp(join(root, 'dist'), join(into, 'dist'), { recursive: true }),
    ...actionNames.map((name) => cp(join(root, 'actions', name, 'action.yml'), join(into, 'actions', name, 'action.yml'))),
  ]);
}
