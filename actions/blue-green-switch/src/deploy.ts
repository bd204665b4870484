import { Failure, formatDuration, messageOf, withDetails } from '@slipway/action';
import { type Color, otherColor, pullImage, type RegistryLogin } from '@slipway/docker';
import { account, type Pair } from './account.ts';
import { discard, moveBack } from './back.ts';
import { bake } from './bake.ts';
import { type Asking, askColor, askRouter, type Question } from './checks.ts';
import type { Release } from './colors.ts';
import { mapFileOf } from './haproxy.ts';
import type { Receipt } from './receipt.ts';
import { settle } from './recover.ts';
import { startTrial, type Trial } from './trial.ts';
import { arm, canArm, disarm } from './undo.ts';
import { step, type Work } from './work.ts';

export interface DeployOptions {
  readonly release: Release;
  /** The version was not given but taken from the commit. */
  readonly derivedVersion: boolean;
  readonly questions: readonly Question[];
  readonly login: RegistryLogin | undefined;
  readonly healthTimeout: number;
  readonly bakeTime: number;
  /** Milliseconds from the switch until the undo fires. */
  readonly confirmTimeout: number;
  readonly drainTimeout: number;
  readonly routerDirectory: string;
  readonly socket: string;
  readonly rollbackCommand: string;
  readonly gate: (() => Promise<void>) | undefined;
  /** How the idle colour comes up: anew from images, or as it was stopped. */
  readonly bringUp: 'create' | 'start';
}

/** Seconds that the old colour gets for requests that it still answers when it is told to stop. */
const graceOfOld = 30;

export interface Switched {
  readonly receipt: Receipt;
}

/**
 * Brings the release up on the idle colour, moves the traffic, watches it, and confirms. Any failure before the move leaves the live colour
 * untouched; any failure after it moves the traffic back. @throws Failure with what is live now
 */
export async function deploy(work: Work, options: DeployOptions): Promise<Switched> {
  const { host, router } = work;
  await step(work, 'router', { networks: work.networks }, async () => void (await router.prepare((await router.read()).live)));
  const live = await settle(work);
  const idle = live === undefined ? 'blue' : otherColor(live);
  const previous = live === undefined ? '' : await versionOf(work, live);
  host.log.info(
    live ? `${live} serves ${previous || 'an unknown version'}; ${idle} is idle.` : `Nothing is live yet; ${idle} comes first.`,
  );
  const asking: Asking = { shell: work.shell, host, version: { value: options.release.version, derived: options.derivedVersion } };

  let trial: Trial;
  try {
    await prepareIdle(work, options, idle, asking);
    trial = await startTrial(work, idle, options.questions[0], options.bakeTime);
  } catch (error) {
    await discard(work, idle);
    throw liveUntouched(error, live, previous);
  }
  const pair: Pair = { live, idle, previous };
  await shift(work, options, trial, pair);
  try {
    const health = options.questions[0];
    const report = health ? await askRouter(asking, health, work.published) : undefined;
    const identity =
      report?.identity === 'proven'
        ? `${report.version} on ${report.successes} fresh connections in a row`
        : 'unproven: the application does not tell its version';
    const { gate } = options;
    if (gate) await step(work, 'gate', { color: idle }, async () => void (await gate()));
    await step(work, 'bake', { color: idle, seconds: options.bakeTime / 1000 }, () => bake(work, trial, idle, options.bakeTime));
    const undo = await confirm(work, trial, idle);
    const watched = await trial.stop();
    await drain(work, live, options.drainTimeout);
    const receipt = account(work, options, pair, { trial, watched, outcome: 'switched', identity, undo });
    return { receipt };
  } catch (error) {
    throw await moveBack(work, options, trial, pair, error);
  }
}

async function prepareIdle(work: Work, options: DeployOptions, idle: Color, asking: Asking): Promise<void> {
  const { host, colors, router } = work;
  if (options.bringUp === 'create') {
    await step(work, 'pull', { images: options.release.images }, async () => {
      for (const image of Object.values(options.release.images)) await pullImage(work.shell, image, options.login);
      return undefined;
    });
  }
  await step(work, `start ${idle}`, { color: idle, version: options.release.version, images: options.release.images }, async () => {
    await host.log.group(`Start ${idle}`, () =>
      options.bringUp === 'create' ? colors.up(idle, options.release, options.healthTimeout) : colors.start(idle, options.healthTimeout),
    );
    return undefined;
  });
  await step(work, `check ${idle}`, { color: idle }, async () => {
    await host.log.group(`Check ${idle}`, () => askColor(asking, idle, options.questions, work.networks, work.published));
    const until = host.clock.now() + 15_000;
    while (!(await router.reachable(idle))) {
      if (host.clock.now() > until) throw new Failure('router-failed', `HAProxy cannot reach ${idle}, although it answers on its address.`);
      await host.clock.sleep(200);
    }
    return undefined;
  });
}

async function shift(work: Work, options: DeployOptions, trial: Trial, pair: Pair): Promise<void> {
  const { router, shell, host } = work;
  try {
    await step(
      work,
      'switch',
      { from: pair.live ?? 'none', to: pair.idle, version: options.release.version, images: options.release.images },
      async () => {
        if (pair.live !== undefined) {
          if (await canArm(shell)) {
            const undo = {
              folder: work.undoFolder,
              socket: options.socket,
              mapFile: mapFileOf({ directory: options.routerDirectory, project: work.project.name }),
              from: `${pair.idle}_trial`,
              to: pair.live,
            };
            const seconds = options.confirmTimeout / 1000;
            await arm(shell, undo, seconds);
            trial.armed = true;
            host.log.info(
              `An undo is armed on the server: it moves traffic back to ${pair.live} in ${formatDuration(seconds * 1000)}, whatever happens to this run.`,
            );
          } else
            host.log.warn(
              'The server has neither socat nor perl, so no undo is armed there: if this run is lost, traffic stays where it is.',
            );
        }
        trial.orderedAt = host.clock.now();
        await router.try(pair.idle, pair.live);
        trial.switchMs = host.clock.now() - trial.orderedAt;
        return { ms: trial.switchMs };
      },
    );
    host.log.info(`Traffic goes to ${pair.idle} since ${trial.switchMs} ms after the order.`);
  } catch (error) {
    throw await moveBack(work, options, trial, pair, error);
  }
}

/** From here on a restart of the router keeps the new colour. The token decides between this and the armed undo. */
async function confirm(work: Work, trial: Trial, idle: Color): Promise<string> {
  return (
    await step(work, 'confirm', { color: idle }, async () => {
      if (trial.armed && !(await disarm(work.shell, work.undoFolder))) {
        throw new Failure('undo-fired', 'The armed undo moved the traffic back before the release could be confirmed.', {
          hint: 'The run was too slow; run it again.',
        });
      }
      const route = await work.router.read();
      if (route.live !== idle) throw new Failure('router-failed', `The router sends traffic to ${route.live ?? 'nothing'} again.`);
      // Nothing moves it back by itself from here on: a failure below must say so.
      const undo = trial.armed ? 'armed before the switch, disarmed at the confirm' : 'none: nothing served before';
      trial.armed = false;
      await work.router.confirm(idle);
      return { undo };
    })
  ).undo;
}

/** Stops the old colour when it has nothing left to answer. A failure here is no failure of the release, which is confirmed. */
async function drain(work: Work, live: Color | undefined, timeout: number): Promise<void> {
  if (live === undefined) return;
  const { router, host, colors } = work;
  try {
    await step(work, `drain ${live}`, { color: live }, async () => {
      const until = host.clock.now() + timeout;
      let left = await router.inflight(live);
      while (left > 0 && host.clock.now() < until) {
        await host.clock.sleep(250);
        left = await router.inflight(live);
      }
      if (left > 0) host.log.warn(`${left} requests to ${live} did not end within ${formatDuration(timeout)}; they are cut.`);
      await colors.stop(live, graceOfOld);
      return { cut: left };
    });
  } catch (error) {
    host.log.warn(
      `The release is confirmed, but ${live} could not be stopped: ${messageOf(error)}. It gets no traffic; the next release removes it.`,
    );
  }
}

/** The version that a colour's containers were started as. */
export async function versionOf(work: Pick<Work, 'colors'>, color: Color): Promise<string> {
  const [container] = await work.colors.containers(color);
  return container?.labels['slipway.version'] ?? '';
}

function liveUntouched(error: unknown, live: Color | undefined, previous: string): unknown {
  if (!(error instanceof Failure)) return error;
  const state = live ? `Traffic never left ${live} (${previous || 'unknown version'}).` : 'No traffic was moved.';
  return withDetails(error, { state, outputs: { live: live ?? '', version: previous } });
}
