import { type Answer, ask, askPages, pageSize } from './ask.ts';
import type { GitHub } from './client.ts';
import { type Payload, readPayload } from './payload.ts';
import { descriptionLimit, listStatuses } from './release-statuses.ts';

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
        description: description.slice(0, descriptionLimit),
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
