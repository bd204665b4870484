import type { Shell } from './shell.ts';

/** The user that a shell runs as, as a command for root names it. */
export function accountOf({ where }: Pick<Shell, 'where'>): string {
  return /^([A-Za-z0-9_][A-Za-z0-9_.-]*)@/.exec(where)?.[1] ?? '"$USER"';
}
