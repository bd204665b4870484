import type { Log } from '@slipway/action';
import type { Timing } from '@slipway/blue-green-switch';
import type { Session } from '@slipway/journal';

/** One step of a release: `told` says of its result what belongs into the journal. */
export type Step = <T>(
  name: string,
  intent: Readonly<Record<string, unknown>>,
  work: () => Promise<T>,
  told: (result: T) => Readonly<Record<string, unknown>>,
) => Promise<T>;

/** Steps that stand in the journal before and after, and whose time is taken. */
export function createStep(session: Session, version: string, timings: Timing[], log: Log): Step {
  return async <T>(
    name: string,
    intent: Readonly<Record<string, unknown>>,
    work: () => Promise<T>,
    told: (result: T) => Readonly<Record<string, unknown>>,
  ): Promise<T> => {
    const start = Date.now();
    log.info(`\n== ${name}`);
    let result: T | undefined;
    try {
      await session.step(name, { version, ...intent }, async () => {
        result = await work();
        return told(result);
      });
    } finally {
      timings.push({ name, start, end: Date.now() });
    }
    return result as T;
  };
}
