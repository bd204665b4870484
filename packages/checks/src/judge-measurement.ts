import { formatDuration } from '@slipway/action';
import type { Check } from './check.ts';
import type { Condition, ConditionResult } from './condition.ts';
import { evaluate } from './evaluate.ts';
import type { Measurement } from './measurement.ts';
import type { Observation } from './observation.ts';
import { placeholdersOf } from './placeholders.ts';
import type { Plan } from './plan.ts';
import { regressions } from './ratio.ts';
import type { CheckFailure } from './report.ts';

/** What a measurement means for its check. */
export interface Judged {
  readonly conditions: readonly ConditionResult[];
  readonly failure?: Extract<CheckFailure, 'unhealthy' | 'error-budget' | 'regressed' | 'no-data'>;
  /** Why it failed, or what was seen, without a full stop. */
  readonly sentence: string;
  readonly warnings: readonly string[];
}

interface Asked {
  readonly check: Pick<Check, 'onNoData' | 'compareTo'>;
  readonly plan: Plan;
  readonly measured: readonly Condition[];
  /** The last answer of the gate: a condition may look at both. */
  readonly observation: Observation;
}

export function judgeMeasurement({ check, plan, measured, observation }: Asked, measurement: Measurement): Judged {
  const { n, failed, answered, problem, compared } = measurement;
  // An address that fails is fast or slow for reasons of its own: nothing can be compared to it.
  const useless = compared !== undefined && compared.failed >= compared.n;
  const silent = answered === 0 || useless;
  const usable = measured.filter((condition) => answered > 0 || (n > 0 && !needsLatency(condition)));
  const conditions = usable.map((condition) => evaluate(condition, { ...observation, measured: measurement }));
  const seen = describe(measurement, plan);
  const met = problem === undefined ? '' : `; the first: ${problem}`;
  const end = (failure: Judged['failure'], sentence: string, ...warnings: string[]): Judged => ({
    conditions,
    sentence,
    warnings,
    ...(failure === undefined ? {} : { failure }),
  });
  const { budget } = plan;
  if (budget !== undefined && failed > Math.floor(budget * plan.samples)) {
    return end('error-budget', `${failed} of ${n} requests failed, and at most ${share(budget)} of ${plan.samples} may${met}`);
  }
  if (answered === 0 && check.onNoData !== 'pass') return end('no-data', noData(measurement));
  const looks = budget !== undefined || measured.some((condition) => placeholdersOf(condition).includes('ERROR_RATE'));
  const unforgiven = looks ? undefined : judgeErrors(measurement, check.compareTo?.ratio?.errorRate !== undefined);
  if (unforgiven !== undefined) return end(unforgiven.failure, `${unforgiven.sentence}${met}`);
  if (useless && check.onNoData !== 'pass') return end('no-data', noData(measurement));
  const broken = conditions.find((result) => !result.passed);
  if (broken !== undefined) return end('unhealthy', `${broken.text} does not hold: ${broken.actual} over ${n} requests`);
  const [worse] = compared === undefined ? [] : regressions(measurement, compared, check.compareTo?.ratio ?? {});
  if (worse !== undefined) return end('regressed', `${worse} (${n} requests each)`);
  const warnings = [
    ...(silent ? [`${noData(measurement)}; on-no-data lets that pass.`] : []),
    ...(failed > 0 && !looks && answered > 0 ? [`${failed} of ${n} requests of the measurement failed${met}.`] : []),
    ...(useless ? [] : compareWarnings(compared)),
  ];
  return end(undefined, seen, ...warnings);
}

/** Where nobody said how many requests may fail, none may; where a ratio looks at them, not all. */
function judgeErrors({ n, failed, answered }: Measurement, compares: boolean): Pick<Judged, 'sentence' | 'failure'> | undefined {
  if (failed === 0 || answered === 0) return undefined;
  if (failed === n) return { failure: 'unhealthy', sentence: `all ${n} requests failed` };
  return compares ? undefined : { failure: 'error-budget', sentence: `${failed} of ${n} requests failed, and nothing allows that` };
}

function compareWarnings(compared: Measurement['compared']): readonly string[] {
  if (compared === undefined || compared.failed === 0) return [];
  return [`${compared.failed} of ${compared.n} requests to ${compared.url} failed: what this is compared to is not well itself.`];
}

function needsLatency(condition: Condition): boolean {
  return placeholdersOf(condition).some((name) => name === 'P50' || name === 'P95' || name === 'P99');
}

function noData({ n, answered, compared }: Measurement): string {
  if (n === 0) return 'there was no time left to measure anything';
  if (answered === 0) return `none of ${n} requests was answered`;
  const how = compared?.answered === 0 ? 'did not answer one' : 'gave no good answer to any';
  return `${compared?.url ?? 'the other address'} ${how} of ${compared?.n ?? 0} requests`;
}

function describe({ n, failed, p50, p95, p99, duration }: Measurement, { rate }: Plan): string {
  const times = Object.entries({ p50, p95, p99 }).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value} ms`]));
  const errors = failed === 0 ? 'none failed' : `${failed} failed`;
  return [`${n} requests at ${rate} a second in ${formatDuration(duration)}: ${errors}`, ...times].join(', ');
}

function share(value: number): string {
  return `${Number((value * 100).toFixed(2))} %`;
}
