import { globSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { actionNames, root } from '../../script/lib/workspace.ts';
import { downlevel } from './downlevel.ts';

/**
 * The suite of this work tree as a runner finds it at a tag: what its actions need at run time, and its workflows in the words that act knows; nothing
 * that was only installed or built on the way. (act reads the whole folder into memory for each step.)
 */
export async function copySuite(into: string): Promise<void> {
  await mkdir(join(into, '.github/workflows'), { recursive: true });
  await Promise.all([
    cp(join(root, 'action.yml'), join(into, 'action.yml')),
    cp(join(root, 'dist'), join(into, 'dist'), { recursive: true }),
    ...actionNames.map((name) => cp(join(root, 'actions', name, 'action.yml'), join(into, 'actions', name, 'action.yml'))),
    ...globSync('.github/workflows/*.yml', { cwd: root }).map(async (file) =>
      writeFile(join(into, '.github/workflows', basename(file)), downlevel(await readFile(join(root, file), 'utf8'))),
    ),
  ]);
}
