import { formatDuration } from '../../packages/action/src/duration.ts';
import { type Axis, rounded } from './axis.ts';
import { html, type Markup } from './markup.ts';
import type { DemoRelease, Span } from './receipt.ts';
import { meaning } from './words.ts';

const row = 20;
const bar = 12;

export const ganttHeight = (release: Pick<DemoRelease, 'timeline'>): number => release.timeline.length * row;

/** One bar for each step, under the chart and on the same axis; in the version's colour from the step on that moves traffic to it. */
export function gantt(release: DemoRelease, axis: Axis, top: number, color: string): Markup {
  const ordered = [...release.timeline].sort((a, b) => a.start - b.start);
  const turn = ordered.find((step) => step.name === 'switch')?.start ?? Number.POSITIVE_INFINITY;
  return html`${ordered.map((step, index) => line(step, axis, top + index * row, step.start >= turn ? color : 'v0'))}`;
}

function line(step: Span, axis: Axis, top: number, color: string): Markup {
  const [start, end] = [axis.x(step.start), axis.x(step.end)];
  const width = Math.max(2, end - start);
  const middle = top + row / 2 + 4;
  const explained = meaning(step.name);
  // Where the bar ends near the edge, its duration stands before it.
  const inside = start + width > axis.right - 60;
  return html`
<g><title>${step.name}: ${formatDuration(step.end - step.start)}${explained ? `; ${explained}` : ''}</title>
<text class="step" x="${axis.left - 8}" y="${middle}" text-anchor="end">${step.name}</text>
<rect class="fill ${color}" x="${rounded(start)}" y="${top + (row - bar) / 2}" width="${rounded(width)}" height="${bar}" rx="2"/>
<text class="tick" x="${rounded(inside ? start - 5 : start + width + 5)}" y="${middle}" text-anchor="${inside ? 'end' : 'start'}">${formatDuration(step.end - step.start)}</text></g>`;
}
