import {
  calledBy,
  concurrencyOf,
  environmentOf,
  isApproval,
  type Job,
  ownAction,
  type Rule,
  type Step,
  type Workflow,
} from '../workflow.ts';

/** A run that waits for a person keeps its place in a group, and everything behind it waits too, or is cancelled. So nobody waits inside a group. */
export const asksOutsideOfLocks: Rule = (workflow, all) => [
  ...(workflow.data.concurrency && asks(workflow, all)
    ? [`${workflow.path}: asks for approval inside the concurrency group of the whole workflow`]
    : []),
  ...Object.entries(workflow.jobs).flatMap(([id, job]) => {
    if (!job.concurrency) return [];
    if (isApproval(environmentOf(job))) return [`${workflow.path}: job ${id} asks for approval inside its own concurrency group`];
    const called = calledBy(job, all);
    if (!called) return [];
    if (asks(called, all)) return [`${workflow.path}: job ${id} asks for approval, in ${called.path}, inside its concurrency group`];
    return locks(called, all) ? [`${workflow.path}: job ${id} holds a group while ${called.path} waits for its own`] : [];
  }),
];

function asks(workflow: Workflow, all: readonly Workflow[]): boolean {
  return some(workflow, all, (job) => isApproval(environmentOf(job)));
}

function locks(workflow: Workflow, all: readonly Workflow[]): boolean {
  return some(workflow, all, (job) => job.concurrency !== undefined);
}

function some(workflow: Workflow, all: readonly Workflow[], test: (job: Job) => boolean): boolean {
  return Object.values(workflow.jobs).some((job) => {
    const called = calledBy(job, all);
    return test(job) || (called !== undefined && some(called, all, test));
  });
}

/** Whatever changes an environment stands in the one queue of that environment, deploys and rollbacks alike, and is never cancelled by the next. */
export const queuesChanges: Rule = ({ path, jobs }) =>
  Object.entries(jobs).flatMap(([id, job]) => {
    const environment = environmentOf(job);
    if (environment === undefined || isApproval(environment) || !changes(job)) return [];
    const { group, 'cancel-in-progress': cancel, queue } = concurrencyOf(job) ?? {};
    const say = (what: string): string => `${path}: job ${id} changes ${environment} ${what}`;
    if (group === undefined) return [say(`without a concurrency group. Its group is slipway-${environment}`)];
    return [
      ...(group === `slipway-${environment}` ? [] : [say(`in the group ${group}, beside those in slipway-${environment}`)]),
      ...(cancel === false ? [] : [say('and may be cancelled half-way. Write cancel-in-progress: false')]),
      ...(queue === 'max' ? [] : [say('in a queue of one, from which newer runs throw it. Write queue: max')]),
    ];
  });

/** Steps that only look, or that keep apart from changes by locks of their own. What is not known to be one of them is a change. */
function changes(job: Job): boolean {
  return (job.steps ?? []).some((step) => !looks(step));
}

function looks(step: Step): boolean {
  if (/^actions\/(checkout|upload-artifact|download-artifact)@/.test(step.uses ?? '')) return true;
  const [name, mode] = [ownAction(step), String(step.with?.['mode'] ?? 'default')];
  if (name === 'backup-db') return ['default', 'backup', 'verify', 'list', 'check'].includes(mode);
  if (name === 'release') return ['plan', 'build', 'status'].includes(mode);
  return ['gate', 'alarm', 'smoke-health', 'build-image', 'scan-image'].includes(name ?? '');
}
