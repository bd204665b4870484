import { Failure, type Host, type Result, redact } from '@slipway/action';
import { type Check, type CheckFailure, type CheckReport, runCheck, show } from '@slipway/checks';
import type { Shell } from '@slipway/shell';
import type { contract, Inputs } from './contract.ts';
import { readCheck } from './read-check.ts';
import { summarize } from './summary.ts';

export { readCheck } from './read-check.ts';

export interface Ports extends Host {
  /** The server of `via: ssh`, else this machine. */
  readonly shell: Shell;
  /** For the jitter, 0 to 1; `Math.random` unless said. */
  readonly random?: () => number;
}

export interface SmokeResult extends Result<typeof contract> {
  readonly check: CheckReport;
}

const reasons: Readonly<Record<CheckFailure, string>> = {
  unreachable: 'unreachable-url',
  unhealthy: 'unhealthy',
  'stale-version': 'stale-version',
  'version-not-found': 'version-not-found',
  unsteady: 'timeout',
};

/**
 * Returns when the URL is healthy, and where it can be known, serves the expected version.
 * @throws Failure with a reason of the contract and everything that was seen
 */
export async function run(inputs: Inputs, ports: Ports): Promise<SmokeResult> {
  const check = await through(ports.shell, inputs, readCheck(inputs));
  const { log } = ports;
  const report = await log.group(`Smoke check of ${check.name}`, () => runCheck(check, ports));
  for (const result of report.conditions) log.info(`${result.passed ? 'holds' : 'fails'}: ${result.text} (${result.actual})`);
  const where = ports.shell.remote && inputs.via === 'ssh' ? `from ${ports.shell.where}` : 'from this machine';
  if (!report.passed) throw failure(report, where, log);
  log.info(report.sentence);
  return {
    outcome: 'healthy',
    outputs: outputsOf(report),
    summary: summarize(report, where),
    annotations: report.warnings.map((message) => ({ level: 'warning', title: check.name, message })),
    check: report,
  };
}

/** With `via: ssh` the request goes to the host and port of the URL as the server sees them. */
async function through(shell: Shell, inputs: Inputs, check: Check): Promise<Check> {
  if (inputs.via !== 'ssh') return check;
  const url = new URL(inputs.url);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return { ...check, address: await shell.reach({ host: url.hostname, port }) };
}

function failure(report: CheckReport, where: string, log: Host['log']): Failure {
  if (report.last.excerpt !== '') {
    log.info('The answer begins:');
    log.untrusted(report.last.excerpt);
  }
  const broken = report.last.error === undefined ? report.conditions.filter((result) => !result.passed) : [];
  return new Failure(reasons[report.failure ?? 'unhealthy'], `${report.sentence.slice(0, -1)}, asked ${where}.`, {
    hint: report.hints.join(' '),
    state: 'This check changed nothing.',
    outputs: outputsOf(report),
    summary: summarize(report, where),
    annotations: broken.map(({ text, actual, expected }) => ({
      level: 'error',
      title: text,
      message: `expected ${expected}, found ${actual}`,
    })),
  });
}

/** Answers are foreign text, and may even repeat what was sent: nothing masked leaves as an output. */
function outputsOf(report: CheckReport): Record<'healthy' | 'identity' | 'version' | 'attempts' | 'response-time' | 'report', string> {
  return {
    healthy: String(report.passed),
    identity: report.identity,
    version: redact(show(report.version ?? '', 200)),
    attempts: String(report.attempts),
    'response-time': String(report.last.responseTime),
    report: redact(JSON.stringify(report)),
  };
}
