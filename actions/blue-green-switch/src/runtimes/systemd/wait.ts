import { type Clock, Failure, formatDuration, type Log } from '@slipway/action';
import type { Control } from './control.ts';
import { isUp, type UnitState } from './show.ts';

export interface Waiting {
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds that units must be active without a restart before they count as up. Whether they answer is asked afterwards, by HTTP. */
  readonly steadyFor: number;
}

/** Restarts after which a unit is given up: a database that comes up late may cost one or two. */
const restartLimit = 2;

/**
 * Waits until every unit has been active for a while without a restart.
 * @throws Failure `unhealthy` with the last lines that the unit wrote
 */
export async function waitSteady(control: Control, units: readonly string[], deadline: number, waiting: Waiting): Promise<void> {
  const { clock, steadyFor } = waiting;
  const until = clock.now() + deadline;
  let seen = '';
  let since = 0;
  for (;;) {
    const states = await control.show(units);
    const broken = states.find(isBroken);
    if (broken) throw await unhealthy(control, broken, deadline, waiting);
    const all = states.every((state) => state.active === 'active' && !state.busy);
    const now = all ? states.map((state) => `${state.invocation} ${state.restarts}`).join() : '';
    if (now === '' || now !== seen) since = clock.now();
    seen = now;
    if (all && clock.now() - since >= steadyFor) return;
    if (clock.now() >= until) {
      const late = states.find((state) => state.active !== 'active') ?? states[0];
      throw late ? await unhealthy(control, late, deadline, waiting) : new Failure('internal-error', 'There was no unit to wait for.');
    }
    await clock.sleep(250);
  }
}

/** Ended, or started again too often. */
function isBroken(state: UnitState): boolean {
  return state.restarts > restartLimit || !isUp(state);
}

async function unhealthy(control: Control, state: UnitState, deadline: number, { log }: Pick<Waiting, 'log'>): Promise<Failure> {
  log.info(`Last lines of ${state.id}:`);
  log.untrusted(await control.logs(state.id));
  const restarts = state.restarts > 0 ? ` after ${state.restarts} restarts` : '';
  const ended = isUp(state) ? `is ${state.active} (${state.sub})` : `${state.active}, exit status ${state.exitStatus},`;
  const flag = control.scope === 'user' ? ' --user' : '';
  return new Failure('unhealthy', `${state.id} ${ended}${restarts} and did not stay up within ${formatDuration(deadline)}.`, {
    hint: `Its last lines stand in the log of this step; on the server: journalctl${flag} -u ${state.id}.`,
  });
}

/**
 * Stops units and keeps them stopped over a reboot. Those that are still there after `grace` seconds are killed.
 * @throws Failure `runtime-failed` where one survives even that
 */
export async function stopUnits(
  control: Control,
  units: readonly string[],
  grace: number,
  { clock }: Pick<Waiting, 'clock'>,
): Promise<void> {
  if (units.length === 0) return;
  for (const state of await control.show(units)) {
    if (state.file.startsWith('enabled')) await control.order('disable', state.id);
    if (isUp(state)) await control.order('stop', state.id);
  }
  const patience = clock.now() + grace * 1000;
  let killed = false;
  for (;;) {
    const left = (await control.show(units)).filter(isUp);
    if (left.length === 0) return;
    if (!killed && clock.now() >= patience) {
      for (const { id } of left) await control.order('kill', id);
      killed = true;
    }
    if (clock.now() >= patience + 30_000) {
      throw new Failure('runtime-failed', `${left.map(({ id }) => id).join(', ')} did not end on ${control.where}, not even when killed.`);
    }
    await clock.sleep(200);
  }
}
