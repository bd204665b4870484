import type { ReleaseRecord } from './deployments.ts';

export type Named<R> =
  | { readonly ok: true; readonly releases: readonly R[] }
  /** The beginning of several commits or versions. */
  | { readonly ok: false; readonly versions: readonly string[] };

/**
 * Releases that a person means by a version: those of exactly this name, or else those whose commit begins so, with seven digits or more. Two
 * different releases are never meant at once.
 */
export function releasesNamed<R extends Pick<ReleaseRecord, 'version' | 'commit'>>(releases: readonly R[], wanted: string): Named<R> {
  const exact = releases.filter(({ version }) => version === wanted);
  if (exact.length > 0 || !/^[0-9a-f]{7,40}$/.test(wanted)) return { ok: true, releases: exact };
  const found = releases.filter(({ commit }) => commit.startsWith(wanted));
  const versions = [...new Set(found.map(({ version }) => version))];
  const commits = new Set(found.map(({ commit }) => commit));
  return versions.length > 1 || commits.size > 1 ? { ok: false, versions } : { ok: true, releases: found };
}
