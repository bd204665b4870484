import { Failure, formatDuration } from '@slipway/action';
import type { Check } from './check.ts';
import { type Condition, ConditionError } from './condition.ts';
import { placeholdersOf } from './placeholders.ts';

/** A measurement before it begins. */
export interface Plan {
  readonly samples: number;
  /** Requests in a second, at each address. */
  readonly rate: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Share of requests that may fail, as it was said; without it, `judgeMeasurement` decides at the end. */
  readonly budget?: number;
}

const defaults = { samples: 50, rate: 10 };
const usual = { rate: 20, duration: 300_000 };
const allowed = { rate: 200, duration: 3_600_000 };

/** Least answers for which a 99th percentile says something. */
export const leastForP99 = 100;

type Wishes = Pick<Check, 'measure' | 'soak' | 'errorBudget' | 'compareTo' | 'allowLoad'>;

/**
 * How a check is measured; undefined where nothing asks for it.
 * @throws Failure `bad-input`, or `bad-condition` for `[P99]` over too few requests
 */
export function planOf(check: Wishes, measured: readonly Condition[]): Plan | undefined {
  const { soak, errorBudget, compareTo, allowLoad = false } = check;
  const given = check.measure ?? {};
  const wanted = check.measure !== undefined || soak !== undefined || compareTo !== undefined || measured.length > 0;
  if (errorBudget !== undefined && !(errorBudget >= 0 && errorBudget <= 1)) refuse('The error budget is a share of 0 to 1.');
  if (!wanted) {
    if (errorBudget !== undefined) refuse('An error budget needs a measurement: say samples, a duration or soak.');
    return undefined;
  }
  if (given.samples !== undefined && given.duration !== undefined) refuse('A measurement has a number of samples or a duration, not both.');
  const most = allowLoad ? allowed : usual;
  const rate = rateOf(check, most.rate);
  const samples = countOf(given, soak, rate);
  const duration = (samples * 1000) / rate;
  if (!(duration <= most.duration)) {
    refuse(`The measurement would take ${formatDuration(duration)}; at most ${formatDuration(most.duration)} may it.${hint(allowLoad)}`);
  }
  refuseP99(measured, samples, check);
  const budget = errorBudget ?? (soak === undefined ? undefined : 0);
  return { samples, rate, duration, ...(budget === undefined ? {} : { budget }) };
}

function rateOf({ measure, compareTo, allowLoad = false }: Wishes, most: number): number {
  const rate = measure?.rate ?? defaults.rate;
  const total = compareTo === undefined ? rate : 2 * rate;
  if (total > 0 && total <= most) return rate;
  const both = compareTo === undefined ? '' : ', both addresses together';
  return refuse(`A measurement asks more than 0 and at most ${most} times in a second${both}.${hint(allowLoad)}`);
}

/** The longest of what was asked for. */
function countOf(given: NonNullable<Check['measure']>, soak: number | undefined, rate: number): number {
  const { samples, duration } = given;
  if (samples !== undefined && !(Number.isInteger(samples) && samples >= 1)) refuse('A measurement has one sample or more.');
  for (const time of [duration, soak]) if (time !== undefined && !(time > 0)) refuse('A measurement takes more than no time.');
  const timed = [duration, soak].flatMap((time) => (time === undefined ? [] : [Math.ceil((time * rate) / 1000)]));
  const counts = [...timed, ...(samples === undefined ? [] : [samples])];
  return counts.length === 0 ? defaults.samples : Math.max(1, ...counts);
}

function refuseP99(measured: readonly Condition[], samples: number, { compareTo }: Wishes): void {
  if (samples >= leastForP99) return;
  const condition = measured.find((one) => placeholdersOf(one).includes('P99'));
  const problem = `needs ${leastForP99} requests, and ${samples} are planned: raise the samples to ${leastForP99}, or look at [P95].`;
  if (condition !== undefined) {
    const place = Math.max(0, condition.text.toUpperCase().indexOf('[P99]'));
    throw new Failure('bad-condition', new ConditionError(condition.text, place, `[P99] ${problem}`).message, {
      state: 'Nothing was asked.',
    });
  }
  if (compareTo?.ratio?.p99 !== undefined) refuse(`A ratio of p99 ${problem}`);
}

function hint(allowLoad: boolean): string {
  return allowLoad ? '' : ' More is a load test: allow it by name where the servers are meant for it.';
}

function refuse(problem: string): never {
  throw new Failure('bad-input', problem, { state: 'Nothing was asked.' });
}
