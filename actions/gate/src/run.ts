import type { Host, Result } from '@slipway/action';
import type { GitHub } from '@slipway/github';
import { checkApproval, checkSetup } from './approval.ts';
import type { contract, Inputs } from './contract.ts';
import { prove } from './proof.ts';
import { checkSecrets } from './secrets.ts';
import { summarizeApproval, summarizeProof } from './summary.ts';

export interface Ports extends Host {
  readonly github: GitHub;
  /** Variables of the step. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type GateResult = Result<typeof contract>;

/**
 * Returns where the deploy may begin. Whatever cannot be known is a no.
 * @throws Failure with a reason of the contract
 */
export async function run(inputs: Inputs, ports: Ports): Promise<GateResult> {
  const { log } = ports;
  checkSecrets(inputs, ports.env);
  log.info(inputs.requires.length > 0 ? `Present: ${inputs.requires.join(', ')}.` : 'No secret is required.');
  if (inputs.mode === 'secrets') return { outcome: 'present', outputs: {} };
  await checkSetup(inputs, ports);
  if (inputs.mode === 'approval') {
    const approvers = await checkApproval(inputs, ports);
    log.info(approvers.length > 0 ? `Approved by ${approvers.join(', ')}.` : 'No approval was asked for.');
    const outputs = { 'approved-by': approvers.join(', ') };
    return { outcome: 'approved', outputs, summary: summarizeApproval(inputs, approvers) };
  }
  const { release, since } = await prove(inputs, ports);
  log.info(`Version ${release.version} passed ${inputs.from} at ${since}.`);
  return {
    outcome: 'proven',
    outputs: {
      digests: JSON.stringify(release.digests),
      version: release.version,
      commit: release.commit,
      'deployment-id': String(release.id),
    },
    summary: summarizeProof(inputs, { release, since }, ports.clock.now()),
  };
}
