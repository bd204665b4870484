/**
 * Conditions, probes, checks, measurements and watches: the engine of smoke-health, and what blue-green-switch asks before, during and after a switch.
 *
 *     const conditions = parseConditions(['[STATUS] == 200', '[BODY].services.redis == connected']);
 *     const address = await shell.reach({ host: '127.0.0.1', port: 8102 });        // a server's loopback, through SSH
 *     const report = await runCheck({ name: 'idle color', url: 'http://127.0.0.1:8102/health', address, conditions,
 *       expectVersion: { value: version, derived: true } }, host);                  // host: Host of @slipway/action
 *     if (!report.passed) throw new Failure('unhealthy', report.sentence, { hint: report.hints.join(' ') });
 *
 *     const watching = watch({ url }, { rate: 10, maxDuration: 120_000, onFailure: () => switchBack() }, host);
 *     ...switch, bake...
 *     const { requests, failed, byVersion, p95 } = await watching.stop();
 *
 *     const reports = await runChecks(checks, { concurrency: 8, deadline: 300_000 }, { ...host, shell, publicOnly: untrusted });
 *     const { n, p95, errorRate } = await measure({ url }, { samples: 100, rate: 10 }, host);
 *
 * Nothing here throws for what a server does: a refused connection, a broken answer and a wrong version are in the report. What is thrown:
 * `ConditionError` or Failure `bad-condition` for a condition that means nothing, Failure `bad-input` for a request that cannot be sent,
 * Failure `cancelled` when the run is cancelled.
 */
export type { Check, CheckPorts, ProbePorts, ProbeRequest } from './check.ts';
export { type Condition, ConditionError, type ConditionResult } from './condition.ts';
export { evaluate } from './evaluate.ts';
export { measure } from './measure.ts';
export {
  type Compared,
  type Comparison,
  type Figures,
  histogramBounds,
  type Measure,
  type Measurement,
  type RatioLimits,
} from './measurement.ts';
export type { ErrorClass, Observation, ProbeError, Redirect } from './observation.ts';
export { openCheck } from './open-check.ts';
export { parseCondition, parseConditions } from './parse.ts';
export { isPrivate } from './private.ts';
export { probe } from './probe.ts';
export type { CheckFailure, CheckReport, ObservationSummary } from './report.ts';
export { runCheck } from './run-check.ts';
export { type RunChecksOptions, runChecks } from './run-checks.ts';
export type { Sample, VersionSpan, Watch, WatchFigures, WatchOptions, WatchReport } from './sample.ts';
export { show } from './show.ts';
export { type ExpectedVersion, type Identified, type Identity, identify, parsePath, type VersionPlace } from './version.ts';
export { watch } from './watch.ts';
