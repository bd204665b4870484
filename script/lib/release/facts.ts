import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../packages/action/src/failure.ts';
import { ask, git, type Place } from '../command.ts';
import { readVersion } from '../semver.ts';
import type { Facts } from './judge.ts';

/** @throws Failure where the repository that publishes does not answer, or its history is not here */
export async function gatherFacts(place: Place, version: string): Promise<Facts> {
  const read = (file: string): string => readFileSync(join(place.cwd, file), 'utf8');
  const { GITHUB_ACTIONS, GITHUB_REF } = place.env;
  const head = await git(place, ['rev-parse', 'HEAD']);
  const tags = await remoteTags(place);
  const changed = (await git(place, ['status', '--porcelain', '--untracked-files=all'])).split('\n').filter(Boolean);
  const majorNow = tags.get(`v${readVersion(version)?.major}`);
  return {
    version,
    changelog: read('CHANGELOG.md'),
    plans: read('docs/publishing.md'),
    packageVersion: (JSON.parse(read('package.json')) as { version: string }).version,
    tags,
    head,
    // A runner may have checked out a commit; the ref that it was started for is what counts.
    branch: GITHUB_ACTIONS ? (GITHUB_REF ?? '').replace('refs/heads/', '') : await git(place, ['branch', '--show-current']),
    changed: changed.map((line) => line.replace(/^..?\s+/, '')),
    forwards: majorNow !== undefined && (await leadsTo(place, majorNow, head)),
  };
}

/** Tags that begin with `v`, to the commits they name, as `origin` has them now. */
async function remoteTags(place: Place): Promise<Map<string, string>> {
  const answer = await git(place, ['ls-remote', '--tags', 'origin', 'refs/tags/v*'], { deadline: 60 }).catch((cause: Failure) => {
    throw new Failure('no-remote', `The published versions cannot be read: ${cause.message}`, {
      state: 'Nothing was changed.',
      hint: '`origin` must be the repository that publishes, and be readable from here.',
      cause,
    });
  });
  const tags = new Map<string, string>();
  for (const line of answer.split('\n').filter(Boolean)) {
    const [commit = '', ref = ''] = line.split('\t');
    // The peeled line of an annotated tag follows its own and names the commit.
    tags.set(ref.replace('refs/tags/', '').replace('^{}', ''), commit);
  }
  return tags;
}

async function leadsTo(place: Place, ancestor: string, head: string): Promise<boolean> {
  if (ancestor === head) return true;
  const here = await ask(place, 'git', ['cat-file', '-e', `${ancestor}^{commit}`], { accept: [1, 128] });
  if (here.code === 0) return (await ask(place, 'git', ['merge-base', '--is-ancestor', ancestor, head], { accept: [1] })).code === 0;
  if ((await git(place, ['rev-parse', '--is-shallow-repository'])) === 'false') return false;
  throw new Failure('shallow', `${ancestor}, which the major tag names, is not in this shallow clone.`, {
    state: 'Nothing was changed.',
    hint: 'Fetch the whole history: git fetch --unshallow, or fetch-depth: 0.',
  });
}
