import { type Decision, trackOf } from './decide.ts';

/** A track of which one run would remove too much. */
export interface Excess {
  readonly project: string;
  readonly database: string;
  readonly removed: number;
  readonly all: number;
}

/** Tracks of which more than `percent` would go: a wrong policy, or a wrong clock, must not take what it took years to collect. */
export function findExcess(decisions: readonly Decision[], percent: number): readonly Excess[] {
  return [...Map.groupBy(decisions, ({ entry }) => trackOf(entry)).values()].flatMap((track) => {
    const removed = track.filter(({ keep }) => !keep).length;
    const manifest = track[0]?.entry.manifest;
    if (!manifest || removed * 100 <= track.length * percent) return [];
    return [{ project: manifest.project, database: manifest.database, removed, all: track.length }];
  });
}
