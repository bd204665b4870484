import { type Annotation, Failure, type Result, withDetails } from '@slipway/action';
import type { Ran } from './apply.ts';
import type { contract } from './contract.ts';
import { type Plan, place } from './plan.ts';
import { toJson } from './rehearse/rehearsal.ts';
import { renderSummary, type Story } from './summary.ts';
import type { Work } from './work.ts';

/** What the release needs besides the outputs. */
export interface Migration extends Result<typeof contract> {
  readonly plan: Plan;
  readonly applied: readonly Ran[];
  /** Revisions of the database now. */
  readonly to: readonly string[];
  /** Milliseconds of each step that was done. */
  readonly timings: Readonly<Record<string, number>>;
}

/** How a run went, for outputs and summary. */
export interface Tale {
  readonly outcome: 'migrated' | 'up-to-date' | 'planned' | 'linted' | 'verified' | 'downgraded';
  readonly headline: string;
  readonly plan: Plan;
  /** Revisions that ran and stand. */
  readonly ran: readonly Ran[];
  readonly to: readonly string[];
  /** Milliseconds. */
  readonly duration: number;
  /** What a revision's row says where it did not run. */
  readonly rest: string;
  readonly timings: Readonly<Record<string, number>>;
}

export type Known = Pick<Tale, 'plan' | 'ran' | 'to' | 'duration'> & { readonly changed?: boolean };

/** The outputs, also of a failure. */
export function outputsOf(known: Known): Record<string, string> {
  const { plan, ran, to, duration } = known;
  return {
    changed: String(known.changed ?? ran.some(({ id }) => !plan.revisions.find((one) => one.id === id)?.empty)),
    from: place(plan.from),
    to: place(to),
    heads: [...plan.heads].sort().join(','),
    pending: String(plan.revisions.length),
    applied: ran.map((one) => one.id).join(','),
    duration: String(Math.round(duration)),
    'backup-id': plan.backup ?? '',
    rehearsal: plan.rehearsal ? toJson(plan.rehearsal) : '',
    ...judged(plan),
  };
}

/** The same error, with the output `changed` where it has none: whoever stopped before the change knows that nothing was. */
export function withChanged(error: unknown, changed: string): unknown {
  if (!(error instanceof Failure) || error.details.outputs?.['changed'] !== undefined) return error;
  return withDetails(error, { outputs: { changed } });
}

/** A statement may hold a password, so none is told. */
function judged(plan: Plan): Record<string, string> {
  if (plan.direction === 'downgrade') return {};
  const { judgement, left } = plan;
  const verdicts = [...(judgement?.verdicts ?? []), ...(left?.judgement?.verdicts ?? [])];
  const findings = verdicts.map(({ statement: _, ...one }) => one);
  const compatible = judgement?.compatible ?? (plan.revisions.length === 0 ? 'true' : 'unknown');
  return {
    'old-code-compatible': compatible,
    remaining: (left?.revisions ?? []).join(','),
    findings: JSON.stringify(findings.slice(0, 500)),
  };
}

/** Of all that was judged, what a phase leaves included. */
export function annotationsOf({ judgement, left }: Pick<Plan, 'judgement' | 'left'>): readonly Annotation[] {
  return [...(judgement?.annotations ?? []), ...(left?.judgement?.annotations ?? [])];
}

/** The result of a run that did what was asked. */
export function conclude(work: Work, tale: Tale): Migration {
  const { plan, ran, to, timings } = tale;
  const where = work.transport.where;
  const undo = ran.length > 0 && plan.direction === 'upgrade' && plan.from.length <= 1 && work.tool.undoes;
  const story = { ...tale, where, ...(undo ? { command: wayBack(work, plan) } : {}) };
  // Alone, the head of the summary is the last line of the log anyway.
  if (work.ports.gate) work.ports.log.info(`${tale.headline}.`);
  const told = { outputs: outputsOf(tale), summary: renderSummary(story), annotations: annotationsOf(plan) };
  return { outcome: tale.outcome, ...told, plan, applied: ran, to, timings };
}

/** With the image that knows the revisions: the one before does not. */
function wayBack(work: Work, plan: Plan): NonNullable<Story['command']> {
  const to = place(plan.from);
  const { transport, image } = work.inputs;
  const loss = plan.from.length === 0 ? ', which drops every table that these revisions made, with its data' : '';
  if (transport !== 'run' && work.tool.title === 'Alembic')
    return { title: `To go back by hand${loss}:`, text: work.transport.command(['downgrade', to]), language: 'sh' };
  const lines = ['mode: downgrade', `revision: '${to}'`, ...(image ? [`image: ${image}`] : [])];
  return { title: `To go back, with this same image, change these inputs of the step${loss}:`, text: lines.join('\n'), language: 'yaml' };
}
