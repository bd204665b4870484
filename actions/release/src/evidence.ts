import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Host, messageOf } from '@slipway/action';
import { canonical, evidenceName } from '@slipway/github';
import type { Inputs, Plan } from './settings.ts';

interface Recorded {
  readonly version: string;
  readonly commit: string;
  readonly digests: Readonly<Record<string, string>>;
}

export interface EvidenceOutputs {
  readonly record?: string;
  readonly 'record-file'?: string;
}

/**
 * What binds the record of a release to this run: a file for an artifact that only this run can make, whose name holds a hash of the record. Only
 * for what serves now; a release that failed has none. Nothing is kept where nothing is recorded.
 */
export async function keepEvidence(inputs: Inputs, plan: Plan, recorded: Recorded, host: Host): Promise<EvidenceOutputs> {
  const { context, log } = host;
  const { version, commit, digests } = recorded;
  if (!inputs.deployment || context.local || commit === '' || Object.keys(digests).length === 0) return {};
  const evidence = { version, commit, digests, run: context.runId, environment: plan.settings.environment };
  const name = evidenceName(evidence);
  const file = join(context.temp, `${name}.json`);
  try {
    await writeFile(file, `${canonical(evidence)}\n`);
  } catch (error) {
    log.warn(`${file} could not be written, so the record of this release will prove nothing: ${messageOf(error)}`);
    return {};
  }
  return { record: name, 'record-file': file };
}
