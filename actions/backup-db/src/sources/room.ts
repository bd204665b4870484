import { findContainer } from '@slipway/postgres';
import type { Finished, Running, RunOptions, Shell, StartOptions } from '@slipway/shell';
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

/** The container of a compose service. What is secret reaches it by the environment of the engine's client. @throws Failure `no-container`, `database-unreachable` */
export async function containerRoom(job: Job, service: string): Promise<Room> {
  const { shell } = job;
  const container = await findContainer(shell, job.project, service);
  const command = (argv: readonly string[], { env = {}, secrets = {}, deadline = 60_000 }: StartOptions): readonly string[] => {
    const names = Object.keys({ LC_ALL: '', ...env, ...secrets }).flatMap((name) => ['-e', name]);
    return ['docker', 'exec', '-i', ...names, container.id, 'sh', '-c', enter, 'sh', String(Math.ceil(deadline / 1000)), ...argv];
  };
  const inside = <T extends StartOptions>(options: T): T => ({ ...options, env: { LC_ALL: 'C', ...options.env } });
  return {
    where: `in the container ${container.name} on ${shell.where}`,
    container: container.id,
    run: (argv, options = {}) => shell.run(command(argv, options), inside(options)),
    start: (argv, options = {}) => shell.start(command(argv, options), inside(options)),
  };
}
