import type { Check } from './check.ts';
import type { Observation } from './observation.ts';

type Asked = Pick<Check, 'url' | 'hostHeader' | 'headers'>;

/** The host that answered, where a redirect led to another one than was asked; a `www.` before it makes no other host. */
export function foreignHost(
  { url, hostHeader, headers = {} }: Asked,
  observation: Pick<Observation, 'url' | 'redirects'>,
): string | undefined {
  if (observation.redirects.length === 0) return undefined;
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
  const own = [url, ...[hostHeader ?? named ?? []].flat().map((host) => `http://${host}`)].map(hostOf);
  const host = hostOf(observation.url);
  return host === undefined || own.includes(host) ? undefined : host;
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined;
}
