import { type Answer, ask, askPages, pageSize } from './ask.ts';
import type { GitHub } from './client.ts';
import { type Payload, readPayload } from './payload.ts';

/** Who records: the token of a job. A person's login holds no brackets. */
export const bot = 'github-actions[bot]';

export interface NewDeployment {
  readonly environment: string;
  readonly ref: string;
  readonly description: string;
  readonly payload: Payload;
  /** Whether people use the environment. */
  readonly production: boolean;
}

/** A release as GitHub's records tell it. */
export interface ReleaseRecord {
  readonly id: number;
  readonly environment: string;
  readonly ref: string;
  readonly sha: string;
  /** Login of who recorded it. */
  readonly creator: string;
  readonly createdAt: string;
  readonly version: string;
  /** By image of the Slipway file. */
  readonly digests: Readonly<Record<string, string>>;
  readonly commit: string;
  /** Id of the run. */
  readonly run: string;
}

const texts = { description: 140 };

/** Records that a release begins. A record whose answer was lost is found again by its payload, and by having no status yet. @returns its id */
export function createDeployment(github: GitHub, deployment: NewDeployment): Promise<Answer<number>> {
  const { environment, ref, description, payload, production } = deployment;
  return ask<unknown, number>(github, {
    doing: `record a deployment to ${environment}`,
    needs: 'deployments: write',
    request: (octokit, repo) =>
      octokit.rest.repos.createDeployment({
        ...repo,
        ref,
        environment,
        task: 'deploy',
        description: description.slice(0, texts.description),
        payload: { ...payload },
        auto_merge: false,
        required_contexts: [],
        production_environment: production,
        transient_environment: false,
      }),
    read: idOf,
    taken: () => findBegun(github, deployment),
  });
}

async function findBegun(github: GitHub, { environment, payload }: NewDeployment): Promise<Answer<number | undefined>> {
  const releases = await listReleases(github, environment, { limit: 10 });
  if (!releases.ok) return releases;
  const same = releases.data.find(
    ({ run, version, commit }) => run === payload.run && version === payload.version && commit === payload.commit,
  );
  if (!same) return { ok: true, data: undefined };
  const statuses = await listStatuses(github, same);
  if (!statuses.ok) return statuses;
  return { ok: true, data: statuses.data.length === 0 ? same.id : undefined };
}

export interface NewStatus {
  readonly state: 'in_progress' | 'success' | 'failure' | 'error';
  readonly description: string;
  readonly environmentUrl?: string;
  /** Page of the run. */
  readonly logUrl?: string;
}

/** A status that stands there twice says the same as one, so this is repeated like a question. */
export function setDeploymentStatus(github: GitHub, id: number, status: NewStatus): Promise<Answer<void>> {
  return ask(github, {
    doing: `mark deployment ${id} as ${status.state}`,
    needs: 'deployments: write',
    request: (octokit, repo) =>
      octokit.rest.repos.createDeploymentStatus({
        ...repo,
        deployment_id: id,
        state: status.state,
        description: status.description.slice(0, texts.description),
        ...(status.environmentUrl ? { environment_url: status.environmentUrl } : {}),
        ...(status.logUrl ? { log_url: status.logUrl } : {}),
      }),
    read: () => undefined,
  });
}

/** Releases of an environment, newest first; deployments that are no release of ours are left out. Reads 500 deployments at most. */
export async function listReleases(
  github: GitHub,
  environment: string,
  options: { readonly limit?: number } = {},
): Promise<Answer<readonly ReleaseRecord[]>> {
  const limit = options.limit ?? 100;
  const answer = await askPages<readonly Deployment[], ReleaseRecord>(
    github,
    (page) => ({
      doing: `list the deployments to ${environment}`,
      needs: 'deployments: read',
      request: (octokit, repo) => octokit.rest.repos.listDeployments({ ...repo, environment, task: 'deploy', per_page: pageSize, page }),
      read: (data) => data.flatMap(releaseOf),
    }),
    { pages: 5, enough: (found) => found.length >= limit },
  );
  return answer.ok ? { ok: true, data: answer.data.slice(0, limit) } : answer;
}

interface Deployment {
  readonly id: number;
  readonly environment: string;
  readonly ref: string;
  readonly sha: string;
  readonly created_at: string;
  readonly creator: { readonly login: string } | null;
  readonly payload: unknown;
}

function releaseOf(deployment: Deployment): ReleaseRecord[] {
  const payload = readPayload(deployment.payload);
  if (!payload) return [];
  const { id, environment, ref, sha, creator, created_at: createdAt } = deployment;
  const { version, digests, commit, run } = payload;
  return [{ id, environment, ref, sha, creator: creator?.login ?? '', createdAt, version, digests, commit, run }];
}

function idOf(data: unknown): number {
  if (typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'number') return data.id;
  throw new Error('a deployment without an id');
}

export interface ReleaseStatus {
  readonly state: string;
  readonly createdAt: string;
  readonly creator: string;
}

/** All statuses of a release, newest first; 300 at most. */
export function listStatuses(
  github: GitHub,
  release: Pick<ReleaseRecord, 'id' | 'environment'>,
): Promise<Answer<readonly ReleaseStatus[]>> {
  return askPages(
    github,
    (page) => ({
      doing: `list the statuses of deployment ${release.id} to ${release.environment}`,
      needs: 'deployments: read',
      request: (octokit, repo) =>
        octokit.rest.repos.listDeploymentStatuses({ ...repo, deployment_id: release.id, per_page: pageSize, page }),
      read: (data) => data.map((status) => ({ state: status.state, createdAt: status.created_at, creator: status.creator?.login ?? '' })),
    }),
    { pages: 3 },
  );
}

/**
 * Whether a release ever succeeded. The whole list counts, because the success of a later release makes an older one `inactive`; and only
 * what the release's own recorder said, because others may add statuses too.
 */
export async function passed(github: GitHub, release: ReleaseRecord): Promise<Answer<boolean>> {
  const statuses = await listStatuses(github, release);
  return statuses.ok ? { ok: true, data: successOf(release, statuses.data) !== undefined } : statuses;
}

/** The newest success that the release's own recorder reported. */
export function successOf(release: ReleaseRecord, statuses: readonly ReleaseStatus[]): ReleaseStatus | undefined {
  return statuses.find(({ state, creator }) => state === 'success' && creator === release.creator);
}
