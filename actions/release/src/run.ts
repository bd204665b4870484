import type { Host, Result } from '@slipway/action';
import type { contract } from './contract.ts';
import type { ReleaseReceipt } from './receipt.ts';
import { type Inputs, makePlan, type Plan } from './settings.ts';

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
  const result =
    command === undefined
      ? await (await import('./server.ts')).onServer(inputs, plan, host)
      : await (await import('./hosted.ts')).onPlatform(inputs, { ...plan, command }, host);
  return vouchedFor(result, inputs, plan, host);
}

/** What serves now is on record, and this run vouches for the record; status and dry-run have none. */
async function vouchedFor(result: ReleaseResult, inputs: Inputs, plan: Plan, host: Host): Promise<ReleaseResult> {
  const { version = '', commit = '', digests = '{}' } = result.outputs;
  if (!['released', 'unchanged', 'rolled-back'].includes(result.outcome)) return result;
  const { keepEvidence } = await import('./evidence.ts');
  const recorded = { version, commit, digests: JSON.parse(digests) as Record<string, string> };
  return { ...result, outputs: { ...result.outputs, ...(await keepEvidence(inputs, plan, recorded, host)) } };
}
