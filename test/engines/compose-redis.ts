import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { eventually } from '../harness/processes.ts';

/** A Redis container that carries the labels of a compose service, as `docker compose up` would leave it. */
export interface ComposeRedis {
  readonly projectName: string;
  readonly id: string;
  readonly password: string;
  /** What redis-cli prints inside. */
  cli(...args: readonly string[]): string;
  docker(...args: readonly string[]): string;
  remove(): void;
}

/** With settings as flags of its command; without a password where it is empty. @throws Error where no engine or no redis:8 is here: script/bootstrap makes both */
export async function startComposeRedis(
  password = `in~the-container.${randomBytes(6).toString('hex')}`,
  ...settings: readonly string[]
): Promise<ComposeRedis> {
  const docker = (...args: readonly string[]): string =>
    execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
      .toString()
      .trim();
  const projectName = `slipway-test-${randomBytes(4).toString('hex')}`;
  const labels = { 'com.docker.compose.project': projectName, 'com.docker.compose.service': 'redis', 'com.docker.compose.oneoff': 'False' };
  const flags = Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
  const secret = password ? ['--requirepass', password] : [];
  const id = docker('run', '--detach', '--network=none', ...flags, 'redis:8', 'redis-server', ...secret, ...settings);
  const cli = (...args: readonly string[]): string =>
    docker('exec', ...(password ? ['--env', `REDISCLI_AUTH=${password}`] : []), id, 'redis-cli', ...args);
  const remove = (): void => void docker('rm', '--force', '--volumes', id);
  const answers = (): boolean => {
    try {
      return cli('ping') === 'PONG';
    } catch {
      return false;
    }
  };
  try {
    await eventually(answers, `Redis in ${id} answers`, 30_000);
  } catch (error) {
    remove();
    throw error;
  }
  return { projectName, id, password, cli, docker, remove };
}
