import { axisOf, rounded } from './axis.ts';
import { chart, chartHeight } from './chart.ts';
import { gantt, ganttHeight } from './gantt.ts';
import { html, type Markup } from './markup.ts';
import type { DemoRelease } from './receipt.ts';

const width = 860;
const left = 96;
const gap = 18;
const axisHeight = 22;

/** Users' requests above, the action's steps below, one time axis for both: one sees which step moved the traffic. */
export function drawing(release: DemoRelease, colors: ReadonlyMap<string, string>): Markup {
  const axis = axisOf(release, left, width - 14);
  if (!axis) return html`<p class="quiet">Nothing was timed.</p>`;
  const loaded = release.series.length > 0;
  const stepsTop = loaded ? chartHeight + gap : 6;
  const bottom = stepsTop + ganttHeight(release) + 4;
  const what = `${release.version}: ${loaded ? 'requests per second by answering version, and ' : ''}the steps of the release over ${Math.round(axis.length)} seconds`;
  const ticks = axis.ticks.map((second) => {
    const x = rounded(axis.x(axis.origin + second * 1000));
    return html`
<line class="grid" x1="${x}" x2="${x}" y1="${loaded ? chartHeight : 0}" y2="${bottom}"/>
<text class="tick" x="${x}" y="${bottom + 15}" text-anchor="middle">${second} s</text>`;
  });
  return html`
<div class="scroll"><svg viewBox="0 0 ${width} ${bottom + axisHeight}" role="img" aria-label="${what}">
${ticks}${chart(release, axis, colors)}${gantt(release, axis, stepsTop, colors.get(release.version) ?? 'v0')}
</svg></div>`;
}
