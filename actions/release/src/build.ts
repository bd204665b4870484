import { code, type Host, table } from '@slipway/action';
import { localShell } from '@slipway/shell';
import { digestsOf } from './digests.ts';
import { buildAll, type ImagePorts, scanAll, tagAll } from './images.ts';
import type { ReleaseResult } from './run.ts';
import type { Inputs, Plan } from './settings.ts';

/** Build by digest, scan that digest, tag last. Nothing of an environment is touched, so there is neither lease nor journal. */
export async function build(inputs: Inputs, plan: Plan, host: Host): Promise<ReleaseResult> {
  const ports: ImagePorts = { ...host, local: localShell() };
  const images = await buildAll(inputs, plan, ports);
  const scan = await scanAll(inputs, plan, images, ports);
  await tagAll(inputs, plan, images, ports);
  const rows = Object.entries(images).map(([service, image]) => [
    service,
    code(image),
    scan[service] ?? 'not scanned, by the Slipway file',
  ]);
  const summary = [`### ${plan.settings.project} ${plan.version} is built`, table(['service', 'image', 'scan'], rows)].join('\n\n');
  const outputs = {
    version: plan.version,
    commit: plan.commit,
    images: JSON.stringify(images),
    digests: JSON.stringify(digestsOf(images)),
  };
  const bills = inputs['sbom-directory'] && plan.settings.scan !== false;
  const sbom = bills ? `sbom-${plan.settings.project}-${host.context.runAttempt}` : '';
  return { outcome: 'built', outputs: { ...outputs, sbom }, summary };
}
