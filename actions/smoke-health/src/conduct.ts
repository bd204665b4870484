import { type Check, type CheckPorts, type CheckReport, runChecks } from '@slipway/checks';
import type { PlannedCheck } from './planned.ts';

export interface Manners {
  readonly concurrency: number;
  /** Milliseconds for all of them. */
  readonly deadline: number;
}

/** Lines of progress of more checks than this would bury what matters. */
const narrated = 20;

/** Runs all checks; the reports stand in their order. */
export function conduct(planned: readonly PlannedCheck[], manners: Manners, given: CheckPorts): Promise<readonly CheckReport[]> {
  const { log, ...silent } = given;
  const ports: CheckPorts = planned.length > narrated || log === undefined ? silent : given;
  const checks = planned.map(({ check }) => check);
  // A measurement takes its own time after the deadline of what it waits for.
  const deadline = manners.deadline + checks.reduce((sum, check) => sum + measuredTime(check), 0);
  return runChecks(checks, { ...manners, deadline }, ports);
}

/** Milliseconds that a check may ask on once it passed. */
function measuredTime({ measure, soak = 0, conditions = [] }: Check): number {
  const figures = conditions.some(({ text }) => /\[(P50|P95|P99|ERROR_RATE)\]/i.test(text));
  const { samples = measure !== undefined || figures ? 50 : 0, rate = 10 } = measure ?? {};
  return Math.max(soak, (samples * 1000) / rate) + (soak > 0 || samples > 0 ? 10_000 : 0);
}
