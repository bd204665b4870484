import { type Repository, startRepository } from './artifacts.ts';
import { describePlace } from './contract.ts';

let repository: Repository;

/** Puts something of another job into an artifact, as upload-artifact does. */
async function plant(name: string, content: string): Promise<void> {
  const { ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: token } = repository.environment(1);
  const ids = { workflow_run_backend_id: '1', workflow_job_run_backend_id: 'backup', name };
  const call = async (method: string, message: object): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ ...ids, ...message });
    const answer = await fetch(`${url}twirp/github.actions.results.api.v1.ArtifactService/${method}`, { method: 'POST', headers, body });
    return (await answer.json()) as Record<string, unknown>;
  };
  const { signed_upload_url: address } = await call('CreateArtifact', { version: 7 });
  await fetch(String(address), { method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob' }, body: content });
  await call('FinalizeArtifact', { size: String(Buffer.byteLength(content)) });
}

describePlace(
  'artifacts of the runs of a repository',
  async () => {
    repository = await startRepository();
    return {
      open: (signal) => repository.open(signal ? { signal } : {}),
      names: () => repository.names(),
      plant,
    };
  },
  () => repository.close(),
  // Nothing is overwritten, so there is nothing to wait for; and GitHub shows nobody an upload that was not completed.
  { turns: false, unfinished: false },
);
