import { rmSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSecret, badInputs, Failure } from '@slipway/action';
import { childEnvironment, localShell } from './local.ts';
import { collect, ProgramFailure, startProcess } from './process.ts';
import { type Address, defaultDeadline, type Running, type RunOptions, type Shell, type StartOptions } from './shell.ts';
import { connectionFailure, type Endpoint, knownHostsName } from './ssh-failure.ts';
import { encodeOrder, receiver } from './wire.ts';

export interface SshOptions extends Endpoint {
  readonly key: string;
  readonly knownHosts: string;
  /** Milliseconds for the connection to stand. */
  readonly connectDeadline?: number;
}

/** What the server has to end a program after its deadline before this side gives up on it. */
const remoteGrace = 8000;

/** Folders with a private key in them: none outlives the action, however it ends. */
const keyFolders = new Set<string>();
process.on('exit', () => {
  for (const folder of keyFolders) rmSync(folder, { recursive: true, force: true });
});

/**
 * One multiplexed connection of the system's OpenSSH. The user's own configuration, agent and known_hosts play no part, so a run behaves alike
 * everywhere. @throws Failure `host-key-missing`, `host-key-mismatch`, `ssh-refused`, `unreachable`, `bad-input`
 */
export async function openSsh(options: SshOptions): Promise<Shell> {
  refuseOptionLike(options);
  const folder = await mkdtemp(join(tmpdir(), 'slipway-'));
  keyFolders.add(folder);
  try {
    const flags = await writeIdentity(folder, options);
    await connect(folder, flags, options);
    return new SshShell(folder, flags, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** OpenSSH reads a host or user that starts with `-` as an option, and `-oProxyCommand=…` runs a program. */
function refuseOptionLike(endpoint: Endpoint): void {
  const problems = [];
  if (!/^[A-Za-z0-9_[][A-Za-z0-9_.:%\]-]*$/.test(endpoint.host))
    problems.push({ input: 'host', message: 'is not a host name or address. Example: app.example.com' });
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/.test(endpoint.username))
    problems.push({ input: 'username', message: 'is not a user name. Example: deploy' });
  if (problems.length > 0) throw badInputs(problems);
}

async function writeIdentity(folder: string, options: SshOptions): Promise<readonly string[]> {
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
    ControlPersist: '30',
    ConnectTimeout: String(Math.ceil((options.connectDeadline ?? 15_000) / 1000)),
    ServerAliveInterval: '5',
    ServerAliveCountMax: '3',
    StreamLocalBindUnlink: 'yes',
    LogLevel: 'ERROR',
  };
  const flags = Object.entries(settings).map(([name, value]) => `-o${name}=${value}`);
  return ['ssh', '-F', 'none', '-T', ...flags, '-p', String(options.port), '-l', options.username];
}

async function connect(folder: string, flags: readonly string[], options: SshOptions): Promise<void> {
  const deadline = (options.connectDeadline ?? 15_000) + 5000;
  const master = await localShell()
    .run([...flags, '-oLogLevel=INFO', '-f', '-N', '-M', '--', options.host], { allowFailure: true, deadline })
    .catch((error: unknown) => {
      if (error instanceof Failure && error.reason === 'timeout')
        return { code: 255, stderr: 'no answer in time', stdout: '', duration: 0 };
      throw error;
    });
  if (master.code === 0) return;
  const ask = async (argv: readonly string[]): Promise<string> =>
    (await localShell().run(argv, { allowFailure: true, deadline: 10_000 })).stdout.trim();
  const known = await ask(['ssh-keygen', '-l', '-f', join(folder, 'known_hosts'), '-F', knownHostsName(options)]);
  const expected = [...new Set(known.match(/SHA256:\S+/g) ?? [])].join(', ');
  const offered = expected
    ? ''
    : await ask(['ssh-keyscan', '-T', '5', '-t', 'ed25519,ecdsa', '-p', String(options.port), '--', options.host]).catch(() => '');
  const lines = offered.split('\n').filter((line) => line && !line.startsWith('#'));
  throw connectionFailure(options, { stderr: master.stderr, offered: lines.join('\n'), expected });
}

class SshShell implements Shell {
  readonly where: string;
  readonly remote = true;
  readonly #folder: string;
  readonly #flags: readonly string[];
  readonly #options: SshOptions;
  readonly #forwards = new Map<string, Promise<Address>>();

  constructor(folder: string, flags: readonly string[], options: SshOptions) {
    this.#folder = folder;
    this.#flags = flags;
    this.#options = options;
    this.where = `${options.username}@${options.host}`;
  }

  start(argv: readonly string[], options: StartOptions & { onError?: (line: string) => void } = {}): Running {
    const { secrets, env, cwd, ...rest } = options;
    for (const value of Object.values(secrets ?? {})) addSecret(value);
    const deadline = options.deadline ?? defaultDeadline;
    const [file = ''] = argv;
    const running = startProcess([...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`], {
      ...rest,
      title: argv.slice(0, 4).join(' ').slice(0, 80),
      where: this.where,
      environment: childEnvironment(process.env),
      preamble: encodeOrder({ argv, env: { ...env, ...secrets }, cwd, deadline }),
      deadline: deadline + remoteGrace,
    });
    const done = running.done.catch((error: unknown) => this.#explain(error, file, deadline));
    done.catch(() => {});
    return { ...running, done };
  }

  run(argv: readonly string[], options: RunOptions = {}): ReturnType<Shell['run']> {
    return collect(this.start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options);
  }

  /** Exit codes of the way there, told apart from those of the program. */
  async #explain(error: unknown, file: string, deadline: number): Promise<never> {
    if (!(error instanceof ProgramFailure)) throw error;
    if (error.code === 255 && !(await this.#alive())) {
      throw new Failure('unreachable', `The connection to ${this.where} was lost.`, {
        hint: 'Run the same job again when the server answers.',
        cause: error,
      });
    }
    if ((error.code === 124 || error.code === 137) && error.duration >= deadline)
      throw new Failure('timeout', error.message, { cause: error });
    if (error.code === 127) {
      throw new Failure('program-missing', `${file} is not installed on ${this.where}.`, { hint: `Install ${file} there.`, cause: error });
    }
    throw error;
  }

  async #alive(): Promise<boolean> {
    const probe = [...this.#flags, '--', this.#options.host, 'exit 0'];
    return localShell()
      .run(probe, { allowFailure: true, deadline: 20_000 })
      .then(({ code }) => code === 0)
      .catch(() => false);
  }

  reach(address: Address): Promise<Address> {
    const there = 'path' in address ? address.path : `${address.host}:${address.port}`;
    const known = this.#forwards.get(there);
    if (known) return known;
    const path = join(this.#folder, `f${this.#forwards.size}`);
    const forward = localShell()
      .run([...this.#flags, '-O', 'forward', '-L', `${path}:${there}`, '--', this.#options.host], { deadline: 15_000 })
      .then(() => ({ path }));
    this.#forwards.set(there, forward);
    forward.catch(() => this.#forwards.delete(there));
    return forward;
  }

  async close(): Promise<void> {
    await localShell()
      .run([...this.#flags, '-O', 'exit', '--', this.#options.host], { allowFailure: true, deadline: 10_000 })
      .catch(() => {});
    await rm(this.#folder, { recursive: true, force: true });
  }
}
