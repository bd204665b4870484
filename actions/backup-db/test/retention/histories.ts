import { isEmpty, type Policy } from '../../src/retention/policy.ts';

export type Random = () => number;

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Moments at which retention goes wrong: the ends of days, weeks, months and years, the leap day, and where a clock on a wall jumps. */
const edges = [
  '2023-12-31T23:59:59Z',
  '2024-01-01T00:00:00Z',
  '2024-02-29T00:00:00Z',
  '2024-02-29T23:59:59Z',
  '2024-03-01T00:00:00Z',
  '2024-03-31T01:30:00Z',
  '2024-10-27T01:30:00Z',
  '2020-12-31T12:00:00Z',
  '2021-01-03T23:59:59Z',
  '2021-01-04T00:00:00Z',
].map((time) => Date.parse(time));

/** Distinct whole seconds, newest first: at some rhythm, with gaps and bursts, or about the ends of the calendar's units. */
export function times(random: Random, most: number): number[] {
  const count = below(random, most + 1);
  const start = Date.UTC(2015 + below(random, 10), below(random, 12), 1 + below(random, 28), below(random, 24), below(random, 60));
  const step = [10 * minute, hour, 6 * hour, day, 3 * day, 7 * day, 30 * day][below(random, 7)] ?? day;
  const found = new Set<number>();
  let time = start;
  for (let index = 0; index < count; index++) {
    const edge = edges[below(random, edges.length)] ?? start;
    if (random() < 0.15) found.add(edge + (below(random, 5) - 2) * 1000);
    else found.add(time);
    time += random() < 0.1 ? below(random, 40) * day : Math.floor(step * (0.5 + random())) + 1000;
    time -= time % 1000;
  }
  return [...found].sort((a, b) => b - a);
}

/** A policy of one to four rules. */
export function policy(random: Random): Policy {
  const count = (): number => (random() < 0.08 ? Number.POSITIVE_INFINITY : 1 + below(random, random() < 0.5 ? 4 : 20));
  const span = (): { years: number; months: number; days: number; hours: number } => ({
    years: random() < 0.2 ? below(random, 3) : 0,
    months: random() < 0.4 ? below(random, 14) : 0,
    days: random() < 0.6 ? below(random, 40) : 0,
    hours: 1 + below(random, 50),
  });
  const counts = { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 };
  const made: { counts: typeof counts; within: Policy['within']; withinEach: Record<string, ReturnType<typeof span>>; tags: string[][] } = {
    counts,
    within: undefined,
    withinEach: {},
    tags: [],
  };
  for (let rules = 1 + below(random, 4); rules > 0; rules--) {
    const kind = below(random, 13);
    const counter = (['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const)[kind];
    const period = (['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const)[kind - 6];
    if (counter) counts[counter] = count();
    else if (period) made.withinEach[period] = span();
    else if (kind === 11) made.within = span();
    else made.tags.push(random() < 0.3 ? ['keep', 'audit'] : ['keep']);
  }
  // By tags alone all may go, which restic refuses to do.
  if (isEmpty({ ...made, tags: [] })) counts.last = 1;
  return made;
}
