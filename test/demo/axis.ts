import type { DemoRelease } from './receipt.ts';

/** The time axis that a release's chart and timeline share, so that one sees which step did what. */
export interface Axis {
  /** Milliseconds since 1970 of its left end. */
  readonly origin: number;
  /** Seconds that it covers. */
  readonly length: number;
  /** Pixels from the left of the drawing for an instant in milliseconds since 1970. */
  x(instant: number): number;
  readonly left: number;
  readonly right: number;
  /** Seconds at which a line is drawn. */
  readonly ticks: readonly number[];
}

/** Undefined where nothing was timed. */
export function axisOf(release: Pick<DemoRelease, 'timeline' | 'series' | 'loadStarted'>, left: number, right: number): Axis | undefined {
  const instants = [
    ...release.timeline.flatMap((step) => [step.start, step.end]),
    ...(release.loadStarted === null ? [] : [release.loadStarted, release.loadStarted + release.series.length * 1000]),
  ];
  if (instants.length === 0) return undefined;
  const origin = Math.min(...instants);
  const length = Math.max(1, (Math.max(...instants) - origin) / 1000);
  const x = (instant: number): number => left + ((instant - origin) / 1000 / length) * (right - left);
  return { origin, length, x, left, right, ticks: ticks(length) };
}

/** Round numbers from 0 on, at most nine of them. */
export function ticks(length: number): number[] {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600].find((candidate) => length / candidate <= 8) ?? 3600;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}

/** Instants at which users' requests went elsewhere. What no receipt tells is taken from what they saw. */
export function turns(release: Pick<DemoRelease, 'version' | 'outcome' | 'switchedAt' | 'served'>): { at: number; label: string }[] {
  const trial = release.served.find((served) => served.version === release.version);
  const to = release.switchedAt ? Date.parse(release.switchedAt) : trial?.first;
  return [
    ...(to === undefined ? [] : [{ at: to, label: `to ${release.version}` }]),
    ...(release.outcome === 'rolled-back' && trial ? [{ at: trial.last, label: 'and back' }] : []),
  ];
}

export const rounded = (value: number): number => Math.round(value * 10) / 10;
