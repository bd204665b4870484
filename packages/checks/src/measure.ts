import { Failure, messageOf } from '@slipway/action';
import { type Alternatives, evaluateAll } from './alternatives.ts';
import { bodyLimit } from './body.ts';
import type { CheckPorts, ProbeRequest } from './check.ts';
import type { Condition } from './condition.ts';
import type { Measure, Measurement } from './measurement.ts';
import { isAnswered, type Observation } from './observation.ts';
import { type Ask, type OpenCheck, openCheck } from './open-check.ts';
import { pace } from './pace.ts';
import { looksAtBody } from './placeholders.ts';
import type { Plan } from './plan.ts';
import { defaultTimeout } from './probe.ts';
import { compareSeries } from './ratio.ts';
import { Series } from './series.ts';
import { show } from './show.ts';

export interface MeasureOptions extends Measure {
  /** What an answer must be to count as good; `[STATUS] == 200` unless said. */
  readonly conditions?: readonly Condition[];
  /** More than 20 requests in a second, or longer than 5 minutes. */
  readonly allowLoad?: boolean;
}

/**
 * Latency and errors of a request, sent at a constant rate on fresh connections.
 * @throws Failure `bad-input`, `cancelled`
 */
export async function measure(request: ProbeRequest, options: MeasureOptions, ports: CheckPorts): Promise<Measurement> {
  const { conditions = [], allowLoad = false, ...how } = options;
  const { version: _version, ...asked } = request;
  const open = await openCheck({ name: 'measurement', ...asked, conditions, allowLoad, measure: how }, ports);
  return measureOpen(open, ports);
}

export interface MeasureLimits {
  /** When the last request begins at the latest, by the clock. */
  readonly until?: number | undefined;
  /** Milliseconds that answers may take when no more requests begin; the timeout of the check unless said. */
  readonly grace?: number;
}

/** Carries out the plan of a check within `limits`. Ends early when more requests failed than the plan allows. @throws Failure `cancelled` */
export async function measureOpen(open: OpenCheck, ports: CheckPorts, limits: MeasureLimits = {}): Promise<Measurement> {
  const { plan, other, conditions } = open;
  if (plan === undefined) throw new Failure('bad-input', `${open.check.name} has no measurement.`);
  const { either = [] } = open.check;
  const { clock } = ports;
  const started = clock.now();
  const { until = Number.POSITIVE_INFINITY, grace = Number.POSITIVE_INFINITY } = limits;
  const duration = Math.max(0, Math.min(plan.duration, until - started));
  const timeout = open.check.timeout ?? defaultTimeout;
  const patience = (): number => Math.max(1, Math.min(timeout, started + duration + grace - clock.now()));
  const timed = { rate: plan.rate, duration };
  const [own, others] = [new Series(), new Series()];
  const over = Promise.withResolvers<void>();
  const afterOne = (): void => {
    if (isSpent(own, plan)) over.resolve();
  };
  ports.signal.addEventListener('abort', () => over.resolve(), { once: true });
  const mine = pace(asking(open.ask, own, { conditions, either, patience, afterOne }, ports), timed, clock);
  // Half a step later, so that the two never meet and share every moment.
  const theirs =
    other && pace(asking(other.ask, others, { conditions, either, patience }, ports), { ...timed, offset: 500 / plan.rate }, clock);
  await Promise.race([over.promise, Promise.all([mine.ended, theirs?.ended])]);
  const [endedAt] = await Promise.all([mine.stop(), theirs?.stop()]);
  if (ports.signal.aborted) throw cancelled(ports.signal.reason);
  const { problem } = own;
  return {
    ...own.figures(),
    rate: plan.rate,
    duration: Math.round(endedAt - started),
    ...(problem === undefined ? {} : { problem }),
    ...(other === undefined ? {} : { compared: compareSeries(other.url, own.figures(), others.figures()) }),
  };
}

/** True as soon as no good answer could make up for the bad ones. */
function isSpent({ failed }: Series, { budget, samples }: Plan): boolean {
  return budget !== undefined && failed > Math.floor(budget * samples);
}

interface Judging {
  readonly conditions: readonly Condition[];
  readonly either: Alternatives;
  /** Milliseconds for a request that begins now. */
  readonly patience: () => number;
  readonly afterOne?: () => void;
}

function asking(
  ask: Ask,
  series: Series,
  { conditions, either, patience, afterOne }: Judging,
  { clock }: CheckPorts,
): (planned: number) => Promise<void> {
  const keepBody = looksAtBody([conditions, ...either].flat()) ? bodyLimit : 0;
  return async (planned) => {
    const late = clock.now() - planned;
    try {
      const observation = await ask({ keepBody, timeout: patience() });
      // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
      series.add(isAnswered(observation) ? late + observation.responseTime : undefined, problemOf(conditions, observation, either));
    } catch (error) {
      if (error instanceof Failure && error.reason === 'cancelled') return;
      series.add(undefined, show(messageOf(error), 200));
    }
    afterOne?.();
  };
}

/** What is wrong with an answer, in a few words. */
export function problemOf(conditions: readonly Condition[], observation: Observation, either: Alternatives = []): string | undefined {
  const broken = evaluateAll(conditions, either, observation).find((result) => !result.passed);
  const { error, connected } = observation;
  // No connection at all may be just what was asked for.
  if (error !== undefined && (connected || broken !== undefined)) return show(error.message, 200);
  return broken === undefined ? undefined : show(`${broken.text} does not hold: ${broken.actual}`, 200);
}

export function cancelled(reason: unknown): Failure {
  return reason instanceof Failure ? reason : new Failure('cancelled', 'The run was cancelled during a check.');
}
