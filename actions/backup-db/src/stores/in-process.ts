import { PassThrough, type Readable, type Writable } from 'node:stream';
import { Failure, formatDuration } from '@slipway/action';
import { type Finished, ProgramFailure, type Running } from '@slipway/shell';

/** What is done with the bytes; it must end when the signal says so. */
export type Work = (streams: { readonly stdin: Readable; readonly stdout: Writable; readonly signal: AbortSignal }) => Promise<void>;

export interface Limits {
  readonly signal: AbortSignal;
  remaining(): number;
}

/** Bytes that wait before a stream of ours, and pieces behind it: read as pieces, because a reader of bytes gets all that waits as one copy. */
const waits = { writableHighWaterMark: 1024 * 1024, readableObjectMode: true, readableHighWaterMark: 16 };

/** Node fires a longer timer at once. */
const longestTimer = 2 ** 31 - 1;

/** Work inside this process that looks like a program under way: it stands in a pipe beside programs, and ends as they do. */
export function inProcess(title: string, where: string, limits: Limits, work: Work): Running {
  const started = performance.now();
  const [stdin, stdout] = [new PassThrough(waits), new PassThrough(waits)];
  // As of a program: its end tells, not the broken pipe.
  for (const stream of [stdin, stdout]) stream.on('error', () => {});
  const stop = new AbortController();
  const deadline = limits.remaining();
  const timer = setTimeout(
    () => stop.abort(new Failure('timeout', `${title} did not end within ${formatDuration(deadline)}.`)),
    Math.min(deadline, longestTimer),
  );
  const cancel = (): void => stop.abort(whyCancelled(limits.signal, title));
  if (limits.signal.aborted) cancel();
  limits.signal.addEventListener('abort', cancel, { once: true });
  const stopped = new Promise<never>((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
  stopped.catch(() => {});
  const perform = async (): Promise<Finished> => {
    try {
      stop.signal.throwIfAborted();
      await Promise.race([work({ stdin, stdout, signal: stop.signal }), stopped]);
      stdout.end();
      return { code: 0, stdout: '', stderr: '', duration: performance.now() - started };
    } catch (error) {
      const why = (stop.signal.aborted ? stop.signal.reason : error) as Error;
      stop.abort(why);
      const killed = why instanceof ProgramFailure;
      stdin.destroy(killed ? Object.assign(new Error('broken pipe'), { code: 'EPIPE' }) : why);
      stdout.destroy(killed ? undefined : why);
      throw why;
    } finally {
      clearTimeout(timer);
      limits.signal.removeEventListener('abort', cancel);
    }
  };
  const done = perform();
  done.catch(() => {});
  return { title, stdin, stdout, done, kill: () => stop.abort(new ProgramFailure(title, 143, 'SIGTERM', '', 0, where)) };
}

function whyCancelled(signal: AbortSignal, title: string): Failure {
  const why: unknown = signal.reason;
  return why instanceof Failure ? why : new Failure('cancelled', `${title} was ended because the run was cancelled.`);
}
