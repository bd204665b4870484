/** A released version; there is no room for pre-releases, which are never chosen and never published. */
export interface Semver {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** `v1.2.3` or `1.2.3`; undefined for anything else. */
export function readVersion(text: string): Semver | undefined {
  const [, major, minor, patch] = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/.exec(text) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Negative where `a` is older. */
export function compareVersions(a: Semver, b: Semver): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** Versions between which nothing may break: of one major, and before 1.0.0 of one minor. */
export function areCompatible(a: Semver, b: Semver): boolean {
  return a.major === b.major && (a.major > 0 || a.minor === b.minor);
}
