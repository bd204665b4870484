import type { Shelf } from '../results.ts';
import type { Artifact } from '../services/artifacts.ts';
import { type Answer, type Ask, type Handler, notFound, refuse } from './answer.ts';
import type { State } from './state.ts';
import { nodeId, numberOf } from './users.ts';

/** Artifacts of all runs, as the service that keeps them has them; of forks too, whose runs are in the repository that they ask to change. */
export function showArtifact(state: State, artifact: Artifact): unknown {
  const { id, name, size, digest, expired, createdAt, expiresAt } = artifact;
  const run = state.runs.get(Number(artifact.run));
  const own = `${state.owner}/${state.name}`;
  const url = state.url(`/actions/artifacts/${id}`);
  const at = { created_at: createdAt, updated_at: createdAt, expires_at: expiresAt };
  const origin = {
    id: Number(artifact.run),
    repository_id: numberOf(own),
    head_repository_id: numberOf(run?.headRepository ?? own),
    head_branch: run?.branch ?? state.commits.defaultBranch,
    head_sha: run?.sha ?? 'a'.repeat(40),
  };
  const links = { url, archive_download_url: `${url}/zip` };
  return { id, node_id: nodeId('Artifact', id), name, size_in_bytes: size, ...links, expired, digest, ...at, workflow_run: origin };
}

const withShelf =
  (answer: (ask: Ask, shelf: Shelf) => Answer): Handler =>
  (ask) =>
    ask.state.shelf ? answer(ask, ask.state.shelf) : refuse(500, 'The fake was started without artifacts.');

const withArtifact = (answer: (shelf: Shelf, artifact: Artifact) => Answer): Handler =>
  withShelf(({ params }, shelf) => {
    const artifact = shelf.all().find(({ id }) => id === Number(params['artifact_id']));
    return artifact ? answer(shelf, artifact) : notFound;
  });

export const artifacts: Readonly<Record<string, Handler>> = {
  'actions/list-artifacts-for-repo': withShelf(({ state, query }, shelf) => ({
    list: shelf
      .all()
      .filter(({ name }) => [undefined, name].includes(query['name']))
      .toSorted((one, other) => other.id - one.id)
      .map((artifact) => showArtifact(state, artifact)),
    wrap: (page, total) => ({ total_count: total, artifacts: page }),
  })),
  'actions/download-artifact': withArtifact((shelf, artifact) =>
    artifact.expired ? refuse(410, 'Artifact has expired') : { status: 302, headers: { location: shelf.address(artifact) } },
  ),
  'actions/delete-artifact': withArtifact((shelf, artifact) => {
    shelf.remove(artifact);
    return { status: 204 };
  }),
};
