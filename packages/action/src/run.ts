import { setMaxListeners } from 'node:events';
import { type RunContext, readContext } from './context.ts';
import { type Contract, commonReasons, type InputsOf, type Problem, type Result } from './contract.ts';
import { formatDuration } from './duration.ts';
import { Failure, messageOf, withDetails } from './failure.ts';
import { readInputs } from './inputs.ts';
import { localEnvironment } from './local.ts';
import { createLog, type Log } from './log.ts';
import { addSecret } from './redact.ts';

/** What every core may use of the world, besides the ports that its entry opens for it. */
export interface Host {
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  /** Aborted when the run is cancelled: about seven seconds remain. */
  readonly signal: AbortSignal;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws Failure `cancelled` when the run is cancelled meanwhile */
  sleep(milliseconds: number): Promise<void>;
}

export interface Action<C extends Contract> {
  readonly contract: C;
  /** Problems that show only in the combination of inputs. */
  readonly check?: (inputs: InputsOf<C>) => readonly Problem[];
  /** Opens the ports and runs the core; loaded code stays out of the start. */
  readonly main: (inputs: InputsOf<C>, host: Host) => Promise<Result<C>>;
}

/** How long a cancelled core may take to end: runners send SIGTERM after 7.5 s and kill 2.5 s later. */
const graceAfterCancel = 6000;

/** A reader that is gone ends the pipe; one that is slow, on a busy machine, gets its lines; one that reads no more keeps nobody longer. */
const drainLimit = 10_000;

/** Runs an action under the runner's protocol and ends the process: exit 0 only if what was asked for is true now. */
export async function runAction<C extends Contract>(action: Action<C>): Promise<never> {
  const runner = process.env['GITHUB_ACTIONS'] === 'true';
  const log = createLog({ runner, debug: process.env['RUNNER_DEBUG'] === '1' });
  const cancel = new AbortController();
  // Every request and wait that is under way listens to it, far more than Node's ten.
  setMaxListeners(0, cancel.signal);
  const unexpected = rejection();
  // Before anything is begun: a signal in between would end the process without a word.
  const stopped = cancelled(cancel, log);
  let summary = true;
  try {
    const argv = process.argv.slice(2);
    if (argv.length === 1 && /^(--help|-h)$/.test(argv[0] ?? '')) {
      const { describeInputs } = await import('./help.ts');
      log.info(describeInputs(action.contract));
      return await leave(0);
    }
    // A runner gives actions no arguments: who does runs the bundle in a script of a workflow, and means them.
    const env = runner && argv.length === 0 ? process.env : localEnvironment(action.contract, argv, process.env);
    maskSecrets(action.contract, env, runner);
    const inputs = readInputs(action.contract, env, action.check);
    summary = (inputs as Record<string, unknown>)['summary'] !== false;
    limit(cancel, (inputs as Record<string, unknown>)['timeout']);
    const host: Host = { context: readContext(process.env), log, clock: createClock(cancel.signal), signal: cancel.signal };
    const result = await Promise.race([action.main(inputs, host), stopped, unexpected]);
    const { reportResult } = await import('./report.ts');
    await reportResult(result, { log, summary, runner, title: action.contract.title });
    return await leave(0);
  } catch (error) {
    const { reportFailure } = await import('./report.ts');
    await reportFailure(known(action.contract, error), { log, summary, runner, title: action.contract.title });
    return await leave(1);
  }
}

/** Ends the process when its last lines have reached the runner: a pipe that is full takes them later, and an exit throws them away. */
async function leave(code: number): Promise<never> {
  const drained = [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve)));
  await Promise.race([Promise.all(drained), new Promise((resolve) => setTimeout(resolve, drainLimit))]);
  return process.exit(code);
}

/** Any thrown thing as a failure with a reason that the contract knows. */
function known(contract: Contract, error: unknown): Failure {
  if (!(error instanceof Failure)) return new Failure('internal-error', `Unexpected error: ${messageOf(error)}`, { cause: error });
  if (error.reason in contract.reasons || error.reason in commonReasons || contract.composes) return error;
  return new Failure('internal-error', `${error.message} (undocumented reason ${error.reason})`, { ...error.details, cause: error });
}

function maskSecrets(contract: Contract, env: Readonly<Record<string, string | undefined>>, runner: boolean): void {
  for (const [name, spec] of Object.entries(contract.inputs)) {
    const value = env[`INPUT_${name.toUpperCase()}`];
    if (!spec.secret || !value?.trim()) continue;
    maskSecret(value, runner);
    // A URL is no secret as a whole where only its password is; both are hidden.
    const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*:([^@]+)@/i.exec(value)?.[1];
    if (password) for (const form of [password, safeDecode(password)]) maskSecret(form, runner);
  }
}

/** Hides a value from now on: from our own output, and by command from the runner's. */
export function maskSecret(value: string, runner = process.env['GITHUB_ACTIONS'] === 'true'): void {
  for (const form of addSecret(value)) {
    const data = form.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    if (runner) process.stdout.write(`::add-mask::${data}\n`);
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function createClock(signal: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        if (signal.aborted) return reject(signal.reason);
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', stop);
          resolve();
        }, milliseconds);
        signal.addEventListener('abort', stop, { once: true });
      }),
  };
}

/** The input `timeout` ends the work as a cancelled run does, under its own name. */
function limit(cancel: AbortController, timeout: unknown): void {
  if (typeof timeout !== 'number') return;
  const failure = new Failure('timeout', `The action did not end within its timeout of ${formatDuration(timeout)}.`, {
    hint: 'Raise the input timeout.',
  });
  setTimeout(() => cancel.abort(failure), Math.min(timeout, 2 ** 31 - 1)).unref();
}

/** Rejects when the work was cancelled and the core did not end by itself in time. */
function cancelled(cancel: AbortController, log: Log): Promise<never> {
  const onSignal = (name: string): void => {
    if (cancel.signal.aborted) return;
    log.info(`Received ${name}: ending what is under way.`);
    cancel.abort(new Failure('cancelled', `The run was cancelled by ${name}.`));
  };
  process.on('SIGINT', () => onSignal('SIGINT'));
  process.on('SIGTERM', () => onSignal('SIGTERM'));
  const late = new Promise<never>((_, reject) => {
    cancel.signal.addEventListener('abort', () => {
      const why = cancel.signal.reason as Failure;
      const state = `What was under way did not end in ${graceAfterCancel / 1000} s; the next run resumes or undoes it from the journal.`;
      setTimeout(() => reject(withDetails(why, { state })), graceAfterCancel);
    });
  });
  late.catch(() => {});
  return late;
}

function rejection(): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    process.on('unhandledRejection', (cause) =>
      reject(new Failure('internal-error', `Unhandled rejection: ${messageOf(cause)}`, { cause })),
    );
    process.on('uncaughtException', (cause) => reject(new Failure('internal-error', `Uncaught exception: ${messageOf(cause)}`, { cause })));
  });
  promise.catch(() => {});
  return promise;
}
