import { globSync } from 'node:fs';
import { messageOf } from '../../../packages/action/src/failure.ts';
import { ask } from '../command.ts';
import { oldEnoughDate, type Release } from './choose.ts';
import { releasesOf } from './lookup.ts';
import type { Change } from './report.ts';
import { readManifest, replaceOnce, type Tool } from './tools.ts';
import { attempt, edit, read, settle, type Work, write } from './work.ts';

const lock = 'package-lock.json';

/**
 * Exact versions of the manifests, then by npm itself whatever they leave open. No script of a package runs: only manifests and lock are written, and
 * either all of them or none, because a manifest without its lock would be installed differently by everybody.
 */
export async function updateNpm(work: Work): Promise<void> {
  const manifests = ['package.json', ...globSync('{packages,actions}/*/package.json', { cwd: work.place.cwd }).sort()];
  const before = new Map([...manifests, lock].map((file) => [file, read(work, file)]));
  const changes = await updateManifests(work, manifests);
  try {
    // A date, and not min-release-age, which older npm does not know and passes over in silence.
    const flags = [
      '--package-lock-only',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `--before=${oldEnoughDate(work.now).toISOString()}`,
    ];
    await ask(work.place, 'npm', ['update', ...flags], { deadline: 600 });
  } catch (error) {
    for (const [file, text] of before) write(work, file, text);
    work.report.attention.push({ what: 'npm', why: `no npm package was updated: ${messageOf(error)}` });
    return;
  }
  const count = countDifferences(before.get(lock) ?? '', read(work, lock));
  if (count > 0) changes.push({ what: lock, from: `${count} packages`, to: 'newest that fit', published: 0 });
  work.report.changes.push(...changes);
}

async function updateManifests(work: Work, manifests: readonly string[]): Promise<Change[]> {
  const users = new Map<string, { tool: Tool; files: string[] }>();
  for (const file of manifests) {
    for (const tool of readManifest(read(work, file))) {
      const known = users.get(tool.written) ?? { tool, files: [] };
      known.files.push(file);
      users.set(tool.written, known);
    }
  }
  const changes: Change[] = [];
  for (const { tool, files } of users.values()) {
    await attempt(work, tool.name, async () => {
      const take: Release | undefined = settle(work, tool.name, tool.version, await releasesOf(work.place, tool));
      if (take === undefined) return;
      for (const file of files) edit(work, file, (text) => replaceOnce(text, tool.written, tool.rewrite(take.version)));
      changes.push({ what: tool.name, from: tool.version, to: take.version, published: take.published });
    });
  }
  return changes;
}

/** Packages that a lock adds, drops or holds in another version. */
export function countDifferences(before: string, after: string): number {
  const read = (text: string): Record<string, { version?: string }> =>
    (JSON.parse(text) as { packages?: Record<string, { version?: string }> }).packages ?? {};
  const [old, young] = [read(before), read(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(young)])].filter((name) => old[name]?.version !== young[name]?.version).length;
}
