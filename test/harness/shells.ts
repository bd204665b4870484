import { openSsh, type Shell, type SshOptions } from '@slipway/shell';
import type { Sshd } from './sshd.ts';

/** How an action would connect to a test's sshd. */
export function sshOptions(server: Sshd): SshOptions {
  const { host, port, username, key, knownHosts } = server;
  return { host, port, username, key, knownHosts };
}

export function openServer(server: Sshd, changes: Partial<SshOptions> = {}): Promise<Shell> {
  return openSsh({ ...sshOptions(server), ...changes });
}
