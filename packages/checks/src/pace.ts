import type { Clock } from '@slipway/action';

export interface PaceOptions {
  /** In a second, evenly spaced. */
  readonly rate: number;
  /** Milliseconds after which nothing more begins. */
  readonly duration: number;
  /** Milliseconds before the first; 0 unless said. */
  readonly offset?: number;
}

/** Something that begins again and again, under way. */
export interface Pace {
  /** When everything that was planned has begun, or the pace was stopped or the run cancelled; by the clock. */
  readonly ended: Promise<number>;
  /** Begins nothing more, waits for what is under way, and says when the beginning ended. */
  stop(): Promise<number>;
}

/** Calls `begin` when it is due, whatever became of the calls before it. `begin` must not reject; where it does, that is ignored. */
export function pace(begin: (planned: number) => Promise<void>, options: PaceOptions, clock: Clock): Pace {
  const { rate, duration, offset = 0 } = options;
  const started = clock.now();
  const under = new Set<Promise<void>>();
  let stopped = false;

  const loop = async (): Promise<void> => {
    for (let number = 0; !stopped; number++) {
      const planned = started + offset + (number * 1000) / rate;
      const due = Math.min(planned, started + offset + duration);
      if (due > clock.now()) await clock.sleep(due - clock.now());
      if (planned >= started + offset + duration) return;
      if (stopped) return;
      const one: Promise<void> = begin(planned)
        .catch(() => {})
        .finally(() => under.delete(one));
      under.add(one);
    }
  };
  // Sleep ends early only when the run is cancelled.
  const ended = loop()
    .catch(() => {})
    .then(() => clock.now());

  return {
    ended,
    async stop() {
      stopped = true;
      const stoppedAt = clock.now();
      await Promise.all([...under]);
      return Math.min(await Promise.race([ended, stoppedAt]), stoppedAt);
    },
  };
}
