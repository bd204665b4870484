import { type Attempt, judge, withoutBody } from './attempt.ts';
import type { Check, CheckPorts } from './check.ts';
import type { OpenCheck } from './open-check.ts';
import { defaultTimeout } from './probe.ts';
import type { Turns } from './turns.ts';

/** Too little for an honest attempt: a server would be blamed for our own hurry. */
export const shortestAttempt = 250;

/** How asking went. */
export interface Gated {
  readonly attempts: number;
  /** In a row, at the end. */
  readonly successes: number;
  readonly required: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly last: Attempt;
  /** The last failed one. */
  readonly failed?: Attempt;
}

export interface GateOptions {
  /** Taken for every attempt, and given back for every pause. */
  readonly turns?: Turns;
  /** When everything must be over, by the clock. */
  readonly until?: number | undefined;
}

/** Asks until enough answers in a row are good, or the deadline is there. Undefined where the time was over before the first turn. */
export async function gate(
  open: OpenCheck,
  ports: CheckPorts,
  { turns, until = Number.POSITIVE_INFINITY }: GateOptions = {},
): Promise<Gated | undefined> {
  const { check, conditions, repeats } = open;
  const { clock } = ports;
  const required = repeats ? Math.max(1, check.consecutive ?? 3) : 1;
  const tell = narrator(check, ports);
  await turns?.take(false);
  const started = clock.now();
  const left = (): number => Math.min(started + (check.deadline ?? 120_000), until) - clock.now();
  let successes = 0;
  let failed: Attempt | undefined;
  try {
    if (until - started < shortestAttempt) return undefined;
    for (let attempts = 1; ; attempts++) {
      const timeout = Math.max(1, Math.min(check.timeout ?? defaultTimeout, left()));
      let last = judge(check, conditions, await open.ask({ timeout }));
      tell(last, attempts);
      successes = last.failure === undefined ? successes + 1 : 0;
      if (last.failure !== undefined) failed = withoutBody(last);
      const ending = (): Gated => ({ attempts, successes, required, duration: clock.now() - started, last, ...(failed ? { failed } : {}) });
      // A target that may not be asked is not asked again.
      if (successes >= required || !repeats || last.failure === 'private-target') return ending();
      const pause = Math.min(pauseAfter(check, last, ports), left() - shortestAttempt);
      if (pause <= 0) return ending();
      // Many checks wait at the same time.
      last = withoutBody(last);
      turns?.give();
      await clock.sleep(pause).finally(() => turns?.take(true));
      if (left() < shortestAttempt) return ending();
    }
  } finally {
    turns?.give();
  }
}

function pauseAfter(check: Check, last: Attempt, { random = Math.random }: CheckPorts): number {
  if (last.failure === undefined) return Math.max(1, check.successDelay ?? 200);
  // Many runners that wait for one server must not ask in step.
  return Math.max(1, (check.retryDelay ?? 2000) * (1 - random() / 2));
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
