import type { Problem } from '@slipway/action';
import type { Settings } from '@slipway/config';

type Images = Readonly<Record<string, string>>;

/** The input `digests` with the repositories of the Slipway file: every service of the release, and no other. */
export function imagesOf(digests: string, settings: Settings): { images: Images | undefined; problems: Problem[] } {
  const wrong = (message: string): { images: undefined; problems: Problem[] } => ({
    images: undefined,
    problems: [{ input: 'digests', message }],
  });
  const example = 'Example: {"backend":"sha256:0f3c…"}';
  const given = parse(digests);
  if (given === undefined) return wrong(`is no JSON of services and digests. ${example}`);
  const wanted = Object.keys(settings.images);
  const missing = wanted.filter((service) => !(service in given));
  const unknown = Object.keys(given).filter((service) => !wanted.includes(service));
  if (missing.length + unknown.length > 0) {
    const words = [missing.length > 0 ? `lacks ${missing.join(', ')}` : '', unknown.length > 0 ? `has ${unknown.join(', ')}` : ''];
    return wrong(`${words.filter(Boolean).join(' and ')}; the Slipway file releases ${wanted.join(', ')}`);
  }
  const malformed = wanted.filter((service) => !/^sha256:[0-9a-f]{64}$/.test(given[service] ?? ''));
  if (malformed.length > 0) return wrong(`has no digest for ${malformed.join(', ')}. ${example}`);
  return {
    images: Object.fromEntries(wanted.map((service) => [service, `${settings.images[service]?.image}@${given[service]}`])),
    problems: [],
  };
}

function parse(text: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.values(value).every((one) => typeof one === 'string') ? (value as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}

/** The other way: service to digest, which no runner takes for a secret, because no name stands in it. */
export function digestsOf(images: Images): Record<string, string> {
  return Object.fromEntries(Object.entries(images).map(([service, image]) => [service, image.slice(image.indexOf('@') + 1)]));
}
