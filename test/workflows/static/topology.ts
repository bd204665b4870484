// What a run of a workflow takes, asks and does, one after the other, with what it calls in between.
import { knownValue } from './possible.ts';
import { type Known, passed, startable } from './reach.ts';
import { calledBy, concurrencyOf, environmentOf, isApproval, type Job, type Workflow } from './workflow.ts';

export interface Group {
  readonly name: string;
  readonly queue: 'one' | 'max';
  readonly cancelInProgress: boolean;
}

export type Operation =
  | { readonly kind: 'acquire'; readonly group: Group }
  | { readonly kind: 'release'; readonly name: string }
  /** Waits for a reviewer. */
  | { readonly kind: 'ask' }
  /** A job that has begun; its name is the job's, and the environment it works on. */
  | { readonly kind: 'work'; readonly name: string };

/**
 * Jobs that may run for an event when everything goes well, in an order in which their needs allow it, one at a time: a run with jobs side by side holds
 * and asks no more than this.
 */
export function operationsOf(workflow: Workflow, all: readonly Workflow[], event: string, inputs: Known['inputs'] = {}): Operation[] {
  return operations(workflow, all, { github: { event_name: event, ref: 'refs/heads/main', run_id: '1' }, inputs });
}

function operations(workflow: Workflow, all: readonly Workflow[], known: Known): Operation[] {
  const jobs = startable(workflow, known, 'success').flatMap(([id, job]) => {
    const called = calledBy(job, all);
    const inside = called ? operations(called, all, { ...known, inputs: passed(job, called, known) }) : own(id, job, known);
    return inGroup(job, known, inside);
  });
  return inGroup(workflow.data, known, jobs);
}

function own(id: string, job: Job, known: Known): Operation[] {
  const environment = environmentOf(job);
  const work: Operation = { kind: 'work', name: environment === undefined ? id : `${id} ${text(environment, known)}` };
  return isApproval(environment) ? [{ kind: 'ask' }, work] : [work];
}

function inGroup(owner: Parameters<typeof concurrencyOf>[0], known: Known, inside: readonly Operation[]): Operation[] {
  const concurrency = concurrencyOf(owner);
  if (!concurrency) return [...inside];
  const name = text(concurrency.group, known);
  const group: Group = {
    name,
    queue: concurrency.queue === 'max' ? 'max' : 'one',
    cancelInProgress: concurrency['cancel-in-progress'] === true,
  };
  return [{ kind: 'acquire', group }, ...inside, { kind: 'release', name }];
}

/** A value that only the run will know stands as its expression: runs then share a group that they may not share, which is the worse case. */
function text(template: string, known: Known): string {
  const parts = template.split(/(\$\{\{[\s\S]*?\}\})/);
  return parts.map((part) => String(knownValue(part, { ...known }) ?? part)).join('');
}
