import { areCompatible, compareVersions, readVersion } from '../semver.ts';

export interface Release {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly published: number;
}

export interface Choice {
  /** The release to take, or undefined where the current one is the newest that may be taken. */
  readonly take: Release | undefined;
  /** Newer ones that are left, and why. */
  readonly left: readonly string[];
}

/** What is younger is left to others to find out about: most malicious releases are noticed within days. */
export const minimumAgeDays = 7;
const day = 86_400_000;

/** The newest compatible release of the minimum age. Pre-releases, and what has no plain version, are never taken. */
export function choose(current: string, releases: readonly Release[], now: number): Choice {
  const from = readVersion(current);
  if (from === undefined) return { take: undefined, left: [`${current} is no plain version`] };
  const newer = releases
    .flatMap((release) => {
      const version = readVersion(release.version);
      return version && compareVersions(version, from) > 0 ? [{ release, version }] : [];
    })
    .sort((a, b) => compareVersions(b.version, a.version));
  const take = newer.find(({ release, version }) => areCompatible(version, from) && isOldEnough(release, now));
  const young = newer.find(({ release, version }) => areCompatible(version, from) && !isOldEnough(release, now));
  const breaking = newer.find(({ version }) => !areCompatible(version, from));
  return {
    take: take?.release,
    left: [
      ...(young && (!take || compareVersions(young.version, take.version) > 0)
        ? [`${young.release.version} is younger than ${minimumAgeDays} days`]
        : []),
      ...(breaking ? [`${breaking.release.version} may break something: a person decides`] : []),
    ],
  };
}

/** A date that cannot be read counts as now. */
export function isOldEnough({ published }: Release, now: number): boolean {
  return Number.isFinite(published) && now - published >= minimumAgeDays * day;
}

export function oldEnoughDate(now: number): Date {
  return new Date(now - minimumAgeDays * day);
}
