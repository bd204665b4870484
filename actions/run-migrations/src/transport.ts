import type { Finished, Shell } from '@slipway/shell';
import { launch } from './launcher.ts';
import type { Ask } from './program/index.ts';

export interface Call {
  /** Milliseconds. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** What people call the program. */
  readonly title?: string;
  /** Every line of both streams, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A program of the application's own environment. */
export interface Task {
  readonly argv: readonly string[];
  /** False where it has to do without the database. */
  readonly connect: boolean;
  /** Over the environment of the application. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The same, hidden wherever it would be shown. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A way to where the application and its tool are. */
export interface Transport {
  /** For messages: `the image ghcr.io/acme/notes@sha256:…`. */
  readonly where: string;
  /** The program's end, whatever its exit code. What it started is gone when this returns or throws, as far as the way allows. */
  run(ask: Ask, call: Call): Promise<Finished>;
  /** The same for any other program. */
  exec(task: Task, call: Call): Promise<Finished>;
  /** What a person types to run Alembic with these words. */
  command(words: readonly string[]): string;
  close(): Promise<void>;
}

export interface LocalOptions {
  readonly folder: string;
  readonly python: string;
  /** Variable that holds the URL, and the URL. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Alembic of a folder on the shell's machine. */
export function localTransport(shell: Shell, options: LocalOptions): Transport {
  const exec: Transport['exec'] = ({ argv, environment = {}, secrets }, call) =>
    shell.run(argv, {
      cwd: options.folder,
      env: environment,
      secrets: { ...options.secrets, ...secrets },
      allowFailure: true,
      lines: 'all',
      ...call,
    });
  return {
    where: `${options.folder} on ${shell.where}`,
    exec,
    run: (ask, call) => exec({ argv: launch(ask, options.python), connect: ask.connect }, call),
    command: (words) => `cd ${options.folder} && alembic ${words.join(' ')}`,
    close: async () => {},
  };
}

export interface ExecOptions {
  readonly container: { readonly id: string; readonly name: string };
  readonly python: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Alembic in a container that runs already. The engine does not end what a lost client left behind; the next run sees it and waits. */
export function execTransport(shell: Shell, options: ExecOptions): Transport {
  const exec: Transport['exec'] = ({ argv, environment = {}, ...task }, call) => {
    const secrets = { ...options.secrets, ...task.secrets };
    const variables = Object.keys({ ...environment, ...secrets }).flatMap((name) => ['--env', name]);
    return shell.run(['docker', 'exec', ...variables, options.container.id, ...argv], {
      env: environment,
      secrets,
      allowFailure: true,
      lines: 'all',
      ...call,
    });
  };
  return {
    where: `the container ${options.container.name} on ${shell.where}`,
    exec,
    run: (ask, call) => exec({ argv: launch(ask, options.python), connect: ask.connect }, call),
    command: (words) => `docker exec ${options.container.name} alembic ${words.join(' ')}`,
    close: async () => {},
  };
}
