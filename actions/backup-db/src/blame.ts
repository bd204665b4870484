import { ProgramFailure, type Running } from '@slipway/shell';
import type { Job } from './job.ts';

/** Which part of a broken pipe broke first: everything else in it only ends because of that. */

/** The first of the programs to fail by itself, once one has: who writes to one that is gone, or was ended because of it, may be heard of before it. */
export function firstToFail(...programs: readonly Running[]): () => Running | undefined {
  const failed: { readonly program: Running; readonly echo: boolean }[] = [];
  for (const program of programs) {
    program.done.catch((error: unknown) => {
      failed.push({ program, echo: error instanceof ProgramFailure && (error.signal === 'SIGTERM' || lostNeighbour(error)) });
    });
  }
  return () => (failed.find(({ echo }) => !echo) ?? failed[0])?.program;
}

const echoes = new Set(['EPIPE', 'ECONNRESET', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR']);

/** What a stream says when its neighbour is gone. */
export function isEcho(error: unknown): boolean {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors.every(isEcho);
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return error === undefined || echoes.has(code);
}

/** Whether a program only says that nobody reads any more what it writes: of a pipe, or of a socket that was not read to its end. */
export function lostNeighbour({ code, signal, stderr }: ProgramFailure): boolean {
  return signal === 'SIGPIPE' || code === 141 || /broken pipe|connection reset by peer/i.test(stderr);
}

/** Ended by a signal of ours, here or on the server, or by what was ended so. */
export function isKilled(failure: ProgramFailure): boolean {
  return failure.code === 128 || failure.code === 143 || lostNeighbour(failure);
}

/** The failure of the connection to the server, where it is gone. A program that was ended with it tells nothing of that by itself. */
export async function lostConnection(job: Job): Promise<unknown> {
  if (!job.shell.remote) return undefined;
  return job.shell.run(['true'], { deadline: 20_000 }).then(
    () => undefined,
    (error: unknown) => error,
  );
}
