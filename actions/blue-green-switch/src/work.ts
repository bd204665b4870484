import type { Host } from '@slipway/action';
import type { Project, Published } from '@slipway/docker';
import type { Session } from '@slipway/journal';
import type { Shell } from '@slipway/shell';
import type { ColorNetworks } from './addresses.ts';
import type { Colors } from './colors.ts';
import type { Timing } from './receipt.ts';
import type { Router } from './router.ts';

/** Everything that the steps of one switch share. */
export interface Work {
  readonly host: Host;
  /** The lease's shell. */
  readonly shell: Shell;
  readonly session: Session;
  readonly project: Project;
  readonly published: readonly Published[];
  readonly networks: ColorNetworks;
  readonly router: Router;
  readonly colors: Colors;
  readonly undoFolder: string;
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
