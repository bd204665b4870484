import { code } from '@slipway/action';
import { otherColor } from '@slipway/docker';
import { openSession } from '@slipway/journal';
import { abortTakeover } from './adopt/unfinished.ts';
import { discard } from './back.ts';
import type { Mode } from './mode.ts';
import { type Application, openView } from './open.ts';
import { settle } from './recover.ts';
import type { Inputs, Ports, SwitchResult } from './run.ts';
import type { Instance } from './runtime.ts';
import { versionOf } from './stand.ts';
import type { Work } from './work.ts';

/** Takes away what stands on the idle colour without being confirmed: a prepared release, or one on trial whose run is over. */
export const abortMode: Mode = async (context) => {
  const { inputs, ports, application } = context;
  const taken = await abortTakeover(context);
  if (taken) return taken;
  const view = await openView(application, { shell: ports.shell, host: ports, inputs }, []);
  const work: Work = { ...view, session: ports.session, timings: [] };
  const before = await view.router.read();
  if (inputs['dry-run'])
    return { outcome: 'reported', outputs: { live: before.live ?? '' }, summary: `### ${view.name}: nothing was changed` };
  const live = await settle(work);
  const running: Instance[] = [];
  // Before a first release is confirmed, either colour may be one that waits.
  for (const idle of live === undefined ? (['blue', 'green'] as const) : [otherColor(live)]) {
    const left = (await view.runtime.instances(idle)).filter((one) => one.status === 'running');
    if (left.length > 0) await discard(work, idle);
    running.push(...left);
  }
  const version = live === undefined ? '' : await versionOf(view.runtime, live);
  const outcome = running.length > 0 || before.trial ? 'aborted' : 'unchanged';
  const what = outcome === 'aborted' ? `${code(running[0]?.version || 'what was on trial')} was taken away` : 'there was nothing to abort';
  const serving = live === undefined ? 'nothing serves' : `${live} serves ${code(version)}`;
  return { outcome, outputs: { live: live ?? '', version }, summary: `### ${view.name}: ${what}; ${serving}` };
};

/**
 * Gives the lease of a run free that will not come back, and settles what it left. The run is named, so that nobody unlocks what they did not mean;
 * should it live after all, the server refuses its changes from here on.
 */
export async function unlock(inputs: Inputs, ports: Ports, application: Application): Promise<SwitchResult> {
  const { runIsOver } = await import('@slipway/github');
  const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
  const session = await openSession(
    ports.shell,
    {
      folder: application.state,
      what: 'unlock',
      wait: 0,
      isOver: async (owner) => owner.runId === inputs.holder || (await runIsOver(owner, { apiUrl: ports.context.apiUrl, token })),
    },
    ports,
  );
  try {
    const view = await openView(application, { shell: session.shell, host: ports, inputs }, []);
    const live = await settle({ ...view, session, timings: [] });
    await session.end('unlocked', { live });
    const from = session.lease.takenFrom;
    const summary = `### ${view.name}: ${from ? `the lease of ${code(from.runId)} was taken` : 'no lease was held'}; ${live ?? 'nothing'} serves`;
    return { outcome: 'unlocked', outputs: { live: live ?? '' }, summary };
  } catch (error) {
    await session.end('failed').catch(() => {});
    throw error;
  }
}
