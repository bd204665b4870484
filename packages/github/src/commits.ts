import { type Answer, ask } from './ask.ts';
import type { GitHub } from './client.ts';

export type Comparison = 'ahead' | 'behind' | 'identical' | 'diverged';

/** Where `head` stands, seen from `base`. */
export function compareCommits(github: GitHub, base: string, head: string): Promise<Answer<Comparison>> {
  return ask(github, {
    doing: `compare ${base.slice(0, 12)} with ${head.slice(0, 12)}`,
    needs: 'contents: read',
    request: (octokit, repo) => octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 1 }),
    read: ({ status }) => status,
  });
}

export interface CommitStatus {
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  /** Name of the status; a later one of the same name replaces it. */
  readonly context: string;
  readonly description: string;
  readonly targetUrl?: string;
}

/** The mark beside a commit. */
export function setCommitStatus(github: GitHub, sha: string, status: CommitStatus): Promise<Answer<void>> {
  const { state, context, description, targetUrl } = status;
  return ask(github, {
    doing: `set the status ${context} of ${sha.slice(0, 12)}`,
    needs: 'statuses: write',
    request: (octokit, repo) =>
      octokit.rest.repos.createCommitStatus({
        ...repo,
        sha,
        state,
        context,
        description: description.slice(0, 140),
        ...(targetUrl ? { target_url: targetUrl } : {}),
      }),
    read: () => undefined,
  });
}
