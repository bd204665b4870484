import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A real registry (distribution) in a container of its own, on a free port of the loopback interface. */
export interface RunningRegistry {
  /** `127.0.0.1:port`. */
  readonly address: string;
  stop(): Promise<void>;
}

export interface RegistryOptions {
  /** Ask for the test user's password. */
  readonly auth?: boolean;
}

export const testUser = { username: 'slipway', password: 'slipway-test-password' } as const;

/** bcrypt of the test user's password, as htpasswd writes it; the registry takes no other kind. */
const htpasswd = `${testUser.username}:$2b$05$abcdefghijklmnopqrstuuwuj7NXpO1gG0VnuHTRWERqYixMYwFlS\n`;

const image = 'registry:2';
const patience = 15_000;

export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-registry-'));
  const settings: Record<string, string> = { REGISTRY_STORAGE_DELETE_ENABLED: 'true' };
  const mounts: string[] = [];
  if (options.auth) {
    await writeFile(join(folder, 'htpasswd'), htpasswd, { mode: 0o644 });
    mounts.push('--volume', `${join(folder, 'htpasswd')}:/auth/htpasswd:ro`);
    Object.assign(settings, {
      REGISTRY_AUTH: 'htpasswd',
      REGISTRY_AUTH_HTPASSWD_REALM: 'slipway test',
      REGISTRY_AUTH_HTPASSWD_PATH: '/auth/htpasswd',
    });
  }
  const environment = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const name = `slipway-registry-${randomUUID().slice(0, 8)}`;
  const stop = async (): Promise<void> => {
    await execute('docker', ['rm', '--force', '--volumes', name]).catch(() => {});
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await execute('docker', ['run', '--detach', '--rm', '--name', name, '--publish', '127.0.0.1::5000', ...environment, ...mounts, image]);
    const address = (await execute('docker', ['port', name, '5000/tcp'])).stdout.split('\n')[0]?.trim() ?? '';
    await answers(address, options.auth ? 401 : 200);
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answers(address: string, status: number): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    const response = await fetch(`http://${address}/v2/`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.status === status) return;
    if (Date.now() > end) throw new Error(`The registry at ${address} did not answer ${status} within ${patience / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
