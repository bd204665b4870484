import type { Problem } from '@slipway/action';
import { formatSpan, isZero, parseSpan, type Span } from './span.ts';

/** Units of the calendar, of each of which the newest backup is kept. */
export const periods = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;
export type Period = (typeof periods)[number];
export const counters = ['last', ...periods] as const;
export type Counter = (typeof counters)[number];

/** What to keep, in the words and with the meaning of `restic forget`. */
export interface Policy {
  /** How many of each; infinite for `unlimited`. */
  readonly counts: Readonly<Record<Counter, number>>;
  /** Everything within this span of the newest. */
  readonly within: Span | undefined;
  readonly withinEach: Readonly<Partial<Record<Period, Span>>>;
  /** A backup that has all tags of one list is kept. */
  readonly tags: readonly (readonly string[])[];
}

export type KeepName = `keep-${Counter}` | 'keep-within' | `keep-within-${Period}`;
export const keepNames: readonly KeepName[] = [
  ...counters.map((name) => `keep-${name}` as const),
  'keep-within',
  ...periods.map((period) => `keep-within-${period}` as const),
];

/** The inputs of a policy, as they are written. */
export type PolicyInputs = { readonly [K in KeepName]?: string | undefined } & {
  readonly 'keep-tag': readonly string[];
};

/** What holds where nothing is said. */
const defaults = { daily: 7, weekly: 4, monthly: 12 } as const;
const none: Policy = {
  counts: { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 },
  within: undefined,
  withinEach: {},
  tags: [],
};
export const defaultPolicy: Policy = { ...none, counts: { ...none.counts, ...defaults } };

/** The policy that is written, and what is wrong with it. The defaults hold only where no keep-* is given: who gives one says it all. */
export function readPolicy(inputs: PolicyInputs): { readonly policy: Policy; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const count = (name: Counter): number => {
    const text = inputs[`keep-${name}`];
    if (text === undefined) return 0;
    if (text === 'unlimited') return Number.POSITIVE_INFINITY;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    problems.push({ input: `keep-${name}`, message: 'is no whole number, and not unlimited. Example: 7' });
    return 0;
  };
  const span = (input: KeepName): Span | undefined => {
    const text = inputs[input];
    if (text === undefined) return undefined;
    const parsed = parseSpan(text);
    if (!parsed) problems.push({ input, message: 'is no length of time in years, months, days and hours. Example: 1y6m14d12h' });
    return parsed && !isZero(parsed) ? parsed : undefined;
  };
  const counts = Object.fromEntries(counters.map((name) => [name, count(name)])) as Record<Counter, number>;
  const each = periods.map((period) => [period, span(`keep-within-${period}`)] as const);
  const policy: Policy = {
    counts,
    within: span('keep-within'),
    withinEach: Object.fromEntries(each.filter(([, found]) => found)),
    tags: inputs['keep-tag'].map((line) => line.split(',').map((tag) => tag.trim())),
  };
  if (!isGiven(inputs)) return { policy: defaultPolicy, problems };
  if (problems.length === 0 && isEmpty(policy)) {
    const input = keepNames.find((name) => inputs[name] !== undefined) ?? 'keep-last';
    problems.push({
      input,
      message: 'and the other keep-* that are given keep nothing: that would be no backup at all. Example: keep-daily: 7',
    });
  }
  return { policy, problems };
}

function isGiven(inputs: PolicyInputs): boolean {
  return inputs['keep-tag'].length > 0 || keepNames.some((name) => inputs[name] !== undefined);
}

/** A policy that keeps nothing is a mistake, never an order. */
export function isEmpty({ counts, within, withinEach, tags }: Policy): boolean {
  return Object.values(counts).every((count) => count === 0) && !within && Object.keys(withinEach).length === 0 && tags.length === 0;
}

/** The rules in the words of the inputs: `keep-daily 7`. */
export function rulesOf({ counts, within, withinEach, tags }: Policy): readonly string[] {
  const counted = counters.filter((name) => counts[name] > 0).map((name) => `keep-${name} ${formatCount(counts[name])}`);
  const spans = periods.flatMap((period) => (withinEach[period] ? [`keep-within-${period} ${formatSpan(withinEach[period])}`] : []));
  return [
    ...counted,
    ...(within ? [`keep-within ${formatSpan(within)}`] : []),
    ...spans,
    ...tags.map((list) => `keep-tag ${list.join(',')}`),
  ];
}

export function formatCount(count: number): string {
  return Number.isFinite(count) ? String(count) : 'unlimited';
}
