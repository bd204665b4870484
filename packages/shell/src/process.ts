import { Failure, formatDuration, redact } from '@slipway/action';
import { launch, notStarted } from './launch.ts';
import { closed, handOver, passOn } from './link.ts';
import { defaultDeadline, type Finished, type Running, type RunOptions, type StartOptions } from './shell.ts';
import { commandLine, lastLines, lineSplitter } from './text.ts';

/** More than any answer that is read as a whole; byte streams go through `start`. */
const outputLimit = 64 * 1024 * 1024;
const errorLimit = 1024 * 1024;
/** Milliseconds between asking a process group to end and ending it. */
const killAfter = 2000;
/** Node fires a longer timer at once. */
const longestTimer = 2 ** 31 - 1;

export interface ProcessOptions extends StartOptions {
  /** Where the program runs, for messages. */
  readonly where?: string;
  /** Sent before everything else. */
  readonly preamble?: string;
  /** The whole environment of the process. */
  readonly environment: NodeJS.ProcessEnv;
  /** What it reads from descriptor 3, once that is known; nothing where it never is. */
  readonly answer?: Promise<Uint8Array>;
}

/** Groups under way: none outlives the action, however it ends. */
const alive = new Set<number | undefined>();
process.on('exit', () => {
  for (const pid of alive) endGroup(pid);
});

/** Starts a program in a process group of its own, so that its deadline ends its children too. */
export function startProcess(argv: readonly string[], options: ProcessOptions): Running {
  const started = performance.now();
  const title = options.title ?? commandLine(argv);
  const deadline = options.deadline ?? defaultDeadline;
  const [file = '', ...rest] = argv;
  const given = options.from && options.preamble === undefined ? handOver(options.from.stdout) : undefined;
  const child = launch(file, rest, options, given);
  const stdin = child.stdin ?? closed();
  // Only the program holds the other end now: when it ends, whoever writes there hears of it.
  given?.destroy();

  alive.add(child.pid);
  let stderr = '';
  let ended: 'deadline' | 'cancelled' | undefined;
  const lines = lineSplitter((line) => options.onError?.(line));
  child.stderr.on('data', (chunk: Buffer) => {
    lines.push(chunk);
    stderr = (stderr + chunk.toString()).slice(-errorLimit);
  });
  // A program may end before it has read everything: its exit code tells, not the broken pipe.
  stdin.on('error', () => {});
  if (options.preamble) stdin.write(options.preamble);
  if (options.from && !given) passOn(options.from.stdout, stdin);

  const stop = (why: 'deadline' | 'cancelled'): void => {
    ended ??= why;
    end();
  };
  const end = (): void => {
    endGroup(child.pid);
    // Who left the group may still hold the pipes: nobody waits for them.
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, killAfter + 500).unref();
  };
  const timer = setTimeout(() => stop('deadline'), Math.min(deadline, longestTimer));
  const cancel = (): void => stop('cancelled');
  if (options.signal?.aborted) cancel();
  options.signal?.addEventListener('abort', cancel, { once: true });

  const done = new Promise<Finished>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => reject(notStarted(error, file, options)));
    child.on('close', (code, signal) => {
      lines.end();
      const duration = performance.now() - started;
      if (ended === 'deadline')
        reject(new Failure('timeout', `${title} did not end within ${formatDuration(deadline)}.`, { cause: redact(stderr) }));
      else if (ended === 'cancelled') reject(endedWith(options.signal, title));
      else if (code === 0) resolve({ code, stdout: '', stderr, duration });
      else reject(new ProgramFailure(title, code ?? 128, signal, stderr, duration, options.where));
    });
  }).finally(() => {
    alive.delete(child.pid);
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', cancel);
  });
  done.catch(() => {});
  return { title, stdin, stdout: child.stdout, ...(options.from ? { from: options.from } : {}), done, kill: end };
}

const makeRoom = 'Make room there (df -h, df -i, docker system df), and run the same job again.';

/** A program that ended with a code other than 0. */
export class ProgramFailure extends Failure {
  readonly code: number;
  /** What ended it, where a signal did: ours is SIGTERM. */
  readonly signal: string | null;
  readonly stderr: string;
  readonly duration: number;
  stdout = '';

  constructor(title: string, code: number, signal: string | null, stderr: string, duration: number, where = 'this machine') {
    const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
    const said = lastLines(stderr);
    const full = /No space left on device|Disk quota exceeded/.test(stderr);
    // What was run says nothing to whoever has to make room.
    if (full) super('disk-full', `The disk of ${where} is full: ${lastLines(stderr, 1)}.`, { hint: makeRoom });
    else super('program-failed', `${title} ${how} on ${where}${said ? `:\n${said}\n` : '.'}`);
    this.code = code;
    this.signal = signal;
    this.stderr = stderr;
    this.duration = duration;
  }
}

/** Runs a started program to its end and collects what it wrote. */
export async function collect(running: Running, options: RunOptions): Promise<Finished> {
  const chunks: Buffer[] = [];
  let size = 0;
  const lines = lineSplitter((line) => options.onLine?.(line));
  running.stdout.on('data', (chunk: Buffer) => {
    if (options.lines === 'all') lines.push(chunk);
    size += chunk.length;
    if (size <= outputLimit) chunks.push(chunk);
    else running.kill();
  });
  running.stdin.end(options.input);
  const stdout = (): string => Buffer.concat(chunks).toString();
  try {
    const finished = await running.done;
    lines.end();
    return { ...finished, stdout: stdout() };
  } catch (error) {
    lines.end();
    if (size > outputLimit) throw new Failure('program-failed', `${running.title} wrote more than ${outputLimit} bytes.`, { cause: error });
    if (!(error instanceof ProgramFailure)) throw error;
    error.stdout = stdout();
    if (!options.allowFailure) {
      // Some tools say what is wrong on standard output only.
      if (error.stderr.trim() === '' && error.stdout.trim() !== '') error.message += `\n${lastLines(error.stdout)}\n`;
      throw error;
    }
    return { code: error.code, stdout: error.stdout, stderr: error.stderr, duration: error.duration };
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name);
    } catch {
      // The group is gone already.
    }
  };
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), killAfter).unref();
}

/** Why the work ended: the run was cancelled, or its own time was over. */
function endedWith(signal: AbortSignal | undefined, title: string): Failure {
  const why: unknown = signal?.reason;
  if (why instanceof Failure && why.reason !== 'cancelled') return why;
  return new Failure('cancelled', `${title} was ended because the run was cancelled.`);
}
