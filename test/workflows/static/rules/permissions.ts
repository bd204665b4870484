import { calledBy, type Job, type Rule, type Values, type Workflow } from '../workflow.ts';
import { stepsOf } from './steps.ts';

type Grants = Readonly<Record<string, Scope>>;
const scopes = ['none', 'read', 'write'] as const;
type Scope = (typeof scopes)[number];

/** A job that forgets its permissions has none: the workflow itself grants nothing, or reading at most. */
export const grantsNothingByItself: Rule = ({ path, data }) => {
  if (data.permissions === undefined) return [`${path}: has no permissions of its own. Write permissions: {}`];
  if (typeof data.permissions === 'string') return [`${path}: grants ${data.permissions} to every job. Write permissions: {}`];
  return Object.entries(data.permissions)
    .filter(([, scope]) => scope === 'write')
    .map(([name]) => `${path}: grants ${name}: write to every job. Grant it to the job that needs it`);
};

export const grantsWithReasons: Rule = (workflow) =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => {
    if (job.permissions === undefined) return [`${workflow.path}: job ${id} has no permissions of its own`];
    if (typeof job.permissions === 'string') return [`${workflow.path}: job ${id} takes ${job.permissions}; name each permission`];
    return Object.keys(job.permissions)
      .filter((name) => !/\s#\s*\S/.test(workflow.lineOf('jobs', id, 'permissions', name)))
      .map((name) => `${workflow.path}: job ${id} has ${name} without a comment that says what for`);
  });

/** GitHub refuses to start a run whose called workflow wants more than the job that calls it has; what it has and nobody wants is too much. */
export const grantsWhatIsCalled: Rule = (workflow, all) =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => {
    const called = calledBy(job, all);
    if (!called) return [];
    const [given, wanted] = [grantsOf(job, workflow), wants(called, all)];
    return [...new Set([...Object.keys(given), ...Object.keys(wanted)])].flatMap((name) => {
      const [has, needs] = [given[name] ?? 'none', wanted[name] ?? 'none'];
      if (rank(has) === rank(needs)) return [];
      const verdict = rank(has) < rank(needs) ? 'too little, and the run would not start' : 'more than it needs';
      return [`${workflow.path}: job ${id} grants ${name}: ${has} to ${called.path}, which wants ${needs}: ${verdict}`];
    });
  });

/** A backup in artifacts is listed and read by the API; one whose destination stands in the Slipway file may be there. */
export const readsArtifactsOfBackups: Rule = (workflow) =>
  stepsOf(workflow)
    .filter(({ step }) => /\/actions\/backup-db(@|$)/.test(step.uses ?? ''))
    .filter(({ step }) => /^\s*artifact:/m.test(String(step.with?.['destination'] ?? 'artifact:')))
    .filter(({ job }) => rank(grantsOf(job, workflow)['actions'] ?? 'none') < rank('read'))
    .map(({ where }) => `${where} may keep backups as artifact://, and its job does not grant actions: read`);

function wants(workflow: Workflow, all: readonly Workflow[]): Grants {
  const most: Record<string, Scope> = {};
  for (const job of Object.values(workflow.jobs)) {
    const called = calledBy(job, all);
    for (const [name, scope] of Object.entries(called ? wants(called, all) : grantsOf(job, workflow)))
      if (rank(scope) > rank(most[name] ?? 'none')) most[name] = scope;
  }
  return most;
}

function grantsOf(job: Job, workflow: Workflow): Grants {
  const grants = job.permissions ?? workflow.data.permissions ?? {};
  return (typeof grants === 'string' ? {} : (grants as Values)) as Grants;
}

function rank(scope: Scope): number {
  return scopes.indexOf(scope);
}
