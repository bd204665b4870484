import { formatDuration, messageOf } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { confirmedReleases } from './history.ts';
import type { DeployOptions, Pair } from './options.ts';
import { trialWord } from './route.ts';
import type { Trial } from './trial.ts';
import { step, type Work } from './work.ts';

/** Seconds that the old colour gets for requests that it still answers when it is told to stop. */
const graceOfOld = 30;

/** From here on a restart of the router keeps the new colour. The token decides between this and the armed undo. */
export async function confirm(work: Work, trial: Trial, idle: Color): Promise<string> {
  const { router } = work;
  return (
    await step(work, 'confirm', { color: idle }, async () => {
      if (!trial.final) await router.confirm(idle, { ...(trial.armed ? { undo: trial.undoFolder } : {}), expected: trialWord(idle) });
      // Nothing moves it back by itself from here on: a failure below must say so.
      if (trial.armed) trial.disarmedAt = work.host.clock.now();
      const undo = described(trial);
      trial.armed = false;
      return { undo };
    })
  ).undo;
}

function described(trial: Trial): string {
  if (trial.final) return 'none: the old version cannot work with the schema as it is now';
  if (!trial.armed) return 'none: nothing served before';
  return `armed before the switch (${trial.keeper === 'systemd' ? 'systemd' : 'a process of its own'}), disarmed at the confirm`;
}

/** What follows the confirm. A failure here is no failure of the release. */
export async function retire(work: Work, options: DeployOptions, pair: Pair): Promise<void> {
  const { host, runtime } = work;
  if (runtime.settle) {
    await step(work, 'move singletons', { color: pair.idle }, async () => void (await runtime.settle?.(pair.idle, options.release))).catch(
      (error: unknown) => host.log.warn(`The release is confirmed, but what may run only once could not be moved: ${messageOf(error)}`),
    );
  }
  if (pair.live !== undefined) await drain(work, options, pair.live);
  await prune(work, options);
}

/** Stops the old colour when it has nothing left to answer. */
async function drain(work: Work, options: DeployOptions, live: Color): Promise<void> {
  const { router, host, runtime } = work;
  const timeout = options.drainTimeout;
  try {
    await step(work, `drain ${live}`, { color: live, fate: options.previous }, async () => {
      const until = host.clock.now() + timeout;
      let left = await router.inflight(live);
      while ((left === undefined || left > 0) && host.clock.now() < until) {
        await host.clock.sleep(250);
        left = await router.inflight(live);
      }
      if (left !== undefined && left > 0)
        host.log.warn(`${left} requests to ${live} did not end within ${formatDuration(timeout)}; they are cut.`);
      if (options.previous !== 'keep-running') await runtime.stop(live, graceOfOld);
      if (options.previous === 'remove') await runtime.remove(live);
      return { cut: left ?? 'not counted' };
    });
  } catch (error) {
    host.log.warn(
      `The release is confirmed, but ${live} could not be stopped: ${messageOf(error)}. It gets no traffic; the next release removes it.`,
    );
  }
}

/** Releases that nobody can be taken back to any more give their place on the disk back. */
async function prune(work: Work, options: DeployOptions): Promise<void> {
  const { host, runtime, session } = work;
  if (!runtime.prune) return;
  const known = confirmedReleases(session.journal.entries);
  const versions = [...new Set([options.release.version, ...known.map(({ version }) => version)])].slice(0, options.keepReleases);
  const keep = [options.release, ...known.filter(({ version }) => versions.includes(version))];
  if (known.every((one) => keep.includes(one))) return;
  await step(work, 'prune', { keep: versions }, async () => void (await runtime.prune?.(known, keep))).catch((error: unknown) =>
    host.log.warn(`Old releases could not be removed: ${messageOf(error)}`),
  );
}
