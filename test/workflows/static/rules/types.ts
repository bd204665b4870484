import { calledBy, type Interface, type Parameter, type Rule, type Scalar, type Workflow } from '../workflow.ts';

/** A called workflow refuses a value of another type than it declares, but only when the run starts; linters see a part of it. */
export const passesWhatIsWanted: Rule = (workflow, all) =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => {
    const called = calledBy(job, all);
    const wanted = called?.call?.inputs ?? {};
    const given = Object.entries(job.with ?? {});
    const say = (what: string): string => `${workflow.path}: job ${id} ${what}`;
    return [
      ...given.flatMap(([name, value]) => {
        const [type, has] = [wanted[name]?.type, typeOf(value, workflow)];
        if (type === undefined) return called ? [say(`passes ${name}, which ${called.path} does not take`)] : [];
        return has === undefined || has === type || (type === 'string' && has !== 'boolean')
          ? []
          : [say(`passes a ${has} as ${name}, a ${type}`)];
      }),
      ...Object.entries(wanted)
        .filter(([name, parameter]) => parameter?.required && !(name in (job.with ?? {})))
        .map(([name]) => say(`does not pass ${name}, which ${called?.path} requires`)),
    ];
  });

/** undefined: it depends on the run. */
function typeOf(value: Scalar, workflow: Workflow): string | undefined {
  if (typeof value !== 'string') return typeof value;
  const [, whole] = /^\$\{\{((?:(?!\}\})[\s\S])*)\}\}$/.exec(value.trim()) ?? [];
  if (whole === undefined) return 'string';
  const [, input] = /^ *inputs\.([\w-]+) *$/.exec(whole) ?? [];
  const type = input === undefined ? undefined : inputsOf(workflow)[input]?.type;
  return type === 'choice' || type === 'environment' ? 'string' : type;
}

function inputsOf(workflow: Workflow): Readonly<Record<string, Parameter | null>> {
  const dispatched = workflow.on['workflow_dispatch'] as Interface | null | undefined;
  return { ...dispatched?.inputs, ...workflow.call?.inputs };
}
