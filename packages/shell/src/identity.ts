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
  refuseBrokenLines(options.knownHosts);
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

/** OpenSSH passes over a line that it cannot read, and then says that the server is unknown: the line is the news, so it is named. */
function refuseBrokenLines(knownHosts: string): void {
  const broken = knownHosts.split('\n').findIndex((line) => {
    const words = line.trim().split(/\s+/);
    if (line.trim() === '' || line.trim().startsWith('#')) return false;
    const [type = '', key = ''] = words[0]?.startsWith('@') ? words.slice(2) : words.slice(1);
    return !isPublicKey(type, key);
  });
  if (broken >= 0) {
    const message = `line ${broken + 1} is not 'host type key' with a whole key; copy it again. Example: app.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA...`;
    throw badInputs([{ input: 'known-hosts', message }]);
  }
}

/** A key on the wire is a list of strings, each after its length; the first is the type (RFC 4253, section 6.6). */
function isPublicKey(type: string, key: string): boolean {
  if (!/^[A-Za-z0-9+/]+=*$/.test(key)) return false;
  const bytes = Buffer.from(key, 'base64');
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return false;
    parts.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return at === bytes.length && parts.length > 1 && parts[0]?.toString() === type;
}
