import type { Host } from '@slipway/action';
import type { Session } from '@slipway/journal';
import type { Shell } from '@slipway/shell';
import type { Timing } from './receipt.ts';
import type { Router } from './router.ts';
import type { Runtime } from './runtime.ts';

/** What a look at an application needs. */
export interface View {
  readonly host: Host;
  readonly shell: Shell;
  /** Name of the application on its target. */
  readonly name: string;
  /** Folder of Slipway's own files for it there. */
  readonly state: string;
  readonly router: Router;
  readonly runtime: Runtime;
}

/** Everything that the steps of one switch share. Its shell is the lease's. */
export interface Work extends View {
  readonly session: Session;
  readonly timings: Timing[];
}

/** A named, journaled, timed step. */
export async function step<T extends Readonly<Record<string, unknown>> | undefined>(
  work: Work,
  name: string,
  intent: Readonly<Record<string, unknown>>,
  act: () => Promise<T>,
): Promise<T> {
  const start = Date.now();
  try {
    return await work.session.step(name, intent, act);
  } finally {
    work.timings.push({ name, start, end: Date.now() });
  }
}
