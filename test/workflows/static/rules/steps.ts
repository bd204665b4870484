import type { Job, Rule, Step, Workflow } from '../workflow.ts';

export function stepsOf(workflow: Workflow): { readonly id: string; readonly job: Job; readonly step: Step; readonly where: string }[] {
  return Object.entries(workflow.jobs).flatMap(([id, job]) =>
    (job.steps ?? []).map((step, index) => ({
      id,
      job,
      step,
      where: `${workflow.path}: step ${step.name ?? step.id ?? step.uses ?? index + 1} of job ${id}`,
    })),
  );
}

/** A runner puts the value of an expression into the script before any shell sees it; by way of `env` it is only data. */
export const interpolatesNothing: Rule = (workflow) =>
  stepsOf(workflow).flatMap(({ step, where }) =>
    [step.run, step.with?.['script']]
      .filter((script) => String(script).includes('${{'))
      .map(() => `${where} puts an expression into its script. Give it in env, and read the variable`),
  );

export const endsInTime: Rule = ({ path, jobs }) =>
  Object.entries(jobs)
    .filter(([, job]) => job.steps && job['timeout-minutes'] === undefined)
    .map(([id]) => `${path}: job ${id} has no timeout-minutes; six hours would pass before it ends`);

export const keepsNoCredentials: Rule = (workflow) =>
  stepsOf(workflow)
    .filter(({ step }) => step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
    .map(({ where }) => `${where} leaves the token in .git/config. Write persist-credentials: false`);

/** What touches an environment, publishes, or signs takes nothing from a cache that another run may have filled. */
export const writesNoCache: Rule = (workflow) =>
  Object.entries(workflow.jobs)
    .filter(([, job]) => job.steps && (job.environment !== undefined || writes(job)))
    .filter(([, job]) => !['read', 'none'].includes(job['cache-mode'] ?? workflow.data['cache-mode'] ?? ''))
    .map(([id]) => `${workflow.path}: job ${id} touches what is kept, and may write the cache. Write cache-mode: none, or read`);

function writes({ permissions }: Job): boolean {
  const comments = ['issues', 'pull-requests', 'actions'];
  return (
    typeof permissions === 'object' && Object.entries(permissions).some(([name, scope]) => scope === 'write' && !comments.includes(name))
  );
}
