import type { Check, CheckFailure, ObservationSummary } from './check.ts';
import type { Condition, ConditionResult } from './condition.ts';
import { evaluate } from './evaluate.ts';
import type { Observation } from './observation.ts';
import { show } from './show.ts';
import { type Identified, identify } from './version.ts';

/** What one answer means for a check. */
export interface Attempt {
  readonly observation: Observation;
  readonly conditions: readonly ConditionResult[];
  readonly identified: Identified;
  readonly failure?: Exclude<CheckFailure, 'unsteady'>;
  /** Why it failed, or what is good, in one sentence without its full stop. */
  readonly sentence: string;
}

export function judge(check: Check, conditions: readonly Condition[], observation: Observation): Attempt {
  const results = conditions.map((condition) => evaluate(condition, observation));
  const identified = identify(observation, check.expectVersion);
  return { observation, conditions: results, identified, ...verdict(check, results, observation, identified) };
}

function verdict(
  check: Check,
  results: readonly ConditionResult[],
  observation: Observation,
  { identity, version }: Identified,
): Pick<Attempt, 'failure' | 'sentence'> {
  const failed = results.filter((result) => !result.passed);
  const { error, connected, status } = observation;
  // An answer that broke off is no answer, even where its status was good. No connection at all may be just what was asked for.
  if (error !== undefined && (connected || failed.length > 0)) {
    return { failure: connected ? 'unhealthy' : 'unreachable', sentence: error.message };
  }
  const [first] = failed;
  if (first !== undefined) {
    const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
    return { failure: 'unhealthy', sentence: `${first.text} does not hold: ${first.actual}${more}` };
  }
  const { value, required } = check.expectVersion ?? {};
  if (identity === 'stale')
    return { failure: 'stale-version', sentence: `version ${show(version ?? '')} answers, and ${show(value ?? '')} was expected` };
  if (required && identity !== 'proven')
    return { failure: 'version-not-found', sentence: `the answer does not name the version ${show(value ?? '')}` };
  return { sentence: `${status ?? 'as expected'}${version === undefined ? '' : ` from version ${show(version, 60)}`}` };
}

export function summarize(observation: Observation): ObservationSummary {
  const { connected, status, responseTime, redirects, error } = observation;
  const contentType = observation.headers['content-type'];
  return {
    connected,
    responseTime: Math.round(responseTime),
    excerpt: show(observation.body, 300),
    redirects,
    ...(status === undefined ? {} : { status }),
    ...(contentType === undefined ? {} : { contentType: show(contentType, 60) }),
    ...(error === undefined ? {} : { error }),
  };
}
