import { messageOf } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { phaseOf, type Transaction } from '@slipway/journal';
import type { Route } from './route.ts';
import { disarmAll } from './undo.ts';
import type { Work } from './work.ts';

/**
 * Brings a target that an earlier run left in the middle into a state that one can reason about. The router says what the last release confirmed;
 * traffic that went elsewhere without being confirmed goes back. @returns the live colour
 */
export async function settle(work: Work): Promise<Color | undefined> {
  const { host, router, session } = work;
  const found = await router.read();
  const route = { ...found, confirmed: toReturnTo(found) };
  if (route.live !== found.confirmed || route.trial) {
    host.log.warn(whatWasLeft(found));
    await session.step('recover', { from: route.live ?? 'none', to: route.confirmed ?? 'none' }, async () => {
      await router.confirm(route.confirmed);
      return undefined;
    });
  }
  await resume(work, route.confirmed);
  // Only now: this run may be lost as well, and then the undo is what is left.
  for (const said of await disarmAll(work.shell, work.state)) host.log.warn(`The armed undo of an earlier run acted: ${said}.`);
  for (const unfinished of session.unfinished) {
    // Where the run was lost between the confirm and its entry, the release counts: one can go back to it.
    if (wasConfirmed(unfinished, route.confirmed))
      await session.journal.write(unfinished.id, 'confirm', 'done', { by: session.transaction });
    await session.journal.write(unfinished.id, 'end', 'done', { outcome: 'abandoned', by: session.transaction });
  }
  return route.confirmed;
}

/**
 * A colour that stands alone was confirmed: nothing else takes it off trial. Where what was written down is lost, traffic stays on it.
 * Only a first release on trial has nothing to go back to.
 */
export function toReturnTo({ live, trial, confirmed }: Route): Color | undefined {
  return confirmed ?? (trial ? undefined : live);
}

/** What may run only once runs where the traffic is, also where a run was lost in between. */
async function resume({ runtime, session, host }: Work, color: Color | undefined): Promise<void> {
  if (color === undefined || !runtime.resume || !(await runtime.instances(color)).some(({ rests }) => rests === 'waits')) return;
  await session
    .step('resume', { color }, async () => void (await runtime.resume?.(color)))
    .catch((error: unknown) => host.log.warn(`What may run only once does not run on ${color}: ${messageOf(error)}`));
}

function wasConfirmed(lost: Transaction, confirmed: Color | undefined): boolean {
  const intent = lost.entries.find(({ step, phase }) => step === 'confirm' && phase === 'intent');
  return intent !== undefined && phaseOf(lost, 'confirm') === 'intent' && intent.data?.['color'] === confirmed;
}

function whatWasLeft({ live, trial, confirmed }: Route): string {
  if (live !== undefined && !trial && confirmed === undefined)
    return `${live} serves, and the file that says that it was confirmed is lost; it is written anew.`;
  if (live !== undefined && live === confirmed)
    return `An earlier run confirmed ${live} and ended before the router knew that; it stands alone from here on.`;
  return `An earlier run moved traffic to ${live ?? 'nothing'} and ended before it confirmed that. Moving it back to ${confirmed ?? 'nothing'}, which is what was confirmed last.`;
}
