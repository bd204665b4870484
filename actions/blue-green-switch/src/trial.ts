import { type Watch, type WatchReport, watch } from '@slipway/checks';
import type { Color, Container } from '@slipway/docker';
import type { Question } from './checks.ts';
import type { Work } from './work.ts';

/** The time between the order to move the traffic and the confirm: the new colour serves, on trial. */
export interface Trial {
  armed: boolean;
  /** Milliseconds since 1970. */
  orderedAt: number;
  switchMs: number;
  /** The new colour as it stood before it got traffic: what it is held against. */
  readonly before: Before;
  /** Requests of our own watch that began after the order and failed: what the version before could not answer is not held against this one. */
  failed(): number;
  stop(): Promise<WatchReport>;
}

export interface Before {
  readonly containers: ReadonlyMap<string, Container>;
  /** Failures that the router had seen of it. */
  readonly failures: number;
}

/** Requests in a second that the watch sends through the router. */
const rate = 10;

/** Starts watching before anything moves, so that the last answer of the old version is seen too. */
export async function startTrial(work: Work, color: Color, question: Question | undefined, bakeTime: number): Promise<Trial> {
  const published = work.published.find((one) => one.service === question?.service) ?? work.published[0];
  const port = published?.port ?? 0;
  const address = await work.shell.reach({ host: '127.0.0.1', port });
  const route = await work.router.read();
  let watching: Watch | undefined;
  let failed = 0;
  const begin = (): void => {
    watching = watch(
      { url: `http://127.0.0.1:${port}${question?.path ?? '/'}`, address, timeout: 5000 },
      {
        rate,
        maxDuration: Math.min(3_600_000, bakeTime + 300_000),
        onFailure: (sample) => {
          if (trial.orderedAt > 0 && sample.start >= trial.orderedAt) failed++;
        },
      },
      work.host,
    );
  };
  const nothing: WatchReport = { requests: 0, failed: 0, failures: [], byVersion: {}, duration: 0 };
  const containers = new Map((await work.colors.containers(color)).map((container) => [container.id, container]));
  const trial: Trial = {
    armed: false,
    orderedAt: 0,
    switchMs: 0,
    before: { containers, failures: await work.router.failures(color) },
    failed() {
      if (!watching) begin();
      return failed;
    },
    stop: async () => (await watching?.stop()) ?? nothing,
  };
  // Before a first release there is nothing that could answer well.
  if (route.live !== undefined) {
    begin();
    await work.host.clock.sleep(500);
  }
  return trial;
}
