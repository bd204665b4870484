import { reachable } from '../reach.ts';
import { type Rule, textsIn } from '../workflow.ts';

export const trustsNoForeignEvent: Rule = ({ path, on }) =>
  ['pull_request_target', 'issue_comment', 'workflow_run']
    .filter((event) => event in on)
    .map((event) => `${path}: starts on ${event}, which gives secrets to what outsiders wrote`);

export const saysTheTimeZone: Rule = ({ path, on }) =>
  ((on['schedule'] ?? []) as readonly { readonly cron: string; readonly timezone?: string }[])
    .filter(({ timezone }) => !timezone)
    .map(({ cron }) => `${path}: the schedule ${cron} has no timezone, and would move with the season`);

/** A pull request is anybody's: what it can start has no secret, no environment, and writes nothing but its own comment. */
export const givesPullRequestsNothing: Rule = (workflow, all) => {
  if (!('pull_request' in workflow.on)) return [];
  return reachable(workflow, 'pull_request', all).flatMap(({ job, trail }) => {
    const say = (what: string): string => `${trail.join(' → ')} can run in a pull request, and ${what}`;
    const secrets = textsIn(job).flatMap(({ text }) => [...text.matchAll(/\bsecrets\.(\w+)/g)].map(([, name = '']) => name));
    const writes = Object.entries(typeof job.permissions === 'object' ? job.permissions : {}).filter(([, scope]) => scope === 'write');
    return [
      ...[...new Set(secrets)].filter((name) => name !== 'GITHUB_TOKEN').map((name) => say(`uses the secret ${name}`)),
      ...writes.filter(([name]) => name !== 'pull-requests').map(([name]) => say(`has ${name}: write`)),
      ...(job.environment === undefined ? [] : [say('enters an environment')]),
    ];
  });
};
