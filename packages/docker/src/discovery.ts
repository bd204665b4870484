import type { Service } from './model.ts';

/** Proxies that find their targets by what containers say of themselves: a colour would get traffic from them as soon as it runs. */
const labels = /^(traefik|caddy)([._]|$)/;
const variables = ['VIRTUAL_HOST', 'VIRTUAL_PORT', 'VIRTUAL_PATH', 'LETSENCRYPT_HOST'];

/** Images of such proxies. */
const proxies = /(^|\/)(traefik|caddy-docker-proxy|nginx-proxy)(?=[:@]|$)/;

/** The labels and variables of a service by which a proxy would find it. */
export function discoveryOf(service: Service): string[] {
  const found = Object.keys(service.labels ?? {}).filter((label) => labels.test(label));
  return [...found, ...variables.filter((name) => service.environment?.[name])];
}

/** The proxies among images. */
export function discoverers(images: readonly string[]): string[] {
  return [...new Set(images.filter((image) => proxies.test(image)))];
}

export function withoutDiscovery(service: Service): Service {
  if (discoveryOf(service).length === 0) return service;
  const kept = Object.entries(service.labels ?? {}).filter(([label]) => !labels.test(label));
  const environment = Object.entries(service.environment ?? {}).filter(([name]) => !variables.includes(name));
  return { ...service, labels: Object.fromEntries(kept), environment: Object.fromEntries(environment) };
}
