import type { Host, Result } from '@slipway/action';
import type { contract } from './contract.ts';
import type { ReleaseReceipt } from './receipt.ts';
import { type Inputs, makePlan } from './settings.ts';

export interface ReleaseResult extends Result<typeof contract> {
  readonly receipt?: ReleaseReceipt;
}

/** A whole release, a part of one that needs no server, the way back, or what is live. */
export async function run(inputs: Inputs, runner: Host): Promise<ReleaseResult> {
  const plan = await makePlan(inputs, runner.context);
  // The commit that is released may be another than that of the run, as in a promotion.
  const host = { ...runner, context: { ...runner.context, sha: plan.commit } };
  if (inputs.mode === 'plan') return (await import('./propose.ts')).propose(inputs, plan, host);
  if (inputs.mode === 'build') return (await import('./build.ts')).build(inputs, plan, host);
  const { command } = plan.settings;
  if (command !== undefined) return (await import('./hosted.ts')).onPlatform(inputs, { ...plan, command }, host);
  return (await import('./server.ts')).onServer(inputs, plan, host);
}
