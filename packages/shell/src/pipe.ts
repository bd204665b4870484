import type { Duplex, Readable, Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { Failure } from '@slipway/action';
import { ProgramFailure } from './process.ts';
import type { Running } from './shell.ts';

export type Stage = Running | Duplex;

/**
 * Bytes flow from the first stage to the last, programs and transforms mixed; to a program that was started `from` the one before it they have found
 * their way already. Fails if *any* part fails, with the part that failed first: a broken pipe beside it is only the echo. The last stage is a program
 * or a Writable.
 */
export async function pipe(first: Running | Readable, ...rest: readonly (Stage | Writable)[]): Promise<void> {
  const stages = [first, ...rest];
  const programs = stages.filter(isRunning);
  if (isRunning(first)) first.stdin.end();
  const flows: Promise<unknown>[] = [];
  for (let index = 0; index < stages.length - 1; index++) {
    const from = stages[index] as Running | Readable;
    const to = stages[index + 1] as Stage | Writable;
    if (isRunning(to) && to.from !== undefined && to.from === from) continue;
    const source = isRunning(from) ? from.stdout : from;
    const sink = isRunning(to) ? to.stdin : to;
    flows.push(pipeline(source, sink).catch((error: unknown) => stoppedReading(to, error)));
  }
  const last = stages.at(-1) as Stage | Writable;
  if (isRunning(last)) last.stdout.resume();
  else if (!('readable' in last && last.readable)) flows.push(finished(last));
  const failures: unknown[] = [];
  const parts = [...programs.map((program) => program.done), ...flows].map((part) =>
    part.catch((error: unknown) => {
      failures.push(error);
      for (const program of programs) program.kill();
    }),
  );
  await Promise.all(parts);
  if (failures.length > 0) throw failures.find((failure) => !isEcho(failure)) ?? failures[0];
}

/** A program that ends before it has read everything leaves a broken pipe, which says nothing to a reader of the log. */
function stoppedReading(to: Stage | Writable, error: unknown): never {
  if (!isRunning(to) || !isEcho(error)) throw error;
  throw new Failure('program-failed', `${to.title} stopped reading before the end.`, { cause: error });
}

/** What a part suffers because another one ended. */
function isEcho(error: unknown): boolean {
  if (error instanceof ProgramFailure) return error.code >= 128 || /broken pipe|connection reset by peer/i.test(error.stderr);
  const code = ((error instanceof Failure ? error.cause : error) as NodeJS.ErrnoException | undefined)?.code;
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ECANCELED';
}

function isRunning(stage: Stage | Readable | Writable): stage is Running {
  return 'done' in stage && 'stdin' in stage;
}
