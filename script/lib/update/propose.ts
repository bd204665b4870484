import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../../packages/action/src/failure.ts';
import { ask, git, type Place } from '../command.ts';
import { sha256 } from '../release/checksums.ts';

export const branch = 'slipway-update';
const author = { name: 'github-actions[bot]', email: '41898282+github-actions[bot]@users.noreply.github.com' };
const title = 'Update dependencies and pins';

export interface Proposal {
  /** `owner/name`. */
  readonly repository: string;
  /** Absolute path of the patch against main. */
  readonly patch: string;
  /** SHA-256 that the job which made the patch gave it. */
  readonly expected: string;
  /** Absolute path of the text of the pull request. */
  readonly body: string;
  readonly say: (line: string) => void;
}

/** One pull request, always from the same branch: opened, or brought up to date. @throws Failure where somebody else works on the branch */
export async function propose(place: Place, { repository, patch, expected, body, say }: Proposal): Promise<void> {
  const content = readFileSync(patch);
  if (sha256(content) !== expected) {
    throw new Failure('other-patch', 'The patch is not the one that was made.', {
      state: 'Nothing was pushed.',
      hint: 'Run the workflow again, and find out who could write its artifacts.',
    });
  }
  if (content.length === 0) return say('Everything is current: nothing to propose.');
  const there = await remoteBranch(place);
  await git(place, ['apply', '--index', '--whitespace=nowarn', patch]);
  const tree = await git(place, ['write-tree']);
  if (there !== undefined && there.tree === tree && there.base === (await git(place, ['rev-parse', 'HEAD']))) {
    say(`${branch} holds this already.`);
  } else {
    const commit = await git(commitPlace(place), ['commit-tree', tree, '-p', 'HEAD', '-m', title]);
    // Only over the very commit that was looked at above.
    const lease = `--force-with-lease=refs/heads/${branch}:${there?.commit ?? ''}`;
    await git(place, ['push', '--quiet', lease, 'origin', `${commit}:refs/heads/${branch}`], { deadline: 300 });
    say(`Pushed ${commit} to ${branch}.`);
  }
  await openPullRequest(place, repository, body, say);
}

interface RemoteBranch {
  readonly commit: string;
  readonly tree: string;
  /** Parent of its commit. */
  readonly base: string;
}

async function remoteBranch(place: Place): Promise<RemoteBranch | undefined> {
  const line = await git(place, ['ls-remote', 'origin', `refs/heads/${branch}`], { deadline: 60 });
  const commit = line.split('\t')[0];
  if (!commit) return undefined;
  await git(place, ['fetch', '--quiet', 'origin', commit], { deadline: 300 });
  const others = await git(place, ['log', '--format=%h %ae', commit, '--not', 'HEAD']);
  const foreign = others.split('\n').filter((entry) => entry !== '' && !entry.endsWith(` ${author.email}`));
  if (foreign.length > 0) {
    throw new Failure('foreign-commits', `Somebody else has committed to ${branch}: ${foreign.slice(0, 3).join(', ')}.`, {
      state: 'Nothing was pushed over it.',
      hint: 'Merge its pull request, or close it and delete the branch; then run the workflow again.',
    });
  }
  const [tree = '', base = ''] = (await git(place, ['log', '-1', '--format=%T %P', commit])).split(' ');
  return { commit, tree, base };
}

function commitPlace(place: Place): Place {
  const who = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
  return { ...place, env: { ...place.env, ...who } };
}

async function openPullRequest(place: Place, repository: string, body: string, say: (line: string) => void): Promise<void> {
  const gh = async (...args: string[]): Promise<string> => (await ask(place, 'gh', ['pr', ...args, '--repo', repository])).stdout.trim();
  const open = JSON.parse(await gh('list', '--head', branch, '--base', 'main', '--state', 'open', '--json', 'number')) as {
    number: number;
  }[];
  const folder = mkdtempSync(join(tmpdir(), 'slipway-update-'));
  try {
    const file = join(folder, 'body.md');
    // GitHub takes 65,536 characters.
    writeFileSync(file, readFileSync(body, 'utf8').slice(0, 60_000));
    const [first] = open;
    if (first) await gh('edit', String(first.number), '--title', title, '--body-file', file);
    const url = first ? `#${first.number}` : await gh('create', '--head', branch, '--base', 'main', '--title', title, '--body-file', file);
    say(`${first ? 'Brought up to date' : 'Opened'} the pull request ${url}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
