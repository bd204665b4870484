import { Failure, formatDuration } from '@slipway/action';

/** How long another run with the same backups may keep this one waiting. */
export const lockSeconds = 60;

/** Said once by whoever has to wait. */
export function waitingFor(prefix: string, folder: string, where: string): string {
  return `Waiting for another run that works on the backups ${prefix} in ${folder} on ${where}, ${lockSeconds} s at most.`;
}

/** Another run has the prefix. */
export function busyWith(prefix: string, folder: string, where: string, holder = 'Another run', cause?: unknown): Failure {
  const who = holder[0]?.toUpperCase() + holder.slice(1);
  const text = `${who} works on the backups ${prefix} in ${folder} on ${where}; waited ${formatDuration(lockSeconds * 1000)}.`;
  const hint = 'Wait for it to end; a concurrency group in the workflow keeps runs apart.';
  return new Failure('locked', text, { state: 'Nothing was changed.', hint, cause });
}
