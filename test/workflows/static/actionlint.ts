// actionlint checks the types of every call of an action or a workflow that it finds on the disk, but does not know the newest syntax. So it gets a copy
// in which everything of the suite stands beside the workflow that uses it, and in which what it cannot know is left out.
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { presentActions, root } from '../../../script/lib/workspace.ts';
import { run } from '../../target/docker.ts';
import { removeKeys, rewriteUses } from './edit.ts';
import type { Document } from './languageservice.ts';
import { suitePath } from './workflow.ts';

/** Keys that actionlint 1.7.12 takes for mistakes. */
const unknown = ['concurrency.queue', 'jobs.*.concurrency.queue', 'cache-mode', 'jobs.*.cache-mode'];

/** The copy of a workflow for actionlint, with the line numbers of the original. */
export function normalise(text: string): string {
  return removeKeys(
    rewriteUses(text, (uses) => {
      const path = suitePath(uses);
      return path === undefined ? undefined : `./${path}`;
    }),
    unknown,
  );
}

/** Everything that actionlint finds, one line each, with the paths of the originals. */
export async function lint(documents: readonly Document[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-actionlint-'));
  try {
    const workflows = join(folder, '.github/workflows');
    await Promise.all([mkdir(workflows, { recursive: true }), mkdir(join(folder, '.git')), copyActions(folder)]);
    const names = new Map(documents.map(({ path }) => [nameOf(path), path]));
    for (const { path, text } of documents) await writeFile(join(workflows, nameOf(path)), normalise(text));
    // Programs that a machine may have or not change nothing here.
    const argv = [join(root, '.cache/bin/actionlint'), '-no-color', '-shellcheck=', '-pyflakes=', '-oneline', ...names.keys()];
    const ran = await run(inFolder(workflows, argv), { timeoutSeconds: 60 });
    if (ran.code > 1) throw new Error(`actionlint ended with ${ran.code}: ${ran.stderr}`);
    return ran.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/^[^:]+/, (name) => names.get(basename(name)) ?? name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The suite's own keep their names, because others call them by it. */
function nameOf(path: string): string {
  return dirname(path) === '.github/workflows' ? basename(path) : `${path.replaceAll(/\W+/g, '-')}.yml`;
}

function inFolder(folder: string, argv: readonly string[]): string[] {
  return ['env', `--chdir=${folder}`, ...argv];
}

async function copyActions(folder: string): Promise<void> {
  const manifests = ['action.yml', ...presentActions().map((name) => `actions/${name}/action.yml`)];
  await Promise.all([
    symlink(join(root, 'dist'), join(folder, 'dist')),
    ...manifests.map((file) => cp(join(root, file), join(folder, file), { recursive: true })),
  ]);
}
