import { Failure, formatDuration, messageOf, withDetails } from '@slipway/action';
import { type Color, colorProject, containerLogs } from '@slipway/docker';
import type { Trial } from './trial.ts';
import { disarm } from './undo.ts';
import { step, type Work } from './work.ts';

/** The colours of one switch, and the version that served before it. */
export interface Pair {
  readonly live: Color | undefined;
  readonly idle: Color;
  readonly previous: string;
}

/** A colour that failed leaves nothing running; its log was shown. */
export async function discard(work: Work, color: Color): Promise<void> {
  await step(work, `stop ${color}`, { color }, async () => void (await work.colors.stop(color))).catch((error: unknown) =>
    work.host.log.warn(`${colorProject(work.project.name, color)} could not be stopped: ${messageOf(error)}`),
  );
}

/** Traffic back to where it was, first of all; then the failed colour's log; then the whole truth as a failure. */
export async function moveBack(work: Work, trial: Trial, pair: Pair, error: unknown): Promise<Failure> {
  const { host, router } = work;
  const why = error instanceof Failure ? error : new Failure('internal-error', messageOf(error), { cause: error });
  const to = pair.live ?? 'nothing';
  try {
    await work.session.step('move back', { from: pair.idle, to: pair.live ?? 'none', reason: why.reason }, async () => {
      await router.confirm(pair.live);
      return undefined;
    });
  } catch (second) {
    const undo = trial.armed ? ' The armed undo on the server will try it too.' : '';
    return new Failure(why.reason, `${why.message} Moving the traffic back to ${to} failed as well: ${messageOf(second)}.`, {
      state: `Traffic may still go to ${pair.idle}.${undo}`,
      hint: 'Look at the server now; the next run of this action settles it too.',
      cause: why,
    });
  }
  const undone = Date.now();
  if (trial.armed) await disarm(work.shell, work.undoFolder).catch(() => true);
  const watched = await trial.stop();
  host.log.warn(`Traffic is back on ${to}: ${why.message}`);
  for (const container of await work.colors.containers(pair.idle).catch(() => [])) {
    host.log.info(`Last lines of ${container.name}:`);
    host.log.untrusted(await containerLogs(work.shell, container.id).catch(() => ''));
  }
  await discard(work, pair.idle);
  const counts = `${watched.requests} requests were watched, ${watched.failed} failed.`;
  return withDetails(why, {
    outcome: 'rolled-back',
    state: `Traffic is back on ${to}${pair.previous ? ` (${pair.previous})` : ''}, ${formatDuration(undone - trial.orderedAt)} after the switch; ${counts}`,
    outputs: {
      live: pair.live ?? '',
      version: pair.previous,
      requests: String(watched.requests),
      'failed-requests': String(watched.failed),
    },
  });
}
