/** A repository of a registry, from the name that people write. */
export interface Repository {
  /** Canonical: with the registry, as `repository@digest` is written. */
  readonly name: string;
  /** Key of the registry in Docker's configuration. */
  readonly authKey: string;
  /** Where its API answers. */
  readonly origin: string;
  /** Path inside the registry. */
  readonly path: string;
}

const component = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const hostName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const hub = 'docker.io';

/** The repository, or what is wrong with its name. */
export function parseRepository(text: string): Repository | { readonly problem: string } {
  if (text.includes('@')) return { problem: 'holds a digest; write the repository alone' };
  const slash = text.indexOf('/');
  const head = slash < 0 ? '' : text.slice(0, slash);
  const named = head.includes('.') || head.includes(':') || head === 'localhost';
  const registry = named ? head : hub;
  const rest = named ? text.slice(slash + 1) : text;
  if (rest.includes(':')) return { problem: 'holds a tag; write the repository alone, and tags in the input tags' };
  if (rest !== rest.toLowerCase()) return { problem: `must be lower case: ${text.slice(0, 120).toLowerCase()}` };
  if (!hostName.test(registry) || rest.length > 255 || !rest.split('/').every((part) => component.test(part))) {
    return { problem: 'is not the name of a repository' };
  }
  if (registry !== hub) return { name: `${registry}/${rest}`, authKey: registry, origin: originOf(registry), path: rest };
  const path = rest.includes('/') ? rest : `library/${rest}`;
  return { name: `${hub}/${path}`, authKey: 'https://index.docker.io/v1/', origin: 'https://registry-1.docker.io', path };
}

/** Plain HTTP is for this machine only: elsewhere it would carry credentials and images in the open. */
function originOf(registry: string): string {
  return `${isLoopback(registry) ? 'http' : 'https'}://${registry}`;
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

export const digestPattern = /^sha256:[0-9a-f]{64}$/;
export const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
