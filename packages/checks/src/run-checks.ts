import { Failure } from '@slipway/action';
import { account, notAsked } from './account.ts';
import type { Check, CheckPorts } from './check.ts';
import { type Gated, type GateOptions, gate } from './gate.ts';
import { type OpenCheck, openCheck } from './open-check.ts';
import type { CheckReport } from './report.ts';
import { complete } from './run-check.ts';
import { Turns } from './turns.ts';

export interface RunChecksOptions {
  /** Requests at the same time, 1 to 64; 8 unless said. A check that pauses before its next attempt lets another one ask. */
  readonly concurrency?: number;
  /** Milliseconds for all of them; a check that was not begun by then is reported as `not-asked`. */
  readonly deadline?: number;
}

/** Requests in a second that all measurements together send, as the limit of a single one. */
const measuredRate = 20;

/**
 * Runs many checks, a few requests at a time; the reports stand in the order of the checks. Measurements begin when all have been asked, so that the
 * other checks are not what they measure.
 * @throws Failure `bad-input` or `bad-condition` with everything that is wrong with any of them, before one is asked; `cancelled`
 */
export async function runChecks(checks: readonly Check[], options: RunChecksOptions, ports: CheckPorts): Promise<CheckReport[]> {
  const { concurrency = 8, deadline } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64) throw refusal('The concurrency goes from 1 to 64.');
  if (deadline !== undefined && !(deadline > 0)) throw refusal('The deadline is more than 0.');
  const open = await openAll(checks, ports);
  const until = deadline === undefined ? undefined : ports.clock.now() + deadline;
  const turns = new Turns(concurrency);
  const gated = await Promise.all(open.map((one) => passGate(one, { turns, until }, ports)));
  const measuring = new Turns(measuredRate);
  return Promise.all(gated.map((one) => ('report' in one ? one.report : completeInTurn(one, { measuring, until }, ports))));
}

interface Sharing {
  readonly measuring: Turns;
  readonly until: number | undefined;
}

interface Passed {
  readonly open: OpenCheck;
  readonly gated: Gated;
}

/** What is not measured is accounted for at once, so that its answer need not be kept. */
async function passGate(open: OpenCheck, options: GateOptions, ports: CheckPorts): Promise<Passed | { readonly report: CheckReport }> {
  const gated = await gate(open, ports, options);
  if (gated === undefined) return { report: notAsked(open) };
  return open.plan === undefined || gated.successes < gated.required ? { report: account(open, gated) } : { open, gated };
}

async function completeInTurn({ open, gated }: Passed, { measuring, until }: Sharing, ports: CheckPorts): Promise<CheckReport> {
  const { plan, other } = open;
  const weight = Math.min(measuredRate, Math.ceil((plan?.rate ?? 1) * (other === undefined ? 1 : 2)));
  await measuring.take(false, weight);
  try {
    return await complete(open, gated, ports, until);
  } finally {
    measuring.give(weight);
  }
}

/** @throws Failure with the problems of all checks */
async function openAll(checks: readonly Check[], ports: CheckPorts): Promise<readonly OpenCheck[]> {
  const settled = await Promise.allSettled(checks.map((check) => openCheck(check, ports)));
  const failures: { readonly name: string; readonly failure: Failure }[] = [];
  const open = settled.flatMap((result, index) => {
    if (result.status === 'fulfilled') return [result.value];
    if (!(result.reason instanceof Failure)) throw result.reason;
    failures.push({ name: checks[index]?.name ?? '', failure: result.reason });
    return [];
  });
  const [first] = failures;
  if (first === undefined) return open;
  if (failures.length === 1) throw new Failure(first.failure.reason, `${first.name}: ${first.failure.message}`, first.failure.details);
  const list = failures.map(({ name, failure }) => `- ${name}: ${failure.message}`).join('\n');
  throw new Failure(first.failure.reason, `${failures.length} checks cannot be asked:\n${list}\n`, { state: 'Nothing was asked.' });
}

function refusal(problem: string): Failure {
  return new Failure('bad-input', problem, { state: 'Nothing was asked.' });
}
