import {
  ancestors,
  calledBy,
  environmentOf,
  isApproval,
  type Job,
  needsOf,
  ownAction,
  type Rule,
  type Step,
  type Workflow,
} from '../workflow.ts';

/** Environments that a push may reach by itself. */
const open = ['staging', 'preview'];

/** Nothing names a digest by hand: what is deployed is what one job before it built, or proved to have passed. */
export const deploysWhatWasProven: Rule = (workflow, all) =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => {
    if (!calledBy(job, all)?.path.endsWith('/deploy.yml')) return [];
    const sources = ['digests', 'version', 'commit'].map((name) => ({ name, source: source(job, name) }));
    const [first] = sources;
    const say = (what: string): string => `${workflow.path}: job ${id} deploys ${what}`;
    const foreign = sources.filter(({ source: from }) => from === undefined || !needsOf(job).includes(from));
    if (foreign.length > 0) return foreign.map(({ name }) => say(`${name} that no job before it gives: ${String(job.with?.[name])}`));
    if (sources.some(({ source: from }) => from !== first?.source)) return [say('digests, version and commit of different jobs')];
    const origin = workflow.jobs[first?.source ?? ''] ?? {};
    return builds(origin, all) || proves(origin) ? [] : [say(`digests of ${first?.source}, which neither built nor proved them`)];
  });

function source(job: Job, name: string): string | undefined {
  return new RegExp(`^\\$\\{\\{ *needs\\.([\\w-]+)\\.outputs\\.${name} *\\}\\}$`).exec(String(job.with?.[name] ?? ''))?.[1];
}

function builds(job: Job, all: readonly Workflow[]): boolean {
  return calledBy(job, all)?.path.endsWith('/build.yml') ?? false;
}

/** A job whose outputs are those of GitHub's own records. */
function proves(job: Job): boolean {
  const step = job.steps?.find((candidate) => ownAction(candidate) === 'gate' && candidate.with?.['mode'] === 'proof');
  return step !== undefined && /^\$\{\{ *steps\.([\w-]+)\.outputs\.digests *\}\}$/.exec(String(job.outputs?.['digests']))?.[1] === step.id;
}

/** Production is reached through a proof and an approval: in the suite's promote, or not at all. */
export const reachesProductionByApproval: Rule = (workflow, all) =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => {
    const say = (what: string): string => `${workflow.path}: job ${id} ${what}`;
    const called = calledBy(job, all)?.path.replace('.github/workflows/', '');
    if (called === 'deploy.yml') return callProblems(workflow, id, job, all).map(say);
    const environment = environmentOf(job);
    if (environment === undefined || isApproval(environment) || !job.concurrency) return [];
    if (workflow.kind === 'suite') return gateProblems(job).map(say);
    const asked = [...ancestors(workflow, id)].some((name) => environmentOf(workflow.jobs[name] ?? {}) === `${environment}-approval`);
    return asked || open.includes(environment) ? [] : [say(`changes ${environment} without a job in ${environment}-approval before it`)];
  });

function callProblems(workflow: Workflow, id: string, job: Job, all: readonly Workflow[]): string[] {
  const [environment, approval] = [String(job.with?.['environment'] ?? ''), job.with?.['approval']];
  if (open.includes(environment)) return [];
  const before = [...ancestors(workflow, id)].map((name) => workflow.jobs[name] ?? {});
  return [
    ...(approval === 'none' ? [`deploys to ${environment} without any approval`] : []),
    ...(before.some(proves) && !before.some((other) => builds(other, all))
      ? []
      : [`deploys to ${environment} what has not passed another environment`]),
    ...(before.some((other) => environmentOf(other) === `${environment}-approval`)
      ? []
      : [`deploys to ${environment} without a job in ${environment}-approval`]),
  ];
}

/** Before a job of the suite does anything, it proves that it may. */
function gateProblems(job: Job): string[] {
  const [first] = job.steps ?? [];
  const gate = (step: Step | undefined): boolean => step !== undefined && ownAction(step) === 'gate' && step.with?.['mode'] === 'approval';
  if (!gate(first)) return ['changes an environment, and its first step does not prove that it may'];
  const environment = environmentOf(job);
  return first?.if !== undefined
    ? ['has its proof under a condition']
    : first?.with?.['environment'] === environment
      ? []
      : [`proves that it may change ${String(first?.with?.['environment'])}, and changes ${environment}`];
}
