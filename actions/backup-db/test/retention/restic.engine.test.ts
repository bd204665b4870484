import { rmSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { generator, times as often } from '../../../../test/harness/sample.ts';
import { applyPolicy, type Reason } from '../../src/retention/apply.ts';
import { counters, type Policy, periods } from '../../src/retention/policy.ts';
import { formatSpan } from '../../src/retention/span.ts';
import { policy as anyPolicy, times } from './histories.ts';
import { createRepository, type Forgotten, forget, resticVersion, type Snapshot } from './restic.ts';

/** What is decided, held against the program whose words the rules are in. */

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const [major, minor] = resticVersion();
/** Versions before these do not keep the oldest while places are left: Debian 12 has 0.14. */
const keepsOldest = (rule: Reason['rule']): boolean => major > 0 || minor >= (rule.startsWith('within-') ? 17 : 16);

function flags({ counts, within, withinEach, tags }: Policy): string[] {
  const counted = counters.filter((name) => counts[name] > 0 && Number.isFinite(counts[name]));
  return [
    ...counted.map((name) => `--keep-${name}=${counts[name]}`),
    // Infinity is `unlimited`, which earlier versions do not have; no history here is longer.
    ...counters.filter((name) => counts[name] === Number.POSITIVE_INFINITY).map((name) => `--keep-${name}=99999`),
    ...(within ? [`--keep-within=${formatSpan(within)}`] : []),
    ...periods.flatMap((period) => (withinEach[period] ? [`--keep-within-${period}=${formatSpan(withinEach[period])}`] : [])),
    ...tags.map((list) => `--keep-tag=${list.join(',')}`),
  ];
}

function words({ rule }: Reason, { within, withinEach }: Policy): string {
  if (rule === 'tag') return 'has tags';
  if (rule === 'within') return `within ${within ? formatSpan(within) : ''}`;
  const period = periods.find((name) => rule === `within-${name}`);
  return period ? `${period} within ${formatSpan(withinEach[period] ?? { years: 0, months: 0, days: 0, hours: 0 })}` : `${rule} snapshot`;
}

test('keeps and removes what restic keeps and removes, for the same reasons', () => {
  const random = generator('restic');
  const snapshots: Snapshot[] = [];
  const histories = new Map<string, Snapshot[]>();
  for (let index = 0; index < often('restic', 40, 120); index++) {
    const host = `h${index}`;
    const made = times(random, 40).map((time) => ({ host, time: new Date(time), tags: tagsOf(random) }));
    if (made.length > 0) histories.set(host, made);
    snapshots.push(...made);
  }
  const folder = createRepository(snapshots);
  folders.push(folder);
  let decided = 0;
  for (let round = 0; round < often('restic', 30, 250); round++) {
    const policy = anyPolicy(random);
    const found = forget(folder, flags(policy));
    expect(found.map(({ host }) => host).sort()).toEqual([...histories.keys()].sort());
    for (const theirs of found) {
      const ours = decideOurs(histories.get(theirs.host) ?? [], policy);
      expect({ host: theirs.host, flags: flags(policy), ...ours }).toEqual({ flags: flags(policy), ...comparable(theirs) });
      decided += ours.keep.length + ours.remove.length;
    }
  }
  expect(decided).toBeGreaterThan(10_000);
}, 120_000);

function tagsOf(random: () => number): string[] {
  return [...(random() < 0.2 ? ['keep'] : []), ...(random() < 0.2 ? ['audit'] : []), ...(random() < 0.2 ? ['other'] : [])];
}

function comparable({ reasons, ...rest }: Forgotten): Forgotten {
  return {
    ...rest,
    reasons: reasons.map((matches) => matches.map((text) => text.replace(/^oldest /, '').replace(/^has tags .*/, 'has tags'))),
  };
}

function decideOurs(history: readonly Snapshot[], policy: Policy): Omit<Forgotten, 'host'> {
  const dated = history.map(({ time, tags }) => ({ time: time.getTime(), tags }));
  const reasons = applyPolicy(dated, policy, Date.now()).map((list) => list.filter(({ rule, oldest }) => !oldest || keepsOldest(rule)));
  const at = (kept: boolean): number[] => dated.filter((_, index) => (reasons[index] ?? []).length > 0 === kept).map(({ time }) => time);
  return {
    keep: at(true),
    remove: at(false),
    reasons: reasons.filter((list) => list.length > 0).map((list) => list.map((one) => words(one, policy))),
  };
}
