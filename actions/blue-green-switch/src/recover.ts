import type { Color } from '@slipway/docker';
import { disarmAll } from './undo.ts';
import type { Work } from './work.ts';

/**
 * Brings a target that an earlier run left in the middle into a state that one can reason about. The router says what the last release confirmed;
 * traffic that went elsewhere without being confirmed goes back. @returns the live colour
 */
export async function settle(work: Work): Promise<Color | undefined> {
  const { host, router, session } = work;
  for (const said of await disarmAll(work.shell, work.state)) host.log.warn(`The armed undo of an earlier run acted: ${said}.`);
  const route = await router.read();
  if (route.live !== route.confirmed || route.trial) {
    host.log.warn(
      `An earlier run moved traffic to ${route.live ?? 'nothing'} and ended before it confirmed that. Moving it back to ${route.confirmed ?? 'nothing'}, which is what was confirmed last.`,
    );
    await session.step('recover', { from: route.live ?? 'none', to: route.confirmed ?? 'none' }, async () => {
      await router.confirm(route.confirmed);
      return undefined;
    });
  }
  for (const unfinished of session.unfinished) {
    await session.journal.write(unfinished.id, 'end', 'done', { outcome: 'abandoned', by: session.transaction });
  }
  return route.confirmed;
}
