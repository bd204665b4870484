import { block, cell, code, formatDuration, table } from '@slipway/action';
import type { Ran } from './apply.ts';
import type { Plan } from './plan.ts';
import { place } from './plan.ts';

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
  /** A command to copy, with what it is for. */
  readonly command?: { readonly title: string; readonly text: string; readonly language: string };
}

export function renderSummary(story: Story): string {
  const { plan } = story;
  const parts = [`### ${cell(story.headline)}`];
  const took = story.ran.length > 0 ? ` in ${formatDuration(story.duration)}` : '';
  parts.push(`${code(place(plan.from))} → ${code(place(story.to))}${took}, with ${cell(story.where)}.`);
  if (plan.revisions.length > 0) {
    const rows = plan.revisions.map((one) => {
      const ran = story.ran.find((each) => each.id === one.id);
      return [code(one.id), cell(one.doc), code(one.path), ran ? formatDuration(ran.duration) : story.rest];
    });
    parts.push(table(['revision', 'message', 'file', plan.direction === 'upgrade' ? 'upgrade' : 'downgrade'], rows));
  }
  if (story.command) parts.push(`${cell(story.command.title)}\n\n${block(story.command.text, story.command.language)}`);
  return parts.join('\n\n');
}
