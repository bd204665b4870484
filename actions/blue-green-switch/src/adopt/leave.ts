import { step } from '../work.ts';
import { type Adoption, drained, tellCut } from './adoption.ts';
import { running, setRestart } from './original.ts';
import { forgetRecord, type Original } from './record.ts';

/** Seconds that colours get, once nobody is connected to them. */
const grace = 10;

/**
 * The original serves on its ports: users are let go from the router, and what is ours goes. Each step may be repeated, so a run that is lost in the
 * middle is finished by the next.
 */
export async function leave(adoption: Adoption, original: Original): Promise<void> {
  const { work, takeover, redirect } = adoption;
  const { shell, runtime } = work;
  await step(work, 'lead back', { ports: original.held.map(({ port }) => port) }, async () => {
    const ids = (await running(shell, original.containers)).map(({ Id }) => Id);
    await setRestart(
      shell,
      original.containers.filter(({ id }) => ids.includes(id)),
      'own',
    );
    await redirect.remove();
    return undefined;
  });
  await step(work, 'leave router', {}, async () => {
    await takeover.leave();
    const left = await drained(adoption, () => takeover.lingering());
    tellCut(adoption, left, 'HAProxy');
    return { cut: left ?? 'not counted' };
  });
  await step(work, 'remove colours', {}, async () => {
    for (const color of ['blue', 'green'] as const) {
      await runtime.stop(color, grace);
      await runtime.remove(color);
    }
    for (const tag of Object.keys(original.tags)) await shell.run(['docker', 'image', 'rm', '--no-prune', tag], { allowFailure: true });
    await forgetRecord(shell, work.state);
    return undefined;
  });
}
