import type { Second } from '../load/result.ts';
import { type Axis, rounded, turns } from './axis.ts';
import { html, type Markup } from './markup.ts';
import type { DemoRelease } from './receipt.ts';
import { count } from './words.ts';

const top = 22;
const height = 120;
/** A single failure among a hundred answers must not be less than a person can see. */
const smallestFailure = 4;

export const chartHeight = top + height;

/** Users' requests for each second, coloured by the version that answered, failures in red on top. */
export function chart(release: DemoRelease, axis: Axis, colors: ReadonlyMap<string, string>): Markup {
  const { loadStarted } = release;
  if (loadStarted === null || release.series.length === 0) return html``;
  const most = niceMaximum(Math.max(...release.series.map((second) => second.requests)));
  const y = (requests: number): number => top + height - (requests / most) * height;
  const width = axis.x(axis.origin + 1000) - axis.x(axis.origin);
  const columns = release.series.map((second) => {
    const left = axis.x(loadStarted + second.second * 1000);
    return column(second, { left, width: Math.max(1, width - 1.5), y, colors });
  });
  const lines = [0, most / 2, most].map(
    (requests) => html`
<line class="grid" x1="${axis.left}" x2="${axis.right}" y1="${rounded(y(requests))}" y2="${rounded(y(requests))}"/>
<text class="tick" x="${axis.left - 8}" y="${rounded(y(requests) + 4)}" text-anchor="end">${requests}</text>`,
  );
  return html`${lines}${columns}${marks(release, axis)}`;
}

interface Column {
  readonly left: number;
  readonly width: number;
  readonly y: (requests: number) => number;
  readonly colors: ReadonlyMap<string, string>;
}

function column(second: Second, { left, width, y, colors }: Column): Markup {
  const rect = (className: string, from: number, to: number): Markup =>
    html`<rect class="${className}" x="${rounded(left)}" width="${rounded(width)}" y="${rounded(to)}" height="${rounded(Math.max(0, from - to))}"/>`;
  let base = y(0);
  const boxes = stack(second, [...colors.keys()]).map(({ version, requests }) => {
    const end = base - (y(0) - y(requests));
    const box = rect(`fill ${colors.get(version) ?? 'v0'}`, base, end);
    base = end;
    return box;
  });
  if (second.failed > 0) boxes.push(rect('fill bad', base, Math.min(y(second.requests), base - smallestFailure)));
  return html`<g><title>${describe(second)}</title>${boxes}</g>`;
}

/**
 * What was answered well, by version, older ones below. An answer that failed names its version as well, so the shares are scaled to those that
 * did not.
 */
export function stack(second: Second, order: readonly string[]): { version: string; requests: number }[] {
  const place = (version: string): number => (order.includes(version) ? order.indexOf(version) : order.length);
  const answered = Object.entries(second.byVersion).sort(([a], [b]) => place(a) - place(b));
  const sum = answered.reduce((total, [, requests]) => total + requests, 0);
  const good = second.requests - second.failed;
  return answered.map(([version, requests]) => ({ version, requests: sum > good ? (requests * good) / sum : requests }));
}

function describe({ second, requests, failed, byVersion }: Second): string {
  const versions = Object.entries(byVersion).map(([version, answers]) => `${count(answers)} by ${version}`);
  return `second ${second + 1}: ${count(requests)} requests, ${count(failed)} failed${versions.length > 0 ? `; answered ${versions.join(', ')}` : ''}`;
}

function marks(release: DemoRelease, axis: Axis): Markup[] {
  return turns(release).map(({ at, label }, index) => {
    const x = rounded(axis.x(at));
    const anchor = index === 0 ? 'end' : 'start';
    return html`
<line class="turn" x1="${x}" x2="${x}" y1="${top - 10}" y2="${top + height}"/>
<text class="turn-label" x="${x + (index === 0 ? -5 : 5)}" y="${top - 9}" text-anchor="${anchor}">${label}</text>`;
  });
}

/** A round number for the top of the chart whose half is round too. */
export function niceMaximum(value: number): number {
  const power = Math.max(10, 10 ** Math.floor(Math.log10(Math.max(1, value))));
  return [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8].map((factor) => factor * power).find((candidate) => candidate >= value) ?? 10 * power;
}
