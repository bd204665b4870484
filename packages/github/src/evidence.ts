import { createHash } from 'node:crypto';
import type { Payload } from './payload.ts';

/** What a record says, as far as its run vouches for it. */
export interface Evidence extends Pick<Payload, 'version' | 'commit' | 'digests' | 'run'> {
  readonly environment: string;
}

/** Days that the artifact of a record is kept: the longest that GitHub allows without a setting. */
export const evidenceDays = 90;

/** The one text for these facts: keys in the order of their alphabet, no space. */
export function canonical({ version, commit, digests, run, environment }: Evidence): string {
  const sorted = Object.fromEntries(Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ commit, digests: sorted, environment, run, version });
}

/**
 * Name of the artifact that binds a record to its run. A deployment can be written by every job with `deployments: write`; an artifact of a run
 * only by that run, so its name, which holds a hash of all that is claimed, cannot be had by another one.
 */
export function evidenceName(evidence: Evidence): string {
  const hash = createHash('sha256').update(canonical(evidence)).digest('hex').slice(0, 40);
  // Names of artifacts go into paths, names of environments may hold anything; the hash is of the name as it is.
  return `slipway-${evidence.environment.replaceAll(/[^\w.-]+/g, '-').slice(0, 100)}-${hash}`;
}
