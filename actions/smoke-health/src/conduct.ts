import { Failure } from '@slipway/action';
import { type Check, type CheckPorts, type CheckReport, type Condition, evaluate, probe, runChecks } from '@slipway/checks';
import type { PlannedCheck } from './planned.ts';

export interface Manners {
  readonly concurrency: number;
  /** Milliseconds for all of them. */
  readonly deadline: number;
}

/** Milliseconds that an alternative gets, even where the other checks took all the time: one look. */
const leastTime = 250;

/** Lines of progress of more checks than this would bury what matters. */
const narrated = 20;

/** Runs all checks. Those that have alternatives come last: by then the server answers, and one look says which alternative it chose. */
export async function conduct(planned: readonly PlannedCheck[], manners: Manners, given: CheckPorts): Promise<readonly CheckReport[]> {
  const { log, ...silent } = given;
  const ports: CheckPorts = planned.length > narrated || log === undefined ? silent : given;
  const started = ports.clock.now();
  const plain = planned.filter(({ either }) => either === undefined);
  const reports = new Map<PlannedCheck, CheckReport>();
  const take = (checks: readonly PlannedCheck[], made: readonly CheckReport[]): void => {
    for (const [index, report] of made.entries()) {
      const one = checks[index];
      if (one !== undefined) reports.set(one, report);
    }
  };
  const checks = plain.map(({ check }) => check);
  // A measurement takes its own time after the deadline of what it waits for.
  const whole = manners.deadline + checks.reduce((sum, check) => sum + measuredTime(check), 0);
  take(plain, await runChecks(checks, { ...manners, deadline: whole }, ports));
  const open = planned.filter((one) => one.either !== undefined);
  if (open.length > 0) {
    const deadline = Math.max(leastTime, started + manners.deadline - ports.clock.now());
    const settled = await Promise.all(open.map(({ check, either = [] }) => settle({ ...check, deadline }, either, ports)));
    take(open, await runChecks(settled, { ...manners, deadline }, ports));
  }
  return planned.map((one) => {
    const report = reports.get(one);
    if (report === undefined) throw new Error(`no report of ${one.check.name}`);
    return report;
  });
}

/** The check with the first alternative that the answer fulfils; where none is, with the first one. */
async function settle(check: Check, either: readonly (readonly Condition[])[], ports: CheckPorts): Promise<Check> {
  const observation = await probe(check, ports);
  if (ports.signal.aborted) throw new Failure('cancelled', 'The run was cancelled during a request.');
  const chosen = either.find((conditions) => conditions.every((condition) => evaluate(condition, observation).passed));
  return { ...check, conditions: [...(check.conditions ?? []), ...(chosen ?? either[0] ?? [])] };
}

/** Milliseconds that a check may ask on once it passed. */
function measuredTime({ measure, soak = 0, conditions = [] }: Check): number {
  const figures = conditions.some(({ text }) => /\[(P50|P95|P99|ERROR_RATE)\]/i.test(text));
  const { samples = measure !== undefined || figures ? 50 : 0, rate = 10 } = measure ?? {};
  return Math.max(soak, (samples * 1000) / rate) + (soak > 0 || samples > 0 ? 10_000 : 0);
}
