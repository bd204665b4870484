/** Who started a run, as far as the payload of its event says. */
interface Payload {
  readonly pull_request?: { readonly head?: { readonly repo?: { readonly full_name?: string } | null } };
  readonly issue?: { readonly pull_request?: unknown };
  readonly workflow_run?: { readonly head_repository?: { readonly full_name?: string } | null };
}

/**
 * True where somebody without write access may have written what the run works with: a pull request of a fork, a comment below one,
 * or a run that such a one started.
 * A payload that says nothing about it is no reason to trust it.
 */
export function isUntrusted(eventName: string, repository: string, payload: unknown): boolean {
  const event: Payload = typeof payload === 'object' && payload !== null ? payload : {};
  if (/^pull_request/.test(eventName)) return event.pull_request?.head?.repo?.full_name !== repository;
  // The payload of a comment does not say whose pull request it stands below, and anybody may write one.
  if (eventName === 'issue_comment') return event.issue === undefined || event.issue.pull_request !== undefined;
  return eventName === 'workflow_run' && event.workflow_run?.head_repository?.full_name !== repository;
}

/** Events whose commit is the one that the workflow deploys. That of a schedule is only the newest, that of a pull request is a merge of its own. */
const deploying: readonly string[] = ['push', 'release', 'workflow_dispatch'];

/** The commit that must answer where nobody wrote a version down. */
export function deployedCommit(eventName: string, sha: string): string | undefined {
  return deploying.includes(eventName) && sha !== '' ? sha : undefined;
}
