import { counts, type Entry } from '../entry.ts';
import { applyPolicy } from './apply.ts';
import { type Policy, rulesOf } from './policy.ts';

export interface Rules {
  readonly policy: Policy;
  /** So many of the newest proven ones stay, whatever the policy says; at least one does. */
  readonly minKeep: number;
}

/** What becomes of one backup, with the reason in words. */
export interface Decision {
  readonly entry: Entry;
  readonly keep: boolean;
  readonly why: string;
}

/** Backups made before a release: ten releases on one day take no place of the nightly ones, nor these of them. */
export const ownTrack = 'pre-deploy';

/** How long one that does not count stays beside newer ones that do: a week, in which a person can look at it or prove it. */
export const grace = 7 * 86_400_000;

/** What a policy is applied to by itself. */
export function trackOf({ manifest }: Entry): string {
  return JSON.stringify([manifest.project, manifest.database, manifest.tag === ownTrack]);
}

/**
 * What becomes of every backup, in the order of the list. Each track is decided by itself. Only what counts earns a place: a backup that does not
 * count never pushes one out that does. Where nothing counts, nothing goes.
 */
export function decide(entries: readonly Entry[], rules: Rules, now: number): readonly Decision[] {
  const tracks = Map.groupBy(entries, trackOf);
  const decided = new Map<Entry, Decision>();
  for (const track of tracks.values()) for (const decision of decideTrack(sorted(track), rules, now)) decided.set(decision.entry, decision);
  return entries.flatMap((entry) => decided.get(entry) ?? []);
}

function decideTrack(track: readonly Entry[], rules: Rules, now: number): readonly Decision[] {
  const proven = track.filter(counts);
  const dated = proven.map((entry) => ({ time: timeOf(entry), tags: [entry.manifest.tag] }));
  const reasons = applyPolicy(dated, rules.policy, now);
  const places = new Map(
    proven.map((entry, index) => [entry, [...guards(dated, index, rules, now), ...(reasons[index] ?? []).map(({ text }) => text)]]),
  );
  const newest = dated.find(({ time }) => time <= now)?.time ?? dated[0]?.time;
  const outside = `outside ${rulesOf(rules.policy).join(', ')}`;
  return track.map((entry) => {
    const held = places.get(entry);
    if (!held) return uncounted(entry, newest);
    return held.length > 0 ? { entry, keep: true, why: held.join('; ') } : { entry, keep: false, why: outside };
  });
}

/** What holds over every policy. A backup that a wrong clock dates into the future does not stand in for the newest one. */
function guards(dated: readonly { readonly time: number }[], index: number, { minKeep }: Rules, now: number): readonly string[] {
  const past = dated.findIndex(({ time }) => time <= now);
  const rank = past === -1 ? index : index - past;
  if (index === 0 || rank === 0) return ['the newest proven'];
  return rank > 0 && rank < minKeep ? [`one of the ${minKeep} newest proven (min-keep)`] : [];
}

function uncounted(entry: Entry, newest: number | undefined): Decision {
  if (entry.doubt) return { entry, keep: true, why: `${entry.doubt}: does not count, and is not ours to remove` };
  const what = standing(entry);
  if (newest === undefined) return { entry, keep: true, why: `${what}; stays while none is proven` };
  if (timeOf(entry) < newest - grace) return { entry, keep: false, why: `${what}, and more than 7 days older than the newest proven` };
  return { entry, keep: true, why: `${what}; goes when it is 7 days older than the newest proven` };
}

function standing({ manifest, whole }: Entry): string {
  if (!whole) return 'its file is missing or has another size';
  return manifest.verified?.level === 'failed' ? 'failed its proof' : 'not proven';
}

const timeOf = ({ manifest }: Entry): number => Date.parse(manifest.created);

/** Newest first; of one moment by name, so that the same list always has the same answer. */
function sorted(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => timeOf(b) - timeOf(a) || (a.manifest.id < b.manifest.id ? 1 : -1));
}
