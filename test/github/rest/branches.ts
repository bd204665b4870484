import { type Answer, type Ask, type Handler, notFound, unmodelled } from './answer.ts';
import { showCommit } from './compare.ts';
import type { State } from './state.ts';

function show(state: State, name: string): Readonly<Record<string, unknown>> {
  const sha = state.commits.resolve(`refs/heads/${name}`)?.sha;
  const url = state.url(`/branches/${name}/protection`);
  return {
    name,
    commit: { sha, url: state.url(`/commits/${sha}`) },
    protected: state.commits.protectedBranches.has(name),
    protection: { enabled: state.commits.protectedBranches.has(name) },
    protection_url: url,
  };
}

function list(ask: Ask): Answer {
  const { state, query } = ask;
  const refusal = unmodelled(ask, ['protected']);
  if (refusal) return refusal;
  const wanted = query['protected'];
  const all = state.commits.branches().filter((name) => {
    return wanted === undefined || String(state.commits.protectedBranches.has(name)) === String(wanted);
  });
  return { list: all.map((name) => show(state, name)) };
}

function get({ state, params }: Ask): Answer {
  const name = params['branch'] ?? '';
  const commit = state.commits.branches().includes(name) ? state.commits.resolve(`refs/heads/${name}`) : undefined;
  if (!commit) return notFound;
  const self = state.url(`/branches/${name}`);
  const body = { ...show(state, name), commit: showCommit(state, commit), _links: { self, html: state.page(`/tree/${name}`) } };
  return { status: 200, body };
}

export const branches: Readonly<Record<string, Handler>> = { 'repos/list-branches': list, 'repos/get-branch': get };
