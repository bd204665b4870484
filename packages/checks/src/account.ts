import { formatDuration } from '@slipway/action';
import { type Attempt, summarize } from './attempt.ts';
import type { Condition } from './condition.ts';
import type { Gated } from './gate.ts';
import { hintsFor, identityHints, measurementHints } from './hints.ts';
import type { Judged } from './judge-measurement.ts';
import type { Measurement } from './measurement.ts';
import type { OpenCheck } from './open-check.ts';
import type { CheckReport } from './report.ts';
import { bodyWarnings, redirectWarnings } from './warnings.ts';

/** A measurement and what it means. */
export interface Outcome {
  readonly measurement: Measurement;
  readonly judged: Judged;
}

/** Everything that is known about a check that was asked. */
export function account(open: OpenCheck, gated: Gated, outcome?: Outcome): CheckReport {
  const { check, conditions } = open;
  const { last, failed, attempts, successes, required } = gated;
  const well = successes >= required;
  const passed = well && outcome?.judged.failure === undefined;
  // A check that ended on good answers did not fail because of an earlier bad one, but because there were too few.
  const told = !well && last.failure === undefined ? (failed ?? last) : last;
  const failure = well ? outcome?.judged.failure : (last.failure ?? unsteadyBy(failed));
  const { identity, version, digest } = told.identified;
  const { value } = check.expectVersion ?? {};
  return {
    ...headOf(open),
    passed,
    ...(failure === undefined ? {} : { failure }),
    sentence: sentenceOf(open, gated, outcome?.judged),
    attempts,
    successes,
    required,
    duration: gated.duration + (outcome?.measurement.duration ?? 0),
    conditions: [...told.conditions, ...(outcome?.judged.conditions ?? [])],
    last: summarize(told.observation),
    identity,
    ...(version === undefined ? {} : { version }),
    ...(value === undefined ? {} : { expectedVersion: value }),
    ...(digest === undefined ? {} : { digest }),
    ...(check.expectDigest === undefined ? {} : { expectedDigest: check.expectDigest }),
    ...(outcome === undefined ? {} : { measurement: outcome.measurement }),
    warnings: [...(passed ? warningsOf(open, conditions, last) : []), ...(outcome?.judged.warnings ?? [])],
    hints: hintsOf(open, told, failure),
  };
}

/** Two versions in turn behind one address are more than an answer that is not steady. */
function unsteadyBy(failed: Attempt | undefined): CheckReport['failure'] {
  return failed?.failure === 'stale-version' || failed?.failure === 'version-not-found' ? failed.failure : 'unsteady';
}

function headOf({ check, kind, url }: OpenCheck): Pick<CheckReport, 'name' | 'kind' | 'url'> {
  return { name: check.name, kind, url };
}

/** A check whose turn did not come before the time of the whole run was over. */
export function notAsked(open: OpenCheck): CheckReport {
  const { check } = open;
  return {
    ...headOf(open),
    passed: false,
    failure: 'not-asked',
    sentence: `${check.name} was not asked: the time of the whole run was over before its turn.`,
    attempts: 0,
    successes: 0,
    required: Math.max(1, check.consecutive ?? 3),
    conditions: [],
    last: { connected: false, responseTime: 0, headers: {}, excerpt: '', redirects: [] },
    identity: 'unproven',
    ...(check.expectVersion?.value === undefined ? {} : { expectedVersion: check.expectVersion.value }),
    ...(check.expectDigest === undefined ? {} : { expectedDigest: check.expectDigest }),
    warnings: [],
    hints: ['Give the run a longer deadline, or let more checks run at the same time.'],
    duration: 0,
  };
}

function hintsOf(open: OpenCheck, told: Attempt, failure: CheckReport['failure']): readonly string[] {
  if (failure === undefined) return [];
  const measuring = measurementHints(failure);
  if (measuring !== undefined) return measuring;
  // Hints speak of HTTP; other kinds have a sentence for each of their own failures.
  return [...(open.kind === 'http' ? hintsFor(open.check, told.observation) : []), ...identityHints(failure)];
}

function sentenceOf(
  { check }: OpenCheck,
  { attempts, successes, required, duration, last, failed }: Gated,
  judged: Judged | undefined,
): string {
  const spent = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${formatDuration(duration)}`;
  if (judged?.failure !== undefined) return `${check.name} failed when it was measured: ${judged.sentence}.`;
  if (successes >= required) {
    const measured = judged === undefined ? '' : ` ${judged.sentence}.`;
    return `${check.name} answers ${last.sentence}, ${required} of ${required} times in a row (${spent}).${measured}`;
  }
  if (last.failure !== undefined) return `${check.name} failed: ${last.sentence} (${spent}).`;
  const before = failed === undefined ? '' : ` Before that: ${failed.sentence}.`;
  return `${check.name} answered well only ${successes} of ${required} times in a row before the deadline (${spent}).${before}`;
}

function warningsOf({ check, kind }: OpenCheck, conditions: readonly Condition[], { observation, identified }: Attempt): readonly string[] {
  const expected = check.expectVersion?.value;
  const unproven = expected !== undefined && identified.identity === 'unproven';
  const named = identified.version === undefined ? 'the answer names no version' : `the answer names ${identified.version}`;
  const looked = [conditions, ...(check.either ?? [])].flat();
  return [
    ...(kind === 'http' ? [...bodyWarnings(looked, observation), ...redirectWarnings(check, looked, observation)] : []),
    ...(unproven ? [`It is not proven that ${expected} answers: ${named}. Say where it stands (a header, or a path in a JSON body).`] : []),
    ...(check.insecure ? ['The certificate was not checked (insecure): anybody on the way could have answered.'] : []),
  ];
}
