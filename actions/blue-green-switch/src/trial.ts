import { isDeepStrictEqual } from 'node:util';
import { type Sample, type Watch, type WatchReport, watch } from '@slipway/checks';
import type { Color } from '@slipway/docker';
import type { Question } from './checks.ts';
import type { DeployOptions } from './options.ts';
import type { Instance } from './runtime.ts';
import { type Keeper, undoRoot } from './undo.ts';
import type { Work } from './work.ts';

/** The time between the order to move the traffic and the confirm: the new colour serves, on trial. */
export interface Trial {
  armed: boolean;
  /** Milliseconds since 1970; 0 where it was not. */
  armedAt: number;
  /** When the armed undo fires. */
  undoBy: number;
  disarmedAt: number;
  /** What keeps the armed undo. */
  keeper: Keeper;
  /** There is no way back: the old version cannot work with the schema as it is now. */
  final: boolean;
  readonly undoFolder: string;
  /** Service to image of the colour that served before. */
  readonly previousImages: Readonly<Record<string, string>>;
  /** Milliseconds since 1970; 0 before the first move. */
  orderedAt: number;
  /** Milliseconds since 1970 until when the router may cut connections because the route changes; in the future while it does. */
  unsettledUntil: number;
  switchMs: number;
  /** The new colour as it stood before it got traffic: what it is held against. */
  before: Before;
  /** Milliseconds since 1970 since when users get no answer from what may run only once; 0 where they do. */
  outageSince: number;
  /** Milliseconds for which they got none so far. */
  outageMs: number;
  /** Requests of our own watch that began after the order and failed: what the version before could not answer is not held against this one. */
  failed(): number;
  /** What was wrong with the first of them. */
  problem(): string;
  /** The connection to the server that they went through is another one now, or gone. */
  broken(): Promise<boolean>;
  stop(): Promise<WatchReport>;
}

export interface Before {
  readonly instances: ReadonlyMap<string, Instance>;
  /** Failures that the router had seen of it. */
  readonly failures: number;
}

/** Milliseconds after a change of the route in which a router that cuts connections for it may still do so. */
export const settling = 1000;

/** Requests in a second that the watch sends through the router. */
const rate = 10;

/** The longest that a watch may take. */
const hour = 3_600_000;

/** Milliseconds that the watch may have to last: every share, the bake, and what comes around them. */
export function watchTime({ canary, bakeTime }: Pick<DeployOptions, 'canary' | 'bakeTime'>): number {
  return canary.reduce((sum, { hold }) => sum + hold, bakeTime) + 300_000;
}

/** Starts watching before anything moves, so that the last answer of the old version is seen too. @param time milliseconds of the watch */
export async function startTrial(work: Work, color: Color, question: Question | undefined, time: number): Promise<Trial> {
  const published = frontOf(work, question);
  const front = published ? work.router.front(published) : undefined;
  const address = front ? await work.shell.reach(front.address) : undefined;
  const route = await work.router.read();
  if (time > hour)
    work.host.log.warn('Our own requests through the router end after an hour; from then on containers and router are watched alone.');
  let watching: Watch | undefined;
  let failed = 0;
  let problem = '';
  const begin = (): void => {
    if (!front || !address) return;
    const named = front.host ? { hostHeader: front.host } : {};
    watching = watch(
      { url: `${front.url}${question?.path ?? '/'}`, address, timeout: 5000, ...named },
      {
        rate,
        maxDuration: Math.min(hour, time),
        onFailure: (sample) => {
          if (trial.orderedAt === 0 || sample.start < trial.orderedAt || isCut(work, trial, sample)) return;
          failed++;
          problem ||= sample.problem ?? '';
        },
      },
      work.host,
    );
  };
  const nothing: WatchReport = { requests: 0, failed: 0, failures: [], byVersion: {}, duration: 0 };
  const old = route.live === undefined ? [] : await work.runtime.instances(route.live);
  const trial: Trial = {
    armed: false,
    armedAt: 0,
    undoBy: 0,
    disarmedAt: 0,
    keeper: 'detached',
    final: false,
    undoFolder: `${undoRoot(work.state)}/${work.session.transaction.replaceAll(/[^\w.-]/g, '_')}`,
    previousImages: Object.fromEntries(old.map((one) => [one.service, one.image])),
    orderedAt: 0,
    unsettledUntil: 0,
    switchMs: 0,
    before: await lookAt(work, color),
    outageSince: 0,
    outageMs: 0,
    failed() {
      if (!watching) begin();
      return failed;
    },
    problem: () => problem,
    async broken() {
      if (!front || !address) return false;
      const now = await work.shell.reach(front.address).catch(() => undefined);
      return !isDeepStrictEqual(now, address);
    },
    async stop() {
      if (trial.orderedAt > 0) watching?.part(trial.orderedAt);
      return (await watching?.stop()) ?? nothing;
    },
  };
  // Before a first release there is nothing that could answer well.
  if (route.live !== undefined) {
    begin();
    await work.host.clock.sleep(500);
  }
  return trial;
}

/** A request without any answer, because the route changed: that says nothing of the version. It is counted all the same. */
export function isCut(
  { router }: Pick<Work, 'router'>,
  { unsettledUntil }: Pick<Trial, 'unsettledUntil'>,
  { status, end }: Pick<Sample, 'status' | 'end'>,
): boolean {
  return router.abilities.fresh === 'cut' && status === undefined && end < unsettledUntil;
}

export async function lookAt(work: Pick<Work, 'runtime' | 'router'>, color: Color): Promise<Before> {
  const instances = new Map((await work.runtime.instances(color)).map((one) => [one.id, one]));
  return { instances, failures: await work.router.failures(color) };
}

/** The published port that is watched: the one of the service that answers for the release. */
export function frontOf(work: Pick<Work, 'runtime'>, question: Question | undefined): Work['runtime']['published'][number] | undefined {
  const { published } = work.runtime;
  return published.find((one) => one.service === question?.service) ?? published[0];
}
