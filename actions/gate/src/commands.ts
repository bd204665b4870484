import type { RunContext } from '@slipway/action';

/** The page where environments are set up. */
export function settingsPage(context: Pick<RunContext, 'runUrl' | 'repository'>): string {
  const [home = ''] = context.runUrl.split('/actions/runs/');
  return `${home || `https://github.com/${context.repository}`}/settings/environments`;
}

/** Commands that create what is missing: reviewers for the one that asks, branches for the one that holds the secrets. */
export function createCommands(repository: string, environment: string, missing: readonly string[]): string {
  return missing.map((name) => (name === environment ? openCommands(repository, name) : reviewerCommands(repository, name))).join('\n');
}

export function reviewerCommands(repository: string, name: string): string {
  const put = `gh api --method PUT repos/${repository}/environments/${name}`;
  return `${put} -F 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api users/LOGIN --jq .id)"`;
}

/** Both halves of the policy must be given, and a branch is named by a second call. */
export function openCommands(repository: string, name: string): string {
  const path = `repos/${repository}/environments/${name}`;
  const policy = "-F 'deployment_branch_policy[protected_branches]=false' -F 'deployment_branch_policy[custom_branch_policies]=true'";
  return `gh api --method PUT ${path} ${policy}\ngh api --method POST ${path}/deployment-branch-policies -f name=main`;
}
