import { appendFileSync } from 'node:fs';
import { assignment } from './assignment.ts';

/** Values that the main step leaves for the post step of the same action. Never a secret: state files stand on disk. */
export function saveState(name: string, value: string): void {
  const file = process.env['GITHUB_STATE'];
  if (file) appendFileSync(file, assignment(name, value));
}

export function readState(name: string): string | undefined {
  return process.env[`STATE_${name}`];
}
