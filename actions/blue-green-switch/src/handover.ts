import { badInputs, Failure, formatDuration, messageOf, withDetails } from '@slipway/action';
import { transactions } from '@slipway/journal';
import type { DeployOptions, Pair } from './options.ts';
import { ask } from './stand.ts';
import { lookAt, type Trial } from './trial.ts';
import { disarmAll } from './undo.ts';
import { step, type Work } from './work.ts';

/**
 * Says before anything happens that services must stop before their new version runs. Nothing to say where nothing serves yet.
 * @throws Failure `outage` unless that is allowed
 */
export async function tellOutage(work: Work, options: DeployOptions, allowed: boolean): Promise<void> {
  const { handover } = work.runtime;
  const { live } = await work.router.read();
  if (!handover || live === undefined) return;
  if (options.canary.length > 0) {
    const message = `cannot be: ${handover.services.join(', ')} runs on one colour only, so the traffic moves as a whole. Example: steps: 100`;
    throw badInputs([{ input: 'steps', message }]);
  }
  const last = lastOutage(work);
  const how = last === undefined ? 'as long as it takes to start and to become healthy' : `the last time it was ${formatDuration(last)}`;
  const what = `${handover.services.join(', ')} of ${live} stops before the new version starts, because two of it may not run at once: an outage of it, ${how}`;
  if (allowed) return work.host.log.warn(`${what}.`);
  throw new Failure('outage', `${what}.`, {
    state: 'Nothing was changed.',
    hint: `Allow it with allow-outage: true. Where two may run at once after all: strategies: ${handover.services[0]}=colours.`,
  });
}

/** Milliseconds of the newest handover that the journal knows. */
function lastOutage(work: Work): number | undefined {
  const entries = transactions(work.session.journal.entries).flatMap((one) => one.entries);
  const done = entries.findLast((entry) => entry.step === 'hand over' && entry.phase === 'done');
  return typeof done?.data?.['ms'] === 'number' ? done.data['ms'] : undefined;
}

/**
 * Stops what may run only once in the live colour, starts it in the idle one, and checks that as a whole. Where that fails, the old one runs again
 * before anything else. The undo is armed already.
 */
export async function handOver(work: Work, options: DeployOptions, trial: Trial, pair: Pair): Promise<void> {
  const { runtime, host } = work;
  const { handover } = runtime;
  if (!handover) return;
  const start = host.clock.now();
  if (pair.live) trial.outageSince = start;
  try {
    await step(work, 'hand over', { services: handover.services, from: pair.live ?? 'none', to: pair.idle }, async () => {
      await handover.take(pair.idle, options.healthTimeout);
      await ask(work, options, pair.idle, options.questions);
      return { ms: host.clock.now() - start };
    });
  } catch (error) {
    throw await handedBack(work, trial, pair, error);
  }
  trial.before = await lookAt(work, pair.idle);
}

async function handedBack(work: Work, trial: Trial, pair: Pair, error: unknown): Promise<Failure> {
  const why = error instanceof Failure ? error : new Failure('internal-error', messageOf(error), { cause: error });
  trial.final = false;
  if (pair.live === undefined) return why;
  const names = `${work.runtime.handover?.services.join(', ')} of ${pair.live}`;
  try {
    await giveBack(work, trial, pair);
  } catch (second) {
    const hint = `Start it on the server: docker start its container of ${work.name}-${pair.live}. The armed undo and the next run try it too.`;
    return new Failure(why.reason, `${why.message} ${names} could not be started again: ${messageOf(second)}.`, { hint, cause: why });
  }
  if (trial.armed) await disarmAll(work.shell, work.state);
  trial.armed = false;
  const away = `${names} was away for ${formatDuration(trial.outageMs)} and runs again.`;
  return withDetails(new Failure(why.reason, `${why.message} ${away}`, { cause: why }), why.details);
}

/** On the way back: what was stopped in the live colour runs there again. */
export async function giveBack(work: Work, trial: Trial, pair: Pair): Promise<void> {
  const { runtime, host } = work;
  const { live } = pair;
  if (!runtime.handover || live === undefined) return;
  if (trial.outageSince === 0) trial.outageSince = host.clock.now();
  await step(work, 'hand back', { services: runtime.handover.services, to: live }, async () => {
    await runtime.resume?.(live);
    // Users are answered once the router sees it too.
    const until = host.clock.now() + 15_000;
    while (!(await work.router.reachable(live).catch(() => true)) && host.clock.now() < until) await host.clock.sleep(200);
    return undefined;
  });
  endOutage(work, trial);
}

/** Users are answered again. */
export function endOutage(work: Work, trial: Trial): void {
  if (trial.outageSince === 0) return;
  trial.outageMs += work.host.clock.now() - trial.outageSince;
  trial.outageSince = 0;
}
