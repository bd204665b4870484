import { type Answer, type Ask, badAddress, type Handler, invalid, notFound, refuse } from './answer.ts';
import type { State } from './state.ts';
import { nodeId, showUser } from './users.ts';

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAt: string;
}

function show(state: State, status: CommitStatus): unknown {
  return {
    url: state.url(`/statuses/${status.sha}`),
    avatar_url: `${state.html}/avatars/${encodeURIComponent(status.creator)}`,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: showUser(state, status.creator),
  };
}

function create({ state, actor, params, body }: Ask): Answer {
  const sha = params['sha'] ?? '';
  const asked = body as unknown as { state: string; context?: string; description?: string | null; target_url?: string | null };
  // Only a whole commit: GitHub takes no branch here.
  if (state.commits.resolve(sha)?.sha !== sha) return refuse(422, `No commit found for SHA: ${sha}`);
  const { context = 'default', description = null } = asked;
  if ((description ?? '').length > 140) return invalid('Status', 'description', 'description is too long (maximum is 140 characters)');
  const problem = badAddress('Status', body);
  if (problem) return problem;
  const before = state.statuses.filter((status) => status.sha === sha && status.context === context).length;
  if (before >= 1000) return invalid('Status', 'base', 'This SHA and context has reached the maximum number of statuses.');
  const facts = { sha, context, description, state: asked.state, targetUrl: asked.target_url ?? null, creator: actor };
  const status: CommitStatus = { ...facts, id: state.nextId(), createdAt: state.now() };
  state.statuses.push(status);
  return { status: 201, body: show(state, status) };
}

export const statuses: Readonly<Record<string, Handler>> = {
  'repos/create-commit-status': create,
  'repos/list-commit-statuses-for-ref': ({ state, params }) => {
    const commit = state.commits.resolve(params['ref'] ?? '');
    if (!commit) return notFound;
    const found = state.statuses.filter(({ sha }) => sha === commit.sha).reverse();
    return { list: found.map((status) => show(state, status)) };
  },
};
