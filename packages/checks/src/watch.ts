import { Failure, messageOf } from '@slipway/action';
import type { CheckPorts, ProbeRequest } from './check.ts';
import { problemOf } from './measure.ts';
import type { Observation } from './observation.ts';
import { defaultConditions } from './open-check.ts';
import { pace } from './pace.ts';
import { percentile } from './percentile.ts';
import { type SendOptions, send } from './probe.ts';
import { prepare } from './request.ts';
import type { Sample, VersionSpan, Watch, WatchFigures, WatchOptions, WatchReport } from './sample.ts';
import { show } from './show.ts';
import { identify } from './version.ts';

const shownFailures = 20;
const longest = 3_600_000;

/**
 * Asks at a constant rate in the background until it is stopped: what users see while something changes. Every request has a connection of its own and
 * starts when it is due, whatever became of those before it.
 * @throws Failure `bad-input` for a rate above 20 a second, a duration above an hour, or a request that cannot be sent
 */
export function watch(request: ProbeRequest, options: WatchOptions, ports: CheckPorts): Watch {
  const { rate, maxDuration } = options;
  if (!(rate > 0 && rate <= 20)) throw new Failure('bad-input', 'The rate of a watch is above 0 and at most 20 requests in a second.');
  if (!(maxDuration > 0 && maxDuration <= longest)) throw new Failure('bad-input', 'A watch takes more than nothing and at most an hour.');
  const hop = prepare(request);
  const { clock } = ports;
  const asked: SendOptions = { ...request, ...(options.expectVersion ? { version: options.expectVersion } : {}) };
  const samples: Sample[] = [];
  const started = clock.now();
  let failed = 0;
  let parted: number | undefined;
  let report: Promise<WatchReport> | undefined;

  const ask = async (planned: number): Promise<void> => {
    const start = clock.now();
    const taken = await take(planned, start).catch((error: unknown) => lost({ planned, start, end: clock.now() }, error));
    if (taken === undefined) return;
    samples.push(taken);
    if (taken.ok) return;
    failed++;
    options.onFailure?.(taken, failed);
  };

  const take = async (planned: number, start: number): Promise<Sample> => {
    const observation = await send(hop, asked, ports);
    // The exchange is measured by a clock that nobody sets; only its place in time comes from the wall clock.
    return sample({ planned, start, end: start + observation.responseTime }, observation, options);
  };

  // Only a handler of the caller can throw in `ask`, and it must not end the watch.
  const asking = pace(ask, { rate, duration: maxDuration }, clock);
  const finish = async (): Promise<WatchReport> => {
    const endedAt = await asking.stop();
    return summarize(samples, endedAt - started, parted);
  };
  return {
    get requests() {
      return samples.length;
    },
    get failed() {
      return failed;
    },
    part(at) {
      parted = at;
    },
    stop() {
      report ??= finish();
      return report;
    },
  };
}

/** A request that could not even be judged counts as failed, so that a defect of ours never looks like a quiet minute. */
function lost(times: Pick<Sample, 'planned' | 'start' | 'end'>, error: unknown): Sample | undefined {
  if (error instanceof Failure && error.reason === 'cancelled') return undefined;
  return { ...times, ok: false, problem: show(messageOf(error), 200) };
}

function sample(times: Pick<Sample, 'planned' | 'start' | 'end'>, observation: Observation, options: WatchOptions): Sample {
  const problem = problemOf(options.conditions?.length ? options.conditions : defaultConditions, observation);
  const { version } = identify(observation, options.expectVersion);
  return {
    ...times,
    ok: problem === undefined,
    ...(observation.status === undefined ? {} : { status: observation.status }),
    ...(version === undefined ? {} : { version }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function summarize(samples: readonly Sample[], duration: number, parted: number | undefined): WatchReport {
  const inOrder = samples.toSorted((a, b) => a.planned - b.planned);
  const parts =
    parted === undefined
      ? {}
      : { before: figures(inOrder.filter(({ start }) => start < parted)), after: figures(inOrder.filter(({ start }) => start >= parted)) };
  const failures = inOrder.filter((one) => !one.ok).slice(0, shownFailures);
  return { ...figures(inOrder), failures, byVersion: spans(inOrder), ...parts, duration };
}

function figures(samples: readonly Sample[]): WatchFigures {
  const latencies = samples.filter((one) => one.status !== undefined).map((one) => Math.max(0, one.end - one.planned));
  latencies.sort((a, b) => a - b);
  const shares = { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99, 100) };
  return {
    requests: samples.length,
    failed: samples.filter((one) => !one.ok).length,
    ...Object.fromEntries(Object.entries(shares).flatMap(([name, value]) => (value === undefined ? [] : [[name, Math.round(value)]]))),
  };
}

function spans(samples: readonly Sample[]): Readonly<Record<string, VersionSpan>> {
  const found = new Map<string, VersionSpan>();
  for (const { version, start, end } of samples) {
    if (version === undefined) continue;
    const span = found.get(version) ?? { requests: 0, firstStart: start, firstEnd: end, lastStart: start, lastEnd: end };
    found.set(version, {
      requests: span.requests + 1,
      firstStart: Math.min(span.firstStart, start),
      firstEnd: Math.min(span.firstEnd, end),
      lastStart: Math.max(span.lastStart, start),
      lastEnd: Math.max(span.lastEnd, end),
    });
  }
  return Object.fromEntries(found);
}
