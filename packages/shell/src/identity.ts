import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badInputs } from '@slipway/action';
import { localShell } from './local.ts';
import type { Endpoint } from './ssh-failure.ts';

export interface SshOptions extends Endpoint {
  readonly key: string;
  readonly knownHosts: string;
  /** Milliseconds for the connection to stand. */
  readonly connectDeadline?: number;
}

/** OpenSSH reads a host or user that starts with `-` as an option, and `-oProxyCommand=…` runs a program. */
export function refuseOptionLike(endpoint: Endpoint): void {
  const problems = [];
  if (!/^[A-Za-z0-9_[][A-Za-z0-9_.:%\]-]*$/.test(endpoint.host))
    problems.push({ input: 'host', message: 'is not a host name or address. Example: app.example.com' });
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/.test(endpoint.username))
    problems.push({ input: 'username', message: 'is not a user name. Example: deploy' });
  if (problems.length > 0) throw badInputs(problems);
}

/** Key and known hosts as files that only this user reads; returns the words that begin every ssh command. @throws Failure `bad-input` */
export async function writeIdentity(folder: string, options: SshOptions): Promise<readonly string[]> {
  const key = join(folder, 'key');
  const knownHosts = join(folder, 'known_hosts');
  await writeFile(key, `${options.key.replaceAll('\r\n', '\n').trim()}\n`, { mode: 0o600 });
  await writeFile(knownHosts, `${options.knownHosts.trim()}\n`, { mode: 0o600 });
  await chmod(folder, 0o700);
  const check = await localShell().run(['ssh-keygen', '-y', '-P', '', '-f', key], { allowFailure: true, deadline: 10_000 });
  if (check.code !== 0) {
    const locked = /passphrase/i.test(check.stderr);
    const message = locked
      ? 'is protected by a passphrase; make a key for deployments alone'
      : 'is not a private key that OpenSSH can read; paste the whole file';
    throw badInputs([{ input: 'ssh-key', message }]);
  }
  const settings: Record<string, string> = {
    BatchMode: 'yes',
    IdentityFile: key,
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    PreferredAuthentications: 'publickey',
    StrictHostKeyChecking: 'yes',
    UserKnownHostsFile: knownHosts,
    GlobalKnownHostsFile: '/dev/null',
    UpdateHostKeys: 'no',
    ForwardAgent: 'no',
    ControlPath: join(folder, 'c'),
    ControlPersist: 'no',
    ConnectTimeout: String(Math.ceil((options.connectDeadline ?? 15_000) / 1000)),
    ServerAliveInterval: '5',
    ServerAliveCountMax: '3',
    StreamLocalBindUnlink: 'yes',
    LogLevel: 'ERROR',
  };
  const flags = Object.entries(settings).map(([name, value]) => `-o${name}=${value}`);
  return ['ssh', '-F', 'none', '-T', ...flags, '-p', String(options.port), '-l', options.username];
}
