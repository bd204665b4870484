import { type Answer, type Ask, type Handler, notFound, refuse, unmodelled } from './answer.ts';
import { commentsOf, createComment, listComments, tooLong } from './comments.ts';
import type { State } from './state.ts';
import { nodeId, numberOf, showUser } from './users.ts';

export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  readonly author: string;
  state: 'open' | 'closed';
  stateReason: string | null;
  labels: readonly string[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
}

interface IssueBody {
  title?: string | number | null;
  body?: string | null;
  state?: 'open' | 'closed';
  state_reason?: string | null;
  labels?: readonly (string | { name?: string })[];
}

export function showLabels(state: State, labels: readonly string[]): unknown[] {
  return labels.map((name) => {
    const id = numberOf(name);
    const url = state.url(`/labels/${encodeURIComponent(name)}`);
    return { id, node_id: nodeId('Label', id), url, name, color: 'ededed', default: false, description: null };
  });
}

function show(state: State, issue: Issue): unknown {
  const { number } = issue;
  const url = state.url(`/issues/${number}`);
  const pull = state.pulls.has(number);
  const page = state.page(`/${pull ? 'pull' : 'issues'}/${number}`);
  const links = { url: state.url(`/pulls/${number}`), html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` };
  return {
    url,
    repository_url: state.url(),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: issue.id,
    node_id: nodeId(pull ? 'PullRequest' : 'Issue', issue.id),
    number,
    title: issue.title,
    user: showUser(state, issue.author),
    labels: showLabels(state, issue.labels),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: commentsOf(state, number).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: issue.closedBy ? showUser(state, issue.closedBy) : null,
    author_association: 'NONE',
    active_lock_reason: null,
    body: issue.body,
    ...(pull ? { pull_request: links } : {}),
  };
}

const labelNames = (labels: IssueBody['labels'] = []): string[] =>
  labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));

function list(ask: Ask): Answer {
  const { state, query } = ask;
  const problem = unmodelled(ask, ['state', 'labels', 'creator', 'sort', 'direction', 'since']);
  if (problem) return problem;
  const { state: wanted = 'open', labels, creator, since, sort = 'created', direction = 'desc' } = query;
  const names = labels ? labels.split(',') : [];
  const found = [...state.issues.values()]
    .filter((issue) => wanted === 'all' || issue.state === wanted)
    .filter((issue) => names.every((name) => issue.labels.includes(name)))
    .filter((issue) => creator === undefined || issue.author === creator)
    .filter((issue) => since === undefined || Date.parse(issue.updatedAt) >= Date.parse(since));
  const key = (issue: Issue): string => (sort === 'updated' ? issue.updatedAt : issue.createdAt);
  found.sort((a, b) => key(a).localeCompare(key(b)) || a.number - b.number);
  if (direction === 'desc') found.reverse();
  return { list: found.map((issue) => show(state, issue)) };
}

function create({ state, actor, body }: Ask): Answer {
  const asked = body as IssueBody;
  if (!String(asked.title ?? '').trim())
    return refuse(422, 'Validation Failed', [{ resource: 'Issue', code: 'missing_field', field: 'title' }]);
  const problem = tooLong('Issue', asked.body);
  if (problem) return problem;
  const at = state.now();
  const number = Math.max(0, ...state.issues.keys()) + 1;
  const text = { title: String(asked.title), body: asked.body ?? null, labels: labelNames(asked.labels) };
  const open = { state: 'open' as const, stateReason: null, closedAt: null, closedBy: null };
  const issue: Issue = { id: state.nextId(), number, ...text, ...open, author: actor, createdAt: at, updatedAt: at };
  state.issues.set(number, issue);
  return { status: 201, body: show(state, issue) };
}

function update({ state, actor, body }: Ask, issue: Issue): Answer {
  const asked = body as IssueBody;
  const problem = tooLong('Issue', asked.body);
  if (problem) return problem;
  issue.updatedAt = state.now();
  if (asked.title !== undefined && asked.title !== null) issue.title = String(asked.title);
  if (asked.body !== undefined) issue.body = asked.body;
  if (asked.labels) issue.labels = labelNames(asked.labels);
  if (asked.state === 'closed' && issue.state === 'open') {
    Object.assign(issue, { closedAt: issue.updatedAt, closedBy: actor, stateReason: asked.state_reason ?? 'completed' });
  }
  if (asked.state === 'open' && issue.state === 'closed') Object.assign(issue, { closedAt: null, closedBy: null, stateReason: 'reopened' });
  if (asked.state) issue.state = asked.state;
  return { status: 200, body: show(state, issue) };
}

const withIssue =
  (answer: (ask: Ask, issue: Issue) => Answer): Handler =>
  (ask) => {
    const issue = ask.state.issues.get(Number(ask.params['issue_number']));
    return issue ? answer(ask, issue) : notFound;
  };

export const issues: Readonly<Record<string, Handler>> = {
  'issues/list-for-repo': list,
  'issues/create': create,
  'issues/get': withIssue(({ state }, issue) => ({ status: 200, body: show(state, issue) })),
  'issues/update': withIssue(update),
  'issues/list-comments': withIssue((ask, { number }) => listComments(ask, number)),
  'issues/create-comment': withIssue((ask, issue) => {
    issue.updatedAt = ask.state.now();
    return createComment(ask, issue.number);
  }),
};
