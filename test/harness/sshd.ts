import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { eventually, killTree } from './processes.ts';

/** A real sshd on a free port of this machine, for the user that runs the tests. */
export interface Sshd {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Private key that it accepts. */
  readonly key: string;
  /** The right lines for it. */
  readonly knownHosts: string;
  readonly folder: string;
  readonly pid: number;
  /** Gives it another host key from now on and returns the new known_hosts line. */
  changeHostKey(): Promise<string>;
  /** Ends it and every connection to it. */
  stop(): Promise<void>;
}

/** @throws Error where no sshd is installed: script/bootstrap does that */
export async function startSshd(): Promise<Sshd> {
  const program = ['/usr/sbin/sshd', '/usr/bin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path));
  if (!program) throw new Error('sshd is not installed: run script/bootstrap (Debian package openssh-server)');
  const folder = mkdtempSync(join(tmpdir(), 'slipway-sshd-'));
  const port = await freePort();
  makeKey(join(folder, 'host'));
  makeKey(join(folder, 'user'));
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'user.pub')));
  writeFileSync(join(folder, 'config'), configuration(folder, port));
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  let server = await start(program, folder, port);
  const stop = async (): Promise<void> => {
    killTree(server.pid, 'SIGTERM');
    await server.ended;
  };
  return {
    host: '127.0.0.1',
    port,
    username: userInfo().username,
    key: readFileSync(join(folder, 'user'), 'utf8'),
    knownHosts: knownHosts(folder, port),
    folder,
    get pid() {
      return server.pid;
    },
    async changeHostKey() {
      await stop();
      rmSync(join(folder, 'host'));
      makeKey(join(folder, 'host'));
      server = await start(program, folder, port);
      return knownHosts(folder, port);
    },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeKey(path: string, passphrase = ''): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'slipway-test', '-f', path], { stdio: 'ignore' });
}

/** A new private key, such as one that no server accepts, or one that is locked. */
export function newKey(passphrase = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-key-'));
  try {
    makeKey(join(folder, 'key'), passphrase);
    return readFileSync(join(folder, 'key'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Accepts nothing from outside of this machine; forwards sockets, as an application's database may listen on one. */
function configuration(folder: string, port: number): string {
  return [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    'PidFile none',
    // Where its level is not the first, bash reads no startup file of whoever runs the tests: what is in there may wait, or hold a lock for good.
    'SetEnv SHLVL=1',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'AllowTcpForwarding yes',
    'AllowStreamLocalForwarding yes',
    'MaxSessions 100',
    'MaxStartups 100',
    'LogLevel ERROR',
    '',
  ].join('\n');
}

function knownHosts(folder: string, port: number): string {
  const [type, key] = readFileSync(join(folder, 'host.pub'), 'utf8').split(' ');
  return `[127.0.0.1]:${port} ${type} ${key}\n`;
}

async function start(program: string, folder: string, port: number): Promise<{ pid: number; ended: Promise<void> }> {
  const child = spawn(program, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      over = true;
      resolve();
    });
  });
  await eventually(() => over || answers(port), 'sshd answers');
  if (over || child.pid === undefined) throw new Error(`sshd ended at once: ${said}`);
  return { pid: child.pid, ended };
}

function answers(port: number): boolean {
  try {
    return execFileSync('ssh-keyscan', ['-T', '2', '-p', String(port), '127.0.0.1'], { stdio: ['ignore', 'pipe', 'ignore'] }).length > 0;
  } catch {
    return false;
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
