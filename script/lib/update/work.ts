import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../../packages/action/src/failure.ts';
import type { Place } from '../command.ts';
import { choose, type Release } from './choose.ts';
import type { Report } from './report.ts';

/** Where updates are looked for, and what is found. */
export interface Work {
  readonly place: Place;
  readonly report: Report;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The release to take; what is left goes into the report. */
export function settle({ report, now }: Work, what: string, current: string, releases: readonly Release[]): Release | undefined {
  const { take, left } = choose(current, releases, now);
  for (const why of left) report.left.push({ what, why });
  return take;
}

/** What one source does not answer must not keep the others from being asked. */
export async function attempt({ report }: Work, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report.attention.push({ what, why: `not looked at: ${messageOf(error)}` });
  }
}

export function read({ place }: Work, file: string): string {
  return readFileSync(join(place.cwd, file), 'utf8');
}

export function write({ place }: Work, file: string, text: string): void {
  writeFileSync(join(place.cwd, file), text);
}

export function edit(work: Work, file: string, change: (text: string) => string): void {
  const before = read(work, file);
  const after = change(before);
  if (after !== before) write(work, file, after);
}
