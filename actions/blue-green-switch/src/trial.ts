import { type Watch, type WatchReport, watch } from '@slipway/checks';
import type { Question } from './checks.ts';
import type { Work } from './work.ts';

/** The time between the order to move the traffic and the confirm: the new colour serves, on trial. */
export interface Trial {
  armed: boolean;
  /** Milliseconds since 1970. */
  orderedAt: number;
  switchMs: number;
  /** Requests of our own watch that failed until now. */
  failed(): number;
  stop(): Promise<WatchReport>;
}

/** Requests in a second that the watch sends through the router. */
const rate = 10;

/** Starts watching before anything moves, so that the last answer of the old version is seen too. */
export async function startTrial(work: Work, question: Question | undefined, bakeTime: number): Promise<Trial> {
  const published = work.published.find((one) => one.service === question?.service) ?? work.published[0];
  const port = published?.port ?? 0;
  const address = await work.shell.reach({ host: '127.0.0.1', port });
  const route = await work.router.read();
  let watching: Watch | undefined;
  const begin = (): void => {
    watching = watch(
      { url: `http://127.0.0.1:${port}${question?.path ?? '/'}`, address, timeout: 5000 },
      { rate, maxDuration: Math.min(3_600_000, bakeTime + 300_000) },
      work.host,
    );
  };
  // Before a first release there is nothing that could answer well.
  if (route.live !== undefined) {
    begin();
    await work.host.clock.sleep(500);
  }
  const nothing: WatchReport = { requests: 0, failed: 0, failures: [], byVersion: {}, duration: 0 };
  let ordered = 0;
  return {
    armed: false,
    get orderedAt() {
      return ordered;
    },
    set orderedAt(value: number) {
      ordered = value;
    },
    switchMs: 0,
    failed() {
      if (!watching) begin();
      return watching?.failed ?? 0;
    },
    stop: async () => (await watching?.stop()) ?? nothing,
  };
}
