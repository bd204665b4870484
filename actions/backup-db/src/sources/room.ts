import { Failure } from '@slipway/action';
import { findContainer } from '@slipway/postgres';
import { type Finished, ProgramFailure, type Running, type RunOptions, type Shell, type StartOptions } from '@slipway/shell';
import type { Job } from '../job.ts';

/** Where the programs of a source run: on the shell's machine, or inside a container of it. */
export interface Room {
  /** For messages: `in the container notes-redis-1 on deploy@app.example.com`. */
  readonly where: string;
  /** Id of the container; undefined on the machine itself. */
  readonly container: string | undefined;
  run(argv: readonly string[], options?: RunOptions): Promise<Finished>;
  start(argv: readonly string[], options?: StartOptions): Running;
}

export function machineRoom(shell: Shell): Room {
  return {
    where: `on ${shell.where}`,
    container: undefined,
    run: (argv, options = {}) => shell.run(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
    start: (argv, options = {}) => shell.start(argv, { ...options, env: { LC_ALL: 'C', ...options.env } }),
  };
}

/** Ends a program whose caller is gone, because the engine does not. */
const enter = 't=$1; shift; if command -v timeout >/dev/null; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"';

/** The container of a compose service: where it was switched, that of a colour. @throws Failure `no-container`, `database-unreachable` */
export async function serviceContainer({ shell, project }: Job, service: string): Promise<{ readonly id: string; readonly name: string }> {
  try {
    return await findContainer(shell, project, service);
  } catch (error) {
    if (!(error instanceof Failure) || error instanceof ProgramFailure) throw error;
    let known: unknown = error;
    for (const colour of ['blue', 'green']) {
      try {
        return await findContainer(shell, `${project}-${colour}`, service);
      } catch (other) {
        if (!(other instanceof Failure) || other instanceof ProgramFailure) throw other;
        // A container that is there and does not run says more than a project that has none.
        if (other.reason !== 'no-container') known = other;
      }
    }
    throw known;
  }
}

export async function containerRoom(job: Job, service: string): Promise<Room> {
  const { id, name } = await serviceContainer(job, service);
  return roomIn(job.shell, id, `in the container ${name} on ${job.shell.where}`);
}

/** Inside a container. What is secret reaches it by the environment of the engine's client. */
export function roomIn(shell: Shell, container: string, where: string): Room {
  const command = (argv: readonly string[], { env = {}, secrets = {}, deadline = 60_000 }: StartOptions): readonly string[] => {
    const names = Object.keys({ LC_ALL: '', ...env, ...secrets }).flatMap((name) => ['-e', name]);
    return ['docker', 'exec', '-i', ...names, container, 'sh', '-c', enter, 'sh', String(Math.ceil(deadline / 1000)), ...argv];
  };
  const inside = <T extends StartOptions>(options: T): T => ({ ...options, env: { LC_ALL: 'C', ...options.env } });
  return {
    where,
    container,
    run: (argv, options = {}) => shell.run(command(argv, options), inside(options)),
    start: (argv, options = {}) => shell.start(command(argv, options), inside(options)),
  };
}
