import type { Duplex, Readable, Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ProgramFailure } from './process.ts';
import type { Running } from './shell.ts';

export type Stage = Running | Duplex;

/**
 * Bytes flow from the first stage to the last, programs and transforms mixed. Fails if *any* part fails, with the part that failed first by its
 * exit code: a broken pipe beside it is only the echo. The last stage is a program or a Writable.
 */
export async function pipe(first: Running | Readable, ...rest: readonly (Stage | Writable)[]): Promise<void> {
  const stages = [first, ...rest];
  const programs = stages.filter(isRunning);
  if (isRunning(first)) first.stdin.end();
  const flows: Promise<unknown>[] = [];
  for (let index = 0; index < stages.length - 1; index++) {
    const from = stages[index] as Running | Readable;
    const to = stages[index + 1] as Stage | Writable;
    const source = isRunning(from) ? from.stdout : from;
    const sink = isRunning(to) ? to.stdin : to;
    flows.push(pipeline(source, sink));
  }
  const last = stages.at(-1) as Stage | Writable;
  if (isRunning(last)) last.stdout.resume();
  else if (!('readable' in last && last.readable)) flows.push(finished(last));
  const parts = [...programs.map((program) => program.done), ...flows].map((part) =>
    part.catch((error: unknown) => {
      for (const program of programs) program.kill();
      throw error;
    }),
  );
  const failures = (await Promise.allSettled(parts)).filter((part) => part.status === 'rejected').map((part) => part.reason as unknown);
  if (failures.length === 0) return;
  const own = failures.find((failure) => failure instanceof ProgramFailure && failure.code < 128);
  throw own ?? failures.find((failure) => !(failure instanceof ProgramFailure) && !isBrokenPipe(failure)) ?? failures[0];
}

function isRunning(stage: Stage | Readable | Writable): stage is Running {
  return 'done' in stage && 'stdin' in stage;
}

function isBrokenPipe(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET';
}
