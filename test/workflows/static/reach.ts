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

/** What is known of a run before it starts; everything else may be anything. */
export interface Known {
  readonly github: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Jobs with steps that may run for an event. */
export function reachable(workflow: Workflow, event: string, all: readonly Workflow[]): Leaf[] {
  return leaves(workflow, all, { github: { event_name: event }, inputs: {} }, []);
}

function leaves(workflow: Workflow, all: readonly Workflow[], known: Known, trail: readonly string[]): Leaf[] {
  return startable(workflow, known).flatMap(([id, job]) => {
    const here = [...trail, `${workflow.path} ${id}`];
    if (!job.uses) return [{ workflow, id, job, trail: here }];
    const called = calledBy(job, all);
    return called ? leaves(called, all, { ...known, inputs: passed(job, called, known) }, here) : [];
  });
}

/** Jobs that may start, those that are needed first. `results`: whether the jobs before are taken to succeed, or to end in any way. */
export function startable(workflow: Workflow, known: Known, results: 'any' | 'success' = 'any'): [string, Job][] {
  const before = new Map(Object.keys(workflow.jobs).map((id) => [id, ancestors(workflow, id)]));
  const order = Object.entries(workflow.jobs).toSorted(([one], [other]) => (before.get(one)?.size ?? 0) - (before.get(other)?.size ?? 0));
  const skipped = new Set<string>();
  return order.filter(([id, job]) => {
    const condition = conditionOf(job);
    const ran = results === 'any' ? {} : { result: results };
    const needs = Object.fromEntries(needsOf(job).map((name) => [name, skipped.has(name) ? { result: 'skipped', outputs: {} } : ran]));
    const lacks = condition.startsWith('success()') && [...(before.get(id) ?? [])].some((name) => skipped.has(name));
    const may = !lacks && mayBeTrue(condition, { ...known, needs });
    if (!may) skipped.add(id);
    return may;
  });
}

/** What a called workflow's `inputs` are, as far as the call says. */
export function passed(job: Job, called: Workflow, known: Known): Known['inputs'] {
  return Object.fromEntries(
    Object.entries(called.call?.inputs ?? {}).flatMap(([name, parameter]) => {
      const given = job.with?.[name] ?? parameter?.default;
      const value = typeof given === 'string' ? knownValue(given, { ...known }) : given;
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
}
