import type { Finished, Shell } from '@slipway/shell';
import { launch } from './launcher.ts';
import type { Ask } from './program/index.ts';

export interface Call {
  /** Milliseconds. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Every line of both streams, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A way to where the application and its Alembic are. */
export interface Transport {
  /** For messages: `the image ghcr.io/acme/notes@sha256:…`. */
  readonly where: string;
  /** The program's end, whatever its exit code. What it started is gone when this returns or throws, as far as the way allows. */
  run(ask: Ask, call: Call): Promise<Finished>;
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
  return {
    where: `${options.folder} on ${shell.where}`,
    run: (ask, call) =>
      shell.run(launch(ask, options.python), {
        cwd: options.folder,
        secrets: options.secrets,
        allowFailure: true,
        lines: 'all',
        ...call,
      }),
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
  const variables = Object.keys(options.secrets).flatMap((name) => ['--env', name]);
  return {
    where: `the container ${options.container.name} on ${shell.where}`,
    run: (ask, call) =>
      shell.run(['docker', 'exec', ...variables, options.container.id, ...launch(ask, options.python)], {
        secrets: options.secrets,
        allowFailure: true,
        lines: 'all',
        ...call,
      }),
    command: (words) => `docker exec ${options.container.name} alembic ${words.join(' ')}`,
    close: async () => {},
  };
}
