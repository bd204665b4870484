import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../packages/action/src/failure.ts';
import { ask, type Place } from '../command.ts';
import type { Facts, Judgement } from './judge.ts';

interface Release {
  readonly id: number;
  readonly tag_name: string;
  readonly draft: boolean;
  readonly immutable?: boolean;
}

export interface PublishOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** Path of checksums.txt, which becomes the release's only asset. */
  readonly checksums: string;
  readonly say: (line: string) => void;
  /** Seconds in which GitHub may begin to call a new release immutable. */
  readonly patience?: number;
}

/**
 * Tag, release, major tag, in this order; a run that ended in between is continued where it ended.
 * @throws Failure that says how far it came
 */
export async function publish(place: Place, facts: Facts, judgement: Judgement, options: PublishOptions): Promise<void> {
  const { version, head } = facts;
  const { majorTag, majorNow } = judgement;
  const { repository, say } = options;
  const api = async (path: string, ...args: string[]): Promise<unknown> => {
    const { stdout } = await ask(place, 'gh', ['api', `repos/${repository}/${path}`, ...args], { deadline: 60 });
    return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  };

  if (judgement.begun) say(`${version} names ${head} already: going on where a run before this one ended.`);
  // Not a push of the tag: GitHub refuses one from a job's token where the workflows of the commit are those of no branch's tip any more.
  else await api('git/refs', '--method', 'POST', '-f', `ref=refs/tags/${version}`, '-f', `sha=${head}`);

  let release = await findRelease(api, version);
  if (release?.draft) {
    await api(`releases/${release.id}`, '--method', 'DELETE');
    say(`Removed the draft that a run before this one left of ${version}.`);
    release = undefined;
  }
  if (release === undefined) {
    await createRelease(place, version, judgement.notes, options);
    release = await findImmutable(api, version, options.patience ?? 20);
    say(`Released ${version} at ${head}.`);
  }
  if (release?.immutable !== true) {
    throw new Failure('not-immutable', `The release ${version} is not immutable.`, {
      state: `It is public, and ${majorTag} still names ${majorNow ?? 'nothing'}.`,
      hint:
        'Switch on "Enable release immutability" in the settings of the repository (General, Releases), delete the release and the tag ' +
        `${version}, and run this again.`,
    });
  }
  await moveMajor(api, facts, judgement, say);
}

type Api = (path: string, ...args: string[]) => Promise<unknown>;

async function findRelease(api: Api, version: string): Promise<Release | undefined> {
  // The list also holds drafts, which the address of a tag does not.
  const releases = (await api('releases?per_page=100')) as Release[];
  return releases.find(({ tag_name }) => tag_name === version);
}

async function findImmutable(api: Api, version: string, patience: number): Promise<Release | undefined> {
  const until = performance.now() + patience * 1000;
  for (;;) {
    const release = await findRelease(api, version);
    if (release?.immutable === true || performance.now() >= until) return release;
    await sleep(2000);
  }
}

async function createRelease(place: Place, version: string, notes: string, options: PublishOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-release-'));
  try {
    writeFileSync(join(folder, 'notes.md'), `${notes}\n`);
    // gh makes a draft, uploads to it and publishes it last, as immutable releases want it. --verify-tag: never a tag that it made up itself.
    const args = ['release', 'create', version, options.checksums, '--repo', options.repository, '--verify-tag', '--latest'];
    await ask(place, 'gh', [...args, '--title', version, '--notes-file', join(folder, 'notes.md')], { deadline: 300 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** GitHub itself refuses a move that is not forwards, because `force` is false. */
async function moveMajor(
  api: Api,
  { version, head }: Facts,
  { majorTag, majorNow }: Judgement,
  say: (line: string) => void,
): Promise<void> {
  if (majorNow === head) return say(`${majorTag} names ${version} already.`);
  try {
    if (majorNow === undefined) await api('git/refs', '--method', 'POST', '-f', `ref=refs/tags/${majorTag}`, '-f', `sha=${head}`);
    else await api(`git/refs/tags/${majorTag}`, '--method', 'PATCH', '-f', `sha=${head}`, '-F', 'force=false');
  } catch (cause) {
    throw new Failure('major-not-moved', `${majorTag} was not moved: ${cause instanceof Error ? cause.message : String(cause)}`, {
      state: `${version} is released, and ${majorTag} still names ${majorNow ?? 'nothing'}.`,
      hint: 'Run the failed job again: it goes on from here.',
      cause,
    });
  }
  say(`Moved ${majorTag} from ${majorNow ?? 'nothing'} to ${head}.`);
}
