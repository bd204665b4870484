import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The actions of the suite. Each must exist in the end: tests fail for one that does not. */
export const actionNames = [
  'build-image',
  'scan-image',
  'run-migrations',
  'blue-green-switch',
  'smoke-health',
  'backup-db',
  'gate',
  'alarm',
  'release',
] as const;

/** Parts of the callable workflows: they change nothing that is deployed, and `release` is not made of them. */
export const helperNames: readonly string[] = ['gate', 'alarm'];

/** Those that have a contract already. */
export function presentActions(): string[] {
  return actionNames.filter((name) => existsSync(join(root, 'actions', name, 'src/contract.ts')));
}

export function packageNames(): string[] {
  return readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Folders of a workspace and of everything of ours that it depends on, relative to the repository. */
export function closure(folder: string, seen = new Set<string>()): Set<string> {
  if (seen.has(folder)) return seen;
  seen.add(folder);
  for (const name of dependencies(folder)) {
    const [next] = [`packages/${name}`, `actions/${name}`].filter((path) => existsSync(join(root, path, 'package.json')));
    if (next) closure(next, seen);
  }
  return seen;
}

/** Names, without scope, of the workspaces that a workspace's package.json names. */
export function dependencies(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
  const scope = '@slipway/';
  return Object.keys(manifest.dependencies ?? {})
    .filter((name) => name.startsWith(scope))
    .map((name) => name.slice(scope.length));
}
