import { type Handler, notFound } from './answer.ts';
import { commentsOf } from './comments.ts';
import { type Issue, showLabels } from './issues.ts';
import { showRepository } from './repositories.ts';
import type { State } from './state.ts';
import { nodeId, showUser } from './users.ts';

export interface PullFacts {
  readonly number?: number;
  readonly title?: string;
  readonly body?: string;
  readonly author?: string;
  readonly state?: 'open' | 'closed';
  readonly headRef?: string;
  /** owner/name of a fork; the repository itself by default. */
  readonly headRepository?: string;
  readonly headSha?: string;
  readonly baseRef?: string;
}

export type Pull = Required<Omit<PullFacts, 'headSha'>> & { readonly headSha?: string };

function show(state: State, pull: Pull, issue: Issue): unknown {
  const { number, headRef, headRepository, baseRef } = pull;
  const url = state.url(`/pulls/${number}`);
  const issueUrl = state.url(`/issues/${number}`);
  const page = state.page(`/pull/${number}`);
  const own = `${state.owner}/${state.name}`;
  const baseSha = state.commits.resolve(baseRef)?.sha ?? '';
  const headSha = pull.headSha ?? state.commits.resolve(headRef)?.sha ?? baseSha;
  const end = (ref: string, repository: string, sha: string): object => {
    const [owner = ''] = repository.split('/');
    return { label: `${owner}:${ref}`, ref, sha, user: showUser(state, owner), repo: showRepository(state, repository) };
  };
  const statuses_url = state.url(`/statuses/${headSha}`);
  const links = {
    self: url,
    html: page,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: state.url('/pulls/comments{/number}'),
    commits: `${url}/commits`,
    statuses: statuses_url,
  };
  const counts = ['review_comments', 'commits', 'additions', 'deletions', 'changed_files'];
  return {
    url,
    id: issue.id,
    node_id: nodeId('PullRequest', issue.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url,
    number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: showUser(state, issue.author),
    body: issue.body,
    labels: showLabels(state, issue.labels),
    milestone: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: null,
    merge_commit_sha: null,
    assignee: null,
    draft: false,
    head: end(headRef, headRepository, headSha),
    base: end(baseRef, own, baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: 'NONE',
    auto_merge: null,
    merged: false,
    mergeable: null,
    mergeable_state: 'unknown',
    merged_by: null,
    comments: commentsOf(state, number).length,
    maintainer_can_modify: false,
    ...Object.fromEntries(counts.map((name) => [name, 0])),
  };
}

export const pulls: Readonly<Record<string, Handler>> = {
  'pulls/get': ({ state, params }) => {
    const number = Number(params['pull_number']);
    const [pull, issue] = [state.pulls.get(number), state.issues.get(number)];
    return pull && issue ? { status: 200, body: show(state, pull, issue) } : notFound;
  },
};
