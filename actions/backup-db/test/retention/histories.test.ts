import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { times as often, seed } from '../../../../test/harness/sample.ts';
import { counts, type Entry } from '../../src/entry.ts';
import type { Manifest } from '../../src/manifest.ts';
import { periodOf } from '../../src/retention/calendar.ts';
import { type Decision, decide, grace, ownTrack, type Rules, trackOf } from '../../src/retention/decide.ts';
import { counters, type Policy, periods } from '../../src/retention/policy.ts';
import { before, type Span } from '../../src/retention/span.ts';
import { entryOf, manifestOf } from '../manifests.ts';

/** Histories as no person would think of them, and what must hold of every one. */

const runs = { seed, numRuns: often('histories', 400, 10_000) };
const hour = 3_600_000;
const start = Date.UTC(2024, 0, 1);

type Fate = 'proven' | 'unproven' | 'checksum' | 'failed' | 'missing' | 'doubted';

interface Event {
  /** Since the one before. */
  readonly gap: number;
  readonly fate: Fate;
  readonly tag: string;
  readonly database: string;
}

const event: fc.Arbitrary<Event> = fc.record({
  gap: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1000, max: 30 * hour }) },
    { weight: 3, arbitrary: fc.integer({ min: 20 * hour, max: 28 * hour }) },
    { weight: 1, arbitrary: fc.integer({ min: hour, max: 9000 * hour }) },
  ),
  fate: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Fate>('proven') },
    { weight: 4, arbitrary: fc.constantFrom<Fate>('unproven', 'checksum', 'failed', 'missing', 'doubted') },
  ),
  tag: fc.constantFrom('scheduled', 'manual', ownTrack, 'audit'),
  database: fc.constantFrom('app', 'app', 'other'),
});

const count = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 8 }) });
const span: fc.Arbitrary<Span> = fc.record({
  years: fc.integer({ min: 0, max: 1 }),
  months: fc.integer({ min: 0, max: 3 }),
  days: fc.integer({ min: 0, max: 20 }),
  hours: fc.integer({ min: 1, max: 40 }),
});
const policy: fc.Arbitrary<Policy> = fc
  .record({
    counts: fc.record({ last: count, hourly: count, daily: count, weekly: count, monthly: count, yearly: count }),
    within: fc.option(span, { nil: undefined, freq: 4 }),
    weekly: fc.option(span, { nil: undefined, freq: 4 }),
    tags: fc.constantFrom([], [], [['audit']]),
  })
  .map(({ weekly, ...rest }) => ({ ...rest, withinEach: weekly ? { weekly } : {} }));
const rules: fc.Arbitrary<Rules> = fc.record({ policy, minKeep: fc.integer({ min: 1, max: 4 }) });
const history = fc.array(event, { maxLength: 60, size: 'max' });

function entriesOf(events: readonly Event[]): { readonly entries: readonly Entry[]; readonly now: number } {
  let time = start;
  const entries = events.map(({ gap, fate, tag, database }, index) => {
    time += gap;
    return entryFor(time, index, fate, { tag, database });
  });
  return { entries: entries.reverse(), now: time + hour };
}

function entryFor(time: number, index: number, fate: Fate, more: Partial<Manifest>): Entry {
  const { verified, ...rest } = manifestOf(time, more);
  const manifest: Manifest = { ...rest, id: rest.id.replace(/1a2b$/, index.toString(16).padStart(4, '0')) };
  const at = rest.created;
  switch (fate) {
    case 'proven':
      return entryOf({ ...manifest, ...(verified ? { verified } : {}) });
    case 'unproven':
      return entryOf(manifest);
    case 'checksum':
    case 'failed':
      return entryOf({ ...manifest, verified: { level: fate, at } });
    case 'missing':
      return entryOf({ ...manifest, ...(verified ? { verified } : {}) }, { whole: false });
    case 'doubted':
      return entryOf({ ...manifest, ...(verified ? { verified } : {}) }, { authentic: false, doubt: 'its manifest is not signed' });
  }
}

const timeOf = ({ manifest }: Entry): number => Date.parse(manifest.created);
const removed = (plan: readonly Decision[]): Entry[] => plan.filter(({ keep }) => !keep).map(({ entry }) => entry);
const left = (plan: readonly Decision[]): Entry[] => plan.filter(({ keep }) => keep).map(({ entry }) => entry);

/** Whether a proven backup must stay, said once more and in another way: rule by rule, by counting what is newer. */
function mustStay(entry: Entry, track: readonly Entry[], { policy, minKeep }: Rules): boolean {
  const proven = track.filter(counts);
  const newer = proven.filter((one) => timeOf(one) > timeOf(entry));
  if (newer.length < minKeep) return true;
  const newest = Math.max(...proven.map(timeOf));
  const oldest = proven.every((one) => timeOf(one) >= timeOf(entry));
  const since = (length: Span | undefined): boolean => length !== undefined && timeOf(entry) > before(newest, length);
  if (policy.tags.flat().includes(entry.manifest.tag) || since(policy.within)) return true;
  return counters.some((name) => {
    const unit = (one: Entry): number => (name === 'last' ? timeOf(one) : periodOf(name, timeOf(one)));
    const units = new Set(newer.map(unit));
    const first = !units.has(unit(entry));
    if (units.size < policy.counts[name] && (first || oldest)) return true;
    const length = name === 'last' ? undefined : policy.withinEach[name];
    return since(length) && (first || oldest);
  });
}

describe('of every history', () => {
  test('nothing is removed that a rule keeps, and nothing is kept that none does', () => {
    let wrong = 0;
    let gone = 0;
    fc.assert(
      fc.property(history, rules, (events, by) => {
        const { entries, now } = entriesOf(events);
        const tracks = Map.groupBy(entries, trackOf);
        for (const { entry, keep } of decide(entries, by, now)) {
          if (!counts(entry)) continue;
          if (!keep) gone += 1;
          if (keep !== mustStay(entry, tracks.get(trackOf(entry)) ?? [], by)) wrong += 1;
        }
        return wrong === 0;
      }),
      runs,
    );
    expect(wrong).toBe(0);
    expect(gone).toBeGreaterThan(runs.numRuns);
  });

  test('the newest proven ones of each database stay, and where nothing is proven nothing goes', () => {
    fc.assert(
      fc.property(history, rules, (events, by) => {
        const { entries, now } = entriesOf(events);
        const gone = new Set(removed(decide(entries, by, now)));
        for (const track of Map.groupBy(entries, trackOf).values()) {
          const proven = track.filter(counts);
          if (proven.slice(0, by.minKeep).some((entry) => gone.has(entry))) return false;
          if (proven.length === 0 && track.some((entry) => gone.has(entry))) return false;
        }
        return true;
      }),
      runs,
    );
  });

  test('what does not count changes nothing for what does; it goes a week after, and what is not believed never', () => {
    fc.assert(
      fc.property(history, rules, (events, by) => {
        const { entries, now } = entriesOf(events);
        const plan = decide(entries, by, now);
        const alone = decide(entries.filter(counts), by, now);
        const proven = plan.filter(({ entry }) => counts(entry));
        const newest = new Map([...proven].reverse().map(({ entry }) => [trackOf(entry), timeOf(entry)]));
        return (
          proven.every(({ keep }, index) => keep === alone[index]?.keep) &&
          plan.every(({ entry, keep }) => {
            if (counts(entry)) return true;
            const due = !entry.doubt && timeOf(entry) < (newest.get(trackOf(entry)) ?? Number.NEGATIVE_INFINITY) - grace;
            return keep === !due;
          })
        );
      }),
      runs,
    );
  });

  test('a second look removes nothing more, and the order of the list means nothing', () => {
    fc.assert(
      fc.property(history, rules, fc.integer(), (events, by, turn) => {
        const { entries, now } = entriesOf(events);
        const plan = decide(entries, by, now);
        const at = entries.length === 0 ? 0 : Math.abs(turn) % entries.length;
        const turned = [...entries.slice(at), ...entries.slice(0, at)];
        const gone = new Set(removed(plan));
        const again = removed(decide(turned, by, now));
        return removed(decide(left(plan), by, now)).length === 0 && again.length === gone.size && again.every((entry) => gone.has(entry));
      }),
      runs,
    );
  });

  test('more to keep removes no more', () => {
    fc.assert(
      fc.property(history, rules, fc.constantFrom('last', ...periods), fc.integer({ min: 1, max: 5 }), (events, by, name, extra) => {
        const { entries, now } = entriesOf(events);
        const wider: Rules = { ...by, policy: { ...by.policy, counts: { ...by.policy.counts, [name]: by.policy.counts[name] + extra } } };
        const before = new Set(removed(decide(entries, by, now)));
        return removed(decide(entries, wider, now)).every((entry) => before.has(entry));
      }),
      runs,
    );
  });

  test('what pruning after every backup removes would not have stayed at the end either', () => {
    fc.assert(
      fc.property(history, rules, (events, by) => {
        // Pruned after each proven backup, as a nightly job does it, against never pruned until the end.
        const { entries } = entriesOf(events);
        let here: Entry[] = [];
        for (const entry of [...entries].reverse()) {
          here = [entry, ...here];
          if (counts(entry)) here = left(decide(here, by, timeOf(entry) + 1000));
        }
        const end = (entries[0] ? timeOf(entries[0]) : start) + 1000;
        const once = new Set(left(decide(entries, by, end)).filter(counts));
        // The other way round it may keep one more: what became the oldest when an older one went.
        const gradual = new Set(left(decide(here, by, end)).filter(counts));
        return [...once].every((entry) => gradual.has(entry));
      }),
      runs,
    );
  });
});
