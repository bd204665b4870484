import { Failure, formatDuration } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { lostConnection } from './lost.ts';
import type { Trial } from './trial.ts';
import type { Work } from './work.ts';

const lookEvery = 500;

/**
 * Watches the new colour under real traffic for `duration` milliseconds: its containers, the router's own view of its servers, and our requests.
 * @throws Failure `bake-failed` at the first sign that it cannot serve
 */
export async function bake(work: Work, trial: Trial, color: Color, duration: number): Promise<Readonly<Record<string, unknown>>> {
  const { host } = work;
  const until = host.clock.now() + duration;
  host.log.info(`${color} serves under watch for ${formatDuration(duration)}.`);
  for (;;) {
    const sign = await trouble(work, trial, color);
    if (sign)
      throw new Failure('bake-failed', `The new version failed under traffic: ${sign}.`, {
        hint: 'The log of the run shows the last lines that it wrote.',
      });
    const left = until - host.clock.now();
    if (left <= 0) return { failed: trial.failed() };
    await host.clock.sleep(Math.min(lookEvery, left));
  }
}

export async function trouble(work: Work, trial: Trial, color: Color): Promise<string | undefined> {
  const { instances: before, failures } = trial.before;
  const route = await work.router.read();
  if (route.live !== color || route.trial === trial.final)
    return `the router sends traffic to ${route.live ?? 'nothing'} again, because it was reloaded or the undo acted`;
  const now = await work.runtime.instances(color);
  for (const one of now) {
    const then = before.get(one.id);
    if (one.rests && then?.rests) continue;
    if (one.status !== 'running') return `${one.service} is ${one.status} (exit code ${one.exitCode})`;
    if (!then || one.restarts > then.restarts || one.startedAt !== then.startedAt) return `${one.service} ended and was started again`;
    if (one.health === 'unhealthy') return `${one.service} reports unhealthy`;
  }
  if (now.length < before.size) return 'a part of it is gone';
  if ((await work.router.failures(color)) > failures) return 'the router could not reach it';
  if (trial.failed() === 0) return undefined;
  // They went through our connection to the server, as nobody else's do.
  if (await trial.broken()) throw lostConnection(work, color);
  const first = trial.problem().replace(/\.$/, '');
  return `${trial.failed()} of our own requests through the router failed${first ? `; of the first: ${first}` : ''}`;
}
