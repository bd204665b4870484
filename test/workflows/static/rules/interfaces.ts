import { calledBy, type Interface, type Job, needsOf, ownAction, type Rule, type Step, textsIn, type Workflow } from '../workflow.ts';

/** What an interface declares is described and used; what is used is declared. */
export const declaresWhatItUses: Rule = (workflow) => {
  const { call, path } = workflow;
  const dispatched = (workflow.on['workflow_dispatch'] as Interface | null | undefined)?.inputs ?? {};
  const inputs = { ...call?.inputs, ...dispatched };
  const used = { inputs: namesIn(workflow, 'inputs'), secrets: namesIn(workflow, 'secrets').filter((name) => name !== 'GITHUB_TOKEN') };
  const declared = { ...label('input', inputs), ...label('secret', call?.secrets ?? {}), ...label('output', call?.outputs ?? {}) };
  return [
    ...Object.entries(declared).flatMap(([name, parameter]) => (parameter?.description ? [] : [`${path}: ${name} has no description`])),
    ...Object.entries(inputs).flatMap(([name, parameter]) => (parameter?.type ? [] : [`${path}: input ${name} has no type`])),
    ...unlike(Object.keys(inputs), used.inputs).map((name) => `${path}: input ${name} is not used`),
    ...unlike(used.inputs, Object.keys(inputs)).map((name) => `${path}: inputs.${name} is not declared`),
    ...unlike(Object.keys(call?.secrets ?? {}), used.secrets).map((name) => `${path}: secret ${name} is not used`),
    ...(call ? unlike(used.secrets, Object.keys(call.secrets ?? {})).map((name) => `${path}: secrets.${name} is not declared`) : []),
    ...Object.entries(call?.outputs ?? {}).flatMap(([name, output]) =>
      /^\$\{\{ *jobs\.[\w-]+\.outputs\.[\w-]+ *\}\}$/.test(output?.value ?? '')
        ? []
        : [`${path}: output ${name} is not the output of a job`],
    ),
  ];
};

function label(kind: string, parameters: NonNullable<Interface['inputs']>): NonNullable<Interface['inputs']> {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [`${kind} ${name}`, parameter]));
}

function unlike(names: readonly string[], known: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => !known.includes(name));
}

function namesIn(workflow: Workflow, context: string): string[] {
  const found = new RegExp(`(?<![\\w.'-])${context}\\.([A-Za-z_][\\w-]*)`, 'g');
  return textsIn(workflow.data)
    .filter(({ path, text }) => path.at(-1) === 'if' || text.includes('${{'))
    .flatMap(({ text }) => [...text.matchAll(found)].map(([, name = '']) => name));
}

export type OutputsOf = (action: string) => readonly string[] | undefined;

/** Every output that is read is one that somebody writes: an unknown one is only empty, and nobody says so. */
export function readsOutputsThatAre(outputsOf: OutputsOf): Rule {
  return (workflow, all) =>
    textsIn(workflow.data).flatMap(({ path, text }) =>
      [...text.matchAll(/\b(jobs|needs|steps)\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([whole, context, id = '', output = '']) => {
        const [, jobId = '', , index] = path;
        const job = workflow.jobs[jobId];
        const problem =
          context === 'steps'
            ? stepProblem(job, path[2] === 'steps' ? Number(index) : undefined, id, output, outputsOf)
            : jobProblem(workflow, context === 'needs' ? job : undefined, id, output, all);
        return problem ? [`${workflow.path}: ${path.join('.')} reads ${whole}, but ${problem}`] : [];
      }),
    );
}

function stepProblem(
  job: Job | undefined,
  reader: number | undefined,
  id: string,
  output: string,
  outputsOf: OutputsOf,
): string | undefined {
  const at = job?.steps?.findIndex((step) => step.id === id) ?? -1;
  const step = job?.steps?.[at];
  if (!step || (reader !== undefined && at >= reader)) return `no step before it is called ${id}`;
  return writes(step, output, outputsOf) ? undefined : `that step does not write ${output}`;
}

function writes(step: Step, output: string, outputsOf: OutputsOf): boolean {
  if (step.run !== undefined) return step.run.includes(`${output}=`) || step.run.includes(`${output}<<`);
  const name = ownAction(step);
  return name === undefined || (outputsOf(name)?.includes(output) ?? false);
}

function jobProblem(workflow: Workflow, reader: Job | undefined, id: string, output: string, all: readonly Workflow[]): string | undefined {
  const job = workflow.jobs[id];
  if (!job || (reader && !needsOf(reader).includes(id))) return reader ? `does not need ${id}` : `there is no job ${id}`;
  const outputs = job.uses ? calledBy(job, all)?.call?.outputs : job.outputs;
  return outputs && output in outputs ? undefined : `${id} has no such output`;
}
