import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../script/lib/workspace.ts';

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Sources of a workspace, relative to the repository. */
export function sourcesOf(folder: string): string[] {
  return globSync(`${folder}/src/**/*.ts`, { cwd: root }).sort();
}

export interface Import {
  readonly specifier: string;
  /** Loaded by `import()`. */
  readonly lazy: boolean;
  readonly typeOnly: boolean;
}

export function importsOf(file: string): Import[] {
  const text = read(file).replaceAll(/^\s*(\/\*\*?|\*|\/\/).*$/gm, '');
  const fixed = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?'([^']+)'/gm)].map(
    ([, type, specifier = '']) => ({
      specifier,
      lazy: false,
      typeOnly: type !== undefined,
    }),
  );
  const lazy = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, specifier = '']) => ({ specifier, lazy: true, typeOnly: false }));
  return [...fixed, ...lazy];
}
