import { randomUUID } from 'node:crypto';
import { type Clock, Failure, formatDuration, type Log, messageOf, withDetails } from '@slipway/action';
import { commandLine, makeFolder, ProgramFailure, type Shell } from '@slipway/shell';
import { acquireScript, guardScript, releaseScript, renewScript } from './scripts.ts';

/** Who holds the lease: enough for the next one to ask whether that run is over, and for a person to open it. */
export interface Owner {
  readonly repository: string;
  readonly runId: string;
  readonly attempt: number;
  readonly url: string;
  readonly actor: string;
  /** What is being done, in a few words. */
  readonly what: string;
}

export interface LeaseOptions {
  /** Milliseconds to wait for another owner to finish. */
  readonly wait: number;
  /** Milliseconds that the lease outlives its last heartbeat, by the target's clock. */
  readonly ttl?: number;
  /** Whether an owner's run is over; undefined where that cannot be known (a 404 is not "over"). */
  readonly isOver?: (owner: Owner) => Promise<boolean | undefined>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The right to change one target. Every change made through `shell` first checks that nobody took the lease over meanwhile. */
export interface Lease {
  /** Grows by one with every owner: a change with an older number is refused by the target itself. */
  readonly fence: number;
  /** The owner that did not give the lease back, where there was one. */
  readonly takenFrom: Owner | undefined;
  readonly shell: Shell;
  release(): Promise<void>;
}

const defaultTtl = 60_000;
const pollEvery = 2000;
/** Begins every refusal of the guard. */
const leaseMark = 'slipway-lease:';

/**
 * Takes the lease in `folder` on the shell's machine. Another owner's is taken over only when its run is over, or its lease ran out by the
 * target's own clock. @throws Failure `locked` when the wait is over
 */
export async function takeLease(shell: Shell, folder: string, owner: Owner, options: LeaseOptions): Promise<Lease> {
  await makeFolder(shell, folder);
  const nonce = randomUUID();
  const ttl = Math.ceil((options.ttl ?? defaultTtl) / 1000);
  const until = options.clock.now() + options.wait;
  let told = '';
  let takeover = '';
  for (;;) {
    const answer = await acquire(shell, folder, { nonce, ttl, takeover, owner });
    if (answer.taken) {
      if (answer.from) options.log.info(`Took the lease over from ${describe(answer.from)}, whose run is over or lost.`);
      return hold(shell, { folder, nonce, ttl, fence: answer.fence, takenFrom: answer.from, log: options.log });
    }
    const over = answer.busy ? false : await options.isOver?.(answer.holder).catch(() => undefined);
    takeover = over === true ? String(answer.fence) : '';
    if (over === true) continue;
    const who = describe(answer.holder);
    if (options.clock.now() >= until) throw locked(shell, answer.holder, answer.busy, options.wait);
    if (who !== told)
      options.log.info(
        `Waiting for ${who}${answer.busy ? ' to finish its change' : ''} (up to ${formatDuration(until - options.clock.now())}).`,
      );
    told = who;
    await options.clock.sleep(Math.min(pollEvery, Math.max(1, until - options.clock.now())));
  }
}

function locked(shell: Shell, holder: Owner, changing: boolean, waited: number): Failure {
  const who = describe(holder);
  const what = changing ? `a change of ${who} is still under way` : `${who} holds the lease`;
  return new Failure('locked', `${what[0]?.toUpperCase()}${what.slice(1)} on ${shell.where}; waited ${formatDuration(waited)}.`, {
    state: 'Nothing was changed.',
    hint: `Let that run finish, or cancel it: its lease is taken over when the run is over or has been silent for a minute. Where it will not come back: blue-green-switch with mode: unlock and holder: ${holder.runId}.`,
  });
}

export function describe(owner: Owner): string {
  const run = owner.url || `${owner.repository || 'a local run'} ${owner.runId}`;
  return `${owner.what} by ${owner.actor || 'somebody'} (${run})`;
}

type Answer = { taken: true; fence: number; from: Owner | undefined } | { taken: false; fence: number; busy: boolean; holder: Owner };

async function acquire(shell: Shell, folder: string, ask: { nonce: string; ttl: number; takeover: string; owner: Owner }): Promise<Answer> {
  const args = [folder, ask.nonce, String(ask.ttl), ask.takeover];
  const options = { input: `${JSON.stringify(ask.owner)}\n`, deadline: 60_000 };
  const { stdout } = await shell.run(['sh', '-c', acquireScript, 'sh', ...args], options).catch((error: unknown) => {
    throw error instanceof ProgramFailure ? withDetails(error, { state: 'Nothing was changed.' }) : error;
  });
  const [head = '', second = ''] = stdout.split('\n');
  const [word, fence] = head.split(' ');
  if (word === 'taken') return { taken: true, fence: Number(fence), from: parseOwner(second) };
  if (word === 'held' || word === 'busy') {
    const nobody: Owner = { repository: '', runId: 'unknown', attempt: 0, url: '', actor: '', what: 'an unreadable lease' };
    return { taken: false, fence: Number(fence), busy: word === 'busy', holder: parseOwner(second) ?? nobody };
  }
  throw new Failure('internal-error', `The lease script answered '${head}'.`);
}

function parseOwner(text: string): Owner | undefined {
  try {
    return text ? (JSON.parse(text) as Owner) : undefined;
  } catch {
    return undefined;
  }
}

interface Held {
  readonly folder: string;
  readonly nonce: string;
  readonly ttl: number;
  readonly fence: number;
  readonly takenFrom: Owner | undefined;
  readonly log: Log;
}

function hold(shell: Shell, held: Held): Lease {
  const { folder, nonce, ttl, fence } = held;
  const beat = setInterval(
    () => {
      shell.run(['sh', '-c', renewScript, 'sh', folder, nonce, String(ttl)], { deadline: 20_000 }).catch((error: unknown) => {
        held.log.debug(`The heartbeat of the lease failed: ${messageOf(error)}`);
      });
    },
    (ttl * 1000) / 4,
  );
  beat.unref();
  return {
    fence,
    takenFrom: held.takenFrom,
    shell: guarded(shell, folder, fence),
    async release() {
      clearInterval(beat);
      await shell.run(['sh', '-c', releaseScript, 'sh', folder, nonce], { deadline: 30_000 });
    },
  };
}

/** A shell whose every program starts only while the lease is ours, and keeps a takeover waiting until it ended. */
function guarded(shell: Shell, folder: string, fence: number): Shell {
  const wrap = (argv: readonly string[]): string[] => ['sh', '-c', guardScript, 'sh', folder, String(fence), ...argv];
  return {
    where: shell.where,
    remote: shell.remote,
    reach: (address) => shell.reach(address),
    close: () => shell.close(),
    start(argv, options) {
      const running = shell.start(wrap(argv), { title: commandLine(argv), ...options });
      const done = running.done.catch((error: unknown) => explain(shell, argv, error));
      done.catch(() => {});
      return { ...running, done };
    },
    async run(argv, options) {
      const result = await shell
        .run(wrap(argv), { title: commandLine(argv), ...options })
        .catch((error: unknown) => explain(shell, argv, error));
      if (isRefusal(result)) throw takenOver(shell);
      return result;
    },
  };
}

/** Whether the guard itself spoke: a program that is guarded may write the same words. */
function isRefusal({ code, stderr }: { readonly code: number; readonly stderr: string }): boolean {
  return (code === 75 || code === 76) && stderr.split('\n').some((line) => line.startsWith(leaseMark));
}

/** What went wrong, told about the program that was asked for and not about its guard. */
function explain(shell: Shell, argv: readonly string[], error: unknown): never {
  if (error instanceof ProgramFailure && isRefusal(error)) throw takenOver(shell);
  const missing = error instanceof Failure && error.reason === 'program-missing';
  if (missing || (error instanceof ProgramFailure && error.code === 127)) {
    const file = argv[0] ?? '';
    throw new Failure('program-missing', `${file} is not installed on ${shell.where}.`, { hint: `Install ${file} there.`, cause: error });
  }
  throw error;
}

function takenOver(shell: Shell): Failure {
  return new Failure('lease-lost', `Another run took the lease on ${shell.where} over.`, {
    state: 'This run has changed nothing since; the other run goes on from the journal.',
    hint: 'Look at the newer run.',
  });
}
