import type { Color, Model } from '@slipway/docker';

/**
 * A colour's file as it runs: as compose resolved it, with the images of the release, and with volumes that no colour owns, so that taking a colour
 * away never takes data away.
 */
export function releasedModel(
  model: Model,
  { color, images, version }: { color: Color; images: Readonly<Record<string, string>>; version: string },
): Model {
  // Compose replaces $NAME in every value of a file that it reads.
  const labels = { 'slipway.color': color, 'slipway.version': version.replaceAll('$', '$$$$') };
  const services = Object.entries(model.services).map(([name, service]) => {
    const image = images[name];
    const { build: _build, ...kept } = service;
    return [name, { ...kept, ...(image ? { image } : {}), labels: { ...service.labels, ...labels } }] as const;
  });
  const volumes = Object.entries(model.volumes ?? {}).map(
    ([key, volume]) => [key, { name: volume?.name ?? `${model.name}_${key}`, external: true }] as const,
  );
  return { ...model, services: Object.fromEntries(services), volumes: Object.fromEntries(volumes) };
}
