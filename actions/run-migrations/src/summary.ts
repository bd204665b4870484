import { block, cell, code, formatDuration, table } from '@slipway/action';
import type { Ran } from './apply.ts';
import { worst } from './classify/classify.ts';
import type { Judged } from './classify/hazard.ts';
import type { Verdict } from './classify/policy.ts';
import type { Judgement } from './judgement.ts';
import type { Left } from './phase.ts';
import { type Plan, place } from './plan.ts';
import { rehearsalParts } from './rehearse/words.ts';

export interface Story {
  /** The decision, first and in one line. */
  readonly headline: string;
  readonly plan: Plan;
  readonly where: string;
  /** What a revision's row says where it did not run. */
  readonly rest: string;
  readonly ran: readonly Ran[];
  readonly to: readonly string[];
  /** Milliseconds. */
  readonly duration: number;
  /** Why it failed, and what to do about it. */
  readonly failure?: { readonly message: string; readonly hint: string };
  /** A command to copy, with what it is for. */
  readonly command?: { readonly title: string; readonly text: string; readonly language: string };
}

export function renderSummary(story: Story): string {
  const { plan } = story;
  const parts = [`### ${cell(story.headline)}`];
  const took = story.ran.length > 0 ? ` in ${formatDuration(story.duration)}` : '';
  if (story.failure) parts.push(cell(story.failure.message.trim()), cell(story.failure.hint));
  const goes = story.ran.length === 0 && plan.revisions.length > 0 && !story.failure;
  const to = goes && plan.goal ? `${code(place(plan.goal))}, not done yet` : code(place(story.to));
  parts.push(`${code(place(plan.from))} → ${to}${took}, with ${cell(story.where)}.`);
  if (plan.revisions.length > 0) {
    const rows = plan.revisions.map((one) => {
      const ran = story.ran.find((each) => each.id === one.id);
      return [code(one.id), cell(one.doc), code(one.path), ran ? formatDuration(ran.duration) : story.rest];
    });
    parts.push(table(['revision', 'message', 'file', plan.direction === 'upgrade' ? 'upgrade' : 'downgrade'], rows));
  }
  parts.push(...judgementParts(story), ...rehearsalParts(plan.rehearsal), ...leftParts(plan.left));
  if (story.command) parts.push(`${cell(story.command.title)}\n\n${block(story.command.text, story.command.language)}`);
  return parts.join('\n\n');
}

/** The class of a revision, for the log. */
export function classOf(plan: Plan, id: string): string {
  const judged = plan.judgement?.revisions.find((one) => one.id === id);
  if (judged) return `: ${classOfJudged(judged)}`;
  return plan.revisions.find((one) => one.id === id)?.empty ? ': empty' : '';
}

export function classOfJudged({ empty, unseen, findings }: Judged): string {
  if (empty) return 'empty';
  return unseen === undefined ? worst(findings) : 'unclassified';
}

/** What the revisions do to a database in use; findings that a person allowed stand with the reason. */
function judgementParts({ plan, ran, failure }: Story): readonly string[] {
  const { judgement } = plan;
  if (!judgement) return [];
  // The schema is none after the plan.
  if (failure && ran.length === 0) return [findingsTable(judgement)];
  const words = ran.length > 0 ? { true: 'works', false: 'does **not** work' } : { true: 'would work', false: 'would **not** work' };
  const sentence =
    judgement.compatible === 'unknown'
      ? 'Whether code from before this plan works with the schema after it is not known: not everything could be judged.'
      : `Code from before this plan ${words[judgement.compatible]} with the schema after it.`;
  return [findingsTable(judgement), sentence];
}

function findingsTable(judgement: Judgement): string {
  const rows = judgement.revisions.flatMap((judged) => {
    const { id, unseen } = judged;
    const grave = judgement.verdicts.filter((one) => one.revision === id && one.class !== 'brief-lock');
    const blind =
      unseen === undefined ? [] : [[code(id), 'unclassified', cell(unseen), 'Old code may or may not work with it: look at it by hand.']];
    if (grave.length === 0 && blind.length === 0) return [[code(id), classOfJudged(judged), '', '']];
    return [...blind, ...grave.map((one) => [code(id), `${mark[one.level]} ${one.class}`, why(one), cell(instead(one))])];
  });
  return table(['revision', 'class', 'why', 'what to do instead'], rows);
}

/** What phase expand leaves, and what is found in it. */
function leftParts(left: Left | undefined): readonly string[] {
  if (!left) return [];
  const ids = left.revisions.map(code).join(', ');
  const sentence = `For phase contract, once no old version serves any more: ${ids}. The first of them is not of phase expand: ${cell(left.why)}.`;
  return [sentence, ...(left.judgement ? [findingsTable(left.judgement)] : [])];
}

const mark = { error: '❌', warning: '⚠️', note: 'ℹ️' };

function why(one: Verdict): string {
  const at = one.line === undefined ? '' : ` (line ${one.line})`;
  return `${code(one.rule)} on ${code(one.object)}${at}: ${cell(one.why)}`;
}

function instead(one: Verdict): string {
  return one.allowed === undefined ? one.instead : `Allowed: ${one.allowed}`;
}
