import { type Answer, type Ask, type Handler, notFound, refuse } from './answer.ts';
import type { Commit } from './commits.ts';
import type { State } from './state.ts';
import { nodeId } from './users.ts';

export function showCommit(state: State, commit: Commit): unknown {
  const link = (sha: string): object => ({ sha, url: state.url(`/commits/${sha}`), html_url: state.page(`/commit/${sha}`) });
  const author = { name: 'Ana', email: 'ana@example.com', date: '2026-01-01T00:00:00Z' };
  return {
    ...link(commit.sha),
    node_id: nodeId('Commit', commit.sha),
    comments_url: state.url(`/commits/${commit.sha}/comments`),
    commit: {
      url: state.url(`/git/commits/${commit.sha}`),
      author,
      committer: author,
      message: commit.message,
      tree: { sha: commit.sha, url: state.url(`/git/trees/${commit.sha}`) },
      comment_count: 0,
    },
    author: null,
    committer: null,
    parents: commit.parents.map(link),
  };
}

/** GitHub pages the commits of a comparison, but the counts are always of all. */
function compare({ state, params, query }: Ask): Answer {
  const [, base = '', head = ''] = /^(.+)\.\.\.(.+)$/.exec(params['basehead'] ?? '') ?? [];
  const [from, to] = [state.commits.resolve(base), state.commits.resolve(head)];
  if (!from || !to) return notFound;
  const found = state.commits.compare(from, to);
  if (!found) return refuse(404, `No common ancestor between ${base} and ${head}.`);
  const size = Math.min(Number(query['per_page'] ?? 250), 250);
  const start = (Number(query['page'] ?? 1) - 1) * size;
  const url = state.url(`/compare/${base}...${head}`);
  const page = state.page(`/compare/${base}...${head}`);
  const body = {
    url,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: showCommit(state, from),
    merge_base_commit: showCommit(state, found.mergeBase),
    status: found.status,
    ahead_by: found.ahead.length,
    behind_by: found.behindBy,
    total_commits: found.ahead.length,
    commits: found.ahead.slice(start, start + size).map((commit) => showCommit(state, commit)),
    files: [],
  };
  return { status: 200, body };
}

export const comparisons: Readonly<Record<string, Handler>> = { 'repos/compare-commits-with-basehead': compare };
