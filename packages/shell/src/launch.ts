import { type ChildProcessByStdio, type StdioOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { Failure } from '@slipway/action';
import type { ProcessOptions } from './process.ts';

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>;

/** @param stdin what it reads instead of a pipe of its own @throws Failure where the system refuses at once */
export function launch(file: string, args: readonly string[], options: ProcessOptions, stdin: Readable | undefined): Child {
  const stdio: StdioOptions = [stdin ?? 'pipe', 'pipe', 'pipe', ...(options.answer ? (['pipe'] as const) : [])];
  try {
    const child = spawn(file, args, { cwd: options.cwd, env: options.environment, detached: true, stdio }) as Child;
    if (options.answer) give(child.stdio[3] as Writable, options.answer);
    return child;
  } catch (error) {
    throw notStarted(error as NodeJS.ErrnoException, file, options);
  }
}

/** A program that ends before it was answered tells by its exit code. */
function give(to: Writable, answer: Promise<Uint8Array>): void {
  to.on('error', () => {});
  answer.then(
    (bytes) => to.end(bytes),
    () => to.end(),
  );
}

export function notStarted(error: NodeJS.ErrnoException, file: string, options: ProcessOptions): Failure {
  const { where = 'this machine', cwd } = options;
  // The system says the same of a missing program and a missing folder.
  if (error.code === 'ENOENT' && cwd !== undefined && !existsSync(cwd)) {
    return new Failure('program-failed', `${file} could not be started on ${where}: there is no folder ${cwd}.`, { cause: error });
  }
  if (error.code === 'ENOENT') {
    return new Failure('program-missing', `${file} is not installed on ${where}.`, {
      hint: `Install ${file} there, or put it on the PATH.`,
      cause: error,
    });
  }
  if (error.code === 'E2BIG')
    return new Failure('program-failed', `The arguments of ${file} are too long for the system.`, { cause: error });
  if (error.code === 'ERR_INVALID_ARG_VALUE') {
    return new Failure('bad-input', 'An argument holds a NUL character, which no program can receive.', { cause: error });
  }
  return new Failure('program-failed', `${file} could not be started on ${where}: ${error.message}.`, { cause: error });
}
