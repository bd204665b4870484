import { periodOf } from './calendar.ts';
import { type Counter, counters, formatCount, type Period, type Policy, periods } from './policy.ts';
import { before, formatSpan } from './span.ts';

/** What a policy looks at. */
export interface Dated {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly tags: readonly string[];
}

/** Why a rule keeps a backup. */
export interface Reason {
  readonly rule: Counter | 'tag' | 'within' | `within-${Period}`;
  /** Kept as the oldest there is, because the rule has places left. */
  readonly oldest: boolean;
  readonly text: string;
}

/**
 * Why each of these backups is kept; one without a reason goes. Newest first, and decided as `restic forget` decides: each rule takes the newest of
 * its hour, day and so on until its places are taken; while it has places left, it keeps the oldest too. The rules are joined by or.
 */
export function applyPolicy(entries: readonly Dated[], policy: Policy, now: number): readonly (readonly Reason[])[] {
  const takes = [...counters.map((name) => counting(name, policy)), ...periods.map((period) => spanning(period, entries, policy, now))];
  const withinSpan = within(entries, policy, now);
  return entries.map((entry, index) => {
    const oldest = index === entries.length - 1;
    const tags = policy.tags.filter((list) => hasTags(entry, list)).map((list) => reason('tag', `keep-tag ${list.join(',')}`));
    return [...tags, ...withinSpan(entry), ...takes.flatMap((take) => take(entry, index, oldest) ?? [])];
  });
}

type Take = (entry: Dated, index: number, oldest: boolean) => Reason | undefined;

function counting(name: Counter, { counts }: Policy): Take {
  const all = counts[name];
  let [left, last] = [all, -1];
  return (entry, index, oldest) => {
    if (left <= 0) return undefined;
    const value = name === 'last' ? index : periodOf(name, entry.time);
    if (value === last && !oldest) return undefined;
    const extra = value === last;
    last = value;
    left -= 1;
    const place = Number.isFinite(all) ? `${all - left} of ${all}` : formatCount(all);
    return reason(name, extra ? `keep-${name}: the oldest, while places are left` : `keep-${name}: ${place}`, extra);
  };
}

function spanning(period: Period, entries: readonly Dated[], { withinEach }: Policy, now: number): Take {
  const span = withinEach[period];
  const since = span && before(latest(entries, now), span);
  let last = -1;
  return (entry, _index, oldest) => {
    if (!span || since === undefined || entry.time <= since) return undefined;
    const value = periodOf(period, entry.time);
    if (value === last && !oldest) return undefined;
    const extra = value === last;
    last = value;
    const text = `keep-within-${period} ${formatSpan(span)}`;
    return reason(`within-${period}`, extra ? `${text}: the oldest` : text, extra);
  };
}

function within(entries: readonly Dated[], { within: span }: Policy, now: number): (entry: Dated) => readonly Reason[] {
  if (!span) return () => [];
  const since = before(latest(entries, now), span);
  return (entry) => (entry.time > since ? [reason('within', `keep-within ${formatSpan(span)}`)] : []);
}

/** What spans are counted from: the newest, but not one of the future, which a wrong clock made. */
function latest(entries: readonly Dated[], now: number): number {
  return entries.find(({ time }) => time < now)?.time ?? Number.MIN_SAFE_INTEGER / 2;
}

function hasTags({ tags }: Dated, list: readonly string[]): boolean {
  return list.every((tag) => tags.includes(tag) || (tag === '' && tags.length === 0));
}

function reason(rule: Reason['rule'], text: string, oldest = false): Reason {
  return { rule, text, oldest };
}
