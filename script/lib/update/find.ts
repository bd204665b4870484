import { globSync } from 'node:fs';
import { git } from '../command.ts';
import { commitOfTag, githubReleases, releasesOf } from './lookup.ts';
import { updateNpm } from './npm.ts';
import { type Pin, readPins, replacePin } from './pins.ts';
import { readTools, readTrivyDefaults, replaceOnce } from './tools.ts';
import { attempt, edit, read, settle, type Work } from './work.ts';

/** Brings everything that is pinned up to date in the work tree. What one source does not answer stays as it is and is reported. */
export async function findUpdates(work: Work): Promise<void> {
  await updateActions(work);
  await updateTrivy(work);
  await updateTools(work);
  await updateNpm(work);
}

/** In workflows, in actions, and on pages with examples that people copy. */
export async function updateActions(work: Work): Promise<void> {
  const listed = await git(work.place, ['ls-files', '-z', '--', '*.yml', '*.yaml', '*.md']);
  const files = listed.split('\0').filter(Boolean);
  const pins = new Map<string, Pin>();
  for (const file of files) for (const pin of readPins(read(work, file))) pins.set(`${pin.repository}@${pin.commit} ${pin.version}`, pin);
  for (const pin of pins.values()) {
    // Our own pages show how to pin us; a version that is not out yet cannot be named there.
    if (pin.repository === 'slipway/slipway') continue;
    await attempt(work, pin.repository, async () => {
      const named = await commitOfTag(work.place, pin.repository, pin.version);
      if (named !== pin.commit) {
        const why = `pinned to ${pin.commit} as ${pin.version}, but that tag names ${named}: the comment is wrong, or the tag was moved`;
        work.report.attention.push({ what: pin.repository, why });
        return;
      }
      const take = settle(work, pin.repository, pin.version, await githubReleases(work.place, pin.repository));
      if (take === undefined) return;
      const to = { ...pin, version: take.version, commit: await commitOfTag(work.place, pin.repository, take.version) };
      for (const file of files) edit(work, file, (text) => replacePin(text, pin, to));
      work.report.changes.push({ what: pin.repository, from: pin.version, to: to.version, published: take.published });
    });
  }
}

export async function updateTrivy(work: Work): Promise<void> {
  const trivy = 'aquasecurity/trivy';
  const files = globSync('.github/workflows/*.yml', { cwd: work.place.cwd }).sort();
  for (const version of new Set(files.flatMap((file) => readTrivyDefaults(read(work, file))))) {
    await attempt(work, trivy, async () => {
      const take = settle(work, trivy, version, await githubReleases(work.place, trivy));
      if (take === undefined) return;
      for (const file of files.filter((each) => readTrivyDefaults(read(work, each)).includes(version))) {
        edit(work, file, (text) => text.replaceAll(`default: ${version}\n`, `default: ${take.version}\n`));
      }
      work.report.changes.push({ what: trivy, from: version, to: take.version, published: take.published });
    });
  }
}

async function updateTools(work: Work): Promise<void> {
  const file = 'script/lib/tools.sh';
  for (const tool of readTools(read(work, file))) {
    await attempt(work, tool.name, async () => {
      const take = settle(work, tool.name, tool.version, await releasesOf(work.place, tool));
      const next = take && tool.rewrite(take.version);
      // A pin like 1.20.* takes a new patch by itself.
      if (take === undefined || next === undefined || next === tool.written) return;
      edit(work, file, (text) => replaceOnce(text, tool.written, next));
      work.report.changes.push({ what: tool.name, from: tool.version, to: take.version, published: take.published });
    });
  }
}
