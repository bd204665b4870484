// Payloads of events, as far as workflows of ours read them.

const repository = { full_name: 'acme/notes', private: true, default_branch: 'main' };

function pull(number: number, login: string, head: string): Record<string, unknown> {
  return {
    action: 'synchronize',
    number,
    repository,
    sender: { login },
    pull_request: {
      number,
      user: { login },
      head: { ref: `branch-${number}`, repo: { full_name: head, fork: head !== repository.full_name } },
      base: { ref: 'main', repo: repository },
    },
  };
}

/** From a branch of the repository itself. */
export const pullRequest = pull(9, 'ana', 'acme/notes');
/** Its token may only read, and it has no secrets. */
export const fork = pull(7, 'stranger', 'stranger/notes');
export const dependabot = pull(8, 'dependabot[bot]', 'acme/notes');

export const schedule = (cron: string): Record<string, unknown> => ({ schedule: cron, repository });
