import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shell } from '@slipway/shell';
import { readText } from '@slipway/shell';
import { type Credentials, findCredentials, parseDockerConfig, withCredentials } from './credentials.ts';
import type { Repository } from './repository.ts';

/** A private folder for one build, and how its Docker command line gets at the registry. */
export interface Workbench {
  readonly folder: string;
  /** Environment of `docker`. */
  readonly env: Readonly<Record<string, string>>;
  readonly credentials: Credentials | undefined;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Credentials from the inputs go into a Docker configuration of their own, removed at the end: they replace nobody's login, and nobody later on
 * this machine has them. Without such inputs the user's own configuration is used as it is.
 */
export async function openWorkbench(
  shell: Shell,
  temp: string,
  repository: Repository,
  login: { readonly username: string | undefined; readonly password: string | undefined },
): Promise<Workbench> {
  const own = (await shell.run(['sh', '-c', 'printf %s "${DOCKER_CONFIG:-$HOME/.docker}"'])).stdout;
  const config = parseDockerConfig(await readText(shell, join(own, 'config.json')));
  const folder = await mkdtemp(join(temp, 'slipway-build-'));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const { username, password } = login;
  if (!username || !password) {
    const credentials = await findCredentials(shell, config, repository);
    return { folder, env: {}, credentials, [Symbol.asyncDispose]: close };
  }
  try {
    const isolated = withCredentials(config, own, repository.authKey, username, password);
    await writeFile(join(folder, 'config.json'), JSON.stringify(isolated), { mode: 0o600 });
    await symlink(join(own, 'contexts'), join(folder, 'contexts'));
  } catch (error) {
    await close();
    throw error;
  }
  // Builders that the user made are found where they were made.
  const builders = (await shell.run(['sh', '-c', 'printf %s "${BUILDX_CONFIG:-}"'])).stdout || join(own, 'buildx');
  return {
    folder,
    env: { DOCKER_CONFIG: folder, BUILDX_CONFIG: builders },
    credentials: { username, password },
    [Symbol.asyncDispose]: close,
  };
}
