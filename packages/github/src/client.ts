import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Log } from '@slipway/action';
import { type Repository, splitRepository } from './repository.ts';

export type Octokit = ReturnType<typeof import('@actions/github').getOctokit>;

export interface GitHubOptions {
  readonly apiUrl: string;
  /** Stands in the Authorization header and nowhere else. Without one, every call answers that there is none. */
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  readonly log: Log;
  /** Ends calls and waits; they answer that the run was cancelled. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** A repository of a GitHub. */
export interface GitHub {
  readonly repository: string;
  readonly repo: Repository;
  readonly apiUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Why nothing can be asked at all; undefined where it can. */
  readonly closed: string | undefined;
  /** The API client, loaded when the first call needs it. */
  octokit(): Promise<Octokit>;
}

/** Longest time for one request, in milliseconds. */
const requestLimit = 15_000;

/** Opens nothing yet: the API client is loaded by the first call, and a token or name that cannot work shows in the answers. */
export async function openGitHub(options: GitHubOptions): Promise<GitHub> {
  const { apiUrl, repository, log, signal } = options;
  let loading: Promise<Octokit> | undefined;
  return {
    repository,
    repo: splitRepository(repository) ?? { owner: '', repo: '' },
    apiUrl,
    log,
    signal,
    clock: options.clock ?? { now: () => Date.now(), sleep: (ms) => delay(ms, undefined, signal ? { signal } : {}) },
    closed: reasonToStayClosed(options),
    octokit: () => {
      loading ??= load(options);
      return loading;
    },
  };
}

function reasonToStayClosed({ token, repository, apiUrl }: GitHubOptions): string | undefined {
  if (!token.trim()) return 'there is no token';
  if (!splitRepository(repository)) return 'there is no repository';
  return URL.canParse(apiUrl) ? undefined : 'there is no address of its API';
}

async function load({ apiUrl, token, log, signal }: GitHubOptions): Promise<Octokit> {
  const { getOctokit } = await import('@actions/github');
  const quiet = { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug };
  const octokit = getOctokit(token.trim(), { baseUrl: apiUrl.replace(/\/+$/, ''), log: quiet, request: { log: quiet } });
  octokit.hook.before('request', (request) => {
    const deadline = AbortSignal.timeout(requestLimit);
    request.request = { ...request.request, signal: signal ? AbortSignal.any([signal, deadline]) : deadline };
  });
  return octokit;
}
