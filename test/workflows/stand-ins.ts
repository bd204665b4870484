import { globSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../script/lib/workspace.ts';

const home = join(import.meta.dirname, 'stand-ins');

/**
 * Folders for the actions that the callable workflows use by commit, under the very names that stand there: a new pin needs no change here.
 * @returns what a step uses, to the folder that stands in for it
 */
export async function makeStandIns(into: string): Promise<Record<string, string>> {
  await cp(home, into, { recursive: true });
  await build({
    entryPoints: [join(home, 'upload-artifact/index.ts')],
    outfile: join(into, 'upload-artifact/index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    nodePaths: [join(root, 'node_modules')],
    logLevel: 'error',
  });
  const names: Record<string, string> = {
    'actions/checkout': 'checkout',
    'actions/upload-artifact': 'upload-artifact',
    'aquasecurity/setup-trivy': 'setup-trivy',
  };
  const found: Record<string, string> = {};
  for (const file of globSync('.github/workflows/*.yml', { cwd: root })) {
    for (const [, uses = '', repository = ''] of (await readFile(join(root, file), 'utf8')).matchAll(
      /uses: (([\w.-]+\/[\w.-]+)@[0-9a-f]{40})\b/g,
    )) {
      const folder = names[repository];
      if (folder) found[uses] = join(into, folder);
    }
  }
  return found;
}
