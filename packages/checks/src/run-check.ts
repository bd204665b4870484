import { account, notAsked } from './account.ts';
import type { Check, CheckPorts } from './check.ts';
import { type Gated, gate } from './gate.ts';
import { judgeMeasurement } from './judge-measurement.ts';
import { measureOpen } from './measure.ts';
import { type OpenCheck, openCheck } from './open-check.ts';
import type { CheckReport } from './report.ts';

/**
 * Asks until `consecutive` answers in a row are good, or the deadline is there. Every failure is tried again, each time on a fresh connection. Then
 * measures, where the check asks for it.
 * @throws Failure `bad-input` for a check that cannot be asked, `bad-condition` for one that means nothing, `cancelled`
 */
export async function runCheck(check: Check, ports: CheckPorts): Promise<CheckReport> {
  const open = await openCheck(check, ports);
  const gated = await gate(open, ports);
  return gated === undefined ? notAsked(open) : complete(open, gated, ports);
}

/** Milliseconds that the last answers of a measurement get at least. */
const leastGrace = 2000;

/** Measures what passed and has a plan, and reports. @throws Failure `cancelled` */
export async function complete(open: OpenCheck, gated: Gated, ports: CheckPorts, until?: number): Promise<CheckReport> {
  const { plan, check, measured } = open;
  if (plan === undefined || gated.successes < gated.required) return account(open, gated);
  ports.log?.info(`${check.name}: measuring, ${plan.samples} requests at ${plan.rate} a second`);
  // What hangs must not hold the run for a whole timeout more; what was slow when it was asked alone may be slow again.
  const grace = Math.max(leastGrace, 4 * gated.last.observation.responseTime);
  const measurement = await measureOpen(open, ports, { until, grace });
  const judged = judgeMeasurement({ check, plan, measured, observation: gated.last.observation }, measurement);
  return account(open, gated, { measurement, judged });
}
