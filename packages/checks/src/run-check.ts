import { formatDuration } from '@slipway/action';
import { type Attempt, judge, summarize } from './attempt.ts';
import type { Check, CheckPorts, CheckReport } from './check.ts';
import type { Condition } from './condition.ts';
import { hintsFor, versionHints } from './hints.ts';
import { parseCondition } from './parse.ts';
import { defaultTimeout, probe } from './probe.ts';
import { displayUrl, parseUrl } from './request.ts';
import { bodyWarnings } from './warnings.ts';

/** What a check asks for where it says nothing else. */
export const defaultConditions: readonly Condition[] = [parseCondition('[STATUS] == 200')];

/** Too little for an honest attempt: a server would be blamed for our own hurry. */
const shortestAttempt = 250;

/**
 * Asks until `consecutive` answers in a row are good, or the deadline is there. Every failure is tried again, each time on a fresh connection.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
export async function runCheck(check: Check, ports: CheckPorts): Promise<CheckReport> {
  const { clock } = ports;
  const { expectVersion, ...request } = check;
  const conditions = check.conditions?.length ? check.conditions : defaultConditions;
  const repeats = check.idempotent === true || /^(GET|HEAD|OPTIONS)$/.test(check.method ?? 'GET');
  const required = repeats ? Math.max(1, check.consecutive ?? 3) : 1;
  const started = clock.now();
  const left = (): number => started + (check.deadline ?? 120_000) - clock.now();
  const tell = narrator(check, ports);
  let successes = 0;
  let failed: Attempt | undefined;
  for (let attempts = 1; ; attempts++) {
    const timeout = Math.max(1, Math.min(check.timeout ?? defaultTimeout, left()));
    const observation = await probe({ ...request, timeout, ...(expectVersion ? { version: expectVersion } : {}) }, ports);
    const last = judge(check, conditions, observation);
    tell(last, attempts);
    successes = last.failure === undefined ? successes + 1 : 0;
    if (last.failure !== undefined) failed = last;
    const pause = Math.min(pauseAfter(check, last, ports), left() - shortestAttempt);
    if (successes >= required || !repeats || pause <= 0) {
      return report(check, conditions, { attempts, successes, required, duration: clock.now() - started }, { last, failed });
    }
    await clock.sleep(pause);
  }
}

function pauseAfter(check: Check, last: Attempt, { random = Math.random }: CheckPorts): number {
  if (last.failure === undefined) return Math.max(1, check.successDelay ?? 200);
  // Many runners that wait for one server must not ask in step.
  return Math.max(1, (check.retryDelay ?? 2000) * (1 - random() / 2));
}

interface Progress {
  readonly attempts: number;
  readonly successes: number;
  readonly required: number;
  readonly duration: number;
}

interface Ending {
  readonly last: Attempt;
  /** The last failed one. */
  readonly failed?: Attempt | undefined;
}

function report(check: Check, conditions: readonly Condition[], progress: Progress, { last, failed }: Ending): CheckReport {
  const passed = progress.successes >= progress.required;
  // A check that ended on good answers did not fail because of an earlier bad one, but because there were too few.
  const told = !passed && last.failure === undefined ? (failed ?? last) : last;
  const failure = passed ? undefined : (last.failure ?? 'unsteady');
  const { identity, version } = told.identified;
  const expected = check.expectVersion?.value;
  return {
    name: check.name,
    url: displayUrl(parseUrl(check.url)),
    passed,
    ...(failure === undefined ? {} : { failure }),
    sentence: sentenceOf(check, progress, last, failed),
    ...progress,
    conditions: told.conditions,
    last: summarize(told.observation),
    identity,
    ...(version === undefined ? {} : { version }),
    ...(expected === undefined ? {} : { expectedVersion: expected }),
    warnings: passed ? warningsOf(check, conditions, last) : [],
    hints: passed ? [] : [...hintsFor(check, told.observation), ...versionHints(failure)],
  };
}

function sentenceOf(
  check: Check,
  { attempts, successes, required, duration }: Progress,
  last: Attempt,
  failed: Attempt | undefined,
): string {
  const spent = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${formatDuration(duration)}`;
  if (successes >= required) return `${check.name} answers ${last.sentence}, ${required} of ${required} times in a row (${spent}).`;
  if (last.failure !== undefined) return `${check.name} failed: ${last.sentence} (${spent}).`;
  const before = failed === undefined ? '' : ` Before that: ${failed.sentence}.`;
  return `${check.name} answered well only ${successes} of ${required} times in a row before the deadline (${spent}).${before}`;
}

function warningsOf(check: Check, conditions: readonly Condition[], { observation, identified }: Attempt): readonly string[] {
  const expected = check.expectVersion?.value;
  const unproven = expected !== undefined && identified.identity === 'unproven';
  const named = identified.version === undefined ? 'the answer names no version' : `the answer names ${identified.version}`;
  const line = `It is not proven that ${expected} answers: ${named}. Say where it stands (a header, or a path in a JSON body).`;
  return [...bodyWarnings(conditions, observation), ...(unproven ? [line] : [])];
}

/** One line for the first attempt and for every change after it: a wait of two minutes is no wall of text. */
function narrator(check: Check, { log }: CheckPorts): (attempt: Attempt, number: number) => void {
  let before = '';
  return (attempt, number) => {
    if (attempt.sentence === before) return;
    before = attempt.sentence;
    log?.info(`${check.name}, attempt ${number}: ${attempt.sentence}`);
  };
}
