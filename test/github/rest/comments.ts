import { type Answer, type Ask, type Handler, invalid, notFound } from './answer.ts';
import type { State } from './state.ts';
import { nodeId, showUser } from './users.ts';

export interface Comment {
  readonly id: number;
  /** Number of the issue or pull request. */
  readonly issue: number;
  body: string;
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
}

/** Characters that GitHub takes in the text of an issue, a pull request or a comment. */
const limit = 65_536;

export const tooLong = (resource: string, body: string | null | undefined): Answer | undefined =>
  (body ?? '').length > limit ? invalid(resource, 'body', `body is too long (maximum is ${limit} characters)`) : undefined;

export const commentsOf = (state: State, number: number): Comment[] => [...state.comments.values()].filter(({ issue }) => issue === number);

function showComment(state: State, comment: Comment): unknown {
  const kind = state.pulls.has(comment.issue) ? 'pull' : 'issues';
  return {
    url: state.url(`/issues/comments/${comment.id}`),
    html_url: state.page(`/${kind}/${comment.issue}#issuecomment-${comment.id}`),
    issue_url: state.url(`/issues/${comment.issue}`),
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    user: showUser(state, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'NONE',
    body: comment.body,
  };
}

export function createComment({ state, actor, body }: Ask, issue: number): Answer {
  const text = String(body['body']);
  const problem = tooLong('IssueComment', text);
  if (problem) return problem;
  const at = state.now();
  const comment: Comment = { id: state.nextId(), issue, body: text, author: actor, createdAt: at, updatedAt: at };
  state.comments.set(comment.id, comment);
  return { status: 201, body: showComment(state, comment) };
}

const withComment =
  (answer: (ask: Ask, comment: Comment) => Answer): Handler =>
  (ask) => {
    const comment = ask.state.comments.get(Number(ask.params['comment_id']));
    return comment ? answer(ask, comment) : notFound;
  };

export function listComments({ state, query }: Ask, number: number): Answer {
  const since = Date.parse(query['since'] ?? '1970-01-01T00:00:00Z');
  const found = commentsOf(state, number).filter((comment) => Date.parse(comment.updatedAt) >= since);
  return { list: found.map((comment) => showComment(state, comment)) };
}

export const comments: Readonly<Record<string, Handler>> = {
  'issues/get-comment': withComment(({ state }, comment) => ({ status: 200, body: showComment(state, comment) })),
  'issues/update-comment': withComment(({ state, body }, comment) => {
    const problem = tooLong('IssueComment', String(body['body']));
    if (problem) return problem;
    comment.body = String(body['body']);
    comment.updatedAt = state.now();
    return { status: 200, body: showComment(state, comment) };
  }),
};
