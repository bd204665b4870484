import { type Blobs, sha256 } from './blobs.ts';
import { type Job, type Message, type Method, TwirpError, text } from './twirp.ts';

export interface Artifact {
  readonly id: number;
  readonly run: string;
  readonly job: string;
  readonly name: string;
  readonly blob: string;
  readonly mimeType: string;
  readonly createdAt: string;
  /** When GitHub lets it go. */
  readonly expiresAt: string;
  /** It has. */
  expired: boolean;
  /** Whether the upload was confirmed; others do not see it before. */
  finalized: boolean;
  size: number;
  /** `sha256:…` */
  digest: string;
}

/** Milliseconds that a repository keeps artifacts unless its settings say otherwise. */
const longest = 90 * 24 * 3_600_000;

/** ArtifactService of the results service: artifacts of one run, seen by the jobs of that run only, and never overwritten. */
export function artifactMethods(artifacts: Artifact[], blobs: Blobs): Readonly<Record<string, Method>> {
  const find = (message: Message, job: Job): Artifact | undefined => {
    const name = text(message, 'name');
    return artifacts.find((artifact) => artifact.run === job.run && artifact.name === name);
  };

  let made = 0;

  const create: Method = (message, job) => {
    hold(message, job);
    if (find(message, job)) throw new TwirpError('already_exists', 'an artifact with this name already exists on the workflow run');
    if (message['version'] !== 7) throw new TwirpError('invalid_argument', `version ${String(message['version'])} is not known`);
    const mimeType = typeof message['mime_type'] === 'string' ? message['mime_type'] : 'application/zip';
    const created = Date.now();
    const asked = typeof message['expires_at'] === 'string' ? Date.parse(message['expires_at']) : created + longest;
    if (Number.isNaN(asked)) throw new TwirpError('invalid_argument', 'expires_at is no time');
    const times = { createdAt: new Date(created).toISOString(), expiresAt: new Date(Math.min(asked, created + longest)).toISOString() };
    const facts = { ...job, ...times, name: text(message, 'name'), blob: blobs.create(), mimeType };
    artifacts.push({ ...facts, id: 5000 + made++, expired: false, finalized: false, size: 0, digest: '' });
    return { ok: true, signed_upload_url: blobs.sign(facts.blob, 'write') };
  };

  const finalize: Method = (message, job) => {
    hold(message, job);
    const artifact = find(message, job);
    if (!artifact) throw new TwirpError('not_found', 'artifact not found');
    const content = blobs.content(artifact.blob);
    if (!content) throw new TwirpError('invalid_argument', 'nothing was uploaded');
    if (text(message, 'size') !== String(content.length)) throw new TwirpError('invalid_argument', `${content.length} bytes were uploaded`);
    const digest = sha256(content);
    if (message['hash'] !== undefined && message['hash'] !== digest) throw new TwirpError('invalid_argument', `the upload has ${digest}`);
    Object.assign(artifact, { finalized: true, size: content.length, digest });
    return { ok: true, artifact_id: String(artifact.id) };
  };

  const list: Method = (message, job) => {
    holdRun(message, job);
    const { name_filter: name, id_filter: id } = message;
    const found = artifacts
      .filter((artifact) => artifact.run === job.run && artifact.finalized)
      .filter((artifact) => (name === undefined || artifact.name === name) && (id === undefined || String(artifact.id) === id));
    return { artifacts: found.map(show) };
  };

  const address: Method = (message, job) => {
    holdRun(message, job);
    const artifact = find(message, job);
    if (!artifact?.finalized) throw new TwirpError('not_found', 'artifact not found');
    const zip = artifact.mimeType === 'application/zip' && !artifact.name.endsWith('.zip');
    return { signed_url: blobs.sign(artifact.blob, 'read', zip ? `${artifact.name}.zip` : artifact.name) };
  };

  const remove: Method = (message, job) => {
    holdRun(message, job);
    const artifact = find(message, job);
    if (!artifact) throw new TwirpError('not_found', 'artifact not found');
    artifacts.splice(artifacts.indexOf(artifact), 1);
    return { ok: true, artifact_id: String(artifact.id) };
  };

  return { CreateArtifact: create, FinalizeArtifact: finalize, ListArtifacts: list, GetSignedArtifactURL: address, DeleteArtifact: remove };
}

/** A token speaks for its own run; to write, also for its own job. */
function hold(message: Message, job: Job): void {
  holdRun(message, job);
  if (text(message, 'workflow_job_run_backend_id') !== job.job) throw new TwirpError('permission_denied', 'the token is of another job');
}

function holdRun(message: Message, job: Job): void {
  if (text(message, 'workflow_run_backend_id') !== job.run) throw new TwirpError('permission_denied', 'the token is of another run');
}

const show = (artifact: Artifact): Message => ({
  workflow_run_backend_id: artifact.run,
  workflow_job_run_backend_id: artifact.job,
  database_id: String(artifact.id),
  name: artifact.name,
  size: String(artifact.size),
  created_at: artifact.createdAt,
  digest: artifact.digest,
});
