import type { Host } from '@slipway/action';
import { type BuildResult, check as buildCheck, contract as buildContract, run as buildImage } from '@slipway/build-image';
import { check as scanCheck, contract as scanContract, run as scanImage } from '@slipway/scan-image';
import type { Shell } from '@slipway/shell';
import type { Inputs, Plan } from './settings.ts';
import type { Step } from './step.ts';
import { buildInputs, inputsFor, registryInputs, tagOf } from './step-inputs.ts';

export interface ImagePorts extends Host {
  /** The machine of the runner: images are built and scanned there. */
  readonly local: Shell;
}

/** Builds, scans and tags, in this order: no deployable tag exists before the scan passed. `made` holds what is known meanwhile. */
export async function makeImages(
  inputs: Inputs,
  plan: Plan,
  ports: ImagePorts,
  step: Step,
  made: { images: Readonly<Record<string, string>>; scan: Readonly<Record<string, string>> },
): Promise<Readonly<Record<string, string>>> {
  const built = (images: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> => ({ images });
  made.images = await step('build', { services: Object.keys(plan.settings.images) }, () => buildAll(inputs, plan, ports), built);
  const { images } = made;
  if (plan.settings.scan !== false)
    made.scan = await step(
      'scan',
      {},
      () => scanAll(inputs, plan, images, ports),
      (scan) => ({ scan }),
    );
  await step(
    'tag',
    { images },
    () => tagAll(inputs, plan, images, ports),
    () => ({}),
  );
  return images;
}

/** Service to its image by digest. No tag exists yet. */
export async function buildAll(inputs: Inputs, plan: Plan, ports: ImagePorts): Promise<Record<string, string>> {
  const images: Record<string, string> = {};
  for (const [service, image] of Object.entries(plan.settings.images)) {
    const built: BuildResult = await buildImage(inputsFor(buildContract, buildInputs(inputs, plan, image), buildCheck), {
      ...ports,
      shell: ports.local,
    });
    images[service] = built.image;
  }
  return images;
}

/** Service to one line about its scan. @throws Failure `vulnerabilities` and others, before any tag exists */
export async function scanAll(
  inputs: Inputs,
  plan: Plan,
  images: Readonly<Record<string, string>>,
  ports: ImagePorts,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const settings = plan.settings.scan;
  if (settings === false) return found;
  for (const [service, image] of Object.entries(images)) {
    const given = {
      image,
      ...settings,
      'fail-on': settings['fail-on']?.join(','),
      dockerfile: settings.dockerfile ?? dockerfileOf(plan, service),
      'sbom-file': inputs['sbom-directory'] && `${inputs['sbom-directory']}/${service}.cdx.json`,
      'tool-path': inputs['tool-path'],
      'db-path': inputs['db-path'],
      ...registryInputs(inputs),
    };
    const variables = Object.keys(process.env);
    const { outputs } = await scanImage(inputsFor(scanContract, given, scanCheck), { ...ports, shell: ports.local, variables });
    found[service] = `scanned: ${outputs.critical ?? 0} critical, ${outputs.high ?? 0} high of ${outputs.total ?? 0}`;
  }
  return found;
}

function dockerfileOf(plan: Plan, service: string): string {
  const image = plan.settings.images[service];
  return image?.file ?? `${image?.context ?? '.'}/Dockerfile`;
}

/** Gives the version's tag to every image, now that all of them passed. */
export async function tagAll(inputs: Inputs, plan: Plan, images: Readonly<Record<string, string>>, ports: ImagePorts): Promise<void> {
  for (const image of Object.values(images)) {
    const [repository, digest] = image.split('@');
    const given = { mode: 'tag', image: repository, digest, tags: [tagOf(plan.version)], ...registryInputs(inputs) };
    await buildImage(inputsFor(buildContract, given, buildCheck), { ...ports, shell: ports.local });
  }
}
