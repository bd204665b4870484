import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSecret, Failure, formatDuration } from '@slipway/action';
import { refuseOptionLike, type SshOptions, writeIdentity } from './identity.ts';
import { childEnvironment, localShell } from './local.ts';
import { type Master, startMaster } from './master.ts';
import { collect, ProgramFailure, startProcess } from './process.ts';
import { type Address, defaultDeadline, type Running, type RunOptions, type Shell, type StartOptions } from './shell.ts';
import { connectionFailure, knownHostsName } from './ssh-failure.ts';
import { commandLine } from './text.ts';
import { encodeOrder, endScript, orderVariable, receiver } from './wire.ts';

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
    return new SshShell(folder, flags, options, await connect(folder, flags, options));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function connect(folder: string, flags: readonly string[], options: SshOptions): Promise<Master> {
  const master = startMaster(flags, options);
  const said = await master.ready;
  if (said === undefined) return master;
  const ask = async (argv: readonly string[]): Promise<string> =>
    (await localShell().run(argv, { allowFailure: true, deadline: 10_000 })).stdout.trim();
  const known = await ask(['ssh-keygen', '-l', '-f', join(folder, 'known_hosts'), '-F', knownHostsName(options)]);
  const expected = [...new Set(known.match(/SHA256:\S+/g) ?? [])].join(', ');
  const offered = expected
    ? ''
    : await ask(['ssh-keyscan', '-T', '5', '-t', 'ed25519,ecdsa', '-p', String(options.port), '--', options.host]).catch(() => '');
  const lines = offered.split('\n').filter((line) => line && !line.startsWith('#'));
  throw connectionFailure(options, { stderr: said, offered: lines.join('\n'), expected });
}

class SshShell implements Shell {
  readonly where: string;
  readonly remote = true;
  readonly #folder: string;
  readonly #flags: readonly string[];
  readonly #options: SshOptions;
  /** Sockets that were ever named: a name is never given twice. */
  #opened = 0;
  readonly #forwards = new Map<string, Promise<Address>>();
  #master: Promise<Master>;

  constructor(folder: string, flags: readonly string[], options: SshOptions, master: Master) {
    this.#folder = folder;
    this.#flags = flags;
    this.#options = options;
    this.#master = Promise.resolve(master);
    this.where = `${options.username}@${options.host}`;
  }

  start(argv: readonly string[], options: StartOptions & { onError?: (line: string) => void } = {}): Running {
    const { secrets, env, cwd, ...rest } = options;
    for (const value of Object.values(secrets ?? {})) addSecret(value);
    const deadline = options.deadline ?? defaultDeadline;
    const [file = ''] = argv;
    const order = randomUUID();
    const running = startProcess([...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`], {
      ...rest,
      title: options.title ?? commandLine(argv),
      where: this.where,
      environment: childEnvironment(process.env),
      preamble: encodeOrder({ argv, env: { ...env, ...secrets, [orderVariable]: order }, cwd, deadline }),
      deadline: deadline + remoteGrace,
    });
    const done = running.done.catch(async (error: unknown) => {
      // This side gave up: the server has not noticed.
      if (error instanceof Failure && (error.reason === 'cancelled' || error.reason === 'timeout')) await this.#end(order);
      return this.#explain(error, running.title, file, deadline);
    });
    done.catch(() => {});
    const kill = (): void => {
      running.kill();
      void this.#end(order);
    };
    return { ...running, done, kill };
  }

  /** Ends what an order started on the server. */
  async #end(order: string): Promise<void> {
    const preamble = encodeOrder({ argv: ['sh', '-c', endScript, 'sh', order], deadline: 10_000 });
    const argv = [...this.#flags, '--', this.#options.host, `exec sh -c '${receiver}'`];
    const running = startProcess(argv, { title: 'kill', environment: childEnvironment(process.env), preamble, deadline: 15_000 });
    await collect(running, { allowFailure: true }).catch(() => {});
  }

  async run(argv: readonly string[], options: RunOptions = {}): ReturnType<Shell['run']> {
    return collect(this.start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options);
  }

  /** Exit codes of the way there, told apart from those of the program. */
  async #explain(error: unknown, title: string, file: string, deadline: number): Promise<never> {
    const late = new Failure('timeout', `${title} did not end within ${formatDuration(deadline)} on ${this.where}.`, { cause: error });
    if (error instanceof Failure && error.reason === 'timeout') throw late;
    if (!(error instanceof ProgramFailure)) throw error;
    if (error.code === 255 && !(await this.#connected())) {
      throw new Failure('unreachable', `The connection to ${this.where} was lost.`, {
        hint: 'Run the same job again when the server answers.',
        cause: error,
      });
    }
    if ((error.code === 124 || error.code === 137) && error.duration >= deadline) throw late;
    // timeout(1) says so itself; a shell that misses a program inside its own script is another matter.
    if (error.code === 127 && /^timeout: /m.test(error.stderr)) {
      throw new Failure('program-missing', `${file} is not installed on ${this.where}.`, { hint: `Install ${file} there.`, cause: error });
    }
    throw error;
  }

  /** Whether the shared connection stands; asks nobody but the local socket. */
  async #connected(): Promise<boolean> {
    const check = [...this.#flags, '-O', 'check', '--', this.#options.host];
    const { code } = await localShell().run(check, { allowFailure: true, deadline: 10_000 });
    return code === 0;
  }

  async reach(address: Address): Promise<Address> {
    if ((await this.#master).over) {
      // A server that was restarted, or a network that was cut: what it forwarded is gone with the connection.
      this.#forwards.clear();
      this.#master = connect(this.#folder, this.#flags, this.#options);
      await this.#master;
    }
    const there = 'path' in address ? address.path : `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
    const known = this.#forwards.get(there);
    if (known) return known;
    const path = join(this.#folder, `f${this.#opened++}`);
    const forward = localShell()
      .run([...this.#flags, '-O', 'forward', '-L', `${path}:${there}`, '--', this.#options.host], { deadline: 15_000 })
      .then(() => ({ path }));
    this.#forwards.set(there, forward);
    forward.catch(() => this.#forwards.delete(there));
    return forward;
  }

  async close(): Promise<void> {
    await this.#master.then((master) => master.stop()).catch(() => {});
    await rm(this.#folder, { recursive: true, force: true });
  }
}
