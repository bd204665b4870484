import { type Annotation, Failure, formatDuration, type Host, type Result, writeReport } from '@slipway/action';
import type { CheckReport } from '@slipway/checks';
import type { Shell } from '@slipway/shell';
import { conduct } from './conduct.ts';
import { showContainerLogs } from './container-logs.ts';
import type { contract, Inputs } from './contract.ts';
import { renderJUnit } from './junit.ts';
import { annotationsOf, outputsOf } from './outputs.ts';
import { type PlanPorts, planChecks } from './plan.ts';
import type { Plan, PlannedCheck } from './planned.ts';
import { throughServer } from './reach.ts';
import { summarize } from './summary.ts';
import { judgeAll, type Verdict } from './verdict.ts';

export { planChecks } from './plan.ts';

export interface Ports extends Host, Omit<PlanPorts, 'context'> {
  /** The server of `via: ssh`, else this machine. */
  readonly shell: Shell;
  /** For the jitter, 0 to 1; `Math.random` unless said. */
  readonly random?: () => number;
}

export interface SmokeResult extends Result<typeof contract> {
  readonly checks: readonly CheckReport[];
}

/** Everything that was seen, and how it is called. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly planned: readonly PlannedCheck[];
  /** In the order of `planned`. */
  readonly reports: readonly CheckReport[];
  readonly warnings: readonly string[];
  /** Where the requests came from, for sentences. */
  readonly where: string;
  /** Milliseconds. */
  readonly duration: number;
}

/**
 * Returns when everything that is asked is healthy, and where it can be known, serves the expected version.
 * @throws Failure with a reason of the contract and everything that was seen
 */
export async function run(inputs: Inputs, ports: Ports): Promise<SmokeResult> {
  return runPlan(await planChecks(inputs, ports), inputs, ports);
}

/** The same for checks that were planned before. */
export async function runPlan(plan: Plan, inputs: Inputs, ports: Ports): Promise<SmokeResult> {
  const { log, shell, clock } = ports;
  const publicOnly = ports.untrusted === true && !inputs['allow-private'];
  if (publicOnly) refuseLocal(plan.checks);
  const planned = inputs.via === 'ssh' ? await throughServer(plan.checks, shell) : plan.checks;
  const [first] = planned;
  const title = first !== undefined && planned.length === 1 ? `Smoke check of ${first.check.name}` : `Smoke checks (${planned.length})`;
  const started = clock.now();
  const { concurrency, deadline } = inputs;
  const reports = await log.group(title, () => conduct(planned, { concurrency, deadline }, { ...ports, publicOnly }));
  const where = shell.remote && inputs.via === 'ssh' ? `from ${shell.where}` : 'from this machine';
  const verdict = judgeAll(reports, inputs);
  const outcome: Outcome = { verdict, planned, reports, warnings: plan.warnings, where, duration: clock.now() - started };
  tell(outcome, log);
  await writeReport('JUnit report', inputs['junit-file'], renderJUnit(reports), ports);
  if (!verdict.passed) {
    await showContainerLogs(verdict.failed, ports);
    throw failure(outcome);
  }
  const annotations = annotationsOf(outcome);
  return { outcome: 'healthy', outputs: outputsOf(outcome), summary: summarize(outcome), annotations, checks: reports };
}

/** What has no address on a network is never public. */
function refuseLocal(checks: readonly PlannedCheck[]): void {
  const local = checks.find(
    ({ check }) => /^(container|disk):/.test(check.url) || (check.address !== undefined && 'path' in check.address),
  );
  if (local === undefined) return;
  throw new Failure('private-target', `${local.check.name} asks this machine itself, and a pull request of a fork started the run.`, {
    state: 'Nothing was asked.',
    hint: 'Set allow-private: true where the job has nothing that such a pull request must not reach.',
  });
}

function tell({ verdict, reports }: Outcome, log: Host['log']): void {
  for (const { name, conditions } of reports.filter(({ passed }) => !passed || reports.length === 1)) {
    const before = reports.length === 1 ? '' : `${name}: `;
    for (const result of conditions) log.info(`${before}${result.passed ? 'holds' : 'fails'}: ${result.text} (${result.actual})`);
  }
  const { telling } = verdict;
  if (verdict.passed) log.info(verdict.sentence);
  if (telling === undefined || telling.last.excerpt === '') return;
  log.info(reports.length === 1 ? 'The answer begins:' : `The answer to ${telling.name} begins:`);
  log.untrusted(telling.last.excerpt);
}

function failure(outcome: Outcome): Failure {
  const { verdict, reports, where, duration } = outcome;
  const hints = new Set(verdict.failed.flatMap((report) => report.hints));
  if (verdict.reason === 'private-target')
    hints.add('Set allow-private: true where the job has nothing that such a pull request must not reach.');
  const after = reports.length === 1 ? '' : ` in ${formatDuration(duration)}`;
  return new Failure(verdict.reason ?? 'unhealthy', `${verdict.sentence.slice(0, -1)}, asked ${where}${after}.`, {
    hint: [...hints].slice(0, 5).join(' '),
    state: reports.length === 1 ? 'This check changed nothing.' : 'The checks changed nothing.',
    outputs: outputsOf(outcome),
    summary: summarize(outcome),
    annotations: annotationsOf(outcome) as Annotation[],
  });
}
