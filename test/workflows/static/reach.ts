// Which jobs an event can start, through every workflow that is called on the way, as far as it can be known beforehand.
import { conditionOf } from './expressions.ts';
import { knownValue, mayBeTrue } from './possible.ts';
import { ancestors, calledBy, type Job, needsOf, type Workflow } from './workflow.ts';

/** A job with steps, and what called it. */
export interface Leaf {
  readonly workflow: Workflow;
  readonly id: string;
  readonly job: Job;
  /** `path job` of each caller and of itself. */
  readonly trail: readonly string[];
}

export type Inputs = Readonly<Record<string, unknown>>;

/** Jobs with steps that may run for an event. Inputs that are not given may be anything. */
export function reachable(workflow: Workflow, event: string, all: readonly Workflow[], inputs: Inputs = {}, trail: readonly string[] = []): Leaf[] {
  const known = { github: { event_name: event }, inputs };
  const skipped = new Set<string>();
  return Object.entries(workflow.jobs).toSorted(byNeeds(workflow)).flatMap(([id, job]) => {
    if (!mayRun(workflow, id, job, known, skipped)) {
      skipped.add(id);
      return [];
    }
    const here = [...trail, `${workflow.path} ${id}`];
    if (!job.uses) return [{ workflow, id, job, trail: here }];
    const called = calledBy(job, all);
    return called ? reachable(called, event, all, passed(job, called, known), here) : [];
  });
}

type Entry = readonly [string, Job];

/** Jobs after those that they need: those have fewer before them. */
function byNeeds(workflow: Workflow): (one: Entry, other: Entry) => number {
  return ([one], [other]) => ancestors(workflow, one).size - ancestors(workflow, other).size;
}

function mayRun(workflow: Workflow, id: string, job: Job, known: { readonly github: object; readonly inputs: Inputs }, skipped: ReadonlySet<string>): boolean {
  const condition = conditionOf(job);
  if (condition.startsWith('success()') && [...ancestors(workflow, id)].some((name) => skipped.has(name))) return false;
  const needs = Object.fromEntries(needsOf(job).map((name) => [name, skipped.has(name) ? { result: 'skipped', outputs: {} } : {}]));
  return mayBeTrue(condition, { ...known, needs });
}

/** What a called workflow's `inputs` are, as far as the call says. */
function passed(job: Job, called: Workflow, known: { readonly github: object; readonly inputs: Inputs }): Inputs {
  const declared = Object.entries(called.call?.inputs ?? {});
  return Object.fromEntries(
    declared.flatMap(([name, parameter]) => {
      const given = job.with?.[name] ?? parameter?.default;
      const value = typeof given === 'string' ? knownValue(given, known) : given;
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
}
