import { randomBytes } from 'node:crypto';
import type { RunContext } from '@slipway/action';

/**
 * The tag of an image that has not passed its gate, for builders that cannot push without one. It is new for each attempt of a run, since some
 * repositories let no tag be written twice.
 */
export function candidateTag(revision: string | undefined, context: Pick<RunContext, 'runId' | 'runAttempt'>): string {
  const source = revision?.slice(0, 12) ?? randomBytes(6).toString('hex');
  return `candidate-${source}-${context.runId}-${context.runAttempt}`.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 128);
}
