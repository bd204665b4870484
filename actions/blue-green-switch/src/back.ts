import { Failure, formatDuration, messageOf, withDetails } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { account } from './account.ts';
import { giveBack } from './handover.ts';
import { blame, outOfReach, unknownColor } from './lost.ts';
import type { DeployOptions, Pair } from './options.ts';
import { renderReceipt } from './receipt.ts';
import { liveUntouched } from './stand.ts';
import type { Trial } from './trial.ts';
import { disarmAll } from './undo.ts';
import { step, type Work } from './work.ts';

/** Seconds that a colour that failed gets to end: nobody waits for its answers. */
const graceOfFailed = 5;

/** A colour that failed leaves nothing running; its log was shown. */
export async function discard(work: Work, color: Color): Promise<void> {
  await step(work, `stop ${color}`, { color }, async () => void (await work.runtime.stop(color, graceOfFailed))).catch((error: unknown) =>
    work.host.log.warn(`${color} of ${work.name} could not be stopped: ${messageOf(error)}`),
  );
}

/** Traffic back to where it was, first of all; then the failed colour's log; then the whole truth as a failure. */
export async function moveBack(work: Work, options: DeployOptions, trial: Trial, pair: Pair, error: unknown): Promise<Failure> {
  const { host, router } = work;
  let why = error instanceof Failure ? error : new Failure('internal-error', messageOf(error), { cause: error });
  const to = pair.live ?? 'nothing';
  if (trial.final) return stays(work, options, trial, pair, why);
  if (trial.orderedAt === 0 && !trial.armed) return await neverMoved(work, trial, pair, why);
  try {
    // Traffic first: a full disk must not keep it on a version that fails.
    await router.route(pair.live);
  } catch (second) {
    return await stuck(work, options, trial, pair, [why, second]);
  }
  const undone = Date.now();
  why = await blame(work, trial, pair, why);
  await writeDown(work, pair, why);
  await giveBack(work, trial, pair).catch((second: unknown) =>
    host.log.warn(`Traffic is back on ${to}, but what may run only once could not be started there: ${messageOf(second)}.`),
  );
  const acted = trial.armed ? await disarmed(work, trial) : [];
  for (const said of acted) host.log.warn(`The armed undo on the server was faster than this run: ${said}.`);
  const watched = await trial.stop();
  host.log.warn(`Traffic is back on ${to}. ${why.message}`);
  // A cancelled run has seconds: what the idle colour leaves is taken away by the next one.
  if (!host.signal.aborted && (await isOut(work, pair.idle))) await clearAway(work, pair.idle);
  const undo = trial.armed ? 'armed before the switch, not needed' : 'none: nothing served before';
  const receipt = account(work, options, pair, { trial, watched, outcome: 'rolled-back', identity: '', undo, why: why.message });
  const blind = why.reason === 'unreachable' ? ', those among them that were lost with the connection' : '';
  const counts = `${watched.requests} requests were watched, ${watched.failed} failed${blind}.`;
  return withDetails(why, {
    outcome: 'rolled-back',
    state: `Traffic is back on ${to}${pair.previous ? ` (${pair.previous})` : ''}, ${formatDuration(undone - trial.orderedAt)} after the switch; ${counts}`,
    outputs: {
      live: pair.live ?? '',
      version: pair.previous,
      requests: String(watched.requests),
      'failed-requests': String(watched.failed),
      receipt: JSON.stringify(receipt),
    },
    summary: renderReceipt(receipt),
  });
}

/** The traffic could not be moved back by this run: whether somebody else does, and where it is until then. */
async function stuck(
  work: Work,
  options: DeployOptions,
  trial: Trial,
  pair: Pair,
  [why, second]: readonly [Failure, unknown],
): Promise<Failure> {
  const lost = await outOfReach(work, options, trial, pair, [why, second]);
  if (lost) return lost;
  const undo = trial.armed ? ' The armed undo on the server will try it too.' : '';
  const to = pair.live ?? 'nothing';
  return new Failure(
    why.reason,
    `${why.message} Moving the traffic back to ${to} failed as well: ${messageOf(second).replace(/\.?$/, '.')}`,
    {
      state: `Traffic may still go to ${pair.idle}.${undo}`,
      hint: 'Look at the server now; the next run of this action settles it too.',
      outputs: { live: unknownColor },
      cause: why,
    },
  );
}

/** What the router has on disk, and the journal. */
async function writeDown(work: Work, pair: Pair, why: Failure): Promise<void> {
  const { router, host } = work;
  const to = pair.live ?? 'nothing';
  const written = step(
    work,
    'move back',
    { from: pair.idle, to: pair.live ?? 'none', reason: why.reason },
    async () => void (await router.confirm(pair.live)),
  );
  await written.catch(async (second: unknown) => {
    host.log.warn(`Traffic is back on ${to}, but that could not be written down: ${messageOf(second)}.`);
    // A journal that cannot be written must not leave the new colour as what a restart comes back to.
    await router.confirm(pair.live).catch(() => {});
  });
}

/** What the undo did before it was disarmed. */
async function disarmed(work: Work, trial: Trial): Promise<readonly string[]> {
  try {
    const acted = await disarmAll(work.shell, work.state);
    trial.disarmedAt = work.host.clock.now();
    return acted;
  } catch {
    return [];
  }
}

/** Nothing was moved yet: the idle colour goes, and the truth is told. */
async function neverMoved(work: Work, trial: Trial, pair: Pair, why: Failure): Promise<Failure> {
  await trial.stop();
  if (!work.host.signal.aborted) await discard(work, pair.idle);
  return liveUntouched(why, pair);
}

/** The new version fails, and the old one cannot work with the schema: moving traffic would make it worse. */
async function stays(work: Work, options: DeployOptions, trial: Trial, pair: Pair, why: Failure): Promise<Failure> {
  const cause = await blame(work, trial, pair, why);
  const watched = await trial.stop();
  const undo = 'none: the old version cannot work with the schema as it is now';
  const receipt = account(work, options, pair, { trial, watched, outcome: 'kept', identity: '', undo, why: cause.message });
  return withDetails(cause, {
    state: `Traffic stays on ${pair.idle} (${options.release.version}), which is confirmed: ${pair.previous || 'the version before'} cannot work with the schema as it is now. ${pair.live ?? 'The other colour'} still runs.`,
    hint: 'Release a version that works with this schema; or restore the backup that was made before the migration, and then run mode rollback with allow-contract.',
    outputs: { live: pair.idle, version: options.release.version, receipt: JSON.stringify(receipt) },
    summary: renderReceipt(receipt),
  });
}

/** Whether neither the router nor its disk names the colour: one that a restart would come back to is not stopped, however badly it does. */
async function isOut(work: Work, color: Color): Promise<boolean> {
  const route = await work.router.read().catch(() => undefined);
  return route !== undefined && route.live !== color && route.confirmed !== color;
}

/** Shows what a colour that failed wrote last, and stops it. */
async function clearAway(work: Work, color: Color): Promise<void> {
  for (const instance of await work.runtime.instances(color).catch(() => [])) {
    const lines = await work.runtime.logs(instance).catch(() => '');
    if (lines.trim() === '') continue;
    work.host.log.info(`Last lines of ${instance.name}:`);
    work.host.log.untrusted(lines);
  }
  await discard(work, color);
}
