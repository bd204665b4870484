import { code } from '@slipway/action';
import { otherColor } from '@slipway/docker';
import type { ModeContext } from './mode.ts';
import { settle } from './recover.ts';
import type { SwitchResult } from './run.ts';
import type { Instance, Release } from './runtime.ts';
import { versionOf } from './stand.ts';
import { step, type Work } from './work.ts';

/**
 * A release that is live and confirmed already; what an earlier run left of the other colour is stopped. The same images with other settings, of the
 * compose file or its `.env`, are another release, unless it is one to go back to.
 */
export async function alreadyLive({ inputs }: ModeContext, work: Work, release: Release): Promise<SwitchResult | undefined> {
  const { router, runtime } = work;
  const { live, confirmed, trial } = await router.read();
  if (!live || live !== confirmed || trial || !serves(await runtime.instances(live), release)) return undefined;
  const changed = inputs.mode === 'deploy' ? ((await runtime.changed?.(live, release)) ?? []) : [];
  if (changed.length > 0) {
    work.host.log.info(
      `The images are live already, with other settings of ${changed.join(', ')} than those of now: they are released anew.`,
    );
    return undefined;
  }
  await runtime.compare?.(release);
  if (!inputs['dry-run']) {
    await settle(work);
    // It would go on working its queues, unless that is wanted.
    const other = otherColor(live);
    const left = inputs.previous !== 'keep-running' && (await runtime.instances(other)).some((one) => one.status === 'running');
    if (left) await step(work, `stop ${other}`, { color: other }, async () => void (await runtime.stop(other, 30)));
  }
  const version = (await versionOf(runtime, live)) || release.version;
  return { outcome: 'unchanged', outputs: { live, version }, summary: `### ${code(version)} is live on ${live} already` };
}

/** Whether a colour runs exactly these images, well. */
export function serves(instances: readonly Instance[], release: Release, also?: Instance['rests']): boolean {
  const rests = (one: Instance): boolean => one.rests === 'finished' || (also !== undefined && one.rests === also);
  const well = (one: Instance): boolean => rests(one) || (one.status === 'running' && (one.health ?? 'healthy') === 'healthy');
  return Object.entries(release.images).every(([service, image]) =>
    instances.some((one) => one.service === service && one.image === image && well(one)),
  );
}
