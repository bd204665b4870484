import type { Shell } from '@slipway/shell';
import type { Repository } from './repository.ts';

export type Credentials = { readonly username: string; readonly password: string } | { readonly identityToken: string };

/** The parts of Docker's config.json that say who may use a registry. */
export interface DockerConfig {
  readonly [key: string]: unknown;
  readonly auths?: Readonly<Record<string, AuthEntry>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
  readonly cliPluginsExtraDirs?: readonly string[];
}

interface AuthEntry {
  readonly auth?: string;
  readonly identitytoken?: string;
  readonly username?: string;
  readonly password?: string;
}

export function parseDockerConfig(text: string | undefined): DockerConfig {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DockerConfig) : {};
  } catch {
    return {};
  }
}

/** What `docker login` left for a registry: in the file, or with the helper that the file names. */
export async function findCredentials(shell: Shell, config: DockerConfig, repository: Repository): Promise<Credentials | undefined> {
  const helper = config.credHelpers?.[repository.authKey] ?? config.credsStore;
  if (helper && /^[\w.-]+$/.test(helper)) return askHelper(shell, helper, repository.authKey);
  return fromEntry(config.auths?.[repository.authKey] ?? config.auths?.[`https://${repository.authKey}`]);
}

function fromEntry(entry: AuthEntry | undefined): Credentials | undefined {
  if (entry?.identitytoken) return { identityToken: entry.identitytoken };
  if (entry?.username && entry.password) return { username: entry.username, password: entry.password };
  const plain = Buffer.from(entry?.auth ?? '', 'base64').toString();
  const colon = plain.indexOf(':');
  return colon < 1 ? undefined : { username: plain.slice(0, colon), password: plain.slice(colon + 1) };
}

async function askHelper(shell: Shell, helper: string, key: string): Promise<Credentials | undefined> {
  const answer = await shell
    .run([`docker-credential-${helper}`, 'get'], { input: key, allowFailure: true, deadline: 15_000 })
    .catch(() => undefined);
  if (answer?.code !== 0) return undefined;
  const { Username, Secret } = parseDockerConfig(answer.stdout);
  if (typeof Username !== 'string' || typeof Secret !== 'string' || Secret === '') return undefined;
  return Username === '<token>' ? { identityToken: Secret } : { username: Username, password: Secret };
}

/**
 * The user's configuration with credentials of ours for one registry, for a folder of its own. What the user set up keeps working: a store for all
 * registries becomes a helper for each that it is known to hold, because the CLI would ask the store alone otherwise.
 */
export function withCredentials(config: DockerConfig, folder: string, key: string, username: string, password: string): DockerConfig {
  const { credsStore, ...kept } = config;
  const stored = credsStore ? Object.keys(config.auths ?? {}).map((name) => [name, credsStore] as const) : [];
  const helpers = { ...Object.fromEntries(stored), ...config.credHelpers };
  delete helpers[key];
  return {
    ...kept,
    ...(Object.keys(helpers).length > 0 ? { credHelpers: helpers } : {}),
    auths: { ...config.auths, [key]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } },
    cliPluginsExtraDirs: [...(config.cliPluginsExtraDirs ?? []), `${folder}/cli-plugins`],
  };
}
